//! The statements of a register's reads, made of its constants. Values are always parameters.

use chrono::NaiveDate;
use samuh_kernel::scope::Scope;

use super::{
    Register,
    ask::{Ask, Cursor, Filter, Sort, Test},
    column::{Column, Kind, Units},
    held::Held,
};
use crate::db::Value;

/// What a statement is made for.
#[derive(Debug, Clone, Default)]
pub(super) struct Ground {
    /// SQLite, not PostgreSQL.
    pub(super) is_embedded: bool,
    /// The units in which the desk's rows can lie; none where that narrows nothing.
    pub(super) near: Option<Vec<i64>>,
}

/// A statement in the making.
pub(super) struct Statement {
    pub(super) sql: String,
    pub(super) values: Vec<Value>,
    today: NaiveDate,
    day: Option<String>,
    /// SQLite compares letters by their bytes; PostgreSQL is told to.
    ground: Ground,
}

impl Statement {
    /// The columns of a page of a list; behind them what the list is sorted by.
    pub(super) fn list(
        (register, scope, today): (&Register, &Scope, NaiveDate),
        columns: &[&Column],
        ask: &Ask,
        ground: Ground,
    ) -> Self {
        let mut made = Self::begun(scope, today, ground);
        made.select(register, columns);
        let by = ask.sort.map(|sort| made.sorting(sort));
        if let Some(by) = &by {
            made.push(", ");
            made.push(by);
        }
        made.source(register, scope, &ask.filters);
        if let Some(after) = &ask.after {
            made.behind(register, by.as_deref(), ask.sort, after);
        }
        let way = if ask.sort.is_some_and(|sort| sort.down) { "desc" } else { "asc" };
        made.push(" order by ");
        if let Some(by) = &by {
            made.push(&format!("{by} {way}, "));
        }
        let limit = made.bind(ask.limit.into());
        made.push(&format!("{} {way} limit {limit}", register.id));
        made
    }

    /// How many rows a list has.
    pub(super) fn count(
        (register, scope, today): (&Register, &Scope, NaiveDate),
        filters: &[Filter],
        ground: Ground,
    ) -> Self {
        let mut made = Self::begun(scope, today, ground);
        made.push("select count(*)");
        made.source(register, scope, filters);
        made
    }

    /// One record.
    pub(super) fn one(
        (register, scope, today): (&Register, &Scope, NaiveDate),
        columns: &[&Column],
        id: i64,
        ground: Ground,
    ) -> Self {
        let mut made = Self::begun(scope, today, ground);
        made.select(register, columns);
        made.source(register, scope, &[]);
        let n = made.bind(id.into());
        made.push(&format!(" and {} = {n}", register.id));
        made
    }

    fn begun(scope: &Scope, today: NaiveDate, ground: Ground) -> Self {
        let values = vec![scope.district_id().into()];
        Self { sql: String::new(), values, today, day: None, ground }
    }

    fn bind(&mut self, value: Value) -> String {
        self.values.push(value);
        format!("${}", self.values.len())
    }

    /// Adds text of the register; `$DAY` becomes today.
    fn push(&mut self, text: &str) {
        if !text.contains("$DAY") {
            self.sql.push_str(text);
            return;
        }
        let day = match &self.day {
            Some(day) => day.clone(),
            None => {
                let day = self.bind(self.today.into());
                self.day.insert(day).clone()
            }
        };
        self.sql.push_str(&text.replace("$DAY", &day));
    }

    fn select(&mut self, register: &Register, columns: &[&Column]) {
        self.push("select ");
        self.push(register.id);
        for column in columns {
            self.push(", ");
            self.push(column.sql);
        }
    }

    fn source(&mut self, register: &Register, scope: &Scope, filters: &[Filter]) {
        self.push(" from ");
        self.push(register.from);
        if scope.key() != -1 {
            let post = self.bind(scope.key().into());
            self.push(" and ");
            self.push(&register.scope.replace("$POST", &post));
        }
        if let Some(near) = &register.near {
            let units = self.ground.near.as_deref();
            let condition = near.condition(units, &mut self.values);
            self.sql.push_str(&condition);
        }
        for filter in filters {
            self.push(" and ");
            self.filter(filter);
        }
    }

    fn filter(&mut self, filter: &Filter) {
        let sql = filter.column.sql;
        match (&filter.test, filter.column.kind) {
            (Test::Is(held), Kind::Unit(units)) => {
                let above = self.bind(held.to_value());
                self.push(&format!("{sql} in {}", units.below.replace("$ABOVE", &above)));
            }
            (Test::Is(held), _) => self.compare(sql, "=", held),
            (Test::From(held), _) => self.compare(sql, ">=", held),
            (Test::To(held), _) => self.compare(sql, "<=", held),
            (Test::Has(words), kind) => {
                let pattern = self.bind(pattern(words).into());
                let text = match kind {
                    Kind::Unit(units) => name_of(units, sql),
                    _ => sql.to_owned(),
                };
                self.push(&format!("lower({text}) like {pattern} escape '!'"));
            }
            (Test::In(all), _) => {
                let marks: Vec<String> = all.iter().map(|one| self.bind(one.to_value())).collect();
                self.push(&format!("{sql} in ({})", marks.join(", ")));
            }
            (Test::Empty(is), _) => {
                self.push(&format!("({sql}) is {}", if *is { "null" } else { "not null" }));
            }
        }
    }

    fn compare(&mut self, sql: &str, sign: &str, held: &Held) {
        let n = self.bind(held.to_value());
        self.push(&format!("{sql} {sign} {n}"));
    }

    /// What a list is sorted by: never null, so that a page can begin behind any row.
    fn sorting(&mut self, sort: Sort) -> String {
        let column = sort.column;
        let is_worded = matches!(column.kind, Kind::Text(_) | Kind::Choice(_) | Kind::Unit(_));
        let text = match (column.sort, column.kind) {
            (Some(sql), _) => sql.to_owned(),
            (None, kind) => {
                let sql = match kind {
                    Kind::Unit(units) => name_of(units, column.sql),
                    _ => column.sql.to_owned(),
                };
                let none = self.bind(none(kind));
                format!("coalesce({sql}, {none})")
            }
        };
        if is_worded && column.sort.is_none() && !self.ground.is_embedded {
            format!("({text}) collate \"C\"")
        } else {
            text
        }
    }

    fn behind(
        &mut self,
        register: &Register,
        by: Option<&str>,
        sort: Option<Sort>,
        after: &Cursor,
    ) {
        let sign = if sort.is_some_and(|sort| sort.down) { "<" } else { ">" };
        let id = self.bind(after.id.into());
        let of = register.id;
        match by {
            None => self.push(&format!(" and {of} {sign} {id}")),
            Some(by) => {
                let value = self.bind(after.value.to_value());
                self.push(&format!(
                    " and ({by} {sign} {value} or ({by} = {value} and {of} {sign} {id}))"
                ));
            }
        }
    }
}

/// Number, Hindi and English name of so many units, whose numbers are `$2` and on.
pub(super) fn names(units: &Units, many: usize) -> String {
    let name = |text: &str| text.replace("$UNIT", "column1");
    let asked: Vec<String> = (2..many + 2).map(|n| format!("(cast(${n} as bigint))")).collect();
    format!(
        "select column1, {}, {} from (values {}) as asked",
        name(units.name_hi),
        name(units.name_en),
        asked.join(", ")
    )
}

fn name_of(units: &Units, sql: &str) -> String {
    let name = |text: &str| text.replace("$UNIT", sql);
    format!("coalesce({}, {})", name(units.name_hi), name(units.name_en))
}

/// What stands for nothing in an order: it comes first.
fn none(kind: Kind) -> Value {
    match kind {
        Kind::Text(_) | Kind::Choice(_) | Kind::Unit(_) => "".into(),
        Kind::Count | Kind::Money => i64::MIN.into(),
        Kind::Day => NaiveDate::from_ymd_opt(1, 1, 1).expect("a real day").into(),
        Kind::Flag => false.into(),
    }
}

/// Words somewhere in a text; the signs that `like` reads are taken as they are.
fn pattern(words: &str) -> String {
    let mut text = String::from("%");
    for letter in words.to_ascii_lowercase().chars() {
        if matches!(letter, '%' | '_' | '!') {
            text.push('!');
        }
        text.push(letter);
    }
    text + "%"
}
