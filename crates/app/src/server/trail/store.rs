//! Reads of the trail. An entry is seen by whoever did it, and by those who see a record it changed.

use samuh_engine::{Desk, Reader, Result, Row, params};
use samuh_kernel::scope::{Area, Right, Scope};
use uuid::Uuid;

/// Which entries are asked for.
#[derive(Debug, Clone, Default)]
pub(super) struct Ask {
    /// From this instant on.
    pub(super) from: i64,
    /// Up to and without this instant.
    pub(super) to: i64,
    /// Only those that a post did or approved; 0 for all.
    pub(super) post_id: i64,
    /// Only those that an officer did or approved; 0 for all.
    pub(super) officer_id: i64,
    /// Only that act; empty for all.
    pub(super) act: String,
    /// Only those before this instant and number.
    pub(super) before: Option<(i64, i64)>,
}

/// An entry: the op without what it changed.
#[derive(Debug, Clone)]
pub(super) struct Op {
    pub(super) no: i64,
    pub(super) act: String,
    pub(super) at: i64,
    pub(super) post_id: i64,
    pub(super) origin: Option<String>,
    pub(super) role: Option<String>,
    pub(super) title_hi: Option<String>,
    pub(super) title_en: Option<String>,
    pub(super) officer: Option<String>,
}

/// How an entry stands in the chain.
pub(super) struct Place {
    pub(super) id: Uuid,
    pub(super) chain_no: Option<i64>,
    pub(super) prev: Option<Vec<u8>>,
    pub(super) hash: Option<Vec<u8>>,
}

const OF_DAYS: &str = "
    select o.no, o.act, o.at, o.post_id, o.origin, p.role, p.title_hi, p.title_en, f.name
    from op o
    left join post p on p.district_id = o.district_id and p.id = o.post_id
    left join officer f on f.district_id = o.district_id and f.id = o.officer_id
    where o.district_id = $1 and o.at >= $2 and o.at < $3
      and (o.at < $4 or (o.at = $4 and o.no < $5))
      and ($6 = 0 or o.post_id = $6 or exists (
        select 1 from proposal_step t where t.district_id = o.district_id and t.op_no = o.no
          and t.step = 'approved' and t.post_id = $6))
      and ($7 = 0 or o.officer_id = $7 or exists (
        select 1 from proposal_step t where t.district_id = o.district_id and t.op_no = o.no
          and t.step = 'approved' and t.officer_id = $7))
      and ($8 = '' or o.act = $8)
      and (o.post_id = $9 or exists (
        select 1 from audit_change c
        where c.district_id = o.district_id and c.op_no = o.no
          and ((c.subject in ('institution', 'member', 'target_household', 'proposal',
                           'approval_policy', 'duplicate_pair', 'producer', 'fpo') and $10 = 1)
            or (c.subject = 'place' and $11 = 1)
            or (c.subject = 'plan' and $12 = 1)
            or (c.subject = 'reported' and $13 = 1)
            or (c.subject = 'batch' and $14 = 1)
            or (c.subject in ('meeting', 'meeting_series', 'direction') and $18 = 1)
            or $15 = 1)
          and ($16 = -1
            or exists (
              select 1 from post_unit s
              join place_closure l on l.district_id = s.district_id and l.ancestor_id = s.unit_id
                and l.to_on = '9999-12-31'
              where s.district_id = o.district_id and s.post_id = $16 and l.place_id = c.unit_id)
            or (c.subject = 'institution' and exists (
              select 1 from post_unit s
              join federation_closure l
                on l.district_id = s.district_id and l.ancestor_id = s.unit_id
              where s.district_id = o.district_id and s.post_id = $16
                and l.institution_id = c.subject_id)))))
    order by o.at desc, o.no desc
    limit $17";
const OFFICER: &str = "
    select name, name, null from officer where district_id = $1 and id = $2";
const POST: &str = "
    select title_hi, title_en, role from post where district_id = $1 and id = $2";
const ACCOUNT: &str = "
    select login, login, null from account where district_id = $1 and id = $2";
const OF_RECORD: &str = "
    select o.no, o.act, o.at, o.post_id, o.origin, p.role, p.title_hi, p.title_en, f.name
    from audit_change c
    join op o on o.district_id = c.district_id and o.no = c.op_no
    left join post p on p.district_id = o.district_id and p.id = o.post_id
    left join officer f on f.district_id = o.district_id and f.id = o.officer_id
    where c.district_id = $1 and c.subject = $2 and c.subject_id = $3 and c.op_no < $4
    order by c.op_no desc
    limit $5";
/// The import that a record of that kind came with.
const BORN: &str = "
    select o.no, o.act, o.at, o.post_id, o.origin, p.role, p.title_hi, p.title_en, f.name, b.no
    from (
      select batch_no from member where $3 = 'member' and district_id = $1 and id = $2
      union all
      select batch_no from institution where $3 = 'institution' and district_id = $1 and id = $2
      union all
      select batch_no from target_household
      where $3 = 'target_household' and district_id = $1 and id = $2
      union all
      select batch_no from producer
      where $3 = case kind when 'pg' then 'producer' else kind end
        and district_id = $1 and id = $2) r
    join import_batch b on b.district_id = $1 and b.no = r.batch_no
    join op o on o.district_id = b.district_id and o.no = b.op_no
    left join post p on p.district_id = o.district_id and p.id = o.post_id
    left join officer f on f.district_id = o.district_id and f.id = o.officer_id";
const ONE: &str = "
    select o.no, o.act, o.at, o.post_id, o.origin, p.role, p.title_hi, p.title_en, f.name,
           o.id, o.chain_no, o.chain_prev, o.chain_hash
    from op o
    left join post p on p.district_id = o.district_id and p.id = o.post_id
    left join officer f on f.district_id = o.district_id and f.id = o.officer_id
    where o.district_id = $1 and o.no = $2";

/// Who or what a number of the people's registers is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Person {
    /// An officer's name.
    Officer,
    /// A post's own title in Hindi, in English, else its role.
    Post,
    /// The login of an account.
    Account,
}

/// The names of an officer, post or account: Hindi, English, role; only of the scope's district.
pub(super) fn person(
    reader: &mut Reader,
    scope: &Scope,
    (kind, id): (Person, i64),
) -> Result<[Option<String>; 3]> {
    let sql = match kind {
        Person::Officer => OFFICER,
        Person::Post => POST,
        Person::Account => ACCOUNT,
    };
    let found = reader.first(sql, &params![scope.district_id(), id])?;
    found.map_or(Ok([None, None, None]), |row| Ok([row.at(0)?, row.at(1)?, row.at(2)?]))
}

/// Entries of a span of time, the newest first.
pub(super) fn of_days(reader: &mut Reader, desk: &Desk, ask: &Ask, most: i64) -> Result<Vec<Op>> {
    let scope = &desk.scope;
    let may = |area| i64::from(scope.may(Right::See, area));
    let (at, no) = ask.before.unwrap_or((i64::MAX, i64::MAX));
    let given = params![
        desk.district_id(),
        ask.from,
        ask.to,
        at,
        no,
        ask.post_id,
        ask.officer_id,
        ask.act.as_str(),
        desk.post_id,
        may(Area::Groups),
        may(Area::Places),
        may(Area::Plans),
        may(Area::Figures),
        may(Area::Imports),
        may(Area::People),
        scope.key(),
        most,
        // Whoever only sees meetings sees those of the own post, not those of the units.
        i64::from(scope.may(Right::Enter, Area::Meetings)),
    ];
    reader.query(OF_DAYS, &given)?.iter().map(op).collect()
}

/// Entries of one record, the newest first; the page has found the record under the scope.
pub(super) fn of_record(
    reader: &mut Reader,
    scope: &Scope,
    subject: &str,
    id: i64,
    before: i64,
    most: i64,
) -> Result<Vec<Op>> {
    let given = params![scope.district_id(), subject, id, before, most];
    reader.query(OF_RECORD, &given)?.iter().map(op).collect()
}

/// The act that brought a record in with an import, and the import's number; none where a person entered it.
/// The page has found the record under the scope.
pub(super) fn born(
    reader: &mut Reader,
    scope: &Scope,
    (subject, id): (&str, i64),
) -> Result<Option<(Op, i64)>> {
    let row = reader.first(BORN, &params![scope.district_id(), id, subject])?;
    row.map(|row| Ok((op(&row)?, row.at(9)?))).transpose()
}

/// One entry of the scope's district; what is seen of it follows from its records.
pub(super) fn one(reader: &mut Reader, scope: &Scope, no: i64) -> Result<Option<(Op, Place)>> {
    let Some(row) = reader.first(ONE, &params![scope.district_id(), no])? else { return Ok(None) };
    let (chain_no, prev, hash) = (row.at(10)?, row.at(11)?, row.at(12)?);
    Ok(Some((op(&row)?, Place { id: row.at(9)?, chain_no, prev, hash })))
}

fn op(row: &Row) -> Result<Op> {
    Ok(Op {
        no: row.at(0)?,
        act: row.at(1)?,
        at: row.at(2)?,
        post_id: row.at(3)?,
        origin: row.at(4)?,
        role: row.at(5)?,
        title_hi: row.at(6)?,
        title_en: row.at(7)?,
        officer: row.at(8)?,
    })
}
