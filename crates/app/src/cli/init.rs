//! Making and bringing up a database. Neither ever asks.

use samuh_engine::{Db, Result, clock, db::Location};
use samuh_places::add_states;

use super::{Common, Exit, Workplace, print};

/// Makes the database with the states and union territories; a second run changes nothing.
pub(super) fn init(common: &Common) -> Result<Exit> {
    let db = common.make()?;
    let states = prepare(&db)?;
    let at = match common.location() {
        Location::File(path) => path.display().to_string(),
        Location::Postgres { schema, .. } => schema.unwrap_or_else(|| "postgresql".to_owned()),
    };
    if common.json {
        print::json(&serde_json::json!({ "database": at, "states": states }))?;
    } else {
        let args = [("at", at.into()), ("states", states.into())];
        print::line(&common.words().args("cli-init-done", &args))?;
    }
    Ok(Exit::Done)
}

/// The schema, and the states and union territories; answers how many of these there are.
pub(super) fn prepare(db: &Db) -> Result<usize> {
    db.migrate(clock::now())?;
    db.transact(add_states)
}

/// Brings an older database to this program's schema.
pub(super) fn migrate(common: &Common) -> Result<Exit> {
    if let Location::File(path) = common.location()
        && !path.is_file()
    {
        return Workplace::open(common).map(|_| Exit::Done);
    }
    let steps = common.make()?.migrate(clock::now())?;
    if common.json {
        print::json(&serde_json::json!({ "steps": steps }))?;
    } else {
        print::line(&common.words().args("cli-migrate-done", &[("steps", steps.into())]))?;
    }
    Ok(Exit::Done)
}
