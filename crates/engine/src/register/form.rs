//! A record as a form or a program brings it, read by the same readers as the cells of a sheet: every
//! fault at once.

use chrono::NaiveDate;
use samuh_kernel::{
    fault::{Fault, Faults},
    read::{self, Outcome, looks_like_aadhaar},
    sheet::Cell,
};
use serde_json::Value as Json;

use super::{
    Register,
    column::{Column, Kind, Privacy, Typed},
    held::{Held, Values},
};

/// Reads a form: its columns all say something, an empty field that there is nothing. Only what is
/// masked is not spoken of by an empty field of a record that stands already.
pub fn from_form(
    register: &Register,
    pairs: &[(String, String)],
    today: NaiveDate,
    is_new: bool,
) -> (Values, Faults) {
    let (mut values, mut faults) = (Values::default(), Faults::default());
    for column in register.named(register.form) {
        let found = pairs.iter().find(|(name, _)| name == column.name);
        let text = found.map_or("", |(_, value)| value.trim());
        if text.is_empty() {
            if is_new || column.privacy != Privacy::Masked {
                values.set(column.name, Held::Empty);
            }
            continue;
        }
        match typed(column, text, today) {
            Ok(held) => {
                values.set(column.name, held);
            }
            Err(fault) => {
                faults.push(fault);
            }
        }
    }
    (values, faults)
}

/// Reads an object of JSON: money in paise, days as ISO text, units by number; `null` for nothing.
pub fn from_json(register: &Register, object: &Json, today: NaiveDate) -> (Values, Faults) {
    let (mut values, mut faults) = (Values::default(), Faults::default());
    let Some(object) = object.as_object() else {
        faults.push(Fault::new("register_json_odd").with("name", "{}"));
        return (values, faults);
    };
    for (name, value) in object {
        let Some(column) = register.column(name).filter(|column| column.entered) else {
            faults.push(Fault::at(name, "register_column_unknown").with("value", name));
            continue;
        };
        match said(column, value, today) {
            Ok(held) => {
                values.set(column.name, held);
            }
            Err(fault) => {
                faults.push(fault);
            }
        }
    }
    (values, faults)
}

fn said(column: &Column, value: &Json, today: NaiveDate) -> Result<Held, Fault> {
    let odd = || Fault::at(column.name, "register_json_odd").with("name", column.name);
    match (column.kind, value) {
        (_, Json::Null) => Ok(Held::Empty),
        (Kind::Text(_) | Kind::Choice(_), Json::String(text)) if text.trim().is_empty() => {
            Ok(Held::Empty)
        }
        (Kind::Text(_) | Kind::Choice(_), Json::String(text)) => typed(column, text, today),
        (Kind::Day, Json::String(text)) => {
            let day = (text.len() == 10).then(|| text.parse::<NaiveDate>().ok()).flatten();
            // The year says what no reader of days would take.
            let day = day.ok_or_else(odd)?;
            typed(column, &samuh_kernel::show::day(day), today)
        }
        (Kind::Count, Json::Number(number)) => {
            within(column, number.as_i64().ok_or_else(odd)?, Held::Count)
        }
        (Kind::Money, Json::Number(number)) => {
            within(column, number.as_i64().ok_or_else(odd)?, Held::Money)
        }
        (Kind::Flag, Json::Bool(yes)) => Ok(Held::Flag(*yes)),
        (Kind::Unit(_), Json::Number(number)) => {
            number.as_i64().filter(|id| *id > 0).map(Held::unit).ok_or_else(odd)
        }
        _ => Err(odd()),
    }
}

/// What a person typed into a field that is not empty.
fn typed(column: &Column, text: &str, today: NaiveDate) -> Result<Held, Fault> {
    let cell = Cell::Text(text.to_owned());
    match column.kind {
        Kind::Text(how) => {
            let read = match how {
                Typed::Plain => read::text(&cell),
                Typed::Name => read::name(&cell),
                Typed::Code => read::code(&cell),
                Typed::Mobile => read::mobile(&cell),
                Typed::Account => read::account_no(&cell),
                Typed::Ifsc => read::ifsc(&cell),
            };
            let free = matches!(how, Typed::Plain | Typed::Name | Typed::Code);
            if free && looks_like_aadhaar(text) {
                return Err(Fault::at(column.name, "aadhaar_not_kept"));
            }
            match of(column, text, read)? {
                Some(text) if beyond(column, &text) => {
                    Err(Fault::at(column.name, "register_too_long").with("most", column.most))
                }
                Some(text) => Ok(Held::Text(text)),
                None => Ok(Held::Empty),
            }
        }
        Kind::Choice(list) if list.codes.contains(&text) => Ok(Held::Text(text.to_owned())),
        Kind::Choice(list) => {
            let fault = Fault::at(column.name, "not_in_list").with("value", text);
            Err(fault.with("list", list.codes.join(", ")))
        }
        Kind::Count => match of(column, text, read::whole(&cell))? {
            Some(count) => within(column, count, Held::Count),
            None => Ok(Held::Empty),
        },
        Kind::Money => match of(column, text, read::paise(&cell))? {
            Some(paise) => within(column, paise, Held::Money),
            None => Ok(Held::Empty),
        },
        Kind::Day => Ok(of(column, text, read::day(&cell, today))?.map_or(Held::Empty, Held::Day)),
        Kind::Flag => Ok(of(column, text, read::yes_no(&cell))?.map_or(Held::Empty, Held::Flag)),
        Kind::Unit(_) => match text.parse() {
            Ok(id) if id > 0 => Ok(Held::unit(id)),
            _ => Err(Fault::at(column.name, "not_a_number").with("value", text)),
        },
    }
}

pub(super) fn of<T>(column: &Column, typed: &str, read: Outcome<T>) -> Result<Option<T>, Fault> {
    match read {
        Ok(reading) => Ok(reading.map(|reading| reading.value)),
        Err(complaint) => {
            let mut fault = Fault::at(column.name, complaint.code);
            let says_value = complaint.args.iter().any(|(name, _)| *name == "value");
            for (name, value) in complaint.args {
                fault = fault.with(name, value);
            }
            Err(if says_value { fault } else { fault.with("value", typed) })
        }
    }
}

fn beyond(column: &Column, text: &str) -> bool {
    i64::try_from(text.chars().count()).unwrap_or(i64::MAX) > column.most
}

fn within(column: &Column, number: i64, held: fn(i64) -> Held) -> Result<Held, Fault> {
    if number < 0 {
        return Err(Fault::at(column.name, "register_negative"));
    }
    if number > column.most {
        return Err(Fault::at(column.name, "register_too_large"));
    }
    Ok(held(number))
}
