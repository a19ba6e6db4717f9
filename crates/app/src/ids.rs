//! Outward ids of ops and batches: UUIDv7 by the engine's clock. The one place that makes them.

use samuh_engine::{Error, Result, clock};
use uuid::Uuid;

/// A new id of this instant.
///
/// # Errors
/// `Broken` when the machine has no randomness to give.
pub fn new_id() -> Result<Uuid> {
    let mut random = [0; 10];
    getrandom::fill(&mut random).map_err(|error| Error::broken(format!("random: {error}")))?;
    let millis = u64::try_from(clock::now() / 1000).unwrap_or(0);
    Ok(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_of_version_seven_and_never_the_same() {
        let (one, other) = (new_id().unwrap(), new_id().unwrap());
        assert_eq!(one.get_version_num(), 7);
        assert_ne!(one, other);
    }
}
