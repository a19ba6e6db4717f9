//! Reported progress and targets as a district meets them, on every engine at hand.

mod kit;
mod progress;
