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
    CadreKind, Created, FirstPassword, LinkCode, NewAccount, NewOfficer, NewPost, OpenAccount,
    Post, PostChoice, Role, Theme, cadre_kinds, holders_of, open_account, posts, rights_of,
    runs_post,
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
    approvals::{Ask, carried, reopened, sent_instead},
    fail::{Answer, Fail, faults_or_fail, go, problems},
    groups::told_apart,
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
    let reads = visitor.clone();
    let kept = visitor.app.read(move |reader| reopened(reader, &reads)).await?;
    draw(&visitor, &kept.unwrap_or_else(|| Query::of(pairs)), &Faults::default()).await
}

async fn draw(visitor: &Visitor, said: &Query, faults: &Faults) -> Answer<Response> {
    let words = visitor.words;
    let value = |name: &str| said.get(name).unwrap_or_default().to_owned();
    let op = said.get("op").map_or_else(|| new_id().map(|id| id.to_string()), |op| Ok(op.into()));
    let page = UserForm {
        action: carried(visitor, "/users/new".to_owned()),
        op: op?,
        name: value("name"),
        login: value("login"),
        post: value("post"),
        unit: value("unit"),
        posts: roles(visitor),
        units: units(visitor).await?,
        held: value("held"),
        vacant: vacant(visitor).await?,
        theme: said.all("theme").join(","),
        themes: themes(words),
        cadre: value("cadre"),
        cadres: cadres(visitor).await?,
        problems: problems(faults, words),
    };
    let title = words.t("users-new-title");
    Ok(visitor.page(&title, Some(Section::Users), users::form(&page, words)))
}

/// The kinds of posts that the desk may make.
pub(in crate::server) fn roles(visitor: &Visitor) -> Vec<Choice> {
    let (scope, words) = (visitor.scope(), visitor.words);
    let may = |role: &Role| {
        let theirs = rights_of(*role);
        let is_below = !role.is_of_district()
            && !theirs.may(Right::See, Area::People)
            && scope.rights().include(&theirs);
        scope.is_whole_district() || is_below
    };
    let all = Role::ALL.into_iter().filter(may);
    all.map(|role| Choice::new(role.code(), words.t(&format!("role-{}", role.code())))).collect()
}

/// The areas of work.
pub(in crate::server) fn themes(words: &Words) -> Vec<Choice> {
    let named =
        |theme: Theme| Choice::new(theme.code(), words.t(&format!("theme-{}", theme.code())));
    Theme::ALL.into_iter().map(named).collect()
}

/// The kinds of cadres of today.
pub(in crate::server) async fn cadres(visitor: &Visitor) -> Answer<Vec<Choice>> {
    let hindi = visitor.hindi();
    let all = visitor.app.blocking(move |app| cadre_kinds(app.db(), clock::now())).await?;
    let named =
        |kind: CadreKind| Choice::new(kind.code, if hindi { kind.name_hi } else { kind.name_en });
    Ok(all.into_iter().map(named).collect())
}

/// The posts that wait for a user: vacant ones, and those whose holders have no account; of these what the
/// desk may give.
async fn vacant(visitor: &Visitor) -> Answer<Vec<Choice>> {
    let desk = visitor.desk().clone();
    let read = visitor.app.blocking(move |app| {
        let (db, now) = (app.db(), clock::now());
        Ok((posts(db, &desk)?, holders_of(db, &desk, now)?))
    });
    let (posts, holders) = read.await?;
    let words = visitor.words;
    let waits = |post: &&Post| {
        let holder = holders.get(&post.id);
        post.closed_on.is_none()
            && holder.is_none_or(|one| one.account_id.is_none())
            && runs_post(visitor.desk(), post)
    };
    let named = |post: &Post| {
        let holder = holders.get(&post.id).map(|one| format!(" · {}", one.officer_name));
        let text = format!("{}{}", super::called(post, words), holder.unwrap_or_default());
        Choice::new(post.id.to_string(), text)
    };
    Ok(posts.iter().filter(waits).map(named).collect())
}

/// What a post may look at below the desk, the widest first.
pub(in crate::server) async fn units(visitor: &Visitor) -> Answer<Vec<Choice>> {
    let (home, words, hindi) = (&visitor.home, visitor.words, visitor.hindi());
    let seen = |place: &&Place| home.is_seen(visitor.scope(), place.id);
    let mut all = Vec::new();
    let mut add = |level: Level| {
        for place in home.below(home.top(), level).into_iter().filter(seen) {
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
        let found = home.below(home.top(), level).into_iter().filter(seen);
        let named = found.map(|place| (place, called(visitor, place, words))).collect();
        all.extend(told_apart(named, words));
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
    let said = Query::of(pairs);
    let op: Uuid = said.get("op").and_then(|op| op.parse().ok()).ok_or(Fail::Request)?;
    let outcome = match read(&said) {
        Ok(new) => {
            // What waits for another post keeps no secret: the link is made once the account is there.
            let ask = OpenAccount {
                login: new.login.clone(),
                lang: new.lang.clone(),
                officer: new.officer.clone(),
                post: new.post.clone(),
            };
            let asks = Ask::Post(samuh_people::Ask::OpenAccount(ask));
            match faults_or_fail(sent_instead(&visitor, op, asks, said.pairs()).await)? {
                Ok(Some(sent)) => return Ok(go(&sent)),
                Ok(None) => {}
                Err(faults) => return refused(&visitor, said, &faults).await,
            }
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
        Ok(Created { link: Some(link), .. }) => {
            Ok(link_page(&visitor, &headers, (name, "user-created"), &link))
        }
        // Sent twice: the link was shown the first time, and is never shown again.
        Ok(Created { account_id, link: None }) => Ok(go(&format!("/users/{account_id}"))),
        Err(faults) => refused(&visitor, said, &faults).await,
    }
}

async fn refused(visitor: &Visitor, said: Query, faults: &Faults) -> Answer {
    let said = said.with("op", new_id()?.to_string());
    let page = draw(visitor, &said, faults).await?;
    Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page))
}

fn read(said: &Query) -> std::result::Result<NewAccount, Faults> {
    let mut faults = Faults::default();
    let value = |name: &str| said.get(name).unwrap_or_default().to_owned();
    let post = match (said.number("held"), new_post(said)) {
        (Some(held), _) => PostChoice::Held(held),
        (None, Some(new)) => PostChoice::New(new),
        (None, None) => {
            faults.push(Fault::at("post", "post_not_chosen"));
            PostChoice::Held(0)
        }
    };
    faults.or(NewAccount {
        login: value("login"),
        lang: "hi".into(),
        officer: NewOfficer { name: value("name"), mobile: None },
        post,
        password: FirstPassword::Link,
    })
}

/// The post that a form describes; none where its kind was not chosen.
pub(in crate::server) fn new_post(said: &Query) -> Option<NewPost> {
    let text = |name: &str| said.get(name).map(str::to_owned);
    Some(NewPost {
        role: said.get("post").and_then(Role::of)?,
        title_hi: text("title_hi"),
        title_en: text("title_en"),
        cadre: text("cadre"),
        themes: said.all("theme").iter().filter_map(|code| Theme::of(code)).collect(),
        units: said.all("unit").iter().filter_map(|id| id.parse().ok()).collect(),
    })
}

/// The page with a one-time link, as an address that can be sent and as a code that can be typed; `done` is the
/// message that says how it came to be.
pub(super) fn link_page(
    visitor: &Visitor,
    headers: &HeaderMap,
    (name, done): (&str, &'static str),
    link: &LinkCode,
) -> Response {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let scheme = if visitor.app.config().secure { "https" } else { "http" };
    let site = format!("{scheme}://{host}");
    let words = visitor.words;
    let given = users::Given {
        done,
        link: format!("{site}{}", link.address()),
        page: format!("{site}/invitation"),
        code: link.to_string(),
        hours: LINK_HOURS,
    };
    let body = users::created(name, &given, words);
    visitor.page(&words.t(done), Some(Section::Users), body)
}
