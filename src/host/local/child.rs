//! How every child process is started: nothing of the caller's environment that could steer or
//! betray it, the right user, no terminal.

use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use super::error::LocalError;
use super::run_as::RunAs;

/// What a child may inherit: how programs, libraries, locales and user names are found.
const INHERITED: [&str; 8] = [
    "PATH",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "LD_PRELOAD",
    "NSS_WRAPPER_PASSWD",
    "NSS_WRAPPER_GROUP",
    "LOCALE_ARCHIVE",
    "LOCPATH",
];

/// A command for `program`, run as `user` (`None`: as the caller).
pub(super) fn command(program: &Path, user: Option<&RunAs>) -> Command {
    let mut command = Command::new(program);
    // The environment is read here only to keep it away from the child. `PG*` would steer it (PGDATA,
    // PGPORT, PGOPTIONS), and the server outlives us as another user, who can read its own process'
    // environment: our tokens and keys must not be in it.
    for (name, _) in std::env::vars_os() {
        if !INHERITED.iter().any(|kept| name == *kept) {
            command.env_remove(name);
        }
    }
    command.env("LC_ALL", "C").env("TZ", "UTC").env("HOME", "/");
    command.current_dir("/").stdin(Stdio::null());
    // Out of the terminal's foreground group: a Ctrl-C is for tenantctl to decide on, and must not
    // kill initdb or pg_ctl half-way.
    command.process_group(0);
    if let Some(user) = user {
        // std also drops root's supplementary groups when it sets the uid.
        command.uid(user.uid).gid(user.gid).env("USER", &user.name).env("LOGNAME", &user.name);
    }
    command
}

/// A command for a client program, run as the caller.
pub(in crate::host) fn plain(program: &Path) -> Command {
    command(program, None)
}

/// Runs a command to its end and returns what it complained about. What it prints for the user is
/// dropped: a closed pipe would kill a child that outlives us when it reports its progress.
pub(super) fn run(command: &mut Command, user: Option<&RunAs>) -> Result<Output, LocalError> {
    command.stdout(Stdio::null()).output().map_err(|source| LocalError::CannotRun {
        program: command.get_program().into(),
        user: user.map(|user| user.name.clone()),
        source,
    })
}

/// The end of what a failed program said, on one line of error message if it is one line.
pub(super) fn complaint(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<&str> = text.trim().lines().collect();
    let tail = lines[lines.len().saturating_sub(8)..].join("\n");
    if tail.is_empty() { output.status.to_string() } else { tail }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn children_get_a_small_environment() {
        let output = command(Path::new("/usr/bin/env"), None).output().expect("env runs");
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(text.contains("LC_ALL=C\n") && text.contains("TZ=UTC\n"));
        assert!(!text.contains("CARGO_"), "{text}");
        assert!(!text.lines().any(|line| line.starts_with("PG")), "{text}");
    }
}
