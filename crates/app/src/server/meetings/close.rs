//! The end of a meeting: what its minutes will say, the office's number, and then they are frozen.

use axum::{Form, extract::Path, http::StatusCode, response::Response};
use maud::html;
use samuh_engine::{Error, clock};
use samuh_kernel::scope::{Area, Right};
use samuh_meetings::{
    direction::{Direction, Part},
    meeting::{
        self, Close, Item, ItemState, Minutes,
        minutes::{Both, Ordered, Said, Seat},
    },
};
use samuh_web::{
    page::Section,
    parts::{
        Control, Field, Link, Look, Problem, Tone, button, crumbs, field, heading, notice, panel,
        problems,
    },
};

use super::{
    minutes::draw as draw_minutes,
    number,
    one::{Shown, item_title, load_whole, strip_of},
    sent_op, title, unit_name,
};
use crate::{
    ids::new_id,
    server::{
        fail::{Answer, faults_or_fail, go, problems as told},
        query::Query,
        visit::{self, Visitor},
    },
};

/// The form, above the minutes as they will be.
pub(in crate::server) async fn draw(visitor: Visitor, Path(id): Path<i64>) -> Answer {
    visitor.may(Right::Enter, Area::Meetings)?;
    drawn(&visitor, id, &Query::default(), &[]).await
}

/// The same, after it or the cancelling was refused.
pub(super) async fn drawn(
    visitor: &Visitor,
    id: i64,
    form: &Query,
    wrong: &[Problem],
) -> Answer<Response> {
    let reads = visitor.clone();
    let shown = visitor.app.read(move |reader| load_whole(reader, &reads, id)).await?;
    if !shown.runs {
        return Err(Error::Denied("meetings.run").into());
    }
    let words = visitor.words;
    let memo = form.get("memo").unwrap_or_default();
    let minutes = draw_up(visitor, &shown, memo);
    let (op, cancel) = (new_id()?.to_string(), new_id()?.to_string());
    let version = shown.meeting.version;
    let steps = [
        Link::new(words.t("meetings-title"), "/meetings"),
        Link::new(number(&shown.meeting), format!("/meetings/{id}")),
    ];
    let head = words.t("meeting-close");
    let undone = shown.items.iter().filter(|one| one.state == ItemState::Open).count() as i64;
    let body = html! {
        (crumbs(words, &steps, &head))
        (heading(&head, html! { (words.t("meeting-close.text")) }, html! {}))
        (problems(words, wrong))
        @if undone > 0 {
            (notice(Tone::Warn, &words.args("meeting-undone", &[("n", undone.into())]), html! {}))
        }
        div.cols.main {
            (panel(&words.t("minutes-draft"), html! { div.pb { (draw_minutes(visitor, &minutes)) } }))
            div.stack {
                (panel(&words.t("meeting-close"), html! {
                    form.form.pb method="post" action=(format!("/meetings/{id}/close")) {
                        input type="hidden" name="op" value=(op);
                        input type="hidden" name="version" value=(version);
                        (field(words, &Field::new("memo", words.t("minutes-memo"), Control::Text)
                            .hint(words.t("minutes-memo.hint")).value(memo).checked(wrong)))
                        div.go { (button(Look::Primary, &words.t("meeting-freeze"), None)) }
                    }
                }))
                (panel(&words.t("meeting-cancel"), html! {
                    form.form.pb method="post" action=(format!("/meetings/{id}")) {
                        input type="hidden" name="op" value=(cancel);
                        input type="hidden" name="version" value=(version);
                        (field(words, &Field::new("text", words.t("reason"), Control::Text).required().checked(wrong)))
                        div.go { (button(Look::Plain, &words.t("meeting-cancel"), Some("cancel"))) }
                    }
                }))
            }
        }
    };
    Ok(visitor.page(&head, Some(Section::Meetings), body))
}

/// Ends the meeting.
pub(in crate::server) async fn end(
    visitor: Visitor,
    Path(id): Path<i64>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::Enter, Area::Meetings)?;
    let form = Query::of(pairs);
    let op = sent_op(&form)?;
    let reads = visitor.clone();
    let shown = visitor.app.read(move |reader| load_whole(reader, &reads, id)).await?;
    let memo_no = form.get("memo").unwrap_or_default().to_owned();
    let ask = Close {
        meeting_id: id,
        version: form.number("version").unwrap_or(0),
        minutes: draw_up(&visitor, &shown, &memo_no),
        memo_no,
    };
    let desk = visitor.desk().clone();
    let done = visitor
        .app
        .blocking(move |app| meeting::close(app.db(), &desk, op, &ask, clock::now()))
        .await;
    match faults_or_fail(done)? {
        Ok(id) => Ok(go(&format!("/meetings/{id}/minutes"))),
        Err(faults) => {
            // The day and the attendance are mended at the meeting itself.
            let wrong = Problem::within(told(&faults, visitor.words), &["memo"]);
            let page = drawn(&visitor, id, &form, &wrong).await?;
            Ok(visit::with_status(StatusCode::UNPROCESSABLE_ENTITY, page))
        }
    }
}

/// The minutes of a meeting as it stands.
fn draw_up(visitor: &Visitor, shown: &Shown, memo_no: &str) -> Minutes {
    let (meeting, names) = (&shown.meeting, &shown.names);
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let live: Vec<&Item> =
        shown.items.iter().filter(|one| one.state != ItemState::Dropped).collect();
    let seat = |post_id: i64, presence: &str, by_whom: &Option<String>| Seat {
        post: names.both(post_id),
        name: names.holder(post_id),
        presence: presence.to_owned(),
        by_whom: text(by_whom),
    };
    let both = |of: &dyn Fn(bool) -> String| Both { hi: of(true), en: of(false) };
    let outside: Vec<&Direction> = shown
        .given
        .iter()
        .filter(|one| !live.iter().any(|item| Some(item.no) == one.item_no))
        .collect();
    Minutes {
        office: vec![
            both(&|hindi| names.words(hindi).t("office-mission")),
            both(&|hindi| {
                let district = visitor.home.name(visitor.home.top(), hindi);
                let args = [("district", district.into())];
                names.words(hindi).args("office-district", &args)
            }),
        ],
        memo_no: samuh_kernel::text::tidy(memo_no),
        number: meeting.number,
        year: meeting.year,
        title: both(&|hindi| title(meeting, names.words(hindi), hindi)),
        unit: both(&|hindi| unit_name(visitor, meeting.unit_id, hindi)),
        held_on: meeting.held_on,
        at_time: text(&meeting.at_time),
        venue: text(&meeting.venue),
        chair: seat(meeting.chair_post_id, "present", &None),
        quorum: meeting.quorum,
        members: shown
            .members
            .iter()
            .map(|one| seat(one.post_id, one.presence.code(), &one.by_whom))
            .collect(),
        earlier: shown.earlier().iter().map(|one| ordered(shown, one)).collect(),
        items: live.iter().map(|item| said(shown, item)).collect(),
        others: outside.iter().map(|one| ordered(shown, one)).collect(),
        copies: copies(shown),
        as_on: clock::now(),
    }
}

fn said(shown: &Shown, item: &Item) -> Said {
    let of = |hindi: bool| item_title(item, &shown.names, hindi);
    let given = shown.given.iter().filter(|one| one.item_no == Some(item.no));
    Said {
        title: Both { hi: of(true), en: of(false) },
        indicator: item.indicator.clone().unwrap_or_default(),
        strip: strip_of(shown, item).map(|strip| strip.kept(&shown.names)).unwrap_or_default(),
        discussion: item.discussion.clone().unwrap_or_default(),
        directions: given.map(|one| ordered(shown, one)).collect(),
    }
}

fn ordered(shown: &Shown, one: &Direction) -> Ordered {
    let is_late = one.is_overdue(clock::today());
    // What each does, where the direction was split: the responsible ones first.
    let part = |part: &Part| part.text.clone().unwrap_or_default();
    let parts: Vec<String> = one.responsible().chain(one.cooperating()).map(part).collect();
    let is_split = parts.iter().any(|text| !text.is_empty());
    Ordered {
        label: one.label(),
        text: one.text.clone(),
        responsible: one.responsible().map(|part| shown.names.both(part.post_id)).collect(),
        cooperating: one.cooperating().map(|part| shown.names.both(part.post_id)).collect(),
        parts: if is_split { parts } else { Vec::new() },
        due_on: one.due_on,
        state: if is_late { "overdue".to_owned() } else { one.state.code().to_owned() },
        carried: one.carried,
    }
}

/// Copies go to the chair, the members, and everybody who owes something.
fn copies(shown: &Shown) -> Vec<Both> {
    let members = shown.members.iter().map(|one| one.post_id);
    let asked = shown.given.iter().flat_map(|one| one.parts.iter().map(|part| part.post_id));
    let mut posts = vec![shown.meeting.chair_post_id];
    for post in members.chain(asked) {
        if !posts.contains(&post) {
            posts.push(post);
        }
    }
    posts.into_iter().map(|post| shown.names.both(post)).collect()
}
