//! Reads for pages of groups and federations that their own area does not make: names of what
//! stands around a group, how many are in it, who recorded it.

use std::{collections::HashMap, sync::OnceLock};

use chrono::NaiveDate;
use samuh_engine::{Reader, Result, Value, params};
use samuh_kernel::scope::Scope;
use samuh_places::always;
use uuid::Uuid;

/// How many numbers one statement asks for; number 0 fills up what is free, for no unit has it.
const SLOTS: usize = 64;

const NAMES: &str = "
    select id, kind, name_hi, name_en, place_id from institution
    where district_id = $1 and id in ";
/// The second record of a group that was recorded twice is named still.
const SECONDS: &str = "
    select gone_id, 'shg', name_hi, name_en, place_id from institution_merge
    where district_id = $1 and gone_id in ";
const MEMBERS: &str = "
    select institution_id, count(*) from membership
    where district_id = $1 and joined_on <= $2 and left_on > $2 and institution_id in ";
const MEMBERS_TAIL: &str = " group by institution_id";
const CODES: &str = "
    select institution_id, min(code) from institution_code
    where district_id = $1 and institution_id in ";
const CODES_TAIL: &str = " group by institution_id";
const OPS: &str = "
    select o.no, o.act, o.at, p.role, p.title_hi, p.title_en, f.name, b.id, b.file_name,
           case when o.act = 'plans.unverify' then o.answer else '' end
    from op o
    left join post p on p.district_id = o.district_id and p.id = o.post_id
    left join officer f on f.district_id = o.district_id and f.id = o.officer_id
    left join import_batch b on b.district_id = o.district_id and b.op_no = o.no
    where o.district_id = $1 and o.no in ";
const PLACES: &str = "
    select place_id, from_on, to_on from institution_place
    where district_id = $1 and institution_id = $2 order by from_on desc";
const PARENTS: &str = "
    select a.parent_id, a.from_on, a.to_on from affiliation a
    where a.district_id = $1 and a.institution_id = $2 order by a.from_on desc";

const BEARERS: &str = "
    select office, name, from_on from office_bearer
    where district_id = $1 and institution_id = $2 and to_on = $3";

/// What an institution is called and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    /// `shg`, `vo` or `clf`.
    pub(crate) kind: String,
    name_hi: Option<String>,
    name_en: Option<String>,
    /// Its place.
    pub(crate) place_id: i64,
}

impl Named {
    /// The name in the reader's language, else in the other.
    pub(crate) fn name(&self, hindi: bool) -> &str {
        let (first, second) =
            if hindi { (&self.name_hi, &self.name_en) } else { (&self.name_en, &self.name_hi) };
        first.as_deref().or(second.as_deref()).unwrap_or("")
    }
}

/// Who did an act, and with which file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Done {
    /// The act: `area.verb`.
    pub(crate) act: String,
    /// When, microseconds UTC.
    pub(crate) at: i64,
    /// The post's kind; none for the machine.
    pub(crate) role: Option<String>,
    /// The post's own title in Hindi.
    pub(crate) title_hi: Option<String>,
    /// The post's own title in English.
    pub(crate) title_en: Option<String>,
    /// The officer.
    pub(crate) officer: Option<String>,
    /// The import it was, and its file.
    pub(crate) batch: Option<(Uuid, String)>,
    /// Why a verification was taken back.
    pub(crate) reason: Option<String>,
}

/// Something that was true from one day to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stood {
    /// The place or federation.
    pub(crate) unit_id: i64,
    /// First day.
    pub(crate) from_on: NaiveDate,
    /// First day after it.
    pub(crate) to_on: NaiveDate,
}

/// Names of institutions that stand in or above what the scope sees.
pub(crate) fn names_of(
    reader: &mut Reader,
    scope: &Scope,
    ids: &[i64],
) -> Result<HashMap<i64, Named>> {
    static TEXT: OnceLock<String> = OnceLock::new();
    static GONE: OnceLock<String> = OnceLock::new();
    let sql = TEXT.get_or_init(|| format!("{NAMES}{}", marks(2)));
    let mut names = HashMap::with_capacity(ids.len());
    named(reader, scope, (sql, ids), &mut names)?;
    let missing: Vec<i64> = ids.iter().copied().filter(|id| !names.contains_key(id)).collect();
    let sql = GONE.get_or_init(|| format!("{SECONDS}{}", marks(2)));
    named(reader, scope, (sql, &missing), &mut names)?;
    Ok(names)
}

fn named(
    reader: &mut Reader,
    scope: &Scope,
    (sql, ids): (&str, &[i64]),
    names: &mut HashMap<i64, Named>,
) -> Result<()> {
    for some in ids.chunks(SLOTS) {
        let mut given = params![scope.district_id()].to_vec();
        given.extend(padded(some));
        reader.each(sql, &given, &mut |row| {
            let named = Named {
                kind: row.at(1)?,
                name_hi: row.at(2)?,
                name_en: row.at(3)?,
                place_id: row.at(4)?,
            };
            names.insert(row.at(0)?, named);
            Ok(())
        })?;
    }
    Ok(())
}

/// Members on a day of groups that the scope sees.
pub(crate) fn members_on(
    reader: &mut Reader,
    scope: &Scope,
    ids: &[i64],
    day: NaiveDate,
) -> Result<HashMap<i64, i64>> {
    static TEXT: OnceLock<String> = OnceLock::new();
    let sql = TEXT.get_or_init(|| format!("{MEMBERS}{}{MEMBERS_TAIL}", marks(3)));
    let mut counts = HashMap::with_capacity(ids.len());
    for some in ids.chunks(SLOTS) {
        let mut given = params![scope.district_id(), day].to_vec();
        given.extend(padded(some));
        for row in reader.query(sql, &given)? {
            counts.insert(row.at(0)?, row.at(1)?);
        }
    }
    Ok(counts)
}

/// Codes of institutions that the scope sees.
pub(crate) fn codes_of(
    reader: &mut Reader,
    scope: &Scope,
    ids: &[i64],
) -> Result<HashMap<i64, String>> {
    static TEXT: OnceLock<String> = OnceLock::new();
    let sql = TEXT.get_or_init(|| format!("{CODES}{}{CODES_TAIL}", marks(2)));
    let mut codes = HashMap::with_capacity(ids.len());
    for some in ids.chunks(SLOTS) {
        let mut given = params![scope.district_id()].to_vec();
        given.extend(padded(some));
        for row in reader.query(sql, &given)? {
            codes.insert(row.at(0)?, row.at(1)?);
        }
    }
    Ok(codes)
}

/// Who did these acts.
pub(crate) fn done_by(
    reader: &mut Reader,
    scope: &Scope,
    ops: &[i64],
) -> Result<HashMap<i64, Done>> {
    static TEXT: OnceLock<String> = OnceLock::new();
    let sql = TEXT.get_or_init(|| format!("{OPS}{}", marks(2)));
    let mut done = HashMap::with_capacity(ops.len());
    for some in ops.chunks(SLOTS) {
        let mut given = params![scope.district_id()].to_vec();
        given.extend(padded(some));
        for row in reader.query(sql, &given)? {
            let batch: Option<Uuid> = row.at(7)?;
            let one = Done {
                act: row.at(1)?,
                at: row.at(2)?,
                role: row.at(3)?,
                title_hi: row.at(4)?,
                title_en: row.at(5)?,
                officer: row.at(6)?,
                batch: batch.zip(row.at::<Option<String>>(8)?),
                reason: reason_of(&row.at::<String>(9)?),
            };
            done.insert(row.at(0)?, one);
        }
    }
    Ok(done)
}

fn reason_of(answer: &str) -> Option<String> {
    serde_json::from_str::<samuh_plans::Attested>(answer).ok()?.reason
}

/// Where an institution that the scope sees stood, the latest first.
pub(crate) fn places_of(reader: &mut Reader, scope: &Scope, id: i64) -> Result<Vec<Stood>> {
    stood(reader, scope, PLACES, id)
}

/// Under which federations an institution that the scope sees stood, the latest first.
pub(crate) fn parents_of(reader: &mut Reader, scope: &Scope, id: i64) -> Result<Vec<Stood>> {
    stood(reader, scope, PARENTS, id)
}

/// Who holds an office of an institution that the scope sees: the office, the name, and since when.
pub(crate) fn bearers_of(
    reader: &mut Reader,
    scope: &Scope,
    id: i64,
) -> Result<Vec<(String, String, NaiveDate)>> {
    let rows = reader.query(BEARERS, &params![scope.district_id(), id, always().1])?;
    rows.iter().map(|row| Ok((row.at(0)?, row.at(1)?, row.at(2)?))).collect()
}

fn stood(reader: &mut Reader, scope: &Scope, sql: &str, id: i64) -> Result<Vec<Stood>> {
    let rows = reader.query(sql, &params![scope.district_id(), id])?;
    rows.iter()
        .map(|row| Ok(Stood { unit_id: row.at(0)?, from_on: row.at(1)?, to_on: row.at(2)? }))
        .collect()
}

fn marks(first: usize) -> String {
    let marks: Vec<String> = (first..first + SLOTS).map(|number| format!("${number}")).collect();
    format!("({})", marks.join(", "))
}

fn padded(numbers: &[i64]) -> impl Iterator<Item = Value> {
    let free = SLOTS.saturating_sub(numbers.len());
    numbers.iter().copied().chain(std::iter::repeat_n(0, free)).map(Value::from)
}
