//! What stands beside an agenda: the directions of before, who came, and the presentations.

use maud::{Markup, html};
use samuh_engine::clock;
use samuh_meetings::{
    direction::{Direction, PartState},
    meeting::{Member, Presence},
};
use samuh_web::{
    parts::{Control, Field, Link, Look, button, empty, field, panel, panel_with},
    show,
};

use super::one::{How, Shown, may_work};
use crate::{
    ids::new_id,
    server::{directions, fail::Answer, visit::Visitor},
};

/// The directions of before, the overdue ones on top.
pub(super) fn beside(visitor: &Visitor, page: &Shown) -> Markup {
    let (words, hindi, today) = (visitor.words, visitor.hindi(), clock::today());
    let earlier = &page.earlier;
    let Some(series) = page.meeting.series_id else { return html! {} };
    let sub = page.before.as_ref().map(|before| show::day(before.held_on));
    let all = Link::new(words.t("directions-all"), format!("/directions?series={series}"));
    let share = |count: i64, class: &str| {
        html! {
            @if count > 0 { span class=(format!("{class} f{}", count.min(9))) { (count) } }
        }
    };
    let label = words.args(
        "earlier-share",
        &[
            ("done", earlier.done.into()),
            ("going", earlier.going.into()),
            ("overdue", earlier.overdue.into()),
        ],
    );
    let body = html! {
        @if earlier.open.is_empty() && earlier.done == 0 {
            (empty(&words.t("earlier-none"), "", None))
        } @else {
            div.share role="img" aria-label=(label) {
                (share(earlier.done, "ok")) (share(earlier.going, "go")) (share(earlier.overdue, "bad"))
            }
            p.pb.hint { (label) }
        }
        ul.fu {
            @for one in &earlier.open {
                li {
                    span {
                        a href=(format!("/directions/{}", one.id)) { (one.label()) " " (short(&one.text)) }
                        small {
                            @for (at, part) in one.responsible().enumerate() {
                                @if at > 0 { ", " }
                                (page.names.of(part.post_id, hindi))
                            }
                            " · " (answered(visitor, one))
                            @if one.carried > 0 { " · " (words.args("direction-carried", &[("n", one.carried.into())])) }
                        }
                    }
                    span { (directions::state_tag(visitor, one, today)) }
                }
            }
        }
    };
    panel_with(&words.t("earlier"), sub.as_deref(), Some(&all), body)
}

/// What the posts answered, in a word.
fn answered(visitor: &Visitor, one: &Direction) -> String {
    let states: Vec<PartState> = one.responsible().map(|part| part.state).collect();
    let key = if states.contains(&PartState::Given) {
        "part-given"
    } else if states.contains(&PartState::SentBack) {
        "part-sent_back"
    } else if states.contains(&PartState::Reported) {
        "part-reported"
    } else {
        "part-acknowledged"
    };
    visitor.words.t(key)
}

/// The beginning of a text, for a line.
pub(super) fn short(text: &str) -> String {
    const LETTERS: usize = 90;
    if text.chars().count() <= LETTERS {
        return text.to_owned();
    }
    let cut: String = text.chars().take(LETTERS).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
    format!("{whole}…")
}

pub(super) fn attendance(visitor: &Visitor, page: &Shown, how: &How) -> Answer<Markup> {
    let (words, hindi) = (visitor.words, visitor.hindi());
    let came = |one: &&Member| matches!(one.presence, Presence::Present | Presence::Represented);
    let present = page.members.iter().filter(came).count();
    let args = [("n", (present as i64).into()), ("all", (page.members.len() as i64).into())];
    let sub = words.args("attendance-sub", &args);
    let may = may_work(page) && !page.members.is_empty();
    let form = if may { Some(marking(visitor, page, how)?) } else { None };
    let body = html! {
        @if page.members.is_empty() { (empty(&words.t("attendance-none"), "", None)) }
        div.att {
            @for one in &page.members {
                span class=[(one.presence == Presence::Absent).then_some("no")] {
                    (page.names.of(one.post_id, hindi))
                    @match one.presence {
                        Presence::Absent => { " — " (words.t("presence-absent")) }
                        Presence::Represented => { " — " (one.by_whom.as_deref().unwrap_or_default()) }
                        Presence::Present => { " ✓" }
                        Presence::Unknown => {}
                    }
                }
            }
        }
        @if page.meeting.quorum > 0 {
            p.pb.hint {
                @if present as i64 >= page.meeting.quorum { (words.t("quorum-met")) }
                @else { (words.args("quorum-short", &[("n", page.meeting.quorum.into())])) }
            }
        }
        @if let Some(form) = form { div.pb { (form) } }
    };
    Ok(panel_with(&words.t("attendance"), Some(&sub), None, body))
}

fn marking(visitor: &Visitor, page: &Shown, how: &How) -> Answer<Markup> {
    let (words, hindi) = (visitor.words, visitor.hindi());
    let is_sent = how.form.get("act") == Some("attend");
    let op = new_id()?.to_string();
    Ok(html! {
        details open[is_sent] {
            summary { (words.t("attendance-mark")) }
            form.form method="post" action=(format!("/meetings/{}", page.meeting.id)) {
                input type="hidden" name="op" value=(op);
                @for one in &page.members {
                    @let id = format!("presence-{}", one.post_id);
                    @let said = if is_sent { how.form.get(&id).unwrap_or("unknown") } else { one.presence.code() };
                    fieldset.pick id=(id) {
                        legend { (page.names.of(one.post_id, hindi)) }
                        @for choice in Presence::ALL {
                            label {
                                input type="radio" name=(id) value=(choice.code()) checked[said == choice.code()];
                                (words.t(&format!("presence-{}", choice.code())))
                            }
                        }
                    }
                    @let who = format!("by-{}", one.post_id);
                    @let sent = if is_sent { how.form.get(&who).unwrap_or_default() } else { one.by_whom.as_deref().unwrap_or_default() };
                    (field(words, &Field::new(who, words.t("attendance-who"), Control::Text).value(sent).checked(&how.wrong)))
                }
                div.go { (button(Look::Primary, &words.t("attendance-keep"), Some("attend"))) }
            }
        }
    })
}

/// The packs of the units below, to be presented.
pub(super) fn presentations(visitor: &Visitor, page: &Shown) -> Markup {
    let words = visitor.words;
    let Some(figures) = &page.figures else { return html! {} };
    if figures.subject.units.is_empty() {
        return html! {};
    }
    const SHOWN: usize = 12;
    let strip = figures.subject.units.iter().take(SHOWN);
    let rest = figures.subject.units.len().saturating_sub(SHOWN) as i64;
    panel(
        &words.t("presentations"),
        html! {
            ul.fu {
                @for unit in strip {
                    li {
                        span { a href=(unit.path) { (unit.name) } small { (words.t("presentations-figures")) } }
                        span { a href=(format!("/packs?place={}", unit.id)) { (words.t("presentations-pack")) } }
                    }
                }
                @if rest > 0 {
                    li { a href=(figures.subject.path) { (words.args("presentations-more", &[("n", rest.into())])) } }
                }
            }
        },
    )
}
