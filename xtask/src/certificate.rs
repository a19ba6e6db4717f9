//! A certificate for a few days and the authority that signed it, made by openssl: what tests over TLS trust.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::run;

/// What a server proves itself with, and what its visitors trust.
pub(crate) struct Certificate {
    /// The authority's certificate.
    pub(crate) authority: PathBuf,
    /// The server's certificate.
    pub(crate) chain: PathBuf,
    /// The server's key.
    pub(crate) key: PathBuf,
}

impl Certificate {
    /// For those names, as openssl writes them: `DNS:office.example,IP:127.0.0.1`.
    ///
    /// # Errors
    /// When openssl is missing or refuses.
    pub(crate) fn make(folder: &Path, names: &str) -> Result<Self> {
        fs::create_dir_all(folder).with_context(|| format!("make {}", folder.display()))?;
        let made = Self {
            authority: folder.join("authority.pem"),
            chain: folder.join("server.pem"),
            key: folder.join("server.key"),
        };
        let (secret, request) = (folder.join("authority.key"), folder.join("server.csr"));
        let mut authority = new_key("-x509", &secret, &made.authority);
        run::must(authority.args(["-days", "2", "-subj", "/CN=Samuh test authority"]))?;
        let mut server = new_key("-new", &made.key, &request);
        let names = format!("subjectAltName={names}");
        run::must(server.args(["-subj", "/CN=Samuh test", "-addext", names.as_str()]))?;
        let mut sign = openssl(&["x509", "-req", "-days", "2", "-copy_extensions", "copy"]);
        sign.arg("-in").arg(&request).arg("-CA").arg(&made.authority).arg("-CAkey").arg(&secret);
        run::must(sign.arg("-CAcreateserial").arg("-out").arg(&made.chain))?;
        Ok(made)
    }
}

fn new_key(what: &str, key: &Path, out: &Path) -> Command {
    let mut command = openssl(&["req", what, "-newkey", "ec", "-nodes"]);
    command.args(["-pkeyopt", "ec_paramgen_curve:P-256"]);
    command.arg("-keyout").arg(key).arg("-out").arg(out);
    command
}

fn openssl(words: &[&str]) -> Command {
    let mut command = run::command("openssl");
    // It tells of every key it makes.
    command.args(words).stdout(Stdio::null()).stderr(Stdio::null());
    command
}
