//! The live strip of an item: how each unit stands, and the whole; every figure opens.

use std::collections::BTreeMap;

use maud::{Markup, html};
use samuh_engine::{Error, Reader, Result};
use samuh_figures::catalogue::{Indicator, IndicatorId, Nature, by_code};
use samuh_meetings::meeting::{
    Item, Meeting,
    minutes::{Both, StripCell},
};
use samuh_web::show;

use super::Names;
use crate::server::{
    dashboard::{Board, Span, Standing, Subject, href, quantity},
    query::Query,
    visit::Visitor,
};

/// One unit of a strip.
pub(super) struct Cell {
    /// Its number.
    pub(super) unit_id: i64,
    /// Its name.
    pub(super) name: Both,
    /// How it stands.
    pub(super) standing: Standing,
    /// Where the figure opens.
    pub(super) href: String,
}

/// The strip of an indicator.
pub(super) struct Strip {
    /// The indicator.
    pub(super) indicator: &'static Indicator,
    /// The units below.
    pub(super) cells: Vec<Cell>,
    /// The whole.
    pub(super) whole: Cell,
}

/// The figures behind an agenda: the units of the meeting and their board.
pub(super) struct Figures {
    pub(super) subject: Subject,
    names: BTreeMap<i64, Both>,
    pub(super) board: Board,
}

impl Figures {
    /// The figures of a meeting's unit and of those below it; none where the desk does not see them.
    /// `only` are the indicators that are asked for; none for all.
    pub(super) fn load(
        reader: &mut Reader,
        visitor: &Visitor,
        meeting: &Meeting,
        only: Option<&[IndicatorId]>,
    ) -> Result<Option<Self>> {
        let unit = if meeting.unit_id == 0 { visitor.home.top() } else { meeting.unit_id };
        let by = if meeting.kind.code() == "clf_review" { "clf" } else { "" };
        let query = Query::default().with("by", by);
        let subject = match Subject::find(reader, visitor, unit, &query) {
            Ok(subject) => subject,
            Err(Error::NotFound) => return Ok(None),
            Err(other) => return Err(other),
        };
        // The names once more, as the other language's reader has them.
        let other = Visitor { words: other_words(visitor), ..visitor.clone() };
        let twin = Subject::find(reader, &other, unit, &query)?;
        let mut names: BTreeMap<i64, Both> = BTreeMap::new();
        for (of, hindi) in [(&subject, visitor.hindi()), (&twin, other.hindi())] {
            let own = std::iter::once((of.id, &of.name));
            for (id, name) in own.chain(of.units.iter().map(|unit| (unit.id, &unit.name))) {
                let both = names.entry(id).or_default();
                if hindi { &mut both.hi } else { &mut both.en }.clone_from(name);
            }
        }
        let span = Span::of(&Query::default(), samuh_engine::clock::today());
        let ids = subject.unit_ids();
        let board = match only {
            None => Board::load(reader, visitor.scope(), (subject.id, &ids), &span)?,
            Some(only) => {
                let mut units = vec![subject.id];
                units.extend(&ids);
                Board::load_only(reader, visitor.scope(), (subject.id, &units), (only, &span))?
            }
        };
        Ok(Some(Self { subject, names, board }))
    }

    /// The strip of an indicator.
    pub(super) fn strip(&self, indicator: &'static Indicator) -> Strip {
        let cell = |id: i64| Cell {
            unit_id: id,
            name: self.names.get(&id).cloned().unwrap_or_default(),
            standing: self.board.standing(indicator, id),
            href: href(&self.board, indicator, id),
        };
        Strip {
            indicator,
            cells: self.subject.units.iter().map(|unit| cell(unit.id)).collect(),
            whole: cell(self.subject.id),
        }
    }
}

fn other_words(visitor: &Visitor) -> &'static samuh_web::words::Words {
    samuh_web::words::Words::of(visitor.words.lang().other(), visitor.home.overlay())
}

/// The indicators of an agenda, with what a ratio stands on.
pub(super) fn indicators(items: &[Item]) -> Vec<IndicatorId> {
    let mut ids = Vec::new();
    for indicator in items.iter().filter_map(|item| by_code(item.indicator.as_deref()?)) {
        match indicator.nature {
            Nature::Ratio { numerator, denominator } => ids.extend([numerator, denominator]),
            _ => ids.push(indicator.id),
        }
    }
    ids.sort_unstable();
    ids.dedup();
    ids
}

impl Strip {
    /// The strip as minutes keep it: the units, then the whole.
    pub(super) fn kept(&self, names: &Names) -> Vec<StripCell> {
        let kept = |cell: &Cell, name: Both| StripCell {
            name,
            achieved: cell.standing.achieved,
            due: cell.standing.due,
            percent: cell.standing.percent,
        };
        let whole = |hindi: bool| names.words(hindi).t("strip-whole");
        let mut all: Vec<StripCell> =
            self.cells.iter().map(|cell| kept(cell, cell.name.clone())).collect();
        all.push(kept(&self.whole, Both { hi: whole(true), en: whole(false) }));
        all
    }

    /// The units furthest behind, the worst first; at most three.
    pub(super) fn worst(&self) -> Vec<&Cell> {
        let mut behind: Vec<&Cell> = self
            .cells
            .iter()
            .filter(|cell| crate::server::dashboard::lags(cell.standing.status))
            .collect();
        behind.sort_by_key(|cell| (cell.standing.percent, cell.unit_id));
        behind.truncate(3);
        behind
    }

    /// The gap of a unit, in the indicator's unit.
    pub(super) fn gap(cell: &Cell) -> i64 {
        (cell.standing.due.unwrap_or(0) - cell.standing.achieved.unwrap_or(0)).max(0)
    }

    /// Draws the strip.
    pub(super) fn draw(&self, visitor: &Visitor) -> Markup {
        let (words, hindi) = (visitor.words, visitor.hindi());
        let said = |value: i64| show::quantity(quantity(self.indicator, value), words);
        // An amount stays whole where the line breaks.
        let held = |value: i64| said(value).replace(' ', "\u{a0}");
        let figure = |cell: &Cell| match (cell.standing.percent, cell.standing.achieved) {
            (Some(percent), _) => {
                format!("{} {}", show::percent(percent), cell.standing.status.glyph())
                    .trim_end()
                    .to_owned()
            }
            (None, Some(achieved)) => said(achieved),
            (None, None) => "—".to_owned(),
        };
        let whole = &self.whole.standing;
        let total = match (whole.achieved, whole.due) {
            (achieved, Some(due)) => format!("{} / {}", held(achieved.unwrap_or(0)), held(due)),
            (Some(achieved), None) => said(achieved),
            (None, None) => "—".to_owned(),
        };
        html! {
            div.mini {
                @for cell in &self.cells {
                    a class=(cell.standing.status.class()) href=(cell.href) {
                        (cell.name.of(hindi)) b { (figure(cell)) }
                    }
                }
                a.tot href=(self.whole.href) { (words.t("strip-whole")) b { (total) } }
            }
        }
    }
}
