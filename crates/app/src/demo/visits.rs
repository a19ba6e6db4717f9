//! The demo's visits to target households: some villages walked, some half, some not at all.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use samuh_demo::random::Random;
use samuh_engine::{Db, Result, clock};
use samuh_groups::saturation::{
    acts::record_visits,
    model::{Ask, Visit, Visits},
    store,
};

use super::DISTRICT;
use crate::{ids::new_id, importing::machine_desk};

/// The dice of the visits.
const SEED: u64 = 0x5649_5349;
/// Outcomes, each as many times in a hundred.
const OUTCOMES: [(&str, usize); 8] = [
    ("wants_to_join", 34),
    ("nobody_found", 16),
    ("not_willing", 14),
    ("migrated", 10),
    ("no_group_near", 10),
    ("ineligible", 9),
    ("other", 5),
    ("dead", 2),
];
/// Invented cadres who went.
const VISITORS: [&str; 4] = ["सुशीला दीदी", "रामबती दीदी", "कमला दीदी", "फूलमती दीदी"];
/// Households that nobody on the lists is.
const MOST: i64 = 1_000_000;

/// Enters the visits through the same act as a desk does.
pub(super) fn enter(db: &Db, today: NaiveDate) -> Result<()> {
    let desk = machine_desk(DISTRICT);
    let ask = Ask { state: "open".into(), ..Ask::default() };
    let open = db.read(|reader| store::list(reader, &desk.scope, &ask, (today, MOST, 0)))?;
    let mut villages: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for seen in &open {
        villages.entry(seen.target.place_id).or_default().push(seen.target.id);
    }
    for (village, households) in villages {
        let mut random = Random::named(SEED, &village.to_string());
        // Of ten villages three were not walked, four half, three wholly.
        let share = [0, 0, 0, 45, 50, 55, 60, 85, 90, 95][random.below(10)];
        let days = u64::try_from(random.between(2, 200)).unwrap_or(2);
        let visited = households.into_iter().filter(|_| random.chance(share * 10));
        let chosen: Vec<i64> = visited.collect();
        let visits: Vec<Visit> = chosen.into_iter().map(|id| visit(id, &mut random)).collect();
        if visits.is_empty() {
            continue;
        }
        let visitor = (*random.pick(&VISITORS)).to_owned();
        let sheet = Visits { on: today.checked_sub_days(Days::new(days)), visitor, visits };
        record_visits(db, &desk, new_id()?, &sheet, clock::now())?;
    }
    Ok(())
}

fn visit(target_id: i64, random: &mut Random) -> Visit {
    let mut dice = random.below(100);
    let mut outcome = OUTCOMES[0].0;
    for (code, share) in OUTCOMES {
        outcome = code;
        match dice.checked_sub(share) {
            Some(left) => dice = left,
            None => break,
        }
    }
    let remark =
        if outcome == "other" { "मुखिया अस्पताल में" } else { "" };
    Visit { target_id, outcome: outcome.into(), institution_id: 0, remark: remark.into() }
}
