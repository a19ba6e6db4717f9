//! What SQLite's planner is told about a district: how many rows a table has and how much a column
//! tells apart. Without it the planner takes the leading `district_id` for a narrow choice and walks
//! a whole table for every row of another; with it every database has the same plans from its first row.

use std::collections::BTreeMap;

use super::{Tx, Value};
use crate::{error::Result, params};

/// Rows of a large district, by table; other tables are small.
const ROWS: &[(&str, u64)] = &[
    ("affiliation", 20_000),
    ("audit_change", 200_000),
    ("balance", 1_000_000),
    ("entry", 1_000_000),
    ("federation_closure", 60_000),
    ("household", 180_000),
    ("institution", 21_000),
    ("institution_code", 25_000),
    ("institution_fact", 60_000),
    ("institution_place", 21_000),
    ("lokos_choice", 20_000),
    ("lokos_group", 200_000),
    ("member", 200_000),
    ("membership", 200_000),
    ("name_token", 600_000),
    ("office_bearer", 40_000),
    ("op", 100_000),
    ("place", 3_500),
    ("place_closure", 13_000),
    ("place_code", 5_000),
    ("place_parent", 3_500),
    ("read_log", 200_000),
    ("reported", 1_000_000),
    ("target", 30_000),
    ("target_household", 120_000),
    ("target_link", 60_000),
    ("target_refusal", 5_000),
    ("target_visit", 150_000),
];
const SMALL: u64 = 500;
/// Indexes of those rows only that wait for something.
const WAITING: &[&str] = &["op_unsealed"];

/// How many values a column has in a district; a column that is not named tells every row apart.
const VALUES: &[(&str, u64)] = &[
    ("act", 40),
    ("ancestor_id", 3_500),
    ("at", 2_000),
    ("batch_no", 50),
    ("block_id", 20),
    ("class", 2),
    ("district_id", 1),
    ("fact", 3),
    ("federation_id", 900),
    ("from_on", 20),
    ("household_id", 180_000),
    ("indicator", 30),
    ("institution_id", 21_000),
    ("kind", 3),
    ("level", 4),
    ("member_id", 200_000),
    ("month", 120),
    ("office", 3),
    ("parent_id", 900),
    ("place_id", 2_500),
    ("post_id", 100),
    ("register", 2),
    ("state_id", 1),
    ("subject", 3),
    ("subject_id", 100_000),
    ("target_id", 100_000),
    ("to_on", 2),
    ("token", 8_000),
    ("unit_id", 4_500),
    ("year", 4),
];

const INDEXES: &str = "
    select t.name, t.wr, l.name, l.origin, i.name
    from pragma_table_list t
    join pragma_index_list(t.name) l
    join pragma_index_info(l.name) i
    where t.schema = 'main' and t.type = 'table' and t.name not like 'sqlite_%'
    order by t.name, l.name, i.seqno";
const ADD: &str = "insert into sqlite_stat1 (tbl, idx, stat) values ($1, $2, $3)";

/// Writes the statistics of every index anew.
pub(super) fn write(tx: &mut Tx) -> Result<()> {
    let mut indexes: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for row in tx.query(INDEXES, &[])? {
        let (table, index, column): (String, String, String) = (row.at(0)?, row.at(2)?, row.at(4)?);
        // The key of a table without row numbers is the table itself.
        let is_table = row.at::<i64>(1)? == 1 && row.at::<String>(3)? == "pk";
        let index = if is_table { table.clone() } else { index };
        indexes.entry((table, index)).or_default().push(column);
    }
    // The first makes the table of statistics where there is none, the second has it read again.
    tx.batch("analyze sqlite_schema; delete from sqlite_stat1")?;
    for ((table, index), columns) in &indexes {
        let given: [Value; 3] =
            params![table.as_str(), index.as_str(), stat(table, index, columns)];
        tx.exec(ADD, &given)?;
    }
    tx.batch("analyze sqlite_schema")
}

/// True when no statistics were written yet.
pub(super) fn are_missing(tx: &mut Tx) -> Result<bool> {
    const THERE: &str = "select 1 from sqlite_schema where name = 'sqlite_stat1'";
    Ok(tx.first(THERE, &[])?.is_none())
}

/// All rows, then the rows left by each further column.
fn stat(table: &str, index: &str, columns: &[String]) -> String {
    let known = |list: &[(&str, u64)], name: &str| {
        list.iter().find(|(known, _)| *known == name).map(|(_, count)| *count)
    };
    let rows = known(ROWS, table).unwrap_or(SMALL);
    let rows = if WAITING.contains(&index) { SMALL } else { rows };
    let mut told_apart = 1_u64;
    let mut words = vec![rows.to_string()];
    for column in columns {
        told_apart = told_apart.saturating_mul(known(VALUES, column).unwrap_or(rows)).min(rows);
        words.push((rows / told_apart).max(1).to_string());
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_further_column_leaves_fewer_rows() {
        let columns = ["district_id", "institution_id", "member_id", "joined_on"];
        let columns = columns.map(str::to_owned);
        assert_eq!(stat("membership", "membership", &columns), "200000 200000 9 1 1");
        assert_eq!(stat("session", "session", &["token_hash".to_owned()]), "500 1");
    }
}
