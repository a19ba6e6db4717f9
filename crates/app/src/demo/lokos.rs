//! What the demo's offices decided a month ago about LokOS, so that some of it is mended since and some
//! is still open.

use std::collections::HashMap;

use samuh_engine::{Db, Result, clock};
use samuh_groups::lokos::{
    acts::choose,
    gap::{Gap, Narrow, View},
    model::{Choice, Choose, Choosing, Field},
};
use samuh_kernel::calendar::Month;
use samuh_places::gazetteer;

use super::DISTRICT;
use crate::{ids::new_id, importing::machine_desk};

/// Decisions of a block, of each kind.
const EACH: usize = 12;

/// Decides a dozen differences a block in favour of our register, and puts a dozen groups on the list
/// for entry.
pub(super) fn decide(db: &Db, month: Month) -> Result<()> {
    let desk = machine_desk(DISTRICT);
    let gap = db.read(|reader| {
        let places = gazetteer(reader, &desk.scope)?;
        Gap::load(reader, &desk.scope, &places, month)
    })?;
    let mut made: HashMap<(i64, Field), usize> = HashMap::new();
    let mut choices = Vec::new();
    for line in gap.list(View::Differs, &Narrow::default(), true) {
        let Some(ours) = &line.ours else { continue };
        let mendable = [Field::Members, Field::Village, Field::Name];
        for one in line.differing().filter(|one| mendable.contains(&one.field)) {
            let count = made.entry((ours.block_id, one.field)).or_default();
            *count += 1;
            if *count <= EACH {
                choices.push(Choosing {
                    id: ours.id,
                    field: one.field,
                    choice: Choice::Ours,
                    ours: one.ours.clone(),
                    theirs: one.theirs.clone(),
                });
            }
        }
    }
    for line in gap.list(View::Here, &Narrow::default(), true) {
        let Some(ours) = &line.ours else { continue };
        let count = made.entry((ours.block_id, Field::Entry)).or_default();
        *count += 1;
        if *count <= EACH {
            choices.push(Choosing {
                id: ours.id,
                field: Field::Entry,
                choice: Choice::Ours,
                ours: String::new(),
                theirs: String::new(),
            });
        }
    }
    choose(db, &desk, new_id()?, &Choose { month, choices }, clock::now()).map(drop)
}
