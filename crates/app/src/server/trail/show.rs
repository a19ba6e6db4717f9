//! Entries in the reader's words: acts, records, fields; what the post may not see is masked.

use std::collections::{HashMap, HashSet, hash_map::Entry};

use samuh_engine::{
    Error, Reader, Result,
    audit::{Changed, Field, Heading, changed_in, changes_of, headings_of},
    batch::batch_by_no,
};
use samuh_groups::institution_of;
use samuh_web::{
    pages::trail::{Entry as Shown, RecordLine},
    parts::Link,
    words::Words,
};

use super::{
    record::{is_open, plan_link},
    store::{self, Op, Person},
    value::{APPROVED_AT, APPROVED_BY, UNITS, line, month_of, person_of},
};
use crate::server::{
    groups::store::{Named, names_of},
    visit::Visitor,
};

/// Records of one entry that are read at once; an import changes thousands, which its own entry shows the first of.
const MANY: usize = 500;

/// What records and fields are called that only numbers stand for.
pub(super) struct Names {
    units: HashMap<i64, Named>,
    people: HashMap<(Person, i64), [Option<String>; 3]>,
    /// The file of an import that the desk may see, and its page.
    batches: HashMap<i64, (String, String)>,
}

/// Which records of an entry are shown.
#[derive(Clone, Copy)]
pub(super) struct Which<'a> {
    /// The record whose trail it is: it comes first, and its page has found it under the scope.
    pub(super) about: Option<(&'a str, i64)>,
    /// So many at most; those over it are counted.
    pub(super) most: usize,
}

impl Which<'_> {
    /// So many of every entry.
    pub(super) fn some(most: usize) -> Self {
        Self { about: None, most }
    }

    /// As many as are read.
    pub(super) fn whole() -> Self {
        Self::some(MANY)
    }
}

/// Whose number a kind of record has.
pub(super) fn person_of_kind(subject: &str) -> Option<Person> {
    match subject {
        "officer" => Some(Person::Officer),
        "post" => Some(Person::Post),
        "account" => Some(Person::Account),
        _ => None,
    }
}

/// The act in words; its own name where it has none.
pub(super) fn act_name(words: &Words, act: &str) -> String {
    let key = format!("act-{}", act.replace(['.', '_'], "-"));
    words.find(&key, &[]).unwrap_or_else(|| act.to_owned())
}

/// Entries with what the desk may see of them.
pub(super) fn entries(
    reader: &mut Reader,
    visitor: &Visitor,
    ops: &[Op],
    which: Which<'_>,
) -> Result<Vec<Shown>> {
    let mut seen = Vec::with_capacity(ops.len());
    let mut totals = Vec::with_capacity(ops.len());
    for op in ops {
        let (changes, total) = changes(reader, visitor, op, which)?;
        seen.push(changes);
        totals.push(total);
    }
    let names = names(reader, visitor, &seen)?;
    let entry = |((op, changes), total): ((&Op, &Vec<Changed>), usize)| {
        let shown = which.most.min(changes.len());
        Shown {
            at: op.at,
            by: by(visitor, op),
            approved: approved(visitor, &names, changes),
            origin: op.origin.clone().unwrap_or_default(),
            act: Link::new(act_name(visitor.words, &op.act), format!("/trail/entries/{}", op.no)),
            records: changes[..shown].iter().map(|c| record(visitor, &names, c)).collect(),
            more: total - shown,
        }
    };
    Ok(ops.iter().zip(&seen).zip(totals).map(entry).collect())
}

/// What an entry changed, as far as the desk may see it: the record in question first, then the import itself
/// and what was approved. Of an import that changed thousands only those are read that are shown. Beside it,
/// how many there are.
fn changes(
    reader: &mut Reader,
    visitor: &Visitor,
    op: &Op,
    which: Which<'_>,
) -> Result<(Vec<Changed>, usize)> {
    let of = (visitor.desk().district_id(), op.no);
    let is_own = op.post_id == visitor.desk().post_id;
    let about = |subject: &str, id: i64| which.about == Some((subject, id));
    let mut kept = Vec::new();
    for heading in headings_of(reader, of.0, of.1)? {
        let is_told = is_own || about(&heading.subject, heading.id);
        if is_told || is_seen(reader, visitor, &heading)? {
            kept.push(heading);
        }
    }
    let rank = |subject: &str, id: i64| match subject {
        _ if about(subject, id) => 0,
        "batch" => 1,
        "proposal" => 2,
        _ => 3,
    };
    kept.sort_by_key(|heading| rank(&heading.subject, heading.id));
    let total = kept.len();
    // What else a sheet changed is no matter of this record.
    if which.about.is_some() && kept.get(1).is_some_and(|heading| heading.subject == "batch") {
        kept.truncate(2);
    }
    if total > MANY {
        let mut changes = Vec::with_capacity(which.most.min(total));
        for heading in kept.iter().take(which.most) {
            changes.extend(changed_in(reader, of, (&heading.subject, heading.id))?);
        }
        return Ok((changes, total));
    }
    let mut changes = if total == 0 { Vec::new() } else { changes_of(reader, of.0, of.1)? };
    let keys: HashSet<(&str, i64)> =
        kept.iter().map(|heading| (&*heading.subject, heading.id)).collect();
    changes.retain(|change| keys.contains(&(&*change.subject, change.id)));
    changes.sort_by_key(|change| rank(&change.subject, change.id));
    Ok((changes, total))
}

/// What changed in a record, field by field, as the trail tells it: a record's name stands with its lines. `all`
/// are the changes of the same act, tried or done: who is only written down by it has a name there.
pub(in crate::server) fn told(
    reader: &mut Reader,
    visitor: &Visitor,
    (change, all): (&Changed, &[Changed]),
) -> Result<RecordLine> {
    let mut names = names(reader, visitor, &[vec![change.clone()]])?;
    for one in all.iter().filter(|one| one.subject == "officer") {
        let mut fields = one.fields.iter().filter(|field| field.name == "name");
        let name = fields.next().and_then(|field| field.after.as_str()).map(str::to_owned);
        if name.is_some() {
            names.people.insert((Person::Officer, one.id), [name.clone(), name, None]);
        }
    }
    Ok(record(visitor, &names, change))
}

/// True where the desk may see that record: its kind, and the unit in whose scope it lies.
fn is_seen(reader: &mut Reader, visitor: &Visitor, change: &Heading) -> Result<bool> {
    let scope = visitor.scope();
    if !is_open(scope, &change.subject) {
        return Ok(false);
    }
    if scope.is_whole_district() || visitor.home.is_seen(scope, change.unit_id) {
        return Ok(true);
    }
    match &*change.subject {
        // A plan is the district's; of its parts only the desk's own are shown.
        "plan" => Ok(true),
        "institution" => match institution_of(reader, scope, change.id) {
            Ok(_) => Ok(true),
            Err(Error::NotFound) => Ok(false),
            Err(other) => Err(other),
        },
        _ => Ok(false),
    }
}

/// Names of the institutions, officers, posts and accounts that the entries speak of.
fn names(reader: &mut Reader, visitor: &Visitor, all: &[Vec<Changed>]) -> Result<Names> {
    let mut ids = Vec::new();
    let mut people = HashMap::new();
    let mut batches = HashMap::new();
    for change in all.iter().flatten() {
        if change.subject == "institution" || change.subject == "reported" {
            ids.push(change.id);
        }
        if change.subject == "batch" && change.id > 0 && !batches.contains_key(&change.id) {
            batches.extend(batch(reader, visitor, change.id)?.map(|named| (change.id, named)));
        }
        for key in persons(change) {
            if let Entry::Vacant(free) = people.entry(key) {
                free.insert(store::person(reader, visitor.scope(), key)?);
            }
        }
        let units = change.fields.iter().filter(|field| UNITS.contains(&&*field.name));
        ids.extend(units.flat_map(|field| [field.before.as_i64(), field.after.as_i64()]).flatten());
        let lists = change.fields.iter().filter(|field| field.name == "units");
        let texts = lists.flat_map(|field| [field.before.as_str(), field.after.as_str()]).flatten();
        ids.extend(texts.flat_map(str::split_whitespace).filter_map(|id| id.parse::<i64>().ok()));
    }
    ids.sort_unstable();
    ids.dedup();
    Ok(Names { units: names_of(reader, visitor.scope(), &ids)?, people, batches })
}

/// The file of an import and the address of its page, if the desk may see it.
pub(super) fn batch(
    reader: &mut Reader,
    visitor: &Visitor,
    no: i64,
) -> Result<Option<(String, String)>> {
    match batch_by_no(reader, visitor.scope(), no) {
        Ok(seen) => Ok(Some((seen.file_name, format!("/imports/{}", seen.batch.id)))),
        Err(Error::NotFound) => Ok(None),
        Err(other) => Err(other),
    }
}

/// The officers, posts and accounts that a change speaks of.
fn persons(change: &Changed) -> Vec<(Person, i64)> {
    let own = person_of_kind(&change.subject).map(|kind| (kind, change.id));
    let told = change.fields.iter().filter_map(|field| Some((person_of(&field.name)?, field)));
    let told = told.flat_map(|(kind, field)| {
        [&field.before, &field.after].into_iter().filter_map(move |v| Some((kind, v.as_i64()?)))
    });
    own.into_iter().chain(told).collect()
}

/// Post and person; empty for the machine.
pub(super) fn by(visitor: &Visitor, op: &Op) -> String {
    let own = if visitor.hindi() { &op.title_hi } else { &op.title_en };
    let role = || op.role.as_ref().map(|role| visitor.words.t(&format!("role-{role}")));
    let parts = [own.clone().or_else(role), op.officer.clone()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Post and person who approved it; empty where no second post was asked.
fn approved(visitor: &Visitor, names: &Names, changes: &[Changed]) -> String {
    let all = changes.iter().filter(|change| change.subject == "proposal");
    let all = all.flat_map(|change| &change.fields).filter(|field| is_of_approval(&field.name));
    let parts = all.filter_map(|field| {
        let (kind, id) = (person_of(&field.name)?, field.after.as_i64()?);
        Some(person_name(visitor, names, kind, id))
    });
    parts.collect::<Vec<_>>().join(", ")
}

fn is_of_approval(field: &str) -> bool {
    [APPROVED_AT, APPROVED_BY].contains(&field)
}

fn record(visitor: &Visitor, names: &Names, change: &Changed) -> RecordLine {
    let fields = change.fields.iter().filter(|field| !is_of_approval(&field.name));
    let fields = fields.filter(|field| is_told(visitor, field));
    let lines = fields.map(|field| line(visitor, names, (change, field)));
    RecordLine {
        record: record_link(visitor, names, change),
        fields: lines.filter(|line| !line.before.is_empty() || !line.after.is_empty()).collect(),
    }
}

/// The months of a unit are told to those who see the unit.
fn is_told(visitor: &Visitor, field: &Field) -> bool {
    let unit = field.name.strip_prefix("target:").and_then(|id| id.parse().ok());
    unit.is_none_or(|id: i64| {
        visitor.scope().is_whole_district() || visitor.home.is_seen(visitor.scope(), id)
    })
}

fn record_link(visitor: &Visitor, names: &Names, change: &Changed) -> Link {
    let (words, id) = (visitor.words, change.id);
    let kind = words
        .find(&format!("trail-kind-{}", change.subject), &[])
        .unwrap_or_else(|| change.subject.clone().into_owned());
    let (name, href) = match &*change.subject {
        "institution" => (unit_name(visitor, names, id), format!("/groups/{id}")),
        "member" => (id.to_string(), format!("/members/{id}")),
        "target_household" => (id.to_string(), format!("/saturation/households/{id}")),
        "place" => (unit_name(visitor, names, id), format!("/places/{id}")),
        "duplicate_pair" if id == 0 => (words.t("duplicates-title"), "/duplicates".into()),
        "duplicate_pair" => (id.to_string(), format!("/duplicates/{id}")),
        "reported" => (unit_name(visitor, names, id), format!("/trail/reported/{id}")),
        "producer" | "fpo" => (id.to_string(), format!("/registers/{}s/{id}", change.subject)),
        "plan" => match plan_link(visitor, id) {
            Some(link) => (link.text, link.href),
            None => (id.to_string(), String::new()),
        },
        "account" => (person_name(visitor, names, Person::Account, id), format!("/users/{id}")),
        "post" => (person_name(visitor, names, Person::Post, id), format!("/posts/{id}")),
        "officer" => {
            (person_name(visitor, names, Person::Officer, id), format!("/trail/officer/{id}"))
        }
        "proposal" => (id.to_string(), format!("/approvals/{id}")),
        "approval_policy" => (unit_name(visitor, names, id), "/approvals/policy".into()),
        "sign_in_policy" => (String::new(), "/users/policy".into()),
        "notice_policy" => (String::new(), "/rules/notices".into()),
        "escalation_rule" => (String::new(), "/rules/escalation".into()),
        "precedence" => (String::new(), "/rules/precedence".into()),
        "attendance_rule" => (String::new(), "/rules/attendance".into()),
        "event" => (id.to_string(), format!("/events/{id}")),
        "meeting" => (id.to_string(), format!("/meetings/{id}")),
        "meeting_series" => (id.to_string(), format!("/meetings/series/{id}")),
        // Number 0 stands for all of them.
        "direction" | "retention" | "batch" if id == 0 => (String::new(), String::new()),
        "direction" => (id.to_string(), format!("/directions/{id}")),
        "batch" => match names.batches.get(&id) {
            Some((file, page)) => (file.clone(), page.clone()),
            None => (id.to_string(), String::new()),
        },
        "ranking" => (id.to_string(), format!("/rankings/{id}")),
        "ranking_rule" => (String::new(), "/rankings/rules".into()),
        "check_month" => (month_of(visitor, id), "/checks".into()),
        "check_finding" => (id.to_string(), format!("/checks/{id}")),
        "check_rule" => (String::new(), "/rules/checks".into()),
        "export" => (String::new(), String::new()),
        _ => (id.to_string(), String::new()),
    };
    let text = if name.is_empty() { kind } else { format!("{kind}: {name}") };
    Link::new(text, href)
}

pub(super) fn person_name(visitor: &Visitor, names: &Names, kind: Person, id: i64) -> String {
    let Some([hi, en, role]) = names.people.get(&(kind, id)) else { return id.to_string() };
    let own = if visitor.hindi() { hi.clone().or(en.clone()) } else { en.clone().or(hi.clone()) };
    let by_role = || role.as_ref().map(|role| visitor.words.t(&format!("role-{role}")));
    own.or_else(by_role).unwrap_or_else(|| id.to_string())
}

pub(super) fn unit_name(visitor: &Visitor, names: &Names, id: i64) -> String {
    let hindi = visitor.hindi();
    let known = names.units.get(&id).map(|named| named.name(hindi));
    let name = known.unwrap_or_else(|| visitor.home.name(id, hindi));
    if name.is_empty() { id.to_string() } else { name.to_owned() }
}
