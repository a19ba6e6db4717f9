//! Headings of figures: a month, an indicator, what is measured, in which unit.

use chrono::{Datelike, NaiveDate};
use samuh_kernel::calendar::{FinancialYear, Month};

use crate::{
    dictionary::Dictionary,
    event::How,
    headword::words_of,
    shape::{Repeated, Series},
};

/// Spellings of the months, January first, as `headword::words_of` spells them.
const MONTHS: [&[&str]; 12] = [
    &["जनवरि", "जन", "january", "jan", "janvari", "janvary"],
    &["फरवरि", "फर", "february", "feb", "farvari"],
    &["मार्च", "march", "mar"],
    &["अप्रैल", "अप्रेल", "april", "apr", "aprail"],
    &["मइ", "may", "mai"],
    &["जुन", "june", "jun"],
    &["जुलाइ", "july", "jul", "julai"],
    &["अगस्त", "august", "aug", "agast"],
    &["सितंबर", "सितबर", "september", "sept", "sep", "sitambar"],
    &["अक्टुबर", "अक्तुबर", "october", "oct", "aktubar"],
    &["नवंबर", "november", "nov", "navambar"],
    &["दिसंबर", "december", "dec", "disambar"],
];

/// A month as a heading names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MonthHead {
    /// 1 to 12.
    pub(crate) month: u32,
    /// The calendar year, if the heading has one.
    pub(crate) year: Option<i32>,
}

impl MonthHead {
    /// The month, by its own year or by the financial year it belongs to.
    pub(crate) fn resolve(self, year: Option<FinancialYear>) -> Option<Month> {
        let calendar = self.year.or_else(|| {
            year.map(|FinancialYear(first)| if self.month >= 4 { first } else { first + 1 })
        })?;
        Month::new(calendar, self.month)
    }
}

/// What a column of figures holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FigureHead {
    /// The place of the indicator in the list of series.
    pub(crate) series: Option<usize>,
    /// The month.
    pub(crate) month: Option<MonthHead>,
}

/// Reads headings of figures.
#[derive(Debug)]
pub(crate) struct FigureWords {
    repeated: Repeated,
    series: Dictionary,
    take: Vec<String>,
    leave: Vec<String>,
    annual: Vec<String>,
}

impl FigureWords {
    pub(crate) fn new(repeated: Repeated, series: &[Series]) -> Self {
        let mut dictionary = Dictionary::default();
        for (at, one) in series.iter().enumerate() {
            dictionary.add(&one.code, at, How::Exact);
            for word in &one.words {
                dictionary.add(word, at, How::Synonym);
            }
        }
        let spelled = |list: &[&str]| list.iter().flat_map(|word| words_of(word)).collect();
        Self {
            repeated,
            series: dictionary,
            take: spelled(repeated.take),
            leave: spelled(repeated.leave),
            annual: spelled(repeated.annual),
        }
    }

    /// What the heading holds, when all its words are understood; none when it is no figure.
    pub(crate) fn read(&self, heading: &str) -> Option<FigureHead> {
        if heading.contains('%') {
            return None;
        }
        let series = |text: &str| self.series.certain(text).filter(|_| self.repeated.series);
        if let Some(found) = series(heading) {
            return Some(FigureHead { series: Some(found.at), month: None });
        }
        let (month, rest) = month_in(words_of(heading));
        let month = month.filter(|_| self.repeated.months);
        if rest.iter().any(|word| self.leave.contains(word)) {
            return None;
        }
        let whole_year = month.is_none() && year_in(heading).is_some();
        let annual = rest.iter().any(|word| self.annual.contains(word))
            || (whole_year && !self.annual.is_empty());
        let kept: Vec<&str> = rest
            .iter()
            .filter(|word| !self.take.contains(word) && !self.annual.contains(word))
            .filter(|word| !is_unit(word))
            .filter(|word| !whole_year || !word.bytes().all(|byte| byte.is_ascii_digit()))
            .map(String::as_str)
            .collect();
        if kept.is_empty() {
            return (month.is_some() || annual).then_some(FigureHead { series: None, month });
        }
        let found = series(&kept.join(" "))?;
        Some(FigureHead { series: Some(found.at), month })
    }
}

/// The month a list of heading words names, and the words left over.
pub(crate) fn month_in(words: Vec<String>) -> (Option<MonthHead>, Vec<String>) {
    let mut month = None;
    let mut year = None;
    let mut rest = Vec::new();
    for word in words {
        if let (None, Some(number)) = (month, month_number(&word)) {
            month = Some(number);
        } else if let (None, Some(number)) = (year, year_number(&word)) {
            year = Some(number);
        } else if !matches!(word.as_str(), "माह" | "month" | "वर्ष" | "year") {
            rest.push(word);
        }
    }
    (month.map(|month| MonthHead { month, year }), rest)
}

/// The financial year that a text names as "2026-27", "2026-2027" or "2026 - 27".
pub(crate) fn year_in(text: &str) -> Option<FinancialYear> {
    let words = words_of(text);
    words.windows(2).find_map(|pair| {
        let first: i32 = pair[0].parse().ok().filter(|year| (1990..2100).contains(year))?;
        let second: i32 = pair[1].parse().ok()?;
        let follows = match pair[1].len() {
            2 => second == (first + 1) % 100,
            4 => second == first + 1,
            _ => false,
        };
        follows.then_some(FinancialYear(first))
    })
}

/// The month with its year that a text names: "माह अप्रैल 2026".
pub(crate) fn dated_month_in(text: &str) -> Option<Month> {
    let (month, _) = month_in(words_of(text));
    month.filter(|month| month.year.is_some()).and_then(|month| month.resolve(None))
}

/// By how much a heading multiplies its numbers: "(लाख में)" → 1,00,000.
pub(crate) fn factor_of(heading: &str) -> i64 {
    let words = words_of(heading);
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    if has(&["लाख", "lakh", "lakhs", "lac", "lacs"]) {
        100_000
    } else if has(&["करोड", "crore", "crores", "cr"]) {
        10_000_000
    } else if has(&["हजार", "thousand", "thousands"]) {
        1_000
    } else {
        1
    }
}

/// A month that a cell formatted as a day stands for in a heading.
pub(crate) fn month_of_day(day: NaiveDate) -> MonthHead {
    MonthHead { month: day.month(), year: Some(day.year()) }
}

fn month_number(word: &str) -> Option<u32> {
    let at = MONTHS.iter().position(|names| names.contains(&word))?;
    u32::try_from(at + 1).ok()
}

fn year_number(word: &str) -> Option<i32> {
    let number: i32 = word.parse().ok()?;
    match word.len() {
        4 => (1990..2100).contains(&number).then_some(number),
        2 => Some(2000 + number),
        _ => None,
    }
}

fn is_unit(word: &str) -> bool {
    matches!(
        word,
        "लाख"
            | "lakh"
            | "lakhs"
            | "lac"
            | "lacs"
            | "करोड"
            | "crore"
            | "crores"
            | "cr"
            | "हजार"
            | "thousand"
            | "thousands"
            | "में"
            | "in"
            | "रु"
            | "रुपये"
            | "रुपए"
            | "rs"
            | "inr"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> FigureWords {
        let series = |code: &str, words: &[&str]| Series {
            code: code.into(),
            words: words.iter().map(ToString::to_string).collect(),
        };
        FigureWords::new(
            Repeated {
                value: "value",
                months: true,
                series: true,
                take: &["उपलब्धि", "Achievement"],
                leave: &["लक्ष्य", "Target"],
                annual: &["वार्षिक"],
            },
            &[series("rf_groups", &["RF समूह", "RF Groups"]), series("rf_rupees", &["RF राशि"])],
        )
    }

    #[test]
    fn months_are_read_with_and_without_year() {
        let april =
            |year| Some(FigureHead { series: None, month: Some(MonthHead { month: 4, year }) });
        assert_eq!(words().read("अप्रैल"), april(None));
        assert_eq!(words().read("Apr-26"), april(Some(2026)));
        assert_eq!(words().read("अप्रैल 2026 उपलब्धि"), april(Some(2026)));
    }

    #[test]
    fn targets_and_percentages_are_left_out_of_progress() {
        assert_eq!(words().read("RF Groups Target"), None);
        assert_eq!(words().read("RF Groups %"), None);
        assert_eq!(words().read("RF Groups Achievement").map(|head| head.series), Some(Some(0)));
    }

    #[test]
    fn a_heading_with_words_not_understood_is_no_figure() {
        assert_eq!(words().read("अप्रैल टिप्पणी"), None);
        assert_eq!(words().read("समूह"), None);
    }

    #[test]
    fn months_without_year_follow_the_financial_year() {
        let month = |month| MonthHead { month, year: None }.resolve(Some(FinancialYear(2026)));
        assert_eq!(month(4).map(|m| (m.year(), m.month())), Some((2026, 4)));
        assert_eq!(month(3).map(|m| (m.year(), m.month())), Some((2027, 3)));
    }

    #[test]
    fn titles_give_year_month_and_unit() {
        assert_eq!(year_in("वर्ष 2026-27 का लक्ष्य"), Some(FinancialYear(2026)));
        assert_eq!(year_in("दिनांक 2026-05-01"), None);
        assert_eq!(dated_month_in("माह अप्रैल 2026").map(Month::month), Some(4));
        assert_eq!(factor_of("राशि (लाख में)"), 100_000);
        assert_eq!(factor_of("लखपति दीदी"), 1);
    }
}
