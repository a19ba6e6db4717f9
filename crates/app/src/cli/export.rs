//! `samuh export`: a whole register as a file.

use std::path::PathBuf;

use clap::Args;
use samuh_engine::Result;

use super::{Exit, Workplace, import::register, print};
use crate::{
    exporting::{self, Wanted},
    importing::{Register, machine_desk},
};

/// Writes a whole register.
#[derive(Debug, Args)]
pub(super) struct Export {
    /// places, federations, groups, members, producers or fpos.
    #[arg(value_parser = register)]
    register: Register,
    /// The file: its ending says .csv or .xlsx.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Head the columns with their identifiers.
    #[arg(long)]
    names: bool,
    /// Personal columns too: account numbers, mobiles, office bearers.
    #[arg(long, requires = "reason")]
    personal: bool,
    /// What the personal columns are needed for; it stays in the trail.
    #[arg(long, value_name = "WORDS")]
    reason: Option<String>,
    /// The district, by LGD code or name, where the database has several.
    #[arg(long, value_name = "CODE")]
    district: Option<String>,
}

/// Runs `samuh export`.
pub(super) fn run(workplace: &Workplace, export: &Export) -> Result<Exit> {
    let district = workplace.one_district(export.district.as_deref())?;
    let wanted =
        Wanted { register: export.register, names: export.names, personal: export.personal };
    let desk = machine_desk(district.id);
    let sheet = exporting::sheet(&workplace.db, &desk, &wanted)?;
    if export.personal {
        let reason = export.reason.as_deref().unwrap_or_default();
        exporting::note_personal(&workplace.db, &desk, &sheet, &wanted, reason)?;
    }
    exporting::write(&sheet, &wanted, workplace.words, &export.out)?;
    let (rows, file) = (sheet.rows.len(), export.out.display().to_string());
    if workplace.json {
        let told = serde_json::json!({
            "register": export.register.code(), "rows": rows, "file": file
        });
        print::json(&told)?;
    } else {
        let args = [("rows", rows.into()), ("file", file.into())];
        print::line(&workplace.words.args("cli-exported", &args))?;
    }
    Ok(Exit::Done)
}
