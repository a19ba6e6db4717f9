//! By what typed figures are found out, and how many are drawn by chance.

use maud::{Markup, html};
use samuh_engine::{
    Reader, Result,
    rule::{NewRule, Rule},
};
use samuh_figures::checks::Thresholds;
use samuh_kernel::{
    read,
    scope::{Area, Right, Scope},
    show::grouped,
};
use samuh_plans::checks::{CheckTerms, check_rules};
use samuh_web::{
    page::Section,
    parts::{Control, Fact, Problem, facts},
};

use super::{Kind, asking, key, number};
use crate::server::{approvals::Ask, groups::Reading, query::Query, visit::Visitor};

/// The rule of checks.
pub(in crate::server) struct Checks;

/// Each number; deviations are told with two places.
fn lines(terms: &CheckTerms) -> [(&'static str, bool, i64); 9] {
    let is = &terms.thresholds;
    [
        ("same_least", false, is.same_least),
        ("same_percent", false, is.same_percent),
        ("same_total", false, is.same_total),
        ("jump_hundredths", true, is.jump_hundredths),
        ("late_percent", false, is.late_percent),
        ("late_one_in", false, is.late_one_in),
        ("heaped_hundredths", true, is.heaped_hundredths),
        ("members_most", false, is.members_most),
        ("sample_of_block", false, terms.sample_of_block),
    ]
}

fn places(hundredths: i64) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

impl Kind for Checks {
    type Terms = CheckTerms;
    type New = CheckTerms;
    const CODE: &'static str = "checks";
    const AREA: Area = Area::Figures;
    const NEEDS: Right = Right::Approve;
    const SECTION: Section = Section::Reported;

    fn all(reader: &mut Reader, scope: &Scope) -> Result<Vec<Rule<CheckTerms>>> {
        check_rules(reader, scope)
    }

    fn told(visitor: &Visitor, terms: &CheckTerms) -> Markup {
        let fact = |(name, has_places, value): (&str, bool, i64)| {
            let value = if has_places { places(value) } else { grouped(value) };
            Fact::text(visitor.words.t(&key(name)), &value)
        };
        facts(&lines(terms).map(fact))
    }

    fn fields(visitor: &Visitor, terms: &CheckTerms, typed: (&Query, &[Problem])) -> Markup {
        html! {
            div.weights {
                @for (name, has_places, value) in lines(terms) {
                    @let stands = if has_places { places(value) } else { value.to_string() };
                    (asking(visitor, (name, &key(name)), Control::Number, typed, stands))
                }
            }
        }
    }

    fn read(typed: &mut Reading<'_>, _: &Query) -> CheckTerms {
        // Two places, read as rupees and paise are.
        let mut places = |name: &str| typed.read(name, read::paise).unwrap_or(-1);
        let (jump_hundredths, heaped_hundredths) =
            (places("jump_hundredths"), places("heaped_hundredths"));
        let thresholds = Thresholds {
            same_least: number(typed, "same_least"),
            same_percent: number(typed, "same_percent"),
            same_total: number(typed, "same_total"),
            jump_hundredths,
            late_percent: number(typed, "late_percent"),
            late_one_in: number(typed, "late_one_in"),
            heaped_hundredths,
            members_most: number(typed, "members_most"),
        };
        CheckTerms { thresholds, sample_of_block: number(typed, "sample_of_block") }
    }

    fn ask(new: NewRule<CheckTerms>) -> Ask {
        Ask::Checks(new)
    }
}
