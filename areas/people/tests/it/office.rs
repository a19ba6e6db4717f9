//! A small district with an administrator, as every test of this area finds it.

use std::net::IpAddr;

use samuh_engine::{Db, Desk, Error, Result, params, testing::databases};
use samuh_kernel::scope::{Rights, Scope};
use samuh_people::{
    Created, Door, FirstAdmin, FirstPassword, NewAccount, NewOfficer, NewPost, Opened, PostChoice,
    Reset, Role, SignIn, SignedIn, account, first_admin, open_account, reset_password,
    session_desk, sign_in, waive_second_factor,
};
use uuid::Uuid;

pub(crate) const DISTRICT: i64 = 643;
pub(crate) const NEIGHBOUR: i64 = 644;
pub(crate) const KESHKAL: i64 = 11;
pub(crate) const MAKDI: i64 = 12;
pub(crate) const VILLAGE: i64 = 21;
pub(crate) const CLF: i64 = 31;
pub(crate) const ADMIN_PASSWORD: &str = "sal-aur-sagaun-41";
pub(crate) const PASSWORD: &str = "mahua-ki-chhaon-7";
pub(crate) const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(10, 1, 1, 1));
pub(crate) const SECOND: i64 = 1_000_000;
pub(crate) const MINUTE: i64 = 60 * SECOND;
pub(crate) const HOUR: i64 = 60 * MINUTE;
pub(crate) const DAY: i64 = 24 * HOUR;
pub(crate) const NOW: i64 = 1_780_000_000 * SECOND;

/// A database with its district, and a door.
pub(crate) struct Office {
    pub(crate) engine: &'static str,
    pub(crate) db: Db,
    pub(crate) door: Door,
}

/// Every engine at hand, with the places and an administrator `admin` of both districts.
pub(crate) fn offices() -> Vec<Office> {
    let open = |(engine, db): (&'static str, Db)| {
        places(&db);
        let office = Office { engine, db, door: Door::new().expect("a door") };
        for (district_id, login) in [(DISTRICT, "admin"), (NEIGHBOUR, "admin.next")] {
            let first = FirstAdmin {
                login: login.into(),
                name: "R. Sahu".into(),
                lang: "hi".into(),
                password: given(ADMIN_PASSWORD),
            };
            let (desk, op) = (machine(district_id), Uuid::now_v7());
            first_admin(&office.db, &office.door, &desk, op, &first, NOW).expect("an admin");
            office.waive(district_id);
        }
        office
    };
    databases().into_iter().map(open).collect()
}

pub(crate) fn machine(district_id: i64) -> Desk {
    Desk::new(0, 0, Scope::district(district_id, Rights::all()))
}

pub(crate) fn given(password: &str) -> FirstPassword {
    FirstPassword::Given { password: password.into(), must_change: false }
}

pub(crate) fn new_account(login: &str, role: Role, units: &[i64]) -> NewAccount {
    NewAccount {
        login: login.into(),
        lang: "hi".into(),
        officer: NewOfficer {
            name: "सुनीता नेताम".into(), mobile: Some("9876543210".into())
        },
        post: PostChoice::New(NewPost::of(role, units)),
        password: given(PASSWORD),
    }
}

pub(crate) fn codes<T>(outcome: Result<T>) -> Vec<String> {
    match outcome {
        Ok(_) => Vec::new(),
        Err(Error::Faults(faults)) => faults.iter().map(|fault| fault.code.clone()).collect(),
        Err(other) => vec![other.to_string()],
    }
}

impl Office {
    /// Most tests sign in by password alone, as a demonstration does.
    pub(crate) fn waive(&self, district_id: i64) {
        let desk = machine(district_id);
        let done = waive_second_factor(&self.db, &desk, Uuid::now_v7(), "test", NOW);
        done.expect("waived");
    }

    /// The post of an account's person.
    pub(crate) fn post_of(&self, account_id: i64) -> i64 {
        let desk = self.admin().desk;
        account(&self.db, &desk, account_id, NOW).expect("seen").posts[0].id
    }

    pub(crate) fn ask<'a>(&self, login: &'a str, password: &'a str) -> SignIn<'a> {
        SignIn { login, password, address: HERE, device: "Firefox, Linux", before: None }
    }

    pub(crate) fn sign_in(&self, login: &str, password: &str, now: i64) -> Result<Opened> {
        sign_in(&self.db, &self.door, &self.ask(login, password), now)
    }

    pub(crate) fn who(&self, opened: &Opened, now: i64) -> Option<SignedIn> {
        session_desk(&self.db, &opened.token, now).expect("reads")
    }

    pub(crate) fn signed_in(&self, login: &str, password: &str, now: i64) -> SignedIn {
        self.who(&self.sign_in(login, password, now).expect("signs in"), now).expect("a session")
    }

    pub(crate) fn admin(&self) -> SignedIn {
        self.signed_in("admin", ADMIN_PASSWORD, NOW)
    }

    pub(crate) fn open(&self, desk: &Desk, new: &NewAccount) -> Result<Created> {
        open_account(&self.db, &self.door, desk, Uuid::now_v7(), new, NOW)
    }

    pub(crate) fn reset(&self, desk: &Desk, op_id: Uuid, account_id: i64) -> Result<Created> {
        let reset = Reset { account_id, password: FirstPassword::Link };
        reset_password(&self.db, &self.door, desk, op_id, &reset, NOW)
    }

    /// Opens an account as the administrator; answers its number.
    pub(crate) fn given(&self, login: &str, role: Role, units: &[i64]) -> i64 {
        let new = new_account(login, role, units);
        self.open(&self.admin().desk, &new).expect("opens").account_id
    }
}

fn places(db: &Db) {
    const PLACE: &str = "
        insert into place (district_id, id, uid, level, name_hi, search_key, from_on, to_on,
                           version, op_no)
        values ($1, $2, $3, $4, $5, 'k', $6, $7, 1, 1)";
    const BELOW: &str = "
        insert into place_closure (district_id, ancestor_id, place_id, depth, from_on, to_on)
        values ($1, $2, $3, 0, $4, $5)";
    const INSTITUTION: &str = "
        insert into institution (district_id, id, uid, kind, name_hi, search_key, sort_key,
                                 place_id, block_id, version, op_no)
        values ($1, $2, $3, 'clf', 'उजाला', 'k', 'k', $4, $4, 1, 1)";
    let from = chrono::NaiveDate::from_ymd_opt(1900, 1, 1).expect("a real day");
    let to = chrono::NaiveDate::from_ymd_opt(9999, 12, 31).expect("a real day");
    db.transact(move |tx| {
        let rows = [
            (1, "district", "कोंडागांव"),
            (KESHKAL, "block", "केशकाल"),
            (MAKDI, "block", "माकड़ी"),
            (VILLAGE, "village", "बड़ेडोंगर"),
        ];
        for (id, level, name) in rows {
            let row = params![DISTRICT, id, Uuid::now_v7(), level, name, from, to];
            tx.exec(PLACE, &row)?;
        }
        for (above, below) in [
            (1, 1),
            (1, KESHKAL),
            (1, MAKDI),
            (1, VILLAGE),
            (KESHKAL, KESHKAL),
            (MAKDI, MAKDI),
            (MAKDI, VILLAGE),
            (VILLAGE, VILLAGE),
        ] {
            tx.exec(BELOW, &params![DISTRICT, above, below, from, to])?;
        }
        tx.exec(INSTITUTION, &params![DISTRICT, CLF, Uuid::now_v7(), KESHKAL]).map(|_| ())
    })
    .expect("places");
}
