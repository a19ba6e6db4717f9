//! An office of its own for each test: a folder, an engine, and the built program.

use std::{
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    sync::atomic::{AtomicU32, Ordering},
};

use samuh_engine::{Db, db::Location};
use serde_json::Value;

/// The geography that ships with the project.
pub(crate) const GEOGRAPHY: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/geography-kondagaon.csv");

static NEXT: AtomicU32 = AtomicU32::new(0);

/// One office.
pub(crate) struct Office {
    /// The engine's name.
    pub(crate) engine: &'static str,
    folder: PathBuf,
    postgres: Option<(String, String)>,
}

/// What a command answered.
pub(crate) struct Answer {
    /// Its exit status.
    pub(crate) status: i32,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
}

impl Answer {
    /// Standard output as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|_| panic!("{}\n{}", self.out, self.err))
    }
}

/// An empty office on every engine at hand.
#[expect(clippy::disallowed_methods, reason = "tests are told of PostgreSQL by the environment")]
pub(crate) fn offices() -> Vec<Office> {
    let office = |engine, postgres: Option<String>| {
        let mark = format!("{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(format!("samuh-app-{mark}"));
        // Numbers of processes come again: what an earlier test left is not ours.
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        let postgres = postgres.map(|url| (url, format!("app{mark}")));
        Office { engine, folder, postgres }
    };
    let mut offices = vec![office("sqlite", None)];
    if let Ok(url) = std::env::var("SAMUH_TEST_PG") {
        offices.push(office("postgresql", Some(url)));
    }
    offices
}

/// An office on every engine with the states and Kondagaon's places.
pub(crate) fn with_places() -> Vec<Office> {
    let offices = offices();
    for office in &offices {
        assert_eq!(office.run(&["init"]).status, 0);
        assert_eq!(office.run(&["import", "places", GEOGRAPHY, "--json"]).status, 0);
    }
    offices
}

impl Office {
    /// Writes a file of the office.
    pub(crate) fn put(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// A path in its folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// A command of the program, ready to be run.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_samuh"));
        command.args(args).stdin(Stdio::null()).env("LANG", "en_IN.UTF-8");
        command.env_remove("SAMUH_DATABASE").env("SAMUH_DATA", self.folder.join("data"));
        if let Some((url, schema)) = &self.postgres {
            let joint = if url.contains('?') { '&' } else { '?' };
            command.env("SAMUH_DATABASE", format!("{url}{joint}schema={schema}"));
        }
        command
    }

    /// Runs a command to its end.
    pub(crate) fn run(&self, args: &[&str]) -> Answer {
        let Output { status, stdout, stderr } = self.command(args).output().unwrap();
        Answer {
            status: status.code().unwrap_or(-1),
            out: String::from_utf8(stdout).unwrap(),
            err: String::from_utf8(stderr).unwrap(),
        }
    }

    /// Runs a command that answers with JSON.
    pub(crate) fn json(&self, args: &[&str]) -> Value {
        let args: Vec<&str> = args.iter().copied().chain(["--json"]).collect();
        self.run(&args).json()
    }

    /// The sum of an indicator over all units of a level.
    pub(crate) fn sum(&self, indicator: &str, level: &str) -> i64 {
        let lines = self.json(&["figures", "--indicator", indicator, "--by", level]);
        lines.as_array().unwrap().iter().map(|line| line["value"].as_i64().unwrap()).sum()
    }

    /// Asserts that the books agree.
    #[track_caller]
    pub(crate) fn verify(&self) {
        let answer = self.run(&["verify", "--json"]);
        assert_eq!(answer.status, 0, "{}: {}{}", self.engine, answer.out, answer.err);
        assert_eq!(answer.json()["ok"], true);
    }

    /// The database itself, to do harm to it.
    pub(crate) fn db(&self) -> Db {
        let location = match &self.postgres {
            Some((url, schema)) => {
                Location::Postgres { url: url.clone(), schema: Some(schema.clone()) }
            }
            None => Location::File(self.folder.join("data").join("samuh.db")),
        };
        Db::open(&location).unwrap()
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all::<&Path>(&self.folder);
    }
}

/// A clean sheet of groups in real villages of Kondagaon: `count` groups, codes from `first`.
pub(crate) fn groups_sheet(first: u32, count: u32) -> String {
    let geography = std::fs::read_to_string(GEOGRAPHY).unwrap();
    let places: Vec<Vec<&str>> =
        geography.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let mut sheet = String::from("SHG Code,समूह का नाम,गठन दिनांक,Block Code,GP Code,Village Code\n");
    for number in 0..count {
        let place = &places[number as usize % places.len()];
        let code = first + number;
        sheet += &format!(
            "{code},समूह {code},{:02}/{:02}/{},{},{},{}\n",
            number % 28 + 1,
            number % 12 + 1,
            2015 + number % 10,
            place[6],
            place[9],
            place[12],
        );
    }
    sheet
}
