//! PostgreSQL's own programs: `pg_dump` and `pg_restore`, on the very state that was counted.

use std::{
    path::Path,
    process::{Command, Stdio},
};

use samuh_engine::{
    Db, Error, Result,
    db::{Location, tool_variables},
};
use samuh_kernel::fault::Fault;

use super::{backup::describe, manifest::Manifest, restore::not_clean, store};

/// Where the tables are when no schema was named.
pub(super) const PUBLIC: &str = "public";

/// The address and the schema of a database.
pub(super) fn address(location: &Location) -> Result<(&str, &str)> {
    match location {
        Location::Postgres { url, schema } => Ok((url, schema.as_deref().unwrap_or(PUBLIC))),
        Location::File(_) => Err(Error::broken("not a PostgreSQL address")),
    }
}

/// Writes the schema's tables to an archive and their rows into the manifest, both of one state.
pub(super) fn dump(db: &Db, archive: &Path, manifest: &mut Manifest) -> Result<()> {
    let location = db.location();
    let (url, schema) = address(&location)?;
    manifest.postgres_schema = Some(schema.to_owned());
    db.read(|reader| {
        manifest.engine_version = store::engine_version(reader)?;
        let snapshot = store::export_snapshot(reader)?;
        describe(reader, manifest)?;
        let mut command = Command::new("pg_dump");
        command.args(["--format=custom", "--no-owner", "--no-privileges", "--compress=5"]);
        command.arg(format!("--snapshot={snapshot}")).arg(format!("--schema={schema}"));
        run(command.arg("--file").arg(archive), url)
    })
}

/// Takes an archive of the schema `source` into the schema of that location, wholly or not at all.
///
/// # Errors
/// Fault `restore_not_clean` where one of the two holds tables of ours already.
pub(super) fn into_schema(location: &Location, source: &str, archive: &Path) -> Result<()> {
    let (url, wanted) = address(location)?;
    let plain = |name: &str| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if !plain(source) || !plain(wanted) {
        return Err(not_clean(wanted));
    }
    let schema = Some(source.to_owned());
    let db = Db::open(&Location::Postgres { url: url.to_owned(), schema })?;
    for name in [source, wanted] {
        if db.read(|reader| store::has_tables(reader, name))? {
            return Err(not_clean(name));
        }
    }
    let mut command = Command::new("pg_restore");
    command.args(["--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error"]);
    command.arg(format!("--schema={source}"));
    run(command.arg("--dbname").arg(database_of(url)?).arg(archive), url)?;
    if source != wanted {
        let (source, wanted) = (source.to_owned(), wanted.to_owned());
        db.transact(move |tx| store::rename_schema(tx, &source, &wanted))?;
    }
    Ok(())
}

/// Takes away what an attempt left in a schema of its own.
pub(super) fn clear(location: &Location) -> Result<()> {
    let (_, schema) = address(location)?;
    if schema == PUBLIC {
        return Ok(());
    }
    let schema = schema.to_owned();
    Db::open(location)?.transact(move |tx| store::drop_schema(tx, &schema))
}

/// Runs work in a database made for it alone, which is taken away again.
pub(super) fn in_spare_database<T>(
    url: &str,
    work: impl FnOnce(&Location) -> Result<T>,
) -> Result<T> {
    let name = format!("samuh_drill_{}", std::process::id());
    run(Command::new("createdb").arg("--maintenance-db").arg(database_of(url)?).arg(&name), url)?;
    let spare = with_database(url, &name)?;
    let outcome = work(&Location::Postgres { url: spare, schema: None });
    let maintenance = database_of(url)?;
    let mut drop = Command::new("dropdb");
    let dropped =
        run(drop.args(["--if-exists", "--force", "--maintenance-db", &maintenance, &name]), url);
    outcome.and_then(|value| dropped.map(|()| value))
}

fn database_of(url: &str) -> Result<String> {
    let name = tool_variables(url)?.into_iter().find(|(name, _)| *name == "PGDATABASE");
    Ok(name.map_or_else(|| "postgres".to_owned(), |(_, name)| name))
}

/// The same address with another database: its path is replaced.
fn with_database(url: &str, name: &str) -> Result<String> {
    let (base, query) =
        url.split_once('?').map_or((url, None), |(base, query)| (base, Some(query)));
    let (scheme, rest) = base.split_once("://").ok_or_else(|| Error::broken("not an address"))?;
    let host = rest.split('/').next().unwrap_or_default();
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    Ok(format!("{scheme}://{host}/{name}{query}"))
}

fn run(command: &mut Command, url: &str) -> Result<()> {
    let tool = command.get_program().to_string_lossy().into_owned();
    let failed = |detail: String| {
        let fault = Fault::new("pg_tool").with("tool", &tool).with("detail", detail.trim());
        Error::Faults(fault.into())
    };
    command.envs(tool_variables(url)?).stdin(Stdio::null());
    let output = command.output().map_err(|error| failed(error.to_string()))?;
    if output.status.success() {
        return Ok(());
    }
    Err(failed(String::from_utf8_lossy(&output.stderr).into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_database_stands_in_the_same_address() {
        let other = |url| with_database(url, "spare").unwrap();
        assert_eq!(
            other("postgres://a:b@h:5/x?sslmode=disable"),
            "postgres://a:b@h:5/spare?sslmode=disable"
        );
        assert_eq!(other("postgres:///x?host=/run/pg"), "postgres:///spare?host=/run/pg");
        assert_eq!(other("postgres://h"), "postgres://h/spare");
    }
}
