//! Headings made comparable: cut into words, spelled one way, particles aside.

use samuh_kernel::text;

/// Words that join others and tell nothing of a column.
const PARTICLES: &[&str] = &[
    "का",
    "कि",
    "के",
    "को",
    "में",
    "से",
    "है",
    "हैं",
    "क्या",
    "ka",
    "ki",
    "ke",
    "of",
    "the",
    "in",
    "for",
    "is",
];

/// The words of a heading in one spelling: "groupFormationDate" → group, formation, date. A zero
/// after a Devanagari letter is the sign of an abbreviation: "ग्रा०पं०".
pub(crate) fn words_of(heading: &str) -> Vec<String> {
    let mut spaced = String::with_capacity(heading.len() + 8);
    let mut before = ' ';
    for c in heading.chars() {
        if matches!(c, '0' | '०') && ('\u{900}'..'\u{964}').contains(&before) {
            spaced.push(' ');
            continue;
        }
        if c.is_uppercase() && (before.is_lowercase() || before.is_ascii_digit()) {
            spaced.push(' ');
        }
        spaced.push(c);
        before = c;
    }
    let folded = text::fold(&spaced);
    folded.split(' ').filter(|word| !word.is_empty()).map(short_vowels).map(spelt_out).collect()
}

/// Every word run together, particles too: "समूहका नाम" = "समूह का नाम".
pub(crate) fn run_together(words: &[String]) -> String {
    words.concat()
}

/// The words run together, particles left out: what is looked up. Spaces never matter.
pub(crate) fn joined(words: &[String]) -> String {
    words.iter().filter(|word| !is_particle(word)).map(String::as_str).collect()
}

/// As [`joined`], the words in one order: "सदस्य कुल" and "कुल सदस्य" meet.
pub(crate) fn sorted(words: &[String]) -> String {
    let mut kept: Vec<&str> =
        words.iter().filter(|word| !is_particle(word)).map(String::as_str).collect();
    kept.sort_unstable();
    kept.concat()
}

/// Words that may stand in brackets without changing what a heading names: forms, units, rules.
const REMARKS: &[&str] = &[
    "dd",
    "mm",
    "yy",
    "yyyy",
    "ddmmyyyy",
    "हिंदि",
    "hindi",
    "english",
    "अंग्रेजि",
    "mandatory",
    "अनिवार्य",
    "optional",
    "वैकल्पिक",
    "if",
    "any",
    "यदि",
    "हो",
    "अंक",
    "अंकों",
    "digit",
    "digits",
    "लाख",
    "lakh",
    "lakhs",
    "lac",
    "lacs",
    "करोड",
    "crore",
    "crores",
    "cr",
    "हजार",
    "thousand",
    "रुपये",
    "रुपए",
    "रुपयों",
    "रु",
    "rs",
    "inr",
    "rupees",
    "only",
    "केवल",
    "राशि",
    "amount",
    "y",
    "yes",
    "n",
    "हां",
    "नहिं",
    "code",
    "कोड",
    "lgd",
    "एलजिडि",
    "lokos",
    "लोकोस",
    "nrlm",
    "text",
    "number",
    "no",
    "नं",
    "संख्या",
    "per",
    "प्रति",
    "as",
    "अनुसार",
];

/// The text without brackets that only hold remarks; none when there are no such brackets.
pub(crate) fn without_remarks(heading: &str) -> Option<String> {
    let (kept, inside) = brackets_apart(heading)?;
    let remark = |word: &String| {
        is_particle(word)
            || REMARKS.contains(&word.as_str())
            || word.chars().all(|c| c.is_ascii_digit())
    };
    (!kept.trim().is_empty() && words_of(&inside).iter().all(remark)).then_some(kept)
}

/// What stands before a bracketed list of choices: "पद (अध्यक्ष/सचिव)"; none when there is none.
pub(crate) fn before_list(heading: &str) -> Option<&str> {
    let (before, list) = heading.split_once(['(', '['])?;
    (list.contains(['/', ',', '|']) && !before.trim().is_empty()).then_some(before)
}

fn brackets_apart(heading: &str) -> Option<(String, String)> {
    let (mut kept, mut inside, mut depth) = (String::new(), String::new(), 0_u32);
    for c in heading.chars() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(c),
            _ => inside.push(c),
        }
        if depth == 0 && !inside.is_empty() {
            inside.push(' ');
        }
    }
    (kept.len() < heading.len()).then_some((kept, inside))
}

/// The text without a leading number: "3. समूह का नाम"; none when there is none.
pub(crate) fn without_numbering(heading: &str) -> Option<&str> {
    let rest = heading.trim_start_matches(|c: char| {
        c.is_numeric() || c.is_whitespace() || matches!(c, '.' | ')' | '(' | '-' | ':')
    });
    (rest.len() < heading.len() && !rest.is_empty()).then_some(rest)
}

fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

/// One word for the usual short forms of "number" and "serial number".
fn spelt_out(word: String) -> String {
    match word.as_str() {
        "number" | "num" | "नं" | "नंबर" | "नम्बर" => "no".to_owned(),
        "सं" => "संख्या".to_owned(),
        "क्र" | "क्रं" => "क्रमांक".to_owned(),
        _ => word,
    }
}

/// Short i and u for long ones, so that a slip of the matra does not hide a heading.
fn short_vowels(word: &str) -> String {
    let short = |c| match c {
        'ी' => 'ि',
        'ू' => 'ु',
        'ई' => 'इ',
        'ऊ' => 'उ',
        other => other,
    };
    word.chars().map(short).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looked_up(heading: &str) -> String {
        joined(&words_of(heading))
    }

    #[test]
    fn spellings_of_one_heading_meet() {
        assert_eq!(looked_up("विकासखण्ड"), looked_up("विकास खंड"));
        assert_eq!(looked_up("groupFormationDate"), looked_up("Group Formation  Date"));
        assert_eq!(looked_up("shg_code"), looked_up("SHG Code*"));
        assert_eq!(looked_up("समूह का नाम"), looked_up("समूह  के नाम :"));
        assert_eq!(sorted(&words_of("सदस्य कुल")), sorted(&words_of("कुल सदस्य")));
    }

    #[test]
    fn different_headings_stay_apart() {
        assert_ne!(looked_up("अजा"), looked_up("अजजा"));
        assert_ne!(looked_up("Village Code"), looked_up("Village Name"));
        assert_ne!(looked_up("सदस्य"), looked_up("सदस्य संख्या"));
    }

    #[test]
    fn brackets_and_numbering_are_set_aside() {
        assert_eq!(without_remarks("दिनांक (dd/mm)").as_deref(), Some("दिनांक "));
        assert_eq!(without_remarks("सदस्य (अजा)"), None, "what is in brackets matters");
        assert_eq!(without_remarks("दिनांक"), None);
        assert_eq!(without_numbering("3. समूह"), Some("समूह"));
        assert_eq!(without_numbering("समूह"), None);
    }
}
