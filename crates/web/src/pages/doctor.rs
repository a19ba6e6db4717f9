//! The self-audit: what the program found when it looked at itself, the worst first, each with why
//! it matters and what to do.

use maud::{Markup, html};

use crate::parts::{
    Column, Kind, Link, Look, Table, Tone, button_link, crumbs, heading, notice, table, tag,
};
use crate::show;
use crate::words::Words;

/// One row.
pub struct DoctorRow {
    /// What was looked at.
    pub name: String,
    /// Why it matters.
    pub why: String,
    /// The colour of the state.
    pub tone: Tone,
    /// The state in words.
    pub state: String,
    /// What was found.
    pub found: String,
    /// Where it is mended, if on this site.
    pub link: Option<Link>,
    /// What to do; nothing where all is well.
    pub cure: Option<String>,
}

/// The page.
pub struct DoctorPage {
    /// When it was looked at (microseconds UTC).
    pub at: i64,
    /// The rows, the worst first.
    pub rows: Vec<DoctorRow>,
}

/// Draws the page.
pub fn draw(page: &DoctorPage, w: &Words) -> Markup {
    let count = |tone: Tone| {
        let same = page.rows.iter().filter(|row| row.tone == tone).count();
        i64::try_from(same).unwrap_or(i64::MAX)
    };
    let (bad, attention) = (count(Tone::Bad), count(Tone::Warn));
    let title = w.t("doctor-title");
    let report = Link::new(w.t("doctor-report"), "/doctor/report.json");
    let (tone, sum) = match (bad, attention) {
        (0, 0) => (Tone::Good, w.t("doctor-all-well")),
        (0, n) => (Tone::Warn, w.args("doctor-to-look-at", &[("n", n.into())])),
        (n, _) => (Tone::Bad, w.args("doctor-to-mend", &[("n", n.into())])),
    };
    html! {
        (crumbs(w, &[Link::new(w.t("users-title"), "/users")], &title))
        (heading(&title, html! {
            (w.args("doctor-at", &[("at", show::instant(page.at).into())]))
        }, html! { (button_link(&report, None, Look::Plain)) }))
        (notice(tone, &sum, html! {}))
        section.panel { (table(&rows(page, w))) }
    }
}

fn rows(page: &DoctorPage, w: &Words) -> Table {
    let cells = |row: &DoctorRow| {
        vec![
            html! { (row.name) small { (row.why) } },
            tag(row.tone, &row.state),
            html! { (row.found) },
            html! {
                @match (&row.cure, &row.link) {
                    (Some(cure), link) => {
                        (cure)
                        @if let Some(link) = link { " " a href=(link.href) { (link.text) } }
                    }
                    (None, _) => "—",
                }
            },
        ]
    };
    let column = |kind: Kind, key: &str| Column::new(kind, w.t(key));
    Table {
        caption: w.t("doctor-title"),
        columns: vec![
            column(Kind::Text, "doctor-column-what"),
            column(Kind::State, "doctor-column-state"),
            column(Kind::Text, "doctor-column-found"),
            column(Kind::Text, "doctor-column-do"),
        ],
        rows: page.rows.iter().map(cells).collect(),
        foot: None,
    }
}
