//! The key file of a machine: 32 random bytes by which the keys of one-time codes lie sealed in the database.
//! It lies beside the data or where it is said, is made at the first start, and is no part of a backup
//! (docs/adr/0035).

use std::{
    fs::{self, File, OpenOptions},
    io::{ErrorKind, Write},
    path::Path,
};

use samuh_engine::{Db, Error, Result};
use samuh_kernel::fault::Fault;
use samuh_people::{Seal, keys, seal_keys};

/// The key file within a data folder.
pub const KEY: &str = "second-factor.key";

/// The seal of a key file, made where there is none and nothing was sealed before; what lies open is sealed.
///
/// # Errors
/// Fault `key_file_missing` where keys were sealed with a file that is not there, `key_file_other` where
/// none of them opens with this one, `key_file_odd` for a file that is none.
pub fn open(db: &Db, path: &Path) -> Result<Seal> {
    let seal = match read(path)? {
        Some(seal) => seal,
        None => {
            let sealed = keys(db, None)?.unreadable.len();
            if sealed > 0 {
                return Err(fault("key_file_missing", path, sealed));
            }
            make(path)?
        }
    };
    let known = keys(db, Some(&seal))?;
    if known.sealed == 0 && !known.unreadable.is_empty() {
        return Err(fault("key_file_other", path, known.unreadable.len()));
    }
    if !known.unreadable.is_empty() {
        tracing::warn!(count = known.unreadable.len(), "second factors that the key does not open");
    }
    let done = seal_keys(db, &seal)?;
    if done > 0 {
        tracing::info!(count = done, "second factors sealed");
    }
    Ok(seal)
}

/// The seal of a key file; none where there is no file.
///
/// # Errors
/// Fault `key_file_odd` for a file that is none; `Broken` where it cannot be read.
pub fn read(path: &Path) -> Result<Option<Seal>> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let bytes = bytes_of(text.trim()).ok_or_else(|| fault("key_file_odd", path, 0))?;
    Seal::new(&bytes).map(Some)
}

/// True where others than whoever runs the program may read a file. Of a file of root's the group may read
/// too: so systemd lays out a secret for one account, whose right shows as one of the group.
pub(crate) fn is_open_to_others(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let others = |uid: u32| if uid == 0 { 0o037 } else { 0o077 };
        fs::metadata(path).is_ok_and(|known| known.mode() & others(known.uid()) != 0)
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        false
    }
}

/// Makes a key file that only whoever runs the program may read. Of two servers that begin together one
/// makes it, and both read it.
fn make(path: &Path) -> Result<Seal> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| Error::broken(format!("random: {error}")))?;
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(mut file) => {
            let text: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            file.write_all(format!("{text}\n").as_bytes())?;
            file.sync_all()?;
            if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                File::open(folder)?.sync_all()?;
            }
            Seal::new(&bytes)
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            read(path)?.ok_or_else(|| fault("key_file_odd", path, 0))
        }
        Err(error) => Err(error.into()),
    }
}

fn fault(code: &str, path: &Path, count: usize) -> Error {
    let fault = Fault::new(code).with("file", path.display()).with("n", count);
    Error::Faults(fault.into())
}

fn bytes_of(text: &str) -> Option<[u8; 32]> {
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    let mut bytes = [0; 32];
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[at * 2..at * 2 + 2], 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_key_file_as_systemd_lays_it_out_is_not_told_as_open() {
        use std::os::unix::fs::{MetadataExt, PermissionsExt};
        let file = std::env::temp_dir().join(format!("samuh-key-open-{}", std::process::id()));
        fs::write(&file, "").unwrap();
        let is_root = fs::metadata(&file).unwrap().uid() == 0;
        for (mode, open) in
            [(0o400, false), (0o600, false), (0o440, !is_root), (0o444, true), (0o460, true)]
        {
            fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
            assert_eq!(is_open_to_others(&file), open, "{mode:o}");
        }
        fs::remove_file(&file).unwrap();
    }

    #[test]
    fn a_key_file_is_sixty_four_digits_and_nothing_else() {
        assert_eq!(bytes_of(&"0a".repeat(32)), Some([10; 32]));
        for text in ["", "0a", &"0g".repeat(32), &"é".repeat(32), &"0a".repeat(33)] {
            assert_eq!(bytes_of(text), None, "{text}");
        }
    }
}
