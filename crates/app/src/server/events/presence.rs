//! Who was in which session: a line a person, a column a session, and the sheets that bring it.

use maud::{Markup, html};
use samuh_engine::Result;
use samuh_kernel::scope::{Area, Right};
use samuh_meetings::event::{Event, EventState, Person, Session};
use samuh_web::{
    parts::{
        Column, Icon, Kind, Link, Look, Table, Tone, button, button_link, panel_with, table, tag,
    },
    show::{self, percent},
};

use super::{PATH, one::sends_wide};
use crate::server::{query::Query, visit::Visitor};

/// The panel; nothing where nobody is on the list and nobody may write one.
pub(super) fn panel(
    visitor: &Visitor,
    (event, sessions, people): (&Event, &[Session], &[Person]),
    share: i64,
    may: bool,
) -> Result<Markup> {
    let words = visitor.words;
    let may = may && event.state != EventState::Cancelled;
    let sheet = |format: &str| format!("{PATH}/{}/sheet?format={format}", event.id);
    let imports = visitor.scope().may(Right::Enter, Area::Imports);
    let has_grid = !sessions.is_empty() && !people.is_empty();
    if !may && !has_grid {
        return Ok(html! {});
    }
    let rule = Link::new(words.t("rule-attendance"), "/rules/attendance");
    let said = words.args("presence-share", &[("share", percent(share).into())]);
    let grid = grid(visitor, (sessions, people), may);
    let edit = sends_wide(
        event,
        event.version,
        &html! {
            (grid)
            div.go { (button(Look::Plain, &words.t("presence-save"), Some("presence"))) }
        },
    )?;
    Ok(panel_with(
        &words.t("presence"),
        Some(&said),
        Some(&rule),
        html! {
            @if may {
                p.acts {
                    (button_link(&Link::new(words.t("presence-sheet"), sheet("xlsx")), Some(Icon::Download), Look::Plain)) " "
                    (button_link(&Link::new(words.t("presence-print"), sheet("pdf")), Some(Icon::Download), Look::Plain)) " "
                    @if imports {
                        (button_link(&Link::new(words.t("presence-import"), "/imports/new?register=attendance"), None, Look::Plain))
                    }
                }
                p.hint { (words.args("presence-import.hint", &[("no", event.id.into())])) }
            }
            @if sessions.is_empty() { p.hint { (words.t("presence-no-sessions")) } }
            @else if has_grid { @if may { (edit) } @else { (grid) } }
        },
    ))
}

fn grid(visitor: &Visitor, (sessions, people): (&[Session], &[Person]), may: bool) -> Markup {
    let words = visitor.words;
    let mut columns = vec![Column::new(Kind::Text, words.t("field-name"))];
    for (no, one) in (1_i64..).zip(sessions) {
        let args = [("no", no.into()), ("day", show::day(one.held_on).into())];
        columns.push(Column::new(Kind::State, words.args("presence-session", &args)));
    }
    columns.push(Column::new(Kind::State, words.t("presence-attended")));
    let rows = (1_i64..).zip(people).map(|(no, person)| {
        // Who stands on a pasted list came; nobody said to which sessions.
        let is_plain = person.attended && person.present.is_empty();
        let mut cells = vec![html! {
            @if may { input type="hidden" name="person" value=(no); }
            b { (person.name) } " " small { (person.of_where) }
        }];
        for (session, _) in (1_i64..).zip(sessions) {
            let is_in = is_plain || person.present.contains(&session);
            let args = [("name", person.name.as_str().into()), ("no", session.into())];
            let label = words.args("presence-of", &args);
            cells.push(if may {
                html! {
                    input type="checkbox" name="in" value=(format!("{no}-{session}")) checked[is_in]
                        aria-label=(label);
                }
            } else {
                html! { (if is_in { "✓" } else { "—" }) }
            });
        }
        let (tone, key) = if person.attended { (Tone::Good, "yes") } else { (Tone::Warn, "no") };
        cells.push(tag(tone, &words.t(key)));
        cells
    });
    let rows = rows.collect();
    html! { div.scroll tabindex="0" role="region" aria-label=(words.t("presence")) { (table(&Table { caption: words.t("presence"), columns, rows, foot: None })) } }
}

/// What the form says: of every person the sessions that are ticked.
pub(super) fn read(form: &Query) -> Vec<(i64, Vec<i64>)> {
    let ticks: Vec<(i64, i64)> = form
        .all("in")
        .into_iter()
        .filter_map(|tick| tick.split_once('-'))
        .filter_map(|(person, session)| Some((person.parse().ok()?, session.parse().ok()?)))
        .collect();
    let people = form.all("person").into_iter().filter_map(|no| no.parse::<i64>().ok());
    let of = |no: i64| {
        let own = ticks.iter().filter(|(person, _)| *person == no);
        (no, own.map(|(_, session)| *session).collect())
    };
    people.map(of).collect()
}
