//! `samuh demo`: a fresh data folder with the demo district, then the server.

use std::{env, fs, path::PathBuf};

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use samuh_engine::{Error, Result, clock};
use samuh_kernel::fault::Fault;

use super::{Exit, common::Common, init};
use crate::demo::{self, LOGINS, PASSWORD};

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
    let fresh = PathBuf::from(&common.data).join("samuh.db");
    if common.database.is_none() && fresh.exists() {
        if !fresh.with_file_name("demo").exists() {
            let fault = Fault::new("demo_not_empty").with("folder", common.data.display());
            return Err(Error::Faults(fault.into()));
        }
        eprintln!("{}", words.t("demo-already"));
    } else {
        make(common)?;
    }
    println!("{}", words.t("demo-synthetic"));
    println!("{}", words.args("demo-logins", &[("password", PASSWORD.into())]));
    for login in LOGINS {
        println!("  {:<10} {}", login.login, words.t(&format!("role-{}", login.role.code())));
    }
    if asked.no_serve {
        return Ok(Exit::Done);
    }
    super::serve::run_on(common, &asked.listen, true)
}

fn make(common: &Common) -> Result<()> {
    let words = common.words();
    let db = common.make()?;
    init::prepare(&db)?;
    let bar = ProgressBar::new(100);
    let style = ProgressStyle::with_template("{bar:30} {pos:>3}% {msg}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    let program = env::current_exe()
        .map_err(|error| Error::broken(format!("where is this program: {error}")))?;
    let made = demo::make(&db, &common.data, &program, clock::today(), &mut |share, name| {
        bar.set_position(share);
        bar.set_message(name.to_owned());
    })?;
    bar.finish_and_clear();
    drop(fs::write(common.data.join("demo"), "synthetic\n"));
    for (register, rows) in &made.taken {
        let rows = samuh_kernel::show::grouped(i64::try_from(*rows).unwrap_or(i64::MAX));
        println!("  {register:<12} {rows}");
    }
    println!("{}", words.args("demo-samples", &[(
        "folder",
        common.data.join("samples").display().to_string().into(),
    )]));
    Ok(())
}
