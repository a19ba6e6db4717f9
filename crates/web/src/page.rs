//! The page around every page: skip link, head with search and language, navigation, footer with
//! the mandatory links, and the same on paper.

use maud::{DOCTYPE, Markup, html};

use crate::parts::{Icon, Tone, icon, notice, sign};
use crate::words::{Lang, Words};
use crate::{assets, show};

/// A main section of the product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// The Collector's page, `/`.
    Dashboard,
    /// Groups, `/groups`.
    Groups,
    /// Members, `/members`.
    Members,
    /// The households that the mission wants in groups, `/saturation`.
    Saturation,
    /// Village organisations and federations, `/federations`.
    Federations,
    /// Blocks, Gram Panchayats and villages, `/places`.
    Places,
    /// Every register, by any column, `/registers`.
    Registers,
    /// Targets, `/targets`.
    Targets,
    /// Monthly reported sheets, `/reported`.
    Reported,
    /// Meetings and directions, `/meetings`.
    Meetings,
    /// Reports and packs for a review, `/reports`.
    Reports,
    /// What waits for a decision, `/approvals`.
    Approvals,
    /// Imports of files, `/imports`.
    Imports,
    /// Accounts and posts, `/users`.
    Users,
}

impl Section {
    /// Every section, in the order of the navigation.
    pub const ALL: [Self; 14] = [
        Self::Dashboard,
        Self::Groups,
        Self::Members,
        Self::Saturation,
        Self::Federations,
        Self::Places,
        Self::Registers,
        Self::Reported,
        Self::Targets,
        Self::Meetings,
        Self::Reports,
        Self::Approvals,
        Self::Imports,
        Self::Users,
    ];

    /// The section's address.
    pub fn href(self) -> &'static str {
        match self {
            Self::Dashboard => "/",
            Self::Groups => "/groups",
            Self::Members => "/members",
            Self::Saturation => "/saturation",
            Self::Federations => "/federations",
            Self::Places => "/places",
            Self::Registers => "/registers",
            Self::Targets => "/targets",
            Self::Reported => "/reported",
            Self::Meetings => "/meetings",
            Self::Reports => "/reports",
            Self::Approvals => "/approvals",
            Self::Imports => "/imports",
            Self::Users => "/users",
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Dashboard => "nav-dashboard",
            Self::Groups => "nav-groups",
            Self::Members => "nav-members",
            Self::Saturation => "nav-saturation",
            Self::Federations => "nav-federations",
            Self::Places => "nav-places",
            Self::Registers => "nav-registers",
            Self::Targets => "nav-targets",
            Self::Reported => "nav-reported",
            Self::Meetings => "nav-meetings",
            Self::Reports => "nav-reports",
            Self::Approvals => "nav-approvals",
            Self::Imports => "nav-imports",
            Self::Users => "nav-users",
        }
    }

    /// The drawing in the bar at a phone's foot; only the four sections used most have one.
    fn on_phone(self) -> Option<Icon> {
        match self {
            Self::Dashboard => Some(Icon::Home),
            Self::Groups => Some(Icon::Group),
            Self::Targets => Some(Icon::Target),
            Self::Meetings => Some(Icon::Check),
            _ => None,
        }
    }
}

/// Who reads the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    /// The person's name.
    pub name: String,
    /// The post, in the reader's language.
    pub post: String,
    /// The post's place, in the reader's language.
    pub place: String,
}

/// Everything around a page's body. Make it with [`Shell::new`] and fill in what the page has.
pub struct Shell<'a> {
    /// The words of the reader's language and state.
    pub words: &'a Words,
    /// The page's title, without the product's name.
    pub title: String,
    /// The section this page belongs to.
    pub active: Option<Section>,
    /// The sections the reader's post may open; empty before sign-in.
    pub sections: Vec<Section>,
    /// Who reads; `None` before sign-in.
    pub who: Option<Who>,
    /// The district and state: `जिला कोण्डागांव · छत्तीसगढ़`.
    pub district: String,
    /// The page's own path and query, for the language switch.
    pub here: String,
    /// What stands in the search box.
    pub search: String,
    /// When the data last changed (microseconds UTC).
    pub updated_at: Option<i64>,
    /// Whether the data is made up for a demonstration: every page says so.
    pub synthetic: bool,
    /// What everybody must know now, as a key of the words: `alarm-full`, `alarm-failed`.
    pub alarm: Option<&'static str>,
    /// Seconds after which the browser asks for the page again, while work is going on.
    pub refresh_s: Option<u32>,
    /// Whether the page swaps parts by htmx; without scripts it works all the same.
    pub swaps: bool,
}

impl<'a> Shell<'a> {
    /// A page with a title and nothing else around it yet.
    pub fn new(words: &'a Words, title: impl Into<String>) -> Self {
        Self {
            words,
            title: title.into(),
            active: None,
            sections: Vec::new(),
            who: None,
            district: String::new(),
            here: "/".into(),
            search: String::new(),
            updated_at: None,
            synthetic: false,
            alarm: None,
            refresh_s: None,
            swaps: false,
        }
    }
}

/// Draws the whole page around its body.
pub fn draw(shell: &Shell<'_>, body: Markup) -> Markup {
    let w = shell.words;
    html! {
        (DOCTYPE)
        html lang=(w.lang().code()) {
            (head(shell))
            body {
                a.skip href="#main" { (w.t("skip-to-main")) }
                (top(shell))
                @if !shell.sections.is_empty() { (navigation(shell)) }
                main.wrap #main {
                    @if let Some(key) = shell.alarm {
                        (notice(Tone::Bad, &w.t(key), html! { p { (w.t(&format!("{key}.text"))) } }))
                    }
                    @if shell.synthetic { p.synthetic { (w.t("synthetic-notice")) } }
                    (body)
                }
                (foot(shell))
                @if !shell.sections.is_empty() { (phone_navigation(shell)) }
            }
        }
    }
}

fn head(shell: &Shell<'_>) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width,initial-scale=1";
            title { (shell.title) " – " (shell.words.t("product-name")) }
            meta name="theme-color" content="#0d4a45";
            meta name="robots" content="noindex";
            @if let Some(seconds) = shell.refresh_s {
                meta http-equiv="refresh" content=(seconds);
            }
            link rel="icon" href=(assets::url("icon.svg")) type="image/svg+xml";
            link rel="stylesheet" href=(assets::url("app.css"));
            link rel="stylesheet" href=(assets::url("fonts.css")) media="(min-width:64em),print";
            @if shell.swaps {
                meta name="htmx-config" content=(HTMX);
                script src=(assets::url("htmx.min.js")) defer {}
                script src=(assets::url("search.js")) defer {}
            }
        }
    }
}

const HTMX: &str = concat!(
    r#"{"allowEval":false,"includeIndicatorStyles":false,"disableInheritance":true,"#,
    r#""selfRequestsOnly":true,"historyCacheSize":0,"refreshOnHistoryMiss":true}"#
);

fn top(shell: &Shell<'_>) -> Markup {
    let w = shell.words;
    html! {
        header.top { div.wrap {
            a.mark href="/" {
                (sign())
                span { b { (w.t("product-name")) } span { (shell.district) } }
            }
            span.grow {}
            @if shell.who.is_some() { (search_box(w, &shell.search)) }
            (language_switch(shell))
            @if let Some(who) = &shell.who { (reader(w, who)) }
        } }
    }
}

fn search_box(w: &Words, value: &str) -> Markup {
    html! {
        form.search role="search" method="get" action="/search" {
            label.vh for="q" { (w.t("search-label")) }
            (icon(Icon::Search))
            input #q name="q" type="search" value=(value) placeholder=(w.t("search-label.hint"))
                autocomplete="off" hx-get="/search" hx-trigger="input changed delay:250ms"
                hx-target="#hits" hx-swap="innerHTML" hx-sync="this:replace";
            div.hits #hits role="status" {}
        }
    }
}

fn language_switch(shell: &Shell<'_>) -> Markup {
    let other = shell.words.lang().other();
    let href = format!("/language?to={}&back={}", other.code(), show::in_query(&shell.here));
    let name = if other == Lang::Hi { "हिन्दी" } else { "English" };
    html! { a.tbtn href=(href) lang=(other.code()) hreflang=(other.code()) { (name) } }
}

fn reader(w: &Words, who: &Who) -> Markup {
    let first = who.name.chars().next().map(String::from).unwrap_or_default();
    html! {
        a.tbtn.inbox href="/inbox" { (w.t("nav-inbox")) }
        a.who href="/account" {
            i aria-hidden="true" { (first) }
            span.vh { (w.args("account-of", &[("name", who.name.as_str().into())])) ", " }
            span.post { (who.post) small { (who.place) } }
        }
        form.out method="post" action="/sign-out" {
            button.tbtn type="submit" { (w.t("sign-out")) }
        }
    }
}

fn navigation(shell: &Shell<'_>) -> Markup {
    let w = shell.words;
    html! {
        nav.nav aria-label=(w.t("nav-main")) { div.wrap { ul {
            @for section in &shell.sections {
                li { a href=(section.href()) aria-current=[current(shell, *section)] {
                    (w.t(section.key()))
                } }
            }
        } } }
    }
}

fn current(shell: &Shell<'_>, section: Section) -> Option<&'static str> {
    (shell.active == Some(section)).then_some("page")
}

fn phone_navigation(shell: &Shell<'_>) -> Markup {
    let w = shell.words;
    html! {
        nav.mnav aria-label=(w.t("nav-quick")) { ul {
            @for section in &shell.sections {
                @if let Some(drawing) = section.on_phone() {
                    li { a href=(section.href()) aria-current=[current(shell, *section)] {
                        (icon(drawing)) (w.t(&format!("{}.short", section.key())))
                    } }
                }
            }
            li { a href="#everything" { (icon(Icon::Menu)) (w.t("nav-more")) } }
        } }
    }
}

fn foot(shell: &Shell<'_>) -> Markup {
    let w = shell.words;
    html! {
        footer.foot { div.wrap {
            @if !shell.sections.is_empty() {
                nav.every #everything aria-label=(w.t("nav-all")) {
                    a href="/search" { (w.t("search-label")) }
                    a href="/inbox" { (w.t("nav-inbox")) }
                    a href="/rules" { (w.t("rules")) }
                    @for section in &shell.sections {
                        a href=(section.href()) { (w.t(section.key())) }
                    }
                }
            }
            @if let Some(at) = shell.updated_at {
                span { (w.args("last-updated", &[("at", show::instant(at).into())])) }
            }
            a href="/about/accessibility" { (w.t("about-accessibility")) }
            a href="/about/privacy" { (w.t("about-privacy")) }
            a href="/about/contact" { (w.t("about-contact")) }
            a href="/sitemap" { (w.t("site-map")) }
            span { (w.t("owned-by")) }
        } }
    }
}
