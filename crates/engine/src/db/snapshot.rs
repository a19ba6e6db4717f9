//! Copies of a database: a whole one made while others write, and a look into a file that is not
//! to be changed.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::{Db, Engine, Reader, lite::Link, read_within, tx::Source, way::Way};
use crate::error::{Error, Result};

impl Db {
    /// Writes one consistent state of the embedded database to a new file. Acts go on meanwhile.
    ///
    /// # Errors
    /// `StorageFull` when there is no room, `Broken` when the file exists or on another engine.
    pub fn snapshot_into(&self, file: &Path) -> Result<()> {
        let Engine::Lite { path, .. } = &self.engine else {
            return Err(Error::broken("only the embedded database is copied as a file"));
        };
        let name = file.to_str().ok_or_else(|| Error::broken("a path that is not Unicode"))?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(std::time::Duration::from_secs(10))?;
        // Unlike a copy of the pages, it reads every row by its tree: what is broken shows here.
        connection.execute("vacuum into ?1", [name])?;
        Ok(())
    }
}

/// Reads a SQLite file as it lies, opening it for nothing else.
///
/// # Errors
/// `Broken` when it is no database; whatever `read` answers with.
pub fn read_file<T>(path: &Path, read: impl FnOnce(&mut Reader) -> Result<T>) -> Result<T> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    read_within(&mut Reader::new(Source::Lite(Link::plain(connection))), read)
}

/// What PostgreSQL's own programs are told of an address, by their environment: a password among
/// their arguments would stand in the list of processes.
///
/// # Errors
/// Fault `database_address` when it cannot be read.
pub fn tool_variables(url: &str) -> Result<Vec<(&'static str, String)>> {
    use postgres::config::Host;
    let way = Way::read(url)?;
    let config = &way.config;
    let mut variables = way.variables();
    let host = config.get_hosts().first().map(|host| match host {
        Host::Tcp(name) => name.clone(),
        #[cfg(unix)]
        Host::Unix(folder) => folder.display().to_string(),
    });
    let password = config.get_password().map(|text| String::from_utf8_lossy(text).into_owned());
    variables.extend(host.map(|host| ("PGHOST", host)));
    variables.extend(config.get_ports().first().map(|port| ("PGPORT", port.to_string())));
    variables.extend(config.get_user().map(|user| ("PGUSER", user.to_owned())));
    variables.extend(password.map(|password| ("PGPASSWORD", password)));
    variables.extend(config.get_dbname().map(|name| ("PGDATABASE", name.to_owned())));
    Ok(variables)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_programs_of_postgresql_are_told_where_and_as_whom() {
        let url = "postgres://samuh:s%20x@db.office:5433/mission?sslrootcert=/etc/samuh/ca.pem";
        let told = tool_variables(url).unwrap();
        let all: Vec<_> = told.iter().map(|(name, value)| format!("{name}={value}")).collect();
        assert_eq!(
            all,
            [
                "PGSSLMODE=verify-full",
                "PGSSLROOTCERT=/etc/samuh/ca.pem",
                "PGHOST=db.office",
                "PGPORT=5433",
                "PGUSER=samuh",
                "PGPASSWORD=s x",
                "PGDATABASE=mission"
            ]
        );
    }
}
