//! The switch from one cluster to the other: the only moment in which a tenant can't be used.

use super::{Held, MoveDeps, MoveError, SWITCH};
use crate::control_plane::{self as plane, PlaneError, TenantRow};
use crate::host::DatabaseHost;
use crate::ops::credentials::LoginRole;
use crate::ops::operation::Operation;
use crate::ops::provision::{ClusterHome, Home, StepError};
use crate::postgres::{FailureClass, Target, begin, commit};
use crate::tenant_db::{self, Expect, Mark, TenantSession, copying, table_sums};
use std::time::Duration;

/// How long a lock is waited for: nobody else should be in there.
const LOCK: Duration = Duration::from_secs(3);

/// How long is waited before a lost control plane is asked again.
const PAUSES: [Duration; 3] = [Duration::from_millis(200), Duration::from_secs(1), Duration::from_secs(3)];

impl Held<'_> {
    /// Where one of the tenant's logins connects to.
    pub(super) async fn target(
        &self,
        deps: &MoveDeps<'_>,
        home: &ClusterHome,
        role: LoginRole,
    ) -> Result<Target, StepError> {
        let password = deps.vault.password(deps.control, self.tenant.uuid, role).await?;
        let login = match role {
            LoginRole::Migrator => &self.names.migrator,
            LoginRole::App => &self.names.app,
        };
        Ok(home.host.target(login.name(), password, self.names.database.name()))
    }

    /// A session of one of the tenant's logins on one of the clusters.
    pub(super) async fn session(
        &self,
        deps: &MoveDeps<'_>,
        home: &ClusterHome,
        role: LoginRole,
    ) -> Result<TenantSession, StepError> {
        let target = self.target(deps, home, role).await?;
        let as_owner = role == LoginRole::Migrator;
        let expect = Expect { mark: Mark::Comment(&self.marker), as_owner, lock_timeout: LOCK.min(deps.timeout) };
        Ok(tenant_db::open(&target, "tenantctl move", expect, deps.timeout).await?)
    }

    /// Opens the tenant in a place, by its present passwords.
    pub(super) async fn open(&self, deps: &MoveDeps<'_>, home: &ClusterHome) -> Result<(), StepError> {
        let verifiers = deps.vault.passwords(deps.control, self.tenant).await?.verifiers()?;
        home.host.create_logins(&self.names, self.marker, &verifiers).await?;
        home.host.grant_rights(&self.names, self.marker).await?;
        Ok(home.host.limit_connections(&self.names, self.marker, self.limit).await?)
    }

    /// Closes it here, opens it there and lets the control plane say so. What fails before that opens it here again.
    pub(super) async fn hand_over(
        &self,
        deps: &MoveDeps<'_>,
        mut reader: Option<TenantSession>,
        operation: Option<&Operation<'_>>,
    ) -> Result<TenantRow, MoveError> {
        let id = || self.tenant.id.clone();
        let over = self.over(deps, &mut reader, operation).await;
        if let Some(reader) = reader {
            reader.close().await;
        }
        let error = match over {
            Ok(now) => return Ok(now),
            Err(error) => error,
        };
        // Where the tenant is must be known before anything is opened: two open copies would both be written to.
        let back = match self.standing(deps).await {
            // The commit came through after all.
            Ok(now) if now.cluster.as_ref().is_some_and(|(cluster, _)| *cluster == deps.there.cluster) => {
                return Ok(now);
            }
            Ok(_) => self.back(deps).await,
            Err(unknown) => Err(unknown.into()),
        };
        match back {
            Ok(()) => Err(MoveError::Stopped { id: id(), source: Box::new(error) }),
            Err(again) => {
                tracing::warn!(%again, "opening the tenant again");
                Err(MoveError::Shut { id: id(), source: Box::new(error) })
            }
        }
    }

    async fn over(
        &self,
        deps: &MoveDeps<'_>,
        reader: &mut Option<TenantSession>,
        operation: Option<&Operation<'_>>,
    ) -> Result<TenantRow, StepError> {
        let here = &deps.here.host;
        if let Some(operation) = operation {
            operation.step(SWITCH).await?;
        }
        crate::fail_point!("move.closing");
        here.close_logins(self.marker).await?;
        here.limit_connections(&self.names, self.marker, 0).await?;
        crate::fail_point!("move.closed");
        if let Some(mut open) = reader.take() {
            // It is the last one: whoever waits for what it holds is gone before it lets go.
            here.end_sessions_but(&self.names, self.marker, open.backend()).await?;
            let positions = table_sums::sequences(&mut open).await;
            open.close().await;
            let mut writer = self.session(deps, deps.there, LoginRole::Migrator).await?;
            let set = async { table_sums::set_sequences(&mut writer, &positions?).await };
            let set = set.await;
            writer.close().await;
            set?;
        }
        here.end_sessions(&self.names, self.marker).await?;
        crate::fail_point!("move.ended");
        self.open(deps, deps.there).await?;
        self.session(deps, deps.there, LoginRole::App).await?.close().await;
        let mut migrator = self.session(deps, deps.there, LoginRole::Migrator).await?;
        let version = copying::newest(&mut migrator).await;
        migrator.close().await;
        crate::fail_point!("move.opened");
        let mut connection = deps.control.session.get().await;
        let mut transaction = begin(&mut connection).await?;
        let clusters = (deps.here.cluster, deps.there.cluster);
        plane::switch_cluster(&mut transaction, self.tenant.uuid, clusters).await?;
        plane::set_schema_version(&mut transaction, self.tenant.uuid, version?).await?;
        if let Some(operation) = operation {
            operation.finish_in(&mut transaction).await?;
        }
        crate::fail_point!("move.switching");
        commit(transaction).await?;
        drop(connection);
        crate::fail_point!("move.switched");
        Ok(self.read(deps).await?)
    }

    /// Reads the tenant, also over a new connection.
    async fn standing(&self, deps: &MoveDeps<'_>) -> Result<TenantRow, PlaneError> {
        for pause in PAUSES {
            match self.read(deps).await {
                Err(error) => tracing::debug!(%error, "asking where the tenant is"),
                found => return found,
            }
            tokio::time::sleep(pause).await;
            if let Err(error) = deps.control.reopen(deps.timeout).await {
                tracing::debug!(%error, "asking where the tenant is");
            }
        }
        self.read(deps).await
    }

    async fn read(&self, deps: &MoveDeps<'_>) -> Result<TenantRow, PlaneError> {
        let row = plane::tenant_by_uuid(&mut *deps.control.session.get().await, self.tenant.uuid).await?;
        row.ok_or_else(|| PlaneError::Inconsistent(format!("tenant {} has no row", self.tenant.uuid)))
    }

    /// Opens it here again, also over a new connection, and lets nobody in there, if that can still be reached.
    async fn back(&self, deps: &MoveDeps<'_>) -> Result<(), StepError> {
        if let Err(error) = deps.there.host.close_database(&self.names, self.marker).await {
            tracing::debug!(%error, "closing the copy");
        }
        match self.open(deps, deps.here).await {
            Err(error) if error.class() == Some(FailureClass::Unknown) => {
                deps.control.reopen(deps.timeout).await?;
                deps.here.reopen(deps.control, deps.timeout).await?;
                self.open(deps, deps.here).await
            }
            other => other,
        }
    }
}
