//! Charges: handing over, additional charge, transfer, a term that ends, and who may do it.

use chrono::NaiveDate;
use samuh_engine::{
    Error,
    audit::{Changed, changes_of},
    clock::day_of,
};
use samuh_kernel::scope::{Area, Right};
use samuh_people::*;
use uuid::Uuid;

use crate::office::*;

fn today() -> NaiveDate {
    day_of(NOW)
}

fn ask(post_id: i64, to: Successor) -> HandOver {
    HandOver {
        post_id,
        to,
        on: today(),
        until: None,
        charge: Charge::Regular,
        reason: "स्थानांतरण".into(),
        order_no: "स्था/2026/14".into(),
        seen_holder: None,
    }
}

fn hand(office: &Office, ask: &HandOver) -> samuh_engine::Result<HandedOver> {
    hand_over(&office.db, &office.admin().desk, Uuid::now_v7(), ask, NOW)
}

/// What the last act left in the trail.
fn last_changes(office: &Office) -> Vec<Changed> {
    let last = |r: &mut samuh_engine::Reader| {
        let row = r.first("select max(no) from op where district_id = 643", &[])?;
        changes_of(r, DISTRICT, row.map_or(Ok(0), |row| row.at(0))?)
    };
    office.db.read(last).expect("the trail")
}

/// The fields of a record of the trail: what was, and what is.
fn told(all: &[Changed], subject: &str, id: i64) -> Vec<String> {
    let of = all.iter().filter(|one| one.subject == subject && one.id == id);
    let fields = of.flat_map(|one| &one.fields);
    fields.map(|field| format!("{}: {} → {}", field.name, field.before, field.after)).collect()
}

fn officer_of(office: &Office, account_id: i64) -> i64 {
    account(&office.db, &machine(DISTRICT), account_id, NOW).expect("seen").officer_id
}

#[test]
fn a_hand_over_stands_with_reason_kind_and_last_day_at_the_post_at_both_persons_and_their_accounts()
{
    for office in offices() {
        let old = office.given("bpm.old", Role::Bmmu, &[MAKDI]);
        let new = office.given("cadre.new", Role::Cadre, &[VILLAGE]);
        let post_id = office.post_of(old);
        let last = today() + chrono::Days::new(30);
        let additional = HandOver {
            charge: Charge::Additional,
            until: Some(day_after(last)),
            ..ask(post_id, Successor::Account(new))
        };
        hand(&office, &additional).unwrap();
        let all = last_changes(&office);
        let (giver, taker) = (officer_of(&office, old), officer_of(&office, new));
        let said = [
            "reason: null → \"स्थानांतरण\"".to_owned(),
            "order_no: null → \"स्था/2026/14\"".to_owned(),
        ];
        let (from, until) =
            (format!("from_on: null → \"{}\"", today()), format!("until: null → \"{last}\""));
        let charge = "charge: null → \"additional\"".to_owned();
        let at_post = [&[format!("holder: {giver} → {taker}"), from, until, charge], &said[..]];
        assert_eq!(told(&all, "post", post_id), at_post.concat(), "{}", office.engine);
        let taken = told(&all, "officer", taker);
        assert_eq!(taken[0], format!("post_id: null → {post_id}"));
        assert_eq!(taken[1..], at_post.concat()[1..], "{}", office.engine);
        // Who took the post today had it that one day.
        let lost = told(&all, "officer", giver);
        assert_eq!(lost[0], format!("post_id: {post_id} → null"), "{}", office.engine);
        assert_eq!(lost[2], format!("until: null → \"{}\"", today()), "{}", office.engine);
        assert_eq!(lost[3..], said, "{}", office.engine);
        for account_id in [old, new] {
            let is_named = |one: &Changed| one.subject == "account" && one.id == account_id;
            assert!(all.iter().any(is_named), "{}: account {account_id}", office.engine);
        }
    }
}

#[test]
fn a_person_relieved_has_it_in_her_own_trail_with_every_post() {
    for office in offices() {
        let makdi = office.given("bpm.makdi", Role::Bmmu, &[MAKDI]);
        let first = office.post_of(makdi);
        let other = office.given("bpm.keshkal", Role::Bmmu, &[KESHKAL]);
        let second = office.post_of(other);
        hand(&office, &ask(second, Successor::Account(makdi))).unwrap();
        let (on, order_no) = (today(), "15/2026".to_owned());
        let ask =
            Relieve { account_id: makdi, on, reason: "जिला बदल".into(), order_no };
        relieve(&office.db, &office.admin().desk, Uuid::now_v7(), &ask, NOW).unwrap();
        let all = last_changes(&office);
        let own = told(&all, "officer", officer_of(&office, makdi));
        for post_id in [first, second] {
            let at_post = told(&all, "post", post_id);
            assert!(at_post.contains(&"reason: null → \"जिला बदल\"".to_owned()), "{at_post:?}");
            assert!(own.contains(&format!("post_id: {post_id} → null")), "{own:?}");
        }
        assert!(own.contains(&"order_no: null → \"15/2026\"".to_owned()), "{own:?}");
        assert!(all.iter().any(|one| one.subject == "account" && one.id == makdi));
    }
}

#[test]
fn whoever_holds_a_charge_on_by_another_term_works_on_and_a_term_of_one_day_lasts_it() {
    for office in offices() {
        let cadre = office.given("cadre.one", Role::Cadre, &[VILLAGE]);
        let post_id = office.post_of(cadre);
        let opened = office.sign_in("cadre.one", PASSWORD, NOW).unwrap();
        let term = |last: NaiveDate| HandOver {
            until: Some(day_after(last)),
            ..ask(post_id, Successor::Account(cadre))
        };
        hand(&office, &term(today() + chrono::Days::new(5))).unwrap();
        assert!(office.who(&opened, NOW).is_some(), "{}: she works on", office.engine);
        let own = told(&last_changes(&office), "officer", officer_of(&office, cadre));
        assert!(own.iter().all(|line| !line.starts_with("post_id")), "the same post: {own:?}");
        assert!(own.iter().any(|line| line.starts_with("until: null → ")), "{own:?}");
        hand(&office, &term(today())).unwrap();
        let midnight = samuh_engine::clock::start_of(day_after(today()));
        assert!(office.who(&opened, midnight - SECOND).is_some(), "{}: the day", office.engine);
        assert!(office.who(&opened, midnight).is_none(), "{}: it is over", office.engine);
        let history = holdings_of_post(&office.db, &office.admin().desk, post_id).unwrap();
        assert!(history.iter().any(|one| one.last_day() == Some(today())), "{history:?}");
        let before = HandOver { until: Some(today()), ..term(today()) };
        assert_eq!(codes(hand(&office, &before)), ["until_before"], "{}", office.engine);
    }
}

#[test]
fn the_last_administrators_charge_has_no_end() {
    for office in offices() {
        let admin = office.admin();
        let ending = HandOver {
            until: Some(today() + chrono::Days::new(60)),
            ..ask(admin.desk.post_id, Successor::Account(admin.account_id))
        };
        assert_eq!(codes(hand(&office, &ending)), ["last_admin"], "{}", office.engine);
        let ahead = HandOver { on: today() + chrono::Days::new(9), ..ending.clone() };
        assert_eq!(codes(hand(&office, &ahead)), ["last_admin"], "{}: later too", office.engine);
        let two = office.given("admin.two", Role::Admin, &[]);
        hand(&office, &ending).expect("another one stays");
        let machine = machine(DISTRICT);
        let closing = (two, "निलंबित");
        let closed = disable(&office.db, &machine, Uuid::now_v7(), closing, NOW);
        assert_eq!(codes(closed), ["last_admin"], "{}: only a term is left", office.engine);
        let ask = Relieve {
            account_id: two,
            on: today(),
            reason: "जिला बदल".into(),
            order_no: "16/2026".into(),
        };
        let left = relieve(&office.db, &machine, Uuid::now_v7(), &ask, NOW);
        assert_eq!(codes(left), ["last_admin"], "{}", office.engine);
    }
}

#[test]
fn a_hand_over_is_one_act_and_the_former_holder_is_out_the_same_minute() {
    for office in offices() {
        let old = office.given("bpm.old", Role::Bmmu, &[MAKDI]);
        let new = office.given("cadre.new", Role::Cadre, &[VILLAGE]);
        let post_id = office.post_of(old);
        let session = office.sign_in("bpm.old", PASSWORD, NOW).unwrap();
        let op = Uuid::now_v7();
        let admin = office.admin().desk;
        let ask = ask(post_id, Successor::Account(new));
        let done = hand_over(&office.db, &admin, op, &ask, NOW).unwrap();
        let again = hand_over(&office.db, &admin, op, &ask, NOW).unwrap();
        assert_eq!(done, again, "sent twice, done once");
        assert!(office.who(&session, NOW).is_none(), "{}", office.engine);
        assert_eq!(codes(office.sign_in("bpm.old", PASSWORD, NOW)), ["no_post"]);
        assert_eq!(codes(office.sign_in("bpm.old", "wrong-wrong-1", NOW)), ["sign_in_wrong"]);
        let view = account(&office.db, &admin, old, NOW).unwrap();
        assert_eq!((view.status, view.posts.len()), (Status::TransferredOut, 0));
        let history = holdings_of_post(&office.db, &admin, post_id).unwrap();
        assert_eq!(history.len(), 2);
        assert_eq!((history[0].account_id, history[0].is_open()), (Some(new), true));
        let ended = &history[1];
        assert_eq!((ended.account_id, ended.to_on, ended.is_ended), (Some(old), today(), true));
        assert_eq!(ended.end_order_no.as_deref(), Some("स्था/2026/14"));
    }
}

#[test]
fn who_holds_two_posts_works_at_one_and_changes_over() {
    for office in offices() {
        let makdi = office.given("bpm.makdi", Role::Bmmu, &[MAKDI]);
        let other = office.given("bpm.keshkal", Role::Bmmu, &[KESHKAL]);
        let (first, second) = (office.post_of(makdi), office.post_of(other));
        let additional =
            HandOver { charge: Charge::Additional, ..ask(second, Successor::Account(makdi)) };
        hand(&office, &additional).unwrap();
        let opened = office.sign_in("bpm.makdi", PASSWORD, NOW).unwrap();
        assert!(opened.has_choice);
        let who = office.who(&opened, NOW).unwrap();
        assert_eq!((who.desk.post_id, who.desk.scope.roots()), (first, &[MAKDI][..]));
        let own = own_posts(&office.db, &who, NOW).unwrap();
        let held: Vec<_> = own.iter().map(|(post, charge)| (post.id, *charge)).collect();
        assert_eq!(held, [(first, Charge::Regular), (second, Charge::Additional)]);
        work_at(&office.db, &who, second, NOW).unwrap();
        let who = office.who(&opened, NOW).unwrap();
        assert_eq!((who.desk.post_id, who.desk.scope.roots()), (second, &[KESHKAL][..]));
        let next = office.signed_in("bpm.makdi", PASSWORD, NOW);
        assert_eq!(next.desk.post_id, second, "the next session begins where one worked last");
        let strange = office.post_of(office.admin().account_id);
        assert!(matches!(work_at(&office.db, &who, strange, NOW), Err(Error::NotFound)));
        hand(&office, &ask(second, Successor::Nobody)).unwrap();
        assert!(office.who(&opened, NOW).is_none(), "the session was at the post handed over");
        let back = office.signed_in("bpm.makdi", PASSWORD, NOW);
        assert_eq!((back.desk.post_id, back.posts_held), (first, 1), "{}", office.engine);
    }
}

#[test]
fn a_charge_may_be_handed_over_ahead_and_passes_at_midnight() {
    for office in offices() {
        let old = office.given("bpm.old", Role::Bmmu, &[MAKDI]);
        let new = office.given("cadre.new", Role::Cadre, &[VILLAGE]);
        let post_id = office.post_of(old);
        let day = today() + chrono::Days::new(2);
        let ahead = HandOver { on: day, ..ask(post_id, Successor::Account(new)) };
        hand(&office, &ahead).unwrap();
        let midnight = samuh_engine::clock::start_of(day);
        let opened = office.sign_in("bpm.old", PASSWORD, midnight - HOUR).unwrap();
        assert!(office.who(&opened, midnight - SECOND).is_some());
        assert!(office.who(&opened, midnight).is_none(), "{}", office.engine);
        let held =
            own_posts(&office.db, &office.signed_in("cadre.new", PASSWORD, midnight), midnight);
        assert_eq!(held.unwrap().len(), 2);
        assert_eq!(codes(hand(&office, &ask(post_id, Successor::Nobody))), ["charge_later"]);
    }
}

#[test]
fn a_cadre_whose_term_is_over_is_out_and_a_new_term_brings_her_back() {
    for office in offices() {
        let cadre = office.given("cadre.one", Role::Cadre, &[VILLAGE]);
        let post_id = office.post_of(cadre);
        let term = |on: NaiveDate, days| HandOver {
            on,
            until: Some(on + chrono::Days::new(days)),
            ..ask(post_id, Successor::Account(cadre))
        };
        hand(&office, &term(today(), 10)).unwrap();
        let opened = office.sign_in("cadre.one", PASSWORD, NOW).unwrap();
        assert!(office.who(&opened, NOW + 9 * DAY).is_some());
        assert!(office.who(&opened, NOW + 10 * DAY).is_none(), "{}", office.engine);
        let later = NOW + 10 * DAY;
        assert_eq!(codes(office.sign_in("cadre.one", PASSWORD, later)), ["no_post"]);
        let admin = machine(DISTRICT);
        let view = account(&office.db, &admin, cadre, later).unwrap();
        assert_eq!(view.status, Status::Expired);
        let again = term(day_of(later), 365);
        hand_over(&office.db, &admin, Uuid::now_v7(), &again, later).unwrap();
        office.sign_in("cadre.one", PASSWORD, later).expect("signs in again");
    }
}

#[test]
fn one_who_leaves_the_district_is_relieved_of_every_post_at_once() {
    for office in offices() {
        let makdi = office.given("bpm.makdi", Role::Bmmu, &[MAKDI]);
        let other = office.given("bpm.keshkal", Role::Bmmu, &[KESHKAL]);
        let second = office.post_of(other);
        hand(&office, &ask(second, Successor::Account(makdi))).unwrap();
        let opened = office.sign_in("bpm.makdi", PASSWORD, NOW).unwrap();
        let admin = office.admin().desk;
        let relieve_of = |account_id, order: &str| {
            let ask = Relieve {
                account_id,
                on: today(),
                reason: "जिला बदल".into(),
                order_no: order.into(),
            };
            relieve(&office.db, &admin, Uuid::now_v7(), &ask, NOW)
        };
        assert_eq!(codes(relieve_of(makdi, "")), ["order_missing"]);
        assert_eq!(relieve_of(makdi, "15/2026").unwrap(), 2);
        assert!(office.who(&opened, NOW).is_none(), "{}", office.engine);
        assert_eq!(codes(relieve_of(makdi, "15/2026")), ["holds_nothing"]);
        assert_eq!(codes(relieve_of(office.admin().account_id, "1")), ["own_account"]);
    }
}

#[test]
fn somebody_is_always_left_who_runs_the_system() {
    for office in offices() {
        let admin = office.admin();
        let post_id = admin.desk.post_id;
        assert_eq!(codes(hand(&office, &ask(post_id, Successor::Nobody))), ["last_admin"]);
        let new = NewOfficer { name: "R. Netam".into(), mobile: None };
        let unknown = ask(post_id, Successor::New(new));
        assert_eq!(codes(hand(&office, &unknown)), ["last_admin"], "who cannot sign in");
        let next = office.given("dmm", Role::Dmmu, &[]);
        hand(&office, &ask(post_id, Successor::Account(next))).expect("to one who can");
        assert!(office.sign_in("admin", ADMIN_PASSWORD, NOW).is_err(), "{}", office.engine);
    }
}

#[test]
fn a_person_written_down_with_the_charge_gets_an_account_later() {
    for office in offices() {
        let old = office.given("cadre.old", Role::Cadre, &[VILLAGE]);
        let post_id = office.post_of(old);
        let new = NewOfficer { name: "फूलबती मरकाम".into(), mobile: None };
        hand(&office, &ask(post_id, Successor::New(new))).unwrap();
        let admin = office.admin().desk;
        let mut account = new_account("phoolbati", Role::Cadre, &[]);
        account.post = PostChoice::Held(post_id);
        office.open(&admin, &account).unwrap();
        let who = office.signed_in("phoolbati", PASSWORD, NOW);
        assert_eq!((who.officer_name.as_str(), who.desk.post_id), ("फूलबती मरकाम", post_id));
        let history = holdings_of_post(&office.db, &admin, post_id).unwrap();
        assert_eq!(history.len(), 2, "{}: the account is hers, not another's", office.engine);
    }
}

#[test]
fn a_block_runs_the_people_below_it_and_sees_nobody_elsewhere() {
    for office in offices() {
        office.given("bpm.makdi", Role::Bmmu, &[MAKDI]);
        let beside = office.given("bpm.keshkal", Role::Bmmu, &[KESHKAL]);
        let ceo = office.given("ceo.makdi", Role::JanpadCeo, &[MAKDI]);
        let clf = office.given("clf.ujala", Role::Clf, &[CLF]);
        let cadre = office.given("cadre.one", Role::Cadre, &[VILLAGE]);
        let admin = office.admin().account_id;
        let block = office.signed_in("bpm.makdi", PASSWORD, NOW);
        let (db, desk) = (&office.db, &block.desk);
        let list = accounts(db, desk, &AccountFilter::default(), NOW).unwrap();
        let logins: Vec<&str> = list.iter().map(|one| one.login.as_str()).collect();
        assert_eq!(logins, ["bpm.makdi", "cadre.one", "ceo.makdi"], "{}", office.engine);
        office.reset(desk, Uuid::now_v7(), cadre).expect("resets below");
        assert!(runs_account(db, desk, cadre, NOW).unwrap(), "{}", office.engine);
        for above in [ceo, block.account_id] {
            let reset = office.reset(desk, Uuid::now_v7(), above);
            assert!(matches!(reset, Err(Error::Denied("people.above"))), "{above}");
            assert!(!runs_account(db, desk, above, NOW).unwrap(), "{above}: nor is it offered");
        }
        for elsewhere in [beside, clf, admin] {
            let op = Uuid::now_v7;
            let outcomes = [
                office.reset(desk, op(), elsewhere).map(|_| ()),
                disable(db, desk, op(), (elsewhere, "निलंबित"), NOW),
                reset_factor(db, desk, op(), elsewhere, NOW),
                account(db, desk, elsewhere, NOW).map(|_| ()),
                holdings_of_person(db, desk, elsewhere, NOW).map(|_| ()),
                sessions_of(db, &block, elsewhere, NOW).map(|_| ()),
            ];
            assert!(outcomes.iter().all(|o| matches!(o, Err(Error::NotFound))), "{elsewhere}");
        }
        office.open(desk, &new_account("cadre.two", Role::Cadre, &[VILLAGE])).expect("below");
        let far = office.open(desk, &new_account("cadre.far", Role::Clf, &[CLF]));
        assert_eq!(codes(far), ["unit_unknown"], "not a unit of this block");
        for role in [Role::Admin, Role::Dmmu, Role::Bmmu] {
            let above = office.open(desk, &new_account("up.up", role, &[MAKDI]));
            assert!(matches!(above, Err(Error::Denied("people.above"))), "{role:?}");
        }
    }
}

#[test]
fn a_post_is_changed_and_its_holder_sees_it_at_the_next_page() {
    for office in offices() {
        let dpm = NewPost { themes: vec![Theme::Finance], ..NewPost::of(Role::Dpm, &[]) };
        let mut new = new_account("dpm.fi", Role::Dpm, &[]);
        new.post = PostChoice::New(dpm.clone());
        let admin = office.admin().desk;
        let id = office.open(&admin, &new).unwrap().account_id;
        let opened = office.sign_in("dpm.fi", PASSWORD, NOW).unwrap();
        let scope = office.who(&opened, NOW).unwrap().desk.scope;
        assert!(scope.may(Right::Approve, Area::Finance) && !scope.may(Right::Enter, Area::Groups));
        let post_id = office.post_of(id);
        let wider = NewPost {
            themes: vec![Theme::Finance, Theme::Social],
            title_en: Some("DPM (FI and SISD)".into()),
            ..dpm
        };
        let change = |version, new: &NewPost| {
            change_post(&office.db, &admin, Uuid::now_v7(), (post_id, version), new, NOW)
        };
        change(1, &wider).unwrap();
        let stale = change(1, &wider);
        assert!(matches!(stale, Err(Error::Conflict { .. })), "{}", office.engine);
        let scope = office.who(&opened, NOW).unwrap().desk.scope;
        assert!(scope.may(Right::Approve, Area::Groups));
        assert_eq!(codes(change(2, &NewPost::of(Role::Dmmu, &[]))), ["role_stays"]);
        assert_eq!(
            codes(close_post(&office.db, &admin, Uuid::now_v7(), (post_id, 2), NOW)),
            ["post_held"]
        );
        hand(&office, &ask(post_id, Successor::Nobody)).unwrap();
        for _ in 0..2 {
            close_post(&office.db, &admin, Uuid::now_v7(), (post_id, 2), NOW).unwrap();
        }
        let closed = hand(&office, &ask(post_id, Successor::Account(id)));
        assert_eq!(codes(closed), ["post_closed"]);
    }
}
