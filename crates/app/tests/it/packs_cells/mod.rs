//! A frozen pack says the same wherever it is drawn: every cell of every table, every point of every
//! chart, every sheet's values, read back from the files and held against the snapshot itself.

pub(crate) mod files;
mod made;
mod told;

use std::path::{Path, PathBuf};

use axum::http::StatusCode;
use samuh::{
    importing::machine_desk,
    pack::{self, Direction, Format, Mark, Snapshot, as_page, draw},
};
use samuh_engine::clock;
use samuh_figures::catalogue::{Unit, by_code};
use samuh_kernel::{
    calendar::{FinancialYear, Month},
    sheet::Cell,
};
use samuh_people::Role;
use samuh_web::{
    show,
    words::{Lang, Words},
};

use crate::{
    desks::{DISTRICT, Seat, Site},
    office::{Office, with_places},
    packs,
};
use files::{Drawn, Found, Word, close};
use told::{Chart, Reader, Table, Was};

/// The margins of a printed page and of a telephone's, in points: at the sides, above, below.
const PRINTED: (f64, f64, f64) = (48.19, 42.5, 55.2);
const TELEPHONE: (f64, f64, f64) = (19.84, 0.0, 0.0);
/// Words of one line stand within so many points of its first.
const PAST: f64 = 4.0;
/// Cells of a row stand in one line with their middles this near, in points.
const MIDDLE: f64 = 3.5;

/// What differs between a snapshot and what its files say.
struct Compared<'a> {
    want: Reader<'a>,
    folder: &'a Path,
    faults: Vec<String>,
}

impl Compared<'_> {
    fn same<T: PartialEq + std::fmt::Debug>(&mut self, what: &str, found: &T, want: &T) {
        if found != want {
            self.faults.push(format!("{what}: {found:?} and not {want:?}"));
        }
    }

    fn slides(&mut self, bytes: &[u8]) {
        let (tables, charts) = files::slides(bytes, self.folder);
        let mut found = tables.into_iter();
        for want in self.want.slides() {
            self.on_slides(&want, &mut found);
        }
        self.same("more tables on slides", &found.next(), &None);
        let mut wanted = self.want.charts();
        wanted.extend(self.want.trend());
        self.same("charts", &charts.len(), &wanted.len());
        for (drawn, want) in charts.iter().zip(&wanted) {
            self.chart(drawn, want);
        }
    }

    /// A table on as many slides as it takes.
    fn on_slides(&mut self, want: &Table, found: &mut impl Iterator<Item = Found>) {
        let (rows, mut had) = (shown(&want.rows), 0);
        while had < rows.len() {
            let Some(slide) = found.next() else {
                return self.faults.push(format!("{} is on no slide", want.title));
            };
            let title = format!("slide {}", slide.title);
            if !slide.title.starts_with(&want.title) {
                return self.faults.push(format!("{title} and not {}", want.title));
            }
            self.same(&title, &slide.rows[0], &want.heads);
            let now = slide.rows.len() - 1;
            self.same(
                &title,
                &slide.rows[1..].to_vec(),
                &rows[had..rows.len().min(had + now)].to_vec(),
            );
            had += now.max(1);
            if want.some {
                let said = format!("{now} ");
                let all = slide.lead.contains(&rows.len().to_string()) || now == rows.len();
                self.same(&format!("{title} says {said}"), &all, &true);
                return;
            }
        }
    }

    fn chart(&mut self, drawn: &Drawn, want: &Chart) {
        const LAKH: f64 = 100_000.0;
        let title = format!("chart {}", drawn.title);
        self.same(&title, &drawn.title.contains(&want.name), &true);
        self.same(&format!("{title}: {}", drawn.lead), &drawn.lead.ends_with(&want.note), &true);
        self.same(&title, &drawn.labels, &want.labels);
        let names = want.series.iter().map(|(name, _)| name.clone());
        let values = |values: &[Was]| values.iter().map(|was| was.number(LAKH)).collect();
        let series: Vec<(String, Vec<Option<f64>>)> =
            names.clone().zip(want.series.iter().map(|(_, all)| values(all))).collect();
        self.same(&title, &drawn.series, &series);
        let mut book = vec![vec![Cell::Empty]];
        book[0].extend(names.map(Cell::Text));
        for (at, label) in want.labels.iter().enumerate() {
            let number =
                |(_, all): &(String, Vec<Option<f64>>)| all[at].map_or(Cell::Empty, Cell::Number);
            let mut row = vec![Cell::Text(label.clone())];
            row.extend(series.iter().map(number));
            book.push(row);
        }
        // A reader leaves out what is empty at the end of a row.
        let ended = |rows: &[Vec<Cell>]| {
            let row = |row: &Vec<Cell>| {
                let last = row.iter().rposition(|cell| *cell != Cell::Empty);
                row[..last.map_or(0, |at| at + 1)].to_vec()
            };
            rows.iter().map(row).collect::<Vec<_>>()
        };
        self.same(&format!("{title}, its workbook"), &ended(&drawn.book), &ended(&book));
    }

    fn workbook(&mut self, bytes: &[u8]) {
        let found = files::sheets(bytes, self.folder);
        let wanted = self.want.sheets();
        self.same("sheets", &found.len(), &wanted.len());
        for (at, ((name, rows), want)) in found.iter().zip(&wanted).enumerate() {
            let heads: Vec<Cell> = want.heads.iter().cloned().map(Cell::Text).collect();
            let Some(head) = rows.iter().position(|row| *row == heads) else {
                self.faults.push(format!("sheet {name} has no row {heads:?}"));
                continue;
            };
            self.same(&format!("sheet {name}, rows"), &(rows.len() - head - 1), &want.rows.len());
            for (row, want) in rows[head + 1..].iter().zip(&want.rows) {
                for (column, was) in want.iter().enumerate() {
                    let cell = row.get(column).cloned().unwrap_or(Cell::Empty);
                    let is_it = is_cell(&cell, was);
                    self.same(&format!("sheet {name}: {cell:?} for {was:?}"), &is_it, &true);
                }
            }
            self.formulas(bytes, at, (rows, want));
        }
    }

    /// Excel, reckoning again, comes to what is kept.
    fn formulas(&mut self, bytes: &[u8], sheet: usize, (rows, want): (&[Vec<Cell>], &Table)) {
        let formulas = files::formulas(bytes, sheet);
        let shares = want.rows.iter().flatten().filter(|was| matches!(was, Was::Share(Some(_))));
        self.same(&format!("shares of {}", want.title), &formulas.len(), &shares.count());
        for (place, formula, kept) in formulas {
            let number = |place: &str| {
                let letters = place.trim_end_matches(|letter: char| letter.is_ascii_digit());
                let row: usize = place[letters.len()..].parse().unwrap();
                let column = usize::from(letters.as_bytes()[0] - b'A');
                match rows.get(row - 1).and_then(|row| row.get(column)) {
                    Some(Cell::Number(number)) => *number,
                    _ => 0.0,
                }
            };
            let inside = formula.split("INT(ROUND(").nth(1).unwrap_or("");
            let (above, rest) = inside.split_once("*100/").unwrap_or(("A1", "A1,"));
            let below = rest.split(',').next().unwrap_or("A1");
            let again = (number(above) * 100.0 / number(below) + 5e-7).floor();
            self.same(&format!("{} {place} {formula}", want.title), &kept, &again.to_string());
        }
    }

    fn file(&mut self, format: Format, bytes: &[u8]) {
        match format {
            Format::Pptx => self.slides(bytes),
            Format::Xlsx => self.workbook(bytes),
            Format::Pdf => self.printed(bytes, &self.want.pages(), PRINTED),
            Format::Page => {
                let above = as_page(self.want.of, self.want.words).summary;
                let table = Table { title: above, ..self.want.telephone() };
                self.printed(bytes, &[table], TELEPHONE);
            }
            Format::Png => {}
        }
    }

    fn printed(&mut self, bytes: &[u8], wanted: &[Table], margins: (f64, f64, f64)) {
        let (wide, words) = files::words(bytes, self.folder, (margins.1, margins.2));
        let mut leaf = Leaf { words, from: margins.0, wide: wide - 2.0 * margins.0, at: (0, 0.0) };
        for want in wanted {
            if let Err(fault) = leaf.table(want) {
                self.faults.push(format!("PDF, {}: {fault}", want.title));
            }
        }
    }
}

/// Page and height.
type At = (usize, f64);

/// The words of a PDF that were not read yet.
struct Leaf {
    words: Vec<Word>,
    /// Where the columns begin, and how wide all of them are together.
    from: f64,
    wide: f64,
    /// Page and height up to which it was read.
    at: At,
}

impl Leaf {
    /// Reads a table cell by cell: its title, its headings, on every page again, and its rows.
    fn table(&mut self, want: &Table) -> Result<(), String> {
        // Tables of one title follow each other under it.
        let _ = self.seek(&want.title);
        for below in &want.below {
            self.seek(below)?;
        }
        let heads: Vec<String> = want.heads.iter().map(|head| close(head)).collect();
        let rest: Vec<Word> = self.rest().cloned().collect();
        let mut middles: Vec<Vec<At>> = Vec::new();
        let mut end = self.at;
        let all: u32 = want.widths.iter().sum();
        let edge = |column: usize| {
            let before: u32 = want.widths[..column].iter().sum();
            self.from + self.wide * f64::from(before) / f64::from(all)
        };
        for column in 0..want.widths.len() {
            let inside =
                rest.iter().filter(|word| word.x >= edge(column) && word.x < edge(column + 1));
            let lines = files::lines(inside);
            let cells = want.rows.iter().map(|row| close(&row[column].shown()));
            let (found, last) = column_of(&lines, heads.get(column), cells)?;
            middles.push(found);
            end = if last > end { last } else { end };
        }
        for row in 0..want.rows.len() {
            let known: Vec<At> =
                middles.iter().map(|all| all[row]).filter(|at| at.1 > 0.0).collect();
            let (page, middle) = known[0];
            let apart = known.iter().any(|at| at.0 != page || (at.1 - middle).abs() > MIDDLE);
            if apart {
                return Err(format!(
                    "the cells of {:?} do not stand in one row: {known:?}",
                    want.rows[row]
                ));
            }
        }
        self.at = (end.0, end.1 + PAST);
        Ok(())
    }

    /// Goes past the lines that say these words.
    fn seek(&mut self, words: &str) -> Result<(), String> {
        let (rest, wanted): (Vec<Word>, _) = (self.rest().cloned().collect(), close(words));
        let lines = files::lines(&rest);
        let found = (0..lines.len()).find_map(|at| read(&mut lines[at..].iter(), &wanted).ok());
        let (_, end) = found.ok_or_else(|| format!("{words} is not there"))?;
        self.at = (end.0, end.1 + PAST);
        Ok(())
    }

    fn rest(&self) -> impl Iterator<Item = &Word> {
        self.words.iter().filter(|word| (word.page, word.y) > self.at)
    }
}

/// Reads the cells of a column from its lines; gives where each has its middle, and the last line.
fn column_of(
    lines: &[Word],
    head: Option<&String>,
    cells: impl Iterator<Item = String>,
) -> Result<(Vec<At>, At), String> {
    let mut lines = lines.iter().peekable();
    let (mut middles, mut page) = (Vec::new(), None);
    let mut last = (0, 0.0);
    for cell in cells {
        if cell.is_empty() {
            middles.push((0, 0.0));
            continue;
        }
        let next = lines.peek().ok_or_else(|| format!("{cell} is not there"))?;
        if let Some(head) = head.filter(|_| page != Some(next.page)) {
            page = Some(next.page);
            read(&mut lines, head)?;
        }
        let (first, end) = read(&mut lines, &cell)?;
        middles.push((first.0, (first.1 + end.1) / 2.0));
        last = end;
    }
    Ok((middles, last))
}

/// Reads lines until they say these letters; gives where the first and the last stand.
fn read<'w>(lines: &mut impl Iterator<Item = &'w Word>, wanted: &str) -> Result<(At, At), String> {
    let (mut said, mut first) = (String::new(), None);
    for line in lines {
        said.push_str(&line.text);
        let at = (line.page, line.y);
        let first = *first.get_or_insert(at);
        if said == wanted {
            return Ok((first, at));
        }
        if !wanted.starts_with(&said) {
            break;
        }
    }
    Err(format!("{said} and not {wanted}"))
}

fn shown(rows: &[Vec<Was>]) -> Vec<Vec<String>> {
    rows.iter().map(|row| row.iter().map(Was::shown).collect()).collect()
}

/// True where a workbook's cell holds that value.
fn is_cell(cell: &Cell, was: &Was) -> bool {
    match (cell, was) {
        (Cell::Text(text), Was::Words(words)) => text == words,
        (Cell::Empty, Was::Words(words)) => words.is_empty(),
        (Cell::Empty, was) => was.number(1.0).is_none(),
        (Cell::Number(number), was) => was.number(1.0).is_some_and(|n| (n - number).abs() < 1e-9),
        _ => false,
    }
}

/// A folder of this test's own.
fn folder() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("samuh-cells-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// What differs between a snapshot and a file that was drawn of it.
fn against(want: &Snapshot, words: &'static Words, format: Format, bytes: &[u8]) -> Vec<String> {
    let folder = folder();
    let want = Reader { of: want, words };
    let mut compared = Compared { want, folder: &folder, faults: Vec::new() };
    compared.file(format, bytes);
    let Compared { faults, .. } = compared;
    std::fs::remove_dir_all(&folder).unwrap();
    faults
}

const DRAWN: [Format; 4] = [Format::Pptx, Format::Xlsx, Format::Pdf, Format::Page];
const LANGS: [Lang; 2] = [Lang::Hi, Lang::En];

#[test]
fn every_cell_of_a_pack_is_that_of_its_snapshot_in_every_file_and_both_languages() {
    for of in [made::made("district", 5), made::made("block", 46)] {
        for lang in LANGS {
            let words = Words::of(lang, None);
            let page = as_page(&of, words);
            let want = Reader { of: &of, words }.page();
            assert_eq!((page.heads, page.rows), (want.heads, shown(&want.rows)));
            for format in DRAWN {
                let found = against(&of, words, format, &draw(&of, words, format, None).unwrap());
                assert!(found.is_empty(), "{format:?} of a {}: {found:#?}", of.level);
            }
        }
    }
}

/// A figure that is altered, and the files in which that must be seen.
type Altered = (&'static str, fn(&mut Snapshot), &'static [Format]);

const ALTERED: [Altered; 15] = {
    use Format::{Page, Pdf, Pptx, Xlsx};
    [
        (
            "what was due",
            |of| add(&mut of.lines[6].whole.due, 100_000_000),
            &[Pptx, Xlsx, Pdf, Page],
        ),
        ("a month's count", |of| add(&mut of.lines[0].whole.month, 1), &[Pptx, Xlsx, Pdf]),
        ("a share", |of| add(&mut of.lines[17].whole.total, 1), &[Xlsx, Pdf]),
        ("the year's target", |of| add(&mut of.lines[0].whole.annual, 1), &[Pptx, Xlsx, Pdf]),
        ("a band", |of| of.lines[0].whole.outlook.as_mut().unwrap().low -= 1, &[Pptx, Xlsx, Pdf]),
        (
            "a unit's amount in a chart",
            |of| add(&mut of.lines[5].units[2].total, 1),
            &[Pptx, Xlsx, Pdf],
        ),
        ("a rupee of a unit", |of| add(&mut of.lines[6].units[1].due, 100), &[Xlsx]),
        ("a unit's per cent", |of| add(&mut of.lines[1].units[1].percent, 1), &[Pptx, Xlsx, Pdf]),
        ("a month of a line", |of| of.lines[0].months[1] += 1, &[Pptx, Xlsx]),
        ("who is behind", |of| of.behind[1].total += 1_000_000, &[Pptx, Xlsx, Pdf]),
        ("good work", |of| of.ahead[0].percent += 1, &[Pptx, Xlsx, Pdf, Page]),
        ("a weak federation", |of| of.weakest[2].held += 1, &[Pptx, Xlsx, Pdf]),
        ("arrears", |of| of.next[0].arrears += 1, &[Pptx, Xlsx, Pdf]),
        ("the register", |of| of.glance[1].1 -= 1, &[Pptx, Xlsx, Pdf]),
        ("a direction's day", |of| directions(of)[1].due = "03/11/2026".into(), &[Pptx, Xlsx, Pdf]),
    ]
};

fn add(value: &mut Option<i64>, more: i64) {
    *value = value.map(|value| value + more);
}

fn directions(of: &mut Snapshot) -> &mut Vec<Direction> {
    of.directions.as_mut().unwrap()
}

#[test]
fn one_altered_figure_is_found_in_every_file_that_shows_it() {
    let of = made::made("district", 5);
    let words = Words::of(Lang::En, None);
    let files = DRAWN.map(|format| (format, draw(&of, words, format, None).unwrap()));
    for (what, alter, formats) in ALTERED {
        // The files say what was frozen; asked for is a pack with one other figure.
        let mut other = of.clone();
        alter(&mut other);
        assert_ne!(other, of, "{what}");
        for (format, bytes) in &files {
            let found = against(&other, words, *format, bytes);
            let is_shown = formats.contains(format);
            assert_eq!(!found.is_empty(), is_shown, "{what} altered, in {format:?}: {found:?}");
        }
    }
}

#[test]
fn packs_made_at_the_desk_say_what_was_frozen_and_what_page_and_minutes_of_the_day_say() {
    for office in with_places() {
        let Held { site, seat, minutes } = held(office);
        for place in [site.top(), site.block("3599")] {
            let id = packs::made(&seat, place, &Month::of(clock::today()).to_string());
            let desk = machine_desk(DISTRICT);
            let number = id.parse().unwrap();
            let of = site.office.db().read(|r| pack::one(r, &desk.scope, number)).unwrap();
            assert!(of.lines.iter().filter(|line| line.whole.due.is_some()).count() >= 2);
            for (lang, code) in [(Lang::Hi, "hi"), (Lang::En, "en")] {
                let words = site.office.db().read(|r| pack::words(r, DISTRICT, lang)).unwrap();
                for format in DRAWN {
                    let name = format!("file?pack={id}&as={}-{code}", format.code());
                    let file = seat.get(&format!("/packs/{place}/{name}"));
                    assert_eq!(file.status, StatusCode::OK, "{name}");
                    let found = against(&of, words, format, &file.bytes);
                    assert!(found.is_empty(), "{format:?} of {}: {found:#?}", of.level);
                }
            }
            let words = site.office.db().read(|r| pack::words(r, DISTRICT, Lang::En)).unwrap();
            let page = seat.get(&format!("/packs/{place}?month={}&pack={id}", of.month)).text;
            assert_eq!(packs::rows_of_page(&page), shown(&Reader { of: &of, words }.page().rows));
            if of.level == "district" {
                in_minutes(&of, words, &minutes);
            }
        }
    }
}

/// Every indicator with a target, of every block and of the whole, as the page and the PDF of the
/// minutes have it: `Makdi 7% (45/600)`.
fn in_minutes(of: &Snapshot, words: &'static Words, (page, pdf): &(String, Vec<u8>)) {
    let whole = words.t("strip-whole");
    let names = of.units.iter().map(|unit| unit.en.clone()).chain([whole.clone()]);
    let names: Vec<String> = names.map(|name| close(&name)).collect();
    let folder = folder();
    let (wide, all) = files::words(pdf, &folder, (PRINTED.1, PRINTED.2));
    std::fs::remove_dir_all(folder).unwrap();
    let heads: Vec<Word> = files::lines(&all)
        .into_iter()
        .filter(|line| {
            names.iter().all(|name| line.text.contains(name))
                && names.iter().map(String::len).sum::<usize>() == line.text.len()
        })
        .collect();
    let leaf = |at: &Word| Leaf {
        words: all.clone(),
        from: PRINTED.0,
        wide: wide - 2.0 * PRINTED.0,
        at: (at.page, at.y - 4.0),
    };
    for line in of.lines.iter().filter(|line| line.whole.due.is_some()) {
        let amount = |n: i64| match by_code(&line.code).unwrap().unit {
            Unit::Paise => show::rupees(n, words),
            _ => show::grouped(n),
        };
        let said = |mark: &Mark| {
            let achieved = mark.total.map_or("—".into(), amount);
            match mark.percent.zip(mark.due) {
                Some((percent, due)) => format!("{percent}% ({achieved}/{})", amount(due)),
                None => achieved,
            }
        };
        let marks = line.units.iter().chain([&line.whole]);
        let mut cells: Vec<(&String, String)> = names.iter().zip(marks.map(said)).collect();
        for (name, said) in &cells {
            let told = close(&format!("{name} {said}"));
            assert!(page.contains(&told), "{}: {told} is not in {page}", line.code);
        }
        let has = |head: &Word| {
            cells.sort_by_key(|(name, _)| head.text.find(*name));
            let want = Table {
                title: String::new(),
                below: Vec::new(),
                heads: cells.iter().map(|(name, _)| (*name).clone()).collect(),
                rows: vec![cells.iter().map(|(_, said)| Was::Words(said.clone())).collect()],
                widths: vec![1; cells.len()],
                some: false,
            };
            leaf(head).table(&want).is_ok()
        };
        assert!(heads.iter().any(has), "{}: {} strips in the PDF", line.code, heads.len());
    }
}

/// An office with plans of a count and of an amount, groups of the register, reported figures, and a
/// review of today that was held and closed.
struct Held {
    site: Site,
    seat: Seat,
    minutes: (String, Vec<u8>),
}

fn held(office: Office) -> Held {
    let sheet = office.put("g.csv", packs::groups());
    assert_eq!(office.json(&["import", "groups", &sheet])["new"], 60);
    // The tenth of the next month, so that the month runs whatever day it is.
    let month = Month::of(clock::today()).next();
    let tenth = month.first_day() + chrono::Days::new(9);
    clock::set(clock::start_of(tenth) + 12 * 3_600 * 1_000_000);
    let year = FinancialYear::of(tenth);
    let first = show::month(month.prev().prev(), Words::of(Lang::Hi, None));
    let figures = format!(
        "विकासखण्ड,माह,RF Groups,Revolving Fund Amount\nमाकड़ी,{first},3,450000\nकेशकाल,{first},17,2567890\n"
    );
    let figures = office.put("p.csv", figures);
    assert_eq!(office.json(&["import", "progress", &figures])["new"], 2);
    let site = Site::of(office);
    let seat = site.seat("dmmu", Role::Dmmu, &[]);
    for (indicator, total) in [("shg_formed", "1200"), ("rf_amount", "123.4"), ("rf_groups", "777")]
    {
        packs::aimed(&seat, (&year.to_string(), indicator), total);
    }
    let (page, pdf) = packs::minutes_of_today(&site, &seat);
    Held { site, seat, minutes: (close(&page), pdf) }
}
