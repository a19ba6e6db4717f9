//! Sets of grading questions, dated and by state; and the gradings made by them.

use chrono::NaiveDate;
use samuh_engine::{Reader, Result, Tx, params};
use samuh_kernel::scope::Scope;

use crate::institution::store::institution_of;

const SET: &str = "
    select state_id, code, name_hi, name_en, pass, citation from grading_set
    where state_id in ($1, 0) and from_on <= $2 and to_on > $2
    order by state_id desc, from_on desc";
const QUESTIONS: &str = "
    select no, principle, text_hi, text_en, most from grading_question
    where state_id = $1 and set_code = $2 order by no";
const BANDS: &str = "
    select grade, least from grading_band where state_id = $1 and set_code = $2 order by least desc";
const STATE: &str = "select state_id from district where id = $1";
const ADD: &str = "
    insert into grading
      (district_id, institution_id, on_day, state_id, set_code, score, most, grade, op_no)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    on conflict (district_id, institution_id, on_day) do nothing";
const MARK: &[&str] = &["district_id", "institution_id", "on_day", "no", "marks"];
const OF: &str = "
    select on_day, set_code, score, most, grade, op_no from grading
    where district_id = $1 and institution_id = $2 order by on_day desc";

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Its number.
    pub no: i64,
    /// Which of the five principles.
    pub principle: String,
    /// In Hindi.
    pub text_hi: String,
    /// In English.
    pub text_en: String,
    /// The most marks.
    pub most: i64,
}

/// The questions in force in a state on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GradingSet {
    /// Whose: 0 for every state without one of its own.
    pub state_id: i64,
    /// Its code.
    pub code: String,
    /// Name in Hindi.
    pub name_hi: String,
    /// Name in English.
    pub name_en: String,
    /// The score from which a group passes.
    pub pass: i64,
    /// Where the rule comes from.
    pub citation: String,
    /// The questions.
    pub questions: Vec<Question>,
    /// Grades and the least score of each, the highest first.
    pub bands: Vec<(String, i64)>,
}

/// A grading that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grading {
    /// The day.
    pub on: NaiveDate,
    /// By which set.
    pub set_code: String,
    /// The marks together.
    pub score: i64,
    /// The most they could be.
    pub most: i64,
    /// The grade.
    pub grade: String,
    /// The op.
    pub op_no: i64,
}

/// The set in force in the district's state on a day: a public rule, no scope beyond the district.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn grading_set(
    reader: &mut Reader,
    scope: &Scope,
    on: NaiveDate,
) -> Result<Option<GradingSet>> {
    let state = reader.first(STATE, &params![scope.district_id()])?;
    let state: i64 = state.map_or(Ok(0), |row| row.at(0))?;
    let Some(row) = reader.first(SET, &params![state, on])? else { return Ok(None) };
    let (state_id, code): (i64, String) = (row.at(0)?, row.at(1)?);
    let mut questions = Vec::new();
    for row in reader.query(QUESTIONS, &params![state_id, code.as_str()])? {
        questions.push(Question {
            no: row.at(0)?,
            principle: row.at(1)?,
            text_hi: row.at(2)?,
            text_en: row.at(3)?,
            most: row.at(4)?,
        });
    }
    let mut bands = Vec::new();
    for row in reader.query(BANDS, &params![state_id, code.as_str()])? {
        bands.push((row.at(0)?, row.at(1)?));
    }
    Ok(Some(GradingSet {
        state_id,
        code,
        name_hi: row.at(2)?,
        name_en: row.at(3)?,
        pass: row.at(4)?,
        citation: row.at(5)?,
        questions,
        bands,
    }))
}

/// Writes a grading; false where the group was graded on that day already.
pub(crate) fn add(
    tx: &mut Tx,
    district_id: i64,
    id: i64,
    (set, made): (&GradingSet, &Grading),
    marks: &[(i64, i64)],
) -> Result<bool> {
    let op_no = tx.op_no();
    let Grading { on, score, most, grade, .. } = made;
    let given = params![
        district_id,
        id,
        *on,
        set.state_id,
        set.code.as_str(),
        *score,
        *most,
        grade.as_str(),
        op_no
    ];
    if tx.exec(ADD, &given)? == 0 {
        return Ok(false);
    }
    let mut rows =
        marks.iter().map(|(no, marks)| params![district_id, id, *on, *no, *marks].to_vec());
    tx.load("grading_mark", MARK, &mut rows)?;
    Ok(true)
}

/// The gradings of a group that the desk may see, the latest first.
///
/// # Errors
/// `NotFound` when it is not this desk's.
pub fn gradings_of(reader: &mut Reader, scope: &Scope, id: i64) -> Result<Vec<Grading>> {
    institution_of(reader, scope, id)?;
    let rows = reader.query(OF, &params![scope.district_id(), id])?;
    rows.iter()
        .map(|row| {
            Ok(Grading {
                on: row.at(0)?,
                set_code: row.at(1)?,
                score: row.at(2)?,
                most: row.at(3)?,
                grade: row.at(4)?,
                op_no: row.at(5)?,
            })
        })
        .collect()
}
