//! What producer groups and FPOs count for: one formed, in the month of its day, where it stands. The
//! same for acts, sheets and `samuh verify`.

use chrono::NaiveDate;
use samuh_engine::{
    Reader, Result, Tx,
    register::{Counted, Values},
};
use samuh_figures::{
    catalogue::{FPO_FORMED, IndicatorId, PG_FORMED},
    journal::{Class, Posting, Trees, post},
};
use samuh_kernel::calendar::Month;
use samuh_places::always;

use super::store;

/// Posts producer groups from what they were to what they are.
pub(super) fn groups(tx: &mut Tx, all: &[Counted<'_>]) -> Result<()> {
    moved(tx, PG_FORMED, all)
}

/// As [`groups`], for FPOs.
pub(super) fn fpos(tx: &mut Tx, all: &[Counted<'_>]) -> Result<()> {
    moved(tx, FPO_FORMED, all)
}

fn moved(tx: &mut Tx, indicator: IndicatorId, all: &[Counted<'_>]) -> Result<()> {
    let mut postings = Vec::new();
    for one in all {
        let of =
            |values: Option<&Values>| values.and_then(|values| told(indicator, one.id, values));
        let (was, now) = (of(one.was), of(one.now));
        if was != now {
            postings.extend(was.map(|was| Posting { delta: -was.delta, ..was }));
            postings.extend(now);
        }
    }
    if postings.is_empty() {
        return Ok(());
    }
    let district_id = tx.district_id();
    let trees = Trees::load(tx, district_id)?;
    post(tx, district_id, &trees, postings).map(drop)
}

/// What a record as it is said counts for; nothing without a place.
fn told(indicator: IndicatorId, id: i64, values: &Values) -> Option<Posting> {
    let place_id = values.number("place_id")?;
    Some(posting(indicator, id, place_id, values.day("formed_on")))
}

/// One that was formed; without a day of formation it counts before all months, as groups do.
fn posting(
    indicator: IndicatorId,
    id: i64,
    place_id: i64,
    formed_on: Option<NaiveDate>,
) -> Posting {
    Posting {
        indicator,
        place_id,
        institution_id: id,
        federation_id: 0,
        month: Month::of(formed_on.unwrap_or(always().0)),
        class: Class::Counted,
        delta: 1,
    }
}

/// All that the district's producer groups and FPOs count for, rebuilt from the registers.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub(crate) fn wanted(reader: &mut Reader, district_id: i64) -> Result<Vec<Posting>> {
    let all = store::formed_in_district(reader, district_id)?;
    let of = |one: store::Formed| {
        let indicator = if one.is_fpo { FPO_FORMED } else { PG_FORMED };
        posting(indicator, one.id, one.place_id, one.formed_on)
    };
    Ok(all.into_iter().map(of).collect())
}

#[cfg(test)]
mod tests {
    use samuh_engine::register::Held;

    use super::*;

    #[test]
    fn one_is_formed_in_the_month_of_its_day_and_without_a_day_before_all_months() {
        let mut values = Values::default();
        assert_eq!(told(PG_FORMED, 5, &values), None, "it stands nowhere yet");
        values.set("place_id", Held::unit(9));
        let before = told(PG_FORMED, 5, &values).unwrap();
        assert_eq!((before.place_id, before.month), (9, Month::of(always().0)));
        values.set("formed_on", Held::Day("2026-05-31".parse().unwrap()));
        let dated = told(FPO_FORMED, 5, &values).unwrap();
        assert_eq!((dated.month, dated.delta), (Month::of("2026-05-01".parse().unwrap()), 1));
    }
}
