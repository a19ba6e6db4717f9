//! Members through the importer's judge: counted once, unchanged again, taken back, seen in scope.

use samuh_engine::{
    Db, Desk, Error, Op, Result,
    batch::{Batch, Work},
    params,
    testing::databases,
};
use samuh_figures::catalogue::{
    HOUSEHOLDS, MEMBERS, MEMBERS_DISABLED, MEMBERS_MINORITY, MEMBERS_PVTG, MEMBERS_SC, MEMBERS_ST,
    SHG_FORMED,
};
use samuh_groups::{
    MemberAsk, MembersJudge, count_members, list_members, member_of, members_of, members_work,
    undo_members,
};
use samuh_imports::{Verdict, words};
use samuh_kernel::scope::{Area, Right, Rights, Scope};
use samuh_places::{Level, gazetteer};
use uuid::Uuid;

use crate::support::{
    GROUPS, Read, apply, books_agree, district, institutions, machine, read, sum,
};

const HEAD: &str = "विकासखण्ड,ग्राम,समूह कोड,समूह का नाम,सदस्य कोड,सदस्य का नाम,पति का नाम,\
                    जन्म तिथि,आयु,वर्ग,धर्म,दिव्यांग,PVTG,जुड़ने की तिथि,छोड़ने की तिथि,स्थिति,पद,\
                    परिवार कोड,मोबाइल,खाता संख्या";
const ROWS: &str = "\
Makdi,Arla,120001,,M1,सीता नेताम,राम नेताम,12/03/1984,,ST,Hindu,No,No,20/05/2024,,,अध्यक्ष,H1,9876543210,31209871234
Makdi,Arla,120001,,M2,गीता नेताम,श्याम नेताम,,40,ST,Hindu,स्वयं,,20/05/2024,,,सचिव,H1,,
Makdi,Arla,120001,,M3,मीना साहू,हरि साहू,,35,OBC,Hindu,,,20/05/2024,,,,H2,,
Makdi,Arla,120001,,M4,रुबीना,सलीम,01/01/1990,,OTHER,Muslim,,,20/05/2024,10/06/2025,,,H3,,
Makdi,Arla,120001,,M5,फूलमती,,,28,ST,,,हाँ,01/06/2024,,,,,,
Makdi,Arla,120001,,,Laxmi Sahoo,Mohan,,33,SC,,,,01/06/2024,,,,,,
Makdi,Arla,120002,,M7,राधा यादव,किशन,,45,OBC,,,,25/06/2026,,,,H2,,
Makdi,Arla,120002,,M8,रजनी,,15/08/2020,,SC,,,,25/06/2026,,,,,,
Makdi,Arla,120002,,M9,सुनीता,,,200,ST,,,,25/06/2026,,,,,,
Makdi,Arla,120002,,M10,अनीता,,,30,ST,,,,01/06/2026,,,,,,
Makdi,Arla,120002,,M11,कविता,,,30,ST,,,,,,,,,,
Makdi,Arla,,Ujala,M12,पार्वती,,,30,ST,,,,25/06/2026,,,,,,
Makdi,Anantpur,,नई किरण,M13,सावित्री,,,30,ST,,,,25/06/2026,,निष्क्रिय,,,,
Keshkal,Batrali,,जय माँ लक्ष्मी,M14,दुर्गा,,,30,ST,,,,01/05/2026,,,,,,
Makdi,Arla,999999,,M15,कौन,,,30,ST,,,,25/06/2026,,,,,,
,,,जय माँ लक्ष्मी,M16,कहाँ,,,30,ST,,,,25/06/2026,,,,,,
Makdi,Arla,120002,,M17,पहले,,,30,ST,,,,25/06/2026,01/06/2026,,,,,
Makdi,Arla,120002,,M1,सीता नेताम,राम नेताम,12/03/1984,,ST,,,,25/06/2026,,,,,,
Makdi,Arla,120002,,,राधा यादव,किशन,,50,OBC,,,,25/06/2026,,,,,,
Makdi,Arla,120002,,M18,आगे,,,30,ST,,,,25/06/2027,,,,,,
";

fn sheet(rows: &str) -> String {
    format!("{HEAD}\n{rows}")
}

fn members_as(db: &Db, scope: &Scope, text: &str) -> Read {
    let today = "2026-11-21".parse().expect("a day");
    let judge = db.read(|r| MembersJudge::new(r, scope, today)).expect("loads");
    read(Box::new(judge), &words::members::SHAPE, text)
}

pub(crate) fn members(db: &Db, rows: &str) -> Read {
    members_as(db, &machine(643).scope, &sheet(rows))
}

fn batch(n: u128) -> Batch {
    let no = i64::try_from(n).expect("small");
    Batch { district_id: 643, no, id: Uuid::from_u128(n), register: "members".into() }
}

pub(crate) fn take_in(db: &Db, work: &dyn Work, n: u128) -> Result<Vec<Vec<u8>>> {
    let chunks = work.chunks()?;
    let op = Op::over(Uuid::from_u128(n), "imports.apply", &n, 1_795_000_000_000_000)?;
    db.act(&machine(643), &op, move |tx| {
        tx.changed("batch", batch(n).no, 0);
        members_work(&chunks)?.apply(tx, &batch(n))
    })
}

fn take_back(db: &Db, n: u128, images: &[Vec<u8>]) -> Result<()> {
    let op = Op::over(Uuid::from_u128(1000 + n), "imports.undo", &n, 1_795_000_000_000_000)?;
    let images = images.to_vec();
    db.act(&machine(643), &op, move |tx| {
        tx.changed("batch", batch(n).no, 0);
        undo_members(tx, &batch(n), &images)
    })
}

pub(crate) fn groups(db: &Db) {
    district(db);
    apply(db, institutions(db, true, GROUPS).work.as_ref(), 3, false).expect("applies");
}

fn with_members(db: &Db) -> Vec<Vec<u8>> {
    groups(db);
    take_in(db, members(db, ROWS).work.as_ref(), 10).expect("applies")
}

fn figures(db: &Db) -> Vec<i64> {
    let asked = [
        MEMBERS,
        HOUSEHOLDS,
        MEMBERS_SC,
        MEMBERS_ST,
        MEMBERS_PVTG,
        MEMBERS_MINORITY,
        MEMBERS_DISABLED,
    ];
    asked.iter().map(|indicator| sum(db, *indicator, "district")).collect()
}

pub(crate) fn said(read: &Read, row: u32) -> (Verdict, Vec<&str>, Vec<&str>) {
    let (_, judged) = read.rows.iter().find(|(number, _)| *number == row).expect("a row");
    let faults = judged.faults.iter().map(|fault| &*fault.code).collect();
    let warnings = judged.warnings.iter().map(|fault| &*fault.code).collect();
    (judged.verdict, faults, warnings)
}

fn columns(db: &Db, table: &str) -> i64 {
    let sql = format!("select count(*) from {table} where district_id = 643");
    let row = db.read(|r| r.first(&sql, &[])).expect("reads").expect("a row");
    row.at(0).expect("a count")
}

#[test]
fn good_rows_are_counted_and_the_others_say_why() {
    for (engine, db) in databases() {
        groups(&db);
        let read = members(&db, ROWS);
        let fault = |row: u32, code: &'static str, verdict: Verdict| {
            let (is, faults, _) = said(&read, row);
            assert_eq!((is, faults), (verdict, vec![code]), "{engine} row {row}");
        };
        fault(16, "group_unknown", Verdict::Doubtful);
        fault(17, "group_ambiguous", Verdict::Doubtful);
        fault(18, "left_before_joined", Verdict::Refused);
        fault(19, "code_twice", Verdict::Doubtful);
        fault(20, "same_as_row", Verdict::Doubtful);
        fault(21, "joined_in_future", Verdict::Refused);
        let warned = |row: u32| said(&read, row).2;
        assert_eq!(warned(9), ["age_unlikely"], "{engine}: six years old");
        assert_eq!(warned(10), ["age_unlikely"], "{engine}: two hundred years old");
        assert_eq!(warned(11), ["joined_before_formed"]);
        assert_eq!(warned(12), ["joined_missing"]);
        assert_eq!(warned(13), ["group_spelling"], "Ujala is उजाला");
        assert_eq!(warned(14), ["left_missing"]);
        assert_eq!((read.tally.new, read.tally.doubtful, read.tally.refused), (14, 4, 2));
        take_in(&db, read.work.as_ref(), 10).expect("applies");
        // M4 has left; M13 left today. H1 has two members and H2 members of two groups.
        assert_eq!(figures(&db), [12, 10, 2, 8, 1, 0, 1], "{engine}");
        assert_eq!(sum(&db, MEMBERS, "block"), 12, "{engine}");
        assert_eq!(sum(&db, MEMBERS, "vo"), 11, "{engine}");
        assert_eq!((columns(&db, "member"), columns(&db, "household")), (14, 12), "{engine}");
        books_agree(&db);
    }
}

#[test]
fn the_same_sheet_again_changes_nothing() {
    for (engine, db) in databases() {
        with_members(&db);
        let again = members(&db, ROWS);
        let unchanged: Vec<_> =
            again.rows.iter().filter(|(_, judged)| judged.verdict == Verdict::Unchanged).collect();
        assert_eq!(unchanged.len(), 14, "{engine} {:?}", again.rows);
        assert_eq!((again.tally.new, again.tally.changed), (0, 0), "{engine}");
        assert_eq!(said(&again, 19).1, ["member_elsewhere"], "{engine}");
        assert_eq!(said(&again, 20).1, ["maybe_known_member"], "{engine}");
        assert!(again.work.chunks().expect("bytes").is_empty());
    }
}

#[test]
fn a_changed_cell_changes_that_field_and_its_figures_and_can_be_taken_back() {
    for (engine, db) in databases() {
        let first = with_members(&db);
        let before = figures(&db);
        let rows = "\
Makdi,Arla,120001,,M1,सीता नेताम,,,,SC,,,,,01/10/2026,,,,,
Makdi,Arla,120001,,M3,मीना साहू,,,36,,,,हाँ,,,,,H9,,
Makdi,Arla,120001,,M5,फूलमती,,,,,,,,,,,,H5,,
Makdi,Arla,120002,,M20,नई दीदी,,,30,ST,,,,01/07/2026,,,,H5,,
Makdi,Arla,120002,,M21,और दीदी,,,30,ST,,,,01/07/2026,,,,H1,,
";
        let read = members(&db, rows);
        assert_eq!((read.tally.changed, read.tally.new), (3, 2), "{engine} {:?}", read.rows);
        let fields = |at: usize| -> Vec<&str> {
            read.rows[at].1.changes.iter().map(|change| change.field.as_str()).collect()
        };
        assert_eq!(fields(0), ["social_category", "left_on"], "{engine}");
        assert_eq!(fields(1), ["pvtg", "household_code"], "{engine}: a year of age is no change");
        assert_eq!(fields(2), ["household_code"], "{engine}");
        let images = take_in(&db, read.work.as_ref(), 11).expect("applies");
        // One left, two came; M3 has a household of her own now, M20 lives with M5, M21 with M2.
        assert_eq!(figures(&db), [13, 11, 2, 9, 2, 0, 1], "{engine}");
        books_agree(&db);
        let again = members(&db, rows);
        assert_eq!(again.tally.unchanged, 5, "{engine} {:?}", again.rows);
        let refused = take_back(&db, 10, &first);
        assert!(matches!(refused, Err(Error::Faults(_))), "{engine}: a later batch stands on it");
        take_back(&db, 11, &images).expect("undoes");
        assert_eq!(figures(&db), before, "{engine}");
        books_agree(&db);
        take_back(&db, 10, &first).expect("undoes the first too");
        assert_eq!(figures(&db), [0; 7], "{engine}");
        books_agree(&db);
        for table in ["member", "membership", "household"] {
            assert_eq!(columns(&db, table), 0, "{engine} {table}");
        }
    }
}

#[test]
fn a_member_changed_at_a_desk_keeps_her_batch_from_being_taken_back() {
    for (engine, db) in databases() {
        let images = with_members(&db);
        db.transact(|tx| {
            let sql = "update member set education = '10', version = version + 1, op_no = 999
                       where district_id = 643 and code = 'M3'";
            tx.exec(sql, &[])
        })
        .expect("changes");
        let Err(Error::Faults(faults)) = take_back(&db, 10, &images) else {
            panic!("{engine}: it is taken back")
        };
        assert_eq!(faults.0[0].code, "undo_changed_later", "{engine}");
        assert_eq!(faults.0[0].args[0].1, "मीना साहू", "{engine}");
        assert_eq!(figures(&db)[0], 12, "{engine}: nothing has changed");
    }
}

#[test]
fn rows_judged_before_someone_else_saved_are_not_applied() {
    for (engine, db) in databases() {
        with_members(&db);
        let read = members(&db, "Makdi,Arla,120001,,M1,सीता नेताम,,,,SC,,,,,,,,,,\n");
        let work = read.work;
        let other = members(&db, "Makdi,Arla,120001,,M1,सीता नेताम,,,,OBC,,,,,,,,,,\n");
        take_in(&db, other.work.as_ref(), 11).expect("applies");
        let moved = take_in(&db, work.as_ref(), 12);
        assert!(matches!(moved, Err(Error::Faults(_))), "{engine}");
        books_agree(&db);
    }
}

#[test]
fn members_follow_their_group_when_an_import_corrects_its_village() {
    for (engine, db) in databases() {
        with_members(&db);
        let moved = GROUPS.replace(
            "120002,उजाला,20/06/2026,Makdi,Arla",
            "120002,उजाला,20/06/2026,Makdi,Anantpur",
        );
        let changed = institutions(&db, true, &moved);
        assert_eq!(changed.tally.changed, 1, "{engine} {:?}", changed.rows);
        apply(&db, changed.work.as_ref(), 4, false).expect("applies");
        assert_eq!(figures(&db), [12, 10, 2, 8, 1, 0, 1], "{engine}");
        assert_eq!(sum(&db, SHG_FORMED, "district"), 4, "{engine}");
        books_agree(&db);
    }
}

#[test]
fn a_member_who_left_is_taken_in_again_only_with_the_day_she_joined_again() {
    for (engine, db) in databases() {
        with_members(&db);
        let before = figures(&db);
        let active = "Makdi,Arla,120001,,M4,रुबीना,सलीम,,,,,,,,,सक्रिय,,,,\n";
        assert_eq!(said(&members(&db, active), 2).1, ["member_left"], "{engine}");
        let plain = "Makdi,Arla,120001,,M4,रुबीना,सलीम,,,,,,,,,,,,,\n";
        assert_eq!(said(&members(&db, plain), 2).0, Verdict::Unchanged, "{engine}");
        for group in [120_001_u32, 120_002] {
            let again = format!("Makdi,Arla,{group},,M4,रुबीना,सलीम,,,,,,,01/08/2026,,,सचिव,,,\n");
            let read = members(&db, &again);
            assert_eq!(read.tally.changed, 1, "{engine} {:?}", read.rows);
            let images = take_in(&db, read.work.as_ref(), u128::from(group)).expect("applies");
            assert_eq!(figures(&db)[..2], [13, 11], "{engine}");
            books_agree(&db);
            let same = members(&db, &again);
            assert_eq!(same.tally.unchanged, 1, "{engine} {:?}", same.rows);
            take_back(&db, u128::from(group), &images).expect("undoes");
            assert_eq!(
                (figures(&db), columns(&db, "membership")),
                (before.clone(), 14),
                "{engine}"
            );
            books_agree(&db);
        }
    }
}

pub(crate) fn block_desk(db: &Db, post_id: i64, block: &str) -> Desk {
    let all = db.read(|r| gazetteer(r, &machine(643).scope)).expect("reads");
    let root = all.district().expect("a district").id;
    let unit = all.by_name(Level::Block, root, block)[0];
    db.transact(move |tx| {
        let sql =
            "insert into post_unit (district_id, post_id, unit_id, op_no) values (643, $1, $2, 1)";
        tx.exec(sql, &params![post_id, unit])
    })
    .expect("a post");
    let rights = Rights::none().with(Area::Groups, Right::Enter);
    Desk::new(post_id, 1, Scope::subtrees(643, post_id, vec![unit], rights))
}

#[test]
fn a_block_takes_in_and_sees_only_its_own_members() {
    for (engine, db) in databases() {
        with_members(&db);
        let keshkal = block_desk(&db, 7, "Keshkal").scope;
        let rows = "\
Makdi,Arla,120001,,M90,बाहर,,,30,ST,,,,25/06/2026,,,,,,
Makdi,Arla,,उजाला,M91,बाहर,,,30,ST,,,,25/06/2026,,,,,,
,,,,M1,सीता नेताम,,,,SC,,,,,,,,,,
Keshkal,Batrali,120004,,M92,भीतर,,,30,ST,,,,25/06/2026,,,,,,
";
        let read = members_as(&db, &keshkal, &sheet(rows));
        for row in [2, 3, 4] {
            assert_eq!(said(&read, row).1, ["outside_scope"], "{engine} row {row}");
        }
        assert_eq!(said(&read, 5).0, Verdict::New, "{engine}");
        let all = MemberAsk { past: true, ..MemberAsk::default() };
        let whole = machine(643).scope;
        let count = |scope: &Scope, ask: &MemberAsk| {
            db.read(|r| count_members(r, scope, ask)).expect("counts")
        };
        assert_eq!((count(&whole, &all), count(&keshkal, &all)), (14, 1), "{engine}");
        let page = db.read(|r| list_members(r, &keshkal, &all, false)).expect("reads");
        assert_eq!(page.members.len(), 1, "{engine}");
        let own = page.members[0].id;
        assert!(db.read(|r| member_of(r, &keshkal, own, false)).is_ok(), "{engine}");
        let search = MemberAsk { q: "Sita".into(), ..MemberAsk::default() };
        let found = db.read(|r| list_members(r, &whole, &search, false)).expect("reads");
        let foreign = found.members[0].id;
        let hidden = db.read(|r| member_of(r, &keshkal, foreign, false));
        assert!(matches!(hidden, Err(Error::NotFound)), "{engine}");
        let group = found.members[0].institution_id;
        assert!(db.read(|r| members_of(r, &keshkal, group, false)).expect("reads").is_empty());
    }
}

#[test]
fn lists_filter_search_and_mask() {
    for (engine, db) in databases() {
        with_members(&db);
        let whole = machine(643).scope;
        let found = |ask: &MemberAsk| {
            let page = db.read(|r| list_members(r, &whole, ask, false)).expect("reads").members;
            let count = db.read(|r| count_members(r, &whole, ask)).expect("counts");
            assert_eq!(i64::try_from(page.len()).expect("few"), count, "{engine} {ask:?}");
            page
        };
        let all = MemberAsk::default();
        assert_eq!(found(&all).len(), 12, "{engine}");
        assert_eq!(found(&MemberAsk { social: "sc".into(), ..all.clone() }).len(), 2);
        assert_eq!(found(&MemberAsk { pvtg: true, ..all.clone() }).len(), 1);
        let named =
            found(&MemberAsk { q: "लक्ष्मी साहू".into(), ..all.clone() });
        assert_eq!(named[0].name_en.as_deref(), Some("Laxmi Sahoo"), "{engine}");
        let coded = found(&MemberAsk { q: "M1".into(), ..all.clone() });
        assert_eq!(coded.len(), 1, "{engine}");
        let sita = &coded[0];
        assert_eq!(sita.mobile.as_deref(), Some("******3210"), "{engine}");
        assert_eq!(sita.account_no.as_deref(), Some("********1234"), "{engine}");
        assert_eq!((sita.born_on, sita.birth_year), (None, Some(1984)), "{engine}");
        let open = db.read(|r| member_of(r, &whole, sita.id, true)).expect("reads");
        assert_eq!(open[0].mobile.as_deref(), Some("9876543210"), "{engine}");
        assert_eq!(open[0].household_code.as_deref(), Some("H1"), "{engine}");
        let group = db.read(|r| members_of(r, &whole, sita.institution_id, false)).expect("reads");
        assert_eq!(group.len(), 6, "{engine}");
        assert!(group[5].left_on.is_some(), "{engine}: who left stands last");
    }
}

#[test]
fn pages_of_fifty_follow_each_other_without_losing_a_member() {
    for (engine, db) in databases() {
        groups(&db);
        let rows: String = (0..120)
            .map(|n| {
                let group = 120_001 + n % 3;
                format!("Makdi,,{group},,K{n},दीदी {n},,,30,ST,,,,25/06/2026,,,,,,\n")
            })
            .collect();
        let read = members(&db, &rows);
        assert_eq!(read.tally.new, 120, "{engine} {:?}", read.rows);
        take_in(&db, read.work.as_ref(), 10).expect("applies");
        let whole = machine(643).scope;
        for q in ["", "didi"] {
            let mut ask = MemberAsk { q: q.into(), ..MemberAsk::default() };
            let mut codes = Vec::new();
            loop {
                let page = db.read(|r| list_members(r, &whole, &ask, false)).expect("reads");
                codes.extend(page.members.into_iter().filter_map(|member| member.code));
                ask.after = page.next;
                if ask.after.is_none() {
                    break;
                }
            }
            assert_eq!(codes.len(), 120, "{engine}");
            codes.sort();
            codes.dedup();
            assert_eq!(codes.len(), 120, "{engine}");
        }
        books_agree(&db);
    }
}
