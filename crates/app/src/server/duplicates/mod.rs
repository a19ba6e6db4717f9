//! Records that may stand twice: the queue by block and state, one pair, what a person decides, and
//! the undo of a merge.

mod pair;

use axum::{Form, extract::Query as Asked, response::Response};
use samuh_engine::{Reader, Result, clock};
use samuh_groups::{
    duplicate::{
        acts::find_duplicates,
        model::{Level, Pair, PairAsk, State, Subject, per_cent},
        store::{gone_of, pairs, twice::second_in},
    },
    institution_of, member_of,
};
use samuh_kernel::scope::{Area, Right};
use samuh_web::{
    page::Section,
    pages::duplicates::{self as drawn, PairRow, QueuePage},
    parts::{Filters, Link, Pager, Tab},
};
use uuid::Uuid;

use super::{
    fail::{Answer, Fail, go},
    groups::{filter, member_row},
    query::Query,
    visit::Visitor,
};
use crate::ids::new_id;

pub(super) use pair::{decide, one, undo};

const PATH: &str = "/duplicates";
/// Pairs of a page.
const PAGE: usize = 50;

/// The queue.
pub(super) async fn page(visitor: Visitor, Asked(pairs): Asked<Vec<(String, String)>>) -> Answer {
    visitor.may(Right::See, Area::Groups)?;
    let query = Query::of(pairs);
    let reads = visitor.clone();
    let page = visitor.app.read(move |reader| assemble(reader, &reads, &query)).await?;
    let title = visitor.words.t("duplicates-title");
    Ok(visitor.page(&title, Some(Section::Members), drawn::queue(&page, visitor.words)))
}

/// Back to the page whose form was sent, where a reader of its answer reloads it.
pub(super) async fn back(visitor: Visitor) -> Response {
    let path = visitor.here.path();
    go(path.trim_end_matches("/find").trim_end_matches("/undo"))
}

/// Looks through the registers again.
pub(super) async fn find(visitor: Visitor, Form(pairs): Form<Vec<(String, String)>>) -> Answer {
    visitor.may(Right::Approve, Area::Groups)?;
    let op: Uuid = sent_op(&Query::of(pairs))?;
    let desk = visitor.desk().clone();
    let done = visitor.app.blocking(move |app| find_duplicates(app.db(), &desk, op, clock::now()));
    done.await?;
    Ok(go(PATH))
}

fn sent_op(form: &Query) -> Answer<Uuid> {
    form.get("op").and_then(|op| op.parse().ok()).ok_or(Fail::Request)
}

fn assemble(reader: &mut Reader, visitor: &Visitor, query: &Query) -> Result<QueuePage> {
    let subject = query.get("of").and_then(Subject::of).unwrap_or(Subject::Member);
    let state = query.get("state").and_then(State::of).unwrap_or(State::Open);
    let number = |name: &str| query.number(name).filter(|id| *id > 0);
    let place_id = ["village", "gp", "block"].into_iter().find_map(number).unwrap_or(0);
    let all = pairs(reader, visitor.scope(), &PairAsk { subject, state, place_id })?;
    let from = query.number("from").and_then(|from| usize::try_from(from).ok()).unwrap_or(0);
    let here = all.get(from.min(all.len())..).unwrap_or_default();
    let mut rows = Vec::new();
    for pair in here.iter().take(PAGE) {
        rows.push(row(reader, visitor, pair)?);
    }
    let next = (here.len() > PAGE).then(|| query.with("from", (from + PAGE).to_string()).at(PATH));
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let may = visitor.scope().may(Right::Approve, Area::Groups);
    Ok(QueuePage {
        subjects: tabs(
            visitor,
            query,
            "of",
            [Subject::Member, Subject::Institution].map(|one| (one.code(), one == subject)),
        ),
        states: tabs(visitor, query, "state", State::ALL.map(|one| (one.code(), one == state))),
        filters: Filters {
            action: PATH.into(),
            hidden: query.only(&["of", "state"]).pairs().to_vec(),
            fields: filter::places(visitor, query),
            clear: (place_id > 0).then(|| query.only(&["of", "state"]).at(PATH)),
        },
        count: count(all.len()),
        pager: Pager {
            shown: count(rows.len()),
            total: Some(count(all.len())),
            first: (from > 0).then(|| query.without(&["from"]).at(PATH)),
            next,
            step: count(PAGE),
        },
        rows,
        find: if may { Some(new_id()?.to_string()) } else { None },
    })
}

fn tabs<const N: usize>(
    visitor: &Visitor,
    query: &Query,
    name: &str,
    all: [(&'static str, bool); N],
) -> Vec<Tab> {
    let tab = |(code, current): (&'static str, bool)| {
        let href = query.without(&["from", name]).with(name, code).at(PATH);
        let key = format!("{}-{code}", if name == "of" { "subject" } else { "state" });
        Tab { link: Link::new(visitor.words.t(&key), href), current }
    };
    all.into_iter().map(tab).collect()
}

fn row(reader: &mut Reader, visitor: &Visitor, pair: &Pair) -> Result<PairRow> {
    let words = visitor.words;
    let gone = gone_of(reader, visitor.scope().district_id(), pair)?;
    let (one, one_at) = told(reader, visitor, (pair, gone), pair.one_id)?;
    let (other, other_at) = told(reader, visitor, (pair, gone), pair.other_id)?;
    let agrees = pair.evidence.iter().filter(|one| one.level != Level::Differ);
    let agrees: Vec<String> =
        agrees.map(|one| words.t(&format!("compared-{}", one.field.code()))).collect();
    Ok(PairRow {
        one: Link::new(one, format!("{PATH}/{}", pair.no)),
        one_at,
        other,
        other_at,
        likely: per_cent(pair.weight),
        agrees: agrees.join(", "),
    })
}

/// As [`named`], of a record of a pair. A merged member has a name no more, the kept one speaks for
/// both; of a group that was recorded twice the second record is shown as it stood.
fn told(
    reader: &mut Reader,
    visitor: &Visitor,
    (pair, gone): (&Pair, Option<i64>),
    id: i64,
) -> Result<(String, String)> {
    if gone != Some(id) {
        return named(reader, visitor, pair.subject, id);
    }
    let words = visitor.words;
    Ok(match second_in(reader, visitor.scope(), pair.no)? {
        Some((group, _)) if pair.subject == Subject::Institution => {
            let name = group.name(visitor.hindi()).to_owned();
            (words.args("duplicates-second", &[("name", name.into())]), String::new())
        }
        _ => (words.t("duplicates-gone"), String::new()),
    })
}

/// A record's name, and where it stands.
fn named(
    reader: &mut Reader,
    visitor: &Visitor,
    subject: Subject,
    id: i64,
) -> Result<(String, String)> {
    let hindi = visitor.hindi();
    let (name, mut at, place_id) = match subject {
        Subject::Member => {
            let lines = member_of(reader, visitor.scope(), id, false)?;
            let Some(seen) = lines.first() else { return Ok(Default::default()) };
            let group = institution_of(reader, visitor.scope(), seen.institution_id)?;
            (member_row(seen, hindi).member.text, vec![group.name(hindi).to_owned()], seen.place_id)
        }
        Subject::Institution => {
            let group = institution_of(reader, visitor.scope(), id)?;
            (group.name(hindi).to_owned(), Vec::new(), group.place_id)
        }
    };
    at.extend(visitor.home.address(place_id, hindi).into_iter().map(|part| part.to_string()));
    Ok((name, at.join(", ")))
}
