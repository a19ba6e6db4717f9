//! The part of the document that no register makes: groups and figures as they are older than it, the
//! answers every address shares, and what they hold.

use samuh_engine::register::LARGEST;
use samuh_figures::catalogue::INDICATORS;
use samuh_web::words::Words;
use serde_json::{Map, Value, json};

use super::{answers, body_of, operation, parameter};
use crate::figuring::LEVELS;

/// Addresses besides those of the registers.
pub(super) fn paths(words: &Words) -> Map<String, Value> {
    let mut all = Map::new();
    all.insert("/api/v1/groups".into(), groups(words));
    all.insert("/api/v1/figures".into(), figures(words));
    let about = words.t("api-document");
    let object = json!({ "type": "object" });
    let good = json!({
        "description": about, "content": { "application/json": { "schema": object } },
    });
    let document = operation("get_openapi", &about, &[], answers(("200", good), &[]));
    all.insert("/api/v1/openapi.json".into(), json!({ "get": document }));
    all
}

fn groups(words: &Words) -> Value {
    let text = || json!({ "type": "string" });
    // A number that cannot be read is passed over, too.
    let number = text;
    // A word that is not known is passed over, as on the page.
    let one_of = |codes: &[&str]| json!({ "type": "string", "examples": codes });
    let narrow = words.t("api-groups.narrow");
    let mut asked: Vec<Value> = [
        ("q", text()),
        ("block", number()),
        ("gp", number()),
        ("village", number()),
        ("clf", number()),
        ("vo", text()),
        ("status", one_of(&["active", "inactive"])),
        ("lokos", text()),
        ("account", one_of(&["open", "closed", "none"])),
        ("formed_from", text()),
        ("formed_to", text()),
        ("sort", one_of(&["name", "formed_on", "-formed_on"])),
        ("with", one_of(&["members"])),
    ]
    .into_iter()
    .map(|(name, schema)| parameter(name, &narrow, &schema))
    .collect();
    asked.push(parameter("after", &words.t("api-after"), &text()));
    asked.push(parameter("limit", &words.t("api-groups.limit"), &text()));
    let list = words.t("api-groups");
    let good = ("200", body_of("GroupPage", &list));
    let get = operation("list_groups", &list, &asked, answers(good, &[]));
    let form = words.t("api-groups.form");
    let good = ("201", body_of("Made", &form));
    let more = ["409", "413", "415", "422", "507"];
    let key = json!({ "$ref": "#/components/parameters/idempotency" });
    let mut post = operation("form_group", &form, &[key], answers(good, &more));
    let schema = json!({ "$ref": "#/components/schemas/GroupNew" });
    let content = json!({ "application/json": { "schema": schema } });
    post.insert("requestBody".into(), json!({ "required": true, "content": content }));
    json!({ "get": get, "post": post })
}

fn figures(words: &Words) -> Value {
    let codes: Vec<&str> = INDICATORS.iter().map(|one| one.code).collect();
    let text = |pattern: &str| json!({ "type": "string", "pattern": pattern });
    let about = |name: &str| words.t(&format!("api-figures.{name}"));
    let mut indicator =
        parameter("indicator", &about("indicator"), &json!({ "type": "string", "enum": codes }));
    indicator["required"] = json!(true);
    let levels = json!({ "type": "string", "enum": LEVELS[1..] });
    let mut by = parameter("by", &about("by"), &levels);
    by["required"] = json!(true);
    let asked = vec![
        indicator,
        by,
        parameter("month", &about("month"), &text("^(20[0-9]{2}-(0[1-9]|1[0-2]))?$")),
        parameter("year", &about("year"), &json!({ "type": "string", "examples": ["2026-27"] })),
        parameter(
            "as_on",
            &about("as_on"),
            &json!({ "type": "string", "examples": ["2026-11-15"] }),
        ),
        parameter("within", &about("within"), &text("^(-?[0-9]{1,15})?$")),
    ];
    let list = words.t("api-figures");
    let items = json!({ "type": "array", "items": { "$ref": "#/components/schemas/Figure" } });
    let good = json!({
        "description": list, "content": { "application/json": { "schema": items } },
    });
    let get = operation("list_figures", &list, &asked, answers(("200", good), &["422"]));
    json!({ "get": get })
}

/// Parameters that several addresses share.
pub(super) fn parameters(words: &Words) -> Value {
    let text = json!({ "type": "string", "pattern": "^[1-9][0-9]{0,14}~" });
    let limit = json!({ "type": "integer", "minimum": 1, "maximum": 1000, "default": 50 });
    json!({
        "id": {
            "name": "id", "in": "path", "required": true,
            "description": words.t("api-id"),
            "schema": { "type": "integer", "minimum": 1, "maximum": LARGEST },
        },
        "after": parameter("after", &words.t("api-after"), &text),
        "limit": parameter("limit", &words.t("api-limit"), &limit),
        "idempotency": {
            "name": "Idempotency-Key", "in": "header",
            "description": words.t("api-idempotency"),
            "schema": { "type": "string", "format": "uuid" },
        },
    })
}

/// Answers that several addresses share.
pub(super) fn responses(words: &Words) -> Value {
    let all = ["400", "401", "403", "404", "408", "409", "413", "415", "422", "429", "503", "507"];
    let answer = |status: &str| body_of("Error", &words.t(&format!("api-answer-{status}")));
    Value::Object(all.iter().map(|status| ((*status).to_owned(), answer(status))).collect())
}

/// Schemas besides those of the registers.
pub(super) fn schemas(words: &Words) -> Map<String, Value> {
    let text = json!({ "type": ["string", "null"] });
    let number = json!({ "type": "integer" });
    let mut all = Map::new();
    all.insert(
        "Unit".into(),
        json!({
            "type": "object",
            "description": words.t("api-unit"),
            "properties": { "id": number, "name_hi": text, "name_en": text },
            "required": ["id", "name_hi", "name_en"],
            "additionalProperties": false,
        }),
    );
    all.insert(
        "Made".into(),
        json!({
            "type": "object",
            "description": words.t("api-made"),
            "properties": { "id": number, "op": { "type": "string", "format": "uuid" } },
            "required": ["id", "op"],
            "additionalProperties": false,
        }),
    );
    let pair = json!({ "type": "array", "items": { "type": "string" } });
    all.insert("Fault".into(), json!({
        "type": "object",
        "description": words.t("api-fault"),
        "properties": {
            "field": text, "code": { "type": "string" }, "args": { "type": "array", "items": pair },
        },
        "required": ["field", "code", "args"],
        "additionalProperties": false,
    }));
    let fault = json!({ "$ref": "#/components/schemas/Fault" });
    all.insert(
        "Error".into(),
        json!({
            "type": "object",
            "description": words.t("api-error"),
            "properties": {
                "error": { "type": "string" },
                "faults": { "type": "array", "items": fault },
                "saved": {}, "sent": {},
                "reference": { "type": "string" },
            },
            "required": ["error"],
            "additionalProperties": false,
        }),
    );
    all.insert("GroupRow".into(), group());
    all.insert("GroupPage".into(), super::schemas::page("GroupRow"));
    all.insert("GroupNew".into(), new_group());
    all.insert("Figure".into(), figure());
    all
}

fn group() -> Value {
    let text = json!({ "type": ["string", "null"] });
    let maybe = json!({ "type": ["integer", "null"] });
    let place = json!({
        "type": "object",
        "properties": { "id": maybe, "code": text, "name_hi": text, "name_en": text },
        "required": ["id", "code", "name_hi", "name_en"],
        "additionalProperties": false,
    });
    let word = json!({ "type": "string" });
    json!({
        "type": "object",
        "properties": {
            "id": { "type": "integer" }, "code": text, "name_hi": text, "name_en": text,
            "block": place, "gp": place, "village": place,
            "federation_id": maybe, "federation": word,
            "formed_on": { "type": ["string", "null"], "format": "date" },
            "members": { "type": "integer" }, "status": word, "lokos": word,
            "account": { "type": "boolean" },
        },
        "required": [
            "id", "code", "name_hi", "name_en", "block", "gp", "village", "federation_id",
            "federation", "formed_on", "status", "lokos", "account",
        ],
        "additionalProperties": false,
    })
}

/// As `samuh_groups::NewGroup` reads it; a field that is not known is passed over.
fn new_group() -> Value {
    let text = json!({ "type": ["string", "null"] });
    let day = json!({ "type": ["string", "null"], "format": "date" });
    json!({
        "type": "object",
        "properties": {
            "code": text, "name_hi": text, "name_en": text,
            "place_id": { "type": "integer" }, "parent_id": { "type": "integer" },
            "formed_on": { "type": "string", "format": "date" },
            "category": text, "promoted_by": text, "meeting_frequency": text,
            "saving_paise": { "type": ["integer", "null"] },
            "bank_name": text, "branch_name": text, "ifsc": text, "account_no": text,
            "account_opened_on": day, "mobile": text,
        },
        "required": ["place_id", "formed_on"],
    })
}

fn figure() -> Value {
    let number = json!({ "type": ["number", "null"] });
    let maybe = json!({ "type": ["integer", "null"] });
    let text = json!({ "type": ["string", "null"] });
    let word = json!({ "type": "string" });
    json!({
        "type": "object",
        "properties": {
            "indicator": word, "level": word, "code": word, "name": text, "name_hi": text,
            "period": word, "value": number,
            "by_class": {
                "type": "object",
                "properties": {
                    "counted": number, "reported": number, "verified": number, "pending": number,
                },
                "required": ["counted", "reported", "verified", "pending"],
                "additionalProperties": false,
            },
            "target": number, "target_to_date": number,
            "numerator": maybe, "denominator": maybe,
        },
        "required": [
            "indicator", "level", "code", "name", "name_hi", "period", "value", "by_class",
            "target", "target_to_date", "numerator", "denominator",
        ],
        "additionalProperties": false,
    })
}
