//! Writes a workbook row by row; no more of it is held in memory than the row being written.

use std::collections::HashSet;
use std::path::Path;

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Formula, Note, Workbook, Worksheet,
    XlsxError,
};

use super::formats::{Formats, looks_like};
use super::{Head, Kind, Sum, Value, WriteError};

/// Characters of a sheet's name that Excel takes.
const NAME_UNITS: usize = 31;
/// Notes of a workbook; they are held in memory and slow Excel down. Later marks are filled only.
const NOTES: usize = 5_000;
/// The height of a row, points.
const ROW_HEIGHT: f64 = 18.0;
/// Characters of a note.
const NOTE_CHARACTERS: usize = 1_000;

/// A workbook being written.
pub struct Book {
    workbook: Workbook,
    pub(super) formats: Formats,
    names: HashSet<String>,
    notes: usize,
}

impl Book {
    /// An empty workbook, made at the given time.
    ///
    /// # Errors
    /// When the time is before 1900.
    pub fn new(made_at: NaiveDateTime) -> Result<Self, WriteError> {
        let mut workbook = Workbook::new();
        let made_at = excel_instant(made_at)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&made_at));
        Ok(Self { workbook, formats: Formats::new(), names: HashSet::new(), notes: 0 })
    }

    /// Begins a sheet: its title lines and its heading row, frozen and with filters.
    ///
    /// # Errors
    /// When a heading or title is longer than a cell, or the temporary file fails.
    pub fn sheet(&mut self, head: &Head) -> Result<SheetWriter<'_>, WriteError> {
        let name = self.free_name(&head.name);
        let sheet = self.workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(name)?;
        let mut writer = SheetWriter {
            sheet,
            formats: &self.formats,
            notes: &mut self.notes,
            last_column: last_column(head)?,
            kinds: head.columns.iter().map(|column| column.kind).collect(),
            heading_row: 0,
            widths: head.columns.iter().map(|column| column.width).collect(),
            tall: None,
            row: 0,
        };
        writer.head(head)?;
        Ok(writer)
    }

    /// A sheet without a head, for the copy of a workbook.
    pub(super) fn bare(&mut self, name: &str, hidden: bool) -> Result<(), WriteError> {
        let name = self.free_name(name);
        let sheet = self.workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(name)?.set_hidden(hidden);
        Ok(())
    }

    /// A sheet begun before, by its place.
    pub(super) fn reopened(&mut self, place: usize) -> Result<Bare<'_>, WriteError> {
        let sheet = self.workbook.worksheet_from_index(place)?;
        Ok(Bare { sheet, formats: &self.formats, notes: &mut self.notes })
    }

    /// The sheet that is shown when the workbook is opened.
    pub(super) fn open_at(&mut self, place: usize) -> Result<(), WriteError> {
        let sheet = self.workbook.worksheet_from_index(place)?;
        sheet.set_hidden(false).set_active(true).set_first_tab(place == 0);
        Ok(())
    }

    /// Writes the workbook to a file.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn save(mut self, path: &Path) -> Result<(), WriteError> {
        Ok(self.workbook.save(path)?)
    }

    /// The workbook as bytes, for an answer over the network.
    ///
    /// # Errors
    /// When the temporary files fail.
    pub fn into_bytes(mut self) -> Result<Vec<u8>, WriteError> {
        Ok(self.workbook.save_to_buffer()?)
    }

    /// A name that Excel takes and no other sheet has.
    fn free_name(&mut self, wanted: &str) -> String {
        let clean: String = wanted
            .chars()
            .map(|c| if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') { ' ' } else { c })
            .filter(|c| !c.is_control())
            .collect();
        let clean = clean.trim().trim_matches('\'');
        let clean = if clean.is_empty() { "Sheet" } else { clean };
        let mut name = shortened(clean, NAME_UNITS);
        let mut number = 2;
        while !self.names.insert(name.to_lowercase()) {
            let ending = format!(" ({number})");
            name = shortened(clean, NAME_UNITS - ending.len()) + &ending;
            number += 1;
        }
        name
    }
}

/// A sheet being written; call [`SheetWriter::finish`] after the last row.
pub struct SheetWriter<'a> {
    sheet: &'a mut Worksheet,
    formats: &'a Formats,
    notes: &'a mut usize,
    last_column: u16,
    kinds: Vec<Kind>,
    heading_row: u32,
    widths: Vec<u16>,
    /// The last row and its lines, where it has several, until the row below it is written.
    tall: Option<(u32, u16)>,
    row: u32,
}

impl SheetWriter<'_> {
    /// The number of the next row, as formulas name it.
    pub fn next_row(&self) -> u32 {
        self.row + 1
    }

    /// Writes the next row.
    ///
    /// # Errors
    /// When a text is longer than a cell, the sheet is full, or the temporary file fails.
    pub fn row(&mut self, values: &[Value]) -> Result<(), WriteError> {
        self.marked_row(values, &[])
    }

    /// Writes the next row with some of its cells filled and a note at each. Columns count from 0.
    ///
    /// # Errors
    /// Those of [`SheetWriter::row`].
    pub fn marked_row(
        &mut self,
        values: &[Value],
        marks: &[(u16, &str)],
    ) -> Result<(), WriteError> {
        self.heighten(values)?;
        for (column, value) in (0_u16..).zip(values) {
            let faulty = marks.iter().any(|(marked, _)| *marked == column);
            let kind = self.kinds.get(usize::from(column));
            let plain = !faulty && kind.is_some_and(|kind| looks_like(*kind, *value));
            let look = (!plain).then(|| self.formats.looks(faulty).of(*value));
            put(self.sheet, (self.row, column), *value, look)?;
        }
        for (column, note) in marks {
            add_note(self.sheet, self.notes, (self.row, *column), note)?;
        }
        self.next(values);
        Ok(())
    }

    /// Writes the next row as one of sums: bold, on grey.
    ///
    /// # Errors
    /// Those of [`SheetWriter::row`].
    pub fn sum_row(&mut self, values: &[Value]) -> Result<(), WriteError> {
        self.heighten(values)?;
        for (column, value) in (0_u16..).zip(values) {
            let look = self.formats.sums().of(*value);
            put(self.sheet, (self.row, column), *value, Some(look))?;
        }
        self.next(values);
        Ok(())
    }

    /// Gives the row above its height, once the first cell of this one is to be written.
    fn heighten(&mut self, values: &[Value]) -> Result<(), WriteError> {
        // The writer writes a row that has a height twice, unless a cell below it follows.
        let follows = values.iter().any(|value| !matches!(value, Value::Empty));
        if let Some((row, lines)) = self.tall.take_if(|_| follows) {
            self.sheet.set_row_height(row, ROW_HEIGHT * f64::from(lines))?;
        }
        Ok(())
    }

    /// Goes on to the next row; this one is as high as its longest sentence.
    fn next(&mut self, values: &[Value]) {
        let columns = self.kinds.iter().zip(&self.widths).zip(values);
        let lines = columns.map(|((kind, width), value)| match (kind, value) {
            (Kind::Long, Value::Text(text)) => lines_of(text, *width),
            _ => 1,
        });
        let lines = lines.max().unwrap_or(1);
        if lines > 1 {
            self.tall = Some((self.row, lines));
        }
        self.row += 1;
    }

    /// Ends the sheet: sets the filters over all rows. Gives the number of rows.
    ///
    /// # Errors
    /// When the sheet has no columns to filter.
    pub fn finish(mut self) -> Result<u32, WriteError> {
        if self.tall.is_some_and(|(row, _)| row > self.heading_row) {
            self.heighten(&[Value::Whole(0)])?;
            self.sheet.write_blank(self.row, 0, &self.formats.looks(false).general)?;
        }
        let last = self.row.saturating_sub(1).max(self.heading_row);
        self.sheet.autofilter(self.heading_row, 0, last, self.last_column)?;
        Ok(last - self.heading_row)
    }

    fn head(&mut self, head: &Head) -> Result<(), WriteError> {
        // The signs above and below Devanagari letters need more than Latin letters do.
        self.sheet.set_default_row_height(ROW_HEIGHT);
        for (column, each) in (0_u16..).zip(&head.columns) {
            let look = self.formats.looks(false).of_kind(each.kind);
            self.sheet.set_column_width(column, each.width)?.set_column_format(column, look)?;
        }
        for title in &head.titles {
            if self.row == 0 {
                self.sheet.write_string_with_format(0, 0, title, &self.formats.title)?;
            } else {
                self.sheet.write_string(self.row, 0, title)?;
            }
            self.row += 1;
        }
        self.row += u32::from(!head.titles.is_empty());
        self.heading_row = self.row;
        let right = self.formats.heading.clone().set_align(FormatAlign::Right).set_indent(1);
        let lines = head.columns.iter().map(|each| lines_of(&each.heading, each.width).min(3));
        self.tall = lines.max().filter(|lines| *lines > 1).map(|lines| (self.heading_row, lines));
        for (column, each) in (0_u16..).zip(&head.columns) {
            let format = if Formats::is_right(each.kind) { &right } else { &self.formats.heading };
            self.sheet.write_string_with_format(self.row, column, &each.heading, format)?;
        }
        self.sheet.set_freeze_panes(self.row + 1, 0)?;
        self.sheet.set_landscape().set_print_fit_to_pages(1, 0);
        self.sheet.set_repeat_rows(self.row, self.row)?;
        self.row += 1;
        Ok(())
    }
}

/// A sheet whose cells are placed one by one, rows rising.
pub(super) struct Bare<'a> {
    pub(super) sheet: &'a mut Worksheet,
    pub(super) formats: &'a Formats,
    notes: &'a mut usize,
}

impl Bare<'_> {
    /// Gives a cell a note.
    pub(super) fn note(&mut self, place: (u32, u16), note: &str) -> Result<(), WriteError> {
        add_note(self.sheet, self.notes, place, note)
    }
}

/// How many lines a text takes in a column of that width, characters; no more than a page shows.
fn lines_of(text: &str, width: u16) -> u16 {
    let letters = u16::try_from(text.chars().count()).unwrap_or(u16::MAX);
    letters.div_ceil(width.max(1)).clamp(1, 20)
}

/// The first characters of a text that fit into the units Excel counts.
fn shortened(text: &str, units: usize) -> String {
    let mut used = 0;
    text.chars()
        .take_while(|character| {
            used += character.len_utf16();
            used <= units
        })
        .collect::<String>()
        .trim_end()
        .to_owned()
}

fn add_note(
    sheet: &mut Worksheet,
    notes: &mut usize,
    (row, column): (u32, u16),
    note: &str,
) -> Result<(), WriteError> {
    if *notes >= NOTES {
        return Ok(());
    }
    *notes += 1;
    let note = Note::new(shortened(note, NOTE_CHARACTERS)).add_author_prefix(false);
    sheet.insert_note(row, column, &note.set_width(320))?;
    Ok(())
}

/// Writes a value into a cell, in a look of its own or in its column's.
pub(super) fn put(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    value: Value,
    look: Option<&Format>,
) -> Result<(), WriteError> {
    let number = match value {
        Value::Empty => {
            if let Some(look) = look {
                sheet.write_blank(row, column, look)?;
            }
            return Ok(());
        }
        Value::Text(text) => return put_text(sheet, (row, column), text, look),
        Value::Whole(count) => as_f64(count),
        Value::Paise(paise) => as_f64(paise) / 100.0,
        Value::Percent(number) | Value::Decimal(number) => number,
        Value::Reckoned(formula, number) => {
            return put_formula(sheet, (row, column), (formula, number), look);
        }
        Value::Summed(formula, sum) => {
            let number = match sum {
                Sum::Whole(count) => as_f64(count),
                Sum::Paise(paise) => as_f64(paise) / 100.0,
            };
            return put_formula(sheet, (row, column), (formula, number), look);
        }
        Value::Day(day) => match excel_day(day) {
            Ok(day) => day.to_excel(),
            Err(_) => {
                let day = day.format("%d/%m/%Y").to_string();
                return put_text(sheet, (row, column), &day, look);
            }
        },
        Value::Instant(at) => match excel_instant(at) {
            Ok(at) => at.to_excel(),
            Err(_) => {
                let at = at.format("%d/%m/%Y %H:%M").to_string();
                return put_text(sheet, (row, column), &at, look);
            }
        },
    };
    match look {
        Some(look) => sheet.write_number_with_format(row, column, number, look)?,
        None => sheet.write_number(row, column, number)?,
    };
    Ok(())
}

fn put_formula(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    (formula, number): (&str, f64),
    look: Option<&Format>,
) -> Result<(), WriteError> {
    let formula = Formula::new(formula).set_result(number.to_string());
    match look {
        Some(look) => sheet.write_formula_with_format(row, column, formula, look)?,
        None => sheet.write_formula(row, column, formula)?,
    };
    Ok(())
}

fn put_text(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    text: &str,
    look: Option<&Format>,
) -> Result<(), WriteError> {
    match look {
        Some(look) => sheet.write_string_with_format(row, column, text, look)?,
        None => sheet.write_string(row, column, text)?,
    };
    Ok(())
}

/// A day as Excel counts it, which begins in 1900.
fn excel_day(day: NaiveDate) -> Result<ExcelDateTime, XlsxError> {
    let year =
        u16::try_from(day.year()).map_err(|_| XlsxError::DateTimeRangeError(day.to_string()))?;
    ExcelDateTime::from_ymd(year, part(day.month()), part(day.day()))
}

fn excel_instant(at: NaiveDateTime) -> Result<ExcelDateTime, XlsxError> {
    let hour = u16::try_from(at.hour()).expect("an hour is below 24");
    excel_day(at.date())?.and_hms(hour, part(at.minute()), f64::from(at.second()))
}

fn part(number: u32) -> u8 {
    u8::try_from(number).expect("a month, day or minute is below 256")
}

fn last_column(head: &Head) -> Result<u16, XlsxError> {
    let columns = u16::try_from(head.columns.len()).map_err(|_| XlsxError::RowColumnLimitError)?;
    columns.checked_sub(1).ok_or(XlsxError::RowColumnLimitError)
}

#[expect(clippy::cast_precision_loss, reason = "Excel itself keeps 15 digits")]
fn as_f64(number: i64) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheet_names_are_cleaned_shortened_and_told_apart() {
        let made_at = NaiveDate::from_ymd_opt(2026, 2, 10).unwrap().and_hms_opt(11, 0, 0).unwrap();
        let mut book = Book::new(made_at).unwrap();
        assert_eq!(book.free_name("Blocks: A/B"), "Blocks  A B");
        assert_eq!(book.free_name("blocks: a/b"), "blocks  a b (2)");
        assert_eq!(book.free_name("''"), "Sheet");
        let long = book.free_name(&"समूह ".repeat(20));
        assert!(long.encode_utf16().count() <= NAME_UNITS);
        let again = book.free_name(&"समूह ".repeat(20));
        assert!(again.ends_with("(2)") && again.encode_utf16().count() <= NAME_UNITS);
    }
}
