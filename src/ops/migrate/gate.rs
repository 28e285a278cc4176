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
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use tokio::sync::Semaphore;
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
    places: RefCell<BTreeMap<Uuid, Rc<Place>>>,
}

/// A server, and how many of its tenants may be looked at at once: one until it has said what it allows.
struct Place {
    budget: Cell<Option<u32>>,
    room: Semaphore,
    allowed: Cell<u32>,
}

impl Place {
    fn new() -> Self {
        Self { budget: Cell::new(None), room: Semaphore::new(1), allowed: Cell::new(1) }
    }

    /// Lets so many in, if it were fewer so far.
    fn open_to(&self, count: u32) {
        let before = self.allowed.get();
        self.allowed.set(before.max(count));
        self.room.add_permits(usize::try_from(count.saturating_sub(before)).unwrap_or(0));
    }
}

impl<'a> Gate<'a> {
    /// Makes a gate for these files.
    pub fn new(locator: &'a Locator<'a>, set: &'a MigrationSet, options: &'a MigrateOptions) -> Self {
        Self { locator, set, options, places: RefCell::default() }
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
        let place = self.place(tenant);
        let _room = match &place {
            Some(place) => place.room.acquire().await.ok(),
            None => None,
        };
        let mut session = self.open(tenant, place.as_deref()).await?;
        let looked = self.inside(tenant, place.as_deref(), &mut session).await;
        *late = session.limit().is_late();
        session.close().await;
        Ok(looked?)
    }

    async fn inside(
        &self,
        tenant: &TenantRow,
        place: Option<&Place>,
        session: &mut TenantSession,
    ) -> Result<Survey, TenantDbError> {
        ask_place(place, session).await?;
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
        let Some(place) = self.place(tenant) else { return Ok(()) };
        let _room = place.room.acquire().await.ok();
        if place.budget.get().is_some() {
            return Ok(());
        }
        let mut session = self.open(tenant, Some(&place)).await?;
        let asked = ask_place(Some(&place), &mut session).await;
        session.close().await;
        Ok(asked?)
    }

    async fn open(&self, tenant: &TenantRow, place: Option<&Place>) -> Result<TenantSession, MigrateError> {
        let application = format!("tenantctl gate {}", tenant.id);
        let opened: Result<_, MigrateError> =
            self.locator.open(tenant, &application, self.options.lock_timeout, self.options.timeout).await;
        // A server that isn't there shall not be waited for by one tenant after the other.
        if let (Err(_), Some(place)) = (&opened, place) {
            place.open_to(UNKNOWN);
        }
        opened
    }

    /// A tenant's server; none if it has one of its own.
    fn place(&self, tenant: &TenantRow) -> Option<Rc<Place>> {
        let place = place_of(tenant);
        (!place.is_nil())
            .then(|| Rc::clone(self.places.borrow_mut().entry(place).or_insert_with(|| Rc::new(Place::new()))))
    }

    /// Gives a plan the budgets of its places.
    pub fn give_budgets(&self, plan: &mut MigratePlan) {
        let places = self.places.borrow();
        for place in plan.places() {
            let known = places.get(&place).and_then(|place| place.budget.get());
            let budget = if place.is_nil() { UNBOUNDED } else { known.unwrap_or(UNKNOWN) };
            plan.set_budget(place, budget);
        }
    }
}

/// Asks a place that nobody has asked yet how many connections it has left.
async fn ask_place(place: Option<&Place>, session: &mut TenantSession) -> Result<(), TenantDbError> {
    let Some(place) = place.filter(|place| place.budget.get().is_none()) else { return Ok(()) };
    let found = tenant_db::connections(session).await.inspect_err(|_| place.open_to(UNKNOWN))?;
    let budget = connection_budget(found.max, found.used);
    place.budget.set(Some(budget));
    place.open_to(budget);
    Ok(())
}
