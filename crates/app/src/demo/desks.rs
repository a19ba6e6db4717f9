//! The demo's fixed logins. Only the demo has any, and it says so.

use std::collections::{BTreeMap, BTreeSet};

use samuh_engine::{Db, Error, Result, clock};
use samuh_groups::saturation::{model::State, store::tally};
use samuh_kernel::scope::{Rights, Scope};
use samuh_people::{
    Door, FirstAdmin, FirstPassword, NewAccount, NewOfficer, NewPost, PostChoice, Role,
    first_admin, open_account, waive_second_factor,
};
use samuh_places::{Gazetteer, Level, gazetteer};

use super::DISTRICT;
use crate::{ids::new_id, importing::machine_desk};

/// The password of every demo login.
pub const PASSWORD: &str = "samuh-demo-2026";

/// Why nobody is asked for a second factor in the demonstration; it stands in its sign-in rules.
const WHY_NO_FACTOR: &str = "Demonstration: fixed logins, shown to everybody on the sign-in page";

/// A demo login.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Login {
    /// What is typed at sign-in.
    pub login: &'static str,
    /// What kind of office.
    pub role: Role,
    /// The block it works in, by its English name; none for the district's offices.
    pub block: Option<&'static str>,
    /// The invented officer's name.
    pub officer: &'static str,
}

/// All demo logins.
pub const LOGINS: &[Login] = &[
    Login {
        login: "admin", role: Role::Admin, block: None, officer: "डेमो प्रशासक"
    },
    Login {
        login: "collector", role: Role::Collector, block: None, officer: "डेमो कलेक्टर"
    },
    Login {
        login: "dmmu", role: Role::Dmmu, block: None, officer: "डेमो जिला मिशन प्रबंधक"
    },
    Login {
        login: "makdi", role: Role::Bmmu, block: Some("Makdi"), officer: "डेमो बीपीएम माकड़ी"
    },
    Login {
        login: "keshkal",
        role: Role::Bmmu,
        block: Some("Keshkal"),
        officer: "डेमो बीपीएम केशकाल",
    },
    Login {
        login: "clf", role: Role::Clf, block: Some("Makdi"), officer: "डेमो संकुल पदाधिकारी"
    },
    Login {
        login: "cadre", role: Role::Cadre, block: Some("Makdi"), officer: "डेमो सक्रिय महिला"
    },
    Login {
        login: "viewer", role: Role::Viewer, block: Some("Makdi"), officer: "डेमो दर्शक"
    },
];

pub(super) fn open(db: &Db) -> Result<()> {
    let door = Door::new()?;
    let desk = machine_desk(DISTRICT);
    let scope = Scope::district(DISTRICT, Rights::all());
    let (places, federations) =
        db.read(|r| Ok((gazetteer(r, &scope)?, samuh_groups::known(r, &scope)?)))?;
    // Everybody who tries the demonstration shares its logins, so no telephone can belong to one.
    waive_second_factor(db, &desk, new_id()?, WHY_NO_FACTOR, clock::now())?;
    let password = || FirstPassword::Given { password: PASSWORD.to_owned(), must_change: false };
    for entry in LOGINS {
        let now = clock::now();
        if entry.role == Role::Admin {
            let admin = FirstAdmin {
                login: entry.login.to_owned(),
                name: entry.officer.to_owned(),
                lang: "hi".to_owned(),
                password: password(),
            };
            first_admin(db, &door, &desk, new_id()?, &admin, now)?;
            continue;
        }
        let block = entry.block.map(|name| block_of(&places, name)).transpose()?;
        let units = match (entry.role, block) {
            (Role::Clf, Some(block)) => vec![clf_of(&places, &federations, block)?],
            (Role::Cadre, Some(block)) => vec![walked_village(db, &scope, block)?],
            (_, block) => block.into_iter().collect(),
        };
        let account = NewAccount {
            login: entry.login.to_owned(),
            lang: "hi".to_owned(),
            officer: NewOfficer { name: entry.officer.to_owned(), mobile: None },
            post: PostChoice::New(NewPost::of(entry.role, &units)),
            password: password(),
        };
        open_account(db, &door, &desk, new_id()?, &account, now)?;
    }
    Ok(())
}

fn block_of(places: &Gazetteer, name: &str) -> Result<i64> {
    let district = places.district().map_or(0, |place| place.id);
    let found = places.by_name(Level::Block, district, name);
    found.first().copied().ok_or_else(|| Error::broken(format!("demo: no block {name}")))
}

/// The village of a block that was walked in part, with the most households left to visit.
fn walked_village(db: &Db, scope: &Scope, block: i64) -> Result<i64> {
    let all = db.read(|reader| tally(reader, scope, block, clock::today()))?;
    let walked: BTreeSet<i64> = all
        .iter()
        .filter(|one| matches!(one.state, State::LeftOut(_)))
        .map(|one| one.place_id)
        .collect();
    let mut open: BTreeMap<i64, i64> = BTreeMap::new();
    for one in all.iter().filter(|one| one.state == State::Unknown) {
        *open.entry(one.place_id).or_default() += one.count;
    }
    let known = open.into_iter().filter(|(place, _)| walked.contains(place));
    let most = known.max_by_key(|(_, count)| *count);
    most.map(|(place, _)| place).ok_or_else(|| Error::broken("demo: no list of households"))
}

/// The first CLF of a block.
fn clf_of(places: &Gazetteer, all: &samuh_groups::Known, block: i64) -> Result<i64> {
    all.of_kind(samuh_groups::Kind::Clf)
        .find(|clf| places.lineage(clf.place_id).contains(&block))
        .map(|clf| clf.id)
        .ok_or_else(|| Error::broken("demo: no CLF"))
}
