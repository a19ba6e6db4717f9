//! Judging rows of reported figures: a unit, an indicator, a month and a value, in whichever
//! arrangement the sheet has them.

use std::collections::HashMap;

use chrono::NaiveDate;
use samuh_engine::{
    Reader,
    batch::{FieldChange, Judge, Judged, Work},
};
use samuh_figures::catalogue::{Indicator, IndicatorId, Origin};
use samuh_imports::{
    CellFault, InRow, Label, Shape, SheetUnderstood, Verdict, words::progress::SHAPE,
};
use samuh_kernel::{
    calendar::{FinancialYear, Month},
    scope::Scope,
    sheet::Limits,
};

use super::{Head, ReportedWork};
use crate::{
    amount::{in_unit, shown, value_shown},
    judging::{Note, Stop, fault, indicator_of},
    reported::{
        model::{Key, Standing, Step},
        store,
    },
    unit::{Fields, SheetSays, Unit, UnitLevel, Units},
};

/// Reads monthly sheets of reported figures.
pub struct ProgressJudge {
    today: NaiveDate,
    units: Units,
    standing: Standing,
    levels: HashMap<(IndicatorId, i32), UnitLevel>,
    says: SheetSays,
    /// What this file has said so far: the row that said it, and the value.
    said: HashMap<Key, ((Label, u32), i64)>,
    at: HashMap<i64, u32>,
    head: Head,
    steps: Vec<Step>,
}

/// A figure of a row.
#[derive(Clone, Copy)]
struct Figure {
    indicator: &'static Indicator,
    month: Month,
    value: i64,
    column: Option<u32>,
}

/// What a row's figures come to.
#[derive(Default)]
struct Taken {
    steps: Vec<Step>,
    said: Vec<(Key, i64)>,
    changes: Vec<FieldChange>,
    is_changed: bool,
    is_new: bool,
}

impl ProgressJudge {
    /// A judge over the register as the desk sees it.
    ///
    /// # Errors
    /// `Broken` when the database cannot be read.
    pub fn new(reader: &mut Reader, scope: &Scope, today: NaiveDate) -> samuh_engine::Result<Self> {
        let district_id = scope.district_id();
        Ok(Self {
            today,
            units: Units::load(reader, scope)?,
            standing: store::standing(reader, district_id)?,
            levels: store::levels(reader, district_id)?,
            says: SheetSays::default(),
            said: HashMap::new(),
            at: HashMap::new(),
            head: Head::default(),
            steps: Vec::new(),
        })
    }

    fn take(&mut self, row: &InRow, notes: &mut Vec<CellFault>) -> Result<Judged, Stop> {
        let fields = Fields { shape: &SHAPE, row, sheet: &self.says };
        let mut odd = Vec::new();
        let unit = self.units.find(&fields, &mut odd)?;
        notes.extend(odd.into_iter().map(|note| fault(row, note, false)));
        let figures = self.figures(&fields, notes)?;
        let taken = self.compared(&unit, &figures, row)?;
        let label = self.units.described(unit.id);
        if figures.is_empty() {
            let note = ("value_missing", "value", String::new(), Vec::new());
            notes.push(fault(row, note, false));
        }
        let verdict = match &taken {
            Taken { is_changed: true, .. } => Verdict::Changed,
            Taken { is_new: true, .. } => Verdict::New,
            _ => Verdict::Unchanged,
        };
        let changes = self.keep(&unit, &figures, row, taken);
        Ok(Judged { label, changes, ..Judged::plain(verdict) })
    }

    /// The figures of a row. A counted indicator among reported ones is left out and said; alone
    /// it refuses the row.
    fn figures(
        &self,
        fields: &Fields<'_>,
        notes: &mut Vec<CellFault>,
    ) -> Result<Vec<Figure>, Stop> {
        let row = fields.row;
        let mut figures = Vec::new();
        let mut counted = Vec::new();
        let single = fields.hundredths("value").map(|hundredths| (None, None, hundredths, None));
        let columns = row.figures.iter().map(|figure| {
            (figure.series.as_deref(), figure.month, figure.hundredths, Some(figure.column))
        });
        for (series, month, hundredths, column) in columns.chain(single) {
            let at = |note| Stop::refused(note, column);
            let indicator = indicator_of(fields, series).map_err(at)?;
            if indicator.origin == Origin::Counted {
                let args = vec![("indicator", indicator.code.to_owned())];
                let given = shown(indicator, hundredths);
                counted.push(at(("counted_not_typed", "indicator", given, args)));
                continue;
            }
            let month = month
                .or_else(|| fields.month())
                .ok_or_else(|| at(("month_unknown", "month", String::new(), Vec::new())))?;
            let value = self.checked(indicator, month, hundredths).map_err(at)?;
            figures.push(Figure { indicator, month, value, column });
        }
        if figures.is_empty() && !counted.is_empty() {
            return Err(counted.swap_remove(0));
        }
        let odd = counted.into_iter().map(|stop| stop.into_fault(row, fields.sheet));
        notes.extend(odd.map(|fault| CellFault { refuses: false, ..fault }));
        Ok(figures)
    }

    fn checked(
        &self,
        indicator: &'static Indicator,
        month: Month,
        hundredths: i64,
    ) -> Result<i64, Note> {
        let given = shown(indicator, hundredths);
        if hundredths < 0 {
            return Err(("negative_value", "value", given, Vec::new()));
        }
        if month > Month::of(self.today) {
            let args = vec![("month", month.to_string())];
            return Err(("month_in_future", "month", given, args));
        }
        in_unit(indicator, hundredths).ok_or(("not_whole", "value", given, Vec::new()))
    }

    /// Compares the figures with the register and with what this file said before.
    fn compared(&self, unit: &Unit, figures: &[Figure], row: &InRow) -> Result<Taken, Stop> {
        let mut taken = Taken::default();
        for figure in figures {
            let Figure { indicator, month, value, column } = *figure;
            self.at_level(unit, figure)?;
            let key = Key::new(indicator.id, month, unit.id);
            let here = taken.said.iter().find(|(known, _)| *known == key);
            let spot = || (row.sheet.clone(), row.number);
            let here = here.map(|(_, value)| (spot(), *value));
            let before = here.or_else(|| self.said.get(&key).cloned());
            if let Some(((sheet, first), told)) = before {
                if told == value {
                    continue;
                }
                let args = vec![
                    ("sheet", sheet.to_string()),
                    ("row", first.to_string()),
                    ("first", value_shown(indicator, told)),
                    ("month", month.to_string()),
                ];
                let note = ("value_twice", "value", value_shown(indicator, value), args);
                return Err(Stop::doubtful(note, column));
            }
            taken.said.push((key, value));
            let stands = self.standing.get(key);
            let version = match stands {
                Some(stands) if stands.value == value => continue,
                Some(stands) if stands.is_verified => {
                    let args = vec![("stands", value_shown(indicator, stands.value))];
                    let note = ("value_verified", "value", value_shown(indicator, value), args);
                    return Err(Stop::doubtful(note, column));
                }
                Some(stands) => stands.version,
                None => 0,
            };
            taken.is_changed |= version > 0;
            taken.is_new |= version == 0;
            taken.changes.push(FieldChange {
                field: format!("{} {month}", indicator.code),
                was: stands.map_or(String::new(), |stands| value_shown(indicator, stands.value)),
                becomes: value_shown(indicator, value),
            });
            let id = i16::try_from(indicator.id).expect("indicators are few");
            taken.steps.push(Step { unit: 0, indicator: id, month, value, version });
        }
        Ok(taken)
    }

    /// One level reports an indicator in a year, so that nothing counts twice.
    fn at_level(&self, unit: &Unit, figure: &Figure) -> Result<(), Stop> {
        let year = FinancialYear::of(figure.month.first_day());
        match self.levels.get(&(figure.indicator.id, year.0)) {
            Some(level) if *level != unit.level => {
                let args = vec![
                    ("level", level.code().to_owned()),
                    ("indicator", figure.indicator.code.to_owned()),
                    ("year", year.to_string()),
                ];
                let note = ("other_level", "level", self.units.described(unit.id), args);
                Err(Stop::refused(note, figure.column))
            }
            _ => Ok(()),
        }
    }

    /// Keeps what an accepted row said; answers its differences.
    fn keep(
        &mut self,
        unit: &Unit,
        figures: &[Figure],
        row: &InRow,
        taken: Taken,
    ) -> Vec<FieldChange> {
        for figure in figures {
            let year = FinancialYear::of(figure.month.first_day()).0;
            let fixed = self.levels.entry((figure.indicator.id, year));
            if let std::collections::hash_map::Entry::Vacant(free) = fixed {
                free.insert(unit.level);
                self.head.levels.push((figure.indicator.id, year, unit.level));
            }
        }
        if !taken.steps.is_empty() {
            let next = u32::try_from(self.head.units.len()).expect("units of one district");
            let at = *self.at.entry(unit.id).or_insert(next);
            if at == next {
                self.head.units.push(*unit);
            }
            self.steps.extend(taken.steps.iter().map(|step| Step { unit: at, ..*step }));
        }
        let spot = || (row.sheet.clone(), row.number);
        self.said.extend(taken.said.into_iter().map(|(key, value)| (key, (spot(), value))));
        if taken.is_changed { taken.changes } else { Vec::new() }
    }
}

impl Judge for ProgressJudge {
    fn shape(&self) -> &'static Shape {
        &SHAPE
    }

    // A year of ten indicators from twenty thousand groups is 2.4 million cells.
    fn limits(&self) -> Limits {
        Limits::MEMBERS
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
        Box::new(ReportedWork { head: self.head, steps: self.steps })
    }
}
