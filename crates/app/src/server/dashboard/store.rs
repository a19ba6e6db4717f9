//! Reads for pages of figures that several areas share: targets of named units.

use std::{collections::HashMap, sync::OnceLock};

use samuh_engine::{Reader, Result, Value, params};
use samuh_figures::catalogue::IndicatorId;
use samuh_kernel::{calendar::FinancialYear, scope::Scope};

/// How many units one statement asks for; number 0 fills up what is free.
const SLOTS: usize = 32;

const TARGETS: &str = "
    select indicator, unit_id, month, value from target
    where district_id = $1 and month >= $2 and month <= $3 and unit_id in ";

/// Targets of a year, April to March, by indicator and unit.
pub(super) type Targets = HashMap<(IndicatorId, i64), [i64; 12]>;

/// The targets set for these units themselves. The caller has found the units in the scope.
pub(super) fn targets_of(
    reader: &mut Reader,
    scope: &Scope,
    units: &[i64],
    year: FinancialYear,
) -> Result<Targets> {
    let (first, last) = (year.first_month(), year.last_month());
    let mut targets = Targets::new();
    for some in units.chunks(SLOTS) {
        let mut given =
            params![scope.district_id(), i64::from(first.0), i64::from(last.0)].to_vec();
        let free = std::iter::repeat_n(0, SLOTS - some.len());
        given.extend(some.iter().copied().chain(free).map(Value::from));
        reader.each(statement(), &given, &mut |row| {
            let at = usize::try_from(row.at::<i64>(2)? - i64::from(first.0)).unwrap_or(12);
            let months = targets.entry((row.at(0)?, row.at(1)?)).or_default();
            if let Some(month) = months.get_mut(at) {
                *month += row.at::<i64>(3)?;
            }
            Ok(())
        })?;
    }
    Ok(targets)
}

fn statement() -> &'static str {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| {
        let marks: Vec<String> = (4..4 + SLOTS).map(|number| format!("${number}")).collect();
        format!("{TARGETS}({})", marks.join(", "))
    })
}
