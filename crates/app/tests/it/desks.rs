//! Desks of an office at the site: accounts of each kind, signed in, that ask and send as a browser
//! does, without a socket.

use std::sync::Arc;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use samuh::{
    importing::machine_desk,
    server::{App, Config, router},
};
use samuh_engine::clock;
use samuh_people::{
    Door, FirstPassword, NewAccount, NewOfficer, NewPost, PostChoice, Role, open_account,
    waive_second_factor,
};
use tokio::runtime::{Builder, Runtime};
use tower::ServiceExt;

use crate::office::Office;

/// The district of the shipped geography.
pub(crate) const DISTRICT: i64 = 643;
const PASSWORD: &str = "monsoon-tamarind-77";
const BOUNDARY: &str = "a-line-that-no-file-holds";

/// An office with its site.
pub(crate) struct Site {
    /// The office behind it.
    pub(crate) office: Office,
    router: Router,
    runtime: Arc<Runtime>,
}

/// Somebody signed in.
pub(crate) struct Seat {
    router: Router,
    runtime: Arc<Runtime>,
    cookie: String,
}

/// What a page answered.
pub(crate) struct Page {
    /// Its status.
    pub(crate) status: StatusCode,
    /// Where it sends the reader.
    pub(crate) to: String,
    /// Its bytes as text.
    pub(crate) text: String,
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
}

impl Site {
    /// The site of an office that has its places.
    pub(crate) fn of(office: Office) -> Self {
        let config = Config {
            listen: ([127, 0, 0, 1], 0).into(),
            secure: false,
            data: office.path("data"),
            program: env!("CARGO_BIN_EXE_samuh").into(),
            key: Some(office.path("second-factor.key")),
            scanner: None,
            demo: None,
        };
        // A thread of its own answers, as in the program: a test may then read the database itself.
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let app = App::new(office.db(), config).unwrap();
        let router = {
            let _inside = runtime.enter();
            router(app)
        };
        Self { office, router, runtime: Arc::new(runtime) }
    }

    /// Closes the site and leaves the office.
    pub(crate) fn close(self) -> Office {
        self.office
    }

    /// The unit number of a block by its LGD code.
    pub(crate) fn block(&self, code: &str) -> i64 {
        use samuh_places::{Level, gazetteer};
        let places = self.office.db().read(|r| gazetteer(r, &machine_desk(DISTRICT).scope));
        places.unwrap().by_code(Level::Block, code).unwrap()
    }

    /// The unit number of the district's own place.
    pub(crate) fn top(&self) -> i64 {
        let districts = self.office.db().read(samuh_places::all_districts).unwrap();
        districts[0].place_id
    }

    /// Some village, by its unit number.
    pub(crate) fn village(&self) -> i64 {
        use samuh_places::{Level, gazetteer};
        let places = self.office.db().read(|r| gazetteer(r, &machine_desk(DISTRICT).scope));
        let places = places.unwrap();
        let mut villages = places.places().filter(|place| place.level == Level::Village);
        villages.next().unwrap().id
    }

    /// Opens an account and signs it in, with pages in English.
    pub(crate) fn seat(&self, login: &str, role: Role, units: &[i64]) -> Seat {
        let post = NewPost::of(role, units);
        let new = NewAccount {
            login: login.to_owned(),
            lang: "en".into(),
            officer: NewOfficer { name: format!("Officer {login}"), mobile: None },
            post: PostChoice::New(post),
            password: FirstPassword::Given { password: PASSWORD.into(), must_change: false },
        };
        let op = samuh::ids::new_id().unwrap();
        let (db, door) = (self.office.db(), Door::new().unwrap());
        let waiver = samuh::ids::new_id().unwrap();
        let machine = machine_desk(DISTRICT);
        waive_second_factor(&db, &machine, waiver, "test", clock::now()).unwrap();
        open_account(&db, &door, &machine_desk(DISTRICT), op, &new, clock::now()).unwrap();
        self.again(login)
    }

    /// Signs an account in that is open already.
    pub(crate) fn again(&self, login: &str) -> Seat {
        self.again_as(&[("login", login), ("password", PASSWORD)])
    }

    /// Signs in with that form.
    pub(crate) fn again_as(&self, form: &[(&str, &str)]) -> Seat {
        let mut seat = Seat {
            router: self.router.clone(),
            runtime: Arc::clone(&self.runtime),
            cookie: String::new(),
        };
        let (page, cookie) = seat.ask(form_request("/sign-in", form, ""));
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
        seat.cookie = cookie;
        seat
    }
}

impl Seat {
    /// Asks for a page.
    pub(crate) fn get(&self, path: &str) -> Page {
        let request = Request::get(path).header(header::COOKIE, &self.cookie);
        self.ask(request.body(Body::empty()).unwrap()).0
    }

    /// Sends a form.
    pub(crate) fn post(&self, path: &str, form: &[(&str, &str)]) -> Page {
        self.ask(form_request(path, form, &self.cookie)).0
    }

    /// Sends a file.
    pub(crate) fn upload(&self, register: &str, name: &str, file: &[u8]) -> Page {
        let mut body = format!(
            "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"register\"\r\n\r\n{register}\r\n\
             --{BOUNDARY}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             content-type: application/octet-stream\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(file);
        body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let request = Request::post("/imports")
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, kind);
        self.ask(request.body(Body::from(body)).unwrap()).0
    }

    /// Asks for a page until no work goes on behind it.
    pub(crate) fn settled(&self, path: &str) -> Page {
        for _ in 0..300 {
            let page = self.get(path);
            if !page.text.contains("http-equiv=\"refresh\"") {
                return page;
            }
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
        panic!("{path} is still at work");
    }

    /// Sends a file, takes its columns as they were understood, and gives the import's address with
    /// its page.
    pub(crate) fn check(&self, register: &str, name: &str, file: &[u8]) -> (String, Page) {
        let sent = self.upload(register, name, file);
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        let columns = self.settled(&sent.to);
        assert!(columns.text.contains("name=\"c-0-1\""), "{}", columns.text);
        let taken = self.post(&format!("{}/columns", sent.to), &[]);
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text);
        let page = self.settled(&sent.to);
        (sent.to, page)
    }

    fn ask(&self, request: Request<Body>) -> (Page, String) {
        self.runtime.block_on(self.answer(request))
    }

    async fn answer(&self, request: Request<Body>) -> (Page, String) {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let text = |name| {
            let value = parts.headers.get(name).and_then(|value| value.to_str().ok());
            value.unwrap_or_default().to_owned()
        };
        let cookie = text(header::SET_COOKIE).split(';').next().unwrap_or_default().to_owned();
        let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        let page = Page {
            status: parts.status,
            to: text(header::LOCATION),
            text: String::from_utf8_lossy(&bytes).into_owned(),
            bytes,
        };
        (page, cookie)
    }
}

impl Page {
    /// The count of the account of an import under that heading.
    pub(crate) fn count(&self, heading: &str) -> i64 {
        let (_, tally) = self.text.split_once("class=\"tally\"").expect("a tally");
        let (_, rest) = tally.split_once(&format!("<dt>{heading}</dt>")).expect(heading);
        let digits: String = rest.chars().take_while(|c| *c != '/').collect();
        digits.chars().filter(char::is_ascii_digit).collect::<String>().parse().expect("a count")
    }
}

fn form_request(path: &str, form: &[(&str, &str)], cookie: &str) -> Request<Body> {
    let pairs: Vec<String> = form
        .iter()
        .map(|(name, value)| {
            let value = samuh_web::show::in_query(value);
            format!("{}={value}", samuh_web::show::in_query(name))
        })
        .collect();
    Request::post(path)
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(pairs.join("&")))
        .unwrap()
}
