//! A line between the rows of a table that names a place for the rows below it: "विकासखण्ड: माकड़ी".

use samuh_kernel::{
    read::{self, RepairKind},
    sheet::{Cell, Row},
    text,
};

use crate::{
    cells::OFFICES,
    event::{InRow, Repair, Value},
    heading::is_empty,
    ladder,
    plan::Plan,
    recognise::Recogniser,
    rows::number_of,
    shape::Shape,
};

/// Longest banner, in letters.
const LONGEST: usize = 80;
/// Levels that a banner may name.
const LEVELS: [&str; 7] = ["state", "district", "block", "gp", "village", "clf_name", "vo_name"];
/// Levels that may be named without a colon or dash: "Block Makdi".
const PLAIN: [&str; 4] = ["district", "block", "gp", "clf_name"];

/// The place that a row names for the rows below: the field's place in the shape, and the name.
pub(crate) fn of(row: &Row, shape: &Shape, recogniser: &Recogniser) -> Option<(usize, String)> {
    let mut filled = row.cells.iter().filter(|cell| !is_empty(cell));
    let (Some(Cell::Text(typed)), None, None) = (filled.next(), filled.next(), shape.repeated)
    else {
        return None;
    };
    if typed.chars().count() > LONGEST || !typed.trim().contains([' ', ':', '-', '–', '—']) {
        return None;
    }
    let told = typed.trim().trim_matches(is_dash);
    let (at, name) = match told.split_once([':', '–', '—', '-']) {
        Some((words, name)) => (field(words, shape, recogniser, &LEVELS)?, name.to_owned()),
        None => beside(told, shape, recogniser)?,
    };
    let name = name.trim_matches(is_dash);
    let words: Vec<String> = name.split_whitespace().map(text::fold).collect();
    let is_name = (1..=3).contains(&words.len())
        && name.chars().any(char::is_alphabetic)
        && recogniser.field_of(name).is_none()
        && !words.iter().any(|word| OFFICES.contains(&word.as_str()));
    let read = read::name(&Cell::Text(name.to_owned())).ok().flatten().filter(|_| is_name)?;
    Some((at, read.value))
}

/// The places that the banners above the row name, widest and narrowest.
#[derive(Debug, Default)]
pub(crate) struct Banners {
    held: Vec<(usize, String)>,
}

impl Banners {
    /// Takes a banner; it ends those of its own level and below.
    pub(crate) fn take(&mut self, shape: &Shape, (at, name): (usize, String)) {
        let fields = |at: usize| shape.columns[at].field;
        self.held.retain(|(other, _)| !ladder::moves_field(fields(at), fields(*other)));
        self.held.push((at, name));
    }

    /// Gives a row the places of its banners, before its own cells are read.
    pub(crate) fn give(&self, out: &mut InRow) {
        for (at, name) in &self.held {
            out.values[*at] = Some(Value::Text(name.clone()));
        }
    }

    /// Lists the places that a row took from its banners although it has a column for them.
    pub(crate) fn list(&self, plan: &Plan, row: &Row, out: &mut InRow) {
        for (at, name) in &self.held {
            let Some(field) = plan.fields.iter().find(|field| field.at == *at) else { continue };
            if row.cells.get(field.cell).is_some_and(|cell| !is_empty(cell)) {
                continue;
            }
            out.repairs.push(Repair {
                sheet: out.sheet.clone(),
                row: out.number,
                column: number_of(field.cell),
                heading: field.heading.clone(),
                from: String::new(),
                to: name.clone(),
                kind: RepairKind::AsAbove,
            });
        }
    }
}

/// "Block Makdi" and "Makdi Block": known words before or after the name.
fn beside(told: &str, shape: &Shape, recogniser: &Recogniser) -> Option<(usize, String)> {
    let words: Vec<&str> = told.split_whitespace().collect();
    (1..words.len()).rev().take_while(|_| words.len() <= 6).find_map(|cut| {
        let (before, after) = words.split_at(cut);
        let (before, after) = (before.join(" "), after.join(" "));
        field(&before, shape, recogniser, &PLAIN)
            .map(|at| (at, after.clone()))
            .or_else(|| field(&after, shape, recogniser, &PLAIN).map(|at| (at, before)))
    })
}

fn field(words: &str, shape: &Shape, recogniser: &Recogniser, levels: &[&str]) -> Option<usize> {
    let at = recogniser.field_of(words)?;
    let column = &shape.columns[at];
    (column.as_above && levels.contains(&column.field)).then_some(at)
}

fn is_dash(c: char) -> bool {
    c.is_whitespace() || matches!(c, ':' | '-' | '–' | '—' | '*' | '(' | ')')
}
