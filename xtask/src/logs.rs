//! The log on another machine, with the sample configurations of `deploy/`: two rsyslogd with those very files,
//! only ports and paths replaced, and a file instead of the journal; before them a small office whose wrong
//! sign-in is sent away (ASVS 16.4.3). Between the two stands a wire that writes down what goes over it.

use std::cell::RefCell;
use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use crate::certificate::Certificate;
use crate::contract::Folder;
use crate::stage::{Check, Ending, Site, checked, free_ports, make_office, until, until_heard};
use crate::steps::Outcome;
use crate::{licences, run};

const MISSING: &str =
    "rsyslogd with RELP is not installed (apt-get install rsyslog rsyslog-relp): skipped";
const SENDER: &str = "deploy/rsyslog-sender.conf";
const RECEIVER: &str = "deploy/rsyslog-receiver.conf";
/// The names in the sample files.
const NAMES: [&str; 2] = ["samuh.example.gov.in", "logs.example.gov.in"];
/// What the office logs of a wrong password.
const WRONG: &str = "a wrong password was given";
/// Lines that are written while nobody receives.
const WAITING: usize = 3_000;
/// What rsyslog has in hand when it is stopped it does not save: the line that is sent, and the one before, of
/// which nothing was heard.
const IN_HAND: usize = 2;

const CHECKS: [Check<Stage>; 6] = [
    ("both files are understood as they are shipped", understood),
    ("a wrong sign-in arrives whole, and no line of another unit", arrives),
    ("what goes over the wire cannot be read, and can where the twin has no TLS", sealed),
    ("who has no certificate, or one of another authority or name, is not heard", strangers),
    ("all that is written while the receiver is away arrives when it is back", away),
    ("a sender that is restarted in that time loses what is in hand at most", restarted),
];

/// Tries the two files, where rsyslog is installed.
pub(crate) fn test() -> Result<Outcome> {
    if run::on_path("rsyslogd").is_none() || !has_relp() {
        return Ok(Outcome::Nothing(MISSING));
    }
    let binary = licences::target_folder()?.join("debug/samuh");
    let folder = Folder::make("logs")?;
    let data = folder.0.join("data");
    make_office(&binary, &data)?;
    let stage = Stage::set(&folder.0, "tls=\"on\"")?;
    let site = Site::serve(&binary, &data, &stage.written(), |_| {})?;
    stage.site.replace(Some(site));
    Ok(Outcome::Counted(checked("rsyslog", &stage, &CHECKS)))
}

/// Whether rsyslog has the modules that send and receive by RELP.
pub(crate) fn has_relp() -> bool {
    let modules = [
        "usr/lib/rsyslog",
        "usr/lib/x86_64-linux-gnu/rsyslog",
        "usr/lib/aarch64-linux-gnu/rsyslog",
    ];
    modules.iter().any(|folder| Path::new("/").join(folder).join("omrelp.so").is_file())
}

/// A sender, a wire and a receiver.
struct Stage {
    folder: PathBuf,
    trusted: Certificate,
    receiver_port: u16,
    wire: Wire,
    sender: RefCell<Option<Ending>>,
    receiver: RefCell<Option<Ending>>,
    site: RefCell<Option<Site>>,
}

impl Stage {
    /// With `tls="on"`, or whatever the twin puts in its place.
    fn set(folder: &Path, tls: &str) -> Result<Self> {
        let trusted = Certificate::make(&folder.join("tls"), &format!("DNS:{}", NAMES[1]))?;
        trusted.visitor("sender", NAMES[0])?;
        fs::rename(&trusted.chain, folder.join("tls/receiver.pem"))?;
        fs::rename(&trusted.key, folder.join("tls/receiver.key"))?;
        let [receiver_port, wire_port] = free_ports()?;
        let receiver = placed(RECEIVER, folder, receiver_port)?.replace("tls=\"on\"", tls);
        let sender = placed(SENDER, folder, wire_port)?.replace("tls=\"on\"", tls);
        fs::write(folder.join("receiver.conf"), receiver)?;
        fs::write(folder.join("sender.conf"), from_files(&sender, folder)?)?;
        for file in ["samuh.log", "other.log"] {
            File::create(folder.join(file))?;
        }
        let wire = Wire::between(wire_port, receiver_port)?;
        let folder = folder.to_owned();
        let (sender, receiver, site) = (RefCell::default(), RefCell::default(), RefCell::default());
        let stage = Self { folder, trusted, receiver_port, wire, sender, receiver, site };
        stage.receiver.replace(Some(begun(&stage.folder, "receiver")?));
        until_heard(receiver_port)?;
        stage.sender.replace(Some(begun(&stage.folder, "sender")?));
        Ok(stage)
    }

    /// Where the site writes what it logs: the journal of this test.
    fn written(&self) -> PathBuf {
        self.folder.join("samuh.log")
    }

    fn write(&self, file: &str, line: &str) -> Result<()> {
        let mut file = OpenOptions::new().append(true).open(self.folder.join(file))?;
        Ok(writeln!(file, "{line}")?)
    }

    /// What the receiver has kept.
    fn kept(&self) -> String {
        let days = fs::read_dir(self.folder.join("kept")).into_iter().flatten().flatten();
        let mut days: Vec<PathBuf> = days.map(|day| day.path()).collect();
        days.sort();
        days.iter().filter_map(|day| fs::read_to_string(day).ok()).collect()
    }

    fn arrives(&self, what: &str) -> Result<()> {
        until(&format!("“{what}” has arrived"), 40, || self.kept().contains(what))
            .with_context(|| fs::read_to_string(self.folder.join("sender.out")).unwrap_or_default())
    }
}

/// A shipped file with its port and its paths replaced; what it does not have is an error.
fn placed(file: &str, folder: &Path, port: u16) -> Result<String> {
    let mut text = fs::read_to_string(run::root().join(file))?;
    let at = folder.display();
    let mut pairs = vec![
        ("port=\"6514\"", format!("port=\"{port}\"")),
        ("/etc/samuh/logs/", format!("{at}/tls/")),
    ];
    if file == SENDER {
        pairs.push(("target=\"logs.example.gov.in\"", "target=\"127.0.0.1\"".to_owned()));
    } else {
        pairs.push(("/var/log/samuh/", format!("{at}/kept/")));
    }
    for (from, to) in pairs {
        ensure!(text.contains(from), "{file} has no {from}");
        text = text.replace(from, &to);
    }
    Ok(text)
}

/// Files in the place of the journal: of each is said of which unit its lines are.
fn from_files(sender: &str, folder: &Path) -> Result<String> {
    let journal = sender.lines().find(|line| line.starts_with("module(load=\"imjournal\""));
    let journal = journal.context("the sender reads no journal")?;
    let mut instead = String::from("module(load=\"imfile\")\n");
    for unit in ["samuh", "other"] {
        let file = folder.join(format!("{unit}.log")).display().to_string();
        instead += &format!(
            "input(type=\"imfile\" file=\"{file}\" tag=\"{unit}\" ruleset=\"of-{unit}\")\n\
             ruleset(name=\"of-{unit}\") {{ set $!_SYSTEMD_UNIT = \"{unit}.service\"; call samuh }}\n"
        );
    }
    Ok(sender.replace(journal, &instead))
}

/// A daemon on `<name>.conf`, with a folder of its own for what waits.
fn begun(folder: &Path, name: &str) -> Result<Ending> {
    let main = main_file(folder, name, &folder.join(format!("{name}.conf")))?;
    let out = File::create(folder.join(format!("{name}.out")))?;
    let mut command = Command::new("rsyslogd");
    command.arg("-n").arg("-f").arg(main).arg("-i").arg(folder.join(format!("{name}.pid")));
    command.stdin(Stdio::null()).stdout(out.try_clone()?).stderr(out);
    Ok(Ending(command.spawn().context("start rsyslogd")?))
}

/// The file that includes it, as `/etc/rsyslog.conf` of Debian does.
fn main_file(folder: &Path, name: &str, included: &Path) -> Result<PathBuf> {
    let spool = folder.join(format!("{name}.spool"));
    fs::create_dir_all(&spool)?;
    let main = folder.join(format!("{name}.main"));
    let text = format!(
        "global(workDirectory=\"{}\")\ninclude(file=\"{}\")\n",
        spool.display(),
        included.display()
    );
    fs::write(&main, text)?;
    Ok(main)
}

fn understood(stage: &Stage) -> Result<()> {
    for (name, file) in [("shipped-sender", SENDER), ("shipped-receiver", RECEIVER)] {
        // With its journal; what is looked for beside the words are the files of certificates.
        let conf = stage.folder.join(format!("{name}.conf"));
        fs::write(&conf, placed(file, &stage.folder, 6514)?)?;
        let main = main_file(&stage.folder, name, &conf)?;
        let said = run::command("rsyslogd").arg("-N1").arg("-f").arg(main).output()?;
        let text = String::from_utf8_lossy(&said.stderr).into_owned();
        ensure!(said.status.success() && !text.contains("error"), "{file}: {text}");
    }
    Ok(())
}

fn arrives(stage: &Stage) -> Result<()> {
    stage.write("other.log", "a line of another unit")?;
    let site = stage.site.borrow();
    let refused = site.as_ref().context("no site")?.sign_in("a-wrong-guess")?;
    ensure!(refused.starts_with("HTTP/1.1 422"), "{refused}");
    stage.arrives(WRONG)?;
    let log = fs::read_to_string(stage.written())?;
    let line = log.lines().find(|line| line.contains(WRONG)).context("it is not logged")?;
    let kept = stage.kept();
    let is_whole = |kept: &str| kept.ends_with(&format!(" {line}"));
    ensure!(kept.lines().filter(|kept| is_whole(kept)).count() == 1, "{line}\nnot whole in {kept}");
    ensure!(!kept.contains("another unit"), "{kept}");
    Ok(())
}

fn sealed(stage: &Stage) -> Result<()> {
    let over_it = stage.wire.heard();
    ensure!(over_it.len() > 1_000, "nothing went over the wire");
    ensure!(!contains(&over_it, WRONG), "it can be read on the wire");
    let folder = stage.folder.join("twin");
    fs::create_dir_all(&folder)?;
    let twin = Stage::set(&folder, "tls=\"off\"")?;
    twin.write("samuh.log", WRONG)?;
    twin.arrives(WRONG)?;
    ensure!(
        contains(&twin.wire.heard(), WRONG),
        "the wire hears nothing: the check above is blind"
    );
    Ok(())
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|part| part == text.as_bytes())
}

fn strangers(stage: &Stage) -> Result<()> {
    let folder = stage.folder.join("strangers");
    fs::create_dir_all(&folder)?;
    let theirs = Certificate::make(&folder.join("tls"), &format!("DNS:{}", NAMES[0]))?;
    theirs.visitor("sender", NAMES[0])?;
    let other = stage.trusted.visitor("other", "elsewhere.example.gov.in")?;
    let sample = from_files(&placed(SENDER, &folder, stage.receiver_port)?, &folder)?;
    let at = |folder: &Path| folder.join("tls").display().to_string();
    // They take the receiver for whom it is: it is the receiver that must refuse them.
    let trusting = sample.replace(
        &format!("{}/authority.pem", at(&folder)),
        &format!("{}/authority.pem", at(&stage.folder)),
    );
    let own = |name: &str, ending: &str| {
        format!("{name}=\"{}/sender.{ending}\"", folder.join("tls").display())
    };
    let (chain, key) = (own("tls.myCert", "pem"), own("tls.myPrivKey", "key"));
    let shown = |name: &str, path: &Path| format!("{name}=\"{}\"", path.display());
    let bare = trusting.replace(&chain, "").replace(&key, "");
    let renamed = trusting
        .replace(&chain, &shown("tls.myCert", &other.chain))
        .replace(&key, &shown("tls.myPrivKey", &other.key));
    ensure!(bare != trusting && renamed != trusting, "the sample names no certificate");
    for (who, text) in
        [("nobody", bare), ("another authority", trusting), ("another name", renamed)]
    {
        fs::write(folder.join("sender.conf"), text)?;
        fs::write(folder.join("samuh.log"), format!("a line of {who}\n"))?;
        drop(fs::remove_dir_all(folder.join("sender.spool")));
        let sender = begun(&folder, "sender")?;
        let told = || fs::read_to_string(folder.join("sender.out")).unwrap_or_default();
        let outcome = until(&format!("{who} is refused"), 20, || told().contains("relp"));
        thread::sleep(Duration::from_secs(1));
        drop(sender);
        ensure!(!stage.kept().contains(who), "{who} is heard");
        outcome.with_context(told)?;
    }
    Ok(())
}

fn line(at: usize) -> String {
    format!("written while it was away {at:04}")
}

/// Writes those lines while nobody receives; answers when they wait.
fn written_unheard(stage: &Stage, lines: std::ops::Range<usize>) -> Result<()> {
    drop(stage.receiver.take());
    // The sender's end of the wire hears of it.
    thread::sleep(Duration::from_secs(1));
    let last = lines.end - 1;
    for at in lines {
        stage.write("samuh.log", &line(at))?;
    }
    thread::sleep(Duration::from_secs(6));
    ensure!(!stage.kept().contains(&line(last)), "the receiver was not away");
    Ok(())
}

/// How many of those lines are not there once no more come.
fn lost(stage: &Stage, lines: std::ops::Range<usize>, allowed: usize) -> Result<usize> {
    let missing = || {
        let kept = stage.kept();
        lines.clone().filter(|at| !kept.contains(&line(*at))).count()
    };
    // What is still missing is counted by the caller.
    let _ = until("they have arrived", 90, || missing() <= allowed);
    Ok(missing())
}

fn away(stage: &Stage) -> Result<()> {
    written_unheard(stage, 0..WAITING)?;
    let spooled = fs::read_dir(stage.folder.join("sender.spool"))?.flatten();
    let on_disk: u64 = spooled.filter_map(|file| Some(file.metadata().ok()?.len())).sum();
    ensure!(on_disk > 100_000, "{on_disk} bytes wait on the disk");
    stage.receiver.replace(Some(begun(&stage.folder, "receiver")?));
    let lost = lost(stage, 0..WAITING, 0)?;
    ensure!(lost == 0, "{lost} of {WAITING} are lost");
    Ok(())
}

fn restarted(stage: &Stage) -> Result<()> {
    let lines = WAITING..WAITING + 300;
    written_unheard(stage, lines.clone())?;
    let sender = stage.sender.take().context("no sender")?;
    sender.ask_to_end()?;
    stage.sender.replace(Some(begun(&stage.folder, "sender")?));
    stage.receiver.replace(Some(begun(&stage.folder, "receiver")?));
    let lost = lost(stage, lines, IN_HAND)?;
    println!("        {lost} of 300 were in hand and are lost");
    ensure!(lost <= IN_HAND, "{lost} of 300 are lost");
    Ok(())
}

/// Hands on what goes from one port to another, and writes it down.
struct Wire(Arc<Mutex<Vec<u8>>>);

impl Wire {
    fn between(from: u16, to: u16) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", from))?;
        let heard = Arc::<Mutex<Vec<u8>>>::default();
        let ears = Arc::clone(&heard);
        thread::spawn(move || {
            for here in listener.incoming().flatten() {
                // Nobody beyond: the caller is told by the end of the connection.
                let Ok(there) = TcpStream::connect(("127.0.0.1", to)) else { continue };
                let (Ok(back), Ok(forth)) = (there.try_clone(), here.try_clone()) else { continue };
                let (one, other) = (Arc::clone(&ears), Arc::clone(&ears));
                thread::spawn(move || hand_on(here, there, &one));
                thread::spawn(move || hand_on(back, forth, &other));
            }
        });
        Ok(Self(heard))
    }

    fn heard(&self) -> Vec<u8> {
        self.0.lock().expect("nobody panics holding the wire").clone()
    }
}

fn hand_on(mut from: TcpStream, mut to: TcpStream, ears: &Mutex<Vec<u8>>) {
    let mut bytes = [0; 8 << 10];
    while let Ok(length @ 1..) = from.read(&mut bytes) {
        ears.lock().expect("nobody panics holding the wire").extend_from_slice(&bytes[..length]);
        if to.write_all(&bytes[..length]).is_err() {
            break;
        }
    }
    // Either may be gone already.
    let _ = to.shutdown(Shutdown::Both);
    let _ = from.shutdown(Shutdown::Both);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_port_and_path_of_the_log_samples_is_replaced_for_the_test() {
        for file in [SENDER, RECEIVER] {
            let text = placed(file, Path::new("/x"), 41).unwrap();
            let text =
                if file == SENDER { from_files(&text, Path::new("/x")).unwrap() } else { text };
            let rules: String = text.lines().filter(|line| !line.starts_with('#')).collect();
            for left in ["/etc/", "/var/", "6514", "module(load=\"imjournal\""] {
                assert!(!rules.contains(left), "{file}: {left}");
            }
        }
        assert!(from_files("module(load=\"imuxsock\")", Path::new("/x")).is_err());
    }

    #[test]
    fn both_log_samples_ask_for_tls_and_for_the_other_sides_name() {
        for (file, other) in [(SENDER, NAMES[1]), (RECEIVER, NAMES[0])] {
            let text = fs::read_to_string(run::root().join(file)).unwrap();
            for said in
                ["tls=\"on\"", "tls.authMode=\"name\"", &format!("tls.permittedPeer=[\"{other}\"]")]
            {
                assert!(text.contains(said), "{file}: {said}");
            }
        }
    }
}
