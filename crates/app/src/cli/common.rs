//! What every command takes: where the data is, the language, and whether JSON is wanted.

use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

use clap::{Args, ValueEnum};
use samuh_engine::{
    Db, Error, Result, clock,
    db::{Location, Reader},
};
use samuh_kernel::fault::{Fault, Faults};
use samuh_places::{District, all_districts, all_states};
use samuh_web::words::{Lang, Words};

/// The embedded database's file within the data folder.
const FILE: &str = "samuh.db";

/// Options of every command.
#[derive(Debug, Args)]
pub(super) struct Common {
    /// The folder with the embedded database and the files beside it.
    #[arg(
        long,
        global = true,
        env = "SAMUH_DATA",
        default_value = "samuh-data",
        value_name = "DIR"
    )]
    pub(super) data: PathBuf,
    /// PostgreSQL instead: postgres://…, with ?schema=NAME for a schema of its own.
    #[arg(long, global = true, env = "SAMUH_DATABASE", hide_env_values = true, value_name = "URL")]
    pub(super) database: Option<String>,
    /// The same out of a file, for an address that holds a password.
    #[arg(long, global = true, env = "SAMUH_DATABASE_FILE", value_name = "FILE")]
    database_file: Option<PathBuf>,
    /// The language of messages; else LANG decides.
    #[arg(long, global = true, value_enum)]
    lang: Option<LangChoice>,
    #[arg(long, global = true, hide = true, env = "LANG")]
    locale: Option<String>,
    /// Print data as one JSON value on standard output.
    #[arg(long, global = true)]
    pub(super) json: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum LangChoice {
    Hi,
    En,
}

impl Common {
    /// The words in the asked language.
    pub(super) fn words(&self) -> &'static Words {
        let lang = match self.lang {
            Some(LangChoice::Hi) => Lang::Hi,
            Some(LangChoice::En) => Lang::En,
            None => self.locale.as_deref().and_then(Lang::of).unwrap_or(Lang::En),
        };
        Words::of(lang, None)
    }

    /// With the address of the database that its file holds.
    ///
    /// # Errors
    /// Fault `database_file` where it cannot be read, `database_file_open` where everybody may.
    pub(super) fn with_file(mut self) -> Result<Self> {
        if let Some(file) = &self.database_file {
            self.database = Some(address_in(file)?);
        }
        Ok(self)
    }

    /// Where the data is.
    pub(super) fn location(&self) -> Location {
        match &self.database {
            Some(url) => {
                let (url, schema) = without_schema(url);
                Location::Postgres { url, schema }
            }
            None => Location::File(self.data.join(FILE)),
        }
    }

    /// Opens the database, making its folder where there is none.
    pub(super) fn make(&self) -> Result<Db> {
        if self.database.is_none() {
            fs::create_dir_all(&self.data).map_err(|error| {
                let fault = Fault::new("data_folder").with("folder", self.data.display());
                Error::Faults(fault.with("detail", error).into())
            })?;
        }
        Db::open(&self.location())
    }
}

/// The only line of a file that is not everybody's to read.
fn address_in(file: &Path) -> Result<String> {
    let fault = |code: &str| Fault::new(code).with("file", file.display());
    let unread =
        |detail: String| Error::Faults(fault("database_file").with("detail", detail).into());
    let mode = fs::metadata(file).map_err(|error| unread(error.to_string()))?.permissions().mode();
    if mode & 0o004 != 0 {
        return Err(Error::Faults(fault("database_file_open").into()));
    }
    let text = fs::read_to_string(file).map_err(|error| unread(error.to_string()))?;
    match text.trim() {
        "" => Err(unread("0 B".into())),
        line => Ok(line.to_owned()),
    }
}

/// Takes `schema=…` out of an address: the driver does not know it.
fn without_schema(url: &str) -> (String, Option<String>) {
    let Some((base, query)) = url.split_once('?') else { return (url.to_owned(), None) };
    let mut schema = None;
    let mut rest = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        match pair.split_once('=') {
            Some(("schema", name)) => schema = Some(name.to_owned()),
            _ => rest.push(pair),
        }
    }
    let url = if rest.is_empty() { base.to_owned() } else { format!("{base}?{}", rest.join("&")) };
    (url, schema)
}

/// An open database with this program's schema, and how the reader wants answers.
pub(super) struct Workplace {
    /// The database.
    pub(super) db: Db,
    /// The reader's words.
    pub(super) words: &'static Words,
    /// True where data is wanted as JSON.
    pub(super) json: bool,
}

impl Workplace {
    /// Opens a database that `init` has made; an older one is brought to this schema.
    ///
    /// # Errors
    /// Fault `no_database` where there is none.
    pub(super) fn open(common: &Common) -> Result<Self> {
        let location = common.location();
        let missing = || Error::Faults(Fault::new("no_database").into());
        if matches!(&location, Location::File(path) if !path.is_file()) {
            return Err(missing());
        }
        let db = Db::open(&location)?;
        db.migrate(clock::now())?;
        if db.read(all_states)?.is_empty() {
            return Err(missing());
        }
        Ok(Self { db, words: common.words(), json: common.json })
    }

    /// The district that was named, by LGD code, number or name.
    ///
    /// # Errors
    /// Fault `no_such_district`.
    pub(super) fn named_district(&self, named: Option<&str>) -> Result<Option<District>> {
        let Some(named) = named else { return Ok(None) };
        let found =
            self.db.read(all_districts)?.into_iter().find(|district| is_it(district, named));
        found.map(Some).ok_or_else(|| {
            Error::Faults(Fault::new("no_such_district").with("district", named).into())
        })
    }

    /// The district that was named, or all.
    ///
    /// # Errors
    /// Fault `no_such_district`.
    pub(super) fn districts(&self, named: Option<&str>) -> Result<Vec<District>> {
        match self.named_district(named)? {
            Some(district) => Ok(vec![district]),
            None => self.db.read(all_districts),
        }
    }

    /// The district that was named, or the only one there is.
    ///
    /// # Errors
    /// Faults `no_such_district`, `no_district_yet`, `which_district`.
    pub(super) fn one_district(&self, named: Option<&str>) -> Result<District> {
        let mut all = self.districts(named)?;
        match (all.pop(), all.is_empty()) {
            (Some(only), true) => Ok(only),
            (None, _) => Err(Error::fault("no_district_yet")),
            (Some(_), false) => Err(Error::Faults(Faults::one("which_district"))),
        }
    }

    /// Reads within one state of the data.
    ///
    /// # Errors
    /// Whatever `read` answers with.
    pub(super) fn read<T>(&self, read: impl FnOnce(&mut Reader) -> Result<T>) -> Result<T> {
        self.db.read(read)
    }
}

fn is_it(district: &District, named: &str) -> bool {
    use samuh_kernel::text::fold;
    let names = [district.name_en.as_deref(), district.name_hi.as_deref()];
    district.lgd.as_deref() == Some(named)
        || district.id.to_string() == named
        || names.into_iter().flatten().any(|name| fold(name) == fold(named))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_the_database_comes_out_of_a_file_that_others_may_not_read() {
        let file = std::env::temp_dir().join(format!("samuh-address-{}", std::process::id()));
        let code = |outcome: Result<String>| match outcome {
            Err(Error::Faults(faults)) => faults.iter().map(|fault| fault.code.clone()).collect(),
            other => format!("{other:?}"),
        };
        assert_eq!(code(address_in(&file)), "database_file", "none is there");
        fs::write(&file, "postgres://samuh:secret@db.office/mission\n").unwrap();
        let set = |mode| fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
        set(0o644);
        assert_eq!(code(address_in(&file)), "database_file_open");
        set(0o640);
        assert_eq!(address_in(&file).unwrap(), "postgres://samuh:secret@db.office/mission");
        fs::write(&file, "\n").unwrap();
        assert_eq!(code(address_in(&file)), "database_file", "nothing is in it");
        fs::remove_file(&file).unwrap();
    }

    #[test]
    fn the_schema_is_taken_out_of_an_address_and_the_rest_stays() {
        let split = |url| without_schema(url);
        assert_eq!(split("postgres://h/d"), ("postgres://h/d".into(), None));
        assert_eq!(split("postgres://h/d?schema=a"), ("postgres://h/d".into(), Some("a".into())));
        assert_eq!(
            split("postgres://h/d?sslmode=disable&schema=a&connect_timeout=5"),
            ("postgres://h/d?sslmode=disable&connect_timeout=5".into(), Some("a".into()))
        );
    }
}
