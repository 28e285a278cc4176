//! Loading records whole or not at all, where some of them may be refused.

use super::error::LoadError;
use super::load::Load;
use super::order::Order;
use super::prepare::insert_plan;
use super::trace::{Broken, records_of, reject};
use crate::domain::catalog::Table;
use crate::import::feed::{Fed, FedTable, Place, Reject, cut};
use crate::import::position::Position;
use crate::ops::observer::Observer;
use crate::postgres::Connection;
use crate::tenant_db::load::{Counts, LoadTransaction, StagedReject, Staging, insert_staged};
use std::collections::{BTreeMap, HashSet};

impl<O: Observer> Load<'_, O> {
    /// Moves what is staged into its tables. A record with child records is one unit: if one of its rows is refused,
    /// all are taken out, and the rest is inserted anew, until nothing more is refused.
    pub(super) async fn insert_all(
        &self,
        connection: &mut Connection,
        fed: &Fed,
        order: &Order,
        refused: &mut Vec<Reject>,
    ) -> Result<BTreeMap<usize, Counts>, LoadError> {
        let in_parts = fed.tables.iter().any(|table| !self.job.mapping.of(&table.table.name).children.is_empty());
        loop {
            if in_parts {
                LoadTransaction::mark(connection).await?;
            }
            let before = refused.len();
            let mut counts = BTreeMap::new();
            for number in &order.tables {
                if let (Some(table), Some(staging)) = (fed.tables.get(*number), self.stagings.get(number)) {
                    counts.insert(*number, self.insert(connection, table, staging, refused).await?);
                }
            }
            if !in_parts || refused.len() == before {
                return Ok(counts);
            }
            LoadTransaction::back_to_mark(connection).await?;
            let gone: Vec<(usize, u64)> = refused.iter().skip(before).map(|r| (r.input, r.record)).collect();
            for staging in self.stagings.values() {
                staging.forget(connection, &gone).await?;
            }
        }
    }

    /// Moves the staged rows of one table; what is refused is counted with what was refused before.
    pub(super) async fn insert(
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
        let known: HashSet<(usize, u64)> = refused.iter().map(|r| (r.input, r.record)).collect();
        let mut found = self.name_values(fed, staged).await;
        let mut seen = known;
        found.retain(|reject| seen.insert((reject.input, reject.record)));
        if u64::try_from(found.len()).unwrap_or(u64::MAX) > left {
            let count = refused.len() + found.len();
            let first = refused.first().cloned().or_else(|| found.into_iter().next());
            let Some(reject) = first else { return Err(LoadError::ReaderLost) };
            let shown = self.job.inputs.get(reject.input).map(|input| input.shown.clone()).unwrap_or_default();
            // The reason has the server's detail already.
            return Err(LoadError::Refused { shown, reject: Box::new(reject), count, more: None });
        }
        refused.extend(found);
        Ok(counts)
    }

    /// Reads the refused records again, for the values that were refused.
    async fn name_values(&self, fed: &FedTable, staged: Vec<StagedReject>) -> Vec<Reject> {
        let wanted = staged.iter().map(|s| (s.input, s.record)).collect();
        let records = records_of(&self.job, wanted).await;
        let named = |staged: StagedReject| {
            let at = Position { line: staged.line, column: staged.column };
            let place = Place { input: staged.input, record: staged.record, at };
            let mut broken = Broken::of(&self.job, &staged.error);
            if broken.as_ref().is_none_or(|b| b.table != fed.table.name) {
                broken = Some(Broken::only(fed.table.name.clone()));
            }
            let cells = records.get(&(staged.input, staged.record)).map(|r| r.cells.as_slice()).unwrap_or_default();
            let mut made = reject(&self.job, place, broken.as_ref(), &staged.error, cells);
            if let Some(detail) = &staged.error.detail {
                // The whole row is in the file of rejects, beside the reason.
                made.reason.push_str(&format!("; {}", cut(detail)));
            }
            made
        };
        staged.into_iter().map(named).collect()
    }
}
