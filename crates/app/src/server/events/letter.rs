//! The letter of invitation to one guest, as a sheet for the printer.

use axum::extract::Path;
use maud::html;
use samuh_engine::Error;
use samuh_kernel::scope::{Area, Right};
use samuh_meetings::event::{event_of, invitees_of};
use samuh_web::{
    page::Section,
    parts::{Link, crumbs, heading},
};

use super::{PATH, days, title};
use crate::server::{fail::Answer, visit::Visitor};

/// The page.
pub(in crate::server) async fn page(visitor: Visitor, Path((id, no)): Path<(i64, i64)>) -> Answer {
    visitor.may(Right::See, Area::Meetings)?;
    let reads = visitor.clone();
    let (event, guest) = visitor
        .app
        .read(move |reader| {
            let event = event_of(reader, reads.desk(), id)?;
            let all = invitees_of(reader, reads.desk(), id)?;
            let guest = all.into_iter().find(|one| one.no == no).ok_or(Error::NotFound)?;
            Ok((event, guest))
        })
        .await?;
    let words = visitor.words;
    let head = words.t("event-letter");
    let shell = visitor.shell("", None);
    let args = [
        ("title", title(&event).into()),
        ("days", days(&event).into()),
        ("time", event.at_time.as_str().into()),
        ("venue", event.venue.as_str().into()),
    ];
    let steps = [
        Link::new(words.t("events-title"), PATH),
        Link::new(title(&event), format!("{PATH}/{id}")),
    ];
    let signs = shell.who.map(|who| (who.post, who.place)).unwrap_or_default();
    let body = html! {
        (crumbs(words, &steps, &head))
        (heading(&head, html! {}, html! {}))
        section.panel { div.pb.top-pad.prose {
            p { (shell.district) br; (words.args("event-letter-no", &[("no", format!("{id}/{no}").into())])) }
            p { (words.t("event-letter-to")) br; b { (guest.name) } @if !guest.name.is_empty() { br; } (guest.title) }
            p { (words.t("event-letter-greeting")) }
            p { (words.args("event-letter-text", &args)) }
            p { (words.t("event-letter-end")) }
            p { (signs.0) br; (signs.1) }
        } }
    };
    Ok(visitor.page(&head, Some(Section::Meetings), body))
}
