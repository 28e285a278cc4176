//! Inside the database of a tenant on a cluster, also of one that is closed to everybody else.

use super::backup;
use super::run::LifeRun;
use crate::control_plane as plane;
use crate::domain::names::PhysicalNames;
use crate::host::DatabaseHost;
use crate::ops::credentials::LoginRole;
use crate::ops::observer::Observer;
use crate::ops::provision::{ClusterHome, StepError};
use crate::postgres::{begin, commit};
use crate::secrets::{Verifier, generate_password};
use crate::tenant_db::{self, ExecutorOptions, Expect, Mark, TenantDbError, TenantSession, sessions};
use secrecy::SecretString;
use std::time::Duration;

/// How long a lock is waited for: nobody else should be in there.
const LOCK: Duration = Duration::from_secs(10);

/// How many connections a closed database takes while the tool works in it.
const ENTRY: i32 = 2;

impl ClusterHome {
    /// Deletes the sessions of the tenant's users. The login that migrates is let in for it with a password that
    /// nobody else ever knew, and then closed again.
    pub(super) async fn revoke_sessions<O: Observer>(
        &self,
        run: &LifeRun<'_, '_, Self, O>,
        names: &PhysicalNames,
    ) -> Result<(), StepError> {
        crate::fail_point!("life.revoking_sessions");
        let password = self.unbar(run, names).await?;
        crate::fail_point!("life.entered");
        let revoked = async {
            let mut session = self.session(run, LoginRole::Migrator, password).await?;
            let revoked = revoke(&mut session).await;
            session.close().await;
            revoked
        };
        let revoked = revoked.await;
        self.bar(run, names).await?;
        revoked?;
        crate::fail_point!("life.revoked_sessions");
        Ok(())
    }

    /// Backs the closed database up, as the login that migrates, which is let in for it as above.
    pub(super) async fn back_up<O: Observer>(
        &self,
        run: &LifeRun<'_, '_, Self, O>,
        names: &PhysicalNames,
    ) -> Result<(), StepError> {
        let Some(wished) = run.wish.backup.as_ref().filter(|_| !backup::is_made(run)) else { return Ok(()) };
        crate::fail_point!("life.backing_up");
        let password = self.unbar(run, names).await?;
        let target = self.host.target(&run.tenant.migrator, password, &run.tenant.database);
        let made = backup::make(run, wished, &target, &[]).await;
        self.bar(run, names).await?;
        made?;
        crate::fail_point!("life.backed_up");
        Ok(())
    }

    /// Lets the login that migrates in by a password of its own, and returns that.
    async fn unbar<O: Observer>(
        &self,
        run: &LifeRun<'_, '_, Self, O>,
        names: &PhysicalNames,
    ) -> Result<SecretString, StepError> {
        let password = generate_password()?;
        let verifier = Verifier::of(&password)?;
        self.host.open_login(&names.migrator, run.marker(), verifier.as_str()).await?;
        self.host.limit_connections(names, run.marker(), ENTRY).await?;
        Ok(password)
    }

    /// Closes everything again.
    async fn bar<O: Observer>(&self, run: &LifeRun<'_, '_, Self, O>, names: &PhysicalNames) -> Result<(), StepError> {
        self.host.close_logins(run.marker()).await?;
        self.host.limit_connections(names, run.marker(), 0).await?;
        Ok(self.host.end_sessions(names, run.marker()).await?)
    }

    async fn session<O: Observer>(
        &self,
        run: &LifeRun<'_, '_, Self, O>,
        role: LoginRole,
        password: SecretString,
    ) -> Result<TenantSession, StepError> {
        let login = match role {
            LoginRole::Migrator => &run.tenant.migrator,
            LoginRole::App => &run.tenant.app,
        };
        let target = self.host.target(login, password, &run.tenant.database);
        let marker = run.marker();
        let as_owner = role == LoginRole::Migrator;
        let expect = Expect { mark: Mark::Comment(&marker), as_owner, lock_timeout: LOCK };
        Ok(tenant_db::open(&target, "tenantctl", expect, run.deps.timeout).await?)
    }

    async fn stored_session<O: Observer>(
        &self,
        run: &LifeRun<'_, '_, Self, O>,
        role: LoginRole,
    ) -> Result<TenantSession, StepError> {
        let password = run.deps.vault.password(run.deps.control, run.tenant.uuid, role).await?;
        self.session(run, role, password).await
    }

    /// Brings the tenant's schema up to date, as the login that migrates.
    pub(super) async fn migrate<O: Observer>(&self, run: &LifeRun<'_, '_, Self, O>) -> Result<(), StepError> {
        let mut session = self.stored_session(run, LoginRole::Migrator).await?;
        let migrated = migrate(run, &mut session).await;
        session.close().await;
        migrated
    }

    /// Logs in as both.
    pub(super) async fn prove<O: Observer>(&self, run: &LifeRun<'_, '_, Self, O>) -> Result<(), StepError> {
        for role in [LoginRole::Migrator, LoginRole::App] {
            self.stored_session(run, role).await?.close().await;
        }
        Ok(())
    }
}

/// Applies what is pending and the policy, and writes down how far the schema is.
pub(super) async fn migrate<H: super::Premises, O: Observer>(
    run: &LifeRun<'_, '_, H, O>,
    session: &mut TenantSession,
) -> Result<(), StepError> {
    let schema =
        run.deps.schema.ok_or_else(|| plane::PlaneError::Inconsistent("no migrations were read".to_owned()))?;
    let options = ExecutorOptions { target: None, lock_wait: LOCK, dry_run: false, permit: None };
    let migrated = tenant_db::migrate(session, &schema.migrations, &options, &mut |_| {}).await?;
    let proceed = async || Ok::<(), TenantDbError>(());
    tenant_db::policy::apply(session, &schema.policy.policy, proceed).await?;
    let mut connection = run.deps.control.session.get().await;
    Ok(plane::set_schema_version(&mut connection, run.tenant.uuid, migrated.to).await?)
}

/// Deletes every session of the tenant's own table. A schema of the operator's own may keep none.
pub(super) async fn revoke(session: &mut TenantSession) -> Result<(), StepError> {
    if !sessions::are_kept(session).await? {
        return Ok(());
    }
    let mut transaction = begin(session).await?;
    sessions::revoke(&mut transaction, sessions::Where::Ours, sessions::Which::default()).await?;
    Ok(commit(transaction).await?)
}
