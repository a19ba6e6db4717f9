//! Aadhaar numbers are never kept: noticed in headings, names, free text and codes, and masked.

pub(crate) use samuh_kernel::read::{
    cell_holds_aadhaar as is_held_in_cell, holds_aadhaar as is_held_in,
};
use samuh_kernel::sheet::Cell;

use crate::headword::words_of;

/// What stands in reports for a refused number.
pub(crate) const MASK: &str = "XXXX";

/// Words that name the number itself, as `headword::words_of` spells them.
const NAMES: &[&str] = &[
    "aadhaar",
    "aadhar",
    "adhaar",
    "adhar",
    "aadhaarno",
    "aadharno",
    "adharno",
    "aadhaarnumber",
    "आधार",
    "uid",
    "uidai",
    "uidno",
];
/// Words beside it that make the column a yes or no about the number, or a plain "on the basis of".
const ABOUT: &[&str] = &[
    "seeded",
    "seeding",
    "linked",
    "linking",
    "link",
    "valid",
    "verified",
    "verification",
    "status",
    "kyc",
    "ekyc",
    "सिडिंग",
    "सिडेड",
    "लिंक",
    "लिंकेज",
    "सत्यापित",
    "सत्यापन",
    "स्थिति",
    "पर",
    "based",
];

/// True for a heading of a column of Aadhaar numbers.
pub(crate) fn is_heading(text: &str) -> bool {
    let plain = |text: &str| {
        let words = words_of(text);
        let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
        has(NAMES) && !has(ABOUT)
    };
    plain(text) || crate::dictionary::kruti_text(text).is_some_and(|text| plain(&text))
}

/// True when the cell of a column of Aadhaar numbers holds more than a yes or a dash.
pub(crate) fn is_number(cell: &Cell) -> bool {
    match cell {
        Cell::Text(text) => digits_in(text) >= 4,
        Cell::Number(number) => number.abs() >= 1000.0,
        _ => false,
    }
}

/// True when the text is twelve digits that are no Aadhaar number, as codes of a register may be.
pub(crate) fn is_other_twelve(text: &str) -> bool {
    digits_in(text) == 12 && text.trim().chars().all(is_digit) && !is_held_in(text)
}

/// The text, or the mask when it holds an Aadhaar number.
pub(crate) fn masked(text: String) -> String {
    if is_held_in(&text) { MASK.to_owned() } else { text }
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Valid by its check digit; not a number of any person.
    const NUMBER: &str = "234123412346";

    #[test]
    fn numbers_are_found_alone_and_inside_text() {
        assert!(is_held_in(NUMBER));
        assert!(is_held_in("सुनीता 2341 2341 2346"));
        assert!(is_held_in("२३४१-२३४१-२३४६"));
        assert!(is_held_in("मो. 9876543210 आधार 2341 2341 2346"));
        assert!(is_held_in_cell(&Cell::Number(234_123_412_346.0)));
    }

    #[test]
    fn other_numbers_are_left_alone() {
        assert!(!is_held_in("9876543210"));
        assert!(!is_held_in("1208005032001"));
        assert!(!is_held_in("234123412345"), "the check digit is wrong");
        assert!(is_other_twelve("234123412345"));
    }

    #[test]
    fn headings_of_the_number_are_known_and_those_about_it_left() {
        for heading in ["Aadhaar No.", "आधार नंबर", "UID", "aadhar_number", "आधार कार्ड संख्या"]
        {
            assert!(is_heading(heading), "{heading}");
        }
        for heading in ["Aadhaar seeded", "SECC के आधार पर", "आधार लिंक", "मोबाइल"]
        {
            assert!(!is_heading(heading), "{heading}");
        }
    }
}
