//! Accounts and sessions as an office meets them, on every engine at hand.

mod accounts;
mod office;
mod sessions;
