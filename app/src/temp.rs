//! Files in passing: uploads on their way in, opened grade files, workbooks being put together. They hold personal data in the
//! clear, so each process keeps them in a folder of its own, and what a killed process left behind goes at the next start.

use std::fs::{DirBuilder, File, TryLockError};
use std::io::ErrorKind;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

/// How the folder of a process is called, before its number.
const PREFIX: &str = "process-";

/// Folders tried before a start is given up: a number is taken only where another process has it, in another container.
const TRIES_MAX: u32 = 1_000;

/// The folder of this process. It is locked while the process lives, in whatever way that ends, and goes with this value.
pub struct Temp {
    folder: PathBuf,
    _lock: File,
}

impl Temp {
    /// Removes what ended processes left in `root` and makes a folder for this one. `root` is ours alone if `ours`; elsewhere
    /// only folders that bear our name are touched.
    pub fn open(root: &Path, ours: bool) -> anyhow::Result<Temp> {
        let made = DirBuilder::new().recursive(true).mode(0o700).create(root);
        made.with_context(|| format!("cannot make the folder {}", root.display()))?;
        clear(root, ours).with_context(|| format!("cannot clear the folder {}", root.display()))?;
        for number in 0..TRIES_MAX {
            let folder = root.join(format!("{PREFIX}{}-{number}", std::process::id()));
            match make(&folder) {
                Ok(Some(lock)) => return Ok(Temp { folder, _lock: lock }),
                Ok(None) => {}
                Err(error) => {
                    return Err(error).with_context(|| format!("cannot make the folder {}", folder.display()));
                }
            }
        }
        bail!("no folder for temporary files could be had in {}", root.display())
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.folder
    }
}

impl Drop for Temp {
    fn drop(&mut self) {
        // What cannot be removed now goes at the next start.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Makes a folder and locks it. None if somebody else has it, or took it for a dead one's before it was locked.
fn make(folder: &Path) -> std::io::Result<Option<File>> {
    match DirBuilder::new().mode(0o700).create(folder) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Ok(None),
        Err(error) => return Err(error),
    }
    let Some(lock) = locked(folder)? else { return Ok(None) };
    let same = |there: std::fs::Metadata| Ok(there.ino() == lock.metadata()?.ino());
    match std::fs::metadata(folder).and_then(same) {
        Ok(true) => Ok(Some(lock)),
        Ok(false) => Ok(None),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// The folder's lock, if nobody holds it.
fn locked(folder: &Path) -> std::io::Result<Option<File>> {
    let file = match File::open(folder) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Removes the folders of processes that are no more, and in a folder of ours files of none.
fn clear(root: &Path, ours: bool) -> std::io::Result<()> {
    for entry in std::fs::read_dir(root)? {
        let entry = entry?;
        let removed = match entry.file_type()?.is_dir() {
            true if entry.file_name().to_string_lossy().starts_with(PREFIX) => match locked(&entry.path())? {
                Some(_lock) => std::fs::remove_dir_all(entry.path()),
                None => Ok(()),
            },
            false if ours => std::fs::remove_file(entry.path()),
            _ => Ok(()),
        };
        match removed {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
