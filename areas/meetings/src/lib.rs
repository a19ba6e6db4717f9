//! Meetings and what comes of them: agendas, directions that are followed up, notices of them.
//! Other rooms meet them through this face.

pub mod award;
mod coded;
pub mod direction;
pub mod draft;
pub mod event;
pub mod measure;
pub mod meeting;
pub mod notice;
mod reach;
mod ruling;
pub mod seat;
mod store;

pub use ruling::{Ask, set_rule};
