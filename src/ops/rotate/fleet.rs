//! Several tenants, at most so many at once; one bad tenant doesn't stop the others.

use super::project::{self, Projects};
use super::run::{RotateDeps, rotate};
use super::{RotateError, Rotated, Wanted};
use crate::control_plane::TenantRow;
use crate::host::ClusterHost;
use crate::ops::observer::Observer;
use crate::ops::several::{Done, each};
use std::collections::HashMap;
use uuid::Uuid;

/// What came of one tenant.
#[derive(Debug)]
pub struct RotateResult {
    /// The tenant.
    pub tenant: TenantRow,
    /// What was done, or why not.
    pub result: Result<Rotated, RotateError>,
    /// How long it took.
    pub duration_ms: u64,
}

/// A tenant's cluster, or why it can't be used and whether it couldn't be reached.
pub type Host = Result<ClusterHost, (String, bool)>;

/// Changes the passwords of tenants.
pub async fn rotate_tenants(
    deps: &RotateDeps<'_>,
    (hosts, projects): (&HashMap<Uuid, Host>, &Result<Projects, String>),
    tenants: Vec<TenantRow>,
    wanted: &Wanted,
    jobs: usize,
    observer: &impl Observer,
) -> Vec<RotateResult> {
    let work = async |tenant: &TenantRow| match observer.stop_requested() {
        true => Err(RotateError::Stopped),
        false => one(deps, (hosts, projects), tenant, wanted).await,
    };
    let done = each(tenants, jobs, observer, work).await.into_iter();
    done.map(|Done { tenant, result, duration_ms }| RotateResult { tenant, result, duration_ms }).collect()
}

async fn one(
    deps: &RotateDeps<'_>,
    (hosts, projects): (&HashMap<Uuid, Host>, &Result<Projects, String>),
    tenant: &TenantRow,
    wanted: &Wanted,
) -> Result<Rotated, RotateError> {
    if tenant.provider == "supabase" {
        let projects = projects.as_ref().map_err(|text| RotateError::NoApi(text.clone()))?;
        return project::rotate(deps, projects, tenant, wanted).await;
    }
    match tenant.cluster.as_ref().and_then(|(id, _)| hosts.get(id)) {
        Some(Ok(host)) => rotate(deps, host, tenant, wanted).await,
        Some(Err((text, unreachable))) => Err(RotateError::Cluster { text: text.clone(), unreachable: *unreachable }),
        None => Err(RotateError::Status(tenant.status)),
    }
}
