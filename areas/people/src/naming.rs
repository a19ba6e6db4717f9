//! Names and titles as typed: not too long, and never with an identity number in them.

use samuh_kernel::fault::Fault;

/// Most letters of a name or title.
const MOST: usize = 120;
/// An Aadhaar number has this many digits; no name or title needs them.
const IDENTITY_DIGITS: usize = 12;

/// What is wrong with a name or title; the text is not repeated in the fault.
pub(crate) fn check(field: &str, text: &str) -> Option<Fault> {
    if text.chars().filter(|c| c.is_numeric()).count() >= IDENTITY_DIGITS {
        return Some(Fault::at(field, "aadhaar_not_kept"));
    }
    let is_long = text.chars().count() > MOST;
    is_long.then(|| Fault::at(field, "text_long").with("most", MOST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_taken_a_long_one_and_one_with_an_identity_number_are_not() {
        let code = |text: &str| check("name", text).map(|fault| fault.code);
        assert_eq!(code("श्रीमती सुनीता नेताम"), None);
        assert_eq!(code("विकासखण्ड परियोजना प्रबंधक, माकड़ी 2"), None);
        assert_eq!(code(&"क".repeat(121)).as_deref(), Some("text_long"));
        for held in ["2341 2341 2346", "Sunita २३४१२३४१२३४६", "A-2341-2341-2346"]
        {
            assert_eq!(code(held).as_deref(), Some("aadhaar_not_kept"), "{held}");
        }
    }
}
