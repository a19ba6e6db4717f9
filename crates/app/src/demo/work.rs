//! Work in hand at the demo's desks: changes that wait for a second post, one sent back, one approved,
//! groups graded, and the queue of records that may stand twice. All of it by the acts of the pages.

use std::net::{IpAddr, Ipv4Addr};

use chrono::NaiveDate;
use samuh_engine::{Db, Desk, Error, Result, clock};
use samuh_groups::{
    Change, Correct, Deactivate, Enrol, Filter, Grade, Institution, Kind, Order, Policy,
    Submission, approve, change, duplicate::acts::find_duplicates, grading_set, institution_of,
    list, send_back, set_policy, submit,
};
use samuh_people::{Door, SignIn, session_desk, sign_in, sign_out};
use samuh_places::always;

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
    send_back(db, &block, new_id()?, (sent, reason), clock::now())?;
    let sent = propose(db, &clf, with_account(fourth))?;
    approve(db, &block, sent, clock::now())?;
    if let Some((gone, graded)) = rest.split_first() {
        propose(db, &block, (Change::Deactivate(ended(gone, today)), Vec::new()))?;
        for (group, at) in graded.iter().zip(0..) {
            grade(db, &block, group.id, (today, at))?;
        }
    }
    find_duplicates(db, &machine_desk(super::DISTRICT), new_id()?, clock::now())?;
    Ok(())
}

/// The desk of a demo login: signed in like anybody, and out again.
fn desk(db: &Db, door: &Door, login: &str) -> Result<Desk> {
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
