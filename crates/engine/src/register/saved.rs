//! Filters that a post keeps under a name, offered above the list of their register.

use samuh_kernel::{
    fault::{Fault, Faults},
    text::tidy,
};
use uuid::Uuid;

use super::Register;
use crate::{
    act::{Desk, Op},
    db::{Db, Reader, Tx, Value},
    error::{Error, Result},
    params,
};

const OF_POST: &str = "
    select no, name, query from saved_filter
    where district_id = $1 and post_id = $2 and register = $3
    order by name, no";
const COUNT: &str = "
    select count(*) from saved_filter where district_id = $1 and post_id = $2 and register = $3";
const NAMED: &str = "
    select 1 from saved_filter
    where district_id = $1 and post_id = $2 and register = $3 and name = $4";
const ONE: &str = "
    select name from saved_filter
    where district_id = $1 and post_id = $2 and register = $3 and no = $4";
const ADD: &str = "
    insert into saved_filter (district_id, post_id, no, register, name, query, op_no)
    values ($1, $2, $3, $4, $5, $6, $7)";
const DROP: &str = "
    delete from saved_filter
    where district_id = $1 and post_id = $2 and register = $3 and no = $4";

/// Most letters of a name and of an address; most filters of a post in one register.
const NAME: usize = 60;
const QUERY: usize = 2_000;
const MOST: i64 = 40;

/// A kept filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// Its number.
    pub no: i64,
    /// Its name.
    pub name: String,
    /// What follows the question mark.
    pub query: String,
}

/// The filters that the desk's post keeps for a register. They are the post's own: no scope.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn of_post(reader: &mut Reader, desk: &Desk, register: &Register) -> Result<Vec<Saved>> {
    let given = params![desk.district_id(), desk.post_id, register.name];
    let rows = reader.query(OF_POST, &given)?;
    rows.iter()
        .map(|row| Ok(Saved { no: row.at(0)?, name: row.at(1)?, query: row.at(2)? }))
        .collect()
}

/// Keeps a filter under a name; answers its number.
///
/// # Errors
/// `Faults` for a name that is missing, too long or taken, and where there are too many.
pub fn save(
    db: &Db,
    desk: &Desk,
    op_id: Uuid,
    register: &'static Register,
    (name, query): (&str, &str),
    now: i64,
) -> Result<i64> {
    let name = tidy(name);
    let mut faults = Faults::default();
    let letters = name.chars().count();
    if letters == 0 {
        faults.on("name", "filter_name_missing");
    } else if letters > NAME {
        faults.push(Fault::at("name", "register_too_long").with("most", NAME));
    }
    if query.is_empty() || query.len() > QUERY {
        faults.on("name", "filter_nothing_to_keep");
    }
    faults.or(()).map_err(Error::Faults)?;
    let op = Op::over(op_id, "registers.save_filter", &(register.name, &name, query), now)?;
    let (asks, query) = (desk.clone(), query.to_owned());
    db.act(desk, &op, move |tx| add(tx, &asks, register, (&name, &query)))
}

fn add(tx: &mut Tx, desk: &Desk, register: &Register, (name, query): (&str, &str)) -> Result<i64> {
    let (district_id, post_id) = (desk.district_id(), desk.post_id);
    let of = params![district_id, post_id, register.name];
    let kept: i64 = tx.first(COUNT, &of)?.map_or(Ok(0), |row| row.at(0))?;
    if kept >= MOST {
        return Err(Error::Faults(Fault::new("filter_too_many").with("most", MOST).into()));
    }
    if tx.first(NAMED, &params![district_id, post_id, register.name, name])?.is_some() {
        let fault = Fault::at("name", "filter_name_taken").with("value", name);
        return Err(Error::Faults(fault.into()));
    }
    let no = tx.allot(district_id, "saved_filter", 1)?;
    tx.exec(ADD, &params![district_id, post_id, no, register.name, name, query, tx.op_no()])?;
    tx.changed("saved_filter", no, 0).office("name", Value::Null, name);
    Ok(no)
}

/// Takes a kept filter away.
///
/// # Errors
/// `NotFound` when the post has no such filter.
pub fn forget(
    db: &Db,
    desk: &Desk,
    op_id: Uuid,
    register: &'static Register,
    no: i64,
    now: i64,
) -> Result<i64> {
    let op = Op::over(op_id, "registers.drop_filter", &(register.name, no), now)?;
    let asks = desk.clone();
    db.act(desk, &op, move |tx| {
        let of = params![asks.district_id(), asks.post_id, register.name, no];
        let name: String = tx.first(ONE, &of)?.ok_or(Error::NotFound)?.at(0)?;
        tx.exec(DROP, &of)?;
        tx.changed("saved_filter", no, 0).office("name", name, Value::Null);
        Ok(no)
    })
}
