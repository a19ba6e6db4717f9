//! Rows that are no records: totals, the heading again, the numbers of the columns.

use samuh_kernel::{
    sheet::{Cell, Row},
    text,
};

use crate::{
    dictionary::kruti_text,
    event::Why,
    heading::is_empty,
    plan::Plan,
    recognise::{Recogniser, shown},
    shape::{Kind, Shape},
};

/// Words of totals, folded.
const TOTAL: &[&str] = &[
    "योग",
    "कुल",
    "महायोग",
    "कुलयोग",
    "सकलयोग",
    "उपयोग",
    "total",
    "totals",
    "grandtotal",
    "subtotal",
    "gtotal",
    "टोटल",
    "जोड",
    "कुलजोड",
];
/// Words that stand beside them in the label of a total, folded.
const BESIDE: &[&str] = &[
    "grand",
    "sub",
    "g",
    "gr",
    "महा",
    "उप",
    "सकल",
    "of",
    "all",
    "the",
    "for",
    "का",
    "की",
    "के",
    "block",
    "blocks",
    "district",
    "gp",
    "gram",
    "panchayat",
    "village",
    "villages",
    "cluster",
    "clf",
    "vo",
    "shg",
    "shgs",
    "group",
    "groups",
    "member",
    "members",
    "ब्लॉक",
    "ब्लाक",
    "विकासखंड",
    "विकास",
    "खंड",
    "जनपद",
    "जिला",
    "जिले",
    "ग्राम",
    "पंचायत",
    "संकुल",
    "समूह",
    "समूहों",
    "सदस्य",
    "a",
    "b",
    "c",
    "और",
    "overall",
    "एवं",
    "page",
    "पृष्ठ",
    "पेज",
    "yog",
    "संख्या",
    "number",
    "no",
];

/// What a column may hold in the row of a total.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// A code, a day, a number to call or to pay to: filled only in records.
    Record,
    /// A place above the record.
    Place,
    /// The record's own name.
    Name,
    /// Anything else.
    Other,
}

/// Tells records from other rows of one sheet.
#[derive(Debug, Default)]
pub(crate) struct Skips {
    headings: Vec<Vec<String>>,
    roles: Vec<Role>,
    fields: Vec<Option<usize>>,
    heads: usize,
}

impl Skips {
    pub(crate) fn new(shape: &Shape, plan: &Plan, heading_rows: &[Row]) -> Self {
        let headings: Vec<Vec<String>> =
            heading_rows.iter().map(|row| row.cells.iter().map(shown).collect()).collect();
        let width = headings.iter().map(Vec::len).max().unwrap_or(0);
        let (mut roles, mut fields) = (vec![Role::Other; width], vec![None; width]);
        for field in plan.fields.iter().filter(|field| field.cell < width) {
            let column = &shape.columns[field.at];
            fields[field.cell] = Some(field.at);
            roles[field.cell] = match column.kind {
                _ if column.as_above => Role::Place,
                Kind::Code | Kind::Day | Kind::Mobile | Kind::Account | Kind::Tail | Kind::Ifsc => {
                    Role::Record
                }
                Kind::Name
                    if shape.repeated.is_none() && (column.identifies || column.required) =>
                {
                    Role::Name
                }
                _ => Role::Other,
            };
        }
        let heads = headings.first().map_or(0, |row| row.iter().filter(|h| !h.is_empty()).count());
        Self { headings, roles, fields, heads }
    }

    /// Why a row is no record; none when it is one.
    pub(crate) fn why(&self, row: &Row) -> Option<Why> {
        if self.is_heading_again(row) || self.is_column_numbers(row) {
            return Some(Why::RepeatedHeading);
        }
        self.total(row)
    }

    /// True for the heading in a second language; asked of the first rows only, for it is dear.
    pub(crate) fn is_heading_in_other_words(&self, row: &Row, recogniser: &Recogniser) -> bool {
        let (mut filled, mut same) = (0_usize, 0_usize);
        for (at, cell) in row.cells.iter().enumerate().filter(|(_, cell)| !is_empty(cell)) {
            let Cell::Text(typed) = cell else { return false };
            filled += 1;
            let field = self.fields.get(at).copied().flatten();
            same += usize::from(field.is_some() && recogniser.field_of(typed) == field);
        }
        same >= 2 && same * 5 >= filled * 3
    }

    fn is_heading_again(&self, row: &Row) -> bool {
        self.headings.iter().any(|heading| {
            let (mut filled, mut same) = (0_usize, 0_usize);
            for (at, cell) in row.cells.iter().enumerate().filter(|(_, cell)| !is_empty(cell)) {
                filled += 1;
                let here = heading.get(at).is_some_and(|head| match cell {
                    Cell::Text(typed) => !head.is_empty() && is_same(typed, head),
                    Cell::Number(_) | Cell::Date(_) => !head.is_empty() && shown(cell) == *head,
                    _ => false,
                });
                same += usize::from(here);
                if filled == 4 && same == 0 {
                    return false;
                }
            }
            let least = if self.heads <= 1 { 1 } else { 2 };
            same >= least && same * 5 >= filled * 3
        })
    }

    /// True for most records at a glance: a code column holds a number or a word with a digit.
    fn is_plain_record(&self, row: &Row) -> bool {
        self.roles.iter().zip(&row.cells).any(|(role, cell)| {
            *role == Role::Record
                && match cell {
                    Cell::Text(typed) => {
                        typed.bytes().all(|byte| byte.is_ascii_graphic())
                            && typed.bytes().any(|byte| byte.is_ascii_digit())
                    }
                    Cell::Number(_) | Cell::Date(_) | Cell::DateTime(_) => true,
                    _ => false,
                }
        })
    }

    /// "1 2 3 4" or "(1) (2) (3)" under a heading, also "5=3+4".
    fn is_column_numbers(&self, row: &Row) -> bool {
        let mut count = 0_u32;
        for cell in row.cells.iter().filter(|cell| !is_empty(cell)) {
            if !is_column_number(cell, count + 1) {
                return false;
            }
            count += 1;
        }
        let count = count as usize;
        count >= 2 && (count >= self.heads.min(3)) && count * 5 >= self.heads * 3
    }

    fn total(&self, row: &Row) -> Option<Why> {
        if self.is_plain_record(row) {
            return None;
        }
        let mut seen = Seen::default();
        for (at, cell) in row.cells.iter().enumerate() {
            let role = self.roles.get(at).copied().unwrap_or(Role::Other);
            match cell {
                Cell::Empty | Cell::Error(_) => {}
                Cell::Number(_) if role == Role::Record => return None,
                Cell::Number(_) => seen.numbers += 1,
                Cell::Date(_) | Cell::DateTime(_) | Cell::Bool(_) => return None,
                Cell::Text(typed) => seen.text(typed, role)?,
            }
        }
        seen.why()
    }
}

/// What the cells of a row have shown so far.
#[derive(Default)]
struct Seen {
    numbers: usize,
    places: usize,
    label: Option<Label>,
    label_is_name: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Label {
    Total,
    Part,
    Doubtful,
}

impl Seen {
    /// Weighs a text; none when it makes the row a record.
    fn text(&mut self, typed: &str, role: Role) -> Option<()> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Some(());
        }
        if let Some(label) = label(typed) {
            self.label_is_name |= role == Role::Name;
            if self.label != Some(Label::Part) {
                self.label = Some(label);
            }
            return Some(());
        }
        let number = typed.chars().all(|c| c.is_numeric() || " ,.-–—₹%/()".contains(c));
        match role {
            Role::Place => self.places += 1,
            Role::Record => return None,
            _ if number => self.numbers += 1,
            _ => return None,
        }
        Some(())
    }

    fn why(&self) -> Option<Why> {
        let alone = self.numbers == 0 && self.places == 0;
        let counted = self.numbers > 0 || alone;
        match self.label? {
            Label::Doubtful => (self.numbers > 0 && !self.label_is_name).then_some(Why::Subtotal),
            _ if !counted => None,
            Label::Part => Some(Why::Subtotal),
            Label::Total if self.places > 0 => Some(Why::Subtotal),
            Label::Total => Some(Why::Total),
        }
    }
}

fn label(typed: &str) -> Option<Label> {
    let may = |text: &str| {
        ["योग", "कुल", "जोड", "टोटल"].iter().any(|word| text.contains(word))
            || text.as_bytes().windows(5).any(|five| five.eq_ignore_ascii_case(b"total"))
    };
    let legacy =
        if typed.contains("dqy") || typed.contains(";ksx") { kruti_text(typed) } else { None };
    let typed = legacy.as_deref().unwrap_or(typed);
    if typed.len() > 160 || !may(typed) {
        return None;
    }
    let folded = text::fold(typed);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let is_total = |word: &&str| TOTAL.contains(word);
    if !words.iter().any(is_total) {
        return None;
    }
    let part = words.iter().any(|word| matches!(*word, "उप" | "sub" | "उपयोग" | "subtotal"));
    let known =
        |word: &&str| is_total(word) || BESIDE.contains(word) || word.chars().all(char::is_numeric);
    if words.iter().all(known) {
        return Some(if part { Label::Part } else { Label::Total });
    }
    let at_an_end = words.first().is_some_and(is_total) || words.last().is_some_and(is_total);
    at_an_end.then_some(Label::Doubtful)
}

fn is_column_number(cell: &Cell, expected: u32) -> bool {
    let typed = match cell {
        Cell::Text(typed) => typed.trim(),
        Cell::Number(number) => return *number == f64::from(expected),
        _ => return false,
    };
    typed.len() <= 24
        && typed.split(['=', '+']).next().is_some_and(|own| text::fold(own).parse() == Ok(expected))
}

fn is_same(typed: &str, head: &str) -> bool {
    let typed = typed.trim();
    typed.len() == head.len() && (typed == head || typed.eq_ignore_ascii_case(head))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weighed(typed: &str) -> Option<Label> {
        label(typed)
    }

    #[test]
    fn labels_of_totals_are_known() {
        for typed in
            ["योग", "कुल योग", "महायोग", "Total", "GRAND TOTAL :-", "G. Total", "कुल :", "dqy ;ksx"]
        {
            assert!(weighed(typed) == Some(Label::Total), "{typed}");
        }
        for typed in ["Sub Total", "उपयोग", "उप-योग", "Sub-total (A)"] {
            assert!(weighed(typed) == Some(Label::Part), "{typed}");
        }
        assert!(weighed("माकड़ी योग") == Some(Label::Doubtful));
    }

    #[test]
    fn names_that_only_look_like_totals_are_not() {
        for typed in ["योगिता", "योगिता महिला समूह", "कुलदीप", "Totaram", "संयोग", "उपयोगिता समूह"]
        {
            assert!(weighed(typed).is_none(), "{typed}");
        }
    }

    #[test]
    fn numbers_of_columns_are_read_in_brackets_and_sums() {
        for (typed, expected) in [("1", 1), ("(2)", 2), ("३", 3), ("4=2+3", 4)] {
            assert!(is_column_number(&Cell::Text(typed.into()), expected), "{typed}");
        }
        assert!(!is_column_number(&Cell::Text("दीप".into()), 1));
    }
}
