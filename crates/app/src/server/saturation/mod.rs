//! Saturation by name: the table down to the village, the walking list of a village, a household with
//! its visits, and matches that wait for a person. What is personal beyond names is masked.

mod choosing;
mod excel;
mod household;
mod matches;
mod parts;
mod people;
mod table;
mod village;
mod visits;

use std::collections::HashMap;

use axum::{
    extract::{Path, Query as Asked},
    response::Response,
};
use maud::{Markup, html};
use samuh_engine::{Error, Reader, Result, clock};
use samuh_groups::saturation::{model::Tallied, rules::Tally, store};
use samuh_kernel::scope::{Area, Right};
use samuh_places::Level;
use samuh_web::{
    page::Section,
    parts::{Link, panel_with},
};
use uuid::Uuid;

use super::{
    fail::{Answer, Fail, go},
    query::Query,
    visit::Visitor,
};

pub(super) use household::{correct, draw_correct, matched, one, visited};
pub(super) use household::{opened, with_problems};
pub(super) use matches::{accept, page as matches};
pub(super) use people::page as people;
pub(super) use visits::{draw as draw_visits, enter as enter_visits};

const PATH: &str = "/saturation";

/// The district's or the desk's own table; a desk of one village comes to its walking list.
pub(super) async fn page(visitor: Visitor, asked: Asked<Vec<(String, String)>>) -> Answer {
    visitor.may(Right::See, Area::Groups)?;
    of(visitor, own_unit, asked.0).await
}

/// The table of a place, or the walking list of a village.
pub(super) async fn of_place(
    visitor: Visitor,
    Path(id): Path<i64>,
    asked: Asked<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::See, Area::Groups)?;
    of(visitor, move |_| id, asked.0).await
}

async fn of(
    visitor: Visitor,
    unit: impl Fn(&Visitor) -> i64 + Send + 'static,
    pairs: Vec<(String, String)>,
) -> Answer {
    let query = Query::of(pairs);
    let reads = visitor.clone();
    let is_excel = query.get("format") == Some("xlsx");
    let id = unit(&visitor);
    if is_village(&visitor, id) {
        if is_excel {
            let read = move |reader: &mut Reader| village::workbook(reader, &reads, id, &query);
            let (file, answer) = visitor.app.read(read).await?;
            super::privacy::leaves(&visitor, file).await?;
            return Ok(answer);
        }
        let read = move |reader: &mut Reader| village::assemble(reader, &reads, id, &query);
        let (title, body) = visitor.app.read(read).await?;
        // A list of names is a reading of each of them.
        super::privacy::read(&visitor, "target_list", id).await?;
        return Ok(visitor.page(&title, Some(Section::Saturation), body));
    }
    if is_excel {
        let read = move |reader: &mut Reader| table::workbook(reader, &reads, id);
        return Ok(visitor.app.read(read).await?);
    }
    let (title, body) = visitor.app.read(move |reader| table::assemble(reader, &reads, id)).await?;
    Ok(visitor.page(&title, Some(Section::Saturation), body))
}

/// The band by name beside the figure of a unit; nothing where no list of its households is there.
pub(super) fn beside(reader: &mut Reader, visitor: &Visitor, unit: i64) -> Result<Markup> {
    let is_place = visitor.home.places.get(unit).is_some();
    if !is_place || !visitor.scope().may(Right::See, Area::Groups) {
        return Ok(html! {});
    }
    let tally = Standing::of(reader, visitor, unit)?.tally(visitor, unit);
    if tally.listed == 0 {
        return Ok(html! {});
    }
    let words = visitor.words;
    let link = Link::new(words.t("sat-open-table"), table::address(unit));
    let body = html! {
        (parts::band(tally.band()))
        @if tally.unknown > 0 {
            p.hint { (words.args("sat-beside-band", &[("n", tally.unknown.into())])) }
        }
        p.hint { (words.args("sat-beside", &[("n", tally.listed.into())])) }
    };
    Ok(panel_with(&words.t("sat-title"), None, Some(&link), body))
}

/// Back to the page whose form was sent, where a reader of its answer reloads it.
pub(super) async fn back(visitor: Visitor) -> Response {
    let path = visitor.here.path();
    go(path.rsplit_once('/').map_or(PATH, |(page, _)| page))
}

/// The unit that a desk's page begins with: its own place, else 0 for all that it sees.
fn own_unit(visitor: &Visitor) -> i64 {
    match visitor.scope().roots() {
        [only] if visitor.home.places.get(*only).is_some() => *only,
        [] if visitor.scope().is_whole_district() => visitor.home.top(),
        _ => 0,
    }
}

/// A village; or a panchayat of which no village is known, as a list may name it.
fn is_village(visitor: &Visitor, id: i64) -> bool {
    let level = visitor.home.places.get(id).map(|place| place.level);
    match level {
        Some(Level::Village) => true,
        Some(Level::Gp) => visitor.home.below(id, Level::Village).is_empty(),
        _ => false,
    }
}

/// How the households of the desk stand, place by place.
struct Standing {
    by_place: HashMap<i64, Vec<Tallied>>,
}

impl Standing {
    /// Those at or below a unit; 0 for all that the desk sees.
    ///
    /// # Errors
    /// `NotFound` for a unit that is not the desk's. A desk of a federation sees the villages in
    /// which its groups stand.
    fn of(reader: &mut Reader, visitor: &Visitor, unit: i64) -> Result<Self> {
        let mut by_place: HashMap<i64, Vec<Tallied>> = HashMap::new();
        for one in store::tally(reader, visitor.scope(), unit, clock::today())? {
            by_place.entry(one.place_id).or_default().push(one);
        }
        let is_own = unit == 0
            || visitor.home.is_seen(visitor.scope(), unit)
            || by_place.contains_key(&unit);
        if is_own { Ok(Self { by_place }) } else { Err(Error::NotFound) }
    }

    /// The sum of the places at or below one; 0 for all.
    fn tally(&self, visitor: &Visitor, unit: i64) -> Tally {
        let mut sum = Tally::default();
        let below = |place: &i64| unit == 0 || visitor.home.places.lineage(*place).contains(&unit);
        let inside = self.by_place.iter().filter(|(place, _)| below(place));
        inside.flat_map(|(_, all)| all).for_each(|one| sum.add(one));
        sum
    }
}

/// Refuses a village that is not the desk's.
fn seen_village(reader: &mut Reader, visitor: &Visitor, id: i64) -> Result<()> {
    Standing::of(reader, visitor, id).map(drop)
}

fn sent_op(form: &Query) -> Answer<Uuid> {
    form.get("op").and_then(|op| op.parse().ok()).ok_or(Fail::Request)
}

/// A day of a form; none for one that cannot be read.
fn day(text: &str) -> Option<chrono::NaiveDate> {
    use samuh_kernel::{read, sheet::Cell};
    let read = read::day(&Cell::Text(text.to_owned()), clock::today()).ok().flatten();
    read.map(|reading| reading.value)
}
