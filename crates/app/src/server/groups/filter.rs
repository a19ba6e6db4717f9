//! The filters of a list of groups: out of an address, and as the bar above the list.

use samuh_engine::{Reader, Result};
use samuh_groups::{Cursor, Filter, Kind, Order};
use samuh_places::Level;
use samuh_web::parts::{Choice, Control, Field, Filters};

use crate::server::{
    dashboard::{Federation, day_of, federations as find_federations},
    groups::told_apart,
    query::Query,
    visit::Visitor,
};

/// The names of an address that narrow a list of groups.
pub(crate) const NAMES: [&str; 11] = [
    "q",
    "block",
    "gp",
    "village",
    "clf",
    "vo",
    "status",
    "lokos",
    "account",
    "formed_from",
    "formed_to",
];

const LOKOS: [&str; 6] =
    ["not_entered", "entered", "pending", "approved", "rejected", "transacting"];

/// The filter an address asks for.
pub(crate) fn of(query: &Query, kind: Kind, today: chrono::NaiveDate) -> Filter {
    let number = |name: &str| query.number(name).filter(|id| *id > 0).unwrap_or(0);
    let below = [number("village"), number("gp"), number("district")];
    let within = below.into_iter().find(|id| *id != 0).unwrap_or(0);
    let above = [number("vo"), number("clf")];
    let day = |name: &str| query.get(name).and_then(|text| day_of(text, today));
    Filter {
        block_id: number("block"),
        within_id: within,
        federation_id: above.into_iter().find(|id| *id != 0).unwrap_or(0),
        status: query.get("status").map(str::to_owned),
        lokos: query.get("lokos").map(str::to_owned),
        with_account: match query.get("account") {
            Some("open") => Some(true),
            Some("closed" | "none") => Some(false),
            _ => None,
        },
        without_vo: query.get("vo") == Some("none"),
        formed_from: day("formed_from"),
        formed_to: day("formed_to"),
        search: query.get("q").map(str::to_owned),
        ..Filter::all(kind)
    }
}

/// The order an address asks for.
pub(crate) fn order_of(query: &Query) -> Order {
    match query.get("sort") {
        Some("formed_on") => Order::Oldest,
        Some("-formed_on") => Order::Newest,
        _ => Order::Name,
    }
}

/// Where the page of an address begins.
pub(crate) fn after(query: &Query) -> Option<Cursor> {
    let (id, value) = query.get("after")?.split_once('~')?;
    Some(Cursor { id: id.parse().ok()?, value: value.to_owned() })
}

/// The bar above the list.
pub(crate) fn bar(
    reader: &mut Reader,
    visitor: &Visitor,
    (path, kind): (&str, Kind),
    query: &Query,
) -> Result<Filters> {
    let words = visitor.words;
    let mut fields = vec![
        Field::new("q", words.t("field-search"), Control::Search)
            .id("find")
            .value(query.get("q").unwrap_or_default()),
    ];
    fields.extend(places(visitor, query));
    if kind != Kind::Clf {
        fields.extend(federations(reader, visitor, query)?);
    }
    if kind == Kind::Shg {
        let states = LOKOS.map(|state| (state.to_owned(), words.t(&format!("lokos-{state}"))));
        fields.push(select(
            visitor,
            query,
            "status",
            "field-status",
            [
                ("active".to_owned(), words.t("status-active")),
                ("inactive".to_owned(), words.t("status-inactive")),
            ],
        ));
        fields.push(select(visitor, query, "lokos", "field-lokos", states));
        fields.push(select(
            visitor,
            query,
            "account",
            "field-account",
            [
                ("open".to_owned(), words.t("account-yes")),
                ("closed".to_owned(), words.t("account-no")),
            ],
        ));
    }
    let shown: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    let hidden = query.without(&shown).without(&["after"]).pairs().to_vec();
    let clear = (!query.only(&NAMES).is_empty()).then(|| query.only(&["kind"]).at(path));
    Ok(Filters { action: path.to_owned(), hidden, fields, clear })
}

/// Block, then panchayat within it, then village: each is asked once the one above is chosen.
pub(crate) fn places(visitor: &Visitor, query: &Query) -> Vec<Field> {
    let home = &visitor.home;
    let mut fields = Vec::new();
    let mut within = home.top();
    for (level, name, key) in [
        (Level::Block, "block", "field-block"),
        (Level::Gp, "gp", "field-gp"),
        (Level::Village, "village", "field-village"),
    ] {
        let seen = home.below(within, level).into_iter();
        let named = seen
            .filter(|place| home.is_seen(visitor.scope(), place.id))
            .map(|place| (place, place.name(visitor.hindi()).to_owned()))
            .collect();
        let choices: Vec<(String, String)> = told_apart(named, visitor.words)
            .into_iter()
            .map(|choice| (choice.value, choice.label))
            .collect();
        if choices.len() > 1 || query.get(name).is_some() {
            fields.push(select(visitor, query, name, key, choices.clone()));
        }
        within = match (query.number(name), &choices[..]) {
            (Some(id), _) => id,
            (None, [(only, _)]) => only.parse().unwrap_or(0),
            (None, _) => return fields,
        };
    }
    fields
}

fn federations(reader: &mut Reader, visitor: &Visitor, query: &Query) -> Result<Vec<Field>> {
    let mut fields = Vec::new();
    let block = query.number("block").unwrap_or(0);
    let mut list = |level: &str, within: i64| -> Result<Vec<(String, String)>> {
        let found = find_federations(reader, visitor.scope(), level, within)?;
        let line = |unit: Federation| (unit.id.to_string(), unit.name(visitor.hindi()).to_owned());
        let mut lines: Vec<(String, String)> = found.into_iter().map(line).collect();
        lines.sort_by(|a, b| a.1.cmp(&b.1));
        Ok(lines)
    };
    let clfs = list("clf", block)?;
    if !clfs.is_empty() {
        fields.push(select(visitor, query, "clf", "field-clf", clfs));
    }
    if let Some(clf) = query.number("clf") {
        fields.push(select(visitor, query, "vo", "field-vo", list("vo", clf)?));
    }
    Ok(fields)
}

/// A list to choose one of, or all.
pub(crate) fn select(
    visitor: &Visitor,
    query: &Query,
    name: &str,
    key: &str,
    choices: impl IntoIterator<Item = (String, String)>,
) -> Field {
    let mut all = vec![Choice::new("", visitor.words.t("filter-all"))];
    all.extend(choices.into_iter().map(|(value, label)| Choice::new(value, label)));
    Field::new(name, visitor.words.t(key), Control::Select(all))
        .value(query.get(name).unwrap_or_default())
}
