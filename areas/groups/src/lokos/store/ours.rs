//! The groups of our register as they are compared with LokOS.

use std::collections::HashMap;

use samuh_engine::{Reader, Result, params};
use samuh_kernel::{scope::Scope, show::last_four};
use samuh_places::always;

use crate::{
    duplicate::store::twice::aliases,
    institution::{
        known::Institution,
        model::{Fact, Kind},
        store::{EVERY_KIND, blocks_in_act, each_institution, institution_of, reach::near},
    },
    lokos::model::Ours,
};

const MEMBERS: &str = "
    select s.institution_id, count(*) from membership s
    where s.district_id = $1 and s.left_on = $2 group by s.institution_id";
const MEMBERS_OF: &str = "
    select count(*) from membership s
    where s.district_id = $1 and s.institution_id = $3 and s.left_on = $2";

/// Every group that the desk sees, by number.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub(crate) fn all(reader: &mut Reader, scope: &Scope) -> Result<Vec<Ours>> {
    let district_id = scope.district_id();
    let mut members: HashMap<i64, i64> = HashMap::new();
    let mut given = params![district_id, always().1].to_vec();
    let near = near(reader, scope, &mut given)?;
    let sql = match near.as_str() {
        "" => MEMBERS.to_owned(),
        near => format!(
            "select s.institution_id, count(*)
             from institution i
             cross join membership s
             where i.district_id = $1 and s.district_id = i.district_id
               and s.institution_id = i.id and s.left_on = $2{EVERY_KIND}{near}
             group by s.institution_id"
        ),
    };
    reader.each(&sql, &given, &mut |row| {
        members.insert(row.at(0)?, row.at(1)?);
        Ok(())
    })?;
    let blocks = blocks_in_act(reader, district_id, None)?;
    let (mut groups, mut above) = (Vec::new(), HashMap::new());
    each_institution(reader, scope, &mut |institution| {
        match institution.kind {
            Kind::Shg => {
                let block_id = blocks.get(&institution.place_id).copied().unwrap_or(0);
                let counted = members.get(&institution.id).copied();
                groups.push(of(&institution, block_id, counted));
            }
            kind => {
                above.insert(institution.id, (kind, institution.parent_id));
            }
        }
        Ok(())
    })?;
    let mut seconds: HashMap<i64, Vec<(String, String)>> = HashMap::new();
    for alias in aliases(reader, scope)? {
        seconds.entry(alias.kept_id).or_default().push((alias.register, alias.code));
    }
    for group in &mut groups {
        // Behind its own: a code of the second record counts where the kept one has none.
        group.codes.extend(seconds.remove(&group.id).unwrap_or_default());
        group.clf_id = match above.get(&group.parent_id) {
            Some((Kind::Clf, _)) => group.parent_id,
            Some((_, clf_id)) => *clf_id,
            None => 0,
        };
    }
    groups.sort_by_key(|group| group.id);
    Ok(groups)
}

/// One group, if the desk sees it.
///
/// # Errors
/// `NotFound` when there is none, it is no group, or it is not this desk's.
pub(crate) fn one(reader: &mut Reader, scope: &Scope, id: i64) -> Result<(Institution, Ours)> {
    let institution = institution_of(reader, scope, id)?;
    if institution.kind != Kind::Shg {
        return Err(samuh_engine::Error::NotFound);
    }
    let district_id = scope.district_id();
    let blocks = blocks_in_act(reader, district_id, Some(institution.place_id))?;
    let block_id = blocks.get(&institution.place_id).copied().unwrap_or(0);
    let row = reader.first(MEMBERS_OF, &params![district_id, always().1, id])?;
    let counted: i64 = row.map_or(Ok(0), |row| row.at(0))?;
    let mut ours = of(&institution, block_id, (counted > 0).then_some(counted));
    let seconds = aliases(reader, scope)?.into_iter().filter(|alias| alias.kept_id == id);
    ours.codes.extend(seconds.map(|alias| (alias.register, alias.code)));
    Ok((institution, ours))
}

fn of(institution: &Institution, block_id: i64, counted: Option<i64>) -> Ours {
    let profile = &institution.profile;
    let noted = institution.facts.iter().find(|(fact, ..)| *fact == Fact::Lokos);
    Ours {
        id: institution.id,
        version: institution.version,
        name_hi: profile.name_hi.clone(),
        name_en: profile.name_en.clone(),
        place_id: institution.place_id,
        block_id,
        parent_id: institution.parent_id,
        clf_id: 0,
        formed_on: profile.formed_on,
        members: counted.or(profile.members_stated),
        members_counted: counted.is_some(),
        account_last: profile.account_no.as_deref().map(|no| last_four(no).to_owned()),
        account_open: profile.account_no.is_some()
            || institution.fact(Fact::Account) == Some("open"),
        active: institution.fact(Fact::Status) != Some("inactive"),
        state: noted
            .filter(|(_, _, state)| state != "not_entered")
            .map(|(_, since, state)| (*since, state.clone())),
        codes: institution.codes.clone(),
    }
}
