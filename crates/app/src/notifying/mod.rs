//! Sending notices out: by e-mail over SMTP, by SMS and WhatsApp through a gateway that the settings
//! describe. What is sent when follows from the rules of `samuh_meetings::notice`; here is the work.

mod gateway;
mod mail;
mod settings;
mod text;

use std::collections::BTreeMap;

use samuh_engine::{Db, Result, clock};
use samuh_meetings::notice::{
    self, Address, Attempt, Channel, Message, Notice, Outcome, Policy, Waiting,
};
use samuh_places::District;

use crate::importing::machine_desk;

pub use settings::{Gateway, Settings, Smtp, Tls};
pub(crate) use text::sentence;

/// How long one server holds what it is about to send, microseconds; longer than any try takes.
const HELD: i64 = 10 * 60 * 1_000_000;
const DAY: i64 = 24 * 3_600 * 1_000_000;

/// What a round did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Round {
    /// Messages taken over by the other side.
    pub sent: usize,
    /// Messages to be tried again.
    pub again: usize,
    /// Messages given up.
    pub failed: usize,
}

/// Why a message did not go, as a code without any address, and whether another try may help.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Refusal {
    code: String,
    may_help: bool,
}

/// Sends what is due on the channels that are set up.
///
/// # Errors
/// `Broken` when the database fails; what the other side refuses is written into the books.
pub fn send_due(db: &Db, settings: &Settings, now: i64) -> Result<Round> {
    let mut round = Round::default();
    for district in db.read(samuh_places::all_districts)? {
        for channel in settings.channels() {
            of_channel(db, settings, (&district, channel), now, &mut round)?;
        }
    }
    if round != Round::default() {
        tracing::info!(
            sent = round.sent,
            again = round.again,
            failed = round.failed,
            "notices went out"
        );
    }
    Ok(round)
}

fn of_channel(
    db: &Db,
    settings: &Settings,
    (district, channel): (&District, Channel),
    now: i64,
    round: &mut Round,
) -> Result<()> {
    let scope = machine_desk(district.id).scope;
    let (policy, waiting) = db.read(|reader| {
        let policy = notice::policy_on(reader, &scope, clock::day_of(now))?;
        let since = now - policy.keep_days * DAY;
        let waiting = notice::waiting(reader, &scope, channel, since)?;
        Ok((policy, waiting))
    })?;
    let mut posts: BTreeMap<i64, Vec<Waiting>> = BTreeMap::new();
    for one in waiting {
        posts.entry(one.notice.post_id).or_default().push(one);
    }
    for (post_id, waiting) in posts {
        let history =
            db.read(|reader| notice::history_of(reader, &scope, (post_id, channel), now))?;
        let before = (history.singles_today, history.last_digest);
        let messages = notice::plan(&waiting, before, &policy, now);
        if messages.is_empty() {
            continue;
        }
        let address = db.read(|reader| notice::address_of(reader, &scope, post_id, now))?;
        let to = To { district, channel, post_id, address: &address, policy: &policy };
        for message in messages {
            match send(db, settings, &to, (&message, &waiting), now)? {
                Some(Outcome::Sent) => round.sent += 1,
                Some(Outcome::Again) => round.again += 1,
                Some(Outcome::Failed) => round.failed += 1,
                None => {}
            }
        }
    }
    Ok(())
}

struct To<'a> {
    district: &'a District,
    channel: Channel,
    post_id: i64,
    address: &'a Address,
    policy: &'a Policy,
}

/// Tries one message; none where another server has it in hand.
fn send(
    db: &Db,
    settings: &Settings,
    to: &To<'_>,
    (message, waiting): (&Message, &[Waiting]),
    now: i64,
) -> Result<Option<Outcome>> {
    let of = (to.district.id, to.channel);
    let taken = notice::take(db, of, &message.notices, (now, now + HELD))?;
    let notices: Vec<&Notice> = waiting
        .iter()
        .map(|one| &one.notice)
        .filter(|one| taken.iter().any(|(id, _)| *id == one.id))
        .collect();
    if notices.is_empty() {
        return Ok(None);
    }
    let tried = deliver(db, settings, to, &notices);
    let retry = |tries: i64| notice::retry_at(to.policy, tries, now);
    let next: Vec<(i64, Option<i64>)> = match &tried {
        Err(refusal) if refusal.may_help => {
            taken.iter().map(|(id, tries)| (*id, retry(*tries))).collect()
        }
        _ => taken.iter().map(|(id, _)| (*id, None)).collect(),
    };
    let outcome = match &tried {
        Ok(()) => Outcome::Sent,
        Err(_) if next.iter().any(|(_, at)| at.is_some()) => Outcome::Again,
        Err(_) => Outcome::Failed,
    };
    let attempt = Attempt {
        channel: to.channel,
        post_id: to.post_id,
        officer_id: to.address.officer_id,
        notices: i64::try_from(notices.len()).unwrap_or(i64::MAX),
        is_digest: message.is_digest,
        at: now,
        outcome,
        code: tried.err().map_or_else(String::new, |refusal| refusal.code),
    };
    if outcome != Outcome::Sent {
        let (channel, code) = (to.channel.code(), &attempt.code);
        tracing::warn!(channel, code, post = to.post_id, "a notice did not go out");
    }
    notice::note_attempt(db, to.district.id, &attempt, &next)?;
    Ok(Some(outcome))
}

fn deliver(
    db: &Db,
    settings: &Settings,
    to: &To<'_>,
    notices: &[&Notice],
) -> std::result::Result<(), Refusal> {
    let final_code = |code: &str| Refusal { code: code.to_owned(), may_help: false };
    if to.address.officer_id == 0 {
        return Err(final_code("no_holder"));
    }
    let overlay = text::overlay(db, to.district);
    let letter = text::letter(notices, (&to.address.lang, overlay), &settings.site);
    match to.channel {
        Channel::Email => {
            let smtp = settings.smtp.as_ref().ok_or_else(|| final_code("not_set_up"))?;
            let email = to.address.email.as_deref().ok_or_else(|| final_code("no_address"))?;
            mail::send(smtp, email, &letter)
        }
        Channel::Sms | Channel::Whatsapp => {
            let gateway = settings.gateway(to.channel).ok_or_else(|| final_code("not_set_up"))?;
            let mobile = to.address.mobile.as_deref().ok_or_else(|| final_code("no_address"))?;
            gateway::send(gateway, mobile, &letter)
        }
    }
}
