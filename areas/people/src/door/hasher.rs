//! Password hashes: Argon2id, at most two at a time, because each takes 19 MiB.

use std::sync::{Condvar, Mutex};

use argon2::{
    Algorithm, Argon2, Params, PasswordHash, PasswordHasher as _, PasswordVerifier as _, Version,
};
use samuh_engine::{Error, Result};
use unicode_normalization::UnicodeNormalization as _;

use crate::secret::Token;

/// Memory of one hash in KiB, passes over it, lanes. Source: OWASP Password Storage Cheat Sheet.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// How many hashes are made at once (TRUST T26).
const PLACES: usize = 2;
/// How many may wait for a place; further ones are asked to come again.
const WAITING: usize = 64;

/// Makes and checks password hashes.
pub(crate) struct Hasher {
    argon: Argon2<'static>,
    /// Checked where there is no account or no password yet, so that the answer takes as long.
    nobody: String,
    gate: Gate,
}

impl Hasher {
    pub(super) fn new() -> Result<Self> {
        let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(broken)?;
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let gate = Gate { taken: Mutex::new((0, 0)), freed: Condvar::new() };
        let mut hasher = Self { argon, nobody: String::new(), gate };
        hasher.nobody = hasher.hash(&Token::draw()?.to_string())?;
        Ok(hasher)
    }

    /// The PHC string of a password, with a salt of its own.
    ///
    /// # Errors
    /// Fault `sign_in_busy` when too many wait; `Broken` when the machine gives no memory.
    pub(crate) fn hash(&self, password: &str) -> Result<String> {
        let _place = self.gate.enter()?;
        let hash = self.argon.hash_password(composed(password).as_bytes()).map_err(broken)?;
        Ok(hash.to_string())
    }

    /// True where a PHC string was made by another method or with less work than is asked for today: whoever
    /// signs in with its password gets a new one.
    pub(crate) fn is_outdated(&self, stored: &str) -> bool {
        let Ok(known) = PasswordHash::new(stored) else { return true };
        let today = self.argon.params();
        let is_enough = Params::try_from(&known).is_ok_and(|made| {
            made.m_cost() >= today.m_cost()
                && made.t_cost() >= today.t_cost()
                && made.p_cost() >= today.p_cost()
        });
        !is_enough || known.algorithm.as_str() != Algorithm::Argon2id.as_str()
    }

    /// True when the password is the one of that PHC string. Takes as long without one.
    ///
    /// # Errors
    /// Fault `sign_in_busy` when too many wait.
    pub(crate) fn verify(&self, password: &str, stored: Option<&str>) -> Result<bool> {
        let _place = self.gate.enter()?;
        let known = stored.and_then(|text| PasswordHash::new(text).ok());
        let nobody = PasswordHash::new(&self.nobody).map_err(broken)?;
        let right = self
            .argon
            .verify_password(composed(password).as_bytes(), known.as_ref().unwrap_or(&nobody))
            .is_ok();
        Ok(right && known.is_some())
    }
}

/// The same password typed on two keyboards is the same password.
fn composed(password: &str) -> String {
    password.nfc().collect()
}

fn broken(error: impl std::fmt::Display) -> Error {
    Error::broken(format!("password hash: {error}"))
}

/// Places for hashing: (taken, waiting).
struct Gate {
    taken: Mutex<(usize, usize)>,
    freed: Condvar,
}

struct Place<'a>(&'a Gate);

impl Gate {
    fn enter(&self) -> Result<Place<'_>> {
        let mut now = self.taken.lock().expect("nobody panics holding the gate");
        if now.1 >= WAITING {
            return Err(Error::fault("sign_in_busy"));
        }
        now.1 += 1;
        while now.0 >= PLACES {
            now = self.freed.wait(now).expect("nobody panics holding the gate");
        }
        now.1 -= 1;
        now.0 += 1;
        Ok(Place(self))
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.taken.lock().expect("nobody panics holding the gate").0 -= 1;
        self.0.freed.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn a_password_is_known_again_and_another_one_is_not() {
        let hasher = Hasher::new().unwrap();
        let stored = hasher.hash("महुआ का पेड़ 7").unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(hasher.verify("महुआ का पेड़ 7", Some(&stored)).unwrap());
        assert!(hasher.verify("महुआ का पेड\u{93c} 7", Some(&stored)).unwrap());
        assert!(!hasher.verify("महुआ का पेड़ 8", Some(&stored)).unwrap());
    }

    #[test]
    fn a_hash_of_another_method_or_with_less_work_is_known_and_opens_until_it_is_made_anew() {
        let hasher = Hasher::new().unwrap();
        assert!(!hasher.is_outdated(&hasher.hash("mahua-ki-chhaon-7").unwrap()));
        for (algorithm, memory, passes) in [
            (Algorithm::Argon2id, MEMORY_KIB / 2, PASSES),
            (Algorithm::Argon2id, MEMORY_KIB, PASSES - 1),
            (Algorithm::Argon2i, MEMORY_KIB, PASSES),
        ] {
            let params = Params::new(memory, passes, LANES, None).unwrap();
            let earlier = Argon2::new(algorithm, Version::V0x13, params);
            let stored = earlier.hash_password(b"mahua-ki-chhaon-7").unwrap().to_string();
            assert!(hasher.verify("mahua-ki-chhaon-7", Some(&stored)).unwrap(), "{stored}");
            assert!(hasher.is_outdated(&stored), "{stored}");
        }
        assert!(hasher.is_outdated("") && hasher.is_outdated("$other$"));
    }

    #[test]
    fn without_a_stored_hash_no_password_is_right() {
        let hasher = Hasher::new().unwrap();
        for stored in [None, Some(""), Some("not a hash")] {
            assert!(!hasher.verify("anything at all", stored).unwrap());
        }
    }

    #[test]
    fn at_most_two_are_inside_the_gate() {
        let gate = Gate { taken: Mutex::new((0, 0)), freed: Condvar::new() };
        let (inside, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|threads| {
            for _ in 0..16 {
                threads.spawn(|| {
                    let _place = gate.enter().unwrap();
                    let here = inside.fetch_add(1, Ordering::SeqCst) + 1;
                    most.fetch_max(here, Ordering::SeqCst);
                    std::thread::yield_now();
                    inside.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        assert!((1..=PLACES).contains(&most.load(Ordering::SeqCst)));
    }
}
