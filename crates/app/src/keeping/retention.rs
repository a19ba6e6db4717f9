//! How long personal records are kept, by kind: the rule of the district or the usual one, and the
//! nightly work that holds to it. What no rule names is kept.

use chrono::{Days, NaiveDate};
use samuh_engine::{Db, Desk, Error, Op, Result, clock};
use samuh_groups::{
    erase_contacts,
    saturation::forgetting::{erase_target_contacts, erase_visit_notes},
};
use samuh_kernel::{
    fault::{Fault, Faults},
    scope::{Area, Right},
};
use serde::Serialize;
use uuid::Uuid;

use super::store;
use crate::{ids::new_id, importing::machine_desk};

/// Records of which one act takes something away.
const SOME: i64 = 500;

/// A kind of record that is not kept for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kept {
    /// Who read whose record.
    ReadLog,
    /// Mobile, account and address of a woman who is in no group any more.
    FormerContact,
    /// Mobile and address of a target household that is covered.
    TargetContact,
    /// Who visited a target household, and with what remark.
    VisitNote,
}

impl Kept {
    /// Every kind.
    pub const ALL: [Self; 4] =
        [Self::ReadLog, Self::FormerContact, Self::TargetContact, Self::VisitNote];

    /// Its stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::ReadLog => "read_log",
            Self::FormerContact => "former_contact",
            Self::TargetContact => "target_contact",
            Self::VisitNote => "visit_note",
        }
    }

    /// The kind of a code; none for any other text.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The fewest days a rule may give.
    fn least(self) -> i64 {
        match self {
            // Source: DPDP Rules 2025, r. 6: one year at least.
            Self::ReadLog => 365,
            Self::FormerContact | Self::TargetContact | Self::VisitNote => 1,
        }
    }
}

/// A rule in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Retention {
    /// What it is for.
    pub kind: Kept,
    /// From which day.
    pub from_on: NaiveDate,
    /// Days the record is kept.
    pub days: i64,
    /// By which law or order.
    pub source: String,
    /// True for the district's own rule.
    pub is_own: bool,
}

/// What a night took away.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tidied {
    /// Lines of who read whose record.
    pub reads: u64,
    /// Former members without numbers from now on.
    pub contacts: u64,
    /// Target households without numbers, or without a note of who visited them.
    pub households: u64,
}

/// Sets a rule of the district from today on.
///
/// # Errors
/// `Denied` without the right to administer people; `Faults` for too few days or no source.
pub fn set_retention(
    db: &Db,
    desk: &Desk,
    (kind, days, source): (Kept, i64, &str),
    now: i64,
) -> Result<()> {
    if !desk.scope.may(Right::Administer, Area::People) {
        return Err(Error::Denied("privacy.set_retention"));
    }
    let source = samuh_kernel::text::tidy(source);
    let mut faults = Faults::default();
    if days < kind.least() {
        faults.push(Fault::at("days", "retention_too_short").with("days", kind.least()));
    }
    if source.chars().count() < 8 {
        faults.on("source", "retention_source_missing");
    }
    faults.or(()).map_err(Error::Faults)?;
    let asked = (kind.code(), days, source);
    let op = Op::over(new_id()?, "privacy.set_retention", &asked, now)?;
    let (scope, today) = (desk.scope.clone(), clock::day_of(now));
    db.act(desk, &op, move |tx| {
        let stands = store::retention(tx, &scope, today)?;
        let was = stands.iter().find(|rule| rule.kind == kind).map(|rule| rule.days);
        store::set_retention(tx, &scope, (asked.0, today, asked.1), &asked.2)?;
        tx.changed("retention", 0, 0)
            .office("kind", None::<&str>, asked.0)
            .office("days", was, days)
            .office("source", None::<&str>, asked.2.as_str());
        Ok(())
    })
}

/// Takes away, in every district, what is kept no longer.
///
/// # Errors
/// `Broken` or `StorageFull` from the database.
pub fn tidy(db: &Db, now: i64) -> Result<Tidied> {
    let mut all = Tidied::default();
    let today = clock::day_of(now);
    for district in db.read(samuh_places::all_districts)? {
        let desk = machine_desk(district.id);
        for rule in db.read(|reader| store::retention(reader, &desk.scope, today))? {
            let days = u64::try_from(rule.days).map_err(|_| Error::broken("days below nought"))?;
            let Some(before) = today.checked_sub_days(Days::new(days)) else { continue };
            match rule.kind {
                Kept::ReadLog => all.reads += forget_reads(db, &desk, before, now)?,
                Kept::FormerContact => {
                    all.contacts += forget(erase_contacts, db, &desk, (before, now))?;
                }
                Kept::TargetContact => {
                    all.households += forget(erase_target_contacts, db, &desk, (before, now))?;
                }
                Kept::VisitNote => {
                    all.households += forget(erase_visit_notes, db, &desk, (before, now))?;
                }
            }
        }
    }
    Ok(all)
}

fn forget_reads(db: &Db, desk: &Desk, before: NaiveDate, now: i64) -> Result<u64> {
    if db.read(|reader| store::reads_before(reader, &desk.scope, before))? == 0 {
        return Ok(0);
    }
    let op = Op::over(new_id()?, "privacy.forget_reads", &before, now)?;
    let scope = desk.scope.clone();
    db.act(desk, &op, move |tx| {
        let gone = store::forget_reads(tx, &scope, before)?;
        tx.changed("retention", 0, 0).office("kind", None::<&str>, Kept::ReadLog.code()).office(
            "rows",
            None::<i64>,
            i64::try_from(gone).unwrap_or(i64::MAX),
        );
        Ok(gone)
    })
}

/// An act that takes something away of what lies before a day, of at most so many records.
type Erasing = fn(&Db, &Desk, Uuid, (NaiveDate, i64), i64) -> Result<u64>;

fn forget(erasing: Erasing, db: &Db, desk: &Desk, (before, now): (NaiveDate, i64)) -> Result<u64> {
    let mut all = 0;
    loop {
        let gone = erasing(db, desk, new_id()?, (before, SOME), now)?;
        if gone == 0 {
            return Ok(all);
        }
        all += gone;
    }
}
