//! The form of a direction: on an item of an agenda in seconds, or by itself with everything. It is
//! split among its posts in a second step, with a line for each that is chosen.

use std::collections::BTreeSet;

use axum::{Form, extract::Query as Asked, http::StatusCode, response::Response};
use chrono::{Days, NaiveDate};
use maud::{Markup, html};
use samuh_engine::clock;
use samuh_kernel::{
    calendar::Month,
    fault::Faults,
    scope::{Area, Right},
};
use samuh_meetings::direction::{
    self, Evidence, Give, Priority, Share,
    rules::{lines, part_field},
};
use samuh_web::{
    page::Section,
    parts::{
        Choice, Control, Field, Link, Look, Problem, button, crumbs, field, heading, panel,
        problems,
    },
    show,
};

use super::{amount, indicator_choices};
use crate::{
    ids::new_id,
    server::{
        fail::{Answer, faults_or_fail, go, problems as told},
        meetings::{Names, day, numbers, sent_op},
        query::Query,
        visit::{self, Visitor},
    },
};

/// Where and with what a direction is given.
pub(in crate::server) struct Given<'a> {
    /// Where the form goes.
    pub(in crate::server) action: String,
    /// The item of an agenda.
    pub(in crate::server) item: Option<i64>,
    /// The indicator that is chosen already.
    pub(in crate::server) indicator: String,
    /// The posts that are offered first: the members of the meeting.
    pub(in crate::server) members: Vec<i64>,
    /// What was sent.
    pub(in crate::server) form: Query,
    /// What is wrong with it.
    pub(in crate::server) wrong: &'a [Problem],
    /// The day from which the usual days are counted.
    pub(in crate::server) from: NaiveDate,
    /// Only what a meeting has time for.
    pub(in crate::server) is_short: bool,
}

/// Draws the form.
pub(in crate::server) fn give_form(
    visitor: &Visitor,
    names: &Names,
    given: &Given<'_>,
) -> Answer<Markup> {
    let words = visitor.words;
    let (form, wrong) = (&given.form, given.wrong);
    let id = |name: &str| given.item.map_or_else(|| name.to_owned(), |no| format!("{name}-{no}"));
    let sent = |name: &str| form.get(name).unwrap_or_default().to_owned();
    let drawn = |one: Field| field(words, &one.checked(wrong));
    let text = Field::new("text", words.t("direction"), Control::Lines)
        .id(id("text"))
        .value(sent("text"))
        .required();
    let chosen = if form.is_empty() { given.indicator.clone() } else { sent("indicator") };
    let mut choices = vec![Choice::new("", words.t("direction-no-indicator"))];
    choices.extend(indicator_choices(visitor));
    let indicator =
        Field::new("indicator", words.t("direction-indicator"), Control::Select(choices))
            .id(id("indicator"))
            .value(chosen);
    let reach = Field::new("reach", words.t("direction-reach"), Control::Text)
        .id(id("reach"))
        .hint(words.t("direction-reach.hint"))
        .value(sent("reach"));
    let op = new_id()?.to_string();
    let more = if given.is_short { Vec::new() } else { more(visitor, given) };
    let at = given.item.map(|no| format!("#item-{no}")).unwrap_or_default();
    Ok(html! {
        form.newd.form.broad method="post" action=(given.action) {
            input type="hidden" name="op" value=(op);
            input type="hidden" name="from" value=(show::day(given.from));
            @if let Some(no) = given.item { input type="hidden" name="item" value=(no); }
            @if let Some(unit) = form.get("unit") { input type="hidden" name="unit" value=(unit); }
            (drawn(text))
            (posts(visitor, names, given))
            (parts(visitor, names, given))
            (due(visitor, given))
            (drawn(indicator)) (drawn(reach))
            @for one in more { (drawn(one)) }
            div.go {
                (button(Look::Primary, &words.t("direction-give"), Some("give")))
                button.btn type="submit" name="act" value="parts" formnovalidate formaction=(format!("{}{at}", given.action)) {
                    (words.t("direction-parts-ask"))
                }
                span.hint { (words.t("direction-give.text")) }
            }
        }
    })
}

/// The posts: those of the meeting as chips, all others in a list.
fn posts(visitor: &Visitor, names: &Names, given: &Given<'_>) -> Markup {
    let (words, hindi) = (visitor.words, visitor.hindi());
    let (form, no) = (&given.form, given.item.unwrap_or(0));
    let (owing, helping) = (numbers(form, "responsible"), numbers(form, "cooperating"));
    // Outside of a meeting every office is offered at once: several may be asked.
    let is_alone = given.members.is_empty();
    let members: Vec<i64> = match is_alone {
        true => names.offices().map(|seat| seat.id).collect(),
        false => given.members.clone(),
    };
    let others: Vec<Choice> = names
        .offices()
        .filter(|seat| !members.contains(&seat.id))
        .map(|seat| Choice::new(seat.id.to_string(), names.of(seat.id, hindi)))
        .collect();
    let problem = Problem::of(given.wrong, "responsible");
    let chips = |name: &'static str, chosen: &[i64]| {
        html! {
            @for post in &members {
                label {
                    input type="checkbox" name=(name) value=(post) checked[chosen.contains(post)];
                    (names.of(*post, hindi))
                }
            }
        }
    };
    let list = |name: &'static str, chosen: &[i64]| {
        let mut all = vec![Choice::new("", words.t("direction-other-post"))];
        all.extend(others.iter().cloned());
        let standing = chosen.iter().find(|post| !members.contains(post));
        let value = standing.map(ToString::to_string).unwrap_or_default();
        field(
            words,
            &Field::new(name, words.t("direction-other-post"), Control::Select(all))
                .id(format!("{name}-other-{no}"))
                .value(value),
        )
    };
    let own = given.item.map_or_else(|| "responsible".into(), |no| format!("responsible-{no}"));
    let id = Problem::id_of(problem, own);
    html! {
        div.fld.wide[is_alone].wrong[problem.is_some()] {
            fieldset.pick id=(id) {
                legend { (words.t("direction-responsible")) }
                @if let Some(problem) = problem { p.err { (problem.message) } }
                (chips("responsible", &owing))
            }
            @if !others.is_empty() { (list("responsible", &owing)) }
        }
        div.fld.wide[is_alone] {
            fieldset.pick {
                legend { (words.t("direction-cooperating")) }
                (chips("cooperating", &helping))
            }
            @if !others.is_empty() { (list("cooperating", &helping)) }
        }
    }
}

/// A line for each post that is chosen, once it is asked for or something is typed: what it does of
/// the direction.
fn parts(visitor: &Visitor, names: &Names, given: &Given<'_>) -> Markup {
    let (words, form) = (visitor.words, &given.form);
    let typed = shares(form);
    let is_typed = |share: &&Share| !share.text.trim().is_empty();
    if form.get("act") != Some("parts") && !typed.iter().any(|share| is_typed(&share)) {
        return html! {};
    }
    let mut posts = chosen(form);
    // What was typed for a post that is taken off again is not lost in silence.
    posts.extend(typed.iter().filter(is_typed).map(|share| share.post_id));
    let mut seen = BTreeSet::new();
    posts.retain(|post| seen.insert(*post));
    html! {
        fieldset.fld.parts {
            legend { (words.t("direction-parts")) }
            p.hint { (words.t("direction-parts.hint")) }
            @for post in posts { (part(visitor, names, (post, given.item), (form, given.wrong), None)) }
        }
    }
}

/// The line of one post's part, with what was typed, or with what stands.
pub(super) fn part(
    visitor: &Visitor,
    names: &Names,
    (post, item): (i64, Option<i64>),
    (form, wrong): (&Query, &[Problem]),
    stands: Option<&str>,
) -> Markup {
    let name = part_field(post);
    let id = item.map_or_else(|| name.clone(), |no| format!("{name}-{no}"));
    let value = if form.is_empty() { stands } else { form.get(&name) };
    let value = value.unwrap_or_default().to_owned();
    let one = Field::new(name, names.of(post, visitor.hindi()), Control::Lines).id(id).value(value);
    field(visitor.words, &one.checked(wrong))
}

/// The posts that are chosen in a form, the responsible ones first.
pub(in crate::server) fn chosen(form: &Query) -> Vec<i64> {
    [numbers(form, "responsible"), numbers(form, "cooperating")].concat()
}

/// The usual days as chips, any other as a day.
fn due(visitor: &Visitor, given: &Given<'_>) -> Markup {
    let (words, form) = (visitor.words, &given.form);
    let chosen = form.get("within").unwrap_or(if form.get("due_on").is_some() { "" } else { "7" });
    let problem = Problem::of(given.wrong, "due_on");
    let typed = form.get("due_on").unwrap_or_default();
    let own = given.item.map_or_else(|| "due_on".to_owned(), |no| format!("due_on-{no}"));
    let id = Problem::id_of(problem, own);
    html! {
        div.fld.wrong[problem.is_some()] {
            fieldset.pick {
                legend { (words.t("direction-due")) }
                @if let Some(problem) = problem { p.err { (problem.message) } }
                @for within in ["3", "7", "15", "month"] {
                    @let on = due_of(within, given.from).map(show::day).unwrap_or_default();
                    label title=(on) {
                        input type="radio" name="within" value=(within) checked[chosen == within];
                        @if within == "month" { (words.t("due-month")) }
                        @else { (words.args("due-days", &[("n", within.parse::<i64>().unwrap_or(0).into())])) }
                    }
                }
                label {
                    input type="radio" name="within" value="day" checked[chosen == "day"];
                    (words.t("due-day"))
                }
            }
            (field(words, &Field::new("due_on", words.t("due-day"), Control::Day).id(id).value(typed)))
        }
    }
}

/// The day of a chip: so many days from a day on, or its month's last.
fn due_of(within: &str, today: NaiveDate) -> Option<NaiveDate> {
    match within {
        "month" => Some(Month::of(today).last_day()),
        days => Some(today + Days::new(days.parse().ok()?)),
    }
}

fn more(visitor: &Visitor, given: &Given<'_>) -> Vec<Field> {
    let (words, form) = (visitor.words, &given.form);
    let sent = |name: &str| form.get(name).unwrap_or_default().to_owned();
    let of = |codes: Vec<&'static str>, key: &str| {
        let choice = |code: &&str| Choice::new(*code, words.t(&format!("{key}-{code}")));
        codes.iter().map(choice).collect::<Vec<_>>()
    };
    let priorities = of(Priority::ALL.iter().map(|one| one.code()).collect(), "priority");
    let evidence = of(Evidence::ALL.iter().map(|one| one.code()).collect(), "evidence");
    let or = |value: String, usual: &str| if value.is_empty() { usual.to_owned() } else { value };
    vec![
        Field::new("priority", words.t("direction-priority"), Control::Radios(priorities))
            .value(or(sent("priority"), "normal")),
        Field::new("evidence", words.t("direction-evidence"), Control::Radios(evidence))
            .value(or(sent("evidence"), "text")),
        Field::new("lines", words.t("direction-lines"), Control::Lines)
            .hint(words.t("direction-lines.hint"))
            .value(sent("lines")),
    ]
}

/// What was sent of each post's part.
pub(super) fn shares(form: &Query) -> Vec<Share> {
    let share = |(name, text): &(String, String)| {
        let post_id = name.strip_prefix("part-")?.parse().ok()?;
        Some(Share { post_id, text: text.clone() })
    };
    form.pairs().iter().filter_map(share).collect()
}

/// What was sent of a direction.
pub(in crate::server) fn read_give(
    form: &Query,
    (meeting_id, item_no): (Option<i64>, Option<i64>),
) -> Give {
    let text = |name: &str| form.get(name).unwrap_or_default().to_owned();
    let mut responsible = numbers(form, "responsible");
    responsible.sort_unstable();
    responsible.dedup();
    let mut cooperating = numbers(form, "cooperating");
    cooperating.sort_unstable();
    cooperating.dedup();
    let typed = form.get("due_on").and_then(day);
    let from = form.get("from").and_then(day).unwrap_or_else(clock::today);
    let due_on = match form.get("within") {
        Some("day") | None => typed,
        Some(within) => due_of(within, from),
    };
    let indicator = text("indicator");
    // A number that cannot be read is a wrong number, and not none.
    let reach = form.get("reach").map(|typed| amount(&indicator, typed).unwrap_or(-1));
    Give {
        meeting_id,
        item_no,
        text: text("text"),
        source: text("source"),
        responsible,
        cooperating,
        parts: shares(form),
        given_on: form.get("given_on").and_then(day),
        due_on,
        priority: text("priority"),
        evidence: text("evidence"),
        unit_id: form.number("unit").unwrap_or(0),
        reach,
        indicator,
        lines: lines(&text("lines")),
    }
}

/// The form of a direction outside of a meeting.
pub(in crate::server) async fn draw_new(
    visitor: Visitor,
    Asked(pairs): Asked<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::Enter, Area::Meetings)?;
    drawn(&visitor, Query::of(pairs), &[]).await
}

async fn drawn(visitor: &Visitor, form: Query, wrong: &[Problem]) -> Answer<Response> {
    let reads = visitor.clone();
    let names = visitor.app.read(move |reader| Names::load(reader, &reads)).await?;
    let words = visitor.words;
    let head = words.t("direction-new");
    let body = give_form(
        visitor,
        &names,
        &Given {
            action: "/directions/new".to_owned(),
            item: None,
            indicator: form.get("indicator").unwrap_or_default().to_owned(),
            members: Vec::new(),
            from: clock::today(),
            form,
            wrong,
            is_short: false,
        },
    )?;
    let page = html! {
        (crumbs(words, &[Link::new(words.t("directions-title"), "/directions")], &head))
        (heading(&head, html! { (words.t("direction-new.text")) }, html! {}))
        (problems(words, wrong))
        (panel(&words.t("direction"), html! { div.pb { (body) } }))
    };
    Ok(visitor.page(&head, Some(Section::Meetings), page))
}

/// What stands in the way of the second step, in which each post's part is typed; none where the form
/// asks for something else. Nothing is given by it.
pub(in crate::server) fn asks_parts(form: &Query) -> Option<Faults> {
    if form.get("act") != Some("parts") {
        return None;
    }
    let mut wrong = Faults::default();
    if chosen(form).is_empty() {
        wrong.on("responsible", "direction_nobody");
    }
    Some(wrong)
}

/// With what the second step answers.
pub(in crate::server) fn step_status(wrong: &[Problem]) -> StatusCode {
    if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
}

/// Gives a direction outside of a meeting.
pub(in crate::server) async fn give(
    visitor: Visitor,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::Enter, Area::Meetings)?;
    let form = Query::of(pairs);
    let op = sent_op(&form)?;
    if let Some(wrong) = asks_parts(&form) {
        let wrong = told(&wrong, visitor.words);
        let page = drawn(&visitor, form, &wrong).await?;
        return Ok(visit::with_status(step_status(&wrong), page));
    }
    let (ask, desk) = (read_give(&form, (None, None)), visitor.desk().clone());
    let done = visitor
        .app
        .blocking(move |app| direction::give(app.db(), &desk, op, &ask, clock::now()))
        .await;
    match faults_or_fail(done)? {
        Ok(id) => Ok(go(&format!("/directions/{id}"))),
        Err(faults) => {
            let wrong = told(&faults, visitor.words);
            let page = drawn(&visitor, form, &wrong).await?;
            Ok(visit::with_status(StatusCode::UNPROCESSABLE_ENTITY, page))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_days_are_counted_from_today_and_the_month_has_its_end() {
        let today: NaiveDate = "2026-11-20".parse().unwrap();
        assert_eq!(due_of("7", today), "2026-11-27".parse().ok());
        assert_eq!(due_of("month", today), "2026-11-30".parse().ok());
        assert_eq!(due_of("soon", today), None);
    }

    #[test]
    fn a_goal_is_read_in_the_indicators_own_unit() {
        assert_eq!(amount("linkage_groups", "१,२३४"), Some(1234));
        assert_eq!(amount("linkage_amount", "1.5 लाख"), Some(15_000_000));
        assert_eq!(amount("saturation", "82.5%"), Some(825));
        assert_eq!(amount("linkage_groups", "many"), None);
        assert_eq!(amount("moon", "5"), None);
    }
}
