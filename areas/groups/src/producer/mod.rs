//! Producer groups and farmer producer organisations: two registers of one table. What an FPO should
//! have of members is a norm with its source, and a warning, never a refusal.

mod counting;
mod intake;
mod rules;
mod store;

pub(crate) use counting::wanted;
pub use intake::ProducersJudge;
pub use store::{FPOS, PRODUCERS, ProducerNamed, named, warnings};
