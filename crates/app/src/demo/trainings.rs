//! The demo's trainings and its fair: a training in two batches, of which the first was held with its
//! programme, its attendance partly brought by a sheet, its marks and its certificates, and the second lies
//! ahead; and a fair to which guests are invited. By the pages, as the block and the district do it.

use std::path::Path;

use chrono::{Days, NaiveDate};
use samuh_engine::{Db, Desk, Error, Result, clock};
use samuh_groups::{Filter, Kind, MemberSeen, Order, list, members_of};
use samuh_kernel::show::day;
use samuh_people::Door;

use super::{
    office::{Office, at},
    sheets, work,
};
use crate::{
    importing::{self, Asked, Register, Source},
    server::Config,
};

/// Women of the first batch, and of how many groups.
const WOMEN: usize = 24;
const GROUPS: i64 = 4;

/// What is taught, two sessions a day: hour, topic, who speaks.
const TOPICS: [(&str, &str, &str); 6] = [
    ("10:30", "बीमा क्यों: जीवन बीमा और दुर्घटना बीमा", "अग्रणी बैंक प्रबंधक"),
    ("14:00", "प्रधानमंत्री जीवन ज्योति बीमा योजना: पात्रता और प्रपत्र", "डीपीएम वित्तीय समावेशन"),
    ("10:30", "प्रधानमंत्री सुरक्षा बीमा योजना और अटल पेंशन योजना", "डीपीएम वित्तीय समावेशन"),
    ("14:00", "दावा: कागज़ात, समय-सीमा और बैंक से अनुवर्तन", "ग्रामीण बैंक शाखा माकड़ी"),
    ("10:30", "घर-घर भेंट: बातचीत का अभ्यास", "बीपीएम माकड़ी"),
    ("14:00", "परीक्षा और कार्ययोजना", "बीपीएम माकड़ी"),
];

/// Guests of the fair: rank, name, office.
const GUESTS: [(&str, &str, &str); 3] = [
    ("mla", "", "विधायक कोण्डागांव"),
    ("zp_president", "", "अध्यक्ष, जिला पंचायत कोण्डागांव"),
    ("sarpanch", "", "सरपंच, ग्राम पंचायत माकड़ी"),
];

/// Plans and holds them.
pub(super) fn hold(db: &Db, config: &Config, folder: &Path, today: NaiveDate) -> Result<()> {
    let mut office = Office::open(db, config)?;
    let held = all(db, &mut office, (config, folder), today);
    clock::unset();
    held
}

fn all(
    db: &Db,
    office: &mut Office,
    (config, folder): (&Config, &Path),
    today: NaiveDate,
) -> Result<()> {
    let begins = today - Days::new(20);
    at(begins - Days::new(8), 11);
    office.sign_in("makdi")?;
    let first = batch(office, "1", begins)?;
    // The evening of the last day: the sheets of the sessions are typed.
    at(begins + Days::new(2), 17);
    let makdi = work::desk(db, &Door::new()?, "makdi")?;
    let women = women(db, &makdi)?;
    let number = first.rsplit('/').next().unwrap_or_default();
    let path = folder.join("उपस्थिति बैच 1.csv");
    sheets::write_text(&path, &attendance(number, &women))?;
    take(db, &makdi, (config, &path))?;
    std::fs::remove_file(&path).map_err(|error| Error::broken(format!("demo: {error}")))?;
    office.sign_in("makdi")?;
    let version = office.version(&first)?;
    let held = [("act", "hold"), ("version", &version), ("cost", "46,850")];
    office.post(&first, &owned(&held))?;
    // The second batch and the fair lie ahead.
    at(today - Days::new(15), 11);
    office.sign_in("makdi")?;
    batch(office, "2", today + Days::new(6))?;
    fair(office, today)
}

fn owned<'a>(pairs: &[(&'a str, &str)]) -> Vec<(&'a str, String)> {
    pairs.iter().map(|(name, value)| (*name, (*value).to_owned())).collect()
}

/// Plans a batch of three days with its programme; answers its address.
fn batch(office: &mut Office, no: &str, begins: NaiveDate) -> Result<String> {
    let (from, to) = (day(begins), day(begins + Days::new(2)));
    let pairs = [
        ("kind", "training"),
        ("title", "बीमा सखी प्रशिक्षण"),
        ("batch", no),
        ("starts_on", &from),
        ("ends_on", &to),
        ("at_time", "10:30"),
        ("venue", "जनपद पंचायत सभाकक्ष, माकड़ी"),
        ("fund_source", "प्रशिक्षण एवं क्षमता निर्माण मद"),
        ("material", "बीमा सखी पुस्तिका, दावा प्रपत्र, लेखन सामग्री"),
        ("cost", "48,000"),
    ];
    let page = office.post("/events/new", &owned(&pairs))?;
    let line = |(at, (hour, topic, speaker)): (u64, &(&str, &str, &str))| {
        let on = day(begins + Days::new(at / 2));
        format!("{on} | {hour} | {topic} | {speaker}")
    };
    let lines = (0..).zip(&TOPICS).map(line).collect::<Vec<_>>().join("\n");
    let version = office.version(&page)?;
    let pairs = [("act", "sessions"), ("version", &version), ("sessions", &lines)];
    office.post(&page, &owned(&pairs))?;
    Ok(page)
}

/// The women who are called: members of the block's oldest groups.
fn women(db: &Db, makdi: &Desk) -> Result<Vec<MemberSeen>> {
    let filter = Filter { status: Some("active".into()), ..Filter::all(Kind::Shg) };
    db.read(|reader| {
        let groups = list(reader, &makdi.scope, &filter, Order::Oldest, None, GROUPS)?;
        let mut women = Vec::new();
        for group in groups {
            let members = members_of(reader, &makdi.scope, group.id, false)?;
            let now = members.into_iter().filter(|one| one.left_on.is_none());
            women.extend(now.take(WOMEN / GROUPS as usize));
        }
        Ok(women)
    })
}

/// The filled sheet. Two lines of it are not taken: a mark above a hundred, and an answer that is
/// neither yes nor no; one of those who came is in no group yet.
fn attendance(number: &str, women: &[MemberSeen]) -> String {
    let mut lines = vec![
        "उपस्थिति पत्रक,,,,,,,,,,,".to_owned(),
        format!("कार्यक्रम क्रमांक: {number},,,,,,,,,,,"),
        "क्र.,नाम,समूह,सदस्य कोड,सत्र 1,सत्र 2,सत्र 3,सत्र 4,सत्र 5,सत्र 6,पूर्व अंक,पश्चात अंक".to_owned(),
    ];
    for (at, one) in women.iter().enumerate() {
        let (name, group) = (one.name_hi.as_deref(), one.group_hi.as_deref());
        let came = |session: usize| match (at, session) {
            (5, 2) => "शायद",
            // Two left after the first day, one missed an afternoon.
            (9 | 17, 2..) | (13, 3) => "A",
            _ => "P",
        };
        let sessions: Vec<&str> = (0..TOPICS.len()).map(came).collect();
        let (before, after) = (32 + at * 7 % 30, if at == 8 { 170 } else { 61 + at * 11 % 36 });
        lines.push(format!(
            "{},{},{},{},{},{before},{after}",
            at + 1,
            name.unwrap_or_default(),
            group.unwrap_or_default(),
            one.code.as_deref().unwrap_or_default(),
            sessions.join(",")
        ));
    }
    lines.push(format!("{},फूलमती सोरी,,,P,P,P,P,P,P,28,66", women.len() + 1));
    lines.join("\n") + "\n"
}

fn take(db: &Db, makdi: &Desk, (config, path): (&Config, &Path)) -> Result<()> {
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into());
    let register = Register::Attendance;
    let source = Source { register, path, name: &name, program: &config.program };
    let reading = importing::read(db, makdi, &source, &Asked::default(), &mut |_| {})?;
    if reading.is_refused {
        return Err(Error::broken(format!("demo: {name}: {:?}", reading.findings.faults.first())));
    }
    importing::run(db, makdi, &reading).map(drop)
}

/// The fair of the district, and who is invited.
fn fair(office: &mut Office, today: NaiveDate) -> Result<()> {
    office.sign_in("dmmu")?;
    let on = day(today + Days::new(12));
    let pairs = [
        ("kind", "fair"),
        ("title", "बिहान आजीविका मेला"),
        ("starts_on", &on),
        ("ends_on", &on),
        ("at_time", "11:00"),
        ("venue", "विकास नगर मैदान, कोण्डागांव"),
        ("fund_source", "विपणन मद"),
        ("cost", "3,75,000"),
    ];
    let page = office.post("/events/new", &owned(&pairs))?;
    for (rank, name, title) in GUESTS {
        let version = office.version(&page)?;
        let pairs = [
            ("act", "invite"),
            ("version", &version),
            ("rank", rank),
            ("name", name),
            ("office", title),
        ];
        office.post(&page, &owned(&pairs))?;
    }
    let sent = day(today - Days::new(14));
    let pairs = [
        ("act", "mark"),
        ("no", "1"),
        ("version", "1"),
        ("mode", "hand"),
        ("sent_on", &sent),
        ("answer", "yes"),
    ];
    office.post(&page, &owned(&pairs)).map(drop)
}
