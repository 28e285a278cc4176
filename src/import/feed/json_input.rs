//! A JSON or NDJSON input.

use super::fault::Reject;
use super::given::Given;
use super::sink::{Sink, SourceCell, SourceRecord};
use super::{FedInput, Feed, FeedError};
use crate::bytes::SourceBytes;
use crate::json::{Item, JsonReader, Kind as ValueKind, Shape, Value};
use crate::mapping::{Destination, Resolver, Unresolved};
use crate::source::{FileFormat, Input};
use tenantctl_domain::catalog::TableName;

impl<S: Sink> Feed<'_, S> {
    pub(super) fn json(&mut self, input: &Input, bytes: &mut SourceBytes) -> Result<FedInput, FeedError> {
        let shape = if input.format == FileFormat::Ndjson { Shape::Lines } else { Shape::Auto };
        let mut reader = JsonReader::open(bytes, shape).map_err(|e| self.source_error(e))?;
        let mut record = 0;
        let mut table: Option<(Option<String>, usize)> = None;
        loop {
            let mut shapeless = None;
            match reader.next() {
                Ok(None) => break,
                Ok(Some(item)) if item.value.kind() != ValueKind::Object => shapeless = Some(item.at),
                Ok(Some(item)) => {
                    let known =
                        table.as_ref().filter(|(key, _)| key.as_deref() == item.table).map(|(_, number)| *number);
                    let number = match known {
                        Some(number) => number,
                        None => {
                            let number = self.table_of(input, &item)?;
                            table = Some((item.table.map(str::to_owned), number));
                            number
                        }
                    };
                    self.json_record(number, record, &item)?;
                }
                Err(error) => self.reject_syntax(record, error)?,
            }
            if let Some(at) = shapeless {
                // A file that is broken further on is called broken.
                if let Some(error) = reader.syntax_ahead(1 << 20) {
                    return Err(self.source_error(error));
                }
                let reason = "isn't an object: a record is an object with a member for each column".to_owned();
                let (input, table, column, value) = (self.input, None, None, None);
                let sqlstate = "22P02".to_owned();
                self.reject(Reject { input, record, at, table, column, value, reason, sqlstate })?;
            }
            record += 1;
        }
        Ok(FedInput { records: record, blank_lines: 0, digest: None })
    }

    fn table_of(&mut self, input: &Input, item: &Item<'_>) -> Result<usize, FeedError> {
        let shown = format!("{}, line {}, column {}", input.shown, item.at.line, item.at.column);
        let mapping = |source: Unresolved| FeedError::Mapping { shown: shown.clone(), source };
        let name: TableName = match (item.table, &input.table) {
            (None, Some(name)) => name.clone(),
            (None, None) => super::tables::table_named(self.job, &input.stem).map_err(mapping)?,
            (Some(key), None) => super::tables::table_named(self.job, key).map_err(mapping)?,
            (Some(key), Some(name)) => {
                let named = super::tables::table_named(self.job, key).map_err(mapping)?;
                if named != *name {
                    let message = format!("the file has rows of {named}, and --table says {name}");
                    return Err(mapping(Unresolved { message, suggestion: Some("leave --table out".into()) }));
                }
                named
            }
        };
        self.tables.number(&name).map_err(mapping)
    }

    fn json_record(&mut self, table: usize, record: u64, item: &Item<'_>) -> Result<(), FeedError> {
        let place = self.place(record, item.at);
        if S::WATCHES {
            let resolver = self.tables.resolver(table);
            let cells = || {
                let mut cells = Vec::new();
                if let Some(resolver) = &resolver {
                    flatten(resolver, item, item.value, "", &mut cells);
                }
                SourceRecord { cells, json: Some(item.value.raw().to_owned()), key: item.table.map(str::to_owned) }
            };
            self.sink.record(place, &cells).map_err(|_| FeedError::Stopped)?;
        }
        if self.object(table, item.value, None, place, &|value| item.position(value))? {
            self.tables.keep(self.sink).map_err(|_| FeedError::Stopped)?;
        }
        Ok(())
    }
}

/// What a rule maps inside an object is a cell of its own, as it would be in a CSV file.
fn flatten(resolver: &Resolver, item: &Item<'_>, object: Value<'_>, prefix: &str, cells: &mut Vec<SourceCell>) {
    for member in object.members() {
        let (key, value) = (member.key(), member.value());
        let name = if prefix.is_empty() { key.into_owned() } else { format!("{prefix}.{key}") };
        let inside = value.kind() == ValueKind::Object && matches!(resolver.resolve(&name), Ok(Destination::Members));
        match inside {
            true => flatten(resolver, item, value, &name, cells),
            false => {
                let shown = Some(Given::Json(value)).filter(|given| !given.is_null()).map(|given| given.shown());
                cells.push(SourceCell { name, value: shown, at: item.position(&value) });
            }
        }
    }
}
