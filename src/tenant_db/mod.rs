//! Inside a tenant's database: a session proven to be the right one, the migration files, the
//! executor with its ledger, and the permission policy.
//!
//! Everything here runs as the tenant's own login, never as a superuser, and names what it uses
//! by its schema, since the objects in there are the tenant's.

mod app_pool;
mod catalog;
mod catalog_types;
pub mod copying;
mod error;
mod executor;
pub mod export;
mod files;
mod fingerprint;
pub mod freeze;
pub mod issue;
mod ledger;
mod limit;
pub mod load;
mod lock;
mod marks;
mod new_file;
mod outcome;
pub mod policy;
mod project;
mod rebless;
pub mod restore;
mod session;
pub mod sessions;
mod settings;
mod snapshot;
pub mod stand_in;
pub mod standing;
mod statements;
mod survey;
pub mod table_sums;
mod takeover;
mod transaction;
pub mod users;

pub use app_pool::AppPool;
pub use catalog::catalog;
pub use error::{LockHolder, TenantDbError};
pub use executor::migrate;
pub use files::{FilesError, checksum, embedded, from_dir};
pub use fingerprint::{OwnNames, SchemaPrint, schema_print};
pub use limit::Limit;
pub use marks::{Marks, marks};
pub use new_file::{NewFile, new_file};
pub use outcome::{AppliedFile, ExecutorEvent, ExecutorOptions, Outcome};
pub use project::{mark_project, prepare_project};
pub use rebless::{Rebless, RowChange, rebless};
pub use session::{Expect, Mark, TenantSession, open};
pub use snapshot::{begin_snapshot, hold_snapshot};
pub use survey::{Connections, Survey, applied, connections, survey};
pub use takeover::end_earlier_sessions;
