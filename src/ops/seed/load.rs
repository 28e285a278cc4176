//! One load into one database, in one transaction.

use super::error::LoadError;
use super::order::order;
use super::prepare::prepare;
use super::settle::table_names;
use super::stream::{Gauge, Reader};
use super::{Indexes, SeedSpec};
use crate::domain::catalog::Table;
use crate::import::feed::{Fed, Job, Reject};
use crate::import::source::{FileFormat, Input};
use crate::ops::observer::Observer;
use crate::postgres::Connection;
use crate::secrets::sha256_hex;
use crate::tenant_db::load::{Counts, LoadTransaction, Staging, find_load, same_tables};
use crate::tenant_db::{Limit, TenantSession};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

/// What became of one table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableResult {
    /// The table.
    pub table: String,
    /// What became of its rows.
    pub counts: Counts,
    /// How many records were refused because of it.
    pub rejects: u64,
    /// How long its rows took, in milliseconds.
    pub duration_ms: u64,
}

/// What a load did.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// Nothing, because the same was loaded at this time.
    pub already: Option<chrono::DateTime<chrono::Utc>>,
    /// The tables.
    pub tables: Vec<TableResult>,
    /// The refused records, as they were written.
    pub rejects: Vec<Reject>,
    /// Blank lines that were passed over.
    pub blank_lines: u64,
    /// Bytes read, after decompression.
    pub bytes: u64,
    /// How long it took, in milliseconds.
    pub duration_ms: u64,
}

/// A load at work.
pub(super) struct Load<'l, O: Observer> {
    pub(super) spec: &'l SeedSpec,
    pub(super) job: Arc<Job>,
    pub(super) observer: &'l O,
    /// The bound of what isn't about the rows.
    pub(super) limit: Limit,
    pub(super) gauge: Arc<Gauge>,
    pub(super) begun: Instant,
    /// The staging tables, by the numbers of their tables.
    pub(super) stagings: BTreeMap<usize, Staging>,
    /// Rows that went straight into their tables.
    pub(super) copied: BTreeMap<usize, u64>,
}

/// Loads everything or nothing.
///
/// # Errors
/// [`LoadError`]; the transaction is rolled back then.
pub async fn load<O: Observer>(
    session: &mut TenantSession,
    spec: &SeedSpec,
    observer: &O,
) -> Result<Loaded, LoadError> {
    let catalog = crate::tenant_db::catalog(session).await?;
    let limit = session.limit().clone();
    let job = Arc::new(spec.job(catalog)?);
    let gauge = Arc::new(Gauge::default());
    let begun = Instant::now();
    let (stagings, copied) = (BTreeMap::new(), BTreeMap::new());
    let mut load = Load { spec, job, observer, limit: limit.clone(), gauge, begun, stagings, copied };
    let done = load.run(session).await;
    if done.is_err() && !limit.is_late() {
        LoadTransaction::roll_back(session).await;
    }
    done
}

impl<O: Observer> Load<'_, O> {
    async fn run(&mut self, connection: &mut Connection) -> Result<Loaded, LoadError> {
        let job = Arc::clone(&self.job);
        match self.only_table() {
            Some(table) => {
                LoadTransaction::begin(connection, &self.limit, self.spec.lock_wait).await?;
                if let Some(at) = self.loaded_before(connection, &table).await? {
                    return self.nothing_to_do(connection, at).await;
                }
                LoadTransaction::take_time(connection).await?;
                let order = order(std::slice::from_ref(&table), &[false], self.spec.indexes != Indexes::Keep)?;
                let dropped = prepare(connection, self, &[&*table], &order).await?;
                let (fed, spools) = self.stream(connection, &table).await?;
                self.complete(connection, fed, spools, &order, dropped).await
            }
            None => {
                let mut reader = Reader::start(Arc::clone(&job), false, Arc::clone(&self.gauge));
                while reader.chunks.recv().await.is_some() {}
                let (fed, spools) = reader.finish().await?;
                LoadTransaction::begin(connection, &self.limit, self.spec.lock_wait).await?;
                let (hash, names) = (self.content_hash(&fed)?, table_names(&fed));
                if !self.spec.again
                    && !self.spec.truncate
                    && let Some(at) = find_load(connection, &self.limit, &hash, &names).await?
                {
                    return self.nothing_to_do(connection, at).await;
                }
                LoadTransaction::take_time(connection).await?;
                let tables: Vec<Arc<Table>> = fed.tables.iter().map(|t| Arc::clone(&t.table)).collect();
                // Staged rows are tried again when what they refer to is in.
                let in_parts: Vec<bool> = fed.tables.iter().map(|t| !t.staged && t.groups.len() > 1).collect();
                let order = order(&tables, &in_parts, self.spec.indexes != Indexes::Keep)?;
                let tables: Vec<&Table> = tables.iter().map(|table| &**table).collect();
                let dropped = prepare(connection, self, &tables, &order).await?;
                self.complete(connection, fed, spools, &order, dropped).await
            }
        }
    }

    /// The table, if it is certain that there is only one.
    fn only_table(&self) -> Option<Arc<Table>> {
        let first = self.job.inputs.first()?.table.as_ref()?;
        let one = self.job.inputs.iter().all(|input| input.table.as_ref() == Some(first));
        let json_tables =
            |input: &Input| input.format == FileFormat::Json && !matches!(input.first_character(), Ok(Some(b'[')));
        let simple = self.job.mapping.of(first).children.is_empty() && !self.job.inputs.iter().any(json_tables);
        let table = self.job.catalog.find(first).filter(|_| one && simple)?;
        // Records that leave out different keys come in several statements, and that shows only at the end.
        let may_vary = self.job.inputs.iter().any(|i| matches!(i.format, FileFormat::Json | FileFormat::Ndjson));
        let to_itself = table.foreign_keys.iter().any(|key| key.target == table.name);
        Some(Arc::clone(table)).filter(|_| !(may_vary && to_itself) || self.spec.staged())
    }

    /// Looks whether the same was loaded, before anything is. The input is read twice only if
    /// something like it is on record.
    async fn loaded_before(
        &self,
        connection: &mut Connection,
        table: &Table,
    ) -> Result<Option<chrono::DateTime<chrono::Utc>>, LoadError> {
        if self.spec.again || self.spec.truncate {
            return Ok(None);
        }
        let names = [table.name.to_string()];
        let plain = |input: &Input| if input.is_compressed() { None } else { input.size() };
        let bytes = self.job.inputs.iter().map(plain).sum::<Option<u64>>();
        if !same_tables(connection, &self.limit, &names, bytes).await? {
            return Ok(None);
        }
        let job = Arc::clone(&self.job);
        let digests = tokio::task::spawn_blocking(move || {
            job.inputs.iter().map(|input| crate::import::bytes::digest_of(input.origin()).map(|d| d.sha256)).collect()
        });
        let digests: Result<Vec<String>, _> = digests.await.map_err(|_| LoadError::ReaderLost)?;
        // What can't be read is said by the load itself, with its name.
        let Ok(digests) = digests else { return Ok(None) };
        Ok(find_load(connection, &self.limit, &self.hash(digests), &names).await?)
    }

    async fn nothing_to_do(
        &self,
        connection: &mut Connection,
        at: chrono::DateTime<chrono::Utc>,
    ) -> Result<Loaded, LoadError> {
        LoadTransaction::roll_back(connection).await;
        Ok(Loaded {
            already: Some(at),
            tables: Vec::new(),
            rejects: Vec::new(),
            blank_lines: 0,
            bytes: 0,
            duration_ms: super::settle::milliseconds(self.begun),
        })
    }

    /// Stands for the bytes, what they are read as, and the tables beside it.
    fn hash(&self, digests: Vec<String>) -> String {
        let tables: Vec<Option<String>> =
            self.job.inputs.iter().map(|i| i.table.as_ref().map(ToString::to_string)).collect();
        let content = serde_json::json!({
            "inputs": digests, "tables": tables, "mapping": self.job.mapping, "reading": self.spec.fingerprint,
        });
        sha256_hex(content.to_string().as_bytes())
    }

    pub(super) fn content_hash(&self, fed: &Fed) -> Result<String, LoadError> {
        let digests = fed.inputs.iter().map(|input| input.digest.as_ref().map(|d| d.sha256.clone()));
        Ok(self.hash(digests.collect::<Option<_>>().ok_or(LoadError::ReaderLost)?))
    }
}
