//! The site: pages, forms and the small JSON interface, drawn on the server and usable without
//! scripts.

mod api;
mod app;
mod approvals;
mod awards;
mod changes;
mod checks;
mod dashboard;
mod directions;
mod doctor;
mod doorway;
mod drafts;
mod duplicates;
mod entrance;
mod events;
mod excel;
mod fail;
mod federations;
mod figures;
mod groups;
mod hop;
mod imports;
mod inbox;
mod invitation;
mod kept;
mod layers;
mod lokos;
mod meetings;
mod members;
mod own;
mod packs;
mod places;
mod posts;
mod privacy;
mod query;
mod rankings;
mod ready;
mod received;
mod registers;
mod reported;
mod reports;
mod routes;
mod rules;
mod saturation;
mod search;
mod second;
mod sheet;
mod small;
mod store;
mod targets;
mod trail;
mod users;
mod visit;

use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    time::Duration,
};

use samuh_engine::{Db, Error, Result, audit::chain, clock};

use crate::{
    keeping::{Nightly, run_due},
    notifying::{Settings, send_due},
    scanning::Scanner,
};

pub use api::document as openapi;
pub use app::App;
pub(crate) use dashboard::{BESIDE, Board, Span, forecasts};
pub use doorway::CONNECTIONS;
pub(crate) use meetings::Names as PostNames;
pub use routes::{Needs, ROUTES, Route, router};

/// How long an act waits at most before it is in the chain of the trail.
const SEAL_EVERY: Duration = Duration::from_secs(2);

/// How often the timetable is looked at.
const MINUTE: Duration = Duration::from_secs(60);

/// Descriptors that are asked of the machine.
const DESCRIPTORS: u64 = 16_384;

/// How the site is run.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where it listens.
    pub listen: SocketAddr,
    /// True behind HTTPS: cookies are sent over it only, and browsers are told to keep to it.
    pub secure: bool,
    /// The data folder: uploads lie in it until they have been read.
    pub data: PathBuf,
    /// The program that can be started as the reading child of an import: `samuh` itself.
    pub program: PathBuf,
    /// The key file by which the keys of one-time codes are sealed; none where nobody sets any up.
    pub key: Option<PathBuf>,
    /// The scanner that looks at every file that is sent, if there is one.
    pub scanner: Option<Scanner>,
    /// The logins that the sign-in page shows, in a demonstration only.
    pub demo: Option<Vec<DemoLogin>>,
}

/// A login of the demonstration: fixed, and shown to everybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoLogin {
    /// What is typed.
    pub login: String,
    /// The password.
    pub password: String,
    /// The post's kind.
    pub role: samuh_people::Role,
}

/// What a served site does besides answering.
#[derive(Clone)]
pub struct Running {
    /// The nightly backup, if there is one.
    pub nightly: Option<Nightly>,
    /// Connections that are served at once; see [`CONNECTIONS`].
    pub connections: usize,
    /// Where notices are sent beyond the inbox, if anywhere.
    pub notices: Option<Settings>,
    /// The proxies before the site, which say whose requests they hand on.
    pub proxies: Vec<IpAddr>,
}

/// Serves until the machine or the person at it says stop; requests in hand are answered first.
/// `ready` hears the address once the site answers.
///
/// # Errors
/// `Broken` when the address is taken or the machine refuses.
pub fn serve(
    db: Db,
    config: Config,
    running: Running,
    ready: impl FnOnce(SocketAddr),
) -> Result<()> {
    // A connection needs a descriptor; where no more are given, fewer are served.
    let _ = rlimit::increase_nofile_limit(DESCRIPTORS);
    let machine = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Error::broken(format!("threads: {error}")))?;
    let listen = config.listen;
    // It reads the database, which on PostgreSQL is not done from a thread that drives requests.
    let app = App::new(db, config)?;
    machine.block_on(async move {
        let listener =
            doorway::listen(listen).map_err(|error| Error::broken(format!("{listen}: {error}")))?;
        let address = listener.local_addr().map_err(|error| Error::broken(error.to_string()))?;
        let housekeeping = tokio::spawn(imports::keep_house(app.clone()));
        let sealing = tokio::spawn(seal_for_ever(app.clone()));
        let last = app.clone();
        if let Some(nightly) = running.nightly {
            tokio::spawn(keep_timetable(app.clone(), nightly));
        }
        if let Some(settings) = running.notices {
            tokio::spawn(send_notices(app.clone(), settings));
        }
        tracing::info!(%address, "site opened");
        ready(address);
        let door = (running.connections, &running.proxies[..]);
        doorway::serve(listener, router(app), door, told_to_stop()).await;
        housekeeping.abort();
        sealing.abort();
        seal(&last).await;
        tracing::info!(%address, "site closed");
        Ok(())
    })
}

/// Puts finished acts into the chain of the trail, a moment after their commit.
async fn seal_for_ever(app: App) {
    let mut round = tokio::time::interval(SEAL_EVERY);
    round.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        round.tick().await;
        seal(&app).await;
    }
}

async fn seal(app: &App) {
    if let Err(error) = app.blocking(|app| chain::seal(app.db(), clock::now())).await {
        // The next round takes them.
        tracing::warn!(%error, "the chain was not sealed");
    }
}

/// Looks every minute whether the nightly backup is due.
async fn keep_timetable(app: App, nightly: Nightly) {
    let mut minutes = tokio::time::interval(MINUTE);
    minutes.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        minutes.tick().await;
        let nightly = nightly.clone();
        let looked = app.blocking(move |app| run_due(app.db(), &nightly, clock::now())).await;
        if let Err(error) = looked {
            tracing::error!(%error, "the timetable could not be kept");
        }
    }
}

/// Sends every minute what is due.
async fn send_notices(app: App, settings: Settings) {
    let mut minutes = tokio::time::interval(MINUTE);
    minutes.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        minutes.tick().await;
        let settings = settings.clone();
        let sent = app.blocking(move |app| send_due(app.db(), &settings, clock::now())).await;
        if let Err(error) = sent {
            tracing::error!(%error, "notices could not be sent");
        }
    }
}

async fn told_to_stop() {
    let by_hand = async { drop(tokio::signal::ctrl_c().await) };
    #[cfg(unix)]
    let by_machine = async {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => drop(terminate.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let by_machine = std::future::pending::<()>();
    tokio::select! { () = by_hand => {}, () = by_machine => {} }
}
