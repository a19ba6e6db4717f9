//! `samuh retention`: how long personal records are kept, and by which order.

use clap::Args;
use samuh_engine::{Error, Result, clock};
use samuh_web::show;

use super::{Exit, Workplace, print};
use crate::{
    importing::machine_desk,
    keeping::{self, Kept, set_retention},
};

/// Shows the rules of retention, or sets one.
#[derive(Debug, Args)]
pub(super) struct Retention {
    /// Sets the rule of a kind: `read_log`, `former_contact`, `target_contact` or `visit_note`.
    #[arg(long, value_name = "KIND", requires_all = ["days", "source"], value_parser = kind)]
    kind: Option<Kept>,
    /// Days the record is kept.
    #[arg(long, value_name = "N", requires = "kind")]
    days: Option<i64>,
    /// The law or order that says so.
    #[arg(long, value_name = "WORDS", requires = "kind")]
    source: Option<String>,
    /// The district, by LGD code or name, where the database has several.
    #[arg(long, value_name = "CODE")]
    district: Option<String>,
}

fn kind(text: &str) -> std::result::Result<Kept, String> {
    Kept::of(text).ok_or_else(|| Kept::ALL.map(Kept::code).join(", "))
}

/// Runs `samuh retention`.
pub(super) fn run(workplace: &Workplace, asked: &Retention) -> Result<Exit> {
    let district = workplace.one_district(asked.district.as_deref())?;
    let desk = machine_desk(district.id);
    if let (Some(kind), Some(days), Some(source)) = (asked.kind, asked.days, &asked.source) {
        set_retention(&workplace.db, &desk, (kind, days, source), clock::now())?;
    }
    let today = clock::today();
    let rules = workplace.db.read(|reader| keeping::retention(reader, &desk.scope, today))?;
    if workplace.json {
        print::json(&rules)?;
        return Ok(Exit::Done);
    }
    for kind in Kept::ALL {
        let name = workplace.words.t(&format!("retention-{}", kind.code()));
        let line = match rules.iter().find(|rule| rule.kind == kind) {
            Some(rule) => {
                let args = [
                    ("name", name.into()),
                    ("days", rule.days.into()),
                    ("from", show::day(rule.from_on).into()),
                    ("source", rule.source.as_str().into()),
                ];
                workplace.words.args("cli-retention", &args)
            }
            None => workplace.words.args("cli-retention-none", &[("name", name.into())]),
        };
        print::line(&line)?;
    }
    Ok::<_, Error>(Exit::Done)
}
