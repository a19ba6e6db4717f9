//! Members as pages show them: of a group, in lists, one by one. What is personal beyond the name
//! leaves this room masked unless the caller may see it open.

use std::{fmt, str::FromStr};

use chrono::{Datelike, NaiveDate};
use samuh_engine::{Error, Reader, Result, Row, Value, params};
use samuh_kernel::{scope::Scope, show, text::key};
use samuh_places::always;
use uuid::Uuid;

use crate::institution::store::reach::{near, numbered, seen as seen_by};

/// A member with one of her memberships, as a desk may see her.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberSeen {
    /// Her number.
    pub id: i64,
    /// Her id outside.
    pub uid: Uuid,
    /// Her group.
    pub institution_id: i64,
    /// The group's name in Hindi.
    pub group_hi: Option<String>,
    /// The group's name in English.
    pub group_en: Option<String>,
    /// Where the group stands.
    pub place_id: i64,
    /// Her code.
    pub code: Option<String>,
    /// Name in Hindi.
    pub name_hi: Option<String>,
    /// Name in English.
    pub name_en: Option<String>,
    /// Husband's or father's name.
    pub relation_name: Option<String>,
    /// `female`, `male`, `transgender`.
    pub gender: Option<String>,
    /// Day of birth; none when masked.
    pub born_on: Option<NaiveDate>,
    /// Year of birth.
    pub birth_year: Option<i64>,
    /// `sc`, `st`, `obc`, `other`.
    pub social: Option<String>,
    /// Religion; none when masked.
    pub religion: Option<String>,
    /// Of a religious minority.
    pub minority: Option<bool>,
    /// `no`, `self`, `family`.
    pub disability: Option<String>,
    /// Of a particularly vulnerable tribal group.
    pub pvtg: Option<bool>,
    /// `pop`, `poor`, `non_poor`.
    pub pip: Option<String>,
    /// `apl`, `bpl`, `aay`.
    pub poverty: Option<String>,
    /// As the sheet says it.
    pub education: Option<String>,
    /// Ten digits, or the last four behind stars.
    pub mobile: Option<String>,
    /// Bank.
    pub bank_name: Option<String>,
    /// Branch.
    pub branch_name: Option<String>,
    /// Account number, or its last four digits behind stars.
    pub account_no: Option<String>,
    /// IFSC of the branch.
    pub ifsc: Option<String>,
    /// Address; none when masked.
    pub address: Option<String>,
    /// Her household.
    pub household_id: i64,
    /// The household's code; none when masked.
    pub household_code: Option<String>,
    /// Head of the household; none when masked.
    pub household_head: Option<String>,
    /// First day in the group.
    pub joined_on: NaiveDate,
    /// First day out of it; none while she is in it.
    pub left_on: Option<NaiveDate>,
    /// Why she left.
    pub left_reason: Option<String>,
    /// `member`, `president`, `secretary`, `treasurer`.
    pub office: Option<String>,
    /// Edition of her row.
    pub version: i64,
    /// The import she came with.
    pub batch_no: Option<i64>,
}

/// Where a page of members goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MemberKey {
    institution_id: i64,
    member_id: i64,
    joined_on: NaiveDate,
}

impl fmt::Display for MemberKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.institution_id, self.member_id, self.joined_on)
    }
}

impl FromStr for MemberKey {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let mut parts = text.splitn(3, '.');
        let mut next = || parts.next().unwrap_or_default();
        let key = (next().parse(), next().parse(), next().parse());
        match key {
            (Ok(institution_id), Ok(member_id), Ok(joined_on)) => {
                Ok(Self { institution_id, member_id, joined_on })
            }
            _ => Err(Error::NotFound),
        }
    }
}

/// What is asked of the list of members.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MemberAsk {
    /// Only groups at or below this place: a block, gram panchayat or village; 0 for all.
    pub place_id: i64,
    /// Only this group; 0 for all.
    pub institution_id: i64,
    /// Only this social category; empty for all.
    pub social: String,
    /// Only members of particularly vulnerable tribal groups.
    pub pvtg: bool,
    /// Those who left too.
    pub past: bool,
    /// A name in any spelling, or a code; empty for all.
    pub q: String,
    /// Only those after this one.
    pub after: Option<MemberKey>,
}

/// A page of members and where the next one begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberPage {
    /// At most fifty.
    pub members: Vec<MemberSeen>,
    /// None on the last page.
    pub next: Option<MemberKey>,
}

/// How many a page holds.
const PAGE: usize = 50;

// The statements are put together of these parts; their marks are numbered by `finished`. `cross join`
// and `i.id + 0` keep SQLite on the order written: from the groups to their members in a list, from the
// members found to their groups in a search.
const COLUMNS: &str = "
    select m.id, m.uid, i.id, i.name_hi, i.name_en, i.place_id, m.code, m.name_hi, m.name_en,
           m.relation_name, m.gender, m.born_on, m.birth_year, m.social, m.religion, m.minority,
           m.disability, m.pvtg, m.pip, m.poverty, m.education, m.mobile, m.bank_name,
           m.branch_name, m.account_no, m.ifsc, m.address, m.household_id, h.code,
           m.household_head, s.joined_on, s.left_on, s.left_reason, s.office, m.version,";
const HOUSEHOLD: &str = "
    left join household h on h.district_id = m.district_id and h.id = m.household_id";
/// From the groups to those in them; from the groups to their members.
const STAYS: &str = "
    from institution i
    cross join membership s";
const OF_STAYS: &str = "
    where i.district_id = $1
      and s.district_id = i.district_id and s.institution_id = i.id";
const THEIR_MEMBERS: &str = "
      and m.district_id = s.district_id and m.id = s.member_id";
/// From members by name or code to their groups.
const FOUND: &str = "
    from member m
    cross join membership s
    cross join institution i";
const OF_FOUND: &str = "
    where m.district_id = $1
      and s.district_id = m.district_id and s.member_id = m.id
      and i.district_id = s.district_id and i.id = s.institution_id";
/// What may be asked of the group and of the stay in it; of the member herself.
const AT_PLACE: &str = "
      and exists (
        select 1 from place_closure w
        where w.district_id = $1 and w.ancestor_id = $PLACE and w.place_id = i.place_id
          and w.to_on = '9999-12-31')";
const OF_GROUP: &str = " and i.id = $GROUP";
const STILL_IN: &str = " and s.left_on = $STILL";
const OF_SOCIAL: &str = " and m.social = $SOCIAL";
const OF_PVTG: &str = " and m.pvtg";
const NAMED: &str = "
      and m.id in (
        select t.subject_id from name_token t
        where t.district_id = $1 and t.subject = 'member' and t.token = $TOKEN
        union all
        select k.id from member k where k.district_id = $1 and k.code = $CODE)
      and ($SECOND = '' or exists (
        select 1 from name_token t
        where t.district_id = $1 and t.subject = 'member' and t.token = $SECOND
          and t.subject_id = m.id))
      and ($THIRD = '' or exists (
        select 1 from name_token t
        where t.district_id = $1 and t.subject = 'member' and t.token = $THIRD
          and t.subject_id = m.id))";
const ONE: &str = "
    from member m
    join membership s on s.district_id = m.district_id and s.member_id = m.id
    join institution i on i.district_id = s.district_id and i.id = s.institution_id";
const OF_ONE: &str = "
    where m.district_id = $1 and m.id = $2";
const ONES_ORDER: &str = "
    order by s.left_on desc, s.joined_on desc";

/// Everybody who is or was in a group, those in it first. `open` shows what is personal.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn members_of(
    reader: &mut Reader,
    scope: &Scope,
    institution_id: i64,
    open: bool,
) -> Result<Vec<MemberSeen>> {
    let mut members = Vec::new();
    let mut ask = MemberAsk { institution_id, past: true, ..MemberAsk::default() };
    loop {
        let page = list_members(reader, scope, &ask, open)?;
        members.extend(page.members);
        ask.after = page.next;
        if ask.after.is_none() {
            members.sort_by_key(|member| (member.left_on.is_some(), member.id));
            return Ok(members);
        }
    }
}

/// A page of members, group by group. `open` shows what is personal.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn list_members(
    reader: &mut Reader,
    scope: &Scope,
    ask: &MemberAsk,
    open: bool,
) -> Result<MemberPage> {
    let (asked, of_her, named) = narrowed(ask);
    let ways = if named.is_empty() {
        // The number by itself lets the list begin at the group where the last page ended.
        format!("{STAYS} cross join member m{HOUSEHOLD}{OF_STAYS}{THEIR_MEMBERS} and i.id >= $FROM")
    } else {
        format!("{FOUND}{HOUSEHOLD}{OF_FOUND}{named}")
    };
    let sql = format!(
        "{COLUMNS} m.batch_no{ways}$SEEN{asked}{of_her}
      and (i.id + 0, s.member_id, s.joined_on) > ($FROM, $AFTER, $SINCE)
    order by i.id, s.member_id, s.joined_on
    limit 51"
    );
    let (sql, given) = finished(reader, scope, ask, &sql)?;
    let rows = reader.query(&sql, &given)?;
    let members: Vec<MemberSeen> =
        rows.iter().take(PAGE).map(|row| seen(row, open)).collect::<Result<_>>()?;
    let next = members.last().filter(|_| rows.len() > PAGE).map(|last| MemberKey {
        institution_id: last.institution_id,
        member_id: last.id,
        joined_on: last.joined_on,
    });
    Ok(MemberPage { members, next })
}

/// How many members the list holds on all its pages.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn count_members(reader: &mut Reader, scope: &Scope, ask: &MemberAsk) -> Result<i64> {
    let (asked, of_her, named) = narrowed(ask);
    // Where nothing is asked of the members themselves, those who are in the groups are counted.
    let ways = match (named.is_empty(), of_her.is_empty()) {
        (true, true) => format!("{STAYS}{OF_STAYS}"),
        (true, false) => format!("{STAYS} cross join member m{OF_STAYS}{THEIR_MEMBERS}"),
        (false, _) => format!("{FOUND}{OF_FOUND}{named}"),
    };
    let sql = format!("select count(*){ways}$SEEN{asked}{of_her}");
    let (sql, given) = finished(reader, scope, ask, &sql)?;
    reader.kept(&sql, &given)?.first().map_or(Ok(0), |row| row.at(0))
}

/// One member, a line for each membership the desk may see, the latest first. `open` shows what is
/// personal.
///
/// # Errors
/// `NotFound` when there is none or she is not this desk's.
pub fn member_of(
    reader: &mut Reader,
    scope: &Scope,
    id: i64,
    open: bool,
) -> Result<Vec<MemberSeen>> {
    let mut given = params![scope.district_id(), id].to_vec();
    let seen_by = seen_by(scope, &mut given);
    let sql = format!("{COLUMNS} m.batch_no{ONE}{HOUSEHOLD}{OF_ONE}{seen_by}{ONES_ORDER}");
    let rows = reader.query(&sql, &given)?;
    if rows.is_empty() {
        return Err(Error::NotFound);
    }
    rows.iter().map(|row| seen(row, open)).collect()
}

/// What is asked of the groups and stays, of the members, and of their names, as conditions.
fn narrowed(ask: &MemberAsk) -> (String, String, &'static str) {
    let when = |holds: bool, condition: &'static str| if holds { condition } else { "" };
    let asked = [
        when(ask.place_id != 0, AT_PLACE),
        when(ask.institution_id != 0, OF_GROUP),
        when(!ask.past, STILL_IN),
    ];
    let of_her = [when(!ask.social.is_empty(), OF_SOCIAL), when(ask.pvtg, OF_PVTG)];
    (asked.concat(), of_her.concat(), when(words(&ask.q).is_some(), NAMED))
}

/// A statement of the list with its values: it begins from the blocks in which the desk's groups lie.
fn finished(
    reader: &mut Reader,
    scope: &Scope,
    ask: &MemberAsk,
    sql: &str,
) -> Result<(String, Vec<Value>)> {
    let mut given = vec![scope.district_id().into()];
    let near = near(reader, scope, &mut given)?;
    let seen_by = seen_by(scope, &mut given);
    let sql = sql.replace("$SEEN", &(near + &seen_by));
    let ([token, second, third], code) = words(&ask.q).unwrap_or_default();
    let first = MemberKey { institution_id: 0, member_id: 0, joined_on: always().0 };
    let after = ask.after.unwrap_or(first);
    let marks: [(&str, Value); 11] = [
        ("$PLACE", ask.place_id.into()),
        ("$GROUP", ask.institution_id.into()),
        ("$STILL", always().1.into()),
        ("$SOCIAL", ask.social.as_str().into()),
        ("$TOKEN", token.into()),
        ("$SECOND", second.into()),
        ("$THIRD", third.into()),
        ("$CODE", code.into()),
        ("$FROM", after.institution_id.into()),
        ("$AFTER", after.member_id.into()),
        ("$SINCE", after.joined_on.into()),
    ];
    let sql = numbered(sql, &marks, &mut given);
    Ok((sql, given))
}

/// The first three words of a search as tokens, or its code; none when nothing is searched.
fn words(q: &str) -> Option<([String; 3], String)> {
    let q = q.trim();
    if q.is_empty() {
        return None;
    }
    if q.chars().any(|letter| letter.is_ascii_digit()) {
        return Some((Default::default(), q.to_owned()));
    }
    let mut tokens: [String; 3] = Default::default();
    let key = key(q);
    for (slot, word) in tokens.iter_mut().zip(key.split(' ')) {
        word.clone_into(slot);
    }
    Some((tokens, String::new()))
}

fn seen(row: &Row, open: bool) -> Result<MemberSeen> {
    let personal = |at: usize| Ok::<_, Error>(row.at::<Option<String>>(at)?.filter(|_| open));
    let masked = |at: usize, stars: &str| {
        let text: Option<String> = row.at(at)?;
        Ok::<_, Error>(text.map(|text| if open { text } else { show::starred(&text, stars) }))
    };
    let born_on: Option<NaiveDate> = row.at(11)?;
    let birth_year: Option<i64> = row.at(12)?;
    let left_on: NaiveDate = row.at(31)?;
    Ok(MemberSeen {
        id: row.at(0)?,
        uid: row.at(1)?,
        institution_id: row.at(2)?,
        group_hi: row.at(3)?,
        group_en: row.at(4)?,
        place_id: row.at(5)?,
        code: row.at(6)?,
        name_hi: row.at(7)?,
        name_en: row.at(8)?,
        relation_name: row.at(9)?,
        gender: row.at(10)?,
        born_on: born_on.filter(|_| open),
        birth_year: birth_year.or(born_on.map(|day| i64::from(day.year()))),
        social: row.at(13)?,
        religion: personal(14)?,
        minority: row.at(15)?,
        disability: row.at(16)?,
        pvtg: row.at(17)?,
        pip: row.at(18)?,
        poverty: row.at(19)?,
        education: row.at(20)?,
        mobile: masked(21, "******")?,
        bank_name: row.at(22)?,
        branch_name: row.at(23)?,
        account_no: masked(24, "********")?,
        ifsc: row.at(25)?,
        address: personal(26)?,
        household_id: row.at(27)?,
        household_code: personal(28)?,
        household_head: personal(29)?,
        joined_on: row.at(30)?,
        left_on: (left_on < always().1).then_some(left_on),
        left_reason: row.at(32)?,
        office: row.at(33)?,
        version: row.at(34)?,
        batch_no: row.at(35)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_as_it_was_written() {
        let key = MemberKey { institution_id: 12, member_id: 340, joined_on: always().0 };
        assert_eq!(key.to_string(), "12.340.1900-01-01");
        assert_eq!(key.to_string().parse::<MemberKey>().unwrap(), key);
        assert!("12.x".parse::<MemberKey>().is_err());
    }

    #[test]
    fn a_search_is_words_or_a_code() {
        assert_eq!(words("  "), None);
        let (tokens, code) = words("Laxmi Sahoo").unwrap();
        assert_eq!((tokens[2].as_str(), code.as_str()), ("", ""));
        assert_eq!(words("लक्ष्मी साहू").unwrap().0, tokens);
        assert_eq!(words("1208005").unwrap().1, "1208005");
    }
}
