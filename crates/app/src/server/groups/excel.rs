//! The list of groups as a workbook: every row the filters leave, none cut off.

use axum::response::Response;
use samuh_documents::write::{Kind as Holds, SheetWriter, Value, WriteError};
use samuh_engine::{Error, Reader, clock};
use samuh_groups::{Cursor, Kind, Listed, count, list};
use samuh_places::Level;

use super::{
    cursor, filter,
    rows::{Rows, at_level, lokos},
};
use crate::server::{excel, fail::Answer, query::Query, visit::Visitor};

/// Rows read at once: few enough to hold, many enough to be quick.
const STEP: i64 = 1_000;

/// Headings and what they hold.
const COLUMNS: [(&str, Holds, u16); 19] = [
    ("field-code", Holds::Text, 14),
    ("excel-name-hi", Holds::Text, 34),
    ("excel-name-en", Holds::Text, 34),
    ("field-block", Holds::Text, 18),
    ("excel-block-code", Holds::Text, 12),
    ("field-gp", Holds::Text, 20),
    ("excel-gp-code", Holds::Text, 12),
    ("field-village", Holds::Text, 20),
    ("excel-village-code", Holds::Text, 12),
    ("excel-federation", Holds::Text, 30),
    ("field-formed-on", Holds::Day, 12),
    ("field-members", Holds::Whole, 10),
    ("field-status", Holds::Text, 10),
    ("field-account", Holds::Text, 14),
    ("field-lokos", Holds::Text, 16),
    ("excel-block-other", Holds::Text, 18),
    ("excel-gp-other", Holds::Text, 20),
    ("excel-village-other", Holds::Text, 20),
    ("excel-number", Holds::Whole, 10),
];

/// Sends the list.
pub(super) async fn download(visitor: Visitor, query: Query) -> Answer<Response> {
    let app = visitor.app.clone();
    let made = app.blocking(move |app| {
        app.db().read(|reader| {
            write(reader, &visitor, &query).map_err(|fail| Error::broken(format!("{fail:?}")))
        })
    });
    Ok(made.await?)
}

fn write(reader: &mut Reader, visitor: &Visitor, query: &Query) -> Answer<Response> {
    let (today, words, scope) = (clock::today(), visitor.words, visitor.scope());
    let filter = filter::of(query, Kind::Shg, today);
    let order = filter::order_of(query);
    let total = count(reader, scope, &filter)?;
    let title = words.t("list-groups");
    let head = excel::head(words, &title, total, &COLUMNS);
    let mut failed: Option<Error> = None;
    let answer = excel::answer(&title, &head, |sheet| {
        let mut after: Option<Cursor> = None;
        loop {
            let page = list(reader, scope, &filter, order, after.as_ref(), STEP)
                .and_then(|listed| Rows::around(reader, visitor, listed, Some(today)));
            let rows = match page {
                Ok(rows) => rows,
                Err(error) => {
                    failed = Some(error);
                    return Ok(());
                }
            };
            for row in &rows.listed {
                line(sheet, visitor, &rows, row)?;
            }
            after = rows.listed.last().map(|last| cursor(last, order));
            if rows.listed.len() < usize::try_from(STEP).unwrap_or(usize::MAX) {
                return Ok(());
            }
        }
    })?;
    failed.map_or(Ok(answer), |error| Err(error.into()))
}

fn line(
    sheet: &mut SheetWriter<'_>,
    visitor: &Visitor,
    rows: &Rows,
    row: &Listed,
) -> std::result::Result<(), WriteError> {
    let words = visitor.words;
    let (block, gp, village) = (
        at_level(visitor, row.place_id, Level::Block),
        at_level(visitor, row.place_id, Level::Gp),
        at_level(visitor, row.place_id, Level::Village),
    );
    let other = |level: Level| {
        let found = visitor.home.places.at_level(row.place_id, level);
        found.map_or("", |place| place.name(!visitor.hindi()))
    };
    let is_inactive = row.status.as_deref() == Some("inactive");
    let status = words.t(if is_inactive { "status-inactive" } else { "status-active" });
    let is_open = row.account.as_deref() == Some("open");
    let account = words.t(if is_open { "account-yes" } else { "account-no" });
    let lokos = words.t(&format!("lokos-{}", lokos(row.lokos.as_deref())));
    let text = Value::Text;
    sheet.row(&[
        text(row.code.as_deref().unwrap_or_default()),
        text(row.name_hi.as_deref().unwrap_or_default()),
        text(row.name_en.as_deref().unwrap_or_default()),
        text(block.0),
        text(block.1),
        text(gp.0),
        text(gp.1),
        text(village.0),
        text(village.1),
        text(rows.above(row, visitor.hindi())),
        row.formed_on.map_or(Value::Empty, Value::Day),
        Value::Whole(rows.members(row)),
        text(&status),
        text(&account),
        text(&lokos),
        text(other(Level::Block)),
        text(other(Level::Gp)),
        text(other(Level::Village)),
        Value::Whole(row.id),
    ])
}
