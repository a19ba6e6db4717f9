//! The two sides beside each other: every group of the desk's scope and every row of the latest
//! snapshots up to a month, matched by code, compared, and counted.

use std::collections::{BTreeMap, HashMap, HashSet};

use samuh_engine::{Reader, Result};
use samuh_kernel::{calendar::Month, scope::Scope, text::fold};
use samuh_places::Gazetteer;

use super::{
    model::{Choice, Chosen, Field, Ours, STATES, Snapshot, Theirs},
    rules::{self, Compared, Memory, Outcome},
    store::{self, choices::Choices},
};
use crate::{
    duplicate::name::{bones, group as telling},
    institution::known::code_fold,
};

/// The latest snapshots up to a month, their rows by code.
#[derive(Debug, Default)]
pub struct Book {
    /// The latest snapshot of each block.
    pub snapshots: Vec<Snapshot>,
    /// The snapshot before it, where there is one.
    before: HashMap<i64, Month>,
    rows: Vec<Theirs>,
    by_code: HashMap<String, usize>,
}

impl Book {
    /// Opens the book as the desk sees it.
    ///
    /// # Errors
    /// `Broken` when the database cannot be read.
    pub fn load(reader: &mut Reader, scope: &Scope, until: Month) -> Result<Self> {
        let mut book = Self::default();
        for snapshot in store::snapshots(reader, scope, until)? {
            match book.snapshots.last() {
                Some(last) if last.block_id == snapshot.block_id => {
                    book.before.entry(snapshot.block_id).or_insert(snapshot.month);
                }
                _ => book.snapshots.push(snapshot),
            }
        }
        for snapshot in &book.snapshots {
            book.rows.extend(store::rows(reader, scope, (snapshot.block_id, snapshot.month))?);
        }
        for (at, row) in book.rows.iter().enumerate() {
            book.by_code.entry(code_fold(&row.code)).or_insert(at);
        }
        Ok(book)
    }

    /// The snapshot of a block.
    pub fn snapshot(&self, block_id: i64) -> Option<&Snapshot> {
        self.snapshots.iter().find(|snapshot| snapshot.block_id == block_id)
    }

    /// The row of a code.
    pub fn row(&self, code: &str) -> Option<&Theirs> {
        self.by_code.get(&code_fold(code)).map(|at| &self.rows[*at])
    }

    /// The row of a group with its snapshot: by its code from LokOS, else by the mission's own, which
    /// LokOS uses too.
    pub fn of(&self, ours: &Ours) -> Option<(&Snapshot, &Theirs)> {
        let row = &self.rows[self.at(ours)?];
        Some((self.snapshot(row.block_id)?, row))
    }

    fn at(&self, ours: &Ours) -> Option<usize> {
        let code = ours.code("lokos").or_else(|| ours.code("nrlm"))?;
        self.by_code.get(&code_fold(code)).copied()
    }
}

/// How a group or a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// On both sides, and nothing differs.
    Equal,
    /// On both sides, and something differs.
    Differs,
    /// In our register only.
    Here,
    /// In LokOS only.
    There,
    /// In a block of which there is no snapshot.
    Uncompared,
}

/// A choice that still says something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The field.
    pub field: Field,
    /// What was chosen, when and by whom.
    pub chosen: Chosen,
    /// It holds, or LokOS was mended.
    pub memory: Memory,
}

/// A group, a row, or both.
#[derive(Debug, Clone)]
pub struct Line {
    /// How it stands.
    pub standing: Standing,
    /// The group of our register.
    pub ours: Option<Ours>,
    /// The row of LokOS.
    pub theirs: Option<Theirs>,
    /// Field by field, where it stands on both sides.
    pub compared: Vec<Compared>,
    /// What was chosen about it.
    pub kept: Vec<Kept>,
    /// Groups of ours that a row without its group may be, the likeliest first.
    pub likely: Vec<i64>,
}

/// What a list shows, and what a number counts: the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum View {
    /// Active groups of our register, and those that LokOS still has.
    Ours,
    /// Groups in LokOS.
    Theirs,
    /// Matched and equal.
    Equal,
    /// Equal but for the spelling of the name.
    Spelled,
    /// Matched, and something differs.
    Differs,
    /// Of those, where something is still to be decided.
    Open,
    /// Only here.
    Here,
    /// Only there.
    There,
    /// Only there, and perhaps a group of ours.
    Likely,
    /// To be mended or entered in LokOS.
    Mend,
    /// Mended or entered in LokOS since it was asked for.
    Mended,
    /// In a block without a snapshot.
    Uncompared,
}

impl View {
    /// Every view.
    pub const ALL: [Self; 12] = [
        Self::Ours,
        Self::Theirs,
        Self::Equal,
        Self::Spelled,
        Self::Differs,
        Self::Open,
        Self::Here,
        Self::There,
        Self::Likely,
        Self::Mend,
        Self::Mended,
        Self::Uncompared,
    ];

    /// As addresses and words say it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Theirs => "theirs",
            Self::Equal => "equal",
            Self::Spelled => "spelled",
            Self::Differs => "differs",
            Self::Open => "open",
            Self::Here => "here",
            Self::There => "there",
            Self::Likely => "likely",
            Self::Mend => "mend",
            Self::Mended => "mended",
            Self::Uncompared => "uncompared",
        }
    }

    /// The view of that code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.code() == code)
    }
}

/// What stands for rows of which LokOS names no operator, and for groups in no CLF.
pub const NOBODY: &str = "-";

/// What a list is narrowed to; zero and none mean all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Narrow {
    /// A field that differs.
    pub field: Option<Field>,
    /// A state in LokOS.
    pub state: Option<String>,
    /// A block.
    pub block_id: i64,
    /// A CLF; -1 for none.
    pub clf_id: i64,
    /// An operator; [`NOBODY`] for none.
    pub operator: Option<String>,
}

impl Line {
    /// The block in which it is counted: that of our group, else that of the report.
    pub fn block_id(&self) -> i64 {
        let own = self.ours.as_ref().map(|ours| ours.block_id);
        own.or(self.theirs.as_ref().map(|theirs| theirs.block_id)).unwrap_or(0)
    }

    /// Who entered it in LokOS.
    pub fn operator(&self) -> &str {
        self.theirs.as_ref().and_then(|theirs| theirs.operator.as_deref()).unwrap_or(NOBODY)
    }

    /// The CLF of our group; -1 for none.
    pub fn clf_id(&self) -> i64 {
        let own = self.ours.as_ref().map_or(0, |ours| ours.clf_id);
        if own == 0 { -1 } else { own }
    }

    /// What names it on a page of a list.
    pub fn key(&self) -> String {
        match (&self.ours, &self.theirs) {
            (Some(ours), _) => format!("g{}", ours.id),
            (None, Some(theirs)) => format!("r{}", theirs.code),
            (None, None) => String::new(),
        }
    }

    /// The name by which it is known: ours before theirs.
    pub fn name(&self, hindi: bool) -> &str {
        let own = self.ours.as_ref().map(|ours| ours.name(hindi));
        own.or(self.theirs.as_ref().map(|theirs| theirs.name(hindi))).unwrap_or("")
    }

    /// The fields that differ.
    pub fn differing(&self) -> impl Iterator<Item = &Compared> {
        self.compared.iter().filter(|one| one.outcome == Outcome::Differs)
    }

    /// What was chosen of a field and holds.
    pub fn chosen(&self, field: Field) -> Option<&Kept> {
        self.kept.iter().find(|kept| kept.field == field && kept.memory == Memory::Holds)
    }

    /// What is to be mended in LokOS.
    pub fn to_mend(&self) -> impl Iterator<Item = &Kept> {
        let mends =
            |kept: &&Kept| kept.memory == Memory::Holds && kept.chosen.choice == Choice::Ours;
        self.kept.iter().filter(mends)
    }

    /// Whether it belongs to a view.
    pub fn is(&self, view: View) -> bool {
        match view {
            View::Ours => self.ours.is_some(),
            View::Theirs => self.theirs.is_some(),
            View::Equal => self.standing == Standing::Equal,
            View::Spelled => {
                self.standing == Standing::Equal
                    && self.compared.iter().any(|one| one.outcome == Outcome::Spelling)
            }
            View::Differs => self.standing == Standing::Differs,
            View::Open => self.differing().any(|one| self.chosen(one.field).is_none()),
            View::Here => self.standing == Standing::Here,
            View::There => self.standing == Standing::There,
            View::Likely => !self.likely.is_empty(),
            View::Mend => self.to_mend().next().is_some(),
            View::Mended => self.kept.iter().any(|kept| kept.memory == Memory::Mended),
            View::Uncompared => self.standing == Standing::Uncompared,
        }
    }

    /// Whether it is left by a filter.
    pub fn fits(&self, narrow: &Narrow) -> bool {
        let state = || self.theirs.as_ref().map(|theirs| theirs.state.as_str());
        narrow.field.is_none_or(|field| self.differing().any(|one| one.field == field))
            && narrow.state.as_deref().is_none_or(|wanted| state() == Some(wanted))
            && (narrow.block_id == 0 || self.block_id() == narrow.block_id)
            && (narrow.clf_id == 0 || self.clf_id() == narrow.clf_id)
            && narrow.operator.as_deref().is_none_or(|wanted| self.operator() == wanted)
    }
}

/// The numbers of a scope, a block, a CLF or an operator.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    views: [i64; View::ALL.len()],
    /// By state in LokOS, in the order of [`STATES`].
    pub states: [i64; STATES.len()],
    /// By field that differs, in the order of [`Field::COMPARED`].
    pub fields: [i64; Field::COMPARED.len()],
}

impl Counts {
    /// How many belong to a view.
    pub fn of(&self, view: View) -> i64 {
        self.views[view as usize]
    }

    /// Takes a line in.
    pub fn add(&mut self, line: &Line) {
        for view in View::ALL.into_iter().filter(|view| line.is(*view)) {
            self.views[view as usize] += 1;
        }
        let state = line.theirs.as_ref().map(|theirs| theirs.state.as_str());
        if let Some(at) = STATES.iter().position(|known| Some(*known) == state) {
            self.states[at] += 1;
        }
        for one in line.differing() {
            if let Some(at) = Field::COMPARED.iter().position(|field| *field == one.field) {
                self.fields[at] += 1;
            }
        }
    }
}

/// Both sides of a scope as of a month.
#[derive(Debug, Default)]
pub struct Gap {
    /// The snapshots that were compared.
    pub snapshots: Vec<Snapshot>,
    /// Every group and row.
    pub lines: Vec<Line>,
}

impl Gap {
    /// Sets both sides beside each other as the desk sees them.
    ///
    /// # Errors
    /// `Broken` when the database cannot be read.
    pub fn load(
        reader: &mut Reader,
        scope: &Scope,
        places: &Gazetteer,
        until: Month,
    ) -> Result<Self> {
        let book = Book::load(reader, scope, until)?;
        let choices = store::choices::choices(reader, scope)?;
        let mut groups = store::ours::all(reader, scope)?;
        // A code from LokOS itself goes before the mission's.
        groups.sort_by_key(|ours| (ours.code("lokos").is_none(), ours.id));
        let mut used = vec![false; book.rows.len()];
        let mut lines = Vec::with_capacity(groups.len());
        for ours in groups {
            let at = book.at(&ours).filter(|at| !std::mem::replace(&mut used[*at], true));
            let theirs = at.map(|at| book.rows[at].clone());
            if theirs.is_some() || ours.active {
                lines.push(line(ours, theirs, (&book, &choices), places));
            }
        }
        let alone: Vec<Theirs> = book
            .rows
            .iter()
            .zip(&used)
            .filter(|(_, used)| !**used)
            .map(|(r, _)| r.clone())
            .collect();
        let apart = store::choices::apart(reader, scope.district_id())?;
        let likely = likely(&lines, &alone, &apart);
        lines.extend(alone.into_iter().zip(likely).map(|(theirs, likely)| Line {
            standing: Standing::There,
            ours: None,
            theirs: Some(theirs),
            compared: Vec::new(),
            kept: Vec::new(),
            likely,
        }));
        only_new(reader, scope, &book, &mut lines)?;
        Ok(Self { snapshots: book.snapshots, lines })
    }

    /// The lines of a list, by name.
    pub fn list(&self, view: View, narrow: &Narrow, hindi: bool) -> Vec<&Line> {
        let fitting = self.lines.iter().filter(|line| line.is(view) && line.fits(narrow));
        let mut lines: Vec<&Line> = fitting.collect();
        lines.sort_by_cached_key(|line| (fold(line.name(hindi)), line.key()));
        lines
    }

    /// The numbers of the lines that a filter leaves.
    pub fn counts(&self, narrow: &Narrow) -> Counts {
        let mut counts = Counts::default();
        self.lines.iter().filter(|line| line.fits(narrow)).for_each(|line| counts.add(line));
        counts
    }

    /// The numbers of the lines that a filter leaves, by whatever tells them apart.
    pub fn counts_by<K: Ord>(
        &self,
        narrow: &Narrow,
        key: impl Fn(&Line) -> K,
    ) -> BTreeMap<K, Counts> {
        let mut all: BTreeMap<K, Counts> = BTreeMap::new();
        for line in self.lines.iter().filter(|line| line.fits(narrow)) {
            all.entry(key(line)).or_default().add(line);
        }
        all
    }
}

fn line(
    ours: Ours,
    theirs: Option<Theirs>,
    (book, choices): (&Book, &Choices),
    places: &Gazetteer,
) -> Line {
    let block_id = theirs.as_ref().map_or(ours.block_id, |theirs| theirs.block_id);
    let snapshot = book.snapshot(block_id);
    let mut compared = Vec::new();
    let standing = match (&theirs, snapshot) {
        (Some(theirs), Some(snapshot)) => {
            let holds = |id: i64, above: i64| places.lineage(id).contains(&above);
            compared = rules::compare(&ours, theirs, snapshot, &holds);
            match compared.iter().any(|one| one.outcome == Outcome::Differs) {
                true => Standing::Differs,
                false => Standing::Equal,
            }
        }
        (None, Some(_)) => Standing::Here,
        (_, None) => Standing::Uncompared,
    };
    let kept = kept(&ours, theirs.as_ref(), &compared, choices);
    Line { standing, ours: Some(ours), theirs, compared, kept, likely: Vec::new() }
}

/// What was chosen about a group and still says something.
pub(crate) fn kept(
    ours: &Ours,
    theirs: Option<&Theirs>,
    compared: &[Compared],
    choices: &Choices,
) -> Vec<Kept> {
    let entry = entry(theirs);
    let fields = compared.iter().chain([&entry]);
    fields
        .filter_map(|now| {
            let chosen = choices.get(&(ours.id, now.field))?;
            let memory = rules::remembered(chosen, now);
            let says = memory != Memory::Gone;
            says.then(|| Kept { field: now.field, chosen: chosen.clone(), memory })
        })
        .collect()
}

/// Whether a group is in LokOS at all, as a field like the others.
pub(crate) fn entry(theirs: Option<&Theirs>) -> Compared {
    Compared {
        field: Field::Entry,
        outcome: if theirs.is_some() { Outcome::Same } else { Outcome::Differs },
        ours: String::new(),
        theirs: theirs.map_or_else(String::new, |theirs| rules::their_value(theirs, Field::Entry)),
    }
}

/// What LokOS mended is said once: in the month in which it first says the same as our register.
fn only_new(reader: &mut Reader, scope: &Scope, book: &Book, lines: &mut [Line]) -> Result<()> {
    let mut earlier: HashMap<i64, HashMap<String, Theirs>> = HashMap::new();
    for line in lines.iter_mut().filter(|line| line.is(View::Mended)) {
        let Some(theirs) = &line.theirs else { continue };
        let (block_id, code) = (theirs.block_id, theirs.code.clone());
        if let std::collections::hash_map::Entry::Vacant(free) = earlier.entry(block_id) {
            let rows = match book.before.get(&block_id) {
                Some(month) => store::rows(reader, scope, (block_id, *month))?,
                None => Vec::new(),
            };
            free.insert(rows.into_iter().map(|row| (row.code.clone(), row)).collect());
        }
        let month = book.snapshot(block_id).map(|snapshot| snapshot.month);
        let before = earlier[&block_id].get(&code);
        line.kept.retain(|kept| {
            let said = before.map_or_else(String::new, |row| rules::their_value(row, kept.field));
            kept.memory != Memory::Mended
                || Some(kept.chosen.month) == month
                || said == kept.chosen.theirs
        });
    }
    Ok(())
}

/// The groups of ours that each row may be: in its block, not in LokOS under a code of its own, and not
/// said to be another.
fn likely(lines: &[Line], alone: &[Theirs], apart: &HashSet<(String, i64)>) -> Vec<Vec<i64>> {
    let mut by_place: HashMap<i64, Vec<&Ours>> = HashMap::new();
    let mut by_sound: HashMap<(i64, String), Vec<&Ours>> = HashMap::new();
    let here = lines.iter().filter(|line| line.standing == Standing::Here);
    for ours in here.filter_map(|line| line.ours.as_ref()) {
        if ours.code("lokos").is_some() {
            continue;
        }
        by_place.entry(ours.place_id).or_default().push(ours);
        for name in [&ours.name_hi, &ours.name_en].into_iter().flatten() {
            by_sound.entry((ours.block_id, bones(&telling(name)))).or_default().push(ours);
        }
    }
    let of = |theirs: &Theirs| {
        let near = theirs.place_id.and_then(|id| by_place.get(&id)).into_iter().flatten();
        let names = [&theirs.name_hi, &theirs.name_en].into_iter().flatten();
        let alike =
            names.filter_map(|name| by_sound.get(&(theirs.block_id, bones(&telling(name)))));
        let mut found: Vec<(i64, i64)> = near
            .chain(alike.flatten())
            .filter(|ours| !apart.contains(&(theirs.code.clone(), ours.id)))
            .filter_map(|ours| rules::likeness(ours, theirs).map(|weight| (-weight, ours.id)))
            .collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter().take(SHOWN).map(|(_, id)| id).collect()
    };
    alone.iter().map(of).collect()
}

/// Groups that a row may be, shown at most.
const SHOWN: usize = 5;
