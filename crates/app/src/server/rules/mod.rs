//! The dated rules of the district, one way for all: what holds today with its order, what held before
//! and what will hold, and the form that sets a new one from a day on. Nothing past is ever edited.

mod attendance;
mod checks;
mod escalation;
mod index;
mod notices;
mod precedence;

use axum::{Form, http::StatusCode, response::Response};
use maud::{Markup, html};
use samuh_engine::{
    Db, Desk, Error, Reader, Result, clock,
    rule::{Head, Holds, NewRule, Rule, holds},
};
use samuh_groups::rehearse;
use samuh_kernel::{
    fault::{Fault, Faults},
    read,
    scope::{Area, Right, Scope},
};
use samuh_plans::checks::set_check_rule;
use samuh_web::{
    page::Section,
    parts::{
        Column, Control, Field, Kind as Holding, Link, Look, Problem, Table, Tone, button, crumbs,
        field, heading, notice, panel_with, problems, table, tag,
    },
    show,
};
use uuid::Uuid;

use super::{
    approvals::{Ask, carried, reopened, sent_instead},
    fail::{Answer, Fail, go, problems as told},
    groups::Reading,
    query::Query,
    visit::{Visitor, with_status},
};
use crate::ids::new_id;

pub(super) use {
    attendance::Share, checks::Checks, escalation::Escalations, index::page as index,
    notices::Notices, precedence::Order,
};

/// Where the list of rules stands.
const PATH: &str = "/rules";

/// A kind of dated rule as its page needs it.
pub(super) trait Kind: Send + Sync + 'static {
    /// What a rule of the kind says.
    type Terms: Clone + Send + Sync + 'static;
    /// What a form says of it.
    type New: Clone + Send + Sync + 'static;
    /// Its address below `/rules`, and the ending of its words.
    const CODE: &'static str;
    /// Whose rights it asks for.
    const AREA: Area;
    /// The right by which a desk of the whole district sets it alone.
    const NEEDS: Right;
    /// Where it belongs in the navigation.
    const SECTION: Section;

    /// Every rule with its order, the district's own first, the latest day first.
    fn all(reader: &mut Reader, scope: &Scope) -> Result<Vec<Rule<Self::Terms>>>;
    /// What a rule says, in words.
    fn told(visitor: &Visitor, terms: &Self::Terms) -> Markup;
    /// The fields of a new one, filled with what was typed or with what holds.
    fn fields(visitor: &Visitor, terms: &Self::Terms, typed: (&Query, &[Problem])) -> Markup;
    /// What a field of [`Self::fields`] is called: where there are many, a fault says at which one it is.
    fn label(visitor: &Visitor, _: &Self::Terms, name: &str) -> Option<String> {
        visitor.words.find(&key(name), &[])
    }
    /// What the form says; what cannot be read is a fault.
    fn read(typed: &mut Reading<'_>, form: &Query) -> Self::New;
    /// The act it asks for.
    fn ask(new: NewRule<Self::New>) -> Ask;
}

/// The page of a kind.
pub(super) async fn page<K: Kind>(visitor: Visitor) -> Answer {
    visitor.may(Right::See, K::AREA)?;
    let reads = visitor.clone();
    let form = visitor.app.read(move |reader| reopened(reader, &reads)).await?;
    shown::<K>(&visitor, form.unwrap_or_default(), Vec::new()).await
}

/// Sets a rule from a day on, or sends it to the post that decides on it.
pub(super) async fn set<K: Kind>(
    visitor: Visitor,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::Enter, K::AREA)?;
    let form = Query::of(pairs);
    let op: Uuid = form.get("op").and_then(|op| op.parse().ok()).ok_or(Fail::Request)?;
    if !visitor.scope().is_whole_district() {
        return Err(Error::Denied("rules.district").into());
    }
    let (ask, unread) = asked::<K>(&form);
    if !unread.is_empty() {
        let all = with_those_of_the_act(&visitor, &ask, unread).await?;
        return refused::<K>(&visitor, form, &all).await;
    }
    let done = match sent_instead(&visitor, op, ask.clone(), form.pairs()).await {
        Ok(Some(sent)) => Ok(sent),
        Ok(None) => {
            let desk = visitor.desk().clone();
            let done = visitor.app.blocking(move |app| run(app.db(), &desk, op, &ask));
            done.await.map(|_| format!("{PATH}/{}", K::CODE))
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(page) => Ok(go(&page)),
        Err(Error::Faults(faults)) => refused::<K>(&visitor, form, &faults).await,
        Err(other) => Err(other.into()),
    }
}

fn run(db: &Db, desk: &Desk, op: Uuid, ask: &Ask) -> Result<i64> {
    match ask {
        Ask::Rule(ask) => samuh_meetings::set_rule(db, desk, op, ask, clock::now()),
        Ask::Checks(new) => set_check_rule(db, desk, op, new, clock::now()),
        _ => Err(Error::NotFound),
    }
}

/// What the form asks, and what of it could not be read.
fn asked<K: Kind>(form: &Query) -> (Ask, Faults) {
    let today = clock::today();
    let mut typed = Reading::of(form);
    let from_on = typed.read("from_on", |cell| read::day(cell, today));
    if from_on.is_none() && form.get("from_on").is_none() {
        typed.faults.push(Fault::at("from_on", "rule_day_missing"));
    }
    let terms = K::read(&mut typed, form);
    let text = |name: &str| form.get(name).unwrap_or_default().to_owned();
    let new = NewRule {
        from_on: from_on.unwrap_or(today),
        reason: text("reason"),
        order_no: text("order_no"),
        terms,
    };
    (K::ask(new), typed.faults)
}

/// All that is wrong at once: what could not be read, and of the other fields what the act would say.
async fn with_those_of_the_act(visitor: &Visitor, ask: &Ask, unread: Faults) -> Answer<Faults> {
    let (desk, tries) = (visitor.desk().clone(), ask.clone());
    let tried = visitor.app.blocking(move |app| rehearse(app.db(), &desk, &tries, clock::now()));
    let mut all = unread;
    match tried.await {
        Ok(_) => {}
        Err(Error::Faults(more)) => all.beside(more),
        Err(other) => return Err(other.into()),
    }
    Ok(all)
}

async fn refused<K: Kind>(visitor: &Visitor, form: Query, faults: &Faults) -> Answer<Response> {
    let page = shown::<K>(visitor, form, told(faults, visitor.words)).await?;
    Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page))
}

async fn shown<K: Kind>(visitor: &Visitor, form: Query, wrong: Vec<Problem>) -> Answer<Response> {
    let op = new_id()?.to_string();
    let reads = visitor.clone();
    let read = visitor.app.read(move |reader| {
        let all = K::all(reader, reads.scope())?;
        body::<K>(&reads, &all, (&op, &form), &wrong)
    });
    let body = read.await?;
    Ok(visitor.page(&visitor.words.t(&format!("rule-{}", K::CODE)), Some(K::SECTION), body))
}

/// The rule that holds today, and when each of them holds.
fn in_force<T>(all: &[Rule<T>]) -> Result<(&Rule<T>, Vec<Holds>)> {
    let held = holds(&all.iter().map(|rule| &rule.head).collect::<Vec<_>>());
    let today = clock::today();
    let now =
        all.iter().zip(&held).find(|(rule, one)| one.state(rule.head.from_on, today) == "now");
    let now = now.map(|(rule, _)| rule).ok_or_else(|| Error::broken("no rule holds today"))?;
    Ok((now, held))
}

fn body<K: Kind>(
    visitor: &Visitor,
    all: &[Rule<K::Terms>],
    (op, form): (&str, &Query),
    wrong: &[Problem],
) -> Result<Markup> {
    let (words, key) = (visitor.words, format!("rule-{}", K::CODE));
    let (now, held) = in_force(all)?;
    let way = [Link::new(words.t("rules"), PATH)];
    let title = words.t(&key);
    let may = visitor.scope().is_whole_district() && visitor.scope().may(Right::Enter, K::AREA);
    Ok(html! {
        (crumbs(words, &way, &title))
        (heading(&title, html! { (words.t(&format!("{key}.under"))) }, html! {}))
        (problems(words, &named::<K>(visitor, &now.terms, wrong)))
        div.stack {
            @if now.head.is_usual() {
                (notice(Tone::Warn, &words.t("rule-usual"), html! {
                    p { (words.t(&format!("{key}.usual"))) }
                    p { small lang="en" { (now.head.reason) } }
                }))
            }
            (panel_with(&words.t("rule-now"), Some(&by_order(visitor, &now.head)), None, K::told(visitor, &now.terms)))
            (panel_with(&words.t("rule-all"), None, None, html! {
                (table(&history::<K>(visitor, all, &held)))
                @for (rule, _) in all.iter().zip(&held).filter(|(rule, _)| rule.head != now.head) {
                    details { summary { (since(visitor, &rule.head)) } (K::told(visitor, &rule.terms)) }
                }
            }))
            @if may { (setting::<K>(visitor, now, (op, form), wrong)) }
        }
    })
}

/// The faults as the summary says them: those of the rule's own fields with the name of the field.
fn named<K: Kind>(visitor: &Visitor, terms: &K::Terms, wrong: &[Problem]) -> Vec<Problem> {
    let said = |one: &Problem| {
        let is_common = matches!(one.field.as_str(), "" | "from_on" | "order_no" | "reason");
        let label = if is_common { None } else { K::label(visitor, terms, &one.field) };
        match label {
            Some(label) => one.named(&label),
            None => one.clone(),
        }
    };
    wrong.iter().map(said).collect()
}

/// By which order, and since when.
fn by_order(visitor: &Visitor, head: &Head) -> String {
    if head.is_usual() {
        return visitor.words.t("rule-usual");
    }
    format!("{} · {}", head.order_no, since(visitor, head))
}

fn since(visitor: &Visitor, head: &Head) -> String {
    if head.is_usual() {
        return visitor.words.t("rule-usual");
    }
    visitor.words.args("since", &[("day", show::day(head.from_on).into())])
}

fn history<K: Kind>(visitor: &Visitor, all: &[Rule<K::Terms>], held: &[Holds]) -> Table {
    let words = visitor.words;
    let today = clock::today();
    let row = |(rule, held): (&Rule<K::Terms>, &Holds)| {
        let head = &rule.head;
        let state = held.state(head.from_on, today);
        let tone = if state == "now" { Tone::Good } else { Tone::Plain };
        let until = match held {
            Holds::Until(Some(until)) => until.pred_opt().map(show::day).unwrap_or_default(),
            Holds::Until(None) => words.t("rule-open"),
            Holds::Never => "—".to_owned(),
        };
        let from = if head.is_usual() { "—".to_owned() } else { show::day(head.from_on) };
        vec![
            html! { (from) },
            html! { (until) },
            html! { (tag(tone, &words.t(&format!("rule-state-{state}")))) },
            html! { @if head.is_usual() { (words.t("rule-usual")) } @else { (head.order_no) } },
            html! { @if !head.is_usual() { (head.reason) } },
            html! {
                @if head.op_no > 0 {
                    a href=(format!("/trail/entries/{}", head.op_no)) { (words.t("rule-who")) }
                }
            },
        ]
    };
    let columns = [
        (Holding::Day, "rule-from"),
        (Holding::Day, "rule-until"),
        (Holding::State, "field-status"),
        (Holding::Text, "rule-order"),
        (Holding::Text, "rule-reason"),
        (Holding::Text, "rule-trail"),
    ];
    Table {
        caption: words.t("rule-all"),
        columns: columns.map(|(kind, key)| Column::new(kind, words.t(key))).to_vec(),
        rows: all.iter().zip(held).map(row).collect(),
        foot: None,
    }
}

fn setting<K: Kind>(
    visitor: &Visitor,
    now: &Rule<K::Terms>,
    (op, form): (&str, &Query),
    wrong: &[Problem],
) -> Markup {
    let words = visitor.words;
    let tomorrow = clock::today().succ_opt().map(show::day).unwrap_or_default();
    let plain = |name: &str, key: &str, control: Control, usual: &str| {
        let one = Field::new(name, words.t(key), control).required();
        field(words, &one.value(form.get(name).unwrap_or(usual)).checked(wrong))
    };
    let is_alone = visitor.scope().may(K::NEEDS, K::AREA);
    let note = words.t(if is_alone { "rule-new.note" } else { "rule-new.second" });
    let inner = html! {
        form.form.broad method="post" action=(carried(visitor, format!("{PATH}/{}", K::CODE))) {
            input type="hidden" name="op" value=(op);
            (plain("from_on", "rule-from", Control::Day, &tomorrow))
            (K::fields(visitor, &now.terms, (form, wrong)))
            (plain("order_no", "rule-order", Control::Text, ""))
            (plain("reason", "rule-reason", Control::Text, ""))
            div.go { (button(Look::Primary, &words.t("rule-set"), None)) }
        }
    };
    panel_with(&words.t("rule-new"), Some(&note), None, inner)
}

/// The words of a field.
fn key(name: &str) -> String {
    format!("rule-{}", name.replace('_', "-"))
}

/// A number of a form; what is not said is out of every bound, so that the act refuses it.
fn number(typed: &mut Reading<'_>, name: &str) -> i64 {
    typed.read(name, read::whole).unwrap_or(-1)
}

/// A field of a rule with its hint, holding what was typed or what holds.
fn asking(
    visitor: &Visitor,
    (name, key): (&str, &str),
    control: Control,
    (form, wrong): (&Query, &[Problem]),
    stands: String,
) -> Markup {
    let words = visitor.words;
    let hint = words.find(&format!("{key}.hint"), &[]).unwrap_or_default();
    let value = form.get(name).map_or(stands, str::to_owned);
    let one = Field::new(name, words.t(key), control).hint(hint).value(value);
    field(words, &one.required().checked(wrong))
}
