//! One reported sheet: what a unit said for a month, who typed it, and its verifying by a second
//! person.

use maud::{Markup, html};

use crate::parts::{
    Column, Control, Field, Kind, Link, Look, Problem, Table, Tone, TrailItem, button, crumbs,
    empty, field, heading, panel_with, problems, table, tag, trail,
};
use crate::show;
use crate::words::Words;

/// One figure of the sheet.
pub struct SheetRow {
    /// The indicator's name.
    pub indicator: String,
    /// What the form sends when the figure is chosen; empty where the reader may not choose it.
    pub choice: String,
    /// Whether it is chosen.
    pub chosen: bool,
    /// The figure, written out, and what stands behind it.
    pub value: Link,
    /// Verified by a second person.
    pub verified: bool,
    /// When it was typed (microseconds UTC).
    pub recorded_at: i64,
    /// Who typed it: post and person, or the system.
    pub by: String,
    /// The import it came with.
    pub import: Option<Link>,
}

/// What the reader may do with the sheet.
pub struct Acts {
    /// Where the form goes.
    pub action: String,
    /// The act's id, made when the page was drawn.
    pub op: String,
    /// Some figure can be verified.
    pub verify: bool,
    /// Some figure's verification can be taken back.
    pub unverify: bool,
    /// The reason as typed.
    pub reason: String,
}

/// A sheet's page.
pub struct SheetPage {
    /// The unit and month, in words.
    pub title: String,
    /// The way down to it.
    pub crumbs: Vec<Link>,
    /// When it was true (microseconds UTC).
    pub as_on_at: i64,
    /// The figures.
    pub rows: Vec<SheetRow>,
    /// What the reader may do; none where the post may not verify.
    pub acts: Option<Acts>,
    /// Why nothing can be chosen although the post may verify: the key of its words.
    pub hindered: Option<&'static str>,
    /// What was recorded, the newest first: when, what, link, by whom.
    pub trail: Vec<TrailItem>,
    /// What was wrong with the form.
    pub problems: Vec<Problem>,
}

/// Draws a sheet.
pub fn draw(page: &SheetPage, w: &Words) -> Markup {
    let verified = page.rows.iter().filter(|row| row.verified).count();
    let at = show::instant(page.as_on_at);
    let told = [("n", page.rows.len().into()), ("verified", verified.into())];
    html! {
        (crumbs(w, &page.crumbs, &page.title))
        (heading(&page.title, html! {
            (w.t("sheet-reported")) " · " (w.args("list-as-on", &[("at", at.into())]))
        }, html! {}))
        (problems(w, &page.problems))
        section.panel {
            div.count { b { (w.args("sheet-count", &told)) } span { (w.t("sheet-explain")) } }
            @if page.rows.is_empty() {
                (empty(&w.t("list-empty-reported"), &w.t("list-empty-reported.text"), None))
            } @else if let Some(acts) = &page.acts {
                form method="post" action=(acts.action) {
                    input type="hidden" name="op" value=(acts.op);
                    (table(&figures(page, w)))
                    (bar(acts, page, w))
                }
            } @else { (table(&figures(page, w))) }
        }
        (panel_with(&w.t("group-trail"), Some(&w.t("group-trail.note")), None, trail(&page.trail)))
    }
}

fn bar(acts: &Acts, page: &SheetPage, w: &Words) -> Markup {
    let reason = Field::new("reason", w.t("sheet-reason"), Control::Text)
        .hint(w.t("sheet-reason.hint"))
        .value(acts.reason.as_str())
        .checked(&page.problems);
    html! {
        div.pb.top-pad.stack {
            @if let Some(key) = page.hindered { p.hint { (w.t(key)) } }
            @if acts.verify { div.go { (button(Look::Primary, &w.t("sheet-verify"), Some("verify"))) } }
            @if acts.unverify {
                (field(w, &reason))
                div.go { (button(Look::Plain, &w.t("sheet-unverify"), Some("unverify"))) }
            }
        }
    }
}

fn figures(page: &SheetPage, w: &Words) -> Table {
    let cells = |row: &SheetRow| {
        vec![
            html! {
                @if row.choice.is_empty() { (row.indicator) }
                @else {
                    label.tick {
                        input type="checkbox" name="figure" value=(row.choice) checked[row.chosen];
                        span { (row.indicator) }
                    }
                }
            },
            html! { a href=(row.value.href) { (row.value.text) } },
            source(w, row.verified),
            html! { (show::instant(row.recorded_at)) },
            html! { (row.by) },
            html! { @if let Some(link) = &row.import { a href=(link.href) { (link.text) } } @else { "—" } },
        ]
    };
    let column = |kind: Kind, key: &str| Column::new(kind, w.t(key));
    Table {
        caption: page.title.clone(),
        columns: vec![
            column(Kind::Text, "field-indicator"),
            column(Kind::Number, "field-value"),
            column(Kind::State, "field-source"),
            column(Kind::Day, "field-recorded"),
            column(Kind::Text, "field-by"),
            column(Kind::Text, "field-import"),
        ],
        rows: page.rows.iter().map(cells).collect(),
        foot: None,
    }
}

fn source(w: &Words, verified: bool) -> Markup {
    if verified {
        tag(Tone::Good, &w.t("source-verified"))
    } else {
        html! { (w.t("source-reported")) }
    }
}
