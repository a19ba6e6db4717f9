//! What a sheet says above its heading for all of its rows: place, year, month, indicator.

use samuh_figures::catalogue::IndicatorId;
use samuh_imports::{Label, SheetUnderstood};
use samuh_kernel::calendar::{FinancialYear, Month};

use crate::series::named_in;

/// Fields that name a unit below the district.
const SMALLER: [&str; 14] = [
    "code",
    "name",
    "block_code",
    "block",
    "gp_code",
    "gp",
    "village_code",
    "village",
    "clf_code",
    "clf_name",
    "vo_code",
    "vo_name",
    "shg_code",
    "shg_name",
];

/// What holds for every row of a sheet.
#[derive(Debug, Default, Clone)]
pub(crate) struct SheetSays {
    pub(crate) year: Option<FinancialYear>,
    pub(crate) month: Option<Month>,
    /// The indicator that the titles or the sheet's name speak of.
    pub(crate) indicator: Option<IndicatorId>,
    /// True where rows name units below the district.
    pub(crate) names_smaller: bool,
    given: Vec<(String, String)>,
    headings: Vec<(u32, Label)>,
}

impl SheetSays {
    pub(crate) fn of(seen: &SheetUnderstood) -> Self {
        let texts = seen.titles.iter().map(String::as_str).chain([&*seen.sheet]);
        let is_smaller = |field: &String| SMALLER.contains(&field.as_str());
        Self {
            year: seen.year,
            month: seen.month.map(|month| within(month, seen.year)),
            indicator: texts.filter_map(named_in).map(|one| one.id).next(),
            names_smaller: seen
                .columns
                .iter()
                .any(|column| column.field.as_ref().is_some_and(is_smaller)),
            given: seen.given.clone(),
            headings: seen.columns.iter().map(|one| (one.column, one.heading.clone())).collect(),
        }
    }

    /// The heading of a column, as in the file.
    pub(crate) fn heading(&self, column: u32) -> Label {
        let mut known = self.headings.iter();
        known.find(|(number, _)| *number == column).map(|(_, one)| one.clone()).unwrap_or_default()
    }

    /// What the titles say of a field: "विकासखण्ड: माकड़ी".
    pub(crate) fn given(&self, field: &str) -> Option<&str> {
        self.given.iter().find(|(known, _)| known == field).map(|(_, name)| name.as_str())
    }
}

/// "वर्ष 2026-27, माह जनवरी" is read as January 2026: it means the January of that year.
fn within(month: Month, year: Option<FinancialYear>) -> Month {
    match year {
        Some(year) if month < year.first_month() && month.year() == year.0 => Month(month.0 + 12),
        _ => month,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn january_of_a_financial_year_is_in_its_second_calendar_year() {
        let month = |text: &str| text.parse::<Month>().expect("a month");
        let year = Some(FinancialYear(2026));
        assert_eq!(within(month("2026-01"), year), month("2027-01"));
        assert_eq!(within(month("2026-10"), year), month("2026-10"));
        assert_eq!(within(month("2026-01"), None), month("2026-01"));
    }

    #[test]
    fn a_sheet_gives_its_rows_the_block_the_year_and_the_indicator() {
        let seen = SheetUnderstood {
            sheet: "RF".into(),
            titles: vec!["चक्रीय निधि राशि का लक्ष्य वर्ष 2026-27".into()],
            given: vec![("block".into(), "माकड़ी".into())],
            year: Some(FinancialYear(2026)),
            ..SheetUnderstood::default()
        };
        let says = SheetSays::of(&seen);
        assert_eq!((says.given("block"), says.indicator), (Some("माकड़ी"), Some(44)));
        assert!(!says.names_smaller);
    }
}
