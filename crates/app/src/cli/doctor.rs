//! `samuh doctor`: the self-audit as text or JSON.

use std::env;

use clap::Args;
use samuh_engine::{Error, Result, clock};

use super::{Common, Exit, Workplace, print};
use crate::{
    doctor::{Asked, Heard, State, examine, heard, missing_headers, told},
    scanning::Scanner,
    server::{App, Config, router},
};

/// Looks at everything there is to look at.
#[derive(Debug, Args)]
pub(super) struct Doctor {
    /// The scanner of files that are sent, as `serve` is given it.
    #[arg(long, env = "SAMUH_SCANNER", value_name = "ADDRESS")]
    scanner: Option<String>,
}

/// Runs `samuh doctor`.
pub(super) fn run(common: &Common, workplace: &Workplace, named: &Doctor) -> Result<Exit> {
    let (words, is_json, now) = (workplace.words, workplace.json, clock::now());
    let districts = workplace.districts(None)?.iter().map(|district| district.id).collect();
    let scanner = named.scanner.as_deref().map(Scanner::read).transpose()?;
    let (missing_headers, scanner) = asked_of_others(common, workplace, scanner)?;
    let asked = Asked {
        now,
        data: common.data.clone(),
        districts,
        missing_headers,
        scanner,
        is_secure: None,
    };
    let rows = examine(&workplace.db, &asked)?;
    if is_json {
        print::json(&told(&rows, now, words))?;
    } else {
        for row in &rows {
            let said = row.in_words(words);
            print::line(&format!("{:<12} {}: {}", said.state, said.name, said.found))?;
            if let Some(cure) = said.cure {
                print::line(&format!("{:<12} → {cure}", ""))?;
            }
        }
    }
    let is_well = rows.iter().all(|row| matches!(row.state, State::Fine | State::Unknown));
    Ok(if is_well { Exit::Done } else { Exit::Partly })
}

/// The headers that the site lacks, asked of it without opening it to anybody; and what the scanner says.
fn asked_of_others(
    common: &Common,
    workplace: &Workplace,
    scanner: Option<Scanner>,
) -> Result<(Vec<String>, Option<Heard>)> {
    let broken = |error: std::io::Error| Error::broken(error.to_string());
    let config = Config {
        listen: ([127, 0, 0, 1], 0).into(),
        secure: false,
        data: common.data.clone(),
        program: env::current_exe().map_err(broken)?,
        key: None,
        scanner,
        demo: None,
    };
    let machine =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(broken)?;
    machine.block_on(async {
        let heard = heard(config.scanner.as_ref()).await;
        let app = App::new(workplace.db.clone(), config)?;
        Ok((missing_headers(router(app), false).await, heard))
    })
}
