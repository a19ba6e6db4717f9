//! What the pages of saturation share: the band in words and as a bar, names, states.

use maud::{Markup, html};
use samuh_groups::saturation::{
    model::{Covering, Field, Outcome, Seen, State},
    rules::{Band, Tally},
};
use samuh_web::{
    parts::{Link, Tone, tag},
    show,
};

use super::PATH;
use crate::server::visit::Visitor;

/// `65.3–77.5%`, and one number only where nothing is unknown; a dash where nothing is known.
pub(super) fn band_text(band: Option<Band>) -> String {
    match band {
        None => "—".to_owned(),
        Some(band) if band.is_settled => show::per_mille(band.high),
        Some(band) => {
            let low = show::per_mille(band.low);
            format!("{}–{}", low.trim_end_matches('%'), show::per_mille(band.high))
        }
    }
}

/// The band as words and a small bar: dark for what is sure, light for what may be.
pub(super) fn band(band: Option<Band>) -> Markup {
    html! {
        div.band {
            b { (band_text(band)) }
            @if let Some(band) = band {
                svg.bar viewBox="0 0 1000 16" preserveAspectRatio="none" aria-hidden="true" {
                    rect.under y="4" width="1000" height="8" rx="4" {}
                    rect.may y="4" width=(band.high) height="8" rx="4" {}
                    rect.done y="4" width=(band.low) height="8" rx="4" {}
                }
            }
        }
    }
}

/// The list behind a number.
pub(super) fn behind(unit: i64, state: &str) -> String {
    let mut address = format!("{PATH}/households?unit={unit}");
    if !state.is_empty() {
        address.push_str("&state=");
        address.push_str(state);
    }
    address
}

/// A number that opens; a nought does not.
pub(super) fn number(count: i64, href: &str) -> Markup {
    html! {
        @if count == 0 { "0" } @else { a href=(href) { (show::grouped(count)) } }
    }
}

/// Reasons with their numbers, each open, in the order of the outcomes.
pub(super) fn reasons(visitor: &Visitor, unit: i64, tally: &Tally, outcomes: &[Outcome]) -> Markup {
    let held = outcomes.iter().filter_map(|outcome| {
        let count = *tally.reasons.get(&outcome.code)?;
        Some((outcome.name(visitor.hindi()), count, behind(unit, &outcome.code)))
    });
    html! {
        @for (at, (name, count, href)) in held.enumerate() {
            @if at > 0 { " · " }
            (name) " " a href=(href) { (show::grouped(count)) }
        }
    }
}

/// The household's own page, under the name of its head.
pub(super) fn link(seen: &Seen) -> Link {
    let target = &seen.target;
    Link::new(target.texts.get(Field::Head), format!("{PATH}/households/{}", target.id))
}

/// Where a household stands, as a tag.
pub(super) fn state(visitor: &Visitor, state: &State) -> Markup {
    let words = visitor.words;
    match state {
        State::Covered => tag(Tone::Good, &words.t("sat-covered")),
        State::LeftOut(outcome) => {
            let tone = if outcome.refused { Tone::Plain } else { Tone::Warn };
            tag(tone, outcome.name(visitor.hindi()))
        }
        State::Unknown => tag(Tone::Plain, &words.t("sat-unknown")),
    }
}

/// Through whom and in which group a household is covered.
pub(super) fn covering(visitor: &Visitor, all: &[Covering], target_id: i64) -> Markup {
    let own = all.iter().filter(|one| one.target_id == target_id);
    html! {
        @for one in own {
            small {
                a href=(format!("/members/{}", one.member_id)) {
                    (said(visitor, &one.name_hi, &one.name_en))
                }
                " · "
                a href=(format!("/groups/{}", one.institution_id)) {
                    (said(visitor, &one.group_hi, &one.group_en))
                }
            }
        }
    }
}

/// A name in the reader's language, else in the other.
pub(super) fn said<'a>(
    visitor: &Visitor,
    hi: &'a Option<String>,
    en: &'a Option<String>,
) -> &'a str {
    let (first, second) = if visitor.hindi() { (hi, en) } else { (en, hi) };
    first.as_deref().or(second.as_deref()).unwrap_or("")
}

/// The outcome of the last visit and its day; empty where nobody has been there.
pub(super) fn last(visitor: &Visitor, seen: &Seen, outcomes: &[Outcome]) -> String {
    let Some((code, on)) = &seen.last else { return String::new() };
    let known = outcomes.iter().find(|outcome| outcome.code == *code);
    let name = known.map_or(code.as_str(), |outcome| outcome.name(visitor.hindi()));
    format!("{name}, {}", show::day(*on))
}

/// Tabs, filters and lists name the state asked for by these words.
pub(super) fn state_name(visitor: &Visitor, code: &str, outcomes: &[Outcome]) -> String {
    let words = visitor.words;
    match code {
        "" => words.t("sat-listed"),
        "covered" => words.t("sat-covered"),
        "left_out" => words.t("sat-left-out"),
        "unknown" => words.t("sat-unknown"),
        "open" => words.t("sat-open"),
        other => outcomes
            .iter()
            .find(|outcome| outcome.code == other)
            .map_or(other, |outcome| outcome.name(visitor.hindi()))
            .to_owned(),
    }
}
