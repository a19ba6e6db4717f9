//! A figure that a direction is tied to: what it was when the direction was given, and what it is.

use samuh_engine::{Error, Reader, Result};
use samuh_figures::{
    catalogue::{Indicator, IndicatorId, Nature, by_id},
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
    (indicator, unit): (&Indicator, i64),
    (measure, year, to): (Measure, FinancialYear, Month),
) -> Result<Option<i64>> {
    if let Nature::Ratio { numerator, denominator } = indicator.nature {
        let above = level(reader, scope, numerator, unit, to)?;
        let below = level(reader, scope, denominator, unit, to)?;
        return Ok((below > 0).then(|| (above * 2000 + below).div_euclid(below * 2)));
    }
    let found = match measure {
        Measure::Level => level(reader, scope, indicator.id, unit, to)?,
        Measure::Year => sum(reader, scope, (indicator.id, unit), (year.first_month(), to), false)?,
    };
    Ok(Some(found))
}

fn level(
    reader: &mut Reader,
    scope: &Scope,
    indicator: IndicatorId,
    unit: i64,
    to: Month,
) -> Result<i64> {
    if by_id(indicator).is_none() {
        return Err(Error::broken("an indicator that is not in the catalogue"));
    }
    sum(reader, scope, (indicator, unit), (to, to), true)
}

fn sum(
    reader: &mut Reader,
    scope: &Scope,
    (indicator, unit): (IndicatorId, i64),
    (from, to): (Month, Month),
    before: bool,
) -> Result<i64> {
    let (units, indicators) = ([unit], [indicator]);
    let stocks: &[IndicatorId] = if before { &indicators } else { &[] };
    let window = Window { units: &units, indicators: &indicators, stocks, from, to, as_on: None };
    let cells = series(reader, scope, &window)?;
    Ok(cells.iter().filter(|cell| cell.class != Class::Pending).map(|cell| cell.value).sum())
}
