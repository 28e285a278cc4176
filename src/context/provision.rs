//! Provisioning a tenant where it belongs, and opening the cluster of one there is.

use super::placement::{On, Placement};
use super::{Context, ProjectWish};
use crate::control_plane::{self as plane, ControlPlane, Durability, OperationRecord, TenantRow};
use crate::domain::cluster::ClusterName;
use crate::error::{CommandError, ErrorKind};
use crate::host::ClusterHost;
use crate::ops::credentials::Vault;
use crate::ops::provision::{
    Deps, Home, ProvisionError, Provisioned, Spec, UndoDeps, UndoError, Undone, Waiting, provision, resume_operation,
    rollback,
};
use crate::ops::retry::Retries;
use crate::ops::template::Schema;
use uuid::Uuid;

/// How often a place that was lost to another run is looked for again.
const TRIES: u32 = 16;

/// How a tenant is to be provisioned.
pub struct Asked<'a> {
    /// The cluster that was named.
    pub named: Option<&'a ClusterName>,
    /// Which attempt this is.
    pub retries: &'a Retries,
    /// Undo everything when a step fails for good.
    pub rollback_on_failure: bool,
    /// How its project is to be, if it gets one.
    pub project: &'a ProjectWish,
}

/// Returns the organization that an operation's project belongs to.
fn organization_of(operation: &OperationRecord) -> &str {
    operation.spec.get("organization").and_then(serde_json::Value::as_str).unwrap_or_default()
}

impl Context {
    /// Provisions a tenant where it belongs; a place that another run took meanwhile is looked for
    /// again.
    ///
    /// # Errors
    /// No place, or as [`provision`].
    pub async fn provision(
        &mut self,
        control: &ControlPlane,
        vault: &Vault,
        schema: &Schema,
        (mut placement, mut spec): (Placement, Spec),
        asked: &Asked<'_>,
    ) -> Result<Provisioned, CommandError> {
        self.say_placement(&placement);
        for tries in 1.. {
            let done = if matches!(placement.on, On::Project) {
                let home =
                    self.project_home(control, spec.organization.as_deref().unwrap_or_default(), asked.project)?;
                self.provision_in(control, vault, schema, (&home, Durability::Now), (&spec, placement.is_new), asked)
                    .await
            } else {
                let (host, cluster) = self.host(control, vault, &placement).await?;
                let home = self.home_on(host, cluster)?;
                let durability = self.durability(control, &home.host);
                self.provision_in(control, vault, schema, (&home, durability), (&spec, placement.is_new), asked).await
            };
            match done {
                Err(ProvisionError::NoPlace { .. }) if tries < TRIES && matches!(placement.on, On::Region) => {}
                Err(ProvisionError::Elsewhere { .. }) if tries < TRIES => {}
                other => return Ok(other?),
            }
            placement = self.placement(Some(control), &spec.id, asked.named, None).await?;
            spec.provider = placement.provider;
            spec.region = placement.region.clone();
        }
        Err(CommandError::new(ErrorKind::Conflict, "no place was found"))
    }

    async fn provision_in<H: Home>(
        &self,
        control: &ControlPlane,
        vault: &Vault,
        schema: &Schema,
        (home, durability): (&H, Durability),
        (spec, is_new): (&Spec, bool),
        asked: &Asked<'_>,
    ) -> Result<Provisioned, ProvisionError> {
        let deps = Deps {
            control,
            home,
            vault,
            schema,
            runner: &self.runner(),
            timeout: self.timeout(),
            waiting: Waiting { patience: asked.retries.patience(), alive: &|runner| self.may_be_alive(runner) },
            durability,
            is_new,
            rollback_on: &|class| asked.rollback_on_failure && !asked.retries.may_go_on(class),
        };
        provision(&deps, spec, &self.observer("provisioning")).await
    }

    /// Goes on with an operation, wherever its tenant is at home.
    ///
    /// # Errors
    /// As [`resume_operation`].
    pub async fn resume(
        &mut self,
        control: &ControlPlane,
        vault: &Vault,
        schema: &Schema,
        (operation, tenant): (&OperationRecord, &TenantRow),
        retries: &Retries,
    ) -> Result<Provisioned, CommandError> {
        if tenant.provider == "supabase" {
            let home = self.project_home(control, organization_of(operation), &ProjectWish::default())?;
            return Ok(self.resume_in(control, vault, schema, (&home, Durability::Now), operation, retries).await?);
        }
        let (host, cluster) = self.host_of(control, vault, tenant).await?;
        let home = self.home_on(host, cluster)?;
        let durability = self.durability(control, &home.host);
        Ok(self.resume_in(control, vault, schema, (&home, durability), operation, retries).await?)
    }

    async fn resume_in<H: Home>(
        &self,
        control: &ControlPlane,
        vault: &Vault,
        schema: &Schema,
        (home, durability): (&H, Durability),
        operation: &OperationRecord,
        retries: &Retries,
    ) -> Result<Provisioned, ProvisionError> {
        let deps = Deps {
            control,
            home,
            vault,
            schema,
            runner: &self.runner(),
            timeout: self.timeout(),
            waiting: Waiting { patience: retries.patience(), alive: &|runner| self.may_be_alive(runner) },
            durability,
            is_new: false,
            rollback_on: &|_| false,
        };
        resume_operation(&deps, operation, &self.observer("provisioning")).await
    }

    /// Undoes an operation, wherever its tenant is at home.
    ///
    /// # Errors
    /// As [`rollback`].
    pub async fn roll_back(
        &mut self,
        control: &ControlPlane,
        vault: &Vault,
        (operation, tenant): (&OperationRecord, &TenantRow),
        retries: &Retries,
    ) -> Result<Undone, CommandError> {
        if tenant.provider == "supabase" {
            let home = self.project_home(control, organization_of(operation), &ProjectWish::default())?;
            return Ok(self.roll_back_in(control, &home, operation, retries).await?);
        }
        let (host, cluster) = self.host_of(control, vault, tenant).await?;
        Ok(self.roll_back_in(control, &self.home_on(host, cluster)?, operation, retries).await?)
    }

    async fn roll_back_in<H: Home>(
        &self,
        control: &ControlPlane,
        home: &H,
        operation: &OperationRecord,
        retries: &Retries,
    ) -> Result<Undone, UndoError> {
        let waiting = Waiting { patience: retries.patience(), alive: &|runner| self.may_be_alive(runner) };
        let runner = self.runner();
        let deps = UndoDeps { control, home, runner: &runner, waiting };
        rollback(&deps, operation, &self.observer("rolling back")).await
    }

    /// Opens the cluster that a tenant is on, whatever the settings say about new ones.
    ///
    /// # Errors
    /// The server can't be reached or isn't the one that was added, or the cluster was removed.
    pub async fn host_of(
        &mut self,
        control: &ControlPlane,
        vault: &Vault,
        tenant: &TenantRow,
    ) -> Result<(ClusterHost, Uuid), CommandError> {
        let row = match &tenant.cluster {
            Some((cluster, _)) => plane::cluster_by_id(&mut *control.session.get().await, *cluster).await?,
            None => None,
        };
        let row = row.ok_or_else(|| {
            let text = format!("tenant {} is {} and on no cluster", tenant.id, tenant.status);
            CommandError::new(ErrorKind::Conflict, text)
                .hint(format!("tenantctl operation list --tenant-id {}", tenant.id))
        })?;
        Ok((self.open_cluster(control, vault, &row).await?, row.id))
    }

    /// Opens the cluster of this name; without one, the only one there is, or the one that would be.
    ///
    /// # Errors
    /// No such cluster, or several and no name.
    pub async fn cluster_named(
        &mut self,
        control: &ControlPlane,
        vault: &Vault,
        named: Option<&ClusterName>,
    ) -> Result<(ClusterHost, Uuid, String), CommandError> {
        let rows = plane::clusters(&mut *control.session.get().await).await?;
        let row = match (named, rows.as_slice()) {
            (Some(named), rows) => {
                let found = rows.iter().find(|row| row.name == named.as_str());
                found.cloned().ok_or_else(|| {
                    let near = crate::domain::suggest::closest(named.as_str(), rows.iter().map(|r| r.name.as_str()));
                    let error = CommandError::new(ErrorKind::NotFound, format!("there is no cluster {named}"));
                    match near {
                        Some(near) => error.hint(format!("did you mean {near}?")),
                        None => error.hint("tenantctl cluster list"),
                    }
                })?
            }
            (None, [only]) => only.clone(),
            (None, []) => {
                let provider = self.provider()?;
                let (host, id) = self.cluster(control, vault, provider).await?;
                let row = plane::cluster_by_id(&mut *control.session.get().await, id).await?;
                return Ok((host, id, row.map_or_else(|| provider.to_owned(), |row| row.name)));
            }
            (None, _) => {
                let error = CommandError::new(ErrorKind::Usage, "there are several clusters");
                return Err(error.hint("name one: --cluster NAME").hint("tenantctl cluster list"));
            }
        };
        Ok((self.open_cluster(control, vault, &row).await?, row.id, row.name))
    }
}
