//! When a charge may pass to whom. Pure.

use chrono::{Days, NaiveDate};
use samuh_kernel::{
    fault::{Fault, Faults},
    text,
};

use super::model::{HandOver, Holding, Status, forever};
use crate::naming;

/// An order comes at most this long before the day it speaks of.
const AHEAD: Days = Days::new(366);

/// What is wrong with a reason and the number of an order.
pub(super) fn order(reason: &str, order_no: &str) -> Faults {
    let mut faults = Faults::default();
    for (field, said, missing) in
        [("reason", reason, "reason_missing"), ("order_no", order_no, "order_missing")]
    {
        match naming::check(field, said) {
            Some(fault) => faults.push(fault),
            None if text::tidy(said).is_empty() => faults.push(Fault::at(field, missing)),
            None => &mut faults,
        };
    }
    faults
}

/// What is wrong with a hand-over; `known` are the charges of the post that have not ended before its
/// day, `taker` the person who takes it, if any.
pub(super) fn hand_over(
    ask: &HandOver,
    known: &[Holding],
    taker: Option<i64>,
    today: NaiveDate,
) -> Faults {
    let mut faults = order(&ask.reason, &ask.order_no);
    if ask.on > today + AHEAD {
        faults.on("on", "day_far");
    }
    if ask.until.is_some_and(|until| until <= ask.on) {
        faults.on("until", "until_before");
    }
    if let Some(later) = known.iter().find(|one| one.from_on > ask.on) {
        let day = later.from_on.format("%d/%m/%Y");
        faults.push(Fault::at("on", "charge_later").with("day", day));
    }
    let present = present(known, ask.on);
    if present.is_none() && taker.is_none() {
        faults.on("to", "nobody_holds");
    }
    if let (Some(present), Some(taker)) = (present, taker) {
        let goes_on =
            present.to_on == ask.until.unwrap_or_else(forever) && present.charge == ask.charge;
        if present.officer_id == taker && goes_on {
            faults.on("to", "same_holder");
        }
    }
    faults
}

/// The charge that is on that day.
pub(super) fn present(known: &[Holding], day: NaiveDate) -> Option<&Holding> {
    known.iter().find(|one| one.is_on(day))
}

/// The first day from that one on, that none of the spans covers; none where they cover every one. A span is
/// its first day and its first day no more.
pub(super) fn gap(spans: &[(NaiveDate, NaiveDate)], from: NaiveDate) -> Option<NaiveDate> {
    let mut day = from;
    // Each step goes to the end of a span, and no span is gone through twice.
    while let Some((_, to)) = spans.iter().find(|(first, to)| *first <= day && day < *to) {
        day = *to;
    }
    (day < forever()).then_some(day)
}

/// Where a person stands: `last` is the charge that ends last of those begun by today, if any.
pub(crate) fn status_of(
    is_closed: bool,
    awaits_password: bool,
    last: Option<(NaiveDate, bool)>,
    today: NaiveDate,
) -> Status {
    match last {
        _ if is_closed => Status::Suspended,
        None => Status::WithoutPost,
        Some((to_on, _)) if to_on > today && awaits_password => Status::Invited,
        Some((to_on, _)) if to_on > today => Status::Active,
        Some((_, true)) => Status::TransferredOut,
        Some((_, false)) => Status::Expired,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::holder::{Charge, Successor};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn holding(officer_id: i64, from_on: &str, to_on: &str) -> Holding {
        Holding {
            no: 1,
            post_id: 7,
            officer_id,
            officer_name: "सुनीता नेताम".into(),
            account_id: Some(officer_id),
            from_on: day(from_on),
            to_on: day(to_on),
            charge: Charge::Regular,
            reason: "पदस्थापना".into(),
            order_no: None,
            end_reason: None,
            end_order_no: None,
            is_ended: false,
        }
    }

    fn ask(on: &str) -> HandOver {
        HandOver {
            post_id: 7,
            to: Successor::Account(2),
            on: day(on),
            until: None,
            charge: Charge::Regular,
            reason: "स्थानांतरण".into(),
            order_no: "स्था/2026/14".into(),
            seen_holder: None,
        }
    }

    fn codes(ask: &HandOver, known: &[Holding], taker: Option<i64>) -> Vec<String> {
        let faults = hand_over(ask, known, taker, day("2026-11-30"));
        faults.iter().map(|fault| fault.code.clone()).collect()
    }

    #[test]
    fn a_charge_passes_from_one_to_another_with_a_reason_and_an_order() {
        let known = [holding(1, "2024-06-01", "9999-12-31")];
        assert!(codes(&ask("2026-11-30"), &known, Some(2)).is_empty());
        assert!(codes(&ask("2026-11-30"), &known, None).is_empty(), "it may fall vacant");
        let bare = HandOver { reason: " ".into(), order_no: String::new(), ..ask("2026-11-30") };
        assert_eq!(codes(&bare, &known, Some(2)), ["reason_missing", "order_missing"]);
        let number = HandOver { reason: "2341 2341 2346".into(), ..ask("2026-11-30") };
        assert_eq!(codes(&number, &known, Some(2)), ["aadhaar_not_kept"]);
    }

    #[test]
    fn the_same_person_takes_it_again_only_with_another_term() {
        let known = [holding(1, "2024-06-01", "9999-12-31")];
        assert_eq!(codes(&ask("2026-11-30"), &known, Some(1)), ["same_holder"]);
        let term = HandOver { until: Some(day("2027-04-01")), ..ask("2026-11-30") };
        assert!(codes(&term, &known, Some(1)).is_empty());
        let wrong = HandOver { until: Some(day("2026-11-30")), ..ask("2026-11-30") };
        assert_eq!(codes(&wrong, &known, Some(2)), ["until_before"]);
    }

    #[test]
    fn nothing_passes_where_nobody_holds_or_takes_or_a_later_charge_is_arranged() {
        assert_eq!(codes(&ask("2026-11-30"), &[], None), ["nobody_holds"]);
        assert!(codes(&ask("2026-11-30"), &[], Some(2)).is_empty(), "a vacant post is taken");
        let known =
            [holding(1, "2024-06-01", "2026-12-15"), holding(3, "2026-12-15", "9999-12-31")];
        assert_eq!(codes(&ask("2026-12-01"), &known, Some(2)), ["charge_later"]);
        assert!(codes(&ask("2026-12-20"), &known[1..], Some(2)).is_empty());
        assert_eq!(codes(&ask("2028-01-01"), &known[1..], Some(2)), ["day_far"]);
    }

    #[test]
    fn the_first_day_without_an_administrator_is_found_behind_charges_that_follow_one_another() {
        let span = |from: &str, to: &str| (day(from), day(to));
        let today = day("2026-11-30");
        let open = span("2024-06-01", "9999-12-31");
        assert_eq!(gap(&[open], today), None);
        assert_eq!(gap(&[], today), Some(today));
        let term = span("2024-06-01", "2026-12-03");
        assert_eq!(gap(&[term], today), Some(day("2026-12-03")));
        let next = span("2026-12-03", "2027-01-01");
        assert_eq!(gap(&[next, term], today), Some(day("2027-01-01")));
        assert_eq!(gap(&[next], today), Some(today), "who comes later is not there yet");
        assert_eq!(gap(&[term, span("2026-12-02", "9999-12-31")], today), None);
    }

    #[test]
    fn where_a_person_stands_follows_from_the_last_charge() {
        let today = day("2026-11-30");
        let last = |to_on: &str, ended| Some((day(to_on), ended));
        assert_eq!(status_of(false, false, last("9999-12-31", false), today), Status::Active);
        assert_eq!(status_of(false, true, last("9999-12-31", false), today), Status::Invited);
        assert_eq!(status_of(true, false, last("9999-12-31", false), today), Status::Suspended);
        assert_eq!(
            status_of(false, false, last("2026-11-30", true), today),
            Status::TransferredOut
        );
        assert_eq!(status_of(false, false, last("2026-11-30", false), today), Status::Expired);
        assert_eq!(status_of(false, false, None, today), Status::WithoutPost);
    }
}
