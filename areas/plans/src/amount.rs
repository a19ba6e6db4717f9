//! Amounts between sheet, register and reader: hundredths, the indicator's unit, and as written.

use samuh_figures::catalogue::{Indicator, Unit};
use samuh_kernel::show;

/// A sheet's figure in the indicator's unit: paise for money, whole numbers for counts; none for a
/// fraction of a count.
pub(crate) fn in_unit(indicator: &Indicator, hundredths: i64) -> Option<i64> {
    match indicator.unit {
        Unit::Paise | Unit::Percent => Some(hundredths),
        Unit::Count => (hundredths % 100 == 0).then_some(hundredths / 100),
    }
}

/// A value as it is written: "1,234" or "1,23,456.50".
pub(crate) fn value_shown(indicator: &Indicator, value: i64) -> String {
    match indicator.unit {
        Unit::Count => show::grouped(value),
        Unit::Paise | Unit::Percent => show::rupees(value),
    }
}

/// A sheet's figure as it is written there.
pub(crate) fn shown(indicator: &Indicator, hundredths: i64) -> String {
    match in_unit(indicator, hundredths) {
        Some(value) => value_shown(indicator, value),
        None => show::rupees(hundredths),
    }
}

#[cfg(test)]
mod tests {
    use samuh_figures::catalogue::by_code;

    use super::*;

    #[test]
    fn a_count_is_whole_and_money_is_in_paise() {
        let (groups, rupees) = (by_code("rf_groups").unwrap(), by_code("rf_amount").unwrap());
        assert_eq!((in_unit(groups, 1200), in_unit(groups, 1250)), (Some(12), None));
        assert_eq!(in_unit(rupees, 1250), Some(1250));
        assert_eq!(
            (shown(groups, 123_400), shown(rupees, 15_000_050)),
            ("1,234".into(), "1,50,000.50".into())
        );
        assert_eq!(shown(groups, 1250), "12.50");
    }
}
