//! A ranking as a workbook: the same bands and scores as the page, and every tally behind them.

use axum::response::Response;
use samuh_documents::write::{Kind, Value};
use samuh_figures::catalogue::{Unit, by_id};
use samuh_plans::ranking::{Basis, Frozen};
use samuh_web::show;

use super::table::{band_text, sorted};
use crate::server::{dashboard::name, excel, fail::Answer, visit::Visitor};

const COLUMNS: [(&str, Kind, u16); 13] = [
    ("ranking-unit", Kind::Text, 28),
    ("ranking-group", Kind::Whole, 8),
    ("ranking-band", Kind::Text, 12),
    ("ranking-score", Kind::Decimal, 10),
    ("ranking-change-band", Kind::Text, 12),
    ("ranking-change", Kind::Decimal, 10),
    ("ranking-newest", Kind::Day, 14),
    ("field-indicator", Kind::Text, 34),
    ("ranking-weight", Kind::Whole, 8),
    ("why-basis", Kind::Text, 26),
    ("why-reached", Kind::Decimal, 16),
    ("why-due", Kind::Decimal, 16),
    ("excel-unit", Kind::Text, 10),
];

/// Sends it: a row for each unit and indicator, the best unit first.
pub(super) fn answer(visitor: &Visitor, one: &Frozen) -> Answer<Response> {
    let words = visitor.words;
    let what = words.t(&format!("rankings-of-{}", one.head.level.code()));
    let day = show::day(one.head.cut_on);
    let title = words.args("ranking-title", &[("what", what.into()), ("day", day.into())]);
    let (placed, others) = sorted(one);
    let units: Vec<_> = placed.into_iter().chain(others).collect();
    let rows = units.len() * one.rule.weights.len();
    let rows = i64::try_from(rows).unwrap_or(i64::MAX);
    let mut head = excel::head(words, &title, rows, &COLUMNS);
    head.titles.push(words.args("ranking-note", &[("percent", one.rule.band.into())]));
    excel::answer(&title, &head, |sheet| {
        for unit in units {
            let Some(entrant) = one.entrants.iter().find(|own| own.unit_id == unit.unit_id) else {
                continue;
            };
            let (level, change) = (unit.ranked.level, unit.ranked.change);
            let band = level.map(|place| band_text(visitor, place)).unwrap_or_default();
            let score = level.map_or(Value::Empty, |place| points_of(place.score));
            let moved = change.map(|place| band_text(visitor, place)).unwrap_or_default();
            let by = change.map_or(Value::Empty, |place| points_of(place.score));
            let last = unit.last_on.map_or(Value::Empty, Value::Day);
            let measures = one.rule.weights.iter().zip(&one.bases).zip(&entrant.now);
            for (((indicator, weight), basis), tally) in measures {
                let Some(known) = by_id(*indicator) else { continue };
                let (called, basis_said) =
                    (name(words, known), words.t(&format!("why-basis-{}", basis.code())));
                let is_money = known.unit == Unit::Paise && *basis != Basis::Ratio;
                let amount =
                    |value: i64| if is_money { Value::Paise(value) } else { Value::Whole(value) };
                sheet.row(&[
                    Value::Text(unit.name(visitor.hindi())),
                    level.map_or(Value::Empty, |place| Value::Whole(place.group)),
                    Value::Text(&band),
                    score,
                    Value::Text(&moved),
                    by,
                    last,
                    Value::Text(&called),
                    Value::Whole(*weight),
                    Value::Text(&basis_said),
                    tally.map_or(Value::Empty, |tally| amount(tally.x)),
                    tally.map_or(Value::Empty, |tally| amount(tally.n)),
                    Value::Text(if is_money { "₹" } else { "" }),
                ])?;
            }
        }
        Ok(())
    })
}

/// Thousandths as points of a hundred, to be reckoned with.
fn points_of(thousandths: i64) -> Value<'static> {
    Value::Decimal(f64::from(i32::try_from(thousandths).unwrap_or(i32::MAX)) / 10.0)
}
