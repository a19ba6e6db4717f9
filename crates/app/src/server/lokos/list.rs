//! The names behind a number, on the page and as a workbook.

use axum::{extract::Query as Asked, response::Response};
use samuh_documents::write::{Kind as Holds, Value};
use samuh_engine::{Error, Reader, Result, clock};
use samuh_groups::lokos::{
    gap::{Gap, Line, NOBODY, Narrow, Standing, View},
    model::{Choice as Chosen, Field as Compared, STATES},
    rules::{Memory, Outcome},
};
use samuh_kernel::{
    calendar::Month,
    scope::{Area, Right},
};
use samuh_web::{
    page::Section,
    pages::{
        list::{self as listed, ListPage},
        lokos::{self as drawn, Row},
    },
    parts::{Choice, Control, Field, Filters, Link, Pager, Tone},
    show,
};

use super::{
    LIST, PATH, block_field, choice_name, code_of, field_name, gap, month_field, month_of,
    narrow_of, page_of, place_of, state_name,
};
use crate::server::{excel, fail::Answer, groups::PAGE, query::Query, visit::Visitor};

/// Headings and what they hold.
const COLUMNS: [(&str, Holds, u16); 13] = [
    ("lokos-excel-ours-name", Holds::Text, 32),
    ("lokos-excel-theirs-name", Holds::Text, 32),
    ("lokos-code", Holds::Text, 14),
    ("field-block", Holds::Text, 16),
    ("field-village", Holds::Text, 34),
    ("lokos-excel-standing", Holds::Text, 24),
    ("lokos-what-differs", Holds::Text, 34),
    ("lokos-state", Holds::Text, 16),
    ("lokos-reason", Holds::Text, 26),
    ("lokos-operator", Holds::Text, 18),
    ("field-formed-on", Holds::Day, 12),
    ("lokos-excel-age", Holds::Whole, 12),
    ("lokos-choice-made", Holds::Text, 34),
];

/// The page.
pub(in crate::server) async fn page(
    visitor: Visitor,
    Asked(pairs): Asked<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::See, Area::Groups)?;
    let query = Query::of(pairs);
    let reads = visitor.clone();
    if query.get("format") == Some("xlsx") {
        return Ok(visitor.app.read(move |reader| write(reader, &reads, &query)).await?);
    }
    let page = visitor.app.read(move |reader| assemble(reader, &reads, &query)).await?;
    let title = page.title.clone();
    Ok(visitor.page(&title, Some(Section::Groups), listed::draw(&page, visitor.words)))
}

fn view_of(query: &Query) -> View {
    query.get("view").and_then(View::of).unwrap_or(View::Differs)
}

fn title_of(visitor: &Visitor, view: View) -> String {
    let name = visitor.words.t(&format!("lokos-view-{}", view.code()));
    visitor.words.args("lokos-list", &[("view", name.into())])
}

fn assemble(reader: &mut Reader, visitor: &Visitor, query: &Query) -> Result<ListPage> {
    let words = visitor.words;
    let month = month_of(query);
    let gap = gap(reader, visitor, month)?;
    let (view, narrow) = (view_of(query), narrow_of(query));
    let found = gap.list(view, &narrow, visitor.hindi());
    let after = query.get("after");
    let from = after.and_then(|after| found.iter().position(|line| line.key() == after));
    let from = from.map_or(0, |at| at + 1);
    let to = (from + PAGE).min(found.len());
    let rows: Vec<Row> = found[from..to].iter().map(|line| row(visitor, line, month)).collect();
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let next = (to < found.len()).then(|| query.with("after", found[to - 1].key()).at(LIST));
    Ok(ListPage {
        title: title_of(visitor, view),
        crumbs: vec![Link::new(words.t("lokos-title"), format!("{PATH}?month={month}"))],
        behind: None,
        as_on_at: clock::now(),
        filters: filters(visitor, (&gap, month), query, &narrow),
        count: count(found.len()),
        pager: Pager {
            shown: count(rows.len()),
            total: Some(count(found.len())),
            first: after.map(|_| query.without(&["after"]).at(LIST)),
            next,
            step: count(PAGE),
        },
        table: drawn::rows(words, &rows),
        excel: Some(query.without(&["after"]).with("format", "xlsx").at(LIST)),
        empty: "lokos-list-empty",
        actions: Vec::new(),
    })
}

fn filters(
    visitor: &Visitor,
    (gap, month): (&Gap, Month),
    query: &Query,
    narrow: &Narrow,
) -> Filters {
    let words = visitor.words;
    let views = View::ALL
        .into_iter()
        .map(|view| Choice::new(view.code(), words.t(&format!("lokos-view-{}", view.code()))));
    let all = || Choice::new("", words.t("filter-all"));
    let states = STATES.into_iter().map(|state| Choice::new(state, state_name(visitor, state)));
    let compared = Compared::COMPARED.into_iter();
    let compared = compared.map(|field| Choice::new(field.code(), field_name(visitor, field)));
    let select = |name: &str, key: &str, choices: Vec<Choice>| {
        Field::new(name, words.t(key), Control::Select(choices))
    };
    let mut fields = vec![
        select("view", "lokos-view", views.collect()).value(view_of(query).code()),
        month_field(visitor, month),
    ];
    fields.extend(block_field(visitor, gap, query));
    let chosen = |name: &str| query.get(name).unwrap_or_default();
    let states = std::iter::once(all()).chain(states).collect();
    fields.push(select("state", "lokos-state", states).value(chosen("state")));
    let compared = std::iter::once(all()).chain(compared).collect();
    fields.push(select("field", "lokos-what-differs", compared).value(chosen("field")));
    let operators = gap.counts_by(&Narrow::default(), |line| line.operator().to_owned());
    let named = |name: &String| {
        let shown = if name == NOBODY { words.t("lokos-no-operator") } else { name.clone() };
        Choice::new(name.clone(), shown)
    };
    let operators = std::iter::once(all()).chain(operators.keys().map(named)).collect();
    fields.push(select("operator", "lokos-operator", operators).value(chosen("operator")));
    let is_narrowed = *narrow != Narrow::default();
    let cleared = query.only(&["view", "month"]).at(LIST);
    Filters {
        action: LIST.into(),
        hidden: query.only(&["clf"]).pairs().to_vec(),
        fields,
        clear: is_narrowed.then_some(cleared),
    }
}

fn row(visitor: &Visitor, line: &Line, month: Month) -> Row {
    let hindi = visitor.hindi();
    let theirs = line.theirs.as_ref();
    let is_other = line.compared.iter().any(|one| {
        one.field == Compared::Name && matches!(one.outcome, Outcome::Differs | Outcome::Spelling)
    });
    Row {
        name: Link::new(line.name(hindi), page_of(line, month)),
        other: theirs.filter(|_| is_other).map_or("", |theirs| theirs.name(hindi)).to_owned(),
        code: code_of(line),
        place: place_of(visitor, line),
        tags: tags(visitor, line),
        state: theirs.map(|theirs| state_name(visitor, &theirs.state)).unwrap_or_default(),
        operator: theirs.and_then(|theirs| theirs.operator.clone()).unwrap_or_default(),
        remark: remark(visitor, line),
    }
}

/// How a line stands, and what differs.
fn tags(visitor: &Visitor, line: &Line) -> Vec<(Tone, String)> {
    let words = visitor.words;
    let mut tags: Vec<(Tone, String)> =
        line.differing().map(|one| (Tone::Warn, field_name(visitor, one.field))).collect();
    let view = |view: View| words.t(&format!("lokos-view-{}", view.code()));
    match line.standing {
        Standing::Equal => tags.push((Tone::Good, view(View::Equal))),
        Standing::Here => tags.push((Tone::Bad, view(View::Here))),
        Standing::There => tags.push((Tone::Bad, view(View::There))),
        Standing::Uncompared => tags.push((Tone::Plain, view(View::Uncompared))),
        Standing::Differs => {}
    }
    if line.is(View::Likely) {
        tags.push((Tone::Plain, view(View::Likely)));
    }
    if line.compared.iter().any(|one| one.outcome == Outcome::Spelling) {
        tags.push((Tone::Plain, words.t("lokos-spelt")));
    }
    if line.ours.as_ref().is_some_and(|ours| !ours.active) {
        tags.push((Tone::Warn, words.t("lokos-inactive")));
    }
    tags
}

/// What was decided; of a group that is only here, since when it is there to be entered.
fn remark(visitor: &Visitor, line: &Line) -> String {
    let words = visitor.words;
    let said = |kept: &samuh_groups::lokos::gap::Kept| {
        let field = field_name(visitor, kept.field);
        let month = show::month(kept.chosen.month, words);
        match (kept.memory, kept.chosen.choice) {
            (Memory::Mended, _) => format!("{field}: {}", words.t("lokos-view-mended")),
            (_, Chosen::Ours) => {
                let open = words.args("lokos-still-open", &[("month", month.into())]);
                format!("{field}: {} ({open})", choice_name(visitor, Chosen::Ours))
            }
            (_, choice) => format!("{field}: {}", choice_name(visitor, choice)),
        }
    };
    let mut parts: Vec<String> = line.kept.iter().map(said).collect();
    if line.standing == Standing::Here {
        parts.push(match months_old(line) {
            Some(months) => words.args("lokos-age", &[("n", months.into())]),
            None => words.t("lokos-formed-unknown"),
        });
    }
    parts.join("; ")
}

/// Whole months since the formation of our group.
fn months_old(line: &Line) -> Option<i64> {
    let formed_on = line.ours.as_ref()?.formed_on?;
    let months = Month::of(clock::today()).0 - Month::of(formed_on).0;
    Some(i64::from(months.max(0)))
}

fn write(reader: &mut Reader, visitor: &Visitor, query: &Query) -> Result<Response> {
    let (words, hindi) = (visitor.words, visitor.hindi());
    let month = month_of(query);
    let gap = gap(reader, visitor, month)?;
    let found = gap.list(view_of(query), &narrow_of(query), hindi);
    let title = title_of(visitor, view_of(query));
    let total = i64::try_from(found.len()).unwrap_or(i64::MAX);
    let mut head = excel::head(words, &title, total, &COLUMNS);
    let of = words.args("lokos-as-of", &[("month", show::month(month, words).into())]);
    head.titles.insert(1, of);
    let answer = excel::answer(&title, &head, |sheet| {
        for line in found {
            let (ours, theirs) = (line.ours.as_ref(), line.theirs.as_ref());
            let own = |text: Option<String>| text.unwrap_or_default();
            let standing = standing(visitor, line);
            let fields: Vec<String> =
                line.differing().map(|one| field_name(visitor, one.field)).collect();
            let fields = fields.join(", ");
            let (code, place) = (code_of(line), place_of(visitor, line));
            let state = own(theirs.map(|theirs| state_name(visitor, &theirs.state)));
            let reason = own(theirs.and_then(|theirs| theirs.reason.clone()));
            let operator = own(theirs.and_then(|theirs| theirs.operator.clone()));
            let formed = ours.map_or(theirs.and_then(|t| t.formed_on), |ours| ours.formed_on);
            let age = months_old(line).map_or(Value::Empty, Value::Whole);
            let remark = remark(visitor, line);
            sheet.row(&[
                Value::Text(ours.map_or("", |ours| ours.name(hindi))),
                Value::Text(theirs.map_or("", |theirs| theirs.name(hindi))),
                Value::Text(&code),
                Value::Text(visitor.home.name(line.block_id(), hindi)),
                Value::Text(&place),
                Value::Text(&standing),
                Value::Text(&fields),
                Value::Text(&state),
                Value::Text(&reason),
                Value::Text(&operator),
                formed.map_or(Value::Empty, Value::Day),
                age,
                Value::Text(&remark),
            ])?;
        }
        Ok(())
    });
    answer.map_err(|fail| Error::broken(format!("{fail:?}")))
}

fn standing(visitor: &Visitor, line: &Line) -> String {
    let view = match line.standing {
        Standing::Equal => View::Equal,
        Standing::Differs => View::Differs,
        Standing::Here => View::Here,
        Standing::There => View::There,
        Standing::Uncompared => View::Uncompared,
    };
    visitor.words.t(&format!("lokos-view-{}", view.code()))
}
