//! Posts, their units and the officers who hold them, in the register.

use chrono::NaiveDate;
use samuh_engine::{Error, Reader, Result, Row, Tx, params};
use samuh_kernel::scope::Scope;
use serde::Serialize;

use super::model::{CadreKind, NewPost, Post, Role, Theme, Unit};

/// A unit is a place or an institution: they share one number space.
const UNIT: &str = "
    select id, level as kind, name_hi, name_en from place where district_id = $1 and id = $2
    union all
    select id, kind, name_hi, name_en from institution where district_id = $1 and id = $2";

/// Posts the scope sees: all for a desk of the whole district (key -1), else those whose units all
/// lie at or below the desk's own.
const POSTS: &str = "
    select p.id, p.role, p.title_hi, p.title_en, p.closed_on, p.version,
           k.code as cadre, k.name_hi as cadre_hi, k.name_en as cadre_en, u.unit_id,
           coalesce(l.level, i.kind) as kind,
           coalesce(l.name_hi, i.name_hi) as name_hi, coalesce(l.name_en, i.name_en) as name_en
    from post p
    left join cadre_kind k on k.code = p.cadre_kind
      and k.from_on = (select max(x.from_on) from cadre_kind x where x.code = p.cadre_kind)
    left join post_unit u on u.district_id = p.district_id and u.post_id = p.id
    left join place l on l.district_id = u.district_id and l.id = u.unit_id
    left join institution i on i.district_id = u.district_id and i.id = u.unit_id
    where p.district_id = $1 and ($3 = 0 or p.id = $3)
      and ($2 = -1 or (exists (
        select 1 from post_unit v where v.district_id = $1 and v.post_id = p.id)
        and not exists (
        select 1 from post_unit v
        left join institution w on w.district_id = v.district_id and w.id = v.unit_id
        where v.district_id = $1 and v.post_id = p.id
          and not exists (
            select 1 from post_unit s
            join place_closure c on c.district_id = s.district_id and c.ancestor_id = s.unit_id
              and c.to_on = '9999-12-31'
            where s.district_id = $1 and s.post_id = $2
              and c.place_id = coalesce(w.place_id, v.unit_id))
          and not exists (
            select 1 from post_unit s
            join federation_closure f on f.district_id = s.district_id
              and f.ancestor_id = s.unit_id
            where s.district_id = $1 and s.post_id = $2 and f.institution_id = v.unit_id))))
    order by p.id, u.unit_id";

const THEMES: &str = "
    select post_id, theme from post_theme where district_id = $1 and ($2 = 0 or post_id = $2)";

/// True below a desk's own units; the whole district for the key -1.
const IS_BELOW: &str = "
    select 1 from post_unit s
    join place_closure c on c.district_id = s.district_id and c.ancestor_id = s.unit_id
      and c.to_on = '9999-12-31'
    left join institution w on w.district_id = s.district_id and w.id = $3
    where s.district_id = $1 and s.post_id = $2 and c.place_id = coalesce(w.place_id, $3)
    union all
    select 1 from post_unit s
    join federation_closure f on f.district_id = s.district_id and f.ancestor_id = s.unit_id
    where s.district_id = $1 and s.post_id = $2 and f.institution_id = $3";

/// Kinds of cadres are public and of every district.
const KINDS: &str = "
    select code, name_hi, name_en from cadre_kind where from_on <= $1 and to_on > $1 order by code";

const ADD_POST: &str = "
    insert into post (district_id, id, role, title_hi, title_en, cadre_kind, version, op_no)
    values ($1, $2, $3, $4, $5, $6, 1, $7)";

const SET_POST: &str = "
    update post set title_hi = $4, title_en = $5, cadre_kind = $6, version = version + 1, op_no = $7
    where district_id = $1 and id = $2 and version = $3";

const CLOSE_POST: &str = "
    update post set closed_on = $4, version = version + 1, op_no = $5
    where district_id = $1 and id = $2 and version = $3";

const DROP_UNITS: &str = "delete from post_unit where district_id = $1 and post_id = $2";

const DROP_THEMES: &str = "delete from post_theme where district_id = $1 and post_id = $2";

const ADD_THEME: &str = "
    insert into post_theme (district_id, post_id, theme, op_no) values ($1, $2, $3, $4)";

const ADD_UNIT: &str = "
    insert into post_unit (district_id, post_id, unit_id, op_no) values ($1, $2, $3, $4)";

const ADD_OFFICER: &str = "
    insert into officer (district_id, id, name, mobile, op_no) values ($1, $2, $3, $4, $5)";

/// The unit of that number that the desk may give: at or below its own.
pub(super) fn unit(r: &mut Reader, scope: &Scope, id: i64) -> Result<Option<Unit>> {
    let found = r.first(UNIT, &params![scope.district_id(), id])?;
    let Some(unit) = found.as_ref().map(|row| unit_of(row, id)).transpose()? else {
        return Ok(None);
    };
    let is_below = scope.is_whole_district()
        || r.first(IS_BELOW, &params![scope.district_id(), scope.key(), id])?.is_some();
    Ok(is_below.then_some(unit))
}

/// Posts with their units, by number; only that post when `post_id` is not 0.
pub(super) fn posts(r: &mut Reader, scope: &Scope, post_id: i64) -> Result<Vec<Post>> {
    let mut posts: Vec<Post> = Vec::new();
    for row in r.query(POSTS, &params![scope.district_id(), scope.key(), post_id])? {
        let id = row.get("id")?;
        if posts.last().is_none_or(|last| last.id != id) {
            posts.push(post_of(&row, id)?);
        }
        let unit_id: Option<i64> = row.get("unit_id")?;
        if let (Some(unit_id), Some(post)) = (unit_id, posts.last_mut()) {
            post.units.push(unit_of(&row, unit_id)?);
        }
    }
    for row in r.query(THEMES, &params![scope.district_id(), post_id])? {
        let (id, code): (i64, String) = (row.get("post_id")?, row.get("theme")?);
        if let Ok(at) = posts.binary_search_by_key(&id, |post| post.id) {
            posts[at].themes.extend(Theme::of(&code));
        }
    }
    Ok(posts)
}

/// The kinds of cadres of a day: no scope, they are the same everywhere.
pub(super) fn kinds(r: &mut Reader, day: NaiveDate) -> Result<Vec<CadreKind>> {
    let rows = r.query(KINDS, &params![day])?;
    let kind = |row: &Row| {
        Ok(CadreKind {
            code: row.get("code")?,
            name_hi: row.get("name_hi")?,
            name_en: row.get("name_en")?,
        })
    };
    rows.iter().map(kind).collect()
}

/// Writes a post with its units and areas of work; answers its number.
pub(super) fn add_post(tx: &mut Tx, post: &NewPost) -> Result<i64> {
    let (district_id, op_no) = (tx.district_id(), tx.op_no());
    let id = tx.allot(district_id, "post", 1)?;
    let role = post.role.code();
    let (hi, en) = (post.title_hi.clone(), post.title_en.clone());
    tx.exec(ADD_POST, &params![district_id, id, role, hi, en, post.cadre.clone(), op_no])?;
    add_parts(tx, id, post)?;
    Ok(id)
}

/// Writes a post as it shall be; `Conflict` where it has changed since it was read.
pub(super) fn set_post(tx: &mut Tx, known: &Post, post: &NewPost) -> Result<()> {
    let (district_id, op_no) = (tx.district_id(), tx.op_no());
    let (hi, en, cadre) = (post.title_hi.clone(), post.title_en.clone(), post.cadre.clone());
    let row = params![district_id, known.id, known.version, hi, en, cadre, op_no];
    changed(tx.exec(SET_POST, &row)?, known, post)?;
    tx.exec(DROP_UNITS, &params![district_id, known.id])?;
    tx.exec(DROP_THEMES, &params![district_id, known.id])?;
    add_parts(tx, known.id, post)
}

/// Closes a post from a day on; `Conflict` where it has changed since it was read.
pub(super) fn close_post(tx: &mut Tx, known: &Post, day: NaiveDate) -> Result<()> {
    let (district_id, op_no) = (tx.district_id(), tx.op_no());
    let row = params![district_id, known.id, known.version, day, op_no];
    changed(tx.exec(CLOSE_POST, &row)?, known, &day)
}

/// `Conflict` with both where no row was touched.
pub(super) fn changed(rows: u64, saved: &impl Serialize, sent: &impl Serialize) -> Result<()> {
    if rows > 0 {
        return Ok(());
    }
    let (saved, sent) = (serde_json::to_string(saved)?, serde_json::to_string(sent)?);
    Err(Error::Conflict { saved, sent })
}

fn add_parts(tx: &mut Tx, id: i64, post: &NewPost) -> Result<()> {
    let (district_id, op_no) = (tx.district_id(), tx.op_no());
    for unit_id in &post.units {
        tx.exec(ADD_UNIT, &params![district_id, id, *unit_id, op_no])?;
    }
    for theme in &post.themes {
        tx.exec(ADD_THEME, &params![district_id, id, theme.code(), op_no])?;
    }
    Ok(())
}

/// Writes an officer; answers the number.
pub(super) fn add_officer(tx: &mut Tx, name: &str, mobile: Option<&str>) -> Result<i64> {
    let (district_id, op_no) = (tx.district_id(), tx.op_no());
    let id = tx.allot(district_id, "officer", 1)?;
    tx.exec(ADD_OFFICER, &params![district_id, id, name, mobile, op_no])?;
    Ok(id)
}

fn post_of(row: &Row, id: i64) -> Result<Post> {
    let role: String = row.get("role")?;
    Ok(Post {
        id,
        role: Role::of(&role).ok_or_else(|| Error::broken(format!("role {role}")))?,
        title_hi: row.get("title_hi")?,
        title_en: row.get("title_en")?,
        cadre: cadre_of(row)?,
        themes: Vec::new(),
        closed_on: row.get("closed_on")?,
        version: row.get("version")?,
        units: Vec::new(),
    })
}

fn cadre_of(row: &Row) -> Result<Option<CadreKind>> {
    let code: Option<String> = row.get("cadre")?;
    let kind =
        |code| Ok(CadreKind { code, name_hi: row.get("cadre_hi")?, name_en: row.get("cadre_en")? });
    code.map(kind).transpose()
}

fn unit_of(row: &Row, id: i64) -> Result<Unit> {
    let kind: Option<String> = row.get("kind")?;
    Ok(Unit {
        id,
        kind: kind.unwrap_or_default(),
        name_hi: row.get("name_hi")?,
        name_en: row.get("name_en")?,
    })
}
