//! What may be asked and what is wrong with it. Pure: no clock, no database.

use chrono::NaiveDate;
use samuh_engine::{Desk, Error, Result};
use samuh_kernel::{
    fault::Faults,
    read::looks_like_aadhaar,
    scope::{Area, Right},
};
use samuh_places::always;

use super::model::{
    Amend, Change, Enrol, GROUP_REASONS, Grade, LEAVING_REASONS, LOANS, OFFICES, Split,
};
use crate::{
    change::store::grading::GradingSet,
    institution::{
        acts::faults_of,
        known::Institution,
        model::{Fact, Kind, Profile},
    },
    lokos,
    member::age::{Age, age_of},
};

/// The right to do it alone.
pub(super) fn may(desk: &Desk, change: &Change) -> Result<()> {
    let rule = match change.needs() {
        Right::Approve => "groups.approve",
        _ => "groups.enter",
    };
    if desk.scope.may(change.needs(), Area::Groups) { Ok(()) } else { Err(Error::Denied(rule)) }
}

/// What is wrong with a change by itself, whatever stands in the register.
pub(super) fn check(change: &Change, today: NaiveDate) -> Faults {
    let mut faults = Faults::default();
    let (on, reason, loan) = match change {
        Change::Form(new) => return faults_of(new, today),
        Change::Federate(ask) => return faults_of(&ask.new, today),
        Change::Correct(ask) => return names(&ask.profile, today),
        Change::LokosState(ask) => return lokos::acts::check(ask),
        Change::Deactivate(ask) => (ask.on, Some((&ask.reason, GROUP_REASONS)), Some(&ask.loan)),
        Change::Leave(ask) => (ask.on, Some((&ask.reason, LEAVING_REASONS)), Some(&ask.loan)),
        Change::Merge(ask) => (ask.on, None, Some(&ask.loan)),
        Change::Revive(ask) => (ask.on, None, None),
        Change::Move(ask) => (ask.on, None, None),
        Change::Affiliate(ask) => (ask.on, None, None),
        Change::Split(ask) => {
            split(ask, &mut faults);
            (ask.on, None, None)
        }
        Change::Enrol(ask) => {
            enrol(ask, today, &mut faults);
            (ask.on, None, None)
        }
        Change::Amend(ask) => return amended(ask, today),
        Change::Transfer(ask) => (ask.on, None, None),
        Change::Bearer(ask) => {
            if !OFFICES.contains(&ask.office.as_str()) {
                faults.on("office", "office_unknown");
            }
            (ask.on, None, None)
        }
        Change::Grade(ask) => (ask.on, None, None),
    };
    if on > today {
        faults.on("on", "on_in_future");
    }
    if reason.is_some_and(|(reason, list)| !list.contains(&reason.as_str())) {
        faults.on("reason", "reason_unchosen");
    }
    if loan.is_some_and(|loan| !LOANS.contains(&loan.as_str())) {
        faults.on("loan", "loan_status_missing");
    }
    if let Change::Leave(ask) = change
        && matches!(ask.loan.as_str(), "running" | "overdue")
        && ask.reason != "died"
    {
        // Source: DOMAIN A.4: a borrower cannot simply leave.
        faults.on("loan", "leaver_has_loan");
    }
    faults
}

fn names(profile: &Profile, today: NaiveDate) -> Faults {
    let mut faults = Faults::default();
    let named = [&profile.name_hi, &profile.name_en];
    if named.into_iter().flatten().all(|name| name.trim().is_empty()) {
        faults.on("name", "name_missing");
    }
    if named.into_iter().flatten().any(|name| looks_like_aadhaar(name)) {
        faults.on("name", "aadhaar_not_kept");
    }
    if profile.formed_on.is_some_and(|day| day > today) {
        faults.on("formed_on", "formed_in_future");
    }
    faults
}

fn split(ask: &Split, faults: &mut Faults) {
    if ask.members.is_empty() {
        faults.on("members", "split_without_members");
    }
    let named = [&ask.name_hi, &ask.name_en];
    if named.into_iter().flatten().all(|name| name.trim().is_empty()) {
        faults.on("name", "name_missing");
    }
    if named.into_iter().flatten().any(|name| looks_like_aadhaar(name)) {
        faults.on("name", "aadhaar_not_kept");
    }
}

fn enrol(ask: &Enrol, today: NaiveDate, faults: &mut Faults) {
    let named = [&ask.name_hi, &ask.name_en];
    if named.into_iter().flatten().all(|name| name.trim().is_empty()) {
        faults.on("name", "name_missing");
    }
    let texts = [&ask.name_hi, &ask.name_en, &ask.relation_name];
    if texts.into_iter().flatten().any(|text| looks_like_aadhaar(text)) {
        faults.on("name", "aadhaar_not_kept");
    }
    if let Some(born) = ask.birth_year {
        aged("birth_year", born, (ask.age_sure, today), faults);
    }
}

/// The year of birth by the rule of sheets: one that no person was born in is refused, an unlikely one
/// taken where the form says that it is right.
pub(super) fn aged(
    field: &str,
    born: i64,
    (is_sure, today): (bool, NaiveDate),
    faults: &mut Faults,
) {
    match age_of(born, today) {
        (_, Age::Impossible) => {
            faults.on(field, "birth_year_odd");
        }
        (age, Age::Unlikely) if !is_sure => {
            faults.with_args(field, "birth_year_unlikely", &[("age", age.to_string())]);
        }
        _ => {}
    }
}

fn amended(ask: &Amend, today: NaiveDate) -> Faults {
    let mut faults = Faults::default();
    let texts = [&ask.name_hi, &ask.name_en, &ask.relation_name, &ask.address, &ask.household_code];
    if texts.into_iter().flatten().any(|text| looks_like_aadhaar(text)) {
        faults.on("name", "aadhaar_not_kept");
    }
    if ask.born_on.is_some_and(|day| day > today) {
        faults.on("born_on", "born_in_future");
    }
    if ask.without_contact && (ask.mobile.is_some() || ask.account_no.is_some()) {
        faults.on("without_contact", "contact_given_and_taken");
    }
    faults
}

/// The day of a change against when the institution was formed and when the like last changed.
pub(super) fn day_fits(group: &Institution, on: NaiveDate, since: NaiveDate, faults: &mut Faults) {
    if let Some(formed_on) = group.profile.formed_on
        && on < formed_on
    {
        let day = formed_on.format("%d/%m/%Y").to_string();
        faults.with_args("on", "on_before_formation", &[("day", day)]);
    } else if since > always().0 && on < since {
        let day = since.format("%d/%m/%Y").to_string();
        faults.with_args("on", "on_before_last_change", &[("day", day)]);
    }
}

/// Active or not, and the change asked fits.
pub(super) fn status_fits(group: &Institution, wants_active: bool, faults: &mut Faults) {
    match (wants_active, is_active(group)) {
        (true, false) => {
            faults.on("", "group_inactive");
        }
        (false, true) => {
            faults.on("", "group_active");
        }
        _ => {}
    }
}

/// True unless its latest status says otherwise.
pub(super) fn is_active(group: &Institution) -> bool {
    group.fact(Fact::Status) != Some("inactive")
}

/// The day since which the present status holds.
pub(super) fn status_since(group: &Institution) -> NaiveDate {
    let mut facts = group.facts.iter().filter(|(fact, _, _)| *fact == Fact::Status);
    facts.next().map_or(always().0, |(_, on, _)| *on)
}

/// Whether an institution of a kind may stand in a federation of another.
pub(super) fn may_stand_in(kind: Kind, federation: Kind) -> bool {
    matches!((kind, federation), (Kind::Shg, Kind::Vo | Kind::Clf) | (Kind::Vo, Kind::Clf))
}

/// The score of a grading and its grade; faults for marks that are missing or beyond the most.
pub(super) fn graded(set: &GradingSet, ask: &Grade) -> std::result::Result<(i64, String), Faults> {
    let mut faults = Faults::default();
    let mut score = 0;
    for question in &set.questions {
        let field = format!("mark_{}", question.no);
        let mut given = ask.marks.iter().filter(|(no, _)| *no == question.no);
        match (given.next(), given.next()) {
            (Some((_, marks)), None) if (0..=question.most).contains(marks) => score += marks,
            (Some(_), None) => {
                let most = question.most.to_string();
                faults.with_args(&field, "marks_beyond", &[("most", most)]);
            }
            _ => {
                faults.on(&field, "marks_missing");
            }
        }
    }
    let known = |no: i64| set.questions.iter().any(|question| question.no == no);
    if ask.marks.iter().any(|(no, _)| !known(*no)) {
        faults.on("", "marks_unknown");
    }
    let grade =
        set.bands.iter().filter(|(_, least)| score >= *least).max_by_key(|(_, least)| *least);
    faults.or((score, grade.map_or_else(String::new, |(grade, _)| grade.clone())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::{
        model::{Deactivate, Leave},
        store::grading::Question,
    };

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn codes(faults: &Faults) -> Vec<&str> {
        faults.iter().map(|fault| fault.code.as_str()).collect()
    }

    #[test]
    fn an_inactivation_asks_for_day_reason_and_loans_all_at_once() {
        let ask = Deactivate {
            id: 1,
            version: 1,
            on: day("2026-12-01"),
            reason: "because".into(),
            loan: String::new(),
        };
        let faults = check(&Change::Deactivate(ask), day("2026-11-30"));
        assert_eq!(codes(&faults), ["on_in_future", "reason_unchosen", "loan_status_missing"]);
    }

    #[test]
    fn a_borrower_leaves_only_when_the_loan_is_settled_or_she_died() {
        let leave = |reason: &str, loan: &str| Leave {
            member_id: 1,
            version: 1,
            on: day("2026-11-01"),
            reason: reason.into(),
            loan: loan.into(),
        };
        let today = day("2026-11-30");
        let says = |reason, loan| check(&Change::Leave(leave(reason, loan)), today).0.len();
        assert_eq!((says("own_wish", "running"), says("migrated", "overdue")), (1, 1));
        assert_eq!((says("died", "running"), says("own_wish", "repaid")), (0, 0));
    }

    fn set() -> GradingSet {
        let question = |no| Question {
            no,
            principle: "books".into(),
            text_hi: "क".into(),
            text_en: "k".into(),
            most: 10,
        };
        let bands = [("A", 16), ("B", 12), ("C", 0)];
        GradingSet {
            state_id: 0,
            code: "x".into(),
            name_hi: "क".into(),
            name_en: "k".into(),
            pass: 12,
            citation: "c".into(),
            questions: vec![question(1), question(2)],
            bands: bands.iter().map(|(grade, least)| ((*grade).to_owned(), *least)).collect(),
        }
    }

    #[test]
    fn a_grade_is_the_highest_band_that_the_score_reaches() {
        let grade = |marks: &[(i64, i64)]| {
            graded(&set(), &Grade { id: 1, on: day("2026-11-01"), marks: marks.to_vec() })
        };
        assert_eq!(grade(&[(1, 8), (2, 8)]), Ok((16, "A".into())));
        assert_eq!(grade(&[(2, 5), (1, 8)]), Ok((13, "B".into())));
        assert_eq!(grade(&[(1, 0), (2, 0)]), Ok((0, "C".into())));
        assert_eq!(codes(&grade(&[(1, 11)]).unwrap_err()), ["marks_beyond", "marks_missing"]);
        let foreign = grade(&[(1, 1), (2, 1), (3, 1)]).unwrap_err();
        assert_eq!(codes(&foreign), ["marks_unknown"]);
        assert!(grade(&[(1, 1), (1, 1), (2, 1)]).is_err(), "a question answered twice");
    }

    #[test]
    fn groups_stand_in_federations_and_never_the_other_way_round() {
        assert!(may_stand_in(Kind::Shg, Kind::Vo) && may_stand_in(Kind::Vo, Kind::Clf));
        assert!(!may_stand_in(Kind::Clf, Kind::Vo) && !may_stand_in(Kind::Vo, Kind::Vo));
    }
}
