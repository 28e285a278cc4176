//! Loading rows into tenants: mock data, or files of the operator's.
//!
//! One table is streamed: read, mapped and checked on a thread of its own while the server takes
//! what came before. Several tables are read first, into temporary files, so that whatever is
//! wrong is found before the database is touched, and then loaded in the order of their foreign
//! keys. Either way it is one transaction a tenant.

mod copying;
mod error;
mod inputs;
mod load;
mod mock;
mod order;
mod plan;
mod prepare;
mod rejects;
mod rounds;
mod settle;
mod spool;
mod stream;
mod tenants;
mod trace;

pub use error::{InputError, LoadError, SeedError};
pub use inputs::{InputOptions, read_inputs};
pub use load::{Loaded, TableResult, load};
pub use plan::PlannedField;
pub use tenants::{Reach, SeedResult, plan_for, seed_tenants};

use crate::domain::catalog::{Catalog, TableName};
use crate::import::csv::CsvOptions;
use crate::import::encode::Rules;
use crate::import::feed::Job;
use crate::import::mapping::MappingRules;
use crate::import::source::Input;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// What to do with rows whose key is there already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OnConflict {
    /// Refuse them.
    Error,
    /// Leave them out.
    Skip,
    /// Change the rows that are there.
    Update,
}

/// What to do with indexes and keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Indexes {
    /// Build them afterwards where the table is empty and the input isn't small.
    Auto,
    /// Keep them up row by row.
    Keep,
    /// Build them afterwards, though readers wait.
    Rebuild,
}

/// What is loaded, the same for every tenant.
#[derive(Debug, Clone)]
pub struct SeedSpec {
    /// The inputs.
    pub inputs: Vec<Input>,
    /// What people call all of them.
    pub source: String,
    /// The mapping file's rules.
    pub mapping: MappingRules,
    /// Renames from the command line, for the only table.
    pub map: Vec<(String, String)>,
    /// Constants from the command line, for the only table.
    pub set: Vec<(String, String)>,
    /// How CSV is read.
    pub csv: CsvOptions,
    /// Whether the delimiter was given.
    pub own_delimiter: bool,
    /// How values are read.
    pub rules: Rules,
    /// Everything above that changes what is loaded, for the content's hash.
    pub fingerprint: serde_json::Value,
    /// Leave out fields that fit nothing.
    pub ignore_unknown: bool,
    /// How many records may be refused.
    pub max_rejects: u64,
    /// Where the refused ones are written.
    pub rejects: Option<PathBuf>,
    /// What to do with keys that are there.
    pub on_conflict: OnConflict,
    /// The key that `on_conflict` compares.
    pub key: Vec<String>,
    /// Empty the tables first.
    pub truncate: bool,
    /// What to do with indexes.
    pub indexes: Indexes,
    /// Load although the same was loaded before.
    pub again: bool,
    /// Do everything but commit.
    pub dry_run: bool,
    /// How long another load in the same database is waited for.
    pub lock_wait: Duration,
}

impl SeedSpec {
    /// The mock data, into empty tables.
    ///
    /// # Errors
    /// Only if the mapping that comes with the program doesn't parse.
    pub fn mock_data(lock_wait: Duration) -> Result<Self, LoadError> {
        let (inputs, mapping) = mock::mock_data()?;
        Ok(Self {
            inputs,
            source: "mock data".to_owned(),
            mapping,
            map: Vec::new(),
            set: Vec::new(),
            csv: CsvOptions::default(),
            own_delimiter: false,
            rules: Rules::default(),
            fingerprint: serde_json::json!("mock data"),
            ignore_unknown: false,
            max_rejects: 0,
            rejects: None,
            on_conflict: OnConflict::Error,
            key: Vec::new(),
            truncate: false,
            indexes: Indexes::Auto,
            again: false,
            dry_run: false,
            lock_wait,
        })
    }

    /// Whether rows pass through staging tables.
    fn staged(&self) -> bool {
        self.max_rejects > 0 || self.on_conflict != OnConflict::Error
    }

    /// Makes the job for one database: its catalog, and the table of each input.
    fn job(&self, catalog: Catalog) -> Result<Job, LoadError> {
        let mut job = Job {
            catalog: Arc::new(catalog),
            mapping: self.mapping.clone(),
            inputs: self.inputs.clone(),
            csv: self.csv.clone(),
            own_delimiter: self.own_delimiter,
            rules: self.rules.clone(),
            staged: self.staged(),
            ignore_unknown: self.ignore_unknown,
            max_rejects: self.max_rejects,
        };
        inputs::check_sections(&job)?;
        let tables = inputs::tables_of(&job)?;
        if !self.map.is_empty() || !self.set.is_empty() {
            self.add_flags(&mut job, &tables)?;
        }
        for (input, table) in job.inputs.iter_mut().zip(tables) {
            input.table = table;
        }
        Ok(job)
    }

    fn add_flags(&self, job: &mut Job, tables: &[Option<TableName>]) -> Result<(), LoadError> {
        let first = tables.first().cloned().flatten().filter(|first| tables.iter().all(|t| t.as_ref() == Some(first)));
        let Some(table) = first else { return Err(LoadError::FlagsNeedOneTable) };
        let mut rules = job.mapping.of(&table);
        rules.rename.extend(self.map.iter().cloned());
        rules.set.extend(self.set.iter().cloned());
        job.mapping.tables.retain(|name, _| TableName::parse(name) != table);
        job.mapping.tables.insert(format!("{}.{}", table.schema, table.name), rules);
        Ok(())
    }
}
