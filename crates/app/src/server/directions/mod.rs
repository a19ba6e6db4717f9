//! Directions: the ledger, what each post owes, one direction with its steps, and the form by which
//! one is given.

mod doing;
mod files;
mod form;
mod ledger;
mod one;
mod owed;
mod workbook;

use maud::{Markup, html};
use samuh_engine::clock;
use samuh_figures::catalogue::{INDICATORS, Unit, by_code};
use samuh_meetings::direction::{Direction, Part, State};
use samuh_web::{
    parts::{Choice, Tone, tag},
    show,
};

pub(super) use {
    doing::{act, back, report},
    files::file,
    form::{Given, asks_parts, draw_new, give, give_form, read_give, step_status},
    ledger::page as ledger,
    one::page as one,
    owed::page as owed,
};

use super::{dashboard, meetings::Names, visit::Visitor};

/// The indicators as a list of choices, in the catalogue's order.
pub(super) fn indicator_choices(visitor: &Visitor) -> Vec<Choice> {
    let choice = |one: &samuh_figures::catalogue::Indicator| {
        Choice::new(one.code, dashboard::name(visitor.words, one))
    };
    INDICATORS.iter().map(choice).collect()
}

/// Where a direction stands, as a tag.
pub(super) fn state_tag(visitor: &Visitor, one: &Direction, today: chrono::NaiveDate) -> Markup {
    let (tone, key) = state_of(one, today);
    tag(tone, &visitor.words.t(key))
}

/// Where a direction stands, as a colour and a word.
pub(super) fn state_of(one: &Direction, today: chrono::NaiveDate) -> (Tone, &'static str) {
    match one.state {
        State::Closed => (Tone::Good, "direction-state-closed"),
        State::Withdrawn => (Tone::Plain, "direction-state-withdrawn"),
        State::Open if one.is_overdue(today) => (Tone::Bad, "direction-state-overdue"),
        State::Open => (Tone::Warn, "direction-state-open"),
    }
}

/// A direction as a line of an agenda: number, words, who, until when.
pub(super) fn line(visitor: &Visitor, names: &Names, one: &Direction) -> Markup {
    let (words, hindi) = (visitor.words, visitor.hindi());
    let is_split = one.parts.iter().any(|part| part.text.is_some());
    let between = if is_split { "; " } else { ", " };
    let said = |part: &Part| with_part(names, part, hindi);
    let owing = one.responsible().map(said).collect::<Vec<_>>().join(between);
    let helping = one.cooperating().map(said).collect::<Vec<_>>().join(between);
    let days = (one.due_on - clock::today()).num_days();
    html! {
        div.d1 {
            a.no href=(format!("/directions/{}", one.id)) { (one.label()) }
            p { (one.text) }
            small {
                (owing)
                @if !helping.is_empty() { " · " (words.t("direction-cooperating")) ": " (helping) }
                @if let Some(goal) = goal_line(visitor, one, None) { " · " (goal) }
            }
            span.due {
                b { (show::day(one.due_on)) }
                @if one.state == State::Open {
                    @if days >= 0 { (words.args("due-in", &[("n", days.into())])) }
                    @else { (words.args("due-past", &[("n", (-days).into())])) }
                } @else { (state_tag(visitor, one, clock::today())) }
            }
        }
    }
}

/// A post with what of a direction is its own: `बीएमएमयू – माकड़ी: 38 प्रकरण`.
pub(super) fn with_part(names: &Names, part: &Part, hindi: bool) -> String {
    let name = names.of(part.post_id, hindi);
    part.text.as_ref().map_or_else(|| name.clone(), |text| format!("{name}: {text}"))
}

/// What the figure shall reach, from what: `बैंक लिंकेज 40 → 64`; with what it is now.
pub(super) fn goal_line(visitor: &Visitor, one: &Direction, now: Option<i64>) -> Option<String> {
    let indicator = by_code(one.indicator.as_deref()?)?;
    let words = visitor.words;
    let name = dashboard::name(words, indicator);
    let Some(goal) = one.goal else { return Some(name) };
    let said = |value: i64| show::quantity(dashboard::quantity(indicator, value), words);
    let given = goal.given.map_or_else(|| "—".to_owned(), said);
    let (reach, now) = (said(goal.reach), now.map(said));
    let args = [
        ("indicator", name.as_str().into()),
        ("given", given.as_str().into()),
        ("reach", reach.as_str().into()),
        ("now", now.as_deref().unwrap_or_default().into()),
    ];
    Some(words.args(if now.is_some() { "goal-line-now" } else { "goal-line" }, &args))
}

/// A typed amount in an indicator's own unit: counts as they are, money from rupees to paise, per cent
/// to tenths. None where it is no number.
pub(super) fn amount(code: &str, text: &str) -> Option<i64> {
    use samuh_kernel::{read, sheet::Cell};
    let indicator = by_code(code)?;
    let cell = Cell::Text(text.trim().to_owned());
    match indicator.unit {
        Unit::Count => read::whole(&cell).ok().flatten().map(|reading| reading.value),
        Unit::Paise => read::paise(&cell).ok().flatten().map(|reading| reading.value),
        Unit::Percent => {
            let bare = Cell::Text(text.trim().trim_end_matches('%').trim().to_owned());
            // Hundredths, as money is read; the figure has tenths.
            read::paise(&bare).ok().flatten().map(|reading| reading.value / 10)
        }
    }
}
