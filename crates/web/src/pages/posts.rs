//! Posts of the office: the list, one post with who held it, its form, and handing its charge over.

use maud::{Markup, html};

use crate::parts::{
    Choice, Column, Control, Fact, Field, Filters, Kind, Link, Look, Problem, Table, Tone, button,
    button_link, crumbs, empty, facts, field, filters, heading, notice, problems, table, tag,
};
use crate::words::Words;

/// Whether somebody holds a post.
pub enum State {
    /// Somebody does.
    Held,
    /// Nobody does.
    Vacant,
    /// There is no such post any more, from that day on.
    Closed(String),
}

impl State {
    fn tag(&self, w: &Words) -> Markup {
        match self {
            Self::Held => tag(Tone::Good, &w.t("post-state-held")),
            Self::Vacant => tag(Tone::Warn, &w.t("post-state-vacant")),
            Self::Closed(day) => {
                tag(Tone::Plain, &w.args("post-state-closed", &[("day", day.as_str().into())]))
            }
        }
    }
}

/// One post of the list.
pub struct PostRow {
    /// The title and the page.
    pub post: Link,
    /// Areas of work or the kind of cadre; may be empty.
    pub work: String,
    /// The area, in the reader's language.
    pub area: String,
    /// Who holds it, with their page where they have an account.
    pub holder: Option<Link>,
    /// Since which day, and how.
    pub since: String,
    /// Whether it is held.
    pub state: State,
}

/// The list of posts.
pub struct PostsPage {
    /// The filter bar.
    pub filters: Filters,
    /// The posts.
    pub rows: Vec<PostRow>,
    /// Whether the reader may make posts.
    pub may_make: bool,
}

/// Draws the list of posts.
pub fn draw(page: &PostsPage, w: &Words) -> Markup {
    let count = i64::try_from(page.rows.len()).unwrap_or(i64::MAX);
    html! {
        (heading(&w.t("posts-title"), html! {}, html! {
            (button_link(&Link::new(w.t("users-title"), "/users"), None, Look::Plain))
            @if page.may_make {
                (button_link(&Link::new(w.t("posts-new"), "/posts/new"), None, Look::Primary))
            }
        }))
        section.panel {
            (filters(w, &page.filters))
            div.count { b { (w.args("list-count", &[("n", count.into())])) } }
            @if page.rows.is_empty() {
                (empty(&w.t("posts-empty"), &w.t("posts-empty.text"), None))
            } @else { (table(&listed(page, w))) }
        }
    }
}

fn listed(page: &PostsPage, w: &Words) -> Table {
    let cells = |row: &PostRow| {
        vec![
            html! {
                a href=(row.post.href) { (row.post.text) }
                @if !row.work.is_empty() { small { (row.work) } }
            },
            html! { (row.area) },
            person(row.holder.as_ref()),
            html! { (row.since) },
            row.state.tag(w),
        ]
    };
    let column = |kind: Kind, key: &str| Column::new(kind, w.t(key));
    Table {
        caption: w.t("posts-title"),
        columns: vec![
            column(Kind::Text, "user-post"),
            column(Kind::Text, "user-unit"),
            column(Kind::Text, "post-holder"),
            column(Kind::Text, "post-since"),
            column(Kind::State, "user-status"),
        ],
        rows: page.rows.iter().map(cells).collect(),
        foot: None,
    }
}

fn person(one: Option<&Link>) -> Markup {
    html! {
        @if let Some(one) = one {
            @if one.href.is_empty() { (one.text) } @else { a href=(one.href) { (one.text) } }
        } @else { "—" }
    }
}

fn pending(all: &[Link], w: &Words) -> Markup {
    html! {
        @if all.is_empty() { (w.t("post-pending.none")) } @else {
            @for one in all { (person(Some(one))) br; }
            small { (w.t("post-pending.passes")) }
        }
    }
}

/// One charge of a post's or a person's history.
pub struct ChargeRow {
    /// The person, or the post.
    pub whose: Link,
    /// First and last day.
    pub from: String,
    /// The last day; empty while no end is known.
    pub to: String,
    /// How it was held.
    pub charge: String,
    /// Why it began, and why it ended.
    pub reason: Vec<String>,
    /// The orders.
    pub order: Vec<String>,
}

/// Draws a history of charges; `whose` is the heading of its first column.
pub fn history(rows: &[ChargeRow], whose: &str, caption: &str, w: &Words) -> Markup {
    let lines = |all: &[String]| {
        html! { @for (at, line) in all.iter().enumerate() { @if at > 0 { br; } (line) } }
    };
    let cells = |row: &ChargeRow| {
        vec![
            person(Some(&row.whose)),
            html! { (row.from) },
            html! { @if row.to.is_empty() { "—" } @else { (row.to) } },
            html! { (row.charge) },
            lines(&row.reason),
            lines(&row.order),
        ]
    };
    let column = |kind: Kind, key: &str| Column::new(kind, w.t(key));
    table(&Table {
        caption: caption.to_owned(),
        columns: vec![
            Column::new(Kind::Text, whose),
            column(Kind::Day, "post-since"),
            column(Kind::Day, "post-until"),
            column(Kind::Text, "post-charge"),
            column(Kind::Text, "post-reason"),
            column(Kind::Text, "post-order"),
        ],
        rows: rows.iter().map(cells).collect(),
        foot: None,
    })
}

/// One post's page. Its forms are `<href>/hand-over`, `/change` and `/close`.
pub struct PostPage {
    /// The address: `/posts/<id>`.
    pub href: String,
    /// The title.
    pub title: String,
    /// Areas of work or the kind of cadre; may be empty.
    pub work: String,
    /// The area, in the reader's language.
    pub area: String,
    /// Who holds it today.
    pub holder: Option<Link>,
    /// Whether it is held.
    pub state: State,
    /// What waits at this post, a line for each kind, with its list where the reader has one.
    pub pending: Vec<Link>,
    /// Who held it, the newest first.
    pub history: Vec<ChargeRow>,
    /// Whether the reader runs this post.
    pub may_run: bool,
    /// By which a stale change is known.
    pub version: i64,
    /// The faults of an attempt.
    pub problems: Vec<Problem>,
}

/// Draws a post's page.
pub fn one(page: &PostPage, w: &Words) -> Markup {
    let mut all = vec![
        Fact { name: w.t("post-holder"), value: person(page.holder.as_ref()) },
        Fact { name: w.t("user-status"), value: page.state.tag(w) },
        Fact::text(w.t("post-units"), &page.area),
        Fact { name: w.t("post-pending"), value: pending(&page.pending, w) },
    ];
    if !page.work.is_empty() {
        all.insert(2, Fact::text(w.t("user-theme"), &page.work));
    }
    let is_open = !matches!(page.state, State::Closed(_));
    let to = |key: &str, act: &str| Link::new(w.t(key), format!("{}/{act}", page.href));
    html! {
        (crumbs(w, &[Link::new(w.t("posts-title"), "/posts")], &page.title))
        (heading(&page.title, html! {}, html! {
            @if page.may_run && is_open {
                (button_link(&to("post-hand-over", "hand-over"), None, Look::Primary))
                (button_link(&to("post-change", "change"), None, Look::Plain))
            }
        }))
        (problems(w, &page.problems))
        div.stack {
            section.panel { div.pb.top-pad { (facts(&all)) } }
            @if page.may_run && is_open { (more(page, w)) }
            section.panel {
                div.ph { h2 { (w.t("post-history")) } }
                @if page.history.is_empty() { (empty(&w.t("post-no-history"), "", None)) }
                @else {
                    (history(&page.history, &w.t("post-holder"), &w.t("post-history"), w))
                }
            }
        }
    }
}

/// What else may be done: an account for whoever holds it without one, closing a vacant post.
fn more(page: &PostPage, w: &Words) -> Markup {
    let has_account = page.holder.as_ref().is_some_and(|one| !one.href.is_empty());
    let post = page.href.rsplit('/').next().unwrap_or_default();
    let account = Link::new(w.t("post-give-account"), format!("/users/new?held={post}"));
    html! {
        div.act-row {
            @if !has_account { (button_link(&account, None, Look::Plain)) }
            @if page.holder.is_none() {
                form method="post" action=(format!("{}/close", page.href)) {
                    input type="hidden" name="version" value=(page.version);
                    (button(Look::Plain, &w.t("post-close"), None))
                }
            }
        }
    }
}

/// The form of a post, new or to be changed. The fields are `post`, `theme`, `cadre`, `unit`,
/// `title_hi` and `title_en`.
pub struct PostForm {
    /// Where it goes: `/posts/new` or `/posts/<id>/change`.
    pub action: String,
    /// The heading.
    pub title: String,
    /// The number by which a second press is known for the same act.
    pub op: String,
    /// By which a stale change is known; 0 for a new post.
    pub version: i64,
    /// The kinds of posts one may make; none where the kind stays.
    pub posts: Vec<Choice>,
    /// The fields said.
    pub said: Said,
    /// The areas of work.
    pub themes: Vec<Choice>,
    /// The kinds of cadres.
    pub cadres: Vec<Choice>,
    /// The areas one may give.
    pub units: Vec<Choice>,
    /// The units it has, which may be unticked.
    pub kept: Vec<Choice>,
    /// The faults.
    pub problems: Vec<Problem>,
}

/// What a post's form says.
#[derive(Default)]
pub struct Said {
    /// The kind's code.
    pub post: String,
    /// The areas of work, joined by commas.
    pub themes: String,
    /// The kind of cadre's code.
    pub cadre: String,
    /// The units, joined by commas.
    pub units: String,
    /// Hindi title.
    pub title_hi: String,
    /// English title.
    pub title_en: String,
}

/// Draws the form of a post.
pub fn form(page: &PostForm, w: &Words) -> Markup {
    let act = if page.posts.is_empty() { "post-save" } else { "post-make" };
    html! {
        (crumbs(w, &[Link::new(w.t("posts-title"), "/posts")], &page.title))
        (heading(&page.title, html! {}, html! {}))
        (problems(w, &page.problems))
        section.panel { div.pb.top-pad {
            form.form method="post" action=(page.action) {
                input type="hidden" name="op" value=(page.op);
                input type="hidden" name="version" value=(page.version);
                @for one in asked(page, w) { (field(w, &at_fault(one, page))) }
                div.go { (button(Look::Primary, &w.t(act), None)) }
            }
        } }
    }
}

/// The field with its fault; where units are added beside those that stay, the fault is at the added one.
fn at_fault(one: Field, page: &PostForm) -> Field {
    let stays = one.id == "kept" && !page.units.is_empty();
    if stays { one } else { one.checked(&page.problems) }
}

fn asked(page: &PostForm, w: &Words) -> Vec<Field> {
    let said = &page.said;
    let mut all = Vec::new();
    if !page.posts.is_empty() {
        let posts = select(&page.posts);
        all.push(Field::new("post", w.t("user-choose-post"), posts).value(&*said.post).required());
    }
    if !page.kept.is_empty() {
        let kept = Control::Checks(page.kept.clone());
        all.push(Field::new("unit", w.t("post-units"), kept).id("kept").value(&*said.units));
    }
    let add = if page.kept.is_empty() { "user-unit" } else { "post-units.add" };
    if !page.units.is_empty() {
        let chosen = if page.kept.is_empty() { &*said.units } else { "" };
        let unit = Field::new("unit", w.t(add), select(&page.units)).value(chosen);
        all.push(unit.hint(w.t("user-unit.hint")));
    }
    let themes = Control::Checks(page.themes.clone());
    all.push(
        Field::new("theme", w.t("user-theme"), themes)
            .value(&*said.themes)
            .hint(w.t("user-theme.hint")),
    );
    if !page.cadres.is_empty() {
        let cadres = select(&page.cadres);
        all.push(Field::new("cadre", w.t("user-cadre"), cadres).value(&*said.cadre));
    }
    all.push(
        Field::new("title_hi", w.t("post-title-hi"), Control::Text)
            .value(&*said.title_hi)
            .hint(w.t("post-title-hi.hint")),
    );
    all.push(Field::new("title_en", w.t("post-title-en"), Control::Text).value(&*said.title_en));
    all
}

fn select(choices: &[Choice]) -> Control {
    let mut all = vec![Choice::new("", "—")];
    all.extend(choices.iter().cloned());
    Control::Select(all)
}

/// The form by which a charge is handed over. The fields are `to`, `name`, `vacant`, `on`, `until`,
/// `charge`, `reason` and `order_no`.
pub struct HandOverForm {
    /// The post's address.
    pub href: String,
    /// The address the form is sent to.
    pub action: String,
    /// The post's title.
    pub post: String,
    /// Who holds it today.
    pub holder: Option<Link>,
    /// That person's number, 0 for nobody: somebody else by the time it is sent is told.
    pub seen_holder: i64,
    /// The number by which a second press is known for the same act.
    pub op: String,
    /// The users one may choose.
    pub users: Vec<Choice>,
    /// How a charge may be held.
    pub charges: Vec<Choice>,
    /// What waits at this post, a line for each kind, with its list where the reader has one.
    pub pending: Vec<Link>,
    /// What was said, by field.
    pub said: Vec<(&'static str, String)>,
    /// The faults.
    pub problems: Vec<Problem>,
}

/// Draws the form by which a charge is handed over.
pub fn hand_over(page: &HandOverForm, w: &Words) -> Markup {
    let title = w.t("post-hand-over");
    let steps =
        [Link::new(w.t("posts-title"), "/posts"), Link::new(page.post.as_str(), &*page.href)];
    let all = [
        Fact::text(w.t("user-post"), &page.post),
        Fact { name: w.t("post-holder"), value: person(page.holder.as_ref()) },
        Fact { name: w.t("post-pending"), value: pending(&page.pending, w) },
    ];
    html! {
        (crumbs(w, &steps, &title))
        (heading(&title, html! {}, html! {}))
        (problems(w, &page.problems))
        div.stack {
            section.panel { div.pb.top-pad { (facts(&all)) } }
            (notice(Tone::Plain, &w.t("post-hand-over.text"), html! {}))
            section.panel { div.pb.top-pad {
                form.form method="post" action=(page.action) {
                    input type="hidden" name="op" value=(page.op);
                    input type="hidden" name="seen_holder" value=(page.seen_holder);
                    @for one in charge_fields(page, w) { (field(w, &one.checked(&page.problems))) }
                    div.go { (button(Look::Primary, &title, None)) }
                }
            } }
        }
    }
}

fn charge_fields(page: &HandOverForm, w: &Words) -> Vec<Field> {
    let said = |name: &str| {
        let found = page.said.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let of = |name: &str, key: &str, control: Control| {
        Field::new(name, w.t(key), control).value(said(name))
    };
    vec![
        of("to", "post-to-user", select(&page.users)),
        of("name", "post-to-name", Control::Text).hint(w.t("post-to-name.hint")),
        of("vacant", "post-to-nobody", Control::Checkbox),
        of("charge", "post-charge", Control::Radios(page.charges.clone())),
        of("on", "post-on", Control::Day).hint(w.t("post-on.hint")).required(),
        of("until", "post-until-field", Control::Day).hint(w.t("post-until-field.hint")),
        of("reason", "post-reason", Control::Text).required(),
        of("order_no", "post-order", Control::Text).required(),
    ]
}
