//! The trail as pages: of a day, of a post or an officer, of a record; one entry; and as Excel.
//! A desk sees what it did itself, and what was changed in its own records.

mod acts;
mod excel;
mod plan;
mod record;
mod show;
mod store;
mod value;

use axum::{
    extract::{Path, Query as Asked},
    response::Response,
};
use chrono::{Days, NaiveDate};
use maud::{Markup, html};
use samuh_engine::{Reader, Result, audit::chain, clock};
use samuh_kernel::scope::Area;
use samuh_web::{
    pages::trail::{self as drawn, EntryPage, Head, TrailPage, head_line},
    parts::{Control, Field, Filters, Link, Pager},
    show::{day, day_long, instant},
};

use super::{
    dashboard::day_of,
    fail::{Answer, Fail},
    query::Query,
    visit::Visitor,
};

const PATH: &str = "/trail";
/// Entries of a page.
const PAGE: usize = 50;
/// Records of an entry that a list shows; the others stand on the entry's own page.
const RECORDS: usize = 6;
/// Days that the trail of a person goes back where none are asked for.
const BACK: u64 = 90;

/// The trail of a day, or of a post or an officer.
pub(super) async fn of_days(
    visitor: Visitor,
    Asked(pairs): Asked<Vec<(String, String)>>,
) -> Answer {
    let query = Query::of(pairs);
    let reads = visitor.clone();
    if query.get("format") == Some("xlsx") {
        return Ok(visitor.app.read(move |reader| excel::of_days(reader, &reads, &query)).await?);
    }
    let page = visitor.app.read(move |reader| days_page(reader, &reads, &query)).await?;
    Ok(answered(&visitor, &page))
}

/// The trail of one record.
pub(super) async fn of_record(
    visitor: Visitor,
    Path((kind, id)): Path<(String, i64)>,
    Asked(pairs): Asked<Vec<(String, String)>>,
) -> Answer {
    let kind = record::Kind::of(&kind).ok_or_else(Fail::not_found)?;
    let query = Query::of(pairs);
    let reads = visitor.clone();
    if query.get("format") == Some("xlsx") {
        let read = move |reader: &mut Reader| excel::of_record(reader, &reads, kind, id);
        return Ok(visitor.app.read(read).await?);
    }
    let read = move |reader: &mut Reader| record_page(reader, &reads, kind, id, &query);
    let page = visitor.app.read(read).await?;
    Ok(answered(&visitor, &page))
}

/// One entry.
pub(super) async fn entry(visitor: Visitor, Path(no): Path<i64>) -> Answer {
    let reads = visitor.clone();
    let page = visitor.app.read(move |reader| entry_page(reader, &reads, no)).await?;
    let page = page.ok_or_else(Fail::not_found)?;
    let title = visitor.words.args("trail-entry", &[("n", no.into())]);
    Ok(visitor.page(&title, None, drawn::entry(&page, visitor.words)))
}

fn answered(visitor: &Visitor, page: &TrailPage) -> Response {
    visitor.page(&page.title, None, drawn::draw(page, visitor.words))
}

/// First and last day that are asked for: one day, or from–to, or the days back of a person.
pub(super) fn span(query: &Query) -> (NaiveDate, NaiveDate) {
    let today = clock::today();
    let asked = |name| query.get(name).and_then(|text| day_of(text, today));
    let is_of_person = query.get("post").is_some() || query.get("officer").is_some();
    let to = asked("to").unwrap_or(today);
    let back = if is_of_person { BACK } else { 0 };
    let from = asked("from").unwrap_or_else(|| to.checked_sub_days(Days::new(back)).unwrap_or(to));
    (from.min(to), to)
}

fn ask_of(query: &Query) -> store::Ask {
    let (from, to) = span(query);
    let after = to.checked_add_days(Days::new(1)).unwrap_or(to);
    let before = query.get("before").and_then(|key| key.split_once('.'));
    store::Ask {
        from: clock::start_of(from),
        to: clock::start_of(after),
        post_id: query.number("post").unwrap_or(0),
        officer_id: query.number("officer").unwrap_or(0),
        act: query.get("act").unwrap_or_default().to_owned(),
        before: before.and_then(|(at, no)| Some((at.parse().ok()?, no.parse().ok()?))),
    }
}

fn days_page(reader: &mut Reader, visitor: &Visitor, query: &Query) -> Result<TrailPage> {
    let words = visitor.words;
    let most = i64::try_from(PAGE).unwrap_or(i64::MAX) + 1;
    let mut ops = store::of_days(reader, visitor.desk(), &ask_of(query), most)?;
    let has_more = ops.len() > PAGE;
    ops.truncate(PAGE);
    let last = ops.last().filter(|_| has_more).map(|op| format!("{}.{}", op.at, op.no));
    let entries = show::entries(reader, visitor, &ops, Which::some(RECORDS))?;
    let (from, to) = span(query);
    let under =
        if from == to { day_long(to, words) } else { format!("{} – {}", day(from), day(to)) };
    Ok(TrailPage {
        title: words.t("trail-title"),
        under,
        crumbs: Vec::new(),
        born: None,
        filters: Some(filters(visitor, query)),
        pager: pager(query, PATH, entries.len(), last),
        entries,
        excel: query.without(&["before"]).with("format", "xlsx").at(PATH),
        head: head(reader, visitor)?,
    })
}

fn record_page(
    reader: &mut Reader,
    visitor: &Visitor,
    kind: record::Kind,
    id: i64,
    query: &Query,
) -> Result<TrailPage> {
    let (name, crumbs) = record::found(reader, visitor, kind, id)?;
    let before = query.number("before").unwrap_or(i64::MAX);
    let most = i64::try_from(PAGE).unwrap_or(i64::MAX) + 1;
    let mut ops = store::of_record(reader, visitor.scope(), kind.subject(), id, before, most)?;
    let has_more = ops.len() > PAGE;
    ops.truncate(PAGE);
    let last = ops.last().filter(|_| has_more).map(|op| op.no.to_string());
    let path = format!("{PATH}/{}/{id}", kind.code());
    let which = Which { about: Some((kind.subject(), id)), most: RECORDS };
    let entries = show::entries(reader, visitor, &ops, which)?;
    Ok(TrailPage {
        title: visitor.words.args("trail-of", &[("name", name.into())]),
        under: visitor.words.t("trail-of.note"),
        crumbs,
        born: born(reader, visitor, kind, id)?,
        filters: None,
        pager: pager(query, &path, entries.len(), last),
        entries,
        excel: format!("{path}?format=xlsx"),
        head: head(reader, visitor)?,
    })
}

fn pager(query: &Query, path: &str, shown: usize, last: Option<String>) -> Pager {
    Pager {
        shown: i64::try_from(shown).unwrap_or(i64::MAX),
        total: None,
        first: query.get("before").map(|_| query.without(&["before"]).at(path)),
        next: last.map(|key| query.with("before", key).at(path)),
        step: i64::try_from(PAGE).unwrap_or(i64::MAX),
    }
}

/// The import that a record came with, in words, with its page where the desk may see it.
fn born(
    reader: &mut Reader,
    visitor: &Visitor,
    kind: record::Kind,
    id: i64,
) -> Result<Option<Link>> {
    let words = visitor.words;
    let found = store::born(reader, visitor.scope(), (kind.subject(), id))?;
    let Some((op, batch_no)) = found else { return Ok(None) };
    let by = match show::by(visitor, &op) {
        none if none.is_empty() => words.t("trail-machine"),
        by => by,
    };
    let at = instant(op.at);
    let Some((file, page)) = show::batch(reader, visitor, batch_no)? else {
        let told = words.args("trail-born-unnamed", &[("at", at.into()), ("by", by.into())]);
        return Ok(Some(Link::new(told, "")));
    };
    let args = [("file", file.into()), ("at", at.into()), ("by", by.into())];
    Ok(Some(Link::new(words.args("trail-born", &args), page)))
}

/// Where the district's chain stands: the same for every desk, and it says nothing of what was done.
pub(super) fn head(reader: &mut Reader, visitor: &Visitor) -> Result<Option<Head>> {
    let head = chain::head(reader, visitor.desk().district_id())?;
    let shown = || Head { entries: head.no, hash: head.short(), sealed_at: head.at };
    Ok((head.no > 0).then(shown))
}

/// The same as a line for a report: who holds the paper can tell later that nothing was rewritten.
pub(super) fn chain_line(reader: &mut Reader, visitor: &Visitor) -> Result<Option<String>> {
    Ok(head(reader, visitor)?.map(|head| head_line(&head, visitor.words)))
}

fn filters(visitor: &Visitor, query: &Query) -> Filters {
    let words = visitor.words;
    let (from, to) = span(query);
    let field = |name: &str, key: &str, value: NaiveDate| {
        Field::new(name, words.t(key), Control::Day).value(day(value))
    };
    let acts = acts::ACTS.iter().map(|act| ((*act).to_owned(), show::act_name(words, act)));
    let fields = vec![
        field("from", "trail-from", from),
        field("to", "trail-to", to),
        super::groups::filter::select(visitor, query, "act", "trail-act", acts),
    ];
    let shown: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    let hidden = query.without(&shown).without(&["before", "format"]).pairs().to_vec();
    Filters {
        action: PATH.into(),
        hidden,
        fields,
        clear: (!query.is_empty()).then(|| PATH.to_owned()),
    }
}

fn entry_page(reader: &mut Reader, visitor: &Visitor, no: i64) -> Result<Option<EntryPage>> {
    let Some((op, place)) = store::one(reader, visitor.scope(), no)? else { return Ok(None) };
    let is_own = op.post_id == visitor.desk().post_id;
    let Some(entry) = show::entries(reader, visitor, &[op], Which::whole())?.pop() else {
        return Ok(None);
    };
    // Whoever neither did it nor sees anything of it is not told that it happened.
    if entry.records.is_empty() && !is_own {
        return Ok(None);
    }
    let hex = |bytes: Option<Vec<u8>>| {
        chain::Head { hash: bytes.unwrap_or_default(), ..chain::Head::default() }.hex()
    };
    let sealed = place.chain_no.map(|no| (no, hex(place.prev), hex(place.hash)));
    Ok(Some(EntryPage { entry, no, id: place.id.to_string(), sealed }))
}

/// The link to the trail of a record, for its page.
pub(super) fn link(visitor: &Visitor, kind: record::Kind, id: i64) -> Link {
    Link::new(visitor.words.t("trail-link"), format!("{PATH}/{}/{id}", kind.code()))
}

/// The entries of a record that its page has found under the scope, the newest first.
pub(super) fn history(
    reader: &mut Reader,
    visitor: &Visitor,
    (subject, id): (&str, i64),
    most: i64,
) -> Result<Vec<drawn::Entry>> {
    let ops = store::of_record(reader, visitor.scope(), subject, id, i64::MAX, most)?;
    show::entries(reader, visitor, &ops, Which { about: Some((subject, id)), most: 1 })
}

/// The same as the last line of a page; nothing for a desk that would find no trail there.
pub(super) fn foot(visitor: &Visitor, kind: record::Kind, id: i64) -> Markup {
    let scope = visitor.scope();
    let is_of_people = record::area_of(kind.subject()) == Area::People;
    let is_found =
        record::is_open(scope, kind.subject()) && (scope.is_whole_district() || !is_of_people);
    let link = link(visitor, kind, id);
    html! { @if is_found { p.chain { a href=(link.href) { (link.text) } } } }
}

pub(super) use record::Kind;
use show::Which;
pub(super) use show::told;
pub(super) use value::masked;

#[cfg(test)]
mod tests {
    use super::*;

    fn query(pairs: &[(&str, &str)]) -> Query {
        Query::of(pairs.iter().map(|(a, b)| ((*a).into(), (*b).into())).collect())
    }

    #[test]
    fn the_trail_is_of_the_days_that_are_asked_for_and_a_persons_goes_back() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let asked = query(&[("from", "01/11/2024"), ("to", "०३/११/२०२४")]);
        assert_eq!(span(&asked), (day("2024-11-01"), day("2024-11-03")));
        let turned = query(&[("from", "05/11/2024"), ("to", "03/11/2024")]);
        assert_eq!(span(&turned), (day("2024-11-03"), day("2024-11-03")));
        let person = query(&[("to", "30/11/2024"), ("post", "7")]);
        assert_eq!(span(&person), (day("2024-09-01"), day("2024-11-30")));
        let (from, to) = span(&query(&[]));
        assert_eq!(from, to);
    }
}
