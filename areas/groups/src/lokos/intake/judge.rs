//! Judging rows of a report of LokOS against the snapshot that stands for its block and month.

use std::collections::HashMap;

use chrono::NaiveDate;
use samuh_engine::{
    Reader, Result,
    batch::{FieldChange, Judge, Judged, Work},
};
use samuh_imports::{
    CellFault, Decisions, InRow, Label, Shape, SheetUnderstood, Value, Verdict, words::lokos::SHAPE,
};
use samuh_kernel::{calendar::Month, scope::Scope};
use samuh_places::{Found, Gazetteer, Level, Match};

use super::{Head, apply::LokosWork};
use crate::{
    institution::intake::row::Fields,
    lokos::{
        model::{Field, Snapshot, Theirs},
        store,
    },
};

/// Reads reports of LokOS.
pub struct LokosJudge {
    /// The month that whoever imports said.
    asked: Option<Month>,
    today: NaiveDate,
    scope: Scope,
    gazetteer: Gazetteer,
    /// The snapshots that stand, with their rows by code.
    standing: HashMap<(i64, Month), (Snapshot, HashMap<String, Theirs>)>,
    /// The month of the sheet in hand.
    month: Option<Month>,
    /// What the sheet in hand has columns of.
    said: Vec<Field>,
    tells_trades: bool,
    heads: Vec<Head>,
    at: HashMap<(i64, Month), usize>,
    rows: Vec<(usize, Theirs)>,
    /// The row that last said something of a code.
    spots: HashMap<(usize, String), (Label, u32)>,
    /// A month that nobody said was taken for this one.
    is_assumed: bool,
}

/// Why a row is not taken; or what goes with it: code, field, value, arguments.
type Note = (&'static str, &'static str, String, Vec<(&'static str, String)>);

/// Why a row is not taken; true when a person may leave one of two out.
struct Stop(Note, bool);

/// Which columns say which field.
const COLUMNS: [(Field, &[&str]); 5] = [
    (Field::Village, &["village_code", "village", "village_nrlm", "gp_code", "gp", "gp_nrlm"]),
    (Field::FormedOn, &["formed_on"]),
    (Field::Members, &["members"]),
    (Field::Account, &["account", "account_state"]),
    (Field::State, &["lokos_state"]),
];

impl LokosJudge {
    /// A judge over the snapshots as the desk sees them.
    ///
    /// # Errors
    /// `Broken` when the database cannot be read.
    pub fn new(
        reader: &mut Reader,
        scope: &Scope,
        asked: Option<Month>,
        today: NaiveDate,
    ) -> Result<Self> {
        let mut standing = HashMap::new();
        for snapshot in store::snapshots(reader, scope, Month::of(today))? {
            let of = (snapshot.block_id, snapshot.month);
            // Of a month that is not asked for, nothing is compared.
            if asked.is_none_or(|asked| asked == snapshot.month) {
                let rows = store::rows(reader, scope, of)?;
                let rows = rows.into_iter().map(|row| (row.code.clone(), row)).collect();
                standing.insert(of, (snapshot, rows));
            }
        }
        Ok(Self {
            asked,
            today,
            scope: scope.clone(),
            gazetteer: samuh_places::gazetteer(reader, scope)?,
            standing,
            month: None,
            said: Vec::new(),
            tells_trades: false,
            heads: Vec::new(),
            at: HashMap::new(),
            rows: Vec::new(),
            spots: HashMap::new(),
            is_assumed: false,
        })
    }

    fn take(&mut self, row: &InRow, notes: &mut Vec<Note>) -> std::result::Result<Judged, Stop> {
        let fields = Fields { shape: &SHAPE, row };
        for field in ["district_code", "district"] {
            if let Some(named) = fields.text(field).filter(|n| !self.gazetteer.is_own_district(n)) {
                return Err(refused("outside_district", field, named));
            }
        }
        let month = self.month_of()?;
        let (block_id, place_id) = self.place(&fields, notes)?;
        let theirs = theirs(&fields, block_id, place_id)?;
        let at = self.head(block_id, month);
        self.heads[at].snapshot.tells_trades |= self.tells_trades || theirs.state == "transacting";
        let spot = (row.sheet.clone(), row.number);
        if let Some((sheet, first)) = self.spots.get(&(at, theirs.code.clone())) {
            let args = vec![("row", first.to_string()), ("sheet", sheet.to_string())];
            return Err(Stop(("code_twice", "code", theirs.code, args), true));
        }
        self.spots.insert((at, theirs.code.clone()), spot);
        let stood = self.standing.get(&(block_id, month));
        let stood = stood.and_then(|(_, rows)| rows.get(&theirs.code));
        let changes = stood.map_or_else(Vec::new, |stood| differences(stood, &theirs));
        let verdict = match stood {
            None => Verdict::New,
            Some(stood) if *stood == theirs => Verdict::Unchanged,
            Some(_) => Verdict::Changed,
        };
        self.heads[at].moved += i64::from(verdict != Verdict::Unchanged);
        let label = theirs.name(true).to_owned();
        self.rows.push((at, theirs));
        Ok(Judged { label, changes, ..Judged::plain(verdict) })
    }

    /// The month that was said, else that of the sheet, else the running one.
    fn month_of(&mut self) -> std::result::Result<Month, Stop> {
        let running = Month::of(self.today);
        let said = self.asked.or(self.month);
        self.is_assumed |= said.is_none();
        let month = said.unwrap_or(running);
        if month > running {
            let args = vec![("month", month.to_string())];
            return Err(Stop(("month_in_future", "lokos_state", String::new(), args), false));
        }
        Ok(month)
    }

    /// The block of the row, and the village or panchayat where it is known. A name that is not found
    /// never holds the row: it is kept as written.
    fn place(
        &self,
        fields: &Fields<'_>,
        notes: &mut Vec<Note>,
    ) -> std::result::Result<(i64, Option<i64>), Stop> {
        let named = fields.place();
        let block = |id: i64| self.gazetteer.at_level(id, Level::Block).map(|place| place.id);
        let (block_id, place_id) = match self.gazetteer.find(&named) {
            Found::Place(id, how) => {
                if how == Match::Spelling {
                    let given = named.village.or(named.gp).or(named.block).unwrap_or_default();
                    let register = self.gazetteer.get(id).map_or("", |place| place.name(true));
                    let args = vec![("register", register.to_owned())];
                    notes.push(("place_spelling", "village", given, args));
                }
                let is_block = self.gazetteer.get(id).is_some_and(|p| p.level <= Level::Block);
                (block(id), (!is_block).then_some(id))
            }
            Found::Ambiguous(level, given, ids) => {
                let blocks: Vec<i64> = ids.iter().filter_map(|id| block(*id)).collect();
                let same = blocks.first().filter(|first| blocks.iter().all(|one| one == *first));
                notes.push(unfound(level, given));
                (same.copied(), None)
            }
            Found::Unknown(level, given, _, above) => {
                notes.push(unfound(level, given));
                (block(above), None)
            }
            Found::Missing => (None, None),
        };
        // A block that is named and not found is another's: it is never taken for the desk's own.
        let says = fields.text("block").or(fields.text("block_code"));
        let own = || if says.is_none() { self.only_block() } else { None };
        let Some(block_id) = block_id.or_else(own) else {
            let given = says.or(fields.text("village")).unwrap_or_default();
            return Err(refused("lokos_block_unknown", "block", given));
        };
        let line = self.gazetteer.lineage(block_id);
        let own = self.scope.is_whole_district()
            || self.scope.roots().iter().any(|root| line.contains(root));
        if own {
            Ok((block_id, place_id))
        } else {
            let name = self.gazetteer.get(block_id).map_or("", |place| place.name(true));
            Err(refused("outside_scope", "block", name))
        }
    }

    /// The block of a desk that has one only.
    fn only_block(&self) -> Option<i64> {
        let [root] = self.scope.roots() else { return None };
        let place = self.gazetteer.get(*root)?;
        (place.level == Level::Block).then_some(place.id)
    }

    /// The place of a snapshot among the heads.
    fn head(&mut self, block_id: i64, month: Month) -> usize {
        let next = self.heads.len();
        let at = *self.at.entry((block_id, month)).or_insert(next);
        if at == next {
            let stood = self.standing.get(&(block_id, month)).map(|(stood, _)| stood);
            let snapshot = Snapshot {
                block_id,
                month,
                as_on: month.last_day().min(self.today),
                said: Vec::new(),
                tells_trades: false,
                held: 0,
                at: 0,
                batch_no: 0,
            };
            let base = stood.map(|stood| stood.batch_no);
            self.heads.push(Head { snapshot, base, moved: 0 });
        }
        for field in &self.said {
            let said = &mut self.heads[at].snapshot.said;
            if !said.contains(field) {
                said.push(*field);
            }
        }
        at
    }

    fn held(&self, at: usize) -> usize {
        self.rows.iter().filter(|(own, _)| *own == at).count()
    }
}

impl Judge for LokosJudge {
    fn shape(&self) -> &'static Shape {
        &SHAPE
    }

    fn begin_sheet(&mut self, seen: &SheetUnderstood) {
        let has = |names: &[&str]| {
            let fields = seen.columns.iter().filter_map(|column| column.field.as_deref());
            fields.into_iter().any(|field| names.contains(&field))
        };
        self.month = seen.month;
        self.said = COLUMNS.iter().filter(|(_, names)| has(names)).map(|(f, _)| *f).collect();
        self.tells_trades = has(&["traded_on"]);
    }

    fn decide(&mut self, _: Decisions) {}

    fn judge(&mut self, row: InRow) -> Judged {
        if row.refused() {
            return Judged::plain(Verdict::Refused);
        }
        let mut notes = Vec::new();
        let mut judged = match self.take(&row, &mut notes) {
            Ok(judged) => judged,
            Err(Stop(note, may_leave_out)) => {
                notes.clear();
                let verdict = if may_leave_out { Verdict::Doubtful } else { Verdict::Refused };
                let faults = vec![fault(&row, note, !may_leave_out)];
                Judged { faults, ..Judged::plain(verdict) }
            }
        };
        judged.warnings = notes.into_iter().map(|note| fault(&row, note, false)).collect();
        judged
    }

    /// Rows that stood and are not in the sheet go with it: that is said before it is entered.
    fn finish(&mut self) -> Vec<CellFault> {
        let mut told = Vec::new();
        for at in 0..self.heads.len() {
            let held = i64::try_from(self.held(at)).unwrap_or(i64::MAX);
            let Head { snapshot, moved, .. } = &mut self.heads[at];
            snapshot.held = held;
            let of = (snapshot.block_id, snapshot.month);
            let Some((stood, rows)) = self.standing.get(&of) else { continue };
            let gone = rows.keys().filter(|code| !self.spots.contains_key(&(at, (*code).clone())));
            let gone = i64::try_from(gone.count()).unwrap_or(i64::MAX);
            let says_else =
                stood.said != snapshot.said || stood.tells_trades != snapshot.tells_trades;
            *moved += gone + i64::from(says_else);
            if gone > 0 {
                let block = self.gazetteer.get(of.0).map_or("", |place| place.name(true));
                let month = of.1.to_string();
                let args = [("block", block.to_owned()), ("month", month), ("n", gone.to_string())];
                told.push(whole("lokos_rows_go", &args));
            }
        }
        if self.is_assumed {
            let month = Month::of(self.today).to_string();
            told.push(whole("lokos_month_assumed", &[("month", month)]));
        }
        told
    }

    fn work(self: Box<Self>) -> Box<dyn Work> {
        Box::new(LokosWork { heads: self.heads, rows: self.rows })
    }
}

/// A row as LokOS's side.
fn theirs(
    fields: &Fields<'_>,
    block_id: i64,
    place_id: Option<i64>,
) -> std::result::Result<Theirs, Stop> {
    let code = fields.owned("code").unwrap_or_default();
    let (name_hi, name_en) = fields.names(&["name", "name_hi", "name_en"]);
    if name_hi.is_none() && name_en.is_none() {
        return Err(refused("name_missing", "name", ""));
    }
    let traded_on = fields.day("traded_on");
    let state = match fields.text("lokos_state") {
        Some("not_entered") => return Err(refused("lokos_not_entered", "lokos_state", &code)),
        Some("approved") if traded_on.is_some() => "transacting",
        Some(state) => state,
        None => "entered",
    };
    let account_last = fields.owned("account");
    let account_open = match fields.text("account_state") {
        Some(state) => Some(state == "open"),
        None => account_last.is_some().then_some(true),
    };
    Ok(Theirs {
        block_id,
        name_hi,
        name_en,
        gp_named: fields.owned("gp"),
        village_named: fields.owned("village"),
        place_id,
        formed_on: fields.day("formed_on"),
        members: match fields.value("members") {
            Some(Value::Whole(count)) => Some(*count),
            _ => None,
        },
        account_last,
        account_open,
        state: state.to_owned(),
        traded_on,
        operator: fields.owned("operator"),
        reason: fields.owned("reason"),
        code,
    })
}

/// What a row says otherwise than the one that stands; of accounts only that they differ.
fn differences(stood: &Theirs, now: &Theirs) -> Vec<FieldChange> {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let day = |day: Option<NaiveDate>| day.map(samuh_kernel::show::day).unwrap_or_default();
    let count = |count: Option<i64>| count.map(|count| count.to_string()).unwrap_or_default();
    let both = [
        ("name", stood.name(true).to_owned(), now.name(true).to_owned()),
        ("village", text(&stood.village_named), text(&now.village_named)),
        ("formed_on", day(stood.formed_on), day(now.formed_on)),
        ("members", count(stood.members), count(now.members)),
        ("account", text(&stood.account_last), text(&now.account_last)),
        ("lokos_state", stood.state.clone(), now.state.clone()),
        ("traded_on", day(stood.traded_on), day(now.traded_on)),
        ("operator", text(&stood.operator), text(&now.operator)),
        ("reason", text(&stood.reason), text(&now.reason)),
    ];
    let differ = both.into_iter().filter(|(_, was, becomes)| was != becomes);
    differ
        .map(|(field, was, becomes)| FieldChange { field: field.to_owned(), was, becomes })
        .collect()
}

fn unfound(level: Level, given: String) -> Note {
    let field = match level {
        Level::District => "district",
        Level::Block => "block",
        Level::Gp => "gp",
        Level::Village => "village",
    };
    ("lokos_place_unknown", field, given, Vec::new())
}

fn refused(code: &'static str, field: &'static str, value: &str) -> Stop {
    Stop((code, field, value.to_owned(), Vec::new()), false)
}

/// What is said of the file as a whole.
fn whole(code: &'static str, args: &[(&'static str, String)]) -> CellFault {
    let args = args.iter().map(|(name, value)| ((*name).into(), value.clone())).collect();
    CellFault { code: code.into(), args, ..CellFault::default() }
}

/// A note as a fault of its row.
fn fault(row: &InRow, (code, field, value, args): Note, refuses: bool) -> CellFault {
    CellFault {
        sheet: row.sheet.clone(),
        row: Some(row.number),
        field: Some(field.into()),
        value,
        code: code.into(),
        args: args.into_iter().map(|(name, value)| (name.into(), value)).collect(),
        refuses,
        ..CellFault::default()
    }
}
