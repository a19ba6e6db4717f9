//! Work in hand at the demo's desks: changes that wait for a second post, one sent back, one approved,
//! groups graded, and the queue of records that may stand twice. All of it by the acts of the pages.

use std::net::{IpAddr, Ipv4Addr};

use chrono::NaiveDate;
use samuh_engine::{
    Db, Desk, Error, Result, clock,
    register::{Held, Values, enter},
};
use samuh_groups::{
    Change, Correct, Deactivate, Enrol, FPOS, Filter, Grade, Institution, Kind, Order, PRODUCERS,
    Policy, Submission, approve, change, duplicate::acts::find_duplicates, grading_set,
    institution_of, list, send_back, set_policy, submit,
};
use samuh_kernel::calendar::Month;
use samuh_people::{Door, SignIn, session_desk, sign_in, sign_out};
use samuh_places::always;
use samuh_plans::{
    UnitLevel,
    checks::{draw_back_check, look_through},
    ranking::{Freeze, freeze_ranking},
};

use super::desks::PASSWORD;
use crate::{ids::new_id, importing::machine_desk};

/// Groups of the CLF that are used.
const GROUPS: i64 = 12;

/// Leaves the desks with work, as any Monday finds them.
pub(super) fn leave(db: &Db, today: NaiveDate) -> Result<()> {
    let door = Door::new()?;
    let (clf, block, admin) =
        (desk(db, &door, "clf")?, desk(db, &door, "makdi")?, desk(db, &door, "admin")?);
    // What a block makes inactive, the district looks at first.
    let policy = Policy {
        act: "groups.deactivate".into(),
        role: "bmmu".into(),
        unit_id: 0,
        from_on: today,
        to_on: always().1,
        wait_days: 3,
    };
    set_policy(db, &admin, new_id()?, &policy, clock::now())?;
    let groups = groups_of(db, &clf)?;
    let [first, second, third, fourth, rest @ ..] = &groups[..] else {
        return Err(Error::broken("demo: the CLF has too few groups"));
    };
    propose(db, &clf, with_account(first))?;
    let (enrol, form) = newcomer(second, today);
    propose(db, &clf, (Change::Enrol(enrol), form))?;
    let sent = propose(db, &clf, with_account(third))?;
    let reason = "पासबुक की प्रति से खाता संख्या मिलाकर फिर भेजें";
    send_back::<Change>(db, &block, new_id()?, (sent, reason), clock::now())?;
    let sent = propose(db, &clf, with_account(fourth))?;
    approve::<Change>(db, &block, (sent, 1), clock::now())?;
    if let Some((gone, graded)) = rest.split_first() {
        propose(db, &block, (Change::Deactivate(ended(gone, today)), Vec::new()))?;
        for (group, at) in graded.iter().zip(0..) {
            grade(db, &block, group.id, (today, at))?;
        }
    }
    let district = desk(db, &door, "dmmu")?;
    producers(db, &district)?;
    judged(db, &district, today)?;
    find_duplicates(db, &machine_desk(super::DISTRICT), new_id()?, clock::now())?;
    Ok(())
}

/// Rankings of yesterday, last month's figures looked through, and the back-check of a quarter.
fn judged(db: &Db, desk: &Desk, today: NaiveDate) -> Result<()> {
    let cut_on = today.pred_opt().unwrap_or(today);
    for level in [UnitLevel::Block, UnitLevel::Clf] {
        freeze_ranking(db, desk, new_id()?, &Freeze { level, cut_on }, clock::now())?;
    }
    let last = Month::of(today).prev();
    for month in [last.prev(), last] {
        look_through(db, desk, new_id()?, month, clock::now())?;
    }
    // The first month of the last quarter that is over.
    let begins = last.next().0;
    let quarter = Month(begins - begins.rem_euclid(3) - 3);
    draw_back_check(db, desk, new_id()?, quarter, clock::now()).map(drop)
}

/// What is grown or gathered, in Hindi and English, and how many women do it.
const CROPS: [(&str, &str, i64); 8] = [
    ("इमली", "Tamarind", 42),
    ("महुआ", "Mahua", 35),
    ("कोदो", "Kodo millet", 28),
    ("लाख", "Lac", 24),
    ("सब्ज़ी", "Vegetables", 51),
    ("बकरी पालन", "Goats", 19),
    ("हल्दी", "Turmeric", 31),
    ("मक्का", "Maize", 46),
];

/// An FPO with too few members yet, and the producer groups that belong to it or to none.
fn producers(db: &Db, desk: &Desk) -> Result<()> {
    let groups = groups_of(db, desk)?;
    let text = |text: String| Held::Text(text);
    let formed = |year: i32| NaiveDate::from_ymd_opt(year, 7, 1).map_or(Held::Empty, Held::Day);
    let keep =
        |register, values: &Values| enter(db, desk, new_id()?, register, values, clock::now());
    let place = |at: usize| Held::unit(groups[at % groups.len()].place_id);
    let mut fpo = Values::default();
    fpo.set("name_hi", text("दण्डकारण्य वनोपज किसान उत्पादक कंपनी".into()))
        .set("name_en", text("Dandakaranya Forest Produce FPC".into()))
        .set("code", text("FPO-1".into()))
        .set("place_id", place(0))
        .set("formed_on", formed(2022))
        .set("legal_form", text("company".into()))
        .set("commodity", text("इमली, महुआ, लाख".into()))
        .set("members", Held::Count(246))
        .set("women_members", Held::Count(198))
        .set("share_capital_paise", Held::Money(49_200_000))
        .set("status", text("active".into()));
    let fpo_id = keep(&FPOS, &fpo)?;
    for (at, (hindi, english, women)) in CROPS.iter().enumerate() {
        let mut group = Values::default();
        group
            .set("name_hi", text(format!("{hindi} उत्पादक समूह")))
            .set("name_en", text(format!("{english} producer group")))
            .set("code", text(format!("PG-{}", at + 1)))
            .set("place_id", place(at))
            .set("formed_on", formed(2023))
            .set("commodity", text((*hindi).to_owned()))
            .set("members", Held::Count(*women))
            .set("member_households", Held::Count(*women))
            .set("women_members", Held::Count(*women))
            .set("status", text("active".into()));
        if at < 4 {
            group.set("fpo_id", Held::unit(fpo_id));
        }
        keep(&PRODUCERS, &group)?;
    }
    Ok(())
}

/// The desk of a demo login: signed in like anybody, and out again.
pub(super) fn desk(db: &Db, door: &Door, login: &str) -> Result<Desk> {
    let address = IpAddr::V4(Ipv4Addr::LOCALHOST);
    let ask = SignIn { login, password: PASSWORD, address, device: "demo", before: None };
    let opened = sign_in(db, door, &ask, clock::now())?;
    let signed = session_desk(db, &opened.token, clock::now())?;
    sign_out(db, &opened.token)?;
    signed.map(|signed| signed.desk).ok_or_else(|| Error::broken("demo: no desk"))
}

fn groups_of(db: &Db, desk: &Desk) -> Result<Vec<Institution>> {
    let filter = Filter { status: Some("active".into()), ..Filter::all(Kind::Shg) };
    db.read(|reader| {
        let found = list(reader, &desk.scope, &filter, Order::Oldest, None, GROUPS)?;
        found.iter().map(|group| institution_of(reader, &desk.scope, group.id)).collect()
    })
}

type Asked = (Change, Vec<(String, String)>);

/// A group whose new bank account the federation has written down.
fn with_account(group: &Institution) -> Asked {
    let account = format!("3120{:07}", group.id);
    let mut profile = group.profile.clone();
    profile.bank_name = Some("छत्तीसगढ़ राज्य ग्रामीण बैंक".into());
    profile.branch_name = Some("माकड़ी".into());
    profile.account_no = Some(account.clone());
    let ask = Correct { id: group.id, version: group.version, profile, codes: Vec::new() };
    let form = [("bank_name", "छत्तीसगढ़ राज्य ग्रामीण बैंक"), ("branch_name", "माकड़ी")];
    let mut form: Vec<(String, String)> =
        form.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    form.push(("account_no".into(), account));
    form.push(("name".into(), group.profile.name_hi.clone().unwrap_or_default()));
    (Change::Correct(ask), form)
}

fn newcomer(group: &Institution, today: NaiveDate) -> (Enrol, Vec<(String, String)>) {
    let name = "बुधनी कोर्राम";
    let enrol = Enrol {
        institution_id: group.id,
        on: today,
        name_hi: Some(name.into()),
        relation_name: Some("सुकलाल".into()),
        social: Some("st".into()),
        birth_year: Some(1994),
        ..Enrol::default()
    };
    let day = samuh_web::show::day(today);
    let form = [("name", name), ("relation_name", "सुकलाल"), ("on", &day)];
    (enrol, form.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
}

fn ended(group: &Institution, today: NaiveDate) -> Deactivate {
    let (reason, loan) = ("no_meetings".to_owned(), "none".to_owned());
    Deactivate { id: group.id, version: group.version, on: today, reason, loan }
}

fn propose(db: &Db, desk: &Desk, (ask, form): Asked) -> Result<i64> {
    submit(db, desk, new_id()?, &Submission { id: 0, ask, form, draft: false }, clock::now())
}

/// Grades a group; the marks fall from group to group, so that every band is there.
fn grade(db: &Db, desk: &Desk, id: i64, (today, at): (NaiveDate, i64)) -> Result<()> {
    let Some(set) = db.read(|reader| grading_set(reader, &desk.scope, today))? else {
        return Ok(());
    };
    let marks =
        set.questions.iter().map(|asked| (asked.no, (asked.most - at / 2).max(0))).collect();
    change(db, desk, new_id()?, &Change::Grade(Grade { id, on: today, marks }), clock::now())
        .map(drop)
}
