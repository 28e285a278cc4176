//! What a provisioning does inside the tenant's database, as the login that migrates it.

use super::error::StepError;
use super::home::Home;
use super::run::Run;
use crate::ops::observer::Observer;
use crate::ops::seed::{SeedSpec, load};
use crate::tenant_db::{self, ExecutorOptions};
use std::time::Duration;

/// How long a lock is waited for: nobody else should be in there.
pub(super) const LOCK: Duration = Duration::from_secs(10);

impl<H: Home, O: Observer> Run<'_, '_, H, O> {
    /// After a killed run nobody knows which password the server has and which migrations the
    /// clone carries: log in, and bring it up to date. The straight path never connects.
    pub(super) async fn prove_login(&self) -> Result<(), StepError> {
        let mut session = self.deps.home.open(self).await?;
        let options = ExecutorOptions { target: None, lock_wait: LOCK, dry_run: false };
        let migrated = tenant_db::migrate(&mut session, &self.deps.schema.migrations, &options, &mut |_| {}).await;
        session.close().await;
        migrated?;
        Ok(())
    }

    /// Loads the mock data; what an earlier run loaded stays as it is.
    pub(super) async fn load_mock_data(&self) -> Result<(), StepError> {
        let mut session = self.deps.home.open(self).await?;
        let spec = SeedSpec::mock_data(LOCK)?;
        let loaded = load(&mut session, &spec, self.observer).await;
        session.close().await;
        loaded?;
        Ok(())
    }
}
