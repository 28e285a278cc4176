//! Tenants on clusters.

use super::run::{LifeDeps, LifeRun, Premises};
use super::users::remove_users;
use super::wish::Wish;
use crate::control_plane::TenantRow;
use crate::domain::ident::Ident;
use crate::domain::life_step::LifeStep;
use crate::domain::lifecycle::Change;
use crate::domain::names::PhysicalNames;
use crate::domain::operation::ProvisionStep;
use crate::domain::status::Status;
use crate::domain::tenant::Marker;
use crate::host::HostError;
use crate::ops::observer::Observer;
use crate::ops::provision::{ClusterHome, Home, StepError};

impl Premises for ClusterHome {
    fn life_steps(&self, wish: &Wish, tenant: &TenantRow) -> Vec<LifeStep> {
        use LifeStep::{
            Backup, CloseDatabase, CloseLogins, DropDatabase, DropLogins, EndConnections, Finish, Migrate, OpenApp,
            OpenMigrator, ProveLogins, Record, RemoveUsers, RevokeSessions,
        };
        let backup = wish.backup.as_ref().filter(|_| tenant.deletion.backup.is_none()).map(|_| Backup);
        let close = [Record, CloseLogins, CloseDatabase, EndConnections, RevokeSessions];
        match wish.change {
            Change::Suspend => [&close[..], &[Finish]].concat(),
            Change::Deprovision => close.into_iter().chain(backup).chain([Finish]).collect(),
            Change::Restore if tenant.deletion.before == Some(Status::Suspended) => [&close[..4], &[Finish]].concat(),
            Change::Resume | Change::Restore => vec![Record, OpenMigrator, Migrate, OpenApp, ProveLogins, Finish],
            Change::Purge => vec![Record, RemoveUsers, DropDatabase, DropLogins, Finish],
        }
    }

    async fn look(&self, deps: &LifeDeps<'_, Self>, tenant: &TenantRow, wish: &Wish) -> Result<Option<i32>, StepError> {
        let names = own_names(tenant)?;
        let marker = Marker { tenant: tenant.uuid, control_plane: deps.control.id };
        // Secrets that were exchanged with another tenant's don't open.
        deps.vault.passwords(deps.control, tenant).await?;
        if wish.change == Change::Purge {
            self.host.remains(&names, marker).await?;
            return Ok(None);
        }
        let doors = self.host.doors(&names, marker).await?;
        if let Some(backup) = &wish.backup {
            let server = self.host.facts.version.split('.').next().and_then(|major| major.parse().ok());
            backup.programs.check(server, &backup.folder).map_err(HostError::from)?;
        }
        Ok(Some(doors.connection_limit))
    }

    async fn perform<O: Observer>(&self, run: &LifeRun<'_, '_, Self, O>, step: LifeStep) -> Result<(), StepError> {
        let names = own_names(&run.tenant)?;
        let marker = run.marker();
        match step {
            LifeStep::CloseLogins => {
                crate::fail_point!("life.closing_logins");
                self.host.close_logins(marker).await?;
                crate::fail_point!("life.closed_logins");
            }
            LifeStep::CloseDatabase => {
                crate::fail_point!("life.closing_database");
                self.host.limit_connections(&names, marker, 0).await?;
                crate::fail_point!("life.closed_database");
            }
            LifeStep::EndConnections => {
                crate::fail_point!("life.ending_connections");
                self.host.end_sessions(&names, marker).await?;
                crate::fail_point!("life.ended_connections");
            }
            LifeStep::RevokeSessions => self.revoke_sessions(run, &names).await?,
            LifeStep::OpenMigrator => {
                crate::fail_point!("life.opening_migrator");
                let verifiers = run.deps.vault.passwords(run.deps.control, &run.tenant).await?.verifiers()?;
                self.host.open_login(&names.migrator, marker, &verifiers.migrator).await?;
                let limit = run.tenant.suspension.connection_limit.filter(|limit| *limit != 0).unwrap_or(-1);
                self.host.limit_connections(&names, marker, limit).await?;
                crate::fail_point!("life.opened_migrator");
            }
            LifeStep::Migrate => {
                crate::fail_point!("life.migrating");
                self.migrate(run).await?;
                crate::fail_point!("life.migrated");
            }
            LifeStep::OpenApp => {
                crate::fail_point!("life.opening_app");
                let verifiers = run.deps.vault.passwords(run.deps.control, &run.tenant).await?.verifiers()?;
                self.host.open_login(&names.app, marker, &verifiers.app).await?;
                crate::fail_point!("life.opened_app");
            }
            LifeStep::Backup => self.back_up(run, &names).await?,
            LifeStep::RemoveUsers => {
                crate::fail_point!("life.removing_users");
                if let Some(auth) = &self.auth {
                    remove_users(run, &auth.open().await?).await?;
                }
                crate::fail_point!("life.removed_users");
            }
            LifeStep::DropDatabase => {
                if self.host.remaining_database(&names, marker).await? {
                    run.note(&[format!("database {}", names.database.name())]).await?;
                }
                self.taken(ProvisionStep::Database, run).await?;
                crate::fail_point!("life.dropped_database");
            }
            LifeStep::DropLogins => {
                let logins = self.host.remaining_logins(&names, marker).await?;
                run.note(&logins.iter().map(|login| format!("login {login}")).collect::<Vec<_>>()).await?;
                self.taken(ProvisionStep::Logins, run).await?;
                if logins.iter().any(|login| login != names.migrator.name() && login != names.app.name()) {
                    self.host.drop_marked_logins(marker).await?;
                }
                crate::fail_point!("life.dropped_logins");
            }
            LifeStep::ProveLogins => {
                self.prove(run).await?;
                crate::fail_point!("life.proved");
            }
            other => return Err(super::error::foreign_step(other)),
        }
        Ok(())
    }
}

impl ClusterHome {
    /// Takes away what provisioning made. What bears another mark is somebody's, and then the tenant keeps its row.
    async fn taken<O: Observer>(&self, step: ProvisionStep, run: &LifeRun<'_, '_, Self, O>) -> Result<(), StepError> {
        let removal = self.take_back(step, &run.tenant, run.deps.control).await?;
        match removal.left_alone.into_iter().next() {
            Some(foreign) => Err(foreign.into()),
            None => Ok(()),
        }
    }
}

/// The names that the control plane has, if they are such as only this tenant's can be. A rotation goes from one name of
/// a login to the other.
pub(in crate::ops) fn own_names(tenant: &TenantRow) -> Result<PhysicalNames, StepError> {
    let names = PhysicalNames::from_base(&tenant.database)?;
    let is = |login: &Ident, now: &str| now.strip_suffix('2').unwrap_or(now) == login.name();
    if names.are_of(tenant.uuid) && is(&names.migrator, &tenant.migrator) && is(&names.app, &tenant.app) {
        let (migrator, app) = (Ident::new(&tenant.migrator)?, Ident::new(&tenant.app)?);
        return Ok(PhysicalNames { migrator, app, ..names });
    }
    let what = format!("the database {}, which the control plane names,", tenant.database);
    Err(HostError::Foreign { what, found: "its name isn't one of this tenant's".to_owned() }.into())
}
