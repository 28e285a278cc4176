//! A JSON or NDJSON input.

use super::csv_input::set;
use super::fault::Reject;
use super::given::{Assigned, Given};
use super::sink::{Place, Sink};
use super::{Feed, FeedError, FedInput};
use crate::domain::catalog::{Fill, Kind, TableName};
use crate::import::bytes::SourceBytes;
use crate::import::json::{Item, JsonReader, Kind as ValueKind, Shape, Value};
use crate::import::mapping::{Destination, Unresolved};
use crate::import::position::Position;
use crate::import::source::{FileFormat, Input};
use uuid::Uuid;

/// A child record's tie to its parent.
pub(super) struct Link<'l, 'a> {
    pub(super) parent: usize,
    /// The number of the child field in the parent's resolver.
    pub(super) child: usize,
    pub(super) assigned: &'l [Option<Assigned<'a>>],
}

/// Where a value stands in its source.
type Locate<'l> = dyn Fn(&Value<'_>) -> Position + 'l;

/// The values of one record, by column.
struct Filling<'a> {
    assigned: Vec<Option<Assigned<'a>>>,
    lookups: Vec<Option<Assigned<'a>>>,
    children: Vec<(usize, Value<'a>)>,
    seen: usize,
}

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
                    let known = table.as_ref().filter(|(key, _)| key.as_deref() == item.table).map(|(_, number)| *number);
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
            let cells = || item.value.members().map(|m| (m.key().into_owned(), shown(m.value()))).collect();
            self.sink.record(place, &cells).map_err(|_| FeedError::Stopped)?;
        }
        if self.object(table, item.value, None, place, &|value| item.position(value))? {
            self.tables.keep(self.sink).map_err(|_| FeedError::Stopped)?;
        }
        Ok(())
    }

    /// Writes one record and its children; false if it was refused.
    fn object(
        &mut self,
        table: usize,
        value: Value<'_>,
        link: Option<&Link<'_, '_>>,
        place: Place,
        locate: &Locate<'_>,
    ) -> Result<bool, FeedError> {
        let Some(resolver) = self.tables.resolver(table) else { return Ok(true) };
        let mut filling = Filling {
            assigned: vec![None; resolver.table.columns.len()],
            lookups: vec![None; resolver.lookups.len()],
            children: Vec::new(),
            seen: 0,
        };
        self.members(table, value, "", &mut filling, locate)?;
        for (at, text) in &resolver.constants {
            let given = Given::Cell(crate::import::cell::Cell::Text(text));
            set(&mut filling.assigned, *at, Some(Assigned { given, legacy: None, field: None }));
        }
        if let Some(link) = link {
            self.link(table, link, &mut filling.assigned);
        }
        if !resolver.children.is_empty() {
            self.make_id(table, &mut filling.assigned);
        }
        let Some(writer) = self.tables.get(table) else { return Ok(true) };
        if let Err(refused) = writer.write(&filling.assigned, &filling.lookups, None, place) {
            let values = if refused.lookup.is_some() { &filling.lookups } else { &filling.assigned };
            let value = refused.lookup.or(refused.column).and_then(|at| values.get(at)).and_then(Option::as_ref);
            let at = match value.map(|v| v.given) {
                Some(Given::Json(inner)) => locate(&inner),
                _ => place.at,
            };
            self.reject_value(&resolver, place.record, at, &refused, value)?;
            return Ok(false);
        }
        for (child, inner) in &filling.children {
            let link = Link { parent: table, child: *child, assigned: &filling.assigned };
            if !self.children(&link, *inner, place, locate)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Writes the child records of an array; false if one was refused.
    pub(super) fn children(
        &mut self,
        link: &Link<'_, '_>,
        value: Value<'_>,
        place: Place,
        locate: &Locate<'_>,
    ) -> Result<bool, FeedError> {
        let Some(resolver) = self.tables.resolver(link.parent) else { return Ok(true) };
        let Some((field, name)) = resolver.children.get(link.child) else { return Ok(true) };
        let mapping = |source: Unresolved| FeedError::Mapping { shown: format!("the field {field:?}"), source };
        if value.kind() == ValueKind::Null {
            return Ok(true);
        }
        let child = self.tables.child(link.parent, name).map_err(mapping)?;
        let wrong = match value.kind() {
            ValueKind::Array => value.elements().find(|element| element.kind() != ValueKind::Object),
            _ => Some(value),
        };
        if let Some(wrong) = wrong {
            let reason = format!("the field {field:?} must be an array of objects: its elements are rows of {name}");
            let (input, record, at) = (self.input, place.record, locate(&wrong));
            let (table, sqlstate) = (Some(name.clone()), "22P02".to_owned());
            self.reject(Reject { input, record, at, table, column: None, value: None, reason, sqlstate })?;
            return Ok(false);
        }
        for element in value.elements() {
            let place = Place { at: locate(&element), ..place };
            if !self.object(child, element, Some(link), place, locate)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn members<'a>(
        &mut self,
        table: usize,
        value: Value<'a>,
        prefix: &str,
        filling: &mut Filling<'a>,
        locate: &Locate<'_>,
    ) -> Result<(), FeedError> {
        for member in value.members() {
            let key = member.key();
            let (key, inner) = (key.as_ref(), member.value());
            let nested;
            let path = match prefix {
                "" => key,
                _ => {
                    nested = format!("{prefix}.{key}");
                    &nested
                }
            };
            let place = filling.seen;
            filling.seen += 1;
            let destination = self.find(table, place, path, &inner, locate)?;
            let given = |legacy| Some(Assigned { given: Given::Json(inner), legacy, field: None });
            match destination {
                Destination::Column(at) => self.assign(table, &mut filling.assigned, at, given(None), path, locate)?,
                Destination::Legacy(at, of) => {
                    self.assign(table, &mut filling.assigned, at, given(Some(of)), path, locate)?;
                }
                Destination::Lookup(at) => set(&mut filling.lookups, at, given(None)),
                Destination::Children(child) => filling.children.push((child, inner)),
                Destination::Members if inner.kind() == ValueKind::Object => {
                    self.members(table, inner, path, filling, locate)?;
                }
                Destination::Members | Destination::Skip | Destination::LeftOver => {}
            }
        }
        Ok(())
    }

    fn find(
        &mut self,
        table: usize,
        place: usize,
        path: &str,
        value: &Value<'_>,
        locate: &Locate<'_>,
    ) -> Result<Destination, FeedError> {
        let Some(writer) = self.tables.get(table) else { return Ok(Destination::Skip) };
        let found = writer.keys.find(place, path, &writer.resolver);
        found.map_err(|source| self.mapping_error(source, locate(value)))
    }

    fn mapping_error(&self, source: Unresolved, at: Position) -> FeedError {
        FeedError::Mapping { shown: format!("{}, line {}, column {}", self.shown(), at.line, at.column), source }
    }

    fn assign<'a>(
        &self,
        table: usize,
        assigned: &mut [Option<Assigned<'a>>],
        at: usize,
        value: Option<Assigned<'a>>,
        path: &str,
        locate: &Locate<'_>,
    ) -> Result<(), FeedError> {
        if assigned.get(at).is_some_and(Option::is_some) {
            let resolver = self.tables.resolver(table);
            let column = resolver.as_ref().and_then(|r| r.table.columns.get(at)).map_or("", |c| c.name.as_str());
            let message = format!("{path:?} goes into {column}, which another field fills already");
            let place = match value.map(|v| v.given) {
                Some(Given::Json(inner)) => locate(&inner),
                _ => Position { line: 1, column: 1 },
            };
            return Err(self.mapping_error(Unresolved { message, suggestion: None }, place));
        }
        set(assigned, at, value);
        Ok(())
    }

    /// Gives a child its parent's id.
    fn link<'a>(&mut self, table: usize, link: &Link<'_, '_>, assigned: &mut [Option<Assigned<'a>>]) {
        let Some((own, taken)) = self.tables.get(table).and_then(|writer| writer.parent) else { return };
        if assigned.get(own).is_some_and(Option::is_some) {
            return;
        }
        let parent = link.assigned.get(taken).and_then(Option::as_ref);
        let id = parent.and_then(|parent| match (&parent.legacy, parent.given) {
            (_, Given::Id(id)) => Some(id),
            (Some(legacy), given) => Some(super::legacy_uuid(legacy, &given.shown())),
            (None, given) => Uuid::try_parse(&given.shown()).ok(),
        });
        if let Some(id) = id {
            set(assigned, own, Some(Assigned { given: Given::Id(id), legacy: None, field: None }));
        }
    }

    /// Whether children take this column of their parent.
    pub(super) fn taken_by_children(&mut self, table: usize, column: usize) -> bool {
        let Some(resolver) = self.tables.resolver(table) else { return false };
        let Some(described) = resolver.table.columns.get(column) else { return false };
        let names: Vec<TableName> = resolver.children.iter().map(|(_, name)| name.clone()).collect();
        described.data_type.kind == Kind::Uuid
            && described.fill != Fill::Generated
            && names.into_iter().any(|name| {
                let child = self.tables.child(table, &name).ok();
                let parent = child.and_then(|child| self.tables.get(child)).and_then(|writer| writer.parent);
                parent.is_some_and(|(_, taken)| taken == column)
            })
    }

    /// Makes the id that a parent has for its children, where the source gives none.
    pub(super) fn make_id(&mut self, table: usize, assigned: &mut [Option<Assigned<'_>>]) {
        for at in 0..assigned.len() {
            if assigned.get(at).is_some_and(Option::is_none) && self.taken_by_children(table, at) {
                let given = Given::Id(Uuid::new_v4());
                set(assigned, at, Some(Assigned { given, legacy: None, field: None }));
            }
        }
    }
}

fn shown(value: Value<'_>) -> Option<String> {
    match value.kind() {
        ValueKind::Null => None,
        _ => Some(Given::Json(value).shown()),
    }
}
