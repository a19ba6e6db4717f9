//! Lists of people that leave as files: each leaves a line in the trail, with the register, what was asked of
//! it and how many rows went. No reason is asked, for account and mobile stay masked in them.

use samuh_engine::{Desk, Error, Op, Result, Value, clock};

use crate::{
    ids::new_id,
    server::{App, query::Query, visit::Visitor},
};

/// Keys of an address that say how a list is shown and not what is in it.
const SHOWN: &[&str] = &["format", "after", "before", "sort", "lang"];
/// Keys whose number names a place.
const PLACES: &[&str] = &["block", "gp", "village", "place", "unit"];

/// A file of people on its way out.
pub(in crate::server) struct Leaving {
    /// The register, as `register-…` names it.
    pub(in crate::server) register: &'static str,
    /// What was asked of it.
    pub(in crate::server) filter: String,
    /// How many rows it holds.
    pub(in crate::server) rows: i64,
}

impl Leaving {
    /// What was asked of a list, out of its address.
    pub(in crate::server) fn of(
        visitor: &Visitor,
        register: &'static str,
        (query, rows): (&Query, i64),
    ) -> Self {
        let told = query
            .pairs()
            .iter()
            .filter(|(key, value)| !SHOWN.contains(&key.as_str()) && !value.is_empty());
        let said = |(key, value): &(String, String)| {
            let place = value.parse().ok().filter(|_| PLACES.contains(&key.as_str()));
            let name = place.map(|id| visitor.home.name(id, visitor.hindi()));
            let name = name.filter(|name| !name.is_empty()).unwrap_or(value);
            format!("{key}: {name}")
        };
        let filter = told.map(said).collect::<Vec<_>>().join(", ");
        Self { register, filter, rows }
    }
}

/// Writes it into the trail, before the file is sent.
///
/// # Errors
/// `Broken` from the database. A full disk hinders no reading.
pub(in crate::server) async fn leaves(visitor: &Visitor, file: Leaving) -> Result<()> {
    let desk = visitor.desk().clone();
    visitor.app.blocking(move |app| note(app, &desk, &file)).await
}

fn note(app: &App, desk: &Desk, file: &Leaving) -> Result<()> {
    let (register, rows, filter) = (file.register, file.rows, file.filter.clone());
    let op = Op::over(new_id()?, "privacy.export", &(register, rows, &filter), clock::now())?;
    let done = app.db().act(desk, &op, move |tx| {
        let filter = Some(filter.as_str()).filter(|filter| !filter.is_empty());
        tx.changed("export", 0, 0)
            .office("register", Value::Null, register)
            // A name may be what was looked for.
            .personal("filter", None::<&str>, filter)
            .office("rows", None::<i64>, rows);
        Ok(())
    });
    match done {
        Err(Error::StorageFull) => Ok(()),
        done => done,
    }
}
