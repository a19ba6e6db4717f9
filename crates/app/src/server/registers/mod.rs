//! Registers as pages: each by any column, as files and on paper, its records with their history, its
//! forms, and the filters a post keeps. One set of pages for all of them; what differs is said by the
//! constants of the register.

mod filters;
mod form;
mod list;
mod one;
mod rows;
mod saved;

use axum::{extract::Query as Asked, http::Uri};
use samuh_engine::{Reader, Result, clock, register::Register};
use samuh_groups::producer_warnings;
use samuh_kernel::{
    fault::Fault,
    scope::{Area, Right},
};
use samuh_web::{
    page::Section,
    pages::register::{self as drawn, Shelf},
    parts::Link,
};

use super::{
    fail::{Answer, Fail},
    query::Query,
    visit::Visitor,
};
use crate::registers;

pub(super) use form::{correct, draw_correct, draw_new, enter};
pub(super) use list::{Way, asked, find, page, rows_of};
pub(super) use one::{name, opened, page as one, seen, with_problems};
pub(super) use rows::masked;
pub(super) use saved::change as change_saved;

const PATH: &str = "/registers";

/// The registers that the desk may see, with how much they hold.
pub(super) async fn shelves(visitor: Visitor) -> Answer {
    let reads = visitor.clone();
    let all = visitor.app.read(move |reader| assemble(reader, &reads)).await?;
    let title = visitor.words.t("registers-title");
    let body = drawn::shelves(&all, visitor.words);
    Ok(visitor.page(&title, Some(Section::Registers), body))
}

fn assemble(reader: &mut Reader, visitor: &Visitor) -> Result<Vec<Shelf>> {
    let (words, scope) = (visitor.words, visitor.scope());
    let seen = registers::ALL.into_iter().filter(|one| scope.may(Right::See, one.area));
    let shelf = |register: &'static Register| {
        let count = samuh_engine::register::count(reader, (register, scope, clock::today()), &[])?;
        Ok(Shelf {
            register: Link::new(title(visitor, register), address(register)),
            about: words.t(&format!("about-{}", register.name)),
            count,
        })
    };
    seen.map(shelf).collect()
}

/// The register of an address, where the desk may see it.
pub(super) fn open(visitor: &Visitor, name: &str) -> Answer<&'static Register> {
    let register = registers::of(name).ok_or_else(Fail::not_found)?;
    visitor.may(Right::See, register.area)?;
    Ok(register)
}

/// An address of a register's list without the masked numbers that it asks by, so that no link and no log of ours
/// repeats them; none where it asks by none.
pub(super) fn unrepeated(address: &Uri) -> Option<String> {
    let path = address.path();
    address.query()?;
    let name = ["/registers/", "/api/v1/"].iter().find_map(|room| path.strip_prefix(room))?;
    let register = registers::of(name)?;
    let Asked(pairs) = Asked::<Vec<(String, String)>>::try_from_uri(address).ok()?;
    let whole = Query::of(pairs);
    let asked = filters::asked_in_form(register, &whole);
    let (seen, unseen) = filters::parted(register, asked.as_ref().map_or(&whole, |(_, rest)| rest));
    (asked.is_some() || !unseen.is_empty()).then(|| seen.at(path))
}

/// Its title in the reader's words.
pub(super) fn title(visitor: &Visitor, register: &Register) -> String {
    visitor.words.t(&format!("list-{}", register.name))
}

/// Its list.
pub(super) fn address(register: &Register) -> String {
    format!("{PATH}/{}", register.name)
}

/// The page of a record: the bespoke one where there is one.
pub(super) fn record_address(register: &Register, id: i64) -> String {
    match register.name {
        "federations" => format!("/federations/{id}/record"),
        _ if register.kept.is_some() => format!("{PATH}/{}/{id}", register.name),
        name => format!("/{name}/{id}"),
    }
}

/// True where the desk may open what is masked, for a reason, and find a record by it.
pub(super) fn may_open(visitor: &Visitor, register: &Register) -> bool {
    visitor.scope().may(Right::Approve, register.area)
}

/// True where the desk may enter and correct records.
pub(super) fn may_enter(visitor: &Visitor, register: &Register) -> bool {
    register.kept.is_some() && visitor.scope().may(Right::Enter, register.area)
}

/// True where a look at one record of the register is kept: it tells of people.
pub(super) fn is_of_people(register: &Register) -> bool {
    register.area == Area::Groups && register.name != "federations"
}

/// What is odd about a record, as its area says it.
pub(super) fn warnings(
    reader: &mut Reader,
    visitor: &Visitor,
    register: &Register,
    values: &samuh_engine::register::Values,
) -> Result<Vec<Fault>> {
    producer_warnings(reader, visitor.scope(), register, values, clock::today())
}
