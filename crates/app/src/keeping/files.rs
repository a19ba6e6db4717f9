//! Files of a backup: copied with their hash, written through to the disk, listed in order.

use std::{
    fs::{self, File},
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use samuh_engine::Result;
use sha2::{Digest, Sha256};

use super::{DATABASE, Progress};
use crate::sealing::KEY;

/// How much is read at once.
const PIECE: usize = 256 * 1024;

/// Copies a file through to the disk; answers its size and its SHA-256.
///
/// # Errors
/// `StorageFull` or `Broken` from the disk.
pub(super) fn copy(from: &Path, to: &Path, progress: Progress<'_>) -> Result<(u64, String)> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut sink = File::create_new(to)?;
    let told = read_through(from, &mut |piece| sink.write_all(piece), progress)?;
    sink.sync_all()?;
    Ok(told)
}

/// Makes a folder that only whoever runs the program may open: it will hold personal data.
///
/// # Errors
/// `StorageFull` or `Broken` from the disk.
pub(super) fn make_private(folder: &Path) -> Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    Ok(builder.create(folder)?)
}

/// The size and the SHA-256 of a file.
///
/// # Errors
/// `Broken` from the disk.
pub(super) fn hash(path: &Path, progress: Progress<'_>) -> Result<(u64, String)> {
    Ok(read_through(path, &mut |_| Ok(()), progress)?)
}

fn read_through(
    from: &Path,
    take: &mut dyn FnMut(&[u8]) -> io::Result<()>,
    progress: Progress<'_>,
) -> io::Result<(u64, String)> {
    let (mut source, mut hash, mut bytes) = (File::open(from)?, Sha256::new(), 0);
    let mut piece = vec![0; PIECE];
    loop {
        let read = source.read(&mut piece)?;
        if read == 0 {
            return Ok((bytes, hex(&hash.finalize())));
        }
        hash.update(&piece[..read]);
        take(&piece[..read])?;
        bytes += read as u64;
        progress("files", read as u64);
    }
}

/// Bytes as lower-case hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Writes a small file through to the disk.
///
/// # Errors
/// `StorageFull` or `Broken` from the disk.
pub(super) fn write(path: &Path, content: &[u8]) -> Result<()> {
    let mut file = File::create(path)?;
    file.write_all(content)?;
    Ok(file.sync_all()?)
}

/// Has the disk keep what a folder lists: without it a new name may be lost with the power.
///
/// # Errors
/// `Broken` from the disk.
pub(super) fn sync_folder(folder: &Path) -> Result<()> {
    Ok(File::open(folder)?.sync_all()?)
}

/// Has the disk keep every folder below one, itself included.
///
/// # Errors
/// `Broken` from the disk.
pub(super) fn sync_tree(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            sync_tree(&entry.path())?;
        }
    }
    sync_folder(folder)
}

/// What lies in a data folder beside the database, each by its path within the folder, in order;
/// and what is left out because it is neither file nor folder.
pub(super) struct Beside {
    /// Files to be copied.
    pub(super) files: Vec<PathBuf>,
    /// Links, sockets and the like.
    pub(super) left_out: Vec<PathBuf>,
}

/// Lists what lies beside the database. The database's own files are copied another way, the key by which
/// it is sealed is no part of a copy, and backups that were put into the data folder are not backed up again.
///
/// # Errors
/// `Broken` when the folder cannot be read.
pub(super) fn beside(data: &Path, backups: &Path) -> Result<Beside> {
    let mut found = Beside { files: Vec::new(), left_out: Vec::new() };
    if data.is_dir() {
        let backups = fs::canonicalize(backups)?;
        walk(data, Path::new(""), &backups, &mut found)?;
        found.files.sort();
    }
    Ok(found)
}

fn walk(data: &Path, within: &Path, backups: &Path, found: &mut Beside) -> Result<()> {
    for entry in fs::read_dir(data.join(within))? {
        let entry = entry?;
        let (kind, path) = (entry.file_type()?, within.join(entry.file_name()));
        let is_own = within.as_os_str().is_empty()
            && (entry.file_name().to_string_lossy().starts_with(DATABASE)
                || entry.file_name() == KEY);
        if kind.is_dir() {
            if fs::canonicalize(data.join(&path))? != backups {
                walk(data, &path, backups, found)?;
            }
        } else if !kind.is_file() {
            found.left_out.push(path);
        } else if !is_own {
            found.files.push(path);
        }
    }
    Ok(())
}

/// Everything below a folder that is no folder itself, each by its path within it with `/` between, in order.
///
/// # Errors
/// `Broken` when a folder cannot be read.
pub(super) fn within(folder: &Path) -> Result<Vec<String>> {
    // A backup named by its manifest alone lies where one is.
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let (mut found, mut folders) = (Vec::new(), vec![PathBuf::new()]);
    while let Some(path) = folders.pop() {
        for entry in fs::read_dir(folder.join(&path))? {
            let entry = entry?;
            let path = path.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else {
                let parts = path.iter().map(|part| part.to_string_lossy());
                found.push(parts.collect::<Vec<_>>().join("/"));
            }
        }
    }
    found.sort();
    Ok(found)
}

/// True where there is nothing, or an empty folder.
///
/// # Errors
/// `Broken` when the folder cannot be read.
pub(super) fn is_clean(folder: &Path) -> Result<bool> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error.into()),
    }
}
