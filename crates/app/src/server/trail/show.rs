//! Entries in the reader's words: acts, records, fields; what the post may not see is masked.

use std::collections::{HashMap, hash_map::Entry};

use samuh_engine::{
    Reader, Result,
    audit::{Changed, Class, Field, changes_of},
};
use samuh_figures::catalogue;
use samuh_groups::{OFFICES, institution_of};
use samuh_kernel::{calendar::Month, show::starred};
use samuh_web::{
    pages::trail::{Entry as Shown, FieldLine, RecordLine},
    parts::Link,
    show,
    words::Words,
};
use serde_json::Value as Json;

use super::{
    plan,
    record::{is_open, plan_link},
    store::{self, Op, Person},
};
use crate::server::{
    dashboard::name as indicator_name,
    groups::store::{Named, names_of},
    visit::Visitor,
};

/// Acts one can ask for, in the order of the list.
pub(super) const ACTS: &[&str] = &[
    "groups.form",
    "groups.correct",
    "groups.deactivate",
    "groups.revive",
    "groups.move",
    "groups.affiliate",
    "groups.merge",
    "groups.split",
    "groups.federate",
    "groups.bearer",
    "groups.grade",
    "groups.lokos_state",
    "groups.record_visits",
    "groups.correct_visit",
    "groups.accept_matches",
    "groups.refuse_match",
    "groups.end_match",
    "lokos.choose",
    "lokos.not_same",
    "members.enrol",
    "members.amend",
    "members.transfer",
    "members.leave",
    "approvals.submit",
    "approvals.send_back",
    "approvals.withdraw",
    "approvals.policy",
    "groups.decide_duplicate",
    "groups.undo_merge",
    "imports.apply",
    "imports.undo",
    "imports.decide",
    "plans.set",
    "plans.split",
    "plans.lock",
    "plans.revise",
    "plans.verify",
    "plans.unverify",
    "privacy.open",
    "privacy.export",
    "people.open_account",
    "people.reset_password",
    "people.disable_account",
    "people.enable_account",
    "people.make_post",
    "people.change_post",
    "people.close_post",
    "people.hand_over",
    "people.relieve",
    "people.reset_second_factor",
    "people.set_sign_in_policy",
    "producers.enter",
    "producers.correct",
    "fpos.enter",
    "fpos.correct",
    "meetings.notice_policy",
    "meetings.escalation_rule",
    "meetings.precedence",
    "meetings.attendance_rule",
    "plans.check_rule",
    "registers.save_filter",
    "registers.drop_filter",
];

/// Fields whose number names a place or an institution.
const UNITS: &[&str] = &["place_id", "parent_id", "institution_id", "within_id", "other_id"];

/// The fields in which a proposal names the post and the officer who approved it; they stand beside the maker.
const APPROVED_AT: &str = "approved_post_id";
const APPROVED_BY: &str = "approved_officer_id";

/// What records and fields are called that only numbers stand for.
struct Names {
    units: HashMap<i64, Named>,
    people: HashMap<(Person, i64), [Option<String>; 3]>,
}

/// Whose number a field holds.
fn person_of(field: &str) -> Option<Person> {
    match field {
        "officer_id" | "holder" | APPROVED_BY => Some(Person::Officer),
        "post_id" | APPROVED_AT => Some(Person::Post),
        _ => None,
    }
}

/// Whose number a kind of record has.
fn person_of_kind(subject: &str) -> Option<Person> {
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

/// Entries with what the desk may see of them; of each at most `most` records.
pub(super) fn entries(
    reader: &mut Reader,
    visitor: &Visitor,
    ops: &[Op],
    most: Option<usize>,
) -> Result<Vec<Shown>> {
    let district_id = visitor.desk().district_id();
    let mut seen = Vec::with_capacity(ops.len());
    for op in ops {
        let mut changes = changes_of(reader, district_id, op.no)?;
        let is_own = op.post_id == visitor.desk().post_id;
        let mut kept = Vec::with_capacity(changes.len());
        for change in changes.drain(..) {
            if is_own || is_seen(reader, visitor, &change)? {
                kept.push(change);
            }
        }
        seen.push(kept);
    }
    let names = names(reader, visitor, &seen)?;
    let entry = |(op, changes): (&Op, &Vec<Changed>)| {
        let shown = most.unwrap_or(changes.len()).min(changes.len());
        Shown {
            at: op.at,
            by: by(visitor, op),
            approved: approved(visitor, &names, changes),
            origin: op.origin.clone().unwrap_or_default(),
            act: Link::new(act_name(visitor.words, &op.act), format!("/trail/entries/{}", op.no)),
            records: changes[..shown].iter().map(|c| record(visitor, &names, c)).collect(),
            more: changes.len() - shown,
        }
    };
    Ok(ops.iter().zip(&seen).map(entry).collect())
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
fn is_seen(reader: &mut Reader, visitor: &Visitor, change: &Changed) -> Result<bool> {
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
            Err(samuh_engine::Error::NotFound) => Ok(false),
            Err(other) => Err(other),
        },
        _ => Ok(false),
    }
}

/// Names of the institutions, officers, posts and accounts that the entries speak of.
fn names(reader: &mut Reader, visitor: &Visitor, all: &[Vec<Changed>]) -> Result<Names> {
    let mut ids = Vec::new();
    let mut people = HashMap::new();
    for change in all.iter().flatten() {
        if change.subject == "institution" || change.subject == "reported" {
            ids.push(change.id);
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
    Ok(Names { units: names_of(reader, visitor.scope(), &ids)?, people })
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
fn by(visitor: &Visitor, op: &Op) -> String {
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
        "check_rule" => (String::new(), "/rules/checks".into()),
        "export" => (String::new(), String::new()),
        _ => (id.to_string(), String::new()),
    };
    let text = if name.is_empty() { kind } else { format!("{kind}: {name}") };
    Link::new(text, href)
}

fn person_name(visitor: &Visitor, names: &Names, kind: Person, id: i64) -> String {
    let Some([hi, en, role]) = names.people.get(&(kind, id)) else { return id.to_string() };
    let own = if visitor.hindi() { hi.clone().or(en.clone()) } else { en.clone().or(hi.clone()) };
    let by_role = || role.as_ref().map(|role| visitor.words.t(&format!("role-{role}")));
    own.or_else(by_role).unwrap_or_else(|| id.to_string())
}

fn unit_name(visitor: &Visitor, names: &Names, id: i64) -> String {
    let hindi = visitor.hindi();
    let known = names.units.get(&id).map(|named| named.name(hindi));
    let name = known.unwrap_or_else(|| visitor.home.name(id, hindi));
    if name.is_empty() { id.to_string() } else { name.to_owned() }
}

fn line(visitor: &Visitor, names: &Names, (change, field): (&Changed, &Field)) -> FieldLine {
    let name = field_name(visitor, names, &field.name);
    if let Some((before, after)) = plan::told(visitor, change, field) {
        return FieldLine { name, before, after };
    }
    let shown = |value: &Json| value_of(visitor, names, field, value);
    FieldLine { name, before: shown(&field.before), after: shown(&field.after) }
}

fn field_name(visitor: &Visitor, names: &Names, name: &str) -> String {
    let words = visitor.words;
    if let Some(unit) = name.strip_prefix("target:").and_then(|id| id.parse().ok()) {
        let name = unit_name(visitor, names, unit);
        return words.args("trail-field-target", &[("name", name.into())]);
    }
    if let Some((indicator, month)) = name.strip_prefix("figure:").and_then(|n| n.split_once(':')) {
        let indicator = indicator.parse().ok().and_then(catalogue::by_id);
        let month = month.parse().ok().map(|month| show::month(Month(month), words));
        let parts = [indicator.map(|known| indicator_name(words, known)), month];
        return parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    }
    let key = format!("trail-field-{}", name.replace('_', "-"));
    words.find(&key, &[]).unwrap_or_else(|| name.to_owned())
}

fn value_of(visitor: &Visitor, names: &Names, field: &Field, value: &Json) -> String {
    let words = visitor.words;
    if let Some((kind, id)) = person_of(&field.name).zip(value.as_i64()) {
        // Number 0 stands for nobody.
        return if id == 0 { String::new() } else { person_name(visitor, names, kind, id) };
    }
    match value {
        Json::Null => String::new(),
        Json::Bool(yes) => words.t(if *yes { "yes" } else { "no" }),
        Json::Number(number) => match number.as_i64() {
            Some(id) if UNITS.contains(&&*field.name) => unit_name(visitor, names, id),
            Some(paise) if field.name.ends_with("_paise") => show::rupees(paise, words),
            Some(count) if !field.name.ends_with("_id") => show::grouped(count),
            _ => number.to_string(),
        },
        Json::String(text) if field.class == Class::Personal => masked(&field.name, text),
        Json::String(text) if matches!(&*field.name, "units" | "themes") => {
            let each = text.split_whitespace().map(|part| match part.parse() {
                Ok(id) => unit_name(visitor, names, id),
                Err(_) => words.find(&format!("theme-{part}"), &[]).unwrap_or(part.to_owned()),
            });
            each.collect::<Vec<_>>().join(", ")
        }
        Json::String(text) if field.name == "role" => {
            words.find(&format!("role-{text}"), &[]).unwrap_or_else(|| text.clone())
        }
        Json::String(text) if field.name.starts_with("escalation_") => {
            let step = |part: &str| {
                let (role, days) = part.split_once(':')?;
                let role = words.find(&format!("role-{role}"), &[]).unwrap_or(role.to_owned());
                let days: i64 = days.parse().ok()?;
                let args = [("days", days.into()), ("post", role.into())];
                Some(words.args("rule-escalation-step", &args))
            };
            text.split_whitespace().filter_map(step).collect::<Vec<_>>().join("; ")
        }
        Json::String(text) if field.name == "act" => act_name(words, text),
        Json::String(text) if field.name == "register" => {
            words.find(&format!("register-{text}"), &[]).unwrap_or_else(|| text.clone())
        }
        // What a person typed is never taken for a code.
        Json::String(text) if is_typed(&field.name) => text.clone(),
        Json::String(text) => {
            let day = text.parse::<chrono::NaiveDate>().map(show::day);
            let coded = || words.find(&format!("trail-value-{}", text.replace('_', "-")), &[]);
            day.ok().or_else(coded).unwrap_or_else(|| text.clone())
        }
        other => other.to_string(),
    }
}

fn is_typed(field: &str) -> bool {
    matches!(field, "login" | "name" | "name_hi" | "name_en" | "code" | "title_hi" | "title_en")
}

/// What identifies or reaches a person is never in plain in the trail: account and mobile show four
/// digits, a birth its year, an address nothing.
pub(in crate::server) fn masked(field: &str, text: &str) -> String {
    match field {
        "account_no" | "mobile" => starred(text, "******"),
        "born_on" => text.chars().take(4).collect(),
        "name" | "name_hi" | "name_en" | "relation_name" => text.to_owned(),
        office if OFFICES.contains(&office) => text.to_owned(),
        _ => "******".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use samuh_groups::{ACTS as ALONE, GATED};
    use samuh_web::words::{Lang, Words};

    use super::{ACTS, OFFICES, masked};

    #[test]
    fn every_act_that_may_need_a_second_post_can_be_asked_for_in_the_trail() {
        for act in ALONE.iter().chain(GATED) {
            assert!(ACTS.contains(act), "{act}");
        }
    }

    #[test]
    fn accounts_mobiles_births_and_addresses_are_never_in_plain() {
        assert_eq!(masked("account_no", "31209871234"), "******1234");
        assert_eq!(masked("mobile", "9876543210"), "******3210");
        assert_eq!(masked("mobile", "123"), "******");
        assert_eq!(masked("born_on", "1984-03-12"), "1984");
        assert_eq!(masked("address", "वार्ड 4"), "******");
        assert_eq!(masked("name_hi", "सीता"), "सीता");
    }

    #[test]
    fn an_office_has_its_word_in_the_trail_and_says_who_holds_it() {
        for office in OFFICES {
            assert_eq!(masked(office, "सीता"), "सीता");
            for lang in [Lang::Hi, Lang::En] {
                let words = Words::of(lang, None);
                let told = words.t(&format!("trail-field-{office}"));
                assert_eq!(told, words.t(&format!("office-{office}")), "{office}");
            }
        }
    }
}
