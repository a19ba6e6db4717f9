//! Changes a desk asks of groups, federations and members, each an act: what is asked, who may ask
//! it, what follows in registers and figures. A change is data, so that it can wait for a second
//! person and be run as it was asked.

mod acts;
mod amending;
mod bearers;
mod books;
mod grading;
mod institutions;
mod lokos;
mod members;
mod model;
mod reshape;
mod rules;
mod store;

pub(crate) use acts::run;
pub use acts::{change, change_then};
pub use model::{
    Affiliate, Amend, Bearer, Change, Correct, Deactivate, Enrol, GROUP_REASONS, Grade,
    LEAVING_REASONS, LOANS, Leave, Merge, Move, NewFederation, OFFICES, Revive, Split, Transfer,
};
pub(crate) use store::terms::standing;
pub use store::{
    events::{Event, Term, events_of, member_events, terms_of},
    grading::{Grading, GradingSet, Question, grading_set, gradings_of},
};
