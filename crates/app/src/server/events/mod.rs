//! Trainings, workshops, fairs and inaugurations: the list, the form, one event, what is done in it,
//! its letters and certificates.

mod certificates;
mod doing;
mod form;
mod letter;
mod list;
mod one;
mod presence;
mod signing;

use samuh_engine::clock;
use samuh_meetings::event::{Event, EventKind, EventState};
use samuh_web::{parts::Tone, show, words::Words};
use uuid::Uuid;

use super::{
    fail::{Answer, Fail},
    groups::Reading,
    query::Query,
    visit::Visitor,
};

pub(super) use {
    certificates::print as certificates,
    doing::act,
    form::{change, draw_change, draw_new, plan},
    letter::page as letter,
    list::page as list,
    one::page as one,
    signing::sheet,
};

/// Where the list stands.
const PATH: &str = "/events";

/// The days of an event: one, or from and to.
fn days(event: &Event) -> String {
    let from = show::day(event.starts_on);
    if event.starts_on == event.ends_on {
        from
    } else {
        format!("{from} – {}", show::day(event.ends_on))
    }
}

/// When an event is held, as a sentence says it.
fn when(event: &Event, words: &Words) -> String {
    let (from, to) = (show::day(event.starts_on), show::day(event.ends_on));
    if event.starts_on == event.ends_on {
        return words.args("event-on-day", &[("day", from.into())]);
    }
    words.args("event-on-days", &[("from", from.into()), ("to", to.into())])
}

/// What an event is called: its title and batch; a batch that is a bare number is named as one.
pub(in crate::server) fn title(event: &Event, words: &Words) -> String {
    let batch = event.batch.as_str();
    if batch.is_empty() {
        return event.title.clone();
    }
    let is_number = batch.chars().all(char::is_numeric);
    let batch = if is_number {
        words.args("event-batch-no", &[("no", batch.into())])
    } else {
        batch.into()
    };
    format!("{} – {batch}", event.title)
}

fn kind_name(visitor: &Visitor, kind: EventKind) -> String {
    visitor.words.t(&format!("event-kind-{}", kind.code()))
}

fn state_name(visitor: &Visitor, state: EventState) -> (Tone, String) {
    let tone = match state {
        EventState::Planned => Tone::Plain,
        EventState::Held => Tone::Good,
        EventState::Cancelled => Tone::Warn,
    };
    (tone, visitor.words.t(&format!("event-state-{}", state.code())))
}

/// A day of a form; none where it is empty, or cannot be read, which is a fault.
fn day(typed: &mut Reading<'_>, name: &str) -> Option<chrono::NaiveDate> {
    typed.read(name, |cell| samuh_kernel::read::day(cell, clock::today()))
}

/// An amount of a form in paise; -1 for one that cannot be read, so that the act refuses it.
fn paise(text: &str) -> i64 {
    use samuh_kernel::{read, sheet::Cell};
    if text.trim().is_empty() {
        return 0;
    }
    match read::paise(&Cell::Text(text.to_owned())) {
        Ok(Some(read)) => read.value,
        _ => -1,
    }
}

fn sent_op(form: &Query) -> Answer<Uuid> {
    form.get("op").and_then(|op| op.parse().ok()).ok_or(Fail::Request)
}
