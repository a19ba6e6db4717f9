//! One group: who it is, where it stood and stands, its federation, its members, its figures and
//! everything that was recorded about it.

use chrono::NaiveDate;
use maud::{Markup, html};

use super::list::{self, MemberRow};
use crate::parts::{
    Fact, Link, Stat, Table, Tone, TrailItem, crumbs, download, empty, facts, heading, menu,
    notice, panel_with, stats, table, trail,
};
use crate::show;
use crate::words::Words;

/// Something that was true from one day to another.
pub struct Dated {
    /// What: a village, a federation, each with its page.
    pub what: Vec<Link>,
    /// Since when; `None` when the beginning is not known.
    pub from: Option<NaiveDate>,
    /// Until when; `None` while it lasts.
    pub to: Option<NaiveDate>,
    /// Why it changed; may be empty.
    pub reason: String,
}

/// The bank account of a group. The number is masked by the caller.
pub struct Account {
    /// The bank.
    pub bank: String,
    /// The branch.
    pub branch: String,
    /// The branch's code.
    pub ifsc: String,
    /// The account's number, masked.
    pub number: String,
    /// When it was opened.
    pub opened_on: Option<NaiveDate>,
}

/// One entry or import in a group's trail.
pub struct Recorded {
    /// When (microseconds UTC).
    pub at: i64,
    /// What, in the reader's language.
    pub what: String,
    /// The import or entry behind it.
    pub link: Option<Link>,
    /// The post and person; empty for the system.
    pub by: String,
}

/// A group's page.
pub struct GroupPage {
    /// The name in the reader's language.
    pub name: String,
    /// The name in the other language; may be empty.
    pub other_name: String,
    /// The codes: what register, and the code there.
    pub codes: Vec<(String, String)>,
    /// Block, Gram Panchayat and village with their pages, from above.
    pub crumbs: Vec<Link>,
    /// Whether it is active.
    pub active: bool,
    /// When it was formed.
    pub formed_on: Option<NaiveDate>,
    /// The code of its LokOS state.
    pub lokos: &'static str,
    /// The page on which it stands beside LokOS.
    pub compare: Option<Link>,
    /// Other facts: name and value in the reader's language.
    pub more: Vec<(String, String)>,
    /// The bank account, if it has one.
    pub account: Option<Account>,
    /// The villages it stood in, the present one first.
    pub places: Vec<Dated>,
    /// The federations it was in, the present one first.
    pub federation: Vec<Dated>,
    /// Its members, the present ones first.
    pub members: Vec<MemberRow>,
    /// The list of its members as Excel.
    pub members_excel: Option<String>,
    /// What it counts for: name, figure, entries behind it.
    pub figures: Vec<(String, String, String)>,
    /// What was recorded, the newest first.
    pub trail: Vec<Recorded>,
    /// A group that may be the same one.
    pub duplicate: Option<Link>,
    /// The changes its reader may make.
    pub changes: Vec<Link>,
    /// What was done to it by hand.
    pub done: Done,
}

/// What was done to an institution by hand, the latest first.
#[derive(Default)]
pub struct Done {
    /// Changes with their reasons.
    pub events: Vec<TrailItem>,
    /// Terms of office, the present ones first.
    pub terms: Vec<TrailItem>,
    /// Gradings.
    pub gradings: Vec<TrailItem>,
    /// Changes that wait for approval, each with its page.
    pub waiting: Vec<Link>,
}

/// Draws a group's page.
pub fn draw(page: &GroupPage, w: &Words) -> Markup {
    html! {
        (crumbs(w, &page.crumbs, &page.name))
        (heading(&page.name, html! {
            @if !page.other_name.is_empty() { (page.other_name) " · " }
            (w.t("level-shg")) " " (list::status(w, page.active))
        }, html! {}))
        (menu(w, &page.changes))
        (waits(w, &page.done.waiting))
        @if let Some(other) = &page.duplicate {
            (notice(Tone::Warn, &w.t("group-possible-duplicate"), html! {
                p { (w.rich("group-possible-duplicate.text",
                    &[("name", other.text.as_str().into())], &[&other.href])) }
            }))
        }
        div.cols.main {
            div.stack {
                (panel_with(&w.t("group-profile"), None, None, profile(page, w)))
                (members(page, w))
                (named("term-list", &page.done.terms, w))
            }
            div.stack {
                @if !page.figures.is_empty() { (figures(page, w)) }
                (dated("group-places", &page.places, w))
                (dated("group-federation", &page.federation, w))
                (named("grading-list", &page.done.gradings, w))
                @if !page.done.events.is_empty() { (named("event-list", &page.done.events, w)) }
                (history(page, w))
            }
        }
    }
}

fn profile(page: &GroupPage, w: &Words) -> Markup {
    let mut all: Vec<Fact> =
        page.codes.iter().map(|(name, code)| Fact::text(name.as_str(), code)).collect();
    let formed = page.formed_on.map(show::day).unwrap_or_default();
    all.push(Fact::text(w.t("field-formed-on"), &formed));
    let compare = page.compare.as_ref();
    let state = html! {
        (list::lokos(w, page.lokos))
        @if let Some(link) = compare { " " a href=(link.href) { (link.text) } }
    };
    all.push(Fact { name: w.t("field-lokos"), value: state });
    all.extend(page.more.iter().map(|(name, value)| Fact::text(name.as_str(), value)));
    match &page.account {
        None => all.push(Fact::text(w.t("field-account"), &w.t("account-no"))),
        Some(account) => {
            let opened = account.opened_on.map(show::day).unwrap_or_default();
            all.push(Fact::text(w.t("field-bank"), &account.bank));
            all.push(Fact::text(w.t("field-branch"), &account.branch));
            all.push(Fact::text(w.t("field-ifsc"), &account.ifsc));
            all.push(Fact::text(w.t("field-account-no"), &account.number));
            all.push(Fact::text(w.t("field-account-opened"), &opened));
        }
    }
    facts(&all)
}

fn members(page: &GroupPage, w: &Words) -> Markup {
    let present = page.members.iter().filter(|row| row.left_on.is_none()).count();
    let present = i64::try_from(present).unwrap_or(i64::MAX);
    html! {
        section.panel {
            div.ph {
                h2 { (w.t("group-members")) }
                span.sub { (show::grouped(present)) }
                @if let Some(href) = &page.members_excel { span.r { (download(w, href)) } }
            }
            @if page.members.is_empty() {
                (empty(&w.t("group-members-none"), &w.t("group-members-none.text"), None))
            } @else {
                (table(&Table { caption: w.t("group-members"), ..list::members(w, &page.members, None) }))
                p.pager { (w.t("group-masked")) }
            }
        }
    }
}

fn figures(page: &GroupPage, w: &Words) -> Markup {
    let all: Vec<Stat> = page
        .figures
        .iter()
        .map(|(name, value, href)| Stat {
            name: name.clone(),
            value: value.clone(),
            note: String::new(),
            href: href.clone(),
        })
        .collect();
    html! {
        section.panel { div.ph { h2 { (w.t("group-figures")) } } (stats(&all)) }
    }
}

fn dated(key: &str, all: &[Dated], w: &Words) -> Markup {
    let items: Vec<TrailItem> = all
        .iter()
        .map(|one| TrailItem {
            when: match (one.from, one.to) {
                (None, None) => w.t("since-now"),
                (from, to) => format!(
                    "{} – {}",
                    from.map_or("—".to_owned(), show::day),
                    to.map_or_else(|| w.t("since-now"), show::day)
                ),
            },
            what: html! {
                @for (at, link) in one.what.iter().enumerate() {
                    @if at > 0 { " › " }
                    a href=(link.href) { (link.text) }
                }
                @if one.what.is_empty() { (w.t("group-unfederated")) }
            },
            who: one.reason.clone(),
        })
        .collect();
    let note = w.t(&format!("{key}.note"));
    panel_with(&w.t(key), Some(&note), None, trail(&items))
}

/// What waits for approval about an institution; nothing when nothing does.
pub fn waits(w: &Words, links: &[Link]) -> Markup {
    html! {
        @if !links.is_empty() {
            (notice(Tone::Warn, &w.t("approval-waiting"), html! {
                ul { @for link in links { li { a href=(link.href) { (link.text) } } } }
            }))
        }
    }
}

/// A trail, or the line that says there is none.
fn named(key: &str, items: &[TrailItem], w: &Words) -> Markup {
    let none = w.find(&key.replace("-list", "-none"), &[]).unwrap_or_default();
    panel_with(
        &w.t(key),
        None,
        None,
        html! {
            @if items.is_empty() { p { (none) } } @else { (trail(items)) }
        },
    )
}

fn history(page: &GroupPage, w: &Words) -> Markup {
    let items: Vec<TrailItem> = page
        .trail
        .iter()
        .map(|one| TrailItem {
            when: show::instant(one.at),
            what: html! {
                (one.what)
                @if let Some(link) = &one.link { " · " a href=(link.href) { (link.text) } }
            },
            who: one.by.clone(),
        })
        .collect();
    panel_with(&w.t("group-trail"), Some(&w.t("group-trail.note")), None, trail(&items))
}
