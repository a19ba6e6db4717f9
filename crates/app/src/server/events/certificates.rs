//! Certificates of attendance for everybody who came to an event that was held, as one PDF.

use axum::extract::Path;
use samuh_documents::paper::certificates;
use samuh_engine::Error;
use samuh_kernel::{
    paper::{Certificate, Signer},
    scope::{Area, Right},
};
use samuh_meetings::event::{Event, EventState, Person, event_of, people};
use samuh_web::{show, words::Words};

use super::{title, when};
use crate::server::{
    awards::{both_words, office},
    excel::attached,
    fail::{Answer, Fail},
    visit::Visitor,
};

/// Sends them, one a page, in the order of the list.
pub(in crate::server) async fn print(visitor: Visitor, Path(id): Path<i64>) -> Answer {
    visitor.may(Right::Enter, Area::Meetings)?;
    let reads = visitor.clone();
    let (event, came) = visitor
        .app
        .read(move |reader| {
            Ok((event_of(reader, reads.desk(), id)?, people(reader, reads.desk(), id)?))
        })
        .await?;
    let came: Vec<Person> = came.into_iter().filter(|person| person.attended).collect();
    if event.state != EventState::Held || came.is_empty() {
        return Err(Fail::not_found());
    }
    let numbered = (1..).zip(&came);
    let all: Vec<Certificate> =
        numbered.map(|(no, person)| drawn(&visitor, &event, (no, person))).collect();
    let name = title(&event, visitor.words);
    let pdf = visitor.app.blocking(move |app| {
        certificates(app.emblem().as_deref(), &all)
            .map_err(|error| Error::broken(error.to_string()))
    });
    Ok(attached(&name, "pdf", "application/pdf", pdf.await?))
}

fn drawn(visitor: &Visitor, event: &Event, (no, person): (i64, &Person)) -> Certificate {
    let (hi, en) = both_words(visitor);
    let text = |words: &Words| {
        let args = [("title", title(event, words).into()), ("days", when(event, words).into())];
        words.args("event-certificate-text", &args)
    };
    let signer =
        |key: &str| Signer { name: String::new(), post: hi.t(key), lines: vec![en.t(key)] };
    let last = event.ends_on;
    Certificate {
        made_at: last.and_time(chrono::NaiveTime::MIN),
        office: office(visitor, hi),
        office_below: office(visitor, en).join(" · "),
        title: hi.t("event-certificate"),
        title_below: en.t("event-certificate"),
        name: person.name.clone(),
        who: person.of_where.clone(),
        text: text(hi),
        text_below: text(en),
        serial: format!("{} {}/{no}", hi.t("award-serial-short"), event.id),
        dated: format!("{} {}", hi.t("award-dated"), show::day(last)),
        check_address: String::new(),
        check_line: String::new(),
        signers: vec![signer("minutes-writer"), signer("award-signer-ceo")],
    }
}
