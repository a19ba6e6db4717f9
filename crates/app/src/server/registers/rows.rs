//! Values of a register as its pages and files show them.

use samuh_documents::write::{Kind as Holds, Value};
use samuh_engine::register::{Column, Held, Kind, Privacy};
use samuh_web::{
    parts::{Column as Heading, Kind as Shape},
    show,
    words::Words,
};

/// The heading of a column.
pub(in crate::server) fn label(words: &Words, column: &Column) -> String {
    words.t(&format!("column-{}", column.name))
}

/// A value in the reader's words; empty where there is none.
pub(in crate::server) fn shown(words: &Words, column: &Column, held: &Held, hindi: bool) -> String {
    match (held, column.kind) {
        (Held::Empty, _) => String::new(),
        (Held::Text(code), Kind::Choice(list)) => choice(words, list.words, code),
        (Held::Text(text), _) => text.clone(),
        // A year is no quantity.
        (Held::Count(year), _) if column.name.ends_with("_year") => year.to_string(),
        (Held::Count(count), _) => show::grouped(*count),
        (Held::Money(paise), _) => show::rupees(*paise, words),
        (Held::Day(day), _) => show::day(*day),
        (Held::Flag(yes), _) => words.t(if *yes { "yes" } else { "no" }),
        (Held::Unit { name_hi, name_en, .. }, _) => name(name_hi, name_en, hindi).to_owned(),
    }
}

/// The words of a code; a code that the words do not know is shown as it is.
pub(in crate::server) fn choice(words: &Words, list: &str, code: &str) -> String {
    words.find(&format!("{list}-{code}"), &[]).unwrap_or_else(|| code.to_owned())
}

/// The name in the reader's language, else in the other.
pub(in crate::server) fn name<'a>(
    hi: &'a Option<String>,
    en: &'a Option<String>,
    hindi: bool,
) -> &'a str {
    let (first, second) = if hindi { (hi, en) } else { (en, hi) };
    first.as_deref().or(second.as_deref()).unwrap_or("")
}

/// A value as one record shows it: what identifies or reaches a person is masked as in the trail.
pub(in crate::server) fn masked(column: &Column, held: &Held) -> Held {
    match (column.privacy, held) {
        (_, Held::Empty) => Held::Empty,
        (Privacy::Masked, Held::Count(year)) => Held::Count(*year),
        (Privacy::Masked, held) => {
            Held::Text(crate::server::trail::masked(column.name, &held.to_text()))
        }
        (_, held) => held.clone(),
    }
}

/// How a column is drawn.
pub(super) fn heading(words: &Words, column: &Column) -> Heading {
    let kind = match column.kind {
        Kind::Count | Kind::Money => Shape::Number,
        Kind::Day => Shape::Day,
        Kind::Choice(_) | Kind::Flag => Shape::State,
        Kind::Text(_) | Kind::Unit(_) => Shape::Text,
    };
    Heading::new(kind, label(words, column))
}

/// What a column of a file holds, and how wide it is.
pub(super) fn holds(column: &Column) -> (Holds, u16) {
    match column.kind {
        Kind::Count => (Holds::Whole, 12),
        Kind::Money => (Holds::Rupees, 16),
        Kind::Day => (Holds::Day, 12),
        Kind::Flag => (Holds::Text, 10),
        Kind::Choice(_) => (Holds::Text, 16),
        Kind::Unit(_) => (Holds::Text, 22),
        Kind::Text(_) if column.name.contains("name") => (Holds::Text, 32),
        Kind::Text(_) => (Holds::Text, 18),
    }
}

/// A value as files hold it: numbers as numbers, days as days, everything else in words.
pub(super) fn value<'a>(held: &Held, text: &'a str) -> Value<'a> {
    match held {
        Held::Empty => Value::Empty,
        Held::Count(count) => Value::Whole(*count),
        Held::Money(paise) => Value::Paise(*paise),
        Held::Day(day) => Value::Day(*day),
        Held::Text(_) | Held::Flag(_) | Held::Unit { .. } => Value::Text(text),
    }
}
