//! What was reached and what was due, of every unit, on a day: as recorded by the cut-off.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};
use samuh_engine::{Reader, Result, clock};
use samuh_figures::{
    catalogue::{
        IndicatorId, LOKOS_APPROVED, LOKOS_ENTERED, LOKOS_TRANSACTING, Nature, SHG_ACTIVE,
        SHG_IN_VO, SHG_INACTIVE, WITH_ACCOUNT, by_id,
    },
    journal::{Class, Window, series},
    plan::target_to_date,
    ranking::{Entrant, Tally},
};
use samuh_kernel::{
    calendar::{FinancialYear, Month},
    scope::Scope,
};

use super::model::{Basis, Rule};
use crate::target::targets_of_units;

/// What groups have, so that all groups are what is due.
const OF_GROUPS: [IndicatorId; 5] =
    [LOKOS_ENTERED, LOKOS_APPROVED, LOKOS_TRANSACTING, WITH_ACCOUNT, SHG_IN_VO];

/// The tallies of all units, and what each measure is taken from.
pub(crate) struct Inputs {
    pub(crate) entrants: Vec<Entrant>,
    pub(crate) bases: Vec<Basis>,
}

/// Reads them for the day of the cut-off and the day from which change is counted.
pub(crate) fn read(
    reader: &mut Reader,
    scope: &Scope,
    units: &[i64],
    rule: &Rule,
    (cut_on, before_on): (NaiveDate, NaiveDate),
) -> Result<Inputs> {
    let until = clock::start_of(cut_on + Days::new(1)) - 1;
    let now = Day::read(reader, scope, units, rule, (cut_on, until))?;
    let before = Day::read(reader, scope, units, rule, (before_on, until))?;
    let bases: Vec<Basis> = rule.weights.iter().map(|(id, _)| now.basis(*id)).collect();
    let tallies = |day: &Day, unit: i64| -> Vec<Option<Tally>> {
        let measures = rule.weights.iter().zip(&bases);
        measures.map(|((id, _), basis)| day.tally(*id, *basis, unit)).collect()
    };
    let entrant = |unit: &i64| Entrant {
        unit_id: *unit,
        now: tallies(&now, *unit),
        before: tallies(&before, *unit),
    };
    Ok(Inputs { entrants: units.iter().map(entrant).collect(), bases })
}

/// One day: sums of the year's months up to it, levels at their end, and targets.
struct Day {
    on: NaiveDate,
    year: FinancialYear,
    added: HashMap<(IndicatorId, i64), i64>,
    levels: HashMap<(IndicatorId, i64), i64>,
    targets: HashMap<(IndicatorId, i64), [i64; 12]>,
}

impl Day {
    fn read(
        reader: &mut Reader,
        scope: &Scope,
        units: &[i64],
        rule: &Rule,
        (on, until): (NaiveDate, i64),
    ) -> Result<Self> {
        let year = FinancialYear::of(on);
        let targets = targets_of_units(reader, scope, units, year, Some(until))?;
        let mut plain: Vec<IndicatorId> = vec![SHG_ACTIVE, SHG_INACTIVE];
        for (id, _) in &rule.weights {
            match by_id(*id).map(|one| one.nature) {
                Some(Nature::Ratio { numerator, denominator }) => {
                    plain.extend([numerator, denominator]);
                }
                Some(_) => plain.push(*id),
                None => {}
            }
        }
        plain.sort_unstable();
        plain.dedup();
        let is_stock = |id: &IndicatorId| by_id(*id).is_some_and(|one| one.nature == Nature::Stock);
        let stocks: Vec<IndicatorId> = plain.iter().copied().filter(is_stock).collect();
        let window = Window {
            units,
            indicators: &plain,
            stocks: &stocks,
            from: year.first_month(),
            to: Month::of(on),
            as_on: Some(until),
        };
        let (mut added, mut levels) = (HashMap::new(), HashMap::new());
        for cell in series(reader, scope, &window)? {
            if cell.class == Class::Pending {
                continue;
            }
            let key = (cell.indicator, cell.unit_id);
            *levels.entry(key).or_insert(0) += cell.value;
            if cell.month >= year.first_month() {
                *added.entry(key).or_insert(0) += cell.value;
            }
        }
        Ok(Self { on, year, added, levels, targets })
    }

    fn basis(&self, id: IndicatorId) -> Basis {
        let has_target = self.targets.keys().any(|(known, _)| *known == id);
        match by_id(id).map(|one| one.nature) {
            Some(Nature::Ratio { .. }) => Basis::Ratio,
            _ if OF_GROUPS.contains(&id) && !has_target => Basis::Groups,
            _ => Basis::Target,
        }
    }

    fn tally(&self, id: IndicatorId, basis: Basis, unit: i64) -> Option<Tally> {
        let level = |id: IndicatorId| self.levels.get(&(id, unit)).copied();
        let tally = match (basis, by_id(id)?.nature) {
            (Basis::Ratio, Nature::Ratio { numerator, denominator }) => {
                Tally { x: level(numerator).unwrap_or(0), n: level(denominator)? }
            }
            (Basis::Groups, _) => {
                let groups = level(SHG_ACTIVE).unwrap_or(0) + level(SHG_INACTIVE).unwrap_or(0);
                Tally { x: level(id).unwrap_or(0), n: groups }
            }
            _ => {
                let due = target_to_date(self.targets.get(&(id, unit))?, self.on, self.year);
                Tally { x: self.added.get(&(id, unit)).copied().unwrap_or(0), n: due }
            }
        };
        (tally.n > 0).then_some(tally)
    }
}
