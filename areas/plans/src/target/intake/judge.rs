//! Judging rows of targets: a unit, an indicator, a year, and its months or its total.

use std::collections::{BTreeMap, HashMap};

use samuh_engine::{
    Reader,
    batch::{FieldChange, Judge, Judged, Work},
};
use samuh_figures::{
    catalogue::{Indicator, IndicatorId, Nature},
    plan::{LARGEST_AMOUNT, phase},
};
use samuh_imports::{
    CellFault, InRow, Label, Shape, SheetUnderstood, Verdict, words::targets::SHAPE,
};
use samuh_kernel::{
    calendar::{FinancialYear, Month},
    scope::{Area, Right, Scope},
};

use super::{Step, TargetsWork};
use crate::{
    amount::{in_unit, shown, value_shown},
    judging::{Note, Stop, fault, indicator_of},
    target::{model::Months, store},
    unit::{Fields, SheetSays, Unit, UnitLevel, Units},
};

/// Reads sheets of targets.
pub struct TargetsJudge {
    year: Option<FinancialYear>,
    may_revise: bool,
    is_whole: bool,
    units: Units,
    stands: store::Plans,
    says: SheetSays,
    drafts: BTreeMap<(IndicatorId, i32), Draft>,
}

/// What this file says of one plan so far.
#[derive(Default)]
struct Draft {
    level: Option<UnitLevel>,
    rows: BTreeMap<i64, (Unit, Months)>,
    /// The row and value that first filled a slot: unit, and month or the year.
    said: HashMap<(i64, Slot), ((Label, u32), i64)>,
    reason: Option<(String, Option<String>)>,
}

/// A month of the year, 0 for April; none for the whole year.
type Slot = Option<usize>;

/// A figure of a row.
#[derive(Clone, Copy)]
struct Cell {
    indicator: &'static Indicator,
    year: FinancialYear,
    slot: Slot,
    value: i64,
    column: Option<u32>,
}

/// What a row makes of one plan.
struct Planned {
    indicator: &'static Indicator,
    year: FinancialYear,
    level: UnitLevel,
    /// None where the row only repeats what its parts sum to.
    months: Option<Months>,
    is_new: bool,
    changes: Vec<FieldChange>,
    said: Vec<(Slot, i64)>,
    reason: Option<(String, Option<String>)>,
}

impl TargetsJudge {
    /// A judge over the plans as the desk sees them; `year` is that of sheets that name none.
    ///
    /// # Errors
    /// `Broken` when the database cannot be read.
    pub fn new(
        reader: &mut Reader,
        scope: &Scope,
        year: Option<FinancialYear>,
    ) -> samuh_engine::Result<Self> {
        Ok(Self {
            year,
            may_revise: scope.may(Right::Approve, Area::Plans),
            is_whole: scope.is_whole_district(),
            units: Units::load(reader, scope)?,
            stands: store::all_plans(reader, scope.district_id())?,
            says: SheetSays::default(),
            drafts: BTreeMap::new(),
        })
    }

    fn take(&mut self, row: &InRow, notes: &mut Vec<CellFault>) -> Result<Judged, Stop> {
        let fields = Fields { shape: &SHAPE, row, sheet: &self.says };
        let mut odd = Vec::new();
        let unit = self.units.find(&fields, &mut odd)?;
        let cells = self.cells(&fields)?;
        if cells.is_empty() {
            odd.push(("value_missing", "value", String::new(), Vec::new()));
        }
        let mut plans: BTreeMap<(IndicatorId, i32), Vec<Cell>> = BTreeMap::new();
        for cell in &cells {
            plans.entry((cell.indicator.id, cell.year.0)).or_default().push(*cell);
        }
        let mut planned = Vec::new();
        for cells in plans.values() {
            planned.push(self.plan(&fields, &unit, cells, &mut odd)?);
        }
        notes.extend(odd.into_iter().map(|note| fault(row, note, false)));
        let label = self.units.described(unit.id);
        let is_new = planned.iter().any(|one| one.is_new && one.months.is_some());
        let is_changed = planned.iter().any(|one| !one.is_new && !one.changes.is_empty());
        let verdict = match (is_changed, is_new) {
            (true, _) => Verdict::Changed,
            (_, true) => Verdict::New,
            _ => Verdict::Unchanged,
        };
        let mut changes = Vec::new();
        for one in planned {
            changes.extend(self.keep(&unit, one, row));
        }
        if !is_changed {
            changes.clear();
        }
        Ok(Judged { label, changes, ..Judged::plain(verdict) })
    }

    /// The figures of a row: columns of months or indicators, the target, the year's total.
    fn cells(&self, fields: &Fields<'_>) -> Result<Vec<Cell>, Stop> {
        let own = fields.own_month();
        let figures = fields.row.figures.iter().map(|figure| {
            let month = figure.month.or(own);
            (figure.series.as_deref(), month, figure.hundredths, Some(figure.column))
        });
        let value = fields.hundredths("value").map(|hundredths| (None, own, hundredths, None));
        let annual = fields.hundredths("annual").map(|hundredths| (None, None, hundredths, None));
        let mut cells = Vec::new();
        for (series, month, hundredths, column) in figures.chain(value).chain(annual) {
            let cell = self.cell(fields, series, month, hundredths);
            cells.push(Cell { column, ..cell.map_err(|note| Stop::refused(note, column))? });
        }
        Ok(cells)
    }

    fn cell(
        &self,
        fields: &Fields<'_>,
        series: Option<&str>,
        month: Option<Month>,
        hundredths: i64,
    ) -> Result<Cell, Note> {
        let indicator = indicator_of(fields, series)?;
        let given = shown(indicator, hundredths);
        if matches!(indicator.nature, Nature::Ratio { .. }) {
            return Err(("no_target_for_ratio", "indicator", given, Vec::new()));
        }
        if hundredths < 0 {
            return Err(("negative_value", "value", given, Vec::new()));
        }
        let Some(value) = in_unit(indicator, hundredths) else {
            return Err(("not_whole", "value", given, Vec::new()));
        };
        if value > LARGEST_AMOUNT / 1000 {
            return Err(("too_large", "value", given, Vec::new()));
        }
        let named = month.map(|month| FinancialYear::of(month.first_day()));
        let year = named.or(fields.year()).or(self.year);
        let year = year.ok_or(("year_unknown", "year", String::new(), Vec::new()))?;
        let slot = month.and_then(|month| usize::try_from(month.0 - year.first_month().0).ok());
        Ok(Cell { indicator, year, slot, value, column: None })
    }

    /// What a row makes of one plan: compared with the register and with what the file said.
    fn plan(
        &self,
        fields: &Fields<'_>,
        unit: &Unit,
        cells: &[Cell],
        odd: &mut Vec<Note>,
    ) -> Result<Planned, Stop> {
        let Cell { indicator, year, column, .. } = cells[0];
        let of = (indicator.id, year.0);
        let draft = self.drafts.get(&of);
        self.not_said_otherwise(unit, cells, draft)?;
        let level = self.level(unit, of, cells)?;
        let register = self.stands.get(&of).and_then(|(_, rows)| rows.get(&unit.id)).copied();
        let drafted = draft.and_then(|draft| draft.rows.get(&unit.id)).map(|(_, months)| *months);
        let stands = drafted.or(register).unwrap_or([0; 12]);
        let months = match level {
            Some(_) => {
                let is_told = draft.is_some_and(|draft| tells_months(draft, unit.id));
                Some(asked(cells, stands, is_told, odd))
            }
            None => None,
        };
        let changes = match months {
            Some(months) => differences(indicator, year, (register.is_none(), stands), months),
            None => Vec::new(),
        };
        let reason = if changes.is_empty() { None } else { self.reason(fields, of, column)? };
        Ok(Planned {
            indicator,
            year,
            level: level.unwrap_or(UnitLevel::District),
            is_new: register.is_none() && drafted.is_none(),
            // A repeat of what stands is no step of its own.
            months: months.filter(|_| register.is_none() || !changes.is_empty()),
            changes,
            said: cells.iter().map(|cell| (cell.slot, cell.value)).collect(),
            reason,
        })
    }

    fn not_said_otherwise(
        &self,
        unit: &Unit,
        cells: &[Cell],
        draft: Option<&Draft>,
    ) -> Result<(), Stop> {
        for cell in cells {
            let said = draft.and_then(|draft| draft.said.get(&(unit.id, cell.slot)));
            if let Some(((sheet, row), told)) = said.filter(|(_, told)| *told != cell.value) {
                let args = vec![
                    ("sheet", sheet.to_string()),
                    ("row", row.to_string()),
                    ("first", value_shown(cell.indicator, *told)),
                    ("month", slot_shown(cell)),
                ];
                let note = ("value_twice", "value", value_shown(cell.indicator, cell.value), args);
                return Err(Stop::doubtful(note, cell.column));
            }
        }
        Ok(())
    }

    /// The level of the plan with this row in it; none for a row of the whole district that agrees
    /// with its parts.
    fn level(
        &self,
        unit: &Unit,
        of: (IndicatorId, i32),
        cells: &[Cell],
    ) -> Result<Option<UnitLevel>, Stop> {
        let draft = self.drafts.get(&of);
        let register = self.stands.get(&of).map(|(plan, _)| plan.level);
        let level = draft.and_then(|draft| draft.level).or(register).unwrap_or(unit.level);
        let own = if level == UnitLevel::District { unit.level } else { level };
        // The plan's own units are the district's to set.
        if unit.level <= own && !self.is_whole {
            let note = ("outside_scope", "block", self.units.described(unit.id), Vec::new());
            return Err(Stop::refused(note, None));
        }
        if unit.level >= own {
            return Ok(Some(own));
        }
        let sum = self.sum_of(of, level);
        let stated = cells.iter().find(|cell| cell.slot.is_none()).map(|cell| cell.value);
        let stated = stated.unwrap_or_else(|| cells.iter().map(|cell| cell.value).sum());
        if unit.level == UnitLevel::District && stated == sum {
            return Ok(None);
        }
        let args =
            vec![("level", level.code().to_owned()), ("sum", value_shown(cells[0].indicator, sum))];
        let given = value_shown(cells[0].indicator, stated);
        Err(Stop::refused(("plan_level_differs", "level", given, args), cells[0].column))
    }

    /// What the units of a plan's level sum to, as the file leaves them.
    fn sum_of(&self, of: (IndicatorId, i32), level: UnitLevel) -> i64 {
        let drafted = self.drafts.get(&of).map(|draft| &draft.rows);
        let own = drafted.into_iter().flat_map(|rows| rows.values());
        let own: i64 =
            own.filter(|(unit, _)| unit.level == level).flat_map(|(_, months)| months).sum();
        let Some((plan, rows)) = self.stands.get(&of).filter(|(plan, _)| plan.level == level)
        else {
            return own;
        };
        let said =
            |id: &i64| drafted.and_then(|rows| rows.get(id)).filter(|(u, _)| u.level == level);
        let replaced: i64 =
            rows.iter().filter(|(id, _)| said(id).is_some()).flat_map(|(_, months)| months).sum();
        plan.total - replaced + own
    }

    /// A locked plan changes only with a reason, by a desk that may approve.
    fn reason(
        &self,
        fields: &Fields<'_>,
        of: (IndicatorId, i32),
        column: Option<u32>,
    ) -> Result<Option<(String, Option<String>)>, Stop> {
        if !self.stands.get(&of).is_some_and(|(plan, _)| plan.locked) {
            return Ok(None);
        }
        match fields.text("reason") {
            Some(reason) if self.may_revise => {
                Ok(Some((reason.to_owned(), fields.said("order_no"))))
            }
            _ => {
                let note = ("plan_locked", "reason", String::new(), Vec::new());
                Err(Stop::refused(note, column))
            }
        }
    }

    /// Keeps what an accepted row said; answers its differences.
    fn keep(&mut self, unit: &Unit, one: Planned, row: &InRow) -> Vec<FieldChange> {
        let draft = self.drafts.entry((one.indicator.id, one.year.0)).or_default();
        for (slot, value) in one.said {
            draft
                .said
                .entry((unit.id, slot))
                .or_insert_with(|| ((row.sheet.clone(), row.number), value));
        }
        if let Some(months) = one.months {
            draft.level = Some(one.level);
            draft.rows.insert(unit.id, (*unit, months));
        }
        draft.reason = draft.reason.take().or(one.reason);
        one.changes
    }
}

impl Judge for TargetsJudge {
    fn shape(&self) -> &'static Shape {
        &SHAPE
    }

    fn begin_sheet(&mut self, seen: &SheetUnderstood) {
        self.says = SheetSays::of(seen);
    }

    fn judge(&mut self, row: InRow) -> Judged {
        if row.refused() {
            return Judged::plain(Verdict::Refused);
        }
        let mut notes = Vec::new();
        let mut judged = match self.take(&row, &mut notes) {
            Ok(judged) => judged,
            Err(stop) => {
                let verdict = if stop.may_decide { Verdict::Doubtful } else { Verdict::Refused };
                let faults = vec![stop.into_fault(&row, &self.says)];
                Judged { faults, ..Judged::plain(verdict) }
            }
        };
        judged.warnings = notes;
        judged
    }

    fn work(self: Box<Self>) -> Box<dyn Work> {
        let Self { drafts, stands, .. } = *self;
        let drafts = drafts.into_iter().filter(|(_, draft)| !draft.rows.is_empty());
        let steps = drafts.map(|((indicator, year), draft)| Step {
            indicator,
            year: FinancialYear(year),
            version: stands.get(&(indicator, year)).map_or(0, |(plan, _)| plan.version),
            level: draft.level.unwrap_or(UnitLevel::Block),
            rows: draft.rows.into_values().collect(),
            reason: draft.reason,
        });
        Box::new(TargetsWork { steps: steps.collect() })
    }
}

fn tells_months(draft: &Draft, unit_id: i64) -> bool {
    draft.said.keys().any(|(unit, slot)| *unit == unit_id && slot.is_some())
}

/// The months a row asks for; a total without months is spread evenly, and said.
fn asked(cells: &[Cell], stands: Months, is_told: bool, odd: &mut Vec<Note>) -> Months {
    let mut months = stands;
    let mut named = is_told;
    for cell in cells {
        if let Some(slot) = cell.slot.filter(|slot| *slot < 12) {
            months[slot] = cell.value;
            named = true;
        }
    }
    let Some(annual) = cells.iter().find(|cell| cell.slot.is_none()) else { return months };
    let sum: i64 = months.iter().sum();
    if sum == annual.value {
        return months;
    }
    let given = value_shown(annual.indicator, annual.value);
    if named {
        let args = vec![("sum", value_shown(annual.indicator, sum))];
        odd.push(("target_sum_differs", "annual", given, args));
        return months;
    }
    odd.push(("target_phased", "annual", given, Vec::new()));
    // Neither is negative or too large: both were looked at when the cell was read.
    phase(annual.value, &[1; 12]).unwrap_or(stands)
}

fn differences(
    indicator: &Indicator,
    year: FinancialYear,
    (is_new, stands): (bool, Months),
    months: Months,
) -> Vec<FieldChange> {
    let was = |value: i64| if is_new { String::new() } else { value_shown(indicator, value) };
    let changed = year.months().into_iter().zip(stands.into_iter().zip(months));
    changed
        .filter(|(_, (before, after))| before != after)
        .map(|(month, (before, after))| FieldChange {
            field: format!("{} {month}", indicator.code),
            was: was(before),
            becomes: value_shown(indicator, after),
        })
        .collect()
}

fn slot_shown(cell: &Cell) -> String {
    match cell.slot {
        Some(slot) => cell.year.months()[slot.min(11)].to_string(),
        None => cell.year.to_string(),
    }
}
