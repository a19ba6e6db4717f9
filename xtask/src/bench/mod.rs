//! `cargo xtask bench`: what SPEED asks for, each figure beside the floor or peer that did the same
//! work in the same run. A report: a must that does not hold is said, and is no failure.

mod exports;
mod figure;
mod figures;
mod imports;
mod many;
pub(crate) mod measure;
mod peers;
mod pocketbase;
mod rankings;
mod review;
mod server;
mod serving;
mod workshop;

use std::process::ExitCode;

use anyhow::{Result, bail};

use figure::Figure;
use workshop::Workshop;

/// What was asked for on the command line.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Options {
    json: bool,
    peers: bool,
    long: bool,
    quick: bool,
    built: bool,
    postgres: bool,
    only: Vec<String>,
}

impl Options {
    /// Reads the words behind `bench`.
    ///
    /// # Errors
    /// When a word is not known.
    pub(crate) fn read(words: &[&str]) -> Result<Self> {
        let mut options = Self::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match *word {
                "--json" => options.json = true,
                "--peers" => options.peers = true,
                "--long" => options.long = true,
                "--quick" => options.quick = true,
                "--built" => options.built = true,
                "--postgres" => options.postgres = true,
                "--only" => match words.next() {
                    Some(rows) => options.only = rows.split(',').map(str::to_owned).collect(),
                    None => bail!("--only names rows: --only B3,B4"),
                },
                other => bail!("bench does not know {other}"),
            }
        }
        Ok(options)
    }

    /// Pairs of runs: A B A B.
    fn pairs(&self) -> usize {
        if self.quick { 1 } else { 5 }
    }

    fn wants(&self, row: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|only| only == row)
    }
}

type Measure = fn(&Workshop, &Options) -> Result<Vec<Figure>>;

/// The rows of SPEED's table that can be measured, in its order.
const ROWS: [(&str, Measure); 17] = [
    ("B1", serving::start),
    ("B2", serving::memory),
    ("B3", imports::delimited),
    ("B4", imports::workbooks),
    ("B5", serving::creates),
    ("B6", serving::lists),
    ("B6h", serving::pages),
    ("B7", figures::page),
    ("B7s", figures::five_years),
    ("B8", exports::workbook),
    ("B10", imports::dirty),
    ("B12", serving::health),
    ("B13", serving::mixed),
    ("B14", rankings::ranking),
    ("B15", review::slides),
    ("B16", review::meetings),
    ("T16", many::desks),
];

/// Measures and reports. Fails only when something could not be measured.
///
/// # Errors
/// When the programs cannot be built or the bench district cannot be written.
pub(crate) fn bench(options: &Options) -> Result<ExitCode> {
    for row in &options.only {
        if !ROWS.iter().any(|(name, _)| name == row) {
            bail!("there is no row {row}");
        }
    }
    let workshop = Workshop::open(options.built, options.postgres)?;
    let mut figures = Vec::new();
    let mut is_whole = true;
    for (name, measure) in ROWS.iter().filter(|(name, _)| options.wants(name)) {
        eprintln!("{name} …");
        match measure(&workshop, options) {
            Ok(found) => {
                let found: Vec<Figure> = if options.postgres {
                    found.into_iter().map(Figure::beside).collect()
                } else {
                    found
                };
                found.iter().for_each(|figure| eprintln!("  {figure}"));
                figures.extend(found);
            }
            Err(error) => {
                eprintln!("  {name} could not be measured: {error:#}");
                is_whole = false;
            }
        }
    }
    workshop.close()?;
    if options.json {
        println!("{}", serde_json::to_string_pretty(&figures)?);
    } else {
        figures.iter().for_each(|figure| println!("{figure}"));
    }
    Ok(if is_whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_named_after_only() {
        let options = Options::read(&["--json", "--only", "B3,B4"]).unwrap();
        assert!(options.json && options.wants("B3") && !options.wants("B10"));
        assert!(Options::read(&[]).unwrap().wants("B10"));
        assert!(Options::read(&["--only"]).is_err());
        assert!(Options::read(&["--fast"]).is_err());
    }
}
