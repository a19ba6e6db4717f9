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

/// Where systemd lays out the secrets of a service: `$CREDENTIALS_DIRECTORY` lies below it.
#[cfg(unix)]
const LAID_OUT: &str = "/run/credentials";

/// True where others than whoever runs the program may read a file.
pub(crate) fn is_open_to_others(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        // By its real path: a link in the data folder may lead to what systemd laid out.
        let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        fs::metadata(path).is_ok_and(|known| known.mode() & kept_from(&place, known.uid()) != 0)
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        false
    }
}

/// The rights that nobody else may have of a file. Of what systemd laid out the group may read: it gives a secret of
/// root's to one account by a list of rights, which shows as a right of the group.
#[cfg(unix)]
fn kept_from(place: &Path, uid: u32) -> u32 {
    if uid == 0 && place.starts_with(LAID_OUT) { 0o037 } else { 0o077 }
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
    fn a_key_file_that_its_group_may_read_is_told_as_open_whoever_owns_it() {
        use std::os::unix::fs::PermissionsExt;
        let file = std::env::temp_dir().join(format!("samuh-key-open-{}", std::process::id()));
        fs::write(&file, "").unwrap();
        for (mode, open) in
            [(0o400, false), (0o600, false), (0o440, true), (0o444, true), (0o460, true)]
        {
            fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
            assert_eq!(is_open_to_others(&file), open, "{mode:o}");
        }
        fs::remove_file(&file).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn a_key_file_as_systemd_lays_it_out_is_not_told_as_open() {
        let laid_out = Path::new("/run/credentials/samuh.service/key");
        assert_eq!(kept_from(laid_out, 0) & 0o440, 0, "root's, for one account");
        assert_ne!(kept_from(laid_out, 0) & 0o444, 0, "but not for everybody");
        assert_ne!(kept_from(laid_out, 1000) & 0o440, 0, "nor another's");
        for elsewhere in ["/var/lib/samuh/second-factor.key", "/run/credentials-of-mine/key"] {
            assert_ne!(kept_from(Path::new(elsewhere), 0) & 0o440, 0, "{elsewhere}");
        }
    }

    #[test]
    fn a_key_file_is_sixty_four_digits_and_nothing_else() {
        assert_eq!(bytes_of(&"0a".repeat(32)), Some([10; 32]));
        for text in ["", "0a", &"0g".repeat(32), &"é".repeat(32), &"0a".repeat(33)] {
            assert_eq!(bytes_of(text), None, "{text}");
        }
    }
}
