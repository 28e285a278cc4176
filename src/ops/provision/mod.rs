//! Provisioning a tenant: a saga, since CREATE DATABASE can't be part of a transaction. A row is
//! written before and after each effect; killed at any instant, the same command completes it.

mod bulk;
mod error;
mod inside;
mod lock;
mod record;
mod roster;
mod run;
mod spec;

pub use bulk::{BulkResult, Shared, Worker, provision_all};
pub use error::{ProvisionError, StepError};
pub use roster::{RosterEntry, RosterError, read_roster};
pub use run::{Deps, Provisioned, provision};
pub use spec::{Difference, Spec};
