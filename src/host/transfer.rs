//! Copying a database into another one with PostgreSQL's own programs, each side by its tenant's own login. Passwords are
//! in the children's environments and nowhere else.

use super::dump::{DumpError, DumpPrograms, finished, piped};
use super::local::child_command;
use crate::postgres::Target;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// From where to where.
#[derive(Debug, Clone, Copy)]
pub struct Transfer<'a> {
    /// The database that is read.
    pub from: &'a Target,
    /// The empty one that is written.
    pub to: &'a Target,
    /// The snapshot that somebody keeps open in the first: all of it is as of one moment.
    pub snapshot: &'a str,
    /// Only the rows of these tables; of all if there are none.
    pub only: &'a [&'a str],
    /// Tables whose rows are left out.
    pub without: &'a [&'a str],
    /// Where a file of the schema can be for a while.
    pub scratch: &'a Path,
    /// Bound of a connection attempt.
    pub timeout: Duration,
}

/// What the target's operator gave it already: a tenant's login owns neither the schema `public` nor what is said of it.
fn is_the_operators(line: &str) -> bool {
    ["ACL - SCHEMA public ", "COMMENT - SCHEMA public ", "SCHEMA - public "].iter().any(|entry| line.contains(entry))
}

impl DumpPrograms {
    /// Copies everything, the rows between the tables and their indexes and keys. What is restored belongs to the role
    /// that the target's sessions begin as, and nothing to the source's.
    ///
    /// # Errors
    /// [`DumpError`]; then the target is half full.
    pub async fn transfer(&self, transfer: &Transfer<'_>) -> Result<(), DumpError> {
        let failed = |source| DumpError::File { path: transfer.scratch.to_owned(), source };
        // Its files are for nobody else, and go with it.
        let folder = tempfile::Builder::new().prefix("clone-").tempdir_in(transfer.scratch).map_err(failed)?;
        let (schema, entries) = (folder.path().join("schema"), folder.path().join("entries"));
        let mut dump = self.dump(transfer)?;
        // With the rows, also what is only made of them: large objects and materialized views.
        let parts: &[&str] =
            if transfer.only.is_empty() { &["--section=pre-data", "--section=post-data"] } else { &["--schema-only"] };
        dump.arg("--format=custom").args(parts).arg("--file").arg(&schema).stdout(Stdio::null());
        finished("pg_dump", dump).await?;
        let mut list = self.restore()?;
        list.arg("--list").arg(&schema).stdout(Stdio::piped());
        let list = finished("pg_restore", list).await?;
        let list = String::from_utf8_lossy(&list.stdout).into_owned();
        let kept: String =
            list.lines().filter(|line| !is_the_operators(line)).map(|line| format!("{line}\n")).collect();
        std::fs::write(&entries, kept).map_err(failed)?;
        crate::fail_point!("clone.dumped");
        self.section(transfer, "pre-data", &schema, &entries).await?;
        crate::fail_point!("clone.tables");
        self.copy_rows(transfer).await?;
        crate::fail_point!("clone.rows");
        self.section(transfer, "post-data", &schema, &entries).await?;
        crate::fail_point!("clone.indexes");
        Ok(())
    }

    fn dump(&self, transfer: &Transfer<'_>) -> Result<Command, DumpError> {
        let mut command = child_command(self.dump.as_ref().ok_or(DumpError::NoProgram("pg_dump"))?);
        command.envs(transfer.from.child_environment());
        command.env("PGCONNECT_TIMEOUT", transfer.timeout.as_secs().max(1).to_string());
        command.args(["--no-password", "--lock-wait-timeout=60s"]).arg(format!("--snapshot={}", transfer.snapshot));
        Ok(command)
    }

    fn restore(&self) -> Result<Command, DumpError> {
        Ok(child_command(self.restore.as_ref().ok_or(DumpError::NoProgram("pg_restore"))?))
    }

    fn restore_into(&self, transfer: &Transfer<'_>, section: &str) -> Result<Command, DumpError> {
        let mut command = self.restore()?;
        command.envs(transfer.to.child_environment());
        command.env("PGCONNECT_TIMEOUT", transfer.timeout.as_secs().max(1).to_string());
        command.args(["--no-password", "--no-owner", "--exit-on-error"]);
        command.arg(format!("--dbname={}", transfer.to.database)).arg(format!("--section={section}"));
        Ok(command)
    }

    async fn section(
        &self,
        transfer: &Transfer<'_>,
        section: &str,
        schema: &Path,
        entries: &Path,
    ) -> Result<(), DumpError> {
        let mut command = self.restore_into(transfer, section)?;
        command.arg("--use-list").arg(entries).arg(schema).stdout(Stdio::null());
        finished("pg_restore", command).await.map(drop)
    }

    /// Both programs at once, the one's output being the other's input.
    async fn copy_rows(&self, transfer: &Transfer<'_>) -> Result<(), DumpError> {
        let mut dump = self.dump(transfer)?;
        dump.args(["--format=custom", "--compress=0", "--section=data"]);
        dump.args(transfer.only.iter().map(|table| format!("--table={table}")));
        dump.args(transfer.without.iter().map(|table| format!("--exclude-table-data={table}")));
        piped(dump, self.restore_into(transfer, "data")?).await
    }
}

#[cfg(test)]
mod tests {
    use super::is_the_operators;

    #[test]
    fn what_is_said_of_the_schema_public_is_left_out() {
        for (line, out) in [
            ("3421; 0 0 ACL - SCHEMA public pg_database_owner", true),
            ("6; 2615 2200 SCHEMA - public pg_database_owner", true),
            ("3420; 0 0 COMMENT - SCHEMA public pg_database_owner", true),
            ("7; 2615 16400 SCHEMA - access tenantctl_owner", false),
            ("3430; 0 0 ACL - SCHEMA access tenantctl_owner", false),
            ("215; 1259 16420 TABLE public vendors tenantctl_owner", false),
            ("3431; 0 0 ACL public TABLE vendors tenantctl_owner", false),
        ] {
            assert_eq!(is_the_operators(line), out, "{line}");
        }
    }
}
