//! Who came to which session, and who has attended by it: from the share of the sessions on that a
//! dated rule says.

mod acts;
pub(super) mod rules;
mod store;

pub use acts::set_presence;
pub(crate) use acts::set_share;
pub use rules::has_attended;
pub use store::{share_on, shares};
