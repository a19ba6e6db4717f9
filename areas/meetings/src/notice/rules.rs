//! What goes out now: quiet hours, a few messages singly, one digest a day for the rest, and how long
//! a failed try waits.

use samuh_engine::clock;
use samuh_kernel::fault::Faults;

use super::model::{Policy, Waiting};
use crate::ruling::within;

const MINUTE: i64 = 60_000_000;
const DAY: i64 = 24 * 60;

/// A message to one post: the numbers of its notices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// In the order in which they were raised.
    pub notices: Vec<i64>,
    /// True where several stand in one.
    pub is_digest: bool,
}

/// Everything that is wrong with a policy. A digest that waits for a minute of the quiet hours would
/// never go.
pub(super) fn policy_faults(policy: &Policy) -> Faults {
    let mut faults = Faults::default();
    let last = DAY - 1;
    within(&mut faults, "quiet_from", policy.quiet_from, (0, last));
    within(&mut faults, "quiet_to", policy.quiet_to, (0, last));
    within(&mut faults, "gather_minutes", policy.gather_minutes, (0, 120));
    within(&mut faults, "singles", policy.singles, (0, 50));
    within(&mut faults, "digest_minute", policy.digest_minute, (0, last));
    within(&mut faults, "most_tries", policy.most_tries, (1, 10));
    within(&mut faults, "keep_days", policy.keep_days, (1, 30));
    if is_quiet(policy, policy.digest_minute) {
        faults.on("digest_minute", "digest_in_quiet_hours");
    }
    faults
}

/// True where a minute of the day lies in the quiet hours. Equal ends mean none.
fn is_quiet(policy: &Policy, minute: i64) -> bool {
    let (from, to) = (policy.quiet_from, policy.quiet_to);
    if from <= to { minute >= from && minute < to } else { minute >= from || minute < to }
}

/// Until when nothing is sent; none outside the quiet hours. Equal ends mean no quiet hours.
pub fn quiet_until(policy: &Policy, now: i64) -> Option<i64> {
    let start = clock::start_of(clock::day_of(now));
    let minute = (now - start) / MINUTE;
    let (from, to) = (policy.quiet_from, policy.quiet_to);
    let ends_on_next_day = from > to && minute >= from;
    let end = if ends_on_next_day { to + DAY } else { to };
    is_quiet(policy, minute).then_some(start + end * MINUTE)
}

/// What one post gets now on a channel, given what waits for it in the order of numbers, how many
/// messages it got singly today, and when its last digest went (0 for never).
///
/// A few notices go singly. Where more wait than the day allows, they go together: in the digest of
/// the day, of which there is one, and not before its minute.
pub fn plan(
    waiting: &[Waiting],
    (singles_today, last_digest): (i64, i64),
    policy: &Policy,
    now: i64,
) -> Vec<Message> {
    if quiet_until(policy, now).is_some() {
        return Vec::new();
    }
    let gathered = now - policy.gather_minutes * MINUTE;
    let ready: Vec<&Waiting> = waiting
        .iter()
        .filter(|one| one.next_at <= now && one.notice.raised_at <= gathered)
        .collect();
    let count = i64::try_from(ready.len()).unwrap_or(i64::MAX);
    if count <= policy.singles - singles_today {
        let single = |one: &&Waiting| Message { notices: vec![one.notice.id], is_digest: false };
        return ready.iter().map(single).collect();
    }
    let today = clock::start_of(clock::day_of(now));
    let digest_from = today + policy.digest_minute * MINUTE;
    if ready.is_empty() || now < digest_from || last_digest >= today {
        return Vec::new();
    }
    vec![Message { notices: ready.iter().map(|one| one.notice.id).collect(), is_digest: true }]
}

/// When a notice is tried again after so many tries: after 1, 5, 15 minutes, then 1 and 4 hours; none
/// when it is given up.
pub fn retry_at(policy: &Policy, tries: i64, now: i64) -> Option<i64> {
    const MINUTES: [i64; 5] = [1, 5, 15, 60, 240];
    if tries >= policy.most_tries {
        return None;
    }
    let step = usize::try_from(tries - 1).unwrap_or(0).min(MINUTES.len() - 1);
    Some(now + MINUTES[step] * MINUTE)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use chrono::NaiveDate;
    use proptest::prelude::*;

    use super::*;
    use crate::notice::Notice;

    fn policy() -> Policy {
        Policy {
            quiet_from: 1260,
            quiet_to: 480,
            gather_minutes: 5,
            singles: 3,
            digest_minute: 570,
            most_tries: 6,
            keep_days: 3,
        }
    }

    fn at(hour: i64, minute: i64) -> i64 {
        let day = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        clock::start_of(day) + (hour * 60 + minute) * MINUTE
    }

    fn waiting(id: i64, raised_at: i64) -> Waiting {
        let notice = Notice {
            id,
            post_id: 1,
            kind: "direction_given".into(),
            subject: "direction".into(),
            subject_id: id,
            args: BTreeMap::new(),
            raised_at,
            read_at: None,
        };
        Waiting { notice, tries: 0, next_at: 0 }
    }

    fn many(count: i64, raised_at: i64) -> Vec<Waiting> {
        (1..=count).map(|id| waiting(id, raised_at)).collect()
    }

    #[test]
    fn nothing_is_sent_from_nine_in_the_evening_to_eight_in_the_morning() {
        let policy = policy();
        assert_eq!(quiet_until(&policy, at(20, 59)), None);
        assert_eq!(quiet_until(&policy, at(21, 0)), Some(at(32, 0)));
        assert_eq!(quiet_until(&policy, at(3, 0)), Some(at(8, 0)));
        assert_eq!(quiet_until(&policy, at(8, 0)), None);
        assert_eq!(plan(&many(1, at(20, 0)), (0, 0), &policy, at(22, 0)), []);
        assert_eq!(plan(&many(1, at(20, 0)), (0, 0), &policy, at(32, 0)).len(), 1);
        let never = Policy { quiet_from: 0, quiet_to: 0, ..policy };
        assert_eq!(quiet_until(&never, at(3, 0)), None);
    }

    #[test]
    fn a_policy_that_could_never_send_its_digest_is_refused() {
        assert!(policy_faults(&policy()).is_empty());
        let late = Policy { digest_minute: 1320, singles: 51, most_tries: 0, ..policy() };
        let codes: Vec<String> =
            policy_faults(&late).iter().map(|fault| fault.code.clone()).collect();
        assert_eq!(codes, ["rule_beyond", "rule_beyond", "digest_in_quiet_hours"]);
        let never = Policy { quiet_from: 0, quiet_to: 0, digest_minute: 0, ..policy() };
        assert!(policy_faults(&never).is_empty(), "no quiet hours");
    }

    #[test]
    fn a_few_go_singly_and_twenty_in_one() {
        let policy = policy();
        let few = plan(&many(3, at(11, 0)), (0, 0), &policy, at(11, 5));
        assert_eq!(few.len(), 3);
        assert!(few.iter().all(|message| !message.is_digest));
        let many = plan(&many(20, at(11, 0)), (0, 0), &policy, at(11, 5));
        assert_eq!(many.len(), 1);
        assert!(many[0].is_digest && many[0].notices.len() == 20);
    }

    #[test]
    fn there_is_one_digest_a_day_and_not_before_its_minute() {
        let policy = policy();
        let all = many(4, at(8, 0));
        assert_eq!(plan(&all, (0, 0), &policy, at(9, 29)), []);
        assert_eq!(plan(&all, (0, 0), &policy, at(9, 30)).len(), 1);
        assert_eq!(plan(&all, (0, at(9, 30)), &policy, at(18, 0)), []);
        assert_eq!(plan(&all, (0, at(9, 30)), &policy, at(33, 30)).len(), 1);
        assert_eq!(plan(&many(1, at(12, 0)), (3, 0), &policy, at(12, 10)).len(), 1);
        assert!(plan(&many(1, at(12, 0)), (3, 0), &policy, at(12, 10))[0].is_digest);
    }

    #[test]
    fn a_fresh_notice_waits_for_its_neighbours_and_a_failed_one_for_its_time() {
        let policy = policy();
        assert_eq!(plan(&many(1, at(11, 0)), (0, 0), &policy, at(11, 4)), []);
        let failed = Waiting { tries: 1, next_at: at(11, 20), ..waiting(1, at(11, 0)) };
        assert_eq!(plan(std::slice::from_ref(&failed), (0, 0), &policy, at(11, 19)), []);
        assert_eq!(plan(&[failed], (0, 0), &policy, at(11, 20)).len(), 1);
    }

    #[test]
    fn tries_grow_further_apart_and_end() {
        let policy = policy();
        let waits: Vec<Option<i64>> = (1..=6).map(|n| retry_at(&policy, n, 0)).collect();
        let minutes = |n: i64| Some(n * MINUTE);
        assert_eq!(waits, [minutes(1), minutes(5), minutes(15), minutes(60), minutes(240), None]);
    }

    proptest! {
        #[test]
        fn no_notice_is_in_two_messages_and_none_goes_out_in_quiet_hours(
            count in 0_i64..40, sent in 0_i64..5, minute in 0_i64..2880, digest in 0_i64..2880,
        ) {
            let now = at(0, minute);
            let all = many(count, at(0, 0) - 30 * MINUTE);
            let messages = plan(&all, (sent, at(0, digest)), &policy(), now);
            let mut ids: Vec<i64> = messages.iter().flat_map(|one| one.notices.clone()).collect();
            let before = ids.len();
            ids.dedup();
            prop_assert_eq!(before, ids.len());
            prop_assert!(messages.is_empty() || quiet_until(&policy(), now).is_none());
            prop_assert!(messages.iter().filter(|one| one.is_digest).count() <= 1);
        }
    }
}
