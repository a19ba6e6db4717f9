//! What stands behind a figure: the groups it counts, or the sheets that reported it. The parts add
//! up to the figure, on the page and in the workbook.

mod behind;
mod excel;

use axum::extract::{Path, Query as Asked};
use maud::{Markup, html};
use samuh_engine::{Error, Reader, Result, clock};
use samuh_figures::{
    catalogue::{self, Indicator, Nature},
    journal::{Class, Window, series},
};
use samuh_kernel::{
    calendar::Month,
    scope::{Area, Right},
};
use samuh_web::{
    page::Section,
    pages::list::{self as drawn, Behind as Told, ListPage},
    parts::{
        Choice, Column, Control, Fact, Field, Filters, Kind, Link, Pager, Table, crumbs, facts,
        heading, panel,
    },
    show,
};

use super::{
    dashboard::{Span, Subject, name, outlook_of, quantity, top_of},
    fail::{Answer, Fail},
    query::Query,
    saturation,
    visit::Visitor,
};
pub(crate) use behind::unit_level;
use behind::{Behind, Part};

/// Rows of a page.
const PAGE: usize = 50;

/// A figure as an address asks for it.
struct Asking {
    indicator: &'static Indicator,
    query: Query,
    span: Span,
}

impl Asking {
    fn of(code: &str, query: Query) -> Answer<Self> {
        let code = code.strip_suffix(".xlsx").unwrap_or(code);
        let indicator = catalogue::by_code(code).ok_or_else(Fail::not_found)?;
        let span = Span::of(&query, clock::today());
        Ok(Self { indicator, query, span })
    }

    /// The months whose entries make the figure: of a level all that came before, of anything else
    /// the period.
    fn months(&self) -> (Month, Month) {
        let months = self.span.year.months();
        let is_level = self.indicator.nature != Nature::Flow && self.query.get("added").is_none();
        let from = if is_level { Month(0) } else { months[self.span.first()] };
        (from, months[self.span.last()])
    }

    fn path(&self) -> String {
        format!("/figures/{}", self.indicator.code)
    }
}

/// The list behind a figure.
pub(super) async fn page(
    visitor: Visitor,
    Path(code): Path<String>,
    Asked(pairs): Asked<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::See, Area::Figures)?;
    let query = Query::of(pairs);
    let is_sheet = code.ends_with(".xlsx") || query.get("format") == Some("xlsx");
    let asking = Asking::of(&code, query.without(&["format"]))?;
    let reads = visitor.clone();
    if matches!(asking.indicator.nature, Nature::Ratio { .. }) {
        let read = visitor.app.read(move |reader| ratio(reader, &reads, &asking));
        let (title, body) = read.await?;
        return Ok(visitor.page(&title, Some(Section::Dashboard), body));
    }
    if is_sheet {
        let read = visitor.app.read(move |reader| {
            let (subject, behind) = find(reader, &reads, &asking)?;
            excel::write(reader, &reads, &asking, (&subject, &behind))
        });
        return Ok(read.await?);
    }
    let read = visitor.app.read(move |reader| assemble(reader, &reads, &asking));
    let page = read.await?;
    let title = page.title.clone();
    Ok(visitor.page(&title, Some(Section::Dashboard), drawn::draw(&page, visitor.words)))
}

fn find(reader: &mut Reader, visitor: &Visitor, asking: &Asking) -> Result<(Subject, Behind)> {
    let unit = asking.query.number("unit").unwrap_or_else(|| top_of(visitor));
    let subject = Subject::find(reader, visitor, unit, &Query::default())?;
    let behind = Behind::load(reader, visitor, &subject, asking)?;
    Ok((subject, behind))
}

fn assemble(reader: &mut Reader, visitor: &Visitor, asking: &Asking) -> Result<ListPage> {
    let words = visitor.words;
    let (subject, behind) = find(reader, visitor, asking)?;
    let (from, first) = behind.page(asking.query.get("after"));
    let to = (from + PAGE).min(behind.parts.len());
    let shown = &behind.parts[from..to];
    let named = behind::names(reader, visitor, shown)?;
    let next = (to < behind.parts.len())
        .then(|| asking.query.with("after", behind.parts[to - 1].key()).at(&asking.path()));
    let table = table(visitor, asking, &behind, (shown, &named));
    let unapproved = unapproved(reader, visitor, (&subject, asking), &behind)?;
    let outlook = outlook_of(reader, visitor, (subject.id, asking.indicator), &asking.span)?;
    Ok(ListPage {
        title: name(words, asking.indicator),
        crumbs: way(&subject),
        behind: Some(Told {
            indicator: name(words, asking.indicator),
            place: subject.name.clone(),
            period: [period(visitor, asking), unapproved].join(""),
            value: show::quantity(quantity(asking.indicator, behind.sum), words),
            entries: None,
            outlook,
        }),
        as_on_at: asking.span.until().unwrap_or(clock::now()),
        filters: filters(visitor, asking),
        count: count_of(behind.parts.len()),
        table,
        pager: Pager {
            shown: count_of(shown.len()),
            total: Some(count_of(behind.parts.len())),
            first: first.then(|| asking.query.without(&["after"]).at(&asking.path())),
            next,
            step: count_of(PAGE),
        },
        excel: Some(asking.query.without(&["after"]).with("format", "xlsx").at(&asking.path())),
        empty: if behind.is_reported { "list-empty-reported" } else { "list-empty-groups" },
        actions: records(words, asking),
    })
}

/// The register behind a figure that is no list of groups.
fn records(words: &samuh_web::words::Words, asking: &Asking) -> Vec<Link> {
    match asking.indicator.code {
        "trainings_held" | "persons_trained" => {
            vec![Link::new(words.t("events-title"), "/events?state=held")]
        }
        _ => Vec::new(),
    }
}

/// Which figure it is: without all that still waits for approval and what it would be with it, empty where
/// nothing waits; or, where that is asked for, with it and what it is without.
fn unapproved(
    reader: &mut Reader,
    visitor: &Visitor,
    (subject, asking): (&Subject, &Asking),
    behind: &Behind,
) -> Result<String> {
    let told = |value: i64| show::quantity(quantity(asking.indicator, value), visitor.words);
    let moved = |delta: i64| format!("{}{}", if delta > 0 { "+" } else { "" }, told(delta));
    if asking.span.with_pending {
        let without = told(behind.sum - behind.waits);
        let args = [("delta", moved(behind.waits).into()), ("without", without.into())];
        return Ok(format!(" · {}", visitor.words.args("figure-with-unapproved", &args)));
    }
    let (from, to) = asking.months();
    let window = Window {
        units: &[subject.id],
        indicators: &[asking.indicator.id],
        stocks: &[],
        from,
        to,
        as_on: asking.span.until(),
    };
    let cells = series(reader, visitor.scope(), &window)?;
    let waits = cells.iter().filter(|cell| cell.class == Class::Pending);
    let delta: i64 = waits.map(|cell| cell.value).sum();
    if delta == 0 {
        return Ok(String::new());
    }
    let args = [("delta", moved(delta).into()), ("with", told(behind.sum + delta).into())];
    Ok(format!(" · {}", visitor.words.args("figure-unapproved", &args)))
}

fn count_of(rows: usize) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}

fn way(subject: &Subject) -> Vec<Link> {
    let mut way = subject.crumbs.clone();
    way.push(Link::new(subject.name.as_str(), subject.path.as_str()));
    way
}

/// The period in words: a month, a year up to a day, or a level as on a day.
fn period(visitor: &Visitor, asking: &Asking) -> String {
    let (words, span) = (visitor.words, &asking.span);
    let day = words.args("as-on", &[("day", show::day(span.day()).into())]);
    let (from, _) = asking.months();
    match span.month {
        _ if from == Month(0) => day,
        Some(month) => show::month(month, words),
        None if span.as_on.is_none() => show::year(span.year),
        None => format!("{} · {day}", show::year(span.year)),
    }
}

fn filters(visitor: &Visitor, asking: &Asking) -> Filters {
    let (words, span) = (visitor.words, &asking.span);
    let years =
        span.years().into_iter().map(|year| Choice::new(year.to_string(), year.to_string()));
    let mut months = vec![Choice::new("", words.t("choose-whole-year"))];
    for month in span.year.months() {
        months.push(Choice::new(month.to_string(), show::month(month, words)));
    }
    let month = span.month.map(|month| month.to_string()).unwrap_or_default();
    let day = span.typed.clone().or(span.as_on.map(show::day)).unwrap_or_default();
    let mut as_on = Field::new("as_on", words.t("choose-as-on"), Control::Day).value(day);
    as_on.error = span.typed.as_ref().map(|_| words.t("fault-not_a_day"));
    let pending = [("", "choose-pending-without"), ("with", "choose-pending-with")];
    let pending = pending.map(|(value, key)| Choice::new(value, words.t(key))).to_vec();
    Filters {
        action: asking.path(),
        hidden: asking.query.only(&["unit", "added"]).pairs().to_vec(),
        fields: vec![
            Field::new("year", words.t("choose-year"), Control::Select(years.collect()))
                .value(span.year.to_string()),
            Field::new("month", words.t("choose-month"), Control::Select(months)).value(month),
            as_on,
            Field::new("pending", words.t("choose-pending"), Control::Select(pending))
                .value(if span.with_pending { "with" } else { "" }),
        ],
        clear: None,
    }
}

fn table(
    visitor: &Visitor,
    asking: &Asking,
    behind: &Behind,
    (shown, named): (&[Part], &behind::Names),
) -> Table {
    let words = visitor.words;
    let value = |n: i64| show::quantity(quantity(asking.indicator, n), words);
    let mut columns = vec![
        Column::new(Kind::Text, words.t("field-name")),
        Column::new(Kind::Text, words.t("field-place")),
    ];
    if behind.is_reported {
        columns.push(Column::new(Kind::Day, words.t("field-month")));
        columns.push(Column::new(Kind::State, words.t("field-source")));
        columns.push(Column::new(Kind::Day, words.t("field-recorded")));
        columns.push(Column::new(Kind::Text, words.t("field-import")));
    }
    columns.push(Column::new(Kind::Number, words.t("field-value")));
    let row = |part: &Part| {
        let line = named.line(visitor, part);
        let mut cells = vec![named_cell(&line), html! { (line.address.join(", ")) }];
        if let Some(sheet) = &part.sheet {
            let unit = if part.institution_id == 0 { part.place_id } else { part.institution_id };
            let whole = super::sheet::address(unit, sheet.month);
            cells.push(html! { a href=(whole) { (show::month(sheet.month, words)) } });
            cells.push(html! { (words.t(super::groups::source(sheet.class))) });
            cells.push(html! { (show::instant(sheet.at)) });
            cells.push(html! {
                @if let Some(link) = &sheet.file { a href=(link.href) { (link.text) } } @else { "—" }
            });
        } else if behind.is_reported {
            cells.extend((0..4).map(|_| html! { "—" }));
        }
        cells.push(html! { (value(part.value)) });
        cells
    };
    let mut foot: Vec<Markup> = vec![html! { (words.t("total")) }];
    foot.extend((2..columns.len()).map(|_| html! {}));
    foot.push(html! { (value(behind.sum)) });
    Table {
        caption: name(words, asking.indicator),
        rows: shown.iter().map(row).collect(),
        columns,
        foot: (!shown.is_empty()).then_some(foot),
    }
}

/// The name of a part with the way to it; of what waits for approval, the proposal before it.
fn named_cell(line: &behind::Line<'_>) -> Markup {
    html! {
        @match line.proposal {
            Some(told) if told.href.is_empty() => { (told.text) " " small { (line.name) } }
            Some(told) => { a href=(told.href) { (told.text) } " " small { (line.name) } }
            None => {
                a href=(line.href) { (line.name) }
                @if !line.code.is_empty() { small { (line.code) } }
            }
        }
    }
}

/// A ratio opens into its two halves.
fn ratio(reader: &mut Reader, visitor: &Visitor, asking: &Asking) -> Result<(String, Markup)> {
    let Nature::Ratio { numerator, denominator } = asking.indicator.nature else {
        return Err(Error::NotFound);
    };
    let words = visitor.words;
    let unit = asking.query.number("unit").unwrap_or_else(|| top_of(visitor));
    let subject = Subject::find(reader, visitor, unit, &Query::default())?;
    let halves = [numerator, denominator];
    let months = asking.span.year.months();
    let window = Window {
        units: &[subject.id],
        indicators: &halves,
        stocks: &halves,
        from: months[0],
        to: months[asking.span.last()],
        as_on: asking.span.until(),
    };
    let mut sums = [0_i64; 2];
    for cell in series(reader, visitor.scope(), &window)? {
        if (cell.class != Class::Pending || asking.span.with_pending)
            && let Some(at) = halves.iter().position(|id| *id == cell.indicator)
        {
            sums[at] += cell.value;
        }
    }
    let per_mille = (sums[1] > 0).then(|| (sums[0] * 2000 + sums[1]).div_euclid(sums[1] * 2));
    let title = name(words, asking.indicator);
    let half = |at: usize| {
        let indicator = catalogue::by_id(halves[at]);
        let href = indicator.map(|one| asking.query.at(&format!("/figures/{}", one.code)));
        Fact {
            name: indicator.map(|one| name(words, one)).unwrap_or_default(),
            value: html! { a href=(href.unwrap_or_default()) { (show::grouped(sums[at])) } },
        }
    };
    let whole = per_mille.map_or("—".to_owned(), show::per_mille);
    let body = html! {
        (crumbs(words, &way(&subject), &title))
        (heading(&title, html! {
            (subject.name) " · " (period(visitor, asking))
            @if asking.span.with_pending { " · " (words.t("dashboard-with-pending")) }
        }, html! {}))
        (panel(&title, facts(&[Fact::text(title.as_str(), &whole), half(0), half(1)])))
        @if asking.indicator.code == "saturation" {
            (saturation::beside(reader, visitor, subject.id)?)
        }
    };
    Ok((title, body))
}
