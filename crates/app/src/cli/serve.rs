//! `samuh serve`: the site. The first start takes the administrator's password or prints a
//! one-time link; it never asks.

use std::{
    env,
    net::{IpAddr, SocketAddr},
    path::PathBuf,
};

use clap::Args;
use samuh_engine::{Db, Error, Result, clock};
use samuh_kernel::fault::Fault;
use samuh_people::{Door, FirstAdmin, FirstPassword, first_admin, has_accounts};
use samuh_places::{District, all_districts};
use tracing_subscriber::EnvFilter;

use super::{Common, Exit, Workplace, print};
use crate::{
    ids::new_id,
    importing::machine_desk,
    keeping::Nightly,
    notifying::Settings,
    scanning::Scanner,
    sealing::KEY,
    server::{self, Config, DemoLogin, Running},
};

/// Serves the pages.
#[derive(Debug, Args)]
pub(super) struct Serve {
    /// The address to serve on.
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDRESS")]
    listen: SocketAddr,
    /// The site is reached over HTTPS: cookies are sent over nothing else.
    #[arg(long)]
    https: bool,
    /// The administrator's password, for the first start of a district.
    #[arg(long, env = "SAMUH_ADMIN_PASSWORD", hide_env_values = true, value_name = "PASSWORD")]
    admin_password: Option<String>,
    /// Where the nightly backup is kept, best on another disk; else `backups` in the data folder.
    #[arg(long, env = "SAMUH_BACKUPS", value_name = "DIR")]
    backups: Option<PathBuf>,
    /// The key file of second factors, one for all servers of a database; else `second-factor.key` in the
    /// data folder.
    #[arg(long, env = "SAMUH_KEY", value_name = "FILE")]
    key: Option<PathBuf>,
    /// Connections served at once; beyond them one may only sign in.
    #[arg(long, default_value_t = server::CONNECTIONS, value_name = "COUNT")]
    connections: usize,
    /// The settings of notices by mail, SMS and WhatsApp: a JSON file. Without it they stay in the inbox.
    #[arg(long, env = "SAMUH_NOTICES", value_name = "FILE")]
    notices: Option<PathBuf>,
    /// A proxy before the site, whose word is taken for whom it serves (X-Forwarded-For); more than one
    /// by commas.
    #[arg(long, env = "SAMUH_BEHIND_PROXY", value_delimiter = ',', value_name = "ADDRESS")]
    behind_proxy: Vec<IpAddr>,
    /// The scanner that looks at every file that is sent: clamd at unix:/run/clamav/clamd.ctl, or at
    /// tcp:127.0.0.1:3310 on this machine. While it does not answer, no file is taken.
    #[arg(long, env = "SAMUH_SCANNER", value_name = "ADDRESS")]
    scanner: Option<String>,
    /// What is logged, as `info` or `info,samuh=debug`.
    #[arg(long, env = "SAMUH_LOG", default_value = "info", value_name = "FILTER")]
    log: String,
}

/// Runs `samuh serve`.
pub(super) fn run(common: &Common, asked: &Serve) -> Result<Exit> {
    let notices = asked.notices.as_deref().map(Settings::read).transpose()?;
    let scanner = asked.scanner.as_deref().map(Scanner::read).transpose()?;
    let workplace = Workplace::open(common)?;
    for district in workplace.districts(None)? {
        first_start(&workplace, &district, asked)?;
    }
    if workplace.db.read(all_districts)?.is_empty() {
        print::line(&workplace.words.t("serve-no-district"))?;
    }
    // A demo folder stays one, whichever command serves it: its pages say that all is invented.
    let demo = super::demo::is_demo(common).then(super::demo::logins);
    let into = asked.backups.clone().unwrap_or_else(|| common.data.join("backups"));
    let nightly = Some(Nightly { data: common.data.clone(), into });
    let proxies = asked.behind_proxy.clone();
    let running = Running { nightly, connections: asked.connections, notices, proxies };
    let key = asked.key.clone().unwrap_or_else(|| common.data.join(KEY));
    let how = How { listen: asked.listen, secure: asked.https, log: &asked.log, key, scanner };
    open(common, workplace.db, how, demo, running)
}

/// Serves a database with the demonstration's logins on its sign-in page.
pub(super) fn run_demo(common: &Common, listen: &str, logins: Vec<DemoLogin>) -> Result<Exit> {
    let listen: SocketAddr = listen
        .parse()
        .map_err(|_| Error::Faults(Fault::new("not_an_address").with("address", listen).into()))?;
    let workplace = Workplace::open(common)?;
    // What was invented is made again sooner than restored.
    let connections = server::CONNECTIONS;
    let running = Running { nightly: None, connections, notices: None, proxies: Vec::new() };
    let key = common.data.join(KEY);
    let how = How { listen, secure: false, log: "info", key, scanner: None };
    open(common, workplace.db, how, Some(logins), running)
}

/// How a site is opened.
struct How<'a> {
    listen: SocketAddr,
    secure: bool,
    log: &'a str,
    key: PathBuf,
    scanner: Option<Scanner>,
}

fn open(
    common: &Common,
    db: Db,
    How { listen, secure, log, key, scanner }: How<'_>,
    demo: Option<Vec<DemoLogin>>,
    running: Running,
) -> Result<Exit> {
    let filter = EnvFilter::try_new(log).unwrap_or_else(|_| EnvFilter::new("info"));
    // A second subscriber is refused; the first then goes on.
    drop(tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init());
    let program = env::current_exe()
        .map_err(|error| Error::broken(format!("where is this program: {error}")))?;
    let config = Config {
        listen,
        secure,
        data: common.data.clone(),
        program,
        key: Some(key),
        scanner,
        demo,
    };
    let words = common.words();
    server::serve(db, config, running, |address| {
        let args = [("address", format!("http://{address}/").into())];
        drop(print::line(&words.args("serve-open", &args)));
    })?;
    Ok(Exit::Done)
}

/// The first account of a district: with the password given, else by a link printed this once.
fn first_start(workplace: &Workplace, district: &District, asked: &Serve) -> Result<()> {
    let desk = machine_desk(district.id);
    if has_accounts(&workplace.db, &desk)? {
        return Ok(());
    }
    let password = match &asked.admin_password {
        Some(password) => FirstPassword::Given { password: password.clone(), must_change: false },
        None => FirstPassword::Link,
    };
    let first = FirstAdmin {
        login: "admin".into(),
        name: workplace.words.t("role-admin"),
        lang: workplace.words.lang().code().into(),
        password,
    };
    let created =
        first_admin(&workplace.db, &Door::new()?, &desk, new_id()?, &first, clock::now())?;
    if let Some(link) = created.link {
        let site = format!("http://{}", asked.listen);
        let (address, code) = (format!("{site}{}", link.address()), link.to_string());
        let args = [("link", address.into()), ("code", code.into())];
        print::line(&workplace.words.args("serve-first-link", &args))?;
    }
    Ok(())
}
