//! One-time codes (RFC 6238: SHA-1, six digits, thirty seconds) and how keys and recovery codes are
//! written. Pure.

use std::{fmt, str::FromStr};

use samuh_engine::{Error, Result};
use totp_rs::{Builder, Secret, Totp};

/// The letters of base 32 (RFC 4648), by which a key is typed where no camera reads it.
const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/// Whose codes these are, as the telephone shows it.
const ISSUER: &str = "Samuh";
/// Steps before and after the present one that are taken: a telephone's clock may be off.
const SKEW: u16 = 1;
/// Random bytes of a recovery code: 160 bits, so that a plain hash keeps it and nobody guesses it (ASVS 6.5.2,
/// 11.5.1).
pub(super) const RECOVERY: usize = 20;

/// What codes are made from. Shown as base 32.
#[derive(Clone, PartialEq, Eq)]
pub struct Key([u8; 20]);

impl Key {
    /// The key of 20 random bytes.
    pub(super) fn new(bytes: [u8; 20]) -> Self {
        Self(bytes)
    }

    /// The bytes as the register has them.
    pub(super) fn bytes(&self) -> Vec<u8> {
        self.0.to_vec()
    }

    /// What a telephone reads off the page.
    pub fn address(&self, login: &str) -> String {
        // A login has only letters that need no escaping.
        format!("otpauth://totp/{ISSUER}:{login}?secret={self}&issuer={ISSUER}")
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base32(&self.0))
    }
}

/// A key never reaches a log.
impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

impl FromStr for Key {
    type Err = Error;

    /// Reads what `Display` wrote, in any case and with spaces.
    fn from_str(text: &str) -> Result<Self> {
        let bytes = from_base32(text).and_then(|bytes| bytes.try_into().ok());
        Ok(Self(bytes.ok_or_else(|| Error::fault("key_unreadable"))?))
    }
}

/// The code of a key at an instant (microseconds UTC), as a telephone shows it.
pub fn code_at(key: &Key, at: i64) -> String {
    codes(key).generate(seconds(at)).to_string()
}

/// The step of the code that was typed, where it is right now and later than the last one taken: a
/// code opens once.
pub(super) fn step_of(key: &Key, typed: &str, last_step: i64, now: i64) -> Option<i64> {
    let digits: String = typed
        .chars()
        .filter(|letter| !letter.is_whitespace() && *letter != '-')
        .map(latin)
        .collect();
    let is_code = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let step = is_code.then(|| codes(key).check(&digits, seconds(now)))??;
    i64::try_from(step).ok().filter(|step| *step > last_step)
}

/// Digits may be typed in Devanagari.
fn latin(letter: char) -> char {
    match letter {
        '०'..='९' => char::from_digit(letter as u32 - '०' as u32, 10).unwrap_or(letter),
        other => other,
    }
}

fn codes(key: &Key) -> Totp {
    let builder = Builder::new().with_skew(SKEW).with_secret(Secret::new_stack(key.0));
    builder.build().expect("twenty bytes and the standard's own settings")
}

fn seconds(at: i64) -> u64 {
    u64::try_from(at / 1_000_000).unwrap_or(0)
}

/// A recovery code, in groups of four letters and digits.
pub(super) fn recovery_code(bytes: [u8; RECOVERY]) -> String {
    let letters = base32(&bytes);
    let groups: Vec<&str> = (0..letters.len() / 4).map(|at| &letters[at * 4..at * 4 + 4]).collect();
    groups.join("-")
}

/// A recovery code as it is compared; none for what cannot be one. Those handed out before were of ten
/// and fifteen bytes, and still open once.
pub(super) fn recovery_key(typed: &str) -> Option<String> {
    let bare: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    let bare = bare.to_ascii_uppercase();
    let bytes = from_base32(&bare)?.len();
    matches!(bytes, 10 | 15 | RECOVERY).then_some(bare)
}

fn base32(bytes: &[u8]) -> String {
    let mut text = String::new();
    let (mut held, mut bits) = (0u32, 0);
    for byte in bytes {
        held = held << 8 | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(char::from(LETTERS[(held >> bits & 31) as usize]));
        }
        held &= (1 << bits) - 1;
    }
    if bits > 0 {
        text.push(char::from(LETTERS[(held << (5 - bits) & 31) as usize]));
    }
    text
}

fn from_base32(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let (mut held, mut bits) = (0u32, 0);
    for letter in text.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        let value = LETTERS.iter().position(|known| *known == letter.to_ascii_uppercase())?;
        held = held << 5 | u32::try_from(value).ok()?;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(held >> bits & 255).ok()?);
        }
        held &= (1 << bits) - 1;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The key of RFC 6238, appendix B.
    fn key() -> Key {
        Key(*b"12345678901234567890")
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        for (second, code) in
            [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")]
        {
            assert_eq!(code_at(&key(), second * 1_000_000), code);
            assert!(step_of(&key(), code, 0, second * 1_000_000).is_some());
        }
        assert_eq!(key().to_string(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert!(key().address("bpm.makdi").starts_with("otpauth://totp/Samuh:bpm.makdi?secret="));
        assert_eq!(format!("{:?}", key()), "Key(…)");
    }

    #[test]
    fn a_code_opens_once_in_its_minute_and_half() {
        let at = 1_111_111_109 * 1_000_000;
        let step = step_of(&key(), "081 804", 0, at).expect("right");
        assert_eq!(step_of(&key(), "०८१८०४", 0, at), Some(step), "in either digits");
        assert_eq!(step_of(&key(), "081804", step, at), None, "it was taken before");
        let second = 1_000_000;
        assert_eq!(step_of(&key(), "081804", 0, at + 30 * second), Some(step));
        assert_eq!(step_of(&key(), "081804", 0, at + 75 * second), None);
        for wrong in ["081805", "", "81804", "abcdef", "0818044"] {
            assert_eq!(step_of(&key(), wrong, 0, at), None, "{wrong}");
        }
    }

    #[test]
    fn a_recovery_code_is_known_however_it_is_typed() {
        let code = recovery_code([7; RECOVERY]);
        assert_eq!((code.len(), code.matches('-').count()), (39, 7), "{code}");
        let bare = recovery_key(&code).unwrap();
        assert_eq!(recovery_key(&code.to_lowercase().replace('-', " ")), Some(bare));
        assert_eq!(recovery_key("081804"), None);
        assert_eq!(recovery_key("0000-0000-0000-0000"), None);
    }

    proptest! {
        #[test]
        fn a_key_survives_its_text_and_no_text_panics(bytes: [u8; 20], text: String) {
            let key = Key(bytes);
            prop_assert_eq!(key.to_string().to_lowercase().parse::<Key>().unwrap(), key);
            let _ = (text.parse::<Key>().is_ok(), recovery_key(&text), step_of(&Key(bytes), &text, 0, 5));
        }
    }
}
