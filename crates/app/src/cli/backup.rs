//! `samuh backup` and `samuh restore`: a whole copy made while the office works, and taken back
//! into a clean place after every part of it was proved.

use std::path::PathBuf;

use clap::Args;
use samuh_engine::{Result, clock};
use samuh_kernel::show::grouped;
use samuh_people::keys;
use samuh_web::words::Words;
use serde_json::json;

use super::{Common, Exit, Workplace, print};
use crate::{
    keeping::{self, Asked, Restored},
    sealing::{self, KEY},
};

/// Makes a backup.
#[derive(Debug, Args)]
pub(super) struct Backup {
    /// The folder in which backups are collected; each gets a folder of its own.
    #[arg(value_name = "DIR")]
    into: PathBuf,
    /// Then remove the backups that the policy no longer keeps.
    #[arg(long)]
    prune: bool,
    /// Then restore it to one side, prove it, and take that copy away again.
    #[arg(long)]
    drill: bool,
}

/// Restores a backup.
#[derive(Debug, Args)]
pub(super) struct Restore {
    /// A backup's folder, its manifest, or a folder of backups: then the newest.
    #[arg(value_name = "BACKUP")]
    from: PathBuf,
}

/// Runs `samuh backup`.
pub(super) fn backup(common: &Common, workplace: &Workplace, asked: &Backup) -> Result<Exit> {
    let (words, now) = (workplace.words, clock::now());
    let policy = match asked.prune {
        true => {
            Some(workplace.read(|reader| keeping::policy_in_force(reader, clock::day_of(now)))?)
        }
        false => None,
    };
    let ask = Asked { data: &common.data, into: &asked.into, policy };
    let made = with_bar(words, |progress| keeping::backup(&workplace.db, &ask, now, progress))?;
    let drilled = match asked.drill {
        true => Some(with_bar(words, |progress| {
            keeping::drill(&made.folder, &workplace.db, now, progress)
        })?),
        false => None,
    };
    let manifest = &made.manifest;
    if workplace.json {
        print::json(&json!({
            "folder": made.folder,
            "made_at": manifest.made_at_local,
            "files": manifest.files.len(),
            "bytes": manifest.bytes(),
            "tables": manifest.tables.len(),
            "rows": manifest.rows(),
            "left_out": manifest.left_out,
            "removed": made.removed,
            "drill": drilled.as_ref().map(Restored::is_ok),
        }))?;
    } else {
        let args = [
            ("folder", made.folder.display().to_string().into()),
            ("files", manifest.files.len().into()),
            ("size", size(manifest.bytes(), words).into()),
            ("rows", grouped(manifest.rows()).into()),
        ];
        print::line(&words.args("cli-backup-done", &args))?;
        for path in &manifest.left_out {
            print::remark(&words.args("cli-backup-left-out", &[("file", path.as_str().into())]));
        }
        for name in &made.removed {
            print::line(&words.args("cli-backup-removed", &[("name", name.as_str().into())]))?;
        }
        if let Some(restored) = &drilled {
            tell(restored, words)?;
        }
    }
    let agrees = drilled.is_none_or(|restored| restored.is_ok());
    Ok(if agrees { Exit::Done } else { Exit::Partly })
}

/// Runs `samuh restore`.
pub(super) fn restore(common: &Common, asked: &Restore) -> Result<Exit> {
    let words = common.words();
    let from = keeping::find(&asked.from)?;
    let (location, data) = (common.location(), common.data.clone());
    let restored = with_bar(words, |progress| {
        keeping::restore(&from, (&location, &data), clock::now(), progress)
    })?;
    if common.json {
        let checks: Vec<_> = restored
            .checks
            .iter()
            .map(|check| {
                json!({ "name": check.name, "ok": check.is_ok(), "compared": check.compared,
                        "differences": check.differences.len() })
            })
            .collect();
        print::json(&json!({
            "from": restored.from,
            "to": data,
            "made_at": restored.manifest.made_at_local,
            "files": restored.manifest.files.len(),
            "bytes": restored.manifest.bytes(),
            "rows": restored.manifest.rows(),
            "foreign": restored.foreign,
            "ok": restored.is_ok(),
            "checks": checks,
        }))?;
    } else {
        let args = [
            ("from", restored.from.display().to_string().into()),
            ("made", restored.manifest.made_at_local.as_str().into()),
            ("to", data.display().to_string().into()),
            ("rows", grouped(restored.manifest.rows()).into()),
        ];
        print::line(&words.args("cli-restore-done", &args))?;
        tell(&restored, words)?;
        let lost = keys(&common.make()?, sealing::read(&data.join(KEY))?.as_ref())?.unreadable;
        if !lost.is_empty() {
            let args =
                [("n", lost.len().into()), ("file", data.join(KEY).display().to_string().into())];
            print::remark(&words.args("cli-restore-key", &args));
        }
    }
    Ok(if restored.is_ok() { Exit::Done } else { Exit::Partly })
}

/// What `verify` found in what was restored.
fn tell(restored: &Restored, words: &Words) -> Result<()> {
    for path in &restored.foreign {
        print::remark(&words.args("cli-restore-foreign", &[("file", path.as_str().into())]));
    }
    for check in restored.checks.iter().filter(|check| !check.is_ok()) {
        let name = words.t(&format!("check-{}", check.name));
        let count = check.differences.len();
        let args = [("name", name.into()), ("n", count.into())];
        print::line(&words.args("cli-restore-differs", &args))?;
    }
    print::line(&words.t(if restored.is_ok() {
        "cli-restore-proved"
    } else {
        "cli-verify-differs"
    }))
}

fn with_bar<T>(words: &Words, work: impl FnOnce(keeping::Progress<'_>) -> Result<T>) -> Result<T> {
    let bar = print::counter(words.t("keeping-database"));
    let outcome = work(&mut |step, done| {
        let key = match step {
            "database" | "files" => format!("keeping-{step}"),
            check => format!("check-{check}"),
        };
        bar.set_message(words.t(&key));
        if step == "files" {
            bar.inc(done);
        }
    });
    bar.finish_and_clear();
    outcome
}

/// Bytes as people say them: `41.3 MB`.
pub(super) fn size(bytes: u64, words: &Words) -> String {
    let tenths = bytes / 100_000;
    words.args("size-mb", &[("n", format!("{}.{}", tenths / 10, tenths % 10).into())])
}
