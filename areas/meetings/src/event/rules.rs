//! What an event must have, how pasted lists are read, who sits where, and what was learnt.

use std::collections::BTreeSet;

use chrono::{Days, Months, NaiveDate};
use samuh_kernel::{
    fault::{Fault, Faults},
    read,
    sheet::Cell,
    text::{fold, tidy},
};

use super::model::{
    Answer, Event, EventKind, EventState, Invitee, MarkInvitee, Mode, NewEvent, NewInvitee, Person,
    PlaqueState, Precedence, Session,
};
use crate::meeting::rules::time;

/// The longest event, days.
const LONGEST: u64 = 60;
/// The longest line of an event, and the longest name in its lists, in letters: what a letter and a
/// certificate hold.
const LONGEST_LINE: usize = 300;
const LONGEST_NAME: usize = 120;
const LONGEST_PLAQUE: usize = 1_000;
/// How far an event may lie ahead, and how far back one is still written down, months.
const AHEAD: u32 = 12;
const BACK: u32 = 120;
/// The most persons of one event.
const MOST: usize = 2_000;

/// Everything that is wrong with an event to be planned.
pub fn event_faults(ask: &NewEvent, today: NaiveDate) -> Faults {
    let mut faults = Faults::default();
    if EventKind::of(&ask.kind).is_none() {
        faults.on("kind", "event_kind");
    }
    if tidy(&ask.title).is_empty() {
        faults.on("title", "event_title");
    }
    let lines = [
        ("title", &ask.title),
        ("batch", &ask.batch),
        ("venue", &ask.venue),
        ("fund_source", &ask.fund_source),
        ("material", &ask.material),
    ];
    for (field, text) in lines {
        not_longer(&mut faults, (field, text), LONGEST_LINE);
    }
    if !tidy(&ask.at_time).is_empty() && time(&ask.at_time).is_none() {
        faults.on("at_time", "meeting_time");
    }
    match (ask.starts_on, ask.ends_on) {
        (None, _) => {
            faults.on("starts_on", "event_day");
        }
        (Some(from), _)
            if from > today + Months::new(AHEAD) || from < today - Months::new(BACK) =>
        {
            faults.on("starts_on", "event_day_far");
        }
        (Some(from), Some(to)) if to < from || to > from + Days::new(LONGEST) => {
            faults.on("ends_on", "event_end");
        }
        _ => {}
    }
    if ask.cost_paise < 0 {
        faults.on("cost", "event_cost");
    }
    faults
}

/// Adds the fault of a text that is longer than its place.
pub(super) fn not_longer(faults: &mut Faults, (field, text): (&str, &str), most: usize) {
    if tidy(text).chars().count() > most {
        faults.with_args(field, "text_long", &[("most", most.to_string())]);
    }
}

/// What is wrong with a guest to be invited, of a rank that is known or not.
pub(super) fn invitee_faults(ask: &NewInvitee, is_ranked: bool) -> Faults {
    let mut faults = Faults::default();
    if !is_ranked {
        faults.on("rank", "invitation_rank");
    }
    if tidy(&ask.name).is_empty() && tidy(&ask.title).is_empty() {
        faults.on("name", "invitation_name");
    }
    not_longer(&mut faults, ("name", &ask.name), LONGEST_NAME);
    not_longer(&mut faults, ("office", &ask.title), LONGEST_LINE);
    faults
}

/// What is wrong with the words of a plaque.
pub(super) fn plaque_faults(event: &Event, text: &str) -> Faults {
    let mut faults = Faults::default();
    if text.is_empty() {
        faults.on("plaque", "plaque_empty");
    }
    if event.plaque_state == PlaqueState::Approved {
        faults.on("plaque", "plaque_approved");
    }
    not_longer(&mut faults, ("plaque", text), LONGEST_PLAQUE);
    faults
}

/// May it be changed: only what lies ahead.
pub(super) fn is_planned(event: &Event) -> Result<(), Faults> {
    if event.state == EventState::Planned { Ok(()) } else { Err(Faults::one("event_over")) }
}

/// May it be counted: from its last day on, with somebody who came where persons are taught.
pub(super) fn may_hold(event: &Event, today: NaiveDate) -> Result<(), Faults> {
    is_planned(event)?;
    if today < event.ends_on {
        return Err(Faults::one("event_not_yet"));
    }
    if event.kind.is_training() && event.persons == 0 {
        return Err(Faults::one("event_nobody"));
    }
    Ok(())
}

/// The persons of a pasted list: a line each, with name, group or village, marks before and after
/// between commas, tabs or semicolons. Every bad line is told with its number.
///
/// # Errors
/// Faults on `people`.
pub fn people_of(text: &str) -> Result<Vec<Person>, Faults> {
    let mut faults = Faults::default();
    let mut people: Vec<Person> = Vec::new();
    let mut seen = BTreeSet::new();
    for (no, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let parts: Vec<String> = line.split([',', '\t', ';', '،']).map(tidy).collect();
        let at = |code: &str| Fault::at("people", code).with("line", no);
        let name = parts.first().cloned().unwrap_or_default();
        let name =
            name.trim_start_matches(|c: char| c.is_numeric() || ". )-".contains(c)).to_owned();
        let mark = |place: usize| match parts.get(place).map(String::as_str) {
            None | Some("" | "-") => Ok(None),
            Some(said) => match read::whole(&Cell::Text(said.to_owned())) {
                Ok(Some(read)) if (0..=100).contains(&read.value) => Ok(Some(read.value)),
                _ => Err(()),
            },
        };
        if read::holds_aadhaar(line) {
            faults.push(at("event_person_number"));
        } else if !name.chars().any(char::is_alphabetic) {
            faults.push(at("event_person_name"));
        } else if parts.iter().any(|part| part.chars().count() > LONGEST_NAME) {
            faults.push(at("event_line_long").with("most", LONGEST_NAME));
        } else {
            match (mark(2), mark(3)) {
                (Ok(before), Ok(after)) => {
                    let of_where = parts.get(1).cloned().unwrap_or_default();
                    if seen.insert((fold(&name), fold(&of_where))) {
                        people.push(Person {
                            name,
                            of_where,
                            before,
                            after,
                            attended: true,
                            ..Person::default()
                        });
                    } else {
                        faults.push(at("event_person_twice"));
                    }
                }
                _ => {
                    faults.push(at("event_person_mark"));
                }
            }
        }
    }
    if people.len() > MOST {
        faults.on("people", "event_too_many");
    }
    faults.or(people)
}

/// The sessions of a pasted programme: a line each, `day | time | topic | speaker`.
///
/// # Errors
/// Faults on `sessions`.
pub fn sessions_of(text: &str, event: &Event, today: NaiveDate) -> Result<Vec<Session>, Faults> {
    let mut faults = Faults::default();
    let mut sessions = Vec::new();
    for (no, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let parts: Vec<String> = line.split(['|', '\t']).map(tidy).collect();
        let part = |at: usize| parts.get(at).cloned().unwrap_or_default();
        let at = |code: &str| Fault::at("sessions", code).with("line", no);
        let day = read::day(&Cell::Text(part(0)), today).ok().flatten().map(|read| read.value);
        match day.filter(|day| (event.starts_on..=event.ends_on).contains(day)) {
            None => {
                faults.push(at("event_session_day"));
            }
            Some(_) if part(2).is_empty() => {
                faults.push(at("event_session_topic"));
            }
            Some(_) if parts.iter().any(|part| part.chars().count() > LONGEST_LINE) => {
                faults.push(at("event_line_long").with("most", LONGEST_LINE));
            }
            Some(held_on) => sessions.push(Session {
                held_on,
                at_time: part(1),
                topic: part(2),
                speaker: part(3),
            }),
        }
    }
    faults.or(sessions)
}

/// What is wrong with what became of an invitation.
pub(super) fn mark_faults(ask: &MarkInvitee) -> Faults {
    let mut faults = Faults::default();
    match Mode::of(&ask.mode) {
        None => {
            faults.on("mode", "invitation_mode");
        }
        Some(Mode::None) if ask.sent_on.is_some() || ask.received_on.is_some() => {
            faults.on("mode", "invitation_mode");
        }
        Some(_) => {}
    }
    if Answer::of(&ask.answer).is_none() {
        faults.on("answer", "invitation_answer");
    }
    match (ask.sent_on, ask.received_on) {
        (None, Some(_)) => {
            faults.on("sent_on", "invitation_sent");
        }
        (Some(sent), Some(received)) if received < sent => {
            faults.on("received_on", "invitation_received");
        }
        _ => {}
    }
    faults
}

/// A plaque is approved at another post than the one that wrote it.
pub(super) fn may_judge(event: &Event, post_id: i64) -> Result<(), Faults> {
    if event.plaque_state != PlaqueState::Submitted {
        return Err(Faults::one("plaque_not_submitted"));
    }
    if event.plaque_post == post_id { Err(Faults::one("plaque_own")) } else { Ok(()) }
}

/// The invitees by the order of precedence, then as they were invited; a rank that is no longer known
/// stands last.
pub fn in_order<'a>(invitees: &'a [Invitee], order: &[Precedence]) -> Vec<&'a Invitee> {
    let rank = |invitee: &Invitee| {
        let found = order.iter().find(|one| one.code == invitee.rank_code);
        found.map_or(i64::MAX, |one| one.rank_no)
    };
    let mut sorted: Vec<&Invitee> = invitees.iter().collect();
    sorted.sort_by_key(|invitee| (rank(invitee), invitee.no));
    sorted
}

/// The dais: whoever does not come has no seat; the first sits in the middle, the second at the right
/// hand of the first, the third at the left, and so on. Answers the seats from left to right as the
/// audience sees them.
pub fn seating<'a>(invitees: &'a [Invitee], order: &[Precedence]) -> Vec<&'a Invitee> {
    let mut seats = std::collections::VecDeque::new();
    let coming = in_order(invitees, order).into_iter().filter(|one| one.answer != Answer::No);
    for (at, invitee) in coming.enumerate() {
        if at % 2 == 0 { seats.push_back(invitee) } else { seats.push_front(invitee) }
    }
    seats.into()
}

/// What was learnt: the mean marks before and after, in tenths, of those with both.
pub fn gain(people: &[Person]) -> Option<(i64, i64)> {
    let both: Vec<(i64, i64)> =
        people.iter().filter_map(|person| Some((person.before?, person.after?))).collect();
    let count = i64::try_from(both.len()).ok().filter(|count| *count > 0)?;
    let mean = |sum: i64| (sum * 20 + count).div_euclid(count * 2);
    Some((mean(both.iter().map(|(b, _)| b).sum()), mean(both.iter().map(|(_, a)| a).sum())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(faults: &Faults) -> Vec<String> {
        faults.iter().map(|fault| fault.code.clone()).collect()
    }

    #[test]
    fn a_pasted_list_is_read_line_by_line_and_every_bad_line_is_told() {
        let people =
            people_of("1. सीता नेताम, जय माँ लक्ष्मी, 40, 70\nगीता\tमाकड़ी\t४५\t८०\n\nराधा").unwrap();
        assert_eq!(people.len(), 3);
        assert_eq!(people[0].name, "सीता नेताम");
        assert_eq!((people[1].before, people[1].after), (Some(45), Some(80)));
        assert_eq!(gain(&people), Some((425, 750)));
        assert_eq!(gain(&people[2..]), None);
        let bad =
            people_of("सीता, ग्राम, 140\n, ग्राम\nगीता\nगीता\nराधा, 2345 6789 0124").unwrap_err();
        let wanted =
            ["event_person_mark", "event_person_name", "event_person_twice", "event_person_number"];
        assert_eq!(codes(&bad), wanted);
    }

    fn invitee(no: i64, rank: &str, answer: Answer) -> Invitee {
        Invitee {
            no,
            rank_code: rank.into(),
            name: String::new(),
            title: rank.into(),
            mode: Mode::None,
            sent_on: None,
            received_on: None,
            answer,
            version: 1,
        }
    }

    #[test]
    fn an_event_fits_on_its_letter_and_lies_within_reach() {
        let today = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
        let ask = NewEvent {
            kind: "training".into(),
            title: "पशु सखी प्रशिक्षण".into(),
            starts_on: NaiveDate::from_ymd_opt(2026, 11, 28),
            at_time: "१०.३०".into(),
            ..NewEvent::default()
        };
        assert_eq!(codes(&event_faults(&ask, today)), Vec::<String>::new());
        let wrong = NewEvent {
            title: "क".repeat(301),
            at_time: "99".into(),
            starts_on: NaiveDate::from_ymd_opt(1999, 12, 10),
            ..ask
        };
        let wanted = ["text_long", "meeting_time", "event_day_far"];
        assert_eq!(codes(&event_faults(&wrong, today)), wanted);
        let guest = NewInvitee {
            event_id: 1,
            rank_code: "mla".into(),
            name: "क".repeat(121),
            title: String::new(),
        };
        assert_eq!(codes(&invitee_faults(&guest, true)), ["text_long"]);
        let line = format!("सीता, {}", "क".repeat(121));
        assert_eq!(codes(&people_of(&line).unwrap_err()), ["event_line_long"]);
    }

    #[test]
    fn guests_stand_by_precedence_and_the_first_sits_in_the_middle() {
        let order: Vec<Precedence> = [("mp", 210), ("mla", 300), ("collector", 400)]
            .map(|(code, rank_no)| Precedence {
                code: code.into(),
                rank_no,
                name_hi: String::new(),
                name_en: String::new(),
                source: String::new(),
            })
            .into();
        let all = [
            invitee(1, "collector", Answer::Yes),
            invitee(2, "mla", Answer::None),
            invitee(3, "mp", Answer::Yes),
            invitee(4, "mla", Answer::No),
            invitee(5, "unknown", Answer::Yes),
        ];
        let numbers = |list: Vec<&Invitee>| list.iter().map(|one| one.no).collect::<Vec<_>>();
        assert_eq!(numbers(in_order(&all, &order)), [3, 2, 4, 1, 5]);
        assert_eq!(numbers(seating(&all, &order)), [5, 2, 3, 1]);
    }

    #[test]
    fn an_invitation_is_received_after_it_was_sent() {
        let day = |d: u32| NaiveDate::from_ymd_opt(2026, 11, d);
        let mark = |mode: &str, sent, received| MarkInvitee {
            event_id: 1,
            no: 1,
            version: 1,
            mode: mode.into(),
            sent_on: sent,
            received_on: received,
            answer: "yes".into(),
        };
        assert!(mark_faults(&mark("hand", day(2), day(3))).is_empty());
        assert_eq!(codes(&mark_faults(&mark("hand", day(3), day(2)))), ["invitation_received"]);
        assert_eq!(codes(&mark_faults(&mark("post", None, day(2)))), ["invitation_sent"]);
        assert_eq!(codes(&mark_faults(&mark("none", day(2), None))), ["invitation_mode"]);
    }
}
