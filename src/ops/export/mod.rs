//! Exporting a tenant: its data as it was at one moment, in files that were read back, with a manifest.

mod error;
mod files;
mod staging;

pub use error::ExportError;
pub use staging::{MANIFEST, manifest_path, occupied};

use crate::control_plane::TenantRow;
use crate::domain::catalog::TableName;
use crate::domain::export::{
    ExportFormat, ExportedMigration, ExportedSequence, ExportedTenant, Manifest, ROWS_LEFT_OUT,
};
use crate::domain::status::Status;
use crate::host::{ArchiveSource, DumpPrograms};
use crate::ops::act::Actor;
use crate::ops::credentials::LoginRole;
use crate::ops::errand::Errand;
use crate::ops::locate::Locator;
use crate::ops::observer::{Event, Observer};
use crate::ops::seed::Reach;
use crate::tenant_db::export::{Partitions, Snapshot};
use crate::tenant_db::{TenantSession, stand_in};
use chrono::{DateTime, SubsecRound, Utc};
use serde_json::json;
use staging::Staging;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How often a signal is looked for.
const PAUSE: Duration = Duration::from_millis(100);

/// What is asked for.
#[derive(Debug, Clone)]
pub struct ExportWish {
    /// The format.
    pub format: ExportFormat,
    /// The file, or the folder.
    pub place: PathBuf,
    /// What is there may go.
    pub replace: bool,
    /// PostgreSQL's programs.
    pub programs: DumpPrograms,
    /// The time.
    pub now: DateTime<Utc>,
}

/// Exports a tenant; the log gets a begin and an end.
///
/// # Errors
/// [`ExportError`]; then there is nothing that looks like an export.
pub async fn export(
    locator: &Locator<'_>,
    tenant: &TenantRow,
    wish: &ExportWish,
    (reach, runner): (Reach, &str),
    observer: &impl Observer,
) -> Result<Manifest, ExportError> {
    refuse_early(tenant, wish)?;
    let actor = Actor { control: locator.control, tenant, runner };
    let detail = json!({ "format": wish.format, "file": wish.place.display().to_string() });
    let act = actor.begin("export", detail).await?;
    let stopped = async {
        while !observer.stop_requested() {
            tokio::time::sleep(PAUSE).await;
        }
    };
    let result = tokio::select! {
        made = make(locator, tenant, wish, reach, observer) => made,
        () = stopped => Err(ExportError::Interrupted),
    };
    actor.end(act, result).await
}

/// Refuses what can't come to anything, before there is any effect.
///
/// # Errors
/// [`ExportError`].
pub fn refuse_early(tenant: &TenantRow, wish: &ExportWish) -> Result<(), ExportError> {
    if tenant.status != Status::Active {
        return Err(ExportError::Status(tenant.status));
    }
    if wish.format.is_dump() {
        wish.programs.usable(None)?;
    }
    match occupied(&wish.place, wish.format)? && !wish.replace {
        true => Err(ExportError::Exists(wish.place.clone())),
        false => Ok(()),
    }
}

async fn make(
    locator: &Locator<'_>,
    tenant: &TenantRow,
    wish: &ExportWish,
    reach: Reach,
    observer: &impl Observer,
) -> Result<Manifest, ExportError> {
    observer.on(Event::StepBegan { step: "connecting" });
    let application = Errand::Export.application(&tenant.id);
    let opened: Result<TenantSession, ExportError> =
        locator.open(tenant, &application, reach.lock_timeout, reach.timeout).await;
    let mut session = opened?;
    let made = inside(locator, tenant, (&mut session, reach.timeout), wish, observer).await;
    session.close().await;
    made
}

async fn inside(
    locator: &Locator<'_>,
    tenant: &TenantRow,
    (session, timeout): (&mut TenantSession, Duration),
    wish: &ExportWish,
    observer: &impl Observer,
) -> Result<Manifest, ExportError> {
    let format = wish.format;
    let own = match tenant.address {
        Some(_) => stand_in::own_schemas(session).await?,
        None => Vec::new(),
    };
    let schemas: Vec<&str> = own.iter().map(String::as_str).collect();
    let schemas = schemas.as_slice();
    let mut snapshot = Snapshot::take(session).await?;
    let tenant_named = ExportedTenant { uuid: tenant.uuid, id: tenant.id.to_string() };
    let mut manifest = Manifest::new(format, wish.now.trunc_subsecs(0), tenant_named, locator.control.id);
    manifest.server_version.clone_from(&snapshot.server_version);
    manifest.region = Some(tenant.region.clone());
    manifest.migrations = migrations(&snapshot);
    manifest.schema_version = manifest.migrations.last().map(|newest| newest.version.clone());
    manifest.rows_left_out = files::left_out(&snapshot.tables(schemas, Partitions::Apart).await?);
    let sequence = |(name, last): (TableName, i64)| ExportedSequence {
        schema: name.schema,
        name: name.name,
        last_value: last.to_string(),
    };
    manifest.sequences = snapshot.sequences(schemas).await?.into_iter().map(sequence).collect();
    let target = locator.target(tenant, LoginRole::Migrator).await?;
    let id = snapshot.id.clone();
    let source = ArchiveSource { target: &target, schemas, without_rows: &ROWS_LEFT_OUT, snapshot: Some(&id), timeout };
    if format.is_dump() {
        let major = wish.programs.usable(major(&snapshot.server_version))?;
        manifest.pg_dump_version = Some(major.to_string());
    }
    let staging = Staging::begin(&wish.place, format)?;
    let name = file_name_of(&wish.place);
    observer.on(Event::StepBegan { step: "writing and reading back" });
    manifest.files = match format {
        ExportFormat::Custom => {
            vec![files::archive(&mut snapshot, &wish.programs, source, (&staging, &name)).await?]
        }
        ExportFormat::Plain => vec![files::script(&mut snapshot, &wish.programs, source, (&staging, &name)).await?],
        ExportFormat::Csv | ExportFormat::Ndjson => files::tables(&mut snapshot, schemas, format, &staging).await?,
    };
    staging.publish(&manifest, wish.replace)?;
    crate::fail_point!("export.published");
    Ok(manifest)
}

fn migrations(snapshot: &Snapshot<'_>) -> Vec<ExportedMigration> {
    let applied = snapshot.ledger.iter().filter(|row| row.finished);
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    applied.map(|row| ExportedMigration { version: row.version.to_string(), checksum: hex(&row.checksum) }).collect()
}

fn major(version: &str) -> Option<u32> {
    version.split(|c: char| !c.is_ascii_digit()).next().and_then(|major| major.parse().ok())
}

fn file_name_of(place: &Path) -> String {
    place.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
