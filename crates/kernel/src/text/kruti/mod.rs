//! Kruti Dev 010: Hindi typed as Latin characters of a font, told apart and turned into Unicode.

mod convert;
mod detect;
mod glyphs;
mod latin;
mod pairs;
mod verdict;

pub use convert::to_unicode;
pub use detect::{looks_legacy, looks_legacy_column};
pub use verdict::{Verdict, verdict};
