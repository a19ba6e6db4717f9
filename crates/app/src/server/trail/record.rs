//! The records that have a trail: how an address names them, and that the desk may see them.

use samuh_engine::{Error, Reader, Result, clock};
use samuh_figures::catalogue;
use samuh_groups::{
    FPOS, PRODUCERS, Proposal,
    duplicate::store::twice::kept_group_of,
    institution_of, member_of, proposal,
    saturation::{model::Field, store::one},
};
use samuh_kernel::{
    calendar::FinancialYear,
    scope::{Area, Right, Scope},
};
use samuh_meetings::{direction::direction_of, event::event_of, meeting::meeting_of};
use samuh_web::parts::Link;

use crate::server::{
    approvals::Ask,
    dashboard::{crumbs, name as indicator_name},
    events,
    groups::{member_row, store::names_of},
    meetings, registers,
    visit::Visitor,
};

/// A kind of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A group or federation.
    Institution,
    /// A member.
    Member,
    /// A household that the mission wants in groups.
    Household,
    /// A place.
    Place,
    /// A plan of a year: indicator and year in one number.
    Plan,
    /// Figures a unit reported.
    Reported,
    /// An import.
    Batch,
    /// A post.
    Post,
    /// An officer.
    Officer,
    /// An account.
    Account,
    /// A producer group.
    Producer,
    /// A farmer producer organisation.
    Fpo,
    /// A meeting.
    Meeting,
    /// A direction.
    Direction,
    /// An event.
    Event,
    /// A proposal that a second post decides.
    Proposal,
}

impl Kind {
    const ALL: [Self; 16] = [
        Self::Institution,
        Self::Member,
        Self::Household,
        Self::Place,
        Self::Plan,
        Self::Reported,
        Self::Batch,
        Self::Post,
        Self::Officer,
        Self::Account,
        Self::Producer,
        Self::Fpo,
        Self::Meeting,
        Self::Direction,
        Self::Event,
        Self::Proposal,
    ];

    /// As addresses say it.
    pub(crate) fn code(self) -> &'static str {
        self.subject()
    }

    /// As the trail keeps it.
    pub(super) fn subject(self) -> &'static str {
        match self {
            Self::Institution => "institution",
            Self::Member => "member",
            Self::Household => "target_household",
            Self::Place => "place",
            Self::Plan => "plan",
            Self::Reported => "reported",
            Self::Batch => "batch",
            Self::Post => "post",
            Self::Officer => "officer",
            Self::Account => "account",
            Self::Producer => "producer",
            Self::Fpo => "fpo",
            Self::Meeting => "meeting",
            Self::Direction => "direction",
            Self::Event => "event",
            Self::Proposal => "proposal",
        }
    }

    /// The kind of that word.
    pub(super) fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// The area whose right opens records of that kind; what is not known belongs to people.
pub(super) fn area_of(subject: &str) -> Area {
    match subject {
        "institution" | "member" | "target_household" | "proposal" | "approval_policy"
        | "duplicate_pair" | "producer" | "fpo" => Area::Groups,
        "place" => Area::Places,
        "plan" => Area::Plans,
        "reported" | "check_rule" => Area::Figures,
        "batch" => Area::Imports,
        "meeting" | "meeting_series" | "direction" | "notice_policy" | "escalation_rule"
        | "precedence" | "attendance_rule" | "event" => Area::Meetings,
        _ => Area::People,
    }
}

/// True where the desk may see records of that kind at all.
pub(super) fn is_open(scope: &Scope, subject: &str) -> bool {
    scope.may(Right::See, area_of(subject))
}

/// The name of a record that the desk may see, and the way to it.
///
/// # Errors
/// `NotFound` when it is not there or not the desk's.
pub(super) fn found(
    reader: &mut Reader,
    visitor: &Visitor,
    kind: Kind,
    id: i64,
) -> Result<(String, Vec<Link>)> {
    let (scope, hindi) = (visitor.scope(), visitor.hindi());
    if !is_open(scope, kind.subject()) {
        return Err(Error::NotFound);
    }
    match kind {
        Kind::Institution => institution(reader, visitor, id),
        Kind::Member => {
            let lines = member_of(reader, scope, id, false)?;
            let seen = lines.first().ok_or(Error::NotFound)?;
            let link = member_row(seen, hindi).member;
            let mut way = crumbs(visitor, seen.place_id, true);
            way.push(link.clone());
            Ok((link.text, way))
        }
        Kind::Producer | Kind::Fpo => registered(reader, visitor, kind, id),
        Kind::Household => {
            let seen = one(reader, scope, id, clock::today())?;
            let head = seen.target.texts.get(Field::Head).to_owned();
            let mut way = crumbs(visitor, seen.target.place_id, true);
            way.push(Link::new(head.as_str(), format!("/saturation/households/{id}")));
            Ok((head, way))
        }
        Kind::Place | Kind::Reported if visitor.home.places.get(id).is_some() => {
            if !visitor.home.is_seen(scope, id) {
                return Err(Error::NotFound);
            }
            Ok((visitor.home.name(id, hindi).to_owned(), crumbs(visitor, id, true)))
        }
        Kind::Reported => {
            let found = institution_of(reader, scope, id)?;
            Ok((found.name(hindi).to_owned(), crumbs(visitor, found.place_id, true)))
        }
        Kind::Plan => {
            let link = plan_link(visitor, id).ok_or(Error::NotFound)?;
            Ok((link.text.clone(), vec![link]))
        }
        Kind::Meeting | Kind::Direction | Kind::Event => of_meetings(reader, visitor, kind, id),
        Kind::Proposal => {
            let found: Proposal<Ask> = proposal(reader, scope, id)?;
            let name = format!("{} {}", visitor.words.t("trail-kind-proposal"), found.id);
            Ok((name.clone(), vec![Link::new(name, format!("/approvals/{id}"))]))
        }
        Kind::Batch | Kind::Post | Kind::Officer | Kind::Account | Kind::Place
            if scope.is_whole_district() && kind != Kind::Place =>
        {
            let key = format!("trail-kind-{}", kind.subject());
            Ok((format!("{} {id}", visitor.words.t(&key)), Vec::new()))
        }
        _ => Err(Error::NotFound),
    }
}

/// A meeting, a direction or an event.
fn of_meetings(
    reader: &mut Reader,
    visitor: &Visitor,
    kind: Kind,
    id: i64,
) -> Result<(String, Vec<Link>)> {
    let (name, address) = match kind {
        Kind::Meeting => {
            let found = meeting_of(reader, visitor.desk(), id)?;
            let name = meetings::title(&found, visitor.words, visitor.hindi());
            (name, format!("/meetings/{id}"))
        }
        Kind::Event => {
            let found = event_of(reader, visitor.desk(), id)?;
            (events::title(&found, visitor.words), format!("/events/{id}"))
        }
        _ => {
            let found = direction_of(reader, visitor.desk(), id)?;
            let link = Link::new(found.label(), format!("/directions/{id}"));
            return Ok((found.text, vec![link]));
        }
    };
    let way = vec![Link::new(name.as_str(), address)];
    Ok((name, way))
}

fn institution(reader: &mut Reader, visitor: &Visitor, id: i64) -> Result<(String, Vec<Link>)> {
    let (scope, hindi) = (visitor.scope(), visitor.hindi());
    let (found, name) = match institution_of(reader, scope, id) {
        // The second record of a group has its trail still; who sees the kept one sees it.
        Err(Error::NotFound) => {
            let kept_id = kept_group_of(reader, scope, id)?;
            let names = names_of(reader, scope, &[id])?;
            let name = names.get(&id).map(|named| named.name(hindi).to_owned());
            (institution_of(reader, scope, kept_id)?, name)
        }
        found => (found?, None),
    };
    let mut way = crumbs(visitor, found.place_id, true);
    way.push(Link::new(found.name(hindi), format!("/groups/{}", found.id)));
    Ok((name.unwrap_or_else(|| found.name(hindi).to_owned()), way))
}

/// A record of a register that is kept through the engine.
fn registered(
    reader: &mut Reader,
    visitor: &Visitor,
    kind: Kind,
    id: i64,
) -> Result<(String, Vec<Link>)> {
    let register = if kind == Kind::Fpo { &FPOS } else { &PRODUCERS };
    let record = registers::seen(reader, visitor, register, id)?;
    let name = registers::name(visitor, &record);
    let place = record.values.number("place_id").unwrap_or(0);
    let mut way = crumbs(visitor, place, true);
    way.push(Link::new(name.as_str(), registers::record_address(register, id)));
    Ok((name, way))
}

/// Indicator and year of a plan, with its page.
pub(super) fn plan_link(visitor: &Visitor, id: i64) -> Option<Link> {
    let indicator = catalogue::by_id(id / 10_000)?;
    let year = FinancialYear(i32::try_from(id % 10_000).ok()?);
    let text = format!("{} {year}", indicator_name(visitor.words, indicator));
    Some(Link::new(text, format!("/targets/{year}/{}", indicator.code)))
}
