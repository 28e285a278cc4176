//! Encoded rows into the database, while they are read or after.

use super::error::LoadError;
use super::load::Load;
use super::spool::Spool;
use super::stream::{Reader, Spools, StreamId};
use super::trace::{About, explain};
use crate::domain::catalog::Table;
use crate::import::encode::{Format, header, trailer};
use crate::import::feed::{Chunk, Fed, FedTable, FeedError};
use crate::ops::observer::{Event, Observer};
use crate::postgres::{Connection, DatabaseError};
use crate::tenant_db::load::{Copying, Staging};
use std::sync::Arc;

impl<O: Observer> Load<'_, O> {
    /// Loads the first stream of the only table while it is read.
    pub(super) async fn stream(
        &mut self,
        connection: &mut Connection,
        table: &Arc<Table>,
    ) -> Result<(Fed, Spools), LoadError> {
        let mut reader = Reader::start(Arc::clone(&self.job), true, Arc::clone(&self.gauge));
        let Some(first) = reader.chunks.recv().await else { return reader.finish().await };
        let (number, format) = (first.table, first.format);
        let about = About::Stream(number, first.stream);
        let copied = self.receive(connection, table, first, &mut reader).await;
        let (copied, fed) = match (copied, reader.finish().await) {
            (Ok(copying), Ok(fed)) => (end(copying, format).await, fed),
            (Ok(copying), Err(error)) => {
                copying.abort().await;
                return Err(error);
            }
            (Err(error), Err(LoadError::Feed(FeedError::Stopped)) | Ok(_)) => {
                return Err(explain(&self.job, about, error).await);
            }
            (Err(_), Err(error)) => return Err(error),
        };
        match copied {
            Ok(rows) => self.count(number, rows),
            Err(error) => return Err(explain(&self.job, about, error).await),
        }
        Ok(fed)
    }

    async fn receive<'c>(
        &mut self,
        connection: &'c mut Connection,
        table: &Table,
        first: Chunk,
        reader: &mut Reader,
    ) -> Result<Copying<'c>, DatabaseError> {
        let mut copying = match &first.columns {
            Some(columns) => begin(connection, table, columns, first.format).await?,
            None => {
                let lookups = self.job.mapping.of(&table.name).lookups.len();
                self.begin_staged(connection, first.table, table, lookups, first.format).await?
            }
        };
        copying.send(&first.bytes).await?;
        while let Some(chunk) = reader.chunks.recv().await {
            if let Err(error) = copying.send(&chunk.bytes).await {
                // The reader ends at the next chunk that nobody takes.
                reader.chunks.close();
                return Err(error);
            }
            self.tell();
        }
        Ok(copying)
    }

    /// Loads what waited.
    pub(super) async fn copy_spool(
        &mut self,
        connection: &mut Connection,
        fed: &FedTable,
        id: StreamId,
        mut spool: Spool,
    ) -> Result<(), LoadError> {
        spool.rewind().map_err(LoadError::Spool)?;
        let (number, stream) = id;
        let begun = match fed.groups.get(stream).filter(|_| !fed.staged) {
            Some(columns) => begin(connection, &fed.table, columns, fed.format).await,
            None => self.begin_staged(connection, number, &fed.table, fed.lookups.len(), fed.format).await,
        };
        let mut copying = begun?;
        while let Some(part) = spool.take().map_err(LoadError::Spool)? {
            if let Err(error) = copying.send(&part).await {
                return Err(explain(&self.job, About::Stream(number, stream), error).await);
            }
        }
        match end(copying, fed.format).await {
            Ok(rows) => {
                self.count(number, rows);
                Ok(())
            }
            Err(error) => Err(explain(&self.job, About::Stream(number, stream), error).await),
        }
    }

    async fn begin_staged<'c>(
        &mut self,
        connection: &'c mut Connection,
        number: usize,
        table: &Table,
        lookups: usize,
        format: Format,
    ) -> Result<Copying<'c>, DatabaseError> {
        let staging = match self.stagings.get(&number) {
            Some(staging) => staging.clone(),
            None => Staging::create(connection, number, table, lookups).await?,
        };
        let copying = open(connection, staging.relation(), &staging.columns(), format).await;
        self.stagings.insert(number, staging);
        copying
    }

    fn tell(&self) {
        let sizes = self.job.inputs.iter().map(|input| input.size());
        self.observer.on(Event::Loading {
            rows: self.gauge.rows(),
            bytes: self.gauge.bytes(),
            total: sizes.sum::<Option<u64>>(),
        });
    }

    fn count(&mut self, table: usize, rows: u64) {
        *self.copied.entry(table).or_default() += rows;
    }
}

async fn begin<'c>(
    connection: &'c mut Connection,
    table: &Table,
    columns: &[usize],
    format: Format,
) -> Result<Copying<'c>, DatabaseError> {
    let names: Vec<&str> = columns.iter().filter_map(|at| table.columns.get(*at)).map(|c| c.name.as_str()).collect();
    open(connection, &table.name.quoted(), &names, format).await
}

async fn open<'c>(
    connection: &'c mut Connection,
    relation: &str,
    columns: &[&str],
    format: Format,
) -> Result<Copying<'c>, DatabaseError> {
    let mut copying = Copying::begin(connection, relation, columns, format == Format::Binary).await?;
    let mut bytes = Vec::new();
    header(format, &mut bytes);
    if !bytes.is_empty() {
        copying.send(&bytes).await?;
    }
    Ok(copying)
}

async fn end(mut copying: Copying<'_>, format: Format) -> Result<u64, DatabaseError> {
    let mut bytes = Vec::new();
    trailer(format, &mut bytes);
    if !bytes.is_empty() {
        copying.send(&bytes).await?;
    }
    copying.finish().await
}
