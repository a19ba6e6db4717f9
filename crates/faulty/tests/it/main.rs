//! What a broken machine does to the program: power cut at any write, a disk that refuses to sync, a
//! full disk; each with a twin that must fail, so that a dead test is noticed.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod full;
mod kit;
mod migration;
mod power;
mod refused;
