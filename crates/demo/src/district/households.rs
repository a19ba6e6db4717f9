//! The list of target households of some villages, as a survey might have it: households whose number
//! the groups know, others that only a name tells, near misses, and those in no group.

use std::collections::BTreeMap;

use samuh_kernel::sheet::Cell;

use super::{District, Member};
use crate::SEED;
use crate::random::Random;
use crate::sources::{BLOCKS, KESHKAL, MAKDI};
use crate::table::{Table, text};

const HEADINGS: [&str; 13] = [
    "विकासखण्ड",
    "ग्राम पंचायत",
    "ग्राम",
    "ग्राम कोड (LGD)",
    "SECC TIN",
    "परिवार क्रमांक",
    "परिवार के मुखिया का नाम",
    "पिता/पति का नाम",
    "महिला का नाम",
    "जाति वर्ग",
    "विशेष पिछड़ी जनजाति",
    "वंचना कोड",
    "पारा/टोला",
];
const HAMLETS: [&str; 6] =
    ["ऊपर पारा", "खाल्हे पारा", "स्कूल पारा", "बाजार पारा", "डोंगरी पारा", "नया पारा"];
const CATEGORIES: [&str; 4] = ["ST", "OBC", "SC", "अन्य"];
const DEPRIVATIONS: [&str; 5] = ["D1", "D2", "D3 D7", "D4", "D5 D7"];

/// A household before it stands in the sheet.
struct Home {
    code: String,
    head: String,
    relation: String,
    woman: String,
    category: usize,
    pvtg: bool,
}

impl District {
    /// True for a village whose survey list reached the office.
    pub fn is_surveyed(&self, village: usize) -> bool {
        match self.villages[village].block {
            MAKDI => village.is_multiple_of(2),
            KESHKAL => village.is_multiple_of(3),
            _ => false,
        }
    }

    /// The list of target households of the surveyed villages.
    pub fn households(&self) -> Table {
        let mut table = Table::new("लक्षित परिवार सूची", &HEADINGS);
        let mut members: BTreeMap<usize, BTreeMap<u32, &Member>> = BTreeMap::new();
        for member in self.members.iter().filter(|member| member.left_on.is_none()) {
            let village = self.groups[member.group].village;
            if self.is_surveyed(village) {
                members.entry(village).or_default().entry(member.household).or_insert(member);
            }
        }
        for village in (0..self.villages.len()).filter(|village| self.is_surveyed(*village)) {
            let own = members.remove(&village).unwrap_or_default();
            self.village(village, &own, &mut table);
        }
        table
    }

    fn village(&self, at: usize, own: &BTreeMap<u32, &Member>, table: &mut Table) {
        let mut random = Random::named(SEED, &format!("households/{at}"));
        let wanted = usize::try_from(self.target_households[at]).unwrap_or_default();
        let mut homes: Vec<Home> =
            own.values().take(wanted).map(|member| self.home(member, &mut random)).collect();
        for number in homes.len()..wanted {
            homes.push(self.left_out((at, number), &mut random));
        }
        random.shuffle(&mut homes);
        let village = &self.villages[at];
        for (number, home) in (1..).zip(&homes) {
            table.rows.push(vec![
                text(BLOCKS[village.block].name_hi),
                text(&village.gp),
                text(&village.name_hi),
                text(&village.code),
                text(&home.code),
                Cell::Number(f64::from(number)),
                text(&home.head),
                text(&home.relation),
                text(&home.woman),
                text(CATEGORIES[home.category]),
                text(if home.pvtg { "हाँ" } else { "नहीं" }),
                text(DEPRIVATIONS[random.below(DEPRIVATIONS.len())]),
                text(HAMLETS[random.below(HAMLETS.len())]),
            ]);
        }
    }

    /// A household that is in a group: of a hundred, seventy by its number, twenty by the names of
    /// wife and husband, the others by a name that only comes near.
    fn home(&self, member: &Member, random: &mut Random) -> Home {
        let [given, husband, surname] = member.name.map(usize::from);
        let surname = &self.names.surnames[member.category].words[surname].0;
        let dice = random.below(100);
        let given = if dice >= 90 { self.other(given, random) } else { given };
        let woman = format!("{} {surname}", self.names.female.words[given].0);
        let head = format!("{} {surname}", self.names.male.words[husband].0);
        Home {
            code: if dice < 70 { member.household.to_string() } else { String::new() },
            head,
            relation: format!("{} {surname}", self.man(random)),
            woman: if dice % 10 < 9 { woman } else { String::new() },
            category: member.category,
            pvtg: member.pvtg,
        }
    }

    /// A household that no group knows.
    fn left_out(&self, (village, number): (usize, usize), random: &mut Random) -> Home {
        let category = usize::from(random.chance(260));
        let surnames = &self.names.surnames[category];
        let surname = &surnames.words[surnames.wheel.turn(random)].0;
        let female = &self.names.female;
        let woman = &female.words[female.wheel.turn(random)].0;
        Home {
            code: (60_000_000 + village * 10_000 + number).to_string(),
            head: format!("{} {surname}", self.man(random)),
            relation: format!("{} {surname}", self.man(random)),
            woman: if random.chance(800) { format!("{woman} {surname}") } else { String::new() },
            category,
            pvtg: category == 0 && random.chance(60),
        }
    }

    fn man(&self, random: &mut Random) -> &str {
        let male = &self.names.male;
        &male.words[male.wheel.turn(random)].0
    }

    fn other(&self, given: usize, random: &mut Random) -> usize {
        let count = self.names.female.words.len();
        (given + 1 + random.below(count - 1)) % count
    }
}
