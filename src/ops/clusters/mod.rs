//! The servers that tenants are placed on: adding, draining, removing, checking, choosing.

mod add;
mod change;
mod check;
mod error;
mod place;

pub use add::{Added, Examined, add, examine};
pub use change::{remove, set_state};
pub use check::{Answer, Check, check};
pub use error::ClusterError;
pub use place::{choose, find, spread_choice};

use crate::control_plane::{self as plane, LogEntry, Phase, PlaneError};
use crate::postgres::Connection;
use serde_json::Value;
use uuid::Uuid;

/// Writes one entry of a command on a cluster.
async fn log(
    connection: &mut Connection,
    (run_id, phase): (Uuid, Phase),
    action: &str,
    actor: &str,
    outcome: Option<&str>,
    detail: Value,
) -> Result<(), PlaneError> {
    let entry = LogEntry { run_id, phase, action, actor, tenant: None, outcome, detail };
    plane::append(connection, &entry).await
}
