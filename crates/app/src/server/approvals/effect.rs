//! What a proposal would change: field by field, and what it would do to the figures.

use std::collections::BTreeMap;

use maud::{Markup, html};
use samuh_engine::{
    Error, Reader, Result,
    audit::{Changed, Class, Effect, Field},
    clock,
};
use samuh_figures::catalogue;
use samuh_groups::{MemberSeen, masked, member_of, saturation::store::outcomes};
use samuh_kernel::calendar::Month;
use samuh_web::{
    parts::{Column, Kind, Table, table},
    show,
};
use serde_json::Value;

use crate::server::{
    dashboard::{name as indicator_name, quantity},
    groups::{member_row, store::names_of},
    trail::told,
    visit::Visitor,
};

/// A field before and after, in words.
struct Line {
    field: String,
    before: String,
    after: String,
}

/// The difference, field by field, under the headings of what stands and what is asked; numbers behind stars
/// unless they were opened.
pub(super) fn difference(
    reader: &mut Reader,
    visitor: &Visitor,
    changes: &[Changed],
    ((before, after), is_open): ((&str, &str), bool),
) -> Result<Markup> {
    let words = visitor.words;
    let mut rows = Vec::new();
    for changed in changes.iter().filter(|changed| changed.subject != "proposal") {
        let by_trail = is_told_by_trail(&changed.subject);
        if by_trail {
            let mut rest = changed.clone();
            rest.fields.retain(|field| !is_secret(field));
            let told = told(reader, visitor, (&rest, changes))?;
            rows.extend(told.fields.into_iter().map(|line| {
                let dash = |text: String| if text.is_empty() { "—".to_owned() } else { text };
                let (before, after) = (dash(line.before), dash(line.after));
                vec![html! { (line.name) }, html! { (before) }, html! { b { (after) } }]
            }));
        }
        for field in changed.fields.iter().filter(|field| !by_trail || is_secret(field)) {
            let line = line(reader, visitor, field, is_open)?;
            rows.push(vec![
                html! { (line.field) },
                html! { (line.before) },
                html! { b { (line.after) } },
            ]);
        }
    }
    let columns = vec![
        Column::new(Kind::Text, words.t("approval-field")),
        Column::new(Kind::Text, words.t(before)),
        Column::new(Kind::Text, words.t(after)),
    ];
    Ok(table(&Table { caption: words.t("approval-difference"), columns, rows, foot: None }))
}

/// Records whose fields only the trail has words for.
fn is_told_by_trail(subject: &str) -> bool {
    matches!(
        subject,
        "plan"
            | "post"
            | "officer"
            | "account"
            | "producer"
            | "fpo"
            | "notice_policy"
            | "escalation_rule"
            | "precedence"
            | "attendance_rule"
            | "check_rule"
            | "batch"
            | "duplicate_pair"
    )
}

/// A number that is shown behind stars: an account or a mobile.
fn is_secret(field: &Field) -> bool {
    let is_said = !field.before.is_null() || !field.after.is_null();
    is_said && field.class == Class::Personal && matches!(&*field.name, "account_no" | "mobile")
}

/// True where the difference hides a number behind stars.
pub(super) fn hides(changes: &[Changed]) -> bool {
    changes.iter().flat_map(|changed| &changed.fields).any(is_secret)
}

fn line(reader: &mut Reader, visitor: &Visitor, field: &Field, is_open: bool) -> Result<Line> {
    let name = field.name.as_ref();
    let words = visitor.words;
    let key = format!("trail-{}", name.replace('_', "-"));
    let of_trail = || words.find(&format!("trail-field-{}", name.replace('_', "-")), &[]);
    let label = words.find(&key, &[]).or_else(of_trail).unwrap_or_else(|| name.to_owned());
    let hidden = !is_open && is_secret(field);
    let mut told = |value: &Value| -> Result<String> {
        let text = value_of(reader, visitor, name, value)?;
        let text = if hidden && !text.is_empty() { masked(&text) } else { text };
        Ok(if text.is_empty() { "—".to_owned() } else { text })
    };
    let (before, mut after) = (told(&field.before)?, told(&field.after)?);
    // Behind stars another number may look the same: that it is another is said in words.
    if hidden && field.before != field.after && before == after {
        after = format!("{after} · {}", words.t("approval-digits-differ"));
    }
    Ok(Line { field: label, before, after })
}

/// A value as the office says it: names for numbers, words for codes, days and rupees as written.
fn value_of(reader: &mut Reader, visitor: &Visitor, name: &str, value: &Value) -> Result<String> {
    let words = visitor.words;
    Ok(match (name, value) {
        ("place_id", Value::Number(id)) => {
            let id = id.as_i64().unwrap_or(0);
            visitor.home.address(id, visitor.hindi()).join(", ")
        }
        ("kept_id" | "merged_id", Value::Number(id)) => {
            let id = id.as_i64().unwrap_or(0);
            let seen = match member_of(reader, visitor.scope(), id, false) {
                // Merged already: the kept one speaks for both.
                Err(Error::NotFound) => Vec::new(),
                found => found?,
            };
            let name = |seen: &MemberSeen| member_row(seen, visitor.hindi()).member.text;
            seen.first().map_or_else(|| words.t("duplicates-gone"), name)
        }
        (
            "parent_id" | "institution_id" | "other_id" | "recorded_twice_of" | "recorded_twice_as",
            Value::Number(id),
        ) => {
            let id = id.as_i64().unwrap_or(0);
            let names = names_of(reader, visitor.scope(), &[id])?;
            names.get(&id).map(|named| named.name(visitor.hindi()).to_owned()).unwrap_or_default()
        }
        ("saving_paise", Value::Number(paise)) => show::rupees(paise.as_i64().unwrap_or(0), words),
        ("status" | "reason" | "loan" | "social" | "lokos", Value::String(code)) => {
            let key = match name {
                "social" => format!("category-{}", code.to_uppercase()),
                other => format!("{other}-{code}"),
            };
            words.find(&key, &[]).unwrap_or_else(|| code.clone())
        }
        ("outcome", Value::String(code)) => {
            let known = outcomes(reader, clock::today())?;
            let found = known.iter().find(|outcome| outcome.code == *code);
            found.map_or_else(|| code.clone(), |outcome| outcome.name(visitor.hindi()).to_owned())
        }
        (_, Value::String(text)) => match text.parse::<chrono::NaiveDate>() {
            Ok(day) => show::day(day),
            Err(_) => text.clone(),
        },
        (_, Value::Number(number)) => number.to_string(),
        (_, Value::Bool(flag)) => words.t(if *flag { "yes" } else { "no" }),
        _ => String::new(),
    })
}

/// The effect on the figures: indicator, place, month, by how much.
pub(crate) fn figures(visitor: &Visitor, effects: &[Effect]) -> Markup {
    let words = visitor.words;
    let mut sums: BTreeMap<(i64, i64, i64), i64> = BTreeMap::new();
    for effect in effects {
        *sums.entry((effect.month, effect.place_id, effect.indicator)).or_default() += effect.delta;
    }
    sums.retain(|_, delta| *delta != 0);
    if sums.is_empty() {
        return html! { p.pb { (words.t("approval-no-effect")) } };
    }
    let mut rows = Vec::new();
    for ((month, place_id, id), delta) in sums {
        let Some(indicator) = catalogue::by_id(id) else { continue };
        let sign = if delta > 0 { "+" } else { "" };
        let month = Month(i32::try_from(month).unwrap_or(i32::MAX));
        let place = visitor.home.address(place_id, visitor.hindi()).join(", ");
        let value = show::quantity(quantity(indicator, delta), words);
        rows.push(vec![
            html! { (indicator_name(words, indicator)) },
            html! { (place) },
            html! { @if month.0 > 12 * 1901 { (show::month(month, words)) } @else { "—" } },
            html! { (sign) (value) },
        ]);
    }
    let columns = vec![
        Column::new(Kind::Text, words.t("field-indicator")),
        Column::new(Kind::Text, words.t("field-place")),
        Column::new(Kind::Text, words.t("field-month")),
        Column::new(Kind::Number, words.t("approval-effect")),
    ];
    table(&Table { caption: words.t("approval-effects"), columns, rows, foot: None })
}
