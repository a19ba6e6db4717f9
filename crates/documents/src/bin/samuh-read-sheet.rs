//! The reading child alone, for tests and measurements: `read-sheet PATH LIMITS` as the program
//! `samuh` has it, and `took PATH LIMITS`, which prints the answer, the memory and the time.

use std::io;
use std::path::Path;
use std::process::ExitCode;

use samuh_documents::child::{COMMAND, limits_from_arg, serve};
use samuh_documents::read;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [command, path, limits] = args.as_slice() else { return ExitCode::from(2) };
    let Some(limits) = limits_from_arg(limits) else { return ExitCode::from(2) };
    let path = Path::new(path);
    if command == COMMAND {
        return serve(path, &limits, io::stdout().lock())
            .map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS);
    }
    let start = peak_kib();
    let mut pieces = 0_u64;
    let read = read(path, &limits, &mut |_| {
        pieces += 1;
        Ok(())
    });
    let code = read.map_or_else(|refusal| refusal.code, |()| "read");
    println!("{code}: {pieces} pieces, {} KiB, {} ms", peak_kib() - start, processor_ms());
    ExitCode::SUCCESS
}

/// The most memory this process has held so far.
fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kib| kib.parse().ok()).unwrap_or(0)
}

/// The processor time this process has used; the system counts it in hundredths of a second.
fn processor_ms() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(") ").next().unwrap_or_default().split(' ').skip(11).take(2);
    fields.filter_map(|ticks| ticks.parse::<u64>().ok()).sum::<u64>() * 10
}
