//! The table of C functions between SQLite and the ordinary VFS.

use std::{
    ffi::{CStr, c_char, c_int, c_void},
    path::PathBuf,
    ptr,
    sync::atomic::{AtomicPtr, Ordering},
};

use rusqlite::ffi::{
    self, sqlite3_file, sqlite3_int64, sqlite3_io_methods, sqlite3_vfs, sqlite3_vfs_find,
    sqlite3_vfs_register,
};

use crate::disk::{self, Answer};

/// The ordinary VFS.
static UNDER: AtomicPtr<sqlite3_vfs> = AtomicPtr::new(ptr::null_mut());

/// A file of ours; the ordinary one follows it in memory.
#[repr(C)]
struct Shim {
    base: sqlite3_file,
    path: *mut PathBuf,
}

/// Puts the disk under SQLite as its default VFS.
pub(crate) fn install() {
    // SAFETY: SQLite's own functions with valid arguments; the new VFS is leaked and so lives on.
    unsafe {
        let under = sqlite3_vfs_find(ptr::null());
        assert!(!under.is_null(), "SQLite has an ordinary VFS");
        UNDER.store(under, Ordering::Release);
        let mut ours: sqlite3_vfs = ptr::read(under);
        ours.zName = c"faulty".as_ptr();
        ours.pNext = ptr::null_mut();
        ours.szOsFile += c_int::try_from(size_of::<Shim>()).expect("a small struct");
        ours.xOpen = Some(open);
        ours.xDelete = Some(delete);
        let leaked = Box::leak(Box::new(ours));
        assert_eq!(sqlite3_vfs_register(leaked, 1), ffi::SQLITE_OK);
    }
}

fn under() -> *mut sqlite3_vfs {
    UNDER.load(Ordering::Acquire)
}

/// SAFETY of the three: `file` is one that `open` filled, so a `Shim` stands at its beginning and
/// the ordinary file after it.
unsafe fn real(file: *mut sqlite3_file) -> *mut sqlite3_file {
    unsafe { file.cast::<Shim>().add(1).cast() }
}

unsafe fn path_of<'a>(file: *mut sqlite3_file) -> Option<&'a PathBuf> {
    unsafe { (*file.cast::<Shim>()).path.as_ref() }
}

unsafe fn methods<'a>(file: *mut sqlite3_file) -> &'a sqlite3_io_methods {
    unsafe { &*(*real(file)).pMethods }
}

unsafe extern "C" fn open(
    _: *mut sqlite3_vfs,
    name: *const c_char,
    file: *mut sqlite3_file,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    unsafe {
        (*file).pMethods = ptr::null();
        if disk::is_dead() {
            return ffi::SQLITE_CANTOPEN;
        }
        let Some(under_open) = (*under()).xOpen else { return ffi::SQLITE_CANTOPEN };
        let code = under_open(under(), name, real(file), flags, out);
        if code == ffi::SQLITE_OK {
            let path = if name.is_null() {
                ptr::null_mut()
            } else {
                let path = PathBuf::from(CStr::from_ptr(name).to_string_lossy().into_owned());
                disk::opened(&path);
                Box::into_raw(Box::new(path))
            };
            (*file.cast::<Shim>()).path = path;
            (*file).pMethods = &raw const METHODS;
        }
        code
    }
}

unsafe extern "C" fn delete(_: *mut sqlite3_vfs, name: *const c_char, sync: c_int) -> c_int {
    unsafe {
        if disk::is_dead() {
            return ffi::SQLITE_IOERR_DELETE;
        }
        disk::removed(&PathBuf::from(CStr::from_ptr(name).to_string_lossy().into_owned()));
        match (*under()).xDelete {
            Some(delete) => delete(under(), name, sync),
            None => ffi::SQLITE_IOERR_DELETE,
        }
    }
}

static METHODS: sqlite3_io_methods = sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_lock),
    xFileControl: Some(control),
    xSectorSize: Some(sector),
    xDeviceCharacteristics: Some(characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};

/// Calls the ordinary file's function of that name.
macro_rules! pass {
    ($file:ident, $name:ident $(, $given:expr)*) => {
        unsafe {
            match methods($file).$name {
                Some(function) => function(real($file) $(, $given)*),
                None => ffi::SQLITE_IOERR,
            }
        }
    };
}

unsafe extern "C" fn close(file: *mut sqlite3_file) -> c_int {
    let code = pass!(file, xClose);
    unsafe {
        let path = (*file.cast::<Shim>()).path;
        if !path.is_null() {
            drop(Box::from_raw(path));
        }
    }
    code
}

unsafe extern "C" fn read(
    file: *mut sqlite3_file,
    into: *mut c_void,
    count: c_int,
    at: sqlite3_int64,
) -> c_int {
    if disk::is_dead() {
        return ffi::SQLITE_IOERR_READ;
    }
    pass!(file, xRead, into, count, at)
}

unsafe extern "C" fn write(
    file: *mut sqlite3_file,
    from: *const c_void,
    count: c_int,
    at: sqlite3_int64,
) -> c_int {
    let (length, offset) = (usize::try_from(count).unwrap_or(0), usize::try_from(at).unwrap_or(0));
    let answer = unsafe {
        let bytes = std::slice::from_raw_parts(from.cast::<u8>(), length);
        path_of(file).map_or(Answer::Done, |path| disk::may_write(path, offset, bytes))
    };
    match answer {
        Answer::Done => pass!(file, xWrite, from, count, at),
        Answer::NoRoom => ffi::SQLITE_FULL,
        Answer::NoPower | Answer::Refused => ffi::SQLITE_IOERR_WRITE,
    }
}

unsafe extern "C" fn truncate(file: *mut sqlite3_file, size: sqlite3_int64) -> c_int {
    let length = usize::try_from(size).unwrap_or(0);
    let answer =
        unsafe { path_of(file) }.map_or(Answer::Done, |path| disk::may_resize(path, length));
    match answer {
        Answer::Done => pass!(file, xTruncate, size),
        _ => ffi::SQLITE_IOERR_TRUNCATE,
    }
}

unsafe extern "C" fn sync(file: *mut sqlite3_file, _: c_int) -> c_int {
    match unsafe { path_of(file) }.map_or(Answer::Done, |path| disk::may_sync(path)) {
        // What is certain is kept in memory; the ordinary sync would only cost time.
        Answer::Done => ffi::SQLITE_OK,
        _ => ffi::SQLITE_IOERR_FSYNC,
    }
}

unsafe extern "C" fn size(file: *mut sqlite3_file, into: *mut sqlite3_int64) -> c_int {
    pass!(file, xFileSize, into)
}

unsafe extern "C" fn lock(file: *mut sqlite3_file, level: c_int) -> c_int {
    pass!(file, xLock, level)
}

unsafe extern "C" fn unlock(file: *mut sqlite3_file, level: c_int) -> c_int {
    pass!(file, xUnlock, level)
}

unsafe extern "C" fn check_lock(file: *mut sqlite3_file, into: *mut c_int) -> c_int {
    pass!(file, xCheckReservedLock, into)
}

unsafe extern "C" fn control(file: *mut sqlite3_file, op: c_int, given: *mut c_void) -> c_int {
    pass!(file, xFileControl, op, given)
}

unsafe extern "C" fn sector(file: *mut sqlite3_file) -> c_int {
    pass!(file, xSectorSize)
}

/// None: a disk that promises nothing about order or whole sectors.
unsafe extern "C" fn characteristics(_: *mut sqlite3_file) -> c_int {
    0
}

unsafe extern "C" fn shm_map(
    file: *mut sqlite3_file,
    page: c_int,
    size: c_int,
    extend: c_int,
    into: *mut *mut c_void,
) -> c_int {
    pass!(file, xShmMap, page, size, extend, into)
}

unsafe extern "C" fn shm_lock(
    file: *mut sqlite3_file,
    at: c_int,
    count: c_int,
    flags: c_int,
) -> c_int {
    pass!(file, xShmLock, at, count, flags)
}

unsafe extern "C" fn shm_barrier(file: *mut sqlite3_file) {
    unsafe {
        if let Some(barrier) = methods(file).xShmBarrier {
            barrier(real(file));
        }
    }
}

unsafe extern "C" fn shm_unmap(file: *mut sqlite3_file, remove: c_int) -> c_int {
    pass!(file, xShmUnmap, remove)
}
