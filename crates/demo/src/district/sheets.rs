//! The district as the sheets an office would send: what came to be known between two days.

use chrono::{Days, NaiveDate};
use samuh_kernel::sheet::Cell;

use super::{District, Fact, Federation, Group, Member, Style};
use crate::sources::BLOCKS;
use crate::table::{Table, text};

/// A stretch of days: after the first, up to and with the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The last day that was already told.
    pub after: NaiveDate,
    /// The last day that is told.
    pub to: NaiveDate,
}

const VILLAGES: [&str; 5] = ["विकासखण्ड", "ग्राम पंचायत", "ग्राम", "ग्राम कोड (LGD)", "लक्षित परिवार"];
const FEDERATIONS: [&str; 12] = [
    "प्रकार",
    "संगठन कोड",
    "संगठन का नाम",
    "संगठन का नाम (अंग्रेजी)",
    "विकासखण्ड",
    "ग्राम पंचायत",
    "ग्राम",
    "ग्राम कोड (LGD)",
    "गठन दिनांक",
    "संकुल संगठन कोड",
    "संकुल संगठन का नाम",
    "अध्यक्ष",
];
const GROUPS: [&str; 19] = [
    "SHG Code",
    "समूह का नाम",
    "विकासखण्ड",
    "ग्राम पंचायत",
    "ग्राम",
    "ग्राम कोड (LGD)",
    "गठन दिनांक",
    "ग्राम संगठन कोड",
    "ग्राम संगठन का नाम",
    "बैंक का नाम",
    "शाखा",
    "IFSC कोड",
    "खाता संख्या",
    "खाता खोलने की तिथि",
    "स्थिति",
    "लोकोस स्थिति",
    "बैठक आवृत्ति",
    "बचत राशि (₹)",
    "सदस्य संख्या",
];
const MEMBERS: [&str; 19] = [
    "सदस्य कोड",
    "SHG Code",
    "समूह का नाम",
    "ग्राम",
    "सदस्य का नाम",
    "पिता/पति का नाम",
    "लिंग",
    "जन्म तिथि",
    "सामाजिक वर्ग",
    "धर्म",
    "दिव्यांगता",
    "पीवीटीजी",
    "PIP श्रेणी",
    "पद",
    "शामिल होने की तिथि",
    "छोड़ने की तिथि",
    "छोड़ने का कारण",
    "परिवार क्रमांक",
    "मोबाइल नंबर",
];

impl Span {
    /// Everything up to a day.
    pub fn up_to(to: NaiveDate) -> Self {
        Self { after: NaiveDate::MIN, to }
    }

    fn holds(&self, day: NaiveDate) -> bool {
        self.after < day && day <= self.to
    }

    fn told(&self, fact: Fact) -> Fact {
        fact.filter(|&day| day <= self.to)
    }
}

impl District {
    /// All villages with their target households.
    pub fn villages_sheet(&self) -> Table {
        let mut table = Table::new("लक्षित परिवार", &VILLAGES);
        for (village, &households) in self.villages.iter().zip(&self.target_households) {
            table.rows.push(vec![
                text(BLOCKS[village.block].name_hi),
                text(&village.gp),
                text(&village.name_hi),
                text(&village.code),
                count(households),
            ]);
        }
        table
    }

    /// CLFs, then VOs, that were formed or entered a CLF in a span, as known on its last day.
    pub fn federations(&self, span: Span) -> Table {
        let mut table = Table::new("संगठन", &FEDERATIONS);
        for (kind, list) in [("CLF", &self.clfs), ("VO", &self.vos)] {
            for (at, federation) in list.iter().enumerate() {
                let entered = federation.clf.map(|(_, on)| on);
                let news = [Some(federation.formed_on), entered];
                if federation.formed_on <= span.to
                    && news.into_iter().flatten().any(|day| span.holds(day))
                {
                    table.rows.push(self.federation_row(kind, at, federation, span));
                }
            }
        }
        table
    }

    /// Groups about which something became known in a span: formed, entered a VO, opened an
    /// account, moved on in LokOS, found inactive. Each row as known on the span's last day.
    pub fn groups(&self, span: Span) -> Table {
        let mut table = Table::new("समूह", &GROUPS);
        for (at, group) in self.groups.iter().enumerate() {
            let facts = [Some(group.formed_on), group.vo_on, group.account_on, group.inactive_on];
            let news = facts.into_iter().chain(group.lokos).flatten().any(|day| span.holds(day));
            if news && group.formed_on <= span.to {
                table.rows.push(self.group_row(at, group, span));
            }
        }
        table
    }

    /// Members who joined or left in a span, as known on its last day.
    pub fn members(&self, span: Span) -> Table {
        let mut table = Table::new("सदस्य", &MEMBERS);
        for member in &self.members {
            let news = [Some(member.joined_on), member.left_on];
            if member.joined_on <= span.to && news.into_iter().flatten().any(|day| span.holds(day))
            {
                table.rows.push(self.member_row(member, span));
            }
        }
        table
    }

    /// A group's name as its register writes it.
    pub fn group_name(&self, group: &Group) -> String {
        let (hindi, latin) = &self.names.groups.words[group.name];
        match group.style {
            Style::Plain => hindi.clone(),
            Style::Women => format!("{hindi} महिला समूह"),
            Style::SelfHelp => format!("{hindi} स्व-सहायता समूह"),
            Style::Latin => respell(latin),
        }
    }

    /// A member's name and her husband's or father's.
    pub fn member_names(&self, member: &Member) -> [String; 2] {
        let [given, husband, surname] = member.name.map(usize::from);
        let surname = &self.names.surnames[member.category].words[surname];
        let given = &self.names.female.words[given];
        let husband = &self.names.male.words[husband];
        if member.latin {
            [(&given.1, &surname.1), (&husband.1, &surname.1)]
                .map(|(first, last)| respell(&format!("{first} {last}")))
        } else {
            [(&given.0, &surname.0), (&husband.0, &surname.0)]
                .map(|(first, last)| format!("{first} {last}"))
        }
    }

    fn federation_row(&self, kind: &str, at: usize, own: &Federation, span: Span) -> Vec<Cell> {
        let village = &self.villages[own.village];
        let clf = own.clf.filter(|(_, on)| *on <= span.to).map(|(clf, _)| &self.clfs[clf]);
        vec![
            text(kind),
            text(&own.code.to_string()),
            text(&own.name),
            text(&own.latin),
            text(BLOCKS[village.block].name_hi),
            text(&village.gp),
            text(&village.name_hi),
            text(&village.code),
            Cell::Date(own.formed_on),
            text(&clf.map_or(String::new(), |clf| clf.code.to_string())),
            text(clf.map_or("", |clf| &clf.name)),
            text(&self.president(kind, at)),
        ]
    }

    // A VO is led by the president of one of its groups, a CLF by that of one of its VOs.
    fn president(&self, kind: &str, at: usize) -> String {
        let group = self.groups.iter().position(|group| match kind {
            "VO" => group.vo == at,
            _ => self.vos[group.vo].clf.is_some_and(|(clf, _)| clf == at),
        });
        let own = |member: &&Member| Some(member.group) == group && member.office == 1;
        let at = self.members.partition_point(|member| Some(member.group) < group);
        let president = self.members[at..].iter().take(13).find(own);
        president.map_or(String::new(), |member| self.member_names(member)[0].clone())
    }

    fn group_row(&self, at: usize, group: &Group, span: Span) -> Vec<Cell> {
        let village = &self.villages[group.village];
        let vo = span.told(group.vo_on).map(|_| &self.vos[group.vo]);
        let account = span.told(group.account_on);
        let branch = account.map(|_| &self.branches[group.branch]);
        let idle = span.told(group.inactive_on);
        let first = self.members.partition_point(|member| member.group < at);
        let own = self.members[first..].iter().take_while(|member| member.group == at);
        let inside =
            |member: &&Member| member.joined_on <= span.to && span.told(member.left_on).is_none();
        vec![
            text(&group.code.to_string()),
            text(&self.group_name(group)),
            text(BLOCKS[village.block].name_hi),
            text(&village.gp),
            text(&village.name_hi),
            text(&village.code),
            Cell::Date(group.formed_on),
            text(&vo.map_or(String::new(), |vo| vo.code.to_string())),
            text(vo.map_or("", |vo| &vo.name)),
            text(branch.map_or("", |branch| &branch.bank)),
            text(branch.map_or("", |branch| &branch.branch)),
            text(branch.map_or("", |branch| &branch.ifsc)),
            text(&account.map_or(String::new(), |_| format!("0000{}", group.account))),
            day(account),
            text(if idle.is_some() { "निष्क्रिय" } else { "सक्रिय" }),
            text(lokos(group, span)),
            text(if group.weekly {
                "साप्ताहिक"
            } else {
                "पाक्षिक"
            }),
            count(group.saving),
            count(i64::try_from(own.filter(inside).count()).expect("a dozen")),
        ]
    }

    fn member_row(&self, member: &Member, span: Span) -> Vec<Cell> {
        let group = &self.groups[member.group];
        let [name, husband] = self.member_names(member);
        let left = span.told(member.left_on);
        vec![
            text(&member.code.to_string()),
            text(&group.code.to_string()),
            text(&self.group_name(group)),
            text(&self.villages[group.village].name_hi),
            text(&name),
            text(&husband),
            text("महिला"),
            Cell::Date(member.born_on),
            text(["अनुसूचित जनजाति", "अन्य पिछड़ा वर्ग", "अनुसूचित जाति", "सामान्य"][member.category]),
            text(if member.minority { "ईसाई" } else { "हिंदू" }),
            text(["नहीं", "स्वयं", "परिवार का सदस्य"][member.disability]),
            text(if member.pvtg { "हाँ" } else { "नहीं" }),
            text(["अति गरीब", "गरीब", "गैर गरीब"][member.poverty]),
            text(["सदस्य", "अध्यक्ष", "सचिव", "कोषाध्यक्ष"][member.office]),
            Cell::Date(member.joined_on),
            day(left),
            text(if left.is_some() {
                "ग्राम से बाहर चली गईं"
            } else {
                ""
            }),
            text(&member.household.to_string()),
            text(&member.mobile.map_or(String::new(), |mobile| mobile.to_string())),
        ]
    }
}

// An entry waits a fortnight before the block looks at it.
fn lokos(group: &Group, span: Span) -> &'static str {
    let [entered, approved, trades] = group.lokos.map(|fact| span.told(fact));
    match (entered, approved, trades) {
        (_, _, Some(_)) => "लेन-देन",
        (_, Some(_), _) => "स्वीकृत",
        (Some(on), ..) if on + Days::new(14) < span.to => "लंबित",
        (Some(_), ..) => "प्रविष्ट",
        _ => "दर्ज नहीं",
    }
}

fn respell(latin: &str) -> String {
    latin.replace("Laxmi", "Lakshmi").replace("ee", "i").replace("oo", "u").replace('w', "v")
}

fn day(fact: Fact) -> Cell {
    fact.map_or(Cell::Empty, Cell::Date)
}

fn count(number: i64) -> Cell {
    Cell::Number(number as f64)
}
