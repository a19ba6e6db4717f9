//! Words and pages: everything a person reads on a screen, drawn from typed data in Hindi or
//! English. Pure drawing: no database, no clock, no network.
#![expect(clippy::needless_pass_by_value, reason = "a drawn part is handed over to its frame")]

pub mod assets;
pub mod dashboard;
pub mod page;
pub mod pages;
pub mod parts;
pub mod show;
pub mod svg;
pub mod words;
