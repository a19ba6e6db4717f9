//! `samuh duplicates`: looks through the registers for records that stand twice, and fills the queue.

use clap::Args;
use samuh_engine::{Result, clock};
use samuh_groups::duplicate::acts::find_duplicates;

use super::{Exit, Workplace, print};
use crate::{ids::new_id, importing::machine_desk};

/// Looks for records that stand twice.
#[derive(Debug, Args)]
pub(super) struct Duplicates {
    /// The district, by LGD code or name, where the database has several.
    #[arg(long, value_name = "CODE")]
    district: Option<String>,
}

/// Runs `samuh duplicates`.
pub(super) fn run(workplace: &Workplace, asked: &Duplicates) -> Result<Exit> {
    let district = workplace.one_district(asked.district.as_deref())?;
    let desk = machine_desk(district.id);
    let found = find_duplicates(&workplace.db, &desk, new_id()?, clock::now())?;
    if workplace.json {
        print::json(&found)?;
    } else {
        let args = [
            ("members", found.members.into()),
            ("groups", found.institutions.into()),
            ("new", found.new.into()),
        ];
        print::line(&workplace.words.args("cli-duplicates", &args))?;
    }
    Ok(Exit::Done)
}
