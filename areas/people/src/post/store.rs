//! Posts, their units and the officers who hold them, in the register.

use samuh_engine::{Error, Reader, Result, Row, Tx, params};
use samuh_kernel::scope::Scope;

use super::model::{NewPost, Post, Role, Unit};

/// A unit is a place or an institution: they share one number space.
const UNIT: &str = "
    select id, level as kind, name_hi, name_en from place where district_id = $1 and id = $2
    union all
    select id, kind, name_hi, name_en from institution where district_id = $1 and id = $2";

/// Posts are read by desks of the whole district, whose scope has the key -1.
const POSTS: &str = "
    select p.id, p.role, p.title_hi, p.title_en, u.unit_id,
           coalesce(l.level, i.kind) as kind,
           coalesce(l.name_hi, i.name_hi) as name_hi, coalesce(l.name_en, i.name_en) as name_en
    from post p
    left join post_unit u on u.district_id = p.district_id and u.post_id = p.id
    left join place l on l.district_id = u.district_id and l.id = u.unit_id
    left join institution i on i.district_id = u.district_id and i.id = u.unit_id
    where p.district_id = $1 and $2 = -1 and ($3 = 0 or p.id = $3)
    order by p.id, u.unit_id";

const ADD_POST: &str = "
    insert into post (district_id, id, role, title_hi, title_en, op_no)
    values ($1, $2, $3, $4, $5, $6)";

const ADD_UNIT: &str = "
    insert into post_unit (district_id, post_id, unit_id, op_no) values ($1, $2, $3, $4)";

const ADD_OFFICER: &str = "
    insert into officer (district_id, id, name, mobile, op_no) values ($1, $2, $3, $4, $5)";

/// The unit of that number, whatever the scope sees below the district.
pub(super) fn unit(r: &mut Reader, scope: &Scope, id: i64) -> Result<Option<Unit>> {
    r.first(UNIT, &params![scope.district_id(), id])?
        .as_ref()
        .map(|row| unit_of(row, id))
        .transpose()
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
    Ok(posts)
}

/// Writes a post and its units; answers its number.
pub(super) fn add_post(tx: &mut Tx, post: &NewPost) -> Result<i64> {
    let (district_id, op_no) = (tx.district_id(), tx.op_no());
    let id = tx.allot(district_id, "post", 1)?;
    let role = post.role.code();
    let row = params![district_id, id, role, post.title_hi.clone(), post.title_en.clone(), op_no];
    tx.exec(ADD_POST, &row)?;
    for unit_id in &post.units {
        tx.exec(ADD_UNIT, &params![district_id, id, *unit_id, op_no])?;
    }
    Ok(id)
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
        units: Vec::new(),
    })
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
