//! The pack of a review: a place's month read once, frozen, and drawn as slides, PDF, workbook and a
//! picture for the telephone, all with the same figures.

mod book;
mod chosen;
mod deck;
mod directions;
mod leaf;
mod pen;
mod read;
mod snapshot;
mod store;

use samuh_documents::{archive, deck as slides, paper};
use samuh_engine::{Db, Desk, Error, Op, Reader, Result, audit::chain};
use samuh_kernel::{
    calendar::Month,
    scope::{Area, Right, Scope},
};
use samuh_web::words::{Lang, Overlay, Words};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use pen::Pen;

pub(crate) use pen::tone;
pub use read::{Ask, read};
pub use snapshot::{
    Chain, Direction, EDITION, Line, Mark, Named, Next, Outlook, Share, Snapshot, Told,
};
pub use store::{Kept, of_place, one};

/// Dots across a picture for a telephone.
const PICTURE: u32 = 1_080;

/// The files of a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Slides.
    Pptx,
    /// Pages to print.
    Pdf,
    /// A workbook.
    Xlsx,
    /// A picture for WhatsApp.
    Png,
    /// The same as one page of PDF.
    Page,
}

impl Format {
    /// Every format, as the page offers them.
    pub const ALL: [Self; 5] = [Self::Pptx, Self::Pdf, Self::Xlsx, Self::Png, Self::Page];

    /// Its code, in commands and addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Pptx => "pptx",
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::Png => "png",
            Self::Page => "page",
        }
    }

    /// The format of a code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.code() == code)
    }

    /// How its file's name ends.
    pub fn ending(self) -> &'static str {
        if self == Self::Page { "pdf" } else { self.code() }
    }

    /// Its media type.
    pub fn media(self) -> &'static str {
        match self {
            Self::Pptx => {
                "application/vnd.openxmlformats-officedocument.presentationml.presentation"
            }
            Self::Pdf | Self::Page => "application/pdf",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Png => "image/png",
        }
    }
}

/// The words of a pack: those of the district's state in that language.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn words(reader: &mut Reader, district_id: i64, lang: Lang) -> Result<&'static Words> {
    Ok(Words::of(lang, overlay(reader, district_id)?))
}

/// The words that the district's state lays over the common ones.
fn overlay(reader: &mut Reader, district_id: i64) -> Result<Option<Overlay>> {
    let districts = samuh_places::all_districts(reader)?;
    let state =
        districts.iter().find(|district| district.id == district_id).map(|one| one.state_id);
    let states = samuh_places::all_states(reader)?;
    let state = states.into_iter().find(|one| Some(one.id) == state);
    Ok(state.and_then(|state| Overlay::of_state(&state.abbreviation)))
}

/// The places of which a desk can have packs: the district's own and its blocks, as far as the scope
/// sees them.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn places(reader: &mut Reader, scope: &Scope) -> Result<Vec<crate::figuring::Unit>> {
    let mut all = crate::figuring::units(reader, scope, "district", 0)?;
    let mut blocks = crate::figuring::units(reader, scope, "block", 0)?;
    blocks.sort_by(|a, b| (a.name(true), a.id).cmp(&(b.name(true), b.id)));
    all.extend(blocks);
    Ok(all)
}

/// Freezes a snapshot: gives its number. The same op again gives the first number.
///
/// # Errors
/// `Denied` without the right to see figures; whatever the database answers with.
pub fn freeze(db: &Db, desk: &Desk, op: Uuid, of: &Snapshot) -> Result<i64> {
    if !desk.scope.may(Right::See, Area::Figures) {
        return Err(Error::Denied("packs.freeze"));
    }
    let content = serde_json::to_string(of)?;
    let hash = hash_of(&content);
    // Not the hash: pressed twice, the second reading is later and still the same act.
    let op = Op::over(op, "packs.freeze", &(of.place.id, of.month), of.read_at)?;
    let (of, post_id) = (of.clone(), desk.post_id);
    db.act(desk, &op, move |tx| {
        let district = tx.district_id();
        let id = tx.allot(district, "pack", 1)?;
        store::keep(tx, id, (&of, &hash, &content), post_id)?;
        tx.changed("pack", id, of.place.id)
            .office("month", None::<&str>, of.month.to_string().as_str())
            .office("hash", None::<&str>, hash.as_str());
        Ok(id)
    })
}

/// The hash of what a pack says, lower-case hexadecimal.
fn hash_of(content: &str) -> String {
    Sha256::digest(content.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads and freezes one place's month.
///
/// # Errors
/// As [`read`] and [`freeze`].
pub fn make(db: &Db, desk: &Desk, op: Uuid, ask: &Ask) -> Result<(i64, Snapshot)> {
    let scope = desk.scope.clone();
    let of = db.read(|reader| {
        let mut of = read(reader, &scope, ask)?;
        of.directions = directions::open(reader, desk, &of)?;
        let head = chain::head(reader, desk.district_id())?;
        let entries = head.no;
        let sealed = || Chain { entries, head: head.short(), sealed_at: head.at };
        of.chain = (entries > 0).then(sealed);
        Ok(of)
    })?;
    Ok((freeze(db, desk, op, &of)?, of))
}

/// The last month that is over.
pub fn last_closed(now: i64) -> Month {
    Month::of(samuh_engine::clock::day_of(now)).prev()
}

/// Draws a snapshot. The same snapshot, words and emblem give the same bytes.
///
/// # Errors
/// `Broken` when a file cannot be put together.
pub fn draw(
    of: &Snapshot,
    words: &'static Words,
    format: Format,
    logo: Option<Vec<u8>>,
) -> Result<Vec<u8>> {
    let pen = Pen { of, words };
    let broken =
        |error: &dyn std::fmt::Display| Error::broken(format!("{}: {error}", format.code()));
    match format {
        Format::Pptx => slides::pptx(&deck::deck(&pen, logo)).map_err(|error| broken(&error)),
        Format::Pdf => paper::pdf(&leaf::paper(&pen, logo)).map_err(|error| broken(&error)),
        Format::Xlsx => book::book(&pen).map_err(|error| broken(&error)),
        Format::Png => {
            paper::png(&leaf::telephone(&pen), 1, PICTURE).map_err(|error| broken(&error))
        }
        Format::Page => paper::pdf(&leaf::telephone(&pen)).map_err(|error| broken(&error)),
    }
}

/// What the page shows of a snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Its paragraph.
    pub summary: String,
    /// As-on time and sources.
    pub foot: String,
    /// Headings of the table of its indicators.
    pub heads: Vec<String>,
    /// The rows of that table.
    pub rows: Vec<Vec<String>>,
}

/// What the page shows of a snapshot, from the same table as its slides.
pub fn as_page(of: &Snapshot, words: &'static Words) -> Shown {
    let pen = Pen { of, words };
    let table = pen.scores(&of.lines);
    let heads = table.columns.into_iter().map(|column| column.heading).collect();
    let cells = |row: samuh_kernel::paper::Row| row.cells.into_iter().map(|cell| cell.text);
    let rows = table.rows.into_iter().map(|row| cells(row).collect()).collect();
    let foot = std::iter::once(pen.foot()).chain(pen.chain()).collect::<Vec<_>>().join(" · ");
    Shown { summary: pen.summary(), foot, heads, rows }
}

/// The name of a pack's file without its ending: place and month, fit for any disk.
pub fn file_name(of: &Snapshot, words: &'static Words) -> String {
    let name = of.place.name(words.lang() == Lang::Hi).replace(['/', '\\', ':'], "-");
    format!("{name} {}", of.month)
}

/// Packs of several places in one archive.
///
/// # Errors
/// As [`draw`].
pub fn zipped(
    all: &[Snapshot],
    words: &'static Words,
    format: Format,
    logo: Option<&[u8]>,
) -> Result<Vec<u8>> {
    let file = |of: &Snapshot| {
        let name = format!("{}.{}", file_name(of, words), format.ending());
        Ok((name, draw(of, words, format, logo.map(<[u8]>::to_vec))?))
    };
    let files: Vec<(String, Vec<u8>)> = all.iter().map(file).collect::<Result<_>>()?;
    archive::of(&files).map_err(|error| Error::broken(error.to_string()))
}
