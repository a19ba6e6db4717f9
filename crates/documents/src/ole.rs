//! The old Office container (OLE2): which document it holds, told by the names in its directory.

use crate::error::ReadError;

/// The first bytes of every such container.
pub(crate) const SIGNATURE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
/// Bytes of the header and of one directory entry; entries stand at multiples of their size.
const HEADER: usize = 512;
const ENTRY: usize = 128;
/// Where an entry keeps the length of its name in bytes, with the closing zero.
const NAME_LENGTH: usize = 64;

/// Nothing, if the container is an open .xls workbook; else why it is refused.
pub(crate) fn check(bytes: &[u8]) -> Result<(), ReadError> {
    let names: Vec<String> =
        bytes.get(HEADER..).unwrap_or_default().chunks_exact(ENTRY).filter_map(name).collect();
    let holds = |wanted: &str| names.iter().any(|name| name == wanted);
    if holds("EncryptedPackage") || holds("EncryptionInfo") {
        return Err(ReadError::new("encrypted"));
    }
    if holds("Workbook") || holds("Book") {
        return Ok(());
    }
    let other = [("WordDocument", "doc"), ("PowerPoint Document", "ppt")];
    match other.iter().find(|(stream, _)| holds(stream)) {
        Some((_, format)) => Err(ReadError::new("unsupported_format").with("format", format)),
        None => Err(ReadError::broken("no workbook in the container")),
    }
}

fn name(entry: &[u8]) -> Option<String> {
    let length = usize::from(u16::from_le_bytes([entry[NAME_LENGTH], entry[NAME_LENGTH + 1]]));
    if !(4..=NAME_LENGTH).contains(&length) || length % 2 == 1 {
        return None;
    }
    let units: Vec<u16> = entry[..length]
        .chunks_exact(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
        .collect();
    let (last, name) = units.split_last()?;
    (*last == 0).then(|| String::from_utf16(name).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn container(stream: &str) -> Vec<u8> {
        let mut bytes = vec![0; HEADER + 3 * ENTRY];
        bytes[..8].copy_from_slice(SIGNATURE);
        let entry = &mut bytes[HEADER + ENTRY..];
        for (place, unit) in stream.encode_utf16().chain([0]).enumerate() {
            entry[place * 2..place * 2 + 2].copy_from_slice(&unit.to_le_bytes());
        }
        let length = u16::try_from(stream.len() * 2 + 2).unwrap();
        entry[NAME_LENGTH..NAME_LENGTH + 2].copy_from_slice(&length.to_le_bytes());
        bytes
    }

    #[test]
    fn containers_are_told_apart_by_what_they_hold() {
        assert_eq!(check(&container("Workbook")), Ok(()));
        assert_eq!(check(&container("Book")), Ok(()));
        assert_eq!(check(&container("EncryptedPackage")).unwrap_err().code, "encrypted");
        assert_eq!(check(&container("WordDocument")).unwrap_err().arg("format"), Some("doc"));
        assert_eq!(check(&container("Other")).unwrap_err().code, "broken_file");
        assert_eq!(check(SIGNATURE).unwrap_err().code, "broken_file");
    }
}
