//! Fields before and after in the reader's words: names for numbers, words for codes, days and rupees as
//! they are written. What the record's own page masks is masked here too, and that it differs is said.

use samuh_engine::audit::{Changed, Class, Field};
use samuh_engine::register::Privacy;
use samuh_figures::catalogue;
use samuh_kernel::{calendar::Month, show::starred};
use samuh_web::{pages::trail::FieldLine, show};
use serde_json::Value as Json;

use super::{
    plan,
    show::{Names, act_name, person_name, person_of_kind, unit_name},
    store::Person,
};
use crate::server::{dashboard::name as indicator_name, visit::Visitor};

/// Fields whose number names a place or an institution.
pub(super) const UNITS: &[&str] = &[
    "place_id",
    "parent_id",
    "institution_id",
    "within_id",
    "other_id",
    "recorded_twice_of",
    "recorded_twice_as",
];

/// The fields in which a proposal names the post and the officer who approved it; they stand beside the maker.
pub(super) const APPROVED_AT: &str = "approved_post_id";
pub(super) const APPROVED_BY: &str = "approved_officer_id";

/// What a member's page shows in plain to whoever may see her.
const OF_MEMBER: &[&str] = &[
    "member_code",
    "name_hi",
    "name_en",
    "relation_name",
    "gender",
    "birth_year",
    "social_category",
    "social",
    "pvtg",
    "bank_name",
    "branch",
    "ifsc",
    "office",
    "left_reason",
    "kept_id",
    "merged_id",
];
/// What the page of a target household shows in plain.
const OF_HOUSEHOLD: &[&str] = &[
    "household_head",
    "household_no",
    "relation_name",
    "women",
    "social_category",
    "pvtg",
    "deprivation",
    "address",
];
/// Who holds an office of a group or federation: its page names them.
const OF_INSTITUTION: &[&str] = &["president", "secretary", "treasurer", "bookkeeper"];
/// What stars stand for.
const STARS: &str = "******";

/// Whose number a field holds.
pub(super) fn person_of(field: &str) -> Option<Person> {
    match field {
        "officer_id" | "holder" | APPROVED_BY => Some(Person::Officer),
        "post_id" | APPROVED_AT => Some(Person::Post),
        _ => None,
    }
}

/// True where whoever sees the record sees that field of it in plain, as on its own page.
fn is_plain(subject: &str, field: &Field) -> bool {
    let name = &*field.name;
    field.class != Class::Personal
        || matches!(name, "name" | "name_hi" | "name_en")
        || match subject {
            "member" => OF_MEMBER.contains(&name),
            "target_household" => OF_HOUSEHOLD.contains(&name),
            "institution" => OF_INSTITUTION.contains(&name),
            // What a list of people was asked for when it left as a file.
            "export" => true,
            subject => crate::registers::ALL
                .into_iter()
                .filter(|register| register.subject == subject && register.kept.is_some())
                .filter_map(|register| register.column(name))
                .any(|column| column.privacy != Privacy::Masked),
        }
}

/// A field of a changed record.
pub(super) fn line(
    visitor: &Visitor,
    names: &Names,
    (change, field): (&Changed, &Field),
) -> FieldLine {
    let name = field_name(visitor, names, &field.name);
    if let Some((before, after)) = plan::told(visitor, change, field) {
        return FieldLine { name, before, after };
    }
    let is_plain = is_plain(&change.subject, field);
    // Why a person's record changed is what an order says, and never a code of ours.
    let is_said = field.name == "reason" && person_of_kind(&change.subject).is_some();
    let shown = |value: &Json| match value.as_str().filter(|_| is_said) {
        Some(said) => said.to_owned(),
        None => value_of(visitor, names, (field, is_plain), value),
    };
    let (before, mut after) = (shown(&field.before), shown(&field.after));
    if !is_plain && before == after && !after.is_empty() {
        after = visitor.words.args(differs(&field.name, &after), &[("value", after.into())]);
    }
    FieldLine { name, before, after }
}

/// What two values that mask alike differ in, as far as the mask lets it be said.
fn differs(field: &str, masked: &str) -> &'static str {
    match field {
        "born_on" => "trail-differs-day",
        _ if masked == STARS => "trail-differs",
        _ => "trail-differs-first",
    }
}

fn field_name(visitor: &Visitor, names: &Names, name: &str) -> String {
    let words = visitor.words;
    if let Some(unit) = name.strip_prefix("target:").and_then(|id| id.parse().ok()) {
        let name = unit_name(visitor, names, unit);
        return words.args("trail-field-target", &[("name", name.into())]);
    }
    if let Some((indicator, month)) = name.strip_prefix("figure:").and_then(|n| n.split_once(':')) {
        let indicator = indicator.parse().ok().and_then(catalogue::by_id);
        let month = month.parse().ok().map(|month| show::month(Month(month), words));
        let parts = [indicator.map(|known| indicator_name(words, known)), month];
        return parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    }
    let key = format!("trail-field-{}", name.replace('_', "-"));
    words.find(&key, &[]).unwrap_or_else(|| name.to_owned())
}

fn value_of(
    visitor: &Visitor,
    names: &Names,
    (field, is_plain): (&Field, bool),
    value: &Json,
) -> String {
    let words = visitor.words;
    if let Some((kind, id)) = person_of(&field.name).zip(value.as_i64()) {
        // Number 0 stands for nobody.
        return if id == 0 { String::new() } else { person_name(visitor, names, kind, id) };
    }
    match value {
        Json::Null => String::new(),
        Json::Bool(_) if !is_plain => STARS.to_owned(),
        Json::Bool(yes) => words.t(if *yes { "yes" } else { "no" }),
        Json::Number(number) => number.as_i64().map_or_else(
            || number.to_string(),
            |number| number_of(visitor, names, &field.name, number),
        ),
        Json::String(text) if !is_plain => masked(&field.name, text),
        Json::String(text) => text_of(visitor, names, &field.name, text),
        other => other.to_string(),
    }
}

fn number_of(visitor: &Visitor, names: &Names, field: &str, number: i64) -> String {
    let words = visitor.words;
    match field {
        _ if UNITS.contains(&field) => unit_name(visitor, names, number),
        _ if field.ends_with("_paise") => show::rupees(number, words),
        // A year is no count of anything.
        "year" => number.to_string(),
        _ if field.ends_with("_year") || field.ends_with("_id") => number.to_string(),
        "month" => month_of(visitor, number),
        _ if field.ends_with("_month") => month_of(visitor, number),
        _ => show::grouped(number),
    }
}

/// A month as it is kept, by its name and year.
pub(super) fn month_of(visitor: &Visitor, number: i64) -> String {
    let month = i32::try_from(number).ok().filter(|number| *number > 12);
    month.map_or_else(|| number.to_string(), |month| show::month(Month(month), visitor.words))
}

fn text_of(visitor: &Visitor, names: &Names, field: &str, text: &str) -> String {
    let words = visitor.words;
    let known =
        |list: &str| words.find(&format!("{list}-{text}"), &[]).unwrap_or_else(|| text.to_owned());
    match field {
        "units" | "themes" => {
            let each = text.split_whitespace().map(|part| match part.parse() {
                Ok(id) => unit_name(visitor, names, id),
                Err(_) => words.find(&format!("theme-{part}"), &[]).unwrap_or(part.to_owned()),
            });
            each.collect::<Vec<_>>().join(", ")
        }
        "role" => known("role"),
        "charge" => known("charge"),
        "gender" => known("gender"),
        "office" => known("office"),
        "lokos" => known("lokos"),
        "account" => known("trail-account"),
        "social_category" | "social" => {
            let code = text.to_uppercase();
            words.find(&format!("category-{code}"), &[]).unwrap_or_else(|| text.to_owned())
        }
        "left_reason" => known("reason"),
        "act" => act_name(words, text),
        "register" => known("register"),
        "month" => text
            .parse::<Month>()
            .map_or_else(|_| text.to_owned(), |month| show::month(month, words)),
        field if field.starts_with("escalation_") => {
            let step = |part: &str| {
                let (role, days) = part.split_once(':')?;
                let role = words.find(&format!("role-{role}"), &[]).unwrap_or(role.to_owned());
                let days: i64 = days.parse().ok()?;
                let args = [("days", days.into()), ("post", role.into())];
                Some(words.args("rule-escalation-step", &args))
            };
            text.split_whitespace().filter_map(step).collect::<Vec<_>>().join("; ")
        }
        // What a person typed is never taken for a code.
        field if is_typed(field) => text.to_owned(),
        _ => {
            let day = text.parse::<chrono::NaiveDate>().map(show::day);
            let coded = || words.find(&format!("trail-value-{}", text.replace('_', "-")), &[]);
            day.ok().or_else(coded).unwrap_or_else(|| text.to_owned())
        }
    }
}

fn is_typed(field: &str) -> bool {
    OF_INSTITUTION.contains(&field)
        || matches!(
            field,
            "login"
                | "order_no"
                | "name"
                | "name_hi"
                | "name_en"
                | "code"
                | "title_hi"
                | "title_en"
                | "file_name"
                | "relation_name"
                | "household_head"
                | "women"
                | "address"
                | "bank_name"
                | "branch"
                | "branch_name"
                | "filter"
        )
}

/// What identifies or reaches a person is never in plain in the trail: account and mobile show four
/// digits, a birth its year, an address nothing.
pub(in crate::server) fn masked(field: &str, text: &str) -> String {
    match field {
        "account_no" | "mobile" => starred(text, STARS),
        "born_on" => text.chars().take(4).collect(),
        "name" | "name_hi" | "name_en" | "relation_name" => text.to_owned(),
        _ => STARS.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use samuh_web::words::{Lang, Words};

    use super::*;

    #[test]
    fn accounts_mobiles_births_and_addresses_are_never_in_plain() {
        assert_eq!(masked("account_no", "31209871234"), "******1234");
        assert_eq!(masked("mobile", "9876543210"), "******3210");
        assert_eq!(masked("mobile", "123"), "******");
        assert_eq!(masked("born_on", "1984-03-12"), "1984");
        assert_eq!(masked("address", "वार्ड 4"), "******");
        assert_eq!(masked("name_hi", "सीता"), "सीता");
    }

    #[test]
    fn a_field_is_masked_in_the_trail_where_the_records_own_page_masks_it_and_nowhere_else() {
        let field = |name: &'static str| Field {
            name: name.into(),
            class: Class::Personal,
            before: Json::Null,
            after: Json::Null,
        };
        for name in ["social_category", "gender", "bank_name", "branch", "ifsc", "name_hi"] {
            assert!(is_plain("member", &field(name)), "{name}");
        }
        let hidden = ["account_no", "mobile", "born_on", "religion", "minority", "disability"];
        for name in hidden.into_iter().chain(["address", "household_code", "household_head"]) {
            assert!(!is_plain("member", &field(name)), "{name}");
        }
        assert!(is_plain("target_household", &field("address")), "the hamlet stands on its page");
        assert!(!is_plain("target_household", &field("mobile")));
        assert!(is_plain("institution", &field("president")));
        assert!(!is_plain("producer", &field("account_no")) && !is_plain("fpo", &field("mobile")));
        assert!(!is_plain("officer", &field("mobile")));
    }

    #[test]
    fn an_office_is_called_in_the_trail_as_it_is_everywhere() {
        for lang in [Lang::Hi, Lang::En] {
            let words = Words::of(lang, None);
            for office in OF_INSTITUTION {
                let told = words.t(&format!("trail-field-{office}"));
                assert_eq!(told, words.t(&format!("office-{office}")), "{office}");
            }
        }
    }

    #[test]
    fn two_numbers_that_mask_alike_are_said_to_differ() {
        assert_eq!(differs("account_no", "******4321"), "trail-differs-first");
        assert_eq!(differs("mobile", "******"), "trail-differs");
        assert_eq!(differs("born_on", "1984"), "trail-differs-day");
        assert_eq!(differs("religion", "******"), "trail-differs");
    }
}
