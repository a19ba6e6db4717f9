//! The page of an import, whatever it stands at: at work, waiting for its columns, refused, or as
//! the register has it.

use axum::{
    extract::{Path, Query},
    response::Response,
};
use samuh_engine::{Error, Result, batch::expect_state};
use samuh_kernel::fault::Faults;
use samuh_web::{
    page::{self, Section},
    pages::imports::{WorkingPage, working},
};
use uuid::Uuid;

use super::{
    super::{
        App,
        fail::{Answer, Fail, go},
        query,
        visit::{Visitor, answer},
    },
    address, id_of,
    jobs::{self, Job, Owner, Step},
    may_see, result, send,
    shelf::Upload,
    understood,
};
use crate::importing::{self, may_import, say};

/// Seconds after which a page asks again how far the work has come.
const AGAIN_S: u32 = 2;

/// An import.
pub(in crate::server) async fn page(visitor: Visitor, Path(id): Path<String>) -> Answer {
    may_see(&visitor)?;
    let id = id_of(&id)?;
    let mut faults = Faults::default();
    if let Some(job) = visitor.app.jobs().find(id) {
        if !job.owner().is_seen_by(visitor.scope()) {
            return Err(Fail::not_found());
        }
        match &job.step {
            Step::Looked(looked) => return understood::page(&visitor, id, &job, looked),
            Step::Refused(why) => {
                let said = why.first().map(|fault| say(fault, visitor.words));
                return send::draw(&visitor, job.register, &Faults::default(), said);
            }
            Step::Broken(number) => return Err(Error::broken(format!("see {number}")).into()),
            Step::Stopped(why) => faults = why.clone(),
            Step::Done => {}
            _ => return Ok(at_work(&visitor, &job)),
        }
    }
    match find(&visitor, id).await {
        Ok(batch) => result::page(&visitor, &batch, &faults).await,
        Err(Fail::Said(error)) if matches!(*error, Error::NotFound) => {
            stopped_or_revived(&visitor, id, faults).await
        }
        Err(other) => Err(other),
    }
}

/// The address of an act, asked for as a page: the language was changed after it, say.
pub(in crate::server) async fn back(_: Visitor, Path(id): Path<String>) -> Answer {
    Ok(go(&address(id_of(&id)?)))
}

/// Looks at a file once more, so that its columns can be corrected after its rows were judged.
pub(in crate::server) async fn look_once_more(visitor: Visitor, Path(id): Path<String>) -> Answer {
    may_see(&visitor)?;
    let id = id_of(&id)?;
    let upload = understood::own_upload(&visitor, id)?;
    expect_state(&find(&visitor, id).await?.0, "staged")?;
    look_again(&visitor, upload).await?;
    Ok(go(&address(id)))
}

/// A long table of an import, page by page.
pub(in crate::server) async fn part(
    visitor: Visitor,
    Path((id, part)): Path<(String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    may_see(&visitor)?;
    let part = result::Shown::of(&part).ok_or_else(Fail::not_found)?;
    let batch = find(&visitor, id_of(&id)?).await?;
    Ok(result::part(&visitor, &batch, part, &query::Query::of(pairs)))
}

/// A batch with its findings.
pub(super) async fn find(visitor: &Visitor, id: Uuid) -> Answer<result::Found> {
    let desk = visitor.desk().clone();
    let found = visitor.app.blocking(move |app| importing::find(app.db(), &desk, id)).await?;
    Ok(found)
}

fn at_work(visitor: &Visitor, job: &Job) -> Response {
    let is_writing = matches!(job.step, Step::Applying | Step::TakingBack);
    let drawn = WorkingPage {
        file: job.file_name.clone(),
        writing: is_writing,
        done: job.rows(),
        of: None,
    };
    let mut shell = visitor.shell(&job.file_name, Some(Section::Imports));
    shell.refresh_s = Some(AGAIN_S);
    answer(page::draw(&shell, working(&drawn, visitor.words)))
}

/// An import that never became a batch: stopped by a rule, or left by a process that has ended.
async fn stopped_or_revived(visitor: &Visitor, id: Uuid, faults: Faults) -> Answer {
    if !faults.is_empty() {
        return Err(Error::Faults(faults).into());
    }
    let upload = visitor.app.jobs().shelf().find(id).ok_or_else(Fail::not_found)?;
    let owner = Owner { district_id: upload.district_id, post_id: upload.post_id };
    if !owner.is_seen_by(visitor.scope()) {
        return Err(Fail::not_found());
    }
    look_again(visitor, upload).await?;
    let job = visitor.app.jobs().find(id).ok_or_else(Fail::not_found)?;
    Ok(at_work(visitor, &job))
}

/// Looks at an upload's headings once more.
pub(super) async fn look_again(visitor: &Visitor, upload: Upload) -> Result<()> {
    may_import(visitor.desk(), upload.register()?)?;
    let piece = jobs::Piece::of(&upload, Step::Looking)?;
    let desk = visitor.desk().clone();
    let work = move |app: &App, _: &Job| understood::look_at(app, &desk, &upload);
    jobs::begin(&visitor.app, piece, work).await
}
