//! `samuh targets`: a plan split to units and months, shown, and proved to add up.

use clap::{Args, Subcommand, ValueEnum};
use samuh_engine::{Error, Result, clock};
use samuh_figures::catalogue::{self, Indicator, Unit};
use samuh_kernel::{calendar::FinancialYear, fault::Fault, show};
use samuh_places::District;
use samuh_plans::{
    Grid, Months, Season, Split, UnitLevel, Weights, grid, plans_of, split, targets_add_up,
};

use super::{Exit, Workplace, print};
use crate::{ids::new_id, importing::machine_desk};

/// Plans and targets.
#[derive(Debug, Args)]
pub(super) struct Targets {
    /// The district, by LGD code or name, where the database has several.
    #[arg(long, global = true, value_name = "CODE")]
    district: Option<String>,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Share a year's total among units, and over its months.
    Split(Sharing),
    /// Print the targets of an indicator, unit by unit and month by month.
    Show(Which),
    /// Prove that every part adds up to its whole.
    Check,
}

#[derive(Debug, Args)]
struct Which {
    /// A code of docs/indicators.md.
    #[arg(long, value_parser = known)]
    indicator: &'static Indicator,
    /// The financial year: 2026-27.
    #[arg(long, value_parser = year)]
    year: FinancialYear,
    /// The level of the units; else that of the plan.
    #[arg(long = "by", value_parser = level)]
    level: Option<UnitLevel>,
}

#[derive(Debug, Args)]
struct Sharing {
    #[command(flatten)]
    which: Which,
    /// The year's total: a count, or rupees for money.
    #[arg(long)]
    total: i64,
    /// What the shares go by.
    #[arg(long, value_enum, default_value = "left-out")]
    weights: Way,
    /// How the year is spread to months.
    #[arg(long, value_enum, default_value = "even")]
    season: Spread,
    /// Twelve shares of any scale instead, April first: 4,5,7,4,4,6,10,12,14,12,12,10.
    #[arg(long, value_name = "SHARES", value_parser = shares, conflicts_with = "season")]
    shares: Option<Months>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Spread {
    Standing,
    Even,
    LastYear,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Way {
    LeftOut,
    Groups,
    LastYear,
    Equal,
}

/// Runs `samuh targets`.
pub(super) fn run(workplace: &Workplace, asked: &Targets) -> Result<Exit> {
    let districts = workplace.districts(asked.district.as_deref())?;
    match &asked.what {
        What::Check => check(workplace, &districts),
        What::Show(which) => show_all(workplace, &districts, which),
        What::Split(sharing) => match &districts[..] {
            [only] => share(workplace, only, sharing),
            _ => Err(Error::Faults(Fault::new("district_not_named").into())),
        },
    }
}

fn check(workplace: &Workplace, districts: &[District]) -> Result<Exit> {
    let mut differences = Vec::new();
    for district in districts {
        differences.extend(workplace.read(|r| targets_add_up(r, district.id))?);
    }
    if workplace.json {
        let ok = differences.is_empty();
        print::json(&serde_json::json!({ "ok": ok, "differences": differences }))?;
    } else if differences.is_empty() {
        print::line(&workplace.words.t("targets-add-up"))?;
    } else {
        for difference in &differences {
            print::line(difference)?;
        }
    }
    Ok(if differences.is_empty() { Exit::Done } else { Exit::Partly })
}

fn show_all(workplace: &Workplace, districts: &[District], which: &Which) -> Result<Exit> {
    let mut grids = Vec::new();
    for district in districts {
        let scope = machine_desk(district.id).scope;
        let of = (which.indicator.id, which.year);
        grids.push(workplace.read(|r| grid(r, &scope, of, which.level, 0))?);
    }
    if workplace.json {
        let lines: Vec<_> = grids.iter().flat_map(|grid| json_lines(grid, which)).collect();
        print::json(&lines)?;
        return Ok(Exit::Done);
    }
    for grid in &grids {
        for row in &grid.rows {
            let months: Vec<String> =
                row.months.iter().map(|value| amount(which.indicator, *value)).collect();
            let sum = amount(which.indicator, row.months.iter().sum());
            let name = row.name_hi.as_deref().or(row.name_en.as_deref()).unwrap_or("");
            let code = row.code.as_deref().unwrap_or("");
            print::line(&format!("{sum:>14}  {code:<8} {name}  [{}]", months.join(" ")))?;
        }
    }
    Ok(Exit::Done)
}

fn json_lines(grid: &Grid, which: &Which) -> Vec<serde_json::Value> {
    let lines = grid.rows.iter().map(|row| {
        let months: Vec<String> =
            row.months.iter().map(|value| amount(which.indicator, *value)).collect();
        serde_json::json!({
            "indicator": which.indicator.code,
            "year": which.year.to_string(),
            "level": grid.level.code(),
            "code": row.code,
            "name": row.name_en,
            "name_hi": row.name_hi,
            "target": amount(which.indicator, row.months.iter().sum()),
            "months": months,
        })
    });
    lines.collect()
}

fn share(workplace: &Workplace, district: &District, sharing: &Sharing) -> Result<Exit> {
    let desk = machine_desk(district.id);
    let which = &sharing.which;
    let plans = workplace.read(|r| plans_of(r, &desk.scope, which.year))?;
    let stands = plans.iter().find(|seen| seen.plan.indicator == which.indicator.id);
    let scale = if which.indicator.unit == Unit::Paise { 100 } else { 1 };
    let total = sharing.total.checked_mul(scale).filter(|total| *total >= 0);
    let total = total.ok_or_else(|| {
        Error::Faults(Fault::new("too_large").with("value", sharing.total).into())
    })?;
    let ask = Split {
        indicator: which.indicator.id,
        year: which.year,
        version: stands.map_or(0, |seen| seen.plan.version),
        within: None,
        level: which.level.unwrap_or(UnitLevel::Block),
        total: Some(total),
        weights: match sharing.weights {
            Way::LeftOut => Weights::LeftOut,
            Way::Groups => Weights::Groups,
            Way::LastYear => Weights::LastYear,
            Way::Equal => Weights::Equal,
        },
        limits: Vec::new(),
        season: match (sharing.shares, sharing.season) {
            (Some(shares), _) => Season::Shares(shares),
            (None, Spread::LastYear) => Season::LastYear,
            (None, Spread::Even) => Season::Even,
            (None, Spread::Standing) => Season::Standing,
        },
    };
    split(&workplace.db, &desk, new_id()?, &ask, clock::now())?;
    show_all(workplace, std::slice::from_ref(district), which)
}

/// Counts as they are, money in rupees.
fn amount(indicator: &Indicator, value: i64) -> String {
    if indicator.unit == Unit::Paise { show::rupees(value) } else { show::grouped(value) }
}

fn known(code: &str) -> std::result::Result<&'static Indicator, String> {
    catalogue::by_code(code).ok_or_else(|| format!("no indicator {code}: see docs/indicators.md"))
}

fn shares(text: &str) -> std::result::Result<Months, String> {
    samuh_plans::shares_of(text).ok_or_else(|| format!("not twelve shares: {text}"))
}

fn level(code: &str) -> std::result::Result<UnitLevel, String> {
    UnitLevel::of(code).ok_or_else(|| format!("no level {code}"))
}

fn year(text: &str) -> std::result::Result<FinancialYear, String> {
    text.parse().map_err(|_| format!("no financial year: {text}; write it as 2026-27"))
}
