//! Grading a group by the Panchasutra questions in force in the state on that day.

use samuh_engine::{Desk, Error, Result, Tx};
use samuh_kernel::fault::Faults;
use samuh_places::always;

use super::{
    model::Grade,
    rules,
    store::grading::{Grading, add, grading_set},
};
use crate::institution::{model::Kind, store::institution_of};

pub(super) fn grade(tx: &mut Tx, desk: &Desk, ask: &Grade) -> Result<i64> {
    let group = institution_of(tx, &desk.scope, ask.id)?;
    let mut faults = Faults::default();
    if group.kind != Kind::Shg {
        faults.on("", "only_groups_graded");
    }
    rules::status_fits(&group, true, &mut faults);
    rules::day_fits(&group, ask.on, always().0, &mut faults);
    let set = grading_set(tx, &desk.scope, ask.on)?;
    let set = set.ok_or_else(|| Error::fault("grading_set_missing"))?;
    let graded = rules::graded(&set, ask);
    if let Err(others) = &graded {
        faults.0.extend(others.0.iter().cloned());
    }
    let (score, grade) = match graded {
        Ok(graded) if faults.is_empty() => graded,
        _ => return Err(Error::Faults(faults)),
    };
    let most = set.questions.iter().map(|question| question.most).sum();
    let set_code = set.code.clone();
    tx.changed("institution", ask.id, group.place_id)
        .office("grade", None::<&str>, grade.as_str())
        .office("score", None::<i64>, score)
        .office("from_on", None::<chrono::NaiveDate>, ask.on);
    let made = Grading { on: ask.on, set_code, score, most, grade, op_no: tx.op_no() };
    if !add(tx, desk.district_id(), ask.id, (&set, &made), &ask.marks)? {
        let fault = samuh_kernel::fault::Fault::at("on", "graded_that_day");
        return Err(Error::Faults(Faults(vec![fault])));
    }
    Ok(ask.id)
}
