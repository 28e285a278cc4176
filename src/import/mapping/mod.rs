//! Which value of a source goes into which column: by name, by flags, by a mapping file.

mod names;
mod resolve;
mod rules;

pub use names::snake_case;
pub use resolve::{Destination, Lookup, REJECT_PREFIX, Resolver, Unresolved};
pub use rules::{MappingError, MappingRules, TableRules};
