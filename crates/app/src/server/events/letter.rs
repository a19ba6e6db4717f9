//! The letter of invitation to one guest: a sheet for the printer, and the same as PDF.

use axum::extract::{Path, Query as Asked};
use maud::html;
use samuh_documents::paper::pdf;
use samuh_engine::{Error, clock};
use samuh_kernel::{
    paper::{Language, Paper, Part, Signer},
    scope::{Area, Right},
};
use samuh_meetings::event::{Event, event_of, invitees_of};
use samuh_web::{
    page::Section,
    parts::{Icon, Link, Look, button_link, crumbs, heading},
    show,
    words::Words,
};

use super::{PATH, title, when};
use crate::server::{awards::office, excel::attached, fail::Answer, query::Query, visit::Visitor};

/// The page; `?format=pdf` for the paper.
pub(in crate::server) async fn page(
    visitor: Visitor,
    Path((id, no)): Path<(i64, i64)>,
    Asked(pairs): Asked<Vec<(String, String)>>,
) -> Answer {
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
    let steps = [
        Link::new(words.t("events-title"), PATH),
        Link::new(title(&event, words), format!("{PATH}/{id}")),
    ];
    let signs = shell.who.map(|who| (who.post, who.place)).unwrap_or_default();
    if Query::of(pairs).get("format") == Some("pdf") {
        let language = if visitor.hindi() { Language::Hindi } else { Language::English };
        let said = invited(&event, words);
        let to = [guest.name.as_str(), guest.title.as_str()];
        let to = to.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
        let signer = Signer { name: String::new(), post: signs.0, lines: vec![signs.1] };
        let paper = Paper {
            office: office(&visitor, words),
            memo: words.args("event-letter-no", &[("no", format!("{id}/{no}").into())]),
            dated: show::day(clock::today()),
            parts: vec![
                Part::text(format!("{}\n{to}", words.t("event-letter-to"))),
                Part::text(words.t("event-letter-greeting")),
                Part::text(said),
                Part::text(words.t("event-letter-end")),
                Part::Signatures { signers: vec![signer] },
            ],
            ..Paper::new(language, clock::local(clock::now()), head.as_str())
        };
        let drawn = visitor.app.blocking(move |app| {
            let paper = Paper { logo: app.emblem(), ..paper };
            pdf(&paper).map_err(|error| Error::broken(error.to_string()))
        });
        return Ok(attached(&format!("{head} {id}-{no}"), "pdf", "application/pdf", drawn.await?));
    }
    let paper = Link::new("PDF", format!("{PATH}/{id}/letter/{no}?format=pdf"));
    let body = html! {
        (crumbs(words, &steps, &head))
        (heading(&head, html! {}, button_link(&paper, Some(Icon::Download), Look::Plain)))
        section.panel { div.pb.top-pad.prose {
            p { (shell.district) br; (words.args("event-letter-no", &[("no", format!("{id}/{no}").into())])) }
            p { (words.t("event-letter-to")) br; b { (guest.name) } @if !guest.name.is_empty() { br; } (guest.title) }
            p { (words.t("event-letter-greeting")) }
            p { (invited(&event, words)) }
            p { (words.t("event-letter-end")) }
            p { (signs.0) br; (signs.1) }
        } }
    };
    Ok(visitor.page(&head, Some(Section::Meetings), body))
}

/// What the letter says; what nobody wrote down is left out of the sentence.
fn invited(event: &Event, words: &Words) -> String {
    let part = |key: &str, text: &str| match text {
        "" => String::new(),
        text => format!(" {}", words.args(key, &[("text", text.into())])),
    };
    let args = [
        ("title", title(event, words).into()),
        ("days", when(event, words).into()),
        ("time", part("event-letter-time", &event.at_time).into()),
        ("venue", part("event-letter-venue", &event.venue).into()),
    ];
    words.args("event-letter-text", &args)
}
