//! The list of word files: the one place where a new file of `locales/` is named.

use super::{Lang, Overlay};

/// One word file in both languages.
pub struct WordFile {
    /// The file's name without its ending, the same in both languages.
    pub name: &'static str,
    /// The Hindi text.
    pub hi: &'static str,
    /// The English text.
    pub en: &'static str,
}

macro_rules! word_files {
    ($($name:literal),* $(,)?) => {
        &[$(WordFile {
            name: $name,
            hi: include_str!(concat!("../../../../locales/hi/", $name, ".ftl")),
            en: include_str!(concat!("../../../../locales/en/", $name, ".ftl")),
        }),*]
    };
}

/// Every word file, in the order in which they are read.
pub const FILES: &[WordFile] = word_files![
    "about",
    "accounts",
    "approvals",
    "awards",
    "changes",
    "checks",
    "commands",
    "common",
    "dashboard",
    "doctor",
    "documents",
    "drafts",
    "duplicates",
    "events",
    "faults",
    "imports",
    "indicators",
    "judging",
    "keeping",
    "lokos",
    "meetings",
    "notices",
    "papers",
    "people",
    "plans",
    "rankings",
    "registers",
    "registry",
    "rules",
    "saturation",
    "sheets",
    "site",
    "targets",
    "trail",
];

/// The words which a state's overlay replaces.
pub(super) fn overlay(overlay: Overlay, lang: Lang) -> &'static str {
    match (overlay, lang) {
        (Overlay::Cg, Lang::Hi) => include_str!("../../../../locales/overlay/cg-hi.ftl"),
        (Overlay::Cg, Lang::En) => include_str!("../../../../locales/overlay/cg-en.ftl"),
        (Overlay::Mp, Lang::Hi) => include_str!("../../../../locales/overlay/mp-hi.ftl"),
        (Overlay::Mp, Lang::En) => include_str!("../../../../locales/overlay/mp-en.ftl"),
        (Overlay::Up, Lang::Hi) => include_str!("../../../../locales/overlay/up-hi.ftl"),
        (Overlay::Up, Lang::En) => include_str!("../../../../locales/overlay/up-en.ftl"),
    }
}
