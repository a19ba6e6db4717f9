//! What a post sees of groups and members does not depend on where its lists begin: a village, a block, a
//! federation whose groups stand in another block, a place that once was another block's, nothing at all. What
//! a block gave up it sees no more; the figures of the months before stay its own.

use samuh_engine::{Db, params, register, testing::databases};
use samuh_groups::{
    FEDERATIONS, Filter, GROUPS, Kind, MEMBERS, MemberAsk, Order, count, count_members,
    institution_of, known, list, list_members,
};
use samuh_kernel::scope::{Right, Scope};

use crate::kit::{NOW, coded, desk, office, place};

/// The groups that a post sees, asked one by one.
fn one_by_one(db: &Db, scope: &Scope, codes: &[&str]) -> Vec<i64> {
    let ids = codes.iter().map(|code| coded(db, Kind::Shg, code));
    let seen = |id: &i64| db.read(|r| institution_of(r, scope, *id)).is_ok();
    let mut ids: Vec<i64> = ids.filter(seen).collect();
    ids.sort_unstable();
    ids
}

fn agrees(db: &Db, scope: &Scope, expected: &[i64], told: &str) {
    let all = Filter::all(Kind::Shg);
    for order in [Order::Name, Order::Newest] {
        let found = db.read(|r| list(r, scope, &all, order, None, 50)).expect("lists");
        let mut ids: Vec<i64> = found.iter().map(|group| group.id).collect();
        ids.sort_unstable();
        assert_eq!(ids, expected, "{told}: {order:?}");
    }
    let counted = db.read(|r| count(r, scope, &all)).expect("counts");
    let today = samuh_engine::clock::day_of(NOW);
    let of = |r: &mut samuh_engine::Reader, which| register::count(r, (which, scope, today), &[]);
    let (by_register, members) =
        db.read(|r| Ok((of(r, &GROUPS)?, of(r, &MEMBERS)?))).expect("counts");
    let known = db.read(|r| known(r, scope)).expect("reads");
    let here = expected.iter().filter(|id| known.get(**id).is_some()).count();
    assert_eq!(here, expected.len(), "{told}: known one by one");
    let length = i64::try_from(expected.len()).expect("few");
    assert_eq!((counted, by_register), (length, length), "{told}");
    let ask = MemberAsk::default();
    let page = db.read(|r| list_members(r, scope, &ask, false)).expect("lists").members;
    assert!(page.iter().all(|member| expected.contains(&member.institution_id)), "{told}");
    let count = db.read(|r| count_members(r, scope, &ask)).expect("counts");
    assert_eq!(i64::try_from(page.len()).expect("few"), count, "{told}");
    assert_eq!(members, count, "{told}: as the register has it");
    let federations = db.read(|r| of(r, &FEDERATIONS));
    assert!(federations.is_ok(), "{told}");
}

#[test]
fn a_post_sees_the_same_groups_however_its_lists_begin() {
    const CODES: [&str; 4] = ["120001", "120002", "120003", "120004"];
    for (engine, db) in databases() {
        office(&db);
        let (makdi, keshkal) = (place(&db, "Makdi"), place(&db, "Keshkal"));
        let clf = coded(&db, Kind::Clf, "C1");
        let far = coded(&db, Kind::Shg, "120004");
        let anantpur = place(&db, "Anantpur");
        // A federation over the border of its block, and a village that was Keshkal's until 2020.
        db.transact(move |tx| {
            tx.exec(
                "insert into federation_closure
                   (district_id, ancestor_id, institution_id, depth, from_on, to_on)
                 values (643, $1, $2, 1, '2024-01-01', '9999-12-31')",
                &params![clf, far],
            )?;
            tx.exec(
                "insert into place_closure
                   (district_id, ancestor_id, place_id, depth, from_on, to_on)
                 values (643, $1, $2, 2, '1901-01-01', '2020-01-01')",
                &params![keshkal, anantpur],
            )
        })
        .expect("lays the ground");
        let units = [
            (51, makdi, 3, "a block"),
            (52, keshkal, 1, "a block without what was its own"),
            (53, anantpur, 1, "a village"),
            (54, clf, 3, "a federation over two blocks"),
        ];
        for (post_id, unit, expected, told) in units {
            let scope = desk(&db, post_id, unit, Right::See).scope;
            let seen = one_by_one(&db, &scope, &CODES);
            assert_eq!(seen.len(), expected, "{engine}: {told}: {seen:?}");
            agrees(&db, &scope, &seen, &format!("{engine}: {told}"));
        }
        agrees(&db, &Scope::nothing(643), &[], &format!("{engine}: nothing"));
        let whole = crate::support::machine(643).scope;
        agrees(&db, &whole, &one_by_one(&db, &whole, &CODES), &format!("{engine}: the district"));
    }
}
