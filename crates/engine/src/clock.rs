//! The one place where the clock is read. Days are Indian days (UTC + 5:30).

use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime};

/// A clock set by hand, for the demo's history and for tests; `i64::MIN` means the real one.
static SET: AtomicI64 = AtomicI64::new(i64::MIN);

/// Now, microseconds UTC.
#[expect(clippy::disallowed_methods, reason = "this is the one place")]
pub fn now() -> i64 {
    match SET.load(Ordering::Relaxed) {
        i64::MIN => chrono::Utc::now().timestamp_micros(),
        set => set,
    }
}

/// Sets the clock by hand until `unset`.
pub fn set(at: i64) {
    SET.store(at, Ordering::Relaxed);
}

/// Gives the clock back to the machine.
pub fn unset() {
    SET.store(i64::MIN, Ordering::Relaxed);
}

/// The Indian day of an instant.
pub fn day_of(at: i64) -> NaiveDate {
    local(at).date()
}

/// The Indian wall-clock time of an instant.
pub fn local(at: i64) -> NaiveDateTime {
    let utc = DateTime::from_timestamp_micros(at).unwrap_or_default().naive_utc();
    utc + Duration::minutes(330)
}

/// The first instant of an Indian day, microseconds UTC.
pub fn start_of(day: NaiveDate) -> i64 {
    let start = day.and_hms_opt(0, 0, 0).expect("midnight exists") - Duration::minutes(330);
    start.and_utc().timestamp_micros()
}

/// Today in India.
pub fn today() -> NaiveDate {
    day_of(now())
}
