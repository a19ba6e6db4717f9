//! Where the registers of this area stand in the database.

pub(crate) mod institutions;
pub(crate) mod members;
