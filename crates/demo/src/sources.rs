//! What the demo starts from: Kondagaon's real villages and bank branches, and lists of names that
//! are thrown together at random, so that no person is real.

use serde::Deserialize;

use crate::random::Wheel;

const GEOGRAPHY: &str = include_str!("../../../data/geography-kondagaon.csv");
const NAMES: &str = include_str!("../../../data/names.csv");
const BRANCHES: &str = include_str!("../../../data/ifsc-kondagaon.csv");

/// Kondagaon's blocks by LGD code, in the order of the Collector's page.
pub const BLOCKS: [Block; 5] = [
    Block { code: "3597", name_hi: "कोण्डागांव", name: "Kondagaon", share: 28 },
    Block { code: "3602", name_hi: "फरसगांव", name: "Pharasgaon", share: 20 },
    Block { code: "3596", name_hi: "केशकाल", name: "Keshkal", share: 20 },
    Block { code: "3599", name_hi: "माकड़ी", name: "Makdi", share: 17 },
    Block {
        code: "3590", name_hi: "बड़ेराजपुर", name: "Baderajpur", share: 15
    },
];

/// The block that keeps its data late.
pub const MAKDI: usize = 3;
/// The block that types in Kruti Dev.
pub const KESHKAL: usize = 2;

/// A block of the demo district.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// LGD code.
    pub code: &'static str,
    /// Name in Hindi.
    pub name_hi: &'static str,
    /// Name in Latin letters.
    pub name: &'static str,
    /// Its part of the district's groups, in per cent.
    pub share: i64,
}

/// A village of the Local Government Directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Village {
    /// Its place among `BLOCKS`.
    pub block: usize,
    /// LGD code of the gram panchayat; empty where the directory names none.
    pub gp_code: String,
    /// The gram panchayat, in Hindi where known.
    pub gp: String,
    /// LGD code.
    pub code: String,
    /// Name in Hindi, or in Latin letters where the directory has no Hindi.
    pub name_hi: String,
    /// Name in Latin letters.
    pub name: String,
    /// Persons, where joined.
    pub population: Option<i64>,
}

/// A bank branch, with the block whose groups use it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Branch {
    /// Its IFSC.
    pub ifsc: String,
    /// The bank.
    pub bank: String,
    /// The branch.
    pub branch: String,
    /// LGD code of the block.
    pub block_code: String,
}

/// Words of one kind, and how often each comes up.
#[derive(Debug, Clone)]
pub struct NameList {
    /// In Hindi and in Latin letters.
    pub words: Vec<(String, String)>,
    /// Their weights.
    pub wheel: Wheel,
}

/// All lists of names.
#[derive(Debug, Clone)]
pub struct Names {
    /// Given names of women.
    pub female: NameList,
    /// Given names of men.
    pub male: NameList,
    /// Family names by social category: ST, OBC, SC, other.
    pub surnames: [NameList; 4],
    /// Names of groups.
    pub groups: NameList,
}

#[derive(Deserialize)]
struct GeographyRow {
    block_code: String,
    gp_code: String,
    gp: String,
    gp_hi: String,
    village_code: String,
    village: String,
    village_hi: String,
    population: Option<i64>,
}

#[derive(Deserialize)]
struct NameRow {
    kind: String,
    hindi: String,
    latin: String,
    weight: usize,
}

/// The geography file as it ships, for the importer of places.
pub fn geography_csv() -> &'static str {
    GEOGRAPHY
}

/// Kondagaon's villages: block by block, neighbours (one gram panchayat) together.
pub fn villages() -> Vec<Village> {
    let mut villages: Vec<Village> = rows(GEOGRAPHY).map(village).collect();
    villages.sort_by(|a, b| (a.block, &a.gp, &a.code).cmp(&(b.block, &b.gp, &b.code)));
    villages
}

/// The branches of the district's banks.
pub fn branches() -> Vec<Branch> {
    rows(BRANCHES).collect()
}

/// The lists of names.
pub fn names() -> Names {
    let all: Vec<NameRow> = rows(NAMES).collect();
    let list = |kind: &str| {
        let own: Vec<&NameRow> = all.iter().filter(|row| row.kind == kind).collect();
        NameList {
            words: own.iter().map(|row| (row.hindi.clone(), row.latin.clone())).collect(),
            wheel: Wheel::new(own.iter().map(|row| row.weight)),
        }
    };
    Names {
        female: list("given_female"),
        male: list("given_male"),
        surnames: ["surname_st", "surname_obc", "surname_sc", "surname_other"].map(list),
        groups: list("group"),
    }
}

fn village(row: GeographyRow) -> Village {
    let block = BLOCKS
        .iter()
        .position(|block| block.code == row.block_code)
        .expect("the shipped file holds Kondagaon's five blocks only");
    let hindi =
        |hindi: String, latin: &str| if hindi.is_empty() { latin.to_owned() } else { hindi };
    Village {
        block,
        gp_code: row.gp_code,
        gp: hindi(row.gp_hi, &row.gp),
        code: row.village_code,
        name_hi: hindi(row.village_hi, &row.village),
        name: row.village,
        population: row.population,
    }
}

fn rows<T: for<'de> Deserialize<'de>>(text: &'static str) -> impl Iterator<Item = T> {
    csv::Reader::from_reader(text.as_bytes())
        .into_deserialize()
        .map(|row| row.expect("the shipped files were read by a test"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_shipped_files_hold_what_the_papers_say() {
        let villages = villages();
        let gps: BTreeSet<&str> = villages.iter().map(|v| v.gp.as_str()).collect();
        assert_eq!(villages.len(), 576);
        assert!(gps.len() > 300);
        assert_eq!(villages.iter().filter(|v| v.population.is_some()).count(), 286);
        assert_eq!(branches().len(), 39);
        assert!(names().female.words.len() >= 150 && names().groups.words.len() >= 120);
    }

    #[test]
    fn every_block_has_a_branch() {
        for block in BLOCKS {
            assert!(branches().iter().any(|branch| branch.block_code == block.code));
        }
    }
}
