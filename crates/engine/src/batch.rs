//! Import batches: judged rows are staged once, applied in one act or not at all, and can be
//! taken back. What a row means is its area's affair; this module keeps the books of the batch.

mod store;

use samuh_imports::{CellFault, Decided, Decisions, InRow, Repair, Skipped, Tally, Verdict};
use samuh_kernel::sheet::Limits;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use store::{
    all_batches, batch_by_no, batch_of, chunks_of, drop_staged, lapse_batches, layouts,
    mark_applied, mark_undone, remember_layout, save_batch, save_before, stale_batches,
};

use crate::{
    db::{Reader, Tx},
    error::{Error, Result},
};

/// One field that an accepted row would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// The field.
    pub field: String,
    /// What stands in the register.
    pub was: String,
    /// What the sheet says.
    pub becomes: String,
}

/// What came of judging one row.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Judged {
    /// Its verdict.
    pub verdict: Verdict,
    /// The name by which a person knows the row.
    pub label: String,
    /// What stands in the way, or what a person must decide.
    pub faults: Vec<CellFault>,
    /// What is odd but taken.
    pub warnings: Vec<CellFault>,
    /// The difference, for changed rows.
    pub changes: Vec<FieldChange>,
}

impl Judged {
    /// A row with that verdict and nothing to say.
    pub fn plain(verdict: Verdict) -> Self {
        Self {
            verdict,
            label: String::new(),
            faults: Vec::new(),
            warnings: Vec::new(),
            changes: Vec::new(),
        }
    }
}

/// An area's reader of one kind of sheet. It is given a snapshot of its register when it is made.
pub trait Judge: Send {
    /// What is read.
    fn shape(&self) -> &'static samuh_imports::Shape;
    /// How much of a file is read.
    fn limits(&self) -> Limits {
        Limits::ORDINARY
    }
    /// Hears what was understood of a sheet before its rows come: titles, year, columns.
    fn begin_sheet(&mut self, _: &samuh_imports::SheetUnderstood) {}
    /// Hears what a person decided about rows of the file.
    fn decide(&mut self, _: Decisions) {}
    /// Judges a row; what is to be done with it is kept inside.
    fn judge(&mut self, row: InRow) -> Judged;
    /// Hears that the file has ended; answers what is to be said of it as a whole.
    fn finish(&mut self) -> Vec<CellFault> {
        Vec::new()
    }
    /// The work that the accepted rows make.
    fn work(self: Box<Self>) -> Box<dyn Work>;
    /// The district the rows turned out to belong to, if that decides the batch's district.
    fn district_id(&self) -> Option<i64> {
        None
    }
}

/// Accepted rows, ready to be applied in one act.
pub trait Work: Send + Sync {
    /// The rows as bytes, in pieces, for staging.
    ///
    /// # Errors
    /// `Broken` when a row cannot be written.
    fn chunks(&self) -> Result<Vec<Vec<u8>>>;
    /// Applies all rows; answers the before-images that undo needs.
    ///
    /// # Errors
    /// `Faults` when the register has moved since the rows were judged; whatever the stores answer.
    fn apply(&self, tx: &mut Tx, batch: &Batch) -> Result<Vec<Vec<u8>>>;
    /// True where it changes something though no row is new or changed: what a sheet leaves out.
    fn does_more(&self) -> bool {
        false
    }
}

/// What an import knows of its batch while it is applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// The district.
    pub district_id: i64,
    /// Its number in the district.
    pub no: i64,
    /// Its id outside.
    pub id: Uuid,
    /// `groups`, `places` …
    pub register: String,
}

/// A batch as the office looks back on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchSeen {
    /// Which batch.
    pub batch: Batch,
    /// The file's name.
    pub file_name: String,
    /// `staged`, `applied`, `undone`, `refused`, `lapsed`.
    pub state: String,
    /// The six counts.
    pub tally: Tally,
    /// What was understood of the file, as JSON.
    pub detail: String,
    /// Microseconds UTC.
    pub staged_at: i64,
    /// Microseconds UTC.
    pub applied_at: Option<i64>,
    /// Microseconds UTC.
    pub undone_at: Option<i64>,
    /// Who imported.
    pub post_id: i64,
    /// The op that applied it.
    pub op_no: Option<i64>,
}

/// Everything a finished reading has to say, besides the rows themselves.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Findings {
    /// The six counts.
    pub tally: Tally,
    /// Rows refused or doubtful, and why.
    pub faults: Vec<CellFault>,
    /// Odd but taken.
    pub warnings: Vec<CellFault>,
    /// Stored values that differ from the cells.
    pub repairs: Vec<Repair>,
    /// Rows left out.
    pub skipped: Vec<Skipped>,
    /// Differences of changed rows: sheet, row, label, fields.
    pub changes: Vec<(String, u32, String, Vec<FieldChange>)>,
    /// What a person decided about rows.
    #[serde(default)]
    pub decided: Vec<Decided>,
}

/// How many items one staged piece holds.
pub const PIECE: usize = 1000;

/// Items as JSON, in pieces.
///
/// # Errors
/// `Broken` when an item cannot be written.
pub fn pieces<T: Serialize>(items: &[T]) -> Result<Vec<Vec<u8>>> {
    items.chunks(PIECE).map(|piece| Ok(serde_json::to_vec(piece)?)).collect()
}

/// Items out of their pieces.
///
/// # Errors
/// `Broken` when a piece cannot be read.
pub fn joined<T: for<'a> Deserialize<'a>>(pieces: &[Vec<u8>]) -> Result<Vec<T>> {
    let mut items = Vec::new();
    for piece in pieces {
        items.extend(serde_json::from_slice::<Vec<T>>(piece)?);
    }
    Ok(items)
}

/// The findings of a staged batch.
///
/// # Errors
/// `NotFound` when the batch is not this desk's.
pub fn findings(reader: &mut Reader, seen: &BatchSeen) -> Result<Findings> {
    let batch = &seen.batch;
    Ok(Findings {
        tally: seen.tally,
        faults: joined(&chunks_of(reader, batch, "fault")?)?,
        warnings: joined(&chunks_of(reader, batch, "warning")?)?,
        repairs: joined(&chunks_of(reader, batch, "repair")?)?,
        skipped: joined(&chunks_of(reader, batch, "skipped")?)?,
        changes: joined(&chunks_of(reader, batch, "change")?)?,
        decided: joined(&chunks_of(reader, batch, "decided")?)?,
    })
}

/// Refuses a second apply or undo with a clear word.
///
/// # Errors
/// `Faults` when the batch is in another state.
pub fn expect_state(seen: &BatchSeen, state: &str) -> Result<()> {
    if seen.state == state {
        return Ok(());
    }
    Err(Error::fault(match seen.state.as_str() {
        "applied" => "batch_applied",
        "undone" => "batch_undone",
        "refused" => "batch_refused",
        "lapsed" => "batch_lapsed",
        _ => "batch_staged",
    }))
}
