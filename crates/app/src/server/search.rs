//! The search box: groups, villages, federations and members by name in either script and any
//! spelling, or by code.

use axum::extract::Query as Asked;
use samuh_engine::{Reader, Result};
use samuh_groups::{Filter, Kind, MemberAsk, Order, count, count_members, list, list_members};
use samuh_kernel::{
    scope::{Area, Right},
    text::{fold, key, skeleton_distance},
};
use samuh_places::{Level, Place};
use samuh_web::{
    pages::search::{self as drawn, Hit, Hits, SearchPage},
    parts::Link,
};

use super::{
    fail::Answer,
    groups::{member_row, rows},
    query::Query,
    visit::{self, Visitor},
};

/// How many of each kind are shown, and among how many the nearest are looked for.
const SHOWN: usize = 8;
const AMONG: i64 = 200;

/// The results.
pub(super) async fn page(visitor: Visitor, Asked(pairs): Asked<Vec<(String, String)>>) -> Answer {
    let query = Query::of(pairs);
    let asked = query.get("q").unwrap_or_default().to_owned();
    let (reads, text) = (visitor.clone(), asked.clone());
    let found = visitor.app.read(move |reader| find(reader, &reads, &text)).await?;
    let words = visitor.words;
    if visitor.here.is_swap {
        return Ok(visit::fragment(drawn::under(&SearchPage { asked, found }, words)));
    }
    let body = drawn::draw(&SearchPage { asked: asked.clone(), found }, words);
    let shell =
        samuh_web::page::Shell { search: asked, ..visitor.shell(&words.t("search-title"), None) };
    let mut whole = visit::answer(samuh_web::page::draw(&shell, body));
    visit::vary_by_swap(&mut whole);
    Ok(whole)
}

fn find(reader: &mut Reader, visitor: &Visitor, asked: &str) -> Result<Vec<Hits>> {
    let is_short = asked.chars().filter(|letter| letter.is_alphanumeric()).count() < 2;
    if visitor.here.is_swap && is_short {
        return Ok(Vec::new());
    }
    if key(asked).is_empty() && !asked.chars().any(|letter| letter.is_ascii_digit()) {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    if visitor.scope().may(Right::See, Area::Groups) {
        found.push(institutions(reader, visitor, asked, &[Kind::Shg])?);
        found.push(places(visitor, asked));
        found.push(institutions(reader, visitor, asked, &[Kind::Vo, Kind::Clf])?);
        found.push(members(reader, visitor, asked)?);
    }
    found.retain(|hits| hits.total > 0);
    Ok(found)
}

fn institutions(
    reader: &mut Reader,
    visitor: &Visitor,
    asked: &str,
    kinds: &[Kind],
) -> Result<Hits> {
    let hindi = visitor.hindi();
    let (mut total, mut ranked) = (0, Vec::new());
    let mut most = (Kind::Clf, 0);
    for kind in kinds {
        let filter = Filter { search: Some(asked.to_owned()), ..Filter::all(*kind) };
        let count = count(reader, visitor.scope(), &filter)?;
        total += count;
        if count > most.1 {
            most = (*kind, count);
        }
        for row in list(reader, visitor.scope(), &filter, Order::Name, None, AMONG)? {
            let names = [row.name_hi.as_deref(), row.name_en.as_deref()];
            let room = if *kind == Kind::Shg { "groups" } else { "federations" };
            let link = Link::new(rows::name(&row, hindi), format!("/{room}/{}", row.id));
            let mut note = visitor.home.address(row.place_id, hindi);
            note.extend(row.code.clone());
            ranked.push((distance(asked, names), Hit { link, note: note.join(", ") }));
        }
    }
    let is_groups = kinds == [Kind::Shg];
    let query = Query::default().with("q", asked);
    let all = if is_groups {
        query.at("/groups")
    } else {
        query.with("kind", most.0.code()).at("/federations")
    };
    let kind = if is_groups { "search-groups" } else { "search-federations" };
    Ok(Hits { kind, hits: nearest(ranked), total, all })
}

/// Places the desk sees: every word asked for stands in the name, by sound.
fn places(visitor: &Visitor, asked: &str) -> Hits {
    let hindi = visitor.hindi();
    let wanted: Vec<String> = key(asked).split(' ').map(str::to_owned).collect();
    let is_meant = |place: &&Place| {
        let names = [place.name_hi.as_deref(), place.name_en.as_deref()];
        let by_name = names.into_iter().flatten().any(|name| {
            let sound = key(name);
            let words: Vec<&str> = sound.split(' ').collect();
            wanted.iter().all(|word| !word.is_empty() && words.contains(&word.as_str()))
        });
        by_name || place.codes.iter().any(|(_, code)| code == asked.trim())
    };
    let seen = visitor.home.places.places().filter(|place| place.level != Level::District);
    let mut ranked: Vec<(usize, Hit)> = Vec::new();
    for place in seen.filter(is_meant) {
        if !visitor.home.is_seen(visitor.scope(), place.id) {
            continue;
        }
        let names = [place.name_hi.as_deref(), place.name_en.as_deref()];
        let level = visitor.words.t(&format!("level-{}", place.level.code()));
        let above = visitor.home.address(place.parent_id, hindi);
        let note: Vec<String> = std::iter::once(level).chain(above).collect();
        let link = Link::new(place.name(hindi), format!("/places/{}", place.id));
        ranked.push((distance(asked, names), Hit { link, note: note.join(", ") }));
    }
    let total = i64::try_from(ranked.len()).unwrap_or(i64::MAX);
    let all = Query::default().with("q", asked).at("/places");
    Hits { kind: "search-villages", hits: nearest(ranked), total, all }
}

fn members(reader: &mut Reader, visitor: &Visitor, asked: &str) -> Result<Hits> {
    let hindi = visitor.hindi();
    let ask = MemberAsk { q: asked.to_owned(), ..MemberAsk::default() };
    let total = count_members(reader, visitor.scope(), &ask)?;
    let found = list_members(reader, visitor.scope(), &ask, false)?;
    let ranked = found.members.iter().map(|seen| {
        let names = [seen.name_hi.as_deref(), seen.name_en.as_deref()];
        let (first, second) =
            if hindi { (&seen.group_hi, &seen.group_en) } else { (&seen.group_en, &seen.group_hi) };
        let group = first.as_deref().or(second.as_deref()).unwrap_or("").to_owned();
        let note: Vec<String> =
            std::iter::once(group).chain(visitor.home.address(seen.place_id, hindi)).collect();
        let link = member_row(seen, hindi).member;
        (distance(asked, names), Hit { link, note: note.join(", ") })
    });
    let all = Query::default().with("q", asked).at("/members");
    Ok(Hits { kind: "search-members", hits: nearest(ranked.collect()), total, all })
}

fn distance<'a>(asked: &str, names: impl IntoIterator<Item = Option<&'a str>>) -> usize {
    let (asked_key, asked) = (key(asked), fold(asked));
    let far = |name: &str| {
        let spelled = skeleton_distance(&fold(name), &asked);
        spelled.min(skeleton_distance(&key(name), &asked_key) + 1)
    };
    names.into_iter().flatten().map(far).min().unwrap_or(usize::MAX)
}

fn nearest(mut ranked: Vec<(usize, Hit)>) -> Vec<Hit> {
    ranked.sort_by_key(|(distance, _)| *distance);
    ranked.into_iter().take(SHOWN).map(|(_, hit)| hit).collect()
}
