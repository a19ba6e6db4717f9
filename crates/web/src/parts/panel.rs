//! The frame of a page's body: heading, panels, tags, notices, breadcrumbs, tabs.

use maud::{Markup, html};

use super::{Icon, icon};
use crate::words::Words;

/// A text that leads somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The words, in the reader's language.
    pub text: String,
    /// The address.
    pub href: String,
}

impl Link {
    /// A link of these words to this address.
    pub fn new(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self { text: text.into(), href: href.into() }
    }
}

/// How urgent a tag or a notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// A plain remark.
    Plain,
    /// Done, in order.
    Good,
    /// To be looked at.
    Warn,
    /// Wrong or overdue.
    Bad,
}

impl Tone {
    fn class(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
        }
    }
}

/// How a button stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// The page's one main action.
    Primary,
    /// Any other action.
    Plain,
    /// A link with the height of a button.
    Quiet,
}

impl Look {
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Primary => "btn pri",
            Self::Plain => "btn",
            Self::Quiet => "btn quiet",
        }
    }
}

/// The page's heading: the title, a line under it, and the actions at its right.
pub fn heading(title: &str, under: Markup, actions: Markup) -> Markup {
    let has_under = !under.0.is_empty();
    let has_actions = !actions.0.is_empty();
    html! {
        div.head {
            div { h1 { (title) } @if has_under { p { (under) } } }
            @if has_actions { div.acts { (actions) } }
        }
    }
}

/// The actions of a page as a row of buttons under its heading; nothing when there are none.
pub fn menu(w: &Words, links: &[Link]) -> Markup {
    html! {
        @if !links.is_empty() {
            nav.menu aria-label=(w.t("change-list")) {
                ul { @for link in links { li { (button_link(link, None, Look::Plain)) } } }
            }
        }
    }
}

/// A white panel with its heading.
pub fn panel(title: &str, body: Markup) -> Markup {
    panel_with(title, None, None, body)
}

/// A panel with a remark beside its heading and a link at the right.
pub fn panel_with(title: &str, sub: Option<&str>, link: Option<&Link>, body: Markup) -> Markup {
    html! {
        section.panel {
            div.ph {
                h2 { (title) }
                @if let Some(sub) = sub { span.sub { (sub) } }
                @if let Some(link) = link { a.r href=(link.href) { (link.text) } }
            }
            div.pb { (body) }
        }
    }
}

/// A word or two in a box.
pub fn tag(tone: Tone, text: &str) -> Markup {
    html! { span class=(format!("tag {}", tone.class())) { (text) } }
}

/// A link that looks like a button.
pub fn button_link(link: &Link, drawing: Option<Icon>, look: Look) -> Markup {
    html! {
        a class=(look.class()) href=(link.href) {
            @if let Some(drawing) = drawing { (icon(drawing)) " " }
            (link.text)
        }
    }
}

/// The button that downloads a list as Excel.
pub fn download(w: &Words, href: &str) -> Markup {
    let link = Link::new(w.t("download-excel"), href);
    button_link(&link, Some(Icon::Download), Look::Plain)
}

/// A box that tells the reader something about the whole page.
pub fn notice(tone: Tone, title: &str, body: Markup) -> Markup {
    let role = if tone == Tone::Bad { "alert" } else { "status" };
    html! {
        div class=(format!("note-box {}", tone.class())) role=(role) {
            (icon(match tone {
                Tone::Plain => Icon::Info,
                Tone::Good => Icon::Check,
                Tone::Warn | Tone::Bad => Icon::Alert,
            }))
            div { p { b { (title) } } (body) }
        }
    }
}

/// What a page shows when there is nothing to show: why, and what to do.
pub fn empty(title: &str, text: &str, action: Option<&Link>) -> Markup {
    html! {
        div.empty {
            p.what { (title) }
            @if !text.is_empty() { p { (text) } }
            @if let Some(link) = action { (button_link(link, None, Look::Plain)) }
        }
    }
}

/// The way from the district down to this page; the last step is the page itself.
pub fn crumbs(w: &Words, steps: &[Link], here: &str) -> Markup {
    html! {
        @if !steps.is_empty() {
            nav.crumbs aria-label=(w.t("crumbs")) {
                ol {
                    @for step in steps { li { a href=(step.href) { (step.text) } } }
                    li { span aria-current="page" { (here) } }
                }
            }
        }
    }
}

/// One of several views of the same thing.
#[derive(Clone, Debug)]
pub struct Tab {
    /// Words and address.
    pub link: Link,
    /// Whether this view is shown now.
    pub current: bool,
}

/// A row of views; each is a page of its own, so they are links.
pub fn tabs(label: &str, all: &[Tab]) -> Markup {
    html! {
        nav.tabs aria-label=(label) {
            ul {
                @for tab in all {
                    li {
                        a href=(tab.link.href) aria-current=[tab.current.then_some("page")] {
                            (tab.link.text)
                        }
                    }
                }
            }
        }
    }
}

/// How far a long piece of work has come.
pub struct Progress {
    /// What is being done, in words with its numbers.
    pub text: String,
    /// Steps done.
    pub done: i64,
    /// Steps in all; `None` while that is not known.
    pub of: Option<i64>,
}

/// A bar of the work's progress. The page around it asks again by its refresh line.
pub fn progress(progress: &Progress) -> Markup {
    html! {
        div.progress role="status" {
            p { (progress.text) }
            progress value=[progress.of.map(|_| progress.done)] max=[progress.of]
                aria-label=(progress.text) {}
        }
    }
}
