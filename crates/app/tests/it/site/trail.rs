//! The trail at the desk: what was done, to whom it shows, what stays masked, who read whom, and
//! that the log names nobody.

use std::{
    io,
    sync::{Arc, Mutex},
};

use axum::http::StatusCode;
use samuh::scanning::Scanner;
use samuh_engine::{audit::chain, clock, params};
use uuid::Uuid;

use super::{Browser, Site, scanned::sheet_sent, sites};
use crate::clamd::{Clamd, MARK, Manner};

const ACCOUNT: &str = "30211456789";
const MOBILE: &str = "9876543210";
const REASON: &str = "reason=%E0%A4%AD%E0%A5%81%E0%A4%97%E0%A4%A4%E0%A4%BE%E0%A4%A8+%E0%A4%95%E0%A5%80+%E0%A4%9C%E0%A4%BE%E0%A4%81%E0%A4%9A";

/// Forms a group of Makdi with an account and a mobile; answers its number.
fn formed(site: &Site, desk: &Browser) -> i64 {
    let village = site.village("Makdi");
    let form = format!(
        "op={}&name=%E0%A4%8F%E0%A4%95%E0%A4%A4%E0%A4%BE&place_id={village}&formed_on=01/11/2026\
         &account_no={ACCOUNT}&mobile={MOBILE}",
        Uuid::now_v7()
    );
    let done = site.post(desk, "/groups/new", &form);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, done.text);
    let id = done.location().trim_start_matches("/groups/");
    id.split(['?', '/']).next().unwrap().parse().unwrap()
}

/// A member of a group, with everything that is masked.
fn member(site: &Site, group: i64) -> i64 {
    let place = site.village("Makdi");
    site.db
        .transact(move |tx| {
            tx.exec(
                "insert into household (district_id, id, place_id, op_no) values (643, 71, $1, 1)",
                &params![place],
            )?;
            tx.exec(
                "insert into member (district_id, id, uid, household_id, name_hi, search_key,
                   born_on, mobile, account_no, version, op_no)
                 values (643, 72, $1, 71, 'सीता नेताम', 'sita', '1984-03-12', $2, $3, 1, 1)",
                &params![Uuid::from_u128(72), MOBILE, ACCOUNT],
            )?;
            tx.exec(
                "insert into membership (district_id, institution_id, member_id, joined_on,
                   left_on, op_no)
                 values (643, $1, 72, '2024-01-01', '9999-12-31', 1)",
                &params![group],
            )
        })
        .unwrap();
    72
}

fn foreign(site: &Site) -> i64 {
    let sql = "select institution_id from institution_code where code = '120004'";
    site.db.read(|r| r.first(sql, &[])?.expect("a group").at(0)).unwrap()
}

fn reads(site: &Site) -> i64 {
    let sql = "select count(*) from read_log";
    site.db.read(|r| r.first(sql, &[])?.expect("a count").at(0)).unwrap()
}

#[test]
fn a_change_is_in_the_trail_of_its_record_of_its_day_and_of_who_made_it() {
    for site in sites() {
        let makdi = site.as_desk("makdi");
        let id = formed(&site, &makdi);
        chain::seal(&site.db, clock::now()).unwrap();
        let own = format!("/trail/institution/{id}");
        let page = site.get(&makdi, &own);
        assert_eq!(page.status, StatusCode::OK, "{}: {}", site.engine, page.text);
        for shown in ["एकता", "01/11/2026", "******6789", "******3210", "सुनीता नेताम", "127.0.0.1"]
        {
            assert!(page.text.contains(shown), "{} {shown}: {}", site.engine, page.text);
        }
        for address in [own.as_str(), "/trail"] {
            let page = site.get(&makdi, address).text;
            assert!(page.contains("एकता") && !page.contains(ACCOUNT) && !page.contains(MOBILE));
            let book = site.get(&makdi, &format!("{address}?format=xlsx"));
            assert_eq!(book.status, StatusCode::OK, "{}: {address}", site.engine);
            assert!(book.bytes.starts_with(b"PK"), "{}: {address}", site.engine);
        }
        let entry = page.text.split("/trail/entries/").nth(1).unwrap();
        let entry = format!("/trail/entries/{}", entry.split('"').next().unwrap());
        assert!(site.get(&makdi, &entry).text.contains("UTC"), "{}", site.engine);
        let collector = site.get(&site.as_desk("collector"), "/trail");
        assert!(collector.text.contains("एकता"), "{}", site.engine);
        let none = site.get(&makdi, "/trail?from=01/01/2020&to=02/01/2020");
        assert!(!none.text.contains("एकता"), "{}", site.engine);
    }
}

#[test]
fn what_is_not_theirs_has_no_trail_for_them() {
    for site in sites() {
        let makdi = site.as_desk("makdi");
        let foreign = foreign(&site);
        let opened = "select max(no) from op where act = 'people.open_account'";
        let no: i64 = site.db.read(|r| r.first(opened, &[])?.expect("a row").at(0)).unwrap();
        for address in [
            format!("/trail/institution/{foreign}"),
            "/trail/batch/1".into(),
            "/trail/post/1".into(),
            "/trail/account/1".into(),
            "/trail/nothing/1".into(),
            "/trail/member/999999".into(),
            format!("/trail/entries/{no}"),
            "/trail/entries/999999".into(),
        ] {
            let reply = site.get(&makdi, &address);
            assert_eq!(reply.status, StatusCode::NOT_FOUND, "{}: {address}", site.engine);
        }
        let admin = site.as_desk("admin");
        assert_eq!(site.get(&admin, "/trail/batch/1").status, StatusCode::OK, "{}", site.engine);
        let entry = site.get(&admin, &format!("/trail/entries/{no}"));
        assert_eq!(entry.status, StatusCode::OK, "{}", site.engine);
    }
}

#[test]
fn masked_numbers_are_opened_for_a_reason_that_stays_in_the_trail() {
    for site in sites() {
        let makdi = site.as_desk("makdi");
        let group = formed(&site, &makdi);
        let member = member(&site, group);
        for path in [format!("/groups/{group}"), format!("/members/{member}")] {
            for login in ["makdi", "admin", "collector"] {
                let page = site.get(&site.as_desk(login), &path).text;
                assert!(!page.contains(ACCOUNT) && !page.contains(MOBILE), "{login} {path}");
                assert!(!page.contains("12/03/1984"), "{login} {path}");
            }
            let open = format!("{path}/open");
            let silent = site.post(&makdi, &open, "reason=+x+");
            assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY, "{}: {open}", site.engine);
            assert!(!silent.text.contains(ACCOUNT), "{}", site.engine);
            let viewer = site.post(&site.as_desk("viewer"), &open, REASON);
            assert_eq!(viewer.status, StatusCode::FORBIDDEN, "{}: {open}", site.engine);
            let shown = site.post(&makdi, &open, REASON);
            assert_eq!(shown.status, StatusCode::OK, "{}: {}", site.engine, shown.text);
            assert!(shown.text.contains(ACCOUNT), "{}: {open}", site.engine);
            assert!(!site.get(&makdi, &path).text.contains(ACCOUNT), "once only");
        }
        for subject in [format!("institution/{group}"), format!("member/{member}")] {
            let trail = site.get(&makdi, &format!("/trail/{subject}")).text;
            assert!(trail.contains("भुगतान की जाँच"), "{}: {subject}", site.engine);
        }
        let theirs = format!("/groups/{}/open", foreign(&site));
        assert_eq!(site.post(&makdi, &theirs, REASON).status, StatusCode::NOT_FOUND);
    }
}

/// What the latest export left in the trail.
fn exported(site: &Site) -> (i64, String) {
    let sql = "select o.post_id, c.fields from op o
               join audit_change c on c.district_id = o.district_id and c.op_no = o.no
               where o.act = 'privacy.export' order by o.no desc";
    let row =
        site.db.read(|r| r.first(sql, &[])?.map(|row| Ok((row.at(0)?, row.at(1)?))).transpose());
    row.unwrap().unwrap_or_default()
}

fn exports(site: &Site) -> i64 {
    let sql = "select count(*) from op where act = 'privacy.export'";
    site.db.read(|r| r.first(sql, &[])?.expect("a count").at(0)).unwrap()
}

#[test]
fn a_list_of_people_that_leaves_as_a_file_leaves_a_line_in_the_trail() {
    for site in sites() {
        let makdi = site.as_desk("makdi");
        let group = formed(&site, &makdi);
        member(&site, group);
        let block = site.block("Makdi");
        for (at, address, register) in [
            (1, format!("/members?block={block}&social=st&format=xlsx"), "members"),
            (2, "/registers/members?format=xlsx".into(), "members"),
            (3, "/registers/members?format=csv".into(), "members"),
            (4, "/saturation/households?format=xlsx".into(), "households"),
            (5, format!("/saturation/places/{}?format=xlsx", site.village("Makdi")), "households"),
        ] {
            let book = site.get(&makdi, &address);
            assert_eq!(book.status, StatusCode::OK, "{}: {address}", site.engine);
            assert_eq!(exports(&site), at, "{}: {address}", site.engine);
            let (post, fields) = exported(&site);
            assert!(post > 0 && fields.contains(register), "{address}: {fields}");
            assert!(fields.contains("rows"), "{address}: {fields}");
            if at == 1 {
                assert!(fields.contains("social: st") && !fields.contains("format"), "{fields}");
            }
        }
        // Neither a page nor a list without people is such a file.
        for address in ["/members", "/groups?format=xlsx", "/registers/groups?format=xlsx"] {
            assert_eq!(site.get(&makdi, address).status, StatusCode::OK, "{address}");
        }
        assert_eq!(exports(&site), 5, "{}", site.engine);
        let admin = site.get(&site.as_desk("admin"), "/trail?act=privacy.export").text;
        for shown in ["सदस्य", "social: st", "सुनीता नेताम"] {
            assert!(admin.contains(shown), "{} {shown}: {admin}", site.engine);
        }
    }
}

#[test]
fn reading_a_members_record_is_noted_once_a_reader_and_day() {
    for site in sites() {
        let makdi = site.as_desk("makdi");
        let member = member(&site, foreign(&site));
        let path = format!("/members/{member}");
        assert_eq!(site.get(&makdi, &path).status, StatusCode::NOT_FOUND, "{}", site.engine);
        assert_eq!(reads(&site), 0, "{}: what is not seen is not read", site.engine);
        let collector = site.as_desk("collector");
        site.get(&collector, &path);
        assert_eq!(reads(&site), 1, "{}: before the page is there", site.engine);
        site.get(&collector, &path);
        assert_eq!(reads(&site), 1, "{}", site.engine);
        let page = site.get(&site.as_desk("admin"), &path).text;
        assert_eq!(reads(&site), 2, "{}", site.engine);
        assert!(page.contains("सुनीता नेताम"), "{}: who read it", site.engine);
        assert!(page.contains("DPDP Act 2023"), "{}: why it is held", site.engine);
    }
}

#[test]
fn her_own_record_is_opened_whole_and_nothing_more_of_it_is_seen_without_a_reason() {
    for site in sites() {
        let makdi = site.as_desk("makdi");
        let group = formed(&site, &makdi);
        let member = member(&site, group);
        let held = "update member set religion = 'hindu', minority = false, disability = 'self',
            education = 'दसवीं', pip = 'poor', poverty = 'bpl', address = 'वार्ड 4, पुराना बस स्टैंड',
            household_head = 'रमेश नेताम'";
        site.db.transact(move |tx| tx.exec(held, &[])).unwrap();
        let all = ["हिंदू", "स्वयं", "दसवीं", "गरीब", "बीपीएल", "वार्ड 4, पुराना बस स्टैंड", "रमेश नेताम"];
        let path = format!("/members/{member}");
        let masked = site.get(&makdi, &path).text;
        for text in ["वार्ड 4", "रमेश नेताम", "हिंदू"] {
            assert!(!masked.contains(text), "{}: {text}", site.engine);
        }
        let opened = site.post(&makdi, &format!("{path}/open"), REASON).text;
        for text in all {
            assert!(opened.contains(text), "{}: {text}: {opened}", site.engine);
        }
    }
}

/// The purpose that each personal column of a woman's and of a household's record falls under.
const UNDER: &[(&str, &str)] = &[
    ("account_no", "account-no"),
    ("address", "address"),
    ("bank_name", "bank"),
    ("birth_year", "born"),
    ("born_on", "born"),
    ("branch_name", "branch"),
    ("code", "household"),
    ("deprivation", "deprivation"),
    ("disability", "disability"),
    ("education", "education"),
    ("gender", "gender"),
    ("head_name", "household-head"),
    ("household_head", "household-head"),
    ("household_id", "household"),
    ("ifsc", "ifsc"),
    ("minority", "minority"),
    ("mobile", "mobile"),
    ("name_en", "name"),
    ("name_hi", "name"),
    ("name_legacy", "name"),
    ("number", "household-number"),
    ("pip", "pip"),
    ("place_id", "village"),
    ("poverty", "poverty"),
    ("pvtg", "pvtg"),
    ("relation_name", "relation"),
    ("religion", "religion"),
    ("search_key", "name"),
    ("social", "category"),
    ("women", "women"),
];

#[test]
fn every_personal_column_of_a_member_and_a_household_has_its_purpose_and_everybody_may_read_them() {
    let columns = include_str!("../../../../../proofs/columns.txt");
    let site = sites().remove(0);
    let known = "select field from personal_purpose where to_on = '9999-12-31'";
    let known = site.db.read(|r| {
        let rows = r.query(known, &[])?;
        rows.iter().map(|row| row.at::<String>(0)).collect::<Result<Vec<_>, _>>()
    });
    let (known, mut looked) = (known.unwrap(), 0);
    for line in columns.lines().filter_map(|line| line.strip_suffix(" personal")) {
        let (table, column) = line.split_once('.').unwrap();
        if !["member", "household", "target_household"].contains(&table) {
            continue;
        }
        let under = UNDER.iter().find(|(name, _)| *name == column);
        let (_, field) = under.unwrap_or_else(|| panic!("{line} has no purpose"));
        assert!(known.iter().any(|one| one == field), "{line}: {field} has no row");
        looked += 1;
    }
    assert!(looked > 30, "{looked} columns");
    for (lang, told) in [("hi", "विशेष पिछड़ी जनजाति"), ("en", "Deprivation code")]
    {
        let reader = Browser { cookies: format!("samuh_lang={lang}"), ..Browser::default() };
        let page = site.get(&reader, "/about/privacy").text;
        assert!(page.contains(told) && page.contains("DPDP Act 2023"), "{lang}: {page}");
    }
}

#[derive(Clone, Default)]
struct Heard(Arc<Mutex<Vec<u8>>>);

impl io::Write for Heard {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn the_log_of_an_afternoon_has_no_name_number_or_account() {
    let heard = Heard::default();
    let writer = heard.clone();
    let log = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_ansi(false);
    log.with_writer(move || writer.clone()).try_init().unwrap();
    for site in sites() {
        let makdi = site.as_desk("makdi");
        let group = formed(&site, &makdi);
        let member = member(&site, group);
        for path in
            ["/", "/groups?q=%E0%A4%8F%E0%A4%95%E0%A4%A4%E0%A4%BE", "/members", "/trail", "/x"]
        {
            site.get(&makdi, path);
        }
        site.get(&makdi, &format!("/members/{member}"));
        site.post(&makdi, &format!("/members/{member}/open"), REASON);
        site.post(
            &makdi,
            "/groups/new",
            &format!("op=x&name=&mobile={MOBILE}0&account_no={ACCOUNT}"),
        );
        site.post(&Browser::default(), "/sign-in", "login=makdi&password=wrong-guess-41&next=/");
        site.post(&Browser::default(), "/sign-in", "login=phoolbati&password=wrong-guess-41");
        site.get(&site.as_desk("viewer"), "/users");
        let elsewhere = site.block("Keshkal");
        let hidden = site.get(&makdi, &format!("/places/{elsewhere}"));
        assert_eq!(hidden.status, StatusCode::NOT_FOUND, "{}", site.engine);
        let site = site.scanned_by(&Clamd::at_a_socket(Manner::Good).scanner);
        sheet_sent(&site, &makdi, "सीता.csv", MARK);
        let site = site.scanned_by(&Scanner::read("tcp:127.0.0.1:1").unwrap());
        sheet_sent(&site, &makdi, "सीता.csv", MARK);
    }
    let heard = String::from_utf8(heard.0.lock().unwrap().clone()).unwrap();
    for told in [
        "request answered",
        "a password opened a session",
        "a wrong password was given",
        "a login that nobody has was tried",
        "an address was asked without the right it needs",
        "a record was asked that this desk does not see",
        "a file was refused in which the scanner found something",
        "the scanner of files does not answer",
    ] {
        assert!(heard.contains(told), "{told} is not in the log: {heard}");
    }
    for personal in [
        ACCOUNT,
        MOBILE,
        "एकता",
        "%E0%A4%8F",
        "सीता",
        "सुनीता",
        "wrong-guess",
        "phoolbati",
        "1984-03-12",
    ] {
        assert!(!heard.contains(personal), "{personal} stands in the log");
    }
}
