//! What each post does of a direction, and what an agenda asks, as desks meet them at the pages.

use axum::http::StatusCode;
use samuh_engine::clock;
use samuh_kernel::show;
use samuh_people::Role;
use samuh_web::show::in_query;

use super::{
    Browser, Reply, Site,
    judging::filled,
    meetings::{planned, post_of, sends, version},
    sheets::rows,
    sites,
};

fn english(desk: &Browser) -> Browser {
    Browser { cookies: format!("{}; samuh_lang=en", desk.cookies), ..desk.clone() }
}

/// The hidden edition in the form of a verb.
fn edition<'a>(page: &'a str, verb: &str) -> &'a str {
    let before = page.split(&format!("value=\"{verb}\"")).next().unwrap();
    before.rsplit("name=\"version\" value=\"").next().unwrap().split('"').next().unwrap()
}

#[test]
fn each_chosen_post_is_asked_for_its_part_before_anything_is_given() {
    for site in sites() {
        let (dmmu, makdi) = (site.as_desk("dmmu"), site.as_desk("makdi"));
        let (member, chair) = (post_of(&site, Role::Bmmu), post_of(&site, Role::Collector));
        let meeting = planned(&site, &dmmu);
        sends(&site, &dmmu, &meeting, "act=add&title=छात्रावास&indicator=");
        let nobody = sends(&site, &dmmu, &meeting, "act=parts&item=1&text=निरीक्षण करें।");
        assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.engine);
        assert!(nobody.text.contains("कोई उत्तरदायी पद नहीं चुना गया"), "{}", site.engine);
        assert!(nobody.text.contains("href=\"#wrong-responsible\""), "it leads to the field");
        let chosen = format!(
            "item=1&within=7&text=24 छात्रावासों का निरीक्षण करें।&responsible={member}&cooperating={chair}"
        );
        let step = sends(&site, &dmmu, &meeting, &format!("act=parts&{chosen}"));
        assert_eq!(step.status, StatusCode::OK, "{}: {}", site.engine, step.text);
        for post in [member, chair] {
            assert!(step.text.contains(&format!("name=\"part-{post}\"")), "{}", site.engine);
        }
        assert!(step.text.contains("24 छात्रावासों"), "what was typed stays");
        let ledger = site.get(&dmmu, "/directions?view=all").text;
        assert!(!ledger.contains("24 छात्रावासों"), "{}: nothing is given by it", site.engine);
        let stray = sends(
            &site,
            &dmmu,
            &meeting,
            "act=give&item=1&within=7&text=निरीक्षण&responsible=&part-1=माकड़ी के 9",
        );
        assert_eq!(stray.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.engine);
        assert!(stray.text.contains("माकड़ी के 9"), "{}: nothing is lost", site.engine);
        assert!(stray.text.contains("वह चुना नहीं गया"), "{}", site.engine);
        let give = format!("act=give&{chosen}&part-{member}=माकड़ी के 9 छात्रावास&part-{chair}=");
        let given = sends(&site, &dmmu, &meeting, &give);
        assert_eq!(given.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, given.text);
        let inbox = site.get(&makdi, "/inbox").text;
        assert!(inbox.contains("माकड़ी के 9 छात्रावास"), "{}: its own part", site.engine);
        for page in [meeting.as_str(), "/directions", "/directions/1"] {
            let shown = site.get(&makdi, page).text;
            assert!(shown.contains("माकड़ी के 9 छात्रावास"), "{}: {page}", site.engine);
        }
        let attended = format!("act=attend&presence-{member}=present");
        sends(&site, &dmmu, &meeting, &attended);
        let closing = site.get(&dmmu, &format!("{meeting}/close"));
        let form = format!("version={}", version(&closing.text));
        sends(&site, &dmmu, &format!("{meeting}/close"), &form);
        let minutes = site.get(&makdi, &format!("{meeting}/minutes")).text;
        assert!(minutes.contains(": माकड़ी के 9 छात्रावास"), "{}: {minutes}", site.engine);
    }
}

#[test]
fn a_direction_is_split_on_its_page_by_whoever_decides_on_it() {
    for site in sites() {
        let (dmmu, makdi) = (site.as_desk("dmmu"), site.as_desk("makdi"));
        let (member, chair) = (post_of(&site, Role::Bmmu), post_of(&site, Role::Collector));
        let blank = site.get(&dmmu, "/directions/new").text;
        for post in [member, chair] {
            let box_of = format!("type=\"checkbox\" name=\"responsible\" value=\"{post}\"");
            assert!(blank.contains(&box_of), "{}: several posts may be asked", site.engine);
        }
        let step = sends(
            &site,
            &dmmu,
            "/directions/new",
            &format!("act=parts&within=7&text=सूची बनाएँ&responsible={member}&responsible={chair}"),
        );
        assert_eq!(step.status, StatusCode::OK, "{}: {}", site.engine, step.text);
        assert!(step.text.contains(&format!("name=\"part-{chair}\"")), "{}", site.engine);
        let give =
            format!("act=give&within=7&text=सूची बनाएँ&responsible={member}&responsible={chair}");
        let given = sends(&site, &dmmu, "/directions/new", &give);
        let path = given.location().to_owned();
        let page = site.get(&dmmu, &path).text;
        let form = |text: &str, version: &str| {
            format!("act=split&version={version}&part-{member}={text}&part-{chair}=")
        };
        let first = edition(&page, "split").to_owned();
        let below = sends(&site, &makdi, &path, &form("माकड़ी की सूची", &first));
        assert_eq!(below.status, StatusCode::FORBIDDEN, "{}", site.engine);
        assert!(!site.get(&makdi, &path).text.contains("value=\"split\""), "and is not offered it");
        let same = sends(&site, &dmmu, &path, &form("", &first));
        assert_eq!(same.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.engine);
        assert!(same.text.contains("किसी पद का भाग नहीं बदला"), "{}", site.engine);
        let done = sends(&site, &dmmu, &path, &form("माकड़ी की सूची", &first));
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, done.text);
        let late = sends(&site, &dmmu, &path, &form("दूसरी सूची", &first));
        assert_eq!(late.status, StatusCode::CONFLICT, "{}", site.engine);
        let own = site.get(&makdi, &path).text;
        assert!(own.contains("माकड़ी की सूची") && own.contains("भाग तय किया"), "{}", site.engine);
        let inbox = site.get(&english(&makdi), "/inbox").text;
        assert!(inbox.contains("Your part of direction") && inbox.contains("माकड़ी की सूची"));
        let trail = site.get(&dmmu, "/trail/direction/1").text;
        assert!(trail.contains("पद का भाग") && trail.contains("माकड़ी की सूची"), "{}", site.engine);
        let gone = sends(&site, &dmmu, "/directions/99", &form("x", "1"));
        assert_eq!(gone.status, StatusCode::NOT_FOUND, "{}", site.engine);
    }
}

#[test]
fn what_is_drawn_up_is_asked_in_the_language_of_who_reads_it() {
    for site in sites() {
        filled(&site);
        let dmmu = site.as_desk("dmmu");
        let reader = english(&dmmu);
        let meeting = planned(&site, &dmmu);
        let drawn = sends(&site, &dmmu, &meeting, "act=compose");
        assert_eq!(drawn.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, drawn.text);
        let wall = format!("{meeting}/wall?item=1");
        let asks = |desk: &Browser, path: &str, hindi: bool, words: &str| {
            let page = site.get(desk, path).text;
            let (own, other) = ("कमी कब तक पूरी होगी", "by when is the gap closed");
            let (own, other) = if hindi { (own, other) } else { (other, own) };
            assert!(page.contains(own) && page.contains(words), "{}: {path}: {page}", site.engine);
            assert!(!page.contains(other), "{}: {path}", site.engine);
        };
        for path in [meeting.as_str(), wall.as_str()] {
            asks(&dmmu, path, true, "माकड़ी (");
            asks(&reader, path, false, "Makdi (short by");
        }
        // What was said is written down at the English page: the question is sent along as it stands.
        let page = site.get(&reader, &meeting).text;
        let field = page.split("id=\"question-1\"").nth(1).unwrap();
        let question = field.split("value=\"").nth(1).unwrap().split('"').next().unwrap();
        let said = format!("act=say&item=1&version=1&discussion=Two banks&question={question}");
        let kept = sends(&site, &reader, &meeting, &said.replace('%', "%25"));
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, kept.text);
        asks(&dmmu, &meeting, true, "Two banks");
        asks(&reader, &meeting, false, "Two banks");
        // A person's own question stands as it was written, whoever reads it.
        let own = "act=say&item=1&version=2&discussion=Two banks&question=बैंक कब आएगा?";
        assert_eq!(sends(&site, &reader, &meeting, own).status, StatusCode::SEE_OTHER);
        for desk in [&dmmu, &reader] {
            let page = site.get(desk, &meeting).text;
            assert!(page.contains("बैंक कब आएगा?"), "{}", site.engine);
            assert!(!page.contains("by when is the gap closed"), "{}", site.engine);
        }
    }
}

fn holder(site: &Site, post: i64) -> String {
    let sql = "select o.name from post_holder h
               join officer o on o.district_id = h.district_id and o.id = h.officer_id
               where h.post_id = $1 and h.to_on = '9999-12-31'";
    site.db.read(|r| r.first(sql, &samuh_engine::params![post])?.unwrap().at(0)).unwrap()
}

#[test]
fn minutes_name_who_held_the_post_on_the_day_of_the_meeting() {
    for site in sites() {
        let dmmu = site.as_desk("dmmu");
        let (member, chair) = (post_of(&site, Role::Bmmu), post_of(&site, Role::Collector));
        let held_on = clock::today() - chrono::Days::new(3);
        let form = format!(
            "kind=district_review&unit=0&chair={chair}&members={member}&held_on={}",
            show::day(held_on)
        );
        let meeting = sends(&site, &dmmu, "/meetings/new", &form).location().to_owned();
        let name = holder(&site, member);
        // The post changed hands yesterday.
        site.db
            .transact(move |tx| {
                let since = samuh_engine::clock::today() - chrono::Days::new(1);
                let old =
                    "update post_holder set from_on = '2020-01-01', to_on = $2 where post_id = $1";
                tx.exec(old, &samuh_engine::params![member, since]).map(drop)
            })
            .unwrap();
        sends(&site, &dmmu, &meeting, &format!("act=attend&presence-{member}=present"));
        let draft = site.get(&dmmu, &format!("{meeting}/close")).text;
        assert!(draft.contains(&format!("({name})")), "{}: {draft}", site.engine);
    }
}

#[test]
fn the_nearest_meeting_is_never_left_out_of_those_to_come() {
    for site in sites() {
        let dmmu = site.as_desk("dmmu");
        let chair = post_of(&site, Role::Collector);
        for ahead in 0..52_u64 {
            let on = show::day(clock::today() + chrono::Days::new(ahead));
            let form = format!("kind=tl&unit=0&chair={chair}&held_on={on}&title_hi=बैठक-{ahead}-");
            let made = sends(&site, &dmmu, "/meetings/new", &form);
            assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
        }
        let list = site.get(&dmmu, "/meetings").text;
        for ahead in [0, 1, 51] {
            assert!(list.contains(&format!("बैठक-{ahead}-")), "{}: {ahead}", site.engine);
        }
    }
}

#[test]
fn the_ledger_comes_as_a_workbook_with_what_the_page_shows_and_no_neighbour() {
    for site in sites() {
        let (dmmu, makdi) = (site.as_desk("dmmu"), site.as_desk("makdi"));
        let (member, chair) = (post_of(&site, Role::Bmmu), post_of(&site, Role::Collector));
        let give = |text: &str, rest: &str| {
            let form = format!("act=give&within=7&text={text}&{rest}");
            assert_eq!(
                sends(&site, &dmmu, "/directions/new", &form).status,
                StatusCode::SEE_OTHER,
                "{}: {text}",
                site.engine
            );
        };
        give("सूची बनाएँ", &format!("responsible={member}&part-{member}=माकड़ी की सूची"));
        let keshkal = site.block("Keshkal");
        give("केशकाल जाएँ", &format!("responsible={chair}&unit={keshkal}"));
        let all = rows(&site.get(&dmmu, "/directions?view=all&format=xlsx"));
        assert_eq!(all.len(), 2, "{}: {all:?}", site.engine);
        let own = rows(&site.get(&makdi, "/directions?view=all&format=xlsx"));
        assert_eq!(own.len(), 1, "{}: {own:?}", site.engine);
        assert_eq!(own[0][1], "सूची बनाएँ", "{}", site.engine);
        assert!(own[0][3].contains("माकड़ी की सूची"), "{}: {own:?}", site.engine);
        assert_eq!((own[0][7].as_str(), own[0][9].as_str()), ("प्रगति पर", "0"), "{}", site.engine);
        // What only a part says is found, on the page and in the file.
        let path = format!("/directions?view=all&q={}", in_query("माकड़ी की"));
        let page = site.get(&dmmu, &path).text;
        assert!(page.contains("सूची बनाएँ") && !page.contains("केशकाल जाएँ"), "{}", site.engine);
        let found = rows(&site.get(&dmmu, &format!("{path}&format=xlsx")));
        assert_eq!(found.len(), 1, "{}: {found:?}", site.engine);
        let none = site.get(&makdi, &format!("/directions?q={}", in_query("केशकाल"))).text;
        assert!(!none.contains("केशकाल जाएँ") && !none.contains("format=xlsx"), "{}", site.engine);
    }
}

#[test]
fn a_cancelled_meeting_stands_in_the_list_with_its_reason() {
    for site in sites() {
        let (dmmu, makdi) = (site.as_desk("dmmu"), site.as_desk("makdi"));
        let list = site.get(&dmmu, "/meetings").text;
        assert!(!list.contains("निरस्त बैठकें"), "{}: none yet", site.engine);
        let meeting = planned(&site, &dmmu);
        let closing = site.get(&dmmu, &format!("{meeting}/close")).text;
        let form = format!("act=cancel&version={}&text=आचार संहिता", edition(&closing, "cancel"));
        assert_eq!(sends(&site, &dmmu, &meeting, &form).status, StatusCode::SEE_OTHER);
        for desk in [&dmmu, &makdi] {
            let list = site.get(desk, "/meetings").text;
            let (_, cancelled) = list.split_once("निरस्त बैठकें").expect("a list of its own");
            assert!(cancelled.contains("आचार संहिता"), "{}", site.engine);
            assert!(cancelled.contains(&format!("href=\"{meeting}\"")), "{}", site.engine);
        }
    }
}

#[test]
fn nothing_is_kept_for_a_direction_that_is_not_theirs() {
    for site in sites() {
        let (dmmu, makdi) = (site.as_desk("dmmu"), site.as_desk("makdi"));
        let keshkal = site.block("Keshkal");
        let post = post_of(&site, Role::Collector);
        let give = format!("within=7&text=केशकाल का निर्देश&responsible={post}&unit={keshkal}");
        let given = sends(&site, &dmmu, "/directions/new", &give);
        let path = format!("{}/report", given.location());
        let (edge, op) = ("x-edge", uuid::Uuid::now_v7());
        let body = format!(
            "--{edge}\r\nContent-Disposition: form-data; name=\"op\"\r\n\r\n{op}\r\n\
             --{edge}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.pdf\"\r\n\r\n\
             %PDF-1.7 x\r\n--{edge}--\r\n"
        );
        let kind = format!("multipart/form-data; boundary={edge}");
        let sent = site.send(&makdi, &path, &kind, body.into_bytes());
        assert_eq!(sent.status, StatusCode::NOT_FOUND, "{}: {}", site.engine, sent.text);
        assert!(!site.data.join("files").exists(), "{}", site.engine);
    }
}

#[test]
fn the_forms_of_a_meeting_are_for_whoever_runs_it() {
    for site in sites() {
        let (dmmu, makdi) = (site.as_desk("dmmu"), site.as_desk("makdi"));
        let meeting = planned(&site, &dmmu);
        for form in ["close", "edit"] {
            let path = format!("{meeting}/{form}");
            assert_eq!(site.get(&dmmu, &path).status, StatusCode::OK, "{}: {form}", site.engine);
            let member = site.get(&makdi, &path);
            assert_eq!(member.status, StatusCode::FORBIDDEN, "{}: {form}", site.engine);
        }
    }
}

/// Gives a direction to the mission manager's own post.
pub(super) fn given(site: &Site, dmmu: &Browser, words: &str) -> String {
    let post = post_of(site, Role::Dmmu);
    let form = format!("within=7&text={words}&responsible={post}");
    sends(site, dmmu, "/directions/new", &form).location().to_owned()
}

/// Reports on it with a file, whatever the file is called and holds.
pub(super) fn reports(site: &Site, dmmu: &Browser, path: &str, file: (&[u8], &[u8])) -> Reply {
    let (called, held) = file;
    let said = b"Content-Disposition: form-data; name=\"files\"; filename=\"";
    reports_part(site, dmmu, path, (&[&said[..], called, &b"\""[..]].concat(), held))
}

/// Reports on it with one part more, whatever it says of itself and holds.
pub(super) fn reports_part(site: &Site, dmmu: &Browser, path: &str, part: (&[u8], &[u8])) -> Reply {
    let post = post_of(site, Role::Dmmu);
    let page = site.get(dmmu, path).text;
    let form = page.split("enctype=\"multipart/form-data\"").nth(1).unwrap();
    let version = form.split("name=\"version\" value=\"").nth(1).unwrap();
    let version = version.split('"').next().unwrap();
    let (edge, op) = ("x-edge", uuid::Uuid::now_v7().to_string());
    let mut body = Vec::new();
    for (name, value) in
        [("op", &*op), ("post", &post.to_string()), ("version", version), ("text", "पूर्ण")]
    {
        let part = format!(
            "--{edge}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        );
        body.extend(part.into_bytes());
    }
    let (said, held) = part;
    body.extend(format!("--{edge}\r\n").into_bytes());
    body.extend_from_slice(said);
    body.extend_from_slice(b"\r\n\r\n");
    body.extend_from_slice(held);
    body.extend(format!("\r\n--{edge}--\r\n").into_bytes());
    let kind = format!("multipart/form-data; boundary={edge}");
    site.send(dmmu, &format!("{path}/report"), &kind, body)
}

/// Gives a direction and reports on it with a picture.
fn reported_with_picture(site: &Site, dmmu: &Browser, words: &str, picture: &[u8]) -> String {
    let path = given(site, dmmu, words);
    let sent = reports(site, dmmu, &path, (b"a.png", picture));
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, sent.text);
    path
}

#[test]
fn the_same_photograph_with_two_directions_is_asked_about_on_both_and_beside_the_checks() {
    let picture = |side: u32| {
        let mut bytes = std::io::Cursor::new(Vec::new());
        let drawn = image::DynamicImage::new_rgb8(side, side);
        drawn.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        bytes.into_inner()
    };
    const ASKED: &str = "यही फ़ोटो इनके साथ भी है:";
    const BESIDE: &str = "एक ही फ़ोटो कई निर्देशों के साथ";
    for site in sites() {
        let (dmmu, makdi) = (site.as_desk("dmmu"), site.as_desk("makdi"));
        let first = reported_with_picture(&site, &dmmu, "पहला निर्देश", &picture(3));
        let other = reported_with_picture(&site, &dmmu, "दूसरा निर्देश", &picture(4));
        for path in [&first, &other] {
            assert!(!site.get(&dmmu, path).text.contains(ASKED), "{}: other pictures", site.engine);
        }
        assert!(!site.get(&dmmu, "/checks").text.contains(BESIDE), "{}", site.engine);
        let again = reported_with_picture(&site, &dmmu, "तीसरा निर्देश", &picture(3));
        for (path, leads) in [(&first, &again), (&again, &first)] {
            let page = site.get(&dmmu, path).text;
            let asked = page.split(ASKED).nth(1).expect("it is asked about");
            let href = format!("href=\"{leads}\"");
            assert!(asked.contains(&href), "{}: {asked}", site.engine);
        }
        assert!(!site.get(&dmmu, &other).text.contains(ASKED), "{}", site.engine);
        let checks = site.get(&dmmu, "/checks").text;
        assert!(checks.contains(BESIDE) && checks.contains(&*again), "{}", site.engine);
        let theirs = site.get(&makdi, "/checks").text;
        assert!(!theirs.contains(BESIDE), "{}: not of those it does not see", site.engine);
    }
}
