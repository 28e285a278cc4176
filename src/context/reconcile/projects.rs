//! Projects and users, compared with the control plane.

use super::{Tried, settled, unreachable, unreached};
use crate::config::keys;
use crate::context::{Context, ProjectWish};
use crate::control_plane::{self as plane, ControlPlane, TenantRow};
use crate::domain::reconcile::Difference;
use crate::domain::selection::Selection;
use crate::domain::status::Status;
use crate::error::CommandError;
use crate::ops::credentials::Vault;
use crate::ops::provision::ProjectHome;
use crate::ops::reconcile::{AuthSide, Reconciled, SeenProjects, left_over, mend_project, on_projects, on_users};
use crate::ops::seed::Reach;
use std::collections::HashSet;

/// How many tenants are read at once.
const PAGE: i64 = 500;

impl Context {
    /// Compares the projects, and names those at work. Without an access token none is asked for.
    pub(super) async fn projects_reconciled(
        &mut self,
        control: &ControlPlane,
        vault: &Vault,
        fix: bool,
    ) -> Result<(Vec<Reconciled>, HashSet<String>), CommandError> {
        if self.settings.get(keys::SUPABASE_ACCESS_TOKEN).is_none() {
            let known = plane::known_projects(&mut *control.session.get().await).await?;
            let count = known.iter().filter(|tenant| tenant.status != Status::Deleted).count();
            let what = match count {
                0 => "no projects were looked for".to_owned(),
                1 => "the project of 1 tenant wasn't looked at".to_owned(),
                count => format!("the projects of {count} tenants weren't looked at"),
            };
            self.ui.note(&format!("{what}: there is no access token for the Supabase Management API"));
            return Ok((Vec::new(), HashSet::new()));
        }
        let seen = match self.project_home(control, "", &ProjectWish::default()) {
            Ok(home) => self.on_projects(control, vault, &home, fix).await,
            Err(error) => Err(error),
        };
        Ok(seen.unwrap_or_else(|error| (vec![unreachable(None, &error)], HashSet::new())))
    }

    async fn on_projects(
        &self,
        control: &ControlPlane,
        vault: &Vault,
        home: &ProjectHome,
        fix: bool,
    ) -> Result<(Vec<Reconciled>, HashSet<String>), CommandError> {
        let organization = self.organization();
        let look = async || on_projects(control, &home.api, organization.as_deref()).await;
        let SeenProjects { differences: found, mut at_work } = look().await?;
        let tried = self.try_projects(control, vault, home, found.iter().filter(|_| fix)).await;
        let mut left = found.clone();
        if !tried.is_empty() {
            SeenProjects { differences: left, at_work } = look().await?;
        }
        Ok((settled(None, found, left, &tried), at_work))
    }

    async fn try_projects(
        &self,
        control: &ControlPlane,
        vault: &Vault,
        home: &ProjectHome,
        differences: impl Iterator<Item = &Difference>,
    ) -> Vec<Tried> {
        let (runner, observer) = (self.runner(), self.observer("doctor"));
        let mut tried: Vec<Tried> = Vec::new();
        for wanted in differences.filter_map(|difference| difference.uuid.zip(difference.repair)) {
            let result = mend_project((control, vault, &runner), home, wanted, &observer).await;
            tried.push((wanted, result.map_err(|error| CommandError::from(error).message().to_owned())));
        }
        tried
    }

    /// Compares the users of tenants that have an Auth server.
    pub(super) async fn users_reconciled(
        &mut self,
        control: &ControlPlane,
        vault: &Vault,
        at_work: &HashSet<String>,
        fix: bool,
    ) -> Result<Vec<Reconciled>, CommandError> {
        let mut all = Vec::new();
        let shared = match self.shared_users().await {
            Ok(users) => users,
            Err(error) => {
                let place = ("the shared Auth server".to_owned(), "tenantctl doctor".to_owned());
                all.push(unreached(None, None, place, &error));
                None
            }
        };
        if let Some(users) = &shared {
            let found = left_over(control, users, &self.shared_auth_address()).await?;
            all.extend(settled(None, found.clone(), found, &[]));
        }
        let options = self.http_options();
        let side = AuthSide { vault, shared: shared.as_deref(), options: &options };
        let mut after = None;
        loop {
            let selection = Selection::default();
            let page = plane::page(&mut *control.session.get().await, &selection, after.as_ref(), PAGE).await?;
            let Some(last) = page.last() else { return Ok(all) };
            after = Some(last.id.clone());
            let is_made =
                |tenant: &TenantRow| matches!(tenant.status, Status::Active | Status::Suspended | Status::Deleting);
            let at_hand = |tenant: &TenantRow| match &tenant.project {
                Some(project) => tenant.address.is_some() && is_made(tenant) && at_work.contains(project),
                None => shared.is_some() && tenant.status == Status::Active,
            };
            let page: Vec<TenantRow> = page.into_iter().filter(at_hand).collect();
            all.extend(self.users_of_page(control, &side, page, fix).await);
        }
    }

    async fn users_of_page(
        &self,
        control: &ControlPlane,
        side: &AuthSide<'_>,
        page: Vec<TenantRow>,
        fix: bool,
    ) -> Vec<Reconciled> {
        let options = self.migrate_options();
        let reach = Reach { lock_timeout: options.lock_timeout, timeout: options.timeout, jobs: options.jobs };
        // What differs is shown at the end; how many pages follow isn't known.
        let observer = self.gate_observer("comparing users");
        let locator = self.locator(control, side.vault);
        let mut all = Vec::new();
        for (tenant, result) in on_users(&locator, side, page, reach, &observer).await {
            let found = match result {
                Ok(found) => found,
                Err(error) => {
                    let place = (tenant.id.to_string(), format!("tenantctl user list -t {}", tenant.id));
                    all.push(unreached(None, Some(&tenant), place, &error.into()));
                    continue;
                }
            };
            let mendable = found.iter().any(|difference| difference.repair.is_some());
            let home = self.project_home(control, "", &ProjectWish::default());
            let (Ok(home), true) = (home, fix && mendable) else {
                all.extend(settled(None, found.clone(), found, &[]));
                continue;
            };
            let tried = self.try_projects(control, side.vault, &home, found.iter()).await;
            let left = on_users(&locator, side, vec![tenant], reach, &observer).await.into_iter().next();
            let left = left.and_then(|(_, result)| result.ok()).unwrap_or_else(|| found.clone());
            all.extend(settled(None, found, left, &tried));
        }
        all
    }

    /// Where the API of the shared Auth server is.
    fn shared_auth_address(&self) -> String {
        let (url, below) = match self.settings.text(keys::SUPABASE_AUTH_URL) {
            Some(own) => (own, ""),
            None => (self.settings.text(keys::SUPABASE_URL).unwrap_or_default(), "/auth/v1"),
        };
        format!("{}{below}", url.trim_end_matches('/'))
    }

    async fn shared_users(&self) -> Result<Option<Vec<crate::supabase::auth::AuthUser>>, CommandError> {
        match self.shared_auth()?.filter(|shared| shared.key.is_some()) {
            Some(shared) => Ok(Some(shared.open().await?.users().await?)),
            None => Ok(None),
        }
    }
}
