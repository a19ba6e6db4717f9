//! Attendance of a training by a filled sheet, as a block's desk brings it: what is read, what is asked,
//! what counts, the same file again, and taken back; and the sheet that is handed out.

use axum::http::StatusCode;
use samuh_engine::clock;
use samuh_kernel::show;
use samuh_people::Role;
use uuid::Uuid;

use crate::{
    desks::{Page, Seat, Site},
    office::with_places,
};

const MAKDI: &str = "3599";

/// Four women in two groups of Makdi; two of one name in one of them.
const MEMBERS: &str = "SHG Code,SHG Name,Member Code,Member Name,Father/Husband Name,Mobile\n\
    120001,जय माँ लक्ष्मी,M1,सीता नेताम,राम,9000000001\n\
    120001,जय माँ लक्ष्मी,M2,गीता मरकाम,श्याम,\n\
    120002,उजाला,M3,राधा ध्रुव,मोहन,\n\
    120002,उजाला,M4,राधा ध्रुव,सोहन,\n";

fn makdi(site: &Site) -> Seat {
    site.seat("makdi", Role::Bmmu, &[site.block(MAKDI)])
}

fn with_women(site: &Site) {
    let groups = "SHG Code,समूह का नाम,गठन दिनांक,विकासखण्ड\n\
        120001,जय माँ लक्ष्मी,15/05/2024,माकड़ी\n120002,उजाला,20/06/2025,माकड़ी\n";
    for (register, text) in [("groups", groups), ("members", MEMBERS)] {
        let told = site.office.json(&["import", register, &site.office.put("a.csv", text)]);
        assert_eq!(told["refused"], 0, "{told}");
    }
}

fn act(seat: &Seat, path: &str, pairs: &[(&str, &str)]) -> Page {
    let op = Uuid::now_v7().to_string();
    let mut all = vec![("op", op.as_str())];
    all.extend_from_slice(pairs);
    seat.post(path, &all)
}

/// A training of today with that many sessions; answers its address.
fn training(site: &Site, seat: &Seat, sessions: usize) -> String {
    let (today, place) = (show::day(clock::today()), site.block(MAKDI).to_string());
    let pairs = [
        ("kind", "training"),
        ("title", "बीमा सखी प्रशिक्षण"),
        ("place", place.as_str()),
        ("starts_on", today.as_str()),
    ];
    let made = act(seat, "/events/new", &pairs);
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    if sessions > 0 {
        let line = |no: usize| format!("{today} | {:02}:00 | विषय {no}", 9 + no);
        let lines = (1..=sessions).map(line).collect::<Vec<_>>().join("\n");
        let told =
            act(seat, &made.to, &[("act", "sessions"), ("version", "1"), ("sessions", &lines)]);
        assert_eq!(told.status, StatusCode::SEE_OTHER, "{}", told.text);
    }
    made.to
}

fn number(at: &str) -> &str {
    at.rsplit('/').next().unwrap()
}

fn counts(page: &Page) -> [i64; 6] {
    ["Rows read", "New", "Will change", "Unchanged", "Doubtful", "Refused"]
        .map(|name| page.count(name))
}

fn apply(seat: &Seat, import: &str) {
    let done = seat.post(&format!("{import}/apply"), &[]);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let told = seat.settled(import).text;
    assert!(told.contains("were entered") || told.contains("was entered"), "{told}");
}

fn trained(site: &Site) -> i64 {
    site.office.verify();
    site.office.sum("persons_trained", "block")
}

#[test]
fn a_filled_sheet_brings_sessions_and_marks_and_the_same_again_changes_nothing() {
    for office in with_places() {
        let site = Site::of(office);
        with_women(&site);
        let seat = makdi(&site);
        let at = training(&site, &seat, 2);
        let sheet = format!(
            "उपस्थिति पत्रक,,,,,,\nकार्यक्रम क्रमांक: {},,,,,,\n\
             क्र.,नाम,समूह,सत्र 1,Session 2,पूर्व अंक,Post Test\n\
             1,सीता नेताम,जय माँ लक्ष्मी,उपस्थित,P,40,७०\n\
             2,गीता मरकाम,जय माँ लक्ष्मी,✓,A,50,80\n\
             3,फूलबती,,हाँ,1,,\n",
            number(&at)
        );
        let (import, page) = seat.check("attendance", "sheet.csv", sheet.as_bytes());
        assert_eq!(counts(&page), [3, 3, 0, 0, 0, 0], "{}", page.text);
        apply(&seat, &import);
        let event = seat.get(&at).text;
        assert!(event.contains("45.0") && event.contains("75.0"), "{event}");
        let held = act(&seat, &at, &[("act", "hold"), ("version", "3"), ("cost", "0")]);
        assert_eq!(held.status, StatusCode::SEE_OTHER, "{}", held.text);
        assert_eq!(trained(&site), 2, "one was in one session of two");
        let (_, again) = seat.check("attendance", "sheet.csv", sheet.as_bytes());
        assert_eq!(counts(&again), [3, 0, 0, 3, 0, 0], "{}", again.text);
        let certificates = seat.get(&format!("{at}/certificates"));
        assert!(certificates.bytes.starts_with(b"%PDF-"), "{}", certificates.status);
        let undone = seat.post(&format!("{import}/undo"), &[]);
        let told = format!("{}{}", undone.text, seat.settled(&import).text);
        assert!(told.contains("changed later"), "it was held meanwhile: {told}");
        // Somebody was in the second session after all: the event that was held counts anew.
        let better = sheet.replace("✓,A,50", "✓,हाँ,50");
        let (import, page) = seat.check("attendance", "better.csv", better.as_bytes());
        assert_eq!(counts(&page), [3, 0, 1, 2, 0, 0], "{}", page.text);
        apply(&seat, &import);
        assert_eq!(trained(&site), 3);
        seat.post(&format!("{import}/undo"), &[]);
        assert!(seat.settled(&import).text.contains("has been taken back"));
        assert_eq!(trained(&site), 2, "as it was");
    }
}

#[test]
fn a_dirty_sheet_says_every_row_and_asks_who_is_meant() {
    for office in with_places() {
        let site = Site::of(office);
        with_women(&site);
        let seat = makdi(&site);
        let at = training(&site, &seat, 1);
        let no = number(&at);
        let sheet = format!(
            "Event No,Name of Participant,SHG Name,Member Code,Attendance,Pre Test\n\
             {no},SITA NETAM,जय माँ लक्ष्मी,m1,Yes,120\n\
             {no},राधा ध्रुव,उजाला,,yes,10\n\
             {no},गीता मरकाम,जय माँ लक्ष्मी,,शायद,\n\
             9999,फूलबती,,,yes,\n\
             ,सुखदेवी,,,yes,\n\
             {no},मीना,,M77,✔,\n\
             {no},गीता मरकाम,जय माँ लक्ष्मी,,अनुपस्थित,\n\
             कुल,6,,,,\n"
        );
        let (import, page) = seat.check("attendance", "dirty.csv", sheet.as_bytes());
        let told = counts(&page);
        assert_eq!((told[1], told[4], told[5]), (1, 2, 4), "{}", page.text);
        for said in ["120", "शायद", "9999", "Event No"] {
            assert!(page.text.contains(said), "{said}: {}", page.text);
        }
        let doubts = seat.get(&format!("{import}/doubts")).text;
        assert!(doubts.contains("मोहन") && doubts.contains("सोहन"), "{doubts}");
        let (_, rest) = doubts.split_once("name=\"d-0\" value=\"s-").expect("a candidate");
        let id: String = rest.chars().take_while(char::is_ascii_digit).collect();
        let said = [("d-0", format!("s-{id}")), ("d-1", "new".to_owned())];
        let said: Vec<(&str, &str)> = said.iter().map(|(a, b)| (*a, b.as_str())).collect();
        seat.post(&format!("{import}/doubts"), &said);
        let page = seat.settled(&import);
        assert_eq!((counts(&page)[1], counts(&page)[4]), (3, 0), "{}", page.text);
        apply(&seat, &import);
        let linked = format!("select count(*) from event_person where member_id = {id}");
        let count = |sql: String| -> i64 {
            site.office.db().read(|r| r.first(&sql, &[])?.expect("a count").at(0)).unwrap()
        };
        assert_eq!(count(linked), 1);
        let attended = "select count(*) from event_person where attended = true";
        assert_eq!(count(attended.to_owned()), 2, "who was absent is on the list and not counted");
        let (_, again) = seat.check("attendance", "dirty.csv", sheet.as_bytes());
        assert_eq!((counts(&again)[1], counts(&again)[2]), (0, 0), "{}", again.text);
    }
}

#[test]
fn sessions_beyond_the_programme_and_events_of_others_are_refused() {
    for office in with_places() {
        let site = Site::of(office);
        let seat = makdi(&site);
        let at = training(&site, &seat, 1);
        let sheet = format!("नाम,सत्र 1,सत्र 2,कार्यक्रम क्रमांक\nसीता,P,P,{}\n", number(&at));
        let (_, page) = seat.check("attendance", "two.csv", sheet.as_bytes());
        assert_eq!(counts(&page)[5], 1, "{}", page.text);
        assert!(page.text.contains("session 2"), "{}", page.text);
        let other = site.seat("keshkal", Role::Bmmu, &[site.block("3596")]);
        let sheet = format!("नाम,कार्यक्रम क्रमांक\nसीता,{}\n", number(&at));
        let (_, page) = other.check("attendance", "theirs.csv", sheet.as_bytes());
        assert_eq!(counts(&page)[5], 1, "not theirs: {}", page.text);
        let cadre = site.seat("cadre", Role::Cadre, &[site.village()]);
        let sent = cadre.upload("attendance", "x.csv", sheet.as_bytes());
        assert_eq!(sent.status, StatusCode::FORBIDDEN, "{}", sent.text);
    }
}

#[test]
fn the_blank_sheet_comes_back_as_it_was_handed_out() {
    for office in with_places() {
        let site = Site::of(office);
        let seat = makdi(&site);
        let at = training(&site, &seat, 2);
        let people = "सीता नेताम, जय माँ लक्ष्मी, 40, 70\nगीता मरकाम";
        let told = act(&seat, &at, &[("act", "attend"), ("version", "2"), ("people", people)]);
        assert_eq!(told.status, StatusCode::SEE_OTHER, "{}", told.text);
        let book = seat.get(&format!("{at}/sheet"));
        assert_eq!(&book.bytes[..2], b"PK", "{}", book.status);
        let paper = seat.get(&format!("{at}/sheet?format=pdf"));
        assert!(paper.bytes.starts_with(b"%PDF-"), "{}: {}", paper.status, paper.text);
        let (_, page) = seat.check("attendance", "blank.xlsx", &book.bytes);
        assert_eq!(counts(&page), [2, 0, 0, 2, 0, 0], "nothing filled in: {}", page.text);
        assert_eq!(seat.get("/events/999/sheet").status, StatusCode::NOT_FOUND);
    }
}

#[test]
fn a_desk_ticks_sessions_and_a_rule_says_how_many_are_enough() {
    for office in with_places() {
        let site = Site::of(office);
        let seat = makdi(&site);
        let dmmu = site.seat("dmmu", Role::Dmmu, &[]);
        let at = training(&site, &seat, 2);
        let people = "सीता नेताम\nगीता मरकाम\nराधा";
        let told = act(&seat, &at, &[("act", "attend"), ("version", "2"), ("people", people)]);
        assert_eq!(told.status, StatusCode::SEE_OTHER, "{}", told.text);
        let ticks = |version: &str| {
            let pairs = [
                ("act", "presence"),
                ("version", version),
                ("person", "1"),
                ("person", "2"),
                ("person", "3"),
                ("in", "1-1"),
                ("in", "1-2"),
                ("in", "2-2"),
            ];
            act(&seat, &at, &pairs)
        };
        assert_eq!(ticks("3").status, StatusCode::SEE_OTHER);
        assert_eq!(ticks("3").status, StatusCode::CONFLICT, "stale");
        let held = act(&seat, &at, &[("act", "hold"), ("version", "4"), ("cost", "0")]);
        assert_eq!(held.status, StatusCode::SEE_OTHER, "{}", held.text);
        assert_eq!(trained(&site), 1, "every session, until the district orders otherwise");
        let beyond = [("act", "presence"), ("version", "5"), ("person", "1"), ("in", "1-9")];
        assert_eq!(act(&seat, &at, &beyond).status, StatusCode::UNPROCESSABLE_ENTITY);
        let today = show::day(clock::today());
        let rule = [
            ("from_on", today.as_str()),
            ("percent", "50"),
            ("reason", "Review"),
            ("order_no", "31/2026"),
        ];
        let set = act(&dmmu, "/rules/attendance", &rule);
        assert_eq!(set.status, StatusCode::SEE_OTHER, "{}", set.text);
        assert_eq!(trained(&site), 1, "what was counted stays as it was counted");
        assert_eq!(ticks("5").status, StatusCode::SEE_OTHER);
        assert_eq!(trained(&site), 2, "written anew, half of the sessions is enough");
        let page = seat.get(&at).text;
        assert!(page.contains("50%") || page.contains("50 %"), "{page}");
    }
}
