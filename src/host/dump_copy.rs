//! Copying a database into an empty one with PostgreSQL's own programs, without a file in between.

use super::dump::{DumpError, DumpPrograms};
use super::local::child_command;
use crate::postgres::Target;
use std::process::{Output, Stdio};

/// What is copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopyPart<'a> {
    /// Everything but the rows.
    Schema,
    /// Everything.
    All,
    /// The rows of these tables.
    Rows(&'a [&'a str]),
}

/// What isn't copied: what only a superuser or the owner of the database could write. All objects belong to the role that
/// the other login works as, so rights don't matter there.
const LEFT_OUT: [&str; 7] = [
    "--no-owner",
    "--no-privileges",
    "--no-comments",
    "--no-publications",
    "--no-subscriptions",
    "--no-security-labels",
    "--no-tablespaces",
];

impl DumpPrograms {
    /// Copies from one database into another. Passwords are in the children's environments and nowhere else; both end with
    /// the future.
    ///
    /// # Errors
    /// [`DumpError`], that of pg_restore first, which knows what the other database didn't take.
    pub async fn copy(&self, from: &Target, to: &Target, part: CopyPart<'_>) -> Result<(), DumpError> {
        let dump = self.dump.as_ref().ok_or(DumpError::NoProgram("pg_dump"))?;
        let restore = self.restore.as_ref().ok_or(DumpError::NoProgram("pg_restore"))?;
        let failed = |program, error: std::io::Error| DumpError::Failed { program, complaint: error.to_string() };
        let mut command = child_command(dump);
        command.envs(from.child_environment()).args(["--format=custom", "--compress=0", "--no-password"]);
        command.arg("--lock-wait-timeout=10s").args(LEFT_OUT);
        let parts = match part {
            CopyPart::Schema => vec!["--schema-only".to_owned()],
            CopyPart::All => Vec::new(),
            CopyPart::Rows(tables) => {
                let tables = tables.iter().map(|table| format!("--table={table}"));
                std::iter::once("--data-only".to_owned()).chain(tables).collect()
            }
        };
        command.args(parts);
        let mut command = tokio::process::Command::from(command);
        let spawned = command.kill_on_drop(true).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let mut dumping = spawned.map_err(|error| failed("pg_dump", error))?;
        let pipe = dumping.stdout.take().and_then(|pipe| pipe.into_owned_fd().ok());
        let pipe = pipe.ok_or_else(|| DumpError::Failed { program: "pg_dump", complaint: "no pipe".to_owned() })?;
        let mut command = child_command(restore);
        command.envs(to.child_environment()).args(["--no-password", "--exit-on-error", "--single-transaction"]);
        command.args(LEFT_OUT).arg("--dbname").arg(&to.database);
        let mut command = tokio::process::Command::from(command);
        command.kill_on_drop(true).stdin(Stdio::from(pipe)).stdout(Stdio::null()).stderr(Stdio::piped());
        let restoring = command.spawn().map_err(|error| failed("pg_restore", error))?;
        // This side of the pipe, so that pg_dump learns it when pg_restore has gone.
        drop(command);
        let (restored, dumped) = tokio::join!(restoring.wait_with_output(), dumping.wait_with_output());
        let restored = restored.map_err(|error| failed("pg_restore", error))?;
        let dumped = dumped.map_err(|error| failed("pg_dump", error))?;
        let complaint =
            |output: &Output| complaint(&String::from_utf8_lossy(&output.stderr), &output.status.to_string());
        // What ends the other one is told by the one that failed by itself.
        let broken = !restored.status.success()
            && ["Broken pipe", "SIGPIPE"].iter().any(|words| complaint(&dumped).contains(words));
        match (dumped.status.success() || broken, restored.status.success()) {
            (true, true) => Ok(()),
            (false, _) => Err(DumpError::Failed { program: "pg_dump", complaint: complaint(&dumped) }),
            (true, false) => Err(DumpError::Failed { program: "pg_restore", complaint: complaint(&restored) }),
        }
    }
}

/// Picks the line that says what is wrong; the statement and what follows from it come behind.
fn complaint(stderr: &str, status: &str) -> String {
    let lines = || stderr.lines().map(str::trim).filter(|line| !line.is_empty());
    let error = lines().find(|line| line.contains("error:"));
    error.or_else(|| lines().next_back()).unwrap_or(status).to_owned()
}

#[cfg(test)]
mod tests {
    use super::complaint;

    #[test]
    fn tells_what_is_wrong_first() {
        for (stderr, expected) in [
            (
                "pg_restore: while INITIALIZING:\npg_restore: error: could not execute query: ERROR:  x\nCommand was: y;\n\n",
                "pg_restore: error: could not execute query: ERROR:  x",
            ),
            ("one\ntwo\n", "two"),
            ("\n", "exit status: 1"),
        ] {
            assert_eq!(complaint(stderr, "exit status: 1"), expected);
        }
    }
}
