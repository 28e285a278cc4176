//! After the rows: staged ones into their tables, keys back, the load's own row, the commit.

use super::error::LoadError;
use super::load::{Load, Loaded, TableResult};
use super::order::Order;
use super::prepare::insert_plan;
use super::rejects;
use super::stream::Spools;
use super::trace::{About, Broken, Cells, cells_of, explain, reject};
use crate::domain::catalog::Table;
use crate::import::feed::{Fed, FedTable, Place, Reject, cut};
use crate::import::position::Position;
use crate::ops::observer::{Event, Observer};
use crate::postgres::Connection;
use crate::tenant_db::load::{
    Counts, Dropped, LoadRecord, LoadTransaction, StagedReject, Staging, insert_staged, restore_keys, save_load,
};
use std::collections::{HashMap, HashSet};
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
        let mut tables = Vec::new();
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
                Some(staging) => self.insert(connection, table, staging, &mut refused).await?,
                None => Counts { inserted: self.copied.get(number).copied().unwrap_or(0), ..Counts::default() },
            };
            tables.push(TableResult {
                table: table.table.name.to_string(),
                counts,
                rejects: 0,
                duration_ms: milliseconds(begun),
            });
        }
        self.put_keys_back(connection, &dropped).await?;
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
            false => LoadTransaction::commit(connection).await?,
        }
        crate::fail_point!("seed.committed");
        let blank_lines = fed.inputs.iter().map(|i| i.blank_lines).sum();
        let duration_ms = milliseconds(self.begun);
        Ok(Loaded { already: None, tables, rejects: refused, blank_lines, bytes, duration_ms })
    }

    /// Moves staged rows into their table; what is refused is counted with what was refused before.
    async fn insert(
        &self,
        connection: &mut Connection,
        fed: &FedTable,
        staging: &Staging,
        refused: &mut Vec<Reject>,
    ) -> Result<Counts, LoadError> {
        let tables: Vec<&Table> = self.job.catalog.tables.iter().map(|table| &**table).collect();
        let plan = insert_plan(self.spec, fed, &tables)?;
        let left = self.spec.max_rejects.saturating_sub(u64::try_from(refused.len()).unwrap_or(u64::MAX));
        let (counts, staged) = insert_staged(connection, staging, &fed.table, &plan, left).await?;
        if staged.is_empty() {
            return Ok(counts);
        }
        let too_many = u64::try_from(staged.len()).unwrap_or(u64::MAX) > left;
        let first = staged.first().map(|s| s.error.detail.clone());
        let found = self.name_values(fed, staged).await;
        if too_many {
            let count = refused.len() + found.len();
            let reject = refused.first().cloned().or_else(|| found.into_iter().next());
            let Some(reject) = reject else { return Err(LoadError::ReaderLost) };
            let shown = self.job.inputs.get(reject.input).map(|input| input.shown.clone()).unwrap_or_default();
            let more = first.flatten().map(String::from);
            return Err(LoadError::Refused { shown, reject: Box::new(reject), count, more });
        }
        refused.extend(found);
        Ok(counts)
    }

    /// Reads the refused records again, for the values that were refused.
    async fn name_values(&self, fed: &FedTable, staged: Vec<StagedReject>) -> Vec<Reject> {
        let wanted = staged.iter().map(|s| (s.input, s.record)).collect();
        let cells = cells_of(&self.job, wanted).await;
        let none = Cells::new();
        let named = |staged: StagedReject| {
            let at = Position { line: staged.line, column: staged.column };
            let place = Place { input: staged.input, record: staged.record, at };
            let mut broken = Broken::of(&self.job, &staged.error);
            if broken.as_ref().is_none_or(|b| b.table != fed.table.name) {
                broken = Some(Broken::only(fed.table.name.clone()));
            }
            let cells = cells.get(&(staged.input, staged.record)).unwrap_or(&none);
            let mut made = reject(&self.job, place, broken.as_ref(), &staged.error, cells);
            if let Some(detail) = &staged.error.detail {
                // The whole row is in the file of rejects, beside the reason.
                made.reason.push_str(&format!("; {}", cut(detail)));
            }
            made
        };
        staged.into_iter().map(named).collect()
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
        if fed.tables.is_empty() {
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
        Ok(save_load(connection, &record, self.spec.again).await?)
    }

    /// Before the commit: whoever finds the rows loaded finds the file as well.
    async fn write_rejects(&self, refused: &mut [Reject]) -> Result<(), LoadError> {
        let Some(path) = self.spec.rejects.as_ref().filter(|_| !refused.is_empty() && !self.spec.dry_run) else {
            return Ok(());
        };
        refused.sort_by_key(|reject| (reject.input, reject.record));
        let wanted: HashSet<(usize, u64)> = refused.iter().map(|r| (r.input, r.record)).collect();
        let cells: HashMap<(usize, u64), Cells> = cells_of(&self.job, wanted).await;
        rejects::write(path, &self.job, refused, &cells)
    }
}
