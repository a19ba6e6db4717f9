//! The order of precedence: a dated rule, a rank for every kind of guest.

mod rules;
mod store;

pub use store::{precedence_on, precedences};

use samuh_engine::{Desk, Result, Tx, Value, clock, rule::NewRule};

use super::model::{Precedence, Rank};

/// Sets the order in which guests stand, from a day on; within an act of a desk that may.
pub(crate) fn set_precedence(tx: &mut Tx, desk: &Desk, new: &NewRule<Vec<Rank>>) -> Result<i64> {
    let was = store::precedence_on(tx, &desk.scope, new.from_on)?;
    let mut faults = new.faults(clock::day_of(tx.at()));
    faults.0.extend(rules::rank_faults(&new.terms, &was).0);
    faults.or(())?;
    let is = rules::ordered(&new.terms, &was, &new.order_no);
    let no = store::add_precedence(tx, new, &is)?;
    let told = |all: &[Precedence]| {
        all.iter().map(|one| format!("{} {}", one.rank_no, one.name_hi)).collect::<Vec<_>>()
    };
    let mut trail = tx.changed("precedence", no, 0);
    trail
        .public("ranks", told(&was).join(", "), told(&is).join(", "))
        .office("from_on", Value::Null, new.from_on)
        .office("reason", Value::Null, new.reason.trim())
        .office("order_no", Value::Null, new.order_no.trim());
    Ok(no)
}
