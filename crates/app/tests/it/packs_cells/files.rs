//! The files of a pack, read back: slides with their charts, workbooks, pages.

use std::io::{Cursor, Read};
use std::path::Path;
use std::process::Command;

use samuh_documents::read;
use samuh_kernel::sheet::{Cell, Limits, Piece};
use zip::ZipArchive;

/// A table that was found: heading and rows, as words.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    /// The title of its slide.
    pub(crate) title: String,
    /// The first sentence below it.
    pub(crate) lead: String,
    /// The rows, the headings first.
    pub(crate) rows: Vec<Vec<String>>,
}

/// A chart that was found: its labels and series twice, as it is drawn and as its workbook has it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Drawn {
    /// The title of its slide.
    pub(crate) title: String,
    /// The sentence below the title.
    pub(crate) lead: String,
    /// The labels.
    pub(crate) labels: Vec<String>,
    /// The series as they are drawn.
    pub(crate) series: Vec<(String, Vec<Option<f64>>)>,
    /// The rows of its workbook, the names of the series first.
    pub(crate) book: Vec<Vec<Cell>>,
}

/// A word of a page with the place of its middle, in points.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    /// The page, from 0.
    pub(crate) page: usize,
    /// From the left.
    pub(crate) x: f64,
    /// From the top.
    pub(crate) y: f64,
    /// Its letters.
    pub(crate) text: String,
}

/// What a piece of markup says.
pub(crate) fn plain(markup: &str) -> String {
    let mut text = String::new();
    let mut is_tag = false;
    for letter in markup.chars() {
        match letter {
            '<' => is_tag = true,
            '>' => is_tag = false,
            letter if !is_tag => text.push(letter),
            _ => {}
        }
    }
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&#39;", "'").replace("&amp;", "&").trim().to_owned()
}

/// The letters alone: a PDF keeps no spaces, only distances.
pub(crate) fn close(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && *letter != '\u{200b}').collect()
}

fn entry(bytes: &[u8], name: &str) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = Vec::new();
    archive.by_name(name).ok()?.read_to_end(&mut out).unwrap();
    Some(out)
}

fn part(bytes: &[u8], name: &str) -> Option<String> {
    Some(String::from_utf8(entry(bytes, name)?).unwrap())
}

/// What stands between two marks, the first such.
fn between<'a>(text: &'a str, from: &str, to: &str) -> Option<&'a str> {
    text.split_once(from)?.1.split_once(to).map(|(inside, _)| inside)
}

/// The first two paragraphs of a slide: its title and the sentence below it.
fn heads(slide: &str) -> [String; 2] {
    let mut said = slide
        .split("<p:txBody>")
        .skip(1)
        .map(|body| plain(body.split("</p:txBody>").next().unwrap_or("")));
    [said.next().unwrap_or_default(), said.next().unwrap_or_default()]
}

/// The tables and charts of the slides, in their order.
pub(crate) fn slides(bytes: &[u8], folder: &Path) -> (Vec<Found>, Vec<Drawn>) {
    let (mut tables, mut charts) = (Vec::new(), Vec::new());
    for at in 1.. {
        let Some(slide) = part(bytes, &format!("ppt/slides/slide{at}.xml")) else { break };
        let [title, lead] = heads(&slide);
        if let Some(table) = between(&slide, "<a:tbl>", "</a:tbl>") {
            let cell = |cell: &str| plain(cell.split("</a:tc>").next().unwrap_or(""));
            let row = |row: &str| row.split("<a:tc>").skip(1).map(cell).collect();
            let rows = table.split("<a:tr ").skip(1).map(row).collect();
            tables.push(Found { title: title.clone(), lead: lead.clone(), rows });
        }
        let rels = part(bytes, &format!("ppt/slides/_rels/slide{at}.xml.rels")).unwrap();
        if let Some(name) = between(&rels, "../charts/", "\"") {
            charts.push(chart(bytes, name, [title, lead], folder));
        }
    }
    (tables, charts)
}

fn chart(bytes: &[u8], name: &str, [title, lead]: [String; 2], folder: &Path) -> Drawn {
    let xml = part(bytes, &format!("ppt/charts/{name}")).unwrap();
    let rels = part(bytes, &format!("ppt/charts/_rels/{name}.rels")).unwrap();
    let book = between(&rels, "../embeddings/", "\"").unwrap();
    let book = entry(bytes, &format!("ppt/embeddings/{book}")).unwrap();
    let book = sheets(&book, folder).swap_remove(0).1;
    let points = |part: &str| -> Vec<(usize, String)> {
        let each = part.split("<c:pt idx=\"").skip(1).map(|point| {
            let (at, rest) = point.split_once('"').unwrap();
            (at.parse().unwrap(), plain(between(rest, "<c:v>", "</c:v>").unwrap()))
        });
        each.collect()
    };
    let mut labels = Vec::new();
    let series = xml.split("<c:ser>").skip(1).map(|one| {
        let name = points(between(one, "<c:tx>", "</c:tx>").unwrap()).swap_remove(0).1;
        labels = points(between(one, "<c:cat>", "</c:cat>").unwrap());
        let mut values = vec![None; labels.len()];
        for (at, value) in points(between(one, "<c:val>", "</c:val>").unwrap()) {
            values[at] = Some(value.parse().unwrap());
        }
        (name, values)
    });
    let series = series.collect();
    let labels = labels.into_iter().map(|(_, label)| label).collect();
    Drawn { title, lead, labels, series, book }
}

/// The rows of a workbook's sheets, by their names; row 1 stands at 0, also where it is blank.
pub(crate) fn sheets(bytes: &[u8], folder: &Path) -> Vec<(String, Vec<Vec<Cell>>)> {
    let path = folder.join("cells.xlsx");
    std::fs::write(&path, bytes).unwrap();
    let mut sheets: Vec<(String, Vec<Vec<Cell>>)> = Vec::new();
    read(&path, &Limits::ORDINARY, &mut |piece| {
        match piece {
            Piece::Sheet { name, .. } => sheets.push((name, Vec::new())),
            Piece::Row(row) => {
                let rows = &mut sheets.last_mut().unwrap().1;
                rows.resize(row.number as usize - 1, Vec::new());
                rows.push(row.cells);
            }
        }
        Ok(())
    })
    .unwrap();
    sheets
}

/// The formulas of a workbook's sheet, from 0: where, what, and the value kept with it.
pub(crate) fn formulas(bytes: &[u8], sheet: usize) -> Vec<(String, String, String)> {
    let xml = part(bytes, &format!("xl/worksheets/sheet{}.xml", sheet + 1)).unwrap();
    let cells = xml.split("<c r=\"").skip(1).filter_map(|cell| {
        let cell = cell.split("</c>").next().unwrap_or("");
        let place = cell.split('"').next().unwrap_or("").to_owned();
        let (formula, kept) = (between(cell, "<f>", "</f>")?, between(cell, "<v>", "</v>")?);
        Some((place, plain(formula), kept.to_owned()))
    });
    cells.collect()
}

/// The words of a PDF with their places; those at the head and foot of pages are left out.
pub(crate) fn words(bytes: &[u8], folder: &Path, margins: (f64, f64)) -> (f64, Vec<Word>) {
    let path = folder.join("cells.pdf");
    std::fs::write(&path, bytes).unwrap();
    let told = Command::new("pdftotext").args(["-bbox"]).arg(&path).arg("-").output();
    let text = String::from_utf8(told.expect("poppler-utils is part of the test set-up").stdout);
    let text = text.unwrap();
    let number = |line: &str, name: &str| -> f64 {
        between(line, &format!("{name}=\""), "\"").and_then(|text| text.parse().ok()).unwrap()
    };
    let (mut words, mut page, mut wide, mut high) = (Vec::new(), 0, 0.0, 0.0);
    for line in text.lines().map(str::trim) {
        if line.starts_with("<page ") {
            page += 1;
            (wide, high) = (number(line, "width"), number(line, "height"));
        } else if line.starts_with("<word ") {
            let x = (number(line, "xMin") + number(line, "xMax")) / 2.0;
            let y = (number(line, "yMin") + number(line, "yMax")) / 2.0;
            if y > margins.0 && y < high - margins.1 {
                words.push(Word { page: page - 1, x, y, text: plain(line) });
            }
        }
    }
    words.sort_by(|a, b| (a.page, a.y, a.x).partial_cmp(&(b.page, b.y, b.x)).unwrap());
    (wide, words)
}

/// Words of one line together: those whose middles lie within some points.
pub(crate) fn lines<'w>(words: impl IntoIterator<Item = &'w Word>) -> Vec<Word> {
    const ONE_LINE: f64 = 3.2;
    let mut lines: Vec<(Word, Vec<&Word>)> = Vec::new();
    for word in words {
        match lines.last_mut() {
            Some((line, all)) if line.page == word.page && word.y - line.y < ONE_LINE => {
                all.push(word);
            }
            _ => lines.push((word.clone(), vec![word])),
        }
    }
    let joined = lines.into_iter().map(|(line, mut all)| {
        all.sort_by(|a, b| a.x.total_cmp(&b.x));
        Word { text: close(&all.iter().map(|word| word.text.as_str()).collect::<String>()), ..line }
    });
    joined.collect()
}
