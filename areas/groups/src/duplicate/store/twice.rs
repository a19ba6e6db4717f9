//! What it writes that a group was recorded twice, and reads again to take it back; inside an act.
//! The rows of the second record leave the registers whole and stand in the image, so that no list
//! and no figure has to know of it. Its codes stay: sheets that use them mean the kept group.

use chrono::NaiveDate;
use samuh_engine::{Error, Reader, Result, Row, Tx, Value, params};
use samuh_figures::journal::{Class, Posting};
use samuh_kernel::{calendar::Month, scope::Scope};
use samuh_places::always;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::super::{
    scan::Said,
    twice::{Moved, TwiceImage},
};
use crate::institution::{
    known::Institution,
    model::Kind,
    store::{COLUMNS, blocks_in_act},
};

/// A value of a row as the image keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Cell {
    None,
    Whole(i64),
    Text(String),
    Day(NaiveDate),
    Uid(Uuid),
}

/// The rows of one table.
pub(crate) type Rows = Vec<Vec<Cell>>;

/// A table whose rows leave with the group; its columns with what they hold: `i` whole number, `t`
/// text, `d` day, `u` id.
struct Table {
    name: &'static str,
    select: &'static str,
    drop: &'static str,
    columns: &'static [&'static str],
    holds: &'static str,
}

const INSTITUTION: &str = "
    select district_id, id, uid, kind, name_hi, name_en, name_legacy, search_key, sort_key, place_id,
           block_id, formed_on, registered_on, registration_no, category, promoted_by,
           meeting_frequency, saving_paise, bank_name, branch_name, ifsc, account_no,
           account_opened_on, mobile, members_stated, version, batch_no, op_no
    from institution where district_id = $1 and id = $2";
const DROP_INSTITUTION: &str = "delete from institution where district_id = $1 and id = $2";
const PLACES: &str = "
    select district_id, institution_id, place_id, from_on, to_on, op_no
    from institution_place where district_id = $1 and institution_id = $2 order by from_on";
const DROP_PLACES: &str = "
    delete from institution_place where district_id = $1 and institution_id = $2";
const FACTS: &str = "
    select district_id, institution_id, fact, from_on, value, op_no
    from institution_fact where district_id = $1 and institution_id = $2 order by fact, from_on";
const DROP_FACTS: &str = "
    delete from institution_fact where district_id = $1 and institution_id = $2";
const PARENTS: &str = "
    select district_id, institution_id, parent_id, from_on, to_on, op_no
    from affiliation where district_id = $1 and institution_id = $2 order by from_on";
const DROP_PARENTS: &str = "
    delete from affiliation where district_id = $1 and institution_id = $2";
const DOUBTS: &str = "
    select district_id, institution_id, parent_kind, named, op_no
    from affiliation_doubt where district_id = $1 and institution_id = $2";
const DROP_DOUBTS: &str = "
    delete from affiliation_doubt where district_id = $1 and institution_id = $2";
const TERMS: &str = "
    select district_id, institution_id, office, from_on, to_on, name, member_id, op_no
    from office_bearer where district_id = $1 and institution_id = $2 order by office, from_on";
const DROP_TERMS: &str = "
    delete from office_bearer where district_id = $1 and institution_id = $2";
const REPORTED: &str = "
    select district_id, indicator, month, place_id, institution_id, federation_id, class, value,
           version, batch_no, op_no
    from reported where district_id = $1 and institution_id = $2
    order by indicator, month, place_id";
const DROP_REPORTED: &str = "delete from reported where district_id = $1 and institution_id = $2";

const TABLES: [Table; 7] = [
    Table {
        name: "institution",
        select: INSTITUTION,
        drop: DROP_INSTITUTION,
        columns: COLUMNS,
        holds: "iiuttttttiiddttttittttdtiiii",
    },
    Table {
        name: "institution_place",
        select: PLACES,
        drop: DROP_PLACES,
        columns: &["district_id", "institution_id", "place_id", "from_on", "to_on", "op_no"],
        holds: "iiiddi",
    },
    Table {
        name: "institution_fact",
        select: FACTS,
        drop: DROP_FACTS,
        columns: &["district_id", "institution_id", "fact", "from_on", "value", "op_no"],
        holds: "iitdti",
    },
    Table {
        name: "affiliation",
        select: PARENTS,
        drop: DROP_PARENTS,
        columns: &["district_id", "institution_id", "parent_id", "from_on", "to_on", "op_no"],
        holds: "iiiddi",
    },
    Table {
        name: "affiliation_doubt",
        select: DOUBTS,
        drop: DROP_DOUBTS,
        columns: &["district_id", "institution_id", "parent_kind", "named", "op_no"],
        holds: "iitti",
    },
    Table {
        name: "office_bearer",
        select: TERMS,
        drop: DROP_TERMS,
        columns: &[
            "district_id",
            "institution_id",
            "office",
            "from_on",
            "to_on",
            "name",
            "member_id",
            "op_no",
        ],
        holds: "iitddtii",
    },
    Table {
        name: "reported",
        select: REPORTED,
        drop: DROP_REPORTED,
        columns: &[
            "district_id",
            "indicator",
            "month",
            "place_id",
            "institution_id",
            "federation_id",
            "class",
            "value",
            "version",
            "batch_no",
            "op_no",
        ],
        holds: "iiiiiiiiiii",
    },
];

const DROP_TREE: &str = "
    delete from federation_closure where district_id = $1 and institution_id = $2";
const SEARCH_KEY: &str = "select search_key from institution where district_id = $1 and id = $2";
const DROP_WORD: &str = "
    delete from name_token
    where district_id = $1 and subject = 'institution' and token = $2 and subject_id = $3";
const IN_BLOCK: &str = "update institution set block_id = $3 where district_id = $1 and id = $2";
const NAMES: &str = "select 1 from institution where district_id = $1 and id = $2";
const PLACE: &str = "select 1 from place where district_id = $1 and id = $2";

/// The rows of a group, table by table; they leave the registers. No scope: the act has found it.
///
/// # Errors
/// `Broken` or `StorageFull` from the database.
pub(crate) fn take_out(tx: &mut Tx, district_id: i64, id: i64) -> Result<Vec<Rows>> {
    let of = params![district_id, id];
    let words = tx.first(SEARCH_KEY, &of)?.ok_or(Error::NotFound)?.at::<String>(0)?;
    let mut all = Vec::with_capacity(TABLES.len());
    for table in &TABLES {
        let rows = tx.query(table.select, &of)?;
        all.push(rows.iter().map(|row| cells(row, table.holds)).collect::<Result<_>>()?);
    }
    for table in &TABLES {
        tx.exec(table.drop, &of)?;
    }
    tx.exec(DROP_TREE, &of)?;
    for word in words.split(' ').filter(|word| !word.is_empty()) {
        tx.exec(DROP_WORD, &params![district_id, word, id])?;
    }
    Ok(all)
}

/// The rows of a group stand again as they stood; its branch of the federations is the caller's.
///
/// # Errors
/// `Broken` or `StorageFull` from the database.
pub(crate) fn put_back(tx: &mut Tx, district_id: i64, id: i64, all: &[Rows]) -> Result<()> {
    for (table, rows) in TABLES.iter().zip(all) {
        if rows.iter().any(|row| row.len() != table.columns.len()) {
            return Err(Error::broken(format!("an image of another edition: {}", table.name)));
        }
        let mut rows = rows.iter().map(|row| row.iter().map(value).collect());
        tx.load(table.name, table.columns, &mut rows)?;
    }
    let row = tx.first(SEARCH_KEY, &params![district_id, id])?.ok_or(Error::NotFound)?;
    let words: String = row.at(0)?;
    let words = words.split(' ').filter(|word| !word.is_empty());
    let mut rows = words.map(|word| params![district_id, "institution", word, id].to_vec());
    tx.load("name_token", &["district_id", "subject", "token", "subject_id"], &mut rows).map(drop)
}

/// A village may have come to another block meanwhile.
///
/// # Errors
/// `Broken` or `StorageFull` from the database.
pub(crate) fn in_its_block(
    tx: &mut Tx,
    district_id: i64,
    (id, place_id): (i64, i64),
) -> Result<()> {
    let blocks = blocks_in_act(tx, district_id, Some(place_id))?;
    let block_id = blocks.get(&place_id).copied().unwrap_or(0);
    tx.exec(IN_BLOCK, &params![district_id, id, block_id]).map(drop)
}

/// True where a group, VO or CLF of that number stands in the register; inside an act: no scope.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub(crate) fn stands(reader: &mut Reader, district_id: i64, id: i64) -> Result<bool> {
    Ok(reader.first(NAMES, &params![district_id, id])?.is_some())
}

/// True where there is such a place; inside an act: no scope.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub(crate) fn is_place(reader: &mut Reader, district_id: i64, id: i64) -> Result<bool> {
    Ok(reader.first(PLACE, &params![district_id, id])?.is_some())
}

fn cells(row: &Row, holds: &str) -> Result<Vec<Cell>> {
    holds.chars().enumerate().map(|(at, holds)| cell(row, at, holds)).collect()
}

fn cell(row: &Row, at: usize, holds: char) -> Result<Cell> {
    Ok(match holds {
        'i' => row.at::<Option<i64>>(at)?.map_or(Cell::None, Cell::Whole),
        'd' => row.at::<Option<NaiveDate>>(at)?.map_or(Cell::None, Cell::Day),
        'u' => row.at::<Option<Uuid>>(at)?.map_or(Cell::None, Cell::Uid),
        _ => row.at::<Option<String>>(at)?.map_or(Cell::None, Cell::Text),
    })
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::None => Value::Null,
        Cell::Whole(number) => Value::Int(*number),
        Cell::Text(text) => Value::Text(text.clone()),
        Cell::Day(day) => Value::Day(*day),
        Cell::Uid(uid) => Value::Uid(*uid),
    }
}

/// What a group itself reported, as it is posted; inside an act: no scope.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub(crate) fn reported(reader: &mut Reader, district_id: i64, id: i64) -> Result<Vec<Posting>> {
    let posting = |row: &Row| {
        Ok(Posting {
            indicator: row.at(1)?,
            place_id: row.at(3)?,
            institution_id: id,
            federation_id: row.at(5)?,
            month: Month(i32::try_from(row.at::<i64>(2)?).unwrap_or(i32::MAX)),
            class: Class::of(row.at(6)?).unwrap_or(Class::Reported),
            delta: row.at(7)?,
        })
    };
    reader.query(REPORTED, &params![district_id, id])?.iter().map(posting).collect()
}

const OF_GROUP: &str = "
    select distinct m.id, m.op_no, m.household_id, coalesce(m.name_hi, m.name_en)
    from membership s
    join member m on m.district_id = s.district_id and m.id = s.member_id
    where s.district_id = $1 and s.institution_id = $2 order by m.id";
const OFFICES: &str = "
    select office from membership
    where district_id = $1 and institution_id = $2 and left_on = $3 and office is not null
    union
    select office from office_bearer
    where district_id = $1 and institution_id = $2 and to_on = $3";
const SAID: &str = "
    select m.id, i.place_id, i.block_id, m.name_hi, m.name_en, m.relation_name, h.code, m.born_on,
           m.birth_year, m.mobile, m.account_no, m.social
    from membership s
    join member m on m.district_id = s.district_id and m.id = s.member_id
    join institution i on i.district_id = s.district_id and i.id = s.institution_id
    left join household h on h.district_id = m.district_id and h.id = m.household_id
    where s.district_id = $1 and s.institution_id = $2
    order by m.id, s.left_on, s.joined_on";

/// Whoever is or was in a group, without her memberships; inside an act: no scope.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub(crate) fn members_of(reader: &mut Reader, district_id: i64, id: i64) -> Result<Vec<Moved>> {
    let rows = reader.query(OF_GROUP, &params![district_id, id])?;
    let moved = |row: &Row| {
        Ok(Moved {
            id: row.at(0)?,
            op_no: row.at(1)?,
            household_id: row.at(2)?,
            name: row.at::<Option<String>>(3)?.unwrap_or_default(),
            before: Vec::new(),
            after: Vec::new(),
        })
    };
    rows.iter().map(moved).collect()
}

/// The offices that somebody holds in a group now; inside an act: no scope.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub(crate) fn offices(reader: &mut Reader, district_id: i64, id: i64) -> Result<Vec<String>> {
    let rows = reader.query(OFFICES, &params![district_id, id, always().1])?;
    rows.iter().map(|row| row.at(0)).collect()
}

/// The members of a group as they are compared; inside an act: no scope.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub(crate) fn said_in(reader: &mut Reader, district_id: i64, id: i64) -> Result<Vec<Said>> {
    super::said_by(reader, SAID, &params![district_id, id])
}

const PROPOSED: &str = "
    select count(*) from proposal
    where district_id = $1 and institution_id = $2 and state = 'submitted'";
const POSTS: &str = "select count(*) from post_unit where district_id = $1 and unit_id = $2";
const TARGETS: &str = "select count(*) from target where district_id = $1 and unit_id = $2";

/// What stands on a group that cannot go over to another: the fault's code; inside an act: no scope.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub(crate) fn standing(
    reader: &mut Reader,
    district_id: i64,
    id: i64,
) -> Result<Option<&'static str>> {
    let checks = [
        (PROPOSED, "twice_has_proposal"),
        (POSTS, "twice_has_posts"),
        (TARGETS, "twice_has_targets"),
    ];
    for (sql, code) in checks {
        let count: i64 = match reader.first(sql, &params![district_id, id])? {
            Some(row) => row.at(0)?,
            None => 0,
        };
        if count > 0 {
            return Ok(Some(code));
        }
    }
    Ok(None)
}

const ADD: &str = "
    insert into institution_merge
      (district_id, gone_id, kept_id, pair_no, name_hi, name_en, place_id, before, op_no, at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
const FIND: &str = "
    select gone_id, kept_id, before from institution_merge where district_id = $1 and pair_no = $2";
const GONE: &str = "
    select gone_id, kept_id from institution_merge where district_id = $1 and pair_no = $2";
const KEPT: &str = "select kept_id from institution_merge where district_id = $1 and gone_id = $2";
const DROP: &str = "delete from institution_merge where district_id = $1 and gone_id = $2";
const CODES: &str = "
    select k.register, k.kind, k.code, g.gone_id, g.kept_id from institution_merge g
    join institution_code k on k.district_id = g.district_id and k.institution_id = g.gone_id
    where g.district_id = $1 order by k.register, k.code";
const OF_KEPT: &str = "
    select gone_id, pair_no, name_hi, name_en, at from institution_merge
    where district_id = $1 and kept_id = $2 order by at, gone_id";

/// The second record points to the one that is kept.
///
/// # Errors
/// `Broken` or `StorageFull` from the database.
pub(crate) fn point(
    tx: &mut Tx,
    district_id: i64,
    (gone, kept_id, pair_no): (&Institution, i64, i64),
    image: &TwiceImage,
) -> Result<()> {
    let (op_no, at) = (tx.op_no(), tx.at());
    let before = serde_json::to_string(image)?;
    let (hi, en) = (gone.profile.name_hi.as_deref(), gone.profile.name_en.as_deref());
    let given =
        params![district_id, gone.id, kept_id, pair_no, hi, en, gone.place_id, before, op_no, at];
    tx.exec(ADD, &given).map(drop)
}

/// How things stood before: the second record, the kept one, and the image; none where the pair was
/// not recorded twice. Whoever asks has found the pair: no scope.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub(crate) fn image(
    reader: &mut Reader,
    district_id: i64,
    pair_no: i64,
) -> Result<Option<(i64, i64, TwiceImage)>> {
    let Some(row) = reader.first(FIND, &params![district_id, pair_no])? else { return Ok(None) };
    let image = serde_json::from_str(&row.at::<String>(2)?)?;
    Ok(Some((row.at(0)?, row.at(1)?, image)))
}

/// The record of a pair that was recorded twice, and the one that is kept; no scope: whoever asks
/// has found the pair.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub(crate) fn gone_of(
    reader: &mut Reader,
    district_id: i64,
    pair_no: i64,
) -> Result<Option<(i64, i64)>> {
    let row = reader.first(GONE, &params![district_id, pair_no])?;
    row.map(|row| Ok((row.at(0)?, row.at(1)?))).transpose()
}

/// The second record of a pair as it stood, and the number of the one that is kept; none where the
/// pair was not recorded twice. The page has found the pair within the scope.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn second_in(
    reader: &mut Reader,
    scope: &Scope,
    pair_no: i64,
) -> Result<Option<(Institution, i64)>> {
    let found = image(reader, scope.district_id(), pair_no)?;
    Ok(found.map(|(_, kept_id, image)| (image.gone, kept_id)))
}

/// The second record points nowhere again.
///
/// # Errors
/// `Broken` or `StorageFull` from the database.
pub(crate) fn unpoint(tx: &mut Tx, district_id: i64, gone_id: i64) -> Result<()> {
    tx.exec(DROP, &params![district_id, gone_id]).map(drop)
}

/// The group to which one that was recorded twice leads, over however many; whether the desk may see
/// that one is for its page to say.
///
/// # Errors
/// `NotFound` when the number was never recorded twice.
pub fn kept_group_of(reader: &mut Reader, scope: &Scope, gone_id: i64) -> Result<i64> {
    let district_id = scope.district_id();
    let mut id = gone_id;
    while let Some(row) = reader.first(KEPT, &params![district_id, id])? {
        id = row.at(0)?;
    }
    if id == gone_id { Err(Error::NotFound) } else { Ok(id) }
}

/// A code under which a second record stands in sheets, and the group that it means now.
pub(crate) struct Alias {
    pub(crate) register: String,
    pub(crate) kind: Kind,
    pub(crate) code: String,
    pub(crate) kept_id: i64,
}

/// Every such code of a district; for judging sheets, which show nothing beyond the desk's scope: no
/// scope.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub(crate) fn aliases(reader: &mut Reader, scope: &Scope) -> Result<Vec<Alias>> {
    let mut all = Vec::new();
    for row in reader.query(CODES, &params![scope.district_id()])? {
        let kind = Kind::of(&row.at::<String>(1)?);
        let kind = kind.ok_or_else(|| Error::broken("an unknown kind"))?;
        let kept_id = kept_group_of(reader, scope, row.at(3)?)?;
        all.push(Alias { register: row.at(0)?, kind, code: row.at(2)?, kept_id });
    }
    Ok(all)
}

/// A record that leads to a group: it was the same group, entered twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Second {
    /// Its number.
    pub id: i64,
    /// The pair by which it was decided.
    pub pair_no: i64,
    /// Its name in Hindi.
    pub name_hi: Option<String>,
    /// Its name in English.
    pub name_en: Option<String>,
    /// When that was decided, microseconds UTC.
    pub at: i64,
}

/// The records that lead to a group which the page has found within the scope.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn seconds_of(reader: &mut Reader, scope: &Scope, kept_id: i64) -> Result<Vec<Second>> {
    let rows = reader.query(OF_KEPT, &params![scope.district_id(), kept_id])?;
    let second = |row: &Row| {
        Ok(Second {
            id: row.at(0)?,
            pair_no: row.at(1)?,
            name_hi: row.at(2)?,
            name_en: row.at(3)?,
            at: row.at(4)?,
        })
    };
    rows.iter().map(second).collect()
}
