//! The numbers of an order with what they count.

use std::sync::LazyLock;

use regex::Regex;

use super::{
    model::{Quantity, QuantityKind},
    word::Words,
};

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:^| )(?P<rs>रु |रू |रुपये )?(?P<number>\d{1,15}(?:\.\d{1,2})?)",
        r"(?: (?P<scale>हजार|लाख|करोड))?(?: (?P<of>[^ 0-9]+))?"
    ))
    .expect("a pattern")
});

/// Words after a number that make it a time, a date or a number of a list: no quantity.
const NOT_COUNTED: [&str; 32] = [
    "दिन",
    "दिनों",
    "दिवस",
    "दिवसों",
    "घंटे",
    "घंटों",
    "माह",
    "महीने",
    "सप्ताह",
    "हफ्ते",
    "बजे",
    "तारीख",
    "जनवरी",
    "फरवरी",
    "मार्च",
    "अप्रैल",
    "मई",
    "जून",
    "जुलाई",
    "अगस्त",
    "सितंबर",
    "सितम्बर",
    "अक्टूबर",
    "नवंबर",
    "दिसंबर",
    "वर्ष",
    "साल",
    "तक",
    "को",
    "में",
    "के",
    "अक्तूबर",
];

/// The quantities in the order of the text. A number beyond what is counted here is left out.
pub(super) fn find(words: &Words) -> Vec<Quantity> {
    NUMBER.captures_iter(&words.line).filter_map(|found| quantity(words, &found)).collect()
}

fn quantity(words: &Words, found: &regex::Captures<'_>) -> Option<Quantity> {
    let number = found.name("number")?;
    let after = found.name("of").map_or("", |of| of.as_str());
    let list_number = number.start() == 0 && after.is_empty();
    if NOT_COUNTED.contains(&after) || list_number || is_dated(words, number.end()) {
        return None;
    }
    let (whole, part) = number.as_str().split_once('.').unwrap_or((number.as_str(), "0"));
    let part: i64 = format!("{part:0<2}").parse().ok()?;
    let scale = match found.name("scale").map_or("", |scale| scale.as_str()) {
        "हजार" => 1_000,
        "लाख" => 100_000,
        "करोड" => 10_000_000,
        _ => 1,
    };
    let hundredths =
        whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(part)?.checked_mul(scale)?;
    let kind = match after {
        "रुपये" | "रुपए" | "रूपये" | "रूपए" | "रुपयों" | "रु" => {
            QuantityKind::Rupees
        }
        "प्रतिशत" | "फीसदी" => QuantityKind::Percent,
        _ if found.name("rs").is_some() => QuantityKind::Rupees,
        _ => QuantityKind::Count,
    };
    let of = found.name("of").map_or(String::new(), |of| {
        let word = &words.list[words.at(of.start())];
        words.text[word.from..word.to].to_owned()
    });
    Some(Quantity { kind, hundredths, of })
}

/// `15/12/2026`, `15-12`, `05.11.2026`, `20-20`: digits on both sides of a sign.
fn is_dated(words: &Words, byte: usize) -> bool {
    let at = words.at(byte.saturating_sub(1));
    let word = &words.list[at];
    let sign = |c: char| matches!(c, '/' | '-' | '.');
    let next =
        words.text[word.to..].strip_prefix(sign).is_some_and(|s| s.starts_with(char::is_numeric));
    let before =
        words.text[..word.from].strip_suffix(sign).is_some_and(|s| s.ends_with(char::is_numeric));
    next || before
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_with_what_they_count() {
        let found =
            find(&Words::of("85 बच्चों, 50 प्रतिशत प्रकरण और 9.60 लाख रुपये 7 दिवस में, 15/12/2026 तक"));
        let said: Vec<_> = found.iter().map(|q| (q.kind, q.hundredths, q.of.as_str())).collect();
        assert_eq!(
            said,
            [
                (QuantityKind::Count, 8_500, "बच्चों"),
                (QuantityKind::Percent, 5_000, "प्रतिशत"),
                (QuantityKind::Rupees, 96_000_000, "रुपये"),
            ]
        );
    }

    #[test]
    fn a_number_too_long_to_count_is_left_out() {
        assert!(find(&Words::of("999999999999999 करोड समूह")).is_empty());
    }
}
