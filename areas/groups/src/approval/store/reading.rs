//! Proposals as pages list them: what waits for a desk, what a desk sent, and the policies.

use std::collections::HashMap;

use samuh_engine::{Reader, Result, Row, Value, params};
use samuh_kernel::scope::{Area, Right, Scope};

use super::{find, read};
use crate::approval::model::{ACTS, Asked, GATED, Policy, Proposal, Step, area_of, decided_by};

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
        or ($3 in ('others', 'elsewhere') and p.maker_post_id <> $4 and p.maker_officer_id <> $5
          and p.state = 'submitted'
          and ($10 like '%|' || p.act || '|%') = ($3 = 'others'))
        or ($3 = 'about' and p.institution_id = $4 and p.state = 'submitted')
        or ($3 = 'member' and p.member_id = $4 and p.state = 'submitted')
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
const SENT_BACK: &str = "
    select count(*) from proposal
    where district_id = $1 and maker_post_id = $2 and state = 'sent_back'";
const MEMBER: &str = "select name_hi, name_en from member where district_id = $1 and id = $2";
const OF_OPS: &str = "
    select op_no, proposal_id from proposal_step where district_id = $1 and op_no in ";
const OPEN_OF: &str = "
    select id, act, ask from proposal
    where district_id = $1 and act = $2 and state = 'submitted' order by id";
const STEPS: &str = "
    select s.step, s.post_id, s.officer_id, s.at, s.reason, p.role, p.title_hi, p.title_en, o.name
    from proposal_step s
    left join post p on p.district_id = s.district_id and p.id = s.post_id
    left join officer o on o.district_id = s.district_id and o.id = s.officer_id
    where s.district_id = $1 and s.proposal_id = $2 order by s.at desc, s.op_no desc";
const POLICIES: &str = "
    select act, role, unit_id, from_on, to_on, wait_days from approval_policy
    where district_id = $1 order by to_on desc, act, role, unit_id, from_on desc";

/// Numbers of one query.
const SLOTS: usize = 100;

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
    /// Those of others that wait for a decision of this desk.
    Others {
        /// The post that asks.
        post_id: i64,
        /// The person who holds it.
        officer_id: i64,
    },
    /// Those of others that it sees and that other posts decide.
    Elsewhere {
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
    /// Those that wait about a member.
    OfMember {
        /// The member.
        member_id: i64,
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
        Ask::Elsewhere { post_id, officer_id } => ("elsewhere", post_id, officer_id),
        Ask::About { institution_id } => ("about", institution_id, 0),
        Ask::OfMember { member_id } => ("member", member_id, 0),
        Ask::Done => ("done", 0, 0),
    };
    let sees = |area| i64::from(scope.may(Right::See, area));
    let areas = [sees(Area::Plans), sees(Area::People), sees(Area::Groups)];
    let most = i64::try_from(MOST).unwrap_or(i64::MAX);
    let mut given = params![scope.district_id(), scope.key(), which, number, officer_id].to_vec();
    given.extend(areas.into_iter().chain([most]).map(Value::from));
    given.push(Value::from(decided(scope)));
    reader.query(LIST, &given)?.iter().map(waiting_of).collect()
}

/// The acts that a desk decides on, each between bars.
fn decided(scope: &Scope) -> String {
    let decides = |act: &&&str| {
        let (right, area) = decided_by(act);
        scope.may(right, area)
    };
    let acts = ACTS.iter().chain(GATED).filter(decides).copied();
    format!("|{}|", acts.collect::<Vec<_>>().join("|"))
}

/// What is asked by the proposals of one act that wait: for the page of a record that they do not name
/// by institution or member, which takes those about it. The page has found the record within the scope.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn open_of<A: Asked>(reader: &mut Reader, scope: &Scope, act: &str) -> Result<Vec<(i64, A)>> {
    let rows = reader.query(OPEN_OF, &params![scope.district_id(), act])?;
    let read = |row: &Row| {
        let (act, ask): (String, String) = (row.at(1)?, row.at(2)?);
        Ok((row.at(0)?, A::read(&act, &ask)?))
    };
    rows.iter().map(read).collect()
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

/// How many proposals concern a desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Waits {
    /// Those that wait for a decision of this desk.
    pub here: i64,
    /// Those of them that wait too long.
    pub late: i64,
    /// Those that wait too long at other posts, where the desk decides on anything at all.
    pub late_elsewhere: i64,
    /// Those that its post made and that were sent back to it.
    pub sent_back: i64,
}

/// How many wait for a decision of this desk or too long elsewhere, and how many came back to it.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn waiting(
    reader: &mut Reader,
    scope: &Scope,
    (post_id, officer_id): (i64, i64),
    now: i64,
) -> Result<Waits> {
    let given = params![scope.district_id(), scope.key(), post_id, officer_id, now];
    let mut waits = Waits::default();
    let oversees = Area::ALL.into_iter().any(|area| scope.may(Right::Approve, area));
    for row in reader.query(COUNT, &given)? {
        let act: String = row.at(0)?;
        let (right, area) = decided_by(&act);
        if scope.may(right, area) {
            waits.here += row.at::<i64>(1)?;
            waits.late += row.at::<i64>(2)?;
        } else if oversees && scope.may(Right::See, area_of(&act)) {
            waits.late_elsewhere += row.at::<i64>(2)?;
        }
    }
    let own = params![scope.district_id(), post_id];
    waits.sent_back = reader.first(SENT_BACK, &own)?.map_or(Ok(0), |row| row.at(0))?;
    Ok(waits)
}

/// The names of the member a proposal is about, Hindi and English; the proposal was found within the scope.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn member_named(
    reader: &mut Reader,
    scope: &Scope,
    member_id: i64,
) -> Result<(Option<String>, Option<String>)> {
    let row = reader.first(MEMBER, &params![scope.district_id(), member_id])?;
    row.map_or(Ok((None, None)), |row| Ok((row.at(0)?, row.at(1)?)))
}

/// The proposals of whose steps these ops are: by number only, what each says is read within the scope.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn of_ops(reader: &mut Reader, scope: &Scope, ops: &[i64]) -> Result<HashMap<i64, i64>> {
    let mut found = HashMap::new();
    for some in ops.chunks(SLOTS) {
        let mut given = params![scope.district_id()].to_vec();
        // A list is filled up with its last number, so that the text of the query is one.
        let last = some.last().copied().unwrap_or(0);
        let padded = some.iter().copied().chain(std::iter::repeat(last)).take(SLOTS);
        given.extend(padded.map(Value::from));
        reader.each(&of_ops_text(), &given, &mut |row| {
            found.insert(row.at(0)?, row.at(1)?);
            Ok(())
        })?;
    }
    Ok(found)
}

fn of_ops_text() -> String {
    let marks: Vec<String> = (2..SLOTS + 2).map(|at| format!("${at}")).collect();
    format!("{OF_OPS}({})", marks.join(", "))
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
