//! A notice, its channels, and the rules by which it goes out.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How a notice leaves the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// By SMTP.
    Email,
    /// Through a gateway.
    Sms,
    /// Through a gateway.
    Whatsapp,
}

impl Channel {
    /// Every channel.
    pub const ALL: [Self; 3] = [Self::Email, Self::Sms, Self::Whatsapp];

    /// As the database says it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
            Self::Whatsapp => "whatsapp",
        }
    }

    /// The channel of a code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// What an act tells a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raise {
    /// The post.
    pub post_id: i64,
    /// What happened: the ending of the message `notice-<kind>`.
    pub kind: &'static str,
    /// What it is about: `direction`, `meeting` or `event`.
    pub subject: &'static str,
    /// Its number.
    pub subject_id: i64,
    /// The arguments of the message. Nothing personal: they go out as they are.
    pub args: BTreeMap<&'static str, String>,
}

/// A notice in an inbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Number within the district.
    pub id: i64,
    /// The post it is for.
    pub post_id: i64,
    /// What happened.
    pub kind: String,
    /// What it is about.
    pub subject: String,
    /// Its number.
    pub subject_id: i64,
    /// The arguments of its message.
    pub args: BTreeMap<String, String>,
    /// When it was raised, microseconds UTC.
    pub raised_at: i64,
    /// When it was marked as read.
    pub read_at: Option<i64>,
}

impl Notice {
    /// The address of the record it is about.
    pub fn href(&self) -> String {
        let room = match self.subject.as_str() {
            "meeting" => "meetings",
            "event" => "events",
            _ => "directions",
        };
        format!("/{room}/{}", self.subject_id)
    }
}

/// A notice that has not gone out on a channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The notice.
    pub notice: Notice,
    /// How often it was tried.
    pub tries: i64,
    /// When it may be tried again; 0 for the first time.
    pub next_at: i64,
}

/// When and how often messages go out; the terms of a dated rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// Minute of the day from which nothing is sent.
    pub quiet_from: i64,
    /// Minute of the day from which it is sent again.
    pub quiet_to: i64,
    /// Minutes for which a notice waits for others.
    pub gather_minutes: i64,
    /// Messages a post gets singly on a day and channel; what is more goes into the digest.
    pub singles: i64,
    /// Minute of the day from which the daily digest may go.
    pub digest_minute: i64,
    /// Tries before a notice is given up.
    pub most_tries: i64,
    /// Days after which what has not gone out no longer does.
    pub keep_days: i64,
}

/// What came of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Taken over by the other side.
    Sent,
    /// To be tried again.
    Again,
    /// Given up.
    Failed,
}

impl Outcome {
    /// As the database says it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Again => "again",
            Self::Failed => "failed",
        }
    }
}

/// An attempt to send a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// On which channel.
    pub channel: Channel,
    /// To which post.
    pub post_id: i64,
    /// The officer who held it; 0 where nobody did.
    pub officer_id: i64,
    /// How many notices were in it.
    pub notices: i64,
    /// True for a digest.
    pub is_digest: bool,
    /// When, microseconds UTC.
    pub at: i64,
    /// What came of it.
    pub outcome: Outcome,
    /// Why, as a code: `http_500`, `smtp_550`, `refused`, `no_address`. Never an address.
    pub code: String,
}

/// Who holds a post, and where messages reach that person. Personal: for the worker alone.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    /// The officer; 0 where the post is vacant.
    pub officer_id: i64,
    /// Ten digits.
    pub mobile: Option<String>,
    /// The mail address.
    pub email: Option<String>,
    /// `hi` or `en`.
    pub lang: String,
}
