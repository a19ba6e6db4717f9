//! The site as a desk asks it: a small district of its own on every engine at hand, asked without a
//! socket.

mod approvals;
mod changes;
mod directions;
mod duplicates;
mod entrance;
mod figures;
mod groups;
mod judging;
mod meetings;
mod pages;
mod posts;
mod rules;
mod saturation;
mod scanned;
mod second_accounts;
mod second_posts;
mod sheets;
mod stale;
mod trail;
mod uploads;

use std::{
    path::{Path, PathBuf},
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use samuh::{
    importing::{self, Asked, Register, Source, machine_desk},
    scanning::Scanner,
    sealing::KEY,
    server::{App, Config, router},
};
use samuh_engine::{Db, Desk, clock, testing::databases};
use samuh_people::{
    Door, FirstAdmin, FirstPassword, NewAccount, NewOfficer, NewPost, PostChoice, Role,
    first_admin, open_account, waive_second_factor,
};
use samuh_places::{Gazetteer, Level};
use tokio::runtime::Runtime;
use tower::ServiceExt;
use uuid::Uuid;

pub(crate) const PASSWORD: &str = "sal-aur-sagaun-41";
pub(crate) const DISTRICT: i64 = 643;
const PROGRAM: &str = env!("CARGO_BIN_EXE_samuh");

/// Groups of two blocks, with what a page must not lose: Hindi, marks of HTML, an inactive one.
const GROUPS: &str = "SHG Code,समूह का नाम,विकासखण्ड,ग्राम पंचायत,ग्राम,गठन दिनांक,LokOS स्थिति\n\
    120001,जय माँ लक्ष्मी,माकड़ी,,,12/05/2026,Entered\n\
    120002,उजाला <b>&,माकड़ी,,,03/06/2026,Approved\n\
    120003,नई किरण,माकड़ी,,,20/11/2024,\n\
    120004,प्रगति,केशकाल,,,12/05/2026,Entered\n";

/// One office with its site.
pub(crate) struct Site {
    pub(crate) engine: &'static str,
    pub(crate) db: Db,
    /// The data folder.
    pub(crate) data: PathBuf,
    router: Router,
    places: Gazetteer,
}

/// What the site answered.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
    pub(crate) bytes: Vec<u8>,
}

impl Reply {
    pub(crate) fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn location(&self) -> &str {
        self.header(header::LOCATION)
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("{}", self.text))
    }

    /// The session of the cookie that was set.
    pub(crate) fn session(&self) -> Option<String> {
        let all = self.headers.get_all(header::SET_COOKIE).iter();
        let mut lines = all.map(|value| value.to_str().unwrap());
        let bare = |line: &str| line.strip_prefix("__Host-").unwrap_or(line).to_owned();
        let line = lines.find_map(|line| bare(line).strip_prefix("samuh=").map(str::to_owned))?;
        line.split(';').next().filter(|token| !token.is_empty()).map(str::to_owned)
    }
}

/// A browser: what it is asked for, and the cookies it sends.
#[derive(Clone, Default)]
pub(crate) struct Browser {
    pub(crate) cookies: String,
    pub(crate) headers: Vec<(&'static str, String)>,
}

/// Every engine at hand, each with Kondagaon's places, four groups and a desk for every role.
pub(crate) fn sites() -> Vec<Site> {
    databases().into_iter().map(|(engine, db)| open(engine, db)).collect()
}

fn open(engine: &'static str, db: Db) -> Site {
    let folder = folder();
    db.transact(samuh_places::add_states).unwrap();
    let geography = Path::new(crate::office::GEOGRAPHY);
    take(&db, Register::Places, geography, 0);
    let groups = folder.join("groups.csv");
    std::fs::write(&groups, GROUPS).unwrap();
    take(&db, Register::Groups, &groups, DISTRICT);
    let scope = machine_desk(DISTRICT).scope;
    let places = db.read(|reader| samuh_places::gazetteer(reader, &scope)).unwrap();
    let router = routes(&db, folder.clone(), false, None);
    let site = Site { engine, db, data: folder, router, places };
    site.desks();
    site
}

fn routes(db: &Db, data: PathBuf, secure: bool, scanner: Option<Scanner>) -> Router {
    let listen = "127.0.0.1:0".parse().unwrap();
    let (program, key) = (PathBuf::from(PROGRAM), Some(data.join(KEY)));
    let config = Config { listen, secure, data, program, key, scanner, demo: None };
    router(App::new(db.clone(), config).unwrap())
}

fn take(db: &Db, register: Register, path: &Path, district: i64) {
    let source = Source { register, path, name: "sheet.csv", program: Path::new(PROGRAM) };
    let desk = machine_desk(district);
    let reading = importing::read(db, &desk, &source, &Asked::default(), &mut |_| {}).unwrap();
    assert!(!reading.is_refused, "{:?}", reading.findings.faults);
    importing::run(db, &desk, &reading).unwrap();
}

fn folder() -> PathBuf {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let mark = format!("{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let folder = std::env::temp_dir().join(format!("samuh-site-{mark}"));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| Runtime::new().unwrap())
}

impl Site {
    /// The same office, served so that browsers come to it over HTTPS only.
    pub(crate) fn over_https(self) -> Self {
        let router = routes(&self.db, self.data.clone(), true, None);
        Self { router, ..self }
    }

    /// The same office, whose files that scanner looks at.
    pub(crate) fn scanned_by(self, scanner: &Scanner) -> Self {
        let router = routes(&self.db, self.data.clone(), false, Some(scanner.clone()));
        Self { router, ..self }
    }

    /// The unit number of a block by its English name.
    pub(crate) fn block(&self, name: &str) -> i64 {
        self.places.by_name(Level::Block, self.top(), name)[0]
    }

    /// The unit number of the district.
    pub(crate) fn top(&self) -> i64 {
        self.places.district().unwrap().id
    }

    /// Some village of a block.
    pub(crate) fn village(&self, block: &str) -> i64 {
        let block = self.block(block);
        let below = self.places.places().filter(|place| place.level == Level::Village);
        below.map(|place| place.id).find(|id| self.places.lineage(*id).contains(&block)).unwrap()
    }

    fn desks(&self) {
        let door = Door::new().unwrap();
        let desk = machine_desk(DISTRICT);
        let given = || FirstPassword::Given { password: PASSWORD.into(), must_change: false };
        let first = FirstAdmin {
            login: "admin".into(),
            name: "R. Sahu".into(),
            lang: "hi".into(),
            password: given(),
        };
        first_admin(&self.db, &door, &desk, Uuid::now_v7(), &first, clock::now()).unwrap();
        waive_second_factor(&self.db, &desk, Uuid::now_v7(), "test", clock::now()).unwrap();
        let makdi = self.block("Makdi");
        let roles = [
            ("collector", Role::Collector, vec![]),
            ("dmmu", Role::Dmmu, vec![]),
            ("makdi", Role::Bmmu, vec![makdi]),
            ("viewer", Role::Viewer, vec![makdi]),
        ];
        for (login, role, units) in roles {
            let post = NewPost::of(role, &units);
            let new = NewAccount {
                login: login.into(),
                lang: "hi".into(),
                officer: NewOfficer {
                    name: "सुनीता नेताम".into(), mobile: None
                },
                post: PostChoice::New(post),
                password: given(),
            };
            open_account(&self.db, &door, &desk, Uuid::now_v7(), &new, clock::now()).unwrap();
        }
    }

    /// An import that waits at a desk: a sheet of one group, read and not entered.
    pub(crate) fn staged(&self, desk: &Desk, mark: i64) -> Uuid {
        let path = folder().join("staged.csv");
        let sheet = format!("SHG Code,समूह का नाम,विकासखण्ड\n{},नया समूह,माकड़ी\n", 700_000 + mark);
        std::fs::write(&path, sheet).unwrap();
        let program = Path::new(PROGRAM);
        let (register, name) = (Register::Groups, "staged.csv");
        let source = Source { register, path: &path, name, program };
        let asked = Asked::default();
        let reading = importing::read(&self.db, desk, &source, &asked, &mut |_| {}).unwrap();
        importing::stage(&self.db, desk, &reading).unwrap().id
    }

    /// Asks without a session.
    pub(crate) fn ask(&self, browser: &Browser, method: Method, path: &str, body: &str) -> Reply {
        let is_json = body.starts_with('{');
        let kind = if is_json { "application/json" } else { "application/x-www-form-urlencoded" };
        self.ask_as(browser, method, path, (kind, body.as_bytes().to_vec()))
    }

    /// Posts a body of that type.
    pub(crate) fn send(&self, browser: &Browser, path: &str, kind: &str, body: Vec<u8>) -> Reply {
        self.ask_as(browser, Method::POST, path, (kind, body))
    }

    fn ask_as(
        &self,
        browser: &Browser,
        method: Method,
        path: &str,
        (kind, body): (&str, Vec<u8>),
    ) -> Reply {
        let mut request =
            Request::builder().method(method).uri(path).header(header::HOST, "office");
        if !browser.cookies.is_empty() {
            request = request.header(header::COOKIE, &browser.cookies);
        }
        for (name, value) in &browser.headers {
            request = request.header(*name, value);
        }
        let request = request.header(header::CONTENT_TYPE, kind);
        let request = request.body(Body::from(body)).unwrap();
        runtime().block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
            let text = String::from_utf8_lossy(&bytes).into_owned();
            Reply { status: parts.status, headers: parts.headers, text, bytes }
        })
    }

    pub(crate) fn get(&self, browser: &Browser, path: &str) -> Reply {
        self.ask(browser, Method::GET, path, "")
    }

    pub(crate) fn post(&self, browser: &Browser, path: &str, body: &str) -> Reply {
        self.ask(browser, Method::POST, path, body)
    }

    /// A browser signed in as that login.
    pub(crate) fn as_desk(&self, login: &str) -> Browser {
        let form = format!("login={login}&password={PASSWORD}&next=/");
        let reply = self.post(&Browser::default(), "/sign-in", &form);
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}: {}", self.engine, reply.text);
        let cookies = format!("samuh={}", reply.session().unwrap());
        Browser { cookies, headers: Vec::new() }
    }
}
