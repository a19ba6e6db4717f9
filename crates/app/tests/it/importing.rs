//! Importing from the command line: counts, faults, staging, the same file again, taking back.

use serde_json::Value;

use crate::office::{GEOGRAPHY, Office, groups_sheet, offices, with_places};

/// Title rows, Devanagari digits, blank means as above, a look-alike letter, a day that does not
/// exist, an unknown village and a row of totals.
pub(crate) const DIRTY: &str = "\
ज़िला राष्ट्रीय ग्रामीण आजीविका मिशन कोण्डागांव
समूहों की सूची
क्र.,विकासखण्ड,ग्राम पंचायत,ग्राम,समूह का नाम,SHG Code,गठन दिनांक
1,बड़ेराजपुर,आमगांव,आमगांव,जय माँ लक्ष्मी,१२०८००१,10/02/2024
2,,,,JAI DURGA,12080O2,31/02/2024
3,,बडगांव,बडगांव,उजाला समूह,1208003,45000
4,,,नहींगांव,प्रगति समूह,1208004,12/05/2023
कुल,,,,4,,
";

fn counts(told: &Value) -> Vec<u64> {
    ["rows", "new", "changed", "unchanged", "doubtful", "refused", "skipped"]
        .iter()
        .map(|name| told[*name].as_u64().unwrap())
        .collect()
}

fn adds_up(told: &Value) -> bool {
    let counts = counts(told);
    counts[0] == counts[1..].iter().sum::<u64>()
}

#[test]
fn a_database_is_made_once_and_a_second_init_changes_nothing() {
    for office in offices() {
        let missing = office.run(&["verify"]);
        assert_eq!(missing.status, 2, "{}", office.engine);
        assert!(missing.err.contains("samuh init"), "{}", missing.err);
        for _ in 0..2 {
            let made = office.run(&["init", "--json"]);
            assert_eq!((made.status, made.json()["states"].as_u64()), (0, Some(36)));
        }
        assert_eq!(office.run(&["migrate"]).status, 0);
        office.verify();
    }
}

#[test]
fn real_places_are_taken_and_the_same_file_again_changes_nothing() {
    for office in offices() {
        office.run(&["init"]);
        let first = office.run(&["import", "places", GEOGRAPHY, "--json"]);
        assert_eq!(first.status, 0, "{}", first.err);
        assert_eq!(counts(&first.json()), [576, 576, 0, 0, 0, 0, 0]);
        let again = office.json(&["import", "places", GEOGRAPHY]);
        assert_eq!(counts(&again), [576, 0, 0, 576, 0, 0, 0]);
        for (level, units) in [("district", 1), ("block", 5), ("gp", 383), ("village", 576)] {
            let lines = office.json(&["figures", "--indicator", "shg_formed", "--by", level]);
            assert_eq!(lines.as_array().unwrap().len(), units, "{level}");
        }
        office.verify();
    }
}

#[test]
fn other_districts_load_beside_the_first_one() {
    let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures");
    for office in with_places() {
        for name in ["hardoi-gps", "gariaband", "dindori"] {
            let told = office.json(&["import", "places", &format!("{fixtures}/{name}.csv")]);
            assert!(adds_up(&told) && told["refused"] == 0, "{name}: {told}");
        }
        let lines = office.json(&["figures", "--indicator", "members", "--by", "district"]);
        assert_eq!(lines.as_array().unwrap().len(), 4);
        let states = office.json(&["figures", "--indicator", "members", "--by", "state"]);
        assert_eq!(states.as_array().unwrap().len(), 3, "Chhattisgarh has two of the four");
        let ask = office.run(&["import", "groups", &office.put("g.csv", DIRTY), "--dry-run"]);
        assert_eq!(ask.status, 2, "which of the four districts?");
        office.verify();
    }
}

#[test]
fn a_plain_sheet_of_one_level_is_read_below_its_parents() {
    for office in with_places() {
        let sheet = "Code,Name (Hindi),Name (English),Parent Code\n9901,नया विकासखण्ड,Naya,643\n";
        let file = office.put("blocks.csv", sheet);
        let told = office.run(&["import", "places", &file, "--level", "block", "--json"]);
        assert_eq!((told.status, counts(&told.json())), (0, vec![1, 1, 0, 0, 0, 0, 0]));
        let blocks = office.json(&["figures", "--indicator", "members", "--by", "block"]);
        let codes: Vec<&str> =
            blocks.as_array().unwrap().iter().filter_map(|line| line["code"].as_str()).collect();
        assert!(codes.contains(&"9901"), "{codes:?}");
    }
}

#[test]
fn a_dirty_sheet_says_each_fault_with_its_cell_its_reason_and_its_cure() {
    for office in with_places() {
        let file = office.put("groups.csv", DIRTY);
        let answer = office.run(&["import", "groups", &file, "--dry-run", "--json"]);
        let told = answer.json();
        assert_eq!(answer.status, 1);
        assert_eq!(counts(&told), [5, 2, 0, 0, 1, 1, 1]);
        let fault = |code: &str| {
            let faults = told["faults"].as_array().unwrap();
            faults.iter().find(|fault| fault["code"] == code).unwrap_or_else(|| panic!("{code}"))
        };
        let day = fault("no_such_day");
        assert_eq!((day["row"].as_u64(), day["column"].as_u64()), (Some(5), Some(7)));
        assert_eq!(
            (day["heading"].as_str(), day["value"].as_str()),
            (Some("गठन दिनांक"), Some("31/02/2024"))
        );
        assert!(!day["cure"].as_str().unwrap().is_empty());
        let village = fault("place_unknown");
        assert_eq!((village["row"].as_u64(), village["column"].as_u64()), (Some(7), Some(4)));
        let kinds: Vec<&str> =
            told["repairs"].as_array().unwrap().iter().filter_map(|r| r["kind"].as_str()).collect();
        for kind in ["digits", "look_alike", "as_above", "case", "serial"] {
            assert!(kinds.contains(&kind), "{kind} in {kinds:?}");
        }
        assert_eq!(told["skipped_rows"][0]["why"], "total");
        assert_eq!(office.sum("shg_formed", "block"), 0, "a dry run changes nothing");
        let hindi = office.run(&["import", "groups", &file, "--dry-run", "--lang", "hi"]);
        assert!(hindi.out.starts_with("5 पंक्तियाँ पढ़ी गईं"), "{}", hindi.out);
    }
}

#[test]
fn a_staged_batch_is_applied_once_and_taken_back() {
    for office in with_places() {
        let file = office.put("groups.csv", DIRTY);
        let told = office.json(&["import", "groups", &file, "--dry-run"]);
        let batch = told["batch"].as_str().unwrap().to_owned();
        let applied = office.run(&["import", "groups", "--apply", &batch, "--json"]);
        assert_eq!((applied.status, applied.json()["new"].as_u64()), (1, Some(2)));
        assert_eq!(office.sum("shg_formed", "block"), 2);
        office.verify();
        let twice = office.run(&["import", "groups", "--apply", &batch]);
        assert_eq!(twice.status, 2);
        assert!(twice.err.contains("already"), "{}", twice.err);
        let undone = office.json(&["undo-import", &batch]);
        assert_eq!(undone["state"], "undone");
        assert_eq!(office.sum("shg_formed", "block"), 0);
        office.verify();
        assert_eq!(office.run(&["undo-import", &batch]).status, 2);
        assert_eq!(office.run(&["undo-import", "01a20080-b348-7e4d-bcd0-168362458d21"]).status, 2);
    }
}

#[test]
fn the_same_groups_again_change_nothing_and_one_other_cell_is_one_change() {
    for office in with_places() {
        let sheet = groups_sheet(500_001, 60);
        let first = office.json(&["import", "groups", &office.put("a.csv", &sheet)]);
        assert_eq!(counts(&first), [60, 60, 0, 0, 0, 0, 0]);
        let again = office.json(&["import", "groups", &office.put("b.csv", &sheet)]);
        assert_eq!(counts(&again), [60, 0, 0, 60, 0, 0, 0]);
        let other = sheet.replacen("समूह 500007", "उजाला समूह", 1);
        let changed = office.run(&["import", "groups", &office.put("c.csv", other), "--json"]);
        assert_eq!(counts(&changed.json()), [60, 0, 1, 59, 0, 0, 0]);
        office.verify();
        let batch = changed.json()["batch"].as_str().unwrap().to_owned();
        assert_eq!(office.run(&["undo-import", &batch]).status, 0);
        let again = office.json(&["import", "groups", &office.put("d.csv", &sheet)]);
        assert_eq!(counts(&again), [60, 0, 0, 60, 0, 0, 0], "the old name stands again");
        office.verify();
    }
}

#[test]
fn a_batch_that_others_stand_on_is_not_taken_back() {
    for office in with_places() {
        let told = office.json(&["import", "groups", &office.put("a.csv", groups_sheet(1, 5))]);
        assert_eq!(told["new"], 5);
        let places = office.json(&["import", "places", GEOGRAPHY]);
        assert_eq!(places["unchanged"], 576);
        let first = first_batch(&office, "places");
        let refused = office.run(&["undo-import", &first]);
        assert_eq!(refused.status, 2, "{}", refused.err);
        assert!(refused.err.contains("institutions"), "{}", refused.err);
        office.verify();
        assert_eq!(office.sum("shg_formed", "block"), 5);
    }
}

fn first_batch(office: &Office, register: &str) -> String {
    use samuh::importing::machine_desk;
    let seen = office
        .db()
        .read(|reader| samuh_engine::batch::all_batches(reader, &machine_desk(643).scope));
    let mut of = seen.unwrap().into_iter().filter(|seen| seen.batch.register == register);
    of.next_back().unwrap().batch.id.to_string()
}

#[test]
fn a_column_corrected_by_hand_is_remembered_for_its_layout() {
    for office in with_places() {
        let sheet = groups_sheet(700_001, 3).replace("समूह का नाम", "Bezeichnung");
        let file = office.put("odd.csv", &sheet);
        let blind = office.json(&["import", "groups", &file, "--dry-run"]);
        assert_eq!(blind["new"], 0, "{blind}");
        let mapped = office.json(&["import", "groups", &file, "--map", "Bezeichnung=name"]);
        assert_eq!(mapped["new"], 3, "{mapped}");
        let next = groups_sheet(700_101, 3).replace("समूह का नाम", "Bezeichnung");
        let remembered = office.json(&["import", "groups", &office.put("next.csv", next)]);
        assert_eq!(remembered["new"], 3, "{remembered}");
        let wrong = office.run(&["import", "groups", &file, "--map", "Bezeichnung=nonsense"]);
        assert_eq!(wrong.status, 2);
    }
}

#[test]
fn the_workbook_comes_back_with_its_faults_marked() {
    for office in with_places() {
        let file = office.put("groups.csv", DIRTY);
        let out = office.path("marked.xlsx");
        let out = out.to_str().unwrap();
        let told = office.run(&["import", "groups", &file, "--dry-run", "--report", out]);
        assert_eq!(told.status, 1, "{}", told.err);
        let mut sheets = Vec::new();
        let limits = samuh_kernel::sheet::Limits::ORDINARY;
        samuh_documents::read(std::path::Path::new(out), &limits, &mut |piece| {
            if let samuh_kernel::sheet::Piece::Sheet { name, .. } = piece {
                sheets.push(name);
            }
            Ok(())
        })
        .unwrap();
        assert_eq!(sheets, ["groups", "Faults"]);
    }
}
