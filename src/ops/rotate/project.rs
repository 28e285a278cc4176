//! A tenant with a Supabase project: the API sets one password, at once and for everybody, so there is no second login.

use super::run::KIND;
use super::undo::record;
use super::{RotateDeps, RotateError, Rotated, Wanted};
use crate::control_plane::{self as plane, OperationRecord, PlaneError, TenantRow};
use crate::domain::status::Status;
use crate::domain::tenant::Marker;
use crate::ops::act::Actor;
use crate::ops::credentials::LoginRole;
use crate::ops::operation::{Operation, Plan};
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
    let result = recorded(deps, projects, tenant, wanted).await;
    plane::unlock_tenant(&mut *deps.control.session.get().await, tenant.uuid).await?;
    result.map(|()| done)
}

async fn recorded(
    deps: &RotateDeps<'_>,
    projects: &Projects,
    tenant: &TenantRow,
    wanted: &Wanted,
) -> Result<(), RotateError> {
    let actor = Actor { control: deps.control, tenant, runner: deps.runner };
    let spec = Wanted { roles: vec![LoginRole::Migrator], ..wanted.clone() }.document();
    let plan = Plan { kind: KIND, spec: &spec, steps: &["record", "set password"], only: wanted.only };
    let operation = Operation::plan(actor, plan).await?;
    operation.begin().await?;
    operation.step(1).await?;
    match locked(deps, projects, tenant).await {
        Ok(()) => Ok(operation.finish().await?),
        Err(error) => {
            operation.fail(&error.to_string()).await;
            Err(error)
        }
    }
}

/// Sets the password that the control plane knows again, whether or not the API took the new one.
pub(super) async fn undo(
    deps: &RotateDeps<'_>,
    projects: &Projects,
    tenant: &TenantRow,
    operation: &OperationRecord,
) -> Result<(), RotateError> {
    if !plane::lock_tenant(&mut *deps.control.session.get().await, tenant.uuid).await? {
        return Err(RotateError::Busy);
    }
    let result = async {
        let newest = plane::latest_operation(&mut *deps.control.session.get().await, tenant.uuid, KIND).await?;
        let is_it = newest.is_some_and(|newest| newest.id == operation.id);
        PlaneError::expect_rows("the operation", 1, u64::from(is_it))?;
        let project = tenant.project.as_deref().ok_or(RotateError::Status(tenant.status))?;
        let role = LoginRole::Migrator;
        let old = deps.vault.password(deps.control, tenant.uuid, role).await?;
        projects.api.set_database_password(project, &old).await?;
        deps.vault.forget_next_password(deps.control, tenant.uuid, role).await?;
        record(deps, tenant).await
    };
    let result = result.await;
    plane::unlock_tenant(&mut *deps.control.session.get().await, tenant.uuid).await?;
    result
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
        return Err(RotateError::UnprovenPassword(source));
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
