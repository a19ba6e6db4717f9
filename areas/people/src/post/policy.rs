//! Who may do what: the one table of role × area × right, and what narrows it. Pure.
//!
//! The routes say what they need, this table says who has it, and `proofs/permissions.txt` is what
//! follows from both.

use samuh_kernel::scope::{
    Area::{self, Figures, Finance, Groups, Imports, Meetings, People, Places, Plans},
    Right, Rights,
};

use super::model::{Role, Theme};

const N: Option<Right> = None;
const S: Option<Right> = Some(Right::See);
const E: Option<Right> = Some(Right::Enter);
const V: Option<Right> = Some(Right::Approve);
const A: Option<Right> = Some(Right::Administer);

/// A role's highest right in each area, in the order of [`Area::ALL`].
pub type Cells = [Option<Right>; Area::ALL.len()];

/// The highest right of each role in each area: N nothing, S see, E enter, V approve, A administer.
#[rustfmt::skip] // It is read as a table.
pub const POLICY: [(Role, Cells); 14] = [
    //                       Places People Groups Finance Plans Figures Imports Meetings
    (Role::Admin,           [A,     A,     A,     A,      A,    A,      A,       A]),
    (Role::Collector,       [S,     S,     S,     S,      V,    S,      S,       A]),
    (Role::ZpCeo,           [S,     S,     S,     S,      V,    S,      S,       V]),
    (Role::Dmmu,            [E,     S,     V,     V,      V,    V,      V,       V]),
    (Role::Dpm,             [S,     N,     V,     V,      E,    V,      E,       E]),
    (Role::JanpadCeo,       [S,     S,     S,     S,      S,    S,      N,       V]),
    (Role::Bmmu,            [S,     A,     V,     E,      S,    E,      E,       E]),
    (Role::AreaCoordinator, [S,     N,     E,     E,      S,    E,      E,       S]),
    (Role::Prp,             [S,     N,     E,     S,      S,    E,      N,       S]),
    (Role::Bank,            [S,     N,     S,     E,      N,    S,      N,       S]),
    (Role::LineDept,        [S,     N,     S,     N,      S,    S,      N,       S]),
    (Role::Clf,             [S,     N,     E,     E,      S,    E,      N,       S]),
    (Role::Cadre,           [S,     N,     E,     N,      S,    E,      N,       S]),
    (Role::Viewer,          [S,     N,     S,     N,      S,    S,      N,       N]),
];

/// The areas in which a post narrowed to that area of work keeps the rights of its role; elsewhere
/// it sees what the role sees.
const KEPT: [(Theme, &[Area]); 7] = [
    (Theme::Institutions, &[Groups, Plans, Figures, Imports, Meetings]),
    (Theme::Finance, &[Finance, Plans, Figures, Imports, Meetings]),
    (Theme::Farm, &[Plans, Figures, Imports, Meetings]),
    (Theme::NonFarm, &[Plans, Figures, Imports, Meetings]),
    (Theme::Social, &[Groups, Plans, Figures, Meetings]),
    (Theme::Skills, &[Plans, Figures, Meetings]),
    (Theme::Mis, &[Places, People, Groups, Finance, Figures, Imports, Meetings]),
];

/// What a post of a role looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The whole district, always.
    District,
    /// The units it is given, of these kinds.
    Units(&'static [&'static str]),
}

/// What posts of that role look at.
pub fn reach_of(role: Role) -> Reach {
    match role {
        Role::Admin | Role::Collector | Role::ZpCeo | Role::Dmmu | Role::Dpm => Reach::District,
        Role::JanpadCeo | Role::Bmmu => Reach::Units(&["block"]),
        Role::AreaCoordinator => Reach::Units(&["block", "gp", "village", "clf"]),
        Role::Prp => Reach::Units(&["gp", "village", "clf"]),
        Role::Bank => Reach::Units(&["district", "block", "gp", "village"]),
        Role::LineDept => Reach::Units(&["district", "block"]),
        Role::Clf => Reach::Units(&["clf"]),
        Role::Cadre => Reach::Units(&["gp", "village", "shg", "vo", "clf"]),
        Role::Viewer => Reach::Units(&["district", "block", "gp", "village", "shg", "vo", "clf"]),
    }
}

/// The rights of a role by area.
pub fn rights_of(role: Role) -> Rights {
    rights(POLICY.iter().find(|(known, _)| *known == role).map_or([N; 8], |(_, cells)| *cells))
}

/// The rights of a row of the policy.
pub fn rights(cells: Cells) -> Rights {
    let given = Area::ALL.into_iter().zip(cells);
    given.fold(Rights::none(), |rights, (area, right)| match right {
        Some(right) => rights.with(area, right),
        None => rights,
    })
}

/// The rights of a role narrowed to areas of work: outside of them it only sees.
pub fn narrowed(role: Role, themes: &[Theme]) -> Rights {
    let whole = rights_of(role);
    if themes.is_empty() {
        return whole;
    }
    let kept = |area: Area| {
        KEPT.iter().any(|(theme, areas)| themes.contains(theme) && areas.contains(&area))
    };
    Area::ALL.into_iter().fold(Rights::none(), |rights, area| match whole.highest(area) {
        Some(right) if kept(area) => rights.with(area, right),
        Some(_) => rights.with(area, Right::See),
        None => rights,
    })
}

/// True for a role that approves or administers anything.
pub fn approves(role: Role) -> bool {
    Area::ALL.into_iter().any(|area| rights_of(role).may(Right::Approve, area))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_has_its_row_once_and_sees_groups_and_figures() {
        for (at, role) in Role::ALL.into_iter().enumerate() {
            assert_eq!(POLICY[at].0, role, "the table and the list of roles have one order");
            for area in [Groups, Figures, Places] {
                assert!(rights_of(role).may(Right::See, area), "{role:?} {area:?}");
            }
        }
        assert_eq!(POLICY.len(), Role::ALL.len());
    }

    #[test]
    fn people_are_run_by_the_administrator_and_in_a_block_by_its_manager() {
        for role in Role::ALL {
            let runs = rights_of(role).may(Right::Administer, People);
            assert_eq!(runs, matches!(role, Role::Admin | Role::Bmmu), "{role:?}");
        }
    }

    #[test]
    fn the_narrowed_post_approves_in_its_work_and_sees_the_rest() {
        let finance = narrowed(Role::Dpm, &[Theme::Finance]);
        assert!(finance.may(Right::Approve, Finance) && finance.may(Right::Approve, Figures));
        assert_eq!(finance.highest(Groups), Some(Right::See));
        assert_eq!(finance.highest(People), None, "narrowing gives nothing");
        let both = narrowed(Role::Dpm, &[Theme::Finance, Theme::Social]);
        assert!(both.may(Right::Approve, Groups) && both.may(Right::Approve, Finance));
        assert_eq!(narrowed(Role::Dpm, &[]), rights_of(Role::Dpm));
        for role in Role::ALL {
            for theme in Theme::ALL {
                assert!(rights_of(role).include(&narrowed(role, &[theme])), "{role:?} {theme:?}");
            }
        }
    }

    #[test]
    fn every_area_of_work_keeps_something() {
        for theme in Theme::ALL {
            assert!(KEPT.iter().any(|(known, areas)| *known == theme && !areas.is_empty()));
        }
    }

    #[test]
    fn those_who_look_at_the_district_are_not_asked_for_units() {
        for role in Role::ALL {
            assert_eq!(reach_of(role) == Reach::District, role.is_of_district(), "{role:?}");
        }
        assert!(approves(Role::Bmmu) && !approves(Role::Prp) && !approves(Role::LineDept));
    }
}
