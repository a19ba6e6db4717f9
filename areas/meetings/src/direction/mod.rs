//! Directions: what was ordered of whom until when, what came of it, and whether the figure moved.

pub mod acts;
pub mod model;
pub mod rules;
pub mod store;

pub(crate) use acts::set_escalation;
pub use acts::{
    accept, acknowledge, decides, escalate, extend, give, mark_lines, report, reports_for,
    send_back, split, withdraw,
};
pub use model::{
    Direction, Duty, ESCALATES, Escalation, Evidence, File, Give, Goal, Line, MarkLine, Move, Part,
    PartState, Priority, Report, Share, Split, State, Step, StepKind,
};
pub use store::{
    Filter, Summary, direction_of, directions, escalation_on, escalations, owed, steps_of, tally,
};
