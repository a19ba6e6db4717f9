//! Aadhaar numbers are recognised so that they can be refused (ARCHITECTURE, identity numbers).

use super::shown;
use crate::sheet::Cell;

/// True for twelve digits with a first digit 2–9 and a right Verhoeff check digit, whatever
/// spaces, hyphens, +91, leading zeros or Devanagari digits stand around them.
pub fn looks_like_aadhaar(text: &str) -> bool {
    let mut digits = [0u8; 16];
    let mut count = 0;
    let text = text.trim().trim_start_matches('\'');
    let text = text.strip_prefix("+91").unwrap_or(text);
    for c in text.chars() {
        let digit = match c {
            '0'..='9' => u32::from(c) - u32::from('0'),
            '०'..='९' => u32::from(c) - u32::from('०'),
            ' ' | '-' | '–' | '\u{a0}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {
                continue;
            }
            _ => return false,
        };
        if count == 0 && digit == 0 {
            continue;
        }
        if count == digits.len() {
            return false;
        }
        digits[count] = u8::try_from(digit).expect("one digit");
        count += 1;
    }
    let number = match (count, digits) {
        (12, _) => &digits[..12],
        (14, [9, 1, ..]) => &digits[2..14],
        _ => return false,
    };
    number[0] >= 2 && verhoeff_holds(number)
}

/// True when the text is an Aadhaar number or holds one among other words and numbers:
/// "मो. 9876543210 आधार 2341 2341 2346".
pub fn holds_aadhaar(text: &str) -> bool {
    if text.len() < 12 || digits_in(text) < 12 {
        return false;
    }
    // A code that Excel made a decimal number has one digit less than it shows.
    let text = text.trim().trim_end_matches('0').strip_suffix('.').unwrap_or(text);
    looks_like_aadhaar(text) || text.split(|c: char| !(is_digit(c) || is_gap(c))).any(holds)
}

/// True when a cell is an Aadhaar number or holds one.
pub fn cell_holds_aadhaar(cell: &Cell) -> bool {
    match cell {
        Cell::Text(text) | Cell::Error(text) => holds_aadhaar(text),
        Cell::Number(number) if *number >= 2e11 && *number < 1e14 => holds_aadhaar(&shown(cell)),
        _ => false,
    }
}

/// Looks at every run of whole digit groups of a stretch: "2345 6789 0124 98765 43210".
fn holds(stretch: &str) -> bool {
    if digits_in(stretch) < 12 {
        return false;
    }
    let groups: Vec<&str> = stretch.split(is_gap).filter(|group| !group.is_empty()).collect();
    (0..groups.len()).any(|from| {
        let mut run = String::new();
        for group in &groups[from..] {
            run.push_str(group);
            if digits_in(&run) > 14 {
                return false;
            }
            if digits_in(&run) >= 12 && looks_like_aadhaar(&run) {
                return true;
            }
        }
        false
    })
}

fn digits_in(text: &str) -> usize {
    if text.is_ascii() {
        return text.bytes().filter(u8::is_ascii_digit).count();
    }
    text.chars().filter(|c| is_digit(*c)).count()
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('०'..='९').contains(&c)
}

fn is_gap(c: char) -> bool {
    matches!(c, ' ' | '-' | '\u{a0}' | '\t' | '–' | '.')
}

/// The check of Verhoeff (1969): products in the dihedral group of ten, digits permuted by place.
fn verhoeff_holds(digits: &[u8]) -> bool {
    const PERMUTED: [[u8; 10]; 8] = [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        [1, 5, 7, 6, 2, 8, 3, 0, 9, 4],
        [5, 8, 0, 3, 7, 9, 6, 1, 4, 2],
        [8, 9, 1, 6, 0, 4, 3, 5, 2, 7],
        [9, 4, 5, 3, 1, 2, 6, 8, 7, 0],
        [4, 2, 8, 6, 5, 7, 3, 9, 0, 1],
        [2, 7, 9, 3, 8, 0, 6, 4, 1, 5],
        [7, 0, 4, 6, 9, 1, 3, 2, 5, 8],
    ];
    let check = digits
        .iter()
        .rev()
        .enumerate()
        .fold(0, |sum, (place, digit)| product(sum, PERMUTED[place % 8][usize::from(*digit)]));
    check == 0
}

/// The product of the dihedral group of ten: 0–4 are turns, 5–9 are turned mirrors.
fn product(a: u8, b: u8) -> u8 {
    match (a < 5, b < 5) {
        (true, true) => (a + b) % 5,
        (true, false) => (a + b) % 5 + 5,
        (false, true) => (a + 5 - b) % 5 + 5,
        (false, false) => (a + 5 - b) % 5,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_number_is_seen_however_it_is_written() {
        for text in [
            "234123412346",
            "2341 2341 2346",
            "2341-2341-2346",
            "+91 2341 2341 2346",
            "00234123412346",
            "२३४१ २३४१ २३४६",
            "'234123412346",
            "91234123412346",
        ] {
            assert!(looks_like_aadhaar(text), "{text}");
        }
    }

    #[test]
    fn other_numbers_are_not_taken_for_it() {
        for text in [
            "",
            "234123412347",
            "134123412346",
            "9876543210",
            "919876543210",
            "1208005032001",
            "23412341234",
            "SHG 234123412346",
            "2341.23412346",
        ] {
            assert!(!looks_like_aadhaar(text), "{text}");
        }
    }

    #[test]
    fn the_zero_behind_a_decimal_point_is_no_digit_of_it() {
        assert!(!holds_aadhaar("22071036105.0"));
        assert!(holds_aadhaar("234123412346.0") && holds_aadhaar("2341.2341.2346"));
    }

    proptest! {
        #[test]
        fn one_wrong_digit_is_noticed(place in 1usize..12, other in 1u8..10) {
            let mut number = *b"234123412346";
            number[place] = (number[place] - b'0' + other) % 10 + b'0';
            prop_assert!(!looks_like_aadhaar(std::str::from_utf8(&number).unwrap()));
        }

        #[test]
        fn no_text_panics(text: String) {
            looks_like_aadhaar(&text);
        }
    }
}
