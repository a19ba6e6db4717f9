//! A review as an office holds it at the pages: planned, drawn up, held, closed; a direction that a
//! block reports on and the Collector accepts; the neighbour sees none of it.

use axum::http::StatusCode;
use samuh_engine::{clock, params};
use samuh_kernel::show;
use samuh_people::Role;
use uuid::Uuid;

use super::{Browser, DISTRICT, Site, sites};

pub(super) fn post_of(site: &Site, role: Role) -> i64 {
    let desk = samuh::importing::machine_desk(DISTRICT);
    let all = samuh_people::posts(&site.db, &desk).unwrap();
    all.into_iter().find(|post| post.role == role).unwrap().id
}

pub(super) fn sends(site: &Site, browser: &Browser, path: &str, form: &str) -> super::Reply {
    site.post(browser, path, &format!("{form}&op={}", Uuid::now_v7()))
}

/// The review of today, with the block manager of Makdi as its member; answers its address.
pub(super) fn planned(site: &Site, browser: &Browser) -> String {
    let (chair, member) = (post_of(site, Role::Collector), post_of(site, Role::Bmmu));
    let form = format!(
        "kind=district_review&unit=0&chair={chair}&members={member}&at_time=11&held_on={}",
        show::day(clock::today())
    );
    let made = sends(site, browser, "/meetings/new", &form);
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    made.location().to_owned()
}

pub(super) fn version(text: &str) -> &str {
    text.split("name=\"version\" value=\"").nth(1).unwrap().split('"').next().unwrap()
}

#[test]
fn a_review_is_held_and_its_direction_is_followed_up() {
    for site in sites() {
        let (dmmu, makdi, collector) =
            (site.as_desk("dmmu"), site.as_desk("makdi"), site.as_desk("collector"));
        let member = post_of(&site, Role::Bmmu);
        let meeting = planned(&site, &dmmu);
        let given = "act=add&title=छात्रावास&indicator=";
        assert_eq!(sends(&site, &dmmu, &meeting, given).status, StatusCode::SEE_OTHER);
        // A direction without words, post or day comes back with all of it said.
        let bare = sends(&site, &dmmu, &meeting, "act=give&item=1&within=day&text=");
        assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.engine);
        for said in ["निर्देश लिखा नहीं गया", "कोई उत्तरदायी पद नहीं चुना गया", "समय-सीमा नहीं पढ़ी जा सकी"]
        {
            assert!(bare.text.contains(said), "{}: {said}", site.engine);
        }
        let give = format!(
            "act=give&item=1&within=7&text=24 छात्रावासों का निरीक्षण करें।&responsible={member}"
        );
        assert_eq!(sends(&site, &dmmu, &meeting, &give).status, StatusCode::SEE_OTHER);
        let page = site.get(&makdi, &meeting);
        assert!(
            page.text.contains("1.1") && page.text.contains("24 छात्रावासों"),
            "a member sees it"
        );
        assert!(!page.text.contains("value=\"give\""), "and does not run it");
        let tried = sends(&site, &makdi, &meeting, &give);
        assert_eq!(tried.status, StatusCode::FORBIDDEN, "{}", site.engine);
        let attended =
            sends(&site, &dmmu, &meeting, &format!("act=attend&presence-{member}=present"));
        assert_eq!(attended.status, StatusCode::SEE_OTHER, "{}", attended.text);
        let closing = site.get(&dmmu, &format!("{meeting}/close"));
        let form = format!("version={}&memo=512", version(&closing.text));
        let closed = sends(&site, &dmmu, &format!("{meeting}/close"), &form);
        assert_eq!(closed.location(), format!("{meeting}/minutes"), "{}", closed.text);
        follow_up(&site, &meeting, (&makdi, &collector));
    }
}

fn follow_up(site: &Site, meeting: &str, (makdi, collector): (&Browser, &Browser)) {
    let member = post_of(site, Role::Bmmu);
    for (format, begins) in [("pdf", &b"%PDF-"[..]), ("docx", b"PK")] {
        let path = format!("{meeting}/minutes?format={format}");
        let (first, again) = (site.get(makdi, &path), site.get(makdi, &path));
        assert!(first.bytes.starts_with(begins), "{format}: {}", first.status);
        assert!(first.bytes == again.bytes, "{format}: the same minutes are the same bytes");
    }
    let of = |form: &str| sends(site, makdi, "/directions/1", &format!("{form}&post={member}"));
    assert_eq!(of("act=acknowledge&version=1").status, StatusCode::SEE_OTHER);
    assert_eq!(of("act=acknowledge&version=1").status, StatusCode::UNPROCESSABLE_ENTITY, "twice");
    assert_eq!(of("act=accept&version=2").status, StatusCode::FORBIDDEN, "not one's own");
    let edge = "x-edge";
    let part = |name: &str, value: &str| {
        format!("--{edge}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let op = Uuid::now_v7().to_string();
    let fields = [
        ("op", op.as_str()),
        ("post", &member.to_string()),
        ("version", "2"),
        ("text", "18 निरीक्षण"),
    ];
    let fields: String = fields.iter().map(|(name, value)| part(name, value)).collect();
    let wrong = format!(
        "--{edge}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.svg\"\r\n\r\n<svg/>\r\n"
    );
    let kind = format!("multipart/form-data; boundary={edge}");
    let bad = format!("{fields}{wrong}--{edge}--\r\n");
    let refused = site.send(makdi, "/directions/1/report", &kind, bad.into_bytes());
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.engine);
    assert!(
        refused.text.contains("a.svg") && refused.text.contains("18 निरीक्षण"),
        "nothing is lost"
    );
    let good = format!("{fields}--{edge}--\r\n");
    let sent = site.send(makdi, "/directions/1/report", &kind, good.into_bytes());
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let accepted =
        sends(site, collector, "/directions/1", &format!("act=accept&post={member}&version=3"));
    assert_eq!(accepted.status, StatusCode::SEE_OTHER, "{}", accepted.text);
    let done = site.get(makdi, "/directions?view=closed");
    assert!(done.text.contains("1.1"), "{}: it stands with those that are done", site.engine);
}

#[test]
fn the_next_meeting_opens_with_what_is_left() {
    for site in sites() {
        let dmmu = site.as_desk("dmmu");
        let (chair, member) = (post_of(&site, Role::Collector), post_of(&site, Role::Bmmu));
        let series =
            format!("kind=district_review&unit=0&chair={chair}&members={member}&every_days=7");
        let made = sends(&site, &dmmu, "/meetings/series/new", &series);
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
        let days = [clock::today() - chrono::Days::new(7), clock::today()];
        let plan = |day| {
            let form = format!("{series}&series=1&held_on={}", show::day(day));
            sends(&site, &dmmu, "/meetings/new", &form).location().to_owned()
        };
        let first = plan(days[0]);
        let give = format!(
            "act=give&within=3&from={}&text=पहला निर्देश&responsible={member}",
            show::day(days[0])
        );
        assert_eq!(sends(&site, &dmmu, &first, &give).status, StatusCode::SEE_OTHER);
        sends(&site, &dmmu, &first, &format!("act=attend&presence-{member}=absent"));
        let closing = site.get(&dmmu, &format!("{first}/close"));
        let form = format!("version={}", version(&closing.text));
        assert_eq!(
            sends(&site, &dmmu, &format!("{first}/close"), &form).status,
            StatusCode::SEE_OTHER
        );
        let second = plan(days[1]);
        let composed = sends(&site, &dmmu, &second, "act=compose");
        assert_eq!(composed.status, StatusCode::SEE_OTHER, "{}", composed.text);
        let page = site.get(&dmmu, &second).text;
        assert!(page.contains("पिछली बैठकों के निर्देशों का पालन"), "{}", site.engine);
        assert!(page.contains("1.1 पहला निर्देश") && page.contains("1 समय पार"), "{}", site.engine);
        let again = sends(&site, &dmmu, &second, "act=compose");
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "nothing is left to add");
        let owed = site.get(&dmmu, "/directions/owed").text;
        assert!(owed.contains(&format!("/directions?post={member}&amp;view=overdue")), "it opens");
    }
}

#[test]
fn a_direction_of_another_block_does_not_exist() {
    for site in sites() {
        let (dmmu, makdi) = (site.as_desk("dmmu"), site.as_desk("makdi"));
        let keshkal = site.block("Keshkal");
        let post = post_of(&site, Role::Collector);
        let give = format!("within=7&text=केशकाल का निर्देश&responsible={post}&unit={keshkal}");
        let given = sends(&site, &dmmu, "/directions/new", &give);
        assert_eq!(given.location(), "/directions/1", "{}", given.text);
        assert_eq!(
            site.get(&makdi, "/directions/1").status,
            StatusCode::NOT_FOUND,
            "{}",
            site.engine
        );
        assert!(!site.get(&makdi, "/directions?view=all").text.contains("केशकाल का निर्देश"));
        let trail = site.get(&makdi, "/trail/direction/1");
        assert_eq!(trail.status, StatusCode::NOT_FOUND, "{}", site.engine);
        let own = site.get(&dmmu, "/trail/direction/1");
        assert_eq!(own.status, StatusCode::OK, "{}", site.engine);
        let rows = site.db.read(|reader| {
            reader.query("select 1 from direction where district_id = $1", &params![DISTRICT])
        });
        assert_eq!(rows.unwrap().len(), 1);
    }
}
