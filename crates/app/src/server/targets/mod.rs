//! Plans and targets at the desk: the year's plans, the grid of one indicator, its saving, splitting,
//! approving and revising, and the same as a sheet to fill in.

mod edit;
mod excel;
mod grid;
mod list;
mod typed;

use samuh_engine::Reader;
use samuh_figures::catalogue::{Indicator, Nature, Unit, by_code};
use samuh_kernel::{
    calendar::FinancialYear,
    scope::{Area, Right},
};
use samuh_plans::Plan;
use samuh_web::{
    show::{self, Quantity},
    words::{Lang, Words},
};

use super::{
    fail::{Answer, Fail},
    visit::Visitor,
};

pub(super) use {edit::change, grid::page as grid, list::page as list};

/// A plan's address: the year and the indicator.
#[derive(Clone, Copy)]
struct Subject {
    year: FinancialYear,
    indicator: &'static Indicator,
}

impl Subject {
    /// What an address names; an indicator that can have no target leads nowhere.
    fn of(year: &str, indicator: &str) -> Answer<Self> {
        let year = year.parse().map_err(|_| Fail::not_found())?;
        let indicator = by_code(indicator).filter(|one| is_planned(one));
        Ok(Self { year, indicator: indicator.ok_or_else(Fail::not_found)? })
    }

    fn address(self) -> String {
        format!("/targets/{}/{}", self.year, self.indicator.code)
    }
}

/// A share in per cent has no target of its own.
fn is_planned(indicator: &Indicator) -> bool {
    !matches!(indicator.nature, Nature::Ratio { .. })
}

/// True where the desk may change a plan: the district's own units, by entry, or by revision once
/// it is approved.
fn may_change(visitor: &Visitor, plan: Option<&Plan>) -> bool {
    let right = if plan.is_some_and(|plan| plan.locked) { Right::Approve } else { Right::Enter };
    visitor.scope().is_whole_district() && visitor.scope().may(right, Area::Plans)
}

fn quantity(indicator: &Indicator, value: i64) -> Quantity {
    match indicator.unit {
        Unit::Paise => Quantity::Paise(value),
        Unit::Count | Unit::Percent => Quantity::Count(value),
    }
}

/// An amount as the grid shows it: money in lakh rupees.
pub(super) fn shown(indicator: &Indicator, value: i64) -> String {
    match indicator.unit {
        Unit::Paise => show::lakh(value),
        Unit::Count | Unit::Percent => show::grouped(value),
    }
}

fn indicator_name(indicator: &Indicator, words: &Words) -> String {
    words.t(&format!("indicator-{}", indicator.code))
}

fn unit_of_count(indicator: &Indicator, words: &Words) -> String {
    words.t(&format!("indicator-{}.unit", indicator.code))
}

/// A name in the reader's language, else in the other.
fn name_of(hi: Option<&String>, en: Option<&String>, words: &Words) -> String {
    let (first, second) = if words.lang() == Lang::Hi { (hi, en) } else { (en, hi) };
    first.or(second).cloned().unwrap_or_default()
}

/// The grid of a subject, as the desk sees it.
fn read_grid(
    reader: &mut Reader,
    visitor: &Visitor,
    subject: Subject,
) -> samuh_engine::Result<samuh_plans::Grid> {
    let key = (subject.indicator.id, subject.year);
    samuh_plans::grid(reader, visitor.scope(), key, None, 0)
}
