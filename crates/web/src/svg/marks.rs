//! Marks inside a line of text: a spark line of months, the squares of a campaign, the dots of a
//! week.

use maud::{Markup, html};

use super::bars::scaled;

/// Draws a line through `values`, oldest first, with a dot at the last; `title` says it in words.
pub fn spark(values: &[i64], title: &str) -> Markup {
    let least = values.iter().min().copied().unwrap_or(0);
    let most = values.iter().max().copied().unwrap_or(0);
    let last = i64::try_from(values.len().saturating_sub(1)).unwrap_or(0).max(1);
    let spread = (most - least).max(1);
    let points: Vec<(i64, i64)> = (0..)
        .zip(values)
        .map(|(at, value)| (4 + 66 * at / last, 22 - scaled(value - least, spread, 18)))
        .collect();
    let line: Vec<String> = points.iter().map(|(x, y)| format!("{x},{y}")).collect();
    html! {
        svg.spark viewBox="0 0 74 26" width="74" height="26" role="img" {
            title { (title) }
            @if points.len() > 1 { polyline points=(line.join(" ")) {} }
            @if let Some((x, y)) = points.last() { circle cx=(x) cy=(y) r="3.2" {} }
        }
    }
}

/// Draws `of` squares of which `done` are full and `underway` are half-tinted.
pub fn waffle(done: u32, underway: u32, of: u32, title: &str) -> Markup {
    let of = of.min(100);
    html! {
        svg.waffle viewBox=(format!("0 0 {} 9", of * 10)) preserveAspectRatio="none" role="img" {
            title { (title) }
            @for at in 0..of {
                @let class = match at {
                    at if at < done => Some("full"),
                    at if at < done.saturating_add(underway) => Some("half"),
                    _ => None,
                };
                rect class=[class] x=(at * 10) width="8" height="9" rx="1.5" {}
            }
        }
    }
}

/// Draws the last seven days, oldest first: a full square for a day with entries. The words beside
/// it say the same, so a reader skips it.
pub fn week_dots(days: &[bool; 7]) -> Markup {
    html! {
        svg.dots viewBox="0 0 88 10" width="88" height="10" aria-hidden="true" {
            @for (at, full) in days.iter().enumerate() {
                rect.full[*full] x=(at * 13) width="10" height="10" rx="2" {}
            }
        }
    }
}

/// Draws the places `low` to `high` of `of` as a bar on a line, the first place at the left; `title`
/// says it in words.
pub fn band(low: i64, high: i64, of: i64, title: &str) -> Markup {
    const WIDE: i64 = 96;
    let of = of.max(1);
    let at = |place: i64| WIDE * place.clamp(0, of) / of;
    let (from, to) = (at(low - 1), at(high));
    html! {
        svg.band viewBox="0 0 96 12" width="96" height="12" role="img" {
            title { (title) }
            rect.track y="4" width=(WIDE) height="4" rx="2" {}
            rect x=(from) y="1" width=((to - from).max(3)) height="10" rx="3" {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_begins_at_its_best_place_and_ends_at_its_worst() {
        let drawn = band(2, 4, 8, "2–4").into_string();
        assert!(drawn.contains("x=\"12\" y=\"1\" width=\"36\""), "{drawn}");
        assert!(band(1, 1, 100, "1").into_string().contains("width=\"3\""), "never unseen");
    }

    #[test]
    fn a_spark_line_runs_from_left_to_right_and_ends_in_a_dot() {
        let drawn = spark(&[70, 52, 41], "70, 52, 41").into_string();
        assert!(drawn.contains("points=\"4,4 37,16 70,22\""), "{drawn}");
        assert!(drawn.contains("<title>70, 52, 41</title>"), "{drawn}");
    }

    #[test]
    fn one_month_alone_is_a_dot_and_none_is_nothing() {
        assert!(!spark(&[5], "").into_string().contains("polyline"));
        assert!(!spark(&[], "").into_string().contains("circle"));
    }

    #[test]
    fn the_squares_add_up_to_the_campaign() {
        let drawn = waffle(9, 4, 20, "9/20").into_string();
        assert_eq!(drawn.matches("<rect").count(), 20);
        assert_eq!(drawn.matches("class=\"full\"").count(), 9);
        assert_eq!(drawn.matches("class=\"half\"").count(), 4);
    }
}
