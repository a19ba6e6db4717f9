//! Accounts and posts: a second factor where the policy asks for one, posts that nobody holds, and
//! posts that look at what is no longer there.

use std::collections::BTreeSet;

use samuh_engine::{Db, Reader, Result, clock};
use samuh_people::{CodeDigest, keys, sign_in_policies};
use samuh_web::words::{Lang, Words};

use super::{Asked, Finding, State, store};
use crate::{
    importing::machine_desk,
    keeping::{self, Kept},
    sealing::{self, KEY},
};

/// How many names a row tells; the rest are counted.
const TOLD: usize = 5;

/// The rows about people.
pub(super) fn rows(reader: &mut Reader, asked: &Asked) -> Result<Vec<Finding>> {
    let today = clock::day_of(asked.now);
    let (mut holderless, mut stale, mut bare) = (Vec::new(), Vec::new(), Vec::new());
    for district in &asked.districts {
        holderless.extend(store::posts_without_holder(reader, *district, today)?);
        bare.extend(store::password_only(reader, *district, today)?);
        stale.extend(store::stale_scopes(reader, *district, today)?);
    }
    Ok(vec![
        told("second-factor", &bare, |login, _| login.clone()),
        told("posts", &holderless, store::Named::said),
        told("scopes", &stale, store::Named::said),
    ])
}

/// How the keys of one-time codes lie: sealed, and the key file kept from others.
pub(super) fn key(db: &Db, asked: &Asked) -> Result<Finding> {
    let file = asked.data.join(KEY);
    let known = keys(db, sealing::read(&file).unwrap_or_default().as_ref())?;
    let all = known.sealed + known.open + known.unreadable.len();
    let (state, said, n) = match () {
        () if all == 0 => (State::Fine, "none", 0),
        () if sealing::is_open_to_others(&file) => (State::Bad, "open-file", all),
        () if known.open > 0 => (State::Attention, "open", known.open),
        // It may lie elsewhere, by `samuh serve --key`.
        () if !known.unreadable.is_empty() => {
            (State::Attention, "unreadable", known.unreadable.len())
        }
        () => (State::Fine, "sealed", known.sealed),
    };
    Ok(Finding::new("key", state, said).with("n", n).with("file", file.display()))
}

/// Which rules of signing in are below the standard (OWASP ASVS 5.0, 6.3.3, 6.5.5 and 11.4.1). Nothing is wrong
/// with them: a district decides, and reads here what it has decided.
pub(super) fn standard(db: &Db, asked: &Asked) -> Result<Finding> {
    // A kind of post counts once, and as below where one of the districts has it so.
    let [mut all, mut bare, mut wide, mut legacy] = [(); 4].map(|()| BTreeSet::new());
    for district in &asked.districts {
        for one in sign_in_policies(db, &machine_desk(*district), asked.now)? {
            let is_legacy = one.code_digest != CodeDigest::Sha256;
            for (is_so, kinds) in [
                (true, &mut all),
                (!one.second_factor, &mut bare),
                (one.code_steps > 0, &mut wide),
                (is_legacy, &mut legacy),
            ] {
                if is_so {
                    kinds.insert(one.role.code());
                }
            }
        }
    }
    let said = match () {
        () if all.is_empty() => "none",
        () if [&bare, &wide, &legacy].iter().all(|kinds| kinds.is_empty()) => "met",
        () => "below",
    };
    let finding = Finding::new("standard", State::Fine, said).with("all", all.len());
    Ok(finding.with("bare", bare.len()).with("wide", wide.len()).with("legacy", legacy.len()))
}

/// Kinds of personal records that stay for ever because no order names their days.
pub(super) fn retention(reader: &mut Reader, asked: &Asked) -> Result<Finding> {
    let today = clock::day_of(asked.now);
    let mut unruled = BTreeSet::new();
    for district in &asked.districts {
        let desk = machine_desk(*district);
        let rules = keeping::retention(reader, &desk.scope, today)?;
        let is_ruled = |kind: &Kept| rules.iter().any(|rule| rule.kind == *kind);
        let all = Kept::ALL.into_iter().enumerate();
        unruled.extend(all.filter(|(_, kind)| !is_ruled(kind)).map(|(at, _)| at));
    }
    if unruled.is_empty() {
        return Ok(Finding::new("retention", State::Fine, "ruled"));
    }
    let kinds: Vec<&str> = unruled.into_iter().map(|at| Kept::ALL[at].code()).collect();
    let names = |lang| {
        let words = Words::of(lang, None);
        let name = |code: &&str| words.t(&format!("retention-{}", code.replace('_', "-")));
        kinds.iter().map(name).collect::<Vec<_>>().join("; ")
    };
    Ok(Finding::new("retention", State::Attention, "unruled")
        .with("kinds", kinds.join(", "))
        .with("names", names(Lang::En))
        .with("names-hi", names(Lang::Hi)))
}

/// The names in each language: the finding does not know who will read it.
fn told<T>(name: &'static str, found: &[T], said: impl Fn(&T, &Words) -> String) -> Finding {
    if found.is_empty() {
        return Finding::new(name, State::Fine, "none");
    }
    let rest = if found.len() > TOLD { "; …" } else { "" };
    let names = |lang| {
        let words = Words::of(lang, None);
        let all: Vec<String> = found.iter().take(TOLD).map(|one| said(one, words)).collect();
        format!("{}{rest}", all.join("; "))
    };
    Finding::new(name, State::Attention, "some")
        .with("n", found.len())
        .with("names", names(Lang::En))
        .with("names-hi", names(Lang::Hi))
}
