//! The work on files, one at a time: looking, reading, entering and taking back go on while the
//! page asks now and then how far they have come.

use std::{
    collections::HashMap,
    path::Path,
    sync::{
        Arc, Mutex, MutexGuard,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use samuh_engine::{Error, Result, clock};
use samuh_imports::CellFault;
use samuh_kernel::{
    fault::Faults,
    scope::{Area, Right, Scope},
};
use tokio::sync::Semaphore;
use uuid::Uuid;

use super::{
    super::App,
    shelf::{Shelf, Upload},
};
use crate::importing::Looked;

/// Files that may wait for their turn.
const WAITING: usize = 20;
/// How long a page waits for short work before it shows the progress.
const MOMENT: Duration = Duration::from_millis(1_500);
/// How long the answer to a finished piece of work is remembered, microseconds.
const REMEMBERED: i64 = 86_400 * 1_000_000;

/// The work of this process on files.
pub(crate) struct Jobs {
    shelf: Shelf,
    known: Mutex<HashMap<Uuid, Job>>,
    turn: Arc<Semaphore>,
}

/// One import's work.
#[derive(Clone)]
pub(super) struct Job {
    /// What the office calls the file.
    pub(super) file_name: String,
    /// The register's code.
    pub(super) register: &'static str,
    /// Where it stands.
    pub(super) step: Step,
    /// Rows done.
    rows: Arc<AtomicU64>,
    /// When the step began, microseconds UTC.
    pub(super) at: i64,
    owner: Owner,
}

/// Whose an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Owner {
    /// The district.
    pub(super) district_id: i64,
    /// The post.
    pub(super) post_id: i64,
}

/// Where the work stands.
#[derive(Clone)]
pub(super) enum Step {
    /// The headings are being looked at.
    Looking,
    /// The columns wait for a person.
    Looked(Arc<Looked>),
    /// The rows are being judged.
    Reading,
    /// The file was refused.
    Refused(Arc<Vec<CellFault>>),
    /// The register has the answer: the batch.
    Done,
    /// The rows are being entered.
    Applying,
    /// The batch is being taken back.
    TakingBack,
    /// The rules said no; nothing has changed.
    Stopped(Faults),
    /// It failed; what is ours to mend is in the log under this number.
    Broken(String),
}

impl Job {
    /// Rows done so far.
    pub(super) fn rows(&self) -> i64 {
        i64::try_from(self.rows.load(Ordering::Relaxed)).unwrap_or(i64::MAX)
    }

    /// The counter that the work moves.
    pub(super) fn counter(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.rows)
    }

    /// True while somebody works on it.
    pub(super) fn is_busy(&self) -> bool {
        matches!(self.step, Step::Looking | Step::Reading | Step::Applying | Step::TakingBack)
    }

    /// Whose it is.
    pub(super) fn owner(&self) -> Owner {
        self.owner
    }
}

impl Owner {
    /// True where a desk may see imports of that owner: its own, or all of its district.
    pub(super) fn is_seen_by(self, scope: &Scope) -> bool {
        let own = scope.key() == -1 || scope.key() == self.post_id;
        own && self.district_id == scope.district_id() && scope.may(Right::See, Area::Imports)
    }
}

impl Jobs {
    /// The work over a data folder; uploads that have lain there too long are taken away.
    pub(crate) fn of(data: &Path) -> Self {
        Self { shelf: Shelf::of(data), known: Mutex::default(), turn: Arc::new(Semaphore::new(1)) }
    }

    /// Where uploads lie.
    pub(super) fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// The work on an import, if this process knows of any.
    pub(super) fn find(&self, id: Uuid) -> Option<Job> {
        self.known().get(&id).cloned()
    }

    /// All work that a desk may see, the latest first.
    pub(super) fn seen_by(&self, scope: &Scope) -> Vec<(Uuid, Job)> {
        let known = self.known();
        let mut seen: Vec<(Uuid, Job)> = known
            .iter()
            .filter(|(_, job)| job.owner.is_seen_by(scope))
            .map(|(id, job)| (*id, job.clone()))
            .collect();
        seen.sort_by_key(|(_, job)| -job.at);
        seen
    }

    /// True when no further file is taken for now.
    pub(super) fn is_full(&self) -> bool {
        self.known().values().filter(|job| job.is_busy()).count() >= WAITING
    }

    /// Takes away old uploads and answers that nobody will ask for again.
    pub(super) fn sweep(&self) {
        let now = clock::now();
        self.shelf.sweep(now);
        self.known().retain(|_, job| job.is_busy() || now - job.at < REMEMBERED);
    }

    /// Enters work, unless something is being done to the same import.
    fn claim(&self, id: Uuid, job: &Job) -> Result<()> {
        let mut known = self.known();
        if known.get(&id).is_some_and(Job::is_busy) {
            return Err(Error::fault("import_at_work"));
        }
        known.insert(id, job.clone());
        Ok(())
    }

    fn settle(&self, id: Uuid, step: Step) {
        if let Some(job) = self.known().get_mut(&id) {
            job.step = step;
            job.at = clock::now();
        }
    }

    fn known(&self) -> MutexGuard<'_, HashMap<Uuid, Job>> {
        self.known.lock().expect("nobody panics holding the list of work")
    }
}

/// What is to be worked on.
pub(super) struct Piece {
    /// The import.
    pub(super) id: Uuid,
    /// What the office calls the file.
    pub(super) file_name: String,
    /// The register's code.
    pub(super) register: &'static str,
    /// Whose it is.
    pub(super) owner: Owner,
    /// What is being done.
    pub(super) step: Step,
}

impl Piece {
    /// Work on an upload.
    ///
    /// # Errors
    /// `Broken` when the note beside the file names no register.
    pub(super) fn of(upload: &Upload, step: Step) -> Result<Self> {
        Ok(Self {
            id: upload.id,
            file_name: upload.file_name.clone(),
            register: upload.register()?.code(),
            owner: Owner { district_id: upload.district_id, post_id: upload.post_id },
            step,
        })
    }
}

/// Queues work and waits for it a moment: small files are done by then.
///
/// # Errors
/// Fault `import_at_work` while something is being done to the same import.
pub(super) async fn begin<F>(app: &App, piece: Piece, work: F) -> Result<()>
where
    F: FnOnce(&App, &Job) -> Result<Step> + Send + 'static,
{
    let id = piece.id;
    let job = Job {
        file_name: piece.file_name,
        register: piece.register,
        step: piece.step,
        rows: Arc::default(),
        at: clock::now(),
        owner: piece.owner,
    };
    app.jobs().claim(id, &job)?;
    let (app, turn) = (app.clone(), Arc::clone(&app.jobs().turn));
    let at_work = tokio::spawn(async move {
        let _turn = turn.acquire_owned().await;
        let done = app.blocking(move |app| work(app, &job)).await;
        app.jobs().settle(id, step_after(id, done));
    });
    drop(tokio::time::timeout(MOMENT, at_work).await);
    Ok(())
}

fn step_after(id: Uuid, done: Result<Step>) -> Step {
    match done {
        Ok(step) => step,
        Err(Error::Faults(faults)) => Step::Stopped(faults),
        Err(error) => {
            let number = id.simple().to_string();
            tracing::error!(reference = %number, why = %error, "work on an import failed");
            Step::Broken(number)
        }
    }
}
