//! Loading rows into a tenant's tables, all in one transaction of its migrator.

mod copy;
mod insert;
mod keys;
mod ledger;
mod sequences;
mod staging;
mod statement;
mod transaction;

pub use copy::Copying;
pub use insert::{Conflict, Counts, InsertPlan, LookupTable, StagedReject, insert_staged};
pub use keys::{Dropped, drop_foreign_keys, drop_keys, restore_keys};
pub use ledger::{LoadRecord, find_load, forget_loads, same_tables, save_load};
pub use sequences::advance_sequences;
pub use staging::Staging;
pub use transaction::{LoadTransaction, is_empty, lock_tables, truncate};
