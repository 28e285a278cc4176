//! Running the pending files where nothing can be lost: in a scratch database with the schema of a tenant.

use super::{MigrateError, MigrateOptions};
use crate::control_plane::TenantRow;
use crate::domain::migration::MigrationSet;
use crate::host::{ClusterHost, CopyPart, DumpError, DumpPrograms};
use crate::ops::credentials::LoginRole;
use crate::ops::locate::Locator;
use crate::ops::scratch::{Scratch, ScratchError, in_scratch};
use crate::tenant_db::stand_in::{self, Needs};
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
    /// A project's schema needs what only Supabase has.
    #[error("the schema of the Supabase project can't be made outside Supabase: {0}")]
    OnlyThere(DumpError),
    /// A project's version of PostgreSQL is newer than every server's of ours.
    #[error("the Supabase project has PostgreSQL {0}, and no cluster has that or a newer one")]
    NoServer(i32),
    /// A file failed.
    #[error(transparent)]
    File(TenantDbError),
}

/// Reads the major version of the PostgreSQL of a tenant's project.
///
/// # Errors
/// [`RehearsalError::Tenant`].
pub async fn server_major(
    locator: &Locator<'_>,
    tenant: &TenantRow,
    options: &MigrateOptions,
) -> Result<i32, RehearsalError> {
    let application = format!("tenantctl rehearsal {}", tenant.id);
    let opened: Result<_, MigrateError> =
        locator.open(tenant, &application, options.lock_timeout, options.timeout).await;
    let mut session = opened?;
    let major = stand_in::server_major(&mut session).await;
    session.close().await;
    Ok(major.map_err(|error| MigrateError::from(TenantDbError::from(error)))?)
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
    programs.usable(host.facts.major().and_then(|major| u32::try_from(major).ok()))?;
    // Proves that it is the tenant's database.
    let application = format!("tenantctl rehearsal {}", tenant.id);
    let opened: Result<_, MigrateError> =
        locator.open(tenant, &application, options.lock_timeout, options.timeout).await;
    let mut session = opened?;
    let looked = async {
        let has_ledger = !tenant_db::applied(&mut session).await?.is_empty();
        let own = if tenant.address.is_some() { Some(stand_in::needs(&mut session).await?) } else { None };
        Ok::<_, TenantDbError>((has_ledger, own))
    };
    let looked = looked.await;
    session.close().await;
    let (has_ledger, own) = looked.map_err(MigrateError::from)?;
    let from = locator.target(tenant, LoginRole::Migrator).await.map_err(MigrateError::from)?;
    in_scratch(host, stop, async |scratch: &Scratch| {
        let part = if rows { CopyPart::All } else { CopyPart::Schema };
        let schemas = own.as_ref().map_or(&[][..], |needs| &needs.schemas);
        if let Some(needs) = &own {
            stand_in(scratch, needs, options).await?;
        }
        let copied = programs.copy((&from, &scratch.target), schemas, part).await;
        copied.map_err(|error| match error {
            DumpError::Failed { program: "pg_restore", .. } if own.is_some() => RehearsalError::OnlyThere(error),
            error => RehearsalError::Copy(error),
        })?;
        if !rows && has_ledger {
            programs.copy((&from, &scratch.target), schemas, CopyPart::Rows(&LEDGERS)).await?;
        }
        crate::fail_point!("rehearsal.copied");
        run(scratch, set, tenant, options).await
    })
    .await
}

/// Makes in the scratch database what a project's schema may lean on.
async fn stand_in(scratch: &Scratch, needs: &Needs, options: &MigrateOptions) -> Result<(), RehearsalError> {
    let expect = Expect { mark: Mark::None, as_owner: true, lock_timeout: options.lock_timeout };
    let opened = tenant_db::open(&scratch.target, "tenantctl rehearsal", expect, options.timeout).await;
    let mut session = opened.map_err(ScratchError::from)?;
    let made = stand_in::make(&mut session, needs).await;
    session.close().await;
    made.map_err(|error| ScratchError::from(TenantDbError::from(error)).into())
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
