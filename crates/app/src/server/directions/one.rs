//! One direction: what was ordered of whom, whether its figure moved, everything that happened, and
//! what the desk at hand may do next.

use axum::{extract::Path, response::Response};
use maud::{Markup, html};
use samuh_engine::{Reader, Result, clock};
use samuh_figures::catalogue::by_code;
use samuh_kernel::{
    calendar::{FinancialYear, Month},
    scope::{Area, Right},
};
use samuh_meetings::{
    direction::{
        self, Direction, Duty, Line, Part, PartState, State, Step, StepKind, direction_of,
        rules::{is_met, owes_another, part_field},
        steps_of,
        store::{Reused, lines_of, reused},
    },
    measure::{self, Measure},
};
use samuh_web::{
    page::Section,
    parts::{
        Control, Fact, Field, Link, Look, Problem, Tone, TrailItem, button, crumbs, facts, field,
        heading, notice, panel, panel_with, problems, tag, trail,
    },
    show,
};

use super::{form::part as part_line, goal_line, state_tag};
use crate::{
    ids::new_id,
    server::{
        dashboard,
        fail::Answer,
        meetings::{Names, unit_name},
        query::Query,
        trail::{Kind as Trailed, foot},
        visit::Visitor,
    },
};

/// What the page shows.
pub(super) struct Shown {
    direction: Direction,
    steps: Vec<Step>,
    lines: Vec<Line>,
    /// Photographs of its reports that stand with other directions too.
    reused: Vec<Reused>,
    names: Names,
    /// The desk decides on it, and on its day, its parts and its end.
    decides: bool,
    settles: bool,
    /// The desk may report for the posts that owe it.
    reports_for: bool,
    /// The figure at the end of each month since it was given, and now.
    figure: Vec<(Month, Option<i64>)>,
}

/// How the page is asked for, after a form that was refused.
#[derive(Default)]
pub(super) struct How {
    pub(super) form: Query,
    pub(super) wrong: Vec<Problem>,
}

/// The page.
pub(in crate::server) async fn page(visitor: Visitor, Path(id): Path<i64>) -> Answer {
    visitor.may(Right::See, Area::Meetings)?;
    shown(&visitor, id, &How::default()).await
}

/// The page, with a form that was refused.
pub(super) async fn shown(visitor: &Visitor, id: i64, how: &How) -> Answer<Response> {
    let reads = visitor.clone();
    let page = visitor.app.read(move |reader| load(reader, &reads, id)).await?;
    let head =
        visitor.words.args("direction-of", &[("label", page.direction.label().as_str().into())]);
    let body = draw(visitor, &head, &page, how)?;
    Ok(visitor.page(&head, Some(Section::Meetings), body))
}

fn load(reader: &mut Reader, visitor: &Visitor, id: i64) -> Result<Shown> {
    let desk = visitor.desk();
    let direction = direction_of(reader, desk, id)?;
    let figure = figure(reader, visitor, &direction)?;
    let decides = direction::decides(reader, desk, &direction)?;
    Ok(Shown {
        decides,
        settles: decides && !owes_another(&direction, desk.post_id),
        reports_for: direction::reports_for(reader, desk, &direction)?,
        steps: steps_of(reader, desk, id)?,
        lines: lines_of(reader, desk, id)?,
        reused: reused(reader, desk, id)?,
        names: Names::load(reader, visitor)?,
        figure,
        direction,
    })
}

/// The figure from the month in which the direction was given up to now; a year of months at most.
fn figure(
    reader: &mut Reader,
    visitor: &Visitor,
    direction: &Direction,
) -> Result<Vec<(Month, Option<i64>)>> {
    const MOST: i32 = 12;
    let indicator = direction.indicator.as_deref().and_then(by_code);
    let (Some(indicator), Some(goal)) = (indicator, direction.goal) else { return Ok(Vec::new()) };
    let year = FinancialYear(i32::try_from(direction.year).unwrap_or(0));
    let unit = if direction.unit_id == 0 { visitor.home.top() } else { direction.unit_id };
    let (first, last) = (Month::of(direction.given_on), Month::of(clock::today()));
    let first = Month(first.0.max(last.0 - MOST + 1));
    let how = (goal.measure, year);
    measure::values(reader, visitor.scope(), (indicator, unit), how, (first, last))
}

fn draw(visitor: &Visitor, head: &str, page: &Shown, how: &How) -> Answer<Markup> {
    let (words, one) = (visitor.words, &page.direction);
    let now = page.figure.last().and_then(|(_, value)| *value);
    let is_open = one.state == State::Open;
    let reports = reports(visitor, page, how)?;
    let parts = parts(visitor, page, (now, how))?;
    let deciding = if is_open && page.settles { Some(deciding(visitor, page, how)?) } else { None };
    let lines = lines(visitor, page)?;
    let history: Vec<TrailItem> =
        page.steps.iter().rev().map(|step| item(visitor, page, step)).collect();
    let mut steps = vec![Link::new(words.t("directions-title"), "/directions")];
    if let Some((id, _)) = one.meeting {
        steps.push(Link::new(words.t("meeting"), format!("/meetings/{id}")));
    }
    Ok(html! {
        (crumbs(words, &steps, &one.label()))
        (heading(head, html! { (state_tag(visitor, one, clock::today())) " " (show::day(one.due_on)) }, html! {}))
        (problems(words, &told(one, how)))
        @if is_open && is_met(one, now) {
            (notice(Tone::Good, &words.t("direction-met"), html! { (words.t("direction-met.text")) }))
        }
        div.cols.main {
            div.stack {
                (panel(&words.t("direction"), html! {
                    div.pb { p.said { b { (one.text) } } }
                    (facts(&profile(visitor, page)))
                }))
                @if let Some(chart) = chart(visitor, page) { (chart) }
                (parts)
                @if let Some(lines) = lines { (lines) }
                (panel(&words.t("direction-history"), trail(&history)))
            }
            div.stack {
                @for form in reports { (form) }
                @if let Some(form) = deciding { (form) }
            }
        }
        (foot(visitor, Trailed::Direction, one.id))
    })
}

/// What is wrong; a part that is no longer worked on has no line to which a fault could lead.
fn told(one: &Direction, how: &How) -> Vec<Problem> {
    if how.form.get("act") != Some("split") {
        return how.wrong.clone();
    }
    let lines: Vec<String> = working(one).map(|part| part_field(part.post_id)).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    Problem::within(how.wrong.clone(), &lines)
}

/// The parts that are still worked on.
fn working(one: &Direction) -> impl Iterator<Item = &Part> {
    let is_done = |part: &Part| matches!(part.state, PartState::Reported | PartState::Accepted);
    one.parts.iter().filter(move |part| !is_done(part))
}

fn profile(visitor: &Visitor, page: &Shown) -> Vec<Fact> {
    let (words, hindi, one) = (visitor.words, visitor.hindi(), &page.direction);
    let now = page.figure.last().and_then(|(_, value)| *value);
    let mut all = vec![
        Fact::text(words.t("direction-given-on"), &show::day(one.given_on)),
        Fact::text(words.t("direction-given-by"), &page.names.of(one.given_by, hindi)),
        Fact::text(words.t("direction-due"), &show::day(one.due_on)),
        Fact::text(
            words.t("direction-priority"),
            &words.t(&format!("priority-{}", one.priority.code())),
        ),
        Fact::text(
            words.t("direction-evidence"),
            &words.t(&format!("evidence-{}", one.evidence.code())),
        ),
        Fact::text(words.t("direction-unit"), &unit_name(visitor, one.unit_id, hindi)),
    ];
    if one.due_on != one.first_due {
        let day = show::day(one.first_due);
        let said = words.args("direction-first-due", &[("day", day.as_str().into())]);
        all.push(Fact::text(words.t("direction-extended"), &said));
    }
    if one.carried > 0 {
        let said = words.args("direction-carried", &[("n", one.carried.into())]);
        all.push(Fact::text(words.t("direction-carry"), &said));
    }
    if let Some(line) = goal_line(visitor, one, now) {
        let unit = if one.unit_id == 0 { visitor.home.top() } else { one.unit_id };
        let code = one.indicator.as_deref().unwrap_or_default();
        let href = format!("/figures/{code}?unit={unit}");
        all.push(Fact {
            name: words.t("direction-figure"),
            value: html! { a href=(href) { (line) } },
        });
    }
    if let Some(source) = &one.source {
        all.push(Fact::text(words.t("direction-source"), source));
    }
    all
}

/// The figure as a small line, with what it shall reach.
fn chart(visitor: &Visitor, page: &Shown) -> Option<Markup> {
    const WIDTH: i64 = 320;
    const HEIGHT: i64 = 44;
    let (words, one) = (visitor.words, &page.direction);
    let indicator = by_code(one.indicator.as_deref()?)?;
    let goal = one.goal?;
    let given = goal.given.map(|value| (Month::of(one.given_on), value));
    let known = page.figure.iter().filter_map(|(month, value)| value.map(|value| (*month, value)));
    let mut points: Vec<i64> = given.into_iter().chain(known).map(|(_, value)| value).collect();
    if points.len() < 2 {
        points.push(points.first().copied()?);
    }
    let most = points.iter().copied().chain([goal.reach]).max()?.max(1);
    let least = points.iter().copied().chain([goal.reach]).min()?.min(most - 1);
    let y = |value: i64| 6 + (most - value) * (HEIGHT - 6) / (most - least);
    let last = points.len() as i64 - 1;
    let line: Vec<String> = (0..)
        .zip(&points)
        .map(|(at, value)| format!("{},{}", at * WIDTH / last, y(*value)))
        .collect();
    let said = |value: i64| show::quantity(dashboard::quantity(indicator, value), words);
    let now = points.last().copied().map(said).unwrap_or_default();
    let label = goal_line(visitor, one, page.figure.last().and_then(|(_, value)| *value))?;
    let since = match goal.measure {
        Measure::Year => words.t("measure-year"),
        Measure::Level => words.t("measure-level"),
    };
    Some(panel_with(
        &words.t("direction-figure"),
        Some(&since),
        None,
        html! {
            div.pb {
                svg.line viewBox=(format!("-4 0 {} {}", WIDTH + 90, HEIGHT + 8)) role="img" aria-label=(label) {
                    line.goal x1="0" x2=(WIDTH) y1=(y(goal.reach)) y2=(y(goal.reach)) {}
                    polyline points=(line.join(" ")) {}
                    text x=(WIDTH + 4) y=(y(goal.reach) + 4) { (said(goal.reach)) }
                    text x=(WIDTH + 4) y=(y(*points.last().unwrap_or(&0)) + 4) { (now) }
                }
                p { (label) }
            }
        },
    ))
}

/// Each post with its part and what may be decided on it.
fn parts(visitor: &Visitor, page: &Shown, (now, how): (Option<i64>, &How)) -> Answer<Markup> {
    let (words, hindi, one) = (visitor.words, visitor.hindi(), &page.direction);
    let may = one.state == State::Open && page.decides;
    let mut rows = Vec::new();
    for part in &one.parts {
        let can = may && part.duty == Duty::Responsible && part.post_id != visitor.desk().post_id;
        let is_reported = part.state == PartState::Reported;
        let is_open = part.state != PartState::Accepted;
        let form = if can && is_open && (is_reported || is_met(one, now)) {
            Some(verdict(visitor, (one, part), how)?)
        } else {
            None
        };
        rows.push(html! {
            li {
                span {
                    b { (page.names.of(part.post_id, hindi)) }
                    small {
                        (words.t(&format!("duty-{}", part.duty.code())))
                        @if let Some(text) = &part.text { " · " (text) }
                        @let holder = page.names.holder(part.post_id);
                        @if holder.is_empty() { " · " (words.t("seat-vacant")) } @else { " · " (holder) }
                    }
                    @if let Some(form) = form { (form) }
                }
                span {
                    @if part.duty == Duty::Responsible {
                        (tag(tone(part.state), &words.t(&format!("part-{}", part.state.code()))))
                    }
                }
            }
        });
    }
    Ok(panel(&words.t("direction-posts"), html! { ul.fu { @for row in rows { (row) } } }))
}

fn tone(state: PartState) -> Tone {
    match state {
        PartState::Given => Tone::Bad,
        PartState::Acknowledged | PartState::SentBack => Tone::Warn,
        PartState::Reported => Tone::Plain,
        PartState::Accepted => Tone::Good,
    }
}

fn hidden(part: Option<&Part>, version: i64) -> Answer<Markup> {
    let op = new_id()?.to_string();
    Ok(html! {
        input type="hidden" name="op" value=(op);
        @if let Some(part) = part { input type="hidden" name="post" value=(part.post_id); }
        input type="hidden" name="version" value=(version);
    })
}

fn verdict(visitor: &Visitor, (one, part): (&Direction, &Part), how: &How) -> Answer<Markup> {
    let words = visitor.words;
    let hidden = hidden(Some(part), part.version)?;
    let is_this = how.form.number("post") == Some(part.post_id);
    let text = if is_this { how.form.get("text").unwrap_or_default() } else { "" };
    let why = Field::new("text", words.t("direction-remark"), Control::Text)
        .id(format!("verdict-{}", part.post_id))
        .value(text)
        .checked(if is_this { &how.wrong } else { &[] });
    Ok(html! {
        form.act-row method="post" action=(format!("/directions/{}", one.id)) {
            (hidden)
            (field(words, &why))
            (button(Look::Primary, &words.t("direction-accept"), Some("accept")))
            @if part.state == PartState::Reported {
                (button(Look::Plain, &words.t("direction-send-back"), Some("send_back")))
            }
        }
    })
}

/// The forms by which a part is answered: the own one, and for whoever enters meetings the others.
fn reports(visitor: &Visitor, page: &Shown, how: &How) -> Answer<Vec<Markup>> {
    let (words, hindi, one) = (visitor.words, visitor.hindi(), &page.direction);
    let mut forms = Vec::new();
    if one.state != State::Open {
        return Ok(forms);
    }
    let own = visitor.desk().post_id;
    for part in one.responsible() {
        let is_waiting = matches!(part.state, PartState::Reported | PartState::Accepted);
        if is_waiting || (part.post_id != own && !page.reports_for) {
            continue;
        }
        let (seen, sent) = (hidden(Some(part), part.version)?, hidden(Some(part), part.version)?);
        let is_this = how.form.number("post") == Some(part.post_id);
        let text = if is_this { how.form.get("text").unwrap_or_default() } else { "" };
        let wrong: &[Problem] = if is_this { &how.wrong } else { &[] };
        let title = if part.post_id == own {
            words.t("direction-report-own")
        } else {
            let name = page.names.of(part.post_id, hindi);
            words.args("direction-report-of", &[("post", name.as_str().into())])
        };
        let fields = [
            Field::new("text", words.t("direction-report"), Control::Lines)
                .id(format!("report-{}", part.post_id))
                .value(text)
                .required(),
            Field::new("files", words.t("direction-files"), Control::File(".jpg,.jpeg,.png,.pdf"))
                .id(format!("files-{}", part.post_id))
                .hint(words.t("direction-files.hint")),
        ];
        forms.push(panel(&title, html! {
            @if let Some(text) = &part.text { p.said.pb { (text) } }
            @if part.post_id == own && part.state == PartState::Given {
                form.act-row.pb method="post" action=(format!("/directions/{}", one.id)) {
                    (seen)
                    (button(Look::Plain, &words.t("direction-acknowledge"), Some("acknowledge")))
                }
            }
            form.form.pb method="post" enctype="multipart/form-data" action=(format!("/directions/{}/report", one.id)) {
                (sent)
                @for each in fields { (field(words, &each.checked(wrong))) }
                div.go { (button(Look::Primary, &words.t("direction-report-send"), None)) }
            }
        }));
    }
    Ok(forms)
}

/// What each of several posts does of it, as far as it is still worked on.
fn splitting(visitor: &Visitor, page: &Shown, how: &How) -> Answer<Markup> {
    let (words, one) = (visitor.words, &page.direction);
    let working: Vec<&Part> = working(one).collect();
    let seen = hidden(None, one.version)?;
    let blank = Query::default();
    let is_sent = how.form.get("act") == Some("split");
    let typed = if is_sent { (&how.form, how.wrong.as_slice()) } else { (&blank, &[][..]) };
    Ok(html! {
        @if one.parts.len() > 1 && !working.is_empty() {
            (panel(&words.t("direction-parts"), html! {
                form.form.pb.parts method="post" action=(format!("/directions/{}", one.id)) {
                    (seen)
                    p.hint { (words.t("direction-parts.hint")) }
                    @for one in working {
                        (part_line(visitor, &page.names, (one.post_id, None), typed, one.text.as_deref()))
                    }
                    div.go { (button(Look::Plain, &words.t("direction-parts-save"), Some("split"))) }
                }
            }))
        }
    })
}

/// Split, more time, or taken back.
fn deciding(visitor: &Visitor, page: &Shown, how: &How) -> Answer<Markup> {
    let (words, one) = (visitor.words, &page.direction);
    let splitting = splitting(visitor, page, how)?;
    let (more, back) = (hidden(None, one.version)?, hidden(None, one.version)?);
    let wrong = |act: &str| -> &[Problem] {
        if how.form.get("act") == Some(act) { &how.wrong } else { &[] }
    };
    let sent = |act: &str, name: &str| {
        if how.form.get("act") == Some(act) {
            how.form.get(name).unwrap_or_default().to_owned()
        } else {
            String::new()
        }
    };
    let extend = [
        Field::new("due_on", words.t("direction-new-due"), Control::Day)
            .value(sent("extend", "due_on"))
            .required(),
        Field::new("text", words.t("reason"), Control::Text)
            .id("extend-text")
            .value(sent("extend", "text"))
            .required(),
    ];
    let withdraw = Field::new("text", words.t("reason"), Control::Text)
        .id("withdraw-text")
        .value(sent("withdraw", "text"))
        .required();
    let action = format!("/directions/{}", one.id);
    Ok(html! {
        (splitting)
        (panel(&words.t("direction-extend"), html! {
            form.form.pb method="post" action=(action) {
                (more)
                @for each in extend { (field(words, &each.checked(wrong("extend")))) }
                div.go { (button(Look::Plain, &words.t("direction-extend"), Some("extend"))) }
            }
        }))
        (panel(&words.t("direction-withdraw"), html! {
            form.form.pb method="post" action=(action) {
                (back)
                (field(words, &withdraw.checked(wrong("withdraw"))))
                div.go { (button(Look::Plain, &words.t("direction-withdraw"), Some("withdraw"))) }
            }
        }))
    })
}

/// The list of a direction, to be marked by the posts concerned.
fn lines(visitor: &Visitor, page: &Shown) -> Answer<Option<Markup>> {
    let (words, hindi, one) = (visitor.words, visitor.hindi(), &page.direction);
    if page.lines.is_empty() {
        return Ok(None);
    }
    let done = page.lines.iter().filter(|line| line.done_on.is_some()).count() as i64;
    let args = [("n", done.into()), ("all", (page.lines.len() as i64).into())];
    let sub = words.args("lines-done", &args);
    let may = one.state == State::Open && one.part_of(visitor.desk().post_id).is_some();
    let is_hidden = page.lines.iter().all(|line| line.label.is_empty());
    let op = new_id()?.to_string();
    let body = html! {
        @if is_hidden { p.pb.hint { (words.t("lines-hidden")) } }
        @else {
            form method="post" action=(format!("/directions/{}", one.id)) {
                input type="hidden" name="op" value=(op);
                ul.fu {
                    @for line in &page.lines {
                        li {
                            span {
                                (line.no) ". " (line.label)
                                @if let (Some(day), Some(post)) = (line.done_on, line.post_id) {
                                    small { (show::day(day)) " · " (page.names.of(post, hindi)) }
                                }
                                @if may {
                                    input type="hidden" name=(format!("seen-{}", line.no)) value=(line.version);
                                    (field(words, &Field::new(format!("remark-{}", line.no), words.t("direction-remark"), Control::Text)
                                        .value(line.remark.clone().unwrap_or_default())))
                                } @else if let Some(remark) = &line.remark { small { (remark) } }
                            }
                            span {
                                @if may {
                                    label.tick {
                                        input type="checkbox" name=(format!("done-{}", line.no)) value="1" checked[line.done_on.is_some()];
                                        (words.t("lines-is-done"))
                                    }
                                } @else if line.done_on.is_some() { (tag(Tone::Good, &words.t("lines-is-done"))) }
                            }
                        }
                    }
                }
                @if may { div.act-row.pb { (button(Look::Primary, &words.t("lines-keep"), Some("lines"))) } }
            }
        }
    };
    Ok(Some(panel_with(&words.t("direction-lines"), Some(&sub), None, body)))
}

fn item(visitor: &Visitor, page: &Shown, step: &Step) -> TrailItem {
    let (words, hindi) = (visitor.words, visitor.hindi());
    let about = (step.post_id != 0 && step.kind != StepKind::Given)
        .then(|| page.names.of(step.post_id, hindi));
    let indicator = page.direction.indicator.as_deref().and_then(by_code);
    let value = step
        .value
        .zip(indicator)
        .map(|(value, indicator)| show::quantity(dashboard::quantity(indicator, value), words));
    TrailItem {
        when: show::instant(step.at),
        what: html! {
            b { (words.t(&format!("step-{}", step.kind.code()))) }
            @if let Some(about) = about { " · " (about) }
            @if let Some(day) = step.due_on { " · " (words.t("direction-due")) " " (show::day(day)) }
            @if let Some(value) = value { " · " (words.t("direction-figure")) " " (value) }
            @if let Some(text) = &step.text { br; "“" (text) "”" }
            @for file in &step.files {
                br; a href=(format!("/directions/files/{}", file.hash)) { (file.name) " (" (file.kind) ")" }
                (again(visitor, page, &file.hash))
            }
        },
        who: if step.by_post == 0 {
            words.t("seat-machine")
        } else {
            page.names.of(step.by_post, hindi)
        },
    }
}

/// That a photograph stands with other directions too: a question to whoever decides.
fn again(visitor: &Visitor, page: &Shown, hash: &str) -> Markup {
    let of = page.reused.iter().find(|one| one.hash == hash);
    let others: Vec<_> = of
        .iter()
        .flat_map(|one| &one.uses)
        .filter(|one| one.direction_id != page.direction.id)
        .collect();
    html! {
        @if !others.is_empty() {
            br; (tag(Tone::Warn, &visitor.words.t("direction-photo-again")))
            @for one in others {
                " " a href=(format!("/directions/{}", one.direction_id)) { (one.label) }
                " (" (show::day(clock::day_of(one.at))) ")"
            }
        }
    }
}
