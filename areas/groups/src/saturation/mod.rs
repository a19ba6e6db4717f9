//! Saturation by name: the households that the mission wants in groups, compared with the households
//! that are in groups. A visit says why one is left out; a person says which two are one.

pub mod acts;
pub mod forgetting;
pub mod intake;
pub mod matching;
pub mod model;
pub mod rules;
pub mod store;
mod trail;
