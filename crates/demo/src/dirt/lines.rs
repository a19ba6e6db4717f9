//! The page while it is soiled: its lines, what happened to each cell, and in the end its numbers.

use samuh_kernel::read::RepairKind;
use samuh_kernel::sheet::{Cell, Merge, Row};

use super::{Dirt, DirtySheet, Expect, Role, Truth, roles};
use crate::random::Random;
use crate::table::{Table, text, typed};

/// What became of one cell: its column from 0, what was done, what it said, what must come of it.
pub(super) struct Mark {
    pub(super) column: usize,
    pub(super) kind: Dirt,
    pub(super) clean: String,
    pub(super) expect: Expect,
}

/// A line of the page.
#[derive(Default)]
pub(super) struct Line {
    pub(super) cells: Vec<Cell>,
    /// Its place in the clean table; none for lines that were added.
    pub(super) origin: Option<usize>,
    pub(super) marks: Vec<Mark>,
    /// For added lines, why an importer leaves them out.
    skip: Option<(Dirt, &'static str)>,
    /// For each column, how many lines below are merged with this cell.
    merged: Vec<(usize, usize)>,
}

/// The page.
pub(super) struct Page {
    headings: Vec<String>,
    pub(super) roles: Vec<Role>,
    /// Data lines and lines added among them.
    pub(super) lines: Vec<Line>,
    head: Vec<Vec<Cell>>,
    head_merges: Vec<Merge>,
}

const BANK: [&str; 3] = ["बैंक का नाम", "शाखा", "IFSC कोड"];

impl Page {
    /// The clean page, with a column of running numbers in front where asked.
    pub(super) fn new(table: &Table, serials: bool) -> Self {
        let (mut headings, mut roles) = (table.headings.clone(), roles(table));
        if serials {
            headings.insert(0, "क्र.".to_owned());
            roles.insert(0, Role::Other);
        }
        let width = headings.len();
        let lines = table.rows.iter().enumerate().map(|(at, row)| {
            let mut cells = row.clone();
            if serials {
                cells.insert(0, Cell::Number((at + 1) as f64));
            }
            cells.resize(width, Cell::Empty);
            Line { cells, origin: Some(at), ..Line::default() }
        });
        let lines = lines.collect();
        Self { headings, roles, lines, head: Vec::new(), head_merges: Vec::new() }
    }

    /// The columns of a role.
    pub(super) fn columns(&self, role: Role) -> Vec<usize> {
        (0..self.roles.len()).filter(|&at| self.roles[at] == role).collect()
    }

    /// Sorts by block and gram panchayat and leaves each standing only in the first line of its run.
    pub(super) fn write_places_once(&mut self) {
        let places: Vec<usize> =
            [Role::Block, Role::Gp].into_iter().flat_map(|role| self.columns(role)).collect();
        let key = |line: &Line, upto: usize| -> Vec<String> {
            places[..=upto].iter().map(|&column| typed(&line.cells[column])).collect()
        };
        let Some(last) = places.len().checked_sub(1) else { return };
        self.lines.sort_by_cached_key(|line| key(line, last));
        for (depth, &column) in places.iter().enumerate() {
            let keys: Vec<Vec<String>> = self.lines.iter().map(|line| key(line, depth)).collect();
            let mut first = 0;
            for at in 1..=keys.len() {
                if at < keys.len() && keys[at] == keys[first] {
                    continue;
                }
                // A blank at the top of a run would mean the run above.
                if at - first > 1 && !keys[first][depth].is_empty() {
                    self.lines[first].merged.push((column, at - first - 1));
                }
                first = at;
            }
        }
        self.blank_below_merges();
    }

    fn blank_below_merges(&mut self) {
        let runs: Vec<(usize, usize, usize)> = (self.lines.iter().enumerate())
            .flat_map(|(at, line)| {
                line.merged.iter().map(move |&(column, below)| (at, column, below))
            })
            .collect();
        for (first, column, below) in runs {
            for line in &mut self.lines[first + 1..=first + below] {
                let clean = typed(&std::mem::take(&mut line.cells[column]));
                let expect = Expect::Repair(RepairKind::AsAbove);
                line.marks.push(Mark { column, kind: Dirt::AsAbove, clean, expect });
            }
        }
    }

    /// Adds lines that are not data.
    pub(super) fn add_rows(&mut self, kinds: &[Dirt], random: &mut Random) {
        if kinds.contains(&Dirt::Repeats) {
            for _ in 0..=self.lines.len() / 60 {
                self.repeat(random);
            }
        }
        if kinds.contains(&Dirt::Subtotals) && kinds.contains(&Dirt::AsAbove) {
            self.subtotals();
        }
        if kinds.contains(&Dirt::RepeatedHeading) && self.lines.len() > 20 {
            let cells = self.headings.iter().map(|heading| text(heading)).collect();
            let at = self.lines.len() / 2;
            self.insert(at, added(cells, Dirt::RepeatedHeading, "repeated_heading"));
        }
        if kinds.contains(&Dirt::BlankRows) {
            for _ in 0..=self.lines.len() / 80 {
                let at = 1 + random.below(self.lines.len());
                let cells = vec![Cell::Empty; self.headings.len()];
                self.insert(at, Line { cells, ..Line::default() });
            }
        }
        if kinds.contains(&Dirt::ColumnNumbers) {
            let cells = (1..=self.headings.len()).map(|n| Cell::Number(n as f64)).collect();
            self.lines.insert(0, added(cells, Dirt::ColumnNumbers, "repeated_heading"));
        }
        if kinds.contains(&Dirt::Totals) {
            self.total();
        }
    }

    fn repeat(&mut self, random: &mut Random) {
        let at = random.below(self.lines.len());
        let line = &self.lines[at];
        // Only a line without other dirt, inside its run, is surely the same when copied below.
        let harmless = [Dirt::AsAbove, Dirt::KrutiDevColumn];
        let plain = line.marks.iter().all(|mark| harmless.contains(&mark.kind));
        if line.origin.is_none() || !plain || !line.merged.is_empty() {
            return;
        }
        let above = line.marks.iter().filter(|mark| mark.kind == Dirt::AsAbove);
        let blank: Vec<usize> = above.map(|mark| mark.column).collect();
        let copy = added(line.cells.clone(), Dirt::Repeats, "exact_repeat");
        self.insert(at + 1, copy);
        // A copy below the end of a merge must lie in it to mean the same.
        for (top, line) in self.lines[..=at].iter_mut().enumerate() {
            for (column, below) in &mut line.merged {
                *below += usize::from(top + *below == at && blank.contains(column));
            }
        }
    }

    /// Inserts a line; merges that reach over it grow.
    fn insert(&mut self, at: usize, line: Line) {
        for (above, line) in self.lines[..at].iter_mut().enumerate() {
            for (_, below) in &mut line.merged {
                *below += usize::from(above + *below >= at);
            }
        }
        self.lines.insert(at, line);
    }

    /// A row of sums below each block, which the page must be sorted by.
    fn subtotals(&mut self) {
        let Some(&block) = self.columns(Role::Block).first() else { return };
        let said = |line: &Line| {
            let mark = line.marks.iter().find(|mark| mark.column == block);
            mark.map_or_else(|| typed(&line.cells[block]), |mark| mark.clean.clone())
        };
        let blocks: Vec<String> = self.lines.iter().map(said).collect();
        let mut from = 0;
        let mut sums = Vec::new();
        for at in 1..=blocks.len() {
            // A copied line says nothing of its own where its block stands above.
            let ends = at == blocks.len() || (blocks[at] != blocks[from] && !blocks[at].is_empty());
            if ends {
                sums.push((at, self.sums("उप योग", &self.lines[from..at])));
                from = at;
            }
        }
        for (at, cells) in sums.into_iter().rev() {
            self.insert(at, added(cells, Dirt::Subtotals, "subtotal"));
        }
    }

    fn total(&mut self) {
        let cells = self.sums("कुल योग", &self.lines);
        self.lines.push(added(cells, Dirt::Totals, "total"));
    }

    fn sums(&self, label: &str, lines: &[Line]) -> Vec<Cell> {
        let number = |line: &Line, column: usize| match line.cells[column] {
            Cell::Number(number) => number,
            _ => 0.0,
        };
        let mut cells = vec![Cell::Empty; self.headings.len()];
        let first = self.roles.iter().position(|role| *role != Role::Other).unwrap_or(0);
        cells[first] = text(label);
        for (column, cell) in cells.iter_mut().enumerate() {
            if matches!(self.roles[column], Role::Money | Role::Count) {
                let own = lines.iter().filter(|line| line.origin.is_some());
                *cell = Cell::Number(own.map(|line| number(line, column)).sum());
            }
        }
        cells
    }

    /// Writes the title and the heading.
    pub(super) fn add_head(&mut self, kinds: &[Dirt]) {
        if kinds.contains(&Dirt::Titles) {
            let width = self.headings.len();
            for (row, title) in (1..).zip([
                "कार्यालय जिला मिशन प्रबंधन इकाई, जिला कोण्डागांव (छ.ग.)",
                "छत्तीसगढ़ राज्य ग्रामीण आजीविका मिशन 'बिहान' - जानकारी प्रपत्र",
            ]) {
                self.head.push(vec![text(title)]);
                self.head_merges.push(wide(row, row, 1, width));
            }
            self.head.push(Vec::new());
        }
        let row = self.head.len() + 1;
        let bank = self.headings.iter().position(|heading| heading == BANK[0]);
        let own: Vec<Cell> = self.headings.iter().map(|heading| text(heading)).collect();
        match bank.filter(|_| kinds.contains(&Dirt::TwoRowHeading)) {
            None => self.head.push(own),
            Some(bank) => {
                let (mut above, mut below) = (own.clone(), vec![Cell::Empty; own.len()]);
                above[bank..bank + BANK.len()].fill(Cell::Empty);
                above[bank] = text("बैंक विवरण");
                below[bank..bank + BANK.len()].clone_from_slice(&own[bank..bank + BANK.len()]);
                self.head_merges.push(wide(row, row, bank + 1, bank + BANK.len()));
                let single = (0..own.len()).filter(|at| !(bank..bank + BANK.len()).contains(at));
                self.head_merges.extend(single.map(|at| wide(row, row + 1, at + 1, at + 1)));
                self.head.extend([above, below]);
            }
        }
    }

    /// The page with its rows numbered and its truth told in file places.
    pub(super) fn numbered(self, name: &str) -> DirtySheet {
        let top = self.head.len();
        let mut sheet = DirtySheet {
            name: name.to_owned(),
            rows: Vec::with_capacity(top + self.lines.len()),
            merges: self.head_merges,
            heading_row: number(top),
            below: 0,
            placed: Vec::new(),
            truth: Vec::new(),
        };
        sheet.rows.extend((1..).zip(self.head).map(|(number, cells)| Row { number, cells }));
        for (row, line) in (number(top) + 1..).zip(self.lines) {
            sheet.place(row, line);
        }
        sheet.rows.retain(|row| row.cells.iter().any(|cell| *cell != Cell::Empty));
        sheet.below = sheet.rows.iter().filter(|row| row.number > sheet.heading_row).count();
        sheet
    }
}

impl DirtySheet {
    fn place(&mut self, row: u32, line: Line) {
        self.placed.extend(line.origin.map(|origin| (row, origin)));
        let top = usize::try_from(row).expect("a row number fits");
        for (column, below) in line.merged {
            self.merges.push(wide(top, top + below, column + 1, column + 1));
        }
        let sheet = &self.name;
        self.truth.extend(line.marks.into_iter().map(|mark| Truth {
            sheet: sheet.clone(),
            row,
            column: Some(number(mark.column + 1)),
            kind: mark.kind,
            dirty: typed(&line.cells[mark.column]),
            clean: mark.clean,
            expect: mark.expect,
        }));
        self.truth.extend(line.skip.map(|(kind, why)| Truth {
            sheet: sheet.clone(),
            row,
            column: None,
            kind,
            clean: String::new(),
            dirty: String::new(),
            expect: Expect::Skipped(why),
        }));
        self.rows.push(Row { number: row, cells: line.cells });
    }
}

fn added(cells: Vec<Cell>, kind: Dirt, why: &'static str) -> Line {
    Line { cells, skip: Some((kind, why)), ..Line::default() }
}

fn wide(first_row: usize, last_row: usize, first_column: usize, last_column: usize) -> Merge {
    Merge {
        first_row: number(first_row),
        last_row: number(last_row),
        first_column: number(first_column),
        last_column: number(last_column),
    }
}

fn number(place: usize) -> u32 {
    u32::try_from(place).expect("a sheet has fewer rows and columns")
}
