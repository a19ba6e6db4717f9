//! Reads the cells of a row by the sheet's plan: values, repairs, faults.

use std::borrow::Cow;

use chrono::NaiveDate;
use samuh_kernel::{
    calendar::FinancialYear,
    read::{self, Complaint, Outcome, Reading, RepairKind},
    sheet::{Cell, Row},
};

use crate::{
    banner::Banners,
    cells,
    event::{CellFault, Figure, InRow, Original, Repair, Value},
    heading::is_empty,
    identity,
    label::Label,
    ladder::{self, Ladder},
    plan::{FieldColumn, FigureColumn, Plan},
    shape::{Kind, Shape},
};

/// Longest text of a cell that a fault repeats, in letters.
const QUOTED: usize = 200;

/// Reads the rows of one sheet, remembering what "as above" stands for.
pub(crate) struct RowReader<'a> {
    shape: &'a Shape,
    today: NaiveDate,
    year_at: Option<usize>,
    held: Vec<Option<Value>>,
    ladder: Ladder,
    banners: Banners,
}

impl<'a> RowReader<'a> {
    pub(crate) fn new(shape: &'a Shape, today: NaiveDate, plan: &Plan) -> Self {
        let year_at = shape.columns.iter().position(|column| matches!(column.kind, Kind::Year));
        let fields: Vec<&str> =
            plan.fields.iter().map(|field| shape.columns[field.at].field).collect();
        Self {
            shape,
            today,
            year_at,
            held: vec![None; fields.len()],
            ladder: Ladder::of(&fields),
            banners: Banners::default(),
        }
    }

    /// Takes a place named between the rows: what stood above for it and below it is over.
    pub(crate) fn begin(&mut self, plan: &Plan, banner: (usize, String)) {
        let named = self.shape.columns[banner.0].field;
        for (slot, field) in plan.fields.iter().enumerate() {
            if ladder::moves_field(named, self.shape.columns[field.at].field) {
                self.held[slot] = None;
            }
        }
        self.banners.take(self.shape, banner);
    }

    /// Reads one row.
    pub(crate) fn read(&mut self, plan: &Plan, row: &Row) -> InRow {
        let mut out = InRow {
            sheet: plan.sheet.clone(),
            number: row.number,
            values: vec![None; self.shape.columns.len()],
            ..InRow::default()
        };
        for (at, name) in &plan.given {
            out.values[*at] = Some(Value::Text(name.clone()));
        }
        self.banners.give(&mut out);
        let mut own = Own::default();
        let written = |other: &FieldColumn| {
            other.grouped && row.cells.get(other.cell).is_some_and(|cell| !is_empty(cell))
        };
        for (slot, field) in plan.fields.iter().enumerate() {
            let cell = row.cells.get(field.cell).unwrap_or(&Cell::Empty);
            let begun = || {
                plan.fields
                    .iter()
                    .enumerate()
                    .any(|(other, wider)| self.ladder.moves(other, slot) && written(wider))
            };
            if self.is_as_above(slot, field, (cell, row.number), begun) {
                self.carry(slot, field, cell, &mut out);
                continue;
            }
            own.count(cell, self.shape.columns[field.at].kind);
            self.field(plan, field, cell, &mut out);
            self.hold(plan, slot, field, &out);
        }
        for column in &plan.figures {
            let cell = row.cells.get(column.cell).unwrap_or(&Cell::Empty);
            own.count(cell, Kind::Paise);
            self.figure(plan, column, cell, &mut out);
        }
        for (cell, heading) in &plan.identities {
            let cell_there = row.cells.get(*cell).unwrap_or(&Cell::Empty);
            if identity::is_number(cell_there) {
                out.faults.push(identity_fault(&out, *cell, heading, None, false));
            }
        }
        self.judge(plan, &own, row, &mut out);
        out
    }

    /// Asks for required cells, or refuses a row that is no record.
    fn judge(&self, plan: &Plan, own: &Own<'_>, row: &Row, out: &mut InRow) {
        let carried = out.repairs.iter().any(|repair| repair.kind == RepairKind::AsAbove);
        let bare = self.shape.repeated.is_none() && plan.fields.len() >= 3 && !carried;
        if own.cells == 0 {
            refuse_whole(out, row, "nothing_to_read");
        } else if own.is_note(bare) {
            refuse_whole(out, row, "not_a_record");
        } else {
            self.banners.list(plan, row, out);
            self.ask_for_missing(plan, out);
        }
    }

    /// A blank cell stands for the one above in a merge; by the sheet's pattern only while no
    /// wider place or federation begins in this row (`begun`).
    fn is_as_above(
        &self,
        slot: usize,
        field: &FieldColumn,
        (cell, row): (&Cell, u32),
        begun: impl Fn() -> bool,
    ) -> bool {
        if self.held[slot].is_none() {
            return false;
        }
        if is_empty(cell) {
            return field.is_merged_at(row) || (field.grouped && !begun());
        }
        self.shape.columns[field.at].as_above && cells::is_ditto(cell)
    }

    fn carry(&self, slot: usize, field: &FieldColumn, cell: &Cell, out: &mut InRow) {
        let Some(value) = &self.held[slot] else { return };
        out.repairs.push(Repair {
            sheet: out.sheet.clone(),
            row: out.number,
            column: number_of(field.cell),
            heading: field.heading.clone(),
            from: read::shown(cell).trim().to_owned(),
            to: cells::value_shown(value),
            kind: RepairKind::AsAbove,
        });
        out.values[field.at] = Some(value.clone());
    }

    /// Keeps the value for the rows below; a wider place that changes forgets the narrower ones.
    fn hold(&mut self, plan: &Plan, slot: usize, field: &FieldColumn, out: &InRow) {
        let column = &self.shape.columns[field.at];
        if (!column.as_above && field.merges.is_empty()) || self.held[slot] == out.values[field.at]
        {
            return;
        }
        self.held[slot].clone_from(&out.values[field.at]);
        for (other, narrower) in plan.fields.iter().enumerate() {
            if self.ladder.moves(slot, other) && out.values[narrower.at].is_none() {
                self.held[other] = None;
            }
        }
    }

    fn field(&self, plan: &Plan, field: &FieldColumn, cell: &Cell, out: &mut InRow) {
        if matches!(cell, Cell::Empty) {
            return;
        }
        let column = &self.shape.columns[field.at];
        if field.screened && identity::is_held_in_cell(cell) {
            let name = Some(column.field);
            let fault = identity_fault(out, field.cell, &field.heading, name, column.required);
            out.faults.push(fault);
            return;
        }
        let year = self.year_of(out).or(plan.year);
        let outcome = cells::read(column.kind, cell, field.legacy, (self.today, year));
        match outcome {
            Ok(None) => {}
            Ok(Some(reading)) => {
                let mut reading = cells::scaled(reading, field.factor);
                if field.numeric && matches!(cell, Cell::Number(_)) {
                    reading.repairs.retain(|kind| *kind != RepairKind::Float);
                }
                self.take(field, cell, reading, out);
            }
            Err(complaint) => {
                let fault = fault(out, (field.cell, &field.heading), cell, complaint);
                let fault = CellFault { field: Some(Cow::Borrowed(column.field)), ..fault };
                out.faults.push(CellFault { refuses: true, ..fault });
            }
        }
    }

    fn take(&self, field: &FieldColumn, cell: &Cell, reading: Reading<Value>, out: &mut InRow) {
        let column = &self.shape.columns[field.at];
        let exempt = matches!(column.kind, Kind::Account | Kind::Tail | Kind::Mobile);
        push_repairs(out, (field.cell, &field.heading), cell, &reading, exempt);
        if let Some(complaint) = reading.warning {
            let odd = fault(out, (field.cell, &field.heading), cell, complaint);
            out.warnings.push(CellFault { field: Some(Cow::Borrowed(column.field)), ..odd });
        }
        if let Some(text) = reading.original {
            out.originals.push(Original { field: Cow::Borrowed(column.field), text });
        }
        out.values[field.at] = Some(reading.value);
    }

    fn figure(&self, plan: &Plan, column: &FigureColumn, cell: &Cell, out: &mut InRow) {
        let place = (column.cell, &column.heading);
        let outcome: Outcome<Value> = cells::read(Kind::Paise, cell, false, (self.today, None));
        let reading = match outcome {
            Ok(None) => return,
            Ok(Some(reading)) => cells::scaled(reading, column.factor),
            Err(complaint) => {
                let fault = fault(out, place, cell, complaint);
                out.faults.push(CellFault { refuses: true, ..fault });
                return;
            }
        };
        push_repairs(out, place, cell, &reading, false);
        let Value::Paise(hundredths) = reading.value else { return };
        let month = match column.month {
            None => None,
            Some(head) => {
                let Some(month) = head.resolve(self.year_of(out).or(plan.year)) else {
                    let complaint = Complaint { code: "year_unknown", args: Vec::new() };
                    let fault = fault(out, place, cell, complaint);
                    out.faults.push(CellFault { refuses: true, ..fault });
                    return;
                };
                Some(month)
            }
        };
        let series = column.series.clone();
        out.figures.push(Figure { column: number_of(column.cell), series, month, hundredths });
    }

    fn year_of(&self, out: &InRow) -> Option<FinancialYear> {
        match out.values[self.year_at?] {
            Some(Value::Year(year)) => Some(year),
            _ => None,
        }
    }

    fn ask_for_missing(&self, plan: &Plan, out: &mut InRow) {
        for field in &plan.fields {
            let column = &self.shape.columns[field.at];
            let number = number_of(field.cell);
            if !column.required
                || out.values[field.at].is_some()
                || out.faults.iter().any(|fault| fault.column == Some(number))
            {
                continue;
            }
            out.faults.push(CellFault {
                sheet: out.sheet.clone(),
                row: Some(out.number),
                column: Some(number),
                heading: field.heading.clone(),
                field: Some(Cow::Borrowed(column.field)),
                code: Cow::Borrowed("required"),
                refuses: true,
                ..CellFault::default()
            });
        }
    }
}

/// The cells of a row that are filled in the row itself.
#[derive(Default)]
struct Own<'a> {
    cells: usize,
    remarks: usize,
    first: Option<(&'a Cell, Kind)>,
}

impl<'a> Own<'a> {
    fn count(&mut self, cell: &'a Cell, kind: Kind) {
        if !is_empty(cell) {
            // Only whether all are remarks is asked.
            let all_were = self.remarks == self.cells;
            self.cells += 1;
            self.remarks += usize::from(all_were && cells::is_note(cell));
            self.first.get_or_insert((cell, kind));
        }
    }

    /// True when every cell is a remark, or when one worded cell alone (`bare`) tells nothing.
    fn is_note(&self, bare: bool) -> bool {
        let alone = self.cells == 1
            && self.first.is_some_and(|(_, kind)| matches!(kind, Kind::Text | Kind::Name));
        self.remarks == self.cells || (alone && bare)
    }
}

/// Refuses a row as a whole: nothing in it is a record, nothing was repaired.
fn refuse_whole(out: &mut InRow, row: &Row, code: &'static str) {
    let told = row.cells.iter().find(|cell| !is_empty(cell));
    out.repairs.clear();
    out.faults.push(CellFault {
        sheet: out.sheet.clone(),
        row: Some(out.number),
        value: told.map(|cell| quoted(&read::shown(cell))).unwrap_or_default(),
        code: Cow::Borrowed(code),
        refuses: true,
        ..CellFault::default()
    });
}

/// The number of a column as people count.
pub(crate) fn number_of(cell: usize) -> u32 {
    u32::try_from(cell + 1).unwrap_or(u32::MAX)
}

fn push_repairs(
    out: &mut InRow,
    (at, heading): (usize, &Label),
    cell: &Cell,
    reading: &Reading<Value>,
    exempt: bool,
) {
    for kind in &reading.repairs {
        let shown = |text: String| if exempt { text } else { identity::masked(text) };
        out.repairs.push(Repair {
            sheet: out.sheet.clone(),
            row: out.number,
            column: number_of(at),
            heading: heading.clone(),
            from: shown(typed(cell, *kind)),
            to: shown(cells::value_shown(&reading.value)),
            kind: *kind,
        });
    }
}

/// The cell before a repair; a number that stood for a mobile or a code as the decimal it is.
fn typed(cell: &Cell, kind: RepairKind) -> String {
    match cell {
        Cell::Number(number) if kind == RepairKind::Float => format!("{number:.1}"),
        _ => read::shown(cell),
    }
}

fn fault(
    out: &InRow,
    (at, heading): (usize, &Label),
    cell: &Cell,
    complaint: Complaint,
) -> CellFault {
    let args = complaint.args.into_iter();
    CellFault {
        sheet: out.sheet.clone(),
        row: Some(out.number),
        column: Some(number_of(at)),
        heading: heading.clone(),
        field: None,
        value: quoted(&read::shown(cell)),
        code: Cow::Borrowed(complaint.code),
        args: args.map(|(name, value)| (Cow::Borrowed(name), quoted(&value))).collect(),
        refuses: false,
    }
}

fn identity_fault(
    out: &InRow,
    at: usize,
    heading: &Label,
    field: Option<&'static str>,
    refuses: bool,
) -> CellFault {
    CellFault {
        sheet: out.sheet.clone(),
        row: Some(out.number),
        column: Some(number_of(at)),
        heading: heading.clone(),
        field: field.map(Cow::Borrowed),
        value: identity::MASK.to_owned(),
        code: Cow::Borrowed("aadhaar_not_kept"),
        args: Vec::new(),
        refuses,
    }
}

fn quoted(text: &str) -> String {
    let masked = identity::masked(text.trim().to_owned());
    match masked.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}…", &masked[..end]),
        None => masked,
    }
}
