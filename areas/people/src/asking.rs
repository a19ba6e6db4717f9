//! Changes of posts as data: what a second post may be asked to approve. An account, its password and
//! its end are none: they hold secrets, or must not wait.

use samuh_engine::{Desk, Result, Tx};
use serde::{Deserialize, Serialize};

use crate::{HandOver, NewPost, holder, post};

/// Any change of a post or of who holds it.
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
}

impl Ask {
    /// The act's name.
    pub fn act(&self) -> &'static str {
        match self {
            Self::MakePost(_) => "people.make_post",
            Self::ChangePost { .. } => "people.change_post",
            Self::ClosePost { .. } => "people.close_post",
            Self::HandOver(_) => "people.hand_over",
        }
    }

    /// The post it is about; 0 where it only comes to be.
    pub fn post_id(&self) -> i64 {
        match self {
            Self::MakePost(_) => 0,
            Self::ChangePost { id, .. } | Self::ClosePost { id, .. } => *id,
            Self::HandOver(ask) => ask.post_id,
        }
    }

    /// Does what is asked inside an act, as far as the desk sees and runs such posts; answers the post.
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
        }
    }
}
