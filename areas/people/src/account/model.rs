//! An account and what is sent to change it.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use crate::{
    holder::Status,
    post::{NewPost, Post, Role},
    secret::LinkCode,
};

/// The person who shall hold a post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewOfficer {
    /// Name as the office writes it.
    pub name: String,
    /// Ten digits, if known.
    pub mobile: Option<String>,
}

/// The post an account works at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum PostChoice {
    /// One that exists: the account's person takes it where it is vacant; where somebody without an
    /// account holds it, the account is that person's.
    Held(i64),
    /// One to be made with the account.
    New(NewPost),
}

/// How the first password is set.
#[derive(Clone, PartialEq, Eq)]
pub enum FirstPassword {
    /// By the officer, with a one-time link.
    Link,
    /// By whoever opens the account.
    Given {
        /// The password.
        password: String,
        /// True when the officer must choose another one at the first sign-in.
        must_change: bool,
    },
}

/// An account to be opened.
#[derive(Clone)]
pub struct NewAccount {
    /// What is typed at sign-in.
    pub login: String,
    /// `hi` or `en`.
    pub lang: String,
    /// Who it is for.
    pub officer: NewOfficer,
    /// Where that person works.
    pub post: PostChoice,
    /// How the first password is set.
    pub password: FirstPassword,
}

/// An account to be opened whose link is given out later: what another post may be asked to approve, for
/// it keeps no secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenAccount {
    /// What is typed at sign-in.
    pub login: String,
    /// `hi` or `en`.
    pub lang: String,
    /// Who it is for.
    pub officer: NewOfficer,
    /// Where that person works.
    pub post: PostChoice,
}

impl OpenAccount {
    /// As the act takes it: the first password comes by a link.
    pub(super) fn with_link(&self) -> NewAccount {
        NewAccount {
            login: self.login.clone(),
            lang: self.lang.clone(),
            officer: self.officer.clone(),
            post: self.post.clone(),
            password: FirstPassword::Link,
        }
    }
}

/// The first account of a district, an administrator's.
#[derive(Clone)]
pub struct FirstAdmin {
    /// What is typed at sign-in, usually `admin`.
    pub login: String,
    /// The administrator's name.
    pub name: String,
    /// `hi` or `en`.
    pub lang: String,
    /// How the first password is set.
    pub password: FirstPassword,
}

/// A forgotten password, taken away by the administrator.
#[derive(Clone)]
pub struct Reset {
    /// The account's number.
    pub account_id: i64,
    /// How the next password is set.
    pub password: FirstPassword,
}

/// An account was opened or reset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Created {
    /// Number within the district.
    pub account_id: i64,
    /// The one-time link's code, said this once; none where a password was given, or where the
    /// same act had been done before.
    pub link: Option<LinkCode>,
}

/// Whom a live one-time link is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invited {
    /// What is typed at sign-in.
    pub login: String,
    /// The officer's name.
    pub officer_name: String,
    /// `hi` or `en`.
    pub lang: String,
}

/// A first password, chosen by the officer over a one-time link.
#[derive(Clone, Copy)]
pub struct Accept<'a> {
    /// The chosen password.
    pub password: &'a str,
    /// Where the request comes from.
    pub address: IpAddr,
    /// What the session's list shows: browser and system.
    pub device: &'a str,
}

/// A change of one's own password.
#[derive(Clone, Copy)]
pub struct ChangePassword<'a> {
    /// The password until now.
    pub present: &'a str,
    /// The password from now on.
    pub chosen: &'a str,
    /// Where the request comes from.
    pub address: IpAddr,
    /// What the session's list shows: browser and system.
    pub device: &'a str,
}

/// An account as those see it who may see people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AccountView {
    /// Number within the district.
    pub id: i64,
    /// What is typed at sign-in.
    pub login: String,
    /// The officer's number.
    pub officer_id: i64,
    /// The officer's name.
    pub officer_name: String,
    /// The officer's mobile; personal, only for those who administer people.
    pub mobile: Option<String>,
    /// The posts held today with their units, the one worked at last first.
    pub posts: Vec<Post>,
    /// Where the person stands today.
    pub status: Status,
    /// Why the account is closed, where that was said.
    pub closed_reason: Option<String>,
    /// True where a second factor is set up.
    pub second_factor: bool,
    /// `hi` or `en`.
    pub lang: String,
    /// True when it is closed.
    pub disabled: bool,
    /// True when the officer must choose another password at the next sign-in.
    pub must_change: bool,
    /// True while no password has been set: a one-time link is out or has run out.
    pub awaits_password: bool,
    /// Live sessions.
    pub sessions: i64,
    /// The last sign-in, microseconds UTC; it stays when the session is gone.
    pub last_in_at: Option<i64>,
}

/// Which accounts a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccountFilter {
    /// Only this role.
    pub role: Option<Role>,
    /// Part of the login or of the officer's name.
    pub text: String,
    /// The last login of the page before.
    pub after: String,
    /// Rows of a page; 0 means 50.
    pub limit: i64,
}

/// An account as the door needs it.
#[derive(Debug, Clone)]
pub(crate) struct Credential {
    pub(crate) district_id: i64,
    pub(crate) id: i64,
    pub(crate) login: String,
    /// PHC string; empty while no password has been set.
    pub(crate) password_hash: String,
    pub(crate) must_change: bool,
    pub(crate) disabled: bool,
    pub(crate) officer_id: i64,
    pub(crate) officer_name: String,
    /// The post the person worked at last.
    pub(crate) post_id: i64,
    pub(crate) failures: i64,
    pub(crate) wait_until: i64,
    pub(crate) lang: String,
}

/// An account as a list first finds it.
pub(super) struct Listed {
    pub(super) view: AccountView,
    /// The post the person worked at last.
    pub(super) post_id: i64,
}

/// An account as it is first written.
pub(super) struct Opened {
    pub(super) login: String,
    pub(super) lang: String,
    /// PHC string; empty where a one-time link goes out.
    pub(super) password_hash: String,
    pub(super) must_change: bool,
}
