//! What a meeting must be, and what may happen in it. Pure.

use chrono::{Days, NaiveDate};
use samuh_kernel::{
    fault::{Fault, Faults},
    text::tidy,
};

use super::model::{
    Attend, ChangeItem, Item, ItemKind, Kind, Meeting, Member, NewItem, NewMeeting, Order,
    Presence, State,
};

/// The longest discussion, in letters.
pub const LONGEST: usize = 20_000;
/// The longest title or question, in letters.
const LONGEST_LINE: usize = 400;
/// How far from today a meeting may lie, in days.
const FARTHEST: u64 = 400;
/// The most items of an agenda.
pub const MOST_ITEMS: usize = 60;

/// What is wrong with a meeting. `known` are the posts that there are.
pub fn meeting_faults(ask: &NewMeeting, known: &[i64], today: NaiveDate) -> Faults {
    let mut faults = body_faults(ask, known);
    match ask.held_on {
        None => {
            faults.on("held_on", "meeting_day_missing");
        }
        Some(day) if day > today + Days::new(FARTHEST) || day + Days::new(FARTHEST) < today => {
            faults.on("held_on", "meeting_day_far");
        }
        Some(_) => {}
    }
    faults
}

/// What is wrong with what a series and a meeting have in common.
pub fn body_faults(ask: &NewMeeting, known: &[i64]) -> Faults {
    let mut faults = Faults::default();
    if Kind::of(&ask.kind).is_none() {
        faults.on("kind", "meeting_kind");
    }
    for (field, text) in
        [("title_hi", &ask.title_hi), ("title_en", &ask.title_en), ("venue", &ask.venue)]
    {
        if tidy(text).chars().count() > LONGEST_LINE {
            faults.with_args(field, "text_long", &[("most", LONGEST_LINE.to_string())]);
        }
    }
    if !ask.at_time.is_empty() && time(&ask.at_time).is_none() {
        faults.on("at_time", "meeting_time");
    }
    if !known.contains(&ask.chair_post_id) {
        faults.on("chair", "meeting_chair");
    }
    if ask.members.iter().any(|post| !known.contains(post)) {
        faults.on("members", "direction_post_unknown");
    }
    if ask.quorum < 0 || ask.quorum > ask.members.len() as i64 {
        let most = ask.members.len().to_string();
        faults.with_args("quorum", "meeting_quorum", &[("most", most)]);
    }
    faults
}

/// A time of day as `HH:MM`; also 11.30, 9 and ९:३० are read.
pub fn time(text: &str) -> Option<String> {
    let digits: String = text.trim().chars().map(latin).collect();
    let (hour, minute) = digits.split_once([':', '.']).unwrap_or((&digits, "0"));
    let hour: u32 = hour.trim().parse().ok()?;
    let minute: u32 = minute.trim().parse().ok()?;
    (hour < 24 && minute < 60).then(|| format!("{hour:02}:{minute:02}"))
}

fn latin(sign: char) -> char {
    match u32::from(sign) {
        code @ 0x0966..=0x096F => char::from_u32(code - 0x0966 + u32::from('0')).unwrap_or(sign),
        _ => sign,
    }
}

/// Every act in a meeting begins here: it is not over.
///
/// # Errors
/// The fault of a meeting that was closed or cancelled.
pub fn is_going_on(meeting: &Meeting) -> Result<(), Faults> {
    match meeting.state {
        State::Planned => Ok(()),
        State::Closed => Err(Faults::one("meeting_closed")),
        State::Cancelled => Err(Faults::one("meeting_cancelled")),
    }
}

/// What is wrong with new items, beside those that stand already.
pub fn item_faults(items: &[NewItem], standing: usize, is_known: impl Fn(&str) -> bool) -> Faults {
    let mut faults = Faults::default();
    if items.is_empty() {
        faults.push(Fault::new("items_none"));
    }
    if standing + items.len() > MOST_ITEMS {
        faults.push(Fault::new("items_many").with("most", MOST_ITEMS));
    }
    for item in items {
        let is_named = !tidy(&item.title).is_empty();
        match item.kind {
            ItemKind::Indicator if !is_known(&item.indicator) => {
                faults.on("indicator", "direction_indicator");
            }
            ItemKind::Other if !is_named => {
                faults.on("title", "item_title_empty");
            }
            _ => {}
        }
        long(&mut faults, "title", &item.title, LONGEST_LINE);
        for question in [&item.question.hi, &item.question.en] {
            long(&mut faults, "question", question, LONGEST_LINE);
        }
    }
    faults
}

fn long(faults: &mut Faults, field: &str, text: &str, most: usize) {
    if text.trim().chars().count() > most {
        faults.with_args(field, "text_long", &[("most", most.to_string())]);
    }
}

/// What is wrong with a changed item. `known` are the posts that there are.
pub fn change_faults(ask: &ChangeItem, before: &Item, known: &[i64]) -> Faults {
    let mut faults = Faults::default();
    // A post that is no more may stay where it stands.
    let presenter = ask.presenter.filter(|post| Some(*post) != before.presenter);
    if presenter.is_some_and(|post| !known.contains(&post)) {
        faults.on("presenter", "direction_post_unknown");
    }
    if before.kind == ItemKind::Other && tidy(&ask.title).is_empty() {
        faults.on("title", "item_title_empty");
    }
    long(&mut faults, "title", &ask.title, LONGEST_LINE);
    long(&mut faults, "question", &ask.question, LONGEST_LINE);
    long(&mut faults, "discussion", &ask.discussion, LONGEST);
    faults
}

/// True where an order names every item once.
pub fn is_whole(ask: &Order, standing: &[i64]) -> bool {
    let sorted = |numbers: &[i64]| {
        let mut numbers = numbers.to_vec();
        numbers.sort_unstable();
        numbers
    };
    sorted(&ask.items) == sorted(standing)
}

/// What is wrong with marks of attendance.
pub fn attend_faults(ask: &Attend, members: &[Member]) -> Faults {
    let mut faults = Faults::default();
    for one in &ask.members {
        let (at, who) = (format!("presence-{}", one.post_id), format!("by-{}", one.post_id));
        if !members.iter().any(|known| known.post_id == one.post_id) {
            faults.on(&at, "direction_post_unknown");
        }
        long(&mut faults, &who, one.by_whom.as_deref().unwrap_or_default(), LONGEST_LINE);
        let is_said = one.by_whom.as_deref().is_some_and(|name| !tidy(name).is_empty());
        if one.presence == Presence::Represented && !is_said {
            faults.on(&who, "meeting_who_came");
        }
    }
    faults
}

/// What stands in the way of a meeting's end.
pub fn close_faults(
    meeting: &Meeting,
    members: &[Member],
    (today, memo_no): (NaiveDate, &str),
) -> Faults {
    let mut faults = Faults::default();
    long(&mut faults, "memo", memo_no, LONGEST_LINE);
    if meeting.held_on > today {
        faults.on("held_on", "meeting_not_yet");
    }
    let is_marked = members.iter().any(|one| one.presence != Presence::Unknown);
    if !members.is_empty() && !is_marked {
        faults.on("attendance", "meeting_attendance");
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meeting::{minutes::Both, model::ItemState};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn ask() -> NewMeeting {
        NewMeeting {
            kind: "district_review".into(),
            held_on: Some(day("2026-12-04")),
            at_time: "11:00".into(),
            chair_post_id: 1,
            members: vec![2, 3],
            quorum: 2,
            ..NewMeeting::default()
        }
    }

    fn codes(ask: &NewMeeting) -> Vec<String> {
        let faults = meeting_faults(ask, &[1, 2, 3], day("2026-11-30"));
        faults.iter().map(|fault| fault.code.clone()).collect()
    }

    #[test]
    fn a_meeting_needs_a_kind_a_day_a_chair_and_posts_that_are_there() {
        assert!(codes(&ask()).is_empty());
        let wrong = NewMeeting {
            kind: "party".into(),
            held_on: None,
            at_time: "25:00".into(),
            chair_post_id: 9,
            members: vec![2, 9],
            quorum: 3,
            ..NewMeeting::default()
        };
        assert_eq!(
            codes(&wrong),
            [
                "meeting_kind",
                "meeting_time",
                "meeting_chair",
                "direction_post_unknown",
                "meeting_quorum",
                "meeting_day_missing"
            ]
        );
        let far = NewMeeting { held_on: Some(day("2062-12-04")), ..ask() };
        assert_eq!(codes(&far), ["meeting_day_far"]);
    }

    #[test]
    fn a_time_is_read_as_people_write_it() {
        for (text, read) in
            [("11:00", "11:00"), ("9", "09:00"), ("११.३०", "11:30"), ("4:5", "04:05")]
        {
            assert_eq!(time(text).as_deref(), Some(read), "{text}");
        }
        assert!(["24:00", "11:60", "noon", ""].iter().all(|text| time(text).is_none()));
    }

    #[test]
    fn an_order_names_every_item_once() {
        let order = |items: &[i64]| Order { meeting_id: 1, items: items.to_vec() };
        assert!(is_whole(&order(&[3, 1, 2]), &[1, 2, 3]));
        assert!(
            !is_whole(&order(&[1, 1, 2]), &[1, 2, 3]) && !is_whole(&order(&[1, 2]), &[1, 2, 3])
        );
    }

    #[test]
    fn who_sends_somebody_says_whom() {
        let members = [Member { post_id: 2, presence: Presence::Unknown, by_whom: None }];
        let came = |by_whom: Option<&str>| Attend {
            meeting_id: 1,
            members: vec![Member {
                post_id: 2,
                presence: Presence::Represented,
                by_whom: by_whom.map(str::to_owned),
            }],
        };
        assert!(attend_faults(&came(Some("सहायक")), &members).is_empty());
        assert_eq!(attend_faults(&came(None), &members).0[0].code, "meeting_who_came");
        assert_eq!(attend_faults(&came(Some("क")), &[]).0[0].code, "direction_post_unknown");
    }

    #[test]
    fn an_item_of_its_own_words_has_words() {
        let item = NewItem {
            kind: ItemKind::Other,
            indicator: String::new(),
            title: " ".into(),
            question: Both::default(),
            presenter: None,
        };
        assert_eq!(
            item_faults(std::slice::from_ref(&item), 0, |_| true).0[0].code,
            "item_title_empty"
        );
        let unknown = NewItem { kind: ItemKind::Indicator, ..item };
        let faults = item_faults(&[unknown], MOST_ITEMS, |_| false);
        let codes: Vec<&str> = faults.iter().map(|fault| fault.code.as_str()).collect();
        assert_eq!(codes, ["items_many", "direction_indicator"]);
        let said = ChangeItem {
            meeting_id: 1,
            no: 1,
            version: 1,
            title: String::new(),
            question: String::new(),
            presenter: None,
            discussion: "क".repeat(LONGEST + 1),
            state: ItemState::Discussed,
        };
        let before = item_of(ItemKind::Indicator, Some(7));
        assert_eq!(change_faults(&said, &before, &[]).0[0].code, "text_long");
        let stranger = ChangeItem { presenter: Some(9), discussion: String::new(), ..said };
        assert_eq!(change_faults(&stranger, &before, &[5]).0[0].code, "direction_post_unknown");
        assert!(change_faults(&stranger, &before, &[9]).is_empty());
        let stays = ChangeItem { presenter: Some(7), ..stranger };
        assert!(change_faults(&stays, &before, &[]).is_empty(), "as it stood");
    }

    fn item_of(kind: ItemKind, presenter: Option<i64>) -> Item {
        Item {
            no: 1,
            position: 1,
            kind,
            indicator: None,
            title: None,
            question: Both::default(),
            presenter,
            discussion: None,
            state: ItemState::Open,
            version: 1,
        }
    }
}
