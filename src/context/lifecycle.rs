//! Changing a tenant where it is at home.

use super::{Context, ProjectWish};
use crate::control_plane::{ControlPlane, Durability, TenantRow};
use crate::domain::life_step::LifeStep;
use crate::error::CommandError;
use crate::host::DumpPrograms;
use crate::ops::credentials::Vault;
use crate::ops::lifecycle::{
    Changed, LifeDeps, LifeError, Outcome, Premises, SharedWish, Wish, change, change_all, plan,
};
use crate::ops::observer::{Event, Observer};
use crate::ops::provision::{ClusterHome, ProjectHome, Waiting, Worker};
use crate::ops::retry::Retries;
use crate::ops::runner::Runner;
use crate::ops::template::Schema;
use std::time::Duration;

/// What happened to one of several tenants; none if it wasn't begun, because a signal asked to stop.
pub struct Each {
    /// The tenant, as it was before.
    pub tenant: TenantRow,
    /// How it went.
    pub result: Option<Result<Changed, CommandError>>,
    /// How long it took, in milliseconds.
    pub duration_ms: u64,
}

impl Each {
    fn of((tenant, result, took): Outcome) -> Self {
        let duration_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        Self { tenant, result: result.map(|result| result.map_err(Into::into)), duration_ms }
    }
}

enum Workers {
    Clusters(Vec<Worker<ClusterHome>>),
    Projects(Vec<Worker<ProjectHome>>),
}

impl Context {
    /// Changes a tenant, wherever it is.
    ///
    /// # Errors
    /// As [`change`], or its place can't be reached.
    pub async fn change(
        &mut self,
        control: &ControlPlane,
        vault: &Vault,
        schema: Option<&Schema>,
        (tenant, wish): (&TenantRow, &Wish),
        retries: &Retries,
    ) -> Result<Changed, CommandError> {
        if tenant.provider == "supabase" {
            let home = self.project_home(control, "", &ProjectWish::default())?;
            let deps = (&home, Durability::Now);
            return Ok(self.change_in(control, vault, schema, deps, (tenant, wish), retries).await?);
        }
        let home = self.cluster_home(control, vault, tenant).await?;
        let deps = (&home, self.durability(control, &home.host));
        Ok(self.change_in(control, vault, schema, deps, (tenant, wish), retries).await?)
    }

    async fn change_in<H: Premises>(
        &self,
        control: &ControlPlane,
        vault: &Vault,
        schema: Option<&Schema>,
        (home, durability): (&H, Durability),
        (tenant, wish): (&TenantRow, &Wish),
        retries: &Retries,
    ) -> Result<Changed, LifeError> {
        let runner = self.runner();
        let waiting = Waiting { patience: retries.patience(), alive: &|runner| self.may_be_alive(runner) };
        let timeout = self.timeout();
        let deps = LifeDeps { control, home, vault, schema, runner: &runner, timeout, waiting, durability };
        change(&deps, tenant, wish, &self.observer(wish.change.as_str())).await
    }

    /// Says what [`Self::change`] would do.
    ///
    /// # Errors
    /// The tenant's status forbids it, or its place can't be reached.
    pub async fn would_change(
        &mut self,
        control: &ControlPlane,
        vault: &Vault,
        tenant: &TenantRow,
        wish: &Wish,
    ) -> Result<Vec<LifeStep>, CommandError> {
        if tenant.provider == "supabase" {
            let home = self.project_home(control, "", &ProjectWish::default())?;
            return Ok(plan(&home, control, tenant, wish).await?);
        }
        let home = self.cluster_home(control, vault, tenant).await?;
        Ok(plan(&home, control, tenant, wish).await?)
    }

    /// Finds the programs that make a backup and read it.
    pub fn dump_programs(&self) -> DumpPrograms {
        DumpPrograms { dump: self.find_program("pg_dump"), restore: self.find_program("pg_restore") }
    }

    /// Changes tenants, one place after the other, each with several workers. A place that can't be reached fails its
    /// own tenants only.
    ///
    /// # Errors
    /// The control plane.
    pub async fn change_each(
        &mut self,
        tenants: Vec<TenantRow>,
        wish: &Wish,
        schema: Option<&Schema>,
    ) -> Result<Vec<Each>, CommandError> {
        let observer = self.bulk_observer(tenants.len(), wish.change.as_str());
        let runner = self.runner();
        let mut places: Vec<Vec<TenantRow>> = Vec::new();
        for tenant in tenants {
            let place = |row: &TenantRow| (row.provider == "supabase", row.cluster.as_ref().map(|(id, _)| *id));
            match places.iter_mut().find(|group| group.first().is_some_and(|one| place(one) == place(&tenant))) {
                Some(group) => group.push(tenant),
                None => places.push(vec![tenant]),
            }
        }
        let mut results = Vec::new();
        for group in places {
            let workers = self.workers(&group).await;
            let alive = |runner: &str| self.may_be_alive(runner);
            let runner = Runner { name: &runner, alive: &alive };
            let shared = SharedWish { wish, schema, runner, timeout: self.timeout() };
            let done = match workers {
                Ok(Workers::Projects(workers)) => change_all(workers, group, &shared, &observer).await,
                Ok(Workers::Clusters(workers)) => change_all(workers, group, &shared, &observer).await,
                Err(error) => {
                    let (words, duration) = ("failed", Duration::ZERO);
                    for tenant in group {
                        let (tenant_id, error_text) = (tenant.id.as_str(), Some(error.message()));
                        observer.on(Event::TenantDone { tenant: tenant_id, words, error: error_text, duration });
                        results.push(Each { tenant, result: Some(Err(error.clone())), duration_ms: 0 });
                    }
                    continue;
                }
            };
            results.extend(done.into_iter().map(Each::of));
        }
        results.sort_by(|one, other| one.tenant.id.as_str().cmp(other.tenant.id.as_str()));
        Ok(results)
    }

    /// Opens connections for tenants of one place.
    async fn workers(&mut self, group: &[TenantRow]) -> Result<Workers, CommandError> {
        let jobs = self.migrate_options().jobs.clamp(1, group.len().max(1));
        let Some(first) = group.first() else { return Ok(Workers::Clusters(Vec::new())) };
        let (mut projects, mut clusters) = (Vec::new(), Vec::new());
        for _ in 0..jobs {
            let (control, _) = self.write_plane().await?;
            let vault = self.vault(&control).await?;
            if first.provider == "supabase" {
                let home = self.project_home(&control, "", &ProjectWish::default())?;
                projects.push(Worker { control, vault, home, durability: Durability::Now });
            } else {
                let home = self.cluster_home(&control, &vault, first).await?;
                let durability = self.durability(&control, &home.host);
                clusters.push(Worker { control, vault, home, durability });
            }
        }
        Ok(if projects.is_empty() { Workers::Clusters(clusters) } else { Workers::Projects(projects) })
    }

    pub(super) async fn cluster_home(
        &mut self,
        control: &ControlPlane,
        vault: &Vault,
        tenant: &TenantRow,
    ) -> Result<ClusterHome, CommandError> {
        let (host, cluster) = self.host_of(control, vault, tenant).await?;
        self.home_on(host, cluster)
    }
}
