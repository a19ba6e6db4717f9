//! The program `samuh`.

use std::process::ExitCode;

/// An import allocates some forty times a row.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    samuh::cli::main()
}
