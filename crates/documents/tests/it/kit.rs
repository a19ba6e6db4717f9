//! Makes files in a folder of their own and reads them back.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use samuh_documents::{ReadError, read};
use samuh_kernel::sheet::{Cell, Limits, Piece, Row};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A folder that is removed with the test.
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// A fresh folder; `name` tells the tests of one run apart.
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("samuh-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// Writes a file of the folder.
    pub(crate) fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// The path of a file of the folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Writes a workbook from its sheets' XML, with the parts given beside.
    pub(crate) fn book(&self, name: &str, sheets: &[&str], parts: &[(&str, &str)]) -> PathBuf {
        let path = self.path(name);
        let mut zip = ZipWriter::new(File::create(&path).unwrap());
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        let mut put = |name: &str, text: &str| {
            zip.start_file(name, options).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        };
        for (name, text) in frame(sheets.len(), parts) {
            put(&name, &text);
        }
        for (place, sheet) in sheets.iter().enumerate() {
            put(&format!("xl/worksheets/sheet{}.xml", place + 1), sheet);
        }
        for (name, text) in parts {
            put(name, text);
        }
        zip.finish().unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A sheet's XML around its rows.
pub(crate) fn sheet(rows: &str) -> String {
    format!("<?xml version=\"1.0\"?><worksheet><sheetData>{rows}</sheetData></worksheet>")
}

/// Reads a file whole.
pub(crate) fn pieces(path: &Path, limits: &Limits) -> Result<Vec<Piece>, ReadError> {
    let mut pieces = Vec::new();
    read(path, limits, &mut |piece| {
        pieces.push(piece);
        Ok(())
    })?;
    Ok(pieces)
}

/// The rows of a file, whatever its sheets.
pub(crate) fn rows(path: &Path) -> Vec<Row> {
    let pieces = pieces(path, &Limits::ORDINARY).unwrap();
    pieces
        .into_iter()
        .filter_map(|piece| match piece {
            Piece::Row(row) => Some(row),
            Piece::Sheet { .. } => None,
        })
        .collect()
}

/// A cell of text.
pub(crate) fn text(value: &str) -> Cell {
    Cell::Text(value.to_owned())
}

fn frame(sheets: usize, parts: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut list = String::new();
    let mut links = String::new();
    for number in 1..=sheets {
        list += &format!("<sheet name=\"S{number}\" sheetId=\"{number}\" r:id=\"r{number}\"/>");
        links += &format!(
            "<Relationship Id=\"r{number}\" Type=\"x/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        );
    }
    for kind in ["sharedStrings", "styles"] {
        if parts.iter().any(|(name, _)| *name == format!("xl/{kind}.xml")) {
            links +=
                &format!("<Relationship Id=\"{kind}\" Type=\"x/{kind}\" Target=\"{kind}.xml\"/>");
        }
    }
    let made = |name: &str, text: String| (name.to_owned(), text);
    let mut frame = vec![
        made("xl/workbook.xml", format!("<workbook><sheets>{list}</sheets></workbook>")),
        made("xl/_rels/workbook.xml.rels", format!("<Relationships>{links}</Relationships>")),
    ];
    frame.retain(|(name, _)| parts.iter().all(|(given, _)| given != name));
    frame
}
