//! One JSON record and the records of child tables inside it.

use super::csv_input::set;
use super::fault::Reject;
use super::given::{Assigned, Given};
use super::sink::{Place, Sink};
use super::{Feed, FeedError};
use crate::cell::Cell;
use crate::json::{Kind as ValueKind, Value};
use crate::mapping::{Destination, Unresolved};
use crate::position::Position;
use std::sync::Arc;
use tenantctl_domain::catalog::{Fill, Kind};
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
    /// Writes one record and its children; false if it was refused.
    pub(super) fn object<'v>(
        &mut self,
        table: usize,
        value: Value<'v>,
        link: Option<&Link<'_, 'v>>,
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
            let given = Given::Cell(Cell::Text(text));
            set(&mut filling.assigned, *at, Some(Assigned { given, legacy: None, field: None }));
        }
        if let Some(link) = link
            && !self.link(table, link, &mut filling.assigned)
        {
            let reason = "the record around it has no id that these rows could take".to_owned();
            let (input, record, table) = (self.input, place.record, Some(resolver.table.name.clone()));
            let (column, value, sqlstate) = (None, None, "23502".to_owned());
            self.reject(Reject { input, record, at: place.at, table, column, value, reason, sqlstate })?;
            return Ok(false);
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
    pub(super) fn children<'v>(
        &mut self,
        link: &Link<'_, 'v>,
        value: Value<'v>,
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

    /// Gives a child its parent's id; false if the parent has none that is known here.
    fn link<'v>(&mut self, table: usize, link: &Link<'_, 'v>, assigned: &mut [Option<Assigned<'v>>]) -> bool {
        let Some((own, taken)) = self.tables.get(table).and_then(|writer| writer.parent) else { return false };
        if assigned.get(own).is_some_and(Option::is_some) {
            return true;
        }
        let parent = link.assigned.get(taken).and_then(Option::as_ref).filter(|parent| !parent.given.is_null());
        set(assigned, own, parent.map(|parent| Assigned { field: None, ..parent.clone() }));
        parent.is_some()
    }

    /// The columns of a table that its children take and that may be made here.
    pub(super) fn taken_by_children(&mut self, table: usize) -> Arc<[usize]> {
        let Some(resolver) = self.tables.resolver(table) else { return Arc::default() };
        if let Some(taken) = self.tables.get(table).and_then(|writer| writer.taken.clone()) {
            return taken;
        }
        let mut found = Vec::new();
        for (_, name) in &resolver.children {
            // One that can't be tied to its parent is refused when its first row comes.
            let Ok(child) = self.tables.child(table, name) else { continue };
            found.extend(self.tables.get(child).and_then(|writer| writer.parent).map(|(_, taken)| taken));
        }
        let may_be_made = |at: &usize| {
            let column = resolver.table.columns.get(*at);
            column.is_some_and(|c| c.data_type.kind == Kind::Uuid && c.fill != Fill::Generated)
        };
        let taken: Arc<[usize]> = found.into_iter().filter(may_be_made).collect();
        if let Some(writer) = self.tables.get(table) {
            writer.taken = Some(Arc::clone(&taken));
        }
        taken
    }

    /// Makes the id that a parent has for its children, where the source gives none.
    pub(super) fn make_id(&mut self, table: usize, assigned: &mut [Option<Assigned<'_>>]) {
        for at in self.taken_by_children(table).iter() {
            if assigned.get(*at).is_some_and(Option::is_none) {
                let given = Given::Id(Uuid::new_v4());
                set(assigned, *at, Some(Assigned { given, legacy: None, field: None }));
            }
        }
    }
}
