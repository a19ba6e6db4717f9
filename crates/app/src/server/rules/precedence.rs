//! In which order guests stand, on the letter's list and on the dais.

use maud::{Markup, html};
use samuh_engine::{
    Reader, Result,
    rule::{NewRule, Rule},
};
use samuh_kernel::{
    read,
    scope::{Area, Right, Scope},
};
use samuh_meetings::event::{Precedence, Rank, precedences};
use samuh_web::{
    page::Section,
    parts::{Column, Control, Field, Kind as Holding, Problem, Table, field, table},
};

use super::Kind;
use crate::server::{approvals::Ask, groups::Reading, query::Query, visit::Visitor};

/// The order of precedence.
pub(in crate::server) struct Order;

/// Empty lines for ranks that were not there.
const NEW: usize = 4;
/// The most lines of a form.
const MOST: i64 = 80;

fn named<'a>(visitor: &Visitor, one: &'a Precedence) -> &'a str {
    if visitor.hindi() { &one.name_hi } else { &one.name_en }
}

/// What a field of a rank that was not there is called.
fn added(visitor: &Visitor, what: &str, nth: usize) -> String {
    let key = match what {
        "hi" => "rule-precedence-new-hi",
        "en" => "rule-precedence-new-en",
        _ => "rule-precedence-new-no",
    };
    visitor.words.args(key, &[("n", i64::try_from(nth).unwrap_or(0).into())])
}

impl Kind for Order {
    type Terms = Vec<Precedence>;
    type New = Vec<Rank>;
    const CODE: &'static str = "precedence";
    const AREA: Area = Area::Meetings;
    const NEEDS: Right = Right::Approve;
    const SECTION: Section = Section::Meetings;

    fn all(reader: &mut Reader, scope: &Scope) -> Result<Vec<Rule<Vec<Precedence>>>> {
        precedences(reader, scope)
    }

    fn told(visitor: &Visitor, terms: &Vec<Precedence>) -> Markup {
        let words = visitor.words;
        let columns = [
            (Holding::Number, "rule-precedence-no"),
            (Holding::Text, "event-rank"),
            (Holding::Text, "rule-source"),
        ];
        let row = |one: &Precedence| {
            vec![
                html! { (one.rank_no) },
                html! { (named(visitor, one)) },
                html! { small { (one.source) } },
            ]
        };
        table(&Table {
            caption: words.t("rule-precedence"),
            columns: columns.map(|(kind, key)| Column::new(kind, words.t(key))).to_vec(),
            rows: terms.iter().map(row).collect(),
            foot: None,
        })
    }

    fn fields(
        visitor: &Visitor,
        terms: &Vec<Precedence>,
        (form, wrong): (&Query, &[Problem]),
    ) -> Markup {
        let words = visitor.words;
        let is_sent = form.get("rows").is_some();
        let one = |name: String, label: String, control: Control, stands: String| {
            let stands = if is_sent { String::new() } else { stands };
            let value = form.get(&name).map_or(stands, str::to_owned);
            field(words, &Field::new(name, label, control).value(value).checked(wrong))
        };
        let rows = terms.len() + NEW;
        html! {
            p.hint { (words.t("rule-precedence-hint")) }
            input type="hidden" name="rows" value=(rows);
            div.weights {
                @for (at, rank) in (1..).zip(terms) {
                    input type="hidden" name=(format!("code_{at}")) value=(rank.code);
                    input type="hidden" name=(format!("hi_{at}")) value=(rank.name_hi);
                    input type="hidden" name=(format!("en_{at}")) value=(rank.name_en);
                    (one(format!("no_{at}"), named(visitor, rank).to_owned(), Control::Number, rank.rank_no.to_string()))
                }
            }
            h3 { (words.t("rule-precedence-new")) }
            @for at in terms.len() + 1..=rows {
                div.weights {
                    @for (what, control) in [("no", Control::Number), ("hi", Control::Text), ("en", Control::Text)] {
                        (one(format!("{what}_{at}"), added(visitor, what, at - terms.len()), control, String::new()))
                    }
                }
            }
        }
    }

    fn label(visitor: &Visitor, terms: &Vec<Precedence>, name: &str) -> Option<String> {
        let (what, at) = name.split_once('_')?;
        let at: usize = at.parse().ok()?;
        match terms.get(at.checked_sub(1)?) {
            Some(rank) => Some(named(visitor, rank).to_owned()),
            None => Some(added(visitor, what, at - terms.len())),
        }
    }

    fn read(typed: &mut Reading<'_>, form: &Query) -> Vec<Rank> {
        let rows = form.number("rows").unwrap_or(0).clamp(0, MOST);
        let rank = |at: i64| {
            let text =
                |what: &str| form.get(&format!("{what}_{at}")).unwrap_or_default().to_owned();
            Rank {
                code: text("code"),
                rank_no: typed.read(&format!("no_{at}"), read::whole).unwrap_or(0),
                name_hi: text("hi"),
                name_en: text("en"),
            }
        };
        (1..=rows).map(rank).collect()
    }

    fn ask(new: NewRule<Vec<Rank>>) -> Ask {
        Ask::Rule(samuh_meetings::Ask::Precedence(new))
    }
}
