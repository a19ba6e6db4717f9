//! Photographs and papers of reports: taken in, made anew where they are pictures, kept beside the
//! database by their hash, and given out to whoever sees the direction.

use std::{
    fs,
    io::{Cursor, Write},
    path::{Path, PathBuf},
};

use axum::{
    extract::Path as Of,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use image::{ImageFormat, ImageReader, Limits, codecs::jpeg::JpegEncoder};
use samuh_engine::{Error, Result};
use samuh_kernel::{
    fault::{Fault, Faults},
    scope::{Area, Right},
};
use samuh_meetings::direction::{File, rules::MOST_FILES, store::of_file};
use sha2::{Digest, Sha256};

use crate::server::{
    App,
    fail::{Answer, Fail},
    query::Query,
    received::{Arriving, Parcel, Part, Refusal},
    visit::Visitor,
};

/// The largest file that is taken, in bytes: a photograph of a cheap telephone has 3 to 5 MB.
const LARGEST: usize = 12 << 20;
/// The longest side of a kept picture, in points.
const SIDE: u32 = 1600;
/// The longest side of a picture that is looked at: what is larger is no photograph.
const LONGEST: u32 = 16_000;
/// The most memory that a picture may take while it is read, in bytes.
const MEMORY: u64 = 256 << 20;
/// How well a kept photograph is drawn, of 100.
const QUALITY: u8 = 80;

/// The field of the files.
const FIELD: &str = "files";

/// A file that is taken and not yet kept.
struct Drawn {
    name: String,
    kind: &'static str,
    bytes: Vec<u8>,
}

/// A form with its files.
pub(super) struct Taken {
    pub(super) form: Query,
    pub(super) files: Vec<File>,
    pub(super) wrong: Faults,
    /// What the page with these faults is answered with.
    pub(super) status: StatusCode,
}

/// Takes a form in; files that are no pictures and no PDF are named in the faults. Where one is refused, none of
/// them is kept: whoever sends the report again chooses them again.
pub(super) async fn take(visitor: &Visitor, mut form: Parcel) -> Answer<Taken> {
    let (files, wrong) = (Vec::new(), Faults::default());
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    let mut taken = Taken { form: Query::default(), files, wrong, status };
    let (mut pairs, mut drawn) = (Vec::new(), Vec::new());
    while let Some(part) = form.next(FIELD).await.map_err(|_| Fail::Request)? {
        match part {
            Part::Field(name, text) => pairs.push((name, text)),
            // Where the scanner is silent, it is not asked six times.
            Part::File(file) if file.field == FIELD && taken.status == status => {
                let is_one_more = drawn.len() >= MOST_FILES;
                drawn.extend(take_file(visitor, *file, is_one_more, &mut taken).await?);
            }
            Part::File(_) => {}
        }
    }
    if taken.wrong.is_empty() {
        let folder = visitor.app.config().data.join("files");
        let kept = move |_: &App| {
            drawn.into_iter().map(|one| keep(&folder, one)).collect::<Result<Vec<File>>>()
        };
        taken.files = visitor.app.blocking(kept).await?;
    }
    Ok(Taken { form: Query::of(pairs), ..taken })
}

/// Takes a file in; none where none was chosen, or where it is refused and told in the faults.
async fn take_file(
    visitor: &Visitor,
    file: Arriving<'_>,
    is_one_more: bool,
    taken: &mut Taken,
) -> Answer<Option<Drawn>> {
    let called = samuh_kernel::text::tidy(&file.called);
    let args = [("name", called.clone())];
    let bytes = match file.whole(if is_one_more { 0 } else { LARGEST }).await {
        Ok(Some(bytes)) if bytes.is_empty() => return Ok(None),
        Ok(Some(bytes)) => bytes,
        Ok(None) => {
            taken.wrong.with_args(FIELD, "report_file_large", &args);
            return Ok(None);
        }
        Err(Refusal::Said(status, fault)) => {
            taken.wrong.push(Fault { field: Some(FIELD.into()), ..fault });
            taken.status = status;
            return Ok(None);
        }
        Err(Refusal::TooLarge) => return Err(Fail::Request),
        Err(Refusal::Fail(fail)) => return Err(fail),
    };
    let Some((bytes, kind)) = visitor.app.blocking(move |_| Ok(made_anew(&bytes))).await? else {
        taken.wrong.with_args(FIELD, "report_file_kind", &args);
        return Ok(None);
    };
    Ok(Some(Drawn { name: called.chars().take(120).collect(), kind, bytes }))
}

/// Keeps a file by the hash of what is kept.
fn keep(folder: &Path, drawn: Drawn) -> Result<File> {
    let Drawn { name, kind, bytes } = drawn;
    let hash: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    let path = place(folder, &hash);
    if !path.is_file() {
        let parent = path.parent().ok_or_else(|| Error::broken("a file without a folder"))?;
        fs::create_dir_all(parent)?;
        let part = path.with_extension("part");
        let mut file = fs::File::create(&part)?;
        file.write_all(&bytes)?;
        file.sync_all()?;
        fs::rename(&part, &path)?;
    }
    let size = i64::try_from(bytes.len()).map_err(|_| Error::broken("a file without end"))?;
    Ok(File { hash, name, kind: kind.to_owned(), bytes: size })
}

fn place(folder: &Path, hash: &str) -> PathBuf {
    folder.join(hash.get(..2).unwrap_or("00")).join(hash)
}

/// A picture drawn anew, without what its maker wrote beside it (place, device, time) and no larger
/// than a page needs; a PDF as it is.
fn made_anew(bytes: &[u8]) -> Option<(Vec<u8>, &'static str)> {
    if bytes.starts_with(b"%PDF-") {
        return Some((bytes.to_vec(), "pdf"));
    }
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let format = reader.format().filter(|of| matches!(of, ImageFormat::Jpeg | ImageFormat::Png))?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST);
    limits.max_image_height = Some(LONGEST);
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    let turned = image::ImageDecoder::orientation(&mut decoder).ok();
    let mut picture = image::DynamicImage::from_decoder(decoder).ok()?;
    if let Some(turned) = turned {
        picture.apply_orientation(turned);
    }
    if picture.width().max(picture.height()) > SIDE {
        picture = picture.thumbnail(SIDE, SIDE);
    }
    let mut drawn = Vec::new();
    if format == ImageFormat::Png {
        picture.write_to(&mut Cursor::new(&mut drawn), ImageFormat::Png).ok()?;
        return Some((drawn, "png"));
    }
    let encoder = JpegEncoder::new_with_quality(&mut drawn, QUALITY);
    picture.to_rgb8().write_with_encoder(encoder).ok()?;
    Some((drawn, "jpeg"))
}

/// Gives a kept file out; a PDF as a download, for it may hold anything.
pub(in crate::server) async fn file(visitor: Visitor, Of(hash): Of<String>) -> Answer {
    visitor.may(Right::See, Area::Meetings)?;
    let is_hash = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !is_hash {
        return Err(Fail::not_found());
    }
    let (reads, asked) = (visitor.clone(), hash.clone());
    let (_, kind) = visitor.app.read(move |reader| of_file(reader, reads.desk(), &asked)).await?;
    let path = place(&visitor.app.config().data.join("files"), &hash);
    let bytes = visitor.app.blocking(move |_| fs::read(&path).map_err(|_| Error::NotFound)).await?;
    Ok(given(bytes, &kind, &hash))
}

fn given(bytes: Vec<u8>, kind: &str, hash: &str) -> Response {
    let (mime, way) = match kind {
        "pdf" => ("application/pdf", "attachment"),
        "png" => ("image/png", "inline"),
        _ => ("image/jpeg", "inline"),
    };
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(mime));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    let short = hash.get(..12).unwrap_or(hash);
    if let Ok(said) = HeaderValue::from_str(&format!("{way}; filename=\"{short}.{kind}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, said);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Vec::new();
        let picture = image::DynamicImage::new_rgb8(width, height);
        picture.write_to(&mut Cursor::new(&mut bytes), format).unwrap();
        bytes
    }

    #[test]
    fn a_photograph_is_drawn_anew_without_what_was_written_beside_it() {
        let mut given = picture(2400, 1200, ImageFormat::Jpeg);
        // An APP1 segment behind the first two bytes, as cameras write place and device.
        let secret = b"Exif\0\0 19.6N 81.6E cheap-phone";
        let length = u16::try_from(secret.len() + 2).unwrap().to_be_bytes();
        let mut marked = vec![0xFF, 0xE1];
        marked.extend(length);
        marked.extend(secret);
        given.splice(2..2, marked);
        let (kept, kind) = made_anew(&given).unwrap();
        assert_eq!(kind, "jpeg");
        assert!(!kept.windows(11).any(|part| part == b"cheap-phone"), "what was beside is gone");
        let again = image::load_from_memory(&kept).unwrap();
        assert_eq!((again.width(), again.height()), (1600, 800), "no larger than a page needs");
    }

    #[test]
    fn only_pictures_and_pdf_are_kept() {
        assert_eq!(made_anew(&picture(3, 3, ImageFormat::Png)).map(|(_, kind)| kind), Some("png"));
        assert_eq!(made_anew(b"%PDF-1.7 x").map(|(_, kind)| kind), Some("pdf"));
        for hostile in [&b"<svg onload=alert(1)>"[..], b"MZ\x90", b"", b"\x89PNG\r\n\x1a\nbroken"] {
            assert!(made_anew(hostile).is_none());
        }
    }

    #[test]
    fn the_same_picture_is_kept_once() {
        let folder = std::env::temp_dir().join(format!("samuh-files-{}", std::process::id()));
        let bytes = picture(4, 4, ImageFormat::Png);
        let kept = || {
            let (bytes, kind) = made_anew(&bytes).unwrap();
            keep(&folder, Drawn { name: "a.png".into(), kind, bytes }).unwrap()
        };
        let (first, again) = (kept(), kept());
        assert_eq!(first, again);
        let count = walk(&folder);
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(count, 1);
    }

    fn walk(folder: &Path) -> usize {
        let entries = fs::read_dir(folder).unwrap().flatten();
        entries.map(|entry| if entry.path().is_dir() { walk(&entry.path()) } else { 1 }).sum()
    }
}
