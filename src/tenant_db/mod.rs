//! Inside a tenant's database: as that tenant's own login, never as the operator.

mod error;
mod executor;
mod files;
mod ledger;
mod policy;
mod session;
mod statements;

pub use error::{FilesError, TenantDbError};
pub use executor::{AppliedFile, ExecutorEvent, ExecutorOptions, Outcome, migrate};
pub use files::{embedded, from_dir};
pub use policy::apply_policy;
pub use session::{Expect, open};
