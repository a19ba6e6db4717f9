//! Maker and checker: what waits for this post, what this post sent, one proposal with its
//! difference and its effect, and the policy that asks for a second post.

mod ask;
mod door;
mod effect;
mod list;
mod one;
mod policy;

pub(crate) use ask::{Ask, Record};
pub(crate) use door::{carried, reopened, sent_instead};
pub(crate) use effect::figures as effects;
pub(crate) use list::{about, about_member, approve_all, behind, notice_of, page};
pub(crate) use one::{decide, opened, page as one, with_problems};
pub(crate) use policy::{page as policy, set as set_policy};

use samuh_groups::{Asked, Change, GATED, Step, Waiting};
use samuh_web::show;

use super::visit::Visitor;

/// What a proposal asks, in words.
fn verb(visitor: &Visitor, ask: &Ask) -> String {
    act_words(visitor, ask.act())
}

/// The words of an act's name.
fn act_words(visitor: &Visitor, act: &str) -> String {
    if GATED.contains(&act) {
        return visitor.words.t(&format!("act-{}", act.replace(['.', '_'], "-")));
    }
    let verb = act.split('.').nth(1).unwrap_or_default();
    visitor.words.t(&format!("change-{verb}"))
}

/// Post and person, as a list shows them.
fn by(
    visitor: &Visitor,
    (role, title_hi, title_en): (&Option<String>, &Option<String>, &Option<String>),
    officer: &Option<String>,
) -> String {
    let own = if visitor.hindi() { title_hi } else { title_en };
    let role = || role.as_ref().map(|role| visitor.words.t(&format!("role-{role}")));
    let post = own.clone().or_else(role);
    post.into_iter().chain(officer.clone()).collect::<Vec<_>>().join(", ")
}

fn maker(visitor: &Visitor, waiting: &Waiting<Ask>) -> String {
    by(visitor, (&waiting.role, &waiting.title_hi, &waiting.title_en), &waiting.officer)
}

fn step_by(visitor: &Visitor, step: &Step) -> String {
    by(visitor, (&step.role, &step.title_hi, &step.title_en), &step.officer)
}

/// What a proposal is about, by name; empty where it only comes to be.
fn about_name(visitor: &Visitor, waiting: &Waiting<Ask>) -> String {
    let named = either(visitor, (&waiting.about_hi, &waiting.about_en));
    named.unwrap_or_else(|| new_name(&waiting.proposal.ask, visitor.hindi()))
}

/// A name in the reader's language, else in the other.
fn either(visitor: &Visitor, (hi, en): (&Option<String>, &Option<String>)) -> Option<String> {
    let (first, second) = if visitor.hindi() { (hi, en) } else { (en, hi) };
    first.as_deref().or(second.as_deref()).map(str::to_owned)
}

/// The name of what only comes to be, or is no institution.
fn new_name(ask: &Ask, hindi: bool) -> String {
    let either = |first: Option<&str>, second: Option<&str>| {
        let (first, second) = if hindi { (first, second) } else { (second, first) };
        first.or(second).unwrap_or_default().to_owned()
    };
    match ask {
        Ask::Change(ask) => {
            let profile = match &**ask {
                Change::Form(new) => &new.profile,
                Change::Federate(ask) => &ask.new.profile,
                _ => return String::new(),
            };
            either(profile.name_hi.as_deref(), profile.name_en.as_deref())
        }
        Ask::Record(ask) => either(ask.values.text("name_hi"), ask.values.text("name_en")),
        Ask::Post(samuh_people::Ask::MakePost(new)) => {
            either(new.title_hi.as_deref(), new.title_en.as_deref())
        }
        Ask::Post(samuh_people::Ask::OpenAccount(new)) => new.officer.name.clone(),
        Ask::Visits(_)
        | Ask::Plan(_)
        | Ask::Post(_)
        | Ask::Rule(_)
        | Ask::Checks(_)
        | Ask::Pair(_)
        | Ask::Import(_) => String::new(),
    }
}

/// Since when it waits, in whole days.
fn waited(sent_at: i64, now: i64) -> i64 {
    (now - sent_at).max(0) / 86_400_000_000
}

/// An instant as lists show it.
fn instant(at: i64) -> String {
    show::instant(at)
}
