//! LokOS's monthly report of each block as it would be downloaded, with the gaps that real ones have:
//! groups that are not entered, names in Latin letters or of another group, other members, villages and
//! accounts, groups that the register does not know, states that ran ahead. No record is of a real person.

use chrono::{Days, NaiveDate};
use samuh_kernel::{calendar::Month, sheet::Cell};

use super::{District, Group};
use crate::SEED;
use crate::random::Random;
use crate::sources::{BLOCKS, MAKDI};
use crate::table::{Table, text};

const HEADINGS: [&str; 13] = [
    "District",
    "Block",
    "Gram Panchayat",
    "Village",
    "SHG Code",
    "SHG Name",
    "Formation Date",
    "Members",
    "Account No",
    "Approval Status",
    "Last Transaction",
    "Created By",
    "Reject Reason",
];
const REASONS: [&str; 3] =
    ["सदस्यों के खाते सत्यापित नहीं", "Duplicate member in another SHG", "गठन दिनांक गलत"];

/// A report of a block that came to the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LokosReport {
    /// The block's place among `BLOCKS`.
    pub block: usize,
    /// The month it is of.
    pub month: Month,
    /// The day it came.
    pub on: NaiveDate,
}

/// How a group of the register differs in LokOS, once and for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    None,
    Missing,
    OtherName,
    Members,
    Village,
    Account,
    NoAccount,
    OtherDay,
    Renumbered,
    Ahead,
}

impl District {
    /// The reports of the last month and this one; Makdi has not sent this month's.
    pub fn lokos_reports(&self) -> Vec<LokosReport> {
        let this = Month::of(self.today);
        let of = |month: Month| {
            (0..BLOCKS.len()).map(move |block| LokosReport {
                block,
                month,
                on: month.last_day().min(self.today),
            })
        };
        of(this.prev()).chain(of(this).filter(|report| report.block != MAKDI)).collect()
    }

    /// A report as LokOS writes it.
    pub fn lokos(&self, report: LokosReport) -> Table {
        let mut table = Table::new("SHG Report", &HEADINGS);
        for (at, group) in self.groups.iter().enumerate() {
            let is_own = self.villages[group.village].block == report.block;
            let is_entered = group.lokos[0].is_some_and(|day| day <= report.on);
            if is_own && is_entered && group.formed_on <= report.on {
                table.rows.extend(self.lokos_row(at, report));
            }
        }
        table.rows.extend(self.strangers(report));
        table
    }

    fn lokos_row(&self, at: usize, report: LokosReport) -> Option<Vec<Cell>> {
        let group = &self.groups[at];
        let gap = gap_of(group, report.month < Month::of(self.today));
        if gap == Gap::Missing {
            return None;
        }
        let village = match gap {
            Gap::Village => self.neighbour(group.village),
            _ => group.village,
        };
        let code = match gap {
            Gap::Renumbered => 9_000_000 + group.code,
            _ => group.code,
        };
        let formed_on = match gap {
            Gap::OtherDay => group.formed_on - Days::new(31),
            _ => group.formed_on,
        };
        let account = group.account_on.filter(|day| *day <= report.on && gap != Gap::NoAccount);
        let digits = if gap == Gap::Account { group.account + 4_321 } else { group.account };
        let account = account.map_or_else(String::new, |_| format!("XXXXXX{:04}", digits % 10_000));
        let (state, traded) = state_of(group, gap, report.on);
        let mut random = Random::named(SEED, &format!("lokos/{}", group.code));
        let reason = if state == "Rejected by BM" { *random.pick(&REASONS) } else { "" };
        let mut row = self.lokos_place(village);
        row.extend([
            text(&code.to_string()),
            text(&self.lokos_name(group, gap)),
            Cell::Date(formed_on),
            Cell::Number(self.lokos_members(at, gap, report.on)),
            text(&account),
            text(state),
            traded.map_or(Cell::Empty, Cell::Date),
            text(&operator(report.block, group.code)),
            text(reason),
        ]);
        Some(row)
    }

    fn lokos_place(&self, village: usize) -> Vec<Cell> {
        let village = &self.villages[village];
        vec![
            text("Kondagaon"),
            text(BLOCKS[village.block].name),
            text(&village.gp),
            text(&village.name),
        ]
    }

    /// Two of three names are in Latin letters, as operators type them.
    fn lokos_name(&self, group: &Group, gap: Gap) -> String {
        let words = &self.names.groups.words;
        let at = if gap == Gap::OtherName { (group.name + 41) % words.len() } else { group.name };
        match group.code % 3 {
            0 => self.group_name(&Group { name: at, ..group.clone() }),
            _ => format!("{} Mahila Samuh", words[at].1),
        }
    }

    fn lokos_members(&self, at: usize, gap: Gap, on: NaiveDate) -> f64 {
        let first = self.members.partition_point(|member| member.group < at);
        let own = self.members[first..].iter().take_while(|member| member.group == at);
        let inside = own
            .filter(|member| member.joined_on <= on && member.left_on.is_none_or(|day| day > on));
        let count = i32::try_from(inside.count()).expect("a dozen");
        f64::from(if gap == Gap::Members { count - 2 } else { count })
    }

    /// Another village of the block.
    fn neighbour(&self, village: usize) -> usize {
        let block = self.villages[village].block;
        let next = (village + 1) % self.villages.len();
        if self.villages[next].block == block { next } else { village - 1 }
    }

    /// Groups that were entered in LokOS and never came into the register.
    fn strangers(&self, report: LokosReport) -> Vec<Vec<Cell>> {
        let mut random = Random::named(SEED, &format!("strangers/{}", report.block));
        let own: Vec<usize> = (0..self.villages.len())
            .filter(|at| self.villages[*at].block == report.block)
            .collect();
        let row = |nth: u32| {
            let village = *random.pick(&own);
            let name = &random.pick(&self.names.groups.words).1;
            let formed_on = report.on - Days::new(random.between(40, 900).cast_unsigned());
            let block = u32::try_from(report.block).expect("five blocks");
            let code = 8_000_000 + block * 1_000 + nth;
            let mut row = self.lokos_place(village);
            row.extend([
                text(&code.to_string()),
                text(&format!("{name} SHG")),
                Cell::Date(formed_on),
                Cell::Number(f64::from(10 + i32::try_from(nth % 5).expect("below five"))),
                Cell::Empty,
                text("Pending with BM"),
                Cell::Empty,
                text(&operator(report.block, code)),
                Cell::Empty,
            ]);
            row
        };
        (0..9).map(row).collect()
    }
}

/// Every twelfth entered group has a gap; of those known a month ago a third was mended since.
fn gap_of(group: &Group, is_earlier: bool) -> Gap {
    let mut random = Random::named(SEED, &format!("gap/{}", group.code));
    let gap = match random.below(1000) {
        0..12 => Gap::Missing,
        12..22 => Gap::OtherName,
        22..42 => Gap::Members,
        42..52 => Gap::Village,
        52..62 => Gap::Account,
        62..70 => Gap::NoAccount,
        70..76 => Gap::OtherDay,
        76..82 => Gap::Renumbered,
        82..130 => Gap::Ahead,
        _ => Gap::None,
    };
    let is_mended = random.chance(330) && gap != Gap::Renumbered;
    if is_mended && !is_earlier { Gap::None } else { gap }
}

/// The state in LokOS, and the last transaction; what runs ahead is a step further than our register.
fn state_of(group: &Group, gap: Gap, on: NaiveDate) -> (&'static str, Option<NaiveDate>) {
    let [_, approved, trades] = group.lokos.map(|fact| fact.filter(|day| *day <= on));
    let is_rejected = group.code.is_multiple_of(7);
    match (approved, trades, gap) {
        (_, Some(_), _) => ("Approved by BM", Some(on - Days::new(u64::from(group.code % 40)))),
        (Some(_), None, Gap::Ahead) => ("Approved by BM", Some(on)),
        (Some(_), None, _) | (None, None, Gap::Ahead) => ("Approved by BM", None),
        (None, None, _) if is_rejected => ("Rejected by BM", None),
        (None, None, _) => ("Pending with BM", None),
    }
}

fn operator(block: usize, code: u32) -> String {
    format!("{}.deo{}", BLOCKS[block].name.to_lowercase(), 1 + code % 3)
}
