//! `samuh doctor`: the self-audit as text or JSON.

use std::env;

use samuh_engine::{Error, Result, clock};

use super::{Common, Exit, Workplace, print};
use crate::{
    doctor::{Asked, State, examine, missing_headers, told},
    server::{App, Config, router},
};

/// Runs `samuh doctor`.
pub(super) fn run(common: &Common, workplace: &Workplace) -> Result<Exit> {
    let (words, is_json, now) = (workplace.words, workplace.json, clock::now());
    let districts = workplace.districts(None)?.iter().map(|district| district.id).collect();
    let asked = Asked {
        now,
        data: common.data.clone(),
        districts,
        missing_headers: headers(common, workplace)?,
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

/// The headers that the site lacks, asked of it without opening it to anybody.
fn headers(common: &Common, workplace: &Workplace) -> Result<Vec<String>> {
    let broken = |error: std::io::Error| Error::broken(error.to_string());
    let config = Config {
        listen: ([127, 0, 0, 1], 0).into(),
        secure: false,
        data: common.data.clone(),
        program: env::current_exe().map_err(broken)?,
        key: None,
        demo: None,
    };
    let machine =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(broken)?;
    machine.block_on(async {
        let app = App::new(workplace.db.clone(), config)?;
        Ok(missing_headers(router(app), false).await)
    })
}
