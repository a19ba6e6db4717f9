//! Signing in, out and back; whose form it was; where one is sent.

use axum::http::{StatusCode, header};

use samuh_engine::clock;
use samuh_people::{
    AccountFilter, Door, FirstPassword, LinkCode, Reset, accounts, code_at, reset_password,
};
use uuid::Uuid;

use super::{Browser, PASSWORD, sites};

#[test]
fn who_is_not_signed_in_is_asked_to_and_comes_back_to_the_same_place() {
    for site in sites() {
        let nobody = Browser::default();
        let page = site.get(&nobody, "/groups?block=2&q=%E0%A4%89");
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", site.engine);
        assert_eq!(page.location(), "/sign-in?back=/groups%3Fblock%3D2%26q%3D%25E0%25A4%2589");
        let asked = site.get(&nobody, page.location());
        assert!(asked.text.contains("value=\"/groups?block=2&amp;q=%E0%A4%89\""), "{}", asked.text);
        let api = site.get(&nobody, "/api/v1/groups");
        assert_eq!(
            (api.status, api.json()["error"].as_str()),
            (StatusCode::UNAUTHORIZED, Some("sign_in"))
        );
    }
}

#[test]
fn signing_in_gives_a_new_session_and_never_leads_off_the_site() {
    for site in sites() {
        let own = site.as_desk("collector");
        let form = |next: &str| format!("login=collector&password={PASSWORD}&next={next}");
        let again = site.post(&own, "/sign-in", &form("/groups"));
        assert_eq!((again.status, again.location()), (StatusCode::SEE_OTHER, "/groups"));
        let token = again.session().unwrap();
        assert!(!own.cookies.contains(&token), "{}: the session before it goes on", site.engine);
        assert_eq!(site.get(&own, "/").status, StatusCode::SEE_OTHER, "the session before is over");
        for evil in
            ["//evil.example", "https://evil.example", "/%5Cevil.example", "%2F%2Fevil.example"]
        {
            let reply = site.post(&Browser::default(), "/sign-in", &form(evil));
            assert_eq!(reply.location(), "/", "{evil}");
            let back = format!("/language?to=en&back={evil}");
            assert_eq!(site.get(&own, &back).location(), "/", "{evil}");
        }
        let line = again.header(header::SET_COOKIE);
        assert!(line.contains("HttpOnly") && line.contains("SameSite=Lax"), "{line}");
    }
}

#[test]
fn a_wrong_password_and_an_unknown_login_answer_alike_and_then_both_must_wait() {
    for site in sites() {
        let answers = ["collector", "nobody.at.all"].map(|login| {
            let form = format!("login={login}&password=wrong-wrong-1");
            let tries: Vec<_> = (0..7)
                .map(|_| site.post(&Browser::default(), "/sign-in", &form).status.as_u16())
                .collect();
            tries
        });
        assert_eq!(answers[0], answers[1], "{}", site.engine);
        assert_eq!((answers[0][0], answers[0][6]), (422, 429), "{}", site.engine);
    }
}

#[test]
fn signing_out_ends_the_session_here_and_everywhere() {
    for site in sites() {
        let (one, other) = (site.as_desk("makdi"), site.as_desk("makdi"));
        let out = site.post(&one, "/sign-out", "");
        assert_eq!(out.location(), "/sign-in");
        let told = "\"cache\", \"storage\"";
        assert_eq!(out.header("clear-site-data"), told, "{}: nothing stays", site.engine);
        assert_eq!(site.get(&one, "/account").status, StatusCode::SEE_OTHER);
        assert_eq!(site.get(&other, "/account").status, StatusCode::OK, "{}", site.engine);
        let third = site.as_desk("makdi");
        let left = site.post(&other, "/account/sessions", &format!("present={PASSWORD}&act=all"));
        assert_eq!((left.location(), left.header("clear-site-data")), ("/sign-in", told));
        for gone in [&other, &third] {
            let page = site.get(gone, "/account");
            assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", site.engine);
        }
    }
}

#[test]
fn sessions_are_ended_by_who_knows_the_password_and_by_nobody_who_found_a_computer_open() {
    for site in sites() {
        let [own, lost, kept] = [(); 3].map(|()| site.as_desk("makdi"));
        let open = |browser: &Browser| site.get(browser, "/account").status == StatusCode::OK;
        let page = site.get(&own, "/account").text;
        let mut keys = page.split("name=\"key\" value=\"").skip(1);
        let newest = keys.next().and_then(|rest| rest.split('"').next()).unwrap().to_owned();
        for form in [
            format!("act=chosen&key={newest}"),
            format!("act=chosen&key={newest}&present=not-mine-1"),
            "act=all&present=not-mine-1".to_owned(),
        ] {
            let refused = site.post(&own, "/account/sessions", &form);
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}: {form}", site.engine);
            assert!(refused.text.contains("href=\"#wrong-present\""), "{}", refused.text);
            assert!(!form.contains("key=") || refused.text.contains("checked"), "the choice stays");
        }
        let none = site.post(&own, "/account/sessions", &format!("act=chosen&present={PASSWORD}"));
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", none.text);
        assert!(open(&lost) && open(&kept), "{}: nothing has ended", site.engine);
        let form = format!("act=chosen&key={newest}&present={PASSWORD}");
        for _ in 0..2 {
            let ended = site.post(&own, "/account/sessions", &form);
            assert_eq!(ended.location(), "/account", "{}: {}", site.engine, ended.text);
        }
        let still = [&own, &lost, &kept].map(open);
        assert_eq!((still[0], still[1] ^ still[2]), (true, true), "{}: one has ended", site.engine);
        for _ in 0..5 {
            site.post(&own, "/account/sessions", "act=all&present=not-mine-1");
        }
        let waits = site.post(&own, "/account/sessions", &form);
        assert_eq!(waits.status, StatusCode::TOO_MANY_REQUESTS, "guessing is slowed here too");
    }
}

#[test]
fn a_form_sent_after_the_session_ended_keeps_what_was_typed_until_it_is_sent_again() {
    for site in sites() {
        let mut gone = site.as_desk("collector");
        let form = format!("present={PASSWORD}&act=all");
        site.post(&gone.clone(), "/account/sessions", &form);
        gone.headers = vec![("referer", "http://office/meetings/series/new".to_owned())];
        let form = "op=01890000-0000-7000-8000-000000000001&act=give&text=%3Cb%3E%E0%A4%B8%E0%A4%AE%E0%A5%82%E0%A4%B9&due_on=";
        let length = ("content-length", form.len().to_string());
        gone.headers.push(length);
        let kept = site.post(&gone, "/directions/new", form);
        assert_eq!(kept.status, StatusCode::UNAUTHORIZED, "{}: {}", site.engine, kept.text);
        assert!(kept.text.contains("name=\"text\" value=\"&lt;b&gt;समूह\""), "{}", kept.text);
        assert!(kept.text.contains("name=\"due_on\" value=\"\""), "an empty field is sent too");
        assert!(kept.text.contains("action=\"/directions/new\""), "{}", kept.text);
        assert!(kept.text.contains("/sign-in?back=/meetings/series/new"), "{}", kept.text);
        assert_eq!(kept.header(header::CACHE_CONTROL), "no-store");
        let own = Browser { headers: gone.headers.clone(), ..site.as_desk("collector") };
        let again = site.post(&own, "/directions/new", form);
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "it is read: {}", again.text);
        // A password is never on a page, and who never signed in is asked to.
        gone.headers.truncate(1);
        let secret = format!("present={PASSWORD}&password=x&again=x");
        gone.headers.push(("content-length", secret.len().to_string()));
        let asked = site.post(&gone, "/account/password", &secret);
        assert_eq!(asked.location(), "/sign-in?back=/meetings/series/new", "{}", asked.text);
        let nobody = Browser {
            headers: vec![("content-length", form.len().to_string())],
            ..Browser::default()
        };
        assert_eq!(site.post(&nobody, "/directions/new", form).location(), "/sign-in");
    }
}

#[test]
fn a_password_changed_ends_the_other_sessions_and_says_every_fault_beside_its_field() {
    for site in sites() {
        let (one, other) = (site.as_desk("dmmu"), site.as_desk("dmmu"));
        let form = |present: &str, chosen: &str, again: &str| {
            format!("present={present}&password={chosen}&again={again}")
        };
        let unlike =
            site.post(&one, "/account/password", &form(PASSWORD, "mahua-ki-chhaon-7", "x"));
        assert_eq!(unlike.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(unlike.text.contains("href=\"#wrong-again\""), "{}", unlike.text);
        let chosen = "mahua-ki-chhaon-7";
        let wrong = site.post(&one, "/account/password", &form("not-mine-1", chosen, chosen));
        assert!(wrong.text.contains("href=\"#wrong-present\""), "{}", wrong.text);
        let done = site.post(&one, "/account/password", &form(PASSWORD, chosen, chosen));
        assert_eq!(done.location(), "/account?changed=1", "{}", done.text);
        assert_eq!(site.get(&other, "/account").status, StatusCode::SEE_OTHER, "{}", site.engine);
        let new = Browser { cookies: format!("samuh={}", done.session().unwrap()), ..one };
        assert_eq!(site.get(&new, "/account").status, StatusCode::OK);
    }
}

#[test]
fn a_second_factor_in_an_open_session_asks_for_the_password_first() {
    for site in sites() {
        let own = site.as_desk("dmmu");
        let page = site.get(&own, "/account/second-factor").text;
        assert!(page.contains("name=\"present\""), "{}: {page}", site.engine);
        let key = super::changes::hidden(&page, "key");
        let set_up = |present: &str| {
            let code = code_at(&key.parse().unwrap(), clock::now());
            let form = format!("key={key}&code={code}&present={present}");
            site.post(&own, "/account/second-factor", &form)
        };
        for wrong in ["", "not-mine-1"] {
            let refused = set_up(wrong);
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.engine);
            assert!(refused.text.contains("href=\"#wrong-present\""), "{}", refused.text);
        }
        let done = set_up(PASSWORD);
        assert_eq!(done.status, StatusCode::OK, "{}: {}", site.engine, done.text);
        let kept = "select secret from second_factor";
        let kept: Vec<u8> = site.db.read(|r| r.first(kept, &[])?.expect("a key").at(0)).unwrap();
        assert!(kept.len() > 20, "{}: and it lies sealed", site.engine);
    }
}

#[test]
fn a_page_with_a_key_of_before_the_rule_changed_is_answered_with_a_new_key_and_what_to_do() {
    for site in sites() {
        let (own, admin) = (site.as_desk("dmmu"), site.as_desk("admin"));
        let page = site.get(&own, "/account/second-factor").text;
        assert!(page.contains("केवल पासवर्ड से कोई नहीं खोल सकता"), "nobody forces her: {page}");
        let op = Uuid::now_v7();
        let rule = format!("op={op}&role=dmmu&digest=sha256&source=x");
        assert_eq!(site.post(&admin, "/users/policy", &rule).location(), "/users/policy");
        let send = |page: &str| {
            let key = super::changes::hidden(page, "key");
            let code = code_at(&key.parse().unwrap(), clock::now());
            let form = format!("key={key}&code={code}&present={PASSWORD}");
            site.post(&own, "/account/second-factor", &form)
        };
        let late = send(&page);
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.engine);
        assert!(late.text.contains("ऐप में पुरानी प्रविष्टि मिटाएँ"), "{}", late.text);
        let key = super::changes::hidden(&late.text, "key");
        assert_eq!(key.len(), 52, "{}: a key by SHA-256", site.engine);
        let done = send(&late.text);
        assert_eq!(done.status, StatusCode::OK, "{}: {}", site.engine, done.text);
    }
}

#[test]
fn a_form_of_another_site_is_refused() {
    for site in sites() {
        let mut own = site.as_desk("collector");
        for (name, value, is_let) in [
            ("sec-fetch-site", "cross-site", false),
            ("origin", "https://evil.example", false),
            ("sec-fetch-site", "same-origin", true),
            ("origin", "http://office", true),
        ] {
            own.headers = vec![(name, value.to_owned())];
            let reply = site.post(&own, "/sign-out", "");
            assert_eq!(reply.status != StatusCode::FORBIDDEN, is_let, "{name}: {value}");
            own = site.as_desk("collector");
        }
    }
}

/// A new one-time code for the password of the block's manager.
fn code_of(site: &super::Site) -> LinkCode {
    let desk = samuh::importing::machine_desk(super::DISTRICT);
    let door = Door::new().unwrap();
    let known = accounts(&site.db, &desk, &AccountFilter::default(), clock::now()).unwrap();
    let account_id = known.iter().find(|one| one.login == "makdi").unwrap().id;
    let reset = Reset { account_id, password: FirstPassword::Link };
    let made = reset_password(&site.db, &door, &desk, Uuid::now_v7(), &reset, clock::now());
    made.unwrap().link.unwrap()
}

#[test]
fn the_code_of_a_one_time_link_travels_in_the_body_alone_and_sets_a_password() {
    for site in sites() {
        let (nobody, code) = (Browser::default(), code_of(&site));
        let form = site.get(&nobody, "/invitation");
        assert_eq!(form.status, StatusCode::OK, "{}", site.engine);
        assert!(form.text.contains("method=\"post\" action=\"/invitation\""), "{}", form.text);
        assert!(form.text.contains("name=\"code\"") && form.text.contains("/assets/invitation-"));
        // In an address it opens nothing, however it is put there.
        assert_eq!(site.get(&nobody, &format!("/invitation/{code}")).status, StatusCode::NOT_FOUND);
        let query = site.get(&nobody, &format!("/invitation?code={code}"));
        assert!(!query.text.contains("name=\"password\""), "{}", query.text);
        assert!(!query.text.contains(&code.to_string()), "and no page repeats it");
        let typed = code.to_string().to_lowercase().replace('-', "+");
        let opened = site.post(&nobody, "/invitation", &format!("code={typed}"));
        assert_eq!(opened.status, StatusCode::OK, "{}: {}", site.engine, opened.text);
        assert!(opened.text.contains("makdi") && opened.text.contains("name=\"again\""));
        assert!(opened.text.contains("action=\"/invitation/password\""), "{}", opened.text);
        assert_eq!(opened.header(header::CACHE_CONTROL), "no-store");
        let set = |again: &str| {
            let form = format!("code={typed}&password=mahua-ki-chhaon-7&again={again}");
            site.post(&nobody, "/invitation/password", &form)
        };
        let unlike = set("x");
        assert_eq!(unlike.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(unlike.text.contains("href=\"#wrong-again\"") && unlike.text.contains("makdi"));
        let done = set("mahua-ki-chhaon-7");
        assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, "/"), "{}", done.text);
        assert!(done.session().is_some(), "{}: signed in", site.engine);
        let again = set("mahua-ki-chhaon-7");
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "it opens once");
        assert!(again.text.contains("नया लिंक उस अधिकारी"), "{}: whom to ask", site.engine);
        assert_eq!(site.get(&nobody, "/invitation/password").location(), "/invitation");
    }
}

#[test]
fn a_code_that_nobody_has_says_whom_to_ask_and_guesses_at_codes_are_slowed() {
    for site in sites() {
        let nobody = Browser::default();
        // What is not whole is written again; whom to ask for another says only what no account has.
        for (code, told, asks) in
            [("abc", "पूरा नहीं है", false), (&"0".repeat(30), "काम में आ चुका", true)]
        {
            let dead = site.post(&nobody, "/invitation", &format!("code={code}"));
            assert_eq!(dead.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.engine);
            assert!(dead.text.contains(told), "{told}: {}", dead.text);
            let says = dead.text.contains("नया लिंक उस अधिकारी");
            assert_eq!(says, asks, "{}: whom to ask: {}", site.engine, dead.text);
            assert!(
                !dead.text.contains("name=\"password\""),
                "{}: nothing to fill in",
                site.engine
            );
            assert!(dead.text.contains("href=\"#wrong-code\""), "{}", dead.text);
        }
        let guess = || site.post(&nobody, "/invitation", &format!("code={}", "0".repeat(30)));
        let waits =
            (0..80).map(|_| guess().status).filter(|one| *one == StatusCode::TOO_MANY_REQUESTS);
        assert!(waits.count() > 0, "{}", site.engine);
        let code = code_of(&site);
        let ours = site.post(&nobody, "/invitation", &format!("code={code}"));
        assert_eq!(ours.status, StatusCode::TOO_MANY_REQUESTS, "of the same address");
        assert!(!ours.text.contains("नया लिंक उस अधिकारी"), "{}: it waits", site.engine);
    }
}

#[test]
fn the_page_for_a_first_password_speaks_the_language_of_the_account_or_the_one_that_was_chosen() {
    for site in sites() {
        let english = "update account set lang = 'en' where login = 'makdi'";
        site.db.transact(move |tx| tx.exec(english, &[])).unwrap();
        let code = code_of(&site);
        let of = |cookies: &str, path: &str, form: &str| {
            let browser = Browser { cookies: cookies.to_owned(), ..Browser::default() };
            site.post(&browser, path, form).text
        };
        let form = format!("code={code}");
        for (cookies, told) in [
            ("", "Save password"),
            ("samuh_lang=en", "Save password"),
            ("samuh_lang=hi", "पासवर्ड सहेजें"),
        ] {
            let page = of(cookies, "/invitation", &form);
            assert!(page.contains(told), "{}: {cookies}: {page}", site.engine);
        }
        let short = of("", "/invitation/password", &format!("{form}&password=kam&again=kam"));
        assert!(short.contains("at least") && short.contains("Save password"), "{short}");
    }
}

#[test]
fn a_link_of_before_goes_on_to_the_form_with_its_token_out_of_the_address() {
    for site in sites() {
        let (nobody, token) = (Browser::default(), "0a".repeat(32));
        let old = site.get(&nobody, &format!("/invitation/{token}"));
        assert_eq!(old.status, StatusCode::SEE_OTHER, "{}", site.engine);
        assert_eq!(old.location(), format!("/invitation#{token}"));
        for other in ["abc", &"0".repeat(63), &"g".repeat(64)] {
            let none = site.get(&nobody, &format!("/invitation/{other}"));
            assert_eq!(none.status, StatusCode::NOT_FOUND, "{}: {other}", site.engine);
        }
        let code_of_before = site.post(&nobody, "/invitation", &format!("code={token}"));
        assert!(code_of_before.text.contains("काम में आ चुका"), "it is read as a code");
    }
}
