//! What a process spends: CPU with its children, the peak of its memory, and medians of pairs.

use std::fs;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// Kernel ticks a second, as /proc counts CPU.
const TICKS: f64 = 100.0;
/// How often a running process is looked at.
const GLANCE: Duration = Duration::from_millis(10);

/// What one run spent.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Spent {
    /// Seconds of CPU, user and system, the children's included.
    pub(crate) cpu: f64,
    /// Mebibytes at the peak: the sum of the peaks of the process and its children.
    pub(crate) peak: f64,
}

/// Runs a command to its end; answers what it spent and what it printed. Exit states listed in
/// `good` are no failure.
///
/// # Errors
/// When it cannot be started or ends otherwise.
pub(crate) fn run(command: &mut Command, good: &[i32]) -> Result<(Spent, String)> {
    let before = children_cpu()?;
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("could not start {:?}", command.get_program()))?;
    let out = child.stdout.take().context("no standard output")?;
    let reader = thread::spawn(move || std::io::read_to_string(out));
    let peak = watch(&mut child)?;
    let status = child.wait()?;
    let said = reader.join().expect("reading does not panic")?;
    if !status.code().is_some_and(|code| good.contains(&code)) {
        bail!("{command:?} ended with {status}: {said}");
    }
    Ok((Spent { cpu: children_cpu()? - before, peak }, said))
}

/// The median.
pub(crate) fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => f64::NAN,
        n if n % 2 == 1 => sorted[middle],
        _ => f64::midpoint(sorted[middle - 1], sorted[middle]),
    }
}

/// Runs two works in turn, A B A B, so many times; answers what each spent.
///
/// # Errors
/// The first that a work answers with.
pub(crate) fn pairs<A, B>(
    count: usize,
    mut one: impl FnMut() -> Result<A>,
    mut other: impl FnMut() -> Result<B>,
) -> Result<(Vec<A>, Vec<B>)> {
    let (mut ones, mut others) = (Vec::new(), Vec::new());
    for _ in 0..count {
        ones.push(one()?);
        others.push(other()?);
    }
    Ok((ones, others))
}

/// Seconds of CPU of a process and its descendants so far.
///
/// # Errors
/// When the process is gone.
pub(crate) fn cpu_of(pid: u32) -> Result<f64> {
    // utime, stime, and those of children it has waited for.
    let own: f64 = stat(pid)?[11..15].iter().sum::<f64>() / TICKS;
    Ok(descendants(pid).iter().filter_map(|child| cpu_of_one(*child)).sum::<f64>() + own)
}

/// Mebibytes of memory of a process, shared pages counted in parts.
///
/// # Errors
/// When the process is gone.
pub(crate) fn pss_of(pid: u32) -> Result<f64> {
    let text = fs::read_to_string(format!("/proc/{pid}/smaps_rollup"))?;
    Ok(kib(&text, "Pss:").context("no Pss")? / 1024.0)
}

/// Mebibytes at the peak of a running process.
///
/// # Errors
/// When the process is gone.
pub(crate) fn peak_of(pid: u32) -> Result<f64> {
    let text = fs::read_to_string(format!("/proc/{pid}/status"))?;
    Ok(kib(&text, "VmHWM:").context("no VmHWM")? / 1024.0)
}

fn watch(child: &mut Child) -> Result<f64> {
    let mut peaks: Vec<(u32, f64)> = Vec::new();
    let began = Instant::now();
    while child.try_wait_quietly()? {
        for pid in std::iter::once(child.id()).chain(descendants(child.id())) {
            let Ok(peak) = peak_of(pid) else { continue };
            match peaks.iter_mut().find(|(known, _)| *known == pid) {
                Some(known) => known.1 = known.1.max(peak),
                None => peaks.push((pid, peak)),
            }
        }
        if began.elapsed() > Duration::from_secs(1800) {
            child.kill()?;
            bail!("a run took longer than half an hour");
        }
        thread::sleep(GLANCE);
    }
    Ok(peaks.iter().map(|(_, peak)| peak).sum())
}

/// Looks at a child without reaping it.
trait Quietly {
    /// True while it runs.
    fn try_wait_quietly(&self) -> Result<bool>;
}

impl Quietly for Child {
    fn try_wait_quietly(&self) -> Result<bool> {
        let text = fs::read_to_string(format!("/proc/{}/stat", self.id()))?;
        let state = text.rsplit(')').next().and_then(|rest| rest.trim_start().chars().next());
        Ok(state != Some('Z'))
    }
}

fn children_cpu() -> Result<f64> {
    Ok(stat(std::process::id())?[13..15].iter().sum::<f64>() / TICKS)
}

fn cpu_of_one(pid: u32) -> Option<f64> {
    stat(pid).ok().map(|fields| fields[11..15].iter().sum::<f64>() / TICKS)
}

/// The numbers of /proc/PID/stat behind the program's name; the state stands for 0.
fn stat(pid: u32) -> Result<Vec<f64>> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat"))?;
    let rest = text.rsplit(')').next().context("no stat")?;
    let fields = rest.split_whitespace().map(|word| word.parse().unwrap_or(0.0));
    Ok(fields.collect())
}

fn descendants(pid: u32) -> Vec<u32> {
    let mut found = Vec::new();
    let Ok(threads) = fs::read_dir(format!("/proc/{pid}/task")) else { return found };
    for thread in threads.flatten() {
        let children = fs::read_to_string(thread.path().join("children")).unwrap_or_default();
        for child in children.split_whitespace().filter_map(|word| word.parse().ok()) {
            found.push(child);
            found.extend(descendants(child));
        }
    }
    found
}

fn kib(text: &str, name: &str) -> Option<f64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_median_is_the_middle_or_between_two() {
        assert!((median(&[3.0, 1.0, 2.0]) - 2.0).abs() < 1e-9);
        assert!((median(&[4.0, 1.0, 2.0, 3.0]) - 2.5).abs() < 1e-9);
        assert!(median(&[]).is_nan());
    }

    #[test]
    fn a_run_says_what_it_spent_and_printed() {
        let mut busy = Command::new("sh");
        busy.args(["-c", "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done; echo done; exit 1"]);
        let (spent, said) = run(&mut busy, &[0, 1]).unwrap();
        assert_eq!(said, "done\n");
        assert!(spent.cpu > 0.0 && spent.peak > 0.0, "{spent:?}");
        assert!(run(&mut busy, &[0]).is_err());
    }

    #[test]
    fn this_process_has_memory_and_cpu() {
        let own = std::process::id();
        assert!(pss_of(own).unwrap() > 0.5);
        assert!(peak_of(own).unwrap() > 0.5);
        assert!(cpu_of(own).unwrap() >= 0.0);
    }
}
