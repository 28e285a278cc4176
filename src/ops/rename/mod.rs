//! Giving a tenant another id. Its uuid stays, and so do the names of its database and logins; marks, secrets, users'
//! roles and sessions go by the uuid. The Auth server's users bear the id too, for the application, so they follow.

mod error;

pub use error::RenameError;

use crate::control_plane::{self as plane, ControlPlane, Durability, OperationRow, PlaneError, TenantRow};
use crate::domain::status::Status;
use crate::domain::tenant::TenantId;
use crate::ops::credentials::Vault;
use crate::ops::provision::{Hold, Home, StepError, Waiting, lock, unlock};
use crate::ops::saga::Journal;
use crate::ops::users::rename_users;
use crate::postgres::{Transaction, begin, commit};
use crate::supabase::auth::AuthApi;
use serde_json::{Value, json};
use uuid::Uuid;

/// The kind of its operations.
const KIND: &str = "rename";

/// What a renaming works with.
pub struct RenameDeps<'a, H: Home> {
    /// The control plane.
    pub control: &'a ControlPlane,
    /// Where the tenant is.
    pub home: &'a H,
    /// The sealing key.
    pub vault: &'a Vault,
    /// Who runs this: user, host and process.
    pub runner: &'a str,
    /// How another run on the same tenant is waited for.
    pub waiting: Waiting<'a>,
}

/// A tenant with its new id.
#[derive(Debug)]
pub struct Renamed {
    /// The tenant, as it is now.
    pub tenant: TenantRow,
    /// It was so before this run.
    pub already: bool,
    /// How many users of its Auth server got the new id.
    pub users: usize,
}

/// Whether the operation was the renaming of a tenant from this id to that.
fn is_it(operation: &OperationRow, from: &TenantId, to: &TenantId) -> bool {
    let text = |name: &str| operation.spec.get(name).and_then(Value::as_str);
    operation.kind == KIND && text("from") == Some(from.as_str()) && text("to") == Some(to.as_str())
}

fn is_open(operation: &OperationRow) -> bool {
    matches!(operation.state.as_str(), "running" | "failed" | "undoing" | "failed_cleanup")
}

/// Returns the tenant that is called `to` because an earlier run renamed it from `from`, if nobody is called `from`.
///
/// # Errors
/// The control plane.
pub async fn renamed_before(
    control: &ControlPlane,
    from: &TenantId,
    to: &TenantId,
) -> Result<Option<TenantRow>, PlaneError> {
    let mut connection = control.session.get().await;
    if plane::tenant_by_id(&mut connection, from).await?.is_some() {
        return Ok(None);
    }
    let Some(tenant) = plane::tenant_by_id(&mut connection, to).await? else { return Ok(None) };
    let newest = plane::latest_operation(&mut connection, tenant.uuid, KIND).await?;
    Ok(newest.filter(|operation| is_it(operation, from, to)).map(|_| tenant))
}

/// Says whether a tenant could be renamed, and does nothing.
///
/// # Errors
/// [`RenameError::Status`], [`RenameError::Busy`], [`RenameError::Taken`], or the control plane.
pub async fn refuse_rename(control: &ControlPlane, tenant: &TenantRow, to: &TenantId) -> Result<(), RenameError> {
    let mut connection = control.session.get().await;
    let id = tenant.id.clone();
    match tenant.status {
        Status::Active | Status::Suspended => {}
        status => return Err(RenameError::Status { id, status }),
    }
    // A renaming whose users aren't through yet is completed by the next one.
    let newest = plane::newest_change(&mut connection, tenant.uuid).await?;
    if let Some(open) = newest.filter(|operation| is_open(operation) && operation.kind != KIND) {
        return Err(RenameError::Busy { id, operation: open.id, kind: open.kind });
    }
    match plane::tenant_by_id(&mut connection, to).await? {
        Some(other) if other.uuid != tenant.uuid => Err(RenameError::Taken { id: to.clone() }),
        _ => Ok(()),
    }
}

/// Renames a tenant, or completes what an earlier run began.
///
/// # Errors
/// [`RenameError`]; after [`RenameError::Users`] it bears its new id, and the same call goes on.
pub async fn rename<H: Home>(
    deps: &RenameDeps<'_, H>,
    tenant: &TenantRow,
    (from, to): (&TenantId, &TenantId),
) -> Result<Renamed, RenameError> {
    if let Some(place) = deps.home.elsewhere(tenant) {
        return Err(RenameError::Elsewhere { id: tenant.id.clone(), place });
    }
    if let Hold::Held(holder) = lock(deps.home, deps.control, deps.waiting, tenant.uuid).await? {
        return Err(RenameError::Held { id: tenant.id.clone(), holder });
    }
    let result = locked(deps, tenant.uuid, (from, to)).await;
    unlock(deps.home, tenant.uuid, result).await
}

async fn locked<H: Home>(
    deps: &RenameDeps<'_, H>,
    uuid: Uuid,
    (from, to): (&TenantId, &TenantId),
) -> Result<Renamed, RenameError> {
    // Read again under the lock: whoever held it may have changed everything.
    let tenant = read(deps.control, uuid).await?;
    let newest = plane::newest_change(&mut *deps.control.session.get().await, uuid).await?;
    if tenant.id == *to {
        return match newest.filter(|operation| is_open(operation) && is_it(operation, from, to)) {
            Some(open) => {
                let auth = deps.home.auth(deps.control, deps.vault, &tenant).await?;
                let run = Run { deps, from, to, uuid, operation: open.id };
                run.take_up(&open).await?;
                run.end(auth.as_ref(), tenant).await
            }
            None => Ok(Renamed { tenant, already: true, users: 0 }),
        };
    }
    refuse_rename(deps.control, &tenant, to).await?;
    if tenant.id != *from {
        return Err(PlaneError::Stale { what: "the tenant's id", expected: 1, actual: 0 }.into());
    }
    // What can't be told its new name isn't renamed.
    let auth = deps.home.auth(deps.control, deps.vault, &tenant).await?;
    let run = Run { deps, from, to, uuid, operation: Uuid::now_v7() };
    run.record(newest.filter(is_open).as_ref(), auth.is_some()).await?;
    crate::fail_point!("rename.recorded");
    run.end(auth.as_ref(), read(deps.control, uuid).await?).await
}

async fn read(control: &ControlPlane, uuid: Uuid) -> Result<TenantRow, PlaneError> {
    let row = plane::tenant_by_uuid(&mut *control.session.get().await, uuid).await?;
    row.ok_or_else(|| PlaneError::Inconsistent(format!("tenant {uuid} has no row")))
}

struct Run<'a, 'd, H: Home> {
    deps: &'a RenameDeps<'d, H>,
    from: &'a TenantId,
    to: &'a TenantId,
    uuid: Uuid,
    operation: Uuid,
}

impl<H: Home> Run<'_, '_, H> {
    fn document(&self) -> Value {
        json!({ "from": self.from, "to": self.to })
    }

    /// The log has a begin under the old id and an end under the new one.
    fn journal<'t>(&'t self, id: &'t TenantId) -> Journal<'t> {
        let tenant = (self.uuid, id.as_str());
        Journal { operation: self.operation, action: KIND, runner: self.deps.runner, tenant }
    }

    /// All that there is to it, in one transaction; only the users of an Auth server are told afterwards.
    async fn record(&self, superseded: Option<&OperationRow>, has_users: bool) -> Result<(), RenameError> {
        let mut connection = self.deps.control.session.get().await;
        let mut transaction = begin(&mut connection).await.map_err(StepError::from)?;
        if !plane::rename_tenant(&mut transaction, self.uuid, self.from, self.to).await? {
            return Err(RenameError::Taken { id: self.to.clone() });
        }
        if let Some(other) = superseded {
            plane::supersede_operation(&mut transaction, other.id, KIND).await?;
            if other.state == "running" {
                let journal = Journal { operation: other.id, ..self.journal(self.from) };
                journal.end(&mut transaction, "superseded", json!({ "by": self.operation })).await?;
            }
        }
        let steps: &[&str] = if has_users { &["record", "users"] } else { &["record"] };
        let (document, runner) = (self.document(), self.deps.runner);
        plane::insert_operation(&mut transaction, self.operation, self.uuid, KIND, &document, runner, steps).await?;
        self.journal(self.from).begin(&mut transaction, document).await?;
        if has_users {
            plane::begin_step(&mut transaction, self.operation, 1, Durability::Now).await?;
        } else {
            self.finish(&mut transaction, 0).await?;
        }
        crate::fail_point!("rename.recording");
        Ok(commit(transaction).await.map_err(StepError::from)?)
    }

    async fn finish(&self, transaction: &mut Transaction<'_>, users: usize) -> Result<(), PlaneError> {
        plane::finish_operation(transaction, self.operation).await?;
        self.journal(self.to).end(transaction, "done", json!({ "users": users })).await
    }

    async fn take_up(&self, open: &OperationRow) -> Result<(), RenameError> {
        let mut connection = self.deps.control.session.get().await;
        let mut transaction = begin(&mut connection).await.map_err(StepError::from)?;
        plane::restart_operation(&mut transaction, open.id, &self.document(), self.deps.runner).await?;
        plane::begin_step(&mut transaction, open.id, 1, Durability::Now).await?;
        self.journal(self.to).begin(&mut transaction, json!({ "resumed": true })).await?;
        Ok(commit(transaction).await.map_err(StepError::from)?)
    }

    /// Tells the Auth server, where there is one.
    async fn end(&self, auth: Option<&AuthApi>, tenant: TenantRow) -> Result<Renamed, RenameError> {
        let Some(auth) = auth else { return Ok(Renamed { tenant, already: false, users: 0 }) };
        let told = async {
            let begun = plane::latest_operation(&mut *self.deps.control.session.get().await, self.uuid, KIND).await?;
            let renamed_at = begun.map_or_else(chrono::Utc::now, |operation| operation.started_at);
            let users = rename_users(auth, &tenant, self.from, renamed_at).await?;
            let mut connection = self.deps.control.session.get().await;
            let mut transaction = begin(&mut connection).await?;
            self.finish(&mut transaction, users).await?;
            commit(transaction).await?;
            Ok::<usize, StepError>(users)
        };
        match told.await {
            Ok(users) => Ok(Renamed { tenant, already: false, users }),
            Err(source) => {
                self.journal(self.to).fail(self.deps.control, &source.to_string()).await;
                let (from, to) = (self.from.clone(), self.to.clone());
                Err(RenameError::Users { from, to, source: Box::new(source) })
            }
        }
    }
}
