//! The answers to doubtful rows: places are remembered for every sheet, answers about rows stay with
//! their file; then the file is judged afresh.

use std::collections::{BTreeMap, BTreeSet};

use axum::{Form, extract::Path};
use samuh_engine::{Error, Op, batch::Findings, clock};
use samuh_imports::{Decided, Decision, Label};
use samuh_kernel::{
    fault::Faults,
    scope::{Area, Right, Scope},
};
use samuh_places::{Level, Question, remember};
use uuid::Uuid;

use super::{
    super::{
        app::Home,
        fail::{Answer, go},
        visit::Visitor,
    },
    address,
    doubts::{Group, May, arg, groups},
    id_of, may_see, show,
    understood::{begin_reading, own_upload},
};
use crate::ids::new_id;

/// A decision holds for everybody whose sheets name a place there: it must be the desk's own there.
pub(super) fn may_answer(home: &Home, scope: &Scope, question: &Question) -> bool {
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
    let mut upload = own_upload(&visitor, id)?;
    let said: BTreeMap<&str, &str> = said.iter().map(|(a, b)| (&**a, &**b)).collect();
    let forgets = said.contains_key("forget");
    let answers = answers(&visitor, &found.1, &said)?;
    if !answers.places.is_empty() {
        keep(&visitor, id, answers.places.clone()).await?;
    }
    if forgets {
        upload.decided.clear();
    }
    upload.decided.extend(answers.rows.iter().cloned());
    if forgets || !answers.rows.is_empty() {
        visitor.app.jobs().shelf().note(&upload)?;
    }
    if forgets || !answers.rows.is_empty() || !answers.places.is_empty() {
        begin_reading(&visitor, upload).await?;
    }
    Ok(go(&address(id)))
}

/// A name that means a place: level, where it was looked for, the name, the place.
type PlaceAnswer = (Level, i64, String, i64);

#[derive(Default)]
struct Answers {
    places: Vec<PlaceAnswer>,
    rows: Vec<Decided>,
}

fn gone() -> Error {
    Error::Faults(Faults::one("decision_gone"))
}

fn answers(
    visitor: &Visitor,
    findings: &Findings,
    said: &BTreeMap<&str, &str>,
) -> Result<Answers, Error> {
    let groups = groups(findings);
    let known: BTreeSet<String> = (0..groups.len()).map(|at| format!("d-{at}")).collect();
    if said.keys().any(|field| field.starts_with("d-") && !known.contains(*field)) {
        return Err(gone());
    }
    let mut answers = Answers::default();
    for (at, group) in groups.iter().enumerate() {
        let own = said.get(&*format!("d-{at}")).copied().filter(|value| !value.is_empty());
        let for_all = || said.get(&*format!("all-{}", group.first.code)).copied();
        match own.or_else(for_all) {
            Some(value) if !value.is_empty() => answers.take(visitor, group, value)?,
            _ => {}
        }
    }
    Ok(answers)
}

impl Answers {
    fn take(&mut self, visitor: &Visitor, group: &Group<'_>, value: &str) -> Result<(), Error> {
        let may = May::of(&group.first.code);
        let offered = |id: &str| {
            let id: i64 = id.parse().map_err(|_| gone())?;
            let is_offered = group.likeness.known.iter().any(|one| one.id == id);
            if is_offered { Ok(id) } else { Err(gone()) }
        };
        let decision = match (value.split_once('-'), value) {
            (Some(("u", id)), _) => {
                self.places.push(place(visitor, group, id)?);
                return Ok(());
            }
            (Some(("s", id)), _) if may.be_same => Decision::Same(offered(id)?),
            (Some(("g", id)), _) if may.be_under => Decision::Under(offered(id)?),
            (_, "new") if may.be_new => Decision::New,
            (_, "out") => Decision::LeaveOut,
            (_, "instead") if may.replace => return self.instead(group),
            _ => return Err(gone()),
        };
        let rows = group.spots.iter().cloned();
        self.rows.extend(rows.map(|(sheet, row)| Decided { sheet, row, decision }));
        Ok(())
    }

    /// The row counts, and the one that it contradicts is left out.
    fn instead(&mut self, group: &Group<'_>) -> Result<(), Error> {
        let row = arg(group.first, "row").parse().map_err(|_| gone())?;
        let sheet = Label::from(arg(group.first, "sheet"));
        self.rows.push(Decided { sheet, row, decision: Decision::LeaveOut });
        Ok(())
    }
}

fn place(visitor: &Visitor, group: &Group<'_>, id: &str) -> Result<PlaceAnswer, Error> {
    let question = group.question.as_ref().ok_or_else(gone)?;
    let place_id: i64 = id.parse().map_err(|_| gone())?;
    let is_offered = question.candidates.contains(&place_id);
    if !is_offered || !may_answer(&visitor.home, visitor.scope(), question) {
        return Err(gone());
    }
    Ok((question.level, question.within, group.first.value.clone(), place_id))
}

async fn keep(visitor: &Visitor, id: Uuid, decisions: Vec<PlaceAnswer>) -> Answer<()> {
    visitor.may(Right::Enter, Area::Imports)?;
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
