//! The disk is full (T4): nothing acknowledged is lost, the office is told so in its language with
//! status 507, reading goes on, and entering goes on by itself once there is room.

use std::fs;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use samuh::{
    importing::machine_desk,
    server::{App, Config, router},
};
use samuh_engine::{Db, Error, clock};
use samuh_faulty::Disk;
use samuh_people::{Door, FirstAdmin, FirstPassword, first_admin, waive_second_factor};
use tokio::runtime::{Builder, Runtime};
use tower::ServiceExt;

use crate::kit::{DISTRICT, act, folder, left, open, prepared};

const PASSWORD: &str = "mahua-ki-chhaon-77";

struct Site {
    router: Router,
    machine: Runtime,
    cookie: String,
}

impl Site {
    fn open(db: &Db, folder: &std::path::Path) -> Self {
        let first = FirstAdmin {
            login: "admin".into(),
            name: "R. Sahu".into(),
            lang: "en".into(),
            password: FirstPassword::Given { password: PASSWORD.into(), must_change: false },
        };
        let id = samuh::ids::new_id().unwrap();
        let (door, desk) = (Door::new().unwrap(), machine_desk(DISTRICT));
        let waiver = samuh::ids::new_id().unwrap();
        waive_second_factor(db, &desk, waiver, "test", clock::now()).unwrap();
        first_admin(db, &door, &desk, id, &first, clock::now()).unwrap();
        let config = Config {
            listen: ([127, 0, 0, 1], 0).into(),
            secure: false,
            data: folder.to_path_buf(),
            program: "samuh".into(),
            key: None,
            scanner: None,
            demo: None,
        };
        let machine = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let app = App::new(db.clone(), config).unwrap();
        let router = machine.block_on(async { router(app) });
        let mut site = Self { router, machine, cookie: String::new() };
        let (status, _, cookie) = site.sign_in("en");
        assert_eq!(status, StatusCode::SEE_OTHER);
        site.cookie = cookie;
        site
    }

    fn ask(&self, request: Request<Body>) -> (StatusCode, String, String) {
        self.machine.block_on(async {
            let answer = self.router.clone().oneshot(request).await.unwrap();
            let (parts, body) = answer.into_parts();
            let cookie = parts.headers.get(header::SET_COOKIE).and_then(|it| it.to_str().ok());
            let cookie = cookie.unwrap_or_default().split(';').next().unwrap_or_default();
            let bytes = to_bytes(body, usize::MAX).await.unwrap();
            (parts.status, String::from_utf8_lossy(&bytes).into_owned(), cookie.to_owned())
        })
    }

    fn get(&self, path: &str, lang: &str) -> (StatusCode, String) {
        let cookie = format!("{}; samuh_lang={lang}", self.cookie);
        let request = Request::get(path).header(header::COOKIE, cookie);
        let (status, text, _) = self.ask(request.body(Body::empty()).unwrap());
        (status, text)
    }

    /// Signing in writes a session: the smallest thing an office enters.
    fn sign_in(&self, lang: &str) -> (StatusCode, String, String) {
        let request = Request::post("/sign-in")
            .header(header::COOKIE, format!("samuh_lang={lang}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let form = format!("login=admin&password={PASSWORD}&next=/");
        self.ask(request.body(Body::from(form)).unwrap())
    }
}

#[test]
fn on_a_full_disk_the_office_is_told_reads_on_and_goes_on_once_there_is_room() {
    let disk = Disk::take();
    let folder = folder();
    let file = prepared(&folder);
    disk.restart();
    let db = open(&file);
    let site = Site::open(&db, &folder);
    disk.set_room(Some(disk.used() + 300_000));
    let (mut acked, mut number) = (Vec::new(), 0);
    loop {
        number += 1;
        match act(&db, number) {
            Ok(number) => acked.push(number),
            Err(Error::StorageFull) => break,
            Err(other) => panic!("a full disk is said to be {other}"),
        }
    }
    assert!(acked.len() > 5 && db.is_full(), "{} acts found room", acked.len());
    for (lang, told, banner) in [
        ("en", "There is no room on the disk", "The disk is full"),
        ("hi", "डिस्क में जगह नहीं है", "डिस्क भर गई है"),
    ] {
        let (status, page, _) = site.sign_in(lang);
        assert_eq!(status, StatusCode::INSUFFICIENT_STORAGE, "{page}");
        assert!(page.contains(told), "{page}");
        for address in ["/users", "/account", "/groups"] {
            let (status, page) = site.get(address, lang);
            assert_eq!(status, StatusCode::OK, "reading goes on: {address}");
            assert!(page.contains(banner), "{address}: {page}");
        }
    }
    assert_eq!(site.get("/health", "en").0, StatusCode::OK, "a full disk asks for no restart");
    disk.set_room(None);
    assert_eq!(site.sign_in("en").0, StatusCode::SEE_OTHER, "without a restart");
    assert!(!site.get("/users", "en").1.contains("The disk is full"));
    acked.push(act(&db, number + 1).unwrap());
    drop((site, db));
    let left = left(&file);
    println!("full disk: {} acknowledged, {} left", acked.len(), left.whole.len());
    assert_eq!(left.lacks(&acked), 0);
    assert!(left.unsound.is_empty(), "{:?}", left.unsound);
    fs::remove_dir_all(folder).unwrap();
}

/// The twin: with room the same acts are all taken, so it was the room that stopped them.
#[test]
fn with_room_the_same_acts_are_all_taken() {
    let disk = Disk::take();
    let folder = folder();
    let file = prepared(&folder);
    disk.restart();
    let db = open(&file);
    assert!((1..400).all(|number| act(&db, number).is_ok()) && !db.is_full());
    drop(db);
    fs::remove_dir_all(folder).unwrap();
}
