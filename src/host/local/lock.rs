//! One start, stop, reset or bootstrap at a time, across processes.

use std::fs::{File, OpenOptions, TryLockError};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::error::LocalError;
use super::files;

/// Longer than a start with a new cluster and a slow recovery takes.
pub(super) const PATIENCE: Duration = Duration::from_secs(120);

const POLL: Duration = Duration::from_millis(50);

/// The lock on the embedded server; dropping it, or dying, gives it back.
#[derive(Debug)]
pub struct Lock {
    file: File,
}

impl Lock {
    /// Lets a child hold the lock too, as its standard input: an `initdb` or `pg_ctl` that outlives a
    /// killed tenantctl keeps the next one waiting until it is done. The server itself does not
    /// inherit it, because pg_ctl gives it /dev/null.
    pub(super) fn share(&self) -> Stdio {
        self.file.try_clone().map_or_else(|_| Stdio::null(), Stdio::from)
    }
}

pub(super) fn acquire(path: &Path, patience: Duration) -> Result<Lock, LocalError> {
    // Refuses what is not a regular file; the folder is ours, so nobody can exchange it afterwards.
    files::read_regular(path)?;
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true).mode(0o600);
    let file = options.open(path).map_err(LocalError::file("open", path))?;
    let begin = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Lock { file }),
            Err(TryLockError::Error(error)) => return Err(LocalError::file("lock", path)(error)),
            Err(TryLockError::WouldBlock) if begin.elapsed() >= patience => {
                return Err(LocalError::LockHeld { path: path.to_path_buf(), waited: patience.as_secs() });
            }
            Err(TryLockError::WouldBlock) => std::thread::sleep(POLL),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_holder_waits_and_gives_up() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("lock");
        let held = acquire(&path, PATIENCE).expect("is free");
        let second = acquire(&path, Duration::from_millis(100));
        assert!(matches!(second, Err(LocalError::LockHeld { .. })));
        drop(held);
        acquire(&path, PATIENCE).expect("is free again");
    }
}
