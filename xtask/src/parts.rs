//! The inventory of parts of a release, as CycloneDX 1.5: every crate that is in the binary, with its version,
//! its licence and its checksum. What only tests and chores need is no part of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::{licences, run};

/// Whose parts are counted.
const PRODUCT: &str = "samuh";

/// Writes the inventory beside the builds and says where.
pub(crate) fn write() -> Result<ExitCode> {
    let lock = fs::read_to_string(run::root().join("Cargo.lock")).context("read Cargo.lock")?;
    let metadata = licences::every_crate()?;
    let told = inventory(&metadata, &checksums(&lock))?;
    let path: PathBuf = licences::target_folder()?.join("samuh.cdx.json");
    fs::write(&path, serde_json::to_string_pretty(&told)?).context("write the inventory")?;
    let count = told["components"].as_array().map_or(0, Vec::len);
    println!("{count} parts: {}", path.display());
    Ok(ExitCode::SUCCESS)
}

fn inventory(metadata: &Value, checksums: &BTreeMap<(String, String), String>) -> Result<Value> {
    let packages: BTreeMap<&str, &Value> = all(metadata, "packages")
        .filter_map(|package| Some((package["id"].as_str()?, package)))
        .collect();
    let is_product = |package: &&Value| package["name"] == PRODUCT;
    let product = packages.values().copied().find(is_product).context("no such product")?;
    let inside = inside(metadata, product["id"].as_str().unwrap_or_default());
    let components: Vec<Value> = inside
        .iter()
        .filter_map(|id| packages.get(id.as_str()).copied())
        .filter(|package| !package["source"].is_null())
        .map(|package| component(package, checksums))
        .collect();
    Ok(json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": { "component": {
            "type": "application", "name": PRODUCT, "version": product["version"],
            "licenses": [{ "expression": product["license"] }],
        } },
        "components": components,
    }))
}

/// The ids of every crate from which the product is built: of its own and of build scripts, not of tests.
fn inside(metadata: &Value, product: &str) -> BTreeSet<String> {
    let nodes: BTreeMap<&str, &Value> = all(&metadata["resolve"], "nodes")
        .filter_map(|node| Some((node["id"].as_str()?, node)))
        .collect();
    let mut found = BTreeSet::from([product.to_owned()]);
    let mut next = vec![product.to_owned()];
    while let Some(id) = next.pop() {
        let Some(node) = nodes.get(id.as_str()) else { continue };
        for dep in all(node, "deps") {
            let is_built = all(dep, "dep_kinds").any(|kind| kind["kind"] != "dev");
            let id = dep["pkg"].as_str().unwrap_or_default().to_owned();
            if is_built && found.insert(id.clone()) {
                next.push(id);
            }
        }
    }
    found
}

fn component(package: &Value, checksums: &BTreeMap<(String, String), String>) -> Value {
    let text = |key: &str| package[key].as_str().unwrap_or_default().to_owned();
    let (name, version) = (text("name"), text("version"));
    let address = format!("pkg:cargo/{name}@{version}");
    let mut told = json!({
        "type": "library", "bom-ref": address, "purl": address, "name": name, "version": version,
        "licenses": [{ "expression": text("license") }],
    });
    if let Some(sum) = checksums.get(&(name, version)) {
        told["hashes"] = json!([{ "alg": "SHA-256", "content": sum }]);
    }
    told
}

/// Checksums of the lock file, by name and version.
fn checksums(lock: &str) -> BTreeMap<(String, String), String> {
    let mut found = BTreeMap::new();
    for part in lock.split("[[package]]").skip(1) {
        let value = |name: &str| {
            let mut lines = part.lines().filter_map(|line| line.split_once(" = "));
            let (_, value) = lines.find(|(known, _)| *known == name)?;
            Some(value.trim_matches('"').to_owned())
        };
        if let (Some(name), Some(version), Some(sum)) =
            (value("name"), value("version"), value("checksum"))
        {
            found.insert((name, version), sum);
        }
    }
    found
}

fn all<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    value[key].as_array().map_or(&[][..], Vec::as_slice).iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_the_binary_is_named_with_its_licence_and_sum_and_a_part_of_tests_is_not() {
        let package = |name: &str, source: Value| {
            json!({ "id": name, "name": name, "version": "1.0.0", "license": "MIT",
                    "source": source })
        };
        let dep = |name: &str, kind: Value| json!({ "pkg": name, "dep_kinds": [{ "kind": kind }] });
        let metadata = json!({
            "packages": [package("samuh", Value::Null), package("kernel", Value::Null),
                package("serde", json!("registry")), package("build", json!("registry")),
                package("proptest", json!("registry"))],
            "resolve": { "nodes": [
                { "id": "samuh", "deps": [dep("kernel", Value::Null), dep("proptest", json!("dev"))] },
                { "id": "kernel", "deps": [dep("serde", Value::Null), dep("build", json!("build"))] },
            ] },
        });
        let lock = "[[package]]\nname = \"serde\"\nversion = \"1.0.0\"\nchecksum = \"ab\"\n";
        let told = inventory(&metadata, &checksums(lock)).unwrap();
        let parts = told["components"].as_array().unwrap();
        let names: Vec<&str> = parts.iter().map(|part| part["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["build", "serde"]);
        assert_eq!(parts[1]["hashes"][0]["content"], "ab");
        assert_eq!(parts[1]["purl"], "pkg:cargo/serde@1.0.0");
        assert_eq!(parts[1]["licenses"][0]["expression"], "MIT");
    }

    #[test]
    fn the_inventory_of_this_workspace_has_what_the_binary_stands_on() {
        let lock = fs::read_to_string(run::root().join("Cargo.lock")).unwrap();
        let told = inventory(&licences::every_crate().unwrap(), &checksums(&lock)).unwrap();
        let parts = told["components"].as_array().unwrap();
        let has = |name: &str| parts.iter().any(|part| part["name"] == name);
        assert!(has("argon2") && has("ring") && has("axum"), "{} parts", parts.len());
        assert!(!has("proptest"), "what only tests need is no part");
        assert!(parts.iter().all(|part| part["hashes"][0]["content"].is_string()));
    }
}
