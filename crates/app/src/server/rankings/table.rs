//! The table of a frozen ranking: bands and tied groups, level and change side by side, and how much
//! is known. No place is a bare number where bands overlap.

use maud::{Markup, html};
use samuh_figures::ranking::Place;
use samuh_plans::ranking::{Frozen, FrozenUnit};
use samuh_web::{
    parts::{Column, Fact, Kind, Table, Tone, facts, notice, panel, panel_with, table, tag},
    show, svg,
};

use super::address;
use crate::server::{dashboard::name, visit::Visitor};

/// Data older than this on the day is marked, days.
const STALE: i64 = 7;

/// What is known beside a ranking.
#[derive(Default)]
pub(super) struct Beside {
    /// The units whose objection waits.
    pub(super) waiting: Vec<i64>,
    /// The units that the desk sees: their places open.
    pub(super) seen: Vec<i64>,
}

/// Draws a ranking.
pub(super) fn draw(visitor: &Visitor, one: &Frozen, beside: &Beside) -> Markup {
    let words = visitor.words;
    let (placed, others) = sorted(one);
    let first: Vec<String> = placed
        .iter()
        .filter(|unit| unit.ranked.level.is_some_and(|place| place.group == 1))
        .map(|unit| unit.name(visitor.hindi()).to_owned())
        .collect();
    let said = [
        ("names", show::list(&first, words).into()),
        ("n", i64::try_from(first.len()).unwrap_or(i64::MAX).into()),
    ];
    let under = words.args("ranking-note", &[("percent", one.rule.band.into())]);
    html! {
        (notice(Tone::Plain, &words.args("ranking-first", &said), html! { p { (under) } }))
        section.panel {
            div.ph { h2 { (words.t("ranking-places")) } span.sub { (words.t("ranking-places.note")) } }
            (table(&places(visitor, one, &placed, beside)))
        }
        @if !others.is_empty() { (not_compared(visitor, one, (&others, beside))) }
        (made_of(visitor, one))
    }
}

/// The units that have a place, the best first, and the others by name.
pub(super) fn sorted(one: &Frozen) -> (Vec<&FrozenUnit>, Vec<&FrozenUnit>) {
    let (mut placed, others): (Vec<_>, Vec<_>) =
        one.units.iter().partition(|unit| unit.ranked.level.is_some());
    placed.sort_by_key(|unit| {
        let place = unit.ranked.level;
        let of = |get: fn(Place) -> i64| place.map_or(0, get);
        (of(|p| p.group), of(|p| p.low), of(|p| p.high), -of(|p| p.score), unit.unit_id)
    });
    (placed, others)
}

fn places(visitor: &Visitor, one: &Frozen, placed: &[&FrozenUnit], beside: &Beside) -> Table {
    let words = visitor.words;
    let count = i64::try_from(placed.len()).unwrap_or(i64::MAX);
    let columns = [
        ("ranking-unit", Kind::Text),
        ("ranking-band", Kind::State),
        ("ranking-group", Kind::Number),
        ("ranking-score", Kind::Number),
        ("ranking-change-band", Kind::State),
        ("ranking-change", Kind::Number),
        ("ranking-newest", Kind::Day),
        ("ranking-missing", Kind::Number),
    ];
    let row = |unit: &&FrozenUnit| {
        let (level, change) = (unit.ranked.level, unit.ranked.change);
        vec![
            html! {
                (linked(visitor, one, (unit, beside)))
                @if beside.waiting.contains(&unit.unit_id) { " " (tag(Tone::Warn, &words.t("ranking-objected"))) }
            },
            level.map_or(html! { "—" }, |place| band(visitor, place, count)),
            html! { (level.map_or(0, |place| place.group)) },
            html! { (points(level.map_or(0, |place| place.score), false)) },
            change.map_or(html! { "—" }, |place| band(visitor, place, count)),
            html! { (change.map_or("—".to_owned(), |place| points(place.score, true))) },
            newest(visitor, one, unit),
            missing(visitor, one, unit),
        ]
    };
    Table {
        caption: words.t("ranking-places"),
        columns: columns.map(|(key, kind)| Column::new(kind, words.t(key))).to_vec(),
        rows: placed.iter().map(row).collect(),
        foot: None,
    }
}

/// A unit's name, which opens where the desk sees the unit.
fn linked(visitor: &Visitor, one: &Frozen, (unit, beside): (&FrozenUnit, &Beside)) -> Markup {
    let name = unit.name(visitor.hindi());
    let is_open = beside.seen.contains(&unit.unit_id);
    html! {
        @if is_open { a href=(format!("{}/{}", address(one.head.no), unit.unit_id)) { (name) } }
        @else { (name) }
    }
}

/// `3–5`, drawn and said.
pub(super) fn band(visitor: &Visitor, place: Place, of: i64) -> Markup {
    let said = band_text(visitor, place);
    html! { span.places { (svg::band(place.low, place.high, of, &said)) (said) } }
}

/// A band in words: one place only where nothing overlaps it.
pub(super) fn band_text(visitor: &Visitor, place: Place) -> String {
    if place.low == place.high {
        return show::grouped(place.low);
    }
    let said = [("low", place.low.into()), ("high", place.high.into())];
    visitor.words.args("ranking-from-to", &said)
}

/// Thousandths as points of a hundred: `78.4`, with its sign for a change.
pub(super) fn points(thousandths: i64, signed: bool) -> String {
    let sign = match thousandths {
        n if n < 0 => "−",
        n if n > 0 && signed => "+",
        _ => "",
    };
    let all = thousandths.abs();
    format!("{sign}{}.{}", all / 10, all % 10)
}

fn newest(visitor: &Visitor, one: &Frozen, unit: &FrozenUnit) -> Markup {
    let words = visitor.words;
    match unit.last_on {
        Some(day) if (one.head.cut_on - day).num_days() <= STALE => html! { (show::day(day)) },
        Some(day) => html! { (show::day(day)) " " (tag(Tone::Warn, &words.t("ranking-stale"))) },
        None => html! { (words.t("freshness-never")) },
    }
}

fn missing(visitor: &Visitor, one: &Frozen, unit: &FrozenUnit) -> Markup {
    let all = one.rule.weights.len();
    let missing = one.missing(unit.unit_id);
    let said = [("known", (all - missing).to_string().into()), ("all", all.to_string().into())];
    html! { (visitor.words.args("ranking-known-of", &said)) }
}

fn not_compared(
    visitor: &Visitor,
    one: &Frozen,
    (others, beside): (&[&FrozenUnit], &Beside),
) -> Markup {
    let words = visitor.words;
    let note = words.args(
        "ranking-not-compared.note",
        &[("percent", one.rule.least_known.into()), ("least", one.rule.least_due.into())],
    );
    let list = html! {
        ul { @for unit in others {
            li { (linked(visitor, one, (*unit, beside))) " · " (missing(visitor, one, unit)) }
        } }
    };
    panel_with(&words.t("ranking-not-compared"), Some(&note), None, list)
}

/// By which rule and of which day: all that makes the ranking again.
fn made_of(visitor: &Visitor, one: &Frozen) -> Markup {
    let words = visitor.words;
    let weights: Vec<String> = one
        .rule
        .measures()
        .iter()
        .filter_map(|one| {
            let known = samuh_figures::catalogue::by_id(one.indicator)?;
            Some(format!("{} {}", name(words, known), one.weight))
        })
        .collect();
    let order =
        if one.rule.of == 0 { words.t("ranking-rule-usual") } else { one.rule.order_no.clone() };
    let since = words.args("since", &[("day", show::day(one.rule.from_on).into())]);
    let rule = if one.rule.of == 0 { order } else { format!("{order} · {since}") };
    let all = [
        Fact::text(words.t("ranking-cut"), &show::day(one.head.cut_on)),
        Fact::text(words.t("ranking-before"), &show::day(one.head.before_on)),
        Fact::text(words.t("ranking-rule"), &rule),
        Fact::text(words.t("ranking-draws"), &show::grouped(one.rule.draws)),
        Fact::text(words.t("ranking-seed"), &one.head.seed.to_string()),
        Fact::text(words.t("ranking-frozen"), &show::instant(one.head.frozen_at)),
    ];
    panel(
        &words.t("ranking-made"),
        html! {
            (facts(&all))
            p { b { (words.t("ranking-weights")) } ": " (weights.join(" · ")) }
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_points_of_a_hundred_and_changes_have_a_sign() {
        assert_eq!(points(784, false), "78.4");
        assert_eq!(
            (points(-23, true), points(5, true), points(0, true)),
            ("−2.3".into(), "+0.5".into(), "0.0".into())
        );
    }
}
