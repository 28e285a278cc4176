//! A CSV or TSV input.

use super::fault::{Reject, cut};
use super::given::{Assigned, Given};
use super::json_record::Link;
use super::row::Refused;
use super::sink::{Sink, SourceCell, SourceRecord};
use super::tables::field;
use super::{FedInput, Feed, FeedError, REJECT_PREFIX};
use crate::bytes::SourceBytes;
use crate::cell::{Cell, ValueFault};
use crate::csv::{CsvReader, Record};
use crate::json::{Tape, parse};
use crate::mapping::{Destination, Resolver, Unresolved};
use crate::position::Position;
use crate::source::{FileFormat, Input};
use std::sync::Arc;

/// What the header decides for every record.
struct Header {
    table: usize,
    resolver: Arc<Resolver>,
    destinations: Vec<Destination>,
    group: usize,
    has_children: bool,
}

impl<S: Sink> Feed<'_, S> {
    pub(super) fn csv(&mut self, input: &Input, bytes: &mut SourceBytes) -> Result<FedInput, FeedError> {
        let mut options = self.job.csv.clone();
        if !self.job.own_delimiter && input.format == FileFormat::Tsv {
            options.delimiter = b'\t';
        }
        let mut reader = CsvReader::open(bytes, options).map_err(|e| self.source_error(e))?;
        let names = reader.header().to_vec();
        let header = self.header(input, &names)?;
        let mut record = 0;
        loop {
            match reader.next() {
                Ok(None) => break,
                Ok(Some(row)) => self.csv_record(&header, &names, record, &row)?,
                Err(error) => {
                    let ragged = self.reject_syntax(record, error);
                    if S::WATCHES && ragged.is_ok() {
                        let cells = reader.last_fields();
                        let at = Position { line: 0, column: 0 };
                        let named = || named_record(&names, cells.iter().map(|c| (Some(c.clone()), at)));
                        self.sink.record(self.place(record, at), &named).map_err(|_| FeedError::Stopped)?;
                    }
                    ragged?;
                }
            }
            record += 1;
        }
        Ok(FedInput { records: record, blank_lines: reader.blank_lines(), digest: None })
    }

    /// Resolves the header; every column that must have a value must be in it.
    fn header(&mut self, input: &Input, names: &[String]) -> Result<Header, FeedError> {
        let shown = format!("{}, line 1", input.shown);
        let mapping = |source: Unresolved| FeedError::Mapping { shown: shown.clone(), source };
        let table_name = match &input.table {
            Some(name) => name.clone(),
            None => super::tables::table_named(self.job, &input.stem).map_err(mapping)?,
        };
        let table = self.tables.number(&table_name).map_err(mapping)?;
        let Some(resolver) = self.tables.resolver(table) else { return Err(FeedError::Stopped) };
        let mut given = vec![false; resolver.table.columns.len()];
        let mut take = |at: usize, name: &str| match given.get_mut(at) {
            Some(true) => {
                let column = resolver.table.columns.get(at).map_or("", |c| c.name.as_str());
                let message = format!("{name:?} goes into {column}, which another field fills already");
                Err(mapping(Unresolved { message, suggestion: Some("skip one of them by a mapping file".into()) }))
            }
            Some(free) => {
                *free = true;
                Ok(())
            }
            None => Ok(()),
        };
        let mut destinations = Vec::with_capacity(names.len());
        for name in names {
            let destination = resolver.resolve(name).map_err(mapping)?;
            if let Destination::Column(at) | Destination::Legacy(at, _) = &destination {
                take(*at, name)?;
            }
            self.fields.push((table, field(&resolver, &input.shown, name, &destination)));
            destinations.push(destination);
        }
        for (at, _) in &resolver.constants {
            take(*at, "a constant")?;
        }
        let has_children = destinations.iter().any(|d| matches!(d, Destination::Children(_)));
        let Some(writer) = self.tables.get(table) else { return Err(FeedError::Stopped) };
        if let Some(column) = writer.missing(&given) {
            let message = format!("no field goes into {}.{}, which has no default", table_name, column.name);
            let hint = format!("--map FIELD={0} or --set {0}=VALUE", column.name);
            return Err(mapping(Unresolved { message, suggestion: Some(hint) }));
        }
        if has_children {
            // The parent's id is made where the file has none.
            for at in self.taken_by_children(table).iter() {
                if let Some(slot) = given.get_mut(*at) {
                    *slot = true;
                }
            }
        }
        let group = self.tables.get(table).map_or(0, |writer| writer.fixed_group(&given));
        Ok(Header { table, resolver, destinations, group, has_children })
    }

    fn csv_record(
        &mut self,
        header: &Header,
        names: &[String],
        record: u64,
        row: &Record<'_>,
    ) -> Result<(), FeedError> {
        let line = Position { line: row.line(), column: 1 };
        let place = self.place(record, line);
        if S::WATCHES {
            let cells = || {
                let value = |at: usize| Some(row.text(at).to_owned()).filter(|_| row.cell(at) != Cell::Null);
                named_record(names, (0..row.len()).map(|at| (value(at), row.position(at))))
            };
            self.sink.record(place, &cells).map_err(|_| FeedError::Stopped)?;
        }
        let resolver = &header.resolver;
        let mut assigned: Vec<Option<Assigned<'_>>> = vec![None; resolver.table.columns.len()];
        let mut lookups: Vec<Option<Assigned<'_>>> = vec![None; resolver.lookups.len()];
        for (number, destination) in header.destinations.iter().enumerate() {
            let value = |legacy| Some(Assigned { given: Given::Cell(row.cell(number)), legacy, field: Some(number) });
            match destination {
                Destination::Column(at) => set(&mut assigned, *at, value(None)),
                Destination::Legacy(at, table) => set(&mut assigned, *at, value(Some(Arc::clone(table)))),
                Destination::Lookup(at) => set(&mut lookups, *at, value(None)),
                Destination::Children(_) | Destination::Members | Destination::Skip | Destination::LeftOver => {}
            }
        }
        for (at, text) in &resolver.constants {
            let given = Given::Cell(Cell::Text(text));
            set(&mut assigned, *at, Some(Assigned { given, legacy: None, field: None }));
        }
        if header.has_children {
            self.make_id(header.table, &mut assigned);
        }
        let Some(writer) = self.tables.get(header.table) else { return Ok(()) };
        if let Err(refused) = writer.write(&assigned, &lookups, Some(header.group), place) {
            let value =
                refused.lookup.map_or_else(|| refused.column.and_then(|at| assigned.get(at)), |at| lookups.get(at));
            let value = value.and_then(Option::as_ref);
            let at = value.and_then(|v| v.field).map_or(line, |field| row.position(field));
            return self.reject_value(resolver, record, at, &refused, value);
        }
        if header.has_children {
            for (number, destination) in header.destinations.iter().enumerate() {
                if let Destination::Children(child) = destination
                    && let Err((at, error)) = self.csv_children(header, *child, &assigned, row, number, place)
                {
                    return match error {
                        Some(error) => Err(error),
                        None => self.reject_cell(resolver, record, row.position(number), at),
                    };
                }
            }
        }
        self.tables.keep(self.sink).map_err(|_| FeedError::Stopped)
    }

    /// A cell that holds a JSON array of child records.
    fn csv_children(
        &mut self,
        header: &Header,
        child: usize,
        assigned: &[Option<Assigned<'_>>],
        row: &Record<'_>,
        number: usize,
        place: super::Place,
    ) -> Result<(), (String, Option<FeedError>)> {
        let Cell::Text(text) = row.cell(number) else { return Ok(()) };
        let mut tape = Tape::new();
        let value = parse(text, &mut tape).map_err(|e| (format!("isn't JSON: {e}"), None))?;
        let link = Link { parent: header.table, child, assigned };
        let at = |_: &crate::json::Value<'_>| row.position(number);
        match self.children(&link, value, place, &at) {
            Ok(true) => Ok(()),
            // The refusal of a child is already counted.
            Ok(false) => Ok(()),
            Err(error) => Err((String::new(), Some(error))),
        }
    }

    fn reject_cell(&mut self, resolver: &Resolver, record: u64, at: Position, reason: String) -> Result<(), FeedError> {
        let (input, table) = (self.input, Some(resolver.table.name.clone()));
        let sqlstate = "22P02".to_owned();
        self.reject(Reject { input, record, at, table, column: None, value: None, reason, sqlstate })
    }

    /// Refuses a record because of one value.
    pub(super) fn reject_value(
        &mut self,
        resolver: &Resolver,
        record: u64,
        at: Position,
        refused: &Refused,
        value: Option<&Assigned<'_>>,
    ) -> Result<(), FeedError> {
        let ValueFault { reason, sqlstate } = &refused.fault;
        let column = refused.column.and_then(|at| resolver.table.columns.get(at)).map(|c| c.name.clone());
        self.reject(Reject {
            input: self.input,
            record,
            at,
            table: Some(resolver.table.name.clone()),
            column,
            value: value.filter(|v| !v.given.is_null()).map(|v| cut(&v.given.shown())),
            reason: reason.clone(),
            sqlstate: (*sqlstate).to_owned(),
        })
    }
}

/// Cells beyond the header's have names of their own, so that nothing is lost in a file of rejects.
fn named_record(names: &[String], cells: impl Iterator<Item = (Option<String>, Position)>) -> SourceRecord {
    let beyond = (names.len()..).map(|number| format!("{REJECT_PREFIX}field_{}", number + 1));
    let own = |(name, _): &(String, _)| names.contains(name) && !name.starts_with(REJECT_PREFIX);
    let named = names.iter().cloned().chain(beyond).zip(cells);
    let kept = named.filter(|pair| own(pair) || !names.contains(&pair.0));
    let cells = kept.map(|(name, (value, at))| SourceCell { name, value, at }).collect();
    SourceRecord { cells, ..SourceRecord::default() }
}

pub(super) fn set<'a>(values: &mut [Option<Assigned<'a>>], at: usize, value: Option<Assigned<'a>>) {
    if let Some(slot) = values.get_mut(at) {
        *slot = value;
    }
}
