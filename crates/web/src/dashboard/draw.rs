//! The page's order: heading and choice of period, what to say first, figures, table, map.

use maud::{Markup, html};

use super::{Choose, DashboardPage, Empty, Freshness, Level, Question, Summary, cards, heat, side};
use crate::parts::{Choice, Control, Field, Look, button, crumbs, empty, field, heading};
use crate::show;
use crate::svg::week_dots;
use crate::words::{Arg, Words};

/// Draws the body of the Collector's page.
pub fn draw(page: &DashboardPage, w: &Words) -> Markup {
    html! {
        (crumbs(w, &page.crumbs, &page.name))
        (heading(&title(page, w), under(page, w), html! {}))
        (choose(&page.choose, w))
        @if !page.about.0.is_empty() { div.before { (page.about) } }
        @if let Some(why) = page.empty {
            (nothing(why, w))
        } @else {
            (figures(page, w))
        }
        @if !page.trail.0.is_empty() { div.stack.after { (page.trail) } }
        @if let Some(chain) = &page.chain { p.chain { (chain) } }
    }
}

fn figures(page: &DashboardPage, w: &Words) -> Markup {
    let alone = page.map.is_none() && page.lagging.is_none();
    let wide = alone || page.table.as_ref().is_some_and(heat::is_turned);
    html! {
        (brief(page, w))
        @if !page.kpis.is_empty() { (cards::kpis(&page.kpis, w)) }
        @if !page.glance.is_empty() { (cards::glance(&page.glance, w)) }
        div.dash.wide[wide] {
            @if let Some(table) = &page.table { (heat::panel(table, page, w)) }
            @if page.map.is_some() || page.lagging.is_some() {
                div.side {
                    @if let Some(map) = &page.map { (side::map(map, page, w)) }
                    @if let Some(lagging) = &page.lagging { (side::lagging(lagging, w)) }
                }
            }
        }
    }
}

/// The page's title in the reader's language.
fn title(page: &DashboardPage, w: &Words) -> String {
    let key = format!("dashboard-title-{}", page.level.code());
    w.args(&key, &[("name", page.name.as_str().into())])
}

fn under(page: &DashboardPage, w: &Words) -> Markup {
    let day = show::day_long(page.day, w);
    let args: [Arg<'_>; 2] = [("day", day.into()), ("percent", page.year_passed.into())];
    html! {
        (w.args("dashboard-under", &args))
        @if page.has_targets { " · " (w.t("dashboard-compare")) }
        @if page.choose.with_pending { " · " b { (w.t("dashboard-with-pending")) } }
    }
}

fn choose(choose: &Choose, w: &Words) -> Markup {
    let years = choose.years.iter().map(|y| Choice::new(y.to_string(), y.to_string())).collect();
    let mut months = vec![Choice::new("", w.t("choose-whole-year"))];
    for month in choose.year.months() {
        months.push(Choice::new(month.to_string(), show::month(month, w)));
    }
    let month = choose.month.map(|month| month.to_string()).unwrap_or_default();
    let typed = choose.as_on_typed.clone();
    let day = typed.clone().or(choose.as_on.map(show::day)).unwrap_or_default();
    let mut as_on = Field::new("as_on", w.t("choose-as-on"), Control::Day).value(day);
    as_on.error = typed.map(|_| w.t("fault-not_a_day"));
    let choices = [("", "choose-pending-without"), ("with", "choose-pending-with")];
    let choices = choices.map(|(value, key)| Choice::new(value, w.t(key))).to_vec();
    let pending = Field::new("pending", w.t("choose-pending"), Control::Select(choices))
        .value(if choose.with_pending { "with" } else { "" });
    html! {
        form.filters.period method="get" action=(choose.action) {
            @for (name, value) in &choose.hidden { input type="hidden" name=(name) value=(value); }
            (field(w, &Field::new("year", w.t("choose-year"), Control::Select(years))
                .value(choose.year.to_string())))
            (field(w, &Field::new("month", w.t("choose-month"), Control::Select(months))
                .value(month)))
            (field(w, &as_on))
            (field(w, &pending))
            div.go { (button(Look::Plain, &w.t("filter-apply"), None)) }
        }
    }
}

fn nothing(why: Empty, w: &Words) -> Markup {
    let (key, day) = match why {
        Empty::NoData => ("dashboard-no-data", String::new()),
        Empty::NothingBefore(day) => ("dashboard-nothing-before", show::day(day)),
    };
    let args: [Arg<'_>; 1] = [("day", day.into())];
    let link = match why {
        Empty::NoData => crate::parts::Link::new(w.t("dashboard-no-data.action"), "/imports"),
        Empty::NothingBefore(_) => {
            crate::parts::Link::new(w.t("dashboard-nothing-before.action"), "?")
        }
    };
    html! {
        section.panel {
            (empty(&w.args(key, &args), &w.t(&format!("{key}.text")), Some(&link)))
        }
    }
}

fn brief(page: &DashboardPage, w: &Words) -> Markup {
    html! {
        section.brief.alone[page.freshness.is_empty()] aria-label=(w.t("dashboard-brief")) {
            div.panel.say {
                p { (say(&page.summary, page, w)) }
                @if !page.questions.is_empty() {
                    h2.vh { (w.t("dashboard-questions")) }
                    ol.ask { @for question in &page.questions { li { (ask(question, w)) } } }
                }
            }
            @if !page.freshness.is_empty() { (freshness(&page.freshness, w)) }
        }
    }
}

fn say(summary: &Summary, page: &DashboardPage, w: &Words) -> Markup {
    let units = page.table.as_ref().map_or("block", |table| table.units_are.code());
    let counts: [Arg<'_>; 4] = [
        ("total", summary.total.into()),
        ("on", summary.on.into()),
        ("near", summary.near.into()),
        ("behind", summary.behind.into()),
    ];
    html! {
        @if summary.total > 0 { (w.rich("dashboard-summary", &counts, &[])) " " }
        @else if matches!(page.level, Level::District | Level::Block) {
            (w.rich("dashboard-summary-none", &[], &["/targets"])) " "
        } @else { (w.t("dashboard-summary-no-own")) " " }
        @if let Some((unit, behind)) = &summary.attention {
            (w.rich("dashboard-attention",
                &[("unit", unit.text.as_str().into()), ("n", (*behind).into())], &[&unit.href])) " "
        } @else if summary.total > 0 && summary.behind == 0 {
            (w.args("dashboard-all-well", &[("units", units.into())])) " "
        }
        @if let Some(everywhere) = &summary.everywhere {
            @let key = if everywhere.except.is_some() { "dashboard-except" }
                else { "dashboard-everywhere" };
            @let except = everywhere.except.clone().unwrap_or_default();
            (w.rich(key, &[
                ("indicator", everywhere.indicator.text.as_str().into()),
                ("unit", except.into()),
                ("units", units.into()),
            ], &[&everywhere.indicator.href])) " "
        }
        @if summary.no_target > 0 && summary.total > 0 {
            (w.args("dashboard-without-target", &[("n", summary.no_target.into())]))
        }
    }
}

fn ask(question: &Question, w: &Words) -> Markup {
    let (key, args, href): (&str, Vec<Arg<'_>>, &str) = match question {
        Question::Low { unit, indicator, percent, achieved, expected, href } => (
            "question-low",
            vec![
                ("unit", unit.as_str().into()),
                ("indicator", indicator.as_str().into()),
                ("percent", show::percent(*percent).into()),
                ("achieved", show::quantity(*achieved, w).into()),
                ("expected", show::quantity(*expected, w).into()),
            ],
            href,
        ),
        Question::Falling { unit, indicator, percent, points, href } => (
            "question-falling",
            vec![
                ("unit", unit.as_str().into()),
                ("indicator", indicator.as_str().into()),
                ("percent", show::percent(*percent).into()),
                ("points", (*points).into()),
            ],
            href,
        ),
        Question::Stale { unit, days, last, href } => (
            "question-stale",
            vec![
                ("unit", unit.as_str().into()),
                ("days", (*days).into()),
                ("last", show::day(*last).into()),
            ],
            href,
        ),
        Question::Gap { gap, groups, worst, href } => {
            let (unit, most) = worst.clone().unwrap_or_default();
            let args = vec![("n", (*groups).into()), ("unit", unit.into()), ("most", most.into())];
            (gap.key(), args, href)
        }
    };
    let noted = !matches!(question, Question::Gap { worst: None, .. });
    html! {
        a href=(href) { (w.args(key, &args)) } " "
        @if noted { small { (w.args(&format!("{key}.note"), &args)) } }
    }
}

impl super::Gap {
    fn key(self) -> &'static str {
        match self {
            Self::Account => "question-gap-account",
            Self::Lokos => "question-gap-lokos",
            Self::Vo => "question-gap-vo",
            Self::Active => "question-gap-active",
        }
    }
}

/// How many units the card of freshness names; of more, the stalest.
const FRESH: usize = 8;

/// The units that the card names: all of a few, in their order, else the stalest.
fn stalest(units: &[Freshness]) -> Vec<&Freshness> {
    let mut all: Vec<&Freshness> = units.iter().collect();
    if all.len() > FRESH {
        all.sort_by_key(|one| std::cmp::Reverse(one.days_old.unwrap_or(i64::MAX)));
        all.truncate(FRESH);
    }
    all
}

/// Days without an entry after which a unit is shown as stale.
const STALE_DAYS: i64 = 3;

fn freshness(units: &[Freshness], w: &Words) -> Markup {
    html! {
        div.panel.fresh {
            h2 { (w.t("freshness")) }
            @if units.len() > FRESH {
                small { (w.args("freshness-stalest", &[("n", FRESH.into()), ("all", units.len().into())])) }
            }
            ul {
                @for one in stalest(units) {
                    li {
                        a href=(one.unit.href) { (one.unit.text) }
                        (week_dots(&one.week))
                        span.old[one.days_old.is_none_or(|days| days >= STALE_DAYS)] {
                            @match one.days_old {
                                Some(days) => (w.args("freshness-days", &[("n", days.into())])),
                                None => (w.t("freshness-never")),
                            }
                        }
                    }
                }
            }
        }
    }
}
