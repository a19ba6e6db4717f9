//! The other registers: federations, members and reported progress, each to its figures and back.

use crate::office::{Office, with_places};

const FEDERATIONS: &str = "\
प्रकार,संगठन का कोड,नाम,गठन दिनांक,विकासखण्ड,ग्राम पंचायत,CLF Code
CLF,C1,शक्ति संकुल,01/04/2018,बड़ेराजपुर,,
VO,V1,उजाला ग्राम संगठन,02/04/2019,बड़ेराजपुर,आमगांव,C1
VO,V2,प्रगति ग्राम संगठन,03/04/2019,बड़ेराजपुर,बडगांव,C1
";
const GROUPS: &str = "\
SHG Code,समूह का नाम,गठन दिनांक,Block Code,GP Code,Village Code,VO Code
G1,जय माँ लक्ष्मी,10/02/2024,3590,121783,448624,V1
G2,उजाला समूह,11/02/2024,3590,121784,448613,V2
";
const MEMBERS: &str = "\
Member Code,SHG Code,सदस्य का नाम,पति/पिता का नाम,वर्ग,जुड़ने की दिनांक,मोबाइल
M1,G1,सुमित्रा नेताम,रामलाल,ST,10/02/2024,9876543210
M2,G1,फूलबती मरकाम,सोनू,अ.ज.जा.,10/02/2024,
M3,G2,रामबाई साहू,मोहन,OBC,31/02/2024,
M4,G9,अनजान,कोई,SC,12/02/2024,
";
const PROGRESS: &str = "\
विकासखण्ड,माह,लखपति दीदी,बैंक लिंकेज राशि (लाख में)
बड़ेराजपुर,2026-10,12,2.5
माकड़ी,2026-10,७,1
कुल,,19,3.5
";

fn take(office: &Office, register: &str, sheet: &str) -> serde_json::Value {
    office.json(&["import", register, &office.put(&format!("{register}.csv"), sheet)])
}

fn values(office: &Office, indicator: &str, level: &str) -> Vec<(String, i64)> {
    let lines = office.json(&["figures", "--indicator", indicator, "--by", level]);
    let line = |line: &serde_json::Value| {
        (line["code"].as_str().unwrap().to_owned(), line["value"].as_i64().unwrap())
    };
    lines.as_array().unwrap().iter().map(line).collect()
}

#[test]
fn groups_count_for_the_federations_above_them() {
    for office in with_places() {
        assert_eq!(take(&office, "federations", FEDERATIONS)["new"], 3);
        assert_eq!(take(&office, "groups", GROUPS)["new"], 2);
        assert_eq!(values(&office, "shg_formed", "vo"), [("V1".into(), 1), ("V2".into(), 1)]);
        assert_eq!(values(&office, "shg_formed", "clf"), [("C1".into(), 2)]);
        assert_eq!(office.sum("vo_in_clf", "district"), 2);
        assert_eq!(office.sum("shg_in_vo", "block"), 2);
        office.verify();
    }
}

#[test]
fn members_are_counted_and_taken_back_and_groups_wait_for_them() {
    for office in with_places() {
        take(&office, "federations", FEDERATIONS);
        let groups = take(&office, "groups", GROUPS)["batch"].as_str().unwrap().to_owned();
        let told = take(&office, "members", MEMBERS);
        let counts =
            ["rows", "new", "doubtful", "refused"].map(|name| told[name].as_u64().unwrap());
        assert_eq!(counts[0..2], [4, 2], "{told}");
        assert_eq!(counts[2] + counts[3], 2, "{told}");
        assert_eq!((office.sum("members", "block"), office.sum("members_st", "gp")), (2, 2));
        office.verify();
        let again = take(&office, "members", MEMBERS);
        assert_eq!((again["new"].as_u64(), again["unchanged"].as_u64()), (Some(0), Some(2)));
        let held = office.run(&["undo-import", &groups]);
        assert_eq!(held.status, 2, "members stand in these groups");
        let members = told["batch"].as_str().unwrap();
        assert_eq!(office.run(&["undo-import", members]).status, 0);
        assert_eq!(office.sum("members", "district"), 0);
        office.verify();
        assert_eq!(office.run(&["undo-import", &groups]).status, 0);
        office.verify();
    }
}

#[test]
fn reported_figures_are_of_their_class_and_month() {
    for office in with_places() {
        let told = take(&office, "progress", PROGRESS);
        assert_eq!((told["new"].as_u64(), told["skipped"].as_u64()), (Some(2), Some(1)), "{told}");
        let asked =
            ["figures", "--indicator", "lakhpati_didis", "--by", "block", "--month", "2026-10"];
        let lines = office.json(&asked);
        let makdi = lines.as_array().unwrap().iter().find(|line| line["code"] == "3599").unwrap();
        assert_eq!(
            (makdi["value"].as_i64(), makdi["by_class"]["reported"].as_i64()),
            (Some(7), Some(7))
        );
        let amount = office.run(&[
            "figures",
            "--indicator",
            "linkage_amount",
            "--by",
            "district",
            "--year",
            "2026-27",
            "--json",
        ]);
        assert!(amount.out.contains("\"value\": 350000.00"), "{}", amount.out);
        office.verify();
        let batch = told["batch"].as_str().unwrap();
        assert_eq!(office.run(&["undo-import", batch]).status, 0);
        assert_eq!(office.sum("lakhpati_didis", "block"), 0);
        office.verify();
    }
}

const TARGETS: &str = "\
वित्तीय वर्ष 2026-27
विकासखण्ड,संकेतक,अप्रैल,मई,जून,जुलाई,अगस्त,सितम्बर,अक्टूबर,नवम्बर,दिसम्बर,जनवरी,फरवरी,मार्च
बड़ेराजपुर,shg_formed,10,10,10,10,10,10,10,10,10,10,10,10
माकड़ी,shg_formed,5,5,5,5,5,5,5,5,5,5,5,5
कुल,,15,15,15,15,15,15,15,15,15,15,15,15
";

#[test]
fn targets_stand_beside_the_figures_and_add_up() {
    for office in with_places() {
        let told = take(&office, "targets", TARGETS);
        assert_eq!((told["new"].as_u64(), told["skipped"].as_u64()), (Some(2), Some(1)), "{told}");
        let year = ["--year", "2026-27"];
        for (level, wanted) in [("block", vec![120, 60]), ("district", vec![180])] {
            let asked = ["figures", "--indicator", "shg_formed", "--by", level];
            let asked: Vec<&str> = asked.iter().chain(&year).copied().collect();
            let lines = office.json(&asked);
            let targets: Vec<i64> =
                lines.as_array().unwrap().iter().filter_map(|l| l["target"].as_i64()).collect();
            assert_eq!(targets, wanted, "{level}");
        }
        office.verify();
        let batch = told["batch"].as_str().unwrap();
        assert_eq!(office.run(&["undo-import", batch]).status, 0);
        office.verify();
    }
}
