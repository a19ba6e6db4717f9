//! The table of indicators against units, and how each figure opens into its records.

use samuh_figures::catalogue::{Family, INDICATORS, Indicator, Nature, Origin, VO_IN_CLF};
use samuh_web::{
    dashboard::{HeatCell, HeatGroup, HeatRow, HeatTable, HeatUnit, Level, Source},
    parts::{Link, Tab},
    show::Quantity,
    words::Words,
};

use super::{
    board::{Board, lags, quantity},
    subject::{Subject, UnitLine},
};
use crate::server::query::Query;

/// Indicators that stand in the table only when somebody set a target for them: others say the
/// same more plainly.
pub(crate) const BESIDE: [&str; 13] = [
    "shg_inactive",
    "households",
    "target_households",
    "members_sc",
    "members_st",
    "members_pvtg",
    "members_minority",
    "members_disabled",
    "clf_formed",
    "trainings_held",
    "persons_trained",
    "pg_formed",
    "fpo_formed",
];

/// Draws up the table; none where there is nothing below the unit.
pub(super) fn table(
    board: &Board,
    subject: &Subject,
    words: &Words,
    query: &Query,
) -> Option<HeatTable> {
    let units = &subject.units;
    if units.is_empty() {
        return None;
    }
    let groups: Vec<HeatGroup> = FAMILIES
        .iter()
        .filter_map(|family| {
            let rows: Vec<HeatRow> = shown(board, subject)
                .filter(|indicator| indicator.family == *family)
                .map(|indicator| row(board, subject, indicator, words))
                .collect();
            (!rows.is_empty()).then(|| HeatGroup {
                name: words.t(&format!("indicator-group-{}", family.code())),
                rows,
            })
        })
        .collect();
    let behind = |at: usize| {
        let rows = groups.iter().flat_map(|group| &group.rows);
        rows.filter(|row| lags(row.cells[at].status)).count() as i64
    };
    let line = |(at, unit): (usize, &UnitLine)| HeatUnit {
        link: Link::new(unit.name.as_str(), board.span().pairs().at(&unit.path)),
        behind: behind(at),
    };
    Some(HeatTable {
        units_are: subject.units_are,
        units: units.iter().enumerate().map(line).collect(),
        whole: match subject.level {
            Level::District => {
                words.args("office-district", &[("district", subject.name.as_str().into())])
            }
            _ => subject.name.clone(),
        },
        views: views(subject, words, query),
        excel: Some(query.with("format", "xlsx").at(&subject.path)),
        groups,
    })
}

const FAMILIES: [Family; 4] =
    [Family::Institutions, Family::Finance, Family::Livelihoods, Family::Market];

/// The indicators that the table of a unit shows.
pub(super) fn shown(board: &Board, subject: &Subject) -> impl Iterator<Item = &'static Indicator> {
    let is_federation = matches!(subject.level, Level::Clf | Level::Vo);
    INDICATORS.iter().filter(move |indicator| {
        // A VO of the federation's own page is in it: the column would say one in every line.
        if is_federation && indicator.id == VO_IN_CLF {
            return false;
        }
        if board.annual(indicator.id, subject.id).is_some() {
            return true;
        }
        let is_beside = BESIDE.contains(&indicator.code);
        !is_beside && board.standing(indicator, subject.id).achieved.is_some_and(|n| n != 0)
    })
}

fn row(board: &Board, subject: &Subject, indicator: &'static Indicator, words: &Words) -> HeatRow {
    let own = UnitLine {
        id: subject.id,
        name: subject.name.clone(),
        path: subject.path.clone(),
        code: String::new(),
    };
    let annual = board.annual(indicator.id, subject.id);
    HeatRow {
        indicator: Link::new(name(words, indicator), href(board, indicator, subject.id)),
        unit: unit_name(words, indicator),
        annual: annual.map(|value| quantity(indicator, value)),
        source: source(board, indicator, subject.id),
        cells: subject.units.iter().map(|unit| cell(board, indicator, unit)).collect(),
        whole: cell(board, indicator, &own),
    }
}

/// One indicator of one unit.
pub(super) fn cell(board: &Board, indicator: &Indicator, unit: &UnitLine) -> HeatCell {
    let standing = board.standing(indicator, unit.id);
    let amount = |value: i64| -> Quantity { quantity(indicator, value) };
    HeatCell {
        achieved: standing.achieved.map(amount),
        expected: standing.due.map(amount),
        percent: standing.percent,
        status: standing.status,
        href: href(board, indicator, unit.id),
    }
}

/// Where a figure opens: the groups or sheets behind it.
pub(crate) fn href(board: &Board, indicator: &Indicator, unit: i64) -> String {
    let mut query = board.span().pairs().with("unit", unit.to_string());
    if board.is_added(indicator, unit) {
        query = query.with("added", "1");
    }
    query.at(&format!("/figures/{}", indicator.code))
}

/// The name of an indicator in the reader's language; its code where it has none.
pub(crate) fn name(words: &Words, indicator: &Indicator) -> String {
    let key = format!("indicator-{}", indicator.code);
    words.find(&key, &[]).unwrap_or_else(|| indicator.code.to_owned())
}

fn unit_name(words: &Words, indicator: &Indicator) -> String {
    words.find(&format!("indicator-{}.unit", indicator.code), &[]).unwrap_or_default()
}

fn source(board: &Board, indicator: &Indicator, unit: i64) -> Source {
    match (indicator.nature, indicator.origin) {
        (Nature::Ratio { .. }, _) | (_, Origin::Counted) => Source::Counted,
        (_, Origin::Reported) if board.is_verified(indicator.id, unit) => Source::Verified,
        (_, Origin::Reported) => Source::Reported,
    }
}

/// The same page by other units.
fn views(subject: &Subject, words: &Words, query: &Query) -> Vec<Tab> {
    let choices: &[Level] = match subject.level {
        Level::District => &[Level::Block, Level::Clf],
        Level::Block => &[Level::Clf, Level::Gp],
        _ => &[],
    };
    choices
        .iter()
        .map(|level| Tab {
            link: Link::new(
                words.t(&format!("view-{}", level.code())),
                query.with("by", level.code()).at(&subject.path),
            ),
            current: *level == subject.units_are,
        })
        .collect()
}
