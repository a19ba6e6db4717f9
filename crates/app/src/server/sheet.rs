//! The reported sheet of a unit for a month: its figures, who typed them, and their verifying by a
//! second person.

use std::collections::HashMap;

use axum::{Form, extract::Path, http::StatusCode, response::Response};
use maud::html;
use samuh_engine::{Error, Reader, Result, clock};
use samuh_figures::{
    catalogue::{Indicator, by_code, by_id},
    journal::{Class, Line, history_of_cell},
};
use samuh_groups::{Kind, institution_of};
use samuh_kernel::{
    calendar::Month,
    scope::{Area, Right},
};
use samuh_plans::{
    Attested, Checked, ReportedSeen, SheetLine, Unverify, Verify, sheet_of, unverify, verify,
};
use samuh_web::{
    page::Section,
    pages::sheet::{self as drawn, Acts, SheetPage, SheetRow},
    parts::{Link, Problem, TrailItem},
    show,
};
use uuid::Uuid;

use super::{
    dashboard::{crumbs, name, quantity},
    fail::{Answer, Fail, faults_or_fail, go, problems},
    groups::{
        act_name, by, source,
        store::{Done, done_by},
    },
    query::Query,
    visit::{self, Visitor},
};
use crate::ids::new_id;

/// The address of a unit's sheet.
pub(crate) fn address(unit: i64, month: Month) -> String {
    format!("/reported/{unit}/{month}")
}

/// The address of the sheet a reported figure stands on.
pub(crate) fn address_of(seen: &ReportedSeen) -> String {
    let unit = if seen.institution_id == 0 { seen.place_id } else { seen.institution_id };
    address(unit, seen.month)
}

/// What a form that was refused sent, and why.
#[derive(Default)]
struct Again {
    form: Option<Query>,
    figures: Vec<String>,
    problems: Vec<Problem>,
}

/// The sheet.
pub(super) async fn page(visitor: Visitor, Path((unit, month)): Path<(i64, String)>) -> Answer {
    visitor.may(Right::See, Area::Figures)?;
    let month = month.parse().map_err(|_| Fail::not_found())?;
    shown(&visitor, (unit, month), Again::default()).await
}

async fn shown(visitor: &Visitor, of: (i64, Month), again: Again) -> Answer<Response> {
    let reads = visitor.clone();
    let read = visitor.app.read(move |reader| assemble(reader, &reads, of, again));
    let page = read.await?;
    let title = page.title.clone();
    Ok(visitor.page(&title, Some(Section::Reported), drawn::draw(&page, visitor.words)))
}

/// Verifies the chosen figures, or takes their verification back.
pub(super) async fn change(
    visitor: Visitor,
    Path((unit, month)): Path<(i64, String)>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::Approve, Area::Figures)?;
    let month: Month = month.parse().map_err(|_| Fail::not_found())?;
    let chosen: Vec<String> =
        pairs.iter().filter(|(name, _)| name == "figure").map(|(_, value)| value.clone()).collect();
    let figures: Vec<Checked> =
        chosen.iter().map(|text| checked(text)).collect::<Option<_>>().ok_or(Fail::Request)?;
    let form = Query::of(pairs);
    let op: Uuid = form.get("op").and_then(|op| op.parse().ok()).ok_or(Fail::Request)?;
    let (desk, now) = (visitor.desk().clone(), clock::now());
    let is_back = match form.get("act") {
        Some("verify") => false,
        Some("unverify") => true,
        _ => return Err(Fail::Request),
    };
    let reason = form.get("reason").unwrap_or_default().to_owned();
    let done = visitor.app.blocking(move |app| -> Result<Attested> {
        if is_back {
            let ask = Unverify { unit_id: unit, month, figures, reason };
            unverify(app.db(), &desk, op, &ask, now)
        } else {
            verify(app.db(), &desk, op, &Verify { unit_id: unit, month, figures }, now)
        }
    });
    match faults_or_fail(done.await)? {
        Ok(_) => Ok(go(&address(unit, month))),
        Err(faults) => {
            let problems = problems(&faults, visitor.words);
            let again = Again { form: Some(form), figures: chosen, problems };
            let page = shown(&visitor, (unit, month), again).await?;
            Ok(visit::with_status(StatusCode::UNPROCESSABLE_ENTITY, page))
        }
    }
}

/// `rf_groups~3`: the indicator and the edition that was seen.
fn checked(text: &str) -> Option<Checked> {
    let (code, version) = text.split_once('~')?;
    Some(Checked { indicator: by_code(code)?.id, version: version.parse().ok()? })
}

fn choice(indicator: &Indicator, line: &SheetLine) -> String {
    format!("{}~{}", indicator.code, line.version)
}

fn assemble(
    reader: &mut Reader,
    visitor: &Visitor,
    (unit, month): (i64, Month),
    again: Again,
) -> Result<SheetPage> {
    let scope = visitor.scope();
    let lines = sheet_of(reader, scope, unit, month)?;
    let Some(first) = lines.first().copied() else { return Err(Error::NotFound) };
    let (unit_name, path) = unit_of(reader, visitor, &first)?;
    let mut history: Vec<(&'static Indicator, Line)> = Vec::new();
    for line in &lines {
        let cell = (line.indicator, line.month);
        let found = history_of_cell(reader, scope, cell, (line.place_id, line.institution_id))?;
        let known = by_id(line.indicator);
        history.extend(found.into_iter().filter_map(|entry| Some((known?, entry))));
    }
    let mut ops: Vec<i64> = history.iter().map(|(_, entry)| entry.op_no).collect();
    ops.extend(lines.iter().map(|line| line.op_no));
    ops.sort_unstable();
    ops.dedup();
    let done = done_by(reader, scope, &ops)?;
    let may = scope.may(Right::Approve, Area::Figures);
    let own = visitor.desk().officer_id;
    let opens = |line: &SheetLine| line.class == Class::Verified || line.officer_id != own;
    let rows = lines.iter().filter_map(|line| {
        let indicator = by_id(line.indicator)?;
        let pick = if may && opens(line) { choice(indicator, line) } else { String::new() };
        Some(row(visitor, indicator, line, (pick, &path), (&again, &done)))
    });
    let rows: Vec<SheetRow> = rows.collect();
    let can = |class: Class| lines.iter().any(|line| line.class == class && opens(line));
    let acts = Acts {
        action: address(unit, month),
        op: new_id()?.to_string(),
        verify: can(Class::Reported),
        unverify: can(Class::Verified),
        reason: again.form.as_ref().and_then(|form| form.get("reason")).unwrap_or("").to_owned(),
    };
    let mut way = crumbs(visitor, first.place_id, first.institution_id != 0);
    way.push(Link::new(unit_name.as_str(), path.as_str()));
    let said =
        [("unit", unit_name.as_str().into()), ("month", show::month(month, visitor.words).into())];
    Ok(SheetPage {
        title: visitor.words.args("sheet-title", &said),
        crumbs: way,
        as_on_at: clock::now(),
        hindered: lines.iter().any(|line| !opens(line)).then_some("sheet-own"),
        rows,
        acts: may.then_some(acts),
        trail: trail(visitor, &history, &done),
        problems: again.problems,
    })
}

/// The name and page of the unit that reported.
fn unit_of(reader: &mut Reader, visitor: &Visitor, line: &SheetLine) -> Result<(String, String)> {
    if line.institution_id == 0 {
        let name = visitor.home.name(line.place_id, visitor.hindi()).to_owned();
        return Ok((name, format!("/places/{}", line.place_id)));
    }
    let found = institution_of(reader, visitor.scope(), line.institution_id)?;
    let room = if found.kind == Kind::Shg { "groups" } else { "federations" };
    Ok((found.name(visitor.hindi()).to_owned(), format!("/{room}/{}", line.institution_id)))
}

fn row(
    visitor: &Visitor,
    indicator: &'static Indicator,
    line: &SheetLine,
    (choice, path): (String, &str),
    (again, done): (&Again, &HashMap<i64, Done>),
) -> SheetRow {
    let unit = if line.institution_id == 0 { line.place_id } else { line.institution_id };
    let typed = done.get(&line.op_no);
    let batch = typed.and_then(|typed| typed.batch.as_ref());
    let usual = again.form.is_none() && line.class == Class::Reported;
    let shown = show::quantity(quantity(indicator, line.value), visitor.words);
    let behind = format!("/figures/{}?unit={unit}&month={}", indicator.code, line.month);
    let entries = format!("/groups/{unit}/entries?indicator={}", indicator.code);
    let href = if path.starts_with("/groups/") { entries } else { behind };
    SheetRow {
        indicator: name(visitor.words, indicator),
        chosen: usual || again.figures.contains(&choice),
        choice,
        value: Link::new(shown, href),
        verified: line.class == Class::Verified,
        recorded_at: typed.map_or(0, |typed| typed.at),
        by: typed
            .map(|typed| by(visitor, typed))
            .filter(|by| !by.is_empty())
            .unwrap_or_else(|| visitor.words.t("import-who-machine")),
        import: batch.map(|(id, file)| Link::new(file.as_str(), format!("/imports/{id}"))),
    }
}

/// The acts that touched the sheet, the latest first, each with the figures it moved.
fn trail(
    visitor: &Visitor,
    history: &[(&'static Indicator, Line)],
    done: &HashMap<i64, Done>,
) -> Vec<TrailItem> {
    let mut ops: Vec<(i64, i64)> = history.iter().map(|(_, line)| (line.at, line.op_no)).collect();
    ops.sort_unstable_by(|one, other| other.cmp(one));
    ops.dedup();
    let item = |(at, op_no): (i64, i64)| {
        let known = done.get(&op_no);
        let moved = history.iter().filter(|(_, line)| line.op_no == op_no && line.delta > 0);
        let parts: Vec<String> = moved
            .map(|(indicator, line)| {
                let value = show::quantity(quantity(indicator, line.delta), visitor.words);
                let class = visitor.words.t(source(line.class));
                format!("{} {value} ({class})", name(visitor.words, indicator))
            })
            .collect();
        let batch = known.and_then(|known| known.batch.as_ref());
        let reason = known.and_then(|known| known.reason.as_deref());
        TrailItem {
            when: show::instant(at),
            what: html! {
                (act_name(visitor, known)) ": " (parts.join(" · "))
                @if let Some(reason) = reason { " · “" (reason) "”" }
                @if let Some((id, file)) = batch { " · " a href=(format!("/imports/{id}")) { (file) } }
            },
            who: known.map(|known| by(visitor, known)).unwrap_or_default(),
        }
    };
    ops.into_iter().map(item).collect()
}
