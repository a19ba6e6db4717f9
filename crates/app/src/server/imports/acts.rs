//! Entering a batch and taking it back: each is one act, in the background when it takes long.

use axum::{extract::Path, http::StatusCode, response::Response};
use samuh_engine::{Error, Reader, batch::expect_state};
use samuh_groups::open_of;
use uuid::Uuid;

use super::{
    super::{
        App,
        approvals::{Ask, sent_instead},
        fail::{Answer, faults_or_fail, go},
        visit::{self, Visitor},
    },
    address, id_of,
    jobs::{self, Owner, Step},
    may_see, result, show,
};
use crate::{
    ids::new_id,
    importing::{self, Register, TakeBack, may_import},
};

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
    if let Some(sent) = sent(&visitor, &found).await? {
        return Ok(sent);
    }
    let desk = visitor.desk().clone();
    let work = move |app: &App, _: &jobs::Job| {
        importing::undo(app.db(), &desk, id)?;
        Ok(Step::Done)
    };
    jobs::begin(&visitor.app, piece(&found, Step::TakingBack)?, work).await?;
    Ok(go(&address(id)))
}

/// Where a rule asks for a second post, what is to be taken back waits for it, once.
async fn sent(visitor: &Visitor, found: &result::Found) -> Answer<Option<Response>> {
    let batch = found.0.batch.id;
    let reads = visitor.clone();
    let waits = visitor.app.read(move |reader| waiting(reader, &reads, batch)).await?;
    if let Some(no) = waits {
        return Ok(Some(go(&format!("/approvals/{no}"))));
    }
    let ask = Ask::Import(TakeBack { batch });
    match faults_or_fail(sent_instead(visitor, new_id()?, ask, &[]).await)? {
        Ok(to) => Ok(to.map(|to| go(&to))),
        Err(faults) => {
            let page = result::page(visitor, found, &faults).await?;
            Ok(Some(visit::with_status(StatusCode::UNPROCESSABLE_ENTITY, page)))
        }
    }
}

/// The proposal by which that batch is to be taken back, where one waits.
pub(super) fn waiting(
    reader: &mut Reader,
    visitor: &Visitor,
    batch: Uuid,
) -> Result<Option<i64>, Error> {
    let open: Vec<(i64, Ask)> = open_of(reader, visitor.scope(), importing::UNDO)?;
    let about = |ask: &Ask| matches!(ask, Ask::Import(ask) if ask.batch == batch);
    Ok(open.into_iter().find(|(_, ask)| about(ask)).map(|(no, _)| no))
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
