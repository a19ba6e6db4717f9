//! A text cut into sentences: at the danda, at ? and !, at the end of a line, and at a full stop that
//! ends a sentence and not an initial, a number or a short form.

use super::model::Span;

/// The sentences, without spaces around them; what has no letter is none.
pub(super) fn split(text: &str) -> Vec<Span> {
    let mut sentences = Vec::new();
    let mut from = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let cut = matches!(c, '।' | '॥' | '?' | '!' | '\n' | '\r')
            || (c == '|' && text[..at].ends_with(|c: char| !c.is_ascii()))
            || (c == '.' && ends_here(&text[..at], &text[end..]));
        if cut {
            push(text, from, end, &mut sentences);
            from = end;
        }
    }
    push(text, from, text.len(), &mut sentences);
    sentences
}

fn push(text: &str, from: usize, to: usize, sentences: &mut Vec<Span>) {
    let part = &text[from..to];
    let start = from + (part.len() - part.trim_start().len());
    let end = start + part.trim().len();
    if part.chars().any(char::is_alphabetic) {
        sentences.push(Span { from: start, to: end });
    }
}

/// Words that a full stop shortens.
const SHORT: [&str; 17] = [
    "डॉ",
    "डा",
    "श्री",
    "सुश्री",
    "कु",
    "श्रीमती",
    "क्र",
    "सं",
    "रु",
    "रू",
    "मु",
    "का",
    "अ",
    "प्र",
    "पृ",
    "दि",
    "वि",
];

/// True for the last verb of a Hindi sentence: only then a full stop stands for a danda.
const ENDS: [&str; 8] = ["है", "हैं", "ए", "ें", "एं", "थे", "या", "ये"];

fn ends_here(before: &str, after: &str) -> bool {
    if !after.starts_with(char::is_whitespace) && !after.is_empty() {
        return false;
    }
    let word = before.rsplit(|c: char| c.is_whitespace() || c == '.').next().unwrap_or_default();
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    if letters == 0 || SHORT.contains(&word) || (letters <= 2 && !ENDS.contains(&word)) {
        return false;
    }
    word.is_ascii() || ENDS.iter().any(|end| word.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        split(text).into_iter().map(|span| &text[span.from..span.to]).collect()
    }

    #[test]
    fn initials_numbers_and_short_forms_do_not_end_a_sentence() {
        let one = "श्री आर. के. ध्रुव एवं डॉ. एस. पाल ने दिनांक 12.10.2026 को रु. 9.60 लाख बांटे।";
        assert_eq!(cut(one), [one]);
    }

    #[test]
    fn sentences_end_at_the_danda_the_line_and_a_full_stop_after_a_verb() {
        let text = "बैठक हुई। सूची भेजें. कार्य पूर्ण करें\nक्या हुआ? ठीक है";
        assert_eq!(cut(text), ["बैठक हुई।", "सूची भेजें.", "कार्य पूर्ण करें", "क्या हुआ?", "ठीक है"]);
    }
}
