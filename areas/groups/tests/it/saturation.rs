//! Saturation by name: lists through the importer's judge, states that follow from memberships and
//! visits, matches across scripts that a person accepts, on every engine.

use samuh_engine::{
    Db, Desk, Error, Op, Result,
    batch::{Batch, Work},
    testing::databases,
};
use samuh_groups::{
    Change, LEAVING_REASONS, LOANS, Leave, Policy, gate,
    saturation::{
        acts::{accept_matches, correct_visit, end_match, record_visits, refuse_match},
        forgetting::{erase_target_contacts, erase_visit_notes},
        intake::{HouseholdsJudge, undo, work_of},
        matching::{Candidate, Sought, candidates},
        model::{Accept, Ask, CorrectVisit, End, Field, Refuse, Seen, Visit, Visits},
        rules::{IN_GROUP, Tally, said_group},
        store,
    },
    set_policy,
};
use samuh_imports::{Verdict, words};
use samuh_kernel::scope::{Right, Rights, Scope};
use samuh_places::always;
use uuid::Uuid;

use crate::{
    kit::{NOW, codes, desk, does, member, place},
    members::{groups, members, said, take_in},
    support::{Read, books_agree, machine, read},
};

const HEAD: &str = "विकासखण्ड,ग्राम,SECC TIN,परिवार क्रमांक,परिवार के मुखिया का नाम,पिता/पति का नाम,\
                    महिला का नाम,जाति वर्ग,PVTG,वंचना कोड,मोबाइल,पारा";
/// By number; by name in the other script; head and woman one; never met; another village.
const ROWS: &str = "\
Makdi,Arla,HH000001,1,राम नेताम,सुखराम,सीता नेताम,ST,नहीं,D1,9876543210,ऊपर पारा
Makdi,Arla,HH000099,2,Shyam Netam,Budhu,Geeta Netam,ST,,D2,,ऊपर पारा
Makdi,Arla,,3,बुधराम सोरी,लच्छू,फुलबासन,ST,हाँ,,,
Makdi,Arla,,4,घनश्याम यादव,मंगल,पार्वती,OBC,,,,
Makdi,Anantpur,HH000005,,दुकालू,चैतू,,SC,,,,
Keshkal,Batrali,HH000006,,भोला सोरी,,दुर्गा सोरी,ST,,,,
";
const MEMBERS: &str = "\
Makdi,Arla,120001,,S1,सीता नेताम,राम नेताम,,40,ST,,,,20/05/2024,,,,HH000001,,
Makdi,Arla,120001,,S2,गीता नेताम,श्याम नेताम,,40,ST,,,,20/05/2024,,,,G7,,
Makdi,Arla,120002,,S3,मीना साहू,हरि साहू,,35,OBC,,,,25/06/2026,,,,G8,,
Keshkal,Batrali,,जय माँ लक्ष्मी,S4,दुर्गा सोरी,भोला सोरी,,30,ST,,,,01/05/2026,,,,G9,,
";

fn judged(db: &Db, rows: &str) -> Read {
    let scope = Scope::district(643, Rights::all());
    let judge = db.read(|r| HouseholdsJudge::new(r, &scope)).expect("loads");
    read(Box::new(judge), &words::households::SHAPE, &format!("{HEAD}\n{rows}"))
}

fn batch(n: u128) -> Batch {
    let no = i64::try_from(n).expect("small");
    Batch { district_id: 643, no, id: Uuid::from_u128(n), register: "households".into() }
}

fn apply(db: &Db, work: &dyn Work, n: u128) -> Result<Vec<Vec<u8>>> {
    let chunks = work.chunks()?;
    let op = Op::over(Uuid::from_u128(n), "imports.apply", &n, NOW)?;
    db.act(&machine(643), &op, move |tx| {
        tx.changed("batch", 0, 0);
        work_of(&chunks)?.apply(tx, &batch(n))
    })
}

fn take_back(db: &Db, n: u128, images: &[Vec<u8>], m: u128) -> Result<()> {
    let op = Op::over(Uuid::from_u128(m), "imports.undo", &n, NOW)?;
    let images = images.to_vec();
    db.act(&machine(643), &op, move |tx| {
        tx.changed("batch", 0, 0);
        undo(tx, &batch(n), &images)
    })
}

/// The district with its groups, four members and six households on the list.
fn office(db: &Db) -> Vec<Vec<u8>> {
    groups(db);
    take_in(db, members(db, MEMBERS).work.as_ref(), 10).expect("applies");
    let list = judged(db, ROWS);
    assert_eq!(list.tally.new, 6, "{:?}", list.rows);
    apply(db, list.work.as_ref(), 30).expect("applies")
}

fn today() -> chrono::NaiveDate {
    samuh_engine::clock::day_of(NOW)
}

fn seen(db: &Db, scope: &Scope, state: &str) -> Vec<Seen> {
    let ask = Ask { state: state.into(), ..Ask::default() };
    db.read(|r| store::list(r, scope, &ask, (today(), 100, 0))).expect("reads")
}

fn heads(db: &Db, scope: &Scope, state: &str) -> Vec<String> {
    let all = seen(db, scope, state);
    let count = tally(db, scope, 0).count(state);
    assert_eq!(usize::try_from(count).expect("small"), all.len(), "{state}");
    let mut heads: Vec<String> =
        all.iter().map(|seen| seen.target.texts.get(Field::Head).to_owned()).collect();
    heads.sort();
    heads
}

fn id_of(db: &Db, head: &str) -> i64 {
    let all = seen(db, &machine(643).scope, "");
    let found = all.iter().find(|seen| seen.target.texts.get(Field::Head) == head);
    found.unwrap_or_else(|| panic!("no {head}")).target.id
}

/// The tally of a place, which is also what the lists say.
fn tally(db: &Db, scope: &Scope, place_id: i64) -> Tally {
    let mut sum = Tally::default();
    for one in db.read(|r| store::tally(r, scope, place_id, today())).expect("reads") {
        sum.add(&one);
    }
    assert_eq!(sum.covered + sum.left_out() + sum.unknown, sum.listed);
    sum
}

fn visit(target_id: i64, outcome: &str) -> Visit {
    Visit { target_id, outcome: outcome.into(), ..Visit::default() }
}

fn sheet(visits: Vec<Visit>) -> Visits {
    Visits { on: Some(today()), visitor: "सुशीला".into(), visits }
}

fn goes(db: &Db, n: u128, ask: &Visits) -> Result<Vec<i64>> {
    record_visits(db, &machine(643), Uuid::from_u128(n), ask, NOW)
}

fn proposed(db: &Db, village: &str) -> Vec<Candidate> {
    let (scope, at) = (machine(643).scope, place(db, village));
    let ask = Ask { place_id: at, state: "open".into(), ..Ask::default() };
    let open = db.read(|r| store::list(r, &scope, &ask, (today(), 100, 0))).expect("reads");
    let sought: Vec<Sought> = open
        .iter()
        .map(|seen| Sought {
            id: seen.target.id,
            head: seen.target.texts.get(Field::Head).into(),
            relation: seen.target.texts.get(Field::Relation).into(),
            women: seen.target.texts.women().map(str::to_owned).collect(),
            ..Sought::default()
        })
        .collect();
    let pool = db.read(|r| store::pool(r, &scope, (at, 0), today())).expect("reads");
    let refused = db.read(|r| store::refusals(r, &scope, at)).expect("reads");
    candidates(&sought, &pool, &refused)
}

#[test]
fn a_list_is_taken_once_says_what_is_wrong_and_is_taken_back() {
    for (engine, db) in databases() {
        let images = office(&db);
        let again = judged(&db, ROWS);
        assert_eq!((again.tally.unchanged, again.tally.new), (6, 0), "{engine} {:?}", again.rows);
        let odd = judged(
            &db,
            "Makdi,Arla,HH000001,1,राम नेताम,सुखराम,सीता नेताम,ST,नहीं,D1 D5,9876543210,ऊपर पारा\n\
             Makdi,Arla,HH000005,,दुकालू,चैतू,,SC,,,,\n\
             Makdi,Arla,HH000077,4,अन्य मुखिया,,,,,,,\n\
             Makdi,कहींनहीं,,9,मंगलू,,,,,,,\n\
             Makdi,,,9,मंगलू,,,,,,,\n\
             Makdi,Arla,,12,राम नेताम,सुखराम,,,,,,\n",
        );
        assert_eq!(said(&odd, 2).0, Verdict::Changed, "{engine}");
        assert_eq!(said(&odd, 3).1, ["household_elsewhere"], "{engine}");
        assert_eq!(said(&odd, 4).0, Verdict::Changed, "{engine}: the number of house 4 is known");
        assert_eq!(said(&odd, 5).0, Verdict::Doubtful, "{engine}");
        assert_eq!(said(&odd, 6).1, ["household_village_missing"], "{engine}");
        assert_eq!(said(&odd, 7).2, ["same_head_in_village"], "{engine}");
        let changed = apply(&db, odd.work.as_ref(), 31).expect("applies");
        let refused = take_back(&db, 30, &images, 40);
        assert_eq!(codes(refused), ["undo_households_used"], "{engine}: later list stands on it");
        take_back(&db, 31, &changed, 41).expect("undoes");
        let back = judged(&db, ROWS);
        assert_eq!(back.tally.unchanged, 6, "{engine} {:?}", back.rows);
        take_back(&db, 30, &images, 42).expect("undoes");
        assert!(seen(&db, &machine(643).scope, "").is_empty(), "{engine}");
    }
}

#[test]
fn one_is_covered_by_its_number_and_uncovered_again_when_she_leaves() {
    for (engine, db) in databases() {
        office(&db);
        let all = machine(643).scope;
        assert_eq!(heads(&db, &all, "covered"), ["राम नेताम"], "{engine}");
        let through = db.read(|r| store::covering(r, &all, (0, 0), today())).expect("reads");
        assert_eq!(through.len(), 1, "{engine}");
        assert_eq!(through[0].name_hi.as_deref(), Some("सीता नेताम"), "{engine}");
        let ram = id_of(&db, "राम नेताम");
        let before = Visits { on: today().pred_opt(), ..sheet(vec![visit(ram, "not_willing")]) };
        goes(&db, 50, &before).expect("enters");
        assert_eq!(heads(&db, &all, "covered"), ["राम नेताम"], "{engine}: a member says more");
        let (member_id, edition) = member(&db, "सीता नेताम");
        let leave = Leave {
            member_id,
            version: edition,
            on: today(),
            reason: LEAVING_REASONS[0].into(),
            loan: LOANS[0].into(),
        };
        does(&db, 51, &Change::Leave(leave)).expect("leaves");
        assert!(heads(&db, &all, "covered").is_empty(), "{engine}");
        assert!(
            heads(&db, &all, "unknown").contains(&"राम नेताम".to_owned()),
            "{engine}: the visit from before she left says nothing now"
        );
        goes(&db, 52, &sheet(vec![visit(ram, "not_willing")])).expect("enters");
        assert_eq!(heads(&db, &all, "not_willing"), ["राम नेताम"], "{engine}");
        books_agree(&db);
    }
}

#[test]
fn visits_settle_what_is_unknown_the_later_one_counts_and_a_wrong_one_is_corrected() {
    for (engine, db) in databases() {
        office(&db);
        let all = machine(643).scope;
        let first = tally(&db, &all, 0);
        assert_eq!((first.listed, first.covered, first.unknown), (6, 1, 5), "{engine}");
        let ids = ["Shyam Netam", "बुधराम सोरी", "घनश्याम यादव"].map(|head| id_of(&db, head));
        let ask = sheet(vec![
            visit(ids[0], "wants_to_join"),
            visit(ids[1], "not_willing"),
            visit(ids[2], "nobody_found"),
        ]);
        let visits = goes(&db, 60, &ask).expect("enters");
        assert_eq!(goes(&db, 60, &ask).expect("twice is once"), visits, "{engine}");
        let now = tally(&db, &all, 0);
        assert_eq!((now.unknown, now.left_out(), now.refused), (3, 2, 1), "{engine}");
        assert_eq!(heads(&db, &all, "left_out"), ["Shyam Netam", "बुधराम सोरी"], "{engine}");
        assert_eq!(now.band().map(|band| (band.low, band.high)), Some((200, 800)), "{engine}");
        let later = sheet(vec![visit(ids[1], "wants_to_join")]);
        goes(&db, 61, &later).expect("enters");
        assert_eq!(heads(&db, &all, "wants_to_join").len(), 2, "{engine}: the later one counts");
        let history = db.read(|r| store::visits_of(r, &all, ids[1])).expect("reads");
        assert_eq!(history.len(), 2, "{engine}: both are kept");
        let correct = CorrectVisit {
            id: history[0].id,
            version: history[0].version,
            is_void: true,
            on: Some(today()),
            visitor: String::new(),
            visit: visit(ids[1], "wants_to_join"),
        };
        let mend = |n: u128| correct_visit(&db, &machine(643), Uuid::from_u128(n), &correct, NOW);
        mend(62).expect("corrects");
        assert_eq!(heads(&db, &all, "not_willing"), ["बुधराम सोरी"], "{engine}: as before");
        assert!(matches!(mend(63), Err(Error::Conflict { .. })), "{engine}: stale");
        let wrong = Visits { on: today().succ_opt(), ..sheet(vec![visit(ids[0], "gone")]) };
        let told = codes(goes(&db, 64, &wrong));
        assert_eq!(told, ["visit_in_future", "visit_outcome_missing"], "{engine}");
        assert!(matches!(goes(&db, 65, &sheet(vec![visit(999, "dead")])), Err(Error::NotFound)));
    }
}

#[test]
fn who_is_in_a_group_already_stays_unknown_until_matched_and_the_band_only_narrows() {
    for (engine, db) in databases() {
        office(&db);
        let all = machine(643).scope;
        let band = || tally(&db, &all, 0).band().expect("a band");
        let was = band();
        assert_eq!((was.low, was.high), (167, 1000), "{engine}: one of six, five unknown");
        let shyam = id_of(&db, "Shyam Netam");
        let named = proposed(&db, "Arla")[0].clone();
        assert_eq!(named.target_id, shyam, "{engine}");
        let said = Visit { institution_id: named.institution_id, ..visit(shyam, IN_GROUP) };
        goes(&db, 66, &sheet(vec![said])).expect("enters");
        assert_eq!(band(), was, "{engine}: what is said covers nobody, and leaves nobody out");
        let seen = db.read(|r| store::one(r, &all, shyam, today())).expect("reads");
        let visits = db.read(|r| store::visits_of(r, &all, shyam)).expect("reads");
        assert_eq!(said_group(&seen, &visits), Some(named.institution_id), "{engine}");
        let mut last = was;
        for (n, head, outcome) in [
            (67, "बुधराम सोरी", "not_willing"),
            (68, "घनश्याम यादव", "wants_to_join"),
            (69, "दुकालू", "dead"),
        ] {
            goes(&db, n, &sheet(vec![visit(id_of(&db, head), outcome)])).expect("enters");
            let now = band();
            assert!(last.low <= now.low && now.high <= last.high, "{engine} {now:?} {last:?}");
            last = now;
        }
        let pairs = vec![(shyam, named.household_id)];
        accept_matches(&db, &machine(643), Uuid::from_u128(65), &Accept { pairs }, NOW)
            .expect("accepts");
        let now = band();
        assert!(last.low <= now.low && now.high <= last.high, "{engine} {now:?} {last:?}");
        assert_eq!((now.low, now.high), (500, 750), "{engine}: two of four, one unknown");
        let seen = db.read(|r| store::one(r, &all, shyam, today())).expect("reads");
        assert_eq!(said_group(&seen, &visits), None, "{engine}: she is matched");
    }
}

#[test]
fn a_match_across_scripts_is_proposed_and_a_person_accepts_refuses_or_ends_it() {
    for (engine, db) in databases() {
        office(&db);
        let all = machine(643).scope;
        let clear: Vec<Candidate> =
            proposed(&db, "Arla").into_iter().filter(|one| one.is_clear).collect();
        assert_eq!(clear.len(), 1, "{engine} {clear:?}");
        let (shyam, home) = (id_of(&db, "Shyam Netam"), clear[0].household_id);
        assert_eq!(clear[0].target_id, shyam, "{engine}");
        assert_eq!(heads(&db, &all, "covered").len(), 1, "{engine}: nobody decided yet");
        let accept = |n: u128, pairs: Vec<(i64, i64)>| {
            accept_matches(&db, &machine(643), Uuid::from_u128(n), &Accept { pairs }, NOW)
        };
        let budhram = id_of(&db, "बुधराम सोरी");
        let both = accept(70, vec![(shyam, home), (budhram, home)]);
        assert_eq!(codes(both), ["match_taken"], "{engine}: never two on one household");
        for _ in 0..2 {
            accept(71, vec![(shyam, home)]).expect("accepts");
        }
        assert_eq!(heads(&db, &all, "covered"), ["Shyam Netam", "राम नेताम"], "{engine}");
        assert_eq!(codes(accept(72, vec![(budhram, home)])), ["match_taken"], "{engine}");
        assert_eq!(codes(accept(73, vec![(shyam, home)])), ["match_covered"], "{engine}");
        let ask = End { target_id: shyam, household_id: 0 };
        let end = |n: u128| end_match(&db, &machine(643), Uuid::from_u128(n), ask, NOW);
        end(74).expect("ends");
        assert_eq!(codes(end(75)), ["match_missing"], "{engine}");
        assert_eq!(heads(&db, &all, "covered"), ["राम नेताम"], "{engine}");
        let two = Refuse { target_id: shyam, household_id: home };
        refuse_match(&db, &machine(643), Uuid::from_u128(76), two, NOW).expect("refuses");
        assert!(proposed(&db, "Arla").is_empty(), "{engine}: it is remembered");
    }
}

#[test]
fn a_household_that_gets_a_number_of_the_list_is_that_ones_and_nobody_elses() {
    for (engine, db) in databases() {
        office(&db);
        let all = machine(643).scope;
        let clear = proposed(&db, "Arla");
        let (budhram, home) = (id_of(&db, "बुधराम सोरी"), clear[0].household_id);
        let pairs = vec![(budhram, home)];
        accept_matches(&db, &machine(643), Uuid::from_u128(80), &Accept { pairs }, NOW)
            .expect("accepts, wrongly");
        assert!(heads(&db, &all, "covered").contains(&"बुधराम सोरी".to_owned()), "{engine}");
        // The household is then said to have the number that another one has on the list.
        db.transact(move |tx| {
            let sql = "update household set code = 'HH000099' where district_id = 643 and id = $1";
            tx.exec(sql, &samuh_engine::params![home])
        })
        .expect("says");
        let covered = heads(&db, &all, "covered");
        assert_eq!(covered, ["Shyam Netam", "राम नेताम"], "{engine}");
        let through = db.read(|r| store::covering(r, &all, (0, 0), today())).expect("reads");
        assert_eq!(through.len(), 2, "{engine}: one household covers one");
    }
}

#[test]
fn a_village_post_sees_and_enters_its_own_and_another_block_has_none_of_it() {
    for (engine, db) in databases() {
        office(&db);
        let (arla, keshkal) = (place(&db, "Arla"), place(&db, "Keshkal"));
        let cadre = desk(&db, 21, arla, Right::Enter);
        let other = desk(&db, 22, keshkal, Right::Enter);
        let looks = desk(&db, 23, arla, Right::See);
        assert_eq!(tally(&db, &cadre.scope, 0).listed, 4, "{engine}");
        assert_eq!(heads(&db, &other.scope, ""), ["भोला सोरी"], "{engine}");
        let ram = id_of(&db, "घनश्याम यादव");
        let ask = sheet(vec![visit(ram, "migrated")]);
        let tries = |desk: &Desk, n: u128| record_visits(&db, desk, Uuid::from_u128(n), &ask, NOW);
        assert!(matches!(tries(&other, 90), Err(Error::NotFound)), "{engine}");
        assert!(matches!(tries(&looks, 91), Err(Error::Denied(_))), "{engine}");
        tries(&cadre, 92).expect("enters");
        assert_eq!(tally(&db, &machine(643).scope, arla).refused, 1, "{engine}");
        let hidden = db.read(|r| store::one(r, &other.scope, ram, today()));
        assert!(matches!(hidden, Err(Error::NotFound)), "{engine}");
    }
}

#[test]
fn a_visit_that_needs_a_second_post_is_entered_alone_through_no_door() {
    for (engine, db) in databases() {
        office(&db);
        db.guard(gate);
        let makdi = desk(&db, 41, place(&db, "Makdi"), Right::Enter);
        let policy = Policy {
            act: "groups.record_visits".into(),
            role: String::new(),
            unit_id: place(&db, "Makdi"),
            from_on: "2026-11-01".parse().expect("a day"),
            to_on: always().1,
            wait_days: 2,
        };
        set_policy(&db, &machine(643), Uuid::from_u128(400), &policy, NOW).expect("sets");
        let target = store_of(&db, "बुधराम सोरी");
        let visit = Visit { target_id: target, outcome: "migrated".into(), ..Visit::default() };
        let ask = Visits {
            on: Some("2026-11-10".parse().expect("a day")),
            visitor: String::new(),
            visits: vec![visit],
        };
        let alone = record_visits(&db, &makdi, Uuid::from_u128(401), &ask, NOW);
        assert!(
            matches!(alone, Err(Error::Denied("approvals.second_post"))),
            "{engine}: {alone:?}"
        );
        let visits = || -> i64 {
            let sql = "select count(*) from target_visit";
            db.read(|r| r.first(sql, &[])?.expect("a count").at(0)).expect("counts")
        };
        assert_eq!(visits(), 0, "{engine}: nothing of it has happened");
        record_visits(&db, &machine(643), Uuid::from_u128(402), &ask, NOW).expect("at the machine");
        assert_eq!(visits(), 1, "{engine}");
    }
}

fn store_of(db: &Db, head: &str) -> i64 {
    let all = Ask::default();
    let scope = machine(643).scope;
    let today = samuh_engine::clock::day_of(NOW);
    let found = db.read(|r| store::list(r, &scope, &all, (today, 100, 0))).expect("reads");
    let one = found.iter().find(|seen| seen.target.texts.get(Field::Head) == head);
    one.expect("on the list").target.id
}

#[test]
fn numbers_of_the_covered_and_notes_of_visits_go_when_an_order_says_and_the_rest_stays() {
    for (engine, db) in databases() {
        office(&db);
        let day = |text: &str| text.parse::<chrono::NaiveDate>().expect("a day");
        let (boss, op) = (machine(643), Uuid::from_u128);
        let contacts = |n: u128, before: &str| {
            erase_target_contacts(&db, &boss, op(n), (day(before), 10), NOW).expect("erases")
        };
        assert_eq!(contacts(410, "2024-01-01"), 0, "{engine}: covered since May 2024");
        assert_eq!(contacts(411, "2026-01-01"), 1, "{engine}");
        assert_eq!(contacts(412, "2026-01-01"), 0, "{engine}: once");
        let scope = &boss.scope;
        let ram = db.read(|r| store::one(r, scope, store_of(&db, "राम नेताम"), day("2026-11-18")));
        let ram = ram.expect("stays");
        let texts = &ram.target.texts;
        assert_eq!((texts.get(Field::Mobile), texts.get(Field::Address)), ("", ""), "{engine}");
        assert_eq!(texts.get(Field::Women), "सीता नेताम", "{engine}: names stay");
        let target_id = store_of(&db, "बुधराम सोरी");
        let visit = Visit {
            target_id,
            outcome: "migrated".into(),
            remark: "रायपुर गए".into(),
            ..Visit::default()
        };
        let on = Some(day("2026-11-10"));
        let ask = Visits { on, visitor: "सखी".into(), visits: vec![visit] };
        record_visits(&db, &boss, op(413), &ask, NOW).expect("enters");
        let notes = |n: u128, before: &str| {
            erase_visit_notes(&db, &boss, op(n), (day(before), 10), NOW).expect("erases")
        };
        assert_eq!((notes(414, "2026-11-10"), notes(415, "2026-11-11")), (0, 1), "{engine}");
        assert_eq!(notes(416, "2026-11-11"), 0, "{engine}: once");
        let left = db.read(|r| store::visits_of(r, scope, target_id)).expect("reads");
        assert_eq!((left[0].outcome.as_str(), left[0].remark.as_deref()), ("migrated", None));
        let weak = desk(&db, 42, place(&db, "Makdi"), Right::Administer);
        let denied = erase_visit_notes(&db, &weak, op(417), (day("2026-11-11"), 10), NOW);
        assert!(matches!(denied, Err(Error::Denied(_))), "{engine}: it is no affair of groups");
    }
}
