//! Maker and checker: an act proposed at one post waits until another post, held by another
//! person, approves it or sends it back. The same act then runs, with the maker as its author.

mod acts;
mod model;
mod rules;
mod store;

pub(crate) use acts::refuse_alone;
pub use acts::{
    Tried, approve, deciding, end_policy, gate, is_own_and_needs_second, over_what_stands,
    rehearse, required, second_post, send_back, set_policy, submit, try_again, withdraw,
};
pub use model::{
    ACTS, Asked, Deciding, GATED, Policy, Proposal, ROLES, State, Step, Submission, decided_by,
};
pub use store::reading::{
    Ask as ProposalAsk, MOST as MOST_PROPOSALS, Waiting, Waits, member_named, of_ops, open_of,
    policies, proposal, proposals, steps_of, waiting,
};
pub(crate) use store::wanted;
