//! One event: its facts, programme, who came and what was learnt; its guests in their order, the seats
//! and the plaque.

use axum::{extract::Path, response::Response};
use maud::{Markup, html};
use samuh_engine::Result;
use samuh_kernel::{
    scope::{Area, Right},
    show::{grouped, rupees},
};
use samuh_meetings::event::{
    self, Answer as Said, Event, EventState, Invitee, Mode, Person, PlaqueState, Precedence,
    Session, gain, in_order, seating,
};
use samuh_web::{
    page::Section,
    parts::{
        Choice, Column, Control, Fact, Field, Kind, Link, Look, Problem, Table, button,
        button_link, crumbs, empty, facts, field, heading, panel, panel_with, problems, table, tag,
    },
    show,
};

use super::{PATH, days, kind_name, presence, state_name, title};
use crate::{
    ids::new_id,
    server::{fail::Answer, query::Query, visit::Visitor},
};

struct Seen {
    event: Event,
    sessions: Vec<Session>,
    people: Vec<Person>,
    guests: Vec<Invitee>,
    order: Vec<Precedence>,
    /// From how many per cent of the sessions on somebody has attended.
    percent: i64,
}

/// The page.
pub(in crate::server) async fn page(visitor: Visitor, Path(id): Path<i64>) -> Answer {
    visitor.may(Right::See, Area::Meetings)?;
    shown(&visitor, id, (&Query::default(), &[])).await
}

/// The page, with what was typed and what is wrong with it.
pub(super) async fn shown(
    visitor: &Visitor,
    id: i64,
    (form, wrong): (&Query, &[Problem]),
) -> Answer<Response> {
    let reads = visitor.clone();
    let seen = visitor
        .app
        .read(move |reader| -> Result<Seen> {
            let desk = reads.desk();
            let event = event::event_of(reader, desk, id)?;
            let order = event::precedence_on(reader, &desk.scope, event.starts_on)?;
            Ok(Seen {
                sessions: event::sessions(reader, desk, id)?,
                people: event::people(reader, desk, id)?,
                guests: event::invitees_of(reader, desk, id)?,
                order,
                percent: event::share_on(reader, &desk.scope, event.starts_on)?,
                event,
            })
        })
        .await?;
    let words = visitor.words;
    let head = title(&seen.event, words);
    let may = visitor.scope().may(Right::Enter, Area::Meetings);
    let is_planned = seen.event.state == EventState::Planned;
    let (tone, state) = state_name(visitor, seen.event.state);
    let actions = html! {
        @if may && is_planned {
            (button_link(&Link::new(words.t("event-change"), format!("{PATH}/{id}/change")), None, Look::Plain))
        }
        @if may && seen.event.state == EventState::Held && seen.event.persons > 0 {
            (button_link(&Link::new(words.t("event-certificates"), format!("{PATH}/{id}/certificates")), None, Look::Plain))
        }
    };
    let body = html! {
        (crumbs(words, &[Link::new(words.t("events-title"), PATH)], &head))
        (heading(&head, html! { (kind_name(visitor, seen.event.kind)) " · " (days(&seen.event)) " " (tag(tone, &state)) }, actions))
        (problems(words, wrong))
        div.stack {
            (panel(&words.t("event-facts"), facts(&known(visitor, &seen))))
            (programme(visitor, &seen, (form, wrong), may && is_planned)?)
            (attendance(visitor, &seen, (form, wrong), may && seen.event.state != EventState::Cancelled)?)
            (presence::panel(visitor, (&seen.event, &seen.sessions, &seen.people), seen.percent, may)?)
            (guests(visitor, &seen, (form, wrong), may)?)
            (plaque(visitor, &seen, (form, wrong), may && is_planned)?)
            @if may && is_planned { (ending(visitor, &seen, (form, wrong))?) }
        }
    };
    Ok(visitor.page(&head, Some(Section::Meetings), body))
}

fn known(visitor: &Visitor, seen: &Seen) -> Vec<Fact> {
    let (words, event) = (visitor.words, &seen.event);
    let mut all = vec![
        Fact::text(words.t("event-place"), visitor.home.name(event.place_id, visitor.hindi())),
        Fact::text(words.t("event-at-time"), &event.at_time),
        Fact::text(words.t("event-venue"), &event.venue),
        Fact::text(words.t("event-fund-source"), &event.fund_source),
        Fact::text(words.t("event-cost"), &rupees(event.cost_paise)),
        Fact::text(words.t("event-persons"), &grouped(event.persons)),
        Fact::text(words.t("event-material"), &event.material),
    ];
    if let Some((before, after)) = gain(&seen.people) {
        let marks = |tenths: i64| format!("{}.{}", tenths / 10, tenths % 10);
        let args = [("before", marks(before).into()), ("after", marks(after).into())];
        all.push(Fact::text(words.t("event-gain"), &words.args("event-gain.value", &args)));
    }
    if !event.end_reason.is_empty() {
        all.push(Fact::text(words.t("event-reason"), &event.end_reason));
    }
    all
}

/// A form of the page that sends its verb with the edition that was seen.
pub(super) fn sends(event: &Event, version: i64, body: &Markup) -> Result<Markup> {
    sending("form", event, version, body)
}

/// The same as wide as the page, for a table in it.
pub(super) fn sends_wide(event: &Event, version: i64, body: &Markup) -> Result<Markup> {
    sending("form wide", event, version, body)
}

fn sending(class: &str, event: &Event, version: i64, body: &Markup) -> Result<Markup> {
    let op = new_id()?.to_string();
    Ok(html! {
        div.top-pad {
            form class=(class) method="post" action=(format!("{PATH}/{}", event.id)) {
                input type="hidden" name="op" value=(op);
                input type="hidden" name="version" value=(version);
                (body)
            }
        }
    })
}

/// A field with what was typed, or with what stands.
fn asked(
    visitor: &Visitor,
    (name, key): (&str, &str),
    control: Control,
    (form, wrong): (&Query, &[Problem]),
    stands: &str,
) -> Markup {
    let words = visitor.words;
    let hint = words.find(&format!("{key}.hint"), &[]).unwrap_or_default();
    let one = Field::new(name, words.t(key), control)
        .hint(hint)
        .value(form.get(name).unwrap_or(stands))
        .checked(wrong);
    field(words, &one)
}

fn plain_table(caption: String, columns: Vec<Column>, rows: Vec<Vec<Markup>>) -> Markup {
    table(&Table { caption, columns, rows, foot: None })
}

/// A list of an event, and the lines of text that it is written from.
struct Sheet<'a> {
    /// Its title's key; with `-none` what stands where it is empty.
    key: &'a str,
    columns: [(Kind, &'a str); 4],
    rows: Vec<[String; 4]>,
    /// The field's name and key, and the verb of its button.
    asks: (&'a str, &'a str, &'a str),
    /// The lines as they stand.
    stands: Vec<String>,
}

fn sheet(
    visitor: &Visitor,
    event: &Event,
    sheet: &Sheet<'_>,
    typed: (&Query, &[Problem]),
    may: bool,
) -> Result<Markup> {
    let words = visitor.words;
    let ((name, key, verb), title) = (sheet.asks, words.t(sheet.key));
    let lines = asked(visitor, (name, key), Control::Lines, typed, &sheet.stands.join("\n"));
    let save = button(Look::Plain, &words.t(&format!("{key}-save")), Some(verb));
    let edit = sends(event, event.version, &html! { (lines) div.go { (save) } })?;
    let columns = sheet.columns.map(|(kind, key)| Column::new(kind, words.t(key))).to_vec();
    let cells = |row: &[String; 4]| row.iter().map(|text| html! { (text) }).collect();
    let body = match sheet.rows.as_slice() {
        [] => empty(&words.t(&format!("{}-none", sheet.key)), "", None),
        rows => plain_table(title.clone(), columns, rows.iter().map(cells).collect()),
    };
    Ok(panel(&title, html! { (body) @if may { (edit) } }))
}

fn programme(
    visitor: &Visitor,
    seen: &Seen,
    typed: (&Query, &[Problem]),
    may: bool,
) -> Result<Markup> {
    let row = |one: &Session| {
        [show::day(one.held_on), one.at_time.clone(), one.topic.clone(), one.speaker.clone()]
    };
    let rows: Vec<[String; 4]> = seen.sessions.iter().map(row).collect();
    let lines = Sheet {
        key: "event-programme",
        columns: [
            (Kind::Day, "event-session-day"),
            (Kind::Text, "event-at-time"),
            (Kind::Text, "event-topic"),
            (Kind::Text, "event-speaker"),
        ],
        stands: rows.iter().map(|row| said(row, " | ")).collect(),
        rows,
        asks: ("sessions", "event-sessions", "sessions"),
    };
    sheet(visitor, &seen.event, &lines, typed, may)
}

/// A line as it is typed: what is empty at its end is left out.
fn said(row: &[String; 4], between: &str) -> String {
    let last = row.iter().rposition(|one| !one.is_empty()).map_or(0, |at| at + 1);
    row[..last].join(between)
}

fn attendance(
    visitor: &Visitor,
    seen: &Seen,
    typed: (&Query, &[Problem]),
    may: bool,
) -> Result<Markup> {
    let marked = |one: &Person, none: &str| {
        let said = |mark: Option<i64>| mark.map_or_else(|| none.to_owned(), |n| n.to_string());
        [one.name.clone(), one.of_where.clone(), said(one.before), said(one.after)]
    };
    let lines = Sheet {
        key: "event-attendance",
        columns: [
            (Kind::Text, "field-name"),
            (Kind::Text, "event-of-where"),
            (Kind::Number, "event-before"),
            (Kind::Number, "event-after"),
        ],
        rows: seen.people.iter().map(|one| marked(one, "—")).collect(),
        asks: ("people", "event-people", "attend"),
        stands: seen.people.iter().map(|one| said(&marked(one, ""), ", ")).collect(),
    };
    sheet(visitor, &seen.event, &lines, typed, may)
}

fn guests(
    visitor: &Visitor,
    seen: &Seen,
    typed: (&Query, &[Problem]),
    may: bool,
) -> Result<Markup> {
    let words = visitor.words;
    let hindi = visitor.hindi();
    let rank = |code: &str| {
        let found = seen.order.iter().find(|one| one.code == code);
        found.map_or_else(
            || code.to_owned(),
            |one| if hindi { one.name_hi.clone() } else { one.name_en.clone() },
        )
    };
    let mut rows = Vec::with_capacity(seen.guests.len());
    for guest in in_order(&seen.guests, &seen.order) {
        let letter = format!("{PATH}/{}/letter/{}", seen.event.id, guest.no);
        rows.push(vec![
            html! { (rank(&guest.rank_code)) },
            html! { b { (guest.name) } " " (guest.title) },
            html! { a href=(letter) { (words.t("event-letter")) } },
            if may {
                marks(visitor, &seen.event, guest, typed)?
            } else {
                html! { (answer(visitor, guest.answer)) }
            },
        ]);
    }
    let columns = [
        (Kind::Text, "event-rank"),
        (Kind::Text, "event-guest"),
        (Kind::State, "event-letter"),
        (Kind::State, "event-invitation"),
    ];
    let columns = columns.map(|(kind, key)| Column::new(kind, words.t(key))).to_vec();
    let ranks =
        seen.order.iter().map(|one| Choice::new(one.code.as_str(), rank(&one.code))).collect();
    let invite = sends(
        &seen.event,
        seen.event.version,
        &html! {
            (asked(visitor, ("rank", "event-rank"), Control::Select(ranks), typed, ""))
            (asked(visitor, ("name", "event-guest-name"), Control::Text, typed, ""))
            (asked(visitor, ("office", "event-guest-office"), Control::Text, typed, ""))
            div.go { (button(Look::Plain, &words.t("event-invite"), Some("invite"))) }
        },
    )?;
    let seats: Vec<String> = seating(&seen.guests, &seen.order)
        .into_iter()
        .map(|guest| if guest.title.is_empty() { guest.name.clone() } else { guest.title.clone() })
        .collect();
    let order = Link::new(words.t("rule-precedence"), "/rules/precedence");
    Ok(panel_with(
        &words.t("event-guests"),
        None,
        Some(&order),
        html! {
            @if rows.is_empty() { (empty(&words.t("event-guests-none"), "", None)) }
            @else {
                (plain_table(words.t("event-guests"), columns, rows))
                h3 { (words.t("event-seats")) }
                ol.seats { @for seat in &seats { li { (seat) } } }
            }
            @if may && seen.event.state == EventState::Planned { (invite) }
        },
    ))
}

fn answer(visitor: &Visitor, answer: Said) -> String {
    visitor.words.t(&format!("event-answer-{}", answer.code()))
}

/// The small form of one invitation.
fn marks(
    visitor: &Visitor,
    event: &Event,
    guest: &Invitee,
    (form, wrong): (&Query, &[Problem]),
) -> Result<Markup> {
    let is_this = form.get("act") == Some("mark") && form.number("no") == Some(guest.no);
    let wrong = if is_this { wrong } else { &[] };
    let words = visitor.words;
    let modes = Mode::ALL
        .iter()
        .map(|mode| Choice::new(mode.code(), words.t(&format!("event-mode-{}", mode.code()))));
    let answers = Said::ALL.iter().map(|one| Choice::new(one.code(), answer(visitor, *one)));
    let own = |name: &str, key: &str, control: Control, value: String| {
        let one = Field::new(name, words.t(key), control).id(format!("{name}-{}", guest.no));
        let value = form.get(name).filter(|_| is_this).map_or(value, str::to_owned);
        field(words, &one.value(value).checked(wrong))
    };
    let on = |day: Option<chrono::NaiveDate>| day.map(show::day).unwrap_or_default();
    let drawn = sends(
        event,
        guest.version,
        &html! {
            input type="hidden" name="no" value=(guest.no);
            (own("mode", "event-mode", Control::Select(modes.collect()), guest.mode.code().to_owned()))
            (own("sent_on", "event-sent-on", Control::Day, on(guest.sent_on)))
            (own("received_on", "event-received-on", Control::Day, on(guest.received_on)))
            (own("answer", "event-answer", Control::Select(answers.collect()), guest.answer.code().to_owned()))
            div.go { (button(Look::Plain, &words.t("event-mark"), Some("mark"))) }
        },
    )?;
    let mode = words.t(&format!("event-mode-{}", guest.mode.code()));
    Ok(html! {
        (mode) " · " (answer(visitor, guest.answer))
        details open[is_this] { summary { (words.t("event-mark.open")) } (drawn) }
    })
}

fn plaque(
    visitor: &Visitor,
    seen: &Seen,
    typed: (&Query, &[Problem]),
    may: bool,
) -> Result<Markup> {
    let (words, event) = (visitor.words, &seen.event);
    let approves = may
        && event.plaque_state == PlaqueState::Submitted
        && event.plaque_post != visitor.desk().post_id
        && visitor.scope().may(Right::Approve, Area::Meetings);
    let edit = sends(
        event,
        event.version,
        &html! {
            (asked(visitor, ("plaque", "event-plaque-text"), Control::Lines, typed, &event.plaque_text))
            div.go { (button(Look::Plain, &words.t("event-plaque-submit"), Some("plaque"))) }
        },
    )?;
    let judge = sends(
        event,
        event.version,
        &html! {
            div.go {
                (button(Look::Primary, &words.t("event-plaque-approve"), Some("approve"))) " "
                (button(Look::Plain, &words.t("event-plaque-back"), Some("back")))
            }
        },
    )?;
    Ok(panel(
        &words.t("event-plaque"),
        html! {
            p { (words.t(&format!("event-plaque-{}", event.plaque_state.code()))) }
            @if !event.plaque_text.is_empty() { p.said { (event.plaque_text) } }
            @if approves { (judge) }
            @if may && event.plaque_state != PlaqueState::Approved { (edit) }
        },
    ))
}

/// Held or cancelled.
fn ending(visitor: &Visitor, seen: &Seen, typed: (&Query, &[Problem])) -> Result<Markup> {
    let (words, event) = (visitor.words, &seen.event);
    let cost = format!("{}.{:02}", event.cost_paise / 100, event.cost_paise % 100);
    let held = sends(
        event,
        event.version,
        &html! {
            (asked(visitor, ("cost", "event-cost-paid"), Control::Number, typed, &cost))
            div.go { (button(Look::Primary, &words.t("event-hold"), Some("hold"))) }
        },
    )?;
    let off = sends(
        event,
        event.version,
        &html! {
            (asked(visitor, ("reason", "event-reason"), Control::Text, typed, ""))
            div.go { (button(Look::Plain, &words.t("event-cancel"), Some("cancel"))) }
        },
    )?;
    Ok(panel(&words.t("event-ending"), html! { (held) (off) }))
}
