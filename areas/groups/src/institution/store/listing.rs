//! Lists of institutions for pages, files and the API: filtered, sorted, by keyset pages, scoped.

use chrono::NaiveDate;
use samuh_engine::{Reader, Result, Row, Value};
use samuh_kernel::{scope::Scope, text::key};
use samuh_places::always;

use super::reach::{near, seen};
use crate::institution::model::Kind;

/// What a list is narrowed to. Zero and none mean all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// SHG, VO or CLF.
    pub kind: Kind,
    /// A block: the quick way to its list.
    pub block_id: i64,
    /// Any other place and all below it.
    pub within_id: i64,
    /// A VO or CLF and all below it.
    pub federation_id: i64,
    /// `active` or `inactive`.
    pub status: Option<String>,
    /// A LokOS state; `not_entered` for none.
    pub lokos: Option<String>,
    /// With or without a bank account.
    pub with_account: Option<bool>,
    /// Only those that stand in no village organisation.
    pub without_vo: bool,
    /// Formed from this day on.
    pub formed_from: Option<NaiveDate>,
    /// Formed up to this day.
    pub formed_to: Option<NaiveDate>,
    /// Words of the name, in either script; or a code.
    pub search: Option<String>,
}

impl Filter {
    /// All of a kind.
    pub fn all(kind: Kind) -> Self {
        Self {
            kind,
            block_id: 0,
            within_id: 0,
            federation_id: 0,
            status: None,
            lokos: None,
            with_account: None,
            without_vo: false,
            formed_from: None,
            formed_to: None,
            search: None,
        }
    }
}

/// How a list is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// By name as Hindi sorts it.
    Name,
    /// The latest formed first.
    Newest,
    /// The earliest formed first.
    Oldest,
}

/// Where the next page begins: the last row's sort value and number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// The sort value: a name's key, or an ISO day.
    pub value: String,
    /// The institution.
    pub id: i64,
}

/// A row of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its unit number.
    pub id: i64,
    /// Its code in the mission's register, else any other.
    pub code: Option<String>,
    /// Name in Devanagari.
    pub name_hi: Option<String>,
    /// Name in Latin letters.
    pub name_en: Option<String>,
    /// Day of formation.
    pub formed_on: Option<NaiveDate>,
    /// Where it stands.
    pub place_id: i64,
    /// The VO or CLF above it, 0 for none.
    pub parent_id: i64,
    /// `inactive`, else it is active.
    pub status: Option<String>,
    /// LokOS state.
    pub lokos: Option<String>,
    /// `open` with a bank account.
    pub account: Option<String>,
    /// What the next page's cursor is made of.
    pub sort_key: String,
}

const COLUMNS: &str = "
    select i.id, i.name_hi, i.name_en, i.formed_on, i.place_id, i.sort_key,
      (select min(c.code) from institution_code c
       where c.district_id = i.district_id and c.institution_id = i.id) as code,
      (select a.parent_id from affiliation a
       where a.district_id = i.district_id and a.institution_id = i.id and a.to_on = '9999-12-31') as parent_id,
      (select f.value from institution_fact f
       where f.district_id = i.district_id and f.institution_id = i.id and f.fact = 'status'
       order by f.from_on desc limit 1) as status,
      (select f.value from institution_fact f
       where f.district_id = i.district_id and f.institution_id = i.id and f.fact = 'lokos'
       order by f.from_on desc limit 1) as lokos,
      (select f.value from institution_fact f
       where f.district_id = i.district_id and f.institution_id = i.id and f.fact = 'account'
       order by f.from_on desc limit 1) as account
    from institution i";

/// Words of a search that are each sought by itself, which is quickest. More are counted together: PostgreSQL needs
/// half a minute to plan two hundred.
const SOUGHT_BY_ITSELF: usize = 2;

/// A statement in the making: its conditions, and their values from `$1` on.
struct Statement {
    conditions: String,
    values: Vec<Value>,
}

impl Statement {
    fn new(reader: &mut Reader, scope: &Scope, filter: &Filter) -> Result<Self> {
        let mut made = Self {
            conditions: " where i.district_id = $1".into(),
            values: vec![scope.district_id().into()],
        };
        made.and("i.kind = $", filter.kind.code().into());
        let near = near(reader, scope, &mut made.values)?;
        made.conditions.push_str(&near);
        let seen = seen(scope, &mut made.values);
        made.conditions.push_str(&seen);
        made.narrow(filter);
        Ok(made)
    }

    fn narrow(&mut self, filter: &Filter) {
        if filter.block_id != 0 {
            self.and("i.block_id = $", filter.block_id.into());
        }
        if filter.within_id != 0 {
            let n = self.bind(filter.within_id.into());
            self.conditions.push_str(&format!(
                " and i.place_id in (select w.place_id from place_closure w
                  where w.district_id = $1 and w.ancestor_id = ${n}
                    and w.to_on = '9999-12-31')"
            ));
        }
        if filter.federation_id != 0 {
            let n = self.bind(filter.federation_id.into());
            self.conditions.push_str(&format!(
                " and i.id in (select w.institution_id from federation_closure w
                  where w.district_id = $1 and w.ancestor_id = ${n} and w.to_on = '9999-12-31')"
            ));
        }
        self.fact("status", filter.status.as_deref(), "active");
        self.fact("lokos", filter.lokos.as_deref(), "not_entered");
        let account = filter.with_account.map(|with| if with { "open" } else { "closed" });
        self.fact("account", account, "closed");
        if filter.without_vo {
            self.conditions.push_str(
                " and not exists (select 1 from affiliation a join institution p
                     on p.district_id = a.district_id and p.id = a.parent_id
                   where a.district_id = $1 and a.institution_id = i.id
                     and a.to_on = '9999-12-31' and p.kind = 'vo')",
            );
        }
        if let Some(day) = filter.formed_from {
            self.and("i.formed_on >= $", day.into());
        }
        if let Some(day) = filter.formed_to {
            self.and("i.formed_on <= $", day.into());
        }
        if let Some(search) = filter.search.as_deref() {
            self.search(search);
        }
    }

    /// The latest value of a fact; `usual` is what holds where none was noted.
    fn fact(&mut self, fact: &str, value: Option<&str>, usual: &str) {
        let Some(value) = value else { return };
        let (f, v, u) = (self.bind(fact.into()), self.bind(value.into()), self.bind(usual.into()));
        self.conditions.push_str(&format!(
            " and coalesce((select f.value from institution_fact f
              where f.district_id = $1 and f.institution_id = i.id and f.fact = ${f}
              order by f.from_on desc limit 1), cast(${u} as text)) = ${v}"
        ));
    }

    fn search(&mut self, search: &str) {
        let code = search.trim();
        if !code.is_empty()
            && code.bytes().all(|b| b.is_ascii_alphanumeric())
            && code.bytes().any(|b| b.is_ascii_digit())
        {
            let n = self.bind(code.into());
            self.conditions.push_str(&format!(
                " and i.id in (select c.institution_id from institution_code c
                  where c.district_id = $1 and c.code = ${n})"
            ));
            return;
        }
        let words = key(search);
        let mut tokens: Vec<&str> = words.split(' ').filter(|token| !token.is_empty()).collect();
        tokens.sort_unstable();
        tokens.dedup();
        if tokens.len() > SOUGHT_BY_ITSELF {
            let marks: Vec<String> =
                tokens.iter().map(|token| format!("${}", self.bind((*token).into()))).collect();
            let n = self.bind(i64::try_from(tokens.len()).unwrap_or(i64::MAX).into());
            self.conditions.push_str(&format!(
                " and i.id in (select t.subject_id from name_token t
                  where t.district_id = $1 and t.subject = 'institution' and t.token in ({})
                  group by t.subject_id having count(distinct t.token) = ${n})",
                marks.join(", ")
            ));
            return;
        }
        for token in tokens {
            let n = self.bind(token.into());
            self.conditions.push_str(&format!(
                " and i.id in (select t.subject_id from name_token t
                  where t.district_id = $1 and t.subject = 'institution' and t.token = ${n})"
            ));
        }
    }

    fn bind(&mut self, value: Value) -> usize {
        self.values.push(value);
        self.values.len()
    }

    fn and(&mut self, condition: &str, value: Value) {
        let n = self.bind(value);
        self.conditions.push_str(&format!(" and {condition}{n}"));
    }
}

/// One page of a list.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn list(
    reader: &mut Reader,
    scope: &Scope,
    filter: &Filter,
    order: Order,
    after: Option<&Cursor>,
    limit: i64,
) -> Result<Vec<Listed>> {
    let mut made = Statement::new(reader, scope, filter)?;
    let (column, down) = match order {
        Order::Name => ("i.sort_key", false),
        Order::Newest => ("coalesce(i.formed_on, $NONE)", true),
        Order::Oldest => ("coalesce(i.formed_on, $NONE)", false),
    };
    let column = if column.contains("$NONE") {
        let n = made.bind(always().0.into());
        column.replace("$NONE", &format!("${n}"))
    } else {
        column.to_owned()
    };
    if let Some(after) = after {
        let value: Value = match order {
            Order::Name => after.value.as_str().into(),
            Order::Newest | Order::Oldest => after.value.parse().unwrap_or(always().0).into(),
        };
        let (v, id) = (made.bind(value), made.bind(after.id.into()));
        let sign = if down { "<" } else { ">" };
        made.conditions.push_str(&format!(
            " and ({column} {sign} ${v} or ({column} = ${v} and i.id {sign} ${id}))"
        ));
    }
    let n = made.bind(limit.into());
    let way = if down { "desc" } else { "asc" };
    let sql =
        format!("{COLUMNS}{} order by {column} {way}, i.id {way} limit ${n}", made.conditions);
    let mut listed = Vec::new();
    reader.each(&sql, &made.values, &mut |row| {
        listed.push(read(&row)?);
        Ok(())
    })?;
    Ok(listed)
}

/// How many rows the whole list has.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn count(reader: &mut Reader, scope: &Scope, filter: &Filter) -> Result<i64> {
    let made = Statement::new(reader, scope, filter)?;
    let sql = format!("select count(*) from institution i{}", made.conditions);
    reader.kept(&sql, &made.values)?.first().map_or(Ok(0), |row| row.at(0))
}

fn read(row: &Row) -> Result<Listed> {
    Ok(Listed {
        id: row.at(0)?,
        name_hi: row.at(1)?,
        name_en: row.at(2)?,
        formed_on: row.at(3)?,
        place_id: row.at(4)?,
        sort_key: row.at(5)?,
        code: row.at(6)?,
        parent_id: row.at::<Option<i64>>(7)?.unwrap_or(0),
        status: row.at(8)?,
        lokos: row.at(9)?,
        account: row.at(10)?,
    })
}
