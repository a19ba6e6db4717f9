//! Draft directions out of a pasted text: the form to paste into, and the list with the sentences
//! marked, for an officer to complete.

use maud::{Markup, html};

use crate::{
    parts::{
        Field, Link, Look, Problem, Tone, button, crumbs, empty, field, heading, notice, problems,
        tag,
    },
    words::Words,
};

/// A part of the text as it is read.
pub struct Piece {
    /// The words.
    pub text: String,
    /// The number of the draft that stands here, from 1; none for what is no order.
    pub draft: Option<usize>,
}

/// One draft.
pub struct DraftCard {
    /// Its number, from 1.
    pub no: usize,
    /// What is known of it: subject, deadline, quantities.
    pub tags: Vec<String>,
    /// What the suggestion of the posts rests on.
    pub posts_note: String,
    /// What the form carries along unseen.
    pub hidden: Vec<(String, String)>,
    /// Taken or not.
    pub take: Field,
    /// Text, posts, day, indicator.
    pub fields: Vec<Field>,
}

/// The page.
pub struct DraftsPage {
    /// The way to it.
    pub way: Vec<Link>,
    /// Text and day, as they were sent.
    pub paste: Vec<Field>,
    /// What both forms carry along unseen.
    pub hidden: Vec<(String, String)>,
    /// The text read, cut at the drafts; empty before anything is pasted.
    pub pieces: Vec<Piece>,
    /// Repairs that were made in it.
    pub repairs: usize,
    /// The drafts.
    pub drafts: Vec<DraftCard>,
    /// Directions that were issued just now, with their pages.
    pub issued: Vec<Link>,
    /// Faults.
    pub problems: Vec<Problem>,
}

/// Draws it.
pub fn draw(page: &DraftsPage, w: &Words) -> Markup {
    html! {
        (crumbs(w, &page.way, &w.t("draft-title")))
        (heading(&w.t("draft-title"), html! { (w.t("draft-title.text")) }, html! {}))
        (problems(w, &page.problems))
        @if !page.issued.is_empty() {
            (notice(Tone::Good, &w.args("draft-issued", &[("n", page.issued.len().into())]), html! {
                ul { @for one in &page.issued { li { a href=(one.href) { (one.text) } } } }
            }))
        }
        div.stack {
            @if !page.pieces.is_empty() {
                @if page.drafts.is_empty() && page.issued.is_empty() {
                    section.panel { (empty(&w.t("draft-none"), &w.t("draft-none.text"), None)) }
                }
                @if !page.drafts.is_empty() { (list(page, w)) }
                (text(page, w))
            }
            (paste(page, w))
        }
    }
}

fn paste(page: &DraftsPage, w: &Words) -> Markup {
    let again = !page.pieces.is_empty();
    html! {
        section.panel {
            div.ph { h2 { (w.t(if again { "draft-again" } else { "draft-paste" })) } }
            div.pb {
                form.form method="post" action="/directions/paste" {
                    (carried(&page.hidden))
                    @for one in &page.paste { (field(w, one)) }
                    div.go { (button(if again { Look::Plain } else { Look::Primary }, &w.t("draft-read"), Some("read"))) }
                }
            }
        }
    }
}

fn carried(hidden: &[(String, String)]) -> Markup {
    html! { @for (name, value) in hidden { input type="hidden" name=(name) value=(value); } }
}

fn text(page: &DraftsPage, w: &Words) -> Markup {
    html! {
        section.panel {
            div.ph {
                h2 { (w.t("draft-source")) }
                @if page.repairs > 0 {
                    span.sub { (w.args("draft-repaired", &[("n", page.repairs.into())])) }
                }
            }
            div.pb.pasted lang="hi" {
                @for piece in &page.pieces {
                    @match piece.draft {
                        Some(no) => mark id=(format!("mark-{no}")) { a href=(format!("#draft-{no}")) { sup { (no) } } " " (piece.text) },
                        None => (piece.text),
                    }
                }
            }
        }
    }
}

fn list(page: &DraftsPage, w: &Words) -> Markup {
    html! {
        form method="post" action="/directions/paste" {
            (carried(&page.hidden))
            @for one in &page.paste { input type="hidden" name=(one.name) value=(one.value); }
            section.panel {
                div.ph {
                    h2 { (w.args("draft-found", &[("n", page.drafts.len().into())])) }
                    span.sub { (w.t("draft-found.text")) }
                }
                @for one in &page.drafts { (card(one, w)) }
                div.pb.top-pad { div.go { (button(Look::Primary, &w.t("draft-issue"), Some("issue"))) } }
            }
        }
    }
}

fn card(one: &DraftCard, w: &Words) -> Markup {
    html! {
        div.doubt id=(format!("draft-{}", one.no)) {
            (carried(&one.hidden))
            (field(w, &one.take))
            p.of {
                a href=(format!("#mark-{}", one.no)) { (w.t("draft-see-source")) }
                @for said in &one.tags { " " (tag(Tone::Plain, said)) }
            }
            div.form.broad { @for asked in &one.fields { (field(w, asked)) } }
            @if !one.posts_note.is_empty() { p.hint { (one.posts_note) } }
        }
    }
}
