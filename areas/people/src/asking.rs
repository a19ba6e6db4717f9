//! Changes of posts and accounts as data: what a second post may be asked to approve. A password and a
//! link are none, for they are secrets; nor is what takes a right away, for it must not wait.

use samuh_engine::{Desk, Result, Tx};
use serde::{Deserialize, Serialize};

use crate::{HandOver, NewPost, OpenAccount, account, holder, post};

/// Any change of a post, of who holds it, or of who may sign in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Ask {
    /// A post is made.
    MakePost(NewPost),
    /// A post changes.
    ChangePost {
        /// The post.
        id: i64,
        /// The edition that was looked at.
        version: i64,
        /// As it shall be.
        new: NewPost,
    },
    /// A post that nobody holds is closed.
    ClosePost {
        /// The post.
        id: i64,
        /// The edition that was looked at.
        version: i64,
    },
    /// A charge is handed over.
    HandOver(HandOver),
    /// An account is opened; whoever runs it gives its link out once it is there.
    OpenAccount(OpenAccount),
    /// A closed account is opened again.
    EnableAccount {
        /// The account.
        account_id: i64,
    },
}

impl Ask {
    /// The act's name.
    pub fn act(&self) -> &'static str {
        match self {
            Self::MakePost(_) => "people.make_post",
            Self::ChangePost { .. } => "people.change_post",
            Self::ClosePost { .. } => "people.close_post",
            Self::HandOver(_) => "people.hand_over",
            Self::OpenAccount(_) => "people.open_account",
            Self::EnableAccount { .. } => "people.enable_account",
        }
    }

    /// The same over another edition of the post, or another holder of it; none where it names none.
    pub fn over(&self, version: i64) -> Option<Self> {
        match self {
            Self::ChangePost { id, new, .. } => {
                Some(Self::ChangePost { id: *id, version, new: new.clone() })
            }
            Self::ClosePost { id, .. } => Some(Self::ClosePost { id: *id, version }),
            Self::HandOver(ask) => {
                Some(Self::HandOver(HandOver { seen_holder: Some(version), ..ask.clone() }))
            }
            Self::MakePost(_) | Self::OpenAccount(_) | Self::EnableAccount { .. } => None,
        }
    }

    /// The post it is about; 0 where it only comes to be, or where it is about an account.
    pub fn post_id(&self) -> i64 {
        match self {
            Self::MakePost(_) | Self::OpenAccount(_) | Self::EnableAccount { .. } => 0,
            Self::ChangePost { id, .. } | Self::ClosePost { id, .. } => *id,
            Self::HandOver(ask) => ask.post_id,
        }
    }

    /// Does what is asked inside an act, as far as the desk sees and runs such posts; answers the post, or
    /// the account.
    ///
    /// # Errors
    /// As the act itself.
    pub fn run(&self, tx: &mut Tx, desk: &Desk) -> Result<i64> {
        match self {
            Self::MakePost(new) => post::made(tx, desk, new),
            Self::ChangePost { id, version, new } => {
                post::changed(tx, desk, (*id, *version), new).map(|()| *id)
            }
            Self::ClosePost { id, version } => {
                post::closed(tx, desk, (*id, *version)).map(|()| *id)
            }
            Self::HandOver(ask) => holder::handed(tx, desk, ask).map(|_| ask.post_id),
            Self::OpenAccount(ask) => account::opened(tx, desk, ask),
            Self::EnableAccount { account_id } => {
                account::enabled(tx, desk, *account_id).map(|()| *account_id)
            }
        }
    }
}
