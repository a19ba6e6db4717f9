//! What a change is about: an institution, and the member where it is about one.

use samuh_engine::{Error, Reader, Result};
use samuh_groups::{Institution, Kind, MemberSeen, institution_of, member_of};
use samuh_web::parts::Link;

use super::verb::Verb;
use crate::server::{dashboard, groups::member_row, visit::Visitor};

/// An institution as the desk sees it, with one of its members where a change is about her. A
/// federation yet to be formed has neither.
pub(super) struct Subject {
    pub(super) institution: Option<Institution>,
    pub(super) member: Option<MemberSeen>,
}

impl Subject {
    /// Loads it within the desk's scope.
    pub(super) fn load(
        reader: &mut Reader,
        visitor: &Visitor,
        verb: Verb,
        id: i64,
    ) -> Result<Self> {
        let scope = visitor.scope();
        if verb == Verb::Federate {
            return Ok(Self { institution: None, member: None });
        }
        if !verb.is_of_member() {
            let institution = Some(institution_of(reader, scope, id)?);
            return Ok(Self { institution, member: None });
        }
        let lines = member_of(reader, scope, id, false)?;
        let latest = lines.into_iter().max_by_key(|line| (line.left_on.is_none(), line.joined_on));
        let member = latest.ok_or(Error::NotFound)?;
        let institution = Some(institution_of(reader, scope, member.institution_id)?);
        Ok(Self { institution, member: Some(member) })
    }

    /// The edition that the form shows.
    pub(super) fn version(&self) -> i64 {
        let of_member = self.member.as_ref().map(|member| member.version);
        let of_institution = self.institution.as_ref().map(|institution| institution.version);
        of_member.or(of_institution).unwrap_or(0)
    }

    /// Its number.
    pub(super) fn id(&self) -> i64 {
        let institution = self.institution.as_ref().map_or(0, |institution| institution.id);
        self.member.as_ref().map_or(institution, |member| member.id)
    }

    /// Its kind, where it is an institution.
    pub(super) fn kind(&self) -> Kind {
        self.institution.as_ref().map_or(Kind::Clf, |institution| institution.kind)
    }

    /// Its name.
    pub(super) fn name(&self, hindi: bool) -> String {
        match (&self.member, &self.institution) {
            (Some(member), _) => member_row(member, hindi).member.text,
            (None, Some(institution)) => institution.name(hindi).to_owned(),
            (None, None) => String::new(),
        }
    }

    /// Its own page.
    pub(super) fn page(&self) -> String {
        match (&self.member, &self.institution) {
            (Some(member), _) => format!("/members/{}", member.id),
            (None, Some(institution)) if institution.kind == Kind::Shg => {
                format!("/groups/{}", institution.id)
            }
            (None, Some(institution)) => format!("/federations/{}/record", institution.id),
            (None, None) => "/federations".to_owned(),
        }
    }

    /// The way down to it.
    pub(super) fn crumbs(&self, visitor: &Visitor) -> Vec<Link> {
        let Some(institution) = &self.institution else {
            return vec![Link::new(visitor.words.t("list-federations"), "/federations")];
        };
        let mut crumbs = dashboard::crumbs(visitor, institution.place_id, true);
        crumbs.push(Link::new(self.name(visitor.hindi()), self.page()));
        crumbs
    }
}
