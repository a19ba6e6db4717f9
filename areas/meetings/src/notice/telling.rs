//! What the acts of meetings and directions tell whom. A post is never told what it did itself.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use samuh_engine::{Result, Tx};
use samuh_kernel::show;

use super::{model::Raise, store};
use crate::{
    direction::{Direction, Duty, StepKind},
    meeting::Meeting,
};

/// The most letters of an order that a message carries; the record has the whole.
const LETTERS: usize = 280;

/// A direction was given: everybody concerned hears of it.
pub(crate) fn given(tx: &mut Tx, direction: &Direction) -> Result<()> {
    for part in &direction.parts {
        let kind = match part.duty {
            Duty::Responsible => "direction_given",
            Duty::Cooperates => "direction_cooperate",
        };
        let text = part.text.as_deref().unwrap_or(&direction.text);
        let args = [("text", cut(text)), ("due", show::day(direction.due_on))];
        tell(tx, (part.post_id, direction.given_by), kind, (direction, &args))?;
    }
    Ok(())
}

/// What a post does of a direction was said anew: it hears of it; of the whole, where no part is named.
pub(crate) fn split(
    tx: &mut Tx,
    direction: &Direction,
    (post_id, by): (i64, i64),
    text: &str,
) -> Result<()> {
    let text = if text.is_empty() { &direction.text } else { text };
    let args = [("text", cut(text)), ("due", show::day(direction.due_on))];
    tell(tx, (post_id, by), "direction_part", (direction, &args))
}

/// A part moved: the other side hears of it.
pub(crate) fn moved(
    tx: &mut Tx,
    direction: &Direction,
    (post_id, by): (i64, i64),
    kind: StepKind,
    text: &str,
) -> Result<()> {
    let (to, said) = match kind {
        StepKind::Reported => (direction.given_by, "direction_reported"),
        StepKind::Accepted => (post_id, "direction_accepted"),
        StepKind::SentBack => (post_id, "direction_sent_back"),
        _ => return Ok(()),
    };
    tell(tx, (to, by), said, (direction, &[("reason", cut(text))]))
}

/// A direction was given more time or taken back: all who owe it hear of it.
pub(crate) fn changed(
    tx: &mut Tx,
    direction: &Direction,
    by: i64,
    kind: StepKind,
    (due_on, text): (NaiveDate, &str),
) -> Result<()> {
    let said = match kind {
        StepKind::Extended => "direction_extended",
        StepKind::Withdrawn => "direction_withdrawn",
        _ => return Ok(()),
    };
    let args = [("due", show::day(due_on)), ("reason", cut(text))];
    for part in &direction.parts {
        tell(tx, (part.post_id, by), said, (direction, &args))?;
    }
    Ok(())
}

/// An overdue direction is put before the next post.
pub(crate) fn escalated(tx: &mut Tx, direction: &Direction, to: i64) -> Result<()> {
    let args = [("text", cut(&direction.text))];
    tell(tx, (to, 0), "direction_escalated", (direction, &args))
}

/// A meeting was called, changed, cancelled, or its minutes were issued: chair and members hear of it.
pub(crate) fn meeting(
    tx: &mut Tx,
    meeting: &Meeting,
    members: &[i64],
    what: (i64, &'static str),
) -> Result<()> {
    let all = [members, &[meeting.chair_post_id]].concat();
    of_meeting(tx, meeting, &all, what)
}

/// The same, to these posts only.
pub(crate) fn of_meeting(
    tx: &mut Tx,
    meeting: &Meeting,
    posts: &[i64],
    (by, kind): (i64, &'static str),
) -> Result<()> {
    let mut posts: Vec<i64> = posts.to_vec();
    posts.sort_unstable();
    posts.dedup();
    for post_id in posts.into_iter().filter(|post| *post != 0 && *post != by) {
        let args = BTreeMap::from([
            ("no", meeting.number.to_string()),
            ("date", show::day(meeting.held_on)),
            ("time", meeting.at_time.clone().unwrap_or_default()),
            ("place", meeting.venue.clone().unwrap_or_default()),
        ]);
        let raise = Raise { post_id, kind, subject: "meeting", subject_id: meeting.id, args };
        store::raise(tx, &raise)?;
    }
    Ok(())
}

fn tell(
    tx: &mut Tx,
    (post_id, by): (i64, i64),
    kind: &'static str,
    (direction, more): (&Direction, &[(&'static str, String)]),
) -> Result<()> {
    if post_id == 0 || post_id == by {
        return Ok(());
    }
    let mut args: BTreeMap<&'static str, String> = more.iter().cloned().collect();
    args.insert("no", direction.label());
    let raise = Raise { post_id, kind, subject: "direction", subject_id: direction.id, args };
    store::raise(tx, &raise).map(drop)
}

fn cut(text: &str) -> String {
    if text.chars().count() <= LETTERS {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(LETTERS - 1).collect();
    short.push('…');
    short
}
