//! Changes of one member: she enters a group, changes it, leaves it.

use chrono::NaiveDate;
use samuh_engine::{Desk, Error, Result, Tx};
use samuh_kernel::{
    fault::{Fault, Faults},
    text::key,
};
use samuh_places::always;
use serde::Serialize;

use super::{
    books::{Touches, booked, rebooked},
    model::{Enrol, Leave, Transfer},
    rules,
    store::{
        events::{Note, note_member},
        terms, write,
    },
};
use crate::{
    institution::{
        known::Institution,
        model::Kind,
        store::{self, timeline_in_act},
    },
    member::{
        model::{Field, Record, Texts, YES, flag_text},
        postings::is_minority_religion,
        store::{Additions, add, change, record_in_act},
    },
};

/// How members go over to another group.
pub(super) struct Passage<'a> {
    pub(super) to_id: i64,
    pub(super) on: NaiveDate,
    pub(super) reason: &'a str,
}

/// An active group of the desk that takes members, formed by that day.
fn taker(
    tx: &mut Tx,
    desk: &Desk,
    id: i64,
    on: NaiveDate,
    faults: &mut Faults,
) -> Result<Institution> {
    let group = store::institution_of(tx, &desk.scope, id)?;
    if group.kind != Kind::Shg {
        return Err(Error::NotFound);
    }
    rules::status_fits(&group, true, faults);
    rules::day_fits(&group, on, always().0, faults);
    Ok(group)
}

pub(super) fn enrol(tx: &mut Tx, desk: &Desk, ask: &Enrol) -> Result<i64> {
    let district_id = desk.district_id();
    let mut faults = Faults::default();
    let group = taker(tx, desk, ask.institution_id, ask.on, &mut faults)?;
    if let Some(code) = &ask.code
        && write::has_member_code(tx, district_id, code)?
    {
        faults.on("code", "member_code_taken");
    }
    let record = record(ask);
    let relation = ask.relation_name.as_deref().unwrap_or_default();
    let words = search_key(&record);
    if write::has_same_member(tx, district_id, group.id, (&words, relation))? {
        faults.on("name", "member_here_already");
    }
    let household = household(tx, desk, ask, &mut faults)?;
    faults.or(()).map_err(Error::Faults)?;
    let known: Vec<i64> = household.into_iter().collect();
    let touches = Touches { households: known, ..Touches::default() };
    let id = booked(tx, district_id, &touches, |tx| {
        let id = tx.allot(district_id, "member", 1)?;
        let (household_id, new) = match household {
            Some(id) => (id, None),
            None => {
                let id = tx.allot(district_id, "household", 1)?;
                let place_id = timeline_in_act(tx, district_id, group.id)?
                    .places
                    .last()
                    .map_or(group.place_id, |dated| dated.unit_id);
                (id, Some((id, place_id, ask.household_code.as_deref().map(Box::from))))
            }
        };
        let made: Vec<i64> = new.iter().map(|(id, _, _)| *id).collect();
        let households: Vec<_> = new.into_iter().collect();
        let additions = Additions {
            records: std::slice::from_ref(&record),
            first_id: id,
            household_ids: &[household_id],
            households: &households,
            batch_no: None,
        };
        add(tx, district_id, &additions)?;
        Ok((id, Touches { members: vec![id], households: made, ..Touches::default() }))
    })?;
    note_member(tx, district_id, (id, group.id), ("enrolled", ask.on), &Note::default())?;
    tx.changed("member", id, group.place_id)
        .personal("name_hi", None::<&str>, ask.name_hi.as_deref())
        .personal("name_en", None::<&str>, ask.name_en.as_deref())
        .personal("relation_name", None::<&str>, ask.relation_name.as_deref())
        .office("code", None::<&str>, ask.code.as_deref())
        .personal("birth_year", None::<i64>, ask.birth_year)
        .personal("social", None::<&str>, ask.social.as_deref())
        .personal("mobile", None::<&str>, ask.mobile.as_deref())
        .office("institution_id", None::<i64>, group.id)
        .office("joined_on", None::<NaiveDate>, ask.on);
    Ok(id)
}

/// The household she comes to live in, where it is known.
fn household(tx: &mut Tx, desk: &Desk, ask: &Enrol, faults: &mut Faults) -> Result<Option<i64>> {
    let district_id = desk.district_id();
    if ask.household_of != 0 {
        let relative = record_in_act(tx, district_id, ask.household_of)?.ok_or(Error::NotFound)?;
        store::institution_of(tx, &desk.scope, relative.institution_id)?;
        return Ok(Some(relative.household_id));
    }
    match &ask.household_code {
        Some(code) if samuh_kernel::read::looks_like_aadhaar(code) => {
            faults.on("household_code", "aadhaar_not_kept");
            Ok(None)
        }
        Some(code) => write::household_of_code(tx, district_id, code),
        None => Ok(None),
    }
}

fn record(ask: &Enrol) -> Record {
    let mut texts = Texts::default();
    let said = [
        (Field::NameHi, &ask.name_hi),
        (Field::NameEn, &ask.name_en),
        (Field::Relation, &ask.relation_name),
        (Field::Code, &ask.code),
        (Field::Gender, &ask.gender),
        (Field::Social, &ask.social),
        (Field::Religion, &ask.religion),
        (Field::Disability, &ask.disability),
        (Field::Mobile, &ask.mobile),
        (Field::HouseholdCode, &ask.household_code),
    ];
    for (field, value) in said {
        texts.set(field, value.clone().unwrap_or_default());
    }
    if let Some(year) = ask.birth_year {
        texts.set(Field::BirthYear, year.to_string());
    }
    if let Some(religion) = ask.religion.as_deref() {
        texts.set(Field::Minority, flag_text(is_minority_religion(religion)));
    }
    if ask.pvtg {
        texts.set(Field::Pvtg, YES);
    }
    texts.set(Field::Office, "member");
    Record {
        id: -1,
        version: 0,
        institution_id: ask.institution_id,
        household_id: 0,
        joined_on: ask.on,
        left_on: always().1,
        text: texts.pack(),
    }
}

fn search_key(record: &Record) -> String {
    let texts = record.text.open();
    let keys: Vec<String> = texts.names().map(key).collect();
    let mut words: Vec<&str> = keys.iter().flat_map(|key| key.split(' ')).collect();
    words.retain(|word| !word.is_empty());
    words.sort_unstable();
    words.dedup();
    words.join(" ")
}

/// A member as the desk sees her, if nobody saved since she was seen.
pub(super) fn seen(
    tx: &mut Tx,
    desk: &Desk,
    (id, version): (i64, i64),
    sent: &impl Serialize,
) -> Result<Record> {
    let record = record_in_act(tx, desk.district_id(), id)?.ok_or(Error::NotFound)?;
    store::institution_of(tx, &desk.scope, record.institution_id)?;
    if record.version == version {
        return Ok(record);
    }
    let saved = serde_json::json!({
        "version": record.version,
        "institution_id": record.institution_id,
        "joined_on": record.joined_on,
        "left_on": (!record.is_open()).then_some(record.left_on),
    });
    let (saved, sent) = (saved.to_string(), serde_json::to_string(sent)?);
    Err(Error::Conflict { saved, sent })
}

/// A day inside an open membership.
fn leaves_after_joining(record: &Record, on: NaiveDate) -> Option<Fault> {
    (record.joined_on > always().0 && on <= record.joined_on).then(|| {
        let day = record.joined_on.format("%d/%m/%Y");
        Fault::at("on", "on_before_joining").with("day", day)
    })
}

pub(super) fn leave(tx: &mut Tx, desk: &Desk, ask: &Leave) -> Result<i64> {
    let district_id = desk.district_id();
    let record = seen(tx, desk, (ask.member_id, ask.version), ask)?;
    let mut faults = Faults::default();
    if !record.is_open() {
        faults.on("", "member_left_already");
    }
    faults.0.extend(leaves_after_joining(&record, ask.on));
    faults.or(()).map_err(Error::Faults)?;
    rebooked(tx, district_id, &touches(&record), |tx| {
        end(tx, district_id, &record, (ask.on, &ask.reason))
    })?;
    let said = Note { reason: Some(&ask.reason), loan: Some(&ask.loan), other_id: None };
    let who = (record.id, record.institution_id);
    note_member(tx, district_id, who, ("left", ask.on), &said)?;
    tx.changed("member", record.id, record.institution_id)
        .office("left_on", None::<NaiveDate>, ask.on)
        .personal("reason", None::<&str>, ask.reason.as_str())
        .personal("loan", None::<&str>, ask.loan.as_str());
    Ok(record.id)
}

pub(super) fn transfer(tx: &mut Tx, desk: &Desk, ask: &Transfer) -> Result<i64> {
    let district_id = desk.district_id();
    let record = seen(tx, desk, (ask.member_id, ask.version), ask)?;
    let mut faults = Faults::default();
    // None is named where its code could not be read: what else is wrong is said all the same.
    if ask.to_id != 0 {
        taker(tx, desk, ask.to_id, ask.on, &mut faults)?;
    }
    if record.is_open() {
        if record.institution_id == ask.to_id {
            faults.on("to_id", "member_here_already");
        }
        faults.0.extend(leaves_after_joining(&record, ask.on));
    } else if ask.on < record.left_on || ask.on == record.joined_on {
        let day = record.left_on.format("%d/%m/%Y").to_string();
        faults.with_args("on", "on_before_leaving", &[("day", day)]);
    }
    faults.or(()).map_err(Error::Faults)?;
    if ask.to_id == 0 {
        return Err(Error::NotFound);
    }
    rebooked(tx, district_id, &touches(&record), |tx| {
        let passage = Passage { to_id: ask.to_id, on: ask.on, reason: "transferred" };
        pass_over(tx, district_id, record.id, &passage)
    })?;
    let said = Note { other_id: Some(record.institution_id), ..Note::default() };
    note_member(tx, district_id, (record.id, ask.to_id), ("transferred", ask.on), &said)?;
    Ok(record.id)
}

fn touches(record: &Record) -> Touches {
    Touches {
        members: vec![record.id],
        households: vec![record.household_id],
        ..Touches::default()
    }
}

/// Ends the membership a member is in, if she is in one, and begins another.
pub(super) fn pass_over(
    tx: &mut Tx,
    district_id: i64,
    id: i64,
    passage: &Passage<'_>,
) -> Result<()> {
    let mut record = record_in_act(tx, district_id, id)?.ok_or(Error::NotFound)?;
    tx.changed("member", id, passage.to_id)
        .office("institution_id", record.institution_id, passage.to_id)
        .office("joined_on", record.joined_on, passage.on);
    if record.is_open() {
        end(tx, district_id, &record, (passage.on, passage.reason))?;
        record = record_in_act(tx, district_id, id)?.ok_or(Error::NotFound)?;
    }
    let mut texts = record.text.open();
    texts.set(Field::LeftReason, "");
    texts.set(Field::Office, "member");
    let text = texts.pack();
    let next = Record {
        institution_id: passage.to_id,
        joined_on: passage.on,
        left_on: always().1,
        text,
        ..record.clone()
    };
    written(tx, district_id, &record, &next)
}

/// Ends a membership, and any office with it.
fn end(tx: &mut Tx, district_id: i64, record: &Record, (on, why): (NaiveDate, &str)) -> Result<()> {
    let mut texts = record.text.open();
    texts.set(Field::LeftReason, why);
    let ended = Record { left_on: on, text: texts.pack(), ..record.clone() };
    written(tx, district_id, record, &ended)?;
    terms::end_all_of(tx, district_id, (record.institution_id, record.id), on)
}

pub(super) fn written(
    tx: &mut Tx,
    district_id: i64,
    stands: &Record,
    becomes: &Record,
) -> Result<()> {
    let op_no = tx.op_no();
    if change(tx, district_id, stands, becomes, (op_no, op_no))? {
        return Ok(());
    }
    let saved = serde_json::json!({ "version": stands.version });
    Err(Error::Conflict { saved: saved.to_string(), sent: "{}".into() })
}
