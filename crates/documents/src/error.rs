//! Why a file was refused: a stable code with its arguments. The sentence the operator reads, and
//! what to do about it, are the Fluent message `read-<code>` (with `-` for `_`) and its `.cure`.

use std::fmt::Display;
use std::io;

/// Every code a refused file can carry.
pub const CODES: &[&str] = &[
    "broken_file",
    "cell_too_long",
    "empty_file",
    "encrypted",
    "file_too_large",
    "html_not_excel",
    "inflated_too_large",
    "io",
    "nested_archive",
    "not_a_sheet",
    "ratio_too_high",
    "row_too_long",
    "too_many_cells",
    "too_many_columns",
    "too_many_parts",
    "too_many_sheets",
    "unclosed_quote",
    "unsafe_names",
    "unsupported_format",
    "wrong_extension",
    "xml_entities",
];

/// Every argument name a code can carry.
pub const ARGS: &[&str] =
    &["column", "detail", "extension", "format", "limit", "part", "place", "row", "sheet"];

/// A file, or one place in it, that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code} {args:?}")]
pub struct ReadError {
    /// One of [`CODES`].
    pub code: &'static str,
    /// Names from [`ARGS`] with their values; `limit` counts MB, cells, columns or sheets.
    pub args: Vec<(&'static str, String)>,
}

impl ReadError {
    /// A refusal without arguments.
    pub fn new(code: &'static str) -> Self {
        debug_assert!(CODES.contains(&code), "{code} is not in CODES");
        Self { code, args: Vec::new() }
    }

    /// The same refusal with one more argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Display) -> Self {
        debug_assert!(ARGS.contains(&name), "{name} is not in ARGS");
        self.args.push((name, value.to_string()));
        self
    }

    /// The file is damaged; `detail` is technical and goes to the log, not to the page.
    pub fn broken(detail: impl Display) -> Self {
        Self::new("broken_file").with("detail", detail)
    }

    /// The value of an argument.
    pub fn arg(&self, name: &str) -> Option<&str> {
        self.args.iter().find(|(each, _)| *each == name).map(|(_, value)| value.as_str())
    }

    /// The refusal that a bounded reader hid in an I/O error, or `io` for a real one.
    pub(crate) fn from_io(error: &io::Error) -> Self {
        if let Some(inner) = error.get_ref().and_then(|inner| inner.downcast_ref::<Self>()) {
            return inner.clone();
        }
        match error.kind() {
            io::ErrorKind::UnexpectedEof
            | io::ErrorKind::InvalidData
            | io::ErrorKind::InvalidInput => Self::broken(error),
            _ => Self::new("io").with("detail", error),
        }
    }

    /// Hides the refusal in an I/O error, for readers that may only fail with one.
    pub(crate) fn into_io(self) -> io::Error {
        io::Error::other(self)
    }
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        Self::from_io(&error)
    }
}

/// Whole megabytes of a limit in bytes, for the `limit` argument.
pub(crate) fn megabytes(bytes: u64) -> u64 {
    bytes >> 20
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_survives_the_way_through_an_io_error() {
        let refusal = ReadError::new("cell_too_long").with("row", 4);
        assert_eq!(ReadError::from_io(&refusal.clone().into_io()), refusal);
    }

    #[test]
    fn every_code_has_its_sentence_and_cure_in_both_languages() {
        let hindi = include_str!("../../../locales/hi/documents.ftl");
        let english = include_str!("../../../locales/en/documents.ftl");
        for words in [hindi, english] {
            let keys: Vec<&str> = words
                .lines()
                .filter_map(|line| line.split_once(" = "))
                .map(|(key, _)| key)
                .collect();
            let expected: Vec<String> = CODES
                .iter()
                .flat_map(|code| [format!("read-{}", code.replace('_', "-")), "    .cure".into()])
                .collect();
            assert_eq!(keys, expected);
        }
    }

    #[test]
    fn codes_and_arguments_are_sorted_and_once() {
        assert!(CODES.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(ARGS.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
