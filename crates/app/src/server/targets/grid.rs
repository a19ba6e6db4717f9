//! The grid of one indicator: its units by months, with the revisions so far.

use std::collections::HashMap;

use axum::{
    extract::{Path, Query as Asked},
    http::StatusCode,
    response::Response,
};
use maud::html;
use samuh_engine::{Reader, Result};
use samuh_figures::catalogue::Unit;
use samuh_kernel::scope::{Area, Right};
use samuh_plans::{Grid, GridUnit, RevisionSeen, UnitLevel, revisions_of};
use samuh_web::{
    page::Section,
    pages::targets::{self as drawn, GridPage, GridRow, Revision, Said},
    parts::{Choice, Link, Problem},
    show,
    words::Words,
};

use super::{
    super::{
        approvals::{carried, reopened},
        fail::Answer,
        query::Query,
        trail::{Kind, foot},
        users,
        visit::{Visitor, with_status},
    },
    Subject, excel, indicator_name, may_change, name_of, read_grid, shown, typed, unit_of_count,
};
use crate::ids::new_id;

/// The ways of a split, as the form sends them.
pub(super) const WAYS: [(&str, &str); 4] = [
    ("households", "way-households"),
    ("groups", "way-groups"),
    ("last-year", "way-last-year"),
    ("equal", "way-equal"),
];
/// How a split spreads the year to months, as the form sends it.
const SEASONS: [(&str, &str); 4] = [
    ("standing", "season-standing"),
    ("last-year", "season-last-year"),
    ("shares", "season-shares"),
    ("even", "season-even"),
];
/// Months that one line of a revision names; more are said as the year's sum.
const NAMED: usize = 3;

/// The grid of an address.
pub(in crate::server) async fn page(
    visitor: Visitor,
    Path((year, indicator)): Path<(String, String)>,
    Asked(pairs): Asked<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::See, Area::Plans)?;
    let subject = Subject::of(&year, &indicator)?;
    if Query::of(pairs).get("format") == Some("xlsx") {
        let reads = visitor.clone();
        let grid = visitor.app.read(move |reader| read_grid(reader, &reads, subject)).await?;
        return excel::answer(&visitor, &title(subject, visitor.words), &[(subject, grid)]);
    }
    let reads = visitor.clone();
    let kept = visitor.app.read(move |reader| reopened(reader, &reads)).await?;
    let again = Again { form: kept.unwrap_or_default(), ..Again::default() };
    draw(&visitor, subject, &again).await
}

/// What is shown again after an attempt that was not taken.
#[derive(Default)]
pub(super) struct Again {
    /// The form as it was sent; none at the first look.
    pub(super) form: Query,
    /// What is wrong.
    pub(super) problems: Vec<Problem>,
    /// The status of the answer; none at the first look.
    pub(super) status: Option<StatusCode>,
}

/// Draws the grid as it stands, with what was typed over it.
pub(super) async fn draw(visitor: &Visitor, subject: Subject, again: &Again) -> Answer<Response> {
    let reads = visitor.clone();
    let (grid, revisions) = visitor
        .app
        .read(move |reader| {
            let key = (subject.indicator.id, subject.year);
            let revisions = revisions_of(reader, reads.scope(), key.0, key.1)?;
            Ok((read_grid(reader, &reads, subject)?, revisions))
        })
        .await?;
    let who = visitor.clone();
    let posts = visitor.app.blocking(move |_| users::posts_of(&who)).await?;
    let words = visitor.words;
    let page = GridPage {
        revisions: revisions.iter().map(|one| told(one, subject, &posts, words)).collect(),
        ..assembled(visitor, subject, &grid, again)?
    };
    let plan = subject.indicator.id * 10_000 + i64::from(subject.year.0);
    let body = html! { (drawn::grid(&page, words)) (foot(visitor, Kind::Plan, plan)) };
    let response = visitor.page(&title(subject, words), Some(Section::Targets), body);
    Ok(match again.status {
        Some(status) => with_status(status, response),
        None => response,
    })
}

fn assembled(visitor: &Visitor, subject: Subject, grid: &Grid, again: &Again) -> Result<GridPage> {
    let (indicator, words) = (subject.indicator, visitor.words);
    let plan = grid.plan.as_ref();
    let may_edit = may_change(visitor, plan);
    let sum: i64 = grid.rows.iter().flat_map(|row| row.months).sum();
    let is_whole = visitor.scope().is_whole_district();
    let total = plan.filter(|_| is_whole).map_or(sum, |plan| plan.total);
    Ok(GridPage {
        indicator: indicator_name(indicator, words),
        unit: match indicator.unit {
            Unit::Paise => words.t("grid-lakh"),
            Unit::Count | Unit::Percent => unit_of_count(indicator, words),
        },
        money: indicator.unit == Unit::Paise,
        year: subject.year,
        action: carried(visitor, subject.address()),
        version: plan.map_or(0, |plan| plan.version),
        total,
        rows: grid
            .rows
            .iter()
            .map(|row| grid_row(row, grid.level, subject, &again.form, words))
            .collect(),
        locked: plan.is_some_and(|plan| plan.locked),
        ways: if may_edit { choices(&WAYS, words) } else { Vec::new() },
        seasons: choices(&SEASONS, words),
        said: said(&again.form, plan.map(|_| shown(indicator, total)))?,
        revisions: Vec::new(),
        problems: again.problems.clone(),
        excel: Some(format!("{}?format=xlsx", subject.address())),
        may_edit,
    })
}

fn title(subject: Subject, words: &Words) -> String {
    let name = indicator_name(subject.indicator, words);
    let year = show::year(subject.year);
    words.args("grid-title", &[("indicator", name.into()), ("year", year.into())])
}

fn choices(all: &[(&str, &str)], words: &Words) -> Vec<Choice> {
    all.iter().map(|(code, key)| Choice::new(*code, words.t(key))).collect()
}

fn said(form: &Query, total: Option<String>) -> Result<Said> {
    let value = |name: &str| form.get(name).unwrap_or_default().to_owned();
    let sent = form.get("total").map(str::to_owned);
    Ok(Said {
        op: new_id()?.to_string(),
        keep: value("keep"),
        way: value("way"),
        total: sent.or(total).unwrap_or_default(),
        season: value("season"),
        shares: value("shares"),
        reason: value("reason"),
        order: value("order"),
    })
}

fn grid_row(
    row: &GridUnit,
    level: UnitLevel,
    subject: Subject,
    form: &Query,
    words: &Words,
) -> GridRow {
    let name = name_of(row.name_hi.as_ref(), row.name_en.as_ref(), words);
    let path = match level {
        UnitLevel::Shg => "groups",
        UnitLevel::Vo | UnitLevel::Clf => "federations",
        _ => "places",
    };
    let is_typed = (0..12).any(|month| form.get(&typed::name(row.unit_id, month)).is_some());
    let text = |month: usize| {
        let sent = form.get(&typed::name(row.unit_id, month)).map(str::to_owned);
        sent.unwrap_or_else(|| shown(subject.indicator, row.months[month]))
    };
    GridRow {
        code: row.unit_id.to_string(),
        unit: Link::new(name, format!("/{path}/{}", row.unit_id)),
        year: row.months.iter().sum(),
        months: row.months,
        typed: is_typed.then(|| std::array::from_fn(text)),
    }
}

fn told(
    one: &RevisionSeen,
    subject: Subject,
    posts: &HashMap<i64, String>,
    words: &Words,
) -> Revision {
    let order = one.order_no.as_ref().filter(|order| !order.is_empty());
    let order = order.map(|order| words.args("grid-order-of", &[("order", order.as_str().into())]));
    let reason = std::iter::once(one.reason.clone()).chain(order).collect::<Vec<_>>().join(", ");
    Revision {
        at: one.at,
        what: changed(one, subject, words),
        reason,
        by: posts.get(&one.post_id).cloned().unwrap_or_default(),
    }
}

/// What a revision changed: a few months each, else the year's sum.
fn changed(one: &RevisionSeen, subject: Subject, words: &Words) -> String {
    let unit = name_of(one.name_hi.as_ref(), one.name_en.as_ref(), words);
    let amount = |value: i64| shown(subject.indicator, value);
    let months: Vec<usize> = (0..12).filter(|at| one.was[*at] != one.becomes[*at]).collect();
    if months.len() > NAMED {
        let args = [
            ("unit", unit.into()),
            ("was", amount(one.was.iter().sum()).into()),
            ("becomes", amount(one.becomes.iter().sum()).into()),
        ];
        return words.args("grid-change", &args);
    }
    let line = |at: &usize| {
        let args = [
            ("unit", unit.as_str().into()),
            ("month", show::month(subject.year.months()[*at], words).into()),
            ("was", amount(one.was[*at]).into()),
            ("becomes", amount(one.becomes[*at]).into()),
        ];
        words.args("grid-change-month", &args)
    };
    months.iter().map(line).collect::<Vec<_>>().join("; ")
}

/// The grid as it stands, for an attempt to change it.
pub(super) fn stands(reader: &mut Reader, visitor: &Visitor, subject: Subject) -> Result<Grid> {
    read_grid(reader, visitor, subject)
}
