//! Directions out of a pasted text: what was read, and for each draft what an officer has to complete.
//! Nothing is kept until a direction is issued; the text travels with the form.

mod issue;

use axum::{Form, extract::Query as Asked, http::StatusCode, response::Response};
use samuh_engine::{Reader, Result, clock};
use samuh_figures::catalogue::INDICATORS;
use samuh_kernel::{
    fault::Fault,
    read,
    scope::{Area, Right},
    sheet::Cell,
};
use samuh_meetings::draft::{self, Basis, Deadline, Draft, Known, Quantity, QuantityKind, Reading};
use samuh_web::{
    page::Section,
    pages::drafts::{self as drawn, DraftCard, DraftsPage, Piece},
    parts::{Choice, Control, Field, Link, Problem},
    show,
    words::Words,
};

use super::{
    fail::{Answer, Fail, told},
    query::Query,
    visit::{self, Visitor},
};
use crate::ids::new_id;

/// What is shown again after an attempt: faults by field, and what was issued.
#[derive(Default)]
struct Again {
    problems: Vec<Problem>,
    issued: Vec<Link>,
    done: Vec<usize>,
}

/// The empty form.
pub(super) async fn page(visitor: Visitor, Asked(pairs): Asked<Vec<(String, String)>>) -> Answer {
    visitor.may(Right::Enter, Area::Meetings)?;
    let form = Query::of(pairs).only(&["meeting"]);
    shown(&visitor, form, Again::default()).await
}

/// Reads the text, or issues what was taken of it.
pub(super) async fn send(visitor: Visitor, Form(pairs): Form<Vec<(String, String)>>) -> Answer {
    visitor.may(Right::Enter, Area::Meetings)?;
    let form = Query::of(pairs);
    let text = form.get("text").unwrap_or_default();
    let problem = if text.is_empty() {
        Some(("text", "draft_text_empty"))
    } else if text.len() > draft::MAX_TEXT {
        Some(("text", "draft_text_long"))
    } else if form.get("met_on").is_some_and(|said| day(said).is_none()) {
        Some(("met_on", "draft_day"))
    } else {
        None
    };
    if let Some((field, code)) = problem {
        let problems = vec![said(visitor.words, field, code)];
        // What cannot be read is not read: the form comes back with it.
        let page =
            shown(&visitor, form.with("unread", "1"), Again { problems, ..Again::default() });
        return Ok(visit::with_status(StatusCode::UNPROCESSABLE_ENTITY, page.await?));
    }
    match form.get("act") {
        Some("read") => shown(&visitor, sent_text(&form), Again::default()).await,
        Some("issue") => issue::issue(&visitor, form).await,
        _ => Err(Fail::Request),
    }
}

/// Only the text, its day and its meeting: a new reading forgets what was typed about the old one.
fn sent_text(form: &Query) -> Query {
    form.only(&["text", "met_on", "meeting"])
}

/// A day of a form; none for one that cannot be read.
fn day(text: &str) -> Option<chrono::NaiveDate> {
    let read = read::day(&Cell::Text(text.to_owned()), clock::today()).ok().flatten();
    read.map(|reading| reading.value)
}

fn reading(form: &Query) -> Reading {
    let text = match form.get("unread") {
        Some(_) => "",
        None => form.get("text").unwrap_or_default(),
    };
    draft::read(text, form.get("met_on").and_then(day).or_else(|| Some(clock::today())))
}

async fn shown(visitor: &Visitor, form: Query, again: Again) -> Answer<Response> {
    let reads = visitor.clone();
    let page = visitor.app.read(move |reader| assemble(reader, &reads, &form, again)).await?;
    let title = visitor.words.t("draft-title");
    Ok(visitor.page(&title, Some(Section::Meetings), drawn::draw(&page, visitor.words)))
}

fn assemble(
    reader: &mut Reader,
    visitor: &Visitor,
    form: &Query,
    again: Again,
) -> Result<DraftsPage> {
    let words = visitor.words;
    let known = draft::posts(reader, visitor.desk(), clock::today())?;
    let reading = reading(form);
    let mut cards = Vec::with_capacity(reading.drafts.len());
    for (no, draft) in (1..).zip(&reading.drafts) {
        if !again.done.contains(&no) {
            cards.push(card(visitor, &reading, (no, draft), (&known, form, &again.problems))?);
        }
    }
    Ok(DraftsPage {
        way: way(words),
        paste: paste(words, form, &again.problems),
        hidden: form.only(&["meeting"]).pairs().to_vec(),
        pieces: pieces(&reading),
        repairs: reading.repairs,
        drafts: cards,
        issued: again.issued,
        problems: again.problems,
    })
}

fn paste(words: &Words, form: &Query, problems: &[Problem]) -> Vec<Field> {
    let today = samuh_kernel::show::day(clock::today());
    vec![
        Field::new("text", words.t("draft-text"), Control::Lines)
            .hint(words.t("draft-text.hint"))
            .value(form.get("text").unwrap_or_default())
            .required()
            .checked(problems),
        Field::new("met_on", words.t("draft-met-on"), Control::Day)
            .hint(words.t("draft-met-on.hint"))
            .value(form.get("met_on").unwrap_or(&today))
            .checked(problems),
    ]
}

/// The text cut at the drafts.
fn pieces(reading: &Reading) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(reading.drafts.len() * 2 + 1);
    let mut done = 0;
    let mut cut = |from: usize, to: usize, draft: Option<usize>| {
        let text = reading.text.get(from..to).unwrap_or_default();
        if !text.is_empty() {
            pieces.push(Piece { text: text.to_owned(), draft });
        }
    };
    for (no, draft) in (1..).zip(&reading.drafts) {
        cut(done, draft.span.from, None);
        cut(draft.span.from, draft.span.to, Some(no));
        done = draft.span.to;
    }
    cut(done, reading.text.len(), None);
    pieces
}

fn card(
    visitor: &Visitor,
    reading: &Reading,
    (no, draft): (usize, &Draft),
    (known, form, problems): (&[Known], &Query, &[Problem]),
) -> Result<DraftCard> {
    let words = visitor.words;
    let sentence = &reading.text[draft.sentence.from..draft.sentence.to];
    let (suggested, basis) = draft::suggested(draft, sentence, known);
    // What the officer typed stands; before that, what the text says.
    let is_sent = form.get("act") == Some("issue");
    let typed = |name: &str, first: String| {
        let name = format!("{name}-{no}");
        if is_sent { form.get(&name).unwrap_or_default().to_owned() } else { first }
    };
    let due = draft.due_on.map(samuh_kernel::show::day).unwrap_or_default();
    let indicator = draft.topics.iter().find_map(draft::Topic::indicator).unwrap_or_default();
    let chosen = match is_sent {
        true => form.all(&format!("post-{no}")).join(","),
        false => suggested.iter().map(i64::to_string).collect::<Vec<_>>().join(","),
    };
    let mut fields =
        vec![asked(words, "text", no, Control::Lines, typed("text", draft.text.clone()))];
    if !suggested.is_empty() {
        let of = known.iter().filter(|post| suggested.contains(&post.id));
        let choices = of.map(|post| post_choice(visitor, post)).collect();
        fields.push(asked(words, "post", no, Control::Checks(choices), chosen));
    }
    let mut all = vec![Choice::new("", words.t("draft-nobody"))];
    all.extend(known.iter().map(|post| post_choice(visitor, post)));
    fields.push(asked(words, "more", no, Control::Select(all), typed("more", String::new())));
    fields.push(asked(words, "due", no, Control::Day, typed("due", due)));
    let fits = indicator_choices(words);
    fields.push(asked(
        words,
        "indicator",
        no,
        Control::Select(fits),
        typed("indicator", indicator.to_owned()),
    ));
    let take = if !is_sent || form.get(&format!("take-{no}")).is_some() { "1" } else { "" };
    let op = match form.get(&format!("op-{no}")).filter(|_| is_sent) {
        Some(op) => op.to_owned(),
        None => new_id()?.to_string(),
    };
    Ok(DraftCard {
        no,
        tags: tags(words, draft),
        posts_note: match basis {
            Basis::Text => String::new(),
            Basis::Topic => words.t("draft-posts-by-topic"),
            Basis::Nothing => words.t("draft-posts-none"),
        },
        hidden: vec![(format!("op-{no}"), op)],
        take: Field::new(
            format!("take-{no}"),
            words.args("draft-take", &[("no", no.into())]),
            Control::Checkbox,
        )
        .value(take),
        fields: fields.into_iter().map(|field| field.checked(problems)).collect(),
    })
}

fn asked(words: &Words, name: &str, no: usize, control: Control, value: String) -> Field {
    Field::new(format!("{name}-{no}"), words.t(&format!("draft-{name}")), control).value(value)
}

/// A post with its unit: `मुख्य कार्यपालन अधिकारी, जनपद पंचायत – माकड़ी`.
fn post_choice(visitor: &Visitor, post: &Known) -> Choice {
    let (title, unit) = if visitor.hindi() {
        (&post.title_hi, &post.unit_hi)
    } else {
        (&post.title_en, &post.unit_en)
    };
    let title = title.clone().unwrap_or_else(|| visitor.words.t(&format!("role-{}", post.role)));
    let label = match unit.as_deref().filter(|unit| !title.contains(*unit)) {
        Some(unit) => format!("{title} – {unit}"),
        None => title,
    };
    Choice::new(post.id.to_string(), label)
}

fn indicator_choices(words: &Words) -> Vec<Choice> {
    let none = Choice::new("", words.t("draft-no-indicator"));
    let all = INDICATORS.iter().map(|indicator| {
        Choice::new(indicator.code, words.t(&format!("indicator-{}", indicator.code)))
    });
    std::iter::once(none).chain(all).collect()
}

/// Deadline as the text says it, subjects, quantities.
fn tags(words: &Words, draft: &Draft) -> Vec<String> {
    let deadline = draft.deadline.map(|deadline| deadline_said(words, deadline));
    let topics = draft.topics.iter().take(3).map(|topic| words.t(&format!("topic-{}", topic.code)));
    let quantities = draft.quantities.iter().take(3).map(|quantity| quantity_said(words, quantity));
    deadline.into_iter().chain(topics).chain(quantities).collect()
}

fn deadline_said(words: &Words, deadline: Deadline) -> String {
    let key = format!("deadline-{}", deadline.kind());
    let n = deadline.number().unwrap_or_default();
    words.args(&key, &[("n", i64::from(n).into())])
}

fn quantity_said(words: &Words, quantity: &Quantity) -> String {
    match quantity.kind {
        QuantityKind::Rupees => show::rupees(quantity.hundredths, words),
        QuantityKind::Percent => show::per_mille(quantity.hundredths / 10),
        QuantityKind::Count => {
            let number = samuh_kernel::show::grouped(quantity.hundredths / 100);
            format!("{number} {}", quantity.of).trim_end().to_owned()
        }
    }
}

/// The ledger of directions, from which the page is reached.
fn way(words: &Words) -> Vec<Link> {
    vec![Link::new(words.t("draft-way"), "/directions")]
}

/// A fault of the form as its sentence with its cure.
fn said(words: &Words, field: &str, code: &'static str) -> Problem {
    Problem { field: field.to_owned(), message: told(&Fault::new(code), words) }
}
