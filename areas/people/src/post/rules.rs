//! How far a post sees, who runs it, and what a post must be like. Pure.

use samuh_engine::{Desk, Error, Result};
use samuh_kernel::{
    fault::{Fault, Faults},
    scope::{Area, Right, Rights, Scope},
    text,
};

use super::{
    model::{CadreKind, NewPost, Role, Theme, Unit},
    policy::{self, Reach},
};
use crate::naming;

/// The most units one post may have.
const UNITS: usize = 200;

/// How far a post sees: an office of the district sees all of it, so does one whose unit is the
/// district; others see below their units, and without units nothing. A unit is (number, kind).
pub(crate) fn scope_of(
    district_id: i64,
    post_id: i64,
    rights: Rights,
    role: Role,
    units: &[(i64, Option<String>)],
) -> Scope {
    let whole = units.iter().any(|(_, kind)| kind.as_deref() == Some("district"));
    if role.is_of_district() || whole {
        return Scope::district(district_id, rights);
    }
    if units.is_empty() {
        return Scope::nothing(district_id);
    }
    let units = units.iter().map(|(id, _)| *id).collect();
    Scope::subtrees(district_id, post_id, units, rights)
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

/// Whether a desk runs posts of that kind, once it sees them: in the whole district every one; below
/// it those with no part in people themselves that may nothing the desk may not.
pub(crate) fn may_run(scope: &Scope, role: Role, themes: &[Theme]) -> Result<()> {
    may_administer(scope)?;
    let theirs = policy::narrowed(role, themes);
    let is_below = !role.is_of_district()
        && !theirs.may(Right::See, Area::People)
        && scope.rights().include(&theirs);
    if scope.is_whole_district() || is_below { Ok(()) } else { Err(Error::Denied("people.above")) }
}

/// What is wrong with a post to be made; `found` are those of its units that the desk may give, and
/// `kinds` the kinds of cadres of the day.
pub(super) fn check(post: &NewPost, found: &[Unit], kinds: &[CadreKind]) -> Faults {
    let mut faults = Faults::default();
    if post.role == Role::Dpm && post.themes.is_empty() {
        faults.on("theme", "theme_missing");
    }
    match (post.role, &post.cadre) {
        (Role::Cadre, Some(code)) if !kinds.iter().any(|kind| kind.code == *code) => {
            faults.on("cadre", "cadre_unknown");
        }
        (role, Some(_)) if role != Role::Cadre => {
            faults.on("cadre", "cadre_not_for_role");
        }
        _ => {}
    }
    for (field, title) in [("title_hi", &post.title_hi), ("title_en", &post.title_en)] {
        faults.0.extend(title.as_deref().and_then(|title| naming::check(field, title)));
    }
    let wanted = match policy::reach_of(post.role) {
        Reach::District => &[],
        Reach::Units(kinds) => kinds,
    };
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
        cadre: post.cadre.clone(),
        themes: Theme::ALL.into_iter().filter(|theme| post.themes.contains(theme)).collect(),
        units,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(id: i64, kind: &str) -> Unit {
        Unit { id, kind: kind.into(), name_hi: Some("माकड़ी".into()), name_en: None }
    }

    fn codes(post: &NewPost, found: &[Unit]) -> Vec<String> {
        let kind = |code: &str| CadreKind {
            code: code.into(),
            name_hi: "बैंक सखी".into(),
            name_en: "Bank Sakhi".into(),
        };
        check(post, found, &[kind("bank_sakhi")]).iter().map(|fault| fault.code.clone()).collect()
    }

    #[test]
    fn a_block_sees_below_its_unit_a_district_unit_opens_all_and_no_unit_opens_nothing() {
        let scope = |post_id, role, units: &[(i64, Option<String>)]| {
            scope_of(643, post_id, policy::rights_of(role), role, units)
        };
        let block = scope(7, Role::Bmmu, &[(12, Some("block".into()))]);
        assert_eq!((block.roots(), block.key(), block.is_whole_district()), (&[12][..], 7, false));
        let guest = scope(8, Role::Viewer, &[(1, Some("district".into()))]);
        assert!(guest.is_whole_district() && !guest.may(Right::Enter, Area::Groups));
        assert_eq!(scope(9, Role::Cadre, &[]), Scope::nothing(643));
        assert!(scope(1, Role::Collector, &[]).is_whole_district());
    }

    #[test]
    fn a_post_takes_the_units_of_its_role_and_no_others() {
        assert!(codes(&NewPost::of(Role::Bmmu, &[12]), &[unit(12, "block")]).is_empty());
        assert!(codes(&NewPost::of(Role::Dmmu, &[]), &[]).is_empty());
        assert_eq!(codes(&NewPost::of(Role::Bmmu, &[]), &[]), ["unit_missing"]);
        assert_eq!(codes(&NewPost::of(Role::Bmmu, &[12]), &[]), ["unit_unknown"]);
        assert_eq!(
            codes(&NewPost::of(Role::Bmmu, &[12]), &[unit(12, "village")]),
            ["unit_wrong_kind"]
        );
        assert_eq!(
            codes(&NewPost::of(Role::Admin, &[12]), &[unit(12, "block")]),
            ["units_not_for_role"]
        );
        assert_eq!(codes(&NewPost::of(Role::Dpm, &[]), &[]), ["theme_missing"]);
        let cadre =
            |role, code: &str| NewPost { cadre: Some(code.into()), ..NewPost::of(role, &[12]) };
        let village = [unit(12, "village")];
        assert!(codes(&cadre(Role::Cadre, "bank_sakhi"), &village).is_empty());
        assert_eq!(codes(&cadre(Role::Cadre, "tailor"), &village), ["cadre_unknown"]);
        assert_eq!(codes(&cadre(Role::Prp, "bank_sakhi"), &village), ["cadre_not_for_role"]);
        let long = NewPost { title_hi: Some("क".repeat(121)), ..NewPost::of(Role::Dmmu, &[]) };
        assert_eq!(codes(&long, &[]), ["text_long"]);
    }

    #[test]
    fn a_block_runs_those_below_it_and_nobody_beside_or_above() {
        let rights = policy::rights_of(Role::Bmmu);
        let block = Scope::subtrees(643, 7, vec![12], rights);
        let below = [Role::AreaCoordinator, Role::Prp, Role::Clf, Role::Cadre, Role::Viewer];
        for role in Role::ALL {
            let runs = may_run(&block, role, &[]).is_ok();
            let expected = below.contains(&role) || matches!(role, Role::Bank | Role::LineDept);
            assert_eq!(runs, expected, "{role:?}");
        }
        let district = Scope::district(643, policy::rights_of(Role::Admin));
        assert!(Role::ALL.into_iter().all(|role| may_run(&district, role, &[]).is_ok()));
        let collector = Scope::district(643, policy::rights_of(Role::Collector));
        assert!(may_run(&collector, Role::Cadre, &[]).is_err());
    }
}
