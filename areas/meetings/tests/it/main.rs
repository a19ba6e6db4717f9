//! Meetings and directions as an office holds them, on every engine at hand.

mod directions;
mod kit;
mod meetings;
mod parts;
mod ruling;
