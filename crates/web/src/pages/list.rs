//! A list of groups, members, federations or reported sheets: filters, count, table, the next
//! rows, and the whole list as Excel. Nothing is cut off.

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::parts::{
    Column, Filters, Kind, Link, Order, Pager, Table, Tone, crumbs, download, empty, filters,
    heading, pager, table, tag,
};
use crate::show;
use crate::words::Words;

/// The figure a list stands behind, when the reader came from one.
pub struct Behind {
    /// The indicator's name.
    pub indicator: String,
    /// The place or institution.
    pub place: String,
    /// The period, in words.
    pub period: String,
    /// The figure as the page showed it.
    pub value: String,
    /// The entries that make it.
    pub entries: Option<Link>,
    /// Where it will stand at the year's end; empty where nothing can be foretold.
    pub outlook: Markup,
}

/// A list page; the table is made by [`groups`], [`members`], [`federations`] or [`reported`].
pub struct ListPage {
    /// The title.
    pub title: String,
    /// The way down to it.
    pub crumbs: Vec<Link>,
    /// The figure behind which it stands.
    pub behind: Option<Behind>,
    /// When this list was true (microseconds UTC).
    pub as_on_at: i64,
    /// The filter bar.
    pub filters: Filters,
    /// How many rows the whole list has.
    pub count: i64,
    /// The rows of this page.
    pub table: Table,
    /// Where the reader stands.
    pub pager: Pager,
    /// The whole list as Excel.
    pub excel: Option<String>,
    /// The key of the words shown when the list is empty: `list-empty-groups` …
    pub empty: &'static str,
    /// Other actions, such as an import.
    pub actions: Vec<Link>,
}

/// Draws a list page.
pub fn draw(page: &ListPage, w: &Words) -> Markup {
    let at = show::instant(page.as_on_at);
    html! {
        (crumbs(w, &page.crumbs, &page.title))
        (heading(&page.title, html! {
            @if let Some(behind) = &page.behind { (told(behind, w)) " · " }
            (w.args("list-as-on", &[("at", at.into())]))
        }, html! {
            @for link in &page.actions { a.btn href=(link.href) { (link.text) } }
        }))
        @if let Some(behind) = &page.behind { (behind.outlook) }
        section.panel {
            (filters(w, &page.filters))
            div.count {
                b { (w.args("list-count", &[("n", page.count.into())])) }
                @if let Some(behind) = &page.behind {
                    span {
                        (w.args("list-figure-value", &[("value", behind.value.as_str().into())]))
                    }
                    @if let Some(link) = &behind.entries { a href=(link.href) { (link.text) } }
                }
                @if let Some(href) = &page.excel { (download(w, href)) }
            }
            @if page.table.rows.is_empty() {
                (empty(&w.t(page.empty), &w.t(&format!("{}.text", page.empty)), None))
            } @else {
                (table(&page.table))
                (pager(w, &page.pager))
            }
        }
    }
}

fn told(behind: &Behind, w: &Words) -> String {
    w.args(
        "list-figure",
        &[
            ("indicator", behind.indicator.as_str().into()),
            ("place", behind.place.as_str().into()),
            ("period", behind.period.as_str().into()),
        ],
    )
}

/// How a list may be sorted: `href` makes the address for a column's own name.
pub struct Sorting<'a> {
    /// The column the list is sorted by and its direction.
    pub now: (&'a str, Order),
    /// The columns one can sort by.
    pub by: &'a [&'a str],
    /// The address of the same list sorted by a column.
    pub href: &'a dyn Fn(&str, Order) -> String,
}

impl Sorting<'_> {
    /// A column, with the address that sorts by it where one can.
    pub fn column(&self, name: &str, kind: Kind, label: String) -> Column {
        if !self.by.contains(&name) {
            return Column::new(kind, label);
        }
        let now = (self.now.0 == name).then_some(self.now.1);
        let turned = if now == Some(Order::Up) { Order::Down } else { Order::Up };
        Column::new(kind, label).sorted((self.href)(name, turned), now)
    }
}

/// One group of a list.
pub struct GroupRow {
    /// Name and page.
    pub group: Link,
    /// The code.
    pub code: String,
    /// Block, Gram Panchayat, village: as far as the list needs them.
    pub place: Vec<String>,
    /// Village organisation, if it is in one.
    pub vo: String,
    /// When it was formed.
    pub formed_on: Option<NaiveDate>,
    /// Members now.
    pub members: i64,
    /// Whether it is active.
    pub active: bool,
    /// Whether it has a bank account.
    pub account: bool,
    /// The code of its LokOS state: `not_entered`, `entered`, `pending`, `approved`, `rejected`,
    /// `transacting`.
    pub lokos: &'static str,
}

/// The table of groups.
pub fn groups(w: &Words, rows: &[GroupRow], sorting: &Sorting<'_>) -> Table {
    Table {
        caption: w.t("list-groups"),
        columns: vec![
            sorting.column("name", Kind::Text, w.t("field-name")),
            sorting.column("place", Kind::Text, w.t("field-place")),
            sorting.column("vo", Kind::Text, w.t("field-vo")),
            sorting.column("formed_on", Kind::Day, w.t("field-formed-on")),
            sorting.column("members", Kind::Number, w.t("field-members")),
            Column::new(Kind::State, w.t("field-account")),
            Column::new(Kind::State, w.t("field-lokos")),
            sorting.column("status", Kind::State, w.t("field-status")),
        ],
        rows: rows.iter().map(|row| group_cells(w, row)).collect(),
        foot: None,
    }
}

fn group_cells(w: &Words, row: &GroupRow) -> Vec<Markup> {
    vec![
        html! { a href=(row.group.href) { (row.group.text) } small { (row.code) } },
        html! { (row.place.join(", ")) },
        html! { (row.vo) },
        day(row.formed_on),
        html! { (show::grouped(row.members)) },
        yes_no(w, row.account),
        lokos(w, row.lokos),
        status(w, row.active),
    ]
}

/// One member of a list.
pub struct MemberRow {
    /// Name and page or group.
    pub member: Link,
    /// The code.
    pub code: String,
    /// Father's or husband's name.
    pub relation: String,
    /// Her group; `None` on the group's own page.
    pub group: Option<Link>,
    /// The code of the social category: `SC`, `ST`, `OBC`, `OTHER`, `unknown`.
    pub category: &'static str,
    /// The code of the office held: `member`, `president`, `secretary`, `treasurer`, `bookkeeper`.
    pub office: &'static str,
    /// When she joined.
    pub joined_on: Option<NaiveDate>,
    /// When she left.
    pub left_on: Option<NaiveDate>,
    /// The mobile number, masked by the caller unless the post may see it.
    pub mobile: String,
}

/// The table of members; the group's column is left out on the group's own page.
pub fn members(w: &Words, rows: &[MemberRow], sorting: Option<&Sorting<'_>>) -> Table {
    let with_group = rows.iter().any(|row| row.group.is_some());
    let column = |name: &str, kind: Kind, key: &str| match sorting {
        Some(sorting) => sorting.column(name, kind, w.t(key)),
        None => Column::new(kind, w.t(key)),
    };
    let mut columns = vec![
        column("name", Kind::Text, "field-name"),
        Column::new(Kind::Text, w.t("field-relation")),
    ];
    if with_group {
        columns.push(column("group", Kind::Text, "field-group"));
    }
    columns.extend([
        Column::new(Kind::Text, w.t("field-category")),
        Column::new(Kind::Text, w.t("field-office")),
        column("joined_on", Kind::Day, "field-joined-on"),
        Column::new(Kind::Text, w.t("field-mobile")),
        Column::new(Kind::State, w.t("field-status")),
    ]);
    Table {
        caption: w.t("list-members"),
        columns,
        rows: rows.iter().map(|row| member_cells(w, row, with_group)).collect(),
        foot: None,
    }
}

fn member_cells(w: &Words, row: &MemberRow, with_group: bool) -> Vec<Markup> {
    let mut cells = vec![
        html! {
            @if row.member.href.is_empty() { (row.member.text) }
            @else { a href=(row.member.href) { (row.member.text) } }
            small { (row.code) }
        },
        html! { (row.relation) },
    ];
    if with_group {
        cells.push(html! {
            @if let Some(group) = &row.group { a href=(group.href) { (group.text) } }
        });
    }
    cells.extend([
        html! { (w.t(&format!("category-{}", row.category))) },
        html! { (w.t(&format!("office-{}", row.office))) },
        day(row.joined_on),
        html! { (row.mobile) },
        html! {
            (status(w, row.left_on.is_none()))
            @if let Some(left) = row.left_on { small { (show::day(left)) } }
        },
    ]);
    cells
}

/// One village organisation or federation of a list.
pub struct FederationRow {
    /// Name and page.
    pub federation: Link,
    /// The code.
    pub code: String,
    /// The key of its kind: `level-vo` or `level-clf`.
    pub kind: &'static str,
    /// The federation above; empty for none.
    pub parent: String,
    /// The block.
    pub block: String,
    /// When it was formed.
    pub formed_on: Option<NaiveDate>,
    /// Village organisations in it; `None` for a village organisation.
    pub vos: Option<i64>,
    /// Groups in it.
    pub groups: i64,
    /// Members in it.
    pub members: i64,
}

/// The table of village organisations and federations.
pub fn federations(w: &Words, rows: &[FederationRow], sorting: &Sorting<'_>) -> Table {
    let cells = |row: &FederationRow| {
        vec![
            html! { a href=(row.federation.href) { (row.federation.text) } small { (row.code) } },
            html! { (w.t(row.kind)) },
            html! {
                (row.block)
                @if !row.parent.is_empty() { small { (row.parent) } }
            },
            day(row.formed_on),
            html! { (row.vos.map(show::grouped).unwrap_or_default()) },
            html! { (show::grouped(row.groups)) },
            html! { (show::grouped(row.members)) },
        ]
    };
    Table {
        caption: w.t("list-federations"),
        columns: vec![
            sorting.column("name", Kind::Text, w.t("field-name")),
            Column::new(Kind::Text, w.t("field-kind")),
            sorting.column("place", Kind::Text, w.t("field-place")),
            sorting.column("formed_on", Kind::Day, w.t("field-formed-on")),
            Column::new(Kind::Number, w.t("field-vos")),
            sorting.column("groups", Kind::Number, w.t("field-groups")),
            sorting.column("members", Kind::Number, w.t("field-members")),
        ],
        rows: rows.iter().map(cells).collect(),
        foot: None,
    }
}

/// One reported figure of a list.
pub struct ReportedRow {
    /// The place or institution that reported, and its page.
    pub unit: Link,
    /// The indicator's name.
    pub indicator: String,
    /// The month in words, and the unit's whole sheet.
    pub month: Link,
    /// The figure, written out.
    pub value: String,
    /// The key of its source: `source-reported`, `source-verified`, `source-pending`.
    pub source: &'static str,
    /// When it was recorded (microseconds UTC).
    pub recorded_at: i64,
    /// The import it came with.
    pub import: Option<Link>,
}

/// The table of reported figures.
pub fn reported(w: &Words, rows: &[ReportedRow], sorting: &Sorting<'_>) -> Table {
    let cells = |row: &ReportedRow| {
        vec![
            html! { a href=(row.unit.href) { (row.unit.text) } },
            html! { (row.indicator) },
            html! { a href=(row.month.href) { (row.month.text) } },
            html! { (row.value) },
            html! { (w.t(row.source)) },
            html! { (show::instant(row.recorded_at)) },
            html! { @if let Some(link) = &row.import { a href=(link.href) { (link.text) } } },
        ]
    };
    Table {
        caption: w.t("list-reported"),
        columns: vec![
            sorting.column("place", Kind::Text, w.t("field-place")),
            sorting.column("indicator", Kind::Text, w.t("field-indicator")),
            sorting.column("month", Kind::Day, w.t("field-month")),
            sorting.column("value", Kind::Number, w.t("field-value")),
            Column::new(Kind::State, w.t("field-source")),
            Column::new(Kind::Day, w.t("field-recorded")),
            Column::new(Kind::Text, w.t("field-import")),
        ],
        rows: rows.iter().map(cells).collect(),
        foot: None,
    }
}

/// Whether a group or member is active, as a tag.
pub fn status(w: &Words, active: bool) -> Markup {
    let (tone, key) =
        if active { (Tone::Good, "status-active") } else { (Tone::Warn, "status-inactive") };
    tag(tone, &w.t(key))
}

fn yes_no(w: &Words, account: bool) -> Markup {
    if account {
        html! { (w.t("yes")) }
    } else {
        tag(Tone::Warn, &w.t("account-no"))
    }
}

pub(super) fn lokos(w: &Words, state: &str) -> Markup {
    let text = w.t(&format!("lokos-{state}"));
    match state {
        "not_entered" | "rejected" => tag(Tone::Warn, &text),
        _ => html! { (text) },
    }
}

fn day(date: Option<NaiveDate>) -> Markup {
    html! { @if let Some(date) = date { (show::day(date)) } @else { "—" } }
}
