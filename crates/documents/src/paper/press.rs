//! The press: Typst with our fonts, handed one job at a time.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;
use typst_render::RenderOptions;

use super::PaperError;
use super::data::Job;

/// Jobs after which what one of them left in Typst's memory is let go.
const KEPT_JOBS: usize = 4;
/// The main file.
const MAIN: &str = "/main.typ";

/// What every job shares.
struct Press {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

static PRESS: LazyLock<Press> = LazyLock::new(|| {
    const FONTS: [&[u8]; 4] = [
        include_bytes!("../../../../assets/fonts/NotoSans-Regular.ttf"),
        include_bytes!("../../../../assets/fonts/NotoSans-Bold.ttf"),
        include_bytes!("../../../../assets/fonts/NotoSansDevanagari-Regular.ttf"),
        include_bytes!("../../../../assets/fonts/NotoSansDevanagari-Bold.ttf"),
    ];
    let fonts: Vec<Font> = FONTS.iter().flat_map(|bytes| Font::iter(Bytes::new(*bytes))).collect();
    Press {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
    }
});

/// The job as PDF.
pub(super) fn pdf(job: &Job) -> Result<Vec<u8>, PaperError> {
    printed(job, |document| {
        // The file's own number follows from what it says.
        let said = job.files.iter().flat_map(|(name, bytes)| [name.as_bytes(), bytes]);
        let ident = format!("{:032x}", typst::utils::hash128(&said.collect::<Vec<_>>()));
        let options = PdfOptions {
            ident: Smart::Custom(ident),
            creator: Smart::Custom(Some("Samuh".to_owned())),
            ..PdfOptions::default()
        };
        typst_pdf::pdf(document, &options).map_err(|faults| told(&faults))
    })
}

/// A page of the job as PNG.
pub(super) fn png(job: &Job, page: usize, width: u32) -> Result<Vec<u8>, PaperError> {
    printed(job, |document| {
        let index = page.checked_sub(1).ok_or(PaperError::NoSuchPage(page))?;
        let sheet = document.pages().get(index).ok_or(PaperError::NoSuchPage(page))?;
        let scale = f64::from(width) / sheet.frame.width().to_pt();
        let options = RenderOptions { pixel_per_pt: scale.into(), ..RenderOptions::default() };
        let picture = typst_render::render(sheet, &options);
        picture.encode_png().map_err(|error| PaperError::Write(error.to_string()))
    })
}

fn printed<T>(
    job: &Job,
    draw: impl FnOnce(&PagedDocument) -> Result<T, PaperError>,
) -> Result<T, PaperError> {
    let world = Desk::new(job)?;
    let document =
        typst::compile::<PagedDocument>(&world).output.map_err(|faults| told(&faults))?;
    let drawn = draw(&document);
    comemo::evict(KEPT_JOBS);
    drawn
}

fn told(faults: &[typst::diag::SourceDiagnostic]) -> PaperError {
    let said: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
    PaperError::Layout(said.join("; "))
}

/// All that a job sees.
struct Desk {
    main: Source,
    files: Vec<(FileId, Bytes)>,
}

impl Desk {
    fn new(job: &Job) -> Result<Self, PaperError> {
        let main = Source::new(id(MAIN)?, job.template.to_owned());
        let files =
            job.files.iter().map(|(name, bytes)| Ok((id(name)?, Bytes::new(bytes.clone()))));
        Ok(Self { main, files: files.collect::<Result<_, PaperError>>()? })
    }
}

fn id(path: &str) -> Result<FileId, PaperError> {
    let path = VirtualPath::new(path).map_err(|error| PaperError::Layout(format!("{error:?}")))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &PRESS.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &PRESS.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let is_main = id == self.main.id();
        is_main.then(|| self.main.clone()).ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let found = self.files.iter().find(|(each, _)| *each == id);
        found.map(|(_, bytes)| bytes.clone()).ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        PRESS.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
