//! Making a tenant as a copy of another one on its cluster. It has its own identity, secrets and logins: only what is
//! in the database is copied, and of that neither sessions nor loads nor a mark.

use super::cluster::ClusterHome;
use super::error::StepError;
use super::home::Home;
use super::lock::unlock;
use super::run::Run;
use super::source::{Source, SourceError};
use crate::control_plane as plane;
use crate::domain::clone::{CloneOf, CloneWay, strategy};
use crate::domain::names::PhysicalNames;
use crate::host::{DatabaseHost, Transfer};
use crate::ops::act::Actor;
use crate::ops::credentials::LoginRole;
use crate::ops::observer::{Event, Observer};
use crate::tenant_db::{self, Expect, Mark, TenantDbError, TenantSession, copying};
use serde_json::json;

impl ClusterHome {
    /// Makes the database: the server's copy of the source's, or an empty one in the place of what a killed run
    /// restored a part of.
    pub(super) async fn make_copy<O: Observer>(
        &self,
        run: &Run<'_, '_, Self, O>,
        names: &PhysicalNames,
        clone: CloneOf,
    ) -> Result<(), StepError> {
        if clone.way != CloneWay::Offline {
            self.host.create_blank(names, run.marker()).await?;
            crate::fail_point!("clone.blank");
            return Ok(());
        }
        self.with_source(run, clone, async |source| {
            let strategy = strategy(self.host.size_of(&source.names).await?);
            run.observer.on(Event::Waiting { what: &format!("copying {} ({strategy})", source.names.database.name()) });
            crate::fail_point!("clone.copying");
            let (of, into) = ((&source.names, source.marker), (names, run.marker()));
            Ok(self.host.copy_database(of, into, strategy, run.deps.timeout).await?)
        })
        .await
    }

    /// Fills the database, and sees that nothing of the source's identity is in it.
    pub(super) async fn fill_copy<O: Observer>(
        &self,
        run: &Run<'_, '_, Self, O>,
        names: &PhysicalNames,
        clone: CloneOf,
    ) -> Result<(), StepError> {
        if clone.way == CloneWay::Offline {
            self.host.open_to_migrator(names, run.marker()).await?;
            crate::fail_point!("clone.opened");
        } else {
            self.with_source(run, clone, async |source| self.transfer(run, source, clone.way).await).await?;
        }
        let mut session = self.open(run).await?;
        let settled = settle(run, &mut session).await;
        session.close().await;
        settled?;
        crate::fail_point!("clone.settled");
        match self.host.bound_to_logins(names, Some(run.marker())).await? {
            (0, 0) => Ok(()),
            (owned, named) => Err(SourceError::Bound { id: run.spec.id.clone(), owned, named }.into()),
        }
    }

    /// Works with the source under its lock; the log of the source tells of it.
    async fn with_source<O: Observer>(
        &self,
        run: &Run<'_, '_, Self, O>,
        clone: CloneOf,
        work: impl AsyncFnOnce(&Source) -> Result<(), StepError>,
    ) -> Result<(), StepError> {
        let deps = run.deps;
        let source = self.hold_source(deps.control, deps.waiting, (clone.source, clone.way)).await?;
        let actor = Actor { control: deps.control, tenant: &source.tenant, runner: deps.runner };
        let done = async {
            let act = actor.begin("clone source", json!({ "into": run.spec.id, "way": clone.way.as_str() })).await?;
            let done = work(&source).await;
            actor.end(act, done).await
        };
        let done = done.await;
        unlock(self, clone.source, done).await
    }

    async fn transfer<O: Observer>(
        &self,
        run: &Run<'_, '_, Self, O>,
        source: &Source,
        way: CloneWay,
    ) -> Result<(), StepError> {
        let deps = run.deps;
        let password = deps.vault.password(deps.control, source.tenant.uuid, LoginRole::Migrator).await?;
        let from = self.host.target(source.names.migrator.name(), password, source.names.database.name());
        let to = run.keys.migrator_target(&self.host, &run.place);
        let expect = Expect { mark: Mark::Comment(&source.marker), as_owner: true, lock_timeout: super::inside::LOCK };
        let mut reader = tenant_db::open(&from, "tenantctl clone", expect, deps.timeout).await?;
        let copied = async {
            let rights = copying::public_schema(&mut reader).await?;
            let snapshot = tenant_db::hold_snapshot(&mut reader).await.map_err(TenantDbError::from)?;
            let mut writer = self.open(run).await?;
            let granted = copying::grant_public(&mut writer, rights).await;
            writer.close().await;
            granted?;
            let only: &[&str] = if way == CloneWay::SchemaOnly { &copying::OF_THE_SCHEMA } else { &[] };
            run.observer.on(Event::Waiting { what: &format!("copying {}", source.tenant.id) });
            let (from, to, snapshot, without) = (&from, &to, snapshot.as_str(), &copying::NOT_COPIED[..]);
            let (scratch, timeout) = (self.scratch.as_path(), deps.timeout);
            let transfer = Transfer { from, to, snapshot, only, without, scratch, timeout };
            Ok(self.programs.transfer(&transfer).await.map_err(SourceError::from)?)
        };
        let copied = copied.await;
        reader.close().await;
        copied
    }
}

/// What the source's schema has pending stays pending; the policy is the present one, as in every active tenant.
async fn settle<O: Observer>(run: &Run<'_, '_, ClusterHome, O>, session: &mut TenantSession) -> Result<(), StepError> {
    copying::forget(session).await?;
    let newest = copying::newest(session).await?;
    let proceed = async || Ok::<(), TenantDbError>(());
    tenant_db::policy::apply(session, &run.deps.schema.policy.policy, proceed).await?;
    let mut connection = run.deps.control.session.get().await;
    Ok(plane::set_schema_version(&mut connection, run.uuid, newest).await?)
}
