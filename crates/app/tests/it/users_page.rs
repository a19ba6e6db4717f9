//! Users at the administrator's desk: an account with its link, closed and opened again, its
//! sessions ended; and who may not.

use axum::http::StatusCode;
use samuh_engine::clock;
use samuh_people::{Role, code_at};

use crate::{
    desks::{Page, Site},
    office::with_places,
};

/// The code of the link, which stands beside it as well.
fn code(page: &Page) -> String {
    let (_, rest) = page.text.split_once("/invitation#").expect("a link");
    let code: String = rest.chars().take_while(|letter| *letter != '<').collect();
    assert_eq!(page.text.matches(&code).count(), 2, "in the link and by itself: {}", page.text);
    code
}

fn op(page: &Page) -> String {
    let (_, rest) = page.text.split_once("name=\"op\" value=\"").expect("an op");
    rest.chars().take_while(|letter| *letter != '"').collect()
}

#[test]
fn an_account_is_opened_with_a_link_that_is_shown_once() {
    for office in with_places() {
        let site = Site::of(office);
        let admin = site.seat("admin", Role::Admin, &[]);
        let form = admin.get("/users/new");
        let (op, block) = (op(&form), site.block("3590").to_string());
        assert!(form.text.contains(&format!("value=\"{block}\"")));
        let wrong = [("op", &*op), ("name", ""), ("login", "BPM Makdi"), ("post", "bmmu")];
        let refused = admin.post("/users/new", &wrong);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.matches("class=\"errm\"").count() >= 3, "{}", refused.text);
        let right = [
            ("op", &*op),
            ("name", "R. Netam"),
            ("login", "bpm.makdi"),
            ("post", "bmmu"),
            ("unit", &block),
        ];
        let made = admin.post("/users/new", &right);
        assert_eq!(made.status, StatusCode::OK, "{}", made.text);
        let code = code(&made);
        let twice = admin.post("/users/new", &right);
        assert_eq!(twice.status, StatusCode::SEE_OTHER, "the same press is the same act");
        assert!(!admin.get(&twice.to).text.contains(&code), "shown this once");
        assert!(admin.get("/users").text.contains("bpm.makdi"));
        let opened = admin.post("/invitation", &[("code", &code)]);
        assert_eq!(opened.status, StatusCode::OK, "{}", opened.text);
        assert!(opened.text.contains("bpm.makdi"), "whose it is: {}", opened.text);
        site.office.verify();
    }
}

#[test]
fn an_account_is_closed_its_sessions_end_and_it_opens_again() {
    for office in with_places() {
        let site = Site::of(office);
        let admin = site.seat("admin", Role::Admin, &[]);
        let block = site.seat("block", Role::Bmmu, &[site.block("3590")]);
        assert_eq!(block.get("/").status, StatusCode::OK);
        let list = admin.get("/users?name=block");
        let mut links = list.text.split("href=\"/users/").skip(1);
        let rest = links.find(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let id: String = rest.unwrap().chars().take_while(char::is_ascii_digit).collect();
        let path = format!("/users/{id}");
        let page = admin.get(&path);
        let (_, rest) = page.text.split_once("name=\"key\" value=\"").expect("its session");
        let key: String = rest.chars().take_while(|letter| *letter != '"').collect();
        for _ in 0..2 {
            let ended = admin.post(&format!("{path}/sessions"), &[("key", &key)]);
            assert_eq!(ended.to, path);
        }
        assert!(block.get("/").to.starts_with("/sign-in"));
        for reason in ["", "  "] {
            let bare = admin.post(&path, &[("act", "stop"), ("reason", reason)]);
            assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", bare.text);
            assert!(bare.text.contains("href=\"#wrong-reason\""), "{}", bare.text);
            assert_eq!(bare.text.matches("class=\"errm\"").count(), 1, "of the form that was sent");
        }
        admin.post(&path, &[("act", "stop"), ("reason", "Suspended by order 44")]);
        assert!(admin.get(&path).text.contains("Open the account"));
        let trail = admin.get(&format!("/trail/account/{id}")).text;
        assert!(trail.contains("Suspended by order 44"), "{trail}");
        let reset = admin.post(&path, &[("act", "reset")]);
        assert_eq!(reset.status, StatusCode::UNPROCESSABLE_ENTITY, "closed accounts get no link");
        admin.post(&path, &[("act", "start")]);
        let reset = admin.post(&path, &[("act", "reset")]);
        assert!(reset.text.contains("A new password link has been made"), "{}", reset.text);
        assert!(!reset.text.contains("The user has been created"), "{}", reset.text);
        let opened = admin.post("/invitation", &[("code", &code(&reset))]);
        assert_eq!(opened.status, StatusCode::OK, "{}", opened.text);
        assert_eq!(admin.post(&path, &[("act", "x")]).status, StatusCode::BAD_REQUEST);
        assert_eq!(admin.get("/users/99999").status, StatusCode::NOT_FOUND);
    }
}

#[test]
fn users_are_changed_from_above_and_seen_by_the_district_and_the_block() {
    for office in with_places() {
        let site = Site::of(office);
        let admin = site.seat("admin", Role::Admin, &[]);
        let own = admin.post("/users/1", &[("act", "stop"), ("reason", "x")]);
        assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY, "not one's own");
        let page = admin.get("/users/1").text;
        assert!(
            !page.contains("Close the account") && !page.contains("/users/1/relieve"),
            "{page}"
        );
        let collector = site.seat("collector", Role::Collector, &[]);
        let list = collector.get("/users");
        assert_eq!(list.status, StatusCode::OK);
        assert!(!list.text.contains("/users/new"));
        assert_eq!(collector.get("/users/new").status, StatusCode::FORBIDDEN);
        for act in ["reset", "stop", "start"] {
            let page = collector.post("/users/1", &[("act", act)]);
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{act}");
        }
        let block = site.seat("block", Role::Bmmu, &[site.block("3590")]);
        let list = block.get("/users");
        assert!(list.text.contains("Officer block") && !list.text.contains("Officer admin"));
        assert_eq!(block.get("/users/1").status, StatusCode::NOT_FOUND, "above the block");
        let new = block.get("/users/new");
        assert!(new.text.contains("value=\"cadre\"") && !new.text.contains("value=\"dmmu\""));
        let clerk = site.seat("viewer", Role::Viewer, &[site.block("3590")]);
        for path in ["/users", "/users/1", "/users/new", "/posts"] {
            assert_eq!(clerk.get(path).status, StatusCode::FORBIDDEN, "{path}");
        }
    }
}

#[test]
fn the_district_sets_its_own_sign_in_rules_on_their_page_and_nobody_else_does() {
    for office in with_places() {
        let site = Site::of(office);
        let admin = site.seat("admin", Role::Admin, &[]);
        let block = site.seat("block", Role::Bmmu, &[site.block("3590")]);
        let page = admin.get("/users/policy");
        assert!(page.text.contains("90 s, SHA-1") && !page.text.contains("30 s, SHA-256"));
        assert!(!block.get("/users/policy").text.contains("name=\"steps\""), "it only reads");
        let once = op(&page);
        let strict = [
            ("op", &*once),
            ("role", "bmmu"),
            ("role", "viewer"),
            ("factor", "required"),
            ("steps", "0"),
            ("digest", "sha256"),
            ("source", "Order 9/2026"),
        ];
        let denied = block.post("/users/policy", &strict);
        assert_eq!(denied.status, StatusCode::FORBIDDEN, "{}", denied.text);
        for (form, told) in [
            (vec![("op", &*once), ("steps", "0"), ("source", "x")], "#wrong-role"),
            (vec![("op", &*once), ("role", "bmmu"), ("source", "x")], "#wrong-factor"),
            (vec![("op", &*once), ("role", "bmmu"), ("steps", "0")], "#wrong-source"),
            (
                vec![("op", &*once), ("role", "bmmu"), ("steps", "2"), ("source", "x")],
                "#wrong-steps",
            ),
            (vec![("op", &*once), ("role", "bmmu"), ("idle", "1"), ("source", "x")], "#wrong-idle"),
        ] {
            let refused = admin.post("/users/policy", &form);
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
            assert!(refused.text.contains(&format!("href=\"{told}\"")), "{told}: {}", refused.text);
        }
        for _ in 0..2 {
            let set = admin.post("/users/policy", &strict);
            assert_eq!((set.status, &*set.to), (StatusCode::SEE_OTHER, "/users/policy"));
        }
        let page = admin.get("/users/policy");
        assert_eq!(page.text.matches("30 s, SHA-256").count(), 2, "of two posts: {}", page.text);
        assert!(page.text.contains("Order 9/2026"), "{}", page.text);
        let told = site.office.json(&["user", "policy"]);
        let own = told.as_array().unwrap().iter().find(|one| one["role"] == "bmmu").unwrap();
        assert_eq!(
            (&own["code_digest"], &own["code_steps"]),
            (&"sha256".into(), &0.into()),
            "{own}"
        );
        assert!(admin.get("/trail").text.contains("Sign-in rules set"));
        site.office.verify();
    }
}

#[test]
fn a_word_outside_the_lists_of_a_sign_in_rule_is_a_fault_at_its_field_and_sets_nothing() {
    for office in with_places() {
        let site = Site::of(office);
        let admin = site.seat("admin", Role::Admin, &[]);
        let before = site.office.json(&["user", "policy"]);
        let page = admin.get("/users/policy");
        assert!(page.text.contains("signed out at once"), "it says so before: {}", page.text);
        let once = op(&page);
        let right = [
            ("op", &*once),
            ("role", "bmmu"),
            ("factor", "optional"),
            ("digest", "sha1"),
            ("source", "Order 9/2026"),
        ];
        for (field, odd) in
            [("factor", "Required"), ("factor", "yes"), ("digest", "md5"), ("role", "bmmu2")]
        {
            let mut form = right.to_vec();
            form.push((field, odd));
            if field != "role" {
                form.retain(|(name, said)| *name != field || *said == odd);
            }
            let refused = admin.post("/users/policy", &form);
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}: {odd}");
            let told = format!("href=\"#wrong-{field}\"");
            assert!(refused.text.contains(&told), "{field}: {odd}: {}", refused.text);
            assert!(refused.text.contains("is not in the list"), "{}", refused.text);
            assert!(!refused.text.contains("Nothing of the rule"), "{}", refused.text);
        }
        assert_eq!(site.office.json(&["user", "policy"]), before, "nothing is set");
        let set = admin.post("/users/policy", &right);
        assert_eq!(set.status, StatusCode::SEE_OTHER, "the twin: {}", set.text);
        site.office.verify();
    }
}

#[test]
fn the_next_sign_in_follows_a_stricter_rule_and_sets_a_key_by_sha_256_up() {
    for office in with_places() {
        let site = Site::of(office);
        let block = site.seat("block", Role::Bmmu, &[site.block("3590")]);
        let rule = [
            "user",
            "policy",
            "--role",
            "bmmu",
            "--second-factor",
            "required",
            "--code-digest",
            "sha256",
            "--source",
            "Order 9/2026",
        ];
        assert_eq!(site.office.run(&rule).status, 0);
        assert!(block.get("/").to.starts_with("/sign-in"), "who has none is signed out");
        let next = site.again("block");
        assert_eq!(next.get("/").to, "/account/second-factor");
        let shown = next.get("/account/second-factor");
        assert!(shown.text.contains("choose SHA-256 where the app asks"), "{}", shown.text);
        assert!(shown.text.contains("By the rule of your district"), "{}", shown.text);
        let key = shown.text.split_once("name=\"key\" value=\"").unwrap().1;
        let key: String = key.chars().take_while(|letter| *letter != '"').collect();
        assert_eq!(key.len(), 52, "a key as long as its digest");
        let code = code_at(&key.parse().unwrap(), clock::now());
        let done = next.post("/account/second-factor", &[("key", &key), ("code", &code)]);
        assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    }
}

#[test]
fn the_command_line_sets_a_rule_for_some_roles_or_for_every_one() {
    for office in with_places() {
        let every =
            ["user", "policy", "--every-role", "--code-steps", "0", "--source", "Order 10/2026"];
        assert_eq!(office.run(&every).status, 0);
        let two =
            ["user", "policy", "--role", "dpm,clf", "--second-factor", "required", "--source", "x"];
        assert_eq!(office.run(&two).status, 0);
        let told = office.json(&["user", "policy"]);
        let all = told.as_array().unwrap();
        assert!(all.iter().all(|one| one["code_steps"] == 0 && one["is_own"] == true), "{told}");
        assert_eq!(office.run(&["user", "policy", "--code-steps", "0", "--source", "x"]).status, 2);
        let doctor = office.json(&["doctor"]).to_string();
        assert!(doctor.contains("0 take a code for 90 s"), "{doctor}");
        office.verify();
    }
}
