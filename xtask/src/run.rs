//! Other programs: found, run and listened to. None of them ever reads our standard input.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::{io, thread};

use anyhow::{Context, Result, bail};

/// The project's folder, as it was when xtask was built.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies inside the project")
}

/// A command in the project's folder that cannot wait for a key.
pub(crate) fn command(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root()).stdin(Stdio::null());
    command
}

/// Runs a command that shows its own output; an error names it when it fails.
pub(crate) fn must(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("could not start {}", named(command)))?;
    if !status.success() {
        bail!("{} ended with {status}", named(command));
    }
    Ok(())
}

/// What a command prints, trimmed; an error when it fails.
pub(crate) fn said(command: &mut Command) -> Result<String> {
    let output = command.stderr(Stdio::inherit()).output();
    let output = output.with_context(|| format!("could not start {}", named(command)))?;
    if !output.status.success() {
        bail!("{} ended with {}", named(command), output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs a command, shows what it prints as it prints it, and hands back all its lines.
pub(crate) fn heard(command: &mut Command) -> Result<(ExitStatus, Vec<String>)> {
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("could not start {}", named(command)))?;
    let out = child.stdout.take().context("no standard output")?;
    let err = child.stderr.take().context("no standard error")?;
    let (mut lines, more) = thread::scope(|scope| {
        let err = scope.spawn(|| echo(err, io::stderr()));
        let out = echo(out, io::stdout());
        (out, err.join().expect("echoing lines does not panic"))
    });
    lines.extend(more);
    Ok((child.wait()?, lines))
}

/// Where a program stands on the PATH.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    let mut look = command("sh");
    look.args(["-c", "command -v \"$1\"", "sh", program]).stderr(Stdio::null());
    let found = look.output().ok().filter(|output| output.status.success())?;
    let found = String::from_utf8_lossy(&found.stdout).trim().to_owned();
    found.starts_with('/').then(|| PathBuf::from(found))
}

/// True when this is the root user.
pub(crate) fn is_root() -> bool {
    said(command("id").arg("-u")).is_ok_and(|id| id == "0")
}

fn echo(from: impl Read, mut to: impl Write) -> Vec<String> {
    let mut lines = Vec::new();
    for line in BufReader::new(from).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line).into_owned();
        // A closed terminal must not stop the tests.
        let _ = writeln!(to, "{line}");
        lines.push(line);
    }
    lines
}

fn named(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(command.get_args().take(3).map(|word| word.to_string_lossy().into_owned()));
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_streams_of_a_command_are_heard() {
        let mut both = command("sh");
        both.args(["-c", "echo one; echo two >&2; exit 3"]);
        let (status, lines) = heard(&mut both).unwrap();
        assert_eq!(status.code(), Some(3));
        assert_eq!(lines, ["one", "two"]);
    }

    #[test]
    fn a_command_that_fails_is_named() {
        let error = must(command("sh").args(["-c", "exit 7"])).unwrap_err();
        assert!(error.to_string().starts_with("sh -c exit 7 ended with"));
    }

    #[test]
    fn a_program_that_is_not_there_is_not_found() {
        assert!(on_path("sh").is_some());
        assert!(on_path("no-such-program-here").is_none());
    }
}
