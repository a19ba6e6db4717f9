//! The walking list of a village: whom to visit first, on the screen and on paper, and as a workbook.

use axum::response::Response;
use maud::{Markup, html};
use samuh_engine::{Reader, Result, clock};
use samuh_groups::saturation::{
    matching,
    model::{Ask, Covering, Field, Outcome, Seen},
    rules::{Tally, Turn, turn},
    store,
};
use samuh_kernel::scope::{Area, Right};
use samuh_web::{
    parts::{Link, Look, Tab, button_link, crumbs, download, empty, heading, tabs},
    show,
};

use super::{
    PATH, Standing,
    matches::{is_said_in, offered, sought},
    parts::{band_text, covering, last, link, state, state_name},
    table::way,
};
use crate::server::{privacy::Leaving, query::Query, visit::Visitor};

/// Households of one village; a list longer than this is not of a village.
const MOST: i64 = 5_000;
/// The views of the list, as addresses say them: those to visit first.
const VIEWS: [&str; 5] = ["open", "all", "covered", "left_out", "unknown"];

/// A village's households with what their rows need.
struct List {
    rows: Vec<(Turn, Seen)>,
    covering: Vec<Covering>,
    outcomes: Vec<Outcome>,
}

/// Title and body.
pub(super) fn assemble(
    reader: &mut Reader,
    visitor: &Visitor,
    id: i64,
    query: &Query,
) -> Result<(String, Markup)> {
    let words = visitor.words;
    let tally = Standing::of(reader, visitor, id)?.tally(visitor, id);
    let view = view(query);
    let list = load(reader, visitor, id, view)?;
    let (clear, said) = to_match(reader, visitor, id)?;
    let name = visitor.home.name(id, visitor.hindi());
    let title = words.args("sat-village", &[("name", name.into())]);
    let address = visitor.home.address(id, visitor.hindi()).join(", ");
    let path = format!("{PATH}/places/{id}");
    let may = visitor.scope().may(Right::Enter, Area::Groups);
    let body = html! {
        (crumbs(words, &way(visitor, id), &title))
        (heading(&title, html! { (address) " · " (summary(visitor, &tally)) }, html! {
            @if may && tally.listed > tally.covered {
                (button_link(&Link::new(words.t("sat-enter-sheet"), format!("{path}/visits")), None, Look::Primary))
            }
            @if clear > 0 {
                (button_link(&Link::new(words.args("sat-matches-count", &[("n", clear.into())]), format!("{path}/matches")), None, Look::Plain))
            }
            @if said > 0 {
                (button_link(&Link::new(words.args("sat-said-count", &[("n", said.into())]), format!("{path}/matches")), None, Look::Plain))
            }
            (download(words, &query.with("format", "xlsx").at(&path)))
        }))
        @if tally.unknown > 0 { p.lead { (words.t("sat-band")) } }
        (tabs(&words.t("sat-view"), &views(visitor, &path, view, &tally)))
        p.lead.top-pad { (words.t("sat-rule")) " " span.screen { (words.t("sat-print")) } }
        (paper_head(visitor, &list.outcomes))
        section.panel {
            @if list.rows.is_empty() {
                (empty(&words.t("sat-none"), &words.t("sat-none.text"), None))
            } @else { (drawn(visitor, &list)) }
        }
    };
    Ok((title, body))
}

fn view(query: &Query) -> &'static str {
    let asked = query.get("view").unwrap_or("open");
    VIEWS.into_iter().find(|known| *known == asked).unwrap_or("open")
}

fn load(reader: &mut Reader, visitor: &Visitor, id: i64, view: &str) -> Result<List> {
    let today = clock::today();
    let state = if view == "all" { String::new() } else { view.to_owned() };
    let ask = Ask { place_id: id, state, ..Ask::default() };
    let outcomes = store::outcomes(reader, today)?;
    let found = store::list(reader, visitor.scope(), &ask, (today, MOST, 0))?;
    let mut rows: Vec<(Turn, Seen)> =
        found.into_iter().map(|seen| (turn(&seen, &outcomes, today), seen)).collect();
    // The longest ago first where two are due; names keep the order of the register.
    rows.sort_by_key(|(turn, seen)| (*turn, seen.last.as_ref().map(|(_, on)| *on)));
    let covering = store::covering(reader, visitor.scope(), (id, 0), today)?;
    Ok(List { rows, covering, outcomes })
}

/// How many matches of the village are clear, and of how many households a visit said that they are in a
/// group already.
fn to_match(reader: &mut Reader, visitor: &Visitor, id: i64) -> Result<(i64, i64)> {
    let (scope, today) = (visitor.scope(), clock::today());
    let ask = Ask { place_id: id, state: "open".into(), ..Ask::default() };
    let open = store::list(reader, scope, &ask, (today, MOST, 0))?;
    let refused = store::refusals(reader, scope, id)?;
    let pool = offered(reader, visitor, id)?;
    let found = matching::candidates(&sought(&open), &pool, &refused);
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let clear = found.iter().filter(|one| one.is_clear).count();
    Ok((count(clear), count(open.iter().filter(|seen| is_said_in(seen)).count())))
}

fn summary(visitor: &Visitor, tally: &Tally) -> String {
    let said = [
        ("listed", tally.listed.into()),
        ("covered", tally.covered.into()),
        ("unknown", tally.unknown.into()),
        ("band", band_text(tally.band()).into()),
    ];
    visitor.words.args("sat-summary", &said)
}

fn views(visitor: &Visitor, path: &str, now: &str, tally: &Tally) -> Vec<Tab> {
    let tab = |view: &'static str| {
        let state = if view == "all" { "" } else { view };
        let name = state_name(visitor, state, &[]);
        let text = format!("{name} {}", show::grouped(tally.count(state)));
        Tab { link: Link::new(text, format!("{path}?view={view}")), current: view == now }
    };
    VIEWS.into_iter().map(tab).collect()
}

/// What stands above the list on paper: who walks, when, and what the numbers of the boxes mean.
fn paper_head(visitor: &Visitor, outcomes: &[Outcome]) -> Markup {
    let words = visitor.words;
    html! {
        div.paper.walk-head {
            p { (words.t("sat-paper-day")) " ______________ " (words.t("sat-paper-who")) " ______________________________" }
            p {
                b { (words.t("sat-paper-boxes")) } " "
                @for (at, outcome) in (1..).zip(outcomes) {
                    @if at > 1 { " · " }
                    (at) " " (outcome.name(visitor.hindi()))
                }
            }
        }
    }
}

/// The list. On the screen the state, on paper empty boxes to tick.
fn drawn(visitor: &Visitor, list: &List) -> Markup {
    let words = visitor.words;
    let (head, relation, place) =
        (words.t("sat-head"), words.t("field-relation"), words.t("sat-hamlet"));
    let (turns, lasts, boxes) = (words.t("sat-turn"), words.t("sat-last"), words.t("sat-outcome"));
    html! {
        table.tbl.walk role="table" {
            caption.vh { (words.t("sat-walking-list")) }
            thead role="rowgroup" { tr role="row" {
                th.n scope="col" { (words.t("field-serial")) }
                th scope="col" { (head) } th scope="col" { (relation) }
                th scope="col" { (place) } th.screen scope="col" { (turns) }
                th scope="col" { (lasts) } th.paper scope="col" { (boxes) }
                th.paper scope="col" { (words.t("sat-remark")) }
            } }
            tbody role="rowgroup" {
                @for (at, (turn, seen)) in (1..).zip(&list.rows) {
                    tr role="row" {
                        td.n role="cell" data-label=(words.t("field-serial")) { (at) }
                        th scope="row" role="rowheader" { (named(visitor, seen)) }
                        td role="cell" data-label=(relation) { (seen.target.texts.get(Field::Relation)) }
                        td role="cell" data-label=(place) { (seen.target.texts.get(Field::Address)) }
                        td.screen role="cell" data-label=(turns) { (words.t(turn.key())) }
                        td role="cell" data-label=(lasts) { (standing(visitor, seen, list)) }
                        td.paper.boxes role="cell" {
                            @for at in 1..=list.outcomes.len() { i { (at) } }
                        }
                        td.paper role="cell" {}
                    }
                }
            }
        }
    }
}

fn named(visitor: &Visitor, seen: &Seen) -> Markup {
    let (link, texts) = (link(seen), &seen.target.texts);
    let mut under: Vec<String> = texts.women().map(str::to_owned).collect();
    let number = texts.get(Field::Number);
    if !number.is_empty() {
        let number = visitor.words.args("sat-number", &[("no", number.into())]);
        // The word and its number stay on one line of a narrow column.
        under.push(number.replace(' ', "\u{a0}"));
    }
    html! {
        div {
            a href=(link.href) { (link.text) }
            @if !under.is_empty() { small { (under.join(" · ")) } }
        }
    }
}

fn standing(visitor: &Visitor, seen: &Seen, list: &List) -> Markup {
    let last = last(visitor, seen, &list.outcomes);
    html! {
        div {
            span.screen { (state(visitor, &seen.state)) }
            (covering(visitor, &list.covering, seen.target.id))
            @if !last.is_empty() { small { (last) } }
        }
    }
}

/// The list as a workbook, in the same order; a blank column for what the visit finds.
pub(super) fn workbook(
    reader: &mut Reader,
    visitor: &Visitor,
    id: i64,
    query: &Query,
) -> Result<(Leaving, Response)> {
    let words = visitor.words;
    super::seen_village(reader, visitor, id)?;
    let list = load(reader, visitor, id, view(query))?;
    let title =
        words.args("sat-village", &[("name", visitor.home.name(id, visitor.hindi()).into())]);
    let rows: Vec<&Seen> = list.rows.iter().map(|(_, seen)| seen).collect();
    let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let asked = query.with("village", id.to_string());
    let file = Leaving::of(visitor, "households", (&asked, count));
    Ok((file, super::excel::write(visitor, &title, &rows, &list.outcomes)?))
}

/// The way back to the list of a village.
pub(super) fn list_link(visitor: &Visitor, place_id: i64) -> Link {
    let name = visitor.home.name(place_id, visitor.hindi());
    let text = visitor.words.args("sat-village", &[("name", name.into())]);
    Link::new(text, format!("{PATH}/places/{place_id}"))
}
