//! Sign-in, password, account and user pages with invented people.

use samuh_web::page::Section;
use samuh_web::pages::{accounts, sign_in, users};
use samuh_web::parts::{Choice, Control, Field, Filters, Link, Pager, Problem};
use samuh_web::words::Words;

use super::Sample;
use super::dashboard::{named, names};

const AT: i64 = 1_795_138_800_000_000;

/// The pages one sees before signing in.
pub(super) fn outside(w: &Words) -> Vec<Sample> {
    let demo = |login: &str, post: &str| sign_in::DemoLogin {
        login: login.into(),
        password: "demo-makdi-2026".into(),
        post: w.t(post),
    };
    let page = sign_in::SignIn {
        problems: vec![Problem { field: "login".into(), message: w.t("sign-in-wrong") }],
        login: "collector".into(),
        demo: vec![demo("collector", "role-collector"), demo("bmmu.makdi", "role-bmmu")],
        ..sign_in::SignIn::default()
    };
    let waiting = sign_in::SignIn { wait_s: Some(30), ended: true, ..sign_in::SignIn::default() };
    let first = sign_in::Password {
        action: "/invitation/password".into(),
        code: Some("7KQ2M-4XV8D-0ZB6P-W3N9H-RT1GC-E5YJA".into()),
        forced: false,
        whose: Some(("Sunita Netam".into(), "bpm.makdi".into())),
        problems: Vec::new(),
    };
    vec![
        ("sign-in", None, w.t("sign-in"), sign_in::draw(&page, w)),
        ("sign-in-wait", None, w.t("sign-in"), sign_in::draw(&waiting, w)),
        ("set-password", None, w.t("password-set-title"), sign_in::password(&first, w)),
    ]
}

pub(super) fn pages(w: &Words) -> Vec<Sample> {
    let change = sign_in::Password {
        action: "/account/password".into(),
        code: None,
        forced: true,
        whose: None,
        problems: vec![
            Problem {
                field: "password".into(),
                message: w.fault("password_short", [("least", "10")]).message,
            },
            Problem { field: "again".into(), message: w.fault("password_common", []).message },
        ],
    };
    let account = accounts::AccountPage {
        name: named(w, "कविता सोनी", "Kavita Soni"),
        login: "collector".into(),
        posts: vec![(w.t("role-collector"), named(w, "जिला कोण्डागांव", "Kondagaon district"))],
        sessions: vec![
            accounts::Session {
                device: "Chrome · Windows".into(),
                began_at: AT,
                seen_at: AT,
                this: true,
                key: "a1".into(),
                chosen: false,
            },
            accounts::Session {
                device: "Chrome · Android".into(),
                began_at: AT,
                seen_at: AT,
                this: false,
                key: "b2".into(),
                chosen: true,
            },
        ],
        password_changed: true,
        factor: false,
        has_choice: true,
        problems: Vec::new(),
    };
    let users = Some(Section::Users);
    let code = "7KQ2M-4XV8D-0ZB6P-W3N9H-RT1GC-E5YJA";
    let given = users::Given {
        done: "user-created",
        link: format!("https://samuh.example/invitation#{code}"),
        page: "https://samuh.example/invitation".into(),
        code: code.into(),
        hours: 72,
    };
    vec![
        ("password", None, w.t("password-title"), sign_in::password(&change, w)),
        ("account", None, w.t("account-title"), accounts::draw(&account, w)),
        ("users", users, w.t("users-title"), users::draw(&list(w), w)),
        ("user-new", users, w.t("users-new-title"), users::form(&form(w), w)),
        ("user-edit", users, named(w, "दीपक साहू", "Deepak Sahu"), users::one(&user(w), w)),
        ("user-created", users, w.t("user-created"), {
            users::created(&named(w, "दीपक साहू", "Deepak Sahu"), &given, w)
        }),
    ]
}

fn list(w: &Words) -> users::UsersPage {
    let row = |name: String, post: &str, open: bool| users::UserRow {
        user: Link::new(name, "/users/1"),
        login: "bmmu.makdi".into(),
        posts: vec![w.t(post)],
        areas: vec![names(w)[3].clone()],
        last_in_at: open.then_some(AT),
        status: if open { "active" } else { "suspended" },
    };
    users::UsersPage {
        filters: Filters {
            action: "/users".into(),
            hidden: Vec::new(),
            fields: vec![Field::new("name", w.t("user-name"), Control::Search)],
            clear: None,
        },
        count: Some(2),
        rows: vec![
            row(named(w, "दीपक साहू", "Deepak Sahu"), "role-bmmu", true),
            row(named(w, "रीना मरकाम", "Reena Markam"), "role-clf", false),
        ],
        pager: Pager { shown: 2, total: Some(2), first: None, next: None, step: 50 },
        may_open: true,
        may_audit: true,
    }
}

fn user(w: &Words) -> users::UserPage {
    users::UserPage {
        href: "/users/1".into(),
        name: named(w, "दीपक साहू", "Deepak Sahu"),
        login: "bmmu.makdi".into(),
        posts: vec![Link::new(w.t("role-bmmu"), "/posts/1")],
        open: true,
        status: "active",
        closed_reason: None,
        factor: true,
        history: Vec::new(),
        op: "op".into(),
        last_in_at: Some(AT),
        sessions: vec![users::OpenSession {
            key: "a1".into(),
            device: "Chrome, Android".into(),
            began_at: AT,
            seen_at: AT,
        }],
        may_change: true,
        own: false,
        problems: Vec::new(),
        closing: false,
    }
}

fn form(w: &Words) -> users::UserForm {
    let posts = ["role-dmmu", "role-bmmu", "role-clf", "role-cadre", "role-viewer"];
    users::UserForm {
        action: "/users/new".into(),
        op: "op".into(),
        name: named(w, "दीपक साहू", "Deepak Sahu"),
        login: "BPM Makdi".into(),
        post: "role-bmmu".into(),
        unit: String::new(),
        posts: posts.iter().map(|key| Choice::new(*key, w.t(key))).collect(),
        units: names(w).into_iter().map(|name| Choice::new(name.clone(), name)).collect(),
        held: String::new(),
        vacant: Vec::new(),
        theme: "finance".into(),
        themes: vec![Choice::new("finance", w.t("theme-finance"))],
        cadre: String::new(),
        cadres: Vec::new(),
        problems: vec![Problem {
            field: "login".into(),
            message: w.fault("login_format", []).message,
        }],
    }
}
