//! Groups, federations and members as registers: lists by any column, files, the interface for
//! programs. Their own pages and acts stand beside them.

mod store;

pub(crate) use store::institutions::{IN_BLOCKS, SCOPE};
pub use store::{
    institutions::{FEDERATIONS, GROUPS},
    members::MEMBERS,
};
