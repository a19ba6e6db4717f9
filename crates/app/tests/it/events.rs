//! Trainings and events at the desk: planned, attended, held and counted; guests, seats, plaque.

use axum::http::StatusCode;
use samuh::checking::check;
use samuh_engine::clock;
use samuh_kernel::show;
use uuid::Uuid;

use crate::site::{Browser, Reply, Site, sites};

fn form(pairs: &[(&str, &str)]) -> String {
    let pair = |(name, value): &(&str, &str)| {
        let value: String = value.bytes().map(|byte| format!("%{byte:02X}")).collect();
        format!("{name}={value}")
    };
    let op = Uuid::now_v7();
    format!("op={op}&{}", pairs.iter().map(pair).collect::<Vec<_>>().join("&"))
}

fn planned(site: &Site, desk: &Browser, kind: &str) -> String {
    let (today, place) = (show::day(clock::today()), site.block("Makdi").to_string());
    let pairs = [
        ("kind", kind),
        ("title", "बीमा सखी प्रशिक्षण"),
        ("batch", "बैच 2"),
        ("place", place.as_str()),
        ("starts_on", today.as_str()),
        ("venue", "जनपद सभाकक्ष"),
        ("at_time", "11:00"),
        ("cost", "12,500"),
    ];
    let made = site.post(desk, "/events/new", &form(&pairs));
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, made.text);
    made.location().to_owned()
}

fn act(site: &Site, desk: &Browser, at: &str, pairs: &[(&str, &str)]) -> Reply {
    site.post(desk, at, &form(pairs))
}

fn figure(site: &Site, desk: &Browser, code: &str) -> String {
    site.get(desk, &format!("/figures/{code}")).text
}

fn books_are_right(site: &Site) {
    let checks = site.db.read(|reader| check(reader, &mut |_| {})).unwrap();
    for one in checks {
        assert!(one.is_ok(), "{} {}: {:?}", site.engine, one.name, one.differences);
    }
}

#[test]
fn a_training_that_was_held_counts_with_those_who_came() {
    for site in sites() {
        let makdi = site.as_desk("makdi");
        let at = planned(&site, &makdi, "training");
        let early =
            act(&site, &makdi, &at, &[("act", "hold"), ("version", "1"), ("cost", "12500")]);
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "nobody came: {}", early.text);
        let people = "सीता नेताम, जय माँ, 40, 70\nगीता मरकाम, उजाला, 50, 80";
        let came =
            act(&site, &makdi, &at, &[("act", "attend"), ("version", "1"), ("people", people)]);
        assert_eq!(came.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, came.text);
        let trail =
            site.get(&makdi, &format!("/trail/event/{}", at.trim_start_matches("/events/")));
        assert_eq!(trail.status, StatusCode::OK, "{}: its trail", site.engine);
        assert!(trail.text.contains("बीमा सखी प्रशिक्षण") && trail.text.contains("/trail/entries/"));
        let page = site.get(&makdi, &at);
        assert!(page.text.contains("45.0") && page.text.contains("75.0"), "{}", page.text);
        let stale = act(&site, &makdi, &at, &[("act", "hold"), ("version", "1"), ("cost", "9000")]);
        assert_eq!(stale.status, StatusCode::CONFLICT, "{}", site.engine);
        let hold = form(&[("act", "hold"), ("version", "2"), ("cost", "9000")]);
        for _ in 0..2 {
            let held = site.post(&makdi, &at, &hold);
            assert_eq!(held.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, held.text);
        }
        let collector = site.as_desk("collector");
        assert!(figure(&site, &collector, "persons_trained").contains(">2<"));
        assert!(figure(&site, &collector, "trainings_held").contains("/events?state=held"));
        books_are_right(&site);
        let papers = format!("{at}/certificates");
        let (papers, early) =
            (site.get(&makdi, &papers), site.get(&makdi, "/events/99/certificates"));
        assert!(papers.bytes.starts_with(b"%PDF-"), "{}: {}", site.engine, papers.status);
        assert_eq!(early.status, StatusCode::NOT_FOUND);
        let more = format!("{people}\nराधा ध्रुव");
        let late = [("act", "attend"), ("version", "3"), ("people", more.as_str())];
        assert_eq!(act(&site, &makdi, &at, &late).status, StatusCode::SEE_OTHER);
        assert!(figure(&site, &collector, "persons_trained").contains(">3<"));
        books_are_right(&site);
        let again =
            act(&site, &makdi, &at, &[("act", "cancel"), ("version", "4"), ("reason", "x")]);
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "what is over stays");
    }
}

#[test]
fn a_fair_counts_for_no_training_and_another_block_sees_neither() {
    for site in sites() {
        let (collector, makdi) = (site.as_desk("collector"), site.as_desk("makdi"));
        let at = planned(&site, &makdi, "fair");
        let held = act(&site, &makdi, &at, &[("act", "hold"), ("version", "1"), ("cost", "0")]);
        assert_eq!(held.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, held.text);
        assert!(!figure(&site, &collector, "trainings_held").contains("Makdi"));
        books_are_right(&site);
        let viewer = site.as_desk("viewer");
        assert_eq!(act(&site, &viewer, &at, &[("act", "hold")]).status, StatusCode::FORBIDDEN);
        let keshkal = site.block("Keshkal").to_string();
        let today = show::day(clock::today());
        let theirs =
            [("kind", "fair"), ("title", "मेला"), ("place", &keshkal), ("starts_on", &today)];
        let refused = site.post(&makdi, "/events/new", &form(&theirs));
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{}", site.engine);
        let made = site.post(&collector, "/events/new", &form(&theirs));
        let there = made.location();
        assert_eq!(site.get(&collector, there).status, StatusCode::OK, "{}", made.text);
        assert_eq!(site.get(&makdi, there).status, StatusCode::NOT_FOUND, "{}", site.engine);
        let cancel = [("act", "cancel"), ("version", "1"), ("reason", "वर्षा")];
        assert_eq!(act(&site, &makdi, there, &cancel).status, StatusCode::NOT_FOUND);
        assert_eq!(act(&site, &collector, there, &cancel).status, StatusCode::SEE_OTHER);
        let empty = site.post(&makdi, "/events/new", &form(&[("kind", "fair")]));
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(empty.text.contains("title-error") && empty.text.contains("starts_on-error"));
        let wrong =
            [("kind", "fair"), ("starts_on", "31/02/2027"), ("at_time", "99"), ("cost", "x")];
        let told = site.post(&makdi, "/events/new", &form(&wrong)).text;
        for field in ["title", "starts_on", "at_time", "cost"] {
            assert!(
                told.contains(&format!("{field}-error")),
                "{}: all at once: {field}",
                site.engine
            );
        }
        let typo = [&theirs[..], &[("ends_on", "31/02/2027")][..]].concat();
        let refused = site.post(&collector, "/events/new", &form(&typo));
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "no day is not the first day");
        assert!(refused.text.contains("ends_on-error"), "{}", refused.text);
        let nowhere =
            [("kind", "fair"), ("title", "मेला"), ("place", "999999"), ("starts_on", &today)];
        let refused = site.post(&collector, "/events/new", &form(&nowhere));
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{}: no such place", site.engine);
    }
}

#[test]
fn a_batch_that_is_a_bare_number_is_named_as_one_and_a_list_shows_no_empty_marks() {
    for site in sites() {
        let (makdi, today) = (site.as_desk("makdi"), show::day(clock::today()));
        let pairs =
            [("kind", "training"), ("title", "बही"), ("batch", "1"), ("starts_on", today.as_str())];
        let made = site.post(&makdi, "/events/new", &form(&pairs));
        let at = made.location();
        let people = "सीता नेताम, जय माँ\nगीता मरकाम, , 50";
        let sent = [("act", "attend"), ("version", "1"), ("people", people)];
        assert_eq!(act(&site, &makdi, at, &sent).status, StatusCode::SEE_OTHER, "{}", site.engine);
        let page = site.get(&makdi, at).text;
        assert!(page.contains("बही – बैच 1"), "{}: {page}", site.engine);
        assert!(page.contains("सीता नेताम, जय माँ\nगीता मरकाम, , 50<"), "{}: {page}", site.engine);
    }
}

#[test]
fn guests_stand_by_precedence_and_get_their_letters() {
    for site in sites() {
        let collector = site.as_desk("collector");
        let at = planned(&site, &collector, "inauguration");
        for (rank, office) in [("collector", "कलेक्टर कोण्डागांव"), ("mla", "विधायक केशकाल")]
        {
            let guest = [("act", "invite"), ("rank", rank), ("office", office)];
            assert_eq!(act(&site, &collector, &at, &guest).status, StatusCode::SEE_OTHER);
        }
        let nobody = act(&site, &collector, &at, &[("act", "invite"), ("rank", "king")]);
        assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = site.get(&collector, &at);
        let (mla, head) = (page.text.find("विधायक केशकाल"), page.text.find("कलेक्टर कोण्डागांव"));
        assert!(mla < head, "{}", page.text);
        let today = show::day(clock::today());
        let mark = [
            ("act", "mark"),
            ("no", "2"),
            ("version", "1"),
            ("mode", "hand"),
            ("sent_on", &today),
            ("received_on", &today),
            ("answer", "yes"),
        ];
        let mut typo = mark;
        typo[4].1 = "32/01/2026";
        let refused = act(&site, &collector, &at, &typo);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.engine);
        assert_eq!(act(&site, &collector, &at, &mark).status, StatusCode::SEE_OTHER);
        assert_eq!(act(&site, &collector, &at, &mark).status, StatusCode::CONFLICT, "stale");
        let letter = site.get(&collector, &format!("{at}/letter/2"));
        assert_eq!(letter.status, StatusCode::OK, "{}", letter.text);
        assert!(letter.text.contains("विधायक केशकाल") && letter.text.contains("जनपद सभाकक्ष"));
        let paper = site.get(&collector, &format!("{at}/letter/2?format=pdf"));
        assert!(paper.bytes.starts_with(b"%PDF-"), "{}: {}", site.engine, paper.status);
        assert_eq!(site.get(&collector, &format!("{at}/letter/9")).status, StatusCode::NOT_FOUND);
    }
}

#[test]
fn an_order_of_precedence_by_order_moves_list_and_seats() {
    for site in sites() {
        let collector = site.as_desk("collector");
        let at = planned(&site, &collector, "inauguration");
        for (rank, office) in [("collector", "कलेक्टर कोण्डागांव"), ("mla", "विधायक केशकाल")]
        {
            let guest = [("act", "invite"), ("rank", rank), ("office", office)];
            assert_eq!(act(&site, &collector, &at, &guest).status, StatusCode::SEE_OTHER);
        }
        let places = |page: &str| -> Vec<Option<usize>> {
            let (list, seats) = page.split_once("class=\"seats\"").expect("seats");
            let at = |text: &str, name: &str| text.find(name);
            vec![
                at(list, "<b></b> विधायक केशकाल"),
                at(list, "<b></b> कलेक्टर कोण्डागांव"),
                at(seats, "विधायक केशकाल"),
                at(seats, "कलेक्टर कोण्डागांव"),
            ]
        };
        let before = places(&site.get(&collector, &at).text);
        assert!(before[0] < before[1] && before[3] < before[2], "{}: {before:?}", site.engine);
        let today = show::day(clock::today());
        let set = [
            ("from_on", today.as_str()),
            ("rows", "2"),
            ("code_1", "mla"),
            ("hi_1", "विधायक"),
            ("no_1", "20"),
            ("code_2", "collector"),
            ("hi_2", "कलेक्टर"),
            ("no_2", "10"),
            ("reason", "प्रोटोकॉल आदेश"),
            ("order_no", "9/2026"),
        ];
        let set = site.post(&collector, "/rules/precedence", &form(&set));
        assert_eq!(set.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, set.text);
        let after = places(&site.get(&collector, &at).text);
        assert!(after[1] < after[0] && after[2] < after[3], "{}: {after:?}", site.engine);
    }
}

#[test]
fn the_words_of_a_plaque_are_approved_at_another_post() {
    for site in sites() {
        let (makdi, collector) = (site.as_desk("makdi"), site.as_desk("collector"));
        let at = planned(&site, &makdi, "inauguration");
        let sent = [("act", "plaque"), ("version", "1"), ("plaque", "आजीविका भवन का लोकार्पण")];
        assert_eq!(act(&site, &makdi, &at, &sent).status, StatusCode::SEE_OTHER);
        let own = act(&site, &makdi, &at, &[("act", "approve"), ("version", "2")]);
        assert!(matches!(own.status, StatusCode::FORBIDDEN | StatusCode::UNPROCESSABLE_ENTITY));
        let good = act(&site, &collector, &at, &[("act", "approve"), ("version", "2")]);
        assert_eq!(good.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, good.text);
        let late = [("act", "plaque"), ("version", "3"), ("plaque", "और कुछ")];
        assert_eq!(act(&site, &makdi, &at, &late).status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

/// A picture of one point.
const POINT: &[u8] = b"\x89\x50\x4E\x47\x0D\x0A\x1A\x0A\x00\x00\x00\x0D\x49\x48\x44\x52\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90\x77\x53\xDE\x00\x00\x00\x0C\x49\x44\x41\x54\x78\x9C\x63\x38\xE0\xA0\x00\x00\x02\xE4\x01\x21\x81\x25\xC8\xC8\x00\x00\x00\x00\x49\x45\x4E\x44\xAE\x42\x60\x82";

#[test]
fn the_emblem_that_the_office_puts_into_its_folder_stands_on_what_it_prints() {
    for site in sites() {
        let makdi = site.as_desk("makdi");
        let at = planned(&site, &makdi, "training");
        let guest = [("act", "invite"), ("version", "1"), ("rank", "mla"), ("office", "विधायक")];
        assert_eq!(act(&site, &makdi, &at, &guest).status, StatusCode::SEE_OTHER);
        let came = [("act", "attend"), ("version", "1"), ("people", "सीता नेताम, जय माँ")];
        assert_eq!(act(&site, &makdi, &at, &came).status, StatusCode::SEE_OTHER);
        let held = [("act", "hold"), ("version", "2"), ("cost", "0")];
        assert_eq!(act(&site, &makdi, &at, &held).status, StatusCode::SEE_OTHER);
        let papers = [format!("{at}/letter/1?format=pdf"), format!("{at}/certificates")];
        let drawn = || papers.each_ref().map(|paper| site.get(&makdi, paper).bytes.len());
        let bare = drawn();
        std::fs::write(site.data.join("emblem.png"), POINT).unwrap();
        for (before, after) in bare.into_iter().zip(drawn()) {
            assert!(before > 1_000 && after > before, "{}: {before}, {after}", site.engine);
        }
        std::fs::write(site.data.join("emblem.png"), b"GIF89a").unwrap();
        // What is no picture stops no paper; the self-audit says that it is not printed.
        assert_eq!(drawn(), bare, "{}", site.engine);
        let audit = site.get(&site.as_desk("admin"), "/doctor").text;
        assert!(audit.contains("emblem.png पढ़ी नहीं जा सकती"), "{}", site.engine);
    }
}
