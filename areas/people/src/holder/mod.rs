//! Charges: who holds which post from when to when, and handing over.

mod acts;
mod model;
mod rules;
mod store;
mod trail;

pub(crate) use acts::{Gap, begin, handed, held_posts, is_held_from, posts_from};
pub use acts::{hand_over, holders_of, holdings_of_person, holdings_of_post, relieve};
pub(crate) use model::forever;
pub use model::{Charge, HandOver, HandedOver, Holding, Relieve, Status, Successor, day_after};
pub(crate) use rules::status_of;
pub(crate) use store::all_on;
