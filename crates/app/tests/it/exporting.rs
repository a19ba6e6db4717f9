//! What is exported can be imported again: every row unchanged, whatever the language of the
//! headings.

use crate::office::{groups_sheet, with_places};

const FEDERATIONS: &str = "\
प्रकार,संगठन का कोड,नाम,विकासखण्ड,ग्राम पंचायत,CLF Code
CLF,C1,शक्ति संकुल,माकड़ी,,
VO,V1,उजाला ग्राम संगठन,माकड़ी,,C1
";

const FPOS: &str = "\
एफपीओ कोड,एफपीओ का नाम,Name in English,विकासखण्ड,कानूनी स्वरूप,सदस्य संख्या,महिला सदस्य,अंश पूंजी,गठन दिनांक,खाता संख्या,IFSC
F1,माकड़ी कृषक उत्पादक कंपनी,Makdi Farmers,माकड़ी,कंपनी,312,180,9000000.50,01/04/2021,31209871235,SBIN0001234
";

const PRODUCERS: &str = "\
उत्पादक समूह कोड,उत्पादक समूह का नाम,विकासखण्ड,ग्राम पंचायत,FPO Code,मुख्य उपज,सदस्य संख्या,गठन दिनांक,मोबाइल,स्थिति,स्थिति कब से
P1,मक्का उत्पादक समूह,बड़ेराजपुर,आमगांव,F1,मक्का,30,10/02/2023,9876500001,निष्क्रिय,01/04/2025
,Honey Producers,माकड़ी,,,शहद,22,,,,
";

const MEMBERS: &str = "\
Member Code,SHG Code,सदस्य का नाम,पति/पिता का नाम,वर्ग,जन्म दिनांक,जुड़ने की दिनांक,मोबाइल,दिव्यांग
M1,1,सुमित्रा नेताम,रामलाल,ST,05/06/1990,10/02/2024,9876543210,नहीं
M2,1,फूलबती मरकाम,सोनू,OBC,,10/02/2024,,
";

const HOUSEHOLDS: &str = "\
विकासखण्ड,ग्राम,SECC TIN,परिवार क्रमांक,परिवार के मुखिया का नाम,पिता/पति का नाम,महिला का नाम,जाति वर्ग,PVTG,मोबाइल,पारा
माकड़ी,अरला,HH000001,1,राम नेताम,सुखराम,सीता नेताम; गीता नेताम,ST,हाँ,9876543210,ऊपर पारा
माकड़ी,अरला,,,श्याम नेताम,बुधू,,OBC,,,
माकड़ी,गागड़ा,,1,श्याम नेताम,,,SC,नहीं,,
";

const WHY: &str = "बैंक शाखा के ऋण शिविर के लिए";

#[test]
fn an_exported_register_comes_back_unchanged() {
    for office in with_places() {
        let told = office.json(&["import", "federations", &office.put("f.csv", FEDERATIONS)]);
        assert_eq!(told["new"], 2, "{told}");
        let sheet = groups_sheet(1, 30);
        assert_eq!(office.json(&["import", "groups", &office.put("g.csv", sheet)])["new"], 30);
        let members = office.json(&["import", "members", &office.put("m.csv", MEMBERS)]);
        assert_eq!(members["new"], 2, "{members}");
        let list = office.json(&["import", "households", &office.put("h.csv", HOUSEHOLDS)]);
        assert_eq!(list["new"], 3, "{list}");
        let fpos = office.json(&["import", "fpos", &office.put("o.csv", FPOS)]);
        assert_eq!(fpos["new"], 1, "{fpos}");
        let producers = office.json(&["import", "producers", &office.put("p.csv", PRODUCERS)]);
        assert_eq!(producers["new"], 2, "{producers}");
        let registers = [
            ("places", 965),
            ("federations", 2),
            ("groups", 30),
            ("members", 2),
            ("households", 3),
            ("fpos", 1),
            ("producers", 2),
        ];
        for (register, rows) in registers {
            for (ending, more) in [
                ("csv", &["--names"][..]),
                ("xlsx", &["--lang", "hi", "--personal", "--reason", WHY][..]),
                ("csv", &["--lang", "en"][..]),
            ] {
                let out = office.path(&format!("{register}.{ending}"));
                let out = out.to_str().unwrap();
                let args: Vec<&str> =
                    ["export", register, "--out", out].iter().chain(more).copied().collect();
                assert_eq!(office.json(&args)["rows"], rows, "{register}");
                let again = office.json(&["import", register, out]);
                assert_eq!(
                    (again["rows"].as_u64(), again["unchanged"].as_u64()),
                    (Some(rows), Some(rows)),
                    "{register} {more:?}: {} {}",
                    again["faults"],
                    again["changed"]
                );
            }
        }
        office.verify();
    }
}

#[test]
fn personal_columns_are_left_out_until_they_are_asked_for() {
    for office in with_places() {
        let sheet = "SHG Code,समूह का नाम,Block Code,GP Code,Village Code,खाता संख्या,अध्यक्ष\n\
                     9,उजाला,3590,121783,448624,12345678901,सुमित्रा नेताम\n";
        let told = office.json(&["import", "groups", &office.put("g.csv", sheet)]);
        assert_eq!(told["new"], 1, "{told}");
        let noted = || -> i64 {
            let sql = "select count(*) from op o join audit_change c on c.op_no = o.no
                       where o.act = 'privacy.export' and c.fields like '%ऋण शिविर%'";
            office.db().read(|r| r.first(sql, &[])?.expect("a count").at(0)).unwrap()
        };
        let open = &["--names", "--personal", "--reason", WHY];
        for (more, holds) in [(&["--names"][..], false), (open, true)] {
            let out = office.path("groups.csv");
            let out = out.to_str().unwrap();
            let args: Vec<&str> =
                ["export", "groups", "--out", out].iter().chain(more).copied().collect();
            assert_eq!(office.run(&args).status, 0);
            let text = std::fs::read_to_string(out).unwrap();
            assert_eq!(text.contains("12345678901"), holds, "{text}");
            assert_eq!(text.contains("सुमित्रा"), holds, "{text}");
            assert_eq!(noted(), i64::from(holds), "what leaves with accounts stands in the trail");
        }
        assert_eq!(office.run(&["export", "groups", "--out", "groups.pdf"]).status, 2);
        let out = office.path("unasked.csv");
        let bare = ["export", "groups", "--out", out.to_str().unwrap(), "--personal"];
        for more in [&[][..], &["--reason", "काम"]] {
            let args: Vec<&str> = bare.iter().chain(more).copied().collect();
            assert_eq!(office.run(&args).status, 2, "no reason, no accounts: {more:?}");
            assert!(!out.exists());
        }
    }
}
