//! One group beside its row of LokOS, field by field; and a row that only LokOS has.

use maud::{Markup, html};

use super::{tabled, told};
use crate::{
    parts::{
        Choice, Column, Fact, Kind, Link, Look, Problem, Table, Tone, button, button_link, crumbs,
        facts, heading, notice, problems, table, tag,
    },
    words::Words,
};

/// A field on both sides.
pub struct FieldRow {
    /// Its code, which names what the form sends.
    pub code: &'static str,
    /// Its name.
    pub name: String,
    /// What our register says.
    pub ours: String,
    /// What LokOS says.
    pub theirs: String,
    /// How it comes out.
    pub outcome: (Tone, String),
    /// What stands beside either: where a value cannot be taken, why and what to do.
    pub remark: Option<Link>,
    /// What may be chosen; empty where there is nothing to choose.
    pub choices: Vec<Choice>,
    /// What was chosen and holds.
    pub chosen: String,
    /// When that was, and since when it is open.
    pub since: String,
    /// What the form sends back of both sides.
    pub seen: (String, String),
}

/// Both sides of a field as somebody saw them, and as they stand.
pub struct Moved {
    /// The field.
    pub field: String,
    /// What was seen: ours, theirs.
    pub seen: (String, String),
    /// What stands now: ours, theirs.
    pub now: (String, String),
}

/// A group beside its row.
pub struct OnePage {
    /// Its address.
    pub href: String,
    /// The group.
    pub title: String,
    /// Code and month, or why there is nothing beside it.
    pub under: String,
    /// Further pages.
    pub links: Vec<Link>,
    /// What is to be said above: tone, title, text.
    pub notices: Vec<(Tone, String, String)>,
    /// What waits about it at another post.
    pub waiting: Vec<Link>,
    /// What moved since it was looked at.
    pub moved: Vec<Moved>,
    /// The faults of an attempt.
    pub problems: Vec<Problem>,
    /// Field by field.
    pub rows: Vec<FieldRow>,
    /// What LokOS says beside: operator, last transaction.
    pub facts: Vec<Fact>,
    /// The form, where the reader may choose: op and month.
    pub form: Option<(String, String)>,
    /// The form that puts it on the list for entry, where it is not in LokOS.
    pub entry: Option<String>,
}

/// Draws a group beside its row.
pub fn draw(page: &OnePage, w: &Words) -> Markup {
    html! {
        (crumbs(w, &[Link::new(w.t("lokos-title"), "/lokos")], &page.title))
        (heading(&page.title, html! { (page.under) }, html! {
            @for link in &page.links { (button_link(link, None, Look::Plain)) }
        }))
        (problems(w, &page.problems))
        @if !page.moved.is_empty() { (moved(page, w)) }
        @for (tone, title, text) in &page.notices {
            (notice(*tone, title, html! { @if !text.is_empty() { p { (text) } } }))
        }
        @if !page.waiting.is_empty() {
            (notice(Tone::Plain, &w.t("lokos-waiting"), html! {
                ul { @for link in &page.waiting { li { a href=(link.href) { (link.text) } } } }
            }))
        }
        div.stack {
            @if let Some(op) = &page.entry { (entry(page, op, w)) }
            @if !page.rows.is_empty() { (choosing(page, w)) }
            @if !page.facts.is_empty() { (told(&w.t("lokos-theirs-says"), facts(&page.facts))) }
        }
    }
}

fn choosing(page: &OnePage, w: &Words) -> Markup {
    let may_choose = page.form.is_some() && page.rows.iter().any(|row| !row.choices.is_empty());
    let drawn = compared(page, w);
    match page.form.as_ref().filter(|_| may_choose) {
        None => tabled(&w.t("lokos-counts"), &drawn),
        Some((op, month)) => html! {
            form method="post" action=(page.href) {
                input type="hidden" name="op" value=(op);
                input type="hidden" name="month" value=(month);
                @for row in page.rows.iter().filter(|row| !row.choices.is_empty()) {
                    input type="hidden" name=(format!("ours-{}", row.code)) value=(row.seen.0);
                    input type="hidden" name=(format!("theirs-{}", row.code)) value=(row.seen.1);
                }
                (tabled(&w.t("lokos-counts"), &drawn))
                div.act-row { (button(Look::Primary, &w.t("lokos-choose-save"), None)) }
            }
        },
    }
}

fn compared(page: &OnePage, w: &Words) -> Table {
    let dash = |text: &str| if text.is_empty() { "—".to_owned() } else { text.to_owned() };
    let cells = |row: &FieldRow| {
        vec![
            html! { (row.name) },
            html! { (dash(&row.ours)) },
            html! { (dash(&row.theirs)) },
            html! { (tag(row.outcome.0, &row.outcome.1)) },
            what_is_right(page, row, w),
        ]
    };
    let column = |kind: Kind, key: &str| Column::new(kind, w.t(key));
    Table {
        caption: w.t("lokos-counts"),
        columns: vec![
            column(Kind::Text, "lokos-field"),
            column(Kind::Text, "lokos-ours-says"),
            column(Kind::Text, "lokos-theirs-says"),
            column(Kind::State, "lokos-outcome"),
            column(Kind::Text, "lokos-choose"),
        ],
        rows: page.rows.iter().map(cells).collect(),
        foot: None,
    }
}

fn what_is_right(page: &OnePage, row: &FieldRow, w: &Words) -> Markup {
    let says = !row.since.is_empty() || row.remark.is_some();
    if row.choices.is_empty() && !says {
        return html! {};
    }
    // One child: on a narrow screen the cell stands beside its label.
    html! { div {
        @if page.form.is_some() { (radios(row, w)) }
        @if !row.since.is_empty() { small { (row.since) } }
        @if let Some(remark) = &row.remark {
            small {
                @if remark.href.is_empty() { (remark.text) }
                @else { a href=(remark.href) { (remark.text) } }
            }
        }
    } }
}

fn radios(row: &FieldRow, w: &Words) -> Markup {
    html! {
        @if !row.choices.is_empty() {
            fieldset.fld {
                legend.vh { (row.name) ": " (w.t("lokos-choose")) }
                div.options {
                    @for choice in &row.choices {
                        label {
                            input type="radio" name=(format!("choice-{}", row.code))
                                value=(choice.value) checked[choice.value == row.chosen];
                            span { (choice.label) }
                        }
                    }
                }
            }
        }
    }
}

fn moved(page: &OnePage, w: &Words) -> Markup {
    let cells = |one: &Moved| {
        vec![
            html! { (one.field) },
            html! { (one.seen.0) },
            html! { (one.seen.1) },
            html! { (one.now.0) },
            html! { (one.now.1) },
        ]
    };
    let heads = ["ours", "theirs", "now-ours", "now-theirs"];
    let mut columns = vec![Column::new(Kind::Text, w.t("lokos-field"))];
    columns.extend(heads.map(|key| Column::new(Kind::Text, w.t(&format!("lokos-conflict-{key}")))));
    let drawn = Table {
        caption: w.t("lokos-conflict"),
        columns,
        rows: page.moved.iter().map(cells).collect(),
        foot: None,
    };
    html! {
        (notice(Tone::Warn, &w.t("lokos-conflict"), html! { p { (w.t("lokos-conflict.text")) } }))
        (tabled(&w.t("lokos-conflict"), &drawn))
    }
}

fn entry(page: &OnePage, op: &str, w: &Words) -> Markup {
    let month = page.form.as_ref().map(|(_, month)| month.as_str()).unwrap_or_default();
    html! {
        form method="post" action=(page.href) {
            input type="hidden" name="op" value=(op);
            input type="hidden" name="month" value=(month);
            input type="hidden" name="ours-entry" value="";
            input type="hidden" name="theirs-entry" value="";
            input type="hidden" name="choice-entry" value="ours";
            div.act-row { (button(Look::Primary, &w.t("lokos-entry-ask"), None)) }
        }
    }
}

/// A group of ours that a row may be.
pub struct Candidate {
    /// Its name and page.
    pub group: Link,
    /// Its code.
    pub code: String,
    /// Where it stands.
    pub place: String,
    /// When it was formed.
    pub formed: String,
    /// Its members.
    pub members: String,
    /// What the forms send: the group, its edition; ops of accepting and of parting.
    pub send: Option<(i64, i64, String, String)>,
}

/// A row that only LokOS has.
pub struct RowPage {
    /// Its address.
    pub href: String,
    /// Its name.
    pub title: String,
    /// Code and month.
    pub under: String,
    /// The month, as the forms send it.
    pub month: String,
    /// What LokOS says.
    pub facts: Vec<Fact>,
    /// Groups it may be.
    pub candidates: Vec<Candidate>,
    /// The form of a new group, filled in, where the reader may.
    pub new_group: Option<Link>,
    /// The faults of an attempt.
    pub problems: Vec<Problem>,
    /// True where somebody saved first.
    pub moved: bool,
}

/// Draws a row that only LokOS has.
pub fn row(page: &RowPage, w: &Words) -> Markup {
    html! {
        (crumbs(w, &[Link::new(w.t("lokos-title"), "/lokos")], &page.title))
        (heading(&page.title, html! { (page.under) }, html! {}))
        (problems(w, &page.problems))
        @if page.moved {
            (notice(Tone::Warn, &w.t("lokos-conflict"), html! { p { (w.t("lokos-conflict.text")) } }))
        }
        div.stack {
            (told(&w.t("lokos-theirs-says"), facts(&page.facts)))
            @if page.candidates.is_empty() {
                (told(&w.t("lokos-row-likely"), html! { p { (w.t("lokos-row-none")) } }))
            } @else {
                section.panel {
                    div.ph { h2 { (w.t("lokos-row-likely")) } }
                    div.pb { p { (w.t("lokos-row-likely.text")) } }
                    div.scroll { (table(&candidates(page, w))) }
                }
            }
            @if let Some(link) = &page.new_group {
                (told(&w.t("lokos-new-group"), html! {
                    p { (w.t("lokos-new-group.text")) }
                    (button_link(link, None, Look::Plain))
                }))
            }
        }
    }
}

fn candidates(page: &RowPage, w: &Words) -> Table {
    let send = |one: &Candidate| {
        html! {
            @if let Some((id, version, adopts, parts)) = &one.send {
                div.act-row {
                    (sends(page, (*id, *version), (adopts, "adopt"), w))
                    (sends(page, (*id, *version), (parts, "part"), w))
                }
            }
        }
    };
    let cells = |one: &Candidate| {
        vec![
            html! { a href=(one.group.href) { (one.group.text) } },
            html! { (one.code) },
            html! { (one.place) },
            html! { (one.formed) },
            html! { (one.members) },
            send(one),
        ]
    };
    let column = |kind: Kind, key: &str| Column::new(kind, w.t(key));
    Table {
        caption: w.t("lokos-row-likely"),
        columns: vec![
            column(Kind::Text, "field-group"),
            column(Kind::Text, "field-code"),
            column(Kind::Text, "field-village"),
            column(Kind::Day, "field-formed-on"),
            column(Kind::Number, "field-members"),
            column(Kind::State, "lokos-choose"),
        ],
        rows: page.candidates.iter().map(cells).collect(),
        foot: None,
    }
}

fn sends(page: &RowPage, (id, version): (i64, i64), (op, act): (&str, &str), w: &Words) -> Markup {
    html! {
        form method="post" action=(page.href) {
            input type="hidden" name="op" value=(op);
            input type="hidden" name="group" value=(id);
            input type="hidden" name="version" value=(version);
            input type="hidden" name="month" value=(page.month);
            (button(if act == "adopt" { Look::Primary } else { Look::Plain },
                &w.t(&format!("lokos-{act}")), Some(act)))
        }
    }
}
