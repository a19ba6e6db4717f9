//! Acts: the only door for every change. One transaction: op, rules, registers, figures, audit.

use std::sync::Arc;

use samuh_kernel::scope::Scope;
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{
    audit::{self, Changed, Effect},
    db::{Db, Gate, Tx},
    error::{Error, Result},
    params,
};

/// Who asks: the post and the person who holds it, and what the post may see and do.
#[derive(Debug, Clone)]
pub struct Desk {
    /// The post, 0 for the machine itself (command line, jobs).
    pub post_id: i64,
    /// The person who holds the post, 0 for the machine itself.
    pub officer_id: i64,
    /// What this desk may see and do.
    pub scope: Scope,
    /// Where it asks from, as the trail keeps it: address and device; for the machine the user who started the
    /// program, and the host.
    pub origin: Option<Arc<str>>,
}

impl Desk {
    /// The desk of a post, held by that officer.
    pub fn new(post_id: i64, officer_id: i64, scope: Scope) -> Self {
        Self { post_id, officer_id, scope, origin: None }
    }

    /// The same desk, asking from there.
    #[must_use]
    pub fn from(mut self, origin: &str) -> Self {
        self.origin = (!origin.is_empty()).then(|| origin.into());
        self
    }

    /// The district this desk works in.
    pub fn district_id(&self) -> i64 {
        self.scope.district_id()
    }
}

/// One act as its desk sends it: the same id and content again gives the stored answer.
#[derive(Debug, Clone)]
pub struct Op {
    /// Made by the client, UUIDv7.
    pub id: Uuid,
    /// The act's name, `area.verb`.
    pub act: &'static str,
    /// Hash of the content.
    pub hash: Vec<u8>,
    /// When the act happens, microseconds UTC.
    pub at: i64,
}

impl Op {
    /// An op over that content.
    ///
    /// # Errors
    /// `Broken` when the content cannot be written as JSON.
    pub fn over(id: Uuid, act: &'static str, content: &impl Serialize, at: i64) -> Result<Self> {
        let mut hash = Sha256::new();
        hash.update(act.as_bytes());
        hash.update(serde_json::to_vec(content)?);
        Ok(Self { id, act, hash: hash.finalize().to_vec(), at })
    }
}

const FIND: &str = "select hash, answer from op where district_id = $1 and id = $2";
const RECORD: &str = "
    insert into op (district_id, id, no, act, hash, post_id, officer_id, at, origin, answer)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
const ANSWER: &str = "update op set answer = $3 where district_id = $1 and no = $2";

/// What an act would do, when it is only tried.
#[derive(Debug)]
pub struct Rehearsal<T> {
    /// What it would answer.
    pub answer: T,
    /// What it would change, field by field.
    pub changes: Vec<Changed>,
    /// What it would add to the journal.
    pub effects: Vec<Effect>,
}

impl Db {
    /// Runs an act and answers what it answered, or what it answered the first time.
    ///
    /// # Errors
    /// `Conflict` when the id came before with other content; whatever the act answers with.
    pub fn act<T, F>(&self, desk: &Desk, op: &Op, work: F) -> Result<T>
    where
        T: Serialize + DeserializeOwned + Send + 'static,
        F: Fn(&mut Tx) -> Result<T> + Send + 'static,
    {
        let (desk, op, gate) = (desk.clone(), op.clone(), self.gate());
        self.transact(move |tx| within(tx, (&desk, gate), &op, &work))
    }

    /// As [`Db::act`], handing the outcome to `reply`; see [`Db::transact_then`].
    ///
    /// # Errors
    /// `Broken` when the writer has stopped.
    pub fn act_then<T, F, R>(&self, desk: &Desk, op: &Op, work: F, reply: R) -> Result<()>
    where
        T: Serialize + DeserializeOwned + Send + 'static,
        F: Fn(&mut Tx) -> Result<T> + Send + 'static,
        R: FnOnce(Result<T>) + Send + 'static,
    {
        let (desk, op, gate) = (desk.clone(), op.clone(), self.gate());
        self.transact_then(move |tx| within(tx, (&desk, gate), &op, &work), reply)
    }

    /// Tries an act on the data as they stand and takes all of it back: what it would change and
    /// what it would do to the figures. Numbers it was given are lost; nothing else stays.
    ///
    /// # Errors
    /// Whatever the act answers with.
    pub fn rehearse<T, F>(&self, desk: &Desk, op: &Op, work: F) -> Result<Rehearsal<T>>
    where
        T: Send + 'static,
        F: Fn(&mut Tx) -> Result<T> + Send + 'static,
    {
        let (district_id, op) = (desk.district_id(), op.clone());
        self.transact(move |tx| {
            tx.begin_rehearsal();
            let op_no = tx.allot(district_id, "op", 1)?;
            tx.begin_act(district_id, op_no, op.at);
            let answer = work(tx)?;
            Ok(Rehearsal { answer, changes: tx.take_changes(), effects: tx.take_effects() })
        })
    }
}

fn within<T, F>(tx: &mut Tx, (desk, gate): (&Desk, Option<Gate>), op: &Op, work: &F) -> Result<T>
where
    T: Serialize + DeserializeOwned,
    F: Fn(&mut Tx) -> Result<T>,
{
    let district_id = desk.district_id();
    if let Some(row) = tx.first(FIND, &params![district_id, op.id])? {
        let (hash, answer): (Vec<u8>, String) = (row.at(0)?, row.at(1)?);
        if hash != op.hash {
            return Err(Error::Conflict { saved: answer, sent: "{}".into() });
        }
        return Ok(serde_json::from_str(&answer)?);
    }
    let op_no = tx.allot(district_id, "op", 1)?;
    tx.begin_act(district_id, op_no, op.at);
    // Written first where acts run side by side, so that the same op sent at the same time waits
    // here and then finds the answer; the one writer of the embedded engine writes it once.
    let is_alone = tx.is_embedded();
    if !is_alone {
        record(tx, desk, op, "")?;
    }
    let answer = work(tx)?;
    if let Some(gate) = gate.filter(|_| !tx.is_approved()) {
        gate(tx, desk, op.act)?;
    }
    let said = serde_json::to_string(&answer)?;
    if is_alone {
        record(tx, desk, op, &said)?;
    } else {
        tx.exec(ANSWER, &params![district_id, op_no, said])?;
    }
    audit::write(tx, op.act)?;
    Ok(answer)
}

fn record(tx: &mut Tx, desk: &Desk, op: &Op, answer: &str) -> Result<()> {
    let row = params![
        desk.district_id(),
        op.id,
        tx.op_no(),
        op.act,
        op.hash.clone(),
        desk.post_id,
        desk.officer_id,
        op.at,
        desk.origin.as_deref(),
        answer
    ];
    tx.exec(RECORD, &row).map(drop)
}

/// The outward id of a record that an act makes: a UUIDv7 whose time is the act's and whose rest
/// comes from district, op and number, so that the same act makes the same id.
pub fn uid_of(tx: &Tx, district_id: i64, number: i64) -> Uuid {
    let mut hash = Sha256::new();
    for part in [district_id, tx.op_no(), number, tx.at()] {
        hash.update(part.to_be_bytes());
    }
    let digest = hash.finalize();
    let rest: [u8; 10] = std::array::from_fn(|at| digest[at]);
    let millis = u64::try_from(tx.at() / 1000).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &rest).into_uuid()
}
