//! LokOS beside the register: a report becomes a snapshot, differences are found, matched, decided and
//! taken; month after month.

use samuh_engine::{Db, Desk, Error, Op, Result, batch::Batch, params, testing::databases};
use samuh_figures::catalogue::{LOKOS_APPROVED, LOKOS_ENTERED};
use samuh_groups::{
    Change, Kind, change, institution_of,
    lokos::{
        acts::{choose, not_same, pair},
        gap::{Gap, Line, Narrow, View},
        intake::{LokosJudge, undo, work_of},
        model::{Choice, Choose, Choosing, Field, NotSame, TakeStates},
        rules::Memory,
    },
};
use samuh_imports::{Verdict, words};
use samuh_kernel::{calendar::Month, scope::Right};
use samuh_places::gazetteer;
use uuid::Uuid;

use crate::{
    kit::{NOW, coded, codes, desk, figure, office, place, version},
    support::{Read, books_agree, machine, read},
};

const HEAD: &str = "SHG Code,SHG Name,Block,Village,Formation Date,Members,Account No,Status,\
    Last Transaction,Created By\n";
/// Of the four groups in scope: one the same but entered only, one with other members and village, one
/// missing, and one of another code that is our fourth; and one that we do not have.
const NOVEMBER: &str = "\
120001,JAI MAA LAXMI,Makdi,Arla,15/05/2024,2,,Approved,,makdi.op1
120002,दीपक,Makdi,Anantpur,20/06/2026,7,XXXXX4321,Approved by BM,,makdi.op2
990001,NAI UMMEED SHG,Makdi,Anantpur,01/01/2025,10,,Pending with BM,,makdi.op1
";

fn november() -> Month {
    "2026-11".parse().expect("a month")
}

fn judge(db: &Db, desk: &Desk, month: Option<Month>, text: &str) -> Read {
    let today = "2026-11-18".parse().expect("a day");
    let scope = desk.scope.clone();
    let judge = db.read(|r| LokosJudge::new(r, &scope, month, today)).expect("loads");
    read(Box::new(judge), &words::lokos::SHAPE, &format!("{HEAD}{text}"))
}

/// Enters a report as the batch of that number.
fn enter(db: &Db, n: u128, read: &Read) -> Result<Vec<Vec<u8>>> {
    let chunks = read.work.chunks()?;
    let op = Op::over(Uuid::from_u128(n), "imports.apply", &n, NOW)?;
    db.act(&machine(643), &op, move |tx| {
        tx.changed("batch", 0, 0);
        work_of(&chunks)?.apply(tx, &batch(n))
    })
}

fn batch(n: u128) -> Batch {
    let no = i64::try_from(n).expect("small");
    Batch { district_id: 643, no, id: Uuid::from_u128(n), register: "lokos".into() }
}

fn take_back(db: &Db, n: u128, images: Vec<Vec<u8>>) -> Result<()> {
    let op = Op::over(Uuid::from_u128(n + 50_000), "imports.undo", &n, NOW)?;
    db.act(&machine(643), &op, move |tx| {
        tx.changed("batch", 0, 0);
        undo(tx, &batch(n), &images)
    })
}

fn november_entered(db: &Db) {
    office(db);
    let read = judge(db, &machine(643), Some(november()), NOVEMBER);
    assert_eq!(read.tally.new, 3, "{:?}", read.rows);
    enter(db, 700, &read).expect("enters");
}

fn gap(db: &Db, desk: &Desk, month: Month) -> Gap {
    let places = db.read(|r| gazetteer(r, &desk.scope)).expect("reads");
    db.read(|r| Gap::load(r, &desk.scope, &places, month)).expect("reads")
}

fn listed(gap: &Gap, view: View, narrow: &Narrow) -> Vec<String> {
    let lines = gap.list(view, narrow, true);
    assert_eq!(gap.counts(narrow).of(view), i64::try_from(lines.len()).expect("few"));
    lines.iter().map(|line| line.name(true).to_owned()).collect()
}

fn all(gap: &Gap, view: View) -> Vec<String> {
    listed(gap, view, &Narrow::default())
}

fn line(gap: &Gap, id: i64) -> &Line {
    let own = |line: &&Line| line.ours.as_ref().is_some_and(|ours| ours.id == id);
    gap.lines.iter().find(own).expect("a line")
}

fn sees(db: &Db, id: i64, field: Field, choice: Choice) -> Choosing {
    let places = db.read(|r| gazetteer(r, &machine(643).scope)).expect("reads");
    let scope = machine(643).scope;
    let pair = db.read(|r| pair(r, &scope, &places, (id, november()))).expect("reads");
    let now = pair.compared.iter().find(|one| one.field == field);
    let (ours, theirs) = now.map(|one| (one.ours.clone(), one.theirs.clone())).unwrap_or_default();
    Choosing { id, field, choice, ours, theirs }
}

fn says(db: &Db, n: u128, month: Month, choices: Vec<Choosing>) -> Result<usize> {
    choose(db, &machine(643), Uuid::from_u128(n), &Choose { month, choices }, NOW)
}

#[test]
fn a_report_becomes_a_snapshot_and_touches_no_group() {
    for (engine, db) in databases() {
        office(&db);
        let id = coded(&db, Kind::Shg, "120002");
        let before = version(&db, id);
        let district = ("district", place_of_district(&db));
        let approved = figure(&db, LOKOS_APPROVED, district, "2026-11");
        let read = judge(&db, &machine(643), Some(november()), NOVEMBER);
        enter(&db, 700, &read).expect("enters");
        assert_eq!(version(&db, id), before, "{engine}");
        assert_eq!(figure(&db, LOKOS_APPROVED, district, "2026-11"), approved, "{engine}");
        books_agree(&db);
        let gap = gap(&db, &machine(643), november());
        assert_eq!(all(&gap, View::Equal), ["जय माँ लक्ष्मी"], "{engine}");
        assert_eq!(all(&gap, View::Spelled), ["जय माँ लक्ष्मी"], "{engine}: in another script");
        assert_eq!(all(&gap, View::Differs), ["उजाला"], "{engine}");
        assert_eq!(all(&gap, View::There), ["Nai Ummeed SHG"], "{engine}");
        assert_eq!(all(&gap, View::Here).len(), 0, "{engine}: नई किरण is inactive");
        assert_eq!(all(&gap, View::Uncompared), ["जय माँ लक्ष्मी"], "{engine}: Keshkal has no report");
        let fields: Vec<Field> = line(&gap, id).differing().map(|one| one.field).collect();
        let wanted = [Field::Name, Field::Village, Field::Members, Field::Account, Field::State];
        assert_eq!(fields, wanted, "{engine}");
    }
}

fn place_of_district(db: &Db) -> i64 {
    let scope = machine(643).scope;
    let all = db.read(|r| gazetteer(r, &scope)).expect("reads");
    all.district().expect("a district").id
}

#[test]
fn the_same_report_again_changes_nothing_and_one_that_leaves_a_group_out_says_so() {
    for (engine, db) in databases() {
        november_entered(&db);
        let again = judge(&db, &machine(643), Some(november()), NOVEMBER);
        assert_eq!((again.tally.unchanged, again.work.does_more()), (3, false), "{engine}");
        let part: String = NOVEMBER.lines().take(2).map(|line| format!("{line}\n")).collect();
        let read = judge(&db, &machine(643), Some(november()), &part);
        assert_eq!((read.tally.unchanged, read.work.does_more()), (2, true), "{engine}");
        enter(&db, 701, &read).expect("enters");
        assert!(all(&gap(&db, &machine(643), november()), View::There).is_empty(), "{engine}");
    }
}

#[test]
fn a_report_is_taken_back_to_the_one_before_unless_a_later_one_came_or_values_were_taken() {
    for (engine, db) in databases() {
        november_entered(&db);
        let more =
            format!("{NOVEMBER}990002,UJALA 2,Makdi,Arla,01/02/2025,11,,Entered,,makdi.op1\n");
        let read = judge(&db, &machine(643), Some(november()), &more);
        assert_eq!((read.tally.new, read.tally.unchanged), (1, 3), "{engine}");
        let images = enter(&db, 701, &read).expect("enters");
        let late = take_back(&db, 700, Vec::new());
        assert!(late.is_ok(), "{engine}: a batch without images has nothing to take back");
        assert_eq!(all(&gap(&db, &machine(643), november()), View::There).len(), 2, "{engine}");
        take_back(&db, 701, images.clone()).expect("takes back");
        assert_eq!(all(&gap(&db, &machine(643), november()), View::There).len(), 1, "{engine}");
        let gone = take_back(&db, 702, images);
        assert_eq!(codes(gone), ["undo_lokos_replaced"], "{engine}");
    }
}

#[test]
fn values_taken_out_of_a_report_keep_it_from_being_taken_back() {
    for (engine, db) in databases() {
        office(&db);
        let read = judge(&db, &machine(643), Some(november()), NOVEMBER);
        let images = enter(&db, 700, &read).expect("enters");
        let id = coded(&db, Kind::Shg, "120002");
        let block_id = place(&db, "Makdi");
        let ask =
            TakeStates { block_id, month: november(), state: "approved".into(), ids: vec![id] };
        change(&db, &machine(643), Uuid::from_u128(810), &Change::LokosState(ask), NOW)
            .expect("takes");
        assert_eq!(codes(take_back(&db, 700, images)), ["undo_lokos_taken"], "{engine}");
    }
}

#[test]
fn a_month_that_nobody_said_is_the_running_one_and_another_block_is_refused() {
    for (engine, db) in databases() {
        office(&db);
        let block = desk(&db, 21, place(&db, "Makdi"), Right::Enter);
        let foreign = "120004,जय माँ लक्ष्मी,Keshkal,Batrali,01/04/2026,0,,Entered,,kesh.op\n";
        let unknown = "120005,मुस्कान,Makdi,नवागाँव,01/04/2026,0,,Not Entered,,op\n\
                       120006,मुस्कान,Makdi,नवागाँव,01/04/2026,0,,Entered,,op\n";
        let read = judge(&db, &block, None, &format!("{NOVEMBER}{foreign}{unknown}"));
        let verdict = |n: u32| {
            let (_, judged) = read.rows.iter().find(|(row, _)| *row == n).expect("a row");
            let why = judged.faults.iter().chain(&judged.warnings).map(|f| f.code.to_string());
            (judged.verdict, why.collect::<Vec<_>>())
        };
        assert_eq!(
            verdict(5),
            (Verdict::Refused, vec!["lokos_block_unknown".to_owned()]),
            "{engine}"
        );
        assert_eq!(
            verdict(6),
            (Verdict::Refused, vec!["lokos_not_entered".to_owned()]),
            "{engine}"
        );
        assert_eq!(verdict(7), (Verdict::New, vec!["lokos_place_unknown".to_owned()]), "{engine}");
        enter(&db, 700, &read).expect("enters");
        let seen = gap(&db, &block, november());
        assert_eq!(seen.snapshots.len(), 1, "{engine}");
        assert_eq!(seen.snapshots[0].month, november(), "{engine}: today is in November");
        let late = judge(&db, &block, Some(november().next()), NOVEMBER);
        assert!(late.rows.iter().all(|(_, judged)| judged.verdict == Verdict::Refused), "{engine}");
    }
}

#[test]
fn a_block_sees_its_own_only_and_a_federation_its_groups() {
    for (engine, db) in databases() {
        november_entered(&db);
        let keshkal = desk(&db, 21, place(&db, "Keshkal"), Right::Enter);
        let seen = gap(&db, &keshkal, november());
        assert!(seen.snapshots.is_empty() && all(&seen, View::Theirs).is_empty(), "{engine}");
        assert_eq!(all(&seen, View::Uncompared).len(), 1, "{engine}");
        let clf = coded(&db, Kind::Clf, "C1");
        let federation = desk(&db, 22, clf, Right::Enter);
        let seen = gap(&db, &federation, november());
        assert_eq!(all(&seen, View::Theirs).len(), 2, "{engine}: {:?}", all(&seen, View::Theirs));
        let own = coded(&db, Kind::Shg, "120002");
        let theirs = choose(
            &db,
            &keshkal,
            Uuid::from_u128(900),
            &Choose {
                month: november(),
                choices: vec![sees(&db, own, Field::Members, Choice::Ours)],
            },
            NOW,
        );
        assert!(matches!(theirs, Err(Error::NotFound)), "{engine}: {theirs:?}");
        let weak = desk(&db, 23, place(&db, "Makdi"), Right::See);
        let ask = Choose { month: november(), choices: Vec::new() };
        let denied = choose(&db, &weak, Uuid::from_u128(901), &ask, NOW);
        assert!(matches!(denied, Err(Error::Denied(_))), "{engine}: {denied:?}");
    }
}

#[test]
fn choices_are_remembered_until_a_side_changes_and_mended_closes_by_itself() {
    for (engine, db) in databases() {
        november_entered(&db);
        let id = coded(&db, Kind::Shg, "120002");
        let members = sees(&db, id, Field::Members, Choice::Ours);
        let account = sees(&db, id, Field::Account, Choice::Later);
        for _ in 0..2 {
            let both = vec![members.clone(), account.clone()];
            assert_eq!(
                says(&db, 900, november(), both).expect("keeps"),
                2,
                "{engine}: twice is once"
            );
        }
        let seen = gap(&db, &machine(643), november());
        assert_eq!(all(&seen, View::Mend), ["उजाला"], "{engine}");
        assert!(line(&seen, id).chosen(Field::Account).is_some(), "{engine}");
        let stale = Choosing { ours: "99".into(), ..members };
        let refused = says(&db, 901, november(), vec![stale]);
        let Err(Error::Conflict { saved, sent }) = refused else { panic!("{engine}: {refused:?}") };
        assert!(saved.contains("\"7\"") && sent.contains("99"), "{engine}: {saved} {sent}");
        let december = november().next();
        let today = "2026-12-20".parse().expect("a day");
        let scope = machine(643).scope;
        let read_on = |text: &str| {
            let judge = db.read(|r| LokosJudge::new(r, &scope, Some(december), today));
            let judge = Box::new(judge.expect("loads"));
            read(judge, &words::lokos::SHAPE, &format!("{HEAD}{text}"))
        };
        enter(&db, 710, &read_on(NOVEMBER)).expect("enters");
        let seen = gap(&db, &machine(643), december);
        let open = line(&seen, id).chosen(Field::Members).expect("still open");
        assert_eq!(open.chosen.month, november(), "{engine}: open since November");
        says(&db, 902, december, vec![sees(&db, id, Field::Members, Choice::Ours)]).expect("keeps");
        let seen = gap(&db, &machine(643), december);
        let open = line(&seen, id).chosen(Field::Members).expect("still open");
        assert_eq!(open.chosen.month, november(), "{engine}: saying it again makes it no younger");
        let mended = NOVEMBER.replace("20/06/2026,7,", "20/06/2026,1,");
        enter(&db, 711, &read_on(&mended)).expect("enters");
        let seen = gap(&db, &machine(643), december);
        assert_eq!(all(&seen, View::Mended), ["उजाला"], "{engine}");
        assert!(all(&seen, View::Mend).is_empty(), "{engine}");
        let kept = &line(&seen, id).kept;
        let closed = kept.iter().find(|one| one.field == Field::Members).expect("said");
        assert_eq!(closed.memory, Memory::Mended, "{engine}");
        let other = NOVEMBER.replace("20/06/2026,7,", "20/06/2026,9,");
        enter(&db, 712, &read_on(&other)).expect("enters");
        let seen = gap(&db, &machine(643), december);
        assert!(line(&seen, id).chosen(Field::Members).is_none(), "{engine}: asked again");
    }
}

#[test]
fn lokos_values_come_into_the_register_by_the_changes_of_groups() {
    for (engine, db) in databases() {
        november_entered(&db);
        let id = coded(&db, Kind::Shg, "120002");
        let (scope, edition) = (machine(643).scope, version(&db, id));
        let places = db.read(|r| gazetteer(r, &scope)).expect("reads");
        let seen = db.read(|r| pair(r, &scope, &places, (id, november()))).expect("reads");
        let fields = [Field::Name, Field::Village, Field::Members, Field::Account, Field::State];
        let changes = seen.takings(&fields, edition);
        let acts: Vec<&str> = changes.iter().map(Change::act).collect();
        assert_eq!(acts, ["groups.correct", "groups.move", "groups.lokos_state"], "{engine}");
        let district = ("district", place_of_district(&db));
        let approved = figure(&db, LOKOS_APPROVED, district, "2026-11");
        for (n, ask) in (910..).zip(&changes) {
            change(&db, &machine(643), Uuid::from_u128(n), ask, NOW).expect("takes");
        }
        let group = db.read(|r| institution_of(r, &scope, id)).expect("reads");
        assert_eq!(group.name(true), "दीपक", "{engine}");
        assert_eq!(group.place_id, place(&db, "Anantpur"), "{engine}");
        assert_eq!(figure(&db, LOKOS_APPROVED, district, "2026-11"), approved + 1, "{engine}");
        assert_eq!(figure(&db, LOKOS_APPROVED, district, "2026-10"), 0, "{engine}: not before");
        books_agree(&db);
        let after = gap(&db, &machine(643), november());
        let left: Vec<Field> = line(&after, id).differing().map(|one| one.field).collect();
        let wanted = [Field::Members, Field::Account];
        assert_eq!(
            left, wanted,
            "{engine}: members are counted, of accounts there are four digits"
        );
        let stale = change(&db, &machine(643), Uuid::from_u128(950), &changes[0], NOW);
        assert!(matches!(stale, Err(Error::Conflict { .. })), "{engine}: {stale:?}");
    }
}

#[test]
fn states_are_taken_for_many_only_as_their_own_rows_give_them() {
    for (engine, db) in databases() {
        november_entered(&db);
        let (one, two) = (coded(&db, Kind::Shg, "120001"), coded(&db, Kind::Shg, "120002"));
        let block_id = place(&db, "Makdi");
        let take = |n: u128, desk: &Desk, state: &str, ids: &[i64]| {
            let (month, state) = (november(), state.to_owned());
            let ask = TakeStates { block_id, month, state, ids: ids.to_vec() };
            change(&db, desk, Uuid::from_u128(n), &Change::LokosState(ask), NOW)
        };
        let invented = take(800, &machine(643), "transacting", &[two]);
        assert!(matches!(invented, Err(Error::Conflict { .. })), "{engine}: {invented:?}");
        let district = ("district", place_of_district(&db));
        let entered = figure(&db, LOKOS_ENTERED, district, "2026-11");
        let weak = desk(&db, 23, block_id, Right::See);
        assert!(matches!(take(801, &weak, "approved", &[two]), Err(Error::Denied(_))), "{engine}");
        let foreign = desk(&db, 24, place(&db, "Keshkal"), Right::Enter);
        let theirs = take(802, &foreign, "approved", &[two]);
        assert!(matches!(theirs, Err(Error::NotFound)), "{engine}: {theirs:?}");
        for _ in 0..2 {
            take(803, &machine(643), "approved", &[one, two]).expect("takes");
        }
        assert_eq!(figure(&db, LOKOS_ENTERED, district, "2026-11"), entered + 1, "{engine}");
        books_agree(&db);
        assert_eq!(
            codes(take(804, &machine(643), "approved", &[one, two])),
            ["lokos_state_stands"]
        );
        assert_eq!(codes(take(805, &machine(643), "approved", &[])), ["lokos_nothing_chosen"]);
        let later = "2026-11-30";
        db.transact(move |tx| {
            tx.exec(
                "update institution_fact set from_on = $1, value = 'entered'
                 where district_id = 643 and institution_id = $2 and fact = 'lokos'",
                &params![later.parse::<chrono::NaiveDate>().expect("a day"), two],
            )
        })
        .expect("dates it later");
        let newer = take(806, &machine(643), "approved", &[two]);
        assert_eq!(codes(newer), ["lokos_newer_here"], "{engine}");
    }
}

#[test]
fn a_row_without_its_group_is_asked_about_once_and_accepted_by_its_code() {
    for (engine, db) in databases() {
        office(&db);
        let own = coded(&db, Kind::Shg, "120004");
        let renumbered = "770001,Jai Maa Laxmi,Keshkal,Batrali,01/04/2026,0,,Entered,,kesh.op\n\
                          770002,JAI MA LAKSHMI,Keshkal,Batrali,02/04/2026,0,,Entered,,kesh.op\n";
        let read = judge(&db, &machine(643), Some(november()), renumbered);
        enter(&db, 700, &read).expect("enters");
        let seen = gap(&db, &machine(643), november());
        let likely: Vec<&Vec<i64>> =
            seen.list(View::Likely, &Narrow::default(), true).iter().map(|l| &l.likely).collect();
        assert_eq!(likely, [&vec![own], &vec![own]], "{engine}");
        let apart = NotSame { code: "770002".into(), id: own };
        for _ in 0..2 {
            let said =
                not_same(&db, &machine(643), Uuid::from_u128(920), (&apart, november()), NOW);
            assert!(said.expect("parts"), "{engine}: twice is once");
        }
        let seen = gap(&db, &machine(643), november());
        assert_eq!(all(&seen, View::Likely), ["Jai Maa Laxmi"], "{engine}: not asked again");
        let scope = machine(643).scope;
        let places = db.read(|r| gazetteer(r, &scope)).expect("reads");
        let beside = db.read(|r| pair(r, &scope, &places, (own, november()))).expect("reads");
        assert!(beside.theirs.is_none(), "{engine}");
        let ask = beside.adopt("770001", beside.ours.version);
        change(&db, &machine(643), Uuid::from_u128(921), &ask, NOW).expect("adopts");
        let seen = gap(&db, &machine(643), november());
        assert_eq!(all(&seen, View::Equal), ["जय माँ लक्ष्मी"], "{engine}");
        assert!(all(&seen, View::Likely).is_empty(), "{engine}: it has its row");
        assert_eq!(all(&seen, View::There), ["Jai Ma Lakshmi"], "{engine}");
    }
}

#[test]
fn a_group_put_on_the_list_for_entry_closes_by_itself_when_it_is_entered() {
    for (engine, db) in databases() {
        office(&db);
        let rest = "990001,NAI UMMEED,Makdi,Anantpur,01/01/2025,10,,Pending with BM,,makdi.op1\n";
        enter(&db, 700, &judge(&db, &machine(643), Some(november()), rest)).expect("enters");
        let id = coded(&db, Kind::Shg, "120002");
        let seen = gap(&db, &machine(643), november());
        assert_eq!(all(&seen, View::Here), ["उजाला", "जय माँ लक्ष्मी"], "{engine}");
        says(&db, 900, november(), vec![sees(&db, id, Field::Entry, Choice::Ours)]).expect("keeps");
        let seen = gap(&db, &machine(643), november());
        assert_eq!(all(&seen, View::Mend), ["उजाला"], "{engine}");
        let take = says(&db, 901, november(), vec![sees(&db, id, Field::Entry, Choice::Take)]);
        assert_eq!(codes(take), ["lokos_cannot_take"], "{engine}");
        let entered = format!("{rest}{}", NOVEMBER.lines().nth(1).expect("a row"));
        let read = judge(&db, &machine(643), Some(november()), &format!("{entered}\n"));
        enter(&db, 701, &read).expect("enters");
        let seen = gap(&db, &machine(643), november());
        assert_eq!(all(&seen, View::Mended), ["उजाला"], "{engine}");
        assert!(all(&seen, View::Mend).is_empty(), "{engine}");
    }
}
