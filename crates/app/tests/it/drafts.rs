//! A pasted text as an officer meets it: read, completed, issued, and what the posts are told.

use axum::http::StatusCode;
use samuh::importing::machine_desk;
use samuh_engine::clock;
use samuh_kernel::show;
use samuh_people::Role;
use uuid::Uuid;

use crate::site::{Browser, DISTRICT, Reply, Site, sites};

const TEXT: &str = "कलेक्टर ने समीक्षा बैठक ली।\nकलेक्टर ने बीपीएम माकड़ी को छूटे परिवारों को समूहों से जोडऩे के निर्देश दिए। \
    बैठक में अधिकारी उपस्थित थे। उन्होंने कहा कि सीआईएफ की राशि सात दिवस में जारी की जाए।";

fn form(pairs: &[(&str, &str)]) -> String {
    let pair = |(name, value): &(&str, &str)| {
        let value: String = value.bytes().map(|byte| format!("%{byte:02X}")).collect();
        format!("{name}={value}")
    };
    pairs.iter().map(pair).collect::<Vec<_>>().join("&")
}

fn paste(site: &Site, desk: &Browser, more: &[(&str, &str)]) -> Reply {
    let today = show::day(clock::today());
    let mut pairs = vec![("text", TEXT), ("met_on", today.as_str())];
    pairs.extend_from_slice(more);
    site.post(desk, "/directions/paste", &form(&pairs))
}

fn manager(site: &Site) -> i64 {
    let all = samuh_people::posts(&site.db, &machine_desk(DISTRICT)).unwrap();
    all.iter().find(|post| post.role == Role::Bmmu).unwrap().id
}

#[test]
fn a_text_is_read_into_drafts_with_their_sentences_marked() {
    for site in sites() {
        let collector = site.as_desk("collector");
        let empty = site.get(&collector, "/directions/paste");
        assert_eq!(empty.status, StatusCode::OK, "{}", empty.text);
        let page = paste(&site, &collector, &[("act", "read")]);
        assert_eq!(page.status, StatusCode::OK, "{}: {}", site.engine, page.text);
        assert_eq!(page.text.matches("<mark ").count(), 2);
        assert!(page.text.contains("छूटे परिवारों को समूहों से जोड़ें"), "{}", page.text);
        let seventh = clock::today() + chrono::Days::new(7);
        assert!(page.text.contains(&format!("value=\"{}\"", show::day(seventh))));
        let manager = format!("name=\"post-1\" value=\"{}\" checked", manager(&site));
        assert!(page.text.contains(&manager), "{}", page.text);
    }
}

#[test]
fn what_is_taken_is_issued_once_and_the_post_is_told() {
    for site in sites() {
        let collector = site.as_desk("collector");
        let (post, op) = (manager(&site).to_string(), Uuid::now_v7().to_string());
        let due = show::day(clock::today() + chrono::Days::new(10));
        let second = Uuid::now_v7().to_string();
        let taken = [
            ("act", "issue"),
            ("take-1", "1"),
            ("op-1", op.as_str()),
            ("op-2", second.as_str()),
            ("text-1", "छूटे परिवारों को समूहों से जोड़ें"),
            ("post-1", post.as_str()),
            ("due-1", due.as_str()),
            ("indicator-1", "shg_formed"),
        ];
        for _ in 0..2 {
            let page = paste(&site, &collector, &taken);
            assert_eq!(page.status, StatusCode::OK, "{}: {}", site.engine, page.text);
            assert!(page.text.contains("href=\"/directions/1\""), "{}", page.text);
            assert!(page.text.contains("id=\"draft-2\"") && !page.text.contains("id=\"draft-1\""));
        }
        let one = site.get(&collector, "/directions/1");
        assert!(one.text.contains("जोड़ें"), "{}", one.text);
        assert_eq!(site.get(&collector, "/directions/2").status, StatusCode::NOT_FOUND);
        let inbox = site.get(&site.as_desk("makdi"), "/inbox");
        assert!(inbox.text.contains("छूटे परिवारों") && inbox.text.contains(&due), "{}", inbox.text);
        assert!(!site.get(&collector, "/inbox").text.contains("छूटे परिवारों"));
    }
}

#[test]
fn what_is_not_complete_comes_back_with_its_faults() {
    for site in sites() {
        let collector = site.as_desk("collector");
        let op = Uuid::now_v7().to_string();
        let nothing = paste(&site, &collector, &[("act", "issue")]);
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", nothing.text);
        let bare = [("act", "issue"), ("take-1", "1"), ("op-1", op.as_str()), ("text-1", "सूची भेजें")];
        let refused = paste(&site, &collector, &bare);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.engine);
        assert!(refused.text.contains("due-1-error"), "{}", refused.text);
        assert!(refused.text.contains("more-1-error"), "{}", refused.text);
        let blank = site.post(&collector, "/directions/paste", "act=read&text=+");
        assert_eq!(blank.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(blank.text.contains("text-error"));
        let day = form(&[("act", "read"), ("text", TEXT), ("met_on", "कल")]);
        let day = site.post(&collector, "/directions/paste", &day);
        assert!(day.text.contains("met_on-error") && !day.text.contains("<mark "));
    }
}

#[test]
fn whoever_only_looks_pastes_nothing() {
    for site in sites() {
        let viewer = site.as_desk("viewer");
        assert_eq!(site.get(&viewer, "/directions/paste").status, StatusCode::FORBIDDEN);
        assert_eq!(paste(&site, &viewer, &[("act", "read")]).status, StatusCode::FORBIDDEN);
    }
}
