//! Where the bench works: the two programs, the bench district, and data folders filled so far.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::measure;
use crate::postgres::Server as Postgres;
use crate::run;

/// How far a data folder is filled. Each stage holds the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Places and federations.
    Places,
    /// Groups too.
    Groups,
    /// Members too.
    Registers,
    /// Targets and the year's reported values too.
    Figures,
    /// Four years before it too.
    FiveYears,
}

/// The programs and folders of a run.
#[derive(Debug)]
pub(crate) struct Workshop {
    /// The product.
    pub(crate) samuh: PathBuf,
    /// The floors, the district, the load.
    pub(crate) floor: PathBuf,
    /// The bench district's files.
    pub(crate) data: PathBuf,
    /// What the district adds up to.
    pub(crate) expected: Value,
    scratch: PathBuf,
    /// The server whose databases are used instead of the embedded one.
    postgres: Option<Postgres>,
}

impl Workshop {
    /// Builds the programs, unless they are `built`, and writes the district, unless it stands.
    ///
    /// # Errors
    /// When a program cannot be built or the district cannot be written.
    pub(crate) fn open(built: bool, on_postgres: bool) -> Result<Self> {
        let packages = ["-p", "samuh", "-p", "samuh-floor"];
        if !built {
            let mut build = run::command("cargo");
            run::must(build.args(["build", "--profile", "dist", "--quiet"]).args(packages))?;
        }
        let target = run::root().join("target");
        let program = |name: &str| target.join("dist").join(name);
        let (samuh, floor) = (program("samuh"), program("samuh-floor"));
        let data = target.join("bench-data/files");
        let expected = data.join("expected.json");
        // Written anew with the program that computes it: a change of the district is seen.
        if !is_newer(&expected, &run::root().join("bench/floor/src/district.rs")) {
            run::must(Command::new(&floor).arg("generate").arg(&data))?;
        }
        let expected = serde_json::from_slice(&fs::read(&expected)?)?;
        let scratch = target.join("bench-data/scratch");
        if scratch.exists() {
            fs::remove_dir_all(&scratch)?;
        }
        fs::create_dir_all(&scratch)?;
        let postgres = on_postgres.then(Postgres::durable).transpose()?;
        Ok(Self { samuh, floor, data, expected, scratch, postgres })
    }

    /// Removes what the run wrote; the district's files and the filled folders stay for the next.
    ///
    /// # Errors
    /// When the scratch folder cannot be removed.
    pub(crate) fn close(&self) -> Result<()> {
        Ok(fs::remove_dir_all(&self.scratch)?)
    }

    /// A file of the district.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.data.join(name)
    }

    /// A name in the scratch folder, whatever stands there.
    pub(crate) fn scratch(&self, name: &str) -> PathBuf {
        self.scratch.join(name)
    }

    /// A name in the scratch folder, free to be used.
    ///
    /// # Errors
    /// When what stands there cannot be removed.
    pub(crate) fn fresh(&self, name: &str) -> Result<PathBuf> {
        let path = self.scratch.join(name);
        if path.is_dir() {
            fs::remove_dir_all(&path)?;
        } else if path.exists() {
            fs::remove_file(&path)?;
        }
        for ending in ["-wal", "-shm"] {
            let beside = self.scratch.join(format!("{name}{ending}"));
            if beside.exists() {
                fs::remove_file(beside)?;
            }
        }
        Ok(path)
    }

    /// The product over a data folder.
    pub(crate) fn product(&self, folder: &Path) -> Command {
        let mut command = Command::new(&self.samuh);
        command.arg("--data").arg(folder).args(["--lang", "en", "--json"]).env_remove("RUST_LOG");
        if let Some(server) = &self.postgres {
            command.args(["--database", &server.url_of(&database_of(folder))]);
        }
        command
    }

    /// Runs the product to its end; what PostgreSQL spent on it is in the sum.
    ///
    /// # Errors
    /// As [`measure::run`].
    pub(crate) fn run(
        &self,
        command: &mut Command,
        good: &[i32],
    ) -> Result<(measure::Spent, String)> {
        let cpu = || self.postgres.as_ref().map_or(Ok(0.0), Postgres::cpu);
        let before = cpu()?;
        let (spent, said) = measure::run(command, good)?;
        Ok((measure::Spent { cpu: spent.cpu + cpu()? - before, ..spent }, said))
    }

    /// PostgreSQL's process, where it is used.
    ///
    /// # Errors
    /// When it is gone.
    pub(crate) fn postmaster(&self) -> Result<Option<u32>> {
        self.postgres.as_ref().map(Postgres::pid).transpose()
    }

    /// A copy of a data folder filled so far; filled once for each build of the product.
    ///
    /// # Errors
    /// When the product refuses a sheet of the district.
    pub(crate) fn filled(&self, stage: Stage, name: &str) -> Result<PathBuf> {
        let kept = self.kept(stage)?;
        let copy = self.fresh(name)?;
        fs::create_dir_all(&copy)?;
        self.copy_database(&kept, &copy)?;
        for file in fs::read_dir(kept)? {
            let file = file?;
            fs::copy(file.path(), copy.join(file.file_name()))?;
        }
        Ok(copy)
    }

    fn kept(&self, stage: Stage) -> Result<PathBuf> {
        let built = fs::metadata(&self.samuh)?.modified()?.duration_since(std::time::UNIX_EPOCH)?;
        let name = format!("{stage:?}-{}", built.as_secs()).to_lowercase();
        let mut kept = self.scratch.parent().expect("scratch lies in a folder").join(&name);
        if let Some(server) = &self.postgres {
            // Databases live as long as their server: so does what is filled for it.
            kept = self.scratch.join(format!("{name}-{}", server.pid()?));
        }
        if kept.join("filled").exists() {
            return Ok(kept);
        }
        self.forget(stage)?;
        let making = self.fresh("making")?;
        self.make_database(&making)?;
        match stage {
            Stage::Places => {
                self.run(self.product(&making).arg("init"), &[0])?;
                self.import(&making, "places", "places.csv")?;
                // No peer asks a second factor either; the policy names its reason.
                let waive = ["user", "policy", "--waive-second-factor", "--source", "bench"];
                self.run(self.product(&making).args(waive), &[0])?;
                self.import(&making, "federations", "federations.csv")?;
            }
            Stage::Groups => {
                self.copy_into(Stage::Places, &making)?;
                self.import(&making, "groups", "groups.csv")?;
            }
            Stage::Registers => {
                self.copy_into(Stage::Groups, &making)?;
                self.import(&making, "members", "members.csv")?;
            }
            Stage::Figures => {
                self.copy_into(Stage::Registers, &making)?;
                self.import(&making, "targets", "targets.csv")?;
                self.import_progress(&making, "2025")?;
            }
            Stage::FiveYears => {
                self.copy_into(Stage::Figures, &making)?;
                for year in ["2021", "2022", "2023", "2024"] {
                    self.import_progress(&making, year)?;
                }
            }
        }
        fs::create_dir_all(&making)?;
        fs::write(making.join("filled"), name.as_bytes())?;
        self.move_database(&making, &kept)?;
        fs::rename(&making, &kept)?;
        Ok(kept)
    }

    /// Removes what an earlier build of the product filled so far.
    fn forget(&self, stage: Stage) -> Result<()> {
        let begin = format!("{stage:?}-").to_lowercase();
        for old in fs::read_dir(self.scratch.parent().expect("scratch lies in a folder"))? {
            let old = old?;
            if old.file_name().to_string_lossy().starts_with(&begin) {
                fs::remove_dir_all(old.path())?;
            }
        }
        Ok(())
    }

    fn copy_into(&self, stage: Stage, folder: &Path) -> Result<()> {
        let from = self.filled(stage, "before")?;
        fs::remove_file(from.join("filled"))?;
        self.move_database(&from, folder)?;
        Ok(fs::rename(from, folder)?)
    }

    fn make_database(&self, folder: &Path) -> Result<()> {
        self.sql(&format!("create database {}", database_of(folder)), folder)
    }

    fn copy_database(&self, from: &Path, to: &Path) -> Result<()> {
        let (from, copy) = (database_of(from), database_of(to));
        self.sql(&format!("create database {copy} template {from}"), to)
    }

    fn move_database(&self, from: &Path, to: &Path) -> Result<()> {
        let (old, new) = (database_of(from), database_of(to));
        self.sql(&format!("alter database {old} rename to {new}"), to)
    }

    /// Makes the database of a folder by a statement; one that stood there is dropped.
    fn sql(&self, statement: &str, folder: &Path) -> Result<()> {
        let Some(server) = &self.postgres else { return Ok(()) };
        server.sql(&format!("drop database if exists {} with (force)", database_of(folder)))?;
        server.sql(statement)
    }

    /// Writes the sheets of a financial year's reported values and imports them month by month.
    fn import_progress(&self, folder: &Path, year: &str) -> Result<()> {
        let sheets = self.data.join(format!("progress-{year}"));
        run::must(Command::new(&self.floor).arg("progress").arg(&sheets).arg(year))?;
        let mut names = Vec::new();
        for file in fs::read_dir(&sheets)? {
            names.push(format!("progress-{year}/{}", file?.file_name().to_string_lossy()));
        }
        names.sort();
        names.iter().try_for_each(|name| self.import(folder, "progress", name).map(drop))
    }

    /// Imports a sheet of the district; every row must be taken.
    ///
    /// # Errors
    /// When a row is refused or doubtful.
    pub(crate) fn import(
        &self,
        folder: &Path,
        register: &str,
        file: &str,
    ) -> Result<measure::Spent> {
        let mut command = self.product(folder);
        let (spent, said) =
            self.run(command.args(["import", register]).arg(self.file(file)), &[0, 1, 2])?;
        let report: Value = serde_json::from_str(&said)?;
        let new = report["new"].as_i64().context("the import printed no counts")?;
        let faults = report["faults"].as_array().map_or(&[][..], Vec::as_slice);
        let first = faults.first().map(Value::to_string).unwrap_or_default();
        ensure!(faults.is_empty() && new > 0, "{file}: {new} new, {} faults {first}", faults.len());
        Ok(spent)
    }
}

/// The database that goes with a folder.
fn database_of(folder: &Path) -> String {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let letters = name.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '_' });
    format!("bench_{}", letters.collect::<String>())
}

fn is_newer(file: &Path, than: &Path) -> bool {
    let at = |path: &Path| fs::metadata(path).and_then(|about| about.modified()).ok();
    matches!((at(file), at(than)), (Some(file), Some(than)) if file > than)
}
