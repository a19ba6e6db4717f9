//! Names of the units that rows stand at: asked once for each unit of a page, not for each of its rows.

use std::collections::HashMap;

use samuh_kernel::scope::Scope;

use super::{
    Register,
    column::{Column, Kind, Units},
    held::Held,
    read::Row,
    statement,
};
use crate::{
    db::{Reader, Value},
    error::Result,
};

/// Units asked for at once; both engines take many more parameters.
const AT_ONCE: usize = 256;

/// Units of a page that is read again and again. The names of a longer list, a file, would only take the room of
/// answers that are asked once more.
const OF_A_PAGE: usize = 64;

type Names = HashMap<i64, (Option<String>, Option<String>)>;

/// Gives the units of rows their names in Hindi and English; the rows were read under the scope.
pub(super) fn give(
    reader: &mut Reader,
    scope: &Scope,
    columns: &[&Column],
    rows: &mut [Row],
) -> Result<()> {
    for units in of(columns) {
        let at: Vec<usize> = (0..columns.len()).filter(|at| is(columns[*at], units)).collect();
        let mut ids: Vec<i64> = Vec::new();
        for held in rows.iter().flat_map(|row| at.iter().map(|at| &row.held[*at])) {
            if let Held::Unit { id, .. } = held {
                ids.push(*id);
            }
        }
        ids.sort_unstable();
        ids.dedup();
        let named = names(reader, scope, units, &ids)?;
        for row in rows.iter_mut() {
            for at in &at {
                if let Held::Unit { id, name_hi, name_en } = &mut row.held[*at]
                    && let Some(names) = named.get(id)
                {
                    (*name_hi, *name_en) = names.clone();
                }
            }
        }
    }
    Ok(())
}

/// The kinds of units that columns name, each once.
fn of(columns: &[&Column]) -> Vec<&'static Units> {
    let mut all: Vec<&'static Units> = Vec::new();
    for column in columns {
        if let Kind::Unit(units) = column.kind
            && !all.iter().any(|one| one.name_hi == units.name_hi)
        {
            all.push(units);
        }
    }
    all
}

fn is(column: &Column, units: &Units) -> bool {
    matches!(column.kind, Kind::Unit(of) if of.name_hi == units.name_hi)
}

fn names(reader: &mut Reader, scope: &Scope, units: &Units, ids: &[i64]) -> Result<Names> {
    let mut all = HashMap::with_capacity(ids.len());
    for some in ids.chunks(AT_ONCE) {
        // A power of two, the last one again and again: few statements are prepared.
        let many = some.len().next_power_of_two();
        let last = some.last().copied().unwrap_or_default();
        let padded = some.iter().copied().chain(std::iter::repeat(last)).take(many);
        let values: Vec<Value> =
            std::iter::once(scope.district_id()).chain(padded).map(Value::from).collect();
        let sql = statement::names(units, many);
        let found = if many > OF_A_PAGE {
            reader.query(&sql, &values)?
        } else {
            reader.kept(&sql, &values)?
        };
        for row in found {
            all.insert(row.at(0)?, (row.at(1)?, row.at(2)?));
        }
    }
    Ok(all)
}

/// The statements of a register's names, for the test that prepares them on both engines.
pub(super) fn statements(register: &Register) -> Vec<String> {
    let columns: Vec<&Column> = register.columns.iter().collect();
    of(&columns).into_iter().map(|units| statement::names(units, 2)).collect()
}
