//! The program `samuh`: its command line, its pages, and what spans the areas. A library too, so
//! that tests and the demo call what the command line calls.

pub mod checking;
pub mod cli;
pub mod demo;
pub mod doctor;
mod emblem;
pub mod exporting;
pub mod figuring;
pub mod ids;
pub mod importing;
pub mod keeping;
pub mod notifying;
mod operator;
pub mod pack;
pub mod registers;
pub mod reporting;
pub mod scanning;
pub mod sealing;
pub mod server;
