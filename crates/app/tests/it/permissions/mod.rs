//! Who may go where: every address × role × relation × status, asked of the site, compared with what
//! follows from the policy, and printed as `proofs/permissions.txt`.

mod expected;
mod forbidden;
mod ground;
mod met;
mod sessions;
mod sweep;
mod unseen;

use std::collections::BTreeMap;

use axum::http::{Method, StatusCode};
use samuh::server::{Needs, ROUTES, Route};
use samuh_kernel::scope::{Area, Right, Rights};
use samuh_people::{Role, policy};

use expected::{Outcome, expected};
use ground::{Ground, Kind, Relation};

use crate::site::{Browser, Reply};

/// What an answer says of permission: a form that is not filled in well was let through.
fn outcome(reply: &Reply, needs: Needs) -> Outcome {
    let to_sign_in =
        reply.status == StatusCode::SEE_OTHER && reply.location().starts_with("/sign-in");
    match reply.status {
        StatusCode::UNAUTHORIZED => Outcome::SignIn,
        _ if to_sign_in && needs != Needs::Nobody => Outcome::SignIn,
        StatusCode::FORBIDDEN => Outcome::Denied,
        StatusCode::BAD_REQUEST if needs != Needs::Nobody => Outcome::Unread,
        StatusCode::NOT_FOUND if needs != Needs::Nobody => Outcome::Hidden,
        status => {
            assert!(!status.is_server_error(), "{status}: {}", reply.text);
            assert_ne!(status, StatusCode::METHOD_NOT_ALLOWED, "a route of another method");
            Outcome::Open
        }
    }
}

fn ask(ground: &Ground, browser: &Browser, route: &Route, address: &str, own_post: i64) -> Outcome {
    let method = Method::from_bytes(route.method.as_bytes()).unwrap();
    let body = ground::body(route, own_post);
    outcome(&ground.site.ask(browser, method, address, &body), route.needs)
}

/// Sign-outs last: what comes after them would ask without a session.
fn in_order() -> Vec<&'static Route> {
    let mut all: Vec<&Route> = ROUTES.iter().collect();
    all.sort_by_key(|route| (route.path == "/sign-out", route.path.starts_with("/sign-out")));
    all
}

#[test]
fn every_address_answers_every_role_in_every_relation_as_the_policy_says() {
    let ground = Ground::lay();
    let mut wrong = Vec::new();
    for seat in &ground.seats {
        for route in in_order() {
            for (relation, address) in ground.addresses(seat, route) {
                let found = ask(&ground, &seat.browser, route, &address, seat.post_id);
                let wanted = expected(route, seat.role, &ground.rights(seat.role), relation);
                if found != wanted && !expected::may_also(route, seat.role, wanted, found) {
                    let (method, path, role) = (route.method, route.path, seat.role);
                    wrong.push(format!(
                        "{method} {path} as {role:?}, {relation:?} ({address}): {found:?}, \
                         the policy says {wanted:?}"
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} cells are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn who_is_invited_suspended_transferred_out_or_expired_is_a_stranger_everywhere() {
    let ground = Ground::lay();
    for (status, browser) in ground.fallen() {
        for route in in_order() {
            let address = ground.some_address(route);
            let found = ask(&ground, &browser, route, &address, 0);
            let wanted = expected::of_stranger(route);
            assert_eq!(found, wanted, "{} {} as one {status}", route.method, route.path);
        }
    }
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "cargo xtask proofs asks to write, by the environment"
)]
fn the_proof_of_permissions_is_the_table_of_routes_under_the_policy() {
    let proof = text(&rights_of);
    let path =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../proofs/permissions.txt");
    if std::env::var("SAMUH_WRITE_PROOFS").is_ok() {
        std::fs::write(&path, &proof).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == proof,
        "proofs/permissions.txt is old: a route or the policy has changed. If that is meant, run \
         SAMUH_WRITE_PROOFS=1 cargo test -p samuh --test it permissions::the_proof, and read the \
         difference"
    );
}

/// The twin: whichever cell of the policy is flipped, the proof no longer agrees; and where an
/// address needs that very right, the address answers otherwise.
#[test]
fn a_flipped_cell_of_the_policy_is_found() {
    let proof = text(&policy::rights_of);
    let choices =
        [None, Some(Right::See), Some(Right::Enter), Some(Right::Approve), Some(Right::Administer)];
    let mut flips = 0;
    for (role, cells) in policy::POLICY {
        for (at, area) in Area::ALL.into_iter().enumerate() {
            for other in choices.into_iter().filter(|other| *other != cells[at]) {
                let mut flipped = cells;
                flipped[at] = other;
                let planted = policy::rights(flipped);
                let found =
                    text(&|one| if one == role { planted.clone() } else { policy::rights_of(one) });
                assert_ne!(found, proof, "{role:?} {area:?}: {other:?} for {:?}", cells[at]);
                let needed = ROUTES.iter().any(|route| match route.needs {
                    Needs::Right(right, needed) => {
                        needed == area && (cells[at] >= Some(right)) != (other >= Some(right))
                    }
                    _ => false,
                });
                assert_eq!(routes(&found) != routes(&proof), needed, "{role:?} {area:?}");
                flips += 1;
            }
        }
    }
    assert_eq!(flips, 14 * Area::ALL.len() * 4);
}

/// What the proof says of addresses, without the policy above it.
fn routes(proof: &str) -> &str {
    proof.split_once("\n# Addresses").expect("addresses").1
}

/// A programme manager is printed as one for financial inclusion: the others differ alike.
fn rights_of(role: Role) -> Rights {
    policy::narrowed(role, ground::themes(role))
}

fn text(rights: &dyn Fn(Role) -> Rights) -> String {
    let mut all = String::from(
        "# Who may go where. Printed from the table of routes and the policy; asked of the site by the\n\
         # tests in crates/app/tests/it/permissions. `ok`: let through; `no`: 403; `none`: 404.\n\
         # Own: one's own unit or record; child: below it; parent: above it; sibling: beside it; other: of\n\
         # another district. Who is invited, suspended, transferred out or expired is asked to sign in at\n\
         # every address, like the public.\n\n# The highest right by area\n",
    );
    let areas: Vec<String> = Area::ALL.iter().map(|area| format!("{area:?}")).collect();
    all += &format!("{:<17}{}\n", "", columns(&areas));
    for role in Role::ALL {
        let cell = |area: &Area| match rights(role).highest(*area) {
            Some(right) => format!("{right:?}"),
            None => "-".into(),
        };
        let cells: Vec<String> = Area::ALL.iter().map(cell).collect();
        all += &format!("{:<17}{}\n", role.code(), columns(&cells));
    }
    all += "\n# Addresses\n";
    for route in ROUTES {
        all += &of_route(route, rights);
    }
    all
}

fn columns(cells: &[String]) -> String {
    cells.iter().map(|cell| format!("{cell:<12}")).collect::<String>().trim_end().to_owned()
}

fn of_route(route: &Route, rights: &dyn Fn(Role) -> Rights) -> String {
    let needs = match route.needs {
        Needs::Nobody => "nothing".to_owned(),
        Needs::SignedIn => "signed in".to_owned(),
        Needs::Right(right, area) => format!("{right:?} {area:?}").to_lowercase(),
    };
    let mut said = format!("{:<4} {:<32} {needs}\n", route.method, route.path);
    if route.needs == Needs::Nobody {
        return said;
    }
    let mut rows: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for role in Role::ALL {
        let relations = ground::relations(Kind::of(route), role);
        let cells = relations.iter().map(|relation| {
            let word = expected(route, role, &rights(role), *relation).word();
            match relation {
                Relation::None => word.to_owned(),
                one => format!("{} {word}", one.word()),
            }
        });
        rows.entry(cells.collect::<Vec<_>>().join(", ")).or_default().push(role.code());
    }
    for (cells, roles) in rows {
        said += &format!("       {cells}: {}\n", roles.join(" "));
    }
    said
}
