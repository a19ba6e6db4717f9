//! By when: what a Hindi order says of its time, and the day that is, counted from the meeting's.

use std::sync::LazyLock;

use chrono::{Datelike, Days, Months, NaiveDate};
use regex::{Captures, Regex};
use samuh_kernel::calendar::{FinancialYear, Month};
use serde::Serialize;

use super::word::Words;

/// How often, where an order is to be done again and again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Every {
    /// प्रतिदिन
    Day,
    /// प्रति सप्ताह
    Week,
    /// प्रत्येक पखवाड़े
    Fortnight,
    /// प्रति माह
    Month,
}

/// What an order says of its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Deadline {
    /// On a day of the calendar; the year where it is written.
    On {
        /// 1 to 31.
        day: u32,
        /// 1 to 12.
        month: u32,
        /// Where it is written.
        year: Option<i32>,
    },
    /// In so many hours.
    Hours(u32),
    /// In so many days.
    Days(u32),
    /// In so many months.
    Months(u32),
    /// Today.
    Today,
    /// Tomorrow.
    Tomorrow,
    /// On the next day of that name, 0 for Monday.
    Weekday(u8),
    /// By the end of the week.
    WeekEnd,
    /// By the end of the month.
    MonthEnd,
    /// By the end of the month after.
    NextMonth,
    /// By the end of a month named, 1 to 12.
    EndOf(u32),
    /// By the end of the financial year.
    YearEnd,
    /// By the next meeting; its day is the officer's to say.
    NextMeeting,
    /// At once.
    AtOnce,
    /// Again and again.
    Every(Every),
    /// In time, by whatever rule there is.
    InTime,
}

impl Deadline {
    /// The kind as a word: the ending of the message `deadline-<kind>`.
    pub fn kind(self) -> &'static str {
        match self {
            Self::On { .. } => "date",
            Self::Hours(_) => "hours",
            Self::Days(_) => "days",
            Self::Months(_) => "months",
            Self::Today => "today",
            Self::Tomorrow => "tomorrow",
            Self::Weekday(_) => "weekday",
            Self::WeekEnd => "week_end",
            Self::MonthEnd => "month_end",
            Self::NextMonth => "next_month",
            Self::EndOf(_) => "end_of",
            Self::YearEnd => "year_end",
            Self::NextMeeting => "next_meeting",
            Self::AtOnce => "at_once",
            Self::Every(Every::Day) => "daily",
            Self::Every(Every::Week) => "weekly",
            Self::Every(Every::Fortnight) => "fortnightly",
            Self::Every(Every::Month) => "monthly",
            Self::InTime => "in_time",
        }
    }

    /// The number in it: days, hours or months.
    pub fn number(self) -> Option<u32> {
        match self {
            Self::Hours(number) | Self::Days(number) | Self::Months(number) => Some(number),
            _ => None,
        }
    }

    /// The last day it allows, said on the day of the meeting. None where the words give no day: the
    /// next meeting, again and again, in time. At once is the day after.
    pub fn day(self, met_on: NaiveDate) -> Option<NaiveDate> {
        let after = |days: u32| met_on.checked_add_days(Days::new(u64::from(days)));
        match self {
            Self::On { day, month, year } => on(day, month, year, met_on),
            Self::Hours(hours) => after(hours.div_ceil(24)),
            Self::Days(days) => after(days),
            Self::Months(months) => met_on.checked_add_months(Months::new(months)),
            Self::Today => Some(met_on),
            Self::Tomorrow | Self::AtOnce => after(1),
            Self::Weekday(wanted) => {
                let today = met_on.weekday().num_days_from_monday();
                let ahead = (u32::from(wanted) + 7 - today) % 7;
                after(if ahead == 0 { 7 } else { ahead })
            }
            // The office's week ends on Saturday.
            Self::WeekEnd => after((12 - met_on.weekday().num_days_from_monday()) % 7),
            Self::MonthEnd => Some(Month::of(met_on).last_day()),
            Self::NextMonth => Some(Month::of(met_on).next().last_day()),
            Self::EndOf(month) => {
                let this = Month::new(met_on.year(), month)?;
                let year = met_on.year() + i32::from(this < Month::of(met_on));
                Some(Month::new(year, month)?.last_day())
            }
            Self::YearEnd => Some(FinancialYear::of(met_on).last_day()),
            Self::NextMeeting | Self::Every(_) | Self::InTime => None,
        }
    }
}

/// A day without a year is the next one of that name.
fn on(day: u32, month: u32, year: Option<i32>, met_on: NaiveDate) -> Option<NaiveDate> {
    if let Some(year) = year {
        return NaiveDate::from_ymd_opt(year, month, day);
    }
    let this = NaiveDate::from_ymd_opt(met_on.year(), month, day);
    match this {
        Some(this) if this >= met_on => Some(this),
        _ => NaiveDate::from_ymd_opt(met_on.year() + 1, month, day),
    }
}

type Make = fn(&Captures<'_>) -> Option<Deadline>;

/// The grammar in order of precision: the first that fits counts.
static GRAMMAR: LazyLock<Vec<(Regex, Make)>> = LazyLock::new(|| {
    let number = format!(r"(?P<n>\d{{1,3}}|{})", NUMBERS.map(|(word, _)| word).join("|"));
    let month = format!("(?P<m>{})", MONTHS.map(|(word, _)| word).join("|"));
    let week = format!("(?P<w>{})", WEEKDAYS.join("|"));
    let within = "(?: ही)? (?:में|के भीतर|के अंदर|के अंतर्गत|की समय सीमा|की अवधि|तक)";
    let list: Vec<(String, Make)> = vec![
        (format!(r"(?P<d>\d{{1,2}}) {month}(?: (?P<y>20\d\d))? (?:तक|से पूर्व|से पहले|के पूर्व|को)"), dated),
        (format!(r"{number} (?:घंटे|घंटों|घंटा){within}"), |c| Some(Deadline::Hours(amount(c)?))),
        (format!(r"{number} (?:दिन|दिनों|दिवस|दिवसों){within}"), |c| Some(Deadline::Days(amount(c)?))),
        (format!(r"{number} (?:सप्ताह|हफ्ते|हफ्तों){within}"), |c| Some(Deadline::Days(amount(c)? * 7))),
        (format!(r"{number} (?:पखवाडे|पखवाडों){within}"), |c| Some(Deadline::Days(amount(c)? * 15))),
        (format!(r"{number} (?:माह|महीने|महीनों){within}"), |c| Some(Deadline::Months(amount(c)?))),
        (r"(?:वित्तीय वर्ष|साल|वर्ष) के अंत(?: तक| में)?|मार्चांत|मार्च अंत".to_owned(), |_| Some(Deadline::YearEnd)),
        (r"(?:इस |इसी |चालू )?(?:माह|महीने)(?: के| की)? (?:अंत|आखिर|अंतिम)(?: \S+)?(?: तक| में)|माहांत|मासांत|(?:इस|इसी|चालू) (?:माह|महीने)".to_owned(), |_| Some(Deadline::MonthEnd)),
        (r"(?:अगले|आगामी) (?:माह|महीने)".to_owned(), |_| Some(Deadline::NextMonth)),
        (format!(r"{month}(?: माह)?(?: के)?(?: अंत)? तक"), |c| Some(Deadline::EndOf(month_of(c)?))),
        (r"सप्ताह के अंत|सप्ताहांत|(?:इस|इसी) (?:सप्ताह|हफ्ते)".to_owned(), |_| Some(Deadline::WeekEnd)),
        (r"(?:आगामी|अगली|आने वाली)(?: \S+){0,2}? (?:बैठक|समीक्षा)(?: तक| में| के पूर्व| से पूर्व| के पहले| से पहले)".to_owned(), |_| Some(Deadline::NextMeeting)),
        (format!(r"{week} तक"), weekday),
        (r"आज(?: शाम| दोपहर| रात| ही)?(?: \d{1,2} बजे)? (?:तक|ही)".to_owned(), |_| Some(Deadline::Today)),
        (r"कल(?: सुबह| शाम| दोपहर)?(?: \d{1,2} बजे)? तक".to_owned(), |_| Some(Deadline::Tomorrow)),
        (r"तत्काल|तुरंत|अविलंब|शीघ्र|यथाशीघ्र|अतिशीघ्र|जल्द|जल्दी|फौरन".to_owned(), |_| Some(Deadline::AtOnce)),
        (r"प्रतिदिन|रोजाना|रोज|हर दिन|प्रति दिन|प्रत्येक दिन|प्रत्येक दिवस|दैनिक".to_owned(), |_| Some(Deadline::Every(Every::Day))),
        (r"(?:प्रति|हर|प्रत्येक) (?:सप्ताह|हफ्ते)|साप्ताहिक".to_owned(), |_| Some(Deadline::Every(Every::Week))),
        (r"(?:प्रति|हर|प्रत्येक) (?:पखवाडे|पखवाडा)|पाक्षिक".to_owned(), |_| Some(Deadline::Every(Every::Fortnight))),
        (r"प्रतिमाह|(?:प्रति|हर|प्रत्येक) (?:माह|महीने)".to_owned(), |_| Some(Deadline::Every(Every::Month))),
        (r"समय सीमा (?:में|के भीतर|के अंदर)|समय पर|समयबद्ध|समयावधि|निर्धारित (?:समय|अवधि)|ससमय".to_owned(), |_| Some(Deadline::InTime)),
    ];
    list.into_iter()
        .map(|(text, make)| {
            (
                Regex::new(&format!("(?:^| )(?:{text})(?: |$)")).expect("a pattern of this file"),
                make,
            )
        })
        .collect()
});

static NUMERIC: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>20\d\d|\d\d)\s*(?:तक|से पूर्व|से पहले|के पूर्व)",
    )
    .expect("a pattern")
});

/// The deadline of an order: its folded words, and the same as it stands, where dates keep their signs.
pub(super) fn find(words: &Words, text: &str) -> Option<Deadline> {
    let numeric = NUMERIC.captures(text).and_then(|found| {
        let part = |name: &str| found.name(name)?.as_str().parse::<u32>().ok();
        let (day, month, year) = (part("d")?, part("m")?, part("y")?);
        let year = i32::try_from(if year < 100 { 2000 + year } else { year }).ok()?;
        NaiveDate::from_ymd_opt(year, month, day)?;
        Some(Deadline::On { day, month, year: Some(year) })
    });
    numeric.or_else(|| GRAMMAR.iter().find_map(|(rule, make)| make(&rule.captures(&words.line)?)))
}

fn dated(found: &Captures<'_>) -> Option<Deadline> {
    let day = found.name("d")?.as_str().parse().ok().filter(|day| (1..=31).contains(day))?;
    let year = found.name("y").and_then(|year| year.as_str().parse().ok());
    Some(Deadline::On { day, month: month_of(found)?, year })
}

fn weekday(found: &Captures<'_>) -> Option<Deadline> {
    let at = WEEKDAYS.iter().position(|word| *word == &found["w"])?;
    let day = [0, 1, 2, 3, 3, 3, 4, 5, 6, 6, 0][at];
    Some(Deadline::Weekday(day))
}

fn amount(found: &Captures<'_>) -> Option<u32> {
    let said = found.name("n")?.as_str();
    said.parse().ok().or_else(|| NUMBERS.iter().find(|(word, _)| *word == said).map(|(_, n)| *n))
}

fn month_of(found: &Captures<'_>) -> Option<u32> {
    let said = found.name("m")?.as_str();
    MONTHS.iter().find(|(word, _)| *word == said).map(|(_, month)| *month)
}

const WEEKDAYS: [&str; 11] = [
    "सोमवार",
    "मंगलवार",
    "बुधवार",
    "गुरुवार",
    "गुरूवार",
    "बृहस्पतिवार",
    "शुक्रवार",
    "शनिवार",
    "रविवार",
    "इतवार",
    "सोम",
];

const MONTHS: [(&str, u32); 13] = [
    ("जनवरी", 1),
    ("फरवरी", 2),
    ("मार्च", 3),
    ("अप्रैल", 4),
    ("मई", 5),
    ("जून", 6),
    ("जुलाई", 7),
    ("अगस्त", 8),
    ("सितंबर", 9),
    ("अक्टूबर", 10),
    ("अक्तूबर", 10),
    ("नवंबर", 11),
    ("दिसंबर", 12),
];

/// Numbers as words, folded; the longer before the shorter.
const NUMBERS: [(&str, u32); 26] = [
    ("पंद्रह", 15),
    ("इक्कीस", 21),
    ("पच्चीस", 25),
    ("पैंतालीस", 45),
    ("ग्यारह", 11),
    ("बारह", 12),
    ("चौदह", 14),
    ("अठारह", 18),
    ("तेरह", 13),
    ("सोलह", 16),
    ("एक", 1),
    ("दो", 2),
    ("तीन", 3),
    ("चार", 4),
    ("पांच", 5),
    ("छह", 6),
    ("छः", 6),
    ("छ", 6),
    ("सात", 7),
    ("आठ", 8),
    ("नौ", 9),
    ("दस", 10),
    ("बीस", 20),
    ("तीस", 30),
    ("साठ", 60),
    ("चौबीस", 24),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<Deadline> {
        find(&Words::of(text), text)
    }

    fn day(text: &str, met: (i32, u32, u32)) -> Option<NaiveDate> {
        of(text)?.day(NaiveDate::from_ymd_opt(met.0, met.1, met.2).unwrap())
    }

    fn ymd(y: i32, m: u32, d: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(y, m, d)
    }

    #[test]
    fn days_weeks_hours_and_months_count_from_the_meeting() {
        let met = (2026, 11, 20);
        assert_eq!(day("तीन दिवस में भेजें", met), ymd(2026, 11, 23));
        assert_eq!(day("सात दिन के भीतर", met), ymd(2026, 11, 27));
        assert_eq!(day("24 घण्टे के अन्दर", met), ymd(2026, 11, 21));
        assert_eq!(day("दो सप्ताह में", met), ymd(2026, 12, 4));
        assert_eq!(day("एक माह के भीतर", met), ymd(2026, 12, 20));
        assert_eq!(day("१५ दिवस में", met), ymd(2026, 12, 5));
    }

    #[test]
    fn dates_and_ends_of_periods_are_days() {
        let met = (2026, 11, 20);
        assert_eq!(day("15 दिसम्बर तक पूर्ण करें", met), ymd(2026, 12, 15));
        assert_eq!(day("10 फ़रवरी तक", met), ymd(2027, 2, 10));
        assert_eq!(day("दिनांक 15/12/2026 तक", met), ymd(2026, 12, 15));
        assert_eq!(day("माह के अंत तक", met), ymd(2026, 11, 30));
        assert_eq!(day("माहांत तक", met), ymd(2026, 11, 30));
        assert_eq!(day("वित्तीय वर्ष के अंत तक", met), ymd(2027, 3, 31));
        assert_eq!(day("दिसंबर तक", met), ymd(2026, 12, 31));
        assert_eq!(day("सोमवार तक", met), ymd(2026, 11, 23));
        assert_eq!(day("इस सप्ताह के अंत तक", met), ymd(2026, 11, 21));
        assert_eq!(day("तत्काल भेजें", met), ymd(2026, 11, 21));
    }

    #[test]
    fn what_names_no_day_has_none() {
        let met = (2026, 11, 20);
        for text in ["आगामी बैठक तक", "प्रतिदिन", "समय-सीमा में", "हर सप्ताह"]
        {
            assert!(of(text).is_some(), "{text}");
            assert_eq!(day(text, met), None, "{text}");
        }
        assert_eq!(of("छह माह से पुराने समूह"), None);
        assert_eq!(of("31 फरवरी तक").and_then(|d| d.day(ymd(2026, 1, 1).unwrap())), None);
    }
}
