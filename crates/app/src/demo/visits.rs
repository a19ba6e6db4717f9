//! The demo's visits to target households: some villages walked, some half, some not at all.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{Days, NaiveDate};
use samuh_demo::random::Random;
use samuh_engine::{Db, Reader, Result, clock};
use samuh_groups::saturation::{
    acts::record_visits,
    matching::{Sought, candidates},
    model::{Ask, Field, Seen, Visit, Visits},
    rules::IN_GROUP,
    store,
};
use samuh_kernel::scope::Scope;

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
    let by_id: HashMap<i64, &Seen> = open.iter().map(|seen| (seen.target.id, seen)).collect();
    for (village, households) in villages {
        let mut random = Random::named(SEED, &village.to_string());
        // Of ten villages three were not walked, four half, three wholly.
        let share = [0, 0, 0, 45, 50, 55, 60, 85, 90, 95][random.below(10)];
        let days = u64::try_from(random.between(2, 200)).unwrap_or(2);
        let visited = households.into_iter().filter(|_| random.chance(share * 10));
        let chosen: Vec<i64> = visited.collect();
        let asked: Vec<&Seen> = chosen.iter().filter_map(|id| by_id.get(id).copied()).collect();
        let groups = db.read(|reader| groups_of(reader, &desk.scope, village, &asked, today))?;
        let visit = |id: i64| match groups.get(&id) {
            // Whom the groups know is not left out: who went there was told so, and half the time of
            // the group's name, too.
            Some(group) => {
                let group = if random.chance(500) { *group } else { 0 };
                Visit { institution_id: group, ..said(id, IN_GROUP) }
            }
            None => visit(id, &mut random),
        };
        let visits: Vec<Visit> = chosen.into_iter().map(visit).collect();
        if visits.is_empty() {
            continue;
        }
        let visitor = (*random.pick(&VISITORS)).to_owned();
        let sheet = Visits { on: today.checked_sub_days(Days::new(days)), visitor, visits };
        record_visits(db, &desk, new_id()?, &sheet, clock::now())?;
    }
    Ok(())
}

/// Households that the groups know by name, each with the group of the likeliest member.
fn groups_of(
    reader: &mut Reader,
    scope: &Scope,
    village: i64,
    asked: &[&Seen],
    today: NaiveDate,
) -> Result<HashMap<i64, i64>> {
    let one = |seen: &&Seen| {
        let text = |field| seen.target.texts.get(field).to_owned();
        Sought {
            id: seen.target.id,
            head: text(Field::Head),
            relation: text(Field::Relation),
            women: seen.target.texts.women().map(str::to_owned).collect(),
            mobile: text(Field::Mobile),
            social: text(Field::Social),
        }
    };
    let sought: Vec<Sought> = asked.iter().map(one).collect();
    let pool = store::pool(reader, scope, (village, 0), today)?;
    let mut groups = HashMap::new();
    for found in candidates(&sought, &pool, &HashSet::new()) {
        // More likely hers than not; the likeliest comes first.
        if found.is_clear || found.weight > 0 {
            groups.entry(found.target_id).or_insert(found.institution_id);
        }
    }
    Ok(groups)
}

fn said(target_id: i64, outcome: &str) -> Visit {
    Visit { target_id, outcome: outcome.into(), ..Visit::default() }
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
    Visit { remark: remark.into(), ..said(target_id, outcome) }
}
