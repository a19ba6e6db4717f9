//! Outward ids: a UUIDv7 made by the client or the clock's room, and only carried here.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The outward id of a record, an act or a batch. Ordered by the instant it was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Uid(pub Uuid);

/// A text that is no id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id")]
pub struct NotAnId;

impl Uid {
    /// The sixteen bytes as the embedded database keeps them.
    pub fn bytes(self) -> [u8; 16] {
        *self.0.as_bytes()
    }

    /// The id of sixteen stored bytes; [`NotAnId`] when they are fewer or more.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NotAnId> {
        Uuid::from_slice(bytes).map(Self).map_err(|_| NotAnId)
    }
}

impl fmt::Display for Uid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

impl FromStr for Uid {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        Uuid::try_parse(text).map(Self).map_err(|_| NotAnId)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_survives_text_and_bytes() {
        let id: Uid = "0199c0de-0000-7000-8000-0000000000a1".parse().unwrap();
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!(Uid::from_bytes(&id.bytes()), Ok(id));
    }

    #[test]
    fn other_text_and_short_bytes_are_refused() {
        assert_eq!("not-an-id".parse::<Uid>(), Err(NotAnId));
        assert_eq!(Uid::from_bytes(&[1, 2, 3]), Err(NotAnId));
    }
}
