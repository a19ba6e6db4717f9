//! Forming a group at a desk: allowed, not theirs, not allowed, wrong, twice; and finding it again.

use samuh_engine::{Db, Desk, Error, audit::changes_of, params, testing::databases};
use samuh_figures::catalogue::SHG_FORMED;
use samuh_groups::{
    Cursor, Filter, Kind, NewGroup, Order, Profile, count, form_group, list, rehearse_group,
};
use samuh_kernel::scope::{Area, Right, Rights, Scope};
use samuh_places::{Level, gazetteer};
use uuid::Uuid;

use crate::support::{GROUPS, apply, books_agree, district, institutions, machine, sum};

const NOW: i64 = 1_795_000_000_000_000;

fn place(db: &Db, name: &str) -> i64 {
    let scope = Scope::district(643, Rights::none());
    let all = db.read(|r| gazetteer(r, &scope)).expect("reads");
    let root = all.district().expect("a district").id;
    let level = if name == "Makdi" || name == "Keshkal" { Level::Block } else { Level::Village };
    all.by_name(level, root, name)[0]
}

fn block_desk(db: &Db, post_id: i64, block: &str, right: Right) -> Desk {
    let unit = place(db, block);
    db.transact(move |tx| {
        let sql =
            "insert into post_unit (district_id, post_id, unit_id, op_no) values (643, $1, $2, 1)";
        tx.exec(sql, &params![post_id, unit])
    })
    .expect("a post");
    let rights = Rights::none().with(Area::Groups, right);
    Desk::new(post_id, 1, Scope::subtrees(643, post_id, vec![unit], rights))
}

fn group(place_id: i64, code: &str) -> NewGroup {
    NewGroup {
        code: Some(code.to_owned()),
        profile: Profile {
            name_hi: Some("नव ज्योति समूह".into()),
            formed_on: Some("2026-11-10".parse().expect("a day")),
            ..Profile::default()
        },
        place_id,
        parent_id: 0,
    }
}

#[test]
fn a_block_forms_groups_in_its_villages_and_in_no_others() {
    for (engine, db) in databases() {
        district(&db);
        let (arla, batrali) = (place(&db, "Arla"), place(&db, "Batrali"));
        let desk = block_desk(&db, 7, "Makdi", Right::Enter);
        let first = form_group(&db, &desk, Uuid::from_u128(70), &group(arla, "130001"), NOW);
        let id = first.expect("forms");
        assert_eq!(sum(&db, SHG_FORMED, "district"), 1, "{engine}");
        let again = form_group(&db, &desk, Uuid::from_u128(70), &group(arla, "130001"), NOW);
        assert_eq!((again.expect("answers"), sum(&db, SHG_FORMED, "block")), (id, 1), "{engine}");
        let taken = form_group(&db, &desk, Uuid::from_u128(71), &group(arla, "130001"), NOW);
        assert!(matches!(taken, Err(Error::Faults(_))), "{engine}: the code is taken");
        let foreign = form_group(&db, &desk, Uuid::from_u128(72), &group(batrali, "130002"), NOW);
        assert!(matches!(foreign, Err(Error::NotFound)), "{engine}: Keshkal is not theirs");
        let viewer = block_desk(&db, 8, "Makdi", Right::See);
        let denied = form_group(&db, &viewer, Uuid::from_u128(73), &group(arla, "130003"), NOW);
        assert!(matches!(denied, Err(Error::Denied(_))), "{engine}");
        let mut wrong = group(arla, "130004");
        wrong.profile.formed_on = Some("2030-01-01".parse().expect("a day"));
        let wrong = form_group(&db, &desk, Uuid::from_u128(74), &wrong, NOW);
        assert!(matches!(wrong, Err(Error::Faults(_))), "{engine}: not in the future");
        books_agree(&db);
    }
}

#[test]
fn a_group_is_tried_first_and_what_it_said_is_what_the_trail_then_holds() {
    for (engine, db) in databases() {
        district(&db);
        let mut new = group(place(&db, "Arla"), "130001");
        new.profile.account_no = Some("30211456789".into());
        let desk = block_desk(&db, 7, "Makdi", Right::Enter);
        let tried = rehearse_group(&db, &desk, Uuid::from_u128(75), &new, NOW).expect("tries");
        let formed = tried.effects.iter().filter(|effect| effect.indicator == SHG_FORMED);
        assert_eq!(formed.map(|effect| effect.delta).sum::<i64>(), 1, "{engine}");
        assert_eq!(sum(&db, SHG_FORMED, "district"), 0, "{engine}: nothing stays of it");
        books_agree(&db);
        form_group(&db, &desk, Uuid::from_u128(75), &new, NOW).expect("forms");
        let last = "select max(no) from op where district_id = 643";
        let no: i64 = db.read(|r| r.first(last, &[])?.expect("a row").at(0)).expect("reads");
        let kept = db.read(|r| changes_of(r, 643, no)).expect("reads");
        assert_eq!(kept[0].fields, tried.changes[0].fields, "{engine}");
        let account = kept[0].fields.iter().find(|field| field.name == "account_no");
        let account = account.expect("the account is in the trail");
        assert_eq!(account.class, samuh_engine::audit::Class::Personal, "{engine}");
    }
}

#[test]
fn a_list_is_scoped_sorted_searched_and_paged_without_losing_a_row() {
    for (engine, db) in databases() {
        district(&db);
        apply(&db, institutions(&db, true, GROUPS).work.as_ref(), 3, false).expect("applies");
        let all = Filter::all(Kind::Shg);
        let whole = machine(643).scope;
        let names = |scope: &Scope, filter: &Filter, after: Option<&Cursor>, limit: i64| {
            db.read(|r| list(r, scope, filter, Order::Name, after, limit)).expect("reads")
        };
        assert_eq!(db.read(|r| count(r, &whole, &all)).expect("counts"), 4, "{engine}");
        let first = names(&whole, &all, None, 3);
        let last = first.last().expect("three rows");
        let cursor = Cursor { value: last.sort_key.clone(), id: last.id };
        let second = names(&whole, &all, Some(&cursor), 3);
        assert_eq!((first.len(), second.len()), (3, 1), "{engine}");
        let keys: Vec<&str> =
            first.iter().chain(&second).map(|row| row.sort_key.as_str()).collect();
        assert!(keys.is_sorted(), "{engine} {keys:?}");
        let keshkal = block_desk(&db, 9, "Keshkal", Right::See);
        assert_eq!(names(&keshkal.scope, &all, None, 50).len(), 1, "{engine}");
        let search = Filter { search: Some("Laxmi".into()), ..all.clone() };
        assert_eq!(names(&whole, &search, None, 50).len(), 2, "{engine}");
        // However many words there are, and however often one is said, the answer is that of the words.
        let long = |words: &str| Filter { search: Some(words.into()), ..all.clone() };
        let name = "जय माँ लक्ष्मी ";
        for words in [name.to_owned(), name.repeat(200)] {
            assert_eq!(names(&whole, &long(&words), None, 50).len(), 2, "{engine}: {words}");
        }
        let many: String = (0..300).map(|n| format!("{name} word{n}x ")).collect();
        assert_eq!(names(&whole, &long(&many), None, 50).len(), 0, "{engine}");
        let coded = Filter { search: Some("120002".into()), ..all.clone() };
        assert_eq!(names(&whole, &coded, None, 50).len(), 1, "{engine}");
        let inactive = Filter { status: Some("inactive".into()), ..all.clone() };
        assert_eq!(names(&whole, &inactive, None, 50).len(), 1, "{engine}");
        let lokos = Filter { lokos: Some("not_entered".into()), ..all.clone() };
        assert_eq!(names(&whole, &lokos, None, 50).len(), 2, "{engine}");
        let block = Filter { block_id: place(&db, "Makdi"), ..all.clone() };
        assert_eq!(names(&whole, &block, None, 50).len(), 3, "{engine}");
        let newest = db.read(|r| list(r, &whole, &all, Order::Newest, None, 50)).expect("reads");
        assert!(newest.windows(2).all(|pair| pair[0].formed_on >= pair[1].formed_on), "{engine}");
    }
}
