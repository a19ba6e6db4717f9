//! The site beside the scanner as offices have it: the clamd of Debian, with signatures of our own, for none
//! can be fetched here (ASVS 5.4.3, docs/adr/0037). The words between them are tested without it too.

use std::cell::RefCell;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use anyhow::{Context, Result, ensure};

use crate::contract::Folder;
use crate::stage::{Check, Ending, Site, checked, make_office, until};
use crate::steps::Outcome;
use crate::{licences, run};

const MISSING: &str = "clamd is not installed (apt-get install clamav-daemon): skipped";
/// What the signature knows, and what clamd calls it.
const MARK: &str = "samuh-sal-beej-4711";
const FOUND: &str = "Samuh.Test.Mark.UNOFFICIAL";
/// What `docs/deploy.md` has an office set in clamd.conf. The length of a stream is shorter here, so that what is
/// beyond it is sent in a moment.
const PAPER: &str = "docs/deploy.md";
const OPTIONS: [&str; 3] = ["MaxFileSize", "MaxScanSize", "AlertExceedsMax"];
/// Where the mark stands in a long part of a workbook: clamd leaves off at `MaxFileSize` and says nothing of it.
const DEEP: usize = 80 << 20;
const SHEET: &str = "SHG Code,SHG Name,Block\n700001,Naya Samuh,Makdi\n";

const CHECKS: [Check<Stage>; 6] = [
    ("a sheet in which nothing is found is taken: the twin of the next", clean),
    ("what its signatures know is refused by name, in the open and packed", found),
    ("so is what stands far down in a packed part, and its clean twin is taken", deep),
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
        let mut text = format!(
            "LocalSocket {}\nDatabaseDirectory {}\nTemporaryDirectory {}\nForeground yes\n\
             StreamMaxLength 1M\n",
            socket.display(),
            signatures.display(),
            folder.display()
        );
        let paper = fs::read_to_string(run::root().join(PAPER))?;
        for option in OPTIONS {
            let set =
                set_in(&paper, option).with_context(|| format!("{PAPER} sets no {option}"))?;
            text += &format!("{option} {set}\n");
        }
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

/// What an option is set to in the paper.
fn set_in<'a>(paper: &'a str, option: &str) -> Option<&'a str> {
    paper.lines().find_map(|line| line.strip_prefix(option)?.strip_prefix(' '))
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
    let mut into = child.stdin.take().context("no standard input")?;
    // It speaks before it has heard all: who only writes would wait for it, and it for who reads.
    thread::scope(|scope| -> Result<Vec<u8>> {
        let writer = scope.spawn(move || into.write_all(bytes));
        let packed = child.wait_with_output()?.stdout;
        writer.join().expect("writing does not panic")?;
        Ok(packed)
    })
}

/// A zip file of one part, as a workbook has many: what gzip packs, between other heads.
fn zipped(part: &[u8]) -> Result<Vec<u8>> {
    let gzip = packed(part)?;
    ensure!(gzip.len() > 18 && gzip[3] == 0, "gzip says more than its ten bytes before the rest");
    let (deflated, end) = gzip[10..].split_at(gzip.len() - 18);
    let (sum, length) = end.split_at(4);
    let name = &b"sheet1.xml"[..];
    // Version 2.0, deflated, 1 January 1980; then its sum, both lengths, and how long the name is.
    let about = [
        &[20, 0, 0, 0, 8, 0, 0, 0, 0x21, 0][..],
        sum,
        &four(deflated.len())?[..],
        length,
        &[10, 0, 0, 0][..],
    ]
    .concat();
    let part = [&b"PK\x03\x04"[..], &about[..], name, deflated].concat();
    let listed = [&b"PK\x01\x02\x14\0"[..], &about[..], &[0; 14][..], name].concat();
    let end = [
        &b"PK\x05\x06\0\0\0\0\x01\0\x01\0"[..],
        &four(listed.len())?[..],
        &four(part.len())?[..],
        &[0; 2][..],
    ]
    .concat();
    Ok([part, listed, end].concat())
}

fn four(number: usize) -> Result<[u8; 4]> {
    Ok(u32::try_from(number)?.to_le_bytes())
}

fn deep(stage: &Stage) -> Result<()> {
    let mut part = vec![0_u8; DEEP];
    let taken = stage.send("august.xlsx", &zipped(&part)?)?;
    ensure!(taken.starts_with("HTTP/1.1 303"), "its clean twin: {taken}");
    let before = stage.kept();
    part.extend_from_slice(MARK.as_bytes());
    let refused = stage.send("august.xlsx", &zipped(&part)?)?;
    let said = format!("The virus scanner found {FOUND}");
    ensure!(refused.starts_with("HTTP/1.1 422") && refused.contains(&said), "{refused}");
    // The twin is no workbook, and may have been taken away by its reader in the meantime.
    ensure!(stage.kept() <= before, "it was kept");
    Ok(())
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

#[cfg(test)]
mod tests {
    use super::*;

    fn megabytes(paper: &str, option: &str) -> u64 {
        let set = set_in(paper, option).and_then(|set| set.strip_suffix('M'));
        set.and_then(|set| set.parse().ok()).unwrap_or_else(|| panic!("{option}: {set:?}"))
    }

    /// The numbers before `<< 20` behind a word in a file of ours.
    fn said(file: &str, word: &str) -> Vec<u64> {
        let text = fs::read_to_string(run::root().join(file)).unwrap();
        let said = text
            .lines()
            .filter(|line| line.contains(word))
            .filter_map(|line| line.split_once(" << 20")?.0.rsplit(' ').next()?.parse().ok());
        said.collect()
    }

    #[test]
    fn the_scanner_is_set_to_look_at_all_that_is_read() {
        let paper = fs::read_to_string(run::root().join(PAPER)).unwrap();
        let sent = said("crates/app/src/server/imports/send.rs", "LARGEST: usize");
        let unpacked = said("crates/kernel/src/sheet.rs", "inflated_bytes:");
        assert!(sent.len() == 1 && unpacked.len() >= 2, "{sent:?} {unpacked:?}");
        let most = unpacked.into_iter().max().unwrap();
        assert!(megabytes(&paper, "StreamMaxLength") >= sent[0]);
        assert!(megabytes(&paper, "MaxFileSize") > most, "one part may be all of it");
        assert!(megabytes(&paper, "MaxScanSize") > most + sent[0], "with the file itself");
        assert_eq!(set_in(&paper, "AlertExceedsMax"), Some("yes"));
    }

    #[test]
    fn only_an_option_that_is_set_is_read_out_of_the_paper() {
        let paper = "`MaxFileSize` is\nMaxFileSizes 1M\nMaxFileSize 70M\nMaxFileSize 500M\n";
        assert_eq!(set_in(paper, "MaxFileSize"), Some("70M"), "the first one, as clamd reads them");
        assert_eq!(set_in(paper, "MaxScanSize"), None);
    }

    #[test]
    fn what_is_zipped_here_is_a_zip_file() {
        let file = zipped(&[b'a'; 100_000]).unwrap();
        let at = |mark: &[u8]| file.windows(4).position(|part| part == mark);
        let list = at(b"PK\x01\x02").unwrap();
        assert_eq!((at(b"PK\x03\x04"), at(b"PK\x05\x06")), (Some(0), Some(list + 56)));
        assert_eq!(file.len(), list + 56 + 22);
        assert_eq!(file[list + 42..list + 46], [0; 4], "the part stands at the beginning");
    }
}
