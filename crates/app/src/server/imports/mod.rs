//! Imports at the desk: sending a file, correcting its columns, seeing what it would do, deciding
//! doubtful names, entering it and taking it back.

mod acts;
mod doubts;
mod jobs;
mod list;
mod naming;
mod report;
mod result;
mod sample;
mod send;
mod shelf;
mod show;
mod understood;

use samuh_engine::{Error, Result};
use samuh_imports::Column;
use samuh_kernel::scope::{Area, Right};
use samuh_web::words::{Lang, Words};
use uuid::Uuid;

use super::{
    fail::{Answer, Fail},
    visit::Visitor,
};
use crate::importing::{Register, may_import};

pub(crate) use jobs::Jobs;
pub(super) use {
    acts::{apply, undo},
    doubts::{decide, page as doubts},
    list::page as list,
    report::{as_json, as_workbook},
    sample::file as sample,
    send::{LARGEST, form, send},
    show::{back, look_once_more, page as show, part},
    understood::correct,
};

/// The registers that a desk may import into.
fn registers(visitor: &Visitor) -> Vec<Register> {
    let may = |register: &Register| may_import(visitor.desk(), *register).is_ok();
    Register::ALL.into_iter().filter(may).collect()
}

/// The name of a register.
fn register_name(code: &str, words: &Words) -> String {
    words.t(&format!("register-{code}"))
}

/// The address of an import.
fn address(id: Uuid) -> String {
    format!("/imports/{id}")
}

/// The id in an address; an address that holds none leads nowhere.
fn id_of(text: &str) -> Answer<Uuid> {
    text.parse().map_err(|_| Fail::not_found())
}

/// Refuses a desk that may not see imports at all.
fn may_see(visitor: &Visitor) -> Answer<()> {
    visitor.may(Right::See, Area::Imports)
}

/// The usual heading of a column in the reader's language.
fn heading_of(column: &Column, words: &Words) -> &'static str {
    let is_hindi = words.lang() == Lang::Hi;
    let fits = |heading: &&str| heading.is_ascii() != is_hindi;
    column.headings().find(fits).or_else(|| column.headings().next()).unwrap_or(column.field)
}

/// The file of an import, still there to be read again.
fn still_there<T>(found: Option<T>) -> Result<T> {
    found.ok_or_else(|| Error::fault("upload_gone"))
}
