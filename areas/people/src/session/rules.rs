//! How long a session lives. Pure.

const SECOND: i64 = 1_000_000;
const MINUTE: i64 = 60 * SECOND;

/// Sessions that an account may have open at once: every device somebody uses, and no heap of forgotten ones
/// (ASVS 7.1.2).
pub(super) const MOST: i64 = 30;

/// A session's last-seen time need not be written more often than this, microseconds.
const SEEN_EVERY: i64 = 5 * MINUTE;
/// The longest device text kept, in letters.
const DEVICE_LETTERS: usize = 120;

/// True while a session last seen then may still be used.
pub(super) fn is_live(idle_minutes: i64, seen_at: i64, expires_at: i64, now: i64) -> bool {
    now < expires_at && now - seen_at < idle_minutes.saturating_mul(MINUTE)
}

/// The instant a session opened now is over.
pub(super) fn ends(whole_minutes: i64, now: i64) -> i64 {
    now.saturating_add(whole_minutes.saturating_mul(MINUTE))
}

/// True when the last-seen time is to be written again. Under a short rule that is more often: a session in use
/// must not be over because nobody wrote that it was used.
pub(super) fn is_to_be_seen(idle_minutes: i64, seen_at: i64, now: i64) -> bool {
    now - seen_at >= SEEN_EVERY.min(idle_minutes.saturating_mul(MINUTE) / 5)
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
    fn a_session_is_over_when_left_alone_and_at_its_end_however_much_it_is_used() {
        assert!(is_live(120, 0, ends(720, 0), 120 * MINUTE - 1));
        assert!(!is_live(120, 0, ends(720, 0), 120 * MINUTE));
        assert!(is_live(120, 719 * MINUTE, ends(720, 0), 720 * MINUTE - 1));
        assert!(!is_live(120, 719 * MINUTE, ends(720, 0), 720 * MINUTE));
        assert!(is_live(43_200, 0, ends(43_200, 0), 29 * 24 * 60 * MINUTE));
    }

    #[test]
    fn being_seen_is_written_each_five_minutes_and_waits_are_said_in_whole_minutes() {
        assert!(!is_to_be_seen(120, 0, SEEN_EVERY - 1) && is_to_be_seen(120, 0, SEEN_EVERY));
        // The shortest rule: what is written each minute is never five minutes old while it is used.
        assert!(!is_to_be_seen(5, 0, MINUTE - 1) && is_to_be_seen(5, 0, MINUTE));
        assert_eq!([1, MINUTE, MINUTE + 1, 15 * MINUTE].map(minutes), [1, 1, 2, 15]);
        assert_eq!([1, SECOND, 30 * SECOND].map(seconds), [1, 1, 30]);
        assert_eq!(device("Fire\u{7}fox\n"), "Firefox");
    }
}
