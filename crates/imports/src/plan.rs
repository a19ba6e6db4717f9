//! How one sheet is read: which column fills which field, settled from the heading and a sample.

use std::collections::{BTreeMap, BTreeSet};

use samuh_kernel::{
    calendar::FinancialYear,
    sheet::{Cell, Merge, Row},
    text::kruti,
};

use crate::{
    event::{ColumnSeen, How},
    figurehead::{FigureHead, MonthHead, factor_of},
    heading::{Finder, Heading, is_empty},
    identity,
    label::Label,
    recognise::{HeadCell, Meaning},
    shape::{Kind, Shape},
};

/// How one sheet is read.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    pub(crate) sheet: Label,
    /// Columns that fill fields, in the order of the shape.
    pub(crate) fields: Vec<FieldColumn>,
    /// Columns of figures.
    pub(crate) figures: Vec<FigureColumn>,
    /// Columns of Aadhaar numbers: their place and heading.
    pub(crate) identities: Vec<(usize, Label)>,
    /// The year of months without one.
    pub(crate) year: Option<FinancialYear>,
    /// Places that the titles name for every row: the field's place in the shape, and the name.
    pub(crate) given: Vec<(usize, String)>,
}

/// A column that fills a field.
#[derive(Debug)]
pub(crate) struct FieldColumn {
    /// The field's place in the shape.
    pub(crate) at: usize,
    /// The cell's place in a row.
    pub(crate) cell: usize,
    pub(crate) heading: Label,
    pub(crate) factor: i64,
    /// Its cells are typed in Kruti Dev.
    pub(crate) legacy: bool,
    /// Aadhaar numbers are looked for.
    pub(crate) screened: bool,
    /// Most of its cells are numbers: a number there is no float that stands for a text.
    pub(crate) numeric: bool,
    /// Blank cells mean as above by the pattern of the sheet.
    pub(crate) grouped: bool,
    /// Vertical merges: first and last row, in order.
    pub(crate) merges: Vec<(u32, u32)>,
}

/// A column of figures.
#[derive(Debug)]
pub(crate) struct FigureColumn {
    pub(crate) cell: usize,
    pub(crate) heading: Label,
    pub(crate) factor: i64,
    pub(crate) series: Option<Label>,
    pub(crate) month: Option<MonthHead>,
}

impl Plan {
    /// The plan of a sheet from its heading, and its columns as understood. A second column of the
    /// same field is left out: the surer heading wins, then the first.
    pub(crate) fn of(finder: &Finder<'_>, heading: &Heading) -> (Self, Vec<ColumnSeen>) {
        let mut meanings = meanings(finder, heading);
        keep_surest(&mut meanings);
        let mut plan = Self::default();
        let mut seen = Vec::new();
        for (cell, (head, meaning)) in heading.heads.iter().zip(&meanings).enumerate() {
            let label = head.label();
            if label.is_empty() && !matches!(meaning, Meaning::Field { .. }) {
                continue;
            }
            seen.push(plan.take(finder, (cell, Label::from(label)), *meaning));
        }
        plan.fields.sort_by_key(|field| field.at);
        (plan, seen)
    }

    /// True when every set of needed fields has one that the sheet fills.
    pub(crate) fn is_enough(&self, finder: &Finder<'_>) -> bool {
        let mapped: BTreeSet<usize> = self.fields.iter().map(|field| field.at).collect();
        finder.is_enough(&mapped, !self.figures.is_empty())
    }

    /// Takes the state, district and block of the titles where the sheet has no column of that level.
    /// A sheet of figures is left out: there a block may be the very unit that reports.
    pub(crate) fn take_given(&mut self, shape: &Shape, given: &[(String, String)]) {
        for (field, name) in given.iter().filter(|_| shape.repeated.is_none()) {
            let level = field.split('_').next().unwrap_or_default();
            let has_column =
                self.fields.iter().any(|held| shape.columns[held.at].field.starts_with(level));
            let Some(at) = shape.index(level) else { continue };
            let named = *field == level && matches!(level, "state" | "district" | "block");
            if named && !has_column {
                self.given.push((at, name.clone()));
            }
        }
    }

    /// Settles what only the cells can tell: legacy fonts, blank-means-as-above, twelve-digit codes.
    pub(crate) fn settle(&mut self, finder: &Finder<'_>, sample: &[Row], merges: &[Merge]) {
        let mut place_is_grouped = false;
        for field in &mut self.fields {
            let column = &finder.shape.columns[field.at];
            let cells =
                || sample.iter().map(|row| row.cells.get(field.cell).unwrap_or(&Cell::Empty));
            field.legacy = column.kind.is_worded() && is_legacy(cells());
            field.screened = column.kind.is_screened()
                && !(matches!(column.kind, Kind::Code) && are_other_codes(cells()));
            let federated = ["clf", "vo"].iter().any(|level| column.field.starts_with(level));
            let sure = place_is_grouped && !federated;
            field.grouped = column.as_above && is_grouped(cells(), sure);
            place_is_grouped |= field.grouped && !federated;
            field.numeric = are_mostly_numbers(cells());
            field.merges = merges_down(merges, field.cell);
        }
    }

    fn take(
        &mut self,
        finder: &Finder<'_>,
        (cell, heading): (usize, Label),
        meaning: Meaning,
    ) -> ColumnSeen {
        let mut seen = ColumnSeen {
            column: u32::try_from(cell + 1).unwrap_or(u32::MAX),
            heading: heading.clone(),
            field: None,
            how: How::Unknown,
            series: None,
            month: None,
            factor: 1,
            legacy: false,
        };
        match meaning {
            Meaning::Field { at, how } => {
                let column = &finder.shape.columns[at];
                let money = matches!(column.kind, Kind::Paise);
                let factor = if money { factor_of(&heading) } else { 1 };
                seen.field = Some(column.field.to_owned());
                (seen.how, seen.factor) = (how, factor);
                self.fields.push(FieldColumn::new(at, cell, heading, factor));
            }
            Meaning::Figure(FigureHead { series, month }) => {
                let series = series.map(|at| finder.options.series[at].code.clone());
                let factor = factor_of(&heading);
                let value = finder.shape.repeated.map_or("", |repeated| repeated.value);
                (seen.field, seen.how) = (Some(value.to_owned()), How::Synonym);
                (seen.series, seen.factor) = (series.clone(), factor);
                seen.month = month.map(|month| month.month);
                let series = series.map(Label::from);
                self.figures.push(FigureColumn { cell, heading, factor, series, month });
            }
            Meaning::Identity => {
                seen.how = How::Left;
                self.identities.push((cell, heading));
            }
            Meaning::Serial => seen.how = How::Left,
            Meaning::Unknown => {}
        }
        seen
    }
}

impl FieldColumn {
    fn new(at: usize, cell: usize, heading: Label, factor: i64) -> Self {
        Self {
            at,
            cell,
            heading,
            factor,
            legacy: false,
            screened: true,
            numeric: false,
            grouped: false,
            merges: Vec::new(),
        }
    }

    /// True when the row stands inside a vertical merge, below its first row.
    pub(crate) fn is_merged_at(&self, row: u32) -> bool {
        let at = self.merges.partition_point(|(first, _)| *first < row);
        at > 0 && row <= self.merges[at - 1].1
    }
}

fn meanings(finder: &Finder<'_>, heading: &Heading) -> Vec<Meaning> {
    let empty = BTreeMap::new();
    let (mapping, how) = finder
        .layout(heading)
        .map_or((&empty, How::Unknown), |(layout, how)| (&layout.mapping, how));
    let by_words = |head: &HeadCell| finder.recogniser.meaning(head, true);
    let of = |(cell, head): (usize, &HeadCell)| {
        let number = u32::try_from(cell + 1).unwrap_or(u32::MAX);
        let words = by_words(head);
        match mapping.get(&number) {
            _ if words == Meaning::Identity => words,
            None => words,
            Some(None) => Meaning::Unknown,
            Some(Some(field)) => match finder.shape.index(field) {
                Some(at) => Meaning::Field { at, how },
                None => words,
            },
        }
    };
    heading.heads.iter().enumerate().map(of).collect()
}

fn keep_surest(meanings: &mut [Meaning]) {
    let mut best: BTreeMap<usize, (How, usize)> = BTreeMap::new();
    for (cell, meaning) in meanings.iter().enumerate() {
        if let Meaning::Field { at, how } = meaning {
            let held = best.entry(*at).or_insert((*how, cell));
            if *how < held.0 {
                *held = (*how, cell);
            }
        }
    }
    for (cell, meaning) in meanings.iter_mut().enumerate() {
        if let Meaning::Field { at, .. } = meaning
            && best[at].1 != cell
        {
            *meaning = Meaning::Unknown;
        }
    }
}

fn is_legacy<'a>(cells: impl Iterator<Item = &'a Cell>) -> bool {
    let texts: Vec<&str> = cells
        .filter_map(|cell| match cell {
            Cell::Text(text) if text.bytes().any(|b| b.is_ascii_alphabetic()) => Some(&**text),
            _ => None,
        })
        .collect();
    !texts.is_empty() && kruti::looks_legacy_column(&texts)
}

/// True where a column is one of numbers: several, and at least half of its filled cells.
fn are_mostly_numbers<'a>(cells: impl Iterator<Item = &'a Cell>) -> bool {
    let (mut numbers, mut filled) = (0_usize, 0_usize);
    for cell in cells.filter(|cell| !is_empty(cell)) {
        filled += 1;
        numbers += usize::from(matches!(cell, Cell::Number(_)));
    }
    numbers > 1 && numbers * 2 >= filled
}

/// Twelve-digit codes of some register: most of them fail the check digit of Aadhaar.
fn are_other_codes<'a>(cells: impl Iterator<Item = &'a Cell>) -> bool {
    let (mut other, mut held) = (0_u32, 0_u32);
    for cell in cells {
        if identity::is_held_in_cell(cell) {
            held += 1;
        } else if identity::is_other_twelve(&samuh_kernel::read::shown(cell)) {
            other += 1;
        }
    }
    other >= 5 && other > held * 3
}

/// Blank means as above where the first row is filled, values are written only when they change
/// and hardly ever come back, and blanks follow in runs. A column filled in most rows is only
/// incomplete, except below a wider place that is written so (`sure`): its runs are shorter.
fn is_grouped<'a>(cells: impl Iterator<Item = &'a Cell>, sure: bool) -> bool {
    let (mut rows, mut blank, mut run, mut longest, mut changes) = (0, 0, 0, 0, 0);
    let mut last: Option<&Cell> = None;
    let mut known = BTreeSet::new();
    for cell in cells {
        rows += 1;
        if is_empty(cell) {
            if last.is_none() {
                return false;
            }
            blank += 1;
            run += 1;
            longest = longest.max(run);
            continue;
        }
        if last == Some(cell) && run == 0 {
            return false;
        }
        known.insert(samuh_kernel::read::shown(cell));
        (last, run, changes) = (Some(cell), 0, changes + 1);
    }
    let least = if sure && rows >= 10 { 20 } else { 40 };
    let mostly = blank * 100 >= rows * least && known.len() * 5 >= changes * 4;
    mostly && (longest >= 3 || (longest >= 1 && changes >= 2))
}

fn merges_down(merges: &[Merge], cell: usize) -> Vec<(u32, u32)> {
    let mut down: Vec<(u32, u32)> = merges
        .iter()
        .filter(|merge| merge.first_column as usize == cell + 1 && merge.last_row > merge.first_row)
        .map(|merge| (merge.first_row, merge.last_row))
        .collect();
    down.sort_unstable();
    down
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grouped(cells: &[&str]) -> bool {
        let cells: Vec<Cell> = cells
            .iter()
            .map(|text| if text.is_empty() { Cell::Empty } else { Cell::Text((*text).into()) })
            .collect();
        is_grouped(cells.iter(), false)
    }

    #[test]
    fn names_written_only_when_they_change_mean_as_above() {
        assert!(grouped(&["माकड़ी", "", "", "केशकाल", ""]));
        assert!(grouped(&["माकड़ी", "", "", ""]));
    }

    #[test]
    fn a_few_gaps_in_a_filled_column_do_not() {
        assert!(!grouped(&["माकड़ी", "माकड़ी", "", "माकड़ी", "माकड़ी", "केशकाल", "केशकाल"]));
        assert!(!grouped(&["", "माकड़ी", "", "केशकाल", ""]), "the first row is blank");
        assert!(!grouped(&["माकड़ी", "केशकाल", "", "बड़ेराजपुर", "फरसगांव"]));
        assert!(!grouped(&["माकड़ी", ""]));
        assert!(!grouped(&["माकड़ी", "", "केशकाल", "", "माकड़ी", "", "केशकाल", ""]), "unsorted");
    }

    #[test]
    fn short_runs_mean_as_above_only_below_a_wider_place_written_so() {
        let names = ["क", "", "ख", "ग", "घ", "", "च", "छ", "ज", "", "झ", "ट"];
        let cells: Vec<Cell> = names
            .iter()
            .map(|text| if text.is_empty() { Cell::Empty } else { Cell::Text((*text).into()) })
            .collect();
        assert!(is_grouped(cells.iter(), true));
        assert!(!is_grouped(cells.iter(), false));
    }

    #[test]
    fn a_column_of_numbers_holds_no_floats() {
        let (number, text) = (Cell::Number(9.0), Cell::Text("9876543210".into()));
        assert!(are_mostly_numbers([&number, &number, &Cell::Empty, &text].into_iter()));
        assert!(!are_mostly_numbers([&text, &text, &number].into_iter()));
    }
}
