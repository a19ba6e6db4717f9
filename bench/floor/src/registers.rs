//! The floor's own registers: plain tables, each row checked as it comes, one durable commit.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use rusqlite::{Connection, Statement, Transaction, params};
use serde::Serialize;

const TABLES: &str = "
    create table village (code text primary key, block text not null) without rowid;
    create table shg (
      code text not null unique, name text not null, block text, gp text, village text,
      village_code text not null references village (code), formed_on text, vo_code text,
      bank text, branch text, ifsc text, account_no text, account_on text, status text,
      lokos text, frequency text, saving integer, members integer, president text, mobile text);
    create table member (
      code text not null unique, shg_code text not null references shg (code), shg_name text,
      name text not null, relation text, gender text, born_on text, social text, religion text,
      disability text, pip text, office text, joined_on text, household text, mobile text);
    create index shg_village on shg (village_code);
    create index shg_block on shg (block, name);
    create index member_shg on member (shg_code);
    create index member_name on member (name);";
const ADD_GROUP: &str = "insert into shg values
    (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)";
const ADD_MEMBER: &str = "insert into member values
    (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";
const BY_BLOCK: &str = "
    select v.block, count(*) from shg s join village v on v.code = s.village_code
    group by v.block order by v.block";

/// What came in.
#[derive(Debug, Serialize)]
pub(crate) struct Taken {
    /// Groups of each block, by the block's code.
    pub(crate) groups_by_block: Vec<(String, i64)>,
    /// Members in all.
    pub(crate) members: i64,
}

/// A new database with the durability that the product has.
///
/// # Errors
/// When the file stands already or cannot be made.
pub(crate) fn create(path: &Path) -> Result<Connection> {
    ensure!(!path.exists(), "{} stands already", path.display());
    let connection = Connection::open(path)?;
    connection.execute_batch(
        "pragma journal_mode=wal; pragma synchronous=full; pragma foreign_keys=on;
         pragma cache_size=-65536;",
    )?;
    connection.execute_batch(TABLES)?;
    Ok(connection)
}

/// The villages a group may lie in.
///
/// # Errors
/// When the database refuses a row.
pub(crate) fn add_villages(tx: &Transaction<'_>, villages: &HashMap<String, String>) -> Result<()> {
    let mut add = tx.prepare("insert into village values (?1, ?2)")?;
    for (code, block) in villages {
        add.execute(params![code, block])?;
    }
    Ok(())
}

/// Checks and adds groups.
pub(crate) struct Groups<'a> {
    add: Statement<'a>,
    villages: &'a HashMap<String, String>,
}

impl<'a> Groups<'a> {
    /// A statement kept ready.
    pub(crate) fn new(
        tx: &'a Transaction<'_>,
        villages: &'a HashMap<String, String>,
    ) -> Result<Self> {
        Ok(Self { add: tx.prepare(ADD_GROUP)?, villages })
    }

    /// One row of the sheet of groups.
    ///
    /// # Errors
    /// When a cell is not what its column holds.
    pub(crate) fn take(&mut self, cells: &[&str]) -> Result<()> {
        ensure!(cells.len() == 20, "a group has 20 cells");
        code(cells[0])?;
        name(cells[1])?;
        ensure!(self.villages.contains_key(cells[5]), "no village {}", cells[5]);
        ifsc(cells[10])?;
        mobile(cells[19])?;
        let (formed_on, account_on) = (day(cells[6])?, day(cells[12])?);
        let status = one_of(cells[13], &[("सक्रिय", "active"), ("निष्क्रिय", "inactive")])?;
        let lokos = one_of(cells[14], LOKOS)?;
        let frequency = one_of(cells[15], &[("साप्ताहिक", "weekly"), ("पाक्षिक", "fortnightly")])?;
        let (saving, members): (i64, i64) = (cells[16].parse()?, cells[17].parse()?);
        self.add.execute(params![
            cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], formed_on, cells[7],
            cells[8], cells[9], cells[10], cells[11], account_on, status, lokos, frequency, saving,
            members, cells[18], cells[19]
        ])?;
        Ok(())
    }
}

const LOKOS: &[(&str, &str)] = &[
    ("दर्ज नहीं", "not_entered"),
    ("प्रविष्ट", "entered"),
    ("स्वीकृत", "approved"),
    ("लेन-देन", "transacting"),
];
const SOCIAL: &[(&str, &str)] = &[
    ("अनुसूचित जनजाति", "st"),
    ("अन्य पिछड़ा वर्ग", "obc"),
    ("अनुसूचित जाति", "sc"),
    ("सामान्य", "other"),
];
const PIP: &[(&str, &str)] = &[("अति गरीब", "pop"), ("गरीब", "poor"), ("गैर गरीब", "non_poor")];
const OFFICE: &[(&str, &str)] =
    &[("सदस्य", "member"), ("अध्यक्ष", "president"), ("सचिव", "secretary"), ("कोषाध्यक्ष", "treasurer")];

/// Checks and adds members.
pub(crate) struct Members<'a> {
    add: Statement<'a>,
}

impl<'a> Members<'a> {
    /// A statement kept ready.
    pub(crate) fn new(tx: &'a Transaction<'_>) -> Result<Self> {
        Ok(Self { add: tx.prepare(ADD_MEMBER)? })
    }

    /// One row of the sheet of members; that the group is there, the foreign key says.
    ///
    /// # Errors
    /// When a cell is not what its column holds.
    pub(crate) fn take(&mut self, cells: &[&str]) -> Result<()> {
        ensure!(cells.len() == 15, "a member has 15 cells");
        code(cells[0])?;
        name(cells[3])?;
        mobile(cells[14])?;
        let (born_on, joined_on) = (day(cells[6])?, day(cells[12])?);
        let gender = one_of(cells[5], &[("महिला", "female"), ("पुरुष", "male")])?;
        let social = one_of(cells[7], SOCIAL)?;
        let religion = one_of(cells[8], &[("हिंदू", "hindu"), ("ईसाई", "christian")])?;
        let disability = one_of(cells[9], &[("नहीं", "no"), ("स्वयं", "self")])?;
        let (pip, office) = (one_of(cells[10], PIP)?, one_of(cells[11], OFFICE)?);
        self.add.execute(params![
            cells[0], cells[1], cells[2], cells[3], cells[4], gender, born_on, social, religion,
            disability, pip, office, joined_on, cells[13], cells[14]
        ])?;
        Ok(())
    }
}

/// Counts what stands in the database.
///
/// # Errors
/// When it cannot be read.
pub(crate) fn taken(connection: &Connection) -> Result<Taken> {
    let mut by_block = connection.prepare(BY_BLOCK)?;
    let rows = by_block.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(Taken {
        groups_by_block: rows.collect::<rusqlite::Result<_>>()?,
        members: connection.query_row("select count(*) from member", [], |row| row.get(0))?,
    })
}

fn code(text: &str) -> Result<()> {
    ensure!((1..=20).contains(&text.len()), "{text} is no code");
    ensure!(text.bytes().all(|letter| letter.is_ascii_alphanumeric()), "{text} is no code");
    Ok(())
}

fn name(text: &str) -> Result<()> {
    ensure!(!text.trim().is_empty() && text.len() < 600, "a name is missing");
    Ok(())
}

fn mobile(text: &str) -> Result<()> {
    let is_one = text.len() == 10
        && text.bytes().all(|digit| digit.is_ascii_digit())
        && text.as_bytes()[0] >= b'6';
    ensure!(is_one, "{text} is no mobile number");
    Ok(())
}

fn ifsc(text: &str) -> Result<()> {
    let is_one = text.len() == 11
        && text.as_bytes()[4] == b'0'
        && text.bytes().take(4).all(|letter| letter.is_ascii_uppercase());
    ensure!(is_one, "{text} is no IFSC");
    Ok(())
}

fn day(text: &str) -> Result<String> {
    let (day, rest) = text.split_once('/').context("no day")?;
    let (month, year) = rest.split_once('/').context("no day")?;
    let found = chrono::NaiveDate::from_ymd_opt(year.parse()?, month.parse()?, day.parse()?);
    Ok(found.with_context(|| format!("{text} is no day"))?.to_string())
}

fn one_of(text: &str, list: &[(&str, &'static str)]) -> Result<&'static str> {
    match list.iter().find(|(word, _)| *word == text) {
        Some((_, code)) => Ok(code),
        None => bail!("{text} is not in the list"),
    }
}
