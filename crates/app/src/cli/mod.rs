//! The command line: the same acts as the pages, and the way to script and verify. `docs/cli.md`
//! is its contract.

mod backup;
mod common;
mod demo;
mod doctor;
mod duplicates;
mod export;
mod figures;
mod import;
mod init;
mod memory;
mod openapi;
mod pack;
mod print;
mod read_sheet;
mod retention;
mod serve;
mod targets;
mod user;
mod verify;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use samuh_engine::{Result, audit::chain, clock};

use common::{Common, Workplace};

/// Samuh: the office of a district livelihoods mission.
#[derive(Debug, Parser)]
#[command(name = "samuh", version, about)]
struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make the database with the states and union territories; a second run changes nothing.
    Init,
    /// Bring an older database to this program's schema.
    Migrate,
    /// Read a sheet into a register, or judge it first with --dry-run.
    Import(import::Import),
    /// Take an applied batch back, or say what later depends on it.
    UndoImport(import::Undo),
    /// Write a whole register to a file.
    Export(export::Export),
    /// Split a plan to units and months, show it, prove that it adds up.
    Targets(targets::Targets),
    /// Print figures by place or federation.
    Figures(figures::Figures),
    /// Write the pack of a review: slides, PDF, workbook or picture of a place's month.
    Pack(pack::Pack),
    /// Rebuild balances, entries and targets, and compare.
    Verify(verify::Verify),
    /// Copy the data whole while the office works: database, files beside it, a manifest.
    Backup(backup::Backup),
    /// Take a backup back into a clean place, proving every part of it.
    Restore(backup::Restore),
    /// Look at clock, backups, accounts, disk and integrity; say what to do.
    Doctor(doctor::Doctor),
    /// Look for members and groups that stand twice, and fill the queue of the page.
    Duplicates(duplicates::Duplicates),
    /// How long personal records are kept, and by which order.
    Retention(retention::Retention),
    /// Accounts, posts and their units.
    User(user::User),
    /// Make the demo district in a fresh folder, print its logins, and serve it.
    Demo(demo::Demo),
    /// Serve the pages.
    Serve(serve::Serve),
    /// Print the interface for programs as an OpenAPI 3.1 document.
    Openapi,
    /// The reading child of an import.
    #[command(hide = true)]
    ReadSheet(read_sheet::ReadSheet),
}

/// How far a command came: the exit status of `docs/cli.md`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exit {
    /// All was done.
    Done = 0,
    /// Done, but some rows are doubtful or refused, or a check found a difference.
    Partly = 1,
    /// Nothing was done.
    Nothing = 2,
}

/// Runs the command that the arguments name.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let words = cli.common.words();
    let Cli { common, command } = cli;
    let asked = common.with_file().map(|common| Cli { common, command });
    let exit = asked.and_then(|cli| run(&cli)).unwrap_or_else(|error| {
        print::failure(&error, words);
        Exit::Nothing
    });
    ExitCode::from(exit as u8)
}

fn run(cli: &Cli) -> Result<Exit> {
    let workplace = || Workplace::open(&cli.common);
    match &cli.command {
        Command::Init => init::init(&cli.common),
        Command::Migrate => init::migrate(&cli.common),
        Command::Import(import) => sealed(&workplace()?, |at| import::run(at, import)),
        Command::UndoImport(undo) => sealed(&workplace()?, |at| import::undo(at, undo)),
        Command::Export(export) => sealed(&workplace()?, |at| export::run(at, export)),
        Command::Retention(asked) => sealed(&workplace()?, |at| retention::run(at, asked)),
        Command::Figures(figures) => figures::run(&workplace()?, figures),
        Command::Targets(targets) => sealed(&workplace()?, |at| targets::run(at, targets)),
        Command::Pack(asked) => {
            sealed(&workplace()?, |at| pack::run(at, asked, demo::is_demo(&cli.common)))
        }
        Command::User(user) => sealed(&workplace()?, |at| user::run(at, &cli.common.data, user)),
        Command::Duplicates(asked) => sealed(&workplace()?, |at| duplicates::run(at, asked)),
        Command::Verify(verify) => verify::run(&workplace()?, verify),
        Command::Backup(asked) => backup::backup(&cli.common, &workplace()?, asked),
        Command::Restore(asked) => backup::restore(&cli.common, asked),
        Command::Doctor(asked) => doctor::run(&cli.common, &workplace()?, asked),
        Command::Demo(demo) => demo::run(&cli.common, demo),
        Command::Serve(serve) => {
            memory::settle();
            serve::run(&cli.common, serve)
        }
        Command::Openapi => openapi::run(),
        Command::ReadSheet(sheet) => Ok(read_sheet::run(sheet)),
    }
}

/// Runs what may act, and puts its entries into the chain. Where another process seals at the same
/// time, they are sealed with its next round.
fn sealed(workplace: &Workplace, work: impl FnOnce(&Workplace) -> Result<Exit>) -> Result<Exit> {
    let exit = work(workplace);
    drop(chain::seal(&workplace.db, clock::now()));
    exit
}
