//! One target under the fuzzing engine: `FUZZ_TARGET` names it.

#![no_main]

mod targets;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let name = std::env::var("FUZZ_TARGET").expect("FUZZ_TARGET names a target");
    let (_, target, _) = targets::TARGETS.iter().find(|one| one.0 == name).expect("a target");
    target(bytes);
});
