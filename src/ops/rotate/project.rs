//! A tenant with a Supabase project: the API sets one password, at once and for everybody, so there is no second login.

use super::{RotateDeps, RotateError, Rotated, Wanted};
use crate::control_plane::{self as plane, TenantRow};
use crate::domain::status::Status;
use crate::domain::tenant::Marker;
use crate::ops::act::Actor;
use crate::ops::credentials::LoginRole;
use crate::postgres::{Target, begin, commit};
use crate::supabase::management::ManagementApi;
use crate::tenant_db::{self, Expect, Mark, TenantDbError};
use secrecy::SecretString;
use std::path::PathBuf;
use std::time::Duration;

/// When the new password is tried: the pooler learns it a moment later, and bans an address that fails too often.
const TRIES: [Duration; 3] = [Duration::ZERO, Duration::from_secs(2), Duration::from_secs(10)];

/// The Management API, and what projects' servers are verified with.
pub struct Projects {
    /// The API.
    pub api: ManagementApi,
    /// The certificate authority.
    pub root: Option<PathBuf>,
}

/// Changes the password of a project's database under the tenant's lock. Killed after the API took the new one, the next
/// run completes it.
///
/// # Errors
/// [`RotateError`]; where the new password doesn't get in, the old one is set again.
pub(super) async fn rotate(
    deps: &RotateDeps<'_>,
    projects: &Projects,
    tenant: &TenantRow,
    wanted: &Wanted,
) -> Result<Rotated, RotateError> {
    if wanted.finish {
        return Ok(Rotated::default());
    }
    if wanted.overlap.is_some() {
        return Err(RotateError::NoOverlap);
    }
    if !wanted.roles.contains(&LoginRole::Migrator) {
        return Err(RotateError::NoAppLogin);
    }
    if tenant.status != Status::Active {
        return Err(RotateError::Status(tenant.status));
    }
    let user = tenant.address.as_ref().map(|address| address.user.clone()).ok_or(RotateError::Status(tenant.status))?;
    let done = Rotated { new: vec![user], ..Rotated::default() };
    if wanted.dry_run {
        return Ok(done);
    }
    if !plane::lock_tenant(&mut *deps.control.session.get().await, tenant.uuid).await? {
        return Err(RotateError::Busy);
    }
    let actor = Actor { control: deps.control, tenant, runner: deps.runner };
    let result = match actor.begin("rotate", serde_json::json!({ "logins": ["postgres"] })).await {
        Ok(act) => actor.end(act, locked(deps, projects, tenant).await).await,
        Err(error) => Err(error.into()),
    };
    plane::unlock_tenant(&mut *deps.control.session.get().await, tenant.uuid).await?;
    result.map(|()| done)
}

async fn locked(deps: &RotateDeps<'_>, projects: &Projects, tenant: &TenantRow) -> Result<(), RotateError> {
    let RotateDeps { control, vault, .. } = *deps;
    let (uuid, role) = (tenant.uuid, LoginRole::Migrator);
    let project = tenant.project.as_deref().ok_or(RotateError::Status(tenant.status))?;
    let old = vault.password(control, uuid, role).await?;
    let password = vault.next_password(control, uuid, role).await?;
    crate::fail_point!("rotate.project_stored");
    projects.api.set_database_password(project, &password).await?;
    crate::fail_point!("rotate.project_set");
    if let Err(source) = prove(deps, projects, tenant, &password).await {
        projects.api.set_database_password(project, &old).await?;
        vault.forget_next_password(control, uuid, role).await?;
        return Err(RotateError::Unproven { login: "postgres".to_owned(), source });
    }
    crate::fail_point!("rotate.project_proven");
    let mut connection = control.session.get().await;
    let mut transaction = begin(&mut connection).await?;
    vault.use_next_password(&mut transaction, uuid, role, &password).await?;
    Ok(commit(transaction).await?)
}

async fn prove(
    deps: &RotateDeps<'_>,
    projects: &Projects,
    tenant: &TenantRow,
    password: &SecretString,
) -> Result<(), TenantDbError> {
    let Some(address) = &tenant.address else { return Ok(()) };
    let place = (address.host.as_str(), address.port);
    let target = Target::tcp(place, &address.user, password.clone(), &tenant.database, projects.root.clone());
    let marker = Marker { tenant: tenant.uuid, control_plane: deps.control.id };
    let expect = Expect { mark: Mark::Row(&marker), as_owner: false, lock_timeout: deps.timeout };
    let mut last = Ok(());
    for pause in TRIES {
        tokio::time::sleep(pause).await;
        match tenant_db::open(&target, "tenantctl rotate", expect, deps.timeout).await {
            Ok(session) => {
                session.close().await;
                return Ok(());
            }
            Err(error) => last = Err(error),
        }
    }
    last
}
