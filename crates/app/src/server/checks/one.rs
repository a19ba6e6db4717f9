//! One finding: why it was found, the sheet it stands on, and what a second person saw.

use axum::{Form, extract::Path, http::StatusCode, response::Response};
use maud::{Markup, html};
use samuh_engine::{Reader, Result, clock};
use samuh_figures::catalogue::{Unit, by_code, by_id};
use samuh_kernel::{
    fault::Faults,
    read,
    scope::{Area, Right},
};
use samuh_plans::{
    SheetLine,
    checks::{Decide, Finding, Outcome, State, decide_check, finding_of},
    sheet_of,
};
use samuh_web::{
    page::Section,
    parts::{
        Choice, Control, Fact, Field, Link, Look, Problem, Tone, button, crumbs, facts, field,
        heading, panel, panel_with, problems, tag,
    },
    show,
};
use uuid::Uuid;

use super::{PATH, evidence, kind, tone, unit_name};
use crate::{
    ids::new_id,
    server::{
        dashboard::{name, quantity},
        fail::{Answer, Fail, faults_or_fail, go, problems as told},
        groups::{Reading, by, store::done_by},
        query::Query,
        sheet,
        visit::{Visitor, with_status},
    },
};

/// A form that was refused, with what is wrong.
#[derive(Default)]
struct Again {
    form: Query,
    problems: Vec<Problem>,
}

/// The page of a finding.
pub(in crate::server) async fn page(visitor: Visitor, Path(no): Path<i64>) -> Answer {
    visitor.may(Right::See, Area::Figures)?;
    shown(&visitor, no, Again::default()).await
}

/// Keeps what was seen.
pub(in crate::server) async fn decide(
    visitor: Visitor,
    Path(no): Path<i64>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::Approve, Area::Figures)?;
    let form = Query::of(pairs);
    let op: Uuid = form.get("op").and_then(|op| op.parse().ok()).ok_or(Fail::Request)?;
    let version = form.number("version").ok_or(Fail::Request)?;
    let outcome = match outcome(&form)? {
        Ok(outcome) => outcome,
        Err(faults) => return refused(&visitor, no, form, &faults).await,
    };
    let seen = form.get("seen").unwrap_or_default().to_owned();
    let ask = Decide { no, version, outcome, seen };
    let desk = visitor.desk().clone();
    let done =
        visitor.app.blocking(move |app| decide_check(app.db(), &desk, op, &ask, clock::now()));
    match faults_or_fail(done.await)? {
        Ok(_) => Ok(go(&format!("{PATH}/{no}"))),
        Err(faults) => refused(&visitor, no, form, &faults).await,
    }
}

fn outcome(form: &Query) -> Answer<std::result::Result<Outcome, Faults>> {
    match form.get("outcome") {
        Some("verified") | None => Ok(Ok(Outcome::Verified)),
        Some("corrected") => {
            let indicator = form.get("indicator").and_then(by_code).ok_or(Fail::Request)?;
            let mut typed = Reading::of(form);
            let value = match indicator.unit {
                Unit::Paise => typed.read("value", read::paise),
                Unit::Count | Unit::Percent => typed.read("value", read::whole),
            };
            let mut faults = typed.faults;
            if value.is_none() && faults.is_empty() {
                faults.on("value", "right_value_missing");
            }
            let value = value.unwrap_or(0);
            Ok(faults.or(Outcome::Corrected { indicator: indicator.id, value }))
        }
        Some(_) => Err(Fail::Request),
    }
}

async fn refused(visitor: &Visitor, no: i64, form: Query, faults: &Faults) -> Answer<Response> {
    let again = Again { problems: told(faults, visitor.words), form };
    let page = shown(visitor, no, again).await?;
    Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page))
}

async fn shown(visitor: &Visitor, no: i64, again: Again) -> Answer<Response> {
    let op = new_id()?.to_string();
    let reads = visitor.clone();
    let read = visitor.app.read(move |reader| assemble(reader, &reads, no, (&op, &again)));
    let (title, body) = read.await?;
    Ok(visitor.page(&title, Some(Section::Reported), body))
}

fn assemble(
    reader: &mut Reader,
    visitor: &Visitor,
    no: i64,
    (op, again): (&str, &Again),
) -> Result<(String, Markup)> {
    let words = visitor.words;
    let finding = finding_of(reader, visitor.scope(), no)?;
    let lines = sheet_of(reader, visitor.scope(), finding.unit_id, finding.month)?;
    let done = done_by(reader, visitor.scope(), &[finding.decided_op_no])?;
    let who = done.get(&finding.decided_op_no).map(|done| by(visitor, done)).unwrap_or_default();
    let called = unit_name(&finding, visitor.hindi());
    let said = [("unit", called.into()), ("month", show::month(finding.month, words).into())];
    let title = words.args("check-title", &said);
    let may = visitor.scope().may(Right::Approve, Area::Figures);
    let body = html! {
        (crumbs(words, &[Link::new(words.t("checks"), PATH)], &title))
        (heading(&title, html! { (tag(tone(finding.detector), &kind(visitor, finding.detector))) }, html! {}))
        (problems(words, &again.problems))
        (panel_with(&words.t("check-why"), Some(&words.t("check-why.note")), None, html! {
            p { (evidence(visitor, &finding)) }
            (facts(&told_of(visitor, &finding, &lines)))
        }))
        @if let (Some(at), Some(seen)) = (finding.decided_at, &finding.seen) {
            (panel(&words.t("check-result"), facts(&[
                Fact { name: words.t("field-status"), value: state(visitor, finding.state) },
                Fact::text(words.t("check-seen"), seen),
                Fact::text(words.t("check-decided"), &format!("{} · {who}", show::instant(at))),
            ])))
        } @else if may { (form(visitor, &finding, &lines, (op, again))) }
        @else { p { (words.t("check-waits")) } }
    };
    Ok((title, body))
}

fn state(visitor: &Visitor, state: State) -> Markup {
    let tone = match state {
        State::Open => Tone::Warn,
        State::Verified => Tone::Good,
        State::Corrected => Tone::Plain,
    };
    tag(tone, &visitor.words.t(&format!("check-state-{}", state.code())))
}

/// What the sheet says, and where it opens.
fn told_of(visitor: &Visitor, finding: &Finding, lines: &[SheetLine]) -> Vec<Fact> {
    let words = visitor.words;
    let address = sheet::address(finding.unit_id, finding.month);
    let mut all = vec![
        Fact::text(
            words.t("field-place"),
            &visitor.home.address(finding.place_id, visitor.hindi()).join(", "),
        ),
        Fact {
            name: words.t("check-sheet"),
            value: html! { a href=(address) { (show::month(finding.month, words)) } },
        },
    ];
    let named = |line: &&SheetLine| finding.indicator.is_none_or(|id| id == line.indicator);
    for line in lines.iter().filter(named) {
        let Some(known) = by_id(line.indicator) else { continue };
        let value = show::quantity(quantity(known, line.value), words);
        let month = finding.month;
        let behind = format!("/figures/{}?unit={}&month={month}", known.code, finding.unit_id);
        all.push(Fact { name: name(words, known), value: html! { a href=(behind) { (value) } } });
    }
    all
}

fn form(
    visitor: &Visitor,
    finding: &Finding,
    lines: &[SheetLine],
    (op, again): (&str, &Again),
) -> Markup {
    let words = visitor.words;
    let said = |name: &str| again.form.get(name).unwrap_or_default();
    let outcomes = vec![
        Choice::new("verified", words.t("check-outcome-verified")),
        Choice::new("corrected", words.t("check-outcome-corrected")),
    ];
    let named = |line: &&SheetLine| finding.indicator.is_none_or(|id| id == line.indicator);
    let choices = lines.iter().filter(named).filter_map(|line| by_id(line.indicator));
    let choices = choices.map(|one| Choice::new(one.code, name(words, one))).collect();
    let chosen = if said("outcome").is_empty() { "verified" } else { said("outcome") };
    let fields = [
        Field::new("outcome", words.t("check-outcome"), Control::Radios(outcomes)).value(chosen),
        Field::new("indicator", words.t("check-which"), Control::Select(choices))
            .value(said("indicator")),
        Field::new("value", words.t("check-value"), Control::Number)
            .hint(words.t("check-value.hint"))
            .value(said("value")),
        Field::new("seen", words.t("check-seen"), Control::Lines)
            .hint(words.t("check-seen.hint"))
            .value(said("seen"))
            .required(),
    ];
    panel_with(
        &words.t("check-decide"),
        Some(&words.t("check-decide.note")),
        None,
        html! {
            form.form method="post" action=(format!("{PATH}/{}", finding.no)) {
                input type="hidden" name="op" value=(op);
                input type="hidden" name="version" value=(finding.version);
                @for one in fields { (field(words, &one.checked(&again.problems))) }
                div.go { (button(Look::Primary, &words.t("check-keep"), None)) }
            }
        },
    )
}
