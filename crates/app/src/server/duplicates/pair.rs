//! One pair: what each record says, field by field, and the decision.

use axum::{Form, extract::Path, http::StatusCode};
use maud::{Markup, html};
use samuh_engine::{Reader, Result, clock};
use samuh_groups::{
    Institution, MemberSeen,
    duplicate::{
        acts::{decide_duplicate, record_twice, undo_merge},
        asking::Asking,
        model::{Decide, Field, Pair, State, Subject, Twice, per_cent},
        store::{gone_of, pair_of, twice::second_in},
    },
    institution_of, member_of, open_of, rehearse,
};
use samuh_kernel::scope::{Area, Right};
use samuh_places::Level;
use samuh_web::{
    page::Section,
    pages::duplicates::{self as drawn, Deciding, Effect, EvidenceRow, PairPage},
    parts::{Choice, Link, Problem},
    show,
};

use super::{PATH, sent_op, told};
use crate::{
    ids::new_id,
    server::{
        App,
        approvals::{Ask, carried, effects, reopened, sent_instead},
        fail::{Answer, Fail, faults_or_fail, go, problems},
        privacy,
        query::Query,
        visit::{self, Visitor},
    },
};

/// Before the number of the group that is kept, in the field `state`.
const KEEP: &str = "twice-";

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
    let Found { mut page, members, keeps } = read.await?;
    for (ask, kept) in keeps {
        page.effects.push(Effect { kept, figures: moves(visitor, ask).await? });
    }
    // Noted before anything of them is sent.
    for id in members {
        privacy::read(visitor, "member", id).await?;
    }
    let title = page.title.clone();
    Ok(visitor.page(&title, Some(Section::Members), drawn::pair(&page, visitor.words)))
}

/// What it would do to the figures that a group is said to be recorded twice; nothing stays.
async fn moves(visitor: &Visitor, ask: Twice) -> Answer<Markup> {
    let desk = visitor.desk().clone();
    let tries =
        move |app: &App| rehearse(app.db(), &desk, &Ask::Pair(Asking::Twice(ask)), clock::now());
    Ok(match faults_or_fail(visitor.app.blocking(tries).await)? {
        Ok(tried) => effects(visitor, &tried.effects),
        Err(faults) => html! {
            ul.pb { @for one in problems(&faults, visitor.words) { li { (one.message) } } }
        },
    })
}

/// Takes a decision.
pub(in crate::server) async fn decide(
    visitor: Visitor,
    Path(no): Path<i64>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::Approve, Area::Groups)?;
    let form = Query::of(pairs);
    let version = form.number("version").ok_or(Fail::Request)?;
    let reason = form.get("reason").unwrap_or_default().to_owned();
    let said = form.get("state").unwrap_or_default();
    let keep = said.strip_prefix(KEEP).and_then(|id| id.parse().ok());
    let ask = match keep {
        Some(keep_id) => Asking::Twice(Twice { no, version, keep_id, reason }),
        None => {
            let state = State::of(said).unwrap_or(State::Open);
            let stays_in = form.number("stays_in").unwrap_or(0);
            Asking::Decide(Decide { no, version, state, reason, stays_in })
        }
    };
    done(visitor, form, ask).await
}

/// Takes a merge back.
pub(in crate::server) async fn undo(
    visitor: Visitor,
    Path(no): Path<i64>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::Approve, Area::Groups)?;
    let form = Query::of(pairs);
    let version = form.number("version").ok_or(Fail::Request)?;
    done(visitor, form, Asking::Undo { no, version }).await
}

/// Does it, or sends it to the post that a rule asks for.
async fn done(visitor: Visitor, form: Query, ask: Asking) -> Answer {
    let (no, op) = (ask.no(), sent_op(&form)?);
    let asks = Ask::Pair(ask.clone());
    let done = match sent_instead(&visitor, op, asks, form.pairs()).await {
        Ok(None) => {
            let desk = visitor.desk().clone();
            let run = move |app: &App| {
                let (db, now) = (app.db(), clock::now());
                match ask {
                    Asking::Decide(ask) => decide_duplicate(db, &desk, op, &ask, now).map(drop),
                    Asking::Twice(ask) => record_twice(db, &desk, op, &ask, now).map(drop),
                    Asking::Undo { no, version } => {
                        undo_merge(db, &desk, op, (no, version), now).map(drop)
                    }
                }
            };
            visitor.app.blocking(run).await.map(|()| None)
        }
        sent => sent,
    };
    match faults_or_fail(done)? {
        Ok(sent) => Ok(go(&sent.unwrap_or_else(|| format!("{PATH}/{no}")))),
        Err(faults) => {
            let problems = problems(&faults, visitor.words);
            let page = shown(&visitor, no, Again { form: Some(form), problems }).await?;
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

fn record(
    reader: &mut Reader,
    visitor: &Visitor,
    (pair, gone): (&Pair, Option<i64>),
    id: i64,
) -> Result<Record> {
    let scope = visitor.scope();
    if gone == Some(id) {
        let second = second_in(reader, scope, pair.no)?;
        let second = second.filter(|_| pair.subject == Subject::Institution);
        return Ok(second.map_or(Record::Gone, |(group, _)| Record::Group(Box::new(group))));
    }
    Ok(match pair.subject {
        Subject::Member => {
            let lines = member_of(reader, scope, id, false)?;
            lines.into_iter().next().map_or(Record::Gone, |seen| Record::Member(Box::new(seen)))
        }
        Subject::Institution => Record::Group(Box::new(institution_of(reader, scope, id)?)),
    })
}

/// What was read for the page.
struct Found {
    page: PairPage,
    /// The members whose records it shows.
    members: Vec<i64>,
    /// What is tried for it: which group is kept, and its name.
    keeps: Vec<(Twice, String)>,
}

fn assemble(reader: &mut Reader, visitor: &Visitor, no: i64, mut again: Again) -> Result<Found> {
    let pair = pair_of(reader, visitor.scope(), no)?;
    let gone = gone_of(reader, visitor.scope().district_id(), &pair)?;
    let at = (&pair, gone);
    let records =
        [record(reader, visitor, at, pair.one_id)?, record(reader, visitor, at, pair.other_id)?];
    let room = if pair.subject == Subject::Member { "members" } else { "groups" };
    let link = |text: String, id: i64| Link::new(text, format!("/{room}/{id}"));
    let one = link(told(reader, visitor, at, pair.one_id)?.0, pair.one_id);
    let other = link(told(reader, visitor, at, pair.other_id)?.0, pair.other_id);
    let may = visitor.scope().may(Right::Approve, Area::Groups);
    let href = format!("{PATH}/{no}");
    let undo = match gone.filter(|_| may) {
        Some(_) => {
            let action = carried(visitor, format!("{href}/undo"));
            Some((action, new_id()?.to_string(), pair.version))
        }
        None => None,
    };
    // Groups that the act of merging made one may still have been one from the first.
    let deciding = may
        && gone.is_none()
        && (pair.state != State::Same || pair.subject == Subject::Institution);
    let read = [pair.one_id, pair.other_id].into_iter().zip(&records);
    let members = read.filter(|(_, record)| matches!(record, Record::Member(_)));
    let members = members.map(|(id, _)| id).collect();
    let keeps = if deciding { keeps(&pair, &records, visitor.hindi()) } else { Vec::new() };
    if again.form.is_none() {
        again.form = reopened(reader, visitor)?;
    }
    let page = PairPage {
        title: format!("{} · {}", one.text, other.text),
        likely: per_cent(pair.weight),
        rows: rows(visitor, &pair, &records),
        state: state_key(pair.state),
        decided: pair.decided_at.map(|at| (at, pair.reason.clone().unwrap_or_default())),
        deciding: match deciding {
            true => Some(form(reader, visitor, (&pair, &keeps), &records, &again)?),
            false => None,
        },
        undo,
        effects: Vec::new(),
        waits: waits(reader, visitor, no)?,
        problems: again.problems,
        href,
        one,
        other,
    };
    Ok(Found { page, members, keeps })
}

/// Either of two groups may be the one that is kept.
fn keeps(pair: &Pair, records: &[Record; 2], hindi: bool) -> Vec<(Twice, String)> {
    let ids = [pair.one_id, pair.other_id];
    let keep = |(id, record): (i64, &Record)| {
        let Record::Group(group) = record else { return None };
        let (no, version, reason) = (pair.no, pair.version, String::new());
        let code = group.codes.first().map(|(_, code)| format!(" ({code})")).unwrap_or_default();
        let name = format!("{}{code}", group.name(hindi));
        Some((Twice { no, version, keep_id: id, reason }, name))
    };
    ids.into_iter().zip(records).filter_map(keep).collect()
}

/// What about the pair waits for another post.
fn waits(reader: &mut Reader, visitor: &Visitor, no: i64) -> Result<Vec<Link>> {
    let mut all = Vec::new();
    for act in ["groups.decide_duplicate", "groups.record_twice", "groups.undo_merge"] {
        let open: Vec<(i64, Ask)> = open_of(reader, visitor.scope(), act)?;
        let mine = open.iter().filter(|(_, ask)| matches!(ask, Ask::Pair(ask) if ask.no() == no));
        all.extend(mine.map(|(id, _)| {
            let text = format!(
                "{} · {}",
                visitor.words.t(&format!("act-{}", act.replace(['.', '_'], "-"))),
                visitor.words.args("approval-no", &[("no", (*id).into())]),
            );
            Link::new(text, format!("/approvals/{id}"))
        }));
    }
    Ok(all)
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
    (pair, keeps): (&Pair, &[(Twice, String)]),
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
        action: carried(visitor, format!("{PATH}/{}", pair.no)),
        may_merge: pair.subject == Subject::Member,
        keep: keeps.iter().map(|keep| choice(visitor, keep)).collect(),
        merge: merge_link(visitor, pair, records),
        groups,
        state: sent("state"),
        stays_in: sent("stays_in"),
        reason: sent("reason"),
    })
}

fn choice(visitor: &Visitor, (ask, name): &(Twice, String)) -> Choice {
    let text = visitor.words.args("decide-twice", &[("name", name.as_str().into())]);
    Choice::new(format!("{KEEP}{}", ask.keep_id), text)
}

/// The way to the form that merges two groups: the second into the first.
fn merge_link(visitor: &Visitor, pair: &Pair, records: &[Record; 2]) -> Option<Link> {
    let [Record::Group(one), Record::Group(other)] = records else { return None };
    if pair.state == State::Same {
        return None;
    }
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
