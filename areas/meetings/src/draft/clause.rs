//! Several orders in one sentence are several directions; each is written in the form of an order.

use super::{
    cue::{Cue, is_infinitive, is_order},
    office,
    word::Words,
};

/// One order of a sentence.
pub(super) struct Part {
    /// Its first byte in the sentence; the first part has what stands before it too.
    pub(super) from: usize,
    /// The byte after its last; the last part has what stands after it too.
    pub(super) to: usize,
    /// Its words.
    pub(super) words: Words,
    /// What is ordered, as a direction.
    pub(super) text: String,
}

/// The orders of a sentence, at least one.
pub(super) fn split(words: &Words, cue: &Cue) -> Vec<Part> {
    let ends = match cue.infinitive {
        Some(verb) => infinitives(words, cue.from, verb),
        None => finites(words, cue.from),
    };
    let mut parts = Vec::with_capacity(ends.len());
    let mut first = cue.from;
    for (no, end) in ends.iter().enumerate() {
        let from = if no == 0 { 0 } else { words.list[first].from };
        let last = no + 1 == ends.len();
        let to = if last { words.text.len() } else { words.list[*end].to };
        let text = match cue.infinitive {
            Some(_) => as_order(words, first, *end),
            None => as_it_stands(words, first, if last { words.list.len() - 1 } else { *end }),
        };
        parts.push(Part { from, to, words: Words::of(&words.text[from..to]), text });
        first = (*end + 1..words.list.len()).find(|at| !is_and(words.said(*at))).unwrap_or(first);
    }
    parts
}

fn is_and(word: &str) -> bool {
    matches!(word, "और" | "तथा" | "एवं" | "व" | "साथ" | "ही")
}

/// True where an `and` or a comma stands after a word.
fn joined_after(words: &Words, at: usize) -> bool {
    let Some(next) = words.list.get(at + 1) else { return false };
    matches!(next.said.as_str(), "और" | "तथा" | "एवं" | "व")
        || words.text[words.list[at].to..next.from].contains([',', ';'])
}

/// The infinitives that each end an order: those joined to the next by `and`, and the last. One that
/// only says at what (`ऋण देने में सहयोग करने`) ends none.
fn infinitives(words: &Words, from: usize, verb: usize) -> Vec<usize> {
    let all: Vec<usize> = (from..=verb).filter(|at| is_infinitive(words.said(*at))).collect();
    let mut ends = vec![verb];
    for pair in all.windows(2).rev() {
        if joined_after(words, pair[0]) && ends.first() == Some(&pair[1]) {
            ends.insert(0, pair[0]);
        }
    }
    ends
}

/// The finite verbs that each end an order.
fn finites(words: &Words, from: usize) -> Vec<usize> {
    let ends = |at: &usize| {
        let word = words.said(*at);
        is_order(word) || matches!(word, "जाए" | "जाये" | "जावे" | "जाएं" | "जायें" | "जावें" | "जाय")
    };
    let all: Vec<usize> = (from..words.list.len()).filter(ends).collect();
    let Some(last) = all.last().copied() else {
        return vec![words.list.len().saturating_sub(1)];
    };
    let mut kept: Vec<usize> =
        all.into_iter().filter(|at| *at != last && joined_after(words, *at)).collect();
    kept.push(last);
    kept
}

/// `… सीईओ को सूची भेजने` as `सूची भेजें`: the addressee is kept apart, the verb orders.
fn as_order(words: &Words, first: usize, verb: usize) -> String {
    let first = office::after_addressee(words, first, verb);
    let lead = words.text[words.list[first].from..words.list[verb].from].trim();
    let verb = imperative(&words.text[words.list[verb].from..words.list[verb].to]);
    if lead.is_empty() { verb } else { format!("{lead} {verb}") }
}

fn as_it_stands(words: &Words, first: usize, last: usize) -> String {
    let text = &words.text[words.list[first].from..words.list[last].to];
    text.trim_end_matches([',', ';', ' ']).to_owned()
}

/// `करने` → `करें`, `कराने` → `कराएं`, `देने` → `दें`.
fn imperative(infinitive: &str) -> String {
    let stem = infinitive.strip_suffix("ने").unwrap_or(infinitive);
    let ending = match stem.chars().next_back() {
        Some('े' | 'ो') => "ं",
        Some('ा' | 'ी' | 'ू' | 'आ') => "एं",
        _ => "ें",
    };
    format!("{stem}{ending}")
}

#[cfg(test)]
mod tests {
    use super::super::read;

    fn texts(source: &str) -> Vec<String> {
        read(source, None).drafts.into_iter().map(|draft| draft.text).collect()
    }

    #[test]
    fn a_reported_order_is_written_as_an_order() {
        assert_eq!(
            texts("कलेक्टर ने सभी जनपद सीईओ को छूटे परिवारों को समूहों से जोड़ने के निर्देश दिए।"),
            ["छूटे परिवारों को समूहों से जोड़ें"]
        );
        assert_eq!(texts("उन्होंने कहा कि सूची बनाकर भेजी जाए।"), ["सूची बनाकर भेजी जाए"]);
    }

    #[test]
    fn an_order_before_whoever_gave_it_is_taken_whole() {
        assert_eq!(texts("सूची भेजना सुनिश्चित करें उन्होंने").len(), 1);
        assert_eq!(texts("शिविर लगाना सुनिश्चित करें कलेक्टर ने।").len(), 1);
    }

    #[test]
    fn two_orders_in_a_sentence_are_two_directions() {
        assert_eq!(
            texts("कलेक्टर ने कार्यालयों की सफाई कराने तथा रिकार्ड को व्यवस्थित रखने के निर्देश दिए।"),
            ["कार्यालयों की सफाई कराएं", "रिकार्ड को व्यवस्थित रखें"]
        );
        assert_eq!(
            texts("उन्होंने कहा कि रोस्टर तैयार किया जाए तथा सामग्री दी जाए।"),
            ["रोस्टर तैयार किया जाए", "सामग्री दी जाए"]
        );
        assert_eq!(
            texts("कलेक्टर ने खाता खोलने और ऋण दिलाने में सहयोग करने के निर्देश दिए।").len(),
            1,
            "an infinitive that says at what is no order of its own"
        );
    }
}
