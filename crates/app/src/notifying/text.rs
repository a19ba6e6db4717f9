//! The words of a message: drawn when it is sent, in the language of who reads it.

use samuh_engine::Db;
use samuh_meetings::notice::Notice;
use samuh_places::District;
use samuh_web::words::{Arg, Lang, Overlay, Words};

/// A message, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Letter {
    /// The subject of a mail.
    pub(super) subject: String,
    /// The whole of a mail.
    pub(super) body: String,
    /// One line for a telephone.
    pub(super) short: String,
    /// Where it leads.
    pub(super) link: String,
    /// The kind of its notice; `digest` for several.
    pub(super) kind: String,
}

/// The words that the district's state lays over the common ones.
pub(super) fn overlay(db: &Db, district: &District) -> Option<Overlay> {
    let states = db.read(samuh_places::all_states).ok()?;
    let state = states.into_iter().find(|state| state.id == district.state_id)?;
    Overlay::of_state(&state.abbreviation)
}

/// The sentence of a notice.
pub(crate) fn sentence(notice: &Notice, words: &Words) -> String {
    let args: Vec<Arg<'_>> =
        notice.args.iter().map(|(name, value)| (name.as_str(), value.as_str().into())).collect();
    words.args(&format!("notice-{}", notice.kind), &args)
}

/// One message for one or several notices.
pub(super) fn letter(
    notices: &[&Notice],
    (lang, overlay): (&str, Option<Overlay>),
    site: &str,
) -> Letter {
    let words = Words::of(Lang::of(lang).unwrap_or(Lang::Hi), overlay);
    let lines: Vec<String> = notices.iter().map(|notice| sentence(notice, words)).collect();
    let link_of = |notice: &Notice| format!("{site}/inbox/{}", notice.id);
    let (kind, subject, link) = match notices {
        [only] => {
            (only.kind.clone(), words.t(&format!("notice-{}.subject", only.kind)), link_of(only))
        }
        _ => {
            let n = notices.len();
            let subject = words.args("notice-digest", &[("n", n.into())]);
            ("digest".to_owned(), subject, format!("{site}/inbox"))
        }
    };
    let short = match &lines[..] {
        [only] => only.clone(),
        _ => subject.clone(),
    };
    let mut body = String::new();
    for (notice, line) in notices.iter().zip(&lines) {
        body.push_str(line);
        body.push('\n');
        body.push_str(&link_of(notice));
        body.push_str("\n\n");
    }
    body.push_str(&words.t("notice-foot"));
    body.push('\n');
    Letter { subject, body, short, link, kind }
}
