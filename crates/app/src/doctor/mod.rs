//! `samuh doctor`: the program looks at itself and says, row by row, what is well, what is not,
//! why it matters and what to do. It changes nothing and asks no other machine.

mod answers;
mod copies;
mod machine;
mod people;
mod scanner;
mod store;

use std::path::PathBuf;

use samuh_engine::{Db, Reader, Result, db};
use samuh_web::{
    show,
    words::{Lang, Words},
};
use serde::Serialize;
use serde_json::json;

pub use answers::missing_headers;
pub use scanner::{Heard, heard};

/// How a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Something must be done.
    Bad,
    /// Something should be done.
    Attention,
    /// It could not be found out.
    Unknown,
    /// All is well.
    Fine,
}

impl State {
    /// Its stable code: `bad`, `attention`, `unknown`, `ok`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Bad => "bad",
            Self::Attention => "attention",
            Self::Unknown => "unknown",
            Self::Fine => "ok",
        }
    }
}

/// One row. Its words are `doctor-<name>` with `.why`, and `doctor-<name>-<said>` with `.do`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at.
    pub name: &'static str,
    /// How it stands.
    pub state: State,
    /// Which sentence says what was found.
    pub said: &'static str,
    /// The arguments of that sentence.
    pub args: Vec<(&'static str, String)>,
}

impl Finding {
    fn new(name: &'static str, state: State, said: &'static str) -> Self {
        Self { name, state, said, args: Vec::new() }
    }

    fn with(mut self, name: &'static str, value: impl std::fmt::Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }
}

/// A row in the reader's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Said {
    /// What was looked at.
    pub name: String,
    /// How it stands.
    pub state: String,
    /// What was found.
    pub found: String,
    /// Why it matters.
    pub why: String,
    /// What to do; none where nothing is to be done. A row that is well may say what could be chosen besides.
    pub cure: Option<String>,
}

impl Finding {
    /// The row in the reader's words.
    pub fn in_words(&self, words: &Words) -> Said {
        let mut args: Vec<(&str, _)> =
            self.args.iter().map(|(name, value)| (*name, value.as_str().into())).collect();
        let hindi = self.args.iter().find(|(name, _)| *name == "names-hi");
        if let Some((_, names)) = hindi.filter(|_| words.lang() == Lang::Hi) {
            args.retain(|(name, _)| *name != "names");
            args.push(("names", names.as_str().into()));
        }
        let title = format!("doctor-{}", self.name);
        let said = format!("{title}-{}", self.said);
        Said {
            name: words.t(&title),
            state: words.t(&format!("doctor-state-{}", self.state.code())),
            found: words.args(&said, &args),
            why: words.t(&format!("{title}.why")),
            cure: words.find(&format!("{said}.do"), &args),
        }
    }
}

/// The whole report as JSON: codes for programs, sentences in the reader's language.
pub fn told(rows: &[Finding], at: i64, words: &Words) -> serde_json::Value {
    let line = |row: &Finding| {
        let said = row.in_words(words);
        let args: serde_json::Map<_, _> =
            row.args.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
        json!({
            "name": row.name, "state": row.state.code(), "finding": row.said, "args": args,
            "title": said.name, "found": said.found, "why": said.why, "do": said.cure,
        })
    };
    let worst = rows.iter().map(|row| row.state).min().unwrap_or(State::Fine);
    let lines: Vec<_> = rows.iter().map(line).collect();
    json!({ "at": show::instant(at), "state": worst.code(), "rows": lines })
}

/// What is looked at.
pub struct Asked {
    /// Now, microseconds UTC.
    pub now: i64,
    /// The data folder.
    pub data: PathBuf,
    /// The districts whose posts and accounts are looked at.
    pub districts: Vec<i64>,
    /// Headers that our own answers lack.
    pub missing_headers: Vec<String>,
    /// What the scanner of files says of itself; `None` where none was named.
    pub scanner: Option<Heard>,
    /// Whether the site is reached over HTTPS; `None` where nobody serves.
    pub is_secure: Option<bool>,
}

/// Looks at everything; what is worst comes first.
///
/// # Errors
/// `Broken` when the database cannot be read at all.
pub fn examine(db: &Db, asked: &Asked) -> Result<Vec<Finding>> {
    let mut rows = db.read(|reader| {
        let mut rows = vec![
            machine::clock(store::last_change(reader)?, asked.now),
            copies::backup(reader, asked)?,
            copies::drill(reader, asked.now)?,
            copies::tidy(reader, asked.now)?,
            integrity(reader)?,
            versions(reader)?,
        ];
        rows.extend(people::rows(reader, asked)?);
        rows.push(people::retention(reader, asked)?);
        Ok(rows)
    })?;
    rows.push(people::key(db, asked)?);
    rows.push(people::standard(db, asked)?);
    rows.push(machine::disk(&asked.data));
    rows.push(machine::emblem(&asked.data));
    rows.push(headers(&asked.missing_headers));
    rows.push(scanner::row(asked));
    rows.push(match asked.is_secure {
        Some(true) => Finding::new("https", State::Fine, "on"),
        Some(false) => Finding::new("https", State::Attention, "off"),
        None => Finding::new("https", State::Unknown, "unknown"),
    });
    rows.sort_by_key(|row| row.state);
    Ok(rows)
}

fn integrity(reader: &mut Reader) -> Result<Finding> {
    if !reader.is_embedded() {
        let is_on = store::has_checksums(reader)?;
        return Ok(match is_on {
            true => Finding::new("integrity", State::Fine, "checksums"),
            false => Finding::new("integrity", State::Attention, "no-checksums"),
        });
    }
    let wrong = crate::keeping::unsound(reader, true)?;
    Ok(match wrong.first() {
        None => Finding::new("integrity", State::Fine, "sound"),
        Some(first) => Finding::new("integrity", State::Bad, "unsound")
            .with("n", wrong.len())
            .with("first", first),
    })
}

/// Before this version a rare meeting of two checkpoints could lose pages of the log.
const SOUND_SQLITE: (u64, u64, u64) = (3, 51, 3);

fn versions(reader: &mut Reader) -> Result<Finding> {
    let engine = crate::keeping::engine_version(reader)?;
    let name = if reader.is_embedded() { "SQLite" } else { "PostgreSQL" };
    let is_old = reader.is_embedded() && numbers(&engine) < SOUND_SQLITE;
    let (state, said) = if is_old { (State::Bad, "old-engine") } else { (State::Fine, "known") };
    Ok(Finding::new("versions", state, said)
        .with("program", env!("CARGO_PKG_VERSION"))
        .with("engine", format!("{name} {engine}"))
        .with("schema", db::migrations().last().map_or("", |(name, _)| name)))
}

fn numbers(version: &str) -> (u64, u64, u64) {
    let mut parts = version.split('.').map(|part| part.parse().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    (next(), next(), next())
}

fn headers(missing: &[String]) -> Finding {
    match missing {
        [] => Finding::new("headers", State::Fine, "there"),
        some => Finding::new("headers", State::Bad, "missing").with("names", some.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        assert!(numbers("3.40.1") < SOUND_SQLITE && numbers("3.51.2") < SOUND_SQLITE);
        assert!(numbers("3.54.1") > SOUND_SQLITE && numbers("3.51.3") == SOUND_SQLITE);
    }

    #[test]
    fn the_worst_comes_first() {
        let mut all = [State::Fine, State::Unknown, State::Bad, State::Attention];
        all.sort();
        assert_eq!(all, [State::Bad, State::Attention, State::Unknown, State::Fine]);
    }
}
