//! What a mapping file and the flags say.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tenantctl_domain::catalog::TableName;

/// A mapping file: TOML, a section per table.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct MappingRules {
    /// The tables that need rules.
    pub tables: BTreeMap<String, TableRules>,
    /// Functions without arguments that are called after the load, in its transaction.
    pub after: Vec<String>,
}

/// The rules of one table. A source field is named as in the source, a nested one as `a.b`.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct TableRules {
    /// The file (without its ending) or the key of a JSON object that holds the rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Source field → column.
    pub rename: BTreeMap<String, String>,
    /// Column → constant, written as in a CSV file.
    pub set: BTreeMap<String, String>,
    /// Source fields that are ids of this table's own rows, to become a UUID.
    pub legacy_ids: Vec<String>,
    /// Source field → the table whose legacy id it is.
    pub references: BTreeMap<String, String>,
    /// Source field, such as `vendor.code` → the column that takes the id of the row found by it.
    pub lookups: BTreeMap<String, String>,
    /// Source field that holds an array of objects → their table.
    pub children: BTreeMap<String, String>,
    /// In a child table: the column that takes the parent's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// Source fields to leave out.
    pub skip: Vec<String>,
    /// How dates are written: `iso`, `epoch-s`, `epoch-ms`, `epoch-us`, or a strftime pattern.
    pub date_format: Vec<String>,
}

/// A mapping that can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    /// No TOML, or a key that isn't known.
    #[error("{0}")]
    Syntax(String),
    /// A function's name that is none.
    #[error("after: {0:?} is no function name; write schema.name")]
    Function(String),
}

impl MappingRules {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// [`MappingError`], with line and column where TOML knows them.
    pub fn parse(text: &str) -> Result<Self, MappingError> {
        let rules: Self =
            toml::from_str(text).map_err(|e| MappingError::Syntax(e.to_string().trim_end().to_owned()))?;
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
        match rules.after.iter().find(|name| name.is_empty() || !name.chars().all(plain)) {
            Some(name) => Err(MappingError::Function(name.clone())),
            None => Ok(rules),
        }
    }

    /// Returns the rules of a table; none are the default.
    pub fn of(&self, table: &TableName) -> TableRules {
        let written = |name: &String| TableName::parse(name) == *table;
        self.tables.iter().find(|(name, _)| written(name)).map(|(_, rules)| rules.clone()).unwrap_or_default()
    }

    /// Returns the table that names this source, if one does.
    pub fn table_of_source(&self, source: &str) -> Option<&str> {
        let named = |rules: &TableRules| rules.source.as_deref() == Some(source);
        self.tables.iter().find(|(_, rules)| named(rules)).map(|(name, _)| name.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::MappingRules;
    use tenantctl_domain::catalog::TableName;

    #[test]
    fn reads_a_file_and_refuses_what_it_does_not_know() {
        let rules = MappingRules::parse(
            "after = [\"public.settle\"]\n[tables.orders]\nsource = \"Orders\"\nrename = { a = \"b\" }\n",
        )
        .expect("good");
        assert_eq!(rules.table_of_source("Orders"), Some("orders"));
        assert_eq!(rules.of(&TableName::parse("public.orders")).rename["a"], "b");
        for bad in ["[tables.x]\nrenames = {}", "x = 1", "after = [\"f(); DROP\"]", "[tables", "after = [\"\"]"] {
            assert!(MappingRules::parse(bad).is_err(), "{bad}");
        }
    }
}
