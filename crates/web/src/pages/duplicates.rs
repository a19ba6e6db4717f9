//! Records that may stand twice: the queue, and one pair with its evidence and what to decide.

use maud::{Markup, html};

use crate::parts::{
    Choice, Column, Control, Field, Filters, Kind, Link, Look, Pager, Problem, Tab, Table, Tone,
    button, crumbs, empty, field, filters, heading, notice, pager, problems, table, tabs, tag,
};
use crate::show;
use crate::words::Words;

/// One pair of the queue.
pub struct PairRow {
    /// What was entered first, and the page of the pair.
    pub one: Link,
    /// Its group or village.
    pub one_at: String,
    /// What was entered later.
    pub other: String,
    /// Its group or village.
    pub other_at: String,
    /// How likely they are one, in per cent.
    pub likely: i64,
    /// The fields that agree, named.
    pub agrees: String,
}

/// The queue.
pub struct QueuePage {
    /// Members or groups; open, put off, two, merged.
    pub subjects: Vec<Tab>,
    /// Where the pairs stand.
    pub states: Vec<Tab>,
    /// The filter bar.
    pub filters: Filters,
    /// How many pairs there are in all.
    pub count: i64,
    /// The pairs of this page.
    pub rows: Vec<PairRow>,
    /// Where the reader stands.
    pub pager: Pager,
    /// The number by which a second press is known, where the reader may look again.
    pub find: Option<String>,
}

/// Draws the queue.
pub fn queue(page: &QueuePage, w: &Words) -> Markup {
    html! {
        (crumbs(w, &[Link::new(w.t("list-members"), "/members")], &w.t("duplicates-title")))
        (heading(&w.t("duplicates-title"), html! { (w.t("duplicates-title.text")) }, html! {
            @if let Some(op) = &page.find {
                form method="post" action="/duplicates/find" {
                    input type="hidden" name="op" value=(op);
                    (button(Look::Plain, &w.t("duplicates-find"), None))
                }
            }
        }))
        (tabs(&w.t("duplicates-subject"), &page.subjects))
        (tabs(&w.t("duplicates-state"), &page.states))
        section.panel {
            (filters(w, &page.filters))
            div.count { b { (w.args("list-count", &[("n", page.count.into())])) } }
            @if page.rows.is_empty() {
                (empty(&w.t("duplicates-empty"), &w.t("duplicates-empty.text"), None))
            } @else {
                (table(&rows(page, w)))
                (pager(w, &page.pager))
            }
        }
    }
}

fn rows(page: &QueuePage, w: &Words) -> Table {
    let cells = |row: &PairRow| {
        vec![
            html! { a href=(row.one.href) { (row.one.text) } small { (row.one_at) } },
            // One child: on a narrow screen the cell stands beside its label.
            html! { div { (row.other) small { (row.other_at) } } },
            html! { (w.args("duplicates-likely", &[("n", row.likely.into())])) },
            html! { (row.agrees) },
        ]
    };
    let column = |kind: Kind, key: &str| Column::new(kind, w.t(key));
    Table {
        caption: w.t("duplicates-title"),
        columns: vec![
            column(Kind::Text, "duplicates-one"),
            column(Kind::Text, "duplicates-other"),
            column(Kind::Number, "duplicates-chance"),
            column(Kind::Text, "duplicates-agrees"),
        ],
        rows: page.rows.iter().map(cells).collect(),
        foot: None,
    }
}

/// One field of both records.
pub struct EvidenceRow {
    /// The field, in the reader's language.
    pub field: String,
    /// What the first says.
    pub one: String,
    /// What the second says.
    pub other: String,
    /// The key of how they compare: `level-same` …; none where one of them says nothing.
    pub level: Option<&'static str>,
    /// What it weighs, as shown.
    pub weight: String,
}

/// What "recorded twice" would do, where one of the two groups is kept.
pub struct Effect {
    /// The group that is kept.
    pub kept: String,
    /// The figures that move, or why it cannot be done.
    pub figures: Markup,
}

/// What may be decided. The fields are `state`, `reason` and `stays_in`.
pub struct Deciding {
    /// Where the form is sent.
    pub action: String,
    /// The number by which a second press is known for the same act.
    pub op: String,
    /// The edition that is looked at.
    pub version: i64,
    /// Whether the two may be merged here.
    pub may_merge: bool,
    /// Of two groups, each that may be kept, by the value of `state`.
    pub keep: Vec<Choice>,
    /// Where two groups are merged, which asks more than is asked here.
    pub merge: Option<Link>,
    /// The groups she may be in, where she stands in two.
    pub groups: Vec<Choice>,
    /// The chosen state.
    pub state: String,
    /// The chosen group.
    pub stays_in: String,
    /// The reason.
    pub reason: String,
}

/// A pair.
pub struct PairPage {
    /// Its address.
    pub href: String,
    /// Both names.
    pub title: String,
    /// The first record and its page.
    pub one: Link,
    /// The second; without a page once it is merged.
    pub other: Link,
    /// How likely they are one, in per cent.
    pub likely: i64,
    /// Field by field.
    pub rows: Vec<EvidenceRow>,
    /// The key of where the pair stands: `state-open` …
    pub state: &'static str,
    /// When that was decided, microseconds UTC, and why.
    pub decided: Option<(i64, String)>,
    /// The form, where the reader may decide.
    pub deciding: Option<Deciding>,
    /// The undo of a merge, where the reader may: where it is sent, op and edition.
    pub undo: Option<(String, String, i64)>,
    /// What would move, for either group.
    pub effects: Vec<Effect>,
    /// The proposals about it that wait for another post.
    pub waits: Vec<Link>,
    /// The faults of an attempt.
    pub problems: Vec<Problem>,
}

/// Draws a pair.
pub fn pair(page: &PairPage, w: &Words) -> Markup {
    html! {
        (crumbs(w, &[Link::new(w.t("duplicates-title"), "/duplicates")], &page.title))
        (heading(&page.title, html! {
            (w.args("duplicates-likely-one", &[("n", page.likely.into())]))
        }, html! {}))
        (problems(w, &page.problems))
        @if !page.waits.is_empty() { (waits(&page.waits, w)) }
        @if let Some((at, reason)) = &page.decided { (decided(page, (*at, reason), w)) }
        section.panel {
            div.ph { h2 { (w.t("duplicates-evidence")) } }
            (table(&evidence(page, w)))
            div.pb {
                p { a href=(page.one.href) { (page.one.text) } }
                p { a href=(page.other.href) { (page.other.text) } }
            }
        }
        @for effect in &page.effects {
            section.panel {
                div.ph { h2 {
                    (w.args("duplicates-effect", &[("name", effect.kept.as_str().into())]))
                } }
                (effect.figures)
            }
        }
        @if let Some(deciding) = &page.deciding { (form(page, deciding, w)) }
        @if let Some((action, op, version)) = &page.undo {
            section.panel {
                div.ph { h2 { (w.t("duplicates-undo")) } }
                div.pb {
                    p { (w.t("duplicates-undo.text")) }
                    form method="post" action=(action) {
                        input type="hidden" name="op" value=(op);
                        input type="hidden" name="version" value=(version);
                        div.go { (button(Look::Plain, &w.t("duplicates-undo"), None)) }
                    }
                }
            }
        }
    }
}

fn waits(all: &[Link], w: &Words) -> Markup {
    notice(
        Tone::Warn,
        &w.t("duplicates-waits"),
        html! { @for link in all { p { a href=(link.href) { (link.text) } } } },
    )
}

fn decided(page: &PairPage, (at, reason): (i64, &String), w: &Words) -> Markup {
    notice(
        Tone::Plain,
        &w.t(page.state),
        html! {
            p { (show::instant(at)) @if !reason.is_empty() { " · “" (reason) "”" } }
        },
    )
}

fn evidence(page: &PairPage, w: &Words) -> Table {
    let cells = |row: &EvidenceRow| {
        let level = row.level.map_or_else(
            || html! { "—" },
            |key| {
                let tone = if key == "level-differ" { Tone::Warn } else { Tone::Good };
                tag(tone, &w.t(key))
            },
        );
        let shown = |text: &str| if text.is_empty() { "—".to_owned() } else { text.to_owned() };
        vec![
            html! { (row.field) },
            html! { (shown(&row.one)) },
            html! { (shown(&row.other)) },
            level,
            html! { (row.weight) },
        ]
    };
    let link = |link: &Link| link.text.clone();
    Table {
        caption: w.t("duplicates-evidence"),
        columns: vec![
            Column::new(Kind::Text, w.t("duplicates-field")),
            Column::new(Kind::Text, link(&page.one)),
            Column::new(Kind::Text, link(&page.other)),
            Column::new(Kind::State, w.t("duplicates-level")),
            Column::new(Kind::Number, w.t("duplicates-weight")),
        ],
        rows: page.rows.iter().map(cells).collect(),
        foot: None,
    }
}

fn form(page: &PairPage, deciding: &Deciding, w: &Words) -> Markup {
    let mut states = deciding.keep.clone();
    if deciding.may_merge {
        states.push(Choice::new("same", w.t("decide-same")));
    }
    states.push(Choice::new("different", w.t("decide-different")));
    states.push(Choice::new("later", w.t("decide-later")));
    let mut fields = vec![
        Field::new("state", w.t("duplicates-decision"), Control::Radios(states))
            .value(deciding.state.as_str())
            .required(),
    ];
    if !deciding.groups.is_empty() && deciding.may_merge {
        let groups = Control::Radios(deciding.groups.clone());
        fields.push(
            Field::new("stays_in", w.t("duplicates-stays-in"), groups)
                .value(deciding.stays_in.as_str())
                .hint(w.t("duplicates-stays-in.hint")),
        );
    }
    fields.push(
        Field::new("reason", w.t("duplicates-reason"), Control::Text)
            .value(deciding.reason.as_str())
            .hint(w.t("duplicates-reason.hint")),
    );
    html! {
        section.panel {
            div.ph { h2 { (w.t("duplicates-decision")) } }
            div.pb {
                @if let Some(link) = &deciding.merge {
                    p { (w.t("duplicates-merge-groups.text")) " "
                        a href=(link.href) { (link.text) } }
                }
                form.form method="post" action=(deciding.action) {
                    input type="hidden" name="op" value=(deciding.op);
                    input type="hidden" name="version" value=(deciding.version);
                    @for one in &fields { (field(w, &one.clone().checked(&page.problems))) }
                    div.go { (button(Look::Primary, &w.t("duplicates-keep"), None)) }
                }
            }
        }
    }
}
