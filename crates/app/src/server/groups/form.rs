//! The form by which a group is formed: the same act as the interface for programs.

use std::collections::HashMap;

use axum::{Form, extract::Query as Asked, http::StatusCode, response::Response};
use maud::{Markup, html};
use samuh_engine::{Reader, Result, clock};
use samuh_groups::{Change, NewGroup, Profile, Submission, proposal, second_post};
use samuh_kernel::{
    fault::{Fault, Faults},
    read::{self, Outcome},
    scope::{Area, Right},
    sheet::Cell,
};
use samuh_places::{Level, Place, Register};
use samuh_web::{
    page::Section,
    parts::{
        Choice, Control, Field, Link, Look, Problem, Tone, button, crumbs, field, heading, notice,
        problems,
    },
    words::Words,
};
use uuid::Uuid;

use super::filter;
use crate::{
    ids::new_id,
    server::{
        approvals::Ask,
        changes::{Done, done_or_sent, refused},
        dashboard::federations,
        fail::{self, Answer, Fail, faults_or_fail, go},
        query::Query,
        visit::{self, Visitor},
    },
};

/// The form, empty. The block is chosen first; its villages then make a list.
pub(crate) async fn draw_form(
    visitor: Visitor,
    Asked(pairs): Asked<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::Enter, Area::Groups)?;
    draw(visitor, Query::of(pairs), StatusCode::OK, Faults::default()).await
}

/// Forms the group and opens its page.
pub(crate) async fn enter(visitor: Visitor, Form(pairs): Form<Vec<(String, String)>>) -> Answer {
    visitor.may(Right::Enter, Area::Groups)?;
    let query = Query::of(pairs);
    let op: Uuid = query.get("op").and_then(|text| text.parse().ok()).ok_or(Fail::Request)?;
    let (new, unread) = read_form(&query);
    let outcome = if unread.is_empty() {
        let id = query.number("proposal").unwrap_or(0);
        let draft = query.get("draft") == Some("1");
        let kept = query.without(&["op", "draft"]).pairs().to_vec();
        let sent = Submission { id, ask: Change::Form(new), form: kept, draft };
        done_or_sent(&visitor, op, sent).await
    } else {
        Err(refused(&visitor, unread, Change::Form(new)).await)
    };
    match faults_or_fail(outcome)? {
        Ok(Done::Now(id)) => Ok(go(&format!("/groups/{id}"))),
        Ok(Done::Sent(id)) => Ok(go(&format!("/approvals/{id}"))),
        Err(faults) => draw(visitor, query, StatusCode::UNPROCESSABLE_ENTITY, faults).await,
    }
}

async fn draw(
    visitor: Visitor,
    query: Query,
    status: StatusCode,
    faults: Faults,
) -> Answer<Response> {
    let (reads, asked) = (visitor.clone(), query.clone());
    let told = fail::problems(&faults, visitor.words);
    let op = match query.get("op") {
        Some(op) => op.to_owned(),
        None => new_id()?.to_string(),
    };
    let read = visitor.app.read(move |reader| {
        let asked = reopened(reader, &reads, asked)?;
        form(reader, &reads, &asked, (&op, &told))
    });
    let body = read.await?;
    let page = visitor.page(&visitor.words.t("group-new"), Some(Section::Groups), body);
    Ok(visit::with_status(status, page))
}

/// A form that was sent back or kept as a draft, as it was filled in.
fn reopened(reader: &mut Reader, visitor: &Visitor, asked: Query) -> Result<Query> {
    let Some(id) = asked.number("proposal").filter(|_| asked.get("op").is_none()) else {
        return Ok(asked);
    };
    let found = proposal::<Ask>(reader, visitor.scope(), id)?;
    Ok(Query::of(found.form).with("proposal", id.to_string()))
}

fn form(
    reader: &mut Reader,
    visitor: &Visitor,
    query: &Query,
    (op, told): (&str, &[Problem]),
) -> Result<Markup> {
    let words = visitor.words;
    let title = words.t("group-new");
    let roots = visitor.scope().roots();
    let within = query.number("block").or(roots.first().copied()).unwrap_or(0);
    let villages = villages(visitor, within);
    let first =
        filter::places(visitor, query).into_iter().next().map(|field| unchosen(field, words));
    let at = if within == 0 { visitor.home.top() } else { within };
    let act = ("groups.form", Right::Enter, Area::Groups);
    let waits = second_post(reader, visitor.desk(), act, at, clock::now())?.is_some();
    let fields =
        if villages.is_empty() { Vec::new() } else { fields(reader, visitor, query, villages)? };
    Ok(html! {
        (crumbs(words, &[Link::new(words.t("list-groups"), "/groups")], &title))
        (heading(&title, html! {}, html! {}))
        @if waits { (notice(Tone::Plain, &words.t("approval-needed"), html! {})) }
        (problems(words, told))
        @if let Some(block) = first.filter(|field| field.name == "block") {
            section.panel {
                form.filters method="get" action="/groups/new" {
                    (field(words, &block))
                    div.go { (button(Look::Plain, &words.t("group-new-block"), None)) }
                }
            }
        }
        @if !fields.is_empty() {
            section.panel { div.pb.top-pad {
                form.form method="post" action="/groups/new" {
                    input type="hidden" name="op" value=(op);
                    @if let Some(block) = query.get("block") {
                        input type="hidden" name="block" value=(block);
                    }
                    @if let Some(proposal) = query.get("proposal") {
                        input type="hidden" name="proposal" value=(proposal);
                    }
                    @for one in fields { (field(words, &one.checked(told))) }
                    div.go {
                        @if waits || query.get("proposal").is_some() {
                            (button(Look::Primary, &words.t("approval-send"), None))
                            button.btn name="draft" value="1" { (words.t("approval-draft")) }
                        } @else { (button(Look::Primary, &words.t("save"), None)) }
                    }
                }
            } }
        }
    })
}

/// A filter's field as a form's: its blank choice asks, where the filter's says "all".
fn unchosen(mut field: Field, words: &Words) -> Field {
    if let Control::Select(choices) = &mut field.control
        && let Some(blank) = choices.iter_mut().find(|choice| choice.value.is_empty())
    {
        blank.label = words.t("choose-one");
    }
    field
}

/// The villages of a block (or any other place) that the desk sees.
pub(crate) fn villages(visitor: &Visitor, within: i64) -> Vec<Choice> {
    let home = &visitor.home;
    let mut found = home.below(within, Level::Village);
    let peopled: Vec<i64> = found.iter().map(|village| village.parent_id).collect();
    // A panchayat without villages in the register takes its groups itself.
    let bare = home.below(within, Level::Gp);
    found.extend(bare.into_iter().filter(|gp| !peopled.contains(&gp.id)));
    let seen = found.into_iter().filter(|place| home.is_seen(visitor.scope(), place.id));
    let label = |place: &Place| {
        let gp = home.name(place.parent_id, visitor.hindi());
        format!("{} ({gp})", place.name(visitor.hindi()))
    };
    told_apart(seen.map(|place| (place, label(place))).collect(), visitor.words)
}

/// Places as choices; those whose names are the same are told apart by their LGD code.
pub(crate) fn told_apart(named: Vec<(&Place, String)>, words: &Words) -> Vec<Choice> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for (_, label) in &named {
        *counts.entry(label.clone()).or_default() += 1;
    }
    let choice = |(place, label): (&Place, String)| {
        let is_lgd = |register| matches!(register, Register::Lgd | Register::LgdBody);
        let code = place.codes.iter().find(|(register, _)| is_lgd(*register));
        let repeats = counts.get(&label).is_some_and(|count| *count > 1);
        let label = match code.filter(|_| repeats) {
            Some((_, code)) => {
                let args = [("name", label.into()), ("code", code.as_str().into())];
                words.args("place-with-code", &args)
            }
            None => label,
        };
        Choice::new(place.id.to_string(), label)
    };
    named.into_iter().map(choice).collect()
}

fn fields(
    reader: &mut Reader,
    visitor: &Visitor,
    query: &Query,
    villages: Vec<Choice>,
) -> Result<Vec<Field>> {
    let words = visitor.words;
    let within = query.number("block").unwrap_or(0);
    let mut vos = vec![Choice::new("", words.t("group-unfederated"))];
    let found = federations(reader, visitor.scope(), "vo", within)?;
    vos.extend(found.iter().map(|vo| Choice::new(vo.id.to_string(), vo.name(visitor.hindi()))));
    let mut places = vec![Choice::new("", "—")];
    places.extend(villages);
    let one = |name: &str, key: &str, control: Control| {
        Field::new(name, words.t(key), control).value(query.get(name).unwrap_or_default())
    };
    Ok(vec![
        one("name", "excel-name-hi", Control::Text).hint(words.t("group-name-hint")),
        one("name_en", "excel-name-en", Control::Text),
        one("code", "field-code", Control::Text).hint(words.t("group-code-hint")),
        one("place_id", "field-village", Control::Select(places)).required(),
        one("parent_id", "field-vo", Control::Select(vos)),
        one("formed_on", "field-formed-on", Control::Day).required(),
        one("bank_name", "field-bank", Control::Text),
        one("ifsc", "field-ifsc", Control::Text),
        one("account_no", "field-account-no", Control::Number),
        one("account_opened_on", "field-account-opened", Control::Day),
        one("mobile", "field-mobile", Control::Number),
    ])
}

/// The form read with the same readers as the cells of a sheet, and a fault for what could not be read.
fn read_form(query: &Query) -> (NewGroup, Faults) {
    let today = clock::today();
    let mut form = Reading::of(query);
    let profile = Profile {
        name_hi: form.read("name", read::name),
        name_en: form.read("name_en", read::name),
        formed_on: form.read("formed_on", |cell| read::day(cell, today)),
        bank_name: form.read("bank_name", read::text),
        ifsc: form.read("ifsc", read::ifsc),
        account_no: form.read("account_no", read::account_no),
        account_opened_on: form.read("account_opened_on", |cell| read::day(cell, today)),
        mobile: form.read("mobile", read::mobile),
        ..Profile::default()
    };
    let code = form.read("code", read::code);
    let place_id = query.number("place_id").unwrap_or(0);
    if place_id == 0 {
        form.faults.on("place_id", "place_missing");
    }
    let parent_id = query.number("parent_id").unwrap_or(0);
    (NewGroup { code, profile, place_id, parent_id }, form.faults)
}

/// A form on its way: what was read, and every fault.
pub(crate) struct Reading<'a> {
    query: &'a Query,
    pub(crate) faults: Faults,
}

impl<'a> Reading<'a> {
    /// Nothing read yet.
    pub(crate) fn of(query: &'a Query) -> Self {
        Self { query, faults: Faults::default() }
    }

    /// Reads a field; none where it is empty, or where it cannot be read, which is a fault.
    pub(crate) fn read<T>(
        &mut self,
        name: &str,
        reads: impl FnOnce(&Cell) -> Outcome<T>,
    ) -> Option<T> {
        let typed = self.query.get(name)?;
        match reads(&Cell::Text(typed.to_owned())) {
            Ok(reading) => reading.map(|reading| reading.value),
            Err(complaint) => {
                let mut fault = Fault::at(name, complaint.code);
                for (name, value) in complaint.args {
                    fault = fault.with(name, value);
                }
                self.faults.push(fault.with("value", typed));
                None
            }
        }
    }
}
