//! One-time codes (RFC 6238: six digits, thirty seconds, by SHA-1 or SHA-256) and how keys and recovery codes
//! are written. Pure.

use std::{fmt, str::FromStr};

use samuh_engine::{Error, Result};
use samuh_kernel::text::latin_digit;
use serde::Serialize;
use totp_rs::{Algorithm, Builder, Totp};

/// The letters of base 32 (RFC 4648), by which a key is typed where no camera reads it.
const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/// Whose codes these are, as the telephone shows it.
const ISSUER: &str = "Samuh";
/// Steps before and after the present one that a policy may let be taken, for telephones whose clock is off.
/// Source: RFC 6238, 5.2.
pub const MOST_STEPS: i64 = 1;
/// Random bytes of a recovery code: 160 bits, so that a plain hash keeps it and nobody guesses it (ASVS 6.5.2,
/// 11.5.1).
pub(super) const RECOVERY: usize = 20;

/// The digest that codes are made by (RFC 6238, 1.2). A key is as long as its digest (5.1), so that its length
/// says which one it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CodeDigest {
    /// What every telephone's app makes; the standard's appendix C has it as legacy.
    Sha1,
    /// Approved; many apps pass over it and show wrong codes.
    Sha256,
}

impl CodeDigest {
    /// Every digest.
    pub const ALL: [Self; 2] = [Self::Sha1, Self::Sha256];

    /// The code in the register: `sha1`, `sha256`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Sha1 => "sha1",
            Self::Sha256 => "sha256",
        }
    }

    /// The digest of a code; none for any other text.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|digest| digest.code() == code)
    }

    /// Bytes of a key.
    pub(super) fn length(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
        }
    }

    fn algorithm(self) -> Algorithm {
        match self {
            Self::Sha1 => Algorithm::SHA1,
            Self::Sha256 => Algorithm::SHA256,
        }
    }
}

/// What codes are made from. Shown as base 32.
#[derive(Clone, PartialEq, Eq)]
pub struct Key {
    digest: CodeDigest,
    bytes: Vec<u8>,
}

impl Key {
    /// The key of random bytes; none where no digest has keys of that length.
    pub(super) fn new(bytes: &[u8]) -> Option<Self> {
        let digest = CodeDigest::ALL.into_iter().find(|digest| digest.length() == bytes.len())?;
        Some(Self { digest, bytes: bytes.to_vec() })
    }

    /// The bytes as the register has them.
    pub(super) fn bytes(&self) -> Vec<u8> {
        self.bytes.clone()
    }

    /// The digest that its codes are made by.
    pub fn digest(&self) -> CodeDigest {
        self.digest
    }

    /// What a telephone reads off the page. SHA-1 is what it takes where nothing is said.
    pub fn address(&self, login: &str) -> String {
        let algorithm = match self.digest {
            CodeDigest::Sha1 => "",
            CodeDigest::Sha256 => "&algorithm=SHA256",
        };
        // A login has only letters that need no escaping.
        format!("otpauth://totp/{ISSUER}:{login}?secret={self}&issuer={ISSUER}{algorithm}")
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base32(&self.bytes))
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
        let key = from_base32(text).and_then(|bytes| Self::new(&bytes));
        key.ok_or_else(|| Error::fault("key_unreadable"))
    }
}

/// The code of a key at an instant (microseconds UTC), as a telephone shows it.
pub fn code_at(key: &Key, at: i64) -> String {
    codes(key, 0).generate(seconds(at)).to_string()
}

/// The step of the code that was typed, where it is right now, or was or will be within so many steps, and is
/// later than the last one taken: a code opens once.
pub(super) fn step_of(
    key: &Key,
    typed: &str,
    (last_step, steps): (i64, i64),
    now: i64,
) -> Option<i64> {
    let digits: String = typed
        .chars()
        .filter(|letter| !letter.is_whitespace() && *letter != '-')
        .map(latin_digit)
        .collect();
    let is_code = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let step = is_code.then(|| codes(key, steps).check(&digits, seconds(now)))??;
    i64::try_from(step).ok().filter(|step| *step > last_step)
}

fn codes(key: &Key, steps: i64) -> Totp {
    // More than the standard allows is never taken, whatever stands in the register.
    let skew = u16::try_from(steps.clamp(0, MOST_STEPS)).unwrap_or(0);
    let builder = Builder::new().with_algorithm(key.digest.algorithm()).with_skew(skew);
    let builder = builder.with_secret(key.bytes.as_slice());
    builder.build().expect("a key as long as its digest and the standard's own settings")
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

    /// The keys of RFC 6238, appendix B: each as long as its digest.
    fn key(digest: CodeDigest) -> Key {
        let digits = b"12345678901234567890123456789012";
        Key::new(&digits[..digest.length()]).unwrap()
    }

    /// RFC 6238, appendix B, with its errata: the second, and the codes by SHA-1 and SHA-256. They have eight
    /// digits there; six are their last six.
    const VECTORS: [(i64, &str, &str); 6] = [
        (59, "94287082", "46119246"),
        (1_111_111_109, "07081804", "68084774"),
        (1_111_111_111, "14050471", "67062674"),
        (1_234_567_890, "89005924", "91819424"),
        (2_000_000_000, "69279037", "90698825"),
        (20_000_000_000, "65353130", "77737706"),
    ];

    #[test]
    fn codes_are_those_of_the_standard_by_either_digest() {
        for (second, sha1, sha256) in VECTORS {
            for (digest, code) in [(CodeDigest::Sha1, sha1), (CodeDigest::Sha256, sha256)] {
                let (key, code, at) = (key(digest), &code[2..], second * 1_000_000);
                assert_eq!(code_at(&key, at), code, "{digest:?} {second}");
                assert_eq!(step_of(&key, code, (0, 0), at), Some(second / 30));
            }
            let other = step_of(&key(CodeDigest::Sha256), &sha1[2..], (0, 1), second * 1_000_000);
            assert_eq!(other, None, "a code of the other digest opens nothing");
        }
    }

    #[test]
    fn a_key_says_its_digest_by_its_length_and_the_telephone_is_told() {
        let sha1 = key(CodeDigest::Sha1);
        assert_eq!(sha1.to_string(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(
            sha1.address("bpm.makdi"),
            format!("otpauth://totp/Samuh:bpm.makdi?secret={sha1}&issuer=Samuh")
        );
        let sha256 = key(CodeDigest::Sha256);
        assert_eq!((sha256.to_string().len(), sha256.digest()), (52, CodeDigest::Sha256));
        assert!(sha256.address("bpm.makdi").ends_with("&issuer=Samuh&algorithm=SHA256"));
        assert_eq!(format!("{sha1:?}"), "Key(…)");
        for length in [0, 16, 19, 21, 31, 33, 64] {
            assert!(Key::new(&vec![7; length]).is_none(), "{length}");
        }
    }

    #[test]
    fn a_code_opens_once_in_its_minute_and_half() {
        let at = 1_111_111_109 * 1_000_000;
        let key = key(CodeDigest::Sha1);
        let step_of = |typed: &str, last_step, now| step_of(&key, typed, (last_step, 1), now);
        let step = step_of("081 804", 0, at).expect("right");
        assert_eq!(step_of("०८१८०४", 0, at), Some(step), "in either digits");
        assert_eq!(step_of("081804", step, at), None, "it was taken before");
        let second = 1_000_000;
        assert_eq!(step_of("081804", 0, at + 30 * second), Some(step));
        assert_eq!(step_of("081804", 0, at + 75 * second), None);
        for wrong in ["081805", "", "81804", "abcdef", "0818044"] {
            assert_eq!(step_of(wrong, 0, at), None, "{wrong}");
        }
    }

    #[test]
    fn by_a_policy_of_no_neighbour_steps_a_code_opens_within_its_thirty_seconds_only() {
        let second = 1_000_000;
        for digest in CodeDigest::ALL {
            let key = key(digest);
            // From the first to the last microsecond of a step.
            let (first, last) = (60 * second, 90 * second - 1);
            let code = code_at(&key, first);
            for at in [first, first + 15 * second, last] {
                assert_eq!(step_of(&key, &code, (0, 0), at), Some(2), "{digest:?} {at}");
            }
            for at in [first - 1, last + 1] {
                assert_eq!(step_of(&key, &code, (0, 0), at), None, "{digest:?} {at}");
                assert_eq!(step_of(&key, &code, (0, 1), at), Some(2), "twin: one step takes it");
            }
            assert_eq!(step_of(&key, &code, (0, 9), last + 60 * second), None, "never more");
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
        fn a_key_survives_its_text_and_no_text_panics(bytes: [u8; 32], text: String) {
            for digest in CodeDigest::ALL {
                let key = Key::new(&bytes[..digest.length()]).unwrap();
                let read = key.to_string().to_lowercase().parse::<Key>().unwrap();
                prop_assert_eq!(&read, &key);
                prop_assert_eq!(read.digest(), digest);
                let _ = step_of(&key, &text, (0, 1), 5);
            }
            let _ = (text.parse::<Key>().is_ok(), recovery_key(&text));
        }

        #[test]
        fn a_code_is_taken_in_as_many_steps_as_the_policy_says_and_in_no_other(
            bytes: [u8; 32], at in 0i64..4_000_000_000, off in -120i64..120, steps in 0i64..=1,
        ) {
            for digest in CodeDigest::ALL {
                let key = Key::new(&bytes[..digest.length()]).unwrap();
                let (made, now) = (at + 120, at + 120 + off);
                let code = code_at(&key, made * 1_000_000);
                let apart = (now / 30 - made / 30).abs();
                let taken = step_of(&key, &code, (0, steps), now * 1_000_000);
                if apart <= steps {
                    prop_assert!(taken.is_some());
                } else if let Some(step) = taken {
                    // Two steps may share a code: one in a million does.
                    prop_assert_eq!(code_at(&key, step * 30_000_000), code);
                    prop_assert!((step - now / 30).abs() <= steps);
                }
            }
        }
    }
}
