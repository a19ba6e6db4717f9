//! Writes of directions.

use chrono::NaiveDate;
use samuh_engine::{Result, Tx, act::uid_of, params};

use crate::direction::model::{Direction, File, PartState, State, StepKind};

const COLUMNS: &[&str] = &[
    "district_id",
    "id",
    "uid",
    "meeting_id",
    "item_no",
    "year",
    "number",
    "text",
    "source",
    "given_on",
    "given_by",
    "due_on",
    "first_due",
    "priority",
    "evidence",
    "unit_id",
    "indicator",
    "measure",
    "value_given",
    "value_goal",
    "state",
    "version",
    "op_no",
];
const PART: &[&str] = &[
    "district_id",
    "direction_id",
    "post_id",
    "duty",
    "text",
    "state",
    "moved_at",
    "version",
    "op_no",
];
const LINE: &[&str] = &["district_id", "direction_id", "no", "label", "version", "op_no"];
const FILE: &[&str] =
    &["district_id", "direction_id", "step_no", "no", "hash", "name", "kind", "bytes", "op_no"];
const NEXT_SERIAL: &str = "
    select coalesce(max(number), 0) + 1 from direction
    where district_id = $1 and ((meeting_id is null and $2 = 0 and year = $3) or meeting_id = $2)";
const NEXT_STEP: &str = "
    select coalesce(max(no), 0) + 1 from direction_step
    where district_id = $1 and direction_id = $2";
const STEP: &str = "
    insert into direction_step (district_id, direction_id, no, post_id, kind, text, due_on, value,
      by_post_id, by_officer, at, op_no)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
const MOVE: &str = "
    update direction_part set state = $5, moved_at = $6, version = version + 1, op_no = $7
    where district_id = $1 and direction_id = $2 and post_id = $3 and version = $4";
const SET_PART: &str = "
    update direction_part set text = $4, version = version + 1, op_no = $5
    where district_id = $1 and direction_id = $2 and post_id = $3";
const TOUCH: &str = "
    update direction set version = version + 1, op_no = $4
    where district_id = $1 and id = $2 and version = $3";
const DUE: &str = "
    update direction set due_on = $4, version = version + 1, op_no = $5
    where district_id = $1 and id = $2 and version = $3";
const END: &str = "
    update direction set state = $4, ended_on = $5, version = version + 1, op_no = $6
    where district_id = $1 and id = $2 and version = $3";
const SET_LINE: &str = "
    update direction_line set done_on = $5, remark = $6, post_id = $7, version = version + 1,
      op_no = $8
    where district_id = $1 and direction_id = $2 and no = $3 and version = $4";

/// Writes a direction with its parts and lines; its number and serial are given here.
pub(crate) fn add(tx: &mut Tx, direction: &mut Direction, lines: &[String]) -> Result<()> {
    let (district_id, op_no, at) = (tx.district_id(), tx.op_no(), tx.at());
    direction.id = tx.allot(district_id, "direction", 1)?;
    let meeting = direction.meeting.map(|(id, _)| id);
    let given = params![district_id, meeting.unwrap_or(0), direction.year];
    let row = tx.first(NEXT_SERIAL, &given)?;
    direction.serial = row.map_or(Ok(1), |row| row.at(0))?;
    let goal = direction.goal;
    let mut row = params![
        district_id,
        direction.id,
        uid_of(tx, district_id, direction.id),
        meeting,
        direction.item_no,
        direction.year,
        direction.serial,
        direction.text.as_str(),
        direction.source.as_deref(),
        direction.given_on,
        direction.given_by,
        direction.due_on,
    ]
    .to_vec();
    row.extend(params![
        direction.first_due,
        direction.priority.code(),
        direction.evidence.code(),
        direction.unit_id,
        direction.indicator.as_deref(),
        goal.map(|goal| goal.measure.code()),
        goal.and_then(|goal| goal.given),
        goal.map(|goal| goal.reach),
        State::Open.code(),
        1i64,
        op_no,
    ]);
    tx.load("direction", COLUMNS, &mut std::iter::once(row))?;
    let id = direction.id;
    let mut parts = direction.parts.iter().map(|part| {
        params![
            district_id,
            id,
            part.post_id,
            part.duty.code(),
            part.text.as_deref(),
            PartState::Given.code(),
            at,
            1i64,
            op_no
        ]
        .to_vec()
    });
    tx.load("direction_part", PART, &mut parts)?;
    let mut numbered = lines
        .iter()
        .zip(1i64..)
        .map(|(label, no)| params![district_id, id, no, label.as_str(), 1i64, op_no].to_vec());
    tx.load("direction_line", LINE, &mut numbered)?;
    Ok(())
}

/// What happened, to be written down.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shift<'a> {
    /// The part's post; 0 for the whole.
    pub(crate) post_id: i64,
    /// What happened.
    pub(crate) kind: StepKind,
    /// Words; blank for none.
    pub(crate) text: &'a str,
    /// A new day.
    pub(crate) due_on: Option<NaiveDate>,
    /// The figure now.
    pub(crate) value: Option<i64>,
}

/// Adds a step; answers its number.
pub(crate) fn add_step(
    tx: &mut Tx,
    direction_id: i64,
    (by_post, by_officer): (i64, i64),
    shift: Shift<'_>,
) -> Result<i64> {
    let (district_id, op_no, at) = (tx.district_id(), tx.op_no(), tx.at());
    let row = tx.first(NEXT_STEP, &params![district_id, direction_id])?;
    let no: i64 = row.map_or(Ok(1), |row| row.at(0))?;
    let text = (!shift.text.is_empty()).then_some(shift.text);
    let given = params![
        district_id,
        direction_id,
        no,
        shift.post_id,
        shift.kind.code(),
        text,
        shift.due_on,
        shift.value,
        by_post,
        by_officer,
        at,
        op_no
    ];
    tx.exec(STEP, &given)?;
    Ok(no)
}

/// The photographs and papers of a step.
pub(crate) fn add_files(tx: &mut Tx, (id, step_no): (i64, i64), files: &[File]) -> Result<()> {
    let (district_id, op_no) = (tx.district_id(), tx.op_no());
    let mut rows = files.iter().zip(1i64..).map(|(file, no)| {
        let (hash, name, kind) = (file.hash.as_str(), file.name.as_str(), file.kind.as_str());
        params![district_id, id, step_no, no, hash, name, kind, file.bytes, op_no].to_vec()
    });
    tx.load("direction_file", FILE, &mut rows).map(drop)
}

/// Moves a part; false where somebody moved it first.
pub(crate) fn move_part(
    tx: &mut Tx,
    (direction_id, post_id, version): (i64, i64, i64),
    state: PartState,
) -> Result<bool> {
    let (district_id, op_no, at) = (tx.district_id(), tx.op_no(), tx.at());
    let given = params![district_id, direction_id, post_id, version, state.code(), at, op_no];
    Ok(tx.exec(MOVE, &given)? > 0)
}

/// Says what a post does of a direction; none for all of it.
pub(crate) fn set_part(
    tx: &mut Tx,
    (direction_id, post_id): (i64, i64),
    text: Option<&str>,
) -> Result<()> {
    let given = params![tx.district_id(), direction_id, post_id, text, tx.op_no()];
    tx.exec(SET_PART, &given).map(drop)
}

/// Moves the edition of a direction; false where somebody changed it first.
pub(crate) fn touch(tx: &mut Tx, (id, version): (i64, i64)) -> Result<bool> {
    Ok(tx.exec(TOUCH, &params![tx.district_id(), id, version, tx.op_no()])? > 0)
}

/// Sets another day; false where somebody changed the direction first.
pub(crate) fn set_due(tx: &mut Tx, (id, version): (i64, i64), due_on: NaiveDate) -> Result<bool> {
    let given = params![tx.district_id(), id, version, due_on, tx.op_no()];
    Ok(tx.exec(DUE, &given)? > 0)
}

/// Closes or withdraws; false where somebody changed the direction first.
pub(crate) fn end(
    tx: &mut Tx,
    (id, version): (i64, i64),
    (state, on): (State, NaiveDate),
) -> Result<bool> {
    let given = params![tx.district_id(), id, version, state.code(), on, tx.op_no()];
    Ok(tx.exec(END, &given)? > 0)
}

/// Marks a line; false where somebody marked it first.
pub(crate) fn set_line(
    tx: &mut Tx,
    (direction_id, no, version): (i64, i64, i64),
    (done_on, remark, post_id): (Option<NaiveDate>, Option<&str>, i64),
) -> Result<bool> {
    let (district_id, op_no) = (tx.district_id(), tx.op_no());
    let given = params![district_id, direction_id, no, version, done_on, remark, post_id, op_no];
    Ok(tx.exec(SET_LINE, &given)? > 0)
}
