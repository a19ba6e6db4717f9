//! The page of packs: a place and month are chosen, a pack is frozen, its files are taken away.

use axum::{
    Form,
    extract::{Path, Query as Asked},
    response::Response,
};
use samuh_engine::{Error, Reader, Result, clock};
use samuh_kernel::calendar::Month;
use samuh_web::{
    page::Section,
    pages::packs::{self as drawn, Files, KeptRow, PackShown, PacksPage},
    parts::{Choice, Control, Field, Filters, Link, empty},
    show,
    words::{Lang, Words},
};

use super::{
    dashboard::top_of,
    excel::attached,
    fail::{Answer, Fail, go},
    query::Query,
    visit::Visitor,
};
use uuid::Uuid;

use crate::{
    figuring::Unit,
    ids::new_id,
    pack::{self, Ask, Format, Snapshot},
};

/// Months one may choose.
const MONTHS: i32 = 18;
/// Letters of a hash that are shown.
const HASH: usize = 16;

type Pairs = Asked<Vec<(String, String)>>;

/// The packs of the desk's own place.
pub(super) async fn front(visitor: Visitor, Asked(pairs): Pairs) -> Answer {
    let query = Query::of(pairs);
    let place = query.number("place").unwrap_or_else(|| top_of(&visitor));
    if query.get("place").is_none() && visitor.home.places.get(place).is_none() {
        let (title, words) = (visitor.words.t("packs-title"), visitor.words);
        let body = empty(&words.t("packs-not-here"), &words.t("packs-not-here.text"), None);
        return Ok(visitor.page(&title, Some(Section::Reports), body));
    }
    page(visitor, place, query).await
}

/// The packs of a place.
pub(super) async fn of_place(visitor: Visitor, Path(id): Path<i64>, Asked(pairs): Pairs) -> Answer {
    page(visitor, id, Query::of(pairs)).await
}

async fn page(visitor: Visitor, place: i64, query: Query) -> Answer {
    let reads = visitor.clone();
    let page = visitor.app.read(move |reader| assemble(reader, &reads, place, &query)).await?;
    let title = visitor.words.t("packs-title");
    let body = drawn::draw(&page, visitor.words);
    Ok(visitor.page(&title, Some(Section::Reports), body))
}

fn assemble(
    reader: &mut Reader,
    visitor: &Visitor,
    place: i64,
    query: &Query,
) -> Result<PacksPage> {
    let (words, scope) = (visitor.words, visitor.scope());
    let places = pack::places(reader, scope)?;
    let home = &visitor.home;
    if !home.is_seen(scope, place) {
        return Err(Error::NotFound);
    }
    let own = home.name(place, visitor.hindi()).to_owned();
    let month = month_of(query);
    let kept = pack::of_place(reader, scope, place)?;
    let asked = query.number("pack");
    let chosen = match asked {
        Some(id) => kept.iter().find(|one| one.id == id),
        None => kept.iter().find(|one| one.month == month),
    };
    let shown = match chosen {
        Some(one) => {
            let of = pack::one(reader, scope, one.id)?;
            Some(pack_shown(visitor, place, one.id, &of))
        }
        None => None,
    };
    let is_district = visitor.home.top() == place;
    let blocks = if is_district { archives(reader, visitor, place, month)? } else { Vec::new() };
    let row = |one: &pack::Kept| KeptRow {
        month: Link::new(
            show::month(one.month, words),
            format!("/packs/{place}?month={}&pack={}", one.month, one.id),
        ),
        read_at: show::instant(one.read_at),
        hash: one.hash.chars().take(HASH).collect(),
    };
    Ok(PacksPage {
        filters: choose(visitor, &places, (place, &own), month),
        place: own,
        action: format!("/packs/{place}"),
        op: new_id()?.to_string(),
        month: (month.to_string(), show::month(month, words)),
        shown,
        blocks,
        may_blocks: is_district && places.len() > 1,
        kept: kept.iter().map(row).collect(),
    })
}

/// The month of an address; else the last that is over.
fn month_of(query: &Query) -> Month {
    let asked = query.get("month").and_then(|text| text.parse().ok());
    asked.unwrap_or_else(|| pack::last_closed(clock::now()))
}

fn choose(visitor: &Visitor, places: &[Unit], (place, own): (i64, &str), month: Month) -> Filters {
    let words = visitor.words;
    let mut names: Vec<Choice> = places
        .iter()
        .map(|unit| match unit.id {
            id if id == visitor.home.top() => (id, visitor.called(id, visitor.hindi())),
            id => (id, unit.name(visitor.hindi()).to_owned()),
        })
        .map(|(id, name)| Choice::new(id.to_string(), name))
        .collect();
    if !places.iter().any(|unit| unit.id == place) {
        names.push(Choice::new(place.to_string(), own));
    }
    let now = Month::of(clock::today());
    let mut months: Vec<Month> = (0..MONTHS).map(|back| Month(now.0 - back)).collect();
    if !months.contains(&month) {
        months.push(month);
    }
    let months =
        months.into_iter().map(|each| Choice::new(each.to_string(), show::month(each, words)));
    let place = Field::new("place", words.t("packs-place"), Control::Select(names))
        .value(place.to_string());
    let month = Field::new("month", words.t("field-month"), Control::Select(months.collect()))
        .value(month.to_string());
    Filters { action: "/packs".into(), hidden: Vec::new(), fields: vec![place, month], clear: None }
}

fn pack_shown(visitor: &Visitor, place: i64, id: i64, of: &Snapshot) -> PackShown {
    let words = visitor.words;
    let files = Lang::ALL.map(|lang| Files {
        language: words.t(&format!("packs-in-{}", lang.code())),
        links: Format::ALL
            .into_iter()
            .map(|format| {
                let name = format!("{}-{}", format.code(), lang.code());
                let href = format!("/packs/{place}/file?pack={id}&as={name}");
                Link::new(words.t(&format!("packs-{}", format.code())), href)
            })
            .collect(),
    });
    let pack::Shown { summary, foot, heads, rows } = pack::as_page(of, words);
    let scores = (heads, rows);
    PackShown { title: words.t("pack-scores"), summary, foot, files: files.into(), scores }
}

/// The archives of the month's packs of all blocks, where every block has one.
fn archives(reader: &mut Reader, visitor: &Visitor, place: i64, month: Month) -> Result<Vec<Link>> {
    if of_blocks(reader, visitor, month)?.is_none() {
        return Ok(Vec::new());
    }
    let words = visitor.words;
    let all = Lang::ALL.into_iter().flat_map(|lang| {
        [Format::Pptx, Format::Pdf, Format::Xlsx].map(|format| {
            let name = format!("{}-{}", format.code(), lang.code());
            let language = words.t(&format!("packs-in-{}", lang.code()));
            let text = format!("{} · {language}", words.t(&format!("packs-{}", format.code())));
            Link::new(text, format!("/packs/{place}/file?blocks=1&month={month}&as={name}"))
        })
    });
    Ok(all.collect())
}

/// The newest pack of the month of every block; none where one is missing.
fn of_blocks(reader: &mut Reader, visitor: &Visitor, month: Month) -> Result<Option<Vec<i64>>> {
    let scope = visitor.scope();
    let places = pack::places(reader, scope)?;
    let mut found = Vec::new();
    for unit in places.iter().filter(|unit| unit.id != visitor.home.top()) {
        let kept = pack::of_place(reader, scope, unit.id)?;
        match kept.iter().find(|one| one.month == month) {
            Some(one) => found.push(one.id),
            None => return Ok(None),
        }
    }
    Ok(Some(found).filter(|found| !found.is_empty()))
}

/// Freezes a pack, or the packs of all blocks.
pub(super) async fn make(
    visitor: Visitor,
    Path(id): Path<i64>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    let query = Query::of(pairs);
    let month = month_of(&query);
    let is_blocks = query.get("blocks").is_some();
    if !visitor.home.is_seen(visitor.scope(), id) {
        return Err(Error::NotFound.into());
    }
    let op: Uuid = query.get("op").and_then(|text| text.parse().ok()).ok_or(Fail::Request)?;
    let asks = visitor.clone();
    let made = visitor
        .app
        .blocking(move |app| {
            let scope = asks.scope();
            let places = app.db().read(|reader| pack::places(reader, scope))?;
            let now = clock::now();
            let synthetic = app.config().demo.is_some();
            let ask = |place_id| Ask { place_id, month, now, synthetic };
            if is_blocks {
                for unit in places.iter().filter(|unit| unit.id != asks.home.top()) {
                    pack::make(app.db(), asks.desk(), op_of(op, unit.id), &ask(unit.id))?;
                }
                return Ok(None);
            }
            Ok(Some(pack::make(app.db(), asks.desk(), op, &ask(id))?.0))
        })
        .await?;
    Ok(go(&match made {
        Some(number) => format!("/packs/{id}?month={month}&pack={number}"),
        None => format!("/packs/{id}?month={month}"),
    }))
}

/// The op of one block's pack among those of one press, so that pressing twice makes no more packs.
fn op_of(op: Uuid, place: i64) -> Uuid {
    Uuid::from_u128(op.as_u128() ^ u128::from(place.unsigned_abs()))
}

/// A file of a pack, or of the packs of all blocks.
pub(super) async fn file(
    visitor: Visitor,
    Path(id): Path<i64>,
    Asked(pairs): Pairs,
) -> Answer<Response> {
    let query = Query::of(pairs);
    if !visitor.home.is_seen(visitor.scope(), id) {
        return Err(Error::NotFound.into());
    }
    let Some(name) = query.get("as") else { return Ok(go(&format!("/packs/{id}"))) };
    let (format, lang) = wanted(name).ok_or(Error::NotFound)?;
    let words = Words::of(lang, visitor.home.overlay());
    let reads = visitor.clone();
    let all = visitor.app.read(move |reader| snapshots(reader, &reads, id, &query)).await?;
    let is_one = matches!(all, Wanted::One(_));
    let drawn = visitor
        .app
        .blocking(move |app| {
            let emblem = app.emblem();
            match all {
                Wanted::One(of) => {
                    Ok((pack::file_name(&of, words), pack::draw(&of, words, format, emblem)?))
                }
                Wanted::All(all) => {
                    let month = all.first().map(|of| of.month.to_string()).unwrap_or_default();
                    Ok((month, pack::zipped(&all, words, format, emblem.as_deref())?))
                }
            }
        })
        .await?;
    let (ending, media) =
        if is_one { (format.ending(), format.media()) } else { ("zip", "application/zip") };
    Ok(attached(&drawn.0, ending, media, drawn.1))
}

enum Wanted {
    One(Box<Snapshot>),
    All(Vec<Snapshot>),
}

fn snapshots(reader: &mut Reader, visitor: &Visitor, place: i64, query: &Query) -> Result<Wanted> {
    let scope = visitor.scope();
    if query.get("blocks").is_none() {
        let of = pack::one(reader, scope, query.number("pack").ok_or(Error::NotFound)?)?;
        return if of.place.id == place {
            Ok(Wanted::One(Box::new(of)))
        } else {
            Err(Error::NotFound)
        };
    }
    if place != visitor.home.top()
        || !pack::places(reader, scope)?.iter().any(|one| one.id == place)
    {
        return Err(Error::NotFound);
    }
    let ids = of_blocks(reader, visitor, month_of(query))?.ok_or(Error::NotFound)?;
    let all = ids.into_iter().map(|id| pack::one(reader, scope, id)).collect::<Result<_>>()?;
    Ok(Wanted::All(all))
}

/// `pptx-hi`: what is drawn, and in which language.
fn wanted(name: &str) -> Option<(Format, Lang)> {
    let (format, lang) = name.split_once('-')?;
    Some((Format::of(format)?, Lang::of(lang)?))
}
