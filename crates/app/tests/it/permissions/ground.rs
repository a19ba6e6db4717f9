//! The ground the matrix stands on: two blocks of a district and one thing of every kind in each, a
//! seat for every role in the first block, and the addresses of things by how they are related to a
//! seat.

use axum::http::StatusCode;
use chrono::NaiveDate;
use samuh::importing::machine_desk;
use samuh::server::Route;
use samuh_engine::{Desk, Result, Tx, clock, params};
use samuh_kernel::{
    calendar::Month,
    scope::{Rights, Scope},
};
use samuh_people::{
    Charge, Door, FirstPassword, HandOver, NewAccount, NewOfficer, NewPost, PostChoice, Role,
    Successor, Theme, account, disable, hand_over, open_account, policy,
};
use uuid::Uuid;

use super::met::{met, producers};
use crate::site::{Browser, DISTRICT, PASSWORD, Site, sites};

/// How a record is related to whoever asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// The address names no record.
    None,
    Own,
    Child,
    Parent,
    Sibling,
    Other,
}

impl Relation {
    /// As the proof says it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Own => "own",
            Self::Child => "child",
            Self::Parent => "parent",
            Self::Sibling => "sibling",
            Self::Other => "other",
        }
    }
}

/// What kind of record an address names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    None,
    Place,
    Federation,
    Group,
    Member,
    Import,
    Account,
    Post,
    Pair,
    Household,
    Producer,
    Fpo,
    /// A meeting, its series, or a direction: they are seen alike.
    Meeting,
    /// An event: it stands at a place, and only whoever enters meetings there sees it.
    Event,
}

/// The kinds of records by how their addresses begin.
const KINDS: &[(&str, Kind)] = &[
    ("/places/{id}", Kind::Place),
    ("/federations/{id}", Kind::Federation),
    ("/groups/{id}", Kind::Group),
    // A row of LokOS has the number of its group as its code.
    ("/lokos/groups/{id}", Kind::Group),
    ("/lokos/rows/{id}", Kind::Group),
    ("/members/{id}", Kind::Member),
    ("/imports/{id}", Kind::Import),
    ("/users/{id}", Kind::Account),
    ("/posts/{id}", Kind::Post),
    ("/reported/{unit}", Kind::Place),
    ("/packs/{id}", Kind::Place),
    ("/duplicates/{no}", Kind::Pair),
    ("/saturation/places/{id}", Kind::Place),
    ("/saturation/households/{id}", Kind::Household),
    ("/registers/{of}/{id}", Kind::Producer),
    ("/api/v1/places/{id}", Kind::Place),
    ("/api/v1/federations/{id}", Kind::Federation),
    ("/api/v1/groups/{id}", Kind::Group),
    ("/api/v1/members/{id}", Kind::Member),
    ("/api/v1/producers/{id}", Kind::Producer),
    ("/api/v1/fpos/{id}", Kind::Fpo),
    ("/meetings/{id}", Kind::Meeting),
    ("/meetings/series/{id}", Kind::Meeting),
    ("/directions/{id}", Kind::Meeting),
    ("/events/{id}", Kind::Event),
];
/// Pages that only send on to the record's own page, which asks.
const SENT_ON: &[&str] = &["columns", "again", "apply", "undo", "open", "visit", "match", "report"];
/// What stands for parts of an address that name no record.
const FILLS: &[(&str, &str)] = &[
    ("{code}", "shg_formed"),
    ("{register}", "groups"),
    ("{part}", "rows"),
    ("{year}", "2026"),
    ("{indicator}", "shg_formed"),
    ("{name}", "none.css"),
    ("{topic}", "privacy"),
    ("{link}", "0000000000000000000000000000000000000000000000000000000000000000"),
    ("{month}", "2026-05"),
    ("{kind}", "post"),
    ("{no}", "1"),
    ("{of}", "producers"),
    ("{hash}", "0000000000000000000000000000000000000000000000000000000000000000"),
    ("{unit}", "1"),
    ("{serial}", "643-2026-0001-2345"),
    ("{report}", "lacks"),
];

impl Kind {
    /// The kind of record that a route's address names.
    pub(super) fn of(route: &Route) -> Self {
        Self::named(route.method, route.path)
    }

    fn named(method: &str, path: &str) -> Self {
        let last = path.rsplit('/').next().unwrap_or_default();
        if method == "GET" && SENT_ON.contains(&last) {
            return Self::None;
        }
        let found = KINDS.iter().find(|(begins, _)| path.starts_with(begins));
        found.map_or(Self::None, |(_, kind)| *kind)
    }
}

/// The relations in which a role may stand to records of a kind.
pub(super) fn relations(kind: Kind, role: Role) -> Vec<Relation> {
    use Relation::{Child, None, Other, Own, Parent, Sibling};
    let whole = role.is_of_district();
    let village = matches!(role, Role::Prp | Role::Cadre);
    match kind {
        Kind::None => vec![None],
        Kind::Place if whole => vec![Own, Child, Other],
        Kind::Place if village => vec![Own, Parent, Sibling, Other],
        Kind::Place if role == Role::Clf => vec![Parent, Sibling, Other],
        Kind::Place => vec![Own, Child, Parent, Sibling, Other],
        Kind::Federation if role == Role::Clf => vec![Own, Sibling, Other],
        Kind::Federation if village => vec![Parent, Sibling, Other],
        // They stand in places only: a federation sees none.
        Kind::Producer | Kind::Fpo if role == Role::Clf => vec![Sibling, Other],
        Kind::Fpo if village => vec![Parent, Sibling, Other],
        Kind::Producer | Kind::Fpo if whole => vec![Child, Other],
        Kind::Producer | Kind::Fpo => vec![Child, Sibling, Other],
        // Whoever enters meetings sees those of the units; the others their own alone.
        Kind::Meeting if whole => vec![Own, Child, Other],
        Kind::Meeting if matches!(role, Role::Bmmu | Role::JanpadCeo) => {
            vec![Own, Child, Sibling, Other]
        }
        Kind::Meeting => vec![Own, Sibling, Other],
        Kind::Event if whole => vec![Child, Other],
        Kind::Event if matches!(role, Role::Bmmu | Role::JanpadCeo) => vec![Child, Sibling, Other],
        Kind::Event => vec![Sibling, Other],
        Kind::Federation | Kind::Group | Kind::Member | Kind::Pair | Kind::Household if whole => {
            vec![Child, Other]
        }
        Kind::Federation | Kind::Group | Kind::Member | Kind::Pair | Kind::Household => {
            vec![Child, Sibling, Other]
        }
        Kind::Import | Kind::Account | Kind::Post if whole => vec![Own, Child, Other],
        Kind::Import => vec![Own, Parent, Sibling, Other],
        Kind::Account | Kind::Post => vec![Own, Child, Parent, Sibling, Other],
    }
}

/// The areas of work that a role is printed and asked with.
pub(super) fn themes(role: Role) -> &'static [Theme] {
    if role == Role::Dpm { &[Theme::Finance] } else { &[] }
}

/// What is posted: enough for the answer to turn on permission, not enough to change anything.
pub(super) fn body(route: &Route, own_post: i64) -> String {
    let op = Uuid::now_v7();
    let today = samuh_kernel::show::day(clock::today());
    match (route.method, route.path) {
        ("POST", path) if path.starts_with("/api/") => "{}".into(),
        ("POST", "/users/{id}") => "act=start".into(),
        ("POST", "/users/{id}/relieve") => format!("op={op}&on={today}"),
        ("POST", "/posts/{id}/hand-over") => format!("op={op}&vacant=1&on={today}"),
        ("POST", "/posts/{id}/change") => format!("op={op}&version=999"),
        ("POST", "/posts/{id}/close") => "version=999".into(),
        ("POST", "/lokos/groups/{id}") => format!("op={op}"),
        ("POST", "/duplicates/{no}") => format!("op={op}&version=999&state=later"),
        ("POST", "/duplicates/{no}/undo") => format!("op={op}&version=999"),
        ("POST", "/saturation/households/{id}/match") => format!("op={op}&act=end"),
        ("POST", "/saturation/households/{id}/visits/{no}") => format!("op={op}&version=999"),
        ("POST", path) if path.starts_with("/saturation/") => format!("op={op}"),
        ("POST", "/directions/{id}") => {
            format!("op={op}&act=acknowledge&post={own_post}&version=999")
        }
        ("POST", "/events/{id}") => format!("op={op}&act=cancel&version=999"),
        ("POST", "/events/{id}/change") => format!("op={op}&version=999"),
        ("POST", "/meetings/{id}") => format!("op={op}&act=cancel&version=999"),
        ("POST", path) if path.starts_with("/meetings/") => format!("op={op}&version=999"),
        ("POST", "/directions/new") => format!("op={op}"),
        ("POST", "/account/posts") => format!("post={own_post}"),
        _ => String::new(),
    }
}

/// Somebody of a role, signed in.
pub(super) struct Seat {
    pub(super) role: Role,
    pub(super) browser: Browser,
    pub(super) post_id: i64,
    account_id: i64,
    batch: Uuid,
    /// A meeting it sits in the chair of, its series, and a direction it owes; all of that number.
    meeting: i64,
}

/// The things of one block.
struct Things {
    block: i64,
    village: i64,
    clf: i64,
    shg: i64,
    member: i64,
    pair: i64,
    household: i64,
    manager: (i64, i64),
    batch: Uuid,
}

/// The site with all of it.
pub(super) struct Ground {
    pub(super) site: Site,
    pub(super) seats: Vec<Seat>,
    here: Things,
    there: Things,
    /// Account, post and batch of the district mission manager, who is above.
    above: (i64, i64, Uuid),
    /// Account and post of a cadre below.
    below: (i64, i64),
}

impl Ground {
    pub(super) fn lay() -> Self {
        let site = sites().remove(0);
        let here = things(&site, "Makdi", 900_000);
        let there = things(&site, "Keshkal", 910_000);
        [&here, &there].iter().for_each(|one| planned(&site, one.pair, one.block));
        let below = person(&site, "below", Role::Cadre, &[here.village]);
        let above = person(&site, "above", Role::Dmmu, &[]);
        let above = (above.0, above.1, batch(&site, above.1, 1));
        let mut ground = Self { site, seats: Vec::new(), here, there, above, below };
        ground.seats =
            Role::ALL.into_iter().enumerate().map(|(at, role)| ground.seat(at, role)).collect();
        ground
    }

    fn seat(&self, at: usize, role: Role) -> Seat {
        let units = match policy::reach_of(role) {
            policy::Reach::District => vec![],
            policy::Reach::Units(kinds) if kinds.contains(&"block") => vec![self.here.block],
            policy::Reach::Units(["clf"]) => vec![self.here.clf],
            policy::Reach::Units(_) => vec![self.here.village],
        };
        let login = format!("seat.{}", role.code());
        let (account_id, post_id) = person(&self.site, &login, role, &units);
        let batch = batch(&self.site, post_id, 10 + i64::try_from(at).unwrap());
        let browser = self.site.as_desk(&login);
        let meeting = 950_000 + i64::try_from(at).unwrap();
        let unit = if role.is_of_district() { 0 } else { self.here.block };
        met(&self.site, meeting, (unit, post_id));
        Seat { role, browser, post_id, account_id, batch, meeting }
    }

    pub(super) fn rights(&self, role: Role) -> Rights {
        policy::narrowed(role, themes(role))
    }

    /// The addresses of a route for a seat, each with its relation.
    pub(super) fn addresses(&self, seat: &Seat, route: &Route) -> Vec<(Relation, String)> {
        let kind = Kind::of(route);
        relations(kind, seat.role)
            .into_iter()
            .map(|relation| {
                (relation, filled(route.method, route.path, &self.record(seat, kind, relation)))
            })
            .collect()
    }

    /// Some real address of a route.
    pub(super) fn some_address(&self, route: &Route) -> String {
        let admin = &self.seats[0];
        let relation = if Kind::of(route) == Kind::None { Relation::None } else { Relation::Child };
        filled(route.method, route.path, &self.record(admin, Kind::of(route), relation))
    }

    fn record(&self, seat: &Seat, kind: Kind, relation: Relation) -> String {
        use Relation::{Child, Other, Own, Parent, Sibling};
        let (here, there) = (&self.here, &self.there);
        let whole = seat.role.is_of_district();
        let village = matches!(seat.role, Role::Prp | Role::Cadre);
        let number = match (kind, relation) {
            (Kind::None, _) => 0,
            (Kind::Import, Own) => return seat.batch.to_string(),
            (Kind::Import, Child) => return here.batch.to_string(),
            (Kind::Import, Parent) => return self.above.2.to_string(),
            (Kind::Import, Sibling) => return there.batch.to_string(),
            (Kind::Import, _) => return Uuid::now_v7().to_string(),
            (_, Other) => OTHER_DISTRICT,
            (Kind::Place, Own) if whole => self.site.top(),
            (Kind::Place, Own) if village => here.village,
            (Kind::Place, Own) => here.block,
            (Kind::Place, Child) if whole => here.block,
            (Kind::Place, Child) => here.village,
            (Kind::Place, Parent) if village || seat.role == Role::Clf => here.block,
            (Kind::Place, Parent) => self.site.top(),
            (Kind::Place, _) if village => there.village,
            (Kind::Place, _) => there.block,
            (Kind::Federation, Sibling) => there.clf,
            (Kind::Federation, _) => here.clf,
            (Kind::Group, Sibling) => there.shg,
            (Kind::Group, _) => here.shg,
            (Kind::Member, Sibling) => there.member,
            (Kind::Member, _) => here.member,
            (Kind::Producer, Sibling) => there.pair + 4,
            (Kind::Producer, _) => here.pair + 4,
            (Kind::Fpo, Sibling) => there.pair + 5,
            (Kind::Fpo, _) => here.pair + 5,
            (Kind::Pair, Sibling) => there.pair,
            (Kind::Pair, _) => here.pair,
            (Kind::Meeting, Own) => seat.meeting,
            (Kind::Event | Kind::Meeting, Sibling) => there.pair,
            (Kind::Event, _) => here.pair,
            (Kind::Meeting, _) => here.pair,
            (Kind::Household, Sibling) => there.household,
            (Kind::Household, _) => here.household,
            (Kind::Account, Own) => seat.account_id,
            (Kind::Account, Child) => self.below.0,
            (Kind::Account, Parent) => self.above.0,
            (Kind::Account, _) => there.manager.0,
            (Kind::Post, Own) => seat.post_id,
            (Kind::Post, Child) => self.below.1,
            (Kind::Post, Parent) => self.above.1,
            (Kind::Post, _) => there.manager.1,
        };
        number.to_string()
    }

    /// Those who may not come in any more, with the session they had, and who never came in.
    pub(super) fn fallen(&self) -> Vec<(&'static str, Browser)> {
        let (db, desk) = (&self.site.db, machine_desk(DISTRICT));
        let makdi = [self.here.block];
        let (suspended, _) = person(&self.site, "gone.suspended", Role::Bmmu, &makdi);
        let (_, handed) = person(&self.site, "gone.transferred", Role::Bmmu, &makdi);
        let (_, over) = person(&self.site, "gone.expired", Role::Cadre, &[self.here.village]);
        let browsers = ["gone.suspended", "gone.transferred", "gone.expired"]
            .map(|login| self.site.as_desk(login));
        disable(db, &desk, Uuid::now_v7(), (suspended, "निलंबित"), clock::now()).unwrap();
        let ask = HandOver {
            post_id: handed,
            to: Successor::Nobody,
            on: clock::today(),
            until: None,
            charge: Charge::Regular,
            reason: "स्थानांतरण".into(),
            order_no: "1/2026".into(),
            seen_holder: None,
        };
        hand_over(db, &desk, Uuid::now_v7(), &ask, clock::now()).unwrap();
        let today = clock::today();
        db.transact(move |tx| {
            let sql = "update post_holder set from_on = $3, to_on = $3
                       where district_id = $1 and post_id = $2";
            tx.exec(sql, &params![DISTRICT, over, today]).map(|_| ())
        })
        .unwrap();
        let invited = account_of("gone.invited", Role::Bmmu, &makdi, FirstPassword::Link);
        open_account(db, &Door::new().unwrap(), &desk, Uuid::now_v7(), &invited, clock::now())
            .unwrap();
        let form = format!("login=gone.invited&password={PASSWORD}");
        let refused = self.site.post(&Browser::default(), "/sign-in", &form);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let [suspended, transferred, expired] = browsers;
        vec![
            ("invited", Browser::default()),
            ("suspended", suspended),
            ("transferred out", transferred),
            ("expired", expired),
        ]
    }
}

/// A number that only the district beside has.
const OTHER_DISTRICT: i64 = 990_001;

fn filled(method: &str, path: &str, record: &str) -> String {
    let mut address = path.to_owned();
    if Kind::named(method, path) != Kind::None {
        address = address.replacen("{id}", record, 1).replacen("{unit}", record, 1);
        address = address.replacen("{no}", record, 1);
    }
    // A verb that such a record has.
    let verb = if path.starts_with("/members/") { "leave" } else { "correct" };
    address = address.replace("{verb}", verb);
    for (part, value) in FILLS {
        address = address.replace(part, value);
    }
    // A page that sends on is asked with an id that nothing has.
    address = address.replace("{id}", "018f0000-0000-7000-8000-000000000000");
    assert!(
        !address.contains('{'),
        "{method} {path}: this address names something the permission matrix does not know yet. Say in \
         crates/app/tests/it/permissions/ground.rs what kind of record it is (KINDS), or what stands \
         for it (FILLS), and in `record` which one is own, child, parent, sibling and other.",
    );
    address
}

fn things(site: &Site, block: &str, first: i64) -> Things {
    let (number, village) = (site.block(block), site.village(block));
    let (clf, shg, member, twin) = (first, first + 1, first + 2, first + 3);
    let from = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap();
    let to = NaiveDate::from_ymd_opt(9999, 12, 31).unwrap();
    let institution = "
        insert into institution (district_id, id, uid, kind, name_hi, search_key, sort_key, place_id,
                                 block_id, version, op_no)
        values ($1, $2, $3, $4, 'उजाला', 'k', 'k', $5, $6, 1, 1)";
    let standing = "
        insert into institution_place (district_id, institution_id, place_id, from_on, to_on, op_no)
        values ($1, $2, $3, $4, $5, 1)";
    let closure = "
        insert into federation_closure (district_id, ancestor_id, institution_id, depth, from_on,
                                        to_on)
        values ($1, $2, $3, $4, $5, $6)";
    site.db
        .transact(move |tx| {
            for (id, kind, place) in [(clf, "clf", number), (shg, "shg", village)] {
                let uid = Uuid::now_v7();
                tx.exec(institution, &params![DISTRICT, id, uid, kind, place, number])?;
                tx.exec(standing, &params![DISTRICT, id, place, from, to])?;
            }
            for (above, below, depth) in [(clf, clf, 0i64), (clf, shg, 1), (shg, shg, 0)] {
                tx.exec(closure, &params![DISTRICT, above, below, depth, from, to])?;
            }
            for one in [member, twin] {
                tx.exec(
                    "insert into household (district_id, id, place_id, op_no) values ($1, $2, $3, 1)",
                    &params![DISTRICT, one, village],
                )?;
                tx.exec(
                    "insert into member (district_id, id, uid, household_id, name_hi, search_key,
                                         version, op_no)
                     values ($1, $2, $3, $2, 'फूलबती', 'k', 1, 1)",
                    &params![DISTRICT, one, Uuid::now_v7()],
                )?;
                tx.exec(
                    "insert into membership (district_id, institution_id, member_id, joined_on,
                                             left_on, op_no)
                     values ($1, $2, $3, $4, $5, 1)",
                    &params![DISTRICT, shg, one, from, to],
                )?;
            }
            reported(tx, (number, village), shg)?;
            tx.exec(
                "insert into duplicate_pair (district_id, no, subject, one_id, other_id, weight,
                                             evidence, state, version, op_no)
                 values ($1, $2, 'member', $3, $4, 900, '[]', 'open', 1, 1)",
                &params![DISTRICT, first, member, twin],
            )?;
            listed(tx, first, village)
        })
        .unwrap();
    producers(site, first + 4, (number, village));
    met(site, first, (number, 0));
    let manager = person(site, &format!("bpm.{first}"), Role::Bmmu, &[number]);
    let batch = batch(site, manager.1, first);
    Things {
        block: number,
        village,
        clf,
        shg,
        member,
        pair: first,
        household: first,
        manager,
        batch,
    }
}

/// An event at a place with one guest, both of one number.
fn planned(site: &Site, id: i64, place: i64) {
    let today = clock::today();
    site.db
        .transact(move |tx| {
            tx.exec(
                "insert into event (district_id, id, kind, title, batch, place_id, starts_on, ends_on,
                                    at_time, venue, fund_source, material, cost_paise, persons, state,
                                    end_reason, plaque_text, plaque_state, plaque_post, version, op_no)
                 values ($1, $2, 'training', 'शिविर', '', $3, $4, $4, '', '', '', '', 0, 0, 'planned', '',
                         '', 'none', 0, 1, 1)",
                &params![DISTRICT, id, place, today],
            )?;
            tx.exec(
                "insert into event_invitee (district_id, event_id, no, rank_code, name, title, mode,
                                            answer, version, op_no)
                 values ($1, $2, $2, 'mla', '', 'विधायक', 'none', 'none', 1, 1)",
                &params![DISTRICT, id],
            )
        })
        .unwrap();
}

/// A household of a village's list; its only visit has its number, so that one address names both.
fn listed(tx: &mut Tx, id: i64, village: i64) -> samuh_engine::Result<()> {
    tx.exec(
        "insert into target_household (district_id, id, uid, place_id, head_name, version, op_no)
         values ($1, $2, $3, $4, 'भोलाराम', 1, 1)",
        &params![DISTRICT, id, Uuid::now_v7(), village],
    )?;
    let on = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap();
    tx.exec(
        "insert into target_visit (district_id, id, target_id, on_day, outcome, is_void, post_id,
                                   at, version, op_no)
         values ($1, $2, $2, $3, 'nobody_found', false, 0, 1, 1, 1)",
        &params![DISTRICT, id, on],
    )
    .map(drop)
}

/// What LokOS says of a group: it has it under its own number.
fn reported(tx: &mut Tx, (block, village): (i64, i64), shg: i64) -> Result<()> {
    let (month, code) = (i64::from(Month::of(clock::today()).0), shg.to_string());
    tx.exec(
        "insert into institution_code (district_id, register, kind, state_id, code,
                                       institution_id, op_no)
         values ($1, 'lokos', 'shg', 22, $2, $3, 1)",
        &params![DISTRICT, code.as_str(), shg],
    )?;
    tx.exec(
        "insert into lokos_snapshot (district_id, block_id, month, as_on, said, held, at, batch_no,
                                     op_no)
         values ($1, $2, $3, $4, 'village', 1, 0, 0, 1)",
        &params![DISTRICT, block, month, clock::today()],
    )?;
    tx.exec(
        "insert into lokos_group (district_id, block_id, month, code, name_hi, place_id, state, op_no)
         values ($1, $2, $3, $4, 'उजाला', $5, 'entered', 1)",
        &params![DISTRICT, block, month, code.as_str(), village],
    )
    .map(|_| ())
}

/// An import that waits at a post, as reading a sheet of one row leaves it.
fn batch(site: &Site, post_id: i64, mark: i64) -> Uuid {
    site.staged(&Desk::new(post_id, 0, Scope::district(DISTRICT, Rights::all())), mark)
}

fn account_of(login: &str, role: Role, units: &[i64], password: FirstPassword) -> NewAccount {
    let post = NewPost { themes: themes(role).to_vec(), ..NewPost::of(role, units) };
    NewAccount {
        login: login.into(),
        lang: "en".into(),
        officer: NewOfficer { name: format!("Officer {login}"), mobile: None },
        post: PostChoice::New(post),
        password,
    }
}

/// Somebody with an account: its number and the post's.
pub(super) fn person(site: &Site, login: &str, role: Role, units: &[i64]) -> (i64, i64) {
    let password = FirstPassword::Given { password: PASSWORD.into(), must_change: false };
    let new = account_of(login, role, units, password);
    let (desk, now) = (machine_desk(DISTRICT), clock::now());
    let door = Door::new().unwrap();
    let made = open_account(&site.db, &door, &desk, Uuid::now_v7(), &new, now).unwrap();
    let view = account(&site.db, &desk, made.account_id, now).unwrap();
    (made.account_id, view.posts[0].id)
}

#[test]
#[should_panic(expected = "names something the permission matrix does not know yet")]
fn a_planted_route_with_an_unknown_record_is_said_clearly() {
    filled("GET", "/widgets/{widget}", "1");
}
