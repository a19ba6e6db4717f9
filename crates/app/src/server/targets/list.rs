//! The plans of a year: what is set, what is split, what is due by today.

use axum::{extract::Query as Asked, response::Response};
use samuh_engine::clock;
use samuh_figures::catalogue::{INDICATORS, Indicator, Nature};
use samuh_kernel::{
    calendar::FinancialYear,
    scope::{Area, Right},
};
use samuh_plans::{PlanSeen, plans_of, to_date};
use samuh_web::{
    page::Section,
    pages::targets::{self as drawn, PlanRow, TargetsPage},
    parts::{Choice, Control, Field, Filters, Link},
    show,
};

use super::{
    super::{fail::Answer, query::Query, visit::Visitor},
    Subject, excel, indicator_name, is_planned, may_change, quantity, read_grid, unit_of_count,
};

/// How many years before and after this one may be chosen.
const BEFORE: i32 = 4;
const AFTER: i32 = 1;

/// The plans of a year.
pub(in crate::server) async fn page(
    visitor: Visitor,
    Asked(pairs): Asked<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::See, Area::Plans)?;
    let asked = Query::of(pairs);
    let today = clock::today();
    let this = FinancialYear::of(today);
    let year = asked.get("year").and_then(|text| text.parse().ok()).unwrap_or(this);
    let scope = visitor.scope().clone();
    let plans = visitor.app.read(move |reader| plans_of(reader, &scope, year)).await?;
    if asked.get("format") == Some("xlsx") {
        return as_workbook(&visitor, year, &plans).await;
    }
    let words = visitor.words;
    let row = |indicator: &&'static Indicator| {
        let seen = plans.iter().find(|seen| seen.plan.indicator == indicator.id);
        row(&visitor, Subject { year, indicator }, seen)
    };
    let page = TargetsPage {
        year,
        filters: filters(&visitor, year, this),
        rows: INDICATORS
            .iter()
            .filter(|one| is_listed(&visitor, one, &plans))
            .map(|one| row(&one))
            .collect(),
        excel: (!plans.is_empty()).then(|| format!("/targets?year={year}&format=xlsx")),
        may_import: crate::importing::may_import(
            visitor.desk(),
            crate::importing::Register::Targets,
        )
        .is_ok(),
    };
    let title = words.args("targets-title", &[("year", show::year(year).into())]);
    Ok(visitor.page(&title, Some(Section::Targets), drawn::draw(&page, words)))
}

/// Every plan there is; and for those who can make one, what one is usually made for.
fn is_listed(visitor: &Visitor, indicator: &Indicator, plans: &[PlanSeen]) -> bool {
    let has_plan = plans.iter().any(|seen| seen.plan.indicator == indicator.id);
    let is_usual = is_planned(indicator) && indicator.nature == Nature::Flow;
    has_plan || (is_usual && may_change(visitor, None))
}

fn row(visitor: &Visitor, subject: Subject, seen: Option<&PlanSeen>) -> PlanRow {
    let (indicator, words) = (subject.indicator, visitor.words);
    let whole = visitor.scope().is_whole_district();
    let total = |seen: &PlanSeen| if whole { seen.plan.total } else { seen.own };
    let due = |seen: &PlanSeen| to_date(&seen.months, clock::today(), subject.year);
    PlanRow {
        indicator: Link::new(indicator_name(indicator, words), subject.address()),
        unit: unit_of_count(indicator, words),
        total: seen.map(|seen| quantity(indicator, total(seen))),
        split: seen.map(|seen| quantity(indicator, seen.own)),
        to_date: seen.map(|seen| quantity(indicator, due(seen))),
        locked: seen.is_some_and(|seen| seen.plan.locked),
    }
}

fn filters(visitor: &Visitor, year: FinancialYear, this: FinancialYear) -> Filters {
    let years = (this.0 - BEFORE..=this.0 + AFTER).rev().map(FinancialYear);
    let choices = years.map(|year| Choice::new(year.to_string(), show::year(year)));
    let field =
        Field::new("year", visitor.words.t("targets-year"), Control::Select(choices.collect()));
    Filters {
        action: "/targets".into(),
        hidden: Vec::new(),
        fields: vec![field.value(year.to_string())],
        clear: (year != this).then(|| "/targets".into()),
    }
}

async fn as_workbook(
    visitor: &Visitor,
    year: FinancialYear,
    plans: &[PlanSeen],
) -> Answer<Response> {
    let wanted = |one: &&Indicator| plans.iter().any(|seen| seen.plan.indicator == one.id);
    let subjects = INDICATORS.iter().filter(wanted).map(|indicator| Subject { year, indicator });
    let subjects: Vec<Subject> = subjects.collect();
    let (reads, asked) = (visitor.clone(), subjects.clone());
    let grids = visitor.app.read(move |reader| {
        asked.iter().map(|subject| read_grid(reader, &reads, *subject)).collect()
    });
    let grids: Vec<samuh_plans::Grid> = grids.await?;
    let title = visitor.words.args("targets-title", &[("year", show::year(year).into())]);
    excel::answer(visitor, &title, &subjects.into_iter().zip(grids).collect::<Vec<_>>())
}
