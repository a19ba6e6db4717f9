//! What anybody may check of a certificate: what is printed on it, and whether it still holds.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use maud::{Markup, html};
use samuh_meetings::award::{Checked, by_serial};
use samuh_web::{
    parts::{Fact, Tone, facts, heading, notice, panel},
    show,
    words::{Lang, Words},
};

use crate::server::{
    App,
    fail::Answer,
    visit::{self, Here},
};

/// The page of a serial, open to everybody.
pub(in crate::server) async fn page(
    State(app): State<App>,
    Path(serial): Path<String>,
    here: Here,
) -> Answer {
    // Serials are printed in capitals; who types one may not.
    let wanted = serial.trim().to_uppercase();
    let found = app.read(move |reader| by_serial(reader, &wanted)).await?;
    let status = if found.is_some() { StatusCode::OK } else { StatusCode::NOT_FOUND };
    let draw = move |words: &Words| (words.t("award-check"), body(words, &serial, found.as_ref()));
    let page = app.blocking(move |app| visit::bare(app, &here, draw)).await?;
    Ok(visit::with_status(status, page))
}

fn body(words: &Words, serial: &str, found: Option<&Checked>) -> Markup {
    let title = words.t("award-check");
    html! {
        (heading(&title, html! { (serial) }, html! {}))
        @match found {
            None => (notice(Tone::Bad, &words.t("award-check-none"), html! { p { (words.t("award-check-none.text")) } })),
            Some(one) => {
                @if one.holds { (notice(Tone::Good, &words.t("award-check-holds"), html! {})) }
                @else { (notice(Tone::Bad, &words.t("award-check-withdrawn"), html! {})) }
                (panel(&title, facts(&told(words, one))))
            },
        }
    }
}

fn told(words: &Words, one: &Checked) -> Vec<Fact> {
    let english = words.lang() == Lang::En && !one.award_en.is_empty();
    let award = if english { &one.award_en } else { &one.award_hi };
    vec![
        Fact::text(words.t("award-serial"), &one.serial),
        Fact::text(words.t("award-name"), &one.name),
        Fact::text(words.t("award-who"), &one.who),
        Fact::text(words.t("award-what"), award),
        Fact::text(words.t("award-day"), &show::day(one.given_on)),
    ]
}
