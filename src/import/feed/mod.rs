//! Running inputs through their mapping: records in, encoded rows out.

mod csv_input;
mod fault;
mod given;
mod json_input;
mod json_record;
mod keys;
mod row;
mod sink;
mod table;
mod tables;

pub use fault::{FeedError, Reject, cut, reject_text};
pub use given::legacy_uuid;
pub use sink::{Chunk, Place, RowSeen, Sink, SourceCell, SourceRecord, Stopped};
pub use tables::table_named;

use crate::bytes::{Digest, Progress};
use crate::csv::CsvOptions;
use crate::encode::{Format, Rules};
use crate::mapping::{Lookup, MappingRules};
use tenantctl_domain::catalog::{Catalog, ColumnType, Kind, Table};

pub use crate::mapping::REJECT_PREFIX;
use crate::position::{Position, SourceError};
use crate::source::{FileFormat, Input};
use std::sync::Arc;
use tables::Tables;

/// What is to be loaded, and how it is read. Nothing in it belongs to one database but the catalog.
#[derive(Debug, Clone)]
pub struct Job {
    /// The tables there are.
    pub catalog: Arc<Catalog>,
    /// The mapping, flags included.
    pub mapping: MappingRules,
    /// The inputs in order.
    pub inputs: Vec<Input>,
    /// How CSV is read; the delimiter follows each input's format unless it is given.
    pub csv: CsvOptions,
    /// Whether a delimiter was given.
    pub own_delimiter: bool,
    /// How values are read, unless a table has its own date formats.
    pub rules: Rules,
    /// Rows go into staging tables.
    pub staged: bool,
    /// Fields that fit nothing are left out.
    pub ignore_unknown: bool,
    /// How many records may be refused.
    pub max_rejects: u64,
}

/// What was made of one table.
#[derive(Debug, Clone)]
pub struct FedTable {
    /// The table.
    pub table: Arc<Table>,
    /// Its lookups.
    pub lookups: Vec<Lookup>,
    /// Whether the rows are for a staging table: five numbers first (input, record, line, column, group), then
    /// every column that can be written, then a text for each lookup.
    pub staged: bool,
    /// How they are encoded.
    pub format: Format,
    /// The columns of each group of rows.
    pub groups: Vec<Arc<[usize]>>,
    /// The rows of each stream; where nothing is staged, a stream is a group.
    pub rows: Vec<u64>,
    /// Each field and where it goes, for people: source, field, destination.
    pub fields: Vec<Field>,
}

/// A field of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The input, or the table that the field belongs to.
    pub source: String,
    /// Its name.
    pub name: String,
    /// The column, none where it goes nowhere.
    pub column: Option<usize>,
    /// What is done with it.
    pub how: String,
}

/// What was read of one input.
#[derive(Debug, Clone, Default)]
pub struct FedInput {
    /// Records, the refused ones included.
    pub records: u64,
    /// Blank lines passed over.
    pub blank_lines: u64,
    /// The bytes' hash.
    pub digest: Option<Digest>,
}

/// What a feed made.
#[derive(Debug, Clone, Default)]
pub struct Fed {
    /// The tables, in the order in which they came up.
    pub tables: Vec<FedTable>,
    /// The inputs.
    pub inputs: Vec<FedInput>,
    /// What was refused.
    pub rejects: Vec<Reject>,
}

/// What is counted while a feed runs, for whoever watches.
pub trait Watch: Send + Sync {
    /// An input is opened.
    fn opened(&self, input: usize, progress: Progress);
}

/// Text as a column type, for what is only compared.
fn text_type() -> ColumnType {
    ColumnType { oid: 25, name: "text".to_owned(), kind: Kind::Text(None) }
}

/// The state of a running feed.
struct Feed<'j, S: Sink> {
    job: &'j Job,
    tables: Tables<'j>,
    sink: &'j mut S,
    rejects: Vec<Reject>,
    input: usize,
    fields: Vec<(usize, Field)>,
}

/// Runs every input through its mapping.
///
/// # Errors
/// [`FeedError`]: the first thing that can't be passed over.
pub fn run<S: Sink>(job: &Job, sink: &mut S, watch: &dyn Watch) -> Result<Fed, FeedError> {
    let mut feed = Feed { job, tables: Tables::new(job), sink, rejects: Vec::new(), input: 0, fields: Vec::new() };
    let mut inputs = Vec::with_capacity(job.inputs.len());
    for (number, input) in job.inputs.iter().enumerate() {
        feed.input = number;
        let mut bytes = input.open().map_err(|source| feed.source_error(source))?;
        watch.opened(number, bytes.progress());
        let mut fed = match input.format {
            FileFormat::Csv | FileFormat::Tsv => feed.csv(input, &mut bytes)?,
            FileFormat::Json | FileFormat::Ndjson => feed.json(input, &mut bytes)?,
        };
        fed.digest = bytes.digest().cloned();
        inputs.push(fed);
    }
    feed.finish(inputs)
}

impl<S: Sink> Feed<'_, S> {
    fn shown(&self) -> String {
        self.job.inputs.get(self.input).map(|input| input.shown.clone()).unwrap_or_default()
    }

    fn source_error(&self, source: SourceError) -> FeedError {
        FeedError::Source { input: self.input, shown: self.shown(), source }
    }

    /// Refuses a record, or ends the feed where no more may be refused.
    fn reject(&mut self, reject: Reject) -> Result<(), FeedError> {
        self.tables.undo();
        if u64::try_from(self.rejects.len()).unwrap_or(u64::MAX) >= self.job.max_rejects {
            return Err(FeedError::Rejected { shown: self.shown(), reject: Box::new(reject) });
        }
        self.rejects.push(reject);
        Ok(())
    }

    /// Goes on after a record that isn't one, if its end is known.
    fn reject_syntax(&mut self, record: u64, error: SourceError) -> Result<(), FeedError> {
        match error {
            SourceError::Syntax { at, field: _, reason, recoverable: true } if self.job.max_rejects > 0 => {
                let sqlstate = "22P04".to_owned();
                let table = self.job.inputs.get(self.input).and_then(|input| input.table.clone());
                let (input, column, value) = (self.input, None, None);
                self.reject(Reject { input, record, at, table, column, value, reason, sqlstate })
            }
            other => Err(self.source_error(other)),
        }
    }

    fn place(&self, record: u64, at: Position) -> Place {
        Place { input: self.input, record, at }
    }

    fn finish(mut self, inputs: Vec<FedInput>) -> Result<Fed, FeedError> {
        self.tables.flush(self.sink).map_err(|Stopped| FeedError::Stopped)?;
        Ok(Fed { tables: self.tables.fed(self.fields), inputs, rejects: self.rejects })
    }
}
