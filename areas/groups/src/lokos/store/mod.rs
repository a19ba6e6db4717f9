//! Snapshots of LokOS in the database. Every read takes the scope of who asks: a block's own, a
//! federation's groups by their codes.

pub mod choices;
pub(crate) mod ours;

use chrono::NaiveDate;
use samuh_engine::{Error, Reader, Result, Row, Tx, params};
use samuh_kernel::{calendar::Month, scope::Scope};

use super::model::{Field, Snapshot, Theirs};

const SNAPSHOTS: &str = "
    select p.block_id, p.month, p.as_on, p.said, p.held, p.at, p.batch_no
    from lokos_snapshot p
    where p.district_id = $1 and p.month <= $2
      and ($3 = -1 or exists (
        select 1 from post_unit s
        join place_closure c on c.district_id = s.district_id and c.ancestor_id = s.unit_id
          and c.to_on = '9999-12-31'
        where s.district_id = $1 and s.post_id = $3 and c.place_id = p.block_id)
        or exists (
        select 1 from post_unit s
        join place_closure c on c.district_id = s.district_id and c.place_id = s.unit_id
          and c.to_on = '9999-12-31'
        where s.district_id = $1 and s.post_id = $3 and c.ancestor_id = p.block_id)
        or exists (
        select 1 from post_unit s
        join federation_closure f on f.district_id = s.district_id and f.ancestor_id = s.unit_id
        join institution i on i.district_id = f.district_id and i.id = f.institution_id
        where s.district_id = $1 and s.post_id = $3 and f.to_on = '9999-12-31'
          and i.block_id = p.block_id))
    order by p.block_id, p.month desc";
const ROWS: &str = "
    select l.code, l.name_hi, l.name_en, l.gp_named, l.village_named, l.place_id, l.formed_on,
           l.members, l.account_last, l.account_open, l.state, l.traded_on, l.operator, l.reason
    from lokos_group l
    where l.district_id = $1 and l.block_id = $2 and l.month = $3
      and ($4 = -1 or exists (
        select 1 from post_unit s
        join place_closure c on c.district_id = s.district_id and c.ancestor_id = s.unit_id
          and c.to_on = '9999-12-31'
        where s.district_id = $1 and s.post_id = $4 and c.place_id = coalesce(l.place_id, l.block_id))
        or exists (
        select 1 from post_unit s
        join federation_closure f on f.district_id = s.district_id and f.ancestor_id = s.unit_id
        join institution_code k on k.district_id = f.district_id and k.institution_id = f.institution_id
        where s.district_id = $1 and s.post_id = $4 and f.to_on = '9999-12-31' and k.code = l.code))
    order by l.code";
const ONE: &str = "
    select p.block_id, p.month, p.as_on, p.said, p.held, p.at, p.batch_no
    from lokos_snapshot p where p.district_id = $1 and p.block_id = $2 and p.month = $3";
const ADD: &str = "
    insert into lokos_snapshot (district_id, block_id, month, as_on, said, held, at, batch_no, op_no)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const DROP: &str = "
    delete from lokos_snapshot where district_id = $1 and block_id = $2 and month = $3";
const DROP_ROWS: &str = "
    delete from lokos_group where district_id = $1 and block_id = $2 and month = $3";
const COLUMNS: &[&str] = &[
    "district_id",
    "block_id",
    "month",
    "code",
    "name_hi",
    "name_en",
    "gp_named",
    "village_named",
    "place_id",
    "formed_on",
    "members",
    "account_last",
    "account_open",
    "state",
    "traded_on",
    "operator",
    "reason",
    "op_no",
];
/// The word of the list of fields that says that transactions are told.
const TRADES: &str = "traded_on";

/// The snapshots of the blocks that the desk sees, up to a month, the latest of a block first.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn snapshots(reader: &mut Reader, scope: &Scope, until: Month) -> Result<Vec<Snapshot>> {
    let given = params![scope.district_id(), i64::from(until.0), scope.key()];
    reader.query(SNAPSHOTS, &given)?.iter().map(snapshot).collect()
}

/// The groups of a block's snapshot that the desk sees.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn rows(
    reader: &mut Reader,
    scope: &Scope,
    (block_id, month): (i64, Month),
) -> Result<Vec<Theirs>> {
    let given = params![scope.district_id(), block_id, i64::from(month.0), scope.key()];
    let mut rows = Vec::new();
    reader.each(ROWS, &given, &mut |row| {
        rows.push(theirs(&row, block_id)?);
        Ok(())
    })?;
    Ok(rows)
}

/// The snapshot of a block and month; inside an act of importing: no scope, the judge asked for the
/// block under one.
pub(crate) fn standing(
    reader: &mut Reader,
    district_id: i64,
    (block_id, month): (i64, Month),
) -> Result<Option<Snapshot>> {
    let given = params![district_id, block_id, i64::from(month.0)];
    reader.first(ONE, &given)?.as_ref().map(snapshot).transpose()
}

/// Puts a snapshot in the place of whatever stands for its block and month.
pub(crate) fn replace(
    tx: &mut Tx,
    district_id: i64,
    snapshot: &Snapshot,
    rows: &[Theirs],
) -> Result<()> {
    remove(tx, district_id, (snapshot.block_id, snapshot.month))?;
    let (month, op_no) = (i64::from(snapshot.month.0), tx.op_no());
    let given = params![
        district_id,
        snapshot.block_id,
        month,
        snapshot.as_on,
        said_text(snapshot),
        snapshot.held,
        snapshot.at,
        snapshot.batch_no,
        op_no
    ];
    tx.exec(ADD, &given)?;
    let mut values = rows.iter().map(|row| {
        params![
            district_id,
            snapshot.block_id,
            month,
            row.code.as_str(),
            row.name_hi.as_deref(),
            row.name_en.as_deref(),
            row.gp_named.as_deref(),
            row.village_named.as_deref(),
            row.place_id,
            row.formed_on,
            row.members,
            row.account_last.as_deref(),
            row.account_open,
            row.state.as_str(),
            row.traded_on,
            row.operator.as_deref(),
            row.reason.as_deref(),
            op_no
        ]
        .to_vec()
    });
    tx.load("lokos_group", COLUMNS, &mut values).map(drop)
}

/// Takes the snapshot of a block and month away.
pub(crate) fn remove(tx: &mut Tx, district_id: i64, (block_id, month): (i64, Month)) -> Result<()> {
    let given = params![district_id, block_id, i64::from(month.0)];
    tx.exec(DROP_ROWS, &given)?;
    tx.exec(DROP, &given).map(drop)
}

fn said_text(snapshot: &Snapshot) -> String {
    let fields = snapshot.said.iter().map(|field| field.code());
    let all: Vec<&str> = fields.chain(snapshot.tells_trades.then_some(TRADES)).collect();
    all.join(" ")
}

fn snapshot(row: &Row) -> Result<Snapshot> {
    let said: String = row.at(3)?;
    Ok(Snapshot {
        block_id: row.at(0)?,
        month: month_of(row.at(1)?)?,
        as_on: row.at(2)?,
        said: said.split(' ').filter_map(Field::of).collect(),
        tells_trades: said.split(' ').any(|word| word == TRADES),
        held: row.at(4)?,
        at: row.at(5)?,
        batch_no: row.at(6)?,
    })
}

fn month_of(number: i64) -> Result<Month> {
    i32::try_from(number).map(Month).map_err(|_| Error::broken("a month that is none"))
}

fn theirs(row: &Row, block_id: i64) -> Result<Theirs> {
    Ok(Theirs {
        block_id,
        code: row.at(0)?,
        name_hi: row.at(1)?,
        name_en: row.at(2)?,
        gp_named: row.at(3)?,
        village_named: row.at(4)?,
        place_id: row.at(5)?,
        formed_on: row.at::<Option<NaiveDate>>(6)?,
        members: row.at(7)?,
        account_last: row.at(8)?,
        account_open: row.at(9)?,
        state: row.at(10)?,
        traded_on: row.at(11)?,
        operator: row.at(12)?,
        reason: row.at(13)?,
    })
}
