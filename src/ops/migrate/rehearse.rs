//! Running the pending files where nothing can be lost: in a scratch database with the schema of a tenant.

use super::{MigrateError, MigrateOptions};
use crate::control_plane::TenantRow;
use crate::domain::migration::MigrationSet;
use crate::host::{ClusterHost, CopyPart, DumpError, DumpPrograms};
use crate::ops::credentials::LoginRole;
use crate::ops::locate::Locator;
use crate::ops::scratch::{Scratch, ScratchError, in_scratch};
use crate::tenant_db::{self, ExecutorOptions, Expect, Mark, Outcome, TenantDbError};

/// The executor's own tables: without their rows it wouldn't know what is pending.
const LEDGERS: [&str; 2] = ["tenantctl.schema_migrations", "tenantctl.schema_migration_statements"];

/// Why a rehearsal failed. Nothing is left of it.
#[derive(Debug, thiserror::Error)]
pub enum RehearsalError {
    /// The tenant whose schema is taken.
    #[error(transparent)]
    Tenant(#[from] MigrateError),
    /// The scratch database.
    #[error(transparent)]
    Scratch(#[from] ScratchError),
    /// Copying the schema.
    #[error(transparent)]
    Copy(#[from] DumpError),
    /// A file failed.
    #[error(transparent)]
    File(TenantDbError),
}

/// Copies a tenant's schema, with its rows if `rows`, into a scratch database by `pg_dump`, runs the pending files there
/// and drops it. The tenant's database is only read.
///
/// # Errors
/// [`RehearsalError`].
pub async fn rehearse(
    (locator, host, programs): (&Locator<'_>, &ClusterHost, &DumpPrograms),
    set: &MigrationSet,
    tenant: &TenantRow,
    rows: bool,
    options: &MigrateOptions,
    stop: &dyn Fn() -> bool,
) -> Result<Outcome, RehearsalError> {
    let major = host.facts.version.split('.').next().and_then(|major| major.parse().ok());
    programs.usable(major)?;
    // Proves that it is the tenant's database.
    let application = format!("tenantctl rehearsal {}", tenant.id);
    let opened: Result<_, MigrateError> =
        locator.open(tenant, &application, options.lock_timeout, options.timeout).await;
    let mut session = opened?;
    let ledger = tenant_db::applied(&mut session).await;
    session.close().await;
    let has_ledger = !ledger.map_err(MigrateError::from)?.is_empty();
    let from = locator.target(tenant, LoginRole::Migrator).await.map_err(MigrateError::from)?;
    in_scratch(host, stop, async |scratch: &Scratch| {
        let part = if rows { CopyPart::All } else { CopyPart::Schema };
        programs.copy(&from, &scratch.target, part).await?;
        if !rows && has_ledger {
            programs.copy(&from, &scratch.target, CopyPart::Rows(&LEDGERS)).await?;
        }
        crate::fail_point!("rehearsal.copied");
        run(scratch, set, tenant, options).await
    })
    .await
}

async fn run(
    scratch: &Scratch,
    set: &MigrationSet,
    tenant: &TenantRow,
    options: &MigrateOptions,
) -> Result<Outcome, RehearsalError> {
    let expect = Expect { mark: Mark::None, as_owner: true, lock_timeout: options.lock_timeout };
    let opened = tenant_db::open(&scratch.target, "tenantctl rehearsal", expect, options.timeout).await;
    let mut session = opened.map_err(ScratchError::from)?;
    let target = set.target_within(options.target, tenant.pinned_version);
    let executor = ExecutorOptions {
        target: target.or(options.target),
        lock_wait: options.lock_wait,
        dry_run: tenant.pinned_version.is_some() && target.is_none(),
        permit: None,
    };
    let ran = tenant_db::migrate(&mut session, set, &executor, &mut |_| {}).await;
    session.close().await;
    ran.map_err(RehearsalError::File)
}
