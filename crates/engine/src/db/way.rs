//! The way to PostgreSQL: where it is, and whether what goes there and back is encrypted.

use std::{path::PathBuf, sync::Arc};

use postgres::{
    Client, Config, NoTls,
    config::{Host, SslMode},
};
use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, pem::PemObject as _},
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
}

impl Way {
    /// Reads `postgres://…?sslmode=…&sslrootcert=FILE`. Without a word about it the way is plain to this same
    /// machine and encrypted to any other; there is no way that is encrypted only where the server offers it,
    /// and none whose certificate is not checked.
    ///
    /// # Errors
    /// Fault `database_address` with what cannot be read.
    pub(super) fn read(url: &str) -> Result<Self> {
        let (base, query) = url.split_once('?').unwrap_or((url, ""));
        let (mut asked, mut roots, mut rest) = (None, None, Vec::new());
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            match pair.split_once('=') {
                Some(("sslrootcert", file)) => roots = Some(PathBuf::from(file)),
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
        let is_tls = roots.is_some() || asked.unwrap_or_else(|| !is_near(&config));
        if is_tls && asked == Some(false) {
            return Err(unread("sslrootcert, sslmode=disable"));
        }
        config.ssl_mode(if is_tls { SslMode::Require } else { SslMode::Disable });
        Ok(Self { config, tls: is_tls.then_some(Tls { roots }) })
    }

    /// # Errors
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
        vec![("PGSSLMODE", "verify-full".to_owned()), ("PGSSLROOTCERT", roots)]
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
                for one in CertificateDer::pem_file_iter(file).map_err(unread)? {
                    store.add(one.map_err(unread)?).map_err(unread)?;
                }
                builder.with_root_certificates(store)
            }
        };
        Ok(builder.with_no_client_auth())
    }
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
            "host=127.0.0.1 user=samuh dbname=mission sslmode=require",
        ] {
            assert!(is_encrypted(far), "{far}");
        }
    }

    #[test]
    fn what_would_fall_back_or_contradicts_itself_is_refused() {
        for bad in ["sslmode=prefer", "sslmode=allow", "sslmode=disable&sslrootcert=a.pem", "x=1"] {
            let read = Way::read(&format!("postgres://samuh@db.office/mission?{bad}"));
            let is_told = |faults: &samuh_kernel::fault::Faults| {
                faults.iter().all(|fault| fault.code == "database_address")
            };
            assert!(matches!(read.err(), Some(Error::Faults(faults)) if is_told(&faults)), "{bad}");
        }
    }
}
