//! A paper of the office as plain values: what minutes, reports, letters and packs say, before
//! anybody decides how a page, a PDF or a Word file draws it. No labels of its own.

use chrono::NaiveDateTime;
use serde::Serialize;

mod certificate;

pub use certificate::Certificate;

/// The language a paper is written in; it decides hyphens, shaping and what a reader is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Language {
    /// Hindi in Devanagari.
    #[serde(rename = "hi")]
    Hindi,
    /// English.
    #[serde(rename = "en")]
    English,
}

/// The page a paper is laid on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// A4 upright.
    Portrait,
    /// A4 lying, for wide tables.
    Landscape,
    /// One page as wide as a telephone and as high as it needs, for WhatsApp.
    Telephone,
}

/// A paper. Empty texts and lists are not drawn.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Paper {
    /// The language of its words.
    pub language: Language,
    /// When it was made, by India's clock: the date inside the file. The same paper gives the same
    /// bytes, so this is the paper's own instant and never the clock's.
    pub made_at: NaiveDateTime,
    /// The page.
    pub form: Form,
    /// Lines at the head, the office's name first.
    pub office: Vec<String>,
    /// The office's emblem beside those lines: the bytes of a PNG.
    #[serde(skip)]
    pub logo: Option<Vec<u8>>,
    /// The memo number, on the left under the head.
    pub memo: String,
    /// Place and date, on the right of the memo number.
    pub dated: String,
    /// The title.
    pub title: String,
    /// A line below the title.
    pub subtitle: String,
    /// What it says, in order.
    pub parts: Vec<Part>,
    /// Lines at the foot of every page: as-on time, sources.
    pub foot: Vec<String>,
    /// The word before page numbers; without it pages carry none.
    pub page_word: String,
}

impl Paper {
    /// An upright paper with a title and nothing else yet.
    pub fn new(language: Language, made_at: NaiveDateTime, title: impl Into<String>) -> Self {
        Self {
            language,
            made_at,
            form: Form::Portrait,
            office: Vec::new(),
            logo: None,
            memo: String::new(),
            dated: String::new(),
            title: title.into(),
            subtitle: String::new(),
            parts: Vec::new(),
            foot: Vec::new(),
            page_word: String::new(),
        }
    }
}

/// One part of a paper.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Part {
    /// A heading; level 1 or 2.
    Heading {
        /// Its words.
        text: String,
        /// 1 for a chapter, 2 for what is below it.
        level: u8,
    },
    /// Running text; a line break in it is kept.
    Paragraph {
        /// Its words.
        text: String,
        /// How it stands.
        look: Look,
    },
    /// Labels with their values, as at the head of minutes.
    Facts {
        /// Label and value.
        rows: Vec<Fact>,
    },
    /// A list.
    List {
        /// Numbered, or with dots.
        numbered: bool,
        /// Its items.
        items: Vec<Item>,
    },
    /// A table; its heading is repeated on every page.
    Table(Table),
    /// Bars, one group a label.
    Bars(Bars),
    /// Signatures, side by side; a single one stands on the right.
    Signatures {
        /// Who signs.
        signers: Vec<Signer>,
    },
    /// Who gets a copy, numbered.
    CopyTo {
        /// The heading, with the memo number of the copies if there is one.
        heading: String,
        /// The receivers.
        lines: Vec<String>,
    },
    /// What follows begins on a new page.
    PageBreak,
}

impl Part {
    /// A chapter's heading.
    pub fn heading(text: impl Into<String>) -> Self {
        Self::Heading { text: text.into(), level: 1 }
    }

    /// A heading below a chapter's.
    pub fn subheading(text: impl Into<String>) -> Self {
        Self::Heading { text: text.into(), level: 2 }
    }

    /// Running text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Paragraph { text: text.into(), look: Look::Plain }
    }

    /// Running text that stands otherwise.
    pub fn styled(text: impl Into<String>, look: Look) -> Self {
        Self::Paragraph { text: text.into(), look }
    }

    /// Labels with their values.
    pub fn facts<L: Into<String>, V: Into<String>>(rows: impl IntoIterator<Item = (L, V)>) -> Self {
        let fact = |(label, value): (L, V)| Fact { label: label.into(), value: value.into() };
        Self::Facts { rows: rows.into_iter().map(fact).collect() }
    }

    /// A numbered list without items below its items.
    pub fn numbered<T: Into<String>>(items: impl IntoIterator<Item = T>) -> Self {
        Self::List { numbered: true, items: items.into_iter().map(Item::new).collect() }
    }

    /// A list with dots.
    pub fn dotted<T: Into<String>>(items: impl IntoIterator<Item = T>) -> Self {
        Self::List { numbered: false, items: items.into_iter().map(Item::new).collect() }
    }
}

/// How running text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Look {
    /// As the rest.
    Plain,
    /// Bold: the one sentence that must be read.
    Strong,
    /// Smaller and grey: a remark.
    Small,
    /// In the middle of the line.
    Centred,
}

/// A label with its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// What it is.
    pub label: String,
    /// How it is.
    pub value: String,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Item {
    /// Its own mark, such as a direction's number; empty for its place in the list.
    pub mark: String,
    /// Its words.
    pub text: String,
    /// Items below it.
    pub points: Vec<String>,
}

impl Item {
    /// An item with nothing below it.
    pub fn new(text: impl Into<String>) -> Self {
        Self { mark: String::new(), text: text.into(), points: Vec::new() }
    }
}

/// A table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Table {
    /// What it shows; drawn above it and kept with it.
    pub caption: String,
    /// Headings over runs of columns; none, or enough to cover every column.
    pub groups: Vec<Group>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows. A row shorter than the columns is filled up.
    pub rows: Vec<Row>,
    /// Smaller letters, for many columns.
    pub small: bool,
}

impl Table {
    /// A table of ordinary letters without a caption.
    pub fn new(columns: Vec<Column>, rows: Vec<Row>) -> Self {
        Self { caption: String::new(), groups: Vec::new(), columns, rows, small: false }
    }
}

/// A heading over columns that stand side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// Its words; empty where the columns' own headings take both lines.
    pub heading: String,
    /// How many columns it covers.
    pub columns: usize,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Its heading.
    pub heading: String,
    /// Its width beside the others'.
    pub width: u32,
    /// Numbers stand on the right.
    pub right: bool,
}

impl Column {
    /// A column of words.
    pub fn text(heading: impl Into<String>, width: u32) -> Self {
        Self { heading: heading.into(), width, right: false }
    }

    /// A column of numbers.
    pub fn number(heading: impl Into<String>, width: u32) -> Self {
        Self { heading: heading.into(), width, right: true }
    }
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Its cells, as they are shown.
    pub cells: Vec<Cell>,
    /// A total or a heading within the table: bold on grey.
    pub total: bool,
}

impl Row {
    /// An ordinary row.
    pub fn new<C: Into<Cell>>(cells: impl IntoIterator<Item = C>) -> Self {
        Self { cells: cells.into_iter().map(Into::into).collect(), total: false }
    }

    /// A row of totals.
    pub fn total<C: Into<Cell>>(cells: impl IntoIterator<Item = C>) -> Self {
        Self { total: true, ..Self::new(cells) }
    }
}

/// A cell: its words carry the meaning, its tone only helps the eye.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// What it shows.
    pub text: String,
    /// Its tone.
    pub tone: Tone,
}

impl Cell {
    /// A cell with a tone.
    pub fn toned(text: impl Into<String>, tone: Tone) -> Self {
        Self { text: text.into(), tone }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self { text, tone: Tone::Plain }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

/// How good what a cell or a bar says is (RULES B1b).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Nothing is said.
    #[default]
    Plain,
    /// On track.
    Good,
    /// To be watched.
    Watch,
    /// Behind.
    Behind,
    /// Critical.
    Critical,
    /// Unknown or stale: not to be blamed.
    Stale,
}

/// Groups of bars. Lying bars, for long names.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bars {
    /// What they show.
    pub caption: String,
    /// A remark below it: what is left out; may be empty.
    pub note: String,
    /// One label a group.
    pub labels: Vec<String>,
    /// One bar of each series in every group.
    pub series: Vec<Series>,
}

/// The bars of one colour.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// Its values, one a label; none where it is not known.
    pub values: Vec<Option<f64>>,
    /// The values as they are shown.
    pub shown: Vec<String>,
}

/// Who signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Signer {
    /// The name; may be empty where the post alone signs.
    pub name: String,
    /// The post.
    pub post: String,
    /// Lines below the post: office, place.
    pub lines: Vec<String>,
}
