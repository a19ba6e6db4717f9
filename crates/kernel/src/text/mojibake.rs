//! Hindi that was saved as UTF-8 and opened as Windows-1252 or Latin-1 (`à¤²à¤…`): read back where
//! it is exact.

/// The text before it was mangled; none unless every character goes back to one byte, the bytes
/// are UTF-8, and Hindi or typographic signs come out.
pub(crate) fn unmangled(s: &str) -> Option<String> {
    if !s.chars().any(|c| matches!(c, 'à' | 'â' | 'Â' | 'ï')) {
        return None;
    }
    let bytes: Option<Vec<u8>> = s.chars().map(windows_1252_byte).collect();
    let text = String::from_utf8(bytes?).ok()?;
    let certain = text
        .chars()
        .any(|c| matches!(c, '\u{900}'..='\u{97f}' | '\u{2010}'..='\u{2026}' | '₹' | '\u{a0}' | '\u{feff}'));
    certain.then_some(text)
}

/// What Windows-1252 shows for the bytes 0x80 to 0x9F; the five unused ones pass as controls.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// True for text whose letters are lost for good: mangled Hindi with a byte gone, question marks
/// instead of letters, or the sign for an unreadable letter.
pub(crate) fn is_lost(s: &str) -> bool {
    // Almost every cell has none of these signs, and is not looked at again.
    let marks = s.matches('?').count();
    let mangled = || s.matches("à¤").count() + s.matches("à¥").count();
    s.contains('\u{fffd}')
        || (marks >= 2 && !s.chars().any(char::is_alphanumeric))
        || (s.contains('à') && mangled() >= 2)
}

fn windows_1252_byte(c: char) -> Option<u8> {
    match u32::from(c) {
        code @ 0..=0xff => u8::try_from(code).ok(),
        _ => HIGH.iter().position(|high| *high == c).and_then(|at| u8::try_from(0x80 + at).ok()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn mangled(text: &str) -> String {
        let shown = |byte| match byte {
            0x80..=0x9f => HIGH[usize::from(byte) - 0x80],
            _ => char::from(byte),
        };
        text.bytes().map(shown).collect()
    }

    #[test]
    fn mangled_hindi_is_read_back() {
        assert_eq!(unmangled("à¤²à¤•à¥\u{8d}à¤·à¥\u{8d}à¤®à¥€").as_deref(), Some("लक्ष्मी"));
        assert_eq!(unmangled("Sitaâ€™s").as_deref(), Some("Sita’s"));
    }

    #[test]
    fn the_same_through_latin_1_is_read_back() {
        let latin_1: String = "लक्ष्मी समूह".bytes().map(char::from).collect();
        assert_eq!(unmangled(&latin_1).as_deref(), Some("लक्ष्मी समूह"));
    }

    #[test]
    fn letters_lost_for_good_are_known_and_honest_text_is_not() {
        for lost in ["?????? ????", "à¤²à¤•à¥à¤·à¥à¤®à¥€", "सु\u{fffd}ीता"]
        {
            assert!(is_lost(lost), "{lost}");
        }
        for honest in ["लक्ष्मी", "Sita?", "?", "क्या?", "à la carte", "12 ??", "-"]
        {
            assert!(!is_lost(honest), "{honest}");
        }
    }

    #[test]
    fn a_lost_byte_or_an_honest_accent_is_left_alone() {
        for honest in ["à¤²à¤•à¥à¤·à¥à¤®à¥€", "Café", "à la carte", "Ã©tude", "लक्ष्मी", "y{eh dsUæ"]
        {
            assert_eq!(unmangled(honest), None, "{honest}");
        }
    }

    proptest! {
        #[test]
        fn any_hindi_comes_back_exactly(text in "[क-हा-ौ्ं ]{1,20}") {
            prop_assume!(text.trim() != "");
            prop_assert_eq!(unmangled(&mangled(&text)), Some(text));
        }

        #[test]
        fn no_text_panics(text: String) {
            let _ = unmangled(&text);
        }
    }
}
