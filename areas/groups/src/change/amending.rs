//! What is written of a member is corrected, at the office's own or at her request.

use samuh_engine::{Desk, Result, Tx, clock};
use samuh_kernel::fault::Faults;

use super::{
    books::{Touches, rebooked},
    members::{seen, written},
    model::Amend,
    rules,
    store::write,
};
use crate::member::{
    model::{Field, Record, Texts, flag_text},
    postings::is_minority_religion,
};

/// What goes with her numbers.
const CONTACT: [Field; 6] =
    [Field::Mobile, Field::AccountNo, Field::Ifsc, Field::BankName, Field::Branch, Field::Address];

pub(super) fn amend(tx: &mut Tx, desk: &Desk, ask: &Amend) -> Result<i64> {
    let district_id = desk.district_id();
    let record = seen(tx, desk, (ask.member_id, ask.version), ask)?;
    let mut texts = record.text.open();
    said(&mut texts, ask);
    let mut faults = Faults::default();
    if texts.names().next().is_none() {
        faults.on("name", "name_missing");
    }
    let old = record.text.open();
    // What stands was taken as it is; only a year that is written anew is looked at.
    if old.get(Field::BirthYear) != texts.get(Field::BirthYear)
        && let Ok(born) = texts.get(Field::BirthYear).parse()
    {
        let field = if ask.born_on.is_some() { "born_on" } else { "birth_year" };
        rules::aged(field, born, (ask.age_sure, clock::day_of(tx.at())), &mut faults);
    }
    let code = texts.get(Field::Code);
    if code != old.get(Field::Code) && write::has_member_code(tx, district_id, code)? {
        faults.on("code", "member_code_taken");
    }
    let household_id = household(tx, district_id, &record, texts.get(Field::HouseholdCode))?;
    let changed: Vec<Field> =
        Field::ALL.into_iter().filter(|field| old.get(*field) != texts.get(*field)).collect();
    if changed.is_empty() {
        faults.on("", "nothing_to_correct");
    }
    faults.or(()).map_err(samuh_engine::Error::Faults)?;
    let becomes = Record { household_id, text: texts.pack(), ..record.clone() };
    let mut households = vec![record.household_id, household_id];
    households.dedup();
    let touches = Touches { members: vec![record.id], households, ..Touches::default() };
    rebooked(tx, district_id, &touches, |tx| written(tx, district_id, &record, &becomes))?;
    let mut trail = tx.changed("member", record.id, record.institution_id);
    for field in changed {
        trail.personal(field.code(), field.value(old.get(field)), field.value(texts.get(field)));
    }
    if ask.at_her_request {
        trail.office("at_her_request", None::<bool>, true);
    }
    Ok(record.id)
}

/// The fields as they are asked to stand.
fn said(texts: &mut Texts<'_>, ask: &Amend) {
    let asked = [
        (Field::NameHi, &ask.name_hi),
        (Field::NameEn, &ask.name_en),
        (Field::Relation, &ask.relation_name),
        (Field::Code, &ask.code),
        (Field::Social, &ask.social),
        (Field::Religion, &ask.religion),
        (Field::Disability, &ask.disability),
        (Field::Mobile, &ask.mobile),
        (Field::BankName, &ask.bank_name),
        (Field::Branch, &ask.branch_name),
        (Field::Ifsc, &ask.ifsc),
        (Field::AccountNo, &ask.account_no),
        (Field::Address, &ask.address),
        (Field::HouseholdCode, &ask.household_code),
    ];
    for (field, value) in asked {
        if let Some(value) = value {
            texts.set(field, value.clone());
        }
    }
    if let Some(religion) = &ask.religion {
        texts.set(Field::Minority, flag_text(is_minority_religion(religion)));
    }
    if let Some(pvtg) = ask.pvtg {
        texts.set(Field::Pvtg, flag_text(pvtg));
    }
    if let Some(year) = ask.birth_year {
        texts.set(Field::BirthYear, year.to_string());
    }
    if let Some(day) = ask.born_on {
        texts.set(Field::BornOn, day.to_string());
        texts.set(Field::BirthYear, chrono::Datelike::year(&day).to_string());
    }
    if ask.without_contact {
        for field in CONTACT {
            texts.set(field, "");
        }
    }
}

/// The household she belongs to: the one that has the code already, else her own, which takes it.
fn household(tx: &mut Tx, district_id: i64, record: &Record, code: &str) -> Result<i64> {
    let own = record.text.open().get(Field::HouseholdCode) == code;
    if own || code.is_empty() {
        return Ok(record.household_id);
    }
    Ok(write::household_of_code(tx, district_id, code)?.unwrap_or(record.household_id))
}
