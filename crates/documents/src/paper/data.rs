//! What a job is handed: a template, the paper as JSON, its pictures as files of their own.

use chrono::{Datelike, NaiveDateTime, Timelike};
use samuh_kernel::paper::{Certificate, Paper};
use serde_json::{Value, json};

use super::PaperError;
use crate::qr;

/// How a PNG begins.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
/// Letters without a break in them; longer runs are given places to break, or they would stand over
/// the edge of a cell.
const UNBROKEN: usize = 22;
/// A place where a line may break.
const BREAK: char = '\u{200b}';
/// Joins what follows to what goes before.
const VIRAMA: char = '\u{94d}';

/// A job for the press.
pub(super) struct Job {
    /// The template.
    pub(super) template: &'static str,
    /// The files it may read, by their names.
    pub(super) files: Vec<(String, Vec<u8>)>,
}

/// The job that draws a paper.
pub(super) fn of_paper(paper: &Paper) -> Result<Job, PaperError> {
    let mut data = written(paper)?;
    data["made"] = made(paper.made_at);
    data["logo"] = paper.logo.is_some().into();
    let mut files = vec![("/data.json".to_owned(), settled(data))];
    if let Some(logo) = &paper.logo {
        files.push(("/logo.png".to_owned(), png(logo)?));
    }
    Ok(Job { template: include_str!("paper.typ"), files })
}

/// The job that draws certificates, all under one emblem.
pub(super) fn of_certificates(
    emblem: Option<&[u8]>,
    all: &[Certificate],
) -> Result<Job, PaperError> {
    let mut data = Vec::with_capacity(all.len());
    let mut files = Vec::new();
    if let Some(emblem) = emblem {
        files.push(("/logo.png".to_owned(), png(emblem)?));
    }
    for (at, each) in all.iter().enumerate() {
        let mut value = written(each)?;
        let code = Some(&each.check_address).filter(|address| !address.is_empty());
        let code = code.and_then(|address| qr::svg(address));
        value["made"] = made(each.made_at);
        value["logo"] = emblem.is_some().into();
        value["code"] = code.is_some().into();
        data.push(value);
        files.extend(code.map(|code| (format!("/code-{at}.svg"), code.into_bytes())));
    }
    files.push(("/data.json".to_owned(), settled(Value::Array(data))));
    Ok(Job { template: include_str!("certificate.typ"), files })
}

fn written(paper: &impl serde::Serialize) -> Result<Value, PaperError> {
    serde_json::to_value(paper).map_err(|error| PaperError::Layout(error.to_string()))
}

fn made(at: NaiveDateTime) -> Value {
    json!([at.year(), at.month(), at.day(), at.hour(), at.minute(), at.second()])
}

fn png(bytes: &[u8]) -> Result<Vec<u8>, PaperError> {
    if bytes.starts_with(PNG) { Ok(bytes.to_vec()) } else { Err(PaperError::Emblem) }
}

/// The data with every text made fit to be laid out.
fn settled(mut data: Value) -> Vec<u8> {
    settle(&mut data);
    data.to_string().into_bytes()
}

fn settle(value: &mut Value) {
    match value {
        Value::String(text) => *text = fit(text),
        Value::Array(values) => values.iter_mut().for_each(settle),
        Value::Object(fields) => fields.values_mut().for_each(settle),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// A text without control characters, long runs of letters given places to break.
pub(super) fn fit(text: &str) -> String {
    let mut fitted = String::with_capacity(text.len());
    let mut run = 0;
    let mut before = ' ';
    for letter in text.chars().filter(|letter| !letter.is_control() || *letter == '\n') {
        run = if letter.is_whitespace() { 0 } else { run + 1 };
        if run > UNBROKEN && begins_a_letter(letter) && before != VIRAMA {
            fitted.push(BREAK);
            run = 1;
        }
        fitted.push(letter);
        before = letter;
    }
    fitted
}

/// False for marks that belong to the letter before them.
fn begins_a_letter(letter: char) -> bool {
    let is_sign = matches!(letter, '\u{900}'..='\u{903}' | '\u{93a}'..='\u{93c}'
        | '\u{93e}'..='\u{94f}' | '\u{951}'..='\u{957}' | '\u{962}'..='\u{963}'
        | '\u{300}'..='\u{36f}' | '\u{200c}'..='\u{200d}' | '\u{fe00}'..='\u{fe0f}');
    !is_sign
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_ordinary_length_stay_as_they_are() {
        for text in ["मुख्य कार्यपालन अधिकारी", "Chief Executive Officer", "a\nb"]
        {
            assert_eq!(fit(text), text);
        }
        assert_eq!(fit("a\u{0}\u{7}b"), "ab");
    }

    #[test]
    fn a_long_word_may_break_and_no_letter_is_taken_apart() {
        let long = "क्षि".repeat(60);
        let fitted = fit(&long);
        assert_eq!(fitted.replace(BREAK, ""), long);
        assert!(fitted.split(BREAK).all(|part| part.starts_with('क') && part.ends_with('ि')));
        assert!(fitted.split(BREAK).all(|part| part.chars().count() <= UNBROKEN + 4));
    }
}
