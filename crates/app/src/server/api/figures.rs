//! Figures for programs: the contract of `samuh figures … --json`, for what the desk sees.

use axum::{extract::Query as Asked, http::StatusCode};
use samuh_engine::{Reader, Result, clock};
use samuh_figures::catalogue::Indicator;
use samuh_kernel::{
    calendar::{FinancialYear, Month},
    fault::{Fault, Faults},
    scope::{Area, Right},
};

use super::{
    super::{fail::Answer, query::Query, visit::Visitor},
    sent,
};
use crate::figuring::{
    self, Ask, LEVELS, Period,
    contract::{Line, instant, known, line},
};

/// What an address asks for.
struct Wanted {
    indicators: Vec<&'static Indicator>,
    level: &'static str,
    within: i64,
    period: Period,
    as_on: Option<i64>,
}

/// One object for each indicator and unit that the desk sees.
pub(in crate::server) async fn figures(
    visitor: Visitor,
    Asked(pairs): Asked<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::See, Area::Figures)?;
    let wanted = wanted(&pairs)?;
    let app = visitor.app.clone();
    let body = app.read(move |reader| written(reader, &visitor, &wanted)).await?;
    Ok(sent(StatusCode::OK, body))
}

/// Reads an address; everything wrong with it is said at once.
fn wanted(pairs: &[(String, String)]) -> Result<Wanted> {
    let query = Query::of(pairs.to_vec());
    let mut faults = Faults::default();
    let codes = pairs.iter().filter(|(name, _)| name == "indicator").map(|(_, value)| value);
    let mut indicators = Vec::new();
    for code in codes.flat_map(|list| list.split(',')).filter(|code| !code.trim().is_empty()) {
        match known(code) {
            Ok(indicator) => indicators.push(indicator),
            Err(samuh_engine::Error::Faults(found)) => faults.0.extend(found.0),
            Err(other) => return Err(other),
        }
    }
    if indicators.is_empty() && faults.0.is_empty() {
        faults.on("indicator", "asked_missing");
    }
    let mut odd = |name: &str, takes: &str| {
        let value = query.get(name).unwrap_or_default();
        let fault = Fault::at(name, "asked_wrong");
        faults.push(fault.with("name", name).with("value", value).with("takes", takes));
    };
    // A desk stands in one district: there is no state above it to sum.
    let levels = &LEVELS[1..];
    let level = query.get("by").and_then(|by| levels.iter().find(|level| **level == by));
    if level.is_none() {
        odd("by", &levels.join(", "));
    }
    let month = asked::<Month>(&query, "month").unwrap_or_else(|| {
        odd("month", "2026-10");
        None
    });
    let year = asked::<FinancialYear>(&query, "year").unwrap_or_else(|| {
        odd("year", "2026-27");
        None
    });
    let as_on = query.get("as_on").map(instant);
    if as_on == Some(None) {
        odd("as_on", "2026-11-15, 2026-11-15T18:00:00+05:30");
    }
    let within = asked::<i64>(&query, "within").unwrap_or_else(|| {
        odd("within", "12");
        None
    });
    faults
        .or(Wanted {
            indicators,
            level: level.copied().unwrap_or_default(),
            within: within.unwrap_or(0),
            period: match (month, year) {
                (Some(month), _) => Period::Month(month),
                (None, Some(year)) => Period::Year(year),
                (None, None) => Period::Everything,
            },
            as_on: as_on.flatten(),
        })
        .map_err(samuh_engine::Error::Faults)
}

/// The value of a name, if it is there; none where it cannot be read.
fn asked<T: std::str::FromStr>(query: &Query, name: &str) -> Option<Option<T>> {
    match query.get(name) {
        None => Some(None),
        Some(text) => text.parse().ok().map(Some),
    }
}

fn written(reader: &mut Reader, visitor: &Visitor, wanted: &Wanted) -> Result<Vec<u8>> {
    let ask = Ask {
        indicators: &wanted.indicators,
        level: wanted.level,
        within: wanted.within,
        period: wanted.period,
        as_on: wanted.as_on,
        now: clock::now(),
    };
    let found = figuring::figures(reader, visitor.scope(), &ask)?;
    let lines: Result<Vec<Line<'_>>> =
        found.iter().map(|figure| line(figure, wanted.level, wanted.period)).collect();
    Ok(serde_json::to_vec(&lines?)?)
}
