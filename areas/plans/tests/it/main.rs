//! Reported progress and targets as a district meets them, on every engine at hand.

mod acts;
mod indicators;
mod kit;
mod progress;
mod targets;
mod verifying;
