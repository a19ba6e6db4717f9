//! Judges an importer by the truth of the dirt: did it mend what can be mended, and only that?

use std::collections::BTreeMap;

use chrono::NaiveDate;
use samuh_kernel::read::RepairKind;
use samuh_kernel::text::tidy;

use crate::dirt::{Dirt, Expect, Truth};

/// A repair that an importer lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repaired {
    /// The sheet's name.
    pub sheet: String,
    /// Row in the file, from 1.
    pub row: u32,
    /// Column in the file, from 1.
    pub column: u32,
    /// What was repaired.
    pub kind: RepairKind,
    /// What is stored.
    pub to: String,
}

/// A fault that an importer lists; a doubt held for a person counts as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faulted {
    /// The sheet's name.
    pub sheet: String,
    /// Row in the file, from 1; none for a whole sheet.
    pub row: Option<u32>,
    /// Column in the file, from 1; none for a whole row.
    pub column: Option<u32>,
    /// The fault's code.
    pub code: String,
}

/// A row that an importer left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The sheet's name.
    pub sheet: String,
    /// Row in the file, from 1.
    pub row: u32,
    /// Why.
    pub why: String,
}

/// All that an importer reports about a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    /// Its repairs.
    pub repairs: Vec<Repaired>,
    /// Its faults.
    pub faults: Vec<Faulted>,
    /// The rows it left out.
    pub skipped: Vec<LeftOut>,
}

/// How an importer did.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Judgement {
    /// Cells that can be mended.
    pub repairable: usize,
    /// Of these, mended to what they said, and listed.
    pub repaired: usize,
    /// For each kind of dirt, what can be mended and what was.
    pub by_kind: BTreeMap<Dirt, (usize, usize)>,
    /// Repairs with the right value under another kind.
    pub other_kind: usize,
    /// Faults to be found, and those that were.
    pub faults: (usize, usize),
    /// Rows to be left out, and those that were, with the right reason.
    pub skipped: (usize, usize),
    /// What was not found.
    pub missed: Vec<Truth>,
    /// Repairs that stored something else than the cell once said, or of a cell that was clean.
    pub wrong_repairs: Vec<Repaired>,
    /// Faults of cells that were clean.
    pub wrong_faults: Vec<Faulted>,
    /// Data rows that were left out.
    pub wrong_skips: Vec<LeftOut>,
}

impl Judgement {
    /// Mended cells among those that can be mended. SPEED B10: at least 0.95.
    pub fn recall(&self) -> f64 {
        ratio(self.repaired, self.repairable)
    }

    /// Right repairs among all repairs. SPEED B10: no wrong one.
    pub fn precision(&self) -> f64 {
        ratio(self.repaired, self.repaired + self.wrong_repairs.len())
    }
}

/// Sheet, row and column of a cell; column 0 for a whole row.
type Place<'a> = (&'a str, u32, u32);

/// Holds an importer's findings against the truth.
pub fn judge(truth: &[Truth], findings: &Findings) -> Judgement {
    let mut judgement = Judgement::default();
    let repairs: BTreeMap<Place<'_>, &Repaired> = (findings.repairs.iter())
        .map(|repair| ((repair.sheet.as_str(), repair.row, repair.column), repair))
        .collect();
    for truth in truth {
        let found = match truth.expect {
            Expect::Repair(kind) => {
                judgement.repairable += 1;
                let repair = place(truth).and_then(|place| repairs.get(&place));
                let right = repair.filter(|repair| same(&repair.to, &truth.clean));
                judgement.repaired += usize::from(right.is_some());
                let own = judgement.by_kind.entry(truth.kind).or_default();
                *own = (own.0 + 1, own.1 + usize::from(right.is_some()));
                judgement.other_kind += usize::from(right.is_some_and(|own| own.kind != kind));
                right.is_some()
            }
            Expect::Fault(codes) => {
                let found = findings.faults.iter().any(|fault| tells(fault, truth, codes));
                judgement.faults.0 += 1;
                judgement.faults.1 += usize::from(found);
                found
            }
            Expect::Skipped(why) => {
                let own = |skip: &&LeftOut| skip.sheet == truth.sheet && skip.row == truth.row;
                let found = findings.skipped.iter().find(own).is_some_and(|skip| skip.why == why);
                judgement.skipped.0 += 1;
                judgement.skipped.1 += usize::from(found);
                found
            }
            Expect::Ordinary | Expect::Resolved => true,
        };
        if !found {
            judgement.missed.push(truth.clone());
        }
    }
    accuse(truth, findings, &mut judgement);
    judgement
}

fn accuse(truth: &[Truth], findings: &Findings, judgement: &mut Judgement) {
    let mut known: BTreeMap<Place<'_>, &Truth> = BTreeMap::new();
    let mut rows: BTreeMap<(&str, u32), bool> = BTreeMap::new();
    for truth in truth {
        known.insert((&truth.sheet, truth.row, truth.column.unwrap_or(0)), truth);
        let refused = matches!(truth.expect, Expect::Fault(_) | Expect::Resolved);
        *rows.entry((&truth.sheet, truth.row)).or_default() |= refused;
    }
    for repair in &findings.repairs {
        let truth = known.get(&(repair.sheet.as_str(), repair.row, repair.column));
        let copy = known.contains_key(&(repair.sheet.as_str(), repair.row, 0));
        let right = truth.is_some_and(|truth| {
            !matches!(truth.expect, Expect::Fault(_)) && same(&repair.to, &truth.clean)
        });
        if !right && !copy {
            judgement.wrong_repairs.push(repair.clone());
        }
    }
    for fault in &findings.faults {
        let own = fault.row.and_then(|row| rows.get(&(fault.sheet.as_str(), row)));
        if own != Some(&true) {
            judgement.wrong_faults.push(fault.clone());
        }
    }
    for skip in &findings.skipped {
        if !known.contains_key(&(skip.sheet.as_str(), skip.row, 0)) {
            judgement.wrong_skips.push(skip.clone());
        }
    }
}

fn place(truth: &Truth) -> Option<Place<'_>> {
    truth.column.map(|column| (truth.sheet.as_str(), truth.row, column))
}

fn tells(fault: &Faulted, truth: &Truth, codes: &[&str]) -> bool {
    let here = fault.sheet == truth.sheet && fault.row == Some(truth.row);
    let cell = fault.column.is_none() || fault.column == truth.column;
    here && cell && (codes.is_empty() || codes.contains(&fault.code.as_str()))
}

/// True when a stored value is what the cell once said: days in either form, numbers however
/// grouped, words but for unseen characters.
fn same(stored: &str, clean: &str) -> bool {
    let (stored, clean) = (tidy(stored), tidy(clean));
    let amount = |text: &str| text.replace([',', '₹', ' '], "").parse::<f64>().ok();
    stored == clean
        || day(&stored).is_some_and(|own| day(&clean) == Some(own))
        || amount(&stored).is_some_and(|own| amount(&clean) == Some(own))
}

fn day(text: &str) -> Option<NaiveDate> {
    ["%d/%m/%Y", "%Y-%m-%d"].iter().find_map(|form| NaiveDate::parse_from_str(text, form).ok())
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn truth(row: u32, clean: &str, expect: Expect) -> Truth {
        Truth {
            sheet: "समूह".to_owned(),
            row,
            column: Some(2),
            kind: Dirt::DevanagariDigits,
            clean: clean.to_owned(),
            dirty: String::new(),
            expect,
        }
    }

    fn repaired(row: u32, to: &str) -> Repaired {
        let (sheet, to) = ("समूह".to_owned(), to.to_owned());
        Repaired { sheet, row, column: 2, kind: RepairKind::Digits, to }
    }

    #[test]
    fn a_right_repair_counts_and_a_wrong_one_is_named() {
        let truths = [
            truth(4, "210276", Expect::Repair(RepairKind::Digits)),
            truth(5, "01/04/2013", Expect::Repair(RepairKind::Serial)),
            truth(6, "225000", Expect::Repair(RepairKind::Suffix)),
        ];
        let repairs = vec![repaired(4, "210276"), repaired(5, "2013-04-01"), repaired(6, "22500")];
        let judgement = judge(&truths, &Findings { repairs, ..Findings::default() });
        assert_eq!((judgement.repairable, judgement.repaired, judgement.other_kind), (3, 2, 1));
        assert_eq!(judgement.wrong_repairs, [repaired(6, "22500")]);
        assert_eq!(judgement.missed, [truths[2].clone()]);
    }

    #[test]
    fn a_repair_of_a_clean_cell_is_wrong_and_so_is_its_fault() {
        let fault = Faulted {
            sheet: "समूह".to_owned(),
            row: Some(9),
            column: None,
            code: "no_such_day".to_owned(),
        };
        let findings = Findings {
            repairs: vec![repaired(9, "x")],
            faults: vec![fault.clone()],
            skipped: Vec::new(),
        };
        let judgement = judge(&[], &findings);
        assert_eq!((judgement.wrong_repairs.len(), judgement.wrong_faults.len()), (1, 1));
        let held = judge(&[truth(9, "", Expect::Fault(&["no_such_day"]))], &findings);
        assert_eq!((held.faults, held.wrong_faults.len()), ((1, 1), 0));
    }
}
