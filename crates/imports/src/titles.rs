//! What stands above the heading: the year, the month, the block that the whole sheet is about.

use samuh_kernel::sheet::{Cell, Row};

use crate::{
    event::SheetUnderstood,
    figurehead::{dated_month_in, year_in},
    heading::is_empty,
    identity,
    recognise::{Recogniser, shown},
    shape::Shape,
};

/// Most title texts that are kept.
const KEPT: usize = 30;

/// Fills the titles of a sheet and what they say.
pub(crate) fn read(
    rows: &[Row],
    shape: &Shape,
    recogniser: &Recogniser,
    out: &mut SheetUnderstood,
) {
    for row in rows {
        let cells: Vec<String> =
            row.cells.iter().filter(|cell| !is_empty(cell)).map(told).collect();
        for (at, text) in cells.iter().enumerate() {
            let pair = text
                .split_once([':', '–', '—', '-'])
                .filter(|(_, name)| !name.trim_matches(is_dash).is_empty())
                .or_else(|| Some((text.trim_end_matches(is_dash), cells.get(at + 1)?.as_str())));
            if let Some((words, name)) = pair {
                give(words, name.trim_matches(is_dash), shape, recogniser, out);
            }
        }
        out.titles.extend(cells);
    }
    out.titles.truncate(KEPT);
    let headings = out.columns.iter().map(|column| &*column.heading);
    let texts =
        || out.titles.iter().map(String::as_str).chain([&*out.sheet]).chain(headings.clone());
    let titles = || out.titles.iter().map(String::as_str).chain([&*out.sheet]);
    let (year, month) = (texts().find_map(year_in), titles().find_map(dated_month_in));
    (out.year, out.month) = (year, month);
}

fn give(
    words: &str,
    name: &str,
    shape: &Shape,
    recogniser: &Recogniser,
    out: &mut SheetUnderstood,
) {
    let Some(at) = recogniser.field_of(words) else { return };
    let column = &shape.columns[at];
    let known = out.given.iter().any(|(field, _)| field == column.field);
    let of_each = name.starts_with("वार") || name.split_whitespace().count() > 3;
    if column.as_above && !known && !of_each && recogniser.field_of(name).is_none() {
        out.given.push((column.field.to_owned(), name.to_owned()));
    }
}

fn told(cell: &Cell) -> String {
    identity::masked(shown(cell))
}

fn is_dash(c: char) -> bool {
    c.is_whitespace() || matches!(c, ':' | '-' | '–' | '—')
}
