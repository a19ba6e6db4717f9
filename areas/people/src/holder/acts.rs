//! Handing over: one act ends one charge and begins another, and ends the sign-in of the one who
//! gave it up. Work that waits is kept by post, so it waits for the new holder.

use std::collections::HashMap;

use chrono::NaiveDate;
use samuh_engine::{Db, Desk, Error, Op, Reader, Result, Tx, clock::day_of};
use samuh_kernel::{fault::Faults, scope::Scope, text};
use uuid::Uuid;

use super::{
    model::{Charge, HandOver, HandedOver, Held, Holding, Relieve, Successor, forever},
    rules,
    store::{self, Begun},
    trail,
};
use crate::{
    account,
    post::{self, Role},
};

/// The charges of a post, the newest first.
///
/// # Errors
/// `Denied` without the right to see people, `NotFound` where the desk sees no such post.
pub fn holdings_of_post(db: &Db, desk: &Desk, post_id: i64) -> Result<Vec<Holding>> {
    post::may_see(&desk.scope)?;
    db.read(|r| {
        post::seen(r, &desk.scope, post_id)?;
        store::list(r, &desk.scope, (post_id, 0), NaiveDate::default())
    })
}

/// Who holds each post that the desk sees today.
///
/// # Errors
/// `Denied` without the right to see people.
pub fn holders_of(db: &Db, desk: &Desk, now: i64) -> Result<HashMap<i64, Holding>> {
    post::may_see(&desk.scope)?;
    db.read(|r| {
        let mut holders = store::all_on(r, &desk.scope, day_of(now))?;
        if !desk.scope.is_whole_district() {
            let posts = post::all(r, &desk.scope)?;
            holders.retain(|id, _| posts.iter().any(|post| post.id == *id));
        }
        Ok(holders)
    })
}

/// The charges of a person that the desk sees, the newest first.
///
/// # Errors
/// `Denied` without the right to see people, `NotFound` where the desk sees no such account.
pub fn holdings_of_person(db: &Db, desk: &Desk, account_id: i64, now: i64) -> Result<Vec<Holding>> {
    post::may_see(&desk.scope)?;
    db.read(|r| {
        let known = account::seen(r, &desk.scope, account_id, day_of(now))?;
        let all = store::list(r, &desk.scope, (0, known.officer_id), NaiveDate::default())?;
        let posts = post::all(r, &desk.scope)?;
        let is_seen = |one: &Holding| posts.iter().any(|post| post.id == one.post_id);
        Ok(all.into_iter().filter(is_seen).collect())
    })
}

/// Hands a charge over: ends that of the holder until now, if any, and begins that of the one who
/// takes it, if any. From that day on the former holder's sessions at the post are dead.
///
/// # Errors
/// `NotFound` where the desk sees no such post or account, `Denied` where the post is not below the
/// desk, `Conflict` where somebody else holds it by now than was seen; faults on `reason`, `order_no`, `on`, `until`, `to` and `name`; `post_closed`, `last_admin`.
pub fn hand_over(
    db: &Db,
    desk: &Desk,
    op_id: Uuid,
    ask: &HandOver,
    now: i64,
) -> Result<HandedOver> {
    post::may_administer(&desk.scope)?;
    let op = Op::over(op_id, "people.hand_over", ask, now)?;
    let (asks, ask) = (desk.clone(), ask.clone());
    db.act(desk, &op, move |tx| handed(tx, &asks, &ask))
}

/// Hands a charge over inside an act.
pub(crate) fn handed(tx: &mut Tx, desk: &Desk, ask: &HandOver) -> Result<HandedOver> {
    let today = day_of(tx.at());
    let known = post::run(tx, &desk.scope, ask.post_id)?;
    if known.closed_on.is_some() {
        return Err(Error::fault("post_closed"));
    }
    still_held(tx, desk, ask, today)?;
    let charges = store::list(tx, &desk.scope, (ask.post_id, 0), ask.on)?;
    let mut faults = Faults::default();
    let account_id = match &ask.to {
        Successor::Account(id) => Some(*id),
        Successor::Nobody | Successor::New(_) => None,
    };
    // 0 stands for the person who is only now written down.
    let taker = match &ask.to {
        Successor::Nobody => None,
        Successor::Account(id) => Some(account::seen(tx, &desk.scope, *id, today)?.officer_id),
        Successor::New(officer) => {
            faults.0.extend(account::check_officer(officer));
            Some(0)
        }
    };
    faults.0.extend(rules::hand_over(ask, &charges, taker, today).0);
    faults.or(())?;
    let (reason, order) = (text::tidy(&ask.reason), text::tidy(&ask.order_no));
    let gap = match known.role {
        Role::Admin => Some(Gap::known(tx, &desk.scope, today)?),
        _ => None,
    };
    let present = rules::present(&charges, ask.on);
    if let Some(present) = present {
        store::end(tx, present, ask.on, (&reason, &order))?;
        // Who holds it on, by another term, works on.
        if ask.on <= today && taker != Some(present.officer_id) {
            store::end_sessions(tx, present)?;
        }
    }
    let taker = match &ask.to {
        Successor::New(officer) => Some(account::add_officer(tx, officer)?),
        _ => taker,
    };
    if let Some(officer_id) = taker {
        let begun = Begun {
            post_id: ask.post_id,
            officer_id,
            from_on: ask.on,
            to_on: ask.until.unwrap_or_else(forever),
            charge: ask.charge,
            reason: &reason,
            order_no: Some(&order),
        };
        store::add(tx, &begun)?;
    }
    if let Some(gap) = gap {
        gap.is_no_wider(tx, &desk.scope, today)?;
    }
    let taker = taker.map(|officer_id| (officer_id, account_id));
    trail::handed(tx, ask, present, taker, (&reason, &order));
    Ok(HandedOver {
        from_officer: present.map(|one| one.officer_id),
        to_officer: taker.map(|(officer_id, _)| officer_id),
    })
}

/// Whoever holds the post today is the one that was seen to hold it when the hand-over was written.
fn still_held(tx: &mut Tx, desk: &Desk, ask: &HandOver, today: NaiveDate) -> Result<()> {
    let Some(seen) = ask.seen_holder else { return Ok(()) };
    let charges = store::list(tx, &desk.scope, (ask.post_id, 0), today)?;
    let holder = rules::present(&charges, today).map_or(0, |one| one.officer_id);
    if holder == seen {
        return Ok(());
    }
    // The holder is the edition of a charge.
    let said = |id: i64| serde_json::json!({ "version": id, "holder": id }).to_string();
    Err(Error::Conflict { saved: said(holder), sent: said(seen) })
}

/// Relieves a person of every post, as when transferred out of the district: the posts fall vacant,
/// and the person's sign-in is dead from that day on. Answers how many charges ended.
///
/// # Errors
/// `NotFound` where the desk sees no such account, `Denied` where one of its posts is not below the
/// desk; faults on `reason`, `order_no` and `on`; `holds_nothing`, `own_account`, `last_admin`.
pub fn relieve(db: &Db, desk: &Desk, op_id: Uuid, ask: &Relieve, now: i64) -> Result<i64> {
    post::may_administer(&desk.scope)?;
    let op = Op::over(op_id, "people.relieve", ask, now)?;
    let (asks, ask) = (desk.clone(), ask.clone());
    db.act(desk, &op, move |tx| relieved(tx, &asks, &ask))
}

fn relieved(tx: &mut Tx, desk: &Desk, ask: &Relieve) -> Result<i64> {
    let today = day_of(tx.at());
    let known = account::run(tx, &desk.scope, ask.account_id, today)?;
    if known.officer_id == desk.officer_id {
        return Err(Error::fault("own_account"));
    }
    let charges = store::list(tx, &desk.scope, (0, known.officer_id), ask.on)?;
    let mut faults = rules::order(&ask.reason, &ask.order_no);
    if charges.is_empty() {
        faults.on("on", "holds_nothing");
    }
    faults.or(())?;
    let why = (text::tidy(&ask.reason), text::tidy(&ask.order_no));
    let gap = Gap::known(tx, &desk.scope, today)?;
    for one in &charges {
        post::run(tx, &desk.scope, one.post_id)?;
        // A charge that was to begin later never does.
        let day = ask.on.max(one.from_on);
        store::end(tx, one, day, (&why.0, &why.1))?;
        if day <= today {
            store::end_sessions(tx, one)?;
        }
        trail::relieved(tx, one, day, (&why.0, &why.1));
    }
    tx.changed("account", ask.account_id, 0);
    gap.is_no_wider(tx, &desk.scope, today)?;
    Ok(i64::try_from(charges.len()).unwrap_or(i64::MAX))
}

/// The first day from today on, on which nobody is left who can open accounts, as it was before an act:
/// none where one such charge has no end.
pub(crate) struct Gap(Option<NaiveDate>);

impl Gap {
    /// As the charges stand now.
    pub(crate) fn known(r: &mut Reader, scope: &Scope, today: NaiveDate) -> Result<Self> {
        Ok(Self(rules::gap(&store::admin_spans(r, scope, today)?, today)))
    }

    /// Somebody must be left on every day on which somebody was to be: a term that ends takes the last
    /// administrator away as surely as an order does.
    pub(crate) fn is_no_wider(
        &self,
        r: &mut Reader,
        scope: &Scope,
        today: NaiveDate,
    ) -> Result<()> {
        let Self(now) = Self::known(r, scope, today)?;
        let is_wider = now.is_some_and(|now| self.0.is_none_or(|before| now < before));
        if is_wider { Err(Error::fault("last_admin")) } else { Ok(()) }
    }
}

/// Begins the first charge of a post that nobody holds.
pub(crate) fn begin(tx: &mut Tx, post_id: i64, officer_id: i64, day: NaiveDate) -> Result<()> {
    let begun = Begun {
        post_id,
        officer_id,
        from_on: day,
        to_on: forever(),
        charge: Charge::Regular,
        reason: "account_opened",
        order_no: None,
    };
    store::add(tx, &begun)
}

/// True where somebody holds the post on that day or later.
pub(crate) fn is_held_from(
    r: &mut Reader,
    scope: &Scope,
    post_id: i64,
    day: NaiveDate,
) -> Result<bool> {
    Ok(!store::list(r, scope, (post_id, 0), day)?.is_empty())
}

/// The posts a person holds on that day or later.
pub(crate) fn posts_from(
    r: &mut Reader,
    scope: &Scope,
    officer_id: i64,
    day: NaiveDate,
) -> Result<Vec<i64>> {
    let all = store::list(r, scope, (0, officer_id), day)?;
    Ok(all.into_iter().map(|one| one.post_id).collect())
}

/// The posts a person holds on the day of an instant, regular ones first.
pub(crate) fn held_posts(
    r: &mut Reader,
    district_id: i64,
    officer_id: i64,
    now: i64,
) -> Result<Vec<Held>> {
    store::held(r, district_id, officer_id, day_of(now))
}
