//! The floors of the bench: small programs in plain Rust that do one piece of work and nothing
//! else, the district they work on, and the load that is put on servers.

mod district;
mod export;
mod hello;
mod intake;
mod load;
mod registers;
mod service;
mod sheets;

use std::env;
use std::path::Path;

use anyhow::{Context, Result, bail};

const USAGE: &str = "\
samuh-floor generate DIR              write the bench district as .csv and .xlsx
samuh-floor progress DIR YEAR         write the twelve sheets of a financial year's values
samuh-floor csv DIR DATABASE          groups.csv and members.csv into SQLite
samuh-floor xlsx DIR DATABASE         groups.xlsx and members.xlsx into SQLite
samuh-floor export OUT.xlsx           a workbook of 20,000 groups by 20 columns
samuh-floor hello PORT                the smallest axum server
samuh-floor service DATABASE PORT     create and list groups over a database made by `csv`
samuh-floor load ADDRESS CONNECTIONS SECONDS PLAN.json";

fn main() -> Result<()> {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["generate", dir] => sheets::write_all(Path::new(dir)),
        ["progress", dir, year] => sheets::write_year(Path::new(dir), number(year)?),
        ["csv", dir, database] => said(&intake::from_csv(Path::new(dir), Path::new(database))?),
        ["xlsx", dir, database] => said(&intake::from_xlsx(Path::new(dir), Path::new(database))?),
        ["export", out] => export::write(Path::new(out)),
        ["hello", port] => hello::serve(number(port)?),
        ["service", database, port] => service::serve(Path::new(database), number(port)?),
        ["load", address, connections, seconds, plan] => {
            let load = load::Load::read(address, Path::new(plan))?;
            said(&load.run(number(connections)?, number(seconds)?))
        }
        _ => bail!("{USAGE}"),
    }
}

fn number<T: std::str::FromStr>(word: &str) -> Result<T>
where
    T::Err: std::error::Error + Send + Sync + 'static,
{
    word.parse().with_context(|| format!("{word} is not a number"))
}

fn said(answer: &impl serde::Serialize) -> Result<()> {
    println!("{}", serde_json::to_string(answer)?);
    Ok(())
}
