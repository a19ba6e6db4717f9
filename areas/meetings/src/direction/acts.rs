//! Acts on directions: given, seen, reported on, accepted or sent back; given more time, put before
//! the next post, withdrawn.

use chrono::NaiveDate;
use samuh_engine::{Db, Desk, Error, Op, Reader, Result, Tx, Value, clock, rule::NewRule};
use samuh_figures::catalogue::{Indicator, by_code};
use samuh_kernel::{
    calendar::{FinancialYear, Month},
    fault::Faults,
    scope::{Area, Right},
    text::tidy,
};
use uuid::Uuid;

use super::{
    model::{
        Direction, Duty, Escalation, Evidence, Give, Goal, MarkLine, Move, Part, PartState,
        Priority, Report, Split, State, Step, StepKind,
    },
    rules::{self, filled},
    store::{self, Shift},
};
use crate::{
    measure,
    meeting::{self, Meeting},
    notice::telling,
    reach,
};

const SUBJECT: &str = "direction";

/// Gives a direction; answers its number.
///
/// # Errors
/// `Denied` without the right to enter meetings, `NotFound` for a meeting or unit that is not this
/// desk's, `Faults` with everything that is wrong or where the meeting is over.
pub fn give(db: &Db, desk: &Desk, op_id: Uuid, ask: &Give, now: i64) -> Result<i64> {
    reach::may(desk, Right::Enter, "meetings.enter")?;
    let op = Op::over(op_id, "meetings.give_direction", ask, now)?;
    let (own, ask) = (desk.clone(), ask.clone());
    db.act(desk, &op, move |tx| given(tx, &own, &ask))
}

fn given(tx: &mut Tx, desk: &Desk, ask: &Give) -> Result<i64> {
    let held = meeting_at_hand(tx, desk, ask.meeting_id)?;
    let mut direction = composed(tx, desk, ask, held.as_ref())?;
    let lines: Vec<String> = ask.lines.iter().map(|line| tidy(line)).collect();
    store::add(tx, &mut direction, &lines)?;
    if let Some(held) = &held {
        meeting::touch(tx, held.id)?;
    }
    let shift = Shift {
        post_id: 0,
        kind: StepKind::Given,
        text: "",
        due_on: Some(direction.due_on),
        value: direction.goal.and_then(|goal| goal.given),
    };
    store::add_step(tx, direction.id, (desk.post_id, desk.officer_id), shift)?;
    telling::given(tx, &direction)?;
    tx.changed(SUBJECT, direction.id, direction.unit_id)
        .office("text", None::<&str>, direction.text.as_str())
        .office("due_on", None::<NaiveDate>, direction.due_on)
        .office("posts", None::<i64>, direction.parts.len() as i64)
        .office("value_goal", None::<i64>, direction.goal.map(|goal| goal.reach));
    Ok(direction.id)
}

/// The meeting a direction is given in: one that the desk runs and that is not over.
fn meeting_at_hand(tx: &mut Tx, desk: &Desk, id: Option<i64>) -> Result<Option<Meeting>> {
    let Some(id) = id else { return Ok(None) };
    let held = meeting::meeting_of(tx, desk, id)?;
    meeting::rules::is_going_on(&held).map_err(Error::Faults)?;
    if meeting::runs(tx, desk, &held)? {
        Ok(Some(held))
    } else {
        Err(Error::Denied("meetings.run"))
    }
}

/// The direction that is asked for, with its figure as it is now.
fn composed(tx: &mut Tx, desk: &Desk, ask: &Give, held: Option<&Meeting>) -> Result<Direction> {
    let today = clock::day_of(tx.at());
    let day = held.map(|held| held.held_on.min(today));
    let given_on = ask.given_on.or(day).unwrap_or(today);
    let unit_id = match (ask.unit_id, held) {
        (0, Some(held)) => held.unit_id,
        (0, None) => desk.scope.roots().first().copied().unwrap_or(0),
        (unit, _) => unit,
    };
    // Who runs a meeting gives directions about its unit, and otherwise about the own ones.
    let is_of_meeting = held.is_some_and(|held| held.unit_id == unit_id);
    if !is_of_meeting && !store::unit_is_seen(tx, desk, unit_id)? {
        return Err(Error::NotFound);
    }
    let posts: Vec<i64> = ask.responsible.iter().chain(&ask.cooperating).copied().collect();
    let known = store::posts_asked(tx, desk, (ask.meeting_id.unwrap_or(0), today), &posts)?;
    let indicator = by_code(&ask.indicator);
    rules::give_faults(ask, (given_on, today), &known, indicator.is_some())
        .or(())
        .map_err(Error::Faults)?;
    let Some(due_on) = ask.due_on else { return Err(Error::broken("a direction without a day")) };
    let year = FinancialYear::of(given_on);
    let goal = match (indicator, ask.reach) {
        (Some(indicator), Some(reach)) => {
            Some(goal_of(tx, desk, indicator, (unit_id, year, reach))?)
        }
        _ => None,
    };
    Ok(Direction {
        id: 0,
        meeting: held.map(|held| (held.id, held.number)),
        item_no: ask.item_no,
        year: i64::from(year.0),
        serial: 0,
        text: tidy(&ask.text),
        source: filled(&ask.source),
        given_on,
        given_by: desk.post_id,
        due_on,
        first_due: due_on,
        priority: Priority::of(&ask.priority).unwrap_or(Priority::Normal),
        evidence: Evidence::of(&ask.evidence).unwrap_or(Evidence::Text),
        unit_id,
        indicator: indicator.map(|one| one.code.to_owned()),
        goal,
        state: State::Open,
        ended_on: None,
        carried: 0,
        version: 1,
        parts: parts_of(ask),
    })
}

/// What a figure shall reach, beside what it is today.
fn goal_of(
    tx: &mut Tx,
    desk: &Desk,
    indicator: &Indicator,
    (unit_id, year, reach): (i64, FinancialYear, i64),
) -> Result<Goal> {
    let unit = measured(tx, unit_id)?;
    let measure = measure::measure_of(tx, &desk.scope, indicator, (unit, year))?;
    let time = (measure, year, Month::of(clock::day_of(tx.at())));
    let given = measure::value(tx, &desk.scope, (indicator, unit), time)?;
    Ok(Goal { measure, given, reach })
}

/// The unit whose figure is meant: the district's own place where no unit is named.
fn measured(tx: &mut Tx, unit_id: i64) -> Result<i64> {
    let district_id = tx.district_id();
    if unit_id != 0 { Ok(unit_id) } else { store::top(tx, district_id) }
}

fn parts_of(ask: &Give) -> Vec<Part> {
    let text = |post_id: i64| {
        let share = ask.parts.iter().find(|share| share.post_id == post_id);
        share.and_then(|share| filled(&share.text))
    };
    let part = |post_id: i64, duty: Duty| Part {
        post_id,
        duty,
        text: text(post_id),
        state: PartState::Given,
        moved_at: 0,
        version: 1,
    };
    let responsible = ask.responsible.iter().map(|post| part(*post, Duty::Responsible));
    let helping = ask.cooperating.iter().map(|post| part(*post, Duty::Cooperates));
    responsible.chain(helping).collect()
}

/// Says that a post has seen its direction.
///
/// # Errors
/// `NotFound` when it is not this desk's, `Denied` for another post, `Faults` from a wrong state,
/// `Conflict` when somebody moved it first.
pub fn acknowledge(db: &Db, desk: &Desk, op_id: Uuid, ask: &Move, now: i64) -> Result<i64> {
    reach::may(desk, Right::See, "meetings.see")?;
    let op = Op::over(op_id, "meetings.acknowledge", ask, now)?;
    let (own, ask) = (desk.clone(), ask.clone());
    db.act(desk, &op, move |tx| {
        let direction = store::direction_of(tx, &own, ask.direction_id)?;
        if own.post_id != ask.post_id {
            return Err(Error::Denied("directions.own"));
        }
        rules::part_in(&direction, ask.post_id, &[PartState::Given]).map_err(Error::Faults)?;
        let to = (PartState::Acknowledged, StepKind::Acknowledged);
        shift(tx, &own, (&direction, &ask), to, None)?;
        Ok(direction.id)
    })
}

/// Reports on a part: by the post that owes it, or for it by whoever enters meetings.
///
/// # Errors
/// As [`acknowledge`]; `Faults` too for a report without words or without the paper asked for.
pub fn report(db: &Db, desk: &Desk, op_id: Uuid, ask: &Report, now: i64) -> Result<i64> {
    reach::may(desk, Right::See, "meetings.see")?;
    let op = Op::over(op_id, "meetings.report", ask, now)?;
    let (own, ask) = (desk.clone(), ask.clone());
    db.act(desk, &op, move |tx| {
        let direction = store::direction_of(tx, &own, ask.direction_id)?;
        if own.post_id != ask.post_id && !reports_for(tx, &own, &direction)? {
            return Err(Error::Denied("directions.own"));
        }
        let from = [PartState::Given, PartState::Acknowledged, PartState::SentBack];
        rules::part_in(&direction, ask.post_id, &from).map_err(Error::Faults)?;
        rules::report_faults(&direction, &ask).or(()).map_err(Error::Faults)?;
        let sent = Move {
            direction_id: ask.direction_id,
            post_id: ask.post_id,
            version: ask.version,
            text: tidy(&ask.text),
            due_on: None,
        };
        let now = value_now(tx, &own, &direction)?;
        let to = (PartState::Reported, StepKind::Reported);
        let step = shift(tx, &own, (&direction, &sent), to, now)?;
        store::add_files(tx, (direction.id, step), &ask.files)?;
        Ok(direction.id)
    })
}

/// Accepts a part; with the last of them the direction is closed. A part whose figure has reached
/// what was asked may be accepted without a report.
///
/// # Errors
/// `NotFound` when it is not this desk's, `Denied` for whoever may not, or reported it, `Faults`
/// from a wrong state or where the figure is short, `Conflict` when somebody moved it first.
pub fn accept(db: &Db, desk: &Desk, op_id: Uuid, ask: &Move, now: i64) -> Result<i64> {
    let op = Op::over(op_id, "meetings.accept", ask, now)?;
    let (own, ask) = (desk.clone(), ask.clone());
    db.act(desk, &op, move |tx| accepted(tx, &own, &ask))
}

fn accepted(tx: &mut Tx, desk: &Desk, ask: &Move) -> Result<i64> {
    let direction = decided(tx, desk, ask.direction_id)?;
    let value = value_now(tx, desk, &direction)?;
    let is_met = rules::is_met(&direction, value);
    let mut from = vec![PartState::Reported];
    if is_met {
        from.extend([PartState::Given, PartState::Acknowledged, PartState::SentBack]);
    }
    rules::part_in(&direction, ask.post_id, &from).map_err(Error::Faults)?;
    if direction.evidence == Evidence::Figure && !is_met {
        return Err(Error::Faults(Faults::one("direction_figure_short")));
    }
    not_own(tx, desk, ask)?;
    let sent = Move { text: tidy(&ask.text), ..ask.clone() };
    let to = (PartState::Accepted, StepKind::Accepted);
    shift(tx, desk, (&direction, &sent), to, value)?;
    let is_last = direction
        .responsible()
        .all(|part| part.post_id == ask.post_id || part.state == PartState::Accepted);
    if is_last {
        ended(tx, desk, (&direction, direction.version), (State::Closed, StepKind::Closed), "")?;
    }
    Ok(direction.id)
}

/// Sends a report back with a reason.
///
/// # Errors
/// As [`accept`]; `Faults` too without a reason.
pub fn send_back(db: &Db, desk: &Desk, op_id: Uuid, ask: &Move, now: i64) -> Result<i64> {
    let op = Op::over(op_id, "meetings.send_back", ask, now)?;
    let (own, ask) = (desk.clone(), ask.clone());
    db.act(desk, &op, move |tx| {
        let direction = decided(tx, &own, ask.direction_id)?;
        rules::part_in(&direction, ask.post_id, &[PartState::Reported]).map_err(Error::Faults)?;
        not_own(tx, &own, &ask)?;
        let text = rules::reason(&ask.text).map_err(Error::Faults)?;
        let sent = Move { text, ..ask.clone() };
        let to = (PartState::SentBack, StepKind::SentBack);
        shift(tx, &own, (&direction, &sent), to, None)?;
        Ok(direction.id)
    })
}

/// Says what each post does of a direction, while it is open; whoever's part changes hears of it.
///
/// # Errors
/// `NotFound` when it is not this desk's, `Denied` for whoever may not decide or owes it to another,
/// `Faults` with everything that is wrong, `Conflict` when somebody changed the direction first.
pub fn split(db: &Db, desk: &Desk, op_id: Uuid, ask: &Split, now: i64) -> Result<i64> {
    let op = Op::over(op_id, "meetings.split", ask, now)?;
    let (own, ask) = (desk.clone(), ask.clone());
    db.act(desk, &op, move |tx| {
        let direction = settled(tx, &own, ask.direction_id)?;
        let changed = rules::split(&direction, &ask.parts).map_err(Error::Faults)?;
        if !store::touch(tx, (direction.id, ask.version))? {
            return Err(stale(&direction, ask.version));
        }
        for (part, text) in changed {
            let said = text.as_deref().unwrap_or_default();
            store::set_part(tx, (direction.id, part.post_id), text.as_deref())?;
            let (post_id, kind) = (part.post_id, StepKind::Split);
            let shift = Shift { post_id, kind, text: said, due_on: None, value: None };
            store::add_step(tx, direction.id, (own.post_id, own.officer_id), shift)?;
            telling::split(tx, &direction, (post_id, own.post_id), said)?;
            tx.changed(SUBJECT, direction.id, direction.unit_id).office(
                "part",
                part.text.as_deref(),
                text.as_deref(),
            );
        }
        Ok(direction.id)
    })
}

/// Gives more time, with a reason.
///
/// # Errors
/// As [`split`]; `Faults` too for a day that is not later or a missing reason.
pub fn extend(db: &Db, desk: &Desk, op_id: Uuid, ask: &Move, now: i64) -> Result<i64> {
    let op = Op::over(op_id, "meetings.extend", ask, now)?;
    let (own, ask) = (desk.clone(), ask.clone());
    db.act(desk, &op, move |tx| {
        let direction = settled(tx, &own, ask.direction_id)?;
        rules::is_open(&direction).map_err(Error::Faults)?;
        let text = rules::reason(&ask.text).map_err(Error::Faults)?;
        let due_on = rules::later_day(&direction, ask.due_on).map_err(Error::Faults)?;
        if !store::set_due(tx, (direction.id, ask.version), due_on)? {
            return Err(stale(&direction, ask.version));
        }
        let kind = StepKind::Extended;
        let by = (own.post_id, own.officer_id);
        let said = Shift { post_id: 0, kind, text: &text, due_on: Some(due_on), value: None };
        store::add_step(tx, direction.id, by, said)?;
        telling::changed(tx, &direction, own.post_id, kind, (due_on, &text))?;
        tx.changed(SUBJECT, direction.id, direction.unit_id).office(
            "due_on",
            direction.due_on,
            due_on,
        );
        Ok(direction.id)
    })
}

/// Takes a direction back, with a reason.
///
/// # Errors
/// As [`split`]; `Faults` too without a reason.
pub fn withdraw(db: &Db, desk: &Desk, op_id: Uuid, ask: &Move, now: i64) -> Result<i64> {
    let op = Op::over(op_id, "meetings.withdraw", ask, now)?;
    let (own, ask) = (desk.clone(), ask.clone());
    db.act(desk, &op, move |tx| {
        let direction = settled(tx, &own, ask.direction_id)?;
        rules::is_open(&direction).map_err(Error::Faults)?;
        let text = rules::reason(&ask.text).map_err(Error::Faults)?;
        let end = (State::Withdrawn, StepKind::Withdrawn);
        ended(tx, &own, (&direction, ask.version), end, &text)?;
        Ok(direction.id)
    })
}

/// Marks lines of a direction's list, all of them or none.
///
/// # Errors
/// `NotFound` when it is not this desk's, `Denied` for a post that has nothing to do with it,
/// `Faults` without a line, `Conflict` when somebody marked one first.
pub fn mark_lines(
    db: &Db,
    desk: &Desk,
    op_id: Uuid,
    (id, marks): (i64, &[MarkLine]),
    now: i64,
) -> Result<i64> {
    reach::may(desk, Right::See, "meetings.see")?;
    let op = Op::over(op_id, "meetings.mark_lines", &(id, marks), now)?;
    let (own, marks) = (desk.clone(), marks.to_vec());
    db.act(desk, &op, move |tx| {
        let direction = store::direction_of(tx, &own, id)?;
        if direction.part_of(own.post_id).is_none() && own.post_id != 0 {
            return Err(Error::Denied("directions.own"));
        }
        rules::is_open(&direction).map_err(Error::Faults)?;
        rules::line_faults(&marks).or(()).map_err(Error::Faults)?;
        let (before, today) = (store::lines_of(tx, &own, id)?, clock::day_of(tx.at()));
        let was = before.iter().filter(|line| line.done_on.is_some()).count() as i64;
        let mut changed = 0;
        for mark in &marks {
            let line = before.iter().find(|line| line.no == mark.no).ok_or(Error::NotFound)?;
            // A form sends every line; what stays as it is stays with whoever marked it.
            if mark.version == line.version && !rules::is_marked_anew(line, mark) {
                continue;
            }
            changed += 1;
            let done_on = mark.is_done.then(|| line.done_on.unwrap_or(today));
            let remark = filled(&mark.remark);
            let said = (done_on, remark.as_deref(), own.post_id);
            if !store::set_line(tx, (id, mark.no, mark.version), said)? {
                return Err(stale(&direction, mark.version));
            }
        }
        if changed == 0 {
            return Err(Error::fault("lines_none"));
        }
        let after = store::lines_of(tx, &own, id)?;
        let is = after.iter().filter(|line| line.done_on.is_some()).count() as i64;
        tx.changed(SUBJECT, id, direction.unit_id).office("lines_done", was, is);
        Ok(id)
    })
}

/// Puts overdue directions before the next post by the rules of the day; answers how many. Done by
/// the timetable once a day; a second time on the same day changes nothing.
///
/// # Errors
/// `Broken` or `StorageFull` from the database.
pub fn escalate(db: &Db, desk: &Desk, op_id: Uuid, now: i64) -> Result<i64> {
    let op = Op::over(op_id, "meetings.escalate", &clock::day_of(now), now)?;
    let own = desk.clone();
    db.act(desk, &op, move |tx| {
        let today = clock::day_of(tx.at());
        let rules = store::rules_on(tx, &own.scope, today)?;
        let mut moved = 0;
        for late in store::overdue(tx, &own.scope, today)? {
            let (id, days, done) = (late.id, (today - late.due_on).num_days(), late.escalated);
            let due = rules.iter().filter(|rule| {
                let says = &rule.says;
                says.priority == late.priority && says.days <= days && says.step > done
            });
            for rule in due {
                let kind = StepKind::Escalated;
                let said =
                    Shift { post_id: rule.post_id, kind, text: "", due_on: None, value: None };
                store::add_step(tx, id, (own.post_id, own.officer_id), said)?;
                let direction = store::direction_of(tx, &own, id)?;
                telling::escalated(tx, &direction, rule.post_id)?;
                tx.changed(SUBJECT, id, late.unit_id).office("escalated", done, rule.says.step);
                moved += 1;
            }
        }
        if moved == 0 {
            tx.changed(SUBJECT, 0, 0);
        }
        Ok(moved)
    })
}

/// Sets after how many days an overdue direction goes to which post, from a day on; within an act of a
/// desk that may.
pub(crate) fn set_escalation(
    tx: &mut Tx,
    desk: &Desk,
    new: &NewRule<Vec<Escalation>>,
) -> Result<i64> {
    let mut faults = new.faults(clock::day_of(tx.at()));
    faults.0.extend(rules::escalation_faults(&new.terms).0);
    faults.or(())?;
    let was = store::escalation_on(tx, &desk.scope, new.from_on)?;
    let no = store::add_escalation(tx, new)?;
    // The trail tells roles and days in the reader's words.
    let told = |all: &[Escalation], priority: Priority| {
        let own = all.iter().filter(|one| one.priority == priority);
        own.map(|one| format!("{}:{}", one.role, one.days)).collect::<Vec<_>>().join(" ")
    };
    let mut trail = tx.changed("escalation_rule", no, 0);
    for (priority, field) in [
        (Priority::Urgent, "escalation_urgent"),
        (Priority::Normal, "escalation_normal"),
        (Priority::Low, "escalation_low"),
    ] {
        trail.office(field, told(&was, priority), told(&new.terms, priority));
    }
    trail
        .office("from_on", Value::Null, new.from_on)
        .office("reason", Value::Null, new.reason.trim())
        .office("order_no", Value::Null, new.order_no.trim());
    Ok(no)
}

/// A direction that this desk decides on.
fn decided(tx: &mut Tx, desk: &Desk, id: i64) -> Result<Direction> {
    let direction = store::direction_of(tx, desk, id)?;
    if decides(tx, desk, &direction)? {
        Ok(direction)
    } else {
        Err(Error::Denied("directions.decide"))
    }
}

/// A direction whose day, parts and end this desk settles: it decides on it, and does not owe it to
/// another.
fn settled(tx: &mut Tx, desk: &Desk, id: i64) -> Result<Direction> {
    let direction = decided(tx, desk, id)?;
    if rules::owes_another(&direction, desk.post_id) {
        return Err(Error::Denied("directions.second"));
    }
    Ok(direction)
}

/// True where a desk decides on a direction that it sees: it gave it, or approves meetings of its unit.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn decides(reader: &mut Reader, desk: &Desk, direction: &Direction) -> Result<bool> {
    is_in_charge(reader, desk, direction, Right::Approve)
}

/// True where a desk may report on a direction for the posts that owe it: it gave it, or enters
/// meetings of its unit.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn reports_for(reader: &mut Reader, desk: &Desk, direction: &Direction) -> Result<bool> {
    is_in_charge(reader, desk, direction, Right::Enter)
}

fn is_in_charge(
    reader: &mut Reader,
    desk: &Desk,
    direction: &Direction,
    right: Right,
) -> Result<bool> {
    Ok(direction.given_by == desk.post_id
        || (desk.scope.may(right, Area::Meetings)
            && store::unit_is_seen(reader, desk, direction.unit_id)?))
}

/// Nobody decides on a part of her own, nor on what she reported herself.
fn not_own(tx: &mut Tx, desk: &Desk, ask: &Move) -> Result<()> {
    let steps = store::steps_of(tx, desk, ask.direction_id)?;
    let is_of = |step: &&Step| step.kind == StepKind::Reported && step.post_id == ask.post_id;
    let last = steps.iter().rev().find(is_of);
    let is_own = ask.post_id == desk.post_id
        || last.is_some_and(|step| {
            step.by_post == desk.post_id
                || (step.by_officer != 0 && step.by_officer == desk.officer_id)
        });
    if is_own && desk.post_id != 0 { Err(Error::Denied("directions.second")) } else { Ok(()) }
}

/// The figure that a direction is tied to, as it is now.
fn value_now(tx: &mut Tx, desk: &Desk, direction: &Direction) -> Result<Option<i64>> {
    let indicator = direction.indicator.as_deref().and_then(by_code);
    let (Some(indicator), Some(goal)) = (indicator, direction.goal) else { return Ok(None) };
    let year = FinancialYear(i32::try_from(direction.year).unwrap_or(0));
    let time = (goal.measure, year, Month::of(clock::day_of(tx.at())));
    let unit = measured(tx, direction.unit_id)?;
    measure::value(tx, &desk.scope, (indicator, unit), time)
}

/// Moves a part and writes down that it moved; answers the number of the step.
fn shift(
    tx: &mut Tx,
    desk: &Desk,
    (direction, ask): (&Direction, &Move),
    (state, kind): (PartState, StepKind),
    value: Option<i64>,
) -> Result<i64> {
    let part = direction.part_of(ask.post_id).ok_or(Error::NotFound)?;
    if !store::move_part(tx, (direction.id, ask.post_id, ask.version), state)? {
        return Err(stale(direction, ask.version));
    }
    let said = Shift { post_id: ask.post_id, kind, text: &ask.text, due_on: None, value };
    let step = store::add_step(tx, direction.id, (desk.post_id, desk.officer_id), said)?;
    telling::moved(tx, direction, (ask.post_id, desk.post_id), kind, &ask.text)?;
    tx.changed(SUBJECT, direction.id, direction.unit_id)
        .office("part_state", part.state.code(), state.code())
        .office("report", None::<&str>, (!ask.text.is_empty()).then_some(ask.text.as_str()));
    Ok(step)
}

fn ended(
    tx: &mut Tx,
    desk: &Desk,
    (direction, version): (&Direction, i64),
    (state, kind): (State, StepKind),
    text: &str,
) -> Result<()> {
    let today = clock::day_of(tx.at());
    if !store::end(tx, (direction.id, version), (state, today))? {
        return Err(stale(direction, version));
    }
    let said = Shift { post_id: 0, kind, text, due_on: None, value: None };
    store::add_step(tx, direction.id, (desk.post_id, desk.officer_id), said)?;
    telling::changed(tx, direction, desk.post_id, kind, (direction.due_on, text))?;
    tx.changed(SUBJECT, direction.id, direction.unit_id)
        .office("state", State::Open.code(), state.code())
        .office("end_reason", None::<&str>, (!text.is_empty()).then_some(text));
    Ok(())
}

fn stale(direction: &Direction, version: i64) -> Error {
    let saved = serde_json::to_string(direction).unwrap_or_default();
    Error::Conflict { saved, sent: serde_json::json!({ "version": version }).to_string() }
}
