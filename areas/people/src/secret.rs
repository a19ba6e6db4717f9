//! Secrets handed out once: 256 random bits of which only the SHA-256 is kept.

use std::{fmt, str::FromStr};

use samuh_engine::{Error, Result};
use sha2::{Digest, Sha256};

/// What a session's cookie or a one-time link carries. Shown as 64 hexadecimal digits.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 32]);

impl Token {
    /// A new token from the machine's own randomness.
    ///
    /// # Errors
    /// `Broken` when the machine has no randomness to give.
    pub fn draw() -> Result<Self> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|error| Error::broken(format!("random: {error}")))?;
        Ok(Self(bytes))
    }

    /// The SHA-256 by which the register knows it.
    pub(crate) fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0).to_vec()
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

/// A token never reaches a log.
impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

impl FromStr for Token {
    type Err = Error;

    /// Reads what `Display` wrote; anything else is a token nobody has.
    fn from_str(text: &str) -> Result<Self> {
        let bytes = unhex(text).ok_or(Error::NotFound)?;
        Ok(Self(bytes.try_into().map_err(|_| Error::NotFound)?))
    }
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes of hexadecimal digits; none where it is not that.
pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_survives_its_text_and_two_are_never_the_same() {
        let (one, two) = (Token::draw().unwrap(), Token::draw().unwrap());
        assert_eq!(one.to_string().parse::<Token>().unwrap(), one);
        assert_ne!(one, two);
        assert_eq!((one.to_string().len(), one.hash().len()), (64, 32));
    }

    #[test]
    fn other_texts_are_no_tokens_and_a_log_sees_none() {
        for text in ["", "ab", "é".repeat(32).as_str(), &"g".repeat(64), &"0".repeat(66)] {
            assert!(matches!(text.parse::<Token>(), Err(Error::NotFound)), "{text}");
        }
        assert_eq!(format!("{:?}", Token::draw().unwrap()), "Token(…)");
    }
}
