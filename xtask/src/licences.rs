//! Every crate we build on, held against `deny.toml`: its licence, its source, its doubles.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::policy::Policy;
use crate::run;

/// Reads what cargo knows of every crate and fails on the first list of faults.
pub(crate) fn check() -> Result<()> {
    let text = fs::read_to_string(run::root().join("deny.toml")).context("read deny.toml")?;
    let policy = Policy::read(&text)?;
    let metadata = metadata(&policy)?;
    let packages = packages(&metadata)?;
    let faults = faults(&packages, &policy);
    if !faults.is_empty() {
        bail!("{} against deny.toml:\n  {}", faults.len(), faults.join("\n  "));
    }
    println!("{} crates: licences, sources and doubles as deny.toml allows", packages.len());
    Ok(())
}

/// `cargo deny`, where somebody has installed it; it knows more than we do.
pub(crate) fn with_cargo_deny() -> Option<Result<()>> {
    run::on_path("cargo-deny")?;
    let mut deny = run::command("cargo");
    deny.args(["deny", "check", "licenses", "bans", "sources"]);
    Some(run::must(&mut deny))
}

/// What cargo knows of every crate on the machines we deliver to.
pub(crate) fn every_crate() -> Result<Value> {
    let text = fs::read_to_string(run::root().join("deny.toml")).context("read deny.toml")?;
    metadata(&Policy::read(&text)?)
}

/// The folder cargo builds into.
pub(crate) fn target_folder() -> Result<std::path::PathBuf> {
    let mut cargo = run::command("cargo");
    cargo.args(["metadata", "--format-version", "1", "--no-deps"]);
    let metadata: Value = serde_json::from_str(&run::said(&mut cargo)?)?;
    Ok(text(&metadata, "target_directory").context("cargo names no target folder")?.into())
}

/// What cargo says of one crate.
#[derive(Debug, Clone, Default)]
struct Package {
    name: String,
    version: String,
    licence: String,
    /// Absent for a crate that lies on this machine.
    source: Option<String>,
    ours: bool,
    /// Requirements of ours that name no version, or a registry other than the usual one.
    loose: Vec<String>,
}

fn metadata(policy: &Policy) -> Result<Value> {
    let mut cargo = run::command("cargo");
    cargo.args(["metadata", "--format-version", "1"]);
    for target in &policy.targets {
        cargo.args(["--filter-platform", target]);
    }
    serde_json::from_str(&run::said(&mut cargo)?).context("cargo's metadata is not JSON")
}

fn packages(metadata: &Value) -> Result<Vec<Package>> {
    let ours: BTreeSet<&str> =
        array(metadata, "workspace_members").iter().filter_map(Value::as_str).collect();
    let found = array(metadata, "packages").iter().map(|package| {
        let id = text(package, "id").context("a crate without an id")?;
        let name = text(package, "name").context("a crate without a name")?;
        let ours = ours.contains(id);
        Ok(Package {
            name: name.to_owned(),
            version: text(package, "version").unwrap_or_default().to_owned(),
            licence: text(package, "license").unwrap_or_default().to_owned(),
            source: text(package, "source").map(str::to_owned),
            ours,
            loose: if ours { loose(package) } else { Vec::new() },
        })
    });
    found.collect()
}

fn loose(package: &Value) -> Vec<String> {
    let loose = array(package, "dependencies").iter().filter(|dependency| {
        let any_version = text(dependency, "req") == Some("*") && dependency["path"].is_null();
        any_version || !dependency["registry"].is_null()
    });
    loose.filter_map(|dependency| text(dependency, "name")).map(str::to_owned).collect()
}

fn faults(packages: &[Package], policy: &Policy) -> Vec<String> {
    let mut faults: Vec<String> =
        packages.iter().flat_map(|package| own_faults(package, policy)).collect();
    let registries: BTreeSet<&str> =
        packages.iter().filter_map(|package| package.source.as_deref()).collect();
    if registries.len() > 1 {
        faults.push(format!("more than one source: {registries:?}"));
    }
    faults.extend(doubles(packages, policy));
    faults
}

fn own_faults(package: &Package, policy: &Policy) -> Vec<String> {
    let Package { name, version, licence, source, ours, loose } = package;
    let mut faults = Vec::new();
    match policy.allows(licence) {
        Ok(true) => {}
        Ok(false) => faults.push(format!("{name} {version}: licence {licence} is not allowed")),
        Err(error) => faults.push(format!("{name} {version}: licence {licence:?}: {error}")),
    }
    let from_registry = source
        .as_deref()
        .is_some_and(|source| source.starts_with("registry+") || source.starts_with("sparse+"));
    if from_registry == *ours {
        faults.push(format!("{name} {version}: neither of the registry nor of this workspace"));
    }
    for dependency in loose {
        faults.push(format!("{name} asks for {dependency} without a version or elsewhere"));
    }
    faults
}

fn doubles(packages: &[Package], policy: &Policy) -> Vec<String> {
    let mut versions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for package in packages {
        versions.entry(&package.name).or_default().insert(&package.version);
    }
    let is_skipped =
        |name: &str, version: &str| policy.skipped.contains(&format!("{name}@{version}"));
    let doubled = versions.iter().filter_map(|(name, versions)| {
        let left: Vec<&str> =
            versions.iter().copied().filter(|version| !is_skipped(name, version)).collect();
        (left.len() > 1).then(|| {
            let oldest = left[0];
            format!(
                "{name} stands in versions {}: bring them together, or skip \"{name}@{oldest}\" \
                 in deny.toml with the reason",
                left.join(" and ")
            )
        })
    });
    let needless = policy.skipped.iter().filter(|skip| {
        let (name, version) = skip.split_once('@').unwrap_or((skip, ""));
        !versions.get(name).is_some_and(|found| found.len() > 1 && found.contains(version))
    });
    let needless = needless.map(|skip| format!("deny.toml skips {skip}, which is not doubled"));
    doubled.chain(needless).collect()
}

fn array<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value[key].as_str()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const REGISTRY: &str = "registry+https://registry.example/index";

    fn crates() -> Vec<Package> {
        let theirs = Package {
            name: "serde".to_owned(),
            version: "1.0.0".to_owned(),
            licence: "MIT OR Apache-2.0".to_owned(),
            source: Some(REGISTRY.to_owned()),
            ..Package::default()
        };
        let ours = Package {
            name: "samuh".to_owned(),
            licence: "Apache-2.0".to_owned(),
            source: None,
            ours: true,
            ..theirs.clone()
        };
        vec![theirs, ours]
    }

    fn policy() -> Policy {
        Policy { allowed: ["Apache-2.0".to_owned()].into(), ..Policy::default() }
    }

    fn with(change: impl Fn(&mut Package)) -> Vec<String> {
        let mut crates = crates();
        change(&mut crates[0]);
        faults(&crates, &policy())
    }

    #[test]
    fn crates_as_allowed_have_no_fault() {
        assert_eq!(faults(&crates(), &policy()), Vec::<String>::new());
    }

    #[test]
    fn a_licence_outside_the_list_is_a_fault() {
        assert_eq!(with(|c| c.licence = "GPL-3.0-only".to_owned()).len(), 1);
        assert_eq!(with(|c| c.licence = String::new()).len(), 1);
    }

    #[test]
    fn a_crate_from_git_or_from_a_folder_is_a_fault() {
        assert_eq!(with(|c| c.source = Some("git+https://host.example/x".to_owned())).len(), 1);
        assert_eq!(with(|c| c.source = None).len(), 1);
    }

    #[test]
    fn a_second_registry_is_a_fault() {
        let mut crates = crates();
        let mut other = crates[0].clone();
        other.name = "other".to_owned();
        other.source = Some("registry+https://elsewhere.example/index".to_owned());
        crates.push(other);
        assert_eq!(faults(&crates, &policy()).len(), 1);
    }

    #[test]
    fn a_doubled_crate_is_a_fault_until_it_is_skipped() {
        let mut crates = crates();
        let mut older = crates[0].clone();
        older.version = "0.9.0".to_owned();
        crates.push(older);
        assert!(faults(&crates, &policy())[0].contains("skip \"serde@0.9.0\""));
        let skipping = Policy { skipped: ["serde@0.9.0".to_owned()].into(), ..policy() };
        assert_eq!(faults(&crates, &skipping), Vec::<String>::new());
        crates.pop();
        assert_eq!(faults(&crates, &skipping).len(), 1, "a needless skip is said");
    }

    #[test]
    fn a_requirement_without_a_version_is_found_in_cargos_own_words() {
        let metadata = json!({
            "workspace_members": ["a"],
            "packages": [{
                "id": "a", "name": "samuh", "version": "0.1.0", "license": "Apache-2.0",
                "source": null,
                "dependencies": [
                    {"name": "any", "req": "*", "registry": null},
                    {"name": "elsewhere", "req": "^1", "registry": "https://other.example"},
                    {"name": "kernel", "req": "*", "path": "/x", "registry": null},
                    {"name": "good", "req": "^1", "registry": null},
                ],
            }],
        });
        let packages = packages(&metadata).unwrap();
        assert_eq!(packages[0].loose, ["any", "elsewhere"]);
        assert_eq!(faults(&packages, &policy()).len(), 2);
    }
}
