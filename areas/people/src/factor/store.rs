//! Keys and recovery codes in the register. They are read at the door, of the account that is
//! entering.

use samuh_engine::{Reader, Result, Tx, params};

use super::rules::Key;

const EXISTS: &str = "select 1 from second_factor where district_id = $1 and account_id = $2";

const FIND: &str = "
    select secret, last_step from second_factor where district_id = $1 and account_id = $2";

const ADD: &str = "
    insert into second_factor (district_id, account_id, secret, last_step, op_no)
    values ($1, $2, $3, $4, $5)";

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

/// The key of an account and the step of its last code: no scope, it is asked at the door.
pub(super) fn find(
    r: &mut Reader,
    district_id: i64,
    account_id: i64,
) -> Result<Option<(Key, i64)>> {
    let Some(row) = r.first(FIND, &params![district_id, account_id])? else { return Ok(None) };
    let secret: Vec<u8> = row.get("secret")?;
    let key = <[u8; 20]>::try_from(secret).ok().map(Key::new);
    Ok(key.zip(Some(row.get("last_step")?)))
}

/// Writes the key of an account with the step of the code that proved it.
pub(super) fn add(tx: &mut Tx, account_id: i64, key: &Key, step: i64) -> Result<()> {
    let (district_id, op_no) = (tx.district_id(), tx.op_no());
    let row = params![district_id, account_id, key.bytes(), step, op_no];
    tx.exec(ADD, &row).map(|_| ())
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
