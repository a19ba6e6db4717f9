//! LokOS beside our register: the desk with its numbers, their lists, one group or row with what to
//! decide, states taken for many, and the list for the operator.

mod desk;
mod list;
mod mending;
mod one;
mod row;
mod states;

use samuh_engine::{Reader, Result, clock};
use samuh_groups::lokos::{
    gap::{Gap, Line, Narrow, View},
    model::{Choice as Chosen, Field as Compared, STATES},
};
use samuh_kernel::calendar::Month;
use samuh_places::Level;
use samuh_web::{
    parts::{Choice, Control, Field},
    show,
};

use super::{query::Query, visit::Visitor};

pub(super) use desk::page as desk;
pub(super) use list::page as list;
pub(super) use mending::{ask as ask_entry, page as mending};
pub(super) use one::{choose, page as one};
pub(super) use row::{decide, page as row};
pub(super) use states::{page as states, take};

const PATH: &str = "/lokos";
const LIST: &str = "/lokos/list";
/// Months that can be looked back.
const MONTHS: usize = 24;

/// The month that is asked for, else the running one: a block that has not reported yet is said.
fn month_of(query: &Query) -> Month {
    let asked = query.get("month").and_then(|month| month.parse().ok());
    asked.unwrap_or_else(|| Month::of(clock::today()))
}

fn gap(reader: &mut Reader, visitor: &Visitor, month: Month) -> Result<Gap> {
    Gap::load(reader, visitor.scope(), &visitor.home.places, month)
}

fn narrow_of(query: &Query) -> Narrow {
    let known = |state: &&str| STATES.contains(state);
    Narrow {
        field: query.get("field").and_then(Compared::of),
        state: query.get("state").filter(known).map(str::to_owned),
        block_id: query.number("block").unwrap_or(0),
        clf_id: query.number("clf").unwrap_or(0),
        operator: query.get("operator").map(str::to_owned),
    }
}

/// The address of the list behind a number.
fn behind(base: &Query, view: View, more: &[(&str, String)]) -> String {
    let query = base.without(&["view", "after"]).with("view", view.code());
    more.iter().fold(query, |query, (name, value)| query.with(name, value.clone())).at(LIST)
}

/// The page of a group or a row.
fn page_of(line: &Line, month: Month) -> String {
    match (&line.ours, &line.theirs) {
        (Some(ours), _) => of_group(ours.id, month),
        (None, Some(theirs)) => {
            format!("{PATH}/rows/{}?month={month}", show::in_query(&theirs.code))
        }
        (None, None) => PATH.to_owned(),
    }
}

fn of_group(id: i64, month: Month) -> String {
    format!("{PATH}/groups/{id}?month={month}")
}

/// A value of either side as the office says it.
fn shown(visitor: &Visitor, field: Compared, value: &str) -> String {
    let words = visitor.words;
    match field {
        Compared::Village => match value.parse() {
            Ok(id) => visitor.home.address(id, visitor.hindi()).join(", "),
            Err(_) => value.to_owned(),
        },
        Compared::FormedOn => {
            value.parse().map_or_else(|_| value.to_owned(), |day: chrono::NaiveDate| show::day(day))
        }
        Compared::Account => match value {
            "" => String::new(),
            "open" => words.t("lokos-account-is-open"),
            digits => words.args("lokos-ends", &[("digits", digits.into())]),
        },
        Compared::State if value.is_empty() => words.t("lokos-not_entered"),
        Compared::State => words.t(&format!("lokos-{value}")),
        _ => value.to_owned(),
    }
}

fn field_name(visitor: &Visitor, field: Compared) -> String {
    visitor.words.t(&format!("lokos-field-{}", field.code()))
}

fn choice_name(visitor: &Visitor, choice: Chosen) -> String {
    visitor.words.t(&format!("lokos-choice-{}", choice.code()))
}

fn state_name(visitor: &Visitor, state: &str) -> String {
    shown(visitor, Compared::State, state)
}

/// Where a line stands: our village, else LokOS's as it was found or written.
fn place_of(visitor: &Visitor, line: &Line) -> String {
    let theirs = line.theirs.as_ref();
    let id = line.ours.as_ref().map(|ours| ours.place_id);
    match id.or(theirs.and_then(|theirs| theirs.place_id)) {
        Some(id) => visitor.home.address(id, visitor.hindi()).join(", "),
        None => {
            let named = theirs.and_then(|t| t.village_named.clone().or_else(|| t.gp_named.clone()));
            let block = visitor.home.name(line.block_id(), visitor.hindi()).to_owned();
            named.into_iter().chain([block]).collect::<Vec<_>>().join(", ")
        }
    }
}

/// The code by which the office knows a line.
fn code_of(line: &Line) -> String {
    let own = || {
        let ours = line.ours.as_ref()?;
        ours.code("lokos").or_else(|| ours.code("nrlm")).map(str::to_owned)
    };
    line.theirs.as_ref().map(|theirs| theirs.code.clone()).or_else(own).unwrap_or_default()
}

/// The blocks that the desk sees, or stands in.
fn blocks(visitor: &Visitor, gap: &Gap) -> Vec<i64> {
    let home = &visitor.home;
    let mut ids: Vec<i64> = home
        .below(home.top(), Level::Block)
        .into_iter()
        .map(|block| block.id)
        .filter(|id| home.is_seen(visitor.scope(), *id))
        .chain(gap.snapshots.iter().map(|snapshot| snapshot.block_id))
        .chain(gap.lines.iter().map(Line::block_id))
        .filter(|id| *id != 0)
        .collect();
    ids.sort_unstable();
    ids.dedup();
    ids.sort_by_key(|id| home.name(*id, visitor.hindi()).to_owned());
    ids
}

/// The months to choose from.
fn month_field(visitor: &Visitor, month: Month) -> Field {
    let running = Month::of(clock::today()).max(month);
    let all = std::iter::successors(Some(running), |month| Some(month.prev())).take(MONTHS);
    let choices = all.map(|one| Choice::new(one.to_string(), show::month(one, visitor.words)));
    Field::new("month", visitor.words.t("choose-month"), Control::Select(choices.collect()))
        .value(month.to_string())
}

/// The blocks to choose from; nothing where there is one only.
fn block_field(visitor: &Visitor, gap: &Gap, query: &Query) -> Option<Field> {
    let ids = blocks(visitor, gap);
    let name = |id: &i64| visitor.home.name(*id, visitor.hindi()).to_owned();
    let mut choices = vec![Choice::new("", visitor.words.t("filter-all"))];
    choices.extend(ids.iter().map(|id| Choice::new(id.to_string(), name(id))));
    let field = Field::new("block", visitor.words.t("field-block"), Control::Select(choices));
    (ids.len() > 1).then(|| field.value(query.get("block").unwrap_or_default()))
}

/// The snapshot's month of a block in words, and how many days ago it came.
fn age(visitor: &Visitor, at: i64) -> String {
    let days = (clock::today() - clock::day_of(at)).num_days().max(0);
    visitor.words.args("lokos-days-old", &[("n", days.into())])
}
