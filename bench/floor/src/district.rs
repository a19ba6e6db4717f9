//! The bench district of SPEED: 19 blocks, 76 clusters, 828 gram panchayats, 2,500 villages, 20,000
//! groups, 200,000 members, a year's targets and 2,400,000 reported values. Everything is computed
//! from numbers, so that every run sees the same rows; no record is of a real place or person.

use chrono::{Days, NaiveDate};

/// Blocks.
pub(crate) const BLOCKS: usize = 19;
/// Cluster level federations, four a block.
pub(crate) const CLFS: usize = 76;
/// Gram panchayats; each has a village organisation.
pub(crate) const GPS: usize = 828;
/// Villages.
pub(crate) const VILLAGES: usize = 2_500;
/// Groups.
pub(crate) const GROUPS: usize = 20_000;
/// Members, ten a group.
pub(crate) const MEMBERS: usize = 200_000;
/// The reported indicators and their headings; the last four are rupees.
pub(crate) const INDICATORS: [&str; 10] = [
    "rf_groups",
    "cif_groups",
    "linkage_groups",
    "pmjjby",
    "pmsby",
    "apy",
    "rf_amount",
    "cif_amount",
    "linkage_amount",
    "sales",
];

const FIRST: [&str; 20] = [
    "सुनीता",
    "लक्ष्मी",
    "रामबाई",
    "फूलबती",
    "सरिता",
    "गीता",
    "सीमा",
    "मीना",
    "बुधियारिन",
    "राधा",
    "सोनमती",
    "ललिता",
    "कुसुम",
    "पार्वती",
    "जमुना",
    "उर्मिला",
    "शांति",
    "मनबती",
    "चंपा",
    "रेखा",
];
const LAST: [&str; 12] = [
    "नेताम",
    "मरकाम",
    "कोर्राम",
    "साहू",
    "यादव",
    "सोरी",
    "पोयाम",
    "मंडावी",
    "कश्यप",
    "बघेल",
    "नाग",
    "पटेल",
];
const GROUP: [&str; 16] = [
    "जय माँ लक्ष्मी",
    "माँ दंतेश्वरी",
    "उजाला",
    "नई किरण",
    "प्रगति",
    "शक्ति",
    "सरस्वती",
    "मुस्कान",
    "जागृति",
    "एकता",
    "गुलाब",
    "कमल",
    "दुर्गा",
    "सहेली",
    "आशा",
    "विकास",
];
const PLACE: [&str; 24] = [
    "बड़े",
    "छोटे",
    "नवा",
    "डोंगरी",
    "पारा",
    "बेड़ा",
    "गुड़ा",
    "पाल",
    "कोट",
    "नार",
    "मुंडा",
    "टोला",
    "खार",
    "बहार",
    "झर",
    "तराई",
    "भाठा",
    "केरा",
    "सेमर",
    "आम",
    "साल",
    "महुआ",
    "कोसम",
    "तेंदू",
];

/// A small generator of numbers: the same number for the same question.
pub(crate) fn draw(salt: u64, at: usize, below: usize) -> usize {
    let mut x = salt.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (at as u64).wrapping_add(1);
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    ((x ^ (x >> 31)) % below as u64) as usize
}

/// A cell of a sheet.
#[derive(Debug, Clone)]
pub(crate) enum Cell {
    /// Words, codes, or nothing.
    Text(String),
    /// A number.
    Number(i64),
    /// A day.
    Day(NaiveDate),
}

/// What a text cell can be made of: words as they are, codes as their digits.
struct Word(String);

impl From<&str> for Word {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for Word {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<usize> for Word {
    fn from(code: usize) -> Self {
        Self(code.to_string())
    }
}

fn text(value: impl Into<Word>) -> Cell {
    Cell::Text(value.into().0)
}

fn day(from: (i32, u32, u32), salt: u64, at: usize, span: usize) -> NaiveDate {
    let (year, month, day) = from;
    let first = NaiveDate::from_ymd_opt(year, month, day).expect("a day of the calendar");
    first + Days::new(draw(salt, at, span) as u64)
}

/// The block a gram panchayat lies in.
pub(crate) fn block_of_gp(gp: usize) -> usize {
    gp % BLOCKS
}

/// The gram panchayat a village lies in.
pub(crate) fn gp_of_village(village: usize) -> usize {
    village % GPS
}

/// The village a group meets in.
pub(crate) fn village_of_group(group: usize) -> usize {
    group % VILLAGES
}

/// A village's own code, of the length the directory's codes have.
pub(crate) fn village_code(village: usize) -> usize {
    450_000 + village
}

/// A block's own code.
pub(crate) fn block_code(block: usize) -> usize {
    3_600 + block
}

/// A group's own code.
pub(crate) fn group_code(group: usize) -> usize {
    600_000 + group
}

fn block_name(block: usize) -> String {
    format!("{}{}", PLACE[block % 24], ["पुर", "गाँव"][block % 2])
}

fn gp_name(gp: usize) -> String {
    format!("{}{} {}", PLACE[gp % 24], PLACE[(gp / 24) % 24], gp / 576 + 1)
}

fn village_name(village: usize) -> String {
    let (one, two) = (village % 24, (village / 24) % 24);
    format!("{}{}{}", PLACE[one], PLACE[two], ["", " कला", " खुर्द", " नया", " पुराना"][village / 576])
}

fn clf_of_gp(gp: usize) -> usize {
    block_of_gp(gp) * 4 + (gp / BLOCKS) % 4
}

fn person(at: usize, salt: u64) -> String {
    format!("{} {}", FIRST[draw(salt, at, 20)], LAST[draw(salt + 1, at, 12)])
}

/// A group's name.
pub(crate) fn group_name(group: usize) -> String {
    format!("{} महिला समूह {}", GROUP[draw(11, group, 16)], group / VILLAGES + 1)
}

/// Headings of the sheet of places: one row a village.
pub(crate) const PLACES: [&str; 11] = [
    "State Code",
    "State Name",
    "District Code",
    "District Name",
    "Development Block Code",
    "Block Name",
    "Local Body Code",
    "Local Body Name",
    "Village Code",
    "Village Name",
    "Target Households",
];

/// A village's row.
pub(crate) fn place_row(village: usize) -> Vec<Cell> {
    let gp = gp_of_village(village);
    let block = block_of_gp(gp);
    vec![
        text(22),
        text("छत्तीसगढ़"),
        text(999),
        text("नमूना जिला"),
        text(block_code(block)),
        text(block_name(block)),
        text(240_000 + gp),
        text(gp_name(gp)),
        text(village_code(village)),
        text(village_name(village)),
        Cell::Number(90 + draw(3, village, 60) as i64),
    ]
}

/// Headings of the sheet of federations.
pub(crate) const FEDERATIONS: [&str; 8] = [
    "प्रकार",
    "संगठन कोड",
    "संगठन का नाम",
    "विकासखण्ड",
    "ग्राम पंचायत",
    "ग्राम कोड",
    "गठन दिनांक",
    "संकुल संगठन कोड",
];

/// A federation's row: first the CLFs, then a VO for each gram panchayat.
pub(crate) fn federation_row(at: usize) -> Vec<Cell> {
    let (kind, gp, code) = if at < CLFS {
        ("CLF", at / 4, 810_000 + at)
    } else {
        ("VO", at - CLFS, 820_000 + at - CLFS)
    };
    let formed_on = day((2014, 4, 1), 5, at, 1_200);
    let above = if at < CLFS { String::new() } else { (810_000 + clf_of_gp(gp)).to_string() };
    vec![
        text(kind),
        text(code),
        text(format!("{} संगठन {}", GROUP[draw(7, at, 16)], at + 1)),
        text(block_name(block_of_gp(gp))),
        text(gp_name(gp)),
        text(village_code(gp)),
        Cell::Day(formed_on),
        text(above),
    ]
}

/// Headings of the sheet of groups: twenty columns.
pub(crate) const GROUP_HEADINGS: [&str; 20] = [
    "SHG Code",
    "समूह का नाम",
    "विकासखण्ड",
    "ग्राम पंचायत",
    "ग्राम",
    "ग्राम कोड",
    "गठन दिनांक",
    "ग्राम संगठन कोड",
    "बैंक का नाम",
    "शाखा",
    "IFSC कोड",
    "खाता संख्या",
    "खाता खोलने की तिथि",
    "स्थिति",
    "लोकोस स्थिति",
    "बैठक आवृत्ति",
    "बचत राशि",
    "सदस्य संख्या",
    "अध्यक्ष",
    "मोबाइल नंबर",
];

/// A group's row.
pub(crate) fn group_row(group: usize) -> Vec<Cell> {
    let village = village_of_group(group);
    let gp = gp_of_village(village);
    let formed_on = day((2015, 4, 1), 21, group, 3_600);
    vec![
        text(group_code(group)),
        text(group_name(group)),
        text(block_name(block_of_gp(gp))),
        text(gp_name(gp)),
        text(village_name(village)),
        text(village_code(village)),
        Cell::Day(formed_on),
        text(820_000 + gp),
        text(["भारतीय स्टेट बैंक", "छत्तीसगढ़ राज्य ग्रामीण बैंक", "पंजाब नेशनल बैंक"][group % 3]),
        text(format!("{} शाखा", block_name(block_of_gp(gp)))),
        text(format!("{}0{:06}", ["SBIN", "SBIN", "PUNB"][group % 3], 100 + group % 40)),
        text(format!("3{:010}", 4_000_000 + group * 37)),
        Cell::Day(formed_on + Days::new(40)),
        text(if draw(23, group, 20) == 0 {
            "निष्क्रिय"
        } else {
            "सक्रिय"
        }),
        text(["दर्ज नहीं", "प्रविष्ट", "स्वीकृत", "लेन-देन"][draw(24, group, 4)]),
        text(["साप्ताहिक", "पाक्षिक"][group % 2]),
        Cell::Number([20, 50, 100][group % 3]),
        Cell::Number(10),
        text(person(group, 31)),
        text(mobile(group)),
    ]
}

fn mobile(at: usize) -> String {
    format!("7{:09}", (at * 7_919 + 12_345) % 1_000_000_000)
}

/// Headings of the sheet of members: fifteen columns.
pub(crate) const MEMBER_HEADINGS: [&str; 15] = [
    "सदस्य कोड",
    "SHG Code",
    "समूह का नाम",
    "सदस्य का नाम",
    "पिता/पति का नाम",
    "लिंग",
    "जन्म तिथि",
    "सामाजिक वर्ग",
    "धर्म",
    "दिव्यांगता",
    "PIP श्रेणी",
    "पद",
    "Joining Date",
    "परिवार क्रमांक",
    "मोबाइल नंबर",
];

/// A member's row.
pub(crate) fn member_row(member: usize) -> Vec<Cell> {
    let group = member / 10;
    let formed_on = day((2015, 4, 1), 21, group, 3_600);
    let office = if member % 10 < 4 { member % 10 } else { 0 };
    vec![
        text(7_000_000 + member),
        text(group_code(group)),
        text(group_name(group)),
        text(person(member, 41)),
        text(person(member, 43)),
        text("महिला"),
        Cell::Day(day((1965, 1, 1), 45, member, 13_000)),
        text(["अनुसूचित जनजाति", "अन्य पिछड़ा वर्ग", "अनुसूचित जाति", "सामान्य"][draw(46, member, 4)]),
        text(if draw(47, member, 30) == 0 { "ईसाई" } else { "हिंदू" }),
        text(["नहीं", "नहीं", "नहीं", "स्वयं"][draw(48, member, 4)]),
        text(["अति गरीब", "गरीब", "गैर गरीब"][draw(49, member, 3)]),
        text(["सदस्य", "अध्यक्ष", "सचिव", "कोषाध्यक्ष"][office]),
        Cell::Day(formed_on),
        text(3_000_000 + member),
        text(mobile(member + 30_000)),
    ]
}

/// A month of the financial year that begins in April of `year`, as `2025-04`.
pub(crate) fn month_name(year: i32, month: usize) -> String {
    format!("{}-{:02}", year + i32::from(month > 8), (month + 3) % 12 + 1)
}

/// Headings of a month's sheet of progress.
pub(crate) fn progress_headings() -> Vec<&'static str> {
    ["SHG Code", "माह"].into_iter().chain(INDICATORS).collect()
}

/// What a group reports of an indicator in a month: a count, or rupees.
pub(crate) fn progress(group: usize, month: usize, indicator: usize) -> i64 {
    let drawn = draw(100 + indicator as u64, group * 12 + month, 5) as i64;
    if indicator < 6 { drawn } else { drawn * 500 }
}

/// A group's row in the sheet of a month.
pub(crate) fn progress_row(group: usize, year: i32, month: usize) -> Vec<Cell> {
    let values = (0..INDICATORS.len()).map(|at| Cell::Number(progress(group, month, at)));
    [text(group_code(group)), text(month_name(year, month))].into_iter().chain(values).collect()
}

/// Headings of the sheet of targets: one row a block, month and indicator.
pub(crate) const TARGETS: [&str; 5] = ["Block Code", "Block Name", "Indicator", "Month", "Target"];

/// A row of targets: 19 blocks × 10 indicators × 12 months.
pub(crate) fn target_row(at: usize) -> Vec<Cell> {
    let (block, rest) = (at / 120, at % 120);
    let (indicator, month) = (rest / 12, rest % 12);
    vec![
        text(block_code(block)),
        text(block_name(block)),
        text(INDICATORS[indicator]),
        text(month_name(2025, month)),
        Cell::Number(if indicator < 6 { 2_200 } else { 1_100_000 } + (block * 12 + month) as i64),
    ]
}
