//! How a provisioning ends in the control plane, well or not.

use super::error::StepError;
use super::home::Home;
use super::record::{commit, journal};
use super::run::Run;
use crate::control_plane::{self as plane, TenantRow};
use crate::domain::status::Status;
use crate::ops::observer::Observer;
use crate::ops::policy;
use crate::ops::saga::Journal;
use crate::postgres::begin;
use crate::tenant_db::{self, TenantDbError};

impl<H: Home, O: Observer> Run<'_, '_, H, O> {
    /// The last write: status, operation, version and the log's end in one commit. A policy that was applied since this
    /// run read it is brought into the tenant first: `policy sync` finds active tenants only.
    pub(super) async fn activate(&self) -> Result<TenantRow, StepError> {
        let mut version = self.deps.schema.policy.stored_version();
        loop {
            if let Some(active) = self.activate_with(version).await? {
                return Ok(active);
            }
            let newer = policy::effective(self.deps.control).await?;
            let mut session = self.deps.home.open(self).await?;
            let proceed = async || Ok::<(), TenantDbError>(());
            let applied = tenant_db::policy::apply(&mut session, &newer.policy, proceed).await;
            session.close().await;
            applied?;
            version = newer.stored_version();
        }
    }

    /// None if the policy's version is another one.
    async fn activate_with(&self, version: Option<i32>) -> Result<Option<TenantRow>, StepError> {
        let mut connection = self.deps.control.session.get().await;
        let mut transaction = begin(&mut connection).await?;
        if plane::policy_version(&mut transaction).await? != version {
            return Ok(None);
        }
        let newest = self.spec.clone_of.is_none().then(|| self.deps.schema.migrations.newest());
        let active = plane::activate_tenant(&mut transaction, self.uuid, newest).await?;
        plane::finish_operation(&mut transaction, self.operation).await?;
        self.journal().end(&mut transaction, "done", serde_json::json!({})).await?;
        crate::fail_point!("provision.activating");
        commit(transaction).await?;
        Ok(Some(active))
    }

    fn journal(&self) -> Journal<'_> {
        journal(self.deps, self.spec, self.uuid, self.operation)
    }

    /// Best effort: when the control plane itself is gone, the steps already tell the story.
    pub(super) async fn record_failure(&self, text: &str) {
        let recorded = async {
            let mut connection = self.deps.control.session.get().await;
            let mut transaction = begin(&mut connection).await?;
            plane::fail_operation(&mut transaction, self.operation, text).await?;
            plane::set_status(&mut transaction, self.uuid, Status::Provisioning, Status::Failed).await?;
            self.journal().end(&mut transaction, "failed", serde_json::json!({ "error": text })).await?;
            commit(transaction).await
        };
        if let Err(error) = recorded.await {
            tracing::warn!(%error, "the failure couldn't be recorded");
        }
    }
}
