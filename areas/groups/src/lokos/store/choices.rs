//! Choices about differences, and pairs that are not one, in the database.

use std::collections::{HashMap, HashSet};

use samuh_engine::{Desk, Error, Reader, Result, Row, Tx, params};
use samuh_kernel::{calendar::Month, scope::Scope};

use crate::lokos::model::{Choice, Choosing, Chosen, Field};

const ALL: &str = "
    select h.institution_id, h.field, h.choice, h.ours, h.theirs, h.month, h.post_id, h.at
    from lokos_choice h
    join institution i on i.district_id = h.district_id and i.id = h.institution_id
    where h.district_id = $1
      and ($2 = -1 or exists (
        select 1 from post_unit s
        join place_closure c on c.district_id = s.district_id and c.ancestor_id = s.unit_id
          and c.to_on = '9999-12-31'
        where s.district_id = $1 and s.post_id = $2 and c.place_id = i.place_id)
        or exists (
        select 1 from post_unit s
        join federation_closure f on f.district_id = s.district_id and f.ancestor_id = s.unit_id
        where s.district_id = $1 and s.post_id = $2 and f.institution_id = i.id
          and f.to_on = '9999-12-31'))";
const OF: &str = "
    select h.institution_id, h.field, h.choice, h.ours, h.theirs, h.month, h.post_id, h.at
    from lokos_choice h where h.district_id = $1 and h.institution_id = $2";
const KEEP: &str = "
    insert into lokos_choice
      (district_id, institution_id, field, choice, ours, theirs, block_id, month, post_id,
       officer_id, at, op_no)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
    on conflict (district_id, institution_id, field)
    do update set choice = excluded.choice, ours = excluded.ours, theirs = excluded.theirs,
      block_id = excluded.block_id, month = excluded.month, post_id = excluded.post_id,
      officer_id = excluded.officer_id, at = excluded.at, op_no = excluded.op_no";
const TAKEN: &str = "
    select count(*) from lokos_choice
    where district_id = $1 and block_id = $2 and month = $3 and choice = 'take' and at >= $4";
const APART: &str = "select code, institution_id from lokos_not_same where district_id = $1";
const PART: &str = "
    insert into lokos_not_same (district_id, code, institution_id, post_id, at, op_no)
    values ($1, $2, $3, $4, $5, $6)
    on conflict (district_id, code, institution_id) do nothing";

/// Choices by group and field.
pub type Choices = HashMap<(i64, Field), Chosen>;

/// The choices about groups that the desk sees.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn choices(reader: &mut Reader, scope: &Scope) -> Result<Choices> {
    let mut all = Choices::new();
    reader.each(ALL, &params![scope.district_id(), scope.key()], &mut |row| {
        let (key, chosen) = chosen(&row)?;
        all.insert(key, chosen);
        Ok(())
    })?;
    Ok(all)
}

/// The choices about one group; no scope: the group was found under one.
pub(crate) fn choices_of(reader: &mut Reader, district_id: i64, id: i64) -> Result<Choices> {
    let rows = reader.query(OF, &params![district_id, id])?;
    rows.iter().map(chosen).collect()
}

/// Keeps a choice in the place of an earlier one.
pub(crate) fn keep(
    tx: &mut Tx,
    desk: &Desk,
    (block_id, month): (i64, Month),
    choosing: &Choosing,
) -> Result<()> {
    let (at, op_no) = (tx.at(), tx.op_no());
    let given = params![
        desk.district_id(),
        choosing.id,
        choosing.field.code(),
        choosing.choice.code(),
        choosing.ours.as_str(),
        choosing.theirs.as_str(),
        block_id,
        i64::from(month.0),
        desk.post_id,
        desk.officer_id,
        at,
        op_no
    ];
    tx.exec(KEEP, &given).map(drop)
}

/// How many values came into our register out of a block's snapshot since it was entered; inside an act
/// of importing: no scope.
pub(crate) fn taken_since(
    reader: &mut Reader,
    district_id: i64,
    (block_id, month): (i64, Month),
    at: i64,
) -> Result<i64> {
    let given = params![district_id, block_id, i64::from(month.0), at];
    reader.first(TAKEN, &given)?.map_or(Ok(0), |row| row.at(0))
}

/// Codes of LokOS and groups of ours that are not one. It shows nothing by itself: no scope.
pub(crate) fn apart(reader: &mut Reader, district_id: i64) -> Result<HashSet<(String, i64)>> {
    let rows = reader.query(APART, &params![district_id])?;
    rows.iter().map(|row| Ok((row.at(0)?, row.at(1)?))).collect()
}

/// Remembers that a row and a group are not one; false where that was known.
pub(crate) fn part(tx: &mut Tx, desk: &Desk, code: &str, id: i64) -> Result<bool> {
    let (at, op_no) = (tx.at(), tx.op_no());
    let given = params![desk.district_id(), code, id, desk.post_id, at, op_no];
    Ok(tx.exec(PART, &given)? > 0)
}

fn chosen(row: &Row) -> Result<((i64, Field), Chosen)> {
    let (field, choice): (String, String) = (row.at(1)?, row.at(2)?);
    let month = i32::try_from(row.at::<i64>(5)?).map_err(|_| Error::broken("a month"))?;
    let field = Field::of(&field).ok_or_else(|| Error::broken("an unknown field"))?;
    let chosen = Chosen {
        choice: Choice::of(&choice).ok_or_else(|| Error::broken("an unknown choice"))?,
        ours: row.at(3)?,
        theirs: row.at(4)?,
        month: Month(month),
        post_id: row.at(6)?,
        at: row.at(7)?,
    };
    Ok(((row.at(0)?, field), chosen))
}
