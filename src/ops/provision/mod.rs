//! Provisioning a tenant: a saga, since CREATE DATABASE can't be part of a transaction. A row is
//! written before and after each effect; killed at any instant, the same command completes it.

mod bulk;
mod claim;
mod clone;
mod cluster;
mod ending;
mod error;
mod home;
mod inside;
mod lock;
mod place;
mod project;
mod record;
mod resume;
mod roster;
mod run;
mod source;
mod spec;
mod undo;
mod undo_error;
mod workers;

pub use bulk::{BulkResult, Shared, provision_all};
pub use cluster::{ClusterHome, ClusterKeys};
pub use error::{ProvisionError, StepError, class_of};
pub use home::{Home, Place};
pub use lock::Waiting;
pub(super) use lock::{Hold, lock, unlock};
pub use project::{ProjectError, ProjectHome};
pub use resume::resume_operation;
pub use roster::{RosterEntry, RosterError, read_roster};
pub use run::{Deps, Provisioned, Run, provision};
pub use source::SourceError;
pub use spec::{Difference, Spec};
pub use undo::{UndoDeps, Undone, refuse_rollback, rollback};
pub use undo_error::UndoError;
pub use workers::Worker;
pub(super) use workers::share;
