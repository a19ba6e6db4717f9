//! The monthly reports: every figure that somebody sent for a month, and the sheet it came with.

mod excel;

use axum::extract::Query as Asked;
use samuh_engine::{Reader, Result, clock};
use samuh_figures::catalogue::{INDICATORS, Indicator, Origin, Unit, by_code};
use samuh_kernel::{
    calendar::Month,
    scope::{Area, Right},
};
use samuh_plans::{ReportedSeen, reported_behind};
use samuh_web::{
    page::Section,
    pages::list::{self as drawn, ListPage, ReportedRow, Sorting},
    parts::{Choice, Control, Field, Filters, Link, Order as Way, Pager},
    show,
};

use super::{
    dashboard::{Span, Subject, name, quantity, top_of},
    fail::Answer,
    figures::unit_level,
    groups::{PAGE, sorted, source},
    query::Query,
    sheet,
    visit::Visitor,
};

const PATH: &str = "/reported";
/// The columns one can sort by; the latest month first unless asked otherwise.
const SORTS: [&str; 4] = ["place", "indicator", "month", "value"];

/// The list.
pub(super) async fn page(visitor: Visitor, Asked(pairs): Asked<Vec<(String, String)>>) -> Answer {
    visitor.may(Right::See, Area::Figures)?;
    let query = Query::of(pairs);
    let reads = visitor.clone();
    if query.get("format") == Some("xlsx") {
        let read = visitor.app.read(move |reader| excel::write(reader, &reads, &query));
        return Ok(read.await?);
    }
    let page = visitor.app.read(move |reader| assemble(reader, &reads, &query)).await?;
    let title = page.title.clone();
    Ok(visitor.page(&title, Some(Section::Reported), drawn::draw(&page, visitor.words)))
}

type Row = (&'static Indicator, ReportedSeen);

fn assemble(reader: &mut Reader, visitor: &Visitor, query: &Query) -> Result<ListPage> {
    let words = visitor.words;
    let span = Span::of(query, clock::today());
    let found = found(reader, visitor, query, &span)?;
    let key = |(indicator, seen): &Row| {
        let (month, place, institution) = (seen.month.0, seen.place_id, seen.institution_id);
        format!("{}.{month}.{place}.{institution}", indicator.id)
    };
    let after = query.get("after");
    let from = after.and_then(|after| found.iter().position(|row| key(row) == after));
    let from = from.map_or(0, |at| at + 1);
    let to = (from + PAGE).min(found.len());
    let rows: Vec<ReportedRow> = found[from..to].iter().map(|row| line(visitor, row)).collect();
    let next = (to < found.len()).then(|| query.with("after", key(&found[to - 1])).at(PATH));
    let total = i64::try_from(found.len()).unwrap_or(i64::MAX);
    let href = |name: &str, way: Way| sorted(query, PATH, name, way);
    let sorting = Sorting { now: order(query), by: &SORTS, href: &href };
    Ok(ListPage {
        title: words.t("list-reported"),
        crumbs: Vec::new(),
        behind: None,
        as_on_at: clock::now(),
        filters: filters(visitor, query, &span),
        count: total,
        pager: Pager {
            shown: i64::try_from(rows.len()).unwrap_or(0),
            total: Some(total),
            first: after.map(|_| query.without(&["after"]).at(PATH)),
            next,
            step: i64::try_from(PAGE).unwrap_or(50),
        },
        table: drawn::reported(words, &rows, &sorting),
        excel: Some(query.without(&["after"]).with("format", "xlsx").at(PATH)),
        empty: "list-empty-reported",
        actions: vec![Link::new(words.t("checks-link"), "/checks")],
    })
}

/// Reported figures of the desk's own unit, the latest month first.
fn found(reader: &mut Reader, visitor: &Visitor, query: &Query, span: &Span) -> Result<Vec<Row>> {
    let top = top_of(visitor);
    if top == 0 {
        return Ok(Vec::new());
    }
    let subject = Subject::find(reader, visitor, top, &Query::default())?;
    let unit = (subject.id, unit_level(subject.level));
    let months = span.year.months();
    let period = (months[span.first()], months[span.last()]);
    let only = query.get("indicator").and_then(by_code);
    let mut found: Vec<Row> = Vec::new();
    for indicator in INDICATORS.iter().filter(|one| one.origin == Origin::Reported) {
        if only.is_none_or(|only| only.id == indicator.id) {
            let seen = reported_behind(reader, visitor.scope(), unit, indicator.id, period)?;
            found.extend(seen.into_iter().map(|seen| (indicator, seen)));
        }
    }
    // Stable: within a month indicators keep the order in which pages show them.
    found.sort_by_key(|(_, seen)| std::cmp::Reverse(seen.month));
    let hindi = visitor.hindi();
    let (by, way) = order(query);
    match by {
        "place" => found.sort_by(|a, b| name_of(&a.1, hindi).cmp(name_of(&b.1, hindi))),
        "indicator" => found.sort_by_cached_key(|(one, _)| name(visitor.words, one)),
        "value" => found.sort_by_key(|(one, seen)| (one.unit == Unit::Paise, seen.value)),
        _ if way == Way::Up => found.sort_by_key(|(_, seen)| seen.month),
        _ => return Ok(found),
    }
    if way == Way::Down {
        found.reverse();
    }
    Ok(found)
}

/// The column the list is sorted by, and its way.
fn order(query: &Query) -> (&'static str, Way) {
    let asked = query.get("sort").unwrap_or("-month");
    let (name, way) = match asked.strip_prefix('-') {
        Some(name) => (name, Way::Down),
        None => (asked, Way::Up),
    };
    SORTS.into_iter().find(|known| *known == name).map_or(("month", Way::Down), |name| (name, way))
}

/// The name of the unit that reported, in the reader's language, else in the other.
fn name_of(seen: &ReportedSeen, hindi: bool) -> &str {
    let (first, second) =
        if hindi { (&seen.name_hi, &seen.name_en) } else { (&seen.name_en, &seen.name_hi) };
    first.as_deref().or(second.as_deref()).unwrap_or("")
}

fn line(visitor: &Visitor, (indicator, seen): &Row) -> ReportedRow {
    let words = visitor.words;
    let unit = name_of(seen, visitor.hindi());
    let href = match seen.institution_id {
        0 => format!("/places/{}", seen.place_id),
        id => format!("/groups/{id}"),
    };
    ReportedRow {
        unit: Link::new(unit, href),
        indicator: name(words, indicator),
        month: Link::new(show::month(seen.month, words), sheet::address_of(seen)),
        value: show::quantity(quantity(indicator, seen.value), words),
        source: source(seen.class),
        recorded_at: seen.at,
        import: seen
            .batch_id
            .zip(seen.file_name.as_ref())
            .map(|(id, file)| Link::new(file.as_str(), format!("/imports/{id}"))),
    }
}

fn filters(visitor: &Visitor, query: &Query, span: &Span) -> Filters {
    let words = visitor.words;
    let years = span.years().into_iter();
    let years = years.map(|year| Choice::new(year.to_string(), year.to_string())).collect();
    let mut months = vec![Choice::new("", words.t("choose-whole-year"))];
    months.extend(
        span.year
            .months()
            .map(|month: Month| Choice::new(month.to_string(), show::month(month, words))),
    );
    let mut indicators = vec![Choice::new("", words.t("filter-all"))];
    let reported = INDICATORS.iter().filter(|one| one.origin == Origin::Reported);
    indicators.extend(reported.map(|one| Choice::new(one.code, name(words, one))));
    let month = span.month.map(|month| month.to_string()).unwrap_or_default();
    Filters {
        action: PATH.into(),
        hidden: Vec::new(),
        fields: vec![
            Field::new("year", words.t("choose-year"), Control::Select(years))
                .value(span.year.to_string()),
            Field::new("month", words.t("choose-month"), Control::Select(months)).value(month),
            Field::new("indicator", words.t("field-indicator"), Control::Select(indicators))
                .value(query.get("indicator").unwrap_or_default()),
        ],
        clear: (!query.is_empty()).then(|| PATH.to_owned()),
    }
}
