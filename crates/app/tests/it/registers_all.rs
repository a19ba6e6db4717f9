//! One test of conformance over every register: whatever is told as constants lists, filters, sorts,
//! pages, exports, hides and shows itself alike. What is added to the table is held by it at once.

mod asked;
mod unseen;
mod written;

pub(crate) use unseen::{all_masked, in_addresses};

use std::collections::BTreeSet;

use samuh::{
    importing::{self, Asked, Register as Sheet, Source, machine_desk},
    registers,
};
use samuh_engine::{
    clock,
    register::{Column, Kind, Privacy, Register, statements},
};
use samuh_people::{
    Door, FirstPassword, NewAccount, NewOfficer, NewPost, PostChoice, Role, open_account,
};
use serde_json::Value;
use uuid::Uuid;

use crate::site::{Browser, DISTRICT, PASSWORD, Reply, Site, sites};

const FEDERATIONS: &str = "प्रकार,कोड,नाम,विकासखण्ड,गठन दिनांक,CLF Code\n\
    CLF,C1,शक्ति संकुल,माकड़ी,01/04/2018,\n\
    VO,V1,उजाला ग्राम संगठन,माकड़ी,02/04/2019,C1\n\
    VO,V2,प्रगति ग्राम संगठन,केशकाल,,\n";
const MEMBERS: &str = "Member Code,SHG Code,सदस्य का नाम,पति/पिता का नाम,वर्ग,जन्म दिनांक,जुड़ने की दिनांक,मोबाइल,खाता संख्या\n\
    M1,120001,सुमित्रा नेताम,रामलाल,ST,05/06/1990,10/06/2026,9876543210,31209871234\n\
    M2,120001,फूलबती मरकाम,सोनू,OBC,,11/06/2026,,\n\
    M3,120002,रामबाई साहू,मोहन,,,10/06/2026,,\n\
    M4,120004,अनीता,राजू,SC,,10/06/2026,9876543219,\n";
const FPOS: &str = "FPO Code,एफपीओ का नाम,Name in English,विकासखण्ड,कानूनी स्वरूप,मुख्य उपज,सदस्य संख्या,महिला सदस्य,अंश पूंजी,गठन दिनांक,पंजीयन दिनांक,खाता संख्या,IFSC कोड\n\
    F1,माकड़ी कृषक उत्पादक कंपनी,Makdi Farmers Producer Company,माकड़ी,कंपनी,मक्का,312,180,9000000,01/04/2021,05/06/2021,31209871235,SBIN0001234\n\
    F2,केशकाल उत्पादक सहकारी,,केशकाल,सहकारी समिति,कोसा,140,140,,02/05/2022,,,\n";
const PRODUCERS: &str = "PG Code,उत्पादक समूह का नाम,विकासखण्ड,ग्राम पंचायत,ग्राम,FPO Code,मुख्य उपज,सदस्य संख्या,महिला सदस्य,सदस्य परिवार,अंश पूंजी,गठन दिनांक,मोबाइल,स्थिति,स्थिति कब से\n\
    P1,मक्का उत्पादक समूह,माकड़ी,,,F1,मक्का,30,30,28,\"15,000\",10/02/2023,9876500001,सक्रिय,\n\
    P2,शहद <b>& उत्पादक,माकड़ी,,,F1,शहद,22,20,22,,11/02/2023,,निष्क्रिय,01/04/2025\n\
    P3,कोसा उत्पादक समूह,केशकाल,,,F2,,18,,,1250.50,,,सक्रिय,\n\
    ,बिना कोड समूह,माकड़ी,,,,मक्का,,,,,12/02/2023,,,\n";

/// The whole office on an engine: places, groups, and rows of every other register.
pub(super) struct Ground {
    site: Site,
    dmmu: Browser,
    viewer: Browser,
    neighbour: Browser,
}

impl Ground {
    fn lay() -> Vec<Self> {
        sites().into_iter().map(Self::over).collect()
    }

    fn over(site: Site) -> Self {
        for (register, text) in [
            (Sheet::Federations, FEDERATIONS),
            (Sheet::Members, MEMBERS),
            (Sheet::Fpos, FPOS),
            (Sheet::Producers, PRODUCERS),
        ] {
            let tally = take(&site, register, text);
            let rows = u64::try_from(text.lines().count()).unwrap() - 1;
            assert_eq!((tally.new, tally.rows), (rows, rows), "{register:?}: {tally:?}");
        }
        let keshkal = site.block("Keshkal");
        seat(&site, "keshkal", Role::Viewer, &[keshkal]);
        let [dmmu, viewer, neighbour] =
            ["dmmu", "viewer", "keshkal"].map(|login| site.as_desk(login));
        Self { site, dmmu, viewer, neighbour }
    }

    /// The rows of a list, page by page.
    fn rows(&self, browser: &Browser, register: &Register, query: &str) -> Vec<Value> {
        let (mut rows, mut after) = (Vec::new(), String::new());
        loop {
            let joint = if query.is_empty() { String::new() } else { format!("&{query}") };
            let path = format!("/registers/{}?format=json&limit=3{joint}{after}", register.name);
            let reply = self.site.get(browser, &path);
            assert_eq!(reply.status, 200, "{}: {path}: {}", self.site.engine, reply.text);
            let page = reply.json();
            rows.extend(page["rows"].as_array().unwrap().iter().cloned());
            match page["next"].as_str() {
                Some(next) => after = format!("&after={}", samuh_web::show::in_query(next)),
                None => {
                    let counted = page["count"].as_u64().unwrap();
                    let found = u64::try_from(rows.len()).unwrap();
                    assert_eq!(counted, found, "{}: {path}", self.site.engine);
                    return rows;
                }
            }
        }
    }

    fn page(&self, browser: &Browser, lang: &str, path: &str) -> Reply {
        let cookies = format!("{}; samuh_lang={lang}", browser.cookies);
        self.site.get(&Browser { cookies, ..browser.clone() }, path)
    }
}

fn seat(site: &Site, login: &str, role: Role, units: &[i64]) {
    let new = NewAccount {
        login: login.into(),
        lang: "hi".into(),
        officer: NewOfficer { name: "सुनीता नेताम".into(), mobile: None },
        post: PostChoice::New(NewPost::of(role, units)),
        password: FirstPassword::Given { password: PASSWORD.into(), must_change: false },
    };
    let desk = machine_desk(DISTRICT);
    let door = Door::new().unwrap();
    open_account(&site.db, &door, &desk, Uuid::now_v7(), &new, clock::now()).unwrap();
}

fn take(site: &Site, register: Sheet, text: &str) -> samuh_imports::Tally {
    let folder = std::env::temp_dir().join(format!("samuh-registers-{}", Uuid::now_v7()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("sheet.csv");
    std::fs::write(&path, text).unwrap();
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_samuh"));
    let source = Source { register, path: &path, name: "sheet.csv", program };
    let desk = machine_desk(DISTRICT);
    let reading =
        importing::read(&site.db, &desk, &source, &Asked::default(), &mut |_| {}).unwrap();
    assert!(reading.findings.faults.is_empty(), "{:?}", reading.findings.faults);
    importing::run(&site.db, &desk, &reading).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    reading.findings.tally
}

fn ids(rows: &[Value]) -> Vec<i64> {
    rows.iter().map(|row| row["id"].as_i64().unwrap()).collect()
}

fn open_columns(register: &'static Register) -> impl Iterator<Item = &'static Column> {
    register.open()
}

#[test]
fn every_statement_of_every_register_is_taken_by_every_engine() {
    for (engine, db) in samuh_engine::testing::databases() {
        for register in registers::ALL {
            let all = statements(register, engine == "sqlite");
            assert!(all.len() > 60, "{}: {}", register.name, all.len());
            for sql in all {
                let prepared = db.read(|reader| reader.check(&sql));
                assert!(prepared.is_ok(), "{engine}: {}: {prepared:?}\n{sql}", register.name);
            }
        }
    }
}

#[test]
fn a_planted_column_that_does_not_stand_is_refused() {
    static BAD: Register = Register {
        columns: &[Column::new("naem", Kind::Count, Privacy::Public, "p.naem")],
        name: "places",
        subject: "place",
        area: samuh_kernel::scope::Area::Places,
        from: "place p where p.district_id = $1",
        scope: "p.id = $POST",
        near: None,
        id: "p.id",
        order: None,
        listed: &[],
        form: &[],
        kept: None,
    };
    for (engine, db) in samuh_engine::testing::databases() {
        let refused = statements(&BAD, engine == "sqlite")
            .iter()
            .filter(|sql| db.read(|reader| reader.check(sql)).is_err())
            .count();
        assert!(refused > 10, "{engine}: {refused}");
    }
}

#[test]
fn three_lists_say_what_a_register_is_and_they_agree() {
    for register in registers::ALL {
        let names: BTreeSet<&str> = register.columns.iter().map(|column| column.name).collect();
        assert_eq!(names.len(), register.columns.len(), "{}: a name twice", register.name);
        for name in register.listed {
            let column = register.column(name).expect(name);
            assert_ne!(column.privacy, Privacy::Masked, "{}.{name} is in the list", register.name);
        }
        let written: BTreeSet<&str> = register.written().map(|column| column.name).collect();
        let form: BTreeSet<&str> = register.form.iter().copied().collect();
        assert_eq!(form, written, "{}: the form is what is written", register.name);
        assert_eq!(register.kept.is_some(), !form.is_empty(), "{}", register.name);
        assert!(register.order.is_none_or(|name| names.contains(name)), "{}", register.name);
    }
}

#[test]
fn no_column_is_seen_more_widely_than_its_class_in_the_schema() {
    use samuh_engine::audit::Class;
    let classes =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../proofs/columns.txt"))
            .unwrap();
    for register in registers::ALL {
        let tables: Vec<(&str, &str)> = [("p", "place"), ("i", "institution"), ("m", "member")]
            .into_iter()
            .chain(register.kept.as_ref().map(|kept| ("p", kept.table)))
            .collect();
        for column in register.columns {
            let Some((alias, field)) = column.sql.split_once('.') else { continue };
            let of = |(known, table): &(&str, &str)| {
                (*known == alias).then(|| format!("{table}.{field} "))
            };
            let lines: Vec<&str> = tables
                .iter()
                .rev()
                .filter_map(of)
                .filter_map(|name| classes.lines().find(|line| line.starts_with(&name)))
                .collect();
            if lines.first().is_some_and(|line| line.ends_with("personal")) {
                let class = column.privacy.class();
                assert_eq!(class, Class::Personal, "{}.{}", register.name, column.name);
            }
        }
    }
}
