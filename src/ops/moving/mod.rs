//! Moving a tenant from one cluster to another. Its uuid, its names and its passwords stay. While its database is copied
//! and compared it reads as ever and nobody writes; nothing is changed where it is, so whatever happens until the switch,
//! it is in use there. What it leaves is closed and kept, until the move is committed or taken back.

mod check;
mod error;
mod run;
mod switch;

pub use check::{Estimate, estimate};
pub use error::MoveError;
pub use run::{commit_move, move_tenant, roll_back_move};

use crate::control_plane::{ControlPlane, TenantRow};
use crate::domain::names::PhysicalNames;
use crate::domain::tenant::Marker;
use crate::ops::credentials::Vault;
use crate::ops::provision::{ClusterHome, Waiting};
use std::time::Duration;
use uuid::Uuid;

/// What a move works with.
pub struct MoveDeps<'a> {
    /// The control plane.
    pub control: &'a ControlPlane,
    /// The sealing key.
    pub vault: &'a Vault,
    /// Where the tenant is.
    pub here: &'a ClusterHome,
    /// The other cluster.
    pub there: &'a ClusterHome,
    /// The name of that cluster.
    pub there_name: &'a str,
    /// Who runs this: user, host and process.
    pub runner: &'a str,
    /// Bound of a connection attempt.
    pub timeout: Duration,
    /// How another run on the same tenant is waited for.
    pub waiting: Waiting<'a>,
    /// The unfinished operation that alone is to be gone on with.
    pub only: Option<Uuid>,
}

/// The kind of its operations.
const KIND: &str = "move";

/// Their steps.
const STEPS: [&str; 4] = ["record", "prepare", "copy", "switch"];

/// The steps' places.
const PREPARE: i32 = 1;
const COPY: i32 = 2;
const SWITCH: i32 = 3;

/// A tenant that is held.
struct Held<'a> {
    tenant: &'a TenantRow,
    names: PhysicalNames,
    marker: Marker,
    /// How many connections its database takes when it is open.
    limit: i32,
}
