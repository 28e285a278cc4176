//! The program, with a state directory and a server of the bench's own.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// The program and what it works on; gone with the value.
pub(crate) struct Program {
    folder: tempfile::TempDir,
}

impl Program {
    pub(crate) fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("tctlbench").tempdir_in("/tmp").expect("a folder");
        std::fs::set_permissions(folder.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("mode");
        Self { folder }
    }

    /// Where files may be put.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A call of the program.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tenantctl"));
        command.args(arguments).args(["-q", "-o", "json", "--no-env-file"]).current_dir(self.folder());
        command.env_remove("DATABASE_URL").env_remove("TENANTCTL_DATABASE_URL");
        command.env("TENANTCTL_STATE_DIR", self.folder().join("state")).stdin(Stdio::null());
        command
    }

    /// Runs it; returns how long that took, in seconds.
    pub(crate) fn run(&self, arguments: &[&str]) -> f64 {
        let begun = Instant::now();
        let status = self.command(arguments).stdout(Stdio::null()).status();
        assert!(status.expect("runs").success(), "{arguments:?}");
        begun.elapsed().as_secs_f64()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _stopped = self.command(&["local", "stop"]).stdout(Stdio::null()).status();
    }
}
