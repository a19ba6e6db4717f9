//! The interface for programs as an OpenAPI 3.1 document: made of the registers' constants, so that it
//! says what they say. `proofs/openapi.json` is this text; a test holds it against the table of routes.

mod fixed;
mod schemas;

use axum::http::StatusCode;
use samuh_engine::{
    Error,
    register::{Column, Kind, Privacy, Register},
};
use samuh_web::words::{Lang, Words};
use serde_json::{Map, Value, json};

use super::{registers::FIND, sent};
use crate::{
    registers,
    server::{fail::Answer, visit::Visitor},
};

/// The document, to whoever is signed in.
pub(in crate::server) async fn openapi(_: Visitor) -> Answer {
    let body = serde_json::to_vec(&document()).map_err(Error::from)?;
    Ok(sent(StatusCode::OK, body))
}

/// The whole document.
pub fn document() -> Value {
    let words = Words::of(Lang::En, None);
    let mut paths = fixed::paths(words);
    for register in registers::ALL {
        add(&mut paths, register, words);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": words.t("api-title"),
            "version": "1",
            "description": words.t("api-title.about"),
        },
        "servers": [{ "url": "/" }],
        "security": [{ "session": [] }],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "session": {
                    "type": "apiKey",
                    "in": "cookie",
                    "name": "samuh",
                    "description": words.t("api-session"),
                },
            },
            "schemas": schemas::all(words),
            "responses": fixed::responses(words),
            "parameters": fixed::parameters(words),
        },
    })
}

/// What any address may answer besides what it was asked for.
fn answers(good: (&str, Value), more: &[&str]) -> Value {
    let mut all = Map::new();
    all.insert(good.0.to_owned(), good.1);
    for status in ["400", "401", "403", "404", "408", "429", "503"].iter().chain(more) {
        all.insert(
            (*status).to_owned(),
            json!({ "$ref": format!("#/components/responses/{status}") }),
        );
    }
    Value::Object(all)
}

fn body_of(schema: &str, about: &str) -> Value {
    let schema = json!({ "$ref": format!("#/components/schemas/{schema}") });
    json!({ "description": about, "content": { "application/json": { "schema": schema } } })
}

fn operation(
    id: &str,
    summary: &str,
    parameters: &[Value],
    responses: Value,
) -> Map<String, Value> {
    let mut all = Map::new();
    all.insert("operationId".into(), json!(id));
    all.insert("summary".into(), json!(summary));
    if !parameters.is_empty() {
        all.insert("parameters".into(), json!(parameters));
    }
    all.insert("responses".into(), responses);
    all
}

fn add(paths: &mut Map<String, Value>, register: &Register, words: &Words) {
    let (name, schema) = (register.name, schemas::name_of(register));
    let title = words.t(&format!("list-{name}"));
    let said = |key: &str| words.args(key, &[("register", title.as_str().into())]);
    let list = format!("/api/v1/{name}");
    let one = format!("{list}/{{id}}");
    let id = json!({ "$ref": "#/components/parameters/id" });
    let mut at_one = Map::new();
    let good = ("200", body_of(&format!("{schema}Record"), &said("api-record")));
    let get = operation(
        &format!("get_{name}"),
        &said("api-record"),
        std::slice::from_ref(&id),
        answers(good, &[]),
    );
    at_one.insert("get".into(), Value::Object(get));
    // Groups have a list of their own, which is older than this document.
    if name != "groups" {
        let mut at_list = Map::new();
        let good = ("200", body_of(&format!("{schema}Page"), &said("api-list")));
        let get = operation(
            &format!("list_{name}"),
            &said("api-list"),
            &asked(register, words),
            answers(good, &["422"]),
        );
        at_list.insert("get".into(), Value::Object(get));
        if register.kept.is_some() {
            at_list.insert("post".into(), written((register, "New"), &said("api-enter"), None));
        }
        paths.insert(list, Value::Object(at_list));
    }
    if register.kept.is_some() {
        at_one.insert(
            "post".into(),
            written((register, "Correction"), &said("api-correct"), Some(id)),
        );
    }
    paths.insert(one, Value::Object(at_one));
}

/// Entering or correcting a record.
fn written((register, what): (&Register, &str), summary: &str, id: Option<Value>) -> Value {
    let name = register.name;
    let is_new = id.is_none();
    let verb = if is_new { "enter" } else { "correct" };
    let mut parameters: Vec<Value> = id.into_iter().collect();
    parameters.push(json!({ "$ref": "#/components/parameters/idempotency" }));
    let mut made = body_of("Made", summary);
    if is_new {
        let id = json!({ "id": "$response.body#/id" });
        made["links"] = json!({
            "record": { "operationId": format!("get_{name}"), "parameters": id },
            "correction": { "operationId": format!("correct_{name}"), "parameters": id },
        });
    }
    let good = (if is_new { "201" } else { "200" }, made);
    let responses = answers(good, &["409", "413", "415", "422", "507"]);
    let mut all = operation(&format!("{verb}_{name}"), summary, &parameters, responses);
    let schema = format!("#/components/schemas/{}{what}", schemas::name_of(register));
    let body = json!({
        "required": true,
        "content": { "application/json": { "schema": { "$ref": schema } } },
    });
    all.insert("requestBody".into(), body);
    Value::Object(all)
}

/// Everything a list can be asked: order, page, and every column by what it can be held against.
fn asked(register: &Register, words: &Words) -> Vec<Value> {
    let open: Vec<&Column> = register.open().collect();
    let mut sorts: Vec<String> = Vec::new();
    for column in &open {
        sorts.extend([column.name.to_owned(), format!("-{}", column.name)]);
    }
    let mut all = vec![
        parameter("sort", &words.t("api-sort"), &json!({ "type": "string", "enum": sorts })),
        json!({ "$ref": "#/components/parameters/after" }),
        json!({ "$ref": "#/components/parameters/limit" }),
    ];
    for column in open {
        let label = schemas::labelled(column);
        for (test, schema) in tests(column) {
            let name = if test.is_empty() {
                column.name.into()
            } else {
                format!("{}.{test}", column.name)
            };
            let key = if test.is_empty() { "is" } else { test };
            let about = format!("{label}: {}", words.t(&format!("api-test-{key}")));
            all.push(parameter(&name, &about, &schema));
        }
    }
    let masked: Vec<&Column> =
        register.columns.iter().filter(|column| column.privacy == Privacy::Masked).collect();
    let example = masked.iter().find(|column| matches!(column.kind, Kind::Text(_)));
    if let Some(first) = example.or(masked.first()) {
        let labels: Vec<String> = masked.iter().map(|column| schemas::labelled(column)).collect();
        let about = words.args("api-test-masked", &[("columns", labels.join(", ").into())]);
        let names: Vec<&str> = masked.iter().map(|column| column.name).collect();
        let one = format!("({})=[0-9%A-Za-z-]+", names.join("|"));
        all.push(json!({
            "name": FIND, "in": "header", "description": about,
            "schema": { "type": "string", "pattern": format!("^{one}(&{one})*$") },
            "example": format!("{}=31209871234", first.name),
        }));
    }
    all
}

fn parameter(name: &str, about: &str, schema: &Value) -> Value {
    json!({ "name": name, "in": "query", "description": about, "schema": schema })
}

fn tests(column: &Column) -> Vec<(&'static str, Value)> {
    let value = schemas::asked(column);
    let mut all = vec![("", value.clone())];
    match column.kind {
        Kind::Text(_) => all.extend([("has", value.clone()), ("in", value)]),
        Kind::Choice(list) => {
            let code = list.codes.join("|");
            let pattern = format!("^({code})(,({code}))*$");
            all.push(("in", json!({ "type": "string", "pattern": pattern })));
        }
        Kind::Count | Kind::Money | Kind::Day => {
            all.extend([
                ("from", value.clone()),
                ("to", value),
                ("in", json!({ "type": "string", "examples": ["1,2"] })),
            ]);
        }
        Kind::Unit(_) => all.push(("has", json!({ "type": "string", "minLength": 1 }))),
        Kind::Flag => {}
    }
    all.push(("empty", json!({ "type": "string", "enum": ["1", "0"] })));
    all
}
