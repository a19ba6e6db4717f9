//! The front end: our own scripts parse, and the pages work in a real browser.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::postgres::VARIABLE;
use crate::steps::Outcome;
use crate::suite::Mode;
use crate::{licences, run, setup, tally};

/// Folders whose scripts are ours to answer for.
const OWN_SCRIPTS: [&str; 2] = ["assets", "tests/browser"];

/// Parses every script of ours with `node --check`; vendored and minified files are theirs.
pub(crate) fn check_scripts() -> Result<Outcome> {
    let mut scripts = Vec::new();
    for folder in OWN_SCRIPTS {
        collect(&run::root().join(folder), &mut scripts)?;
    }
    if scripts.is_empty() {
        return Ok(Outcome::Nothing("no scripts of our own"));
    }
    scripts.sort();
    let broken: Vec<String> = scripts
        .iter()
        .filter(|script| run::must(run::command("node").arg("--check").arg(script)).is_err())
        .map(|script| script.display().to_string())
        .collect();
    if !broken.is_empty() {
        bail!("scripts that do not parse: {}", broken.join(", "));
    }
    println!("{} scripts parse", scripts.len());
    Ok(Outcome::Counted(tally::Tally::ONE))
}

/// Runs `tests/browser/*.test.mjs` against the built binary. Without such files there is nothing
/// to run; anything else that is missing is a failure, never a skip.
pub(crate) fn test(mode: &Mode) -> Result<Outcome> {
    let tests = browser_tests(&run::root().join("tests/browser"))?;
    if tests.is_empty() {
        return Ok(Outcome::Nothing("no browser tests"));
    }
    let binary = licences::target_folder()?.join("debug/samuh");
    if !binary.is_file() {
        bail!("{} was not built", binary.display());
    }
    let chromium = setup::chromium().context("chromium is not on the PATH")?;
    let demo = Demo::make(&binary)?;
    let mut node = run::command("node");
    node.args(["--test", "--test-reporter=tap"]).args(&tests);
    node.env("SAMUH_BIN", binary).env("CHROMIUM", chromium).env("SAMUH_TEST_DEMO", &demo.0);
    if let Some(url) = &mode.postgres {
        node.env(VARIABLE, url);
    }
    let (status, lines) = run::heard(&mut node)?;
    Ok(Outcome::Counted(tally::of_node(&lines).with_status(status.success())))
}

/// The demonstration, made once: each file of tests works on a copy of its own.
struct Demo(PathBuf);

impl Demo {
    fn make(binary: &Path) -> Result<Self> {
        let demo = Self(std::env::temp_dir().join(format!("samuh-browser-{}", std::process::id())));
        let mut make = run::command(binary);
        run::must(make.args(["demo", "--no-serve", "--data"]).arg(&demo.0))?;
        Ok(demo)
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn browser_tests(folder: &Path) -> Result<Vec<PathBuf>> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(Vec::new()) };
    let mut tests = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".test.mjs") {
            tests.push(path);
        }
    }
    tests.sort();
    Ok(tests)
}

fn collect(folder: &Path, scripts: &mut Vec<PathBuf>) -> Result<()> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let name = name.unwrap_or_default();
        if path.is_dir() {
            if !["vendor", "node_modules"].contains(&name.as_str()) {
                collect(&path, scripts)?;
            }
        } else if is_own_script(&name) {
            scripts.push(path);
        }
    }
    Ok(())
}

fn is_own_script(name: &str) -> bool {
    let is_script = name.ends_with(".js") || name.ends_with(".mjs");
    is_script && !name.contains(".min.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minified_files_are_not_ours() {
        assert!(is_own_script("app.js") && is_own_script("pages.test.mjs"));
        assert!(!is_own_script("htmx.min.js") && !is_own_script("app.css"));
    }

    #[test]
    fn a_folder_that_is_not_there_has_no_tests() {
        assert!(browser_tests(Path::new("/no/such/folder")).unwrap().is_empty());
    }
}
