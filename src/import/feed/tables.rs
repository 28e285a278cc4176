//! The tables that a feed writes to; they come up as their rows do.

use super::sink::{Sink, Stopped};
use super::table::TableWriter;
use super::{FedTable, Field, Job};
use crate::encode::DateFormat;
use crate::mapping::{Destination, Resolver, Unresolved, snake_case};
use std::sync::Arc;
use tenantctl_domain::catalog::TableName;
use tenantctl_domain::suggest::closest;

/// The writers, by their numbers.
pub(super) struct Tables<'j> {
    job: &'j Job,
    writers: Vec<TableWriter>,
}

/// Finds the table that a file's name, a key or a flag stands for.
///
/// # Errors
/// [`Unresolved`], with the nearest table.
pub fn table_named(job: &Job, name: &str) -> Result<TableName, Unresolved> {
    let by_rule = job.mapping.table_of_source(name).map(TableName::parse);
    let candidates = [by_rule, Some(TableName::parse(name)), Some(TableName::parse(&snake_case(name)))];
    let found = candidates.into_iter().flatten().find(|candidate| job.catalog.find(candidate).is_some());
    found.ok_or_else(|| {
        let names = job.catalog.names();
        let near = closest(&snake_case(name), names.iter().map(String::as_str));
        let suggestion = match near {
            Some(near) => format!("did you mean {near}? --table {near}"),
            None => "name the table: --table NAME".to_owned(),
        };
        Unresolved { message: format!("there is no table for {name:?}"), suggestion: Some(suggestion) }
    })
}

impl<'j> Tables<'j> {
    pub(super) fn new(job: &'j Job) -> Self {
        Self { job, writers: Vec::new() }
    }

    /// Returns the number of a table's writer; makes it on first use.
    pub(super) fn number(&mut self, name: &TableName) -> Result<usize, Unresolved> {
        if let Some(at) = self.writers.iter().position(|writer| writer.resolver.table.name == *name) {
            return Ok(at);
        }
        let Some(table) = self.job.catalog.find(name) else {
            return Err(Unresolved { message: format!("there is no table {name}"), suggestion: None });
        };
        let table_rules = self.job.mapping.of(name);
        let mut rules = self.job.rules.clone();
        if !table_rules.date_format.is_empty() {
            let formats = table_rules.date_format.iter().map(|text| DateFormat::parse(text));
            rules.date_formats = formats
                .collect::<Result<_, _>>()
                .map_err(|message| Unresolved { message: format!("{name}: {message}"), suggestion: None })?;
        }
        let resolver = Resolver::new(Arc::clone(table), table_rules, self.job.ignore_unknown)?;
        self.writers.push(TableWriter::new(resolver, self.job.staged, rules));
        Ok(self.writers.len() - 1)
    }

    /// Returns the number of a child table's writer, tied to its parent.
    pub(super) fn child(&mut self, parent: usize, name: &TableName) -> Result<usize, Unresolved> {
        let number = self.number(name)?;
        let Some(above) = self.writers.get(parent).map(|writer| Arc::clone(&writer.resolver.table)) else {
            return Ok(number);
        };
        let Some(writer) = self.writers.get_mut(number).filter(|writer| writer.parent.is_none()) else {
            return Ok(number);
        };
        let table = Arc::clone(&writer.resolver.table);
        let wanted = writer.resolver.rules.parent.clone();
        let fits = |column: &str| wanted.as_deref().is_none_or(|wanted| wanted == column);
        let mut keys = table.foreign_keys.iter().filter(|key| {
            key.target == above.name && key.columns.len() == 1 && key.columns.iter().all(|column| fits(column))
        });
        let (first, second) = (keys.next(), keys.next());
        let (Some(key), None) = (first, second) else {
            let message = format!("{name} has no single column that refers to {}: name it by parent", above.name);
            return Err(Unresolved { message, suggestion: None });
        };
        let own = key.columns.first().and_then(|column| table.column(column));
        let taken = key.target_columns.first().and_then(|column| above.column(column));
        writer.parent = own.zip(taken);
        Ok(number)
    }

    pub(super) fn get(&mut self, number: usize) -> Option<&mut TableWriter> {
        self.writers.get_mut(number)
    }

    pub(super) fn resolver(&self, number: usize) -> Option<Arc<Resolver>> {
        self.writers.get(number).map(|writer| Arc::clone(&writer.resolver))
    }

    /// Drops the record at hand everywhere.
    pub(super) fn undo(&mut self) {
        self.writers.iter_mut().for_each(TableWriter::undo);
    }

    /// Counts the record at hand everywhere.
    pub(super) fn keep(&mut self, sink: &mut impl Sink) -> Result<(), Stopped> {
        self.writers.iter_mut().enumerate().try_for_each(|(number, writer)| writer.keep(number, sink))
    }

    /// Hands on what waits.
    pub(super) fn flush(&mut self, sink: &mut impl Sink) -> Result<(), Stopped> {
        self.writers.iter_mut().enumerate().try_for_each(|(number, writer)| writer.flush_all(number, sink))
    }

    /// Tells what was made.
    pub(super) fn fed(&self, headers: Vec<(usize, Field)>) -> Vec<FedTable> {
        let of = |(number, writer): (usize, &TableWriter)| {
            let resolver = &writer.resolver;
            let seen = writer.keys.seen().map(|(name, to)| field(resolver, &resolver.table.name.to_string(), name, to));
            FedTable {
                table: Arc::clone(&resolver.table),
                lookups: resolver.lookups.clone(),
                staged: writer.staged,
                format: writer.format,
                groups: writer.groups(),
                rows: writer.rows(),
                fields: headers.iter().filter(|(at, _)| *at == number).map(|(_, f)| f.clone()).chain(seen).collect(),
            }
        };
        self.writers.iter().enumerate().map(of).collect()
    }
}

/// Says where a field goes.
pub(super) fn field(resolver: &Resolver, source: &str, name: &str, to: &Destination) -> Field {
    let (column, how) = match to {
        Destination::Column(at) => (Some(*at), String::new()),
        Destination::Legacy(at, table) => (Some(*at), format!("legacy id of {table}")),
        Destination::Lookup(number) => match resolver.lookups.get(*number) {
            Some(lookup) => (Some(lookup.column), format!("looked up by {}.{}", lookup.table, lookup.by)),
            None => (None, String::new()),
        },
        Destination::Children(number) => {
            let table = resolver.children.get(*number).map(|(_, table)| table.to_string()).unwrap_or_default();
            (None, format!("rows of {table}"))
        }
        Destination::Members => (None, "its members, one by one".to_owned()),
        Destination::Skip => (None, "skipped by a rule".to_owned()),
        Destination::LeftOver => (None, "left over".to_owned()),
    };
    Field { source: source.to_owned(), name: name.to_owned(), column, how }
}
