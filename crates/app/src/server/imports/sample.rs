//! Sample files to fill in: the headings of a register in the reader's language, and nothing else.

use axum::extract::Path;
use samuh_documents::write::{Column, Head, Kind};
use samuh_imports::Kind as Read;
use samuh_kernel::scope::{Area, Right};

use super::{
    super::{
        excel,
        fail::{Answer, Fail},
        visit::Visitor,
    },
    heading_of, register_name, registers,
};

/// An empty sheet of a register.
pub(in crate::server) async fn file(visitor: Visitor, Path(code): Path<String>) -> Answer {
    visitor.may(Right::Enter, Area::Imports)?;
    let register = registers(&visitor).into_iter().find(|register| register.code() == code);
    let register = register.ok_or_else(Fail::not_found)?;
    let words = visitor.words;
    let name = register_name(register.code(), words);
    let columns = register.shape().columns.iter().map(|column| Column {
        heading: heading_of(column, words).to_owned(),
        kind: if matches!(column.kind, Read::Day) { Kind::Day } else { Kind::Text },
        width: 18,
    });
    let head = Head { name: name.clone(), titles: Vec::new(), columns: columns.collect() };
    excel::answer(&name, &head, |_| Ok(()))
}
