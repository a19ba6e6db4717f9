//! Certificates for a few days and the authority that signed them, made by openssl: what tests over TLS trust.

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
        let authority = folder.join("authority.pem");
        let mut new = new_key("-x509", &folder.join("authority.key"), &authority);
        run::must(new.args(["-days", "2", "-subj", "/CN=Samuh test authority"]))?;
        Self::sign(&authority, "server", ("Samuh test", names))
    }

    /// A visitor's certificate of that name, signed by the same authority: `<file>.pem` and `<file>.key` beside it.
    ///
    /// # Errors
    /// When openssl refuses.
    pub(crate) fn visitor(&self, file: &str, name: &str) -> Result<Self> {
        Self::sign(&self.authority, file, (name, &format!("DNS:{name}")))
    }

    fn sign(authority: &Path, file: &str, (subject, names): (&str, &str)) -> Result<Self> {
        let beside = |ending: &str| authority.with_file_name(format!("{file}.{ending}"));
        let made =
            Self { authority: authority.to_owned(), chain: beside("pem"), key: beside("key") };
        let request = beside("csr");
        let mut asked = new_key("-new", &made.key, &request);
        let (subject, names) = (format!("/CN={subject}"), format!("subjectAltName={names}"));
        run::must(asked.args(["-subj", subject.as_str(), "-addext", names.as_str()]))?;
        let mut sign = openssl(&["x509", "-req", "-days", "2", "-copy_extensions", "copy"]);
        sign.arg("-in").arg(&request).arg("-CA").arg(authority);
        sign.arg("-CAkey").arg(authority.with_extension("key"));
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
