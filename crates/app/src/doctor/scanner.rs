//! The scanner of files that are sent: whether it answers, and of what day its signatures are.

use chrono::NaiveDateTime;

use super::{Asked, Finding, State};
use crate::scanning::Scanner;

/// After how long signatures are old, microseconds: new ones come several times a day.
const OLD: i64 = 7 * 86_400 * 1_000_000;

/// What a scanner says it is, or why it says nothing.
pub type Heard = Result<String, String>;

/// Asks the scanner that was named.
pub async fn heard(scanner: Option<&Scanner>) -> Option<Heard> {
    match scanner {
        Some(scanner) => Some(scanner.version().await),
        None => None,
    }
}

/// How it stands with the scanner.
pub(super) fn row(asked: &Asked) -> Finding {
    let row = |state, said| Finding::new("scanner", state, said);
    match (&asked.scanner, asked.is_secure) {
        (Some(Ok(version)), _) => match signed_at(version) {
            Some(at) if asked.now - at > OLD => {
                row(State::Attention, "old").with("version", version)
            }
            _ => row(State::Fine, "answers").with("version", version),
        },
        (Some(Err(why)), _) => row(State::Bad, "silent").with("why", why),
        (None, Some(_)) => row(State::Attention, "none"),
        // The command does not know what the server was given.
        (None, None) => row(State::Unknown, "unnamed"),
    }
}

/// When the signatures were made, as the version ends with it; none where it does not.
fn signed_at(version: &str) -> Option<i64> {
    let day = version.rsplit('/').next().filter(|day| *day != version)?;
    let at = NaiveDateTime::parse_from_str(day.trim(), "%a %b %e %H:%M:%S %Y").ok()?;
    Some(at.and_utc().timestamp_micros())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(scanner: Option<Heard>, is_secure: Option<bool>) -> (State, &'static str) {
        let now = signed_at("ClamAV 1.4.3/27500/Mon Nov 30 08:10:11 2026").unwrap();
        let (data, districts, missing_headers) = (".".into(), Vec::new(), Vec::new());
        let row = row(&Asked { now, data, districts, missing_headers, scanner, is_secure });
        (row.state, row.said)
    }

    #[test]
    fn a_scanner_answers_is_silent_has_old_signatures_or_is_none() {
        let of = |version: &str| said(Some(Ok(version.to_owned())), Some(true));
        assert_eq!(of("ClamAV 1.4.3/27493/Tue Nov 24 08:10:11 2026"), (State::Fine, "answers"));
        assert_eq!(of("ClamAV 1.4.3"), (State::Fine, "answers"), "signatures of its own only");
        assert_eq!(of("ClamAV 1.4.3/27480/Mon Nov  2 08:10:11 2026"), (State::Attention, "old"));
        assert_eq!(said(Some(Err("refused".into())), None), (State::Bad, "silent"));
        assert_eq!(said(None, Some(true)), (State::Attention, "none"));
        assert_eq!(said(None, None), (State::Unknown, "unnamed"));
    }
}
