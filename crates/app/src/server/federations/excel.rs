//! The list of federations as a workbook: every row the filters leave, with the numbers of the page.

use axum::response::Response;
use samuh_documents::write::{Kind as Holds, Value};
use samuh_engine::{Error, Reader, Result, clock};
use samuh_groups::{Cursor, Kind, Listed, count, list};
use samuh_places::Level;

use super::{kind_of, rows};
use crate::server::{
    excel,
    groups::{cursor, filter, rows::at_level},
    query::Query,
    visit::Visitor,
};

/// Rows read at once: few enough to hold, many enough to be quick.
const STEP: i64 = 1_000;

/// Headings and what they hold.
const COLUMNS: [(&str, Holds, u16); 11] = [
    ("field-code", Holds::Text, 14),
    ("excel-name-hi", Holds::Text, 34),
    ("excel-name-en", Holds::Text, 42),
    ("level-clf", Holds::Text, 34),
    ("field-block", Holds::Text, 18),
    ("field-gp", Holds::Text, 20),
    ("field-village", Holds::Text, 20),
    ("field-formed-on", Holds::Day, 12),
    ("field-vos", Holds::Whole, 12),
    ("field-groups", Holds::Whole, 10),
    ("field-members", Holds::Whole, 10),
];

/// Where the federation above stands in a row, and where the village organisations within.
const PARENT: usize = 3;
const VOS: usize = 8;

/// Writes the list.
pub(super) fn write(reader: &mut Reader, visitor: &Visitor, query: &Query) -> Result<Response> {
    let (words, scope) = (visitor.words, visitor.scope());
    let kind = kind_of(query);
    let filter = filter::of(query, kind, clock::today());
    let order = filter::order_of(query);
    let total = count(reader, scope, &filter)?;
    let title = words.t(&format!("list-{}", kind.code()));
    // A CLF has none above it, and a VO none below it.
    let left_out = if kind == Kind::Clf { PARENT } else { VOS };
    let mut columns = COLUMNS.to_vec();
    columns.remove(left_out);
    let head = excel::head(words, &title, total, &columns);
    let mut listed: Vec<Listed> = Vec::new();
    let mut after: Option<Cursor> = None;
    loop {
        let page = list(reader, scope, &filter, order, after.as_ref(), STEP)?;
        let is_last = page.len() < usize::try_from(STEP).unwrap_or(usize::MAX);
        after = page.last().map(|last| cursor(last, order));
        listed.extend(page);
        if is_last {
            break;
        }
    }
    let drawn = rows(reader, visitor, kind, &listed)?;
    let answer = excel::answer(&title, &head, |sheet| {
        for (row, drawn) in listed.iter().zip(&drawn) {
            let place = |level: Level| Value::Text(at_level(visitor, row.place_id, level).0);
            let mut values = vec![
                Value::Text(&drawn.code),
                Value::Text(row.name_hi.as_deref().unwrap_or_default()),
                Value::Text(row.name_en.as_deref().unwrap_or_default()),
                Value::Text(&drawn.parent),
                place(Level::Block),
                place(Level::Gp),
                place(Level::Village),
                row.formed_on.map_or(Value::Empty, Value::Day),
                drawn.vos.map_or(Value::Empty, Value::Whole),
                Value::Whole(drawn.groups),
                Value::Whole(drawn.members),
            ];
            values.remove(left_out);
            sheet.row(&values)?;
        }
        Ok(())
    });
    answer.map_err(|fail| Error::broken(format!("{fail:?}")))
}
