//! Maker and checker: what waits for this post, what this post sent, one proposal with its
//! difference and its effect, and the policy that asks for a second post.

mod effect;
mod list;
mod one;
mod policy;

pub(crate) use list::{about, approve_all, notice_of, page};
pub(crate) use one::{decide, page as one};
pub(crate) use policy::{page as policy, set as set_policy};

use samuh_groups::{Change, Step, Waiting};
use samuh_web::show;

use super::visit::Visitor;

/// What a proposal asks, in words.
fn verb(visitor: &Visitor, ask: &Change) -> String {
    act_words(visitor, ask.act())
}

/// The words of an act's name.
fn act_words(visitor: &Visitor, act: &str) -> String {
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

fn maker(visitor: &Visitor, waiting: &Waiting) -> String {
    by(visitor, (&waiting.role, &waiting.title_hi, &waiting.title_en), &waiting.officer)
}

fn step_by(visitor: &Visitor, step: &Step) -> String {
    by(visitor, (&step.role, &step.title_hi, &step.title_en), &step.officer)
}

/// What a proposal is about, by name; empty where it only comes to be.
fn about_name(visitor: &Visitor, waiting: &Waiting) -> String {
    let (first, second) = if visitor.hindi() {
        (&waiting.about_hi, &waiting.about_en)
    } else {
        (&waiting.about_en, &waiting.about_hi)
    };
    let named = first.as_deref().or(second.as_deref()).map(str::to_owned);
    named.unwrap_or_else(|| new_name(&waiting.proposal.ask, visitor.hindi()))
}

/// The name of what only comes to be.
fn new_name(ask: &Change, hindi: bool) -> String {
    let profile = match ask {
        Change::Form(new) => &new.profile,
        Change::Federate(ask) => &ask.new.profile,
        _ => return String::new(),
    };
    let (first, second) = if hindi {
        (&profile.name_hi, &profile.name_en)
    } else {
        (&profile.name_en, &profile.name_hi)
    };
    first.as_deref().or(second.as_deref()).unwrap_or_default().to_owned()
}

/// Since when it waits, in whole days.
fn waited(sent_at: i64, now: i64) -> i64 {
    (now - sent_at).max(0) / 86_400_000_000
}

/// An instant as lists show it.
fn instant(at: i64) -> String {
    show::instant(at)
}
