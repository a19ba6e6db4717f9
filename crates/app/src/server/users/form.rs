//! A new user: name, login, post and what the post sees; then the one-time link, shown this once.

use axum::{
    Form,
    extract::Query as Asked,
    http::{HeaderMap, StatusCode, header},
    response::Response,
};
use samuh_engine::{Error, clock};
use samuh_groups::{Filter, Kind, Order};
use samuh_kernel::{
    fault::{Fault, Faults},
    scope::{Area, Right},
};
use samuh_people::{
    Created, FirstPassword, NewAccount, NewOfficer, NewPost, PostChoice, Role, Token, open_account,
};
use samuh_places::{Level, Place};
use samuh_web::{
    page::Section,
    pages::users::{self, UserForm},
    parts::Choice,
    words::Words,
};
use uuid::Uuid;

use super::super::{
    fail::{Answer, Fail, faults_or_fail, go, problems},
    query::Query,
    visit::{Visitor, with_status},
};
use crate::ids::new_id;

/// How long a one-time link lives, hours.
const LINK_HOURS: i64 = 72;
/// Federations that are offered; a district has some dozens.
const FEDERATIONS: i64 = 500;

/// The form.
pub(in crate::server) async fn page(
    visitor: Visitor,
    Asked(pairs): Asked<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::Administer, Area::People)?;
    draw(&visitor, &Query::of(pairs), &Faults::default()).await
}

async fn draw(visitor: &Visitor, said: &Query, faults: &Faults) -> Answer<Response> {
    let words = visitor.words;
    let value = |name: &str| said.get(name).unwrap_or_default().to_owned();
    let op = said.get("op").map_or_else(|| new_id().map(|id| id.to_string()), |op| Ok(op.into()));
    let page = UserForm {
        op: op?,
        name: value("name"),
        login: value("login"),
        post: value("post"),
        unit: value("unit"),
        posts: Role::ALL
            .into_iter()
            .map(|role| Choice::new(role.code(), words.t(&format!("role-{}", role.code()))))
            .collect(),
        units: units(visitor).await?,
        problems: problems(faults, words),
    };
    let title = words.t("users-new-title");
    Ok(visitor.page(&title, Some(Section::Users), users::form(&page, words)))
}

/// What a post may look at, the widest first.
async fn units(visitor: &Visitor) -> Answer<Vec<Choice>> {
    let (home, words, hindi) = (&visitor.home, visitor.words, visitor.hindi());
    let mut all = Vec::new();
    let mut add = |level: Level| {
        for place in home.below(home.top(), level) {
            all.push(Choice::new(place.id.to_string(), called(visitor, place, words)));
        }
    };
    add(Level::District);
    add(Level::Block);
    let scope = visitor.scope().clone();
    let federations = visitor.app.read(move |reader| {
        let all = Filter::all(Kind::Clf);
        samuh_groups::list(reader, &scope, &all, Order::Name, None, FEDERATIONS)
    });
    let named = |listed: &samuh_groups::Listed| {
        let (first, second) = (&listed.name_hi, &listed.name_en);
        let (first, second) = if hindi { (first, second) } else { (second, first) };
        first.clone().or_else(|| second.clone()).unwrap_or_default()
    };
    let clfs: Vec<Choice> = federations
        .await?
        .iter()
        .map(|listed| {
            let args = [("name", named(listed).into())];
            Choice::new(listed.id.to_string(), words.args("user-unit-clf", &args))
        })
        .collect();
    all.extend(clfs);
    for level in [Level::Gp, Level::Village] {
        for place in home.below(home.top(), level) {
            all.push(Choice::new(place.id.to_string(), called(visitor, place, words)));
        }
    }
    Ok(all)
}

/// A place with what tells it from others of its name.
fn called(visitor: &Visitor, place: &Place, words: &Words) -> String {
    let hindi = visitor.hindi();
    let name = place.name(hindi).to_owned();
    let above = visitor.home.address(place.parent_id, hindi).join(", ");
    let args = [("name", name.into()), ("above", above.into())];
    let key = format!("user-unit-{}", place.level.code());
    match place.level {
        Level::District | Level::Block => words.args(&key, &args[..1]),
        Level::Gp | Level::Village => words.args(&key, &args),
    }
}

/// Opens the account and shows its link.
pub(in crate::server) async fn enter(
    visitor: Visitor,
    headers: HeaderMap,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::Administer, Area::People)?;
    let said = Query::of(pairs);
    let op: Uuid = said.get("op").and_then(|op| op.parse().ok()).ok_or(Fail::Request)?;
    let outcome = match read(&said) {
        Ok(new) => {
            let desk = visitor.desk().clone();
            let now = clock::now();
            let opened = visitor
                .app
                .blocking(move |app| open_account(app.db(), app.door(), &desk, op, &new, now));
            opened.await
        }
        Err(faults) => Err(Error::Faults(faults)),
    };
    let name = said.get("name").unwrap_or_default();
    match faults_or_fail(outcome)? {
        Ok(Created { link: Some(link), .. }) => Ok(link_page(&visitor, &headers, name, &link)),
        // Sent twice: the link was shown the first time, and is never shown again.
        Ok(Created { account_id, link: None }) => Ok(go(&format!("/users/{account_id}"))),
        Err(faults) => {
            let said = said.with("op", new_id()?.to_string());
            let page = draw(&visitor, &said, &faults).await?;
            Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page))
        }
    }
}

fn read(said: &Query) -> std::result::Result<NewAccount, Faults> {
    let mut faults = Faults::default();
    let role = said.get("post").and_then(Role::of);
    if role.is_none() {
        faults.push(Fault::at("post", "post_not_chosen"));
    }
    let value = |name: &str| said.get(name).unwrap_or_default().to_owned();
    let post = NewPost {
        role: role.unwrap_or(Role::Viewer),
        title_hi: None,
        title_en: None,
        units: said.get("unit").and_then(|id| id.parse().ok()).into_iter().collect(),
    };
    faults.or(NewAccount {
        login: value("login"),
        lang: "hi".into(),
        officer: NewOfficer { name: value("name"), mobile: None },
        post: PostChoice::New(post),
        password: FirstPassword::Link,
    })
}

/// The page with a one-time link, as an address that can be sent.
pub(super) fn link_page(
    visitor: &Visitor,
    headers: &HeaderMap,
    name: &str,
    link: &Token,
) -> Response {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let scheme = if visitor.app.config().secure { "https" } else { "http" };
    let address = format!("{scheme}://{host}/invitation/{link}");
    let words = visitor.words;
    let body = users::created(name, &address, LINK_HOURS, words);
    visitor.page(&words.t("user-created"), Some(Section::Users), body)
}
