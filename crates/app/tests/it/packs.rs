//! Packs: made at the desk and on the command line, the same figures in every file, the same file
//! again, and nobody's but one's own.

use std::{
    io::{Cursor, Read},
    process::Command,
};

use axum::http::StatusCode;
use samuh::importing::machine_desk;
use samuh_documents::read;
use samuh_engine::clock;
use samuh_kernel::{
    calendar::{FinancialYear, Month},
    sheet::{Cell, Limits, Piece},
    show,
};
use samuh_people::Role;
use zip::ZipArchive;

use crate::{
    desks::{DISTRICT, Page, Seat, Site},
    office::{Office, with_places},
    packs_cells::files::plain,
};

const MONTH: &str = "2026-10";

/// Groups formed in the year, most of them in one block.
pub(crate) fn groups() -> String {
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
pub(crate) fn ready(office: Office) -> (Site, Seat) {
    let sheet = office.put("g.csv", groups());
    assert_eq!(office.json(&["import", "groups", &sheet])["new"], 60);
    let figures = "विकासखण्ड,माह,RF Groups,Revolving Fund Amount\nमाकड़ी,अक्टूबर 2026,3,450000\n";
    let figures = office.put("p.csv", figures);
    assert_eq!(office.json(&["import", "progress", &figures])["new"], 1);
    let site = Site::of(office);
    let seat = site.seat("dmmu", Role::Dmmu, &[]);
    planned(&seat, "2026-27");
    (site, seat)
}

/// Twelve hundred groups are to be formed in that year.
fn planned(seat: &Seat, year: &str) {
    aimed(seat, (year, "shg_formed"), "1200");
}

/// That much of an indicator is to be done in that year, by every block the same.
pub(crate) fn aimed(seat: &Seat, (year, indicator): (&str, &str), total: &str) {
    let plan = format!("/targets/{year}/{indicator}");
    let form = seat.get(&plan);
    let (op, version) = (hidden(&form, "op"), hidden(&form, "version"));
    let split = [
        ("op", &*op),
        ("version", &*version),
        ("act", "split"),
        ("total", total),
        ("way", "equal"),
    ];
    assert_eq!(seat.post(&plan, &split).to, plan);
}

/// Sends a form with an op of its own.
fn sends(seat: &Seat, path: &str, form: &[(&str, &str)]) -> Page {
    let op = samuh::ids::new_id().unwrap().to_string();
    seat.post(path, &[form, &[("op", op.as_str())][..]].concat())
}

/// The rows of the page's table of indicators.
pub(crate) fn rows_of_page(page: &str) -> Vec<Vec<String>> {
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

/// The rows of a workbook's sheets, by their names.
fn sheets(office: &Office, bytes: &[u8]) -> Vec<(String, Vec<Vec<Cell>>)> {
    let path = office.put("read.xlsx", bytes);
    let mut sheets: Vec<(String, Vec<Vec<Cell>>)> = Vec::new();
    read(std::path::Path::new(&path), &Limits::ORDINARY, &mut |piece| {
        match piece {
            Piece::Sheet { name, .. } => sheets.push((name, Vec::new())),
            Piece::Row(row) => sheets.last_mut().unwrap().1.push(row.cells),
        }
        Ok(())
    })
    .unwrap();
    sheets
}

fn sheet(office: &Office, bytes: &[u8]) -> Vec<Vec<Cell>> {
    sheets(office, bytes).swap_remove(0).1
}

/// Makes the pack of a place and month, with the same form as often as asked; answers its number.
pub(crate) fn made(seat: &Seat, place: i64, month: &str) -> String {
    let made = sends(seat, &format!("/packs/{place}"), &[("month", month)]);
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    made.to.rsplit('=').next().unwrap().to_owned()
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
        let money = rows.iter().find(|row| row[0].ends_with("(₹ lakh)")).expect("an amount");
        assert!(money[4].starts_with("4.5"), "{money:?}");
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
            // Money stands in lakh where it is read, in rupees where it is reckoned with.
            let (name, lakh) = match row[0].strip_suffix(" (₹ lakh)") {
                Some(name) => (name, 100_000.0),
                None => (row[0].as_str(), 1.0),
            };
            let found = book.iter().find(|cells| cells.first() == Some(&Cell::Text(name.into())));
            let cells = found.unwrap_or_else(|| panic!("{row:?} is not in {book:?}"));
            for (shown, cell) in row[1..6].iter().zip(&cells[1..6]) {
                let bare: String =
                    shown.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
                match cell {
                    Cell::Number(number) => {
                        let shown: f64 = bare.parse().unwrap();
                        assert!((shown * lakh - number).abs() < 1e-6, "{row:?}: {number}");
                    }
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

/// A whole number of a cell; nought where it is empty.
fn whole(cell: &Cell) -> i64 {
    match cell {
        Cell::Number(number) => *number as i64,
        Cell::Empty => 0,
        other => panic!("{other:?} is no number"),
    }
}

#[test]
fn the_pack_of_a_running_month_says_what_the_page_and_the_minutes_of_the_day_say() {
    for office in with_places() {
        let sheet = office.put("g.csv", groups());
        assert_eq!(office.json(&["import", "groups", &sheet])["new"], 60);
        // The tenth of the next month, so that the month runs whatever day it is.
        let month = Month::of(clock::today()).next();
        let tenth = month.first_day() + chrono::Days::new(9);
        clock::set(clock::start_of(tenth) + 12 * 3_600 * 1_000_000);
        let year = FinancialYear::of(tenth).to_string();
        let site = Site::of(office);
        let seat = site.seat("dmmu", Role::Dmmu, &[]);
        planned(&seat, &year);
        let (minutes, _) = minutes_of_today(&site, &seat);
        let top = site.top();
        let id = made(&seat, top, &month.to_string());
        let file = seat.get(&format!("/packs/{top}/file?pack={id}&as=xlsx-en")).bytes;
        let book = sheets(&site.office, &file);
        let ask = format!("/api/v1/figures?indicator=shg_formed&by=block&year={year}");
        let page: serde_json::Value = serde_json::from_str(&seat.get(&ask).text).unwrap();
        let blocks = page.as_array().unwrap();
        assert_eq!(blocks.len(), 5, "{page}");
        for block in blocks {
            let (code, name) = (block["code"].as_str().unwrap(), block["name"].as_str().unwrap());
            let own = |row: &&Vec<Cell>| {
                row.len() > 8
                    && row[0] == Cell::Text("Groups formed".into())
                    && row[2] == Cell::Text(code.into())
            };
            let row = book[1].1.iter().find(own).unwrap_or_else(|| panic!("{code}: {book:?}"));
            let (due, total, percent) = (whole(&row[4]), whole(&row[6]), whole(&row[7]));
            assert_eq!(block["target_to_date"].as_i64(), Some(due), "{name}: page and sheet");
            assert_eq!(block["value"].as_i64(), Some(total), "{name}: page and sheet");
            let achieved = if row[6] == Cell::Empty { "—".into() } else { total.to_string() };
            let told = format!("{name} {percent}% ({achieved}/{due})");
            assert!(minutes.contains(&told), "{told} is not in {minutes}");
        }
        let scores = &book[0].1;
        let whole_row = scores.iter().find(|row| row[0] == Cell::Text("Groups formed".into()));
        let row = whole_row.unwrap_or_else(|| panic!("{scores:?}"));
        let end = [7, 8, 9].map(|at| show::grouped(whole(&row[at])));
        let band = format!("{} ({} to {})", end[0], end[1], end[2]);
        let slides = seat.get(&format!("/packs/{top}/file?pack={id}&as=pptx-en")).bytes;
        let charts = (1..=5).map(|at| part(&slides, &format!("ppt/charts/chart{at}.xml")));
        let trend = charts.into_iter().find(|chart| chart.contains("<c:lineChart>")).unwrap();
        let due = trend.split("<c:val>").nth(1).unwrap().split("</c:val>").next().unwrap();
        let last = due.rsplit("<c:v>").next().unwrap().split("</c:v>").next().unwrap();
        assert_eq!(last.parse(), Ok(whole(&row[2])), "the line ends in what is due today");
        let front = seat.get("/").text;
        assert!(front.contains(&band), "the page foretells another end than {band}: {front}");
    }
}

/// Holds a review of today on its figures, and closes it; gives what its minutes say, on the page
/// and as PDF.
pub(crate) fn minutes_of_today(site: &Site, seat: &Seat) -> (String, Vec<u8>) {
    let posts = samuh_people::posts(&site.office.db(), &machine_desk(DISTRICT)).unwrap();
    let own = posts.into_iter().find(|post| post.role == Role::Dmmu).unwrap().id.to_string();
    let today = show::day(clock::today());
    let plan = [
        ("kind", "district_review"),
        ("unit", "0"),
        ("chair", &own),
        ("members", &own),
        ("at_time", "11"),
        ("held_on", &today),
    ];
    let meeting = sends(seat, "/meetings/new", &plan).to;
    let presence = format!("presence-{own}");
    for act in [&[("act", "compose")][..], &[("act", "attend"), (presence.as_str(), "present")][..]]
    {
        let done = sends(seat, &meeting, act);
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{act:?}: {}", done.text);
    }
    let close = format!("{meeting}/close");
    let version = hidden(&seat.get(&close), "version");
    let closed = sends(seat, &close, &[("version", &version)]);
    assert_eq!(closed.to, format!("{meeting}/minutes"), "{}", closed.text);
    let pdf = seat.get(&format!("{}?format=pdf", closed.to)).bytes;
    (plain(&seat.get(&closed.to).text), pdf)
}

#[test]
fn a_pack_names_every_open_direction_and_shows_them_to_nobody_who_may_not_read_them() {
    for office in with_places() {
        let (site, seat) = ready(office);
        let posts = samuh_people::posts(&site.office.db(), &machine_desk(DISTRICT)).unwrap();
        let own = posts.iter().find(|post| post.role == Role::Dmmu).unwrap().id.to_string();
        for at in 1..=45 {
            let text = format!("निर्देश संख्या {at:02} के अनुसार कार्य पूर्ण करें");
            let give = [("within", "7"), ("text", &*text), ("responsible", &own)];
            assert_eq!(sends(&seat, "/directions/new", &give).status, StatusCode::SEE_OTHER);
        }
        let top = site.top();
        let id = made(&seat, top, MONTH);
        let file = |seat: &Seat, name: &str| {
            seat.get(&format!("/packs/{top}/file?pack={id}&as={name}")).bytes
        };
        let all = |text: &str| (1..=45).filter(|at| text.contains(&format!("{at:02}के"))).count();
        let told = |seat: &Seat| {
            let book = sheets(&site.office, &file(seat, "xlsx-hi"));
            let cells = book.into_iter().flat_map(|(_, rows)| rows).flatten();
            close(
                &cells
                    .map(|cell| if let Cell::Text(text) = cell { text } else { " ".into() })
                    .collect::<String>(),
            )
        };
        assert_eq!(all(&told(&seat)), 45, "{}", told(&seat));
        assert_eq!(all(&close(&words(&site.office, &file(&seat, "pdf-hi")))), 45);
        let rows = rows_of_slides(&file(&seat, "pptx-en"), "of 45 open directions");
        assert!((5..=18).contains(&rows.len()), "as many as have room: {rows:?}");
        // One has no right in meetings; the other finds only its own in the ledger.
        for (login, role) in [("viewer", Role::Viewer), ("bank", Role::Bank)] {
            let told = told(&site.seat(login, role, &[top]));
            assert!(told.contains("समूहगठन"), "{login} sees the pack: {told}");
            assert_eq!(all(&told), 0, "{login}: {told}");
        }
    }
}

#[test]
fn no_pack_is_lost_among_many_and_pressing_twice_makes_none_more() {
    for office in with_places() {
        let (site, seat) = ready(office);
        let top = site.top();
        let first = made(&seat, top, "2026-09");
        for _ in 0..25 {
            made(&seat, top, MONTH);
        }
        let page = seat.get(&format!("/packs/{top}?month=2026-09"));
        assert!(page.text.contains(&format!("pack={first}")), "{}", page.text);
        assert!(page.text.contains("as=pptx-hi"), "its files are there: {}", page.text);
        let op = samuh::ids::new_id().unwrap().to_string();
        let blocks = [("op", &*op), ("month", MONTH), ("blocks", "1")];
        for _ in 0..2 {
            let made = seat.post(&format!("/packs/{top}"), &blocks);
            assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
        }
        let block = site.block("3599");
        let page = seat.get(&format!("/packs/{block}")).text;
        assert_eq!(page.matches(&format!("/packs/{block}?month=")).count(), 1, "{page}");
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
        // Read in lakh, reckoned with in rupees: each says which.
        let path = "/reports/mpr?month=2026-10";
        let page = seat.get(path).text;
        assert!(page.contains("amount (₹ lakh)") && page.contains(">4.5"), "{page}");
        for format in ["csv", "json"] {
            let told = seat.get(&format!("{path}&format={format}")).text;
            assert!(!told.contains("lakh") && told.contains("450000"), "{told}");
        }
        assert_eq!(seat.get("/reports/none").status, StatusCode::NOT_FOUND);
        assert!(seat.get("/reports").text.contains("/reports/mpr"));
        let block = site.seat("bpm", Role::Bmmu, &[site.block("3599")]);
        let other = site.block("3597");
        let theirs = block.get(&format!("/reports/mpr?place={other}"));
        assert_eq!(theirs.status, StatusCode::NOT_FOUND);
    }
}
