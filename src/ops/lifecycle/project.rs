//! Tenants with a Supabase project of their own. Its database can't be closed to the project's own services, so its
//! users are banned and their sessions deleted; a paused project is closed to everybody.

use super::backup;
use super::error::foreign_step;
use super::inside::migrate;
use super::run::{LifeDeps, LifeRun, Premises};
use super::wish::Wish;
use crate::control_plane::TenantRow;
use crate::domain::life_step::LifeStep;
use crate::domain::lifecycle::Change;
use crate::domain::operation::ProvisionStep;
use crate::domain::status::Status;
use crate::host::HostError;
use crate::ops::credentials::LoginRole;
use crate::ops::observer::{Event, Observer};
use crate::ops::provision::{Home, ProjectError, ProjectHome, StepError};
use crate::ops::users::{ban_users, unban_users};
use crate::postgres::{Target, begin, commit};
use crate::supabase::http::Class;
use crate::supabase::management::ProjectStatus;
use crate::tenant_db::{self, Expect, Mark, TenantSession, sessions};
use std::time::{Duration, Instant};

/// How long a lock is waited for.
const LOCK: Duration = Duration::from_secs(10);

/// How often a project that goes down is looked at.
const PAUSE: Duration = Duration::from_secs(2);

impl Premises for ProjectHome {
    fn life_steps(&self, wish: &Wish, tenant: &TenantRow) -> Vec<LifeStep> {
        use LifeStep::{
            BanUsers, DropProject, Finish, Migrate, PauseProject, Record, RevokeSessions, UnbanUsers, WakeProject,
        };
        let backup = wish.backup.as_ref().filter(|_| tenant.deletion.backup.is_none());
        // A dump needs the project at work.
        let backup = backup.into_iter().flat_map(|_| [WakeProject, LifeStep::Backup]);
        let pause = wish.pause.then_some(PauseProject);
        match wish.change {
            Change::Suspend => [Record, BanUsers, RevokeSessions].into_iter().chain(pause).chain([Finish]).collect(),
            Change::Deprovision => {
                let close = [Record, BanUsers, RevokeSessions].into_iter();
                close.chain(backup).chain(pause).chain([Finish]).collect()
            }
            Change::Restore if tenant.deletion.before == Some(Status::Suspended) => vec![Record, Finish],
            Change::Resume | Change::Restore => vec![Record, WakeProject, Migrate, UnbanUsers, Finish],
            Change::Purge => vec![Record, DropProject, Finish],
        }
    }

    async fn look(&self, deps: &LifeDeps<'_, Self>, tenant: &TenantRow, wish: &Wish) -> Result<Option<i32>, StepError> {
        deps.vault.password(deps.control, tenant.uuid, LoginRole::Migrator).await?;
        if wish.change == Change::Purge {
            self.remaining(tenant).await?;
            return Ok(None);
        }
        let is_there = self.is_there(tenant).await?;
        // Nothing of a project that is gone can be dumped; without a backup its tenant may go too.
        if !is_there && (wish.change != Change::Deprovision || wish.backup.is_some()) {
            self.own(tenant).await?;
        }
        if let Some(backup) = &wish.backup {
            backup.programs.check(None, &backup.folder).map_err(HostError::from)?;
        }
        Ok(None)
    }

    async fn perform<O: Observer>(&self, run: &LifeRun<'_, '_, Self, O>, step: LifeStep) -> Result<(), StepError> {
        match step {
            LifeStep::BanUsers => {
                if self.is_asleep(&run.tenant).await? {
                    return Ok(());
                }
                if let Some(auth) = self.auth(run.deps.control, run.deps.vault, &run.tenant).await? {
                    ban_users(&auth).await?;
                }
                crate::fail_point!("life.banned_users");
            }
            LifeStep::RevokeSessions => {
                if self.is_asleep(&run.tenant).await? {
                    return Ok(());
                }
                let mut session = self.session(run).await?;
                let revoked = revoke(&mut session).await;
                session.close().await;
                revoked?;
                crate::fail_point!("life.revoked_project_sessions");
            }
            LifeStep::Backup => self.back_up(run).await?,
            LifeStep::DropProject => {
                if let Some(project) = self.remaining(&run.tenant).await? {
                    run.note(&[format!("project {project}")]).await?;
                }
                let removal = self.take_back(ProvisionStep::Project, &run.tenant, run.deps.control).await?;
                if let Some(foreign) = removal.left_alone.into_iter().next() {
                    return Err(foreign.into());
                }
                crate::fail_point!("life.dropped_project");
            }
            LifeStep::PauseProject => self.put_to_sleep(run).await?,
            LifeStep::WakeProject => self.wake(&run.tenant, run.observer).await?,
            LifeStep::Migrate => {
                let mut session = self.session(run).await?;
                let migrated = migrate(run, &mut session).await;
                session.close().await;
                migrated?;
                crate::fail_point!("life.migrated_project");
            }
            LifeStep::UnbanUsers => {
                if let Some(auth) = self.auth(run.deps.control, run.deps.vault, &run.tenant).await? {
                    unban_users(&auth).await?;
                }
                crate::fail_point!("life.unbanned_users");
            }
            other => return Err(foreign_step(other)),
        }
        Ok(())
    }
}

impl ProjectHome {
    /// Returns the status of the tenant's project, which bears the tenant's mark in its name.
    pub(in crate::ops) async fn own(&self, tenant: &TenantRow) -> Result<(String, ProjectStatus), StepError> {
        let missing = || crate::ops::locate::LocateError::NoAddress(tenant.id.to_string());
        let reference = tenant.project.clone().ok_or_else(missing)?;
        let found = self.api.project(&reference).await?;
        let found = found.ok_or_else(|| ProjectError::Gone { project: reference.clone() })?;
        self.refuse_foreign(tenant, &found)?;
        Ok((reference, found.status))
    }

    /// Names the tenant's project if it is still there.
    async fn remaining(&self, tenant: &TenantRow) -> Result<Option<String>, StepError> {
        let Some(reference) = &tenant.project else { return Ok(None) };
        let Some(found) = self.api.project(reference).await? else { return Ok(None) };
        self.refuse_foreign(tenant, &found)?;
        Ok(Some(reference.clone()))
    }

    /// Dumps the schemas that are the tenant's own. The rest of a project's database belongs to its services.
    async fn back_up<O: Observer>(&self, run: &LifeRun<'_, '_, Self, O>) -> Result<(), StepError> {
        let Some(wished) = run.wish.backup.as_ref().filter(|_| !backup::is_made(run)) else { return Ok(()) };
        // Proves that the database is the tenant's.
        let mut session = self.session(run).await?;
        let own = tenant_db::stand_in::own_schemas(&mut session).await;
        session.close().await;
        let own = own?;
        let schemas: Vec<&str> = own.iter().map(String::as_str).collect();
        backup::make(run, wished, &self.target(run).await?, &schemas).await?;
        crate::fail_point!("life.backed_up_project");
        Ok(())
    }

    /// Whether the project that the tenant names is still there; one that isn't the tenant's is refused.
    async fn is_there(&self, tenant: &TenantRow) -> Result<bool, StepError> {
        match self.own(tenant).await {
            Ok(_) => Ok(true),
            Err(StepError::Project(ProjectError::Gone { .. })) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Whether nobody can reach it anyway.
    async fn is_asleep(&self, tenant: &TenantRow) -> Result<bool, StepError> {
        if !self.is_there(tenant).await? {
            return Ok(true);
        }
        let (_, status) = self.own(tenant).await?;
        Ok(matches!(status, ProjectStatus::Inactive | ProjectStatus::Pausing))
    }

    async fn target<O: Observer>(&self, run: &LifeRun<'_, '_, Self, O>) -> Result<Target, StepError> {
        let missing = || crate::ops::locate::LocateError::NoAddress(run.tenant.id.to_string());
        let address = run.tenant.address.as_ref().ok_or_else(missing)?;
        let password = run.deps.vault.password(run.deps.control, run.tenant.uuid, LoginRole::Migrator).await?;
        let place = (address.host.as_str(), address.port);
        Ok(Target::tcp(place, &address.user, password, &run.tenant.database, self.root.clone()))
    }

    async fn session<O: Observer>(&self, run: &LifeRun<'_, '_, Self, O>) -> Result<TenantSession, StepError> {
        let target = self.target(run).await?;
        let marker = run.marker();
        let expect = Expect { mark: Mark::Row(&marker), as_owner: false, lock_timeout: LOCK };
        Ok(tenant_db::open(&target, "tenantctl", expect, run.deps.timeout).await?)
    }

    /// Pauses it and waits until it is. An organization with a paid plan can't pause any, which the API says.
    async fn put_to_sleep<O: Observer>(&self, run: &LifeRun<'_, '_, Self, O>) -> Result<(), StepError> {
        let begun = Instant::now();
        loop {
            let (project, status) = self.own(&run.tenant).await?;
            match status {
                ProjectStatus::Inactive => break,
                ProjectStatus::ActiveHealthy | ProjectStatus::ActiveUnhealthy => {
                    crate::fail_point!("life.pausing_project");
                    self.api.pause_project(&project).await?;
                    crate::fail_point!("life.paused_project");
                }
                _ => {}
            }
            self.wait(run.observer, begun, &project, &status).await?;
        }
        Ok(())
    }

    /// Brings it back, where it is paused, and waits until it is healthy.
    pub(in crate::ops) async fn wake(&self, tenant: &TenantRow, observer: &impl Observer) -> Result<(), StepError> {
        let begun = Instant::now();
        let (mut project, mut status) = self.own(tenant).await?;
        while matches!(status, ProjectStatus::Inactive | ProjectStatus::Pausing) {
            if status == ProjectStatus::Inactive {
                crate::fail_point!("life.waking_project");
                match self.api.restore_project(&project).await {
                    // The status may lag behind what was asked for before.
                    Err(error) if error.class() == Class::Unknown || error.status() == Some(400) => {
                        tracing::debug!(%error, "bringing the project back");
                    }
                    other => other?,
                }
                crate::fail_point!("life.woke_project");
            }
            self.wait(observer, begun, &project, &status).await?;
            (project, status) = self.own(tenant).await?;
        }
        self.healthy(&project, observer).await
    }

    async fn wait(
        &self,
        observer: &impl Observer,
        begun: Instant,
        project: &str,
        status: &ProjectStatus,
    ) -> Result<(), StepError> {
        if observer.stop_requested() {
            return Err(StepError::Stopped);
        }
        if begun.elapsed() >= self.patience {
            let (project, what) = (project.to_owned(), status.to_string());
            return Err(ProjectError::Late { project, waited: self.patience, what }.into());
        }
        observer.on(Event::Waiting { what: &format!("project {project} is {status}") });
        tokio::time::sleep(PAUSE.min(self.patience)).await;
        Ok(())
    }
}

/// Deletes the sessions of every user: our own and the Auth server's.
async fn revoke(session: &mut TenantSession) -> Result<(), StepError> {
    let ours = sessions::are_kept(session).await?;
    let mut transaction = begin(session).await?;
    if ours {
        sessions::revoke(&mut transaction, sessions::Where::Ours, sessions::Which::default()).await?;
    }
    sessions::revoke(&mut transaction, sessions::Where::Supabase, sessions::Which::default()).await?;
    Ok(commit(transaction).await?)
}
