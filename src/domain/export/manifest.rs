//! The manifest of an export: whose data it is, how it was made, and what each file must be.

use super::format::ExportFormat;
use crate::catalog::TableName;
use aws_lc_rs::digest::{SHA256, digest};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

/// The version of the manifest that this program writes, and the newest that it reads.
pub const FORMAT_VERSION: u32 = 1;

const KIND: &str = "tenantctl export";

/// What an export holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    kind: String,
    format_version: u32,
    /// How the rows are written.
    pub format: ExportFormat,
    /// When the snapshot was taken.
    pub exported_at: DateTime<Utc>,
    /// Whose data it is.
    pub tenant: ExportedTenant,
    /// The control plane that knows the tenant.
    pub control_plane: Uuid,
    /// Where it was; none in what an earlier program wrote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// The newest migration; none for a database without a ledger.
    pub schema_version: Option<String>,
    /// The migrations that made the schema.
    pub migrations: Vec<ExportedMigration>,
    /// The version of tenantctl.
    pub tool_version: String,
    /// The version of the server.
    pub server_version: String,
    /// What pg_dump says of itself, where it was used.
    pub pg_dump_version: Option<String>,
    /// The files.
    pub files: Vec<ExportFile>,
    /// The sequences that gave a number already.
    #[serde(default)]
    pub sequences: Vec<ExportedSequence>,
    /// Tables whose rows aren't in it.
    pub rows_left_out: Vec<String>,
}

/// How far a sequence is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportedSequence {
    /// Its schema.
    pub schema: String,
    /// Its name.
    pub name: String,
    /// The number that it gave last.
    pub last_value: String,
}

/// Whose data it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportedTenant {
    /// Never reused.
    pub uuid: Uuid,
    /// What it was called.
    pub id: String,
}

/// A migration that had run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportedMigration {
    /// Its version.
    pub version: String,
    /// Its checksum in hex.
    pub checksum: String,
}

/// One file of an export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportFile {
    /// Its name, without a folder.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// Its SHA-256 in hex.
    pub sha256: String,
    /// The tables in it.
    pub tables: Vec<ExportedTable>,
}

/// A table in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportedTable {
    /// Its schema.
    pub schema: String,
    /// Its name.
    pub name: String,
    /// The columns in the order of the file.
    pub columns: Vec<String>,
    /// How many rows there are.
    pub rows: u64,
}

impl ExportedTable {
    /// Returns the full name.
    pub fn table(&self) -> TableName {
        TableName { schema: self.schema.clone(), name: self.name.clone() }
    }
}

/// Why a text is no manifest to go by.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidManifest {
    /// Something else.
    #[error("it isn't the manifest of an export by tenantctl{}", .0.as_ref().map(|why| format!(" ({why})")).unwrap_or_default())]
    Foreign(Option<String>),
    /// A later program's.
    #[error("it has version {0}, and this tenantctl reads {FORMAT_VERSION}")]
    Newer(u64),
    /// Somebody changed it.
    #[error("it was changed after it was written: its own checksum differs")]
    Changed,
    /// A name that leads out of the folder.
    #[error("it names the file {0:?}, which isn't a plain name")]
    Path(String),
}

impl Manifest {
    /// Completes what is known of an export.
    pub fn new(format: ExportFormat, exported_at: DateTime<Utc>, tenant: ExportedTenant, control_plane: Uuid) -> Self {
        Self {
            kind: KIND.to_owned(),
            format_version: FORMAT_VERSION,
            format,
            exported_at,
            tenant,
            control_plane,
            region: None,
            schema_version: None,
            migrations: Vec::new(),
            tool_version: env!("CARGO_PKG_VERSION").to_owned(),
            server_version: String::new(),
            pg_dump_version: None,
            files: Vec::new(),
            sequences: Vec::new(),
            rows_left_out: Vec::new(),
        }
    }

    /// Returns every table with its number of rows.
    pub fn tables(&self) -> impl Iterator<Item = &ExportedTable> {
        self.files.iter().flat_map(|file| &file.tables)
    }

    /// Returns how many bytes the files have.
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.bytes).sum()
    }

    /// Returns what stands for this export and no other one.
    pub fn digest(&self) -> String {
        checksum(&serde_json::to_value(self).unwrap_or_default())
    }

    /// Returns the text of the manifest; its last member is the checksum of the others.
    ///
    /// # Errors
    /// None that a test doesn't find.
    pub fn to_text(&self) -> Result<String, serde_json::Error> {
        let mut document = serde_json::to_value(self)?;
        let sum = checksum(&document);
        if let Value::Object(members) = &mut document {
            members.insert("manifest_sha256".to_owned(), Value::String(sum));
        }
        Ok(format!("{}\n", serde_json::to_string_pretty(&document)?))
    }

    /// Reads one, if nobody changed it.
    ///
    /// # Errors
    /// [`InvalidManifest`].
    pub fn parse(text: &str) -> Result<Self, InvalidManifest> {
        let foreign = |error: serde_json::Error| InvalidManifest::Foreign(Some(error.to_string()));
        let mut document: Value = serde_json::from_str(text).map_err(foreign)?;
        if document.get("kind").and_then(Value::as_str) != Some(KIND) {
            return Err(InvalidManifest::Foreign(None));
        }
        let version = document.get("format_version").and_then(Value::as_u64);
        match version {
            Some(version) if version > u64::from(FORMAT_VERSION) => return Err(InvalidManifest::Newer(version)),
            Some(_) => {}
            None => return Err(InvalidManifest::Foreign(None)),
        }
        let written = document.as_object_mut().and_then(|members| members.shift_remove("manifest_sha256"));
        if written != Some(Value::String(checksum(&document))) {
            return Err(InvalidManifest::Changed);
        }
        let manifest: Self = serde_json::from_value(document).map_err(foreign)?;
        let plain = |name: &str| !name.is_empty() && name != "." && name != ".." && !name.contains(['/', '\0']);
        match manifest.files.iter().find(|file| !plain(&file.name)) {
            Some(file) => Err(InvalidManifest::Path(file.name.clone())),
            None => Ok(manifest),
        }
    }
}

fn checksum(document: &Value) -> String {
    hex(digest(&SHA256, document.to_string().as_bytes()).as_ref())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::{ExportFile, ExportFormat, ExportedTable, ExportedTenant, InvalidManifest, Manifest};

    fn manifest(file: &str) -> Manifest {
        let tenant = ExportedTenant { uuid: uuid::Uuid::from_u128(7), id: "acme-corp".into() };
        let at = "2026-01-02T03:04:05Z".parse().expect("a time");
        let mut made = Manifest::new(ExportFormat::Csv, at, tenant, uuid::Uuid::from_u128(9));
        let table =
            ExportedTable { schema: "public".into(), name: "vendors".into(), columns: vec!["id".into()], rows: 3 };
        made.files.push(ExportFile { name: file.into(), bytes: 10, sha256: "ab".into(), tables: vec![table] });
        made
    }

    #[test]
    fn is_read_as_it_was_written() {
        let made = manifest("public.vendors.csv.gz");
        let text = made.to_text().expect("text");
        assert_eq!(Manifest::parse(&text), Ok(made.clone()));
        assert_eq!(Manifest::parse(&text.replace('\n', "\r\n")), Ok(made), "spaces between members don't count");
    }

    #[test]
    fn no_byte_of_it_can_be_changed() {
        let text = manifest("a.csv.gz").to_text().expect("text");
        for (at, byte) in text.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_alphanumeric()) {
            let mut changed = text.clone().into_bytes();
            changed[at] = if byte == b'1' { b'2' } else { b'1' };
            assert!(Manifest::parse(&String::from_utf8(changed).expect("text")).is_err(), "byte {at}");
        }
    }

    #[test]
    fn what_is_no_manifest_is_refused() {
        let foreign = |text: &str| matches!(Manifest::parse(text), Err(InvalidManifest::Foreign(_)));
        assert!(foreign("") && foreign("{}") && foreign("[1]") && foreign(r#"{"kind": "tenantctl export"}"#));
        let newer = r#"{"kind": "tenantctl export", "format_version": 2}"#;
        assert_eq!(Manifest::parse(newer), Err(InvalidManifest::Newer(2)));
        for name in ["", ".", "..", "../a", "/etc/passwd", "a/b"] {
            let text = manifest(name).to_text().expect("text");
            assert_eq!(Manifest::parse(&text), Err(InvalidManifest::Path(name.into())));
        }
    }
}
