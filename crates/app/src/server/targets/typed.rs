//! What a reader typed into the grid: the cells that differ from what stands, and those that are no
//! numbers, all at once.

use samuh_figures::catalogue::{Indicator, Unit};
use samuh_kernel::{
    read::{self, Outcome},
    sheet::Cell,
};
use samuh_plans::{Grid, GridUnit, TargetCell};
use samuh_web::{parts::Problem, show, words::Words};

use super::{super::query::Query, Subject, name_of, shown};

/// Rupees of a lakh.
const LAKH: f64 = 100_000.0;

/// The cells of a form beside what stands.
pub(super) struct Typed {
    /// The cells that were changed.
    pub(super) cells: Vec<TargetCell>,
    /// The cells that cannot be read.
    pub(super) problems: Vec<Problem>,
}

impl Typed {
    /// Compares a form with the grid that stands.
    pub(super) fn of(form: &Query, subject: Subject, grid: &Grid, words: &Words) -> Self {
        let mut typed = Self { cells: Vec::new(), problems: Vec::new() };
        for row in &grid.rows {
            for (month, stands) in row.months.iter().enumerate() {
                let name = name(row.unit_id, month);
                let Some(text) = form.get(&name) else { continue };
                // Money is shown to the rupee: what is shown again as it stood is no change.
                if bare(text) == bare(&shown(subject.indicator, *stands)) {
                    continue;
                }
                match amount(subject.indicator, text) {
                    Some(value) if value >= 0 => {
                        typed.cells.push(TargetCell { unit_id: row.unit_id, month, value });
                    }
                    Some(_) => {
                        typed.problems.push(wrong("negative", (row, month), text, subject, words))
                    }
                    None => {
                        typed.problems.push(wrong("number", (row, month), text, subject, words))
                    }
                }
            }
        }
        typed
    }
}

/// The name of a cell: April is 1.
pub(super) fn name(unit_id: i64, month: usize) -> String {
    format!("t-{unit_id}-{}", month + 1)
}

/// A month of a unit, in words: the two arguments of the grid's sentences.
pub(super) fn place(
    row: &GridUnit,
    month: usize,
    subject: Subject,
    words: &Words,
) -> (String, String) {
    let unit = name_of(row.name_hi.as_ref(), row.name_en.as_ref(), words);
    (unit, show::month(subject.year.months()[month], words))
}

fn wrong(
    what: &str,
    (row, month): (&GridUnit, usize),
    text: &str,
    subject: Subject,
    words: &Words,
) -> Problem {
    let (unit, period) = place(row, month, subject, words);
    let mut args = vec![("unit", unit.into()), ("month", period.into())];
    if what == "number" {
        args.push(("value", text.into()));
    }
    Problem {
        field: name(row.unit_id, month),
        message: words.args(&format!("grid-problem-{what}"), &args),
    }
}

/// An amount as typed: a whole number, or lakh rupees to the rupee.
pub(super) fn amount(indicator: &Indicator, text: &str) -> Option<i64> {
    let cell = Cell::Text(text.to_owned());
    // The unit of the grid is fixed; "12 lakh" in a column of lakhs would be a lakh times too much.
    if text.chars().any(char::is_alphabetic) {
        return None;
    }
    match indicator.unit {
        Unit::Count | Unit::Percent => value_of(read::whole(&cell)),
        Unit::Paise => {
            let lakh = value_of(read::decimal(&cell))?;
            let rupees = (lakh * LAKH).round();
            // Beyond this a float no longer counts single rupees.
            (rupees.abs() < 9.0e13).then(|| rupees as i64 * 100)
        }
    }
}

fn value_of<T>(outcome: Outcome<T>) -> Option<T> {
    match outcome {
        Ok(Some(reading)) => Some(reading.value),
        _ => None,
    }
}

fn bare(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && *letter != ',').collect()
}

#[cfg(test)]
mod tests {
    use samuh_figures::catalogue::by_code;

    use super::*;

    #[test]
    fn counts_are_whole_and_money_is_typed_in_lakh() {
        let (groups, money) = (by_code("shg_formed").unwrap(), by_code("rf_amount").unwrap());
        assert_eq!(amount(groups, "१,२०४"), Some(1_204));
        assert_eq!(amount(groups, "12.5"), None);
        assert_eq!(amount(money, "18.4"), Some(184_000_000));
        assert_eq!(amount(money, "0.00001"), Some(100));
        assert_eq!(amount(money, "12 लाख"), None);
        assert_eq!(amount(money, "-1"), Some(-10_000_000));
        assert_eq!(amount(groups, "x"), None);
    }
}
