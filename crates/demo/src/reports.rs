//! The monthly progress sheets that blocks send, and the year's targets as the district issues them.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate};
use samuh_kernel::calendar::{FinancialYear, Month};
use samuh_kernel::sheet::Cell;

use crate::district::{District, MONTHS};
use crate::plan::{PLAN, Series, elapsed, known_until};
use crate::sources::BLOCKS;
use crate::table::{Table, text};

/// A progress sheet and the day it reached the district.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The day it came.
    pub reported_on: NaiveDate,
    /// One row a block: month, then the reported indicators.
    pub table: Table,
}

const MONTH_NAMES: [&str; 12] = [
    "अप्रैल",
    "मई",
    "जून",
    "जुलाई",
    "अगस्त",
    "सितंबर",
    "अक्टूबर",
    "नवंबर",
    "दिसंबर",
    "जनवरी",
    "फरवरी",
    "मार्च",
];

impl District {
    /// The months with reported figures, oldest first; the running month is the last.
    pub fn months(&self) -> Vec<Month> {
        let last = Month::of(self.today);
        let back = i32::try_from(MONTHS).expect("a few dozen") - 1;
        (last.0 - back..=last.0).map(Month).collect()
    }

    /// A month's sheets in the order they came. Money in rupees. Makdi's comes late, and while the
    /// month runs it tells less.
    pub fn progress(&self, month: Month) -> Vec<Report> {
        let mut reports: BTreeMap<NaiveDate, Table> = BTreeMap::new();
        for block in 0..BLOCKS.len() {
            let until = known_until(block, self.today);
            if until < month.first_day() {
                continue;
            }
            let usual = month.last_day() + Days::new(3);
            let sheet = format!("{} {}", MONTH_NAMES[month_place(month)], month.year());
            let table = reports
                .entry(usual.min(until))
                .or_insert_with(|| Table::new(&sheet, &progress_headings()));
            table.rows.push(self.progress_row(block, month, until));
        }
        reports.into_iter().map(|(reported_on, table)| Report { reported_on, table }).collect()
    }

    /// A year's targets: a row for each indicator and block, a column for each month, and the year.
    pub fn targets(&self, year: FinancialYear) -> Table {
        let mut headings = vec!["वित्तीय वर्ष", "संकेतक", "विकासखण्ड", "विकासखण्ड कोड (LGD)"];
        headings.extend(MONTH_NAMES);
        headings.push("वार्षिक लक्ष्य");
        let mut table = Table::new(&format!("लक्ष्य {year}"), &headings);
        for series in &PLAN {
            for (at, block) in BLOCKS.iter().enumerate() {
                let months = series.targets(at, year, self.today);
                let mut row = vec![
                    text(&year.to_string()),
                    text(series.heading),
                    text(block.name_hi),
                    text(block.code),
                ];
                row.extend(months.map(number));
                row.push(number(months.iter().sum()));
                table.rows.push(row);
            }
        }
        table
    }

    fn progress_row(&self, block: usize, month: Month, until: NaiveDate) -> Vec<Cell> {
        let mut row = vec![
            text(BLOCKS[block].name_hi),
            text(BLOCKS[block].code),
            text(&format!("{} {}", MONTH_NAMES[month_place(month)], month.year())),
        ];
        row.extend(reported().map(|series| number(self.known(series, block, month, until))));
        row
    }

    // While a month runs a late block has told only a part of it; money keeps to whole cases.
    fn known(&self, own: &Series, block: usize, month: Month, until: NaiveDate) -> i64 {
        let year = FinancialYear::of(month.first_day());
        let full = own.reached(block, year, self.today)[month_place(month)];
        if let Some(base) = own.base() {
            let cases = base.reached(block, year, self.today)[month_place(month)];
            return full / cases.max(1) * self.known(base, block, month, until);
        }
        let part = elapsed(month, until) * 1000 / elapsed(month, self.today).max(1);
        full / own.step() * part / 1000 * own.step()
    }
}

/// The indicators that progress sheets report, in their order.
pub fn reported() -> impl Iterator<Item = &'static Series> {
    PLAN.iter().filter(|series| !series.counted)
}

fn progress_headings() -> Vec<&'static str> {
    let first = ["विकासखण्ड", "विकासखण्ड कोड (LGD)", "माह"];
    first.into_iter().chain(reported().map(|series| series.heading)).collect()
}

fn month_place(month: Month) -> usize {
    usize::try_from((month.first_day().month0() + 9) % 12).expect("below 12")
}

fn number(value: i64) -> Cell {
    Cell::Number(value as f64)
}
