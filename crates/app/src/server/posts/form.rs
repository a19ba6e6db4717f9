//! The form of a post: a new one, or one that changes.

use axum::{
    Form,
    extract::{Path, Query as Asked},
    http::StatusCode,
    response::Response,
};
use samuh_engine::{Error, clock};
use samuh_kernel::fault::{Fault, Faults};
use samuh_people::{Post, Role, change_post, make_post, policy};
use samuh_web::{
    page::Section,
    pages::posts::{self as drawn, PostForm, Said},
    parts::Choice,
};
use uuid::Uuid;

use super::{
    super::{
        approvals::{Ask, carried, reopened, sent_instead},
        fail::{Answer, Fail, faults_or_fail, go, problems},
        query::Query,
        users::{cadres, called, new_post, roles, themes, units},
        visit::{Visitor, with_status},
    },
    post_of, run_post_of,
};
use crate::ids::new_id;

type Pairs = Vec<(String, String)>;

/// The form of a new post.
pub(in crate::server) async fn draw_new(visitor: Visitor, Asked(pairs): Asked<Pairs>) -> Answer {
    let said = again_or(&visitor, Query::of(pairs)).await?;
    draw(&visitor, None, &said, &Faults::default()).await
}

/// What a form says that is written anew, else what it says otherwise.
async fn again_or(visitor: &Visitor, otherwise: Query) -> Answer<Query> {
    let reads = visitor.clone();
    let kept = visitor.app.read(move |reader| reopened(reader, &reads)).await?;
    Ok(kept.unwrap_or(otherwise))
}

/// Makes a post.
pub(in crate::server) async fn make(visitor: Visitor, Form(pairs): Form<Pairs>) -> Answer {
    let said = Query::of(pairs);
    let op = op_of(&said)?;
    let outcome = match new_post(&said) {
        Some(new) => {
            let ask = Ask::Post(samuh_people::Ask::MakePost(new.clone()));
            match sent_instead(&visitor, op, ask, said.pairs()).await {
                Ok(Some(sent)) => Ok(sent),
                Ok(None) => {
                    let desk = visitor.desk().clone();
                    let work = visitor
                        .app
                        .blocking(move |app| make_post(app.db(), &desk, op, &new, clock::now()));
                    work.await.map(|id| format!("/posts/{id}"))
                }
                Err(error) => Err(error),
            }
        }
        None => Err(Error::Faults(Fault::at("post", "post_not_chosen").into())),
    };
    match faults_or_fail(outcome)? {
        Ok(page) => Ok(go(&page)),
        Err(faults) => again(&visitor, None, said, &faults).await,
    }
}

/// The form of a post as it is.
pub(in crate::server) async fn draw_change(visitor: Visitor, Path(id): Path<String>) -> Answer {
    let post = run_post_of(&visitor, &id).await?;
    let version = said_of(&post).get("version").unwrap_or_default().to_owned();
    let said = again_or(&visitor, said_of(&post)).await?.with("version", version);
    draw(&visitor, Some(&post), &said, &Faults::default()).await
}

/// Changes a post.
pub(in crate::server) async fn change(
    visitor: Visitor,
    Path(id): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Answer {
    let post = post_of(&visitor, &id).await?;
    let said = Query::of(pairs);
    let op = op_of(&said)?;
    let version = said.number("version").ok_or(Fail::Request)?;
    // The kind stays, whatever the form says.
    let said = said.with("post", post.role.code());
    let new = new_post(&said).ok_or(Fail::Request)?;
    let ask = samuh_people::Ask::ChangePost { id: post.id, version, new: new.clone() };
    let outcome = match sent_instead(&visitor, op, Ask::Post(ask), said.pairs()).await {
        Ok(Some(sent)) => Ok(sent),
        Ok(None) => {
            let (desk, known) = (visitor.desk().clone(), (post.id, version));
            let work = visitor
                .app
                .blocking(move |app| change_post(app.db(), &desk, op, known, &new, clock::now()));
            work.await.map(|()| format!("/posts/{}", post.id))
        }
        Err(error) => Err(error),
    };
    match faults_or_fail(outcome)? {
        Ok(page) => Ok(go(&page)),
        Err(faults) => again(&visitor, Some(&post), said, &faults).await,
    }
}

fn op_of(said: &Query) -> Answer<Uuid> {
    said.get("op").and_then(|op| op.parse().ok()).ok_or(Fail::Request)
}

async fn again(visitor: &Visitor, post: Option<&Post>, said: Query, faults: &Faults) -> Answer {
    let said = said.with("op", new_id()?.to_string());
    let page = draw(visitor, post, &said, faults).await?;
    Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page))
}

/// What the form of a post says before anything is changed.
fn said_of(post: &Post) -> Query {
    let one = |name: &str, value: Option<&String>| {
        value.map(|value| (name.to_owned(), value.clone())).into_iter().collect::<Pairs>()
    };
    let mut pairs = one("title_hi", post.title_hi.as_ref());
    pairs.extend(one("title_en", post.title_en.as_ref()));
    pairs.extend(one("cadre", post.cadre.as_ref().map(|kind| &kind.code)));
    pairs.extend(post.themes.iter().map(|theme| ("theme".to_owned(), theme.code().to_owned())));
    pairs.extend(post.units.iter().map(|unit| ("unit".to_owned(), unit.id.to_string())));
    pairs.push(("version".to_owned(), post.version.to_string()));
    Query::of(pairs)
}

async fn draw(
    visitor: &Visitor,
    post: Option<&Post>,
    said: &Query,
    faults: &Faults,
) -> Answer<Response> {
    let (words, hindi) = (visitor.words, visitor.hindi());
    let title = post.map_or_else(|| words.t("posts-new"), |post| called(post, words));
    let value = |name: &str| said.get(name).unwrap_or_default().to_owned();
    let is = |role: Role| post.is_none_or(|post| post.role == role);
    let has_units = post.is_none_or(|post| policy::reach_of(post.role) != policy::Reach::District);
    let kept = |unit: &samuh_people::Unit| {
        let (first, second) = (unit.name_hi.as_ref(), unit.name_en.as_ref());
        let name = if hindi { first.or(second) } else { second.or(first) };
        Choice::new(unit.id.to_string(), name.cloned().unwrap_or_default())
    };
    let page = PostForm {
        action: carried(
            visitor,
            post.map_or("/posts/new".into(), |post| format!("/posts/{}/change", post.id)),
        ),
        title: title.clone(),
        op: said.get("op").map_or_else(|| new_id().map(|id| id.to_string()), |op| Ok(op.into()))?,
        version: said.number("version").unwrap_or(0),
        posts: if post.is_none() { roles(visitor) } else { Vec::new() },
        said: Said {
            post: value("post"),
            themes: said.all("theme").join(","),
            cadre: value("cadre"),
            units: said.all("unit").join(","),
            title_hi: value("title_hi"),
            title_en: value("title_en"),
        },
        themes: themes(words),
        cadres: if is(Role::Cadre) { cadres(visitor).await? } else { Vec::new() },
        units: if has_units { units(visitor).await? } else { Vec::new() },
        kept: post.map(|post| post.units.iter().map(kept).collect()).unwrap_or_default(),
        problems: problems(faults, words),
    };
    Ok(visitor.page(&title, Some(Section::Users), drawn::form(&page, words)))
}
