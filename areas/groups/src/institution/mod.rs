//! Self-help groups, village organisations and cluster level federations.

pub(crate) mod acts;
pub(crate) mod federate;
pub mod intake;
pub(crate) mod known;
pub(crate) mod listing;
pub(crate) mod model;
pub(crate) mod store;
pub(crate) mod timeline;
