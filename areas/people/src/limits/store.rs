//! The sign-in policy in the register.

use chrono::NaiveDate;
use samuh_engine::{Error, Reader, Result, Row, Tx, params};

use super::model::{NewSignInPolicy, SignInPolicy};
use crate::{factor::CodeDigest, holder::forever, post::Role};

/// District 0 is every district.
const ALL: &str = "
    select district_id, role, from_on, idle_minutes, whole_minutes, second_factor, code_steps,
           code_digest, source
    from sign_in_policy
    where district_id in (0, $1) and from_on <= $2 and to_on > $2
    order by role, district_id desc";

const END: &str = "
    update sign_in_policy set to_on = $3
    where district_id = $1 and role = $2 and from_on < $3 and to_on > $3";

/// What was set earlier the same day was never in force on a whole day.
const DROP: &str =
    "delete from sign_in_policy where district_id = $1 and role = $2 and from_on = $3";

const ADD: &str = "
    insert into sign_in_policy (district_id, role, from_on, to_on, idle_minutes, whole_minutes,
                                second_factor, code_steps, code_digest, source)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

/// The rows of a day by role, a district's own first: no scope, the door asks.
pub(super) fn all(r: &mut Reader, district_id: i64, day: NaiveDate) -> Result<Vec<SignInPolicy>> {
    r.query(ALL, &params![district_id, day])?.iter().map(policy).collect()
}

/// Writes a district's own row from a day on.
pub(super) fn set(tx: &mut Tx, new: &NewSignInPolicy, day: NaiveDate) -> Result<()> {
    let (district_id, role) = (tx.district_id(), new.role.code());
    tx.exec(END, &params![district_id, role, day])?;
    tx.exec(DROP, &params![district_id, role, day])?;
    let factor = if new.second_factor { "required" } else { "optional" };
    let row = params![
        district_id,
        role,
        day,
        forever(),
        new.idle_minutes,
        new.whole_minutes,
        factor,
        new.code_steps,
        new.code_digest.code(),
        &new.source,
    ];
    tx.exec(ADD, &row).map(|_| ())
}

fn policy(row: &Row) -> Result<SignInPolicy> {
    let (district_id, role): (i64, String) = (row.get("district_id")?, row.get("role")?);
    let (factor, digest): (String, String) = (row.get("second_factor")?, row.get("code_digest")?);
    let digest = CodeDigest::of(&digest);
    Ok(SignInPolicy {
        role: Role::of(&role).ok_or_else(|| Error::broken(format!("role {role}")))?,
        is_own: district_id != 0,
        from_on: row.get("from_on")?,
        idle_minutes: row.get("idle_minutes")?,
        whole_minutes: row.get("whole_minutes")?,
        second_factor: factor == "required",
        code_steps: row.get("code_steps")?,
        code_digest: digest.ok_or_else(|| Error::broken("a policy of an unknown digest"))?,
        source: row.get("source")?,
    })
}
