//! When and how often messages go out.

use maud::{Markup, html};
use samuh_engine::{
    Reader, Result,
    rule::{NewRule, Rule},
};
use samuh_kernel::{
    read,
    scope::{Area, Right, Scope},
    show::grouped,
};
use samuh_meetings::notice::{Policy, policies};
use samuh_web::{
    page::Section,
    parts::{Control, Fact, Problem, facts},
};

use super::{Kind, asking, key, number};
use crate::server::{approvals::Ask, groups::Reading, query::Query, visit::Visitor};

/// The rule of messages.
pub(in crate::server) struct Notices;

fn minute(minute: i64) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// Each with how it is shown.
fn lines(terms: &Policy) -> [(&'static str, bool, i64); 7] {
    [
        ("quiet_from", true, terms.quiet_from),
        ("quiet_to", true, terms.quiet_to),
        ("gather_minutes", false, terms.gather_minutes),
        ("singles", false, terms.singles),
        ("digest_minute", true, terms.digest_minute),
        ("most_tries", false, terms.most_tries),
        ("keep_days", false, terms.keep_days),
    ]
}

impl Kind for Notices {
    type Terms = Policy;
    type New = Policy;
    const CODE: &'static str = "notices";
    const AREA: Area = Area::Meetings;
    const NEEDS: Right = Right::Administer;
    const SECTION: Section = Section::Meetings;

    fn all(reader: &mut Reader, scope: &Scope) -> Result<Vec<Rule<Policy>>> {
        policies(reader, scope)
    }

    fn told(visitor: &Visitor, terms: &Policy) -> Markup {
        let fact = |(name, is_time, value): (&str, bool, i64)| {
            let value = if is_time { minute(value) } else { grouped(value) };
            Fact::text(visitor.words.t(&key(name)), &value)
        };
        facts(&lines(terms).map(fact))
    }

    fn fields(visitor: &Visitor, terms: &Policy, typed: (&Query, &[Problem])) -> Markup {
        html! {
            @for (name, is_time, value) in lines(terms) {
                @let (control, stands) = match is_time {
                    true => (Control::Text, minute(value)),
                    false => (Control::Number, value.to_string()),
                };
                (asking(visitor, (name, &key(name)), control, typed, stands))
            }
        }
    }

    fn read(typed: &mut Reading<'_>, _: &Query) -> Policy {
        let mut time = |name: &str| typed.read(name, read::minute).unwrap_or(-1);
        let (quiet_from, quiet_to) = (time("quiet_from"), time("quiet_to"));
        let digest_minute = time("digest_minute");
        Policy {
            quiet_from,
            quiet_to,
            digest_minute,
            gather_minutes: number(typed, "gather_minutes"),
            singles: number(typed, "singles"),
            most_tries: number(typed, "most_tries"),
            keep_days: number(typed, "keep_days"),
        }
    }

    fn ask(new: NewRule<Policy>) -> Ask {
        Ask::Rule(samuh_meetings::Ask::Notices(new))
    }
}
