//! Posts at the desk that runs them: what waits there, what is offered to whom, terms by their last day, and the
//! trail of a hand-over from either person's side.

use axum::http::StatusCode;
use samuh::importing::machine_desk;
use samuh_engine::clock;
use samuh_kernel::show;
use samuh_people::{NewPost, Role, make_post};
use uuid::Uuid;

use super::{
    Browser, DISTRICT, Site,
    second_posts::{all_is_well, asks_for_a_second_post, count, op, sent},
    sites,
};

fn english(desk: &Browser) -> Browser {
    Browser { cookies: format!("{}; samuh_lang=en", desk.cookies), ..desk.clone() }
}

fn post_of(site: &Site, role: &str) -> i64 {
    count(site, &format!("select min(id) from post where role = '{role}'"))
}

fn made(site: &Site, role: Role) -> i64 {
    let unit = if role == Role::Prp { site.village("Makdi") } else { site.block("Makdi") };
    let post = NewPost::of(role, &[unit]);
    let desk = machine_desk(DISTRICT);
    make_post(&site.db, &desk, Uuid::now_v7(), &post, clock::now()).expect("a post")
}

#[test]
fn directions_and_proposals_that_wait_at_a_post_stand_on_its_page_and_where_it_is_handed_over() {
    for site in sites() {
        let admin = english(&site.as_desk("admin"));
        let (block, mission) = (post_of(&site, "bmmu"), post_of(&site, "dmmu"));
        let pages = |post: i64| [format!("/posts/{post}"), format!("/posts/{post}/hand-over")];
        for page in pages(block).iter().chain(&pages(mission)) {
            let text = site.get(&admin, page).text;
            assert!(text.contains("Nothing waits at this post"), "{} {page}", site.engine);
        }
        let direction = format!("act=give&within=7&text=List&responsible={block}");
        let given = sent(&site, &site.as_desk("dmmu"), "/directions/new", &direction);
        assert!(given.starts_with("/directions"), "{}: {given}", site.engine);
        asks_for_a_second_post(&site, "groups.form", "bmmu");
        let form = format!("name=Ekta&place_id={}&formed_on=01/11/2026", site.village("Makdi"));
        sent(&site, &site.as_desk("makdi"), "/groups/new", &form);
        for page in pages(block) {
            let text = site.get(&admin, &page).text;
            let link = format!("/directions?post={block}&amp;view=open");
            assert!(text.contains("1 direction for which"), "{} {page}: {text}", site.engine);
            assert!(text.contains(&link), "{} {page}: {text}", site.engine);
            assert!(text.contains("1 change of this post"), "{} {page}: {text}", site.engine);
            assert!(!text.contains("to be decided"), "{} {page}: her own", site.engine);
        }
        for page in pages(mission) {
            let text = site.get(&admin, &page).text;
            assert!(text.contains("1 proposal to be decided"), "{} {page}: {text}", site.engine);
        }
        let list = site.get(&admin, &format!("/directions?post={block}&view=open")).text;
        assert!(list.contains("List"), "{}: the number opens", site.engine);
        all_is_well(&site);
    }
}

#[test]
fn a_block_is_offered_only_the_posts_and_accounts_that_it_runs() {
    for site in sites() {
        let makdi = english(&site.as_desk("makdi"));
        let (own, above, below) =
            (post_of(&site, "bmmu"), made(&site, Role::JanpadCeo), made(&site, Role::Prp));
        for post in [own, above] {
            let page = site.get(&makdi, &format!("/posts/{post}"));
            assert_eq!(page.status, StatusCode::OK, "{}: it is seen", site.engine);
            assert!(!page.text.contains("/hand-over"), "{} {post}: {}", site.engine, page.text);
            for form in ["hand-over", "change"] {
                let form = site.get(&makdi, &format!("/posts/{post}/{form}"));
                assert_eq!(
                    form.status,
                    StatusCode::FORBIDDEN,
                    "{}: before it is filled",
                    site.engine
                );
            }
        }
        let page = site.get(&makdi, &format!("/posts/{below}")).text;
        assert!(page.contains(&format!("/posts/{below}/hand-over")), "{}: {page}", site.engine);
        let new = site.get(&makdi, "/users/new").text;
        assert!(new.contains(&format!("value=\"{below}\"")), "{}: {new}", site.engine);
        assert!(!new.contains(&format!("value=\"{above}\"")), "{}: {new}", site.engine);
        let account = count(&site, "select id from account where login = 'makdi'");
        let page = site.get(&makdi, &format!("/users/{account}"));
        assert_eq!(page.status, StatusCode::OK, "{}", site.engine);
        for offered in ["Make a new password link", "Close the account", "/relieve"] {
            assert!(!page.text.contains(offered), "{} {offered}: {}", site.engine, page.text);
        }
        let viewer = count(&site, "select id from account where login = 'viewer'");
        let page = site.get(&makdi, &format!("/users/{viewer}")).text;
        assert!(page.contains("Close the account") && page.contains("/relieve"), "{}", site.engine);
    }
}

#[test]
fn a_term_is_typed_by_its_last_day_and_the_trail_tells_it_from_either_side() {
    for site in sites() {
        let admin = english(&site.as_desk("admin"));
        let post = post_of(&site, "viewer");
        let of = |login: &str, column: &str| {
            count(&site, &format!("select {column} from account where login = '{login}'"))
        };
        let (giver, taker) = (of("viewer", "officer_id"), of("makdi", "officer_id"));
        let last = clock::today() + chrono::Days::new(20);
        let form = format!(
            "to={}&charge=additional&on={}&until={}&reason=Leave&order_no=14/2026&seen_holder={giver}",
            of("makdi", "id"),
            show::day(clock::today()),
            show::day(last)
        );
        let path = format!("/posts/{post}/hand-over");
        assert!(
            site.get(&admin, &path).text.contains("the last day of a charge"),
            "{}",
            site.engine
        );
        let early =
            form.replace(&show::day(last), &show::day(clock::today() - chrono::Days::new(1)));
        let refused = site.post(&admin, &path, &format!("op={}&{early}", op()));
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.engine);
        assert!(refused.text.contains("#wrong-until"), "{}: {}", site.engine, refused.text);
        let page = sent(&site, &admin, &path, &form);
        let shown = site.get(&admin, &page).text;
        assert!(shown.contains(&show::day(last)), "{}: {shown}", site.engine);
        for trail in [
            format!("/trail/post/{post}"),
            format!("/trail/officer/{giver}"),
            format!("/trail/officer/{taker}"),
            format!("/trail/account/{}", of("viewer", "id")),
            format!("/trail/account/{}", of("makdi", "id")),
        ] {
            let text = site.get(&admin, &trail).text;
            for told in ["Additional charge", &show::day(last), "Leave", "14/2026"] {
                assert!(text.contains(told), "{} {trail} {told}: {text}", site.engine);
            }
        }
        // What the program did by itself, or somebody at its command line, says who started it.
        let opened = site.get(&admin, "/trail?act=people.open_account").text;
        let host = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
        assert!(opened.contains(&format!("@{}", host.trim())), "{}: {opened}", site.engine);
        all_is_well(&site);
    }
}
