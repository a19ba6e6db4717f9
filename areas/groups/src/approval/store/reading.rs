//! Proposals as pages list them: what waits for a desk, what a desk sent, and the policies.

use samuh_engine::{Reader, Result, Row, params};
use samuh_kernel::scope::{Area, Right, Scope};

use super::{find, read};
use crate::approval::model::{Asked, Policy, Proposal, Step, area_of};

const LIST: &str = "
    select p.id, p.uid, p.ask, p.form, p.institution_id, p.member_id, p.place_id,
           p.maker_post_id, p.maker_officer_id, p.state, p.sent_at, p.wait_until, p.answer_id,
           p.version, p.act, i.name_hi, i.name_en, m.name_hi, m.name_en, t.role, t.title_hi, t.title_en,
           o.name
    from proposal p
    left join institution i on i.district_id = p.district_id and i.id = p.institution_id
    left join member m on m.district_id = p.district_id and m.id = p.member_id
    left join post t on t.district_id = p.district_id and t.id = p.maker_post_id
    left join officer o on o.district_id = p.district_id and o.id = p.maker_officer_id
    where p.district_id = $1
      and ($2 = -1 or p.maker_post_id = $2 or exists (
        select 1 from post_unit s
        join place_closure c on c.district_id = s.district_id and c.ancestor_id = s.unit_id
          and c.to_on = '9999-12-31'
        where s.district_id = $1 and s.post_id = $2 and c.place_id = p.place_id)
        or exists (
        select 1 from post_unit s
        join federation_closure f on f.district_id = s.district_id and f.ancestor_id = s.unit_id
        where s.district_id = $1 and s.post_id = $2 and f.institution_id = p.institution_id
          and f.to_on = '9999-12-31'))
      and (($3 = 'mine' and p.maker_post_id = $4 and p.state in ('draft', 'submitted', 'sent_back'))
        or ($3 = 'others' and p.maker_post_id <> $4 and p.maker_officer_id <> $5
          and p.state = 'submitted')
        or ($3 = 'about' and p.institution_id = $4 and p.state = 'submitted')
        or ($3 = 'done' and p.state in ('approved', 'withdrawn')))
      and (p.maker_post_id = $2 or 1 = case when p.act like 'plans.%' then CAST($6 AS BIGINT)
        when p.act like 'people.%' then CAST($7 AS BIGINT) else CAST($8 AS BIGINT) end)
    order by p.wait_until, p.id
    limit $9";
const COUNT: &str = "
    select p.act, count(*),
           CAST(coalesce(sum(case when p.wait_until < $5 then 1 else 0 end), 0) AS BIGINT)
    from proposal p
    where p.district_id = $1 and p.state = 'submitted'
      and p.maker_post_id <> $3 and p.maker_officer_id <> $4
      and ($2 = -1 or exists (
        select 1 from post_unit s
        join place_closure c on c.district_id = s.district_id and c.ancestor_id = s.unit_id
          and c.to_on = '9999-12-31'
        where s.district_id = $1 and s.post_id = $2 and c.place_id = p.place_id)
        or exists (
        select 1 from post_unit s
        join federation_closure f on f.district_id = s.district_id and f.ancestor_id = s.unit_id
        where s.district_id = $1 and s.post_id = $2 and f.institution_id = p.institution_id
          and f.to_on = '9999-12-31'))
    group by p.act";
const STEPS: &str = "
    select s.step, s.post_id, s.officer_id, s.at, s.reason, p.role, p.title_hi, p.title_en, o.name
    from proposal_step s
    left join post p on p.district_id = s.district_id and p.id = s.post_id
    left join officer o on o.district_id = s.district_id and o.id = s.officer_id
    where s.district_id = $1 and s.proposal_id = $2 order by s.at desc, s.op_no desc";
const POLICIES: &str = "
    select act, role, unit_id, from_on, to_on, wait_days from approval_policy
    where district_id = $1 order by to_on desc, act, role, unit_id, from_on desc";

/// Proposals that a list shows at most, those first that have waited longest.
pub const MOST: usize = 500;

/// Which proposals are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// Those the post made and that are not done.
    Mine {
        /// The post.
        post_id: i64,
    },
    /// Those of others that wait for a decision.
    Others {
        /// The post that asks.
        post_id: i64,
        /// The person who holds it.
        officer_id: i64,
    },
    /// Those that wait about an institution.
    About {
        /// The institution.
        institution_id: i64,
    },
    /// Those that are done.
    Done,
}

/// A proposal with the names a list shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiting<A> {
    /// The proposal.
    pub proposal: Proposal<A>,
    /// The institution's or member's name in Hindi.
    pub about_hi: Option<String>,
    /// The institution's or member's name in English.
    pub about_en: Option<String>,
    /// The maker's role.
    pub role: Option<String>,
    /// The maker's own title in Hindi.
    pub title_hi: Option<String>,
    /// The maker's own title in English.
    pub title_en: Option<String>,
    /// The maker.
    pub officer: Option<String>,
}

/// One proposal that the desk made or in whose scope it lies.
///
/// # Errors
/// `NotFound` when it is not this desk's.
pub fn proposal<A: Asked>(reader: &mut Reader, scope: &Scope, id: i64) -> Result<Proposal<A>> {
    find(reader, scope, id)
}

/// A list of proposals, the longest waiting first and at most [`MOST`]: as it is decided, the rest comes up.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn proposals<A: Asked>(
    reader: &mut Reader,
    scope: &Scope,
    ask: Ask,
) -> Result<Vec<Waiting<A>>> {
    let (which, number, officer_id) = match ask {
        Ask::Mine { post_id } => ("mine", post_id, 0),
        Ask::Others { post_id, officer_id } => ("others", post_id, officer_id),
        Ask::About { institution_id } => ("about", institution_id, 0),
        Ask::Done => ("done", 0, 0),
    };
    let sees = |area| i64::from(scope.may(Right::See, area));
    let areas = [sees(Area::Plans), sees(Area::People), sees(Area::Groups)];
    let most = i64::try_from(MOST).unwrap_or(i64::MAX);
    let mut given = params![scope.district_id(), scope.key(), which, number, officer_id].to_vec();
    given.extend(areas.into_iter().chain([most]).map(samuh_engine::Value::from));
    reader.query(LIST, &given)?.iter().map(waiting_of).collect()
}

fn waiting_of<A: Asked>(row: &Row) -> Result<Waiting<A>> {
    let member: (Option<String>, Option<String>) = (row.at(17)?, row.at(18)?);
    let is_member = member.0.is_some() || member.1.is_some();
    let (about_hi, about_en) = if is_member { member } else { (row.at(15)?, row.at(16)?) };
    Ok(Waiting {
        proposal: read(row)?,
        about_hi,
        about_en,
        role: row.at(19)?,
        title_hi: row.at(20)?,
        title_en: row.at(21)?,
        officer: row.at(22)?,
    })
}

/// How many wait for a decision of this desk, and how many of them too long.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn waiting(
    reader: &mut Reader,
    scope: &Scope,
    (post_id, officer_id): (i64, i64),
    now: i64,
) -> Result<(i64, i64)> {
    let given = params![scope.district_id(), scope.key(), post_id, officer_id, now];
    let (mut all, mut late) = (0, 0);
    for row in reader.query(COUNT, &given)? {
        let act: String = row.at(0)?;
        if scope.may(Right::Approve, area_of(&act)) {
            all += row.at::<i64>(1)?;
            late += row.at::<i64>(2)?;
        }
    }
    Ok((all, late))
}

/// The steps of a proposal that was found within the scope, the latest first.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn steps_of(reader: &mut Reader, scope: &Scope, id: i64) -> Result<Vec<Step>> {
    let rows = reader.query(STEPS, &params![scope.district_id(), id])?;
    rows.iter()
        .map(|row| {
            Ok(Step {
                step: row.at(0)?,
                post_id: row.at(1)?,
                officer_id: row.at(2)?,
                at: row.at(3)?,
                reason: row.at(4)?,
                role: row.at(5)?,
                title_hi: row.at(6)?,
                title_en: row.at(7)?,
                officer: row.at(8)?,
            })
        })
        .collect()
}

/// The policies of the district, those in force and those that ended.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn policies(reader: &mut Reader, scope: &Scope) -> Result<Vec<Policy>> {
    let rows = reader.query(POLICIES, &params![scope.district_id()])?;
    rows.iter()
        .map(|row| {
            Ok(Policy {
                act: row.at(0)?,
                role: row.at(1)?,
                unit_id: row.at(2)?,
                from_on: row.at(3)?,
                to_on: row.at(4)?,
                wait_days: row.at(5)?,
            })
        })
        .collect()
}
