//! How long a session lives. Pure.

use crate::post::Role;

const SECOND: i64 = 1_000_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// A session's last-seen time is written at most this often, microseconds.
pub(super) const SEEN_EVERY: i64 = 5 * MINUTE;
/// The longest device text kept, in letters.
const DEVICE_LETTERS: usize = 120;

/// How long a session lives, microseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Limits {
    /// Without being used.
    pub(super) idle: i64,
    /// From sign-in, however much it is used.
    pub(super) whole: i64,
}

/// Field posts fill forms for weeks without a network; others sit at shared computers.
pub(super) fn limits_of(role: Role) -> Limits {
    if role.is_of_field() {
        Limits { idle: 30 * DAY, whole: 30 * DAY }
    } else {
        Limits { idle: 2 * HOUR, whole: 12 * HOUR }
    }
}

/// True while a session last seen then may still be used.
pub(super) fn is_live(role: Role, seen_at: i64, expires_at: i64, now: i64) -> bool {
    now < expires_at && now - seen_at < limits_of(role).idle
}

/// True when the last-seen time is to be written again.
pub(super) fn is_to_be_seen(seen_at: i64, now: i64) -> bool {
    now - seen_at >= SEEN_EVERY
}

/// The device as it is kept: without control characters, not too long.
pub(super) fn device(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(DEVICE_LETTERS).collect()
}

/// Whole minutes of a wait, at least one.
pub(super) fn minutes(wait: i64) -> i64 {
    (wait.max(1) + MINUTE - 1) / MINUTE
}

/// Whole seconds of a wait, at least one.
pub(super) fn seconds(wait: i64) -> i64 {
    (wait.max(1) + SECOND - 1) / SECOND
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn field_posts_stay_signed_in_for_thirty_days_others_for_a_working_day() {
        assert!(is_live(Role::Cadre, 0, limits_of(Role::Cadre).whole, 29 * DAY));
        assert!(!is_live(Role::Clf, 29 * DAY, limits_of(Role::Clf).whole, 30 * DAY));
        assert!(is_live(
            Role::Collector,
            11 * HOUR,
            limits_of(Role::Collector).whole,
            12 * HOUR - 1
        ));
        assert!(!is_live(Role::Collector, 12 * HOUR, limits_of(Role::Collector).whole, 12 * HOUR));
    }

    #[test]
    fn a_session_left_alone_for_two_hours_is_over() {
        assert!(is_live(Role::Bmmu, 0, 12 * HOUR, 2 * HOUR - 1));
        assert!(!is_live(Role::Bmmu, 0, 12 * HOUR, 2 * HOUR));
    }

    #[test]
    fn being_seen_is_written_each_five_minutes_and_waits_are_said_in_whole_minutes() {
        assert!(!is_to_be_seen(0, SEEN_EVERY - 1) && is_to_be_seen(0, SEEN_EVERY));
        assert_eq!([1, MINUTE, MINUTE + 1, 15 * MINUTE].map(minutes), [1, 1, 2, 15]);
        assert_eq!([1, SECOND, 30 * SECOND].map(seconds), [1, 1, 30]);
        assert_eq!(device("Fire\u{7}fox\n"), "Firefox");
    }
}
