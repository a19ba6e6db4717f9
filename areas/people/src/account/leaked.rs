//! Passwords that stand on lists of leaked ones, known by their hashes: nobody reads here what others
//! chose, and nobody is asked over a network.

use sha2::{Digest as _, Sha256};

/// How much of a hash is kept, bytes: among so many words chance hits one in two thousand million.
const KEPT: usize = 6;

/// The beginnings of the SHA-256 of every password of ten letters or more among the million commonest of
/// ten million leaked ones, in lower case, sorted. Source: `data/LICENSE.md`.
const HASHES: &[u8] = include_bytes!("../../../../data/leaked-passwords.hashes");

/// True where a word in lower case stands on the list; of fewer than ten letters none does.
pub(super) fn is_leaked(word: &str) -> bool {
    let hash = Sha256::digest(word.as_bytes());
    let (known, _) = HASHES.as_chunks::<KEPT>();
    known.binary_search_by(|one| one.as_slice().cmp(&hash[..KEPT])).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_whole_sorted_and_has_no_word_twice() {
        let (known, rest) = HASHES.as_chunks::<KEPT>();
        assert!(rest.is_empty());
        assert_eq!(known.len(), 112_130, "docs/asvs.md, 6.2.4, says how many");
        assert!(known.is_sorted_by(|one, next| one < next));
    }

    #[test]
    fn common_and_leaked_words_are_known_and_ones_own_are_not() {
        // The first, the three thousandth and the last of those with ten letters or more.
        for word in ["qwertyuiop", "1qaz2wsx3edc", "pianoforte", "manchester", "vjht123jltccf"] {
            assert!(is_leaked(word), "{word}");
        }
        for word in ["", "qwerty", "QWERTYUIOP", "mahua-aur-sal-77", "महुआ का पेड़"]
        {
            assert!(!is_leaked(word), "{word}");
        }
    }
}
