//! The one way into every change: right, form, act. What each does stands beside it.

use samuh_engine::{Db, Desk, Error, Op, Result, Tx, clock};
use uuid::Uuid;

use super::{
    amending, bearers, grading, institutions, lokos, members, model::Change, reshape, rules,
};
use crate::{approval::refuse_alone, institution::acts::form};

/// Does what is asked; answers the institution (or the member) it was about, or the new one. The
/// same op again answers the same.
///
/// # Errors
/// `Denied` without the right to do it alone, `NotFound` for what the desk does not see, `Conflict`
/// with both values when someone saved first, `Faults` with everything that is wrong.
pub fn change(db: &Db, desk: &Desk, op_id: Uuid, ask: &Change, now: i64) -> Result<i64> {
    let (op, work) = asked(desk, op_id, ask, now)?;
    db.act(desk, &op, work)
}

/// As [`change`], handing the outcome to `reply`; see `Db::act_then`.
///
/// # Errors
/// As [`change`], for what can be said before the act is queued.
pub fn change_then(
    db: &Db,
    desk: &Desk,
    op_id: Uuid,
    ask: &Change,
    now: i64,
    reply: impl FnOnce(Result<i64>) + Send + 'static,
) -> Result<()> {
    let (op, work) = asked(desk, op_id, ask, now)?;
    db.act_then(desk, &op, work, reply)
}

fn asked(
    desk: &Desk,
    op_id: Uuid,
    ask: &Change,
    now: i64,
) -> Result<(Op, impl Fn(&mut Tx) -> Result<i64> + Send + 'static)> {
    rules::may(desk, ask)?;
    let op = Op::over(op_id, ask.act(), ask, now)?;
    let (desk, ask) = (desk.clone(), ask.clone());
    Ok((op, move |tx: &mut Tx| {
        refuse_alone(tx, &desk, &ask)?;
        run(tx, &desk, &ask)
    }))
}

/// Runs a change inside an act, as a desk that was found to have the right.
///
/// # Errors
/// As [`change`].
pub(crate) fn run(tx: &mut Tx, desk: &Desk, ask: &Change) -> Result<i64> {
    let mut faults = rules::check(ask, clock::day_of(tx.at()));
    let done = done(tx, desk, ask);
    if faults.is_empty() {
        return done;
    }
    // An act that is refused leaves nothing, so it goes on to what else the register says against it:
    // a person mends everything in one go.
    if let Err(Error::Faults(more)) = done {
        faults.beside(more);
    }
    Err(Error::Faults(faults))
}

fn done(tx: &mut Tx, desk: &Desk, ask: &Change) -> Result<i64> {
    match ask {
        Change::Form(new) => form(tx, desk, new),
        Change::Correct(ask) => institutions::correct(tx, desk, ask),
        Change::Deactivate(ask) => institutions::deactivate(tx, desk, ask),
        Change::Revive(ask) => institutions::revive(tx, desk, ask),
        Change::Move(ask) => institutions::move_to(tx, desk, ask),
        Change::Affiliate(ask) => institutions::affiliate(tx, desk, ask),
        Change::Bearer(ask) => bearers::bearer(tx, desk, ask),
        Change::Merge(ask) => reshape::merge(tx, desk, ask),
        Change::Split(ask) => reshape::split(tx, desk, ask),
        Change::Federate(ask) => reshape::federate(tx, desk, ask),
        Change::Enrol(ask) => members::enrol(tx, desk, ask),
        Change::Amend(ask) => amending::amend(tx, desk, ask),
        Change::Transfer(ask) => members::transfer(tx, desk, ask),
        Change::Leave(ask) => members::leave(tx, desk, ask),
        Change::Grade(ask) => grading::grade(tx, desk, ask),
        Change::LokosState(ask) => lokos::take_states(tx, desk, ask),
    }
}
