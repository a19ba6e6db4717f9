//! Posting: entries are added, balances moved, in the transaction of the act that causes them.

use std::{collections::BTreeSet, sync::OnceLock};

use samuh_engine::{Result, Tx, audit::Effect, params};
use samuh_kernel::calendar::Month;

use super::{
    recording::note_day,
    runs::Runs,
    store::posting,
    trees::{Step, Trees},
};
use crate::catalogue::{IndicatorId, Nature, by_id};

/// How sure a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Counted from the registers.
    Counted = 0,
    /// Typed by somebody.
    Reported = 1,
    /// Typed, and checked by a second person.
    Verified = 2,
    /// Entered and not yet approved.
    Pending = 3,
}

impl Class {
    /// Every class, in order.
    pub const ALL: [Self; 4] = [Self::Counted, Self::Reported, Self::Verified, Self::Pending];

    /// Its name outside.
    pub fn code(self) -> &'static str {
        match self {
            Self::Counted => "counted",
            Self::Reported => "reported",
            Self::Verified => "verified",
            Self::Pending => "pending",
        }
    }

    /// The class of that number.
    pub fn of(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|class| *class as i64 == number)
    }
}

/// What an act adds to the journal. Postings of one key are added up before they are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Posting {
    /// Which indicator.
    pub indicator: IndicatorId,
    /// Where: the place at the time.
    pub place_id: i64,
    /// Which institution, 0 for a figure of a place.
    pub institution_id: i64,
    /// The federation directly above it at the time, 0 for none; a federation stands above itself.
    pub federation_id: i64,
    /// The month of the event.
    pub month: Month,
    /// How sure.
    pub class: Class,
    /// By how much, in the indicator's unit.
    pub delta: i64,
}

const MOVE_HEAD: &str = "
    insert into balance (district_id, indicator, unit_id, month, class, value) values ";
const MOVE_TAIL: &str = "
    on conflict (district_id, indicator, unit_id, month, class)
    do update set value = balance.value + excluded.value";

const ENTRY: &[&str] = &[
    "district_id",
    "id",
    "indicator",
    "place_id",
    "institution_id",
    "federation_id",
    "month",
    "class",
    "delta",
    "op_no",
    "at",
];

/// Adds entries and moves balances; answers how many entries were made.
///
/// # Errors
/// `Broken` or `StorageFull` from the database.
pub fn post(tx: &mut Tx, district_id: i64, trees: &Trees, postings: Vec<Posting>) -> Result<i64> {
    let merged = merge(postings);
    if merged.is_empty() {
        return Ok(0);
    }
    if tx.rehearses() {
        merged.iter().for_each(|posting| tx.effect(effect_of(posting)));
    }
    let count = i64::try_from(merged.len()).expect("entries fit 63 bits");
    let first = tx.allot(district_id, "entry", count)?;
    let (op_no, at) = (tx.op_no(), tx.at());
    let mut rows = (first..).zip(&merged).map(|(id, p)| {
        params![
            district_id,
            id,
            p.indicator,
            p.place_id,
            p.institution_id,
            p.federation_id,
            i64::from(p.month.0),
            p.class as i64,
            p.delta,
            op_no,
            at
        ]
        .to_vec()
    });
    tx.load("entry", ENTRY, &mut rows)?;
    let moves = moves(trees, &merged);
    move_balances(tx, district_id, &moves)?;
    let moved: BTreeSet<(i64, i64)> =
        moves.iter().map(|(slot, _)| (slot.unit_id, slot.class)).collect();
    note_day(tx, district_id, &moved)?;
    Ok(count)
}

fn effect_of(posting: &Posting) -> Effect {
    Effect {
        indicator: posting.indicator,
        place_id: posting.place_id,
        institution_id: posting.institution_id,
        federation_id: posting.federation_id,
        month: posting.month.0.into(),
        class: posting.class as i64,
        delta: posting.delta,
    }
}

/// One posting a key, zeros dropped, in key order so that two acts never wait for each other crosswise.
fn merge(mut postings: Vec<Posting>) -> Vec<Posting> {
    postings.sort_unstable();
    let mut merged: Vec<Posting> = Vec::with_capacity(postings.len());
    for posting in postings {
        match merged.last_mut() {
            Some(last) if (Posting { delta: 0, ..*last }) == (Posting { delta: 0, ..posting }) => {
                last.delta += posting.delta;
            }
            _ => merged.push(posting),
        }
    }
    merged.retain(|posting| posting.delta != 0);
    merged
}

/// A balance, in the order in which they lie and are moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Slot {
    pub(super) unit_id: i64,
    pub(super) indicator: IndicatorId,
    pub(super) month: i32,
    pub(super) class: i64,
}

/// What the steps of an entry depend on: place, federation, month, whether it is a stock.
type Course = (i64, i64, Month, bool);

/// What each balance moves by, in order, without those that stay.
pub(super) fn moves(trees: &Trees, postings: &[Posting]) -> Vec<(Slot, i64)> {
    let mut moves = Vec::with_capacity(postings.len() * 6);
    let mut seen: Option<(Course, Vec<Step>)> = None;
    let mut nature = (0, false);
    for p in postings {
        if nature.0 != p.indicator {
            nature = (p.indicator, is_stock(p.indicator));
        }
        let at = (p.place_id, p.federation_id, p.month, nature.1);
        let steps = match &seen {
            Some((key, steps)) if *key == at => steps,
            _ => {
                let steps = trees.steps(p.place_id, p.federation_id, p.month, nature.1);
                &seen.insert((at, steps)).1
            }
        };
        let (indicator, class) = (p.indicator, p.class as i64);
        moves.extend(steps.iter().map(|(unit, month, sign)| {
            (Slot { unit_id: *unit, indicator, month: month.0, class }, sign * p.delta)
        }));
    }
    summed(moves)
}

fn is_stock(indicator: IndicatorId) -> bool {
    by_id(indicator).is_some_and(|known| known.nature == Nature::Stock)
}

/// One move a balance.
fn summed(mut moves: Vec<(Slot, i64)>) -> Vec<(Slot, i64)> {
    moves.sort_unstable_by_key(|(slot, _)| *slot);
    moves.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
    moves.retain(|(_, delta)| *delta != 0);
    moves
}

const UNDER: &str = "
    select indicator, place_id, institution_id, federation_id, month, class,
           CAST(SUM(delta) AS BIGINT)
    from entry
    where district_id = $1 and federation_id = $2
    group by indicator, place_id, institution_id, federation_id, month, class
    having SUM(delta) <> 0
    order by indicator, place_id, institution_id, federation_id, month, class";

/// The balances of units above these federations follow when their branches change: all that was
/// posted under them is moved from where the old trees led it to where the new ones do. The entries
/// stay as they are. Both trees hold these federations.
///
/// # Errors
/// `Broken` or `StorageFull` from the database.
pub fn regraft(
    tx: &mut Tx,
    district_id: i64,
    federations: &[i64],
    (old, new): (&Trees, &Trees),
) -> Result<()> {
    let mut moved = Vec::new();
    for federation in federations {
        let mut under = Vec::new();
        tx.each(UNDER, &params![district_id, *federation], &mut |row| {
            under.push(posting(&row)?);
            Ok(())
        })?;
        moved.extend(moves(old, &under).into_iter().map(|(slot, delta)| (slot, -delta)));
        moved.extend(moves(new, &under));
    }
    move_balances(tx, district_id, &summed(moved))
}

fn move_balances(tx: &mut Tx, district_id: i64, moves: &[(Slot, i64)]) -> Result<()> {
    static MOVES: OnceLock<Runs> = OnceLock::new();
    MOVES.get_or_init(|| Runs::new(MOVE_HEAD, 6, MOVE_TAIL)).run(tx, moves, |(slot, delta)| {
        let Slot { unit_id, indicator, month, class } = *slot;
        params![district_id, indicator, unit_id, i64::from(month), class, *delta]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(indicator: i64, delta: i64) -> Posting {
        Posting {
            indicator,
            place_id: 9,
            institution_id: 3,
            federation_id: 0,
            month: Month(24_316),
            class: Class::Counted,
            delta,
        }
    }

    #[test]
    fn postings_of_one_key_are_one_entry_and_opposites_are_none() {
        let merged = merge(vec![entry(2, 1), entry(1, 1), entry(2, -1), entry(1, 2)]);
        assert_eq!(merged, vec![entry(1, 3)]);
    }
}
