//! Comparing the control plane with the servers and projects, and mending what can be mended without a risk.

mod project;
mod users;

pub use project::{SeenProjects, mend_project, on_projects};
pub use users::{AuthSide, left_over, on_users};

use crate::control_plane::{self as plane, ControlPlane, PlaneError, TenantRow};
use crate::domain::ident::Ident;
use crate::domain::names::PhysicalNames;
use crate::domain::reconcile::{Difference, Repair, differences, parse_mark};
use crate::domain::status::Status;
use crate::domain::tenant::Marker;
use crate::host::{ClusterHost, DatabaseHost, HostError};
use crate::ops::act::Actor;
use crate::ops::provision::StepError;
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
        return Err(held().into());
    }
    let mended = locked((control, runner), host, (tenant, repair)).await;
    host.unlock(tenant).await?;
    mended
}

fn held() -> PlaneError {
    PlaneError::Inconsistent("another run works on the tenant".to_owned())
}

/// Reads the tenant again, and sees that its status still is one that the repair is for.
async fn row(control: &ControlPlane, uuid: Uuid, repair: Repair) -> Result<TenantRow, StepError> {
    let row = plane::tenant_by_uuid(&mut *control.session.get().await, uuid).await?;
    let tenant = row.ok_or_else(|| PlaneError::Inconsistent(format!("tenant {uuid} has no row")))?;
    let fits = match repair {
        Repair::Rights | Repair::Wake => tenant.status == Status::Active,
        Repair::Close => matches!(tenant.status, Status::Suspended | Status::Deleting),
        Repair::DropLogins => tenant.status == Status::Deleted,
    };
    match fits {
        true => Ok(tenant),
        false => Err(PlaneError::Inconsistent(format!("tenant {} is {} meanwhile", tenant.id, tenant.status)).into()),
    }
}

async fn locked(
    (control, runner): (&ControlPlane, &str),
    host: &ClusterHost,
    (uuid, repair): (Uuid, Repair),
) -> Result<(), StepError> {
    let tenant = row(control, uuid, repair).await?;
    let actor = Actor { control, tenant: &tenant, runner };
    let act = actor.begin("doctor", json!({ "repair": repair })).await?;
    let done = work(control, host, &tenant, repair).await;
    actor.end(act, done).await
}

async fn work(control: &ControlPlane, host: &ClusterHost, tenant: &TenantRow, repair: Repair) -> Result<(), StepError> {
    let marker = Marker { tenant: tenant.uuid, control_plane: control.id };
    let names = || {
        let base = PhysicalNames::from_base(&tenant.database)?;
        if !base.are_of(tenant.uuid) {
            let what = format!("the database {}, which the control plane names,", tenant.database);
            return Err(HostError::Foreign { what, found: "its name isn't one of this tenant's".to_owned() });
        }
        let (migrator, app) = (Ident::new(&tenant.migrator)?, Ident::new(&tenant.app)?);
        Ok(PhysicalNames { migrator, app, ..base })
    };
    match repair {
        Repair::Rights => host.mend_rights(&names()?, marker).await?,
        Repair::Close => {
            let names = names()?;
            host.close_logins(marker).await?;
            host.limit_connections(&names, marker, 0).await?;
            host.end_sessions(&names, marker).await?;
        }
        Repair::DropLogins => host.drop_marked_logins(marker).await?,
        Repair::Wake => {
            let text = format!("tenant {} is on a cluster, which has no project to wake", tenant.id);
            return Err(PlaneError::Inconsistent(text).into());
        }
    }
    Ok(())
}
