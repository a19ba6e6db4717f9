//! The machine under the program: its clock against the network's time, and the room on its disk.
//! Only the machine's own programs are asked; a machine without them is honestly "not known".

use std::{
    io::Read,
    path::Path,
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use super::{Finding, State};
use crate::emblem::Emblem;

/// How far ahead of now a change may lie before the clock is in doubt, microseconds.
const AHEAD: i64 = 10 * 60 * 1_000_000;
/// How far the clock may stand from the network's time, milliseconds.
const OFFSET_MS: f64 = 1000.0;
/// How long a program of the machine is waited for, in steps of 50 ms.
const STEPS: u32 = 60;

/// The clock against the network's time and against what was written last.
pub(super) fn clock(last_change: Option<i64>, now: i64) -> Finding {
    if last_change.is_some_and(|at| at > now + AHEAD) {
        return Finding::new("clock", State::Bad, "behind");
    }
    let chrony = said_by("chronyc", &["-n", "tracking"]).and_then(|text| of_chrony(&text));
    let known = chrony.or_else(|| {
        let args = ["show", "--property=NTPSynchronized", "--value"];
        of_timedatectl(&said_by("timedatectl", &args)?)
    });
    known.unwrap_or_else(|| Finding::new("clock", State::Unknown, "unknown"))
}

fn of_chrony(text: &str) -> Option<Finding> {
    let value = |name: &str| {
        let line = text.lines().find(|line| line.starts_with(name))?;
        Some(line.split_once(':')?.1.trim())
    };
    let is_normal = value("Leap status")? == "Normal";
    let seconds: f64 = value("System time")?.split(' ').next()?.parse().ok()?;
    let offset_ms = seconds.abs() * 1000.0;
    let (state, said) = match (is_normal, offset_ms <= OFFSET_MS) {
        (true, true) => (State::Fine, "offset"),
        (true, false) => (State::Bad, "far"),
        (false, _) => (State::Attention, "free"),
    };
    Some(Finding::new("clock", state, said).with("ms", format!("{offset_ms:.1}")))
}

fn of_timedatectl(text: &str) -> Option<Finding> {
    match text.trim() {
        "yes" => Some(Finding::new("clock", State::Fine, "synchronised")),
        "no" => Some(Finding::new("clock", State::Attention, "free")),
        _ => None,
    }
}

/// Whether the office's emblem can be printed.
pub(super) fn emblem(data: &Path) -> Finding {
    match Emblem::of(data) {
        Emblem::None => Finding::new("emblem", State::Fine, "none"),
        Emblem::Picture(_) => Finding::new("emblem", State::Fine, "there"),
        Emblem::Unread => Finding::new("emblem", State::Attention, "unread"),
    }
}

/// Room on the disk of a folder.
pub(super) fn disk(folder: &Path) -> Finding {
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    let path = folder.display().to_string();
    let room = said_by("df", &["-Pk", &path]).and_then(|text| of_df(&text));
    match room {
        Some((free, whole)) => room_of(free, whole),
        None => Finding::new("disk", State::Unknown, "unknown"),
    }
}

/// KiB free and KiB in all.
fn of_df(text: &str) -> Option<(u64, u64)> {
    let fields: Vec<&str> = text.lines().nth(1)?.split_whitespace().collect();
    Some((fields.get(3)?.parse().ok()?, fields.get(1)?.parse().ok()?))
}

fn room_of(free: u64, whole: u64) -> Finding {
    const GIB: u64 = 1024 * 1024;
    let percent = free * 100 / whole.max(1);
    let state = match (free, percent) {
        (free, percent) if free < GIB || percent < 3 => State::Bad,
        (free, percent) if free < 4 * GIB || percent < 10 => State::Attention,
        _ => State::Fine,
    };
    let said = if state == State::Fine { "room" } else { "little" };
    let tenths = free * 10 / GIB;
    Finding::new("disk", state, said)
        .with("gib", format!("{}.{}", tenths / 10, tenths % 10))
        .with("percent", percent)
}

/// What a program of this machine prints; nothing where there is none or it does not end.
fn said_by(program: &str, args: &[&str]) -> Option<String> {
    let mut command = Command::new(program);
    command.args(args).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.env("LC_ALL", "C").spawn().ok()?;
    for _ in 0..STEPS {
        if let Some(status) = child.try_wait().ok()? {
            let mut text = String::new();
            child.stdout.take()?.read_to_string(&mut text).ok()?;
            return status.success().then_some(text);
        }
        thread::sleep(Duration::from_millis(50));
    }
    drop(child.kill());
    drop(child.wait());
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_well_far_off_or_free_as_the_machine_says() {
        let chrony = |status: &str, seconds: &str| {
            let text = format!(
                "Reference ID    : A9FEA97B (169.254.169.123)\nStratum         : 4\n\
                 System time     : {seconds} seconds slow of NTP time\nLeap status     : {status}\n"
            );
            let found = of_chrony(&text).unwrap();
            (found.state, found.said)
        };
        assert_eq!(chrony("Normal", "0.000012"), (State::Fine, "offset"));
        assert_eq!(chrony("Normal", "4.2"), (State::Bad, "far"));
        assert_eq!(chrony("Not synchronised", "0.0"), (State::Attention, "free"));
        assert_eq!(of_chrony("506 Cannot talk to daemon"), None);
        assert_eq!(of_timedatectl("yes\n").unwrap().state, State::Fine);
        assert_eq!(of_timedatectl("no\n").unwrap().state, State::Attention);
        assert_eq!(of_timedatectl(""), None);
    }

    #[test]
    fn a_change_that_lies_ahead_shows_that_the_clock_went_back() {
        let now = 1_800_000_000_000_000;
        assert_eq!(clock(Some(now + AHEAD + 1), now).said, "behind");
        assert_ne!(clock(Some(now), now).said, "behind");
    }

    #[test]
    fn room_is_judged_by_what_is_left_and_by_its_share() {
        let text = "Filesystem 1024-blocks Used Available Capacity Mounted on\n\
                    /dev/vda 264241152 34603008 61865984 36% /\n";
        let (free, whole) = of_df(text).unwrap();
        assert_eq!(room_of(free, whole).state, State::Fine);
        assert_eq!(room_of(3 * 1024 * 1024, whole).state, State::Bad);
        assert_eq!(room_of(20 * 1024 * 1024, whole).state, State::Attention);
        assert_eq!(of_df("nothing"), None);
    }
}
