//! Copying a database into an empty one with PostgreSQL's own programs, without a file in between.

use super::dump::{DumpError, DumpPrograms, pattern, piped};
use super::local::child_command;
use crate::postgres::Target;

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
    /// Copies from one database into another; where `schemas` are named, only what is in them, and they are there in the
    /// other database already. Passwords are in the children's environments and nowhere else; both end with
    /// the future.
    ///
    /// # Errors
    /// [`DumpError`], that of pg_restore first, which knows what the other database didn't take.
    pub async fn copy(
        &self,
        (from, to): (&Target, &Target),
        schemas: &[String],
        part: CopyPart<'_>,
    ) -> Result<(), DumpError> {
        let dump = self.dump.as_ref().ok_or(DumpError::NoProgram("pg_dump"))?;
        let restore = self.restore.as_ref().ok_or(DumpError::NoProgram("pg_restore"))?;
        let mut dump = child_command(dump);
        dump.envs(from.child_environment()).args(["--format=custom", "--compress=0", "--no-password"]);
        dump.arg("--lock-wait-timeout=10s").args(LEFT_OUT);
        let parts = match part {
            CopyPart::Schema => vec!["--schema-only".to_owned()],
            CopyPart::All => Vec::new(),
            CopyPart::Rows(tables) => {
                let tables = tables.iter().map(|table| format!("--table={table}"));
                std::iter::once("--data-only".to_owned()).chain(tables).collect()
            }
        };
        dump.args(parts);
        // Tables are named with their schemas, and no other one's could be meant.
        if !matches!(part, CopyPart::Rows(_)) {
            dump.args(schemas.iter().map(|schema| format!("--schema={}", pattern(schema))));
        }
        let mut restore = child_command(restore);
        restore.envs(to.child_environment()).args(["--no-password", "--exit-on-error", "--single-transaction"]);
        restore.args(LEFT_OUT).arg("--dbname").arg(&to.database);
        // It makes what is in a schema that is named so, and not the schema.
        restore.args(schemas.iter().map(|schema| format!("--schema={schema}")));
        piped(dump, restore).await
    }
}
