//! `samuh figures`: one object a place and indicator, as the contract has it.

use clap::Args;
use samuh_engine::{Error, Result, clock};
use samuh_figures::catalogue::Indicator;
use samuh_kernel::{
    calendar::{FinancialYear, Month},
    show,
};

use super::{Exit, Workplace, print};
use crate::{
    figuring::{
        self, Ask, Figure, LEVELS, Period, Unit,
        contract::{Line, instant, known, line},
    },
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
    #[arg(long, value_name = "TIME", value_parser = taken)]
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
        figures.iter().map(|figure| line(figure, &asked.level, period)).collect::<Result<_>>()?;
    if workplace.json {
        print::json(&lines)?;
    } else {
        table(workplace, &lines)?;
    }
    Ok(Exit::Done)
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

fn taken(text: &str) -> std::result::Result<i64, String> {
    instant(text).ok_or_else(|| "2026-11-15T18:00:00+05:30".to_owned())
}
