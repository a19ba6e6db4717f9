//! The second factor: one-time codes of a telephone, and recovery codes for the day it is lost.

mod acts;
mod rules;
mod seal;
mod store;

pub(crate) use acts::exists;
pub use acts::{Enrolled, Keys, enrol, keys, new_key, reset_factor, seal_keys, verify};
pub use rules::{CodeDigest, Key, MOST_STEPS, code_at};
pub use seal::Seal;
