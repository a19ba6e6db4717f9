//! The Collector's page from the database: the same for the district, a block, a panchayat, a
//! village and a federation.

mod about;
mod board;
mod cards;
mod excel;
mod map;
mod outlook;
mod say;
mod span;
mod store;
mod subject;
mod table;

use std::sync::Arc;

use axum::extract::{Path, Query as Asked};
use maud::html;
use samuh_engine::{Reader, Result, clock};
use samuh_kernel::scope::{Area, Right};
use samuh_web::{
    dashboard::{Choose, DashboardPage, Empty, Level, Summary, draw},
    page::Section,
    words::Words,
};

pub(crate) use board::{Board, Standing, lags, quantity};
pub(crate) use outlook::{forecasts, of_figure as outlook_of};
pub(crate) use span::{Span, day_of};
pub(crate) use store::{Federation, federations};
pub(crate) use subject::{Subject, crumbs, top_of};
pub(crate) use table::{BESIDE, href, name};

use super::{
    approvals::notice_of,
    fail::Answer,
    query::Query,
    ready::{Drawn, Key},
    trail::{Kind, chain_line, foot},
    visit::Visitor,
};

type Pairs = Asked<Vec<(String, String)>>;

/// The page of the desk's own unit.
pub(super) async fn front(visitor: Visitor, Asked(pairs): Pairs) -> Answer {
    let top = top_of(&visitor);
    if top == 0 {
        return Ok(nothing_yet(&visitor, &Query::of(pairs)));
    }
    page(visitor, top, Query::of(pairs)).await
}

/// The page of a place or federation.
pub(super) async fn of_unit(visitor: Visitor, Path(id): Path<i64>, Asked(pairs): Pairs) -> Answer {
    page(visitor, id, Query::of(pairs)).await
}

async fn page(visitor: Visitor, id: i64, query: Query) -> Answer {
    visitor.may(Right::See, Area::Figures)?;
    if query.get("format") == Some("xlsx") {
        let reads = visitor.clone();
        let drawn = visitor.app.read(move |reader| assemble(reader, &reads, id, &query)).await?;
        return excel::answer(&visitor, &drawn);
    }
    let key = Key {
        who: (visitor.who.account_id, visitor.desk().post_id),
        lang: visitor.words.lang(),
        address: query.at(&id.to_string()),
        day: clock::today(),
    };
    // Before the state is read: what is committed in between is then only drawn once more.
    let edition = visitor.app.blocking(|app| app.db().edition()).await?;
    let kept = edition.and_then(|of| visitor.app.ready().get(&key, of, clock::now()));
    let page = match kept {
        Some(page) => page,
        None => {
            let reads = visitor.clone();
            let page = visitor.app.read(move |reader| drawn(reader, &reads, id, &query)).await?;
            let page = Arc::new(page);
            if let Some(of) = edition {
                visitor.app.ready().put(key, of, clock::now(), Arc::clone(&page));
            }
            page
        }
    };
    Ok(visitor.page(&page.title, Some(page.section), page.body.clone()))
}

/// The page without its frame, of one state of the data.
fn drawn(reader: &mut Reader, visitor: &Visitor, id: i64, query: &Query) -> Result<Drawn> {
    let page = assemble(reader, visitor, id, query)?;
    let (section, kind) = match page.level {
        Level::Clf | Level::Vo => (Section::Federations, Kind::Institution),
        _ => (Section::Dashboard, Kind::Place),
    };
    let body = html! { (draw(&page, visitor.words)) (foot(visitor, kind, id)) };
    Ok(Drawn { title: title(&page, visitor.words), section, body })
}

fn title(page: &DashboardPage, words: &Words) -> String {
    let key = format!("dashboard-title-{}", page.level.code());
    words.args(&key, &[("name", page.name.as_str().into())])
}

/// Everything on the page, of one state of the data.
fn assemble(
    reader: &mut Reader,
    visitor: &Visitor,
    id: i64,
    query: &Query,
) -> Result<DashboardPage> {
    let query = query.without(&["format"]);
    let span = Span::of(&query, clock::today());
    let subject = Subject::find(reader, visitor, id, &query)?;
    let ids = subject.unit_ids();
    let board = Board::load(reader, visitor.scope(), (subject.id, &ids), &span)?;
    let mut page = frame(&subject, &span, &query);
    page.has_targets = board.has_targets(subject.id);
    (page.about, page.trail) = about::about(reader, visitor, &subject)?;
    if id == top_of(visitor) {
        let waits = notice_of(reader, visitor)?;
        page.about = html! { (page.about) (waits) };
    }
    if board.is_empty(subject.id) {
        page.empty = Some(span.as_on.map_or(Empty::NoData, Empty::NothingBefore));
        return Ok(page);
    }
    let words = visitor.words;
    page.table = table::table(&board, &subject, words, &query);
    page.freshness = cards::freshness(reader, visitor, &board, &subject)?;
    page.summary = say::summary(&board, &subject, page.table.as_ref(), words);
    page.questions = say::questions(&board, &subject, &page.freshness, words);
    page.kpis = cards::kpis(reader, visitor, &board, &subject)?;
    page.glance = cards::glance(visitor, &board, &subject);
    page.map = map::map(&board, &subject, words, &query);
    page.lagging = cards::lagging(reader, visitor, &board, &subject)?;
    let outlook = outlook::panel(reader, visitor, &board, &subject)?;
    page.trail = html! { (outlook) (page.trail) };
    page.chain = chain_line(reader, visitor)?;
    Ok(page)
}

fn frame(subject: &Subject, span: &Span, query: &Query) -> DashboardPage {
    DashboardPage {
        level: subject.level,
        name: subject.name.clone(),
        crumbs: subject.crumbs.clone(),
        day: span.day(),
        year_passed: span.year_passed(),
        about: html! {},
        trail: html! {},
        choose: Choose {
            action: subject.path.clone(),
            hidden: query.only(&["by", "map"]).pairs().to_vec(),
            years: span.years(),
            year: span.year,
            month: span.month,
            as_on: span.as_on,
            as_on_typed: span.typed.clone(),
            with_pending: span.with_pending,
        },
        empty: None,
        has_targets: false,
        summary: Summary::default(),
        questions: Vec::new(),
        freshness: Vec::new(),
        kpis: Vec::new(),
        glance: Vec::new(),
        table: None,
        map: None,
        lagging: None,
        chain: None,
    }
}

/// A district whose places have not been imported yet.
fn nothing_yet(visitor: &Visitor, query: &Query) -> axum::response::Response {
    let subject = Subject {
        id: 0,
        level: Level::District,
        name: String::new(),
        path: "/".into(),
        crumbs: Vec::new(),
        units_are: Level::Block,
        units: Vec::new(),
    };
    let mut page = frame(&subject, &Span::of(query, clock::today()), query);
    page.empty = Some(Empty::NoData);
    let title = title(&page, visitor.words);
    visitor.page(&title, Some(Section::Dashboard), draw(&page, visitor.words))
}

/// The filter by which lists keep to a unit; none for the whole district.
pub(crate) fn filter_of(subject: &Subject) -> Option<&'static str> {
    (subject.level != Level::District).then(|| subject.level.code())
}
