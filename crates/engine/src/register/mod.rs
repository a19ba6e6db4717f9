//! Registers: nouns the office keeps, each told as constants — where its rows stand, what its columns
//! are and who may see them — and what follows from that alone: lists that are filtered by any column,
//! sorted and read page by page, single records, forms, entries and corrections, imports. It knows no
//! area, and a register has no verb, no hook and no state of its own (decision 0022).

mod acts;
mod ask;
mod column;
mod form;
mod held;
pub mod intake;
mod names;
mod near;
mod read;
pub mod saved;
mod statement;
mod write;

use chrono::NaiveDate;
use samuh_kernel::{fault::Faults, scope::Area};

use crate::{db::Tx, error::Result};

pub use acts::{Correction, correct, correct_in_act, enter, enter_in_act, refused};
pub use ask::{Ask, Cursor, Filter, LARGEST, RESERVED, Sight, Sort, Test, masked_in_address};
pub use column::{Choices, Column, Kind, Privacy, Typed, Units};
pub use form::{from_form, from_json};
pub use held::{Held, Plain, Values};
pub use near::Near;
pub use read::{Record, Row, choices, count, import_of, list, one, records, statements, walk};

/// A register as constants. `$1` in its SQL is the district, `$DAY` today, `$POST` the post that asks.
#[derive(Debug)]
pub struct Register {
    /// As addresses and the command line say it, in the plural: `producers`.
    pub name: &'static str,
    /// As the trail says it: `producer`.
    pub subject: &'static str,
    /// The area whose rights open it.
    pub area: Area,
    /// Where its rows stand: tables and the conditions that make the register, ending in a condition.
    pub from: &'static str,
    /// What is true of the rows that the post `$POST` sees.
    pub scope: &'static str,
    /// Where such rows can lie; none for a register so small that all of it may be asked.
    pub near: Option<Near>,
    /// The number of a row: it names it in addresses and ends every order.
    pub id: &'static str,
    /// The column by which the list is sorted when nothing is asked; none for the order of numbers.
    pub order: Option<&'static str>,
    /// What each column is.
    pub columns: &'static [Column],
    /// The columns that staff meet in the list.
    pub listed: &'static [&'static str],
    /// The columns that staff fill in, in the order of the form; none for a register that is kept by
    /// acts of its own.
    pub form: &'static [&'static str],
    /// How its rows are written here; none for a register that is kept by acts of its own.
    pub kept: Option<Kept>,
}

/// How the rows of a register are written through the engine.
#[derive(Debug)]
pub struct Kept {
    /// The table. It has `district_id`, `id`, `version`, `batch_no` and `op_no` beside the columns.
    pub table: &'static str,
    /// What tells its rows from others of the table: a column and its code.
    pub mark: (&'static str, &'static str),
    /// The counter its numbers come from.
    pub counter: &'static str,
    /// The names of its two acts: entering and correcting.
    pub acts: [&'static str; 2],
    /// The column of the unit in whose scope a record lies.
    pub place: &'static str,
    /// What must hold across columns on a day: no clock, no database.
    pub rules: fn(&Values, NaiveDate, &mut Faults),
    /// What records count for, posted with what changes them; none for a register that counts nothing.
    pub counts: Option<Counts>,
    /// What may stand on a record, which then cannot be taken back with its import: a count by `$1` and
    /// the record `$2`, and the fault's code.
    pub standing: &'static [(&'static str, &'static str)],
}

/// A record that changed, for what it counts for: what it was, what it is; none where it was not or is
/// no more.
#[derive(Debug, Clone, Copy)]
pub struct Counted<'a> {
    /// Its number.
    pub id: i64,
    /// What it was.
    pub was: Option<&'a Values>,
    /// What it is.
    pub now: Option<&'a Values>,
}

/// Posts what records count for, from what they were to what they are.
pub type Counts = fn(&mut Tx, &[Counted<'_>]) -> Result<()>;

impl Kept {
    /// Posts what records count for, from what they were to what they are.
    pub(crate) fn count(&self, tx: &mut Tx, all: &[Counted<'_>]) -> Result<()> {
        match self.counts {
            Some(counts) if !all.is_empty() => counts(tx, all),
            _ => Ok(()),
        }
    }
}

impl Register {
    /// The column of that name.
    pub fn column(&self, name: &str) -> Option<&'static Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The columns that leave the office: what lists, files and the interface for programs hold.
    pub fn open(&self) -> impl Iterator<Item = &'static Column> + use<> {
        let columns: &'static [Column] = self.columns;
        columns.iter().filter(|column| column.privacy != Privacy::Masked)
    }

    /// The columns of names, in their order; a name that is none is left out.
    pub fn named(&self, names: &[&str]) -> Vec<&'static Column> {
        names.iter().filter_map(|name| self.column(name)).collect()
    }

    /// The columns that can be written.
    pub fn written(&self) -> impl Iterator<Item = &'static Column> + use<> {
        let columns: &'static [Column] = self.columns;
        columns.iter().filter(|column| column.entered)
    }
}
