//! Doubtful rows: the questions that a person settles once for all rows that ask the same, and the
//! file judged afresh with the answers. What no answer here can settle says what to do in the sheet.

use std::collections::BTreeMap;

use axum::{
    Form,
    extract::{Path, Query},
};
use samuh_engine::{Error, Op, batch::Findings, clock};
use samuh_imports::CellFault;
use samuh_kernel::{
    fault::Faults,
    scope::{Right, Scope},
};
use samuh_places::{Level, QUESTION, Question, remember};
use samuh_web::{
    page::Section,
    pages::import_doubts::{self, Candidate, Doubt, DoubtsPage},
    words::Words,
};
use uuid::Uuid;

use super::{
    super::{
        app::Home,
        fail::{Answer, go},
        query,
        visit::Visitor,
    },
    address, heading_of, id_of, may_see,
    result::{Found, pager, place_of},
    show,
    understood::{begin_reading, own_upload},
};
use crate::{
    ids::new_id,
    importing::{Register, say},
};

/// Questions of a page.
const PAGE: usize = 50;

/// Rows that wait for the same answer.
struct Group<'a> {
    first: &'a CellFault,
    rows: usize,
    question: Option<Question>,
}

/// True when some row waits for a person.
pub(super) fn has_any(findings: &Findings) -> bool {
    findings.faults.iter().any(is_doubt)
}

/// An identity number is left out of a row that is taken all the same: there is nothing to decide.
fn is_doubt(fault: &CellFault) -> bool {
    !fault.refuses && fault.row.is_some() && !fault.code.starts_with("aadhaar")
}

fn groups(findings: &Findings) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut at: BTreeMap<(&str, &str, &str, u32), usize> = BTreeMap::new();
    for fault in findings.faults.iter().filter(|fault| is_doubt(fault)) {
        let asked = arg(fault, QUESTION);
        // Only a question about a name is the same question in another row.
        let row = if asked.is_empty() { fault.row.unwrap_or(0) } else { 0 };
        let sheet = if asked.is_empty() { &*fault.sheet } else { "" };
        let same = (&*fault.value, asked, sheet, row);
        match at.get(&same) {
            Some(known) => groups[*known].rows += 1,
            None => {
                at.insert(same, groups.len());
                groups.push(Group { first: fault, rows: 1, question: Question::from_arg(asked) });
            }
        }
    }
    groups
}

fn arg<'a>(fault: &'a CellFault, name: &str) -> &'a str {
    let found = fault.args.iter().find(|(known, _)| known == name);
    found.map_or("", |(_, value)| value.as_str())
}

/// The questions of an import.
pub(in crate::server) async fn page(
    visitor: Visitor,
    Path(id): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    may_see(&visitor)?;
    let id = id_of(&id)?;
    let found = show::find(&visitor, id).await?;
    let from = query::Query::of(pairs);
    let from = from.get("from").and_then(|from| from.parse().ok()).unwrap_or(0_usize);
    let groups = groups(&found.1);
    let shown = groups.iter().enumerate().skip(from).take(PAGE);
    let is_open = found.0.state == "staged" && visitor.app.jobs().shelf().find(id).is_some();
    let doubts: Vec<Doubt> =
        shown.map(|(at, group)| doubt(&visitor, &found, at, group, is_open)).collect();
    let href = address(id);
    let page = DoubtsPage {
        pager: pager(&format!("{href}/doubts"), (from, doubts.len(), groups.len())),
        href,
        file: found.0.file_name.clone(),
        doubts,
        may_decide: is_open,
    };
    let words = visitor.words;
    let title = words.t("import-doubts");
    Ok(visitor.page(&title, Some(Section::Imports), import_doubts::draw(&page, words)))
}

fn doubt(
    visitor: &Visitor,
    (seen, _): &Found,
    at: usize,
    group: &Group<'_>,
    is_open: bool,
) -> Doubt {
    let (words, fault) = (visitor.words, group.first);
    let register = Register::of(&seen.batch.register);
    let open = group.question.as_ref().filter(|_| is_open);
    let candidates = open.map(|question| candidates(visitor, question)).unwrap_or_default();
    let said = say(fault, words);
    let question = if candidates.is_empty() {
        format!("{} {}", said.message, said.cure).trim_end().to_owned()
    } else {
        asked(visitor, group)
    };
    Doubt {
        field: format!("d-{at}"),
        place: place_of(fault),
        rows: i64::try_from(group.rows).unwrap_or(i64::MAX),
        question,
        says: vec![(field_of(fault, register, words), fault.value.clone())],
        candidates,
        may_be_new: false,
        decided: String::new(),
    }
}

fn field_of(fault: &CellFault, register: Option<Register>, words: &Words) -> String {
    if !fault.heading.is_empty() {
        return fault.heading.to_string();
    }
    let shape = register.map(Register::shape);
    let at = shape.zip(fault.field.as_deref());
    let column = at.and_then(|(shape, field)| Some(&shape.columns[shape.index(field)?]));
    column.map_or_else(|| words.t("import-value"), |column| heading_of(column, words).to_owned())
}

fn asked(visitor: &Visitor, group: &Group<'_>) -> String {
    let key = match &*group.first.code {
        "place_ambiguous" => "doubt-place-ambiguous",
        _ => "doubt-place-unknown",
    };
    let within = group.question.as_ref().map_or(0, |question| question.within);
    let above = visitor.home.name(within, visitor.hindi()).to_owned();
    let args = [("value", group.first.value.as_str().into()), ("above", above.into())];
    visitor.words.args(key, &args)
}

/// The places this desk may choose from; none where the question reaches beyond its own places.
fn candidates(visitor: &Visitor, question: &Question) -> Vec<Candidate> {
    let home = &visitor.home;
    if !may_answer(home, visitor.scope(), question) {
        return Vec::new();
    }
    let places = question.candidates.iter().filter_map(|id| home.places.get(*id));
    let candidate = |place: &samuh_places::Place| {
        let above = home.address(place.parent_id, visitor.hindi());
        let code = place.code().map(|code| format!("LGD {code}"));
        Candidate {
            value: format!("u-{}", place.id),
            name: place.name(visitor.hindi()).to_owned(),
            note: above.into_iter().chain(code).collect::<Vec<_>>().join(" · "),
            href: format!("/places/{}", place.id),
        }
    };
    places.map(candidate).collect()
}

/// A decision holds for everybody whose sheets name a place there: it must be the desk's own there.
fn may_answer(home: &Home, scope: &Scope, question: &Question) -> bool {
    home.is_seen(scope, question.within)
        && question.candidates.iter().all(|id| home.is_seen(scope, *id))
}

/// Keeps the answers and judges the file afresh.
pub(in crate::server) async fn decide(
    visitor: Visitor,
    Path(id): Path<String>,
    Form(said): Form<Vec<(String, String)>>,
) -> Answer {
    may_see(&visitor)?;
    let id = id_of(&id)?;
    let found = show::find(&visitor, id).await?;
    samuh_engine::batch::expect_state(&found.0, "staged")?;
    let upload = own_upload(&visitor, id)?;
    let decisions = decisions(&visitor, &found.1, &said)?;
    if !decisions.is_empty() {
        keep(&visitor, id, decisions).await?;
        begin_reading(&visitor, upload).await?;
    }
    Ok(go(&address(id)))
}

/// A name that means a place: level, where it was looked for, the name, the place.
type Decision = (Level, i64, String, i64);

fn decisions(
    visitor: &Visitor,
    findings: &Findings,
    said: &[(String, String)],
) -> Result<Vec<Decision>, Error> {
    let gone = || Error::Faults(Faults::one("decision_gone"));
    let groups = groups(findings);
    let mut decisions = Vec::new();
    for (field, value) in said {
        let Some(place_id) = value.strip_prefix("u-") else { continue };
        let at: usize = field.strip_prefix("d-").and_then(|at| at.parse().ok()).ok_or_else(gone)?;
        let group = groups.get(at).ok_or_else(gone)?;
        let question = group.question.as_ref().ok_or_else(gone)?;
        let place_id: i64 = place_id.parse().map_err(|_| gone())?;
        let is_offered = question.candidates.contains(&place_id);
        if !is_offered || !may_answer(&visitor.home, visitor.scope(), question) {
            return Err(gone());
        }
        let named = group.first.value.clone();
        decisions.push((question.level, question.within, named, place_id));
    }
    Ok(decisions)
}

async fn keep(visitor: &Visitor, id: Uuid, decisions: Vec<Decision>) -> Answer<()> {
    visitor.may(Right::Enter, samuh_kernel::scope::Area::Imports)?;
    let told: Vec<(&str, i64, &str, i64)> =
        decisions.iter().map(|(level, a, name, b)| (level.code(), *a, &**name, *b)).collect();
    let op = Op::over(new_id()?, "imports.decide", &(id, told), clock::now())?;
    let desk = visitor.desk().clone();
    let (scope, post_id) = (desk.scope.clone(), desk.post_id);
    let work = move |tx: &mut samuh_engine::Tx| {
        for (level, within, named, place_id) in &decisions {
            remember(tx, &scope, (*level, *within, named, *place_id), post_id)?;
        }
        Ok(())
    };
    Ok(visitor.app.blocking(move |app| app.db().act(&desk, &op, work)).await?)
}
