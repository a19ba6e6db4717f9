//! The whole sheet of a village: a row a household, one day, one visitor, entered in one act.

use axum::{Form, extract::Path, http::StatusCode, response::Response};
use maud::{Markup, html};
use samuh_engine::{Reader, Result, clock};
use samuh_groups::saturation::{
    acts::record_visits,
    model::{Ask, Doing, Field, Outcome, Seen, Visit, Visits},
    rules::{IN_GROUP, turn},
    store,
};
use samuh_kernel::scope::{Area, Right};
use samuh_web::{
    page::Section,
    parts::{
        Choice, Control, Field as Asks, Look, Problem, button, crumbs, empty, field, heading,
        problems,
    },
    show,
};
use uuid::Uuid;

use super::{
    PATH, day,
    parts::{last, link},
    seen_village, sent_op,
    table::way,
    village::list_link,
};
use crate::{
    ids::new_id,
    server::{
        approvals::{Ask as Waits, carried, sent_instead},
        fail::{Answer, faults_or_fail, go, problems as said},
        query::Query,
        visit::{self, Visitor},
    },
};

/// Households of one village.
const MOST: i64 = 5_000;

/// The form of the printed list.
pub(in crate::server) async fn draw(visitor: Visitor, Path(id): Path<i64>) -> Answer {
    visitor.may(Right::Enter, Area::Groups)?;
    shown(&visitor, id, &Query::default(), &[]).await
}

/// Enters what the sheet says: rows without an outcome were not visited.
pub(in crate::server) async fn enter(
    visitor: Visitor,
    Path(id): Path<i64>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::Enter, Area::Groups)?;
    let reads = visitor.clone();
    visitor.app.read(move |reader| seen_village(reader, &reads, id)).await?;
    let form = Query::of(pairs);
    let op = sent_op(&form)?;
    let ask = sheet(&form);
    // Whoever is in a group already is to be matched with the household there.
    let are_in_groups = ask.visits.iter().any(|visit| visit.outcome == IN_GROUP);
    let next = if are_in_groups { "/matches" } else { "" };
    match faults_or_fail(recorded(&visitor, op, ask, &form).await)? {
        Ok(sent) => Ok(go(&sent.unwrap_or_else(|| format!("{PATH}/places/{id}{next}")))),
        Err(faults) => {
            let page = shown(&visitor, id, &form, &said(&faults, visitor.words)).await?;
            Ok(visit::with_status(StatusCode::UNPROCESSABLE_ENTITY, page))
        }
    }
}

/// Enters visits, or sends them to another post; answers where they wait, if they do.
pub(super) async fn recorded(
    visitor: &Visitor,
    op: Uuid,
    ask: Visits,
    form: &Query,
) -> Result<Option<String>> {
    let asks = Waits::Visits(Doing::Record(ask.clone()));
    if let Some(sent) = sent_instead(visitor, op, asks, form.pairs()).await? {
        return Ok(Some(sent));
    }
    let desk = visitor.desk().clone();
    let run =
        visitor.app.blocking(move |app| record_visits(app.db(), &desk, op, &ask, clock::now()));
    run.await.map(|_| None)
}

/// The rows of which anything is said: a remark without an outcome is a fault of its row, told there.
fn sheet(form: &Query) -> Visits {
    let said = |(name, value): &(String, String)| {
        let id = ["outcome-", "remark-"].iter().find_map(|part| name.strip_prefix(part))?;
        id.parse::<i64>().ok().filter(|_| !value.trim().is_empty())
    };
    let mut rows: Vec<i64> = Vec::new();
    for id in form.pairs().iter().filter_map(said) {
        if !rows.contains(&id) {
            rows.push(id);
        }
    }
    let text = |name: String| form.get(&name).unwrap_or_default().trim().to_owned();
    let visit = |target_id: i64| Visit {
        target_id,
        outcome: text(format!("outcome-{target_id}")),
        institution_id: 0,
        remark: text(format!("remark-{target_id}")),
    };
    Visits {
        on: form.get("on").and_then(day),
        visitor: form.get("visitor").unwrap_or_default().to_owned(),
        visits: rows.into_iter().map(visit).collect(),
    }
}

fn load(reader: &mut Reader, visitor: &Visitor, id: i64) -> Result<(Vec<Seen>, Vec<Outcome>)> {
    seen_village(reader, visitor, id)?;
    let today = clock::today();
    let ask = Ask { place_id: id, state: "open".into(), ..Ask::default() };
    let outcomes = store::outcomes(reader, today)?;
    let mut open = store::list(reader, visitor.scope(), &ask, (today, MOST, 0))?;
    // The order of the printed list.
    open.sort_by_key(|seen| (turn(seen, &outcomes, today), seen.last.as_ref().map(|(_, on)| *on)));
    Ok((open, outcomes))
}

async fn shown(visitor: &Visitor, id: i64, form: &Query, wrong: &[Problem]) -> Answer<Response> {
    let reads = visitor.clone();
    let (open, outcomes) = visitor.app.read(move |reader| load(reader, &reads, id)).await?;
    let words = visitor.words;
    let title = words.t("sat-enter-sheet");
    let mut steps = way(visitor, id);
    steps.push(list_link(visitor, id));
    let today = show::day(clock::today());
    let on = Asks::new("on", words.t("sat-visit-on"), Control::Day)
        .value(form.get("on").unwrap_or(&today))
        .required()
        .checked(wrong);
    let who = Asks::new("visitor", words.t("sat-visitor"), Control::Text)
        .hint(words.t("sat-visitor.hint"))
        .value(form.get("visitor").unwrap_or_default())
        .checked(wrong);
    let op = new_id()?.to_string();
    let body = html! {
        (crumbs(words, &steps, &title))
        (heading(&title, html! { (words.t("sat-enter-sheet.text")) }, html! {}))
        (problems(words, wrong))
        @if open.is_empty() {
            section.panel { (empty(&words.t("sat-none"), &words.t("sat-none.text"), None)) }
        } @else {
            form method="post" action=(carried(visitor, format!("{PATH}/places/{id}/visits"))) {
                input type="hidden" name="op" value=(op);
                section.panel { div.pb.top-pad.form.broad { (field(words, &on)) (field(words, &who)) } }
                section.panel {
                    (rows(visitor, &open, &outcomes, (form, wrong)))
                    div.pb.top-pad { div.go { (button(Look::Primary, &words.t("sat-enter"), None)) } }
                }
            }
        }
    };
    crate::server::privacy::read(visitor, "target_list", id).await?;
    Ok(visitor.page(&title, Some(Section::Saturation), body))
}

fn rows(
    visitor: &Visitor,
    open: &[Seen],
    outcomes: &[Outcome],
    (form, wrong): (&Query, &[Problem]),
) -> Markup {
    let words = visitor.words;
    let labels = ["sat-head", "field-relation", "sat-last", "sat-outcome", "sat-remark"];
    let labels = labels.map(|key| words.t(key));
    let choices = choices(visitor, outcomes);
    html! {
        table.tbl.walk role="table" {
            caption.vh { (words.t("sat-enter-sheet")) }
            thead role="rowgroup" { tr role="row" {
                th.n scope="col" role="columnheader" { (words.t("field-serial")) }
                @for label in &labels { th scope="col" role="columnheader" { (label) } }
            } }
            tbody role="rowgroup" {
                @for (at, seen) in (1..).zip(open) {
                    @let link = link(seen);
                    tr role="row" {
                        td.n role="cell" data-label=(words.t("field-serial")) { (at) }
                        th scope="row" role="rowheader" { a href=(link.href) { (link.text) } }
                        td role="cell" data-label=(labels[1]) { (seen.target.texts.get(Field::Relation)) }
                        td role="cell" data-label=(labels[2]) { (last(visitor, seen, outcomes)) }
                        td role="cell" data-label=(labels[3]) {
                            div { (chosen(&link.text, seen.target.id, &choices, (form, wrong))) }
                        }
                        td role="cell" data-label=(labels[4]) {
                            div { (remark(&labels[4], seen.target.id, (form, wrong))) }
                        }
                    }
                }
            }
        }
    }
}

/// Nothing, then every outcome.
pub(super) fn choices(visitor: &Visitor, outcomes: &[Outcome]) -> Vec<Choice> {
    let none = Choice::new("", visitor.words.t("sat-not-visited"));
    let all = outcomes.iter().map(|one| Choice::new(one.code.as_str(), one.name(visitor.hindi())));
    std::iter::once(none).chain(all).collect()
}

fn chosen(label: &str, id: i64, choices: &[Choice], (form, wrong): (&Query, &[Problem])) -> Markup {
    let name = format!("outcome-{id}");
    let (value, error) = (form.get(&name).unwrap_or_default(), Problem::of(wrong, &name));
    html! {
        select.pick id=(Problem::id_of(error, &name)) name=(name) aria-label=(label) aria-invalid=[error.map(|_| "true")] {
            @for choice in choices {
                option value=(choice.value) selected[choice.value == value] { (choice.label) }
            }
        }
        @if let Some(error) = error { p.errm { (error.message) } }
    }
}

fn remark(label: &str, id: i64, (form, wrong): (&Query, &[Problem])) -> Markup {
    let name = format!("remark-{id}");
    let (value, error) = (form.get(&name).unwrap_or_default(), Problem::of(wrong, &name));
    html! {
        input.remark id=(Problem::id_of(error, &name)) name=(name) value=(value) aria-label=(label)
            aria-invalid=[error.map(|_| "true")];
        @if let Some(error) = error { p.errm { (error.message) } }
    }
}
