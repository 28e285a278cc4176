//! What a provisioning does inside the tenant's database, as the login that migrates it.

use super::error::StepError;
use super::home::Home;
use super::record::tenant;
use super::run::{Deps, Run};
use crate::control_plane::{PlaneError, TenantRow};
use crate::ops::observer::{Event, Observer};
use crate::ops::seed::{SeedSpec, load};
use crate::ops::users::{Users, make_demo_users, make_owner};
use crate::tenant_db::TenantSession;
use std::time::Duration;

/// How long a lock is waited for: nobody else should be in there.
pub(super) const LOCK: Duration = Duration::from_secs(10);

impl<H: Home, O: Observer> Run<'_, '_, H, O> {
    /// After a killed run nobody knows which password the server has and which migrations and policy
    /// the clone carries: log in, and bring it up to date. The straight path never connects.
    pub(super) async fn prove_login(&self) -> Result<(), StepError> {
        let mut session = self.deps.home.open(self).await?;
        let migrated = self.deps.schema.fill(&mut session).await;
        session.close().await;
        migrated?;
        Ok(())
    }

    /// Makes the tenant's first user, at the Auth server where there is one, and in the tenant.
    pub(super) async fn make_owner(&self) -> Result<(), StepError> {
        let Some(email) = &self.spec.owner_email else { return Ok(()) };
        let Deps { control, vault, runner, home, .. } = *self.deps;
        let tenant = self.own_row().await?;
        let auth = home.auth(control, vault, &tenant).await?;
        if auth.is_none() {
            self.observer.on(Event::NoAuthServer { email });
        }
        let mut session = home.open(self).await?;
        let mut users = Users { control, tenant: &tenant, auth: auth.as_ref(), session: &mut session, runner };
        let made = make_owner(&mut users, email).await;
        session.close().await;
        if !made? {
            tracing::warn!("the tenant's own schema keeps no users, so {email} was made none");
        }
        crate::fail_point!("owner.made");
        Ok(())
    }

    async fn own_row(&self) -> Result<TenantRow, StepError> {
        let vanished = || PlaneError::Inconsistent(format!("tenant {} vanished", self.spec.id));
        Ok(tenant(self.deps, self.spec).await?.ok_or_else(vanished)?)
    }

    /// Loads the mock data and makes the demo users; what an earlier run did stays as it is.
    pub(super) async fn load_mock_data(&self) -> Result<(), StepError> {
        let mut session = self.deps.home.open(self).await?;
        let spec = SeedSpec::mock_data(LOCK)?;
        let loaded = load(&mut session, &spec, self.observer).await;
        let made = match loaded {
            Ok(_) => self.make_demo_users(&mut session).await,
            Err(error) => Err(error.into()),
        };
        session.close().await;
        made
    }

    async fn make_demo_users(&self, session: &mut TenantSession) -> Result<(), StepError> {
        let Deps { control, vault, runner, home, .. } = *self.deps;
        let tenant = self.own_row().await?;
        let made = async {
            let auth = home.auth(control, vault, &tenant).await?;
            let mut users = Users { control, tenant: &tenant, auth: auth.as_ref(), session, runner };
            Ok(make_demo_users(&mut users).await?)
        };
        let count = made.await.map_err(|error| StepError::DemoUsers(Box::new(error)))?;
        if count > 0 {
            self.observer.on(Event::DemoUsers { count, tenant: tenant.id.as_str() });
        }
        Ok(())
    }
}
