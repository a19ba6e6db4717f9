//! Names and headings as people type them: tidied for keeping, folded for comparing, keyed for
//! search.

mod distance;
mod fold;
mod key;
pub mod kruti;
mod mojibake;
mod tidy;

pub use distance::skeleton_distance;
pub use fold::{fold, latin_digit};
pub use key::{key, roman};
pub(crate) use mojibake::{is_lost, unmangled};
pub(crate) use tidy::tidied;
pub use tidy::tidy;
