//! What a sign-in policy must be like. Pure.

use samuh_kernel::{
    fault::{Fault, Faults},
    text,
};

use super::model::NewSignInPolicy;
use crate::{factor::MOST_STEPS, naming};

/// The longest a policy may let a session live, minutes: a quarter of a year.
const LONGEST: i64 = 90 * 24 * 60;

/// What is wrong with a policy.
pub(super) fn check(new: &NewSignInPolicy) -> Faults {
    let mut faults = Faults::default();
    for (field, minutes) in [("idle", new.idle_minutes), ("whole", new.whole_minutes)] {
        if !(5..=LONGEST).contains(&minutes) {
            faults.push(Fault::at(field, "minutes_range").with("most", LONGEST));
        }
    }
    if new.idle_minutes > new.whole_minutes {
        faults.on("idle", "idle_longer");
    }
    if !(0..=MOST_STEPS).contains(&new.code_steps) {
        faults.push(Fault::at("steps", "steps_range").with("most", MOST_STEPS));
    }
    if text::tidy(&new.source).is_empty() {
        faults.on("source", "reason_missing");
    }
    faults.0.extend(naming::check("source", &new.source));
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{factor::CodeDigest, post::Role};

    #[test]
    fn a_policy_has_its_reason_and_sane_minutes() {
        let new = |idle_minutes, whole_minutes, source: &str| NewSignInPolicy {
            role: Role::Bmmu,
            idle_minutes,
            whole_minutes,
            second_factor: true,
            code_steps: 1,
            code_digest: CodeDigest::Sha1,
            source: source.into(),
        };
        let codes = |new: &NewSignInPolicy| -> Vec<String> {
            check(new).iter().map(|fault| fault.code.clone()).collect()
        };
        assert!(codes(&new(60, 600, "आदेश 12/2026")).is_empty());
        assert_eq!(codes(&new(600, 60, "आदेश")), ["idle_longer"]);
        assert_eq!(codes(&new(1, 600, " ")), ["minutes_range", "reason_missing"]);
        let steps = |code_steps| NewSignInPolicy { code_steps, ..new(60, 600, "आदेश") };
        assert!(codes(&steps(0)).is_empty());
        for odd in [-1, 2, i64::MAX] {
            assert_eq!(codes(&steps(odd)), ["steps_range"], "{odd}");
        }
    }
}
