//! The interface for programs is what its document says: every route stands in it and the other way
//! round, and the document is kept as `proofs/openapi.json`.

use std::collections::BTreeSet;

use samuh::server::{ROUTES, openapi};
use serde_json::Value;

use crate::{office::offices, site::sites};

const ROOT: &str = "/api/v1/";

/// Methods and addresses of the document.
fn told(document: &Value) -> BTreeSet<(String, String)> {
    let paths = document["paths"].as_object().unwrap();
    let methods = |(path, item): (&String, &Value)| {
        let methods = item.as_object().unwrap().keys().map(|method| method.to_uppercase());
        methods.map(|method| (method, path.clone())).collect::<Vec<_>>()
    };
    paths.iter().flat_map(methods).collect()
}

#[test]
fn every_address_for_programs_stands_in_the_document_and_the_other_way_round() {
    let routes = ROUTES.iter().filter(|route| route.path.starts_with(ROOT));
    let routes: BTreeSet<(String, String)> =
        routes.map(|route| (route.method.to_owned(), route.path.to_owned())).collect();
    assert_eq!(told(&openapi()), routes);
    let mut planted = openapi();
    planted["paths"].as_object_mut().unwrap().remove("/api/v1/members");
    assert_ne!(told(&planted), routes, "a missing address is not found");
}

#[test]
fn every_reference_of_the_document_leads_somewhere() {
    fn references<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
        match value {
            Value::Object(fields) => {
                found.extend(fields.get("$ref").and_then(Value::as_str));
                fields.values().for_each(|inner| references(inner, found));
            }
            Value::Array(items) => items.iter().for_each(|inner| references(inner, found)),
            _ => {}
        }
    }
    let document = openapi();
    let mut found = Vec::new();
    references(&document, &mut found);
    assert!(found.len() > 100, "only {} references", found.len());
    for reference in found {
        let at = reference.trim_start_matches('#');
        assert!(document.pointer(at).is_some(), "{reference}");
    }
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "cargo xtask proofs asks to write, by the environment"
)]
fn the_proof_of_the_interface_is_the_document() {
    let proof = serde_json::to_string_pretty(&openapi()).unwrap() + "\n";
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../proofs/openapi.json");
    if std::env::var("SAMUH_WRITE_PROOFS").is_ok() {
        std::fs::write(&path, &proof).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == proof,
        "proofs/openapi.json is old: a register or a route has changed. If that is meant, run \
         cargo xtask proofs, and read the difference"
    );
}

#[test]
fn the_command_line_and_the_site_give_the_same_document() {
    let office = offices().remove(0);
    let printed = office.run(&["openapi"]);
    assert_eq!((printed.status, printed.json()), (0, openapi()), "{}", printed.err);
    let site = sites().remove(0);
    let viewer = site.as_desk("viewer");
    assert_eq!(site.get(&viewer, "/api/v1/openapi.json").json(), openapi());
    let stranger = site.get(&crate::site::Browser::default(), "/api/v1/openapi.json");
    assert_eq!(stranger.status, 401);
}
