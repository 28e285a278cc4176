//! Renaming a tenant where it is at home.

use super::{Context, ProjectWish};
use crate::control_plane::{ControlPlane, TenantRow};
use crate::domain::tenant::TenantId;
use crate::error::CommandError;
use crate::ops::credentials::Vault;
use crate::ops::provision::{Home, Waiting};
use crate::ops::rename::{RenameDeps, RenameError, Renamed, rename};
use crate::ops::retry::Retries;

impl Context {
    /// Renames a tenant, wherever it is.
    ///
    /// # Errors
    /// As [`rename`], or its place can't be reached.
    pub async fn rename(
        &mut self,
        control: &ControlPlane,
        vault: &Vault,
        tenant: &TenantRow,
        ids: (&TenantId, &TenantId),
        retries: &Retries,
    ) -> Result<Renamed, CommandError> {
        if tenant.provider == "supabase" {
            let home = self.project_home(control, "", &ProjectWish::default())?;
            return Ok(self.rename_in(control, vault, &home, (tenant, ids), retries).await?);
        }
        let home = self.cluster_home(control, vault, tenant).await?;
        Ok(self.rename_in(control, vault, &home, (tenant, ids), retries).await?)
    }

    async fn rename_in<H: Home>(
        &self,
        control: &ControlPlane,
        vault: &Vault,
        home: &H,
        (tenant, ids): (&TenantRow, (&TenantId, &TenantId)),
        retries: &Retries,
    ) -> Result<Renamed, RenameError> {
        let waiting = Waiting { patience: retries.patience(), alive: &|runner| self.may_be_alive(runner) };
        let deps = RenameDeps { control, home, vault, runner: &self.runner(), waiting };
        rename(&deps, tenant, ids).await
    }
}
