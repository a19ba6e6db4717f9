//! The state that LokOS gives groups comes into our register, from the day of the snapshot on; the
//! figures of LokOS follow.

use samuh_engine::{Desk, Error, Result, Tx};
use samuh_kernel::fault::{Fault, Faults};
use serde_json::json;

use super::{
    books::{Touches, rebooked},
    institutions::saved_first,
    store::write,
};
use crate::{
    institution::{model::Fact, store},
    lokos::{
        gap::Book,
        model::{Choice, Choosing, Field, Ours, TakeStates},
        store::{choices, ours},
    },
};

/// Nothing is taken on trust: each group's own row must give it that state now.
pub(super) fn take_states(tx: &mut Tx, desk: &Desk, ask: &TakeStates) -> Result<i64> {
    let district_id = desk.district_id();
    let book = Book::load(tx, &desk.scope, ask.month)?;
    let snapshot = book.snapshot(ask.block_id).filter(|known| known.month == ask.month);
    let as_on = snapshot.ok_or(Error::NotFound)?.as_on;
    let mut faults = Faults::default();
    let mut moved: Vec<Ours> = Vec::new();
    for id in &ask.ids {
        let (_, group) = ours::one(tx, &desk.scope, *id)?;
        let row = book.of(&group).filter(|(known, _)| known.block_id == ask.block_id);
        let said = row.map(|(_, theirs)| theirs.state.as_str());
        if said != Some(ask.state.as_str()) {
            return Err(conflict(&group, said, ask));
        }
        match &group.state {
            Some((_, state)) if *state == ask.state => {}
            Some((since, _)) if *since > as_on => {
                faults.push(Fault::new("lokos_newer_here").with("name", group.name(true)));
            }
            _ => moved.push(group),
        }
    }
    if faults.is_empty() && moved.is_empty() {
        faults.push(Fault::new("lokos_state_stands"));
    }
    faults.or(()).map_err(Error::Faults)?;
    let touched = moved.iter().map(|group| (group.id, false)).collect();
    let touches = Touches { institutions: touched, ..Touches::default() };
    rebooked(tx, district_id, &touches, |tx| {
        let mut facts = Vec::with_capacity(moved.len());
        for group in &moved {
            if !write::touch(tx, district_id, group.id, group.version)? {
                return Err(saved_first(tx, desk, group.id, ask));
            }
            facts.push((group.id, Fact::Lokos, as_on, ask.state.clone()));
        }
        store::set_facts(tx, district_id, &facts)
    })?;
    for group in &moved {
        note(tx, desk, group, ask)?;
    }
    Ok(moved[0].id)
}

fn conflict(group: &Ours, said: Option<&str>, ask: &TakeStates) -> Error {
    let saved = json!({ "version": group.version, "name": group.name(true), "state": said });
    let sent = json!({ "name": group.name(true), "state": ask.state });
    Error::Conflict { saved: saved.to_string(), sent: sent.to_string() }
}

/// Keeps that the state was taken, and leaves it in the trail.
fn note(tx: &mut Tx, desk: &Desk, group: &Ours, ask: &TakeStates) -> Result<()> {
    let before = group.state.as_ref().map(|(_, state)| state.clone());
    let choosing = Choosing {
        id: group.id,
        field: Field::State,
        choice: Choice::Take,
        ours: before.clone().unwrap_or_default(),
        theirs: ask.state.clone(),
    };
    choices::keep(tx, desk, (ask.block_id, ask.month), &choosing)?;
    tx.changed("institution", group.id, group.place_id).office("lokos", before, ask.state.as_str());
    Ok(())
}
