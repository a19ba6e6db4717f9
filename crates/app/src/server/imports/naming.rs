//! What the office calls the fields and values of a register.

use samuh_web::{show, words::Words};

use super::heading_of;
use crate::importing::Register;

/// How many letters of a number that is personal are shown.
const LAST: usize = 4;

/// The name of a changed field: its own words, an indicator with its month, or its usual heading.
pub(super) fn field(code: &str, register: Option<Register>, words: &Words) -> String {
    if let Some((indicator, month)) = code.split_once(' ') {
        let month = month.parse().map(|month| show::month(month, words));
        let named = words.find(&format!("indicator-{indicator}"), &[]);
        if let (Some(named), Ok(month)) = (named, month) {
            return format!("{named}, {month}");
        }
    }
    let named = |room: &str| words.find(&format!("{room}-{}", code.replace('_', "-")), &[]);
    let own = || named("field").or_else(|| named("group"));
    let heading = || {
        let shape = register?.shape();
        let bare = code.strip_prefix("code_").map_or(code, |_| "code");
        let at = shape.index(code).or_else(|| shape.index(bare))?;
        Some(heading_of(&shape.columns[at], words).to_owned())
    };
    let of_codes = || code.starts_with("code_").then(|| words.t("field-code"));
    heading().or_else(own).or_else(of_codes).unwrap_or_else(|| code.to_owned())
}

/// A value of a field: codes have names, and personal numbers show their end only.
pub(super) fn value(field: &str, value: &str, words: &Words) -> String {
    if value.is_empty() {
        return "—".to_owned();
    }
    if matches!(field, "account_no" | "mobile") {
        let letters = value.chars().count();
        let end: String = value.chars().skip(letters.saturating_sub(LAST)).collect();
        return format!("••••{end}");
    }
    words.find(&format!("{field}-{value}"), &[]).unwrap_or_else(|| value.to_owned())
}
