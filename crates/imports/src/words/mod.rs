//! The columns of the registers as real sheets head them: LGD and LokOS downloads, the mission's
//! apps, and the block offices' own Hindi, English and mixed headings. Data, not rules.

pub mod attendance;
pub mod federations;
pub mod groups;
pub mod households;
pub mod lists;
pub mod lokos;
pub mod members;
pub mod place_columns;
pub mod places;
pub mod producers;
pub mod progress;
pub mod targets;

#[cfg(test)]
mod tests;
