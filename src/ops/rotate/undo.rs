//! Taking back a rotation that didn't come to its switch: the login that was opened is closed again.

use super::RotateError;
use super::project::{self, Projects};
use super::run::{KIND, RotateDeps, Work, held};
use super::step::RotateStep;
use super::wanted::Wanted;
use crate::control_plane::{self as plane, OperationRecord, TenantRow};
use crate::domain::names::login_beside;
use crate::domain::operation_state::StepState;
use crate::host::ClusterHost;
use crate::ops::act::Actor;
use crate::ops::credentials::LoginRole;
use crate::ops::operation::take_back;
use crate::postgres::{begin, commit};

/// Takes an unfinished rotation back; the tenant's logins are as they were before it.
///
/// # Errors
/// [`RotateError::Switched`] and [`RotateError::Ending`] for what can't be taken back; after any other the same call goes
/// on.
pub async fn undo_rotation(
    deps: &RotateDeps<'_>,
    (host, projects): (Option<&ClusterHost>, &Result<Projects, String>),
    tenant: &TenantRow,
    operation: &OperationRecord,
) -> Result<(), RotateError> {
    let Some(host) = host else {
        let projects = projects.as_ref().map_err(|text| RotateError::NoApi(text.clone()))?;
        return project::undo(deps, projects, tenant, operation).await;
    };
    held(deps, host, tenant, async |tenant| {
        let wanted = Wanted::of_operation(operation.id, &operation.spec);
        refuse(deps, tenant, operation, &wanted).await?;
        Work::on(deps, host, tenant)?.settle(&wanted).await?;
        record(deps, tenant).await
    })
    .await
}

impl Work<'_> {
    /// Leaves no login open that an unfinished rotation opened, and none that it replaced; an overlap goes on.
    pub(super) async fn settle(&self, wanted: &Wanted) -> Result<(), RotateError> {
        for role in &wanted.roles {
            match self.left(*role).await? {
                // What an earlier rotation left is ended before the other login is opened, so it wasn't.
                Some(left) if left.timed => {}
                Some(left) => self.end(*role, &left.old_login).await?,
                None => {
                    let beside = login_beside(self.current(*role))?;
                    self.host.retire(&self.names, &beside, self.marker).await?;
                    self.deps.vault.forget_next_password(self.deps.control, self.tenant.uuid, *role).await?;
                }
            }
        }
        Ok(())
    }
}

async fn refuse(
    deps: &RotateDeps<'_>,
    tenant: &TenantRow,
    operation: &OperationRecord,
    wanted: &Wanted,
) -> Result<(), RotateError> {
    if wanted.finish {
        return Err(RotateError::Ending);
    }
    let steps = plane::operation_steps(&mut *deps.control.session.get().await, operation.id).await?;
    for (step, row) in RotateStep::list(wanted).into_iter().zip(&steps) {
        if let (RotateStep::End(role), true) = (step, row.state != StepState::Planned) {
            let login = match role {
                LoginRole::App => tenant.app.clone(),
                LoginRole::Migrator => tenant.migrator.clone(),
            };
            return Err(RotateError::Switched { login });
        }
    }
    Ok(())
}

/// Ends the operation as taken back.
pub(super) async fn record(deps: &RotateDeps<'_>, tenant: &TenantRow) -> Result<(), RotateError> {
    let actor = Actor { control: deps.control, tenant, runner: deps.runner };
    let mut connection = deps.control.session.get().await;
    let mut transaction = begin(&mut connection).await?;
    take_back(&mut transaction, actor, KIND, "operation rollback").await?;
    Ok(commit(transaction).await?)
}
