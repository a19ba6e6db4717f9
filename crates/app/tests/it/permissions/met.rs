//! Meetings, directions and producer groups of the ground.

use samuh_engine::{clock, params};
use uuid::Uuid;

use crate::site::{DISTRICT, Site};

/// A series, a meeting that a post sits in the chair of, and a direction that it owes, of one number.
pub(super) fn met(site: &Site, id: i64, (unit, post): (i64, i64)) {
    let today = clock::today();
    site.db
        .transact(move |tx| {
            let uid = Uuid::now_v7();
            tx.exec(
                "insert into meeting_series (district_id, id, uid, kind, unit_id, chair_post_id,
                                             quorum, version, op_no)
                 values ($1, $2, $3, 'block_review', $4, $5, 0, 1, 1)",
                &params![DISTRICT, id, uid, unit, post],
            )?;
            tx.exec(
                "insert into meeting (district_id, id, uid, kind, unit_id, year, number, held_on,
                                      chair_post_id, quorum, state, version, op_no)
                 values ($1, $2, $3, 'block_review', $4, 2026, $2, $5, $6, 0, 'planned', 1, 1)",
                &params![DISTRICT, id, uid, unit, today, post],
            )?;
            tx.exec(
                "insert into direction (district_id, id, uid, year, number, text, given_on, given_by,
                                        due_on, first_due, priority, evidence, unit_id, state,
                                        version, op_no)
                 values ($1, $2, $3, 2026, $2, 'निरीक्षण करें', $4, 0, $4, $4, 'normal', 'text', $5,
                         'open', 1, 1)",
                &params![DISTRICT, id, uid, today, unit],
            )?;
            tx.exec(
                "insert into direction_part (district_id, direction_id, post_id, duty, state,
                                             moved_at, version, op_no)
                 values ($1, $2, $3, 'responsible', 'given', 0, 1, 1)",
                &params![DISTRICT, id, post],
            )
            .map(drop)
        })
        .unwrap();
}

/// A producer group in a village and an FPO in its block, of the next number.
pub(super) fn producers(site: &Site, first: i64, (block, village): (i64, i64)) {
    site.db
        .transact(move |tx| {
            for (id, kind, place) in [(first, "pg", village), (first + 1, "fpo", block)] {
                tx.exec(
                    "insert into producer (district_id, id, kind, name_hi, place_id, status,
                                           version, op_no)
                     values ($1, $2, $3, 'मक्का', $4, 'active', 1, 1)",
                    &params![DISTRICT, id, kind, place],
                )?;
            }
            Ok(())
        })
        .unwrap();
}
