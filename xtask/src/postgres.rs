//! A temporary PostgreSQL of our own: made empty, heard only on 127.0.0.1, always stopped.

use std::fs::{self, File};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::{bench::measure, certificate::Certificate, run};

/// The variable by which tests find the server; unset means the embedded database only.
pub(crate) const VARIABLE: &str = "SAMUH_TEST_PG";

/// The variable by which tests find the authority that signed the server's certificate.
pub(crate) const ROOTS: &str = "SAMUH_TEST_PG_ROOTS";

/// The system's user that the server runs as when we are root: PostgreSQL refuses root.
const SERVER_USER: &str = "postgres";
/// Where a server's folder stands, before the number of the process that made it. Short, because
/// a socket's path may have 107 letters only.
const FOLDER: &str = "/tmp/samuh-pg-";
/// Age in seconds at which a folder whose maker is gone was left by a killed run.
const LEFTOVER_SECONDS: u64 = 86_400;
/// Longest wait for the server to answer.
const START_SECONDS: u64 = 60;
/// The role that comes in over TLS by its certificate only; what it proves itself with lies beside the
/// authority as `client.pem` and `client.key`, and the same of an authority that nobody trusts in `stranger`.
const BY_CERTIFICATE: &str = "samuh_by_certificate";
/// A port found free can be taken by another before the server binds it.
const ATTEMPTS: u32 = 3;

/// Deaf to other machines.
const SETTINGS: [&str; 4] =
    ["listen_addresses=127.0.0.1", "max_connections=200", "timezone=UTC", "ssl=on"];
/// Settings of a server whose data is thrown away: fast.
const CARELESS: [&str; 3] = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

/// A running server. Dropping it stops the server and removes its folder.
pub(crate) struct Server {
    programs: PathBuf,
    folder: PathBuf,
    port: u16,
    child: Option<Child>,
    is_durable: bool,
}

impl std::fmt::Debug for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.url())
    }
}

impl Server {
    /// Makes an empty cluster in a new folder and starts it, for tests.
    ///
    /// # Errors
    /// No server programs, no room for the folder, or a server that does not answer.
    pub(crate) fn start() -> Result<Self> {
        Self::begin(false)
    }

    /// The same as an office runs it: what it acknowledges is on the disk.
    ///
    /// # Errors
    /// As [`Server::start`].
    pub(crate) fn durable() -> Result<Self> {
        Self::begin(true)
    }

    fn begin(is_durable: bool) -> Result<Self> {
        let programs = binaries()?;
        remove_leftovers();
        let folder = PathBuf::from(format!("{FOLDER}{}", std::process::id()));
        fs::create_dir_all(&folder).with_context(|| format!("make {}", folder.display()))?;
        let mut server = Self { programs, folder, port: 0, child: None, is_durable };
        server.make_cluster()?;
        server.make_certificate()?;
        for attempt in 1..=ATTEMPTS {
            match server.launch() {
                Ok(()) => {
                    server.sql(&format!("create role {BY_CERTIFICATE} login"))?;
                    return Ok(server);
                }
                Err(error) if attempt == ATTEMPTS => return Err(error),
                Err(error) => eprintln!("PostgreSQL did not start, trying again: {error:#}"),
            }
        }
        bail!("PostgreSQL did not start")
    }

    /// The address for [`VARIABLE`]: a superuser without a password, on this machine only.
    pub(crate) fn url(&self) -> String {
        self.url_of("postgres")
    }

    /// The address of a database of this server.
    pub(crate) fn url_of(&self, database: &str) -> String {
        format!("postgres://samuh@127.0.0.1:{}/{database}", self.port)
    }

    /// What tests are told of it.
    pub(crate) fn told(&self) -> [(&'static str, String); 2] {
        [(VARIABLE, self.url()), (ROOTS, self.roots().display().to_string())]
    }

    /// The authority that signed its certificate.
    pub(crate) fn roots(&self) -> PathBuf {
        self.folder.join("tls/authority.pem")
    }

    /// Seconds of CPU of the server and its backends so far.
    ///
    /// # Errors
    /// When it is gone.
    pub(crate) fn cpu(&self) -> Result<f64> {
        measure::cpu_of(self.pid()?)
    }

    /// Its process.
    ///
    /// # Errors
    /// When it is gone.
    pub(crate) fn pid(&self) -> Result<u32> {
        Ok(self.child.as_ref().context("the server was stopped")?.id())
    }

    /// Runs a statement outside any transaction, as an administrator would.
    ///
    /// # Errors
    /// When the server refuses it.
    pub(crate) fn sql(&self, statement: &str) -> Result<()> {
        let mut psql = self.as_server_user("psql");
        psql.args(["-q", "-X", "-v", "ON_ERROR_STOP=1", "-d", &self.url(), "-c", statement]);
        run::must(&mut psql)
    }

    fn make_cluster(&self) -> Result<()> {
        if run::is_root() {
            run::must(run::command("chown").arg(SERVER_USER).arg(&self.folder))?;
        }
        let mut initdb = self.as_server_user("initdb");
        initdb
            .args(["--username=samuh", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"])
            .args(["--no-sync", "--no-instructions", "-D"])
            .arg(self.data())
            .stdout(Stdio::null());
        run::must(&mut initdb)?;
        let rules = self.data().join("pg_hba.conf");
        let others = fs::read_to_string(&rules).context("read pg_hba.conf")?;
        let first = format!(
            "hostssl all {BY_CERTIFICATE} 127.0.0.1/32 cert\nhost all {BY_CERTIFICATE} all reject\n"
        );
        fs::write(&rules, first + &others).context("write pg_hba.conf")
    }

    /// It is reached in plain and over TLS; PostgreSQL takes a key that only its own user may read.
    fn make_certificate(&self) -> Result<()> {
        let made = Certificate::make(&self.folder.join("tls"), "IP:127.0.0.1")?;
        made.visitor("client", BY_CERTIFICATE)?;
        let stranger = Certificate::make(&self.folder.join("tls/stranger"), "IP:127.0.0.1")?;
        stranger.visitor("client", BY_CERTIFICATE)?;
        fs::set_permissions(&made.key, fs::Permissions::from_mode(0o600))?;
        if run::is_root() {
            run::must(run::command("chown").arg(SERVER_USER).arg(&made.key))?;
        }
        Ok(())
    }

    fn launch(&mut self) -> Result<()> {
        self.port = free_port()?;
        let log = File::create(self.log()).context("open the server's log")?;
        let mut postgres = self.as_server_user("postgres");
        postgres.arg("-D").arg(self.data()).args(["-p", &self.port.to_string()]);
        postgres.arg("-k").arg(&self.folder);
        let files = [
            ("ssl_cert_file", "server.pem"),
            ("ssl_key_file", "server.key"),
            ("ssl_ca_file", "authority.pem"),
        ];
        for (setting, file) in files {
            let file = self.folder.join("tls").join(file);
            postgres.arg("-c").arg(format!("{setting}={}", file.display()));
        }
        let careless = if self.is_durable { &[][..] } else { &CARELESS };
        for setting in SETTINGS.iter().chain(careless) {
            postgres.args(["-c", setting]);
        }
        postgres.stdout(log.try_clone()?).stderr(log);
        self.child = Some(postgres.spawn().context("start postgres")?);
        self.wait_until_ready()
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(START_SECONDS) {
            let child = self.child.as_mut().context("the server was not started")?;
            if let Some(status) = child.try_wait()? {
                self.child = None;
                bail!("postgres ended with {status}:\n{}", self.log_text());
            }
            let mut ready = self.as_server_user("pg_isready");
            ready.args(["-q", "-h", "127.0.0.1", "-p", &self.port.to_string()]);
            if ready.status()?.success() {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(50));
        }
        bail!("PostgreSQL gave no answer in {START_SECONDS} s:\n{}", self.log_text())
    }

    /// A server program as the user it may run as. It is told to stop when we die, even killed.
    fn as_server_user(&self, program: &str) -> Command {
        let mut command = run::command("setpriv");
        command.args(["--pdeathsig", "INT"]);
        if run::is_root() {
            let user = format!("--reuid={SERVER_USER}");
            let group = format!("--regid={SERVER_USER}");
            command.args([user.as_str(), group.as_str(), "--init-groups"]);
        }
        // The project's folder may be closed to that user, and PostgreSQL looks where it stands.
        command.arg("--").arg(self.programs.join(program)).current_dir(&self.folder);
        command
    }

    fn stop(&mut self) {
        let Some(mut child) = self.child.take() else { return };
        let mut stop = self.as_server_user("pg_ctl");
        stop.args(["stop", "--silent", "-m", "immediate", "-t", "20", "-D"]).arg(self.data());
        if !stop.status().is_ok_and(|status| status.success()) {
            // Nothing to add if this fails too: the folder is removed next.
            let _ = child.kill();
        }
        let _ = child.wait();
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn log(&self) -> PathBuf {
        self.folder.join("server.log")
    }

    fn log_text(&self) -> String {
        fs::read_to_string(self.log()).unwrap_or_default()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
        if let Err(error) = fs::remove_dir_all(&self.folder) {
            eprintln!("could not remove {}: {error}", self.folder.display());
        }
    }
}

/// `cargo xtask pg -- COMMAND`: runs a developer's command beside a temporary server.
pub(crate) fn run_with(command: &str, words: &[&str]) -> Result<ExitCode> {
    let server = Server::start()?;
    let status = Command::new(command).args(words).envs(server.told()).status();
    let status = status.with_context(|| format!("could not start {command}"))?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}

/// The folder of the server's programs, the newest version first.
pub(crate) fn binaries() -> Result<PathBuf> {
    let mut folders: Vec<PathBuf> = Vec::new();
    if let Ok(versions) = fs::read_dir("/usr/lib/postgresql") {
        folders.extend(versions.flatten().map(|version| version.path()));
    }
    folders.sort_by_key(|folder| std::cmp::Reverse(version_of(folder)));
    let mut folders: Vec<PathBuf> = folders.iter().map(|folder| folder.join("bin")).collect();
    let on_path = run::on_path("initdb").and_then(|program| program.canonicalize().ok());
    folders.extend(on_path.and_then(|program| program.parent().map(Path::to_owned)));
    let whole = folders.into_iter().find(|folder| {
        ["initdb", "pg_ctl", "postgres", "pg_isready"].iter().all(|p| folder.join(p).is_file())
    });
    whole.context("no initdb and pg_ctl under /usr/lib/postgresql or on the PATH")
}

/// Removes what killed runs left behind; a folder we may not remove is somebody else's.
fn remove_leftovers() {
    let Ok(entries) = fs::read_dir("/tmp") else { return };
    for folder in entries.flatten().map(|entry| entry.path()) {
        let maker = folder.to_str().and_then(|name| name.strip_prefix(FOLDER)?.parse::<u32>().ok());
        let Some(maker) = maker else { continue };
        let changed = fs::metadata(&folder).and_then(|about| about.modified()).ok();
        let age = changed.and_then(|at| at.elapsed().ok()).unwrap_or_default();
        let is_gone = !Path::new(&format!("/proc/{maker}")).exists();
        if is_gone && age > Duration::from_secs(LEFTOVER_SECONDS) {
            let _ = fs::remove_dir_all(folder);
        }
    }
}

fn version_of(folder: &Path) -> u32 {
    let name = folder.file_name().and_then(|name| name.to_str());
    name.and_then(|name| name.parse().ok()).unwrap_or(0)
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn version_fifteen_comes_before_version_nine() {
        assert!(version_of(Path::new("/x/15")) > version_of(Path::new("/x/9")));
        assert_eq!(version_of(Path::new("/x/other")), 0);
    }

    #[test]
    fn a_stopped_server_leaves_no_folder() {
        let folder = PathBuf::from(format!("/tmp/samuh-pg-test-{}", std::process::id()));
        fs::create_dir_all(folder.join("data")).unwrap();
        let server = Server {
            programs: PathBuf::new(),
            folder: folder.clone(),
            port: 1,
            child: None,
            is_durable: false,
        };
        assert_eq!(server.url(), "postgres://samuh@127.0.0.1:1/postgres");
        drop(server);
        assert!(!folder.exists());
    }
}
