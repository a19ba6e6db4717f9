//! The table of the page as a workbook: the same numbers, with what was due beside them.

use axum::response::Response;
use samuh_documents::write::{Column, Head, Kind, Value};
use samuh_engine::clock;
use samuh_web::{
    dashboard::{DashboardPage, HeatCell, HeatRow},
    show::{self, Quantity},
};

use crate::server::{excel, fail::Answer, visit::Visitor};

/// Sends the table.
pub(super) fn answer(visitor: &Visitor, page: &DashboardPage) -> Answer<Response> {
    let words = visitor.words;
    let title = super::title(page, words);
    let Some(table) = &page.table else { return Err(crate::server::fail::Fail::not_found()) };
    let text = |key: &str| Column { heading: words.t(key), kind: Kind::Text, width: 28 };
    let number = |heading: String| Column { heading, kind: Kind::Decimal, width: 14 };
    let mut columns = vec![text("field-indicator"), text("excel-unit"), text("field-source")];
    let names = table.units.iter().map(|unit| unit.link.text.as_str());
    for name in std::iter::once(table.whole.as_str()).chain(names) {
        columns.push(number(name.to_owned()));
        columns.push(number(words.args("excel-due", &[("name", name.into())])));
    }
    let rows: Vec<&HeatRow> = table.groups.iter().flat_map(|group| &group.rows).collect();
    let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let at = show::instant(clock::now());
    let mut titles = vec![
        title.clone(),
        show::day_long(page.day, words),
        words.args("list-as-on", &[("at", at.into())]),
        words.args("list-count", &[("n", count.into())]),
    ];
    titles.extend(page.chain.clone());
    let head = Head { name: title.clone(), titles, columns };
    let sources: Vec<String> = rows.iter().map(|row| words.t(row.source.key())).collect();
    excel::answer(&title, &head, |sheet| {
        for (row, source) in rows.iter().zip(&sources) {
            let name = Value::Text(&row.indicator.text);
            let mut values = vec![name, Value::Text(unit(row)), Value::Text(source)];
            for cell in std::iter::once(&row.whole).chain(&row.cells) {
                values.extend(figures(cell));
            }
            sheet.row(&values)?;
        }
        Ok(())
    })
}

fn unit(row: &HeatRow) -> &str {
    match row.whole.achieved {
        Some(Quantity::Paise(_)) => "₹",
        Some(Quantity::PerMille(_)) => "%",
        _ => &row.unit,
    }
}

fn figures(cell: &HeatCell) -> [Value<'static>; 2] {
    [cell.achieved, cell.expected].map(|value| value.map_or(Value::Empty, number))
}

/// A figure as a number of a sheet: pieces, rupees, per cent.
#[expect(clippy::cast_precision_loss, reason = "a sheet's numbers are doubles")]
pub(crate) fn number(value: Quantity) -> Value<'static> {
    match value {
        Quantity::Count(n) => Value::Whole(n),
        Quantity::Paise(n) => Value::Paise(n),
        Quantity::PerMille(n) => Value::Decimal(n as f64 / 10.0),
    }
}
