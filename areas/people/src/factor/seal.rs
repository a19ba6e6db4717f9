//! How keys of one-time codes lie in the register: sealed with the key of the machine, so that a copy of the
//! database alone opens nothing. ChaCha20-Poly1305 (RFC 8439), bound to district and account, so that no
//! sealed key serves another account.

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use samuh_engine::{Error, Result};

use super::rules::Key;

/// The way of sealing that a row's first byte names; a key that lies open has no such byte.
const FIRST: u8 = 1;

/// The key that lies open in the register; none where it is sealed, which makes it longer than any key.
pub(super) fn lying_open(kept: &[u8]) -> Option<Key> {
    Key::new(kept)
}

/// What seals and opens the keys of a machine's accounts.
pub struct Seal(LessSafeKey);

impl Seal {
    /// Of the 32 random bytes of the machine's key file.
    ///
    /// # Errors
    /// `Broken` where the cipher does not take them.
    pub fn new(bytes: &[u8; 32]) -> Result<Self> {
        let key = UnboundKey::new(&CHACHA20_POLY1305, bytes);
        let key = key.map_err(|_| Error::broken("a key that the cipher does not take"))?;
        Ok(Self(LessSafeKey::new(key)))
    }

    /// A key as the register keeps it.
    pub(super) fn seal(&self, place: (i64, i64), key: &Key) -> Result<Vec<u8>> {
        let mut nonce = [0; NONCE_LEN];
        getrandom::fill(&mut nonce).map_err(|error| Error::broken(format!("random: {error}")))?;
        let mut sealed = key.bytes();
        let with = Nonce::assume_unique_for_key(nonce);
        let done = self.0.seal_in_place_append_tag(with, Aad::from(bound(place)), &mut sealed);
        done.map_err(|_| Error::broken("a key that cannot be sealed"))?;
        Ok([&[FIRST][..], &nonce, &sealed].concat())
    }

    /// The key that was sealed; none where another machine's key did it, or somebody changed it.
    pub(super) fn open(&self, place: (i64, i64), kept: &[u8]) -> Option<Key> {
        let (first, rest) = kept.split_first()?;
        let (nonce, sealed) = rest.split_first_chunk::<{ NONCE_LEN }>()?;
        let with = Nonce::assume_unique_for_key(*nonce);
        let mut sealed = sealed.to_vec();
        let open = (*first == FIRST).then(|| {
            self.0.open_in_place(with, Aad::from(bound(place)), &mut sealed).ok().map(|key| &*key)
        })??;
        Key::new(open)
    }
}

/// A key never reaches a log.
impl std::fmt::Debug for Seal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seal(…)")
    }
}

/// Whose key it is, as the seal knows it.
fn bound((district_id, account_id): (i64, i64)) -> Vec<u8> {
    [b"samuh second factor".as_slice(), &district_id.to_le_bytes(), &account_id.to_le_bytes()]
        .concat()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::factor::CodeDigest;

    fn seal(byte: u8) -> Seal {
        Seal::new(&[byte; 32]).unwrap()
    }

    #[test]
    fn a_sealed_key_opens_for_its_account_on_its_machine_and_nowhere_else() {
        for digest in CodeDigest::ALL {
            let key = Key::new(&vec![7; digest.length()]).unwrap();
            let kept = seal(1).seal((643, 5), &key).unwrap();
            let plain = |part: &[u8]| part.iter().all(|byte| *byte == 7);
            assert!(!kept.windows(digest.length()).any(plain), "it does not lie open");
            assert!(lying_open(&kept).is_none() && lying_open(&key.bytes()).is_some());
            assert!(seal(1).open((643, 5), &kept) == Some(key.clone()));
            assert!(seal(2).open((643, 5), &kept).is_none(), "another machine's");
            assert!(seal(1).open((643, 6), &kept).is_none(), "moved to another account");
            assert!(seal(1).open((644, 5), &kept).is_none(), "or district");
            let again = seal(1).seal((643, 5), &key).unwrap();
            assert_ne!(kept, again, "never sealed alike twice");
            for at in 0..kept.len() {
                let mut changed = kept.clone();
                changed[at] ^= 1;
                assert!(seal(1).open((643, 5), &changed).is_none(), "byte {at}");
            }
        }
    }

    proptest! {
        #[test]
        fn whatever_stands_in_the_register_breaks_nothing(kept: Vec<u8>) {
            prop_assert!(seal(1).open((1, 1), &kept).is_none());
        }
    }
}
