//! Photographs that stand with the reports of several directions, beside the queue of figures.

use maud::{Markup, html};
use samuh_engine::{Reader, Result, clock};
use samuh_kernel::scope::{Area, Right};
use samuh_meetings::direction::store::{Reused, reused};
use samuh_web::{
    parts::{Column, Kind, Table, table},
    show,
};

use crate::server::visit::Visitor;

/// The panel; nothing where there are none, or the desk sees no directions.
pub(super) fn panel(reader: &mut Reader, visitor: &Visitor) -> Result<Markup> {
    if !visitor.scope().may(Right::See, Area::Meetings) {
        return Ok(html! {});
    }
    let all = reused(reader, visitor.desk(), 0)?;
    if all.is_empty() {
        return Ok(html! {});
    }
    let words = visitor.words;
    let row = |(no, one): (usize, &Reused)| {
        let picture = format!("/directions/files/{}", one.hash);
        vec![
            html! { a href=(picture) { (words.t("check-photo")) " " (no) } },
            html! {
                @for (at, each) in one.uses.iter().enumerate() {
                    @if at > 0 { " · " }
                    a href=(format!("/directions/{}", each.direction_id)) { (each.label) }
                    " (" (show::day(clock::day_of(each.at))) ")"
                }
            },
        ]
    };
    let columns = vec![
        Column::new(Kind::Text, words.t("check-photo")),
        Column::new(Kind::Text, words.t("check-photo-directions")),
    ];
    let rows = (1..).zip(&all).map(row).collect();
    let drawn = table(&Table { caption: words.t("check-photos"), columns, rows, foot: None });
    Ok(html! {
        section.panel {
            div.ph { h2 { (words.t("check-photos")) } span.sub { (words.t("check-photos.text")) } }
            (drawn)
        }
    })
}
