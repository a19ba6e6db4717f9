//! Every register of the office as constants: the one table where a new one is named for its list,
//! its files, the interface for programs and the test that runs over all of them.

use samuh_engine::register::Register;
use samuh_groups::{FEDERATIONS, FPOS, GROUPS, MEMBERS, PRODUCERS};
use samuh_places::PLACES;

/// In the order in which the office names them.
pub static ALL: [&Register; 6] = [&PLACES, &FEDERATIONS, &GROUPS, &MEMBERS, &PRODUCERS, &FPOS];

/// The register of that name.
pub fn of(name: &str) -> Option<&'static Register> {
    ALL.into_iter().find(|register| register.name == name)
}
