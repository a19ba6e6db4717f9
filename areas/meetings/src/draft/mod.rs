//! Directions read out of pasted Hindi text: a press note, old minutes, an order in an office group.
//!
//! Rules only, no model and no other machine. What is found is a draft with the sentence it stands
//! in; an officer completes and issues it. Source of the rules: RULES B10.

mod clause;
mod cue;
mod deadline;
mod gazetteer;
mod model;
mod office;
mod quantity;
mod repair;
mod sentence;
mod store;
mod suggest;
mod topic;
mod word;

use chrono::NaiveDate;

pub use self::deadline::{Deadline, Every};
pub use self::model::{Draft, Office, Quantity, QuantityKind, Reading, Span, Topic};
pub use self::office::offices;
pub use self::store::posts;
pub use self::suggest::{Basis, Known, posts as suggested};
pub use self::topic::topics;

use self::{cue::Judge, word::Words};

/// The longest text that is read, in bytes: some twenty pages of Hindi.
pub const MAX_TEXT: usize = 200_000;

/// What the text orders. `met_on` is the day of the meeting or of the paper: deadlines count from
/// it; without it no draft has a date.
///
/// The same text gives the same drafts in the order of the text; a text without orders gives none.
pub fn read(source: &str, met_on: Option<NaiveDate>) -> Reading {
    let repaired = repair::repair(source);
    let text = repaired.text();
    let mut judge = Judge::of(text);
    let mut drafts = Vec::new();
    for sentence in sentence::split(text) {
        let words = Words::of(&text[sentence.from..sentence.to]);
        let Some(cue) = judge.judge(&words) else { continue };
        for part in clause::split(&words, &cue) {
            let span = Span { from: sentence.from + part.from, to: sentence.from + part.to };
            let deadline = deadline::find(&part.words, &text[span.from..span.to])
                .or_else(|| deadline::find(&words, &text[sentence.from..sentence.to]));
            drafts.push(Draft {
                source: repaired.back(span),
                span,
                sentence,
                text: part.text.clone(),
                offices: office::addressed(&words, &part, &cue),
                due_on: deadline.and_then(|deadline| met_on.and_then(|day| deadline.day(day))),
                deadline,
                topics: topic::find(&part.words),
                quantities: quantity::find(&part.words),
            });
        }
    }
    Reading { repairs: repaired.count(), text: repaired.into_text(), drafts }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::read;

    /// Words and signs on which the rules turn, in any order.
    const PIECES: [&str; 40] = [
        "उन्होंने",
        "कलेक्टर",
        "ने",
        "को",
        "के",
        "कि",
        "निर्देश",
        "दिए",
        "निर्देशित",
        "किया",
        "कहा",
        "करने",
        "कराने",
        "जोडऩे",
        "सुनिश्चित",
        "करें",
        "भेजें",
        "जाए",
        "किया जाए",
        "और",
        "तथा",
        "एवं",
        "जनपद सीईओ",
        "कृषि",
        "विभाग",
        "अधिकारियों",
        "माकड़ी",
        "7",
        "दिवस में",
        "15/12/2026",
        "तक",
        "9.60 लाख",
        "रु.",
        "ताकि",
        "जी",
        "कार्यां",
        ",",
        "।",
        "?",
        "\n",
    ];

    proptest! {
        #[test]
        fn whatever_is_pasted_is_read_and_quoted(
            chosen in prop::collection::vec(0..PIECES.len(), 0..24),
        ) {
            let text: Vec<&str> = chosen.iter().map(|at| PIECES[*at]).collect();
            let text = text.join(" ");
            let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 20);
            for draft in read(&text, day).drafts {
                prop_assert!(!draft.text.trim().is_empty(), "{draft:?}");
                prop_assert!(text.get(draft.source.from..draft.source.to).is_some(), "{draft:?}");
            }
        }
    }
}
