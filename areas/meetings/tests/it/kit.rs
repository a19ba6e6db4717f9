//! A district with two blocks, its posts, and figures that a test can move.

use samuh_engine::{Db, Desk, Error, Result, params, testing::databases};
use samuh_figures::{
    catalogue::{IndicatorId, by_code},
    journal::{Class, Posting, Trees, post},
};
use samuh_kernel::{
    calendar::Month,
    scope::{Area, Right, Rights, Scope},
};
use samuh_meetings::{
    direction::{self, Direction, Give},
    meeting::{self, NewMeeting},
};
use uuid::Uuid;

pub(crate) const DISTRICT: i64 = 643;
/// 20 November 2026, 11:06 in India.
pub(crate) const NOW: i64 = 1_795_152_960_000_000;
pub(crate) const DAY: i64 = 86_400_000_000;

pub(crate) const TOP: i64 = 1;
pub(crate) const MAKDI: i64 = 2;
pub(crate) const KESHKAL: i64 = 3;

/// The posts of the office, by number.
pub(crate) const COLLECTOR: i64 = 11;
pub(crate) const DMMU: i64 = 12;
pub(crate) const BMMU_MAKDI: i64 = 13;
pub(crate) const BMMU_KESHKAL: i64 = 14;
pub(crate) const BANK: i64 = 15;
pub(crate) const CLOSED: i64 = 16;

const POSTS: [(i64, &str, i64); 6] = [
    (COLLECTOR, "collector", 0),
    (DMMU, "dmmu", 0),
    (BMMU_MAKDI, "bmmu", MAKDI),
    (BMMU_KESHKAL, "bmmu", KESHKAL),
    (BANK, "bank", TOP),
    (CLOSED, "dpm", 0),
];

/// A database with the district, on every engine at hand.
pub(crate) fn districts() -> Vec<(&'static str, Db)> {
    let all = databases();
    for (_, db) in &all {
        db.transact(fill).expect("a district");
    }
    all
}

fn fill(tx: &mut samuh_engine::Tx) -> Result<()> {
    samuh_places::add_states(tx)?;
    let district = "insert into district (id, state_id, place_id, lgd, name_hi, name_en)
                    values ($1, 22, $2, '643', 'कोण्डागाँव', 'Kondagaon')";
    tx.exec(district, &params![DISTRICT, TOP])?;
    let place =
        "insert into place (district_id, id, uid, level, name_hi, name_en, search_key, from_on,
                   to_on, version, op_no)
                 values ($1, $2, $3, $4, $5, $5, 'x', '2000-01-01', '9999-12-31', 1, 1)";
    let closure =
        "insert into place_closure (district_id, ancestor_id, place_id, depth, from_on, to_on)
                   values ($1, $2, $3, $4, '2000-01-01', '9999-12-31')";
    for (id, level, name) in
        [(TOP, "district", "कोण्डागाँव"), (MAKDI, "block", "माकड़ी"), (KESHKAL, "block", "केशकाल")]
    {
        let uid = Uuid::from_u128(u128::try_from(id).expect("small"));
        tx.exec(place, &params![DISTRICT, id, uid, level, name])?;
        tx.exec(closure, &params![DISTRICT, id, id, 0i64])?;
        if id != TOP {
            tx.exec(closure, &params![DISTRICT, TOP, id, 1i64])?;
        }
    }
    for (id, role, unit) in POSTS {
        let closed = (id == CLOSED).then_some("2026-01-01");
        let sql =
            "insert into post (district_id, id, role, version, op_no) values ($1, $2, $3, 1, 1)";
        tx.exec(sql, &params![DISTRICT, id, role])?;
        if closed.is_some() {
            tx.exec(
                "update post set closed_on = '2026-01-01' where district_id = $1 and id = $2",
                &params![DISTRICT, id],
            )?;
        }
        if unit != 0 {
            let sql = "insert into post_unit (district_id, post_id, unit_id, op_no) values ($1, $2, $3, 1)";
            tx.exec(sql, &params![DISTRICT, id, unit])?;
        }
    }
    Ok(())
}

fn rights(right: Right) -> Rights {
    Rights::none().with(Area::Meetings, right).with(Area::Figures, Right::See)
}

/// The desk of a post, held by an officer of the same number.
pub(crate) fn desk(post_id: i64) -> Desk {
    let (scope, officer) = match post_id {
        COLLECTOR => (Scope::district(DISTRICT, rights(Right::Administer)), 1),
        DMMU => (Scope::district(DISTRICT, rights(Right::Approve)), 2),
        BMMU_MAKDI => (Scope::subtrees(DISTRICT, post_id, vec![MAKDI], rights(Right::Enter)), 3),
        BMMU_KESHKAL => {
            (Scope::subtrees(DISTRICT, post_id, vec![KESHKAL], rights(Right::Enter)), 4)
        }
        _ => (Scope::subtrees(DISTRICT, post_id, vec![TOP], rights(Right::See)), 5),
    };
    Desk::new(post_id, officer, scope)
}

/// The machine's own desk.
pub(crate) fn machine() -> Desk {
    Desk::new(0, 0, Scope::district(DISTRICT, Rights::all()))
}

pub(crate) fn op(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

pub(crate) fn day(text: &str) -> chrono::NaiveDate {
    text.parse().expect("a day")
}

/// A direction to these posts, due in a week.
pub(crate) fn ask(posts: &[i64]) -> Give {
    Give {
        text: "लम्बित 64 आवेदनों का निराकरण करें।".into(),
        responsible: posts.to_vec(),
        due_on: Some(day("2026-11-27")),
        ..Give::default()
    }
}

/// Given by the Collector outside of a meeting.
pub(crate) fn given(db: &Db, n: u128, posts: &[i64]) -> i64 {
    direction::give(db, &desk(COLLECTOR), op(n), &ask(posts), NOW).expect("gives")
}

pub(crate) fn seen(db: &Db, post: i64, id: i64) -> Result<Direction> {
    let desk = desk(post);
    db.read(|reader| direction::direction_of(reader, &desk, id))
}

/// A review of the district with these members, planned by the DMMU.
pub(crate) fn review(db: &Db, n: u128, series_id: Option<i64>, on: &str, members: &[i64]) -> i64 {
    let ask = NewMeeting {
        series_id,
        kind: "district_review".into(),
        held_on: Some(day(on)),
        at_time: "11:00".into(),
        venue: "कलेक्ट्रेट सभाकक्ष".into(),
        chair_post_id: COLLECTOR,
        members: members.to_vec(),
        ..NewMeeting::default()
    };
    meeting::plan(db, &desk(DMMU), op(n), &ask, NOW).expect("plans")
}

/// Adds to an indicator of a place in November 2026.
pub(crate) fn post_figure(db: &Db, code: &str, place_id: i64, delta: i64) {
    let indicator: IndicatorId = by_code(code).expect("an indicator").id;
    db.transact(move |tx| {
        let trees = Trees::load(tx, DISTRICT)?;
        let posting = Posting {
            indicator,
            place_id,
            institution_id: 0,
            federation_id: 0,
            month: Month::new(2026, 11).expect("a month"),
            class: Class::Reported,
            delta,
        };
        post(tx, DISTRICT, &trees, vec![posting]).map(drop)
    })
    .expect("posts");
}

/// The codes of the faults of a refusal.
pub(crate) fn codes<T: std::fmt::Debug>(outcome: Result<T>) -> Vec<String> {
    match outcome {
        Err(Error::Faults(faults)) => faults.iter().map(|fault| fault.code.clone()).collect(),
        other => panic!("{other:?}"),
    }
}
