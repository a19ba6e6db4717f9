//! Institutions in the database. Every read takes the scope of who asks.

pub(crate) mod federate;
pub(crate) mod forming;
pub(crate) mod listing;
pub(crate) mod reach;
pub(crate) mod undo;

use std::collections::HashMap;

use chrono::NaiveDate;
use samuh_engine::{Reader, Result, Row, Tx, Value, params};
use samuh_kernel::{
    scope::Scope,
    text::{fold, key},
};
use samuh_places::always;
use uuid::Uuid;

use reach::{near, seen};

use crate::{
    duplicate::store::twice::aliases,
    institution::{
        known::{Institution, Known},
        model::{Fact, Kind, Profile},
        timeline::{Dated, Timeline},
    },
};

const ALL: &str = "
    select i.id, i.kind, i.name_hi, i.name_en, i.name_legacy, i.place_id, i.formed_on,
           i.registered_on, i.registration_no, i.category, i.promoted_by, i.meeting_frequency,
           i.saving_paise, i.bank_name, i.branch_name, i.ifsc, i.account_no, i.account_opened_on,
           i.mobile, i.members_stated, i.version, a.parent_id
    from institution i
    left join affiliation a on a.district_id = i.district_id and a.institution_id = i.id
      and a.to_on = $2
    where i.district_id = $1";
const ALL_CODES: &str = "
    select k.institution_id, k.register, k.code from institution_code k where k.district_id = $1";
const CODES_NEAR: &str = "
    select k.institution_id, k.register, k.code
    from institution i
    cross join institution_code k
    where i.district_id = $1 and k.district_id = i.district_id and k.institution_id = i.id";
const CODES_OF: &str = "
    select institution_id, register, code from institution_code
    where district_id = $1 and institution_id = $2";
const ALL_FACTS: &str = "
    select institution_id, fact, from_on, value from institution_fact
    where district_id = $1 order by institution_id, fact, from_on desc";
const FACTS_NEAR: &str = "
    select f.institution_id, f.fact, f.from_on, f.value
    from institution i
    cross join institution_fact f
    where i.district_id = $1 and f.district_id = i.district_id and f.institution_id = i.id";
const FACTS_ORDER: &str = " order by f.institution_id, f.fact, f.from_on desc";
// Said with a block, so that the index of blocks is begun from.
pub(crate) const EVERY_KIND: &str = " and i.kind in ('shg', 'vo', 'clf')";
const FACTS_OF: &str = "
    select institution_id, fact, from_on, value from institution_fact
    where district_id = $1 and institution_id = $2 order by fact, from_on desc";
const TIMELINES: &str = "select id, kind, formed_on from institution where district_id = $1";
const TIMELINE_OF: &str = "
    select id, kind, formed_on from institution where district_id = $1 and id = $2";
const PLACES: &str = "
    select institution_id, place_id, from_on, to_on from institution_place
    where district_id = $1 order by institution_id, from_on";
const PLACES_OF: &str = "
    select institution_id, place_id, from_on, to_on from institution_place
    where district_id = $1 and institution_id = $2 order by from_on";
const PARENTS: &str = "
    select a.institution_id, a.parent_id, a.from_on, a.to_on, p.kind
    from affiliation a
    join institution p on p.district_id = a.district_id and p.id = a.parent_id
    where a.district_id = $1 order by a.institution_id, a.from_on";
const PARENTS_OF: &str = "
    select a.institution_id, a.parent_id, a.from_on, a.to_on, p.kind
    from affiliation a
    join institution p on p.district_id = a.district_id and p.id = a.parent_id
    where a.district_id = $1 and a.institution_id = $2 order by a.from_on";

/// The institutions a desk may see, for judging and matching.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn known(reader: &mut Reader, scope: &Scope) -> Result<Known> {
    let mut all = Known::default();
    each_institution(reader, scope, &mut |institution| {
        all.add(institution);
        Ok(())
    })?;
    for alias in aliases(reader, scope)? {
        all.add_second(alias.kind, &alias.code, alias.kept_id);
    }
    Ok(all)
}

/// Hands over the institutions a desk may see, in no order.
pub(crate) fn each_institution(
    reader: &mut Reader,
    scope: &Scope,
    take: &mut dyn FnMut(Institution) -> Result<()>,
) -> Result<()> {
    let district_id = scope.district_id();
    let mut of = params![district_id].to_vec();
    let near = near(reader, scope, &mut of)?;
    let (mut codes, mut facts) = if near.is_empty() {
        (codes(reader, ALL_CODES, &of)?, latest_facts(reader, ALL_FACTS, &of)?)
    } else {
        let facts = format!("{FACTS_NEAR}{EVERY_KIND}{near}{FACTS_ORDER}");
        let codes_near = format!("{CODES_NEAR}{EVERY_KIND}{near}");
        (codes(reader, &codes_near, &of)?, latest_facts(reader, &facts, &of)?)
    };
    let mut given = params![district_id, always().1].to_vec();
    let near = self::near(reader, scope, &mut given)?;
    let sql = format!("{ALL}{near}{}", seen(scope, &mut given));
    reader.each(&sql, &given, &mut |row| {
        let id = row.at(0)?;
        let codes = codes.remove(&id).unwrap_or_default();
        let facts = facts.remove(&id).unwrap_or_default();
        take(institution(&row, codes, facts)?)
    })
}

/// One institution, if the desk may see it.
///
/// # Errors
/// `NotFound` when there is none or it is not this desk's.
pub fn institution_of(reader: &mut Reader, scope: &Scope, id: i64) -> Result<Institution> {
    let district_id = scope.district_id();
    let mut given = params![district_id, always().1, id].to_vec();
    let sql = format!("{ALL} and i.id = $3{}", seen(scope, &mut given));
    let row = reader.first(&sql, &given)?.ok_or(samuh_engine::Error::NotFound)?;
    let of = params![district_id, id];
    let codes = codes(reader, CODES_OF, &of)?.remove(&id).unwrap_or_default();
    let facts = latest_facts(reader, FACTS_OF, &of)?.remove(&id).unwrap_or_default();
    institution(&row, codes, facts)
}

type Codes = HashMap<i64, Vec<(String, String)>>;
type Facts = HashMap<i64, Vec<(Fact, NaiveDate, String)>>;

fn codes(reader: &mut Reader, sql: &str, given: &[Value]) -> Result<Codes> {
    let mut codes = Codes::new();
    reader.each(sql, given, &mut |row| {
        codes.entry(row.at(0)?).or_default().push((row.at(1)?, row.at(2)?));
        Ok(())
    })?;
    Ok(codes)
}

fn all_facts(reader: &mut Reader, sql: &str, given: &[Value]) -> Result<Facts> {
    let mut facts = Facts::new();
    reader.each(sql, given, &mut |row| {
        if let Some(fact) = Fact::of(&row.at::<String>(1)?) {
            facts.entry(row.at(0)?).or_default().push((fact, row.at(2)?, row.at(3)?));
        }
        Ok(())
    })?;
    Ok(facts)
}

fn latest_facts(reader: &mut Reader, sql: &str, given: &[Value]) -> Result<Facts> {
    let mut facts = all_facts(reader, sql, given)?;
    for of_one in facts.values_mut() {
        // Ordered by fact, then latest first: the first of each stands.
        of_one.dedup_by_key(|(fact, _, _)| *fact);
    }
    Ok(facts)
}

fn institution(
    row: &Row,
    codes: Vec<(String, String)>,
    facts: Vec<(Fact, NaiveDate, String)>,
) -> Result<Institution> {
    Ok(Institution {
        id: row.at(0)?,
        kind: kind_of(row, 1)?,
        profile: Profile {
            name_hi: row.at(2)?,
            name_en: row.at(3)?,
            name_legacy: row.at(4)?,
            formed_on: row.at(6)?,
            registered_on: row.at(7)?,
            registration_no: row.at(8)?,
            category: row.at(9)?,
            promoted_by: row.at(10)?,
            meeting_frequency: row.at(11)?,
            saving_paise: row.at(12)?,
            bank_name: row.at(13)?,
            branch_name: row.at(14)?,
            ifsc: row.at(15)?,
            account_no: row.at(16)?,
            account_opened_on: row.at(17)?,
            mobile: row.at(18)?,
            members_stated: row.at(19)?,
        },
        place_id: row.at(5)?,
        parent_id: row.at::<Option<i64>>(21)?.unwrap_or(0),
        codes,
        facts,
        version: row.at(20)?,
    })
}

fn kind_of(row: &Row, at: usize) -> Result<Kind> {
    Kind::of(&row.at::<String>(at)?).ok_or_else(|| samuh_engine::Error::broken("an unknown kind"))
}

/// The dated facts of every institution of a district, by number: for `samuh verify` and for bulk
/// posting, which look at the whole district and take no scope.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub(crate) fn all_timelines(
    reader: &mut Reader,
    district_id: i64,
) -> Result<HashMap<i64, Timeline>> {
    let given = params![district_id];
    timelines(reader, &given, [TIMELINES, PLACES, PARENTS, ALL_FACTS])
}

/// The dated facts of one institution; no scope: the act has already found it under one.
///
/// # Errors
/// `NotFound` when there is none.
pub(crate) fn timeline_in_act(reader: &mut Reader, district_id: i64, id: i64) -> Result<Timeline> {
    let given = params![district_id, id];
    timelines(reader, &given, [TIMELINE_OF, PLACES_OF, PARENTS_OF, FACTS_OF])?
        .remove(&id)
        .ok_or(samuh_engine::Error::NotFound)
}

fn timelines(
    reader: &mut Reader,
    given: &[Value],
    [of, places, parents, facts]: [&str; 4],
) -> Result<HashMap<i64, Timeline>> {
    let mut all = HashMap::new();
    reader.each(of, given, &mut |row| {
        let id = row.at(0)?;
        let timeline = Timeline {
            id,
            kind: kind_of(&row, 1)?,
            formed_on: row.at(2)?,
            places: Vec::new(),
            parents: Vec::new(),
            facts: Vec::new(),
        };
        all.insert(id, timeline);
        Ok(())
    })?;
    reader.each(places, given, &mut |row| {
        if let Some(timeline) = all.get_mut(&row.at(0)?) {
            timeline.places.push(dated(&row)?);
        }
        Ok(())
    })?;
    reader.each(parents, given, &mut |row| {
        if let Some(timeline) = all.get_mut(&row.at(0)?) {
            timeline.parents.push((dated(&row)?, kind_of(&row, 4)? == Kind::Vo));
        }
        Ok(())
    })?;
    for (id, facts) in all_facts(reader, facts, given)? {
        if let Some(timeline) = all.get_mut(&id) {
            timeline.facts = facts;
        }
    }
    Ok(all)
}

fn dated(row: &Row) -> Result<Dated> {
    Ok(Dated { unit_id: row.at(1)?, from_on: row.at(2)?, to_on: row.at(3)? })
}

/// A new institution as an act writes it.
#[derive(Debug, Clone)]
pub(crate) struct New {
    pub(crate) id: i64,
    pub(crate) uid: Uuid,
    pub(crate) kind: Kind,
    pub(crate) profile: Profile,
    pub(crate) place_id: i64,
    pub(crate) batch_no: Option<i64>,
}

pub(crate) const COLUMNS: &[&str] = &[
    "district_id",
    "id",
    "uid",
    "kind",
    "name_hi",
    "name_en",
    "name_legacy",
    "search_key",
    "sort_key",
    "place_id",
    "block_id",
    "formed_on",
    "registered_on",
    "registration_no",
    "category",
    "promoted_by",
    "meeting_frequency",
    "saving_paise",
    "bank_name",
    "branch_name",
    "ifsc",
    "account_no",
    "account_opened_on",
    "mobile",
    "members_stated",
    "version",
    "batch_no",
    "op_no",
];

/// Adds institutions with their place; facts, codes and parents come apart.
pub(crate) fn add(tx: &mut Tx, district_id: i64, new: &[New]) -> Result<()> {
    let op_no = tx.op_no();
    let (from, to) = always();
    let only = if let [one] = new { Some(one.place_id) } else { None };
    let blocks = blocks_in_act(tx, district_id, only)?;
    let words: Vec<Vec<String>> = new.iter().map(|n| tokens(&n.profile)).collect();
    let mut rows = new.iter().zip(&words).map(|(n, words)| {
        let mut row = params![district_id, n.id, n.uid, n.kind.code()].to_vec();
        let at = (n.place_id, blocks.get(&n.place_id).copied().unwrap_or(0));
        row.extend(profile_values(&n.profile, at, words));
        row.extend(params![1i64, n.batch_no, op_no]);
        row
    });
    tx.load("institution", COLUMNS, &mut rows)?;
    let mut rows =
        new.iter().map(|n| params![district_id, n.id, n.place_id, from, to, op_no].to_vec());
    const PLACE: &[&str] =
        &["district_id", "institution_id", "place_id", "from_on", "to_on", "op_no"];
    tx.load("institution_place", PLACE, &mut rows)?;
    // In the table's own order, which is several times faster.
    let mut words: Vec<(String, i64)> = (new.iter().zip(words))
        .flat_map(|(n, words)| words.into_iter().map(|token| (token, n.id)))
        .collect();
    words.sort_unstable();
    let mut rows = words
        .into_iter()
        .map(|(token, id)| params![district_id, "institution", token, id].to_vec());
    tx.load("name_token", &["district_id", "subject", "token", "subject_id"], &mut rows).map(drop)
}

fn profile_values(p: &Profile, at: (i64, i64), words: &[String]) -> Vec<Value> {
    let (place_id, block_id) = at;
    params![
        p.name_hi.as_deref(),
        p.name_en.as_deref(),
        p.name_legacy.as_deref(),
        words.join(" "),
        sort_key(p),
        place_id,
        block_id,
        p.formed_on,
        p.registered_on,
        p.registration_no.as_deref(),
        p.category.as_deref(),
        p.promoted_by.as_deref(),
        p.meeting_frequency.as_deref(),
        p.saving_paise,
        p.bank_name.as_deref(),
        p.branch_name.as_deref(),
        p.ifsc.as_deref(),
        p.account_no.as_deref(),
        p.account_opened_on,
        p.mobile.as_deref(),
        p.members_stated
    ]
    .to_vec()
}

/// What an alphabetical list is sorted by: the Hindi name, and behind all of those the names known
/// in Latin letters only; without signs.
fn sort_key(profile: &Profile) -> String {
    const LAST: char = '\u{97f}';
    let latin = || format!("{LAST}{}", fold(profile.name_en.as_deref().unwrap_or("")));
    profile.name_hi.as_deref().map_or_else(latin, fold)
}

const BLOCKS: &str = "
    select c.place_id, c.ancestor_id from place_closure c
    join place b on b.district_id = c.district_id and b.id = c.ancestor_id
    where c.district_id = $1 and b.level = 'block' and c.to_on = $2";
const BLOCK_OF: &str = "
    select c.place_id, c.ancestor_id from place_closure c
    join place b on b.district_id = c.district_id and b.id = c.ancestor_id
    where c.district_id = $1 and b.level = 'block' and c.to_on = $2 and c.place_id = $3";

/// The block of each place, or of one only. Public facts of the act's district: no scope.
pub(crate) fn blocks_in_act(
    reader: &mut Reader,
    district_id: i64,
    only: Option<i64>,
) -> Result<HashMap<i64, i64>> {
    let rows = match only {
        Some(place_id) => reader.query(BLOCK_OF, &params![district_id, always().1, place_id])?,
        None => reader.query(BLOCKS, &params![district_id, always().1])?,
    };
    rows.iter().map(|row| Ok((row.at(0)?, row.at(1)?))).collect()
}

/// The words of both names as search compares them.
pub(crate) fn tokens(profile: &Profile) -> Vec<String> {
    let names = [profile.name_hi.as_deref(), profile.name_en.as_deref()];
    let mut tokens: Vec<String> = names
        .into_iter()
        .flatten()
        .flat_map(|name| key(name).split(' ').map(str::to_owned).collect::<Vec<_>>())
        .filter(|token| !token.is_empty())
        .collect();
    tokens.sort();
    tokens.dedup();
    tokens
}

const CHANGE: &str = "
    update institution set name_hi = $3, name_en = $4, name_legacy = $5, search_key = $6,
      sort_key = $7, place_id = $8, block_id = $9, formed_on = $10, registered_on = $11,
      registration_no = $12, category = $13, promoted_by = $14, meeting_frequency = $15,
      saving_paise = $16, bank_name = $17, branch_name = $18, ifsc = $19, account_no = $20,
      account_opened_on = $21, mobile = $22, members_stated = $23, version = version + 1,
      op_no = $24
    where district_id = $1 and id = $2 and version = $25";
const SEARCH_KEY: &str = "select search_key from institution where district_id = $1 and id = $2";
const DROP_TOKEN: &str = "
    delete from name_token
    where district_id = $1 and subject = 'institution' and token = $2 and subject_id = $3";
const MOVE: &str = "
    update institution_place set place_id = $3, op_no = $4
    where district_id = $1 and institution_id = $2 and to_on = $5";

/// Writes changed fields and the corrected place; false when someone saved first.
pub(crate) fn change(
    tx: &mut Tx,
    district_id: i64,
    id: i64,
    version: i64,
    profile: &Profile,
    place_id: i64,
) -> Result<bool> {
    let op_no = tx.op_no();
    let row = tx.first(SEARCH_KEY, &params![district_id, id])?;
    let before: String = row.map_or(Ok(String::new()), |row| row.at(0))?;
    let mut given = params![district_id, id].to_vec();
    let blocks = blocks_in_act(tx, district_id, Some(place_id))?;
    let after = tokens(profile);
    let at = (place_id, blocks.get(&place_id).copied().unwrap_or(0));
    given.extend(profile_values(profile, at, &after));
    given.extend(params![op_no, version]);
    if tx.exec(CHANGE, &given)? == 0 {
        return Ok(false);
    }
    tx.exec(MOVE, &params![district_id, id, place_id, op_no, always().1])?;
    if before.split(' ').eq(after.iter()) {
        return Ok(true);
    }
    for token in before.split(' ').filter(|token| !token.is_empty()) {
        tx.exec(DROP_TOKEN, &params![district_id, token, id])?;
    }
    let mut rows =
        after.into_iter().map(|token| params![district_id, "institution", token, id].to_vec());
    tx.load("name_token", &["district_id", "subject", "token", "subject_id"], &mut rows)?;
    Ok(true)
}

/// Adds codes; a code that another institution of that state has is a fault.
///
/// # Errors
/// `Faults` with `code_taken`.
pub(crate) fn add_codes(
    tx: &mut Tx,
    district_id: i64,
    state_id: i64,
    codes: &[(i64, Kind, String, String)],
) -> Result<()> {
    let op_no = tx.op_no();
    let mut rows = codes.iter().map(|(id, kind, register, code)| {
        params![district_id, register.as_str(), kind.code(), state_id, code.as_str(), *id, op_no]
            .to_vec()
    });
    const CODE: &[&str] =
        &["district_id", "register", "kind", "state_id", "code", "institution_id", "op_no"];
    tx.load("institution_code", CODE, &mut rows).map(drop)
}

const SET_FACT: &str = "
    insert into institution_fact (district_id, institution_id, fact, from_on, value, op_no)
    values ($1, $2, $3, $4, $5, $6)
    on conflict (district_id, institution_id, fact, from_on)
    do update set value = excluded.value, op_no = excluded.op_no";

/// Notes facts from a day on.
pub(crate) fn set_facts(
    tx: &mut Tx,
    district_id: i64,
    facts: &[(i64, Fact, NaiveDate, String)],
) -> Result<()> {
    let op_no = tx.op_no();
    for (id, fact, from_on, value) in facts {
        let given = params![district_id, *id, fact.code(), *from_on, value.as_str(), op_no];
        tx.exec(SET_FACT, &given)?;
    }
    Ok(())
}

/// Notes facts of institutions that are new in this act: nothing stands in the way of a bulk load.
pub(crate) fn load_facts(
    tx: &mut Tx,
    district_id: i64,
    facts: &[(i64, Fact, NaiveDate, String)],
) -> Result<()> {
    let op_no = tx.op_no();
    let mut rows = facts.iter().map(|(id, fact, from_on, value)| {
        params![district_id, *id, fact.code(), *from_on, value.as_str(), op_no].to_vec()
    });
    const FACT: &[&str] = &["district_id", "institution_id", "fact", "from_on", "value", "op_no"];
    tx.load("institution_fact", FACT, &mut rows).map(drop)
}

const SET_BEARER: &str = "
    insert into office_bearer (district_id, institution_id, office, from_on, to_on, name, op_no)
    values ($1, $2, $3, $4, $5, $6, $7)
    on conflict (district_id, institution_id, office, from_on)
    do update set name = excluded.name, op_no = excluded.op_no";
const BEARERS: &str = "
    select o.institution_id, o.office, o.name from office_bearer o
    join institution i on i.district_id = o.district_id and i.id = o.institution_id
    where o.district_id = $1 and o.to_on = $2
      and ($3 = -1 or exists (
        select 1 from post_unit s
        join place_closure c on c.district_id = s.district_id and c.ancestor_id = s.unit_id
          and c.to_on = '9999-12-31'
        where s.district_id = $1 and s.post_id = $3 and c.place_id = i.place_id))";

/// Notes who holds an office.
pub(crate) fn set_bearers(
    tx: &mut Tx,
    district_id: i64,
    bearers: &[(i64, String, NaiveDate, String)],
) -> Result<()> {
    let op_no = tx.op_no();
    for (id, office, from_on, name) in bearers {
        let given =
            params![district_id, *id, office.as_str(), *from_on, always().1, name.as_str(), op_no];
        tx.exec(SET_BEARER, &given)?;
    }
    Ok(())
}

const END_BEARER: &str = "
    update office_bearer set to_on = $4
    where district_id = $1 and institution_id = $2 and office = $3 and to_on = $5 and from_on < $4";

/// From a day on, others hold these offices.
pub(crate) fn change_bearers(
    tx: &mut Tx,
    district_id: i64,
    id: i64,
    from_on: NaiveDate,
    bearers: &[(String, String)],
) -> Result<()> {
    for (office, _) in bearers {
        let given = params![district_id, id, office.as_str(), from_on, always().1];
        tx.exec(END_BEARER, &given)?;
    }
    let rows: Vec<_> =
        bearers.iter().map(|(o, name)| (id, o.clone(), from_on, name.clone())).collect();
    set_bearers(tx, district_id, &rows)
}

/// Who holds which office now, by institution.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn bearers(reader: &mut Reader, scope: &Scope) -> Result<HashMap<i64, Vec<(String, String)>>> {
    let mut all: HashMap<i64, Vec<(String, String)>> = HashMap::new();
    let given = params![scope.district_id(), always().1, scope.key()];
    reader.each(BEARERS, &given, &mut |row| {
        all.entry(row.at(0)?).or_default().push((row.at(1)?, row.at(2)?));
        Ok(())
    })?;
    Ok(all)
}

const STATE_OF: &str = "select state_id from district where id = $1";

/// The state of the act's district. A public fact: no scope.
pub(crate) fn state_in_act(reader: &mut Reader, district_id: i64) -> Result<i64> {
    reader.first(STATE_OF, &params![district_id])?.map_or(Ok(0), |row| row.at(0))
}
