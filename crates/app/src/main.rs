//! The program `samuh`.

use std::process::ExitCode;

fn main() -> ExitCode {
    samuh::cli::main()
}
