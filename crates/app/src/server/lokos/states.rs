//! The states of LokOS that our register does not have: which there are, the preview of taking one for a
//! whole block, and the taking.

use std::collections::BTreeMap;

use axum::{Form, extract::Query as Asked, http::StatusCode, response::Response};
use maud::{Markup, html};
use samuh_engine::{Error, Reader, Result, audit::Effect, clock};
use samuh_figures::catalogue;
use samuh_groups::{
    Change, Submission,
    lokos::{
        gap::{Gap, Line, View},
        model::{Field, STATES, Snapshot, TakeStates},
    },
    proposal, rehearse, second_post,
};
use samuh_kernel::{
    calendar::Month,
    scope::{Area, Right},
};
use samuh_web::{
    page::Section,
    pages::lokos::{
        Figure,
        states::{self as drawn, Named, PreviewPage, StateRow, StatesPage},
    },
    parts::{Column, Kind, Link, Problem, Table, table},
    show,
};
use uuid::Uuid;

use super::{behind, gap, month_of, narrow_of, of_group, place_of, state_name};
use crate::{
    ids::new_id,
    server::{
        approvals::Ask,
        changes::{Done, done_or_sent},
        dashboard::{name as indicator_name, quantity},
        fail::{self, Answer, Fail, go},
        query::Query,
        visit::{self, Visitor},
    },
};

/// Groups shown by name in a preview.
const NAMED: usize = 50;

/// What an attempt came to.
#[derive(Default)]
struct Told {
    problems: Vec<Problem>,
    moved: bool,
}

/// Every state that can be taken; the preview where a block and a state are named, or where there is
/// only one.
pub(in crate::server) async fn page(
    visitor: Visitor,
    Asked(pairs): Asked<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::Enter, Area::Groups)?;
    draw(&visitor, Query::of(pairs), Told::default()).await
}

/// The groups of a block to which a snapshot gives a state that our register does not have.
struct Takes {
    snapshot: Snapshot,
    state: &'static str,
    lines: Vec<Line>,
}

impl Takes {
    fn ask(&self) -> TakeStates {
        let ours = self.lines.iter().filter_map(|line| line.ours.as_ref());
        TakeStates {
            block_id: self.snapshot.block_id,
            month: self.snapshot.month,
            state: self.state.to_owned(),
            ids: ours.map(|ours| ours.id).collect(),
        }
    }
}

fn takes(gap: &Gap, query: &Query) -> Vec<Takes> {
    let narrow = narrow_of(query);
    let mut all = Vec::new();
    for snapshot in &gap.snapshots {
        for state in STATES {
            let is_own = |line: &&Line| {
                let row = line.theirs.as_ref();
                row.is_some_and(|row| row.block_id == snapshot.block_id && row.state == state)
                    && line.differing().any(|one| one.field == Field::State)
            };
            let wanted = [0, snapshot.block_id].contains(&narrow.block_id)
                && narrow.state.as_deref().is_none_or(|wanted| wanted == state);
            let lines: Vec<Line> = match wanted {
                true => gap.lines.iter().filter(is_own).cloned().collect(),
                false => Vec::new(),
            };
            if !lines.is_empty() {
                all.push(Takes { snapshot: snapshot.clone(), state, lines });
            }
        }
    }
    all
}

async fn draw(visitor: &Visitor, query: Query, told: Told) -> Answer<Response> {
    let status = match (told.moved, told.problems.is_empty()) {
        (true, _) => StatusCode::CONFLICT,
        (false, false) => StatusCode::UNPROCESSABLE_ENTITY,
        (false, true) => StatusCode::OK,
    };
    let (reads, asked) = (visitor.clone(), query.clone());
    let read = visitor.app.read(move |reader| {
        let month = month_of(&asked);
        let mut all = takes(&gap(reader, &reads, month)?, &asked);
        if let Some(ids) = proposed(reader, &reads, &asked)? {
            // What is written anew is of the groups it was of.
            let is_of = |line: &Line| line.ours.as_ref().is_some_and(|ours| ids.contains(&ours.id));
            all.iter_mut().for_each(|one| one.lines.retain(is_of));
            all.retain(|one| !one.lines.is_empty());
        }
        Ok((month, all))
    });
    let (month, mut all) = read.await?;
    let is_one = query.get("state").is_some() && query.get("block").is_some();
    let body = match (is_one, all.len()) {
        (true, 0 | 1) => preview(visitor, all.pop(), (month, &query), told).await?,
        _ => drawn::all(&listed(visitor, &all, month), visitor.words),
    };
    let title = visitor.words.t("lokos-states-title");
    Ok(visit::with_status(status, visitor.page(&title, Some(Section::Groups), body)))
}

/// The groups of the proposal that is written anew; none where none is.
fn proposed(reader: &mut Reader, visitor: &Visitor, query: &Query) -> Result<Option<Vec<i64>>> {
    let Some(id) = query.number("proposal") else { return Ok(None) };
    Ok(match proposal::<Ask>(reader, visitor.scope(), id)?.ask {
        Ask::Change(ask) => match *ask {
            Change::LokosState(ask) => Some(ask.ids),
            _ => None,
        },
        _ => None,
    })
}

fn listed(visitor: &Visitor, all: &[Takes], month: Month) -> StatesPage {
    let words = visitor.words;
    let row = |one: &Takes| {
        let block = one.snapshot.block_id;
        let base = Query::default().with("month", month.to_string());
        let base = base.with("block", block.to_string()).with("state", one.state);
        let differs = [("field", Field::State.code().to_owned())];
        StateRow {
            block: visitor.home.name(block, visitor.hindi()).to_owned(),
            state: state_name(visitor, one.state),
            figure: Figure {
                count: i64::try_from(one.lines.len()).unwrap_or(i64::MAX),
                href: behind(&base, View::Differs, &differs),
            },
            preview: Link::new(words.t("lokos-states-see"), base.at("/lokos/states")),
        }
    };
    StatesPage {
        under: words.args("lokos-as-of", &[("month", show::month(month, words).into())]),
        rows: all.iter().map(row).collect(),
    }
}

/// What taking a state would do, before it is done.
async fn preview(
    visitor: &Visitor,
    takes: Option<Takes>,
    (month, query): (Month, &Query),
    mut told: Told,
) -> Answer<Markup> {
    let words = visitor.words;
    let block = narrow_of(query).block_id;
    let state = query.get("state").unwrap_or_default().to_owned();
    let named = [
        ("block", visitor.home.name(block, visitor.hindi()).into()),
        ("state", state_name(visitor, &state).into()),
    ];
    let title = words.args("lokos-states-block", &named);
    let ask = takes.as_ref().map(Takes::ask);
    let (effect, waits) = match ask.clone() {
        Some(ask) => tried(visitor, ask, &mut told).await?,
        None => (None, false),
    };
    let as_on = takes.as_ref().map(|takes| show::day(takes.snapshot.as_on)).unwrap_or_default();
    let lines = takes.map(|takes| takes.lines).unwrap_or_default();
    let count = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    let anew = query.number("proposal").unwrap_or(0);
    let key = if waits || anew != 0 { "lokos-states-send" } else { "lokos-states-do" };
    let page = PreviewPage {
        title,
        under: words.args("lokos-states-title.text", &[("day", as_on.into())]),
        state: state_name(visitor, &state),
        groups: lines
            .iter()
            .take(NAMED)
            .filter_map(|line| named_line(visitor, line, month))
            .collect(),
        more: more(visitor, count, query, month),
        effect,
        waits,
        send: sends(ask, anew)?,
        button: words.args(key, &[("n", count.into())]),
        problems: told.problems,
        moved: told.moved,
    };
    Ok(drawn::preview(&page, words))
}

fn named_line(visitor: &Visitor, line: &Line, month: Month) -> Option<Named> {
    let ours = line.ours.as_ref()?;
    let was = ours.state.as_ref().map_or("", |(_, state)| state);
    Some(Named {
        group: Link::new(ours.name(visitor.hindi()), of_group(ours.id, month)),
        place: place_of(visitor, line),
        was: state_name(visitor, was),
    })
}

fn more(visitor: &Visitor, count: i64, query: &Query, month: Month) -> Option<Link> {
    let rest = count - i64::try_from(NAMED).unwrap_or(0);
    let base = query.only(&["block", "state"]).with("month", month.to_string());
    let href = behind(&base, View::Differs, &[("field", Field::State.code().to_owned())]);
    let text = visitor.words.args("lokos-states-more", &[("n", rest.into())]);
    (rest > 0).then(|| Link::new(text, href))
}

fn sends(ask: Option<TakeStates>, anew: i64) -> Result<[(&'static str, String); 6]> {
    let op = new_id()?.to_string();
    let ask = ask.unwrap_or(TakeStates {
        block_id: 0,
        month: Month(0),
        state: String::new(),
        ids: Vec::new(),
    });
    let ids: Vec<String> = ask.ids.iter().map(i64::to_string).collect();
    Ok([
        ("op", op),
        ("block", ask.block_id.to_string()),
        ("month", ask.month.to_string()),
        ("state", ask.state),
        ("groups", ids.join(",")),
        ("proposal", anew.to_string()),
    ])
}

/// Tries it: what it does to the figures, and whether another post must approve it.
async fn tried(
    visitor: &Visitor,
    ask: TakeStates,
    told: &mut Told,
) -> Answer<(Option<Markup>, bool)> {
    let (desk, block) = (visitor.desk().clone(), ask.block_id);
    let change = Change::LokosState(ask);
    let run = visitor.app.blocking(move |app| {
        let act = (change.act(), change.needs(), Area::Groups);
        let second =
            app.db().read(|reader| second_post(reader, &desk, act, block, clock::now()))?;
        let tried = rehearse(app.db(), &desk, &change, clock::now());
        Ok((second.is_some(), tried))
    });
    let (waits, tried) = run.await?;
    match tried {
        Ok(tried) => Ok((Some(figures(visitor, &tried.effects)), waits)),
        Err(Error::Faults(faults)) => {
            told.problems.extend(fail::problems(&faults, visitor.words));
            Ok((None, waits))
        }
        Err(other) => Err(other.into()),
    }
}

/// The effect on the figures of the block: indicator, month, by how much.
fn figures(visitor: &Visitor, effects: &[Effect]) -> Markup {
    let words = visitor.words;
    let mut sums: BTreeMap<(i64, i64), i64> = BTreeMap::new();
    for effect in effects {
        *sums.entry((effect.indicator, effect.month)).or_default() += effect.delta;
    }
    sums.retain(|_, delta| *delta != 0);
    if sums.is_empty() {
        return html! { p.pb { (words.t("approval-no-effect")) } };
    }
    let rows = sums.into_iter().filter_map(|((id, month), delta)| {
        let indicator = catalogue::by_id(id)?;
        let month = Month(i32::try_from(month).unwrap_or(i32::MAX));
        let sign = if delta > 0 { "+" } else { "" };
        let value = show::quantity(quantity(indicator, delta), words);
        Some(vec![
            html! { (indicator_name(words, indicator)) },
            html! { (show::month(month, words)) },
            html! { b { (sign) (value) } },
        ])
    });
    let column = |kind: Kind, key: &str| Column::new(kind, words.t(key));
    table(&Table {
        caption: words.t("lokos-states-effect"),
        columns: vec![
            column(Kind::Text, "field-indicator"),
            column(Kind::Text, "field-month"),
            column(Kind::Number, "approval-effect"),
        ],
        rows: rows.collect(),
        foot: None,
    })
}

/// Takes a state for the groups of the preview, or sends it to another post.
pub(in crate::server) async fn take(
    visitor: Visitor,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::Enter, Area::Groups)?;
    let form = Query::of(pairs);
    let op: Uuid = form.get("op").and_then(|op| op.parse().ok()).ok_or(Fail::Request)?;
    let month: Month =
        form.get("month").and_then(|month| month.parse().ok()).ok_or(Fail::Request)?;
    let ids = form.get("groups").unwrap_or_default().split(',');
    let ask = TakeStates {
        block_id: form.number("block").ok_or(Fail::Request)?,
        month,
        state: form.get("state").unwrap_or_default().to_owned(),
        ids: ids.filter_map(|id| id.parse().ok()).collect(),
    };
    let id = form.number("proposal").unwrap_or(0);
    let sent = Submission { id, ask: Change::LokosState(ask), form: Vec::new(), draft: false };
    let query = form.only(&["block", "state", "month"]);
    let query = if id == 0 { query } else { query.with("proposal", id.to_string()) };
    match done_or_sent(&visitor, op, sent).await {
        Ok(Done::Now(_)) => Ok(go(&behind(&query, View::Theirs, &[]))),
        Ok(Done::Sent(id)) => Ok(go(&format!("/approvals/{id}"))),
        Err(Error::Faults(faults)) => {
            let problems = fail::problems(&faults, visitor.words);
            draw(&visitor, query, Told { problems, moved: false }).await
        }
        Err(Error::Conflict { .. }) => {
            draw(&visitor, query, Told { moved: true, ..Told::default() }).await
        }
        Err(other) => Err(other.into()),
    }
}
