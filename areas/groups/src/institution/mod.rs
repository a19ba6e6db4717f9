//! Self-help groups, village organisations and cluster level federations.

pub(crate) mod acts;
pub mod intake;
pub(crate) mod known;
pub(crate) mod model;
pub(crate) mod store;
pub(crate) mod timeline;
pub(crate) mod trail;
