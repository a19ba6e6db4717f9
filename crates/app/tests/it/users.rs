//! Accounts from the command line: opened, listed, reset, closed and opened again.

use std::{io::Write, process::Stdio};

use crate::office::{Office, with_places};

fn add(office: &Office, more: &[&str], password: &str) -> i32 {
    let args = ["user", "add", "--login", "makdi", "--name", "R. Netam", "--password-stdin"];
    let args: Vec<&str> = args.iter().chain(more).copied().collect();
    let mut command = office.command(&args);
    let mut child = command.stdin(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    writeln!(child.stdin.take().unwrap(), "{password}").unwrap();
    child.wait().unwrap().code().unwrap()
}

#[test]
fn an_account_is_opened_with_its_post_and_seen_in_the_list() {
    for office in with_places() {
        let block = ["--role", "bmmu", "--unit", "माकड़ी"];
        assert_eq!(add(&office, &block, "short"), 2, "a bad password is refused");
        assert_eq!(add(&office, &block, "monsoon-tamarind-77"), 0);
        assert_eq!(add(&office, &block, "monsoon-tamarind-77"), 2, "the login is taken");
        let unknown =
            ["user", "add", "--login", "b", "--name", "B", "--role", "bmmu", "--unit", "x"];
        assert_eq!(office.run(&unknown).status, 2);
        let all = office.json(&["user", "list"]);
        assert_eq!(all.as_array().unwrap().len(), 1);
        assert_eq!(all[0]["posts"][0]["units"][0]["kind"], "block");
        let collector =
            ["user", "add", "--login", "collector", "--name", "A", "--role", "collector"];
        let made = office.json(&collector);
        let code = made["code"].as_str().unwrap();
        assert_eq!(
            (made["link"].as_str(), code.len()),
            (Some(&*format!("/invitation#{code}")), 35)
        );
        office.verify();
    }
}

#[test]
fn an_account_is_reset_closed_and_opened_again() {
    for office in with_places() {
        assert_eq!(add(&office, &["--role", "viewer", "--unit", "3590"], "monsoon-tamarind-77"), 0);
        let reset = office.json(&["user", "reset", "makdi"]);
        assert!(reset["link"].is_string() && reset["code"].is_string(), "{reset}");
        assert_eq!(office.run(&["user", "disable", "makdi"]).status, 2, "why is not said");
        assert_eq!(office.run(&["user", "disable", "makdi", "--reason", " "]).status, 2);
        assert_eq!(office.json(&["user", "list"])[0]["disabled"], false);
        let closing = ["user", "disable", "makdi", "--reason", "Suspended by order 44"];
        for (what, closed) in
            [(&closing[..], true), (&closing, true), (&["user", "enable", "makdi"], false)]
        {
            assert_eq!(office.run(what).status, 0);
            assert_eq!(office.json(&["user", "list"])[0]["disabled"], closed);
        }
        assert_eq!(office.run(&["user", "disable", "nobody", "--reason", "x"]).status, 2);
    }
}

#[test]
fn a_term_at_the_command_line_ends_with_the_day_that_is_typed_and_the_trail_says_who_typed_it() {
    for office in with_places() {
        let made = office.json(&[
            "user", "add", "--login", "asha", "--name", "Asha", "--role", "viewer", "--unit",
            "3590",
        ]);
        assert_eq!(made["login"], "asha", "{made}");
        let post = &office.json(&["user", "posts"])[0]["post"]["id"].to_string();
        let today = samuh_kernel::show::day(samuh_engine::clock::today());
        let hand = [
            "user",
            "hand-over",
            post,
            "--to",
            "asha",
            "--until",
            &today,
            "--reason",
            "Engagement",
            "--order",
            "3/2026",
        ];
        let done = office.run(&hand);
        assert_eq!(done.status, 0, "{}: {}", office.engine, done.err);
        let held = office.json(&["user", "posts"]);
        let after = samuh_people::day_after(samuh_engine::clock::today()).to_string();
        assert_eq!(held[0]["holder"]["to_on"], after.as_str(), "{}: {held}", office.engine);
        let by = "select origin from op where act = 'people.hand_over'";
        let by: Option<String> =
            office.db().read(|r| r.first(by, &[])?.expect("the op").at(0)).unwrap();
        let host = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
        let by = by.expect("who did it");
        assert!(by.ends_with(&format!("@{}", host.trim())) && by.len() > host.len(), "{by}");
    }
}
