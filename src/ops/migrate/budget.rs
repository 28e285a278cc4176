//! How many tenants are worked on at once on each server.

use super::plan::{MigratePlan, place_of};
use super::{MigrateError, MigrateOptions};
use crate::control_plane::TenantRow;
use crate::domain::fleet::connection_budget;
use crate::ops::locate::Locator;
use futures_util::future::join_all;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Where the server couldn't be asked.
const UNKNOWN: u32 = 4;
/// Tenants with projects of their own share no server.
const UNBOUNDED: u32 = 10_000;

/// Asks each server of a plan for its connections, by its first tenant, and gives the plan its budgets.
pub async fn budgets(locator: &Locator<'_>, plan: &mut MigratePlan, tenants: &[TenantRow], options: &MigrateOptions) {
    let mut first: BTreeMap<Uuid, &TenantRow> = BTreeMap::new();
    for tenant in tenants {
        first.entry(place_of(tenant)).or_insert(tenant);
    }
    let asked = first.into_iter().map(async |(place, tenant)| {
        if place.is_nil() {
            return (place, UNBOUNDED);
        }
        match ask(locator, tenant, options).await {
            Ok(max) => (place, connection_budget(max)),
            Err(error) => {
                tracing::debug!(%error, tenant = %tenant.id, "asking for max_connections");
                (place, UNKNOWN)
            }
        }
    });
    for (place, budget) in join_all(asked).await {
        plan.set_budget(place, budget);
    }
}

async fn ask(locator: &Locator<'_>, tenant: &TenantRow, options: &MigrateOptions) -> Result<u32, MigrateError> {
    let application = format!("tenantctl plan {}", tenant.id);
    let opened: Result<_, MigrateError> =
        locator.open(tenant, &application, options.lock_timeout, options.timeout).await;
    let mut session = opened?;
    let answer = session.max_connections().await;
    session.close().await;
    Ok(answer.map_err(crate::tenant_db::TenantDbError::from)?)
}
