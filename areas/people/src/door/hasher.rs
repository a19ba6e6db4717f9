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
