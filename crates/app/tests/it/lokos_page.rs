//! A block desk's afternoon with LokOS: the month's report imported, differences opened and decided, states
//! taken; and what the Collector then sees.

use axum::http::StatusCode;
use samuh::importing::machine_desk;
use samuh_kernel::calendar::Month;
use samuh_people::Role;
use samuh_places::{Level, gazetteer};
use samuh_web::{
    show,
    words::{Lang, Words},
};

use crate::{
    desks::{DISTRICT, Page, Seat, Site},
    office::with_places,
};

const MAKDI: &str = "3599";
const KESHKAL: &str = "3596";

/// Codes of two villages of the block.
fn villages(site: &Site) -> [String; 2] {
    let scope = machine_desk(DISTRICT).scope;
    let places = site.office.db().read(|r| gazetteer(r, &scope)).unwrap();
    let block = places.by_code(Level::Block, MAKDI).unwrap();
    let mut codes: Vec<String> = places
        .places()
        .filter(|place| place.level == Level::Village && places.lineage(place.id).contains(&block))
        .filter_map(|place| place.code().map(str::to_owned))
        .collect();
    codes.sort();
    [codes[0].clone(), codes[1].clone()]
}

/// Three groups of Makdi in our register.
fn with_groups(site: &Site) {
    let [here, there] = villages(site);
    let sheet = format!(
        "SHG Code,समूह का नाम,गठन दिनांक,विकासखण्ड,Village Code,खाता संख्या\n\
         120001,जय माँ लक्ष्मी,15/05/2024,माकड़ी,{here},\n\
         120002,उजाला,20/06/2025,माकड़ी,{here},31201234567\n\
         120003,नई किरण,01/04/2025,माकड़ी,{there},\n"
    );
    let told = site.office.json(&["import", "groups", &site.office.put("groups.csv", sheet)]);
    assert_eq!(told["new"], 3, "{told}");
}

/// What LokOS says: one the same, one that differs in four fields, one that we do not have.
fn report(site: &Site) -> String {
    let [here, there] = villages(site);
    format!(
        "Block,Village Code,SHG Code,SHG Name,Formation Date,Account No,Approval Status,Created By\n\
         Makdi,{here},120001,JAI MAA LAXMI SHG,15/05/2024,,Approved by BM,makdi.deo1\n\
         Makdi,{here},120002,दीपक महिला समूह,21/06/2025,XXXXXXX9999,Approved by BM,makdi.deo2\n\
         Makdi,{there},990001,NAVJYOTI SHG,01/02/2025,,Pending with BM,makdi.deo1\n"
    )
}

fn entered(site: &Site, seat: &Seat) -> String {
    let (import, page) = seat.check("lokos", "makdi.csv", report(site).as_bytes());
    assert_eq!((page.count("New"), page.count("Refused")), (3, 0), "{}", page.text);
    seat.post(&format!("{import}/apply"), &[]);
    assert!(seat.settled(&import).text.contains("See the LokOS reconciliation"));
    import
}

fn makdi(site: &Site) -> Seat {
    site.seat("makdi", Role::Bmmu, &[site.block(MAKDI)])
}

/// The page of a group that a list leads to.
fn open(seat: &Seat, list: &str, name: &str) -> (String, Page) {
    let page = seat.get(list);
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    let (before, _) = page.text.split_once(&format!("{name}</a>")).expect(name);
    let href = before.rsplit("href=\"").next().unwrap().split('"').next().unwrap().to_owned();
    let href = href.replace("&amp;", "&");
    let page = seat.get(&href);
    assert_eq!(page.status, StatusCode::OK, "{href}: {}", page.text);
    (href.split('?').next().unwrap().to_owned(), page)
}

/// The value of a hidden field.
fn hidden(page: &Page, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let rest = page.text.split(&mark).nth(1).unwrap_or_else(|| panic!("{name}: {}", page.text));
    rest.split('"').next().unwrap().to_owned()
}

/// A form of choices as the page drew it.
fn choosing(page: &Page, choices: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut form: Vec<(String, String)> =
        ["op", "month"].map(|name| (name.to_owned(), hidden(page, name))).to_vec();
    for (field, choice) in choices {
        for side in ["ours", "theirs"] {
            let name = format!("{side}-{field}");
            form.push((name.clone(), hidden(page, &name)));
        }
        form.push((format!("choice-{field}"), (*choice).to_owned()));
    }
    form
}

fn send(seat: &Seat, path: &str, form: &[(String, String)]) -> Page {
    let pairs: Vec<(&str, &str)> = form.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    seat.post(path, &pairs)
}

#[test]
fn a_block_decides_its_differences_and_the_collectors_figure_moves_and_opens() {
    for office in with_places() {
        let site = Site::of(office);
        with_groups(&site);
        let (desk, collector) = (makdi(&site), site.seat("collector", Role::Collector, &[]));
        let never = desk.get("/lokos");
        assert!(never.text.contains("No LokOS report has been imported yet"), "{}", never.text);
        entered(&site, &desk);
        assert_eq!(site.office.sum("lokos_approved", "block"), 0, "a report touches no figure");

        let (path, page) = open(&desk, "/lokos/list?view=differs", "उजाला");
        let choices = [("name", "take"), ("formed_on", "take"), ("account", "ours")];
        let form = choosing(&page, &choices);
        assert!(!page.text.contains("31201234567"), "an account shows its end only");
        for time in ["first", "again"] {
            let done = send(&desk, &path, &form);
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{time}: {}", done.text);
        }
        let after = desk.get(&path);
        assert!(after.text.contains("दीपक महिला समूह") && !after.text.contains("उजाला"));
        let group = desk.get(&path.replace("/lokos", ""));
        assert!(group.text.contains("दीपक महिला समूह") && group.text.contains("21/06/2025"));
        let mut stale = form.clone();
        stale[0].1 = samuh::ids::new_id().unwrap().to_string();
        stale.retain(|(name, _)| !name.ends_with("-name") && !name.ends_with("-formed_on"));
        let seen = stale.iter().position(|(name, _)| name == "ours-account").unwrap();
        stale[seen].1 = "1111".into();
        let conflict = send(&desk, &path, &stale);
        assert_eq!(conflict.status, StatusCode::CONFLICT);
        assert!(conflict.text.contains("ends in 1111") && conflict.text.contains("ends in 4567"));

        let list = desk.get("/lokos/mending");
        assert!(list.text.contains("makdi.deo2") && list.text.contains("ends in 4567"));
        assert!(!list.text.contains("makdi.deo1"), "nothing is asked of the other operator");
        let book = desk.get("/lokos/mending?format=xlsx");
        assert_eq!((book.status, &book.bytes[..2]), (StatusCode::OK, &b"PK"[..]));

        let states = desk.get(&format!("/lokos/states?state=approved&block={}", site.block(MAKDI)));
        assert!(
            states.text.contains("Take the state of LokOS for all 2 groups"),
            "{}",
            states.text
        );
        assert!(states.text.contains("Groups approved in LokOS"), "the effect is shown before");
        let form: Vec<(String, String)> = ["op", "block", "month", "state", "groups"]
            .map(|name| (name.to_owned(), hidden(&states, name)))
            .to_vec();
        for time in ["first", "again"] {
            let done = send(&desk, "/lokos/states", &form);
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{time}: {}", done.text);
        }
        assert_eq!(site.office.sum("lokos_approved", "block"), 2);
        let behind = collector.get("/figures/lokos_approved");
        assert!(behind.text.contains("जय माँ लक्ष्मी") && behind.text.contains("दीपक महिला समूह"));
        let desk_page = collector.get("/lokos");
        assert!(
            desk_page.text.contains("makdi.deo1") && desk_page.text.contains("No LokOS report:")
        );
        site.office.verify();
    }
}

#[test]
fn what_only_lokos_has_opens_the_form_filled_in_and_what_only_we_have_goes_on_the_list() {
    for office in with_places() {
        let site = Site::of(office);
        with_groups(&site);
        let desk = makdi(&site);
        entered(&site, &desk);
        let (_, page) = open(&desk, "/lokos/list?view=there", "Navjyoti SHG");
        // Asked for a month without a report of its own, the row is of the last one.
        let month = Month::of(samuh_engine::clock::today());
        let report = show::month(month, Words::of(Lang::En, None));
        let later = desk.get(&format!("/lokos/rows/990001?month={}", month.next()));
        assert!(later.text.contains(&format!("report of {report}")), "{}", later.text);
        let mark = "href=\"/groups/new?";
        let href = page.text.split(mark).nth(1).unwrap().split('"').next().unwrap();
        let form = desk.get(&format!("/groups/new?{}", href.replace("&amp;", "&")));
        for value in ["value=\"990001\"", "value=\"Navjyoti SHG\"", "value=\"01/02/2025\""] {
            assert!(form.text.contains(value), "{value}: {}", form.text);
        }
        let list = desk.get("/lokos/mending");
        let form: Vec<(String, String)> = ["op", "month", "groups", "seen"]
            .map(|name| (name.to_owned(), hidden(&list, name)))
            .to_vec();
        for _ in 0..2 {
            let asked = send(&desk, "/lokos/mending", &form);
            assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.text);
        }
        let list = desk.get("/lokos/mending").text;
        assert!(list.contains("नई किरण") && list.contains("To be entered in LokOS"), "{list}");
        let (_, page) = open(&desk, "/lokos/list?view=here", "नई किरण");
        assert!(page.text.contains("On the list for LokOS entry"), "{}", page.text);
    }
}

/// The form of a bulk press for a field, as the page drew it.
fn bulk(page: &Page, field: &str) -> Vec<(String, String)> {
    let forms = page.text.split("action=\"/lokos/mending\"").skip(1);
    let mark = format!("name=\"field\" value=\"{field}\"");
    let mut forms = forms.map(|form| form.split("</form>").next().unwrap());
    let form = forms.find(|form| form.contains(&mark)).unwrap_or_else(|| panic!("{}", page.text));
    let value = |name: &str| {
        let rest = form.split(&format!("name=\"{name}\" value=\"")).nth(1).expect(name);
        (name.to_owned(), rest.split('"').next().unwrap().to_owned())
    };
    ["op", "month", "field", "groups", "seen"].map(value).to_vec()
}

#[test]
fn ours_is_said_to_be_right_for_all_that_differ_in_one_press_and_our_register_stays() {
    for office in with_places() {
        let site = Site::of(office);
        with_groups(&site);
        let desk = makdi(&site);
        entered(&site, &desk);
        let page = desk.get("/lokos/mending");
        assert!(!page.text.contains("makdi.deo2"), "nothing is asked of anybody yet");
        let form = bulk(&page, "formed_on");
        let viewer = site.seat("viewer", Role::Viewer, &[site.block(MAKDI)]);
        assert_eq!(send(&viewer, "/lokos/mending", &form).status, StatusCode::FORBIDDEN);
        let other = site.seat("keshkal", Role::Bmmu, &[site.block(KESHKAL)]);
        let foreign = send(&other, "/lokos/mending", &form).status;
        assert!(matches!(foreign, StatusCode::NOT_FOUND | StatusCode::CONFLICT), "{foreign}");
        let mut unsaid = form.clone();
        unsaid[2].1 = "nothing".into();
        assert_eq!(send(&desk, "/lokos/mending", &unsaid).status, StatusCode::BAD_REQUEST);
        for time in ["first", "again"] {
            let done = send(&desk, "/lokos/mending", &form);
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{time}: {}", done.text);
        }
        let list = desk.get("/lokos/mending").text;
        assert!(list.contains("makdi.deo2") && list.contains("20/06/2025"), "{list}");
        let (path, page) = open(&desk, "/lokos/list?view=differs", "उजाला");
        assert!(page.text.contains("20/06/2025"), "ours stands");
        let group = desk.get(&path.replace("/lokos", ""));
        assert!(group.text.contains("20/06/2025") && !group.text.contains("21/06/2025"));
        site.office.verify();
    }
}

#[test]
fn one_press_for_all_is_refused_where_lokos_says_something_else_by_now() {
    for office in with_places() {
        let site = Site::of(office);
        with_groups(&site);
        let desk = makdi(&site);
        entered(&site, &desk);
        let form = bulk(&desk.get("/lokos/mending"), "formed_on");
        let newer = report(&site).replace("21/06/2025", "25/06/2025");
        let (import, _) = desk.check("lokos", "again.csv", newer.as_bytes());
        desk.post(&format!("{import}/apply"), &[]);
        desk.settled(&import);
        let late = send(&desk, "/lokos/mending", &form);
        assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.text);
        let list = desk.get("/lokos/mending");
        assert!(!list.text.contains("makdi.deo2"), "nothing of it was done");
        let done = send(&desk, "/lokos/mending", &bulk(&list, "formed_on"));
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        assert!(desk.get("/lokos/mending").text.contains("25/06/2025"));
        site.office.verify();
    }
}

#[test]
fn another_block_has_no_such_group_and_who_only_sees_may_not_decide() {
    for office in with_places() {
        let site = Site::of(office);
        with_groups(&site);
        let desk = makdi(&site);
        let import = entered(&site, &desk);
        let (path, page) = open(&desk, "/lokos/list?view=differs", "उजाला");
        let form = choosing(&page, &[("account", "later")]);
        let other = site.seat("keshkal", Role::Bmmu, &[site.block(KESHKAL)]);
        assert_eq!(other.get(&path).status, StatusCode::NOT_FOUND);
        assert_eq!(send(&other, &path, &form).status, StatusCode::NOT_FOUND);
        assert_eq!(other.get("/lokos/rows/990001").status, StatusCode::NOT_FOUND);
        assert!(!other.get("/lokos/list?view=theirs").text.contains("Navjyoti"));
        let viewer = site.seat("viewer", Role::Viewer, &[site.block(MAKDI)]);
        assert_eq!(viewer.get(&path).status, StatusCode::OK);
        assert_eq!(send(&viewer, &path, &form).status, StatusCode::FORBIDDEN);
        let undone = desk.post(&format!("{import}/undo"), &[]);
        assert_eq!(undone.to, import, "{}", undone.text);
        desk.settled(&import);
        assert!(desk.get("/lokos").text.contains("No LokOS report has been imported yet"));
        site.office.verify();
    }
}

#[test]
fn the_command_line_imports_a_report_of_a_month_and_the_same_again_changes_nothing() {
    for office in with_places() {
        let site = Site::of(office);
        with_groups(&site);
        let file = site.office.put("report.csv", report(&site));
        let ask = ["import", "lokos", &file, "--month", "2026-05"];
        let told = site.office.json(&ask);
        assert_eq!((&told["new"], &told["refused"]), (&3.into(), &0.into()), "{told}");
        let again = site.office.json(&ask);
        assert_eq!((&again["new"], &again["unchanged"]), (&0.into(), &3.into()), "{again}");
        let part: String = report(&site).lines().take(2).map(|line| format!("{line}\n")).collect();
        let part = site.office.put("part.csv", part);
        let told = site.office.json(&["import", "lokos", &part, "--month", "2026-05"]);
        assert_eq!(told["warnings"][0]["code"], "lokos_rows_go", "{told}");
        let undone = site.office.run(&["undo-import", told["batch"].as_str().unwrap()]);
        assert_eq!(undone.status, 0, "{}", undone.err);
        let again = site.office.json(&ask);
        assert_eq!(again["unchanged"], 3, "{again}");
        site.office.verify();
    }
}

/// From today on an act needs a second post everywhere.
fn needs_second(site: &Site, act: &str) {
    let policy = samuh_groups::Policy {
        act: act.into(),
        role: String::new(),
        unit_id: 0,
        from_on: samuh_engine::clock::today(),
        to_on: samuh_places::always().1,
        wait_days: 3,
    };
    let (db, desk) = (site.office.db(), machine_desk(DISTRICT));
    let (op, now) = (samuh::ids::new_id().unwrap(), samuh_engine::clock::now());
    samuh_groups::set_policy(&db, &desk, op, &policy, now).unwrap();
}

#[test]
fn a_rule_of_a_second_post_holds_for_what_is_taken_from_lokos() {
    for office in with_places() {
        let site = Site::of(office);
        with_groups(&site);
        let desk = makdi(&site);
        entered(&site, &desk);
        needs_second(&site, "groups.correct");
        needs_second(&site, "groups.lokos_state");
        let (path, page) = open(&desk, "/lokos/list?view=differs", "उजाला");
        let done = send(&desk, &path, &choosing(&page, &[("name", "take"), ("state", "take")]));
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let waits = desk.get(&path);
        assert!(waits.text.contains("उजाला") && waits.text.contains("Waiting at another post"));
        assert_eq!(site.office.sum("lokos_approved", "block"), 0, "nothing is done yet");
        let district = site.seat("dmmu", Role::Dmmu, &[]);
        let list = district.get("/approvals");
        let ids = list.text.split("name=\"id\" value=\"").skip(1);
        let ids: Vec<String> = ids.map(|rest| rest.split('"').next().unwrap().to_owned()).collect();
        assert_eq!(ids.len(), 2, "{}", list.text);
        let chosen: Vec<(&str, &str)> = ids.iter().map(|id| ("id", id.as_str())).collect();
        let approved = district.post("/approvals", &chosen);
        assert_eq!(approved.status, StatusCode::OK, "{}", approved.text);
        assert_eq!(site.office.sum("lokos_approved", "block"), 1, "{}", approved.text);
        assert!(desk.get(&path).text.contains("दीपक महिला समूह"));
        site.office.verify();
    }
}

/// Sends back what waits; answers the proposal's number and the address of the form that writes it anew.
fn came_back(desk: &Seat, district: &Seat) -> (String, String) {
    let list = district.get("/approvals");
    let id = list.text.split("name=\"id\" value=\"").nth(1).unwrap();
    let no = id.split('.').next().unwrap().to_owned();
    let op = samuh::ids::new_id().unwrap().to_string();
    let form = [("op", op.as_str()), ("step", "send_back"), ("reason", "which?")];
    let back = district.post(&format!("/approvals/{no}"), &form);
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.text);
    let page = desk.get(&format!("/approvals/{no}"));
    let mark = format!("proposal={no}\"");
    let mut links = page.text.split("href=\"").skip(1);
    let href = links.find(|part| part.starts_with('/') && part.contains(&mark)).unwrap();
    let href = href.split('"').next().unwrap().replace("&amp;", "&");
    (no, href)
}

#[test]
fn what_lokos_said_and_was_sent_back_opens_the_form_filled_in_with_it() {
    for office in with_places() {
        let site = Site::of(office);
        with_groups(&site);
        let desk = makdi(&site);
        entered(&site, &desk);
        needs_second(&site, "groups.correct");
        let (path, page) = open(&desk, "/lokos/list?view=differs", "उजाला");
        send(&desk, &path, &choosing(&page, &[("name", "take")]));
        let (no, href) = came_back(&desk, &site.seat("dmmu", Role::Dmmu, &[]));
        assert!(href.ends_with(&format!("/correct?proposal={no}")), "{href}");
        let form = desk.get(&href);
        assert!(form.text.contains("value=\"दीपक महिला समूह\""), "{}", form.text);
        assert!(form.text.contains("value=\"20/06/2025\""), "the rest as it stands");
        assert!(form.text.contains("****4567") && !form.text.contains("31201234567"), "masked");
        assert!(form.text.contains(&format!("name=\"proposal\" value=\"{no}\"")), "it is that one");
        site.office.verify();
    }
}

#[test]
fn a_village_or_a_state_of_lokos_that_was_sent_back_is_sent_again_as_it_was_chosen() {
    for office in with_places() {
        let site = Site::of(office);
        with_groups(&site);
        let desk = makdi(&site);
        let [here, there] = villages(&site);
        let moved = report(&site).replace(&format!("{here},120002"), &format!("{there},120002"));
        let file = site.office.put("report.csv", moved);
        let told = site.office.json(&["import", "lokos", &file, "--month", "2026-05"]);
        assert_eq!(told["new"], 3, "{told}");
        needs_second(&site, "groups.move");
        needs_second(&site, "groups.lokos_state");
        let district = site.seat("dmmu", Role::Dmmu, &[]);

        let (path, page) = open(&desk, "/lokos/list?view=differs", "उजाला");
        let done = send(&desk, &path, &choosing(&page, &[("village", "take")]));
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let (no, href) = came_back(&desk, &district);
        assert!(href.ends_with(&format!("/move?proposal={no}")), "{href}");
        let form = desk.get(&href);
        let scope = machine_desk(DISTRICT).scope;
        let places = site.office.db().read(|r| gazetteer(r, &scope)).unwrap();
        let village = places.by_code(Level::Village, &there).unwrap();
        let chosen = format!("value=\"{village}\" selected");
        assert!(form.text.contains(&chosen), "{chosen}: {}", form.text);
        let on = form.text.split("name=\"on\"").nth(1).unwrap().split('>').next().unwrap();
        let day = on.split("value=\"").nth(1).expect(on).split('"').next().unwrap().to_owned();
        assert_eq!(day, "31/05/2026", "the day of the report, not today: {}", form.text);
        let [op, version] = ["op", "version"].map(|name| hidden(&form, name));
        let village = village.to_string();
        let again = [
            ("op", op.as_str()),
            ("version", &version),
            ("proposal", &no),
            ("on", &day),
            ("place_id", &village),
        ];
        let action = href.split('?').next().unwrap();
        assert_eq!(desk.post(action, &again).to, format!("/approvals/{no}"));
        let op = samuh::ids::new_id().unwrap().to_string();
        let edition = hidden(&district.get(&format!("/approvals/{no}")), "version");
        let form = [("op", op.as_str()), ("step", "approve"), ("version", &edition)];
        let approved = district.post(&format!("/approvals/{no}"), &form);
        assert_eq!(approved.status, StatusCode::SEE_OTHER, "{}", approved.text);

        let (path, page) = open(&desk, "/lokos/list?view=differs", "उजाला");
        send(&desk, &path, &choosing(&page, &[("state", "take")]));
        let (no, href) = came_back(&desk, &district);
        assert!(href.starts_with("/lokos/states?block="), "{href}");
        let preview = desk.get(&href);
        assert!(preview.text.contains("उजाला"), "{}", preview.text);
        assert!(
            !preview.text.contains("जय माँ लक्ष्मी"),
            "only the group it was of: {}",
            preview.text
        );
        let names = ["op", "block", "month", "state", "groups", "proposal"];
        let form: Vec<(String, String)> =
            names.map(|name| (name.to_owned(), hidden(&preview, name))).to_vec();
        let again = send(&desk, "/lokos/states", &form);
        assert_eq!(again.to, format!("/approvals/{no}"), "the same proposal: {}", again.text);
        site.office.verify();
    }
}
