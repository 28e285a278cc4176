//! Restoring an export into an empty tenant. Its rows are taken, and nothing else: the tenant's schema, roles, rights,
//! policy, mark and bookkeeping are its own, made by its own migrations, and no statement of an export is ever run.

mod error;
mod fit;
mod load;
mod source;

pub use error::RestoreError;
pub use source::ExportSource;

use crate::control_plane::{self as plane, ControlPlane, TenantRow};
use crate::domain::catalog::TableName;
use crate::domain::export::{Manifest, is_brought_back};
use crate::domain::migration::{AppliedMigration, MigrationFile, MigrationSet};
use crate::domain::status::Status;
use crate::host::{DumpError, DumpPrograms};
use crate::ops::act::Actor;
use crate::ops::locate::Locator;
use crate::ops::observer::{Event, Observer};
use crate::ops::seed::Reach;
use crate::tenant_db::load::LoadRecord;
use crate::tenant_db::restore::Restoring;
use crate::tenant_db::{TenantSession, stand_in};
use chrono::{DateTime, Utc};
use serde_json::json;
use std::time::Duration;

/// How often a signal is looked for.
const PAUSE: Duration = Duration::from_millis(100);

/// What came of it.
#[derive(Debug)]
pub struct Restored {
    /// It was restored before, at this time.
    pub already: Option<DateTime<Utc>>,
    /// How many tables got rows, or would.
    pub tables: usize,
    /// How many rows.
    pub rows: u64,
}

/// Refuses the data of a tenant that was erased, whichever tenant it is meant for.
///
/// # Errors
/// [`RestoreError::Erased`], or the control plane.
pub async fn refuse_erased(control: &ControlPlane, manifest: &Manifest) -> Result<(), RestoreError> {
    let row = plane::tenant_by_uuid(&mut *control.session.get().await, manifest.tenant.uuid).await?;
    match row {
        Some(row) if row.status == Status::Deleted => {
            Err(RestoreError::Erased { id: row.id.to_string(), uuid: row.uuid })
        }
        _ => Ok(()),
    }
}

/// Refuses an export that a tenant of these migrations couldn't take, before there is one.
///
/// # Errors
/// [`RestoreError`]: a file was changed, or the schema is another one.
pub fn refuse_for_new(source: &ExportSource, migrations: &MigrationSet) -> Result<(), RestoreError> {
    source.verify()?;
    let made = |file: &MigrationFile| AppliedMigration {
        version: file.version,
        description: file.description.clone(),
        checksum: file.checksum.clone(),
        finished: true,
    };
    let ledger: Vec<AppliedMigration> = migrations.files().iter().map(made).collect();
    fit::same_schema(&source.manifest, &ledger)
}

/// Restores an export; the log gets a begin and an end. With `dry_run` everything is looked at, and nothing is written.
///
/// # Errors
/// [`RestoreError`]; then the tenant is as it was before, and the same command can be run again.
pub async fn restore_dump(
    locator: &Locator<'_>,
    (source, programs): (&ExportSource, &DumpPrograms),
    tenant: &TenantRow,
    (reach, runner): (Reach, &str),
    dry_run: bool,
    observer: &impl Observer,
) -> Result<Restored, RestoreError> {
    if tenant.status != Status::Active {
        return Err(RestoreError::Status(tenant.status));
    }
    if source.manifest.format.is_dump() && programs.restore.is_none() {
        return Err(DumpError::NoProgram("pg_restore").into());
    }
    observer.on(Event::StepBegan { step: "checking the files" });
    source.verify()?;
    let stopped = async {
        while !observer.stop_requested() {
            tokio::time::sleep(PAUSE).await;
        }
    };
    let work = async {
        tokio::select! {
            done = work(locator, (source, programs), tenant, (reach, dry_run), observer) => done,
            () = stopped => Err(RestoreError::Interrupted),
        }
    };
    if dry_run {
        return work.await;
    }
    let actor = Actor { control: locator.control, tenant, runner };
    let of = &source.manifest.tenant;
    let act = actor.begin("restore-dump", json!({ "of": of.id, "of_uuid": of.uuid })).await?;
    crate::fail_point!("restore_dump.logged");
    let result = work.await;
    actor.end(act, result).await
}

async fn work(
    locator: &Locator<'_>,
    (source, programs): (&ExportSource, &DumpPrograms),
    tenant: &TenantRow,
    (reach, dry_run): (Reach, bool),
    observer: &impl Observer,
) -> Result<Restored, RestoreError> {
    observer.on(Event::StepBegan { step: "connecting" });
    let opened: Result<TenantSession, RestoreError> =
        locator.open(tenant, "tenantctl restore-dump", reach.lock_timeout, reach.timeout).await;
    let mut session = opened?;
    let restored = inside(&mut session, (source, programs), tenant, (reach, dry_run), observer).await;
    session.close().await;
    restored
}

async fn inside(
    session: &mut TenantSession,
    (source, programs): (&ExportSource, &DumpPrograms),
    tenant: &TenantRow,
    (reach, dry_run): (Reach, bool),
    observer: &impl Observer,
) -> Result<Restored, RestoreError> {
    let manifest = &source.manifest;
    let mut record = record_of(manifest);
    let own = match tenant.address {
        Some(_) => stand_in::own_schemas(session).await?,
        None => Vec::new(),
    };
    let schemas: Vec<&str> = own.iter().map(String::as_str).collect();
    let mut restoring = Restoring::begin(session, reach.lock_timeout).await?;
    let (tables, rows) = (record.tables.len(), brought_back(manifest).map(|table| table.rows).sum());
    let already = restoring.earlier(&record).await?;
    let places = fit::places(&mut restoring, &schemas).await?;
    let filled = restoring.lock(&places).await?;
    // Whoever emptied it since may have it again.
    if already.is_some() && !filled.is_empty() {
        restoring.give_up().await;
        return Ok(Restored { already, tables, rows });
    }
    fit::same_schema(manifest, &restoring.ledger().await?)?;
    if !filled.is_empty() {
        return Err(RestoreError::NotEmpty(filled));
    }
    fit::has_places(&mut restoring, manifest, &schemas).await?;
    if dry_run {
        restoring.give_up().await;
        return Ok(Restored { already: None, tables, rows });
    }
    restoring.make_way(&places).await?;
    crate::fail_point!("restore_dump.made_way");
    let loaded = load::load(&mut restoring, source, programs, observer).await?;
    crate::fail_point!("restore_dump.loaded");
    for exported in brought_back(manifest) {
        let (table, expected) = (exported.table(), exported.rows);
        let found = loaded.get(&table).copied().unwrap_or(0);
        if found != expected {
            return Err(RestoreError::Rows { table, expected, found });
        }
    }
    // Nobody changed a file while it was read.
    source.verify()?;
    observer.on(Event::StepBegan { step: "building the indexes and the keys" });
    record.row_counts = loaded.iter().map(|(table, rows)| (table.to_string(), json!(rows))).collect();
    restoring.finish(&sequences(manifest), (&record, already.is_some())).await?;
    crate::fail_point!("restore_dump.committed");
    Ok(Restored { already: None, tables, rows })
}

fn brought_back(manifest: &Manifest) -> impl Iterator<Item = &crate::domain::export::ExportedTable> {
    manifest.tables().filter(|table| is_brought_back(&table.table()))
}

fn sequences(manifest: &Manifest) -> Vec<(TableName, i64)> {
    let named = manifest.sequences.iter().filter_map(|sequence| {
        let name = TableName { schema: sequence.schema.clone(), name: sequence.name.clone() };
        Some((name, sequence.last_value.parse().ok()?))
    });
    named.filter(|(name, _)| is_brought_back(name)).collect()
}

/// What the tenant keeps of it, so that the same export isn't restored twice.
fn record_of(manifest: &Manifest) -> LoadRecord {
    let mut tables: Vec<String> = brought_back(manifest).map(|table| table.table().to_string()).collect();
    tables.sort();
    let digest = manifest.digest();
    LoadRecord {
        content_hash: format!("restore-dump:{digest}"),
        tables,
        source: format!("export of {} of {}", manifest.tenant.id, manifest.exported_at.to_rfc3339()),
        bytes: manifest.bytes(),
        mapping: json!({}),
        row_counts: json!({}),
    }
}
