//! The embedded PostgreSQL: a private server made from the programs that this machine has.
//!
//! Nothing is downloaded. [`LocalServer`] finds `initdb`, `pg_ctl` and `postgres`, keeps one cluster in
//! the state directory and leaves it running after the command. PostgreSQL refuses to run as root, so
//! as root the server's programs run as another user; as anybody else they run as the caller.
//!
//! ```text
//! state_dir/                 root: 0711, so that the server's user can walk through but not list
//!   postgres/                belongs to the caller (root: 0711, else 0700); only the caller writes here
//!     lock                   one start, stop or reset at a time
//!     superuser.password     0600, the caller's
//!     operator.password      0600, the caller's, made by the SQL bootstrap
//!     bootstrapped           the marker that the SQL bootstrap sets
//!     server.log             0600, the server's user
//!     data/                  0700, the server's user
//!     run/                   0700, the server's user; the socket
//! ```
//!
//! The folder itself is deliberately not the server user's: whoever may write in a folder may plant
//! symbolic links in it, and root would follow them.
//!
//! Everything here blocks and speaks no SQL; the caller connects to the [`Endpoint`].

use std::ffi::OsString;
use std::path::PathBuf;

mod child;
mod cluster;
mod control;
mod discover;
mod error;
mod files;
mod hints;
mod layout;
mod lock;
mod pid_file;
mod places;
mod run_as;
mod server;
mod start;
mod state_files;
#[cfg(test)]
mod tests;

pub(super) use child::plain as child_command;
pub use control::Status;
pub(super) use discover::program_major;
pub use discover::{Install, Survey, Unusable, discover, find_program, survey};
pub use error::{LocalError, LocalErrorKind};
pub use layout::create_state_dir;
pub use lock::Lock;
pub use run_as::effective_uid;
pub use server::{Endpoint, LocalServer, StartState, Started};

/// The oldest major version that works: `tenantctl` relies on what PostgreSQL 15 brought.
pub const OLDEST_MAJOR: u32 = 15;

/// All that this module needs to know; it reads no settings from the environment itself.
#[derive(Debug, Clone, Default)]
pub struct LocalConfig {
    /// Where the server's files live (`TENANTCTL_STATE_DIR`).
    pub state_dir: PathBuf,
    /// The only place to look for the server's programs (`TENANTCTL_PG_BIN_DIR`).
    pub bin_dir: Option<PathBuf>,
    /// The user that the server runs as when the caller is root (`TENANTCTL_PG_USER`).
    pub pg_user: Option<String>,
    /// The caller's `PATH`.
    pub path: Option<OsString>,
    /// The caller's home directory, where version managers install PostgreSQL.
    pub home: Option<PathBuf>,
}

/// Returns the caller's effective user id.
pub fn user_id() -> Option<u32> {
    run_as::effective_uid().ok()
}

/// Whether the caller is root, whose state belongs in a place of the system's.
pub fn is_root() -> bool {
    run_as::effective_uid().is_ok_and(|uid| uid == 0)
}
