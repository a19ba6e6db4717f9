//! A form read into the change it asks for: with the same readers as a sheet's cells, every fault at
//! once.

use chrono::NaiveDate;
use samuh_engine::{Reader, Result, clock};
use samuh_groups::{
    Affiliate, Amend, Bearer, Change, Correct, Deactivate, Enrol, Filter, Grade, Institution, Kind,
    Leave, Merge, Move, NewFederation, NewGroup, Order, Profile, Revive, Split, Transfer, list,
};
use samuh_kernel::{fault::Faults, read};

use super::{Typed, fields::RELIGIONS, subject::Subject, verb::Verb};
use crate::server::{groups::Reading, visit::Visitor};

/// Reads a form: the change by what could be read of it, and a fault for what could not.
pub(super) fn read(
    reader: &mut Reader,
    visitor: &Visitor,
    (verb, subject): (Verb, &Subject),
    typed: &Typed,
) -> Result<(Change, Faults)> {
    let mut form = Reading::of(&typed.query);
    let version = typed.query.number("version").unwrap_or(0);
    let (id, number) = (subject.id(), |name: &str| typed.query.number(name).unwrap_or(0));
    let text = |name: &str| typed.query.get(name).unwrap_or_default().to_owned();
    let change = match verb {
        Verb::Correct => correct(&mut form, (version, typed), subject),
        Verb::Deactivate => {
            let on = day(&mut form);
            let (reason, loan) = (text("reason"), text("loan"));
            Change::Deactivate(Deactivate { id, version, on, reason, loan })
        }
        Verb::Revive => Change::Revive(Revive { id, version, on: day(&mut form) }),
        Verb::Move => {
            let (on, place_id) = (day(&mut form), number("place_id"));
            if place_id == 0 {
                form.faults.on("place_id", "place_missing");
            }
            Change::Move(Move { id, version, on, place_id })
        }
        Verb::Affiliate => {
            let (on, parent_id) = (day(&mut form), number("parent_id"));
            Change::Affiliate(Affiliate { id, version, on, parent_id })
        }
        Verb::Merge => {
            let on = day(&mut form);
            let into_id = other_group(reader, visitor, typed, &mut form.faults)?;
            Change::Merge(Merge { id, version, on, into_id, loan: text("loan") })
        }
        Verb::Amend => amend(&mut form, (id, version), typed),
        Verb::Transfer => {
            let on = day(&mut form);
            let to_id = other_group(reader, visitor, typed, &mut form.faults)?;
            Change::Transfer(Transfer { member_id: id, version, on, to_id })
        }
        Verb::Leave => {
            let on = day(&mut form);
            let (reason, loan) = (text("reason"), text("loan"));
            Change::Leave(Leave { member_id: id, version, on, reason, loan })
        }
        Verb::Split => split(&mut form, (id, version), typed),
        Verb::Enrol => enrol(&mut form, id, typed),
        Verb::Bearer => {
            let (on, office, member_id) = (day(&mut form), text("office"), number("member_id"));
            let name = form.read("name", read::name);
            Change::Bearer(Bearer { id, version, office, on, member_id, name })
        }
        Verb::Grade => grade(&mut form, id, typed),
        Verb::Federate => federate(&mut form, typed),
    };
    Ok((change, form.faults))
}

/// The day of the change; a fault stands for it where it is missing or cannot be read.
fn day(form: &mut Reading<'_>) -> NaiveDate {
    let today = clock::today();
    let before = form.faults.0.len();
    let read = form.read("on", |cell| read::day(cell, today));
    if read.is_none() && form.faults.0.len() == before {
        form.faults.on("on", "on_missing");
    }
    read.unwrap_or(today)
}

fn correct(form: &mut Reading<'_>, (version, typed): (i64, &Typed), subject: &Subject) -> Change {
    let today = clock::today();
    let stands = subject.institution.as_ref();
    let was = stands.map(|stands| stands.profile.clone()).unwrap_or_default();
    let is_group = subject.kind() == Kind::Shg;
    // A number that came back as it was shown, behind stars, is the number that stands.
    let kept = |name: &str| typed.query.get(name).is_some_and(|value| value.contains('*'));
    let account_no = match kept("account_no") {
        true => was.account_no.clone(),
        false => form.read("account_no", read::account_no),
    };
    let mobile = match kept("mobile") {
        true => was.mobile.clone(),
        false => form.read("mobile", read::mobile),
    };
    let mut profile = Profile {
        name_hi: form.read("name", read::name),
        name_en: form.read("name_en", read::name),
        formed_on: form.read("formed_on", |cell| read::day(cell, today)),
        meeting_frequency: form.read("meeting_frequency", read::text),
        bank_name: form.read("bank_name", read::text),
        branch_name: form.read("branch_name", read::text),
        ifsc: form.read("ifsc", read::ifsc),
        account_no,
        account_opened_on: form.read("account_opened_on", |cell| read::day(cell, today)),
        mobile,
        ..was
    };
    if typed.query.get("members_stated").is_some() {
        profile.members_stated = form.read("members_stated", read::whole);
    }
    if is_group {
        profile.category = form.read("category", read::text);
        profile.promoted_by = form.read("promoted_by", read::text);
        profile.saving_paise = form.read("saving", read::paise);
    } else {
        profile.registered_on = form.read("registered_on", |cell| read::day(cell, today));
        profile.registration_no = form.read("registration_no", read::text);
    }
    let codes = ["nrlm", "lokos"]
        .map(|register| {
            let code = form.read(&format!("code_{register}"), read::code).unwrap_or_default();
            (register.to_owned(), code)
        })
        .into_iter()
        .filter(|(register, code)| !code.is_empty() || has_code(stands, register))
        .collect();
    Change::Correct(Correct { id: subject.id(), version, profile, codes })
}

fn has_code(stands: Option<&Institution>, register: &str) -> bool {
    stands.is_some_and(|stands| stands.codes.iter().any(|(known, _)| known == register))
}

/// The group chosen in the list, or the one of the code that was written.
fn other_group(
    reader: &mut Reader,
    visitor: &Visitor,
    typed: &Typed,
    faults: &mut Faults,
) -> Result<i64> {
    let Some(code) = typed.query.get("to_code") else {
        let chosen = typed.query.number("to_id").unwrap_or(0);
        if chosen == 0 {
            faults.on("to_id", "merge_into_what");
        }
        return Ok(chosen);
    };
    let filter = Filter { search: Some(code.to_owned()), ..Filter::all(Kind::Shg) };
    let is_code = code.bytes().any(|b| b.is_ascii_digit());
    let found = list(reader, visitor.scope(), &filter, Order::Name, None, 2)?;
    match &found[..] {
        [only] if is_code => Ok(only.id),
        _ => {
            faults.with_args("to_code", "group_code_unknown", &[("value", code.to_owned())]);
            Ok(0)
        }
    }
}

fn split(form: &mut Reading<'_>, (id, version): (i64, i64), typed: &Typed) -> Change {
    let on = day(form);
    let members = typed.every("members").iter().filter_map(|id| id.parse().ok()).collect();
    Change::Split(Split {
        id,
        version,
        on,
        members,
        code: form.read("code", read::code),
        name_hi: form.read("name", read::name),
        name_en: form.read("name_en", read::name),
    })
}

fn enrol(form: &mut Reading<'_>, institution_id: i64, typed: &Typed) -> Change {
    let listed = |name: &str, codes: &[&str]| {
        typed.query.get(name).filter(|code| codes.contains(code)).map(str::to_owned)
    };
    Change::Enrol(Enrol {
        institution_id,
        on: day(form),
        name_hi: form.read("name", read::name),
        name_en: form.read("name_en", read::name),
        relation_name: form.read("relation_name", read::name),
        code: form.read("code", read::code),
        gender: Some("female".into()),
        birth_year: form.read("birth_year", read::whole),
        social: listed("social", &["sc", "st", "obc", "other"]),
        religion: listed("religion", &RELIGIONS),
        disability: listed("disability", &["no", "self", "family"]),
        pvtg: typed.query.get("pvtg") == Some("1"),
        mobile: form.read("mobile", read::mobile),
        household_of: typed.query.number("household_of").unwrap_or(0),
        household_code: form.read("household_code", read::code),
        age_sure: typed.query.get("age_sure") == Some("1"),
    })
}

/// What was written anew; a field that is empty, or came back as it was shown behind stars, stays.
fn amend(form: &mut Reading<'_>, (member_id, version): (i64, i64), typed: &Typed) -> Change {
    let today = clock::today();
    let listed = |name: &str, codes: &[&str]| {
        typed.query.get(name).filter(|code| codes.contains(code)).map(str::to_owned)
    };
    let is_masked = |name: &str| typed.query.get(name).is_some_and(|value| value.contains('*'));
    let mobile = if is_masked("mobile") { None } else { form.read("mobile", read::mobile) };
    let account_no =
        if is_masked("account_no") { None } else { form.read("account_no", read::account_no) };
    Change::Amend(Box::new(Amend {
        member_id,
        version,
        name_hi: form.read("name", read::name),
        name_en: form.read("name_en", read::name),
        relation_name: form.read("relation_name", read::name),
        code: form.read("code", read::code),
        born_on: form.read("born_on", |cell| read::day(cell, today)),
        birth_year: form.read("birth_year", read::whole),
        social: listed("social", &["sc", "st", "obc", "other"]),
        religion: listed("religion", &RELIGIONS),
        disability: listed("disability", &["no", "self", "family"]),
        pvtg: listed("pvtg", &["yes", "no"]).map(|said| said == "yes"),
        mobile,
        bank_name: form.read("bank_name", read::text),
        branch_name: form.read("branch_name", read::text),
        ifsc: form.read("ifsc", read::ifsc),
        account_no,
        address: form.read("address", read::text),
        household_code: form.read("household_code", read::code),
        age_sure: typed.query.get("age_sure") == Some("1"),
        without_contact: typed.query.get("without_contact") == Some("1"),
        at_her_request: typed.query.get("at_her_request") == Some("1"),
    }))
}

fn grade(form: &mut Reading<'_>, id: i64, typed: &Typed) -> Change {
    let on = day(form);
    let numbers = typed.query.pairs().iter().filter_map(|(name, _)| {
        let no: i64 = name.strip_prefix("mark_")?.parse().ok()?;
        Some((no, name.as_str()))
    });
    let mut marks = Vec::new();
    for (no, name) in numbers {
        if let Some(given) = form.read(name, read::whole) {
            marks.push((no, given));
        }
    }
    Change::Grade(Grade { id, on, marks })
}

fn federate(form: &mut Reading<'_>, typed: &Typed) -> Change {
    let today = clock::today();
    let kind = typed.query.get("kind").and_then(Kind::of).unwrap_or(Kind::Shg);
    let profile = Profile {
        name_hi: form.read("name", read::name),
        name_en: form.read("name_en", read::name),
        formed_on: form.read("formed_on", |cell| read::day(cell, today)),
        registered_on: form.read("registered_on", |cell| read::day(cell, today)),
        registration_no: form.read("registration_no", read::text),
        ..Profile::default()
    };
    let place_id = typed.query.number("place_id").unwrap_or(0);
    if place_id == 0 {
        form.faults.on("place_id", "place_missing");
    }
    let code = form.read("code", read::code);
    let parent_id = typed.query.number("parent_id").unwrap_or(0);
    Change::Federate(NewFederation { kind, new: NewGroup { code, profile, place_id, parent_id } })
}
