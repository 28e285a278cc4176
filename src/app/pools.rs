//! Connections of tenants' applications, opened when a tenant is first asked for.

use super::plane::TIMEOUT;
use super::{AppError, Plane};
use crate::control_plane::{self as plane, TenantRow};
use crate::domain::status::Status;
use crate::domain::tenant::{Marker, TenantId};
use crate::ops::credentials::LoginRole;
use crate::tenant_db::{AppPool, Expect, Mark};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::Instant;
use uuid::Uuid;

/// How many pools there are, and how long.
#[derive(Debug, Clone)]
pub struct PoolOptions {
    /// The most tenants with an open pool; beyond, the one that was unused for longest is closed.
    pub most_tenants: usize,
    /// The most connections of one tenant.
    pub connections: u32,
    /// How long a pool is kept.
    pub lifetime: Duration,
    /// How long after a suspension, a deletion or a new password the old pool may still be handed out.
    pub lag: Duration,
}

impl Default for PoolOptions {
    fn default() -> Self {
        Self { most_tenants: 100, connections: 5, lifetime: Duration::from_secs(3600), lag: Duration::from_secs(5) }
    }
}

/// A tenant's connections.
#[derive(Debug, Clone)]
pub struct TenantPool {
    /// The tenant.
    pub tenant: Arc<TenantRow>,
    /// The connections.
    pub connections: AppPool,
}

/// Connections of any number of tenants. A tenant that isn't in use has none.
pub struct TenantPools {
    pub(super) plane: Plane,
    options: PoolOptions,
    slots: Mutex<HashMap<Uuid, Slot>>,
}

#[derive(Clone)]
struct Slot {
    /// Whoever opens the pool holds it, so that nobody else does.
    pool: Arc<tokio::sync::Mutex<Option<Open>>>,
    used: Instant,
}

struct Open {
    pool: TenantPool,
    /// The password as the control plane keeps it: another text is another password.
    sealed: Vec<u8>,
    opened: Instant,
    checked: Instant,
}

impl TenantPools {
    /// Makes it; nothing is opened yet.
    pub fn new(plane: Plane, options: PoolOptions) -> Arc<Self> {
        Arc::new(Self { plane, options, slots: Mutex::default() })
    }

    /// Returns a tenant's connections by the tenant's id.
    ///
    /// # Errors
    /// As [`Self::of`].
    pub async fn named(&self, id: &TenantId) -> Result<TenantPool, AppError> {
        let uuid = match self.uuid_of(id).await {
            Err(failure) => {
                self.plane.renew(failure).await?;
                self.uuid_of(id).await?
            }
            Ok(uuid) => uuid,
        };
        self.of(uuid).await
    }

    async fn uuid_of(&self, id: &TenantId) -> Result<Uuid, AppError> {
        let row = plane::tenant_by_id(&mut *self.plane.control.session.get().await, id).await?;
        Ok(row.ok_or(AppError::NoTenant)?.uuid)
    }

    /// Returns a tenant's connections. Of several who ask at once one opens them.
    ///
    /// # Errors
    /// There is no such tenant, it isn't in use, has no application's login, or can't be reached.
    pub async fn of(&self, uuid: Uuid) -> Result<TenantPool, AppError> {
        let slot = self.slot(uuid);
        let mut held = slot.lock().await;
        let now = Instant::now();
        if let Some(open) = held.as_ref()
            && now < open.checked + self.options.lag
            && now < open.opened + self.options.lifetime
        {
            return Ok(open.pool.clone());
        }
        let asked = match self.read(uuid).await {
            Err(failure) => match self.plane.renew(failure).await {
                Ok(()) => self.read(uuid).await,
                Err(failure) => Err(failure),
            },
            found => found,
        };
        let (tenant, sealed) = match asked {
            Ok(found) => found,
            Err(error) => {
                // What isn't in use any more has no connections; what couldn't be asked keeps them for whoever comes.
                if matches!(error, AppError::NotInUse(_) | AppError::NoTenant) {
                    drop_pool(held.take());
                }
                return Err(error);
            }
        };
        if let Some(open) = held.as_mut()
            && now < open.opened + self.options.lifetime
            && open.sealed == sealed
            && same_place(&open.pool.tenant, &tenant)
        {
            open.checked = now;
            open.pool.tenant = Arc::new(tenant);
            return Ok(open.pool.clone());
        }
        drop_pool(held.take());
        let pool = self.open(tenant).await?;
        *held = Some(Open { pool: pool.clone(), sealed, opened: now, checked: now });
        Ok(pool)
    }

    /// Closes a tenant's connections, for whoever knows that they are of no use any more.
    pub async fn forget(&self, uuid: Uuid) {
        let removed = self.slots().remove(&uuid);
        if let Some(slot) = removed {
            drop_pool(slot.pool.lock().await.take());
        }
    }

    fn slots(&self) -> MutexGuard<'_, HashMap<Uuid, Slot>> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the tenant's place, and takes away the one that was unused for longest if there are too many. One that
    /// somebody is opening stays.
    fn slot(&self, uuid: Uuid) -> Arc<tokio::sync::Mutex<Option<Open>>> {
        let now = Instant::now();
        let mut slots = self.slots();
        let slot = slots.entry(uuid).or_insert_with(|| Slot { pool: Arc::default(), used: now });
        slot.used = now;
        let found = Arc::clone(&slot.pool);
        while slots.len() > self.options.most_tenants.max(1) {
            let others = slots.iter().filter(|(other, slot)| **other != uuid && Arc::strong_count(&slot.pool) == 1);
            let Some(oldest) = others.min_by_key(|(_, slot)| slot.used).map(|(other, _)| *other) else { break };
            if let Some(slot) = slots.remove(&oldest)
                && let Ok(mut held) = slot.pool.try_lock()
            {
                drop_pool(held.take());
            }
        }
        found
    }

    async fn read(&self, uuid: Uuid) -> Result<(TenantRow, Vec<u8>), AppError> {
        let mut connection = self.plane.control.session.get().await;
        let row = plane::tenant_by_uuid(&mut connection, uuid).await?.ok_or(AppError::NoTenant)?;
        if row.status != Status::Active {
            return Err(AppError::NotInUse(row.status));
        }
        let sealed = plane::tenant_secret(&mut connection, uuid, LoginRole::App.column()).await?;
        Ok((row, sealed.unwrap_or_default()))
    }

    async fn open(&self, tenant: TenantRow) -> Result<TenantPool, AppError> {
        let target = self.plane.locator().target(&tenant, LoginRole::App).await?;
        let marker = Marker { tenant: tenant.uuid, control_plane: self.plane.control.id };
        let expect = Expect { mark: Mark::Comment(&marker), as_owner: false, lock_timeout: TIMEOUT };
        let connections = AppPool::open(&target, expect, self.options.connections, TIMEOUT).await?;
        Ok(TenantPool { tenant: Arc::new(tenant), connections })
    }
}

fn same_place(one: &TenantRow, other: &TenantRow) -> bool {
    let place = |row: &TenantRow| (row.cluster.clone(), row.database.clone(), row.app.clone());
    place(one) == place(other)
}

/// Connections in use go on until they are given back.
fn drop_pool(open: Option<Open>) {
    if let Some(open) = open {
        tokio::spawn(async move { open.pool.connections.close().await });
    }
}
