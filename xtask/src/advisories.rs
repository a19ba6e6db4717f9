//! Known faults of the crates we build on, from an advisory database where one can be reached.

use anyhow::{Result, bail};
use serde_json::Value;

use crate::run;
use crate::steps::Outcome;
use crate::tally::Tally;

/// Asks `cargo audit`, which fetches the database. Without it, or without a way to the database, nothing is
/// known and nothing is claimed.
pub(crate) fn check() -> Result<Outcome> {
    if run::on_path("cargo-audit").is_none() {
        return Ok(Outcome::Nothing("cargo-audit is not installed: skipped"));
    }
    let mut audit = run::command("cargo");
    // It ends in failure both with a finding and without a database: only its words tell them apart.
    let output = audit.args(["audit", "--json"]).current_dir(run::root()).output()?;
    let Some(found) = findings(&String::from_utf8_lossy(&output.stdout)) else {
        return Ok(Outcome::Nothing("advisory database not reachable: skipped"));
    };
    if found.is_empty() {
        return Ok(Outcome::Counted(Tally::ONE));
    }
    bail!("known faults:\n  {}", found.join("\n  "));
}

/// The faults that are reported, one a line; none where the report is none.
fn findings(report: &str) -> Option<Vec<String>> {
    let report: Value = serde_json::from_str(report).ok()?;
    let list = report.get("vulnerabilities")?.get("list")?.as_array()?;
    let text = |of: &Value, at: &str| {
        of.pointer(at).and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    let line = |one: &Value| {
        let at = |path| text(one, path);
        format!(
            "{} {}: {} {}",
            at("/package/name"),
            at("/package/version"),
            at("/advisory/id"),
            at("/advisory/title")
        )
    };
    Some(list.iter().map(line).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_fault_is_told_and_a_database_that_is_not_there_is_not_taken_for_none() {
        let of = |list: &str| {
            format!(
                r#"{{"database":{{"advisory-count":900}},"vulnerabilities":{{"found":true,"count":1,"list":[{list}]}}}}"#
            )
        };
        let one = r#"{"advisory":{"id":"RUSTSEC-2020-0001","title":"A stack overflow"},
            "package":{"name":"some","version":"0.1.0"}}"#;
        let told = findings(&of(one)).unwrap();
        assert_eq!(told, ["some 0.1.0: RUSTSEC-2020-0001 A stack overflow"]);
        assert!(findings(&of("")).unwrap().is_empty());
        for report in ["", "error: couldn't fetch advisory database", "{}"] {
            assert!(findings(report).is_none(), "{report}");
        }
    }
}
