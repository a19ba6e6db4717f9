//! What a second post may be asked for, over all areas: one type, which knows of each the act, the right,
//! the place, and the page of its form.

use samuh_engine::{
    Desk, Error, Reader, Result, Tx,
    register::{Correction, Values, correct_in_act, enter_in_act},
    rule::NewRule,
};
use samuh_figures::catalogue;
use samuh_groups::{Asked, Change, duplicate::asking::Asking, saturation::model::Doing};
use samuh_kernel::scope::{Area, Right, Scope};
use samuh_plans::checks::{CheckTerms, check_rule_in_act};
use serde::{Deserialize, Serialize};

use crate::{
    importing::{TakeBack, UNDO, undo_in_act},
    registers,
};

/// A record of a register entered, or corrected where it has a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Record {
    /// The register.
    pub(crate) register: String,
    /// The record; 0 for a new one.
    pub(crate) id: i64,
    /// The edition that was looked at.
    pub(crate) version: i64,
    /// What is said.
    pub(crate) values: Values,
}

/// Any of them. Each is kept as its own content; which it is, the act's name says.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub(crate) enum Ask {
    /// A change of a group, federation or member.
    Change(Box<Change>),
    /// Visits to target households, and their matches.
    Visits(Doing),
    /// A record of a register that the engine keeps.
    Record(Record),
    /// A plan.
    Plan(samuh_plans::Ask),
    /// A post, or who holds it.
    Post(samuh_people::Ask),
    /// A dated rule of meetings, directions, events and notices.
    Rule(samuh_meetings::Ask),
    /// By what typed figures are found out.
    Checks(NewRule<CheckTerms>),
    /// A pair of records that may be one.
    Pair(Asking),
    /// An import taken back.
    Import(TakeBack),
}

impl Record {
    fn is_new(&self) -> bool {
        self.id == 0
    }

    /// The act's name, as the register gives it; a register that is not kept here has none.
    fn act(&self) -> &'static str {
        let kept = registers::of(&self.register).and_then(|register| register.kept.as_ref());
        kept.map_or("", |kept| kept.acts[usize::from(!self.is_new())])
    }

    fn place(&self, reader: &mut Reader, scope: &Scope) -> Result<i64> {
        let register = registers::of(&self.register).ok_or(Error::NotFound)?;
        let kept = register.kept.as_ref().ok_or(Error::NotFound)?;
        if let Some(place_id) = self.values.number(kept.place) {
            return Ok(place_id);
        }
        if self.is_new() {
            return Ok(0);
        }
        let today = samuh_engine::clock::today();
        let stands = samuh_engine::register::one(reader, (register, scope, today), self.id)?;
        Ok(stands.values.number(kept.place).unwrap_or(0))
    }

    fn run(&self, tx: &mut Tx, desk: &Desk) -> Result<i64> {
        let register = registers::of(&self.register).ok_or(Error::NotFound)?;
        if self.is_new() {
            return enter_in_act(tx, desk, register, &self.values);
        }
        let ask = Correction { id: self.id, version: self.version, values: self.values.clone() };
        correct_in_act(tx, desk, register, &ask)
    }
}

impl Ask {
    /// The page of the form by which it is asked, to be written anew; member, institution and place as the
    /// proposal has them.
    pub(super) fn form(&self, (member_id, institution_id, place_id): (i64, i64, i64)) -> String {
        let verb = self.act().split('.').nth(1).unwrap_or_default();
        match self {
            Self::Change(ask) => match (&**ask, member_id, institution_id) {
                (Change::Form(_), ..) => "/groups/new".to_owned(),
                (Change::Federate(_), ..) => "/federations/new".to_owned(),
                (Change::LokosState(ask), ..) => format!(
                    "/lokos/states?block={}&month={}&state={}",
                    ask.block_id, ask.month, ask.state
                ),
                (_, 0, id) => format!("/groups/{id}/{verb}"),
                (_, member, _) => format!("/members/{member}/{verb}"),
            },
            Self::Visits(Doing::Record(ask)) => match &ask.visits[..] {
                [only] => format!("/saturation/households/{}", only.target_id),
                _ => format!("/saturation/places/{place_id}/visits"),
            },
            Self::Visits(Doing::Correct(ask)) => {
                format!("/saturation/households/{}/visits/{}", ask.visit.target_id, ask.id)
            }
            Self::Visits(Doing::Accept(_)) => format!("/saturation/places/{place_id}/matches"),
            Self::Visits(Doing::Refuse(ask)) => format!("/saturation/households/{}", ask.target_id),
            Self::Visits(Doing::End(ask)) => format!("/saturation/households/{}", ask.target_id),
            Self::Record(ask) if ask.is_new() => format!("/registers/{}/new", ask.register),
            Self::Record(ask) => format!("/registers/{}/{}/correct", ask.register, ask.id),
            Self::Plan(ask) => {
                let (indicator, year) = ask.plan();
                let code = catalogue::by_id(indicator).map_or("", |indicator| indicator.code);
                format!("/targets/{year}/{code}")
            }
            Self::Post(samuh_people::Ask::MakePost(_)) => "/posts/new".to_owned(),
            Self::Post(samuh_people::Ask::ChangePost { id, .. }) => format!("/posts/{id}/change"),
            Self::Post(samuh_people::Ask::ClosePost { id, .. }) => format!("/posts/{id}"),
            Self::Post(samuh_people::Ask::HandOver(ask)) => {
                format!("/posts/{}/hand-over", ask.post_id)
            }
            Self::Post(samuh_people::Ask::OpenAccount(_)) => "/users/new".to_owned(),
            Self::Post(samuh_people::Ask::EnableAccount { account_id }) => {
                format!("/users/{account_id}")
            }
            Self::Rule(samuh_meetings::Ask::Notices(_)) => "/rules/notices".to_owned(),
            Self::Rule(samuh_meetings::Ask::Escalation(_)) => "/rules/escalation".to_owned(),
            Self::Rule(samuh_meetings::Ask::Precedence(_)) => "/rules/precedence".to_owned(),
            Self::Rule(samuh_meetings::Ask::Attendance(_)) => "/rules/attendance".to_owned(),
            Self::Checks(_) => "/rules/checks".to_owned(),
            Self::Pair(ask) => format!("/duplicates/{}", ask.no()),
            Self::Import(ask) => format!("/imports/{}", ask.batch),
        }
    }

    /// The page of what it is about, where it has one of its own; none for an institution or a member,
    /// which the proposal itself names. What only came to be by it is what its act answered.
    pub(super) fn about(&self, place_id: i64, answer_id: Option<i64>) -> Option<String> {
        match self {
            Self::Change(_) => None,
            Self::Record(ask) if ask.is_new() => {
                answer_id.map(|id| format!("/registers/{}/{id}", ask.register))
            }
            Self::Record(ask) => Some(format!("/registers/{}/{}", ask.register, ask.id)),
            Self::Post(samuh_people::Ask::OpenAccount(_)) => {
                answer_id.map(|id| format!("/users/{id}"))
            }
            Self::Post(samuh_people::Ask::EnableAccount { .. }) => Some(self.form((0, 0, 0))),
            Self::Post(ask) if ask.post_id() == 0 => answer_id.map(|id| format!("/posts/{id}")),
            Self::Post(ask) => Some(format!("/posts/{}", ask.post_id())),
            Self::Plan(_)
            | Self::Visits(_)
            | Self::Rule(_)
            | Self::Checks(_)
            | Self::Pair(_)
            | Self::Import(_) => Some(self.form((0, 0, place_id))),
        }
    }
}

impl Asked for Ask {
    fn read(act: &str, content: &str) -> Result<Self> {
        Ok(match act {
            "groups.record_visits"
            | "groups.correct_visit"
            | "groups.accept_matches"
            | "groups.refuse_match"
            | "groups.end_match" => Self::Visits(serde_json::from_str(content)?),
            "plans.check_rule" => Self::Checks(serde_json::from_str(content)?),
            "groups.decide_duplicate" | "groups.record_twice" | "groups.undo_merge" => {
                Self::Pair(serde_json::from_str(content)?)
            }
            UNDO => Self::Import(serde_json::from_str(content)?),
            _ => match act.split('.').next() {
                Some("meetings") => Self::Rule(serde_json::from_str(content)?),
                Some("producers" | "fpos") => Self::Record(serde_json::from_str(content)?),
                Some("plans") => Self::Plan(serde_json::from_str(content)?),
                Some("people") => Self::Post(serde_json::from_str(content)?),
                _ => Self::Change(serde_json::from_str(content)?),
            },
        })
    }

    fn act(&self) -> &'static str {
        match self {
            Self::Change(ask) => ask.act(),
            Self::Visits(ask) => ask.act(),
            Self::Record(ask) => ask.act(),
            Self::Plan(ask) => ask.act(),
            Self::Post(ask) => ask.act(),
            Self::Rule(ask) => ask.act(),
            Self::Checks(_) => "plans.check_rule",
            Self::Pair(ask) => ask.act(),
            Self::Import(_) => UNDO,
        }
    }

    fn area(&self) -> Area {
        match self {
            Self::Change(_) | Self::Visits(_) | Self::Record(_) | Self::Pair(_) => Area::Groups,
            Self::Import(_) => Area::Imports,
            Self::Plan(_) => Area::Plans,
            Self::Post(_) => Area::People,
            Self::Rule(_) => Area::Meetings,
            Self::Checks(_) => Area::Figures,
        }
    }

    fn needs(&self) -> Right {
        match self {
            Self::Change(ask) => ask.needs(),
            Self::Visits(_) | Self::Record(_) | Self::Import(_) => Right::Enter,
            Self::Plan(ask) => ask.needs(),
            Self::Post(_) => Right::Administer,
            Self::Rule(ask) => ask.needs(),
            Self::Checks(_) | Self::Pair(_) => Right::Approve,
        }
    }

    fn place(&self, reader: &mut Reader, scope: &Scope, now: i64) -> Result<i64> {
        match self {
            Self::Change(ask) => Asked::place(&**ask, reader, scope, now),
            Self::Visits(ask) => ask.place(reader, scope, now),
            Self::Record(ask) => ask.place(reader, scope),
            Self::Pair(ask) => ask.place(reader, scope),
            // They lie where their maker's desk does.
            Self::Plan(_) | Self::Post(_) | Self::Rule(_) | Self::Checks(_) | Self::Import(_) => {
                Ok(0)
            }
        }
    }

    fn institution_id(&self) -> i64 {
        match self {
            Self::Change(ask) => ask.institution_id(),
            _ => 0,
        }
    }

    fn member_id(&self) -> i64 {
        match self {
            Self::Change(ask) => ask.member_id(),
            _ => 0,
        }
    }

    fn over(&self, version: i64) -> Option<Self> {
        Some(match self {
            Self::Change(ask) => Self::Change(Box::new(ask.over(version)?)),
            Self::Visits(ask) => Self::Visits(ask.over(version)?),
            // What is new stands over nothing; what was decided meanwhile is looked at again.
            Self::Rule(_) | Self::Checks(_) | Self::Pair(_) | Self::Import(_) => return None,
            Self::Record(ask) if ask.is_new() => return None,
            Self::Record(ask) => Self::Record(Record { version, ..ask.clone() }),
            Self::Plan(ask) => Self::Plan(ask.over(version)),
            Self::Post(ask) => Self::Post(ask.over(version)?),
        })
    }

    fn run(&self, tx: &mut Tx, desk: &Desk) -> Result<i64> {
        match self {
            Self::Change(ask) => ask.run(tx, desk),
            Self::Visits(ask) => ask.run(tx, desk),
            Self::Record(ask) => ask.run(tx, desk),
            Self::Plan(ask) => ask.run(tx, desk),
            Self::Post(ask) => ask.run(tx, desk),
            Self::Rule(ask) => ask.run(tx, desk),
            Self::Checks(new) => check_rule_in_act(tx, desk, new),
            Self::Pair(ask) => ask.run(tx, desk),
            Self::Import(ask) => undo_in_act(tx, desk, ask.batch),
        }
    }
}

#[cfg(test)]
mod tests {
    use samuh_groups::{ACTS, GATED, decided_by};
    use samuh_meetings::notice::Policy as Notices;
    use samuh_people::{NewPost, Role};

    use super::*;

    fn dated<T>(terms: T) -> NewRule<T> {
        let from_on = chrono::NaiveDate::default();
        NewRule { from_on, reason: "बैठक".into(), order_no: "12".into(), terms }
    }

    #[test]
    fn what_is_kept_is_read_again_as_what_it_was() {
        let revive = samuh_groups::Revive { id: 5, version: 1, on: Default::default() };
        let mut values = Values::default();
        values.set("name_hi", samuh_engine::register::Held::Text("हल्दी".into()));
        let lock = samuh_plans::Lock {
            indicator: 1,
            year: "2026-27".parse().expect("a year"),
            version: 2,
            order_no: None,
        };
        let notices = Notices {
            quiet_from: 0,
            quiet_to: 0,
            gather_minutes: 0,
            singles: 0,
            digest_minute: 0,
            most_tries: 0,
            keep_days: 0,
        };
        let all = [
            Ask::Change(Box::new(Change::Revive(revive))),
            Ask::Visits(Doing::Accept(samuh_groups::saturation::model::Accept {
                pairs: vec![(1, 2)],
            })),
            Ask::Record(Record { register: "fpos".into(), id: 0, version: 0, values }),
            Ask::Plan(samuh_plans::Ask::Lock(lock)),
            Ask::Post(samuh_people::Ask::MakePost(NewPost::of(Role::Bmmu, &[3]))),
            Ask::Rule(samuh_meetings::Ask::Escalation(dated(Vec::new()))),
            Ask::Rule(samuh_meetings::Ask::Notices(dated(notices))),
            Ask::Rule(samuh_meetings::Ask::Precedence(dated(Vec::new()))),
            Ask::Checks(dated(CheckTerms {
                thresholds: samuh_figures::checks::Thresholds::USUAL,
                sample_of_block: 29,
            })),
            Ask::Pair(Asking::Undo { no: 3, version: 2 }),
            Ask::Import(TakeBack { batch: uuid::Uuid::from_u128(7) }),
        ];
        for ask in all {
            let content = serde_json::to_string(&ask).expect("writes");
            assert_eq!(Ask::read(ask.act(), &content).expect("reads"), ask);
            assert!(ACTS.iter().chain(GATED).any(|act| *act == ask.act()), "{}", ask.act());
            // By its name alone it is decided by the same desks as by what it asks: lists go by the name.
            let by_content = (Right::Approve.max(ask.needs()), ask.area());
            assert_eq!(decided_by(ask.act()), by_content, "{}", ask.act());
        }
    }
}
