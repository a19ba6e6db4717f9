//! Somebody saved first: what stands now beside what was sent, field by field.

use maud::{Markup, html};
use samuh_web::{
    parts::{Column, Kind, Table, Tone, notice, table},
    words::Words,
};
use serde_json::{Map, Value};

/// Both values of every field that differs.
pub(super) struct Both {
    /// The edition that stands now.
    pub(super) version: i64,
    lines: Vec<(String, String, String)>,
}

/// What a field of the register is called on forms.
const NAMES: &[(&str, &str)] = &[
    ("name_hi", "excel-name-hi"),
    ("name_en", "excel-name-en"),
    ("formed_on", "field-formed-on"),
    ("registered_on", "change-registered-on"),
    ("registration_no", "change-registration-no"),
    ("category", "group-category"),
    ("promoted_by", "field-promoted-by"),
    ("meeting_frequency", "field-meeting"),
    ("saving_paise", "field-saving"),
    ("bank_name", "field-bank"),
    ("branch_name", "field-branch"),
    ("ifsc", "field-ifsc"),
    ("account_no", "field-account-no"),
    ("account_opened_on", "field-account-opened"),
    ("mobile", "field-mobile"),
];

impl Both {
    /// From the conflict's two records. Numbers that the other side masks are not compared.
    pub(super) fn of(saved: &str, sent: &str) -> Self {
        let (saved, sent) = (fields(saved), fields(sent));
        let version = saved.get("version").and_then(Value::as_i64).unwrap_or(0);
        let is_whole = sent.contains_key("name_hi") || sent.contains_key("name_en");
        let mut lines = Vec::new();
        for (name, key) in NAMES.iter().filter(|_| is_whole) {
            let (here, there) = (text(name, sent.get(*name)), text(name, saved.get(*name)));
            if here != there && tail(&here) != tail(&there) {
                lines.push(((*key).to_owned(), here, there));
            }
        }
        Self { version, lines }
    }

    /// The notice with its table.
    pub(super) fn draw(&self, words: &Words) -> Markup {
        let text = html! { p { (words.t("change-conflict.text")) } (self.table(words)) };
        notice(Tone::Warn, &words.t("change-conflict"), text)
    }

    /// What was sent beside what stands, field by field; nothing where no field differs.
    fn table(&self, words: &Words) -> Markup {
        let shown = |value: &str| {
            if value.is_empty() { words.t("change-conflict.empty") } else { value.to_owned() }
        };
        let columns = ["field", "yours", "saved"]
            .map(|key| Column::new(Kind::Text, words.t(&format!("change-conflict.{key}"))));
        let row = |(key, yours, saved): &(String, String, String)| {
            vec![html! { (words.t(key)) }, html! { (shown(yours)) }, html! { (shown(saved)) }]
        };
        let all = Table {
            caption: words.t("change-conflict"),
            columns: columns.to_vec(),
            rows: self.lines.iter().map(row).collect(),
            foot: None,
        };
        html! { @if !self.lines.is_empty() { (table(&all)) } }
    }
}

fn fields(text: &str) -> Map<String, Value> {
    match serde_json::from_str(text) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

fn text(name: &str, value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => match text.parse::<chrono::NaiveDate>() {
            Ok(day) => samuh_web::show::day(day),
            Err(_) => text.clone(),
        },
        Some(Value::Number(number)) if name == "saving_paise" => {
            number.as_i64().map_or_else(String::new, rupees)
        }
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// Paise as a plain number of rupees, as a field takes it.
pub(super) fn rupees(paise: i64) -> String {
    match (paise / 100, paise % 100) {
        (rupees, 0) => rupees.to_string(),
        (rupees, rest) => format!("{rupees}.{rest:02}"),
    }
}

/// A number behind stars is the same when its end is.
fn tail(value: &str) -> &str {
    let is_number = value.len() > 4 && value.bytes().all(|b| b.is_ascii_digit() || b == b'*');
    if is_number { &value[value.len() - 4..] } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_shown_and_a_masked_number_is_the_same_number() {
        let saved = r#"{"version":4,"name_hi":"क","account_no":"********1234","bank_name":"SBI"}"#;
        let sent =
            r#"{"id":1,"version":3,"name_hi":"ख","account_no":"31201234","bank_name":"SBI"}"#;
        let both = Both::of(saved, sent);
        assert_eq!(both.version, 4);
        assert_eq!(both.lines, [("excel-name-hi".to_owned(), "ख".to_owned(), "क".to_owned())]);
    }

    #[test]
    fn a_change_without_fields_of_the_record_shows_only_that_someone_saved() {
        let both =
            Both::of(r#"{"version":2,"name_hi":"क"}"#, r#"{"id":1,"version":1,"on":"2026-10-01"}"#);
        assert_eq!((both.version, both.lines.len()), (2, 0));
    }
}
