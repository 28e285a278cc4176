//! What a load must know of a table: plain data, read from the target's catalog.

use std::sync::Arc;

/// How a value of a type is read; domains are resolved to what they are made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// `boolean`.
    Bool,
    /// `smallint`.
    Int2,
    /// `integer`.
    Int4,
    /// `bigint`.
    Int8,
    /// `real`.
    Float4,
    /// `double precision`.
    Float8,
    /// `numeric`, with precision and scale where the column has them.
    Numeric(Option<(u16, i16)>),
    /// `text`, `varchar(n)`, `citext` and `name`-like types: the limit counts characters.
    Text(Option<u32>),
    /// `char(n)`.
    PaddedText(u32),
    /// `bytea`.
    Bytea,
    /// `uuid`.
    Uuid,
    /// `date`.
    Date,
    /// `time`, with its number of fraction digits (6 where none is given).
    Time(u8),
    /// `timestamp` without a time zone.
    Timestamp(u8),
    /// `timestamp with time zone`.
    TimestampTz(u8),
    /// `json`.
    Json,
    /// `jsonb`.
    Jsonb,
    /// An enum and its labels.
    Enum(Arc<[String]>),
    /// An array of any number of dimensions.
    Array(Box<ColumnType>),
    /// A type that only PostgreSQL itself can read.
    Other,
}

/// A column's type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnType {
    /// Its OID in the tenant's database; a domain's is that of its base type.
    pub oid: u32,
    /// As SQL writes it: `numeric(14,2)`.
    pub name: String,
    /// How values are read.
    pub kind: Kind,
}

/// What fills a column when a load doesn't.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fill {
    /// NULL.
    Nothing,
    /// A default.
    Default,
    /// An identity; `true` for GENERATED ALWAYS.
    Identity(bool),
    /// Computed from other columns: it can't be written at all.
    Generated,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type.
    pub data_type: ColumnType,
    /// Whether NULL is allowed, by the column and by its domain.
    pub nullable: bool,
    /// What fills it otherwise.
    pub fill: Fill,
}

/// A primary key, unique constraint or unique index without expressions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UniqueKey {
    /// Its name.
    pub name: String,
    /// Its columns in order.
    pub columns: Vec<String>,
    /// Whether it is the primary key.
    pub primary: bool,
    /// Whether it has a WHERE clause.
    pub partial: bool,
    /// Whether two rows with NULL in it are different.
    pub nulls_distinct: bool,
    /// Whether it is checked later than the row comes.
    pub deferrable: bool,
}

/// A foreign key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignKey {
    /// Its name.
    pub name: String,
    /// The referring columns.
    pub columns: Vec<String>,
    /// The table referred to.
    pub target: TableName,
    /// Its columns.
    pub target_columns: Vec<String>,
}

/// A check constraint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Its name.
    pub name: String,
    /// The columns that it looks at.
    pub columns: Vec<String>,
}

/// A table's full name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TableName {
    /// The schema.
    pub schema: String,
    /// The table.
    pub name: String,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its full name.
    pub name: TableName,
    /// Its columns in order.
    pub columns: Vec<Column>,
    /// Its unique keys, the primary one first.
    pub keys: Vec<UniqueKey>,
    /// Its foreign keys.
    pub foreign_keys: Vec<ForeignKey>,
    /// Its checks.
    pub checks: Vec<Check>,
}

impl TableName {
    /// Reads `table`, which is in `public`, or `schema.table`.
    pub fn parse(text: &str) -> Self {
        let (schema, name) = text.split_once('.').unwrap_or(("public", text));
        Self { schema: schema.to_owned(), name: name.to_owned() }
    }

    /// Returns the name as SQL writes it, quoted.
    pub fn quoted(&self) -> String {
        format!("{}.{}", quoted(&self.schema), quoted(&self.name))
    }
}

impl std::fmt::Display for TableName {
    /// Leaves `public` out: what people call the table.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.schema.as_str() {
            "public" => f.write_str(&self.name),
            schema => write!(f, "{schema}.{}", self.name),
        }
    }
}

/// Quotes a name of the tenant's own catalog, whatever is in it.
pub fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

impl Table {
    /// Returns the columns of a constraint or unique index.
    pub fn columns_of(&self, constraint: &str) -> Option<&[String]> {
        let unique = self.keys.iter().find(|key| key.name == constraint).map(|key| &key.columns);
        let foreign = || self.foreign_keys.iter().find(|key| key.name == constraint).map(|key| &key.columns);
        let check = || self.checks.iter().find(|check| check.name == constraint).map(|check| &check.columns);
        unique.or_else(foreign).or_else(check).map(Vec::as_slice)
    }

    /// Returns the place of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }
}

/// Every table of a database that rows can be written to.
#[derive(Debug, Clone, Default)]
pub struct Catalog {
    /// The tables by name.
    pub tables: Vec<Arc<Table>>,
}

impl Catalog {
    /// Finds a table.
    pub fn find(&self, name: &TableName) -> Option<&Arc<Table>> {
        self.tables.iter().find(|table| table.name == *name)
    }

    /// Returns the names as people write them.
    pub fn names(&self) -> Vec<String> {
        self.tables.iter().map(|table| table.name.to_string()).collect()
    }
}
