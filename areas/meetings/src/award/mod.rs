//! Awards: who is honoured, for what, by whose decision; the register of them, and what anybody may
//! check by the serial of a certificate.

mod acts;
mod model;
mod rules;
mod store;

pub use acts::{give_awards, withdraw_award};
pub use model::{Award, Checked, GiveAwards, Given, Recipient, Withdraw};
pub use store::{award_of, awards, by_serial};
