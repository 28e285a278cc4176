//! What is done to each tenant of a run.

use crate::control_plane::{PlaneError, TenantRow};
use crate::domain::fleet::{Permit, TenantState};
use crate::postgres::Connection;
use std::time::Duration;
use tokio::sync::watch;
use uuid::Uuid;

/// One claim of a tenant.
#[derive(Debug, Clone)]
pub struct Turn {
    /// The run.
    pub run: Uuid,
    /// The number of the claim: 1 for the first, more if others had the tenant before.
    pub fence: i64,
    /// Whether the claim still holds; nothing is written in a tenant's database once it doesn't.
    pub permit: Permit,
    /// Becomes true when there is no time left for the tenant.
    pub(super) cut: watch::Receiver<bool>,
}

impl Turn {
    /// Waits until there is no time left: the task leaves what it does, and says how far it came.
    pub async fn cut_off(&self) {
        if self.cut.clone().wait_for(|cut| *cut).await.is_err() {
            // Nobody is left who could cut it off.
            std::future::pending().await
        }
    }
}

/// How a tenant came through.
#[derive(Debug, Clone)]
pub struct Came {
    /// Done, failed or skipped; waiting if the claim ended, or it was cut off, before all was done.
    pub state: TenantState,
    /// What came of it, in a few words.
    pub words: String,
    /// How long it took.
    pub duration: Duration,
    /// What was done, for the run's row.
    pub detail: serde_json::Value,
    /// Why it failed or was left out.
    pub error: Option<String>,
    /// It couldn't be reached.
    pub unreachable: bool,
    /// Something was changed, which belongs into the log.
    pub changed: bool,
    /// The newest migration that its database has, where that was seen.
    pub schema_version: Option<i64>,
}

/// Something that is done to many tenants, each by itself. It is done again to a tenant whose runner died or cut
/// it off: a second time must find what the first one did.
pub trait Task {
    /// Does it to one tenant.
    fn run(&self, tenant: &TenantRow, turn: &Turn) -> impl Future<Output = Came>;

    /// Reads what is needed to begin with these tenants, in the transaction that claims them.
    fn prepare(&self, connection: &mut Connection, tenants: &[Uuid]) -> impl Future<Output = Result<(), PlaneError>>;

    /// Writes what the control plane keeps of it, in the transaction that records how these tenants came through.
    fn record(
        &self,
        connection: &mut Connection,
        came: &[(Uuid, &Came)],
    ) -> impl Future<Output = Result<(), PlaneError>>;
}

/// Names a session in a tenant's database by run, claim and tenant, within the 63 bytes that a server keeps.
pub fn application_name(run: Uuid, fence: i64, tenant: &str) -> String {
    let mut name = format!("{}{fence} {tenant}", session_prefix(run));
    name.truncate(63);
    name
}

/// What the names of all sessions of a run begin with. The last digits are random in every version of UUID.
pub fn session_prefix(run: Uuid) -> String {
    let text = run.simple().to_string();
    format!("tenantctl {}.", text.get(24..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::application_name;

    #[test]
    fn names_a_session_in_63_bytes() {
        let run = "0192f0c1-7d3a-7abc-8def-0123456789ab".parse().expect("a uuid");
        assert_eq!(application_name(run, 2, "acme-corp"), "tenantctl 456789ab.2 acme-corp");
        assert_eq!(application_name(run, 999, &"x".repeat(40)).len(), 63);
        assert_eq!(application_name(run, 12_345, &"x".repeat(40)).len(), 63);
    }
}
