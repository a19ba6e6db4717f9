//! A presentation as plain values: what its slides say, before anybody decides how they look.

use chrono::NaiveDateTime;
use serde::Serialize;

use crate::paper::{Language, Table};

/// A presentation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Deck {
    /// The language of its words.
    pub language: Language,
    /// When it was made, by India's clock: the date inside the file.
    pub made_at: NaiveDateTime,
    /// Its title, also of the file.
    pub title: String,
    /// The office's lines, on the first slide.
    pub office: Vec<String>,
    /// The office's emblem on the first slide: the bytes of a PNG.
    #[serde(skip)]
    pub logo: Option<Vec<u8>>,
    /// The line at the foot of every slide: as-on time and sources.
    pub foot: String,
    /// The slides, the first of them the title's.
    pub slides: Vec<Slide>,
}

/// A slide.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Slide {
    /// Its title.
    pub title: String,
    /// One sentence below the title, and after a line break a remark; may be empty.
    pub lead: String,
    /// What it shows.
    pub body: Body,
    /// What the speaker may say; may be empty.
    pub notes: String,
}

/// What a slide shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Body {
    /// The first slide: the title large, lines below it.
    Title {
        /// The lines.
        lines: Vec<String>,
    },
    /// One paragraph in large letters.
    Paragraph {
        /// Its words.
        text: String,
    },
    /// A paragraph with a table below it.
    Told {
        /// Its words.
        text: String,
        /// The table.
        table: Table,
    },
    /// A list with dots.
    Points {
        /// Its items.
        items: Vec<String>,
    },
    /// A table that can be edited.
    Table(Table),
    /// A chart that can be edited, with its figures.
    Chart(Chart),
}

/// A chart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Chart {
    /// What it is drawn with.
    pub drawn: Drawn,
    /// One label a group or point.
    pub labels: Vec<String>,
    /// Its series.
    pub series: Vec<ChartSeries>,
    /// How the numbers are shown.
    pub figures: Figures,
}

/// A series of a chart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChartSeries {
    /// Its name.
    pub name: String,
    /// One value a label; none where it is not known.
    pub values: Vec<Option<f64>>,
}

/// What a chart is drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Drawn {
    /// Standing bars side by side.
    Columns,
    /// Lying bars, for long names.
    Bars,
    /// Lines over time.
    Lines,
}

/// How a chart's numbers are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Figures {
    /// Grouped as in India.
    Grouped,
    /// With one decimal, grouped as in India: money in lakh.
    Tenths,
    /// Per cent with one decimal: 85.5 is 85.5 %.
    Percent,
}
