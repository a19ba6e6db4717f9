//! Notices: what an act tells a post. The row is written in the act's transaction; it stands in the
//! post's inbox at once, and a worker of the server sends it on by e-mail, SMS or WhatsApp.

mod acts;
mod model;
mod rules;
mod store;
pub(crate) mod telling;

pub(crate) use acts::set_policy;
pub use acts::{mark_read, note_attempt, take};
pub use model::{Address, Attempt, Channel, Notice, Outcome, Policy, Raise, Waiting};
pub use rules::{Message, plan, quiet_until, retry_at};
pub use store::{
    Failure, History, address_of, failures, history_of, inbox, one, policies, policy_on, raise,
    standing, unread, waiting,
};
