//! A first look at a file: its sheets, what each column is taken for, and a few of its values, so
//! that a person can correct the columns before any row is judged.

use std::collections::BTreeMap;

use samuh_documents::child;
use samuh_engine::{Db, Desk, Result};
use samuh_imports::{CellFault, Event, How, Intake, SheetUnderstood};
use samuh_kernel::{
    read::{looks_like_aadhaar, shown},
    sheet::{Cell, Limits, Piece, Row},
};

use super::{
    Asked, Source, may_import,
    reading::{options, refused},
};

/// Rows of a sheet among which values are looked for.
const HELD: usize = 60;
/// Values shown of a column.
const SHOWN: usize = 3;
/// Letters shown of a value.
const LETTERS: usize = 40;

/// What a first look at a file found.
#[derive(Debug, Clone, Default)]
pub struct Looked {
    /// Its sheets, in file order.
    pub sheets: Vec<SheetLooked>,
    /// Why nothing of it can be read, even when a person names the columns.
    pub refused: Option<CellFault>,
}

/// One sheet at a first look.
#[derive(Debug, Clone, Default)]
pub struct SheetLooked {
    /// What was understood of it.
    pub understood: SheetUnderstood,
    /// Rows below its heading.
    pub rows: u64,
    /// The first values of each column; none of a column of identity numbers.
    pub samples: BTreeMap<u32, Vec<String>>,
    /// What is to be said of the whole sheet.
    pub notices: Vec<CellFault>,
    /// Whether its rows would be read: not those of a hidden sheet, or of one that is not chosen.
    pub is_read: bool,
}

impl Looked {
    /// True where a person has sheets to choose from.
    pub fn has_choice(&self) -> bool {
        self.sheets.len() > 1 || self.sheets.iter().any(|sheet| !sheet.is_read)
    }
}

/// Looks at a file and judges nothing. A file that cannot be read is no error: it says why.
///
/// # Errors
/// `Denied` when the desk may not import that register, `Broken` from the database.
pub fn look(db: &Db, desk: &Desk, source: &Source<'_>, asked: &Asked) -> Result<Looked> {
    may_import(desk, source.register)?;
    let options = db.read(|reader| options(reader, desk, source.register, asked))?;
    let mut intake = Intake::new(source.register.shape(), &options);
    let mut eye = Eye::default();
    let read = child::spawn(source.program, source.path, &Limits::MEMBERS, &mut |piece| {
        eye.hold(&piece);
        intake.push(piece, &mut |event| eye.hear(event));
        Ok(())
    });
    match read {
        Ok(()) => intake.finish(&mut |event| eye.hear(event)),
        Err(refusal) => {
            return Ok(Looked { refused: Some(refused(refusal)), sheets: Vec::new() });
        }
    }
    Ok(eye.close())
}

/// Where everything of a file goes at a first look.
#[derive(Default)]
struct Eye {
    sheets: Vec<SheetLooked>,
    /// The first rows of each sheet, by its name.
    held: BTreeMap<String, Vec<Row>>,
    /// The sheets with rows, in file order.
    names: Vec<String>,
    name: String,
    refused: Option<CellFault>,
}

impl Eye {
    fn hold(&mut self, piece: &Piece) {
        match piece {
            Piece::Sheet { name, .. } => self.name.clone_from(name),
            Piece::Row(row) => {
                if !self.held.contains_key(&self.name) {
                    self.names.push(self.name.clone());
                }
                let held = self.held.entry(self.name.clone()).or_default();
                if held.len() < HELD {
                    held.push(row.clone());
                }
            }
        }
    }

    fn hear(&mut self, event: Event) {
        match event {
            Event::Understood(understood) => {
                self.sheets.push(SheetLooked {
                    understood,
                    is_read: true,
                    ..SheetLooked::default()
                });
            }
            Event::Row(row) => self.count(&row.sheet),
            Event::Skipped(skipped) => self.count(&skipped.sheet),
            Event::Warning(notice) => {
                let sheet = notice.sheet.clone();
                match self.sheets.iter_mut().rev().find(|s| s.understood.sheet == sheet) {
                    Some(seen) => seen.notices.push(notice),
                    None => self.sheets.push(SheetLooked {
                        understood: SheetUnderstood { sheet, ..SheetUnderstood::default() },
                        notices: vec![notice],
                        ..SheetLooked::default()
                    }),
                }
            }
            Event::Fault(fault) => self.refused = Some(fault),
        }
    }

    fn count(&mut self, sheet: &str) {
        if let Some(seen) = self.sheets.iter_mut().rev().find(|s| s.understood.sheet == *sheet) {
            seen.rows += 1;
        }
    }

    /// Sheets of which nothing was heard: they were not chosen.
    fn add_unheard(&mut self) {
        let heard = |sheets: &[SheetLooked], name: &str| {
            sheets.iter().position(|seen| seen.understood.sheet == *name)
        };
        for (at, name) in self.names.iter().enumerate() {
            if heard(&self.sheets, name).is_some() {
                continue;
            }
            let before = self.names[..at].iter().rev().find_map(|one| heard(&self.sheets, one));
            let code = "sheet_not_chosen".into();
            let sheet = SheetLooked {
                understood: SheetUnderstood {
                    sheet: name.as_str().into(),
                    ..SheetUnderstood::default()
                },
                notices: vec![CellFault {
                    sheet: name.as_str().into(),
                    code,
                    ..CellFault::default()
                }],
                ..SheetLooked::default()
            };
            self.sheets.insert(before.map_or(0, |before| before + 1), sheet);
        }
    }

    fn close(mut self) -> Looked {
        self.add_unheard();
        for seen in &mut self.sheets {
            let rows = self.held.get(&*seen.understood.sheet).map_or(&[][..], Vec::as_slice);
            seen.samples = samples(&seen.understood, rows);
        }
        // Where there are columns, a person can still say what they are.
        let has_columns = self.sheets.iter().any(|seen| !seen.understood.columns.is_empty());
        Looked { refused: self.refused.filter(|_| !has_columns), sheets: self.sheets }
    }
}

fn samples(understood: &SheetUnderstood, rows: &[Row]) -> BTreeMap<u32, Vec<String>> {
    let below = understood.heading_rows.last().copied().unwrap_or(0);
    let is_shown = |column: &&samuh_imports::ColumnSeen| column.how != How::Left;
    let of_column = |column: u32| {
        let at = column as usize - 1;
        let cells = rows.iter().filter(|row| row.number > below).map(|row| row.cells.get(at));
        let filled = cells.flatten().filter(|cell| !matches!(cell, Cell::Empty));
        let texts = filled.map(sample).filter(|text| !text.is_empty());
        texts.take(SHOWN).collect()
    };
    let columns = understood.columns.iter().filter(is_shown).map(|column| column.column);
    columns.map(|column| (column, of_column(column))).collect()
}

/// A value as it is shown; an identity number never is.
fn sample(cell: &Cell) -> String {
    let text = shown(cell);
    let text = text.trim();
    if looks_like_aadhaar(text) {
        return "•••• •••• ••••".to_owned();
    }
    let mut letters = text.chars();
    let start: String = letters.by_ref().take(LETTERS).collect();
    if letters.next().is_some() { start + "…" } else { start }
}
