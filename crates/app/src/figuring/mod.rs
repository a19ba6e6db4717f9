//! Figures of units: values by class, targets and targets to date, put together for the command
//! line and the pages.

pub mod contract;
mod store;

use std::collections::HashMap;

use samuh_engine::{Reader, Result, clock};
use samuh_figures::{
    catalogue::{Indicator, IndicatorId, Nature},
    journal::{self, Cell, Class},
    plan::target_to_date,
};
use samuh_kernel::{
    calendar::{FinancialYear, Month},
    scope::Scope,
};
use samuh_plans::UnitLevel;

pub use store::{Unit, units};

/// Levels of units, the widest first. A state sums its districts.
pub const LEVELS: [&str; 7] = ["state", "district", "block", "gp", "village", "clf", "vo"];

/// The time a figure speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// Everything up to now.
    Everything,
    /// One month.
    Month(Month),
    /// A financial year.
    Year(FinancialYear),
}

impl Period {
    /// As the contract says it: `2026-10`, `2026-27`, `all`.
    pub fn code(self) -> String {
        match self {
            Self::Everything => "all".to_owned(),
            Self::Month(month) => month.to_string(),
            Self::Year(year) => year.to_string(),
        }
    }

    /// First and last month; `now` ends what has no end.
    pub fn months(self, now: Month) -> (Month, Month) {
        match self {
            Self::Everything => (Month(0), now),
            Self::Month(month) => (month, month),
            Self::Year(year) => (year.first_month(), year.last_month()),
        }
    }

    /// The financial year that targets are taken from; none for everything.
    fn year(self) -> Option<FinancialYear> {
        match self {
            Self::Everything => None,
            Self::Month(month) => Some(FinancialYear::of(month.first_day())),
            Self::Year(year) => Some(year),
        }
    }
}

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct Ask<'a> {
    /// Which indicators.
    pub indicators: &'a [&'static Indicator],
    /// `district`, `block`, `gp`, `village`, `clf` or `vo`.
    pub level: &'a str,
    /// Only units below (or at) this one; 0 for all.
    pub within: i64,
    /// The time.
    pub period: Period,
    /// Only what was recorded by then, microseconds UTC.
    pub as_on: Option<i64>,
    /// Now, microseconds UTC.
    pub now: i64,
}

/// The figure of one unit and indicator.
#[derive(Debug, Clone)]
pub struct Figure {
    /// Which indicator.
    pub indicator: &'static Indicator,
    /// Whose.
    pub unit: Unit,
    /// Value by class, in the indicator's unit; nothing for ratios.
    pub by_class: [i64; 4],
    /// The movement within the period: of a flow the value itself, of a stock what was added.
    pub moved: i64,
    /// The period's target, where there is a plan.
    pub target: Option<i64>,
    /// What of the target is due by now.
    pub target_to_date: Option<i64>,
    /// Of a ratio: above and below the line.
    pub parts: Option<(i64, i64)>,
}

impl Figure {
    /// The whole value; of a ratio nothing.
    pub fn value(&self) -> i64 {
        // What waits for approval is shown beside the figure and never within it.
        self.by_class[..3].iter().sum()
    }

    /// Adds another unit's figure, as a state adds its districts.
    pub fn add(&mut self, other: &Self) {
        for (mine, theirs) in self.by_class.iter_mut().zip(other.by_class) {
            *mine += theirs;
        }
        self.moved += other.moved;
        self.target = both(self.target, other.target);
        self.target_to_date = both(self.target_to_date, other.target_to_date);
        self.parts = match (self.parts, other.parts) {
            (Some((a, b)), Some((c, d))) => Some((a + c, b + d)),
            (mine, theirs) => mine.or(theirs),
        };
    }
}

fn both(one: Option<i64>, other: Option<i64>) -> Option<i64> {
    match (one, other) {
        (Some(a), Some(b)) => Some(a + b),
        (a, b) => a.or(b),
    }
}

/// Every unit of the level with every indicator, zero where nothing was done; indicator by
/// indicator, units in the order of the register.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn figures(reader: &mut Reader, scope: &Scope, ask: &Ask<'_>) -> Result<Vec<Figure>> {
    let now = Month::of(clock::day_of(ask.as_on.unwrap_or(ask.now)));
    let since = ask.period.months(now).0.first_day();
    let units = store::units_since(reader, scope, (ask.level, ask.within), since)?;
    let sums = Sums::load(reader, scope, ask)?;
    let due = Due::load(reader, scope, ask)?;
    let mut all = Vec::with_capacity(units.len() * ask.indicators.len());
    for indicator in ask.indicators {
        for unit in &units {
            let mut figure = Figure {
                indicator,
                unit: unit.clone(),
                by_class: sums.value((indicator.id, unit.id)),
                moved: sums.moved.get(&(indicator.id, unit.id)).copied().unwrap_or(0),
                target: None,
                target_to_date: None,
                parts: None,
            };
            if let Nature::Ratio { numerator, denominator } = indicator.nature {
                let part = |id| sums.value((id, unit.id))[..3].iter().sum();
                figure.parts = Some((part(numerator), part(denominator)));
            }
            if let Some((whole, to_date)) = due.of((indicator.id, unit.id)) {
                (figure.target, figure.target_to_date) = (Some(whole), Some(to_date));
            }
            all.push(figure);
        }
    }
    Ok(all)
}

type Key = (IndicatorId, i64);

/// Values of indicators and units, and what of them moved within the period.
#[derive(Default)]
struct Sums {
    values: HashMap<Key, [i64; 4]>,
    moved: HashMap<Key, i64>,
}

impl Sums {
    fn load(reader: &mut Reader, scope: &Scope, ask: &Ask<'_>) -> Result<Self> {
        let now = Month::of(clock::day_of(ask.as_on.unwrap_or(ask.now)));
        let (first, last) = ask.period.months(now);
        let (mut flows, mut stocks) = (Vec::new(), Vec::new());
        for indicator in ask.indicators {
            match indicator.nature {
                Nature::Flow => flows.push(indicator.id),
                Nature::Stock => stocks.push(indicator.id),
                Nature::Ratio { numerator, denominator } => {
                    stocks.extend([numerator, denominator]);
                }
            }
        }
        let mut sums = Self::default();
        for (mut indicators, from) in [(flows, first), (stocks, Month(0))] {
            indicators.sort_unstable();
            indicators.dedup();
            let asked = journal::Ask {
                indicators: &indicators,
                level: ask.level,
                within: ask.within,
                from,
                to: last,
                as_on: ask.as_on,
            };
            for cell in journal::unit_values(reader, scope, &asked)? {
                sums.add(&cell, first);
            }
        }
        Ok(sums)
    }

    fn add(&mut self, cell: &Cell, first: Month) {
        let key = (cell.indicator, cell.unit_id);
        self.values.entry(key).or_default()[cell.class as usize] += cell.value;
        if cell.month >= first && cell.class != Class::Pending {
            *self.moved.entry(key).or_default() += cell.value;
        }
    }

    fn value(&self, key: Key) -> [i64; 4] {
        self.values.get(&key).copied().unwrap_or_default()
    }
}

/// Targets of the period.
struct Due {
    months: HashMap<Key, [i64; 12]>,
    period: Period,
    today: chrono::NaiveDate,
}

impl Due {
    fn load(reader: &mut Reader, scope: &Scope, ask: &Ask<'_>) -> Result<Self> {
        let today = clock::day_of(ask.as_on.unwrap_or(ask.now));
        let ids: Vec<IndicatorId> = ask.indicators.iter().map(|one| one.id).collect();
        let mut months = HashMap::new();
        if let (Some(year), Some(level)) = (ask.period.year(), UnitLevel::of(ask.level)) {
            let found = samuh_plans::targets_of(reader, scope, &ids, level, (year, ask.as_on))?;
            months.extend(found.into_iter().map(|((unit, id), of_unit)| ((id, unit), of_unit)));
        }
        Ok(Self { months, period: ask.period, today })
    }

    /// The target of the period and what of it is due.
    fn of(&self, key: Key) -> Option<(i64, i64)> {
        let months = self.months.get(&key)?;
        let year = self.period.year()?;
        let asked = match self.period {
            Period::Month(month) => {
                let mut only = [0; 12];
                let at = year.months().into_iter().position(|each| each == month)?;
                only[at] = months[at];
                only
            }
            _ => *months,
        };
        Some((asked.iter().sum(), target_to_date(&asked, self.today, year)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_knows_its_months_and_its_name() {
        let now: Month = "2026-11".parse().unwrap();
        let year: FinancialYear = "2026-27".parse().unwrap();
        assert_eq!(Period::Everything.months(now), (Month(0), now));
        assert_eq!(Period::Month(now).code(), "2026-11");
        let (first, last) = Period::Year(year).months(now);
        assert_eq!((first.to_string(), last.to_string()), ("2026-04".into(), "2027-03".into()));
        assert_eq!(Period::Month("2027-03".parse().unwrap()).year(), Some(year));
    }

    #[test]
    fn a_month_takes_only_its_own_target() {
        let year: FinancialYear = "2026-27".parse().unwrap();
        let mut months = [10; 12];
        months[7] = 30;
        let due = Due {
            months: HashMap::from([((1, 5), months)]),
            period: Period::Month("2026-11".parse().unwrap()),
            today: "2026-11-15".parse().unwrap(),
        };
        assert_eq!(due.of((1, 5)), Some((30, 15)));
        let due = Due { period: Period::Year(year), ..due };
        assert_eq!(due.of((1, 5)), Some((140, 85)));
        assert_eq!(due.of((1, 6)), None);
    }
}
