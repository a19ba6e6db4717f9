//! The site beside the scanner as offices have it: the clamd of Debian, with signatures of our own, for none
//! can be fetched here (ASVS 5.4.3, docs/adr/0037). The words between them are tested without it too.

use std::cell::RefCell;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use crate::contract::Folder;
use crate::stage::{Check, Ending, Site, checked, make_office, until};
use crate::steps::Outcome;
use crate::{licences, run};

const MISSING: &str = "clamd is not installed (apt-get install clamav-daemon): skipped";
/// What the signature knows, and what clamd calls it.
const MARK: &str = "samuh-sal-beej-4711";
const FOUND: &str = "Samuh.Test.Mark.UNOFFICIAL";
const SHEET: &str = "SHG Code,SHG Name,Block\n700001,Naya Samuh,Makdi\n";

const CHECKS: [Check<Stage>; 5] = [
    ("a sheet in which nothing is found is taken: the twin of the next", clean),
    ("what its signatures know is refused by name, in the open and packed", found),
    ("what is larger than it takes is refused with the cure", large),
    ("the self-audit says that it answers", audited),
    ("while it is away no file is taken, and once it is back it goes on", away),
];

/// Tries the scanner, where it is installed.
pub(crate) fn test() -> Result<Outcome> {
    let Some(program) = run::on_path("clamd") else { return Ok(Outcome::Nothing(MISSING)) };
    let binary = licences::target_folder()?.join("debug/samuh");
    let folder = Folder::make("scanner")?;
    let data = folder.0.join("data");
    make_office(&binary, &data)?;
    let scanner = Clamd::prepared(program, &folder.0)?;
    let address = format!("unix:{}", scanner.socket.display());
    let running = RefCell::new(Some(scanner.begin()?));
    let site = Site::serve(&binary, &data, &folder.0.join("site.log"), |serve| {
        serve.args(["--scanner", &address]);
    })?;
    let session = site.session()?;
    let stage = Stage { binary, data, address, scanner, running, site, session };
    Ok(Outcome::Counted(checked("clamd", &stage, &CHECKS)))
}

struct Stage {
    binary: PathBuf,
    data: PathBuf,
    address: String,
    scanner: Clamd,
    running: RefCell<Option<Ending>>,
    site: Site,
    session: String,
}

impl Stage {
    fn send(&self, name: &str, file: &[u8]) -> Result<String> {
        self.site.send_sheet(&self.session, name, file)
    }

    /// Files that lie in the folder of uploads.
    fn kept(&self) -> usize {
        fs::read_dir(self.data.join("uploads")).map_or(0, Iterator::count)
    }
}

/// A clamd of our own, heard at a socket of our own.
struct Clamd {
    program: PathBuf,
    settings: PathBuf,
    socket: PathBuf,
    log: PathBuf,
}

impl Clamd {
    fn prepared(program: PathBuf, folder: &Path) -> Result<Self> {
        let signatures = folder.join("signatures");
        fs::create_dir_all(&signatures)?;
        let hex: String = MARK.bytes().map(|byte| format!("{byte:02x}")).collect();
        fs::write(signatures.join("samuh.ndb"), format!("Samuh.Test.Mark:0:*:{hex}\n"))?;
        let (settings, socket) = (folder.join("clamd.conf"), folder.join("clamd.ctl"));
        let text = format!(
            "LocalSocket {}\nDatabaseDirectory {}\nTemporaryDirectory {}\nForeground yes\n\
             StreamMaxLength 1M\n",
            socket.display(),
            signatures.display(),
            folder.display()
        );
        fs::write(&settings, text)?;
        Ok(Self { program, settings, socket, log: folder.join("clamd.log") })
    }

    fn begin(&self) -> Result<Ending> {
        let log = File::create(&self.log)?;
        let mut command = Command::new(&self.program);
        command.arg("--config-file").arg(&self.settings);
        command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        let running = Ending(command.spawn().context("start clamd")?);
        let is_heard = || std::os::unix::net::UnixStream::connect(&self.socket).is_ok();
        until("clamd answers", 60, is_heard)
            .with_context(|| fs::read_to_string(&self.log).unwrap_or_default())?;
        Ok(running)
    }
}

fn clean(stage: &Stage) -> Result<()> {
    let taken = stage.send("august.csv", SHEET.as_bytes())?;
    ensure!(taken.starts_with("HTTP/1.1 303"), "{taken}");
    Ok(())
}

fn found(stage: &Stage) -> Result<()> {
    let before = stage.kept();
    let open = format!("{SHEET}700002,{MARK},Makdi\n").into_bytes();
    let packed = packed(&open)?;
    ensure!(!packed.windows(MARK.len()).any(|part| part == MARK.as_bytes()), "it is not packed");
    for (name, file) in [("august.csv", &open), ("august.xlsx", &packed)] {
        let refused = stage.send(name, file)?;
        let said = format!("The virus scanner found {FOUND} in “{name}”.");
        ensure!(
            refused.starts_with("HTTP/1.1 422") && refused.contains(&said),
            "{name}: {refused}"
        );
    }
    ensure!(stage.kept() == before, "it was kept");
    Ok(())
}

/// The same, as gzip packs it.
fn packed(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut command = Command::new("gzip");
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().context("gzip is needed")?;
    child.stdin.take().context("no standard input")?.write_all(bytes)?;
    Ok(child.wait_with_output()?.stdout)
}

fn large(stage: &Stage) -> Result<()> {
    let file = SHEET.repeat((3 << 20) / SHEET.len());
    let refused = stage.send("august.csv", file.as_bytes())?;
    let is_told = refused.starts_with("HTTP/1.1 422") && refused.contains("StreamMaxLength");
    ensure!(is_told, "{refused}");
    Ok(())
}

/// What `samuh doctor` says of the scanner.
fn row(stage: &Stage) -> Result<String> {
    let mut doctor = run::command(&stage.binary);
    doctor.arg("--data").arg(&stage.data).args(["doctor", "--lang", "en"]);
    let said = doctor.args(["--scanner", &stage.address]).output()?.stdout;
    let said = String::from_utf8_lossy(&said).into_owned();
    let row = said.lines().find(|line| line.contains("Virus scanner"));
    Ok(row.context("no row of the scanner")?.to_owned())
}

fn audited(stage: &Stage) -> Result<()> {
    let row = row(stage)?;
    ensure!(row.starts_with("in order") && row.contains("It answers: ClamAV "), "{row}");
    Ok(())
}

fn away(stage: &Stage) -> Result<()> {
    drop(stage.running.take());
    let before = stage.kept();
    let refused = stage.send("august.csv", SHEET.as_bytes())?;
    ensure!(refused.starts_with("HTTP/1.1 503"), "{refused}");
    ensure!(refused.contains("The virus scanner does not answer."), "{refused}");
    ensure!(stage.kept() == before, "it was kept");
    let row = row(stage)?;
    ensure!(row.starts_with("to be mended"), "{row}");
    // A killed clamd leaves its socket, and the next one takes it over.
    stage.running.replace(Some(stage.scanner.begin()?));
    clean(stage)
}
