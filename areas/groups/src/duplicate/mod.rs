//! Records that stand in the register twice, in Hindi and in Latin letters: found by a pass over the
//! whole register, shown with the evidence, decided by a person. Nothing is merged by itself.

pub mod acts;
pub mod asking;
pub mod model;
pub(crate) mod name;
pub(crate) mod rules;
mod scan;
pub(crate) mod stays;
pub mod store;
pub(crate) mod twice;
