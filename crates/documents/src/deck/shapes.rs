//! The XML of shapes: text, placeholders, tables, pictures. Lengths are EMU, sizes hundredths of a
//! point.

use std::fmt::Write as _;

use samuh_kernel::paper::{Language, Row, Table, Tone};

use crate::is_unwritable;

/// EMU of a point.
pub(super) const POINT: i64 = 12_700;
/// The slide's left edge of text, and its width.
pub(super) const LEFT: i64 = 457_200;
/// The width of what a slide shows.
pub(super) const WIDE: i64 = 11_277_600;
/// Letters of a table: the largest and the least, and the height of a line beside them.
const TABLE_SIZES: [i64; 6] = [1400, 1300, 1200, 1100, 1000, 900];
const LINE: f64 = 1.72;
/// The theme's fonts: text boxes and cells do not take them by themselves everywhere.
const FONTS: &str = "<a:latin typeface=\"+mn-lt\"/><a:cs typeface=\"+mn-cs\"/>";
/// Space above and below a cell's words.
const PAD: i64 = 38_100;

/// A place on the slide.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) x: i64,
    pub(super) y: i64,
    pub(super) wide: i64,
    pub(super) high: i64,
}

/// Text of XML; control characters are dropped.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(' '),
            letter if is_unwritable(letter) => {}
            letter => out.push(letter),
        }
    }
    out
}

/// The code of a language as Office names it.
pub(super) fn code(language: Language) -> &'static str {
    match language {
        Language::Hindi => "hi-IN",
        Language::English => "en-IN",
    }
}

/// A paragraph of one run; `looks` are the run's attributes and `colour` its scheme colour.
pub(super) fn paragraph(language: Language, text: &str, looks: &str, colour: &str) -> String {
    let code = code(language);
    let fill = if colour.is_empty() {
        String::new()
    } else {
        format!("<a:solidFill><a:schemeClr val=\"{colour}\"/></a:solidFill>")
    };
    let text = escaped(text);
    format!(
        "<a:p><a:r><a:rPr lang=\"{code}\"{looks} dirty=\"0\">{fill}{FONTS}</a:rPr><a:t>{text}</a:t></a:r></a:p>"
    )
}

/// A placeholder of the layout, filled.
pub(super) fn placeholder(id: u32, name: &str, kind: &str, paragraphs: &str) -> String {
    format!(
        "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"{name}\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr>\
         <p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr><a:normAutofit/></a:bodyPr>\
         <a:lstStyle/>{paragraphs}</p:txBody></p:sp>"
    )
}

/// A text box.
pub(super) fn text_box(id: u32, name: &str, place: Place, paragraphs: &str) -> String {
    let placed = placed("a:xfrm", place);
    format!(
        "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"{name}\"/><p:cNvSpPr txBox=\"1\"/><p:nvPr/></p:nvSpPr>\
         <p:spPr>{placed}<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>\
         <p:txBody><a:bodyPr wrap=\"square\" lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\"><a:normAutofit/></a:bodyPr>\
         <a:lstStyle/>{paragraphs}</p:txBody></p:sp>"
    )
}

/// A picture of the slide's relation `rel`.
pub(super) fn picture(id: u32, rel: &str, place: Place) -> String {
    let placed = placed("a:xfrm", place);
    format!(
        "<p:pic><p:nvPicPr><p:cNvPr id=\"{id}\" name=\"Emblem\"/><p:cNvPicPr><a:picLocks noChangeAspect=\"1\"/></p:cNvPicPr>\
         <p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:embed=\"{rel}\"/><a:stretch><a:fillRect/></a:stretch></p:blipFill>\
         <p:spPr>{placed}<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></p:spPr></p:pic>"
    )
}

/// The chart of the slide's relation `rel`.
pub(super) fn chart(id: u32, rel: &str, about: &str, place: Place) -> String {
    let inner = format!(
        "<a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/chart\"><c:chart \
         xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" r:id=\"{rel}\"/></a:graphicData>"
    );
    frame(id, "Chart", about, place, &inner)
}

fn placed(tag: &str, place: Place) -> String {
    let Place { x, y, wide, high } = place;
    format!("<{tag}><a:off x=\"{x}\" y=\"{y}\"/><a:ext cx=\"{wide}\" cy=\"{high}\"/></{tag}>")
}

fn frame(id: u32, name: &str, about: &str, place: Place, inner: &str) -> String {
    let (placed, about) = (placed("p:xfrm", place), escaped(about));
    format!(
        "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id=\"{id}\" name=\"{name}\" descr=\"{about}\"/>\
         <p:cNvGraphicFramePr><a:graphicFrameLocks noGrp=\"1\"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>\
         {placed}<a:graphic>{inner}</a:graphic></p:graphicFrame>"
    )
}

/// A table laid into a place: its letters are made smaller until it fits, never cut.
pub(super) fn table(
    id: u32,
    about: &str,
    table: &Table,
    place: Place,
    language: Language,
) -> String {
    let widths = widths(table, place.wide);
    let size = fitting(table, &widths, place.high);
    let mut rows = String::new();
    let mut high = 0;
    for heading in headings(table) {
        let row_height = height(
            heading.iter().map(|cell| cell.text.as_str()).zip(spans(&heading, &widths)),
            size,
        );
        high += row_height;
        let _ = write!(rows, "<a:tr h=\"{row_height}\">");
        for cell in &heading {
            rows.push_str(&cell.xml(language, size));
        }
        rows.push_str("</a:tr>");
    }
    for (at, row) in table.rows.iter().enumerate() {
        let row_height = row_height(row, &widths, size);
        high += row_height;
        let _ = write!(rows, "<a:tr h=\"{row_height}\">");
        for (column, width) in table.columns.iter().enumerate().map(|(n, column)| (column, n)) {
            let cell = row.cells.get(width);
            let tone = cell.map_or(Tone::Plain, |cell| cell.tone);
            let fill = fill(tone, row.total, at);
            let words = cell.map_or("", |cell| &cell.text);
            let drawn = Drawn {
                text: words,
                right: column.right,
                bold: row.total,
                fill,
                span: "",
                colour: "tx1",
            };
            rows.push_str(&drawn.xml(language, size));
        }
        rows.push_str("</a:tr>");
    }
    let mut grid = String::new();
    for width in &widths {
        let _ = write!(grid, "<a:gridCol w=\"{width}\"/>");
    }
    let inner = format!(
        "<a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/table\"><a:tbl>\
         <a:tblPr firstRow=\"1\" bandRow=\"1\"/><a:tblGrid>{grid}</a:tblGrid>{rows}</a:tbl></a:graphicData>"
    );
    frame(id, "Table", about, Place { high, ..place }, &inner)
}

/// A cell about to be drawn.
struct Drawn<'a> {
    text: &'a str,
    right: bool,
    bold: bool,
    fill: &'static str,
    /// Attributes by which it covers others or is covered.
    span: &'a str,
    colour: &'static str,
}

impl Drawn<'_> {
    fn xml(&self, language: Language, size: i64) -> String {
        let align = if self.right { "r" } else { "l" };
        let bold = if self.bold { " b=\"1\"" } else { "" };
        let (code, text, colour) = (code(language), escaped(self.text), self.colour);
        let run = format!(
            "<a:rPr lang=\"{code}\" sz=\"{size}\"{bold} dirty=\"0\"><a:solidFill><a:schemeClr val=\"{colour}\"/></a:solidFill>{FONTS}</a:rPr>"
        );
        let said = if text.is_empty() {
            format!("<a:endParaRPr lang=\"{code}\" sz=\"{size}\"/>")
        } else {
            format!("<a:r>{run}<a:t>{text}</a:t></a:r>")
        };
        let line = "<a:solidFill><a:srgbClr val=\"B4BCC6\"/></a:solidFill>";
        let lines = ["lnL", "lnR", "lnT", "lnB"]
            .map(|side| format!("<a:{side} w=\"6350\">{line}</a:{side}>"))
            .concat();
        let (span, fill) = (self.span, self.fill);
        format!(
            "<a:tc{span}><a:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr algn=\"{align}\"/>{said}</a:p></a:txBody>\
             <a:tcPr marL=\"63500\" marR=\"63500\" marT=\"{PAD}\" marB=\"{PAD}\" anchor=\"ctr\">{lines}\
             <a:solidFill><a:srgbClr val=\"{fill}\"/></a:solidFill></a:tcPr></a:tc>"
        )
    }
}

/// A heading's cell: its words, and what it covers.
struct Heading {
    text: String,
    span: String,
    columns: usize,
    right: bool,
}

impl Heading {
    fn xml(&self, language: Language, size: i64) -> String {
        let Self { text, span, right, .. } = self;
        let drawn = Drawn { text, right: *right, bold: true, fill: "8A3B12", span, colour: "bg1" };
        drawn.xml(language, size)
    }
}

/// One row of headings, or two where some stand over others.
fn headings(table: &Table) -> Vec<Vec<Heading>> {
    let plain = |column: &samuh_kernel::paper::Column, span: &str| Heading {
        text: column.heading.clone(),
        span: span.to_owned(),
        columns: 1,
        right: column.right,
    };
    if table.groups.is_empty() {
        return vec![table.columns.iter().map(|column| plain(column, "")).collect()];
    }
    let covered = |span: &str| Heading {
        text: String::new(),
        span: span.to_owned(),
        columns: 0,
        right: false,
    };
    let (mut upper, mut lower, mut at) = (Vec::new(), Vec::new(), 0);
    for group in &table.groups {
        let end = (at + group.columns).min(table.columns.len());
        let columns = &table.columns[at..end];
        if group.heading.is_empty() {
            upper.extend(columns.iter().map(|column| plain(column, " rowSpan=\"2\"")));
            lower.extend(columns.iter().map(|_| covered(" vMerge=\"1\"")));
        } else {
            let span = format!(" gridSpan=\"{}\"", columns.len());
            let text = group.heading.clone();
            upper.push(Heading { text, span, columns: columns.len(), right: false });
            upper.extend(columns.iter().skip(1).map(|_| covered(" hMerge=\"1\"")));
            lower.extend(columns.iter().map(|column| plain(column, "")));
        }
        at = end;
    }
    vec![upper, lower]
}

fn spans(headings: &[Heading], widths: &[i64]) -> Vec<i64> {
    let width = |at: usize, heading: &Heading| widths.iter().skip(at).take(heading.columns).sum();
    headings.iter().enumerate().map(|(at, heading)| width(at, heading)).collect()
}

fn widths(table: &Table, wide: i64) -> Vec<i64> {
    let all: i64 = table.columns.iter().map(|column| i64::from(column.width.max(1))).sum();
    table.columns.iter().map(|column| wide * i64::from(column.width.max(1)) / all.max(1)).collect()
}

/// The largest letters with which a table stays within a height; the least where none does.
fn fitting(table: &Table, widths: &[i64], high: i64) -> i64 {
    let whole = |size: i64| {
        let heads: i64 = headings(table)
            .iter()
            .map(|row| {
                height(row.iter().map(|cell| cell.text.as_str()).zip(spans(row, widths)), size)
            })
            .sum();
        let rows: i64 = table.rows.iter().map(|row| row_height(row, widths, size)).sum();
        heads + rows
    };
    let least = TABLE_SIZES[TABLE_SIZES.len() - 1];
    TABLE_SIZES.into_iter().find(|size| whole(*size) <= high).unwrap_or(least)
}

fn row_height(row: &Row, widths: &[i64], size: i64) -> i64 {
    height(row.cells.iter().map(|cell| cell.text.as_str()).zip(widths.iter().copied()), size)
}

/// The height of the row that holds these texts in these widths. Devanagari signs above and below
/// a letter take no width of their own.
fn height<'a>(cells: impl Iterator<Item = (&'a str, i64)>, size: i64) -> i64 {
    let lines = cells.map(|(text, width)| {
        let letters = text
            .chars()
            .filter(|letter| {
                !matches!(letter, '\u{900}'..='\u{902}'
            | '\u{93c}' | '\u{941}'..='\u{948}' | '\u{94d}')
            })
            .count();
        let letter = size * POINT / 100 * 58 / 100;
        let fits = ((width - 2 * 63_500) / letter).max(1);
        i64::try_from(letters).unwrap_or(i64::MAX).div_ceil_of(fits).max(1)
    });
    let lines = lines.max().unwrap_or(1);
    lines * line(size) + 2 * PAD
}

/// Whole division upwards of numbers above nought.
trait Ceil {
    fn div_ceil_of(self, by: i64) -> i64;
}

impl Ceil for i64 {
    fn div_ceil_of(self, by: i64) -> i64 {
        self / by + i64::from(self % by != 0)
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "a line of a slide"
)]
fn line(size: i64) -> i64 {
    ((size * POINT / 100) as f64 * LINE) as i64
}

fn fill(tone: Tone, total: bool, at: usize) -> &'static str {
    match tone {
        _ if total => "E8E3DE",
        Tone::Plain if at % 2 == 1 => "FAF8F6",
        Tone::Plain => "FFFFFF",
        Tone::Good => "E3F1E6",
        Tone::Watch => "FDF3D3",
        Tone::Behind => "FDE5D0",
        Tone::Critical => "F9DCD8",
        Tone::Stale => "E9ECEF",
    }
}

#[cfg(test)]
mod tests {
    use samuh_kernel::paper::Column;

    use super::*;

    #[test]
    fn markup_in_words_stays_words() {
        assert_eq!(escaped("a<b & \"c\"\u{1}\n>"), "a&lt;b &amp; &quot;c&quot; &gt;");
    }

    #[test]
    fn a_long_table_gets_smaller_letters_before_it_leaves_the_slide() {
        let rows = |count| (0..count).map(|_| Row::new(["माकड़ी", "1,200"])).collect();
        let columns = || vec![Column::text("विकासखण्ड", 2), Column::number("लक्ष्य", 1)];
        let size = |count| {
            let table = Table::new(columns(), rows(count));
            fitting(&table, &widths(&table, WIDE), 5_000_000)
        };
        assert_eq!((size(5), size(60)), (1400, 900));
        assert!(size(14) < 1400 && size(14) > 900);
    }
}
