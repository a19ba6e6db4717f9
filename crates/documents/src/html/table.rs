//! The tables of a web page taken apart character by character, as forgiving as a browser.

use samuh_kernel::sheet::{Cell, Merge};

use crate::error::ReadError;
use crate::gate::Gate;

/// Bytes of a tag that are looked at.
const TAG_BYTES: usize = 4096;
/// The most columns and rows one cell may span, as browsers have it.
const SPANS: (u32, u32) = (1000, 65_534);

/// What a table gives.
pub(super) enum Event {
    /// A cell that spans several columns or rows.
    Merge(Merge),
    /// A row with its number, counted from 1.
    Row(u32, Vec<Cell>),
}

/// Takes what a table gives.
pub(super) type On<'a> = dyn FnMut(Event, &mut Gate) -> Result<(), ReadError> + 'a;

/// The state between two characters of a page.
#[derive(Default)]
pub(super) struct Table {
    /// The tag being read, without its `<`.
    tag: Option<String>,
    comment_dashes: Option<usize>,
    /// Inside `<script>` or `<style>`: nothing counts before its end.
    silent: bool,
    row: u32,
    row_open: bool,
    column: usize,
    cells: Vec<Cell>,
    /// The text of the open cell.
    cell: Option<String>,
    /// For every column, how many rows a cell above still covers.
    covered: Vec<u32>,
}

impl Table {
    /// Takes the next character of the page.
    pub(super) fn push(
        &mut self,
        character: char,
        gate: &mut Gate,
        on: &mut On,
    ) -> Result<(), ReadError> {
        if let Some(dashes) = self.comment_dashes {
            let ended = character == '>' && dashes >= 2;
            let dashes = if character == '-' { dashes + 1 } else { 0 };
            self.comment_dashes = (!ended).then_some(dashes);
            return Ok(());
        }
        if let Some(tag) = &mut self.tag {
            if character == '>' {
                let tag = self.tag.take().unwrap_or_default();
                return self.tag_read(&tag, gate, on);
            }
            if tag.len() < TAG_BYTES {
                tag.push(character);
            }
            if tag == "!--" {
                (self.tag, self.comment_dashes) = (None, Some(0));
            }
            return Ok(());
        }
        if character == '<' {
            self.tag = Some(String::new());
        } else if let Some(cell) = self.cell.as_mut().filter(|_| !self.silent) {
            push_text(cell, character);
            if cell.len() > gate.limits.cell_bytes.saturating_mul(8) {
                return Err(gate.too_long(self.row, self.column + 1));
            }
        }
        Ok(())
    }

    /// Ends the row that is open.
    pub(super) fn end_row(&mut self, gate: &mut Gate, on: &mut On) -> Result<(), ReadError> {
        if !self.row_open {
            return Ok(());
        }
        self.end_cell(gate)?;
        self.row_open = false;
        self.column = 0;
        for rows in &mut self.covered {
            *rows = rows.saturating_sub(1);
        }
        on(Event::Row(self.row, std::mem::take(&mut self.cells)), gate)
    }

    fn tag_read(&mut self, tag: &str, gate: &mut Gate, on: &mut On) -> Result<(), ReadError> {
        let length = tag.find(|c: char| c.is_whitespace()).unwrap_or(tag.len());
        let name = tag[..length].trim_end_matches('/').to_ascii_lowercase();
        match name.as_str() {
            "script" | "style" => self.silent = true,
            "/script" | "/style" => self.silent = false,
            _ if self.silent => {}
            "tr" => {
                self.end_row(gate, on)?;
                self.begin_row();
            }
            "td" | "th" => {
                if !self.row_open {
                    self.begin_row();
                }
                self.end_cell(gate)?;
                self.begin_cell(tag, gate, on)?;
            }
            "/td" | "/th" => self.end_cell(gate)?,
            "/tr" | "/table" | "table" => self.end_row(gate, on)?,
            "br" | "p" | "/p" | "div" | "/div" => {
                if let Some(cell) = self.cell.as_mut() {
                    push_text(cell, ' ');
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn begin_row(&mut self) {
        self.row += 1;
        self.row_open = true;
    }

    fn begin_cell(&mut self, tag: &str, gate: &mut Gate, on: &mut On) -> Result<(), ReadError> {
        while self.covered.get(self.column).is_some_and(|rows| *rows > 0) {
            self.column += 1;
        }
        let columns = span(tag, "colspan").clamp(1, SPANS.0);
        let rows = span(tag, "rowspan").clamp(1, SPANS.1);
        // Beyond the last column only empty cells may stand; what they span does not matter.
        let end = (self.column + columns as usize).min(gate.limits.columns as usize);
        if self.covered.len() < end {
            self.covered.resize(end, 0);
        }
        if let Some(covered) = self.covered.get_mut(self.column..end) {
            covered.fill(rows);
        }
        self.cell = Some(String::new());
        if columns == 1 && rows == 1 {
            return Ok(());
        }
        let first_column = u32::try_from(self.column).map_err(ReadError::broken)? + 1;
        on(
            Event::Merge(Merge {
                first_row: self.row,
                last_row: self.row + rows - 1,
                first_column,
                last_column: first_column + columns - 1,
            }),
            gate,
        )
    }

    fn end_cell(&mut self, gate: &Gate) -> Result<(), ReadError> {
        let Some(text) = self.cell.take() else { return Ok(()) };
        let text = with_entities(text.trim());
        let cell = gate.text(self.row, self.column + 1, &text)?;
        if cell != Cell::Empty {
            gate.column_fits(self.row, self.column + 1)?;
            self.cells.resize(self.column, Cell::Empty);
            self.cells.push(cell);
        }
        self.column += 1;
        Ok(())
    }
}

/// White space of the page is one space, as a browser shows it.
fn push_text(cell: &mut String, character: char) {
    if !character.is_ascii_whitespace() {
        cell.push(character);
    } else if !cell.is_empty() && !cell.ends_with(' ') {
        cell.push(' ');
    }
}

fn span(tag: &str, name: &str) -> u32 {
    let tag = tag.to_ascii_lowercase();
    let Some((_, value)) = tag.split_once(name) else { return 1 };
    let value =
        value.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '=' | '"' | '\''));
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    value[..digits.min(5)].parse().unwrap_or(1)
}

fn with_entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let entity = rest
            .find(';')
            .filter(|end| *end <= 10)
            .and_then(|end| Some((character(&rest[..end])?, end + 1)));
        match entity {
            Some((character, used)) => {
                out.push(character);
                rest = &rest[used..];
            }
            None => out.push('&'),
        }
    }
    out.push_str(rest);
    out
}

fn character(entity: &str) -> Option<char> {
    let number = entity.strip_prefix('#');
    let number = match number.and_then(|number| number.strip_prefix(['x', 'X'])) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => number.and_then(|number| number.parse().ok()),
    };
    match entity {
        "nbsp" => Some('\u{a0}'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "zwj" => Some('\u{200d}'),
        "zwnj" => Some('\u{200c}'),
        _ => number.and_then(char::from_u32),
    }
}

#[cfg(test)]
mod tests {
    use samuh_kernel::sheet::Limits;

    use super::*;

    type Given = (Vec<(u32, Vec<Cell>)>, Vec<Merge>);

    fn rows(page: &str) -> Result<Given, ReadError> {
        let (mut rows, mut merges) = (Vec::new(), Vec::new());
        let mut sink = |_| Ok(());
        let mut gate = Gate::new(&Limits::ORDINARY, &mut sink);
        let mut table = Table::default();
        let mut on = |event, _: &mut Gate| {
            match event {
                Event::Row(number, cells) => rows.push((number, cells)),
                Event::Merge(merge) => merges.push(merge),
            }
            Ok(())
        };
        for character in page.chars() {
            table.push(character, &mut gate, &mut on)?;
        }
        table.end_row(&mut gate, &mut on)?;
        Ok((rows, merges))
    }

    fn text(value: &str) -> Cell {
        Cell::Text(value.into())
    }

    #[test]
    fn a_portal_export_with_two_row_headings_is_read() {
        let (rows, merges) = rows(concat!(
            "<html><head><style>td { color: red }</style></head><!-- a <td> -->\n<body><table border=1>",
            "<tr><th rowspan=\"2\">Block</th><th colspan='2'>SHG &amp; VO</th></tr>",
            "<tr><th>SHG</th><th>VO</th></tr>",
            "<TR><TD>माकड़ी&nbsp;<TD>1,\n  208<TD> </tr></table></body></html>"
        ))
        .unwrap();
        assert_eq!(rows[0], (1, vec![text("Block"), text("SHG & VO")]));
        assert_eq!(rows[1], (2, vec![Cell::Empty, text("SHG"), text("VO")]));
        assert_eq!(rows[2], (3, vec![text("माकड़ी\u{a0}"), text("1, 208")]));
        let heads = [(1, 2, 1, 1), (1, 1, 2, 3)];
        let found: Vec<_> = merges
            .iter()
            .map(|m| (m.first_row, m.last_row, m.first_column, m.last_column))
            .collect();
        assert_eq!(found, heads);
    }

    #[test]
    fn tables_in_tables_give_their_rows_in_order() {
        let (rows, _) =
            rows("<table><tr><td><table><tr><td>a<td>b<tr><td>c</table></table>").unwrap();
        let held: Vec<_> = rows.into_iter().filter(|(_, cells)| !cells.is_empty()).collect();
        assert_eq!(held, [(2, vec![text("a"), text("b")]), (3, vec![text("c")])]);
    }

    proptest::proptest! {
        #[test]
        fn no_page_makes_the_reader_panic(page in "(<(t[rdh]|/t[rd]|table|!--)( (col|row)span=[0-9]{1,6})?>?|[a-zक-ह&;#x0-9 ]|-->){0,60}") {
            let _ = rows(&page);
        }
    }
}
