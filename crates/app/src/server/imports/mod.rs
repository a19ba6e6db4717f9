//! Imports at the desk: sending a file, correcting its columns, seeing what it would do, deciding
//! doubtful names, entering it and taking it back.

mod acts;
mod deciding;
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

use samuh_engine::{Error, Result, clock};
use samuh_imports::Column;
use samuh_kernel::scope::{Area, Right};
use samuh_web::words::{Lang, Words};
use uuid::Uuid;

use super::{
    App,
    fail::{Answer, Fail},
    visit::Visitor,
};
use crate::importing::{self, Register, may_import};

pub(crate) use jobs::Jobs;
pub(super) use {
    acts::{apply, undo},
    deciding::decide,
    doubts::page as doubts,
    list::page as list,
    report::{as_json, as_workbook},
    sample::file as sample,
    send::{LARGEST, form, send},
    shelf::from_disk,
    show::{back, look_once_more, page as show, part},
    understood::correct,
};

/// How often old uploads and batches are looked for.
const DAILY: std::time::Duration = std::time::Duration::from_secs(86_400);

/// Once at the start and then daily: takes away uploads of a week ago, and what batches of a month
/// ago staged and nobody entered.
pub(super) async fn keep_house(app: App) {
    let mut days = tokio::time::interval(DAILY);
    loop {
        days.tick().await;
        app.jobs().sweep();
        let emptied = app.blocking(|app| importing::lapse(app.db(), clock::now())).await;
        match emptied {
            Ok(0) => {}
            Ok(batches) => tracing::info!(batches, "batches never entered were emptied"),
            Err(error) => tracing::warn!(%error, "old batches could not be emptied"),
        }
    }
}

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
