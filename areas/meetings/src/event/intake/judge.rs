//! Judging rows of a sheet of attendance: which event, which person of its list or of the groups in its
//! place, which sessions.

use std::collections::{BTreeMap, BTreeSet, HashMap, btree_map::Entry};

use samuh_engine::{
    Desk, Reader, Result,
    batch::{FieldChange, Judge, Judged, Work},
};
use samuh_imports::{
    Alike, CellFault, Decisions, InRow, LIKENESS, Label, Likeness, Shape, SheetUnderstood, Value,
    Verdict,
    words::attendance::{SESSIONS, SHAPE},
};
use samuh_kernel::{
    fault::Fault,
    text::{fold, key},
};

use super::{
    store::{self, Known, Woman},
    work::{AttendanceWork, Step},
};
use crate::event::{
    attendance::{has_attended, rules::identity},
    model::Person,
};

/// Candidates shown to a person.
const SHOWN: usize = 8;
/// The most persons of one event.
const MOST_PEOPLE: usize = 2_000;

/// Reads sheets of attendance.
pub struct AttendanceJudge {
    events: BTreeMap<i64, Known>,
    /// The women of each place in which some event is held.
    women: BTreeMap<i64, Vec<Woman>>,
    decisions: Decisions,
    sheet: Sheet,
    /// The row that last said something of a person of an event.
    rows: HashMap<(i64, usize), (Label, u32)>,
    /// The editions of the events that were seen.
    touched: BTreeSet<i64>,
}

/// What the sheet at hand says of all its rows.
#[derive(Default)]
struct Sheet {
    /// The event that its title names.
    event: Option<i64>,
    /// The sessions that have a column, counted from 1.
    sessions: Vec<usize>,
    has_present: bool,
}

/// Why a row is not taken; true when a person may decide it.
struct Stop(Box<CellFault>, bool);

type Taken<T> = std::result::Result<T, Stop>;

impl AttendanceJudge {
    /// A judge over the events as the desk sees them.
    ///
    /// # Errors
    /// `Broken` when the database cannot be read.
    pub fn new(reader: &mut Reader, desk: &Desk) -> Result<Self> {
        let events = store::events(reader, desk)?;
        let mut women = BTreeMap::new();
        for known in events.values() {
            let place_id = known.event.place_id;
            if let Entry::Vacant(free) = women.entry(place_id) {
                free.insert(store::women(reader, desk, place_id)?);
            }
        }
        Ok(Self {
            events,
            women,
            decisions: Decisions::default(),
            sheet: Sheet::default(),
            rows: HashMap::new(),
            touched: BTreeSet::new(),
        })
    }

    fn take(&mut self, row: &InRow) -> Taken<Judged> {
        let event_id = self.event(row)?;
        let mut said = Person {
            name: text(row, "name").unwrap_or_default().to_owned(),
            of_where: of_where(row),
            before: mark(row, "before")?,
            after: mark(row, "after")?,
            ..Person::default()
        };
        let woman = self.woman(event_id, row, &said)?;
        said.member_id = woman;
        let is_said = self.presence(event_id, row, &mut said)?;
        self.lay(event_id, row, (said, is_said))
    }

    /// The event of a row: its own column, else the sheet's title.
    fn event(&self, row: &InRow) -> Taken<i64> {
        let named = text(row, "event_no");
        let no = match named {
            Some(text) => number_in(text),
            None => self.sheet.event,
        };
        let value = named.unwrap_or_default();
        match no {
            None => Err(refused(row, "attendance_event_missing", "event_no", value)),
            Some(no) if self.events.contains_key(&no) => Ok(no),
            Some(no) => Err(refused(row, "attendance_event_unknown", "event_no", &no.to_string())),
        }
    }

    /// The woman of the groups in the event's place whom a row means: as a person decided, by her code,
    /// else by name with mobile, group or village. Who is in no group is taken as she stands.
    fn woman(&self, event_id: i64, row: &InRow, said: &Person) -> Taken<Option<i64>> {
        if let Some(id) = self.decisions.same(row) {
            return Ok(Some(id));
        }
        // Who stands on the list as she is written was asked about before.
        let known = &self.events[&event_id];
        let stands = known.people.iter().find(|one| identity(one) == identity(said));
        if let Some(stands) = stands.filter(|_| text(row, "member_code").is_none()) {
            return Ok(stands.member_id);
        }
        let place_id = known.event.place_id;
        let women = self.women.get(&place_id).map(Vec::as_slice).unwrap_or_default();
        if let Some(code) = text(row, "member_code") {
            let is =
                |woman: &&Woman| woman.code.as_deref().is_some_and(|own| fold(own) == fold(code));
            if let Some(woman) = women.iter().find(is) {
                return Ok(Some(woman.id));
            }
            if !self.decisions.is_new(row) {
                let near: Vec<&Woman> =
                    women.iter().filter(|woman| sounds(woman, &said.name)).take(SHOWN).collect();
                return Err(doubtful(
                    row,
                    ("attendance_code_unknown", "member_code", code),
                    said,
                    &near,
                ));
            }
        }
        if self.decisions.is_new(row) {
            return Ok(None);
        }
        let named: Vec<&Woman> = women.iter().filter(|woman| is_named(woman, &said.name)).collect();
        let mobile = text(row, "mobile");
        let rings = |woman: &&&Woman| mobile.is_some() && woman.mobile.as_deref() == mobile;
        if let Some(woman) = named.iter().find(rings) {
            return Ok(Some(woman.id));
        }
        let Some(group) = text(row, "shg_name") else { return Ok(None) };
        let within: Vec<&Woman> =
            named.iter().copied().filter(|woman| is_of(woman, group)).collect();
        match within[..] {
            [only] => return Ok(Some(only.id)),
            [] => {}
            _ => {
                return Err(doubtful(
                    row,
                    ("maybe_known_member", "name", &said.name),
                    said,
                    &within,
                ));
            }
        }
        // The same sound in the same group: another spelling of her name, or another woman.
        let near: Vec<&Woman> = women
            .iter()
            .filter(|woman| is_of(woman, group) && sounds(woman, &said.name))
            .take(SHOWN)
            .collect();
        if near.is_empty() {
            return Ok(None);
        }
        Err(doubtful(row, ("maybe_known_member", "name", &said.name), said, &near))
    }

    /// The sessions of a row, and whether they are enough. Answers false where it says nothing of them:
    /// what stands then stays, and who only comes to the list is present where a sheet has no such column.
    fn presence(&self, event_id: i64, row: &InRow, said: &mut Person) -> Taken<bool> {
        let known = &self.events[&event_id];
        if let Some(beyond) = self.sheet.sessions.iter().find(|no| **no > known.sessions) {
            let field = format!("session_{beyond}");
            let mut stop = refused(row, "attendance_session_unknown", &field, &beyond.to_string());
            stop.0.args.push(("sessions".into(), known.sessions.to_string()));
            return Err(stop);
        }
        let count = |no: usize| i64::try_from(no).unwrap_or(i64::MAX);
        if self.sheet.sessions.is_empty() {
            let is_said = choice(row, "present").is_some();
            said.attended = !self.sheet.has_present || choice(row, "present") == Some("present");
            let all = if is_said && said.attended { known.sessions } else { 0 };
            said.present = (1..=count(all)).collect();
            return Ok(is_said);
        }
        let told = |no: &usize| choice(row, &format!("session_{no}"));
        let was_in = |no: &&usize| told(no) == Some("present");
        said.present = self.sheet.sessions.iter().filter(was_in).map(|no| count(*no)).collect();
        said.attended = has_attended(said.present.len(), known.sessions, known.percent);
        Ok(self.sheet.sessions.iter().any(|no| told(no).is_some()))
    }

    /// Lays a row beside the person of the event's list: new, changed or as it stood.
    fn lay(
        &mut self,
        event_id: i64,
        row: &InRow,
        (said, is_said): (Person, bool),
    ) -> Taken<Judged> {
        let label = said.name.clone();
        let known = self.events.get_mut(&event_id);
        let Some(known) = known else {
            return Err(refused(row, "attendance_event_unknown", "event_no", ""));
        };
        let at = found(&known.people, &said);
        let spot = (row.sheet.clone(), row.number);
        let Some(at) = at else {
            if known.people.len() >= MOST_PEOPLE {
                return Err(refused(row, "event_too_many", "name", &label));
            }
            known.people.push(said);
            self.rows.insert((event_id, known.people.len() - 1), spot);
            self.touched.insert(event_id);
            return Ok(Judged { label, ..Judged::plain(Verdict::New) });
        };
        let mut becomes = merged(&known.people[at], said);
        if !is_said {
            becomes.attended = known.people[at].attended;
            becomes.present.clone_from(&known.people[at].present);
        }
        if let Some((sheet, first)) = self.rows.get(&(event_id, at)) {
            if becomes == known.people[at] {
                return Ok(Judged { label, ..Judged::plain(Verdict::Unchanged) });
            }
            let mut stop = refused(row, "attendance_twice", "name", &label);
            stop.0.args.push(("row".into(), first.to_string()));
            stop.0.args.push(("sheet".into(), sheet.to_string()));
            return Err(stop);
        }
        let changes = changes(&known.people[at], &becomes);
        self.rows.insert((event_id, at), spot);
        if becomes == known.people[at] {
            return Ok(Judged { label, ..Judged::plain(Verdict::Unchanged) });
        }
        known.people[at] = becomes;
        self.touched.insert(event_id);
        Ok(Judged { label, changes, ..Judged::plain(Verdict::Changed) })
    }
}

impl Judge for AttendanceJudge {
    fn shape(&self) -> &'static Shape {
        &SHAPE
    }

    fn begin_sheet(&mut self, seen: &SheetUnderstood) {
        let has = |field: &str| seen.columns.iter().any(|one| one.field.as_deref() == Some(field));
        self.sheet = Sheet {
            event: seen.titles.iter().find_map(|title| named_in(title)),
            sessions: (1..=SESSIONS).filter(|no| has(&format!("session_{no}"))).collect(),
            has_present: has("present"),
        };
    }

    fn decide(&mut self, decisions: Decisions) {
        self.decisions = decisions;
    }

    fn judge(&mut self, row: InRow) -> Judged {
        if row.refused() {
            return Judged::plain(Verdict::Refused);
        }
        match self.take(&row) {
            Ok(judged) => judged,
            Err(Stop(fault, may_decide)) => {
                let verdict = if may_decide { Verdict::Doubtful } else { Verdict::Refused };
                Judged { faults: vec![*fault], ..Judged::plain(verdict) }
            }
        }
    }

    fn work(self: Box<Self>) -> Box<dyn Work> {
        let Self { mut events, touched, .. } = *self;
        let steps = touched.into_iter().filter_map(|id| {
            let known = events.remove(&id)?;
            Some(Step { event_id: id, version: known.event.version, people: known.people })
        });
        Box::new(AttendanceWork { steps: steps.collect() })
    }
}

/// The person of a list that a row means: the same woman of the register, else name and group or
/// village; where one of the two says none, the name alone if it stands once.
fn found(people: &[Person], said: &Person) -> Option<usize> {
    if let Some(id) = said.member_id
        && let Some(at) = people.iter().position(|one| one.member_id == Some(id))
    {
        return Some(at);
    }
    // Two women of the register are two persons, whatever they are called.
    let may_be = |one: &Person| one.member_id.is_none() || said.member_id.is_none();
    let is = identity(said);
    let same = people.iter().position(|one| may_be(one) && identity(one) == is);
    same.or_else(|| {
        let silent = |one: &Person| one.of_where.is_empty() || said.of_where.is_empty();
        let mut open = people
            .iter()
            .enumerate()
            .filter(|(_, one)| may_be(one) && silent(one) && fold(&one.name) == is.0);
        open.next().map(|(at, _)| at).filter(|_| open.next().is_none())
    })
}

/// A person as the row leaves her: what it does not say stays.
fn merged(was: &Person, said: Person) -> Person {
    Person {
        name: was.name.clone(),
        of_where: if was.of_where.is_empty() { said.of_where } else { was.of_where.clone() },
        before: said.before.or(was.before),
        after: said.after.or(was.after),
        member_id: said.member_id.or(was.member_id),
        ..said
    }
}

fn changes(was: &Person, is: &Person) -> Vec<FieldChange> {
    let mark = |mark: Option<i64>| mark.map_or(String::new(), |mark| mark.to_string());
    let list = |one: &Person| match one.present.as_slice() {
        [] => if one.attended { "✓" } else { "✗" }.to_owned(),
        all => all.iter().map(i64::to_string).collect::<Vec<_>>().join(", "),
    };
    let lines = [
        ("village", was.of_where.clone(), is.of_where.clone()),
        ("before", mark(was.before), mark(is.before)),
        ("after", mark(was.after), mark(is.after)),
        ("present", list(was), list(is)),
    ];
    let lines = lines.into_iter().filter(|(_, was, is)| was != is);
    lines.map(|(field, was, becomes)| FieldChange { field: field.into(), was, becomes }).collect()
}

fn value<'a>(row: &'a InRow, field: &str) -> Option<&'a Value> {
    row.values.get(SHAPE.index(field)?)?.as_ref()
}

fn text<'a>(row: &'a InRow, field: &str) -> Option<&'a str> {
    match value(row, field) {
        Some(Value::Text(text)) => Some(text.as_str()).filter(|text| !text.trim().is_empty()),
        _ => None,
    }
}

fn choice<'a>(row: &'a InRow, field: &str) -> Option<&'a str> {
    match value(row, field) {
        Some(Value::Code(code)) => Some(code),
        _ => None,
    }
}

/// Marks of 100.
fn mark(row: &InRow, field: &str) -> Taken<Option<i64>> {
    match value(row, field) {
        Some(Value::Whole(mark)) if (0..=100).contains(mark) => Ok(Some(*mark)),
        Some(Value::Whole(mark)) => Err(refused(row, "attendance_mark", field, &mark.to_string())),
        _ => Ok(None),
    }
}

/// Group and village as the list has them.
fn of_where(row: &InRow) -> String {
    let parts = [text(row, "shg_name"), text(row, "village")];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn is_named(woman: &Woman, name: &str) -> bool {
    woman.names.iter().flatten().any(|own| fold(own) == fold(name))
}

fn sounds(woman: &Woman, name: &str) -> bool {
    woman.names.iter().flatten().any(|own| key(own) == key(name))
}

fn is_of(woman: &Woman, group: &str) -> bool {
    woman.group.iter().flatten().any(|own| fold(own) == fold(group) || key(own) == key(group))
}

/// The first number of a text.
fn number_in(text: &str) -> Option<i64> {
    let digit = |c: char| match c {
        '0'..='9' => c.to_digit(10),
        '०'..='९' => Some(u32::from(c) - u32::from('०')),
        _ => None,
    };
    let digits = text.chars().skip_while(|c| digit(*c).is_none()).map_while(digit);
    let digits: Vec<u32> = digits.take(12).collect();
    if digits.is_empty() {
        return None;
    }
    Some(digits.into_iter().fold(0, |sum, digit| sum * 10 + i64::from(digit)))
}

/// The event that a title names: "कार्यक्रम क्रमांक: 12".
fn named_in(title: &str) -> Option<i64> {
    let words = SHAPE.columns[0].headings();
    let folded = fold(title);
    let at =
        words.filter_map(|word| folded.find(&fold(word)).map(|at| at + fold(word).len())).max()?;
    number_in(&folded[at..])
}

fn refused(row: &InRow, code: &str, field: &str, value: &str) -> Stop {
    Stop(Box::new(cell(row, Fault::at(field, code), value, true)), false)
}

fn doubtful(
    row: &InRow,
    (code, field, value): (&str, &str, &str),
    said: &Person,
    near: &[&Woman],
) -> Stop {
    let alike = |woman: &&Woman| Alike {
        id: woman.id,
        name_hi: woman.names[0].clone(),
        name_en: woman.names[1].clone(),
        place_id: woman.place_id,
        formed_on: None,
        code: woman.code.clone(),
        relation: woman.relation.clone().or_else(|| woman.group[0].clone()),
    };
    let own = Alike {
        name_hi: Some(said.name.clone()),
        relation: Some(said.of_where.clone()),
        ..Alike::default()
    };
    let likeness = Likeness { row: own, known: near.iter().map(alike).collect() };
    let shown = |text: Option<String>| text.unwrap_or_else(|| "—".to_owned());
    let first = likeness.known.first().cloned().unwrap_or_default();
    let fault = Fault::at(field, code)
        .with("known", shown(first.name_hi.or(first.name_en)))
        .with("code", shown(first.code))
        .with("relation", shown(first.relation))
        .with(LIKENESS, likeness.to_arg());
    Stop(Box::new(cell(row, fault, value, false)), true)
}

fn cell(row: &InRow, fault: Fault, value: &str, refuses: bool) -> CellFault {
    CellFault {
        sheet: row.sheet.clone(),
        row: Some(row.number),
        field: fault.field.map(Into::into),
        value: value.into(),
        code: fault.code.into(),
        args: fault.args.into_iter().map(|(name, value)| (name.into(), value)).collect(),
        refuses,
        ..CellFault::default()
    }
}

#[cfg(test)]
mod tests {
    use samuh_imports::words::attendance::FIRST_SESSION;

    use super::*;

    #[test]
    fn a_title_names_its_event_in_either_script() {
        assert_eq!(named_in("कार्यक्रम क्रमांक: 12"), Some(12));
        assert_eq!(named_in("कार्यक्रम क्रमांक १२, माकड़ी"), Some(12));
        assert_eq!(named_in("Event No. 7 – batch 2"), Some(7));
        assert_eq!(named_in("बीमा सखी प्रशिक्षण, बैच 2"), None);
    }

    #[test]
    fn the_columns_of_sessions_stand_where_they_are_said_to() {
        for no in 1..=SESSIONS {
            let at = SHAPE.index(&format!("session_{no}"));
            assert_eq!(at, Some(FIRST_SESSION + no - 1));
        }
    }

    #[test]
    fn a_person_is_found_by_woman_then_by_name_and_group() {
        let person = |name: &str, of_where: &str, member_id| Person {
            name: name.into(),
            of_where: of_where.into(),
            member_id,
            ..Person::default()
        };
        let list = [
            person("सीता", "उजाला", Some(5)),
            person("सीता", "किरण", None),
            person("गीता", "", None),
        ];
        assert_eq!(found(&list, &person("Sita", "", Some(5))), Some(0));
        assert_eq!(found(&list, &person("सीता", "किरण", Some(6))), Some(1));
        assert_eq!(found(&list, &person("सीता", "उजाला", Some(6))), None, "another woman");
        assert_eq!(found(&list, &person("सीता", "", None)), None, "two of one name");
        assert_eq!(found(&list, &person("गीता", "उजाला", None)), Some(2));
    }
}
