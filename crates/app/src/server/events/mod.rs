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
use samuh_web::{parts::Tone, show};
use uuid::Uuid;

use super::{
    fail::{Answer, Fail},
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

/// What an event is called: its title and batch.
fn title(event: &Event) -> String {
    if event.batch.is_empty() {
        event.title.clone()
    } else {
        format!("{} – {}", event.title, event.batch)
    }
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

/// A day of a form; none for one that cannot be read.
fn day(text: &str) -> Option<chrono::NaiveDate> {
    use samuh_kernel::{read, sheet::Cell};
    let read = read::day(&Cell::Text(text.to_owned()), clock::today()).ok().flatten();
    read.map(|reading| reading.value)
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
