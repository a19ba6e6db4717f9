//! What the search box found: groups, villages, members and federations in their own lists.

use maud::{Markup, html};

use crate::parts::{Control, Field, Link, Look, button, empty, field, heading};
use crate::show;
use crate::words::Words;

/// One thing found.
pub struct Hit {
    /// Its name and page.
    pub link: Link,
    /// Where it is: village, Gram Panchayat, block; its code.
    pub note: String,
}

/// Things of one kind.
pub struct Hits {
    /// The key of the kind: `search-groups`, `search-villages`, `search-members`,
    /// `search-federations`.
    pub kind: &'static str,
    /// The best of them.
    pub hits: Vec<Hit>,
    /// How many there are in all.
    pub total: i64,
    /// The list of all.
    pub all: String,
}

/// The page of results.
pub struct SearchPage {
    /// What was asked; empty when nothing was.
    pub asked: String,
    /// What was found, by kind; kinds without a hit are left out.
    pub found: Vec<Hits>,
}

/// Draws the results.
pub fn draw(page: &SearchPage, w: &Words) -> Markup {
    let total: i64 = page.found.iter().map(|hits| hits.total).sum();
    let asked = [("q", page.asked.as_str().into()), ("n", total.into())];
    let ask = Field::new("q", w.t("search-label"), Control::Search).id("find");
    html! {
        (heading(&w.t("search-title"), html! {
            @if !page.asked.is_empty() { (w.args("search-for", &asked)) }
        }, html! {}))
        section.panel {
            form.filters method="get" action="/search" {
                (field(w, &ask.value(page.asked.as_str())))
                div.go { (button(Look::Primary, &w.t("search-label"), None)) }
            }
            @if page.asked.is_empty() {
                (empty(&w.t("search-ask"), &w.t("search-ask.text"), None))
            } @else if total == 0 {
                (empty(&w.t("search-none"), &w.t("search-none.text"), None))
            }
        }
        @for hits in &page.found { (kind(hits, w)) }
    }
}

/// Answers of each kind that stand under the box while one types.
const UNDER: usize = 4;

/// Draws what stands under the search box while one types: the best of each kind, and the way to all.
pub fn under(page: &SearchPage, w: &Words) -> Markup {
    let total: i64 = page.found.iter().map(|hits| hits.total).sum();
    if page.asked.is_empty() {
        return html! {};
    }
    if total == 0 {
        return html! { p { (w.t("search-none")) } };
    }
    let all = format!("/search?q={}", show::in_query(&page.asked));
    html! {
        @for hits in &page.found {
            p { (w.t(hits.kind)) }
            ul.found {
                @for hit in hits.hits.iter().take(UNDER) {
                    li { a href=(hit.link.href) { (hit.link.text) small { (hit.note) } } }
                }
            }
        }
        a.all href=(all) { (w.args("see-all", &[("n", total.into())])) }
    }
}

fn kind(hits: &Hits, w: &Words) -> Markup {
    html! {
        section.panel.more {
            div.ph {
                h2 { (w.t(hits.kind)) }
                a.r href=(hits.all) { (w.args("see-all", &[("n", hits.total.into())])) }
            }
            ul.found {
                @for hit in &hits.hits {
                    li { a href=(hit.link.href) { (hit.link.text) } small { (hit.note) } }
                }
            }
        }
    }
}
