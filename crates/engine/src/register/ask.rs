//! What is asked of a register's list, out of an address and back into one:
//! `?status=active&formed_on.from=2024-04-01&name_hi.has=दुर्गा&sort=-formed_on`.

use chrono::NaiveDate;
use samuh_kernel::{
    fault::{Fault, Faults},
    read,
    sheet::Cell,
    text::tidy,
};

use super::{
    Register,
    column::{Column, Kind, Privacy, Typed},
    form,
    held::Held,
};

/// Names of an address that are no columns.
pub const RESERVED: [&str; 5] = ["sort", "after", "limit", "format", "filter"];
/// Rows of a page, and the most one may ask for.
const PAGE: i64 = 50;
const MOST: i64 = 1_000;
/// Most filters of one list: a longer address is a mistake or an attack.
const FILTERS: usize = 200;

/// The largest whole number that every program reads exactly: no list is asked beyond it.
pub const LARGEST: i64 = 9_007_199_254_740_991;

/// Whether a record may be found by a masked column, which is by the whole number only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// The desk may not: for it the column is not there.
    Plain,
    /// It may, but this was asked in an address, where such a number never stands (ASVS 14.2.1).
    Address,
    /// It may, and this was asked in the body of a form or in a header.
    Unseen,
}

/// What a column is held against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// It is this; a unit: at or below this.
    Is(Held),
    /// Its words hold these.
    Has(String),
    /// It is this or more, this day or later.
    From(Held),
    /// It is this or less, this day or earlier.
    To(Held),
    /// It is one of these.
    In(Vec<Held>),
    /// It is empty, or is not.
    Empty(bool),
}

/// A column and what it is held against.
#[derive(Debug, Clone)]
pub struct Filter {
    /// The column.
    pub column: &'static Column,
    /// What it is held against.
    pub test: Test,
}

/// A column and a direction.
#[derive(Debug, Clone, Copy)]
pub struct Sort {
    /// The column.
    pub column: &'static Column,
    /// The largest first.
    pub down: bool,
}

/// Where a page begins: behind this row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// The row's number.
    pub id: i64,
    /// What it is sorted by; nothing where the list is sorted by numbers.
    pub value: Held,
}

/// What is asked of a list.
#[derive(Debug, Clone)]
pub struct Ask {
    /// Every one must hold.
    pub filters: Vec<Filter>,
    /// None for the order of numbers.
    pub sort: Option<Sort>,
    /// None for the first page.
    pub after: Option<Cursor>,
    /// Rows of a page.
    pub limit: i64,
}

impl Ask {
    /// The whole register in its usual order.
    pub fn all(register: &Register) -> Self {
        let column = register.order.and_then(|name| register.column(name));
        let sort = column.map(|column| Sort { column, down: false });
        Self { filters: Vec::new(), sort, after: None, limit: PAGE }
    }

    /// Reads the pairs of an address; everything wrong with it is said at once.
    ///
    /// # Errors
    /// Faults `filter_column_unknown`, `filter_masked_address`, `filter_test_unknown`, `filter_value_odd`,
    /// `filter_too_many`.
    pub fn of(
        register: &Register,
        pairs: &[(String, String)],
        sight: Sight,
        today: NaiveDate,
    ) -> Result<Self, Faults> {
        let mut ask = Self::all(register);
        let mut faults = Faults::default();
        let pairs = pairs.iter().filter(|(_, value)| !value.trim().is_empty());
        let (words, filters): (Vec<_>, Vec<_>) =
            pairs.partition(|(name, _)| RESERVED.contains(&name.as_str()));
        if filters.len() > FILTERS {
            faults.push(Fault::new("filter_too_many").with("most", FILTERS));
        }
        for (name, value) in filters.into_iter().take(FILTERS) {
            match filter(register, name, value.trim(), sight, today) {
                Ok(filter) => ask.filters.push(filter),
                Err(fault) => {
                    faults.push(fault);
                }
            }
        }
        let mut after = None;
        for (name, value) in words {
            match name.as_str() {
                "sort" => match sort(register, value.trim()) {
                    Some(sort) => ask.sort = Some(sort),
                    None => {
                        faults.push(unknown("sort", value));
                    }
                },
                "limit" => match value.trim().parse::<i64>() {
                    Ok(limit) if (1..=MOST).contains(&limit) => ask.limit = limit,
                    _ => {
                        faults.push(odd("limit", value));
                    }
                },
                "after" => after = Some(value.as_str()),
                _ => {}
            }
        }
        if let Some(text) = after {
            ask.after = cursor(text, ask.sort);
            if ask.after.is_none() {
                faults.push(odd("after", text));
            }
        }
        faults.or(ask)
    }
}

impl Cursor {
    /// As an address says it.
    pub fn to_text(&self) -> String {
        format!("{}~{}", self.id, self.value.to_text())
    }
}

fn sort(register: &Register, text: &str) -> Option<Sort> {
    let (name, down) = text.strip_prefix('-').map_or((text, false), |name| (name, true));
    let column = register.column(name).filter(|column| column.privacy != Privacy::Masked)?;
    Some(Sort { column, down })
}

fn cursor(text: &str, sort: Option<Sort>) -> Option<Cursor> {
    let (id, value) = text.split_once('~')?;
    let value = match sort.map(|sort| sort.column.kind) {
        None => Held::Empty,
        Some(Kind::Text(_) | Kind::Choice(_) | Kind::Unit(_)) => Held::Text(clean(value)?),
        Some(Kind::Count | Kind::Money) => Held::Count(value.parse().ok()?),
        Some(Kind::Day) => Held::Day(iso(value)?),
        Some(Kind::Flag) => Held::Flag(flag(value)?),
    };
    Some(Cursor { id: id.parse().ok()?, value })
}

fn filter(
    register: &Register,
    name: &str,
    value: &str,
    sight: Sight,
    today: NaiveDate,
) -> Result<Filter, Fault> {
    let (column, test) = name.rsplit_once('.').unwrap_or((name, "is"));
    let column = register.column(column).ok_or_else(|| unknown(name, name))?;
    let is_masked = column.privacy == Privacy::Masked;
    match sight {
        Sight::Plain if is_masked => return Err(unknown(name, name)),
        // What was asked is not repeated: the answer may be kept where the address is.
        Sight::Address if is_masked => return Err(masked_in_address(column)),
        _ => {}
    }
    let held = |text: &str| held(column, text, today).unwrap_or_else(|| Err(odd(name, text)));
    let ordered = matches!(column.kind, Kind::Count | Kind::Money | Kind::Day);
    let worded = matches!(column.kind, Kind::Text(_) | Kind::Unit(_));
    let test = match test {
        "is" => Test::Is(held(value)?),
        _ if is_masked => return Err(test_unknown(name)),
        "has" if worded => Test::Has(clean(value).ok_or_else(|| odd(name, value))?),
        "from" if ordered => Test::From(held(value)?),
        "to" if ordered => Test::To(held(value)?),
        "in" if !matches!(column.kind, Kind::Flag | Kind::Unit(_)) => {
            let parts = value.split(',').filter(|part| !part.trim().is_empty()).take(FILTERS);
            let all = parts.map(held).collect::<Result<Vec<_>, _>>()?;
            if all.is_empty() {
                return Err(odd(name, value));
            }
            Test::In(all)
        }
        "empty" => Test::Empty(flag(value).ok_or_else(|| odd(name, value))?),
        _ => return Err(test_unknown(name)),
    };
    Ok(Filter { column, test })
}

/// A value of an address: money in paise, days as ISO or as typed, numbers of telephones and accounts as people
/// write them, read as the form reads them. None where it does not fit; what is wrong, where that can be said.
fn held(column: &Column, text: &str, today: NaiveDate) -> Option<Result<Held, Fault>> {
    let text = text.trim();
    let cell = || Cell::Text(text.to_owned());
    let number = match column.kind {
        Kind::Text(Typed::Mobile) => form::of(column, text, read::mobile(&cell())),
        Kind::Text(Typed::Account) => form::of(column, text, read::account_no(&cell())),
        _ => return plain(column, text, today).map(Ok),
    };
    number.map(|read| read.map(Held::Text)).transpose()
}

/// A value that is read as it stands.
fn plain(column: &Column, text: &str, today: NaiveDate) -> Option<Held> {
    match column.kind {
        Kind::Text(_) => clean(text).map(Held::Text),
        Kind::Choice(list) => list.codes.contains(&text).then(|| Held::Text(text.to_owned())),
        Kind::Count => number(text).filter(|count| is_exact(*count)).map(Held::Count),
        Kind::Money => text.parse().ok().filter(|paise| is_exact(*paise)).map(Held::Money),
        Kind::Day => iso(text).or_else(|| typed_day(text, today)).map(Held::Day),
        Kind::Flag => flag(text).map(Held::Flag),
        Kind::Unit(_) => text.parse().ok().filter(|id| *id > 0 && is_exact(*id)).map(Held::unit),
    }
}

fn is_exact(number: i64) -> bool {
    (-LARGEST..=LARGEST).contains(&number)
}

/// A text without what no register holds.
fn clean(text: &str) -> Option<String> {
    (!text.contains('\0')).then(|| tidy(text))
}

fn number(text: &str) -> Option<i64> {
    read::whole(&Cell::Text(text.to_owned())).ok().flatten().map(|reading| reading.value)
}

fn typed_day(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    read::day(&Cell::Text(text.to_owned()), today).ok().flatten().map(|reading| reading.value)
}

/// A day that both engines can hold.
fn iso(text: &str) -> Option<NaiveDate> {
    (text.len() == 10).then(|| text.parse().ok()).flatten()
}

fn flag(text: &str) -> Option<bool> {
    match text {
        "1" => Some(true),
        "0" => Some(false),
        _ => None,
    }
}

/// That a masked column is asked for in an address; the number itself is not said.
pub fn masked_in_address(column: &Column) -> Fault {
    Fault::at(column.name, "filter_masked_address").with("value", column.name)
}

fn unknown(field: &str, value: &str) -> Fault {
    Fault::at(field, "filter_column_unknown").with("value", value)
}

fn test_unknown(name: &str) -> Fault {
    Fault::at(name, "filter_test_unknown").with("value", name)
}

fn odd(field: &str, value: &str) -> Fault {
    Fault::at(field, "filter_value_odd").with("name", field).with("value", value)
}
