//! The gate: every tenant of a run is looked at before the first one is written to.

use super::plan::{MigratePlan, place_of};
use super::{MigrateError, MigrateOptions};
use crate::control_plane::{ControlPlane, PlaneError, TenantRow};
use crate::domain::fleet::connection_budget;
use crate::domain::migration::MigrationSet;
use crate::domain::status::Status;
use crate::domain::tenant::TenantId;
use crate::ops::locate::Locator;
use crate::ops::retry::Retries;
use crate::tenant_db::{self, Survey, TenantDbError, TenantSession};
use std::cell::RefCell;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Where a server couldn't be asked.
const UNKNOWN: u32 = 4;
/// Tenants with projects of their own share no server.
const UNBOUNDED: u32 = 10_000;

/// Why a tenant can't be migrated.
#[derive(Debug)]
pub struct Refusal {
    /// The tenant.
    pub id: TenantId,
    /// Why.
    pub error: MigrateError,
}

/// Looks at tenants.
pub struct Gate<'a> {
    locator: &'a Locator<'a>,
    set: &'a MigrationSet,
    options: &'a MigrateOptions,
    /// What each place allows; none while it is being asked.
    budgets: RefCell<BTreeMap<Uuid, Option<u32>>>,
}

impl<'a> Gate<'a> {
    /// Makes a gate for these files.
    pub fn new(locator: &'a Locator<'a>, set: &'a MigrationSet, options: &'a MigrateOptions) -> Self {
        Self { locator, set, options, budgets: RefCell::default() }
    }

    /// Reads what is needed to reach these tenants, in one round trip.
    ///
    /// # Errors
    /// [`PlaneError`].
    pub(super) async fn read_ahead(&self, control: &ControlPlane, tenants: &[TenantRow]) -> Result<(), PlaneError> {
        let active: Vec<Uuid> =
            tenants.iter().filter(|tenant| tenant.status == Status::Active).map(|tenant| tenant.uuid).collect();
        self.locator.read_ahead(&mut *control.session.get().await, &active).await
    }

    /// Looks at a tenant: it is reached, is who it should be, its ledger is a prefix of the files, and nobody else is
    /// migrating it. What passes by itself is tried again.
    ///
    /// # Errors
    /// Why it can't be migrated.
    pub async fn look(&self, tenant: &TenantRow) -> Result<Survey, MigrateError> {
        let mut retries = Retries::new();
        loop {
            let mut late = false;
            let error = match self.attempt(tenant, &mut late).await {
                Ok(survey) => return Ok(survey),
                Err(error) => error,
            };
            match retries.next(error.class().filter(|_| !late)) {
                Some(pause) => tokio::time::sleep(pause).await,
                None => return Err(error),
            }
        }
    }

    async fn attempt(&self, tenant: &TenantRow, late: &mut bool) -> Result<Survey, MigrateError> {
        if tenant.status != Status::Active {
            return Err(MigrateError::Status(tenant.status));
        }
        let mut session = self.open(tenant).await?;
        let looked = self.inside(tenant, &mut session).await;
        *late = session.limit().is_late();
        session.close().await;
        Ok(looked?)
    }

    async fn inside(&self, tenant: &TenantRow, session: &mut TenantSession) -> Result<Survey, TenantDbError> {
        self.ask_place(tenant, session).await?;
        let target = self.set.target_within(self.options.target, tenant.pinned_version);
        // A pin before the first file leaves none.
        let target = target.or(tenant.pinned_version.map(|_| 0));
        tenant_db::survey(session, self.set, target, self.options.lock_wait).await
    }

    /// Asks only how many tenants may be worked on at once where this one is.
    ///
    /// # Errors
    /// It can't be reached.
    pub async fn ask(&self, tenant: &TenantRow) -> Result<(), MigrateError> {
        let place = place_of(tenant);
        if place.is_nil() || self.budgets.borrow().contains_key(&place) {
            return Ok(());
        }
        // Nobody else connects for the same answer.
        self.budgets.borrow_mut().insert(place, None);
        let asked = match self.open(tenant).await {
            Ok(mut session) => {
                let asked = self.ask_now(place, &mut session).await;
                session.close().await;
                asked.map_err(MigrateError::from)
            }
            Err(error) => Err(error),
        };
        if asked.is_err() {
            self.budgets.borrow_mut().remove(&place);
        }
        asked
    }

    async fn open(&self, tenant: &TenantRow) -> Result<TenantSession, MigrateError> {
        let application = format!("tenantctl gate {}", tenant.id);
        self.locator.open(tenant, &application, self.options.lock_timeout, self.options.timeout).await
    }

    async fn ask_place(&self, tenant: &TenantRow, session: &mut TenantSession) -> Result<(), TenantDbError> {
        let place = place_of(tenant);
        if place.is_nil() || self.budgets.borrow().contains_key(&place) {
            return Ok(());
        }
        self.budgets.borrow_mut().insert(place, None);
        let asked = self.ask_now(place, session).await;
        if asked.is_err() {
            self.budgets.borrow_mut().remove(&place);
        }
        asked
    }

    async fn ask_now(&self, place: Uuid, session: &mut TenantSession) -> Result<(), TenantDbError> {
        let found = tenant_db::connections(session).await?;
        self.budgets.borrow_mut().insert(place, Some(connection_budget(found.max, found.used)));
        Ok(())
    }

    /// Gives a plan the budgets of its places.
    pub fn give_budgets(&self, plan: &mut MigratePlan) {
        let budgets = self.budgets.borrow();
        for place in plan.places() {
            let budget =
                if place.is_nil() { UNBOUNDED } else { budgets.get(&place).copied().flatten().unwrap_or(UNKNOWN) };
            plan.set_budget(place, budget);
        }
    }
}
