//! What the tests of changes share: an office with groups and members, desks, a figure by month.

use samuh_engine::{Db, Desk, Error, Result, params};
use samuh_figures::{
    catalogue::IndicatorId,
    journal::{Ask, Class, unit_values},
};
use samuh_groups::{
    Change, Enrol, Filter, Kind, MemberAsk, Order, change, institution_of, list, list_members,
};
use samuh_kernel::{
    calendar::Month,
    scope::{Area, Right, Rights, Scope},
};
use samuh_places::{Level, gazetteer};
use uuid::Uuid;

use crate::support::{GROUPS, apply, district, institutions, machine};

/// 18 November 2026, 10:40 in India.
pub(crate) const NOW: i64 = 1_795_000_000_000_000;

/// The district with its federations, groups, and three members in two of them.
pub(crate) fn office(db: &Db) {
    district(db);
    apply(db, institutions(db, true, GROUPS).work.as_ref(), 3, false).expect("applies");
    for (n, group, name, on) in [
        (11, "120001", "सीता नेताम", "2024-06-01"),
        (12, "120001", "गीता मरकाम", "2024-06-01"),
        (13, "120002", "मीना पोयाम", "2026-07-01"),
    ] {
        let enrol = Enrol {
            institution_id: coded(db, Kind::Shg, group),
            on: on.parse().expect("a day"),
            name_hi: Some(name.into()),
            social: Some("st".into()),
            ..Enrol::default()
        };
        does(db, n, &Change::Enrol(enrol)).expect("enrols");
    }
}

/// A machine's act: everything allowed.
pub(crate) fn does(db: &Db, n: u128, ask: &Change) -> Result<i64> {
    change(db, &machine(643), Uuid::from_u128(n), ask, NOW)
}

/// The unit number of a code.
pub(crate) fn coded(db: &Db, kind: Kind, code: &str) -> i64 {
    let filter = Filter { search: Some(code.into()), ..Filter::all(kind) };
    let scope = machine(643).scope;
    let found = db.read(|r| list(r, &scope, &filter, Order::Name, None, 2)).expect("reads");
    assert_eq!(found.len(), 1, "{code}");
    found[0].id
}

pub(crate) fn version(db: &Db, id: i64) -> i64 {
    db.read(|r| institution_of(r, &machine(643).scope, id)).expect("reads").version
}

/// The number and edition of a member by her name.
pub(crate) fn member(db: &Db, name: &str) -> (i64, i64) {
    let ask = MemberAsk { q: name.into(), past: true, ..MemberAsk::default() };
    let scope = machine(643).scope;
    let page = db.read(|r| list_members(r, &scope, &ask, true)).expect("reads");
    let found = page.members.first().expect("a member");
    (found.id, found.version)
}

pub(crate) fn place(db: &Db, name: &str) -> i64 {
    let scope = Scope::district(643, Rights::none());
    let all = db.read(|r| gazetteer(r, &scope)).expect("reads");
    let root = all.district().expect("a district").id;
    let level = if name == "Makdi" || name == "Keshkal" { Level::Block } else { Level::Village };
    all.by_name(level, root, name)[0]
}

/// A desk of a block (or any unit) with that right in groups.
pub(crate) fn desk(db: &Db, post_id: i64, unit: i64, right: Right) -> Desk {
    db.transact(move |tx| {
        let sql =
            "insert into post_unit (district_id, post_id, unit_id, op_no) values (643, $1, $2, 1)";
        tx.exec(sql, &params![post_id, unit])
    })
    .expect("a post");
    let rights = Rights::none().with(Area::Groups, right);
    Desk::new(post_id, post_id, Scope::subtrees(643, post_id, vec![unit], rights))
}

/// An indicator of one unit, everything up to a month, as counted.
pub(crate) fn figure(db: &Db, indicator: IndicatorId, at: (&str, i64), month: &str) -> i64 {
    counted(db, indicator, at, month, Class::Counted)
}

pub(crate) fn counted(
    db: &Db,
    indicator: IndicatorId,
    (level, unit): (&str, i64),
    month: &str,
    class: Class,
) -> i64 {
    let scope = Scope::district(643, Rights::none());
    let to = Month::of(format!("{month}-01").parse().expect("a day"));
    let ask = Ask { indicators: &[indicator], level, within: 0, from: Month(0), to, as_on: None };
    let cells = db.read(|r| unit_values(r, &scope, &ask)).expect("reads");
    cells.iter().filter(|c| c.unit_id == unit && c.class == class).map(|cell| cell.value).sum()
}

/// The codes of the faults of a refusal.
pub(crate) fn codes<T: std::fmt::Debug>(outcome: Result<T>) -> Vec<String> {
    match outcome {
        Err(Error::Faults(faults)) => faults.iter().map(|fault| fault.code.clone()).collect(),
        other => panic!("{other:?}"),
    }
}

/// One act, tried in every way it must be refused: not theirs, no right, stale; then done, and done
/// twice. Answers what it answered.
pub(crate) fn holds_the_line(
    db: &Db,
    n: u128,
    ask: &Change,
    stale: Option<&Change>,
    (foreign, weak): (&Desk, &Desk),
) -> i64 {
    let tried = |desk: &Desk, n: u128, ask: &Change| change(db, desk, Uuid::from_u128(n), ask, NOW);
    let act = ask.act();
    let other = tried(foreign, n, ask);
    assert!(matches!(other, Err(Error::NotFound)), "{act}: not theirs: {other:?}");
    let denied = tried(weak, n, ask);
    assert!(matches!(denied, Err(Error::Denied(_))), "{act}: no right: {denied:?}");
    if let Some(stale) = stale {
        let conflict = tried(&machine(643), n, stale);
        let Err(Error::Conflict { saved, sent }) = conflict else { panic!("{act}: {conflict:?}") };
        assert!(saved.contains("version") && sent.len() > 2, "{act}: {saved} {sent}");
    }
    let first = tried(&machine(643), n, ask).unwrap_or_else(|why| panic!("{act}: {why:?}"));
    let again = tried(&machine(643), n, ask).unwrap_or_else(|why| panic!("{act}: {why:?}"));
    assert_eq!(first, again, "{act}: twice is once");
    first
}
