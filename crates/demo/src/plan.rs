//! What the demo district means to reach in a year and what it has reached, block by block and
//! month by month: every block with its own character, Makdi visibly behind.

use chrono::{Datelike, NaiveDate};
use samuh_kernel::calendar::{FinancialYear, Month};

use crate::SEED;
use crate::random::{Random, phase, share};
use crate::sources::{BLOCKS, KESHKAL, MAKDI};

/// Days by which Makdi's last sheet is older than the others'.
pub const MAKDI_LAG: i64 = 9;

/// One indicator of the demo's plan.
#[derive(Debug, Clone, Copy)]
pub struct Series {
    /// The indicator's code.
    pub code: &'static str,
    /// What the district's sheets call it.
    pub heading: &'static str,
    /// The district's target of this year, in `step`s.
    annual: i64,
    /// One step in the unit of the sheet: 1 for counts, rupees for money.
    step: i64,
    /// The same number for every block (Mission 20-20) instead of shares.
    equal: bool,
    season: &'static [i64; 12],
    /// Per cent of the target to date that each block has reached.
    pace: [i64; 5],
    /// For money: the counted indicator and the rupees, from and to, that one of it brings.
    per: Option<(&'static str, i64, i64)>,
    /// Counted from registers, so that no progress sheet reports it.
    pub counted: bool,
}

// RULES B1(a); the others are the same idea for insurance (renewed by 1 June), money and festivals.
const EVEN: [i64; 12] = [8, 8, 8, 8, 8, 9, 9, 9, 9, 8, 8, 8];
const FIELD: [i64; 12] = [4, 5, 7, 4, 4, 6, 10, 12, 14, 12, 12, 10];
const COVER: [i64; 12] = [8, 17, 14, 9, 7, 7, 8, 8, 7, 6, 5, 4];
const CREDIT: [i64; 12] = [5, 7, 8, 8, 7, 8, 8, 9, 10, 10, 10, 10];
const FESTIVAL: [i64; 12] = [5, 5, 5, 6, 8, 9, 14, 14, 9, 9, 8, 8];
const DRIVE: [i64; 12] = [8, 10, 12, 12, 12, 13, 13, 12, 4, 2, 1, 1];

const fn count(
    code: &'static str,
    heading: &'static str,
    annual: i64,
    season: &'static [i64; 12],
    pace: [i64; 5],
) -> Series {
    Series { code, heading, annual, step: 1, equal: false, season, pace, per: None, counted: false }
}

/// The plan, in the order of the Collector's table. Paces follow the design's mock.
pub const PLAN: [Series; 19] = [
    Series {
        counted: true, ..count("shg_formed", "समूह गठन", 640, &FIELD, [112, 98, 91, 74, 103])
    },
    Series {
        counted: true,
        ..count("lokos_entered", "लोकोस में समूह प्रविष्टि", 8412, &DRIVE, [99, 96, 62, 71, 94])
    },
    Series {
        counted: true,
        ..count("vo_formed", "ग्राम संगठन गठन", 12, &EVEN, [100, 100, 100, 50, 100])
    },
    count("vo_audited", "ग्राम संगठन ऑडिट", 412, &EVEN, [104, 100, 88, 83, 97]),
    count("trainings", "प्रशिक्षण", 480, &FIELD, [105, 97, 93, 76, 99]),
    count("rf_groups", "आरएफ (चक्रीय निधि) वितरण", 1150, &CREDIT, [108, 95, 102, 58, 92]),
    Series {
        per: Some(("rf_groups", 15_000, 15_000)),
        ..count("rf_amount", "आरएफ (चक्रीय निधि) राशि", 17_250_000, &CREDIT, [100; 5])
    },
    count("cif_groups", "सीआईएफ वितरण", 1840, &CREDIT, [97, 103, 86, 66, 99]),
    Series {
        per: Some(("cif_groups", 90_000, 110_000)),
        ..count("cif_amount", "सीआईएफ राशि", 184_000_000, &CREDIT, [100; 5])
    },
    count("linkage_groups", "बैंक लिंकेज", 2300, &CREDIT, [101, 93, 72, 52, 88]),
    Series {
        per: Some(("linkage_groups", 260_000, 365_000)),
        ..count("linkage_amount", "बैंक लिंकेज राशि", 700_000_000, &CREDIT, [100; 5])
    },
    count("pmjjby", "पीएमजेजेबीवाई बीमा", 9000, &COVER, [93, 118, 97, 81, 109]),
    count("pmsby", "पीएमएसबीवाई बीमा", 12_000, &COVER, [95, 114, 98, 84, 107]),
    count("apy", "अटल पेंशन योजना", 3000, &COVER, [89, 101, 90, 70, 96]),
    count("lakhpati_didis", "लखपति दीदी", 12_500, &EVEN, [103, 89, 84, 77, 91]),
    Series {
        equal: true,
        ..count("mission2020_groups", "मिशन 20-20 समूह", 1200, &EVEN, [96, 88, 85, 71, 101])
    },
    count("producer_groups", "उत्पादक समूह गठन", 60, &FIELD, [118, 100, 88, 71, 83]),
    count("pvtg_families", "लाभान्वित पीवीटीजी परिवार", 930, &EVEN, [98, 94, 107, 86, 90]),
    Series {
        step: 100,
        ..count("sales", "समूहों का विक्रय", 480_000, &FESTIVAL, [121, 76, 59, 44, 69])
    },
];

/// The series of a code.
pub fn series(code: &str) -> Option<&'static Series> {
    PLAN.iter().find(|series| series.code == code)
}

impl Series {
    /// For money, the series that counts the cases it was paid for.
    pub fn base(&self) -> Option<&'static Series> {
        self.per.and_then(|(code, ..)| series(code))
    }

    /// The smallest amount that its figures are made of.
    pub fn step(&self) -> i64 {
        self.step
    }

    /// A block's target for the months of a financial year, April first; rupees for money.
    /// Last year asked for a little less than this year.
    pub fn targets(&self, block: usize, year: FinancialYear, today: NaiveDate) -> [i64; 12] {
        let years_ago = i64::from(FinancialYear::of(today).0 - year.0).clamp(0, 5);
        let annual =
            if self.equal { self.annual } else { self.annual * (100 - 8 * years_ago) / 100 };
        let parts = BLOCKS.map(|block| if self.equal { 1 } else { block.share });
        let own = share(annual, &parts)[block];
        let months = if self.equal { [1; 12] } else { *self.season };
        let months = phase(own, &months);
        std::array::from_fn(|at| months[at] * self.step)
    }

    /// What a block has reached in the months of a financial year up to `today`; rupees for money.
    pub fn reached(&self, block: usize, year: FinancialYear, today: NaiveDate) -> [i64; 12] {
        if let Some((code, low, high)) = self.per {
            let base = series(code).expect("the plan names only its own series");
            let mut random = self.random(block, year);
            return base
                .reached(block, year, today)
                .map(|count| count * random.between(low / 1000, high / 1000) * 1000);
        }
        let targets = self.targets(block, year, today);
        let past: [i64; 12] = std::array::from_fn(|at| elapsed(year.months()[at], today));
        let to_date: i64 = targets.iter().zip(past).map(|(target, part)| target * part).sum();
        let years_ago = i64::from(FinancialYear::of(today).0 - year.0);
        let pace = self.pace[block] + (97 - self.pace[block]) * years_ago.clamp(0, 2) / 3;
        let total = (to_date / self.step * pace + 50_000) / 100_000;
        let mut random = self.random(block, year);
        let weights: Vec<i64> = targets
            .iter()
            .zip(past)
            .map(|(target, part)| (target + 1) * part * random.between(75, 125))
            .collect();
        let months = phase(total, &weights);
        std::array::from_fn(|at| months[at] * self.step)
    }

    fn random(&self, block: usize, year: FinancialYear) -> Random {
        Random::named(SEED, &format!("{}/{block}/{}", self.code, year.0))
    }
}

/// The last day a block has told anything about.
pub fn known_until(block: usize, today: NaiveDate) -> NaiveDate {
    let lag = match block {
        MAKDI => MAKDI_LAG,
        KESHKAL => 1,
        _ => 0,
    };
    today - chrono::Days::new(lag.cast_unsigned())
}

/// How much of a month lies before the end of a day, in thousandths.
pub fn elapsed(month: Month, today: NaiveDate) -> i64 {
    if today >= month.last_day() {
        1000
    } else if today < month.first_day() {
        0
    } else {
        i64::from(today.day()) * 1000 / i64::from(month.last_day().day())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()
    }

    fn to_date(code: &str, block: usize) -> (i64, i64) {
        let (series, year) = (series(code).unwrap(), FinancialYear::of(today()));
        let targets = series.targets(block, year, today());
        let due: i64 = (0..12).map(|at| targets[at] * elapsed(year.months()[at], today())).sum();
        (series.reached(block, year, today()).iter().sum(), due / 1000)
    }

    #[test]
    fn a_years_target_sums_over_blocks_and_months() {
        let year = FinancialYear::of(today());
        for series in &PLAN {
            let sum: i64 = (0..5).flat_map(|block| series.targets(block, year, today())).sum();
            assert_eq!(sum, series.annual * series.step, "{}", series.code);
        }
    }

    #[test]
    fn mission_20_20_asks_for_twenty_groups_of_each_block_each_month() {
        let series = series("mission2020_groups").unwrap();
        for block in 0..5 {
            assert_eq!(series.targets(block, FinancialYear(2026), today()), [20; 12]);
        }
    }

    #[test]
    fn makdi_is_visibly_behind_and_kondagaon_is_not() {
        for code in ["rf_groups", "linkage_groups", "sales"] {
            let (reached, due) = to_date(code, MAKDI);
            assert!(reached * 100 < due * 62, "{code}: {reached} of {due}");
            let (reached, due) = to_date(code, 0);
            assert!(reached * 100 > due * 94, "{code}: {reached} of {due}");
        }
    }

    #[test]
    fn nothing_is_reached_after_today_and_nothing_is_negative() {
        for series in &PLAN {
            for block in 0..5 {
                let months = series.reached(block, FinancialYear(2026), today());
                assert!(months.iter().all(|&value| value >= 0), "{}", series.code);
                assert_eq!(months[8..], [0; 4], "{}", series.code);
            }
        }
    }
}
