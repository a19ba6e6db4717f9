//! Sheets of figures: months and indicators as columns, one above the other, targets beside.

use crate::{Options, Series, Value, words};
use samuh_kernel::calendar::{FinancialYear, Month};

use super::{options, read_with, sheet};

fn with_series() -> Options {
    let series = |code: &str, words: &[&str]| Series {
        code: code.into(),
        words: words.iter().map(ToString::to_string).collect(),
    };
    Options {
        series: vec![
            series("rf_groups", &["चक्रीय निधि समूह", "RF Groups"]),
            series("rf_rupees", &["चक्रीय निधि राशि", "RF Amount"]),
        ],
        ..options()
    }
}

/// Figures of a row as (series, month, hundredths).
fn figures(row: &crate::InRow) -> Vec<(&str, String, i64)> {
    let month = |month: Option<Month>| month.map(|m| m.to_string()).unwrap_or_default();
    row.figures
        .iter()
        .map(|f| (f.series.as_deref().unwrap_or(""), month(f.month), f.hundredths))
        .collect()
}

#[test]
fn targets_of_blocks_by_months_take_the_year_from_the_title() {
    let out = read_with(
        &words::targets::SHAPE,
        &with_series(),
        sheet(
            "लक्ष्य",
            &[],
            &[
                &["समूह गठन लक्ष्य वर्ष 2026-27"],
                &["क्र.", "विकासखण्ड", "संकेतक", "अप्रैल", "मई", "मार्च", "योग"],
                &["1", "माकड़ी", "shg_formed", "=10", "5", "1,200", "=1215"],
                &["2", "केशकाल", "shg_formed", "=4", "", "=6", "=10"],
                &["", "कुल", "", "=14", "=5", "=1206", "=1225"],
            ],
        ),
    );
    let rows = out.rows();
    assert_eq!(rows.len(), 2);
    let expected = [
        ("", "2026-04".into(), 1000),
        ("", "2026-05".into(), 500),
        ("", "2027-03".into(), 120_000),
    ];
    assert_eq!(figures(rows[0]), expected);
    assert_eq!(figures(rows[1]).len(), 2);
    assert_eq!(out.value(0, "annual"), Some(&Value::Paise(121_500)));
    assert_eq!(out.skipped().len(), 1);
}

#[test]
fn months_without_any_year_refuse_the_row() {
    let pieces = || sheet("x", &[], &[&["विकासखण्ड", "अप्रैल"], &["माकड़ी", "=10"]]);
    let out = read_with(&words::targets::SHAPE, &with_series(), pieces());
    assert_eq!(out.faults(), [(2, 2, "year_unknown")]);
    let told = Options { year: Some(FinancialYear(2025)), ..with_series() };
    let out = read_with(&words::targets::SHAPE, &told, pieces());
    assert_eq!(figures(out.rows()[0]), [("", "2025-04".into(), 1000)]);
}

#[test]
fn progress_by_indicators_takes_the_achievement_and_leaves_target_and_per_cent() {
    let out = read_with(
        &words::progress::SHAPE,
        &with_series(),
        sheet(
            "प्रगति",
            &[(1, 1, 3, 5), (1, 1, 6, 8), (1, 2, 1, 1), (1, 2, 2, 2)],
            &[
                &["विकासखण्ड", "माह", "चक्रीय निधि समूह", "", "", "चक्रीय निधि राशि (लाख में)", "", ""],
                &["", "", "लक्ष्य", "उपलब्धि", "प्रतिशत", "लक्ष्य", "उपलब्धि", "%"],
                &["माकड़ी", "अप्रैल 2026", "=20", "=10", "=50", "=3", "1.5", "=50"],
            ],
        ),
    );
    assert_eq!(
        figures(out.rows()[0]),
        [("rf_groups", String::new(), 1000), ("rf_rupees", String::new(), 15_000_000)]
    );
    assert_eq!(out.value(0, "month"), Some(&Value::Month(Month::new(2026, 4).unwrap())));
}

#[test]
fn one_figure_a_row_with_months_as_days_over_columns_is_read() {
    let out = read_with(
        &words::progress::SHAPE,
        &with_series(),
        sheet(
            "p",
            &[],
            &[
                &["GP Code", "Indicator", "@2026-04-01", "May-26"],
                &["=129001", "rf_groups", "=3", "४"],
            ],
        ),
    );
    assert_eq!(figures(out.rows()[0]), [("", "2026-04".into(), 300), ("", "2026-05".into(), 400)]);
    let long = read_with(
        &words::progress::SHAPE,
        &with_series(),
        sheet(
            "p",
            &[],
            &[
                &["CLF", "वर्ष", "माह", "संकेतक", "उपलब्धि"],
                &["उड़ान", "2026-27", "जनवरी", "rf_groups", "=7"],
            ],
        ),
    );
    assert_eq!(long.value(0, "month"), Some(&Value::Month(Month::new(2027, 1).unwrap())));
    assert_eq!(long.value(0, "value"), Some(&Value::Paise(700)));
}
