//! The ledger of directions as a workbook: every row that the filters leave, not only those of the page.

use axum::response::Response;
use samuh_documents::write::{Kind, Value};
use samuh_engine::{Error, Reader, Result, clock};
use samuh_meetings::direction::{Direction, Filter, directions, tally};

use super::{goal_line, ledger, state_of};
use crate::server::{excel, meetings::Names, query::Query, visit::Visitor};

/// Headings and what they hold.
const COLUMNS: [(&str, Kind, u16); 10] = [
    ("direction-number", Kind::Text, 14),
    ("direction", Kind::Long, 60),
    ("direction-indicator", Kind::Long, 40),
    ("direction-responsible", Kind::Long, 40),
    ("direction-given-on", Kind::Day, 14),
    ("direction-due-at-first", Kind::Day, 14),
    ("direction-due", Kind::Day, 14),
    ("direction-state", Kind::Text, 16),
    ("direction-priority", Kind::Text, 14),
    ("direction-times-carried", Kind::Whole, 14),
];
/// Directions read at once.
const STEP: i64 = 1_000;

/// Writes the ledger.
pub(super) fn write(reader: &mut Reader, visitor: &Visitor, query: &Query) -> Result<Response> {
    let words = visitor.words;
    let names = Names::load(reader, visitor)?;
    let mut ask = Filter { most: STEP, after: None, ..ledger::asked(query) };
    let (total, _) = tally(reader, visitor.desk(), &ask, clock::today())?;
    let view = words.t(&format!("directions-{}", ledger::view(query)));
    let title = format!("{} — {view}", words.t("directions-title"));
    let head = excel::head(words, &title, total, &COLUMNS);
    let mut all = Vec::new();
    loop {
        let found = directions(reader, visitor.desk(), &ask)?;
        let last = found.last().map(|one| (one.due_on, one.id));
        all.extend(found);
        match last.filter(|_| all.len() as i64 % STEP == 0) {
            Some(last) => ask.after = Some(last),
            None => break,
        }
    }
    let answer = excel::answer(&title, &head, |sheet| {
        for one in &all {
            let texts = texts(visitor, &names, one);
            let [label, goal, owing, state, priority] = texts.each_ref().map(|x| Value::Text(x));
            sheet.row(&[
                label,
                Value::Text(&one.text),
                goal,
                owing,
                Value::Day(one.given_on),
                Value::Day(one.first_due),
                Value::Day(one.due_on),
                state,
                priority,
                Value::Whole(one.carried),
            ])?;
        }
        Ok(())
    });
    answer.map_err(|fail| Error::broken(format!("{fail:?}")))
}

/// Number, figure, who owes it, state and priority, in the reader's words.
fn texts(visitor: &Visitor, names: &Names, one: &Direction) -> [String; 5] {
    let words = visitor.words;
    let (_, state) = state_of(one, clock::today());
    [
        one.label(),
        goal_line(visitor, one, None).unwrap_or_default(),
        ledger::owing(visitor, names, one),
        words.t(state),
        words.t(&format!("priority-{}", one.priority.code())),
    ]
}
