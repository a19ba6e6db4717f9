//! What each role may do in each area, and how far a post sees. Pure.

use samuh_engine::{Desk, Error, Result};
use samuh_kernel::{
    fault::{Fault, Faults},
    scope::{Area, Right, Rights, Scope},
    text,
};

use super::model::{NewPost, Role, Unit};
use crate::naming;

/// The most units one post may have.
const UNITS: usize = 200;

/// The highest right of each role in each area; what is not listed is not given.
const POLICY: &[(Role, Area, Right)] = &[
    (Role::Admin, Area::Places, Right::Administer),
    (Role::Admin, Area::People, Right::Administer),
    (Role::Admin, Area::Groups, Right::Administer),
    (Role::Admin, Area::Finance, Right::Administer),
    (Role::Admin, Area::Plans, Right::Administer),
    (Role::Admin, Area::Figures, Right::Administer),
    (Role::Admin, Area::Imports, Right::Administer),
    (Role::Collector, Area::Places, Right::See),
    (Role::Collector, Area::People, Right::See),
    (Role::Collector, Area::Groups, Right::See),
    (Role::Collector, Area::Finance, Right::See),
    (Role::Collector, Area::Plans, Right::Approve),
    (Role::Collector, Area::Figures, Right::See),
    (Role::Collector, Area::Imports, Right::See),
    (Role::Dmmu, Area::Places, Right::Enter),
    (Role::Dmmu, Area::People, Right::See),
    (Role::Dmmu, Area::Groups, Right::Approve),
    (Role::Dmmu, Area::Finance, Right::Approve),
    (Role::Dmmu, Area::Plans, Right::Approve),
    (Role::Dmmu, Area::Figures, Right::Approve),
    (Role::Dmmu, Area::Imports, Right::Approve),
    (Role::Bmmu, Area::Places, Right::See),
    (Role::Bmmu, Area::Groups, Right::Approve),
    (Role::Bmmu, Area::Finance, Right::Enter),
    (Role::Bmmu, Area::Plans, Right::See),
    (Role::Bmmu, Area::Figures, Right::Enter),
    (Role::Bmmu, Area::Imports, Right::Enter),
    (Role::Clf, Area::Places, Right::See),
    (Role::Clf, Area::Groups, Right::Enter),
    (Role::Clf, Area::Finance, Right::Enter),
    (Role::Clf, Area::Plans, Right::See),
    (Role::Clf, Area::Figures, Right::Enter),
    (Role::Cadre, Area::Places, Right::See),
    (Role::Cadre, Area::Groups, Right::Enter),
    (Role::Cadre, Area::Plans, Right::See),
    (Role::Cadre, Area::Figures, Right::Enter),
    (Role::Viewer, Area::Places, Right::See),
    (Role::Viewer, Area::Groups, Right::See),
    (Role::Viewer, Area::Plans, Right::See),
    (Role::Viewer, Area::Figures, Right::See),
];

/// The rights of a role by area.
pub fn rights_of(role: Role) -> Rights {
    let own = POLICY.iter().filter(|(known, _, _)| *known == role);
    own.fold(Rights::none(), |rights, (_, area, right)| rights.with(*area, *right))
}

/// How far a post sees: an office of the district sees all of it, so does one whose unit is the
/// district; others see below their units, and without units nothing. A unit is (number, kind).
pub(crate) fn scope_of(
    district_id: i64,
    post_id: i64,
    role: Role,
    units: &[(i64, Option<String>)],
) -> Scope {
    let whole = units.iter().any(|(_, kind)| kind.as_deref() == Some("district"));
    if role.is_of_district() || whole {
        return Scope::district(district_id, rights_of(role));
    }
    if units.is_empty() {
        return Scope::nothing(district_id);
    }
    let units = units.iter().map(|(id, _)| *id).collect();
    Scope::subtrees(district_id, post_id, units, rights_of(role))
}

/// The desk of someone who may so far do nothing but set a password.
pub(crate) fn locked_desk(district_id: i64, post_id: i64, officer_id: i64) -> Desk {
    Desk::new(post_id, officer_id, Scope::nothing(district_id))
}

/// Accounts and posts are made and closed by those who administer people.
pub(crate) fn may_administer(scope: &Scope) -> Result<()> {
    may(scope, Right::Administer, "people.administer")
}

/// Accounts and posts are listed for those who may see people.
pub(crate) fn may_see(scope: &Scope) -> Result<()> {
    may(scope, Right::See, "people.see")
}

fn may(scope: &Scope, right: Right, rule: &'static str) -> Result<()> {
    if scope.may(right, Area::People) { Ok(()) } else { Err(Error::Denied(rule)) }
}

/// What is wrong with a post to be made; `found` are those of its units that the district has.
pub(super) fn check(post: &NewPost, found: &[Unit]) -> Faults {
    let mut faults = Faults::default();
    for (field, title) in [("title_hi", &post.title_hi), ("title_en", &post.title_en)] {
        faults.0.extend(title.as_deref().and_then(|title| naming::check(field, title)));
    }
    let wanted = kinds_of(post.role);
    if wanted.is_empty() && !post.units.is_empty() {
        faults.on("unit", "units_not_for_role");
    } else if !wanted.is_empty() && post.units.is_empty() {
        faults.on("unit", "unit_missing");
    } else if post.units.len() > UNITS {
        faults.with_args("unit", "units_many", &[("most", UNITS.to_string())]);
    }
    for id in &post.units {
        match found.iter().find(|unit| unit.id == *id) {
            None => faults.push(Fault::at("unit", "unit_unknown").with("unit", id)),
            Some(unit) if !wanted.is_empty() && !wanted.contains(&unit.kind.as_str()) => {
                let name = unit.name_hi.as_ref().or(unit.name_en.as_ref());
                let name = name.cloned().unwrap_or_else(|| id.to_string());
                faults.push(Fault::at("unit", "unit_wrong_kind").with("unit", name))
            }
            Some(_) => &mut faults,
        };
    }
    faults
}

/// The post as it is written: titles without stray spaces, no empty title, each unit once.
pub(super) fn tidy(post: &NewPost) -> NewPost {
    let title =
        |text: &Option<String>| text.as_deref().map(text::tidy).filter(|title| !title.is_empty());
    let mut units = post.units.clone();
    units.sort_unstable();
    units.dedup();
    NewPost {
        role: post.role,
        title_hi: title(&post.title_hi),
        title_en: title(&post.title_en),
        units,
    }
}

/// The kinds of units a role may be given; none for the offices of the district.
fn kinds_of(role: Role) -> &'static [&'static str] {
    match role {
        Role::Admin | Role::Collector | Role::Dmmu => &[],
        Role::Bmmu => &["block"],
        Role::Clf => &["clf"],
        Role::Cadre => &["gp", "village", "shg", "vo", "clf"],
        Role::Viewer => &["district", "block", "gp", "village", "shg", "vo", "clf"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(id: i64, kind: &str) -> Unit {
        Unit { id, kind: kind.into(), name_hi: Some("माकड़ी".into()), name_en: None }
    }

    fn post(role: Role, units: &[i64]) -> NewPost {
        NewPost { role, title_hi: None, title_en: None, units: units.to_vec() }
    }

    fn codes(post: &NewPost, found: &[Unit]) -> Vec<String> {
        check(post, found).iter().map(|fault| fault.code.clone()).collect()
    }

    #[test]
    fn only_the_administrator_makes_accounts_and_only_district_offices_see_them() {
        for role in Role::ALL {
            let rights = rights_of(role);
            assert_eq!(
                rights.may(Right::Administer, Area::People),
                role == Role::Admin,
                "{role:?}"
            );
            assert_eq!(rights.may(Right::See, Area::People), role.is_of_district(), "{role:?}");
        }
    }

    #[test]
    fn a_viewer_enters_nothing_and_every_role_sees_groups_and_figures() {
        let areas = [Area::Places, Area::People, Area::Groups, Area::Finance, Area::Plans];
        let viewer = rights_of(Role::Viewer);
        assert!(!areas.into_iter().any(|area| viewer.may(Right::Enter, area)));
        for role in Role::ALL {
            assert!(rights_of(role).may(Right::See, Area::Groups), "{role:?}");
            assert!(rights_of(role).may(Right::See, Area::Figures), "{role:?}");
        }
    }

    #[test]
    fn no_cell_of_the_policy_is_written_twice() {
        for (at, (role, area, _)) in POLICY.iter().enumerate() {
            let again = POLICY[..at].iter().any(|(r, a, _)| (r, a) == (role, area));
            assert!(!again, "{role:?} {area:?}");
        }
    }

    #[test]
    fn a_block_sees_below_its_unit_a_district_unit_opens_all_and_no_unit_opens_nothing() {
        let block = scope_of(643, 7, Role::Bmmu, &[(12, Some("block".into()))]);
        assert_eq!((block.roots(), block.key(), block.is_whole_district()), (&[12][..], 7, false));
        let guest = scope_of(643, 8, Role::Viewer, &[(1, Some("district".into()))]);
        assert!(guest.is_whole_district() && !guest.may(Right::Enter, Area::Groups));
        assert_eq!(scope_of(643, 9, Role::Cadre, &[]), Scope::nothing(643));
        assert!(scope_of(643, 1, Role::Collector, &[]).is_whole_district());
    }

    #[test]
    fn a_post_takes_the_units_of_its_role_and_no_others() {
        assert!(codes(&post(Role::Bmmu, &[12]), &[unit(12, "block")]).is_empty());
        assert!(codes(&post(Role::Dmmu, &[]), &[]).is_empty());
        assert_eq!(codes(&post(Role::Bmmu, &[]), &[]), ["unit_missing"]);
        assert_eq!(codes(&post(Role::Bmmu, &[12]), &[]), ["unit_unknown"]);
        assert_eq!(codes(&post(Role::Bmmu, &[12]), &[unit(12, "village")]), ["unit_wrong_kind"]);
        assert_eq!(codes(&post(Role::Admin, &[12]), &[unit(12, "block")]), ["units_not_for_role"]);
        let long = NewPost { title_hi: Some("क".repeat(121)), ..post(Role::Dmmu, &[]) };
        assert_eq!(codes(&long, &[]), ["text_long"]);
    }
}
