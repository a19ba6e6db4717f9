//! The demo's review meetings: posts of the district's offices, a weekly series, two meetings held in
//! the weeks before and one that is to come. Everything goes through the site, as an officer would do
//! it at the pages, with the clock of that day.

use chrono::{Days, NaiveDate};
use samuh_engine::{Db, Error, Result, clock};
use samuh_people::{NewPost, Role, Theme, make_post};
use samuh_places::{Level, gazetteer};

use super::{
    DISTRICT,
    office::{HOUR, Office, at},
};
use crate::{ids::new_id, importing::machine_desk, server::Config};

/// Offices that sit in a review and have no login in the demo: role, Hindi and English title, work.
const OFFICES: [(Role, &str, &str, Option<Theme>); 6] = [
    (Role::ZpCeo, "सीईओ जिला पंचायत", "CEO, Zila Panchayat", None),
    (Role::Dpm, "डीपीएम वित्तीय समावेशन", "DPM, Financial Inclusion", Some(Theme::Finance)),
    (Role::Dpm, "डीपीएम विपणन", "DPM, Marketing", Some(Theme::NonFarm)),
    (Role::Bank, "अग्रणी बैंक प्रबंधक", "Lead District Manager", None),
    (Role::LineDept, "उप संचालक कृषि", "Deputy Director, Agriculture", None),
    (Role::LineDept, "खाद्य एवं औषधि प्रशासन", "Food and Drug Administration", None),
];

/// The posts of the review.
struct Posts {
    collector: i64,
    zp: i64,
    finance: i64,
    marketing: i64,
    bank: i64,
    food: i64,
    keshkal: i64,
    dmmu: i64,
    all: Vec<i64>,
}

/// Holds the meetings.
pub(super) fn hold(db: &Db, config: &Config, today: NaiveDate) -> Result<()> {
    let posts = posts(db)?;
    let mut office = Office::open(db, config)?;
    let held = held(&mut office, &posts, today);
    clock::unset();
    held
}

fn posts(db: &Db) -> Result<Posts> {
    let desk = machine_desk(DISTRICT);
    let scope = desk.scope.clone();
    let places = db.read(|reader| gazetteer(reader, &scope))?;
    let top = places.district().map_or(0, |place| place.id);
    let mut made = Vec::new();
    for (role, hi, en, theme) in OFFICES {
        let units = if role.is_of_district() { Vec::new() } else { vec![top] };
        let post = NewPost {
            title_hi: Some(hi.to_owned()),
            title_en: Some(en.to_owned()),
            themes: theme.into_iter().collect(),
            ..NewPost::of(role, &units)
        };
        made.push(make_post(db, &desk, new_id()?, &post, clock::now())?);
    }
    let (mut janpad, mut keshkal) = (Vec::new(), 0);
    for block in places.places().filter(|place| place.level == Level::Block) {
        let post = NewPost {
            title_hi: Some(format!("जनपद सीईओ {}", block.name(true))),
            title_en: Some(format!("Janpad CEO, {}", block.name(false))),
            ..NewPost::of(Role::JanpadCeo, &[block.id])
        };
        let id = make_post(db, &desk, new_id()?, &post, clock::now())?;
        if block.name(false) == "Keshkal" {
            keshkal = id;
        }
        janpad.push(id);
    }
    let of = |role: Role| -> Result<i64> {
        let all = samuh_people::posts(db, &desk)?;
        let found = all.into_iter().find(|post| post.role == role);
        found.map(|post| post.id).ok_or_else(|| Error::broken("demo: a post is missing"))
    };
    let [zp, finance, marketing, bank, farm, food] = made[..] else {
        return Err(Error::broken("demo: an office is missing"));
    };
    let (collector, dmmu) = (of(Role::Collector)?, of(Role::Dmmu)?);
    let mut all = vec![zp, dmmu, finance, marketing, bank, farm, food];
    all.extend(&janpad);
    Ok(Posts { collector, zp, finance, marketing, bank, food, keshkal, dmmu, all })
}

/// A direction of the demo: item's indicator, words, who, days, figure to reach.
struct Order<'a> {
    indicator: &'a str,
    text: &'a str,
    responsible: Vec<i64>,
    cooperating: Vec<i64>,
    /// What each does of it; nothing where all do all of it.
    parts: Vec<(i64, &'a str)>,
    within: &'a str,
    said: &'a str,
}

fn held(office: &mut Office, posts: &Posts, today: NaiveDate) -> Result<()> {
    let (first, second) = (today - Days::new(14), today - Days::new(7));
    let next = today + Days::new(4);
    at(first, 10);
    office.sign_in("dmmu")?;
    let series = [
        ("kind", "district_review".to_owned()),
        ("unit", "0".to_owned()),
        ("title_hi", "साप्ताहिक समीक्षा — जिला आजीविका मिशन".to_owned()),
        ("title_en", "Weekly review — district livelihoods mission".to_owned()),
        ("at_time", "11:00".to_owned()),
        ("venue", "कलेक्ट्रेट सभाकक्ष".to_owned()),
        ("chair", posts.collector.to_string()),
        ("quorum", "6".to_owned()),
        ("every_days", "7".to_owned()),
        ("members", joined(&posts.all)),
    ];
    office.post("/meetings/series/new", &series)?;
    let one = plan(office, &series, first)?;
    meet(office, posts, one, &first_orders(posts))?;
    at(second, 10);
    office.sign_in("dmmu")?;
    let two = plan(office, &series, second)?;
    meet(office, posts, two, &second_orders(posts))?;
    answered(office, posts)?;
    at(today, 9);
    office.sign_in("dmmu")?;
    let three = plan(office, &series, next)?;
    office.post(&format!("/meetings/{three}"), &[("act", "compose".to_owned())])?;
    Ok(())
}

/// What is ordered a fortnight ago.
fn first_orders(posts: &Posts) -> Vec<Order<'static>> {
    vec![
        Order {
            indicator: "linkage_groups",
            text: "लम्बित ऋण आवेदनों की बैंकवार सूची बनाएँ; ग्रामीण बैंक के प्रकरण 7 दिन में निराकृत करें।",
            responsible: vec![posts.bank],
            cooperating: vec![posts.finance],
            parts: vec![
                (posts.bank, "ग्रामीण बैंक के लम्बित प्रकरण 7 दिन में निराकृत करें"),
                (posts.finance, "बैंकवार सूची अग्रणी बैंक को दें"),
            ],
            within: "7",
            said: "बैंकवार लम्बित प्रकरणों की स्थिति बताई गई; पिछड़े विकासखण्ड साप्ताहिक लक्ष्य के साथ आएँगे।",
        },
        Order {
            indicator: "lokos_entered",
            text: "केशकाल में लोकोस प्रविष्टि के लिए 2 अतिरिक्त ऑपरेटर लगाएँ।",
            responsible: vec![posts.keshkal],
            cooperating: vec![posts.dmmu],
            parts: vec![],
            within: "7",
            said: "प्रविष्टि की गति धीमी है; केशकाल में ऑपरेटर कम हैं।",
        },
    ]
}

/// What is ordered a week ago.
fn second_orders(posts: &Posts) -> Vec<Order<'static>> {
    vec![
        Order {
            indicator: "mission2020_groups",
            text: "होटल व पर्यटन मण्डल से मासिक आपूर्ति का अनुबंध करें।",
            responsible: vec![posts.marketing],
            cooperating: vec![posts.zp],
            parts: vec![],
            within: "15",
            said: "गुणवत्ता जाँच के बाद पैकेजिंग में देरी; तिखुर व महुआ उत्पाद प्राथमिकता पर।",
        },
        Order {
            indicator: "linkage_groups",
            text: "विकासखण्ड मुख्यालय पर एफएसएसएआई पंजीयन शिविर लगाएँ।",
            responsible: vec![posts.food, posts.dmmu],
            cooperating: vec![],
            parts: vec![
                (posts.food, "शिविर के दिन पंजीयन अधिकारी भेजें"),
                (posts.dmmu, "समूहों को कागज़ात के साथ शिविर तक लाएँ"),
            ],
            within: "7",
            said: "ऋण से जुड़े समूहों के उत्पाद पंजीयन के अभाव में बाज़ार नहीं जा पा रहे।",
        },
        Order {
            indicator: "",
            text: "बीमा सखी प्रशिक्षण के 2 बैच पूर्ण करें।",
            responsible: vec![posts.dmmu],
            cooperating: vec![],
            parts: vec![],
            within: "3",
            said: "",
        },
    ]
}

/// What came of the directions in the week after: one done, one reported on, one silent.
fn answered(office: &mut Office, posts: &Posts) -> Result<()> {
    clock::set(clock::now() + 26 * HOUR);
    office.sign_in("dmmu")?;
    let report = |id: i64, post: i64, text: &str| {
        (format!("/directions/{id}/report"), post, text.to_owned())
    };
    for (path, post, text) in [
        report(5, posts.dmmu, "दोनों बैच पूर्ण, 58 उपस्थित।"),
        report(3, posts.marketing, "2 बैठकें हुईं; दर तय होना शेष।"),
    ] {
        office.report(&path, post, &text)?;
    }
    office.sign_in("collector")?;
    office
        .post(
            "/directions/5",
            &[
                ("act", "accept".to_owned()),
                ("post", posts.dmmu.to_string()),
                ("version", "2".to_owned()),
            ],
        )
        .map(drop)
}

fn joined(posts: &[i64]) -> String {
    posts.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

/// Plans the series' meeting of a day; answers its number.
fn plan(office: &mut Office, series: &[(&str, String)], day: NaiveDate) -> Result<i64> {
    let mut form = series.to_vec();
    form.push(("series", "1".to_owned()));
    form.push(("held_on", samuh_kernel::show::day(day)));
    let to = office.post("/meetings/new", &form)?;
    let number = to.rsplit('/').next().and_then(|number| number.parse().ok());
    number.ok_or_else(|| Error::broken("demo: the meeting has no number"))
}

/// Holds a meeting: agenda from the figures, attendance, directions, and its end.
fn meet(office: &mut Office, posts: &Posts, id: i64, orders: &[Order<'_>]) -> Result<()> {
    let page = format!("/meetings/{id}");
    office.post(&page, &[("act", "compose".to_owned())])?;
    let mut attend = vec![("act".to_owned(), "attend".to_owned())];
    for (at, post) in posts.all.iter().enumerate() {
        let presence = if at % 6 == 5 { "absent" } else { "present" };
        attend.push((format!("presence-{post}"), presence.to_owned()));
    }
    office.send(&page, attend)?;
    for order in orders {
        let drawn = office.get(&page)?;
        let item = item_of(&drawn, order.indicator);
        if !order.said.is_empty() {
            office.post(
                &page,
                &[
                    ("act", "say".to_owned()),
                    ("item", item.clone()),
                    ("version", "1".to_owned()),
                    ("discussion", order.said.to_owned()),
                ],
            )?;
        }
        let mut form = vec![
            ("act", "give".to_owned()),
            ("item", item),
            ("text", order.text.to_owned()),
            ("within", order.within.to_owned()),
        ];
        if !order.indicator.is_empty() {
            form.push(("indicator", order.indicator.to_owned()));
        }
        form.extend(order.responsible.iter().map(|post| ("responsible", post.to_string())));
        form.extend(order.cooperating.iter().map(|post| ("cooperating", post.to_string())));
        let named = form.into_iter().map(|(name, value)| (name.to_owned(), value));
        let parts = order.parts.iter().map(|(post, part)| (format!("part-{post}"), (*part).into()));
        office.send(&page, named.chain(parts).collect())?;
    }
    clock::set(clock::now() + 2 * HOUR);
    // Two hours later everybody signs in anew.
    office.sign_in("dmmu")?;
    let close = format!("{page}/close");
    let version = office.version(&close)?;
    office
        .post(&close, &[("version", version), ("memo", format!("{}/डीएमएमयू/समीक्षा", 500 + id))])?;
    Ok(())
}

/// The number of the item about an indicator on a meeting's page; the first where there is none.
fn item_of(page: &str, indicator: &str) -> String {
    let about = format!("/figures/{indicator}?");
    let mut items = page
        .split("id=\"item-")
        .skip(1)
        .filter(|part| !indicator.is_empty() && part.contains(&about));
    let found = items.next().and_then(|part| part.split('"').next());
    found.unwrap_or("1").to_owned()
}
