//! How cells look: number formats and the colours of headings and faults.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use super::{Kind, Sum, Value};

/// Groups of digits as India writes them, 12,34,567: up to 99 crore in one format.
const GROUPED: [&str; 2] = [
    r"[>=10000000]##\,##\,##\,##0;[>=100000]##\,##\,##0;##,##0",
    r"[>=10000000]##\,##\,##\,##0.00;[>=100000]##\,##\,##0.00;##,##0.00",
];
/// The same for one size of number. Programs disagree about the minus sign in formats with
/// conditions, so numbers below zero get the one that fits their size.
const BY_SIZE: [[&str; 2]; 4] = [
    [r"##,##0", r"##,##0.00"],
    [r"##\,##\,##0", r"##\,##\,##0.00"],
    [r"##\,##\,##\,##0", r"##\,##\,##\,##0.00"],
    [r"##\,##\,##\,##\,##0", r"##\,##\,##\,##\,##0.00"],
];
/// Where the sizes begin: a lakh, a crore, a hundred crore.
const SIZES: [u64; 3] = [100_000, 10_000_000, HUNDRED_CRORE];
const HUNDRED_CRORE: u64 = 1_000_000_000;

const HEADING_FILL: u32 = 0x00E8_EEF4;
const FAULT_FILL: u32 = 0x00F8_CBAD;
const SUM_FILL: u32 = 0x00E8_E3DE;

/// The formats of a workbook, made once.
pub(super) struct Formats {
    pub(super) title: Format,
    pub(super) heading: Format,
    plain: Looks,
    fault: Looks,
    sum: Looks,
}

impl Formats {
    pub(super) fn new() -> Self {
        Self {
            title: Format::new().set_bold().set_font_size(14),
            heading: Format::new()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::VerticalCenter)
                .set_border_bottom(FormatBorder::Thin)
                .set_background_color(Color::RGB(HEADING_FILL)),
            plain: Looks::new(&Format::new()),
            fault: Looks::new(&Format::new().set_background_color(Color::RGB(FAULT_FILL))),
            sum: Looks::new(&Format::new().set_bold().set_background_color(Color::RGB(SUM_FILL))),
        }
    }

    /// The looks of good or of faulty cells.
    pub(super) fn looks(&self, faulty: bool) -> &Looks {
        if faulty { &self.fault } else { &self.plain }
    }

    /// The looks of a row of sums.
    pub(super) fn sums(&self) -> &Looks {
        &self.sum
    }

    /// True if a column's heading stands on the right, over its numbers.
    pub(super) fn is_right(kind: Kind) -> bool {
        matches!(kind, Kind::Whole | Kind::Rupees | Kind::Percent | Kind::Decimal)
    }
}

/// How cells of every kind look.
pub(super) struct Looks {
    /// Numbers as they are, and cells without anything.
    pub(super) general: Format,
    decimal: Format,
    pub(super) text: Format,
    long: Format,
    pub(super) percent: Format,
    pub(super) day: Format,
    pub(super) instant: Format,
    /// Without and with paise.
    grouped: [Format; 2],
    by_size: [[Format; 2]; 4],
}

impl Looks {
    fn new(base: &Format) -> Self {
        // Where one cell of a row has several lines, the others stand at the first of them.
        let base = base.clone().set_align(FormatAlign::Top);
        let number = |code: &str| base.clone().set_num_format(code);
        // A number keeps clear of the text beside it; a day stands under its heading.
        let amount = |code| number(code).set_align(FormatAlign::Right).set_indent(1);
        let day = |code| number(code).set_align(FormatAlign::Left);
        Self {
            general: base.clone(),
            decimal: amount("General"),
            text: number("@"),
            long: number("@").set_text_wrap(),
            percent: amount("0.0\"%\""),
            day: day("dd/mm/yyyy"),
            instant: day("dd/mm/yyyy hh:mm"),
            grouped: GROUPED.map(amount),
            by_size: BY_SIZE.map(|size| size.map(amount)),
        }
    }

    /// The look of a whole column.
    pub(super) fn of_kind(&self, kind: Kind) -> &Format {
        match kind {
            Kind::Text => &self.text,
            Kind::Long => &self.long,
            Kind::Whole | Kind::Rupees => &self.grouped[0],
            Kind::Percent => &self.percent,
            Kind::Decimal => &self.decimal,
            Kind::Day => &self.day,
            Kind::Instant => &self.instant,
        }
    }

    /// The look of a value: amounts have decimals only where they are not whole rupees.
    pub(super) fn of(&self, value: Value) -> &Format {
        match value {
            Value::Empty => &self.general,
            Value::Decimal(_) => &self.decimal,
            Value::Text(_) => &self.text,
            Value::Whole(count) | Value::Summed(_, Sum::Whole(count)) => {
                self.amount(count, count < 0, false)
            }
            Value::Paise(paise) | Value::Summed(_, Sum::Paise(paise)) => {
                self.amount(paise / 100, paise < 0, paise % 100 != 0)
            }
            Value::Percent(_) | Value::Reckoned(..) => &self.percent,
            Value::Day(_) => &self.day,
            Value::Instant(_) => &self.instant,
        }
    }

    fn amount(&self, number: i64, below_zero: bool, with_paise: bool) -> &Format {
        let place = usize::from(with_paise);
        if !below_zero && is_grouped(number) {
            return &self.grouped[place];
        }
        let size = SIZES.iter().filter(|size| number.unsigned_abs() >= **size).count();
        &self.by_size[size][place]
    }
}

/// True if the format of the whole column groups the number rightly.
fn is_grouped(number: i64) -> bool {
    number >= 0 && number.unsigned_abs() < HUNDRED_CRORE
}

/// True if a value looks as its whole column does; then its cell needs no look of its own, which
/// saves the workbook's writer a third of its work.
pub(super) fn looks_like(kind: Kind, value: Value) -> bool {
    let is_amount = matches!(kind, Kind::Whole | Kind::Rupees);
    match value {
        Value::Empty => true,
        Value::Text(_) => matches!(kind, Kind::Text | Kind::Long),
        Value::Whole(count) => is_grouped(count) && is_amount,
        Value::Paise(paise) => paise % 100 == 0 && is_grouped(paise / 100) && is_amount,
        Value::Percent(_) => kind == Kind::Percent,
        // A formula is written with its look.
        Value::Reckoned(..) | Value::Summed(..) => false,
        Value::Decimal(_) => kind == Kind::Decimal,
        Value::Day(_) => kind == Kind::Day,
        Value::Instant(_) => kind == Kind::Instant,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::inconsistent_digit_grouping, reason = "the amounts are grouped as India does")]
    fn amounts_get_the_groups_of_their_size() {
        let looks = Looks::new(&Format::new());
        let top = Format::new().set_align(FormatAlign::Top);
        let amount = top.set_align(FormatAlign::Right).set_indent(1);
        let is = |value, code: &str| *looks.of(value) == amount.clone().set_num_format(code);
        assert!(is(Value::Whole(12_34_567), GROUPED[0]));
        assert!(is(Value::Paise(12_34_567_50), GROUPED[1]));
        assert!(is(Value::Whole(-5), BY_SIZE[0][0]));
        assert!(is(Value::Paise(-50), BY_SIZE[0][1]));
        assert!(is(Value::Paise(-12_34_567_50), BY_SIZE[1][1]));
        assert!(is(Value::Whole(-99_99_99_999), BY_SIZE[2][0]));
        assert!(is(Value::Paise(1_23_45_67_890_00), BY_SIZE[3][0]));
        assert!(!looks_like(Kind::Rupees, Value::Paise(1_23_45_67_890_00)));
        assert!(looks_like(Kind::Rupees, Value::Paise(12_34_500)));
    }
}
