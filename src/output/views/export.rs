//! An export.

use crate::control_plane::TenantRow;
use crate::domain::export::{ExportFormat, Manifest};
use crate::ops::export::{ExportWish, manifest_path};
use crate::ops::restore_dump::Restored;
use crate::output::{Cell, Record};
use chrono::SecondsFormat;
use serde::Serialize;

/// What was exported, and where it is.
#[derive(Debug, Serialize)]
pub struct ExportView {
    tenant: String,
    uuid: String,
    format: ExportFormat,
    path: String,
    manifest: String,
    exported_at: Option<String>,
    schema_version: Option<String>,
    tables: usize,
    rows: u64,
    bytes: u64,
    sha256: Option<String>,
    files: Vec<FileView>,
    duration_ms: u64,
}

#[derive(Debug, Serialize)]
struct FileView {
    name: String,
    bytes: u64,
    sha256: String,
    rows: u64,
}

impl ExportView {
    /// One that would be made.
    pub fn planned(tenant: &TenantRow, wish: &ExportWish) -> Self {
        Self {
            tenant: tenant.id.to_string(),
            uuid: tenant.uuid.to_string(),
            format: wish.format,
            path: wish.place.display().to_string(),
            manifest: manifest_path(&wish.place, wish.format).display().to_string(),
            exported_at: None,
            schema_version: tenant.schema_version.map(|version| version.to_string()),
            tables: 0,
            rows: 0,
            bytes: 0,
            sha256: None,
            files: Vec::new(),
            duration_ms: 0,
        }
    }

    /// One that was made.
    pub fn of(wish: &ExportWish, manifest: &Manifest, duration_ms: u64) -> Self {
        let file = |file: &crate::domain::export::ExportFile| FileView {
            name: file.name.clone(),
            bytes: file.bytes,
            sha256: file.sha256.clone(),
            rows: file.tables.iter().map(|table| table.rows).sum(),
        };
        let only = manifest.files.first().filter(|_| wish.format.is_dump());
        Self {
            tenant: manifest.tenant.id.clone(),
            uuid: manifest.tenant.uuid.to_string(),
            format: wish.format,
            path: wish.place.display().to_string(),
            manifest: manifest_path(&wish.place, wish.format).display().to_string(),
            exported_at: Some(manifest.exported_at.to_rfc3339_opts(SecondsFormat::Secs, true)),
            schema_version: manifest.schema_version.clone(),
            tables: manifest.tables().count(),
            rows: manifest.tables().map(|table| table.rows).sum(),
            bytes: manifest.bytes(),
            sha256: only.map(|file| file.sha256.clone()),
            files: manifest.files.iter().map(file).collect(),
            duration_ms,
        }
    }
}

impl Record for ExportView {
    const HEADERS: &'static [&'static str] = &[
        "Tenant",
        "Uuid",
        "Format",
        "Path",
        "Manifest",
        "Exported at",
        "Schema version",
        "Tables",
        "Rows",
        "Bytes",
        "SHA-256",
    ];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::new(&self.tenant),
            Cell::new(&self.uuid),
            Cell::new(self.format),
            Cell::new(&self.path),
            Cell::new(&self.manifest),
            Cell::time(self.exported_at.as_deref()),
            Cell::maybe(self.schema_version.as_ref()),
            Cell::new(self.tables),
            Cell::new(self.rows),
            Cell::new(self.bytes),
            Cell::maybe(self.sha256.as_ref()),
        ]
    }
}

/// An export that was restored.
#[derive(Debug, Serialize)]
pub struct RestoredView {
    tenant: String,
    uuid: String,
    status: &'static str,
    export_of: String,
    export_of_uuid: String,
    exported_at: String,
    format: ExportFormat,
    tables: usize,
    rows: u64,
    restored_at: Option<String>,
    duration_ms: u64,
}

impl RestoredView {
    /// Takes what came of it; `is_planned` if nothing was to be written.
    pub fn of(
        tenant: &TenantRow,
        manifest: &Manifest,
        restored: &Restored,
        is_planned: bool,
        duration_ms: u64,
    ) -> Self {
        let time = |at: chrono::DateTime<chrono::Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
        Self {
            tenant: tenant.id.to_string(),
            uuid: tenant.uuid.to_string(),
            status: match (restored.already, is_planned) {
                (Some(_), _) => "nothing_to_do",
                (None, true) => "planned",
                (None, false) => "restored",
            },
            export_of: manifest.tenant.id.clone(),
            export_of_uuid: manifest.tenant.uuid.to_string(),
            exported_at: time(manifest.exported_at),
            format: manifest.format,
            tables: restored.tables,
            rows: restored.rows,
            restored_at: restored.already.map(time),
            duration_ms,
        }
    }
}

impl Record for RestoredView {
    const HEADERS: &'static [&'static str] =
        &["Tenant", "Uuid", "Status", "Export of", "Export of uuid", "Exported at", "Format", "Tables", "Rows"];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::new(&self.tenant),
            Cell::new(&self.uuid),
            Cell::new(self.status),
            Cell::new(&self.export_of),
            Cell::new(&self.export_of_uuid),
            Cell::time(Some(&self.exported_at)),
            Cell::new(self.format),
            Cell::new(self.tables),
            Cell::new(self.rows),
        ]
    }
}
