//! The way to PostgreSQL: where it is, whether what goes there and back is encrypted, and by which
//! certificate of ours we prove who we are.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use postgres::{
    Client, Config, NoTls,
    config::{Host, SslMode},
};
use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
};
use rustls_platform_verifier::BuilderVerifierExt as _;
use samuh_kernel::fault::Fault;
use tokio_postgres_rustls_improved::MakeRustlsConnect;

use crate::error::{Error, Result};

/// The authorities that a Debian machine trusts, for PostgreSQL's own programs.
const MACHINES_ROOTS: &str = "/etc/ssl/certs/ca-certificates.crt";

/// An address as it is connected to.
pub(super) struct Way {
    pub(super) config: Config,
    /// None where the connection is plain.
    tls: Option<Tls>,
}

/// Encrypted: the certificate is always asked for, and must fit the name that was asked.
struct Tls {
    /// The authorities that may have signed it; the machine's own where none are named.
    roots: Option<PathBuf>,
    /// What we prove ourselves with, instead of a password.
    own: Option<Own>,
}

/// A certificate of ours and its key, both as PEM.
struct Own {
    certificate: PathBuf,
    key: PathBuf,
}

impl Way {
    /// Reads `postgres://…?sslmode=…&sslrootcert=FILE&sslcert=FILE&sslkey=FILE`. Without a word about it the way is plain to this same
    /// machine and encrypted to any other; there is no way that is encrypted only where the server offers it,
    /// and none whose certificate is not checked.
    ///
    /// # Errors
    /// Fault `database_address` with what cannot be read.
    pub(super) fn read(url: &str) -> Result<Self> {
        let (base, query) = url.split_once('?').unwrap_or((url, ""));
        let (mut asked, mut roots, mut rest) = (None, None, Vec::new());
        let (mut certificate, mut key) = (None, None);
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            match pair.split_once('=') {
                Some(("sslrootcert", file)) => roots = Some(PathBuf::from(file)),
                Some(("sslcert", file)) => certificate = Some(PathBuf::from(file)),
                Some(("sslkey", file)) => key = Some(PathBuf::from(file)),
                Some(("sslmode", "disable")) => asked = Some(false),
                Some(("sslmode", "require" | "verify-ca" | "verify-full")) => asked = Some(true),
                Some(("sslmode", mode)) => return Err(unread(format!("sslmode={mode}"))),
                _ => rest.push(pair),
            }
        }
        let query = rest.join("&");
        let bare = if query.is_empty() { base.to_owned() } else { format!("{base}?{query}") };
        let mut config: Config = bare.parse().map_err(unread)?;
        // Said in the other way of writing an address: `host=… sslmode=require`.
        let asked = asked.or(match config.get_ssl_mode() {
            SslMode::Require => Some(true),
            SslMode::Disable => Some(false),
            _ => None,
        });
        let own = match (certificate, key) {
            (Some(certificate), Some(key)) => Some(Own { certificate, key }),
            (None, None) => None,
            (Some(_), None) => return Err(unread("sslcert, sslkey?")),
            (None, Some(_)) => return Err(unread("sslkey, sslcert?")),
        };
        let is_named = roots.is_some() || own.is_some();
        let is_tls = is_named || asked.unwrap_or_else(|| !is_near(&config));
        if is_tls && asked == Some(false) {
            return Err(unread("sslrootcert, sslcert, sslmode=disable"));
        }
        config.ssl_mode(if is_tls { SslMode::Require } else { SslMode::Disable });
        Ok(Self { config, tls: is_tls.then_some(Tls { roots, own }) })
    }

    /// # Errors
    /// Fault `database_key_open` where others may read our key, `database_address` where a file is none;
    /// `Broken` when the server cannot be reached, has no TLS where it is asked for, or its certificate does
    /// not prove it.
    pub(super) fn connect(&self) -> Result<Client> {
        match &self.tls {
            None => Ok(self.config.connect(NoTls)?),
            Some(tls) => Ok(self.config.connect(MakeRustlsConnect::new(tls.client()?))?),
        }
    }

    /// The same for PostgreSQL's own programs.
    pub(super) fn variables(&self) -> Vec<(&'static str, String)> {
        let Some(tls) = &self.tls else { return vec![("PGSSLMODE", "disable".to_owned())] };
        let roots = tls.roots.as_ref().map(|file| file.display().to_string());
        let roots = roots.unwrap_or_else(|| MACHINES_ROOTS.to_owned());
        let mut all = vec![("PGSSLMODE", "verify-full".to_owned()), ("PGSSLROOTCERT", roots)];
        if let Some(own) = &tls.own {
            all.push(("PGSSLCERT", own.certificate.display().to_string()));
            all.push(("PGSSLKEY", own.key.display().to_string()));
        }
        all
    }
}

impl Tls {
    fn client(&self) -> Result<ClientConfig> {
        let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(broken)?;
        let builder = match &self.roots {
            None => builder.with_platform_verifier().map_err(broken)?,
            Some(file) => {
                let mut store = RootCertStore::empty();
                for one in certificates(file)? {
                    store.add(one).map_err(unread)?;
                }
                builder.with_root_certificates(store)
            }
        };
        let Some(own) = &self.own else { return Ok(builder.with_no_client_auth()) };
        own.is_ours_alone()?;
        let key = PrivateKeyDer::from_pem_file(&own.key).map_err(|why| unfit(&own.key, why))?;
        let proof = certificates(&own.certificate)?;
        builder.with_client_auth_cert(proof, key).map_err(|why| unfit(&own.certificate, why))
    }
}

impl Own {
    /// Asks of the key what PostgreSQL's own programs ask, so that the nightly backup does not fail where
    /// the server came in: nobody but its owner reads it, or a group where root owns it.
    fn is_ours_alone(&self) -> Result<()> {
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt as _;
            let known = fs::metadata(&self.key).map_err(|why| unfit(&self.key, why))?;
            let others = if known.uid() == 0 { 0o037 } else { 0o077 };
            if known.mode() & others != 0 {
                let fault = Fault::new("database_key_open").with("file", self.key.display());
                return Err(Error::Faults(fault.into()));
            }
        }
        Ok(())
    }
}

fn certificates(file: &Path) -> Result<Vec<CertificateDer<'static>>> {
    let all = CertificateDer::pem_file_iter(file).map_err(|why| unfit(file, why))?;
    all.map(|one| one.map_err(|why| unfit(file, why))).collect()
}

/// True where every host of the address is this machine.
fn is_near(config: &Config) -> bool {
    let loops = |name: &str| {
        name == "localhost" || name.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
    };
    let hosts = config.get_hosts().iter().all(|host| match host {
        Host::Tcp(name) => loops(name),
        #[cfg(unix)]
        Host::Unix(_) => true,
    });
    hosts && config.get_hostaddrs().iter().all(std::net::IpAddr::is_loopback)
}

fn unfit(file: &Path, why: impl std::fmt::Display) -> Error {
    unread(format!("{}: {why}", file.display()))
}

fn unread(detail: impl std::fmt::Display) -> Error {
    Error::Faults(Fault::new("database_address").with("detail", detail).into())
}

fn broken(error: impl std::fmt::Display) -> Error {
    Error::broken(format!("tls: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_encrypted(url: &str) -> bool {
        Way::read(url).unwrap().tls.is_some()
    }

    #[test]
    fn the_way_to_another_machine_is_encrypted_unless_it_is_said_otherwise() {
        for near in [
            "postgres://samuh@127.0.0.1:5432/mission",
            "postgres://samuh@localhost/mission",
            "postgres:///mission?host=/run/postgresql",
            "postgres://samuh@db.office/mission?sslmode=disable",
        ] {
            assert!(!is_encrypted(near), "{near}");
        }
        for far in [
            "postgres://samuh@db.office/mission",
            "postgres://samuh@10.1.1.7/mission?connect_timeout=5",
            "postgres://samuh@localhost,db.office/mission",
            "postgres://samuh@localhost/mission?hostaddr=10.1.1.7",
            "postgres://samuh@127.0.0.1/mission?sslmode=verify-full",
            "postgres://samuh@127.0.0.1/mission?sslrootcert=/etc/samuh/ca.pem",
            "postgres://samuh@127.0.0.1/mission?sslcert=/etc/samuh/a.pem&sslkey=/etc/samuh/a.key",
            "host=127.0.0.1 user=samuh dbname=mission sslmode=require",
        ] {
            assert!(is_encrypted(far), "{far}");
        }
    }

    #[test]
    fn what_would_fall_back_or_contradicts_itself_is_refused() {
        for bad in [
            "sslmode=prefer",
            "sslmode=allow",
            "sslmode=disable&sslrootcert=a.pem",
            "sslmode=disable&sslcert=a.pem&sslkey=a.key",
            "sslcert=a.pem",
            "sslkey=a.key",
            "x=1",
        ] {
            let read = Way::read(&format!("postgres://samuh@db.office/mission?{bad}"));
            let is_told = |faults: &samuh_kernel::fault::Faults| {
                faults.iter().all(|fault| fault.code == "database_address")
            };
            assert!(matches!(read.err(), Some(Error::Faults(faults)) if is_told(&faults)), "{bad}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_key_of_ours_that_others_may_read_is_refused_before_it_is_used() {
        use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
        let key = std::env::temp_dir().join(format!("samuh-way-key-{}", std::process::id()));
        let own = Own { certificate: "a.pem".into(), key: key.clone() };
        let code = || match own.is_ours_alone() {
            Err(Error::Faults(faults)) => faults.0[0].code.clone(),
            other => format!("{other:?}"),
        };
        assert_eq!(code(), "database_address", "none is there");
        fs::write(&key, "").unwrap();
        let set = |mode| fs::set_permissions(&key, fs::Permissions::from_mode(mode)).unwrap();
        for open in [0o644, 0o604, 0o602, 0o660, 0o610] {
            set(open);
            assert_eq!(code(), "database_key_open", "{open:o}");
        }
        for closed in [0o600, 0o400] {
            set(closed);
            assert_eq!(code(), "Ok(())", "{closed:o}");
        }
        // As systemd lays out a credential of root's for one account, and Debian its own keys.
        for of_group in [0o440, 0o640] {
            set(of_group);
            let is_root = fs::metadata(&key).unwrap().uid() == 0;
            let said = if is_root { "Ok(())" } else { "database_key_open" };
            assert_eq!(code(), said, "{of_group:o}");
        }
        fs::remove_file(&key).unwrap();
    }
}
