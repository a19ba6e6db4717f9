//! Targets against progress by federation: every indicator that has targets for federations, the
//! federations below it.

use samuh_engine::{Reader, Result, clock};
use samuh_figures::catalogue::{INDICATORS, Indicator, Nature, Unit};
use samuh_kernel::calendar::FinancialYear;
use samuh_web::show;

use super::{Asked, Cell, Declared, Head, Holds, Param, Report, Val, share};
use crate::figuring::{Ask, Figure, Period, figures};

const LEVELS: &[&str] = &["block", "clf", "vo", "gp"];

/// The report.
pub(super) const REPORT: Declared = Declared {
    code: "progress",
    params: &[Param::Place, Param::Year, Param::Choice("level", LEVELS)],
    make,
};

fn make(reader: &mut Reader, asked: &Asked<'_>) -> Result<Report> {
    let (words, level) = (asked.words, asked.choice("level", LEVELS));
    let today = clock::day_of(asked.now);
    let chosen = asked.chosen.get("year").and_then(|text| text.parse().ok());
    let year: FinancialYear = chosen.unwrap_or(FinancialYear::of(today));
    let indicators: Vec<&'static Indicator> =
        INDICATORS.iter().filter(|one| !matches!(one.nature, Nature::Ratio { .. })).collect();
    let ask = Ask {
        indicators: &indicators,
        level,
        within: asked.place(),
        period: Period::Year(year),
        as_on: None,
        now: asked.now,
    };
    let mut found = figures(reader, asked.scope, &ask)?;
    // Where nobody set a target for units of this level, there is nothing to compare.
    found.retain(|figure| figure.target.is_some());
    let head = |key: &str, holds, width| Head { heading: words.t(key), holds, width };
    let level_word = words.t(&format!("level-{level}"));
    Ok(Report {
        code: REPORT.code,
        title: words.t("report-progress"),
        under: words.args(
            "report-of-year",
            &[("year", show::year(year).into()), ("level", level_word.as_str().into())],
        ),
        read_at: asked.now,
        synthetic: asked.synthetic,
        chain: None,
        groups: Vec::new(),
        heads: vec![
            head("field-indicator", Holds::Words, 5),
            Head { heading: level_word, holds: Holds::Words, width: 5 },
            head("field-code", Holds::Words, 2),
            head("pack-annual", Holds::Sum, 2),
            head("pack-due", Holds::Sum, 2),
            head("pack-total", Holds::Sum, 2),
            head("pack-percent", Holds::Share(5, 4), 1),
        ],
        rows: found.iter().map(|figure| row(asked, figure, year)).collect(),
        group_by: Some(0),
        has_total: false,
    })
}

fn row(asked: &Asked<'_>, figure: &Figure, year: FinancialYear) -> Vec<Cell> {
    let value = |value: Option<i64>| match (value, figure.indicator.unit) {
        (None, _) => Val::Empty,
        (Some(n), Unit::Paise) => Val::Paise(n),
        (Some(n), Unit::Count | Unit::Percent) => Val::Count(n),
    };
    let (due, total) = (value(figure.target_to_date), value(Some(figure.moved)));
    let code = figure.indicator.code;
    let behind = format!("/figures/{code}?unit={}&year={year}&added=1", figure.unit.id);
    let percent = share(&total, &due);
    vec![
        Cell::indicator(asked.words, figure.indicator),
        Cell::words(figure.unit.name(asked.hindi())),
        Cell::words(figure.unit.code.clone()),
        Cell::of(value(figure.target)),
        Cell::of(due),
        Cell::of(total).at(behind),
        Cell::of(percent),
    ]
}
