//! The interface for programs: the same acts and lists as the pages, as JSON.

mod figures;
mod openapi;
mod registers;

use axum::{
    Json,
    extract::{Query as Asked, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use samuh_engine::{Desk, Error, Reader, Result, clock};
use samuh_groups::{Kind, Listed, NewGroup, count, form_group_then, list};
use samuh_kernel::scope::{Area, Right};
use samuh_places::Level;
use serde::Serialize;
use serde_json::json;
use tokio::sync::oneshot;
use uuid::Uuid;

use super::{
    App,
    fail::{Answer, Fail},
    groups::{Rows, filter},
    query::Query,
    visit::Visitor,
};
use crate::ids::new_id;

pub(super) use figures::figures;
pub use openapi::document;
pub(super) use openapi::openapi;
pub(super) use registers::{correct, enter, record, register};

/// Rows of a page, and the most one may ask for.
const PAGE: i64 = 50;
const MOST: i64 = 200;

/// One group of the list.
#[derive(Serialize)]
struct Row<'a> {
    id: i64,
    code: Option<&'a str>,
    name_hi: Option<&'a str>,
    name_en: Option<&'a str>,
    block: Place<'a>,
    gp: Place<'a>,
    village: Place<'a>,
    federation_id: Option<i64>,
    federation: &'a str,
    formed_on: Option<chrono::NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    members: Option<i64>,
    status: &'a str,
    lokos: &'a str,
    account: bool,
}

/// A place as a row names it.
#[derive(Serialize)]
struct Place<'a> {
    id: Option<i64>,
    code: Option<&'a str>,
    name_hi: Option<&'a str>,
    name_en: Option<&'a str>,
}

/// A page of the list of groups.
#[derive(Serialize)]
struct Page<'a> {
    count: i64,
    rows: Vec<Row<'a>>,
    next: Option<String>,
}

/// The list of groups: the same filters, order and pages as `/groups`. How many members each has
/// is told on request (`with=members`).
pub(super) async fn groups(visitor: Visitor, Asked(pairs): Asked<Vec<(String, String)>>) -> Answer {
    visitor.may(Right::See, Area::Groups)?;
    let query = Query::of(pairs);
    let app = visitor.app.clone();
    let body = app.read(move |reader| listed(reader, &visitor, &query)).await?;
    Ok(sent(StatusCode::OK, body))
}

fn listed(reader: &mut Reader, visitor: &Visitor, query: &Query) -> Result<Vec<u8>> {
    let (scope, today) = (visitor.scope(), clock::today());
    let filter = filter::of(query, Kind::Shg, today);
    let (order, after) = (filter::order_of(query), filter::after(query));
    let limit = query.number("limit").unwrap_or(PAGE).clamp(1, MOST);
    let total = count(reader, scope, &filter)?;
    let mut found = list(reader, scope, &filter, order, after.as_ref(), limit + 1)?;
    let is_more = i64::try_from(found.len()).unwrap_or(0) > limit;
    found.truncate(usize::try_from(limit).unwrap_or(50));
    let next = found.last().filter(|_| is_more).map(|last| super::groups::cursor_of(last, order));
    let wants_members = query.get("with") == Some("members");
    let rows = Rows::around(reader, visitor, found, wants_members.then_some(today))?;
    let page = Page {
        count: total,
        rows: rows
            .listed
            .iter()
            .map(|group| Row {
                members: wants_members.then(|| rows.members(group)),
                ..row(visitor, &rows, group)
            })
            .collect(),
        next,
    };
    Ok(serde_json::to_vec(&page)?)
}

fn row<'a>(visitor: &'a Visitor, rows: &'a Rows, group: &'a Listed) -> Row<'a> {
    let place = |level: Level| {
        let found = visitor.home.places.at_level(group.place_id, level);
        Place {
            id: found.map(|place| place.id),
            code: found.and_then(|place| place.code()),
            name_hi: found.and_then(|place| place.name_hi.as_deref()),
            name_en: found.and_then(|place| place.name_en.as_deref()),
        }
    };
    Row {
        id: group.id,
        code: group.code.as_deref(),
        name_hi: group.name_hi.as_deref(),
        name_en: group.name_en.as_deref(),
        block: place(Level::Block),
        gp: place(Level::Gp),
        village: place(Level::Village),
        federation_id: (group.parent_id != 0).then_some(group.parent_id),
        federation: rows.above(group, true),
        formed_on: group.formed_on,
        members: None,
        status: group.status.as_deref().unwrap_or("active"),
        lokos: group.lokos.as_deref().unwrap_or("not_entered"),
        account: group.account.as_deref() == Some("open"),
    }
}

/// Forms a group. A request sent again under the same `Idempotency-Key` answers the same.
pub(super) async fn create(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    Json(new): Json<NewGroup>,
) -> Answer {
    visitor.may(Right::Enter, Area::Groups)?;
    let op = op_of(&headers)?;
    let id = form_group(&app, visitor.desk(), op, &new).await?;
    let body = serde_json::to_vec(&json!({ "id": id, "op": op })).map_err(Error::from)?;
    Ok(sent(StatusCode::CREATED, body))
}

/// The act's id: what a request sent again brings again; a new one where none was sent.
fn op_of(headers: &HeaderMap) -> Answer<Uuid> {
    match headers.get("idempotency-key") {
        Some(key) => {
            let text = key.to_str().unwrap_or_default();
            text.parse().map_err(|_| Fail::Request)
        }
        None => Ok(new_id()?),
    }
}

/// Forms a group; on the embedded engine no thread waits for the commit.
pub(super) async fn form_group(app: &App, desk: &Desk, op: Uuid, new: &NewGroup) -> Result<i64> {
    let (answer, waits) = oneshot::channel();
    let reply = move |outcome| drop(answer.send(outcome));
    let now = clock::now();
    if app.db().is_embedded() {
        form_group_then(app.db(), desk, op, new, now, reply)?;
    } else {
        let (desk, new) = (desk.clone(), new.clone());
        app.blocking(move |app| form_group_then(app.db(), &desk, op, &new, now, reply)).await?;
    }
    waits.await.unwrap_or_else(|_| Err(Error::broken("the writer dropped an act")))
}

/// An answer for a program; no browser keeps it.
pub(super) fn sent(status: StatusCode, body: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (status, headers, body).into_response()
}
