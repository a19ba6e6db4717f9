//! The pages of reports, and their files.

use std::collections::BTreeMap;

use axum::{
    extract::{Path, Query as Asked},
    response::{IntoResponse, Json, Response},
};
use samuh_engine::{Error, Reader, Result, clock};
use samuh_kernel::{
    calendar::{FinancialYear, Month},
    scope::{Area, Right},
};
use samuh_web::{
    page::Section,
    pages::reports::{self as drawn, Cell, Head, Line, ReportPage, Shelf},
    parts::{Choice, Control, Field, Filters, Link},
    show,
};

use super::{
    dashboard::top_of, excel::attached, fail::Answer, query::Query, trail::chain_line,
    visit::Visitor,
};
use crate::{
    figuring::Unit,
    pack,
    reporting::{self, Declared, Param, Report},
};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Months one may choose.
const MONTHS: i32 = 18;
/// Years one may choose.
const YEARS: i32 = 4;
/// The files of a report.
const FILES: [&str; 4] = ["xlsx", "pdf", "csv", "json"];

type Pairs = Asked<Vec<(String, String)>>;

/// The list of reports.
pub(super) async fn list(visitor: Visitor) -> Answer {
    let words = visitor.words;
    let shelf = |key: &str, href: String| Shelf {
        report: Link::new(words.t(key), href),
        about: words.t(&format!("{key}.about")),
    };
    let is_placed = own(&visitor) != 0;
    let mut all = vec![shelf("packs-title", "/packs".to_owned())];
    // Both are of places, not of federations.
    all.truncate(usize::from(is_placed));
    let reports = reporting::ALL.into_iter().filter(|one| is_placed || one.code != "mpr");
    all.extend(
        reports.map(|one| shelf(&format!("report-{}", one.code), format!("/reports/{}", one.code))),
    );
    let title = words.t("reports-title");
    let reads = visitor.clone();
    let chain = visitor.app.read(move |reader| chain_line(reader, &reads)).await?;
    let body = drawn::list(&all, chain.as_deref(), words);
    Ok(visitor.page(&title, Some(Section::Reports), body))
}

/// One report, as a page or as a file.
pub(super) async fn one(
    visitor: Visitor,
    Path(code): Path<String>,
    Asked(pairs): Pairs,
) -> Answer<Response> {
    let declared = reporting::by_code(&code).ok_or(Error::NotFound)?;
    if declared.code == "lacks" {
        visitor.may(Right::See, Area::Groups)?;
    }
    let query = Query::of(pairs);
    let (reads, asked) = (visitor.clone(), query.clone());
    let (report, filters) = visitor
        .app
        .read(move |reader| {
            let report = read(reader, &reads, declared, &asked)?;
            Ok((report, choose(reader, &reads, declared, &asked)?))
        })
        .await?;
    match query.get("format") {
        Some(format) => file(&visitor, report, format).await,
        None => {
            let page = page(&visitor, declared, &report, filters, &query);
            let body = drawn::draw(&page, visitor.words);
            Ok(visitor.page(&report.title, Some(Section::Reports), body))
        }
    }
}

fn read(
    reader: &mut Reader,
    visitor: &Visitor,
    declared: &Declared,
    query: &Query,
) -> Result<Report> {
    let mut chosen: BTreeMap<String, String> = query.pairs().iter().cloned().collect();
    chosen.entry("place".to_owned()).or_insert_with(|| own(visitor).to_string());
    let place = chosen.get("place").and_then(|text| text.parse().ok()).unwrap_or(0);
    if place != 0 && !visitor.home.is_seen(visitor.scope(), place) {
        return Err(Error::NotFound);
    }
    let asked = reporting::Asked {
        scope: visitor.scope(),
        words: visitor.words,
        now: clock::now(),
        synthetic: visitor.app.config().demo.is_some(),
        chosen,
    };
    let report = (declared.make)(reader, &asked)?;
    Ok(Report { chain: chain_line(reader, visitor)?, ..report })
}

/// The place of the desk; 0 for a desk that stands in the tree of federations: it sees what its
/// scope sees.
fn own(visitor: &Visitor) -> i64 {
    let top = top_of(visitor);
    if visitor.home.places.get(top).is_some() { top } else { 0 }
}

fn place_field(visitor: &Visitor, places: &[Unit], query: &Query) -> Field {
    let chosen = query.number("place").unwrap_or_else(|| own(visitor));
    let hindi = visitor.hindi();
    let top = visitor.home.top();
    let choice = |unit: &Unit| match unit.id {
        id if id == top => Choice::new(id.to_string(), visitor.called(id, hindi)),
        id => Choice::new(id.to_string(), unit.name(hindi)),
    };
    let mut choices: Vec<Choice> = places.iter().map(choice).collect();
    if !places.iter().any(|unit| unit.id == chosen) {
        choices.push(Choice::new(chosen.to_string(), visitor.home.name(chosen, hindi)));
    }
    Field::new("place", visitor.words.t("packs-place"), Control::Select(choices))
        .value(chosen.to_string())
}

/// The fields by which a report is chosen.
fn choose(
    reader: &mut Reader,
    visitor: &Visitor,
    declared: &Declared,
    query: &Query,
) -> Result<Filters> {
    let words = visitor.words;
    let mut fields = Vec::new();
    for param in declared.params {
        fields.push(match param {
            // A desk in the tree of federations has no place to choose.
            Param::Place if own(visitor) == 0 => continue,
            Param::Place => place_field(visitor, &pack::places(reader, visitor.scope())?, query),
            Param::Month => {
                let now = Month::of(clock::today());
                let months = (0..MONTHS).map(|back| Month(now.0 - back));
                let choices =
                    months.map(|month| Choice::new(month.to_string(), show::month(month, words)));
                let last = pack::last_closed(clock::now()).to_string();
                Field::new("month", words.t("field-month"), Control::Select(choices.collect()))
                    .value(query.get("month").unwrap_or(&last))
            }
            Param::Year => {
                let now = FinancialYear::of(clock::today());
                let years = (0..YEARS).map(|back| show::year(FinancialYear(now.0 - back)));
                let choices = years.map(|year| Choice::new(year.clone(), year)).collect();
                Field::new("year", words.t("choose-year"), Control::Select(choices))
                    .value(query.get("year").map_or_else(|| show::year(now), str::to_owned))
            }
            Param::Choice(name, values) => {
                let choice =
                    |value: &&str| Choice::new(*value, words.t(&format!("report-{name}-{value}")));
                let label = words.t(&format!("report-{name}"));
                Field::new(*name, label, Control::Select(values.iter().map(choice).collect()))
                    .value(query.get(name).unwrap_or(values[0]))
            }
        });
    }
    let action = format!("/reports/{}", declared.code);
    Ok(Filters { action, hidden: Vec::new(), fields, clear: None })
}

fn page(
    visitor: &Visitor,
    declared: &Declared,
    report: &Report,
    filters: Filters,
    query: &Query,
) -> ReportPage {
    let words = visitor.words;
    let kept: Vec<usize> =
        (0..report.heads.len()).filter(|at| Some(*at) != report.group_by).collect();
    let cells = |row: &[reporting::Cell]| -> Vec<Cell> {
        let shown = kept.iter().filter_map(|at| row.get(*at));
        shown.map(|cell| Cell { text: cell.value.shown(), href: cell.href.clone() }).collect()
    };
    let sums = |row: &[reporting::Cell]| {
        let mut cells = cells(row);
        cells.iter_mut().filter(|cell| cell.text == "—").for_each(|cell| cell.text.clear());
        if let Some(first) = cells.first_mut() {
            first.text = words.t("report-sum");
        }
        Line::Sums(cells)
    };
    let line = |line: reporting::Line<'_>| match line {
        reporting::Line::Group(name) => Line::Group(name.to_owned()),
        reporting::Line::Row(row) => Line::Row(cells(row)),
        reporting::Line::Sums(row) | reporting::Line::Total(row) => sums(&row),
    };
    let link = |format: &str| {
        let href = query.with("format", format).at(&format!("/reports/{}", declared.code));
        Link::new(words.t(&format!("report-file-{format}")), href)
    };
    let mut groups = report.groups.clone();
    if let Some((_, first)) = groups.first_mut().filter(|_| report.group_by.is_some()) {
        *first -= 1;
    }
    let labels = report.labels();
    let head = |at: &usize| {
        let head = &report.heads[*at];
        let (text, label) = (head.heading.clone(), labels[*at].clone());
        Head { text, label, is_number: head.holds.is_right() }
    };
    ReportPage {
        title: report.title.clone(),
        under: report.under.clone(),
        as_on: report.as_on(words),
        chain: report.chain.clone(),
        filters,
        files: FILES.map(link).into(),
        count: i64::try_from(report.rows.len()).unwrap_or(i64::MAX),
        groups,
        heads: kept.iter().map(head).collect(),
        lines: report.lines().into_iter().map(line).collect(),
    }
}

async fn file(visitor: &Visitor, report: Report, format: &str) -> Answer<Response> {
    if format == "json" {
        return Ok(Json(reporting::json(&report)).into_response());
    }
    let (ending, media) = match format {
        "xlsx" => ("xlsx", XLSX),
        "csv" => ("csv", "text/csv; charset=utf-8"),
        "pdf" => ("pdf", "application/pdf"),
        _ => return Err(Error::NotFound.into()),
    };
    let (words, title) = (visitor.words, report.title.clone());
    let top = visitor.home.name(visitor.home.top(), visitor.hindi());
    let office =
        vec![words.t("product-name"), words.args("pack-place-district", &[("name", top.into())])];
    let bytes = visitor
        .app
        .blocking(move |_| match ending {
            "xlsx" => reporting::xlsx(&report, words),
            "csv" => reporting::csv(&report),
            _ => reporting::pdf(&report, words, office),
        })
        .await?;
    Ok(attached(&title, ending, media, bytes))
}
