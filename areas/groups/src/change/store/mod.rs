//! Changes in the database: what the acts write beside the registers' own stores.

pub(super) mod events;
pub(super) mod grading;
pub(crate) mod terms;
pub(crate) mod write;
