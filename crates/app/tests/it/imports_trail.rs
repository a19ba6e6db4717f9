//! What an import changed, in the trail of each record: before and after, there and back; and what brought a
//! record in that nobody changed since.

use samuh_engine::{
    audit::{Changed, changes_of},
    params,
};
use samuh_people::Role;

use crate::{
    desks::{DISTRICT, Site},
    office::{Office, groups_sheet, with_places},
};

const MEMBERS: &str = "\
Member Code,SHG Code,सदस्य का नाम,वर्ग,मोबाइल,खाता संख्या,बैंक का नाम,धर्म
M1,1,सुमित्रा नेताम,ST,9876543210,31209871234,,हिन्दू
M2,1,फूलबती मरकाम,OBC,,,,
";
/// Another name, account and bank; a mobile and a religion that mask as those before.
const CHANGED: &str = "\
Member Code,SHG Code,सदस्य का नाम,वर्ग,मोबाइल,खाता संख्या,बैंक का नाम,धर्म
M1,1,सुमित्रा मरकाम,OBC,8876543210,40009875678,ग्रामीण बैंक,ईसाई
";

/// What the latest act of that name changed, its batch aside.
fn changed(office: &Office, act: &str) -> Vec<Changed> {
    let sql = "select no from op where district_id = $1 and act = $2 order by at desc, no desc";
    let changes = office.db().read(|reader| {
        let row = reader.first(sql, &params![DISTRICT, act])?.expect("an act");
        changes_of(reader, DISTRICT, row.at(0)?)
    });
    let mut changes = changes.expect("reads");
    changes.retain(|change| change.subject != "batch");
    changes
}

/// The fields that differ, with what they were and are.
fn told(change: &Changed) -> Vec<String> {
    let fields = change.fields.iter();
    fields.map(|field| format!("{}: {} → {}", field.name, field.before, field.after)).collect()
}

/// Imports a sheet and then one that changes something of it; takes that back. Answers the changes of both acts.
fn there_and_back(office: &Office, register: &str, first: &str, then: &str) -> [Vec<Changed>; 2] {
    let told = office.json(&["import", register, &office.put("first.csv", first)]);
    assert!(told["new"].as_u64() > Some(0), "{register}: {told}");
    // A plan is told of when it is made, too: it is one record however many rows a sheet has.
    if register != "targets" {
        assert_eq!(changed(office, "imports.apply"), [], "{register}: what is new is in its batch");
    }
    let told = office.json(&["import", register, &office.put("then.csv", then)]);
    assert!(told["changed"].as_u64() > Some(0), "{register}: {told}");
    let there = changed(office, "imports.apply");
    let batch = told["batch"].as_str().expect("a batch");
    assert_eq!(office.run(&["undo-import", batch]).status, 0, "{register}");
    office.verify();
    [there, changed(office, "imports.undo")]
}

/// True where the second tells the same fields as the first, turned round.
fn turned(there: &[Changed], back: &[Changed]) {
    assert_eq!(there.len(), back.len(), "{there:?} {back:?}");
    for (one, other) in there.iter().zip(back) {
        assert_eq!((&one.subject, one.id), (&other.subject, other.id));
        for field in &one.fields {
            let again = other.fields.iter().find(|again| again.name == field.name);
            let again = again.expect(&field.name);
            assert_eq!((&again.before, &again.after), (&field.after, &field.before), "{field:?}");
        }
    }
}

#[test]
fn what_a_sheet_changes_in_a_member_stands_in_her_trail_and_so_does_taking_it_back() {
    for office in with_places() {
        let sheet = office.put("g.csv", groups_sheet(1, 1));
        assert_eq!(office.json(&["import", "groups", &sheet])["new"], 1);
        let [there, back] = there_and_back(&office, "members", MEMBERS, CHANGED);
        assert_eq!(there.len(), 1, "{there:?}");
        let fields = told(&there[0]);
        for field in [
            "name_hi: \"सुमित्रा नेताम\" → \"सुमित्रा मरकाम\"",
            "account_no: \"31209871234\" → \"40009875678\"",
            "bank_name: null → \"ग्रामीण बैंक\"",
        ] {
            assert!(fields.iter().any(|known| known == field), "{field}: {fields:?}");
        }
        turned(&there, &back);
    }
}

#[test]
fn a_records_page_shows_what_the_import_changed_masked_as_the_record_and_which_import_brought_it() {
    for office in with_places() {
        let sheet = office.put("g.csv", groups_sheet(1, 1));
        office.json(&["import", "groups", &sheet]);
        let site = Site::of(office);
        let seat = site.seat("admin", Role::Admin, &[]);
        let mut pages = Vec::new();
        for (name, sheet) in [("first list.csv", MEMBERS), ("second list.csv", CHANGED)] {
            let (import, page) = seat.check("members", name, sheet.as_bytes());
            assert!(page.text.contains("Enter"), "{}", page.text);
            seat.post(&format!("{import}/apply"), &[]);
            assert!(seat.settled(&import).text.contains("entered"), "{name}");
            pages.push(import);
        }
        let id = |code: &str| -> i64 {
            let sql = "select id from member where code = $1";
            site.office.db().read(|r| r.first(sql, &params![code])?.expect("her").at(0)).unwrap()
        };
        let text = seat.get(&format!("/trail/member/{}", id("M1"))).text;
        for shown in [
            "सुमित्रा नेताम",
            "सुमित्रा मरकाम",
            "******1234",
            "******5678",
            "ग्रामीण बैंक",
            "Scheduled Tribe",
            "Other Backward Class",
            "******3210 (the first digits differ)",
            "****** (another value)",
            "second list.csv",
            "Changed rows",
            "Officer admin",
        ] {
            assert!(text.contains(shown), "{shown}: {text}");
        }
        assert!(!text.contains("31209871234") && !text.contains("9876543210"), "{text}");
        assert!(text.contains(&pages[0]) && text.contains(&pages[1]), "to both imports: {text}");
        let text = seat.get(&format!("/trail/member/{}", id("M2"))).text;
        for shown in
            ["Nobody has changed this record since it came in", "first list.csv", &pages[0]]
        {
            assert!(text.contains(shown), "{shown}: {text}");
        }
        assert!(!text.contains("Choose other days"), "{text}");
        let day = seat.get("/trail").text;
        for shown in ["first list.csv", "New rows", "सुमित्रा मरकाम"] {
            assert!(day.contains(shown), "{shown}: {day}");
        }
        let book = seat.get(&format!("/trail/member/{}?format=xlsx", id("M1")));
        assert!(book.bytes.starts_with(b"PK"));
    }
}

#[test]
fn every_register_that_takes_sheets_tells_what_one_changed() {
    const GROUP: &str = "SHG Code,समूह का नाम,गठन दिनांक,विकासखण्ड,ग्राम,खाता संख्या,अध्यक्ष,LokOS Code\n";
    let households = "विकासखण्ड,ग्राम,SECC TIN,परिवार के मुखिया का नाम,मोबाइल,पारा\n";
    let producers = "उत्पादक समूह कोड,उत्पादक समूह का नाम,विकासखण्ड,ग्राम पंचायत,सदस्य संख्या,मोबाइल\n";
    let progress = "विकासखण्ड,माह,लखपति दीदी\n";
    let targets = "वित्तीय वर्ष 2026-27\nविकासखण्ड,संकेतक,अप्रैल,मई,जून,जुलाई,अगस्त,सितम्बर,अक्टूबर,\
                   नवम्बर,दिसम्बर,जनवरी,फरवरी,मार्च\n";
    let cases: [(&str, String, String, &str, &[&str]); 5] = [
        (
            "groups",
            format!("{GROUP}9,उजाला,01/04/2024,माकड़ी,अरला,,,\n"),
            format!("{GROUP}9,उजाला समूह,01/04/2024,माकड़ी,अरला,31209871234,सुमित्रा नेताम,L77\n"),
            "institution",
            &[
                "name_hi: \"उजाला\" → \"उजाला समूह\"",
                "account_no: null → \"31209871234\"",
                "account: null → \"open\"",
            ],
        ),
        (
            "households",
            format!("{households}माकड़ी,अरला,HH000001,राम नेताम,9876543210,ऊपर पारा\n"),
            format!("{households}माकड़ी,अरला,HH000001,राम नेताम,9876543211,नीचे पारा\n"),
            "target_household",
            &["mobile: \"9876543210\" → \"9876543211\"", "address: \"ऊपर पारा\" → \"नीचे पारा\""],
        ),
        (
            "producers",
            format!("{producers}P1,मक्का उत्पादक समूह,बड़ेराजपुर,आमगांव,30,9876500001\n"),
            format!("{producers}P1,मक्का उत्पादक समूह,बड़ेराजपुर,आमगांव,34,9876500001\n"),
            "producer",
            &["members: 30 → 34"],
        ),
        (
            "progress",
            format!("{progress}माकड़ी,2026-10,10\n"),
            format!("{progress}माकड़ी,2026-10,12\n"),
            "reported",
            &[": 10 → 12"],
        ),
        (
            "targets",
            format!("{targets}माकड़ी,shg_formed,5,5,5,5,5,5,5,5,5,5,5,5\n"),
            format!("{targets}माकड़ी,shg_formed,5,5,5,5,5,5,5,5,5,5,5,6\n"),
            "plan",
            &["total: 60 → 61"],
        ),
    ];
    for office in with_places() {
        for (register, first, then, subject, wanted) in &cases {
            let [there, back] = there_and_back(&office, register, first, then);
            assert_eq!(there.len(), 1, "{register}: {there:?}");
            assert_eq!(there[0].subject, *subject, "{register}");
            let fields = told(&there[0]);
            for field in *wanted {
                assert!(
                    fields.iter().any(|known| known.ends_with(field)),
                    "{register} {field}: {fields:?}"
                );
            }
            // A bearer of an office stays where the sheet is taken back.
            let mut there = there;
            there[0].fields.retain(|field| field.name != "president");
            turned(&there, &back);
        }
    }
}

#[test]
fn a_place_that_a_sheet_changed_tells_it_too() {
    let sheet =
        |name: &str| format!("Level,Code,Name (Hindi),State Code\ndistrict,643,{name},22\n");
    for office in with_places() {
        let told = office.json(&["import", "places", &office.put("p.csv", sheet("कोंडागांव"))]);
        assert_eq!(told["changed"], 1, "{told}");
        let there = changed(&office, "imports.apply");
        let fields = told_of_all(&there);
        assert!(fields.iter().any(|field| field.ends_with("→ \"कोंडागांव\"")), "{fields:?}");
        assert!(there.iter().all(|change| change.subject == "place"), "{there:?}");
        let batch = told["batch"].as_str().expect("a batch");
        assert_eq!(office.run(&["undo-import", batch]).status, 0);
        turned(&there, &changed(&office, "imports.undo"));
    }
}

fn told_of_all(changes: &[Changed]) -> Vec<String> {
    changes.iter().flat_map(told).collect()
}
