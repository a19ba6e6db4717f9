//! What a sheet of attendance is compared with: the events of a desk, and the women of its groups.

use std::collections::BTreeMap;

use samuh_engine::{Desk, Reader, Result, params};

use crate::event::{
    attendance::share_on,
    model::{Event, EventState, Person},
    store,
};

/// Women of the groups of a place, with their groups; the desk saw the place.
const WOMEN: &str = "
    select m.id, m.code, m.name_hi, m.name_en, m.relation_name, m.mobile, i.name_hi, i.name_en,
           i.place_id
    from place_closure c
    join institution i on i.district_id = c.district_id and i.place_id = c.place_id
      and i.kind = 'shg'
    join membership s on s.district_id = i.district_id and s.institution_id = i.id
      and s.left_on = '9999-12-31'
    join member m on m.district_id = s.district_id and m.id = s.member_id
    where c.district_id = $1 and c.ancestor_id = $2 and c.to_on = '9999-12-31'
    order by m.id";

/// An event with what is known of who came.
pub(super) struct Known {
    pub(super) event: Event,
    pub(super) people: Vec<Person>,
    pub(super) sessions: usize,
    /// From how many per cent of the sessions on somebody has attended.
    pub(super) percent: i64,
}

/// A woman of a group in an event's place.
#[derive(Debug, Clone)]
pub(super) struct Woman {
    pub(super) id: i64,
    pub(super) code: Option<String>,
    pub(super) names: [Option<String>; 2],
    pub(super) relation: Option<String>,
    pub(super) mobile: Option<String>,
    pub(super) group: [Option<String>; 2],
    pub(super) place_id: i64,
}

/// The events that the desk may write the attendance of, by number.
pub(super) fn events(reader: &mut Reader, desk: &Desk) -> Result<BTreeMap<i64, Known>> {
    let mut all = BTreeMap::new();
    for event in store::events(reader, desk, (None, None))? {
        if event.state == EventState::Cancelled {
            continue;
        }
        let people = store::people(reader, desk, event.id)?;
        let sessions = store::sessions(reader, desk, event.id)?.len();
        let percent = share_on(reader, &desk.scope, event.starts_on)?;
        all.insert(event.id, Known { event, people, sessions, percent });
    }
    Ok(all)
}

/// The women of the groups in a place. Personal: for judging sheets alone.
pub(super) fn women(reader: &mut Reader, desk: &Desk, place_id: i64) -> Result<Vec<Woman>> {
    let mut all = Vec::new();
    reader.each(WOMEN, &params![desk.district_id(), place_id], &mut |row| {
        all.push(Woman {
            id: row.at(0)?,
            code: row.at(1)?,
            names: [row.at(2)?, row.at(3)?],
            relation: row.at(4)?,
            mobile: row.at(5)?,
            group: [row.at(6)?, row.at(7)?],
            place_id: row.at(8)?,
        });
        Ok(())
    })?;
    Ok(all)
}
