//! Dirt in single cells, and in columns.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use samuh_kernel::read::RepairKind;
use samuh_kernel::sheet::Cell;

use super::lines::{Line, Mark, Page};
use super::{Dirt, Expect, Role, kruti};
use crate::random::Random;
use crate::sources::{BLOCKS, villages};
use crate::table::typed;

/// One cell in so many, of those that a kind of dirt fits.
const ONE_IN: usize = 25;

/// UIDAI's published numbers for testing: nobody's own.
const TEST_IDENTITIES: [&str; 3] = ["9999 4105 7058", "9999 7165 8847", "9999 3311 9405"];

const MONTHS_HI: [&str; 12] = [
    "जनवरी",
    "फरवरी",
    "मार्च",
    "अप्रैल",
    "मई",
    "जून",
    "जुलाई",
    "अगस्त",
    "सितंबर",
    "अक्टूबर",
    "नवंबर",
    "दिसंबर",
];

/// Soils cells with one kind of dirt; kinds that work on rows and headings do nothing here.
pub(super) fn soil(page: &mut Page, kind: Dirt, random: &mut Random) {
    match kind {
        Dirt::KrutiDevColumn => type_in_kruti_dev(page, random),
        Dirt::AmbiguousVillages => mark_ambiguous(page),
        _ => {
            let roles = roles_of(kind);
            let columns = (0..page.roles.len()).filter(|&at| roles.contains(&page.roles[at]));
            for column in columns.collect::<Vec<_>>() {
                soil_column(page, column, kind, random);
            }
        }
    }
}

fn roles_of(kind: Dirt) -> &'static [Role] {
    match kind {
        Dirt::DevanagariDigits => &[Role::Code, Role::Day, Role::Count],
        Dirt::Joiners | Dirt::NuktaLetters | Dirt::Mojibake => &[Role::MainName, Role::Name],
        Dirt::Capitals => &[Role::LatinName],
        Dirt::LookAlikes | Dirt::CodeFloats => &[Role::Code],
        Dirt::MobileFloats => &[Role::Mobile],
        Dirt::DayForms | Dirt::ImpossibleDays | Dirt::SerialDays => &[Role::Day],
        Dirt::LakhSuffix | Dirt::Grouping => &[Role::Money],
        Dirt::UnknownVillages | Dirt::MisspeltVillages => &[Role::Village],
        Dirt::AadhaarInName => &[Role::Name],
        Dirt::MissingName => &[Role::MainName],
        _ => &[],
    }
}

fn soil_column(page: &mut Page, column: usize, kind: Dirt, random: &mut Random) {
    let mut found = false;
    for line in &mut page.lines {
        let free = !line.marks.iter().any(|mark| mark.column == column || refuses(mark));
        // The first cell that fits is always soiled, so that a small table shows the kind too.
        if line.cells[column] == Cell::Empty || !free || (found && random.below(ONE_IN) > 0) {
            continue;
        }
        let Some((cell, expect)) = soiled(&line.cells[column], kind, random) else { continue };
        found = true;
        put(line, column, cell, (kind, expect));
    }
}

// A row that is refused for one cell says nothing sure about its other cells.
fn refuses(mark: &Mark) -> bool {
    matches!(mark.expect, Expect::Fault(_))
}

fn put(line: &mut Line, column: usize, cell: Cell, (kind, expect): (Dirt, Expect)) {
    let clean = typed(&std::mem::replace(&mut line.cells[column], cell));
    line.marks.push(Mark { column, kind, clean, expect });
}

fn soiled(cell: &Cell, kind: Dirt, random: &mut Random) -> Option<(Cell, Expect)> {
    use Expect::{Fault, Ordinary, Repair, Resolved};
    let typed = typed(cell);
    let words = |text: Option<String>, expect| {
        text.filter(|text| *text != typed).map(|text| (Cell::Text(text), expect))
    };
    match kind {
        Dirt::DevanagariDigits => words(Some(devanagari(&typed)), Repair(RepairKind::Digits)),
        Dirt::Joiners => words(joined(&typed, random), Repair(RepairKind::Joiners)),
        Dirt::NuktaLetters => words(Some(one_piece(&typed)), Repair(RepairKind::Encoding)),
        Dirt::Mojibake => words(Some(misread(&typed)), Repair(RepairKind::Encoding)),
        Dirt::Capitals => words(Some(typed.to_uppercase()), Repair(RepairKind::Case)),
        Dirt::LookAlikes => words(look_alike(&typed), Repair(RepairKind::LookAlike)),
        Dirt::CodeFloats => words(Some(format!("{typed}.0")), Repair(RepairKind::Float)),
        Dirt::MobileFloats => {
            let number = typed.parse().ok()?;
            Some((Cell::Number(number), Repair(RepairKind::Float)))
        }
        Dirt::DayForms => words(Some(day_form(day(cell)?, random)), Ordinary),
        Dirt::ImpossibleDays => {
            words(Some(impossible(day(cell)?, random)), Fault(&["no_such_day"]))
        }
        Dirt::SerialDays => words(Some(serial(day(cell)?)), Repair(RepairKind::Serial)),
        Dirt::LakhSuffix => words(lakh(cell), Repair(RepairKind::Suffix)),
        Dirt::Grouping => words(grouped(cell, random), Ordinary),
        Dirt::UnknownVillages => words(Some(unknown(random)), Fault(&[])),
        Dirt::MisspeltVillages => words(misspelt(&typed), Resolved),
        Dirt::AadhaarInName => {
            words(Some((*random.pick(&TEST_IDENTITIES)).to_owned()), Fault(&["aadhaar_not_kept"]))
        }
        Dirt::MissingName => Some((Cell::Empty, Fault(&["required"]))),
        _ => None,
    }
}

fn type_in_kruti_dev(page: &mut Page, random: &mut Random) {
    let named = |&at: &usize| matches!(page.roles[at], Role::Name | Role::MainName);
    let columns: Vec<usize> = (0..page.roles.len()).filter(named).collect();
    if columns.is_empty() {
        return;
    }
    let column = *random.pick(&columns);
    for line in &mut page.lines {
        let free = !line.marks.iter().any(|mark| mark.column == column || refuses(mark));
        let hindi = typed(&line.cells[column]);
        if free && hindi.chars().any(|c| matches!(c, '\u{900}'..='\u{97f}')) {
            let cell = Cell::Text(kruti::encode(&hindi));
            let expect = Expect::Repair(RepairKind::LegacyFont);
            put(line, column, cell, (Dirt::KrutiDevColumn, expect));
        }
    }
}

fn mark_ambiguous(page: &mut Page) {
    // With the gram panchayat beside it a name that stands twice is told apart.
    let told = !page.columns(Role::Gp).is_empty();
    let (Some(village), Some(block)) =
        (page.columns(Role::Village).pop(), page.columns(Role::Block).pop())
    else {
        return;
    };
    let mut named: BTreeMap<(String, String), usize> = BTreeMap::new();
    for place in villages() {
        let block = BLOCKS[place.block].name_hi.to_owned();
        *named.entry((block, place.name_hi)).or_default() += 1;
    }
    for line in page.lines.iter_mut().filter(|_| !told) {
        let own = line.marks.iter().find(|mark| mark.column == block);
        let own = own.map_or_else(|| typed(&line.cells[block]), |mark| mark.clean.clone());
        let clean = typed(&line.cells[village]);
        let touched = line.marks.iter().any(|mark| mark.column == village);
        if !touched && named.get(&(own, clean.clone())).is_some_and(|&count| count > 1) {
            let (kind, expect) = (Dirt::AmbiguousVillages, Expect::Fault(&[]));
            line.marks.push(Mark { column: village, kind, clean, expect });
        }
    }
}

fn devanagari(text: &str) -> String {
    let digit = |c: char| c.to_digit(10).and_then(|digit| char::from_u32('०' as u32 + digit));
    text.chars().map(|c| digit(c).unwrap_or(c)).collect()
}

fn joined(text: &str, random: &mut Random) -> Option<String> {
    let gaps: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).collect();
    let at = *gaps.get(random.below(gaps.len()))?;
    let unseen = random.pick(&["\u{a0}", " \u{200b}", "\u{200d} ", "\u{200c} ", "\u{feff} "]);
    Some(format!("{}{unseen}{}", &text[..at], &text[at + 1..]))
}

fn one_piece(text: &str) -> String {
    [("ड\u{93c}", "\u{95c}"), ("ढ\u{93c}", "\u{95d}"), ("ज\u{93c}", "\u{95b}")]
        .iter()
        .fold(text.to_owned(), |text, (pieces, whole)| text.replace(pieces, whole))
}

fn misread(text: &str) -> String {
    encoding_rs::WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned()
}

// Of a shorter code nobody could be certain.
fn look_alike(code: &str) -> Option<String> {
    let at = code.find(['0', '1'])?;
    let letter = if code[at..].starts_with('0') { 'O' } else { 'l' };
    (code.len() > 4).then(|| format!("{}{letter}{}", &code[..at], &code[at + 1..]))
}

fn day(cell: &Cell) -> Option<NaiveDate> {
    if let Cell::Date(day) = cell { Some(*day) } else { None }
}

fn day_form(day: NaiveDate, random: &mut Random) -> String {
    match random.below(8) {
        0 => day.format("%d-%m-%y").to_string(),
        1 => day.format("%d-%m-%Y").to_string(),
        2 => day.format("%d.%m.%Y").to_string(),
        3 => day.format("%Y-%m-%d").to_string(),
        4 => day.format("%d-%b-%Y").to_string(),
        5 => day.format("%b %d, %Y").to_string(),
        6 => day.format("%-d/%-m/%Y").to_string(),
        _ => {
            let month = MONTHS_HI[usize::try_from(day.month0()).expect("below 12")];
            format!("{} {month} {}", day.day(), day.year())
        }
    }
}

fn impossible(day: NaiveDate, random: &mut Random) -> String {
    let (last, month) = *random.pick(&[(31, 2), (30, 2), (31, 4), (31, 6), (31, 11)]);
    format!("{last:02}/{month:02}/{}", day.year())
}

fn serial(day: NaiveDate) -> String {
    let zero = NaiveDate::from_ymd_opt(1899, 12, 30).expect("a day of the calendar");
    (day - zero).num_days().to_string()
}

fn rupees(cell: &Cell) -> Option<u64> {
    match cell {
        Cell::Number(number) if (1e5..1e15).contains(number) && number.fract() == 0.0 => {
            typed(cell).parse().ok()
        }
        _ => None,
    }
}

fn lakh(cell: &Cell) -> Option<String> {
    let rupees = rupees(cell).filter(|rupees| rupees % 1000 == 0)?;
    let text = format!("{}.{:02}", rupees / 100_000, rupees % 100_000 / 1000);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    Some(format!("{text} लाख"))
}

fn grouped(cell: &Cell, random: &mut Random) -> Option<String> {
    let digits = rupees(cell)?.to_string();
    let rest = if random.chance(500) { 2 } else { 3 };
    let (head, tail) = digits.split_at(digits.len() - 3);
    let mut text = String::new();
    for (at, digit) in head.chars().enumerate() {
        if at > 0 && (head.len() - at).is_multiple_of(rest) {
            text.push(',');
        }
        text.push(digit);
    }
    Some(format!("{text},{tail}"))
}

fn unknown(random: &mut Random) -> String {
    let first = random.pick(&["वृन्दावननगर", "झुमरीतलैया", "अलकापुरी", "चित्रकूटधाम"]);
    let second = random.pick(&["खास", "कलाँ", "बुजुर्ग"]);
    format!("{first} {second}")
}

// A vowel too long or too short, as villages are mostly misspelt; never the first letter.
fn misspelt(name: &str) -> Option<String> {
    let pairs = [('ी', 'ि'), ('ू', 'ु'), ('ि', 'ी'), ('ु', 'ू'), ('ँ', 'ं')];
    pairs.iter().find_map(|(own, other)| {
        let at = name.rfind(*own)?;
        Some(format!("{}{other}{}", &name[..at], &name[at + own.len_utf8()..]))
    })
}
