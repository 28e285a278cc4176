//! Showing the mapping that would be used, without touching the database's rows.

use super::SeedSpec;
use super::error::LoadError;
use super::stream::Gauge;
use crate::domain::catalog::Fill;
use crate::import::feed::{Chunk, FedTable, FeedError, Sink, Stopped, run};
use crate::tenant_db::TenantSession;
use std::sync::Arc;

/// One line of a mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedField {
    /// The table.
    pub table: String,
    /// The column, none for a field that goes nowhere.
    pub column: Option<String>,
    /// Its type.
    pub data_type: Option<String>,
    /// The input's name, none for a column that no field fills.
    pub source: Option<String>,
    /// The field.
    pub field: Option<String>,
    /// What is done.
    pub how: String,
}

struct Nothing;

impl Sink for Nothing {
    fn data(&mut self, _: Chunk) -> Result<(), Stopped> {
        Ok(())
    }
}

/// Reads the inputs and returns where each field goes, and what fills the columns that none goes into.
///
/// # Errors
/// [`LoadError`] for inputs that can't be read.
pub(super) async fn plan(session: &mut TenantSession, spec: &SeedSpec) -> Result<Vec<PlannedField>, LoadError> {
    let mut job = spec.job(crate::tenant_db::catalog(session).await?)?;
    // Everything is to be seen, the wrong values too: they are another matter.
    job.ignore_unknown = true;
    job.max_rejects = u64::MAX;
    let job = Arc::new(job);
    let read = move || run(&job, &mut Nothing, &Gauge::default());
    let fed = tokio::task::spawn_blocking(read).await.map_err(|_| LoadError::ReaderLost)?;
    let fed = fed.map_err(|error: FeedError| LoadError::Feed(error))?;
    Ok(fed.tables.iter().flat_map(lines).collect())
}

fn lines(fed: &FedTable) -> Vec<PlannedField> {
    let table = fed.table.name.to_string();
    let mut lines = Vec::new();
    for column in 0..fed.table.columns.len() {
        let fields = fed.fields.iter().filter(|field| field.column == Some(column));
        let of_field = |field: &crate::import::feed::Field| PlannedField {
            source: Some(field.source.clone()),
            field: Some(field.name.clone()),
            how: field.how.clone(),
            ..unfilled(fed, &table, column)
        };
        let before = lines.len();
        lines.extend(fields.map(of_field));
        if lines.len() == before {
            lines.push(unfilled(fed, &table, column));
        }
    }
    let nowhere = |field: &crate::import::feed::Field| PlannedField {
        table: table.clone(),
        column: None,
        data_type: None,
        source: Some(field.source.clone()),
        field: Some(field.name.clone()),
        how: field.how.clone(),
    };
    lines.extend(fed.fields.iter().filter(|field| field.column.is_none()).map(nowhere));
    lines
}

/// A column without a field, and what fills it.
fn unfilled(fed: &FedTable, table: &str, column: usize) -> PlannedField {
    let described = fed.table.columns.get(column);
    let given = fed.groups.iter().any(|group| group.contains(&column));
    let how = match described.map(|c| (c.fill, c.nullable)) {
        Some((Fill::Generated, _)) => "computed",
        Some((Fill::Identity(_), _)) => "numbered by the database",
        Some((Fill::Default, _)) if !given => "its default",
        Some((Fill::Nothing, true)) => "NULL",
        _ => "a constant, or the id of the record around it",
    };
    PlannedField {
        table: table.to_owned(),
        column: described.map(|c| c.name.clone()),
        data_type: described.map(|c| c.data_type.name.clone()),
        source: None,
        field: None,
        how: how.to_owned(),
    }
}
