//! What a provisioning does inside the tenant's database, as its migrator.

use super::error::StepError;
use super::run::Run;
use crate::domain::tenant::Marker;
use crate::host::DatabaseHost;
use crate::ops::credentials::LoginRole;
use crate::ops::observer::Observer;
use crate::ops::seed::{SeedSpec, load};
use crate::postgres::{Connection, close};
use crate::tenant_db::{self, ExecutorOptions, Expect};
use std::time::Duration;

/// How long a lock is waited for: nobody else should be in there.
const LOCK: Duration = Duration::from_secs(10);

impl<H: DatabaseHost, O: Observer> Run<'_, '_, H, O> {
    /// After a killed run nobody knows which password the server has and which migrations the
    /// clone carries: log in, and bring it up to date. The straight path never connects.
    pub(super) async fn prove_login(&self, marker: Marker) -> Result<(), StepError> {
        let mut connection = self.open(marker).await?;
        let options = ExecutorOptions { target: None, lock_wait: LOCK, dry_run: false };
        let migrated = tenant_db::migrate(&mut connection, &self.deps.schema.migrations, &options, &mut |_| {}).await;
        close(connection).await;
        migrated?;
        Ok(())
    }

    /// Loads the mock data; what an earlier run loaded stays as it is.
    pub(super) async fn load_mock_data(&self, marker: Marker) -> Result<(), StepError> {
        let mut connection = self.open(marker).await?;
        let spec = SeedSpec::mock_data(LOCK)?;
        let loaded = load(&mut connection, &spec, self.observer).await;
        close(connection).await;
        loaded?;
        Ok(())
    }

    async fn open(&self, marker: Marker) -> Result<Connection, StepError> {
        let password = self.deps.vault.password(self.deps.control, self.uuid, LoginRole::Migrator).await?;
        let target = self.deps.host.target(self.names.migrator.name(), password, self.names.database.name());
        let expect = Expect { marker: Some(&marker), migrator: true, lock_timeout: LOCK };
        Ok(tenant_db::open(&target, "tenantctl provision", expect, self.deps.timeout).await?)
    }
}
