//! Changing a plan: saving cells, splitting a total, approving, revising. What is wrong comes back
//! all at once with what was typed; where somebody saved first, both values are shown.

use axum::{Form, extract::Path, http::StatusCode};
use samuh_engine::{Db, Desk, Error, Result, clock};
use samuh_kernel::scope::{Area, Right};
use samuh_plans::{
    Ask as Act, Change, Grid, Keep, Lock, Planned, Revise, Season, SetTargets, Split, TargetCell,
    Weights, lock, revise, set_targets, split,
};
use samuh_web::{parts::Problem, words::Words};
use uuid::Uuid;

use super::{
    super::{
        approvals::{Ask, sent_instead},
        fail::{Answer, Fail, go, problems},
        query::Query,
        visit::Visitor,
    },
    Subject,
    grid::{self, Again},
    shown,
    typed::{self, Typed},
};

fn run(act: &Act, db: &Db, desk: &Desk, op: Uuid) -> Result<Planned> {
    let now = clock::now();
    match act {
        Act::Set(ask) => set_targets(db, desk, op, ask, now),
        Act::Split(ask) => split(db, desk, op, ask, now),
        Act::Lock(ask) => lock(db, desk, op, ask, now),
        Act::Revise(ask) => revise(db, desk, op, ask, now),
    }
}

/// Takes what the grid's form sent.
pub(in crate::server) async fn change(
    visitor: Visitor,
    Path((year, indicator)): Path<(String, String)>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::Enter, Area::Plans)?;
    let subject = Subject::of(&year, &indicator)?;
    let form = Query::of(pairs);
    let op: Uuid = form.get("op").and_then(|op| op.parse().ok()).ok_or(Fail::Request)?;
    let reads = visitor.clone();
    let stands = visitor.app.read(move |reader| grid::stands(reader, &reads, subject)).await?;
    let act = match read(&form, subject, &stands, visitor.words) {
        Ok(act) => act,
        Err(Refused::Request) => return Err(Fail::Request),
        Err(Refused::Problems(problems)) => {
            return again(&visitor, subject, form, problems).await;
        }
        Err(Refused::Nothing) => return Ok(go(&subject.address())),
    };
    let done = match sent_instead(&visitor, op, Ask::Plan(act.clone()), form.pairs()).await {
        Ok(Some(sent)) => Ok(sent),
        Ok(None) => {
            let desk = visitor.desk().clone();
            let done = visitor.app.blocking(move |app| run(&act, app.db(), &desk, op));
            done.await.map(|_| subject.address())
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(page) => Ok(go(&page)),
        Err(Error::Faults(faults)) => {
            let problems = problems(&faults, visitor.words);
            again(&visitor, subject, form, problems).await
        }
        Err(Error::Conflict { .. }) => conflict(&visitor, subject, form, &stands).await,
        Err(other) => Err(other.into()),
    }
}

/// Why a form makes no act.
enum Refused {
    /// It is not a form of ours.
    Request,
    /// Something in it is wrong.
    Problems(Vec<Problem>),
    /// It changes nothing.
    Nothing,
}

fn read(
    form: &Query,
    subject: Subject,
    stands: &Grid,
    words: &Words,
) -> std::result::Result<Act, Refused> {
    let (indicator, year) = (subject.indicator.id, subject.year);
    let version = form.number("version").ok_or(Refused::Request)?;
    let value = |name: &str| form.get(name).unwrap_or_default().to_owned();
    match form.get("act") {
        Some("save") => save(form, subject, stands, (version, words)),
        Some("split") => {
            let total = total(form, subject, words)?;
            let weights = weights(form.get("way")).ok_or(Refused::Request)?;
            let season = season(form, words)?;
            Ok(Act::Split(Split {
                indicator,
                year,
                version,
                within: None,
                level: stands.level,
                total,
                weights,
                limits: Vec::new(),
                season,
            }))
        }
        Some("lock") => {
            let order_no = Some(value("order")).filter(|order| !order.is_empty());
            Ok(Act::Lock(Lock { indicator, year, version, order_no }))
        }
        _ => Err(Refused::Request),
    }
}

fn save(
    form: &Query,
    subject: Subject,
    stands: &Grid,
    (version, words): (i64, &Words),
) -> std::result::Result<Act, Refused> {
    let (indicator, year) = (subject.indicator.id, subject.year);
    let Typed { cells, problems } = Typed::of(form, subject, stands, words);
    if !problems.is_empty() {
        return Err(Refused::Problems(problems));
    }
    if cells.is_empty() {
        return Err(Refused::Nothing);
    }
    // A plan that begins has no whole yet that could stay.
    let keep = match form.get("keep") {
        _ if version == 0 => Keep::Nothing,
        Some("change") => Keep::Nothing,
        Some("year") => Keep::Year,
        _ => Keep::Total,
    };
    if !stands.plan.as_ref().is_some_and(|plan| plan.locked) {
        return Ok(Act::Set(SetTargets { indicator, year, version, cells, keep }));
    }
    let value = |name: &str| form.get(name).unwrap_or_default().to_owned();
    let (reason, order_no) = (value("reason"), value("order"));
    let change = Change::Cells { cells, keep };
    Ok(Act::Revise(Revise { indicator, year, version, change, reason, order_no }))
}

fn total(
    form: &Query,
    subject: Subject,
    words: &Words,
) -> std::result::Result<Option<i64>, Refused> {
    let Some(text) = form.get("total") else { return Ok(None) };
    match typed::amount(subject.indicator, text).filter(|total| *total >= 0) {
        Some(total) => Ok(Some(total)),
        None => {
            let said = words.fault("not_a_number", [("value", text)]);
            let message = said.whole();
            Err(Refused::Problems(vec![Problem { field: "total".into(), message }]))
        }
    }
}

/// How the months are chosen to go; without a word, as they stand.
fn season(form: &Query, words: &Words) -> std::result::Result<Season, Refused> {
    match form.get("season") {
        None | Some("standing") => Ok(Season::Standing),
        Some("even") => Ok(Season::Even),
        Some("last-year") => Ok(Season::LastYear),
        Some("shares") => {
            let text = form.get("shares").unwrap_or_default();
            samuh_plans::shares_of(text).map(Season::Shares).ok_or_else(|| {
                let said = words.fault("not_shares", [("value", text)]);
                let message = said.whole();
                Refused::Problems(vec![Problem { field: "shares".into(), message }])
            })
        }
        Some(_) => Err(Refused::Request),
    }
}

fn weights(way: Option<&str>) -> Option<Weights> {
    match way? {
        "households" => Some(Weights::LeftOut),
        "groups" => Some(Weights::Groups),
        "last-year" => Some(Weights::LastYear),
        "equal" => Some(Weights::Equal),
        _ => None,
    }
}

async fn again(visitor: &Visitor, subject: Subject, form: Query, problems: Vec<Problem>) -> Answer {
    let status = Some(StatusCode::UNPROCESSABLE_ENTITY);
    grid::draw(visitor, subject, &Again { form, problems, status }).await
}

/// Somebody saved first: each cell that differs now, with both values; what was typed stays.
async fn conflict(visitor: &Visitor, subject: Subject, form: Query, stands: &Grid) -> Answer {
    let words = visitor.words;
    let mut problems =
        vec![Problem { field: String::new(), message: words.t("grid-problem-version") }];
    let typed = Typed::of(&form, subject, stands, words);
    problems.extend(typed.cells.iter().filter_map(|cell| both(cell, subject, stands, words)));
    let status = Some(StatusCode::CONFLICT);
    grid::draw(visitor, subject, &Again { form, problems, status }).await
}

fn both(cell: &TargetCell, subject: Subject, stands: &Grid, words: &Words) -> Option<Problem> {
    let row = stands.rows.iter().find(|row| row.unit_id == cell.unit_id)?;
    let (unit, month) = typed::place(row, cell.month, subject, words);
    let amount = |value: i64| shown(subject.indicator, value);
    let args = [
        ("unit", unit.into()),
        ("month", month.into()),
        ("saved", amount(row.months[cell.month]).into()),
        ("sent", amount(cell.value).into()),
    ];
    let field = typed::name(cell.unit_id, cell.month);
    Some(Problem { field, message: words.args("grid-conflict", &args) })
}
