//! The door: how many passwords are tried at once, and who must wait before the next try.

mod attempts;
mod hasher;

use attempts::Attempts;
pub(crate) use attempts::{Count, Key};
use hasher::Hasher;
use samuh_engine::Result;

use crate::factor::Seal;

/// One for the whole program: it holds the counters of failed tries and the two hashing places.
pub struct Door {
    pub(crate) hasher: Hasher,
    pub(crate) attempts: Attempts,
    pub(crate) seal: Option<Seal>,
}

impl Door {
    /// A door nobody has tried yet.
    ///
    /// # Errors
    /// `Broken` when the machine has no randomness or memory to give.
    pub fn new() -> Result<Self> {
        Ok(Self { hasher: Hasher::new()?, attempts: Attempts::default(), seal: None })
    }

    /// The same with the seal of the machine, by which keys of one-time codes lie sealed in the register.
    #[must_use]
    pub fn sealed(self, seal: Seal) -> Self {
        Self { seal: Some(seal), ..self }
    }
}
