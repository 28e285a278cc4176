//! Backing a database up into a file with PostgreSQL's own programs, and reading the file back.

use super::local::{child_command, program_major};
use crate::postgres::Target;
use aws_lc_rs::digest::{Context, SHA256};
use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Output, Stdio};

/// Why a database couldn't be backed up. No file is left of such an attempt.
#[derive(Debug, thiserror::Error)]
pub enum DumpError {
    /// The program isn't there.
    #[error("{0} isn't installed here")]
    NoProgram(&'static str),
    /// pg_dump refuses a server that is newer than itself.
    #[error("{} is of PostgreSQL {major}, and the server is PostgreSQL {server}", .program.display())]
    TooOld {
        /// The program.
        program: PathBuf,
        /// Its major version.
        major: u32,
        /// The server's.
        server: u32,
    },
    /// It ran and failed.
    #[error("{program} failed: {complaint}")]
    Failed {
        /// The program's name.
        program: &'static str,
        /// The end of what it said.
        complaint: String,
    },
    /// The file.
    #[error("{}: {source}", .path.display())]
    File {
        /// Which one.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

/// Where the programs are.
#[derive(Debug, Clone, Default)]
pub struct DumpPrograms {
    /// pg_dump.
    pub dump: Option<PathBuf>,
    /// pg_restore.
    pub restore: Option<PathBuf>,
}

/// A backup that was read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dump {
    /// The file, which nobody else may read.
    pub file: PathBuf,
    /// Its SHA-256 in hex; beside it there is a file of this for sha256sum.
    pub sha256: String,
}

impl DumpPrograms {
    /// Looks whether both are there and the first is new enough for the server, and returns its major version.
    ///
    /// # Errors
    /// [`DumpError`].
    pub fn usable(&self, server: Option<u32>) -> Result<u32, DumpError> {
        self.restore.as_ref().ok_or(DumpError::NoProgram("pg_restore"))?;
        let program = self.dump.clone().ok_or(DumpError::NoProgram("pg_dump"))?;
        let failed = |complaint| DumpError::Failed { program: "pg_dump", complaint };
        let major = program_major(&program).map_err(failed)?;
        match server {
            Some(server) if server > major => Err(DumpError::TooOld { program, major, server }),
            _ => Ok(major),
        }
    }

    /// As [`Self::usable`], and makes the folder.
    ///
    /// # Errors
    /// [`DumpError`].
    pub fn check(&self, server: Option<u32>, folder: &Path) -> Result<(), DumpError> {
        self.usable(server)?;
        let made = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder);
        made.map_err(|source| DumpError::File { path: folder.to_owned(), source })
    }

    /// Dumps a database into `folder/name`, only these schemas where some are named, and reads the file back. The
    /// password is in the child's environment and nowhere else.
    ///
    /// # Errors
    /// [`DumpError`].
    pub async fn run(&self, target: &Target, schemas: &[&str], folder: &Path, name: &str) -> Result<Dump, DumpError> {
        let file = folder.join(name);
        let partial = folder.join(format!("{name}.partial"));
        let dumped = self.dump_into(target, schemas, &partial).await;
        let sealed = dumped.and_then(|sha256| {
            std::fs::rename(&partial, &file).map_err(|source| DumpError::File { path: file.clone(), source })?;
            let line = format!("{sha256}  {name}\n");
            private(&folder.join(format!("{name}.sha256")), line.as_bytes())?;
            Ok(Dump { file: file.clone(), sha256 })
        });
        if sealed.is_err() {
            // What is left of it would be taken for a backup.
            let _gone = std::fs::remove_file(&partial);
        }
        sealed
    }

    async fn dump_into(&self, target: &Target, schemas: &[&str], partial: &Path) -> Result<String, DumpError> {
        let failed = |source| DumpError::File { path: partial.to_owned(), source };
        // A killed run's; its pg_dump has lost its connection since.
        let _gone = std::fs::remove_file(partial);
        let out = OpenOptions::new().write(true).create_new(true).mode(0o600).open(partial).map_err(failed)?;
        let program = self.dump.as_ref().ok_or(DumpError::NoProgram("pg_dump"))?;
        let mut command = child_command(program);
        command.envs(target.child_environment()).args(["--format=custom", "--no-password", "--lock-wait-timeout=60s"]);
        command.args(schemas.iter().map(|schema| format!("--schema={}", pattern(schema))));
        command.stdout(out.try_clone().map_err(failed)?);
        finished("pg_dump", command).await?;
        out.sync_all().map_err(failed)?;
        let program = self.restore.as_ref().ok_or(DumpError::NoProgram("pg_restore"))?;
        let mut command = child_command(program);
        command.arg("--list").arg(partial).stdout(Stdio::piped());
        let list = finished("pg_restore", command).await?;
        if !list.stdout.split(|byte| *byte == b'\n').any(|line| !line.is_empty() && !line.starts_with(b";")) {
            let complaint = "the file has no contents".to_owned();
            return Err(DumpError::Failed { program: "pg_dump", complaint });
        }
        // The list is at the file's beginning; this reads all of it.
        let mut command = child_command(program);
        command.arg("--file=/dev/null").arg(partial).stdout(Stdio::null());
        finished("pg_restore", command).await?;
        sha256(partial)
    }
}

pub(super) async fn finished(program: &'static str, command: std::process::Command) -> Result<Output, DumpError> {
    let mut command = tokio::process::Command::from(command);
    let output = command.kill_on_drop(true).stderr(Stdio::piped()).spawn();
    let failed = |error: std::io::Error| DumpError::Failed { program, complaint: error.to_string() };
    let output = output.map_err(failed)?.wait_with_output().await.map_err(failed)?;
    if output.status.success() {
        return Ok(output);
    }
    Err(DumpError::Failed { program, complaint: complaint(&output.stderr, output.status) })
}

/// Runs both programs at once, the one's output being the other's input.
///
/// # Errors
/// [`DumpError`]: of two that failed, the one that did so by itself.
pub(super) async fn piped(
    mut dump: std::process::Command,
    mut restore: std::process::Command,
) -> Result<(), DumpError> {
    let failed = |error: std::io::Error| DumpError::Failed { program: "pg_dump", complaint: error.to_string() };
    let (reader, writer) = std::io::pipe().map_err(failed)?;
    dump.stdout(writer);
    restore.stdin(reader).stdout(Stdio::null());
    let (dumped, restored) = tokio::join!(finished("pg_dump", dump), finished("pg_restore", restore));
    match (dumped, restored) {
        (Ok(_), restored) => restored.map(drop),
        (Err(DumpError::Failed { complaint, .. }), Err(restored))
            if ["roken pipe", "SIGPIPE"].iter().any(|words| complaint.contains(words)) =>
        {
            Err(restored)
        }
        (Err(dumped), _) => Err(dumped),
    }
}

/// pg_dump takes a pattern, in which quotes make every character mean itself.
pub(super) fn pattern(schema: &str) -> String {
    format!("\"{}\"", schema.replace('"', "\"\""))
}

/// The line of what a program said that tells what is wrong: behind it come the statement, and what follows from it.
/// Without one the last line, else how it ended.
pub(super) fn complaint(stderr: &[u8], status: ExitStatus) -> String {
    let text = String::from_utf8_lossy(stderr);
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let error = lines().find(|line| line.contains("error:"));
    error.or_else(|| lines().next_back()).map_or_else(|| status.to_string(), str::to_owned)
}

/// Returns a file's SHA-256 in hex.
///
/// # Errors
/// [`DumpError::File`].
pub fn sha256(path: &Path) -> Result<String, DumpError> {
    let failed = |source| DumpError::File { path: path.to_owned(), source };
    let mut file = File::open(path).map_err(failed)?;
    let mut context = Context::new(&SHA256);
    let mut buffer = vec![0; 1 << 16];
    loop {
        let count = file.read(&mut buffer).map_err(failed)?;
        let Some(bytes) = buffer.get(..count).filter(|bytes| !bytes.is_empty()) else { break };
        context.update(bytes);
    }
    Ok(context.finish().as_ref().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Writes a file that nobody else may read, in the place of one that is there.
fn private(path: &Path, contents: &[u8]) -> Result<(), DumpError> {
    let failed = |source| DumpError::File { path: path.to_owned(), source };
    let _gone = std::fs::remove_file(path);
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(failed)?;
    file.write_all(contents).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::{DumpError, DumpPrograms, complaint, sha256};
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::ExitStatusExt;
    use std::process::ExitStatus;

    #[test]
    fn a_complaint_tells_what_is_wrong_first() {
        for (stderr, expected) in [
            (
                "pg_restore: while INITIALIZING:\npg_restore: error: could not execute query: ERROR:  x\nCommand was: y;\n\n",
                "pg_restore: error: could not execute query: ERROR:  x",
            ),
            ("one\ntwo\n", "two"),
            ("\n", "exit status: 1"),
        ] {
            assert_eq!(complaint(stderr.as_bytes(), ExitStatus::from_raw(1 << 8)), expected);
        }
    }

    #[test]
    fn what_cannot_work_is_told_before() {
        let folder = tempfile::tempdir().expect("a folder");
        let script = folder.path().join("pg_dump");
        std::fs::write(&script, "#!/bin/sh\necho 'pg_dump (PostgreSQL) 15.1'\n").expect("written");
        std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755)).expect("mode");
        let none = DumpPrograms::default();
        assert!(matches!(none.check(None, folder.path()), Err(DumpError::NoProgram("pg_restore"))));
        let both = DumpPrograms { dump: Some(script.clone()), restore: Some(script.clone()) };
        assert!(matches!(both.check(Some(16), folder.path()), Err(DumpError::TooOld { major: 15, server: 16, .. })));
        assert!(both.check(Some(15), &folder.path().join("new")).is_ok());
        assert!(matches!(both.check(Some(15), &script.join("below")), Err(DumpError::File { .. })));
    }

    #[test]
    fn digests_as_sha256sum_does() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("abc");
        std::fs::write(&file, "abc").expect("written");
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(sha256(&file).expect("read"), expected);
    }
}
