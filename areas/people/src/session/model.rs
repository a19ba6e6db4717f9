//! A session and what opens it.

use std::sync::Arc;

use std::net::IpAddr;

use samuh_engine::Desk;
use serde::Serialize;

use crate::{post::Role, secret::Token};

/// What is sent to sign in.
#[derive(Clone, Copy)]
pub struct SignIn<'a> {
    /// What is typed as login.
    pub login: &'a str,
    /// The password.
    pub password: &'a str,
    /// Where the request comes from.
    pub address: IpAddr,
    /// What the session's list shows: browser and system.
    pub device: &'a str,
    /// The session this browser had until now; it ends.
    pub before: Option<&'a Token>,
}

/// What a session still owes before it may work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Nothing: it works.
    Open,
    /// A one-time code: the password was right, and the account has a second factor.
    Code,
    /// To set a second factor up: the post's role must have one.
    Enrol,
}

impl Stage {
    /// The code in the register.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Code => "code",
            Self::Enrol => "enrol",
        }
    }

    /// The stage of a code; none for any other text.
    pub(super) fn of(code: &str) -> Option<Self> {
        [Self::Open, Self::Code, Self::Enrol].into_iter().find(|stage| stage.code() == code)
    }
}

/// A session was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// What the cookie carries. Always a new one.
    pub token: Token,
    /// The session is over at this instant, microseconds UTC.
    pub expires_at: i64,
    /// True when another password must be chosen before any work.
    pub must_change: bool,
    /// What it still owes.
    pub stage: Stage,
    /// True where the person holds several posts and may choose.
    pub has_choice: bool,
    /// `hi` or `en`.
    pub lang: String,
}

/// Who is signed in with a token.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The session's key in lists; not its token.
    pub key: String,
    /// The account's number.
    pub account_id: i64,
    /// The account's login.
    pub login: String,
    /// The officer's name.
    pub officer_name: String,
    /// The post's kind.
    pub role: Role,
    /// Hindi title of the post where it differs from the role's name.
    pub title_hi: Option<String>,
    /// English title of the post where it differs from the role's name.
    pub title_en: Option<String>,
    /// `hi` or `en`.
    pub lang: String,
    /// True when another password must be chosen first; the desk then sees nothing.
    pub must_change: bool,
    /// What the session still owes; while it does, the desk sees nothing.
    pub stage: Stage,
    /// True where the account has a second factor.
    pub has_factor: bool,
    /// How many posts the person holds today.
    pub posts_held: i64,
    /// Minutes without use after which the session is over.
    pub(crate) idle_minutes: i64,
    /// Browser and system.
    pub(crate) device: String,
    /// When the session was opened, microseconds UTC.
    pub opened_at: i64,
    /// The session is over at this instant, microseconds UTC.
    pub expires_at: i64,
    /// The post, the officer and what they may see and do.
    pub desk: Desk,
}

/// A session in the list of an account's devices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SessionView {
    /// By which it is ended; not its token.
    pub key: String,
    /// Browser and system.
    pub device: String,
    /// When it was opened, microseconds UTC.
    pub opened_at: i64,
    /// Last seen, to about five minutes, microseconds UTC.
    pub seen_at: i64,
    /// When it is over, microseconds UTC.
    pub expires_at: i64,
    /// True for the session that asks.
    pub is_this: bool,
}

/// A session as the register has it, with all that a desk is made of.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) seen_at: i64,
    pub(super) who: Arc<SignedIn>,
}
