//! What the disk holds for certain, what it was only given, and what it was told to do next.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, OnceLock},
};

use crate::shim;

/// The unit that a disk writes whole; what was not synced may be torn at its borders.
const SECTOR: usize = 512;

/// What becomes of writes that were not synced when the power is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// All are lost.
    Lost,
    /// Some are kept, in any order, and some of those in part; the number decides which.
    Torn(u64),
}

/// The disk of this process. One test at a time holds it.
pub struct Disk {
    _turn: MutexGuard<'static, ()>,
}

#[derive(Default)]
pub(crate) struct Files {
    known: HashMap<PathBuf, Known>,
    orders: Orders,
}

#[derive(Default)]
struct Orders {
    is_dead: bool,
    events: u64,
    cut_at: Option<(u64, Fate)>,
    syncs: u64,
    refuse_sync_from: Option<u64>,
    lies: bool,
    room: Option<u64>,
}

#[derive(Default)]
struct Known {
    certain: Vec<u8>,
    given: Vec<Given>,
}

enum Given {
    Bytes(usize, Vec<u8>),
    Size(usize),
}

fn files() -> MutexGuard<'static, Files> {
    static FILES: OnceLock<Mutex<Files>> = OnceLock::new();
    // A test that failed while it held the disk must not fail those after it.
    FILES.get_or_init(Mutex::default).lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

impl Disk {
    /// Takes the disk, sound and with room; the first time it is put under SQLite.
    ///
    /// # Panics
    /// When SQLite refuses it.
    pub fn take() -> Self {
        static ONE: Mutex<()> = Mutex::new(());
        static INSTALLED: OnceLock<()> = OnceLock::new();
        let turn = ONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        INSTALLED.get_or_init(shim::install);
        *files() = Files::default();
        Self { _turn: turn }
    }

    /// Writes and syncs so far.
    pub fn events(&self) -> u64 {
        files().orders.events
    }

    /// Cuts the power just before that many more writes and syncs were done.
    pub fn cut_after(&self, events: u64, fate: Fate) {
        let mut files = files();
        files.orders.cut_at = Some((files.orders.events + events, fate));
    }

    /// Cuts the power now.
    pub fn cut(&self, fate: Fate) {
        files().cut(fate);
    }

    /// True while there is no power.
    pub fn is_dead(&self) -> bool {
        files().orders.is_dead
    }

    /// Power comes back; everything opened before must have been closed.
    pub fn restart(&self) {
        *files() = Files::default();
    }

    /// Refuses the n-th sync from now and every one after it; 0 refuses none.
    pub fn refuse_sync_from(&self, nth: u64) {
        let mut files = files();
        files.orders.refuse_sync_from = (nth > 0).then_some(files.orders.syncs + nth);
    }

    /// Says that it synced and does not.
    pub fn lie(&self) {
        files().orders.lies = true;
    }

    /// Leaves room for that many bytes in all files together; none for all there is.
    pub fn set_room(&self, bytes: Option<u64>) {
        files().orders.room = bytes;
    }

    /// Bytes of all files that were opened.
    pub fn used(&self) -> u64 {
        files().used()
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        *files() = Files::default();
    }
}

/// What the shim asks before it does anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    Done,
    NoPower,
    NoRoom,
    Refused,
}

pub(crate) fn is_dead() -> bool {
    files().orders.is_dead
}

pub(crate) fn opened(path: &Path) {
    let certain = fs::read(path).unwrap_or_default();
    files().known.entry(path.to_path_buf()).or_insert(Known { certain, given: Vec::new() });
}

pub(crate) fn removed(path: &Path) {
    files().known.remove(path);
}

pub(crate) fn may_write(path: &Path, at: usize, bytes: &[u8]) -> Answer {
    let mut files = files();
    if files.step() {
        return Answer::NoPower;
    }
    let size = fs::metadata(path).map_or(0, |it| it.len());
    let grown = ((at + bytes.len()) as u64).saturating_sub(size);
    if grown > 0 && files.orders.room.is_some_and(|room| files.used() + grown > room) {
        return Answer::NoRoom;
    }
    if let Some(known) = files.known.get_mut(path) {
        known.given.push(Given::Bytes(at, bytes.to_vec()));
    }
    Answer::Done
}

pub(crate) fn may_resize(path: &Path, size: usize) -> Answer {
    let mut files = files();
    if files.step() {
        return Answer::NoPower;
    }
    if let Some(known) = files.known.get_mut(path) {
        known.given.push(Given::Size(size));
    }
    Answer::Done
}

pub(crate) fn may_sync(path: &Path) -> Answer {
    let mut files = files();
    if files.step() {
        return Answer::NoPower;
    }
    files.orders.syncs += 1;
    if files.orders.refuse_sync_from.is_some_and(|from| files.orders.syncs >= from) {
        // As Linux does: the pages count as clean afterwards, and a second sync says that all is well.
        if let Some(known) = files.known.get_mut(path) {
            known.given.clear();
        }
        return Answer::Refused;
    }
    let lies = files.orders.lies;
    if let Some(known) = files.known.get_mut(path)
        && !lies
    {
        for given in std::mem::take(&mut known.given) {
            lay(&mut known.certain, &given, usize::MAX);
        }
    }
    Answer::Done
}

impl Files {
    /// Counts an event; true when there is no power for it.
    fn step(&mut self) -> bool {
        self.orders.events += 1;
        if let Some((at, fate)) = self.orders.cut_at
            && self.orders.events >= at
            && !self.orders.is_dead
        {
            self.cut(fate);
        }
        self.orders.is_dead
    }

    fn used(&self) -> u64 {
        self.known.keys().map(|path| fs::metadata(path).map_or(0, |it| it.len())).sum()
    }

    /// Every file becomes what was certain, with as much of the rest as fate leaves.
    fn cut(&mut self, fate: Fate) {
        self.orders.is_dead = true;
        let mut chance = match fate {
            Fate::Lost => 0,
            Fate::Torn(seed) => seed | 1,
        };
        for (path, known) in &mut self.known {
            // The index of the log lives in memory; it is made anew by whoever opens next.
            if !path.exists() || path.to_string_lossy().ends_with("-shm") {
                continue;
            }
            for given in &known.given {
                if fate == Fate::Lost {
                    break;
                }
                match next(&mut chance) % 3 {
                    0 => {}
                    1 => lay(&mut known.certain, given, usize::MAX),
                    _ => {
                        let sectors = usize::try_from(next(&mut chance) % 8).unwrap_or(0);
                        lay(&mut known.certain, given, sectors * SECTOR);
                    }
                }
            }
            // A test of a disk: that this one fails would be told by the assertion that follows.
            drop(fs::write(path, &known.certain));
        }
    }
}

/// Lays something given onto what is certain, its first `most` bytes.
fn lay(certain: &mut Vec<u8>, given: &Given, most: usize) {
    match given {
        Given::Size(size) => certain.resize(*size, 0),
        Given::Bytes(at, bytes) => {
            let bytes = &bytes[..bytes.len().min(most)];
            if certain.len() < at + bytes.len() {
                certain.resize(at + bytes.len(), 0);
            }
            certain[*at..at + bytes.len()].copy_from_slice(bytes);
        }
    }
}

/// Xorshift: the same number gives the same tears.
fn next(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state
}
