//! The second factor: one-time codes of a telephone, and recovery codes for the day it is lost.

mod acts;
mod rules;
mod store;

pub(crate) use acts::exists;
pub use acts::{Enrolled, enrol, new_key, reset_factor, verify};
pub use rules::{Key, code_at};
