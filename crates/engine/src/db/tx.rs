//! A reader of one consistent state, and the transaction an act writes through.

use std::ops::{Deref, DerefMut};

use super::{Row, Value, lite, pg};
use crate::{
    audit::{Changed, Effect, Named, Recorder},
    error::Result,
};

/// The connection underneath.
pub(super) enum Source {
    Lite(lite::Link),
    Pg(Box<pg::Connection>),
}

/// Reads, all of one state of the database. `$1`, `$2` … are the parameters.
pub struct Reader {
    pub(super) source: Source,
}

impl Reader {
    pub(super) fn new(source: Source) -> Self {
        Self { source }
    }

    /// Every row of a statement.
    ///
    /// # Errors
    /// `Broken` when the engine refuses the statement.
    pub fn query(&mut self, sql: &str, params: &[Value]) -> Result<Vec<Row>> {
        let mut rows = Vec::new();
        self.each(sql, params, &mut |row| {
            rows.push(row);
            Ok(())
        })?;
        Ok(rows)
    }

    /// Hands over row after row, for answers too long to hold.
    ///
    /// # Errors
    /// `Broken` when the engine refuses the statement; whatever `take` answers with.
    pub fn each(
        &mut self,
        sql: &str,
        params: &[Value],
        take: &mut dyn FnMut(Row) -> Result<()>,
    ) -> Result<()> {
        match &mut self.source {
            Source::Lite(connection) => lite::each(connection, sql, params, take),
            Source::Pg(connection) => connection.each(sql, params, take),
        }
    }

    /// The first row, if any.
    ///
    /// # Errors
    /// `Broken` when the engine refuses the statement.
    pub fn first(&mut self, sql: &str, params: &[Value]) -> Result<Option<Row>> {
        Ok(self.query(sql, params)?.into_iter().next())
    }

    /// As [`Reader::query`], for answers that are asked for again and again and cost more than they say,
    /// as how many rows a list has: on the embedded engine they are kept until the next
    /// commit of any process. Within an act nothing is kept.
    ///
    /// # Errors
    /// `Broken` when the engine refuses the statement.
    pub fn kept(&mut self, sql: &str, params: &[Value]) -> Result<Vec<Row>> {
        match &mut self.source {
            Source::Lite(link) => link.kept(sql, params),
            Source::Pg(_) => self.query(sql, params),
        }
    }

    /// True on the embedded engine.
    pub fn is_embedded(&self) -> bool {
        matches!(self.source, Source::Lite(_))
    }

    pub(super) fn control(&mut self, sql: &str) -> Result<()> {
        match &mut self.source {
            Source::Lite(connection) => lite::control(connection, sql),
            Source::Pg(connection) => connection.batch(sql),
        }
    }

    /// Prepares a statement without running it: what the house test asks of every statement.
    ///
    /// # Errors
    /// `Broken` with the engine's words when it refuses the statement.
    pub fn check(&mut self, sql: &str) -> Result<()> {
        match &mut self.source {
            Source::Lite(connection) => lite::check(connection, sql),
            Source::Pg(connection) => connection.check(sql),
        }
    }
}

/// A write transaction. It commits when the act answers `Ok`, else nothing has happened.
pub struct Tx {
    reader: Reader,
    pub(super) frame: Frame,
}

/// What the act in hand was given: who, when, which op.
#[derive(Debug, Clone, Default)]
pub(super) struct Frame {
    pub(super) district_id: i64,
    pub(super) op_no: i64,
    pub(super) at: i64,
    pub(super) blocks: Option<super::number::Blocks>,
    /// What the act said it changed.
    pub(super) changes: Named,
    /// The act is only tried: nothing of it stays, and what it does to figures is collected.
    pub(super) rehearses: bool,
    pub(super) effects: Vec<Effect>,
    /// A second post approved the act: the gate is not asked.
    pub(super) is_approved: bool,
}

impl Deref for Tx {
    type Target = Reader;
    fn deref(&self) -> &Reader {
        &self.reader
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Reader {
        &mut self.reader
    }
}

impl Tx {
    pub(super) fn new(source: Source) -> Self {
        Self { reader: Reader::new(source), frame: Frame::default() }
    }

    pub(super) fn into_source(self) -> Source {
        self.reader.source
    }

    /// Runs a statement that changes rows; answers how many.
    ///
    /// # Errors
    /// `Broken` when the engine refuses it, `StorageFull` when there is no room.
    pub fn exec(&mut self, sql: &str, params: &[Value]) -> Result<u64> {
        match &mut self.reader.source {
            Source::Lite(connection) => lite::exec(connection, sql, params),
            Source::Pg(connection) => connection.exec(sql, params),
        }
    }

    /// Adds many rows to a table: one prepared statement on SQLite, COPY on PostgreSQL.
    ///
    /// # Errors
    /// As `exec`.
    pub fn load(
        &mut self,
        table: &'static str,
        columns: &[&'static str],
        rows: &mut dyn Iterator<Item = Vec<Value>>,
    ) -> Result<u64> {
        match &mut self.reader.source {
            Source::Lite(connection) => lite::load(connection, table, columns, rows),
            Source::Pg(connection) => connection.load(table, columns, rows),
        }
    }

    /// Statements without parameters, for migrations and transaction control.
    pub(crate) fn batch(&mut self, sql: &str) -> Result<()> {
        match &mut self.reader.source {
            Source::Lite(connection) => Ok(connection.execute_batch(sql)?),
            Source::Pg(connection) => connection.batch(sql),
        }
    }

    pub(crate) fn begin_act(&mut self, district_id: i64, op_no: i64, at: i64) {
        self.frame.district_id = district_id;
        self.frame.op_no = op_no;
        self.frame.at = at;
    }

    /// Names a record that the act changes, and takes what changes in it for the trail. `subject`
    /// is the record's kind, `unit_id` the place or institution in whose scope it lies, 0 for the
    /// district's own. Every act names one at least; a record that is only touched has no fields.
    pub fn changed(&mut self, subject: &'static str, id: i64, unit_id: i64) -> Recorder<'_> {
        self.frame.changes.record(subject, id, unit_id)
    }

    /// What the act has named up to now.
    pub fn changes(&self) -> &[Changed] {
        self.frame.changes.all()
    }

    pub(crate) fn take_changes(&mut self) -> Vec<Changed> {
        self.frame.changes.take()
    }

    /// True while an act is only tried; see `Db::rehearse`.
    pub fn rehearses(&self) -> bool {
        self.frame.rehearses
    }

    pub(crate) fn begin_rehearsal(&mut self) {
        self.frame.rehearses = true;
    }

    /// Says that a second post has approved what the act does: the gate is not asked about it.
    pub fn approved(&mut self) {
        self.frame.is_approved = true;
    }

    pub(crate) fn is_approved(&self) -> bool {
        self.frame.is_approved
    }

    /// Tells a rehearsal what the act would add to the journal.
    pub fn effect(&mut self, effect: Effect) {
        self.frame.effects.push(effect);
    }

    pub(crate) fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.frame.effects)
    }

    /// The number of the op in hand: what entries and changed rows name as their cause.
    pub fn op_no(&self) -> i64 {
        self.frame.op_no
    }

    /// The district in hand.
    pub fn district_id(&self) -> i64 {
        self.frame.district_id
    }

    /// When the act happens, microseconds UTC.
    pub fn at(&self) -> i64 {
        self.frame.at
    }

    /// Takes `count` numbers of a district's counter; answers the first.
    ///
    /// Gaps are allowed. On PostgreSQL numbers come from blocks taken beside the
    /// transaction, so that the counter's row serialises nobody.
    ///
    /// # Errors
    /// `Broken` when the counter cannot be moved.
    pub fn allot(&mut self, district_id: i64, counter: &'static str, count: i64) -> Result<i64> {
        match self.frame.blocks.clone() {
            Some(blocks) => blocks.take(district_id, counter, count),
            None => super::number::take_within(self, district_id, counter, count),
        }
    }
}
