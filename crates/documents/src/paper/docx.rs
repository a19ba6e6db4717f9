//! A paper as DOCX, to be edited: the same words in the same order, bars as a table of their values.

use std::io::Cursor;

use docx_rs::{
    AlignmentType, BorderType, BreakType, Docx, Footer, LineSpacing, NumPages, PageMargin, PageNum,
    PageOrientationType, Paragraph, Pic, Run, RunFonts, Shading, Style, StyleType, Table,
    TableBorder, TableBorderPosition, TableBorders, TableCell, TableCellMargins, TableLayoutType,
    TableRow, VAlignType, VMergeType, WidthType,
};
use samuh_kernel::paper::{self, Bars, Form, Item, Look, Paper, Part, Row, Signer, Tone};

use super::PaperError;
use crate::{days::utc, is_unwritable};

/// Twentieths of a point.
const A4: (u32, u32) = (11_906, 16_838);
const MARGIN: i32 = 964;
/// EMU of a centimetre.
const CENTIMETRE: f64 = 360_000.0;
const ACCENT: &str = "7A3313";
const GREY: &str = "55606D";
const RULE: &str = "B4BCC6";
const SHADE: &str = "F3ECE6";
const TOTAL: &str = "E8E3DE";
/// Half points.
const TEXT: usize = 20;
const SMALL: usize = 16;

/// The paper as DOCX.
///
/// # Errors
/// When its emblem is no PNG, or the file cannot be put together.
pub fn docx(paper: &Paper) -> Result<Vec<u8>, PaperError> {
    let mut writer = Writer { paragraphs: 0, width: width(paper.form) };
    let mut file = writer.head(begun(paper), paper)?;
    for part in &paper.parts {
        file = writer.part(file, part);
    }
    let mut parts = file.footer(writer.footer(paper)).build();
    // What docx-rs has no words for: headings that repeat on every page, and the languages.
    amend(&mut parts.document, "<w:cantSplit />", "<w:cantSplit /><w:tblHeader />");
    let language = "<w:lang w:val=\"en-IN\" w:bidi=\"hi-IN\" /></w:rPr></w:rPrDefault>";
    amend(&mut parts.styles, "</w:rPr></w:rPrDefault>", language);
    let mut bytes = Cursor::new(Vec::new());
    parts.pack(&mut bytes).map_err(|error| PaperError::Write(error.to_string()))?;
    Ok(bytes.into_inner())
}

fn amend(part: &mut Vec<u8>, found: &str, written: &str) {
    *part = String::from_utf8_lossy(part).replace(found, written).into_bytes();
}

/// Twentieths of a point between the margins.
fn width(form: Form) -> usize {
    let paper = if form == Form::Landscape { A4.1 } else { A4.0 };
    usize::try_from(paper).expect("a page is small")
        - 2 * usize::try_from(MARGIN).expect("so is it")
}

fn begun(paper: &Paper) -> Docx {
    let fonts = RunFonts::new().ascii("Noto Sans").hi_ansi("Noto Sans").cs("Noto Sans Devanagari");
    let made_at = utc(paper.made_at);
    let (size, orient) = match paper.form {
        Form::Landscape => ((A4.1, A4.0), PageOrientationType::Landscape),
        Form::Portrait | Form::Telephone => (A4, PageOrientationType::Portrait),
    };
    let margin = PageMargin {
        top: MARGIN,
        left: MARGIN,
        bottom: MARGIN,
        right: MARGIN,
        header: 500,
        footer: 500,
        gutter: 0,
    };
    let heading = |id: &str, name: &str, size, level| {
        let style = Style::new(id, StyleType::Paragraph).name(name).based_on("Normal");
        style.size(size).bold().outline_lvl(level).q_format(true)
    };
    Docx::new()
        .default_fonts(fonts)
        .default_size(TEXT)
        .created_at(&made_at)
        .updated_at(&made_at)
        .page_size(size.0, size.1)
        .page_orient(orient)
        .page_margin(margin)
        .add_style(heading("Heading1", "heading 1", 24, 0).color(ACCENT))
        .add_style(heading("Heading2", "heading 2", 21, 1))
}

/// Writes parts; numbers the paragraphs, so that the same paper gives the same bytes.
struct Writer {
    paragraphs: u32,
    width: usize,
}

impl Writer {
    fn paragraph(&mut self) -> Paragraph {
        self.paragraphs += 1;
        Paragraph::new().id(format!("{:08x}", self.paragraphs))
    }

    fn said(&mut self, text: &str) -> Paragraph {
        let run = run(text);
        self.paragraph().add_run(run)
    }

    fn head(&mut self, mut file: Docx, paper: &Paper) -> Result<Docx, PaperError> {
        if let Some(logo) = &paper.logo {
            let picture = picture(logo)?;
            let line = self.paragraph().align(AlignmentType::Center);
            file = file.add_paragraph(line.add_run(Run::new().add_image(picture)));
        }
        for (at, line) in paper.office.iter().enumerate() {
            let run = run(line);
            let run = if at == 0 { run.bold().size(26).color(ACCENT) } else { run.size(19) };
            let line = self.paragraph().align(AlignmentType::Center).add_run(run);
            file = file.add_paragraph(line);
        }
        if !paper.memo.is_empty() || !paper.dated.is_empty() {
            let cells = vec![
                cell(self.said(&paper.memo), self.width / 2),
                cell(self.said(&paper.dated).align(AlignmentType::Right), self.width / 2),
            ];
            file = file.add_table(self.bare(vec![TableRow::new(cells)], &[1, 1]));
        }
        if !paper.title.is_empty() {
            let line = self.paragraph().align(AlignmentType::Center);
            let line = line.line_spacing(LineSpacing::new().before(200).after(60));
            file = file.add_paragraph(line.add_run(run(&paper.title).bold().size(30)));
        }
        if !paper.subtitle.is_empty() {
            let line = self.paragraph().align(AlignmentType::Center);
            let line = line.line_spacing(LineSpacing::new().after(160));
            file = file.add_paragraph(line.add_run(run(&paper.subtitle).color(GREY)));
        }
        Ok(file)
    }

    fn part(&mut self, file: Docx, part: &Part) -> Docx {
        match part {
            Part::Heading { text, level } => {
                let style = if *level == 1 { "Heading1" } else { "Heading2" };
                let line = self.said(text).style(style).keep_next(true);
                file.add_paragraph(line.line_spacing(LineSpacing::new().before(240).after(100)))
            }
            Part::Paragraph { text, look } => {
                let line = self.looking(text, *look);
                file.add_paragraph(line)
            }
            Part::Facts { rows } => {
                let rows: Vec<[Paragraph; 2]> = rows
                    .iter()
                    .map(|fact| {
                        [self.paragraph().add_run(run(&fact.label).bold()), self.said(&fact.value)]
                    })
                    .collect();
                if rows.is_empty() { file } else { file.add_table(self.pairs(rows, [1, 3])) }
            }
            Part::List { numbered, items } => self.list(file, *numbered, items),
            Part::Table(table) => self.table(file, table),
            Part::Bars(bars) => self.table(file, &values(bars)),
            Part::Signatures { signers } => self.signatures(file, signers),
            Part::CopyTo { heading, lines } => {
                let line = self.said(heading);
                let line = line.line_spacing(LineSpacing::new().before(240).after(100));
                let items: Vec<Item> = lines.iter().map(Item::new).collect();
                self.list(file.add_paragraph(line), true, &items)
            }
            Part::PageBreak => {
                let line = self.paragraph();
                file.add_paragraph(line.add_run(Run::new().add_break(BreakType::Page)))
            }
        }
    }

    fn looking(&mut self, text: &str, look: Look) -> Paragraph {
        let run = match look {
            Look::Strong => run(text).bold(),
            Look::Small => run(text).size(SMALL).color(GREY),
            Look::Plain | Look::Centred => run(text),
        };
        let line = self.paragraph().add_run(run).line_spacing(LineSpacing::new().after(120));
        if look == Look::Centred { line.align(AlignmentType::Center) } else { line }
    }

    fn list(&mut self, mut file: Docx, numbered: bool, items: &[Item]) -> Docx {
        for (at, item) in items.iter().enumerate() {
            let mark = match (item.mark.as_str(), numbered) {
                ("", true) => format!("{}.", at + 1),
                ("", false) => "•".to_owned(),
                (mark, _) => mark.to_owned(),
            };
            file = file.add_paragraph(self.marked(&mark, &item.text, 500));
            for (n, point) in (1..).zip(&item.points) {
                file = file.add_paragraph(self.marked(&format!("({})", roman(n)), point, 1_000));
            }
        }
        file
    }

    fn marked(&mut self, mark: &str, text: &str, indent: i32) -> Paragraph {
        let run = run(&format!("{mark}\t{text}"));
        let hanging = docx_rs::SpecialIndentType::Hanging(480);
        let line = self.paragraph().add_run(run).indent(Some(indent), Some(hanging), None, None);
        let tab = docx_rs::Tab::new().pos(usize::try_from(indent).expect("above nought"));
        line.add_tab(tab).line_spacing(LineSpacing::new().after(80))
    }

    fn table(&mut self, mut file: Docx, table: &paper::Table) -> Docx {
        if !table.caption.is_empty() {
            let line = self.paragraph().add_run(run(&table.caption).bold()).keep_next(true);
            file = file.add_paragraph(line.line_spacing(LineSpacing::new().before(160).after(60)));
        }
        if table.columns.is_empty() {
            return file;
        }
        let size = if table.small { SMALL } else { 18 };
        let widths =
            self.widths(&table.columns.iter().map(|column| column.width).collect::<Vec<_>>());
        let mut rows = self.headings(table, &widths, size);
        rows.extend(table.rows.iter().map(|row| self.row(row, table, &widths, size)));
        let line = self.paragraph().line_spacing(LineSpacing::new().after(60));
        file.add_table(framed(rows, widths)).add_paragraph(line)
    }

    fn headings(&mut self, table: &paper::Table, widths: &[usize], size: usize) -> Vec<TableRow> {
        let mut heading = |text: &str, width: usize| {
            let run = run(text).bold().size(size);
            let line = self.paragraph().align(AlignmentType::Center).add_run(run);
            let shading = Shading::new().fill(SHADE);
            cell(line, width).shading(shading).vertical_align(VAlignType::Center)
        };
        let (mut upper, mut lower, mut at) = (Vec::new(), Vec::new(), 0);
        for group in &table.groups {
            let end = (at + group.columns).min(table.columns.len());
            let columns = table.columns[at..end].iter().zip(&widths[at..end]);
            if group.heading.is_empty() {
                for (column, width) in columns {
                    upper
                        .push(heading(&column.heading, *width).vertical_merge(VMergeType::Restart));
                    lower.push(heading("", *width).vertical_merge(VMergeType::Continue));
                }
            } else {
                let whole = widths[at..end].iter().sum();
                upper.push(heading(&group.heading, whole).grid_span(end - at));
                lower.extend(columns.map(|(column, width)| heading(&column.heading, *width)));
            }
            at = end;
        }
        if upper.is_empty() {
            let columns = table.columns.iter().zip(widths);
            lower = columns.map(|(column, width)| heading(&column.heading, *width)).collect();
        }
        let rows = [upper, lower].into_iter().filter(|cells| !cells.is_empty());
        rows.map(|cells| TableRow::new(cells).cant_split()).collect()
    }

    fn row(&mut self, row: &Row, table: &paper::Table, widths: &[usize], size: usize) -> TableRow {
        let cells = table.columns.iter().zip(widths).enumerate().map(|(at, (column, width))| {
            let shown = row.cells.get(at);
            let run = run(shown.map_or("", |cell| &cell.text)).size(size);
            let run = if row.total { run.bold() } else { run };
            let line = self.paragraph().add_run(run);
            let line = if column.right { line.align(AlignmentType::Right) } else { line };
            let fill = match shown.map_or(Tone::Plain, |cell| cell.tone) {
                _ if row.total => Some(TOTAL),
                tone => fill(tone),
            };
            let cell = cell(line, *width).vertical_align(VAlignType::Center);
            match fill {
                Some(fill) => cell.shading(Shading::new().fill(fill)),
                None => cell,
            }
        });
        TableRow::new(cells.collect())
    }

    fn signatures(&mut self, file: Docx, signers: &[Signer]) -> Docx {
        if signers.is_empty() {
            return file;
        }
        let gap = self.paragraph().line_spacing(LineSpacing::new().before(700));
        let file = file.add_paragraph(gap);
        let places = signers.len().max(2);
        let mut cells: Vec<TableCell> = Vec::with_capacity(places);
        if signers.len() == 1 {
            cells.push(cell(self.paragraph(), self.width / places));
        }
        for signer in signers {
            let mut drawn = TableCell::new().width(self.width / places, WidthType::Dxa);
            let name = Some(format!("({})", signer.name)).filter(|_| !signer.name.is_empty());
            let strong = name.iter().map(String::as_str).chain([signer.post.as_str()]);
            for text in strong.filter(|text| !text.is_empty()) {
                let line = self.paragraph().align(AlignmentType::Center);
                drawn = drawn.add_paragraph(line.add_run(run(text).bold()));
            }
            for text in &signer.lines {
                drawn = drawn.add_paragraph(self.said(text).align(AlignmentType::Center));
            }
            cells.push(drawn);
        }
        file.add_table(self.bare(vec![TableRow::new(cells)], &vec![1; places]))
    }

    fn pairs(&mut self, rows: Vec<[Paragraph; 2]>, shares: [u32; 2]) -> Table {
        let widths = self.widths(&shares);
        let rows = rows.into_iter().map(|lines| {
            TableRow::new(
                lines.into_iter().zip(&widths).map(|(line, width)| cell(line, *width)).collect(),
            )
        });
        self.bare(rows.collect(), &shares)
    }

    /// A table that only places things.
    fn bare(&self, rows: Vec<TableRow>, shares: &[u32]) -> Table {
        let widths = self.widths(shares);
        laid(Table::without_borders(rows), widths)
    }

    fn widths(&self, shares: &[u32]) -> Vec<usize> {
        let share = |share: &u32| usize::try_from((*share).max(1)).expect("a share is small");
        let all: usize = shares.iter().map(share).sum();
        shares.iter().map(|each| self.width * share(each) / all.max(1)).collect()
    }

    fn footer(&mut self, paper: &Paper) -> Footer {
        let mut footer = Footer::new();
        for line in &paper.foot {
            let run = run(line).size(15).color(GREY);
            footer = footer.add_paragraph(self.paragraph().add_run(run));
        }
        if paper.page_word.is_empty() {
            return footer;
        }
        let word = run(&format!("{} ", paper.page_word)).size(15).color(GREY);
        let line = self.paragraph().align(AlignmentType::Right).add_run(word);
        let slash = Run::new().add_text(" / ").size(15).color(GREY);
        let line = line.add_page_num(PageNum::new()).add_run(slash);
        footer.add_paragraph(line.add_num_pages(NumPages::new()))
    }
}

/// A run of text; line breaks are kept, what XML cannot hold is not.
fn run(text: &str) -> Run {
    let mut run = Run::new();
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            run = run.add_break(BreakType::TextWrapping);
        }
        for (at, piece) in line.split('\t').enumerate() {
            if at > 0 {
                run = run.add_tab();
            }
            run = run.add_text(piece.replace(is_unwritable, ""));
        }
    }
    run
}

fn cell(line: Paragraph, width: usize) -> TableCell {
    TableCell::new().add_paragraph(line).width(width, WidthType::Dxa)
}

fn framed(rows: Vec<TableRow>, widths: Vec<usize>) -> Table {
    let sides = [
        TableBorderPosition::Top,
        TableBorderPosition::Left,
        TableBorderPosition::Bottom,
        TableBorderPosition::Right,
        TableBorderPosition::InsideH,
        TableBorderPosition::InsideV,
    ];
    let borders = sides.into_iter().fold(TableBorders::new(), |borders, side| {
        borders.set(TableBorder::new(side).border_type(BorderType::Single).size(4).color(RULE))
    });
    laid(Table::new(rows).set_borders(borders), widths)
}

fn laid(table: Table, widths: Vec<usize>) -> Table {
    let whole = widths.iter().sum();
    let margins = TableCellMargins::new().margin(40, 80, 40, 80);
    let table = table.set_grid(widths).width(whole, WidthType::Dxa).margins(margins);
    table.layout(TableLayoutType::Fixed)
}

/// Bars as a table of their values.
fn values(bars: &Bars) -> paper::Table {
    let mut columns = vec![paper::Column::text("", 3)];
    columns.extend(bars.series.iter().map(|series| paper::Column::number(&series.name, 2)));
    let rows = bars.labels.iter().enumerate().map(|(at, label)| {
        let shown =
            bars.series.iter().map(|series| series.shown.get(at).cloned().unwrap_or_default());
        Row::new(std::iter::once(label.clone()).chain(shown))
    });
    let rows = rows.collect();
    let said = [bars.caption.as_str(), &bars.note].map(str::trim);
    let caption = said.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ");
    paper::Table { caption, ..paper::Table::new(columns, rows) }
}

fn fill(tone: Tone) -> Option<&'static str> {
    match tone {
        Tone::Plain => None,
        Tone::Good => Some("E3F1E6"),
        Tone::Watch => Some("FDF3D3"),
        Tone::Behind => Some("FDE5D0"),
        Tone::Critical => Some("F9DCD8"),
        Tone::Stale => Some("E9ECEF"),
    }
}

/// The emblem, a centimetre and a half high.
fn picture(png: &[u8]) -> Result<Pic, PaperError> {
    let side = |at: usize| {
        let bytes: [u8; 4] = png.get(at..at + 4)?.try_into().ok()?;
        Some(u32::from_be_bytes(bytes)).filter(|side| (1..=20_000).contains(side))
    };
    if !png.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Err(PaperError::Emblem);
    }
    let (wide, high) = side(16).zip(side(20)).ok_or(PaperError::Emblem)?;
    let height = 1.5 * CENTIMETRE;
    let width = height * f64::from(wide) / f64::from(high);
    let pic = Pic::new_with_dimensions(png.to_vec(), wide, high).id("emblem");
    Ok(pic.size(emu(width), emu(height)))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few centimetres")]
fn emu(length: f64) -> u32 {
    length.clamp(1.0, 20.0 * CENTIMETRE) as u32
}

/// Small Roman numerals, for items below an item.
fn roman(number: usize) -> String {
    const STEPS: [(usize, &str); 9] = [
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut left = number;
    let mut shown = String::new();
    for (step, letters) in STEPS {
        while left >= step {
            shown.push_str(letters);
            left -= step;
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_below_an_item_are_counted_in_roman_numerals() {
        let counted: Vec<String> = [1, 4, 9, 14, 40, 99].map(roman).into();
        assert_eq!(counted, ["i", "iv", "ix", "xiv", "xl", "xcix"]);
    }
}
