//! What a form does whose act may need a second post: it is done, or sent to wait for approval; and it
//! is opened again as it was filled in, when it was sent back.

use samuh_engine::{Reader, Result, clock};
use samuh_groups::{Submission, proposal, required, submit};
use uuid::Uuid;

use super::ask::Ask;
use crate::server::{query::Query, visit::Visitor};

type Pairs = Vec<(String, String)>;

/// The proposal that the address says is written anew; 0 where none is.
fn rewritten(visitor: &Visitor) -> i64 {
    let asked = visitor.here.address.split_once('?').map_or("", |(_, asked)| asked);
    let pairs = asked.split('&').filter_map(|pair| pair.split_once('='));
    let mut named = pairs.filter(|(name, _)| *name == "proposal");
    named.next().and_then(|(_, id)| id.parse().ok()).unwrap_or(0)
}

/// The address to which a form is sent, with the proposal that it writes anew.
pub(crate) fn carried(visitor: &Visitor, action: String) -> String {
    match rewritten(visitor) {
        0 => action,
        id => format!("{action}?proposal={id}"),
    }
}

/// The form of the proposal that is written anew, as it was filled in; the edition is the one that
/// stands now, for its maker has both before her.
///
/// # Errors
/// `NotFound` where there is none that this desk sees.
pub(crate) fn reopened(reader: &mut Reader, visitor: &Visitor) -> Result<Option<Query>> {
    let id = rewritten(visitor);
    if id == 0 {
        return Ok(None);
    }
    let found = proposal::<Ask>(reader, visitor.scope(), id)?;
    if found.form.is_empty() {
        return Ok(None);
    }
    let kept = found.form.into_iter().filter(|(name, _)| name != "version");
    Ok(Some(Query::of(kept.collect())))
}

/// Sends to another post what this desk does not do alone, or what it writes anew; answers where to go.
/// None where the desk does it now.
///
/// # Errors
/// Whatever the act would answer with.
pub(crate) async fn sent_instead(
    visitor: &Visitor,
    op: Uuid,
    ask: Ask,
    form: &[(String, String)],
) -> Result<Option<String>> {
    let (id, now) = (rewritten(visitor), clock::now());
    let (desk, asks) = (visitor.desk().clone(), ask.clone());
    let needed = visitor.app.read(move |reader| required(reader, &desk, &asks, now)).await?;
    if needed.is_none() && id == 0 {
        return Ok(None);
    }
    let form: Pairs = form.iter().filter(|(name, _)| name != "op").cloned().collect();
    let sent = Submission { id, ask, form, draft: false };
    let desk = visitor.desk().clone();
    let no = visitor.app.blocking(move |app| submit(app.db(), &desk, op, &sent, now)).await?;
    Ok(Some(format!("/approvals/{no}")))
}
