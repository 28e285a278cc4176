//! The tenant migrations: their files, and how they run.

use super::Context;
use crate::config::keys;
use crate::control_plane::ControlPlane;
use crate::domain::migration::MigrationSet;
use crate::domain::migration_name::Slug;
use crate::error::{CommandError, ErrorKind};
use crate::ops::migrate::MigrateOptions;
use crate::ops::policy;
use crate::ops::template::Schema;
use crate::tenant_db::{self, NewFile};
use chrono::Utc;
use std::path::PathBuf;
use std::time::Duration;

impl Context {
    /// Reads the tenant migrations: the configured folder's, else the built-in ones.
    ///
    /// # Errors
    /// Bad input, with file and line.
    pub fn migrations(&self) -> Result<MigrationSet, CommandError> {
        Ok(match self.settings.path(keys::MIGRATIONS_DIR) {
            Some(dir) => tenant_db::from_dir(dir)?,
            None => tenant_db::embedded()?,
        })
    }

    /// Returns what a new tenant gets: the migrations, and the policy of this control plane.
    ///
    /// # Errors
    /// As [`Self::migrations`], or the policy can't be read.
    pub async fn schema(&self, control: &ControlPlane) -> Result<Schema, CommandError> {
        Ok(Schema::new(self.migrations()?, policy::effective(control).await?)?)
    }

    /// Returns the file that a GitHub workflow shows on its page, if one is named.
    pub fn step_summary_file(&self) -> Option<PathBuf> {
        let named = self.settings.environment().var("GITHUB_STEP_SUMMARY").filter(|name| !name.is_empty());
        named.map(PathBuf::from)
    }

    /// How migrations run.
    pub fn migrate_options(&self) -> MigrateOptions {
        let lock_timeout = self.settings.duration(keys::LOCK_TIMEOUT).unwrap_or(Duration::from_secs(3));
        MigrateOptions {
            target: None,
            dry_run: false,
            // Longer than one statement waits, so that a busy lock is tried again.
            lock_wait: lock_timeout * 4,
            lock_timeout,
            timeout: self.timeout(),
            jobs: self.settings.number(keys::JOBS).and_then(|n| usize::try_from(n).ok()).unwrap_or(4),
        }
    }

    /// Makes a migration file in the configured folder; in a dry run only names it.
    ///
    /// # Errors
    /// Usage if no folder is configured; it can't be read or written.
    pub fn new_migration(&self, name: &Slug, no_transaction: bool) -> Result<NewFile, CommandError> {
        let folder = self.settings.path(keys::MIGRATIONS_DIR).ok_or_else(|| {
            CommandError::new(ErrorKind::Usage, "no folder of migrations is named")
                .hint("name it: --dir FOLDER")
                .hint("or for good: tenantctl config set migrations_dir FOLDER")
        })?;
        Ok(tenant_db::new_file(folder, name, no_transaction, Utc::now(), self.dry_run)?)
    }
}
