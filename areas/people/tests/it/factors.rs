//! The second factor: who must have one, setting it up, entering with it, and losing the telephone.

use samuh_engine::Error;
use samuh_kernel::scope::{Area, Right};
use samuh_people::*;
use uuid::Uuid;

use crate::office::*;

/// A district whose policy is the one it comes with.
pub(crate) fn strict() -> Vec<Office> {
    let offices = offices();
    for office in &offices {
        let desk = machine(DISTRICT);
        let now = sign_in_policies(&office.db, &desk, NOW).expect("the policy");
        let strict: Vec<NewSignInPolicy> = now
            .into_iter()
            .map(|one| NewSignInPolicy {
                second_factor: policy::approves(one.role),
                ..one.own("as it comes")
            })
            .collect();
        set_sign_in_policy(&office.db, &desk, Uuid::now_v7(), &strict, NOW).expect("set");
    }
    offices
}

pub(crate) fn set_up(office: &Office, who: &SignedIn, now: i64) -> (Key, Enrolled) {
    let key = new_key(&office.db, who, now).expect("a key");
    let code = code_at(&key, now);
    let done = enrol(&office.db, &office.door, who, (&key, &code), Uuid::now_v7(), now);
    (key, done.expect("set up"))
}

pub(crate) fn give(
    office: &Office,
    who: &SignedIn,
    code: &str,
    now: i64,
) -> samuh_engine::Result<Opened> {
    verify(&office.db, &office.door, who, (code, HERE), now)
}

#[test]
fn the_policy_it_comes_with_asks_approvers_and_administrators_and_nobody_else() {
    for (engine, db) in samuh_engine::testing::databases() {
        let all = sign_in_policies(&db, &machine(DISTRICT), NOW).unwrap();
        assert_eq!(all.len(), Role::ALL.len(), "{engine}: every role has its row");
        for one in all {
            assert_eq!(one.second_factor, policy::approves(one.role), "{engine}: {:?}", one.role);
            let is_field = matches!(one.role, Role::Prp | Role::Clf | Role::Cadre);
            assert_eq!(one.whole_minutes, if is_field { 30 * 24 * 60 } else { 12 * 60 });
            assert!(!one.source.is_empty() && !one.is_own, "{engine}");
            assert_eq!((one.code_steps, one.code_digest), (1, CodeDigest::Sha1), "{engine}");
        }
    }
}

#[test]
fn an_approver_sees_nothing_until_the_second_factor_is_set_up() {
    for office in strict() {
        let opened = office.sign_in("admin", ADMIN_PASSWORD, NOW).unwrap();
        assert_eq!(opened.stage, Stage::Enrol, "{}", office.engine);
        let who = office.who(&opened, NOW).unwrap();
        assert!(!who.desk.scope.may(Right::See, Area::People));
        let key = new_key(&office.db, &who, NOW).unwrap();
        let (db, door) = (&office.db, &office.door);
        let wrong = enrol(db, door, &who, (&key, "000000"), Uuid::now_v7(), NOW);
        assert_eq!(codes(wrong), ["code_wrong"]);
        let (_, done) = set_up(&office, &who, NOW);
        assert_eq!(done.recovery.len(), 8);
        assert!(office.who(&opened, NOW).is_none(), "the token of before is dead");
        let who = office.who(&done.opened, NOW).unwrap();
        assert!(who.desk.scope.may(Right::Administer, Area::People));
        let again = enrol(db, door, &who, (&key, &code_at(&key, NOW)), Uuid::now_v7(), NOW);
        assert_eq!(codes(again), ["factor_exists"]);
    }
}

#[test]
fn a_code_opens_once_and_a_wrong_one_waits_longer_and_longer() {
    for office in strict() {
        let (key, _) = set_up(&office, &office.signed_in("admin", ADMIN_PASSWORD, NOW), NOW);
        let later = NOW + MINUTE;
        let opened = office.sign_in("admin", ADMIN_PASSWORD, later).unwrap();
        assert_eq!(opened.stage, Stage::Code, "{}", office.engine);
        let who = office.who(&opened, later).unwrap();
        assert!(!who.desk.scope.may(Right::See, Area::Groups));
        let reuse = give(&office, &who, &code_at(&key, NOW), later);
        assert_eq!(codes(reuse), ["code_wrong"], "the code that set it up opens nothing");
        let done = give(&office, &who, &code_at(&key, later), later).unwrap();
        assert_ne!(done.token, opened.token);
        assert!(office.who(&opened, later).is_none());
        assert!(office.who(&done, later).unwrap().desk.scope.may(Right::See, Area::Groups));
        let who = office.signed_in("admin", ADMIN_PASSWORD, later);
        let replay = give(&office, &who, &code_at(&key, later), later);
        assert_eq!(codes(replay), ["code_wrong"], "a code opens once");
        for _ in 0..4 {
            assert_eq!(codes(give(&office, &who, "000000", later)), ["code_wrong"]);
        }
        let next = later + 29 * SECOND;
        assert_eq!(codes(give(&office, &who, &code_at(&key, next), next)), ["sign_in_wait"]);
        let next = later + MINUTE;
        give(&office, &who, &code_at(&key, next), next).expect("waits and enters");
    }
}

#[test]
fn a_recovery_code_opens_once() {
    for office in strict() {
        let (_, done) = set_up(&office, &office.signed_in("admin", ADMIN_PASSWORD, NOW), NOW);
        let code = done.recovery[3].to_lowercase();
        let who = office.signed_in("admin", ADMIN_PASSWORD, NOW);
        give(&office, &who, &code, NOW).expect("enters");
        let who = office.signed_in("admin", ADMIN_PASSWORD, NOW);
        assert_eq!(codes(give(&office, &who, &code, NOW)), ["code_wrong"], "{}", office.engine);
        let kept = office.db.read(|r| r.query("select code_hash from recovery_code", &[])).unwrap();
        let bare = done.recovery[0].replace('-', "").into_bytes();
        assert!(kept.iter().all(|row| row.at::<Vec<u8>>(0).unwrap() != bare));
    }
}

#[test]
fn a_lost_telephone_is_taken_off_by_the_administrator_above() {
    for office in strict() {
        let (_, done) = set_up(&office, &office.signed_in("admin", ADMIN_PASSWORD, NOW), NOW);
        let admin = office.who(&done.opened, NOW).unwrap();
        let new = new_account("bpm.makdi", Role::Bmmu, &[MAKDI]);
        let id = office.open(&admin.desk, &new).unwrap().account_id;
        let first = office.signed_in("bpm.makdi", PASSWORD, NOW);
        let (_, theirs) = set_up(&office, &first, NOW);
        let view = account(&office.db, &admin.desk, id, NOW).unwrap();
        assert!(view.second_factor);
        for _ in 0..2 {
            reset_factor(&office.db, &admin.desk, Uuid::now_v7(), id, NOW).unwrap();
        }
        assert!(office.who(&theirs.opened, NOW).is_none(), "{}", office.engine);
        let again = office.sign_in("bpm.makdi", PASSWORD, NOW).unwrap();
        assert_eq!(again.stage, Stage::Enrol);
        let who = office.who(&again, NOW).unwrap();
        let used = give(&office, &who, &theirs.recovery[0], NOW);
        assert!(matches!(used, Err(Error::NotFound)), "its recovery codes went with it");
        let denied = reset_factor(&office.db, &who.desk, Uuid::now_v7(), id, NOW);
        assert!(matches!(denied, Err(Error::Denied(_))));
    }
}

#[test]
fn changing_the_password_keeps_the_code_that_was_given() {
    for office in strict() {
        let (_, done) = set_up(&office, &office.signed_in("admin", ADMIN_PASSWORD, NOW), NOW);
        let who = office.who(&done.opened, NOW).unwrap();
        let ask = ChangePassword {
            present: ADMIN_PASSWORD,
            chosen: "imli-ka-ped-2026",
            address: HERE,
            device: "Firefox",
        };
        let (db, door) = (&office.db, &office.door);
        let opened = change_password(db, door, &who, &ask, Uuid::now_v7(), NOW).unwrap();
        assert_eq!(opened.stage, Stage::Open, "{}", office.engine);
        let next = office.sign_in("admin", "imli-ka-ped-2026", NOW).unwrap();
        assert_eq!(next.stage, Stage::Code);
    }
}

/// Gives an account the additional charge of a new post of a block's manager; answers the post's number.
fn additional(office: &Office, desk: &samuh_engine::Desk, account_id: i64) -> i64 {
    let post = NewPost::of(Role::Bmmu, &[MAKDI]);
    let post_id = make_post(&office.db, desk, Uuid::now_v7(), &post, NOW).expect("a post is made");
    let ask = HandOver {
        post_id,
        to: Successor::Account(account_id),
        on: samuh_engine::clock::day_of(NOW),
        until: None,
        charge: Charge::Additional,
        reason: "अतिरिक्त प्रभार".into(),
        order_no: "7/2026".into(),
        seen_holder: None,
    };
    hand_over(&office.db, desk, Uuid::now_v7(), &ask, NOW).expect("the charge changes hands");
    post_id
}

#[test]
fn an_additional_charge_that_needs_a_second_factor_asks_for_it() {
    for office in strict() {
        let (_, done) = set_up(&office, &office.signed_in("admin", ADMIN_PASSWORD, NOW), NOW);
        let admin = office.who(&done.opened, NOW).unwrap().desk;
        let other = new_account("coordinator.makdi", Role::AreaCoordinator, &[MAKDI]);
        let id = office.open(&admin, &other).unwrap().account_id;
        let post_id = additional(&office, &admin, id);
        let opened = office.sign_in("coordinator.makdi", PASSWORD, NOW).unwrap();
        assert_eq!((opened.stage, opened.has_choice), (Stage::Open, true));
        let owed = work_at(&office.db, &office.who(&opened, NOW).unwrap(), post_id, NOW).unwrap();
        assert_eq!(owed, Stage::Enrol, "{}", office.engine);
        assert!(office.who(&opened, NOW).is_none(), "{}: the password is asked", office.engine);
        let anew = office.sign_in("coordinator.makdi", PASSWORD, NOW).unwrap();
        let who = office.who(&anew, NOW).unwrap();
        assert_eq!((who.stage, who.desk.post_id), (Stage::Enrol, post_id), "{}", office.engine);
        assert!(!who.desk.scope.may(Right::See, Area::Groups));
    }
}

#[test]
fn a_policy_is_set_by_the_district_alone_with_its_reason() {
    for office in offices() {
        office.given("bpm.makdi", Role::Bmmu, &[MAKDI]);
        let new = |source: &str| NewSignInPolicy {
            role: Role::Cadre,
            idle_minutes: 60 * 24,
            whole_minutes: 60 * 24 * 7,
            second_factor: false,
            code_steps: 1,
            code_digest: CodeDigest::Sha1,
            source: source.into(),
        };
        let set = |desk: &samuh_engine::Desk, source: &str| {
            set_sign_in_policy(&office.db, desk, Uuid::now_v7(), &[new(source)], NOW)
        };
        let block = office.signed_in("bpm.makdi", PASSWORD, NOW).desk;
        assert!(matches!(set(&block, "x"), Err(Error::Denied("people.above"))));
        let admin = office.admin().desk;
        assert_eq!(codes(set(&admin, " ")), ["reason_missing"]);
        for _ in 0..2 {
            set(&admin, "आदेश 3/2026").unwrap();
        }
        office.given("cadre.one", Role::Cadre, &[VILLAGE]);
        let opened = office.sign_in("cadre.one", PASSWORD, NOW).unwrap();
        assert_eq!(opened.expires_at, NOW + 7 * DAY, "{}", office.engine);
        assert!(office.who(&opened, NOW + DAY).is_none());
    }
}

#[test]
fn a_sealed_key_takes_codes_on_its_machine_and_elsewhere_only_the_recovery_codes_open() {
    for office in strict() {
        let sealed = |byte: u8| Door::new().unwrap().sealed(Seal::new(&[byte; 32]).unwrap());
        let engine = office.engine;
        let office = Office { door: sealed(1), ..office };
        let who = office.who(&office.sign_in("admin", ADMIN_PASSWORD, NOW).unwrap(), NOW).unwrap();
        let (key, done) = set_up(&office, &who, NOW);
        let kept = "select secret from second_factor";
        let kept: Vec<u8> = office.db.read(|r| r.first(kept, &[])?.expect("a key").at(0)).unwrap();
        assert!(kept.len() > 20, "{engine}: it does not lie open");
        let later = NOW + 2 * MINUTE;
        let who =
            office.who(&office.sign_in("admin", ADMIN_PASSWORD, later).unwrap(), later).unwrap();
        let opened = give(&office, &who, &code_at(&key, later), later);
        assert_eq!(opened.unwrap().stage, Stage::Open, "{engine}");
        let office = Office { door: sealed(2), ..office };
        let later = later + 2 * MINUTE;
        let who =
            office.who(&office.sign_in("admin", ADMIN_PASSWORD, later).unwrap(), later).unwrap();
        let other = give(&office, &who, &code_at(&key, later), later);
        assert_eq!(codes(other), ["factor_unreadable"], "{engine}");
        let opened = give(&office, &who, &done.recovery[0], later);
        assert_eq!(opened.unwrap().stage, Stage::Open, "{engine}: a recovery code is none of it");
    }
}

/// Sets a policy of the district for every role, from today on.
fn set_for_all(office: &Office, change: impl Fn(NewSignInPolicy) -> NewSignInPolicy) {
    set_for(office, &Role::ALL, change);
}

/// The same for some roles.
fn set_for(office: &Office, roles: &[Role], change: impl Fn(NewSignInPolicy) -> NewSignInPolicy) {
    let desk = machine(DISTRICT);
    let all = sign_in_policies(&office.db, &desk, NOW).expect("the policy");
    let meant = all.iter().filter(|one| roles.contains(&one.role));
    let new: Vec<_> = meant.map(|one| change(one.own("आदेश 9/2026"))).collect();
    set_sign_in_policy(&office.db, &desk, Uuid::now_v7(), &new, NOW).expect("set");
}

#[test]
fn a_rule_that_asks_for_a_second_factor_ends_the_sessions_without_one_and_no_other() {
    for office in offices() {
        let engine = office.engine;
        for (login, role, unit) in [
            ("cadre.one", Role::Cadre, VILLAGE),
            ("cadre.two", Role::Cadre, VILLAGE),
            ("bpm.makdi", Role::Bmmu, MAKDI),
        ] {
            office.given(login, role, &[unit]);
        }
        let open = |login, password| office.sign_in(login, password, NOW).unwrap();
        let (lost, other) = (open("cadre.one", PASSWORD), open("bpm.makdi", PASSWORD));
        let (own, next) = (open("admin", ADMIN_PASSWORD), open("admin.next", ADMIN_PASSWORD));
        let (_, guarded) = set_up(&office, &office.signed_in("cadre.two", PASSWORD, NOW), NOW);
        let required = |one: NewSignInPolicy| NewSignInPolicy { second_factor: true, ..one };
        set_for(&office, &[Role::Cadre, Role::Admin], required);
        let works = |opened: &Opened| office.who(opened, NOW).is_some();
        assert!(!works(&lost), "{engine}: a telephone that was stolen works no longer");
        assert!(!works(&own), "{engine}: an administrator's neither");
        assert!(works(&guarded.opened), "{engine}: who has one works on");
        assert!(works(&other) && works(&next), "{engine}: other posts, and the next district");
        let owes = open("cadre.one", PASSWORD);
        assert_eq!(owes.stage, Stage::Enrol, "{engine}");
        set_for(&office, &[Role::Cadre], required);
        assert!(works(&owes), "{engine}: who is setting it up goes on");
    }
}

#[test]
fn a_person_of_two_posts_has_codes_by_the_stricter_of_their_rules_wherever_she_works() {
    for office in offices() {
        let (engine, admin) = (office.engine, office.admin().desk);
        for login in ["coordinator.one", "coordinator.two"] {
            let new = new_account(login, Role::AreaCoordinator, &[MAKDI]);
            let id = office.open(&admin, &new).unwrap().account_id;
            if login == "coordinator.two" {
                additional(&office, &admin, id);
            }
        }
        set_for(&office, &[Role::Bmmu], |one| NewSignInPolicy {
            code_steps: 0,
            code_digest: CodeDigest::Sha256,
            ..one
        });
        // The first instant of a step: the code of the step before is late by a microsecond.
        let begins = NOW / (30 * SECOND) * 30 * SECOND + 120 * SECOND;
        for (login, digest, late) in [
            ("coordinator.two", CodeDigest::Sha256, vec!["code_wrong"]),
            ("coordinator.one", CodeDigest::Sha1, vec![]),
        ] {
            let who = office.signed_in(login, PASSWORD, NOW);
            assert_eq!(who.role, Role::AreaCoordinator, "{engine}: {login} works there");
            let (key, _) = set_up(&office, &who, NOW);
            assert_eq!(key.digest(), digest, "{engine}: {login}");
            let who = office.signed_in(login, PASSWORD, begins);
            let told = codes(give(&office, &who, &code_at(&key, begins - 1), begins));
            assert_eq!(told, late, "{engine}: {login}");
        }
    }
}

#[test]
fn where_every_post_must_have_one_nobody_of_any_role_sees_anything_before_it_is_set_up() {
    for office in offices() {
        let mut logins = vec![("admin".to_owned(), ADMIN_PASSWORD, Role::Admin)];
        for role in Role::ALL.into_iter().filter(|role| *role != Role::Admin) {
            let units: &[i64] = match policy::reach_of(role) {
                policy::Reach::District => &[],
                policy::Reach::Units(kinds) if kinds.contains(&"block") => &[MAKDI],
                policy::Reach::Units(["clf"]) => &[CLF],
                policy::Reach::Units(_) => &[VILLAGE],
            };
            let login = format!("seat.{}", role.code().replace('_', "."));
            let themes = if role == Role::Dpm { vec![Theme::Finance] } else { Vec::new() };
            let post = PostChoice::New(NewPost { themes, ..NewPost::of(role, units) });
            let new = NewAccount { post, ..new_account(&login, role, units) };
            office.open(&machine(DISTRICT), &new).unwrap();
            logins.push((login, PASSWORD, role));
        }
        let sees = |who: &SignedIn| {
            let all = Area::ALL;
            // Each right includes to see: who may not see an area may do nothing in it.
            all.into_iter().any(|area| who.desk.scope.may(Right::See, area))
        };
        for (login, password, role) in &logins {
            let who = office.signed_in(login, password, NOW);
            // The twin: without such a row each of them works at once.
            assert!(who.stage == Stage::Open && sees(&who), "{}: {role:?}", office.engine);
        }
        set_for_all(&office, |one| NewSignInPolicy { second_factor: true, ..one });
        for (login, password, role) in &logins {
            let what = format!("{}: {role:?}", office.engine);
            let opened = office.sign_in(login, password, NOW).unwrap();
            assert_eq!(opened.stage, Stage::Enrol, "{what}");
            let who = office.who(&opened, NOW).unwrap();
            assert!(!sees(&who), "{what} sees something");
            let (_, done) = set_up(&office, &who, NOW);
            let who = office.who(&done.opened, NOW).unwrap();
            assert!(who.stage == Stage::Open && sees(&who), "{what}: and works then");
            let again = office.signed_in(login, password, NOW + MINUTE);
            assert!(again.stage == Stage::Code && !sees(&again), "{what}: next time by its code");
        }
    }
}

#[test]
fn by_a_policy_of_no_neighbour_steps_a_code_is_over_with_its_thirty_seconds() {
    for office in strict() {
        let (key, _) = set_up(&office, &office.signed_in("admin", ADMIN_PASSWORD, NOW), NOW);
        // The code of the step before opens by the policy as it comes, and no longer by the district's own.
        let step = 30 * SECOND;
        let begins = |n: i64| NOW / step * step + n * step;
        let late = |n: i64| (code_at(&key, begins(n) - 1), begins(n));
        let opens = |(code, now): (String, i64)| {
            let who = office.signed_in("admin", ADMIN_PASSWORD, now);
            codes(give(&office, &who, &code, now))
        };
        assert!(opens(late(4)).is_empty(), "{}", office.engine);
        set_for_all(&office, |one| NewSignInPolicy { code_steps: 0, ..one });
        assert_eq!(opens(late(8)), ["code_wrong"], "{}", office.engine);
        assert!(opens((code_at(&key, begins(9)), begins(10) - 1)).is_empty(), "{}", office.engine);
    }
}

#[test]
fn by_a_policy_of_sha_256_new_keys_are_made_by_it_and_older_ones_stay_as_they_are() {
    for office in strict() {
        let engine = office.engine;
        let admin = office.signed_in("admin", ADMIN_PASSWORD, NOW);
        let (old, done) = set_up(&office, &admin, NOW);
        let new = new_account("bpm.makdi", Role::Bmmu, &[MAKDI]);
        office.open(&machine(DISTRICT), &new).unwrap();
        let block = office.signed_in("bpm.makdi", PASSWORD, NOW);
        let before = new_key(&office.db, &block, NOW).unwrap();
        set_for_all(&office, |one| NewSignInPolicy { code_digest: CodeDigest::Sha256, ..one });
        let (db, door) = (&office.db, &office.door);
        let code = code_at(&before, NOW);
        for _ in 0..9 {
            let late = enrol(db, door, &block, (&before, &code), Uuid::now_v7(), NOW);
            assert_eq!(codes(late), ["key_late"], "{engine}: a key by SHA-1 is too late");
        }
        // None of these was a guess: nobody waits.
        let (new, _) = set_up(&office, &block, NOW);
        assert_eq!((old.digest(), new.digest()), (CodeDigest::Sha1, CodeDigest::Sha256));
        let kept = "select digest from second_factor order by account_id";
        let kept = office.db.read(|r| r.query(kept, &[])).unwrap();
        let kept: Vec<String> = kept.iter().map(|row| row.at(0).unwrap()).collect();
        assert_eq!(kept, ["sha1", "sha256"], "{engine}");
        let later = NOW + MINUTE;
        for (login, password, key) in
            [("admin", ADMIN_PASSWORD, &old), ("bpm.makdi", PASSWORD, &new)]
        {
            let who = office.signed_in(login, password, later);
            let opened = give(&office, &who, &code_at(key, later), later);
            assert_eq!(opened.unwrap().stage, Stage::Open, "{engine}: {login}");
        }
        // A key goes over to the other digest by being set up anew.
        let admin = office.who(&done.opened, NOW).map_or_else(|| machine(DISTRICT), |who| who.desk);
        reset_factor(db, &admin, Uuid::now_v7(), 1, later).unwrap();
        let (anew, _) = set_up(&office, &office.signed_in("admin", ADMIN_PASSWORD, later), later);
        assert_eq!(anew.digest(), CodeDigest::Sha256, "{engine}");
    }
}
