//! Certificates as one PDF: one award, or all of a day in one go.

use axum::{
    extract::Query as Asked,
    http::{HeaderMap, header},
};
use samuh_documents::paper::certificates;
use samuh_engine::{Error, Reader, Result, clock};
use samuh_kernel::{
    paper::{Certificate, Signer},
    scope::{Area, Right},
};
use samuh_meetings::award::{Award, award_of, awards};
use samuh_web::{
    show,
    words::{Lang, Words},
};

use super::PATH;
use crate::server::{
    dashboard::day_of,
    excel::attached,
    fail::{Answer, Fail},
    query::Query,
    visit::Visitor,
};

/// Sends the certificates of a day, or the one of a number.
pub(in crate::server) async fn print(
    visitor: Visitor,
    headers: HeaderMap,
    Asked(pairs): Asked<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::See, Area::Meetings)?;
    let query = Query::of(pairs);
    let scheme = if visitor.app.config().secure { "https" } else { "http" };
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let site = format!("{scheme}://{host}");
    let (reads, asked) = (visitor.clone(), query.clone());
    let chosen = visitor.app.read(move |reader| chosen(reader, &reads, &asked)).await?;
    if chosen.is_empty() {
        return Err(Fail::not_found());
    }
    let all: Vec<Certificate> = chosen.iter().map(|one| drawn(&visitor, one, &site)).collect();
    let title = match chosen.as_slice() {
        [one] => one.serial.clone(),
        _ => visitor.words.t("awards-certificates"),
    };
    let pdf = visitor.app.blocking(move |app| {
        certificates(app.emblem().as_deref(), &all)
            .map_err(|error| Error::broken(error.to_string()))
    });
    Ok(attached(&title, "pdf", "application/pdf", pdf.await?))
}

/// The awards that still hold: one by its number, or those of a day, the first number first.
fn chosen(reader: &mut Reader, visitor: &Visitor, query: &Query) -> Result<Vec<Award>> {
    if let Some(no) = query.number("no") {
        let one = award_of(reader, visitor.scope(), no)?;
        return Ok(vec![one].into_iter().filter(|one| one.withdrawn_at.is_none()).collect());
    }
    // An award may be dated ahead, for the day on which it is handed over.
    let far = clock::today() + chrono::Days::new(3_660);
    let Some(day) = query.get("on").and_then(|text| day_of(text, far)) else {
        return Err(Error::NotFound);
    };
    let mut all = awards(reader, visitor.scope())?;
    all.retain(|one| one.given_on == day && one.withdrawn_at.is_none());
    all.reverse();
    Ok(all)
}

/// The words of both languages, Hindi first.
pub(in crate::server) fn both_words(visitor: &Visitor) -> (&'static Words, &'static Words) {
    let overlay = visitor.home.overlay();
    (Words::of(Lang::Hi, overlay), Words::of(Lang::En, overlay))
}

/// The office's lines at the head of a certificate.
pub(in crate::server) fn office(visitor: &Visitor, words: &Words) -> Vec<String> {
    let name = visitor.home.name(visitor.home.top(), words.lang() == Lang::Hi);
    let state = visitor.home.state.as_ref();
    let state = state.map(|one| if words.lang() == Lang::Hi { &one.name_hi } else { &one.name_en });
    let said = [("name", name.into()), ("state", state.map_or("", String::as_str).into())];
    vec![words.t("award-office-mission"), words.args("award-office-district", &said)]
}

fn drawn(visitor: &Visitor, one: &Award, site: &str) -> Certificate {
    let (hi, en) = both_words(visitor);
    let text_of = |words: &Words, award: &str, reason: &str| match (award, reason) {
        ("", _) => String::new(),
        (award, "") => words.args("award-text-plain", &[("award", award.into())]),
        (award, reason) => {
            words.args("award-text", &[("award", award.into()), ("reason", reason.into())])
        }
    };
    let signer =
        |key: &str| Signer { name: String::new(), post: hi.t(key), lines: vec![en.t(key)] };
    Certificate {
        made_at: one.given_on.and_time(chrono::NaiveTime::MIN),
        office: office(visitor, hi),
        office_below: office(visitor, en).join(" · "),
        title: hi.t("award-certificate"),
        title_below: en.t("award-certificate"),
        name: one.name.clone(),
        who: one.who.clone(),
        text: text_of(hi, &one.award_hi, &one.reason_hi),
        text_below: text_of(en, &one.award_en, &one.reason_en),
        serial: format!("{} {}", hi.t("award-serial-short"), one.serial),
        dated: format!("{} {}", hi.t("award-dated"), show::day(one.given_on)),
        check_address: format!("{site}{PATH}/{}", one.serial),
        check_line: hi.t("award-check-line"),
        signers: vec![signer("award-signer-ceo"), signer("award-signer-collector")],
    }
}
