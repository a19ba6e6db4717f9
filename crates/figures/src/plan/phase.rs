//! A year's total spread to its twelve months by the season's shares.
//!
//! Rule B1(a) 4: cumulative rounding, so that the running total is never off by one or more.

use super::fault::{PlanFault, check_amount};

/// Spreads a year's total to April…March by shares of any scale (per cent, or last year's
/// months); shares that are all zero mean an even year. The months sum to the total.
pub fn phase(total: i64, shares: &[i64; 12]) -> Result<[i64; 12], PlanFault> {
    check_amount(None, total)?;
    check_months(shares)?;
    let even = shares.iter().all(|share| *share == 0);
    Ok(spread(total, &if even { [1; 12] } else { *shares }))
}

/// Spreads a revised total: the first `kept` months stay as they were planned, the later ones
/// share the rest by their season. Refused when what is kept exceeds the new total.
pub fn rephase(
    months: &[i64; 12],
    kept: usize,
    total: i64,
    shares: &[i64; 12],
) -> Result<[i64; 12], PlanFault> {
    check_amount(None, total)?;
    check_months(months)?;
    check_months(shares)?;
    let kept = kept.min(12);
    let kept_sum: i64 = months[..kept].iter().sum();
    let rest = total - kept_sum;
    if rest < 0 {
        return Err(PlanFault::KeptExceedsTotal { by: -rest });
    }
    if rest > 0 && kept == 12 {
        return Err(PlanFault::NoUnits { total: rest });
    }
    let mut open = *shares;
    open[..kept].fill(0);
    if open.iter().all(|share| *share == 0) {
        open[kept..].fill(1);
    }
    let mut revised = if rest == 0 { [0; 12] } else { spread(rest, &open) };
    revised[..kept].copy_from_slice(&months[..kept]);
    Ok(revised)
}

/// Cumulative rounding, half up, by checked shares of which one at least is above zero.
pub(super) fn spread(total: i64, shares: &[i64; 12]) -> [i64; 12] {
    let whole: i128 = shares.iter().copied().map(i128::from).sum();
    let (mut share, mut before) = (0, 0);
    shares.map(|month| {
        share += i128::from(month);
        let running = (2 * i128::from(total) * share + whole) / (2 * whole);
        let part = i64::try_from(running - before).expect("a month is a part of the total");
        before = running;
        part
    })
}

pub(super) fn check_months(months: &[i64; 12]) -> Result<(), PlanFault> {
    months.iter().try_for_each(|month| check_amount(None, *month))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{PlanFault, phase, rephase};

    // RULES B1(a), worked example.
    const SEASON: [i64; 12] = [4, 5, 7, 4, 4, 6, 10, 12, 14, 12, 12, 10];
    const MONTHS: [i64; 12] = [14, 18, 24, 15, 14, 21, 35, 43, 49, 42, 43, 35];

    fn running(months: &[i64; 12]) -> Vec<i64> {
        let mut sum = 0;
        months.iter().map(|month| (sum += month, sum).1).collect()
    }

    #[test]
    fn the_worked_example_of_the_rules_comes_out() {
        let months = phase(353, &SEASON).expect("a plain season");
        assert_eq!(months, MONTHS);
        let totals = [14, 32, 56, 71, 85, 106, 141, 184, 233, 275, 318, 353];
        assert_eq!(running(&months), totals);
    }

    #[test]
    fn a_season_without_shares_is_an_even_year() {
        assert_eq!(phase(25, &[0; 12]), Ok([2, 2, 2, 2, 2, 3, 2, 2, 2, 2, 2, 2]));
        assert_eq!(phase(0, &SEASON), Ok([0; 12]));
    }

    #[test]
    fn a_share_below_zero_is_refused() {
        let mut shares = SEASON;
        shares[3] = -1;
        assert_eq!(phase(353, &shares), Err(PlanFault::BelowZero { unit: None, amount: -1 }));
    }

    #[test]
    fn a_revision_leaves_the_months_that_are_over() {
        let revised = rephase(&MONTHS, 6, 400, &SEASON).expect("more than was kept");
        assert_eq!(revised[..6], MONTHS[..6]);
        assert_eq!(revised.iter().sum::<i64>(), 400);
        assert_eq!(rephase(&MONTHS, 6, 353, &SEASON), Ok(MONTHS), "no change, no move");
        let refused = rephase(&MONTHS, 6, 100, &SEASON);
        assert_eq!(refused, Err(PlanFault::KeptExceedsTotal { by: 6 }));
    }

    #[test]
    fn months_without_a_season_left_share_evenly() {
        let shares = [1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0];
        let revised = rephase(&[5; 12], 6, 42, &shares).expect("twelve are left");
        assert_eq!(revised, [5, 5, 5, 5, 5, 5, 2, 2, 2, 2, 2, 2]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases.max(10_000)))]
        #[test]
        fn the_running_total_is_never_off_by_one(
            total in 0_i64..2_000_000_000_000,
            shares in prop::array::uniform12(0_i64..10_000),
        ) {
            let months = phase(total, &shares).expect("plain amounts");
            prop_assert_eq!(months.iter().sum::<i64>(), total);
            prop_assert!(months.iter().all(|month| *month >= 0));
            let whole: i64 = shares.iter().sum();
            for (sum, share) in running(&months).iter().zip(running(&shares)) {
                if whole > 0 {
                    let exact = i128::from(total) * i128::from(share);
                    let off = i128::from(*sum) * i128::from(whole) - exact;
                    prop_assert!(2 * off.abs() <= i128::from(whole), "off by more than a half");
                }
            }
        }

        #[test]
        fn a_rephased_year_sums_to_its_new_total(
            months in prop::array::uniform12(0_i64..1_000),
            shares in prop::array::uniform12(0_i64..100),
            kept in 0_usize..12,
            rest in 0_i64..100_000,
        ) {
            let total = months[..kept].iter().sum::<i64>() + rest;
            let revised = rephase(&months, kept, total, &shares).expect("the rest is not negative");
            prop_assert_eq!(revised.iter().sum::<i64>(), total);
            prop_assert_eq!(&revised[..kept], &months[..kept]);
        }
    }
}
