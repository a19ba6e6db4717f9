//! Reports: the sums of groups are the same on the page, in the workbook and in the PDF, and are what
//! the rows of CSV and JSON add up to.

use std::collections::BTreeMap;

use samuh::{
    ids::new_id,
    importing::machine_desk,
    pack::{Ask, Format, as_page, draw, make},
};
use samuh_engine::{audit::chain, clock};
use samuh_kernel::sheet::Cell;
use samuh_web::{
    show::{self, Quantity},
    words::{Lang, Words},
};
use serde_json::Value;

use crate::{
    desks::{DISTRICT, Seat},
    office::with_places,
    packs,
    packs_cells::files::{self, close, plain},
};

const REPORT: &str = "/reports/progress?level=block&year=2026-27";
/// The columns that add up: the year's target, what was due, what was achieved.
const ADDED: [usize; 3] = [3, 4, 5];

/// What a group comes to: whether it is money, how many rows it has, its three sums.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Sums {
    money: bool,
    rows: usize,
    sums: [i64; 3],
}

impl Sums {
    fn shown(&self, at: usize) -> String {
        let n = self.sums[at];
        show::narrow(if self.money { Quantity::Paise(n) } else { Quantity::Count(n) })
    }

    fn percent(&self) -> i64 {
        self.sums[2] * 100 / self.sums[1]
    }

    /// As a workbook has it: money in rupees.
    fn number(&self, at: usize) -> f64 {
        self.sums[at] as f64 / if self.money { 100.0 } else { 1.0 }
    }
}

/// The sums of the rows of JSON, by group.
fn of_json(seat: &Seat) -> BTreeMap<String, Sums> {
    let told: Value =
        serde_json::from_str(&seat.get(&format!("{REPORT}&format=json")).text).unwrap();
    let mut all: BTreeMap<String, Sums> = BTreeMap::new();
    for row in told["rows"].as_array().unwrap() {
        let group = all.entry(row[0].as_str().unwrap().to_owned()).or_default();
        group.rows += 1;
        for (sum, column) in group.sums.iter_mut().zip(ADDED) {
            group.money |= row[column]["paise"].is_i64();
            let value = row[column]["paise"].as_i64().or(row[column]["count"].as_i64());
            *sum += value.unwrap_or(0);
        }
    }
    all
}

/// The same of CSV, which keeps rupees.
fn of_csv(seat: &Seat, known: &BTreeMap<String, Sums>) -> BTreeMap<String, Sums> {
    let text = seat.get(&format!("{REPORT}&format=csv")).text;
    let mut all: BTreeMap<String, Sums> = BTreeMap::new();
    // The last line says where the chain stands.
    for line in text.lines().skip(1).filter(|line| !line.contains("Chain of the trail")) {
        let cells: Vec<&str> = line.split(',').collect();
        let group = all.entry(cells[0].to_owned()).or_default();
        group.money = known[cells[0]].money;
        group.rows += 1;
        for (sum, column) in group.sums.iter_mut().zip(ADDED) {
            // Rupees with two decimals, or a count.
            let digits = cells[column].replace('.', "");
            *sum += if digits.is_empty() { 0 } else { digits.parse::<i64>().unwrap() };
        }
    }
    all
}

/// The rows of sums on the page, each with the group above it.
fn of_page(page: &str) -> Vec<(String, Vec<String>)> {
    let body = page.split("<tbody").nth(1).unwrap().split("</tbody>").next().unwrap();
    let (mut group, mut found) = (String::new(), Vec::new());
    for row in body.split("<tr").skip(1) {
        if row.contains("colgroup") {
            group = plain(&format!("<{row}"));
        } else if row.starts_with(" class=\"sums\"") {
            let cells = row.split("<th ").skip(1).chain(row.split("<td ").skip(1));
            let cells = cells.map(|cell| plain(&format!("<{}", cell.split("</t").next().unwrap())));
            found.push((group.clone(), cells.collect()));
        }
    }
    found
}

/// The sums of the workbook: one row below each group, a formula over its rows with what it came to.
fn in_workbook(folder: &std::path::Path, bytes: &[u8], known: &BTreeMap<String, Sums>) {
    let rows = files::sheets(bytes, folder).swap_remove(0).1;
    let formulas = files::formulas(bytes, 0);
    for (name, sums) in known {
        let of_group = |row: &&Vec<Cell>| row.first() == Some(&Cell::Text(name.clone()));
        let all: Vec<&Vec<Cell>> = rows.iter().filter(of_group).collect();
        assert_eq!(all.len(), sums.rows + 1, "{name}: {all:?}");
        let last = 1 + rows.iter().rposition(|row| of_group(&row)).unwrap();
        let row = all[sums.rows];
        assert_eq!(row[1], Cell::Text("Total".into()), "{row:?}");
        for (at, column) in ADDED.into_iter().enumerate() {
            assert_eq!(row[column], Cell::Number(sums.number(at)), "{name}: {row:?}");
            let letter = char::from(b'A' + u8::try_from(column).unwrap());
            let place = format!("{letter}{last}");
            let formula = format!("SUBTOTAL(9,{letter}{}:{letter}{})", last - sums.rows, last - 1);
            let kept = (place, formula, sums.number(at).to_string());
            assert!(formulas.contains(&kept), "{kept:?} is not in {formulas:?}");
        }
        assert_eq!(row[6], Cell::Number(sums.percent() as f64), "{row:?}");
    }
}

#[test]
fn the_sums_of_groups_are_the_same_on_page_sheet_and_paper_and_the_rows_add_up_to_them() {
    for office in with_places() {
        let (site, seat) = packs::ready(office);
        packs::aimed(&seat, ("2026-27", "rf_amount"), "123.4");
        let known = of_json(&seat);
        assert!(known.values().any(|sums| sums.money) && known.len() == 2, "{known:?}");
        assert_eq!(known["Groups formed"].sums[0], 1_200);
        assert_eq!(of_csv(&seat, &known), known);
        let page = of_page(&seat.get(REPORT).text);
        assert_eq!(page.len(), 2, "{page:?}");
        let folder = site.office.path("sums");
        std::fs::create_dir_all(&folder).unwrap();
        let pdf = seat.get(&format!("{REPORT}&format=pdf")).bytes;
        let (_, words) = files::words(&pdf, &folder, (0.0, 0.0));
        let printed = files::lines(&words);
        for (name, cells) in page {
            let sums = &known[name.trim_end_matches(" (₹ lakh)")];
            let shown: Vec<String> = (0..3).map(|at| sums.shown(at)).collect();
            assert_eq!(cells[2..5], shown, "{name}");
            assert_eq!(cells[5], format!("{}%", sums.percent()), "{name}");
            let line = close(&format!("Total{}{}%", shown.concat(), sums.percent()));
            assert!(printed.iter().any(|one| one.text == line), "{line} is not in {printed:?}");
        }
        in_workbook(&folder, &seat.get(&format!("{REPORT}&format=xlsx")).bytes, &known);
    }
}

#[test]
fn every_month_end_report_prints_the_head_of_the_chain_that_verify_looks_for() {
    const REPORTS: [&str; 3] = ["mpr?month=2026-10", "progress?year=2026-27", "lacks?year=2026-27"];
    for office in with_places() {
        let (site, seat) = packs::ready(office);
        chain::seal(&site.office.db(), clock::now()).unwrap();
        let head = site.office.db().read(|reader| chain::head(reader, DISTRICT)).unwrap().short();
        assert_eq!(head.len(), 16);
        let line = format!("head {head}, sealed");
        assert!(seat.get("/reports").text.contains(&line), "the list");
        let folder = site.office.path("chained");
        std::fs::create_dir_all(&folder).unwrap();
        for report in REPORTS {
            let page = seat.get(&format!("/reports/{report}")).text;
            assert!(page.contains(&line), "{report}: {page}");
            let file = |format: &str| seat.get(&format!("/reports/{report}&format={format}"));
            for format in ["csv", "json"] {
                assert!(file(format).text.contains(&line), "{report} {format}");
            }
            let rows = files::sheets(&file("xlsx").bytes, &folder).swap_remove(0).1;
            let is_line = |cell: &Cell| matches!(cell, Cell::Text(text) if text.contains(&line));
            assert!(rows.iter().flatten().any(is_line), "{report}: {rows:?}");
            let (_, words) = files::words(&file("pdf").bytes, &folder, (0.0, 0.0));
            let printed: String = words.iter().map(|word| word.text.as_str()).collect();
            assert!(printed.contains(&head), "{report}: {printed}");
        }
        let told = site.office.run(&["verify", "--head", &head]);
        assert_eq!(told.status, 0, "{}", told.out);
    }
}

#[test]
fn a_pack_keeps_the_head_of_the_chain_of_the_moment_it_was_frozen() {
    for office in with_places() {
        let (site, _) = packs::ready(office);
        let db = site.office.db();
        chain::seal(&db, clock::now()).unwrap();
        let head = db.read(|reader| chain::head(reader, DISTRICT)).unwrap().short();
        let month = "2026-10".parse().unwrap();
        let now = clock::now();
        let ask = Ask { place_id: site.top(), month, now, synthetic: false };
        let (_, of) = make(&db, &machine_desk(DISTRICT), new_id().unwrap(), &ask).unwrap();
        assert_eq!(of.chain.as_ref().map(|chain| chain.head.as_str()), Some(&*head));
        let words = Words::of(Lang::En, None);
        assert!(as_page(&of, words).foot.contains(&head));
        let folder = site.office.path("frozen");
        std::fs::create_dir_all(&folder).unwrap();
        let book = draw(&of, words, Format::Xlsx, None).unwrap();
        let all = files::sheets(&book, &folder);
        let is_line = |cell: &Cell| matches!(cell, Cell::Text(text) if text.contains(&head));
        assert!(all.iter().all(|(_, rows)| rows.iter().flatten().any(is_line)), "{all:?}");
        let pdf = draw(&of, words, Format::Pdf, None).unwrap();
        let (_, words) = files::words(&pdf, &folder, (0.0, 0.0));
        assert!(words.iter().map(|word| word.text.as_str()).collect::<String>().contains(&head));
        assert_eq!(site.office.run(&["verify", "--head", &head]).status, 0);
    }
}
