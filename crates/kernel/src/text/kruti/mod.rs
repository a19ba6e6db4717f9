//! Kruti Dev 010: Hindi typed as Latin characters of a font, told apart and turned into Unicode.

mod convert;
mod detect;
mod glyphs;
mod pairs;

pub use convert::to_unicode;
pub(crate) use detect::may_be_legacy;
pub use detect::{looks_legacy, looks_legacy_column};
