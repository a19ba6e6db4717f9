//! Reports: each says its parameters, columns, grouping and totals once, and is then a page, CSV, a
//! workbook, PDF and JSON with the same figures.

mod by_federation;
mod files;
mod lacks;
mod mpr;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use samuh_engine::{Reader, Result};
use samuh_figures::catalogue::{Indicator, Unit};
use samuh_kernel::{paper::Tone, scope::Scope};
use samuh_web::{
    show::{self, Quantity},
    words::Words,
};

pub use files::{csv, json, pdf, xlsx};

/// Every report, in the order of their list.
pub const ALL: [Declared; 3] = [mpr::REPORT, by_federation::REPORT, lacks::REPORT];

/// The report of a code.
pub fn by_code(code: &str) -> Option<&'static Declared> {
    ALL_KEPT.iter().find(|report| report.code == code)
}

static ALL_KEPT: [Declared; 3] = ALL;

/// A report as it is declared.
pub struct Declared {
    /// Its code, in addresses and words (`report-<code>`).
    pub code: &'static str,
    /// What may be chosen.
    pub params: &'static [Param],
    /// Reads it.
    pub make: fn(&mut Reader, &Asked<'_>) -> Result<Report>,
}

/// Something that may be chosen for a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Param {
    /// The district or a block: `place`.
    Place,
    /// A month: `month`.
    Month,
    /// A financial year: `year`.
    Year,
    /// One of a few: its name and values, the first unless another is chosen. Words:
    /// `report-<name>-<value>`.
    Choice(&'static str, &'static [&'static str]),
}

/// What was asked of a report.
pub struct Asked<'a> {
    /// What the desk sees.
    pub scope: &'a Scope,
    /// The reader's words.
    pub words: &'static Words,
    /// Now, microseconds UTC.
    pub now: i64,
    /// True where all of it is invented: the demo district.
    pub synthetic: bool,
    /// What was chosen, by the names of the parameters.
    pub chosen: BTreeMap<String, String>,
}

impl Asked<'_> {
    /// The value of a choice: what was chosen where it is one of the values, else the first.
    pub fn choice(&self, name: &str, values: &'static [&'static str]) -> &'static str {
        let chosen = self.chosen.get(name).map(String::as_str);
        values.iter().find(|value| Some(**value) == chosen).unwrap_or(&values[0])
    }

    /// The place chosen, as a number; 0 where none is.
    pub fn place(&self) -> i64 {
        self.chosen.get("place").and_then(|text| text.parse().ok()).unwrap_or(0)
    }

    /// True where the reader reads Hindi.
    pub fn hindi(&self) -> bool {
        self.words.lang() == samuh_web::words::Lang::Hi
    }
}

/// A report that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Its code.
    pub code: &'static str,
    /// Its title.
    pub title: String,
    /// What it was made for: place, month, choices.
    pub under: String,
    /// When it was read, microseconds UTC.
    pub read_at: i64,
    /// True where all of it is invented.
    pub synthetic: bool,
    /// Where the chain of the trail stood when it was read: whoever holds the paper can tell later that nothing
    /// was rewritten. None before anything is sealed.
    pub chain: Option<String>,
    /// Headings over runs of columns; none, or enough to cover every column.
    pub groups: Vec<(String, usize)>,
    /// The columns.
    pub heads: Vec<Head>,
    /// The rows, those of one group together.
    pub rows: Vec<Vec<Cell>>,
    /// The column by which rows are grouped: its words stand over the rows of a group.
    pub group_by: Option<usize>,
    /// True where the sums of groups add up; not where every group is of another indicator.
    pub has_total: bool,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its heading.
    pub heading: String,
    /// What it holds.
    pub holds: Holds,
    /// Its width beside the others'.
    pub width: u32,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Words and codes.
    Words,
    /// Numbers that add up.
    Sum,
    /// Numbers that do not: of different indicators, or levels of different days.
    Number,
    /// Whole per cent of two other columns, rounded down: above and below the line.
    Share(usize, usize),
    /// Days.
    Day,
}

impl Holds {
    /// True for what stands on the right.
    pub fn is_right(self) -> bool {
        matches!(self, Self::Sum | Self::Number | Self::Share(..))
    }
}

/// A cell: its value, and where it opens.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    /// The value.
    pub value: Val,
    /// The records behind it.
    pub href: Option<String>,
    /// Its tone.
    pub tone: Tone,
}

impl Cell {
    /// A cell without records behind it.
    pub fn of(value: Val) -> Self {
        Self { value, ..Self::default() }
    }

    /// Words.
    pub fn words(text: impl Into<String>) -> Self {
        Self::of(Val::Words(text.into()))
    }

    /// The name of an indicator.
    pub fn indicator(words: &Words, indicator: &Indicator) -> Self {
        let plain = words.t(&format!("indicator-{}", indicator.code));
        match indicator.unit {
            Unit::Paise => {
                let read = words.args("pack-in-lakh", &[("name", plain.as_str().into())]);
                Self::of(Val::Amount { read, plain })
            }
            Unit::Count | Unit::Percent => Self::words(plain),
        }
    }

    /// The same cell, opening into records.
    #[must_use]
    pub fn at(self, href: impl Into<String>) -> Self {
        Self { href: Some(href.into()), ..self }
    }
}

/// A value.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Val {
    /// Not known.
    #[default]
    Empty,
    /// Words and codes.
    Words(String),
    /// The name of an amount: where it is read, in lakh, and where it is reckoned with, in rupees.
    Amount {
        /// With the lakh it stands in.
        read: String,
        /// By itself.
        plain: String,
    },
    /// A count.
    Count(i64),
    /// Money in paise.
    Paise(i64),
    /// Tenths of a per cent.
    PerMille(i64),
    /// Whole per cent.
    Percent(i64),
    /// A day.
    Day(NaiveDate),
}

impl Val {
    /// As pages and papers show it: money in lakh.
    pub fn shown(&self) -> String {
        match self {
            Self::Empty => "—".to_owned(),
            Self::Words(text) | Self::Amount { read: text, .. } => text.clone(),
            Self::Count(count) => show::narrow(Quantity::Count(*count)),
            Self::Paise(paise) => show::narrow(Quantity::Paise(*paise)),
            Self::PerMille(tenths) => show::narrow(Quantity::PerMille(*tenths)),
            Self::Percent(percent) => show::percent(*percent),
            Self::Day(day) => show::day(*day),
        }
    }

    fn plus(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Count(a), Self::Count(b)) => Self::Count(a + b),
            (Self::Paise(a), Self::Paise(b)) => Self::Paise(a + b),
            (Self::Empty, other) => other.clone(),
            (mine, _) => mine.clone(),
        }
    }

    fn number(&self) -> Option<i64> {
        match self {
            Self::Count(n) | Self::Paise(n) => Some(*n),
            _ => None,
        }
    }
}

/// A line of a report as it is drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Line<'a> {
    /// The words of a group, over its rows.
    Group(&'a str),
    /// A row.
    Row(&'a [Cell]),
    /// The sums of a group.
    Sums(Vec<Cell>),
    /// The sums of all.
    Total(Vec<Cell>),
}

impl Report {
    /// When it was true, and of what; of a demo also that it is invented.
    pub fn as_on(&self, words: &Words) -> String {
        let at = show::instant(self.read_at);
        let foot = words.args("pack-foot", &[("at", at.into())]);
        if self.synthetic { format!("{} · {foot}", words.t("pack-synthetic")) } else { foot }
    }

    /// The headings with the words of the group that stands over them.
    pub fn labels(&self) -> Vec<String> {
        let groups = self.groups.iter().flat_map(|(name, count)| std::iter::repeat_n(name, *count));
        let mut groups = groups.map(String::as_str);
        let label = |head: &Head| match groups.next().unwrap_or("") {
            "" => head.heading.clone(),
            group => format!("{group}: {}", head.heading),
        };
        self.heads.iter().map(label).collect()
    }

    /// The lines: groups over their rows, sums below them, the sums of all at the end.
    pub fn lines(&self) -> Vec<Line<'_>> {
        let adds = self.heads.iter().any(|head| head.holds == Holds::Sum);
        let mut lines = Vec::with_capacity(self.rows.len() + 2);
        for rows in self.rows.chunk_by(|a, b| self.group_of(a) == self.group_of(b)) {
            let group = rows.first().and_then(|row| self.group_of(row));
            lines.extend(group.map(Line::Group));
            lines.extend(rows.iter().map(|row| Line::Row(row)));
            if adds && group.is_some() {
                lines.push(Line::Sums(self.sums(rows)));
            }
        }
        if adds && self.has_total && !self.rows.is_empty() {
            lines.push(Line::Total(self.sums(&self.rows)));
        }
        lines
    }

    fn group_of<'r>(&self, row: &'r [Cell]) -> Option<&'r str> {
        match &row.get(self.group_by?)?.value {
            Val::Words(text) | Val::Amount { read: text, .. } => Some(text),
            _ => None,
        }
    }

    /// The sums of rows; shares are reckoned from the sums, never added.
    fn sums(&self, rows: &[Vec<Cell>]) -> Vec<Cell> {
        let sum = |at: usize| {
            let values = rows.iter().filter_map(|row| row.get(at)).map(|cell| &cell.value);
            values.fold(Val::Empty, |sum, value| sum.plus(value))
        };
        let cell = |(at, head): (usize, &Head)| match head.holds {
            Holds::Sum => Cell::of(sum(at)),
            Holds::Share(above, below) => Cell::of(share(&sum(above), &sum(below))),
            Holds::Words | Holds::Number | Holds::Day => Cell::default(),
        };
        self.heads.iter().enumerate().map(cell).collect()
    }
}

/// Whole per cent, rounded down as a pace is (RULES B1).
pub fn share(above: &Val, below: &Val) -> Val {
    match (above.number(), below.number()) {
        (Some(above), Some(below)) if below > 0 => Val::Percent((above * 100).div_euclid(below)),
        _ => Val::Empty,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report() -> Report {
        let head = |heading: &str, holds| Head { heading: heading.into(), holds, width: 1 };
        let row = |block: &str, due, done| {
            vec![
                Cell::words(block),
                Cell::of(Val::Count(due)),
                Cell::of(Val::Count(done)),
                Cell::of(share(&Val::Count(done), &Val::Count(due))),
            ]
        };
        Report {
            code: "mpr",
            title: String::new(),
            under: String::new(),
            read_at: 0,
            synthetic: false,
            chain: None,
            groups: Vec::new(),
            heads: vec![
                head("a", Holds::Words),
                head("b", Holds::Sum),
                head("c", Holds::Sum),
                head("d", Holds::Share(2, 1)),
            ],
            rows: vec![row("x", 10, 9), row("x", 90, 40), row("y", 0, 3)],
            group_by: Some(0),
            has_total: true,
        }
    }

    #[test]
    fn sums_stand_below_their_group_and_a_share_is_reckoned_from_them() {
        let report = report();
        let lines = report.lines();
        assert_eq!(lines.len(), 2 + 3 + 2 + 1);
        assert_eq!(lines[0], Line::Group("x"));
        let Line::Sums(sums) = &lines[3] else { panic!("{lines:?}") };
        let values: Vec<&Val> = sums.iter().map(|cell| &cell.value).collect();
        assert_eq!(values[1..], [&Val::Count(100), &Val::Count(49), &Val::Percent(49)]);
        let Some(Line::Total(sums)) = lines.last() else { panic!("{lines:?}") };
        assert_eq!(sums[2].value, Val::Count(52));
    }

    #[test]
    fn groups_of_different_things_have_sums_and_no_total() {
        let apples_and_pears = Report { has_total: false, ..report() };
        let lines = apples_and_pears.lines();
        assert_eq!(lines.len(), 2 + 3 + 2);
        assert!(matches!(lines.last(), Some(Line::Sums(_))), "{lines:?}");
    }

    #[test]
    fn nothing_is_shared_by_nothing() {
        assert_eq!(share(&Val::Count(3), &Val::Count(0)), Val::Empty);
        assert_eq!(share(&Val::Empty, &Val::Count(4)), Val::Empty);
        assert_eq!(report().rows[2][3].value, Val::Empty);
    }

    #[test]
    fn every_report_stands_once_and_is_found_by_its_code() {
        for report in &ALL {
            assert_eq!(by_code(report.code).map(|found| found.code), Some(report.code));
        }
        assert!(by_code("none").is_none());
    }
}
