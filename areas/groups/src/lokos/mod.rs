//! LokOS beside our register: what it says of a block's groups month by month, where that differs, and
//! what people decide about it.

pub mod acts;
pub mod gap;
pub mod intake;
pub mod model;
pub mod rules;
pub mod store;
