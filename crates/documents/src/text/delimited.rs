//! Delimited text: fields, quotes and rows, numbered as Excel numbers them.
//!
//! The `csv` crate passes over blank lines without counting them; the office's row numbers would
//! then not be those it sees in Excel, so the rows are cut here.

/// What the cutter found after a piece of text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// A row is complete; `taken` bytes of the text were used.
    Row {
        /// Bytes used.
        taken: usize,
    },
    /// The text is used up within a row.
    More,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    FieldStart,
    Plain,
    Quoted,
    QuoteInQuoted,
    AfterReturn,
}

/// Cuts text into rows of fields.
pub(super) struct Cutter {
    delimiter: u8,
    state: State,
    /// The fields of the row end to end, and where each ends.
    text: String,
    ends: Vec<usize>,
}

impl Cutter {
    /// Cuts at an ASCII delimiter.
    pub(super) fn new(delimiter: u8) -> Self {
        Self { delimiter, state: State::FieldStart, text: String::new(), ends: Vec::new() }
    }

    /// Takes text until a row is complete.
    pub(super) fn take(&mut self, text: &str) -> Found {
        let bytes = text.as_bytes();
        let mut from = 0;
        let mut at = 0;
        while at < bytes.len() {
            let byte = bytes[at];
            match self.state {
                State::AfterReturn => {
                    self.state = State::FieldStart;
                    from = usize::from(byte == b'\n');
                    at = from;
                    continue;
                }
                State::Quoted if byte != b'"' => {
                    at = memchr::memchr(b'"', &bytes[at..]).map_or(bytes.len(), |next| at + next);
                    continue;
                }
                State::Quoted => {
                    self.text.push_str(&text[from..at]);
                    self.state = State::QuoteInQuoted;
                    from = at + 1;
                }
                State::FieldStart if byte == b'"' => {
                    self.state = State::Quoted;
                    from = at + 1;
                }
                State::QuoteInQuoted if byte == b'"' => {
                    self.state = State::Quoted;
                    from = at;
                }
                _ if byte == self.delimiter => {
                    self.end_field(&text[from..at]);
                    from = at + 1;
                }
                _ if byte == b'\n' || byte == b'\r' => {
                    self.end_field(&text[from..at]);
                    if byte == b'\r' {
                        self.state = State::AfterReturn;
                    }
                    return Found::Row { taken: at + 1 };
                }
                _ => self.state = State::Plain,
            }
            at += 1;
        }
        self.text.push_str(&text[from..]);
        Found::More
    }

    /// True if the text ended inside quotes.
    pub(super) fn is_quoted(&self) -> bool {
        self.state == State::Quoted
    }

    /// True if a row was begun and not completed.
    pub(super) fn has_rest(&self) -> bool {
        !self.text.is_empty()
            || !self.ends.is_empty()
            || matches!(self.state, State::Plain | State::QuoteInQuoted)
    }

    /// Ends the last row of a file that has no closing line break.
    pub(super) fn finish(&mut self) {
        self.end_field("");
    }

    /// Bytes of the row so far.
    pub(super) fn held(&self) -> usize {
        self.text.len() + self.ends.len()
    }

    /// The fields of the completed row.
    pub(super) fn fields(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| &self.text[start..*end])
    }

    /// Forgets the row, for the next one.
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    fn end_field(&mut self, rest: &str) {
        self.text.push_str(rest);
        self.ends.push(self.text.len());
        self.state = State::FieldStart;
    }
}

/// The delimiter that cuts the sample's rows into the steadiest number of fields.
pub(super) fn guess(sample: &str) -> u8 {
    let mut best = (0, 0, b',');
    for delimiter in [b',', b';', b'\t', b'|'] {
        let counts = field_counts(sample, delimiter);
        let widest = |count: &&usize| **count > 1;
        let Some(mode) = mode(counts.iter().filter(widest).copied()) else { continue };
        let rows = counts.iter().filter(|count| **count == mode).count();
        let share = rows * 100 / counts.len().max(1);
        if (share, mode) > (best.0, best.1) {
            best = (share, mode, delimiter);
        }
    }
    best.2
}

fn field_counts(sample: &str, delimiter: u8) -> Vec<usize> {
    let mut cutter = Cutter::new(delimiter);
    let mut counts = Vec::new();
    let mut rest = sample;
    while let Found::Row { taken } = cutter.take(rest) {
        rest = &rest[taken..];
        if cutter.fields().any(|field| !field.trim().is_empty()) {
            counts.push(cutter.fields().count());
        }
        cutter.clear();
    }
    if counts.is_empty() && cutter.has_rest() {
        cutter.finish();
        counts.push(cutter.fields().count());
    }
    counts
}

fn mode(counts: impl Iterator<Item = usize>) -> Option<usize> {
    let mut seen = std::collections::BTreeMap::new();
    for count in counts {
        *seen.entry(count).or_insert(0_usize) += 1;
    }
    seen.into_iter().max_by_key(|(count, times)| (*times, *count)).map(|(count, _)| count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(source: &str, delimiter: u8, step: usize) -> Vec<Vec<String>> {
        let mut cutter = Cutter::new(delimiter);
        let mut rows = Vec::new();
        let characters: Vec<char> = source.chars().collect();
        for piece in characters.chunks(step.max(1)) {
            let piece: String = piece.iter().collect();
            let mut rest = piece.as_str();
            while let Found::Row { taken } = cutter.take(rest) {
                rows.push(cutter.fields().map(str::to_owned).collect());
                cutter.clear();
                rest = &rest[taken..];
            }
        }
        if cutter.has_rest() {
            cutter.finish();
            rows.push(cutter.fields().map(str::to_owned).collect());
        }
        rows
    }

    #[test]
    fn quotes_line_breaks_and_blank_lines_are_cut_as_excel_does() {
        let source = "a,\"b \"\"x\"\", c\",\"two\r\nlines\"\r\n\r\n\"\",d\ne\rमाकड़ी,\"q\"tail,";
        let expected: Vec<Vec<&str>> = vec![
            vec!["a", "b \"x\", c", "two\r\nlines"],
            vec![""],
            vec!["", "d"],
            vec!["e"],
            vec!["माकड़ी", "qtail", ""],
        ];
        for step in [1, 2, 3, 7, 1000] {
            assert_eq!(rows(source, b',', step), expected, "{step}");
        }
    }

    #[test]
    fn the_delimiter_is_guessed_on_the_content() {
        assert_eq!(guess("Report\n\na,b,c\n1,2,3\n4,5,6\n"), b',');
        assert_eq!(guess("a;b;c\n\"1,2\";2,5;3\n4;5,1;6\n"), b';');
        assert_eq!(guess("कोड\tनाम\n1\tएक, दो\n2\tतीन\n"), b'\t');
        assert_eq!(guess("a|b\n1|2\n"), b'|');
        assert_eq!(guess("नाम\nसीता\n"), b',');
        assert_eq!(guess("a;b"), b';');
    }

    proptest::proptest! {
        #[test]
        fn any_table_that_is_quoted_comes_back(table in proptest::collection::vec(
            proptest::collection::vec("[a-zक-ह,;\"\r\n ]{0,6}", 2..5), 1..6), step in 1_usize..9) {
            let source: String = table.iter().map(|row| {
                let fields: Vec<String> =
                    row.iter().map(|field| format!("\"{}\"", field.replace('"', "\"\""))).collect();
                fields.join(",") + "\r\n"
            }).collect();
            proptest::prop_assert_eq!(rows(&source, b',', step), table);
        }
    }
}
