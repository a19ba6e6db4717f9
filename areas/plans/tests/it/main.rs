//! Reported progress and targets as a district meets them, on every engine at hand.

mod acts;
mod checking;
mod indicators;
mod kit;
mod progress;
mod ranking;
mod targets;
mod verifying;
