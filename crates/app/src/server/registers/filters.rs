//! Filters of a register's list: what holds now in words, and the form that adds one more: first the
//! column, then what that column can be held against.

use samuh_engine::{
    Reader, Result, clock,
    register::{Ask, Column, Filter, Kind, Privacy, RESERVED, Register, Test},
};
use samuh_kernel::{read, sheet::Cell};
use samuh_places::{Level, Place};
use samuh_web::{
    pages::register::{Adding, Chip, Step},
    parts::{Choice, Control, Field},
    words::Words,
};

use super::{
    address, may_open,
    rows::{choice, label, shown},
};
use crate::server::{
    groups::{store::names_of, told_apart},
    query::Query,
    visit::Visitor,
};

/// The pairs that narrow a list.
pub(super) fn only(register: &Register, query: &Query) -> Query {
    let names: Vec<&str> = query.pairs().iter().map(|(name, _)| name.as_str()).collect();
    let is_filter = |name: &&str| !RESERVED.contains(name) && column_of(register, name).is_some();
    query.only(&names.into_iter().filter(is_filter).collect::<Vec<_>>())
}

/// How a filter of an address is called on the page: its column, and how it is held against a value.
pub(super) fn called(register: &Register, words: &Words, name: &str) -> Option<String> {
    let column = column_of(register, name)?;
    let test = name.rsplit_once('.').map(|(_, test)| words.t(&format!("filter-test-{test}")));
    let label = label(words, column);
    Some(test.map_or_else(|| label.clone(), |test| format!("{label} ({test})")))
}

/// The column of a pair of a query.
fn column_of(register: &Register, name: &str) -> Option<&'static Column> {
    register.column(name.rsplit_once('.').map_or(name, |(column, _)| column))
}

fn is_masked(column: &Column) -> bool {
    column.privacy == Privacy::Masked
}

/// What may stand in an address, and what may not: the pairs of masked columns.
pub(super) fn parted(register: &Register, query: &Query) -> (Query, Query) {
    let is_unseen = |name: &&str| column_of(register, name).is_some_and(is_masked);
    let names: Vec<&str> = query.pairs().iter().map(|(name, _)| name.as_str()).collect();
    let unseen: Vec<&str> = names.into_iter().filter(is_unseen).collect();
    (query.without(&unseen), query.only(&unseen))
}

/// The masked column that an address asks a value of in the form that adds a filter, and the query without it.
pub(super) fn asked_in_form(
    register: &Register,
    query: &Query,
) -> Option<(&'static Column, Query)> {
    let column = register.column(query.get("f")?).filter(|column| is_masked(column))?;
    let rest = query.without(&TESTS.map(own).each_ref().map(String::as_str));
    (rest != *query).then_some((column, rest))
}

fn own(test: &str) -> String {
    format!("f.{test}")
}

/// The same list with the filter that was filled in; none where nothing was added.
pub(super) fn added(register: &Register, query: &Query) -> Option<Query> {
    let column = register.column(query.get("f")?)?;
    let mut filters = query.without(&["f", "after"]);
    let own: Vec<String> = TESTS.iter().map(|test| own(test)).collect();
    filters = filters.without(&own.iter().map(String::as_str).collect::<Vec<_>>());
    let mut is_added = false;
    for (test, name) in TESTS.iter().zip(&own) {
        let values = query.all(name);
        if values.is_empty() {
            continue;
        }
        is_added = true;
        let values: Vec<String> = values.into_iter().map(|one| plain(column, test, one)).collect();
        let name =
            if *test == "is" { column.name.to_owned() } else { format!("{}.{test}", column.name) };
        filters = filters.with(&name, values.join(","));
    }
    is_added.then_some(filters)
}

/// What a column can be held against, as addresses say it.
const TESTS: [&str; 6] = ["is", "has", "from", "to", "in", "empty"];

/// What was typed, as addresses say it: days as ISO text, rupees in paise. What cannot be read stays
/// as it is, and the list says so.
fn plain(column: &Column, test: &str, typed: &str) -> String {
    let cell = Cell::Text(typed.to_owned());
    match column.kind {
        _ if test == "empty" => typed.to_owned(),
        Kind::Money => match read::paise(&cell) {
            Ok(Some(reading)) => reading.value.to_string(),
            _ => typed.to_owned(),
        },
        Kind::Day => match read::day(&cell, clock::today()) {
            Ok(Some(reading)) => reading.value.to_string(),
            _ => typed.to_owned(),
        },
        _ => typed.to_owned(),
    }
}

/// The form that adds a filter; `query` is all that the list is asked by.
pub(super) fn adding(
    visitor: &Visitor,
    register: &'static Register,
    (path, query): (&str, &Query),
) -> Result<Adding> {
    let is_unseen = !parted(register, query).1.is_empty();
    let words = visitor.words;
    let chosen = query.get("f").and_then(|name| register.column(name));
    let chosen = chosen.filter(|column| can_ask(visitor, register, column));
    let askable = register.columns.iter().filter(|column| can_ask(visitor, register, column));
    let mut columns = vec![Choice::new("", words.t("choose-one"))];
    columns.extend(askable.map(|column| Choice::new(column.name, label(words, column))));
    let column = Field::new("f", words.t("filter-column"), Control::Select(columns))
        .id("filter-column")
        .value(chosen.map_or("", |column| column.name));
    Ok(Adding {
        action: path.to_owned(),
        carried: query.without(&["f", "after", "format"]).pairs().to_vec(),
        is_unseen,
        column,
        masked: chosen.filter(|column| is_masked(column)).map(|column| column.name.to_owned()),
        fields: chosen.map(|column| fields(visitor, column)).unwrap_or_default(),
    })
}

fn can_ask(visitor: &Visitor, register: &Register, column: &Column) -> bool {
    !is_masked(column) || may_open(visitor, register)
}

fn fields(visitor: &Visitor, column: &Column) -> Vec<Field> {
    let words = visitor.words;
    let one = |test: &str, control: Control| {
        Field::new(format!("f.{test}"), words.t(&format!("filter-test-{test}")), control)
    };
    let either = |yes: &str, no: &str| {
        Control::Select(vec![
            Choice::new("", words.t("filter-all")),
            Choice::new("1", words.t(yes)),
            Choice::new("0", words.t(no)),
        ])
    };
    if is_masked(column) {
        let whole = Field::new(own("is"), label(words, column), Control::Text);
        return vec![whole.hint(words.t("filter-masked-hint"))];
    }
    let mut all = match column.kind {
        Kind::Text(_) => vec![one("has", Control::Text)],
        Kind::Choice(list) => {
            let choices = list.codes.iter();
            let choices =
                choices.map(|code| Choice::new(*code, choice(words, list.words, code))).collect();
            vec![one("in", Control::Checks(choices))]
        }
        Kind::Count | Kind::Money => vec![one("from", Control::Number), one("to", Control::Number)],
        Kind::Day => vec![one("from", Control::Day), one("to", Control::Day)],
        Kind::Flag => vec![one("is", either("yes", "no"))],
        Kind::Unit(units) if units.are_places => {
            vec![one("is", Control::Select(places(visitor))), one("has", Control::Text)]
        }
        Kind::Unit(_) => vec![one("has", Control::Text)],
    };
    all.push(one("empty", either("filter-empty", "filter-filled")));
    all
}

/// Places to choose from: the blocks of the district, or what stands in the desk's own places.
fn places(visitor: &Visitor) -> Vec<Choice> {
    let (home, hindi) = (&visitor.home, visitor.hindi());
    let mut all = vec![Choice::new("", visitor.words.t("filter-all"))];
    let roots = visitor.scope().roots();
    let mut found = Vec::new();
    if roots.is_empty() {
        found = home.below(home.top(), Level::Block);
    }
    for root in roots {
        for level in [Level::Block, Level::Gp, Level::Village] {
            found.extend(home.below(*root, level));
        }
    }
    let label = |place: &Place| {
        let level = visitor.words.t(&format!("level-{}", place.level.code()));
        format!("{} ({level})", place.name(hindi))
    };
    let named = found.into_iter().map(|place| (place, label(place))).collect();
    all.extend(told_apart(named, visitor.words));
    all
}

/// The filters that hold, in words, each with the list without it; `query` is all that it is asked by. Without an
/// `ask`, for what cannot be asked, the filters as they were written.
pub(super) fn chips(
    reader: &mut Reader,
    visitor: &Visitor,
    (register, query): (&Register, &Query),
    ask: Option<&Ask>,
) -> Result<Vec<Chip>> {
    let Some(ask) = ask else { return Ok(asked_chips(visitor.words, register, query)) };
    let mut chips = Vec::with_capacity(ask.filters.len());
    for filter in &ask.filters {
        let without = list_without(register, query, address_name(filter));
        chips.push(Chip { text: told(reader, visitor, filter)?, without });
    }
    Ok(chips)
}

/// The filters of an address that was refused, as they were asked: each can be taken away.
fn asked_chips(words: &Words, register: &Register, query: &Query) -> Vec<Chip> {
    let chip = |(name, value): &(String, String)| {
        let value = match column_of(register, name).map(|column| (is_masked(column), column.kind)) {
            Some((true, _)) => "******".to_owned(),
            Some((false, Kind::Choice(list))) => {
                let all = value.split(',').map(|code| choice(words, list.words, code));
                all.collect::<Vec<_>>().join(", ")
            }
            _ => value.clone(),
        };
        let called = called(register, words, name).unwrap_or_else(|| name.clone());
        let without = list_without(register, query, name.clone());
        Chip { text: format!("{called}: {value}"), without }
    };
    only(register, query).pairs().iter().map(chip).collect()
}

/// The way to the same list without one filter.
fn list_without(register: &Register, query: &Query, name: String) -> Step {
    let (seen, unseen) = parted(register, &without(query, &name));
    if unseen.is_empty() {
        Step::Go(seen.without(&["after", "format", "f"]).at(&address(register)))
    } else {
        Step::Send(DROP, name)
    }
}

/// The name by which a step of an unseen list says which filter goes.
pub(super) const DROP: &str = "drop";

/// The query without one filter.
pub(super) fn without(query: &Query, name: &str) -> Query {
    query.without(&[name, &format!("{name}.is")])
}

fn address_name(filter: &Filter) -> String {
    let column = filter.column.name;
    match filter.test {
        Test::Is(_) => column.to_owned(),
        Test::Has(_) => format!("{column}.has"),
        Test::From(_) => format!("{column}.from"),
        Test::To(_) => format!("{column}.to"),
        Test::In(_) => format!("{column}.in"),
        Test::Empty(_) => format!("{column}.empty"),
    }
}

fn told(reader: &mut Reader, visitor: &Visitor, filter: &Filter) -> Result<String> {
    let (words, hindi) = (visitor.words, visitor.hindi());
    let column = filter.column;
    let said = |words: &Words, key: &str, value: String| {
        words.args(key, &[("column", label(words, column).into()), ("value", value.into())])
    };
    let value = |held| shown(words, column, held, hindi);
    Ok(match &filter.test {
        Test::Is(_) if is_masked(column) => said(words, "filter-told-is", "******".into()),
        Test::Is(samuh_engine::register::Held::Unit { id, .. }) => {
            let place = visitor.home.name(*id, hindi).to_owned();
            let name = if place.is_empty() {
                let names = names_of(reader, visitor.scope(), &[*id])?;
                names.get(id).map_or_else(|| id.to_string(), |named| named.name(hindi).to_owned())
            } else {
                place
            };
            said(words, "filter-told-is", name)
        }
        Test::Is(held) => said(words, "filter-told-is", value(held)),
        Test::Has(text) => said(words, "filter-told-has", text.clone()),
        Test::From(held) => said(words, "filter-told-from", value(held)),
        Test::To(held) => said(words, "filter-told-to", value(held)),
        Test::In(all) => {
            let all: Vec<String> = all.iter().map(value).collect();
            said(words, "filter-told-is", all.join(", "))
        }
        Test::Empty(true) => said(words, "filter-told-is", words.t("filter-empty")),
        Test::Empty(false) => said(words, "filter-told-is", words.t("filter-filled")),
    })
}
