//! The list for the operator: what is to be mended in LokOS, which groups are to be entered; on the
//! page, on paper and as a workbook.

use axum::{Form, extract::Query as Asked, response::Response};
use samuh_documents::write::{Kind as Holds, Value};
use samuh_engine::{Error, Reader, Result, clock};
use samuh_groups::lokos::{
    acts::choose,
    gap::{Gap, Kept, Line, NOBODY, View},
    model::{Choice, Choose, Choosing, Field as Compared, Ours},
    rules::{own_value, their_value},
};
use samuh_kernel::{
    calendar::Month,
    scope::{Area, Right},
};
use samuh_web::{
    page::Section,
    pages::lokos::mending::{self as drawn, Bulk, Line as Drawn, MendingPage, Sheet},
    parts::{Choice as Offered, Control, Field, Filters, Link},
    show,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    block_field, code_of, field_name, gap, month_field, month_of, narrow_of, page_of, place_of,
    shown,
};
use crate::{
    ids::new_id,
    server::{
        excel,
        fail::{Answer, Fail, go},
        query::Query,
        visit::Visitor,
    },
};

const PATH: &str = "/lokos/mending";
/// Groups of one press.
const AT_ONCE: usize = 500;

/// Headings and what they hold.
const COLUMNS: [(&str, Holds, u16); 10] = [
    ("field-block", Holds::Text, 16),
    ("lokos-operator", Holds::Text, 18),
    ("field-group", Holds::Text, 32),
    ("lokos-code", Holds::Text, 14),
    ("field-village", Holds::Text, 34),
    ("lokos-field", Holds::Text, 18),
    ("lokos-mending-says", Holds::Text, 28),
    ("lokos-mending-should", Holds::Text, 28),
    ("lokos-mending-since", Holds::Text, 16),
    ("field-formed-on", Holds::Day, 12),
];

/// The page.
pub(in crate::server) async fn page(
    visitor: Visitor,
    Asked(pairs): Asked<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::See, Area::Groups)?;
    let query = Query::of(pairs);
    let reads = visitor.clone();
    if query.get("format") == Some("xlsx") {
        return Ok(visitor.app.read(move |reader| write(reader, &reads, &query)).await?);
    }
    let page = visitor.app.read(move |reader| assemble(reader, &reads, &query)).await?;
    let title = visitor.words.t("lokos-mending");
    Ok(visitor.page(&title, Some(Section::Groups), drawn::draw(&page, visitor.words)))
}

/// One thing to be mended, with where it stands on the list: block, entry or not, operator, name.
type Place = (String, bool, String, String, String);

struct Mend<'a> {
    place: Place,
    line: &'a Line,
    kept: &'a Kept,
}

/// Everything to be mended, in the order of the list.
fn mends<'a>(visitor: &Visitor, gap: &'a Gap, query: &Query) -> Vec<Mend<'a>> {
    let narrow = narrow_of(query);
    let hindi = visitor.hindi();
    let lines = gap.lines.iter().filter(|line| line.fits(&narrow));
    let mut all: Vec<Mend<'a>> = lines
        .flat_map(|line| line.to_mend().map(move |kept| (line, kept)))
        .map(|(line, kept)| {
            let block = visitor.home.name(line.block_id(), hindi).to_owned();
            let is_entry = kept.field == Compared::Entry;
            let operator = if is_entry { NOBODY } else { line.operator() }.to_owned();
            let name = line.name(hindi).to_owned();
            Mend { place: (block, is_entry, operator, name, line.key()), line, kept }
        })
        .collect();
    all.sort_by(|a, b| (&a.place, a.kept.field).cmp(&(&b.place, b.kept.field)));
    all
}

fn operator_name(visitor: &Visitor, operator: &str) -> String {
    match operator {
        NOBODY => visitor.words.t("lokos-no-operator"),
        other => other.to_owned(),
    }
}

fn assemble(reader: &mut Reader, visitor: &Visitor, query: &Query) -> Result<MendingPage> {
    let words = visitor.words;
    let month = month_of(query);
    let gap = gap(reader, visitor, month)?;
    let all = mends(visitor, &gap, query);
    let mut sheets: Vec<(&Place, Sheet)> = Vec::new();
    for mend in &all {
        let (block, is_entry, operator, ..) = &mend.place;
        let same = |(place, _): &&mut (&Place, Sheet)| {
            (&place.0, place.1, &place.2) == (block, *is_entry, operator)
        };
        let line = drawn_line(visitor, mend, month);
        match sheets.last_mut().filter(same) {
            Some((_, sheet)) => sheet.lines.push(line),
            None => {
                let operator = operator_name(visitor, operator);
                let args = [("block", block.into()), ("operator", operator.into())];
                let key = if *is_entry { "lokos-mending-entry" } else { "lokos-mending-of" };
                let title = words.args(key, &args);
                sheets.push((&mend.place, Sheet { title, lines: vec![line] }));
            }
        }
    }
    let sheets = sheets.into_iter().map(|(_, sheet)| sheet).collect();
    Ok(MendingPage {
        under: words.args("lokos-as-of", &[("month", show::month(month, words).into())]),
        filters: filters(visitor, (&gap, month), query),
        excel: query.with("month", month.to_string()).with("format", "xlsx").at(PATH),
        count: i64::try_from(all.len()).unwrap_or(i64::MAX),
        sheets,
        all: at_once(visitor, (&gap, month), query)?,
    })
}

fn filters(visitor: &Visitor, (gap, month): (&Gap, Month), query: &Query) -> Filters {
    let words = visitor.words;
    let mut fields = vec![month_field(visitor, month)];
    fields.extend(block_field(visitor, gap, query));
    let mut operators: Vec<&str> =
        gap.lines.iter().filter(|line| line.is(View::Mend)).map(Line::operator).collect();
    operators.sort_unstable();
    operators.dedup();
    let mut choices = vec![Offered::new("", words.t("filter-all"))];
    choices.extend(operators.iter().map(|one| Offered::new(*one, operator_name(visitor, one))));
    let chosen = query.get("operator").unwrap_or_default();
    fields.push(
        Field::new("operator", words.t("lokos-operator"), Control::Select(choices)).value(chosen),
    );
    let is_narrowed = !query.only(&["block", "operator"]).is_empty();
    let clear = is_narrowed.then(|| query.only(&["month"]).at(PATH));
    Filters { action: PATH.into(), hidden: Vec::new(), fields, clear }
}

fn drawn_line(visitor: &Visitor, mend: &Mend<'_>, month: Month) -> Drawn {
    let (line, kept) = (mend.line, mend.kept);
    let (says, should) = sides(visitor, mend);
    Drawn {
        group: Link::new(line.name(visitor.hindi()), page_of(line, month)),
        code: code_of(line),
        place: place_of(visitor, line),
        field: field_name(visitor, kept.field),
        says,
        should,
        since: show::month(kept.chosen.month, visitor.words),
        is_late: kept.chosen.month < month,
    }
}

/// What LokOS says, and what it should say.
fn sides(visitor: &Visitor, mend: &Mend<'_>) -> (String, String) {
    let (line, field) = (mend.line, mend.kept.field);
    if field == Compared::Entry {
        return (
            "—".to_owned(),
            line.ours.as_ref().map(|ours| to_enter(visitor, ours)).unwrap_or_default(),
        );
    }
    let says = line.theirs.as_ref().map(|theirs| their_value(theirs, field)).unwrap_or_default();
    let should = line.ours.as_ref().map(|ours| own_value(ours, field)).unwrap_or_default();
    let dash = |text: String| if text.is_empty() { "—".to_owned() } else { text };
    (dash(shown(visitor, field, &says)), dash(shown(visitor, field, &should)))
}

/// What an operator needs of a group that is to be entered.
fn to_enter(visitor: &Visitor, ours: &Ours) -> String {
    let formed = ours.formed_on.map_or_else(|| "—".to_owned(), show::day);
    let members = ours.members.map_or_else(|| "—".to_owned(), show::grouped);
    let args = [("day", formed.into()), ("members", members.into())];
    visitor.words.args("lokos-mending-enter", &args)
}

/// The forms that put many groups on the list at once: those which are only here, and for each field those
/// in which it differs and nothing was chosen.
fn at_once(visitor: &Visitor, (gap, month): (&Gap, Month), query: &Query) -> Result<Vec<Bulk>> {
    if !visitor.scope().may(Right::Enter, Area::Groups) {
        return Ok(Vec::new());
    }
    let narrow = narrow_of(query);
    let mut all = Vec::new();
    for field in std::iter::once(Compared::Entry).chain(Compared::COMPARED) {
        let lines = gap.lines.iter().filter(|line| line.fits(&narrow) && waits(line, field));
        let own = lines.filter_map(|line| line.ours.as_ref());
        let ids: Vec<String> = own.map(|ours| ours.id.to_string()).take(AT_ONCE).collect();
        if ids.is_empty() {
            continue;
        }
        let count = i64::try_from(ids.len()).unwrap_or(i64::MAX);
        let name = field_name(visitor, field);
        let key = if field == Compared::Entry { "lokos-mending-all" } else { "lokos-mending-ours" };
        let text = visitor.words.args(key, &[("n", count.into()), ("field", name.into())]);
        let (op, groups) = (new_id()?.to_string(), ids.join(","));
        let numbers: Vec<i64> = ids.iter().filter_map(|id| id.parse().ok()).collect();
        let seen = mark_of(&choosings(gap, field, &numbers));
        all.push(Bulk { op, month: month.to_string(), field: field.code(), groups, seen, text });
    }
    Ok(all)
}

/// A line about whose field nothing was chosen that holds.
fn waits(line: &Line, field: Compared) -> bool {
    let differs = match field {
        Compared::Entry => line.is(View::Here),
        field => line.differing().any(|one| one.field == field),
    };
    differs && line.chosen(field).is_none()
}

/// Says of many groups that ours is right: what is only here is to be entered, what differs is to be mended
/// as we have it. Our register does not change.
pub(in crate::server) async fn ask(
    visitor: Visitor,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer<Response> {
    visitor.may(Right::Enter, Area::Groups)?;
    let form = Query::of(pairs);
    let op: Uuid = form.get("op").and_then(|op| op.parse().ok()).ok_or(Fail::Request)?;
    let month: Month =
        form.get("month").and_then(|month| month.parse().ok()).ok_or(Fail::Request)?;
    let field = match form.get("field") {
        None => Compared::Entry,
        Some(code) => Compared::of(code).ok_or(Fail::Request)?,
    };
    let ids = form.get("groups").unwrap_or_default().split(',');
    let ids: Vec<i64> = ids.filter_map(|id| id.parse().ok()).take(AT_ONCE).collect();
    let reads = visitor.clone();
    let read =
        visitor.app.read(move |reader| Ok(choosings(&gap(reader, &reads, month)?, field, &ids)));
    let choices = read.await?;
    let (seen, stands) = (form.get("seen").unwrap_or_default().to_owned(), mark_of(&choices));
    if !choices.is_empty() && seen != stands {
        // One side says something else by now: nobody is told to mend what nobody looked at.
        let saved = serde_json::json!({ "seen": stands }).to_string();
        let sent = serde_json::json!({ "seen": seen }).to_string();
        return Err(Error::Conflict { saved, sent }.into());
    }
    let (desk, ask) = (visitor.desk().clone(), Choose { month, choices });
    let run = visitor.app.blocking(move |app| choose(app.db(), &desk, op, &ask, clock::now()));
    run.await?;
    Ok(go(&format!("{PATH}?month={month}")))
}

/// What the choices say of both sides, in a few letters: a form carries it, so that what changed since the
/// page was drawn is found.
fn mark_of(choices: &[Choosing]) -> String {
    let mut hasher = Sha256::new();
    for one in choices {
        for part in [one.id.to_string().as_str(), &one.ours, &one.theirs] {
            hasher.update(part.len().to_le_bytes());
            hasher.update(part);
        }
    }
    hasher.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// The choices, with both values as they stand; a group that is not this desk's is left for the act to refuse.
fn choosings(gap: &Gap, field: Compared, ids: &[i64]) -> Vec<Choosing> {
    let empty = |id: i64| Choosing {
        id,
        field,
        choice: Choice::Ours,
        ours: String::new(),
        theirs: String::new(),
    };
    if field == Compared::Entry {
        return ids.iter().map(|id| empty(*id)).collect();
    }
    let said = |id: &i64| {
        let of = |line: &&Line| line.ours.as_ref().is_some_and(|ours| ours.id == *id);
        let Some(line) = gap.lines.iter().find(of) else { return empty(*id) };
        let ours = line.ours.as_ref().map(|ours| own_value(ours, field)).unwrap_or_default();
        let theirs =
            line.theirs.as_ref().map(|theirs| their_value(theirs, field)).unwrap_or_default();
        Choosing { ours, theirs, ..empty(*id) }
    };
    ids.iter().map(said).collect()
}

fn write(reader: &mut Reader, visitor: &Visitor, query: &Query) -> Result<Response> {
    let words = visitor.words;
    let month = month_of(query);
    let gap = gap(reader, visitor, month)?;
    let all = mends(visitor, &gap, query);
    let title = words.t("lokos-mending");
    let total = i64::try_from(all.len()).unwrap_or(i64::MAX);
    let mut head = excel::head(words, &title, total, &COLUMNS);
    let of = words.args("lokos-as-of", &[("month", show::month(month, words).into())]);
    head.titles.insert(1, of);
    let answer = excel::answer(&title, &head, |sheet| {
        for mend in &all {
            let line = drawn_line(visitor, mend, month);
            let formed = mend.line.ours.as_ref().and_then(|ours| ours.formed_on);
            let operator = operator_name(visitor, &mend.place.2);
            sheet.row(&[
                Value::Text(&mend.place.0),
                Value::Text(&operator),
                Value::Text(&line.group.text),
                Value::Text(&line.code),
                Value::Text(&line.place),
                Value::Text(&line.field),
                Value::Text(&line.says),
                Value::Text(&line.should),
                Value::Text(&line.since),
                formed.map_or(Value::Empty, Value::Day),
            ])?;
        }
        Ok(())
    });
    answer.map_err(|fail| Error::broken(format!("{fail:?}")))
}
