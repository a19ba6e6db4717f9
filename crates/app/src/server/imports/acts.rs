//! Entering a batch and taking it back: each is one act, in the background when it takes long.

use axum::extract::Path;
use samuh_engine::{Error, batch::expect_state};

use super::{
    super::{
        App,
        fail::{Answer, go},
        visit::Visitor,
    },
    address, id_of,
    jobs::{self, Owner, Step},
    may_see, result, show,
};
use crate::importing::{self, Register, may_import};

/// Enters the rows of a batch.
pub(in crate::server) async fn apply(visitor: Visitor, Path(id): Path<String>) -> Answer {
    may_see(&visitor)?;
    let id = id_of(&id)?;
    let found = show::find(&visitor, id).await?;
    may_import(visitor.desk(), register_of(&found)?)?;
    expect_state(&found.0, "staged")?;
    let desk = visitor.desk().clone();
    let work = move |app: &App, _: &jobs::Job| {
        importing::apply(app.db(), &desk, id)?;
        app.jobs().shelf().remove(id);
        Ok(Step::Done)
    };
    jobs::begin(&visitor.app, piece(&found, Step::Applying)?, work).await?;
    Ok(go(&address(id)))
}

/// Takes a batch back.
pub(in crate::server) async fn undo(visitor: Visitor, Path(id): Path<String>) -> Answer {
    may_see(&visitor)?;
    let id = id_of(&id)?;
    let found = show::find(&visitor, id).await?;
    may_import(visitor.desk(), register_of(&found)?)?;
    expect_state(&found.0, "applied")?;
    let desk = visitor.desk().clone();
    let work = move |app: &App, _: &jobs::Job| {
        importing::undo(app.db(), &desk, id)?;
        Ok(Step::Done)
    };
    jobs::begin(&visitor.app, piece(&found, Step::TakingBack)?, work).await?;
    Ok(go(&address(id)))
}

fn register_of((seen, _): &result::Found) -> Result<Register, Error> {
    Register::of(&seen.batch.register).ok_or_else(|| Error::broken("a batch of no register"))
}

fn piece((seen, _): &result::Found, step: Step) -> Result<jobs::Piece, Error> {
    let register = Register::of(&seen.batch.register).map(Register::code);
    Ok(jobs::Piece {
        id: seen.batch.id,
        file_name: seen.file_name.clone(),
        register: register.ok_or_else(|| Error::broken("a batch of no register"))?,
        owner: Owner { district_id: seen.batch.district_id, post_id: seen.post_id },
        step,
    })
}
