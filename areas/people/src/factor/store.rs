//! Keys and recovery codes in the register. They are read at the door, of the account that is
//! entering.

use samuh_engine::{Error, Reader, Result, Tx, params};

use super::CodeDigest;

const EXISTS: &str = "select 1 from second_factor where district_id = $1 and account_id = $2";

const FIND: &str = "
    select secret, digest, last_step from second_factor where district_id = $1 and account_id = $2";

const ADD: &str = "
    insert into second_factor (district_id, account_id, secret, digest, last_step, op_no)
    values ($1, $2, $3, $4, $5, $6)";

const ALL: &str = "
    select district_id, account_id, secret from second_factor order by district_id, account_id";

const KEEP: &str = "
    update second_factor set secret = $4
    where district_id = $1 and account_id = $2 and secret = $3";

const STEP: &str = "
    update second_factor set last_step = $3
    where district_id = $1 and account_id = $2 and last_step < $3";

const DROP: &str = "delete from second_factor where district_id = $1 and account_id = $2";

const DROP_CODES: &str = "delete from recovery_code where district_id = $1 and account_id = $2";

const ADD_CODE: &str = "
    insert into recovery_code (code_hash, district_id, account_id, used_at)
    values ($1, $2, $3, null)";

const USE_CODE: &str = "
    update recovery_code set used_at = $4
    where code_hash = $1 and district_id = $2 and account_id = $3 and used_at is null";

/// True where the account has a second factor: no scope, it is asked at the door.
pub(super) fn exists(r: &mut Reader, district_id: i64, account_id: i64) -> Result<bool> {
    Ok(r.first(EXISTS, &params![district_id, account_id])?.is_some())
}

/// The key of an account as the register has it.
pub(super) struct Kept {
    /// As it is kept: sealed, or open.
    pub(super) secret: Vec<u8>,
    /// The digest that it was made for.
    pub(super) digest: CodeDigest,
    /// The step of the last code that was taken.
    pub(super) last_step: i64,
}

/// The key of an account: no scope, it is asked at the door.
pub(super) fn find(r: &mut Reader, district_id: i64, account_id: i64) -> Result<Option<Kept>> {
    let Some(row) = r.first(FIND, &params![district_id, account_id])? else { return Ok(None) };
    let digest: String = row.get("digest")?;
    let digest = CodeDigest::of(&digest);
    let digest = digest.ok_or_else(|| Error::broken("a key of an unknown digest"))?;
    Ok(Some(Kept { secret: row.get("secret")?, digest, last_step: row.get("last_step")? }))
}

/// Writes the key of an account, with the step of the code that proved it.
pub(super) fn add(tx: &mut Tx, account_id: i64, new: &Kept) -> Result<()> {
    let (district_id, op_no) = (tx.district_id(), tx.op_no());
    let (secret, digest) = (new.secret.clone(), new.digest.code());
    let row = params![district_id, account_id, secret, digest, new.last_step, op_no];
    tx.exec(ADD, &row).map(|_| ())
}

/// A key as it is kept, by district and account.
type Lying = ((i64, i64), Vec<u8>);

/// Every key of the machine's districts as it is kept: no scope, the machine looks.
pub(super) fn all(r: &mut Reader) -> Result<Vec<Lying>> {
    let rows = r.query(ALL, &[])?;
    rows.iter().map(|row| Ok(((row.at(0)?, row.at(1)?), row.at(2)?))).collect()
}

/// Keeps a key another way, unless it was set up anew meanwhile.
pub(super) fn keep(
    tx: &mut Tx,
    (district_id, account_id): (i64, i64),
    (was, becomes): (&[u8], &[u8]),
) -> Result<bool> {
    let given = params![district_id, account_id, was.to_vec(), becomes.to_vec()];
    Ok(tx.exec(KEEP, &given)? == 1)
}

/// Keeps the step of a code; false where it, or a later one, was taken before.
pub(super) fn take_step(tx: &mut Tx, district_id: i64, account_id: i64, step: i64) -> Result<bool> {
    Ok(tx.exec(STEP, &params![district_id, account_id, step])? == 1)
}

/// Writes a recovery code by its hash.
pub(super) fn add_code(tx: &mut Tx, account_id: i64, hash: &[u8]) -> Result<()> {
    let district_id = tx.district_id();
    tx.exec(ADD_CODE, &params![hash.to_vec(), district_id, account_id]).map(|_| ())
}

/// Uses a recovery code up; false where there is no such unused one.
pub(super) fn use_code(
    tx: &mut Tx,
    district_id: i64,
    account_id: i64,
    hash: &[u8],
    now: i64,
) -> Result<bool> {
    Ok(tx.exec(USE_CODE, &params![hash.to_vec(), district_id, account_id, now])? == 1)
}

/// Takes key and recovery codes away.
pub(super) fn drop_all(tx: &mut Tx, account_id: i64) -> Result<()> {
    let district_id = tx.district_id();
    tx.exec(DROP_CODES, &params![district_id, account_id])?;
    tx.exec(DROP, &params![district_id, account_id]).map(|_| ())
}
