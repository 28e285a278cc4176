//! Opening both clusters of a tenant that is moved.

use super::Context;
use crate::control_plane::{self as plane, ControlPlane, TenantRow};
use crate::domain::cluster::ClusterName;
use crate::error::{CommandError, ErrorKind};
use crate::ops::credentials::Vault;
use crate::ops::moving::{Estimate, MoveDeps, MoveError, commit_move, estimate, move_tenant, roll_back_move};
use crate::ops::provision::{ClusterHome, Waiting};
use std::time::Duration;
use uuid::Uuid;

/// Where a tenant is, and the other cluster.
pub struct Sides {
    here: ClusterHome,
    there: ClusterHome,
    /// That cluster's name.
    pub name: String,
}

/// What is done with the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoveAct {
    /// Go there.
    Go,
    /// Drop what was left there.
    Commit,
    /// Go back, or drop the unfinished copy.
    Back,
}

impl Context {
    /// Opens the tenant's cluster and the named one.
    ///
    /// # Errors
    /// One of them can't be reached, there is no such cluster, or the tenant is on it.
    pub async fn sides(
        &mut self,
        control: &ControlPlane,
        vault: &Vault,
        tenant: &TenantRow,
        named: &ClusterName,
    ) -> Result<Sides, CommandError> {
        let here = self.cluster_home(control, vault, tenant).await?;
        let (host, cluster, name) = self.cluster_named(control, vault, Some(named)).await?;
        if cluster == here.cluster {
            let text = format!("tenant {} is on the cluster {name}", tenant.id);
            return Err(CommandError::new(ErrorKind::Conflict, text)
                .with_code("already_there")
                .hint("tenantctl cluster list"));
        }
        Ok(Sides { here, there: self.home_on(host, cluster)?, name })
    }

    /// Opens the tenant's cluster and that of its second copy.
    ///
    /// # Errors
    /// One of them can't be reached, or there is no second copy.
    pub async fn sides_of_copy(
        &mut self,
        control: &ControlPlane,
        vault: &Vault,
        tenant: &TenantRow,
    ) -> Result<(Sides, bool), CommandError> {
        let copy = plane::move_of(&mut *control.session.get().await, tenant.uuid).await?;
        let copy = copy.ok_or_else(|| MoveError::NoCopy { id: tenant.id.clone() })?;
        let here = self.cluster_home(control, vault, tenant).await?;
        let there = self.home_of(control, vault, copy.other_cluster).await?;
        Ok((Sides { here, there, name: copy.other_name }, copy.moved))
    }

    async fn home_of(
        &mut self,
        control: &ControlPlane,
        vault: &Vault,
        cluster: Uuid,
    ) -> Result<ClusterHome, CommandError> {
        let row = plane::cluster_by_id(&mut *control.session.get().await, cluster).await?;
        let row = row.ok_or_else(|| CommandError::new(ErrorKind::NotFound, "the other cluster was removed"))?;
        let host = self.open_cluster(control, vault, &row).await?;
        self.home_on(host, row.id)
    }

    /// Does one of the three things; going there or back with `only` this unfinished operation.
    ///
    /// # Errors
    /// [`MoveError`].
    pub async fn act_on_move(
        &self,
        control: &ControlPlane,
        vault: &Vault,
        (tenant, sides): (&TenantRow, &Sides),
        (act, only): (MoveAct, Option<Uuid>),
    ) -> Result<TenantRow, MoveError> {
        let runner = self.runner();
        let alive = |runner: &str| self.may_be_alive(runner);
        let waiting = Waiting { patience: Duration::from_secs(3), alive: &alive };
        let deps = MoveDeps { only, ..self.move_deps(control, vault, sides, (&runner, waiting)) };
        match act {
            MoveAct::Go => move_tenant(&deps, tenant, &self.observer("moving")).await,
            MoveAct::Commit => commit_move(&deps, tenant).await,
            MoveAct::Back => roll_back_move(&deps, tenant).await,
        }
    }

    /// Refuses what can't be moved, and says how long it would take.
    ///
    /// # Errors
    /// [`MoveError`].
    pub async fn estimate_move(
        &self,
        control: &ControlPlane,
        vault: &Vault,
        (tenant, sides): (&TenantRow, &Sides),
    ) -> Result<Estimate, MoveError> {
        let waiting = Waiting { patience: Duration::ZERO, alive: &|_| true };
        estimate(&self.move_deps(control, vault, sides, ("", waiting)), tenant).await
    }

    fn move_deps<'a>(
        &self,
        control: &'a ControlPlane,
        vault: &'a Vault,
        sides: &'a Sides,
        (runner, waiting): (&'a str, Waiting<'a>),
    ) -> MoveDeps<'a> {
        let Sides { here, there, name } = sides;
        MoveDeps { control, vault, here, there, there_name: name, runner, timeout: self.timeout(), waiting, only: None }
    }
}
