//! One line of the report: a figure, what it stands against, and whether the must holds.

use std::fmt;

use serde::Serialize;

/// A measured figure. Its ratio is value ÷ the other's; a limit in itself is the other then.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Figure {
    /// The row of SPEED and what was measured.
    pub(crate) name: String,
    /// The median.
    pub(crate) value: f64,
    /// Of the value.
    pub(crate) unit: &'static str,
    /// What it stands against, and that one's own figure.
    pub(crate) against: String,
    /// Value ÷ the other's; none where it is only reported.
    pub(crate) ratio: Option<f64>,
    /// The limit of the ratio; none where it is only reported.
    pub(crate) must: Option<String>,
    /// Whether the must holds; true where there is none.
    pub(crate) holds: bool,
}

/// Which way a ratio may go.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Must {
    /// At most this many times the other.
    AtMost(f64),
    /// At least this many times the other.
    AtLeast(f64),
    /// Only reported.
    Report,
}

impl Figure {
    /// A figure against another's.
    pub(crate) fn new(name: &str, value: f64, unit: &'static str) -> Self {
        Self {
            name: name.to_owned(),
            value,
            unit,
            against: String::new(),
            ratio: None,
            must: None,
            holds: true,
        }
    }

    /// The same measured on PostgreSQL: reported beside, without a must.
    pub(crate) fn beside(self) -> Self {
        Self { name: format!("{}, PostgreSQL", self.name), must: None, holds: true, ..self }
    }

    /// Sets it against the other's figure.
    pub(crate) fn against(mut self, other: &str, figure: f64, must: Must) -> Self {
        let ratio = self.value / figure;
        self.against = format!("{other} {}", short(figure));
        self.ratio = Some(ratio);
        (self.must, self.holds) = match must {
            Must::AtMost(limit) => (Some(format!("<= {limit}")), ratio <= limit),
            Must::AtLeast(limit) => (Some(format!(">= {limit}")), ratio >= limit),
            Must::Report => (None, true),
        };
        self
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} {}", self.name, short(self.value), self.unit)?;
        if let Some(ratio) = self.ratio {
            write!(f, ", {} × {}", short(ratio), self.against)?;
        }
        match &self.must {
            Some(must) if self.holds => write!(f, " (must {must}: holds)"),
            Some(must) => write!(f, " (must {must}: FALLS SHORT)"),
            None => Ok(()),
        }
    }
}

/// Three figures that count, as a person reads them.
fn short(value: f64) -> String {
    match value.abs() {
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        size if size >= 1.0 => format!("{value:.2}"),
        _ => format!("{value:.4}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_must_holds_or_is_said_to_fall_short() {
        let figure = Figure::new("B3", 4.0, "s CPU");
        let good = figure.clone().against("floor", 1.0, Must::AtMost(5.0));
        assert!(good.holds);
        assert_eq!(good.to_string(), "B3: 4.00 s CPU, 4.00 × floor 1.00 (must <= 5: holds)");
        let bad = figure.clone().against("floor", 1.0, Must::AtMost(3.0));
        assert!(!bad.holds && bad.to_string().contains("FALLS SHORT"));
        let said = figure.against("floor", 2.0, Must::Report);
        assert!(said.holds && said.must.is_none());
    }
}
