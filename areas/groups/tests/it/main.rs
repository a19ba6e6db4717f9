//! The groups area as importers, desks and auditors meet it, on every engine at hand.

mod acts;
mod duplicates;
mod institutions;
mod members;
mod support;
