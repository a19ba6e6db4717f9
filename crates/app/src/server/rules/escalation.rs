//! After how many days an overdue direction goes to which post.

use maud::{Markup, html};
use samuh_engine::{
    Reader, Result,
    rule::{NewRule, Rule},
};
use samuh_kernel::{
    read,
    scope::{Area, Right, Scope},
};
use samuh_meetings::direction::{ESCALATES, Escalation, Priority, escalations};
use samuh_web::{
    page::Section,
    parts::{Choice, Control, Field, Problem, field},
};

use super::Kind;
use crate::server::{approvals::Ask, groups::Reading, query::Query, visit::Visitor};

/// The rule of escalation.
pub(in crate::server) struct Escalations;

/// Steps that a form has for each priority.
const STEPS: i64 = 4;

fn named(visitor: &Visitor, role: &str) -> String {
    visitor.words.t(&format!("role-{role}"))
}

fn priority(visitor: &Visitor, priority: Priority) -> String {
    visitor.words.t(&format!("priority-{}", priority.code()))
}

/// What a step's days or post are called.
fn called(visitor: &Visitor, what: &str, of: Priority, step: i64) -> String {
    let words = visitor.words;
    let args = [("priority", priority(visitor, of).into()), ("step", step.into())];
    let key = if what == "days" { "rule-escalation-days" } else { "rule-escalation-post" };
    format!("{} – {}", words.args("rule-escalation-of", &args), words.t(key))
}

impl Kind for Escalations {
    type Terms = Vec<Escalation>;
    type New = Vec<Escalation>;
    const CODE: &'static str = "escalation";
    const AREA: Area = Area::Meetings;
    const NEEDS: Right = Right::Administer;
    const SECTION: Section = Section::Meetings;

    fn all(reader: &mut Reader, scope: &Scope) -> Result<Vec<Rule<Vec<Escalation>>>> {
        escalations(reader, scope)
    }

    fn told(visitor: &Visitor, terms: &Vec<Escalation>) -> Markup {
        let words = visitor.words;
        let said = |one: &Escalation| {
            let args = [("days", one.days.into()), ("post", named(visitor, &one.role).into())];
            words.args("rule-escalation-step", &args)
        };
        html! {
            dl.facts {
                @for one in Priority::ALL {
                    @let own = terms.iter().filter(|step| step.priority == *one);
                    @let said: Vec<String> = own.map(said).collect();
                    div {
                        dt { (priority(visitor, *one)) }
                        dd { @if said.is_empty() { (words.t("rule-escalation-never")) } @else { (said.join("; ")) } }
                    }
                }
            }
        }
    }

    fn fields(
        visitor: &Visitor,
        terms: &Vec<Escalation>,
        (form, wrong): (&Query, &[Problem]),
    ) -> Markup {
        let words = visitor.words;
        // A form that was sent says it all: a step that it leaves out is left out.
        let is_sent = form.get("op").is_some() || form.get("from_on").is_some();
        let one = |what: &str, (of, step): (Priority, i64), control: Control, stands: String| {
            let name = format!("{what}_{}_{step}", of.code());
            let stands = if is_sent { String::new() } else { stands };
            let value = form.get(&name).map_or(stands, str::to_owned);
            let label = called(visitor, what, of, step);
            field(words, &Field::new(name, label, control).value(value).checked(wrong))
        };
        let roles = || {
            let known = ESCALATES.iter().map(|role| Choice::new(*role, named(visitor, role)));
            std::iter::once(Choice::new("", "—")).chain(known).collect::<Vec<_>>()
        };
        html! {
            p.hint { (words.t("rule-escalation-steps")) }
            div.weights.pairs {
                @for of in Priority::ALL { @for step in 1..=STEPS { div.pair {
                    @let says = terms.iter().find(|one| one.priority == *of && one.step == step);
                    (one("days", (*of, step), Control::Number, says.map(|one| one.days.to_string()).unwrap_or_default()))
                    (one("role", (*of, step), Control::Select(roles()), says.map(|one| one.role.clone()).unwrap_or_default()))
                } } }
            }
        }
    }

    fn label(visitor: &Visitor, _: &Vec<Escalation>, name: &str) -> Option<String> {
        let (what, at) = name.split_once('_')?;
        let (code, step) = at.rsplit_once('_')?;
        let of = Priority::ALL.iter().find(|one| one.code() == code)?;
        Some(called(visitor, what, *of, step.parse().ok()?))
    }

    fn read(typed: &mut Reading<'_>, form: &Query) -> Vec<Escalation> {
        let mut all = Vec::new();
        for of in Priority::ALL {
            for step in 1..=STEPS {
                let name = |what: &str| format!("{what}_{}_{step}", of.code());
                let role = form.get(&name("role")).unwrap_or_default().to_owned();
                let said = form.get(&name("days")).is_some();
                let days = typed.read(&name("days"), read::whole).unwrap_or(0);
                if said || !role.is_empty() {
                    all.push(Escalation { priority: *of, step, days, role });
                }
            }
        }
        all
    }

    fn ask(new: NewRule<Vec<Escalation>>) -> Ask {
        Ask::Rule(samuh_meetings::Ask::Escalation(new))
    }
}
