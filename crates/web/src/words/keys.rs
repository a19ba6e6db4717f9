//! Lists every key of the word files, for the house tests: the same keys in both languages.

use std::collections::BTreeSet;

use fluent_bundle::FluentResource;
use fluent_syntax::ast::Entry;

use super::{Lang, Overlay, files};

/// Every message of a language: `key` and `key.attribute`; terms are written `-term`.
pub fn all(lang: Lang) -> BTreeSet<String> {
    let texts = files::FILES.iter().map(|file| if lang == Lang::Hi { file.hi } else { file.en });
    texts.flat_map(of_text).collect()
}

/// Every message a state's overlay replaces.
pub fn of_overlay(overlay: Overlay, lang: Lang) -> BTreeSet<String> {
    of_text(files::overlay(overlay, lang)).collect()
}

/// The keys of one word file's text; a line that cannot be read is listed as `junk: …`.
pub fn of_text(text: &str) -> impl Iterator<Item = String> + use<> {
    let resource = match FluentResource::try_new(text.to_owned()) {
        Ok(resource) | Err((resource, _)) => resource,
    };
    let mut keys = Vec::new();
    for entry in resource.entries() {
        match entry {
            Entry::Message(message) => {
                if message.value.is_some() {
                    keys.push(message.id.name.to_owned());
                }
                for attribute in &message.attributes {
                    keys.push(format!("{}.{}", message.id.name, attribute.id.name));
                }
            }
            Entry::Term(term) => keys.push(format!("-{}", term.id.name)),
            Entry::Junk { content } => keys.push(format!("junk: {content}")),
            _ => {}
        }
    }
    keys.into_iter()
}
