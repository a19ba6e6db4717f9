//! Reported figures that a second person verifies, and takes back with a reason.

use samuh_engine::{Db, Desk, Error};
use samuh_figures::{
    catalogue::by_code,
    journal::{Ask, Class, unit_values},
};
use samuh_kernel::{
    calendar::Month,
    scope::{Area, Right, Rights, Scope},
};
use samuh_plans::{
    Attested, Checked, ProgressJudge, Unverify, Verify, progress_work, sheet_of, undo_progress,
    unverify, verify,
};
use uuid::Uuid;

use crate::kit::{
    DISTRICT, NOW, apply_as, books_agree, codes, csv, districts, makdi_scope, read, take_back,
    today, unit, whole,
};

const SHEET: &str = "\
कोड,माह,RF Groups,CIF Groups
3599,मई 2026,=5,=6
3591,मई 2026,=1,=2
";

fn may() -> Month {
    "2026-05".parse().expect("a month")
}

fn second(scope: Scope) -> Desk {
    Desk::new(0, 9, scope)
}

fn entered(db: &Db) -> (samuh_engine::batch::Batch, Vec<Vec<u8>>) {
    let judge = db.read(|r| ProgressJudge::new(r, &whole(), today())).expect("loads");
    let found = read(Box::new(judge), csv(SHEET));
    apply_as(db, DISTRICT, progress_work, &found).expect("applies")
}

fn chosen(db: &Db, unit_id: i64) -> Vec<Checked> {
    let lines = db.read(|r| sheet_of(r, &whole(), unit_id, may())).expect("reads");
    lines.iter().map(|l| Checked { indicator: l.indicator, version: l.version }).collect()
}

fn ask(db: &Db, unit_id: i64) -> Verify {
    Verify { unit_id, month: may(), figures: chosen(db, unit_id) }
}

/// The figure of RF groups of a unit: reported, verified.
fn by_class(db: &Db, level: &str, unit_id: i64) -> (i64, i64) {
    let indicator = by_code("rf_groups").expect("an indicator").id;
    let ask =
        Ask { indicators: &[indicator], level, within: 0, from: may(), to: may(), as_on: None };
    let cells = db.read(|r| unit_values(r, &whole(), &ask)).expect("reads");
    let of = |class: Class| {
        let mine = cells.iter().filter(|cell| cell.unit_id == unit_id && cell.class == class);
        mine.map(|cell| cell.value).sum()
    };
    (of(Class::Reported), of(Class::Verified))
}

#[test]
fn a_second_person_verifies_a_sheet_and_the_figure_stays_the_same() {
    for (engine, db) in districts() {
        let batch = entered(&db);
        let (makdi, district) = (unit(&db, "3599"), unit(&db, "643"));
        let sheet = ask(&db, makdi);
        assert_eq!(sheet.figures.len(), 2, "{engine}");
        let op = Uuid::now_v7();
        let by = |sheet: &Verify| verify(&db, &second(whole()), op, sheet, NOW);
        assert_eq!(by(&sheet).expect("verifies"), Attested { count: 2, reason: None });
        assert_eq!(by(&sheet).expect("answers again").count, 2, "{engine}: sent twice");
        assert_eq!(by_class(&db, "block", makdi), (0, 5), "{engine}");
        assert_eq!(by_class(&db, "district", district), (1, 5), "{engine}: Keshkal waits");
        books_agree(&db);
        let stale = verify(&db, &second(whole()), Uuid::now_v7(), &sheet, NOW);
        assert!(matches!(stale, Err(Error::Conflict { .. })), "{engine}: {stale:?}");
        let again = verify(&db, &second(whole()), Uuid::now_v7(), &ask(&db, makdi), NOW);
        assert_eq!(codes(again), ["already_verified", "already_verified"], "{engine}");
        let undone = take_back(&db, undo_progress, &batch);
        assert!(codes(undone).contains(&"undo_figure_changed".to_owned()), "{engine}");

        let back = |reason: &str| Unverify {
            unit_id: makdi,
            month: may(),
            figures: chosen(&db, makdi),
            reason: reason.into(),
        };
        let take = |ask: &Unverify| unverify(&db, &second(whole()), Uuid::now_v7(), ask, NOW);
        assert_eq!(codes(take(&back(" "))), ["unverify_reason_missing"], "{engine}");
        let done = take(&back("पंजी से भिन्न")).expect("takes back");
        assert_eq!(done.reason.as_deref(), Some("पंजी से भिन्न"), "{engine}");
        assert_eq!(by_class(&db, "block", makdi), (5, 0), "{engine}");
        books_agree(&db);
    }
}

#[test]
fn nobody_verifies_what_is_their_own_or_not_theirs_to_see_or_approve() {
    for (engine, db) in districts() {
        entered(&db);
        let (makdi, keshkal) = (unit(&db, "3599"), unit(&db, "3591"));
        let by = |desk: &Desk, sheet: &Verify| verify(&db, desk, Uuid::now_v7(), sheet, NOW);
        // The machine's desk entered the sheet: officer 0.
        let own = Desk { officer_id: 0, ..second(whole()) };
        assert_eq!(codes(by(&own, &ask(&db, makdi))), ["verify_own", "verify_own"], "{engine}");
        let block = second(makdi_scope(&db));
        let other = by(&block, &ask(&db, keshkal));
        assert!(matches!(other, Err(Error::NotFound)), "{engine}: {other:?}");
        let clerk = Rights::all().with(Area::Figures, Right::Enter);
        let clerk = by(&second(Scope::district(DISTRICT, clerk)), &ask(&db, makdi));
        assert!(matches!(clerk, Err(Error::Denied(_))), "{engine}: {clerk:?}");
        let none = Verify { figures: Vec::new(), ..ask(&db, makdi) };
        assert_eq!(codes(by(&second(whole()), &none)), ["nothing_chosen"], "{engine}");
        assert_eq!(by_class(&db, "block", makdi), (5, 0), "{engine}: nothing moved");
    }
}

#[test]
fn a_verified_figure_is_not_changed_by_the_next_sheet() {
    for (engine, db) in districts() {
        entered(&db);
        let makdi = unit(&db, "3599");
        verify(&db, &second(whole()), Uuid::now_v7(), &ask(&db, makdi), NOW).expect("verifies");
        let judge = db.read(|r| ProgressJudge::new(r, &whole(), today())).expect("loads");
        let found = read(Box::new(judge), csv(&SHEET.replace("=5", "=7")));
        assert_eq!(found.row(2).1, "value_verified", "{engine}");
    }
}
