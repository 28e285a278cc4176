//! What can go wrong with the embedded server, sorted for exit codes, with a way out for each.

use std::io;
use std::path::{Path, PathBuf};

use super::OLDEST_MAJOR;
use super::discover::{Install, Unusable};

/// What sort of failure it is; the caller maps it to an exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LocalErrorKind {
    /// Something has to be installed, set or repaired first.
    Configuration,
    /// The server can't be reached, started or stopped now.
    Unavailable,
    /// Somebody or something else is in the way.
    Conflict,
    /// It should not happen.
    Internal,
}

/// A failure of the embedded server.
#[derive(Debug, thiserror::Error)]
pub enum LocalError {
    /// No usable server programs on this machine, or none in the folder that was named.
    #[error("no usable PostgreSQL server programs (initdb, pg_ctl, postgres) found{}", describe_search(.bin_dir.as_deref(), .too_old, .unusable))]
    NoPrograms {
        /// The only folder searched, if one was set.
        bin_dir: Option<PathBuf>,
        /// What was found but is older than [`OLDEST_MAJOR`].
        too_old: Vec<Install>,
        /// What was found but does not run.
        unusable: Vec<Unusable>,
    },
    /// The cluster was made by a major version that is not installed (any more).
    #[error("the cluster in {} was made by PostgreSQL {major}, and no usable PostgreSQL {major} is installed here{}", .data.display(), describe_found(.found, .unusable))]
    MissingMajor {
        /// The cluster's data folder.
        data: PathBuf,
        /// The cluster's major version.
        major: u32,
        /// The versions that are there.
        found: Vec<Install>,
        /// What was found but does not run.
        unusable: Vec<Unusable>,
    },
    /// The caller is root and there is no user to run the server as.
    #[error("PostgreSQL refuses to run as root, and this machine has no user {}", .names.join(" or "))]
    NoServerUser {
        /// The names that were tried.
        names: Vec<String>,
    },
    /// The user named for the server is root.
    #[error("PostgreSQL refuses to run as root, and TENANTCTL_PG_USER says {name}")]
    RootAsServerUser {
        /// The name that was set.
        name: String,
    },
    /// The cluster belongs to another user than the one that was set.
    #[error("the cluster in {} belongs to user {owner}, so its server can't run as {wanted}", .data.display())]
    OtherOwner {
        /// The cluster's data folder.
        data: PathBuf,
        /// Whose it is.
        owner: String,
        /// The user that was set.
        wanted: String,
    },
    /// The server's user can't walk down to the data.
    #[error("user {user}, who runs the server because root may not, can't enter {}: {} is closed to it", .path.display(), .closed.display())]
    ClosedFolder {
        /// Where the server must go.
        path: PathBuf,
        /// The folder on the way that stops it.
        closed: PathBuf,
        /// The server's user.
        user: String,
        /// Whether the closed folder is the state directory itself.
        is_state_dir: bool,
    },
    /// Something is where our file or folder should be, and it isn't ours.
    #[error("{} is not used: {reason}", .path.display())]
    NotOurs {
        /// What was found there.
        path: PathBuf,
        /// Why it is refused.
        reason: &'static str,
    },
    /// A state directory that `pg_ctl` could not pass on safely.
    #[error("the state directory {} can't be used: its path holds a quote, a backslash, a dollar sign or a line break", .path.display())]
    UnsuitablePath {
        /// The state directory.
        path: PathBuf,
    },
    /// The caller's uid has no name, and `initdb` insists on one.
    #[error("PostgreSQL needs a user name, and uid {uid} has none on this machine")]
    NoPasswdEntry {
        /// The nameless uid.
        uid: String,
    },
    /// The data folder holds files but no cluster.
    #[error("{} holds files, but no PostgreSQL cluster", .data.display())]
    NotACluster {
        /// The data folder.
        data: PathBuf,
    },
    /// The cluster is there and its password is not.
    #[error("the embedded server's password file {} is missing", .path.display())]
    PasswordMissing {
        /// Where it should be.
        path: PathBuf,
    },
    /// Another process starts, stops or resets the server and does not finish.
    #[error("another tenantctl has held {} for {waited} seconds", .path.display())]
    LockHeld {
        /// The lock file.
        path: PathBuf,
        /// How long we waited.
        waited: u64,
    },
    /// The server runs, but not on the TCP port that was asked for.
    #[error("the embedded PostgreSQL is already running ({}), so it can't listen on port {wanted}", describe_listen(*.listen))]
    ListenConflict {
        /// The TCP port that it listens on now.
        listen: Option<u16>,
        /// The TCP port that was asked for.
        wanted: u16,
    },
    /// The TCP port can't be listened on.
    #[error("can't listen on 127.0.0.1:{port}: {source}")]
    PortTaken {
        /// The port.
        port: u16,
        /// The system's reason.
        source: io::Error,
    },
    /// `initdb` said no.
    #[error("initdb could not create the cluster: {output}")]
    InitdbFailed {
        /// The end of what it said.
        output: String,
    },
    /// The server did not come up.
    #[error("the embedded PostgreSQL did not start: {output}")]
    NotStarted {
        /// What `pg_ctl` said.
        output: String,
        /// The server's log file.
        log: PathBuf,
        /// What the server itself logged about this start.
        log_tail: Vec<String>,
    },
    /// The server did not go down.
    #[error("the embedded PostgreSQL did not stop: {output}")]
    NotStopped {
        /// What `pg_ctl` said.
        output: String,
        /// The server's log file.
        log: PathBuf,
    },
    /// A program could not be run at all.
    #[error("can't run {}{}: {source}", .program.display(), .user.as_ref().map(|user| format!(" as user {user}")).unwrap_or_default())]
    CannotRun {
        /// The program.
        program: PathBuf,
        /// The user that it should run as, when that isn't the caller.
        user: Option<String>,
        /// The system's reason.
        source: io::Error,
    },
    /// A file or folder could not be given to the server's user.
    #[error("can't give {} to user {user}: {source}", .path.display())]
    CannotGive {
        /// The file or folder.
        path: PathBuf,
        /// The server's user.
        user: String,
        /// The system's reason.
        source: io::Error,
    },
    /// Work on a file or folder failed.
    #[error("can't {action} {}: {source}", .path.display())]
    File {
        /// What was tried.
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// The system gave no randomness for a password.
    #[error("the system gave no random bytes for a password")]
    NoRandomness,
}

impl LocalError {
    /// Wraps an I/O error with what was tried on which path; for `map_err`.
    pub(super) fn file(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_path_buf();
        move |source| Self::File { action, path, source }
    }

    /// What sort of failure it is.
    pub fn kind(&self) -> LocalErrorKind {
        match self {
            Self::NoPrograms { .. }
            | Self::MissingMajor { .. }
            | Self::NoServerUser { .. }
            | Self::RootAsServerUser { .. }
            | Self::OtherOwner { .. }
            | Self::ClosedFolder { .. }
            | Self::NotOurs { .. }
            | Self::UnsuitablePath { .. }
            | Self::NoPasswdEntry { .. }
            | Self::NotACluster { .. }
            | Self::PasswordMissing { .. }
            | Self::CannotGive { .. } => LocalErrorKind::Configuration,
            Self::LockHeld { .. } | Self::ListenConflict { .. } | Self::PortTaken { .. } => LocalErrorKind::Conflict,
            Self::NotStarted { .. } | Self::NotStopped { .. } => LocalErrorKind::Unavailable,
            Self::File { source, .. } | Self::CannotRun { source, .. } => match source.kind() {
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::NotADirectory => {
                    LocalErrorKind::Configuration
                }
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => LocalErrorKind::Unavailable,
                _ => LocalErrorKind::Internal,
            },
            // The only cause that passes, in the C library's words.
            Self::InitdbFailed { output } if output.contains("No space left on device") => LocalErrorKind::Unavailable,
            Self::InitdbFailed { .. } | Self::NoRandomness => LocalErrorKind::Internal,
        }
    }
}

fn describe_search(bin_dir: Option<&Path>, too_old: &[Install], unusable: &[Unusable]) -> String {
    let mut text = bin_dir.map(|dir| format!(" in {} (TENANTCTL_PG_BIN_DIR)", dir.display())).unwrap_or_default();
    for install in too_old {
        let (major, dir) = (install.major, install.bin_dir.display());
        text += &format!("; found PostgreSQL {major} in {dir}, {OLDEST_MAJOR} or newer is needed");
    }
    text + &describe_unusable(unusable)
}

fn describe_found(found: &[Install], unusable: &[Unusable]) -> String {
    let majors: Vec<String> = found.iter().map(|install| install.major.to_string()).collect();
    let text = if majors.is_empty() { String::new() } else { format!(" (found: {})", majors.join(", ")) };
    text + &describe_unusable(unusable)
}

fn describe_unusable(unusable: &[Unusable]) -> String {
    unusable.iter().map(|found| format!("; {} is unusable: {}", found.bin_dir.display(), found.reason)).collect()
}

fn describe_listen(listen: Option<u16>) -> String {
    match listen {
        Some(port) => format!("listening on 127.0.0.1:{port}"),
        None => "on its socket only".to_owned(),
    }
}
