//! The inbox of a post: what was said to it, with the way to each record; on paper too; where messages
//! reach the officer; and, for whoever runs the machine, what did not go out.

mod failures;

use axum::{
    Form,
    extract::{Path, Query as Asked},
    http::StatusCode,
    response::Response,
};
use samuh_engine::{Error, Reader, Result, clock};
use samuh_meetings::notice::{self, Notice};
use samuh_people::{Contact, own_contact, set_contact};
use samuh_web::{
    pages::inbox::{self as drawn, InboxPage, InboxRow, NoticePage},
    parts::{Control, Field, Link, Problem},
    show,
};
use uuid::Uuid;

use super::{
    fail::{Answer, Fail, faults_or_fail, go, problems},
    query::Query,
    visit::{self, Visitor},
};
use crate::{ids::new_id, notifying::sentence};

pub(super) use failures::page as failures;

/// Where it stands.
const PATH: &str = "/inbox";
/// Notices of a page.
const PAGE: i64 = 50;

/// The inbox.
pub(super) async fn page(visitor: Visitor, Asked(pairs): Asked<Vec<(String, String)>>) -> Answer {
    shown(&visitor, Query::of(pairs), None, &[]).await
}

async fn shown(
    visitor: &Visitor,
    query: Query,
    typed: Option<Contact>,
    wrong: &[Problem],
) -> Answer<Response> {
    let reads = visitor.clone();
    let mut page = visitor.app.read(move |reader| assemble(reader, &reads, &query)).await?;
    let who = visitor.who.clone();
    let contact = match typed {
        Some(typed) => typed,
        None => visitor.app.blocking(move |app| own_contact(app.db(), &who)).await?,
    };
    page.contact = contact_fields(visitor, contact, wrong);
    page.problems = wrong.to_vec();
    let title = visitor.words.t("inbox-title");
    Ok(visitor.page(&title, None, drawn::draw(&page, visitor.words)))
}

fn contact_fields(visitor: &Visitor, contact: Contact, wrong: &[Problem]) -> Vec<Field> {
    let words = visitor.words;
    vec![
        Field::new("email", words.t("inbox-email"), Control::Text)
            .value(contact.email.unwrap_or_default())
            .checked(wrong),
        Field::new("mobile", words.t("inbox-mobile"), Control::Text)
            .value(contact.mobile.unwrap_or_default())
            .checked(wrong),
    ]
}

fn assemble(reader: &mut Reader, visitor: &Visitor, query: &Query) -> Result<InboxPage> {
    let only_unread = query.get("show") == Some("unread");
    let before = query.number("before").unwrap_or(0);
    let desk = visitor.desk();
    let found = notice::inbox(reader, desk, (before, only_unread), PAGE + 1)?;
    let unread = notice::unread(reader, desk)?;
    let is_more = i64::try_from(found.len()).unwrap_or(PAGE) > PAGE;
    let page = usize::try_from(PAGE).unwrap_or(0);
    let rows: Vec<InboxRow> = found.iter().take(page).map(|one| row(visitor, one)).collect();
    let older = found.get(page.saturating_sub(1)).filter(|_| is_more).map(|last| {
        Link::new(
            visitor.words.t("inbox-older"),
            query.with("before", last.id.to_string()).at(PATH),
        )
    });
    Ok(InboxPage {
        op: new_id()?.to_string(),
        unread,
        rows,
        older,
        all: Link::new(visitor.words.t("inbox-all"), PATH),
        new: Link::new(visitor.words.t("inbox-unread"), format!("{PATH}?show=unread")),
        is_new: only_unread,
        contact: Vec::new(),
        problems: Vec::new(),
    })
}

fn row(visitor: &Visitor, notice: &Notice) -> InboxRow {
    InboxRow {
        id: notice.id,
        text: sentence(notice, visitor.words),
        record: Link::new(
            visitor.words.t(&format!("inbox-open-{}", notice.subject)),
            notice.href(),
        ),
        page: format!("{PATH}/{}", notice.id),
        when: show::instant(notice.raised_at),
        is_read: notice.read_at.is_some(),
    }
}

/// One notice, as a sheet that can be printed; where its link in a message leads.
pub(super) async fn one(visitor: Visitor, Path(id): Path<i64>) -> Answer {
    let reads = visitor.clone();
    let found = visitor
        .app
        .read(move |reader| notice::one(reader, reads.desk(), id)?.ok_or(Error::NotFound))
        .await?;
    let words = visitor.words;
    let page = NoticePage {
        op: new_id()?.to_string(),
        row: row(&visitor, &found),
        to: visitor.shell("", None).who.map(|who| (who.post, who.place)).unwrap_or_default(),
        office: visitor.shell("", None).district,
        no: format!("{}", found.id),
    };
    Ok(visitor.page(&words.t("inbox-notice"), None, drawn::one(&page, words)))
}

/// Marks notices as read: those chosen, or the one of the sheet, which then leads on to its record.
pub(super) async fn mark(visitor: Visitor, Form(pairs): Form<Vec<(String, String)>>) -> Answer {
    let form = Query::of(pairs);
    let op = sent_op(&form)?;
    let ids: Vec<i64> = form.all("notice").iter().filter_map(|id| id.parse().ok()).collect();
    if ids.is_empty() {
        return Ok(go(PATH));
    }
    let (desk, sent) = (visitor.desk().clone(), ids.clone());
    visitor
        .app
        .blocking(move |app| notice::mark_read(app.db(), &desk, op, &sent, clock::now()))
        .await?;
    let opens = form.get("act") == Some("open");
    let target = match (opens, &ids[..]) {
        (true, [only]) => {
            let (reads, only) = (visitor.clone(), *only);
            let found =
                visitor.app.read(move |reader| notice::one(reader, reads.desk(), only)).await?;
            found.map_or_else(|| PATH.to_owned(), |notice| notice.href())
        }
        _ => PATH.to_owned(),
    };
    Ok(go(&target))
}

/// Sets where messages reach the officer.
pub(super) async fn set_address(
    visitor: Visitor,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    let form = Query::of(pairs);
    let op = sent_op(&form)?;
    let said = |name: &str| form.get(name).map(str::to_owned);
    let new = Contact { mobile: said("mobile"), email: said("email") };
    let (who, sent) = (visitor.who.clone(), new.clone());
    let done =
        visitor.app.blocking(move |app| set_contact(app.db(), &who, op, &sent, clock::now())).await;
    match faults_or_fail(done)? {
        Ok(()) => Ok(go(PATH)),
        Err(faults) => {
            let wrong = problems(&faults, visitor.words);
            let page = shown(&visitor, Query::default(), Some(new), &wrong).await?;
            Ok(visit::with_status(StatusCode::UNPROCESSABLE_ENTITY, page))
        }
    }
}

/// The address of a form alone leads back to its page.
pub(super) async fn back(_: Visitor) -> Answer {
    Ok(go(PATH))
}

fn sent_op(form: &Query) -> Answer<Uuid> {
    form.get("op").and_then(|op| op.parse().ok()).ok_or(Fail::Request)
}
