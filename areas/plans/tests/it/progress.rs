//! Monthly sheets of reported figures: counted once, unchanged again, changed by reversal, taken
//! back; and every way in which a row can be wrong.

use samuh_engine::{Db, params};
use samuh_groups::{InstitutionsJudge, institutions_work, undo_institutions};
use samuh_imports::Verdict;
use samuh_kernel::scope::Scope;
use samuh_plans::{ProgressJudge, UnitLevel, progress_work, reported_behind, undo_progress};

use crate::kit::{
    DISTRICT, Read, apply_as, books_agree, codes, csv, districts, makdi_scope, read, take_back,
    today, unit, values, whole,
};

const OCTOBER: &str = "\
# अक्टूबर 2026
मासिक प्रगति प्रतिवेदन
विकासखण्ड,विकासखण्ड कोड (LGD),माह,आरएफ (चक्रीय निधि) वितरण,RF Amount (लाख में),समूह गठन
माकड़ी,3599,अक्टूबर 2026,=12,1.80,=3
केशकाल,3591,अक्टूबर 2026,=7,=1.05,
योग,,,=19,=2.85,=3
";

fn progress(db: &Db, scope: &Scope, text: &str) -> Read {
    let judge = db.read(|r| ProgressJudge::new(r, scope, today())).expect("loads");
    read(Box::new(judge), csv(text))
}

fn apply(db: &Db, read: &Read) -> (samuh_engine::batch::Batch, Vec<Vec<u8>>) {
    apply_as(db, DISTRICT, progress_work, read).expect("applies")
}

#[test]
fn a_monthly_sheet_counts_once_changes_by_reversal_and_can_be_taken_back() {
    for (engine, db) in districts() {
        let (makdi, keshkal, district) = (unit(&db, "3599"), unit(&db, "3591"), unit(&db, "643"));
        let first = progress(&db, &whole(), OCTOBER);
        assert_eq!((first.tally.new, first.tally.skipped), (2, 1), "{engine}: {:?}", first.rows);
        assert_eq!(first.warnings(), ["counted_not_typed"], "groups formed are counted");
        let first = apply(&db, &first);
        let amounts = |month: &str| values(&db, &whole(), "rf_amount", "block", month);
        assert_eq!(amounts("2026-10"), [(makdi, 18_000_000), (keshkal, 10_500_000)], "{engine}");
        let groups = values(&db, &whole(), "rf_groups", "district", "2026-10");
        assert_eq!(groups, [(district, 19)]);
        assert_eq!(values(&db, &makdi_scope(&db), "rf_groups", "block", "2026-10"), [(makdi, 12)]);
        books_agree(&db);

        let again = progress(&db, &whole(), OCTOBER);
        assert_eq!((again.tally.unchanged, again.tally.new), (2, 0), "{engine}");

        let text = OCTOBER.replace("=12,1.80", "=14,1.80");
        let second = progress(&db, &whole(), &text);
        assert_eq!((second.tally.changed, second.tally.unchanged), (1, 1));
        let change = &second.rows[0].1.changes;
        assert_eq!((change.len(), &*change[0].field), (1, "rf_groups 2026-10"));
        assert_eq!((&*change[0].was, &*change[0].becomes), ("12", "14"));
        let second = apply(&db, &second);
        assert_eq!(values(&db, &whole(), "rf_groups", "district", "2026-10"), [(district, 21)]);
        books_agree(&db);

        assert_eq!(codes(take_back(&db, undo_progress, &first)), ["undo_figure_changed"]);
        assert_eq!(values(&db, &whole(), "rf_groups", "district", "2026-10"), [(district, 21)]);
        take_back(&db, undo_progress, &second).expect("nothing later");
        assert_eq!(values(&db, &whole(), "rf_groups", "district", "2026-10"), [(district, 19)]);
        take_back(&db, undo_progress, &first).expect("nothing later now");
        assert!(amounts("2026-10").is_empty(), "{engine}");
        books_agree(&db);
        let left: i64 = db
            .read(|r| r.first("select count(*) from reporting_level", &[])?.expect("one").at(0))
            .expect("reads");
        assert_eq!(left, 0, "the year's level is free again");
    }
}

#[test]
fn rows_that_cannot_be_taken_say_why() {
    let text = "\
प्रगति 2026-27
कोड,नाम,माह,संकेतक,उपलब्धि
3599,,अक्टूबर 2026,rf_groups,=12
3591,,अक्टूबर 2026,rf_groups,=-2
3591,,दिसंबर 2026,rf_groups,=2
3591,,अक्टूबर 2026,rf_groups,2.5
3591,,अक्टूबर 2026,shg_formed,=2
3591,,अक्टूबर 2026,कुछ और,=2
129001,,अक्टूबर 2026,rf_groups,=2
3599,,अक्टूबर 2026,आरएफ समूह,=13
,अनजान,अक्टूबर 2026,rf_groups,=2
3591,,,rf_groups,=2
3591,,अक्टूबर 2026,rf_groups,
129002,,अक्टूबर 2026,cif_groups,=4
";
    let wanted = [
        (3, Verdict::New, ""),
        (4, Verdict::Refused, "negative_value"),
        (5, Verdict::Refused, "month_in_future"),
        (6, Verdict::Refused, "not_whole"),
        (7, Verdict::Refused, "counted_not_typed"),
        (8, Verdict::Refused, "indicator_unknown"),
        (9, Verdict::Refused, "other_level"),
        (10, Verdict::Doubtful, "value_twice"),
        (11, Verdict::Doubtful, "unit_not_found"),
        (12, Verdict::Refused, "month_unknown"),
        (13, Verdict::Unchanged, ""),
        (14, Verdict::New, ""),
    ];
    for (engine, db) in districts() {
        let found = progress(&db, &whole(), text);
        for (row, verdict, code) in wanted {
            assert_eq!(found.row(row), (verdict, code), "{engine}, row {row}");
        }
        assert_eq!(found.warnings(), ["value_missing"]);
        let twice = &found.rows[7].1.faults[0];
        assert_eq!((twice.column, &*twice.value), (None, "13"));
        assert!(twice.args.contains(&("row".into(), "3".into())), "{twice:?}");
    }
}

#[test]
fn groups_and_federations_report_under_their_federation() {
    let text = "\
चक्रीय निधि समूह वर्ष 2026-27
समूह कोड,अप्रैल,मई,मार्च
120001,=1,=2,
120002,,=1,
";
    for (engine, db) in districts() {
        let (clf, vo, group) = (unit(&db, "C1"), unit(&db, "V1"), unit(&db, "120001"));
        let found = progress(&db, &whole(), text);
        assert_eq!(found.tally.new, 2, "{engine}: {:?}", found.rows);
        let batch = apply(&db, &found);
        assert_eq!(values(&db, &whole(), "rf_groups", "clf", "2026-05"), [(clf, 2)]);
        assert_eq!(values(&db, &whole(), "rf_groups", "vo", "2026-04"), [(vo, 1)]);
        let behind = |unit, level| {
            let months = ("2026-04".parse().unwrap(), "2027-03".parse().unwrap());
            let seen = db.read(|r| reported_behind(r, &whole(), (unit, level), 43, months));
            seen.expect("reads")
        };
        let sheets = behind(clf, UnitLevel::Clf);
        assert_eq!(sheets.iter().map(|one| one.value).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(sheets[0].institution_id, group);
        assert_eq!(sheets[0].name_hi.as_deref(), Some("जय माँ लक्ष्मी"));
        assert_eq!((sheets[0].at, sheets[0].batch_no), (crate::kit::NOW, Some(batch.0.no)));
        let all: i64 = behind(unit(&db, "643"), UnitLevel::District).iter().map(|s| s.value).sum();
        assert_eq!(all, 4, "{engine}: the parts make the whole");
        books_agree(&db);
    }
}

#[test]
fn figures_follow_a_group_whose_federation_was_entered_wrongly() {
    let corrected = "समूह कोड,समूह का नाम,विकासखण्ड,ग्राम,VO Name\n\
                     120002,उजाला,Makdi,Arla,प्रगति ग्राम संगठन\n";
    for (engine, db) in districts() {
        let text = "समूह कोड,माह,संकेतक,उपलब्धि\n120002,मई 2026,rf_groups,=2\n";
        apply(&db, &progress(&db, &whole(), text));
        let (clf, arla, anantpur) = (unit(&db, "C1"), unit(&db, "448904"), unit(&db, "448905"));
        let stands = |level: &str| values(&db, &whole(), "rf_groups", level, "2026-05");
        assert_eq!((stands("village"), stands("clf")), (vec![(anantpur, 2)], vec![]), "{engine}");
        let judge = db.read(|r| InstitutionsJudge::new(r, &whole(), true, today())).expect("loads");
        let found = read(Box::new(judge), csv(corrected));
        assert_eq!(found.tally.changed, 1, "{engine}: {:?}", found.rows);
        let batch = apply_as(&db, DISTRICT, institutions_work, &found).expect("applies");
        assert_eq!((stands("village"), stands("clf")), (vec![(arla, 2)], vec![(clf, 2)]));
        books_agree(&db);
        let again = progress(&db, &whole(), text);
        assert_eq!(again.tally.unchanged, 1, "{engine}: {:?}", again.rows);
        take_back(&db, undo_institutions, &batch).expect("nothing later");
        assert_eq!((stands("village"), stands("clf")), (vec![(anantpur, 2)], vec![]), "{engine}");
        books_agree(&db);
    }
}

#[test]
fn a_block_reports_on_itself_only() {
    for (engine, db) in districts() {
        let found = progress(&db, &makdi_scope(&db), OCTOBER);
        assert_eq!(found.row(3).0, Verdict::New, "{engine}");
        assert_eq!(found.row(4).0, Verdict::Doubtful, "a neighbour is not known to it");
        assert_eq!(found.row(4).1, "unit_not_found");
    }
}

#[test]
fn a_batch_judged_before_another_was_applied_is_refused_whole() {
    for (engine, db) in districts() {
        let (one, other) = (progress(&db, &whole(), OCTOBER), progress(&db, &whole(), OCTOBER));
        apply(&db, &one);
        let late = apply_as(&db, DISTRICT, progress_work, &other);
        assert_eq!(codes(late.map(drop)), ["figure_moved"], "{engine}");
        let rows: i64 = db
            .read(|r| {
                let sql = "select count(*) from reported where district_id = $1";
                r.first(sql, &params![DISTRICT])?.expect("one").at(0)
            })
            .expect("reads");
        assert_eq!(rows, 4, "{engine}");
    }
}
