//! The bars of a year: achieved month by month beside the month's target, and the whole year with
//! a tick where the work should stand today.

use maud::{Markup, html};

/// One month of a year's bars. All sizes are in the indicator's own unit.
pub struct MonthBar {
    /// The short name under the bar; empty where the neighbours say enough.
    pub label: String,
    /// What was achieved; `None` for a month that has not begun.
    pub achieved: Option<i64>,
    /// The month's own target; `None` when no target is set.
    pub target: Option<i64>,
    /// Whether the month is still running: its bar is drawn lighter.
    pub running: bool,
}

const HEIGHT: i64 = 44;
const FLOOR: i64 = 47;
const STEP: i64 = 22;

/// Draws the months as bars with a tick at each target; `title` says it in words.
pub fn month_bars(months: &[MonthBar], title: &str) -> Markup {
    let sizes = months.iter().flat_map(|m| [m.achieved, m.target]).flatten();
    let most = sizes.max().unwrap_or(0).max(1);
    let width = STEP * i64::try_from(months.len()).unwrap_or(12);
    html! {
        svg.bars viewBox=(format!("0 0 {width} 64")) role="img" {
            title { (title) }
            @for (x, month) in (0..).step_by(22).zip(months) { (bar(month, x, most)) }
        }
    }
}

fn bar(month: &MonthBar, x: i64, most: i64) -> Markup {
    let height = |size: i64| scaled(size.max(0), most, HEIGHT);
    let behind = match (month.achieved, month.target) {
        (Some(done), Some(target)) => !month.running && done * 100 < target * 80,
        _ => false,
    };
    let class = match (month.running, behind) {
        (true, _) => "now",
        (_, true) => "low",
        _ => "full",
    };
    html! {
        @if let Some(done) = month.achieved {
            @let tall = height(done);
            rect class=(class) x=(x + 2) y=(FLOOR - tall) width="18" height=(tall) rx="2" {}
        }
        @if let Some(target) = month.target {
            path.tick d=(format!("M{} {}h22", x, FLOOR - height(target))) {}
        }
        @if !month.label.is_empty() { text x=(x + 2) y="61" { (month.label) } }
    }
}

/// Draws the year's bar: `done` and the tick `expected` as shares of `whole`, in one unit.
/// `class` is the status's own (`lag`, `crit` or nothing).
pub fn year_bar(done: i64, expected: Option<i64>, whole: i64, class: &str) -> Markup {
    let whole = whole.max(1);
    html! {
        svg.bar.lag[class == "lag"].crit[class == "crit"] viewBox="0 0 1000 16"
            preserveAspectRatio="none" aria-hidden="true" {
            rect.under y="4" width="1000" height="8" rx="4" {}
            rect.done y="4" width=(scaled(done.clamp(0, whole), whole, 1000)) height="8" rx="4" {}
            @if let Some(expected) = expected {
                rect.tick x=(scaled(expected.clamp(0, whole), whole, 988)) width="12" height="16" {}
            }
        }
    }
}

/// `size` of `most` on a scale of `length`, without overflow for money in paise.
pub(super) fn scaled(size: i64, most: i64, length: i64) -> i64 {
    let exact = i128::from(size) * i128::from(length) / i128::from(most.max(1));
    i64::try_from(exact).unwrap_or(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_bar_shows_how_much_is_done_and_where_the_tick_stands() {
        let drawn = year_bar(583, Some(641), 1000, "lag").into_string();
        assert!(drawn.contains("width=\"583\""), "{drawn}");
        assert!(drawn.contains("x=\"633\""), "{drawn}");
        assert!(drawn.contains("class=\"bar lag\""), "{drawn}");
    }

    #[test]
    fn more_than_the_target_fills_the_bar_and_no_more() {
        let drawn = year_bar(i64::MAX, None, 10, "").into_string();
        assert!(drawn.contains("class=\"done\" y=\"4\" width=\"1000\""), "{drawn}");
    }

    #[test]
    fn a_month_that_has_not_begun_has_a_tick_but_no_bar() {
        let month = |achieved| MonthBar {
            label: "मार्च".into(),
            achieved,
            target: Some(10),
            running: false,
        };
        let drawn = month_bars(&[month(Some(5)), month(None)], "माहवार").into_string();
        assert_eq!(drawn.matches("<rect").count(), 1);
        assert_eq!(drawn.matches("class=\"tick\"").count(), 2);
        assert!(drawn.contains("<rect class=\"low\""), "{drawn}");
    }
}
