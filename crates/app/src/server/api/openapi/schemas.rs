//! The schemas of the document: of each register what a row, a page, a record, a new record and a
//! correction are; and what stands beside them.

use samuh_engine::register::{Column, Kind, LARGEST, Privacy, Register};
use samuh_web::words::{Lang, Words};
use serde_json::{Map, Value, json};

use crate::registers;

/// `Producers` for `producers`.
pub(super) fn name_of(register: &Register) -> String {
    let mut letters = register.name.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// A column in both languages.
pub(super) fn labelled(column: &Column) -> String {
    let said = |lang: Lang| Words::of(lang, None).t(&format!("column-{}", column.name));
    format!("{} · {}", said(Lang::En), said(Lang::Hi))
}

/// Every schema.
pub(super) fn all(words: &Words) -> Map<String, Value> {
    let mut all = super::fixed::schemas(words);
    for register in registers::ALL {
        let name = name_of(register);
        let open: Vec<&Column> = register.open().collect();
        if register.name != "groups" {
            all.insert(format!("{name}Row"), row(&open));
            all.insert(format!("{name}Page"), page(&format!("{name}Row")));
        }
        all.insert(format!("{name}Record"), record(register));
        if register.kept.is_some() {
            all.insert(format!("{name}New"), new(register));
            all.insert(format!("{name}Correction"), correction(register));
        }
    }
    all
}

fn object(properties: &Map<String, Value>, required: &[&str]) -> Value {
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn row(columns: &[&Column]) -> Value {
    let mut properties = Map::new();
    properties.insert("id".into(), json!({ "type": "integer" }));
    properties.extend(columns.iter().map(|column| (column.name.to_owned(), told(column))));
    let required: Vec<&str> =
        std::iter::once("id").chain(columns.iter().map(|column| column.name)).collect();
    object(&properties, &required)
}

/// A page of a list: how many rows the whole has, those of this page, where the next begins.
pub(super) fn page(row: &str) -> Value {
    let mut properties = Map::new();
    properties.insert("count".into(), json!({ "type": "integer", "minimum": 0 }));
    let rows = json!({ "$ref": format!("#/components/schemas/{row}") });
    properties.insert("rows".into(), json!({ "type": "array", "items": rows }));
    properties.insert("next".into(), json!({ "type": ["string", "null"] }));
    object(&properties, &["count", "rows", "next"])
}

fn record(register: &Register) -> Value {
    let mut properties = Map::new();
    let mut required = vec!["id"];
    properties.insert("id".into(), json!({ "type": "integer" }));
    if register.kept.is_some() {
        properties.insert("version".into(), json!({ "type": "integer", "minimum": 1 }));
        let fault = json!({ "$ref": "#/components/schemas/Fault" });
        properties.insert("warnings".into(), json!({ "type": "array", "items": fault }));
        required.extend(["version", "warnings"]);
    }
    for column in register.columns {
        let schema = if column.privacy == Privacy::Masked { masked(column) } else { told(column) };
        properties.insert(column.name.to_owned(), schema);
        required.push(column.name);
    }
    object(&properties, &required)
}

fn new(register: &Register) -> Value {
    let mut required: Vec<&str> =
        register.written().filter(|column| column.required).map(|column| column.name).collect();
    required.sort_unstable();
    let properties = register.written().map(|column| (column.name.to_owned(), said(column)));
    let mut schema = object(&properties.collect(), &required);
    // A record has a name in one of the two scripts.
    schema["anyOf"] = json!([
        { "required": ["name_hi"], "properties": { "name_hi": { "type": "string" } } },
        { "required": ["name_en"], "properties": { "name_en": { "type": "string" } } },
    ]);
    schema
}

fn correction(register: &Register) -> Value {
    let mut properties: Map<String, Value> = Map::new();
    properties.insert("version".into(), json!({ "type": "integer", "minimum": 1 }));
    properties.extend(register.written().map(|column| (column.name.to_owned(), said(column))));
    let mut schema = object(&properties, &["version"]);
    schema["minProperties"] = json!(2);
    schema
}

/// A value as a list or record tells it.
fn told(column: &Column) -> Value {
    let title = labelled(column);
    match column.kind {
        Kind::Text(_) => json!({ "title": title, "type": ["string", "null"] }),
        // A sheet of long ago may hold a code that the list has no more.
        Kind::Choice(list) => {
            json!({ "title": title, "type": ["string", "null"], "examples": list.codes })
        }
        Kind::Count | Kind::Money => json!({ "title": title, "type": ["integer", "null"] }),
        Kind::Day => json!({ "title": title, "type": ["string", "null"], "format": "date" }),
        Kind::Flag => json!({ "title": title, "type": ["boolean", "null"] }),
        Kind::Unit(_) => json!({
            "title": title,
            "oneOf": [{ "$ref": "#/components/schemas/Unit" }, { "type": "null" }],
        }),
    }
}

/// A masked value as a record tells it: the last digits, or the year.
fn masked(column: &Column) -> Value {
    let title = labelled(column);
    match column.kind {
        Kind::Count => json!({ "title": title, "type": ["integer", "null"] }),
        _ => json!({ "title": title, "type": ["string", "null"] }),
    }
}

/// A value as it is sent.
fn said(column: &Column) -> Value {
    let title = labelled(column);
    match column.kind {
        Kind::Text(_) => {
            json!({ "title": title, "type": ["string", "null"], "maxLength": column.most })
        }
        Kind::Choice(list) => {
            let mut codes: Vec<Value> = list.codes.iter().map(|code| json!(code)).collect();
            if !column.required {
                codes.push(Value::Null);
            }
            json!({ "title": title, "enum": codes })
        }
        Kind::Count | Kind::Money => json!({
            "title": title, "type": ["integer", "null"], "minimum": 0, "maximum": column.most,
        }),
        Kind::Day => json!({ "title": title, "type": ["string", "null"], "format": "date" }),
        Kind::Flag => json!({ "title": title, "type": ["boolean", "null"] }),
        Kind::Unit(_) if column.required => {
            json!({ "title": title, "type": "integer", "minimum": 1 })
        }
        Kind::Unit(_) => json!({ "title": title, "type": ["integer", "null"], "minimum": 1 }),
    }
}

/// A value as an address asks for it.
pub(super) fn asked(column: &Column) -> Value {
    match column.kind {
        Kind::Text(_) => json!({ "type": "string", "minLength": 1 }),
        Kind::Choice(list) => json!({ "type": "string", "enum": list.codes }),
        Kind::Count | Kind::Money => {
            json!({ "type": "integer", "minimum": -LARGEST, "maximum": LARGEST })
        }
        Kind::Day => json!({ "type": "string", "format": "date" }),
        Kind::Flag => json!({ "type": "string", "enum": ["1", "0"] }),
        Kind::Unit(_) => json!({ "type": "integer", "minimum": 1, "maximum": LARGEST }),
    }
}
