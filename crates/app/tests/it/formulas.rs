//! Names that a spreadsheet would take for formulas (TRUST T13): entered at the page and by import,
//! they leave in every export as text, and come back as they were typed.

use std::{
    collections::BTreeSet,
    io::{Cursor, Read},
    path::Path,
    process::Command,
};

use axum::http::StatusCode;
use samuh::server::ROUTES;
use samuh_documents::read as open_sheet;
use samuh_kernel::{
    read,
    sheet::{Cell, Limits, Piece},
};
use samuh_people::Role;
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use crate::{
    desks::{Seat, Site},
    office::{Office, with_places},
};

/// What somebody may type for a name.
const TYPED: [&str; 18] = [
    "=HYPERLINK(\"http://x.example\",\"समूह\")",
    "=1+1 समूह",
    "+1+1 समूह",
    "-2+3 समूह",
    "@SUM(A1) समूह",
    "\t=1+1 टैब",
    "\r=1+1 पंक्ति",
    "दो\n=1+1 पंक्ति",
    "＝1+1 समूह",
    "＋1+1 समूह",
    "－1+1 समूह",
    "＠SUM(A1) समूह",
    "अ\"=1+1\"",
    "अ,=1+1",
    "अ;=1+1",
    "अ|=1+1",
    "=cmd|' /C calc'!A0 समूह",
    // In a sheet this one is the name before it, held down.
    "'=1+1 समूह",
];
/// How many of them come in by a sheet.
const BY_SHEET: usize = TYPED.len() - 1;
/// What a spreadsheet takes for the beginning of a formula.
const STARTS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
/// Registers that are exported, and how many of the names they hold.
const REGISTERS: [(&str, usize); 4] =
    [("places", 0), ("federations", BY_SHEET), ("groups", TYPED.len()), ("members", BY_SHEET)];

/// The name as it is kept.
fn kept(typed: &str) -> String {
    read::name(&Cell::Text(typed.to_owned())).unwrap().unwrap().value
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// An office whose registers are full of such names, and somebody who sees all of it.
fn laid(office: Office) -> (Site, Seat) {
    let mut federations = String::from("प्रकार,संगठन का कोड,नाम,विकासखण्ड,पंजीयन क्रमांक\n");
    let mut groups =
        String::from("SHG Code,समूह का नाम,गठन दिनांक,Block Code,GP Code,Village Code,शाखा\n");
    let mut members =
        String::from("Member Code,SHG Code,सदस्य का नाम,पति/पिता का नाम,जुड़ने की दिनांक\n");
    for (n, typed) in TYPED[..BY_SHEET].iter().enumerate() {
        let name = quoted(typed);
        federations += &format!("CLF,C{n},{name},माकड़ी,{name}\n");
        groups += &format!("8{n:03},{name},12/05/2026,3590,121783,448624,{name}\n");
        members += &format!("M{n},8{n:03},{name},{name},13/05/2026\n");
    }
    for (register, sheet) in
        [("federations", federations), ("groups", groups), ("members", members)]
    {
        let told = office.json(&["import", register, &office.put("in.csv", sheet)]);
        assert_eq!(told["new"], BY_SHEET, "{register}: {told}");
    }
    let site = Site::of(office);
    let seat = site.seat("dmmu", Role::Dmmu, &[]);
    let form = seat.get(&format!("/groups/new?block={}", site.block("3590"))).text;
    let village = site.village().to_string();
    for (n, typed) in TYPED.iter().enumerate() {
        let (op, code) = (uuid::Uuid::now_v7().to_string(), format!("9{n:03}"));
        let sent = [
            ("op", op.as_str()),
            ("code", &code),
            ("name", typed),
            ("place_id", &village),
            ("formed_on", "01/11/2026"),
        ];
        assert!(
            sent.iter().all(|(field, _)| form.contains(&format!("name=\"{field}\""))),
            "{form}"
        );
        let done = seat.post("/groups/new", &sent);
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{typed}: {}", done.text);
    }
    (site, seat)
}

/// Every workbook that the pages offer: those of addresses without a record, and of the records they
/// lead to, one of each kind.
fn workbooks(seat: &Seat) -> BTreeSet<String> {
    let mut pages: Vec<String> = ROUTES
        .iter()
        .filter(|route| route.method == "GET" && !route.path.contains('{'))
        .map(|route| route.path.to_owned())
        .collect();
    let mut kinds = BTreeSet::new();
    let mut found = BTreeSet::new();
    let mut at = 0;
    while at < pages.len() {
        let text = seat.get(&pages[at]).text;
        at += 1;
        for href in text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let href = href.replace("&amp;", "&");
            if href.contains("xlsx") || href.starts_with("/imports/samples/") {
                found.insert(href);
            } else if href.starts_with('/') && !href.contains("sign-out") {
                let kind: String = href
                    .split(['?', '#'])
                    .next()
                    .unwrap()
                    .chars()
                    .filter(|c| !c.is_ascii_digit())
                    .collect();
                if kinds.insert(kind) {
                    pages.push(href);
                }
            }
        }
    }
    found
}

/// What of a workbook a spreadsheet would run or fetch.
fn active(bytes: &[u8]) -> Vec<String> {
    let mut book = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut found = Vec::new();
    for place in 0..book.len() {
        let mut part = book.by_index(place).unwrap();
        let name = part.name().to_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap_or_default();
        let is_sheet = name.starts_with("xl/worksheets/");
        let formulas = text.split("<f").skip(1).filter(|rest| rest.starts_with(['>', ' ']));
        let formulas = formulas.filter(|rest| is_sheet && !is_sum(rest));
        found
            .extend(formulas.map(|rest| format!("{name}: {}", rest.split("</f>").next().unwrap())));
        let marks = ["<hyperlink", "<dataValidation", "<oleObject", "<legacyDrawingHF"];
        found.extend(
            marks
                .iter()
                .filter(|mark| is_sheet && text.contains(**mark))
                .map(|mark| format!("{name}: {mark}")),
        );
        let parts = ["externalLink", "vbaProject", "connections", "embeddings", "activeX"];
        found.extend(parts.iter().filter(|part| name.contains(**part)).map(|_| name.clone()));
        if text.contains("TargetMode=\"External\"") {
            found.push(format!("{name}: leads outside"));
        }
        let names =
            text.split("<definedName ").skip(1).filter(|rest| !rest.starts_with("name=\"_xlnm."));
        found.extend(names.map(|rest| format!("{name}: {}", &rest[..rest.len().min(40)])));
    }
    found
}

/// True where a formula is the sum of a column of its own sheet and nothing else: `SUBTOTAL(9,C5:C9)`, as
/// reports have below a group.
fn is_sum(rest: &str) -> bool {
    let formula = rest.strip_prefix('>').and_then(|rest| rest.split("</f>").next());
    let span = formula.and_then(|one| one.strip_prefix("SUBTOTAL(9,")?.strip_suffix(')'));
    let is_cell = |cell: &str| {
        let row = cell.trim_start_matches(|letter: char| letter.is_ascii_uppercase());
        row.len() < cell.len() && !row.is_empty() && row.bytes().all(|digit| digit.is_ascii_digit())
    };
    span.and_then(|span| span.split_once(':'))
        .is_some_and(|(from, to)| is_cell(from) && is_cell(to))
}

/// Every cell of a file.
fn cells(path: &Path) -> Vec<Cell> {
    let mut cells = Vec::new();
    open_sheet(path, &Limits::ORDINARY, &mut |piece| {
        if let Piece::Row(row) = piece {
            cells.extend(row.cells);
        }
        Ok(())
    })
    .unwrap();
    cells
}

fn texts(path: &Path) -> BTreeSet<String> {
    let text = |cell| match cell {
        Cell::Text(text) => Some(text),
        _ => None,
    };
    cells(path).into_iter().filter_map(text).collect()
}

#[test]
fn every_workbook_of_the_site_holds_such_names_as_text_and_nothing_that_runs() {
    for office in with_places() {
        let (site, seat) = laid(office);
        let faulty = format!(
            "SHG Code,समूह का नाम,गठन दिनांक,Block Code\n6001,{},=1+1,3590\n6002,{},31/02/2026,3590\n",
            quoted(TYPED[0]),
            quoted(TYPED[4]),
        );
        let name = "=cmd|' /C calc'!A0.csv";
        let (import, _) = seat.check("groups", name, faulty.as_bytes());
        let mut books = workbooks(&seat);
        books.insert(format!("{import}/report.xlsx"));
        for must in
            ["/groups?", "/members?", "/federations?", "/trail?", "/imports/samples/", "/figures/"]
        {
            assert!(books.iter().any(|one| one.starts_with(must)), "{must}: {books:?}");
        }
        let mut seen = BTreeSet::new();
        for address in &books {
            let book = seat.get(address);
            assert_eq!(book.status, StatusCode::OK, "{address}");
            assert_eq!(active(&book.bytes), Vec::<String>::new(), "{address}");
            let path = site.office.put("book.xlsx", &book.bytes);
            seen.extend(texts(Path::new(&path)));
        }
        println!("{}: {} workbooks, {} texts", site.office.engine, books.len(), seen.len());
        for typed in TYPED {
            assert!(seen.contains(&kept(typed)), "{typed:?} on {}", site.office.engine);
        }
    }
}

#[test]
fn every_register_leaves_with_such_names_held_down_and_comes_back_unchanged() {
    for office in with_places() {
        let (site, _) = laid(office);
        let office = &site.office;
        for (register, holds) in REGISTERS {
            for ending in ["csv", "xlsx"] {
                let out = office.path(&format!("{register}.{ending}"));
                let path = out.to_str().unwrap();
                let why = "बैंक शाखा के ऋण शिविर के लिए";
                let args = ["export", register, "--out", path, "--personal", "--reason", why];
                let rows = office.json(&args)["rows"].clone();
                if ending == "csv" {
                    let found = loose(&std::fs::read_to_string(&out).unwrap());
                    assert_eq!(found, Vec::<String>::new(), "{register}");
                } else {
                    assert_eq!(active(&std::fs::read(&out).unwrap()), Vec::<String>::new());
                }
                let found = texts(&out);
                for typed in &TYPED[..holds] {
                    assert!(found.contains(&kept(typed)), "{typed:?} in {register}.{ending}");
                }
                let again = office.json(&["import", register, path]);
                assert_eq!(again["unchanged"], rows, "{register}.{ending}: {again}");
            }
        }
        office.verify();
    }
}

/// Fields of a CSV that a spreadsheet may take for a formula, whichever of the usual delimiters it
/// cuts at. A negative number is one and stays one.
fn loose(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let (mut field, mut is_quoted) = (String::new(), false);
    for letter in text.trim_start_matches('\u{feff}').chars() {
        match letter {
            '"' => is_quoted = !is_quoted,
            ',' | ';' | '\t' | '|' | '\r' | '\n' if !is_quoted => {
                let is_loose = field.starts_with(STARTS) && field.parse::<f64>().is_err();
                found.extend(is_loose.then(|| field.clone()));
                field.clear();
            }
            other => field.push(other),
        }
    }
    found
}

#[test]
fn a_formula_let_through_is_found() {
    assert_eq!(loose("a,=1+1,-5.50\r\n"), ["=1+1"]);
    assert_eq!(loose("अ;=1+1,\"अ;=1+1\"\r\n"), ["=1+1"]);
    let active_of = |formula: &str| {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default()).unwrap();
        let sheet = format!("<row><c r=\"A1\"><f{formula}</f><v>2</v></c></row>");
        std::io::Write::write_all(&mut zip, sheet.as_bytes()).unwrap();
        active(&zip.finish().unwrap().into_inner()).len()
    };
    for foreign in [
        ">1+1",
        " t=\"array\">SUBTOTAL(9,C5:C9)",
        ">SUBTOTAL(9,WEBSERVICE(\"x\"))",
        ">SUBTOTAL(9,C5:C9)+1",
        ">SUBTOTAL(9,C:C9)",
    ] {
        assert_eq!(active_of(foreign), 1, "{foreign}");
    }
    assert_eq!(active_of(">SUBTOTAL(9,C5:C9)"), 0, "the sum of a column");
}

/// With LibreOffice itself, which is a heavy thing to install: only where the long tests run.
#[test]
#[expect(clippy::disallowed_methods, reason = "cargo xtask test --long asks for it by environment")]
fn libreoffice_evaluates_nothing_of_an_export_and_shows_the_text_as_it_was_typed() {
    if std::env::var("SAMUH_LONG").is_err() {
        return;
    }
    for office in with_places() {
        let (site, seat) = laid(office);
        let office = &site.office;
        let mut files = vec![office.path("members.csv"), office.path("groups.xlsx")];
        for (register, path) in ["members", "groups"].iter().zip(&files) {
            let told = office.run(&["export", register, "--out", path.to_str().unwrap()]);
            assert_eq!(told.status, 0, "{}", told.err);
        }
        for (n, address) in workbooks(&seat).iter().enumerate() {
            let bytes = seat.get(address).bytes;
            files.push(office.put(&format!("book-{n}.xlsx"), bytes).into());
        }
        let mut seen = String::new();
        for file in &files {
            seen += &as_libreoffice_sees(office, file);
        }
        for typed in TYPED {
            let shown = kept(typed).replace('"', "\"\"");
            assert!(seen.contains(&shown), "{typed:?} in {} files", files.len());
        }
        // The twin: a file written without care is evaluated, so that the eye is open.
        let careless = office.put("careless.csv", "नाम\n=1+1\n=LEN(\"abc\")+40\n");
        let found = as_libreoffice_sees(office, Path::new(&careless));
        assert!(!found.contains("=1+1") && found.contains("43"), "{found}");
        println!("{}: {} files opened", office.engine, files.len());
    }
}

/// Every sheet of a file as LibreOffice shows it, as text.
fn as_libreoffice_sees(office: &Office, file: &Path) -> String {
    let (profile, out) = (office.path("profile"), office.path("seen"));
    let _ = std::fs::remove_dir_all(&out);
    let done = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", profile.display()))
        // Cut at commas, semicolons and tabs, as its own dialogue offers; UTF-8.
        .args(["--headless", "--infilter=CSV:44/59/9,34,76,1", "--convert-to"])
        .args(["csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"])
        .arg("--outdir")
        .args([&out, file])
        .output()
        .expect("LibreOffice is installed by cargo xtask test --long");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let mut seen = String::new();
    for entry in std::fs::read_dir(&out).unwrap() {
        seen += &std::fs::read_to_string(entry.unwrap().path()).unwrap();
    }
    assert!(!seen.is_empty(), "{}", file.display());
    seen
}
