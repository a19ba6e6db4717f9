//! One pair: what each record says, field by field, and the decision.

use axum::{Form, extract::Path, http::StatusCode};
use samuh_engine::{Reader, Result, clock};
use samuh_groups::{
    Institution, MemberSeen,
    duplicate::{
        acts::{decide_duplicate, undo_merge},
        model::{Decide, Field, Pair, State, Subject, per_cent},
        store::pair_of,
    },
    institution_of, member_of,
};
use samuh_kernel::scope::{Area, Right};
use samuh_places::Level;
use samuh_web::{
    page::Section,
    pages::duplicates::{self as drawn, Deciding, EvidenceRow, PairPage},
    parts::{Choice, Link, Problem},
    show,
};

use super::{PATH, named, sent_op};
use crate::{
    ids::new_id,
    server::{
        fail::{Answer, Fail, faults_or_fail, go, problems},
        privacy,
        query::Query,
        visit::{self, Visitor},
    },
};

/// What a form that was refused sent, and why.
#[derive(Default)]
struct Again {
    form: Option<Query>,
    problems: Vec<Problem>,
}

/// The page of a pair.
pub(in crate::server) async fn one(visitor: Visitor, Path(no): Path<i64>) -> Answer {
    visitor.may(Right::See, Area::Groups)?;
    shown(&visitor, no, Again::default()).await
}

async fn shown(visitor: &Visitor, no: i64, again: Again) -> Answer {
    let reads = visitor.clone();
    let read = visitor.app.read(move |reader| assemble(reader, &reads, no, again));
    let (page, members) = read.await?;
    // Noted before anything of them is sent.
    for id in members {
        privacy::read(visitor, "member", id).await?;
    }
    let title = page.title.clone();
    Ok(visitor.page(&title, Some(Section::Members), drawn::pair(&page, visitor.words)))
}

/// Takes a decision.
pub(in crate::server) async fn decide(
    visitor: Visitor,
    Path(no): Path<i64>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::Approve, Area::Groups)?;
    let form = Query::of(pairs);
    let op = sent_op(&form)?;
    let ask = Decide {
        no,
        version: form.number("version").ok_or(Fail::Request)?,
        state: form.get("state").and_then(State::of).unwrap_or(State::Open),
        reason: form.get("reason").unwrap_or_default().to_owned(),
        stays_in: form.number("stays_in").unwrap_or(0),
    };
    let desk = visitor.desk().clone();
    let done = visitor
        .app
        .blocking(move |app| decide_duplicate(app.db(), &desk, op, &ask, clock::now()))
        .await;
    match faults_or_fail(done)? {
        Ok(_) => Ok(go(&format!("{PATH}/{no}"))),
        Err(faults) => {
            let problems = problems(&faults, visitor.words);
            let page = shown(&visitor, no, Again { form: Some(form), problems }).await?;
            Ok(visit::with_status(StatusCode::UNPROCESSABLE_ENTITY, page))
        }
    }
}

/// Takes a merge back.
pub(in crate::server) async fn undo(
    visitor: Visitor,
    Path(no): Path<i64>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::Approve, Area::Groups)?;
    let form = Query::of(pairs);
    let op = sent_op(&form)?;
    let version = form.number("version").ok_or(Fail::Request)?;
    let desk = visitor.desk().clone();
    let done = visitor
        .app
        .blocking(move |app| undo_merge(app.db(), &desk, op, (no, version), clock::now()))
        .await;
    match faults_or_fail(done)? {
        Ok(_) => Ok(go(&format!("{PATH}/{no}"))),
        Err(faults) => {
            let again = Again { problems: problems(&faults, visitor.words), form: None };
            let page = shown(&visitor, no, again).await?;
            Ok(visit::with_status(StatusCode::UNPROCESSABLE_ENTITY, page))
        }
    }
}

/// A record as its columns are shown.
enum Record {
    Member(Box<MemberSeen>),
    Group(Box<Institution>),
    Gone,
}

/// True where the second record went into the first; a group that was merged stays in the register.
fn is_gone(pair: &Pair) -> bool {
    pair.state == State::Same && pair.subject == Subject::Member
}

fn record(reader: &mut Reader, visitor: &Visitor, pair: &Pair, id: i64) -> Result<Record> {
    if is_gone(pair) && id == pair.other_id {
        return Ok(Record::Gone);
    }
    let scope = visitor.scope();
    Ok(match pair.subject {
        Subject::Member => {
            let lines = member_of(reader, scope, id, false)?;
            lines.into_iter().next().map_or(Record::Gone, |seen| Record::Member(Box::new(seen)))
        }
        Subject::Institution => Record::Group(Box::new(institution_of(reader, scope, id)?)),
    })
}

/// The page, and the members whose records it shows.
fn assemble(
    reader: &mut Reader,
    visitor: &Visitor,
    no: i64,
    again: Again,
) -> Result<(PairPage, Vec<i64>)> {
    let words = visitor.words;
    let pair = pair_of(reader, visitor.scope(), no)?;
    let records = [
        record(reader, visitor, &pair, pair.one_id)?,
        record(reader, visitor, &pair, pair.other_id)?,
    ];
    let room = if pair.subject == Subject::Member { "members" } else { "groups" };
    let link = |text: String, id: i64| Link::new(text, format!("/{room}/{id}"));
    let one = link(named(reader, visitor, pair.subject, pair.one_id)?.0, pair.one_id);
    let is_merged = pair.state == State::Same;
    let other = if is_gone(&pair) {
        words.t("duplicates-gone")
    } else {
        named(reader, visitor, pair.subject, pair.other_id)?.0
    };
    let other = link(other, pair.other_id);
    let may = visitor.scope().may(Right::Approve, Area::Groups);
    let undo =
        if is_gone(&pair) && may { Some((new_id()?.to_string(), pair.version)) } else { None };
    let deciding = may && !is_merged;
    let read = [pair.one_id, pair.other_id].into_iter().zip(&records);
    let members = read.filter(|(_, record)| matches!(record, Record::Member(_)));
    let members = members.map(|(id, _)| id).collect();
    let page = PairPage {
        href: format!("{PATH}/{no}"),
        title: format!("{} · {}", one.text, other.text),
        likely: per_cent(pair.weight),
        rows: rows(visitor, &pair, &records),
        state: state_key(pair.state),
        decided: pair.decided_at.map(|at| (at, pair.reason.clone().unwrap_or_default())),
        deciding: if deciding {
            Some(form(reader, visitor, &pair, &records, &again)?)
        } else {
            None
        },
        undo,
        problems: again.problems,
        one,
        other,
    };
    Ok((page, members))
}

fn state_key(state: State) -> &'static str {
    match state {
        State::Open => "state-open",
        State::Later => "state-later",
        State::Different => "state-different",
        State::Same => "state-same",
    }
}

fn form(
    reader: &mut Reader,
    visitor: &Visitor,
    pair: &Pair,
    records: &[Record; 2],
    again: &Again,
) -> Result<Deciding> {
    let mut ids: Vec<i64> = records
        .iter()
        .filter_map(|one| match one {
            Record::Member(seen) => Some(seen.institution_id),
            _ => None,
        })
        .collect();
    ids.dedup();
    let mut groups = Vec::new();
    for id in ids.iter().filter(|_| ids.len() > 1) {
        let group = institution_of(reader, visitor.scope(), *id)?;
        groups.push(Choice::new(id.to_string(), group.name(visitor.hindi())));
    }
    let sent = |name: &str| {
        again.form.as_ref().and_then(|form| form.get(name)).unwrap_or_default().to_owned()
    };
    Ok(Deciding {
        op: new_id()?.to_string(),
        version: pair.version,
        may_merge: pair.subject == Subject::Member,
        merge: merge_link(visitor, pair, records),
        groups,
        state: sent("state"),
        stays_in: sent("stays_in"),
        reason: sent("reason"),
    })
}

/// The way to the form that merges two groups: the second into the first.
fn merge_link(visitor: &Visitor, pair: &Pair, records: &[Record; 2]) -> Option<Link> {
    let [Record::Group(one), Record::Group(other)] = records else { return None };
    let gp = |group: &Institution| {
        visitor.home.places.at_level(group.place_id, Level::Gp).map(|place| place.id)
    };
    // The form offers the groups of the panchayat; of any other it takes the code.
    let into = match one.codes.first() {
        _ if gp(one) == gp(other) => format!("to_id={}", pair.one_id),
        Some((_, code)) => format!("to_code={}", show::in_query(code)),
        None => String::new(),
    };
    let words = visitor.words.t("duplicates-merge-groups");
    Some(Link::new(words, format!("/groups/{}/merge?{into}", pair.other_id)))
}

fn rows(visitor: &Visitor, pair: &Pair, records: &[Record; 2]) -> Vec<EvidenceRow> {
    let words = visitor.words;
    let row = |evidence: &samuh_groups::duplicate::model::Evidence| EvidenceRow {
        field: words.t(&format!("compared-{}", evidence.field.code())),
        one: compared(visitor, &records[0], evidence.field),
        other: compared(visitor, &records[1], evidence.field),
        level: Some(match evidence.level.code() {
            "same" => "level-same",
            "close" => "level-close",
            "near" => "level-near",
            _ => "level-differ",
        }),
        weight: points(evidence.weight),
    };
    pair.evidence.iter().map(row).collect()
}

/// A weight in bits, with its sign: +9.1.
fn points(weight: i64) -> String {
    if weight == 0 {
        return "0".to_owned();
    }
    let sign = if weight < 0 { '−' } else { '+' };
    let tenths = (weight.abs() + 5) / 10;
    format!("{sign}{}.{}", tenths / 10, tenths % 10)
}

/// What a record says of a field in which it was compared: there is something, be it masked.
fn compared(visitor: &Visitor, record: &Record, field: Field) -> String {
    let shown = value(visitor, record, field);
    let is_masked = shown.is_empty() && !matches!(record, Record::Gone);
    if is_masked { "******".to_owned() } else { shown }
}

fn value(visitor: &Visitor, record: &Record, field: Field) -> String {
    let place = |id: i64| visitor.home.address(id, visitor.hindi()).join(", ");
    let or = |text: &Option<String>| text.clone().unwrap_or_default();
    let both = |hi: &Option<String>, en: &Option<String>| {
        [hi, en].into_iter().flatten().cloned().collect::<Vec<_>>().join(" / ")
    };
    match record {
        Record::Gone => String::new(),
        Record::Member(seen) => match field {
            Field::Given | Field::Family | Field::Name => both(&seen.name_hi, &seen.name_en),
            Field::Relation => or(&seen.relation_name),
            Field::Household => or(&seen.household_code),
            Field::Place => place(seen.place_id),
            Field::Born | Field::Formed => {
                let year = seen.birth_year.map(|year| year.to_string());
                seen.born_on.map(show::day).or(year).unwrap_or_default()
            }
            Field::Mobile => or(&seen.mobile),
            Field::Account => or(&seen.account_no),
            Field::Social => {
                let code = or(&seen.social).to_uppercase();
                visitor.words.find(&format!("category-{code}"), &[]).unwrap_or_default()
            }
        },
        Record::Group(group) => match field {
            Field::Place => place(group.place_id),
            Field::Formed => group.profile.formed_on.map(show::day).unwrap_or_default(),
            // Numbers stand on the group's own page, for those who may see them.
            Field::Mobile | Field::Account => String::new(),
            _ => both(&group.profile.name_hi, &group.profile.name_en),
        },
    }
}
