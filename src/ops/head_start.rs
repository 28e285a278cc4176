//! Connecting to a tenant's database while the control plane still says where it is.
//!
//! Both connections take several round trips, and the second one would have to wait for the first. Where the tenant was
//! a short while ago, [`KeptLocation`] knows. Nothing is asked of the tenant's data there before the control plane has
//! said that it still is the tenant's database, login and password; otherwise the connection is dropped, and what was
//! kept is removed.

use super::location::{KeptLocation, Location};
use crate::domain::tenant::TenantId;
use crate::postgres::Target;
use crate::secrets::SecretsError;
use crate::tenant_db::{self, Expect, Mark, TenantDbError, TenantSession};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::oneshot;
use tokio::task::JoinSet;

/// How a session in a tenant's database is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manner {
    /// What it calls itself.
    pub application: String,
    /// How long a statement waits for a lock.
    pub lock_timeout: Duration,
    /// How long connecting takes, and each statement of ours.
    pub timeout: Duration,
}

type Opened = Result<TenantSession, TenantDbError>;

impl Manner {
    pub(super) async fn open(&self, target: &Target, mark: Mark<'_>) -> Opened {
        let as_owner = !matches!(mark, Mark::Row(_));
        let expect = Expect { mark, as_owner, lock_timeout: self.lock_timeout };
        tenant_db::open(target, &self.application, expect, self.timeout).await
    }

    async fn open_there(&self, location: &Location) -> Opened {
        let Location { marker, is_project, target } = location;
        let mark = if *is_project { Mark::Row(marker) } else { Mark::Comment(marker) };
        self.open(target, mark).await
    }
}

/// A connection that was begun, if it was known to where.
pub struct HeadStart {
    tenant: TenantId,
    manner: Manner,
    known: Mutex<Option<oneshot::Receiver<Known>>>,
    task: Mutex<JoinSet<Option<Opened>>>,
}

/// What is known before the connection is there.
struct Known {
    kept: KeptLocation,
    location: Option<Location>,
    is_young: bool,
}

impl HeadStart {
    /// Begins, on that thread: hashing a password would keep the control plane waiting. It ends with the value.
    pub fn begin(
        tenant: TenantId,
        kept: impl FnOnce() -> Result<KeptLocation, SecretsError> + Send + 'static,
        manner: Manner,
        beside: &Handle,
    ) -> Self {
        let (tell, known) = oneshot::channel();
        let mut task = JoinSet::new();
        let manners = manner.clone();
        let connecting = async move {
            let kept = kept().ok()?;
            let (location, is_young) = kept.read().unzip();
            let _told = tell.send(Known { kept, location: location.clone(), is_young: is_young.unwrap_or_default() });
            Some(manners.open_there(&location?).await)
        };
        task.spawn_on(connecting, beside);
        Self { tenant, manner, known: Mutex::new(Some(known)), task: Mutex::new(task) }
    }

    /// Opens the database of a tenant that the control plane says is there: takes the connection that was begun if it is
    /// that one, once, else connects. Where it was is kept.
    pub(super) async fn open(&self, tenant: &TenantId, location: Location, manner: &Manner) -> Opened {
        let asked = held(&self.known).take().filter(|_| *tenant == self.tenant);
        let Some(known) = (match asked {
            Some(known) => known.await.ok(),
            None => None,
        }) else {
            return manner.open_there(&location).await;
        };
        let mut task = std::mem::take(&mut *held(&self.task));
        let same = *manner == self.manner && known.location.as_ref().is_some_and(|known| known.is(&location));
        let begun = if same { task.join_next().await.and_then(Result::ok).flatten() } else { None };
        let opened = match begun {
            Some(opened) => opened,
            None => manner.open_there(&location).await,
        };
        match &opened {
            Ok(_) if same && known.is_young => {}
            Ok(_) => known.kept.keep(&location),
            Err(_) => known.kept.forget(),
        }
        opened
    }
}

impl Drop for HeadStart {
    /// What the control plane hasn't confirmed isn't tried again.
    fn drop(&mut self) {
        let unconfirmed = held(&self.known).take().and_then(|mut known| known.try_recv().ok());
        if let Some(Known { kept, location: Some(_), .. }) = unconfirmed {
            kept.forget();
        }
    }
}

fn held<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
