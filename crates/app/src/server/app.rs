//! What every page shares: the database, the door, the settings, and the district's places kept at
//! hand for names and ways down.

use std::{
    collections::HashMap,
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering},
    },
};

use samuh_engine::{Db, Error, Reader, Result, clock};
use samuh_kernel::scope::{Rights, Scope};
use samuh_people::{Door, Seal, Sessions};
use samuh_places::{District, Gazetteer, Level, Place, State};
use samuh_web::words::Overlay;
use tokio::{sync::Semaphore, task::spawn_blocking};

use super::{Config, doorway::Lanes, imports::Jobs, privacy::Reads, ready::Ready, store};
use crate::{emblem::Emblem, sealing};

/// The site's own state. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    db: Db,
    door: Door,
    config: Config,
    homes: Mutex<HashMap<i64, Kept>>,
    jobs: Jobs,
    lanes: Lanes,
    turns: Semaphore,
    scans: Semaphore,
    answered_at: AtomicI64,
    reads: Reads,
    ready: Ready,
    sessions: Sessions,
}

struct Kept {
    home: Arc<Home>,
    edition: store::Edition,
    looked_at: i64,
}

/// How long the places are taken as they are before the register is asked again, microseconds:
/// another process may import places too.
const LOOK_AGAIN: i64 = 1_000_000;

/// Files that the scanner looks at together; clamd has ten threads, and may serve others too.
const SCANS: usize = 4;

/// A district with its places: public facts, kept in memory. What a desk may see of its figures
/// and records is asked of its scope.
pub(crate) struct Home {
    /// The district; none before its places are imported.
    pub(crate) district: Option<District>,
    /// Its state.
    pub(crate) state: Option<State>,
    /// Its places.
    pub(crate) places: Gazetteer,
}

impl App {
    /// The site over a database that is already migrated.
    ///
    /// # Errors
    /// `Broken` when the machine has no randomness or memory to give; the faults of a key file.
    pub fn new(db: Db, config: Config) -> Result<Self> {
        // Whatever door a desk comes through: some acts need a second post.
        db.guard(samuh_groups::gate);
        let door = match &config.key {
            Some(key) => Door::new()?.sealed(opened(&db, key)?),
            None => Door::new()?,
        };
        let jobs = Jobs::of(&config.data);
        let turns = Semaphore::new(db.readers());
        Ok(Self(Arc::new(Inner {
            db,
            door,
            config,
            homes: Mutex::default(),
            jobs,
            lanes: Lanes::default(),
            turns,
            scans: Semaphore::new(SCANS),
            answered_at: AtomicI64::new(0),
            reads: Reads::default(),
            ready: Ready::default(),
            sessions: Sessions::default(),
        })))
    }

    /// The database.
    pub(crate) fn db(&self) -> &Db {
        &self.0.db
    }

    /// Makes sure that the database answers; it is asked once a second at most.
    ///
    /// # Errors
    /// `Broken` when the database cannot be read.
    pub(crate) async fn answers(&self) -> Result<()> {
        if let Some(why) = self.db().failed() {
            return Err(Error::broken(why));
        }
        let now = clock::now();
        if now - self.0.answered_at.load(Ordering::Relaxed) >= LOOK_AGAIN {
            self.read(samuh_places::all_states).await?;
            self.0.answered_at.store(now, Ordering::Relaxed);
        }
        Ok(())
    }

    /// What every page must say now: that the disk is full, or that it failed.
    pub(crate) fn alarm(&self) -> Option<&'static str> {
        match (self.db().failed(), self.db().is_full()) {
            (Some(_), _) => Some("alarm-failed"),
            (None, true) => Some("alarm-full"),
            (None, false) => None,
        }
    }

    /// The door with its counters.
    pub(crate) fn door(&self) -> &Door {
        &self.0.door
    }

    /// The office's emblem for what it prints, if there is one that can be drawn.
    pub(super) fn emblem(&self) -> Option<Vec<u8>> {
        Emblem::of(&self.config().data).picture()
    }

    /// How the site is run.
    pub(crate) fn config(&self) -> &Config {
        &self.0.config
    }

    /// The records of persons that were noted as read.
    pub(super) fn reads(&self) -> &Reads {
        &self.0.reads
    }

    /// Sessions that are known.
    pub(super) fn sessions(&self) -> &Sessions {
        &self.0.sessions
    }

    /// Pages that stand ready.
    pub(super) fn ready(&self) -> &Ready {
        &self.0.ready
    }

    /// The lanes in which requests get their turn.
    pub(crate) fn lanes(&self) -> &Lanes {
        &self.0.lanes
    }

    /// The work on files that were sent.
    pub(crate) fn jobs(&self) -> &Jobs {
        &self.0.jobs
    }

    /// The turns at the scanner of files.
    pub(super) fn scans(&self) -> &Semaphore {
        &self.0.scans
    }

    /// Runs blocking work beside the threads that answer requests.
    pub(crate) async fn blocking<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Self) -> Result<T> + Send + 'static,
    {
        let app = self.clone();
        let done = spawn_blocking(move || work(&app)).await;
        done.unwrap_or_else(|error| Err(Error::broken(format!("work ended: {error}"))))
    }

    /// Reads within one consistent state. No more threads are taken than the database has readers:
    /// who has to wait holds none, and the memory of a thread that waits is spared.
    pub(crate) async fn read<T, F>(&self, read: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Reader) -> Result<T> + Send + 'static,
    {
        let _turn =
            self.0.turns.acquire().await.map_err(|error| Error::broken(error.to_string()))?;
        self.blocking(move |app| app.db().read(read)).await
    }

    /// The district with its places, where the register was looked at a moment ago.
    pub(crate) fn recent_home(&self, district_id: i64) -> Option<Arc<Home>> {
        let now = clock::now();
        self.kept(district_id, |kept| now - kept.looked_at < LOOK_AGAIN)
    }

    /// The district with its places, as the register has them now.
    ///
    /// # Errors
    /// `Broken` when the database cannot be read.
    pub(crate) fn home(&self, reader: &mut Reader, district_id: i64) -> Result<Arc<Home>> {
        let now = clock::now();
        if let Some(home) = self.recent_home(district_id) {
            return Ok(home);
        }
        let edition = store::edition(reader, district_id)?;
        let home = match self.kept(district_id, |kept| kept.edition == edition) {
            Some(home) => home,
            None => Arc::new(Home::load(reader, district_id)?),
        };
        let kept = Kept { home: Arc::clone(&home), edition, looked_at: now };
        self.homes().insert(district_id, kept);
        Ok(home)
    }

    /// The only district of the database, for pages before sign-in.
    ///
    /// # Errors
    /// `Broken` when the database cannot be read.
    pub(crate) fn only_home(&self, reader: &mut Reader) -> Result<Option<Arc<Home>>> {
        match &samuh_places::all_districts(reader)?[..] {
            [only] => self.home(reader, only.id).map(Some),
            _ => Ok(None),
        }
    }

    fn kept(&self, district_id: i64, is_good: impl FnOnce(&Kept) -> bool) -> Option<Arc<Home>> {
        let homes = self.homes();
        let kept = homes.get(&district_id).filter(|kept| is_good(kept))?;
        Some(Arc::clone(&kept.home))
    }

    fn homes(&self) -> std::sync::MutexGuard<'_, HashMap<i64, Kept>> {
        self.0.homes.lock().expect("nobody panics holding the places")
    }
}

/// The seal of the key file. What the disk says names no file, and whoever starts the server must know that it is
/// the key's.
fn opened(db: &Db, key: &Path) -> Result<Seal> {
    sealing::open(db, key).map_err(|error| match error {
        Error::Broken(why) => Error::Broken(format!("{}: {why}", key.display())),
        other => other,
    })
}

impl Home {
    fn load(reader: &mut Reader, district_id: i64) -> Result<Self> {
        let districts = samuh_places::all_districts(reader)?;
        let district = districts.into_iter().find(|district| district.id == district_id);
        let states = samuh_places::all_states(reader)?;
        let state = district
            .as_ref()
            .and_then(|district| states.into_iter().find(|state| state.id == district.state_id));
        // Names and codes of places are public: the whole district, with no right in it.
        let places =
            samuh_places::gazetteer(reader, &Scope::district(district_id, Rights::none()))?;
        Ok(Self { district, state, places })
    }

    /// The words that the state lays over the common ones.
    pub(crate) fn overlay(&self) -> Option<Overlay> {
        Overlay::of_state(&self.state.as_ref()?.abbreviation)
    }

    /// The name of a place in the reader's language; empty for one that is not known.
    pub(crate) fn name(&self, id: i64, hindi: bool) -> &str {
        self.places.get(id).map_or("", |place| place.name(hindi))
    }

    /// The unit number of the district's own place; 0 before its places are imported.
    pub(crate) fn top(&self) -> i64 {
        self.district.as_ref().map_or(0, |district| district.place_id)
    }

    /// The places of a level below (or at) another, in the order of their Hindi names.
    pub(crate) fn below(&self, within: i64, level: Level) -> Vec<&Place> {
        let is_below = |place: &&Place| {
            place.level == level && self.places.lineage(place.id).contains(&within)
        };
        let mut found: Vec<&Place> = self.places.places().filter(is_below).collect();
        found.sort_by(|a, b| (a.name(true), a.id).cmp(&(b.name(true), b.id)));
        found
    }

    /// True where the scope reaches that place: it stands at or below one of its roots.
    pub(crate) fn is_seen(&self, scope: &Scope, id: i64) -> bool {
        let is_known = self.places.get(id).is_some();
        is_known
            && (scope.is_whole_district()
                || self.places.lineage(id).iter().any(|above| scope.roots().contains(above)))
    }

    /// `village, panchayat, block`: where something stands, the smallest first.
    pub(crate) fn address(&self, id: i64, hindi: bool) -> Vec<String> {
        let line = self.places.lineage(id);
        let below = line.iter().filter_map(|id| self.places.get(*id));
        below
            .filter(|place| place.level != Level::District)
            .map(|place| place.name(hindi).to_owned())
            .collect()
    }
}
