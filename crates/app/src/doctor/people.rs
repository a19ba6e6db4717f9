//! Accounts and posts: a second factor where the policy asks for one, posts that nobody holds, and
//! posts that look at what is no longer there.

use samuh_engine::{Reader, Result, clock};

use super::{Asked, Finding, State, store};

/// How many names a row tells; the rest are counted.
const TOLD: usize = 5;

/// The rows about people.
pub(super) fn rows(reader: &mut Reader, asked: &Asked) -> Result<Vec<Finding>> {
    let today = clock::day_of(asked.now);
    let (mut holderless, mut stale, mut bare) = (Vec::new(), Vec::new(), Vec::new());
    for district in &asked.districts {
        holderless.extend(store::posts_without_holder(reader, *district, today)?);
        bare.extend(store::password_only(reader, *district, today)?);
        stale.extend(store::stale_scopes(reader, *district, today)?);
    }
    Ok(vec![told("second-factor", &bare), told("posts", &holderless), told("scopes", &stale)])
}

fn told(name: &'static str, found: &[String]) -> Finding {
    if found.is_empty() {
        return Finding::new(name, State::Fine, "none");
    }
    let rest = if found.len() > TOLD { ", …" } else { "" };
    let names = found.iter().take(TOLD).cloned().collect::<Vec<_>>().join(", ");
    Finding::new(name, State::Attention, "some")
        .with("n", found.len())
        .with("names", format!("{names}{rest}"))
}
