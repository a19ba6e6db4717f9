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

const FEDERATIONS: &str = "
    select i.id, i.name_hi, i.name_en from institution i
    where i.district_id = $1 and i.kind = $2
      and ($3 = 0 or exists (
        select 1 from place_closure w
        where w.district_id = $1 and w.ancestor_id = $3 and w.place_id = i.place_id)
        or exists (
        select 1 from federation_closure f
        where f.district_id = $1 and f.ancestor_id = $3 and f.institution_id = i.id))
      and ($4 = -1 or exists (
        select 1 from post_unit s
        join place_closure c on c.district_id = s.district_id and c.ancestor_id = s.unit_id
        where s.district_id = $1 and s.post_id = $4 and c.place_id = i.place_id)
        or exists (
        select 1 from post_unit s
        join federation_closure f on f.district_id = s.district_id and f.ancestor_id = s.unit_id
        where s.district_id = $1 and s.post_id = $4 and f.institution_id = i.id))";

/// A federation as lists name it.
pub(crate) struct Federation {
    /// Its number.
    pub(crate) id: i64,
    name_hi: Option<String>,
    name_en: Option<String>,
}

impl Federation {
    /// The name in the reader's language, else in the other.
    pub(crate) fn name(&self, hindi: bool) -> &str {
        let (first, second) =
            if hindi { (&self.name_hi, &self.name_en) } else { (&self.name_en, &self.name_hi) };
        first.as_deref().or(second.as_deref()).unwrap_or("")
    }
}

/// The federations of a kind that the scope sees below a unit; 0 is all.
pub(crate) fn federations(
    reader: &mut Reader,
    scope: &Scope,
    kind: &str,
    within: i64,
) -> Result<Vec<Federation>> {
    let given = params![scope.district_id(), kind, within, scope.key()];
    let rows = reader.query(FEDERATIONS, &given)?;
    rows.iter()
        .map(|row| Ok(Federation { id: row.at(0)?, name_hi: row.at(1)?, name_en: row.at(2)? }))
        .collect()
}

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
