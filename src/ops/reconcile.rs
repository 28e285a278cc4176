//! Comparing the control plane with the servers and projects, and mending what can be mended without a risk.

use crate::control_plane::{self as plane, ControlPlane, PlaneError, TenantRow};
use crate::domain::ident::Ident;
use crate::domain::names::PhysicalNames;
use crate::domain::reconcile::{Difference, Repair, differences, parse_mark};
use crate::domain::status::Status;
use crate::domain::tenant::Marker;
use crate::host::{ClusterHost, DatabaseHost, HostError};
use crate::ops::act::Actor;
use crate::ops::provision::StepError;
use crate::supabase::management::ManagementApi;
use serde_json::json;
use uuid::Uuid;

/// A difference, where it is, and what became of it.
#[derive(Debug)]
pub struct Reconciled {
    /// The cluster; none for a project.
    pub cluster: Option<String>,
    /// What differs.
    pub difference: Difference,
    /// Whether it was mended, or why it couldn't be; none if nobody tried.
    pub mended: Option<Result<(), String>>,
}

/// Compares what is known of one cluster with its server.
///
/// # Errors
/// The control plane or the server can't be read.
pub async fn on_cluster(
    control: &ControlPlane,
    host: &ClusterHost,
    cluster: Uuid,
) -> Result<Vec<Difference>, StepError> {
    // Once more after the server was looked at: what was made meanwhile is known by then.
    let known = plane::known_on(&mut *control.session.get().await, cluster).await?;
    let names: Vec<String> =
        known.iter().flat_map(|tenant| [&tenant.database, &tenant.migrator, &tenant.app]).cloned().collect();
    let (databases, logins) = host.census(&names).await?;
    let marks = databases.iter().map(|d| &d.mark).chain(logins.iter().map(|l| &l.mark));
    let marked: Vec<Uuid> = marks.filter_map(|mark| parse_mark(mark.as_deref()?)).map(|marker| marker.tenant).collect();
    let erased = plane::erased(&mut *control.session.get().await, &marked).await?;
    let known = plane::known_on(&mut *control.session.get().await, cluster).await?;
    Ok(differences(control.id, &known, (&databases, &logins), &erased))
}

/// Sees that a tenant's project is there and bears its name.
///
/// # Errors
/// The API can't be asked.
pub async fn on_project(api: &ManagementApi, tenant: &TenantRow) -> Result<Option<Difference>, StepError> {
    let Some(reference) = &tenant.project else { return Ok(None) };
    let difference = |kind, text, mend| {
        let (tenant, uuid) = (Some(tenant.id.to_string()), Some(tenant.uuid));
        Some(Difference { kind, tenant, uuid, object: reference.clone(), text, mend, repair: None })
    };
    let name = crate::ops::provision::project_name(&tenant.id, tenant.uuid);
    let dashboard = format!("https://supabase.com/dashboard/project/{reference}");
    Ok(match api.project(reference).await? {
        Some(found) if found.name == name => None,
        Some(found) => {
            let text = format!("the project {reference} is called {}, not {name}", found.name);
            difference("foreign_project", text, format!("give it its name back: {dashboard}"))
        }
        None => {
            let text = format!("the project {reference} isn't there");
            let mend = "ask Supabase's support for it; a removed project has no other way back".to_owned();
            difference("missing_project", text, mend)
        }
    })
}

/// Mends one difference, if the tenant still is what it was when that was found. The log gets a begin and an end.
///
/// # Errors
/// [`StepError`].
pub async fn mend(
    (control, runner): (&ControlPlane, &str),
    host: &ClusterHost,
    (tenant, repair): (Uuid, Repair),
) -> Result<(), StepError> {
    if !host.lock(tenant).await? {
        let text = "another run works on the tenant".to_owned();
        return Err(PlaneError::Inconsistent(text).into());
    }
    let mended = locked((control, runner), host, (tenant, repair)).await;
    host.unlock(tenant).await?;
    mended
}

async fn locked(
    (control, runner): (&ControlPlane, &str),
    host: &ClusterHost,
    (uuid, repair): (Uuid, Repair),
) -> Result<(), StepError> {
    let row = plane::tenant_by_uuid(&mut *control.session.get().await, uuid).await?;
    let tenant = row.ok_or_else(|| PlaneError::Inconsistent(format!("tenant {uuid} has no row")))?;
    let fits = match repair {
        Repair::Rights => tenant.status == Status::Active,
        Repair::Close => matches!(tenant.status, Status::Suspended | Status::Deleting),
        Repair::DropLogins => tenant.status == Status::Deleted,
    };
    if !fits {
        return Err(PlaneError::Inconsistent(format!("tenant {} is {} meanwhile", tenant.id, tenant.status)).into());
    }
    let actor = Actor { control, tenant: &tenant, runner };
    let act = actor.begin("doctor", json!({ "repair": repair })).await?;
    let done = work(control, host, &tenant, repair).await;
    actor.end(act, done).await
}

async fn work(control: &ControlPlane, host: &ClusterHost, tenant: &TenantRow, repair: Repair) -> Result<(), StepError> {
    let marker = Marker { tenant: tenant.uuid, control_plane: control.id };
    if repair == Repair::DropLogins {
        return Ok(host.drop_marked_logins(marker).await?);
    }
    let base = PhysicalNames::from_base(&tenant.database)?;
    if !base.are_of(tenant.uuid) {
        let what = format!("the database {}, which the control plane names,", tenant.database);
        return Err(HostError::Foreign { what, found: "its name isn't one of this tenant's".to_owned() }.into());
    }
    let (migrator, app) = (Ident::new(&tenant.migrator)?, Ident::new(&tenant.app)?);
    let names = PhysicalNames { migrator, app, ..base };
    match repair {
        Repair::Rights => host.mend_rights(&names, marker).await?,
        Repair::Close | Repair::DropLogins => {
            host.close_logins(marker).await?;
            host.limit_connections(&names, marker, 0).await?;
            host.end_sessions(marker).await?;
        }
    }
    Ok(())
}
