//! Directions in the register: read within what a desk sees, written part by part.

mod escalation;
mod read;
mod reused;
mod write;

pub(crate) use escalation::{add_escalation, rules_on};
pub use escalation::{escalation_on, escalations};
pub use read::{
    Filter, Summary, direction_of, directions, lines_of, of_file, owed, steps_of, tally,
};
pub(crate) use read::{overdue, posts_asked, top, unit_is_seen};
pub use reused::{Reused, Use, reused};
pub(crate) use write::{
    Shift, add, add_files, add_step, end, move_part, set_due, set_line, set_part, touch,
};
