//! A row that only LokOS has: which group of ours it may be, or the form of a new one.

use axum::{
    Form,
    extract::{Path, Query as Asked},
    http::StatusCode,
    response::Response,
};
use samuh_engine::{Error, Reader, Result, clock};
use samuh_groups::{
    Submission,
    lokos::{
        acts::{not_same, pair},
        gap::{Book, Line},
        model::{NotSame, Ours, Theirs},
    },
};
use samuh_kernel::{
    calendar::Month,
    scope::{Area, Right},
};
use samuh_web::{
    page::Section,
    pages::lokos::one::{self as drawn, Candidate, RowPage},
    parts::{Fact, Link, Problem},
    show,
};
use uuid::Uuid;

use super::{gap, month_of, of_group, place_of, shown, state_name};
use crate::{
    ids::new_id,
    server::{
        changes::{Done, done_or_sent},
        fail::{self, Answer, Fail, go},
        query::Query,
        visit::{self, Visitor},
    },
};

type Pairs = Vec<(String, String)>;

/// What a reader of a row gets.
enum Shown {
    /// The row.
    Row(Box<RowPage>),
    /// The group of ours that it is.
    Group(String),
}

/// The page.
pub(in crate::server) async fn page(
    visitor: Visitor,
    Path(code): Path<String>,
    Asked(pairs): Asked<Pairs>,
) -> Answer {
    visitor.may(Right::See, Area::Groups)?;
    draw(&visitor, code, Query::of(pairs), (Vec::new(), false)).await
}

async fn draw(
    visitor: &Visitor,
    code: String,
    query: Query,
    (problems, moved): (Vec<Problem>, bool),
) -> Answer<Response> {
    let status = match (moved, problems.is_empty()) {
        (true, _) => StatusCode::CONFLICT,
        (false, false) => StatusCode::UNPROCESSABLE_ENTITY,
        (false, true) => StatusCode::OK,
    };
    let reads = visitor.clone();
    let read = visitor.app.read(move |reader| assemble(reader, &reads, &code, &query));
    match read.await? {
        Shown::Group(href) => Ok(go(&href)),
        Shown::Row(page) => {
            let page = RowPage { problems, moved, ..*page };
            let title = page.title.clone();
            let page =
                visitor.page(&title, Some(Section::Groups), drawn::row(&page, visitor.words));
            Ok(visit::with_status(status, page))
        }
    }
}

fn assemble(reader: &mut Reader, visitor: &Visitor, code: &str, query: &Query) -> Result<Shown> {
    let words = visitor.words;
    let month = month_of(query);
    let gap = gap(reader, visitor, month)?;
    let own = |line: &&Line| line.theirs.as_ref().is_some_and(|theirs| theirs.code == code);
    let line = gap.lines.iter().find(own).ok_or(Error::NotFound)?;
    if let Some(ours) = &line.ours {
        return Ok(Shown::Group(of_group(ours.id, month)));
    }
    let theirs = line.theirs.as_ref().ok_or(Error::NotFound)?;
    let may = visitor.scope().may(Right::Enter, Area::Groups);
    let ours = |id: &i64| gap.lines.iter().filter_map(|l| l.ours.as_ref()).find(|o| o.id == *id);
    let candidates = line.likely.iter().filter_map(ours);
    let candidates: Result<Vec<Candidate>> =
        candidates.map(|ours| candidate(visitor, ours, (may, month))).collect();
    // The month asked for may have no report yet: the row stands in the last one up to it.
    let report = gap.snapshots.iter().find(|snapshot| snapshot.block_id == theirs.block_id);
    let of = show::month(report.map_or(month, |report| report.month), words);
    let args = [("code", theirs.code.as_str().into()), ("month", of.into())];
    Ok(Shown::Row(Box::new(RowPage {
        href: format!("/lokos/rows/{}", show::in_query(code)),
        title: theirs.name(visitor.hindi()).to_owned(),
        under: words.args("lokos-row-under", &args),
        month: month.to_string(),
        facts: facts(visitor, line, theirs),
        candidates: candidates?,
        new_group: may.then(|| Link::new(words.t("lokos-new-group"), new_group(theirs))),
        problems: Vec::new(),
        moved: false,
    })))
}

fn facts(visitor: &Visitor, line: &Line, theirs: &Theirs) -> Vec<Fact> {
    use samuh_groups::lokos::{model::Field, rules::their_value};
    let words = visitor.words;
    let value = |field: Field| shown(visitor, field, &their_value(theirs, field));
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    vec![
        Fact::text(words.t("lokos-field-name"), &value(Field::Name)),
        Fact::text(words.t("field-village"), &place_of(visitor, line)),
        Fact::text(words.t("lokos-field-formed_on"), &value(Field::FormedOn)),
        Fact::text(words.t("lokos-field-members"), &value(Field::Members)),
        Fact::text(words.t("lokos-field-account"), &value(Field::Account)),
        Fact::text(words.t("lokos-state"), &state_name(visitor, &theirs.state)),
        Fact::text(words.t("lokos-operator"), &text(&theirs.operator)),
        Fact::text(words.t("lokos-reason"), &text(&theirs.reason)),
    ]
}

fn candidate(visitor: &Visitor, ours: &Ours, (may, month): (bool, Month)) -> Result<Candidate> {
    let send = if may {
        Some((ours.id, ours.version, new_id()?.to_string(), new_id()?.to_string()))
    } else {
        None
    };
    let name = [&ours.name_hi, &ours.name_en].into_iter().flatten().cloned();
    Ok(Candidate {
        group: Link::new(name.collect::<Vec<_>>().join(" / "), of_group(ours.id, month)),
        code: ours.code("nrlm").unwrap_or_default().to_owned(),
        place: visitor.home.address(ours.place_id, visitor.hindi()).join(", "),
        formed: ours.formed_on.map(show::day).unwrap_or_default(),
        members: ours.members.map(show::grouped).unwrap_or_default(),
        send,
    })
}

/// The form of a new group, filled in with what LokOS says.
fn new_group(theirs: &Theirs) -> String {
    let mut pairs = vec![("block".to_owned(), theirs.block_id.to_string())];
    let mut say = |name: &str, value: Option<String>| {
        pairs.extend(value.map(|value| (name.to_owned(), value)));
    };
    say("name", theirs.name_hi.clone());
    say("name_en", theirs.name_en.clone());
    say("code", Some(theirs.code.clone()));
    say("place_id", theirs.place_id.map(|id| id.to_string()));
    say("formed_on", theirs.formed_on.map(show::day));
    Query::of(pairs).at("/groups/new")
}

/// Gives a group of ours the code of the row, or remembers that they are not one.
pub(in crate::server) async fn decide(
    visitor: Visitor,
    Path(code): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Answer {
    visitor.may(Right::Enter, Area::Groups)?;
    let form = Query::of(pairs);
    let (reads, asked, row) = (visitor.clone(), form.clone(), code.clone());
    // Whether the row is there for this desk is asked before its form is understood.
    let read = visitor.app.read(move |reader| {
        let month = month_of(&asked);
        let book = Book::load(reader, reads.scope(), month)?;
        book.row(&row).map(|_| month).ok_or(Error::NotFound)
    });
    let month = read.await?;
    let op: Uuid = form.get("op").and_then(|op| op.parse().ok()).ok_or(Fail::Request)?;
    let id = form.number("group").ok_or(Fail::Request)?;
    let outcome = match form.get("act") {
        Some("adopt") => {
            let version = form.number("version").ok_or(Fail::Request)?;
            adopt(&visitor, op, (&code, month), (id, version)).await
        }
        Some("part") => part(&visitor, op, (&code, month), id).await,
        _ => return Err(Fail::Request),
    };
    let query = form.only(&["month"]);
    match outcome {
        Ok(href) => Ok(go(&href)),
        Err(Error::Faults(faults)) => {
            let told = fail::problems(&faults, visitor.words);
            draw(&visitor, code, query, (told, false)).await
        }
        Err(Error::Conflict { .. }) => draw(&visitor, code, query, (Vec::new(), true)).await,
        Err(other) => Err(other.into()),
    }
}

async fn adopt(
    visitor: &Visitor,
    op: Uuid,
    (code, month): (&str, Month),
    (id, version): (i64, i64),
) -> Result<String> {
    let reads = visitor.clone();
    let read = visitor
        .app
        .read(move |reader| pair(reader, reads.scope(), &reads.home.places, (id, month)))
        .await?;
    let ask = read.adopt(code, version);
    let sent = Submission { id: 0, ask, form: Vec::new(), draft: false };
    Ok(match done_or_sent(visitor, op, sent).await? {
        Done::Now(id) => of_group(id, month),
        Done::Sent(id) => format!("/approvals/{id}"),
    })
}

async fn part(
    visitor: &Visitor,
    op: Uuid,
    (code, month): (&str, Month),
    id: i64,
) -> Result<String> {
    let (desk, ask) = (visitor.desk().clone(), NotSame { code: code.to_owned(), id });
    let run =
        visitor.app.blocking(move |app| not_same(app.db(), &desk, op, (&ask, month), clock::now()));
    run.await?;
    Ok(format!("/lokos/rows/{}?month={month}", show::in_query(code)))
}
