//! What is done in a meeting: one address, the verb is the button that was pressed.

use axum::{Form, extract::Path, http::StatusCode};
use samuh_engine::{Db, Desk, Error, Result, clock};
use samuh_kernel::scope::{Area, Right};
use samuh_meetings::{
    direction::{self, Filter, State as DirectionState, directions},
    meeting::{
        self, Attend, ChangeItem, Item, ItemKind, ItemState, Member, NewItem, Order, Presence,
        items_of, meeting_of, members_of, minutes::Both,
    },
};
use samuh_web::parts::Problem;
use uuid::Uuid;

use super::{
    close, compose,
    one::{How, shown},
    sent_op,
};
use crate::server::{
    App,
    directions::{asks_parts, read_give, step_status},
    fail::{Answer, Fail, faults_or_fail, go, problems as told},
    query::Query,
    visit::{self, Visitor},
};

/// Does it, and goes back to where it was done.
pub(in crate::server) async fn act(
    visitor: Visitor,
    Path(id): Path<i64>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::Enter, Area::Meetings)?;
    let form = Query::of(pairs);
    let op = sent_op(&form)?;
    if let Some(wrong) = asks_parts(&form) {
        let wrong = told(&wrong, visitor.words);
        let status = step_status(&wrong);
        let page = shown(&visitor, id, &How { form, wrong }).await?;
        return Ok(visit::with_status(status, page));
    }
    let (reads, sent) = (visitor.clone(), form.clone());
    let done = visitor.app.blocking(move |app| run(app, &reads, (id, op), &sent)).await;
    match faults_or_fail(done)? {
        Ok(true) => {
            let item = form.number("item").map(|no| format!("#item-{no}")).unwrap_or_default();
            Ok(go(&format!("/meetings/{id}{item}")))
        }
        Ok(false) => Err(Fail::Request),
        Err(faults) => {
            let wrong = told(&faults, visitor.words);
            // The reason of cancelling is asked for where the meeting is closed.
            let page = match Problem::of(&wrong, "text") {
                Some(_) if form.get("act") == Some("cancel") => {
                    close::drawn(&visitor, id, &form, &wrong).await?
                }
                _ => shown(&visitor, id, &How { form, wrong }).await?,
            };
            Ok(visit::with_status(StatusCode::UNPROCESSABLE_ENTITY, page))
        }
    }
}

/// True when the verb is one of ours.
fn run(app: &App, visitor: &Visitor, (id, op): (i64, Uuid), form: &Query) -> Result<bool> {
    let (db, desk, now) = (app.db(), visitor.desk(), clock::now());
    match form.get("act").unwrap_or_default() {
        "give" => {
            let ask = read_give(form, (Some(id), form.number("item")));
            direction::give(db, desk, op, &ask, now)?;
        }
        "say" => {
            let state = if form.get("discussion").is_some() {
                ItemState::Discussed
            } else {
                ItemState::Open
            };
            let ask = changed(id, form, state);
            meeting::change_item(db, desk, op, &ask, now)?;
        }
        "drop" => {
            let ask = changed(id, form, ItemState::Dropped);
            meeting::change_item(db, desk, op, &ask, now)?;
        }
        verb @ ("up" | "down") => {
            let items = db.read(|reader| items_of(reader, desk, id))?;
            let ask = Order { meeting_id: id, items: moved(&items, form.number("item"), verb) };
            meeting::order_items(db, desk, op, &ask, now)?;
        }
        "compose" => composed(db, visitor, (id, op), now)?,
        "add" => {
            let item = new_item(form);
            meeting::add_items(db, desk, op, (id, &[item]), now)?;
        }
        "attend" => {
            let members = db.read(|reader| members_of(reader, desk, id))?;
            let members = members.iter().map(|one| marked(one, form)).collect();
            meeting::attend(db, desk, op, &Attend { meeting_id: id, members }, now)?;
        }
        "cancel" => {
            let version = form.number("version").unwrap_or(0);
            let reason = form.get("text").unwrap_or_default();
            meeting::cancel(db, desk, op, (id, version, reason), now)?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}

fn changed(id: i64, form: &Query, state: ItemState) -> ChangeItem {
    let text = |name: &str| form.get(name).unwrap_or_default().to_owned();
    ChangeItem {
        meeting_id: id,
        no: form.number("item").unwrap_or(0),
        version: form.number("version").unwrap_or(0),
        title: text("title"),
        question: text("question"),
        presenter: form.number("presenter").filter(|post| *post > 0),
        discussion: text("discussion"),
        state,
    }
}

fn new_item(form: &Query) -> NewItem {
    let text = |name: &str| form.get(name).unwrap_or_default().to_owned();
    let indicator = text("indicator");
    NewItem {
        kind: if indicator.is_empty() { ItemKind::Other } else { ItemKind::Indicator },
        indicator,
        title: text("title"),
        question: Both { hi: text("question"), en: String::new() },
        presenter: None,
    }
}

/// The order after an item went one up or down among those that are not taken off.
fn moved(items: &[Item], no: Option<i64>, verb: &str) -> Vec<i64> {
    let mut order: Vec<i64> = items.iter().map(|item| item.no).collect();
    let live: Vec<usize> = items
        .iter()
        .enumerate()
        .filter(|(_, item)| item.state != ItemState::Dropped)
        .map(|(at, _)| at)
        .collect();
    let at = live.iter().position(|at| Some(items[*at].no) == no);
    let with = match (at, verb) {
        (Some(at), "up") => at.checked_sub(1),
        (Some(at), _) => Some(at + 1).filter(|next| *next < live.len()),
        (None, _) => None,
    };
    if let (Some(at), Some(with)) = (at, with) {
        order.swap(live[at], live[with]);
    }
    order
}

fn marked(one: &Member, form: &Query) -> Member {
    let said = form.get(&format!("presence-{}", one.post_id)).and_then(Presence::of);
    Member {
        post_id: one.post_id,
        presence: said.unwrap_or(one.presence),
        by_whom: form.get(&format!("by-{}", one.post_id)).map(str::to_owned),
    }
}

/// Puts on the agenda what the figures ask for; nothing is done where nothing is missing.
fn composed(db: &Db, visitor: &Visitor, (id, op): (i64, Uuid), now: i64) -> Result<()> {
    let desk: &Desk = visitor.desk();
    let items = db.read(|reader| {
        let meeting = meeting_of(reader, desk, id)?;
        let standing = items_of(reader, desk, id)?;
        let is_open = match meeting.series_id {
            Some(series_id) => {
                let state = Some(DirectionState::Open);
                let ask = Filter { series_id, state, most: 1, ..Filter::default() };
                !directions(reader, desk, &ask)?.is_empty()
            }
            None => false,
        };
        compose::compose(reader, visitor, (&meeting, &standing), is_open)
    })?;
    if items.is_empty() {
        return Err(Error::fault("agenda_complete"));
    }
    meeting::add_items(db, desk, op, (id, &items), now).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(no: i64, state: ItemState) -> Item {
        Item {
            no,
            position: no,
            kind: ItemKind::Other,
            indicator: None,
            title: None,
            question: Both::default(),
            presenter: None,
            discussion: None,
            state,
            version: 1,
        }
    }

    #[test]
    fn an_item_moves_past_those_that_were_taken_off() {
        let items =
            [item(1, ItemState::Open), item(2, ItemState::Dropped), item(3, ItemState::Open)];
        assert_eq!(moved(&items, Some(3), "up"), [3, 2, 1]);
        assert_eq!(moved(&items, Some(1), "down"), [3, 2, 1]);
        assert_eq!(moved(&items, Some(1), "up"), [1, 2, 3], "the first stays");
        assert_eq!(moved(&items, Some(9), "up"), [1, 2, 3]);
    }
}
