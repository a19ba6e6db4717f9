//! What an address answers by the policy: first the right it needs, then whether the record is seen,
//! then whether it is below the desk.

use samuh::server::{Needs, Route};
use samuh_kernel::scope::Rights;
use samuh_people::Role;

use super::ground::{Kind, Relation};

/// What an answer says of permission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Let through.
    Open,
    /// 403.
    Denied,
    /// 404.
    Hidden,
    /// Asked to sign in.
    SignIn,
    /// 400: the form was not understood, so that the record was not even looked for.
    Unread,
}

impl Outcome {
    /// As the proof says it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Open => "ok",
            Self::Denied => "no",
            Self::Hidden => "none",
            Self::SignIn => "sign-in",
            Self::Unread => "unread",
        }
    }
}

/// Addresses that change somebody's account or post: only from above.
const FROM_ABOVE: &[&str] = &[
    "/users/{id}",
    "/users/{id}/relieve",
    "/posts/{id}/hand-over",
    "/posts/{id}/change",
    "/posts/{id}/close",
];

/// Their forms, which are not opened to be denied once they are filled.
const FORMS_FROM_ABOVE: &[&str] = &["/posts/{id}/hand-over", "/posts/{id}/change"];

/// Addresses that look for something more once the record is let through, which the ground does not
/// have: the file of an import, a part of its report, a reported sheet, a plan of that year, minutes of
/// a meeting that is over, a frozen ranking, a finding, an award.
const LOOK_FURTHER: &[(&str, &str)] = &[
    ("POST", "/imports/{id}/columns"),
    ("POST", "/imports/{id}/again"),
    ("POST", "/imports/{id}/doubts"),
    ("GET", "/imports/{id}/{part}"),
    ("GET", "/reported/{unit}/{month}"),
    ("POST", "/reported/{unit}/{month}"),
    ("GET", "/targets/{year}/{indicator}"),
    ("POST", "/targets/{year}/{indicator}"),
    ("GET", "/rankings/{no}"),
    ("GET", "/rankings/{no}/{unit}"),
    ("GET", "/checks/{no}"),
    ("GET", "/awards/print"),
    ("GET", "/trail/{kind}/{id}"),
    ("GET", "/trail/entries/{no}"),
    ("GET", "/meetings/{id}/minutes"),
    ("GET", "/events/{id}/certificates"),
    ("GET", "/directions/files/{hash}"),
    ("GET", "/inbox/{no}"),
];

/// What an address may answer besides what the policy says, never letting through what it hides: it
/// may find nothing further, or not understand the form; and a sheet of groups is for those who may
/// enter groups, which the programme manager for finance may not.
pub(super) fn may_also(route: &Route, role: Role, wanted: Outcome, found: Outcome) -> bool {
    let is_of_register = route.path.starts_with("/imports/") && role == Role::Dpm;
    match (wanted, found) {
        (Outcome::Open | Outcome::Hidden, Outcome::Unread) => true,
        (Outcome::Open, Outcome::Hidden) => {
            is_of_register || LOOK_FURTHER.contains(&(route.method, route.path))
        }
        (Outcome::Open, Outcome::Denied) => is_of_register,
        _ => false,
    }
}

/// Only a session that owes a one-time code has business here.
const OWES_A_CODE: (&str, &str) = ("POST", "/sign-in/code");

/// What somebody with that role and those rights is answered.
pub(super) fn expected(route: &Route, role: Role, rights: &Rights, relation: Relation) -> Outcome {
    match route.needs {
        Needs::Nobody => return Outcome::Open,
        Needs::Right(right, area) if !rights.may(right, area) => return Outcome::Denied,
        _ if (route.method, route.path) == OWES_A_CODE => return Outcome::Hidden,
        _ => {}
    }
    let is_people = matches!(Kind::of(route), Kind::Account | Kind::Post);
    match relation {
        Relation::Parent | Relation::Sibling | Relation::Other => Outcome::Hidden,
        // One's own account and post are changed from above, too; the district has nobody above.
        Relation::Own if is_people && is_from_above(route) && !role.is_of_district() => {
            Outcome::Denied
        }
        Relation::None | Relation::Own | Relation::Child => Outcome::Open,
    }
}

fn is_from_above(route: &Route) -> bool {
    let all = if route.method == "GET" { FORMS_FROM_ABOVE } else { FROM_ABOVE };
    all.contains(&route.path)
}

/// What the public is answered, and everybody whose session is dead.
pub(super) fn of_stranger(route: &Route) -> Outcome {
    if route.needs == Needs::Nobody { Outcome::Open } else { Outcome::SignIn }
}
