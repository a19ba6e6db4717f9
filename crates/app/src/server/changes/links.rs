//! The changes a page offers: those its reader may ask for and that fit what stands.

use samuh_groups::{Fact, Institution, Kind};
use samuh_kernel::scope::{Area, Right};
use samuh_web::parts::Link;

use super::verb::Verb;
use crate::server::visit::Visitor;

/// The changes of a group.
pub(crate) fn group_links(visitor: &Visitor, group: &Institution) -> Vec<Link> {
    let verbs: &[Verb] = if is_active(group) {
        &[
            Verb::Correct,
            Verb::Enrol,
            Verb::Bearer,
            Verb::Grade,
            Verb::Affiliate,
            Verb::Move,
            Verb::Split,
            Verb::Merge,
            Verb::Deactivate,
        ]
    } else {
        &[Verb::Correct, Verb::Revive]
    };
    links(visitor, verbs, &format!("/groups/{}", group.id))
}

/// The changes of a VO or CLF.
pub(crate) fn federation_links(visitor: &Visitor, federation: &Institution) -> Vec<Link> {
    let verbs: &[Verb] = match (is_active(federation), federation.kind) {
        (false, _) => &[Verb::Correct, Verb::Revive],
        (true, Kind::Vo) => {
            &[Verb::Correct, Verb::Bearer, Verb::Affiliate, Verb::Move, Verb::Deactivate]
        }
        (true, _) => &[Verb::Correct, Verb::Bearer, Verb::Move, Verb::Deactivate],
    };
    links(visitor, verbs, &format!("/federations/{}", federation.id))
}

/// The changes of a member; one who left may come again.
pub(crate) fn member_links(visitor: &Visitor, id: i64, is_in: bool) -> Vec<Link> {
    let verbs: &[Verb] = if is_in {
        &[Verb::Amend, Verb::Transfer, Verb::Leave]
    } else {
        &[Verb::Amend, Verb::Transfer]
    };
    links(visitor, verbs, &format!("/members/{id}"))
}

fn links(visitor: &Visitor, verbs: &[Verb], path: &str) -> Vec<Link> {
    let scope = visitor.scope();
    if !scope.may(Right::Enter, Area::Groups) {
        return Vec::new();
    }
    let link = |verb: &Verb| {
        let words = visitor.words.t(&format!("change-{}", verb.code()));
        Link::new(words, format!("{path}/{}", verb.code()))
    };
    verbs.iter().map(link).collect()
}

fn is_active(institution: &Institution) -> bool {
    institution.fact(Fact::Status) != Some("inactive")
}
