//! Repairs what converters of old fonts left behind, and knows where each repaired part came from.
//!
//! Lines in Kruti Dev become Unicode whole. In Unicode text `जोडऩे` becomes `जोड़ने` and, before a
//! postposition or where no such plural exists, `कार्यां` becomes `कार्यों` (DOMAIN 0.7).

use std::sync::LazyLock;

use regex::Regex;
use samuh_kernel::text::kruti;

use super::model::Span;

/// A repaired text and the way back.
pub(super) struct Repaired {
    text: String,
    /// Parts of the source that were replaced, with where the new text stands.
    edits: Vec<(Span, Span)>,
}

impl Repaired {
    /// The repaired text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The repaired text.
    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// How many places were repaired.
    pub(super) fn count(&self) -> usize {
        self.edits.len()
    }

    /// Where a part of the repaired text stands in the source; a replaced part goes back whole.
    pub(super) fn back(&self, span: Span) -> Span {
        Span { from: self.place(span.from, false), to: self.place(span.to, true) }
    }

    fn place(&self, at: usize, end: bool) -> usize {
        let (mut of_source, mut of_text) = (0, 0);
        for (old, new) in &self.edits {
            if new.to <= at {
                (of_source, of_text) = (old.to, new.to);
            } else if new.from < at {
                return if end { old.to } else { old.from };
            } else {
                break;
            }
        }
        of_source + (at - of_text)
    }
}

/// `जोडऩे`, `जोड़ऩे`, `जोडक़र`, `बडिय़ा`: the dot of ड़ or ढ़ slipped to the next consonant.
static SLIPPED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("([डढ])\u{93c}?([\u{93e}-\u{94c}]?)(?:(\u{929})|([कतनयर])\u{93c})")
        .expect("a pattern")
});

/// A run of Devanagari letters.
static RUN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("[\u{900}-\u{963}]+").expect("a pattern"));

/// Words that end in ां rightly, without it.
const RIGHTLY: [&str; 10] = ["कह", "यह", "वह", "जह", "तह", "ह", "म", "जुब", "सम", "दास्त"];

/// After these no plural in -ां can stand before them: they want -ों.
const POSTPOSITIONS: [&str; 12] =
    ["को", "से", "में", "के", "का", "की", "पर", "ने", "हेतु", "तक", "द्वारा", "सहित"];

/// Repairs a text.
pub(super) fn repair(source: &str) -> Repaired {
    let mut edits: Vec<(Span, String)> = Vec::new();
    let mut from = 0;
    for line in source.split_inclusive('\n') {
        let bare = line.trim_end();
        if kruti::looks_legacy(bare) {
            edits.push((Span { from, to: from + bare.len() }, kruti::to_unicode(bare)));
        } else {
            slipped(line, from, &mut edits);
            plurals(line, from, &mut edits);
        }
        from += line.len();
    }
    edits.sort_by_key(|(span, _)| span.from);
    build(source, edits)
}

fn slipped(line: &str, from: usize, edits: &mut Vec<(Span, String)>) {
    for found in SLIPPED.captures_iter(line) {
        let whole = found.get(0).expect("the whole match");
        let consonant = found.get(4).map_or("न", |letter| letter.as_str());
        let new = format!("{}\u{93c}{}{consonant}", &found[1], &found[2]);
        edits.push((Span { from: from + whole.start(), to: from + whole.end() }, new));
    }
}

fn plurals(line: &str, from: usize, edits: &mut Vec<(Span, String)>) {
    let words: Vec<_> = RUN.find_iter(line).collect();
    for (at, word) in words.iter().enumerate() {
        let Some(stem) = word.as_str().strip_suffix("ां") else { continue };
        let before = words.get(at + 1).is_some_and(|next| {
            line[word.end()..next.start()].trim().is_empty()
                && POSTPOSITIONS.contains(&next.as_str())
        });
        let letter = stem.chars().next_back().unwrap_or(' ');
        let consonant = ('क'..='ह').contains(&letter);
        // Feminine words have a plural in -ियां; before a postposition it would be -ियों.
        if consonant && !RIGHTLY.contains(&stem) && (before || letter != 'य') {
            let end = from + word.end();
            edits.push((Span { from: end - "ां".len(), to: end }, "ों".to_owned()));
        }
    }
}

fn build(source: &str, edits: Vec<(Span, String)>) -> Repaired {
    let mut text = String::with_capacity(source.len());
    let mut placed = Vec::with_capacity(edits.len());
    let mut done = 0;
    for (old, new) in edits {
        text.push_str(&source[done..old.from]);
        let from = text.len();
        text.push_str(&new);
        placed.push((old, Span { from, to: text.len() }));
        done = old.to;
    }
    text.push_str(&source[done..]);
    Repaired { text, edits: placed }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_slipped_come_home() {
        let said = repair("समूहां को जोडऩे, सडक़ और पढऩे के कार्यां की बात; बच्चां से जोड़ऩे");
        assert_eq!(said.text(), "समूहों को जोड़ने, सड़क और पढ़ने के कार्यों की बात; बच्चों से जोड़ने");
    }

    #[test]
    fn what_was_right_stays() {
        for right in ["यहां से वहां तक", "सखियां और दीदियां आईं", "हां, मां ने कहा", "सड़क पढ़ाई", "कहां के"]
        {
            assert_eq!(repair(right).text(), right);
        }
        assert_eq!(repair("हितग्राहियां को").text(), "हितग्राहियों को");
    }

    #[test]
    fn a_line_in_kruti_dev_is_read() {
        let said = repair("vkius tks dgk gS og lgh gS\nदूसरी पंक्ति");
        assert_eq!(said.text(), "आपने जो कहा है वह सही है\nदूसरी पंक्ति");
        let end = said.text().find('\n').unwrap();
        assert_eq!(said.back(Span { from: 0, to: end }), Span { from: 0, to: 26 });
    }

    #[test]
    fn a_part_of_the_repaired_text_goes_back_to_the_same_words() {
        let source = "पहले जोडऩे की बात, फिर बच्चां को पढऩे दें।";
        let said = repair(source);
        let from = said.text().find("फिर").unwrap();
        let back = said.back(Span { from, to: said.text().len() });
        assert_eq!(&source[back.from..back.to], "फिर बच्चां को पढऩे दें।");
        let whole = said.back(Span { from: 0, to: said.text().len() });
        assert_eq!(&source[whole.from..whole.to], source);
    }
}
