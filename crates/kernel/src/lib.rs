//! The words every room shares: ids, money, days, text, sheets, faults, scope. No I/O, no clock.

pub mod calendar;
pub mod deck;
pub mod fault;
pub mod id;
pub mod paper;
pub mod read;
pub mod scope;
pub mod sheet;
pub mod show;
pub mod text;
