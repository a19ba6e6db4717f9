//! The journal: entries as an accountant makes them, and the balances kept with them.

mod post;
mod recording;
mod reported;
mod runs;
mod series;
mod store;
mod trees;
mod verify;

pub use post::{Class, Posting, post, regraft};
pub use recording::{Recorded, recorded};
pub use reported::move_reported;
pub use series::{Window, series};
pub use store::{
    Ask, Cell, Line, Opened, entries_behind, history_of, history_of_cell, pending_behind,
    unit_values,
};
pub use trees::Trees;
pub use verify::{Difference, balances_match, entries_match};
