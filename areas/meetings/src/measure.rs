//! A figure that a direction is tied to: what it was when the direction was given, and what it is.

use samuh_engine::{Reader, Result};
use samuh_figures::{
    catalogue::{Indicator, IndicatorId, Nature},
    journal::{Class, Window, series},
};
use samuh_kernel::{
    calendar::{FinancialYear, Month},
    scope::Scope,
};
use samuh_plans::targets_of_units;
use serde::{Deserialize, Serialize};

/// What a figure of a direction is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// What was added since 1 April of the year in which the direction was given.
    Year,
    /// How it stands.
    Level,
}

impl Measure {
    /// As the database says it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Level => "level",
        }
    }

    /// The measure of that code.
    pub fn of(code: &str) -> Option<Self> {
        [Self::Year, Self::Level].into_iter().find(|one| one.code() == code)
    }
}

/// How an indicator of a unit is measured: flows, and stocks with a target of the year, by what the
/// year adds, as on the Collector's page; other stocks and ratios by their level.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn measure_of(
    reader: &mut Reader,
    scope: &Scope,
    indicator: &Indicator,
    (unit, year): (i64, FinancialYear),
) -> Result<Measure> {
    match indicator.nature {
        Nature::Flow => Ok(Measure::Year),
        Nature::Ratio { .. } => Ok(Measure::Level),
        Nature::Stock => {
            let targets = targets_of_units(reader, scope, &[unit], year, None)?;
            let is_aimed = targets.contains_key(&(indicator.id, unit));
            Ok(if is_aimed { Measure::Year } else { Measure::Level })
        }
    }
}

/// The figure up to the end of a month, in the indicator's unit: count or paise; a ratio in tenths
/// of a per cent, none where nothing stands below the line. What waits for approval is left out.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn value(
    reader: &mut Reader,
    scope: &Scope,
    of: (&Indicator, i64),
    (measure, year, to): (Measure, FinancialYear, Month),
) -> Result<Option<i64>> {
    let all = values(reader, scope, of, (measure, year), (to, to))?;
    Ok(all.last().and_then(|(_, value)| *value))
}

/// The same for every month of a stretch, in one reading.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn values(
    reader: &mut Reader,
    scope: &Scope,
    (indicator, unit): (&Indicator, i64),
    (measure, year): (Measure, FinancialYear),
    (from, to): (Month, Month),
) -> Result<Vec<(Month, Option<i64>)>> {
    let ratio = match indicator.nature {
        Nature::Ratio { numerator, denominator } => Some((numerator, denominator)),
        _ => None,
    };
    let indicators: Vec<IndicatorId> = match ratio {
        Some((above, below)) => vec![above, below],
        None => vec![indicator.id],
    };
    // What the year added begins with the year; a level has all that was before.
    let is_level = ratio.is_some() || measure == Measure::Level;
    let since = if is_level { from } else { year.first_month() };
    let stocks: &[IndicatorId] = if is_level { &indicators } else { &[] };
    let units = [unit];
    let window =
        Window { units: &units, indicators: &indicators, stocks, from: since, to, as_on: None };
    let cells = series(reader, scope, &window)?;
    let sum = |id: IndicatorId, month: Month| -> i64 {
        let counted = cells.iter().filter(|cell| cell.class != Class::Pending);
        let upto = counted.filter(|cell| cell.indicator == id && cell.month.0 <= month.0);
        upto.map(|cell| cell.value).sum()
    };
    let at = |month: Month| match ratio {
        None => Some(sum(indicator.id, month)),
        Some((above, below)) => {
            let (above, below) = (sum(above, month), sum(below, month));
            (below > 0).then(|| (above * 2000 + below).div_euclid(below * 2))
        }
    };
    Ok((from.0..=to.0).map(Month).map(|month| (month, at(month))).collect())
}
