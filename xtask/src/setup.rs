//! What a fresh Debian machine lacks for the tests: found, and installed when we may.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::{logs, postgres, run};

/// Something the tests cannot do without.
struct Need {
    what: &'static str,
    package: &'static str,
    lacking: fn() -> Option<String>,
}

const NEEDS: [Need; 6] = [
    Need { what: "PostgreSQL server", package: "postgresql", lacking: lacks_postgres },
    Need { what: "Chromium", package: "chromium", lacking: lacks_chromium },
    Need { what: "Node.js 18 or newer", package: "nodejs", lacking: lacks_node },
    Need { what: "Devanagari fonts", package: "fonts-noto-core", lacking: lacks_fonts },
    Need { what: "OpenSSL", package: "openssl", lacking: lacks_openssl },
    Need { what: "pdftotext", package: "poppler-utils", lacking: lacks_poppler },
];

/// What only the long tests need: heavy, and for one question.
const LONG_NEEDS: [Need; 6] = [
    Need { what: "LibreOffice Calc", package: "libreoffice-calc", lacking: lacks_libreoffice },
    Need { what: "nginx", package: "nginx-light", lacking: lacks_nginx },
    Need { what: "Caddy", package: "caddy", lacking: lacks_caddy },
    Need { what: "ClamAV", package: "clamav-daemon", lacking: lacks_clamd },
    Need { what: "rsyslog", package: "rsyslog", lacking: lacks_rsyslog },
    Need { what: "rsyslog's RELP", package: "rsyslog-relp", lacking: lacks_relp },
];

/// The least Node.js with its own test runner.
const NODE_MAJOR: u32 = 18;

/// Installs what is missing when root; otherwise names it with the command and fails.
pub(crate) fn prepare(long: bool) -> Result<()> {
    let missing = missing(long);
    if missing.is_empty() {
        println!("nothing is missing");
        return Ok(());
    }
    for (need, why) in &missing {
        println!("missing: {} ({why})", need.what);
    }
    let packages = installable(&missing)?;
    let line = format!("apt-get install -y --no-install-recommends {}", packages.join(" "));
    if !run::is_root() {
        bail!("not root, so nothing was installed. Run: sudo apt-get update && sudo {line}");
    }
    println!("apt-get update && {line}");
    apt(&["update", "-q"])?;
    let mut words = vec!["install", "-y", "-q", "--no-install-recommends"];
    words.extend(&packages);
    apt(&words)?;
    let left: Vec<&str> = self::missing(long).iter().map(|(need, _)| need.what).collect();
    if !left.is_empty() {
        bail!("still missing after the installation: {}", left.join(", "));
    }
    Ok(())
}

/// Where the browser stands, under either of its names.
pub(crate) fn chromium() -> Option<PathBuf> {
    run::on_path("chromium").or_else(|| run::on_path("chromium-browser"))
}

fn missing(long: bool) -> Vec<(&'static Need, String)> {
    let long_needs = if long { &LONG_NEEDS[..] } else { &[] };
    NEEDS.iter().chain(long_needs).filter_map(|need| Some((need, (need.lacking)()?))).collect()
}

/// The packages to install. An old `node` is not replaced: it is somebody's, and Debian's
/// packages conflict with those of others.
fn installable(missing: &[(&'static Need, String)]) -> Result<Vec<&'static str>> {
    if missing.iter().any(|(need, _)| need.package == "nodejs") && run::on_path("node").is_some() {
        bail!("the Node.js on the PATH is too old: put version {NODE_MAJOR} or newer before it");
    }
    Ok(missing.iter().map(|(need, _)| need.package).collect())
}

fn apt(words: &[&str]) -> Result<()> {
    let mut apt = run::command("apt-get");
    apt.args(words).env("DEBIAN_FRONTEND", "noninteractive");
    run::must(&mut apt).context("apt-get is needed to set this machine up")
}

fn lacks_postgres() -> Option<String> {
    postgres::binaries().err().map(|error| error.to_string())
}

fn lacks_chromium() -> Option<String> {
    absent(chromium().is_some(), "chromium is not on the PATH")
}

fn lacks_node() -> Option<String> {
    let said = run::said(run::command("node").arg("--version"));
    let Ok(said) = said else { return Some("node is not on the PATH".to_owned()) };
    absent(node_major(&said).is_some_and(|major| major >= NODE_MAJOR), &format!("node is {said}"))
}

fn lacks_fonts() -> Option<String> {
    let found = holds_font(Path::new("/usr/share/fonts"), 6);
    absent(found, "no NotoSansDevanagari under /usr/share/fonts")
}

fn lacks_poppler() -> Option<String> {
    absent(run::on_path("pdftotext").is_some(), "pdftotext is not on the PATH")
}

fn lacks_libreoffice() -> Option<String> {
    absent(run::on_path("soffice").is_some(), "soffice is not on the PATH")
}

fn lacks_openssl() -> Option<String> {
    absent(run::on_path("openssl").is_some(), "openssl is not on the PATH")
}

fn lacks_nginx() -> Option<String> {
    absent(run::on_path("nginx").is_some(), "nginx is not on the PATH")
}

fn lacks_caddy() -> Option<String> {
    absent(run::on_path("caddy").is_some(), "caddy is not on the PATH")
}

fn lacks_clamd() -> Option<String> {
    absent(run::on_path("clamd").is_some(), "clamd is not on the PATH")
}

fn lacks_rsyslog() -> Option<String> {
    absent(run::on_path("rsyslogd").is_some(), "rsyslogd is not on the PATH")
}

fn lacks_relp() -> Option<String> {
    absent(logs::has_relp(), "omrelp.so is not among the modules of rsyslog")
}

fn absent(present: bool, why: &str) -> Option<String> {
    (!present).then(|| why.to_owned())
}

/// `v20.20.2` → 20.
fn node_major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

fn holds_font(folder: &Path, depth: u32) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    entries.flatten().any(|entry| {
        let is_font = entry.file_name().to_string_lossy().starts_with("NotoSansDevanagari");
        is_font || (depth > 0 && holds_font(&entry.path(), depth - 1))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_number_of_node_is_read() {
        assert_eq!(node_major("v18.19.0"), Some(18));
        assert_eq!(node_major("v9.1"), Some(9));
        assert_eq!(node_major("18"), None);
    }

    #[test]
    fn npm_is_never_asked_for() {
        assert!(NEEDS.iter().all(|need| need.package != "npm"));
    }

    #[test]
    fn a_folder_without_the_font_lacks_it() {
        assert!(!holds_font(Path::new(env!("CARGO_MANIFEST_DIR")), 2));
    }
}
