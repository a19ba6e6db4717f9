//! What the heading of one column means to a register.

use samuh_kernel::sheet::Cell;

use crate::{
    dictionary::{Dictionary, kruti_text},
    event::How,
    figurehead::{FigureHead, FigureWords, month_of_day},
    headword::{joined, words_of},
    identity,
    shape::{Options, Shape},
};

/// Headings of running numbers, as `headword::joined` spells them.
const SERIAL: &[&str] = &[
    "क्रमांक",
    "क्रम",
    "क्रमसंख्या",
    "क्रमांकसंख्या",
    "क्रस",
    "सक्रमांक",
    "सरलक्रमांक",
    "अनुक्रमांक",
    "अक्रमांक",
    "क्रमांकno",
    "सिरियलno",
    "एसno",
    "sno",
    "slno",
    "srno",
    "sino",
    "sr",
    "sl",
    "sn",
    "serialno",
    "serial",
    "kramank",
    "kra",
    "सदस्यक्रमांक",
    "समुहक्रमांक",
];

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// A field of the register, by its place in the shape.
    Field { at: usize, how: How },
    /// Figures of a month or an indicator.
    Figure(FigureHead),
    /// Running numbers.
    Serial,
    /// Aadhaar numbers: never read.
    Identity,
    /// Nothing known.
    Unknown,
}

/// A column's heading: the text of its own cell, and of the cell above in a two-row heading.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct HeadCell {
    /// The upper row's text; empty in a one-row heading.
    pub(crate) above: String,
    /// The upper text stands over several columns.
    pub(crate) wide: bool,
    /// The lower row's text.
    pub(crate) text: String,
    /// The month of a heading that the file holds as a day.
    pub(crate) day: Option<FigureHead>,
}

impl HeadCell {
    /// A heading of one row.
    pub(crate) fn of(cell: &Cell) -> Self {
        let day = match cell {
            Cell::Date(day) => Some(*day),
            Cell::DateTime(at) => Some(at.date()),
            _ => None,
        };
        let day = day.map(|day| FigureHead { series: None, month: Some(month_of_day(day)) });
        Self { text: shown(cell), day, ..Self::default() }
    }

    /// The heading as a person reads it.
    pub(crate) fn label(&self) -> String {
        let (above, text) = (self.above.trim(), self.text.trim());
        match (above, text) {
            ("", text) => text.to_owned(),
            (above, "") => above.to_owned(),
            (above, text) if above == text => text.to_owned(),
            (above, text) => format!("{above} / {text}"),
        }
    }

    fn both(&self) -> Option<(&str, &str)> {
        let (above, text) = (self.above.trim(), self.text.trim());
        (!above.is_empty() && !text.is_empty() && above != text).then_some((above, text))
    }
}

/// Reads headings for one shape.
#[derive(Debug)]
pub(crate) struct Recogniser {
    fields: Dictionary,
    figures: Option<FigureWords>,
    guarded: Vec<bool>,
}

impl Recogniser {
    pub(crate) fn new(shape: &Shape, options: &Options) -> Self {
        let mut fields = Dictionary::default();
        for (at, column) in shape.columns.iter().enumerate() {
            for (n, word) in column.headings().enumerate() {
                fields.add(word, at, if n == 0 { How::Exact } else { How::Synonym });
            }
        }
        for (at, column) in shape.columns.iter().enumerate() {
            fields.add(column.field, at, How::Exact);
        }
        for (words, field) in &options.aliases {
            if let Some(at) = shape.index(field) {
                fields.add(words, at, How::Synonym);
            }
        }
        Self {
            fields,
            figures: shape.repeated.map(|repeated| FigureWords::new(repeated, &options.series)),
            guarded: shape
                .columns
                .iter()
                .map(|column| column.identifies || column.required)
                .collect(),
        }
    }

    /// What the heading means; only what is certain, or what is nearly known too.
    pub(crate) fn meaning(&self, head: &HeadCell, loose: bool) -> Meaning {
        let Some((above, text)) = head.both() else {
            let one = if head.text.trim().is_empty() { &head.above } else { &head.text };
            return head
                .day
                .filter(|_| self.figures.is_some())
                .map_or_else(|| self.one(one.trim(), loose), Meaning::Figure);
        };
        self.two(above, text, head)
            .or_else(|| self.lower_alone(above, text))
            .or_else(|| (!head.wide).then(|| self.one_certain(above)).flatten())
            .or_else(|| loose.then(|| self.guess(&format!("{above} {text}"))).flatten())
            .or_else(|| loose.then(|| self.guess(text)).flatten())
            .unwrap_or(Meaning::Unknown)
    }

    /// The field a text of a data row would head, to notice a heading in a second language.
    pub(crate) fn field_of(&self, text: &str) -> Option<usize> {
        self.fields.certain(text).map(|found| found.at)
    }

    fn one(&self, text: &str, loose: bool) -> Meaning {
        self.one_certain(text)
            .or_else(|| loose.then(|| self.guess(text)).flatten())
            .unwrap_or(Meaning::Unknown)
    }

    fn one_certain(&self, text: &str) -> Option<Meaning> {
        if text.is_empty() {
            return None;
        }
        if identity::is_heading(text) {
            return Some(Meaning::Identity);
        }
        if is_serial(text) {
            return Some(Meaning::Serial);
        }
        let field = self.fields.certain(text);
        field
            .map(|found| Meaning::Field { at: found.at, how: found.how })
            .or_else(|| self.figures.as_ref()?.read(text).map(Meaning::Figure))
    }

    fn guess(&self, text: &str) -> Option<Meaning> {
        if text.is_empty() {
            return None;
        }
        let found = self.fields.find(text)?;
        Some(Meaning::Field { at: found.at, how: found.how })
    }

    /// Both rows together: "सदस्य" over "अजा"; an indicator over a month, or a month over it.
    fn two(&self, above: &str, text: &str, head: &HeadCell) -> Option<Meaning> {
        let together = format!("{above} {text}");
        if identity::is_heading(text) {
            return Some(Meaning::Identity);
        }
        if let Some(found) = self.fields.certain(&together) {
            return Some(Meaning::Field { at: found.at, how: found.how });
        }
        let figures = self.figures.as_ref()?;
        if let Some(day) = head.day {
            let over = figures.read(above);
            return Some(Meaning::Figure(FigureHead {
                series: over.and_then(|o| o.series),
                ..day
            }));
        }
        if let Some(head) = figures.read(&together) {
            return Some(Meaning::Figure(head));
        }
        let (over, under) = (figures.read(above)?, figures.read(text)?);
        Some(Meaning::Figure(FigureHead {
            series: under.series.or(over.series),
            month: under.month.or(over.month),
        }))
    }

    /// The lower row alone, unless the upper one is a field of its own and the lower would then be
    /// taken for the record's own name or code ("बैंक" over "नाम").
    fn lower_alone(&self, above: &str, text: &str) -> Option<Meaning> {
        match (self.one_certain(text)?, self.one_certain(above)) {
            (Meaning::Field { at, .. }, Some(Meaning::Field { at: upper, .. })) if at != upper => {
                (!self.guarded[at]).then_some(Meaning::Field { at, how: How::Close })
            }
            (_, Some(Meaning::Figure(_))) => None,
            (meaning, _) => Some(meaning),
        }
    }
}

/// A cell of a heading as text, without spaces at its ends.
pub(crate) fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.trim().to_owned(),
        other => samuh_kernel::read::shown(other),
    }
}

fn is_serial(text: &str) -> bool {
    let known = |text: &str| SERIAL.contains(&joined(&words_of(text)).as_str());
    text == "#" || known(text) || kruti_text(text).is_some_and(|text| known(&text))
}
