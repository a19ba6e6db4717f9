//! How the C library is to hand out memory while the site is served. It reads that once, before the
//! program begins, so the program begins anew with it.
//!
//! Left to itself it keeps what a password's check took (19 MiB a thread, for good) and gives each
//! thread a store of its own: 80 MiB after an afternoon in which 43 are enough.

use std::{env, process::Command};

/// Two stores for all threads; what is larger than 256 KiB goes back to the system at once.
const SETTINGS: [(&str, &str); 3] = [
    ("MALLOC_ARENA_MAX", "2"),
    ("MALLOC_MMAP_THRESHOLD_", "262144"),
    ("MALLOC_TRIM_THRESHOLD_", "262144"),
];

/// Begins the same command anew with these settings. Where whoever runs the machine has set one of
/// them, or the program cannot begin anew, it goes on as it is.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
pub(super) fn settle() {
    use std::os::unix::process::CommandExt;
    if SETTINGS.iter().any(|(name, _)| env::var_os(name).is_some()) {
        return;
    }
    let Ok(program) = env::current_exe() else { return };
    // This returns only when it failed.
    drop(Command::new(program).args(env::args_os().skip(1)).envs(SETTINGS).exec());
}

/// Other systems give memory back by themselves.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub(super) fn settle() {}
