//! A clean sheet before anybody has touched it: a heading and rows of cells.

use samuh_kernel::sheet::{Cell, Piece, Row};

/// A sheet with one heading row. Cells stand under their headings; a short row ends in blanks.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The sheet's name.
    pub name: String,
    /// The headings.
    pub headings: Vec<String>,
    /// The rows below.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// A table without rows.
    pub fn new(name: &str, headings: &[&str]) -> Self {
        Self {
            name: name.to_owned(),
            headings: headings.iter().map(|&heading| heading.to_owned()).collect(),
            rows: Vec::new(),
        }
    }

    /// The column of a heading, from 0.
    pub fn column(&self, heading: &str) -> Option<usize> {
        self.headings.iter().position(|own| own == heading)
    }

    /// Takes a column out; nothing happens where there is none of that heading.
    pub fn drop_column(&mut self, heading: &str) {
        if let Some(at) = self.column(heading) {
            self.headings.remove(at);
            for row in self.rows.iter_mut().filter(|row| row.len() > at) {
                row.remove(at);
            }
        }
    }

    /// The table as a reader of its file would send it: the heading in row 1.
    pub fn pieces(&self) -> impl Iterator<Item = Piece> + '_ {
        let head = Piece::Sheet { name: self.name.clone(), merges: Vec::new(), hidden: false };
        let heading = self.headings.iter().map(|heading| text(heading)).collect();
        let rows = std::iter::once(heading).chain(self.rows.iter().cloned());
        let rows =
            rows.zip(1..).map(|(cells, number)| Piece::Row(Row { number, cells: cut(cells) }));
        std::iter::once(head).chain(rows.filter(|piece| !is_blank(piece)))
    }

    /// Rows of text as a delimited file holds them, heading first: days dd/mm/yyyy.
    pub fn texts(&self) -> impl Iterator<Item = Vec<String>> + '_ {
        let rows = self.rows.iter().map(|row| row.iter().map(typed).collect());
        std::iter::once(self.headings.clone()).chain(rows)
    }
}

/// A text cell; empty where the text is.
pub fn text(value: &str) -> Cell {
    if value.is_empty() { Cell::Empty } else { Cell::Text(value.to_owned()) }
}

/// A cell as a person types it: days dd/mm/yyyy, whole numbers without a point.
pub fn typed(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) | Cell::Error(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
        Cell::Date(day) => day.format("%d/%m/%Y").to_string(),
        Cell::DateTime(at) => at.format("%d/%m/%Y %H:%M").to_string(),
        Cell::Bool(flag) => if *flag { "TRUE" } else { "FALSE" }.to_owned(),
    }
}

/// The cells without the blanks at their end.
pub fn cut(mut cells: Vec<Cell>) -> Vec<Cell> {
    while cells.last() == Some(&Cell::Empty) {
        cells.pop();
    }
    cells
}

fn is_blank(piece: &Piece) -> bool {
    matches!(piece, Piece::Row(row) if row.cells.is_empty())
}
