//! "Will we make it?": where each indicator of a unit will stand at the year's end, how likely its
//! target is, and which pace the rest of the year needs. How old the data is stands apart: stale is
//! not behind.

use chrono::NaiveDate;
use maud::{Markup, html};
use samuh_engine::{Reader, Result};
use samuh_figures::{
    catalogue::{INDICATORS, Indicator, IndicatorId, Nature},
    journal::{Class, Window, recorded, series},
    plan::{Forecast, Freshness, Outlook, Season, forecast_running},
};
use samuh_kernel::{
    calendar::FinancialYear,
    scope::{Area, Right, Scope},
};
use samuh_web::{
    parts::{Column, Fact, Kind, Table, Tone, facts, panel_with, table, tag},
    show,
    words::Words,
};

use super::{
    board::{Board, quantity},
    span::Span,
    subject::Subject,
    table::{href, name},
};
use crate::server::visit::Visitor;

/// Fewer closed months than these go by last year's. RULES B1(b).
const LEAST_MONTHS: usize = 3;
/// Data older than this is said to be old, days.
const STALE: i64 = 7;

/// The outlook of a unit's indicators with a target, the gravest first; nothing where the page is of
/// one month, of a year that is over, or of a unit without targets.
pub(super) fn panel(
    reader: &mut Reader,
    visitor: &Visitor,
    board: &Board,
    subject: &Subject,
) -> Result<Markup> {
    let aimed: Vec<&'static Indicator> = INDICATORS
        .iter()
        .filter(|one| !matches!(one.nature, Nature::Ratio { .. }))
        .filter(|one| board.annual(one.id, subject.id).is_some_and(|annual| annual > 0))
        .collect();
    let mut told = outlooks(reader, visitor, (board, subject.id), &aimed)?;
    if told.is_empty() {
        return Ok(html! {});
    }
    told.sort_by_key(|(one, forecast)| (forecast.chance_per_mille, one.id));
    let words = visitor.words;
    let fresh = freshness(reader, visitor, board.span(), subject.id)?;
    Ok(html! {
        section.panel #outlook {
            div.ph {
                h2 { (words.t("outlook")) }
                span.sub { (fresh) }
                @if visitor.scope().may(Right::See, Area::Plans) {
                    a.r href="/rankings" { (words.t("rankings")) }
                }
            }
            (table(&listed(visitor, board, subject.id, &told)))
        }
    })
}

/// The outlook of one figure.
pub(crate) fn of_figure(
    reader: &mut Reader,
    visitor: &Visitor,
    (unit, indicator): (i64, &'static Indicator),
    span: &Span,
) -> Result<Markup> {
    let board = Board::load_some(reader, visitor.scope(), &[unit], (&[indicator.id], span))?;
    let told = outlooks(reader, visitor, (&board, unit), &[indicator])?;
    let (Some((_, forecast)), Some(annual)) = (told.first(), board.annual(indicator.id, unit))
    else {
        return Ok(html! {});
    };
    let words = visitor.words;
    let fresh = freshness(reader, visitor, span, unit)?;
    let amount = |value: i64| show::quantity(quantity(indicator, value), words);
    let all = [
        Fact { name: words.t("field-status"), value: status(words, forecast) },
        Fact::text(words.t("outlook-annual"), &amount(annual)),
        Fact::text(words.t("outlook-end"), &end(words, indicator, forecast)),
        Fact::text(words.t("outlook-chance"), &show::per_mille(forecast.chance_per_mille)),
        Fact::text(words.t("outlook-pace"), &pace(words, forecast)),
    ];
    Ok(panel_with(&words.t("outlook"), Some(&fresh), None, facts(&all)))
}

/// An indicator with where it will stand.
type Told = (&'static Indicator, Forecast);

fn outlooks(
    reader: &mut Reader,
    visitor: &Visitor,
    (board, unit): (&Board, i64),
    indicators: &[&'static Indicator],
) -> Result<Vec<Told>> {
    let span = board.span();
    let day = span.day();
    if span.month.is_some() || day >= span.year.last_day() {
        return Ok(Vec::new());
    }
    forecasts(reader, visitor.scope(), (board, unit), (indicators, day))
}

/// Where indicators of a unit will stand at the year's end, by the months that are over on a day:
/// pages and packs go by it. The caller has found the unit in the scope.
pub(crate) fn forecasts(
    reader: &mut Reader,
    scope: &Scope,
    (board, unit): (&Board, i64),
    (indicators, day): (&[&'static Indicator], NaiveDate),
) -> Result<Vec<Told>> {
    let span = board.span();
    let months = span.year.months();
    let closed = months.iter().filter(|month| month.last_day() <= day).count();
    let before = if closed < LEAST_MONTHS {
        last_year(reader, scope, (span, unit), indicators)?
    } else {
        Vec::new()
    };
    let told = |indicator: &&'static Indicator| {
        let target = board.annual(indicator.id, unit)?;
        let shares: Option<Vec<i64>> =
            (0..12).map(|at| board.month_target(indicator.id, unit, at)).collect();
        let shares: [i64; 12] = shares?.try_into().ok()?;
        let seen: Vec<i64> =
            (0..closed).map(|at| board.month(indicator.id, unit, at).unwrap_or(0)).collect();
        let last = before.iter().find(|(id, _)| *id == indicator.id).map(|(_, months)| months);
        let grain = indicator.unit.grain();
        let season = Season { target, shares: &shares, last_year: last, grain };
        let begun = (0..12).take_while(|at| months[*at].first_day() <= day);
        let reached = begun.filter_map(|at| board.month(indicator.id, unit, at)).sum();
        Some((*indicator, forecast_running(&seen, reached, &season)?))
    };
    Ok(indicators.iter().filter_map(told).collect())
}

/// What each month of last year brought.
fn last_year(
    reader: &mut Reader,
    scope: &Scope,
    (span, unit): (&Span, i64),
    indicators: &[&'static Indicator],
) -> Result<Vec<(IndicatorId, [i64; 12])>> {
    let year = FinancialYear(span.year.0 - 1);
    let ids: Vec<IndicatorId> = indicators.iter().map(|one| one.id).collect();
    let window = Window {
        units: &[unit],
        indicators: &ids,
        stocks: &[],
        from: year.first_month(),
        to: year.last_month(),
        as_on: span.until(),
    };
    let mut all: Vec<(IndicatorId, [i64; 12])> = Vec::new();
    for cell in series(reader, scope, &window)? {
        let at = usize::try_from(cell.month.0 - year.first_month().0).unwrap_or(12);
        if cell.class == Class::Pending || at > 11 {
            continue;
        }
        match all.iter_mut().find(|(id, _)| *id == cell.indicator) {
            Some((_, months)) => months[at] += cell.value,
            None => {
                let mut months = [0; 12];
                months[at] = cell.value;
                all.push((cell.indicator, months));
            }
        }
    }
    Ok(all)
}

fn freshness(reader: &mut Reader, visitor: &Visitor, span: &Span, unit: i64) -> Result<String> {
    let words = visitor.words;
    let found = recorded(reader, visitor.scope(), &[unit], (span.day(), span.day()))?;
    let last = found.first().map(|one| one.last_on);
    let said = |key: &str, days: i64| words.args(key, &[("n", days.into())]);
    Ok(match Freshness::of(last, span.day(), STALE) {
        Freshness::Fresh(days) => said("outlook-fresh", days),
        Freshness::Stale(days) => said("outlook-stale", days),
        Freshness::Never => words.t("freshness-never"),
    })
}

fn listed(visitor: &Visitor, board: &Board, unit: i64, told: &[Told]) -> Table {
    let words = visitor.words;
    let columns = [
        ("field-indicator", Kind::Text),
        ("field-status", Kind::State),
        ("outlook-annual", Kind::Number),
        ("outlook-end", Kind::Number),
        ("outlook-chance", Kind::Number),
        ("outlook-pace", Kind::Text),
    ];
    let row = |(indicator, forecast): &Told| {
        let annual = board.annual(indicator.id, unit).unwrap_or(0);
        vec![
            html! { a href=(href(board, indicator, unit)) { (name(words, indicator)) } },
            status(words, forecast),
            html! { (show::quantity(quantity(indicator, annual), words)) },
            html! { (end(words, indicator, forecast)) },
            html! { (show::per_mille(forecast.chance_per_mille)) },
            html! { (pace(words, forecast)) },
        ]
    };
    Table {
        caption: words.t("outlook"),
        columns: columns.map(|(key, kind)| Column::new(kind, words.t(key))).to_vec(),
        rows: told.iter().map(row).collect(),
        foot: None,
    }
}

fn status(words: &Words, forecast: &Forecast) -> Markup {
    let tone = match forecast.outlook {
        Outlook::OnTrack => Tone::Good,
        Outlook::Watch => Tone::Plain,
        Outlook::Behind => Tone::Warn,
        Outlook::Critical => Tone::Bad,
    };
    html! {
        (tag(tone, &words.t(&format!("outlook-{}", forecast.outlook.code()))))
        @if forecast.low_confidence { " " small { (words.t("outlook-unsure")) } }
    }
}

/// The expected end with its band.
fn end(words: &Words, indicator: &Indicator, forecast: &Forecast) -> String {
    let amount = |value: i64| show::quantity(quantity(indicator, value), words);
    let said = [
        ("expected", amount(forecast.expected).into()),
        ("low", amount(forecast.low).into()),
        ("high", amount(forecast.high).into()),
    ];
    words.args("outlook-band", &said)
}

fn pace(words: &Words, forecast: &Forecast) -> String {
    match forecast.needed_pace_percent {
        None => "—".to_owned(),
        Some(0) => words.t("outlook-reached"),
        Some(percent) if percent <= 100 => {
            words.args("outlook-pace-same", &[("percent", percent.into())])
        }
        Some(percent) => words.args("outlook-pace-more", &[("percent", percent.into())]),
    }
}
