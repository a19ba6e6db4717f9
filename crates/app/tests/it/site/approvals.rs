//! What a checker is shown and asked: numbers that look alike, whose record it is, only what her post decides,
//! the figure with what waits; and what a maker is told of what came back.

use axum::http::StatusCode;

use super::{
    Browser, Reply, Site,
    changes::hidden,
    figures::sum_of,
    second_posts::{all_is_well, asks_for_a_second_post, count, decided, op, sent},
    sites,
};

const OLD: &str = "111122223352";
const NEW: &str = "999988883352";

fn group(site: &Site, code: &str) -> i64 {
    let sql = format!("select institution_id from institution_code where code = '{code}'");
    count(site, &sql)
}

/// Sends a form with the edition that it shows; answers where it led to.
fn filled(site: &Site, reader: &Browser, path: &str, values: &str) -> String {
    let form = site.get(reader, path);
    assert_eq!(form.status, StatusCode::OK, "{}: {path}", site.engine);
    let version = hidden(&form.text, "version");
    sent(site, reader, path, &format!("version={version}&{values}"))
}

fn in_english(reader: &Browser) -> Browser {
    Browser { cookies: format!("{}; samuh_lang=en", reader.cookies), ..reader.clone() }
}

fn opened(site: &Site, reader: &Browser, address: &str, reason: &str) -> Reply {
    site.post(reader, &format!("{address}/open"), &format!("reason={reason}"))
}

fn opens(site: &Site) -> i64 {
    count(site, "select count(*) from op where act = 'privacy.open'")
}

#[test]
fn a_number_that_looks_the_same_behind_stars_is_said_to_be_another_and_opens_once_for_a_reason() {
    for site in sites() {
        let (makdi, dmmu) = (site.as_desk("makdi"), site.as_desk("dmmu"));
        let path = format!("/groups/{}/correct", group(&site, "120001"));
        let values = |account: &str, mobile: &str| {
            let name = "%E0%A4%9C%E0%A4%AF";
            format!(
                "name={name}&formed_on=12/05/2026&code_nrlm=120001&bank_name=SBI&account_no={account}&mobile={mobile}"
            )
        };
        filled(&site, &dmmu, &path, &values(OLD, "9876543210"));
        asks_for_a_second_post(&site, "groups.correct", "bmmu");
        let address = filled(&site, &makdi, &path, &values(NEW, "7776543210"));
        assert!(address.starts_with("/approvals/"), "{}: {address}", site.engine);

        let said = [("3352", "बदला गया: पहले के अंक अलग हैं"), ("3210", "बदला गया: पहले के अंक अलग हैं")];
        let page = site.get(&dmmu, &address).text;
        for (end, words) in said {
            let told = format!("********{end} · {words}");
            assert!(page.contains(&told), "{}: {told}: {page}", site.engine);
        }
        let english = site.get(&in_english(&dmmu), &address).text;
        assert!(english.contains("changed: the first digits differ"), "{}", site.engine);
        assert!(!page.contains(NEW) && !page.contains(OLD), "{}: masked", site.engine);
        let form = format!("action=\"{address}/open\"");
        assert!(page.contains(&form), "{}: {page}", site.engine);

        // Neither its maker nor whoever only sees it opens it; and not without a reason.
        assert!(!site.get(&makdi, &address).text.contains(&form), "{}: her own", site.engine);
        let own = opened(&site, &makdi, &address, "it+is+my+own");
        assert_eq!(own.status, StatusCode::FORBIDDEN, "{}", site.engine);
        let collector = opened(&site, &site.as_desk("collector"), &address, "to+look+at+it");
        assert_eq!(collector.status, StatusCode::FORBIDDEN, "{}", site.engine);
        let bare = opened(&site, &dmmu, &address, "");
        assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.engine);
        assert!(!bare.text.contains(NEW) && opens(&site) == 0, "{}", site.engine);
        assert_eq!(bare.text.matches("id=\"wrong-reason\"").count(), 1, "{}", site.engine);

        let open = opened(&site, &dmmu, &address, "compared+with+the+passbook");
        assert_eq!(open.status, StatusCode::OK, "{}: {}", site.engine, open.text);
        assert!(open.text.contains(NEW) && open.text.contains(OLD), "{}", open.text);
        assert_eq!(opens(&site), 1, "{}: the reason is kept", site.engine);
        assert!(!site.get(&dmmu, &address).text.contains(NEW), "{}: once", site.engine);
        let back = site.get(&dmmu, &format!("{address}/open"));
        assert_eq!(back.location(), address, "{}", site.engine);
        let trail = site.get(&dmmu, "/trail?act=privacy.open").text;
        assert!(trail.contains("compared with the passbook"), "{}: {trail}", site.engine);
        assert!(trail.contains(&address) && trail.contains("/groups/"), "{}: both", site.engine);

        decided(&site, &dmmu, &address, "step=approve");
        let late = opened(&site, &dmmu, &address, "once+more+please");
        assert_eq!(late.status, StatusCode::FORBIDDEN, "{}: it is decided", site.engine);
        all_is_well(&site);
    }
}

/// A member of a group, entered by the district.
fn member(site: &Site, group: i64) -> String {
    let values = "on=01/11/2026&name=%E0%A4%B8%E0%A5%80%E0%A4%A4%E0%A4%BE&social=st";
    let dmmu = site.as_desk("dmmu");
    let done = sent(site, &dmmu, &format!("/groups/{group}/enrol"), values);
    assert!(done.starts_with("/members/"), "{}: {done}", site.engine);
    done
}

#[test]
fn a_proposal_about_a_member_names_her_and_her_record_says_that_it_waits() {
    for site in sites() {
        let her = member(&site, group(&site, "120001"));
        asks_for_a_second_post(&site, "members.leave", "bmmu");
        let (makdi, dmmu) = (site.as_desk("makdi"), site.as_desk("dmmu"));
        let waiting = "स्वीकृति लंबित";
        assert!(!site.get(&makdi, &her).text.contains(waiting), "{}", site.engine);
        let path = format!("{her}/leave");
        let address = filled(&site, &makdi, &path, "on=02/11/2026&reason=own_wish&loan=none");
        assert!(address.starts_with("/approvals/"), "{}: {address}", site.engine);
        for reader in [&makdi, &dmmu] {
            let page = site.get(reader, &address).text;
            let named = format!("<a href=\"{her}\">सीता</a>");
            assert!(page.contains(&named), "{}: {page}", site.engine);
            // Whoever would send it a second time is told, on her record and above the form.
            for path in [&her, &path] {
                let page = site.get(reader, path).text;
                let told = page.contains(waiting) && page.contains(&address);
                assert!(told, "{}: {path}: {page}", site.engine);
            }
        }
        decided(&site, &dmmu, &address, "step=approve");
        assert!(!site.get(&makdi, &her).text.contains(waiting), "{}: done", site.engine);
        all_is_well(&site);
    }
}

#[test]
fn a_desk_is_asked_for_its_own_decisions_and_sees_what_waits_at_other_posts() {
    for site in sites() {
        asks_for_a_second_post(&site, "plans.set", "dmmu");
        // What is to be decided on the day itself is late at once.
        let policy = "act=groups.deactivate&role=bmmu&from_on=01/11/2026&wait_days=0";
        sent(&site, &site.as_desk("admin"), "/approvals/policy", policy);
        let (makdi, dmmu, collector) =
            (site.as_desk("makdi"), site.as_desk("dmmu"), site.as_desk("collector"));
        let values = "on=01/11/2026&reason=dispute&loan=none";
        let path = format!("/groups/{}/deactivate", group(&site, "120001"));
        let ended = filled(&site, &makdi, &path, values);
        let quiet = site.get(&collector, "/").text;
        assert!(!quiet.contains("आपके निर्णय के लिए लंबित"), "{}: {quiet}", site.engine);
        let late = "दूसरे पदों पर 1 प्रस्ताव तय समय से अधिक से लंबित है";
        assert!(quiet.contains(late), "{}: {quiet}", site.engine);
        let values = format!("version=0&act=save&keep=change&t-{}-1=25", site.block("Makdi"));
        let target = sent(&site, &dmmu, "/targets/2026-27/shg_formed", &values);

        let page = site.get(&collector, "/approvals").text;
        let (here, elsewhere) = page.split_once("दूसरे पदों पर लंबित</h2>").expect(&page);
        let boxes = |part: &str| part.matches("type=\"checkbox\"").count();
        assert_eq!((boxes(here), boxes(elsewhere)), (1, 0), "{}: {page}", site.engine);
        assert!(here.contains(&target) && !here.contains(&format!("\"{ended}\"")), "{page}");
        assert!(elsewhere.contains(&ended) && !elsewhere.contains(&target), "{page}");
        assert!(page.contains(late), "{}: {page}", site.engine);
        let english = site.get(&in_english(&collector), "/approvals").text;
        assert!(english.contains("Waiting at other posts"), "{}", site.engine);
        let front = site.get(&collector, "/").text;
        assert!(front.contains("1 परिवर्तन आपके निर्णय के लिए लंबित है"), "{}: {front}", site.engine);

        // The other way round: the mission decides on groups, and its own target is not its own to decide.
        let page = site.get(&dmmu, "/approvals").text;
        assert_eq!(boxes(&page), 1, "{}: {page}", site.engine);
        assert!(hidden(&page, "id").starts_with(&format!("{}.", no_of(&ended))), "{page}");
        assert!(!page.contains("दूसरे पदों पर लंबित"), "{}: nothing else waits", site.engine);
        // Whoever decides on nothing is shown nothing of others.
        let page = site.get(&site.as_desk("viewer"), "/approvals").text;
        assert!(!page.contains(&ended) && !page.contains(late), "{}: {page}", site.engine);
    }
}

fn no_of(address: &str) -> &str {
    address.rsplit('/').next().unwrap_or_default()
}

/// What the last column of a workbook adds up to.
fn sum_of_book(site: &Site, reader: &Browser, address: &str) -> i64 {
    let book = site.get(reader, address);
    assert_eq!(book.status, StatusCode::OK, "{}: {address}", site.engine);
    let mut book = zip::ZipArchive::new(std::io::Cursor::new(book.bytes)).expect("a workbook");
    let sheet = book.by_name("xl/worksheets/sheet1.xml").expect("a sheet");
    let sheet = std::io::read_to_string(sheet).expect("text");
    let cells = sheet.split("<c r=\"F").skip(1).filter_map(|cell| cell.split_once('>'));
    let numbers = cells.filter(|(tag, _)| !tag.contains("t="));
    numbers
        .filter_map(|(_, rest)| rest.strip_prefix("<v>")?.split('<').next()?.parse::<i64>().ok())
        .sum()
}

#[test]
fn a_figure_with_what_waits_opens_into_the_same_figure_with_its_proposals() {
    for site in sites() {
        asks_for_a_second_post(&site, "groups.deactivate", "bmmu");
        let (makdi, dmmu, collector) =
            (site.as_desk("makdi"), site.as_desk("dmmu"), site.as_desk("collector"));
        let end = |code: &str| {
            let path = format!("/groups/{}/deactivate", group(&site, code));
            filled(&site, &makdi, &path, "on=01/11/2026&reason=dispute&loan=none")
        };
        let (first, second) = (end("120001"), end("120002"));
        decided(&site, &dmmu, &second, "step=send_back&reason=which");
        let page = site.get(&collector, "/?year=2026-27&pending=with").text;
        let links: Vec<String> = page
            .split("class=\"cell")
            .skip(1)
            .filter_map(|cell| cell.split("href=\"").nth(1)?.split('"').next())
            .map(|href| href.replace("&amp;", "&"))
            .filter(|href| href.starts_with("/figures/shg_active"))
            .collect();
        assert_eq!(links.len(), 5, "{}: a link for each block", site.engine);
        assert!(links.iter().all(|href| href.contains("pending=with")), "{links:?}");
        let sums = links.iter().map(|href| sum_of(&site, &collector, href));
        let sums: Vec<i64> = sums.map(|sum| sum.parse().unwrap_or(0)).collect();
        assert_eq!(sums.iter().sum::<i64>(), 3, "{}: one of four would go", site.engine);

        let path = "/figures/shg_active?year=2026-27";
        let with = format!("{path}&pending=with");
        let sum = |address: &str| sum_of(&site, &collector, address);
        assert_eq!((sum(path), sum(&with)), ("4".into(), "3".into()), "{}", site.engine);
        let page = site.get(&collector, &with).text;
        let line = format!("<a href=\"{first}\">");
        assert!(page.contains(&line) && page.contains("जय माँ लक्ष्मी"), "{}: {page}", site.engine);
        assert!(!page.contains(&second), "{}: it came back and waits no more", site.engine);
        assert!(page.contains("परिवर्तन शामिल (-1); उनके बिना 4"), "{}: {page}", site.engine);
        let kept = page.contains("<option value=\"with\" selected");
        assert!(kept, "{}: its form keeps it: {page}", site.engine);
        let without = site.get(&collector, path).text;
        assert!(!without.contains(&line), "{}", site.engine);
        let book =
            |address: &str| sum_of_book(&site, &collector, &format!("{address}&format=xlsx"));
        assert_eq!((book(path), book(&with)), (4, 3), "{}", site.engine);
        // A block sees its own, and as of a day before it was sent nothing waits.
        let village = site.get(&makdi, &format!("{with}&unit={}", site.block("Makdi"))).text;
        assert!(village.contains(&line), "{}: {village}", site.engine);
        let early = site.get(&collector, &format!("{with}&as_on=01/06/2026")).text;
        assert!(!early.contains(&line), "{}: {early}", site.engine);

        decided(&site, &dmmu, &first, "step=approve");
        assert_eq!((sum(path), sum(&with)), ("3".into(), "3".into()), "{}", site.engine);
        assert!(!site.get(&collector, &with).text.contains(&line), "{}: it counts", site.engine);
        all_is_well(&site);
    }
}

#[test]
fn what_came_back_is_told_to_its_maker_with_what_it_would_change() {
    for site in sites() {
        asks_for_a_second_post(&site, "groups.deactivate", "bmmu");
        let (makdi, dmmu) = (site.as_desk("makdi"), site.as_desk("dmmu"));
        let path = format!("/groups/{}/deactivate", group(&site, "120001"));
        let address = filled(&site, &makdi, &path, "on=01/11/2026&reason=dispute&loan=none");
        let told = "आपका भेजा 1 प्रस्ताव वापस लौटा है";
        assert!(!site.get(&makdi, "/").text.contains(told), "{}", site.engine);
        decided(&site, &dmmu, &address, "step=send_back&reason=which");
        let front = site.get(&makdi, "/").text;
        assert!(front.contains(told) && front.contains("href=\"/approvals\""), "{front}");
        let english = site.get(&in_english(&makdi), "/").text;
        assert!(english.contains("1 proposal of your post was sent back"), "{}", site.engine);
        assert!(!site.get(&dmmu, "/").text.contains(told), "{}: only its maker", site.engine);
        let page = site.get(&makdi, &address).text;
        assert!(
            page.contains("क्या बदलेगा") && page.contains("आपसी विवाद"),
            "{}: {page}",
            site.engine
        );
        // Somebody else did it meanwhile: both values, and what to do now.
        let values = "on=02/11/2026&reason=dispute&loan=none";
        filled(&site, &dmmu, &path, values);
        let page = site.get(&makdi, &address).text;
        assert!(!page.contains("कारण के साथ लौटाएँ"), "{}: she sends nothing back", site.engine);
        let withdrawn = format!("op={}&step=withdraw", op());
        site.post(&makdi, &address, &withdrawn);
        assert!(!site.get(&makdi, "/").text.contains(told), "{}: settled", site.engine);
        all_is_well(&site);
    }
}
