//! The site as the demo's officers use it: one browser that signs in, opens pages and sends forms, with
//! the clock of that day.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, header},
};
use chrono::NaiveDate;
use samuh_engine::{Db, Error, Result, clock};
use samuh_web::show::in_query;
use tower::ServiceExt;

use super::desks::PASSWORD;
use crate::{
    ids::new_id,
    server::{App, Config, router},
};

/// Microseconds of an hour.
pub(super) const HOUR: i64 = 3_600_000_000;

/// The site with one browser.
pub(super) struct Office {
    site: Router,
    runtime: tokio::runtime::Runtime,
    cookie: String,
}

/// Sets the clock to an hour of a day; of today to no later one than it is.
pub(super) fn at(day: NaiveDate, hour: i64) {
    clock::unset();
    clock::set(clock::now().min(clock::start_of(day) + hour * HOUR));
}

impl Office {
    /// The site on its data.
    pub(super) fn open(db: &Db, config: &Config) -> Result<Self> {
        let site = router(App::new(db.clone(), config.clone())?);
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
        Ok(Self { site, runtime, cookie: String::new() })
    }

    /// Signs in as one of the demo's logins.
    pub(super) fn sign_in(&mut self, login: &str) -> Result<()> {
        self.cookie.clear();
        let form = [("login", login.to_owned()), ("password", PASSWORD.to_owned())];
        self.post("/sign-in", &form).map(drop)
    }

    /// Sends a form; answers where the site leads to.
    pub(super) fn post(&mut self, path: &str, form: &[(&str, String)]) -> Result<String> {
        let owned = form.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        self.send(path, owned)
    }

    /// Sends a form with an op of its own; answers where the site leads to.
    pub(super) fn send(&mut self, path: &str, mut form: Vec<(String, String)>) -> Result<String> {
        form.push(("op".to_owned(), new_id()?.to_string()));
        let pair =
            |(name, value): &(String, String)| format!("{}={}", in_query(name), in_query(value));
        let body = form.iter().map(pair).collect::<Vec<_>>().join("&");
        let (status, headers, text) =
            self.ask("POST", path, ("application/x-www-form-urlencoded", body))?;
        if let Some(cookie) = session(&headers) {
            self.cookie = cookie;
        }
        let to = headers.get(header::LOCATION).and_then(|to| to.to_str().ok());
        match to {
            Some(to) if status.is_redirection() => Ok(to.to_owned()),
            _ => Err(Error::broken(format!("demo: {path} answered {status}: {}", problems(&text)))),
        }
    }

    /// Sends the report of a post, as the office enters it.
    pub(super) fn report(&mut self, path: &str, post: i64, text: &str) -> Result<()> {
        const EDGE: &str = "samuh-demo-edge";
        let op = new_id()?.to_string();
        let fields =
            [("op", op.as_str()), ("post", &post.to_string()), ("version", "1"), ("text", text)];
        let part = |(name, value): &(&str, &str)| {
            format!(
                "--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            )
        };
        let body = format!("{}--{EDGE}--\r\n", fields.iter().map(part).collect::<String>());
        let kind = format!("multipart/form-data; boundary={EDGE}");
        let (status, _, text) = self.ask("POST", path, (&kind, body))?;
        if status.is_redirection() {
            return Ok(());
        }
        Err(Error::broken(format!("demo: {path} answered {status}: {}", problems(&text))))
    }

    /// The edition that a page's form carries.
    pub(super) fn version(&self, path: &str) -> Result<String> {
        let text = self.get(path)?;
        let found =
            text.split("name=\"version\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        found.map(str::to_owned).ok_or_else(|| Error::broken("demo: a form without its edition"))
    }

    /// The text of a page.
    pub(super) fn get(&self, path: &str) -> Result<String> {
        Ok(self.ask("GET", path, ("text/plain", String::new()))?.2)
    }

    fn ask(
        &self,
        method: &str,
        path: &str,
        (kind, body): (&str, String),
    ) -> Result<(axum::http::StatusCode, axum::http::HeaderMap, String)> {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "demo")
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, kind)
            .header(header::COOKIE, format!("samuh={}", self.cookie))
            .body(Body::from(body))
            .map_err(|error| Error::broken(format!("demo: {error}")))?;
        let site = self.site.clone();
        self.runtime.block_on(async move {
            let Ok(response) = site.oneshot(request).await;
            let (parts, body) = response.into_parts();
            let bytes = to_bytes(body, 8 << 20)
                .await
                .map_err(|error| Error::broken(format!("demo: {error}")))?;
            Ok((parts.status, parts.headers, String::from_utf8_lossy(&bytes).into_owned()))
        })
    }
}

fn session(headers: &axum::http::HeaderMap) -> Option<String> {
    let lines = headers.get_all(header::SET_COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut lines = lines.filter_map(|line| line.strip_prefix("samuh="));
    lines
        .find_map(|line| line.split(';').next())
        .filter(|token| !token.is_empty())
        .map(str::to_owned)
}

/// What a refused page says is wrong.
fn problems(text: &str) -> String {
    let said = text.split("class=\"problems\"").nth(1).unwrap_or(text);
    said.chars().take(400).collect()
}
