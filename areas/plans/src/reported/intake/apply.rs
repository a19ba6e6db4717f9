//! Applying accepted figures in one act: new ones in runs, changed ones one by one, each with its
//! entries.

use samuh_engine::{
    Result, Tx,
    batch::{Batch, Work, pieces},
};
use samuh_figures::{
    catalogue::IndicatorId,
    journal::{Class, Posting, Trees, post},
};
use samuh_kernel::calendar::FinancialYear;

use super::{Before, ReportedWork, moved, note};
use crate::{
    reported::{
        model::{Key, Step},
        store,
    },
    unit::Unit,
};

impl Work for ReportedWork {
    fn chunks(&self) -> Result<Vec<Vec<u8>>> {
        self.staged()
    }

    fn apply(&self, tx: &mut Tx, batch: &Batch) -> Result<Vec<Vec<u8>>> {
        let district_id = batch.district_id;
        for (indicator, year, level) in &self.head.levels {
            if !store::fix_level(tx, district_id, (*indicator, *year), *level)? {
                return Err(moved(*indicator, FinancialYear(*year).first_month()));
            }
        }
        let trees = Trees::load(tx, district_id)?;
        let mut steps = self.steps.clone();
        steps.sort_by_key(|step| self.order(step));
        let mut before = Vec::new();
        // Indicator by indicator, so that a year of them is never held twice in memory.
        for run in steps.chunk_by(|one, other| one.indicator == other.indicator) {
            self.expect_as_seen(tx, district_id, run)?;
            let (new, changed): (Vec<Step>, Vec<Step>) =
                run.iter().partition(|step| step.version == 0);
            let mut postings = Vec::with_capacity(run.len());
            if !new.is_empty() {
                store::add(tx, district_id, batch.no, &self.head.units, &new)?;
                postings.extend(new.iter().map(|step| posting(self.unit(step), step)));
                before.push(added(&new));
            }
            for step in &changed {
                before.push(self.change(tx, district_id, step, &mut postings)?);
            }
            post(tx, district_id, &trees, postings)?;
        }
        pieces(&before)
    }
}

impl ReportedWork {
    fn unit(&self, step: &Step) -> &Unit {
        &self.head.units[step.unit as usize]
    }

    /// The order of the table's key.
    fn order(&self, step: &Step) -> (i16, i32, i64, i64) {
        let unit = self.unit(step);
        (step.indicator, step.month.0, unit.place_id, unit.institution_id)
    }

    /// Refuses when a figure was typed, changed or dropped since the rows were judged.
    fn expect_as_seen(&self, tx: &mut Tx, district_id: i64, run: &[Step]) -> Result<()> {
        let indicator = IndicatorId::from(run[0].indicator);
        let months = (run[0].month, run[run.len() - 1].month);
        let standing = store::standing_of(tx, district_id, indicator, months)?;
        for step in run {
            let stands = standing.get(Key::new(indicator, step.month, self.unit(step).id));
            if stands.map_or(0, |stands| stands.version) != step.version {
                return Err(moved(indicator, step.month));
            }
        }
        Ok(())
    }

    fn change(
        &self,
        tx: &mut Tx,
        district_id: i64,
        step: &Step,
        postings: &mut Vec<Posting>,
    ) -> Result<Before> {
        let indicator = IndicatorId::from(step.indicator);
        let unit = self.unit(step);
        let of = (unit.place_id, unit.institution_id);
        let found = store::find(tx, district_id, (indicator, step.month), of)?
            .ok_or_else(|| moved(indicator, step.month))?;
        if !store::change(tx, district_id, &found, step.value, false)? {
            return Err(moved(indicator, step.month));
        }
        let was = found.posting.delta;
        note(tx, &found, was, step.value);
        postings.push(Posting { delta: -was, ..found.posting });
        postings.push(Posting { delta: step.value, ..found.posting });
        Ok(Before::Changed {
            indicator,
            month: step.month,
            place_id: unit.place_id,
            institution_id: unit.institution_id,
            was,
            version: found.version + 1,
        })
    }
}

fn posting(unit: &Unit, step: &Step) -> Posting {
    Posting {
        indicator: IndicatorId::from(step.indicator),
        place_id: unit.place_id,
        institution_id: unit.institution_id,
        federation_id: unit.federation_id,
        month: step.month,
        class: Class::Reported,
        delta: step.value,
    }
}

fn added(new: &[Step]) -> Before {
    let mut years: Vec<i32> =
        new.iter().map(|step| FinancialYear::of(step.month.first_day()).0).collect();
    years.sort_unstable();
    years.dedup();
    Before::Added { indicator: IndicatorId::from(new[0].indicator), count: new.len(), years }
}
