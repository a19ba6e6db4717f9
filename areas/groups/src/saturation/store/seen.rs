//! Target households as pages show them: where each stands follows from memberships, links and visits.

use chrono::NaiveDate;
use samuh_engine::{Error, Reader, Result, Row, Value, params};
use samuh_kernel::scope::Scope;

use crate::institution::store::reach::numbered;
use crate::saturation::{
    model::{Ask, Covering, Field, Outcome, Seen, Tallied, Target, Texts},
    rules::state,
};

const OUTCOMES: &str = "
    select code, kind, willing, refused, again_days, name_hi, name_en
    from visit_outcome where from_on <= $1 and to_on > $1 order by place";
// The statements are put together of these parts; their marks are numbered by `asked`. `own`: the
// households asked for; `home`: which household of the groups each is, by the same number or as a person
// said (never one that is another's by its number); `stay`: whether somebody of it is in a group, and when
// the last one left; `latest`: the visit that counts, none from before that day.
const OWN: &str = "
    own as (
      select t.id, t.place_id, t.code
      from target_household t
      where t.district_id = $1";
const OF_ONE: &str = " and t.id = $TARGET";
const AT_PLACE: &str = "
        and t.place_id in (
          select w.place_id from place_closure w
          where w.district_id = $1 and w.ancestor_id = $PLACE
            and w.to_on = '9999-12-31')";
const SEEN: &str = "
        and (t.place_id in (
            select c.place_id from post_unit u
            join place_closure c on c.district_id = u.district_id and c.ancestor_id = u.unit_id
              and c.to_on = '9999-12-31'
            where u.district_id = $1 and u.post_id = $POST)
          or t.place_id in (
            select i.place_id from post_unit u
            join federation_closure f on f.district_id = u.district_id and f.ancestor_id = u.unit_id
            join institution i on i.district_id = f.district_id and i.id = f.institution_id
            where u.district_id = $1 and u.post_id = $POST and f.to_on = '9999-12-31'))";
const HOME: &str = "
    ), home as (
      select o.id, h.id as household_id
      from own o
      join household h on h.district_id = $1 and h.code = o.code
      union all
      select o.id, l.household_id
      from own o
      join target_link l on l.district_id = $1 and l.target_id = o.id and l.to_on = '9999-12-31'
      where not exists (
        select 1 from household k
        join target_household n on n.district_id = k.district_id and n.code = k.code
        where k.district_id = $1 and k.id = l.household_id and n.id <> o.id)";
const LATEST: &str = "
    ), stay as (
      select e.id,
             max(case when s.joined_on <= $TODAY and s.left_on > $TODAY then 1 else 0 end) as is_in,
             max(case when s.left_on <= $TODAY then s.left_on end) as left_on
      from home e
      join member m on m.district_id = $1 and m.household_id = e.household_id
      join membership s on s.district_id = $1 and s.member_id = m.id
      group by e.id
    ), latest as (
      select o.id, o.place_id, CAST(coalesce(y.is_in, 0) AS BIGINT) as is_in, (
        select k.id from target_visit k
        where k.district_id = $1 and k.target_id = o.id and not k.is_void
          and (y.left_on is null or k.on_day >= y.left_on)
        order by k.on_day desc, k.id desc limit 1) as visit_id
      from own o
      left join stay y on y.id = o.id";
const TALLY: &str = "
    )
    select a.place_id, a.is_in, v.outcome, count(*)
    from latest a
    left join target_visit v on v.district_id = $1 and v.id = a.visit_id
    group by a.place_id, a.is_in, v.outcome
    order by a.place_id, a.is_in, v.outcome";
const LIST: &str = "
    )
    select t.id, t.version, t.place_id, t.code, t.number, t.head_name, t.relation_name, t.women,
           t.social, t.pvtg, t.deprivation, t.mobile, t.address, a.is_in, v.outcome, v.on_day,
           t.batch_no, j.target_id
    from latest a
    join target_household t on t.district_id = $1 and t.id = a.id
    left join target_visit v on v.district_id = $1 and v.id = a.visit_id
    left join visit_outcome q on q.code = v.outcome and q.kind = 'left_out'
      and q.from_on <= v.on_day and q.to_on > v.on_day
    left join target_link j on j.district_id = $1 and j.target_id = t.id and j.to_on = '9999-12-31'
    where t.district_id = $1
      and ($STATE = ''
        or ($STATE = 'covered' and a.is_in = 1)
        or ($STATE = 'open' and a.is_in = 0)
        or ($STATE = 'unknown' and a.is_in = 0 and q.code is null)
        or ($STATE = 'left_out' and a.is_in = 0 and q.code is not null)
        or ($STATE = v.outcome and a.is_in = 0 and q.code is not null))
    order by t.place_id, t.head_name, t.id
    limit $LIMIT offset $OFFSET";
const COVERING: &str = "
    )
    select e.id, m.id, m.name_hi, m.name_en, i.id, i.name_hi, i.name_en
    from home e
    join member m on m.district_id = $1 and m.household_id = e.household_id
    join membership s on s.district_id = $1 and s.member_id = m.id
      and s.joined_on <= $TODAY and s.left_on > $TODAY
    join institution i on i.district_id = $1 and i.id = s.institution_id
    order by e.id, m.id, i.id";

/// A statement over the households asked for, with its values: `parts` go on behind who they are.
fn asked(
    scope: &Scope,
    (place_id, target_id, today): (i64, i64, NaiveDate),
    parts: &[&str],
    marks: &[(&str, Value)],
) -> (String, Vec<Value>) {
    let when = |holds: bool, condition: &'static str| if holds { condition } else { "" };
    let mut sql = ["with", OWN].concat();
    sql += when(target_id != 0, OF_ONE);
    sql += when(place_id != 0, AT_PLACE);
    sql += when(!scope.is_whole_district(), SEEN);
    sql += HOME;
    sql.extend(parts.iter().copied());
    let mut given = vec![scope.district_id().into()];
    let of = [
        ("$TARGET", target_id.into()),
        ("$PLACE", place_id.into()),
        ("$POST", scope.key().into()),
        ("$TODAY", today.into()),
    ];
    let sql = numbered(sql, &of, &mut given);
    let sql = numbered(sql, marks, &mut given);
    (sql, given)
}

/// What a visit of that day can find, in the order of forms. A public fact: no scope.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn outcomes(reader: &mut Reader, day: NaiveDate) -> Result<Vec<Outcome>> {
    let outcome = |row: &Row| {
        Ok(Outcome {
            code: row.at(0)?,
            leaves_out: row.at::<String>(1)? == "left_out",
            willing: row.at(2)?,
            refused: row.at(3)?,
            again_days: row.at(4)?,
            name_hi: row.at(5)?,
            name_en: row.at(6)?,
        })
    };
    reader.query(OUTCOMES, &params![day])?.iter().map(outcome).collect()
}

/// How many households of which place stand how, at or below a place (0 for all).
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn tally(
    reader: &mut Reader,
    scope: &Scope,
    place_id: i64,
    today: NaiveDate,
) -> Result<Vec<Tallied>> {
    let known = outcomes(reader, today)?;
    let (sql, given) = asked(scope, (place_id, 0, today), &[LATEST, TALLY], &[]);
    let tallied = |row: &Row| {
        let outcome: Option<String> = row.at(2)?;
        Ok(Tallied {
            place_id: row.at(0)?,
            state: state(row.at::<i64>(1)? == 1, find(&known, outcome.as_deref())),
            count: row.at(3)?,
        })
    };
    reader.kept(&sql, &given)?.iter().map(tallied).collect()
}

/// The households asked for, village by village: so many after so many.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn list(
    reader: &mut Reader,
    scope: &Scope,
    ask: &Ask,
    (today, limit, offset): (NaiveDate, i64, i64),
) -> Result<Vec<Seen>> {
    let known = outcomes(reader, today)?;
    let marks = [
        ("$STATE", ask.state.as_str().into()),
        ("$LIMIT", limit.into()),
        ("$OFFSET", offset.into()),
    ];
    let of = (ask.place_id, ask.target_id, today);
    let (sql, given) = asked(scope, of, &[LATEST, LIST], &marks);
    reader.query(&sql, &given)?.iter().map(|row| seen(row, &known)).collect()
}

/// One household.
///
/// # Errors
/// `NotFound` when there is none or it is not this desk's.
pub fn one(reader: &mut Reader, scope: &Scope, id: i64, today: NaiveDate) -> Result<Seen> {
    let ask = Ask { target_id: id, ..Ask::default() };
    list(reader, scope, &ask, (today, 1, 0))?.pop().ok_or(Error::NotFound)
}

/// Through whom the households at or below a place are covered; of one household where it is named.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn covering(
    reader: &mut Reader,
    scope: &Scope,
    (place_id, target_id): (i64, i64),
    today: NaiveDate,
) -> Result<Vec<Covering>> {
    let (sql, given) = asked(scope, (place_id, target_id, today), &[COVERING], &[]);
    let covering = |row: &Row| {
        Ok(Covering {
            target_id: row.at(0)?,
            member_id: row.at(1)?,
            name_hi: row.at(2)?,
            name_en: row.at(3)?,
            institution_id: row.at(4)?,
            group_hi: row.at(5)?,
            group_en: row.at(6)?,
        })
    };
    reader.query(&sql, &given)?.iter().map(covering).collect()
}

fn find<'a>(known: &'a [Outcome], code: Option<&str>) -> Option<&'a Outcome> {
    known.iter().find(|outcome| Some(outcome.code.as_str()) == code)
}

fn seen(row: &Row, known: &[Outcome]) -> Result<Seen> {
    let outcome: Option<String> = row.at(14)?;
    let on: Option<NaiveDate> = row.at(15)?;
    Ok(Seen {
        target: target(row)?,
        state: state(row.at::<i64>(13)? == 1, find(known, outcome.as_deref())),
        last: outcome.zip(on),
        batch_no: row.at(16)?,
        is_linked: row.at::<Option<i64>>(17)?.is_some(),
    })
}

/// A household out of its row: number, edition, place, then the fields in their order.
pub(super) fn target(row: &Row) -> Result<Target> {
    let mut texts = Texts::default();
    for field in Field::ALL {
        let at = 3 + field as usize;
        let text = if field == Field::Pvtg {
            row.at::<Option<bool>>(at)?.map(|flag| (if flag { "1" } else { "0" }).to_owned())
        } else {
            row.at::<Option<String>>(at)?
        };
        texts.set(field, text.unwrap_or_default());
    }
    Ok(Target { id: row.at(0)?, version: row.at(1)?, place_id: row.at(2)?, texts })
}
