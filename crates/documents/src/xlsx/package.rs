//! The zip that a workbook is: looked over before any part is opened, and every part read only up
//! to what it declared.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use samuh_kernel::sheet::Limits;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::error::{ReadError, megabytes};
use crate::gate::too_many_sheets;

/// Bytes of the list of parts: enough for tens of thousands, too few to fill the memory.
const DIRECTORY_BYTES: u32 = 4 << 20;
/// Parts of other kinds than sheets (pictures, comments, drawings).
const PARTS: usize = 10_000;
/// A part below this size may be packed as tightly as it likes.
const RATIO_FROM: u64 = 1 << 20;
/// The signature that closes a zip, and the bytes of its record.
const END_SIGNATURE: &[u8] = b"PK\x05\x06";
const END_BYTES: usize = 22;

/// An opened workbook whose list of parts was found harmless.
pub(crate) struct Package {
    zip: ZipArchive<BufReader<File>>,
    places: HashMap<String, usize>,
}

impl Package {
    /// Opens a workbook and checks sizes, ratios, names and nesting of its parts.
    pub(crate) fn open(path: &Path, limits: &Limits) -> Result<Self, ReadError> {
        let mut file = File::open(path)?;
        check_directory(&mut file)?;
        let zip = ZipArchive::new(BufReader::new(file)).map_err(|error| from_zip(&error))?;
        let mut package = Self { zip, places: HashMap::new() };
        package.inspect(limits)?;
        Ok(package)
    }

    /// True if the workbook holds the part.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.places.contains_key(&name.to_ascii_lowercase())
    }

    /// A part, read as a stream that never gives more than the part declared.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<impl Read + '_>, ReadError> {
        let Some(&place) = self.places.get(&name.to_ascii_lowercase()) else { return Ok(None) };
        let part = self.zip.by_index(place).map_err(|error| from_zip(&error))?;
        let left = part.size();
        Ok(Some(Bounded { part, left }))
    }

    fn inspect(&mut self, limits: &Limits) -> Result<(), ReadError> {
        let mut inflated = 0_u64;
        let mut sheets = 0_u32;
        for place in 0..self.zip.len() {
            let part = self.zip.by_index_raw(place).map_err(|error| from_zip(&error))?;
            if part.encrypted() {
                return Err(ReadError::new("encrypted"));
            }
            let name = part_name(part.name(), part.is_symlink())?;
            let (size, packed) = (part.size(), part.compressed_size().max(1));
            drop(part);
            inflated = inflated.saturating_add(size);
            if inflated > limits.inflated_bytes {
                let limit = megabytes(limits.inflated_bytes);
                return Err(ReadError::new("inflated_too_large").with("limit", limit));
            }
            if size > RATIO_FROM && size / packed > limits.ratio {
                return Err(ReadError::new("ratio_too_high").with("part", name));
            }
            sheets += u32::from(is_sheet(&name));
            if sheets > limits.sheets {
                return Err(too_many_sheets(limits));
            }
            if place > PARTS {
                return Err(ReadError::new("too_many_parts").with("limit", PARTS));
            }
            self.places.insert(name, place);
        }
        self.refuse_nested()
    }

    /// A workbook never needs another archive inside its `xl` folder.
    fn refuse_nested(&mut self) -> Result<(), ReadError> {
        let inner: Vec<(String, usize)> = self
            .places
            .iter()
            .filter(|(name, _)| name.starts_with("xl/") && !is_sheet(name))
            .map(|(name, place)| (name.clone(), *place))
            .collect();
        for (name, place) in inner {
            let part = self.zip.by_index(place).map_err(|error| from_zip(&error))?;
            let mut head = Vec::with_capacity(4);
            part.take(4).read_to_end(&mut head)?;
            if head == b"PK\x03\x04" {
                return Err(ReadError::new("nested_archive").with("part", name));
            }
        }
        Ok(())
    }
}

/// A part that fails once it gives more bytes than the zip's list promised.
struct Bounded<R> {
    part: R,
    left: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.part.read(into)?;
        self.left = self
            .left
            .checked_sub(count as u64)
            .ok_or_else(|| ReadError::broken("a part is larger than it declared").into_io())?;
        Ok(count)
    }
}

/// The part's name in lower case with `/`; refused when it points outside the workbook.
fn part_name(raw: &str, symlink: bool) -> Result<String, ReadError> {
    let name = raw.replace('\\', "/").to_ascii_lowercase();
    if symlink || name.split('/').any(|step| step == "..") {
        return Err(ReadError::new("unsafe_names"));
    }
    Ok(name.trim_start_matches('/').to_owned())
}

fn is_sheet(name: &str) -> bool {
    name.starts_with("xl/worksheets/") && name.ends_with(".xml")
}

/// Refuses a zip whose list of parts alone would fill the memory, before the list is loaded.
fn check_directory(file: &mut File) -> Result<(), ReadError> {
    let size = file.seek(SeekFrom::End(0))?;
    let tail = size.min(u64::from(u16::MAX) + END_BYTES as u64);
    file.seek(SeekFrom::Start(size - tail))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    file.seek(SeekFrom::Start(0))?;
    let end = memchr::memmem::rfind(&bytes, END_SIGNATURE)
        .and_then(|at| bytes.get(at..at + END_BYTES))
        .ok_or_else(|| ReadError::broken("the zip has no end"))?;
    let directory = u32::from_le_bytes([end[12], end[13], end[14], end[15]]);
    if directory > DIRECTORY_BYTES {
        return Err(ReadError::new("too_many_parts").with("limit", PARTS));
    }
    Ok(())
}

fn from_zip(error: &ZipError) -> ReadError {
    match error {
        ZipError::Io(error) => ReadError::from_io(error),
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            ReadError::new("encrypted")
        }
        other => ReadError::broken(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_with_either_slash_and_never_climb() {
        assert_eq!(
            part_name("XL\\Worksheets\\Sheet1.xml", false).unwrap(),
            "xl/worksheets/sheet1.xml"
        );
        assert_eq!(part_name("/xl/workbook.xml", false).unwrap(), "xl/workbook.xml");
        assert_eq!(part_name("xl/../../etc/passwd", false).unwrap_err().code, "unsafe_names");
        assert_eq!(part_name("xl/styles.xml", true).unwrap_err().code, "unsafe_names");
    }

    #[test]
    fn a_part_that_gives_more_than_it_declared_is_broken() {
        let mut part = Bounded { part: &b"12345"[..], left: 4 };
        let error = part.read_to_end(&mut Vec::new()).unwrap_err();
        assert_eq!(ReadError::from_io(&error).code, "broken_file");
    }
}
