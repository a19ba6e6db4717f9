//! Awards in the database. The register is of the whole district, for every desk that sees meetings;
//! what is printed on a certificate is for everybody who has its serial.

use samuh_engine::{Error, Reader, Result, Row, Tx, params};
use samuh_kernel::scope::Scope;

use super::model::{Award, Checked, GiveAwards, Recipient, Withdraw};

const AWARDS: &str = "
    select no, certificate, unit_id, post_id, name, who, award_hi, award_en, reason_hi, reason_en,
           ranking_no, given_on, withdrawn_at, withdrawal, version, op_no
    from award where district_id = $1 and ($2 = 0 or no = $2)
    order by given_on desc, no desc";
const BY_SERIAL: &str = "
    select certificate, name, who, award_hi, award_en, given_on, withdrawn_at from award
    where certificate = $1";
const ADD: &str = "
    insert into award
      (district_id, no, certificate, unit_id, post_id, name, who, award_hi, award_en, reason_hi, reason_en,
       ranking_no, given_on, decided_at, withdrawn_at, withdrawal, version, op_no)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, null, null, 1, $15)";
const WITHDRAW: &str = "
    update award set withdrawn_at = $3, withdrawal = $4, version = version + 1
    where district_id = $1 and no = $2 and version = $5 and withdrawn_at is null";

/// The register, the latest day first.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn awards(reader: &mut Reader, scope: &Scope) -> Result<Vec<Award>> {
    reader.query(AWARDS, &params![scope.district_id(), 0_i64])?.iter().map(award).collect()
}

/// One award.
///
/// # Errors
/// `NotFound` for a number that is none.
pub fn award_of(reader: &mut Reader, scope: &Scope, no: i64) -> Result<Award> {
    if no < 1 {
        return Err(Error::NotFound);
    }
    let row = reader.first(AWARDS, &params![scope.district_id(), no])?;
    award(&row.ok_or(Error::NotFound)?)
}

/// What is printed on the certificate of a serial. A public fact: no scope.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn by_serial(reader: &mut Reader, serial: &str) -> Result<Option<Checked>> {
    let Some(row) = reader.first(BY_SERIAL, &params![serial])? else { return Ok(None) };
    Ok(Some(Checked {
        serial: row.at(0)?,
        name: row.at(1)?,
        who: row.at(2)?,
        award_hi: row.at(3)?,
        award_en: row.at(4)?,
        given_on: row.at(5)?,
        holds: row.at::<Option<i64>>(6)?.is_none(),
    }))
}

/// Writes an award.
pub(crate) fn add(
    tx: &mut Tx,
    (no, serial): (i64, &str),
    ask: &GiveAwards,
    one: &Recipient,
) -> Result<()> {
    let given = params![
        tx.district_id(),
        no,
        serial,
        one.unit_id,
        one.post_id,
        one.name.as_str(),
        one.who.as_str(),
        ask.award_hi.as_str(),
        ask.award_en.as_str(),
        ask.reason_hi.as_str(),
        ask.reason_en.as_str(),
        ask.ranking_no,
        ask.given_on,
        tx.at(),
        tx.op_no()
    ];
    tx.exec(ADD, &given).map(drop)
}

/// Takes one back; false when that was done meanwhile.
pub(crate) fn withdraw(tx: &mut Tx, ask: &Withdraw, reason: &str) -> Result<bool> {
    let given = params![tx.district_id(), ask.no, tx.at(), reason, ask.version];
    Ok(tx.exec(WITHDRAW, &given)? == 1)
}

fn award(row: &Row) -> Result<Award> {
    Ok(Award {
        no: row.at(0)?,
        serial: row.at(1)?,
        unit_id: row.at(2)?,
        post_id: row.at(3)?,
        name: row.at(4)?,
        who: row.at(5)?,
        award_hi: row.at(6)?,
        award_en: row.at(7)?,
        reason_hi: row.at(8)?,
        reason_en: row.at(9)?,
        ranking_no: row.at(10)?,
        given_on: row.at(11)?,
        withdrawn_at: row.at(12)?,
        withdrawal: row.at(13)?,
        version: row.at(14)?,
        op_no: row.at(15)?,
    })
}
