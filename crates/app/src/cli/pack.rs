//! `samuh pack`: the pack of a review as a file.

use std::{fs, path::PathBuf};

use clap::Args;
use samuh_engine::{Error, Result, clock};
use samuh_kernel::{calendar::Month, fault::Fault};

use super::{Exit, Workplace, print};
use crate::{
    figuring::Unit,
    ids::new_id,
    importing::machine_desk,
    pack::{self, Ask, Format, Snapshot},
};

/// Writes the pack of a place and month.
#[derive(Debug, Args)]
pub(super) struct Pack {
    /// The block, by LGD code or name; the district itself where none is named.
    #[arg(long, value_name = "CODE", conflicts_with = "blocks")]
    place: Option<String>,
    /// Every block of the district, as one .zip.
    #[arg(long)]
    blocks: bool,
    /// The month: 2026-10; the last that is over where none is named.
    #[arg(long, value_name = "YYYY-MM", value_parser = month)]
    month: Option<Month>,
    /// What is drawn: slides, pages, workbook, picture, or one page of PDF for a telephone.
    #[arg(long, value_name = "FORMAT", default_value = "pptx", value_parser = format)]
    format: Format,
    /// A pack frozen before, by its number: the same again, byte for byte.
    #[arg(long, value_name = "NUMBER", conflicts_with_all = ["place", "blocks", "month"])]
    again: Option<i64>,
    /// The office's emblem, a PNG.
    #[arg(long, value_name = "FILE")]
    emblem: Option<PathBuf>,
    /// The file.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// The district, by LGD code or name, where the database has several.
    #[arg(long, value_name = "CODE")]
    district: Option<String>,
}

/// Runs `samuh pack`.
pub(super) fn run(workplace: &Workplace, asked: &Pack, synthetic: bool) -> Result<Exit> {
    let district = workplace.one_district(asked.district.as_deref())?;
    let desk = machine_desk(district.id);
    let now = clock::now();
    let lang = workplace.words.lang();
    let words = workplace.read(|reader| pack::words(reader, district.id, lang))?;
    let emblem =
        asked.emblem.as_deref().map(fs::read).transpose().map_err(|error| no_file(&error))?;
    let mut made: Vec<(i64, Snapshot)> = Vec::new();
    if let Some(id) = asked.again {
        made.push((id, workplace.read(|reader| pack::one(reader, &desk.scope, id))?));
    } else {
        let month = asked.month.unwrap_or_else(|| pack::last_closed(now));
        for place_id in chosen(workplace, asked, &desk.scope)? {
            let ask = Ask { place_id, month, now, synthetic };
            made.push(pack::make(&workplace.db, &desk, new_id()?, &ask)?);
        }
    }
    let bytes = if asked.blocks {
        let all: Vec<Snapshot> = made.iter().map(|(_, of)| of.clone()).collect();
        pack::zipped(&all, words, asked.format, emblem.as_deref())?
    } else {
        let (_, of) = made.first().ok_or(Error::NotFound)?;
        pack::draw(of, words, asked.format, emblem)?
    };
    fs::write(&asked.out, &bytes).map_err(|error| no_file(&error))?;
    told(workplace, asked, &made)
}

fn told(workplace: &Workplace, asked: &Pack, made: &[(i64, Snapshot)]) -> Result<Exit> {
    let file = asked.out.display().to_string();
    if workplace.json {
        let packs: Vec<_> = made
            .iter()
            .map(|(id, of)| {
                serde_json::json!({
                    "id": id, "place": of.place.code, "month": of.month.to_string()
                })
            })
            .collect();
        print::json(&serde_json::json!({ "packs": packs, "file": file }))?;
    } else {
        let packs: Vec<String> = made.iter().map(|(id, _)| id.to_string()).collect();
        let args = [("packs", packs.join(", ").into()), ("file", file.into())];
        print::line(&workplace.words.args("cli-packed", &args))?;
    }
    Ok(Exit::Done)
}

/// The places that were asked for.
fn chosen(
    workplace: &Workplace,
    asked: &Pack,
    scope: &samuh_kernel::scope::Scope,
) -> Result<Vec<i64>> {
    let all = workplace.read(|reader| pack::places(reader, scope))?;
    let (own, blocks) = all.split_first().ok_or_else(|| Error::fault("no_district_yet"))?;
    if asked.blocks {
        return Ok(blocks.iter().map(|unit| unit.id).collect());
    }
    let Some(named) = asked.place.as_deref() else { return Ok(vec![own.id]) };
    let found = all.iter().find(|unit| is_it(unit, named));
    let fault = || Error::Faults(Fault::new("no_such_place").with("place", named).into());
    found.map(|unit| vec![unit.id]).ok_or_else(fault)
}

fn is_it(unit: &Unit, named: &str) -> bool {
    use samuh_kernel::text::fold;
    let names = [unit.name(true), unit.name(false)];
    unit.code == named || names.into_iter().any(|name| fold(name) == fold(named))
}

fn no_file(error: &std::io::Error) -> Error {
    Error::broken(error.to_string())
}

fn month(text: &str) -> std::result::Result<Month, String> {
    text.parse().map_err(|_| "YYYY-MM".to_owned())
}

fn format(text: &str) -> std::result::Result<Format, String> {
    Format::of(text).ok_or_else(|| Format::ALL.map(Format::code).join(", "))
}
