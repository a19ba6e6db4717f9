//! Maker and checker: proposed at one post, decided at another, by another person; the figures with
//! and without what waits; the record that moved meanwhile; the policy that asks for it.

use samuh_engine::{Db, Desk, Error, Reader, Result, testing::databases};
use samuh_figures::{
    catalogue::{SHG_ACTIVE, SHG_FORMED},
    journal::Class,
};
use samuh_groups::{
    Change, Correct, Deactivate, Kind, NewGroup, Policy, Profile, ProposalAsk, State, Submission,
    Tried, change, end_policy, institution_of, proposals, set_policy, steps_of, submit, waiting,
};
use samuh_kernel::scope::{Area, Right, Rights, Scope};
use samuh_places::always;
use uuid::Uuid;

use crate::{
    kit::{NOW, coded, codes, counted, desk, does, figure, office, place, version},
    support::{books_agree, machine},
};

const DAY: i64 = 86_400_000_000;

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().expect("a day")
}

fn op(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

type Proposal = samuh_groups::Proposal<Change>;
type Waiting = samuh_groups::Waiting<Change>;

fn approve(db: &Db, desk: &Desk, no: i64, now: i64) -> Result<i64> {
    let seen = db.read(|reader| proposal(reader, &desk.scope, no))?.version;
    samuh_groups::approve::<Change>(db, desk, (no, seen), now)
}

fn send_back(db: &Db, desk: &Desk, op: Uuid, why: (i64, &str), now: i64) -> Result<()> {
    samuh_groups::send_back::<Change>(db, desk, op, why, now)
}

fn withdraw(db: &Db, desk: &Desk, op: Uuid, no: i64, now: i64) -> Result<()> {
    samuh_groups::withdraw::<Change>(db, desk, op, no, now)
}

fn try_again(db: &Db, desk: &Desk, no: i64, now: i64) -> Result<Tried> {
    samuh_groups::try_again::<Change>(db, desk, no, now)
}

fn proposal(reader: &mut Reader, scope: &Scope, no: i64) -> Result<Proposal> {
    samuh_groups::proposal(reader, scope, no)
}

fn deactivation(db: &Db, id: i64) -> Change {
    let version = version(db, id);
    let (reason, loan) = ("dispute".to_owned(), "none".to_owned());
    Change::Deactivate(Deactivate { id, version, on: day("2026-10-05"), reason, loan })
}

fn sent(ask: Change) -> Submission<Change> {
    Submission { id: 0, ask, form: vec![("reason".into(), "dispute".into())], draft: false }
}

/// A cadre of Makdi, its block office, the neighbour's, and the district's.
fn desks(db: &Db) -> (Desk, Desk, Desk, Desk) {
    let makdi = place(db, "Makdi");
    let district = Rights::none().with(Area::Groups, Right::Approve);
    (
        desk(db, 31, makdi, Right::Enter),
        desk(db, 32, makdi, Right::Approve),
        desk(db, 33, place(db, "Keshkal"), Right::Approve),
        Desk::new(34, 34, Scope::district(643, district)),
    )
}

#[test]
fn what_one_post_proposes_another_approves_and_the_figure_moves_then() {
    for (engine, db) in databases() {
        office(&db);
        let (maker, checker, neighbour, _) = desks(&db);
        let id = coded(&db, Kind::Shg, "120001");
        let ask = deactivation(&db, id);
        let alone = change(&db, &maker, op(200), &ask, NOW);
        assert!(matches!(alone, Err(Error::Denied(_))), "{engine}: she may not do it alone");
        let no = submit(&db, &maker, op(201), &sent(ask.clone()), NOW).expect("proposes");
        let again = submit(&db, &maker, op(201), &sent(ask), NOW).expect("answers the same");
        assert_eq!(no, again, "{engine}");
        let arla = ("village", place(&db, "Arla"));
        let pending = || counted(&db, SHG_ACTIVE, arla, "2026-10", Class::Pending);
        assert_eq!(figure(&db, SHG_ACTIVE, arla, "2026-10"), 2, "{engine}: nothing counts yet");
        assert_eq!(pending(), -1, "{engine}: but what waits is known");
        books_agree(&db);
        let foreign = db.read(|r| proposal(r, &neighbour.scope, no));
        assert!(matches!(foreign, Err(Error::NotFound)), "{engine}: the neighbour sees none of it");
        let foreign = approve(&db, &neighbour, no, NOW);
        assert!(matches!(foreign, Err(Error::NotFound)), "{engine}");
        let tried = try_again(&db, &checker, no, NOW).expect("tries");
        let fields: Vec<&str> =
            tried.changes.iter().flat_map(|c| &c.fields).map(|f| f.name.as_ref()).collect();
        assert!(fields.contains(&"status") && fields.contains(&"reason"), "{engine} {fields:?}");
        assert!(tried.effects.iter().any(|e| e.indicator == SHG_ACTIVE && e.delta == -1));
        assert_eq!(figure(&db, SHG_ACTIVE, arla, "2026-10"), 2, "{engine}: a trial leaves nothing");
        approve(&db, &checker, no, NOW).expect("approves");
        approve(&db, &checker, no, NOW).expect("twice is once");
        assert_eq!((figure(&db, SHG_ACTIVE, arla, "2026-10"), pending()), (1, 0), "{engine}");
        let steps = db.read(|r| steps_of(r, &checker.scope, no)).expect("reads");
        let told: Vec<(&str, i64)> =
            steps.iter().map(|step| (step.step.as_str(), step.post_id)).collect();
        assert!(told.contains(&("approved", 32)) && told.contains(&("submitted", 31)), "{engine}");
        let author = db.read(|r| {
            let sql = "select post_id, officer_id from op where district_id = 643
                       and act = 'groups.deactivate'";
            let row = r.first(sql, &[])?.expect("an op");
            Ok((row.at::<i64>(0)?, row.at::<i64>(1)?))
        });
        assert_eq!(author.expect("reads"), (31, 31), "{engine}: the maker is its author");
        books_agree(&db);
    }
}

#[test]
fn nobody_approves_her_own_work_from_this_post_or_another() {
    for (engine, db) in databases() {
        office(&db);
        let (_, maker, _, district) = desks(&db);
        let id = coded(&db, Kind::Shg, "120001");
        let no = submit(&db, &maker, op(210), &sent(deactivation(&db, id)), NOW).expect("proposes");
        let own = approve(&db, &maker, no, NOW);
        assert!(matches!(own, Err(Error::Denied("approvals.own_work"))), "{engine}: {own:?}");
        let other_post = Desk::new(34, maker.officer_id, district.scope.clone());
        let own = approve(&db, &other_post, no, NOW);
        assert!(matches!(own, Err(Error::Denied("approvals.own_work"))), "{engine}: {own:?}");
        // Her successor at the same post did not make it, but the post did.
        let successor = Desk::new(maker.post_id, 99, maker.scope.clone());
        assert!(matches!(approve(&db, &successor, no, NOW), Err(Error::Denied(_))), "{engine}");
        withdraw(&db, &successor, op(211), no, NOW).expect("but it lies on that desk");
        let found = db.read(|r| proposal(r, &district.scope, no)).expect("reads");
        assert_eq!(found.state, State::Withdrawn, "{engine}");
        assert_eq!(codes(approve(&db, &district, no, NOW)), ["proposal_not_waiting"], "{engine}");
        books_agree(&db);
    }
}

#[test]
fn what_is_sent_back_with_a_reason_is_written_anew_and_sent_again() {
    for (engine, db) in databases() {
        office(&db);
        let (maker, checker, _, _) = desks(&db);
        let id = coded(&db, Kind::Shg, "120001");
        let no = submit(&db, &maker, op(220), &sent(deactivation(&db, id)), NOW).expect("proposes");
        let bare = send_back(&db, &checker, op(221), (no, " "), NOW);
        assert_eq!(codes(bare), ["send_back_reason_missing"], "{engine}");
        send_back(&db, &checker, op(222), (no, "दिनांक जाँचें"), NOW).expect("sends back");
        send_back(&db, &checker, op(222), (no, "दिनांक जाँचें"), NOW).expect("twice is once");
        let arla = ("village", place(&db, "Arla"));
        assert_eq!(counted(&db, SHG_ACTIVE, arla, "2026-10", Class::Pending), 0, "{engine}");
        let found = db.read(|r| proposal(r, &maker.scope, no)).expect("reads");
        assert_eq!(found.form[0].1, "dispute", "{engine}: the form is kept as it was filled in");
        let Change::Deactivate(mut ask) = found.ask else { panic!("{engine}") };
        ask.on = day("2026-11-02");
        let anew = Submission { id: no, ..sent(Change::Deactivate(ask)) };
        let stranger = submit(&db, &checker, op(223), &anew, NOW);
        assert!(matches!(stranger, Err(Error::Denied(_))), "{engine}: {stranger:?}");
        assert_eq!(submit(&db, &maker, op(224), &anew, NOW).expect("sends again"), no, "{engine}");
        assert_eq!(counted(&db, SHG_ACTIVE, arla, "2026-11", Class::Pending), -1, "{engine}");
        approve(&db, &checker, no, NOW).expect("approves");
        assert_eq!(figure(&db, SHG_ACTIVE, arla, "2026-10"), 2, "{engine}: October stands");
        assert_eq!(figure(&db, SHG_ACTIVE, arla, "2026-11"), 1, "{engine}");
        books_agree(&db);
    }
}

#[test]
fn a_record_that_moved_meanwhile_is_a_conflict_and_nothing_is_overwritten() {
    for (engine, db) in databases() {
        office(&db);
        let (maker, checker, _, _) = desks(&db);
        let id = coded(&db, Kind::Shg, "120001");
        let no = submit(&db, &maker, op(230), &sent(deactivation(&db, id)), NOW).expect("proposes");
        let stands = db.read(|r| institution_of(r, &checker.scope, id)).expect("reads");
        let profile = Profile { bank_name: Some("एसबीआई".into()), ..stands.profile };
        let ask = Correct { id, version: stands.version, profile, codes: Vec::new() };
        does(&db, 231, &Change::Correct(ask)).expect("corrects");
        let moved = approve(&db, &checker, no, NOW);
        let Err(Error::Conflict { saved, .. }) = moved else { panic!("{engine}: {moved:?}") };
        assert!(saved.contains("एसबीआई"), "{engine}: what stands now is shown: {saved}");
        let tried = try_again(&db, &checker, no, NOW);
        assert!(matches!(tried, Err(Error::Conflict { .. })), "{engine}");
        let found = db.read(|r| proposal(r, &checker.scope, no)).expect("reads");
        assert_eq!(found.state, State::Submitted, "{engine}: it still waits");
        books_agree(&db);
    }
}

#[test]
fn a_policy_asks_for_a_second_post_by_act_role_and_place_from_its_day() {
    for (engine, db) in databases() {
        office(&db);
        let (_, block, neighbour, district) = desks(&db);
        let policy = Policy {
            act: "groups.correct".into(),
            role: String::new(),
            unit_id: place(&db, "Makdi"),
            from_on: day("2026-11-01"),
            to_on: always().1,
            wait_days: 2,
        };
        let denied = set_policy(&db, &district, op(240), &policy, NOW);
        assert!(matches!(denied, Err(Error::Denied(_))), "{engine}");
        let odd = Policy { act: "groups.guess".into(), wait_days: -1, ..policy.clone() };
        let odd = set_policy(&db, &machine(643), op(241), &odd, NOW);
        assert_eq!(codes(odd), ["policy_act_unknown", "policy_wait_odd"], "{engine}");
        set_policy(&db, &machine(643), op(242), &policy, NOW).expect("sets");
        let correct = |code: &str| {
            let id = coded(&db, Kind::Shg, code);
            let stands = db.read(|r| institution_of(r, &machine(643).scope, id)).expect("reads");
            let profile =
                Profile { category: Some("आदिवासी".into()), ..stands.profile };
            Change::Correct(Correct { id, version: stands.version, profile, codes: Vec::new() })
        };
        let alone = change(&db, &block, op(243), &correct("120001"), NOW);
        assert!(matches!(alone, Err(Error::Denied("approvals.second_post"))), "{engine}");
        change(&db, &neighbour, op(244), &correct("120004"), NOW).expect("not in its block");
        let no = submit(&db, &block, op(245), &sent(correct("120001")), NOW).expect("proposes");
        let late = NOW + 3 * DAY;
        let count = |desk: &Desk, now| {
            let by = (desk.post_id, desk.officer_id);
            let waits = db.read(|r| waiting(r, &desk.scope, by, now)).expect("counts");
            (waits.here, waits.late)
        };
        assert_eq!((count(&district, NOW), count(&district, late)), ((1, 0), (1, 1)), "{engine}");
        assert_eq!(count(&block, late), (0, 0), "{engine}: nobody decides on her own");
        let list = |ask| -> Vec<Waiting> {
            db.read(|r| proposals(r, &district.scope, ask)).expect("lists")
        };
        let others = list(ProposalAsk::Others { post_id: 34, officer_id: 34 });
        assert_eq!(others.len(), 1, "{engine}");
        assert_eq!(list(ProposalAsk::Mine { post_id: 32 }).len(), 1, "{engine}");
        approve(&db, &district, no, NOW).expect("approves");
        let end = Policy { to_on: day("2026-11-18"), ..policy };
        end_policy(&db, &machine(643), op(246), &end, NOW).expect("ends");
        change(&db, &block, op(247), &correct("120002"), NOW).expect("alone again");
        let again = end_policy(&db, &machine(643), op(248), &end, NOW);
        assert_eq!(codes(again), ["policy_not_in_force"], "{engine}");
        books_agree(&db);
    }
}

#[test]
fn a_new_group_waits_as_pending_and_a_draft_waits_for_nobody() {
    for (engine, db) in databases() {
        office(&db);
        let (maker, checker, _, _) = desks(&db);
        let policy = Policy {
            act: "groups.form".into(),
            role: String::new(),
            unit_id: 0,
            from_on: day("2026-11-01"),
            to_on: always().1,
            wait_days: 2,
        };
        set_policy(&db, &machine(643), op(250), &policy, NOW).expect("sets");
        let profile = Profile {
            name_hi: Some("नव ज्योति".into()),
            formed_on: Some(day("2026-11-10")),
            ..Profile::default()
        };
        let place_id = place(&db, "Arla");
        let new = NewGroup { code: Some("130001".into()), profile, place_id, parent_id: 0 };
        let direct = samuh_groups::form_group(&db, &maker, op(251), &new, NOW);
        assert!(matches!(direct, Err(Error::Denied(_))), "{engine}: through no door");
        let ask = Change::Form(new);
        let draft = Submission { draft: true, ..sent(ask.clone()) };
        let no = submit(&db, &maker, op(252), &draft, NOW).expect("keeps");
        let arla = ("village", place_id);
        let pending = || counted(&db, SHG_FORMED, arla, "2026-11", Class::Pending);
        assert_eq!(pending(), 0, "{engine}: a draft is nobody's figure");
        assert_eq!(codes(approve(&db, &checker, no, NOW)), ["proposal_not_waiting"], "{engine}");
        submit(&db, &maker, op(253), &Submission { id: no, ..sent(ask) }, NOW).expect("sends");
        assert_eq!(pending(), 1, "{engine}");
        books_agree(&db);
        let id = approve(&db, &checker, no, NOW).expect("approves");
        assert_eq!(coded(&db, Kind::Shg, "130001"), id, "{engine}");
        assert_eq!((pending(), figure(&db, SHG_FORMED, arla, "2026-11")), (0, 3), "{engine}");
        books_agree(&db);
    }
}
