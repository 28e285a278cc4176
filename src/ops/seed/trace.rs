//! From what the server says of a row back to the file, by reading the input once more.

use super::error::LoadError;
use crate::domain::catalog::{Fill, Table, TableName};
use crate::import::cell::Cell;
use crate::import::encode::{Format, Rules, encode};
use crate::import::feed::{
    Chunk, FeedError, Job, Place, Reject, RowSeen, Sink, SourceCell, SourceRecord, Stopped, Watch, cut, run,
};
use crate::import::mapping::{Destination, Resolver};
use crate::postgres::DatabaseError;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// What the server's message is about.
#[derive(Debug, Clone, Copy)]
pub(super) enum About {
    /// A COPY of this table's stream.
    Stream(usize, usize),
    /// Keys that were added after the rows, or a check of the whole.
    Whole,
}

struct Unwatched;

impl Watch for Unwatched {
    fn opened(&self, _: usize, _: crate::import::bytes::Progress) {}
}

/// Explains a failure by the record that caused it, where there is one.
pub(super) async fn explain(job: &Arc<Job>, about: About, error: DatabaseError) -> LoadError {
    if !error.is_about_a_row() {
        return LoadError::Database(error);
    }
    let (task, about_key) = (Arc::clone(job), Broken::of(job, &error));
    let line = copy_line(&error);
    let found = tokio::task::spawn_blocking(move || locate(&task, about, line, about_key)).await.ok().flatten();
    let Some((place, broken)) = found else { return LoadError::Database(error) };
    let mut records = records_of(job, HashSet::from([(place.input, place.record)])).await;
    let record = records.remove(&(place.input, place.record)).unwrap_or_default();
    let reject = reject(job, place, broken.as_ref(), &error, &record.cells);
    let shown = job.inputs.get(place.input).map(|input| input.shown.clone()).unwrap_or_default();
    LoadError::Refused { shown, reject: Box::new(reject), count: 1, more: error.detail.map(String::from) }
}

/// Makes a reject of a place and the server's answer.
pub(super) fn reject(
    job: &Job,
    place: Place,
    broken: Option<&Broken>,
    error: &DatabaseError,
    cells: &[SourceCell],
) -> Reject {
    let table = broken.map(|b| b.table.clone());
    let columns = match (broken, &error.report.column) {
        (_, Some(column)) => vec![column.to_string()],
        (Some(broken), None) if !broken.columns.is_empty() => broken.columns.clone(),
        (_, None) => copy_column(error).into_iter().collect(),
    };
    let values = table.as_ref().map(|table| values_of(job, table, &columns, cells)).unwrap_or_default();
    let shown: Vec<&str> = values.iter().filter_map(|cell| cell.value.as_deref()).collect();
    let at = match values.first() {
        // Standing for a ragged record, whose cells have no place.
        Some(first) if first.at.line > 0 => first.at,
        _ => place.at,
    };
    Reject {
        input: place.input,
        record: place.record,
        at,
        table,
        column: Some(columns.join(", ")).filter(|c| !c.is_empty()),
        value: Some(cut(&shown.join(", "))).filter(|_| !shown.is_empty()),
        reason: error.message.clone(),
        sqlstate: error.sqlstate.as_deref().unwrap_or("XX000").to_owned(),
    }
}

/// The cells that went into the columns; some may have been filled otherwise.
fn values_of<'c>(job: &Job, table: &TableName, columns: &[String], cells: &'c [SourceCell]) -> Vec<&'c SourceCell> {
    let Some(table) = job.catalog.find(table) else { return Vec::new() };
    let Ok(resolver) = Resolver::new(Arc::clone(table), job.mapping.of(&table.name), true) else { return Vec::new() };
    let of_column = |column: &String| {
        let at = table.column(column)?;
        let fits = |name: &str| match resolver.resolve(name) {
            Ok(Destination::Column(to) | Destination::Legacy(to, _)) => to == at,
            Ok(Destination::Lookup(number)) => resolver.lookups.get(number).is_some_and(|l| l.column == at),
            _ => false,
        };
        cells.iter().find(|cell| fits(&cell.name))
    };
    columns.iter().filter_map(of_column).collect()
}

/// A constraint that a row breaks, and the values that break it.
#[derive(Debug, Clone)]
pub(super) struct Broken {
    pub(super) table: TableName,
    pub(super) columns: Vec<String>,
    /// The values as the column wants them; none where the server doesn't say them.
    values: Option<Vec<(usize, Vec<u8>)>>,
    /// The input has them twice: the second one is to blame.
    twice: bool,
}

impl Broken {
    /// A table of which nothing more is known.
    pub(super) fn only(table: TableName) -> Self {
        Self { table, columns: Vec::new(), values: None, twice: false }
    }

    /// Reads the constraint's columns from the catalog and the values from the server's DETAIL:
    /// `Key (sku, deleted_at)=(A-1, null) already exists.`
    pub(super) fn of(job: &Job, error: &DatabaseError) -> Option<Self> {
        let name = error.report.constraint.as_deref()?;
        let own = |table: &&Arc<Table>| error.report.table.as_deref().is_none_or(|named| named == table.name.name);
        let mut tables = job.catalog.tables.iter().filter(own);
        let (table, columns) =
            tables.find_map(|table| table.columns_of(name).map(|columns| (table, columns.to_vec())))?;
        let detail = error.detail.as_deref().unwrap_or_default();
        let values = detail.split_once(")=(").and_then(|(_, rest)| {
            let end = rest.rfind(") ").or_else(|| rest.rfind(')'))?;
            let text = rest.get(..end)?;
            let texts: Vec<&str> = if columns.len() == 1 { vec![text] } else { text.split(", ").collect() };
            (texts.len() == columns.len()).then(|| encoded(table, &columns, &texts)).flatten()
        });
        let twice = detail.ends_with("is duplicated.");
        Some(Self { table: table.name.clone(), columns, values, twice })
    }
}

/// Encodes values as PostgreSQL writes them in the way in which rows are encoded.
fn encoded(table: &Table, columns: &[String], texts: &[&str]) -> Option<Vec<(usize, Vec<u8>)>> {
    // As the feed does it: one column that only PostgreSQL can read makes the whole table text.
    let mut written = table.columns.iter().filter(|column| column.fill != Fill::Generated);
    let format = match written.all(|column| crate::import::encode::binary(&column.data_type.kind)) {
        true => Format::Binary,
        false => Format::Text,
    };
    columns
        .iter()
        .zip(texts)
        .map(|(column, text)| {
            let at = table.column(column)?;
            let data_type = &table.columns.get(at)?.data_type;
            let cell = if *text == "null" { Cell::Null } else { Cell::Text(text) };
            let mut bytes = Vec::new();
            encode(cell, data_type, format, &Rules::default(), &mut bytes).ok()?;
            Some((at, bytes))
        })
        .collect()
}

/// `COPY items, line 12, column qty: "x"` somewhere in the CONTEXT.
fn copy_line(error: &DatabaseError) -> Option<u64> {
    let context = error.report.context.as_deref()?;
    let rest = context.lines().find(|line| line.starts_with("COPY "))?.split_once(", line ")?.1;
    rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

fn copy_column(error: &DatabaseError) -> Option<String> {
    let context = error.report.context.as_deref()?;
    let rest = context.lines().find(|line| line.starts_with("COPY "))?.split_once(", column ")?.1;
    rest.split(':').next().map(str::to_owned)
}

fn locate(job: &Job, about: About, line: Option<u64>, broken: Option<Broken>) -> Option<(Place, Option<Broken>)> {
    let target = match (about, line, &broken) {
        (About::Stream(table, stream), Some(line), _) => Target::Row(table, stream, line.checked_sub(1)?),
        (_, None, Some(Broken { values: Some(values), table, .. })) => Target::Key(table.clone(), values.clone()),
        _ => return None,
    };
    let twice = broken.as_ref().is_some_and(|broken| broken.twice);
    let mut finder = Finder { job, target, place: None, table: None, twice };
    // It ends early when the row is found.
    let _stopped: Result<_, FeedError> = run(job, &mut finder, &Unwatched);
    let place = finder.place?;
    let named = finder.table.map(Broken::only);
    Some((place, broken.or(named)))
}

enum Target {
    Row(usize, usize, u64),
    Key(TableName, Vec<(usize, Vec<u8>)>),
}

struct Finder<'j> {
    job: &'j Job,
    target: Target,
    place: Option<Place>,
    table: Option<TableName>,
    /// The second hit counts, if there is one.
    twice: bool,
}

impl Sink for Finder<'_> {
    const WATCHES: bool = true;

    fn data(&mut self, _: Chunk) -> Result<(), Stopped> {
        Ok(())
    }

    fn row(&mut self, row: &RowSeen<'_>) -> Result<(), Stopped> {
        let hit = match &self.target {
            Target::Row(table, stream, number) => row.table == *table && row.stream == *stream && row.number == *number,
            Target::Key(_, wanted) => {
                row.columns.is_some_and(|columns| wanted.iter().all(|(at, bytes)| has(row, columns, *at, bytes)))
            }
        };
        if !hit {
            return Ok(());
        }
        let first = self.place.replace(row.place).is_none();
        self.table = match &self.target {
            Target::Key(table, _) => Some(table.clone()),
            Target::Row(..) => self.job.inputs.get(row.place.input).and_then(|input| input.table.clone()),
        };
        if first && self.twice { Ok(()) } else { Err(Stopped) }
    }
}

/// Whether a row has this encoded value in a column. A column that the row leaves out has NULL.
fn has(row: &RowSeen<'_>, columns: &[usize], at: usize, wanted: &[u8]) -> bool {
    let null = wanted == [0xff; 4] || wanted == b"\\N";
    let Some(place) = columns.iter().position(|column| *column == at) else { return null };
    let mut rest = match row.format {
        Format::Text => {
            let line = row.bytes.strip_suffix(b"\n").unwrap_or(row.bytes);
            return line.split(|b| *b == b'\t').nth(place).is_some_and(|field| field == wanted);
        }
        Format::Binary => row.bytes.get(2..).unwrap_or_default(),
    };
    for number in 0..=place {
        let Some((head, after)) = rest.split_first_chunk::<4>() else { return false };
        let length = usize::try_from(i32::from_be_bytes(*head)).unwrap_or(0);
        if number == place {
            return rest.get(..4 + length).is_some_and(|field| field == wanted);
        }
        rest = after.get(length..).unwrap_or_default();
    }
    false
}

/// Reads records again.
pub(super) async fn records_of(job: &Arc<Job>, wanted: HashSet<(usize, u64)>) -> HashMap<(usize, u64), SourceRecord> {
    let job = Arc::clone(job);
    let read = move || {
        let mut keeper = Keeper { wanted, kept: HashMap::new() };
        let _stopped: Result<_, FeedError> = run(&job, &mut keeper, &Unwatched);
        keeper.kept
    };
    tokio::task::spawn_blocking(read).await.unwrap_or_default()
}

struct Keeper {
    wanted: HashSet<(usize, u64)>,
    kept: HashMap<(usize, u64), SourceRecord>,
}

impl Sink for Keeper {
    const WATCHES: bool = true;

    fn data(&mut self, _: Chunk) -> Result<(), Stopped> {
        Ok(())
    }

    fn record(&mut self, place: Place, record: &dyn Fn() -> SourceRecord) -> Result<(), Stopped> {
        let id = (place.input, place.record);
        if self.wanted.contains(&id) {
            self.kept.insert(id, record());
        }
        if self.kept.len() == self.wanted.len() { Err(Stopped) } else { Ok(()) }
    }
}
