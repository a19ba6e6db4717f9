//! Accounts and sessions as an office meets them, on every engine at hand.

mod accounts;
mod charges;
mod factors;
mod guesses;
mod office;
mod sessions;
