//! The large figures with their twelve months, and the registers at a glance.

use maud::{Markup, html};
use samuh_kernel::calendar::Month;

use super::{Glance, Kpi, Status};
use crate::parts::{Stat, stats};
use crate::show::{self, Quantity};
use crate::svg::{MonthBar, month_bars};
use crate::words::{Arg, Words};

pub(super) fn kpis(all: &[Kpi], w: &Words) -> Markup {
    html! {
        section.kpis aria-label=(w.t("kpi-all")) { @for one in all { (kpi(one, w)) } }
    }
}

fn kpi(kpi: &Kpi, w: &Words) -> Markup {
    html! {
        a.panel.kpi href=(kpi.href) {
            h2 { (kpi.name) " " (pace(kpi.percent, kpi.status, w)) }
            div.big {
                (show::quantity(kpi.achieved, w)) " "
                @if let Some(annual) = kpi.annual {
                    small { (w.args("kpi-annual", &[("n", show::quantity(annual, w).into())])) }
                }
            }
            @if has_bars(kpi) { div.viz { (month_bars(&bars(kpi, w), &told(kpi, w))) } }
            div.note { (note(kpi, w)) }
        }
    }
}

/// The tag with the pace; its word is for a reader, its colour and sign for the eye.
pub(super) fn pace(percent: Option<i64>, status: Status, w: &Words) -> Markup {
    html! {
        span class=(format!("tag {}", status.class())) {
            @match percent {
                Some(percent) => {
                    @if !status.glyph().is_empty() { em aria-hidden="true" { (status.glyph()) } }
                    (w.args("kpi-pace", &[("percent", show::percent(percent).into())]))
                    span.vh { ", " (w.t(status.key())) }
                }
                None => (w.t(status.key())),
            }
        }
    }
}

/// True when a month has something to draw: a stock that did not move has no bars.
fn has_bars(kpi: &Kpi) -> bool {
    let sizes = kpi.months.iter().flat_map(|month| [month.achieved, month.target]);
    sizes.flatten().any(|size| size.size() > 0)
}

/// Bars named by the first month of each quarter: twelve names would be too small to read.
fn bars(kpi: &Kpi, w: &Words) -> Vec<MonthBar> {
    let label = |month: Month| match month.month() {
        1 | 4 | 7 | 10 => show::month_short(month, w),
        _ => String::new(),
    };
    let bar = |month: &super::KpiMonth| MonthBar {
        label: label(month.month),
        achieved: month.achieved.map(show::Quantity::size),
        target: month.target.map(show::Quantity::size),
        running: month.running,
    };
    kpi.months.iter().map(bar).collect()
}

fn told(kpi: &Kpi, w: &Words) -> String {
    let mut parts = Vec::new();
    for month in kpi.months.iter().filter(|month| month.achieved.is_some()) {
        let achieved = month.achieved.map(|n| show::quantity(n, w)).unwrap_or_default();
        let name = show::month_name(month.month, w);
        let args: Vec<Arg<'_>> = vec![("month", name.into()), ("achieved", achieved.into())];
        parts.push(match month.target {
            Some(target) => {
                let target = [("target", show::quantity(target, w).into())];
                w.args("kpi-month-target", &[args, target.to_vec()].concat())
            }
            None => w.args("kpi-month", &args),
        });
    }
    format!("{}: {}", w.t("kpi-months"), parts.join("; "))
}

fn note(kpi: &Kpi, w: &Words) -> Markup {
    let told = [("kpi-this-month", kpi.this_month), ("kpi-last-year", kpi.last_year)];
    let parts: Vec<String> = told
        .into_iter()
        .filter_map(|(key, value)| {
            let sign = |n: Quantity| if key == "kpi-this-month" && n.size() > 0 { "+" } else { "" };
            value.map(|n| {
                w.args(key, &[("n", format!("{}{}", sign(n), show::quantity(n, w)).into())])
            })
        })
        .collect();
    // A sum of money is not broken after its sign.
    html! { (parts.join(" · ").replace("₹ ", "₹\u{a0}")) }
}

pub(super) fn glance(all: &[Glance], w: &Words) -> Markup {
    let figures: Vec<Stat> = all
        .iter()
        .map(|one| Stat {
            name: one.name.clone(),
            value: show::quantity(one.value, w),
            note: one.note.clone(),
            href: one.href.clone(),
        })
        .collect();
    html! {
        section.panel.glance aria-labelledby="glance" {
            div.ph { h2 #glance { (w.t("glance")) } }
            (stats(&figures))
        }
    }
}
