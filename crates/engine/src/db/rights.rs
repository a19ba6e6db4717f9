//! The rights of the account by which the program is at PostgreSQL: to serve it needs to read and write rows,
//! and no more.

use samuh_kernel::fault::Fault;

use super::Tx;
use crate::error::{Error, Result};

/// Tables of the schema at hand whose rows the account may not both read and write.
const LACKING: &str = "
    select c.relname from pg_class c
    where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace
      and c.relname <> 'migration'
      and not (has_table_privilege(c.oid, 'select') and has_table_privilege(c.oid, 'insert')
               and has_table_privilege(c.oid, 'update') and has_table_privilege(c.oid, 'delete'))
    order by c.relname";

const WHO: &str = "select current_user::text as account, current_schema()::text as schema";

/// How many tables are named; of more it is said how many.
const NAMED: usize = 5;

/// True where the record of the steps is there, so that there is something to serve.
pub(super) fn has_steps(tx: &mut Tx) -> Result<bool> {
    let found = tx.first("select to_regclass('migration')::text as it", &[])?;
    let found: Option<String> = found.map(|row| row.at(0)).transpose()?.flatten();
    Ok(found.is_some())
}

/// Makes sure that the account may work with every table.
///
/// # Errors
/// Fault `grants_missing` with the tables and the words that would grant it.
pub(super) fn check(tx: &mut Tx) -> Result<()> {
    let rows = tx.query(LACKING, &[])?;
    let tables: Vec<String> = rows.iter().map(|row| row.at(0)).collect::<Result<_>>()?;
    if tables.is_empty() {
        return Ok(());
    }
    let who = tx.first(WHO, &[])?.ok_or_else(|| Error::broken("an account without a name"))?;
    let (account, schema): (String, String) = (who.get("account")?, who.get("schema")?);
    let more = tables.len().saturating_sub(NAMED);
    let named = tables.into_iter().take(NAMED).collect::<Vec<_>>().join(", ");
    let fault = Fault::new("grants_missing").with("tables", named).with("more", more);
    Err(Error::Faults(fault.with("account", account).with("schema", schema).into()))
}

/// Says of a step that was refused that this account is not the owner.
pub(super) fn told(error: Error) -> Error {
    if !error.is_missing_right() {
        return error;
    }
    Error::Faults(Fault::new("schema_owner").with("detail", error).into())
}
