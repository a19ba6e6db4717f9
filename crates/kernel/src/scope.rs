//! What a desk may see and do: a set of subtrees of one district, and rights by area.
//!
//! Its fields are private and there is no unscoped read: every store asks for a `Scope`.

use serde::{Deserialize, Serialize};

/// A room of the house, for rights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Area {
    /// Districts, blocks, panchayats, villages.
    Places,
    /// Posts, officers, accounts.
    People,
    /// Groups, federations, members.
    Groups,
    /// Funds, accounts, loans.
    Finance,
    /// Plans and targets.
    Plans,
    /// Figures and reported progress.
    Figures,
    /// Import batches.
    Imports,
    /// Meetings, directions and what is reported on them.
    Meetings,
}

impl Area {
    /// Every area, in the order in which policies are written.
    pub const ALL: [Self; 8] = [
        Self::Places,
        Self::People,
        Self::Groups,
        Self::Finance,
        Self::Plans,
        Self::Figures,
        Self::Imports,
        Self::Meetings,
    ];
}

/// What may be done in an area. Each includes those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// Read.
    See,
    /// Enter and correct.
    Enter,
    /// Approve what another entered.
    Approve,
    /// Run the area: accounts, locks, undo of others' batches.
    Administer,
}

/// The highest right in each area; an area that is not named gives none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rights(Vec<(Area, Right)>);

impl Rights {
    /// Nothing at all.
    pub fn none() -> Self {
        Self::default()
    }

    /// Everything everywhere: the administrator, and the machine itself.
    pub fn all() -> Self {
        Self(Area::ALL.into_iter().map(|area| (area, Right::Administer)).collect())
    }

    /// The same with that right in that area.
    #[must_use]
    pub fn with(mut self, area: Area, right: Right) -> Self {
        self.0.retain(|(known, _)| *known != area);
        self.0.push((area, right));
        self
    }

    /// True where the right, or a higher one, is given in the area.
    pub fn may(&self, right: Right, area: Area) -> bool {
        self.highest(area).is_some_and(|highest| highest >= right)
    }

    /// The highest right in an area.
    pub fn highest(&self, area: Area) -> Option<Right> {
        self.0.iter().find(|(known, _)| *known == area).map(|(_, highest)| *highest)
    }

    /// True where every right of the other is given here too: nobody gives what he has not.
    pub fn include(&self, other: &Self) -> bool {
        other.0.iter().all(|(area, right)| self.may(*right, *area))
    }
}

/// How far a desk sees: the whole district, the units of its post, or nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
enum Reach {
    District,
    Post { post_id: i64, units: Vec<i64> },
    Nothing,
}

/// What a desk may see and do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    district_id: i64,
    reach: Reach,
    rights: Rights,
}

impl Scope {
    /// The whole of a district.
    pub fn district(district_id: i64, rights: Rights) -> Self {
        Self { district_id, reach: Reach::District, rights }
    }

    /// The subtrees below the units of a post (places or federations). Without a unit, or with a
    /// post number below 1, it is nothing.
    pub fn subtrees(district_id: i64, post_id: i64, mut units: Vec<i64>, rights: Rights) -> Self {
        // 0 and -1 are the keys of nothing and of the whole district: no post may borrow them.
        if post_id < 1 || units.is_empty() {
            return Self::nothing(district_id);
        }
        units.sort_unstable();
        units.dedup();
        Self { district_id, reach: Reach::Post { post_id, units }, rights }
    }

    /// Nothing: an account without a post.
    pub fn nothing(district_id: i64) -> Self {
        Self { district_id, reach: Reach::Nothing, rights: Rights::none() }
    }

    /// The district all reads and acts stay in.
    pub fn district_id(&self) -> i64 {
        self.district_id
    }

    /// True where the right, or a higher one, is given in the area.
    pub fn may(&self, right: Right, area: Area) -> bool {
        self.reach != Reach::Nothing && self.rights.may(right, area)
    }

    /// The rights, wherever it reaches.
    pub fn rights(&self) -> &Rights {
        &self.rights
    }

    /// True where no subtree limits the reads.
    pub fn is_whole_district(&self) -> bool {
        self.reach == Reach::District
    }

    /// The unit numbers at the top of what is seen; empty for the whole district and for nothing.
    pub fn roots(&self) -> &[i64] {
        match &self.reach {
            Reach::Post { units, .. } => units,
            _ => &[],
        }
    }

    /// The value statements compare with `post_unit.post_id`: the post, -1 for the whole district,
    /// 0 for nothing (no post has that number).
    pub fn key(&self) -> i64 {
        match &self.reach {
            Reach::District => -1,
            Reach::Post { post_id, .. } => *post_id,
            Reach::Nothing => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_right_includes_the_lower_ones_and_no_others() {
        let rights = Rights::none().with(Area::Groups, Right::Enter);
        let scope = Scope::subtrees(643, 7, vec![12], rights);
        assert!(scope.may(Right::See, Area::Groups) && scope.may(Right::Enter, Area::Groups));
        assert!(!scope.may(Right::Approve, Area::Groups) && !scope.may(Right::See, Area::People));
    }

    #[test]
    fn nothing_sees_nothing_whatever_its_rights() {
        let scope = Scope::nothing(643);
        assert!(!scope.may(Right::See, Area::Groups) && !scope.is_whole_district());
        assert_eq!((scope.key(), Scope::district(643, Rights::all()).key()), (0, -1));
    }

    #[test]
    fn no_post_number_opens_the_whole_district() {
        for post_id in [-1, 0, i64::MIN] {
            let scope = Scope::subtrees(643, post_id, vec![12], Rights::all());
            assert_eq!(scope, Scope::nothing(643), "{post_id}");
        }
        assert_eq!(Scope::subtrees(643, 7, vec![], Rights::all()), Scope::nothing(643));
    }

    #[test]
    fn a_post_sees_below_its_units_each_named_once() {
        let scope = Scope::subtrees(643, 7, vec![30, 12, 30], Rights::all());
        assert_eq!((scope.roots(), scope.key()), (&[12, 30][..], 7));
        assert!(!scope.is_whole_district());
        assert!(Scope::district(643, Rights::none()).roots().is_empty());
    }

    #[test]
    fn rights_include_what_is_not_more_than_they_give() {
        let block = Rights::none().with(Area::Groups, Right::Approve).with(Area::Plans, Right::See);
        let field = Rights::none().with(Area::Groups, Right::Enter);
        assert!(block.include(&field) && block.include(&block) && !field.include(&block));
        assert!(!block.include(&field.clone().with(Area::Places, Right::See)));
        assert!(Rights::all().include(&block) && field.include(&Rights::none()));
    }

    #[test]
    fn a_right_given_again_replaces_the_one_before() {
        let rights = Rights::all().with(Area::Plans, Right::See);
        assert!(rights.may(Right::See, Area::Plans) && !rights.may(Right::Enter, Area::Plans));
        assert!(rights.may(Right::Administer, Area::Groups));
    }
}
