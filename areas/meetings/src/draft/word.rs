//! The words of a sentence, folded for comparing, each with its place.

use samuh_kernel::text::{fold, latin_digit};

/// One word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// First byte in the sentence.
    pub(super) from: usize,
    /// The byte after its last.
    pub(super) to: usize,
    /// Folded: no nukta, one nasal, Latin digits; a number without its commas.
    pub(super) said: String,
}

/// The words of a sentence and, for patterns, one line of them.
#[derive(Debug, Clone)]
pub(super) struct Words {
    pub(super) list: Vec<Word>,
    /// The folded words with one space between.
    pub(super) line: String,
    starts: Vec<usize>,
    /// The sentence as it stands.
    pub(super) text: String,
}

impl Words {
    /// The words of a text.
    pub(super) fn of(text: &str) -> Self {
        let mut list = Vec::new();
        let mut begun: Option<usize> = None;
        for (at, c) in text.char_indices() {
            let inside = c.is_alphanumeric() || is_mark(c) || in_number(text, at, c);
            match (begun, inside) {
                (None, true) => begun = Some(at),
                (Some(from), false) => {
                    push(&mut list, text, from, at);
                    begun = None;
                }
                _ => {}
            }
        }
        if let Some(from) = begun {
            push(&mut list, text, from, text.len());
        }
        let mut line = String::new();
        let mut starts = Vec::with_capacity(list.len());
        for word in &list {
            if !line.is_empty() {
                line.push(' ');
            }
            starts.push(line.len());
            line.push_str(&word.said);
        }
        Self { list, line, starts, text: text.to_owned() }
    }

    /// The number of the word in which a byte of the line lies.
    pub(super) fn at(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte).saturating_sub(1)
    }

    /// The folded word of that number; empty beyond the last.
    pub(super) fn said(&self, at: usize) -> &str {
        self.list.get(at).map_or("", |word| &word.said)
    }
}

fn push(list: &mut Vec<Word>, text: &str, from: usize, to: usize) {
    let raw = &text[from..to];
    let said = if raw.starts_with(|c: char| c.is_numeric()) {
        raw.chars().filter(|c| *c != ',').map(latin_digit).collect()
    } else {
        fold(raw)
    };
    if !said.is_empty() && !said.contains(' ') {
        list.push(Word { from, to, said });
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\u{200c}' | '\u{200d}')
}

/// A comma or a point between two digits belongs to the number.
fn in_number(text: &str, at: usize, c: char) -> bool {
    matches!(c, ',' | '.')
        && text[..at].ends_with(|c: char| c.is_numeric())
        && text[at + 1..].starts_with(|c: char| c.is_numeric())
}

/// A word without the endings of number and case, as far as comparing names of offices and topics
/// needs it: अधिकारियों is अधिकारी, समूहों is समूह, मेले and मेलों are what मेला is.
pub(super) fn stem(word: &str) -> &str {
    let cut = |ending: &str| word.strip_suffix(ending).filter(|rest| rest.chars().count() >= 2);
    if let Some(rest) = cut("ियों").or_else(|| cut("ियां")).or_else(|| cut("ी")) {
        return rest;
    }
    if let Some(rest) = cut("ाओं").or_else(|| cut("ाएं")).or_else(|| cut("ओं")) {
        return rest;
    }
    cut("ों").or_else(|| cut("ें")).or_else(|| cut("ा")).or_else(|| cut("े")).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_place_and_numbers_their_figures() {
        let words = Words::of("समय-सीमा में 1,240 समूह, ९.६० लाख (पी.आर.पी.)");
        assert_eq!(words.line, "समय सीमा में 1240 समूह 9.60 लाख पी आर पी");
        let lakh = &words.list[words.at(words.line.find("लाख").unwrap())];
        assert_eq!(&words.text[lakh.from..lakh.to], "लाख");
    }

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for forms in [
            ["अधिकारी", "अधिकारियों"],
            ["समूह", "समूहों"],
            ["मेला", "मेलों"],
            ["शाखा", "शाखाओं"],
            ["सखी", "सखियां"],
        ] {
            assert_eq!(stem(forms[0]), stem(forms[1]), "{forms:?}");
        }
    }
}
