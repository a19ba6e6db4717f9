//! The cards of the page: large figures, the registers at a glance, how fresh the data is, and the
//! federations that lag.

use chrono::Days;
use samuh_engine::{Reader, Result};
use samuh_figures::{
    catalogue::{
        CLF_FORMED, HOUSEHOLDS, INDICATORS, Indicator, IndicatorId, LOKOS_ENTERED, MEMBERS, Nature,
        SATURATION, SHG_ACTIVE, SHG_IN_VO, SHG_INACTIVE, TARGET_HOUSEHOLDS, VO_FORMED,
        WITH_ACCOUNT, by_code, by_id,
    },
    journal::{Class, Window, recorded, series},
};
use samuh_kernel::calendar::{FinancialYear, Month};
use samuh_web::{
    dashboard::{Freshness, Glance, Kpi, KpiMonth, Lagging, LaggingRow, Level, Status},
    parts::Link,
    show::Quantity,
};

use super::{
    board::{Board, quantity},
    subject::{Subject, UnitLine},
    table::{href, name},
};
use crate::server::{query::Query, visit::Visitor};

/// The large figures, the most asked for first; four are shown.
const LARGE: [&str; 12] = [
    "lakhpati_didis",
    "shg_formed",
    "linkage_amount",
    "lokos_entered",
    "linkage_groups",
    "rf_groups",
    "mission2020_groups",
    "pmsby",
    "producer_groups",
    "sales",
    "members",
    "shg_active",
];

/// How many units the card of those that lag names.
const LAGGING: usize = 5;
/// Months in the small line beside each of them.
const MONTHS: usize = 6;

/// Four large figures, those with a target before the others.
pub(super) fn kpis(
    reader: &mut Reader,
    visitor: &Visitor,
    board: &Board,
    subject: &Subject,
) -> Result<Vec<Kpi>> {
    let all = || LARGE.iter().filter_map(|code| by_code(code));
    let aimed = all().filter(|one| board.annual(one.id, subject.id).is_some());
    let plain = all().filter(|one| {
        board.annual(one.id, subject.id).is_none()
            && board.standing(one, subject.id).achieved.is_some()
    });
    let chosen: Vec<&'static Indicator> = aimed.chain(plain).take(4).collect();
    let last_year = last_year(reader, visitor, board, subject, &chosen)?;
    let kpi = |(indicator, last): (&&'static Indicator, Option<i64>)| {
        kpi(visitor, board, subject, indicator, last)
    };
    Ok(chosen.iter().zip(last_year).map(kpi).collect())
}

fn kpi(
    visitor: &Visitor,
    board: &Board,
    subject: &Subject,
    indicator: &'static Indicator,
    last_year: Option<i64>,
) -> Kpi {
    let (span, unit) = (board.span(), subject.id);
    let standing = board.standing(indicator, unit);
    let amount = |value: i64| quantity(indicator, value);
    let is_running = span.day() == span.today || span.as_on.is_some();
    let months = span.year.months().into_iter().enumerate().map(|(at, month)| KpiMonth {
        month,
        achieved: (at <= span.last())
            .then(|| amount(board.month(indicator.id, unit, at).unwrap_or(0))),
        target: board.month_target(indicator.id, unit, at).map(amount),
        running: is_running && at == span.last(),
    });
    Kpi {
        name: name(visitor.words, indicator),
        achieved: amount(standing.achieved.unwrap_or(0)),
        annual: board.annual(indicator.id, unit).map(amount),
        percent: standing.percent,
        status: standing.status,
        months: months.collect(),
        this_month: board.month(indicator.id, unit, span.last()).filter(|n| *n != 0).map(amount),
        last_year: last_year.map(amount),
        href: href(board, indicator, unit),
    }
}

/// What the same figures stood at by the same day last year; the running month by its whole.
fn last_year(
    reader: &mut Reader,
    visitor: &Visitor,
    board: &Board,
    subject: &Subject,
    chosen: &[&'static Indicator],
) -> Result<Vec<Option<i64>>> {
    let span = board.span();
    if span.month.is_some() {
        return Ok(vec![None; chosen.len()]);
    }
    let year = FinancialYear(span.year.0 - 1);
    let ids: Vec<IndicatorId> = chosen.iter().map(|one| one.id).collect();
    let levels: Vec<IndicatorId> = chosen
        .iter()
        .filter(|one| one.nature == Nature::Stock && !board.is_added(one, subject.id))
        .map(|one| one.id)
        .collect();
    let window = Window {
        units: &[subject.id],
        indicators: &ids,
        stocks: &levels,
        from: year.first_month(),
        to: Month::of(span.day_last_year()),
        as_on: span.until(),
    };
    let mut sums = vec![None; chosen.len()];
    for cell in series(reader, visitor.scope(), &window)? {
        if cell.class == Class::Pending {
            continue;
        }
        if let Some(at) = ids.iter().position(|id| *id == cell.indicator) {
            *sums[at].get_or_insert(0) += cell.value;
        }
    }
    Ok(sums)
}

/// What the registers hold.
pub(super) fn glance(visitor: &Visitor, board: &Board, subject: &Subject) -> Vec<Glance> {
    let words = visitor.words;
    let own = subject.id;
    let within = |path: &str, query: Query| match super::filter_of(subject) {
        Some(name) => query.with(name, own.to_string()).at(path),
        None => query.at(path),
    };
    let one = |key: &str, value: i64, href: String| Glance {
        name: words.t(key),
        value: Quantity::Count(value),
        note: String::new(),
        href,
    };
    let groups = board.now(SHG_ACTIVE, own) + board.now(SHG_INACTIVE, own);
    let figure =
        |id: IndicatorId| by_id(id).map(|known| href(board, known, own)).unwrap_or_default();
    // The list of members is filtered by places; those of a federation stand behind its figure.
    let members = match subject.level {
        Level::Clf | Level::Vo => figure(MEMBERS),
        _ => within("/members", Query::default()),
    };
    let mut all = vec![
        one("nav-groups", groups, within("/groups", Query::default())),
        one("nav-members", board.now(MEMBERS, own), members),
    ];
    for (key, id, kind, level) in
        [("level-vo", VO_FORMED, "vo", Level::Vo), ("level-clf", CLF_FORMED, "clf", Level::Clf)]
    {
        let count = board.now(id, own);
        if subject.level != level && count > 0 {
            let kind = Query::default().with("kind", kind);
            all.push(one(key, count, within("/federations", kind)));
        }
    }
    all.push(one("indicator-households", board.now(HOUSEHOLDS, own), figure(HOUSEHOLDS)));
    let saturation = board.ratio(board.now(HOUSEHOLDS, own), board.now(TARGET_HOUSEHOLDS, own));
    if let Some(saturation) = saturation {
        let value = Quantity::PerMille(saturation);
        let href = figure(SATURATION);
        all.push(Glance { value, ..one("indicator-saturation", 0, href) });
    }
    all
}

/// When data last came from each unit.
pub(super) fn freshness(
    reader: &mut Reader,
    visitor: &Visitor,
    board: &Board,
    subject: &Subject,
) -> Result<Vec<Freshness>> {
    let span = board.span();
    let today = span.as_on.unwrap_or(span.today);
    let since = today - Days::new(6);
    let ids = subject.unit_ids();
    let found = recorded(reader, visitor.scope(), &ids, (since, today))?;
    let line = |unit: &UnitLine| {
        let known = found.iter().find(|one| one.unit_id == unit.id);
        let days = known.map(|one| one.days.as_slice()).unwrap_or_default();
        Freshness {
            unit: Link::new(unit.name.as_str(), unit.path.as_str()),
            week: std::array::from_fn(|at| days.contains(&(since + Days::new(at as u64)))),
            days_old: known.map(|one| (today - one.last_on).num_days()),
        }
    };
    Ok(subject.units.iter().map(line).collect())
}

/// What the shares are made of.
const NEEDED: [IndicatorId; 5] = [SHG_ACTIVE, SHG_INACTIVE, LOKOS_ENTERED, WITH_ACCOUNT, SHG_IN_VO];
/// Shares of groups that every federation should bring to the whole: what is lacking, of what.
const SHARES: [IndicatorId; 3] = [LOKOS_ENTERED, WITH_ACCOUNT, SHG_IN_VO];

/// The federations that lag most: against their targets where they have any, else by the weakest
/// share of their groups.
pub(super) fn lagging(
    reader: &mut Reader,
    visitor: &Visitor,
    board: &Board,
    subject: &Subject,
) -> Result<Option<Lagging>> {
    if !matches!(subject.level, Level::District | Level::Block) {
        return Ok(None);
    }
    let (units_are, units) = if subject.units_are == Level::Clf {
        (Level::Clf, subject.units.clone())
    } else {
        subject.federations(reader, visitor, Level::Clf)?
    };
    if units.is_empty() {
        return Ok(None);
    }
    let ids: Vec<i64> = units.iter().map(|unit| unit.id).collect();
    let theirs = Board::load_some(reader, visitor.scope(), &ids, (&NEEDED, board.span()))?;
    let mut rows: Vec<LaggingRow> =
        units.iter().filter_map(|unit| lagging_row(visitor, &theirs, unit)).collect();
    rows.sort_by_key(|row| row.percent);
    rows.truncate(LAGGING);
    let count = i64::try_from(units.len()).unwrap_or(i64::MAX);
    let all = Query::default().with("kind", "clf").at("/federations");
    Ok(Some(Lagging { units_are, rows, all: Some((all, count)) }))
}

fn lagging_row(visitor: &Visitor, board: &Board, unit: &UnitLine) -> Option<LaggingRow> {
    let (indicator, percent, status, months) = if board.has_targets(unit.id) {
        by_pace(visitor, board, unit)
    } else {
        by_share(visitor, board, unit)
    }?;
    Some(LaggingRow {
        unit: Link::new(unit.name.as_str(), unit.path.as_str()),
        above: String::new(),
        indicator,
        percent,
        status,
        months,
    })
}

type Weakest = (String, i64, Status, Vec<i64>);

fn by_pace(visitor: &Visitor, board: &Board, unit: &UnitLine) -> Option<Weakest> {
    let span = board.span();
    let paced = INDICATORS.iter().filter_map(|one| {
        let standing = board.standing(one, unit.id);
        standing.percent.map(|percent| (one, percent, standing.status))
    });
    let (indicator, percent, status) = paced.min_by_key(|(_, percent, _)| *percent)?;
    let months = stretch(span.last()).map(|at| {
        let end = span.year.months()[at].last_day().min(span.day());
        board.standing_at(indicator, unit.id, at, end).percent.unwrap_or(0)
    });
    Some((name(visitor.words, indicator), percent, status, months.collect()))
}

fn by_share(visitor: &Visitor, board: &Board, unit: &UnitLine) -> Option<Weakest> {
    let share = |held: IndicatorId, at: usize| {
        let groups = board.level(SHG_ACTIVE, unit.id, at) + board.level(SHG_INACTIVE, unit.id, at);
        (groups > 0).then(|| board.level(held, unit.id, at) * 100 / groups)
    };
    let last = board.span().last();
    let shares = SHARES.into_iter().filter_map(|held| share(held, last).map(|n| (n, held)));
    let (percent, held) = shares.min()?;
    let months = stretch(last).map(|at| share(held, at).unwrap_or(0)).collect();
    let indicator = by_id(held).map(|one| name(visitor.words, one)).unwrap_or_default();
    let said = visitor.words.args("lagging-share", &[("indicator", indicator.into())]);
    Some((said, percent, Status::NoTarget, months))
}

/// The last months of the year up to one, at most six.
fn stretch(last: usize) -> std::ops::RangeInclusive<usize> {
    (last + 1).saturating_sub(MONTHS)..=last
}
