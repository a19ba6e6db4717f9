//! From which share of the sessions on somebody has attended a training.

use maud::Markup;
use samuh_engine::{
    Reader, Result,
    rule::{NewRule, Rule},
};
use samuh_kernel::scope::{Area, Right, Scope};
use samuh_meetings::event::shares;
use samuh_web::{
    page::Section,
    parts::{Control, Fact, Problem, facts},
    show::percent,
};

use super::{Kind, asking, number};
use crate::server::{approvals::Ask, groups::Reading, query::Query, visit::Visitor};

/// The rule of attendance.
pub(in crate::server) struct Share;

impl Kind for Share {
    type Terms = i64;
    type New = i64;
    const CODE: &'static str = "attendance";
    const AREA: Area = Area::Meetings;
    const NEEDS: Right = Right::Approve;
    const SECTION: Section = Section::Meetings;

    fn all(reader: &mut Reader, scope: &Scope) -> Result<Vec<Rule<i64>>> {
        shares(reader, scope)
    }

    fn told(visitor: &Visitor, terms: &i64) -> Markup {
        facts(&[Fact::text(visitor.words.t("rule-share"), &percent(*terms))])
    }

    fn fields(visitor: &Visitor, terms: &i64, typed: (&Query, &[Problem])) -> Markup {
        asking(visitor, ("percent", "rule-share"), Control::Number, typed, terms.to_string())
    }

    fn label(visitor: &Visitor, _: &i64, name: &str) -> Option<String> {
        (name == "percent").then(|| visitor.words.t("rule-share"))
    }

    fn read(typed: &mut Reading<'_>, _: &Query) -> i64 {
        number(typed, "percent")
    }

    fn ask(new: NewRule<i64>) -> Ask {
        Ask::Rule(samuh_meetings::Ask::Attendance(new))
    }
}
