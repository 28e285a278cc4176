//! One tenant: the other login is opened with a new password, proven, put in the place of the old one, and the old one
//! ends, at once or later. Killed anywhere, the tenant's stored login gets in, and the next run goes on.

use super::RotateError;
use crate::control_plane::{self as plane, ControlPlane, OldLogin, TenantRow};
use crate::domain::ident::Ident;
use crate::domain::names::{APP_ROLE, OWNER_ROLE, PhysicalNames, login_beside};
use crate::domain::status::Status;
use crate::domain::tenant::Marker;
use crate::host::{ClusterHost, DatabaseHost};
use crate::ops::act::Actor;
use crate::ops::credentials::{LoginRole, Vault};
use crate::postgres::{begin, commit};
use crate::secrets::Verifier;
use crate::tenant_db::{self, Expect, Mark, TenantDbError};
use secrecy::SecretString;
use serde_json::json;
use std::time::Duration;

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Which logins.
    pub roles: Vec<LoginRole>,
    /// How long the old ones stay.
    pub overlap: Option<Duration>,
    /// Only end old ones.
    pub finish: bool,
    /// Only say what would be done.
    pub dry_run: bool,
}

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

/// What was done to a tenant.
#[derive(Debug, Default)]
pub struct Rotated {
    /// The logins that have a new password.
    pub new: Vec<String>,
    /// The logins that were ended.
    pub ended: Vec<String>,
    /// The old logins that still get in, and until when.
    pub overlapping: Vec<OldLogin>,
}

fn word(role: LoginRole) -> &'static str {
    match role {
        LoginRole::App => "app",
        LoginRole::Migrator => "migrator",
    }
}

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
    if !host.lock(tenant.uuid).await? {
        return Err(RotateError::Busy);
    }
    let result = locked(deps, host, tenant, wanted).await;
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
    // As it is now that nobody else changes it.
    let found = plane::tenant_by_uuid(&mut *deps.control.session.get().await, tenant.uuid).await?;
    let tenant = found
        .as_ref()
        .filter(|row| row.status == Status::Active)
        .ok_or(RotateError::Status(found.as_ref().map_or(Status::Deleted, |row| row.status)))?;
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
    if wanted.finish && old.is_empty() {
        return Ok(Rotated::default());
    }
    let work = Work {
        deps,
        host,
        tenant,
        names: PhysicalNames::from_base(&tenant.database)?,
        marker: Marker { tenant: tenant.uuid, control_plane: deps.control.id },
    };
    let actor = Actor { control: deps.control, tenant, runner: deps.runner };
    let roles: Vec<&str> = wanted.roles.iter().map(|role| word(*role)).collect();
    let overlap = wanted.overlap.map(|overlap| overlap.as_secs());
    let detail = json!({ "logins": roles, "overlap_seconds": overlap, "finish": wanted.finish });
    let act = actor.begin("rotate", detail).await?;
    let result = work.all(&old, wanted).await;
    actor.end(act, result).await
}

/// A tenant that is being worked on.
struct Work<'a> {
    deps: &'a RotateDeps<'a>,
    host: &'a ClusterHost,
    tenant: &'a TenantRow,
    names: PhysicalNames,
    marker: Marker,
}

impl Work<'_> {
    async fn all(&self, old: &[OldLogin], wanted: &Wanted) -> Result<Rotated, RotateError> {
        let mut done = Rotated::default();
        for role in &wanted.roles {
            let left = old.iter().find(|old| old.login_role == word(*role));
            if let Some(left) = left {
                self.end(*role, &left.old_login).await?;
                done.ended.push(left.old_login.clone());
            }
            // A run that was cut off after its switch has only its end left.
            if wanted.finish || left.is_some_and(|left| !left.timed) {
                if !wanted.finish {
                    done.new.push(self.current(*role).to_owned());
                }
                continue;
            }
            let old_login = self.current(*role).to_owned();
            done.new.push(self.switch(*role, wanted.overlap).await?.name().to_owned());
            match wanted.overlap {
                None => {
                    self.end(*role, &old_login).await?;
                    done.ended.push(old_login);
                }
                Some(overlap) => self.host.expire(&Ident::new(old_login)?, self.marker, overlap).await?,
            }
        }
        done.overlapping = plane::old_logins(&mut *self.deps.control.session.get().await, self.tenant.uuid).await?;
        Ok(done)
    }

    fn current(&self, role: LoginRole) -> &str {
        match role {
            LoginRole::App => &self.tenant.app,
            LoginRole::Migrator => &self.tenant.migrator,
        }
    }

    /// Opens the other login, proves it, and lets it be the tenant's.
    async fn switch(&self, role: LoginRole, overlap: Option<Duration>) -> Result<Ident, RotateError> {
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
        self.host.open_beside(&self.names, self.marker, (&login, group), verifier.as_str()).await?;
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

    async fn end(&self, role: LoginRole, login: &str) -> Result<(), RotateError> {
        self.host.retire(&self.names, &Ident::new(login)?, self.marker).await?;
        crate::fail_point!("rotate.ended");
        let mut connection = self.deps.control.session.get().await;
        Ok(plane::forget_old_login(&mut connection, self.tenant.uuid, word(role)).await?)
    }
}
