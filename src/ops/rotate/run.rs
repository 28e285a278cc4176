//! One tenant: the other login is opened with a new password, proven, put in the place of the old one, and the old one
//! ends, at once or later. Killed anywhere, the tenant's stored login gets in, and the next run goes on.

use super::RotateError;
use super::step::RotateStep;
use super::wanted::{Rotated, Wanted, word};
use crate::control_plane::{self as plane, ControlPlane, OldLogin, TenantRow};
use crate::domain::ident::Ident;
use crate::domain::names::{APP_ROLE, OWNER_ROLE, PhysicalNames, login_beside};
use crate::domain::status::Status;
use crate::domain::tenant::Marker;
use crate::host::{ClusterHost, DatabaseHost};
use crate::ops::act::Actor;
use crate::ops::credentials::{LoginRole, Vault};
use crate::ops::operation::{Operation, Plan};
use crate::postgres::{begin, commit};
use crate::secrets::Verifier;
use crate::tenant_db::{self, Expect, Mark, TenantDbError};
use secrecy::SecretString;
use std::time::Duration;

/// What it works with.
pub struct RotateDeps<'a> {
    /// The control plane.
    pub control: &'a ControlPlane,
    /// The keys.
    pub vault: &'a Vault,
    /// Who runs this.
    pub runner: &'a str,
    /// Bound of one attempt to reach a server.
    pub timeout: Duration,
}

/// The kind of its operations.
pub(super) const KIND: &str = "rotate";

/// Changes one tenant's passwords under its lock.
///
/// # Errors
/// [`RotateError`]; the stored login gets in whatever happened.
pub(super) async fn rotate(
    deps: &RotateDeps<'_>,
    host: &ClusterHost,
    tenant: &TenantRow,
    wanted: &Wanted,
) -> Result<Rotated, RotateError> {
    held(deps, host, tenant, async |tenant| locked(deps, host, tenant, wanted).await).await
}

/// Works with a tenant under its lock, as it is now that nobody else changes it.
pub(super) async fn held<T>(
    deps: &RotateDeps<'_>,
    host: &ClusterHost,
    tenant: &TenantRow,
    work: impl AsyncFnOnce(&TenantRow) -> Result<T, RotateError>,
) -> Result<T, RotateError> {
    if !host.lock(tenant.uuid).await? {
        return Err(RotateError::Busy);
    }
    let result = async {
        let found = plane::tenant_by_uuid(&mut *deps.control.session.get().await, tenant.uuid).await?;
        let status = found.as_ref().map_or(Status::Deleted, |row| row.status);
        match found.filter(|row| row.status == Status::Active) {
            Some(tenant) => work(&tenant).await,
            None => Err(RotateError::Status(status)),
        }
    };
    let result = result.await;
    if let Err(error) = host.unlock(tenant.uuid).await {
        // The lock goes with its connection, and what was done is done.
        tracing::debug!(%error, "giving the tenant's lock back");
    }
    result
}

async fn locked(
    deps: &RotateDeps<'_>,
    host: &ClusterHost,
    tenant: &TenantRow,
    wanted: &Wanted,
) -> Result<Rotated, RotateError> {
    let old = plane::old_logins(&mut *deps.control.session.get().await, tenant.uuid).await?;
    let old: Vec<OldLogin> =
        old.into_iter().filter(|old| wanted.roles.iter().any(|role| word(*role) == old.login_role)).collect();
    if wanted.dry_run {
        let current = |role: &LoginRole| match role {
            LoginRole::App => login_beside(&tenant.app),
            LoginRole::Migrator => login_beside(&tenant.migrator),
        };
        let new: Result<Vec<_>, _> = wanted.roles.iter().filter(|_| !wanted.finish).map(current).collect();
        let new = new?.iter().map(|login| login.name().to_owned()).collect();
        let ended = old.into_iter().map(|old| old.old_login).collect();
        return Ok(Rotated { new, ended, overlapping: Vec::new() });
    }
    if wanted.finish && old.is_empty() && wanted.only.is_none() {
        return Ok(Rotated::default());
    }
    let work = Work::on(deps, host, tenant)?;
    let spec = wanted.document();
    let steps: Vec<&str> = RotateStep::list(wanted).into_iter().map(RotateStep::as_str).collect();
    let newest = plane::latest_operation(&mut *deps.control.session.get().await, tenant.uuid, KIND).await?;
    let open = newest.filter(|operation| matches!(operation.state.as_str(), "running" | "failed"));
    // Another rotation's place is taken: what it opened isn't forgotten with it.
    if let Some(other) = open.filter(|open| open.spec != spec && wanted.only.is_none()) {
        work.settle(&Wanted::of_operation(other.id, &other.spec)).await?;
    }
    let actor = Actor { control: deps.control, tenant, runner: deps.runner };
    let plan = Plan { kind: KIND, spec: &spec, steps: &steps, only: wanted.only };
    let operation = Operation::plan(actor, plan).await?;
    operation.begin().await?;
    match work.all(&operation, wanted).await {
        Ok(done) => {
            operation.finish().await?;
            Ok(done)
        }
        Err(error) => {
            operation.fail(&error.to_string()).await;
            Err(error)
        }
    }
}

/// A tenant that is being worked on.
pub(super) struct Work<'a> {
    pub(super) deps: &'a RotateDeps<'a>,
    pub(super) host: &'a ClusterHost,
    pub(super) tenant: &'a TenantRow,
    pub(super) names: PhysicalNames,
    pub(super) marker: Marker,
}

impl<'a> Work<'a> {
    pub(super) fn on(
        deps: &'a RotateDeps<'a>,
        host: &'a ClusterHost,
        tenant: &'a TenantRow,
    ) -> Result<Self, RotateError> {
        let names = PhysicalNames::from_base(&tenant.database)?;
        let marker = Marker { tenant: tenant.uuid, control_plane: deps.control.id };
        Ok(Self { deps, host, tenant, names, marker })
    }

    async fn all(&self, operation: &Operation<'_>, wanted: &Wanted) -> Result<Rotated, RotateError> {
        let mut done = Rotated::default();
        for (step, position) in RotateStep::list(wanted).into_iter().zip(0..).skip(1) {
            if operation.is_done(position) {
                continue;
            }
            operation.step(position).await?;
            match step {
                RotateStep::Record => {}
                RotateStep::Switch(role) => {
                    self.switch(role, wanted.overlap, (operation, position + 1), &mut done).await?;
                }
                RotateStep::End(role) => self.end_old(role, wanted.overlap, &mut done).await?,
            }
        }
        done.overlapping = plane::old_logins(&mut *self.deps.control.session.get().await, self.tenant.uuid).await?;
        Ok(done)
    }

    /// The login that an earlier switch left open.
    pub(super) async fn left(&self, role: LoginRole) -> Result<Option<OldLogin>, RotateError> {
        let old = plane::old_logins(&mut *self.deps.control.session.get().await, self.tenant.uuid).await?;
        Ok(old.into_iter().find(|old| old.login_role == word(role)))
    }

    /// Goes to the other login. What a rotation before this one left is ended first.
    async fn switch(
        &self,
        role: LoginRole,
        overlap: Option<Duration>,
        next: (&Operation<'_>, i32),
        done: &mut Rotated,
    ) -> Result<(), RotateError> {
        if let Some(left) = self.left(role).await? {
            self.end(role, &left.old_login).await?;
            done.ended.push(left.old_login);
            // A run that was cut off after its switch has only its end left.
            if !left.timed {
                done.new.push(self.current(role).to_owned());
                return Ok(());
            }
        }
        done.new.push(self.to_other(role, overlap, next).await?.name().to_owned());
        Ok(())
    }

    async fn end_old(&self, role: LoginRole, overlap: Option<Duration>, done: &mut Rotated) -> Result<(), RotateError> {
        let Some(left) = self.left(role).await? else { return Ok(()) };
        match overlap {
            Some(overlap) => Ok(self.host.expire(&Ident::new(left.old_login)?, self.marker, overlap).await?),
            None => {
                self.end(role, &left.old_login).await?;
                done.ended.push(left.old_login);
                Ok(())
            }
        }
    }

    pub(super) fn current(&self, role: LoginRole) -> &str {
        match role {
            LoginRole::App => &self.tenant.app,
            LoginRole::Migrator => &self.tenant.migrator,
        }
    }

    /// Opens the other login, proves it, and lets it be the tenant's.
    async fn to_other(
        &self,
        role: LoginRole,
        overlap: Option<Duration>,
        (operation, next): (&Operation<'_>, i32),
    ) -> Result<Ident, RotateError> {
        let RotateDeps { control, vault, .. } = *self.deps;
        let (uuid, old) = (self.tenant.uuid, self.current(role));
        let login = login_beside(old)?;
        let password = vault.next_password(control, uuid, role).await?;
        crate::fail_point!("rotate.stored");
        let group = match role {
            LoginRole::App => APP_ROLE,
            LoginRole::Migrator => OWNER_ROLE,
        };
        let verifier = Verifier::of(&password)?;
        let logins = (&Ident::new(old)?, &login, group);
        self.host.open_beside(&self.names, self.marker, logins, verifier.as_str()).await?;
        crate::fail_point!("rotate.opened");
        if let Err(source) = self.prove(role, &login, &password).await {
            self.host.retire(&self.names, &login, self.marker).await?;
            vault.forget_next_password(control, uuid, role).await?;
            return Err(RotateError::Unproven { login: login.name().to_owned(), source });
        }
        crate::fail_point!("rotate.proven");
        let mut connection = control.session.get().await;
        let mut transaction = begin(&mut connection).await?;
        plane::switch_login(&mut transaction, uuid, word(role), (old, login.name()), overlap).await?;
        vault.use_next_password(&mut transaction, uuid, role, &password).await?;
        operation.step_in(&mut transaction, next).await?;
        commit(transaction).await?;
        crate::fail_point!("rotate.switched");
        Ok(login)
    }

    /// Logs in, and sees that it is the tenant's database.
    async fn prove(&self, role: LoginRole, login: &Ident, password: &SecretString) -> Result<(), TenantDbError> {
        let target = self.host.target(login.name(), password.clone(), &self.tenant.database);
        let as_owner = role == LoginRole::Migrator;
        let expect = Expect { mark: Mark::Comment(&self.marker), as_owner, lock_timeout: self.deps.timeout };
        let session = tenant_db::open(&target, "tenantctl rotate", expect, self.deps.timeout).await?;
        session.close().await;
        Ok(())
    }

    pub(super) async fn end(&self, role: LoginRole, login: &str) -> Result<(), RotateError> {
        self.host.retire(&self.names, &Ident::new(login)?, self.marker).await?;
        crate::fail_point!("rotate.ended");
        let mut connection = self.deps.control.session.get().await;
        Ok(plane::forget_old_login(&mut connection, self.tenant.uuid, word(role)).await?)
    }
}
