//! The office's own emblem for what it prints: a PNG in the data folder. The State Emblem is never ours to
//! bring: whoever may use it puts it there (State Emblem of India Act, 2005, s. 3).

use std::{fs, io::Cursor, path::Path};

use image::{ImageFormat, ImageReader, Limits};

/// Its name within the data folder.
const FILE: &str = "emblem.png";
/// Pixels to a side at most: more than a sheet of A4 shows.
const SIDE: u32 = 2_000;

/// What lies in the data folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Emblem {
    /// Nothing.
    None,
    /// A picture that can be printed.
    Picture(Vec<u8>),
    /// Something that is no such picture; papers go out without it.
    Unread,
}

impl Emblem {
    /// Looks into a data folder.
    pub(crate) fn of(data: &Path) -> Self {
        match fs::read(data.join(FILE)) {
            Ok(bytes) if is_picture(&bytes) => Self::Picture(bytes),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Self::None,
            Ok(_) | Err(_) => Self::Unread,
        }
    }

    /// The picture, if it is one.
    pub(crate) fn picture(self) -> Option<Vec<u8>> {
        if let Self::Picture(bytes) = self { Some(bytes) } else { None }
    }
}

/// True where the whole of it can be drawn, so that no paper stops at it.
fn is_picture(bytes: &[u8]) -> bool {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), ImageFormat::Png);
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE);
    limits.max_image_height = Some(SIDE);
    reader.limits(limits);
    reader.decode().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_picture_that_can_be_drawn_is_printed() {
        let folder = std::env::temp_dir().join(format!("samuh-emblem-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        assert_eq!(Emblem::of(&folder), Emblem::None);
        let drawn = |format: ImageFormat| {
            let mut bytes = Cursor::new(Vec::new());
            image::DynamicImage::new_rgb8(8, 8).write_to(&mut bytes, format).unwrap();
            bytes.into_inner()
        };
        let png = drawn(ImageFormat::Png);
        let cases = [
            (png.clone(), true),
            (png[..png.len() / 2].to_vec(), false),
            (drawn(ImageFormat::Jpeg), false),
            (b"emblem".to_vec(), false),
            (Vec::new(), false),
        ];
        for (bytes, is_printed) in cases {
            fs::write(folder.join(FILE), &bytes).unwrap();
            let found = Emblem::of(&folder);
            assert_eq!(found == Emblem::Unread, !is_printed, "{} bytes", bytes.len());
            assert_eq!(found.picture(), is_printed.then_some(bytes));
        }
        fs::remove_dir_all(folder).unwrap();
    }
}
