//! Packs: made at the desk and on the command line, the same figures in every file, the same file
//! again, and nobody's but one's own.

use std::{
    io::{Cursor, Read},
    process::Command,
};

use axum::http::StatusCode;
use samuh_documents::read;
use samuh_kernel::sheet::{Cell, Limits, Piece};
use samuh_people::Role;
use zip::ZipArchive;

use crate::{
    desks::{Page, Seat, Site},
    office::{Office, with_places},
};

const PLAN: &str = "/targets/2026-27/shg_formed";
const MONTH: &str = "2026-10";

/// Groups formed in the year, most of them in one block.
fn groups() -> String {
    let mut sheet = String::from("SHG Code,समूह का नाम,विकासखण्ड,ग्राम पंचायत,ग्राम,गठन दिनांक\n");
    for at in 1..=60 {
        let block = if at % 4 == 0 { "केशकाल" } else { "माकड़ी" };
        let (day, month) = (1 + at % 27, 4 + at % 7);
        sheet.push_str(&format!("22{at:04},समूह {at},{block},,,{day:02}/{month:02}/2026\n"));
    }
    sheet
}

fn hidden(page: &Page, name: &str) -> String {
    let (_, rest) = page.text.split_once(&format!("name=\"{name}\" value=\"")).expect(name);
    rest.chars().take_while(|letter| *letter != '"').collect()
}

/// An office with a year's target, groups, and the desk of its mission manager.
fn ready(office: Office) -> (Site, Seat) {
    let sheet = office.put("g.csv", groups());
    assert_eq!(office.json(&["import", "groups", &sheet])["new"], 60);
    let site = Site::of(office);
    let seat = site.seat("dmmu", Role::Dmmu, &[]);
    let form = seat.get(PLAN);
    let (op, version) = (hidden(&form, "op"), hidden(&form, "version"));
    let split = [
        ("op", &*op),
        ("version", &*version),
        ("act", "split"),
        ("total", "1200"),
        ("way", "equal"),
    ];
    assert_eq!(seat.post(PLAN, &split).to, PLAN);
    (site, seat)
}

/// What a piece of markup says.
fn plain(markup: &str) -> String {
    let mut text = String::new();
    let mut is_tag = false;
    for letter in markup.chars() {
        match letter {
            '<' => is_tag = true,
            '>' => is_tag = false,
            letter if !is_tag => text.push(letter),
            _ => {}
        }
    }
    text.replace("&amp;", "&").trim().to_owned()
}

/// The rows of the page's table of indicators.
fn rows_of_page(page: &str) -> Vec<Vec<String>> {
    let table = page.split("<table").nth(1).expect("the page has a table");
    let body = table.split("<tbody").nth(1).unwrap().split("</tbody>").next().unwrap();
    let cells = |row: &str| {
        let heads = row.split("<th ").skip(1).chain(row.split("<td ").skip(1));
        heads.map(|cell| plain(&format!("<{}", cell.split("</t").next().unwrap()))).collect()
    };
    body.split("<tr").skip(1).map(cells).collect()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The rows of the table on the slide whose title says so.
fn rows_of_slides(bytes: &[u8], title: &str) -> Vec<Vec<String>> {
    let slides = (1..=30).map_while(|at| {
        let name = format!("ppt/slides/slide{at}.xml");
        let archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        archive.file_names().any(|known| known == name).then(|| part(bytes, &name))
    });
    let found = slides.filter(|slide| slide.contains(title) && slide.contains("<a:tbl>"));
    let cell = |cell: &str| plain(cell.split("</a:tc>").next().unwrap());
    let row = |row: &str| row.split("<a:tc>").skip(1).map(cell).collect();
    found.flat_map(|slide| slide.split("<a:tr ").skip(2).map(row).collect::<Vec<_>>()).collect()
}

fn words(office: &Office, bytes: &[u8]) -> String {
    let path = office.put("read.pdf", bytes);
    let told = Command::new("pdftotext").args(["-layout", &path, "-"]).output();
    String::from_utf8(told.expect("poppler-utils is part of the test set-up").stdout).unwrap()
}

fn close(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

fn sheet(office: &Office, bytes: &[u8]) -> Vec<Vec<Cell>> {
    let path = office.put("read.xlsx", bytes);
    let (mut rows, mut sheets) = (Vec::new(), 0);
    read(std::path::Path::new(&path), &Limits::ORDINARY, &mut |piece| {
        match piece {
            Piece::Sheet { .. } => sheets += 1,
            Piece::Row(row) if sheets == 1 => rows.push(row.cells),
            Piece::Row(_) => {}
        }
        Ok(())
    })
    .unwrap();
    rows
}

fn packed(office: &Office, words: &[&str], file: &str) -> Vec<u8> {
    let out = office.path(file);
    let mut args = vec!["pack", "--out", out.to_str().unwrap()];
    args.extend_from_slice(words);
    let told = office.run(&args);
    assert_eq!(told.status, 0, "{}", told.err);
    std::fs::read(out).unwrap()
}

#[test]
fn page_slides_workbook_and_pages_say_the_same_cell_by_cell() {
    for office in with_places() {
        let (site, seat) = ready(office);
        let top = site.top();
        let form = seat.get(&format!("/packs/{top}?month={MONTH}"));
        assert_eq!(form.status, StatusCode::OK, "{}", form.text);
        let op = hidden(&form, "op");
        let sent = [("op", &*op), ("month", MONTH)];
        let made = seat.post(&format!("/packs/{top}"), &sent);
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
        let again = seat.post(&format!("/packs/{top}"), &sent);
        assert_eq!(again.to, made.to, "pressed twice it is one pack");
        let page = seat.get(&made.to);
        let rows = rows_of_page(&page.text);
        assert!(rows.len() >= 2 && rows[0].len() == 8, "{rows:?}");
        let id = made.to.rsplit('=').next().unwrap().to_owned();
        let file = |name: &str| seat.get(&format!("/packs/{top}/file?pack={id}&as={name}")).bytes;
        let slides = file("pptx-en");
        let aimed: Vec<&Vec<String>> = rows.iter().filter(|row| row[5] != "—").collect();
        let shown = rows_of_slides(&slides, "Progress by indicator");
        assert_eq!(shown.iter().collect::<Vec<_>>(), aimed, "slides show what has a target");
        let told = close(&words(&site.office, &file("pdf-en")));
        let line = |row: &Vec<String>| close(&row[1..6].concat());
        for row in &rows {
            assert!(told.contains(&line(row)), "{row:?} is not in {told}");
        }
        let book = sheet(&site.office, &file("xlsx-en"));
        for row in &rows {
            let found =
                book.iter().find(|cells| cells.first() == Some(&Cell::Text(row[0].clone())));
            let cells = found.unwrap_or_else(|| panic!("{row:?} is not in {book:?}"));
            for (shown, cell) in row[1..6].iter().zip(&cells[1..6]) {
                let bare: String =
                    shown.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
                match cell {
                    Cell::Number(number) => assert_eq!(bare.parse(), Ok(*number), "{row:?}"),
                    Cell::Empty => assert_eq!(shown, "—", "{row:?}"),
                    other => panic!("{other:?} in {row:?}"),
                }
            }
        }
        let chart = part(&slides, "ppt/charts/chart1.xml");
        let achieved = chart.rsplit("<c:val>").next().unwrap();
        assert!(
            achieved.contains("<c:v>45</c:v>") && achieved.contains("<c:v>15</c:v>"),
            "{chart}"
        );
    }
}

#[test]
fn the_same_pack_is_made_again_byte_for_byte_in_every_format() {
    for office in with_places() {
        let (site, seat) = ready(office);
        let office = &site.office;
        packed(office, &["--month", MONTH, "--lang", "hi", "--format", "png"], "first.png");
        for format in ["pptx", "pdf", "xlsx", "png", "page"] {
            let asked = ["--again", "1", "--lang", "hi", "--format", format];
            let first = packed(office, &asked, "a");
            assert!(first == packed(office, &asked, "b"), "{format} differs");
            let name = format!("/packs/{}/file?pack=1&as={format}-hi", site.top());
            assert!(first == seat.get(&name).bytes, "{format} differs at the desk");
        }
        let zip = packed(office, &["--blocks", "--month", MONTH, "--lang", "en"], "all.zip");
        assert_eq!(ZipArchive::new(Cursor::new(&zip)).unwrap().len(), 5);
        site.office.verify();
    }
}

#[test]
fn a_block_has_its_own_packs_and_nobody_elses() {
    for office in with_places() {
        let (site, seat) = ready(office);
        let (own, other) = (site.block("3599"), site.block("3597"));
        let block = site.seat("bpm", Role::Bmmu, &[own]);
        for place in [own, other, site.top()] {
            let op = samuh::ids::new_id().unwrap().to_string();
            let made = seat.post(&format!("/packs/{place}"), &[("op", &op), ("month", MONTH)]);
            assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
        }
        assert_eq!(block.get("/packs").status, StatusCode::OK);
        assert_eq!(
            block.get(&format!("/packs/{own}/file?pack=1&as=xlsx-hi")).status,
            StatusCode::OK
        );
        for path in [
            format!("/packs/{other}"),
            format!("/packs/{other}/file?pack=2&as=xlsx-hi"),
            format!("/packs/{own}/file?pack=2&as=xlsx-hi"),
            format!("/packs/{}/file?pack=3&as=xlsx-hi", site.top()),
            format!("/packs/{}/file?blocks=1&as=pptx-hi&month={MONTH}", site.top()),
            format!("/packs/{own}/file?pack=1&as=docx-hi"),
        ] {
            assert_eq!(block.get(&path).status, StatusCode::NOT_FOUND, "{path}");
        }
        let none = block.post(&format!("/packs/{other}"), &[("month", MONTH)]);
        assert_eq!(none.status, StatusCode::NOT_FOUND);
        let op = samuh::ids::new_id().unwrap().to_string();
        let far = [("op", op.as_str()), ("month", "2999-01")];
        let ahead = seat.post(&format!("/packs/{own}"), &far);
        assert_eq!(ahead.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[test]
fn a_report_gives_the_same_figures_as_page_sheet_paper_and_data() {
    for office in with_places() {
        let (site, seat) = ready(office);
        for (report, figure) in [
            ("mpr?month=2026-10", "45"),
            ("progress?level=block&year=2026-27", "45"),
            ("lacks?age=1", "60"),
        ] {
            let path = format!("/reports/{report}");
            let page = seat.get(&path);
            assert_eq!(page.status, StatusCode::OK, "{}", page.text);
            assert!(page.text.contains(figure), "{report}: {}", page.text);
            let join = if report.contains('?') { '&' } else { '?' };
            let file =
                |format: &str| seat.get(&format!("{path}{join}format={format}&month={MONTH}"));
            assert!(file("csv").text.contains(figure) && file("json").text.contains(figure));
            assert!(words(&site.office, &file("pdf").bytes).contains(figure), "{report}");
            let book = sheet(&site.office, &file("xlsx").bytes);
            let number: f64 = figure.parse().unwrap();
            assert!(book.iter().flatten().any(|cell| *cell == Cell::Number(number)), "{book:?}");
            assert_eq!(file("docx").status, StatusCode::NOT_FOUND);
        }
        assert_eq!(seat.get("/reports/none").status, StatusCode::NOT_FOUND);
        assert!(seat.get("/reports").text.contains("/reports/mpr"));
        let block = site.seat("bpm", Role::Bmmu, &[site.block("3599")]);
        let other = site.block("3597");
        let theirs = block.get(&format!("/reports/mpr?place={other}"));
        assert_eq!(theirs.status, StatusCode::NOT_FOUND);
    }
}
