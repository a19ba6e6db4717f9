//! A reading of a text and its drafts.

use chrono::NaiveDate;
use serde::Serialize;

use super::deadline::Deadline;

/// A part of a text, in bytes; it begins and ends between two letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Span {
    /// The first byte.
    pub from: usize,
    /// The byte after the last.
    pub to: usize,
}

/// An office a direction may be addressed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Office {
    /// Its code in `offices.txt`.
    pub code: &'static str,
    /// The role of posts that hold it, a code of `samuh_people::Role`.
    pub role: &'static str,
    /// The area of work its post is narrowed to, a code of `samuh_people::Theme`; empty for none.
    pub theme: &'static str,
}

/// A subject a direction may be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Topic {
    /// Its code in `topics.txt`; its name is the message `topic-<code>`.
    pub code: &'static str,
    /// The area of work it belongs to, a code of `samuh_people::Theme`; empty for none.
    pub theme: &'static str,
    /// The role that answers for it where the text names nobody.
    pub role: &'static str,
    /// The codes of indicators it moves, the nearest first, with a space between.
    pub indicators: &'static str,
}

impl Topic {
    /// The code of the indicator it moves first.
    pub fn indicator(&self) -> Option<&'static str> {
        self.indicators.split(' ').find(|code| !code.is_empty())
    }
}

/// What a quantity counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum QuantityKind {
    /// Things.
    Count,
    /// Rupees.
    Rupees,
    /// Per cent.
    Percent,
}

/// A number in an order with what it counts: `85 बच्चों`, `50 प्रतिशत`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quantity {
    /// What it counts in.
    pub kind: QuantityKind,
    /// Hundredths: 85 is 8500, 9.60 lakh rupees 96,000,000 (which is paise).
    pub hundredths: i64,
    /// The word after it, as it stands in the text; empty where none does.
    pub of: String,
}

/// An order found in a text, for an officer to complete.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Draft {
    /// Where it stands in the text as it was pasted.
    pub source: Span,
    /// Where it stands in the repaired text.
    pub span: Span,
    /// The sentence it stands in, in the repaired text.
    pub sentence: Span,
    /// The order as a direction: without who said it, in the form of an order.
    pub text: String,
    /// The offices the text addresses; none where it names nobody.
    pub offices: Vec<Office>,
    /// By when, as the text says it.
    pub deadline: Option<Deadline>,
    /// The day it falls on, counted from the meeting's.
    pub due_on: Option<NaiveDate>,
    /// What it is about, in the order of the text.
    pub topics: Vec<Topic>,
    /// The numbers in it.
    pub quantities: Vec<Quantity>,
}

/// A text read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// The text with the damage of old fonts repaired, in which `span` and `sentence` lie.
    pub text: String,
    /// Words or lines that had to be repaired.
    pub repairs: usize,
    /// The orders, in the order of the text.
    pub drafts: Vec<Draft>,
}
