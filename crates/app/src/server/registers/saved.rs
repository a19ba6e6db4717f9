//! Filters that a post keeps under a name: offered above the list, kept, taken away. One whose column
//! is no more says so.

use axum::{Form, extract::Path};
use samuh_engine::{
    Error, Reader, Result, clock,
    register::{
        Register,
        saved::{self, Saved},
    },
};
use samuh_kernel::fault::Fault;
use samuh_web::{
    pages::register::{Keeping, SavedLine},
    parts::Link,
};
use uuid::Uuid;

use super::{
    address, filters,
    list::{Way, asked},
    open,
};
use crate::{
    ids::new_id,
    server::{
        fail::{Answer, Fail, go, problems},
        query::Query,
        visit::Visitor,
    },
};

/// The kept filters of the desk's post.
pub(super) fn lines(
    reader: &mut Reader,
    visitor: &Visitor,
    register: &Register,
) -> Result<Vec<SavedLine>> {
    let all = saved::of_post(reader, visitor.desk(), register)?;
    let line = |one: Saved| {
        let query = read(&one.query);
        let broken = match asked(visitor, register, &query, Way::Address) {
            Ok(_) => None,
            Err(faults) => {
                let told = problems(&faults, visitor.words);
                let told: Vec<String> = told.into_iter().map(|problem| problem.message).collect();
                Some(told.join(" "))
            }
        };
        let link = Link::new(one.name, query.at(&address(register)));
        SavedLine { link, no: one.no, broken }
    };
    Ok(all.into_iter().map(line).collect())
}

/// The form that keeps the filters of a list.
pub(super) fn keeping(
    visitor: &Visitor,
    register: &Register,
    query: &Query,
    is_sound: bool,
) -> Result<Keeping> {
    let filters = filters::only(register, query);
    let masked = masked_in(register, &filters);
    let query = if filters.is_empty() || !is_sound || masked || visitor.desk().post_id == 0 {
        String::new()
    } else {
        let sort = query.get("sort").map(str::to_owned);
        let whole = sort.map_or(filters.clone(), |sort| filters.with("sort", sort));
        serde_json::to_string(whole.pairs())?
    };
    Ok(Keeping {
        action: format!("{}/filters", address(register)),
        op: new_id()?.to_string(),
        query,
    })
}

/// A number that finds a person is not written down with a name.
fn masked_in(register: &Register, query: &Query) -> bool {
    !filters::parted(register, query).1.is_empty()
}

fn read(kept: &str) -> Query {
    Query::of(serde_json::from_str(kept).unwrap_or_default())
}

/// Keeps a filter, or takes one away.
pub(in crate::server) async fn change(
    visitor: Visitor,
    Path(name): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    let register = open(&visitor, &name)?;
    let sent = Query::of(pairs);
    let op: Uuid = sent.get("op").and_then(|text| text.parse().ok()).ok_or(Fail::Request)?;
    let (desk, now) = (visitor.desk().clone(), clock::now());
    if sent.get("act") == Some("drop") {
        let no = sent.number("no").ok_or(Fail::Request)?;
        let act =
            move |app: &crate::server::App| saved::forget(app.db(), &desk, op, register, no, now);
        visitor.app.blocking(act).await?;
        return Ok(go(&address(register)));
    }
    let query = read(sent.get("query").unwrap_or_default());
    if masked_in(register, &query) {
        let fault = Fault::at("name", "filter_masked_not_kept");
        return Err(Error::Faults(fault.into()).into());
    }
    let kept = filters::only(register, &query);
    asked(&visitor, register, &kept, Way::Address).map_err(Error::Faults)?;
    let kept = query.get("sort").map_or(kept.clone(), |sort| kept.with("sort", sort));
    let text = if filters::only(register, &query).is_empty() {
        String::new()
    } else {
        serde_json::to_string(kept.pairs()).map_err(Error::from)?
    };
    let name = sent.get("name").unwrap_or_default().to_owned();
    let act = move |app: &crate::server::App| {
        saved::save(app.db(), &desk, op, register, (&name, &text), now)
    };
    visitor.app.blocking(act).await?;
    Ok(go(&kept.at(&address(register))))
}
