//! Secrets handed out once: 256 random bits of which only the SHA-256 is kept.

use std::{fmt, str::FromStr};

use samuh_engine::{Error, Result};
use samuh_kernel::{
    fault::{Fault, Faults},
    text::latin_digit,
};
use sha2::{Digest, Sha256};

/// What a session's cookie carries. Shown as 64 hexadecimal digits.
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

/// The letters of a code that is read off paper and typed: Crockford's base 32, which has no I, L, O and U.
const PAPER: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Letters of a code, each of five random bits: 150 bits, so that a plain hash keeps it and nobody guesses it
/// (ASVS 11.5.1).
const LETTERS: usize = 30;
/// Letters of a group.
const GROUP: usize = 5;
/// Digits of the tokens that links carried before there were codes; they run out after three days.
const BEFORE: usize = 64;

/// What a one-time link carries: a code that is typed as well. Shown in groups of five letters.
#[derive(Clone, PartialEq, Eq)]
pub struct LinkCode(String);

impl LinkCode {
    /// A new code from the machine's own randomness.
    ///
    /// # Errors
    /// `Broken` when the machine has no randomness to give.
    pub fn draw() -> Result<Self> {
        let mut bytes = [0; LETTERS];
        getrandom::fill(&mut bytes).map_err(|error| Error::broken(format!("random: {error}")))?;
        Ok(Self(bytes.iter().map(|byte| char::from(PAPER[usize::from(byte & 31)])).collect()))
    }

    /// The SHA-256 by which the register knows it.
    pub(crate) fn hash(&self) -> Vec<u8> {
        let before = (self.0.len() == BEFORE).then(|| unhex(&self.0)).flatten();
        Sha256::digest(before.as_deref().unwrap_or(self.0.as_bytes())).to_vec()
    }

    /// The address of the page that takes it, with the code behind the `#`: no browser sends that part.
    pub fn address(&self) -> String {
        format!("/invitation#{self}")
    }
}

impl fmt::Display for LinkCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.len() == BEFORE {
            return f.write_str(&self.0.to_ascii_lowercase());
        }
        for (at, letter) in self.0.chars().enumerate() {
            if at > 0 && at % GROUP == 0 {
                f.write_str("-")?;
            }
            write!(f, "{letter}")?;
        }
        Ok(())
    }
}

/// A code never reaches a log.
impl fmt::Debug for LinkCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LinkCode(…)")
    }
}

impl FromStr for LinkCode {
    type Err = Error;

    /// Reads what somebody typed or pasted, be it the whole link: in any case, with or without spaces and
    /// dashes, an O for a nought, an I or L for a one, and digits of either script.
    fn from_str(text: &str) -> Result<Self> {
        let text = text.rsplit(['#', '/']).next().unwrap_or_default();
        let is_between = |letter: &char| letter.is_whitespace() || "-‐‑‒–—_.".contains(*letter);
        let plain = |letter: char| match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => latin_digit(other),
        };
        let bare: String = text.chars().filter(|letter| !is_between(letter)).map(plain).collect();
        let is_code = match bare.len() {
            LETTERS => bare.bytes().all(|letter| PAPER.contains(&letter)),
            BEFORE => bare.bytes().all(|letter| letter.is_ascii_hexdigit()),
            _ => false,
        };
        if is_code { Ok(Self(bare)) } else { Err(Error::Faults(odd())) }
    }
}

fn odd() -> Faults {
    Fault::at("code", "link_code_odd").with("letters", LETTERS).into()
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

    #[test]
    fn a_code_of_a_link_is_known_however_it_is_typed_or_pasted() {
        let code: LinkCode = "0123456789ABCDEFGHJKMNPQRSTVWX".parse().unwrap();
        assert_eq!(code.to_string(), "01234-56789-ABCDE-FGHJK-MNPQR-STVWX");
        assert_eq!(code.address(), "/invitation#01234-56789-ABCDE-FGHJK-MNPQR-STVWX");
        for typed in [
            "01234-56789-ABCDE-FGHJK-MNPQR-STVWX",
            " 01234 56789 abcde fghjk mnpqr stvwx ",
            "oi234–56789–abcde–fghjk–mnpqr–stvwx",
            "OL234-56789-ABCDE-FGHJK-MNPQR-STVWX",
            "०१२३४-५६७८९-ABCDE-FGHJK-MNPQR-STVWX",
            "https://samuh.example/invitation#01234-56789-ABCDE-FGHJK-MNPQR-STVWX",
        ] {
            assert!(typed.parse::<LinkCode>().unwrap() == code, "{typed}");
        }
        for odd in
            ["", "01234", "U1234-56789-ABCDE-FGHJK-MNPQR-STVWX", &"0".repeat(31), &"g".repeat(64)]
        {
            assert!(matches!(odd.parse::<LinkCode>(), Err(Error::Faults(_))), "{odd}");
        }
        assert_eq!(format!("{code:?}"), "LinkCode(…)");
    }

    #[test]
    fn the_token_of_a_link_of_before_is_the_same_token() {
        let token = Token::draw().unwrap();
        for typed in [token.to_string(), format!("http://office/invitation/{token}")] {
            let code: LinkCode = typed.parse().unwrap();
            assert_eq!((code.hash(), code.to_string()), (token.hash(), token.to_string()));
        }
    }

    proptest::proptest! {
        #[test]
        fn every_code_drawn_is_read_again_and_no_text_panics(text: String) {
            let (one, two) = (LinkCode::draw().unwrap(), LinkCode::draw().unwrap());
            let typed = one.to_string().to_lowercase().replace('-', " ");
            proptest::prop_assert_eq!(typed.parse::<LinkCode>().unwrap().hash(), one.hash());
            proptest::prop_assert!(one != two && one.hash() != two.hash());
            proptest::prop_assert_eq!(one.to_string().len(), 35);
            let _ = text.parse::<LinkCode>().is_ok();
        }
    }
}
