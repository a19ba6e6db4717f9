//! Taking the states of LokOS for many groups: which there are, and the preview of one.

use maud::{Markup, html};

use super::Figure;
use crate::{
    parts::{
        Column, Kind, Link, Look, Problem, Table, Tone, button, crumbs, empty, heading, notice,
        problems, table,
    },
    words::Words,
};

/// A state of a block that our register does not have yet.
pub struct StateRow {
    /// The block.
    pub block: String,
    /// The state, in words.
    pub state: String,
    /// How many groups, and their names.
    pub figure: Figure,
    /// The preview.
    pub preview: Link,
}

/// Every state that can be taken.
pub struct StatesPage {
    /// As of which month, in words.
    pub under: String,
    /// The rows.
    pub rows: Vec<StateRow>,
}

/// Draws every state that can be taken.
pub fn all(page: &StatesPage, w: &Words) -> Markup {
    let cells = |row: &StateRow| {
        vec![
            html! { (row.block) },
            html! { (row.state) },
            row.figure.draw(),
            html! { a href=(row.preview.href) { (row.preview.text) } },
        ]
    };
    let column = |kind: Kind, key: &str| Column::new(kind, w.t(key));
    let drawn = Table {
        caption: w.t("lokos-states-title"),
        columns: vec![
            column(Kind::Text, "field-block"),
            column(Kind::State, "lokos-state"),
            column(Kind::Number, "lokos-groups"),
            column(Kind::State, "lokos-take-all"),
        ],
        rows: page.rows.iter().map(cells).collect(),
        foot: None,
    };
    html! {
        (crumbs(w, &[Link::new(w.t("lokos-title"), "/lokos")], &w.t("lokos-states-title")))
        (heading(&w.t("lokos-states-title"), html! { (page.under) }, html! {}))
        section.panel {
            @if drawn.rows.is_empty() {
                (empty(&w.t("lokos-states-none"), &w.t("lokos-states-none.text"), None))
            } @else { (table(&drawn)) }
        }
    }
}

/// A group whose state would change.
pub struct Named {
    /// The group and its page.
    pub group: Link,
    /// Where it stands.
    pub place: String,
    /// What our register says, in words.
    pub was: String,
}

/// The preview of taking a state of a block.
pub struct PreviewPage {
    /// Block and state.
    pub title: String,
    /// From which day on.
    pub under: String,
    /// The state, in words.
    pub state: String,
    /// The groups that are shown by name.
    pub groups: Vec<Named>,
    /// How many more there are, and their list.
    pub more: Option<Link>,
    /// What it does to the figures; none where it would be refused.
    pub effect: Option<Markup>,
    /// True where another post must approve it.
    pub waits: bool,
    /// What the form sends: op, block, month, state, groups, and the proposal it writes anew.
    pub send: [(&'static str, String); 6],
    /// What the button says.
    pub button: String,
    /// The faults of an attempt, or why it cannot be done.
    pub problems: Vec<Problem>,
    /// True where the groups moved since the preview.
    pub moved: bool,
}

/// Draws the preview.
pub fn preview(page: &PreviewPage, w: &Words) -> Markup {
    let way = [
        Link::new(w.t("lokos-title"), "/lokos"),
        Link::new(w.t("lokos-states-title"), "/lokos/states"),
    ];
    html! {
        (crumbs(w, &way, &page.title))
        (heading(&page.title, html! { (page.under) }, html! {}))
        (problems(w, &page.problems))
        @if page.moved {
            (notice(Tone::Warn, &w.t("lokos-states-moved"),
                html! { p { (w.t("lokos-states-moved.text")) } }))
        }
        @if page.groups.is_empty() {
            section.panel {
                (empty(&w.t("lokos-states-none"), &w.t("lokos-states-none.text"), None))
            }
        } @else {
            @if page.waits { (notice(Tone::Plain, &w.t("approval-needed"), html! {})) }
            div.stack {
                @if let Some(effect) = &page.effect {
                    section.panel { div.ph { h2 { (w.t("lokos-states-effect")) } } (effect) }
                    form method="post" action="/lokos/states" {
                        @for (name, value) in &page.send {
                            input type="hidden" name=(name) value=(value);
                        }
                        div.act-row { (button(Look::Primary, &page.button, None)) }
                    }
                }
                section.panel {
                    div.ph { h2 { (w.t("lokos-states-names")) } }
                    (table(&names(page, w)))
                    @if let Some(more) = &page.more {
                        div.pb.top-pad { a href=(more.href) { (more.text) } }
                    }
                }
            }
        }
    }
}

fn names(page: &PreviewPage, w: &Words) -> Table {
    let cells = |one: &Named| {
        vec![
            html! { a href=(one.group.href) { (one.group.text) } },
            html! { (one.place) },
            html! { (one.was) },
            html! { b { (page.state) } },
        ]
    };
    let column = |kind: Kind, key: &str| Column::new(kind, w.t(key));
    Table {
        caption: w.t("lokos-states-names"),
        columns: vec![
            column(Kind::Text, "field-group"),
            column(Kind::Text, "field-village"),
            column(Kind::State, "lokos-states-from"),
            column(Kind::State, "lokos-states-to"),
        ],
        rows: page.groups.iter().map(cells).collect(),
        foot: None,
    }
}
