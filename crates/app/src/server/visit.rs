//! Who visits: the session behind the cookie, the language, the address, and the page around every
//! page.

use std::{
    net::IpAddr,
    sync::{Arc, OnceLock},
};

use axum::{
    extract::{ConnectInfo, FromRequestParts, MatchedPath, OptionalFromRequestParts, Request},
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header, request::Parts},
    response::{Html, IntoResponse, Response},
};
use maud::Markup;
use samuh_engine::{Desk, Error, Result, clock};
use samuh_kernel::scope::{Area, Right, Scope};
use samuh_people::{SignedIn, Stage, Token};
use samuh_web::{
    page::{self, Section, Shell, Who},
    words::{Lang, Words},
};

use super::{
    App,
    app::Home,
    fail::{Answer, Fail},
    registers::unrepeated,
    routes::Needs,
    store,
};

/// The session's cookie and the language's. Where browsers come over HTTPS only, both begin with a
/// prefix by which no sister site can plant them (ASVS 3.3.3).
pub(crate) const SESSION: &str = "samuh";
pub(crate) const LANGUAGE: &str = "samuh_lang";
/// A language chosen is remembered for a year, seconds.
const YEAR: i64 = 31_536_000;
const HOST: &str = "__Host-";

/// Where a request stands: what pages need of it before anybody is known.
#[derive(Debug, Clone)]
pub(crate) struct Here {
    /// Path and query, without what no address may hold: pages repeat it.
    pub(crate) address: String,
    /// The page it came from, on this site.
    pub(crate) back: Option<String>,
    /// The pattern of the route, for the log.
    pub(crate) route: String,
    /// True where JSON is spoken.
    pub(crate) is_api: bool,
    /// True where htmx asks for a part of a page.
    pub(crate) is_swap: bool,
    /// The language of the cookie.
    pub(crate) lang: Option<Lang>,
    /// The session's token.
    pub(crate) token: Option<Token>,
    /// The account that asks, once it is known; for the log.
    pub(crate) account: Arc<OnceLock<i64>>,
}

impl Here {
    /// Reads it from a request.
    pub(super) fn of(request: &Request, secure: bool) -> Self {
        let headers = request.headers();
        let prefix = if secure { HOST } else { "" };
        let said = |name: &str| cookie(headers, &format!("{prefix}{name}"));
        let route = request.extensions().get::<MatchedPath>();
        let address = request.uri().path_and_query().map_or("/", |whole| whole.as_str());
        Self {
            address: unrepeated(request.uri()).unwrap_or_else(|| address.to_owned()),
            back: came_from(headers),
            route: route.map_or("none", MatchedPath::as_str).to_owned(),
            is_swap: headers.contains_key("hx-request"),
            is_api: request.uri().path().starts_with("/api/"),
            lang: said(LANGUAGE).and_then(Lang::of),
            token: said(SESSION).and_then(|text| text.parse().ok()),
            account: Arc::default(),
        }
    }

    /// The address without what follows the question mark.
    pub(crate) fn path(&self) -> &str {
        self.address.split('?').next().unwrap_or("/")
    }
}

fn came_from(headers: &HeaderMap) -> Option<String> {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let (from, host) = (text(header::REFERER)?, text(header::HOST)?);
    let rest = from.split_once("://")?.1.strip_prefix(host)?;
    if !rest.starts_with('/') {
        return None;
    }
    // What no address of ours may hold is not taken over from where the reader was either.
    let clean = rest.parse().ok().and_then(|from: Uri| unrepeated(&from));
    Some(clean.unwrap_or_else(|| rest.to_owned()))
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = all.flat_map(|line| line.split(';')).filter_map(|pair| pair.split_once('='));
    pairs.find(|(known, _)| known.trim() == name).map(|(_, value)| value.trim())
}

/// Somebody signed in, at a desk that may work.
#[derive(Clone)]
pub(crate) struct Visitor {
    /// The site.
    pub(crate) app: App,
    /// The session.
    pub(crate) who: Arc<SignedIn>,
    /// The district.
    pub(crate) home: Arc<Home>,
    /// The words of the reader's language and state.
    pub(crate) words: &'static Words,
    /// The request's place.
    pub(crate) here: Here,
    /// When anything last changed in the district, microseconds UTC.
    pub(crate) updated_at: Option<i64>,
}

impl Visitor {
    /// The desk.
    pub(crate) fn desk(&self) -> &Desk {
        &self.who.desk
    }

    /// What the desk may see and do.
    pub(crate) fn scope(&self) -> &Scope {
        &self.who.desk.scope
    }

    /// True where the page is in Hindi.
    pub(crate) fn hindi(&self) -> bool {
        self.words.lang() == Lang::Hi
    }

    /// The name of a place; the district says that it is one, for a block may have the same name.
    pub(crate) fn called(&self, place: i64, hindi: bool) -> String {
        let name = self.home.name(place, hindi);
        if place != self.home.top() {
            return name.to_owned();
        }
        let words = Words::of(if hindi { Lang::Hi } else { Lang::En }, self.home.overlay());
        words.args("office-district", &[("district", name.into())])
    }

    /// Refuses a desk without that right.
    pub(crate) fn may(&self, right: Right, area: Area) -> Answer<()> {
        if self.scope().may(right, area) { Ok(()) } else { Err(Error::Denied("right").into()) }
    }

    /// A page in its frame.
    pub(crate) fn page(&self, title: &str, section: Option<Section>, body: Markup) -> Response {
        answer(page::draw(&self.shell(title, section), body))
    }

    /// The frame of a page, to be filled in further.
    pub(crate) fn shell(&self, title: &str, section: Option<Section>) -> Shell<'static> {
        Shell {
            active: section,
            sections: sections(self.scope()),
            who: Some(self.reader()),
            district: district_line(&self.home, self.words),
            here: self.here.address.clone(),
            updated_at: self.updated_at,
            synthetic: self.app.config().demo.is_some(),
            swaps: true,
            alarm: self.app.alarm(),
            ..Shell::new(self.words, title)
        }
    }

    fn reader(&self) -> Who {
        let (who, words) = (&*self.who, self.words);
        let title = if self.hindi() { &who.title_hi } else { &who.title_en };
        let role = || words.t(&format!("role-{}", who.role.code()));
        let roots = match who.desk.scope.roots() {
            [] => &[self.home.top()][..],
            roots => roots,
        };
        let names: Vec<&str> = roots.iter().map(|id| self.home.name(*id, self.hindi())).collect();
        Who {
            name: who.officer_name.clone(),
            post: title.clone().unwrap_or_else(role),
            place: names
                .iter()
                .filter(|name| !name.is_empty())
                .take(2)
                .copied()
                .collect::<Vec<_>>()
                .join(", "),
        }
    }
}

impl FromRequestParts<App> for Visitor {
    type Rejection = Fail;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Answer<Self> {
        let here = here(parts);
        let token = here.token.clone().ok_or(Fail::SignIn)?;
        // Only what changes something is kept with where it was asked from.
        let origin = if parts.method.is_safe() { String::new() } else { origin(parts) };
        let visitor = match known(app, &here, &token, &origin) {
            Some(visitor) => visitor,
            None => {
                let read = app.blocking(move |app| read(app, here, &token, &origin));
                read.await?.ok_or(Fail::SignIn)?
            }
        };
        visitor.here.account.get_or_init(|| visitor.who.account_id);
        if let Some(owed) = owed(&visitor) {
            return Err(Fail::Owes(owed));
        }
        let needs = parts.extensions.get::<Needs>();
        match needs.ok_or_else(|| Error::broken("an address that is not in the table of routes"))? {
            Needs::Nobody | Needs::SignedIn => {}
            Needs::Right(right, area) => visitor.may(*right, *area)?,
        }
        Ok(visitor)
    }
}

/// Where a session must go first that owes something; nowhere from the page where it is paid.
fn owed(visitor: &Visitor) -> Option<&'static str> {
    let who = &visitor.who;
    let first = match who.stage {
        Stage::Code => "/sign-in/code",
        _ if who.must_change => "/account/password",
        Stage::Enrol => "/account/second-factor",
        Stage::Open => return None,
    };
    (visitor.here.path() != first).then_some(first)
}

/// For pages that are there for everybody but know a reader who is signed in.
impl OptionalFromRequestParts<App> for Visitor {
    type Rejection = Fail;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Answer<Option<Self>> {
        match <Self as FromRequestParts<App>>::from_request_parts(parts, app).await {
            Ok(visitor) => Ok(Some(visitor)),
            Err(Fail::SignIn | Fail::Owes(_)) => Ok(None),
            Err(other) => Err(other),
        }
    }
}

/// A program's visitor, where nothing need be read: it is not told when data last changed, and its
/// session and the places were looked at a moment ago.
fn known(app: &App, here: &Here, token: &Token, origin: &str) -> Option<Visitor> {
    if !here.is_api {
        return None;
    }
    let who = app.sessions().known(app.db(), token, clock::now())?;
    let home = app.recent_home(who.desk.district_id())?;
    Some(visitor(app, here.clone(), (who, home, None), origin))
}

/// The visitor as the register knows him; none where the session is over.
fn read(app: &App, here: Here, token: &Token, origin: &str) -> Result<Option<Visitor>> {
    let Some(who) = app.sessions().desk(app.db(), token, clock::now())? else { return Ok(None) };
    let district_id = who.desk.district_id();
    let (home, updated_at) = app.db().read(|reader| {
        let home = app.home(reader, district_id)?;
        let at = if here.is_api { None } else { store::last_change(reader, district_id)? };
        Ok((home, at))
    })?;
    Ok(Some(visitor(app, here, (who, home, updated_at), origin)))
}

fn visitor(
    app: &App,
    here: Here,
    (mut who, home, updated_at): (Arc<SignedIn>, Arc<Home>, Option<i64>),
    origin: &str,
) -> Visitor {
    if !origin.is_empty() {
        let who = Arc::make_mut(&mut who);
        who.desk = who.desk.clone().from(origin);
    }
    let lang = here.lang.or_else(|| Lang::of(&who.lang)).unwrap_or(Lang::Hi);
    let words = Words::of(lang, home.overlay());
    Visitor { app: app.clone(), who, home, words, here, updated_at }
}

fn here(parts: &Parts) -> Here {
    parts.extensions.get::<Here>().cloned().expect("every route stands inside `dress`")
}

/// The place of a request whose visitor need not be known.
impl FromRequestParts<App> for Here {
    type Rejection = Fail;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Answer<Self> {
        Ok(here(parts))
    }
}

/// The network address a request comes from; our own where there is no network between.
pub(crate) struct Address(pub(crate) IpAddr);

impl FromRequestParts<App> for Address {
    type Rejection = Fail;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Answer<Self> {
        Ok(Self(address_of(parts)))
    }
}

fn address_of(parts: &Parts) -> IpAddr {
    let info = parts.extensions.get::<ConnectInfo<std::net::SocketAddr>>();
    info.map_or(IpAddr::from([127, 0, 0, 1]), |info| info.0.ip())
}

/// Address and device, as the trail keeps them.
fn origin(parts: &Parts) -> String {
    let agent = parts.headers.get(header::USER_AGENT).and_then(|text| text.to_str().ok());
    format!("{} · {}", address_of(parts), device_of(agent.unwrap_or_default()))
}

/// What the list of sessions shows: browser and system, as the browser tells them.
pub(crate) struct Device(pub(crate) String);

impl FromRequestParts<App> for Device {
    type Rejection = Fail;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Answer<Self> {
        let agent = parts.headers.get(header::USER_AGENT).and_then(|text| text.to_str().ok());
        Ok(Self(device_of(agent.unwrap_or_default())))
    }
}

fn device_of(agent: &str) -> String {
    let named = |known: &[(&str, &'static str)]| {
        known.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
    };
    let browser = named(&[
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ]);
    let system = named(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => "—".to_owned(),
    }
}

/// A page for somebody who is not signed in: `draw` gives title and body in the reader's words.
pub(crate) fn bare(
    app: &App,
    here: &Here,
    draw: impl FnOnce(&'static Words) -> (String, Markup),
) -> Result<Response> {
    let signed = match &here.token {
        Some(token) => read(app, here.clone(), token, "")?,
        None => None,
    };
    if let Some(visitor) = signed.filter(|visitor| owed(visitor).is_none()) {
        let (title, body) = draw(visitor.words);
        return Ok(visitor.page(&title, None, body));
    }
    let home = app.db().read(|reader| app.only_home(reader))?;
    let overlay = home.as_ref().and_then(|home| home.overlay());
    let words = Words::of(here.lang.unwrap_or(Lang::Hi), overlay);
    let (title, body) = draw(words);
    let shell = Shell {
        district: home.map(|home| district_line(&home, words)).unwrap_or_default(),
        here: here.address.clone(),
        synthetic: app.config().demo.is_some(),
        alarm: app.alarm(),
        ..Shell::new(words, title)
    };
    Ok(answer(page::draw(&shell, body)))
}

/// A finished page. Pages hold people's data: no browser keeps them.
pub(crate) fn answer(page: Markup) -> Response {
    let mut response = Html(page.into_string()).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::VARY, HeaderValue::from_static("Cookie"));
    response
}

/// A part of a page, for htmx.
pub(crate) fn fragment(part: Markup) -> Response {
    let mut response = answer(part);
    vary_by_swap(&mut response);
    response
}

/// Says that the address answers htmx with a part and everybody else with the whole page.
pub(crate) fn vary_by_swap(response: &mut Response) {
    let by = HeaderValue::from_static("Cookie, HX-Request");
    response.headers_mut().insert(header::VARY, by);
}

/// The same page with another status.
pub(crate) fn with_status(status: StatusCode, mut response: Response) -> Response {
    *response.status_mut() = status;
    response
}

/// Gives the browser its session; an empty token takes it away.
pub(crate) fn set_session(app: &App, response: &mut Response, token: Option<(&Token, i64)>) {
    let (value, seconds) = match token {
        Some((token, expires_at)) => {
            (token.to_string(), ((expires_at - clock::now()) / 1_000_000).max(0))
        }
        None => (String::new(), 0),
    };
    set_cookie(app, response, &format!("{SESSION}={value}"), seconds);
}

/// Remembers the language in the browser.
pub(crate) fn set_language(app: &App, response: &mut Response, lang: Lang) {
    set_cookie(app, response, &format!("{LANGUAGE}={}", lang.code()), YEAR);
}

fn set_cookie(app: &App, response: &mut Response, pair: &str, seconds: i64) {
    let (prefix, secure) = if app.config().secure { (HOST, "; Secure") } else { ("", "") };
    let line = format!("{prefix}{pair}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    if let Ok(value) = HeaderValue::from_str(&line) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

fn sections(scope: &Scope) -> Vec<Section> {
    let may = |section: &Section| match section {
        Section::Dashboard | Section::Reported | Section::Reports => {
            scope.may(Right::See, Area::Figures)
        }
        Section::Groups | Section::Members | Section::Saturation | Section::Federations => {
            scope.may(Right::See, Area::Groups)
        }
        Section::Places => scope.may(Right::See, Area::Places),
        Section::Registers => scope.may(Right::See, Area::Groups),
        Section::Meetings => scope.may(Right::See, Area::Meetings),
        Section::Approvals => {
            scope.may(Right::Enter, Area::Groups) || scope.may(Right::Enter, Area::Plans)
        }
        Section::Targets => scope.may(Right::See, Area::Plans),
        Section::Imports => scope.may(Right::See, Area::Imports),
        Section::Users => scope.may(Right::See, Area::People),
    };
    Section::ALL.into_iter().filter(may).collect()
}

fn district_line(home: &Home, words: &Words) -> String {
    let hindi = words.lang() == Lang::Hi;
    let Some(district) = &home.district else { return String::new() };
    let name = samuh_places::Place::name;
    let of_place = home.places.get(district.place_id).map(|place| name(place, hindi).to_owned());
    let state = home.state.as_ref();
    let state = state.map(|state| if hindi { &state.name_hi } else { &state.name_en });
    let parts = [of_place.as_deref(), state.map(String::as_str)];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_told_by_browser_and_system() {
        let agent = "Mozilla/5.0 (Linux; Android 13) AppleWebKit Chrome/120 Mobile Safari/537";
        assert_eq!(device_of(agent), "Chrome, Android");
        assert_eq!(
            device_of("Mozilla/5.0 (Windows NT 10.0) Gecko Firefox/130"),
            "Firefox, Windows"
        );
        assert_eq!(device_of("curl/8"), "—");
    }

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("a=1; samuh=ab ; samuh_lang=hi"));
        assert_eq!(cookie(&headers, SESSION), Some("ab"));
        assert_eq!(cookie(&headers, LANGUAGE), Some("hi"));
        assert_eq!(cookie(&headers, "none"), None);
    }

    #[test]
    fn one_goes_back_only_to_this_site() {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, HeaderValue::from_static("office:8080"));
        let from = |text| HeaderValue::from_static(text);
        headers.insert(header::REFERER, from("http://office:8080/groups?q=1"));
        assert_eq!(came_from(&headers).as_deref(), Some("/groups?q=1"));
        headers.insert(header::REFERER, from("http://office:8080.evil.example/x"));
        assert_eq!(came_from(&headers), None);
    }
}
