//! `samuh demo`: a fresh data folder with the demo district, then the server.

use std::{env, fs};

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use samuh_engine::{Error, Result, audit::chain, clock};
use samuh_kernel::fault::Fault;

use super::{Exit, common::Common, print};
use crate::{
    demo::{self, LOGINS, PASSWORD},
    server::DemoLogin,
};

/// Marks a data folder as the demo's own.
const MARK: &str = "demo";

/// Makes the demo district and serves it.
#[derive(Debug, Args)]
pub(super) struct Demo {
    /// Only make it.
    #[arg(long)]
    no_serve: bool,
    /// The address to serve on.
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDRESS")]
    listen: String,
}

pub(super) fn run(common: &Common, asked: &Demo) -> Result<Exit> {
    let words = common.words();
    let file = common.data.join("samuh.db");
    if common.database.is_none() && file.exists() {
        if !common.data.join(MARK).exists() {
            let fault = Fault::new("demo_not_empty").with("folder", common.data.display());
            return Err(Error::Faults(fault.into()));
        }
        print::line(&words.t("demo-already"))?;
    } else {
        make(common)?;
    }
    print::line(&words.t("demo-synthetic"))?;
    print::line(&words.args("cli-demo-logins", &[("password", PASSWORD.into())]))?;
    for login in LOGINS {
        let role = words.t(&format!("role-{}", login.role.code()));
        print::line(&format!("  {:<10} {role}", login.login))?;
    }
    if asked.no_serve {
        return Ok(Exit::Done);
    }
    super::serve::run_demo(common, &asked.listen, logins())
}

/// True where the data folder was made by the demo.
pub(super) fn is_demo(common: &Common) -> bool {
    common.database.is_none() && common.data.join(MARK).exists()
}

/// The demo's logins, for its sign-in page.
pub(super) fn logins() -> Vec<DemoLogin> {
    let logins = LOGINS.iter().map(|login| DemoLogin {
        login: login.login.to_owned(),
        password: PASSWORD.to_owned(),
        role: login.role,
    });
    logins.collect()
}

fn make(common: &Common) -> Result<()> {
    let words = common.words();
    let db = common.make()?;
    db.migrate(clock::now())?;
    db.transact(samuh_places::add_states)?;
    let bar = ProgressBar::new(100);
    let style = ProgressStyle::with_template("{bar:30} {pos:>3}% {msg}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    let program = env::current_exe()
        .map_err(|error| Error::broken(format!("where is this program: {error}")))?;
    let made = demo::make(&db, &common.data, &program, clock::today(), &mut |share, name| {
        bar.set_position(share);
        bar.set_message(name.to_owned());
    })?;
    chain::seal(&db, clock::now())?;
    bar.finish_and_clear();
    fs::write(common.data.join(MARK), "synthetic\n")
        .map_err(|error| Error::broken(format!("{}: {error}", common.data.display())))?;
    for (register, rows) in &made.taken {
        let rows = i64::try_from(*rows).unwrap_or(i64::MAX);
        print::line(&format!("  {register:<12} {}", samuh_kernel::show::grouped(rows)))?;
    }
    let folder = common.data.join("samples").display().to_string();
    print::line(&words.args("demo-samples", &[("folder", folder.into())]))
}
