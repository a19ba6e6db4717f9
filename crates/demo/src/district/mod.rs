//! The synthetic district on Kondagaon's real villages: groups, members, village organisations and
//! cluster federations as they might have grown from 2013 to today. No record is of a real person.

mod federate;
mod form;
mod households;
mod lokos;
mod people;
mod sheets;
mod spread;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;

use crate::sources::{self, Branch, Names, Village};

pub use lokos::LokosReport;
pub use sheets::Span;

/// Groups of the district.
pub const GROUPS: usize = 8412;
/// Village organisations of the district.
pub const VOS: usize = 412;
/// Cluster level federations of the district.
pub const CLFS: usize = 20;
/// Months of reported history, the running one included.
pub const MONTHS: usize = 32;
/// Groups, and members, that stand in the register a second time under another spelling.
pub const TWINS: usize = 40;

/// A day in the life of a group on which something about it became known; none when it has not.
pub type Fact = Option<NaiveDate>;

/// A self-help group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its synthetic code: six or seven digits.
    pub code: u32,
    /// Its place among the villages.
    pub village: usize,
    /// Its place among the VOs.
    pub vo: usize,
    /// The day it entered that VO.
    pub vo_on: Fact,
    /// Its place among the names of groups.
    pub name: usize,
    /// How its name is written: see `District::group_name`.
    pub style: Style,
    /// The day it was formed.
    pub formed_on: NaiveDate,
    /// Its place among the branches.
    pub branch: usize,
    /// The synthetic account number.
    pub account: u32,
    /// The day the account was opened.
    pub account_on: Fact,
    /// The days it was entered, approved and first seen with transactions in LokOS.
    pub lokos: [Fact; 3],
    /// The day it was found inactive.
    pub inactive_on: Fact,
    /// True when it meets every week, else every fortnight.
    pub weekly: bool,
    /// Saving of a member at each meeting, in rupees.
    pub saving: i64,
    /// True when another group of the village is the same one, entered before.
    pub twin: bool,
}

/// How a name is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// The name alone, in Hindi.
    Plain,
    /// With "महिला समूह".
    Women,
    /// With "स्व-सहायता समूह".
    SelfHelp,
    /// In Latin letters and another spelling.
    Latin,
}

/// A member of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Her synthetic code: seven digits.
    pub code: u32,
    /// Her group's place.
    pub group: usize,
    /// Places of her given name, her husband's or father's, and their family name.
    pub name: [u8; 3],
    /// True when her name is written in Latin letters.
    pub latin: bool,
    /// 0 ST, 1 OBC, 2 SC, 3 other.
    pub category: usize,
    /// Of a particularly vulnerable tribal group.
    pub pvtg: bool,
    /// 0 none, 1 herself, 2 somebody of the family.
    pub disability: usize,
    /// True when Christian, the minority of these villages.
    pub minority: bool,
    /// 0 poorest of the poor, 1 poor, 2 not poor.
    pub poverty: usize,
    /// Her mobile number, of a series that no operator is known to use.
    pub mobile: Option<u64>,
    /// The day she was born.
    pub born_on: NaiveDate,
    /// Her household's synthetic number.
    pub household: u32,
    /// The day she joined.
    pub joined_on: NaiveDate,
    /// The day she left.
    pub left_on: Fact,
    /// 0 member, 1 president, 2 secretary, 3 treasurer.
    pub office: usize,
}

/// A village organisation or a cluster level federation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Federation {
    /// Its synthetic code: five digits.
    pub code: u32,
    /// Its name in Hindi.
    pub name: String,
    /// Its name in Latin letters.
    pub latin: String,
    /// The village it sits in.
    pub village: usize,
    /// The day it was formed.
    pub formed_on: NaiveDate,
    /// For a VO, the CLF it stands in and since when.
    pub clf: Option<(usize, NaiveDate)>,
}

/// The whole district as known on a day.
#[derive(Debug, Clone)]
pub struct District {
    /// The day up to which its history runs.
    pub today: NaiveDate,
    /// Villages, block by block.
    pub villages: Vec<Village>,
    /// Target households of each village.
    pub target_households: Vec<i64>,
    /// Groups, oldest first.
    pub groups: Vec<Group>,
    /// Members, in the order of their groups.
    pub members: Vec<Member>,
    /// Village organisations, block by block.
    pub vos: Vec<Federation>,
    /// Cluster level federations, four a block.
    pub clfs: Vec<Federation>,
    /// The lists names come from.
    pub names: Names,
    /// The branches groups bank with.
    pub branches: Vec<Branch>,
}

/// The district with its history up to `today`. The same day always gives the same district.
pub fn district(today: NaiveDate) -> District {
    let villages = sources::villages();
    let names = sources::names();
    let branches = sources::branches();
    let counts = spread::groups_of_villages(&villages);
    let mut groups = form::groups(&villages, &counts, &branches, today);
    let (vos, clfs) = federate::federations(&villages, &names, &mut groups, today);
    let members = people::members(&groups, &names, today);
    let target_households = spread::target_households(&villages, &groups, &members);
    District { today, villages, target_households, groups, members, vos, clfs, names, branches }
}
