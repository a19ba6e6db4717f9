//! The list of imports: files at work first, then the batches of the register, the latest first.

use std::collections::HashMap;

use axum::extract::Query;
use samuh_engine::batch::{BatchSeen, all_batches};
use samuh_kernel::scope::{Area, Right};
use samuh_web::{
    page::Section,
    pages::imports::{self, ImportRow, ImportsPage, State},
    parts::{Choice, Control, Field, Filters, Link},
    words::Words,
};
use uuid::Uuid;

use super::{
    super::{fail::Answer, query, users, visit::Visitor},
    address,
    jobs::{Job, Step},
    may_see, register_name,
    result::{pager, state_of},
};
use crate::importing::Register;

/// Imports of a page.
const PAGE: usize = 50;
/// The states that the list is filtered by.
const STATES: [(&str, &str); 4] = [
    ("staged", "import-state-dry-run"),
    ("applied", "import-state-applied"),
    ("undone", "import-state-undone"),
    ("lapsed", "import-state-lapsed"),
];

/// The list.
pub(in crate::server) async fn page(
    visitor: Visitor,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    may_see(&visitor)?;
    let asked = query::Query::of(pairs);
    let scope = visitor.scope().clone();
    let batches = visitor.app.read(move |reader| all_batches(reader, &scope)).await?;
    let who = visitor.clone();
    let posts = visitor.app.blocking(move |_| users::posts_of(&who)).await?;
    let rows = rows(&visitor, &asked, &batches, &posts);
    let from = asked.get("from").and_then(|from| from.parse().ok()).unwrap_or(0_usize);
    let total = rows.len();
    let shown: Vec<ImportRow> = rows.into_iter().skip(from).take(PAGE).collect();
    let here = asked.without(&["from"]).at("/imports");
    let mut pager = pager(&here, (from, shown.len(), total));
    pager.next = pager.next.map(|_| asked.with("from", (from + PAGE).to_string()).at("/imports"));
    let page = ImportsPage {
        filters: filters(&asked, visitor.words),
        count: i64::try_from(total).unwrap_or(i64::MAX),
        rows: shown,
        pager,
        may_send: visitor.scope().may(Right::Enter, Area::Imports),
    };
    let words = visitor.words;
    let body = imports::draw(&page, words);
    Ok(visitor.page(&words.t("imports-title"), Some(Section::Imports), body))
}

fn rows(
    visitor: &Visitor,
    asked: &query::Query,
    batches: &[BatchSeen],
    posts: &HashMap<i64, String>,
) -> Vec<ImportRow> {
    let known: Vec<Uuid> = batches.iter().map(|seen| seen.batch.id).collect();
    let is_wanted = |register: &str, state: &str| {
        asked.get("register").is_none_or(|wanted| wanted == register)
            && asked.get("state").is_none_or(|wanted| wanted == state)
    };
    let by = |post_id: i64| posts.get(&post_id).cloned().unwrap_or_default();
    let jobs = visitor.app.jobs().seen_by(visitor.scope());
    let at_work = jobs
        .into_iter()
        .filter(|(id, job)| !known.contains(id) && !matches!(job.step, Step::Done))
        .filter(|(_, job)| is_wanted(job.register, "at_work"))
        .map(|(id, job)| job_row(id, &job, by(job.owner().post_id)));
    let kept = batches
        .iter()
        .filter(|seen| is_wanted(&seen.batch.register, &seen.state))
        .map(|seen| batch_row(seen, by(seen.post_id)));
    at_work.chain(kept).collect()
}

fn job_row(id: Uuid, job: &Job, by: String) -> ImportRow {
    let state = match job.step {
        Step::Refused(_) | Step::Stopped(_) | Step::Broken(_) => State::Refused,
        Step::Applying | Step::TakingBack => State::Applying,
        Step::Looked(_) => State::Waiting,
        Step::Looking | Step::Reading | Step::Done => State::Reading,
    };
    ImportRow {
        file: Link::new(job.file_name.as_str(), address(id)),
        register: register_key(job.register),
        state,
        rows: job.rows(),
        taken: 0,
        left: 0,
        at: job.at,
        by,
    }
}

fn batch_row(seen: &BatchSeen, by: String) -> ImportRow {
    let whole = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let tally = &seen.tally;
    let taken = if seen.state == "applied" { tally.new + tally.changed } else { 0 };
    ImportRow {
        file: Link::new(seen.file_name.as_str(), address(seen.batch.id)),
        register: register_key(&seen.batch.register),
        state: state_of(&seen.state),
        rows: whole(tally.rows),
        taken: whole(taken),
        left: whole(tally.doubtful + tally.refused),
        at: seen.staged_at,
        by,
    }
}

fn register_key(code: &str) -> &'static str {
    match Register::of(code) {
        Some(Register::Places) => "register-places",
        Some(Register::Federations) => "register-federations",
        Some(Register::Groups) | None => "register-groups",
        Some(Register::Members) => "register-members",
        Some(Register::Households) => "register-households",
        Some(Register::Progress) => "register-progress",
        Some(Register::Targets) => "register-targets",
        Some(Register::Producers) => "register-producers",
        Some(Register::Fpos) => "register-fpos",
        Some(Register::Lokos) => "register-lokos",
        Some(Register::Attendance) => "register-attendance",
    }
}

fn filters(asked: &query::Query, words: &Words) -> Filters {
    let all = || Choice::new("", words.t("filter-all"));
    let registers = Register::ALL.into_iter().map(Register::code);
    let registers = registers.map(|code| Choice::new(code, register_name(code, words)));
    let states = STATES.into_iter().map(|(code, key)| Choice::new(code, words.t(key)));
    let select = |name: &str, key: &str, choices: Vec<Choice>| {
        let chosen = asked.get(name).unwrap_or_default();
        Field::new(name, words.t(key), Control::Select(choices)).value(chosen)
    };
    let is_filtered = asked.get("register").is_some() || asked.get("state").is_some();
    Filters {
        action: "/imports".into(),
        hidden: Vec::new(),
        fields: vec![
            select(
                "register",
                "import-register",
                std::iter::once(all()).chain(registers).collect(),
            ),
            select("state", "import-state", std::iter::once(all()).chain(states).collect()),
        ],
        clear: is_filtered.then(|| "/imports".into()),
    }
}
