//! Connecting to a tenant's database while the control plane is asked, for a command about one tenant.

use super::Context;
use crate::config::keys;
use crate::control_plane::Foresight;
use crate::domain::tenant::TenantId;
use crate::ops::credentials::LoginRole;
use crate::ops::errand::Errand;
use crate::ops::head_start::{HeadStart, Manner};
use crate::ops::location::KeptLocation;
use crate::postgres::Target;
use std::sync::PoisonError;
use std::time::Duration;

/// How long a location is tried.
const MAX_AGE: Duration = Duration::from_secs(3600);

/// How often whoever connects gets a turn to do so and to say who it is.
const TURNS: usize = 2;

/// The tenant that a command is about, and what it does in its database.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    tenant: &'a TenantId,
    errand: Errand,
    connects: bool,
}

impl<'a> About<'a> {
    /// That tenant, if one is named.
    pub fn tenant(tenant: Option<&'a TenantId>, errand: Errand) -> Option<Self> {
        tenant.map(|tenant| Self { tenant, errand, connects: true })
    }

    /// The same, but its database isn't connected to before its place is known unless this is true.
    #[must_use]
    pub fn connecting(self, connects: bool) -> Self {
        Self { connects, ..self }
    }

    /// Whoever works in a tenant's database does so by the login that migrates it.
    pub(super) fn foresight(self) -> Foresight<'a> {
        Foresight {
            tenant: self.tenant,
            secret: LoginRole::Migrator.column(),
            signing_keys: self.errand == Errand::Tokens,
        }
    }
}

impl Context {
    /// How the session for an errand is to be.
    pub(super) fn manner(&self, tenant: &TenantId, errand: Errand) -> Manner {
        let (application, timeout) = (errand.application(tenant), self.timeout());
        let lock_timeout = match errand {
            // It only reads, and whoever waits for its answer waits no longer than for any other.
            Errand::Tokens => timeout,
            Errand::Users | Errand::Policy | Errand::Export => self.migrate_options().lock_timeout,
        };
        Manner { application, lock_timeout, timeout }
    }

    /// Waits for the control plane, and begins beside it if it is known where the tenant was. Whatever is in the way of that
    /// is told later, by whoever needs it.
    pub(super) async fn with_head_start<T>(
        &self,
        plane: &Target,
        about: Option<About<'_>>,
        opening: impl Future<Output = T>,
    ) -> T {
        let Some(About { tenant, errand, .. }) = about.filter(|about| about.connects) else { return opening.await };
        let begin = async {
            // A server makes a process for each who comes, one after another, and this one is waited for first.
            for _ in 0..TURNS {
                tokio::task::yield_now().await;
            }
            *self.head_start.lock().unwrap_or_else(PoisonError::into_inner) = self.head_start_to(plane, tenant, errand);
        };
        tokio::join!(opening, begin).0
    }

    fn head_start_to(&self, plane: &Target, tenant: &TenantId, errand: Errand) -> Option<HeadStart> {
        let is_wanted = self.settings.flag(keys::LOCATION_CACHE).unwrap_or_default();
        let folder = Some(self.state_dir().join("locations")).filter(|folder| is_wanted && folder.is_absolute())?;
        let master = self.master_keys().ok()?.into_iter().next()?;
        let (plane, id) = (plane.clone(), tenant.clone());
        let kept = move || KeptLocation::new(&folder, &master, (&plane, &id), MAX_AGE);
        Some(HeadStart::begin(tenant.clone(), kept, self.manner(tenant, errand), self.beside.as_ref()?))
    }

    pub(super) fn take_head_start(&self) -> Option<HeadStart> {
        self.head_start.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}
