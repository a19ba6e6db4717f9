//! "Why am I fourth": what each indicator does for a unit's score, the figures behind it, what one
//! step up needs; and what the unit objected and the district answered.

use std::collections::HashMap;

use axum::{Form, extract::Path, http::StatusCode, response::Response};
use maud::{Markup, html};
use samuh_engine::{Error, Reader, Result, clock};
use samuh_figures::{
    catalogue::{Indicator, by_id},
    ranking::{Explained, Known, Part, Place},
};
use samuh_kernel::{
    calendar::FinancialYear,
    scope::{Area, Right},
};
use samuh_plans::ranking::{
    AnswerObjection, Basis, FileObjection, Frozen, FrozenUnit, Objection, answer_objection,
    file_objection, objections_of, ranking_of,
};
use samuh_web::{
    page::Section,
    parts::{
        Choice, Column, Control, Fact, Field, Kind, Link, Look, Problem, Table, Tone, button,
        crumbs, facts, field, heading, notice, panel, panel_with, problems, table, tag,
    },
    show,
};

use super::{
    PATH, address, may_decide, sent_op,
    table::{band_text, points},
};
use crate::{
    ids::new_id,
    server::{
        dashboard::{Subject, name, quantity},
        fail::{Answer, Fail, faults_or_fail, go, problems as told},
        groups::{
            by,
            store::{Done, done_by},
        },
        query::Query,
        visit::{Visitor, with_status},
    },
};

/// A form that was refused, with what is wrong.
#[derive(Default)]
struct Again {
    form: Query,
    problems: Vec<Problem>,
}

/// The page of a unit in a ranking.
pub(in crate::server) async fn page(visitor: Visitor, Path(of): Path<(i64, i64)>) -> Answer {
    visitor.may(Right::See, Area::Plans)?;
    shown(&visitor, of, Again::default()).await
}

/// Back to the page whose form was sent, where a reader of its answer reloads it.
pub(in crate::server) async fn back(_: Visitor, Path((no, unit)): Path<(i64, i64)>) -> Response {
    go(&format!("{}/{unit}", address(no)))
}

/// Files an objection.
pub(in crate::server) async fn object(
    visitor: Visitor,
    Path((no, unit)): Path<(i64, i64)>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::Enter, Area::Figures)?;
    let form = Query::of(pairs);
    let op = sent_op(&form)?;
    let text = form.get("text").unwrap_or_default().to_owned();
    let ask = FileObjection { ranking_no: no, unit_id: unit, text };
    let desk = visitor.desk().clone();
    let done =
        visitor.app.blocking(move |app| file_objection(app.db(), &desk, op, &ask, clock::now()));
    match faults_or_fail(done.await)? {
        Ok(_) => Ok(go(&format!("{}/{unit}", address(no)))),
        Err(faults) => {
            let again = Again { problems: told(&faults, visitor.words), form };
            let page = shown(&visitor, (no, unit), again).await?;
            Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page))
        }
    }
}

/// Answers one.
pub(in crate::server) async fn answer(
    visitor: Visitor,
    Path((no, unit)): Path<(i64, i64)>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::Approve, Area::Plans)?;
    let form = Query::of(pairs);
    let op = sent_op(&form)?;
    let number = |name: &str| form.number(name).ok_or(Fail::Request);
    let ask = AnswerObjection {
        ranking_no: no,
        unit_id: unit,
        no: number("no")?,
        version: number("version")?,
        upheld: form.get("upheld") == Some("yes"),
        answer: form.get("answer").unwrap_or_default().to_owned(),
    };
    let desk = visitor.desk().clone();
    let done =
        visitor.app.blocking(move |app| answer_objection(app.db(), &desk, op, &ask, clock::now()));
    match faults_or_fail(done.await)? {
        Ok(_) => Ok(go(&format!("{}/{unit}", address(no)))),
        Err(faults) => {
            let again = Again { problems: told(&faults, visitor.words), form };
            let page = shown(&visitor, (no, unit), again).await?;
            Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page))
        }
    }
}

async fn shown(visitor: &Visitor, of: (i64, i64), again: Again) -> Answer<Response> {
    let op = new_id()?.to_string();
    let reads = visitor.clone();
    let read = visitor.app.read(move |reader| assemble(reader, &reads, of, (&op, &again)));
    let (title, body) = read.await?;
    Ok(visitor.page(&title, Some(Section::Targets), body))
}

/// Who filed and answered, by the acts.
type Acts = HashMap<i64, Done>;

fn assemble(
    reader: &mut Reader,
    visitor: &Visitor,
    (no, unit_id): (i64, i64),
    (op, again): (&str, &Again),
) -> Result<(String, Markup)> {
    let words = visitor.words;
    let one = ranking_of(reader, visitor.scope(), no)?;
    // A unit that the desk does not see does not exist for it.
    let subject = Subject::find(reader, visitor, unit_id, &Query::default())?;
    let unit = one.units.iter().find(|unit| unit.unit_id == unit_id).ok_or(Error::NotFound)?;
    let explained = one.explain(unit_id).ok_or(Error::NotFound)?;
    let objections = objections_of(reader, visitor.scope(), (no, Some(unit_id)))?;
    let ops: Vec<i64> = objections.iter().flat_map(|one| [one.op_no, one.answer_op_no]).collect();
    let done = done_by(reader, visitor.scope(), &ops)?;
    let called = unit.name(visitor.hindi());
    let title = match unit.ranked.level {
        Some(place) => {
            let said = [("name", called.into()), ("place", band_text(visitor, place).into())];
            words.args("why-title", &said)
        }
        None => words.args("why-title-none", &[("name", called.into())]),
    };
    let above = Link::new(ranking_title(visitor, &one), address(no));
    let way = [Link::new(words.t("rankings"), PATH), above];
    let figures = Link::new(words.t("why-figures"), subject.path.as_str());
    let body = html! {
        (crumbs(words, &way, called))
        (heading(&title, html! { (words.t("why-under")) }, samuh_web::parts::button_link(&figures, None, Look::Quiet)))
        (problems(words, &again.problems))
        (standing(visitor, &one, unit, &explained))
        @if let Some(said) = together(visitor, &one, &explained) {
            (notice(Tone::Plain, &words.t("why-together"), html! {
                ul.plain { @for one in said { li { (one) } } }
            }))
        }
        section.panel {
            div.ph { h2 { (words.t("why-parts")) } span.sub { (words.t("why-parts.note")) } }
            (table(&parts(visitor, &one, unit_id, &explained)))
        }
        (objected(visitor, (&one, unit_id), (&objections, &done), (op, again)))
    };
    Ok((title, body))
}

fn ranking_title(visitor: &Visitor, one: &Frozen) -> String {
    let what = visitor.words.t(&format!("rankings-of-{}", one.head.level.code()));
    let day = show::day(one.head.cut_on);
    visitor.words.args("ranking-title", &[("what", what.into()), ("day", day.into())])
}

fn standing(visitor: &Visitor, one: &Frozen, unit: &FrozenUnit, told: &Explained) -> Markup {
    let words = visitor.words;
    let Some(place) = unit.ranked.level else {
        let text = words.args(
            "ranking-not-compared.note",
            &[("percent", one.rule.least_known.into()), ("least", one.rule.least_due.into())],
        );
        return notice(Tone::Warn, &words.t("ranking-not-compared"), html! { p { (text) } });
    };
    let of = one.units.iter().filter(|unit| unit.ranked.level.is_some()).count();
    let place_of = |place: Place| {
        let said = [("place", band_text(visitor, place).into()), ("of", of.to_string().into())];
        words.args("why-place", &said)
    };
    let change = unit.ranked.change.map(|change| {
        let said = [
            ("points", points(change.score, true).into()),
            ("day", show::day(one.head.before_on).into()),
            ("place", place_of(change).into()),
        ];
        words.args("why-change", &said)
    });
    let step = match told.goal {
        Some(goal) => words.args(
            "why-step",
            &[
                ("score", points(told.score, false).into()),
                ("goal", points(goal, false).into()),
                ("group", (place.group - 1).into()),
            ],
        ),
        None if place.group == 1 => words.t("why-step-first"),
        None => words.t("why-step-none"),
    };
    panel(
        &words.t("why-standing"),
        facts(&[
            Fact::text(words.t("ranking-band"), &place_of(place)),
            Fact::text(words.t("ranking-group"), &show::grouped(place.group)),
            Fact::text(words.t("ranking-score"), &points(told.score, false)),
            Fact::text(words.t("why-district"), &points(told.district, false)),
            Fact::text(words.t("ranking-change"), &change.unwrap_or_default()),
            Fact::text(words.t("why-one-step"), &step),
        ]),
    )
}

/// What together would be one step up; nothing where one indicator alone does it.
fn together(visitor: &Visitor, one: &Frozen, told: &Explained) -> Option<Vec<String>> {
    if told.together.is_empty() || told.parts.iter().any(|part| part.needs.is_some()) {
        return None;
    }
    let words = visitor.words;
    let said = told.together.iter().filter_map(|(id, more)| {
        let indicator = by_id(*id)?;
        let at = one.rule.weights.iter().position(|(known, _)| known == id)?;
        let amount = match one.bases[at] {
            Basis::Ratio => show::grouped(*more),
            _ => show::quantity(quantity(indicator, *more), words),
        };
        let args = [("indicator", name(words, indicator).into()), ("n", amount.into())];
        Some(words.args("why-together-one", &args))
    });
    Some(said.collect())
}

fn parts(visitor: &Visitor, one: &Frozen, unit: i64, told: &Explained) -> Table {
    let words = visitor.words;
    let columns = [
        ("field-indicator", Kind::Text),
        ("why-weight", Kind::Number),
        ("why-tally", Kind::Number),
        ("why-rate", Kind::Number),
        ("why-used", Kind::Number),
        ("why-district", Kind::Number),
        ("why-lift", Kind::Number),
        ("why-needs", Kind::Text),
    ];
    let row = |part: &Part| {
        let Some(indicator) = by_id(part.indicator) else { return vec![html! {}; 8] };
        let at = one.rule.weights.iter().position(|(id, _)| *id == part.indicator);
        let basis = at.map_or(Basis::Target, |at| one.bases[at]);
        let tone = if part.lift < 0 { Tone::Bad } else { Tone::Good };
        let lift = if part.lift == 0 { Tone::Plain } else { tone };
        vec![
            html! {
                a href=(opened(one, unit, (indicator, basis))) { (name(words, indicator)) }
                small { (words.t(&format!("why-basis-{}", basis.code()))) }
            },
            html! { (show::per_mille(part.weight)) },
            tally(visitor, indicator, (basis, part)),
            html! { (part.rate.map_or("—".to_owned(), show::per_mille)) },
            html! { (show::per_mille(part.used)) },
            html! { (show::per_mille(part.district)) },
            tag(lift, &points(part.lift, true)),
            needs(visitor, indicator, (basis, part), told.goal.is_some()),
        ]
    };
    Table {
        caption: words.t("why-parts"),
        columns: columns.map(|(key, kind)| Column::new(kind, words.t(key))).to_vec(),
        rows: told.parts.iter().map(row).collect(),
        foot: None,
    }
}

/// What stands behind a figure, as it was recorded by the cut-off.
fn opened(one: &Frozen, unit: i64, (indicator, basis): (&Indicator, Basis)) -> String {
    let is_level =
        basis.is_level(indicator.id) || indicator.nature == samuh_figures::catalogue::Nature::Flow;
    let year = FinancialYear::of(one.head.cut_on);
    let mut query = Query::default()
        .with("unit", unit.to_string())
        .with("year", year.to_string())
        .with("as_on", show::day(one.head.cut_on));
    if !is_level {
        query = query.with("added", "1");
    }
    query.at(&format!("/figures/{}", indicator.code))
}

fn tally(visitor: &Visitor, indicator: &Indicator, (basis, part): (Basis, &Part)) -> Markup {
    let words = visitor.words;
    let amount = |value: i64| match basis {
        Basis::Ratio => show::grouped(value),
        _ => show::quantity(quantity(indicator, value), words),
    };
    html! {
        @match part.tally {
            Some(tally) => { (amount(tally.x)) " / " (amount(tally.n)) }
            None => "—",
        }
        @if part.known != Known::Enough {
            small { (words.t(&format!("why-known-{}", part.known.code()))) }
        } @else if part.tally.is_some_and(|tally| tally.x > tally.n) {
            small { (words.t("why-capped")) }
        }
    }
}

fn needs(
    visitor: &Visitor,
    indicator: &Indicator,
    (basis, part): (Basis, &Part),
    has_goal: bool,
) -> Markup {
    let words = visitor.words;
    let amount = |value: i64| match basis {
        Basis::Ratio => show::grouped(value),
        _ => show::quantity(quantity(indicator, value), words),
    };
    html! {
        @match part.needs {
            Some(more) => (words.args("why-more", &[("n", amount(more).into())])),
            None if !has_goal => "—",
            None => (words.t("why-not-alone")),
        }
    }
}

fn objected(
    visitor: &Visitor,
    (one, unit): (&Frozen, i64),
    (all, done): (&[Objection], &Acts),
    (op, again): (&str, &Again),
) -> Markup {
    let words = visitor.words;
    let who = |op: i64| done.get(&op).map(|done| by(visitor, done)).unwrap_or_default();
    let to = format!("{}/{unit}", address(one.head.no));
    let may_object = !visitor.scope().is_whole_district()
        && visitor.scope().may(Right::Enter, Area::Figures)
        && all.iter().all(|one| one.answer.is_some());
    let inner = html! {
        @if all.is_empty() { p { (words.t("objections-none")) } }
        ol.trail { @for one in all {
            li {
                span.when { (show::instant(one.filed_at)) }
                div {
                    p { "“" (one.text) "”" }
                    small { (who(one.op_no)) }
                    @match (&one.answer, one.answered_at) {
                        (Some(answer), Some(at)) => {
                            p {
                                (tag(if one.upheld { Tone::Good } else { Tone::Plain }, &words.t(if one.upheld { "objection-upheld" } else { "objection-stands" })))
                                " " (answer)
                            }
                            small { (show::instant(at)) " · " (who(one.answer_op_no)) }
                        }
                        _ => p { (tag(Tone::Warn, &words.t("objection-waits"))) },
                    }
                    @if one.answer.is_none() && may_decide(visitor) {
                        (answering(visitor, &to, one, (op, again)))
                    }
                }
            }
        } }
        @if may_object {
            form.form method="post" action=(format!("{to}/objection")) {
                input type="hidden" name="op" value=(op);
                (field(words, &Field::new("text", words.t("objection-text"), Control::Lines)
                    .hint(words.t("objection-text.hint"))
                    .value(again.form.get("text").unwrap_or_default())
                    .required()
                    .checked(&again.problems)))
                div.go { (button(Look::Primary, &words.t("objection-file"), None)) }
            }
        }
    };
    panel_with(&words.t("objections"), Some(&words.t("objections.note")), None, inner)
}

fn answering(visitor: &Visitor, to: &str, one: &Objection, (op, again): (&str, &Again)) -> Markup {
    let words = visitor.words;
    let choices = vec![
        Choice::new("no", words.t("objection-stands")),
        Choice::new("yes", words.t("objection-upheld")),
    ];
    html! {
        form.form method="post" action=(format!("{to}/answer")) {
            input type="hidden" name="op" value=(op);
            input type="hidden" name="no" value=(one.no);
            input type="hidden" name="version" value=(one.version);
            (field(words, &Field::new("upheld", words.t("objection-finding"), Control::Radios(choices))
                .hint(words.t("objection-finding.hint"))
                .value(again.form.get("upheld").unwrap_or("no"))))
            (field(words, &Field::new("answer", words.t("objection-answer"), Control::Lines)
                .value(again.form.get("answer").unwrap_or_default())
                .required()
                .checked(&again.problems)))
            div.go { (button(Look::Primary, &words.t("objection-answer-send"), None)) }
        }
    }
}
