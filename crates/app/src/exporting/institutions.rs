//! Groups and federations as sheets.

use samuh_engine::{Reader, Result};
use samuh_groups::{Fact, Institution, Kind, Known};
use samuh_kernel::scope::Scope;
use samuh_places::{Gazetteer, Level, Register};

use super::{Held, Sheet};

/// Columns that are left out unless they are asked for.
pub(super) const PERSONAL: &[&str] =
    &["account_no", "mobile", "president", "secretary", "treasurer"];
const OFFICES: [&str; 3] = ["president", "secretary", "treasurer"];

/// Fields of groups; of federations their own code, and their kind.
const GROUPS: &[&str] = &["shg_code", "lokos_code"];
const FEDERATIONS: &[&str] = &["kind", "code"];
const PLACES: &[&str] = &["block_code", "block", "gp_code", "gp", "village_code", "village"];
const PROFILE: &[&str] = &[
    "name",
    "name_en",
    "formed_on",
    "category",
    "bank_name",
    "branch",
    "ifsc",
    "account_no",
    "mobile",
    "president",
    "secretary",
    "treasurer",
];
const OF_GROUPS: &[&str] = &[
    "vo_code",
    "vo_name",
    "clf_code",
    "clf_name",
    "account_opened_on",
    "promoted_by",
    "meeting_frequency",
    "saving_paise",
    "members",
    "status",
    "lokos_state",
];
const OF_FEDERATIONS: &[&str] = &["clf_code", "clf_name", "registered_on", "registration_no"];

pub(super) fn rows(reader: &mut Reader, scope: &Scope, kinds: &[Kind]) -> Result<Sheet> {
    let is_groups = kinds.contains(&Kind::Shg);
    let known = samuh_groups::known(reader, scope)?;
    let places = samuh_places::gazetteer(reader, scope)?;
    let bearers = samuh_groups::bearers(reader, scope)?;
    let (own, rest) = if is_groups { (GROUPS, OF_GROUPS) } else { (FEDERATIONS, OF_FEDERATIONS) };
    let fields: Vec<&'static str> =
        [own, PLACES, PROFILE, rest].into_iter().flatten().copied().collect();
    let mut rows = Vec::new();
    for kind in kinds {
        let mut all: Vec<&Institution> = known.all().filter(|one| one.kind == *kind).collect();
        all.sort_by_key(|one| one.id);
        for one in all {
            let held = bearers.get(&one.id).map_or(&[][..], Vec::as_slice);
            let says = |field: &&str| said(field, one, &known, &places, held);
            rows.push(fields.iter().map(says).collect());
        }
    }
    Ok(Sheet { fields, rows })
}

fn said(
    field: &str,
    one: &Institution,
    known: &Known,
    places: &Gazetteer,
    bearers: &[(String, String)],
) -> Held {
    let profile = &one.profile;
    match field {
        "kind" => one.kind.code().into(),
        "shg_code" | "code" => code(one, "nrlm"),
        "lokos_code" => code(one, "lokos"),
        "name" => profile.name_hi.as_ref().or(profile.name_en.as_ref()).into(),
        "name_en" => profile.name_en.as_ref().filter(|_| profile.name_hi.is_some()).into(),
        "formed_on" => profile.formed_on.into(),
        "registered_on" => profile.registered_on.into(),
        "registration_no" => profile.registration_no.as_ref().into(),
        "category" => profile.category.as_ref().into(),
        "bank_name" => profile.bank_name.as_ref().into(),
        "branch" => profile.branch_name.as_ref().into(),
        "ifsc" => profile.ifsc.as_ref().into(),
        "account_no" => profile.account_no.as_ref().into(),
        "account_opened_on" => profile.account_opened_on.into(),
        "mobile" => profile.mobile.as_ref().into(),
        "promoted_by" => profile.promoted_by.as_ref().into(),
        "meeting_frequency" => profile.meeting_frequency.as_ref().into(),
        "saving_paise" => profile.saving_paise.map_or(Held::Empty, Held::Paise),
        "members" => profile.members_stated.map_or(Held::Empty, Held::Whole),
        "status" => one.fact(Fact::Status).unwrap_or("active").into(),
        "lokos_state" => one.fact(Fact::Lokos).unwrap_or("not_entered").into(),
        office if OFFICES.contains(&office) => {
            let held = bearers.iter().find(|(known, _)| known == office);
            held.map(|(_, name)| name).into()
        }
        _ => federation(field, one, known).unwrap_or_else(|| place(field, one, places)),
    }
}

fn code(one: &Institution, register: &str) -> Held {
    let own = one.codes.iter().find(|(known, _)| known == register);
    own.map(|(_, code)| code).into()
}

/// The VO or CLF above, however many steps.
fn federation(field: &str, one: &Institution, known: &Known) -> Option<Held> {
    let kind = Kind::of(field.strip_suffix("_code").or_else(|| field.strip_suffix("_name"))?)?;
    let mut above = known.get(one.parent_id);
    while let Some(federation) = above.filter(|federation| federation.kind != kind) {
        above = known.get(federation.parent_id);
    }
    Some(above.map_or(Held::Empty, |federation| {
        if field.ends_with("_code") {
            code(federation, "nrlm")
        } else {
            federation.name(true).into()
        }
    }))
}

fn place(field: &str, one: &Institution, places: &Gazetteer) -> Held {
    let level = field.strip_suffix("_code").unwrap_or(field);
    let Some(place) = Level::of(level).and_then(|level| places.at_level(one.place_id, level))
    else {
        return Held::Empty;
    };
    if field.ends_with("_code") {
        let lgd = place.codes.iter().find(|(register, _)| *register == Register::Lgd);
        return lgd.map(|(_, code)| code).into();
    }
    place.name(true).into()
}
