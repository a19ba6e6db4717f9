//! Understands the office's Excel and CSV sheets: finds the heading, names the columns, reads the
//! cells, and says what was repaired, left out or is wrong. No files, no database, no clock.

mod banner;
mod cells;
mod decision;
mod dictionary;
mod event;
mod figurehead;
mod heading;
mod headword;
mod identity;
mod intake;
mod label;
mod ladder;
mod plan;
mod recognise;
mod repeats;
mod rows;
mod shape;
mod skips;
mod tail;
mod tally;
mod titles;
pub mod words;

#[cfg(test)]
mod tests;

pub use decision::{Alike, Decided, Decision, Decisions, LIKENESS, Likeness};
pub use event::{
    CellFault, ColumnSeen, Event, Figure, How, InRow, Original, Repair, SheetUnderstood, Skipped,
    Value, Why,
};
pub use intake::Intake;
pub use label::Label;
pub use shape::{Column, Kind, Layout, Options, Repeated, Series, Shape};
pub use tally::{Tally, Verdict};
