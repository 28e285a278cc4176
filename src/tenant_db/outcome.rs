//! What the executor is told, and what it tells.

use super::error::LockHolder;
use crate::domain::fleet::Permit;
use std::time::Duration;

/// How to migrate.
#[derive(Debug, Clone)]
pub struct ExecutorOptions {
    /// Up to this version only.
    pub target: Option<i64>,
    /// How long the migration lock is waited for, and how long a statement that doesn't get its
    /// own locks is tried again.
    pub lock_wait: Duration,
    /// Look, and change nothing.
    pub dry_run: bool,
    /// No file begins once it doesn't hold any more.
    pub permit: Option<Permit>,
}

/// A file that ran.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppliedFile {
    /// Its version.
    pub version: i64,
    /// Its description.
    pub description: String,
    /// How long it took, in milliseconds.
    pub duration_ms: u64,
}

/// What was done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The newest version before, 0 for none.
    pub from: i64,
    /// The newest version now.
    pub to: i64,
    /// The files that ran, in order.
    pub applied: Vec<AppliedFile>,
    /// In a dry run the versions that would run; otherwise those that are left, behind the target.
    pub pending: Vec<i64>,
}

/// Something worth telling while it goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExecutorEvent {
    /// Another session migrates.
    WaitingForLock {
        /// Who, if that is visible.
        holder: Option<LockHolder>,
    },
    /// A file begins.
    Started {
        /// Its version.
        version: i64,
        /// Its name.
        file: String,
    },
    /// A file is done.
    Finished {
        /// Its version.
        version: i64,
        /// Its name.
        file: String,
        /// How long it took, in milliseconds.
        duration_ms: u64,
    },
    /// A lock wasn't granted in time; the same again after a pause.
    Retrying {
        /// The file's name.
        file: String,
        /// From 1.
        attempt: u32,
        /// How long the pause is.
        pause: Duration,
        /// The server's message.
        reason: String,
    },
    /// A statement of a file without a transaction ran in an earlier run.
    StatementSkipped {
        /// The file's name.
        file: String,
        /// From 1.
        position: i32,
    },
    /// What an earlier concurrent build left behind was dropped, to be built again.
    InvalidIndexDropped {
        /// The file's name.
        file: String,
        /// The index.
        index: String,
    },
    /// A file left settings of the session changed; they were set back.
    SettingsRestored {
        /// The file's name.
        file: String,
        /// Their names.
        settings: Vec<&'static str>,
    },
    /// The migration lock was no longer held at the end: a file must have given it back.
    LockLost,
}
