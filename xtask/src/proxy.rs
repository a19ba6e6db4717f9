//! The sample configurations of `deploy/` under fire: nginx and Caddy are started with those very files, only
//! ports and paths replaced, before a small office; signed in through over TLS; asked for what they must
//! refuse; and sent requests of which a careless proxy makes two (ASVS 12.1, 12.2, 4.2.1).

use std::fs::{self, File};
use std::io::Write as _;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};

use crate::certificate::Certificate;
use crate::contract::{Folder, session_in};
use crate::stage::{Check, Ending, PASSWORD, checked, free_ports, make_office, until_heard};
use crate::steps::Outcome;
use crate::{licences, run, tally::Tally};

const MISSING: &str = "neither nginx nor caddy is installed: skipped";
/// The name in the sample files.
const NAME: &str = "samuh.example.gov.in";
/// Where the visitor of the tests comes from: this machine too, but not the proxy's address.
const VISITOR: &str = "127.0.0.3";
/// The administrator's password, and the one it is changed to and back from.
const PASSWORDS: [&str; 2] = [PASSWORD, "mahua-ki-chhaon-7"];

/// A kind of proxy.
struct Kind {
    program: &'static str,
    sample: &'static str,
    /// Whether a head that disagrees with itself never reaches the site. Caddy goes by the chunks, as the site
    /// does: the two agree, and that is what is asked of it.
    is_strict: bool,
}

const KINDS: [Kind; 2] = [
    Kind { program: "nginx", sample: "deploy/nginx.conf", is_strict: true },
    Kind { program: "caddy", sample: "deploy/Caddyfile", is_strict: false },
];

/// Tries every proxy that is installed.
pub(crate) fn test() -> Result<Outcome> {
    let installed: Vec<&Kind> =
        KINDS.iter().filter(|kind| run::on_path(kind.program).is_some()).collect();
    if installed.is_empty() {
        return Ok(Outcome::Nothing(MISSING));
    }
    let binary = licences::target_folder()?.join("debug/samuh");
    let folder = Folder::make("proxy")?;
    let data = folder.0.join("data");
    make_office(&binary, &data)?;
    let mut tally = Tally::default();
    for kind in installed {
        let stage = Stage::set(kind, &binary, &folder.0)?;
        tally = [tally, checked(kind.program, &stage, &CHECKS)].into_iter().sum();
    }
    Ok(Outcome::Counted(tally))
}

const CHECKS: [Check<Stage>; 7] = [
    ("TLS 1.2 and 1.3 with good ciphers and nothing older", protocols),
    ("another name is not answered, and the certificate is the name's", names),
    ("plain HTTP sends pages on and takes no form", plain),
    ("one signs in, and every answer says to stay with HTTPS", entrance),
    ("the trail knows the visitor's address and not the one he wrote himself", address),
    ("two requests on one connection are two for the site: the twin of the next", pipelined),
    ("what one proxy takes for one request and another for two is no second one here", smuggled),
];

/// The site with a proxy before it; both end with this value.
struct Stage {
    certificate: Certificate,
    /// What the site says of every request.
    log: PathBuf,
    plain: u16,
    secure: u16,
    is_strict: bool,
    _running: [Ending; 2],
}

impl Stage {
    fn set(kind: &Kind, binary: &Path, folder: &Path) -> Result<Self> {
        let certificate = Certificate::make(&folder.join("tls"), &format!("DNS:{NAME}"))?;
        let [site, plain, secure] = free_ports()?;
        let log = folder.join("site.log");
        let mut serve = Command::new(binary);
        serve.arg("--data").arg(folder.join("data"));
        serve.args(["serve", "--https", "--behind-proxy", "127.0.0.1"]);
        serve.args(["--listen", &format!("127.0.0.1:{site}"), "--log", "info,samuh=debug"]);
        serve.env("SAMUH_ADMIN_PASSWORD", PASSWORDS[0]);
        serve.stdin(Stdio::null()).stdout(Stdio::null()).stderr(File::create(&log)?);
        let serving = Ending(serve.spawn().context("start the site")?);
        until_heard(site)?;
        let sample = fs::read_to_string(run::root().join(kind.sample))?;
        let file = folder.join("proxy.conf");
        fs::write(&file, placed(&sample, folder, &certificate, [site, plain, secure])?)?;
        let proxy = Ending(started(kind, folder, &file)?);
        until_heard(secure)?;
        let is_strict = kind.is_strict;
        Ok(Self { certificate, log, plain, secure, is_strict, _running: [serving, proxy] })
    }

    /// openssl as a visitor, with a few words more.
    fn visitor(&self, words: &[&str]) -> Command {
        let mut command = run::command("timeout");
        command.args(["10", "openssl", "s_client", "-connect"]);
        command.arg(format!("127.0.0.1:{}", self.secure)).args(["-bind", &format!("{VISITOR}:0")]);
        command.arg("-CAfile").arg(&self.certificate.authority).arg("-verify_return_error");
        command.args(words).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// What a handshake comes to, and whether it came about.
    fn handshake(&self, words: &[&str]) -> Result<(bool, String)> {
        let output = self.visitor(&["-brief"]).args(words).output()?;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        Ok((said.contains("CONNECTION ESTABLISHED"), said))
    }

    /// Sends bytes over TLS and hands back all that comes.
    fn send(&self, bytes: &str) -> Result<String> {
        let mut command = self.visitor(&["-quiet", "-servername", NAME, "-verify_hostname", NAME]);
        let mut child = command.stdin(Stdio::piped()).spawn()?;
        let mut stdin = child.stdin.take().context("no standard input")?;
        stdin.write_all(bytes.as_bytes())?;
        drop(stdin);
        Ok(String::from_utf8_lossy(&child.wait_with_output()?.stdout).into_owned())
    }

    /// One request, the connection closed after it.
    fn ask(&self, what: &str, session: &str, form: &str) -> Result<String> {
        let length = form.len();
        self.send(&format!(
            "{what} HTTP/1.1\r\nHost: {NAME}\r\nConnection: close\r\nX-Forwarded-For: 10.9.9.9\r\n\
             Cookie: __Host-samuh={session}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Content-Length: {length}\r\n\r\n{form}"
        ))
    }

    /// How many requests the site has answered so far.
    fn answered(&self) -> Result<usize> {
        // The line is written after the answer has gone.
        thread::sleep(Duration::from_millis(300));
        Ok(fs::read_to_string(&self.log)?.matches("request answered").count())
    }

    /// Of those bytes: the answers the visitor got, and the requests the site had.
    fn counted(&self, bytes: &str) -> Result<(usize, usize, String)> {
        let before = self.answered()?;
        let text = self.send(bytes)?;
        Ok((text.matches("HTTP/1.1 ").count(), self.answered()? - before, text))
    }
}

fn protocols(stage: &Stage) -> Result<()> {
    for (protocol, said) in [("-tls1_2", "TLSv1.2"), ("-tls1_3", "TLSv1.3")] {
        let (came, told) = stage.handshake(&["-servername", NAME, protocol])?;
        ensure!(came && told.contains(said), "{protocol}: {told}");
    }
    let (_, told) = stage.handshake(&["-servername", NAME])?;
    ensure!(told.contains("Protocol version: TLSv1.3"), "the newest is not preferred: {told}");
    for old in [
        &["-tls1_1", "-cipher", "DEFAULT:@SECLEVEL=0"][..],
        &["-tls1", "-cipher", "DEFAULT:@SECLEVEL=0"],
        &["-tls1_2", "-cipher", "AES128-SHA:AES256-SHA:AES128-GCM-SHA256:@SECLEVEL=0"],
        &["-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-SHA:ECDHE-ECDSA-AES256-SHA384:@SECLEVEL=0"],
    ] {
        let (came, told) = stage.handshake(&[&["-servername", NAME], old].concat())?;
        ensure!(!came, "{old:?} came about: {told}");
    }
    Ok(())
}

fn names(stage: &Stage) -> Result<()> {
    let (came, told) = stage.handshake(&["-servername", "evil.example"])?;
    ensure!(!came, "another name is answered: {told}");
    let (came, told) = stage.handshake(&["-servername", NAME, "-verify_hostname", NAME])?;
    ensure!(came, "the certificate is not the name's: {told}");
    Ok(())
}

fn plain(stage: &Stage) -> Result<()> {
    let ask = |what: &str| -> Result<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", stage.plain))?;
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        write!(
            stream,
            "{what} HTTP/1.1\r\nHost: {NAME}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
        )?;
        Ok(std::io::read_to_string(stream)?)
    };
    let page = ask("GET /groups?page=2")?;
    let to = format!("ocation: https://{NAME}/groups?page=2\r");
    ensure!(page.contains(" 308 ") && page.contains(&to), "{page}");
    for early in ["POST /sign-in", "GET /api/v1/groups"] {
        let answer = ask(early)?;
        ensure!(answer.starts_with("HTTP/1.1 403"), "{early}: {answer}");
    }
    Ok(())
}

fn login() -> String {
    format!("login=admin&password={}", PASSWORDS[0])
}

fn entrance(stage: &Stage) -> Result<()> {
    let entered = stage.ask("POST /sign-in", "", &login())?;
    let session = session_in(&entered).with_context(|| format!("nobody signs in: {entered}"))?;
    ensure!(entered.contains("; Secure") && entered.contains("__Host-samuh="), "{entered}");
    let page = stage.ask("GET /account", &session, "")?;
    ensure!(page.starts_with("HTTP/1.1 200"), "{page}");
    let nowhere = stage.ask("GET /%ff%00", &session, "")?;
    for answer in [&entered, &page, &nowhere] {
        let head = answer.split("\r\n\r\n").next().unwrap_or_default().to_lowercase();
        let stays = head.matches("strict-transport-security: max-age=31536000").count();
        ensure!(stays == 1, "{stays} times: {head}");
    }
    Ok(())
}

fn address(stage: &Stage) -> Result<()> {
    let entered = stage.ask("POST /sign-in", "", &login())?;
    let mut session = session_in(&entered).context("nobody signs in")?;
    let [old, new] = PASSWORDS;
    for (present, chosen) in [(old, new), (new, old)] {
        let form = format!("present={present}&password={chosen}&again={chosen}");
        let changed = stage.ask("POST /account/password", &session, &form)?;
        session = session_in(&changed).with_context(|| format!("not changed: {changed}"))?;
    }
    let trail = stage.ask("GET /trail", &session, "")?;
    ensure!(trail.contains(VISITOR), "the visitor is not in the trail: {trail}");
    ensure!(!trail.contains("10.9.9.9"), "what the visitor wrote is believed");
    Ok(())
}

fn pipelined(stage: &Stage) -> Result<()> {
    let first = format!("GET /health HTTP/1.1\r\nHost: {NAME}\r\n\r\n");
    let last = format!("GET /robots.txt HTTP/1.1\r\nHost: {NAME}\r\nConnection: close\r\n\r\n");
    let (answers, requests, text) = stage.counted(&format!("{first}{last}"))?;
    ensure!((answers, requests) == (2, 2), "{answers} answers, {requests} requests: {text}");
    Ok(())
}

/// The shapes: heads that disagree about where the request ends, each with a second request behind.
fn shapes() -> Vec<(&'static str, String)> {
    let inner = format!("GET /robots.txt HTTP/1.1\r\nHost: {NAME}\r\n\r\n");
    let (behind, chunk) =
        (format!("0\r\n\r\n{inner}"), format!("{:x}\r\n{inner}\r\n0\r\n\r\n", inner.len()));
    let whole = format!("Content-Length: {}\r\n", behind.len());
    let head = |lines: &str, body: &str| {
        format!("POST /language HTTP/1.1\r\nHost: {NAME}\r\n{lines}\r\n{body}")
    };
    let with = |line: &str| head(&format!("{whole}{line}\r\n"), &behind);
    vec![
        ("length and chunks", with("Transfer-Encoding: chunked")),
        ("chunks and length", head("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", &chunk)),
        ("a space before the colon", with("Transfer-Encoding : chunked")),
        ("a tab after the colon", with("Transfer-Encoding:\tchunked")),
        ("an unknown coding", with("Transfer-Encoding: xchunked")),
        ("two codings", with("Transfer-Encoding: chunked, identity")),
        ("the coding twice", with("Transfer-Encoding: identity\r\nTransfer-Encoding: chunked")),
        ("a folded line", with("X-Fold: a\r\n Transfer-Encoding: chunked")),
        ("two lengths", head(&format!("Content-Length: 0\r\n{whole}"), &behind)),
        ("a list of lengths", head(&format!("Content-Length: 0, {}\r\n", behind.len()), &behind)),
        ("a length with a sign", head(&format!("Content-Length: +{}\r\n", behind.len()), &behind)),
        (
            "a bare line feed",
            head(&format!("X: y\nTransfer-Encoding: chunked\r\n{whole}"), &behind),
        ),
    ]
}

fn smuggled(stage: &Stage) -> Result<()> {
    let mut found = Vec::new();
    for (name, bytes) in shapes() {
        let (answers, requests, text) = stage.counted(&bytes)?;
        let first = text.lines().next().unwrap_or("closed").trim().to_owned();
        println!("        {name}: {first}; {answers} answers, {requests} requests reach the site");
        let most = if stage.is_strict { 0 } else { answers };
        if requests > most {
            found.push(name);
        }
    }
    ensure!(found.is_empty(), "requests that should not have come: {}", found.join(", "));
    Ok(())
}

/// The sample with its ports and paths replaced; what it does not have is an error.
fn placed(
    sample: &str,
    folder: &Path,
    certificate: &Certificate,
    [site, plain, secure]: [u16; 3],
) -> Result<String> {
    let shown = |path: &Path| path.display().to_string();
    let mut text = sample.to_owned();
    for (from, to, needed) in [
        ("127.0.0.1:8080", format!("127.0.0.1:{site}"), true),
        ("/etc/ssl/samuh/fullchain.pem", shown(&certificate.chain), true),
        ("/etc/ssl/samuh/privkey.pem", shown(&certificate.key), true),
        ("listen 80;", format!("listen 127.0.0.1:{plain};"), false),
        ("listen [::]:80;", String::new(), false),
        ("listen 443 ssl", format!("listen 127.0.0.1:{secure} ssl"), false),
        ("listen [::]:443 ssl default_server;", String::new(), false),
        ("listen [::]:443 ssl;", String::new(), false),
        (":80 {", format!(":{plain} {{"), false),
        (":443 {", format!(":{secure} {{"), false),
        ("/var/log/nginx", shown(folder), false),
    ] {
        if needed && !text.contains(from) {
            bail!("the sample has no {from}");
        }
        text = text.replace(from, &to);
    }
    Ok(text)
}

fn started(kind: &Kind, folder: &Path, file: &Path) -> Result<Child> {
    let mut command = Command::new(kind.program);
    if kind.program == "caddy" {
        command.args(["run", "--adapter", "caddyfile", "--config"]).arg(file);
        command.env("HOME", folder).env("XDG_DATA_HOME", folder).env("XDG_CONFIG_HOME", folder);
    } else {
        let main = folder.join("main.conf");
        let at = folder.display();
        let user = if run::is_root() { "user root;" } else { "" };
        let kept = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
        let kept = kept.map(|what| format!("{what}_temp_path {at}/{what};")).join(" ");
        let include = file.display();
        let text = format!(
            "{user} daemon off; pid {at}/nginx.pid; events {{}}\nhttp {{ {kept} include {include}; }}\n"
        );
        fs::write(&main, text)?;
        command.args(["-e", &format!("{at}/nginx.error.log"), "-c"]).arg(main);
    }
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(File::create(folder.join("proxy.log"))?);
    command.spawn().with_context(|| format!("start {}", kind.program))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(kind: &Kind) -> String {
        fs::read_to_string(run::root().join(kind.sample)).unwrap()
    }

    #[test]
    fn the_proxies_take_as_large_a_sheet_as_the_site() {
        let site = fs::read_to_string(run::root().join("crates/app/src/server/imports/send.rs"));
        let site = site.unwrap();
        let (_, rest) = site.split_once("LARGEST: usize = ").unwrap();
        let most = rest.split_once(" << 20;").unwrap().0;
        assert!(sample(&KINDS[0]).contains(&format!("client_max_body_size {most}m;")), "{most}");
        assert!(sample(&KINDS[1]).contains(&format!("max_size {most}MiB")), "{most}");
    }

    #[test]
    fn every_port_and_path_of_the_samples_is_replaced_for_the_test() {
        let path = |name: &str| PathBuf::from("/x").join(name);
        let certificate = Certificate { authority: path("a"), chain: path("b"), key: path("c") };
        for kind in &KINDS {
            let text = placed(&sample(kind), Path::new("/x"), &certificate, [1, 2, 3]).unwrap();
            let lines = text.lines().filter(|line| !line.trim_start().starts_with('#'));
            let text = lines.collect::<Vec<_>>().join("\n");
            for left in ["8080", ":80 ", ":443", " 80;", " 443 ", "[::]", "/etc/", "/var/log"] {
                assert!(!text.contains(left), "{}: {left} in {text}", kind.sample);
            }
        }
    }
}
