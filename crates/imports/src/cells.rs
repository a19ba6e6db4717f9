//! One cell by the kind of its column.

use std::{borrow::Cow, sync::LazyLock};

use chrono::NaiveDate;
use samuh_kernel::{
    calendar::FinancialYear,
    read::{self, Complaint, Outcome, Reading, RepairKind},
    sheet::Cell,
    show, text,
};

use crate::{
    dictionary::kruti_text,
    event::Value,
    figurehead::{month_in, year_in},
    headword::words_of,
    shape::Kind,
};

/// Reads a cell as its column's kind. `legacy` columns are typed in Kruti Dev; `when` is the day of
/// reading and the year that months without one belong to.
pub(crate) fn read(
    kind: Kind,
    cell: &Cell,
    legacy: bool,
    when: (NaiveDate, Option<FinancialYear>),
) -> Outcome<Value> {
    match kind {
        Kind::Text if legacy => return valued(read::legacy_text(cell), Value::Text),
        Kind::Name if legacy => return valued(read::legacy_name(cell), Value::Text),
        _ => {}
    }
    let outcome = plainly(kind, cell, when);
    match (&outcome, cell) {
        (Err(_), Cell::Text(typed)) if kind.is_worded() => {
            as_kruti(kind, typed, when).map_or(outcome, |reading| Ok(Some(reading)))
        }
        _ => outcome,
    }
}

/// The reading with money or figures multiplied by the unit of the heading, unless the cell bears
/// its own ("2.5 लाख").
pub(crate) fn scaled(reading: Reading<Value>, factor: i64) -> Reading<Value> {
    let Value::Paise(paise) = reading.value else { return reading };
    if factor == 1 || reading.repairs.contains(&RepairKind::Suffix) {
        return reading;
    }
    let mut repairs = reading.repairs;
    repairs.push(RepairKind::Suffix);
    Reading { value: Value::Paise(paise.saturating_mul(factor)), repairs, ..reading }
}

/// The value as reports show it: money in rupees without grouping, days dd/mm/yyyy.
pub(crate) fn value_shown(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Whole(number) => number.to_string(),
        Value::Paise(paise) if paise % 100 == 0 => (paise / 100).to_string(),
        Value::Paise(paise) => {
            let sign = if *paise < 0 { "-" } else { "" };
            let paise = paise.unsigned_abs();
            format!("{sign}{}.{:02}", paise / 100, paise % 100)
        }
        Value::Decimal(number) => number.to_string(),
        Value::Day(day) => show::day(*day),
        Value::Month(month) => month.to_string(),
        Value::Year(year) => year.to_string(),
        Value::Flag(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Code(code) => code.clone().into_owned(),
    }
}

/// True for marks that say "as above".
pub(crate) fn is_ditto(cell: &Cell) -> bool {
    let Cell::Text(typed) = cell else { return false };
    let typed = typed.trim();
    let letter = typed.trim_start_matches(['-', ' ']).chars().next();
    if typed.len() > 40 || !letter.is_some_and(|c| "\"'〃,”“״″dDsSaAतयउवऊ".contains(c))
    {
        return false;
    }
    matches!(typed, "\"" | "''" | "〃" | ",," | "”" | "“" | "״" | "″")
        || matches!(
            text::fold(typed).as_str(),
            "do" | "ditto"
                | "same"
                | "same as above"
                | "as above"
                | "तदैव"
                | "यथोपरि"
                | "उपरोक्त"
                | "उपरोक्तानुसार"
                | "उपरोक्त अनुसार"
                | "वही"
                | "ऊपर जैसा"
        )
}

/// Last words of a signature, folded: "ग्राम पंचायत सचिव" names no place and is no record.
pub(crate) const OFFICES: [&str; 12] = [
    "सचिव",
    "अधिकारी",
    "प्रबंधक",
    "समन्वयक",
    "अध्यक्ष",
    "सरपंच",
    "secretary",
    "officer",
    "manager",
    "coordinator",
    "president",
    "sarpanch",
];

/// How remarks and signatures begin, folded.
static BEGINNINGS: LazyLock<Vec<String>> = LazyLock::new(|| {
    const WORDS: [&str; 16] = [
        "नोट",
        "टीप",
        "टिप्पणी",
        "note",
        "remark",
        "हस्ताक्षर",
        "signature",
        "प्रतिलिपि",
        "दिनांक",
        "स्थान",
        "prepared by",
        "तैयारकर्ता",
        "स्रोत",
        "source",
        "date",
        "place",
    ];
    WORDS.iter().map(|word| text::fold(word)).collect()
});

/// True for a remark or a signature under a table.
pub(crate) fn is_note(cell: &Cell) -> bool {
    let Cell::Text(typed) = cell else { return false };
    let folded = text::fold(typed);
    let begins = BEGINNINGS.iter().any(|begin| {
        let rest = folded.strip_prefix(begin.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    });
    let last = folded.split(' ').next_back();
    begins
        || typed.trim_start().starts_with('*')
        || last.is_some_and(|last| OFFICES.contains(&last) || ["है", "हैं"].contains(&last))
}

fn plainly(kind: Kind, cell: &Cell, when: (NaiveDate, Option<FinancialYear>)) -> Outcome<Value> {
    let (today, year) = when;
    match kind {
        Kind::Text => valued(read::text(cell), Value::Text),
        Kind::Name => valued(read::name(cell), Value::Text),
        Kind::Code => valued(read::code(cell), Value::Text),
        Kind::Whole => match read::whole(cell)? {
            Some(reading) if reading.value < 0 => {
                Err(Complaint { code: "negative_count", args: Vec::new() })
            }
            reading => valued(Ok(reading), Value::Whole),
        },
        Kind::Paise => valued(read::paise(cell), Value::Paise),
        Kind::Decimal => valued(read::decimal(cell), Value::Decimal),
        Kind::Day => valued(read::day(cell, today), Value::Day),
        Kind::Month => month(cell, today, year),
        Kind::Year => financial_year(cell),
        Kind::Mobile => valued(read::mobile(cell), Value::Text),
        Kind::Account => valued(read::account_no(cell), Value::Text),
        Kind::Tail => valued(read::account_tail(cell), Value::Text),
        Kind::Ifsc => valued(read::ifsc(cell), Value::Text),
        Kind::YesNo => valued(read::yes_no(cell), Value::Flag),
        Kind::Choice(list) => {
            valued(read::choice(cell, list), |code| Value::Code(Cow::Borrowed(code)))
        }
    }
}

/// A cell that only makes sense as Kruti Dev: a day, a month or a word of a closed list.
fn as_kruti(
    kind: Kind,
    typed: &str,
    when: (NaiveDate, Option<FinancialYear>),
) -> Option<Reading<Value>> {
    if matches!(kind, Kind::Text | Kind::Name) {
        return None;
    }
    let mut reading = plainly(kind, &Cell::Text(kruti_text(typed)?), when).ok()??;
    reading.repairs = vec![RepairKind::LegacyFont];
    reading.original = Some(typed.trim().to_owned());
    Some(reading)
}

fn month(cell: &Cell, today: NaiveDate, year: Option<FinancialYear>) -> Outcome<Value> {
    let outcome = read::month(cell, today);
    if let (Err(_), Cell::Text(typed)) = (&outcome, cell) {
        let (head, rest) = month_in(words_of(typed));
        let month = head.filter(|_| rest.is_empty()).and_then(|head| head.resolve(year));
        if let Some(month) = month {
            return Ok(Some(Reading::plain(Value::Month(month))));
        }
    }
    valued(outcome, Value::Month)
}

/// A financial year: "2026-27", "FY 2026-2027", "26-27".
fn financial_year(cell: &Cell) -> Outcome<Value> {
    let shown = read::shown(cell);
    if shown.trim().is_empty() {
        return Ok(None);
    }
    let digits = shown.trim().trim_start_matches(|c: char| !c.is_numeric());
    let full = if digits.len() == 5 { format!("20{digits}") } else { digits.to_owned() };
    match year_in(&full) {
        Some(year) => Ok(Some(Reading::plain(Value::Year(year)))),
        None => Err(Complaint { code: "not_a_year", args: Vec::new() }),
    }
}

fn valued<T>(outcome: Outcome<T>, wrap: impl FnOnce(T) -> Value) -> Outcome<Value> {
    Ok(outcome?.map(|reading| Reading {
        value: wrap(reading.value),
        repairs: reading.repairs,
        warning: reading.warning,
        original: reading.original,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn when() -> (NaiveDate, Option<FinancialYear>) {
        (NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day"), Some(FinancialYear(2026)))
    }

    fn one(kind: Kind, typed: &str) -> Option<Value> {
        read(kind, &Cell::Text(typed.into()), false, when()).unwrap().map(|reading| reading.value)
    }

    #[test]
    fn financial_years_are_read_in_their_usual_forms() {
        for typed in ["2026-27", "FY 2026-2027", "26-27", "वर्ष 2026-27"] {
            assert_eq!(one(Kind::Year, typed), Some(Value::Year(FinancialYear(2026))), "{typed}");
        }
        let complaint = read(Kind::Year, &Cell::Text("2026-28".into()), false, when()).unwrap_err();
        assert_eq!(complaint.code, "not_a_year");
    }

    #[test]
    fn a_bare_month_belongs_to_the_year_of_its_row() {
        let Some(Value::Month(month)) = one(Kind::Month, "जनवरी") else {
            panic!("a month")
        };
        assert_eq!(month.to_string(), "2027-01");
    }

    #[test]
    fn ditto_marks_are_known_and_words_are_not() {
        for mark in ["\"", "-do-", "तदैव", "Same as above"] {
            assert!(is_ditto(&Cell::Text(mark.into())), "{mark}");
        }
        for word in ["Dongargaon", "वहीदा", "दो"] {
            assert!(!is_ditto(&Cell::Text(word.into())), "{word}");
        }
    }

    #[test]
    fn money_is_shown_in_rupees() {
        assert_eq!(value_shown(&Value::Paise(25_000_000)), "250000");
        assert_eq!(value_shown(&Value::Paise(-150)), "-1.50");
    }
}
