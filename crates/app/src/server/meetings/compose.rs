//! The agenda that a meeting needs, drawn up from its figures: open directions first, then the
//! indicators by how much attention they ask for, each with the question and the names behind it.

use std::collections::BTreeMap;

use samuh_engine::{Reader, Result};
use samuh_figures::catalogue::{INDICATORS, Nature};
use samuh_meetings::meeting::{
    Item, ItemKind, Meeting, Minutes, NewItem, minutes::Both, minutes_of, previous,
};
use samuh_web::{dashboard::Status, show};

use super::{
    Names,
    strip::{Figures, Strip},
};
use crate::server::{
    dashboard::{name, quantity},
    visit::Visitor,
};

/// The most indicators of a drawn-up agenda: more are not talked about in an hour.
const MOST: usize = 8;

/// How much attention an indicator asks for, and why.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Weight {
    /// The whole is critical 4, behind 3, near 1.
    pub(super) pace: i64,
    /// Each unit that is critical 2, behind 1.
    pub(super) units: i64,
    /// Nothing moved since the last meeting: 2; it fell: 3.
    pub(super) movement: i64,
}

impl Weight {
    /// The sum by which the agenda is ordered.
    pub(super) fn sum(self) -> i64 {
        self.pace + self.units + self.movement
    }

    /// The weight of a strip, beside what the whole had achieved at the last meeting.
    pub(super) fn of(
        whole: Status,
        units: &[Status],
        (now, then): (Option<i64>, Option<i64>),
    ) -> Self {
        let pace = match whole {
            Status::Critical => 4,
            Status::Behind => 3,
            Status::Near => 1,
            _ => 0,
        };
        let unit = |status: &Status| match status {
            Status::Critical => 2,
            Status::Behind => 1,
            _ => 0,
        };
        let movement = match (now, then) {
            (Some(now), Some(then)) if now < then => 3,
            (Some(now), Some(then)) if now == then => 2,
            _ => 0,
        };
        Self { pace, units: units.iter().map(unit).sum(), movement }
    }
}

/// What each indicator had achieved in the whole when the minutes were frozen.
pub(super) fn achieved_then(minutes: Option<&Minutes>) -> BTreeMap<String, i64> {
    let items = minutes.map(|minutes| minutes.items.as_slice()).unwrap_or_default();
    let whole = items.iter().filter(|item| !item.indicator.is_empty());
    whole.filter_map(|item| Some((item.indicator.clone(), item.strip.last()?.achieved?))).collect()
}

/// The minutes of the meeting before, where it was of the same financial year.
pub(super) fn minutes_before(
    reader: &mut Reader,
    visitor: &Visitor,
    meeting: &Meeting,
) -> Result<Option<(Meeting, Minutes)>> {
    let Some(before) = previous(reader, visitor.desk(), meeting)? else { return Ok(None) };
    let found = minutes_of(reader, visitor.desk(), before.id)?;
    Ok(found.map(|(minutes, _, _)| (before, minutes)))
}

/// The items that are missing on the agenda of a meeting.
pub(super) fn compose(
    reader: &mut Reader,
    visitor: &Visitor,
    (meeting, standing): (&Meeting, &[Item]),
    open_directions: bool,
) -> Result<Vec<NewItem>> {
    let mut items = Vec::new();
    let has = |kind: ItemKind, code: &str| {
        standing
            .iter()
            .any(|item| item.kind == kind && item.indicator.as_deref().unwrap_or("") == code)
    };
    let item = |kind: ItemKind, indicator: &str, question: Both| NewItem {
        kind,
        indicator: indicator.to_owned(),
        title: String::new(),
        question,
        presenter: None,
    };
    if open_directions && !has(ItemKind::Directions, "") {
        items.push(item(ItemKind::Directions, "", Both::default()));
    }
    let Some(figures) = Figures::load(reader, visitor, meeting, None)? else { return Ok(items) };
    let before = minutes_before(reader, visitor, meeting)?;
    let is_same_year = before.as_ref().is_some_and(|(before, _)| before.year == meeting.year);
    let then = achieved_then(before.as_ref().filter(|_| is_same_year).map(|(_, minutes)| minutes));
    let mut weighed: Vec<(i64, usize, Strip)> = Vec::new();
    for (at, indicator) in INDICATORS.iter().enumerate() {
        let is_ratio = matches!(indicator.nature, Nature::Ratio { .. });
        let is_aimed = figures.board.annual(indicator.id, figures.subject.id).is_some();
        if is_ratio || !is_aimed || has(ItemKind::Indicator, indicator.code) {
            continue;
        }
        let strip = figures.strip(indicator);
        let units: Vec<Status> = strip.cells.iter().map(|cell| cell.standing.status).collect();
        let now = strip.whole.standing.achieved;
        let moved = (now, then.get(indicator.code).copied());
        let weight = Weight::of(strip.whole.standing.status, &units, moved).sum();
        if weight > 0 {
            weighed.push((weight, at, strip));
        }
    }
    weighed.sort_by_key(|(weight, at, _)| (-weight, *at));
    let names = Names::load(reader, visitor)?;
    for (_, _, strip) in weighed.into_iter().take(MOST) {
        let asks = |hindi: bool| question(&strip, &names, hindi);
        let question = Both { hi: asks(true), en: asks(false) };
        items.push(item(ItemKind::Indicator, strip.indicator.code, question));
    }
    Ok(items)
}

/// The question to be asked in a language, with the names behind the gap.
fn question(strip: &Strip, names: &Names, hindi: bool) -> String {
    let words = names.words(hindi);
    let said = |value: i64| show::quantity(quantity(strip.indicator, value), words);
    let worst = strip.worst();
    let indicator = name(words, strip.indicator);
    if worst.is_empty() {
        let gap = said(Strip::gap(&strip.whole));
        return words.args(
            "agenda-question-whole",
            &[("indicator", indicator.as_str().into()), ("gap", gap.as_str().into())],
        );
    }
    let named = worst.iter().map(|cell| {
        let gap = said(Strip::gap(cell));
        let args = [("unit", cell.name.of(hindi).into()), ("gap", gap.as_str().into())];
        words.args("agenda-gap-of", &args)
    });
    let list = show::list(&named.collect::<Vec<_>>(), words);
    words.args("agenda-question", &[("list", list.as_str().into())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_indicator_asks_for_attention_by_its_pace_its_units_and_whether_it_moves() {
        let units = [Status::Critical, Status::Behind, Status::OnPace];
        let stands_still = Weight::of(Status::Behind, &units, (Some(40), Some(40)));
        assert_eq!(stands_still, Weight { pace: 3, units: 3, movement: 2 });
        let falls = Weight::of(Status::Near, &[], (Some(39), Some(40)));
        assert_eq!(falls.sum(), 4);
        let moves = Weight::of(Status::OnPace, &[Status::Ahead], (Some(41), Some(40)));
        assert_eq!(moves.sum(), 0, "what is on pace and moves is not talked about");
        assert_eq!(Weight::of(Status::NoTarget, &[], (None, None)).sum(), 0);
    }

    #[test]
    fn the_last_meeting_is_read_from_its_frozen_minutes() {
        use samuh_meetings::meeting::minutes::{Said, StripCell};
        let cell = |achieved| StripCell { achieved, ..StripCell::default() };
        let minutes = Minutes {
            items: vec![
                Said {
                    indicator: "shg_formed".into(),
                    strip: vec![cell(Some(4)), cell(Some(9))],
                    ..Said::default()
                },
                Said { strip: vec![cell(Some(1))], ..Said::default() },
            ],
            ..Minutes::default()
        };
        let then = achieved_then(Some(&minutes));
        assert_eq!(then.get("shg_formed"), Some(&9), "the whole stands last");
        assert_eq!(then.len(), 1);
        assert!(achieved_then(None).is_empty());
    }
}
