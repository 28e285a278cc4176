//! Where one field of a source goes.

use super::names::snake_case;
use super::rules::TableRules;
use std::sync::Arc;
use tenantctl_domain::catalog::{Fill, ForeignKey, Table, TableName};
use tenantctl_domain::suggest::closest;

/// A field that begins so tells why an earlier load refused the record, and is passed over.
pub const REJECT_PREFIX: &str = "tenantctl_reject_";

/// Where a field goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// Into a column as it is.
    Column(usize),
    /// Into a column, as the UUID that stands for a legacy id of that table.
    Legacy(usize, Arc<TableName>),
    /// Into a column, as the id of the row of another table that has this value: the number of
    /// the lookup in [`Resolver::lookups`].
    Lookup(usize),
    /// Its elements are rows of a child table: the number in [`Resolver::children`].
    Children(usize),
    /// An object whose members are mapped one by one.
    Members,
    /// Nowhere: a rule says so.
    Skip,
    /// Nowhere, because nothing fits; allowed by `--ignore-unknown`.
    LeftOver,
}

/// A field or rule that fits nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Unresolved {
    /// What is wrong.
    pub message: String,
    /// What may be meant.
    pub suggestion: Option<String>,
}

/// A row of another table, found by one of its columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lookup {
    /// The column that takes the id.
    pub column: usize,
    /// The table searched.
    pub table: TableName,
    /// The column compared.
    pub by: String,
    /// The column that is taken.
    pub take: String,
}

/// Resolves the fields of one table's source.
#[derive(Debug, Clone)]
pub struct Resolver {
    /// The table.
    pub table: Arc<Table>,
    /// Its rules.
    pub rules: TableRules,
    /// The lookups that the rules ask for.
    pub lookups: Vec<Lookup>,
    /// The child tables that the rules name: field and table.
    pub children: Vec<(String, TableName)>,
    /// The constants: column and text.
    pub constants: Vec<(usize, String)>,
    ignore_unknown: bool,
}

impl Resolver {
    /// Checks the rules against the table.
    ///
    /// # Errors
    /// [`Unresolved`] for a rule that names what doesn't exist.
    pub fn new(table: Arc<Table>, rules: TableRules, ignore_unknown: bool) -> Result<Self, Unresolved> {
        let mut made =
            Self { table, rules, lookups: Vec::new(), children: Vec::new(), constants: Vec::new(), ignore_unknown };
        for column in made.rules.rename.values() {
            made.writable(column)?;
        }
        for (field, column) in &made.rules.lookups {
            let lookup = made.lookup(field, made.writable(column)?)?;
            made.lookups.push(lookup);
        }
        for (column, text) in &made.rules.set {
            made.constants.push((made.writable(column)?, text.clone()));
        }
        made.children =
            made.rules.children.iter().map(|(field, table)| (field.clone(), TableName::parse(table))).collect();
        Ok(made)
    }

    /// Returns where the field goes; `path` is its name, or `outer.inner`.
    ///
    /// # Errors
    /// [`Unresolved`], with the nearest column.
    pub fn resolve(&self, path: &str) -> Result<Destination, Unresolved> {
        let rules = &self.rules;
        if path.starts_with(REJECT_PREFIX) || rules.skip.iter().any(|field| field == path) {
            return Ok(Destination::Skip);
        }
        if let Some(at) = self.children.iter().position(|(field, _)| field == path) {
            return Ok(Destination::Children(at));
        }
        if let Some(at) = rules.lookups.keys().position(|field| field == path) {
            return Ok(Destination::Lookup(at));
        }
        let inner = |field: &str| field.strip_prefix(path).is_some_and(|rest| rest.starts_with('.'));
        let column = match rules.rename.get(path) {
            Some(column) => Some(self.writable(column)?),
            None => self.by_name(path)?,
        };
        let Some(column) = column else {
            let keys = rules.rename.keys().chain(rules.lookups.keys()).chain(&rules.skip);
            if keys.map(String::as_str).any(inner) {
                return Ok(Destination::Members);
            }
            return if self.ignore_unknown { Ok(Destination::LeftOver) } else { Err(self.unknown(path)) };
        };
        if self.constants.iter().any(|(constant, _)| *constant == column) {
            let message = format!("the column {} has a constant and the field {path:?}", self.name_of(column));
            return Err(Unresolved { message, suggestion: Some("skip the field, or leave out the constant".into()) });
        }
        if rules.legacy_ids.iter().any(|field| field == path) {
            return Ok(Destination::Legacy(column, Arc::new(self.table.name.clone())));
        }
        Ok(match rules.references.get(path) {
            Some(table) => Destination::Legacy(column, Arc::new(TableName::parse(table))),
            None => Destination::Column(column),
        })
    }

    /// The column of the same name, or of the name that a program's name stands for. A nested
    /// field only by a rule.
    fn by_name(&self, path: &str) -> Result<Option<usize>, Unresolved> {
        let found = self.table.column(path).or_else(|| self.table.column(&snake_case(path)));
        let Some(at) = found.filter(|_| !path.contains('.') || self.table.column(path).is_some()) else {
            return Ok(None);
        };
        match self.table.columns.get(at).map(|c| c.fill) {
            Some(Fill::Generated) => Ok(None),
            _ => Ok(Some(at)),
        }
    }

    fn writable(&self, name: &str) -> Result<usize, Unresolved> {
        let Some(at) = self.table.column(name) else {
            let near = closest(name, self.column_names()).map(|near| format!("did you mean {near}?"));
            let message = format!("the table {} has no column {name:?}", self.table.name);
            return Err(Unresolved { message, suggestion: near });
        };
        if self.table.columns.get(at).is_some_and(|c| c.fill == Fill::Generated) {
            let message = format!("the column {name} of {} is computed and can't be written", self.table.name);
            return Err(Unresolved { message, suggestion: None });
        }
        Ok(at)
    }

    fn lookup(&self, field: &str, column: usize) -> Result<Lookup, Unresolved> {
        let name = self.name_of(column);
        let single = |key: &&ForeignKey| key.columns.len() == 1 && key.columns.first().is_some_and(|c| c == name);
        let Some(key) = self.table.foreign_keys.iter().find(single) else {
            let message =
                format!("the column {name} of {} refers to no table, so nothing can be looked up", self.table.name);
            return Err(Unresolved { message, suggestion: None });
        };
        let by = snake_case(field.rsplit('.').next().unwrap_or(field));
        let take = key.target_columns.first().cloned().unwrap_or_default();
        Ok(Lookup { column, table: key.target.clone(), by, take })
    }

    fn name_of(&self, column: usize) -> &str {
        self.table.columns.get(column).map_or("?", |c| c.name.as_str())
    }

    fn column_names(&self) -> impl Iterator<Item = &str> {
        self.table.columns.iter().filter(|c| c.fill != Fill::Generated).map(|c| c.name.as_str())
    }

    fn unknown(&self, path: &str) -> Unresolved {
        let snake = snake_case(path);
        let generated = self.table.column(&snake).is_some();
        let suggestion = match closest(&snake, self.column_names()) {
            Some(near) if !generated => format!("did you mean {near}? --map {path}={near}, or --ignore-unknown"),
            _ => format!("--map {path}=COLUMN, or --ignore-unknown leaves it out"),
        };
        let message = match generated {
            true => format!("the field {path:?} would go into {snake} of {}, which is computed", self.table.name),
            false => format!("the field {path:?} fits no column of {}", self.table.name),
        };
        Unresolved { message, suggestion: Some(suggestion) }
    }
}
