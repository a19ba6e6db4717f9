//! A meeting as it is held: its agenda with live figures, directions given in seconds, the directions
//! of before, and who came.

use std::collections::BTreeMap;

use axum::{extract::Path, response::Response};
use maud::{Markup, html};
use samuh_engine::{Reader, Result, clock};
use samuh_figures::catalogue::by_code;
use samuh_kernel::scope::{Area, Right};
use samuh_meetings::{
    direction::{Direction, Filter, State as DirectionState, directions, tally},
    meeting::{
        Item, ItemKind, ItemState, Meeting, Member, Minutes, State, items_of, meeting_of,
        members_of, runs,
    },
};
use samuh_web::{
    page::Section,
    parts::{
        Choice, Control, Field, Icon, Link, Look, Problem, Tone, button, button_link, crumbs,
        empty, field, heading, panel_with, problems, tag,
    },
    show,
};

use super::{
    Names,
    compose::{achieved_then, minutes_before},
    number, side,
    strip::{Figures, Strip, indicators},
    title, unit_name, weekday,
};
use crate::{
    ids::new_id,
    server::{
        dashboard::{name, quantity},
        directions::{self, give_form, line},
        fail::Answer,
        query::Query,
        trail::{Kind as Trailed, foot},
        visit::Visitor,
    },
};

/// How many directions of before a page shows; the ledger has the others.
const BESIDE: i64 = 12;

/// What a page of one meeting shows.
pub(super) struct Shown {
    pub(super) meeting: Meeting,
    pub(super) members: Vec<Member>,
    pub(super) items: Vec<Item>,
    pub(super) figures: Option<Figures>,
    pub(super) given: Vec<Direction>,
    pub(super) names: Names,
    pub(super) before: Option<Meeting>,
    then: BTreeMap<String, i64>,
    pub(super) earlier: Earlier,
    pub(super) runs: bool,
}

/// The directions of the meetings before.
#[derive(Default)]
pub(super) struct Earlier {
    pub(super) open: Vec<Direction>,
    pub(super) overdue: i64,
    pub(super) going: i64,
    pub(super) done: i64,
}

impl Shown {
    /// The open directions of before, as the wall shows them: the most pressing ones.
    pub(super) fn waiting(&self, visitor: &Visitor) -> Markup {
        const ON_THE_WALL: usize = 6;
        html! {
            (earlier_line(visitor, self))
            div.dirs {
                @for one in self.earlier.open.iter().take(ON_THE_WALL) { (line(visitor, &self.names, one)) }
            }
        }
    }

    /// The open directions of before.
    pub(super) fn earlier(&self) -> &[Direction] {
        &self.earlier.open
    }
}

/// How the page is asked for, after a form that was refused.
#[derive(Default)]
pub(super) struct How {
    pub(super) form: Query,
    pub(super) wrong: Vec<Problem>,
}

/// The page.
pub(in crate::server) async fn page(visitor: Visitor, Path(id): Path<i64>) -> Answer {
    visitor.may(Right::See, Area::Meetings)?;
    shown(&visitor, id, &How::default()).await
}

/// Reads what a page of a meeting shows: of the directions of before as many as a page has room for.
pub(super) fn load(reader: &mut Reader, visitor: &Visitor, id: i64) -> Result<Shown> {
    loaded(reader, visitor, id, BESIDE)
}

/// The same for the minutes: with every direction of before, and with those who held the posts on the
/// day of the meeting.
pub(super) fn load_whole(reader: &mut Reader, visitor: &Visitor, id: i64) -> Result<Shown> {
    let mut shown = loaded(reader, visitor, id, i64::MAX)?;
    shown.names = Names::on(reader, visitor, shown.meeting.held_on)?;
    Ok(shown)
}

fn loaded(reader: &mut Reader, visitor: &Visitor, id: i64, most: i64) -> Result<Shown> {
    let desk = visitor.desk();
    let meeting = meeting_of(reader, desk, id)?;
    let items = items_of(reader, desk, id)?;
    let of = Filter { meeting_id: id, most: i64::MAX, ..Filter::default() };
    let mut given = directions(reader, desk, &of)?;
    given.sort_by_key(|one| one.serial);
    let before = minutes_before(reader, visitor, &meeting)?;
    let minutes: Option<&Minutes> = before.as_ref().map(|(_, minutes)| minutes);
    let then = achieved_then(minutes.filter(|minutes| minutes.year == meeting.year));
    let last = before.as_ref().map(|(one, _)| one.id);
    Ok(Shown {
        members: members_of(reader, desk, id)?,
        figures: Figures::load(reader, visitor, &meeting, Some(&indicators(&items)))?,
        earlier: earlier(reader, visitor, &meeting, (last, most))?,
        names: Names::load(reader, visitor)?,
        runs: runs(reader, desk, &meeting)?,
        before: before.map(|(one, _)| one),
        meeting,
        items,
        given,
        then,
    })
}

fn earlier(
    reader: &mut Reader,
    visitor: &Visitor,
    meeting: &Meeting,
    (before, most): (Option<i64>, i64),
) -> Result<Earlier> {
    let Some(series_id) = meeting.series_id else { return Ok(Earlier::default()) };
    let (desk, today) = (visitor.desk(), clock::today());
    let ask = Filter {
        series_id,
        state: Some(DirectionState::Open),
        not_meeting: meeting.id,
        given_by: Some(meeting.held_on),
        most,
        ..Filter::default()
    };
    let (count, overdue) = tally(reader, desk, &ask, today)?;
    let done = match before {
        Some(meeting_id) => {
            let state = Some(DirectionState::Closed);
            let closed = Filter { meeting_id, state, ..Filter::default() };
            tally(reader, desk, &closed, today)?.0
        }
        None => 0,
    };
    let open = directions(reader, desk, &ask)?;
    Ok(Earlier { open, overdue, going: count - overdue, done })
}

/// The page, with a form that was refused.
pub(super) async fn shown(visitor: &Visitor, id: i64, how: &How) -> Answer<Response> {
    let reads = visitor.clone();
    let page = visitor.app.read(move |reader| load(reader, &reads, id)).await?;
    let head = title(&page.meeting, visitor.words, visitor.hindi());
    let body = draw(visitor, &head, &page, how)?;
    Ok(visitor.page(&head, Some(Section::Meetings), body))
}

/// True while the desk may work in the meeting: it runs it, and it is not over.
pub(super) fn may_work(page: &Shown) -> bool {
    page.runs && page.meeting.state == State::Planned
}

fn draw(visitor: &Visitor, head: &str, page: &Shown, how: &How) -> Answer<Markup> {
    let (words, meeting) = (visitor.words, &page.meeting);
    let agenda = agenda(visitor, page, how)?;
    let attendance = side::attendance(visitor, page, how)?;
    Ok(html! {
        (crumbs(words, &[Link::new(words.t("meetings-title"), "/meetings")], &number(meeting)))
        (heading(head, under(visitor, page), actions(visitor, page)))
        (problems(words, &how.wrong))
        div.meet {
            div {
                (agenda)
            }
            div {
                (side::beside(visitor, page))
                (attendance)
                (side::presentations(visitor, page))
            }
        }
        (foot(visitor, Trailed::Meeting, meeting.id))
    })
}

/// Day, place, chair and number.
pub(super) fn under(visitor: &Visitor, page: &Shown) -> Markup {
    let (words, hindi, meeting) = (visitor.words, visitor.hindi(), &page.meeting);
    html! {
        span.meta {
            span {
                b { (weekday(meeting.held_on, words)) }
                @if let Some(at) = &meeting.at_time { ", " (at) }
            }
            @if let Some(venue) = &meeting.venue { span { (venue) } }
            span { (unit_name(visitor, meeting.unit_id, hindi)) }
            span { (words.t("meeting-chair")) ": " b { (page.names.of(meeting.chair_post_id, hindi)) } }
            span { (words.t("minutes-number")) " " (number(meeting)) }
            @match meeting.state {
                State::Planned => {}
                State::Closed => { (tag(Tone::Good, &words.t("meeting-closed"))) }
                State::Cancelled => {
                    (tag(Tone::Bad, &words.t("meeting-cancelled")))
                    @if let Some(reason) = &meeting.end_reason { span { (reason) } }
                }
            }
        }
    }
}

fn actions(visitor: &Visitor, page: &Shown) -> Markup {
    let (words, id) = (visitor.words, page.meeting.id);
    let link = |key: &str, path: String| Link::new(words.t(key), path);
    html! {
        (button_link(&link("meeting-wall", format!("/meetings/{id}/wall")), None, Look::Plain))
        @if page.meeting.state == State::Closed {
            (button_link(&link("minutes", format!("/meetings/{id}/minutes")), Some(Icon::Print), Look::Plain))
        }
        @if may_work(page) {
            (button_link(&link("meeting-edit", format!("/meetings/{id}/edit")), None, Look::Plain))
            (button_link(&link("meeting-close", format!("/meetings/{id}/close")), Some(Icon::Check), Look::Primary))
        }
    }
}

fn agenda(visitor: &Visitor, page: &Shown, how: &How) -> Answer<Markup> {
    let words = visitor.words;
    let may = may_work(page);
    let live: Vec<&Item> =
        page.items.iter().filter(|one| one.state != ItemState::Dropped).collect();
    let mut parts = Vec::with_capacity(live.len());
    for item in &live {
        parts.push(article(visitor, page, item, how)?);
    }
    let args = [("n", (live.len() as i64).into()), ("given", (page.given.len() as i64).into())];
    let sub = words.args("agenda-sub", &args);
    let outside: Vec<&Direction> = page
        .given
        .iter()
        .filter(|one| !live.iter().any(|item| Some(item.no) == one.item_no))
        .collect();
    let tools = if may { Some(tools(visitor, page, how)?) } else { None };
    let body = html! {
        @if live.is_empty() {
            (empty(&words.t("agenda-empty"), &words.t("agenda-empty.text"), None))
        }
        div.agenda { @for part in parts { (part) } }
        @if !outside.is_empty() {
            div.ag {
                b { (words.t("directions-outside")) }
                div.dirs { @for one in outside { (line(visitor, &page.names, one)) } }
            }
        }
        @if let Some(tools) = tools { (tools) }
    };
    Ok(panel_with(&words.t("agenda"), Some(&sub), None, body))
}

/// The title of an item in a language.
pub(super) fn item_title(item: &Item, names: &Names, hindi: bool) -> String {
    let words = names.words(hindi);
    if let Some(title) = &item.title {
        return title.clone();
    }
    match (item.kind, item.indicator.as_deref().and_then(by_code)) {
        (ItemKind::Indicator, Some(indicator)) => name(words, indicator),
        (ItemKind::Directions, _) => words.t("agenda-directions"),
        _ => String::new(),
    }
}

fn article(visitor: &Visitor, page: &Shown, item: &Item, how: &How) -> Answer<Markup> {
    let (words, hindi) = (visitor.words, visitor.hindi());
    let strip = strip_of(page, item);
    let given: Vec<&Direction> =
        page.given.iter().filter(|one| one.item_no == Some(item.no)).collect();
    let form = if may_work(page) { Some(work(visitor, page, item, how)?) } else { None };
    Ok(html! {
        article.ag id=(format!("item-{}", item.no)) {
            h3 {
                span {
                    (item_title(item, &page.names, hindi))
                    @if let Some(post) = item.presenter { " · " small { (page.names.of(post, hindi)) } }
                }
                @if let Some(strip) = &strip { (badge(visitor, page, strip)) }
            }
            @if let Some(strip) = &strip { (strip.draw(visitor)) }
            @if item.kind == ItemKind::Directions { (earlier_line(visitor, page)) }
            @if let Some(question) = item.asks(hindi) { p.said { b { (words.t("agenda-ask")) ": " } (question) } }
            @match &item.discussion {
                Some(said) => { p.said { b { (words.t("agenda-said")) ": " } (said) } }
                None => { @if item.state == ItemState::Open { p.said { (words.t("agenda-open")) } } }
            }
            @if !given.is_empty() {
                div.dirs { @for one in given { (line(visitor, &page.names, one)) } }
            }
            @if let Some(form) = form { (form) }
        }
    })
}

/// The strip of an item's indicator, where the desk sees its figures.
pub(super) fn strip_of(page: &Shown, item: &Item) -> Option<Strip> {
    let indicator = by_code(item.indicator.as_deref()?)?;
    page.figures.as_ref().map(|figures| figures.strip(indicator))
}

/// The pace of the whole, and whether it moved since the last meeting.
pub(super) fn badge(visitor: &Visitor, page: &Shown, strip: &Strip) -> Markup {
    let words = visitor.words;
    let standing = &strip.whole.standing;
    let tone = match standing.status.class() {
        "s1" | "s2" => Tone::Bad,
        "s3" => Tone::Warn,
        _ => Tone::Plain,
    };
    let moved =
        page.then.get(strip.indicator.code).zip(standing.achieved).map(|(then, now)| now - then);
    html! {
        @if let Some(percent) = standing.percent {
            (tag(tone, &words.args("agenda-pace", &[("percent", show::percent(percent).as_str().into())])))
        }
        @if let (Some(moved), Some(before)) = (moved, &page.before) {
            @let size = show::quantity(quantity(strip.indicator, moved.abs()), words);
            @let sign = if moved < 0 { "−" } else { "+" };
            @let since = show::day(before.held_on);
            small { (words.args("agenda-moved", &[
                ("by", format!("{sign}{size}").as_str().into()), ("day", since.as_str().into()),
            ])) }
        }
    }
}

fn earlier_line(visitor: &Visitor, page: &Shown) -> Markup {
    let earlier = &page.earlier;
    let args = [
        ("overdue", earlier.overdue.into()),
        ("going", earlier.going.into()),
        ("done", earlier.done.into()),
    ];
    html! { p.said { (visitor.words.args("agenda-earlier", &args)) } }
}

/// What is done with an item: a direction, what was said, its place in the order.
fn work(visitor: &Visitor, page: &Shown, item: &Item, how: &How) -> Answer<Markup> {
    let words = visitor.words;
    let is_this = how.form.number("item") == Some(item.no);
    let sent = if is_this { how.form.clone() } else { Query::default() };
    let wrong: &[Problem] = if is_this { &how.wrong } else { &[] };
    let act = sent.get("act").unwrap_or_default().to_owned();
    let is_giving = matches!(act.as_str(), "give" | "parts");
    let giving = give_form(
        visitor,
        &page.names,
        &directions::Given {
            action: format!("/meetings/{}", page.meeting.id),
            item: Some(item.no),
            indicator: item.indicator.clone().unwrap_or_default(),
            members: page.members.iter().map(|one| one.post_id).collect(),
            form: if is_giving { sent.clone() } else { Query::default() },
            wrong: if is_giving { wrong } else { &[] },
            from: page.meeting.held_on.min(clock::today()),
            is_short: true,
        },
    )?;
    let saying = saying(visitor, page, item, (&sent, wrong))?;
    let fitting = words.t("direction-give");
    Ok(html! {
        details open[is_giving] { summary { (fitting) } (giving) }
        details open[act == "say"] { summary { (words.t("agenda-say")) } (saying) }
    })
}

fn saying(
    visitor: &Visitor,
    page: &Shown,
    item: &Item,
    (sent, wrong): (&Query, &[Problem]),
) -> Answer<Markup> {
    let (words, hindi) = (visitor.words, visitor.hindi());
    let is_sent = sent.get("act") == Some("say");
    let text = |name: &str, standing: Option<&str>| {
        let said = if is_sent { sent.get(name) } else { standing };
        said.unwrap_or_default().to_owned()
    };
    let id = |name: &str| format!("{name}-{}", item.no);
    let mut posts = vec![Choice::new("", words.t("agenda-nobody"))];
    posts.extend(
        page.members
            .iter()
            .map(|one| Choice::new(one.post_id.to_string(), page.names.of(one.post_id, hindi))),
    );
    let presenter = item.presenter.map(|post| post.to_string());
    let fields = [
        Field::new("discussion", words.t("agenda-discussion"), Control::Lines)
            .id(id("discussion"))
            .value(text("discussion", item.discussion.as_deref())),
        Field::new("title", words.t("agenda-title"), Control::Text)
            .id(id("title"))
            .value(text("title", item.title.as_deref())),
        Field::new("question", words.t("agenda-question-field"), Control::Text)
            .id(id("question"))
            .value(text("question", item.asks(hindi))),
        Field::new("presenter", words.t("agenda-presenter"), Control::Select(posts))
            .id(id("presenter"))
            .value(text("presenter", presenter.as_deref())),
    ];
    let op = new_id()?.to_string();
    Ok(html! {
        form.newd.form method="post" action=(format!("/meetings/{}", page.meeting.id)) {
            input type="hidden" name="op" value=(op);
            input type="hidden" name="item" value=(item.no);
            input type="hidden" name="version" value=(item.version);
            @for one in fields { (field(words, &one.checked(wrong))) }
            div.go {
                (button(Look::Primary, &words.t("agenda-keep"), Some("say")))
                (button(Look::Plain, &words.t("agenda-up"), Some("up")))
                (button(Look::Plain, &words.t("agenda-down"), Some("down")))
                (button(Look::Plain, &words.t("agenda-drop"), Some("drop")))
            }
        }
    })
}

/// What is done with the agenda as a whole.
fn tools(visitor: &Visitor, page: &Shown, how: &How) -> Answer<Markup> {
    let words = visitor.words;
    let action = format!("/meetings/{}", page.meeting.id);
    let (compose, add) = (new_id()?.to_string(), new_id()?.to_string());
    let is_adding = how.form.get("act") == Some("add");
    let wrong: &[Problem] = if is_adding { &how.wrong } else { &[] };
    let sent = |name: &str| if is_adding { how.form.get(name).unwrap_or_default() } else { "" };
    let mut choices = vec![Choice::new("", words.t("agenda-own-words"))];
    choices.extend(directions::indicator_choices(visitor));
    let fields = [
        Field::new("indicator", words.t("direction-indicator"), Control::Select(choices))
            .id("new-indicator")
            .value(sent("indicator")),
        Field::new("title", words.t("agenda-title"), Control::Text)
            .id("new-title")
            .value(sent("title")),
        Field::new("question", words.t("agenda-question-field"), Control::Text)
            .id("new-question")
            .value(sent("question")),
    ];
    Ok(html! {
        div.ag {
            form.act-row method="post" action=(action) {
                input type="hidden" name="op" value=(compose);
                (button(Look::Plain, &words.t("agenda-compose"), Some("compose")))
                span.hint { (words.t("agenda-compose.text")) }
            }
            details open[is_adding] {
                summary { (words.t("agenda-add")) }
                form.newd.form method="post" action=(action) {
                    input type="hidden" name="op" value=(add);
                    @for one in fields { (field(words, &one.checked(wrong))) }
                    div.go { (button(Look::Primary, &words.t("agenda-add"), Some("add"))) }
                }
            }
        }
    })
}
