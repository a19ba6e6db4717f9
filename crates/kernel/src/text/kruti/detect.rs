//! Is this Kruti Dev, or Latin letters that mean themselves? Told by what the font would draw and
//! by which characters follow each other; how a column's words are read stands in `verdict`.

use super::convert::converted;
use super::glyphs::glyph;
use super::pairs::{place, weight};
use super::verdict::{Verdict, verdict};

/// True where the text alone shows that it is Kruti Dev 010. A short word that could be a Latin
/// name is left alone: its column decides ([`looks_legacy_column`]).
pub fn looks_legacy(s: &str) -> bool {
    let evidence = evidence(s);
    evidence.letters >= 3
        && evidence.score >= CERTAIN
        && !reads_as_latin(s)
        && verdict(s) == Verdict::Kruti
}

/// True where a column's values, taken together, are Kruti Dev 010. Figures, empty values and
/// values that are Hindi already say nothing either way. Where Latin names stand between them, a third
/// in the font are enough: each value is judged for itself afterwards.
pub fn looks_legacy_column(values: &[&str]) -> bool {
    let (mut score, mut speaking, mut hindi) = (0, 0usize, 0usize);
    let (mut certain, mut typed) = (0usize, 0usize);
    for value in values {
        let evidence = evidence(value);
        if evidence.letters == 0 {
            continue;
        }
        speaking += 1;
        score += evidence.score.clamp(-CERTAIN, CERTAIN);
        hindi += usize::from(evidence.score > 0 && is_hindi(value));
        certain += usize::from(looks_legacy(value));
        typed += usize::from(verdict(value) == Verdict::Kruti);
    }
    let is_mixed = certain >= 1 && typed >= 2 && typed * 10 >= speaking * 3;
    is_mixed || (score >= CERTAIN && hindi * 10 >= speaking * 7)
}

/// Half nats that make a text certain: 8,000 to 1.
pub(super) const CERTAIN: i32 = 18;

pub(super) struct Evidence {
    pub(super) score: i32,
    /// Characters that the font draws as letters; none for text with letters of other alphabets.
    pub(super) letters: usize,
}

pub(super) fn evidence(s: &str) -> Evidence {
    let (mut score, mut letters, mut before) = (0, 0, 0);
    for c in s.chars().chain([' ']) {
        if !c.is_ascii() && glyph(c).is_none() && !matches!(c, '‘' | '’' | '“' | '”') {
            return Evidence { score: 0, letters: 0 };
        }
        letters += usize::from(c.is_ascii_alphabetic() || !c.is_ascii());
        let place = place(c);
        if before != 0 || place != 0 {
            score += weight(before, place);
        }
        before = place;
    }
    Evidence { score, letters }
}

/// A name never met before may still be one: letters only, capitals in front, a third vowels.
fn reads_as_latin(s: &str) -> bool {
    let (mut vowels, mut letters, mut inside) = (0, 0, false);
    for byte in s.trim().bytes() {
        match byte {
            b' ' => {}
            b'A'..=b'Z' if inside => return false,
            b'a'..=b'z' | b'A'..=b'Z' => {
                letters += 1;
                vowels += usize::from(b"aeiouAEIOU".contains(&byte));
            }
            _ => return false,
        }
        inside = byte != b' ';
    }
    vowels * 3 >= letters
}

pub(super) fn is_hindi(s: &str) -> bool {
    converted(s).1 == 0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::kruti::to_unicode;

    const LEGACY: [(&str, &str); 26] = [
        ("vkius tks dgk gS og lgh gS", "आपने जो कहा है वह सही है"),
        ("y{eh efgyk lewg", "लक्ष्मी महिला समूह"),
        ("xzke iapk;r", "ग्राम पंचायत"),
        ("dksaMkxkao", "कोंडागांव"),
        ("i=koyh dk voyksdu fd;k x;kA", "पत्रावली का अवलोकन किया गया।"),
        ("{ks= dk dk;Z", "क्षेत्र का कार्य"),
        ("'kfDr efgyk lewg", "शक्ति महिला समूह"),
        ("fLFkfr vkSj fodkl", "स्थिति और विकास"),
        ("nqxkZ Lo lgk;rk lewg", "दुर्गा स्व सहायता समूह"),
        ("o\"kkZ _rq", "वर्षा ऋतु"),
        ("ubZ fdj.k", "नई किरण"),
        ("d`\".kk dqekjh", "कृष्णा कुमारी"),
        ("—\".kk dqekjh", "कृष्णा कुमारी"),
        ("cM+sjktiqj", "बड़ेराजपुर"),
        ("iw.kZ djsa", "पूर्ण करें"),
        ("izfr'kr jkf'k", "प्रतिशत राशि"),
        ("fo|k nsoh", "विद्या देवी"),
        ("jk\"Vªh; vkthfodk fe'ku", "राष्ट्रीय आजीविका मिशन"),
        ("m|ku foHkkx", "उद्यान विभाग"),
        ("Kkus'ojh", "ज्ञानेश्वरी"),
        ("J)k", "श्रद्धा"),
        ("fnukad%& ƒ†@å‡", "दिनांक:- १४/०५"),
        ("izkFkfed fo|ky;", "प्राथमिक विद्यालय"),
        ("mRifÙk", "उत्पत्ति"),
        ("mez ¼o\"kZ½", "उम्र (वर्ष)"),
        ("dkWyst", "कॉलेज"),
    ];

    #[test]
    fn the_font_is_read_as_its_writers_meant_it() {
        for (legacy, hindi) in LEGACY {
            assert_eq!(to_unicode(legacy), hindi, "{legacy}");
        }
    }

    #[test]
    fn text_in_the_font_is_told() {
        let missed: Vec<&str> = LEGACY
            .iter()
            .map(|(legacy, _)| *legacy)
            .filter(|legacy| !looks_legacy(legacy))
            .collect();
        assert_eq!(missed, ["J)k", "fnukad%& ƒ†@å‡", "dkWyst"], "short ones wait for their column");
    }

    #[test]
    fn latin_names_codes_and_addresses_are_left_alone() {
        for latin in [
            "Jai Maa Laxmi SHG",
            "SARTHI",
            "UMEED",
            "RADHA KRISHANA",
            "JIWAN JYOTI",
            "jai maa danteshwari",
            "Kondagaon",
            "ram.kumar@nic.in",
            "SHG-001",
            "CBIN0281738",
            "R&D",
            "D'Souza",
            "M/S Verma & Sons",
            "shg_code",
            "http://nrlm.gov.in/a?b=c&d=e",
            "J",
            "A",
            "kg",
            "of",
            "you",
            "Vikas Khand",
            "Om Shanti",
            "groupFormationDate",
            "Village Name (In English)",
            "Kukrel",
            "Kosmi",
            "Kudur",
            "Makdi",
            "Kibai Balenga",
            "",
            " ",
            "12,500",
            "12/02/2026",
            "+91 98765 43210",
            "लक्ष्मी",
            "लक्ष्मी SHG",
            "|---|---|",
            "vk ks",
            "Café",
        ] {
            assert!(!looks_legacy(latin), "{latin}");
        }
    }

    #[test]
    fn a_column_of_short_words_decides_together() {
        assert!(looks_legacy_column(&["lhrk", "xhrk", "jk/kk", "12", "", "lqeu"]));
        assert!(!looks_legacy("lhrk") && verdict("lhrk") == Verdict::Kruti);
        assert!(looks_legacy_column(&[
            "y{eh efgyk lewg",
            "Ekta",
            "Jai nqxkZ",
            "t; eka",
            "EKTA SHG"
        ]));
        assert!(!looks_legacy_column(&["Sita", "Gita", "Radha", "Suman"]));
        assert!(!looks_legacy_column(&["SITA", "GEETA", "KUKREL", "vkiuk"]));
        assert!(!looks_legacy_column(&["सीता", "गीता"]));
        assert!(!looks_legacy_column(&["", "12", "-"]));
        assert_eq!(verdict("SHG Kondagaon"), Verdict::Plain);
        assert_eq!(verdict("सीता"), Verdict::Plain);
    }

    proptest! {
        #[test]
        fn no_text_panics(text: String) {
            let _ = (looks_legacy(&text), verdict(&text), to_unicode(&text));
        }

        #[test]
        fn no_run_of_glyphs_panics(text in "[a-zA-Z;{}\\[\\]'\"=./,+^&<>?~`#:%|_ÆÇÉÊ±îª‚ ]{0,24}") {
            let _ = (looks_legacy(&text), verdict(&text), to_unicode(&text));
        }
    }
}
