//! Tidying of typed text: NFC, no invisible characters, single spaces.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Text as it is kept: NFC, invisible characters out, runs of space made one, ends trimmed.
pub fn tidy(s: &str) -> String {
    tidied(s).text.into_owned()
}

/// Tidied text and what had to be done beyond trimming.
pub(crate) struct Tidied<'a> {
    /// The text; borrowed when it was clean but for its ends.
    pub(crate) text: Cow<'a, str>,
    /// Joiners, no-break spaces or other unseen characters went out.
    pub(crate) joiners: bool,
    /// The same letters stood in another Unicode spelling, or control characters went out.
    pub(crate) encoding: bool,
}

/// [`tidy`] with the account of it. Clean text costs no allocation.
pub(crate) fn tidied(s: &str) -> Tidied<'_> {
    let ends = s.trim_matches(' ');
    if is_plain(ends) {
        return Tidied { text: Cow::Borrowed(ends), joiners: false, encoding: false };
    }
    let (mut joiners, mut encoding) = (false, false);
    let mut text = String::with_capacity(s.len());
    for c in s.chars() {
        match unseen(c) {
            Unseen::No => text.push(c),
            Unseen::Space => push_space(&mut text),
            Unseen::OddSpace => {
                joiners = true;
                push_space(&mut text);
            }
            Unseen::Joiner => joiners = true,
            Unseen::Control => encoding = true,
        }
    }
    text.truncate(text.trim_end_matches(' ').len());
    if is_nfc_quick(text.chars()) != IsNormalized::Yes {
        let composed: String = text.nfc().collect();
        encoding |= composed != text;
        text = composed;
    }
    Tidied { text: Cow::Owned(text), joiners, encoding }
}

enum Unseen {
    No,
    Space,
    OddSpace,
    Joiner,
    Control,
}

fn unseen(c: char) -> Unseen {
    match c {
        ' ' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
            Unseen::Space
        }
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
            Unseen::OddSpace
        }
        '\u{ad}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}' => Unseen::Joiner,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => Unseen::Control,
        _ => Unseen::No,
    }
}

fn push_space(text: &mut String) {
    if !text.is_empty() && !text.ends_with(' ') {
        text.push(' ');
    }
}

/// True for visible ASCII and Hindi whose spelling NFC leaves alone, with single spaces.
fn is_plain(s: &str) -> bool {
    let mut before = '\0';
    s.chars().all(|c| {
        let is_letter = match c {
            ' ' => before != ' ',
            '!'..='~' => true,
            '\u{93c}' | '\u{951}'..='\u{954}' | '\u{958}'..='\u{95f}' => false,
            _ => ('\u{900}'..='\u{97f}').contains(&c),
        };
        before = c;
        is_letter
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn hindi_that_is_called_plain_is_its_own_nfc() {
        let letters: Vec<char> = ('\u{900}'..='\u{97f}').collect();
        for one in &letters {
            for other in &letters {
                let pair: String = [*one, *other].iter().collect();
                assert!(
                    !is_plain(&pair) || pair.nfc().eq(pair.chars()),
                    "{}",
                    pair.escape_unicode()
                );
            }
        }
    }

    #[test]
    fn joiners_and_odd_spaces_go_and_are_told() {
        for dirty in
            ["लक्ष्\u{200d}मी  देवी", "लक्ष्मी\u{a0}देवी", "\u{feff}लक्ष्मी देवी\u{200b}", "लक्\u{ad}ष्मी देवी"]
        {
            let clean = tidied(dirty);
            assert_eq!(clean.text, "लक्ष्मी देवी");
            assert_eq!((clean.joiners || !dirty.contains('\u{a0}'), clean.encoding), (true, false));
        }
    }

    #[test]
    fn both_spellings_of_a_dotted_letter_become_one() {
        let precomposed = tidied("बड\u{93c}ेराजपुर");
        let other = tidied("ब\u{95c}ेराजपुर");
        assert_eq!(precomposed.text, other.text);
        assert!(!precomposed.encoding && other.encoding);
    }

    #[test]
    fn clean_text_and_trimmed_ends_are_no_repair() {
        for clean in ["Jai Maa Laxmi SHG", "  केशकाल ", "दो\nपंक्ति", ""]
        {
            let clean = tidied(clean);
            assert!(!clean.joiners && !clean.encoding);
        }
        assert_eq!(tidy("  केशकाल \t खास "), "केशकाल खास");
    }

    proptest! {
        #[test]
        fn tidying_twice_changes_nothing(s: String) {
            let once = tidy(&s);
            prop_assert_eq!(tidy(&once), once);
        }

        #[test]
        fn tidying_marks_and_joiners_twice_changes_nothing(s in "[ \u{a0}\u{200d}\u{93c}\u{94d}कडनसरळे́e\u{ad}ऩ]{0,12}") {
            let once = tidy(&s);
            prop_assert_eq!(tidy(&once), once);
        }
    }
}
