//! What a direction must be, and what may happen to it from where it stands. Pure.

use chrono::{Days, NaiveDate};
use samuh_kernel::{
    fault::{Fault, Faults},
    show,
    text::tidy,
};

use crate::ruling::within;

use super::model::{
    Direction, Duty, ESCALATES, Escalation, Evidence, Give, Line, MarkLine, Part, PartState,
    Priority, Report, Share, State,
};

/// The longest text of a direction or report, in letters.
pub const LONGEST: usize = 4000;
/// The most lines of a list.
pub const MOST_LINES: usize = 500;
/// The most papers of one report.
pub const MOST_FILES: usize = 6;
/// How far ahead a direction may be due, in days: two years.
const FARTHEST: u64 = 731;

/// What is wrong with a direction that shall be given on a day. `known` are the posts that may be
/// asked; `indicator` tells whether the code is one of the catalogue's.
pub fn give_faults(
    ask: &Give,
    (given_on, today): (NaiveDate, NaiveDate),
    known: &[i64],
    is_indicator: bool,
) -> Faults {
    let mut faults = Faults::default();
    words(&mut faults, "text", &ask.text, "direction_text_empty");
    if given_on > today {
        faults.on("given_on", "direction_not_yet");
    }
    posts(&mut faults, ask, known);
    match ask.due_on {
        None => {
            faults.on("due_on", "direction_due_missing");
        }
        Some(due) if due < given_on => {
            let day = show::day(given_on);
            faults.with_args("due_on", "direction_due_early", &[("day", day)]);
        }
        Some(due) if due > given_on + Days::new(FARTHEST) => {
            faults.on("due_on", "direction_due_far");
        }
        Some(_) => {}
    }
    if !ask.priority.is_empty() && Priority::of(&ask.priority).is_none() {
        faults.on("priority", "direction_priority");
    }
    let evidence = Evidence::of(&ask.evidence);
    if !ask.evidence.is_empty() && evidence.is_none() {
        faults.on("evidence", "direction_evidence");
    }
    if !ask.indicator.is_empty() && !is_indicator {
        faults.on("indicator", "direction_indicator");
    }
    if ask.reach.is_some() && ask.indicator.is_empty() {
        faults.on("reach", "direction_goal_alone");
    }
    if evidence == Some(Evidence::Figure) && ask.reach.is_none() {
        faults.on("evidence", "direction_figure_without_goal");
    }
    if ask.reach.is_some_and(|reach| reach < 0) {
        faults.on("reach", "direction_goal_negative");
    }
    if ask.lines.len() > MOST_LINES {
        let most = MOST_LINES.to_string();
        faults.with_args("lines", "direction_lines_many", &[("most", most)]);
    }
    faults
}

fn words(faults: &mut Faults, field: &str, text: &str, code: &str) {
    let letters = tidy(text).chars().count();
    if letters == 0 {
        faults.on(field, code);
    } else if letters > LONGEST {
        faults.with_args(field, "text_long", &[("most", LONGEST.to_string())]);
    }
}

fn posts(faults: &mut Faults, ask: &Give, known: &[i64]) {
    if ask.responsible.is_empty() {
        faults.on("responsible", "direction_nobody");
    }
    let all: Vec<i64> = ask.responsible.iter().chain(&ask.cooperating).copied().collect();
    if all.iter().any(|post| !known.contains(post)) {
        faults.on("responsible", "direction_post_unknown");
    }
    let mut sorted = all.clone();
    sorted.sort_unstable();
    sorted.dedup();
    if sorted.len() < all.len() {
        faults.on("responsible", "direction_post_twice");
    }
    shares(faults, &ask.parts, &all);
}

/// A part is of a post that is asked, and not too long.
fn shares(faults: &mut Faults, parts: &[Share], asked: &[i64]) {
    for share in parts {
        let (at, letters) = (part_field(share.post_id), tidy(&share.text).chars().count());
        if letters > LONGEST {
            faults.with_args(&at, "text_long", &[("most", LONGEST.to_string())]);
        }
        if letters > 0 && !asked.contains(&share.post_id) {
            faults.on(&at, "direction_part_nobody");
        }
    }
}

/// The field in which a post's part is typed.
pub fn part_field(post_id: i64) -> String {
    format!("part-{post_id}")
}

/// The parts that another split changes, each with its new words, none for all of the direction.
/// Only parts that are still worked on change: a report answers what was asked.
///
/// # Errors
/// Everything that is wrong with them; the fault of a direction that has ended, or where nothing
/// changes.
pub fn split<'a>(
    direction: &'a Direction,
    parts: &[Share],
) -> Result<Vec<(&'a Part, Option<String>)>, Faults> {
    is_open(direction)?;
    let mut faults = Faults::default();
    let asked: Vec<i64> = direction.parts.iter().map(|part| part.post_id).collect();
    shares(&mut faults, parts, &asked);
    let mut changed = Vec::new();
    for share in parts {
        let Some(part) = direction.part_of(share.post_id) else { continue };
        let text = filled(&share.text);
        if text == part.text {
            continue;
        }
        match part.state {
            PartState::Reported => {
                faults.on(&part_field(part.post_id), "direction_part_reported");
            }
            PartState::Accepted => {
                faults.on(&part_field(part.post_id), "direction_is_accepted");
            }
            _ => changed.push((part, text)),
        }
    }
    if faults.is_empty() && changed.is_empty() {
        faults.push(Fault::new("direction_parts_same"));
    }
    faults.or(changed)
}

/// Words without what is blank; none where nothing is left.
pub(super) fn filled(text: &str) -> Option<String> {
    let text = tidy(text);
    (!text.is_empty()).then_some(text)
}

/// True where a post owes work that another gave it: it does not settle what becomes of that.
pub fn owes_another(direction: &Direction, post_id: i64) -> bool {
    direction.given_by != post_id && direction.responsible().any(|part| part.post_id == post_id)
}

/// Every act on a direction begins here: it is open.
///
/// # Errors
/// The fault of a direction that has ended.
pub fn is_open(direction: &Direction) -> Result<(), Faults> {
    match direction.state {
        State::Open => Ok(()),
        State::Closed => Err(Faults::one("direction_closed")),
        State::Withdrawn => Err(Faults::one("direction_withdrawn")),
    }
}

/// The responsible part of a post, in one of these states.
///
/// # Errors
/// The fault of a post that owes nothing, or whose part stands elsewhere.
pub fn part_in<'a>(
    direction: &'a Direction,
    post_id: i64,
    states: &[PartState],
) -> Result<&'a Part, Faults> {
    is_open(direction)?;
    let part = direction.part_of(post_id).filter(|part| part.duty == Duty::Responsible);
    let Some(part) = part else { return Err(Faults::one("direction_not_asked")) };
    if states.contains(&part.state) {
        return Ok(part);
    }
    let code = match part.state {
        PartState::Given | PartState::Acknowledged => "direction_not_reported",
        PartState::Reported => "direction_is_reported",
        PartState::SentBack => "direction_is_sent_back",
        PartState::Accepted => "direction_is_accepted",
    };
    Err(Faults::one(code))
}

/// What is wrong with a report.
pub fn report_faults(direction: &Direction, ask: &Report) -> Faults {
    let mut faults = Faults::default();
    words(&mut faults, "text", &ask.text, "report_empty");
    if direction.evidence == Evidence::File && ask.files.is_empty() {
        faults.on("files", "report_without_file");
    }
    if ask.files.len() > MOST_FILES {
        faults.with_args("files", "report_files_many", &[("most", MOST_FILES.to_string())]);
    }
    faults
}

/// True where the figure has reached what was asked: at or beyond it, on the side on which it did
/// not lie when the direction was given.
pub fn is_met(direction: &Direction, now: Option<i64>) -> bool {
    let (Some(goal), Some(now)) = (direction.goal, now) else { return false };
    match goal.given {
        Some(given) if given > goal.reach => now <= goal.reach,
        _ => now >= goal.reach,
    }
}

/// A reason is asked for, and not too long.
///
/// # Errors
/// The fault of an empty or overlong reason.
pub fn reason(text: &str) -> Result<String, Faults> {
    let mut faults = Faults::default();
    words(&mut faults, "text", text, "reason_empty");
    faults.or(tidy(text))
}

/// The new day of a direction that is given more time.
///
/// # Errors
/// The fault of a missing day, or of one that is not later.
pub fn later_day(direction: &Direction, due_on: Option<NaiveDate>) -> Result<NaiveDate, Faults> {
    let mut faults = Faults::default();
    match due_on {
        None => faults.on("due_on", "direction_due_missing"),
        Some(day) if day <= direction.due_on => {
            let day = show::day(direction.due_on);
            faults.with_args("due_on", "direction_due_not_later", &[("day", day)])
        }
        Some(day) if day > direction.given_on + Days::new(FARTHEST) => {
            faults.on("due_on", "direction_due_far")
        }
        Some(day) => return Ok(day),
    };
    Err(faults)
}

/// What is wrong with marks on lines.
pub fn line_faults(marks: &[MarkLine]) -> Faults {
    let mut faults = Faults::default();
    if marks.is_empty() {
        faults.push(Fault::new("lines_none"));
    }
    for mark in marks {
        if tidy(&mark.remark).chars().count() > LONGEST {
            let at = format!("remark-{}", mark.no);
            faults.with_args(&at, "text_long", &[("most", LONGEST.to_string())]);
        }
    }
    faults
}

/// True where a mark changes its line.
pub fn is_marked_anew(line: &Line, mark: &MarkLine) -> bool {
    line.done_on.is_some() != mark.is_done || line.remark != filled(&mark.remark)
}

/// The lines of a list as they were typed: blank ones, bullets and the numbers of a numbered list are
/// left out. A number that belongs to the words stays: `108 एम्बुलेंस`, `2.5 लाख`.
pub fn lines(text: &str) -> Vec<String> {
    let all = text.lines().map(tidy).filter(|line| !line.is_empty());
    (1..).zip(all).map(|(no, line)| bare(&line, no)).collect()
}

/// A line without its bullet, or without its number where that is set off by a sign or is the line's
/// own number in the list.
fn bare(line: &str, no: u32) -> String {
    let line = line.trim_start_matches(['•', '*', '–', '-', ' ']);
    let inner = line.strip_prefix('(').unwrap_or(line);
    let end = inner.find(|sign: char| digit(sign).is_none()).unwrap_or(inner.len());
    let (number, rest) = inner.split_at(end);
    let value = number
        .chars()
        .try_fold(0_u32, |value, sign| value.checked_mul(10)?.checked_add(digit(sign)?));
    let mut signs = rest.chars();
    let is_set_off = matches!(signs.next(), Some('.' | ')' | '-' | ':'))
        && signs.next().is_none_or(|sign| digit(sign).is_none());
    let is_own = rest.starts_with(' ') && value == Some(no);
    let words = rest.trim_start_matches(['.', ')', '-', ':', ' ']);
    let is_number = !number.is_empty() && (is_set_off || is_own);
    if is_number && !words.is_empty() { words.to_owned() } else { line.to_owned() }
}

/// A digit of Latin or Devanagari.
fn digit(sign: char) -> Option<u32> {
    match sign {
        '०'..='९' => Some(u32::from(sign) - u32::from('०')),
        _ => sign.to_digit(10),
    }
}

/// Everything that is wrong with a rule of escalation: days within a year, later steps later, posts of
/// the district. The fields are `days_<priority>_<step>`.
pub(super) fn escalation_faults(all: &[Escalation]) -> Faults {
    let mut faults = Faults::default();
    if all.is_empty() {
        faults.on("days_urgent_1", "escalation_none");
    }
    for one in all {
        let field = format!("days_{}_{}", one.priority.code(), one.step);
        within(&mut faults, &field, one.days, (1, 365));
        if !ESCALATES.contains(&one.role.as_str()) {
            faults.on(&format!("role_{}_{}", one.priority.code(), one.step), "escalation_role");
        }
        let is_late = |other: &&Escalation| {
            other.priority == one.priority && other.step < one.step && other.days >= one.days
        };
        if all.iter().any(|other| is_late(&other)) {
            faults.on(&field, "escalation_order");
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{direction::model::Goal, measure::Measure};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn give() -> Give {
        Give {
            text: "लम्बित 64 आवेदनों का निराकरण करें।".into(),
            responsible: vec![5],
            cooperating: vec![6],
            due_on: Some(day("2026-11-27")),
            ..Give::default()
        }
    }

    fn codes(ask: &Give) -> Vec<String> {
        let days = (day("2026-11-20"), day("2026-11-20"));
        let faults = give_faults(ask, days, &[5, 6], ask.indicator == "linkage_groups");
        faults.iter().map(|fault| fault.code.clone()).collect()
    }

    fn direction(goal: Option<Goal>) -> Direction {
        Direction {
            id: 1,
            meeting: Some((3, 14)),
            item_no: None,
            year: 2026,
            serial: 2,
            text: "…".into(),
            source: None,
            given_on: day("2026-11-20"),
            given_by: 1,
            due_on: day("2026-11-27"),
            first_due: day("2026-11-27"),
            priority: Priority::Normal,
            evidence: Evidence::Text,
            unit_id: 0,
            indicator: None,
            goal,
            state: State::Open,
            ended_on: None,
            carried: 0,
            version: 1,
            parts: vec![Part {
                post_id: 5,
                duty: Duty::Responsible,
                text: None,
                state: PartState::Given,
                moved_at: 0,
                version: 1,
            }],
        }
    }

    #[test]
    fn a_direction_needs_words_a_post_and_a_day_and_all_faults_are_said_at_once() {
        assert!(codes(&give()).is_empty());
        let bare = Give { evidence: "figure".into(), reach: Some(-1), ..Give::default() };
        assert_eq!(
            codes(&bare),
            [
                "direction_text_empty",
                "direction_nobody",
                "direction_due_missing",
                "direction_goal_alone",
                "direction_goal_negative"
            ]
        );
    }

    #[test]
    fn nobody_is_asked_twice_and_no_day_lies_before_the_direction() {
        let twice = Give { cooperating: vec![5], ..give() };
        assert_eq!(codes(&twice), ["direction_post_twice"]);
        let other = Give { cooperating: vec![9], ..give() };
        assert_eq!(codes(&other), ["direction_post_unknown"]);
        let early = Give { due_on: Some(day("2026-11-19")), ..give() };
        assert_eq!(codes(&early), ["direction_due_early"]);
        let far = Give { due_on: Some(day("2029-01-01")), ..give() };
        assert_eq!(codes(&far), ["direction_due_far"]);
        let figure = Give { evidence: "figure".into(), ..give() };
        assert_eq!(codes(&figure), ["direction_figure_without_goal"]);
        let unknown = Give { indicator: "moon".into(), ..give() };
        assert_eq!(codes(&unknown), ["direction_indicator"]);
    }

    #[test]
    fn a_part_belongs_to_a_post_that_is_asked() {
        let share = |post_id, text: &str| Share { post_id, text: text.into() };
        let split = Give {
            parts: vec![share(5, "सूची"), share(6, "वाहन"), share(7, " ")],
            ..give()
        };
        assert!(codes(&split).is_empty(), "blank for a post that was taken off again");
        let stray =
            Give { parts: vec![share(7, "सूची"), share(5, &"क".repeat(4001))], ..give() };
        assert_eq!(codes(&stray), ["direction_part_nobody", "text_long"]);
    }

    #[test]
    fn only_parts_that_are_worked_on_are_said_anew() {
        let share = |post_id, text: &str| Share { post_id, text: text.into() };
        let part = |post_id, state| Part { post_id, state, ..direction(None).parts[0].clone() };
        let states = [PartState::SentBack, PartState::Reported, PartState::Accepted];
        let parts: Vec<Part> = (5..).zip(states).map(|(post, state)| part(post, state)).collect();
        let open = Direction { parts, ..direction(None) };
        let changed = split(&open, &[share(5, " 12 प्रकरण "), share(6, "")]).unwrap();
        assert_eq!(changed.len(), 1, "what stays as it is is not touched");
        assert_eq!((changed[0].0.post_id, changed[0].1.as_deref()), (5, Some("12 प्रकरण")));
        let codes = |parts: &[Share]| {
            split(&open, parts)
                .unwrap_err()
                .0
                .iter()
                .map(|one| one.code.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(codes(&[share(5, "")]), ["direction_parts_same"]);
        assert_eq!(
            codes(&[share(9, "x"), share(6, "x"), share(7, "x"), share(5, "y")]),
            ["direction_part_nobody", "direction_part_reported", "direction_is_accepted"],
        );
        assert!(owes_another(&open, 5) && !owes_another(&open, 1) && !owes_another(&open, 8));
        let closed = Direction { state: State::Closed, ..open.clone() };
        assert_eq!(split(&closed, &[share(5, "z")]), Err(Faults::one("direction_closed")));
    }

    #[test]
    fn a_figure_is_met_on_the_side_it_was_to_move_to() {
        let goal = |given, reach| Some(Goal { measure: Measure::Year, given, reach });
        let up = direction(goal(Some(40), 64));
        assert!(!is_met(&up, Some(63)) && is_met(&up, Some(64)) && !is_met(&up, None));
        let down = direction(goal(Some(64), 10));
        assert!(!is_met(&down, Some(11)) && is_met(&down, Some(10)));
        assert!(!is_met(&direction(None), Some(9)));
    }

    #[test]
    fn a_part_moves_only_from_where_it_stands() {
        let open = direction(None);
        assert!(part_in(&open, 5, &[PartState::Given]).is_ok());
        let of = |post, states: &[PartState]| {
            part_in(&open, post, states).unwrap_err().0[0].code.clone()
        };
        assert_eq!(of(5, &[PartState::Reported]), "direction_not_reported");
        assert_eq!(of(6, &[PartState::Given]), "direction_not_asked");
        let closed = Direction { state: State::Closed, ..open };
        assert_eq!(is_open(&closed), Err(Faults::one("direction_closed")));
    }

    #[test]
    fn more_time_means_a_later_day() {
        let open = direction(None);
        assert_eq!(later_day(&open, Some(day("2026-12-05"))), Ok(day("2026-12-05")));
        assert!(later_day(&open, Some(day("2026-11-27"))).is_err());
        assert!(later_day(&open, None).is_err() && reason(" ").is_err());
    }

    #[test]
    fn a_pasted_list_loses_its_numbers_and_blank_lines() {
        let typed = "1. बालक छात्रावास माकड़ी\n\n२) कन्या छात्रावास\n • आश्रम\n24";
        assert_eq!(lines(typed), ["बालक छात्रावास माकड़ी", "कन्या छात्रावास", "आश्रम", "24"]);
        assert_eq!(lines("1 बालक\n2 कन्या\n(3) आश्रम"), ["बालक", "कन्या", "आश्रम"]);
    }

    #[test]
    fn a_number_that_belongs_to_the_words_stays() {
        let typed = "108 एम्बुलेंस\n2.5 लाख ऋण\n12वीं की छात्राएँ\n10-15 वर्ष\n- 24 छात्रावास";
        assert_eq!(
            lines(typed),
            ["108 एम्बुलेंस", "2.5 लाख ऋण", "12वीं की छात्राएँ", "10-15 वर्ष", "24 छात्रावास"]
        );
    }

    #[test]
    fn a_direction_is_called_by_its_meeting_or_its_year() {
        assert_eq!(direction(None).label(), "14.2");
        assert_eq!(Direction { meeting: None, ..direction(None) }.label(), "2/2026-27");
    }

    #[test]
    fn a_rule_of_escalation_goes_up_with_the_days() {
        let step = |priority, step, days, role: &str| Escalation {
            priority,
            step,
            days,
            role: role.into(),
        };
        let codes = |all: &[Escalation]| {
            let faults = escalation_faults(all);
            faults.iter().map(|fault| fault.code.clone()).collect::<Vec<_>>()
        };
        let (urgent, low) = (Priority::Urgent, Priority::Low);
        let good = [step(urgent, 1, 2, "dmmu"), step(urgent, 2, 5, "collector")];
        assert!(codes(&good).is_empty());
        let bad =
            [step(urgent, 1, 5, "dmmu"), step(urgent, 2, 5, "cadre"), step(low, 1, 0, "dmmu")];
        assert_eq!(codes(&bad), ["escalation_role", "escalation_order", "rule_beyond"]);
        assert_eq!(codes(&[]), ["escalation_none"]);
    }
}
