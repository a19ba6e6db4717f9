//! What the registers that are kept here do when they are written: forms, acts, the interface for
//! programs, kept filters.

use axum::http::Method;
use samuh::registers;
use samuh_engine::register::Register;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Ground, ids};
use crate::site::{Browser, Reply};

fn kept() -> impl Iterator<Item = &'static Register> {
    registers::ALL.into_iter().filter(|register| register.kept.is_some())
}

impl Ground {
    fn send(&self, browser: &Browser, path: &str, key: Uuid, body: &Value) -> Reply {
        let mut keyed = browser.clone();
        keyed.headers.push(("idempotency-key", key.to_string()));
        self.site.ask(&keyed, Method::POST, path, &body.to_string())
    }

    fn record(&self, register: &Register, id: i64) -> Value {
        self.site.get(&self.dmmu, &format!("/api/v1/{}/{id}", register.name)).json()
    }
}

fn form(pairs: &[(&str, &str)]) -> String {
    let pair =
        |(name, value): &(&str, &str)| format!("{name}={}", samuh_web::show::in_query(value));
    pairs.iter().map(pair).collect::<Vec<_>>().join("&")
}

#[test]
fn a_form_tells_every_fault_at_once_and_keeps_what_was_typed() {
    for ground in Ground::lay() {
        for register in kept() {
            let path = format!("/registers/{}/new", register.name);
            let op = Uuid::now_v7().to_string();
            let sent = form(&[
                ("op", &op),
                ("block", &ground.site.block("Makdi").to_string()),
                ("formed_on", "31/02/2024"),
                ("members", "-5"),
                ("women_members", "बारह"),
                ("ifsc", "SBI"),
                ("mobile", "12345"),
                ("status", "sleeping"),
                ("commodity", "2345 6789 0124"),
            ]);
            let reply = ground.site.post(&ground.dmmu, &path, &sent);
            assert_eq!(reply.status, 422, "{}", reply.text);
            for field in [
                "name_hi",
                "place_id",
                "formed_on",
                "members",
                "women_members",
                "ifsc",
                "mobile",
                "status",
            ] {
                let link = format!("href=\"#wrong-{field}\"");
                assert!(reply.text.contains(&link), "{path}: {field} is not told");
            }
            assert!(reply.text.contains("31/02/2024"), "what was typed is gone");
        }
    }
}

#[test]
fn a_record_is_entered_once_corrected_and_never_over_somebody_elses_change() {
    for ground in Ground::lay() {
        for register in kept() {
            let before = ids(&ground.rows(&ground.dmmu, register, ""));
            let path = format!("/registers/{}/new", register.name);
            let (op, village) = (Uuid::now_v7().to_string(), ground.site.village("Makdi"));
            let sent = form(&[
                ("op", &op),
                ("name_hi", "नया संगठन"),
                ("code", "X-९"),
                ("place_id", &village.to_string()),
                ("share_capital_paise", "₹ 12,500.50"),
                ("members", "२५"),
                ("account_no", "31209871239"),
                ("ifsc", "sbin0001234"),
                ("status", "active"),
            ]);
            let to = ground.site.post(&ground.dmmu, &path, &sent);
            assert_eq!(to.status, 303, "{}", to.text);
            let again = ground.site.post(&ground.dmmu, &path, &sent);
            assert_eq!(again.location(), to.location(), "a second press made a second record");
            assert_eq!(ground.rows(&ground.dmmu, register, "").len(), before.len() + 1);
            let id: i64 = to.location().rsplit('/').next().unwrap().parse().unwrap();
            let record = ground.record(register, id);
            assert_eq!(record["share_capital_paise"], 1_250_050, "{record}");
            assert_eq!(
                (&record["members"], &record["account_no"]),
                (&json!(25), &json!("******1239"))
            );
            let correct = format!("/registers/{}/{id}/correct", register.name);
            let shown = ground.site.get(&ground.dmmu, &correct).text;
            assert!(shown.contains("12500.50") && !shown.contains("31209871239"), "{shown}");
            let said = |name: &str, version: &str| {
                form(&[
                    ("op", &Uuid::now_v7().to_string()),
                    ("version", version),
                    ("name_hi", name),
                    ("code", "X-9"),
                    ("place_id", &village.to_string()),
                    ("members", "25"),
                    ("ifsc", "SBIN0001234"),
                    ("status", "active"),
                ])
            };
            let done = ground.site.post(&ground.dmmu, &correct, &said("पहला सुधार", "1"));
            assert_eq!(done.status, 303, "{}", done.text);
            let stale = ground.site.post(&ground.dmmu, &correct, &said("दूसरा सुधार", "1"));
            assert_eq!(stale.status, 409, "{}", stale.text);
            assert!(stale.text.contains("पहला सुधार") && stale.text.contains("दूसरा सुधार"));
            assert!(stale.text.contains("name=\"version\" value=\"2\""), "no second try");
            let record = ground.record(register, id);
            assert_eq!(record["name_hi"], "पहला सुधार");
            assert_eq!(record["share_capital_paise"], Value::Null, "an empty field takes away");
            assert_eq!(record["account_no"], "******1239", "what is masked stays");
            let page = ground.page(&ground.dmmu, "en", to.location()).text;
            assert!(page.contains("<del>नया संगठन</del>"), "no history");
            let trail = ground.site.get(&ground.dmmu, &format!("/trail/{}/{id}", register.subject));
            assert!(trail.text.contains("पहला सुधार") && !trail.text.contains("31209871239"));
        }
    }
}

#[test]
fn who_may_not_enter_is_denied_and_who_does_not_see_is_told_nothing() {
    for ground in Ground::lay() {
        for register in kept() {
            let id = ids(&ground.rows(&ground.viewer, register, ""))[0];
            let path = format!("/registers/{}/{id}/correct", register.name);
            assert_eq!(ground.site.get(&ground.viewer, &path).status, 403, "{path}");
            let makdi = ground.site.as_desk("makdi");
            assert_eq!(ground.site.get(&makdi, &path).status, 200, "{path}");
            let theirs = ids(&ground.rows(&ground.neighbour, register, ""))[0];
            let far = format!("/registers/{}/{theirs}/correct", register.name);
            let body = format!("op={}&version=1&name_hi=x", Uuid::now_v7());
            assert_eq!(ground.site.post(&makdi, &far, &body).status, 404, "{far}");
            // A place of the neighbour does not exist for this desk.
            let village = ground.site.village("Keshkal");
            let body = json!({ "name_hi": "नया", "place_id": village, "status": "active" });
            let new = format!("/api/v1/{}", register.name);
            let reply = ground.send(&makdi, &new, Uuid::now_v7(), &body);
            assert_eq!(reply.status, 404, "{}", reply.text);
        }
        assert_eq!(ground.site.get(&ground.dmmu, "/registers/groups/new").status, 404);
    }
}

#[test]
fn programs_enter_and_correct_by_the_same_acts() {
    for ground in Ground::lay() {
        for register in kept() {
            let list = format!("/api/v1/{}", register.name);
            let village = ground.site.village("Makdi");
            let body = json!({
                "name_en": "Honey", "place_id": village, "status": "active", "code": "H1",
                "formed_on": "2024-02-29", "share_capital_paise": 5_000_000, "members": 40,
            });
            let key = Uuid::now_v7();
            let made = ground.send(&ground.dmmu, &list, key, &body);
            assert_eq!(made.status, 201, "{}", made.text);
            let again = ground.send(&ground.dmmu, &list, key, &body);
            assert_eq!((again.status.as_u16(), again.text.as_str()), (201, made.text.as_str()));
            let other = json!({ "name_en": "Wax", "place_id": village, "status": "active" });
            assert_eq!(ground.send(&ground.dmmu, &list, key, &other).status, 409);
            let id = made.json()["id"].as_i64().unwrap();
            let one = format!("{list}/{id}");
            let taken = ground.send(&ground.dmmu, &list, Uuid::now_v7(), &body);
            assert_eq!(taken.json()["faults"][0]["code"], "code_taken", "{}", taken.text);
            let odd = json!({ "nowhere": 1, "members": "many", "formed_on": "29/02/2024" });
            let odd = ground.send(&ground.dmmu, &list, Uuid::now_v7(), &odd);
            let codes: Vec<String> = odd.json()["faults"]
                .as_array()
                .unwrap()
                .iter()
                .map(|fault| fault["field"].as_str().unwrap().to_owned())
                .collect();
            assert_eq!(odd.status, 422);
            for field in ["nowhere", "members", "formed_on", "place_id", "status", "name_hi"] {
                assert!(codes.contains(&field.to_owned()), "{field}: {codes:?}");
            }
            let right = json!({ "version": 1, "members": 41 });
            let done = ground.send(&ground.dmmu, &one, Uuid::now_v7(), &right);
            assert_eq!(done.status, 200, "{}", done.text);
            let record = ground.record(register, id);
            assert_eq!((&record["members"], &record["version"]), (&json!(41), &json!(2)));
            assert_eq!(record["code"], "H1", "what is not named stays");
            let stale = ground.send(&ground.dmmu, &one, Uuid::now_v7(), &right);
            assert_eq!(stale.status, 409);
            let both = stale.json();
            assert_eq!(
                (&both["saved"], &both["sent"]),
                (&json!({ "members": 41, "version": 2 }), &json!({ "members": 41 })),
                "both values, and the edition that stands"
            );
            let denied = ground.send(&ground.viewer, &list, Uuid::now_v7(), &body);
            assert_eq!(denied.status, 403, "{}", denied.text);
        }
    }
}

#[test]
fn an_fpo_below_the_norm_is_kept_and_its_page_says_so() {
    for ground in Ground::lay() {
        let few = ground.rows(&ground.dmmu, &samuh_groups::FPOS, "members.to=299");
        let page = format!("/registers/fpos/{}", ids(&few)[0]);
        let page = ground.page(&ground.dmmu, "en", &page);
        assert!(page.text.contains("the norm for an FPO is 300"), "{}", page.text);
        let many = ground.rows(&ground.dmmu, &samuh_groups::FPOS, "members.from=300");
        let page = format!("/registers/fpos/{}", ids(&many)[0]);
        assert!(!ground.page(&ground.dmmu, "en", &page).text.contains("the norm"));
    }
}

#[test]
fn a_filter_is_kept_by_its_post_and_says_when_its_column_is_no_more() {
    for ground in Ground::lay() {
        for register in registers::ALL {
            let (list, to) = (
                format!("/registers/{}", register.name),
                format!("/registers/{}/filters", register.name),
            );
            let keep = |query: &str, name: &str| {
                let op = Uuid::now_v7().to_string();
                form(&[("op", &op), ("query", query), ("name", name), ("act", "save")])
            };
            let sound = r#"[["code.empty","0"],["sort","-code"]]"#;
            let kept = ground.site.post(&ground.viewer, &to, &keep(sound, "कोड वाले"));
            assert_eq!(kept.location(), format!("{list}?code.empty=0&sort=-code"), "{}", kept.text);
            let page = ground.page(&ground.viewer, "en", &list).text;
            assert!(page.contains("कोड वाले"), "{list}: not offered");
            assert!(!ground.page(&ground.dmmu, "en", &list).text.contains("कोड वाले"), "another's");
            for (query, name) in
                [(sound, "कोड वाले"), ("[]", "x"), (sound, ""), (r#"[["gone","1"]]"#, "x")]
            {
                let reply = ground.site.post(&ground.viewer, &to, &keep(query, name));
                assert_eq!(reply.status, 422, "{query} {name}: {}", reply.text);
            }
            // The column goes away, the kept filter stays and says so.
            let name = register.name;
            ground
                .site
                .db
                .transact(move |tx| {
                    let sql = "update saved_filter set query = $1 where register = $2";
                    let gone = r#"[["weight.from","3"]]"#;
                    tx.exec(sql, &samuh_engine::params![gone, name]).map(drop)
                })
                .unwrap();
            let page = ground.page(&ground.viewer, "en", &list).text;
            assert!(page.contains("no column “weight.from”"), "{page}");
            let no = page.split("name=\"no\" value=\"").nth(1).unwrap();
            let no = no.split('"').next().unwrap().to_owned();
            let op = Uuid::now_v7().to_string();
            let drop = form(&[("op", &op), ("no", &no), ("act", "drop")]);
            assert_eq!(ground.site.post(&ground.dmmu, &to, &drop).status, 404, "another's");
            assert_eq!(ground.site.post(&ground.viewer, &to, &drop).status, 303);
            assert!(!ground.page(&ground.viewer, "en", &list).text.contains("कोड वाले"));
        }
    }
}

#[test]
fn a_filter_is_put_together_without_scripts() {
    for ground in Ground::lay() {
        let ask = |query: &str| {
            let reply = ground.site.get(&ground.dmmu, &format!("/registers/producers?{query}"));
            reply.location().to_owned()
        };
        assert_eq!(
            ask("f=formed_on&f.from=01/04/2022&f.to=&status=active"),
            "/registers/producers?status=active&formed_on.from=2022-04-01"
        );
        assert_eq!(
            ask("f=share_capital_paise&f.from=12,500"),
            "/registers/producers?share_capital_paise.from=1250000"
        );
        assert_eq!(
            ask("f=status&f.in=active&f.in=inactive"),
            "/registers/producers?status.in=active%2Cinactive"
        );
        let page = ground.page(
            &ground.dmmu,
            "en",
            "/registers/producers?share_capital_paise.from=1250000&commodity.has=%E0%A4%AE",
        );
        assert!(page.text.contains("Share capital: from ₹ 12,500"), "{}", page.text);
    }
}
