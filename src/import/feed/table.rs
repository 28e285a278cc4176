//! The rows of one table, encoded for COPY.

use super::given::Assigned;
use super::keys::KeyCache;
use super::row::{Refused, Row, missing};
use super::sink::{Chunk, Place, RowSeen, Sink, Stopped};
use crate::encode::{Format, Rules, binary};
use crate::mapping::Resolver;
use std::sync::Arc;
use tenantctl_domain::catalog::{Column, Fill};

/// Rows are handed on when there is this much of them.
const CHUNK: usize = 256 * 1024;

/// Rows that give values to the same columns: COPY can't leave a single row's column to its default.
struct Group {
    columns: Arc<[usize]>,
    presence: Vec<bool>,
}

/// Encoded rows on their way.
#[derive(Default)]
struct Stream {
    buffer: Vec<u8>,
    waiting: u64,
    rows: u64,
}

/// A row of the record at hand, not yet counted.
struct Open {
    stream: usize,
    start: usize,
    place: Place,
}

/// Takes the rows of one table.
pub(super) struct TableWriter {
    pub(super) resolver: Arc<Resolver>,
    pub(super) keys: KeyCache,
    /// In a child table: its column, and the parent's column that it takes.
    pub(super) parent: Option<(usize, usize)>,
    /// In a parent table: the columns that its children take, found out on first use.
    pub(super) taken: Option<Arc<[usize]>>,
    pub(super) format: Format,
    pub(super) staged: bool,
    rules: Rules,
    groups: Vec<Group>,
    streams: Vec<Stream>,
    open: Vec<Open>,
    /// Columns with a default: whether a row gives them decides its group.
    optional: Vec<usize>,
    /// Columns without one that may not be NULL.
    required: Vec<usize>,
    last: usize,
    scratch: String,
}

impl TableWriter {
    pub(super) fn new(resolver: Resolver, staged: bool, rules: Rules) -> Self {
        let columns = &resolver.table.columns;
        let places = |wanted: fn(&Column) -> bool| {
            columns.iter().enumerate().filter(|(_, c)| wanted(c)).map(|(at, _)| at).collect::<Vec<usize>>()
        };
        let staged = staged || !resolver.lookups.is_empty();
        // Staging takes every column, so one type without a binary form makes the whole of it text.
        let format = match columns.iter().filter(|c| c.fill != Fill::Generated).all(|c| binary(&c.data_type.kind)) {
            true => Format::Binary,
            false => Format::Text,
        };
        Self {
            optional: places(|c| matches!(c.fill, Fill::Default | Fill::Identity(_))),
            required: places(|c| c.fill == Fill::Nothing && !c.nullable),
            keys: KeyCache::default(),
            parent: None,
            taken: None,
            format,
            staged,
            rules,
            groups: Vec::new(),
            streams: Vec::new(),
            open: Vec::new(),
            last: 0,
            scratch: String::new(),
            resolver: Arc::new(resolver),
        }
    }

    /// Returns the columns of each group.
    pub(super) fn groups(&self) -> Vec<Arc<[usize]>> {
        self.groups.iter().map(|group| Arc::clone(&group.columns)).collect()
    }

    /// Returns the rows of each stream.
    pub(super) fn rows(&self) -> Vec<u64> {
        self.streams.iter().map(|stream| stream.rows).collect()
    }

    /// Names the columns without a default that a header doesn't give.
    pub(super) fn missing(&self, given: &[bool]) -> Option<&Column> {
        let lookups = &self.resolver.lookups;
        let absent =
            |at: &&usize| !given.get(**at).copied().unwrap_or(false) && !lookups.iter().any(|l| l.column == **at);
        self.required.iter().find(absent).and_then(|at| self.resolver.table.columns.get(*at))
    }

    /// Makes the group of a header: exactly these columns.
    pub(super) fn fixed_group(&mut self, given: &[bool]) -> usize {
        let columns: Vec<usize> = (0..given.len()).filter(|at| given.get(*at).copied().unwrap_or(false)).collect();
        match self.groups.iter().position(|group| *group.columns == *columns) {
            Some(at) => at,
            None => self.add_group(columns, Vec::new()),
        }
    }

    fn add_group(&mut self, columns: Vec<usize>, presence: Vec<bool>) -> usize {
        self.groups.push(Group { columns: columns.into(), presence });
        self.groups.len() - 1
    }

    /// The group of a record that may leave any key out: a column without a default is NULL then.
    fn group_of(&mut self, assigned: &[Option<Assigned<'_>>]) -> usize {
        let given = |at: &usize| assigned.get(*at).is_some_and(Option::is_some);
        let fits = |group: &Group, optional: &[usize]| {
            group.presence.len() == optional.len()
                && !optional.is_empty()
                && optional.iter().zip(&group.presence).all(|(at, was)| given(at) == *was)
        };
        if self.groups.get(self.last).is_some_and(|group| fits(group, &self.optional)) {
            return self.last;
        }
        let presence: Vec<bool> = self.optional.iter().map(given).collect();
        let columns: Vec<usize> = self
            .resolver
            .table
            .columns
            .iter()
            .enumerate()
            .filter(|(at, c)| match c.fill {
                Fill::Generated => false,
                Fill::Nothing => !self.resolver.lookups.iter().any(|l| l.column == *at),
                Fill::Default | Fill::Identity(_) => given(at),
            })
            .map(|(at, _)| at)
            .collect();
        let known = self.groups.iter().position(|group| *group.columns == *columns);
        self.last = known.unwrap_or_else(|| self.add_group(columns, presence));
        self.last
    }

    /// Encodes a row; it counts when [`Self::keep`] is called.
    pub(super) fn write(
        &mut self,
        assigned: &[Option<Assigned<'_>>],
        lookups: &[Option<Assigned<'_>>],
        fixed: Option<usize>,
        place: Place,
    ) -> Result<(), Refused> {
        let group = fixed.unwrap_or_else(|| self.group_of(assigned));
        let stream = if self.staged { 0 } else { group };
        if self.streams.len() <= stream {
            self.streams.resize_with(stream + 1, Stream::default);
        }
        let Some(out) = self.streams.get_mut(stream).map(|s| std::mem::take(&mut s.buffer)) else { return Ok(()) };
        let start = out.len();
        let mut row = Row { out, format: self.format, rules: &self.rules, scratch: &mut self.scratch, first: true };
        let columns = self.groups.get(group).map(|g| Arc::clone(&g.columns)).unwrap_or_default();
        let written = match self.staged {
            true => row.staged(&self.resolver, assigned, lookups, group, place),
            false => row.direct(&self.resolver, &columns, assigned),
        };
        row.end();
        let mut out = row.out;
        let written = written.and_then(|()| {
            let given = |at: &&usize| assigned.get(**at).is_some_and(Option::is_some);
            let looked_up = |at: &&usize| self.resolver.lookups.iter().any(|l| l.column == **at);
            match self.required.iter().find(|at| !given(at) && !looked_up(at)) {
                Some(at) => Err(missing(*at)),
                None => Ok(()),
            }
        });
        if written.is_err() {
            out.truncate(start);
        }
        if let Some(slot) = self.streams.get_mut(stream) {
            slot.buffer = out;
        }
        written.map(|()| self.open.push(Open { stream, start, place }))
    }

    /// Drops the rows of the record at hand.
    pub(super) fn undo(&mut self) {
        while let Some(row) = self.open.pop() {
            if let Some(stream) = self.streams.get_mut(row.stream) {
                stream.buffer.truncate(row.start);
            }
        }
    }

    /// Counts the rows of the record at hand, and hands on what is full.
    pub(super) fn keep<S: Sink>(&mut self, table: usize, sink: &mut S) -> Result<(), Stopped> {
        if S::WATCHES {
            self.show(table, sink)?;
        }
        let mut full = None;
        for row in self.open.drain(..) {
            if let Some(stream) = self.streams.get_mut(row.stream) {
                stream.rows += 1;
                stream.waiting += 1;
                if stream.buffer.len() >= CHUNK {
                    full = Some(row.stream);
                }
            }
        }
        match full {
            Some(stream) => self.flush(table, stream, sink),
            None => Ok(()),
        }
    }

    fn show(&self, table: usize, sink: &mut impl Sink) -> Result<(), Stopped> {
        let mut counted: Vec<u64> = self.streams.iter().map(|s| s.rows).collect();
        for (at, row) in self.open.iter().enumerate() {
            let Some(stream) = self.streams.get(row.stream) else { continue };
            let next = self.open.iter().skip(at + 1).find(|other| other.stream == row.stream);
            let end = next.map_or(stream.buffer.len(), |other| other.start);
            let bytes = stream.buffer.get(row.start..end).unwrap_or_default();
            let Some(number) = counted.get_mut(row.stream) else { continue };
            let columns = self.groups.get(row.stream).filter(|_| !self.staged).map(|group| &*group.columns);
            let (stream, place, format) = (row.stream, row.place, self.format);
            sink.row(&RowSeen { table, stream, columns, format, number: *number, place, bytes })?;
            *number += 1;
        }
        Ok(())
    }

    /// Hands on what waits in every stream.
    pub(super) fn flush_all(&mut self, table: usize, sink: &mut impl Sink) -> Result<(), Stopped> {
        (0..self.streams.len()).try_for_each(|stream| self.flush(table, stream, sink))
    }

    fn flush(&mut self, table: usize, at: usize, sink: &mut impl Sink) -> Result<(), Stopped> {
        let columns = if self.staged { None } else { self.groups.get(at).map(|g| Arc::clone(&g.columns)) };
        let Some(stream) = self.streams.get_mut(at).filter(|s| !s.buffer.is_empty()) else { return Ok(()) };
        let bytes = std::mem::replace(&mut stream.buffer, Vec::with_capacity(CHUNK + CHUNK / 8));
        let rows = std::mem::take(&mut stream.waiting);
        sink.data(Chunk { table, stream: at, columns, format: self.format, rows, bytes })
    }
}
