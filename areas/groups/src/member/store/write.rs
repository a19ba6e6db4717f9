//! Writing members, households, memberships and search words; always inside an act.

use std::collections::HashMap;

use samuh_engine::{Result, Tx, Value, params};
use samuh_kernel::text::key;
use uuid::Uuid;

use crate::member::model::{Field, Record, Texts};

/// What a batch adds, in the order of the sheet.
pub(crate) struct Additions<'a> {
    /// The members.
    pub(crate) records: &'a [Record],
    /// The number of the first; the others follow.
    pub(crate) first_id: i64,
    /// The household of each.
    pub(crate) household_ids: &'a [i64],
    /// New households: number, place, code.
    pub(crate) households: &'a [(i64, i64, Option<Box<str>>)],
    /// The batch; none where a desk enters her.
    pub(crate) batch_no: Option<i64>,
}

const HOUSEHOLD: &[&str] = &["district_id", "id", "place_id", "code", "op_no"];
const MEMBER: &[&str] = &[
    "district_id",
    "id",
    "uid",
    "household_id",
    "search_key",
    "version",
    "batch_no",
    "op_no",
    "code",
    "name_hi",
    "name_en",
    "name_legacy",
    "relation_name",
    "gender",
    "born_on",
    "birth_year",
    "social",
    "religion",
    "minority",
    "disability",
    "pvtg",
    "pip",
    "poverty",
    "education",
    "mobile",
    "bank_name",
    "branch_name",
    "account_no",
    "ifsc",
    "address",
    "household_head",
];
const MEMBERSHIP: &[&str] = &[
    "district_id",
    "institution_id",
    "member_id",
    "joined_on",
    "left_on",
    "left_reason",
    "office",
    "op_no",
];
const TOKEN: &[&str] = &["district_id", "subject", "token", "subject_id"];

/// Adds households, members, memberships and the words of their names.
///
/// # Errors
/// `Broken` or `StorageFull` from the database.
pub(crate) fn add(tx: &mut Tx, district_id: i64, new: &Additions<'_>) -> Result<()> {
    let op_no = tx.op_no();
    let mut rows = new
        .households
        .iter()
        .map(|(id, place_id, code)| params![district_id, *id, *place_id, code.as_deref(), op_no])
        .map(Vec::from);
    tx.load("household", HOUSEHOLD, &mut rows)?;
    let ids = || new.first_id..;
    let uids: Vec<Uuid> = (new.records.iter().zip(ids()))
        .map(|(_, id)| samuh_engine::act::uid_of(tx, district_id, id))
        .collect();
    let mut lexicon = Lexicon::default();
    let mut rows = new.records.iter().zip(ids()).enumerate().map(|(at, (record, id))| {
        let texts = record.text.open();
        let search_key = lexicon.note(&texts, at);
        let household_id = new.household_ids[at];
        let mut row = Vec::with_capacity(MEMBER.len());
        row.extend(params![district_id, id, uids[at], household_id, search_key]);
        row.extend(params![1i64, new.batch_no, op_no]);
        row.extend(own_values(&texts));
        row
    });
    tx.load("member", MEMBER, &mut rows)?;
    let mut by_group: Vec<usize> = (0..new.records.len()).collect();
    by_group.sort_by_key(|at| new.records[*at].institution_id);
    let mut rows = by_group.into_iter().map(|at| {
        let id = new.first_id + i64::try_from(at).expect("members fit 63 bits");
        membership(district_id, &new.records[at], id, op_no)
    });
    tx.load("membership", MEMBERSHIP, &mut rows)?;
    let mut rows = lexicon.into_tokens().map(|(token, at)| {
        let id = new.first_id + i64::try_from(at).expect("members fit 63 bits");
        params![district_id, "member", String::from(token), id].to_vec()
    });
    tx.load("name_token", TOKEN, &mut rows).map(drop)
}

fn own_values(texts: &Texts<'_>) -> impl Iterator<Item = Value> {
    Field::OWN.iter().map(|field| field.value(texts.get(*field)))
}

fn membership(district_id: i64, record: &Record, id: i64, op_no: i64) -> Vec<Value> {
    let texts = record.text.open();
    let (joined_on, left_on) = (record.joined_on, record.left_on);
    let mut row = params![district_id, record.institution_id, id, joined_on, left_on].to_vec();
    row.push(Field::LeftReason.value(texts.get(Field::LeftReason)));
    row.push(Field::Office.value(texts.get(Field::Office)));
    row.push(Value::Int(op_no));
    row
}

/// The search words of very many names. Names are made of few words: each is worked out once, and
/// the words go to the database in its own order, which is several times faster.
#[derive(Default)]
struct Lexicon {
    keys: HashMap<Box<str>, Vec<u32>>,
    ids: HashMap<Box<str>, u32>,
    tokens: Vec<Box<str>>,
    of: Vec<(u32, u32)>,
}

impl Lexicon {
    /// Notes the words of a member's names; answers her search key.
    fn note(&mut self, texts: &Texts<'_>, at: usize) -> String {
        let at = u32::try_from(at).expect("members of a batch fit 32 bits");
        let mut held: Vec<u32> = Vec::new();
        for word in texts.names().flat_map(str::split_whitespace) {
            if !self.keys.contains_key(word) {
                let tokens: Vec<u32> = key(word).split(' ').filter_map(|t| self.id(t)).collect();
                self.keys.insert(word.into(), tokens);
            }
            held.extend(&self.keys[word]);
        }
        held.sort_unstable_by_key(|id| &self.tokens[*id as usize]);
        held.dedup();
        self.of.extend(held.iter().map(|id| (*id, at)));
        let words: Vec<&str> = held.iter().map(|id| &*self.tokens[*id as usize]).collect();
        words.join(" ")
    }

    fn id(&mut self, token: &str) -> Option<u32> {
        if token.is_empty() {
            return None;
        }
        if let Some(id) = self.ids.get(token) {
            return Some(*id);
        }
        let id = u32::try_from(self.tokens.len()).expect("words fit 32 bits");
        self.ids.insert(token.into(), id);
        self.tokens.push(token.into());
        Some(id)
    }

    /// Word by word, the members who have it.
    fn into_tokens(self) -> impl Iterator<Item = (Box<str>, usize)> {
        let Self { tokens, mut of, .. } = self;
        let mut order: Vec<u32> = (0..).take(tokens.len()).collect();
        order.sort_unstable_by_key(|id| &tokens[*id as usize]);
        let mut rank = vec![0u32; order.len()];
        for (id, place) in order.iter().zip(0..) {
            rank[*id as usize] = place;
        }
        of.sort_unstable_by_key(|(id, at)| (rank[*id as usize], *at));
        of.into_iter().map(move |(id, at)| (tokens[id as usize].clone(), at as usize))
    }
}

/// The words of both names as search compares them, in one text.
fn search_key(texts: &Texts<'_>) -> String {
    tokens(texts).join(" ")
}

fn tokens(texts: &Texts<'_>) -> Vec<String> {
    let keys: Vec<String> = texts.names().map(key).collect();
    let mut tokens: Vec<String> =
        keys.iter().flat_map(|key| key.split(' ')).map(str::to_owned).collect();
    tokens.retain(|token| !token.is_empty());
    tokens.sort();
    tokens.dedup();
    tokens
}

const CHANGE: &str = "
    update member set household_id = $3, search_key = $4, code = $5, name_hi = $6, name_en = $7,
      name_legacy = $8, relation_name = $9, gender = $10, born_on = $11, birth_year = $12,
      social = $13, religion = $14, minority = $15, disability = $16, pvtg = $17, pip = $18,
      poverty = $19, education = $20, mobile = $21, bank_name = $22, branch_name = $23,
      account_no = $24, ifsc = $25, address = $26, household_head = $27,
      version = version + 1, op_no = $28
    where district_id = $1 and id = $2 and version = $29";
const CHANGE_MEMBERSHIP: &str = "
    update membership set joined_on = $5, left_on = $6, left_reason = $7, office = $8, op_no = $9
    where district_id = $1 and institution_id = $2 and member_id = $3 and joined_on = $4";
const DROP_MEMBERSHIP: &str = "
    delete from membership
    where district_id = $1 and institution_id = $2 and member_id = $3 and joined_on = $4";
const CHANGE_HOUSEHOLD: &str = "
    update household set code = $3, op_no = $4 where district_id = $1 and id = $2";
const DROP_TOKEN: &str = "
    delete from name_token
    where district_id = $1 and subject = 'member' and token = $2 and subject_id = $3";
const ADD_TOKEN: &str = "
    insert into name_token (district_id, subject, token, subject_id) values ($1, 'member', $2, $3)
    on conflict (district_id, subject, token, subject_id) do nothing";

/// Makes a known member as `becomes` says (another membership of hers is added beside the one that
/// ended, and taken away again when `becomes` is the one before), by the ops given for her row and for her membership (an
/// undo gives back those that stood before); false when someone saved first.
///
/// # Errors
/// `Broken` or `StorageFull` from the database.
pub(crate) fn change(
    tx: &mut Tx,
    district_id: i64,
    stands: &Record,
    becomes: &Record,
    (op_no, membership_op_no): (i64, i64),
) -> Result<bool> {
    let id = stands.id;
    let (old, new) = (stands.text.open(), becomes.text.open());
    let mut given = params![district_id, id, becomes.household_id, search_key(&new)].to_vec();
    given.extend(own_values(&new));
    given.extend(params![op_no, stands.version]);
    if tx.exec(CHANGE, &given)? == 0 {
        return Ok(false);
    }
    if becomes.is_after(stands) {
        let mut row = std::iter::once(membership(district_id, becomes, id, membership_op_no));
        tx.load("membership", MEMBERSHIP, &mut row)?;
    } else if stands.is_after(becomes) {
        let given = params![district_id, stands.institution_id, id, stands.joined_on];
        tx.exec(DROP_MEMBERSHIP, &given)?;
    } else {
        change_membership(tx, district_id, stands, becomes, membership_op_no)?;
    }
    let code = new.get(Field::HouseholdCode);
    if becomes.household_id == stands.household_id && old.get(Field::HouseholdCode) != code {
        let code = Field::HouseholdCode.value(code);
        let household_id = Value::Int(stands.household_id);
        tx.exec(CHANGE_HOUSEHOLD, &[district_id.into(), household_id, code, op_no.into()])?;
    }
    let (before, after) = (tokens(&old), tokens(&new));
    for token in before.iter().filter(|token| !after.contains(token)) {
        tx.exec(DROP_TOKEN, &params![district_id, token, id])?;
    }
    for token in after.iter().filter(|token| !before.contains(token)) {
        tx.exec(ADD_TOKEN, &params![district_id, token, id])?;
    }
    Ok(true)
}

fn change_membership(
    tx: &mut Tx,
    district_id: i64,
    stands: &Record,
    becomes: &Record,
    op_no: i64,
) -> Result<()> {
    let (group, was_on, joined_on) = (stands.institution_id, stands.joined_on, becomes.joined_on);
    let texts = becomes.text.open();
    let mut given =
        params![district_id, group, stands.id, was_on, joined_on, becomes.left_on].to_vec();
    given.extend([Field::LeftReason, Field::Office].map(|field| field.value(texts.get(field))));
    given.push(Value::Int(op_no));
    tx.exec(CHANGE_MEMBERSHIP, &given).map(drop)
}
