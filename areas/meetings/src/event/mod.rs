//! Trainings, workshops, fairs and inaugurations: planned, held or cancelled; who came, what they
//! knew before and after; who is invited in which order, and what stands on the plaque.

mod acts;
mod attendance;
pub mod intake;
mod model;
mod order;
mod rules;
mod store;

pub use acts::{
    attend, cancel, hold, invite, judge_plaque, mark_invitee, set_event, set_sessions,
    submit_plaque, wanted_postings,
};
pub(crate) use attendance::set_share;
pub use attendance::{has_attended, set_presence, share_on, shares};
pub use model::{
    Answer, Event, EventKind, EventState, Invitee, MarkInvitee, Mode, NewEvent, NewInvitee, Person,
    PlaqueState, Precedence, Rank, Session,
};
pub(crate) use order::set_precedence;
pub use order::{precedence_on, precedences};
pub use rules::{event_faults, gain, in_order, people_of, seating, sessions_of};
pub use store::{event_of, events, invitees_of, people, sessions};
