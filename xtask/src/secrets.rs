//! The secrets of the service as systemd keeps and hands them: sealed on the disk to the machine, opened for one
//! service into a folder of memory that it can only read (ASVS 13.3.1). The unit of `deploy/` is read by
//! systemd; secrets are sealed and opened by `systemd-creds`; and the product starts on a folder laid out as
//! systemd does, with a real PostgreSQL behind the address that it finds there.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use anyhow::{Context, Result, ensure};

use crate::contract::Folder;
use crate::postgres::Server;
use crate::stage::{Check, Ending, PASSWORD, Site, checked, until};
use crate::steps::Outcome;
use crate::{licences, run};

const MISSING: &str = "systemd-creds is not installed, or this is not root: skipped";
const CLOSED: &str = "this root may not mount (CAP_SYS_ADMIN): skipped";
const UNIT: &str = "deploy/samuh.service";
/// The key of second factors of this test, and the word that stands in the address of its database.
const KEY: &str = "4d1f0c9b5a7e63d28810bb3f52c6a9e74d1f0c9b5a7e63d28810bb3f52c6a9e7";
const WORD: &str = "mahua-ki-chhaon-7";
/// A sheet that the office sends.
const SHEET: &str = "SHG Code,SHG Name,Block\n700001,Naya Samuh,Makdi\n";
/// What is logged of a wrong password.
const WRONG: &str = "a wrong password was given";
/// The account that serves: nobody's.
const NOBODY: &str = "65534";

const CHECKS: [Check<Stage>; 5] = [
    ("systemd understands the unit and has nothing to say against it", unit),
    (
        "what is sealed opens under its own name, on this machine, unchanged, and not otherwise",
        sealed,
    ),
    ("both secrets come out of the folder as systemd lays it, in both of its ways", served),
    (
        "they stand in no file that the server writes, and not in what the machine shows of it",
        nowhere,
    ),
    ("without the key the server does not start and says so: the twin of the one before", keyless),
];

/// Tries it, where it can be tried.
pub(crate) fn test() -> Result<Outcome> {
    let programs = ["systemd-creds", "systemd-analyze", "unshare", "setpriv"];
    if programs.iter().any(|program| run::on_path(program).is_none()) || !run::is_root() {
        return Ok(Outcome::Nothing(MISSING));
    }
    // In a container root has often no right to mount.
    let mut mounts = run::command("unshare");
    mounts.args(["-m", "true"]).stderr(Stdio::null());
    if !mounts.status().is_ok_and(|status| status.success()) {
        return Ok(Outcome::Nothing(CLOSED));
    }
    let folder = Folder::make("secrets")?;
    let binary = folder.0.join("samuh");
    // The project's folder may be closed to the account that serves.
    fs::copy(licences::target_folder()?.join("debug/samuh"), &binary)?;
    let database = Server::start()?;
    database.sql("create database secrets")?;
    let stage = Stage { folder: folder.0.clone(), binary, database };
    stage.prepare()?;
    Ok(Outcome::Counted(checked("systemd", &stage, &CHECKS)))
}

struct Stage {
    folder: PathBuf,
    binary: PathBuf,
    database: Server,
}

/// How systemd lays a secret out for an account: in ramfs the file is the account's; where the folder can hold
/// lists of rights it stays root's, and the account may read it, which shows as a right of the group.
#[derive(Clone, Copy)]
enum Laid {
    AsTheirs,
    AsRoots,
}

impl Stage {
    fn prepare(&self) -> Result<()> {
        for folder in ["machine", "other-machine", "laid", "data"] {
            fs::create_dir_all(self.folder.join(folder))?;
        }
        run::must(run::command("chown").arg(NOBODY).arg(self.folder.join("data")))?;
        // As an office has it: a password in the address.
        let address =
            self.database.url_of("secrets").replacen("samuh@", &format!("samuh:{WORD}@"), 1);
        for (name, secret) in [("database", address.as_str()), ("key", KEY)] {
            let plain = self.folder.join(format!("{name}.plain"));
            fs::write(&plain, secret)?;
            let seal = format!(
                "systemd-creds encrypt --with-key=host --name={name} {name}.plain {name}.cred"
            );
            let done = self.on_machine("machine", &seal).output()?;
            ensure!(done.status.success(), "{}", text_of(&done));
            fs::remove_file(plain)?;
        }
        self.samuh(Laid::AsTheirs, "init")?;
        self.make_office()
    }

    /// Places, and an administrator who can sign in: so that the site has something to write.
    fn make_office(&self) -> Result<()> {
        let places = "geography-kondagaon.csv";
        fs::copy(run::root().join("data").join(places), self.folder.join(places))?;
        // It ends with 1: two villages of the list have one code, and are told.
        let import = format!("import places {places}");
        self.laid(Laid::AsTheirs, &["database", "key"], &import).output()?;
        let waive = "user policy --waive-second-factor --source test";
        self.samuh(Laid::AsTheirs, waive).map(|_| ())
    }

    /// Words of a shell in this folder, on a machine whose own key lies in that folder; mounts end with them.
    fn on_machine(&self, machine: &str, words: &str) -> Command {
        let mut command = run::command("unshare");
        let own = format!("mount --bind {machine} /var/lib/systemd");
        command.args(["-m", "sh", "-ec", &format!("{own}\n{words}")]).current_dir(&self.folder);
        command
    }

    /// The words by which the folder is laid and the product begun, as `samuh …`, as nobody.
    fn laid(&self, how: Laid, secrets: &[&str], samuh: &str) -> Command {
        let mut words = String::from("mount -t ramfs -o mode=0700 none laid\n");
        for name in secrets {
            words += &format!("systemd-creds decrypt --name={name} {name}.cred laid/{name}\n");
        }
        words += match how {
            Laid::AsTheirs => "chmod 0400 laid/*; chown -R 65534 laid; chmod 0500 laid\n",
            Laid::AsRoots => "chmod 0440 laid/*; chgrp -R 65534 laid; chmod 0550 laid\n",
        };
        words +=
            "mount -o remount,ro laid\nexec setpriv --pdeathsig KILL --reuid=65534 --regid=65534 ";
        words += &format!("--clear-groups --no-new-privs -- ./samuh --data data {samuh} \"$@\"");
        let mut command = self.on_machine("machine", &words);
        command.arg("sh").env("CREDENTIALS_DIRECTORY", self.folder.join("laid"));
        command.env("SAMUH_DATABASE_FILE", "laid/database").env("SAMUH_KEY", "laid/key");
        command.env("SAMUH_ADMIN_PASSWORD", PASSWORD);
        command
    }

    fn samuh(&self, how: Laid, samuh: &str) -> Result<Output> {
        let done = self.laid(how, &["database", "key"], samuh).output()?;
        ensure!(done.status.success(), "{samuh}: {}", text_of(&done));
        Ok(done)
    }

    fn serve(&self, how: Laid) -> Result<Site> {
        let log = self.folder.join("site.log");
        Site::begin(self.laid(how, &["database", "key"], "serve"), &log)
            .with_context(|| fs::read_to_string(log).unwrap_or_default())
    }
}

fn text_of(output: &Output) -> String {
    let both = [&output.stdout[..], &output.stderr[..]].concat();
    String::from_utf8_lossy(&both).into_owned()
}

fn unit(stage: &Stage) -> Result<()> {
    let text = fs::read_to_string(run::root().join(UNIT))?;
    let installed = "/usr/local/bin/samuh";
    ensure!(text.contains(installed), "the unit starts something else");
    let text = text.replace(installed, &stage.binary.display().to_string());
    // What an office takes the sign away from is understood too.
    let whole: String = text.lines().map(|line| uncommented(line).to_owned() + "\n").collect();
    for (what, text) in [("shipped", text), ("whole", whole)] {
        let file = stage.folder.join("samuh.service");
        fs::write(&file, text)?;
        let said = run::command("systemd-analyze").arg("verify").arg(&file).output()?;
        let told = text_of(&said);
        ensure!(said.status.success() && told.trim().is_empty(), "{what}: {told}");
    }
    Ok(())
}

/// A setting that is shipped behind a sign, without it.
fn uncommented(line: &str) -> &str {
    let bare = line.strip_prefix("# ").unwrap_or(line);
    let is_setting = ["LoadCredential", "Environment=", "SupplementaryGroups="];
    if is_setting.iter().any(|name| bare.starts_with(name)) { bare } else { line }
}

fn sealed(stage: &Stage) -> Result<()> {
    let opened = |machine: &str, words: &str| -> Result<Output> {
        Ok(stage.on_machine(machine, &format!("systemd-creds decrypt {words} -")).output()?)
    };
    let whole = opened("machine", "--name=key key.cred")?;
    ensure!(whole.stdout == KEY.as_bytes(), "{}", text_of(&whole));
    let sealed = fs::read(stage.folder.join("key.cred"))?;
    ensure!(!sealed.windows(8).any(|part| part == &KEY.as_bytes()[..8]), "it is not sealed");
    let mut changed = sealed;
    let at = changed.len() / 2;
    changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
    fs::write(stage.folder.join("changed.cred"), changed)?;
    for (machine, words) in [
        ("machine", "--name=database key.cred"),
        ("other-machine", "--name=key key.cred"),
        ("machine", "--name=key changed.cred"),
    ] {
        let refused = opened(machine, words)?;
        let is_refused = !refused.status.success() && refused.stdout.is_empty();
        ensure!(is_refused, "{machine}, {words}: {}", text_of(&refused));
    }
    Ok(())
}

fn served(stage: &Stage) -> Result<()> {
    for how in [Laid::AsTheirs, Laid::AsRoots] {
        let site = stage.serve(how)?;
        let health = site.ask("GET /health", "", ("text/plain", b""))?;
        ensure!(health.starts_with("HTTP/1.1 200"), "{health}");
    }
    Ok(())
}

fn nowhere(stage: &Stage) -> Result<()> {
    let site = stage.serve(Laid::AsTheirs)?;
    let shown = |what: &str| fs::read(format!("/proc/{}/{what}", site.pid()));
    for bytes in [shown("environ")?, shown("cmdline")?] {
        ensure!(clear(&bytes), "a secret is shown by the machine");
    }
    // It writes: who signed in, a file that was sent and what was understood of it, a line of the log.
    let taken = site.send_sheet(&site.session()?, "august.csv", SHEET.as_bytes())?;
    ensure!(taken.starts_with("HTTP/1.1 303"), "{taken}");
    site.sign_in("not-the-password")?;
    let log = stage.folder.join("site.log");
    let logged = || fs::read_to_string(&log).is_ok_and(|log| log.contains(WRONG));
    until("a wrong password is logged", 20, logged)?;
    ensure!(!files(&stage.folder.join("data")).is_empty(), "nothing lies below the data");
    // Beside both: the sealed files. The address is in none of them either.
    for file in files(&stage.folder) {
        ensure!(clear(&fs::read(&file)?), "a secret stands in {}", file.display());
    }
    let planted = stage.folder.join("data/planted");
    fs::write(&planted, format!("a word: {WORD}"))?;
    let is_blind = clear(&fs::read(&planted)?);
    fs::remove_file(planted)?;
    ensure!(!is_blind, "a planted secret is not found");
    Ok(())
}

fn clear(bytes: &[u8]) -> bool {
    [KEY, WORD]
        .iter()
        .all(|secret| !bytes.windows(secret.len()).any(|part| part == secret.as_bytes()))
}

/// Every file beneath a folder but the program.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.is_file() && !path.ends_with("samuh") {
            found.push(path);
        }
    }
    found
}

fn keyless(stage: &Stage) -> Result<()> {
    let mut command = stage.laid(Laid::AsTheirs, &["database"], "serve");
    let told = stage.folder.join("keyless.log");
    command.args(["--listen", "127.0.0.1:0"]).stdout(Stdio::null()).stderr(File::create(&told)?);
    let mut running = Ending(command.spawn()?);
    // With the fault that is looked for here it would serve for ever.
    let mut ended = None;
    let waited = until("it ends by itself", 20, || {
        ended = running.0.try_wait().ok().flatten();
        ended.is_some()
    });
    let said = fs::read_to_string(&told)?;
    waited.with_context(|| format!("it starts without its key: {said}"))?;
    ensure!(ended.is_some_and(|status| !status.success()), "it ends well without its key: {said}");
    ensure!(said.contains("laid/key"), "it does not say which file is not there: {said}");
    ensure!(!stage.folder.join("data/second-factor.key").exists(), "it made a key elsewhere");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unit_loads_every_secret_sealed_and_names_none_in_plain() {
        let text = fs::read_to_string(run::root().join(UNIT)).unwrap();
        let settings: Vec<&str> = text.lines().map(uncommented).collect();
        for secret in ["key", "database", "notices"] {
            let loaded = format!("LoadCredentialEncrypted={secret}:/etc/samuh/{secret}.cred");
            assert!(settings.contains(&&*loaded), "{loaded}");
        }
        assert!(!settings.iter().any(|line| line.starts_with("LoadCredential=")), "in plain");
        assert!(text.contains("\nLoadCredentialEncrypted=key:"), "the key is always there");
        assert!(!settings.iter().any(|line| line.starts_with("Environment=SAMUH_DATABASE=")));
    }
}
