//! The way in: pieces of a file go in, sheets as understood and judged rows come out.

use std::borrow::Cow;

use samuh_kernel::sheet::{Cell, Merge, Piece, Row};

use crate::{
    banner, cells,
    event::{CellFault, Event, InRow, SheetUnderstood, Skipped, Why},
    heading::{Finder, Heading, is_blank, is_empty, likeliest},
    identity,
    label::Label,
    plan::Plan,
    recognise::Recogniser,
    repeats::Repeats,
    rows::{RowReader, number_of},
    shape::{Options, Shape},
    skips::Skips,
    tail::Tail,
    titles,
};

/// Rows of a sheet that are held back to settle how it is read.
const SAMPLE: usize = 200;
/// Rows under the heading among which it is looked for in a second language.
const UNDER_HEADING: usize = 3;

/// Reads one file for one register. Pure: it keeps at most two hundred rows of a sheet.
pub struct Intake<'a> {
    shape: &'a Shape,
    options: &'a Options,
    recogniser: Recogniser,
    repeats: Repeats,
    sheet: Option<Sheet<'a>>,
    sheets: u32,
    any_understood: bool,
    any_named: bool,
    any_rows: bool,
}

struct Sheet<'a> {
    name: Label,
    merges: Vec<Merge>,
    waiting: Vec<Row>,
    stage: Stage<'a>,
}

enum Stage<'a> {
    Looking,
    Reading(Box<Reading<'a>>),
    PassedOver,
}

struct Reading<'a> {
    plan: Plan,
    skips: Skips,
    reader: RowReader<'a>,
    tail: Tail,
    records: u64,
}

impl<'a> Intake<'a> {
    /// Reads for a shape with what the office knows beside the file.
    pub fn new(shape: &'a Shape, options: &'a Options) -> Self {
        Self {
            shape,
            options,
            recogniser: Recogniser::new(shape, options),
            repeats: Repeats::default(),
            sheet: None,
            sheets: 0,
            any_understood: false,
            any_named: false,
            any_rows: false,
        }
    }

    /// Takes the next piece of the file.
    pub fn push(&mut self, piece: Piece, out: &mut dyn FnMut(Event)) {
        match piece {
            Piece::Sheet { name, merges, hidden } => {
                self.close(out);
                self.begin(identity::masked(name).into(), merges, hidden, out);
            }
            Piece::Row(row) => self.take(row, out),
        }
    }

    /// Ends the file.
    pub fn finish(mut self, out: &mut dyn FnMut(Event)) {
        self.close(out);
        if self.any_understood {
            return;
        }
        let code = if !self.options.sheets.is_empty() && !self.any_named {
            "no_such_sheet"
        } else if self.any_rows {
            "no_heading"
        } else {
            "empty_file"
        };
        out(Event::Fault(CellFault {
            code: code.into(),
            args: vec![
                ("register".into(), self.shape.register.to_owned()),
                ("looked_for".into(), self.looked_for()),
                ("sheets".into(), self.options.sheets.join(", ")),
            ],
            refuses: true,
            ..CellFault::default()
        }));
    }

    fn begin(&mut self, name: Label, merges: Vec<Merge>, hidden: bool, out: &mut dyn FnMut(Event)) {
        let wanted = &self.options.sheets;
        let named = wanted.iter().any(|sheet| sheet.trim() == name.trim());
        self.any_named |= named;
        self.sheets += 1;
        let passed_over = if wanted.is_empty() { hidden } else { !named };
        if hidden && wanted.is_empty() {
            out(Event::Warning(sheet_notice(&name, "sheet_hidden")));
        }
        let stage = if passed_over { Stage::PassedOver } else { Stage::Looking };
        self.sheet = Some(Sheet { name, merges, waiting: Vec::new(), stage });
    }

    fn take(&mut self, row: Row, out: &mut dyn FnMut(Event)) {
        if is_blank(&row) {
            return;
        }
        if self.sheet.is_none() {
            self.begin(Label::default(), Vec::new(), false, out);
        }
        let Some(sheet) = &mut self.sheet else { return };
        match &mut sheet.stage {
            Stage::PassedOver => {}
            Stage::Looking => {
                self.any_rows = true;
                sheet.waiting.push(row);
                if sheet.waiting.len() >= SAMPLE {
                    self.open(out);
                }
            }
            Stage::Reading(reading) => {
                let (shape, number) = (self.shape, self.sheets);
                reading.row(
                    &row,
                    (&self.recogniser, false),
                    (shape, number, &mut self.repeats),
                    out,
                );
            }
        }
    }

    fn close(&mut self, out: &mut dyn FnMut(Event)) {
        if self
            .sheet
            .as_ref()
            .is_some_and(|sheet| matches!(sheet.stage, Stage::Looking) && !sheet.waiting.is_empty())
        {
            self.open(out);
        }
        let Some(sheet) = self.sheet.take() else { return };
        if let Stage::Reading(mut reading) = sheet.stage {
            reading.tail.end(out);
            if reading.records == 0 {
                out(Event::Warning(sheet_notice(&sheet.name, "no_rows")));
            }
        }
    }

    /// Looks for the heading among the rows held back, and reads them when it is found.
    fn open(&mut self, out: &mut dyn FnMut(Event)) {
        let Some(mut sheet) = self.sheet.take() else { return };
        let rows = std::mem::take(&mut sheet.waiting);
        let (shape, options) = (self.shape, self.options);
        let finder = Finder { shape, options, recogniser: &self.recogniser };
        let heading = finder.find(&rows, &sheet.merges);
        let planned = heading.as_ref().map(|heading| Plan::of(&finder, heading));
        let (Some(heading), Some((mut plan, columns))) = (heading, planned) else {
            self.pass_over(sheet, &rows, out);
            return;
        };
        if !plan.is_enough(&finder) {
            self.pass_over(sheet, &rows, out);
            return;
        }
        plan.sheet = sheet.name.clone();
        let (above, rest) = rows.split_at(heading.first);
        let (head_rows, below) = rest.split_at(heading.height);
        let mut understood = SheetUnderstood {
            sheet: sheet.name.clone(),
            understood: true,
            heading_rows: head_rows.iter().map(|row| row.number).collect(),
            columns,
            signature: heading.signature(),
            ..SheetUnderstood::default()
        };
        titles::read(above, shape, &self.recogniser, &mut understood);
        plan.year = understood.year.or(options.year);
        plan.take_given(shape, &understood.given);
        let skips = Skips::new(shape, &plan, head_rows);
        let is_record = |row: &Row| {
            skips.why(row).is_none() && banner::of(row, shape, &self.recogniser).is_none()
        };
        let records: Vec<Row> = below.iter().filter(|row| is_record(row)).cloned().collect();
        plan.settle(&finder, &records, &sheet.merges);
        mark_legacy(&plan, &mut understood);
        out(Event::Understood(understood));
        self.any_understood = true;
        warn_of_identities(&plan, out);
        let reader = RowReader::new(shape, options.today, &plan);
        let mut reading =
            Box::new(Reading { plan, skips, reader, tail: Tail::default(), records: 0 });
        for (at, row) in below.iter().enumerate() {
            let near = at < UNDER_HEADING;
            let place = (shape, self.sheets, &mut self.repeats);
            reading.row(row, (&self.recogniser, near), place, out);
        }
        sheet.stage = Stage::Reading(reading);
        self.sheet = Some(sheet);
    }

    /// Reports a sheet that is not understood, with what looks most like its heading.
    fn pass_over(&mut self, mut sheet: Sheet<'a>, rows: &[Row], out: &mut dyn FnMut(Event)) {
        let finder =
            Finder { shape: self.shape, options: self.options, recogniser: &self.recogniser };
        let found = finder.find(rows, &sheet.merges).or_else(|| likeliest(rows, &sheet.merges));
        let mut seen = SheetUnderstood { sheet: sheet.name.clone(), ..SheetUnderstood::default() };
        if let Some(Heading { first, height, .. }) = &found {
            let heading_rows = &rows[*first..*first + *height];
            seen.heading_rows = heading_rows.iter().map(|row| row.number).collect();
        }
        if let Some(heading) = &found {
            seen.columns = Plan::of(&finder, heading).1;
            seen.signature = heading.signature();
        }
        let mut notice = sheet_notice(&sheet.name, "sheet_not_understood");
        notice.args = vec![("looked_for".into(), self.looked_for())];
        out(Event::Understood(seen));
        out(Event::Warning(notice));
        sheet.stage = Stage::PassedOver;
        self.sheet = Some(sheet);
    }

    /// The usual headings of what the register needs: "a or b; c".
    fn looked_for(&self) -> String {
        let word = |field: &&str| {
            let column = self.shape.columns.iter().find(|column| column.field == *field);
            column.and_then(|column| column.headings().next()).unwrap_or(*field).to_owned()
        };
        let set = |set: &&[&str]| set.iter().map(word).collect::<Vec<_>>().join(" / ");
        self.shape.needs.iter().map(set).collect::<Vec<_>>().join("; ")
    }
}

impl Reading<'_> {
    fn row(
        &mut self,
        row: &Row,
        (recogniser, near_heading): (&Recogniser, bool),
        (shape, number, repeats): (&Shape, u32, &mut Repeats),
        out: &mut dyn FnMut(Event),
    ) {
        let other_words = near_heading && self.skips.is_heading_in_other_words(row, recogniser);
        let mut why = if other_words { Some(Why::RepeatedHeading) } else { self.skips.why(row) };
        if why.is_none()
            && let Some(banner) = banner::of(row, shape, recogniser)
        {
            self.reader.begin(&self.plan, banner);
            why = Some(Why::RepeatedHeading);
        }
        if let Some(why) = why {
            let sheet = self.plan.sheet.clone();
            self.tail.skip(Skipped { sheet, row: row.number, why, first: None }, out);
            return;
        }
        let read = self.reader.read(&self.plan, row);
        if is_remark(row, &read) {
            self.tail.remark(read, out);
            return;
        }
        self.records += self.tail.record(out);
        if let Some(first) = repeats.first_of(shape, number, &read) {
            let sheet = self.plan.sheet.clone();
            let (row, why) = (row.number, Why::ExactRepeat);
            out(Event::Skipped(Skipped { sheet, row, why, first: Some(first) }));
            return;
        }
        self.records += 1;
        out(Event::Row(Box::new(read)));
    }
}

/// True for a line of words that is refused as no record, as a signature is.
fn is_remark(row: &Row, read: &InRow) -> bool {
    let told = |fault: &CellFault| match &*fault.code {
        "nothing_to_read" => !row.cells.iter().any(|cell| matches!(cell, Cell::Number(_))),
        "not_a_record" => row.cells.iter().all(|cell| is_empty(cell) || cells::is_note(cell)),
        _ => false,
    };
    read.faults.iter().any(told)
}

fn mark_legacy(plan: &Plan, understood: &mut SheetUnderstood) {
    for field in plan.fields.iter().filter(|field| field.legacy) {
        let number = number_of(field.cell);
        for seen in understood.columns.iter_mut().filter(|seen| seen.column == number) {
            seen.legacy = true;
        }
    }
}

fn warn_of_identities(plan: &Plan, out: &mut dyn FnMut(Event)) {
    for (cell, heading) in &plan.identities {
        out(Event::Warning(CellFault {
            column: Some(number_of(*cell)),
            heading: heading.clone(),
            ..sheet_notice(&plan.sheet, "aadhaar_column")
        }));
    }
}

fn sheet_notice(sheet: &Label, code: &'static str) -> CellFault {
    CellFault { sheet: sheet.clone(), code: Cow::Borrowed(code), ..CellFault::default() }
}
