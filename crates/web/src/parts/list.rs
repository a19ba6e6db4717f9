//! Facts, figures with a name, and the trail of what happened.

use maud::{Markup, html};

/// A name and its value.
pub struct Fact {
    /// The name, in the reader's language.
    pub name: String,
    /// The value.
    pub value: Markup,
}

impl Fact {
    /// A plain text fact; an empty value is shown as a dash.
    pub fn text(name: impl Into<String>, value: &str) -> Self {
        let value = if value.is_empty() { "—" } else { value };
        Self { name: name.into(), value: html! { (value) } }
    }
}

/// A list of names and values.
pub fn facts(all: &[Fact]) -> Markup {
    html! {
        dl.facts {
            @for fact in all { div { dt { (fact.name) } dd { (fact.value) } } }
        }
    }
}

/// A figure with its name; it opens.
pub struct Stat {
    /// What is counted.
    pub name: String,
    /// The figure, written out.
    pub value: String,
    /// A line under it.
    pub note: String,
    /// The list behind the figure.
    pub href: String,
}

/// Figures in a row, each a link to what stands behind it.
pub fn stats(all: &[Stat]) -> Markup {
    html! {
        ul.stats {
            @for stat in all {
                li { a href=(stat.href) {
                    span { (stat.name) } b { (stat.value) }
                    @if !stat.note.is_empty() { small { (stat.note) } }
                } }
            }
        }
    }
}

/// One thing that happened to a record.
pub struct TrailItem {
    /// When, as shown: a day or an instant.
    pub when: String,
    /// What happened.
    pub what: Markup,
    /// Who did it: a post and, where kept, a person; empty for the system.
    pub who: String,
}

/// What happened to a record, the newest first.
pub fn trail(items: &[TrailItem]) -> Markup {
    html! {
        ol.trail {
            @for item in items {
                li {
                    span.when { (item.when) }
                    div { p { (item.what) } @if !item.who.is_empty() { small { (item.who) } } }
                }
            }
        }
    }
}
