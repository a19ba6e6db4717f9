//! Issuing the drafts that were taken: each is a direction given by an act of its own, so what is right
//! is issued and what is not comes back with its faults.

use axum::{http::StatusCode, response::Response};
use samuh_engine::clock;
use samuh_meetings::direction::{self, Give};
use samuh_web::parts::{Link, Problem};
use uuid::Uuid;

use super::{Again, day, reading, shown};
use crate::server::{
    fail::{Answer, Fail, faults_or_fail, go, problems},
    query::Query,
    visit::{self, Visitor},
};

/// Issues what was taken.
pub(super) async fn issue(visitor: &Visitor, form: Query) -> Answer<Response> {
    let reading = reading(&form);
    let mut again = Again::default();
    let mut taken = 0;
    for (no, draft) in (1..).zip(&reading.drafts) {
        if form.get(&format!("take-{no}")).is_none() {
            continue;
        }
        taken += 1;
        let op: Uuid =
            form.get(&format!("op-{no}")).and_then(|op| op.parse().ok()).ok_or(Fail::Request)?;
        let quote = &reading.text[draft.sentence.from..draft.sentence.to];
        let ask = ask(&form, no, quote);
        let label = ask.text.clone();
        let desk = visitor.desk().clone();
        let done = visitor
            .app
            .blocking(move |app| direction::give(app.db(), &desk, op, &ask, clock::now()))
            .await;
        match faults_or_fail(done)? {
            Ok(id) => {
                again.issued.push(Link::new(label, format!("/directions/{id}")));
                again.done.push(no);
            }
            Err(faults) => again.problems.extend(
                problems(&faults, visitor.words).into_iter().map(|problem| at(problem, no)),
            ),
        }
    }
    match (taken, again.problems.is_empty()) {
        (0, _) => {
            again.problems = vec![super::said(visitor.words, "take-1", "draft_none_taken")];
            let page = shown(visitor, form, again).await?;
            Ok(visit::with_status(StatusCode::UNPROCESSABLE_ENTITY, page))
        }
        // Everything is issued and nothing was left: the ledger shows it.
        (_, true) if again.done.len() == reading.drafts.len() => Ok(go("/directions")),
        (_, true) => shown(visitor, form, again).await,
        (_, false) => {
            let page = shown(visitor, form, again).await?;
            Ok(visit::with_status(StatusCode::UNPROCESSABLE_ENTITY, page))
        }
    }
}

/// A direction out of the fields of a draft.
fn ask(form: &Query, no: usize, quote: &str) -> Give {
    let of = |name: &str| form.get(&format!("{name}-{no}")).unwrap_or_default();
    let mut posts: Vec<i64> =
        form.all(&format!("post-{no}")).iter().filter_map(|id| id.parse().ok()).collect();
    posts.extend(of("more").parse::<i64>().ok());
    posts.sort_unstable();
    posts.dedup();
    Give {
        meeting_id: form.number("meeting"),
        text: of("text").to_owned(),
        source: quote.to_owned(),
        responsible: posts,
        given_on: form.get("met_on").and_then(day),
        due_on: day(of("due")),
        indicator: of("indicator").to_owned(),
        ..Give::default()
    }
}

/// The fault at the field of its draft.
fn at(problem: Problem, no: usize) -> Problem {
    let field = match problem.field.as_str() {
        "due_on" => "due",
        "responsible" | "posts" | "cooperating" => "more",
        "indicator" => "indicator",
        "given_on" => return Problem { field: "met_on".to_owned(), ..problem },
        _ => "text",
    };
    Problem { field: format!("{field}-{no}"), ..problem }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_post_that_is_proposed_and_chosen_again_is_asked_once() {
        let pairs = [("post-1", "5"), ("post-1", "7"), ("more-1", "5")];
        let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(ask(&Query::of(pairs.to_vec()), 1, "").responsible, [5, 7]);
    }
}
