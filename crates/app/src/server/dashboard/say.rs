//! What the page says in words: how the indicators stand, and three questions worth asking, all
//! made from the figures.

use samuh_figures::catalogue::{
    Indicator, IndicatorId, LOKOS_ENTERED, SHG_ACTIVE, SHG_IN_VO, SHG_INACTIVE, Unit, WITH_ACCOUNT,
};
use samuh_web::{
    dashboard::{Everywhere, Freshness, Gap, HeatTable, Question, Status, Summary},
    parts::Link,
    words::Words,
};

use super::{
    board::{Board, lags, quantity},
    subject::{Subject, UnitLine},
    table::{href, name, shown},
};
use crate::server::query::Query;

/// Days without an entry after which a unit is asked about.
const STALE: i64 = 4;
/// Points of pace lost since last month that are worth a question.
const FALLEN: i64 = 3;
/// Below these a due target is too small for a per cent to mean anything: pieces, and paise (one
/// lakh rupees).
const LEAST_PIECES: i64 = 5;
const LEAST_PAISE: i64 = 10_000_000;
/// An indicator that lags everywhere is worth saying only among at least so many units.
const LEAST_UNITS: usize = 3;

/// How the indicators stand.
pub(super) fn summary(
    board: &Board,
    subject: &Subject,
    table: Option<&HeatTable>,
    words: &Words,
) -> Summary {
    let mut summary = Summary::default();
    for indicator in shown(board, subject) {
        let standing = board.standing(indicator, subject.id);
        match standing.status {
            Status::NoTarget if standing.due.is_none() => summary.no_target += 1,
            Status::NoTarget => {}
            Status::OnPace | Status::Ahead => summary.on += 1,
            Status::Near => summary.near += 1,
            Status::Behind | Status::Critical => summary.behind += 1,
        }
    }
    summary.total = summary.on + summary.near + summary.behind;
    let worst = table.and_then(|table| table.units.iter().max_by_key(|unit| unit.behind));
    summary.attention =
        worst.filter(|unit| unit.behind > 0).map(|unit| (unit.link.clone(), unit.behind));
    summary.everywhere = everywhere(board, subject, words);
    summary
}

fn everywhere(board: &Board, subject: &Subject, words: &Words) -> Option<Everywhere> {
    if subject.units.len() < LEAST_UNITS {
        return None;
    }
    let mut found: Option<(i64, Everywhere)> = None;
    for indicator in shown(board, subject) {
        let well: Vec<&str> = subject
            .units
            .iter()
            .filter(|unit| !lags(board.standing(indicator, unit.id).status))
            .map(|unit| unit.name.as_str())
            .collect();
        let percent = board.standing(indicator, subject.id).percent;
        let Some(percent) = percent.filter(|_| well.len() <= 1) else { continue };
        if found.as_ref().is_none_or(|(lowest, _)| percent < *lowest) {
            let link = Link::new(name(words, indicator), href(board, indicator, subject.id));
            let except = well.first().map(|name| (*name).to_owned());
            found = Some((percent, Everywhere { indicator: link, except }));
        }
    }
    found.map(|(_, said)| said)
}

/// At most three questions, the gravest first.
pub(super) fn questions(
    board: &Board,
    subject: &Subject,
    freshness: &[Freshness],
    words: &Words,
) -> Vec<Question> {
    // Where no unit below has a target, the unit itself is asked about.
    let own = [UnitLine {
        id: subject.id,
        name: subject.name.clone(),
        path: subject.path.clone(),
        code: String::new(),
    }];
    let is_aimed = subject.units.iter().any(|unit| board.has_targets(unit.id));
    let units: &[UnitLine] = if is_aimed { &subject.units } else { &own };
    let low = lowest(board, subject, units);
    let mut all: Vec<Question> = Vec::new();
    all.extend(low.map(|(indicator, at)| tell_low(board, &units[at], indicator, words)));
    all.extend(falling(board, subject, (units, low), words));
    all.extend(stale(freshness, board));
    all.extend(gap(board, subject));
    all.truncate(3);
    all
}

type Found = (&'static Indicator, usize);

/// The unit and indicator furthest below its pace.
fn lowest(board: &Board, subject: &Subject, units: &[UnitLine]) -> Option<Found> {
    let mut worst: Option<(i64, Found)> = None;
    for indicator in shown(board, subject) {
        for (at, unit) in units.iter().enumerate() {
            let standing = board.standing(indicator, unit.id);
            let due = standing.due.unwrap_or(0);
            let Some(percent) = standing.percent else { continue };
            let is_worse = worst.is_none_or(|(lowest, _)| percent < lowest);
            if lags(standing.status) && is_large(indicator, due) && is_worse {
                worst = Some((percent, (indicator, at)));
            }
        }
    }
    worst.map(|(_, found)| found)
}

fn is_large(indicator: &Indicator, due: i64) -> bool {
    due >= if indicator.unit == Unit::Paise { LEAST_PAISE } else { LEAST_PIECES }
}

fn tell_low(
    board: &Board,
    unit: &UnitLine,
    indicator: &'static Indicator,
    words: &Words,
) -> Question {
    let standing = board.standing(indicator, unit.id);
    Question::Low {
        unit: unit.name.clone(),
        indicator: name(words, indicator),
        percent: standing.percent.unwrap_or(0),
        achieved: quantity(indicator, standing.achieved.unwrap_or(0)),
        expected: quantity(indicator, standing.due.unwrap_or(0)),
        href: href(board, indicator, unit.id),
    }
}

/// The unit and indicator that lost most ground since last month.
fn falling(
    board: &Board,
    subject: &Subject,
    (units, but): (&[UnitLine], Option<Found>),
    words: &Words,
) -> Option<Question> {
    let mut worst: Option<(i64, Found, i64)> = None;
    for indicator in shown(board, subject) {
        for (at, unit) in units.iter().enumerate() {
            if but.is_some_and(|(known, other)| known.id == indicator.id && other == at) {
                continue;
            }
            let now = board.standing(indicator, unit.id);
            let before = board.month_before(indicator, unit.id);
            let (Some(percent), Some(was)) = (now.percent, before.and_then(|then| then.percent))
            else {
                continue;
            };
            let lost = was - percent;
            let is_said = lags(now.status) && is_large(indicator, now.due.unwrap_or(0));
            if is_said && lost >= FALLEN && worst.is_none_or(|(most, _, _)| lost > most) {
                worst = Some((lost, (indicator, at), percent));
            }
        }
    }
    let (points, (indicator, at), percent) = worst?;
    let unit = &units[at];
    Some(Question::Falling {
        unit: unit.name.clone(),
        indicator: name(words, indicator),
        percent,
        points,
        href: href(board, indicator, unit.id),
    })
}

/// The unit from which nothing has come for longest.
fn stale(freshness: &[Freshness], board: &Board) -> Option<Question> {
    let oldest = freshness
        .iter()
        .filter_map(|unit| unit.days_old.map(|days| (days, unit)))
        .filter(|(days, _)| *days >= STALE)
        .max_by_key(|(days, _)| *days);
    let (days, unit) = oldest?;
    let today = board.span().as_on.unwrap_or(board.span().today);
    Some(Question::Stale {
        unit: unit.unit.text.clone(),
        days,
        last: today - chrono::Days::new(days.unsigned_abs()),
        href: unit.unit.href.clone(),
    })
}

const GAPS: [(Gap, IndicatorId, &str, &str); 3] = [
    (Gap::Account, WITH_ACCOUNT, "account", "closed"),
    (Gap::Lokos, LOKOS_ENTERED, "lokos", "not_entered"),
    (Gap::Vo, SHG_IN_VO, "vo", "none"),
];

/// What most groups lack, and where most of them are.
fn gap(board: &Board, subject: &Subject) -> Option<Question> {
    let groups = |unit: i64| board.now(SHG_ACTIVE, unit) + board.now(SHG_INACTIVE, unit);
    let lack = |held: IndicatorId, unit: i64| groups(unit) - board.now(held, unit);
    let (gap, held, field, value) =
        GAPS.into_iter().max_by_key(|(_, held, _, _)| lack(*held, subject.id))?;
    let missing = lack(held, subject.id);
    if missing <= 0 {
        return None;
    }
    let most = subject.units.iter().map(|unit| (lack(held, unit.id), unit));
    let most = most.filter(|(missing, _)| *missing > 0).max_by_key(|(missing, _)| *missing);
    let mut query = Query::default().with(field, value);
    if let Some(name) = super::filter_of(subject) {
        query = query.with(name, subject.id.to_string());
    }
    Some(Question::Gap {
        gap,
        groups: missing,
        worst: most.map(|(missing, unit)| (unit.name.clone(), missing)),
        href: query.at("/groups"),
    })
}
