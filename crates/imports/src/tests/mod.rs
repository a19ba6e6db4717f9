//! Small dirty sheets as the blocks send them, each with what must come out.

mod asabove;
mod banners;
mod figures;
mod headings;
mod identity;
mod random;
mod rows;
mod skipped;

use chrono::NaiveDate;
use samuh_kernel::sheet::{Cell, Merge, Piece, Row};

use crate::{Event, InRow, Intake, Options, Repair, Shape, SheetUnderstood, Value, Why};

/// A sheet of cells written as text: `=12.5` is a number, `@2026-04-01` a day, blank is empty.
fn sheet(name: &str, merges: &[(u32, u32, u32, u32)], rows: &[&[&str]]) -> Vec<Piece> {
    let merges = merges
        .iter()
        .map(|&(first_row, last_row, first_column, last_column)| Merge {
            first_row,
            last_row,
            first_column,
            last_column,
        })
        .collect();
    let head = Piece::Sheet { name: name.into(), merges, hidden: false };
    let rows = rows.iter().enumerate().filter(|(_, cells)| !cells.is_empty());
    let row = |(at, cells): (usize, &&[&str])| {
        let number = u32::try_from(at + 1).unwrap();
        Piece::Row(Row { number, cells: cells.iter().map(|text| cell(text)).collect() })
    };
    std::iter::once(head).chain(rows.map(row)).collect()
}

fn cell(text: &str) -> Cell {
    if text.is_empty() {
        Cell::Empty
    } else if let Some(number) = text.strip_prefix('=') {
        Cell::Number(number.parse().unwrap())
    } else if let Some(day) = text.strip_prefix('@') {
        Cell::Date(day.parse().unwrap())
    } else {
        Cell::Text(text.into())
    }
}

fn options() -> Options {
    Options { today: NaiveDate::from_ymd_opt(2026, 11, 21).unwrap(), ..Options::default() }
}

/// All that comes out of a file.
struct Read {
    shape: &'static Shape,
    events: Vec<Event>,
}

fn read(shape: &'static Shape, pieces: Vec<Piece>) -> Read {
    read_with(shape, &options(), pieces)
}

fn read_with(shape: &'static Shape, options: &Options, pieces: Vec<Piece>) -> Read {
    let mut events = Vec::new();
    let mut intake = Intake::new(shape, options);
    for piece in pieces {
        intake.push(piece, &mut |event| events.push(event));
    }
    intake.finish(&mut |event| events.push(event));
    Read { shape, events }
}

impl Read {
    fn rows(&self) -> Vec<&InRow> {
        let mut rows = Vec::new();
        for event in &self.events {
            if let Event::Row(row) = event {
                rows.push(&**row);
            }
        }
        rows
    }

    fn skipped(&self) -> Vec<(u32, Why)> {
        let skipped = |event: &Event| match event {
            Event::Skipped(skipped) => Some((skipped.row, skipped.why)),
            _ => None,
        };
        self.events.iter().filter_map(skipped).collect()
    }

    fn sheets(&self) -> Vec<&SheetUnderstood> {
        let mut sheets = Vec::new();
        for event in &self.events {
            if let Event::Understood(sheet) = event {
                sheets.push(sheet);
            }
        }
        sheets
    }

    /// Fields in the order of the sheet's columns; `-` for a column left out.
    fn fields(&self) -> Vec<&str> {
        let columns = &self.sheets()[0].columns;
        columns.iter().map(|column| column.field.as_deref().unwrap_or("-")).collect()
    }

    fn value(&self, row: usize, field: &str) -> Option<&Value> {
        self.rows()[row].values[self.shape.index(field).unwrap()].as_ref()
    }

    fn text(&self, row: usize, field: &str) -> &str {
        match self.value(row, field) {
            Some(Value::Text(text)) => text,
            Some(Value::Code(code)) => code,
            _ => "",
        }
    }

    fn repairs(&self) -> Vec<&Repair> {
        self.rows().into_iter().flat_map(|row| &row.repairs).collect()
    }

    /// Faults as (row, column, code).
    fn faults(&self) -> Vec<(u32, u32, &str)> {
        let faults = self.rows().into_iter().flat_map(|row| &row.faults);
        faults.map(|f| (f.row.unwrap_or(0), f.column.unwrap_or(0), &*f.code)).collect()
    }

    /// Warnings of sheets and columns, and faults of the file.
    fn notices(&self) -> Vec<&str> {
        let mut codes = Vec::new();
        for event in &self.events {
            if let Event::Warning(fault) | Event::Fault(fault) = event {
                codes.push(&*fault.code);
            }
        }
        codes
    }
}
