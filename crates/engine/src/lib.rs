//! The engine every area stands on: the database with its two engines, acts, the clock.
//! It knows no area.

pub mod act;
pub mod audit;
pub mod batch;
pub mod clock;
pub mod db;
pub mod error;
pub mod register;
pub mod rule;
pub mod testing;

pub use act::{Desk, Op, Rehearsal};
pub use db::{Db, Reader, Row, Tx, Value};
pub use error::{Error, Result};
