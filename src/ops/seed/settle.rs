//! After the rows: staged ones into their tables, keys back, the load's own row, the commit.

use super::error::LoadError;
use super::load::{Load, Loaded, TableResult};
use super::order::Order;
use super::rejects;
use super::stream::Spools;
use super::trace::{About, explain, records_of};
use crate::import::feed::{Fed, Reject};
use crate::ops::observer::{Event, Observer};
use crate::postgres::Connection;
use crate::tenant_db::load::{
    Counts, Dropped, LoadRecord, LoadTransaction, advance_sequences, restore_keys, save_load,
};
use std::collections::HashSet;
use std::time::Instant;

/// The names of the tables, sorted.
pub(super) fn table_names(fed: &Fed) -> Vec<String> {
    let mut names: Vec<String> = fed.tables.iter().map(|table| table.table.name.to_string()).collect();
    names.sort();
    names
}

pub(super) fn milliseconds(begun: Instant) -> u64 {
    u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX)
}

impl<O: Observer> Load<'_, O> {
    /// Loads what waited, in the order of the foreign keys, puts the keys back, and commits.
    pub(super) async fn complete(
        &mut self,
        connection: &mut Connection,
        fed: Fed,
        mut spools: Spools,
        order: &Order,
        dropped: Dropped,
    ) -> Result<Loaded, LoadError> {
        let mut refused = fed.rejects.clone();
        let mut tables: Vec<(usize, TableResult)> = Vec::new();
        for number in &order.tables {
            let Some(table) = fed.tables.get(*number) else { continue };
            // A single table was loaded while it was read.
            let begun = if fed.tables.len() == 1 { self.begun } else { Instant::now() };
            for stream in 0..table.rows.len() {
                if let Some(spool) = spools.remove(&(*number, stream)) {
                    self.copy_spool(connection, table, (*number, stream), spool).await?;
                }
            }
            let counts = match self.stagings.get(number) {
                // Where records may be refused, all of them are staged first.
                Some(_) if self.spec.max_rejects > 0 => Counts::default(),
                Some(staging) => self.insert(connection, table, staging, &mut refused).await?,
                None => Counts { inserted: self.copied.get(number).copied().unwrap_or(0), ..Counts::default() },
            };
            let (table, duration_ms) = (table.table.name.to_string(), milliseconds(begun));
            tables.push((*number, TableResult { table, counts, rejects: 0, duration_ms }));
        }
        if self.spec.max_rejects > 0 {
            let begun = Instant::now();
            let counts = self.insert_all(connection, &fed, order, &mut refused).await?;
            for (number, result) in &mut tables {
                result.counts = counts.get(number).copied().unwrap_or_default();
                result.duration_ms += milliseconds(begun);
            }
        }
        let mut tables: Vec<TableResult> = tables.into_iter().map(|(_, result)| result).collect();
        self.put_keys_back(connection, &dropped).await?;
        for table in fed.tables.iter().filter(|_| !self.spec.dry_run) {
            let mut given: Vec<usize> = table.groups.iter().flat_map(|group| group.iter().copied()).collect();
            given.sort_unstable();
            given.dedup();
            advance_sequences(connection, &table.table, &given).await?;
        }
        for result in &mut tables {
            let of_table = |r: &&Reject| r.table.as_ref().is_some_and(|t| t.to_string() == result.table);
            result.rejects = u64::try_from(refused.iter().filter(of_table).count()).unwrap_or(0);
        }
        let bytes = fed.inputs.iter().filter_map(|i| i.digest.as_ref()).map(|d| d.bytes).sum();
        self.save(connection, &fed, &tables, bytes).await?;
        self.write_rejects(&mut refused).await?;
        crate::fail_point!("seed.before_commit");
        match self.spec.dry_run {
            true => LoadTransaction::roll_back(connection).await,
            false => LoadTransaction::commit(connection, &self.limit).await?,
        }
        crate::fail_point!("seed.committed");
        let blank_lines = fed.inputs.iter().map(|i| i.blank_lines).sum();
        let duration_ms = milliseconds(self.begun);
        Ok(Loaded { already: None, tables, rejects: refused, blank_lines, bytes, duration_ms })
    }

    async fn put_keys_back(&self, connection: &mut Connection, dropped: &Dropped) -> Result<(), LoadError> {
        // An index can't be built while a check of the transaction's end is pending.
        if let Err(error) = LoadTransaction::check_deferred(connection).await {
            return Err(explain(&self.job, About::Whole, error).await);
        }
        if !dropped.is_empty() {
            self.observer.on(Event::IndexesBegan { count: dropped.indexes() });
        }
        if let Err(error) = restore_keys(connection, dropped).await {
            return Err(explain(&self.job, About::Whole, error).await);
        }
        for function in &self.job.mapping.after {
            LoadTransaction::call(connection, function).await?;
        }
        Ok(())
    }

    async fn save(
        &self,
        connection: &mut Connection,
        fed: &Fed,
        tables: &[TableResult],
        bytes: u64,
    ) -> Result<(), LoadError> {
        // Where every record was refused, nothing was loaded that mustn't be loaded again.
        let nothing = tables.iter().all(|t| t.counts == Counts::default());
        if fed.tables.is_empty() || (nothing && tables.iter().any(|t| t.rejects > 0)) {
            return Ok(());
        }
        let row_counts: serde_json::Map<String, serde_json::Value> =
            tables.iter().map(|t| (t.table.clone(), (t.counts.inserted + t.counts.updated).into())).collect();
        let record = LoadRecord {
            content_hash: self.content_hash(fed)?,
            tables: table_names(fed),
            source: self.spec.source.clone(),
            bytes,
            mapping: serde_json::json!({"rules": self.job.mapping, "reading": self.spec.fingerprint}),
            row_counts: row_counts.into(),
        };
        LoadTransaction::hurry(connection, &self.limit).await?;
        Ok(save_load(connection, &self.limit, &record, self.spec.again).await?)
    }

    /// Before the commit: whoever finds the rows loaded finds the file as well.
    async fn write_rejects(&self, refused: &mut [Reject]) -> Result<(), LoadError> {
        let Some(path) = self.spec.rejects.as_ref().filter(|_| !refused.is_empty() && !self.spec.dry_run) else {
            return Ok(());
        };
        refused.sort_by_key(|reject| (reject.input, reject.record));
        let wanted: HashSet<(usize, u64)> = refused.iter().map(|r| (r.input, r.record)).collect();
        let records = records_of(&self.job, wanted).await;
        rejects::write(path, &self.job, refused, &records)
    }
}
