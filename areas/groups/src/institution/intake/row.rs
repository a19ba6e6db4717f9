//! A row of a group or federation sheet as an institution, before it is compared.

use chrono::NaiveDate;
use samuh_imports::{InRow, Shape, Value};
use samuh_places::Named;

use crate::institution::model::{Fact, Kind, Profile};

/// Fields of a row by name.
pub(crate) struct Fields<'a> {
    pub(crate) shape: &'static Shape,
    pub(crate) row: &'a InRow,
}

impl Fields<'_> {
    pub(crate) fn value(&self, field: &str) -> Option<&Value> {
        self.row.values.get(self.shape.index(field)?)?.as_ref()
    }

    pub(crate) fn text(&self, field: &str) -> Option<&str> {
        match self.value(field)? {
            Value::Text(text) if !text.is_empty() => Some(text),
            Value::Code(code) => Some(code),
            _ => None,
        }
    }

    pub(crate) fn owned(&self, field: &str) -> Option<String> {
        self.text(field).map(str::to_owned)
    }

    pub(crate) fn day(&self, field: &str) -> Option<NaiveDate> {
        match self.value(field)? {
            Value::Day(day) => Some(*day),
            _ => None,
        }
    }

    pub(crate) fn whole(&self, field: &str) -> Option<i64> {
        match self.value(field)? {
            Value::Whole(number) | Value::Paise(number) => Some(*number),
            _ => None,
        }
    }

    /// The place a row names.
    pub(crate) fn place(&self) -> Named {
        let code = |base: &str| {
            self.owned(&format!("{base}_code")).or_else(|| self.owned(&format!("{base}_nrlm")))
        };
        Named {
            block_code: code("block"),
            block: self.owned("block"),
            gp_code: code("gp"),
            gp: self.owned("gp"),
            village_code: code("village"),
            village: self.owned("village"),
        }
    }

    /// The names of a row by script: (Devanagari, Latin).
    pub(crate) fn names(&self, fields: &[&str]) -> (Option<String>, Option<String>) {
        let (mut hindi, mut latin) = (None, None);
        for name in fields.iter().filter_map(|field| self.text(field)) {
            let is_hindi = name.chars().any(|letter| ('\u{900}'..='\u{97f}').contains(&letter));
            let slot: &mut Option<String> = if is_hindi { &mut hindi } else { &mut latin };
            slot.get_or_insert_with(|| name.to_owned());
        }
        (hindi, latin)
    }

    /// The legacy text kept of one of these fields.
    pub(crate) fn legacy(&self, fields: &[&str]) -> Option<String> {
        let mut originals = self.row.originals.iter();
        originals.find(|kept| fields.contains(&&*kept.field)).map(|kept| kept.text.clone())
    }
}

/// What a row says of an institution.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Said {
    pub(super) kind: Kind,
    pub(super) profile: Profile,
    /// Register and code.
    pub(super) codes: Vec<(&'static str, String)>,
    /// The column of the first code, and the code.
    pub(super) code_stands: Option<(&'static str, String)>,
    /// Fact and value; the account's day of opening stands in the profile.
    pub(super) facts: Vec<(Fact, String)>,
    /// The federation above: kind, code, name; VO first.
    pub(super) above: Vec<(Kind, Option<String>, Option<String>)>,
    pub(super) bearers: Vec<(String, String)>,
}

/// Reads a row; none when it does not say whether it is a VO or a CLF.
pub(super) fn said(fields: &Fields<'_>, groups: bool) -> Option<Said> {
    let kind = if groups { Kind::Shg } else { federation_kind(fields)? };
    let names: &[&str] = match kind {
        Kind::Shg => &["name", "name_hi", "name_en"],
        Kind::Vo => &["name", "name_hi", "name_en", "vo_name"],
        Kind::Clf => &["name", "name_hi", "name_en", "clf_name"],
    };
    let codes: &[(&'static str, &'static str)] = match kind {
        Kind::Shg => &[("shg_code", "nrlm"), ("lokos_code", "lokos")],
        Kind::Vo => &[("vo_code", "nrlm"), ("code", "nrlm")],
        Kind::Clf => &[("clf_code", "nrlm"), ("code", "nrlm")],
    };
    let mut found: Vec<(&'static str, String)> = Vec::new();
    let mut stands = codes.iter().map(|(field, _)| *field);
    let code_stands = stands.find_map(|field| fields.owned(field).map(|code| (field, code)));
    for (field, register) in codes {
        let known = found.iter().any(|(r, _)| r == register);
        if let (false, Some(code)) = (known, fields.owned(field)) {
            found.push((register, code));
        }
    }
    let named = |kind: Kind| {
        let base = kind.code();
        (kind, fields.owned(&format!("{base}_code")), fields.owned(&format!("{base}_name")))
    };
    let above = match kind {
        Kind::Shg => vec![named(Kind::Vo), named(Kind::Clf)],
        Kind::Vo => vec![named(Kind::Clf)],
        Kind::Clf => Vec::new(),
    };
    Some(Said {
        kind,
        profile: profile(fields, names),
        codes: found,
        code_stands,
        facts: facts(fields),
        above: above.into_iter().filter(|(_, c, n)| c.is_some() || n.is_some()).collect(),
        bearers: bearers(fields),
    })
}

fn federation_kind(fields: &Fields<'_>) -> Option<Kind> {
    if let Some(kind) = fields.text("kind").and_then(Kind::of) {
        return Some(kind);
    }
    let has = |names: &[&str]| names.iter().any(|field| fields.text(field).is_some());
    let sheet = fields.row.sheet.to_lowercase();
    if has(&["vo_name", "vo_code"]) {
        Some(Kind::Vo)
    } else if sheet.contains("clf") || sheet.contains("संकुल") {
        Some(Kind::Clf)
    } else if sheet.contains("vo") || sheet.contains("ग्राम संगठन") {
        Some(Kind::Vo)
    } else if has(&["clf_name", "clf_code"]) {
        // "CLF" beside an own name column means the CLF above it.
        Some(if has(&["name", "name_hi", "name_en", "code"]) { Kind::Vo } else { Kind::Clf })
    } else {
        None
    }
}

fn profile(fields: &Fields<'_>, names: &[&str]) -> Profile {
    let (name_hi, name_en) = fields.names(names);
    Profile {
        name_hi,
        name_en,
        name_legacy: fields.legacy(names),
        formed_on: fields.day("formed_on"),
        registered_on: fields.day("registered_on"),
        registration_no: fields.owned("registration_no"),
        category: fields.owned("category").or_else(|| fields.owned("tier")),
        promoted_by: fields.owned("promoted_by"),
        meeting_frequency: fields.owned("meeting_frequency"),
        saving_paise: fields.whole("saving_paise"),
        bank_name: fields.owned("bank_name"),
        branch_name: fields.owned("branch"),
        ifsc: fields.owned("ifsc"),
        account_no: fields.owned("account_no"),
        account_opened_on: fields.day("account_opened_on"),
        mobile: fields.owned("mobile"),
        members_stated: fields.whole("members"),
    }
}

fn facts(fields: &Fields<'_>) -> Vec<(Fact, String)> {
    let mut facts = Vec::new();
    if let Some(status) = fields.owned("status") {
        facts.push((Fact::Status, status));
    }
    if let Some(state) = fields.owned("lokos_state") {
        facts.push((Fact::Lokos, state));
    }
    if fields.text("account_no").is_some() {
        facts.push((Fact::Account, "open".to_owned()));
    }
    facts
}

fn bearers(fields: &Fields<'_>) -> Vec<(String, String)> {
    ["president", "secretary", "treasurer"]
        .into_iter()
        .filter_map(|office| fields.owned(office).map(|name| (office.to_owned(), name)))
        .collect()
}
