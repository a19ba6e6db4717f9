//! The trail: who changed what, when, from where; field by field, before and after.

use maud::{Markup, html};

use crate::parts::{
    Column, Fact, Filters, Kind, Link, Pager, Table, crumbs, download, empty, facts, filters,
    heading, pager, panel, table,
};
use crate::show;
use crate::words::Words;

/// A field before and after, written out; a value the post may not see is masked by the caller.
pub struct FieldLine {
    /// Its name in the reader's language.
    pub name: String,
    /// Before; empty where there was nothing.
    pub before: String,
    /// After; empty where there is nothing.
    pub after: String,
}

/// A record that an act changed.
pub struct RecordLine {
    /// Its kind and name, with its page where it has one.
    pub record: Link,
    /// What changed in it.
    pub fields: Vec<FieldLine>,
}

/// One entry of the trail.
pub struct Entry {
    /// When (microseconds UTC).
    pub at: i64,
    /// Post and person; empty for the machine.
    pub by: String,
    /// Post and person who approved it; empty where no second post was asked.
    pub approved: String,
    /// Address and device; empty where not kept.
    pub origin: String,
    /// The act in words, with the entry's own page.
    pub act: Link,
    /// The records it changed, as far as the post may see them.
    pub records: Vec<RecordLine>,
    /// How many further records are on the entry's page.
    pub more: usize,
}

/// Where the chain of the trail stands.
pub struct Head {
    /// How many entries are sealed.
    pub entries: i64,
    /// The hash of the last, shortened.
    pub hash: String,
    /// When it was sealed (microseconds UTC).
    pub sealed_at: i64,
}

/// The trail of a record, of a person or of a day.
pub struct TrailPage {
    /// The title.
    pub title: String,
    /// A line under it.
    pub under: String,
    /// The way to the record.
    pub crumbs: Vec<Link>,
    /// The import that the record came with, in words, with its page where the post may see it.
    pub born: Option<Link>,
    /// The filter bar, on the trail of days and persons.
    pub filters: Option<Filters>,
    /// The entries, the newest first.
    pub entries: Vec<Entry>,
    /// Where the reader stands.
    pub pager: Pager,
    /// The same entries as Excel.
    pub excel: String,
    /// Where the chain stands; none before the first entry is sealed.
    pub head: Option<Head>,
}

/// Draws a trail.
pub fn draw(page: &TrailPage, w: &Words) -> Markup {
    html! {
        (crumbs(w, &page.crumbs, &page.title))
        (heading(&page.title, html! { (page.under) }, html! {}))
        section.panel {
            @if let Some(bar) = &page.filters { (filters(w, bar)) }
            div.count {
                @if let Some(head) = &page.head { span { (head_line(head, w)) } }
                (download(w, &page.excel))
            }
            @if page.entries.is_empty() {
                (empty(&w.t("trail-none"), &w.t(none(page)), None))
            } @else {
                (table(&lines(&page.entries, &page.title, w)))
                (pager(w, &page.pager))
            }
            @if let Some(born) = &page.born {
                p.pb {
                    @if born.href.is_empty() { (born.text) } @else { a href=(born.href) { (born.text) } }
                }
            }
        }
    }
}

/// Why there is no entry: a record's own trail has no days to choose.
fn none(page: &TrailPage) -> &'static str {
    match (&page.filters, &page.born) {
        (Some(_), _) => "trail-none.text",
        (None, Some(_)) => "trail-none.since",
        (None, None) => "trail-none.record",
    }
}

/// The head of the chain as pages and reports say it.
pub fn head_line(head: &Head, w: &Words) -> String {
    let at = show::instant(head.sealed_at);
    let args = [("n", head.entries.into()), ("head", head.hash.as_str().into()), ("at", at.into())];
    w.args("trail-head", &args)
}

/// Entries as a table, for the trail and for the page of a record.
pub fn lines(entries: &[Entry], caption: &str, w: &Words) -> Table {
    let cells = |entry: &Entry| {
        vec![
            html! { (show::instant(entry.at)) small { (utc(entry.at)) } },
            html! {
                @if entry.by.is_empty() { (w.t("trail-machine")) } @else { (entry.by) }
                @if !entry.approved.is_empty() { small { (approved(entry, w)) } }
                @if !entry.origin.is_empty() { small { (entry.origin) } }
            },
            html! { a href=(entry.act.href) { (entry.act.text) } },
            html! {
                div {
                    @for record in &entry.records { (changed(record, w)) }
                    @if entry.more > 0 {
                        p { a href=(entry.act.href) {
                            (w.args("trail-more", &[("n", entry.more.into())]))
                        } }
                    }
                }
            },
        ]
    };
    let column = |kind: Kind, key: &str| Column::new(kind, w.t(key));
    Table {
        caption: caption.to_owned(),
        columns: vec![
            column(Kind::Day, "trail-when"),
            column(Kind::Text, "trail-who"),
            column(Kind::Text, "trail-act"),
            column(Kind::Text, "trail-what"),
        ],
        rows: entries.iter().map(cells).collect(),
        foot: None,
    }
}

/// Who approved an entry, in words.
pub fn approved(entry: &Entry, w: &Words) -> String {
    w.args("trail-approved", &[("by", entry.approved.as_str().into())])
}

fn changed(record: &RecordLine, w: &Words) -> Markup {
    html! {
        div {
            @if record.record.href.is_empty() { (record.record.text) }
            @else { a href=(record.record.href) { (record.record.text) } }
            @for field in &record.fields { small { (field.name) ": " (difference(field, w)) } }
        }
    }
}

fn difference(field: &FieldLine, w: &Words) -> Markup {
    html! {
        @match (field.before.is_empty(), field.after.is_empty()) {
            (true, _) => (field.after),
            (false, true) => { del { (field.before) } " " (w.t("trail-taken-away")) }
            (false, false) => { del { (field.before) } " → " (field.after) }
        }
    }
}

/// The time in UTC, as the order on logs asks for beside the Indian time.
fn utc(at: i64) -> String {
    let time = chrono::DateTime::from_timestamp_micros(at).unwrap_or_default();
    time.format("%Y-%m-%d %H:%M:%S UTC").to_string()
}

/// One entry with everything the trail keeps of it.
pub struct EntryPage {
    /// The entry.
    pub entry: Entry,
    /// Its number among the district's acts.
    pub no: i64,
    /// Its id.
    pub id: String,
    /// Its place in the chain, the hash before it and its own; none until it is sealed.
    pub sealed: Option<(i64, String, String)>,
}

/// Draws an entry.
pub fn entry(page: &EntryPage, w: &Words) -> Markup {
    let entry = &page.entry;
    let title = w.args("trail-entry", &[("n", page.no.into())]);
    let text = |key: &str, value: &str| Fact::text(w.t(key), value);
    let when = format!("{} · {}", show::instant(entry.at), utc(entry.at));
    let mut all = vec![
        text("trail-act", &entry.act.text),
        text("trail-when", &when),
        text("trail-who", &entry.by),
        text("trail-origin", &entry.origin),
        text("trail-id", &page.id),
    ];
    if !entry.approved.is_empty() {
        all.insert(3, text("trail-approved-by", &entry.approved));
    }
    match &page.sealed {
        None => all.push(text("trail-chain", &w.t("trail-unsealed"))),
        Some((no, before, own)) => {
            all.push(text("trail-chain", &show::grouped(*no)));
            all.push(text("trail-hash-before", before));
            all.push(text("trail-hash", own));
        }
    }
    html! {
        (crumbs(w, &[Link::new(w.t("trail-title"), "/trail")], &title))
        (heading(&title, html! { (entry.act.text) }, html! {}))
        div.stack {
            (panel(&w.t("trail-entry-facts"), facts(&all)))
            (panel(&w.t("trail-what"), html! {
                @for record in &entry.records { (changed_whole(record, w)) }
                @if entry.more > 0 {
                    p.pb { (w.args("trail-more", &[("n", entry.more.into())])) }
                }
                @if entry.records.is_empty() { p { (w.t("trail-not-yours")) } }
            }))
        }
    }
}

fn changed_whole(record: &RecordLine, w: &Words) -> Markup {
    let cells = |field: &FieldLine| {
        vec![html! { (field.name) }, html! { (field.before) }, html! { (field.after) }]
    };
    let column = |key: &str| Column::new(Kind::Text, w.t(key));
    let fields = Table {
        caption: record.record.text.clone(),
        columns: vec![column("trail-field"), column("trail-before"), column("trail-after")],
        rows: record.fields.iter().map(cells).collect(),
        foot: None,
    };
    html! {
        h3 {
            @if record.record.href.is_empty() { (record.record.text) }
            @else { a href=(record.record.href) { (record.record.text) } }
        }
        @if record.fields.is_empty() { p { (w.t("trail-touched")) } }
        @else { (table(&fields)) }
    }
}
