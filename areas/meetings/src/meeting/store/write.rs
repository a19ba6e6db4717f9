//! Writes of meetings.

use chrono::NaiveDate;
use samuh_engine::{Result, Tx, act::uid_of, params};

use crate::meeting::{
    minutes::Both,
    model::{ChangeItem, ItemState, Member, NewItem, NewMeeting, NewSeries, Presence, State},
    rules,
};

const NEXT_NUMBER: &str = "
    select coalesce(max(number), 0) + 1 from meeting where district_id = $1 and year = $2";
const NEXT_ITEM: &str = "
    select coalesce(max(no), 0), coalesce(max(position), 0) from agenda_item
    where district_id = $1 and meeting_id = $2";
const ADD: &[&str] = &[
    "district_id",
    "id",
    "uid",
    "series_id",
    "kind",
    "unit_id",
    "year",
    "number",
    "title_hi",
    "title_en",
    "held_on",
    "at_time",
    "venue",
    "chair_post_id",
    "quorum",
    "state",
    "version",
    "op_no",
];
const AMEND: &str = "
    update meeting set title_hi = $4, title_en = $5, held_on = $6, at_time = $7, venue = $8,
      chair_post_id = $9, quorum = $10, version = version + 1, op_no = $11
    where district_id = $1 and id = $2 and version = $3";
const TOUCH: &str = "
    update meeting set version = version + 1, op_no = $3 where district_id = $1 and id = $2";
const END: &str = "
    update meeting set state = $4, memo_no = $5, end_reason = $6, version = version + 1, op_no = $7
    where district_id = $1 and id = $2 and version = $3";
const ADD_SERIES: &[&str] = &[
    "district_id",
    "id",
    "uid",
    "kind",
    "unit_id",
    "title_hi",
    "title_en",
    "venue",
    "at_time",
    "every_days",
    "chair_post_id",
    "quorum",
    "version",
    "op_no",
];
const SET_SERIES: &str = "
    update meeting_series set title_hi = $4, title_en = $5, venue = $6, at_time = $7,
      every_days = $8, chair_post_id = $9, quorum = $10, closed_on = $11, version = version + 1,
      op_no = $12
    where district_id = $1 and id = $2 and version = $3";
const DROP_SERIES_MEMBERS: &str = "
    delete from meeting_series_member where district_id = $1 and series_id = $2";
const DROP_MEMBER: &str = "
    delete from meeting_member where district_id = $1 and meeting_id = $2 and post_id = $3";
const MARK: &str = "
    update meeting_member set presence = $4, by_whom = $5, op_no = $6
    where district_id = $1 and meeting_id = $2 and post_id = $3";
const ITEM: &[&str] = &[
    "district_id",
    "meeting_id",
    "no",
    "position",
    "kind",
    "indicator",
    "title",
    "question",
    "question_en",
    "presenter_post_id",
    "state",
    "version",
    "op_no",
];
const CHANGE_ITEM: &str = "
    update agenda_item set title = $5, question = $6, presenter_post_id = $7, discussion = $8,
      state = $9, version = version + 1, op_no = $10, question_en = $11
    where district_id = $1 and meeting_id = $2 and no = $3 and version = $4";
const ORDER: &str = "
    update agenda_item set position = $4, op_no = $5
    where district_id = $1 and meeting_id = $2 and no = $3";
const FREEZE: &[&str] = &["district_id", "meeting_id", "at", "hash", "body", "op_no"];

fn filled(text: &str) -> Option<String> {
    let text = samuh_kernel::text::tidy(text);
    (!text.is_empty()).then_some(text)
}

/// Writes a meeting with its members; answers its number and the number of its minutes.
pub(in crate::meeting) fn add(
    tx: &mut Tx,
    ask: &NewMeeting,
    (unit_id, day): (i64, NaiveDate),
) -> Result<(i64, i64)> {
    let (district_id, op_no) = (tx.district_id(), tx.op_no());
    let year = i64::from(samuh_kernel::calendar::FinancialYear::of(day).0);
    let row = tx.first(NEXT_NUMBER, &params![district_id, year])?;
    let number: i64 = row.map_or(Ok(1), |row| row.at(0))?;
    let id = tx.allot(district_id, "meeting", 1)?;
    let mut row = params![
        district_id,
        id,
        uid_of(tx, district_id, id),
        ask.series_id,
        ask.kind.as_str(),
        unit_id,
        year,
        number,
        filled(&ask.title_hi),
        filled(&ask.title_en),
        day,
        rules::time(&ask.at_time),
    ]
    .to_vec();
    row.extend(params![
        filled(&ask.venue),
        ask.chair_post_id,
        ask.quorum,
        State::Planned.code(),
        1i64,
        op_no
    ]);
    tx.load("meeting", ADD, &mut std::iter::once(row))?;
    add_members(tx, id, &ask.members)?;
    Ok((id, number))
}

/// Asks these posts to come; each once.
pub(in crate::meeting) fn add_members(tx: &mut Tx, meeting_id: i64, posts: &[i64]) -> Result<()> {
    const COLUMNS: &[&str] = &["district_id", "meeting_id", "post_id", "presence", "op_no"];
    let (district_id, op_no) = (tx.district_id(), tx.op_no());
    let mut posts = posts.to_vec();
    posts.sort_unstable();
    posts.dedup();
    let unknown = Presence::Unknown.code();
    let mut rows =
        posts.iter().map(|post| params![district_id, meeting_id, *post, unknown, op_no].to_vec());
    tx.load("meeting_member", COLUMNS, &mut rows).map(drop)
}

/// Takes a post off the list of members.
pub(in crate::meeting) fn drop_member(tx: &mut Tx, meeting_id: i64, post: i64) -> Result<()> {
    tx.exec(DROP_MEMBER, &params![tx.district_id(), meeting_id, post]).map(drop)
}

/// Says a planned meeting again; false where somebody did first.
pub(in crate::meeting) fn set(
    tx: &mut Tx,
    (id, version): (i64, i64),
    ask: &NewMeeting,
    day: NaiveDate,
) -> Result<bool> {
    let given = params![
        tx.district_id(),
        id,
        version,
        filled(&ask.title_hi),
        filled(&ask.title_en),
        day,
        rules::time(&ask.at_time),
        filled(&ask.venue),
        ask.chair_post_id,
        ask.quorum,
        tx.op_no()
    ];
    Ok(tx.exec(AMEND, &given)? > 0)
}

/// Moves the edition of a meeting: something happened in it.
pub(crate) fn touch(tx: &mut Tx, id: i64) -> Result<()> {
    tx.exec(TOUCH, &params![tx.district_id(), id, tx.op_no()]).map(drop)
}

/// Ends a meeting; false where something happened in it since.
pub(in crate::meeting) fn end(
    tx: &mut Tx,
    (id, version): (i64, i64),
    state: State,
    (memo_no, reason): (&str, &str),
) -> Result<bool> {
    let (memo, why) = (filled(memo_no), filled(reason));
    let given = params![tx.district_id(), id, version, state.code(), memo, why, tx.op_no()];
    Ok(tx.exec(END, &given)? > 0)
}

/// Keeps the minutes for good.
pub(in crate::meeting) fn freeze(tx: &mut Tx, id: i64, (body, hash): (&str, &str)) -> Result<()> {
    let row = params![tx.district_id(), id, tx.at(), hash, body, tx.op_no()].to_vec();
    tx.load("minutes", FREEZE, &mut std::iter::once(row)).map(drop)
}

/// Marks who came.
pub(in crate::meeting) fn mark(tx: &mut Tx, meeting_id: i64, member: &Member) -> Result<()> {
    let by_whom = member.by_whom.as_deref().and_then(filled);
    let by_whom = by_whom.filter(|_| member.presence == Presence::Represented);
    let (district_id, op_no) = (tx.district_id(), tx.op_no());
    let code = member.presence.code();
    let given = params![district_id, meeting_id, member.post_id, code, by_whom, op_no];
    tx.exec(MARK, &given).map(drop)
}

/// Puts items at the end of the agenda; answers the number of the first.
pub(in crate::meeting) fn add_items(
    tx: &mut Tx,
    meeting_id: i64,
    items: &[NewItem],
) -> Result<i64> {
    let (district_id, op_no) = (tx.district_id(), tx.op_no());
    let row = tx.first(NEXT_ITEM, &params![district_id, meeting_id])?;
    let (no, position): (i64, i64) = match row {
        Some(row) => (row.at(0)?, row.at(1)?),
        None => (0, 0),
    };
    let mut rows = items.iter().zip(1i64..).map(|(item, at)| {
        params![
            district_id,
            meeting_id,
            no + at,
            position + at,
            item.kind.code(),
            filled(&item.indicator),
            filled(&item.title),
            filled(&item.question.hi),
            filled(&item.question.en),
            item.presenter,
            ItemState::Open.code(),
            1i64,
            op_no
        ]
        .to_vec()
    });
    tx.load("agenda_item", ITEM, &mut rows)?;
    Ok(no + 1)
}

/// Says an item again; false where somebody did first.
pub(in crate::meeting) fn set_item(tx: &mut Tx, ask: &ChangeItem, question: &Both) -> Result<bool> {
    // Paragraphs of a discussion stay.
    let discussion = Some(ask.discussion.trim()).filter(|text| !text.is_empty());
    let given = params![
        tx.district_id(),
        ask.meeting_id,
        ask.no,
        ask.version,
        filled(&ask.title),
        filled(&question.hi),
        ask.presenter,
        discussion,
        ask.state.code(),
        tx.op_no(),
        filled(&question.en)
    ];
    Ok(tx.exec(CHANGE_ITEM, &given)? > 0)
}

/// Sets the order of an agenda.
pub(in crate::meeting) fn set_order(tx: &mut Tx, meeting_id: i64, items: &[i64]) -> Result<()> {
    let (district_id, op_no) = (tx.district_id(), tx.op_no());
    for (no, position) in items.iter().zip(1i64..) {
        tx.exec(ORDER, &params![district_id, meeting_id, *no, position, op_no])?;
    }
    Ok(())
}

/// Writes a series; answers its number.
pub(in crate::meeting) fn add_series(tx: &mut Tx, ask: &NewSeries, unit_id: i64) -> Result<i64> {
    let (district_id, op_no) = (tx.district_id(), tx.op_no());
    let id = tx.allot(district_id, "meeting_series", 1)?;
    let of = &ask.of;
    let mut row = params![
        district_id,
        id,
        uid_of(tx, district_id, id),
        of.kind.as_str(),
        unit_id,
        filled(&of.title_hi),
        filled(&of.title_en),
        filled(&of.venue),
        rules::time(&of.at_time),
        ask.every_days,
        of.chair_post_id,
        of.quorum
    ]
    .to_vec();
    row.extend(params![1i64, op_no]);
    tx.load("meeting_series", ADD_SERIES, &mut std::iter::once(row))?;
    set_series_members(tx, id, &of.members)?;
    Ok(id)
}

/// Says a series again; false where somebody did first.
pub(in crate::meeting) fn change_series(
    tx: &mut Tx,
    ask: &NewSeries,
    today: NaiveDate,
) -> Result<bool> {
    let of = &ask.of;
    let given = params![
        tx.district_id(),
        ask.id,
        ask.version,
        filled(&of.title_hi),
        filled(&of.title_en),
        filled(&of.venue),
        rules::time(&of.at_time),
        ask.every_days,
        of.chair_post_id,
        of.quorum,
        ask.is_closed.then_some(today),
        tx.op_no()
    ];
    if tx.exec(SET_SERIES, &given)? == 0 {
        return Ok(false);
    }
    set_series_members(tx, ask.id, &of.members)?;
    Ok(true)
}

fn set_series_members(tx: &mut Tx, id: i64, posts: &[i64]) -> Result<()> {
    const COLUMNS: &[&str] = &["district_id", "series_id", "post_id", "op_no"];
    let (district_id, op_no) = (tx.district_id(), tx.op_no());
    tx.exec(DROP_SERIES_MEMBERS, &params![district_id, id])?;
    let mut posts = posts.to_vec();
    posts.sort_unstable();
    posts.dedup();
    let mut rows = posts.iter().map(|post| params![district_id, id, *post, op_no].to_vec());
    tx.load("meeting_series_member", COLUMNS, &mut rows).map(drop)
}
