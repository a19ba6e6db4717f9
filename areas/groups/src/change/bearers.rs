//! An office of an institution changes hands, or falls vacant.

use samuh_engine::{Desk, Error, Result, Tx};
use samuh_kernel::fault::{Fault, Faults};

use super::{
    institutions::{saved_first, seen},
    model::Bearer,
    rules,
    store::{
        terms::{self, NewTerm},
        write,
    },
};
use crate::{
    institution::{known::Institution, model::Kind},
    member::store::record_in_act,
};

pub(super) fn bearer(tx: &mut Tx, desk: &Desk, ask: &Bearer) -> Result<i64> {
    let district_id = desk.district_id();
    let group = seen(tx, desk, (ask.id, ask.version), ask)?;
    let stands = terms::standing(tx, district_id, ask.id, &ask.office)?;
    let name = name(tx, district_id, &group, ask)?;
    let mut faults = Faults::default();
    if name.is_none() && stands.holder.is_none() {
        faults.on("office", "office_vacant");
    }
    rules::day_fits(&group, ask.on, stands.since, &mut faults);
    faults.or(()).map_err(Error::Faults)?;
    if !write::touch(tx, district_id, ask.id, ask.version)? {
        return Err(saved_first(tx, desk, ask.id, ask));
    }
    if let Some(holder) = &stands.holder {
        terms::end(tx, district_id, (ask.id, &ask.office, ask.on), holder)?;
    }
    let member = Some(ask.member_id).filter(|id| *id != 0);
    let before = stands.holder.as_ref();
    // Names alone do not tell two women of one name apart.
    tx.changed("institution", ask.id, group.place_id)
        .personal(ask.office.clone(), before.map(|held| held.name.clone()), name.clone())
        .personal("member_id", before.and_then(|held| held.member_id), member)
        .office("from_on", None::<chrono::NaiveDate>, ask.on);
    if let Some(name) = name {
        let (id, office, on) = (ask.id, ask.office.as_str(), ask.on);
        let term = NewTerm { id, office, on, name: &name, member_id: ask.member_id };
        terms::begin(tx, district_id, &term)?;
    }
    Ok(ask.id)
}

/// The name of who takes the office; none where a term only ends. In a group she is a member.
fn name(
    tx: &mut Tx,
    district_id: i64,
    group: &Institution,
    ask: &Bearer,
) -> Result<Option<String>> {
    let not_a_member = || {
        let fault = Fault::at("member_id", "bearer_not_member");
        Err(Error::Faults(Faults(vec![fault])))
    };
    if ask.member_id == 0 {
        let name = ask.name.as_deref().map(str::trim).filter(|name| !name.is_empty());
        if name.is_some() && group.kind == Kind::Shg {
            return not_a_member();
        }
        return Ok(name.map(str::to_owned));
    }
    let member = record_in_act(tx, district_id, ask.member_id)?;
    match member.filter(|member| member.is_open() && member.institution_id == group.id) {
        Some(member) => Ok(Some(member.text.open().label().to_owned())),
        None => not_a_member(),
    }
}
