//! `samuh figures`: one object a place and indicator, as the contract has it.

use clap::Args;
use samuh_engine::{Error, Result, clock};
use samuh_figures::{
    catalogue::{self, Indicator, Unit as Measure},
    journal::Class,
};
use samuh_kernel::{
    calendar::{FinancialYear, Month},
    fault::Fault,
    show,
};
use serde::Serialize;
use serde_json::value::RawValue;

use super::{Exit, Workplace, print};
use crate::{
    figuring::{self, Ask, Figure, LEVELS, Period, Unit},
    importing::machine_desk,
};

/// Prints figures by place or federation.
#[derive(Debug, Args)]
pub(super) struct Figures {
    /// One or more codes of docs/indicators.md, with commas.
    #[arg(long, required = true, value_delimiter = ',', value_name = "CODE")]
    indicator: Vec<String>,
    /// The level of the units.
    #[arg(long = "by", value_name = "LEVEL", value_parser = LEVELS)]
    level: String,
    /// One month: 2026-10.
    #[arg(long, value_name = "YYYY-MM", conflicts_with = "year", value_parser = month)]
    month: Option<Month>,
    /// A financial year: 2026-27.
    #[arg(long, value_name = "2026-27", value_parser = year)]
    year: Option<FinancialYear>,
    /// As recorded by then: 2026-11-15, or with a time and offset.
    #[arg(long, value_name = "TIME", value_parser = instant)]
    as_on: Option<i64>,
    /// Only this district, by LGD code or name.
    #[arg(long, value_name = "CODE")]
    district: Option<String>,
}

/// Runs `samuh figures`.
pub(super) fn run(workplace: &Workplace, asked: &Figures) -> Result<Exit> {
    let indicators: Vec<&'static Indicator> =
        asked.indicator.iter().map(|code| known(code)).collect::<Result<_>>()?;
    let period = match (asked.month, asked.year) {
        (Some(month), _) => Period::Month(month),
        (None, Some(year)) => Period::Year(year),
        (None, None) => Period::Everything,
    };
    let by_state = asked.level == "state";
    let ask = Ask {
        indicators: &indicators,
        level: if by_state { "district" } else { &asked.level },
        within: 0,
        period,
        as_on: asked.as_on,
        now: clock::now(),
    };
    let districts = workplace.districts(asked.district.as_deref())?;
    let mut figures: Vec<Figure> = Vec::new();
    for district in &districts {
        let scope = machine_desk(district.id).scope;
        let found = workplace.read(|reader| figuring::figures(reader, &scope, &ask))?;
        if by_state {
            let state = state_of(workplace, district.state_id)?;
            add_to_state(&mut figures, found, &state);
        } else {
            figures.extend(found);
        }
    }
    figures.sort_by_key(|figure| {
        indicators.iter().position(|indicator| indicator.id == figure.indicator.id)
    });
    let lines: Vec<Line<'_>> =
        figures.iter().map(|figure| line(figure, &asked.level, &period)).collect::<Result<_>>()?;
    if workplace.json {
        print::json(&lines)?;
    } else {
        table(workplace, &lines)?;
    }
    Ok(Exit::Done)
}

fn known(code: &str) -> Result<&'static Indicator> {
    catalogue::by_code(code.trim()).ok_or_else(|| {
        let all: Vec<&str> = catalogue::INDICATORS.iter().map(|one| one.code).collect();
        let fault = Fault::new("no_such_indicator").with("indicator", code);
        Error::Faults(fault.with("list", all.join(", ")).into())
    })
}

fn state_of(workplace: &Workplace, id: i64) -> Result<Unit> {
    let states = workplace.read(samuh_places::all_states)?;
    let state = states.into_iter().find(|state| state.id == id).ok_or(Error::NotFound)?;
    Ok(Unit {
        id,
        code: id.to_string(),
        name_hi: Some(state.name_hi),
        name_en: Some(state.name_en),
    })
}

fn add_to_state(figures: &mut Vec<Figure>, found: Vec<Figure>, state: &Unit) {
    for mut figure in found {
        figure.unit = state.clone();
        let same =
            |other: &&mut Figure| other.unit == *state && other.indicator.id == figure.indicator.id;
        match figures.iter_mut().find(same) {
            Some(sum) => sum.add(&figure),
            None => figures.push(figure),
        }
    }
}

/// One object of the contract. Numbers are written as text of JSON, so that money keeps its two
/// decimals.
#[derive(Serialize)]
struct Line<'a> {
    indicator: &'static str,
    level: &'a str,
    code: &'a str,
    name: Option<&'a str>,
    name_hi: Option<&'a str>,
    period: String,
    value: Box<RawValue>,
    by_class: ByClass,
    target: Box<RawValue>,
    target_to_date: Box<RawValue>,
    numerator: Option<i64>,
    denominator: Option<i64>,
}

#[derive(Serialize)]
struct ByClass {
    counted: Box<RawValue>,
    reported: Box<RawValue>,
    verified: Box<RawValue>,
    pending: Box<RawValue>,
}

fn line<'a>(figure: &'a Figure, level: &'a str, period: &Period) -> Result<Line<'a>> {
    let unit = figure.indicator.unit;
    let amount = |value: i64| raw(&amount(unit, value));
    let maybe = |value: Option<i64>| value.map_or_else(|| raw("null"), amount);
    let ratio = figure.parts.map(|(above, below)| percent(above, below));
    let value = match &ratio {
        Some(ratio) => raw(ratio)?,
        None => amount(figure.value())?,
    };
    let class = |class: Class| match (&ratio, class) {
        (Some(ratio), Class::Counted) => raw(ratio),
        _ => amount(figure.by_class[class as usize]),
    };
    Ok(Line {
        indicator: figure.indicator.code,
        level,
        code: &figure.unit.code,
        name: figure.unit.name_en.as_deref().or(figure.unit.name_hi.as_deref()),
        name_hi: figure.unit.name_hi.as_deref(),
        period: period.code(),
        value,
        by_class: ByClass {
            counted: class(Class::Counted)?,
            reported: class(Class::Reported)?,
            verified: class(Class::Verified)?,
            pending: class(Class::Pending)?,
        },
        target: maybe(figure.target)?,
        target_to_date: maybe(figure.target_to_date)?,
        numerator: figure.parts.map(|(above, _)| above),
        denominator: figure.parts.map(|(_, below)| below),
    })
}

fn raw(text: &str) -> Result<Box<RawValue>> {
    Ok(RawValue::from_string(text.to_owned())?)
}

/// Counts as they are, money in rupees with two decimals.
fn amount(unit: Measure, value: i64) -> String {
    match unit {
        Measure::Count | Measure::Percent => value.to_string(),
        Measure::Paise => {
            let sign = if value < 0 { "-" } else { "" };
            format!("{sign}{}.{:02}", value.unsigned_abs() / 100, value.unsigned_abs() % 100)
        }
    }
}

/// Per cent with two decimals, rounded half up; null where there is nothing below the line.
fn percent(above: i64, below: i64) -> String {
    if below <= 0 {
        return "null".to_owned();
    }
    let (above, below) = (i128::from(above), i128::from(below));
    let hundredths = (above * 20_000 + below).div_euclid(below * 2);
    let sign = if hundredths < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100)
}

fn table(workplace: &Workplace, lines: &[Line<'_>]) -> Result<()> {
    use samuh_web::words::Lang;
    let hindi = workplace.words.lang() == Lang::Hi;
    let mut heading = "";
    for line in lines {
        if heading != line.indicator {
            heading = line.indicator;
            let name = workplace.words.find(&format!("indicator-{heading}"), &[]);
            print::line(&format!("\n{} · {}", name.as_deref().unwrap_or(heading), line.period))?;
        }
        let name = if hindi { line.name_hi.or(line.name) } else { line.name };
        let value = grouped(line.value.get());
        let due = match line.target_to_date.get() {
            "null" => String::new(),
            due => format!("  / {}", grouped(due)),
        };
        print::line(&format!("{value:>16}{due}  {}  {}", line.code, name.unwrap_or_default()))?;
    }
    Ok(())
}

/// The number with Indian grouping; "—" for none.
fn grouped(number: &str) -> String {
    if number == "null" {
        return "—".to_owned();
    }
    let (whole, rest) = number.split_once('.').unwrap_or((number, ""));
    let grouped = whole.parse().map_or_else(|_| whole.to_owned(), show::grouped);
    if rest.is_empty() { grouped } else { format!("{grouped}.{rest}") }
}

fn month(text: &str) -> std::result::Result<Month, String> {
    text.parse().map_err(|_| "YYYY-MM".to_owned())
}

fn year(text: &str) -> std::result::Result<FinancialYear, String> {
    text.parse().map_err(|_| "2026-27".to_owned())
}

/// A day is taken to its end, a time without offset as Indian time.
fn instant(text: &str) -> std::result::Result<i64, String> {
    use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime};
    const FORMS: [&str; 4] =
        ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"];
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return Ok(at.timestamp_micros());
    }
    if let Ok(day) = text.parse::<NaiveDate>() {
        return Ok(clock::start_of(day + Duration::days(1)) - 1);
    }
    let local = FORMS.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
    let local = local.ok_or("2026-11-15T18:00:00+05:30")?;
    Ok((local - Duration::minutes(330)).and_utc().timestamp_micros())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_has_two_decimals_and_ratios_are_rounded_half_up() {
        assert_eq!(amount(Measure::Paise, 12_345), "123.45");
        assert_eq!(amount(Measure::Paise, -5), "-0.05");
        assert_eq!(percent(2, 3), "66.67");
        assert_eq!(percent(1, 8), "12.50");
        assert_eq!(percent(1, 0), "null");
    }

    #[test]
    fn a_day_is_taken_to_its_end_and_a_bare_time_is_indian() {
        let end = instant("2026-11-15").unwrap();
        assert_eq!(instant("2026-11-15T23:59:59.999999+05:30"), Ok(end));
        assert_eq!(instant("2026-11-15T18:00"), instant("2026-11-15T12:30:00Z"));
        assert!(instant("yesterday").is_err());
    }
}
