//! Forms: one field under another with its hint and its fault, a summary of faults above, and the
//! filter bar of a list. Days and numbers are text fields, because browsers change both.

use maud::{Markup, html};

use super::panel::Look;
use crate::words::Words;

/// A value of a list and its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// What the reader sees.
    pub label: String,
}

impl Choice {
    /// A value with its words.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Control {
    /// A line of text.
    Text,
    /// A search in a list.
    Search,
    /// A sign-in name, filled in by the browser.
    Login,
    /// The present password.
    Password,
    /// A password being chosen.
    NewPassword,
    /// A day, dd/mm/yyyy.
    Day,
    /// A one-time code, filled in by the browser or the telephone.
    Code,
    /// A number; Devanagari digits, commas and ₹ are accepted.
    Number,
    /// One of a list.
    Select(Vec<Choice>),
    /// One of a few, all seen at once.
    Radios(Vec<Choice>),
    /// Several of a list; the value is the chosen ones joined by commas.
    Checks(Vec<Choice>),
    /// Yes or no: the value is `1` or nothing.
    Checkbox,
    /// A file; the endings that are taken.
    File(&'static str),
    /// Several lines of text.
    Lines,
}

/// One field of a form.
#[derive(Clone, Debug)]
pub struct Field {
    /// The name sent.
    pub name: String,
    /// The id within the page: the name, unless two fields share it.
    pub id: String,
    /// The label.
    pub label: String,
    /// A line that helps to fill it in; may be empty.
    pub hint: String,
    /// What is asked for.
    pub control: Control,
    /// The present value as text.
    pub value: String,
    /// What is wrong with the value, in the reader's language.
    pub error: Option<String>,
    /// Whether it must be filled in.
    pub required: bool,
}

impl Field {
    /// An empty field.
    pub fn new(name: impl Into<String>, label: impl Into<String>, control: Control) -> Self {
        let name = name.into();
        Self {
            id: name.clone(),
            name,
            label: label.into(),
            hint: String::new(),
            control,
            value: String::new(),
            error: None,
            required: false,
        }
    }

    /// The same field holding a value.
    pub fn value(self, value: impl Into<String>) -> Self {
        Self { value: value.into(), ..self }
    }

    /// The same field with an id of its own, where two fields of a page share a name.
    pub fn id(self, id: impl Into<String>) -> Self {
        Self { id: id.into(), ..self }
    }

    /// The same field with a line that helps.
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..self }
    }

    /// The same field, to be filled in.
    pub fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// The same field with its fault from a list of problems, if it has one; the summary then leads to
    /// it, whatever its id was.
    pub fn checked(self, problems: &[Problem]) -> Self {
        match Problem::of(problems, &self.name) {
            Some(found) => Self { error: Some(found.message.clone()), id: found.anchor(), ..self },
            None => Self { error: None, ..self },
        }
    }
}

/// A fault of a form, in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The field's name; empty for the form as a whole.
    pub field: String,
    /// What is wrong and what to do.
    pub message: String,
}

impl Problem {
    /// The fault of the field of that name, if it has one.
    pub fn of<'a>(problems: &'a [Self], name: &str) -> Option<&'a Self> {
        problems.iter().find(|problem| problem.field == name)
    }

    /// The id that the field at fault has, and to which the summary leads. Several forms of a page may
    /// have fields of the same name; only that one was sent which is at fault.
    pub fn anchor(&self) -> String {
        format!("wrong-{}", self.field)
    }

    /// The same fault with the name of its field before it.
    pub fn named(&self, label: &str) -> Self {
        Self { message: format!("{label}: {}", self.message), field: self.field.clone() }
    }

    /// The same faults, where the form has these fields alone: what is said of others leads nowhere.
    pub fn within(problems: Vec<Self>, fields: &[&str]) -> Vec<Self> {
        let is_here = |one: &Self| fields.contains(&one.field.as_str());
        let bare = |one: Self| Self { field: String::new(), ..one };
        problems.into_iter().map(|one| if is_here(&one) { one } else { bare(one) }).collect()
    }

    /// The id of a field that is drawn by hand: its own, or the one to which the summary leads.
    pub fn id_of(found: Option<&Self>, own: impl Into<String>) -> String {
        found.map_or_else(|| own.into(), Self::anchor)
    }
}

/// The faults of a form above it, each a link to its field; nothing when there are none.
pub fn problems(w: &Words, all: &[Problem]) -> Markup {
    html! {
        @if !all.is_empty() {
            div.problems role="alert" tabindex="-1" {
                h2 { (w.t("form-problems")) }
                ul {
                    @for problem in all {
                        li {
                            @if problem.field.is_empty() { (problem.message) }
                            @else { a href=(format!("#{}", problem.anchor())) { (problem.message) } }
                        }
                    }
                }
            }
        }
    }
}

/// Draws a field with its label, hint and fault.
pub fn field(w: &Words, field: &Field) -> Markup {
    let several = matches!(field.control, Control::Radios(_) | Control::Checks(_));
    let class = if field.error.is_some() { "fld wrong" } else { "fld" };
    html! {
        @if field.control == Control::Checkbox {
            div class=(class) { (tick(field)) (fault(w, field)) }
        } @else if several {
            fieldset class=(class) id=(field.id) aria-describedby=[described(field)] {
                legend { (field.label) }
                (hint(field)) (fault(w, field)) (control(field))
            }
        } @else {
            div class=(class) {
                label for=(field.id) { (field.label) }
                (hint(field)) (fault(w, field)) (control(field))
            }
        }
    }
}

fn hint(field: &Field) -> Markup {
    html! {
        @if !field.hint.is_empty() { p.hint id=(format!("{}-hint", field.id)) { (field.hint) } }
    }
}

fn fault(w: &Words, field: &Field) -> Markup {
    html! {
        @if let Some(error) = &field.error {
            p.errm id=(format!("{}-error", field.id)) {
                span.vh { (w.t("form-problem")) " " } (error)
            }
        }
    }
}

fn described(field: &Field) -> Option<String> {
    let hint = (!field.hint.is_empty()).then(|| format!("{}-hint", field.id));
    let error = field.error.as_ref().map(|_| format!("{}-error", field.id));
    let ids: Vec<String> = hint.into_iter().chain(error).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

fn control(field: &Field) -> Markup {
    match &field.control {
        Control::Select(choices) => select(field, choices),
        Control::Radios(choices) => options(field, choices, "radio"),
        Control::Checks(choices) => options(field, choices, "checkbox"),
        Control::Lines => html! {
            textarea id=(field.id) name=(field.name) rows="4" required[field.required]
                aria-invalid=[field.error.as_ref().map(|_| "true")]
                aria-describedby=[described(field)] { (field.value) }
        },
        _ => input(field),
    }
}

fn input(field: &Field) -> Markup {
    let (kind, mode, fill) = match &field.control {
        Control::Search => ("search", None, Some("off")),
        Control::Login => ("text", None, Some("username")),
        Control::Password => ("password", None, Some("current-password")),
        Control::NewPassword => ("password", None, Some("new-password")),
        Control::Code => ("text", None, Some("one-time-code")),
        Control::Day => ("text", Some("numeric"), Some("off")),
        Control::Number => ("text", Some("decimal"), Some("off")),
        Control::File(_) => ("file", None, None),
        _ => ("text", None, None),
    };
    let accept = if let Control::File(endings) = field.control { Some(endings) } else { None };
    let secret = matches!(field.control, Control::Password | Control::NewPassword);
    let value = (!secret && accept.is_none() && !field.value.is_empty()).then_some(&field.value);
    let example = (field.control == Control::Day).then_some("dd/mm/yyyy");
    html! {
        input id=(field.id) name=(field.name) type=(kind) inputmode=[mode] autocomplete=[fill]
            value=[value] accept=[accept] placeholder=[example] required[field.required]
            autocapitalize=[matches!(field.control, Control::Login).then_some("none")]
            aria-invalid=[field.error.as_ref().map(|_| "true")]
            aria-describedby=[described(field)];
    }
}

fn select(field: &Field, choices: &[Choice]) -> Markup {
    html! {
        select id=(field.id) name=(field.name) required[field.required]
            aria-invalid=[field.error.as_ref().map(|_| "true")] aria-describedby=[described(field)] {
            @for choice in choices {
                option value=(choice.value) selected[choice.value == field.value] {
                    (choice.label)
                }
            }
        }
    }
}

fn options(field: &Field, choices: &[Choice], kind: &str) -> Markup {
    let chosen: Vec<&str> = field.value.split(',').collect();
    html! {
        div.options {
            @for choice in choices {
                label {
                    input type=(kind) name=(field.name) value=(choice.value)
                        checked[chosen.contains(&choice.value.as_str())];
                    span { (choice.label) }
                }
            }
        }
    }
}

fn tick(field: &Field) -> Markup {
    html! {
        label.tick {
            input type="checkbox" id=(field.id) name=(field.name) value="1"
                checked[field.value == "1"];
            span { (field.label) }
        }
    }
}

/// A button that sends its form; `value` is sent as `act` when a form has several buttons.
pub fn button(look: Look, text: &str, value: Option<&str>) -> Markup {
    html! {
        button type="submit" class=(look.class()) name=[value.map(|_| "act")] value=[value] {
            (text)
        }
    }
}

/// The filter bar of a list: a form whose answer is the filtered page.
pub struct Filters {
    /// The list's address.
    pub action: String,
    /// What the form carries along unseen, such as the sorting.
    pub hidden: Vec<(String, String)>,
    /// The fields.
    pub fields: Vec<Field>,
    /// The list without filters, when any is set.
    pub clear: Option<String>,
}

/// Draws the filter bar; nothing when there is nothing to filter by.
pub fn filters(w: &Words, bar: &Filters) -> Markup {
    if bar.fields.is_empty() {
        return html! {};
    }
    html! {
        // A list chosen from answers at once where scripts run; the button is there for all others.
        form.filters method="get" action=(bar.action) hx-get=(bar.action) hx-trigger="change"
            hx-target="#main" hx-select="#main" hx-swap="outerHTML" hx-push-url="true" {
            @for (name, value) in &bar.hidden { input type="hidden" name=(name) value=(value); }
            @for one in &bar.fields { (field(w, one)) }
            div.go {
                (button(Look::Plain, &w.t("filter-apply"), None))
                @if let Some(href) = &bar.clear { a href=(href) { (w.t("filter-clear")) } }
            }
        }
    }
}
