//! Hostile and broken files are refused with a reason, and nothing is written.

use std::{fs::File, io::Write, time::Instant};

use zip::{ZipWriter, write::SimpleFileOptions};

use crate::office::{Office, with_places};

const LINKS: &str = "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" \
                     Target=\"worksheets/sheet1.xml\"/></Relationships>";
const BOOK: &str =
    "<workbook><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>";

fn book(office: &Office, name: &str, workbook: &str, rows: &str) -> String {
    let path = office.path(name);
    let mut zip = ZipWriter::new(File::create(&path).unwrap());
    let sheet =
        format!("<?xml version=\"1.0\"?><worksheet><sheetData>{rows}</sheetData></worksheet>");
    for (part, text) in [
        ("xl/workbook.xml", workbook),
        ("xl/_rels/workbook.xml.rels", LINKS),
        ("xl/worksheets/sheet1.xml", &sheet),
    ] {
        zip.start_file(part, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn a_hostile_file_is_refused_in_time_and_leaves_no_batch() {
    for office in with_places() {
        let claims = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>\
                      <row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
        let entities = format!("<!DOCTYPE w [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>{BOOK}");
        let files = [
            book(&office, "claims-31-gb.xlsx", BOOK, claims),
            book(&office, "entities.xlsx", &entities, ""),
            office.put(
                "other.xlsx",
                [&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..], &[0; 600]].concat(),
            ),
            office.put("paper.xlsx", "%PDF-1.7 and so on"),
            office.put("empty.csv", ""),
        ];
        for file in files {
            let started = Instant::now();
            let answer = office.run(&["import", "groups", &file, "--json"]);
            assert!(started.elapsed().as_secs() < 15, "{file}");
            let told = answer.json();
            assert_eq!((answer.status, told["rows"].as_u64()), (2, Some(0)), "{file}: {told}");
            assert!(told["batch"].is_null(), "{file}");
            let fault = &told["faults"][0];
            assert!(fault["sheet"].is_null() && fault["row"].is_null(), "{fault}");
            let said = fault["message"].as_str().unwrap();
            assert!(!said.is_empty() && !said.contains('$'), "{fault}");
        }
        office.verify();
        let batches = office.db().read(|reader| {
            let scope = samuh::importing::machine_desk(643).scope;
            Ok(samuh_engine::batch::all_batches(reader, &scope)?.len())
        });
        assert_eq!(batches.unwrap(), 1, "only the places");
    }
}

#[test]
fn a_file_of_another_kind_names_what_was_looked_for() {
    for office in with_places() {
        let file = office.put("recipes.csv", "Zutat,Menge\nMehl,500\nZucker,100\n");
        let answer = office.run(&["import", "groups", &file, "--json"]);
        assert_eq!(answer.status, 2);
        assert_eq!(answer.json()["faults"][0]["code"], "no_heading");
        let missing = office.run(&["import", "groups", "no-such-file.xlsx", "--json"]);
        assert_eq!((missing.status, missing.out.as_str()), (2, ""));
    }
}
