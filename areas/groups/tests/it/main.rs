//! The groups area as importers, desks and auditors meet it, on every engine at hand.

mod acts;
mod approvals;
mod bearers;
mod changes;
mod duplicates;
mod duplicates_groups;
mod institutions;
mod kit;
mod lokos;
mod members;
mod membership;
mod reach;
mod roofs;
mod saturation;
mod sequences;
mod support;
