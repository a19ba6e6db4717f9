//! Cell references such as `AB12` and ranges such as `A1:C3`.

use samuh_kernel::sheet::Merge;

use crate::gate::ROWS;

/// Columns of a worksheet in Excel.
const COLUMNS: u32 = 16_384;

/// Column and row of a reference, counted from 1; none when it lies outside a worksheet.
pub(super) fn cell(reference: &str) -> Option<(u32, u32)> {
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, digits) = reference.split_at(letters);
    let mut column = 0_u32;
    for letter in letters.bytes() {
        column = column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1;
        if column > COLUMNS {
            return None;
        }
    }
    let row = row(digits)?;
    (column > 0).then_some((column, row))
}

/// A row number, counted from 1; none when it lies outside a worksheet.
pub(super) fn row(digits: &str) -> Option<u32> {
    if digits.is_empty() || digits.len() > 7 {
        return None;
    }
    let mut row = 0_u32;
    for digit in digits.bytes() {
        row = row * 10 + u32::from(digit.checked_sub(b'0').filter(|digit| *digit < 10)?);
    }
    (1..=ROWS).contains(&row).then_some(row)
}

/// A merged range; none for a single cell or anything else.
pub(super) fn merge(range: &str) -> Option<Merge> {
    let (first, last) = range.split_once(':')?;
    let ((first_column, first_row), (last_column, last_row)) = (cell(first)?, cell(last)?);
    let merge = Merge { first_row, last_row, first_column, last_column };
    (first_row <= last_row && first_column <= last_column).then_some(merge)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_and_those_off_the_sheet_are_not() {
        assert_eq!(cell("A1"), Some((1, 1)));
        assert_eq!(cell("xfd1048576"), Some((16_384, 1_048_576)));
        for wrong in ["", "A", "1", "A0", "XFE1", "A1048577", "A99999999999", "A1B", "AAAAAAAAA1"] {
            assert_eq!(cell(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn merged_ranges_have_two_ends_in_order() {
        let merge_of = Merge { first_row: 1, last_row: 3, first_column: 1, last_column: 3 };
        assert_eq!(merge("A1:C3"), Some(merge_of));
        assert_eq!(merge("C3:A1"), None);
        assert_eq!(merge("A1"), None);
    }
}
