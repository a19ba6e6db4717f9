//! Places: the district's blocks, gram panchayats and villages with their codes and dated parents.
//! Other areas find places through the [`Gazetteer`] and never touch these tables.

mod books;
mod gazetteer;
pub mod intake;
mod model;
mod question;
mod states;
mod store;
mod trail;

pub use books::wanted_postings;
pub use gazetteer::{Found, Gazetteer, Match, Named, OddCode};
pub use model::{District, Level, Place, Register, State, always};
pub use question::{QUESTION, Question};
pub use states::add_states;
pub use store::{
    all_districts, all_states, gazetteer,
    register::{PLACE_UNITS, PLACES},
    remember,
};
