//! Former members whose numbers are kept no longer.

use chrono::NaiveDate;
use samuh_engine::{Reader, Result, Tx, params};
use samuh_kernel::scope::Scope;

const FORMER: &str = "
    select m.id, h.place_id from member m
    join household h on h.district_id = m.district_id and h.id = m.household_id
    where m.district_id = $1
      and (m.mobile is not null or m.account_no is not null or m.address is not null)
      and not exists (
        select 1 from membership s
        where s.district_id = m.district_id and s.member_id = m.id and s.left_on >= $2)
    order by m.id limit $3";
const FORGET: &str = "
    update member
    set mobile = null, account_no = null, ifsc = null, bank_name = null, branch_name = null,
        address = null, version = version + 1, op_no = $3
    where district_id = $1 and id = $2";

/// Women of the scope's district who left their last group before a day and of whom a number or an
/// address is still kept, with the place of their household.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub(crate) fn former(
    reader: &mut Reader,
    scope: &Scope,
    before: NaiveDate,
    most: i64,
) -> Result<Vec<(i64, i64)>> {
    let rows = reader.query(FORMER, &params![scope.district_id(), before, most])?;
    rows.iter().map(|row| Ok((row.at(0)?, row.at(1)?))).collect()
}

/// Takes mobile, account, bank and address of a member away.
///
/// # Errors
/// `Broken` or `StorageFull` from the database.
pub(crate) fn forget(tx: &mut Tx, district_id: i64, id: i64) -> Result<()> {
    let op_no = tx.op_no();
    tx.exec(FORGET, &params![district_id, id, op_no]).map(drop)
}
